"""Contact sheets of the pictures that `make screenshots` has taken: `python -m tests.browser.contact`.

Into the docs go the visitor's states on a phone, light above dark, the rooms of the console, and the demo's privacy notice in each language; a sheet for each size and
theme stays beside the pictures. Named alone, only that is made; the notice needs no other picture.
"""

import argparse
import base64
import html
from collections.abc import Iterable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from chalicelib.chat.limits import LIMITS
from chalicelib.chat.notice import page, rows
from chalicelib.chat.notice.making import made
from chalicelib.settings import read
from chalicelib.wiring import NOTICE
from local import demo
from tests import chromium
from tests.browser.screens import FOLDER

DOCS = Path(__file__).parents[2] / "docs" / "screenshots" / "visitor.jpg"
VISITOR = (
    *("site", "closed-now", "not-fetched", "opened-while-closed", "page-of-its-own", "own-colour"),
    *(
        "opened",
        "storage-blocked",
        "busy-network",
        "nobody-there",
        "waiting",
        "second-in-line",
        "leaving",
        "question-left",
        "ending-a-left-question",
        "talking",
        "new-messages",
        "odd-texts-390",
        "too-long",
        "book-refused",
        "masked",
        "offline",
        "silence",
        "menu",
    ),
    *("copy-offered", "copy-address", "copy-code", "copy-delivered", "bounced", "own-data", "correcting", "readings"),
    *("erasing", "erased", "earlier", "earlier-refused", "forgetting", "gone", "accessibility", "largest-text"),
    *("ended", "ended-by-silence", "ended-for-abuse", "rating", "rated"),
)
"""The states of the visitor's chat, in the order in which one comes to them."""
_TOLD = {"Controller": "CONTROLLER", "MailFrom": "MAIL_FROM"}
COLUMNS, WIDTH = 16, 110


CONSOLE = {
    "desk": "copy-asked-agent",
    "board": "room-board",
    "people": "people",
    "settings": "settings-site",
    "notice": "room-notice",
    "access_log": "access-log",
    "own": "own",
    "answers": "answers/panel",
    "notes": "notes/a-note-in-the-log",
    "helping": "helping/who-wrote-what",
    "ending": "closing/close-question",
    "history": "history/list",
}
"""The pictures of the console in the docs, by the state that each shows, with its group where others are called the same."""


def main() -> None:
    """Make the sheets. Raises FileNotFoundError when a state has no picture: then one was renamed, or is not taken."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.contact")
    parser.add_argument(
        "what", nargs="*", choices=["visitor", "console", "notices"], help="all, where nothing is named"
    )
    wanted = parser.parse_args().what
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
        for name, make in (("visitor", sheets), ("console", rooms), ("notices", notices)):
            if not wanted or name in wanted:
                make(browser)
        browser.close()


def rooms(browser: Browser) -> None:
    """Put a picture of each room of the console into the docs."""
    for room, state in CONSOLE.items():
        opened = browser.new_page(viewport={"width": 1000, "height": 625})
        opened.set_content(
            f'<style>body{{margin:0}}img{{width:100%;display:block}}</style><img alt="" src="{_as_data(state)}">'
        )
        opened.screenshot(path=DOCS.with_name(f"console-{room}.jpg"), type="jpeg", quality=80)
        opened.close()


def _as_data(state: str) -> str:
    return "data:image/png;base64," + base64.b64encode(_picture(state, 1280, "light").read_bytes()).decode()


def sheets(browser: Browser) -> None:
    """Put the visitor's states together."""
    _sheet(browser, [*_pictures(390, "light"), *_pictures(390, "dark")], DOCS)
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            _sheet(browser, _pictures(width, scheme), FOLDER / f"sheet-{width}-{scheme}.jpg", 240, 6)


def notices(browser: Browser) -> None:
    """Take the demo's privacy notice as it is served, in each language."""
    settings = read({f"JUTTU_{setting}": demo.PARAMETERS[name] for name, setting in _TOLD.items()})
    notice = made(rows.read(NOTICE.read_text("utf-8")), settings, LIMITS)
    for language in notice.documents:
        opened = browser.new_page(viewport={"width": 720, "height": 600}, device_scale_factor=0.6)
        opened.set_content(page.page(notice, language, {}, settings.zone))
        opened.screenshot(path=DOCS.with_name(f"notice-{language}.jpg"), full_page=True, type="jpeg", quality=40)
        opened.close()


def _pictures(width: int, scheme: str) -> list[Path]:
    return [_picture(name, width, scheme) for name in VISITOR]


def _picture(name: str, width: int, scheme: str) -> Path:
    group, _, state = name.rpartition("/")
    found = sorted(FOLDER.glob(f"{group or '*'}-[0-9][0-9]-{state}-{width}-{scheme}.png"))
    if not found:
        raise FileNotFoundError(f"no picture of {name}: make screenshots")
    return found[-1]


def _sheet(browser: Browser, pictures: Sequence[Path], to: Path, width: int = WIDTH, columns: int = COLUMNS) -> None:
    page = browser.new_page(viewport={"width": columns * (width + 8) + 8, "height": 600}, device_scale_factor=1.5)
    file = to.with_suffix(".html")
    file.write_text("".join(_document(pictures, width)), "utf-8")
    page.goto(file.as_uri())
    page.screenshot(path=to, full_page=True, type="jpeg", quality=72)
    file.unlink()
    page.close()


def _document(pictures: Iterable[Path], width: int) -> Iterable[str]:
    yield "<!doctype html><style>body{margin:8px;display:flex;flex-wrap:wrap;gap:8px;background:#8d959c}"
    yield f"figure{{margin:0;width:{width}px;font:9px/12px sans-serif;color:#fff}}img{{width:100%;border-radius:4px}}</style>"
    for picture in pictures:
        name = "-".join(picture.stem.split("-")[2:-2])
        yield f'<figure><img src="{picture.as_uri()}" alt=""><figcaption>{html.escape(name)}</figcaption></figure>'


if __name__ == "__main__":
    main()
