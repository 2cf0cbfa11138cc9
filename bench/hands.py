"""How soon an agent's console answers a key or a click, where much waits and much has been said.

A hundred wait and three hundred messages stand on the screen. Counted is the processor's time that the page takes from the key or the
click until it has handed the next frame over, for a computer four times slower than this one; of several tries
the shortest, since whatever else the machine does can only make it longer.
"""

import asyncio
import json
import re
import shutil
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, NamedTuple

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bench.bill import BROWSERS, FLAGS, ROOT, sign_in
from bench.conversation import AGENT
from bench.tasks import CATEGORIES, tasks_in
from chalicelib import settings, wiring
from chalicelib.aws.calling import World, in_turn
from chalicelib.chat import conversation as rules
from chalicelib.chat import retention
from chalicelib.chat.conversation import VISITOR, Conversation
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.services import Services
from local import demo
from local.addresses import Addresses, listening
from local.cloud import Cloud
from local.cloud.clock import Clock
from local.running import Running

SLOWER = 4
LIMIT = 100.0
"""Milliseconds from a key to the next frame: what takes longer is felt as slow."""
WAITING = 100
MESSAGES = 300
TRIES = 3

_ZONE = "Europe/Helsinki"
_PAUSE = 4_000
_ALIAS = "Agent A"
_INPUTS = ("keydown", "click")
_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))"


class Found(NamedTuple):
    """What was done, and the milliseconds of the slowest of its keys and clicks, of each try."""

    what: str
    longest: Sequence[float]

    @property
    def is_within(self) -> bool:
        """Whether the console answers in time."""
        return 0 < min(self.longest) <= LIMIT


class Hands:
    """An agent at the console, and what they do with keys and mouse."""

    def __init__(self, browser: Browser, page: Page) -> None:
        self._browser = browser
        self._page = page

    async def longest(self, do: Callable[[], Awaitable[None]]) -> float:
        """Return how many milliseconds a slower computer would take at most from a key or click to the next frame."""
        await self._page.evaluate(_DRAWN)
        await self._browser.start_tracing(page=self._page, categories=CATEGORIES)
        await do()
        await self._page.evaluate(_DRAWN)
        events = json.loads(await self._browser.stop_tracing())["traceEvents"]
        return max(answers_of(events)) * SLOWER

    async def answers(self) -> None:
        """Write an answer, letter by letter."""
        await self._field.click()
        await self._page.keyboard.type("Ostoskirjeenne on meillä, palaan asiaan. ", delay=30)

    async def sends(self) -> None:
        """Send what is written, and see it stand there."""
        await self._page.keyboard.press("Enter")
        await expect(self._log.locator(".message").last).to_contain_text("palaan asiaan")

    async def looks_up(self) -> None:
        """Open the canned answers, look for one, and put them away."""
        await self._field.click()
        await self._page.keyboard.type("/")
        await expect(self._page.get_by_role("listbox")).to_be_visible()
        await self._page.keyboard.type("pal", delay=30)
        await self._page.keyboard.press("Escape")
        await self._field.fill("")

    async def goes_to(self, conversation: str, text: str) -> None:
        """Open one of their own by a click on its row, and see what was said there."""
        rows = self._page.get_by_role("region", name="Keskustelut")
        await rows.locator(f"a[href$='{rules.grouped(conversation)}']").click()
        await expect(self._log).to_contain_text(text)

    async def reads_back(self) -> None:
        """Read upwards, a screen at a time."""
        await self._log.focus()
        for _ in range(5):
            await self._page.keyboard.press("PageUp")
            await self._page.wait_for_timeout(50)

    async def finds_commands(self) -> None:
        """Open the palette, and look for a command."""
        await self._page.keyboard.press("Control+k")
        await expect(self._page.get_by_role("dialog")).to_be_visible()
        await self._page.keyboard.type("lok", delay=30)
        await self._page.keyboard.press("Escape")

    async def takes(self) -> None:
        """Take the first that waits, and see it."""
        await self._page.get_by_role("button", name=re.compile("^Ota")).first.click()
        await expect(self._log.locator(".message")).to_have_count(1)

    @property
    def _field(self) -> Locator:
        return self._page.get_by_role("textbox", name="Vastaus")

    @property
    def _log(self) -> Locator:
        return self._page.get_by_role("log", name="Viestit")


def answers_of(events: Sequence[dict[str, Any]]) -> Iterator[float]:
    """Yield for how many milliseconds a page worked from each key or click until it handed the next frame over."""
    for event in events:
        if event["name"] != "EventDispatch" or event["args"]["data"]["type"] not in _INPUTS:
            continue
        here = [each for each in events if (each["pid"], each["tid"]) == (event["pid"], event["tid"])]
        began = event["ts"]
        drawn = min((each["ts"] for each in here if each["name"] == "Commit" and each["ts"] > began), default=began)
        yield (
            sum(task["tdur"] for task in tasks_in(here) if task["ts"] <= drawn and task["ts"] + task["dur"] >= began)
            / 1000
        )


