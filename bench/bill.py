"""What a conversation pays: two real browsers from the page view to the close, counted, beside the bare exchange.

The clock stands and is moved, for the service and for both browsers, at the pace of a person who reads and types, so that
every beat, read mark and "is typing" that a real talk has is sent and counted, and none is arithmetic. It is moved on only
when all that the last second has caused has arrived, so nothing depends on how fast the machine is: a seed has one bill.
What differs from talk to talk, how long people read and write and where a ping or a move of lines falls, `--seeds` shows.
Prices and the time of a run are assumptions, each once in `operations/prices.toml` and the same for all rows; the counts are not.
"""

import argparse
import asyncio
import contextlib
import random
import re
import shutil
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from playwright.async_api import Browser, BrowserContext, Error, Locator, Page, Request, WebSocket, async_playwright

from bench.conversation import AGENT, Floor
from bench.storage import NOW, text
from local import demo
from local.addresses import Addresses, listening
from local.cloud import Cloud, Ticker
from local.cloud.capacity import item_size
from local.cloud.clock import Clock
from local.environments import MESSAGE, REST
from local.running import Running
from operations.cost import PRICES, Part

ROOT = Path(__file__).parents[1]
EACH = 10
"""Messages of each side; the visitor's first one starts the conversation."""
MINUTES = 10
TARGET = 0.30
"""Dollars for 1,000 conversations with two browsers, at most."""
CALLS = {"visitor": 3.5, "agent": 5.0}
"""AWS calls of a message of each side, all that follows it included, at most; by the seed it differs where lines move."""
SEED = 5

PUSH = "apigatewaymanagementapi.PostToConnection"
PUT_JOB = "sqs.SendMessage"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_HOUR, _MONTH = 3600, 30 * 24 * 3600
_SHOWN_WITHIN = 20
"""In so many tenths of a second whatever is waited for has to be on the screen."""
_KEPT = 63 * 24 * 3600
"""After so many seconds a conversation is due for deletion, whenever it was started."""
_INDEXED = 100
_LONGEST = 30.0
"""So many real seconds anything may be under way."""


# ------------------------------------------------------------------------------------------------- what things cost


def floor() -> Part:
    """Return what the bare exchange of as many messages takes: no pages, no typing, no marks, and five commands."""
    least = Floor()
    return Part(
        api=5,
        frames_in=least.socket_messages // 3,
        frames_out=least.socket_messages - least.socket_messages // 3,
        runs=least.runs + 5,
        write_units=least.write_units,
        read_units=least.write_units,
        socket_minutes=2 * MINUTES,
    )


# ------------------------------------------------------------------------------------------------- counting


