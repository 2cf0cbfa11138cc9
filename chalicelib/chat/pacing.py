"""How often somebody has asked lately, as far as this process remembers: for what is too cheap to be worth a write.

Nothing is stored, and nobody else is asked, so a refusal costs nothing. Each process remembers for itself: a limit of n
lets through at most n times as many as there are processes at work, which is what floods need to be stopped. What has to
hold exactly is counted in the table instead (`ports.Counters`).
"""

import math
from collections import OrderedDict, deque

from chalicelib.chat.ports import Clock

REMEMBERED = 10_000
"""So many names at once; beyond, whoever asked least lately is forgotten."""


class Pace:
    """Sliding windows in memory, of a process that handles one event at a time."""

    def __init__(self, now: Clock, remembered: int = REMEMBERED) -> None:
        self._now = now
        self._remembered = remembered
        self._times: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def wait(self, kind: str, who: str, most: int, seconds: int) -> int:
        """Count once and return 0; or count nothing and return after how many whole seconds there is room again.

        Room is where fewer than `most` were counted within so many `seconds`.
        """
        now = self._now()
        times = self._times.setdefault((kind, who), deque(maxlen=most))
        self._times.move_to_end((kind, who))
        if len(self._times) > self._remembered:
            self._times.popitem(last=False)
        # A clock that was put back makes nobody wait for it.
        if len(times) == most and times[0] <= now < times[0] + seconds:
            return max(1, math.ceil(times[0] + seconds - now))
        times.append(now)
        return 0
