"""Who may come in, as what, and who may no longer: over the local Cognito, with sessions and sockets that are open."""

import json
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from chalicelib.aws.table.people import ENDING_NOTED_SECONDS
from chalicelib.chat.actions import connecting, signing_in, sweeping, talking, turns
from chalicelib.chat.actions.guarding import Asker
from chalicelib.chat.actions.signing_in import SignedIn
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.errors import (
    AccountExists,
    AliasTaken,
    DialogueMissing,
    LastAdministrator,
    LogUnavailable,
    Malformed,
    NameConfusable,
    NameInvalid,
    NameTooLong,
    NotFound,
    OwnAccount,
    PasswordUnchanged,
    Refusal,
    SignInRefused,
    Unauthenticated,
    Unavailable,
)
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Administrator, Dialogue, reference, session_hash
from chalicelib.chat.ports import Listener
from chalicelib.chat.retention import ACCESS_LOG_DAYS
from chalicelib.chat.services import Services
from chalicelib.chat.site import LANGUAGES, Site
from chalicelib.chat.who import Role, Staff
from chalicelib.chat.wire import Credentials, NewPassword, SecondFactor
from chalicelib.rooms.people import actions as administering
from chalicelib.rooms.people.rules import TEMPORARY_PASSWORD_DAYS
from chalicelib.rooms.people.wire import CreatePerson, DescribePerson, Person
from local.cloud import totp
from tests.service.conftest import Desk, staff

BY = Administrator("operator.o")
ORIGIN = "http://127.0.0.1:8601"


def account(desk: Desk, name: str, *roles: Role) -> str:
    """Make an account and return its temporary password."""
    has_held_dialogue(desk)
    given_name = "Aino" if name == "agent.a" else "".join(filter(str.isalpha, name)).capitalize()
    asked = CreatePerson(key=secrets.token_urlsafe(9), person=name, roles=roles or ("agent",), given_name=given_name)
    return administering.create(desk.services, BY, asked).password


def has_held_dialogue(desk: Desk) -> None:
    """Have it be said when the dialogue with staff was held."""
    desk.services.people.note_dialogue(Dialogue(held_on="2026-11-02", by="admin.a", at=desk.services.milliseconds()))


def works(desk: Desk, person: str) -> tuple[Staff, str]:
    """Return somebody who has signed in, has a socket open and has taken a conversation, with its id."""
    services = desk.services
    _, session = services.sessions.start(person, "Aino", ("agent",), CURRENT.hash)
    who = services.sessions.check(session.hash)
    ticket = connecting.ticket(services, Listener(session=session.hash, person=person), ORIGIN)
    connecting.connect(services, ticket.ticket, ORIGIN, f"of-{person}")
    conversation = desk.start().facts.conversation
    talking.take(services, who, conversation)
    return who, conversation


def assert_out(desk: Desk, who: Staff, conversation: str) -> None:
    """Nothing of what somebody had open is left: no session, no socket, no conversation."""
    with pytest.raises(Unauthenticated):
        desk.services.sessions.check(who.session)
    head = desk.services.conversations.get(conversation)
    assert head is not None
    assert (head.owner, head.status) == (None, "waiting")
    assert desk.sockets.closed == [f"of-{who.person}"]


def may_begin(desk: Desk, person: str, password: str) -> bool:
    try:
        desk.services.identity.password(person, password)
    except SignInRefused:
        return False
    return True


def test_a_new_account_signs_in_with_the_password_that_is_told_once(desk: Desk) -> None:
    password = account(desk, "Paivi.A@x-y_1 ", "agent", "reviewer")

    assert desk.services.identity.password("paivi.a@x-y_1", password).next == "new_password"
    assert desk.services.accounts.get("paivi.a@x-y_1").roles == ("agent", "reviewer")
    assert desk.logged() == [("operator.o", "account_created", "paivi.a@x-y_1")]
    with pytest.raises(AccountExists) as refused:
        administering.create(desk.services, BY, CreatePerson(key="key-00002", person="paivi.a@X-Y_1", given_name="P"))
    assert refused.value.data == {"where": "$.person"}
    assert password not in str(desk.cloud.items()) + str(desk.cloud.log_events())


def test_a_temporary_password_that_has_run_out_is_a_wrong_one_at_the_door_and_seen_by_the_administrator(
    desk: Desk,
) -> None:
    password, asker = account(desk, "agent.a"), Asker("192.0.2.0/24")
    given_at = desk.services.milliseconds()
    until = given_at + TEMPORARY_PASSWORD_DAYS * 24 * 3600 * 1000
    desk.cloud.clock.advance(TEMPORARY_PASSWORD_DAYS * 24 * 3600 - 1)
    shown = administering.page(desk.services, "agent.a").person
    assert (shown.has_signed_in, shown.password_until, shown.password_over) == (False, until, False)
    assert may_begin(desk, "agent.a", password)
    desk.cloud.clock.advance(1)

    refusals = []
    for tried in (password, "a wrong password of theirs"):
        with pytest.raises(SignInRefused) as refused:
            signing_in.password(desk.services, Credentials(user="agent.a", password=tried), asker)
        refusals.append((refused.value.code, refused.value.data, refused.value.__cause__))
        desk.cloud.clock.advance(refused.value.data["retry_after"])
    assert refusals[0] == refusals[1]
    (listed,) = administering.everybody(desk.services, ADMIN).people
    assert (listed.password_until, listed.password_over) == (until, True)

    new = administering.reset_password(desk.services, BY, "agent.a").password
    desk.cloud.clock.advance(3600)  # at the door the two attempts still count
    assert not administering.page(desk.services, "agent.a").person.password_over
    signs_in(desk, "agent.a", new)
    shown = administering.page(desk.services, "agent.a").person
    assert (shown.has_signed_in, shown.password_until) == (True, None)


