"""Doors of canned answers: for the desk, which uses them, and for the room in which they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from chalice.app import Request

from chalicelib.chat.access import Standing
from chalicelib.chat.errors import Malformed
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.services import Services
from chalicelib.entrypoints import http, limits
from chalicelib.entrypoints.lazy import Lazy
from chalicelib.entrypoints.limits import Row
from chalicelib.entrypoints.routes import Route

if TYPE_CHECKING:
    from chalicelib.rooms.answers import actions, wire
else:
    actions = Lazy("chalicelib.rooms.answers.actions")
    wire = Lazy("chalicelib.rooms.answers.wire")

_FILE: Final = msgspec.structs.replace(LIMITS, frame_bytes=LIMITS.answers_file_bytes)
_ANSWER: Final = msgspec.structs.replace(LIMITS, frame_bytes=2 * LIMITS.frame_bytes)
"""In three languages, at its longest."""


def page(request: Request, services: Services) -> wire.AnswersPage:
    """`GET /v1/answers`: what one may use, or that it is what it was at the version `known` of the query. The desk asks by itself, which keeps no session alive."""
    written = http.query(request, "known")
    try:
        known = None if written is None else msgspec.convert(written, wire.AnswersVersion)
    except msgspec.ValidationError as error:
        raise Malformed(where="known") from error
    return actions.page(services, http.staff(request, services, command=False, seen=False), known)


def save_own(request: Request, services: Services) -> wire.CannedAnswer:
    """`POST /v1/answers/own`: one more of one's own, or another text of one."""
    staff = http.staff(request, services, command=True)
    return actions.save(services, staff, "own", http.body(request, wire.SaveAnswer, limits=_ANSWER))


def delete_own(request: Request, services: Services) -> None:
    """`POST /v1/answers/own/delete`: one of one's own is no more."""
    staff = http.staff(request, services, command=True)
    actions.delete(services, staff, "own", http.body(request, wire.DeleteAnswer))


def choose_greeting(request: Request, services: Services) -> None:
    """`POST /v1/answers/own/greeting`: with which answer one begins a conversation that one takes."""
    staff = http.staff(request, services, command=True)
    actions.choose_greeting(services, staff, http.body(request, wire.ChooseGreeting).answer)


def file_of_own(request: Request, services: Services) -> wire.AnswersFile:
    """`GET /v1/answers/own/csv`: all of one's own for a spreadsheet."""
    return actions.file(services, http.staff(request, services, command=False), "own")


def check_own_file(request: Request, services: Services) -> wire.AnswersImport:
    """`POST /v1/answers/own/csv/check`: what is wrong with a file, or what it would do; nothing is saved."""
    staff = http.staff(request, services, command=True)
    return actions.check_import(services, staff, "own", http.body(request, wire.ImportAnswers, limits=_FILE))


def bring_own_file(request: Request, services: Services) -> wire.AnswersImport:
    """`POST /v1/answers/own/csv`: all answers of a file, or none."""
    staff = http.staff(request, services, command=True)
    return actions.bring(services, staff, "own", http.body(request, wire.ImportAnswers, limits=_FILE))


def save_shared(request: Request, services: Services) -> wire.CannedAnswer:
    """`POST /v1/answers/shared`: one more that all share, or another text of one."""
    staff = http.staff(request, services, command=True)
    return actions.save(services, staff, "shared", http.body(request, wire.SaveAnswer, limits=_ANSWER))


def delete_shared(request: Request, services: Services) -> None:
    """`POST /v1/answers/shared/delete`: one that all share is no more."""
    staff = http.staff(request, services, command=True)
    actions.delete(services, staff, "shared", http.body(request, wire.DeleteAnswer))


def file_of_shared(request: Request, services: Services) -> wire.AnswersFile:
    """`GET /v1/answers/shared/csv`: all that are shared for a spreadsheet."""
    return actions.file(services, http.staff(request, services, command=False), "shared")


def check_shared_file(request: Request, services: Services) -> wire.AnswersImport:
    """`POST /v1/answers/shared/csv/check`: what is wrong with a file, or what it would do; nothing is saved."""
    staff = http.staff(request, services, command=True)
    return actions.check_import(services, staff, "shared", http.body(request, wire.ImportAnswers, limits=_FILE))


def bring_shared_file(request: Request, services: Services) -> wire.AnswersImport:
    """`POST /v1/answers/shared/csv`: all answers of a file, or none."""
    staff = http.staff(request, services, command=True)
    return actions.bring(services, staff, "shared", http.body(request, wire.ImportAnswers, limits=_FILE))


# ------------------------------------------------------------------------------------------------- routes

_READ = Row(
    limit=f"{limits.SESSION}; each reads every site, of which there are {{sites_a_stage}} at most, in two calls",
    pays=limits.FOR_STAFF,
    kept="process",
    burnt=limits.SELF,
)
_OWN = limits.of_session(
    f"{{own_answers}} of one person with {{own_answers_bytes}} bytes in all; the version that was read; {limits.SESSION}"
)
_SHARED = limits.of_session(
    f"{{shared_answers}} in the whole stage with {{shared_answers_bytes}} bytes in all; the version that was read; {limits.SESSION}"
)

ROUTES: Final = (
    Route("GET", "/v1/answers", page, Standing.ANSWERS, _READ),
    Route("POST", "/v1/answers/own", save_own, Standing.ANSWERS_OWN, _OWN),
    Route("POST", "/v1/answers/own/delete", delete_own, Standing.ANSWERS_OWN, _OWN),
    Route("POST", "/v1/answers/own/greeting", choose_greeting, Standing.ANSWERS_OWN, limits.STAFF),
    Route("GET", "/v1/answers/own/csv", file_of_own, Standing.ANSWERS_OWN, limits.STAFF),
    Route("POST", "/v1/answers/own/csv", bring_own_file, Standing.ANSWERS_OWN, _OWN),
    Route("POST", "/v1/answers/own/csv/check", check_own_file, Standing.ANSWERS_OWN, limits.STAFF),
    Route("POST", "/v1/answers/shared", save_shared, Standing.ANSWERS_SHARED, _SHARED),
    Route("POST", "/v1/answers/shared/delete", delete_shared, Standing.ANSWERS_SHARED, _SHARED),
    Route("GET", "/v1/answers/shared/csv", file_of_shared, Standing.ANSWERS_SHARED, limits.STAFF),
    Route("POST", "/v1/answers/shared/csv", bring_shared_file, Standing.ANSWERS_SHARED, _SHARED),
    Route("POST", "/v1/answers/shared/csv/check", check_shared_file, Standing.ANSWERS_SHARED, limits.STAFF),
)
