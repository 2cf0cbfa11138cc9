"""axe-core in every frame of a page: what people with a screen reader or poor sight would stumble on."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_SCRIPT = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
_RUN = "(rules) => axe.run(document, {iframes: false, resultTypes: ['violations'], ...rules}).then((found) => found.violations)"
_CONTRAST = {"runOnly": ["color-contrast"]}


def violations(page: Page) -> list[str]:
    """Return what axe finds, one line for each element: the rule, what it says, and where; contrast also in the dark."""
    found = _all(page, {})
    page.emulate_media(color_scheme="dark")
    found += _all(page, _CONTRAST)
    page.emulate_media(color_scheme="light")
    return found


def _all(page: Page, rules: dict[str, Any]) -> list[str]:
    found: list[str] = []
    for frame in page.frames:
        if not frame.evaluate("() => 'axe' in window"):
            # Through the debugger's protocol, so that the page's own policy for scripts stays as it is.
            frame.evaluate(_script())
        # What is only for the eyes is held to what eyes need.
        for_eyes = frame.parent_frame and frame.frame_element().get_attribute("aria-hidden") == "true"
        applied = _CONTRAST if for_eyes else rules
        found += [line for violation in frame.evaluate(_RUN, applied) for line in _lines(frame.url, violation)]
    return found


def _lines(url: str, violation: dict[str, Any]) -> list[str]:
    return [f"{violation['id']}: {node['html'][:200]} ({node['failureSummary']}) {url}" for node in violation["nodes"]]


@cache
def _script() -> str:
    return f"(() => {{ {_SCRIPT.read_text(encoding='utf-8')} }})()"