def test_of_a_temporary_password_that_was_given_elsewhere_nobody_says_until_when(desk: Desk) -> None:
    desk.services.accounts.create("agent.a", "Aino", "a temporary password")
    assert administering.page(desk.services, "agent.a").person.password_until is None

    administering.reset_password(desk.services, BY, "agent.a")
    shown = administering.page(desk.services, "agent.a").person
    assert shown.password_until == desk.services.milliseconds() + TEMPORARY_PASSWORD_DAYS * 24 * 3600 * 1000
    assert shown.alias == "Aino"


def signs_in(desk: Desk, name: str, password: str) -> str:
    """Go the whole way of somebody new, and return their session's id."""
    services, chosen, asker = desk.services, "a passphrase of my own", Asker("192.0.2.0/24")
    step = signing_in.password(services, Credentials(user=name, password=password), asker).step
    given = NewPassword(user=name, challenge=step.challenge or "", password=chosen)
    step = signing_in.new_password(services, given, asker).step
    code = totp.code_at(step.secret or "", services.now())
    done = signing_in.code(services, SecondFactor(user=name, challenge=step.challenge or "", code=code), asker)
    assert done.session is not None
    return done.session


def test_the_temporary_password_is_not_kept_as_ones_own(desk: Desk) -> None:
    temporary, asker = account(desk, "agent.a"), Asker("192.0.2.0/24")
    step = signing_in.password(desk.services, Credentials(user="agent.a", password=temporary), asker).step
    challenge = step.challenge or ""
    before, _, proof = challenge.rpartition("~")
    at, mark, signed = proof.split(".")

    given = NewPassword(user="agent.a", challenge=challenge, password=temporary)
    with pytest.raises(PasswordUnchanged):
        signing_in.new_password(desk.services, given, asker)
    for without in (f"{before}~{at}..{signed}", f"{before}~{at}.{'0' * len(mark)}.{signed}"):
        with pytest.raises(Unauthenticated):
            signing_in.new_password(desk.services, msgspec.structs.replace(given, challenge=without), asker)
    other = msgspec.structs.replace(given, password="a passphrase of my own")
    assert signing_in.new_password(desk.services, other, asker).step.next == "enrol"


@pytest.mark.parametrize("name", ["päivi", "_maija", "maija:1", "Åsa*2", "x/y%z", "агент", "客服", "straße"])
def test_any_name_that_cognito_takes_signs_in_and_has_a_record_where_it_was_made_elsewhere(
    name: str, desk: Desk
) -> None:
    desk.services.accounts.create(name, "Aino", "a temporary passphrase")
    desk.services.accounts.give(name, "agent")
    session = signs_in(desk, name, "a temporary passphrase")

    staff = desk.services.sessions.check(session_hash(session))
    assert staff.person == name.lower()
    assert (name.lower(), "sign_in", name.lower()) in desk.logged()
    assert signing_in.me(desk.services, staff).alias == "Aino"


@pytest.mark.parametrize("name", ["visitor", "0123456789012345"])
def test_an_account_that_was_made_elsewhere_under_a_word_of_ours_is_told_that_when_it_signs_in(
    name: str, desk: Desk
) -> None:
    desk.services.accounts.create(name, "", "a temporary passphrase")

    with pytest.raises(NameInvalid):
        signs_in(desk, name, "a temporary passphrase")
    assert [item for item in desk.cloud.items() if item["pk"].startswith("session#")] == []


@pytest.mark.parametrize(
    "name",
    [
        *("", "  ", "two words", "visitor", "system", "Unknown", "0123456789012345", "x" * 129),
        *("\u0430dmin", "p\u00e4ivi", "stra\u00dfe", "a\u200bb", "\uff41dmin", "admin\u202e", "a/b", "a+b", "a\nb"),
    ],
)
def test_nobody_is_called_what_stands_for_something_else_or_is_taken_for_it(name: str, desk: Desk) -> None:
    has_held_dialogue(desk)
    with pytest.raises(NameInvalid) as refused:
        administering.create(desk.services, BY, CreatePerson(key="key-00001", person=name, given_name="Aino"))

    assert refused.value.data == {"where": "$.person"}
    assert desk.services.accounts.all() == []


def test_whoever_is_disabled_is_out_at_once_and_comes_in_no_more(desk: Desk) -> None:
    password = account(desk, "agent.a")
    who, conversation = works(desk, "agent.a")

    assert administering.disable(desk.services, BY, "Agent.A") == 1

    assert_out(desk, who, conversation)
    assert not may_begin(desk, "agent.a", password)
    assert ("operator.o", "account_disabled", "agent.a") in desk.logged()

    administering.enable(desk.services, BY, "agent.a")
    assert may_begin(desk, "agent.a", password)
    assert ("operator.o", "account_enabled", "agent.a") in desk.logged()


def test_changed_roles_end_the_sessions_that_had_the_old_ones(desk: Desk) -> None:
    account(desk, "agent.a", "agent", "reviewer")
    who, conversation = works(desk, "agent.a")

    assert administering.set_roles(desk.services, BY, "agent.a", ("agent", "trainer")) == 1

    assert_out(desk, who, conversation)
    assert desk.services.accounts.get("agent.a").roles == ("agent", "trainer")
    assert ("operator.o", "roles_changed", "agent.a") in desk.logged()


def test_a_reset_password_is_a_temporary_one_and_the_old_one_opens_nothing(desk: Desk) -> None:
    old = account(desk, "agent.a")
    who, conversation = works(desk, "agent.a")

    new = administering.reset_password(desk.services, BY, "agent.a").password

    assert_out(desk, who, conversation)
    assert not may_begin(desk, "agent.a", old)
    assert desk.services.identity.password("agent.a", new).next == "new_password"


