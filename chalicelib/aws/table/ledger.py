"""The ledger of what must be done again when an older state of the table is restored (trust rule R7)."""

import contextlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat.ledger import Kind, Noted, digest_of
from chalicelib.chat.retention import BACK_UP_DAYS

KEPT_DAYS = BACK_UP_DAYS + 1
"""A day longer than the table can be restored to a moment of the past."""
KEPT_SECONDS = KEPT_DAYS * 24 * 3600


class Ledger:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def note(
        self, kind: Kind, conversation: str, now: int, *, place: int | None = None, case: str | None = None
    ) -> None:
        """Return once it is noted that this was done to a conversation (milliseconds); its id is stored hashed.

        `place`: of the one line that it was done to. `case`: in which alone it was done.
        """
        noted = Noted(kind=kind, digest=digest_of(conversation), at=now, place=place, case=case)
        self._items.put(_key(noted), _item(noted))

    def all(self, now: int) -> list[Noted]:
        """Return everything that is noted and still kept, by days, the oldest first: a query a day."""
        today = _day(now)
        days = (today - timedelta(days=back) for back in range(KEPT_DAYS, -2, -1))  # clocks differ: tomorrow's too
        return [_noted(item) for day in days for item in self._items.query(keys.ledger_of(day.isoformat()))]

    def carry(self, noted: Iterable[Noted]) -> None:
        """Have what another table's ledger says stand in this one too, unless the same was done again since; twice does no harm."""
        for each in noted:
            with contextlib.suppress(ConditionFailed):
                self._items.put(_key(each), _item(each), unless_exists=True, or_below="at")


def _key(noted: Noted) -> keys.Key:
    return keys.ledger(_day(noted.at).isoformat(), noted.kind, noted.digest, noted.place, noted.case)


def _item(noted: Noted) -> Item:
    return {"at": noted.at, "place": noted.place, "case": noted.case, "expires_at": noted.at // 1000 + KEPT_SECONDS}


def _noted(item: Item) -> Noted:
    kind, digest, *_ = item["sk"].split("#")
    told = {"kind": kind, "digest": digest, "at": item["at"], "place": item.get("place"), "case": item.get("case")}
    return msgspec.convert(told, Noted)


def _day(at: int) -> date:
    return datetime.fromtimestamp(at / 1000, UTC).date()
