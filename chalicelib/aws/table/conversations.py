"""Conversations in the table: one conditional write a message.

The head item carries the state and the newest lines. DynamoDB charges a write by the started KB of the whole item, so
the step whose line would begin another one moves the lines before it to a page item: first the page is written (only if
there is none yet), then its lines leave the head in the same write that adds the new one. A process that dies between the
two leaves the rest to the next step; a reader takes from pages only what lies before the head's `first`, and whoever moves
lines next finds the page and cuts the head by what it holds. An append without a move is overtaken by no other line.
"""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.keys import Key
from chalicelib.aws.table import orders
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.aws.table.people import session_of
from chalicelib.aws.table.sizes import item_size, kilobytes, value_size
from chalicelib.aws.table.sockets import listener
from chalicelib.chat import conversation as rules
from chalicelib.chat import hiding, presence
from chalicelib.chat.conversation import Conversation, Corrected, LetIn, Line, Reminded, Step
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.ledger import digest_of
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Session
from chalicelib.chat.ports import Conflict, Listener
from chalicelib.chat.transcript import TranscriptOrder
from chalicelib.chat.wire import Closed, Mine, Waiting

_Row = TypeVar("_Row", Waiting, Mine, Closed)

HEADROOM = 8
"""So many bytes of a KB are left free, for marks and counts that grow between two messages."""

PAGES_AT_ONCE = 32
"""So many pages of older lines are read in one call by whoever wants only the first of them: 15 KB, or 300 of long lines."""

CONNECTIONS_REMEMBERED = 1_000
_SHOWN_TO_QUEUE = len("first_line") + LIMITS.first_line_characters
_AT_THE_END = 9_999
"""A place in the list of newest lines that is behind all others: DynamoDB adds what is set there at the end."""

_OWED = ("held_until", "resumed_at", "reminded", "answering_at", "passed")
"""What is known of an answer that is owed. With the answer it is over, and what few conversations have costs the others nothing."""

_ABSENT_AT_FIRST = frozenset(
    {
        "id",
        "topic",
        "hidden",
        "hides",
        "corrected",
        "put_right",
        "noted",
        "closed_topic",
        "guidance",
        "abuse",
        "visitor_polled_at",
        "stayed_at",
        "warned_at",
        "let_in",
        "handed",
        "restrictions",
        *_OWED,
    }
)
"""A head is charged by the started KB at every write: what few conversations ever have is not written before."""


