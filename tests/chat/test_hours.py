"""Opening hours: weeks, dates of their own, holidays, midnight, and the nights on which the clock is changed."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat.hours import (
    WEEKDAYS,
    Hours,
    Opening,
    finnish_holidays,
    openings,
    opens_at,
    range_of,
    ranges_on,
    together,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
OFFICE = Hours(week=dict.fromkeys(WEEKDAYS[:5], ("9-16",)))
DAY = 86_400


def at(written: str, *, fold: int = 0) -> int:
    return int(datetime.fromisoformat(written).replace(tzinfo=HELSINKI, fold=fold).timestamp())


def open_at(hours: Hours, now: float) -> bool:
    """Whether somebody is there at a time, by the opening that ends after it."""
    return any(each.start <= now for each in openings(hours, now, days=1))


def coming(hours: Hours, now: float, *, days: int = 8) -> list[Opening]:
    return list(islice(openings(hours, now, days=days), 30))


# ------------------------------------------------------------------------------------------------- a week


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-25T08:59:59", False),
        ("2026-11-25T09:00", True),
        ("2026-11-25T15:59:59", True),
        ("2026-11-25T16:00", False),
        ("2026-11-28T12:00", False),
    ],
)
def test_an_office_is_open_from_the_first_second_to_the_last(moment: str, *, is_open: bool) -> None:
    assert open_at(OFFICE, at(moment)) is is_open


def test_a_week_without_ranges_never_opens() -> None:
    never = Hours(week={})

    assert not open_at(never, at("2026-11-25T12:00"))
    assert coming(never, at("2026-11-25T12:00")) == []
    assert opens_at(never, at("2026-11-25T12:00")) is None


def test_the_next_opening_is_after_the_weekend() -> None:
    assert opens_at(OFFICE, at("2026-11-27T16:00")) == at("2026-11-30T09:00")


def test_what_is_open_now_opens_next_on_another_day() -> None:
    assert opens_at(OFFICE, at("2026-11-25T12:00")) == at("2026-11-26T09:00")


def test_what_is_said_of_the_coming_days_begins_with_the_time_that_is_open_now() -> None:
    assert coming(OFFICE, at("2026-11-26T12:00"), days=4) == [
        (at("2026-11-26T09:00"), at("2026-11-26T16:00")),
        (at("2026-11-27T09:00"), at("2026-11-27T16:00")),
        (at("2026-11-30T09:00"), at("2026-11-30T16:00")),
    ]


# ------------------------------------------------------------------------------------------------- midnight


def test_a_range_may_go_over_midnight() -> None:
    night = Hours(week={"fri": ("22-2",)})

    assert open_at(night, at("2026-11-28T01:59"))
    assert not open_at(night, at("2026-11-28T02:00"))
    assert not open_at(night, at("2026-11-27T01:59"))


def test_ranges_that_touch_are_one_time_without_a_break() -> None:
    round_the_clock = Hours(week=dict.fromkeys(WEEKDAYS, ("0-24",)))

    [opening] = coming(round_the_clock, at("2026-11-25T12:00"))
    assert opening.start < at("2026-11-25T12:00")
    assert opening.end > at("2026-11-25T12:00") + 8 * DAY


# ------------------------------------------------------------------------------------------------- dates and holidays


def test_a_date_of_its_own_goes_before_week_and_holiday() -> None:
    hours = Hours(
        week=dict.fromkeys(WEEKDAYS, ("9-16",)), holidays="FI", dates={"2026-12-24": ("9-12",), "2026-12-23": ()}
    )

    assert not open_at(hours, at("2026-12-23T10:00"))
    assert open_at(hours, at("2026-12-24T10:00"))
    assert not open_at(hours, at("2026-12-24T12:00"))
    assert not open_at(hours, at("2026-12-25T10:00"))
    assert open_at(hours, at("2026-12-27T10:00"))


def test_holidays_are_open_unless_it_is_said_whose_are_closed() -> None:
    assert open_at(OFFICE, at("2026-12-25T10:00"))


def test_finnish_holidays_of_2026() -> None:
    assert [day.isoformat()[5:] for day in sorted(finnish_holidays(2026))] == [
        "01-01",
        "01-06",
        "04-03",
        "04-05",
        "04-06",
        "05-01",
        "05-14",
        "05-24",
        "06-19",
        "06-20",
        "10-31",
        "12-06",
        "12-24",
        "12-25",
        "12-26",
    ]


@pytest.mark.parametrize("easter", ["1961-04-02", "2000-04-23", "2008-03-23", "2024-03-31", "2038-04-25", "2049-04-18"])
def test_easter_is_when_it_is(easter: str) -> None:
    day = date.fromisoformat(easter)

    assert {day - timedelta(2), day, day + timedelta(1)} <= finnish_holidays(day.year)


# ------------------------------------------------------------------------------------------------- the clock is changed


def test_an_opening_of_the_night_when_an_hour_is_left_out_is_an_hour_shorter() -> None:
    night = Hours(week={"sat": ("22-6",)})

    [opening] = coming(night, at("2026-03-28T20:00"), days=2)
    assert opening.end - opening.start == 7 * 3600


def test_an_opening_of_the_night_when_an_hour_comes_twice_is_an_hour_longer() -> None:
    night = Hours(week={"sat": ("22-6",)})

    [opening] = coming(night, at("2026-10-24T20:00"), days=2)
    assert opening.end - opening.start == 9 * 3600


def test_who_opens_in_the_hour_that_comes_twice_is_there_both_times() -> None:
    early = Hours(week={"sun": ("3:15-3:45",)})

    [opening] = coming(early, at("2026-10-25T02:00"), days=2)
    assert opening == (at("2026-10-25T03:15"), at("2026-10-25T03:45", fold=1))


def test_who_would_open_within_the_hour_that_is_left_out_does_not() -> None:
    early = Hours(week={"sun": ("3:15-3:45",)})

    assert coming(early, at("2026-03-29T02:00"), days=2) == []


# ------------------------------------------------------------------------------------------------- by property


def written(start: int, length: int) -> str:
    end = (start + length) % 1440 or 1440
    return f"{start // 60}:{start % 60:02}-{end // 60}:{end % 60:02}"


RANGES = st.lists(st.builds(written, st.integers(0, 1439), st.integers(1, 1439)), max_size=3).map(tuple)
WEEKS = st.dictionaries(st.sampled_from(WEEKDAYS), RANGES)
HOURS = st.builds(
    Hours,
    week=WEEKS,
    holidays=st.sampled_from(["", "FI"]),
    zone=st.sampled_from(["Europe/Helsinki", "America/New_York", "Asia/Kolkata", "UTC"]),
    dates=st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat), RANGES, max_size=3),
)
MOMENTS = st.one_of(
    st.integers(at("2026-01-01T00:00"), at("2026-12-31T00:00")),
    # The two nights on which Helsinki changes its clocks.
    st.integers(at("2026-03-28T12:00"), at("2026-03-30T12:00")),
    st.integers(at("2026-10-24T12:00"), at("2026-10-26T12:00")),
)


def on_the_clock(hours: Hours, moment: float) -> bool:
    """Return whether the ranges of today, or yesterday's over midnight, have what the clock shows."""
    there = datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo(hours.zone))
    minute = there.hour * 60 + there.minute
    today, before = ranges_on(hours, there.date()), ranges_on(hours, there.date() - timedelta(days=1))
    return any(r.start <= minute < r.end for r in today) or any(minute + 1440 < r.end for r in before)