def seeded(cloud: Cloud, waiting: int, messages: int) -> tuple[str, str]:
    """Let so many wait, and the agent have two, which are returned: one with so many messages, one with a few."""
    clients = lambda service, **_: cloud.client(service)  # noqa: E731 - of this cloud, each made once
    services: Services = wiring.build(settings.read(cloud.environment), World(now=cloud.clock), clients, in_turn)
    with cloud.endpoint.own_calls():
        long = _talked(services, _started(services, 0, "Pitkä juttu", messages), messages)
        brief = _talked(services, _started(services, 1, "Lyhyt juttu", 3), 3)
        for number in range(2, 2 + waiting):
            _started(services, number, f"Kysymys {number}: mikä kiuas sopii saunaani?", 0)
    return long, brief


def _started(services: Services, number: int, text: str, messages: int) -> Conversation:
    now = services.milliseconds() - _PAUSE * (messages + 200 - number)
    line = rules.said(by=VISITOR, id=f"message-{number}", n=1, text=text, masked=(), asks_copy=False, now=now)
    expires_at = retention.expires_at(now // 1000, _ZONE)
    conversation = rules.start(
        key=f"{number:0>43}",
        site=demo.SITE,
        language="fi",
        queue=services.settings.queue,
        line=line,
        now=now,
        expires_at=expires_at,
        expires_on=retention.expires_on(expires_at, _ZONE),
    )
    if services.conversations.start(conversation) is not None:
        raise AssertionError("two conversations of one key")
    return conversation


def _talked(services: Services, conversation: Conversation, messages: int) -> str:
    """Let agent and visitor say this many in turns, up to now, and return the conversation."""
    now = services.milliseconds()
    began = now - _PAUSE * messages
    taken = rules.take(conversation, AGENT, _ALIAS, began)
    if taken is None:
        raise AssertionError("nobody has it")
    conversation = services.conversations.write(conversation, taken)
    for place in range(2, messages + 1):
        by = AGENT if place % 2 == 0 else VISITOR
        said = conversation.sent[by].n + 1 if by in conversation.sent else 1
        text = f"Viesti {place}: " + "kiuas lämpiää puolessa tunnissa ja pitää lämpönsä pitkään. " * (1 + place % 3)
        at = began + _PAUSE * place
        line = rules.said(by=by, id=f"m-{place:010}", n=said, text=text.strip(), masked=(), asks_copy=False, now=at)
        conversation = services.conversations.write(conversation, rules.say(conversation, line, LIMITS))
    return conversation.id


async def measured(tries: int = TRIES, waiting: int = WAITING, messages: int = MESSAGES) -> list[Found]:
    """Return what was found. Needs Chromium and the built web part."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with listening() as sockets, Running.started(ROOT / "app.py", Addresses.of(sockets), clock=Clock()) as running:
        long, brief = await asyncio.to_thread(seeded, running.cloud, waiting, messages)
        async with running.listening(sockets), async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            page = await browser.new_page(locale="fi-FI", reduced_motion="reduce")
            await sign_in(running, page, Locator.wait_for)
            await expect(page.get_by_role("button", name=re.compile("^Ota"))).to_have_count(waiting)
            hands = Hands(browser, page)
            done = {
                f"opening the one with {messages} messages": lambda: hands.goes_to(long, f"Viesti {messages}"),
                "writing an answer there": hands.answers,
                "sending it": hands.sends,
                "canned answers": hands.looks_up,
                "reading upwards": hands.reads_back,
                "the palette": hands.finds_commands,
                "going to another": lambda: hands.goes_to(brief, "Viesti 3:"),
                "taking one": hands.takes,
            }
            found: dict[str, list[float]] = {what: [] for what in done}
            for turn in range(1 + tries):
                for what, do in done.items():
                    took = await hands.longest(do)
                    if turn > 0:  # at first, parts of the console are still being fetched
                        found[what].append(took)
            await browser.close()
    return [Found(what, longest) for what, longest in found.items()]


def report(found: Sequence[Found]) -> Iterator[str]:
    """Return what was measured in words."""
    yield f"From a key or click to the next frame, {WAITING} waiting, on a computer {SLOWER} times slower; the slowest of each"
    for what, tries in found:
        yield f"  {what}: {min(tries):.0f} ms ({', '.join(f'{each:.0f}' for each in sorted(tries))})"
    within = all(each.is_within for each in found)
    yield f"  {'within' if within else 'ABOVE'} the limit of {LIMIT:g} ms each"


def main() -> int:
    """Print what was measured, and return 1 when the console keeps an agent waiting."""
    found = asyncio.run(measured())
    print("\n".join(report(found)))
    return 0 if all(each.is_within for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