class Conversations:
    """The table's conversations. Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._session_of: dict[str, str] = {}
        """Connection → the hash of its session, of the newest that this process has seen."""

    def get(self, conversation: str) -> Conversation | None:
        """Return the head as the last acknowledged write left it, None when absent or expired."""
        return _head(self._items.get(keys.head(conversation)))

    def with_listener(
        self, conversation: str, connection: str, *, consistent: bool = True
    ) -> tuple[Conversation | None, Listener | None, Session | None]:
        """Return a head, who listens on a connection and the session behind it, in one call.

        `consistent`: as they are now; otherwise as they were a moment ago, for half the price, and where a connection is too
        new for that, as they are now.

        Under which session a connection was opened never changes, so it is remembered, and read with the rest from the second
        frame on that a process sees of it. None for a session may also mean that it was not known where to look.
        """
        head, socket = keys.head(conversation), keys.socket(connection)
        digest = self._session_of.get(connection)
        session = None if digest is None else keys.session(digest)
        found = self._items.get_many(
            (head, socket) if session is None else (head, socket, session), consistent=consistent
        )
        item = found.get(socket)
        if item is None and not consistent:
            return self.with_listener(conversation, connection)
        listening = None if item is None else listener(item)
        if listening is None or listening.session is None:
            return _head(found.get(head)), listening, None
        self._remember(connection, listening.session)
        there = found.get(keys.session(listening.session))
        return _head(found.get(head)), listening, None if there is None else session_of(there)

    def with_orders(self, conversation: str) -> tuple[Conversation | None, list[TranscriptOrder]]:
        """Return a head and its transcript orders, in one strongly consistent call: what a poll needs."""
        first, last = keys.head(conversation), keys.last_order(conversation)
        found = self._items.query(first.pk, start=first.sk, stop=last.sk)
        head = next((item for item in found if item["sk"] == first.sk), None)
        return _head(head), [orders.order_of(item) for item in found if item["sk"] != first.sk]

    def before_start(self, conversation: str) -> tuple[Conversation | None, bool]:
        """Return what stands under an id that is to be started, and whether it was erased lately, in one call."""
        head, erased = keys.head(conversation), keys.erased(digest_of(conversation))
        found = self._items.get_many((head, erased))
        return _head(found.get(head)), erased in found

    def start(self, conversation: Conversation) -> Conversation | None:
        """Store a new conversation. Return None, or what stands there already under this id.

        Raises Unavailable when it was not stored and nothing can be said of what stands there.
        """
        item = {**_item(conversation), "first_line": _first_line(conversation.newest[0])}
        try:
            self._items.put(keys.head(conversation.id), item, unless_exists=True)
        except ConditionFailed as failed:
            there = _head(failed.item)
            if there is None:
                raise Unavailable(retry_after=1) from failed
            return None if _is_own(there, conversation) else there
        return None

    def write(self, before: Conversation, step: Step) -> Conversation:
        """Store a step in one write and return the conversation after it; `place_of` says where the line stands in it.

        Raises Conflict with the conversation as it stands when what the step relied on has changed. A write that was
        done and reported lost is tried again and fails on its own work: then the line is there, and that is a success.
        """
        moved = self._page(before) if _begins_another_kilobyte(before, step) else 0
        shown = self.lines(before, 0, 1).get(1) if before.owner is not None and step.owner is None else None
        written = _written(before, step, moved, shown)
        unheard = _named(_unheard(before, step))
        removes = [*written.removes, *_paths(unheard)]
        expression = f"SET {', '.join(written.sets)}{_remove(removes)}"
        try:
            when = " AND ".join(written.conditions)
            return self._update(before.id, expression, written.values, names={**written.names, **unheard}, when=when)
        except Conflict as conflict:
            if conflict.now is None or self.place_of(conflict.now, step.line, before.seq) is None:
                raise
            return conflict.now

    def place_of(self, conversation: Conversation, line: Line, after: int) -> int | None:
        """Return where a line stands that was added after a place, None when it does not.

        Pages are read only when lines have moved into them since.
        """
        return next((seq for seq, each in self.lines(conversation, after).items() if each == line), None)

    def hide(self, conversation: Conversation, seq: int, line: Line, most: int) -> Conversation:
        """Put a hidden line in the place of one that there is, and return the conversation after it; harmless twice.

        At most so many are hidden, under concurrency too; of those who hide different lines at once nobody loses to
        another. Raises Conflict with the conversation as it stands when the line has moved or been hidden meanwhile, as
        many as may be are hidden, or the first was hidden while the conversation changed hands: then look again.
        """
        on_head = seq >= conversation.first
        sets: list[str] = []
        conditions: list[str] = []
        values: dict[str, Any] = {"one": 1}
        if seq not in conversation.hidden:
            sets.append("#hidden = list_append(if_not_exists(#hidden, :none), :hidden)")
            conditions += ["NOT contains(#hidden, :seq)", f"attribute_not_exists(#hidden[{most - 1}])"]
            values |= {"none": [], "hidden": [seq], "seq": seq}
        if on_head:
            sets.append(f"#newest[{seq - conversation.first}] = :line")
            conditions.append("#first = :first")
            values |= {"line": _stored(line), "first": conversation.first}
        if seq == 1:
            conditions.append("#status = :was")
            values["was"] = conversation.status
            if conversation.status == "waiting":
                sets.append("#first_line = :text")
                values["text"] = line.text or ""
        set_ = f"SET {', '.join(sets)} " if sets else ""
        when = " AND ".join(conditions) or None
        after = self._update(conversation.id, f"{set_}ADD #hides :one", values, {}, when)
        if on_head:
            # Whoever was just moving these lines has them as they were. This page stands in the way of theirs.
            self._page(after)
        else:
            self._hide_in_page(after, seq, line)
        return after

    def lines(
        self, conversation: Conversation, after: int = 0, size: int | None = None, *, finishes: bool = True
    ) -> dict[int, Line]:
        """Return the lines after a place, by their places: all of them, or of the first about `size` bytes' worth.

        Pages are read only when the head lacks them, and no further than they are asked for. What the head calls hidden
        is hidden, whoever was cut off before it was so in its page; that is finished there, unless `finishes` is false.
        """
        found: dict[int, Line] = {}
        for first, lines in self._older(conversation, after, None if size is None else PAGES_AT_ONCE):
            found |= {
                seq: self._as_hidden(conversation, first, seq, line, finishes=finishes)
                for seq, line in enumerate(lines, first)
                if after < seq < conversation.first
            }
            if size is not None and sum(map(rules.size_of, found.values())) >= size:
                return found
        return found | {seq: line for seq, line in enumerate(conversation.newest, conversation.first) if seq > after}

    def line_of(self, conversation: Conversation, by: str, n: int) -> tuple[int, Line] | None:
        """Return what a sender said as their n-th, with its place."""
        for newest in (True, False):
            after = conversation.first - 1 if newest else 0
            for seq, line in self.lines(conversation, after).items():
                if line.by == by and line.n == n:
                    return seq, line
        return None

    def await_join(self, conversation: str, connection: str, now: int) -> Mapping[str, int]:
        """Note that a visitor's socket is open which has not joined; return all such, with since when, none when absent."""
        try:
            after = self._update(conversation, "SET #unjoined.#c = :now", {"now": now}, {"c": connection})
        except Conflict:
            return {}
        return after.unjoined

    def forget_unjoined(self, conversation: str, connection: str) -> bool:
        """Remove a socket that has not joined; False when it has meanwhile, and stays."""
        path = "#unjoined.#c"
        try:
            self._update(conversation, f"REMOVE {path}", {}, {"c": connection}, f"attribute_exists({path})")
        except Conflict as conflict:
            return conflict.now is None or connection not in conflict.now.sockets
        return True

    def listen(
        self, conversation: Conversation, connection: str, who: str, now: int, *, session: str = "", ends_at: int = 0
    ) -> Conversation | None:
        """Add a socket to those that are told, and return the conversation as it then is; None when absent.

        `session`: of staff, the hash of the session it was opened under, with when that ends unless it is used.
        Sockets that are too old to be any are removed with the same write, and a visitor's is a sign of life.
        """
        values: dict[str, Any] = {"socket": [who, now, session, ends_at] if session else [who, now]}
        ghosts = _named(presence.ghosts(conversation.sockets, now, LIMITS))
        sets, removes = "SET #sockets.#c = :socket", _paths(ghosts)
        if who == rules.VISITOR:
            sets += ", #visitor_seen_at = :now"
            removes += ["#visitor_polled_at", "#unjoined.#c"]
            values["now"] = now
        try:
            return self._update(conversation.id, f"{sets}{_remove(removes)}", values, {"c": connection, **ghosts})
        except Conflict:
            return None

    def forget(self, conversation: str, *connections: str) -> Conversation | None:
        """Remove sockets, joined or not, and return the conversation as it then is; None when absent."""
        names = _named(connections)
        removes = [*_paths(names), *(f"#unjoined.#{name}" for name in names)]
        try:
            return self._update(conversation, _remove(removes).strip(), {}, names)
        except Conflict:
            return None

    def visitor_seen(self, conversation: str, now: int, *, polled: bool) -> Conversation | None:
        """Note a sign of life of the visitor, and return the conversation as it then is; None when absent."""
        if polled:
            return self.note(conversation, visitor_seen_at=now, visitor_polled_at=now)
        return self.note(conversation, visitor_seen_at=now)

    def opened(self, conversation: str, reading: str, now: int) -> None:
        """Remember that the access log has just accepted a `rules.reading` of this."""
        try:
            self._update(conversation, "SET #opened.#reading = :now", {"now": now}, {"reading": reading})
        except Conflict:
            return

    def read_up_to(self, conversation: Conversation, side: str, seq: int, now: int) -> Conversation | None:
        """Remember what one side has had on screen; None when that was known already."""
        names, values = {"mark": f"read_by_{side}"}, {"seq": seq}
        sets = "SET #mark = :seq"
        if side == rules.VISITOR:
            sets += ", #visitor_seen_at = :now"
            values["now"] = now
        try:
            return self._update(conversation.id, sets, values, names, "#mark < :seq")
        except Conflict:
            return None

    def note(self, conversation: str, **attributes: int | str | None) -> Conversation | None:
        """Set attributes of the head, or with None remove them, and return it as it then is; None when absent."""
        values = {name: value for name, value in attributes.items() if value is not None}
        sets = f"SET {', '.join(f'#{name} = :{name}' for name in values)}" if values else ""
        removes = _remove([f"#{name}" for name in attributes if name not in values])
        try:
            return self._update(conversation, f"{sets}{removes}".strip(), values, {})
        except Conflict:
            return None

    def restrict(self, before: Conversation, after: Mapping[str, int]) -> Conversation | None:
        """Have a closed conversation be restricted in exactly these cases, and return it as it then is; None when it is absent or open.

        Restricted in any it is on nobody's list. In none any more it is on the list again of whoever had it last, and nobody is let in
        who was so before. Raises Conflict with the conversation as it stands when it is restricted in other cases by now than it was.
        """
        written = _Written(conditions=["#status = :closed"], values={"closed": "closed"})
        _set_restrictions(written, before, after)
        sets = f"SET {', '.join(written.sets)}" if written.sets else ""
        change = f"{sets}{_remove(written.removes)}".strip()
        try:
            return self._update(before.id, change, written.values, {}, " AND ".join(written.conditions))
        except Conflict as conflict:
            if conflict.now is None or conflict.now.status != "closed":
                return None
            if conflict.now.restrictions != after:
                raise
            return conflict.now

    def let_in(self, before: Conversation, after: Mapping[str, LetIn]) -> Conversation:
        """Have exactly these people be let in, and return the conversation as it then is.

        Only those who let people in or out at the same moment contend: raises Conflict with the conversation as it stands
        when others are let in by now than were before. Of whoever is let in no more, no socket hears of it. What else an invitation relies on is looked at whenever it is used.
        """
        written = _Written()
        _set_let_in(written, before, after)
        unheard = _named(_of(before, _let_out(before, after)))
        sets = f"SET {', '.join(written.sets)}" if written.sets else ""
        change = f"{sets}{_remove([*written.removes, *_paths(unheard)])}".strip()
        try:
            return self._update(before.id, change, written.values, unheard, " AND ".join(written.conditions))
        except Conflict as conflict:
            if conflict.now is None or conflict.now.let_in != after:
                raise
            return conflict.now

    def reminded(self, conversation: Conversation, reminded: Reminded) -> Conversation | None:
        """Note that its agent is reminded, and return it as it then is; None when it has changed since the look."""
        values: dict[str, Any] = {
            "reminded": _builtins(reminded),
            "owned": conversation.owner,
            "first": conversation.first,
        }
        when = f"#owner = :owned AND #first = :first AND attribute_not_exists(#newest[{len(conversation.newest)}])"
        try:
            return self._update(
                conversation.id,
                "SET #reminded = :reminded",
                values,
                {},
                f"{when} AND attribute_not_exists(#reminded)",
            )
        except Conflict:
            return None

    def taken_up(self, conversation: Conversation) -> Conversation | None:
        """Note that whoever it was passed on to has come to it, and return it as it then is; None when that is over already."""
        values = {"passed": _builtins(conversation.passed)}
        try:
            return self._update(conversation.id, "REMOVE #passed", values, {}, "#passed = :passed")
        except Conflict:
            return None

    def noted(self, conversation: str) -> Conversation | None:
        """Count that a note was written or taken back, and return the head as it then is; None when absent.

        What was done and reported lost counts twice: then the notes are fetched once more than was needed.
        """
        try:
            return self._update(conversation, "ADD #noted :one", {"one": 1}, {})
        except Conflict:
            return None

    def left(self, conversation: Conversation, until: int) -> Conversation | None:
        """Keep a question that was left open until then, and return it as it then is; None when absent.

        While it waits it stands apart from those whose visitors do.
        """
        found: Conversation | None = conversation
        while found is not None:
            values: dict[str, Any] = {"until": until, "was": found.status}
            sets = "SET #left_until = :until"
            if found.status == "waiting":
                sets += ", #desk = :desk REMOVE #announced_at, #gone_at"
                values["desk"] = keys.left_desk(found.queue)
            try:
                return self._update(found.id, sets, values, {}, "#status = :was")
            except Conflict as conflict:
                found = conflict.now
        return None

    def announced(self, conversation: str, now: int) -> None:
        """Remember that agents were told that it waits, if it still does."""
        with contextlib.suppress(Conflict):
            values = {"now": now, "waiting": "waiting"}
            self._update(conversation, "SET #announced_at = :now", values, {}, "#status = :waiting")

    def gone(self, conversation: Conversation, now: int) -> Conversation | None:
        """Note that whoever waits is gone, and return it as it then is; None when they have been heard of since the look.

        That somebody else has noted it is as good.
        """
        if conversation.gone_at is not None:
            return conversation
        when = "#status = :was AND #visitor_seen_at = :seen AND attribute_not_exists(#left_until) AND attribute_not_exists(#gone_at)"
        values = {"now": now, "was": conversation.status, "seen": conversation.visitor_seen_at}
        try:
            return self._update(conversation.id, "SET #gone_at = :now", values, {}, when)
        except Conflict as conflict:
            return conflict.now if conflict.now is not None and conflict.now.gone_at is not None else None

    def back(self, conversation: str) -> Conversation | None:
        """Note that whoever waits is here again, of which nobody was told, and return it as it then is; None when absent."""
        return self.note(conversation, gone_at=None, announced_at=None)

    def waiting(self, queue: str, most: int = LIMITS.desk_rows) -> list[Waiting]:
        """Return at most so many of those who wait, oldest first, by first lines only."""
        return self._listed(keys.queue_desk(queue), most)

    def left_questions(self, queue: str, most: int = LIMITS.desk_rows) -> list[Waiting]:
        """Return at most so many of the questions that were left and wait, oldest first, by first lines only."""
        return self._listed(keys.left_desk(queue), most)

    def ahead(self, conversation: Conversation, most: int) -> int:
        """Return how many stand before a conversation in its queue, counted no further than `most`."""
        own = (conversation.started_at, conversation.id)
        before = self._items.query(
            keys.queue_desk(conversation.queue), stop=conversation.started_at, index=keys.DESK_INDEX, limit=most + 1
        )
        return min(most, sum((item["started_at"], _id(item)) < own for item in before))

    def _listed(self, desk: str, most: int) -> list[Waiting]:
        return [_row(item, Waiting) for item in self._items.query(desk, index=keys.DESK_INDEX, limit=most)]

    def mine(self, person: str, most: int | None = None) -> list[Mine]:
        """Return the conversations that an agent has taken and nobody has closed, oldest first; at most so many of them."""
        found = self._items.query(keys.agent_desk(person), index=keys.DESK_INDEX, limit=most)
        return [_row(item, Mine) for item in found]

    def closed(self, person: str, since: int, most: int, before: int | None = None) -> list[Closed]:
        """Return at most so many of those closed since then (milliseconds) that an agent had last, the last closed first.

        `before`: only what was closed before that.
        """
        if before is not None and before <= since:
            return []
        found = self._items.query(
            keys.closed_desk(person),
            start=since,
            stop=None if before is None else before - 1,
            index=keys.DESK_INDEX,
            limit=most,
            newest_first=True,
        )
        return [_row(item, Closed) for item in found]

    def heads(self, conversations: list[str], *, consistent: bool = True) -> list[Conversation]:
        """Return the living heads among at most 100 ids, in their order; strongly consistent unless asked otherwise, for half the price."""
        found = self._items.get_many(map(keys.head, conversations), consistent=consistent) if conversations else {}
        return [head for head in (_head(found.get(keys.head(each))) for each in conversations) if head is not None]

    def expiring_on(self, date: str) -> list[str]:
        """Return the ids of the conversations that are deleted on a date, expired or not."""
        return [key.pk.partition("#")[2] for key in self._items.keys_expiring_on(date)]

    def erase(self, conversation: str, expires_at: int) -> int:
        """Delete everything of a conversation for good, its head last, and return how many items that were.

        Until `expires_at` (epoch seconds) it is remembered that it was, so that nothing starts anew under its id.
        """
        self._items.put(keys.erased(digest_of(conversation)), {"expires_at": expires_at})
        return self._delete(self._items.keys_of_partition(keys.conversation(conversation)))

    def delete_expired(self, conversations: list[str]) -> tuple[int, int]:
        """Delete what has expired of some conversations, their heads last; return how many there were, of how many items."""
        found = [self._items.keys_of_partition(keys.conversation(each), expired=True) for each in conversations]
        return sum(map(bool, found)), self._delete([key for each in found for key in each])

    def _delete(self, found: list[Key]) -> int:
        """Delete items, heads last: by its head the sweep finds what a crash anywhere between has left."""
        heads = [key for key in found if key.sk == "head"]
        self._items.delete_many(key for key in found if key.sk != "head")
        self._items.delete_many(heads)
        return len(found)

    def _remember(self, connection: str, session: str) -> None:
        self._session_of.setdefault(connection, session)
        if len(self._session_of) > CONNECTIONS_REMEMBERED:
            del self._session_of[next(iter(self._session_of))]

    def _older(
        self, conversation: Conversation, after: int, at_once: int | None
    ) -> Iterator[tuple[int, tuple[Line, ...]]]:
        """Yield the pages that hold lines after a place, each with the place of its first; `at_once` of them a call."""
        partition, start = keys.conversation(conversation.id), max(1, after + 1 - rules.PAGE_LINES)
        while after + 1 < conversation.first and start < conversation.first:
            first, last = keys.page(conversation.id, start).sk, keys.page(conversation.id, conversation.first - 1).sk
            pages = self._items.query(partition, start=first, stop=last, limit=at_once)
            for page in pages:
                lines = _lines(page)
                start = int(page["sk"].partition("#")[2])
                yield start, lines
                start += len(lines)
            if at_once is None or len(pages) < at_once:
                return

    def _hide_in_page(self, conversation: Conversation, seq: int, line: Line) -> None:
        pages = self._older(conversation, seq - 1, 1)
        first = next((first for first, lines in pages if first <= seq < first + len(lines)), None)
        if first is None:
            raise Conflict(self.get(conversation.id))
        one = f"#lines[{seq - first}]"
        try:
            self._items.update(keys.page(conversation.id, first), f"SET {one} = :line", {"line": _stored(line)})
        except ConditionFailed:  # it was deleted, with everything
            raise Conflict(None) from None

    def _as_hidden(
        self, conversation: Conversation, first: int, seq: int, line: Line, *, finishes: bool = True
    ) -> Line:
        """Return a line of a page as the head has it, and finish hiding it there where whoever began was cut off."""
        if seq not in conversation.hidden or line.hidden_at is not None:
            return line
        finished, one = hiding.cut_off(line), f"#lines[{seq - first}]"
        if not finishes:
            return finished
        with contextlib.suppress(ConditionFailed, Unavailable):  # it is done, or the next reader does it
            self._items.update(
                keys.page(conversation.id, first),
                f"SET {one} = :line",
                {"line": _stored(finished)},
                when=f"attribute_not_exists({one}.#hidden_at)",
            )
        return finished

    def _page(self, before: Conversation) -> int:
        """Write the newest lines as a page and return how many lines the page of that place holds.

        A page of that place stays, unless a line was hidden since it was written.
        """
        lines = [_stored(line) for line in before.newest[: rules.PAGE_LINES]]
        page = {"lines": lines, "hides": before.hides, "expires_at": before.expires_at}
        try:
            self._items.put(keys.page(before.id, before.first), page, unless_exists=True, or_below="hides")
        except ConditionFailed as failed:
            # Another writer was here and died, or is about to win: what is in the page is what may leave the head.
            return len(failed.item["lines"]) if failed.item else 0
        return len(lines)

    def _update(
        self,
        conversation: str,
        expression: str,
        values: Mapping[str, Any],
        names: Mapping[str, str],
        when: str | None = None,
    ) -> Conversation:
        try:
            item = self._items.update(keys.head(conversation), expression, values, names=names, when=when)
        except ConditionFailed as failed:
            raise Conflict(_head(failed.item)) from None
        return _convert(item)