def test_a_second_factor_that_was_reset_is_enrolled_anew(desk: Desk) -> None:
    account(desk, "agent.a")
    accounts, whose = desk.cloud.client("cognito-idp"), {"UserPoolId": desk.cloud.user_pool, "Username": "agent.a"}
    accounts.admin_set_user_password(**whose, Password="a password of agent a", Permanent=True)
    desk.cloud.cognito.enrol(desk.cloud.user_pool, "agent.a", "JBSWY3DPEHPK3PXP")
    who, conversation = works(desk, "agent.a")
    assert desk.services.identity.password("agent.a", "a password of agent a").next == "code"

    assert administering.reset_second_factor(desk.services, BY, "agent.a") == 1

    assert_out(desk, who, conversation)
    assert desk.services.identity.password("agent.a", "a password of agent a").next == "enrol"


def test_sessions_can_be_ended_and_begun_again_also_of_an_account_that_is_gone(desk: Desk) -> None:
    who, conversation = works(desk, "agent.gone")

    assert administering.end_sessions(desk.services, BY, "agent.gone") == 1

    assert_out(desk, who, conversation)
    assert desk.logged()[-1] == ("operator.o", "sessions_revoked", "agent.gone")


@pytest.mark.parametrize("action", ["disable", "enable", "reset_password", "reset_second_factor"])
def test_of_an_account_that_is_not_there_nothing_is_done(action: str, desk: Desk) -> None:
    with pytest.raises(NotFound):
        getattr(administering, action)(desk.services, BY, "nobody")

    assert desk.logged() == []


# ------------------------------------------------------------------------------------------------- at the same moment


class Meanwhile:
    """Something of which one method has something else happen first, or just after."""

    def __init__(self, whole: object, method: str, happens: Callable[[], object], *, after: bool = False) -> None:
        self._whole, self._method, self._happens, self._after = whole, method, happens, after

    def __getattr__(self, name: str) -> object:
        method = getattr(self._whole, name)
        return self._call(method) if name == self._method else method

    def _call(self, method: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object) -> object:
            if not self._after:
                self._happens()
            result = method(*given)
            if self._after:
                self._happens()
            return result

        return call


def has_chosen(desk: Desk, name: str) -> Callable[[Services], SignedIn]:
    """Make an account whose owner has a second factor, and return the last step of their signing in."""
    services, asker, password = desk.services, Asker("192.0.2.0/24"), "a password of the agent's own"
    account(desk, name)
    whose = {"UserPoolId": desk.cloud.user_pool, "Username": name}
    desk.cloud.client("cognito-idp").admin_set_user_password(**whose, Password=password, Permanent=True)
    desk.cloud.cognito.enrol(desk.cloud.user_pool, name, "JBSWY3DPEHPK3PXP")
    step = signing_in.password(services, Credentials(user=name, password=password), asker).step
    code = totp.code_at("JBSWY3DPEHPK3PXP", services.now())
    given = SecondFactor(user=name, challenge=step.challenge or "", code=code)
    return lambda through: signing_in.code(through, given, asker)


def sessions_of(desk: Desk) -> list[str]:
    return [item["pk"] for item in desk.cloud.items() if item["pk"].startswith("session#")]


@pytest.mark.parametrize(
    ("store", "method", "after"),
    [
        ("identity", "code", True),
        ("access_log", "record", True),
        ("people", "signed_in", True),
        ("sessions", "start", False),
        ("sessions", "start", True),
    ],
)
def test_whoever_is_disabled_while_cognito_lets_them_in_has_no_session(
    store: str, method: str, after: bool, desk: Desk
) -> None:
    signs_in = has_chosen(desk, "agent.a")
    happens = Meanwhile(
        getattr(desk.services, store),
        method,
        lambda: administering.disable(desk.services, BY, "agent.a"),
        after=after,
    )

    with pytest.raises(SignInRefused):
        signs_in(msgspec.structs.replace(desk.services, **{store: happens}))

    assert sessions_of(desk) == []
    assert [outcome for action, outcome in outcomes(desk) if action == "sign_in"] == ["allowed", "failed"]


@pytest.mark.parametrize("seconds", [0, ENDING_NOTED_SECONDS])
def test_whoever_begins_to_sign_in_after_all_sessions_were_ended_is_let_in(seconds: int, desk: Desk) -> None:
    signs_in = has_chosen(desk, "agent.a")
    administering.end_sessions(desk.services, BY, "agent.a")
    expires = Meanwhile(desk.services.identity, "code", lambda: desk.cloud.clock.advance(seconds), after=True)

    done = signs_in(msgspec.structs.replace(desk.services, identity=expires))

    assert done.session is not None
    assert desk.services.sessions.check(session_hash(done.session)).person == "agent.a"
    assert [outcome for action, outcome in outcomes(desk) if action == "sign_in"] == ["allowed"]


def outcomes(desk: Desk) -> list[tuple[str, str]]:
    """Return action and outcome of every record, oldest first."""
    records = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    return [(each["action"], each["outcome"]) for each in records]


# ------------------------------------------------------------------------------------------------- what fails


GIVES: dict[str, tuple[str, Callable[[Desk], object]]] = {
    "account_created": ("AdminCreateUser", lambda desk: account(desk, "agent.new")),
    "account_enabled": ("AdminEnableUser", lambda desk: administering.enable(desk.services, BY, "agent.off")),
    "password_reset": (
        "AdminSetUserPassword",
        lambda desk: administering.reset_password(desk.services, BY, "agent.a"),
    ),
    "second_factor_reset": (
        "AdminDeleteSoftwareToken",
        lambda desk: administering.reset_second_factor(desk.services, BY, "agent.a"),
    ),
    "roles_changed": (
        "AdminAddUserToGroup",
        lambda desk: administering.set_roles(desk.services, BY, "agent.a", ("agent", "reviewer")),
    ),
}


