import pytest

from local.cloud import Clock

NOVEMBER_30_AT_NOON = 1796032800.0  # 2026-11-30 12:00 in Helsinki


def test_a_stopped_clock_moves_only_by_advance() -> None:
    clock = Clock(stopped_at=1000.0)

    clock.advance(600)

    assert clock() == 1600.0
    assert clock.ahead == 600.0


def test_a_clock_never_moves_back() -> None:
    clock = Clock(stopped_at=1000.0)

    with pytest.raises(ValueError, match="ahead only"):
        clock.advance(-1)

    assert clock() == 1000.0


def test_months_are_calendar_months_clamped_to_the_last_day() -> None:
    clock = Clock(stopped_at=NOVEMBER_30_AT_NOON + 31 * 86400)  # 31 December
    clock.advance_months(2)

    assert clock() == NOVEMBER_30_AT_NOON + 90 * 86400  # 28 February


def test_months_keep_the_time_of_day_over_a_change_to_summer_time() -> None:
    march_1_at_noon = 1803895200.0
    clock = Clock(stopped_at=march_1_at_noon)

    clock.advance_months(1)

    assert clock() == march_1_at_noon + 31 * 86400 - 3600


def test_whoever_asked_is_told_after_each_move() -> None:
    clock = Clock(stopped_at=0.0)
    seen: list[float] = []
    clock.when_moved(lambda: seen.append(clock()))

    clock.advance(5)
    clock.advance(10)

    assert seen == [5.0, 15.0]