class _Written(msgspec.Struct):
    """A step as an expression: what is set and removed, and on which conditions."""

    sets: list[str] = msgspec.field(default_factory=list)
    removes: list[str] = msgspec.field(default_factory=list)
    conditions: list[str] = msgspec.field(default_factory=list)
    values: dict[str, Any] = msgspec.field(default_factory=dict)
    names: dict[str, str] = msgspec.field(default_factory=dict)


def _written(before: Conversation, step: Step, moved: int, shown: Line | None) -> _Written:
    """Return a step as an expression.

    `moved`: so many lines leave the head, for a page has them. `shown`: the line that the queue is shown from now on.
    """
    written = _Written(
        sets=["#status = :status"],
        conditions=["#status = :was", "#owner = :owned" if before.owner else "attribute_not_exists(#owner)"],
        values={"status": step.status, "was": before.status},
    )
    _write_line(written, before, step, moved)
    if moved or shown is not None:  # these lines are as they were read
        _as_before(written, "hides", before.hides)
    if shown is not None:
        written.sets.append("#first_line = :first_line")
        written.values["first_line"] = _first_line(shown)
    if before.owner:
        written.values["owned"] = before.owner
    _write_sent(written, step)
    _write_helper(written, before, step)
    _write_read(written, step)
    _write_owner(written, before, step)
    _write_owed(written, before, step)
    if step.opened is not None:
        written.sets.append("#opened.#reading = :opened")
        written.names["reading"] = step.opened
        written.values["opened"] = step.line.at
    _write_end(written, step)
    after = _let_in_after(before, step)
    if after != before.let_in:
        _set_let_in(written, before, after)
    if step.line.by == rules.VISITOR:
        written.sets.append("#visitor_seen_at = :seen")
        written.values["seen"] = step.line.at
    if step.exact:
        written.conditions += ["#first = :first", f"attribute_not_exists(#newest[{len(before.newest)}])"]
        written.values["first"] = before.first
        _as_before(written, "stayed_at", before.stayed_at)
        _as_before(written, "answering_at", before.answering_at)
        _as_before(written, "passed", _builtins(before.passed))
    if step.corrected is not None:
        _write_corrected(written, step.line, step.corrected)
    return written