def outcomes_of(desk: Desk, action: str) -> list[str]:
    """Return the outcome of every record of an action, oldest first."""
    return [outcome for each, outcome in outcomes(desk) if each == action]


@pytest.mark.parametrize("action", GIVES)
def test_nothing_is_given_that_the_log_does_not_take_and_it_is_recorded_before(action: str, desk: Desk) -> None:
    operation, give = GIVES[action]
    password = account(desk, "agent.a")
    account(desk, "agent.off")
    administering.disable(desk.services, BY, "agent.off")
    who, _ = works(desk, "agent.a")
    before, recorded = administering.accounts(desk.services), len(outcomes_of(desk, action))
    desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException")

    with pytest.raises(LogUnavailable):
        give(desk)

    assert administering.accounts(desk.services) == before
    assert may_begin(desk, "agent.a", password)
    assert desk.services.sessions.check(who.session).person == "agent.a"

    desk.cloud.fail("cognito-idp", operation, error="NotAuthorizedException", times=1)
    with pytest.raises(Unavailable):
        give(desk)
    assert outcomes_of(desk, action)[recorded:] == ["allowed", "unknown"]
    give(desk)
    assert outcomes_of(desk, action)[recorded + 2 :] == ["allowed"]


def test_what_the_log_did_not_take_is_done_all_the_same_and_can_be_recorded_by_repeating_it(desk: Desk) -> None:
    password = account(desk, "agent.a")
    who, conversation = works(desk, "agent.a")
    desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException", times=2)

    with pytest.raises(LogUnavailable):
        administering.disable(desk.services, BY, "agent.a")

    with pytest.raises(Unauthenticated):
        desk.services.sessions.check(who.session)
    assert not may_begin(desk, "agent.a", password)

    assert administering.disable(desk.services, BY, "agent.a") == 0
    assert_out(desk, who, conversation)
    assert ("operator.o", "account_disabled", "agent.a") in desk.logged()


def test_while_cognito_fails_nothing_is_ended(desk: Desk) -> None:
    account(desk, "agent.a")
    who, _ = works(desk, "agent.a")
    desk.cloud.fail("cognito-idp", "AdminDisableUser", error="NotAuthorizedException")

    with pytest.raises(Unavailable):
        administering.disable(desk.services, BY, "agent.a")

    assert desk.services.sessions.check(who.session).person == "agent.a"


# ------------------------------------------------------------------------------------------------- the last one


def administrators(desk: Desk) -> list[str]:
    return [each.person for each in desk.services.accounts.enabled_in("administrator")]


def test_the_last_administrator_keeps_account_and_role_until_there_is_another(desk: Desk) -> None:
    account(desk, "admin.a", "administrator")
    account(desk, "admin.off", "administrator")
    administering.disable(desk.services, BY, "admin.off")

    with pytest.raises(LastAdministrator):
        administering.disable(desk.services, BY, "admin.a")
    with pytest.raises(LastAdministrator):
        administering.set_roles(desk.services, BY, "admin.a", ["agent"])
    administering.set_roles(desk.services, BY, "admin.a", ("agent", "administrator"))

    account(desk, "admin.b", "administrator")
    administering.set_roles(desk.services, BY, "admin.a", ["agent"])
    assert administrators(desk) == ["admin.b"]


def test_of_the_last_two_administrators_who_dismiss_each_other_at_once_one_stays(desk: Desk) -> None:
    for name in ("admin.a", "admin.b"):
        account(desk, name, "administrator")
    gate = threading.Barrier(2)

    def dismiss(name: str) -> bool:
        gate.wait()
        try:
            administering.disable(desk.services, BY, name)
        except LastAdministrator:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(dismiss, ("admin.a", "admin.b")))

    assert sorted(done) == [False, True]
    assert len(administrators(desk)) == 1


def test_of_two_administrators_at_once_the_second_waits_until_the_first_is_done(desk: Desk) -> None:
    account(desk, "agent.a")
    leases = desk.services.leases
    leases.take("administrators", "the first", turns.SECONDS)
    waits: list[int] = []

    def waited(tried: int) -> None:
        waits.append(tried)
        if tried == turns.TRIES - 1:
            leases.give_back("administrators", "the first")

    administering.disable(msgspec.structs.replace(desk.services, pause=waited), BY, "agent.a")

    assert not desk.services.accounts.get("agent.a").enabled
    assert waits == list(range(1, turns.TRIES))


def test_a_lease_that_nobody_gave_back_ends_by_itself(desk: Desk) -> None:
    account(desk, "agent.a")
    desk.services.leases.take("administrators", "somebody who was cut off", turns.SECONDS)
    waits: list[int] = []

    with pytest.raises(Unavailable) as refused:
        administering.disable(msgspec.structs.replace(desk.services, pause=waits.append), BY, "agent.a")
    assert refused.value.data["retry_after"] == turns.SECONDS
    assert waits == list(range(1, turns.TRIES))
    assert desk.services.accounts.get("agent.a").enabled

    desk.cloud.clock.advance(turns.SECONDS)
    administering.disable(desk.services, BY, "agent.a")
    assert not desk.services.accounts.get("agent.a").enabled


