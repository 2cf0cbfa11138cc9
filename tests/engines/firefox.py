"""Firefox ESR, which Playwright drives by WebDriver BiDi: Debian's own, without a patched build or a driver beside it."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import ElementHandle, Error, Frame, Page, sync_playwright

from tests.engines.window import NoFrame, Window

_PREFERENCES: dict[str, str | float | bool] = {"intl.accept_languages": "fi-FI, fi", "ui.prefersReducedMotion": 1}


class FirefoxWindow(Window):
    def __init__(self, page: Page) -> None:
        self._page = page

    def go(self, address: str) -> None:
        self._page.goto(address)

    def run(self, function: str, *arguments: Any, chat: bool = False) -> Any:
        with _loading_is_waiting():
            return self._frame(chat=chat).evaluate(f"(all) => ({function})(...all)", list(arguments))

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)

    def _click_found(self, function: str, *arguments: Any, chat: bool) -> None:
        self._found(function, *arguments, chat=chat).click()

    def _fill_found(self, text: str, function: str, *arguments: Any, chat: bool) -> None:
        self._found(function, *arguments, chat=chat).focus()
        for line, written in enumerate(text.split("\n")):
            if line:
                self._page.keyboard.press("Shift+Enter")
            self._page.keyboard.type(written)

    def _pause(self) -> None:
        self._page.wait_for_timeout(50)  # Playwright hears of a new frame only while it waits itself.

    def _found(self, function: str, *arguments: Any, chat: bool) -> ElementHandle:
        element = self._frame(chat=chat).evaluate_handle(f"(all) => ({function})(...all)", list(arguments)).as_element()
        assert element is not None, arguments
        return element

    def _frame(self, *, chat: bool) -> Frame:
        if not chat:
            return self._page.main_frame
        found = next((frame for frame in self._page.frames if "/widget/" in frame.url), None)
        if found is None:
            raise NoFrame
        return found


@contextlib.contextmanager
def _loading_is_waiting() -> Iterator[None]:
    """A frame that is replaced meanwhile answers with an error of Playwright's."""
    try:
        yield
    except Error as gone:
        raise NoFrame from gone


@contextlib.contextmanager
def opened() -> Iterator[Callable[[], Window]]:
    """Have Firefox; what is given opens the window of somebody new, with nothing stored."""
    path = shutil.which("firefox-esr")
    if path is None:
        raise FileNotFoundError("the tests in Firefox need Firefox ESR: apt-get install firefox-esr")
    with sync_playwright() as playwright, contextlib.ExitStack() as running:

        def new() -> Window:
            # A browser to each: of two windows of one only one has the focus.
            firefox = playwright.firefox.launch(
                channel="moz-firefox", executable_path=path, firefox_user_prefs=_PREFERENCES
            )
            running.callback(firefox.close)
            return FirefoxWindow(firefox.new_page(viewport={"width": 1280, "height": 1000}))

        yield new
