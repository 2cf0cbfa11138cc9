"""A window of any browser engine, worked by the roles and names that people meet.

What an engine's own module adds is three things: running a script, clicking on an element, pressing keys.
"""

import abc
import contextlib
import time
from collections.abc import Callable
from typing import Any

PATIENCE = 30
"""Seconds for what should take one: two cores may be busy with something else."""

_FIND = """
(role, name) => {
    const which = {
        button: 'button', textbox: 'textarea, input', switch: '[role=switch]', link: 'a[href]', log: '[role=log]',
        dialog: 'dialog[open], [popover]', radio: 'input[type=radio]', heading: 'h1, h2, h3', region: '[role=region], section',
    }[role];
    const host = document.querySelector('juttu-chat');
    const text = (one) => one === null || one.ariaHidden === 'true' ? '' :
        [...one.childNodes].map((each) => each.nodeType === Node.TEXT_NODE ? each.data : each.localName ? text(each) : '').join('');
    const named = (one) => one.ariaLabel ||
        (one.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => text(document.getElementById(id) ?? null)).join(' ').trim() ||
        [...one.labels ?? []].map(text).join(' ').trim() || text(one).trim();
    const all = [document, host?.shadowRoot].flatMap((root) => [...root?.querySelectorAll(which) ?? []]);
    // A radio button is drawn by its label.
    const shown = (one) => (role === 'radio' ? one.labels[0] : one).checkVisibility({visibilityProperty: true});
    const found = all.filter((one) => shown(one) && named(one).startsWith(name));
    const last = found.at(-1) ?? null;
    return role === 'radio' ? last?.labels[0] ?? null : last;
}
"""
"""The last element of a role that one sees, and whose name begins so."""
_HAS_FOCUS = f"(role, name) => {{ const one = ({_FIND})(role, name); return one !== null && one.getRootNode().activeElement === one; }}"
_IS_THERE = f"(role, name) => ({_FIND})(role, name) !== null"
_TEXT = "() => document.body.innerText"


class Window(abc.ABC):
    """One window; what is said of `chat` happens in the chat's frame."""

    @abc.abstractmethod
    def go(self, address: str) -> None:
        """Open an address, or the same one anew."""

    @abc.abstractmethod
    def run(self, function: str, *arguments: Any, chat: bool = False) -> Any:
        """Return what a function written in JavaScript returns. Raises NoFrame while there is no chat."""

    @abc.abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys one after the other: `Tab`, `Enter`, `Escape`, or a letter."""

    @abc.abstractmethod
    def _click_found(self, function: str, *arguments: Any, chat: bool) -> None:
        """Click on the element that a function returns, as a mouse does."""

    @abc.abstractmethod
    def _fill_found(self, text: str, function: str, *arguments: Any, chat: bool) -> None:
        """Write a text by keys into the field that a function returns; a line's end is Shift and Enter."""

    def _pause(self) -> None:
        """Let a moment go by in which the engine goes on."""
        time.sleep(0.05)

    def type(self, text: str) -> None:
        self.press(*text)

    def click(self, role: str, name: str, *, chat: bool = False) -> None:
        self.sees(role, name, chat=chat)
        self._click_found(_FIND, role, name, chat=chat)

    def pressed(self, role: str, name: str, *, chat: bool = False) -> bool:
        """Press what may go away at any moment, if it is there. Return False: what comes of it has still to be seen."""
        self.run(f"(...which) => {{ ({_FIND})(...which)?.click(); }}", role, name, chat=chat)
        return False

    def click_on(self, selector: str, *, chat: bool = False) -> None:
        """Click on the middle of what has neither role nor name."""
        self._click_found("(selector) => document.querySelector(selector)", selector, chat=chat)

    def fill(self, name: str, text: str, *, chat: bool = False) -> None:
        self.sees("textbox", name, chat=chat)
        self._fill_found(text, _FIND, "textbox", name, chat=chat)

    def sees(self, role: str, name: str, *, chat: bool = False) -> None:
        self.until(lambda: self.has(role, name, chat=chat), f"no {role} {name!r}", chat=chat)

    def sees_none(self, role: str, name: str, *, chat: bool = False) -> None:
        self.until(lambda: not self.has(role, name, chat=chat), f"still {role} {name!r}", chat=chat)

    def has(self, role: str, name: str, *, chat: bool = False) -> bool:
        return bool(self.run(_IS_THERE, role, name, chat=chat))

    def has_focus(self, role: str, name: str, *, chat: bool = False) -> None:
        self.until(lambda: self.run(_HAS_FOCUS, role, name, chat=chat), f"no focus on {role} {name!r}", chat=chat)

    def reads(self, text: str, *, chat: bool = False) -> None:
        """Wait until a text is to be read."""
        self.until(lambda: text in str(self.run(_TEXT, chat=chat)), f"nowhere {text!r}", chat=chat)

    def height(self, role: str, name: str, *, chat: bool = False) -> float:
        """Return how high an element is drawn, in pixels."""
        self.sees(role, name, chat=chat)
        return float(
            self.run(f"(...which) => ({_FIND})(...which).getBoundingClientRect().height", role, name, chat=chat)
        )

    def value(self, name: str, *, chat: bool = False) -> str:
        """Return what stands in a field."""
        return str(self.run(f"(...which) => ({_FIND})(...which)?.value", "textbox", name, chat=chat))

    def until(self, holds: Callable[[], Any], otherwise: str, *, chat: bool = False) -> None:
        """Wait until something holds. Raises AssertionError with what is to be read instead."""
        given_up = time.monotonic() + PATIENCE
        instead = "no chat"
        while time.monotonic() < given_up:
            with contextlib.suppress(NoFrame):
                if holds():
                    return
                instead = self.run(_TEXT, chat=chat)
            self._pause()
        raise AssertionError(f"{otherwise} in:\n{instead}")


class NoFrame(Exception):
    """Raised while the chat has no frame, or one that is only just loading."""
