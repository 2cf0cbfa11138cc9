"""What settings were: kept beside the one item in which they stand, which is changed only as it was read."""

from collections.abc import Mapping
from typing import Generic, TypeVar

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.keys import Key
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat import retention
from chalicelib.chat.versions import Version, digest_of

S = TypeVar("S", bound=msgspec.Struct)
_DAY = 24 * 3600


class Versions(Generic[S]):
    """Of each kind of settings. Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items, kind: type[S]) -> None:
        self._items = items
        self._kind = kind

    def change(
        self,
        key: Key,
        before: Version[S],
        after: S,
        by: str,
        at: int,
        *,
        creates: bool = False,
        beside: Mapping[str, int] | None = None,
    ) -> Item | None:
        """Put settings in the place of those that were read, at this time in milliseconds; None when they are others by now.

        `before.version`: the digest that stands with them, nothing where none does. What was before is kept, so that nothing
        is lost whoever changes what. `creates`: also where there is no item yet. `beside`: what else is then known of them. Done
        again, it is done once.
        """
        self.keep(key, before.settings, before.by, before.at, at)
        if not self.keep(key, after, by, at, at):
            return None
        values = {**stored(after), **(beside or {}), "version": digest_of(after), "changed_at": at}
        put = {name: value for name, value in values.items() if value is not None}
        gone = [f"#{name}" for name in values if name not in put]
        expression = f"SET {', '.join(f'#{name} = :{name}' for name in put)}"
        expression += f" REMOVE {', '.join(gone)}" if gone else ""
        when = "#version = :read" if before.version else "attribute_not_exists(#version)"
        read = {"read": before.version} if before.version else {}
        try:
            return self._items.update(key, expression, {**put, **read}, when=when, creates=creates)
        except ConditionFailed as failed:
            there = failed.item or {}
            if (there.get("version"), there.get("changed_at")) == (values["version"], at):
                return there
            self._items.delete(keys.version_of(key, at))
            return None

    def keep(self, key: Key, settings: S, by: str, since: int, now: int) -> bool:
        """Keep what settings are since a moment, for as long as the access log says who changed them; whether it is there."""
        kept = {"settings": msgspec.json.encode(settings).decode(), "by": by, "version": digest_of(settings)}
        expires_at = now // 1000 + retention.ACCESS_LOG_DAYS * _DAY
        try:
            there = {**kept, "at": since, "expires_at": expires_at}
            self._items.put(keys.version_of(key, since), there, unless_exists=True)
        except ConditionFailed as failed:
            return failed.item is not None and (failed.item["version"], failed.item["by"]) == (kept["version"], by)
        return True

    def newest(self, key: Key, most: int) -> list[Version[S]]:
        """Return the newest of what settings were, the newest first, as far as it is still kept."""
        found = self._items.query(key.pk, prefix="version#", newest_first=True, limit=most)
        return [self._version(item) for item in found]

    def get(self, key: Key, at: int) -> Version[S] | None:
        """Return what settings were since a moment, None when that is not known, or no longer."""
        item = self._items.get(keys.version_of(key, at))
        return None if item is None else self._version(item)

    def changed_by(self, changed: Mapping[Key, int]) -> dict[Key, str]:
        """Return who made each of these settings what they are since a moment, in one call for each 100; of whom it is
        known no longer, nobody.

        It stands in what is kept of each change, which has an end, and not with the settings, which have none.
        """
        wanted = {keys.version_of(key, at): key for key, at in changed.items()}
        found = self._items.get_many(wanted)
        return {wanted[key]: item["by"] for key, item in found.items()}

    def _version(self, item: Item) -> Version[S]:
        settings = msgspec.json.decode(item["settings"], type=self._kind)
        return Version(settings=settings, at=item["at"], by=item["by"], version=item["version"])


def stored(settings: msgspec.Struct) -> Item:
    """Return settings as they stand in their item."""
    built: Item = msgspec.to_builtins(settings)
    return built
