"""How soon visitors are usually answered: counts of waits by how long they were, and the number that is told of them.

A wait is from the first message to an agent's first answer. Whoever has left the question does not wait. Nothing of a
person is in a count.
"""

import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from chalicelib.chat.conversation import VISITOR, Conversation
from chalicelib.chat.wire import Entry

BOUNDS: Final = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)
"""Minutes: a wait is counted under the first of them within which it ended, and told by that."""
LONGER: Final = 0
"""What took longer than all of them."""
DAYS: Final = 7
"""So many days are looked at, the one that runs among them: all weekdays alike."""
LEAST: Final = 10
"""Of fewer waits one or two odd ones would be the number, and somebody might know whose they were."""
_FOUR_OF_FIVE: Final = 0.8
_MINUTE: Final = 60_000


def first_wait(conversation: Conversation, entry: Entry) -> int | None:
    """Return how long (milliseconds) its visitor had waited, where this entry is the first answer; None where it is not."""
    answers = sum(sent.n for who, sent in conversation.sent.items() if who != VISITOR)
    if entry.by != "agent" or answers != 1 or conversation.left_until is not None:
        return None
    return entry.at - conversation.started_at


def bound_of(wait: int) -> int:
    """Return under which bound a wait (milliseconds) is counted."""
    return next((bound for bound in BOUNDS if wait <= bound * _MINUTE), LONGER)


def usually(counts: Mapping[int, int]) -> int | None:
    """Return within how many minutes four of five were answered; None where that took longer, or too few are known."""
    total = sum(counts.values())
    if total < LEAST:
        return None
    needed, within = math.ceil(total * _FOUR_OF_FIVE), 0
    for bound in BOUNDS:
        within += counts.get(bound, 0)
        if within >= needed:
            return bound
    return None


def day_of(now: float, zone: str) -> date:
    """Return on which day of the controller's calendar something is counted."""
    return datetime.fromtimestamp(now, ZoneInfo(zone)).date()


def days_until(today: date, count: int) -> list[date]:
    """Return the newest of so many days, and those before it."""
    return [today - timedelta(days=days) for days in range(count)]