WAITS: dict[str, Callable[[Services, Administrator], object]] = {
    "create": lambda services, by: administering.create(
        services, by, CreatePerson(key="key-00001", person="agent.new", roles=("administrator",))
    ),
    "set_roles": lambda services, by: administering.set_roles(services, by, "agent.a", ["administrator"]),
    "disable": lambda services, by: administering.disable(services, by, "admin.other"),
    "leave": lambda services, by: administering.leave(services, by, "admin.other"),
    "enable": lambda services, by: administering.enable(services, by, "agent.out"),
    "reset_password": lambda services, by: administering.reset_password(services, by, "admin.other"),
    "reset_second_factor": lambda services, by: administering.reset_second_factor(services, by, "admin.other"),
}
DISMISSED: dict[str, tuple[Callable[[Desk], object], type[Refusal]]] = {
    "their role is taken": (
        lambda desk: administering.set_roles(desk.services, BY, "admin.a", ["agent"]),
        Unauthenticated,
    ),
    "they are disabled": (lambda desk: administering.disable(desk.services, BY, "admin.a"), Unauthenticated),
    "they sign out": (lambda desk: desk.services.sessions.revoke("admin.a"), Unauthenticated),
    "whoever takes their role is cut off": (
        lambda desk: desk.services.accounts.take("admin.a", "administrator"),
        NotFound,
    ),
    "they are disabled elsewhere": (lambda desk: desk.services.accounts.disable("admin.a"), NotFound),
}


@pytest.mark.parametrize("command", WAITS)
@pytest.mark.parametrize("meanwhile", DISMISSED)
def test_whoever_is_dismissed_while_their_command_waits_changes_nothing(
    meanwhile: str, command: str, desk: Desk
) -> None:
    for name in ("admin.a", "admin.other"):
        account(desk, name, "administrator")
        desk.services.accounts.set_password(name, "a password of one's own")
    account(desk, "agent.a")
    account(desk, "agent.out")
    administering.disable(desk.services, BY, "agent.out")
    dismiss, refusal = DISMISSED[meanwhile]
    _, session = desk.services.sessions.start("admin.a", "Aino", ("administrator",), CURRENT.hash)
    by = administering.administrator(desk.services.sessions.check(session.hash))
    seen: list[Any] = []

    def first() -> None:
        dismiss(desk)
        seen.append((administering.accounts(desk.services), desk.logged()))

    slower = msgspec.structs.replace(desk.services, leases=Meanwhile(desk.services.leases, "take", first))
    with pytest.raises(refusal):
        WAITS[command](slower, by)

    assert (administering.accounts(desk.services), desk.logged()) == seen[-1]
    assert desk.services.leases.take("administrators", "the next", 60) == 0


@pytest.mark.parametrize("command", WAITS)
def test_whoever_still_administers_after_waiting_changes_it(command: str, desk: Desk) -> None:
    for name in ("admin.a", "admin.other"):
        account(desk, name, "administrator")
        desk.services.accounts.set_password(name, "a password of one's own")
    account(desk, "agent.a")
    account(desk, "agent.out")
    administering.disable(desk.services, BY, "agent.out")
    _, session = desk.services.sessions.start("admin.a", "Aino", ("administrator",), CURRENT.hash)
    by = administering.administrator(desk.services.sessions.check(session.hash))
    desk.services.sessions.start("admin.other", "Eila", ("administrator",), CURRENT.hash)

    def state() -> object:
        return administering.accounts(desk.services), desk.services.sessions.of("admin.other")

    before = state()
    WAITS[command](desk.services, by)

    assert state() != before


@pytest.mark.parametrize("meanwhile", DISMISSED)
def test_whoever_is_dismissed_meanwhile_ends_nobodys_sessions_and_whoever_is_not_does(
    meanwhile: str, desk: Desk
) -> None:
    for name in ("admin.a", "admin.other"):
        account(desk, name, "administrator")
        desk.services.accounts.set_password(name, "a password of one's own")
    _, session = desk.services.sessions.start("admin.a", "Aino", ("administrator",), CURRENT.hash)
    desk.services.sessions.start("admin.other", "Eila", ("administrator",), CURRENT.hash)
    by = administering.administrator(desk.services.sessions.check(session.hash))
    assert administering.end_sessions(desk.services, by, "admin.other") == 1

    desk.services.sessions.start("admin.other", "Eila", ("administrator",), CURRENT.hash)
    dismiss, refusal = DISMISSED[meanwhile]
    dismiss(desk)
    recorded = desk.logged()
    with pytest.raises(refusal):
        administering.end_sessions(desk.services, by, "admin.other")
    assert len(desk.services.sessions.of("admin.other")) == 1
    assert desk.logged() == recorded


# ------------------------------------------------------------------------------------------------- the key of a making


def test_whoever_asks_again_with_the_same_key_has_one_account_and_a_password_for_it(desk: Desk) -> None:
    has_held_dialogue(desk)
    asked = CreatePerson(key="key-00001", person="agent.a", given_name="Aino", roles=("agent",), languages=("fi",))
    lost = administering.create(desk.services, BY, asked).password

    told = administering.create(desk.services, BY, asked).password

    assert not may_begin(desk, "agent.a", lost)
    assert desk.services.identity.password("agent.a", told).next == "new_password"
    assert [each.person for each in administering.accounts(desk.services)] == ["agent.a"]
    assert told not in str(desk.cloud.items()) + str(desk.cloud.log_events())


@pytest.mark.parametrize("operation", ["AdminCreateUser", "AdminAddUserToGroup"])
def test_whoever_was_cut_off_makes_it_whole_with_the_same_key(operation: str, desk: Desk) -> None:
    has_held_dialogue(desk)
    asked = CreatePerson(key="key-00001", person="agent.a", given_name="Aino", roles=("agent", "reviewer"))
    desk.cloud.fail("cognito-idp", operation, error="NotAuthorizedException", times=1)
    with pytest.raises(Unavailable):
        administering.create(desk.services, BY, asked)

    administering.create(desk.services, BY, asked)

    assert desk.services.accounts.get("agent.a").roles == ("agent", "reviewer")
    assert outcomes_of(desk, "account_created") == ["allowed", "unknown", "allowed"]


