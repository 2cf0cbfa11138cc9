"""A visitor's client, written from docs/protocol.md: each line typed is said, each entry is printed as a line of JSON.

Run it as `python docs/examples/client.py http://127.0.0.1:8600 demo`. The end of the input closes the conversation.
"""

import asyncio
import contextlib
import hashlib
import json
import random
import secrets
import sys
import time
from typing import Any

import aiohttp

AGAIN = ("too_many", "unavailable", "log_unavailable")
UNAVAILABLE = {"code": "unavailable", "sentence": "No answer."}


def written(value: Any) -> str:
    """Return a value in JSON, in UTF-8 as it is: escaped, a long message would be larger than a frame may be."""
    return json.dumps(value, ensure_ascii=False)


def answer_to(challenge: str, bits: int) -> str:
    """Return an answer for which the digest begins with so many zero bits."""
    answer = 0
    while int.from_bytes(hashlib.sha256(f"{challenge}:{answer}".encode()).digest(), "big") >> (256 - bits):
        answer += 1
    return str(answer)


def answers(answer: Any, frame: Any) -> bool:
    """Return whether this is the answer to a frame, or tells that there will be none."""
    if answer["is"] == "refused":
        return answer.get("of") in (None, frame["do"]) and all(
            answer.get(name) in (None, frame.get(name)) for name in ("id", "n")
        )
    return bool(answer["entry"].get("id") == frame.get("id") if answer["is"] == "said" else frame["do"] == "join")


