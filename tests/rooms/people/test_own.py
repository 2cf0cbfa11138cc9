"""One's own account: what lets one in, another password, another second factor, and that neither comes of a session alone."""

import json
from collections.abc import Callable

import msgspec
import pytest

from chalicelib.chat.actions import connecting, signing_in
from chalicelib.chat.actions.guarding import Asker
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.errors import (
    LogUnavailable,
    Malformed,
    NotFound,
    PasswordNotAccepted,
    PasswordTooCommon,
    PasswordTooWeak,
    PasswordUnchanged,
    Refusal,
    SignInRefused,
    Unauthenticated,
    Unavailable,
)
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Profile, Step
from chalicelib.chat.ports import Listener
from chalicelib.chat.who import Staff
from chalicelib.rooms.people import own
from chalicelib.rooms.people.wire import ChangePassword, ChangeSecondFactor, ConfirmSecondFactor
from local.cloud import totp
from tests.service.conftest import Desk

ORIGIN = "http://127.0.0.1:8601"
ASKER = Asker("192.0.2.0/24")
PASSWORD = "a password of the agent's own"
OTHER = "another one of the agent's own"
SEED = "JBSWY3DPEHPK3PXP"


def enters(desk: Desk, person: str = "agent.a") -> Staff:
    """Return somebody under a new session, whose socket is open."""
    services = desk.services
    _, session = services.sessions.start(person, "Aino", ("agent",), CURRENT.hash)
    ticket = connecting.ticket(services, Listener(session=session.hash, person=person), ORIGIN)
    connecting.connect(services, ticket.ticket, ORIGIN, f"of-{session.hash}")
    desk.cloud.clock.advance(1)
    return services.sessions.check(session.hash)


@pytest.fixture
def who(desk: Desk) -> Staff:
    """Somebody with an account, a password and a second factor, who is in."""
    desk.services.accounts.create("agent.a", "Aino", "a temporary password")
    desk.services.accounts.set_password("agent.a", PASSWORD)
    desk.cloud.cognito.enrol(desk.cloud.user_pool, "agent.a", SEED)
    desk.services.people.put(Profile(person="agent.a", alias="Aino", sites=("demo",)))
    return enters(desk)


def code(desk: Desk, secret: str = SEED) -> str:
    """Return what an authenticator shows that has not shown it before."""
    desk.cloud.clock.advance(totp.STEP_SECONDS)
    return totp.code_at(secret, desk.services.now())


def living(desk: Desk, *staff: Staff) -> list[bool]:
    found = desk.services.sessions.living([each.session for each in staff])
    return [each.session in found for each in staff]


def outcomes(desk: Desk, action: str) -> list[str]:
    records = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    return [each["outcome"] for each in records if each["action"] == action]


# ------------------------------------------------------------------------------------------------- sessions


def test_one_sees_ones_own_sessions_and_which_of_them_asks(desk: Desk, who: Staff) -> None:
    other, stranger = enters(desk), enters(desk, "agent.b")

    shown = own.sessions(desk.services, who).sessions

    assert [(each.session, each.this) for each in shown] == [(other.session, False), (who.session, True)]
    assert stranger.session not in {each.session for each in shown}
    assert shown[1].ends_at == shown[1].seen_at + LIMITS.session_idle_seconds * 1000


def test_one_of_them_ends_with_its_socket_and_the_others_go_on(desk: Desk, who: Staff) -> None:
    other, third = enters(desk), enters(desk)

    left = own.end_session(desk.services, who, other.session)

    assert living(desk, who, other, third) == [True, False, True]
    assert desk.sockets.closed == [f"of-{other.session}"]
    assert {each.session for each in left.sessions} == {who.session, third.session}
    assert desk.logged()[-1] == ("agent.a", "sessions_revoked", "agent.a")
    assert own.end_session(desk.services, who, other.session) == left


