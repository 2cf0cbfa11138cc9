"""The whole service through the local gateway, with a plain WebSocket client: tickets, frames, and every kind of trouble."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from local import demo
from local.addresses import Addresses, listening
from local.cloud.clock import Clock
from local.running import Running

ROOT = Path(__file__).parents[2]


class Browser:
    """A page of the service that sends what it is told to."""

    def __init__(self, running: Running, http: aiohttp.ClientSession) -> None:
        self.running = running
        self.http = http
        self.origin = running.addresses.service

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Return status and body of a command from our own page."""
        sent = {"origin": self.origin, "x-juttu": "1", "content-type": "application/json", **headers}
        async with self.http.request(
            method, f"{self.origin}{path}", data=None if body is None else json.dumps(body), headers=sent
        ) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text else None

    async def start(self, key: str, text: str = "Hei") -> str:
        """Start a conversation and return its id."""
        body = {"site": "demo", "language": "fi", "id": "message-1", "text": text}
        status, started = await self.call("POST", "/v1/conversations", body, authorization=f"Bearer {key}")
        assert status == 201, started
        return str(started["facts"]["conversation"])

    async def ticket(self, **headers: str) -> str:
        status, ticket = await self.call("POST", "/v1/tickets", **headers)
        assert status == 200, ticket
        return str(ticket["ticket"])

    async def open(self, ticket: str, origin: str | None = "") -> aiohttp.ClientWebSocketResponse:
        headers = {} if origin is None else {"Origin": origin or self.origin}
        return await self.http.ws_connect(
            self.origin.replace("http", "ws", 1) + "/socket",
            protocols=("juttu.v1", f"ticket.{ticket}"),
            headers=headers,
        )

    async def visitor(self, key: str, text: str = "Hei") -> tuple[str, aiohttp.ClientWebSocketResponse]:
        """Return a conversation with an open socket of its visitor, joined."""
        conversation = await self.start(key, text)
        socket = await self.open(await self.ticket(authorization=f"Bearer {key}"))
        assert socket.protocol == "juttu.v1"
        await socket.send_json({"do": "join", "conversation": conversation})
        assert (await hear(socket, "history"))["facts"]["conversation"] == conversation
        return conversation, socket

    async def agent(self, user: str) -> dict[str, str]:
        """Sign somebody in, accept the commitment, and return the headers of their session."""
        person = next(each for each in demo.shown(self.running.cloud) if each.user == user)
        _, step = await self.call("POST", "/v1/sign-in", {"user": user, "password": person.password})
        body = {"user": user, "challenge": step["challenge"], "code": person.code}
        sent = {"origin": self.origin, "x-juttu": "1"}
        async with self.http.post(f"{self.origin}/v1/sign-in/code", json=body, headers=sent) as answer:
            assert answer.status == 200, await answer.text()
            cookie = answer.cookies["juttu"].value
        self.http.cookie_jar.clear()
        headers = {"cookie": f"juttu={cookie}"}
        _, me = await self.call("GET", "/v1/me", **headers)
        accepted = {"version": me["commitment"]["version"], "hash": me["commitment"]["hash"]}
        assert (await self.call("POST", "/v1/me/commitment", accepted, **headers))[0] == 200
        return headers


async def hear(socket: aiohttp.ClientWebSocketResponse, kind: str) -> Any:
    """Return the next frame of a kind. Raises TimeoutError after 10 s."""
    async with asyncio.timeout(10):
        while True:
            frame = await socket.receive_json()
            if frame.get("is") == kind:
                return frame


async def closed(socket: aiohttp.ClientWebSocketResponse) -> None:
    """Wait until a socket is closed; a frame that was on its way may still come before. Raises TimeoutError after 5 s."""
    async with asyncio.timeout(5):
        while (await socket.receive()).type not in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED):
            pass


@pytest.fixture(scope="module")
def running() -> Any:
    with (
        listening() as sockets,
        Running.started(ROOT / "app.py", Addresses.of(sockets), clock=Clock(), in_memory=True) as started,
    ):
        yield started, sockets


