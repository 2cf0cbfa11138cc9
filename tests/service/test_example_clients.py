"""The clients of docs/protocol.md, in both languages, before the house: what they print is what is stored."""

import asyncio
import contextlib
import json
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest

from chalicelib.chat import checking
from chalicelib.chat.limits import LIMITS
from local.addresses import Addresses, listening
from local.cloud.clock import Clock
from local.gateway.moods import Frame, Handshake, Honest, Push, Request
from local.running import Running
from tests.service.test_sockets import ROOT, Browser

WEB = ROOT / "web"


class Trouble(Honest):
    """What goes wrong next, once each; whether any socket gets through, and whether frames come twice."""

    def __init__(self) -> None:
        self.calm()

    def calm(self) -> None:
        self.sockets: Handshake = "asked"
        self.frames: list[Frame] = []
        self.requests: list[Request] = []
        self.pushes: Push = "sent"
        self.twice = False

    def handshake(self) -> Handshake:
        return self.sockets

    def frame(self) -> Frame:
        return self.frames.pop(0) if self.frames else "handed"

    def deliveries(self) -> tuple[float, ...]:
        return (0.0, 0.0) if self.twice else (0.0,)

    def push(self) -> Push:
        return self.pushes

    def request(self) -> Request:
        return self.requests.pop(0) if self.requests else "served"


