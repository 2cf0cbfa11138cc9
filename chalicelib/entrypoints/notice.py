"""Doors of the privacy notice, which is the same on every site of the stage: its page, and the room in which it is changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec
from chalice.app import Request, Response

from chalicelib.chat.access import Standing
from chalicelib.chat.errors import NotFound
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.notice import page
from chalicelib.chat.services import Services
from chalicelib.chat.wire import NoticeVersion, SiteKey
from chalicelib.entrypoints import http, limits
from chalicelib.entrypoints.lazy import Lazy
from chalicelib.entrypoints.limits import Row
from chalicelib.entrypoints.routes import Open, Route

if TYPE_CHECKING:
    from chalicelib.rooms.notice import actions, wire
else:
    actions = Lazy("chalicelib.rooms.notice.actions")
    wire = Lazy("chalicelib.rooms.notice.wire")

_VERSION: Final = r"[0-9a-f]{1,64}"
_LARGE: Final = msgspec.structs.replace(LIMITS, frame_bytes=LIMITS.notice_bytes)


def notice(request: Request, services: Services) -> Response:
    """`GET /notice/{site}`: the privacy notice as a page that needs no script.

    `?language=` says in which language, otherwise the browser does, and then the site; `?version=` which one of those
    that were shown.
    """
    site = services.sites.get(http.in_path(request, "site", SiteKey))
    if site is None:
        raise NotFound
    published = services.notices.current()
    shown, wanted = published.notice, http.query(request, "version")
    if wanted is not None and wanted != shown.version:
        kept = services.notices.version(wanted) if re.fullmatch(_VERSION, wanted) else None
        if kept is None:
            raise NotFound
        shown = kept
    language = http.language(request, site.language)
    headers = http.headers(cache=f"public, max-age={page.KEPT_SECONDS}", style=page.STYLE_SOURCE)
    document = page.page(shown, language, published.versions, services.settings.zone)
    return Response(
        document, headers={**headers, "Content-Type": "text/html; charset=utf-8", "Vary": "Accept-Language"}
    )


def room(request: Request, services: Services) -> wire.NoticePage:
    """`GET /v1/notice`: the notice as visitors see it, its versions, and the rows that it is made of."""
    return actions.page(services, http.staff(request, services, command=False), http.own_base(request))


def version(request: Request, services: Services) -> wire.NoticeText:
    """`GET /v1/notice/versions/{version}`: what a version that was shown has said."""
    staff = http.staff(request, services, command=False)
    return actions.version(services, staff, http.in_path(request, "version", NoticeVersion))


def check(request: Request, services: Services) -> wire.NoticeCheck:
    """`POST /v1/notice/check`: which sentences saving would change; nothing is saved."""
    staff = http.staff(request, services, command=True)
    return actions.check(services, staff, http.body(request, wire.CheckNotice, limits=_LARGE))


def save(request: Request, services: Services) -> wire.NoticePage:
    """`POST /v1/notice`: all rows at once, if they are still those that were read."""
    staff = http.staff(request, services, command=True)
    asked = http.body(request, wire.SaveNotice, limits=_LARGE)
    return actions.save(services, staff, asked, http.own_base(request))


# ------------------------------------------------------------------------------------------------- routes

_NOTICE = Row(
    limit="none: one read of a small item, of an older version one more, and one in five minutes of each process; "
    "the answer is the same for everybody",
    pays=limits.FOR_ANYBODY,
)

_PAGE = Row(
    limit=f"{limits.SESSION}; each reads every site, of which there are {{sites_a_stage}} at most, in two calls",
    pays=limits.FOR_STAFF,
    kept="process",
    burnt=limits.SELF,
)
_SAVE = limits.of_session(f"the version of the rows that they were read at; {limits.SESSION}")

ROUTES: Final = (
    Route("GET", "/notice/{site}", notice, Open.ANYBODY, _NOTICE),
    Route("GET", "/v1/notice", room, Standing.NOTICE, _PAGE),
    Route("POST", "/v1/notice", save, Standing.NOTICE_CHANGE, _SAVE),
    Route("POST", "/v1/notice/check", check, Standing.NOTICE_CHANGE, limits.STAFF),
    Route("GET", "/v1/notice/versions/{version}", version, Standing.NOTICE, limits.STAFF),
)