def test_nobody_ends_a_session_of_somebody_else(desk: Desk, who: Staff) -> None:
    stranger = enters(desk, "agent.b")
    with pytest.raises(NotFound):
        own.end_session(desk.services, who, stranger.session)

    assert living(desk, stranger) == [True]
    assert outcomes(desk, "sessions_revoked") == []


def test_whoever_ends_the_last_one_is_gone(desk: Desk, who: Staff) -> None:
    signing_in.set_available(desk.services, who, on=True)
    own.end_session(desk.services, who, who.session)

    agent = desk.services.agents.get("agent.a")
    assert agent is not None
    assert not agent.available
    with pytest.raises(Unauthenticated):
        desk.services.sessions.check(who.session)


def test_all_others_end_and_the_one_that_asks_stays_available(desk: Desk, who: Staff) -> None:
    signing_in.set_available(desk.services, who, on=True)
    others = [enters(desk), enters(desk)]

    own.end_others(desk.services, who)

    assert living(desk, who, *others) == [True, False, False]
    assert sorted(desk.sockets.closed) == sorted(f"of-{each.session}" for each in others)
    agent = desk.services.agents.get("agent.a")
    assert agent is not None
    assert agent.available


def test_others_end_also_where_the_log_takes_no_record(desk: Desk, who: Staff) -> None:
    other = enters(desk)
    desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException", times=1)
    with pytest.raises(LogUnavailable):
        own.end_others(desk.services, who)

    assert living(desk, who, other) == [True, False]


# ------------------------------------------------------------------------------------------------- the password


def test_another_password_is_the_one_from_then_on_and_other_sessions_end(desk: Desk, who: Staff) -> None:
    other = enters(desk)

    own.change_password(desk.services, who, ChangePassword(current=PASSWORD, password=OTHER), ASKER)

    assert desk.services.identity.password("agent.a", OTHER).next == "code"
    with pytest.raises(SignInRefused):
        desk.services.identity.password("agent.a", PASSWORD)
    assert living(desk, who, other) == [True, False]
    assert outcomes(desk, "password_changed") == ["allowed"]
    assert OTHER not in str(desk.cloud.items()) + str(desk.cloud.log_events())


@pytest.mark.parametrize(
    ("given", "refusal", "recorded"),
    [
        (ChangePassword(current="a wrong password of theirs", password=OTHER), SignInRefused, ["refused"]),
        (ChangePassword(current=PASSWORD, password="too short"), PasswordTooWeak, []),
        (ChangePassword(current=PASSWORD, password="agent.a.agent.a.agent.a"), PasswordTooCommon, []),
        (ChangePassword(current=PASSWORD, password="Demo Oy Demo Oy Demo"), PasswordTooCommon, []),
        (ChangePassword(current=PASSWORD, password=PASSWORD), PasswordUnchanged, []),
        (
            ChangePassword(current="hyvää yötä mörkö", password="hyva\u0308a\u0308 yo\u0308ta\u0308 mo\u0308rko\u0308"),
            PasswordUnchanged,
            [],
        ),
        (ChangePassword(current=PASSWORD, password=" with a space before"), PasswordNotAccepted, ["allowed", "failed"]),
    ],
)
def test_a_password_that_is_refused_changes_nothing(
    given: ChangePassword, refusal: type[Refusal], recorded: list[str], desk: Desk, who: Staff
) -> None:
    other = enters(desk)
    with pytest.raises(refusal):
        own.change_password(desk.services, who, given, ASKER)

    assert living(desk, who, other) == [True, True]
    assert outcomes(desk, "password_changed") == recorded
    assert desk.services.identity.password("agent.a", PASSWORD).next == "code"


