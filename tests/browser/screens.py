"""Pictures of each step of the walk, light and dark, wide and narrow: `make screenshots`."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).with_name("screenshots")
WIDE, NARROW = (1280, 800), (390, 844)


def wanted() -> bool:
    """Return whether pictures are taken in this run."""
    return os.environ.get("JUTTU_SCREENSHOTS") == "1"


class Gallery:
    """Takes a picture of each state in four forms, where pictures are wanted, and leaves the page as it was."""

    def __init__(self, group: str, folder: Path = FOLDER) -> None:
        self._group = group
        self._folder = folder
        self._count = 0

    def take(self, page: Page, name: str) -> None:
        if not wanted():
            return
        self._count += 1
        self._folder.mkdir(exist_ok=True)
        size = page.viewport_size
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for width, height in (WIDE, NARROW):
                page.set_viewport_size({"width": width, "height": height})
                # Two frames drawn: what follows the size has moved.
                page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
                page.screenshot(path=self._folder / f"{self._group}-{self._count:02}-{name}-{width}-{scheme}.png")
        page.emulate_media(color_scheme="light")
        if size is not None:
            page.set_viewport_size(size)
