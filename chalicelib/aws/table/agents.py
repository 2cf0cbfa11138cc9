"""Agents on duty: who is there, whom the queue rings, and on which sockets they hear of it."""

import contextlib
from collections.abc import Collection, Mapping
from typing import Any

from chalicelib.aws import keys
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat import presence
from chalicelib.chat.conversation import OpenSocket
from chalicelib.chat.limits import Limits
from chalicelib.chat.ports import AgentOnDuty, Clock
from chalicelib.chat.who import Staff

SEEN_SECONDS = 20
"""Signs of life over HTTPS are written down at most so often by one process: a poll must not cost a write a time."""
WATCH_KEPT_SECONDS = 24 * 3600
_DAY = 24 * 3600
KEPT_DAYS = 9
"""Whoever has not had the console open for so many days is nobody on duty. Choosing to be rung outlives a night and a
weekend, and whoever has answered a left question is known until that ends. By whole days: the index of what expires is
written when the hour changes, and a sign of life must not write it each hour."""


class Agents:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items, limits: Limits, now: Clock) -> None:
        self._items = items
        self._limits = limits
        self._now = now
        self._noted: dict[str, int] = {}
        """When this process last wrote down that it had seen somebody."""

    def get(self, person: str) -> AgentOnDuty | None:
        """Return somebody who has had the console open lately, None when they had not."""
        item = self._items.get(keys.agent(person))
        return None if item is None else _agent(item)

    def all(self) -> list[AgentOnDuty]:
        """Return everyone who has had the console open lately. Strongly consistent."""
        return [_agent(item) for item in self._items.query("agents")]

    def set_available(self, person: str, alias: str, on: bool) -> None:  # noqa: FBT001 - a switch is a boolean
        """Put an agent on or off the list of those whom the queue rings."""
        sets = "SET #available = :on, #alias = :alias, #sockets = if_not_exists(#sockets, :none), #expires_at = :expires_at"
        values = {"on": on, "alias": alias, "none": {}, "expires_at": self._kept_until()}
        self._items.update(keys.agent(person), sets, values, creates=True)

    def listen(self, who: Staff, connection: str, now: int) -> AgentOnDuty:
        """Note that somebody's socket is alive, and return them as they then are.

        A socket that was forgotten, because a push was told that it had gone, is there again after this; sockets that
        are too old to be any are forgotten.
        """
        sets = "#sockets.#c = if_not_exists(#sockets.#c, :socket)"
        values: dict[str, Any] = {"socket": [who.session, now]}
        if _answers(who):
            sets += ", #seen_at = :now"
            values["now"] = now
        item = self._note(who, sets, values, {"c": connection})
        agent = _agent(item)
        self.forget(who.person, *presence.ghosts(agent.sockets, now, self._limits))
        return agent

    def seen(self, who: Staff, now: int) -> None:
        """Note that an agent is there, without a socket; within 20 s of the last time this writes nothing."""
        if not _answers(who) or abs(now - self._noted.get(who.person, 0)) < SEEN_SECONDS * 1000:
            return
        self._note(who, "#seen_at = :now", {"now": now})
        self._noted[who.person] = now

    def listed(self, who: Staff, now: int) -> None:
        """Remember that the access log has just accepted that somebody listed the queue, which is a sign of life."""
        self._note(who, "#listed_at = :now, #seen_at = :now" if _answers(who) else "#listed_at = :now", {"now": now})
        self._noted[who.person] = now

    def looked_back(self, who: Staff, now: int) -> None:
        """Remember that the access log has just accepted that somebody listed what they had when it was closed."""
        self._note(who, "#looked_back_at = :now", {"now": now})

    def helps(self, person: str, conversation: str) -> None:
        """Remember that somebody is asked to read and write along in a conversation; twice does no harm.

        Where that is over, the conversation itself says so, and `helps_no_more` clears up.
        """
        sets = "SET #helps = list_append(if_not_exists(#helps, :none), :one)"
        with contextlib.suppress(ConditionFailed):  # gone for days: nobody is asked who is not there
            self._items.update(keys.agent(person), sets, {"none": [], "one": [conversation]})

    def helps_no_more(self, agent: AgentOnDuty, conversations: Collection[str]) -> None:
        """Forget of conversations that somebody was asked into them, unless they are asked into another at this moment."""
        left = [each for each in dict.fromkeys(agent.helps) if each not in conversations]
        change, values = ("SET #helps = :left", {"left": left}) if left else ("REMOVE #helps", {})
        with contextlib.suppress(ConditionFailed):
            self._items.update(
                keys.agent(agent.person), change, {**values, "before": list(agent.helps)}, when="#helps = :before"
            )

    def go(self, person: str, now: int) -> None:
        """Have an agent be away from now on (milliseconds), and off the list of those whom the queue rings.

        Their last sign of life is put back to where it counts no more, so that the watch finds what they have open.
        """
        self._noted.pop(person, None)
        values = {"off": False, "seen_at": now - self._limits.agent_away_seconds * 1000}
        with contextlib.suppress(ConditionFailed):  # never on duty, or never one who answers
            self._items.update(
                keys.agent(person),
                "SET #available = :off, #seen_at = :seen_at",
                values,
                when="attribute_exists(#seen_at)",
            )

    def forget(self, person: str, *connections: str) -> None:
        """Remove sockets of somebody; what is absent is removed already."""
        if not connections:
            return
        names = {f"c{number}": connection for number, connection in enumerate(connections)}
        removes = ", ".join(f"#sockets.#{name}" for name in names)
        try:
            self._items.update(keys.agent(person), f"REMOVE {removes}", {}, names=names)
        except ConditionFailed:
            return

    def leave(self, person: str) -> None:
        """Forget that somebody was ever on duty."""
        self._noted.pop(person, None)
        self._items.delete(keys.agent(person))

    def staffed(self) -> bool:
        """Return whether anybody is there whom the queue rings, as it was last noted."""
        item = self._items.get(keys.watch(), consistent=False)
        return item is not None and bool(item.get("staffed", False))

    def note_staffed(self, at: int, *, on: bool) -> bool:
        """Note whether anybody is there whom the queue rings, as it was seen at a time; return whether that is news.

        What was seen later and noted sooner stays. Whoever has noted it and was told that the write was lost has news still.
        """
        sets = "SET #staffed = :on, #staffed_at = :at, #expires_at = :expires_at"
        values = {"on": on, "at": at, "expires_at": at // 1000 + WATCH_KEPT_SECONDS}
        when = "attribute_not_exists(#staffed) OR (#staffed <> :on AND #staffed_at <= :at)"
        try:
            self._items.update(keys.watch(), sets, values, when=when, creates=True)
        except ConditionFailed as failed:
            there = failed.item or {}
            return (there.get("staffed"), there.get("staffed_at")) == (on, at)
        return True

    def watched(self, now: int) -> int:
        """Note that somebody looks now for agents who are away, and return when that was last done; 0 when never."""
        expression = "SET #before = if_not_exists(#at, :never), #at = :now, #expires_at = :expires_at"
        values = {"now": now, "never": 0, "expires_at": now // 1000 + WATCH_KEPT_SECONDS}
        return int(self._items.update(keys.watch(), expression, values, creates=True)["before"])

    def alerting_since(self, now: int, window: int) -> int:
        """Return when the window of alerts began, in seconds: the one of so many seconds that lasts now, or one that begins now."""
        sets = "SET #alerting_since = :now, #expires_at = :expires_at"
        values = {"now": now, "over": now - window, "expires_at": now + WATCH_KEPT_SECONDS}
        when = "attribute_not_exists(#alerting_since) OR #alerting_since <= :over"
        try:
            self._items.update(keys.watch(), sets, values, when=when, creates=True)
        except ConditionFailed as failed:
            return int((failed.item or {}).get("alerting_since", now))
        return now

    def _note(self, who: Staff, sets: str, values: Mapping[str, Any], names: Mapping[str, str] | None = None) -> Item:
        """Set something of somebody, and return their item as it then is; who comes anew, or after long, is not rung."""
        expression = f"SET {sets}, #alias = :alias, #expires_at = :expires_at"
        values = {**values, "alias": who.alias, "expires_at": self._kept_until()}
        try:
            return self._items.update(keys.agent(who.person), expression, values, names=names)
        except ConditionFailed:
            anew = {"alias": who.alias, "available": False, "sockets": {}, "expires_at": values["expires_at"]}
            with contextlib.suppress(ConditionFailed):  # they have chosen to be rung at this moment, which stands
                self._items.put(keys.agent(who.person), anew, unless_exists=True)
            return self._items.update(keys.agent(who.person), expression, values, names=names)

    def _kept_until(self) -> int:
        return (int(self._now()) // _DAY + KEPT_DAYS) * _DAY


def _answers(who: Staff) -> bool:
    """Return whether somebody answers visitors, so that it matters whether they are there."""
    return "agent" in who.roles


def _agent(item: Item) -> AgentOnDuty:
    sockets: dict[str, Any] = item.get("sockets", {})
    return AgentOnDuty(
        person=item["sk"],
        alias=item["alias"],
        available=item["available"],
        sockets={each: OpenSocket(item["sk"], since, session) for each, (session, since) in sockets.items()},
        listed_at=item.get("listed_at", 0),
        looked_back_at=item.get("looked_back_at", 0),
        seen_at=item.get("seen_at", 0),
        helps=tuple(item.get("helps", ())),
    )