def test_guessing_a_password_within_a_session_is_slow_and_keeps_nobody_from_signing_in(desk: Desk, who: Staff) -> None:
    wrong = ChangePassword(current="a wrong password of theirs", password=OTHER)
    waits = []
    for _ in range(3):
        with pytest.raises(SignInRefused) as refused:
            own.change_password(desk.services, who, wrong, ASKER)
        waits.append(refused.value.data["retry_after"])
        asked = outcomes(desk, "password_changed")
        assert set(asked) == {"refused"}
        with pytest.raises(SignInRefused):
            own.change_password(desk.services, who, ChangePassword(current=PASSWORD, password=OTHER), ASKER)
        assert outcomes(desk, "password_changed") == asked  # it was not heard
        desk.cloud.clock.advance(waits[-1])

    assert waits == [1, 2, 4]
    assert desk.services.attempts.begin("code:agent.a").failures == 0
    own.change_password(desk.services, who, ChangePassword(current=PASSWORD, password=OTHER), ASKER)
    own.change_password(desk.services, who, ChangePassword(current=OTHER, password=PASSWORD), ASKER)


def test_a_browser_that_is_known_has_a_counter_of_its_own(desk: Desk, who: Staff) -> None:
    known = Asker(ASKER.network, desk.services.attempts.know("agent.a"))
    wrong = ChangePassword(current="a wrong password of theirs", password=OTHER)
    with pytest.raises(SignInRefused):
        own.change_password(desk.services, who, wrong, ASKER)

    own.change_password(desk.services, who, ChangePassword(current=PASSWORD, password=OTHER), known)


def test_a_cognito_that_fails_costs_no_wait(desk: Desk, who: Staff) -> None:
    asked = ChangePassword(current=PASSWORD, password=OTHER)
    desk.cloud.fail("cognito-idp", "AdminInitiateAuth", error="NotAuthorizedForThis", times=1)
    with pytest.raises(Unavailable):
        own.change_password(desk.services, who, asked, ASKER)

    own.change_password(desk.services, who, asked, ASKER)
    assert outcomes(desk, "password_changed") == ["allowed"]


def test_nothing_is_changed_that_the_log_does_not_take(desk: Desk, who: Staff) -> None:
    desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException", times=2)
    with pytest.raises(LogUnavailable):
        own.change_password(desk.services, who, ChangePassword(current=PASSWORD, password=OTHER), ASKER)
    with pytest.raises(LogUnavailable):
        own.answer_in(desk.services, who, ["sv"])

    assert desk.services.identity.password("agent.a", PASSWORD).next == "code"
    own.change_password(desk.services, who, ChangePassword(current=PASSWORD, password=OTHER), ASKER)


# ------------------------------------------------------------------------------------------------- the second factor


def test_another_second_factor_takes_the_place_of_the_old_one(desk: Desk, who: Staff) -> None:
    other, old = enters(desk), code(desk)

    step = own.change_second_factor(desk.services, who, ChangeSecondFactor(password=PASSWORD, code=old), ASKER)
    secret = step.secret or ""
    given = ConfirmSecondFactor(challenge=step.challenge or "", code=code(desk, secret))
    own.confirm_second_factor(desk.services, who, given, ASKER)

    assert living(desk, who, other) == [True, False]
    for shown, is_right in ((code(desk), False), (code(desk, secret), True)):
        asked = desk.services.identity.password("agent.a", PASSWORD)
        if is_right:
            assert desk.services.identity.code("agent.a", asked.challenge or "", shown).next == "done"
        else:
            with pytest.raises(SignInRefused):
                desk.services.identity.code("agent.a", asked.challenge or "", shown)
    assert outcomes(desk, "second_factor_reset") == ["allowed"]
    assert outcomes(desk, "second_factor_enrolled") == ["allowed"]


@pytest.mark.parametrize(
    "given",
    [
        lambda desk: ChangeSecondFactor(password="a wrong password of theirs", code=code(desk)),
        lambda desk: ChangeSecondFactor(password=PASSWORD, code="000000"),
        lambda _: ChangeSecondFactor(password=PASSWORD),
    ],
)
def test_without_password_and_code_the_old_one_stays(
    given: Callable[[Desk], ChangeSecondFactor], desk: Desk, who: Staff
) -> None:
    other = enters(desk)
    with pytest.raises(SignInRefused):
        own.change_second_factor(desk.services, who, given(desk), ASKER)

    assert living(desk, who, other) == [True, True]
    assert desk.services.accounts.get("agent.a").second_factor
    assert outcomes(desk, "second_factor_reset") == ["refused"]


