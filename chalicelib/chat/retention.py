"""How long a conversation is kept: two calendar months from its start, to the day (trust rule R2)."""

import calendar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

MONTHS = 2


def expires_at(started_at: int, zone: str) -> int:
    """Return when what started then is deleted, both in epoch seconds.

    That is 00:00 in the controller's zone on the start's local date plus two calendar months, clamped to the month's
    end: what starts on 31 December is deleted on the last of February.
    """
    there = ZoneInfo(zone)
    started = datetime.fromtimestamp(started_at, UTC).astimezone(there).date()
    day = _months_later(started, MONTHS)
    return int(datetime(day.year, day.month, day.day, tzinfo=there).timestamp())


def expires_on(expires_at: int, zone: str) -> str:
    """Return the date on which it is deleted, in the controller's zone: `2027-01-25`."""
    return datetime.fromtimestamp(expires_at, UTC).astimezone(ZoneInfo(zone)).date().isoformat()


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