def _write_line(written: _Written, before: Conversation, step: Step, moved: int) -> None:
    """Add the line at the end; `moved` lines, which are in a page by now, leave the front, unless somebody was faster."""
    if not moved:
        written.sets.append("#newest = list_append(#newest, :line)")
        written.values["line"] = [_stored(step.line)]
        return
    written.sets += [f"#newest[{_AT_THE_END}] = :line", "#first = :next"]
    # The last first: a server that removes one after the other then removes the same as DynamoDB, which does at once.
    written.removes += [f"#newest[{place}]" for place in reversed(range(moved))]
    written.values |= {"line": _stored(step.line), "first": before.first, "next": before.first + moved}
    written.conditions.append("#first = :first")


def _as_before(written: _Written, name: str, value: Any) -> None:
    """Have a count, a time or a list be as it was; what never was, is absent."""
    if value:
        written.conditions.append(f"#{name} = :{name}")
        written.values[name] = value
    else:
        written.conditions.append(f"attribute_not_exists(#{name})")


def _write_sent(written: _Written, step: Step) -> None:
    if step.sent is None:
        return
    written.sets += ["#sent.#by = :sent", "#text_bytes = #text_bytes + :text_bytes"]
    written.values["text_bytes"] = rules.text_bytes(step.line)
    written.conditions.append("attribute_not_exists(#sent.#by)" if step.sent.n == 1 else "#sent.#by[0] = :n")
    written.names["by"] = step.line.by
    written.values["sent"] = _builtins(step.sent)
    if step.sent.n > 1:
        written.values["n"] = step.sent.n - 1


