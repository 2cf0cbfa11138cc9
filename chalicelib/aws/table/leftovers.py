"""What is no conversation's and has had its time: tickets, sockets, sessions, counters and their keys, the ledger."""

from collections.abc import Iterator

from chalicelib.aws import keys
from chalicelib.aws.table.items import Items


class Leftovers:
    """Raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def delete_of_hour(self, at: int) -> Iterator[bool]:
        """Delete one by one what expired in the hour (UTC) of a time, which is over (epoch seconds).

        Each is whether it was there and had expired: what was written anew meanwhile, or deleted elsewhere, is left.
        """
        return map(self._items.delete_expired, self._items.keys_expiring_on(keys.expiry_hour(at)))
