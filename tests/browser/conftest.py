"""Debian's Chromium, and people in it who know nothing of each other: each in a browser context of their own."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

import msgspec
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from chalicelib.chat.hours import WEEKDAYS, Hours
from local import demo
from tests import chromium
from tests.browser import axe, house, screens
from tests.browser.guest import Company, Guest

_COUNTS_RINGS = """
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
"""
_EXPECTED = ("Failed to load resource", "WebSocket connection to")
"""What the browser itself says of refusals and cut lines, which belong to the walk."""

_PATIENCE = 15_000
"""Milliseconds for what should take one: two cores may be busy with something else."""

_FAR_AHEAD = 3600.0
"""Seconds by which a house's clock may be ahead of the browser's before a test begins."""

T = TypeVar("T")
NewPerson = Callable[..., Page]
Look = Callable[[Page, str], None]


class _Kept(Generic[T]):
    """Something that takes long to open: kept from one test to the next, through all modules of this folder."""

    def __init__(self, opening: Callable[[], contextlib.AbstractContextManager[T]]) -> None:
        self._opening = opening
        self._closing = contextlib.ExitStack()
        self._held: T | None = None

    def get(self) -> T:
        if self._held is None:
            self._held = self._closing.enter_context(self._opening())
        return self._held

    def close(self) -> None:
        self._held = None
        self._closing.close()


@contextlib.contextmanager
def _chromium() -> Iterator[Browser]:
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
        yield browser
        browser.close()


_HOUSE, _BROWSER = _Kept(house.opened), _Kept(_chromium)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Close what is kept before another folder's tests: only one cloud may be open, and Playwright has its own loop."""
    try:
        yield
    finally:
        if nextitem is None or nextitem.path.parent != item.path.parent:
            pytest_sessionfinish()


def pytest_sessionfinish() -> None:
    """Close what is kept, also after an interrupted run: the house's thread would go on for ever."""
    _BROWSER.close()
    _HOUSE.close()


@pytest.fixture
def as_in_make_run() -> Iterator[house.House]:
    """A house of the test's own, whose items lie in moto's table, as in `make run`."""
    _HOUSE.close()
    with house.opened(in_memory=False) as opened:
        yield opened


@pytest.fixture
def everything() -> Iterator[house.House]:
    """The house that tests share, as if it had just been opened: for tests that change accounts, or read mails or the access log."""
    shared = _kept()
    shared.open_anew()
    yield shared
    shared.open_anew()


@pytest.fixture
def one_house() -> house.House:
    """The house that tests share, as if nothing had been said in it yet; accounts are as the tests before left them."""
    _kept().begin_anew()
    return _kept()


def _kept() -> house.House:
    """Return the house that tests share.

    Pages go by the browser's clock as well: where tests have moved the house's far ahead, another house is opened.
    """
    if _HOUSE.get().cloud.clock.ahead > _FAR_AHEAD:
        _HOUSE.close()
    return _HOUSE.get()


@pytest.fixture
def ten_to_four(one_house: house.House) -> house.House:
    """The house ten minutes before its sites shut."""
    hours = Hours(week=dict.fromkeys(WEEKDAYS, ("9-16",)))
    for site in demo.sites((one_house.addresses.site,)):
        one_house.register(msgspec.structs.replace(site, hours=hours))
    now = datetime.fromtimestamp(one_house.cloud.clock(), ZoneInfo("Europe/Helsinki"))
    then = now.replace(hour=15, minute=50, second=0)
    one_house.cloud.clock.advance(((then - now) % timedelta(days=1)).total_seconds())
    return one_house


@pytest.fixture
def company(one_house: house.House) -> Iterator[Company]:
    """Somebody's pages, for which the site `demo` is registered, beside the house that tests share."""
    with Company.beside(one_house) as company:
        company.register("demo")
        yield company


@pytest.fixture
def guest(company: Company, person: NewPerson) -> Guest:
    return Guest(person(), company)


@pytest.fixture
def browser() -> Browser:
    return _BROWSER.get()


@pytest.fixture
def person(browser: Browser) -> Iterator[NewPerson]:
    """Return a function that gives somebody new, with nothing stored, a page; choices go to the browser context.

    Whatever their pages complain about fails the test, unless it begins with what is `expected`.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def new(*, expected: tuple[str, ...] = (), **choices: Any) -> Page:
        usual: dict[str, Any] = {
            "locale": "fi-FI",
            "timezone_id": "Europe/Helsinki",
            "viewport": {"width": 1280, "height": 800},
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**{**usual, **choices})
        contexts.append(context)
        context.set_default_timeout(_PATIENCE)
        context.add_init_script(_COUNTS_RINGS)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text)
                if said.type == "error" and not said.text.startswith((*_EXPECTED, *expected))
                else None
            ),
        )
        return page

    yield new
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Look:
    """Take a picture of a state where pictures are wanted, and hold it to axe's rules."""
    gallery = screens.Gallery(request.path.stem.removeprefix("test_"))

    def look(page: Page, name: str) -> None:
        gallery.take(page, name)
        assert axe.violations(page) == [], name

    return look


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where pictures are wanted, run only the tests that take some."""
    if screens.wanted():
        others = [item for item in items if "look" not in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]