def test_another_key_or_a_first_sign_in_makes_it_somebody_elses_account(desk: Desk) -> None:
    has_held_dialogue(desk)
    asked = CreatePerson(key="key-00001", person="agent.a", roles=("agent",))
    password = administering.create(desk.services, BY, asked).password
    with pytest.raises(AccountExists):
        administering.create(desk.services, BY, msgspec.structs.replace(asked, key="key-00002"))
    signs_in(desk, "agent.a", password)

    with pytest.raises(AccountExists):
        administering.create(desk.services, BY, asked)
    assert outcomes_of(desk, "account_created") == ["allowed"]


# ------------------------------------------------------------------------------------------------- the dialogue


def test_no_account_is_made_before_it_was_said_when_the_dialogue_was_held(desk: Desk) -> None:
    asked = CreatePerson(key="key-00001", person="agent.a", roles=("agent",))
    with pytest.raises(DialogueMissing):
        administering.create(desk.services, BY, asked)
    assert (desk.services.accounts.all(), desk.logged()) == ([], [])
    assert administering.everybody(desk.services, ADMIN).dialogue is None

    said = administering.hold_dialogue(desk.services, BY, "2026-11-02")

    administering.create(desk.services, BY, asked)
    assert administering.everybody(desk.services, ADMIN).dialogue == said
    assert (said.held_on, said.by, said.at) == ("2026-11-02", "operator.o", desk.services.milliseconds())
    assert desk.logged()[0] == ("operator.o", "dialogue_recorded", "operator.o")


@pytest.mark.parametrize("day", ["2026-11-31", "2026-11-26", "2026-13-01"])
def test_a_dialogue_that_is_still_to_come_was_not_held(day: str, desk: Desk) -> None:
    with pytest.raises(Malformed) as refused:
        administering.hold_dialogue(desk.services, BY, day)

    assert refused.value.data == {"where": "$.held_on"}
    assert desk.services.people.dialogue() is None
    administering.hold_dialogue(desk.services, BY, "2026-11-25")


# ------------------------------------------------------------------------------------------------- details


def test_a_new_alias_is_known_to_open_sessions_at_once_and_what_was_accepted_stays(desk: Desk) -> None:
    account(desk, "agent.a")
    who, _ = works(desk, "agent.a")
    desk.services.people.accept("agent.a", "1", CURRENT.hash, 5)

    asked = DescribePerson(given_name=" Eila  Maria ", alias="Eila", languages=("en", "fi", "en"), sites=("demo",))
    administering.describe(desk.services, BY, "agent.a", asked)

    profile = desk.services.people.get("agent.a")
    assert profile is not None
    assert (profile.alias, profile.languages, profile.sites) == ("Eila", ("fi", "en"), ("demo",))
    assert profile.committed_hash == CURRENT.hash
    assert desk.services.sessions.check(who.session).alias == "Eila"
    assert desk.services.accounts.get("agent.a").given_name == "Eila Maria"
    assert ("operator.o", "person_changed", "agent.a") in desk.logged()


def kept(desk: Desk) -> list[dict[str, Any]]:
    """Return every item but that of the lease, which names its last holder."""
    return [item for item in desk.cloud.items() if not item["pk"].startswith("lease#")]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"sites": ("demo", "unknown")}, Malformed(where="$.sites[1]")),
        ({"alias": "x" * 61}, NameTooLong(limit=60, length=61, where="$.alias")),
        ({"given_name": "x" * 61}, NameTooLong(limit=60, length=61, where="$.given_name")),
        ({"alias": "Agent \u0410"}, NameConfusable(where="$.alias")),
        ({"given_name": "\u0410ino"}, NameConfusable(where="$.given_name")),
        ({"alias": "Ai\u200bno"}, NameConfusable(where="$.alias")),
        ({"sites": tuple(f"site-{n}" for n in range(101))}, Malformed(where="$.sites")),
    ],
)
def test_details_that_cannot_be_are_refused_with_their_place(
    changed: dict[str, Any], refusal: Refusal, desk: Desk
) -> None:
    account(desk, "agent.a")
    before, recorded = kept(desk), desk.logged()
    with pytest.raises(type(refusal)) as refused:
        administering.describe(desk.services, BY, "agent.a", DescribePerson(**changed))

    assert refused.value.data == refusal.data
    assert (kept(desk), desk.logged()) == (before, recorded)


def test_a_name_may_be_of_another_script_unless_it_looks_like_a_colleagues(desk: Desk) -> None:
    account(desk, "agent.a")
    account(desk, "agent.b")
    administering.describe(desk.services, BY, "agent.a", DescribePerson(alias="Poca"))
    administering.describe(desk.services, BY, "agent.b", DescribePerson(alias="\u0410\u043d\u043d\u0430"))

    profile = desk.services.people.get("agent.b")
    assert profile is not None
    assert profile.alias == "\u0410\u043d\u043d\u0430"
    with pytest.raises(AliasTaken):
        administering.describe(desk.services, BY, "agent.b", DescribePerson(alias="\u0420\u043e\u0441\u0430"))


def test_whoever_has_a_name_that_is_given_to_nobody_any_more_keeps_it(desk: Desk) -> None:
    name = "\u0531\u0576\u0576\u0561"
    desk.services.accounts.create("agent.a", name, "a temporary password")
    administering.describe(desk.services, BY, "agent.a", DescribePerson(given_name=name, alias=name, languages=("fi",)))

    profile = desk.services.people.get("agent.a")
    assert profile is not None
    assert (profile.alias, profile.languages) == (name, ("fi",))
    with pytest.raises(NameConfusable):
        administering.describe(desk.services, BY, "agent.a", DescribePerson(given_name=name, alias=name + name))


