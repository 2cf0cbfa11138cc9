"""Counts within sliding windows, under names that the key of the day turns into nobody's."""

import contextlib
import hashlib
import hmac
import math
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.keys import Key
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat import checking
from chalicelib.chat.checking import Began, Challenge, Work
from chalicelib.chat.errors import TooMany, Unavailable
from chalicelib.chat.ports import ATTEMPTS

_DAY = 24 * 3600


class Counters:
    """Every method raises TooMany, with `retry_after`, beyond the limit, and Unavailable when DynamoDB fails.

    The times of the newest counts are kept, so a limit holds in every window of its length and not only in those that
    begin with the clock. A name is counted as its HMAC under a random key that is made each day and deleted with it, so
    that what is stored names nobody, and nobody for longer than a day (trust rules, section 2). With the key, at
    midnight UTC, all counts are forgotten: around that moment, and only then, twice a limit can pass.
    """

    def __init__(self, items: Items, now: Callable[[], float]) -> None:
        self._items = items
        self._now = now
        self._key: tuple[str, bytes] = ("", b"")

    def count(self, kind: str, who: str, limit: int, seconds: int) -> int:
        """Count once, so that within any so many seconds at most `limit` are counted; what is refused is not counted.

        Returns how many are counted now. One write as long as there is room; two when the oldest counts have left the window.
        """
        now, key = self._now(), self._key_of(kind, who, seconds)
        for _ in range(ATTEMPTS):
            try:
                after = self._add(key, limit, seconds, now)
            except ConditionFailed as failed:
                there = failed.item
            else:
                return sum(at > _milliseconds(now - seconds) for at in _times(after))
            times = [at for at in _times(there) if at > _milliseconds(now - seconds)]
            if len(times) >= limit:
                # With the day's key everything is forgotten, whatever its window.
                free_at = min(times[-limit] + seconds * 1000, _midnight(now) * 1000)
                raise TooMany(retry_after=max(1, math.ceil((free_at - _milliseconds(now)) / 1000)))
            with contextlib.suppress(ConditionFailed):  # who else has made room at this moment made it for everybody
                self._replace(key, there, [*times, _milliseconds(now)], seconds, now)
                return len(times) + 1
        raise Unavailable(retry_after=1)

    def release(self, kind: str, who: str, seconds: int) -> None:
        """Take the newest count back, of something that was counted and then not done; best effort."""
        with contextlib.suppress(Unavailable):
            now, key = self._now(), self._key_of(kind, who, seconds)
            there = self._items.get(key)
            for _ in range(ATTEMPTS):
                if not _times(there):
                    break
                try:
                    self._replace(key, there, _times(there)[:-1], seconds, now)
                except ConditionFailed as failed:
                    there = failed.item
                else:
                    break

    def network(self, kind: str, prefix: str, limit: int, seconds: int) -> None:
        """Count once for a network prefix (/24 or /56)."""
        self.count(f"network-{kind}", prefix, limit, seconds)

    def name_of(self, kind: str, who: str) -> str:
        """Return the name under which somebody is counted today; tomorrow nobody can find out who that was."""
        return hmac.digest(self._key_of_day(self._now()), f"{kind}:{who}".encode(), hashlib.sha256).hex()

    def challenge(self, prefix: str, work: Work) -> str:
        """Return a challenge for a network prefix, under the key of the day; nothing is stored."""
        now = self._now()
        challenge = Challenge(issued_at=int(now), nonce=secrets.token_urlsafe(12), work=work)
        return checking.made(self._key_of_day(now), prefix, challenge)

    def challenged(self, prefix: str, challenge: str) -> Challenge | None:
        """Return the challenge that this network prefix was given today, None when it was not."""
        return checking.read(self._key_of_day(self._now()), prefix, challenge)

    def starts(self, prefix: str) -> tuple[Began, ...]:
        """Return which conversations a network prefix has started today (UTC), as far as they had to be remembered."""
        return _begun(self._items.get(self._key_of("starts", prefix, _DAY)))

    def note_starts(self, prefix: str, before: Sequence[Began], after: Sequence[Began]) -> tuple[Began, ...] | None:
        """Remember what a network prefix has started, if it still is as it was `before`.

        Return None, or what stands there instead.
        """
        seen = {"before": _built(before)} if before else {"none": []}
        try:
            self._items.update(
                self._key_of("starts", prefix, _DAY),
                "SET #starts = :after, #expires_at = :expires_at",
                {"after": _built(after), "expires_at": _midnight(self._now()), **seen},
                when="#starts = :before" if before else "attribute_not_exists(#starts) OR #starts = :none",
                creates=True,
            )
        except ConditionFailed as failed:
            return _begun(failed.item)
        return None

    def _add(self, key: Key, limit: int, seconds: int, now: float) -> Item:
        return self._items.update(
            key,
            "SET #times = list_append(if_not_exists(#times, :none), :now), #expires_at = :expires_at",
            {"none": [], "now": [_milliseconds(now)], "expires_at": _expires_at(now, seconds)},
            when=f"attribute_not_exists(#times[{limit - 1}])",
            creates=True,
        )

    def _replace(self, key: Key, there: Item | None, times: list[int], seconds: int, now: float) -> None:
        """Write the times anew, if they are still as they were seen. Raises ConditionFailed with what they are."""
        unseen = "attribute_not_exists(#times) OR #expires_at <= :second"
        seen = {"second": int(now)} if there is None else {"seen": there["times"]}
        self._items.update(
            key,
            "SET #times = :times, #expires_at = :expires_at",
            {"times": times, "expires_at": _expires_at(now, seconds), **seen},
            when=unseen if there is None else "#times = :seen",
            creates=True,
        )

    def _key_of(self, kind: str, who: str, seconds: int) -> Key:
        return keys.counter(kind, self.name_of(kind, who), seconds)

    def _key_of_day(self, now: float) -> bytes:
        date = datetime.fromtimestamp(now, UTC).date().isoformat()
        if self._key[0] != date:
            self._key = (date, self._make_key(date, now))
        return self._key[1]

    def _make_key(self, date: str, now: float) -> bytes:
        made = secrets.token_bytes(32)
        try:
            self._items.put(keys.key_of_day(date), {"key": made, "expires_at": _midnight(now)}, unless_exists=True)
        except ConditionFailed as failed:
            if failed.item is None:  # the day has ended between the write and this look, and its key with it
                raise Unavailable(retry_after=1) from failed
            return bytes(failed.item["key"])
        return made


def _begun(item: Item | None) -> tuple[Began, ...]:
    return tuple(msgspec.convert(each, Began) for each in item["starts"]) if item is not None else ()


def _built(begun: Sequence[Began]) -> list[Any]:
    return [msgspec.to_builtins(each) for each in begun]


def _times(item: Item | None) -> list[int]:
    """Return when was counted, in milliseconds, oldest first: two processes' clocks may differ."""
    return sorted(item["times"]) if item is not None else []


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _expires_at(now: float, seconds: int) -> int:
    return min(math.ceil(now) + seconds, _midnight(now))


def _midnight(now: float) -> int:
    """Return when the day (UTC) ends, and its key with it."""
    return int(now) // _DAY * _DAY + _DAY
