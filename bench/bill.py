"""What a conversation pays: two real browsers from the page view to the close, counted, beside the bare exchange.

The clock stands and is moved, for the service and for both browsers, at the pace of a person who reads and types, so that
every beat, read mark and "is typing" that a real talk has is sent and counted, and none is arithmetic. Prices and the
time of a run are assumptions, each once below and the same for all rows; the counts are not.
"""

import asyncio
import contextlib
import random
import re
import shutil
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright

from bench.conversation import AGENT, Floor
from bench.storage import NOW, text
from local import demo
from local.addresses import Addresses, listening
from local.cloud import Ticker
from local.cloud.clock import Clock
from local.environments import MESSAGE, REST
from local.running import Running

ROOT = Path(__file__).parents[1]
EACH = 10
"""Messages of each side; the visitor's first one starts the conversation."""
MINUTES = 10
TARGET = 0.30
"""Dollars for 1,000 conversations with two browsers, at most."""

PUSH = "apigatewaymanagementapi.PostToConnection"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_HOUR, _MONTH = 3600, 30 * 24 * 3600


# ------------------------------------------------------------------------------------------------- what things cost


class Prices(NamedTuple):
    """Dollars a piece, as they were in November 2026 in eu-west-1; those of eu-north-1 are not known for certain.

    A run is taken to last `run_seconds` of `run_gigabytes`: nobody has measured it on AWS.
    """

    request: float = 3.50e-6
    """To the REST API."""
    firewall: float = 0.60e-6
    """The same request, looked at by WAF."""
    frame: float = 1.14e-6
    """On a socket, in either direction; up to 32 KB."""
    socket_minute: float = 0.285e-6
    write_unit: float = 0.7065e-6
    read_unit: float = 0.1415e-6
    run: float = 0.20e-6
    gigabyte_second: float = 16.6667e-6
    run_seconds: float = 0.030
    run_gigabytes: float = 1.0
    logged_gigabyte: float = 0.57
    queue_call: float = 0.40e-6
    gigabyte_out: float = 0.09
    firewall_month: float = 6.0
    """One access list with one rule."""

    @property
    def whole_run(self) -> float:
        """A run with its time."""
        return self.run + self.run_seconds * self.run_gigabytes * self.gigabyte_second


PRICES = Prices()
LOG_RECORD_BYTES = 600
"""A record of the access log, with what CloudWatch adds to each."""


class Part(NamedTuple):
    """What one part of a conversation was counted to take."""

    static: float = 0
    """Requests for pages, scripts, styles and words."""
    api: float = 0
    frames_in: float = 0
    frames_out: float = 0
    runs: float = 0
    calls: float = 0
    write_units: float = 0
    read_units: float = 0
    log_records: float = 0
    queue_calls: float = 0
    bytes_out: float = 0
    socket_minutes: float = 0

    def __add__(self, other: "Part") -> "Part":  # type: ignore[override]
        """Return what both take."""
        return Part(*(a + b for a, b in zip(self, other, strict=True)))

    def __sub__(self, other: "Part") -> "Part":
        """Return what this takes more."""
        return Part(*(a - b for a, b in zip(self, other, strict=True)))

    def dollars(self, prices: Prices = PRICES) -> float:
        """Return what it costs."""
        return (
            (self.static + self.api) * (prices.request + prices.firewall)
            + (self.frames_in + self.frames_out) * prices.frame
            + self.runs * prices.whole_run
            + self.write_units * prices.write_unit
            + self.read_units * prices.read_unit
            + self.log_records * LOG_RECORD_BYTES * prices.logged_gigabyte / 1e9
            + self.queue_calls * prices.queue_call
            + self.bytes_out * prices.gigabyte_out / 1e9
            + self.socket_minutes * prices.socket_minute
        )


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
        self._now = Part()
        self._inside = 0
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
            self._now += Part(runs=1)
            return run(function, event)

        setattr(running.environments, "invoke", invoked)  # noqa: B010 - to look on without a place made for it
        setattr(running.environments, "run", ran)  # noqa: B010 - as above

    def listen(self, page: Page) -> None:
        """Count what a browser hears by its sockets."""

        def heard(frame: str | bytes) -> None:
            said = re.match(r'\{"is": ?"(\w+)"', str(frame))
            self.heard[said.group(1) if said else "?"] += 1

        page.on("websocket", lambda socket: socket.on("framereceived", heard))

    @contextlib.asynccontextmanager
    async def part(self, name: str) -> AsyncIterator[None]:
        """Count what happens within as one part, until nothing runs any more; a part may come more than once."""
        await self.quiet()
        before = self._read()
        yield
        await self.quiet()
        self.parts[name] = self.parts.get(name, Part()) + (self._read() - before)

    async def quiet(self) -> None:
        """Return when nothing has run for a moment."""
        still = 0
        while still < 4:
            still = 0 if self._inside else still + 1
            await asyncio.sleep(0.01)

    def _invoked(self, function: str, event: dict[str, Any], result: Any) -> None:
        self._now += Part(runs=1)
        if function == REST:
            is_api = event["path"].startswith("/v1/")
            size = len(result.get("body") or "")
            self._now += Part(api=int(is_api), static=int(not is_api), bytes_out=size)
        elif function == MESSAGE:
            asked = re.search(r'"do": ?"(\w+)"', event["body"])
            self.frames[asked.group(1) if asked else "?"] += 1
            self._now += Part(frames_in=1, frames_out=int("body" in result))

    def _read(self) -> Part:
        read = self._cloud.meter.read()
        return self._now + Part(
            frames_out=read.calls[PUSH],
            calls=sum(read.calls.values()),
            write_units=float(sum(read.write_units.values())),
            read_units=float(sum(read.read_units.values())),
            log_records=read.calls["logs.PutLogEvents"],
            queue_calls=sum(count for call, count in read.calls.items() if call == "sqs.SendMessage") * 3,
        )


