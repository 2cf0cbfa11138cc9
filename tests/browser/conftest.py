"""Debian's Chromium, and people in it who know nothing of each other: each in a browser context of their own."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import axe, house, screens
from tests.browser.guest import Company, Guest

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_COUNTS_RINGS = """
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
"""
_EXPECTED = ("Failed to load resource", "WebSocket connection to")
"""What the browser itself says of refusals and cut lines, which belong to the walk."""

_PATIENCE = 15_000
"""Milliseconds for what should take one: two cores may be busy with something else."""

NewPerson = Callable[..., Page]
Look = Callable[[Page, str], None]


@pytest.fixture
def everything() -> Iterator[house.House]:
    """A house of the test's own, in which nothing has happened; its items lie in moto's table, as in `make run`."""
    with house.opened(in_memory=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def _one_house() -> Iterator[house.House]:
    with house.opened() as opened:
        yield opened


@pytest.fixture
def one_house(_one_house: house.House) -> house.House:
    """A house that the module's tests share, as if nothing had happened in it yet."""
    _one_house.begin_anew()
    return _one_house


@pytest.fixture(scope="module")
def _company(_one_house: house.House) -> Iterator[Company]:
    with Company.beside(_one_house) as company:
        yield company


@pytest.fixture
def company(_company: Company, one_house: house.House) -> Company:
    """Somebody's pages, for which the site `demo` is registered, beside the house that the module's tests share."""
    _company.register("demo")
    return _company


@pytest.fixture
def guest(company: Company, person: NewPerson) -> Guest:
    return Guest(person(), company)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path is not None, "the browser tests need Chromium: apt-get install chromium"
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


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
