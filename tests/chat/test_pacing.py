"""What a process remembers of how often somebody has asked."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.chat.pacing import Pace
from local.cloud.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock(stopped_at=1_795_600_000)


def test_as_many_as_the_limit_are_let_through_and_one_more_waits_for_the_oldest(clock: Clock) -> None:
    pace = Pace(clock)
    assert [pace.wait("frames", "c1", 3, 60) for _ in range(3)] == [0, 0, 0]
    clock.advance(20)

    assert pace.wait("frames", "c1", 3, 60) == 40
    clock.advance(40)
    assert pace.wait("frames", "c1", 3, 60) == 0


def test_kinds_and_people_are_counted_apart(clock: Clock) -> None:
    pace = Pace(clock)

    assert [pace.wait(*each, 1, 60) for each in (("a", "x"), ("a", "y"), ("b", "x"), ("a", "x"))] == [0, 0, 0, 60]


@given(st.lists(st.integers(0, 4_000), min_size=1, max_size=80))
@example([0, 0, 1_000, 8_900, 0, 1_100, 0, 0])
def test_whoever_waits_as_told_is_heard_and_no_window_holds_more_than_the_limit(pauses: list[int]) -> None:
    clock = Clock(stopped_at=1_795_600_000)
    pace, heard = Pace(clock), []
    for pause in pauses:
        clock.advance(pause / 1000)
        wait = pace.wait("frames", "c1", 3, 10)
        if wait:
            clock.advance(wait)
            assert pace.wait("frames", "c1", 3, 10) == 0
        heard.append(clock())

    assert all(sum(at - 10 < other <= at for other in heard) <= 3 for at in heard)


def test_a_clock_that_was_put_back_makes_nobody_wait(clock: Clock) -> None:
    ahead = Clock(stopped_at=clock() + 3600)
    times = [ahead, clock]
    pace = Pace(lambda: times.pop(0)() if len(times) > 1 else clock())
    assert pace.wait("frames", "c1", 1, 60) == 0

    assert pace.wait("frames", "c1", 1, 60) == 0
    assert pace.wait("frames", "c1", 1, 60) == 60


def test_memory_is_bounded_and_whoever_asked_least_lately_is_forgotten(clock: Clock) -> None:
    pace = Pace(clock, remembered=2)
    for who in ("x", "y", "z"):
        pace.wait("frames", who, 1, 60)

    assert pace.wait("frames", "z", 1, 60) == 60
    assert pace.wait("frames", "x", 1, 60) == 0
