"""The privacy notice of the stage: the company's rows, which versions were shown since when, what each said, and who made it so."""

import contextlib
from collections.abc import Callable
from typing import Final

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.aws.table.stage import StageSettings
from chalicelib.chat import retention
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.notice.making import Notice
from chalicelib.chat.notice.page import KEPT_SECONDS
from chalicelib.chat.notice.rows import Rows, WrongRow, digest, of
from chalicelib.chat.ports import HeldRows, NoticeChanged, PublishedNotice
from chalicelib.chat.stage import Stage

_DAY: Final = 24 * 3600
_SET: Final = "SET #rows = :rows, #changed_at = :at, #published = :published"


class Notices:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(
        self,
        items: Items,
        now: Callable[[], float],
        make: Callable[[Rows, Stage], Notice],
        seed: Callable[[], Rows],
        shipped: Callable[[], Rows],
        *,
        stage: StageSettings,
    ) -> None:
        """`make`: makes the notice of rows and what holds for the whole service; `seed`: gives the rows of a stage that has none
        yet; `shipped`: gives the demo's.
        """
        self._items = items
        self._now = now
        self._make = make
        self._stage = stage
        self.shipped = shipped
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

    def make(self, rows: Rows, stage: Stage | None = None) -> Notice:
        """Return what the notice says of these rows, with what holds for the whole service, or would: None for what does."""
        return self._make(rows, self._stage.lately() if stage is None else stage)

    def keep_of_staff(self, notice: Notice) -> None:
        """Keep what a version of the notice for staff says: somebody was shown it."""
        self._items.put(keys.staff_notice(notice.version), {"text": msgspec.json.encode(notice).decode()})

    def of_staff(self, version: str) -> Notice | None:
        """Return a version of the notice for staff that somebody was shown, None when nobody was."""
        item = self._items.get(keys.staff_notice(version))
        return None if item is None else msgspec.json.decode(item["text"], type=Notice)

    def held(self) -> HeldRows:
        """Return the rows as they stand at this moment, be they what this version of the service needs or not, and what is shown."""
        item = self._items.get(keys.notice()) or self._seeded()
        return HeldRows(
            stored=item["rows"],
            published=self._shown(item),
            changed_at=item.get("changed_at"),
            published_at=item.get("published", {}),
        )

    def publish(self, rows: Rows) -> PublishedNotice:
        """Have the notice made of these rows from now on, whatever they were: for an operator's command. Raises WrongRow."""
        made = self.make(rows)
        self.require_own_name(made)
        item: Item = {"rows": _stored(rows), "versions": {}}
        with contextlib.suppress(ConditionFailed):  # it is there, and has versions
            self._items.put(keys.notice(), item, unless_exists=True)
        item = self._items.get(keys.notice()) or item
        published = {version: at for version, at in item.get("published", {}).items() if version != made.version}
        changed = {"rows": _stored(rows), "at": int(self._now() * 1000), "published": published}
        return self._shown(self._items.update(keys.notice(), _SET, changed))

    def change(self, before: HeldRows, rows: Rows, by: str, at: int) -> PublishedNotice | None:
        """Have the notice made of these rows in the place of those that were read, at this time in milliseconds.

        None when they are others by now. Who did is kept for as long as the access log says so. Done again, it is done once.
        Raises WrongRow when another notice has the version that this one would have.
        """
        made = self.make(rows)
        self.require_own_name(made)
        change = {"by": by, "at": at, "version": digest(rows)}
        expires_at = at // 1000 + retention.ACCESS_LOG_DAYS * _DAY
        key = keys.notice_change(at)
        try:
            self._items.put(key, {**change, "expires_at": expires_at}, unless_exists=True)
        except ConditionFailed as failed:
            there = failed.item or {}
            if (there.get("version"), there.get("by")) != (change["version"], by):
                return None
        published = {**before.published_at, made.version: at}
        values = {"rows": _stored(rows), "at": at, "published": published, "read": before.stored}
        when = "#rows = :read AND attribute_not_exists(#changed_at)"
        if before.changed_at is not None:
            values["was"] = before.changed_at
            when = "#rows = :read AND #changed_at = :was"
        try:
            item = self._items.update(keys.notice(), _SET, values, when=when)
        except ConditionFailed as failed:
            item = failed.item or {}
            if (item.get("rows"), item.get("changed_at")) != (values["rows"], at):
                self._items.delete(key)
                return None
        return self._shown(item)

    def changes(self, most: int) -> list[NoticeChanged]:
        """Return who changed the rows and when, the newest first, as far as that is still known."""
        found = self._items.query(keys.notice().pk, prefix="change#", newest_first=True, limit=most)
        return [NoticeChanged(at=item["at"], by=item["by"]) for item in found]

    def changed_by(self, at: int) -> str:
        """Return who changed the rows at a moment; nothing where an operator did, or it is no longer known."""
        item = self._items.get(keys.notice_change(at))
        return "" if item is None else str(item["by"])

    def require_own_name(self, made: Notice) -> None:
        """Return when no other notice is kept as the version that this one has: each version says one thing for ever. Raises WrongRow."""
        item = self._items.get(keys.notice_version(made.version))
        if item is not None and not _says_the_same(item, made):
            raise WrongRow(f"Another notice was shown as version {made.version}; change a sentence of the rows.")

    def version(self, version: str) -> Notice | None:
        """Return a version that was shown, None when there was none of this name."""
        item = self._items.get(keys.notice_version(version), consistent=False)
        return None if item is None else msgspec.json.decode(item["text"], type=Notice)

    def rows_of(self, version: str) -> str | None:
        """Return the rows of which a version was first made, as they were stored; None where that was not kept."""
        item = self._items.get(keys.notice_version(version), consistent=False)
        return None if item is None else item.get("rows")

    def _current(self) -> PublishedNotice:
        # Both in one call: whoever starts a conversation waits for this one.
        found = self._items.get_many((keys.notice(), keys.stage()), consistent=False)
        return self._made_of(found.get(keys.notice()) or self._seeded(), self._stage.learnt(found.get(keys.stage())))

    def _made_of(self, item: Item, stage: Stage | None = None) -> PublishedNotice:
        try:
            made = self.make(of(msgspec.json.decode(item["rows"])), stage)
        except WrongRow:
            return self._newest(item)
        if made.version not in item["versions"]:
            item = self._kept(made, item["rows"])
        return PublishedNotice(notice=made, versions=item["versions"])

    def _shown(self, item: Item) -> PublishedNotice:
        """Return what is shown of rows that were read or written at this moment, and show it from now on."""
        found = self._made_of(item)
        self._read = (self._now(), found)
        return found

    def _seeded(self) -> Item:
        item = {"rows": _stored(self._seed()), "versions": {}}
        try:
            self._items.put(keys.notice(), item, unless_exists=True)
        except ConditionFailed as failed:  # somebody else was first
            return failed.item or item
        return item

    def _kept(self, made: Notice, rows: str) -> Item:
        try:
            item = {"text": msgspec.json.encode(made).decode(), "rows": rows}
            self._items.put(keys.notice_version(made.version), item, unless_exists=True)
        except ConditionFailed as failed:  # it was shown before, or somebody else is just keeping it
            if failed.item is None or not _says_the_same(failed.item, made):
                raise Unavailable(retry_after=1) from failed
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


def _says_the_same(item: Item, made: Notice) -> bool:
    return msgspec.json.decode(item["text"], type=Notice).documents == made.documents


def _stored(rows: Rows) -> str:
    return msgspec.json.encode(rows).decode()