def _write_helper(written: _Written, before: Conversation, step: Step) -> None:
    """Have what somebody writes who is let in hold only while they still are; whose it is, every step asks."""
    let_in = before.let_in.get(step.line.by)
    if let_in is not None and step.line.by != before.owner and step.line.kind in ("said", "corrected"):
        written.conditions.append("#let_in.#writer = :writer")
        written.names["writer"] = step.line.by
        written.values["writer"] = _builtins(let_in)


def _write_corrected(written: _Written, line: Line, corrected: Corrected) -> None:
    """Add a correction to those of its side: whoever corrects something else at once does not lose to it."""
    written.names["corrections"] = "corrected" if line.by == rules.VISITOR else "put_right"
    written.sets.append("#corrections = list_append(if_not_exists(#corrections, :none), :corrected)")
    written.conditions += [
        "NOT contains(#corrections, :digest)",
        f"attribute_not_exists(#corrections[{corrected.most - 1}])",
        "NOT contains(#hidden, :about)",
    ]
    written.values |= {
        "none": [],
        "corrected": [corrected.digest],
        "digest": corrected.digest,
        "about": line.about,
    }
    if corrected.newest is not None:
        written.conditions.append("#sent.#by[0] = :newest")
        written.names["by"] = line.by
        written.values["newest"] = corrected.newest


