"""Notes for colleagues, under their conversation and with its expiry: places 1, 2, 3 … without a gap.

A place is taken by a write that holds while it is free, so nobody counts before they write: whoever wants the next place
and finds it taken goes on to the one behind it.
"""

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.notes import StoredNote


class Notes:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def all(self, conversation: str) -> list[StoredNote]:
        """Return a conversation's notes in their order."""
        return [_note(item) for item in self._items.query(keys.conversation(conversation), prefix=keys.NOTES)]

    def behind(self, conversation: str, number: int) -> list[StoredNote]:
        """Return those that stand behind a place, in their order."""
        first, last = keys.note(conversation, number + 1).sk, keys.last_note(conversation).sk
        return [_note(item) for item in self._items.query(keys.conversation(conversation), start=first, stop=last)]

    def get(self, conversation: str, number: int) -> StoredNote | None:
        """Return the note in a place, None when there is none or it has expired."""
        item = self._items.get(keys.note(conversation, number))
        return None if item is None else _note(item)

    def add(self, conversation: Conversation, note: StoredNote) -> StoredNote:
        """Store a note in its place unless one stands there, and return the one that does: this one, or another.

        A write that was done, reported lost and tried again finds itself. Raises Unavailable also when it was not stored
        and nothing can be said of what stands there.
        """
        item = {**_item(note), "expires_at": conversation.expires_at}
        try:
            self._items.put(keys.note(conversation.id, note.number), item, unless_exists=True)
        except ConditionFailed as failed:
            if failed.item is None:
                raise Unavailable(retry_after=1) from failed
            return _note(failed.item)
        return note

    def take_back(self, conversation: str, note: StoredNote) -> StoredNote | None:
        """Store that a note was taken back, and return it as it then is; None when it was deleted, with everything.

        Who has taken it back before has: when that was stays.
        """
        key = keys.note(conversation, note.number)
        taken = "SET #taken_back_at = :taken_back_at REMOVE #text, #masked"
        values = {"taken_back_at": note.taken_back_at}
        try:
            item = self._items.update(key, taken, values, when="attribute_not_exists(#taken_back_at)")
        except ConditionFailed as failed:
            return None if failed.item is None else _note(failed.item)
        return _note(item)


def _item(note: StoredNote) -> Item:
    return {name: value for name, value in msgspec.to_builtins(note).items() if name != "number"}


def _note(item: Item) -> StoredNote:
    return msgspec.convert({**item, "number": int(item["sk"].removeprefix(keys.NOTES))}, StoredNote)
