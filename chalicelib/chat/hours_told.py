"""Opening hours in words: what the launcher and the header of the chat say now and in the coming days.

Browsers get finished sentences with the moments at which they stop being true, so that none of them has to know
what a weekday, a holiday or summer time is.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

import msgspec

from chalicelib.chat.hours import WEEKDAYS, Hours, local, midnight, openings, opens_at, range_of, written_for
from chalicelib.chat.wire import Language
from chalicelib.chat.words import SITE_IN
from chalicelib.chat.words.site import SiteWords

DAYS: Final = 8
"""How far ahead sentences are made: a page that stays open longer says nothing any more."""

_DAY: Final = 86_400
_MINUTES: Final = 24 * 60
_WEEKDAYS_APART: Final = 6
"""A weekday's name is plain for so many days ahead."""


class Sentence(msgspec.Struct, frozen=True, array_like=True):
    """What is true until then (epoch seconds), whether somebody is there, and how each language says so."""

    until: int
    open: bool
    words: dict[Language, str]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A site's hours as its pages get them."""

    offset: int
    """How far their clocks are from UTC now, in minutes."""
    zone_words: dict[Language, str]
    """`Suomen aikaa`: for whoever's clock shows another time."""
    week: dict[Language, str]
    """`Avoinna ma–pe 9–16`."""
    sentences: tuple[Sentence, ...]
    """What is true from now on, each until the next; the last has its end as well."""


class _Span(NamedTuple):
    until: int
    told: Literal["open", "open_until", "closed", "opens_today", "opens_on", "opens_later"]
    """The name of the sentence in `SiteWords`."""
    moment: int
    """When it closes, or opens, as far as the sentence says so."""


def told(hours: Hours, now: float) -> Told:
    """Return what a site's pages say of its hours from now on."""
    return Told(
        offset=int((local(hours, now).utcoffset() or timedelta()).total_seconds()) // 60,
        zone_words={language: _zone(words, hours.zone) for language, words in SITE_IN.items()},
        week={language: week(words, hours) for language, words in SITE_IN.items()},
        sentences=tuple(
            Sentence(
                until=span.until,
                open=span.told in ("open", "open_until"),
                words={language: _sentence(words, hours, span) for language, words in SITE_IN.items()},
            )
            for span in _spans(hours, int(now), int(now) + DAYS * _DAY)
        ),
    )


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """A date as the hours have it."""

    date: date
    why: Literal["week", "own", "holiday"]
    """What says so: the usual week, hours of its own, or that it is a public holiday."""
    words: dict[Language, str]
    """`9–12 ja 13–16`; nothing where it is closed."""


def calendar(hours: Hours, now: float, days: int) -> Iterator[Day]:
    """Yield so many dates from today on, each as it is told."""
    today = local(hours, now).date()
    for each in (today + timedelta(days=number) for number in range(days)):
        why, written = written_for(hours, each)
        yield Day(date=each, why=why, words={name: ranges(words, written) for name, words in SITE_IN.items()})


def week(words: SiteWords, hours: Hours) -> str:
    """Return a usual week: `Avoinna ma–pe 9–16, la 10–14`; nothing where no day of it is open.

    Days with the same hours are told together.
    """
    groups: list[tuple[str, list[str]]] = []
    for day in WEEKDAYS:
        told_of = ranges(words, hours.week.get(day, ()))
        if groups and groups[-1][0] == told_of:
            groups[-1][1].append(words.days[day])
        else:
            groups.append((told_of, [words.days[day]]))
    parts = [f"{_from_to(days)}\u00a0{told_of}" for told_of, days in groups if told_of]
    if not parts:
        return ""
    return words.week.format(ranges=", ".join(parts)) + (words.holidays_closed if hours.holidays else "")


def ranges(words: SiteWords, written: Iterable[str]) -> str:
    """Return a day's ranges: `9–12 ja 13–16`; nothing where there are none."""
    return f" {words.both} ".join(_range(words, each) for each in written)


def _from_to(days: list[str]) -> str:
    # The joiner keeps a line from breaking at the dash.
    return days[0] if len(days) == 1 else f"{days[0]}–\u2060{days[-1]}"


def _range(words: SiteWords, written: str) -> str:
    start, end = range_of(written)
    return f"{_time(words, start)}–\u2060{_time(words, end if end <= _MINUTES else end - _MINUTES)}"


def _spans(hours: Hours, now: int, horizon: int) -> Iterator[_Span]:
    """Yield what is to be said from now up to the horizon."""
    at = now
    for opening in openings(hours, now, days=DAYS):
        if at < opening.start:
            yield from _closed(hours, at, opening.start)
            at = opening.start
        if opening.end > horizon:
            yield _Span(horizon, "open", opening.end)
            return
        if opening.end - at > _DAY:
            yield _Span(opening.end - _DAY, "open", opening.end)
        yield _Span(opening.end, "open_until", opening.end)
        at = opening.end
    if at < horizon:
        opens = opens_at(hours, at)
        yield from [_Span(horizon, "closed", horizon)] if opens is None else _closed(hours, at, opens)


def _closed(hours: Hours, at: int, opens: int) -> Iterator[_Span]:
    """Yield how the next opening is told: by its date, then by its weekday, on its own day by the time alone."""
    day = local(hours, opens).date()
    week_before, begin = midnight(hours, day - timedelta(days=_WEEKDAYS_APART)), midnight(hours, day)
    if at < week_before:
        yield _Span(week_before, "opens_later", opens)
    if at < begin:
        yield _Span(begin, "opens_on", opens)
    if at < opens:
        yield _Span(opens, "opens_today", opens)


def _sentence(words: SiteWords, hours: Hours, span: _Span) -> str:
    template: str = getattr(words, span.told)
    there = local(hours, span.moment)
    minute = there.hour * 60 + there.minute
    return template.format(
        # What closes at midnight closes at 24.
        time=_time(words, minute or (_MINUTES if span.told == "open_until" else 0)),
        day=words.days[WEEKDAYS[there.weekday()]],
        date=words.date.format(day=there.day, month=words.months[there.month - 1]),
    )


def _time(words: SiteWords, minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour}{words.separator}{rest:02}" if rest or words.always_minutes else str(hour)


def _zone(words: SiteWords, zone: str) -> str:
    return words.zones.get(zone, zone.rpartition("/")[2].replace("_", " "))
