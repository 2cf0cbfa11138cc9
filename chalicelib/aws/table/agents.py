"""Agents on duty: who is available, and on which sockets they hear of the queue."""

from typing import Any

from chalicelib.aws import keys
from chalicelib.aws.table.items import Item, Items, Unmet
from chalicelib.chat.ports import AgentOnDuty


class Agents:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def get(self, person: str) -> AgentOnDuty | None:
        """Return an agent who has been on duty, None when never."""
        item = self._items.get(keys.agent(person))
        return None if item is None else _agent(item)

    def all(self) -> list[AgentOnDuty]:
        """Return everyone who has been on duty; a handful to a hundred."""
        return [_agent(item) for item in self._items.query("agents")]

    def set_available(self, person: str, alias: str, on: bool) -> None:  # noqa: FBT001 - a switch is a boolean
        """Put an agent on or off the list of those whom the queue rings."""
        expression = "SET #available = :on, #alias = :alias, #sockets = if_not_exists(#sockets, :none)"
        values = {"on": on, "alias": alias, "none": {}}
        self._items.update(keys.agent(person), expression, values, creates=True)

    def listen(self, person: str, alias: str, connection: str, session: str, now: int) -> AgentOnDuty:
        """Add a socket of an agent, opened under a session, and return the agent as they then are."""
        socket = {"socket": [session, now]}
        try:
            item = self._items.update(keys.agent(person), "SET #sockets.#c = :socket", socket, names={"c": connection})
        except Unmet:
            self.set_available(person, alias, on=False)
            item = self._items.update(keys.agent(person), "SET #sockets.#c = :socket", socket, names={"c": connection})
        return _agent(item)

    def forget(self, person: str, *connections: str) -> None:
        """Remove sockets of an agent; what is absent is removed already."""
        if not connections:
            return
        names = {f"c{number}": connection for number, connection in enumerate(connections)}
        removes = ", ".join(f"#sockets.#{name}" for name in names)
        try:
            self._items.update(keys.agent(person), f"REMOVE {removes}", {}, names=names)
        except Unmet:
            return


def _agent(item: Item) -> AgentOnDuty:
    sockets: dict[str, Any] = item.get("sockets", {})
    return AgentOnDuty(
        person=item["sk"],
        alias=item["alias"],
        available=item["available"],
        sockets={connection: (session, since) for connection, (session, since) in sockets.items()},
    )
