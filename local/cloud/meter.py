"""Counts what the service asks of AWS, and what DynamoDB would charge for it."""

import threading
from collections import Counter
from typing import NamedTuple

from local.cloud.capacity import Units


class Reading(NamedTuple):
    """What was counted: calls by `service.operation`, units by DynamoDB operation."""

    calls: Counter[str]
    read_units: Counter[str]
    write_units: Counter[str]

    def __sub__(self, earlier: "Reading") -> "Reading":
        """Return what was counted since an earlier reading."""
        return Reading(*(now - before for now, before in zip(self, earlier, strict=True)))


class Meter:
    """Counts attempts as they arrive, retries by the client included. The local cloud's own calls are not counted."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = Reading(Counter(), Counter(), Counter())

    def begin_anew(self) -> None:
        """Have counted nothing."""
        with self._lock:
            self._now = Reading(Counter(), Counter(), Counter())

    def count_call(self, service: str, operation: str) -> None:
        """Count one attempt."""
        with self._lock:
            self._now.calls[f"{service}.{operation}"] += 1

    def count_units(self, operation: str, units: Units) -> None:
        """Count what one call to DynamoDB consumed."""
        with self._lock:
            self._now.read_units[operation] += units.read  # type: ignore[assignment]  # halves are counted too
            self._now.write_units[operation] += units.write  # type: ignore[assignment]

    def read(self) -> Reading:
        """Return what has been counted so far; subtract two readings for what lies between."""
        with self._lock:
            return Reading(*(Counter(counted) for counted in self._now))

    @property
    def calls(self) -> Counter[str]:
        """Attempts by `service.operation`."""
        return self.read().calls

    @property
    def units(self) -> Units:
        """All that DynamoDB has consumed."""
        now = self.read()
        return Units(float(sum(now.read_units.values())), float(sum(now.write_units.values())))