class Counting:
    """Everything that the service is asked and asks itself, by the part of the conversation it happened in."""

    def __init__(self, running: Running) -> None:
        self.parts: dict[str, Part] = {}
        self.frames: Counter[str] = Counter()
        """Frames from the browsers, by what they ask for."""
        self.heard: Counter[str] = Counter()
        """Frames to the browsers, by what they are."""
        self._cloud = running.cloud
        self._service = running.addresses.service
        self._now = Part()
        self._inside = 0
        self._jobs = 0
        """How many a function has been given."""
        self._by_themselves = 0
        """Runs that no gateway has asked for: counted apart, for they are in threads of their own."""
        self._pages: list[Page] = []
        self._asked = 0
        """Frames that the browsers say they have sent."""
        self._requests: set[Request] = set()
        self._weighing: set[asyncio.Task[None]] = set()
        self._opening: set[WebSocket] = set()
        """Sockets on which nothing was said yet: whoever opens one says something at once."""
        invoke, run = running.environments.invoke, running.environments.run

        async def invoked(function: str, event: dict[str, Any]) -> Any:
            self._inside += 1
            try:
                result = await invoke(function, event)
                self._invoked(function, event, result)
                return result
            finally:
                self._inside -= 1

        def ran(function: str, event: dict[str, Any]) -> Any:
            self._by_themselves += 1
            try:
                return run(function, event)
            finally:
                self._jobs += len(event.get("Records", ()))

        setattr(running.environments, "invoke", invoked)  # noqa: B010 - to look on without a place made for it
        setattr(running.environments, "run", ran)  # noqa: B010 - as above

    def listen(self, page: Page) -> None:
        """Count what a browser hears by its sockets, and know what it waits for."""
        self._pages.append(page)
        page.on("close", self._closed)
        page.on("request", self._began)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)
        page.on("websocket", self._listen)

    def _closed(self, page: Page) -> None:
        self._pages.remove(page)

    def _began(self, request: Request) -> None:
        self._requests.add(request)

    def _ended(self, request: Request) -> None:
        if request.failure is not None or not request.url.startswith(f"{self._service}/"):
            self._requests.discard(request)
            return
        weighing = asyncio.create_task(self._weigh(request))
        self._weighing.add(weighing)
        weighing.add_done_callback(self._weighing.discard)

    async def _weigh(self, request: Request) -> None:
        """Count what an answer of the service's has travelled as: the browser knows."""
        try:
            sizes = await request.sizes()
            self._now += Part(bytes_out=sizes["responseHeadersSize"] + sizes["responseBodySize"])
        finally:
            self._requests.discard(request)

    def _opened(self, socket: WebSocket) -> None:
        self._opening.discard(socket)

    def _listen(self, socket: WebSocket) -> None:
        def heard(frame: str | bytes) -> None:
            said = re.match(r'\{"is": ?"(\w+)"', str(frame))
            self.heard[said.group(1) if said else "?"] += 1
            self._now += Part(bytes_out=len(frame.encode() if isinstance(frame, str) else frame))

        def asked(_: str | bytes) -> None:
            self._asked += 1
            self._opened(socket)

        self._opening.add(socket)
        socket.on("framereceived", heard)
        socket.on("framesent", asked)
        socket.on("close", self._opened)

    @contextlib.asynccontextmanager
    async def part(self, name: str) -> AsyncIterator[None]:
        """Count what happens within as one part, until nothing runs any more; a part may come more than once."""
        await self.quiet()
        before = self._read()
        yield
        await self.quiet()
        self.parts[name] = self.parts.get(name, Part()) + (self._read() - before)

    async def quiet(self) -> None:
        """Return when all that was caused has arrived: requests, frames both ways, and the jobs that are due."""
        async with asyncio.timeout(_LONGEST):
            still = 0
            while still < 2:
                for page in tuple(self._pages):
                    with contextlib.suppress(Error):  # it is on its way to another page
                        await page.evaluate("0")  # what it has done so far is known after this
                still = 0 if self._is_under_way() else still + 1
                await asyncio.sleep(0.005)

    def _is_under_way(self) -> bool:
        now = self._read()
        return bool(
            self._inside
            or self._requests
            or self._opening
            or self._asked != sum(self.frames.values())
            or sum(self.heard.values()) != now.frames_out
            or self._jobs != self._cloud.meter.calls[PUT_JOB] - self._cloud.delayed
        )

    def _invoked(self, function: str, event: dict[str, Any], result: Any) -> None:
        self._now += Part(runs=1)
        if function == REST:
            is_api = event["path"].startswith("/v1/")
            self._now += Part(api=int(is_api), static=int(not is_api))
        elif function == MESSAGE:
            asked = re.search(r'"do": ?"(\w+)"', event["body"])
            self.frames[asked.group(1) if asked else "?"] += 1
            self._now += Part(frames_in=1, frames_out=int("body" in result))

    def _read(self) -> Part:
        read = self._cloud.meter.read()
        return self._now + Part(
            runs=self._by_themselves,
            frames_out=read.calls[PUSH],
            calls=sum(read.calls.values()),
            write_units=float(sum(read.write_units.values())),
            read_units=float(sum(read.read_units.values())),
            log_records=read.calls["logs.PutLogEvents"],
            queue_calls=sum(count for call, count in read.calls.items() if call == PUT_JOB) * 3,
        )


# ------------------------------------------------------------------------------------------------- two people


_CHANCE = """
let state = %d;
Math.random = () => {
  state = (state * 1664525 + 1013904223) >>> 0;
  return state / 4294967296;
};
"""


