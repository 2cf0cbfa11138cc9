"""The door of the privacy notice, which is the same on every site of the stage."""

import re
from typing import Final

from chalice.app import Request, Response

from chalicelib.chat.errors import NotFound
from chalicelib.chat.notice import page
from chalicelib.chat.services import Services
from chalicelib.chat.wire import SiteKey
from chalicelib.entrypoints import http, limits
from chalicelib.entrypoints.limits import Row
from chalicelib.entrypoints.routes import Open, Route

_VERSION = re.compile(r"[0-9a-f]{1,64}")


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
        kept = services.notices.version(wanted) if _VERSION.fullmatch(wanted) else None
        if kept is None:
            raise NotFound
        shown = kept
    language = http.language(request, site.language)
    headers = http.headers(cache="public, max-age=300", style=page.STYLE_SOURCE)
    document = page.page(shown, language, published.versions, services.settings.zone)
    return Response(
        document, headers={**headers, "Content-Type": "text/html; charset=utf-8", "Vary": "Accept-Language"}
    )


# ------------------------------------------------------------------------------------------------- routes

_NOTICE = Row(
    limit="none: one read of a small item, of an older version one more, and one in five minutes of each process; "
    "the answer is the same for everybody",
    pays=limits.FOR_ANYBODY,
)

ROUTES: Final = (Route("GET", "/notice/{site}", notice, Open.ANYBODY, _NOTICE),)
