"""Doors of the people room, open to administrators who have accepted the commitment; and of everybody's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from chalice.app import Request

from chalicelib.chat.access import Standing
from chalicelib.chat.errors import Malformed
from chalicelib.chat.services import Services
from chalicelib.chat.wire import Me, Reference, SignIn
from chalicelib.entrypoints import http, limits, sign_in
from chalicelib.entrypoints.lazy import Lazy
from chalicelib.entrypoints.limits import Row
from chalicelib.entrypoints.routes import Open, Route

if TYPE_CHECKING:
    from chalicelib.rooms.people import actions, own, phones, wire
else:
    actions = Lazy("chalicelib.rooms.people.actions")
    own = Lazy("chalicelib.rooms.people.own")
    phones = Lazy("chalicelib.rooms.people.phones")
    wire = Lazy("chalicelib.rooms.people.wire")


def everybody(request: Request, services: Services) -> wire.People:
    """`GET /v1/people?after=REFERENCE`: everybody with an account, and everybody who has left and is not forgotten yet."""
    staff = http.staff(request, services, command=False)
    after = http.query(request, "after")
    if after is not None:
        try:
            msgspec.convert(after, Reference)
        except msgspec.ValidationError as error:
            raise Malformed(where="after") from error
    return actions.everybody(services, staff, after)


def person(request: Request, services: Services) -> wire.PersonPage:
    """`GET /v1/people/{person}`: one of them, with second factor and sessions."""
    _, name = actions.about(services, http.staff(request, services, command=False), _reference(request))
    return actions.page(services, name)


def create(request: Request, services: Services) -> wire.TemporaryPassword:
    """`POST /v1/people`: an account with a temporary password, which is told here and never again."""
    by = actions.administrator(http.staff(request, services, command=True))
    return actions.told_once(services, actions.create(services, by, http.body(request, wire.CreatePerson)))


def hold_dialogue(request: Request, services: Services) -> wire.Dialogue:
    """`POST /v1/people/dialogue`: when the dialogue with staff was held, without which no account is made."""
    by = actions.administrator(http.staff(request, services, command=True))
    return actions.hold_dialogue(services, by, http.body(request, wire.HoldDialogue).held_on)


def describe(request: Request, services: Services) -> wire.PersonPage:
    """`POST /v1/people/{person}/details`: names, languages and sites."""
    by, name = actions.about(services, http.staff(request, services, command=True), _reference(request))
    actions.describe(services, by, name, http.body(request, wire.DescribePerson))
    return actions.page(services, name)


def change_roles(request: Request, services: Services) -> wire.PersonPage:
    """`POST /v1/people/{person}/roles`: exactly these roles; ends the person's sessions."""
    by, name = actions.about(services, http.staff(request, services, command=True), _reference(request))
    actions.set_roles(services, by, name, http.body(request, wire.ChangeRoles).roles)
    return actions.page(services, name)


def reset_password(request: Request, services: Services) -> wire.TemporaryPassword:
    """`POST /v1/people/{person}/password`: a temporary password in the place of their own; ends their sessions."""
    by, name = actions.about(services, http.staff(request, services, command=True), _reference(request))
    return actions.told_once(services, actions.reset_password(services, by, name))


def reset_second_factor(request: Request, services: Services) -> wire.PersonPage:
    """`POST /v1/people/{person}/second-factor`: the next sign-in enrols another; ends their sessions."""
    by, name = actions.about(services, http.staff(request, services, command=True), _reference(request))
    actions.reset_second_factor(services, by, name)
    return actions.page(services, name)


def disable(request: Request, services: Services) -> wire.PersonPage:
    """`POST /v1/people/{person}/disable`: nobody comes in under this account any more, and what is open ends at once."""
    by, name = actions.about(services, http.staff(request, services, command=True), _reference(request))
    actions.disable(services, by, name)
    return actions.page(services, name)


def enable(request: Request, services: Services) -> wire.PersonPage:
    """`POST /v1/people/{person}/enable`: they may sign in again."""
    by, name = actions.about(services, http.staff(request, services, command=True), _reference(request))
    actions.enable(services, by, name)
    return actions.page(services, name)


def end_sessions(request: Request, services: Services) -> wire.PersonPage:
    """`POST /v1/people/{person}/sessions/end`: whatever they have open ends at once; they may sign in again."""
    by, name = actions.about(services, http.staff(request, services, command=True), _reference(request))
    actions.end_sessions(services, by, name)
    return actions.page(services, name)


def leave(request: Request, services: Services) -> wire.PersonPage:
    """`POST /v1/people/{person}/leave`: out at once and for good; only the name is kept, while the access log may have it."""
    by, name = actions.about(services, http.staff(request, services, command=True), _reference(request))
    actions.leave(services, by, name)
    return actions.page(services, name)


# ------------------------------------------------------------------------------------------------- one's own account


def own_sessions(request: Request, services: Services) -> wire.OwnSessions:
    """`GET /v1/me/sessions`: what lets one in at this moment."""
    return own.sessions(services, http.staff(request, services, command=False, committed=False))


def end_session(request: Request, services: Services) -> wire.OwnSessions:
    """`POST /v1/me/sessions/end`: one of them ends at once."""
    staff = http.staff(request, services, command=True, committed=False)
    return own.end_session(services, staff, http.body(request, wire.EndSession).session)


def end_others(request: Request, services: Services) -> wire.OwnSessions:
    """`POST /v1/me/sessions/end-others`: all but the one that asks end at once."""
    return own.end_others(services, http.staff(request, services, command=True, committed=False))