def _write_read(written: _Written, step: Step) -> None:
    if not step.read:
        return
    # A mark never goes back: what was told apart meanwhile may be further on, and then the rule is asked again.
    written.sets.append("#mark = :mark")
    written.conditions.append("#mark < :mark")
    written.names["mark"] = f"read_by_{rules.side_of(step.line.by)}"
    written.values["mark"] = step.read


def _let_in_after(before: Conversation, step: Step) -> Mapping[str, LetIn]:
    """Return who is let in after a step: an invitation goes with whoever invited, and with the end."""
    if step.let_in is not None:
        return step.let_in
    if step.owner == before.owner and step.status != "closed":
        return before.let_in
    left = {person: its for person, its in before.let_in.items() if its.as_ != "invited"}
    return {person: msgspec.structs.replace(its, by="") for person, its in left.items()}


def _set_let_in(written: _Written, before: Conversation, after: Mapping[str, LetIn]) -> None:
    """Have others be let in, if those are let in who were."""
    _replace(written, "let_in", _builtins(before.let_in), _builtins(after))


def _set_restrictions(written: _Written, before: Conversation, after: Mapping[str, int]) -> None:
    """Have it be restricted in other cases, if it is in those in which it was."""
    _replace(written, "restrictions", dict(before.restrictions), dict(after))
    if after:
        written.removes += ["#desk", "#desk_at"]
        return
    desk = _on_desk(msgspec.structs.replace(before, restrictions={}))
    written.sets += [f"#{name} = :{name}" for name in desk]
    written.values |= desk
    written.removes.append("#let_in")


