"""Sessions, names and passwords, as rules without a clock or a table."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat import commitment, people
from chalicelib.chat.errors import PasswordTooWeak
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Session

START = 1_795_600_000
IDLE = LIMITS.session_idle_seconds
ABSOLUTE = LIMITS.session_seconds


def session(*, seen_at: int = START, committed: str = "") -> Session:
    return Session(
        hash="h",
        person="agent.a",
        alias="Aino",
        roles=("agent", "reviewer"),
        committed=committed,
        started_at=START,
        seen_at=seen_at,
    )


# ------------------------------------------------------------------------------------------------- sessions


FIFTEEN = "åkerbär på myra"


def test_the_limits_are_those_that_were_promised() -> None:
    assert (IDLE, ABSOLUTE, LIMITS.password_characters) == (30 * 60, 12 * 3600, 15)


def test_a_session_lives_to_the_last_second_of_being_idle_and_not_beyond() -> None:
    assert people.alive(session(), START + IDLE - 1, LIMITS)
    assert not people.alive(session(), START + IDLE, LIMITS)


def test_a_session_in_use_ends_after_twelve_hours_all_the_same() -> None:
    used = session(seen_at=START + ABSOLUTE - 1)

    assert people.alive(used, START + ABSOLUTE - 1, LIMITS)
    assert not people.alive(used, START + ABSOLUTE, LIMITS)


@given(seen=st.integers(0, ABSOLUTE), now=st.integers(0, 2 * ABSOLUTE))
def test_a_session_is_never_alive_beyond_either_limit(seen: int, now: int) -> None:
    if people.alive(session(seen_at=START + seen), START + now, LIMITS):
        assert now < ABSOLUTE
        assert now - seen < IDLE


def test_a_session_says_who_holds_it() -> None:
    staff = people.staff(session(committed=commitment.CURRENT.hash), LIMITS)

    assert (staff.person, staff.alias, staff.session) == ("agent.a", "Aino", "h")
    assert staff.roles == {"agent", "reviewer"}
    assert staff.committed


@pytest.mark.parametrize("accepted", ["", "0" * 64])
def test_who_has_accepted_no_or_another_commitment_has_not_committed(accepted: str) -> None:
    assert not people.staff(session(committed=accepted), LIMITS).committed


def test_a_session_is_kept_under_a_hash() -> None:
    digest = hashlib.sha256(b"id").digest()[:16]

    assert people.session_hash("id") == base64.urlsafe_b64encode(digest).decode().rstrip("=")


def test_groups_that_are_no_roles_give_no_roles() -> None:
    assert people.roles_of(["reviewer", "agent", "root", "Administrator"]) == ("agent", "reviewer")


# ------------------------------------------------------------------------------------------------- names and passwords


@pytest.mark.parametrize("typed", ["agent.a", "Agent.A", "  AGENT.A\t"])
def test_a_user_name_is_one_however_it_is_typed(typed: str) -> None:
    assert people.user_name(typed) == "agent.a"


@pytest.mark.parametrize(
    ("given_name", "person", "alias"),
    [("Aino", "agent.a", "Aino"), ("Aino Maria", "a", "Aino"), ("", "agent.a", "Agent"), (" ", "a@example.org", "A")],
)
def test_visitors_see_a_first_name(given_name: str, person: str, alias: str) -> None:
    assert people.alias_of(given_name, person) == alias


def test_a_password_of_the_minimum_is_taken_and_one_character_less_is_not() -> None:
    assert people.new_password(FIFTEEN, LIMITS, ()) == FIFTEEN
    with pytest.raises(PasswordTooWeak) as refused:
        people.new_password(FIFTEEN[1:], LIMITS, ())

    assert refused.value.data == {"minimum": 15}


def test_a_password_is_counted_and_kept_in_one_form() -> None:
    composed, decomposed = "\u00e5", "a\u030a"
    with pytest.raises(PasswordTooWeak):
        people.new_password(decomposed + FIFTEEN[2:], LIMITS, ())

    assert people.new_password(decomposed + FIFTEEN[1:], LIMITS, ()) == FIFTEEN
    assert people.password_as_kept(decomposed) == composed


def test_attempts_are_counted_under_no_readable_name() -> None:
    assert "agent" not in people.attempts_hash("agent.a")
    assert people.attempts_hash("agent.a") != people.attempts_hash("agent.b")