def is_plain(hours: Hours, moment: int) -> bool:
    """Return whether that day and its neighbours have 24 hours."""
    zone = ZoneInfo(hours.zone)
    offsets = {datetime.fromtimestamp(moment + days * DAY, zone).utcoffset() for days in (-2, -1, 0, 1, 2)}
    return len(offsets) == 1


@given(hours=HOURS, moment=MOMENTS)
def test_open_is_what_the_clock_on_the_wall_says(hours: Hours, moment: int) -> None:
    if is_plain(hours, moment):
        assert open_at(hours, moment) == on_the_clock(hours, moment)


@given(hours=HOURS, moment=MOMENTS)
def test_openings_are_in_order_apart_and_after_now(hours: Hours, moment: int) -> None:
    found = coming(hours, moment)

    assert all(each.start < each.end for each in found)
    assert all(one.end < other.start for one, other in pairwise(found))
    assert all(each.end > moment for each in found)
    assert all(each.start <= moment + 8 * DAY for each in found)


@given(hours=HOURS, moment=MOMENTS, later=st.integers(0, 8 * DAY))
def test_what_is_said_ahead_is_what_is_true_then(hours: Hours, moment: int, later: int) -> None:
    then = moment + later

    assert any(each.start <= then < each.end for each in coming(hours, moment)) == open_at(hours, then)


