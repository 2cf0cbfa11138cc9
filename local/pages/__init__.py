"""Pages of the local tools: HTML out of escaped text, one style sheet, one small script that keeps them fresh."""

from datetime import datetime
from html import escape
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from aiohttp import web

from local.loopback import Handler

_FOLDER: Final = Path(__file__).parent
_FILES: Final = {"/pages.css": "text/css", "/pages.js": "text/javascript"}
_VOID: Final = ("meta", "link", "input", "br")
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Html(str):
    """Text that is HTML already; any other text is escaped where it is put in."""

    __slots__ = ()


def tag(name: str, /, *children: str | None, **attributes: str | bool | None) -> Html:
    """Return an element. `class_` is written `class`, `data_live` as `data-live`; True is a bare attribute, None absent."""
    written = "".join(map(_attribute, attributes, attributes.values()))
    if name in _VOID:
        return Html(f"<{name}{written}>")
    inner = "".join(child if isinstance(child, Html) else escape(child) for child in children if child is not None)
    return Html(f"<{name}{written}>{inner}</{name}>")


def joined(*children: str) -> Html:
    """Return elements one after the other."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children))


def page(title: str, *body: str, heading: str, kind: str) -> web.Response:
    """Return a whole page."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("link", rel="stylesheet", href="/pages.css"),
        tag("link", rel="icon", href="data:,"),
        tag("script", src="/pages.js", type="module"),
    )
    top = tag("header", tag("p", tag("span", "Juttu", class_="mark"), " on this machine"), tag("h1", heading))
    document = tag("html", head, tag("body", top, tag("main", *body, class_=kind)), lang="en")
    return web.Response(
        text=f"<!doctype html>\n{document}\n",
        content_type="text/html",
        charset="utf-8",
        headers={"Content-Security-Policy": _POLICY},
    )


def add_files(app: web.Application) -> None:
    """Let an application serve the style sheet and the script."""
    for path, kind in _FILES.items():
        app.router.add_get(path, serving((_FOLDER / path[1:]).read_text(encoding="utf-8"), kind))


def serving(text: str, kind: str) -> Handler:
    """Return what answers every request with this text."""

    async def serve(_request: web.Request) -> web.StreamResponse:
        return web.Response(text=text, content_type=kind, charset="utf-8")

    return serve


def moment(seconds: float, zone: str = "Europe/Helsinki") -> Html:
    """Return a time as people here write it, with the exact one for machines."""
    here = datetime.fromtimestamp(seconds, ZoneInfo(zone))
    shown = f"{here.day}.{here.month}.{here.year} klo {here:%H.%M.%S}"
    return tag("time", shown, datetime=here.isoformat(timespec="milliseconds"))


def _attribute(key: str, value: str | bool | None) -> str:  # noqa: FBT001 - True is an attribute without a value
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(value)}"'