@pytest.mark.parametrize(
    ("alias", "sites", "is_taken"),
    [
        ("Aino", (), True),
        ("aino", ("demo",), True),
        (" AINO ", ("demo", "huolto"), True),
        ("A\u0131no", ("demo",), True),
        ("Aino", ("huolto",), False),
        ("Aino K", ("demo",), False),
        ("", ("demo",), False),
    ],
)
def test_of_one_site_nobody_is_shown_under_a_name_that_looks_like_anothers(
    alias: str, sites: tuple[str, ...], is_taken: bool, desk: Desk
) -> None:
    account(desk, "agent.a")
    administering.describe(desk.services, BY, "agent.a", DescribePerson(given_name="Aino", sites=("demo",)))
    account(desk, "agent.b")
    desk.services.sites.put(Site(key="huolto", company="Demo Oy", origins=(ORIGIN,)))
    asked = DescribePerson(given_name="Eila", alias=alias, sites=sites)
    made = CreatePerson(key="key-00001", person="agent.c", given_name="Eila", alias=alias, sites=sites)
    before = desk.services.people.get("agent.b")

    for ask in (
        lambda: administering.describe(desk.services, BY, "agent.b", asked),
        lambda: administering.create(desk.services, BY, msgspec.structs.replace(made, alias=alias or "Elli")),
    ):
        if not is_taken:
            ask()
            administering.describe(desk.services, BY, "agent.b", DescribePerson(given_name="Bertta"))
            continue
        with pytest.raises(AliasTaken) as refused:
            ask()
        assert refused.value.data == {"where": "$.alias"}
        assert desk.services.people.get("agent.b") == before
        assert {each.person for each in administering.accounts(desk.services)} == {"agent.a", "agent.b"}


def test_whoever_shares_a_name_since_before_may_still_be_changed_otherwise(desk: Desk) -> None:
    for name in ("agent.a", "agent.b"):
        account(desk, name)
        desk.services.people.describe(name, "Aino", (), ())

    administering.describe(
        desk.services, BY, "agent.b", DescribePerson(given_name="B", alias="Aino", languages=("fi",))
    )

    found = desk.services.people.get("agent.b")
    assert found is not None
    assert (found.alias, found.languages) == ("Aino", ("fi",))


def test_without_an_alias_visitors_see_the_first_name(desk: Desk) -> None:
    account(desk, "agent.a")
    administering.describe(desk.services, BY, "agent.a", DescribePerson(given_name="Eila Maria"))

    profile = desk.services.people.get("agent.a")
    assert profile is not None
    assert profile.alias == "Eila"


# ------------------------------------------------------------------------------------------------- leaving


def test_whoever_leaves_is_out_for_good_and_only_the_name_is_kept(desk: Desk) -> None:
    password = account(desk, "agent.a")
    desk.services.people.describe("agent.a", "Aino", LANGUAGES, ("demo",))
    who, conversation = works(desk, "agent.a")

    assert administering.leave(desk.services, BY, "Agent.A") == 1

    assert_out(desk, who, conversation)
    assert not may_begin(desk, "agent.a", password)
    assert administering.accounts(desk.services) == []
    assert desk.services.people.get("agent.a") is None
    assert ("operator.o", "person_left", "agent.a") in desk.logged()
    with pytest.raises(AccountExists):
        account(desk, "agent.a")


def test_a_name_is_free_again_when_the_log_knows_it_no_more(desk: Desk) -> None:
    account(desk, "agent.a")
    administering.leave(desk.services, BY, "agent.a")
    desk.cloud.clock.advance(ACCESS_LOG_DAYS * 24 * 3600 - 1)
    with pytest.raises(AccountExists):
        account(desk, "agent.a")

    desk.cloud.clock.advance(1)
    account(desk, "agent.a")
    desk.cloud.clock.advance(2 * 3600)
    sweeping.sweep(desk.services)
    assert [item for item in desk.cloud.items() if item["pk"] == "left"] == []


@pytest.mark.parametrize(
    ("service", "operation"),
    [("cognito-idp", "AdminDisableUser"), ("cognito-idp", "AdminDeleteUser"), ("logs", "PutLogEvents")],
)
def test_a_leaving_that_was_cut_off_is_made_whole_by_repeating_it(service: str, operation: str, desk: Desk) -> None:
    account(desk, "agent.a")
    fault = desk.cloud.fail(service, operation, error="NotAuthorizedException", times=1)
    with pytest.raises(Refusal):
        administering.leave(desk.services, BY, "agent.a")
    assert fault.happened
    desk.cloud.clock.advance(60)

    administering.leave(desk.services, BY, "agent.a")

    assert administering.accounts(desk.services) == []
    left = desk.services.people.left("agent.a")
    assert left is not None
    assert left.expires_at == left.left_at // 1000 + ACCESS_LOG_DAYS * 24 * 3600
    assert ("operator.o", "person_left", "agent.a") in desk.logged()


def test_the_first_leaving_counts(desk: Desk) -> None:
    account(desk, "agent.a")
    administering.leave(desk.services, BY, "agent.a")
    first = desk.services.people.left("agent.a")
    desk.cloud.clock.advance(3600)
    administering.leave(desk.services, BY, "agent.a")

    assert desk.services.people.left("agent.a") == first


def test_the_last_administrator_does_not_leave(desk: Desk) -> None:
    account(desk, "admin.a", "administrator")
    with pytest.raises(LastAdministrator):
        administering.leave(desk.services, BY, "admin.a")
    account(desk, "admin.b", "administrator")

    administering.leave(desk.services, BY, "admin.a")
    assert administrators(desk) == ["admin.b"]


def test_nobody_leaves_who_was_never_here(desk: Desk) -> None:
    with pytest.raises(NotFound):
        administering.leave(desk.services, BY, "nobody")

    assert desk.logged() == []


