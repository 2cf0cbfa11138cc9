"""Counts within windows, under names that are nobody's."""

import hashlib
import hmac
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chalicelib.aws.table.counters import Counters
from chalicelib.aws.table.items import Items
from chalicelib.chat.errors import TooMany, Unavailable
from chalicelib.chat.ports import ATTEMPTS
from local.cloud.cloud import Cloud

MIDNIGHT = 1_795_564_800
"""Where a day begins in UTC."""
NOW = MIDNIGHT + 10 * 3600
DAY = 24 * 3600
WHO = "visitor@example.com"


@pytest.fixture
def counters(cloud: Cloud) -> Counters:
    return another(cloud)


def another(cloud: Cloud) -> Counters:
    """Counters of another execution environment, over the same table."""
    items = Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)
    return Counters(items, cloud.clock)


def counted(cloud: Cloud) -> dict[str, int]:
    return {item["pk"]: len(item["times"]) for item in cloud.items() if item["sk"] == "counter"}


def test_as_many_as_the_limit_are_counted_and_one_more_is_refused(counters: Counters) -> None:
    for _ in range(3):
        counters.count("address", WHO, 3, 60)

    with pytest.raises(TooMany):
        counters.count("address", WHO, 3, 60)


def test_what_is_refused_is_not_counted(counters: Counters, cloud: Cloud) -> None:
    counters.count("address", WHO, 2, 60)
    counters.count("address", WHO, 2, 60)
    before = cloud.items()

    for _ in range(4):
        with pytest.raises(TooMany):
            counters.count("address", WHO, 2, 60)

    assert list(counted(cloud).values()) == [2]
    assert cloud.items() == before
    counters.count("address", WHO, 3, 60)


@pytest.mark.parametrize(("later", "left"), [(0, 60), (0.5, 60), (20, 40), (59.2, 1), (59.999, 1)])
def test_a_refusal_says_when_the_oldest_leaves_the_window(
    counters: Counters, cloud: Cloud, later: float, left: int
) -> None:
    cloud.clock.advance(17)
    counters.count("address", WHO, 1, 60)
    cloud.clock.advance(later)

    with pytest.raises(TooMany) as refused:
        counters.count("address", WHO, 1, 60)

    assert refused.value.data == {"retry_after": left}
    cloud.clock.advance(left)
    counters.count("address", WHO, 1, 60)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 4_000), min_size=1, max_size=15), st.integers(0, 999))
@example([0, 0, 1_000, 8_900, 0, 1_100, 0, 0], 0)
def test_whoever_waits_as_told_is_heard_and_no_window_holds_more_than_the_limit(
    counters: Counters, cloud: Cloud, pauses: list[int], start: int
) -> None:
    """Fixed windows let twice the limit pass around each boundary; these begin with whatever is counted."""
    cloud.clock.advance(60 + start / 1000)
    heard: list[int] = []
    for pause in pauses:
        cloud.clock.advance(pause / 1000)
        try:
            counters.count("address", WHO, 3, 10)
        except TooMany as refused:
            cloud.clock.advance(refused.data["retry_after"])
            counters.count("address", WHO, 3, 10)
        heard.append(round(cloud.clock() * 1000))

    assert all(sum(at - 10_000 < other <= at for other in heard) <= 3 for at in heard)


def test_at_once_too_no_more_than_the_limit_are_counted(counters: Counters, cloud: Cloud) -> None:
    for _ in range(2):
        counters.count("address", WHO, 4, 60)
    cloud.clock.advance(50)
    counters.count("address", WHO, 4, 60)
    cloud.clock.advance(11)  # two have left the window, and stand in the item still

    def attempt(_: int) -> bool:
        try:
            another(cloud).count("address", WHO, 4, 60)
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        heard = sum(threads.map(attempt, range(8)))

    assert heard == 3


def test_whoever_finds_a_full_window_of_the_past_loses_to_no_others_for_whom_there_is_room(cloud: Cloud) -> None:
    many = ATTEMPTS + 6

    class Contended(Counters):
        """Counts before which another counts, whenever they are about to make room."""

        def _replace(self, *seen: Any) -> None:
            another(cloud).count("address", WHO, many, 60)
            super()._replace(*seen)

    for _ in range(many):
        another(cloud).count("address", WHO, many, 60)
    cloud.clock.advance(61)  # all have left the window, and stand in the item still
    items = Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)

    assert Contended(items, cloud.clock).count("address", WHO, many, 60) == 2
    assert list(counted(cloud).values()) == [2]


def test_what_was_not_done_is_given_back(counters: Counters, cloud: Cloud) -> None:
    counters.count("address", WHO, 2, 60)
    counters.count("address", WHO, 2, 60)
    counters.release("address", WHO, 60)
    counters.count("address", WHO, 2, 60)

    with pytest.raises(TooMany):
        counters.count("address", WHO, 2, 60)


def test_giving_back_what_was_never_counted_or_cannot_be_reached_changes_nothing(
    counters: Counters, cloud: Cloud
) -> None:
    counters.release("address", WHO, 60)
    counters.count("address", WHO, 1, 60)
    fault = cloud.fail("dynamodb", "*", error="ThrottlingException", times=50)
    counters.release("address", WHO, 60)
    fault.cancel()

    with pytest.raises(TooMany):
        counters.count("address", WHO, 1, 60)