def test_whoever_stopped_after_the_old_one_was_gone_begins_again_with_the_password(desk: Desk, who: Staff) -> None:
    own.change_second_factor(desk.services, who, ChangeSecondFactor(password=PASSWORD, code=code(desk)), ASKER)

    step = own.change_second_factor(desk.services, who, ChangeSecondFactor(password=PASSWORD), ASKER)

    given = ConfirmSecondFactor(challenge=step.challenge or "", code=code(desk, step.secret or ""))
    own.confirm_second_factor(desk.services, who, given, ASKER)
    assert desk.services.accounts.get("agent.a").second_factor


class Meanwhile:
    """An identity before which another window of the same person is quicker by a second factor."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.password = desk.services.identity.password
        self.new_password = desk.services.identity.new_password

    def code(self, user: str, challenge: str, code: str) -> Step:
        self._desk.services.accounts.forget_second_factor(user)
        return self._desk.services.identity.code(user, challenge, code)


def test_whoever_finds_the_old_one_gone_meanwhile_goes_on_as_whoever_stopped_after_that(desk: Desk, who: Staff) -> None:
    slower = msgspec.structs.replace(desk.services, identity=Meanwhile(desk))

    step = own.change_second_factor(slower, who, ChangeSecondFactor(password=PASSWORD, code=code(desk)), ASKER)

    assert step.next == "enrol"
    given = ConfirmSecondFactor(challenge=step.challenge or "", code=code(desk, step.secret or ""))
    own.confirm_second_factor(desk.services, who, given, ASKER)
    assert desk.services.accounts.get("agent.a").second_factor


def test_a_wrong_first_code_or_an_old_challenge_enrols_nothing(desk: Desk, who: Staff) -> None:
    asked = ChangeSecondFactor(password=PASSWORD, code=code(desk))
    step = own.change_second_factor(desk.services, who, asked, ASKER)
    challenge = step.challenge or ""
    with pytest.raises(SignInRefused):
        own.confirm_second_factor(desk.services, who, ConfirmSecondFactor(challenge=challenge, code="000000"), ASKER)
    desk.cloud.clock.advance(11 * 60)

    given = ConfirmSecondFactor(challenge=challenge, code=code(desk, step.secret or ""))
    with pytest.raises(Malformed) as refused:
        own.confirm_second_factor(desk.services, who, given, ASKER)
    assert refused.value.data == {"where": "$.challenge"}
    assert not desk.services.accounts.get("agent.a").second_factor


# ------------------------------------------------------------------------------------------------- languages


def test_one_says_in_which_languages_one_answers_and_nothing_else_changes(desk: Desk, who: Staff) -> None:
    me = own.answer_in(desk.services, who, ["sv", "fi", "sv"])

    assert (me.languages, me.sites, me.alias) == (("fi", "sv"), ("demo",), "Aino")
    assert desk.logged()[-1] == ("agent.a", "person_changed", "agent.a")


def test_whoever_guesses_with_a_session_that_they_have_found_is_out_before_the_account_is_shut(
    desk: Desk, who: Staff
) -> None:
    other = enters(desk)
    for number in range(LIMITS.own_failures):
        assert living(desk, who) == [True], number
        with pytest.raises(SignInRefused) as refused:
            own.change_password(desk.services, who, ChangePassword(current="a guess of theirs", password=OTHER), ASKER)
        desk.cloud.clock.advance(refused.value.data["retry_after"])

    assert living(desk, who, other) == [False, True]
    own.change_password(desk.services, other, ChangePassword(current=PASSWORD, password=OTHER), ASKER)
