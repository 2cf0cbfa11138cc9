"""What holds for the whole service: one item, seeded by what was deployed while nobody has saved any."""

from collections.abc import Callable

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import Item, Items
from chalicelib.aws.table.versions import Versions
from chalicelib.chat import retention
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.stage import WITHIN_SECONDS, ServedStage, Stage, mark_of, plain
from chalicelib.chat.versions import Version

_DAY = 24 * 3600


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

    def learnt(self, item: Item | None) -> ServedStage:
        """Return what an item says that was read with something else, so that it need not be read again within the minute."""
        found = self.of(item)
        if self._read is None or self._now() >= self._read[0] + WITHIN_SECONDS:
            self._read = (self._now(), found)
        return found

    def change(self, before: ServedStage, after: Stage, by: str, at: int) -> ServedStage | None:
        """Put settings in the place of those that were read, at this time in milliseconds; None when they are others by now.

        What was before is kept. Done again, it is done once.
        """
        was = Version(settings=plain(before), at=before.changed_at or 0, version=before.version)
        other_networks = before.networks.get("agent") != after.networks.get("agent")
        beside = {"agent_networks_changed_at": at} if other_networks else {}
        item = self._versions.change(keys.stage(), was, plain(after), by, at, creates=True, beside=beside)
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

    def note_came_back(self, mark: str, at: int) -> None:
        """Note that a mail came back from the address of this mark, at this time in milliseconds."""
        self._items.put(keys.came_back(mark), {"at": at, "expires_at": at // 1000 + retention.ACCESS_LOG_DAYS * _DAY})

    def came_back(self, stage: ServedStage) -> frozenset[str]:
        """Return those who are to be told from whose addresses a mail has come back since these settings were saved, in one call."""
        marks = {keys.came_back(mark_of(each)): each for each in stage.told}
        found = self._items.get_many(marks) if marks else {}
        return frozenset(marks[key] for key, item in found.items() if item["at"] > (stage.changed_at or 0))

    def changed_by(self, stage: ServedStage) -> str:
        """Return who changed it last; nothing where nobody did, or it is known no longer."""
        changed = {keys.stage(): stage.changed_at} if stage.changed_at else {}
        return self._versions.changed_by(changed).get(keys.stage(), "")
