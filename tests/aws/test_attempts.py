"""Attempts to sign in and known browsers in the table."""

import json

import pytest

from chalicelib.aws.calling import Calls, World
from chalicelib.aws.table.attempts import ATTEMPTS_SECONDS, SignInAttempts
from chalicelib.aws.table.items import Items
from chalicelib.chat.attempts import Attempts
from chalicelib.chat.errors import SignInRefused
from chalicelib.chat.limits import LIMITS
from local.cloud.cloud import Cloud
from tests.recorders import Metrics

NOW = 1_795_600_000


@pytest.fixture
def items(cloud: Cloud) -> Items:
    return Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)


@pytest.fixture
def attempts(cloud: Cloud, items: Items) -> SignInAttempts:
    return SignInAttempts(items, LIMITS, cloud.clock)


# ------------------------------------------------------------------------------------------------- in a row


def refused_for(attempts: SignInAttempts, user: str = "agent.a") -> int:
    with pytest.raises(SignInRefused) as refused:
        attempts.begin(user)
    return int(refused.value.data["retry_after"])


def test_an_attempt_counts_as_failed_until_it_has_not(attempts: SignInAttempts) -> None:
    assert attempts.begin("agent.a") == Attempts()

    assert refused_for(attempts) == 1


def test_the_wait_doubles_with_every_failure_up_to_a_minute(cloud: Cloud, attempts: SignInAttempts) -> None:
    waits = []
    for _ in range(8):
        attempts.begin("agent.a")
        waits.append(refused_for(attempts))
        cloud.clock.advance(waits[-1])

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_trying_too_early_does_not_prolong_the_wait(cloud: Cloud, attempts: SignInAttempts) -> None:
    for wait in (1, 2, 4):
        attempts.begin("agent.a")
        cloud.clock.advance(wait)
    attempts.begin("agent.a")

    assert [refused_for(attempts) for _ in range(5)] == [8] * 5
    cloud.clock.advance(8)
    attempts.begin("agent.a")


def test_an_attempt_that_did_not_fail_leaves_things_as_they_were(cloud: Cloud, attempts: SignInAttempts) -> None:
    attempts.begin("agent.a")
    cloud.clock.advance(1)

    attempts.restore("agent.a", attempts.begin("agent.a"))

    assert attempts.begin("agent.a").failures == 1
    assert refused_for(attempts) == 2


def test_who_has_signed_in_starts_afresh(cloud: Cloud, attempts: SignInAttempts) -> None:
    attempts.begin("agent.a")
    cloud.clock.advance(1)
    attempts.begin("agent.a")
    attempts.forget("agent.a")

    assert attempts.begin("agent.a") == Attempts()


def test_one_persons_failures_keep_nobody_else_waiting(attempts: SignInAttempts) -> None:
    attempts.begin("agent.a")

    assert attempts.begin("agent.b") == Attempts()


def test_of_two_attempts_at_once_one_is_heard(cloud: Cloud, items: Items, attempts: SignInAttempts) -> None:
    class Overtaken(SignInAttempts):
        """An attempt that another one overtakes between reading and writing."""

        def _read(self, user: str) -> Attempts:
            before = super()._read(user)
            attempts.begin(user)
            return before

    with pytest.raises(SignInRefused) as refused:
        Overtaken(items, LIMITS, cloud.clock).begin("agent.a")

    assert refused.value.data == {"retry_after": 1}


def test_failures_are_forgotten_after_a_day_whether_or_not_they_were_swept(
    cloud: Cloud, attempts: SignInAttempts
) -> None:
    for wait in (1, 2, 4):
        attempts.begin("agent.a")
        cloud.clock.advance(wait)
    cloud.clock.advance(ATTEMPTS_SECONDS)
    assert len(cloud.items()) == 1

    assert attempts.begin("agent.a") == Attempts()


def test_what_was_typed_as_a_name_is_stored_nowhere(cloud: Cloud, attempts: SignInAttempts) -> None:
    attempts.begin("a password typed in the wrong field")

    assert "password" not in json.dumps(cloud.items())


# ------------------------------------------------------------------------------------------------- at the door


def knock(attempts: SignInAttempts, network: str, user: str = "agent.a") -> int:
    try:
        attempts.knock(user, network)
    except SignInRefused as refused:
        return int(refused.data["retry_after"])
    return 0


