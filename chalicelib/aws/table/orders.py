"""Orders of the transcript, under their conversation and with its expiry."""

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat.transcript import TranscriptOrder


class Orders:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def all(self, conversation: str) -> list[TranscriptOrder]:
        """Return a conversation's orders, oldest first."""
        return [order_of(item) for item in self._items.query(keys.conversation(conversation), prefix="order#")]

    def get(self, conversation: str, order: int) -> TranscriptOrder | None:
        """Return one order, None when there is none or it has expired."""
        item = self._items.get(keys.order(conversation, order))
        return None if item is None else order_of(item)

    def create(self, order: TranscriptOrder) -> bool:
        """Store a new order. Return False when its number is taken: somebody ordered at the same time."""
        try:
            self._items.put(keys.order(order.conversation, order.order), _item(order), unless_exists=True)
        except ConditionFailed as failed:
            return _is(order, failed.item)
        return True

    def change(self, before: TranscriptOrder, after: TranscriptOrder) -> bool:
        """Store an order as it has become. Return False when it was changed, or deleted, meanwhile.

        What stands there already as it should is a success: the write was done, reported lost and tried again.
        """
        item = _item(after)
        sets = ", ".join(f"#{name} = :{name}" for name in item)
        gone = [name for name in ("address", "code_hash", "message_id", "writer") if name not in item]
        removes = f" REMOVE {', '.join(f'#{name}' for name in gone)}" if gone else ""
        compared = ("state", "at", "codes", "code_at", "tries")
        was = {f"was_{name}": getattr(before, name) for name in compared}
        when = " AND ".join(f"#{name} = :was_{name}" for name in compared)
        key = keys.order(after.conversation, after.order)
        try:
            self._items.update(key, f"SET {sets}{removes}", {**item, **was}, when=when)
        except ConditionFailed as failed:
            return _is(after, failed.item)
        return True


def _is(order: TranscriptOrder, item: Item | None) -> bool:
    return item is not None and order_of(item) == order


def _item(order: TranscriptOrder) -> Item:
    item = msgspec.structs.asdict(order)
    return {name: value for name, value in item.items() if name not in ("conversation", "order") and value is not None}


def order_of(item: Item) -> TranscriptOrder:
    """Return what is meant by an order's item."""
    conversation, number = item["pk"].partition("#")[2], int(item["sk"].partition("#")[2])
    return msgspec.convert({**item, "conversation": conversation, "order": number}, TranscriptOrder)