class Person:
    """Somebody at a browser of their own, whose clock is moved with the service's."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.context = context
        self.page = page

    @classmethod
    async def come(cls, browser: Browser, seed: int) -> "Person":
        """Return somebody new, with nothing stored; what their pages leave to chance follows from a seed."""
        context = await browser.new_context(locale="fi-FI", timezone_id="Europe/Helsinki", reduced_motion="reduce")
        context.set_default_timeout(30_000)
        await context.add_init_script(_CHANCE % seed)
        await context.clock.install(time=NOW - 1)
        await context.clock.pause_at(NOW)
        return cls(context, await context.new_page())


async def sign_in(running: Running, page: Page, shown: Callable[[Locator], Awaitable[None]]) -> None:
    """Let the agent come to work, up to being available. `shown`: waits until something is on the screen."""
    person = next(each for each in demo.PEOPLE if each.user == AGENT)

    async def there(what: Locator) -> Locator:
        await shown(what)
        return what

    await page.goto(f"{running.addresses.service}/console")
    await (await there(page.get_by_role("textbox", name="Käyttäjätunnus"))).fill(AGENT)
    await page.get_by_label("Salasana", exact=True).fill(person.password)
    await page.get_by_role("button", name="Kirjaudu").click()
    written = await there(page.get_by_role("textbox", name="Koodi"))
    code = next(each.code for each in demo.shown(running.cloud) if each.user == AGENT)
    await written.fill(code or "")
    await page.get_by_role("button", name="Kirjaudu").click()
    await (await there(page.get_by_role("button", name="Annan sitoumuksen"))).click()
    await (await there(page.get_by_role("switch", name="Paikalla"))).click()


class Talk:
    """A whole conversation, part by part."""

    def __init__(self, running: Running, counting: Counting, visitor: Person, agent: Person, seed: int) -> None:
        self._running = running
        self._count = counting.part
        self._counting = counting
        self._visitor = visitor
        self._agent = agent
        self._chance = random.Random(seed)
        self._seconds = 0.0

    async def sign_in(self) -> None:
        """Let the agent come to work, and somebody read the privacy notice: its version is kept then, once for all.

        Neither is counted, for that is done once a day, and once a release.
        """
        await sign_in(self._running, self._agent.page, self._shown)
        await self._agent.context.request.get(f"{self._running.addresses.service}/notice/{demo.SITE}")
        await self._counting.quiet()
        await self._pass(2)

    async def whole(self) -> None:
        """Have the conversation, from the page view to the close, within ten minutes."""
        page = self._visitor.page
        async with self._count("page view"):
            await page.goto(self._running.addresses.site)
            await self._shown(page.get_by_role("region", name="Chat").get_by_role("button", name="Kysy meiltä"))
        async with self._count("opening"):
            await self._press(page.get_by_role("region", name="Chat").get_by_role("button", name="Kysy meiltä"))
            await self._shown(self._writes(self._visitor))
            await self._pass(5)
        async with self._count("first message"):
            await self._types(self._visitor, self._words())
            await self._visitor.page.keyboard.press("Enter")
            await self._pass(2)
            await self._shown(self._takes)
        async with self._count("taking"):
            await self._press(self._takes)
            await self._shown(self._writes(self._agent))
            await self._pass(3)
        self._seconds = 0
        for n in range(1, EACH + 1):
            if n > 1:
                await self._say(self._visitor, "visitor")
            await self._say(self._agent, "agent")
        async with self._count("rest of the ten minutes"):
            await self._pass(max(0, MINUTES * 60 - self._seconds))
        async with self._count("close"):
            chat = page.frame_locator("juttu-chat iframe")
            await self._press(chat.get_by_role("button", name="Valikko"))
            await self._press(chat.get_by_role("button", name="Päätä keskustelu"))
            dialog = chat.get_by_role("dialog", name="Päätetäänkö keskustelu?")
            await self._press(dialog.get_by_role("button", name="Päätä keskustelu"))
            await self._pass(3)
        async with self._count("leaving"):
            await self._visitor.context.close()

    async def _say(self, person: Person, side: str) -> None:
        async with self._count("reading, and what is sent meanwhile"):
            await self._pass(self._chance.uniform(5, 20))
        async with self._count("typing, and what is sent meanwhile"):
            await self._types(person, self._words())
        async with self._count(f"message by {side}"):
            await person.page.keyboard.press("Enter")
            await self._pass(0.5)

    async def _types(self, person: Person, words: str) -> None:
        """Type at four characters a second."""
        await self._writes(person).focus()
        for at in range(0, len(words), 4):
            await person.page.keyboard.type(words[at : at + 4])
            await self._pass(1)

    def _writes(self, person: Person) -> Locator:
        if person is self._agent:
            return person.page.get_by_role("textbox", name="Vastaus")
        return person.page.frame_locator("juttu-chat iframe").get_by_role("textbox", name="Kirjoita viesti")

    @property
    def _takes(self) -> Locator:
        return self._agent.page.get_by_role("button", name=re.compile("^Ota")).first

    def _words(self) -> str:
        return text(self._chance)[: self._chance.randint(20, 120)].strip()

    async def _shown(self, what: Locator) -> None:
        """Let time pass until something is on the screen. Raises TimeoutError when that takes long."""
        for tenths in range(_SHOWN_WITHIN):
            await self._counting.quiet()
            if await what.is_visible():
                # How soon it is drawn is the machine's doing: what has passed then is always the same.
                return await self._pass((_SHOWN_WITHIN - tenths) / 10)
            await self._pass(0.1)
        raise TimeoutError(str(what))

    async def _press(self, what: Locator) -> None:
        """Press something when it is there."""
        await self._shown(what)
        await what.click()

    async def _pass(self, seconds: float) -> None:
        """Let time pass everywhere, in steps after which all that is sent has arrived."""
        self._seconds += seconds
        left = seconds
        while left > 0:
            step = min(1.0, left)
            left -= step
            self._running.cloud.clock.advance(step)
            for person in (self._visitor, self._agent):
                await person.context.clock.run_for(round(step * 1000))
                await self._counting.quiet()


class Counted(NamedTuple):
    """A conversation with two browsers, a look and a sweep that find nothing to do, and what its deletion takes."""

    parts: dict[str, Part]
    frames: Counter[str]
    heard: Counter[str]
    watch: Part
    sweep: Part
    deletion: Part = Part()
    kept_bytes: int = 0
    """What it weighs in the table."""

    @property
    def whole(self) -> Part:
        """All parts, with two sockets that were open for the talk."""
        return sum(self.parts.values(), Part()) + Part(socket_minutes=2 * MINUTES)

    def calls_a_message(self, side: str) -> float:
        """Return the AWS calls of one message, all that follows it included."""
        return self.parts[f"message by {side}"].calls / (EACH if side == "agent" else EACH - 1)


async def counted(seed: int = SEED) -> Counted:
    """Return what a conversation with two browsers takes. Needs Chromium and the built web part."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with (
        listening() as sockets,
        Running.started(ROOT / "app.py", Addresses.of(sockets), clock=Clock(stopped_at=NOW)) as running,
    ):
        ticker = running.ticker
        counting = Counting(running)
        # What costs by the hour and not by the message would fall into any part.
        running.ticker = Ticker(running.cloud, running.environments.run, ticker.queues)
        async with running.listening(sockets), async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            visitor, agent = await Person.come(browser, seed), await Person.come(browser, seed + 1)
            for person in (visitor, agent):
                counting.listen(person.page)
            talk = Talk(running, counting, visitor, agent, seed)
            await talk.sign_in()
            await talk.whole()
            await browser.close()
        by_itself = {}
        kept = weight(running.cloud)
        for name, due in (("watch", "watch"), ("sweep", "sweep"), ("deletion", "sweep")):
            if name == "deletion":
                running.cloud.clock.advance(_KEPT)
            async with counting.part(name):
                await asyncio.to_thread(ticker.run_scheduled, due)
            # The ticker's own runs are no gateway's, and it was there before they were counted.
            by_itself[name] = counting.parts.pop(name) + Part(runs=1)
    watch, sweep = by_itself["watch"], by_itself["sweep"]
    # The first sweep has made the day's log stream: that one is no part of a deletion, and none is less than nothing.
    deletion = Part(*(max(0, each) for each in by_itself["deletion"] - sweep))
    return Counted(counting.parts, counting.frames, counting.heard, watch, sweep, deletion, kept)