class Client:
    """One visitor in one conversation: catch up, say what waits, wait for what comes, and again."""

    def __init__(self, http: aiohttp.ClientSession, service: str, key: str) -> None:
        self.http, self.service, self.key = http, service, key
        self.conversation = ""
        self.seq = self.sent = self.failures = 0
        self.opens_at = 0.0
        self.outbox: list[dict[str, Any]] = []
        self.typed_all = self.over = False
        self.socket: aiohttp.ClientWebSocketResponse | None = None
        self.answers: asyncio.Queue[Any] = asyncio.Queue()
        self.woken = asyncio.Event()

    async def start(self, site: str, text: str) -> None:
        """Start the conversation, after a wait and some work where many were started from this network."""
        start: dict[str, Any] = {"site": site, "language": "fi", "id": secrets.token_hex(8), "text": text}
        while "facts" not in (answer := await self.call("POST", "/v1/conversations", start)):
            if answer["code"] == "check_needed":
                solved = answer_to(answer["challenge"], answer["bits"])
                start["check"] = {"challenge": answer["challenge"], "answer": solved}
            elif answer["code"] not in (*AGAIN, "too_many_waiting"):
                sys.exit(answer["sentence"])
            await self.pause(answer)
        self.conversation = answer["facts"]["conversation"]

    async def talk(self) -> None:
        """Follow the conversation to its end."""
        while not self.over:
            self.woken.clear()
            if self.socket is None and time.monotonic() >= self.opens_at:
                await self.open()
            if await self.catch_up() and not self.over:
                if self.outbox:
                    await self.say(self.outbox[0])
                elif self.typed_all:
                    await self.pause(await self.call("POST", "/v1/conversation/close"))
                else:
                    await self.wait(45 if self.socket else 5)

    async def catch_up(self) -> bool:
        """Print what came after `seq`; return whether nothing is left out."""
        more = True
        while more:
            join = {"do": "join", "conversation": self.conversation, "after": self.seq}
            history = await self.ask(join, "GET", f"/v1/conversation?after={self.seq}")
            if "code" in history:
                self.over = history["code"] not in AGAIN
                await self.pause(history)
                return False
            for entry in history["entries"]:
                if entry["seq"] == self.seq + 1:  # it may answer an earlier question
                    print(written(entry), flush=True)
                    self.seq += 1
                    self.outbox = [each for each in self.outbox if each["id"] != entry.get("id")]
            self.sent, more = history["facts"]["sent"], history.get("more", False)
            self.over = not more and history["facts"]["status"] == "closed"
        self.failures = 0
        return True

    async def say(self, message: dict[str, Any]) -> None:
        """Say the first that waits, under the next count. Unless it is refused for good, the next round looks for it."""
        message["n"] = self.sent + 1
        say = {"do": "say", "conversation": self.conversation, **message}
        answer = await self.ask(say, "POST", "/v1/conversation/messages", message)
        if answer.get("code") in AGAIN:
            await self.pause(answer)
        elif answer.get("code") not in (None, "out_of_order"):
            print(written({"not_sent": self.outbox.pop(0)["text"], "code": answer["code"]}), flush=True)

    async def ask(self, frame: dict[str, Any], method: str, path: str, body: Any = None) -> Any:
        """Return the answer to a frame, from the socket or, without one, over HTTPS."""
        if self.socket is None:
            return await self.call(method, path, body)
        try:
            async with asyncio.timeout(10):
                await self.socket.send_str(written(frame))
                while not answers(answer := await self.answers.get(), frame):
                    pass  # of an earlier try, or of nothing that was asked
                return answer
        except (TimeoutError, aiohttp.ClientError, ConnectionError):
            self.socket = None  # whatever it was, a new one is better
            return UNAVAILABLE

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        """Return what is answered over HTTPS; an answer that is not the service's own is like `unavailable`."""
        headers = {"Authorization": f"Bearer {self.key}", "Origin": self.service, "Content-Type": "application/json"}
        data = None if body is None else written(body).encode()
        try:
            async with self.http.request(method, self.service + path, data=data, headers=headers) as response:
                answer = await response.json()
                return answer if response.ok or "code" in answer else UNAVAILABLE
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return UNAVAILABLE

    async def open(self) -> None:
        """Open a socket. Where none opens, everything goes over HTTPS until the next try."""
        self.opens_at = time.monotonic() + random.uniform(10, 30)
        ticket = await self.call("POST", "/v1/tickets")
        if "code" not in ticket:
            protocols = ("juttu.v1", f"ticket.{ticket['ticket']}")
            try:
                self.socket = await self.http.ws_connect(ticket["socket"], protocols=protocols, origin=self.service)
            except aiohttp.ClientError:
                return
            self.opens_at = 0.0
            self.answers = asyncio.Queue()
            self.listening = asyncio.create_task(self.listen(self.socket, self.answers))

    async def listen(self, socket: aiohttp.ClientWebSocketResponse, heard: asyncio.Queue[Any]) -> None:
        """Hear a socket to its end: answers go to whoever asked, whatever else comes is a reason to catch up."""
        async for message in socket:
            frame = json.loads(message.data)
            if "is" not in frame:
                heard.put_nowait({"is": "refused", **UNAVAILABLE})  # it is the gateway's own
            elif frame["is"] in ("history", "said", "refused"):
                heard.put_nowait(frame)
            elif frame["is"] in ("told", "changed", "ended", "erased"):
                self.over = self.over or frame.get("why") == "replaced"
                self.woken.set()
        if self.socket is socket:
            self.socket = None
        heard.put_nowait({"is": "refused", **UNAVAILABLE})
        self.woken.set()

    async def wait(self, seconds: float) -> None:
        """Wait until there is something to do, but no longer."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.woken.wait(), seconds)

    async def pause(self, problem: Any) -> None:
        """Wait as long as a refusal says, and a random time that grows."""
        self.failures += 1
        await asyncio.sleep(problem.get("retry_after", 0) + random.uniform(0, min(2**self.failures / 2, 30)))


async def main(service: str, site: str) -> None:
    """Say what is typed, and close the conversation when nothing more comes."""
    async with aiohttp.ClientSession() as http:
        client = Client(http, service, secrets.token_urlsafe(32))
        await client.start(site, (await asyncio.to_thread(sys.stdin.readline)).strip())
        talking = asyncio.create_task(client.talk())
        while line := await asyncio.to_thread(sys.stdin.readline):
            client.outbox.append({"id": secrets.token_hex(8), "text": line.strip()})
            client.woken.set()
        client.typed_all = True
        client.woken.set()
        await talking


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