@given(hours=HOURS, moment=MOMENTS)
def test_the_next_opening_is_the_first_moment_after_a_closed_one(hours: Hours, moment: int) -> None:
    opens = opens_at(hours, moment)

    if opens is not None:
        assert opens > moment
        assert open_at(hours, opens)
        assert not open_at(hours, opens - 1)


# ------------------------------------------------------------------------------------------------- as it is written


@pytest.mark.parametrize(
    ("as_written", "minutes"),
    [
        ("9-16", (540, 960)),
        ("9:00-16:00", (540, 960)),
        ("9.30–16", (570, 960)),
        (" 08 - 23.59 ", (480, 1439)),
        ("0-24", (0, 1440)),
        ("22-2", (1320, 1560)),
        ("23:59-0", (1439, 1440)),
    ],
)
def test_a_range_is_written_as_people_write_it(as_written: str, minutes: tuple[int, int]) -> None:
    assert range_of(as_written) == minutes


@pytest.mark.parametrize(
    "as_written", ["", "9", "9-", "24-25", "24-6", "9-24:01", "9:60-16", "9-9", "nine-five", "9-16 "[::-1]]
)
def test_what_is_no_range_is_refused_with_an_example(as_written: str) -> None:
    with pytest.raises(ValueError, match=r"is no range of a day; one is 9:00-16:00"):
        range_of(as_written)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"week": {"mon": ["9-25"]}}, "'9-25' is no range of a day"),
        ({"dates": {"2026-12-24": ["noon"]}}, "'noon' is no range of a day"),
        ({"dates": {"24.12.2026": []}}, "24.12.2026"),
        ({"zone": "Helsinki"}, "'Helsinki' is no time zone"),
        ({"zone": "../etc/passwd"}, "is no time zone"),
        ({"holidays": "SE"}, "holidays"),
        ({"week": {"maanantai": ["9-16"]}}, "maanantai"),
    ],
)
def test_a_site_that_is_registered_with_hours_that_are_none_is_refused(changed: dict[str, object], said: str) -> None:
    good = {"week": {"mon": ["9-16"]}}
    assert msgspec.convert(good, Hours).week == {"mon": ("9-16",)}
    with pytest.raises(msgspec.ValidationError, match=said):
        msgspec.convert({**good, **changed}, Hours)


# ------------------------------------------------------------------------------------------------- several


def test_several_are_open_whenever_any_of_them_is() -> None:
    evening = Hours(week=dict.fromkeys(WEEKDAYS[:5], ("12-20",)))
    saturday = Hours(week={"sat": ("10-14",)})

    found = together([OFFICE, evening, saturday], at("2026-11-25T15:30"), days=4)

    assert found == [
        Opening(at("2026-11-25T09:00"), at("2026-11-25T20:00")),
        Opening(at("2026-11-26T09:00"), at("2026-11-26T20:00")),
        Opening(at("2026-11-27T09:00"), at("2026-11-27T20:00")),
        Opening(at("2026-11-28T10:00"), at("2026-11-28T14:00")),
    ]
    assert together([], at("2026-11-26T16:30"), days=4) == []
