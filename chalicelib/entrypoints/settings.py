"""Doors of the settings room, open to administrators who have accepted the commitment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from chalice.app import Request
from msgspec import Meta

from chalicelib.chat.access import Standing
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.services import Services
from chalicelib.chat.wire import SiteKey
from chalicelib.entrypoints import http, limits, pages
from chalicelib.entrypoints.lazy import Lazy
from chalicelib.entrypoints.limits import Row
from chalicelib.entrypoints.routes import Route

if TYPE_CHECKING:
    from chalicelib.rooms.settings import actions, stage, wire
else:
    actions = Lazy("chalicelib.rooms.settings.actions")
    stage = Lazy("chalicelib.rooms.settings.stage")
    wire = Lazy("chalicelib.rooms.settings.wire")

Moment = Annotated[str, Meta(pattern=r"^[0-9]{1,13}$(?!\n)")]
_LARGE: Final = msgspec.structs.replace(LIMITS, frame_bytes=LIMITS.settings_bytes)


def sites(request: Request, services: Services) -> wire.Sites:
    """`GET /v1/settings/sites`: every site of the stage, with whether it is open now in words."""
    return actions.sites(services, http.staff(request, services, command=False))


def site(request: Request, services: Services) -> wire.SitePage:
    """`GET /v1/settings/sites/{site}`: one of them with all that it has, what its hours say, and its script tag."""
    staff = http.staff(request, services, command=False)
    return actions.page(services, staff, _key(request), http.own_base(request))


def check(request: Request, services: Services) -> wire.SiteCheck:
    """`POST /v1/settings/sites/{site}/check`: what saving would change; nothing is saved."""
    staff = http.staff(request, services, command=True)
    return actions.check(services, staff, _key(request), http.body(request, wire.CheckSite, limits=_LARGE))


def preview(request: Request, services: Services) -> wire.SitePreview:
    """`POST /v1/settings/sites/{site}/preview`: what the chat would be; nothing is saved."""
    staff, key = http.staff(request, services, command=True), _key(request)
    site = actions.drafted(services, staff, key, http.body(request, wire.CheckSite, limits=_LARGE))
    data = pages.data_of(site, services)
    return wire.SitePreview(**{name: data[name] for name in wire.SitePreview.__struct_fields__})


def save(request: Request, services: Services) -> wire.SitePage:
    """`POST /v1/settings/sites/{site}`: all settings at once, if they are still those that were read."""
    staff, key = http.staff(request, services, command=True), _key(request)
    asked = http.body(request, wire.SaveSite, limits=_LARGE)
    return actions.save(services, staff, key, asked, http.own_base(request))


def create(request: Request, services: Services) -> wire.SitePage:
    """`POST /v1/settings/sites`: another site."""
    staff = http.staff(request, services, command=True)
    return actions.create(services, staff, http.body(request, wire.CreateSite, limits=_LARGE), http.own_base(request))


def put_logo(request: Request, services: Services) -> wire.SitePage:
    """`POST /v1/settings/sites/{site}/logo`: another picture, or none."""
    staff, key = http.staff(request, services, command=True), _key(request)
    asked = http.body(request, wire.PutLogo, limits=_LARGE)
    return actions.put_logo(services, staff, key, asked, http.own_base(request))


def versions(request: Request, services: Services) -> wire.SiteVersions:
    """`GET /v1/settings/sites/{site}/versions`: what it was, since when and by whom."""
    return actions.versions(services, http.staff(request, services, command=False), _key(request))


def earlier(request: Request, services: Services) -> wire.EarlierSite:
    """`GET /v1/settings/sites/{site}/versions/{at}`: what it was since a moment, to be saved anew."""
    staff = http.staff(request, services, command=False)
    return actions.earlier(services, staff, _key(request), int(http.in_path(request, "at", Moment)))


def whole(request: Request, services: Services) -> wire.StagePage:
    """`GET /v1/settings/stage`: what holds for the whole service, and the address that the asker comes from."""
    return stage.page(services, http.staff(request, services, command=False), http.source_of(request.context))


def check_whole(request: Request, services: Services) -> wire.StageCheck:
    """`POST /v1/settings/stage/check`: what saving would change, in the privacy notice too; nothing is saved."""
    staff = http.staff(request, services, command=True)
    return stage.check(
        services, staff, http.body(request, wire.CheckStage, limits=_LARGE), http.source_of(request.context)
    )


def save_whole(request: Request, services: Services) -> wire.StagePage:
    """`POST /v1/settings/stage`: all of it at once, if it is still what was read."""
    staff = http.staff(request, services, command=True)
    return stage.save(
        services, staff, http.body(request, wire.SaveStage, limits=_LARGE), http.source_of(request.context)
    )


def versions_of_whole(request: Request, services: Services) -> wire.StageVersions:
    """`GET /v1/settings/stage/versions`: what it was, since when and by whom."""
    return stage.versions(services, http.staff(request, services, command=False))


def earlier_whole(request: Request, services: Services) -> wire.EarlierStage:
    """`GET /v1/settings/stage/versions/{at}`: what it was since a moment, to be saved anew."""
    staff = http.staff(request, services, command=False)
    return stage.earlier(services, staff, int(http.in_path(request, "at", Moment)))


def _key(request: Request) -> str:
    return http.in_path(request, "site", SiteKey)


# ------------------------------------------------------------------------------------------------- routes

_LIST = Row(
    limit=f"{limits.SESSION}; each reads every site, of which there are {{sites_a_stage}} at most, in two calls",
    pays=limits.FOR_STAFF,
    kept="process",
    burnt=limits.SELF,
)
_READ_AT = limits.of_session(f"the version that it was read at; {limits.SESSION}")
_NEW = limits.of_session(f"{{sites_a_stage}} sites in the whole stage; {limits.SESSION}")

ROUTES: Final = (
    Route("GET", "/v1/settings/sites", sites, Standing.SETTINGS, _LIST),
    Route("POST", "/v1/settings/sites", create, Standing.SETTINGS, _NEW),
    Route("GET", "/v1/settings/sites/{site}", site, Standing.SETTINGS, limits.STAFF),
    Route("POST", "/v1/settings/sites/{site}", save, Standing.SETTINGS, _READ_AT),
    Route("POST", "/v1/settings/sites/{site}/check", check, Standing.SETTINGS, limits.STAFF),
    Route("POST", "/v1/settings/sites/{site}/preview", preview, Standing.SETTINGS, limits.STAFF),
    Route("POST", "/v1/settings/sites/{site}/logo", put_logo, Standing.SETTINGS, _READ_AT),
    Route("GET", "/v1/settings/sites/{site}/versions", versions, Standing.SETTINGS, limits.STAFF),
    Route("GET", "/v1/settings/sites/{site}/versions/{at}", earlier, Standing.SETTINGS, limits.STAFF),
    Route("GET", "/v1/settings/stage", whole, Standing.SETTINGS, limits.STAFF),
    Route("POST", "/v1/settings/stage", save_whole, Standing.SETTINGS, _READ_AT),
    Route("POST", "/v1/settings/stage/check", check_whole, Standing.SETTINGS, limits.STAFF),
    Route("GET", "/v1/settings/stage/versions", versions_of_whole, Standing.SETTINGS, limits.STAFF),
    Route("GET", "/v1/settings/stage/versions/{at}", earlier_whole, Standing.SETTINGS, limits.STAFF),
)
