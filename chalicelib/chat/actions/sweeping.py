"""The hourly sweep: what has expired is deleted. Safe to run twice at once and to be cut off anywhere."""

import itertools
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.chat.actions import accessing, answering, closing
from chalicelib.chat.services import Services

T = TypeVar("T")

DAYS_LOOKED_BACK = 70
HOURS_LOOKED_BACK = 48
"""For what is no conversation's; beyond that the table's own expiry has taken it."""
BATCH = 25
MARGIN_SECONDS = 60
"""So much of the invocation's time is left to what follows the deleting."""


class Swept(msgspec.Struct, frozen=True):
    """What a sweep did; holds no content and no ids."""

    closed: int
    conversations: int
    items: int
    """Of those conversations."""
    leftovers: int
    """What was no conversation's."""
    oldest_expired_hours: int
    """For how long the oldest that was found had expired; 0 when nothing was found."""


def sweep(services: Services) -> Swept:
    """Delete what has expired, the oldest first, until the time is up; then close what has lived its time,
    and note how soon each site usually answers.

    Deleting comes first: nothing else that fails may keep anything a day longer. What was not reached is the next
    run's. Raises LogUnavailable, Unavailable.
    """
    deleted = delete(services)
    services.metrics.put("oldest_expired_hours", deleted.oldest_expired_hours)
    closed = closing.close_overdue(services)
    services.access_log.record(accessing.by_system(services, "sweep_done", "sweep", purpose="legal"))
    answering.tell_usual_waits(services)
    return msgspec.structs.replace(deleted, closed=closed)


def delete(services: Services) -> Swept:
    """Delete what has expired, the oldest first, until the time is up, and do nothing else. Raises Unavailable.

    For a table that does not serve: to close what is in it would tell people of conversations that go on elsewhere.
    """
    conversations, items, oldest = _delete_conversations(services)
    leftovers, older = _delete_leftovers(services)
    return Swept(0, conversations, items, leftovers, int(max(oldest, older).total_seconds() // 3600))


def _delete_conversations(services: Services) -> tuple[int, int, timedelta]:
    """Return how many conversations were deleted, with how many items, and for how long the oldest had expired."""
    today = datetime.fromtimestamp(services.now(), UTC).astimezone(ZoneInfo(services.settings.zone))
    conversations = items = 0
    oldest = timedelta()
    for days in range(DAYS_LOOKED_BACK, -1, -1):
        day = (today - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
        expired = services.conversations.expiring_on(day.date().isoformat())
        batches = (expired[at : at + BATCH] for at in range(0, len(expired), BATCH))
        for batch in _while_there_is_time(services, batches):
            deleted, of_items = services.conversations.delete_expired(batch)
            conversations, items = conversations + deleted, items + of_items
            oldest = max(oldest, today - day) if deleted else oldest
    return conversations, items, oldest


def _delete_leftovers(services: Services) -> tuple[int, timedelta]:
    """Return how many things that were no conversation's were deleted, and for how long the oldest had expired."""
    count, oldest = 0, timedelta()
    for hours in range(HOURS_LOOKED_BACK, 0, -1):
        hour = services.now() - hours * 3600
        for deleted in _while_there_is_time(services, services.leftovers.delete_of_hour(int(hour))):
            count += deleted
            oldest = max(oldest, timedelta(hours=hours - 1)) if deleted else oldest
    return count, oldest


def _while_there_is_time(services: Services, parts: Iterable[T]) -> Iterator[T]:
    return itertools.takewhile(lambda _: services.left() > MARGIN_SECONDS, parts)