class Example:
    """An example that runs: what it prints comes line by line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin
        assert process.stdout
        self.process, self.typed, self.lines = process, process.stdin, process.stdout
        self.printed: list[Any] = []

    async def types(self, text: str) -> None:
        self.typed.write(f"{text}\n".encode())
        await self.typed.drain()

    async def prints(self) -> Any:
        async with asyncio.timeout(60):
            line = await self.lines.readline()
        assert line, "it has ended"
        self.printed.append(json.loads(line))
        return self.printed[-1]

    async def prints_text(self, *texts: str) -> None:
        """Wait until all of these were printed."""
        while not set(texts) <= {entry.get("text") for entry in self.printed}:
            await self.prints()

    async def ends(self) -> None:
        self.typed.close()
        while (await self.prints())["kind"] != "closed":
            pass
        async with asyncio.timeout(20):
            assert await self.process.wait() == 0


@pytest.fixture(scope="module")
def house() -> Iterator[tuple[Running, Trouble, Any]]:
    trouble = Trouble()
    with (
        listening() as sockets,
        Running.started(ROOT / "app.py", Addresses.of(sockets), clock=Clock(), mood=trouble, in_memory=True) as started,
    ):
        yield started, trouble, sockets


@pytest.fixture
async def browser(house: Any) -> AsyncIterator[Browser]:
    started, trouble, sockets = house
    trouble.calm()
    async with started.listening([each.dup() for each in sockets]), aiohttp.ClientSession() as http:
        started.cloud.clock.advance(3601)  # a new window for every limit
        yield Browser(started, http)


@pytest.fixture
def trouble(house: Any) -> Trouble:
    found: Trouble = house[1]
    return found


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[str]]]:
    """How docs/protocol.md says that they are run."""
    made = WEB / f"node_modules/.cache/juttu/example-{secrets.token_hex(4)}.mjs"
    esbuild = ["node_modules/.bin/esbuild", "examples/client.ts", f"--outfile={made}", "--log-level=warning"]
    subprocess.run(esbuild, cwd=WEB, check=True)
    yield {
        "python": [sys.executable, str(ROOT / "docs/examples/client.py")],
        "typescript": [shutil.which("node") or "node", str(made)],
    }
    made.unlink()


@pytest.fixture(params=["python", "typescript"])
def command(request: pytest.FixtureRequest, commands: dict[str, list[str]]) -> list[str]:
    return commands[request.param]


@contextlib.asynccontextmanager
async def running(command: list[str], browser: Browser, first: str) -> AsyncIterator[Example]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, browser.origin, "demo", stdin=pipe, stdout=pipe)
    example = Example(process)
    try:
        await example.types(first)
        yield example
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def taken(browser: Browser, headers: dict[str, str], first: str) -> str:
    """Return the conversation that an agent has taken from the queue, by its first line, once it waits there."""
    found: list[str] = []
    async with asyncio.timeout(60):
        while not found:
            _, desk = await browser.call("GET", "/v1/desk", **headers)
            found = [str(each["conversation"]) for each in desk["waiting"] if each["first_line"] == first]
    conversation = found[0]
    assert (await browser.call("POST", f"/v1/conversations/{conversation}/take", **headers))[0] == 200
    return conversation


async def says(browser: Browser, headers: dict[str, str], conversation: str, n: int, text: str) -> None:
    message = {"id": f"of-agent-{n}", "n": n, "text": text}
    path = f"/v1/conversations/{conversation}/messages"
    assert (await browser.call("POST", path, message, **headers))[0] == 200


async def pages(browser: Browser, headers: dict[str, str], conversation: str) -> list[list[Any]]:
    """Return what is stored, as many entries at a time as come in one answer."""
    found: list[list[Any]] = []
    more = True
    while more:
        after = found[-1][-1]["seq"] if found else 0
        _, history = await browser.call("GET", f"/v1/conversations/{conversation}?after={after}", **headers)
        found.append(list(history["entries"]))
        more = history.get("more", False)
    return found


async def stored(browser: Browser, headers: dict[str, str], conversation: str) -> list[Any]:
    return [entry for page in await pages(browser, headers, conversation) for entry in page]


async def test_both_sides_talk_while_all_sockets_are_cut(command: list[str], browser: Browser) -> None:
    headers = await browser.agent("agent.a")
    async with running(command, browser, "Onko ketään?") as example:
        await example.prints_text("Onko ketään?")
        conversation = await taken(browser, headers, "Onko ketään?")
        await says(browser, headers, conversation, 1, "On")
        await example.prints_text("On")
        await example.types("Öljyä 😀")
        await example.prints_text("Öljyä 😀")
        await browser.running.gateway.sockets.close_all()
        await says(browser, headers, conversation, 2, "Hetki")
        await example.types("Ja tulta")
        await example.prints_text("Hetki", "Ja tulta")
        await example.ends()

    entries = await stored(browser, headers, conversation)
    assert example.printed == entries
    assert [each["seq"] for each in entries] == list(range(1, 8))
    own = [each.get("text") for each in entries if each["by"] == "visitor"]
    assert own == ["Onko ketään?", "Öljyä 😀", "Ja tulta", None]


async def test_what_is_repeated_is_there_once(command: list[str], browser: Browser, trouble: Trouble) -> None:
    headers = await browser.agent("agent.a")
    trouble.requests = ["unheard"]
    async with running(command, browser, "Hei taas") as example:
        await example.prints_text("Hei taas")
        conversation = await taken(browser, headers, "Hei taas")
        while example.printed[-1]["kind"] != "joined":
            await example.prints()
        lost: Frame
        for text, lost in (("yksi", "cut after"), ("kaksi", "cut before"), ("kolme", "failed")):
            trouble.frames = [lost]
            await example.types(text)
            await example.prints_text(text)
            assert trouble.frames == []
        trouble.twice = True
        await example.types("neljä")
        await example.types("viisi")
        await example.prints_text("neljä", "viisi")
        await example.ends()

    assert trouble.requests == []
    entries = await stored(browser, headers, conversation)
    assert example.printed == entries
    said = [each["text"] for each in entries if each["kind"] == "said"]
    assert said == ["Hei taas", "yksi", "kaksi", "kolme", "neljä", "viisi"]


async def test_what_was_missed_while_no_socket_opened_comes_page_by_page(
    command: list[str], browser: Browser, trouble: Trouble
) -> None:
    trouble.sockets = "refused"
    headers = await browser.agent("agent.a")
    long = [f"{n} {'€' * 1_990}" for n in range(1, 21)]
    async with running(command, browser, "Ilman linjaa") as example:
        conversation = await taken(browser, headers, "Ilman linjaa")
        await example.types("Kuuluuko?")
        for n, text in enumerate(long, 1):
            browser.running.cloud.clock.advance(3)
            await says(browser, headers, conversation, n, text)
        trouble.sockets = "asked"
        await example.prints_text("Ilman linjaa", "Kuuluuko?", *long)
        await example.ends()

    found = await pages(browser, headers, conversation)
    assert len(found) > 1
    assert example.printed == [entry for page in found for entry in page]


async def test_a_push_that_was_lost_is_fetched_when_the_next_shows_the_gap(
    command: list[str], browser: Browser, trouble: Trouble
) -> None:
    headers = await browser.agent("agent.a")
    async with running(command, browser, "Katkeaako?") as example:
        conversation = await taken(browser, headers, "Katkeaako?")
        await example.prints_text("Katkeaako?")
        while example.printed[-1]["kind"] != "joined":
            await example.prints()
        trouble.pushes = "throttled"
        await says(browser, headers, conversation, 1, "Ensin")
        trouble.pushes = "sent"
        await says(browser, headers, conversation, 2, "Sitten")
        async with asyncio.timeout(30):  # less than the pause after which it looks by itself
            await example.prints_text("Ensin", "Sitten")
        await example.ends()

    assert example.printed == await stored(browser, headers, conversation)


def test_the_check_in_the_document_is_solved_as_it_says() -> None:
    text = (ROOT / "docs/protocol.md").read_text("utf-8")
    challenge, answer = re.findall(r"^(?:challenge|answer) +(\S+)$", text, re.MULTILINE)

    assert checking.solves(challenge, answer, 14)
    assert not any(checking.solves(challenge, f"{before}", 14) for before in range(int(answer)))


async def test_the_sixth_of_a_network_waits_and_works(commands: dict[str, list[str]], browser: Browser) -> None:
    headers = await browser.agent("agent.a")
    for _ in range(LIMITS.conversations_an_hour):
        await browser.start(secrets.token_urlsafe(32))

    async def starts(name: str) -> None:
        async with running(commands[name], browser, f"Kuudes: {name}") as example:
            assert (await example.prints())["text"] == f"Kuudes: {name}"
            await taken(browser, headers, f"Kuudes: {name}")

    status, refused = await browser.call(
        "POST",
        "/v1/conversations",
        {"site": "demo", "language": "fi", "id": "message-1", "text": "Kuudes"},
        authorization=f"Bearer {secrets.token_urlsafe(32)}",
    )
    assert (status, refused["code"], refused["retry_after"]) == (429, "check_needed", LIMITS.check_seconds)
    async with asyncio.TaskGroup() as both:  # the wait is real: once for the two of them
        for name in commands:
            both.create_task(starts(name))
