"""The doors of the access log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from chalice.app import Request
from msgspec import Meta

from chalicelib.chat.access import Right, Standing
from chalicelib.chat.access_events import Action, Outcome, Purpose
from chalicelib.chat.errors import Malformed
from chalicelib.chat.ports import About, AboutPerson
from chalicelib.chat.services import Services
from chalicelib.chat.wire import ConversationId, Reference
from chalicelib.entrypoints import http, limits
from chalicelib.entrypoints.lazy import Lazy
from chalicelib.entrypoints.limits import Row
from chalicelib.entrypoints.routes import Route

if TYPE_CHECKING:
    from chalicelib.rooms.access_log import actions, rules, wire
else:
    actions = Lazy("chalicelib.rooms.access_log.actions")
    rules = Lazy("chalicelib.rooms.access_log.rules")
    wire = Lazy("chalicelib.rooms.access_log.wire")

_Actor = Annotated[str, Meta(pattern=r"^([0-9a-f]{64}|visitor|system)$(?!\n)")]
_Day = Annotated[str, Meta(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$(?!\n)")]
_Days = Annotated[int, Meta(ge=1, le=7)]


def accesses(request: Request, services: Services) -> wire.Accesses:
    """`GET /v1/conversations/{conversation}/accesses?before=T&of=log`: who has opened it, or has read that.

    As all of the access log narrowed by `actor`, `action`, `purpose`, `outcome`, and the days `from` and `until`.
    """
    return actions.accesses(
        services,
        http.staff(request, services, command=False),
        _conversation(request),
        before=http.before(request),
        about=_asked(request, "of", About) or "conversation",
        narrow=_filter(request),
    )


def file_of_conversation(request: Request, services: Services) -> wire.AccessFile:
    """`GET /v1/access-log/conversations/{conversation}/csv?before=T`: the same as a page of a file for a spreadsheet."""
    staff = http.staff(request, services, command=False)
    before, narrow = http.before(request), _filter(request)
    return actions.file_of_conversation(services, staff, _conversation(request), before=before, narrow=narrow)


def own_deeds(request: Request, services: Services) -> wire.Deeds:
    """`GET /v1/access-log/own?before=T&of=log`: what one has done oneself, or who has read that."""
    staff = http.staff(request, services, command=False)
    before = http.before(request)
    about: AboutPerson = _asked(request, "of", AboutPerson) or "person"
    return actions.own_deeds(services, staff, before=before, about=about, narrow=_filter(request))


def named_people(request: Request, services: Services) -> wire.NamedPeople:
    """`GET /v1/access-log/people`: whose records can be asked for."""
    return actions.named_people(services, http.staff(request, services, command=False))


def deeds(request: Request, services: Services) -> wire.Deeds:
    """`GET /v1/access-log/people/{person}?before=T&of=log`: what somebody has done, or who has read that."""
    staff = http.staff(request, services, command=False)
    before = http.before(request)
    about: AboutPerson = _asked(request, "of", AboutPerson) or "person"
    return actions.deeds(services, staff, _person(request), before=before, about=about, narrow=_filter(request))


def file_of_person(request: Request, services: Services) -> wire.AccessFile:
    """`GET /v1/access-log/people/{person}/csv?before=T`: the same as a page of a file for a spreadsheet."""
    staff = http.staff(request, services, command=False)
    before, narrow = http.before(request), _filter(request)
    return actions.file_of_person(services, staff, _person(request), before=before, narrow=narrow)


def unusual(request: Request, services: Services) -> wire.Unusual:
    """`GET /v1/access-log/unusual?until=DAY&days=7&after=REFERENCE`: what is worth a look in the days up to one."""
    staff = http.staff(request, services, command=False)
    last, days = _day(request, "until"), int(_asked(request, "days", _Days) or 1)
    return actions.unusual(services, staff, last=last, days=days, after=_asked(request, "after", Reference))


def glass_today(request: Request, services: Services) -> wire.GlassToday:
    """`GET /v1/access-log/glass`: how often the glass was broken today. The page asks by itself, which keeps no session alive."""
    return actions.glass_today(services, http.staff(request, services, command=False, seen=False))


def _conversation(request: Request) -> str:
    return http.in_path(request, "conversation", ConversationId)


def _person(request: Request) -> str:
    return http.in_path(request, "person", Reference)


def _filter(request: Request) -> rules.Filter:
    """Return which records are asked for. Raises Malformed with the name of what is of no form."""
    return rules.Filter(
        actor=_asked(request, "actor", _Actor),
        action=_asked(request, "action", Action),
        purpose=_asked(request, "purpose", Purpose),
        outcome=_asked(request, "outcome", Outcome),
        since=_day(request, "from"),
        until=_day(request, "until"),
    )


def _asked(request: Request, name: str, form: Any) -> Any:
    """Return a parameter of the address, None when it is not there. Raises Malformed when it has another form."""
    written = http.query(request, name)
    try:
        return None if written is None else msgspec.convert(written, form, strict=False)
    except msgspec.ValidationError as error:
        raise Malformed(where=name) from error


def _day(request: Request, name: str) -> date | None:
    written = _asked(request, name, _Day)
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError as error:
        raise Malformed(where=name) from error


# ------------------------------------------------------------------------------------------------- routes

_READ = limits.of_session("{accesses_an_hour} an hour of one person")
_NAMES = Row(
    limit=f"{limits.SESSION}; each is a call for each sixty accounts and for each role",
    pays=limits.FOR_STAFF,
    kept="process",
    burnt=limits.SELF,
)
_UNUSUAL = limits.of_session(
    "{accesses_an_hour} an hour of one person; each looks at the records of {looked_at_people} people at most, and begins none after {looked_at_seconds} s"
)

ROUTES: Final = (
    Route("GET", "/v1/conversations/{conversation}/accesses", accesses, Right.READ_ACCESSES, _READ),
    Route("GET", "/v1/access-log/own", own_deeds, Standing.ACCESS_LOG, _READ),
    Route("GET", "/v1/access-log/people", named_people, Standing.ACCESS_LOG_OF_ALL, _NAMES),
    Route("GET", "/v1/access-log/people/{person}", deeds, Standing.ACCESS_LOG_OF_ALL, _READ),
    Route("GET", "/v1/access-log/people/{person}/csv", file_of_person, Standing.ACCESS_LOG_OF_ALL, _READ),
    Route(
        "GET",
        "/v1/access-log/conversations/{conversation}/csv",
        file_of_conversation,
        Standing.ACCESS_LOG_OF_ALL,
        _READ,
    ),
    Route("GET", "/v1/access-log/glass", glass_today, Standing.ACCESS_LOG_OF_ALL, limits.STAFF),
    Route("GET", "/v1/access-log/unusual", unusual, Standing.ACCESS_LOG_OF_ALL, _UNUSUAL),
)
