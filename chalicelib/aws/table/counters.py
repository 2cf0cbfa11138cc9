"""Counts within fixed windows, under names that the key of the day turns into nobody's."""

import hashlib
import hmac
import math
import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Items
from chalicelib.chat import checking
from chalicelib.chat.errors import TooMany

_DAY = 24 * 3600


class Counters:
    """Every method raises TooMany, with `retry_after`, beyond the limit, and Unavailable when DynamoDB fails.

    A name is counted as its HMAC under a random key that is made each day and deleted with it, so that what is
    stored names nobody, and nobody for longer than a day (trust rules, section 2). A day's windows end with it.
    """

    def __init__(self, items: Items, now: Callable[[], float]) -> None:
        self._items = items
        self._now = now
        self._key: tuple[str, bytes] = ("", b"")

    def count(self, kind: str, who: str, limit: int, seconds: int) -> None:
        """Count once in the window of so many seconds that it is now; what is refused is not counted."""
        now = self._now()
        window = int(now // seconds)
        name = hmac.digest(self._key_of_day(now), f"{kind}:{who}".encode(), hashlib.sha256).hex()
        try:
            self._add(kind, name, window, limit, seconds)
        except ConditionFailed as failed:
            raise TooMany(retry_after=max(1, math.ceil((window + 1) * seconds - now))) from failed

    def network(self, kind: str, prefix: str, limit: int, seconds: int) -> None:
        """Count once for a network prefix (/24 or /56)."""
        self.count(f"network-{kind}", prefix, limit, seconds)

    def challenge(self, prefix: str) -> str:
        """Return a challenge for a network prefix, under the key of the day; nothing is stored."""
        now = self._now()
        return checking.made(self._key_of_day(now), prefix, int(now), secrets.token_urlsafe(12))

    def challenged_at(self, prefix: str, challenge: str) -> int | None:
        """Return when this network prefix was given a challenge (epoch seconds), None when it was not, or before today."""
        return checking.issued_at(self._key_of_day(self._now()), prefix, challenge)

    def _add(self, kind: str, name: str, window: int, limit: int, seconds: int) -> None:
        self._items.update(
            keys.counter(kind, name, f"{seconds}-{window}"),
            "SET #expires_at = :expires_at ADD #count :one",
            {"one": 1, "expires_at": (window + 1) * seconds, "limit": limit},
            when="attribute_not_exists(#count) OR #count < :limit",
            creates=True,
        )

    def _key_of_day(self, now: float) -> bytes:
        date = datetime.fromtimestamp(now, UTC).date().isoformat()
        if self._key[0] != date:
            self._key = (date, self._make_key(date, now))
        return self._key[1]

    def _make_key(self, date: str, now: float) -> bytes:
        made = secrets.token_bytes(32)
        try:
            self._items.put(
                keys.key_of_day(date), {"key": made, "expires_at": int(now) // _DAY * _DAY + _DAY}, unless_exists=True
            )
        except ConditionFailed as failed:
            return bytes(failed.item["key"]) if failed.item else made
        return made
