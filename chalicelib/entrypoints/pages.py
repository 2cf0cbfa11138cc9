"""Doors of what a browser loads: the loader, the widget's and the console's documents, and their files.

The files are what `web/` builds to, under `chalicelib/static/`.
"""

import functools
import html
import re
from pathlib import Path

from chalice.app import Request, Response

from chalicelib.chat.errors import NotFound
from chalicelib.chat.services import Services
from chalicelib.entrypoints import http

STATIC = Path(__file__).parents[1] / "static"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
}
_HASHED = re.compile(r"[A-Za-z0-9_-]+(?:[.-][A-Za-z0-9_-]+)*\.(?:js|css|svg)")
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_FOR_FIVE_MINUTES = "public, max-age=300"


def loader(_: Request, __: Services) -> Response:
    """`GET /juttu.js`: what a site's one script tag loads; the same address serves the newest."""
    return _file(STATIC / "juttu.js", http.headers(shared=True, cache=_FOR_FIVE_MINUTES))


def asset(request: Request, _: Services) -> Response:
    """`GET /static/{name}`: a file with its content's hash in its name, so that it is kept for a year."""
    name = str((request.uri_params or {})["name"])
    if not _HASHED.fullmatch(name):
        raise NotFound
    return _file(STATIC / "static" / name, http.headers(shared=True, cache=_FOR_A_YEAR))


def widget(request: Request, services: Services) -> Response:
    """`GET /widget/{site}`: the conversation's document, which only the site's own pages may frame."""
    site = services.sites.get(str((request.uri_params or {})["site"]))
    if site is None:
        raise NotFound
    values = {
        "site": site.key,
        "company": site.company,
        "language": site.language,
        "privacy_notice": site.privacy_notice,
    }
    document = _read(STATIC / "widget.html")
    for name, value in values.items():
        document = document.replace(f"{{{{{name}}}}}", html.escape(value, quote=True))
    headers = http.headers(site.origins, page=True, connect=_socket_origin(services))
    return Response(document, headers={**headers, "Content-Type": _TYPES[".html"]})


def console(_: Request, services: Services) -> Response:
    """`GET /console`: the staff's document, which nobody may frame."""
    return _file(STATIC / "console.html", http.headers(page=True, connect=_socket_origin(services)))


def front(_: Request, __: Services) -> Response:
    """`GET /`: a line for whoever comes by."""
    return Response("Juttu\n", headers={**http.headers(), "Content-Type": "text/plain; charset=utf-8"})


def _socket_origin(services: Services) -> tuple[str, ...]:
    found = re.match(r"wss?://[^/]+", services.settings.socket_url)
    return (found.group(),) if found else ()


def _file(path: Path, headers: dict[str, str]) -> Response:
    return Response(_read(path), headers={**headers, "Content-Type": _TYPES[path.suffix]})


@functools.cache
def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise NotFound from error
