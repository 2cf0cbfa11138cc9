"""The doors of the history."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from chalice.app import Request
from msgspec import Meta

from chalicelib.chat.access import Right, Standing
from chalicelib.chat.errors import Malformed
from chalicelib.chat.services import Services
from chalicelib.chat.wire import ConversationId, SiteKey, TopicKey
from chalicelib.entrypoints import http, limits
from chalicelib.entrypoints.lazy import Lazy
from chalicelib.entrypoints.limits import Row
from chalicelib.entrypoints.routes import Route

if TYPE_CHECKING:
    from chalicelib.rooms.history import actions, rules, wire
else:
    actions = Lazy("chalicelib.rooms.history.actions")
    rules = Lazy("chalicelib.rooms.history.rules")
    wire = Lazy("chalicelib.rooms.history.wire")

_Day = Annotated[str, Meta(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$(?!\n)")]


def history(request: Request, services: Services) -> wire.PastConversations:
    """`GET /v1/history?before=T&by=page`: what one had when it was closed. `by=page`: the page asks by itself, which keeps no session alive.

    Narrowed by `site`, `topic`, `ended` (a side, or the reason where there was one), `rating` (`none` or 1 to 5), and the days
    `from` and `until` on which it was closed.
    """
    if http.query(request, "by") == "page":
        staff = http.staff(request, services, command=False, seen=False)
    else:
        staff = http.staff(request, services, command=False)
    return actions.history(services, staff, before=http.before(request), narrow=_narrowing(request))


def find(request: Request, services: Services) -> wire.FoundConversation:
    """`GET /v1/history/{conversation}`: a conversation by its reference, without a word of it."""
    staff = http.staff(request, services, command=False)
    return actions.find(services, staff, _conversation(request))


def readable(request: Request, services: Services) -> wire.Readable:
    """`GET /v1/history/{conversation}/readable`: whether it may still be read, for a page that shows it and hears nothing of it."""
    staff = http.staff(request, services, command=False, seen=False)
    return wire.Readable(readable=actions.readable(services, staff, _conversation(request)))


def purpose(request: Request, services: Services) -> wire.LetInUntil:
    """`POST /v1/conversations/{conversation}/purpose`: read one's own for an hour more."""
    staff = http.staff(request, services, command=True)
    return actions.give_purpose(services, staff, _conversation(request), http.body(request, wire.Later).purpose)


def glass(request: Request, services: Services) -> wire.LetInUntil:
    """`POST /v1/conversations/{conversation}/glass`: read for an hour what somebody else has or had."""
    staff = http.staff(request, services, command=True)
    return actions.break_glass(services, staff, _conversation(request), http.body(request, wire.Glass))


def _conversation(request: Request) -> str:
    return http.in_path(request, "conversation", ConversationId)


def _narrowing(request: Request) -> rules.Narrowing:
    """Return which conversations are asked for. Raises Malformed with the name of what is of no form."""
    return rules.Narrowing(
        site=_asked(request, "site", SiteKey),
        topic=_asked(request, "topic", TopicKey),
        ended=_one_of(request, "ended", rules.ENDS),
        rating=_one_of(request, "rating", rules.RATINGS),
        since=_day(request, "from"),
        until=_day(request, "until"),
    )


def _asked(request: Request, name: str, form: Any) -> str | None:
    """Return a parameter of the address, None when it is not there. Raises Malformed when it has another form."""
    written = http.query(request, name)
    try:
        return None if written is None else str(msgspec.convert(written, form))
    except msgspec.ValidationError as error:
        raise Malformed(where=name) from error


def _one_of(request: Request, name: str, words: frozenset[str]) -> str | None:
    written = http.query(request, name)
    if written is not None and written not in words:
        raise Malformed(where=name)
    return written


def _day(request: Request, name: str) -> date | None:
    written = _asked(request, name, _Day)
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError as error:
        raise Malformed(where=name) from error


# ------------------------------------------------------------------------------------------------- routes

_HISTORY = Row(
    limit="{history_pages_a_minute} a minute of one person; each looks at {history_looked_at} of their own at most, and not at one of anybody else's",
    pays=limits.FOR_STAFF,
    kept="process",
    burnt=limits.SELF,
)
_FOUND = limits.of_session("{found_an_hour} an hour of one person")
_PURPOSE = limits.of_session("{purposes_an_hour} an hour of one person")
_GLASS = limits.of_session("{glass_an_hour} an hour of one person")

ROUTES: Final = (
    Route("GET", "/v1/history", history, Standing.HISTORY, _HISTORY),
    Route("GET", "/v1/history/{conversation}", find, Standing.HISTORY, _FOUND),
    Route("GET", "/v1/history/{conversation}/readable", readable, Standing.HISTORY, limits.STAFF),
    Route("POST", "/v1/conversations/{conversation}/purpose", purpose, Right.LATER, _PURPOSE),
    Route("POST", "/v1/conversations/{conversation}/glass", glass, Right.GLASS, _GLASS),
)