def _replace(written: _Written, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Have an attribute hold something else, if it holds what it did. What would be empty is not there."""
    if before:
        written.conditions.append(f"#{name} = :{name}_before")
        written.values[f"{name}_before"] = before
    else:
        written.conditions.append(f"attribute_not_exists(#{name})")
    if after:
        written.sets.append(f"#{name} = :{name}")
        written.values[name] = after
    else:
        written.removes.append(f"#{name}")


def _let_out(before: Conversation, after: Mapping[str, LetIn]) -> set[str]:
    return set(before.let_in) - set(after) - {before.owner}


def _of(before: Conversation, people: Collection[str]) -> Iterable[str]:
    return (each for each, its in before.sockets.items() if its.who in people)


def _write_owner(written: _Written, before: Conversation, step: Step) -> None:
    if step.line.kind == "helping":
        written.sets.append("#aliases.#person = :alias")
        written.names["person"] = step.line.by
        written.values["alias"] = step.alias
    if step.owner == before.owner:
        return
    if step.handed is not None:
        written.sets.append("#handed = :handed")
        written.values["handed"] = _builtins(step.handed)
    elif before.handed is not None:
        written.removes.append("#handed")
    written.sets.append("#desk = :desk")
    if step.owner is None:
        # It waits anew, of which nobody knows yet; a question that was left waits apart.
        written.removes.append("#owner")
        left = before.left_until is not None
        written.conditions.append(f"attribute_{'' if left else 'not_'}exists(#left_until)")
        written.values["desk"] = (keys.left_desk if left else keys.queue_desk)(before.queue)
    else:
        # What the queue was shown and told of it is needed no more: every message pays for what is on the head.
        written.removes += ["#announced_at", "#first_line", "#gone_at"]
        written.sets += ["#owner = :owner", "#aliases.#person = :alias"]
        written.names["person"] = step.owner
        written.values |= {"owner": step.owner, "alias": step.alias, "desk": keys.agent_desk(step.owner)}


def _write_owed(written: _Written, before: Conversation, step: Step) -> None:
    """Have what is known of an owed answer end with the answer, another agent, a hold, its end, or the conversation's.

    Also what was not there when this was looked at: a hold from another window of the agent's, say.
    """
    line = step.line
    answers = line.kind == "said" and line.by != rules.VISITOR
    if not answers and line.kind not in ("held", "resumed", "closed") and step.owner == before.owner:
        return
    known: dict[str, Any] = {
        "held_until": step.held_until,
        "resumed_at": line.at if line.kind == "resumed" else 0,
        "passed": _builtins(step.passed),
    }
    for name in _OWED:
        if known.get(name):
            written.sets.append(f"#{name} = :{name}_now")
            written.values[f"{name}_now"] = known[name]
        elif name != "passed" or line.by == before.owner or not answers:
            written.removes.append(f"#{name}")


def _write_end(written: _Written, step: Step) -> None:
    if step.line.kind == "closed":
        written.sets += ["#closed_at = :at", "#closed_by = :closed_by"]
        written.values |= {"at": step.line.at, "closed_by": step.closed_by}
        written.removes += ["#first_line", "#gone_at"]
        if step.owner is None:
            written.removes += ["#desk", "#desk_at"]
        else:
            written.sets += ["#desk = :desk", "#desk_at = :at"]
            written.values["desk"] = keys.closed_desk(step.owner)
    if step.closed_for is not None:
        written.sets.append("#closed_for = :closed_for")
        written.values["closed_for"] = step.closed_for
    at_end = {} if step.at_end is None else _builtins(step.at_end)
    for name, value in at_end.items():
        if value is not None:
            written.sets.append(f"#{name} = :{name}")
            written.values[name] = value
    if step.line.score is not None:
        written.sets.append("#rated = :score")
        written.values["score"] = step.line.score


def _is_own(there: Conversation, conversation: Conversation) -> bool:
    """Return whether what stands there was written just now by an attempt that was reported lost.

    Its first message says so, id, text and time: another request of the same moment may have had another.
    """
    return there.key_hash == conversation.key_hash and there.first == 1 and there.newest[0] == conversation.newest[0]


def _unheard(before: Conversation, step: Step) -> Iterable[str]:
    """Return the sockets that are told nothing more after a step: ghosts, and those of whoever no longer has it."""
    ghosts = presence.ghosts(before.sockets, step.line.at, LIMITS)
    past = {before.owner} if step.owner != before.owner else set()
    past |= _let_out(before, _let_in_after(before, step)) - {step.owner}
    return (each for each, its in before.sockets.items() if its.who in past or each in ghosts)


def _named(connections: Iterable[str]) -> dict[str, str]:
    """Return names for connections in an expression, with what each stands for."""
    return {f"c{number}": connection for number, connection in enumerate(connections)}


def _paths(names: Iterable[str]) -> list[str]:
    return [f"#sockets.#{name}" for name in names]


def _remove(paths: list[str]) -> str:
    return f" REMOVE {', '.join(paths)}" if paths else ""


def _begins_another_kilobyte(before: Conversation, step: Step) -> bool:
    """Return whether a step would begin another KB because of the lines that are on the head already.

    One line alone is not worth a page: where no two fit into a KB, they fill the next one before they move.
    """
    sent = before.sent if step.sent is None else {**before.sent, step.line.by: step.sent}
    shown = _SHOWN_TO_QUEUE if before.owner is None else 0
    # As it is, without that room: what has grown into it has begun no other KB.
    now = item_size(_item(before)) + shown
    alone = item_size(_item(msgspec.structs.replace(before, sent=sent, newest=(step.line,)))) + shown + HEADROOM
    lines = sum(1 + value_size(_stored(line)) for line in before.newest)
    return len(before.newest) > 1 and kilobytes(alone + lines) > max(kilobytes(now), kilobytes(alone))


def _item(conversation: Conversation) -> Item:
    """Return a head as it is stored, but for what the queue is shown."""
    item = {name: value for name, value in _builtins(conversation).items() if value or name not in _ABSENT_AT_FIRST}
    item |= keys.head(item.pop("id"))._asdict()
    return {**item, "newest": [_stored(line) for line in conversation.newest], **_on_desk(conversation)}


def _on_desk(conversation: Conversation) -> Item:
    """Return where the index of desks lists a conversation: what is restricted, nowhere."""
    if conversation.restricted_at is not None:
        return {}
    if conversation.closed_at is not None:
        desk = None if conversation.owner is None else keys.closed_desk(conversation.owner)
        return {} if desk is None else {"desk": desk, "desk_at": conversation.closed_at}
    desk = keys.queue_desk(conversation.queue) if conversation.owner is None else keys.agent_desk(conversation.owner)
    return {"desk": desk, "desk_at": conversation.started_at}


def _row(item: Item, kind: type[_Row]) -> _Row:
    """Return what the index of desks has of a conversation, as the desk lists it."""
    shown = {name: item[name] for name in kind.__struct_fields__ if name in item}
    return msgspec.convert({**shown, "conversation": _id(item)}, kind)


def _first_line(line: Line) -> str:
    return (line.text or "")[: LIMITS.first_line_characters]


def _stored(line: Line) -> Item:
    return {name: value for name, value in _builtins(line).items() if value is not None}


def _builtins(value: Any) -> Any:
    return msgspec.to_builtins(value, builtin_types=(bytes,))


def _lines(page: Item) -> tuple[Line, ...]:
    return msgspec.convert(page["lines"], tuple[Line, ...])


def _head(item: Item | None) -> Conversation | None:
    return None if item is None else _convert(item)


def _convert(item: Item) -> Conversation:
    return msgspec.convert({"id": _id(item), **item}, Conversation)


def _id(item: Item) -> str:
    return str(item["pk"]).partition("#")[2]
