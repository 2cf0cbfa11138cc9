"""The privacy notice of the stage: the company's rows, which versions were shown since when, and what each of them said."""

from collections.abc import Callable
from typing import Final

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.notice.making import Notice
from chalicelib.chat.notice.rows import Rows, WrongRow, of
from chalicelib.chat.ports import PublishedNotice

KEPT_SECONDS: Final = 300
"""So long a process takes what it has read for what is there: then nobody's start costs a call of its own."""


class Notices:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(
        self, items: Items, now: Callable[[], float], make: Callable[[Rows], Notice], seed: Callable[[], Rows]
    ) -> None:
        """`make`: makes the notice of rows; `seed`: gives the rows of a stage that has none yet."""
        self._items = items
        self._now = now
        self._make = make
        self._seed = seed
        self._read: tuple[float, PublishedNotice] | None = None

    def current(self) -> PublishedNotice:
        """Return the notice that is shown now, as it was read in the last minutes. Whatever is shown first is kept first.

        While the table fails it is the last one that this process has read.
        """
        if self._read is not None and self._now() < self._read[0] + KEPT_SECONDS:
            return self._read[1]
        try:
            found = self._current()
        except Unavailable:
            if self._read is None:
                raise
            return self._read[1]
        self._read = (self._now(), found)
        return found

    def rows(self) -> Rows | None:
        """Return the rows that were published, None where none were. Raises WrongRow when this version needs more."""
        item = self._items.get(keys.notice())
        return None if item is None else of(msgspec.json.decode(item["rows"]))

    def shown_rows(self) -> Rows:
        """Return the rows of which notices are made now. Raises Unavailable while this version needs more than there are."""
        item = self._items.get(keys.notice()) or self._seeded()
        try:
            return of(msgspec.json.decode(item["rows"]))
        except WrongRow as wrong:
            raise Unavailable(retry_after=1) from wrong

    def keep_of_staff(self, notice: Notice) -> None:
        """Keep what a version of the notice for staff says: somebody was shown it."""
        self._items.put(keys.staff_notice(notice.version), {"text": msgspec.json.encode(notice).decode()})

    def of_staff(self, version: str) -> Notice | None:
        """Return a version of the notice for staff that somebody was shown, None when nobody was."""
        item = self._items.get(keys.staff_notice(version))
        return None if item is None else msgspec.json.decode(item["text"], type=Notice)

    def publish(self, rows: Rows) -> PublishedNotice:
        """Have the notice made of these rows from now on."""
        stored = {"rows": msgspec.json.encode(rows).decode()}
        try:
            self._items.put(keys.notice(), {**stored, "versions": {}}, unless_exists=True)
        except ConditionFailed:
            self._items.update(keys.notice(), "SET #rows = :rows", stored)
        self._read = None
        return self.current()

    def version(self, version: str) -> Notice | None:
        """Return a version that was shown, None when there was none of this name."""
        item = self._items.get(keys.notice_version(version), consistent=False)
        return None if item is None else msgspec.json.decode(item["text"], type=Notice)

    def _current(self) -> PublishedNotice:
        item = self._items.get(keys.notice(), consistent=False) or self._seeded()
        try:
            made = self._make(of(msgspec.json.decode(item["rows"])))
        except WrongRow:
            return self._newest(item)
        if made.version not in item["versions"]:
            item = self._kept(made)
        return PublishedNotice(notice=made, versions=item["versions"])

    def _seeded(self) -> Item:
        item = {"rows": msgspec.json.encode(self._seed()).decode(), "versions": {}}
        try:
            self._items.put(keys.notice(), item, unless_exists=True)
        except ConditionFailed as failed:  # somebody else was first
            return failed.item or item
        return item

    def _kept(self, made: Notice) -> Item:
        self._items.put(keys.notice_version(made.version), {"text": msgspec.json.encode(made).decode()})
        return self._items.update(
            keys.notice(),
            "SET #versions.#version = if_not_exists(#versions.#version, :at)",
            {"at": int(self._now() * 1000)},
            names={"version": made.version},
        )

    def _newest(self, item: Item) -> PublishedNotice:
        """Return what was shown last, while this version of the service needs rows that nobody has published yet."""
        versions: dict[str, int] = item["versions"]
        newest = max(versions, key=lambda version: versions[version], default="")
        found = self.version(newest)
        if found is None:
            raise Unavailable(retry_after=1)
        return PublishedNotice(notice=found, versions=versions)