@pytest.fixture
async def browser(running: Any) -> AsyncIterator[Browser]:
    started, sockets = running
    copies = [each.dup() for each in sockets]
    async with started.listening(copies), aiohttp.ClientSession() as http:
        started.cloud.clock.advance(3601)  # a new window for every limit
        yield Browser(started, http)
        started.cloud.faults.clear()


async def test_both_sides_talk_and_a_repeated_frame_is_answered_with_the_original(browser: Browser) -> None:
    conversation, visitor = await browser.visitor("a" * 43)
    headers = await browser.agent("agent.a")
    assert (await browser.call("POST", f"/v1/conversations/{conversation}/take", **headers))[0] == 200
    agent = await browser.open(await browser.ticket(**headers))
    await agent.send_json({"do": "join", "conversation": conversation, "after": 0})
    history = await hear(agent, "history")
    assert [entry["kind"] for entry in history["entries"]] == ["said", "joined"]

    say = {"do": "say", "conversation": conversation, "id": "visitor-2", "n": 2, "text": "Onko auki?"}
    for text in ("Onko auki?", "another text"):
        await visitor.send_json({**say, "text": text})
        assert (await hear(visitor, "said"))["entry"]["text"] == "Onko auki?"
    assert (await hear(agent, "told"))["entry"]["seq"] == 3

    await agent.send_json({"do": "typing", "conversation": conversation, "on": True})
    assert (await hear(visitor, "typing"))["by"] == "agent"
    await agent.send_json({"do": "read", "conversation": conversation, "seq": 3})
    assert (await hear(visitor, "read"))["seq"] == 3
    await agent.send_json({"do": "say", "conversation": conversation, "id": "agent-n-1", "n": 1, "text": "On"})
    told = await hear(visitor, "told")
    assert (told["entry"]["alias"], told["entry"]["text"]) == ("Agent A", "On")
    await visitor.send_json({"do": "ping"})
    await hear(visitor, "pong")


async def test_a_ticket_opens_one_socket_once_from_its_own_origin_within_its_time(browser: Browser) -> None:
    await browser.start("b" * 43)
    key = {"authorization": f"Bearer {'b' * 43}"}
    ticket = await browser.ticket(**key)
    assert (await browser.open(ticket)).protocol == "juttu.v1"

    async def refused(ticket: str, origin: str | None = "") -> int:
        with pytest.raises(aiohttp.WSServerHandshakeError) as answer:
            await browser.open(ticket, origin)
        return answer.value.status

    assert await refused(ticket) == 403  # used
    assert await refused("never-issued") == 403
    assert await refused(await browser.ticket(**key), "http://evil.example") == 403
    assert await refused(await browser.ticket(**key), None) == 403
    late = await browser.ticket(**key)
    browser.running.cloud.clock.advance(30)
    assert await refused(late) == 403
    with pytest.raises(aiohttp.WSServerHandshakeError) as without:
        await browser.http.ws_connect(f"{browser.origin}/socket", headers={"Origin": browser.origin})
    assert without.value.status == 401


async def test_a_start_brings_a_ticket_as_strict_as_any_other(browser: Browser) -> None:
    start = {"site": "demo", "language": "fi", "id": "message-1", "text": "Hei"}
    key = {"authorization": f"Bearer {'s' * 43}"}

    async def started(**headers: str) -> dict[str, Any] | None:
        status, answer = await browser.call("POST", "/v1/conversations", start, **key, **headers)
        assert status == 201, answer
        ticket: dict[str, Any] | None = answer.get("ticket")
        return ticket

    first = await started()
    assert first is not None
    assert first["socket"] == browser.origin.replace("http", "ws", 1) + "/socket"
    assert (await browser.open(first["ticket"])).protocol == "juttu.v1"
    second = await started()
    assert second is not None
    for ticket, origin in ((first["ticket"], ""), (second["ticket"], "http://evil.example")):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await browser.open(ticket, origin)
        assert refused.value.status == 403
    assert await started(origin="http://evil.example") is None
    more = [await started() for _ in range(10)]
    assert more.pop() is None  # the eleventh that a repeated start has brought within a minute
    assert (await browser.call("POST", "/v1/tickets", **key))[0] == 429

    late = more.pop()
    assert late is not None
    browser.running.cloud.clock.advance(30)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await browser.open(late["ticket"])


