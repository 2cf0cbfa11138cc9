"""What holds for the whole service: one item, seeded by what was deployed while nobody has saved any."""

from collections.abc import Callable

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import Item, Items
from chalicelib.aws.table.versions import Versions
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.stage import WITHIN_SECONDS, ServedStage, Stage, plain
from chalicelib.chat.versions import Version


class StageSettings:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items, now: Callable[[], float], seed: ServedStage) -> None:
        self._items = items
        self._now = now
        self._seed = seed
        self._versions = Versions(items, Stage)
        self._read: tuple[float, ServedStage] | None = None

    def lately(self) -> ServedStage:
        """Return what holds, as it was read within the last minute; while the table fails, as it was read last."""
        if self._read is not None and self._now() < self._read[0] + WITHIN_SECONDS:
            return self._read[1]
        try:
            found = self.of(self._items.get(keys.stage(), consistent=False))
        except Unavailable:
            if self._read is None:
                raise
            return self._read[1]
        self._read = (self._now(), found)
        return found

    def current(self) -> ServedStage:
        """Return the same as it stands at this moment, for whoever changes it."""
        return self.of(self._items.get(keys.stage()))

    def of(self, item: Item | None) -> ServedStage:
        """Return what an item says; without one, what was deployed."""
        return self._seed if item is None else msgspec.convert(item, ServedStage)

    def change(self, before: ServedStage, after: Stage, by: str, at: int) -> ServedStage | None:
        """Put settings in the place of those that were read, at this time in milliseconds; None when they are others by now.

        What was before is kept. Done again, it is done once.
        """
        was = Version(settings=plain(before), at=before.changed_at or 0, version=before.version)
        item = self._versions.change(keys.stage(), was, plain(after), by, at, creates=True)
        if item is None:
            return None
        found = self.of(item)
        self._read = (self._now(), found)
        return found

    def versions(self, most: int) -> list[Version[Stage]]:
        """Return the newest of what it was, the newest first, as far as it is still kept."""
        return self._versions.newest(keys.stage(), most)

    def version(self, at: int) -> Version[Stage] | None:
        """Return what it was since a moment, None when that is not known, or no longer."""
        return self._versions.get(keys.stage(), at)

    def changed_by(self, stage: ServedStage) -> str:
        """Return who changed it last; nothing where nobody did, or it is known no longer."""
        changed = {keys.stage(): stage.changed_at} if stage.changed_at else {}
        return self._versions.changed_by(changed).get(keys.stage(), "")
