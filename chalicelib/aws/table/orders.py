"""Orders of the transcript, under their conversation and with its expiry."""

import secrets

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat.transcript import TranscriptOrder


class Orders:
    """Every write leaves a version of its own, and every change names the version that it was made of.

    So a change succeeds only on the order exactly as it was read, and a write that was done, reported lost and tried
    again knows itself by its version; two requests that want the same never take each other's work for their own.
    Every method raises Unavailable when DynamoDB fails.
    """

    def __init__(self, items: Items) -> None:
        self._items = items

    def all(self, conversation: str) -> list[TranscriptOrder]:
        """Return a conversation's orders, oldest first."""
        return [order_of(item) for item in self._items.query(keys.conversation(conversation), prefix="order#")]

    def get(self, conversation: str, order: int) -> TranscriptOrder | None:
        """Return one order, None when there is none or it has expired."""
        item = self._items.get(keys.order(conversation, order))
        return None if item is None else order_of(item)

    def create(self, order: TranscriptOrder) -> TranscriptOrder | None:
        """Store a new order and return it, None when its number is taken: somebody ordered at the same time."""
        written = _versioned(order)
        try:
            self._items.put(keys.order(order.conversation, order.order), _item(written), unless_exists=True)
        except ConditionFailed as failed:
            return written if _is_own(written, failed.item) else None
        return written

    def change(self, before: TranscriptOrder, after: TranscriptOrder) -> TranscriptOrder | None:
        """Store an order as it has become and return it, None when it was changed, or deleted, meanwhile."""
        written = _versioned(after)
        item = _item(written)
        sets = ", ".join(f"#{name} = :{name}" for name in item)
        gone = [name for name in ("address", "code_hash", "rights_hash", "message_id") if name not in item]
        removes = f" REMOVE {', '.join(f'#{name}' for name in gone)}" if gone else ""
        values = {**item, "before": before.version}
        try:
            key = keys.order(after.conversation, after.order)
            self._items.update(key, f"SET {sets}{removes}", values, when="#version = :before")
        except ConditionFailed as failed:
            return written if _is_own(written, failed.item) else None
        return written


def _versioned(order: TranscriptOrder) -> TranscriptOrder:
    return msgspec.structs.replace(order, version=secrets.token_urlsafe(9))


def _is_own(written: TranscriptOrder, item: Item | None) -> bool:
    return item is not None and item["version"] == written.version


def _item(order: TranscriptOrder) -> Item:
    item = msgspec.structs.asdict(order)
    return {name: value for name, value in item.items() if name not in ("conversation", "order") and value is not None}


def order_of(item: Item) -> TranscriptOrder:
    """Return what is meant by an order's item."""
    conversation, number = item["pk"].partition("#")[2], int(item["sk"].partition("#")[2])
    return msgspec.convert({**item, "conversation": conversation, "order": number}, TranscriptOrder)
