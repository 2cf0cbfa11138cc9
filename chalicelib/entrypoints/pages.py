"""Doors of what a browser loads: the loader, the widget's and the console's documents, and their files.

The files are what `web/` builds to, under `chalicelib/static/`.
"""

import contextlib
import functools
import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

import msgspec
from chalice.app import Request, Response
from msgspec import Meta

from chalicelib.chat import hours_told, retention
from chalicelib.chat.errors import NotFound, Unavailable
from chalicelib.chat.hours_told import Sentence, told
from chalicelib.chat.services import Services
from chalicelib.chat.site import (
    CLOSED_SECONDS,
    LAUNCHER_SECONDS,
    ContactKind,
    ServedSite,
    Site,
    Today,
    contact_address,
    contact_name,
    logo_digest,
    notice_of,
)
from chalicelib.chat.wire import Language, SiteKey
from chalicelib.chat.words import NOTICE_IN, SITE_IN
from chalicelib.entrypoints import http, limits
from chalicelib.entrypoints.limits import Row
from chalicelib.entrypoints.routes import Open, Route

STATIC = Path(__file__).parents[1] / "static"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".json": http.JSON,
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
}
AssetName = Annotated[
    str, Meta(max_length=128, pattern=r"^[A-Za-z0-9_-]+(?:[.-][A-Za-z0-9_-]+)*\.(?:js|css|svg)$(?!\n)")
]
LauncherName = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,31}\.(?:js|json)$(?!\n)")]
"""A site's key, and whether it is wanted as a module or as data."""
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_FOR_FIVE_MINUTES = f"public, max-age={LAUNCHER_SECONDS}"
LOGO_WITHIN: Final = 4096
"""A logo whose `data:` address has at most so many characters travels in the document, although that is fetched on each page
on which a chat goes on: a request of its own costs what these characters cost in more than ten documents."""
_HOLE: Final = r"\{\{(\w+)\}\}"
_AS_THEY_ARE: Final = "/:;,=()"
"""What such an address may hold besides letters and digits, and pictures hold often."""


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
    """`GET /static/{name}`: a file with its content's hash in its name, so that it is kept for a year.

    A page that was opened before an upgrade asks for files of the release before: packaging puts them beside ours.
    """
    name = http.in_path(request, "name", AssetName)
    folder = "static" if (STATIC / "static" / name).exists() else "previous"
    return _file(STATIC / folder / name, http.headers(shared=True, cache=_FOR_A_YEAR))


def logo(request: Request, services: Services) -> Response:
    """`GET /logo/{site}`: the company's picture, as an SVG of which nothing runs. With `?v=` and its digest it is kept for a year."""
    svg = services.sites.logo(http.in_path(request, "site", SiteKey))
    if svg is None:
        raise NotFound
    # A table that is read from another copy may still have the one before.
    lasts = _FOR_A_YEAR if http.query(request, "v") == logo_digest(svg) else _FOR_FIVE_MINUTES
    return Response(svg, headers={**http.headers(picture=True, cache=lasts), "Content-Type": _TYPES[".svg"]})


def widget(request: Request, services: Services) -> Response:
    """`GET /widget/{site}`: the conversation's document, which only the site's own pages may frame.

    `?language=` says in which language it begins, otherwise it is the site's.
    """
    site = _site_of(request, services)
    headers = http.headers(site.origins, page=True, connect=_socket_origin(services))
    return _document("widget", site, http.asked_language(request, site.language), services, headers)


def chat(request: Request, services: Services) -> Response:
    """`GET /chat/{site}`: the same as a page of its own, for links in mails and where scripts are blocked.

    `?language=` says in which language it begins, otherwise the browser does, and then the site.
    """
    site = _site_of(request, services)
    headers = {**http.headers(page=True, connect=_socket_origin(services)), "Vary": "Accept-Language"}
    return _document("chat", site, http.language(request, site.language), services, headers)


def preview(request: Request, _: Services) -> Response:
    """`GET /preview/{language}`: the conversation's document without a site, which only the console may frame.

    The console tells it what would stand in it (`data_of`); nobody can write in it.
    """
    language = http.in_path(request, "language", Language)
    return _file(STATIC / f"preview.{language}.html", http.headers(("'self'",), page=True))


def console(_: Request, services: Services) -> Response:
    """`GET /console`: the staff's document, which nobody may frame."""
    headers = http.headers(page=True, connect=_socket_origin(services), frames=True, installs=True)
    return _file(STATIC / "console.html", headers)


