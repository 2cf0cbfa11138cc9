"""Two calendar months, to the day, by the controller's clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat.retention import expires_at, expires_on

HELSINKI = "Europe/Helsinki"
ZONES = [HELSINKI, "UTC", "America/Santiago", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"]

moments = st.integers(
    int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()), int(datetime(2100, 12, 31, tzinfo=UTC).timestamp())
)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(HELSINKI)).timestamp())


def day_of(seconds: int, zone: str) -> date:
    return datetime.fromtimestamp(seconds, ZoneInfo(zone)).date()


@pytest.mark.parametrize(
    ("started", "deleted"),
    [
        ((2026, 11, 25), (2027, 1, 25)),
        ((2026, 11, 1), (2027, 1, 1)),
        ((2026, 10, 31), (2026, 12, 31)),
        ((2026, 12, 31), (2027, 2, 28)),  # clamped to the month's end
        ((2026, 12, 29), (2027, 2, 28)),
        ((2026, 12, 28), (2027, 2, 28)),
        ((2027, 12, 31), (2028, 2, 29)),  # in a leap year
        ((2027, 12, 29), (2028, 2, 29)),
        ((2028, 2, 29), (2028, 4, 29)),
        ((2026, 7, 31), (2026, 9, 30)),
        ((2027, 2, 28), (2027, 4, 28)),
        ((2027, 1, 31), (2027, 3, 31)),  # summer time begins between
    ],
)
def test_it_is_deleted_on_the_same_day_two_months_later(
    started: tuple[int, int, int], deleted: tuple[int, int, int]
) -> None:
    expiry = expires_at(at(*started, 14, 5), HELSINKI)

    assert expiry == at(*deleted)
    assert expires_on(expiry, HELSINKI) == date(*deleted).isoformat()


def test_the_day_is_the_controllers_own() -> None:
    just_before, midnight = at(2026, 11, 24, 23, 59), at(2026, 11, 25, 0, 0)

    assert expires_on(expires_at(just_before, HELSINKI), HELSINKI) == "2027-01-24"
    assert expires_on(expires_at(midnight, HELSINKI), HELSINKI) == "2027-01-25"
    assert expires_on(expires_at(midnight, "UTC"), "UTC") == "2027-01-24"


@pytest.mark.parametrize("hour", [0, 2, 3, 4, 23])
@pytest.mark.parametrize(("day", "deleted"), [((3, 28), (5, 28)), ((10, 31), (12, 31))])
def test_every_hour_of_a_day_when_the_clock_changes_counts_for_that_day(
    day: tuple[int, int], deleted: tuple[int, int], hour: int
) -> None:
    expiry = expires_at(at(2027, *day, hour, 30), HELSINKI)

    assert expiry == at(2027, *deleted)


@given(moments, st.sampled_from(ZONES))
def test_it_is_deleted_when_its_day_begins_there(started: int, zone: str) -> None:
    expiry = expires_at(started, zone)

    assert day_of(expiry, zone).isoformat() == expires_on(expiry, zone)
    assert day_of(expiry - 1, zone) < day_of(expiry, zone)


@given(moments, st.sampled_from(ZONES))
def test_it_lives_59_to_62_days_and_never_past_two_months(started: int, zone: str) -> None:
    begun, ended = day_of(started, zone), day_of(expires_at(started, zone), zone)

    assert 59 <= (ended - begun).days <= 62
    assert (ended.year * 12 + ended.month) - (begun.year * 12 + begun.month) == 2
    assert ended.day == begun.day or (ended.day < begun.day and (ended + timedelta(1)).day == 1)


@given(moments, moments, st.sampled_from(ZONES))
def test_what_starts_later_is_not_deleted_earlier(one: int, other: int, zone: str) -> None:
    first, second = sorted((one, other))

    assert expires_at(first, zone) <= expires_at(second, zone)
