"""Who is heard who tries to sign in, as rules without a clock or a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat import attempts as rules
from chalicelib.chat.attempts import Attempts, Door
from chalicelib.chat.limits import LIMITS

START = 1_795_600_000
QUIET = LIMITS.sign_in_quiet_seconds
COGNITO_LOCKS_FROM = 5
COGNITO_FORGETS = 15 * 60

# ------------------------------------------------------------------------------------------------- in a row


def test_the_delay_doubles_from_a_second_to_a_minute_and_stays_there() -> None:
    attempts, delays = Attempts(), []
    for _ in range(10):
        attempts = rules.failed(attempts, START, LIMITS)
        delays.append(rules.wait(attempts, START))

    assert delays == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]


def test_however_often_it_failed_nobody_is_locked_out() -> None:
    attempts = rules.failed(Attempts(failures=1_000_000), START, LIMITS)

    assert rules.wait(attempts, START + 59) == 1
    assert rules.wait(attempts, START + 60) == 0


def test_a_fraction_of_a_second_is_waited_for_as_a_whole_one() -> None:
    attempts = rules.failed(Attempts(), START + 0.9, LIMITS)

    assert rules.wait(attempts, START + 0.9) == 2
    assert rules.wait(attempts, START + 1.1) == 1


def test_whoever_has_not_failed_does_not_wait() -> None:
    assert rules.wait(Attempts(), START) == 0


# ------------------------------------------------------------------------------------------------- at the door


def knocks(door: Door, now: int, *networks: str) -> tuple[Door, list[int]]:
    """Return the door after these networks have come one after the other, and what each was told."""
    told = []
    for network in networks:
        door, wait = rules.knock(door, network, now, LIMITS)
        told.append(wait)
    return door, told


def test_fewer_failures_are_let_through_than_lock_an_account() -> None:
    door, told = knocks(Door(), START, "a", "b", "c", "d", "e")

    assert told == [0, 0, 0, 0, QUIET]
    assert door.failures == LIMITS.sign_in_failures_a_name < COGNITO_LOCKS_FROM
    assert QUIET > COGNITO_FORGETS


def test_one_network_leaves_something_to_the_others() -> None:
    door, told = knocks(Door(), START, "a", "a", "a", "a")
    assert told == [0, 0, 0, QUIET]

    assert knocks(door, START, "b")[1] == [0]


def test_whoever_has_not_failed_and_came_too_late_is_kept_a_place_from_those_who_have() -> None:
    door, _ = knocks(Door(), START, "a", "a", "a", "b", "late")

    door, told = knocks(door, START + QUIET, "a", "a", "a", "a", "b", "c", "late")

    assert told[:3] == [0, 0, 0]
    assert all(told[3:6])
    assert told[6] == 0


@pytest.mark.parametrize(("before", "rounds"), [(0, 1), (2, 1), (3, 2), (5, 2), (6, 3)])
def test_how_long_one_waits_is_by_how_many_wait_already(before: int, rounds: int) -> None:
    waiting = [f"waiting-{number}" for number in range(before)]
    door, _ = knocks(Door(), START, "a", "a", "a", "b", *waiting)

    door, (told,) = knocks(door, START + 60, "late")
    assert told == rounds * QUIET - 60

    for number in range(1, rounds):  # every one of the others comes when it may, and fails
        door, _ = knocks(door, START + number * QUIET, *waiting, "a", "b", "c")
    assert knocks(door, START + 60 + told, "x", "late")[1] == [0, 0]


def test_a_place_that_nobody_comes_for_is_not_kept_for_long() -> None:
    door, _ = knocks(Door(), START, "a", "a", "a", "b", "late", "later", "latest")
    opens = START + QUIET

    assert knocks(door, opens + LIMITS.sign_in_place_kept_seconds - 1, "c", "d")[1][1] > 0
    assert knocks(door, opens + LIMITS.sign_in_place_kept_seconds, "c", "d", "e", "f")[1] == [0, 0, 0, 0]


def test_no_more_wait_than_are_told_something_true() -> None:
    many = [f"network-{number}" for number in range(50)]

    door, told = knocks(Door(), START, "a", "a", "a", "b", *many)

    assert len(door.waiting) == LIMITS.sign_in_waiting_networks
    assert max(told) == (1 + LIMITS.sign_in_waiting_networks // LIMITS.sign_in_kept_places) * QUIET


def test_what_has_not_failed_is_taken_back() -> None:
    door, _ = knocks(Door(), START, "a")

    assert rules.not_failed(door, "a").failures == 0
    assert rules.not_failed(door, "b") == door
    assert knocks(rules.not_failed(door, "a"), START, "a", "a", "a")[1] == [0, 0, 0]


@given(steps=st.lists(st.tuples(st.integers(0, 2_000), st.sampled_from("abcdefgh")), max_size=60))
def test_whoever_comes_whenever_cognito_never_locks(steps: list[tuple[int, str]]) -> None:
    """Cognito counts failures in a row, and forgets them after fifteen minutes without an attempt."""
    door, now, failures, last = Door(), START, 0, 0
    for pause, network in steps:
        now += pause
        door, told = rules.knock(door, network, now, LIMITS)
        if told == 0:
            failures = 1 if now - last >= COGNITO_FORGETS else failures + 1
            last = now
        assert failures < COGNITO_LOCKS_FROM
