"""Leases: what only one at a time may do, for so long as it may take at most."""

import contextlib
from collections.abc import Callable

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Items


class Leases:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items, now: Callable[[], float]) -> None:
        self._items = items
        self._now = now

    def take(self, what: str, holder: str, seconds: int) -> int:
        """Take a lease for at most so many seconds and return 0; while another has it, the seconds that theirs still has."""
        item = {"holder": holder, "expires_at": int(self._now()) + seconds}
        try:
            self._items.put(keys.lease(what), item, unless_exists=True)
        except ConditionFailed as failed:
            if failed.item is None:  # its time was up between the write and this look: it is nobody's yet
                return 1
            if failed.item["holder"] != holder:
                until: int = failed.item["expires_at"]
                return max(1, until - int(self._now()))
        return 0

    def give_back(self, what: str, holder: str) -> None:
        """Let the next one have it; whoever's time was up has none to give."""
        with contextlib.suppress(ConditionFailed):
            values = {"now": int(self._now()), "holder": holder}
            self._items.update(keys.lease(what), "SET #expires_at = :now", values, when="#holder = :holder")
