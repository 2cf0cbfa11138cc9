"""How an agent works the console: by mouse, or by keyboard alone. What they do is the same, so a story is told once."""

from collections.abc import Callable
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

_FAR = 80
"""So many presses of a key lead from one end of any page of the console to the other."""
_QUIET = 1_100
"""Milliseconds after which a letter is a command again for whoever has written."""
_IS_FOCUSED = "(one) => one === document.activeElement"
_PLACE = "(all, one) => all.indexOf(one)"


class Hands(Protocol):
    """The ways to what stands on a page."""

    def press(self, control: Locator) -> None:
        """Press a button, or follow a link."""

    def command(self, named: str, *controls: Locator) -> None:
        """Give a command by its letter or its words in the palette, or by the controls that lead to it one after another."""

    def open(self, row: Locator) -> None:
        """Open another conversation by its row, to answer in it."""

    def write(self, field: Locator, text: str) -> None:
        """Write after what stands in a field."""

    def rewrite(self, field: Locator, text: str) -> None:
        """Write in the place of what stands in a field."""

    def send(self, button: Locator) -> None:
        """Send what was just written, as this button does."""

    def insert(self, button: Locator, short: str, answer: Locator) -> None:
        """Put a canned answer where one writes, which is found by its short name, and in the panel that the button opens."""

    def correct(self, button: Locator) -> None:
        """Begin to put right what one wrote last, as the button beside it does."""

    def mark(self, radio: Locator) -> None:
        """Choose one of a few."""

    def choose(self, field: Locator, label: str) -> None:
        """Choose one of a list."""


class Mouse:
    """Clicks, and types only what is written."""

    def __init__(self, page: Page) -> None:
        self._keyboard = page.keyboard

    def press(self, control: Locator) -> None:
        control.click()

    def command(self, named: str, *controls: Locator) -> None:
        for control in controls:
            control.click()

    def open(self, row: Locator) -> None:
        row.click()

    def write(self, field: Locator, text: str) -> None:
        field.click()
        self._keyboard.press("Control+End")
        self._keyboard.type(text)

    def rewrite(self, field: Locator, text: str) -> None:
        field.click(click_count=3)
        self._keyboard.type(text)

    def send(self, button: Locator) -> None:
        button.click()

    def insert(self, button: Locator, short: str, answer: Locator) -> None:
        button.click()
        answer.click()

    def correct(self, button: Locator) -> None:
        button.click()

    def mark(self, radio: Locator) -> None:
        radio.click()

    def choose(self, field: Locator, label: str) -> None:
        field.select_option(label=label)  # the list that it opens is the system's, where no test can click


class Keyboard:
    """Presses keys and nothing else: what cannot be come to with them fails the test."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._key = page.keyboard.press

    def press(self, control: Locator) -> None:
        self._tab_to(control)
        self._key("Enter")

    def command(self, named: str, *controls: Locator) -> None:
        if len(named) == 1:
            self._pause()
            self._key(named)
        else:
            self._from_palette(named)

    def open(self, row: Locator) -> None:
        self._pause()
        rows = self._page.locator(".list .row > a")
        wanted = rows.evaluate_all(_PLACE, row.element_handle())
        while (here := rows.evaluate_all("(all) => all.findIndex((one) => one.ariaCurrent === 'true')")) != wanted:
            step = 1 if here < wanted else -1
            self._key("j" if step == 1 else "k")
            expect(rows.nth(here + step)).to_be_focused()
        self._key("Enter")

    def write(self, field: Locator, text: str) -> None:
        self._tab_to(field)
        self._key("Control+End")
        self._page.keyboard.type(text)

    def rewrite(self, field: Locator, text: str) -> None:
        self._tab_to(field)
        self._key("Control+a")
        self._page.keyboard.type(text)

    def send(self, button: Locator) -> None:
        self._key("Enter")

    def insert(self, button: Locator, short: str, answer: Locator) -> None:
        self._page.keyboard.type(f"/{short}")
        expect(answer).to_have_attribute("aria-selected", "true")
        self._key("Enter")

    def correct(self, button: Locator) -> None:
        self._key("ArrowUp")

    def mark(self, radio: Locator) -> None:
        expect(radio).to_be_visible()
        group = self._page.locator(f"input[type=radio][name={radio.get_attribute('name')}]:focus")
        self._until(lambda: group.count() == 1, "Tab")
        self._key("Space")  # which chooses the one that Tab has come to: the arrows go on from there
        self._until(radio.is_checked, "ArrowDown")

    def choose(self, field: Locator, label: str) -> None:
        self._tab_to(field)
        chosen = field.locator("option:checked")
        self._until(lambda: chosen.inner_text() == label, "ArrowDown")

    def _tab_to(self, control: Locator) -> None:
        expect(control).to_be_visible()
        self._until(lambda: bool(control.evaluate(_IS_FOCUSED)), "Tab")

    def _until(self, holds: Callable[[], bool], key: str) -> None:
        for _ in range(_FAR):
            if holds():
                return
            self._key(key)
        raise AssertionError(f"no number of presses of {key} leads there")

    def _from_palette(self, words: str) -> None:
        self._key("Control+k")
        palette = self._page.get_by_role("dialog", name="Etsi komento")
        expect(palette.get_by_role("combobox")).to_be_focused()
        self._page.keyboard.type(words)
        expect(palette.get_by_role("option")).to_have_count(1)
        self._key("Enter")
        expect(palette).to_have_count(0)

    def _pause(self) -> None:
        """Leave the field that one writes in, and wait until letters are commands."""
        if self._page.locator("textarea:focus").count() == 1:
            self._key("Escape")
            expect(self._page.locator("textarea:focus")).to_have_count(0)
        self._page.wait_for_timeout(_QUIET)