def manifest(_: Request, __: Services) -> Response:
    """`GET /console.webmanifest`: by which the console is installed as an app."""
    return _file(STATIC / "console.webmanifest", http.headers(cache=_FOR_FIVE_MINUTES))


def worker(_: Request, __: Services) -> Response:
    """`GET /worker.js`: what a browser runs of the console while no page of it is open; it may connect to nothing but us.

    Kept nowhere, so that a release is there when the browser next looks.
    """
    headers = http.headers()
    policy = headers["Content-Security-Policy"].replace("default-src 'none'", "default-src 'none'; connect-src 'self'")
    return _file(STATIC / "worker.js", {**headers, "Content-Security-Policy": policy})


def front(_: Request, __: Services) -> Response:
    """`GET /`: a line for whoever comes by."""
    return Response("Juttu\n", headers={**http.headers(), "Content-Type": "text/plain; charset=utf-8"})


class OwnContact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Another way to reach the company, as its chat shows it."""

    kind: ContactKind
    value: str
    words: Mapping[Language, str] = {}


class OwnTopic(msgspec.Struct, frozen=True, kw_only=True):
    """What a visitor may say beforehand that they write about."""

    key: str
    words: Mapping[Language, str]


class Own(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a site has of its own, for its chat; in every language, because the chat changes its own without a reload."""

    colour: str
    hours: hours_told.Told | None
    greeting: Mapping[Language, str] = {}
    """A language that is not here has our words."""
    privacy: Mapping[Language, str] = {}
    """Addresses of the company's own notice; a language that is not here has ours."""
    contacts: tuple[OwnContact, ...] = ()
    topics: tuple[OwnTopic, ...] = ()
    today: Today | None = None
    closed: Today | None = None
    """What is said instead of an invitation, while no conversation can begin; for the hour that a page may stay open."""
    there: bool
    """Whether somebody is there now whom the queue rings."""
    usually: int | None = None
    """Within how many minutes visitors are usually answered."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the chat tells before the first message, in the words of its language."""

    version: str
    """Of the notice."""
    controller: str
    months: int
    days: int
    """So much longer the back-up has it."""


class Shown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a launcher shows of its site."""

    colour: str
    sentences: tuple[Sentence, ...]
    """What is true of its opening hours, until when; none where it is always open. First that no conversation can begin, while that
    is so."""
    failed: dict[Language, str]
    """The words of the link to the chat's own page, where it cannot be opened."""
    launch: Mapping[Language, str] = {}
    """The company's own word on it; a language that is not here has ours."""
    today: Today | None = None
    usually: int | None = None
    """Within how many minutes visitors are usually answered."""


def _shown(site: ServedSite, services: Services) -> str:
    """Return what a launcher shows of its site, as JSON."""
    now = services.now()
    shown = Shown(
        colour=site.colour,
        sentences=tuple(_sentences(site, _closed(services, now), now)),
        failed={language: words.cannot_open for language, words in SITE_IN.items()},
        launch=site.launcher,
        today=notice_of(site, ZoneInfo(services.settings.zone), now),
        usually=site.usually,
    )
    return msgspec.json.encode(shown).decode()


def _sentences(site: ServedSite, closed: Today | None, now: float) -> Iterator[Sentence]:
    """Yield what a launcher says from now on: while no conversation can begin what it says out of hours, and then the hours."""
    if closed is not None:
        yield Sentence(
            until=closed.until, open=False, words={language: words.closed for language, words in SITE_IN.items()}
        )
    hours = () if site.hours is None else told(site.hours, now).sentences
    yield from (each for each in hours if closed is None or each.until > closed.until)


def _own(site: ServedSite, services: Services) -> Own:
    now = services.now()
    return Own(
        colour=site.colour,
        hours=None if site.hours is None else told(site.hours, now),
        greeting=site.greeting,
        privacy=site.privacy_notice,
        contacts=tuple(
            OwnContact(kind=each.kind, value=each.value, words=site.words_of(each.words)) for each in site.contacts
        ),
        topics=tuple(OwnTopic(key=each.key, words=site.words_of(each.words)) for each in site.topics),
        today=notice_of(site, ZoneInfo(services.settings.zone), now),
        closed=_closed(services, now),
        there=services.agents.staffed(),
        usually=site.usually,
    )


def _closed(services: Services, now: float) -> Today | None:
    words = services.stage.lately().closed
    return Today(until=int(now) + CLOSED_SECONDS, words=dict(words)) if words else None


def _site_of(request: Request, services: Services) -> ServedSite:
    return _site(http.in_path(request, "site", SiteKey), services)


