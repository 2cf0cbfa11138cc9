"""Opening hours: when somebody is there to answer, by a week's ranges, public holidays and dates of their own.

A range is written as people write it, `9-16`, `9:30-16:00`, `22-2` over midnight, `0-24` the whole day, in the
company's own time. All else is epoch seconds, so that neither summer time nor midnight needs a thought elsewhere.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

import msgspec

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: Final[tuple[Weekday, ...]] = get_args(Weekday)

_DAY: Final = 24 * 60
_LOOKED_AHEAD: Final = 366
_RANGE: Final = r"(\d{1,2})(?:[.:](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[.:](\d{2}))?"


class Range(NamedTuple):
    """A part of a day, in minutes from its midnight; it may end after the next midnight."""

    start: int
    end: int


class Opening(NamedTuple):
    """A time without a break in which somebody is there, in epoch seconds; `end` is not in it any more."""

    start: int
    end: int


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """When a site is open. Refuses a range, date or zone that is none, with words for whoever wrote it."""

    week: Mapping[Weekday, tuple[str, ...]]
    """The ranges of each weekday; a day that is not named is closed."""
    dates: Mapping[str, tuple[str, ...]] = {}
    """Dates with ranges of their own, `2026-12-23`; without any, the date is closed. They go before everything."""
    holidays: Literal["", "FI"] = ""
    """Whose public holidays are closed."""
    zone: str = "Europe/Helsinki"

    def __post_init__(self) -> None:
        for written in (*self.week.values(), *self.dates.values()):
            for each in written:
                range_of(each)
        for each in self.dates:
            _date_of(each)
        try:
            ZoneInfo(self.zone)
        except (KeyError, OSError, ValueError) as error:
            raise ValueError(f"{self.zone!r} is no time zone; one is Europe/Helsinki") from error


def _date_of(written: str) -> date:
    """Return a date as the hours are looked up by it: another form of ISO 8601 would never be found. Raises ValueError."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or found.isoformat() != written:
        raise ValueError(f"{written!r} is no date; one is 2026-12-23")
    return found


def range_of(written: str) -> Range:
    """Return a range as it is written. Raises ValueError."""
    found = re.fullmatch(_RANGE, written.strip())
    if found is None:
        raise ValueError(f"{written!r} is no range of a day; one is 9:00-16:00")
    hours_from, minutes_from, hours_to, minutes_to = (int(part or 0) for part in found.groups())
    start, end = hours_from * 60 + minutes_from, hours_to * 60 + minutes_to
    if not (start < _DAY and end <= _DAY and start != end and max(minutes_from, minutes_to) < 60):  # noqa: PLR2004
        raise ValueError(f"{written!r} is no range of a day; one is 9:00-16:00")
    return Range(start, end if end > start else end + _DAY)


# ------------------------------------------------------------------------------------------------- open or closed


def opens_at(hours: Hours, now: float) -> int | None:
    """Return when it opens next; None when it is not known to open within a year."""
    return next((each.start for each in openings(hours, now, days=_LOOKED_AHEAD) if each.start > now), None)


def openings(hours: Hours, now: float, *, days: int) -> Iterator[Opening]:
    """Yield in order the times open that end after now and begin at most some days later.

    What touches or overlaps is one. The last is followed to its own end, for at most `days` more.
    """
    latest = now + days * _DAY * 60
    for each in _joined(_by_day(hours, now, 2 * days)):
        if each.start > latest:
            return
        if each.end > now:
            yield each


def together(several: Iterable[Hours], since: float, *, days: int) -> list[Opening]:
    """Return the times in which any of these is open that end after a moment and begin at most some days later, in order."""
    return list(_joined(sorted(each for hours in several for each in openings(hours, since, days=days))))


def _joined(times: Iterable[Opening]) -> Iterator[Opening]:
    """Yield times, which come in the order of their beginnings, with those that touch or overlap as one."""
    current: Opening | None = None
    for each in times:
        if current is not None and each.start <= current.end:
            current = Opening(current.start, max(current.end, each.end))
            continue
        if current is not None:
            yield current
        current = each
    if current is not None:
        yield current


def _by_day(hours: Hours, now: float, days: int) -> Iterator[Opening]:
    """Yield every day's ranges from yesterday's on, in order of their beginnings."""
    zone = ZoneInfo(hours.zone)
    today = local(hours, now).date()
    for number in range(-1, days + 2):
        day = today + timedelta(days=number)
        for each in sorted(ranges_on(hours, day)):
            # When the clock is put back, an hour comes twice: open from its first coming, to the end of its second.
            start, end = (_epoch(day, minute, zone, fold=fold) for fold, minute in enumerate(each))
            if start < end:
                yield Opening(start, end)


def own_dates(hours: Hours) -> dict[date, tuple[str, ...]]:
    """Return the dates with ranges of their own, in order, with these as they are written; without any it is closed."""
    return {_date_of(each): hours.dates[each] for each in sorted(hours.dates)}


def ranges_on(hours: Hours, day: date) -> list[Range]:
    """Return the ranges of a date."""
    return [range_of(each) for each in written_for(hours, day)[1]]


def written_for(hours: Hours, day: date) -> tuple[Literal["week", "own", "holiday"], tuple[str, ...]]:
    """Return by what a date has its hours, and the ranges as they are written; without any it is closed."""
    own = hours.dates.get(day.isoformat())
    if own is not None:
        return "own", own
    if hours.holidays == "FI" and day in finnish_holidays(day.year):
        return "holiday", ()
    return "week", hours.week.get(WEEKDAYS[day.weekday()], ())


def ends_on_the_next_day(written: str) -> bool:
    """Return whether a range goes on after midnight."""
    return range_of(written).end > _DAY


def local(hours: Hours, at: float) -> datetime:
    """Return what calendar and clock show there."""
    return datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(hours.zone))


def midnight(hours: Hours, day: date) -> int:
    """Return when a date begins there."""
    return _epoch(day, 0, ZoneInfo(hours.zone), fold=0)


def _epoch(day: date, minute: int, zone: ZoneInfo, *, fold: int) -> int:
    there = datetime(day.year, day.month, day.day, tzinfo=None) + timedelta(minutes=minute)  # noqa: DTZ001
    return int(there.replace(tzinfo=zone, fold=fold).timestamp())


# ------------------------------------------------------------------------------------------------- holidays


@functools.cache
def finnish_holidays(year: int) -> frozenset[date]:
    """Return the days on which offices in Finland are closed besides weekends; Christmas and Midsummer Eve are such."""
    easter = _easter(year)
    movable = (easter + timedelta(days=number) for number in (-2, 0, 1, 39, 49))
    midsummer = _saturday_from(date(year, 6, 20))
    fixed = ((1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26))
    return frozenset(
        (
            *movable,
            midsummer - timedelta(days=1),
            midsummer,
            _saturday_from(date(year, 10, 31)),
            *(date(year, month, day) for month, day in fixed),
        )
    )


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(5 - day.weekday()) % 7)


def _easter(year: int) -> date:
    """Return Easter Sunday, by the Gregorian computus of Meeus, Jones and Butcher."""
    golden = year % 19
    century = year // 100
    skipped, leap_centuries = century - century // 4, (8 * century + 13) // 25
    epact = (19 * golden + skipped - leap_centuries + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - skipped) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
