"""A visitor's client, written from docs/protocol.md: each line typed is said, each entry is printed as a line of JSON.

Run it as `python docs/examples/client.py http://127.0.0.1:8600 demo`. The end of the input closes the conversation.
"""

import asyncio
import hashlib
import json
import random
import secrets
import sys
import time
from typing import Any

import aiohttp

AGAIN = ("too_many", "too_many_waiting", "unavailable", "log_unavailable")
ANSWERED_WITHIN, LOOKS_AFTER = 10, 45  # seconds


def written(value: Any) -> str:
    """Return JSON in which only that sign is escaped which stands for what is no UTF-8: else a message may outgrow a frame."""
    return json.dumps(value, ensure_ascii=False).replace("\ufffd", "\\ufffd")


class Client:
    """One visitor in one conversation. One frame at a time is `asked`, and waits for its answer."""

    def __init__(self, http: aiohttp.ClientSession, service: str) -> None:
        self.http, self.service, self.key = http, service, secrets.token_urlsafe(32)
        self.conversation, self.typed_all, self.over, self.failures = "", False, False, 0
        self.seq = self.newest = self.sent = 0  # the last that is printed, the last there is, one's own last `n`
        self.sure = False  # whether a history has come since anything may have been missed
        self.outbox: list[dict[str, Any]] = []
        self.asked: dict[str, Any] = {}
        self.asked_at = 0.0

    async def talk(self, site: str, text: str) -> None:
        """Start the conversation with its first message, and follow it to its end on one socket after the other."""
        start = {"site": site, "language": "fi", "id": secrets.token_hex(8), "text": text}
        self.conversation = (await self.call("/v1/conversations", start))["facts"]["conversation"]
        while not self.over:
            ticket = await self.call("/v1/tickets")
            protocols = ("juttu.v1", f"ticket.{ticket['ticket']}")
            try:
                async with self.http.ws_connect(ticket["socket"], protocols=protocols, origin=self.service) as socket:
                    await self.follow(socket)
            except (aiohttp.ClientError, ConnectionError):
                await self.pause({})

    async def call(self, path: str, body: Any = None) -> Any:
        """Return the answer over HTTPS, after as many tries as it takes. Raises SystemExit when it is no."""
        headers = {"Authorization": f"Bearer {self.key}", "Origin": self.service, "Content-Type": "application/json"}
        while True:
            data = None if body is None else written(body).encode()
            try:
                async with self.http.post(self.service + path, data=data, headers=headers) as response:
                    answer = await response.json()
                    if response.ok:
                        return answer
            except (aiohttp.ClientError, TimeoutError, ValueError):
                answer = {}
            if answer.get("code") == "check_needed":
                challenge, number, shift = answer["challenge"], 0, 256 - answer["bits"]
                while int.from_bytes(hashlib.sha256(f"{challenge}:{number}".encode()).digest(), "big") >> shift:
                    number += 1
                body["check"] = {"challenge": challenge, "answer": f"{number}"}
            elif answer.get("code", "unavailable") not in AGAIN:  # where there is none, it is the gateway's own
                sys.exit(answer["sentence"])
            await self.pause(answer)

    async def pause(self, refusal: Any) -> None:
        """Wait as long as a refusal says, and a random time that grows."""
        self.failures += 1
        await asyncio.sleep(refusal.get("retry_after", 0) + random.uniform(0, min(2**self.failures / 2, 30)))

    def question(self) -> dict[str, Any]:
        """Return what to ask next: for what is missing, else to say what waits."""
        if not self.sure or self.seq < self.newest:
            return {"do": "join", "conversation": self.conversation, "after": self.seq}
        message = {"do": "say", "conversation": self.conversation, "n": self.sent + 1}
        return {**message, **self.outbox[0]} if self.outbox else {}

    async def follow(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Ask and hear until the conversation is over. Raises ConnectionError when the line is broken."""
        self.asked, self.sure = {}, False
        while not self.over:
            if self.typed_all and self.sure and not self.outbox:
                await self.call("/v1/conversation/close")
                self.typed_all = self.sure = False
            if not self.asked and (question := self.question()):
                self.asked, self.asked_at = question, time.monotonic()
                await socket.send_str(written(question))
            try:
                message = await socket.receive(0.5)
            except TimeoutError:  # to see whether anything was typed
                quiet = time.monotonic() - self.asked_at
                if self.asked and quiet > ANSWERED_WITHIN:
                    raise ConnectionError from None
                self.sure = self.sure and quiet < LOOKS_AFTER
                continue
            frame = json.loads(message.data) if message.type is aiohttp.WSMsgType.TEXT else {}
            if "is" not in frame:  # the end of the line, or a frame of the gateway's own
                raise ConnectionError
            await self.hear(frame)

    async def hear(self, frame: Any) -> None:
        """Print what is next in a frame, and see whether it answers what was asked."""
        kind, facts, do = frame["is"], frame.get("facts", {}), self.asked.get("do")
        for entry in frame.get("entries", [frame["entry"]] if "entry" in frame else []):
            self.newest = max(self.newest, entry["seq"])
            if entry["seq"] == self.seq + 1:
                print(written(entry), flush=True)
                self.seq, self.over = entry["seq"], self.over or entry["kind"] == "closed"
                self.outbox = [each for each in self.outbox if each["id"] != entry.get("id")]
        self.newest = max(
            self.newest, frame.get("seq", 0), facts.get("seq", 0)
        )  # an entry may be missing, or be told later
        self.over = self.over or kind == "erased" or frame.get("why") == "replaced"
        if kind == "history" and do == "join":
            self.sent, self.sure, self.asked, self.failures = max(self.sent, facts["sent"]), True, {}, 0
        elif kind == "said" and frame["entry"].get("id") == self.asked.get("id"):
            self.sent, self.asked = self.asked["n"], {}
        elif kind == "refused" and all(frame.get(name) == self.asked.get(name) for name in ("id", "n")):
            self.asked, self.sure = {}, False  # before anything is counted anew, a history
            if frame["code"] in AGAIN:
                await self.pause(frame)
            elif do == "join":
                self.over = True
            elif frame["code"] != "out_of_order":
                print(written({"not_sent": self.outbox.pop(0)["text"], "code": frame["code"]}), flush=True)


async def main(service: str, site: str) -> None:
    """Say what is typed, and close the conversation when nothing more comes."""
    async with aiohttp.ClientSession() as http:
        client = Client(http, service)
        talking = asyncio.create_task(client.talk(site, (await asyncio.to_thread(sys.stdin.readline)).strip()))
        while line := await asyncio.to_thread(sys.stdin.readline):
            client.outbox.append({"id": secrets.token_hex(8), "text": line.strip()})
        client.typed_all = True
        await talking


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
