"""Tickets that open a socket once, and the sockets that are open."""

import hashlib
import secrets
from typing import Any

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Items
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Listener

SOCKET_SECONDS = LIMITS.socket_seconds
"""What is left behind of a connection goes with the table's expiry."""


class Sockets:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def issue(self, listener: Listener, origin: str, expires_at: int) -> str:
        """Store a ticket and return it: 256 bits that are kept here only as a hash."""
        ticket = secrets.token_urlsafe(32)
        self._items.put(keys.ticket(_hash(ticket)), {**_item(listener), "origin": origin, "expires_at": expires_at})
        return ticket

    def redeem(self, ticket: str, origin: str) -> Listener | None:
        """Use a ticket up. Return whom it lets in; None when it is unknown, used, too old or from another origin."""
        item = self._items.delete(keys.ticket(_hash(ticket)))
        if item is None or item["origin"] != origin:
            return None
        return listener(item)

    def open(self, connection: str, listener: Listener, now: int) -> None:
        """Remember who listens on a connection. `now` in epoch seconds."""
        follows: dict[str, Any] = {} if listener.session is None else {"follows": {}}
        self._items.put(keys.socket(connection), {**_item(listener), **follows, "expires_at": now + SOCKET_SECONDS})

    def get(self, connection: str) -> Listener | None:
        """Return who listens on a connection, None when it is not (or no longer) one of ours."""
        item = self._items.get(keys.socket(connection))
        return None if item is None else listener(item)

    def follow(self, connection: str, conversation: str) -> bool:
        """Remember that a socket of staff is told of a conversation; False when it is no longer one of ours.

        What is forgotten between two looks is forgotten with all that it followed: this never brings it back.
        """
        try:
            names = {"conversation": conversation}
            self._items.update(keys.socket(connection), "SET #follows.#conversation = :yes", {"yes": True}, names=names)
        except ConditionFailed:
            return False
        return True

    def forget(self, connection: str) -> Listener | None:
        """Remove a connection and return who listened on it."""
        item = self._items.delete(keys.socket(connection))
        return None if item is None else listener(item)


def _hash(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()


def _item(listener: Listener) -> dict[str, Any]:
    return {
        name: value
        for name, value in (
            ("conversation", listener.conversation),
            ("session", listener.session),
            ("person", listener.person),
        )
        if value is not None
    }


def listener(item: dict[str, Any]) -> Listener:
    """Return who is meant by a ticket's or a socket's item."""
    return Listener(
        conversation=item.get("conversation"),
        session=item.get("session"),
        person=item.get("person"),
        follows=tuple(item.get("follows", ())),
    )