# ------------------------------------------------------------------------------------------------- two people


class Person:
    """Somebody at a browser of their own, whose clock is moved with the service's."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.context = context
        self.page = page

    @classmethod
    async def come(cls, browser: Browser) -> "Person":
        """Return somebody new, with nothing stored."""
        context = await browser.new_context(locale="fi-FI", timezone_id="Europe/Helsinki", reduced_motion="reduce")
        context.set_default_timeout(30_000)
        await context.clock.install(time=NOW)
        return cls(context, await context.new_page())


async def sign_in(running: Running, page: Page) -> None:
    """Let the agent come to work, up to being available."""
    person = next(each for each in demo.PEOPLE if each.user == AGENT)
    await page.goto(f"{running.addresses.service}/console")
    await page.get_by_role("textbox", name="Käyttäjätunnus").fill(AGENT)
    await page.get_by_label("Salasana", exact=True).fill(person.password)
    await page.get_by_role("button", name="Kirjaudu").click()
    code = next(each.code for each in demo.shown(running.cloud) if each.user == AGENT)
    await page.get_by_role("textbox", name="Koodi").fill(code or "")
    await page.get_by_role("button", name="Kirjaudu").click()
    await page.get_by_role("button", name="Annan sitoumuksen").click()
    await page.get_by_role("switch", name="Paikalla").click()


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
        """Let the agent come to work; it is counted nowhere, for that is done once a day."""
        await sign_in(self._running, self._agent.page)
        await self._pass(2)

    async def whole(self) -> None:
        """Have the conversation, from the page view to the close, within ten minutes."""
        page = self._visitor.page
        async with self._count("page view"):
            await page.goto(self._running.addresses.site)
            await page.get_by_role("region", name="Chat").get_by_role("button", name="Kysy meiltä").wait_for()
        async with self._count("opening"):
            await page.get_by_role("region", name="Chat").get_by_role("button", name="Kysy meiltä").click()
            await self._writes(self._visitor).wait_for()
            await self._pass(5)
        async with self._count("first message"):
            await self._types(self._visitor, self._words())
            await self._visitor.page.keyboard.press("Enter")
            await self._pass(2)
            await self._agent.page.get_by_role("button", name=re.compile("^Ota")).first.wait_for()
        async with self._count("taking"):
            await self._agent.page.get_by_role("button", name=re.compile("^Ota")).first.click()
            await self._writes(self._agent).wait_for()
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
            await chat.get_by_role("button", name="Valikko").click()
            await chat.get_by_role("button", name="Lopeta keskustelu").click()
            dialog = chat.get_by_role("dialog", name="Lopetetaanko keskustelu?")
            await dialog.get_by_role("button", name="Lopeta keskustelu").click()
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

    def _words(self) -> str:
        return text(self._chance)[: self._chance.randint(20, 120)].strip()

    async def _pass(self, seconds: float) -> None:
        """Let time pass everywhere, in steps in which whatever is sent arrives."""
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
    """A conversation with two browsers, and a look and a sweep that find nothing to do."""

    parts: dict[str, Part]
    frames: Counter[str]
    heard: Counter[str]
    watch: Part
    sweep: Part

    @property
    def whole(self) -> Part:
        """All parts, with two sockets that were open for the talk."""
        return sum(self.parts.values(), Part()) + Part(socket_minutes=2 * MINUTES)

    def calls_a_message(self, side: str) -> float:
        """Return the AWS calls of one message, all that follows it included."""
        return self.parts[f"message by {side}"].calls / (EACH if side == "agent" else EACH - 1)


async def counted(seed: int = 5) -> Counted:
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
            visitor, agent = await Person.come(browser), await Person.come(browser)
            for person in (visitor, agent):
                counting.listen(person.page)
            talk = Talk(running, counting, visitor, agent, seed)
            await talk.sign_in()
            await talk.whole()
            await browser.close()
        by_itself = {}
        for name in ("watch", "sweep"):
            async with counting.part(name):
                await asyncio.to_thread(ticker.run_scheduled, name)
            by_itself[name] = counting.parts.pop(name)
    return Counted(counting.parts, counting.frames, counting.heard, by_itself["watch"], by_itself["sweep"])


# ------------------------------------------------------------------------------------------------- in words


def report(found: Counted) -> Iterator[str]:
    """Return the lines of the bill."""
    yield f"{'':38}{'static':>7}{'api':>5}{'in':>5}{'out':>5}{'runs':>6}{'calls':>7}{'write':>7}{'read':>7}{'$/1,000':>9}"
    for name, part in found.parts.items():
        yield _row(name, part)
    yield _row("all, two browsers, ten minutes", found.whole)
    yield _row("floor: the bare exchange, with REST", floor())
    yield "  (static and api: requests; in and out: frames on both sockets; write and read: capacity units)"
    yield "  frames from the browsers: " + _by_kind(found.frames)
    yield "  frames to the browsers: " + _by_kind(found.heard)
    yield (
        f"  AWS calls a message in all: visitor {found.calls_a_message('visitor'):.1f} (3.5 wanted), "
        f"agent {found.calls_a_message('agent'):.1f} (5 wanted)"
    )
    yield (
        f"  prices of eu-west-1, November 2026; a run taken to last {PRICES.run_seconds * 1000:g} ms "
        f"at {PRICES.run_gigabytes * 1024:g} MB: assumed, not measured"
    )
    month = found.watch.dollars() * _MONTH / 60 + found.sweep.dollars() * _MONTH / _HOUR
    yield f"  an idle month: firewall ${PRICES.firewall_month:.2f}, watch and sweep ${month:.2f}, and what SQS is polled for"
    bill, least = found.whole.dollars() * 1000, floor().dollars() * 1000
    verdict = "within" if is_within(found) else "ABOVE"
    yield f"  ${bill:.3f} for 1,000 conversations: {bill / least:.2f} of the floor, {verdict} the target of ${TARGET:.2f}"


def is_within(found: Counted) -> bool:
    """Return whether a conversation pays no more than it may."""
    return found.whole.dollars() * 1000 <= TARGET


def _by_kind(frames: Counter[str]) -> str:
    return ", ".join(f"{count} {what}" for what, count in frames.most_common())


def _row(name: str, part: Part) -> str:
    return (
        f"{name:38}{part.static:>7g}{part.api:>5g}{part.frames_in:>5g}{part.frames_out:>5g}{part.runs:>6g}{part.calls:>7g}"
        f"{part.write_units:>7g}{part.read_units:>7g}{part.dollars() * 1000:>9.4f}"
    )


def main() -> None:
    """Print the bill; exit with 1 above the target."""
    found = asyncio.run(counted())
    print("\n".join(report(found)))
    sys.exit(0 if is_within(found) else 1)


if __name__ == "__main__":
    main()