async def test_ten_tickets_a_minute_are_issued_and_the_eleventh_waits(browser: Browser) -> None:
    await browser.start("c" * 43)  # whose own comes once, and is not counted
    for _ in range(10):
        await browser.ticket(authorization=f"Bearer {'c' * 43}")

    status, problem = await browser.call("POST", "/v1/tickets", authorization=f"Bearer {'c' * 43}")

    assert (status, problem["code"]) == (429, "too_many")
    assert 0 < problem["retry_after"] <= 60


async def test_without_key_or_session_nothing_opens(browser: Browser) -> None:
    assert (await browser.call("POST", "/v1/tickets"))[1]["code"] == "unauthenticated"
    assert (await browser.call("POST", "/v1/tickets", authorization=f"Bearer {'z' * 43}"))[0] == 401
    assert (await browser.call("GET", "/v1/desk"))[0] == 401
    assert (await browser.call("GET", "/v1/conversation", authorization="Bearer short"))[0] == 401


SAY = {"do": "say", "id": "message-2", "n": 2, "text": "Hei"}


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("{not json", "malformed"),
        ('{"do": "dance"}', "malformed"),
        ({**SAY, "do": "dance"}, "malformed"),
        ({**SAY, "colour": "red"}, "malformed"),
        ({**SAY, "n": 0}, "malformed"),
        ({**SAY, "id": "short"}, "malformed"),
        ({**SAY, "text": " \n "}, "message_empty"),
        ({**SAY, "text": "x" * 2_001}, "message_too_long"),
        ({**SAY, "text": "x" * 16_500}, "too_large"),
        ({**SAY, "n": 3}, "out_of_order"),
        ({**SAY, "id": "another-1", "n": 1}, "out_of_order"),
        ({**SAY, "conversation": "0" * 16}, "not_found"),
        ("[" * 50 + "]" * 50, "malformed"),
        ('{"do": "ping", "do": "ping"}', "malformed"),
    ],
)
async def test_a_bad_frame_is_refused_by_its_code_and_the_conversation_goes_on(
    browser: Browser, frame: Any, code: str
) -> None:
    key = f"{abs(hash(str(frame))) % 10**9:043d}"
    conversation, socket = await browser.visitor(key)

    text = frame if isinstance(frame, str) else json.dumps({"conversation": conversation, **frame})
    await socket.send_str(text)
    refused = await hear(socket, "refused")
    await socket.send_json({**SAY, "conversation": conversation})

    assert refused["code"] == code
    assert refused["sentence"]
    if isinstance(frame, dict):  # named as far as it can be read, also where it is no frame
        sent = {"of": frame["do"], "conversation": conversation, "id": "message-2", "n": 2}
        named = {**sent, **{name: frame[name] for name in sent.keys() & frame.keys()}}
        assert {name: refused.get(name) for name in named} == {
            **named,
            "id": named["id"] if named["id"] != "short" else None,
        }
    assert (await hear(socket, "said"))["entry"]["seq"] == 2


async def test_anothers_conversation_is_not_found_on_a_visitors_socket(browser: Browser) -> None:
    other = await browser.start("d" * 43)
    own, socket = await browser.visitor("e" * 43)

    for frame in ({"do": "join"}, SAY, {"do": "typing", "on": True}, {"do": "read", "seq": 1}, {"do": "leave"}):
        await socket.send_json({**frame, "conversation": other})
        assert (await hear(socket, "refused"))["code"] == "not_found"
        await socket.send_json({"do": "join", "conversation": own})
        await hear(socket, "history")