def weight(cloud: Cloud) -> int:
    """Return what the conversations in the table weigh, in bytes, as DynamoDB weighs items; it adds 100 to each for its index."""
    with cloud.endpoint.own_calls():
        pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=cloud.environment["JUTTU_TABLE"])
        items = [item for page in pages for item in page["Items"] if item["pk"]["S"].startswith("conversation#")]
    return sum(item_size(item) + _INDEXED for item in items)


# ------------------------------------------------------------------------------------------------- in words


def report(found: Counted) -> Iterator[str]:
    """Return the lines of the bill."""
    yield f"{'':38}{'static':>7}{'api':>5}{'in':>5}{'out':>5}{'runs':>6}{'calls':>7}{'write':>7}{'read':>7}{'kB':>7}{'$/1,000':>9}"
    for name, part in found.parts.items():
        yield _row(name, part)
    yield _row("all, two browsers, ten minutes", found.whole)
    yield _row("floor: the bare exchange, with REST", floor())
    yield "  (static and api: requests; in and out: frames on both sockets; write and read: capacity units; kB: to the browsers)"
    yield "  frames from the browsers: " + _by_kind(found.frames)
    yield "  frames to the browsers: " + _by_kind(found.heard)
    calls = (f"{side} {found.calls_a_message(side):.1f} ({most:g} wanted)" for side, most in CALLS.items())
    yield f"  AWS calls a message in all: {', '.join(calls)}"
    yield (
        f"  prices of {PRICES.region}, {PRICES.date}; a run taken to last {PRICES.assumed.run_milliseconds:g} ms "
        f"at {PRICES.assumed.run_megabytes:g} MB: assumed, not measured"
    )
    month = found.watch.dollars() * _MONTH / 60 + found.sweep.dollars() * _MONTH / _HOUR
    yield f"  an idle month: firewall ${PRICES['firewall_list'] + PRICES['firewall_rule']:.2f}, watch and sweep ${month:.2f}, and what SQS is polled for"
    bill, least = found.whole.dollars() * 1000, floor().dollars() * 1000
    verdict = _verdict([found])
    yield f"  ${bill:.3f} for 1,000 conversations: {bill / least:.2f} of the floor, {verdict} the target of ${TARGET:.2f}"


