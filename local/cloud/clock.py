"""A clock that can be moved ahead: the local run's only idea of what time it is."""

import calendar
import threading
import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo


class Clock:
    """Seconds since 1970 in UTC, as `time.time` gives them, plus however far the clock was moved.

    `stopped_at`: for tests, a clock that stands at this second and moves only by `advance`.
    """

    def __init__(self, *, stopped_at: float | None = None) -> None:
        self._stopped_at = stopped_at
        self._ahead = 0.0
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], object]] = []

    def __call__(self) -> float:
        return (time.time() if self._stopped_at is None else self._stopped_at) + self._ahead

    @property
    def ahead(self) -> float:
        """How many seconds the clock has been moved."""
        return self._ahead

    def advance(self, seconds: float) -> None:
        """Move the clock ahead and tell whoever asked to be told. Raises ValueError: it never moves back."""
        if seconds < 0:
            raise ValueError("the clock moves ahead only")
        with self._lock:
            self._ahead += seconds
        for tell in tuple(self._listeners):
            tell()

    def advance_months(self, months: int, zone: str = "Europe/Helsinki") -> None:
        """Move to the same time of day `months` calendar months later, clamped to the month's last day."""
        now = self()
        here = datetime.fromtimestamp(now, ZoneInfo(zone))
        years, month = divmod(here.month - 1 + months, 12)
        year, month = here.year + years, month + 1
        day = min(here.day, calendar.monthrange(year, month)[1])
        self.advance(here.replace(year=year, month=month, day=day).timestamp() - now)

    def begin_anew(self) -> None:
        """Let a stopped clock stand where it stood first, for the next test. A running one is never put back."""
        if self._stopped_at is not None:
            self._ahead = 0.0

    def when_moved(self, tell: Callable[[], object]) -> None:
        """Call `tell` after every move, in the thread that moved the clock."""
        self._listeners.append(tell)
