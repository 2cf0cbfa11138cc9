"""The hourly sweep: what has expired is deleted. Safe to run twice at once and to be cut off anywhere."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.chat.actions import alerting, closing
from chalicelib.chat.services import Services

DAYS_LOOKED_BACK = 70
BATCH = 200


class Swept(msgspec.Struct, frozen=True):
    """What a sweep did; holds no content and no ids."""

    closed: int
    conversations: int
    items: int
    oldest_expired_hours: int
    alerted: int
    """Left questions that the operator was told of."""


def sweep(services: Services) -> Swept:
    """Delete what has expired, at most a batch of conversations a run; then close what has lived its time, and alert.

    Deleting comes first: nothing else that fails may keep anything a day longer.
    """
    today = datetime.fromtimestamp(services.now(), UTC).astimezone(ZoneInfo(services.settings.zone))
    conversations = items = 0
    oldest = timedelta()
    for days in range(DAYS_LOOKED_BACK, -1, -1):
        day = (today - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
        for conversation in services.conversations.expiring_on(day.date().isoformat(), BATCH - conversations):
            items += services.conversations.delete(conversation)
            conversations += 1
            oldest = max(oldest, today - day)
        if conversations >= BATCH:
            break
    closed = closing.close_overdue(services)
    alerted = alerting.left_questions(services)
    return Swept(closed, conversations, items, int(oldest.total_seconds() // 3600), alerted)
