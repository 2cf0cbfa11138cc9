"""The ledger of what must be done again when an older state of the table is restored (trust rule R7)."""

import hashlib
from datetime import UTC, datetime

from chalicelib.aws import keys
from chalicelib.aws.table.items import Items
from chalicelib.chat.retention import BACK_UP_DAYS

KEPT_SECONDS = (BACK_UP_DAYS + 1) * 24 * 3600
"""A day longer than the table can be restored to a moment of the past."""


class Ledger:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def note(self, kind: str, conversation: str, now: int, *, place: int | None = None) -> None:
        """Return once it is noted that this was done to a conversation (milliseconds); its id is stored hashed.

        `place`: of the one line that it was done to.
        """
        date = datetime.fromtimestamp(now / 1000, UTC).date().isoformat()
        key = keys.ledger(date, kind, digest_of(conversation), place)
        self._items.put(key, {"at": now, "place": place, "expires_at": now // 1000 + KEPT_SECONDS})


def digest_of(conversation: str) -> str:
    """Return the name under which a conversation stands in the ledger."""
    return hashlib.sha256(f"juttu:ledger:{conversation}".encode()).hexdigest()