def test_a_door_is_kept_between_knocks_and_is_each_names_own(cloud: Cloud, attempts: SignInAttempts) -> None:
    assert [knock(attempts, "a") for _ in range(4)] == [0, 0, 0, LIMITS.sign_in_quiet_seconds]
    assert attempts.comes_again("agent.a", "a") == LIMITS.sign_in_quiet_seconds
    assert attempts.comes_again("agent.a", "b") == 1
    assert knock(attempts, "a", "agent.b") == 0

    attempts.not_failed("agent.a", "a")
    assert knock(attempts, "a") == 0
    attempts.open("agent.a")
    assert knock(attempts, "a") == 0

    cloud.clock.advance(ATTEMPTS_SECONDS)
    assert [knock(attempts, "a") for _ in range(4)] == [0, 0, 0, LIMITS.sign_in_quiet_seconds]


def test_of_two_who_knock_at_once_both_are_counted(cloud: Cloud, items: Items, attempts: SignInAttempts) -> None:
    class Overtaken(Items):
        """A table that another knock is faster at, once."""

        overtaken = False

        def update(self, *given: object, **more: object) -> dict[str, object]:
            if not self.overtaken:
                self.overtaken = True
                attempts.knock("agent.a", "faster")
            return items.update(*given, **more)  # type: ignore[arg-type]

    there = Overtaken(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)
    SignInAttempts(there, LIMITS, cloud.clock).knock("agent.a", "slower")

    (item,) = cloud.items()
    assert (item["failures"], sorted(item["failed"])) == (2, ["faster", "slower"])


def test_what_was_done_at_a_door_and_reported_lost_is_done_once(cloud: Cloud, attempts: SignInAttempts) -> None:
    calls = Calls(lambda: cloud.client("dynamodb"), World(sleep=lambda _: None), Metrics(), service="dynamodb", tries=2)
    there = SignInAttempts(Items(calls, cloud.environment["JUTTU_TABLE"], cloud.clock), LIMITS, cloud.clock)  # type: ignore[arg-type]
    for known in (False, True):
        cloud.fail("dynamodb", "UpdateItem", error="ReadTimeout", before=False)
        there.knock("agent.a", "a")
        assert [item["failures"] for item in cloud.items()] == [2 if known else 1]
    cloud.fail("dynamodb", "UpdateItem", error="ReadTimeout", before=False)
    there.not_failed("agent.a", "a")

    (item,) = cloud.items()
    assert (item["failures"], item["failed"]) == (1, ["a"])


def test_a_door_that_was_opened_and_shut_again_is_another_one(
    cloud: Cloud, items: Items, attempts: SignInAttempts
) -> None:
    """Whoever saw it before must not put back what they saw, with as many failures as there were."""
    attempts.knock("agent.a", "before")

    class Overtaken(Items):
        """A table in which somebody signs in and somebody else fails, just before anything is written."""

        overtaken = False

        def update(self, *given: object, **more: object) -> dict[str, object]:
            if not self.overtaken:
                self.overtaken = True
                attempts.open("agent.a")
                attempts.knock("agent.a", "after")
            return items.update(*given, **more)  # type: ignore[arg-type]

    there = Overtaken(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)
    SignInAttempts(there, LIMITS, cloud.clock).knock("agent.a", "slower")

    (item,) = cloud.items()
    assert sorted(item["failed"]) == ["after", "slower"]


# ------------------------------------------------------------------------------------------------- known browsers


def test_a_browser_is_known_for_the_name_that_signed_in_and_for_so_long(cloud: Cloud, attempts: SignInAttempts) -> None:
    browser = attempts.know("agent.a")

    assert attempts.knows(browser, "agent.a")
    assert not attempts.knows(browser, "agent.b")
    assert not attempts.knows("another", "agent.a")
    assert browser not in json.dumps(cloud.items())
    assert "agent.a" not in json.dumps(cloud.items())

    cloud.clock.advance(LIMITS.known_browser_seconds - 1)
    assert attempts.knows(browser, "agent.a")
    cloud.clock.advance(1)
    assert not attempts.knows(browser, "agent.a")


def test_a_browser_that_is_forgotten_is_known_no_more(attempts: SignInAttempts) -> None:
    browser = attempts.know("agent.a")
    attempts.forget_browser(browser)

    assert not attempts.knows(browser, "agent.a")