def test_a_window_of_a_day_ends_with_the_day(counters: Counters, cloud: Cloud) -> None:
    counters.count("address", WHO, 1, DAY)
    with pytest.raises(TooMany) as refused:
        counters.count("address", WHO, 1, DAY)
    assert refused.value.data == {"retry_after": MIDNIGHT + DAY - NOW}

    cloud.clock.advance(MIDNIGHT + DAY - NOW)
    counters.count("address", WHO, 1, DAY)


def test_kinds_people_and_lengths_of_windows_are_counted_apart(counters: Counters, cloud: Cloud) -> None:
    counters.count("address", WHO, 1, 60)

    counters.count("address", "other@example.com", 1, 60)
    counters.count("site", WHO, 1, 60)
    counters.count("address", WHO, 1, 3600)
    counters.network("address", WHO, 1, 60)

    assert list(counted(cloud).values()) == [1] * 5
    with pytest.raises(TooMany):
        counters.network("address", WHO, 1, 60)


def test_no_name_is_stored_but_its_hmac_under_the_key_of_the_day(counters: Counters, cloud: Cloud) -> None:
    counters.count("address", WHO, 3, 60)
    counters.network("ticket", "198.51.100.0/24", 3, 60)

    key = next(item for item in cloud.items() if item["sk"] == "key")
    hidden = {
        kind: hmac.new(key["key"], f"{kind}:{who}".encode(), hashlib.sha256).hexdigest()
        for kind, who in (("address", WHO), ("network-ticket", "198.51.100.0/24"))
    }
    assert counted(cloud) == {f"counter#{kind}#{name}#60": 1 for kind, name in hidden.items()}
    stored = str(cloud.items())
    for name in (WHO, "visitor", "example.com", "198.51.100"):
        assert name not in stored
    for digest in (hashlib.sha256(WHO.encode()).hexdigest(), hashlib.sha256(f"address:{WHO}".encode()).hexdigest()):
        assert digest not in stored


def test_every_execution_environment_counts_under_the_one_key_of_the_day(counters: Counters, cloud: Cloud) -> None:
    other = another(cloud)
    counters.count("address", WHO, 2, 60)
    other.count("address", WHO, 2, 60)

    for either in (counters, other):
        with pytest.raises(TooMany):
            either.count("address", WHO, 2, 60)

    assert [item["pk"] for item in cloud.items() if item["sk"] == "key"] == ["key#2026-11-25"]


def test_a_day_has_its_own_random_key_of_256_bits(counters: Counters, cloud: Cloud) -> None:
    counters.count("address", WHO, 3, DAY)
    cloud.clock.advance(DAY)
    counters.count("address", WHO, 3, DAY)

    first, second = (item["key"] for item in cloud.items() if item["sk"] == "key")
    names = {pk.split("#")[2] for pk in counted(cloud)}
    assert len(first) == len(second) == 32
    assert first != second
    assert len(names) == 2


@pytest.mark.parametrize("into", [0, 1, DAY // 2, DAY - 1])
def test_the_key_and_what_is_counted_under_it_end_with_the_day(counters: Counters, cloud: Cloud, into: int) -> None:
    begins, ends = MIDNIGHT + DAY, MIDNIGHT + 2 * DAY
    cloud.clock.advance(begins + into - NOW)
    for seconds in (60, 3600, DAY):
        counters.count("address", WHO, 3, seconds)

    assert [item["expires_at"] for item in cloud.items() if item["sk"] == "key"] == [ends]
    assert all(begins + into < item["expires_at"] <= ends for item in cloud.items())

    cloud.clock.advance(DAY - into)
    assert cloud.delete_expired(late_by=0) == 4
    assert cloud.items() == []


@pytest.mark.parametrize("operation", ["PutItem", "UpdateItem"])
def test_nothing_is_let_through_uncounted_when_the_table_fails(
    counters: Counters, cloud: Cloud, operation: str
) -> None:
    fault = cloud.fail("dynamodb", operation, error="ThrottlingException", times=50)
    with pytest.raises(Unavailable):
        counters.count("address", WHO, 1, 60)
    assert counted(cloud) == {}

    fault.cancel()
    counters.count("address", WHO, 1, 60)
    assert list(counted(cloud).values()) == [1]


def test_a_key_that_was_stored_without_an_answer_is_the_one_that_is_used(counters: Counters, cloud: Cloud) -> None:
    cloud.fail("dynamodb", "PutItem", error="ReadTimeout", before=False)
    with pytest.raises(Unavailable):
        counters.count("address", WHO, 1, 60)

    counters.count("address", WHO, 1, 60)

    with pytest.raises(TooMany):
        another(cloud).count("address", WHO, 1, 60)


def test_a_key_whose_day_ends_while_it_is_made_is_not_made_up(cloud: Cloud) -> None:
    cloud.clock.advance(MIDNIGHT + DAY - 1 - cloud.clock())
    another(cloud).count("address", WHO, 1, 60)
    times = iter((0.0, 0.0, 0.0, 1.0))

    def now() -> float:
        return cloud.clock() + next(times, 1.0)

    items = Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], now)
    late = Counters(items, now)
    with pytest.raises(Unavailable):
        late.count("address", WHO, 1, 60)

    late.count("address", WHO, 1, 60)
    with pytest.raises(TooMany):
        late.count("address", WHO, 1, 60)