# ------------------------------------------------------------------------------------------------- looking


ADMIN = staff("admin.a", "administrator")


def test_everybody_is_shown_with_what_is_known_of_them(desk: Desk) -> None:
    account(desk, "agent.a", "agent", "reviewer")
    given_at = desk.services.milliseconds()
    account(desk, "agent.gone")
    administering.leave(desk.services, BY, "agent.gone")
    desk.services.people.describe("agent.a", "Aino", LANGUAGES, ("demo",))
    desk.services.people.accept("agent.a", CURRENT.version, CURRENT.hash, 5)
    who, _ = works(desk, "agent.a")
    signing_in.set_available(desk.services, who, on=True)
    desk.services.agents.seen(who, desk.services.milliseconds())

    found = administering.everybody(desk.services, ADMIN)

    agent, gone = found.people
    assert found.more is None
    assert agent == Person(
        reference=reference("agent.a"),
        person="agent.a",
        given_name="Aino",
        alias="Aino",
        roles=("agent", "reviewer"),
        languages=LANGUAGES,
        sites=("demo",),
        enabled=True,
        password_until=given_at + TEMPORARY_PASSWORD_DAYS * 24 * 3600 * 1000,
        committed_version=CURRENT.version,
        committed_at=5,
        committed=True,
        available=True,
        sockets=1,
    )
    assert (gone.person, gone.enabled, gone.roles) == ("agent.gone", False, ())
    assert gone.left_at == desk.services.milliseconds()
    desk.cloud.clock.advance(LIMITS.agent_away_seconds)
    assert not administering.everybody(desk.services, ADMIN).people[0].available


def test_one_of_them_is_shown_with_second_factor_and_sessions(desk: Desk) -> None:
    session = signs_in(desk, "agent.a", account(desk, "agent.a"))
    at = desk.services.milliseconds()
    _, name = administering.about(desk.services, ADMIN, reference("agent.a"))

    page = administering.page(desk.services, name)

    assert page.second_factor
    assert (page.person.has_signed_in, page.person.signed_in_at) == (True, at)
    assert [(each.session, each.started_at, each.ends_at) for each in page.sessions] == [
        (session_hash(session), at, at + LIMITS.session_idle_seconds * 1000)
    ]


def test_an_account_that_was_made_elsewhere_and_somebody_who_has_left_are_found_too(desk: Desk) -> None:
    desk.services.accounts.create("agent.elsewhere", "Eila", "a password of theirs")
    account(desk, "agent.gone")
    administering.leave(desk.services, BY, "agent.gone")
    for name in ("agent.elsewhere", "agent.gone"):
        _, found = administering.about(desk.services, ADMIN, reference(name))
        assert administering.page(desk.services, found).person.person == name

    with pytest.raises(NotFound):
        administering.about(desk.services, ADMIN, reference("nobody"))


@pytest.mark.parametrize(
    "who", [staff("agent.a"), staff("officer", "data-protection-officer"), staff("nobody", "trainer")]
)
def test_nobody_else_sees_or_changes_people(who: Staff, desk: Desk) -> None:
    for ask in (
        lambda: administering.everybody(desk.services, who),
        lambda: administering.administrator(who),
        lambda: administering.about(desk.services, who, reference("agent.a")),
    ):
        with pytest.raises(NotFound):
            ask()
    administering.everybody(desk.services, ADMIN)


# ------------------------------------------------------------------------------------------------- who may sign in


def test_whoever_has_never_signed_in_does_not_stand_in_for_the_last_administrator_who_has(desk: Desk) -> None:
    account(desk, "admin.a", "administrator")
    desk.services.accounts.set_password("admin.a", "a password of one's own")
    account(desk, "admin.b", "administrator")

    for act in (administering.disable, administering.leave):
        with pytest.raises(LastAdministrator):
            act(desk.services, BY, "admin.a")
    administering.disable(desk.services, BY, "admin.b")
    administering.enable(desk.services, BY, "admin.b")
    desk.services.accounts.set_password("admin.b", "another of one's own")
    administering.disable(desk.services, BY, "admin.a")

    assert administrators(desk) == ["admin.b"]


def test_repeating_a_creation_takes_the_last_administrators_role_from_nobody_and_undoes_nothing(desk: Desk) -> None:
    has_held_dialogue(desk)
    asked = CreatePerson(key="key-00000001", person="admin.a", roles=("administrator",))
    administering.create(desk.services, BY, asked)
    with pytest.raises(LastAdministrator):
        administering.create(desk.services, BY, msgspec.structs.replace(asked, roles=("agent",)))
    account(desk, "admin.b", "administrator")
    administering.create(desk.services, BY, asked)
    administering.set_roles(desk.services, BY, "admin.a", ["agent"])

    with pytest.raises(AccountExists):
        administering.create(desk.services, BY, asked)
    assert administrators(desk) == ["admin.b"]


def test_what_was_begun_with_a_password_that_was_replaced_since_lets_nobody_in(desk: Desk) -> None:
    signs_in = has_chosen(desk, "agent.a")
    desk.cloud.clock.advance(1)
    administering.reset_password(desk.services, BY, "agent.a")
    desk.cloud.clock.advance(60)

    with pytest.raises(Unauthenticated):
        signs_in(desk.services)
    assert sessions_of(desk) == []


def test_ones_own_password_and_second_factor_are_no_administrators_to_reset(desk: Desk) -> None:
    account(desk, "admin.a", "administrator")
    account(desk, "agent.a")
    by = Administrator("admin.a", "administrator")

    for act in (administering.reset_password, administering.reset_second_factor):
        with pytest.raises(OwnAccount):
            act(desk.services, by, "admin.a")
        act(desk.services, by, "agent.a")
