"""How many visitors of a site waited how long on a day."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from chalicelib.aws import keys
from chalicelib.aws.table.items import Items
from chalicelib.chat.ports import Clock

KEPT_SECONDS = 9 * 24 * 3600
"""So long after its newest count a day is kept: a week is looked at, and the day that has just fallen off."""
_WITHIN: Final = r"within_(\d+)"


class Waits:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items, now: Clock) -> None:
        self._items = items
        self._now = now

    def count(self, site: str, day: date, bound: int) -> None:
        """Count one more wait of a day under its bound."""
        midnight = int(self._now()) // 86_400 * 86_400
        self._items.update(
            keys.waits(day.isoformat(), site),
            "SET #expires_at = :expires_at ADD #within :one",
            {"expires_at": midnight + KEPT_SECONDS, "one": 1},
            names={"within": f"within_{bound}"},
            creates=True,
        )

    def of_day(self, day: date) -> Mapping[str, Mapping[int, int]]:
        """Return what was counted on a day, by site and bound."""
        return {
            item["sk"]: {int(found[1]): count for name, count in item.items() if (found := re.fullmatch(_WITHIN, name))}
            for item in self._items.query(keys.waits_of(day.isoformat()))
        }