def change_password(request: Request, services: Services) -> wire.OwnSessions:
    """`POST /v1/me/password`: another password; ends all other sessions."""
    staff = http.staff(request, services, command=True, committed=False)
    return own.change_password(services, staff, http.body(request, wire.ChangePassword), http.asker(request))


def change_second_factor(request: Request, services: Services) -> SignIn:
    """`POST /v1/me/second-factor`: the one there is goes, and the answer enrols another; ends all other sessions."""
    staff = http.staff(request, services, command=True, committed=False)
    step = own.change_second_factor(services, staff, http.body(request, wire.ChangeSecondFactor), http.asker(request))
    drawn = sign_in.picture(staff.person, step.secret or "")
    return SignIn(next=step.next, challenge=step.challenge, secret=step.secret, picture=drawn)


def confirm_second_factor(request: Request, services: Services) -> None:
    """`POST /v1/me/second-factor/confirm`: by its first code the new one is one's own."""
    staff = http.staff(request, services, command=True, committed=False)
    own.confirm_second_factor(services, staff, http.body(request, wire.ConfirmSecondFactor), http.asker(request))


def answer_in(request: Request, services: Services) -> Me:
    """`POST /v1/me/languages`: in which languages one answers."""
    staff = http.staff(request, services, command=True, committed=False)
    return own.answer_in(services, staff, http.body(request, wire.OwnLanguages).languages)


def own_phones(request: Request, services: Services) -> wire.OwnPhones:
    """`GET /v1/me/phones`: which of one's browsers may be called when somebody waits."""
    return phones.page(services, http.staff(request, services, command=False))


def add_phone(request: Request, services: Services) -> wire.OwnPhones:
    """`POST /v1/me/phones`: one more, or when they may be."""
    staff = http.staff(request, services, command=True)
    return phones.add(services, staff, http.body(request, wire.AddPhone))


def remove_phone(request: Request, services: Services) -> wire.OwnPhones:
    """`POST /v1/me/phones/remove`: one less."""
    staff = http.staff(request, services, command=True)
    return phones.remove(services, staff, http.body(request, wire.RemovePhone).phone)


def test_phones(request: Request, services: Services) -> wire.PhonesRang:
    """`POST /v1/me/phones/test`: all of one's own are called, to be tried."""
    return phones.ring(services, http.staff(request, services, command=True))


def _reference(request: Request) -> str:
    return http.in_path(request, "person", Reference)


# ------------------------------------------------------------------------------------------------- routes

_LIST = Row(
    limit=f"{limits.SESSION}; each is a call for each sixty accounts, for each role and for each hundred profiles",
    pays=limits.FOR_STAFF,
    kept="process",
    burnt=limits.SELF,
)
_AGAIN = limits.of_session(
    f"failures in a row of one browser or account, after a wait that doubles to {{sign_in_delay_longest_seconds}} s; {limits.SESSION}"
)
_ALONE = limits.of_session(f"one at a time in the whole stage; {limits.SESSION}")

_PHONES = Row(
    limit=f"{{phones_a_person}} of a person, the oldest is replaced; {limits.SESSION}",
    pays=limits.FOR_STAFF,
    kept="process",
    burnt=limits.SELF,
)
_TESTS = limits.of_session(f"{{phone_tests_an_hour}} an hour of a person; {limits.SESSION}")

ROUTES: Final = (
    Route("GET", "/v1/people", everybody, Standing.PEOPLE, _LIST),
    Route("POST", "/v1/people", create, Standing.PEOPLE, _ALONE),
    Route("POST", "/v1/people/dialogue", hold_dialogue, Standing.PEOPLE, limits.STAFF),
    Route("GET", "/v1/people/{person}", person, Standing.PEOPLE, limits.STAFF),
    Route("POST", "/v1/people/{person}/details", describe, Standing.PEOPLE, _ALONE),
    Route("POST", "/v1/people/{person}/roles", change_roles, Standing.PEOPLE, _ALONE),
    Route("POST", "/v1/people/{person}/password", reset_password, Standing.PEOPLE, limits.STAFF),
    Route("POST", "/v1/people/{person}/second-factor", reset_second_factor, Standing.PEOPLE, limits.STAFF),
    Route("POST", "/v1/people/{person}/disable", disable, Standing.PEOPLE, _ALONE),
    Route("POST", "/v1/people/{person}/enable", enable, Standing.PEOPLE, limits.STAFF),
    Route("POST", "/v1/people/{person}/sessions/end", end_sessions, Standing.PEOPLE, limits.STAFF),
    Route("POST", "/v1/people/{person}/leave", leave, Standing.PEOPLE, _ALONE),
    Route("GET", "/v1/me/sessions", own_sessions, Open.STAFF, limits.STAFF),
    Route("POST", "/v1/me/sessions/end", end_session, Open.STAFF, limits.STAFF),
    Route("POST", "/v1/me/sessions/end-others", end_others, Open.STAFF, limits.STAFF),
    Route("POST", "/v1/me/password", change_password, Open.STAFF, _AGAIN),
    Route("POST", "/v1/me/second-factor", change_second_factor, Open.STAFF, _AGAIN),
    Route("POST", "/v1/me/second-factor/confirm", confirm_second_factor, Open.STAFF, _AGAIN),
    Route("POST", "/v1/me/languages", answer_in, Open.STAFF, limits.STAFF),
    Route("GET", "/v1/me/phones", own_phones, Standing.DESK, limits.STAFF),
    Route("POST", "/v1/me/phones", add_phone, Standing.DESK, _PHONES),
    Route("POST", "/v1/me/phones/remove", remove_phone, Standing.DESK, limits.STAFF),
    Route("POST", "/v1/me/phones/test", test_phones, Standing.DESK, _TESTS),
)