def _site(key: str, services: Services) -> ServedSite:
    site = services.sites.get(key)
    if site is None:
        raise NotFound
    return site


def data_of(site: ServedSite, services: Services) -> dict[str, str]:
    """Return what the chat's document says of its site and of now, by the names of its `data-` attributes."""
    notice = Told(
        version=services.notices.current().notice.version,
        controller=services.settings.controller,
        months=retention.MONTHS,
        days=retention.BACK_UP_DAYS,
    )
    return {
        "notice": msgspec.json.encode(notice).decode(),
        "site": site.key,
        "company": site.company,
        "theme": site.theme,
        "logo": _logo(site, services),
        "own": msgspec.json.encode(_own(site, services)).decode(),
        "now": str(services.milliseconds()),
    }


def _document(name: str, site: ServedSite, language: Language, services: Services, headers: dict[str, str]) -> Response:
    """Return one of the widget's documents with what it has to know of its site written into it."""
    values = {
        **data_of(site, services),
        "language": language,
        "no_script": SITE_IN[language].no_script,
        "notice_address": site.privacy_notice.get(language, f"../notice/{site.key}?language={language}"),
        "notice_title": NOTICE_IN[language].title,
    }
    filled = {placeholder: html.escape(value, quote=True) for placeholder, value in values.items()}
    # The only markup.
    filled["contacts"] = "<br>".join((*_hours(site, language, services), *_contacts(site, language)))
    # In one pass: what a company has written is filled in and not looked at again.
    document = re.sub(_HOLE, lambda hole: filled.get(hole[1], hole[0]), _read(STATIC / f"{name}.{language}.html"))
    return Response(document, headers={**headers, "Content-Type": _TYPES[".html"]})


def _logo(site: ServedSite, services: Services) -> str:
    """Return the address of a site's logo, nothing without one. Of a small one that is the picture itself."""
    if not site.logo:
        return ""
    drawn = None
    with contextlib.suppress(Unavailable):  # whoever opens the chat can do without
        drawn = services.sites.logo_of(site)
    within = f"data:image/svg+xml,{quote(drawn, safe=_AS_THEY_ARE)}" if drawn else ""
    return within if 0 < len(within) <= LOGO_WITHIN else f"../logo/{site.key}?v={site.logo}"


def _hours(site: ServedSite, language: Language, services: Services) -> Iterator[str]:
    """Yield a site's usual week and whose time that is, for whoever has no scripts; nothing where it is always open."""
    if site.hours is not None:
        said = told(site.hours, services.now())
        yield html.escape(", ".join(each for each in (said.week[language], said.zone_words[language]) if each))


def _contacts(site: Site, language: Language) -> Iterator[str]:
    """Yield each of its contacts as HTML, for whoever has no scripts."""
    for contact in site.contacts:
        name = html.escape(contact_name(site, contact, language))
        value = html.escape(contact.value)
        address = contact_address(contact)
        linked = value if address is None else f'<a href="{html.escape(address, quote=True)}">{value}</a>'
        yield f"{name}: {linked}" if name else linked


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


# ------------------------------------------------------------------------------------------------- routes

_LOADER = Row(
    limit="none: a file of the release; where its address names a site, the reads of its launcher; the same for everybody",
    pays=limits.FOR_ANYBODY,
)
_LOGO = Row(
    limit="none: a read of the site, and the picture's once a process; the answer is the same for everybody, and a browser keeps it for a year",
    pays=limits.FOR_ANYBODY,
)

ROUTES: Final = (
    Route("GET", "/", front, Open.ANYBODY, limits.PAGE),
    Route("GET", "/juttu.js", loader, Open.ANYBODY, _LOADER),
    Route("GET", "/panel.js", panel, Open.ANYBODY, limits.PAGE),
    Route("GET", "/launcher/{name}", launcher, Open.ANYBODY, limits.SITE),
    Route("GET", "/static/{name}", asset, Open.ANYBODY, limits.PAGE),
    Route("GET", "/logo/{site}", logo, Open.ANYBODY, _LOGO),
    Route("GET", "/widget/{site}", widget, Open.ANYBODY, limits.DOCUMENT),
    Route("GET", "/chat/{site}", chat, Open.ANYBODY, limits.DOCUMENT),
    Route("GET", "/preview/{language}", preview, Open.ANYBODY, limits.PAGE),
    Route("GET", "/console", console, Open.ANYBODY, limits.PAGE),
    Route("GET", "/console.webmanifest", manifest, Open.ANYBODY, limits.PAGE),
    Route("GET", "/worker.js", worker, Open.ANYBODY, limits.PAGE),
)