async def test_a_visitors_socket_learns_by_its_next_frame_that_the_conversation_is_no_longer_kept(
    browser: Browser,
) -> None:
    key = {"authorization": f"Bearer {'g' * 43}"}
    conversation, first = await browser.visitor("g" * 43)
    second = await browser.open(await browser.ticket(**key))
    for socket in (first, second):
        await socket.send_json({"do": "ping"})
        await hear(socket, "pong")
    await first.send_json({"do": "leave", "conversation": conversation})
    await first.send_json({"do": "join", "conversation": conversation})
    await hear(first, "history")

    assert (await browser.call("POST", "/v1/conversation/erase", **key))[0] == 204

    for do in ("join", "leave"):
        await first.send_json({"do": do, "conversation": conversation})
        refused = await hear(first, "refused")
        assert (refused["code"], refused["of"]) == ("not_found", do)
    await second.send_json({"do": "ping"})
    assert (await hear(second, "ended"))["why"] == "signed_out"


async def test_a_reviewer_and_another_agent_meet_nothing_in_an_open_conversation(browser: Browser) -> None:
    conversation = await browser.start("f" * 43)
    owner, reviewer, other = [await browser.agent(user) for user in ("agent.a", "reviewer", "agent.b")]
    await browser.call("POST", f"/v1/conversations/{conversation}/take", **owner)
    assert (await browser.call("POST", "/v1/tickets", **reviewer))[0] == 404  # what there is to hear is for who answers
    for headers, code in ((other, "not_found"), (owner, None)):
        socket = await browser.open(await browser.ticket(**headers))
        await socket.send_json({"do": "join", "conversation": conversation})
        if code is None:
            assert (await hear(socket, "history"))["facts"]["mine"] is True
        else:
            assert (await hear(socket, "refused"))["code"] == code
    status, taken = await browser.call("POST", f"/v1/conversations/{conversation}/take", **other)
    assert (status, taken["code"], taken["alias"]) == (409, "already_taken", "Agent A")
    assert (await browser.call("POST", f"/v1/conversations/{conversation}/take", **reviewer))[0] == 404


async def test_a_session_that_ends_closes_its_sockets(browser: Browser) -> None:
    headers = await browser.agent("agent.b")
    socket = await browser.open(await browser.ticket(**headers))

    assert (await browser.call("POST", "/v1/sign-out", **headers))[0] == 204

    assert (await hear(socket, "ended"))["why"] == "signed_out"
    await closed(socket)
    assert (await browser.call("GET", "/v1/desk", **headers))[0] == 401


@pytest.mark.parametrize(
    ("service", "operation"), [("dynamodb", "UpdateItem"), ("dynamodb", "BatchGetItem"), ("dynamodb", "Query")]
)
async def test_a_failing_table_is_told_and_nothing_acknowledged_is_lost(
    browser: Browser, service: str, operation: str
) -> None:
    conversation, socket = await browser.visitor(f"{operation:_<43}")
    fault = browser.running.cloud.fail(service, operation, error="ThrottlingException", times=40, before=True)
    frame = {"do": "join"} if operation == "Query" else SAY
    await socket.send_json({**frame, "conversation": conversation})
    assert (await hear(socket, "refused"))["code"] == "unavailable"
    fault.cancel()

    await socket.send_json({**SAY, "conversation": conversation})
    await hear(socket, "said")
    await socket.send_json({"do": "join", "conversation": conversation, "after": 0})

    assert [entry["seq"] for entry in (await hear(socket, "history"))["entries"]] == [1, 2]


async def test_pages_carry_the_headers_that_keep_them_apart(browser: Browser) -> None:
    async with browser.http.get(f"{browser.origin}/widget/demo") as widget:
        policy = widget.headers["Content-Security-Policy"]
        assert browser.running.addresses.site in policy
        assert "X-Frame-Options" not in widget.headers
    async with browser.http.get(f"{browser.origin}/console") as console:
        assert "frame-ancestors 'none'" in console.headers["Content-Security-Policy"]
        assert console.headers["X-Frame-Options"] == "DENY"
    for path in ("/widget/unknown", "/static/..%2fapp.py", "/static/no.js", "/nowhere"):
        async with browser.http.get(f"{browser.origin}{path}") as missing:
            assert missing.status in (403, 404)
            assert missing.headers["X-Content-Type-Options"] == "nosniff"
