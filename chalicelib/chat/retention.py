"""How long a conversation is kept: two calendar months from its start, to the day (trust rule R2)."""

import calendar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

MONTHS = 2
BACK_UP_DAYS = 7
"""So long what was deleted can be restored, and no longer."""
ACCESS_LOG_DAYS = 731
SWEPT_HOURS = 2
"""So long after its time what is no conversation's may still be in the table; nothing reads it any more."""
APPLICATION_LOG_DAYS = 30
OUTBOX_DAYS, OUTBOX_FAILED_DAYS = 4, 14
MAIL_EVENTS_DAYS, MAIL_EVENTS_FAILED_DAYS = 1, 4
"""What AWS keeps, as the notice tells it. The template says the same: nothing is packaged while it does not."""
DEVICE_MINUTES = 30
"""So long after the end the browser's item is at least kept, as `web/widget/chat.ts` has it."""


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
