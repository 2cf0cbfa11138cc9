"""Doors of what a browser loads: the loader, the widget's and the console's documents, and their files.

The files are what `web/` builds to, under `chalicelib/static/`.
"""

import functools
import html
import re
from pathlib import Path
from typing import Annotated

import msgspec
from chalice.app import Request, Response
from msgspec import Meta

from chalicelib.chat.errors import NotFound, Unavailable
from chalicelib.chat.hours_told import Sentence, Told, told
from chalicelib.chat.ports import Site
from chalicelib.chat.services import Services
from chalicelib.chat.wire import Language, SiteKey
from chalicelib.chat.words import SITE_IN
from chalicelib.entrypoints import http

STATIC = Path(__file__).parents[1] / "static"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".json": http.JSON,
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
}
AssetName = Annotated[
    str, Meta(max_length=128, pattern=r"^[A-Za-z0-9_-]+(?:[.-][A-Za-z0-9_-]+)*\.(?:js|css|svg)$(?!\n)")
]
LauncherName = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,31}\.(?:js|json)$(?!\n)")]
"""A site's key, and whether it is wanted as a module or as data."""
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_FOR_FIVE_MINUTES = "public, max-age=300"


def loader(request: Request, services: Services) -> Response:
    """`GET /juttu.js`: what a site's one script tag loads; the same address serves the newest.

    With `?site=` it brings what `/launcher/{name}` would answer, so that it need not be fetched.
    """
    try:
        key = msgspec.convert(http.query(request, "site"), SiteKey)
        shown = f"{{default:{_shown(_site(key, services), services)}}}"
    except (msgspec.ValidationError, NotFound, Unavailable):  # the launcher asks itself
        shown = "null"
    script = _read(STATIC / "juttu.js").replace("__SHOWN__", shown)
    headers = http.headers(shared=True, cache=_FOR_FIVE_MINUTES)
    return Response(script, headers={**headers, "Content-Type": _TYPES[".js"]})


def panel(_: Request, __: Services) -> Response:
    """`GET /panel.js`: what the loader imports at the first click, to show the chat in its frame."""
    return _file(STATIC / "panel.js", http.headers(shared=True, cache=_FOR_FIVE_MINUTES))


def launcher(request: Request, services: Services) -> Response:
    """`GET /launcher/{name}`: what the launcher shows of a site, `demo.js` as a module or `demo.json` as data: the brand's
    colour, and the opening hours in sentences that are true until a moment. The same for everybody.
    """
    key, _, kind = http.in_path(request, "name", LauncherName).rpartition(".")
    shown = _shown(_site(key, services), services)
    # JSON is JavaScript; the module is for pages whose policy lets scripts in, but no connection.
    text = f"export default {shown}" if kind == "js" else shown
    headers = http.headers(shared=True, cache=_FOR_FIVE_MINUTES)
    return Response(text, headers={**headers, "Content-Type": _TYPES[f".{kind}"]})


def asset(request: Request, _: Services) -> Response:
    """`GET /static/{name}`: a file with its content's hash in its name, so that it is kept for a year."""
    name = http.in_path(request, "name", AssetName)
    return _file(STATIC / "static" / name, http.headers(shared=True, cache=_FOR_A_YEAR))


def widget(request: Request, services: Services) -> Response:
    """`GET /widget/{site}`: the conversation's document, which only the site's own pages may frame.

    `?language=` says in which language it begins, otherwise it is the site's.
    """
    site = _site_of(request, services)
    headers = http.headers(site.origins, page=True, connect=_socket_origin(services))
    return _document("widget", site, _language(http.query(request, "language"), site.language), services, headers)


def chat(request: Request, services: Services) -> Response:
    """`GET /chat/{site}`: the same as a page of its own, for links in mails and where scripts are blocked."""
    site = _site_of(request, services)
    headers = http.headers(page=True, connect=_socket_origin(services))
    return _document("chat", site, _language(site.language), services, headers)


def console(_: Request, services: Services) -> Response:
    """`GET /console`: the staff's document, which nobody may frame."""
    return _file(STATIC / "console.html", http.headers(page=True, connect=_socket_origin(services)))


def front(_: Request, __: Services) -> Response:
    """`GET /`: a line for whoever comes by."""
    return Response("Juttu\n", headers={**http.headers(), "Content-Type": "text/plain; charset=utf-8"})


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """What a site has of its own, for its chat."""

    colour: str
    hours: Told | None


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a launcher shows of its site besides its own word."""

    colour: str
    sentences: tuple[Sentence, ...]
    """What is true of its opening hours, until when; none where it is always open."""
    failed: dict[Language, str]
    """The words of the link to the chat's own page, where it cannot be opened."""


def _shown(site: Site, services: Services) -> str:
    """Return what a launcher shows of its site, as JSON."""
    sentences = () if site.hours is None else told(site.hours, services.now()).sentences
    failed = {language: words.cannot_open for language, words in SITE_IN.items()}
    return msgspec.json.encode(Shown(colour=site.colour, sentences=sentences, failed=failed)).decode()


def _site_of(request: Request, services: Services) -> Site:
    return _site(http.in_path(request, "site", SiteKey), services)


def _site(key: str, services: Services) -> Site:
    site = services.sites.get(key)
    if site is None:
        raise NotFound
    return site


def _language(*wishes: str | None) -> Language:
    """Return the first language of these that we speak, otherwise English."""
    return next((each for wish in wishes for each in SITE_IN if each == wish), "en")


def _document(name: str, site: Site, language: Language, services: Services, headers: dict[str, str]) -> Response:
    """Return one of the widget's documents with what it has to know of its site written into it."""
    own = Own(colour=site.colour, hours=None if site.hours is None else told(site.hours, services.now()))
    values = {
        "site": site.key,
        "company": site.company,
        "language": language,
        "privacy_notice": site.privacy_notice,
        "own": msgspec.json.encode(own).decode() if site.colour or site.hours else "",
        "no_script": SITE_IN[language].no_script,
        "contacts": site.contacts.get(language, ""),
    }
    document = _read(STATIC / f"{name}.{language}.html")
    for placeholder, value in values.items():
        document = document.replace(f"{{{{{placeholder}}}}}", html.escape(value, quote=True))
    return Response(document, headers={**headers, "Content-Type": _TYPES[".html"]})


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