def is_within(found: Counted) -> bool:
    """Return whether a conversation pays no more than it may."""
    return found.whole.dollars() * 1000 <= TARGET


def spread(found: Sequence[Counted]) -> Iterator[str]:
    """Return the lines that say by how much conversations differ."""
    bills = [each.whole.dollars() * 1000 for each in found]
    yield f"Over {len(found)} conversations"
    yield f"  ${mean(bills):.3f} for 1,000, ${min(bills):.3f} to ${max(bills):.3f}: {_verdict(found)} the target of ${TARGET:.2f}"
    for side, most in CALLS.items():
        calls = [each.calls_a_message(side) for each in found]
        yield f"  AWS calls a message of the {side}: {mean(calls):.2f}, {min(calls):.2f} to {max(calls):.2f} ({most:g} wanted on average)"


def are_within(found: Sequence[Counted]) -> bool:
    """Return whether the dearest of some conversations pays no more than it may, and their messages no more calls on average."""
    within = (mean(each.calls_a_message(side) for each in found) <= most for side, most in CALLS.items())
    return all(map(is_within, found)) and all(within)


def _verdict(found: Sequence[Counted]) -> str:
    return "within" if all(map(is_within, found)) else "ABOVE"


def _by_kind(frames: Counter[str]) -> str:
    return ", ".join(f"{count} {what}" for what, count in frames.most_common())


def _row(name: str, part: Part) -> str:
    return (
        f"{name:38}{part.static:>7g}{part.api:>5g}{part.frames_in:>5g}{part.frames_out:>5g}{part.runs:>6g}{part.calls:>7g}"
        f"{part.write_units:>7g}{part.read_units:>7g}{part.bytes_out / 1000:>7.1f}{part.dollars() * 1000:>9.4f}"
    )


def main() -> None:
    """Print the bill, and of several conversations how they differ; exit with 1 above the target."""
    parser = argparse.ArgumentParser(prog="python -m bench.bill", description=main.__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed has the same bill")
    parser.add_argument("--seeds", type=int, default=1, help="so many conversations, of this seed and the next")
    asked = parser.parse_args()
    found = [asyncio.run(counted(seed)) for seed in range(asked.seed, asked.seed + asked.seeds)]
    print("\n\n".join("\n".join(lines) for lines in (*map(report, found), spread(found))))
    sys.exit(0 if are_within(found) else 1)


if __name__ == "__main__":
    main()
