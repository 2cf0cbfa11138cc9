"""How long the chat keeps a visitor's browser busy in one go: when it is opened, and when it follows to the next page.

A browser does one task after another, and hears no key and no click meanwhile: what takes it 50 ms is felt. Counted is the
processor's time for a computer four times slower than this one; of several tries the shortest, since whatever else the
machine does can only make a task longer.
"""

import asyncio
import json
import shutil
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, NamedTuple

from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bench.bill import BROWSERS, FLAGS, ROOT
from bench.long import Window, say
from local.addresses import Addresses, listening
from local.cloud.clock import Clock
from local.running import Running

SLOWER = 4
LIMIT = 50.0
"""Milliseconds from which browsers call a task long."""
TRIES = 5
MESSAGES = 5
"""So many stand in the conversation with which one goes on to the next page."""

CATEGORIES = ["disabled-by-default-devtools.timeline", "devtools.timeline", "toplevel", "v8"]
_SCRIPTS = ("EvaluateScript", "FunctionCall", "v8.evaluateModule", "v8.compile", "v8.compileModule")
_TOOLS = "blink.mojom.DevToolsSession"
"""Through this whoever watches the browser has it look for something, which is no work of the page's."""
_PAGE = "content.mojom.NavigationClient"
"""Through this a page takes another's place: of that only what our scripts do is ours."""
_AFTER = 300
"""Milliseconds in which what follows on the last drawing is done, too."""


class Found(NamedTuple):
    """What was done, and the milliseconds of the longest task of each try."""

    what: str
    longest: Sequence[float]

    @property
    def is_within(self) -> bool:
        """Whether the browser hears whoever uses it in time."""
        return 0 < min(self.longest) <= LIMIT


def tasks_of(events: Sequence[dict[str, Any]], service: str) -> Iterator[float]:
    """Yield for how many milliseconds a thread worked on each task in which a script of the service ran."""
    whole = _whole(events)
    ours = [event for event in whole if event["name"] in _SCRIPTS and service in json.dumps(event.get("args"))]
    pages = [event for event in whole if _PAGE in json.dumps(event.get("args"))]
    for task in tasks_in(events):
        scripts = _within(task, ours)
        if scripts:
            counted = scripts if _within(task, pages) else [task]
            yield max(each["tdur"] for each in counted) / 1000


def tasks_in(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the tasks among what was traced, without those that only serve whoever watches."""
    whole = _whole(events)
    tools = [event for event in whole if _TOOLS in json.dumps(event.get("args"))]
    return [event for event in whole if event["name"] == "RunTask" and not _within(event, tools)]


def _whole(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [event for event in events if event.get("ph") == "X" and "tdur" in event]


def _within(task: dict[str, Any], events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        each
        for each in events
        if (each["pid"], each["tid"]) == (task["pid"], task["tid"]) and 0 <= each["ts"] - task["ts"] <= task["dur"]
    ]


async def longest(browser: Browser, page: Page, service: str, do: Callable[[], Awaitable[None]]) -> float:
    """Return for how many milliseconds a slower computer would be busy in one go at most, while something is done."""
    await browser.start_tracing(page=page, categories=CATEGORIES)
    await do()
    await page.wait_for_timeout(_AFTER)
    events = json.loads(await browser.stop_tracing())["traceEvents"]
    return max(tasks_of(events, service), default=0) * SLOWER


async def opened(running: Running, browser: Browser) -> float:
    """Return it for a page that loads with the launcher on it, and the chat that is opened there."""
    async with await _somebody(browser) as context:
        page = await context.new_page()

        async def opens() -> None:
            await page.goto(running.addresses.site)
            await page.get_by_role("region", name="Chat").get_by_role("button", name="Kysy meiltä").click()
            await expect(Window(page).chat_body).to_contain_text("Emme ole nyt paikalla.")

        return await longest(browser, page, running.addresses.service, opens)


async def followed(running: Running, browser: Browser) -> float:
    """Return it for the next page, on which the chat is open as it was, with what has been said."""
    async with await _somebody(browser) as context:
        window = Window(await context.new_page())
        site, texts = running.addresses.site, [f"Viesti {n}" for n in range(2, MESSAGES + 1)]
        await say(running, await window.asks(site, "Viesti 1"), texts)
        await expect(window.chat_log).to_contain_text(texts[-1])

        async def follows() -> None:
            await window.comes_again(site)
            await expect(window.chat_log).to_contain_text(texts[-1])

        return await longest(browser, window.page, running.addresses.service, follows)


async def _somebody(browser: Browser) -> BrowserContext:
    return await browser.new_context(locale="fi-FI", reduced_motion="reduce")


async def measured(tries: int = TRIES) -> list[Found]:
    """Return what was found. Needs Chromium and the built web part."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with listening() as sockets, Running.started(ROOT / "app.py", Addresses.of(sockets), clock=Clock()) as running:
        async with running.listening(sockets), async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            opening = [await opened(running, browser) for _ in range(tries)]
            following = [await followed(running, browser) for _ in range(tries)]
            await browser.close()
    return [Found("opening it", opening), Found(f"following with {MESSAGES} messages", following)]


def report(found: Sequence[Found]) -> Iterator[str]:
    """Return what was measured in words."""
    yield f"The longest task, on a computer {SLOWER} times slower, of {len(found[0].longest)} tries"
    for what, tries in found:
        yield f"  {what}: {min(tries):.0f} ms ({', '.join(f'{each:.0f}' for each in sorted(tries))})"
    within = all(each.is_within for each in found)
    yield f"  {'within' if within else 'ABOVE'} the limit of {LIMIT:g} ms each"


def main() -> int:
    """Print what was measured, and return 1 when the chat keeps a browser busy for too long."""
    found = asyncio.run(measured())
    print("\n".join(report(found)))
    return 0 if all(each.is_within for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
