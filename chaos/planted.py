"""Mistakes that somebody would really make, to be switched on one at a time: the checker must object to each.

Each is a small variant of an adapter, a rule or the client, with the mistake's own words as its docstring.
"""

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.mail import SesMail
from chalicelib.aws.table import conversations as table
from chalicelib.aws.table import orders
from chalicelib.aws.table.conversations import Conversations
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.notes import Notes
from chalicelib.aws.table.orders import Orders
from chalicelib.chat import access, facts, notes, transcript
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Terms
from chalicelib.chat.actions import accessing, announcing, connecting, talking
from chalicelib.chat.conversation import AtEnd, Conversation, LetIn, Line, Sent, Step
from chalicelib.chat.errors import AnswerTooLarge
from chalicelib.chat.limits import Limits
from chalicelib.chat.notes import StoredNote
from chalicelib.chat.people import Session
from chalicelib.chat.ports import Conflict, Listener, MailUnknown, StaffSocket
from chalicelib.chat.services import Services
from chalicelib.chat.transcript import Letter, Outcome, TranscriptOrder
from chalicelib.chat.who import Staff, Visitor, Who
from chalicelib.chat.wire import Access, ClientFrame, Facts, History, Told, VisitorFrame
from chalicelib.entrypoints import jobs, sockets
from chalicelib.platform import Quota
from chaos.client import Connection, Followed
from chaos.closings import Closing, Closings, State
from chaos.processes import Change, MakeClient
from chaos.report import Caught
from chaos.screen import Json
from chaos.world import Design, Habits

if TYPE_CHECKING:
    from chaos.run import Played

T = TypeVar("T")
Patch = tuple[Any, str, Any]


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """A mistake: what it is in a sentence, and what of the design or the product's rules it changes."""

    sentence: str
    services: Change | None = None
    connection: type[Connection] | None = None
    closings: type[Closings] | None = None
    patches: tuple[Patch, ...] = ()
    habits: Habits = Habits()
    """What people do more often, so that a small run has enough of what the mistake is about."""


@contextlib.contextmanager
def planting(name: str | None) -> Iterator[Design]:
    """Have a design with one mistake in it, without any for None. Raises KeyError for one that is not known."""
    if name is None:
        yield Design()
        return
    mistake = MISTAKES[name]
    design = Design(habits=mistake.habits)
    if mistake.services is not None:
        design = msgspec.structs.replace(design, services=mistake.services)
    if mistake.connection is not None:
        design = msgspec.structs.replace(design, connection=mistake.connection)
    if mistake.closings is not None:
        design = msgspec.structs.replace(design, closings=mistake.closings)
    before = [getattr(where, what) for where, what, _ in mistake.patches]
    for where, what, instead in mistake.patches:
        setattr(where, what, instead)
    try:
        yield design
    finally:
        for (where, what, _), found in zip(mistake.patches, before, strict=True):
            setattr(where, what, found)


def _items(services: Services, client: MakeClient, kind: type[Items] = Items) -> Items:
    return kind(client("dynamodb", 4), services.settings.table, services.now)  # type: ignore[attr-defined]


def _conversations(kind: type[Conversations]) -> Change:
    return lambda services, client: msgspec.structs.replace(services, conversations=kind(_items(services, client)))


def _predicted(before: Conversation, step: Step) -> Conversation:
    sent = {**before.sent, step.line.by: step.sent} if step.sent else before.sent
    return msgspec.structs.replace(before, newest=(*before.newest, step.line), sent=sent)


# ------------------------------------------------------------------------------------------------- the write


class _Write(NamedTuple):
    """What an update asks of DynamoDB."""

    expression: str
    values: Mapping[str, Any]
    when: str | None


class _Writes(Conversations):
    """A base for mistakes in what is written to a head, and on which conditions."""

    def mistaken(self, write: _Write) -> _Write:
        """Return the write as the mistake has it."""
        raise NotImplementedError

    def _update(
        self,
        conversation: str,
        expression: str,
        values: Mapping[str, Any],
        names: Mapping[str, str],
        when: str | None = None,
    ) -> Conversation:
        mistaken = self.mistaken(_Write(expression, values, when))
        return super()._update(conversation, mistaken.expression, mistaken.values, names, mistaken.when)


class _WithoutConditions(_Writes):
    """A base for mistakes: what it relied on is not asked of some writes."""

    def forgets(self, expression: str, values: Mapping[str, Any]) -> bool:
        """Return whether this write asks nothing."""
        raise NotImplementedError

    def mistaken(self, write: _Write) -> _Write:
        expression, values, when = write
        if self.forgets(expression, values):
            # DynamoDB takes no value that nothing asks for.
            used = set(re.findall(r":(\w+)", expression))
            values, when = {name: value for name, value in values.items() if name in used}, None
        return _Write(expression, values, when)


class _SaysIntoClosed(_Writes):
    def mistaken(self, write: _Write) -> _Write:
        expression, values, when = write
        if when is not None and "sent" in values:
            # Whatever the status and the owner were: only the sender's count is asked.
            expression = expression.replace(", #status = :status", "")
            when = " AND ".join(part for part in when.split(" AND ") if "#status" not in part and "#owner" not in part)
        return _Write(expression, values, when)


class _LiftsForAll(Conversations):
    def restrict(self, before: Conversation, after: Mapping[str, int]) -> Conversation | None:
        return super().restrict(before, after if len(after) > len(before.restrictions) else {})


class _TakesTwice(_WithoutConditions):
    def forgets(self, expression: str, values: Mapping[str, Any]) -> bool:
        return not expression.startswith("REMOVE") and "alias" in values


class _ClosesTwice(_WithoutConditions):
    def forgets(self, expression: str, values: Mapping[str, Any]) -> bool:
        return not expression.startswith("REMOVE") and "closed_by" in values


class _FoldsBlindly(_Writes):
    def mistaken(self, write: _Write) -> _Write:
        expression, values, when = write
        if when is not None and "next" in values:
            # Whoever else has moved lines meanwhile, or hidden one: only what every message asks is asked.
            when = " AND ".join(part for part in when.split(" AND ") if "#first" not in part and "#hides" not in part)
        return _Write(expression, values, when)


class _ReadsThenWrites(_Writes):
    def write(self, before: Conversation, step: Step) -> Conversation:
        self._before = before
        return super().write(before, step)

    def mistaken(self, write: _Write) -> _Write:
        expression, values, when = write
        if "list_append(#newest" in expression:
            expression = expression.replace("list_append(#newest, :line)", ":all")
            lines = [msgspec.to_builtins(line) for line in self._before.newest]
            values, when = {**values, "all": [*lines, *values["line"]]}, None
        return _Write(expression, values, when)


class _KeepsDesk(_Writes):
    def mistaken(self, write: _Write) -> _Write:
        expression, values, when = write
        if "closed_by" in values:
            # With what is shown there; what else is removed at the end stays so.
            expression = expression.replace(", #desk = :desk, #desk_at = :at", "")
            expression = expression.replace("#first_line, ", "").replace(", #desk, #desk_at", "")
            values = {name: value for name, value in values.items() if name != "desk"}
        return _Write(expression, values, when)


class _TakesConflictForOwn(Conversations):
    def write(self, before: Conversation, step: Step) -> Conversation:
        try:
            return super().write(before, step)
        except Conflict as conflict:
            if conflict.now is None:
                raise
            return conflict.now


class _StartsAnyhow(Conversations):
    def start(self, conversation: Conversation) -> Conversation | None:
        there = super().start(conversation)
        return None if there is not None and there.key_hash == conversation.key_hash else there


class _WritesAfterwards(Conversations):
    """Leaves the write of a message to a thread, which Lambda freezes with the process once the answer is out.

    It is done when the process next has something to do, and never where the process ends before that.
    """

    _waiting: tuple[Conversation, Step] | None = None

    def with_listener(
        self, conversation: str, connection: str, *, consistent: bool = True
    ) -> tuple[Conversation | None, Listener | None, Session | None]:
        self._thaw()
        return super().with_listener(conversation, connection, consistent=consistent)

    def get(self, conversation: str) -> Conversation | None:
        self._thaw()
        return super().get(conversation)

    def write(self, before: Conversation, step: Step) -> Conversation:
        if step.line.kind != "said":
            return super().write(before, step)
        self._waiting = before, step
        return _predicted(before, step)

    def _thaw(self) -> None:
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            with contextlib.suppress(Conflict):
                super().write(*waiting)


def _tells_early(services: Services, client: MakeClient) -> Services:
    class TellsEarly(Conversations):
        def write(self, before: Conversation, step: Step) -> Conversation:
            after = _predicted(before, step)
            told = Told(conversation=before.id, seq=after.seq, entry=rules.entry(after, after.seq, step.line))
            for connection in before.sockets if step.line.kind == "said" else ():
                services.push.send(connection, told)
            return super().write(before, step)

    return msgspec.structs.replace(services, conversations=TellsEarly(_items(services, client)))


# ------------------------------------------------------------------------------------------------- reading


class _Stale(Items):
    def _call(self, operation: str, **request: Any) -> Any:
        if operation == "batch_get_item":
            wanted = {table: {**asked, "ConsistentRead": False} for table, asked in request["RequestItems"].items()}
            request = {**request, "RequestItems": wanted}
        elif "ConsistentRead" in request:
            request = {**request, "ConsistentRead": False}
        return super()._call(operation, **request)


def _reads_stale(services: Services, client: MakeClient) -> Services:
    class Reads(Conversations):
        def listen(self, conversation: Any, *rest: Any, **more: Any) -> Conversation | None:
            super().listen(conversation, *rest, **more)
            return self.get(conversation if isinstance(conversation, str) else conversation.id)

    return msgspec.structs.replace(services, conversations=Reads(_items(services, client, _Stale)))


def _reads_then_listens(
    services: Services, who: Who, conversation: Conversation | None, after: int, connection: str
) -> History:
    """Return what came after a place, read before the socket began to be told."""
    found = talking.history(services, who, conversation, after)
    _join(services, who, conversation, after, connection)
    return found


_join = talking.join


def _pages_by_number(services: Services, _: MakeClient) -> Services:
    """As many entries as a page of the table may have, whatever they weigh."""
    return msgspec.structs.replace(services, limits=msgspec.structs.replace(services.limits, push_bytes=10**9))


def _pushes_history(services: Services, connection: str, frame: ClientFrame, source: str) -> VisitorFrame | None:
    """Push a history to whoever asked for it, and take one that is refused for its size for sent."""
    answer = _do(services, connection, frame, source)
    if not isinstance(answer, History):
        return answer
    with contextlib.suppress(AnswerTooLarge):
        services.push.send(connection, answer)
    return None


_do = sockets._do  # noqa: SLF001 - a mistake stands where the product stands


# ------------------------------------------------------------------------------------------------- ids and counts


def _never(_conversation: Conversation, _line: Line) -> int | None:
    """Return that nothing is repeated: the memory of the process is to tell."""
    return None


def _next_whatever(conversation: Conversation, line: Line, limits: Limits, read: int = 0) -> Step:
    """Return the step of a message whatever its count says."""
    sent = conversation.sent.get(line.by, Sent())
    return _say(conversation, msgspec.structs.replace(line, n=sent.n + 1), limits, read)


def _known_by_count(conversation: Conversation, line: Line) -> int | None:
    """Return under which count a line is stored, by the count alone."""
    sent = conversation.sent.get(line.by, Sent())
    return line.n if (line.n or 0) <= sent.n else None


def _known_by_newest(conversation: Conversation, line: Line) -> int | None:
    """Return under which count a line is stored, if it is among the newest."""
    return next((each.n for each in conversation.newest if each.id == line.id and each.by == line.by), None)


_say = rules.say


class _Remembers(Conversations):
    def __init__(self, items: Items) -> None:
        super().__init__(items)
        self._said: set[tuple[str, str | None]] = set()

    def write(self, before: Conversation, step: Step) -> Conversation:
        if step.line.kind != "said":
            return super().write(before, step)
        known = (before.id, step.line.id)
        if known in self._said:
            return before
        self._said.add(known)
        return super().write(before, step)


# ------------------------------------------------------------------------------------------------- mail


class _Insists(SesMail):
    def send(self, raw: bytes, *, to: str, conversation: str, order: int, mail: str) -> str:
        for _ in range(3):
            with contextlib.suppress(MailUnknown):
                return super().send(raw, to=to, conversation=conversation, order=order, mail=mail)
        raise MailUnknown


def _insists(services: Services, client: MakeClient) -> Services:
    return msgspec.structs.replace(services, mail=_Insists(client("sesv2", 1), services.settings.mail_from, "chaos"))


class _NeverSending(Orders):
    def change(self, before: TranscriptOrder, after: TranscriptOrder) -> TranscriptOrder | None:
        if after.state == "sending":
            return after
        stored = self.get(before.conversation, before.order) if before.state == "sending" else before
        return None if stored is None else super().change(stored, after)


class _CountsByState(Orders):
    def change(self, before: TranscriptOrder, after: TranscriptOrder) -> TranscriptOrder | None:
        stored = super().change(before, after)
        if stored is not None:
            return stored
        there = self.get(before.conversation, before.order)
        wanted = there is not None and msgspec.structs.replace(after, version=there.version) == there
        return there if wanted else None


def _is_never_own(_: TranscriptOrder, __: Mapping[str, Any] | None) -> bool:
    """Return that what stands there is somebody else's write."""
    return False


def _orders_anyhow(_: Conversation) -> None:
    """Let a transcript be ordered whoever has written."""


def _sends_anyhow(order: TranscriptOrder, _: Conversation) -> Letter | None:
    """Return that a proved order is to be sent, whoever has written."""
    return "copy" if order.state == "confirmed" else None


def _told_by_any_mail(order: TranscriptOrder, _: str, outcome: Outcome, now: int) -> TranscriptOrder | None:
    """Return what an order becomes, whichever of its mails the event is about."""
    waits_for_code = order.state == "ordered"
    return _told(order, transcript.code_mail(order) if waits_for_code else transcript.TRANSCRIPT, outcome, now)


_told = transcript.told


def _believes_every_bounce(told: Any) -> Outcome | None:
    """Return what an event is called, whatever kind of it."""
    outcomes: Mapping[str, Outcome] = {"Delivery": "delivered", "Bounce": "bounced", "Complaint": "complained"}
    return outcomes.get(told.event_type)


# ------------------------------------------------------------------------------------------------- sockets


_holds, _gives_back = rules.hold, rules.give_back


def _forgets_hold(conversation: Conversation, person: str, minutes: int, now: int) -> Step | None:
    """Return the step that tells of a hold and keeps nothing of it."""
    step = _holds(conversation, person, minutes, now)
    return None if step is None else msgspec.structs.replace(step, held_until=0)


def _loses_unreminded(conversation: Conversation, now: int, limits: Limits) -> Step | None:
    """Return the step that gives a conversation back while its visitor waits, as if its agent had been reminded long ago."""
    if rules.may_owe_since(conversation) is None:
        return None
    return _gives_back(msgspec.structs.replace(conversation, reminded=rules.Reminded(1, 1)), now, limits)


def _believes_disconnect(services: Services, connection: str) -> None:
    """Take the told end of a visitor's socket for the visitor's going, and close the conversation."""
    listener = services.sockets.get(connection)
    _disconnect(services, connection)
    if listener is not None and listener.conversation is not None:
        conversation = services.conversations.get(listener.conversation)
        talking.close(services, Visitor(listener.conversation), conversation)


_disconnect = connecting.disconnect


# ------------------------------------------------------------------------------------------------- the client


class _DropsQueue(Connection):
    def _hang_up(self) -> None:
        super()._hang_up()
        for followed in self.followed.values():
            followed.screen.pending = [each for each in followed.screen.pending if each.state == "not_sent"]


class _NewIdOnResend(Connection):
    def _unanswered(self, followed: Followed, identifier: str) -> None:
        found = followed.screen.find(identifier)
        if found is not None:
            found.id = f"{identifier}-again"[-36:]
        super()._unanswered(followed, identifier)


class _IgnoresJump(Connection):
    def _told(self, followed: Followed, frame: Json) -> None:
        super()._told(followed, frame)
        screen = followed.screen
        for seq in sorted(screen.ahead):
            screen.entries.append(screen.ahead.pop(seq))

    def _mind_gap(self, _: Followed) -> None:
        return


class _TakesPageForAll(Connection):
    def _history(self, followed: Followed, frame: Json) -> None:
        if frame.get("more"):
            facts = {**frame["facts"], "seq": frame["entries"][-1]["seq"]}
            frame = {**frame, "more": False, "facts": facts}
        super()._history(followed, frame)


class _NeverMissesAnything(Connection):
    def _apply(self, frame: Json) -> None:
        if frame["is"] == "told":
            followed = self.followed.get(frame["conversation"])
            if followed is not None and frame["seq"] > followed.screen.last + 1:
                return
        super()._apply(frame)

    def _mind_gap(self, followed: Followed) -> None:
        followed.screen.newest = followed.screen.last


class _ManyInFlight(Connection):
    def _pump(self, followed: Followed) -> None:
        was = followed.in_flight
        super()._pump(followed)
        now = followed.in_flight
        if now is None or now == was:
            return
        waiting = [each for each in followed.screen.pending if each.state == "sending"]
        for n, each in enumerate(waiting[1:4], now[1] + 1):
            conversation = followed.screen.conversation
            frame = {"do": "say", "conversation": conversation, "id": each.id, "n": n, "text": each.text, "read": 0}
            self._send(frame)


class _BelievesRefusal(Connection):
    def _refused(self, refused: Json) -> None:
        super()._refused({name: value for name, value in refused.items() if name != "n"})

    def _say_refused(self, followed: Followed, identifier: str, refused: Json) -> None:
        if refused["code"] != "out_of_order":
            super()._say_refused(followed, identifier, refused)
            return
        self._answered(followed)
        followed.screen.sent = refused["expected"] - 1
        self._pump(followed)


class _EmptiesOnError(Connection):
    def _refused(self, refused: Json) -> None:
        super()._refused(refused)
        followed = self.followed.get(refused.get("conversation", ""))
        if followed is not None and refused.get("of") == "join":
            followed.screen.entries, followed.screen.ahead = [], {}


class _CallsItSent(Connection):
    def _pump(self, followed: Followed) -> None:
        super()._pump(followed)
        if followed.in_flight is not None:
            followed.screen.drop(followed.in_flight[0])


class _ForgetsInFlight(Connection):
    def _hang_up(self) -> None:
        flying = {conversation: followed.in_flight for conversation, followed in self.followed.items()}
        super()._hang_up()
        for conversation, was in flying.items():
            self.followed[conversation].in_flight = was


class _AlwaysFine(Connection):
    def show(self) -> None:
        if not self.browser.alive:
            return
        for followed in list(self.followed.values()):
            followed.recorder.show(self.milliseconds(), followed.screen, up_to_date=True, trouble=False)


class _NeverBeats(Connection):
    def _lively(self, _: Followed) -> None:
        return


class _ShowsBeforeAcknowledged(Connection):
    """Draws an own message as an entry at once, in the place that it will surely have."""

    def _pump(self, followed: Followed) -> None:
        super()._pump(followed)
        if followed.in_flight is None:
            return
        found = followed.screen.find(followed.in_flight[0])
        if found is not None:
            found.state = "sent"


# ------------------------------------------------------------------------------------------------- the access log


def _records_late(services: Services, deed: Callable[[], T | None], *records: Access) -> T | None:
    done = deed()
    if done is not None:
        services.access_log.record(*records)
    return done


def _covers_everybody(services: Services, conversation: Conversation, *_: str) -> bool:
    lately = services.milliseconds() - services.limits.access_record_covers_seconds * 1000
    return any(at > lately for at in conversation.opened.values())


def _never_back(_services: Services, _conversation: Conversation) -> None:
    return


# ------------------------------------------------------------------------------------------------- notes for colleagues


class _CountsNotes(Notes):
    """Takes the place behind those that it has counted, whoever else has taken it meanwhile."""

    def add(self, conversation: Conversation, note: StoredNote) -> StoredNote:
        item = {**msgspec.to_builtins(note), "expires_at": conversation.expires_at}
        self._items.put(keys.note(conversation.id, note.number), {n: v for n, v in item.items() if n != "number"})
        return note


class _KeepsWords(Notes):
    """Notes that a note was taken back, and keeps what it said."""

    def take_back(self, conversation: str, note: StoredNote) -> StoredNote | None:
        there = self.get(conversation, note.number)
        return None if there is None else note


def _notes(kind: type[Notes]) -> Change:
    return lambda services, client: msgspec.structs.replace(services, notes=kind(_items(services, client)))


def _new_whatever_its_id(_notes: Sequence[StoredNote], _by: str, _client_id: str) -> StoredNote | None:
    return None


def _everybody_listening(services: Services, conversation: Conversation) -> dict[str, list[StaffSocket]]:
    """Return everybody who follows, as if a visitor's page would keep a note to itself."""
    found: dict[str, list[StaffSocket]] = {}
    owner = conversation.owner or ""
    for connection in conversation.sockets:
        found.setdefault(owner, []).append(StaffSocket(connection))
    return found if services.milliseconds() else {}


def _facts_with_notes(conversation: Conversation, *rest: Any, **more: Any) -> Facts:
    return msgspec.structs.replace(_for_visitor(conversation, *rest, **more), noted=conversation.noted or None)


_for_visitor = facts.for_visitor


# ------------------------------------------------------------------------------------------------- helping each other


def _in_by_time_alone(conversation: Conversation, person: str, now: int) -> LetIn | None:
    """Return on what ground somebody is let in, whoever has it by now."""
    found = conversation.let_in.get(person)
    return found if found is not None and now < found.until else None


def _let_in_as_before(before: Conversation, step: Step) -> Mapping[str, LetIn]:
    return before.let_in if step.let_in is None else step.let_in


def _in_for_good(conversation: Conversation, person: str, now: int) -> LetIn | None:
    """Return on what ground somebody is let in, whenever that was to be over."""
    found = conversation.let_in.get(person)
    return _standing_in(conversation, person, now if found is None else min(now, found.until - 1))


_standing_in = rules.standing_in


def _withholds_nothing(*_: object) -> bool:
    """Return that a restriction keeps nobody from anything."""
    return False


def _tells_of_going(conversation: Conversation, person: str, now: int) -> Step | None:
    """Return the step that tells of a colleague's going, and keeps them in."""
    step = _let_go(conversation, person, now)
    return None if step is None else msgspec.structs.replace(step, let_in=conversation.let_in)


_let_go = rules.let_go


def _without_ground(services: Services, staff: Staff, conversation: Conversation, purpose: str, *_: object) -> None:
    """Have a reading recorded as anybody's, on whichever ground it is."""
    _opened(services, staff, conversation, purpose)


_opened = accessing.opened


def _done_first(services: Services, deed: Callable[[], T], *records: Access) -> T:
    """Do it, and record it then."""
    done = deed()
    services.access_log.record(*records)
    return done


# ------------------------------------------------------------------------------------------------- putting right


def _corrects_any(conversation: Conversation, about: Line | None, line: Line, limits: Limits) -> Step | None:
    """Return the step that puts right whatever is one's own, whatever one has said since."""
    own = conversation.sent.get(line.by)
    if own is not None and about is not None and about.n:
        sent = {**conversation.sent, line.by: msgspec.structs.replace(own, n=about.n)}
        conversation = msgspec.structs.replace(conversation, sent=sent)
    step = _corrects(conversation, about, line, limits)
    if step is None or step.corrected is None:
        return step
    return msgspec.structs.replace(step, corrected=msgspec.structs.replace(step.corrected, newest=None))


_corrects = rules.correct


class _Rewrites(Conversations):
    """Puts the new words into the place of the old ones, too."""

    def write(self, before: Conversation, step: Step) -> Conversation:
        after = super().write(before, step)
        at = (step.line.about or 0) - after.first
        if step.line.kind != "corrected" or at < 0:
            return after
        line = msgspec.structs.replace(after.newest[at], text=step.line.text)
        return self._update(after.id, f"SET #newest[{at}] = :line", {"line": table._stored(line)}, {})  # noqa: SLF001


class _PutsRightAsTold(Connection):
    """Takes whatever correction is told last for the last one."""

    def _told(self, followed: Followed, frame: Json) -> None:
        super()._told(followed, frame)
        entry = frame.get("entry") or {}
        if entry.get("kind") == "corrected" and entry["by"] == "agent":
            followed.screen.instead[entry["about"]] = entry["text"]


class _UndoesOnScreen(Closings):
    """Takes the offer to undo off the screen, and leaves the timer."""

    def _drop(self, closing: Closing, state: State) -> None:
        if state != "undone":
            super()._drop(closing, state)
        else:
            self._became(closing, state)


class _GoesWithoutAWord(Closings):
    """Ends nothing when the page goes."""

    def leave(self) -> None:
        return


def _closes_as_unseen(
    conversation: Conversation, _unseen: Iterable[Line], by: str, now: int, at_end: AtEnd | None = None
) -> Step | None:
    """Return the step that closes a conversation, whatever its agent has not seen."""
    return rules.close(conversation, by, now, at_end=at_end)


MISTAKES: Final[Mapping[str, Mistake]] = {
    "acknowledges-early": Mistake(
        sentence="Acknowledges a message before it is written.", services=_conversations(_WritesAfterwards)
    ),
    "tells-early": Mistake(sentence="Tells the others of a message before it is written.", services=_tells_early),
    "catches-up-stale": Mistake(
        sentence="Catches up by eventually consistent reads.", services=_reads_stale, habits=Habits(crowded_end=True)
    ),
    "reads-before-listening": Mistake(
        sentence="Catches up first and listens then.",
        patches=((talking, "join", _reads_then_listens),),
        habits=Habits(crowded_end=True),
    ),
    "ids-in-memory": Mistake(
        sentence="Keeps the client ids that it has seen in the memory of the process.",
        services=_conversations(_Remembers),
        patches=((rules, "count_of", _never), (rules, "say", _next_whatever)),
    ),
    "count-not-checked": Mistake(
        sentence="Does not check the sender's count, and knows a repeated id among the newest lines only.",
        patches=((rules, "count_of", _known_by_newest), (rules, "say", _next_whatever)),
    ),
    "id-not-asked": Mistake(
        sentence="Knows a repeated message by its count only, and tries the count that a refusal names at once.",
        connection=_BelievesRefusal,
        habits=Habits(both_tabs=15, frames_twice=4),
        patches=((rules, "count_of", _known_by_count),),
    ),
    "reads-then-writes": Mistake(
        sentence="Reads the lines, adds one and writes them all, without a condition.",
        services=_conversations(_ReadsThenWrites),
    ),
    "conflict-is-own": Mistake(
        sentence="Takes every failed condition for its own write, done and reported lost.",
        services=_conversations(_TakesConflictForOwn),
    ),
    "says-into-closed": Mistake(
        sentence="Adds a message without asking whether the conversation is still open.",
        services=_conversations(_SaysIntoClosed),
        habits=Habits(close=6),
    ),
    "closes-twice": Mistake(
        sentence="Closes without a condition.", services=_conversations(_ClosesTwice), habits=Habits(close=6)
    ),
    "takes-twice": Mistake(sentence="Takes without a condition.", services=_conversations(_TakesTwice)),
    "folds-blindly": Mistake(
        sentence="Moves older lines off the head without asking whether somebody else has.",
        services=_conversations(_FoldsBlindly),
    ),
    "page-by-number": Mistake(
        sentence="Bounds a page of history by the number of its entries only.",
        services=_pages_by_number,
        habits=Habits(long=True),
    ),
    "size-taken-for-sent": Mistake(
        sentence="Takes an answer that API Gateway refuses for its size for sent.",
        services=_pages_by_number,
        patches=((sockets, "SOCKET_MESSAGE", Quota(10**9, "")),),
        habits=Habits(long=True),
    ),
    "pushes-history": Mistake(
        sentence="Pushes a history to its reader, and swallows that API Gateway refuses it for its size.",
        services=_pages_by_number,
        patches=((sockets, "_do", _pushes_history),),
        habits=Habits(long=True),
    ),
    "page-is-all": Mistake(
        sentence="Takes the first page of a history for all of it.",
        connection=_TakesPageForAll,
        habits=Habits(long=True),
    ),
    "keeps-desk": Mistake(
        sentence="Leaves a closed conversation on the desk it was on.", services=_conversations(_KeepsDesk)
    ),
    "retries-mail": Mistake(
        sentence="Sends a mail again when SES did not answer.", services=_insists, habits=Habits(order=8)
    ),
    "never-sending": Mistake(
        sentence="Sends the transcript without saying so first.",
        services=lambda services, client: msgspec.structs.replace(
            services, orders=_NeverSending(_items(services, client))
        ),
        habits=Habits(order=8),
    ),
    "counts-by-state": Mistake(
        sentence="Takes an order that is as it wanted it for its own work: a thousand codes cost one try.",
        services=lambda services, client: msgspec.structs.replace(
            services, orders=_CountsByState(_items(services, client))
        ),
        habits=Habits(order=8, guess=10),
    ),
    "counts-again": Mistake(
        sentence="Does not know its own write of an order that was reported lost: a code costs two tries.",
        patches=((orders, "_is_own", _is_never_own),),
        habits=Habits(order=8, wrong=6, lost=6),
    ),
    "start-is-own": Mistake(
        sentence="Takes a conversation that stands there already for its own start.",
        services=_conversations(_StartsAnyhow),
        habits=Habits(start_twice=20),
    ),
    "sends-unanswered": Mistake(
        sentence="Sends the transcript without asking whether an agent has answered.",
        patches=((transcript, "may_order", _orders_anyhow), (transcript, "letter", _sends_anyhow)),
        habits=Habits(order=8),
    ),
    "answer-is-bounce": Mistake(
        sentence="Takes an absent reader's automatic answer for a bounce.",
        patches=((jobs, "_outcome", _believes_every_bounce),),
        habits=Habits(order=8),
    ),
    "any-mail-bounces": Mistake(
        sentence="Lets the bounce of a mail to a mistyped address end the order that puts it right.",
        patches=((transcript, "told", _told_by_any_mail),),
        habits=Habits(order=30, mistype=60),
    ),
    "believes-disconnect": Mistake(
        sentence="Takes the told end of a visitor's socket for the visitor's going, and closes the conversation.",
        patches=((connecting, "disconnect", _believes_disconnect),),
    ),
    "forgets-hold": Mistake(
        sentence="Tells the visitor of a hold, and forgets it.",
        patches=((rules, "hold", _forgets_hold),),
        habits=Habits(hold=3, impatient=True),
    ),
    "loses-unreminded": Mistake(
        sentence="Gives back what is unanswered, whoever was reminded or not.",
        patches=((rules, "give_back", _loses_unreminded),),
        habits=Habits(impatient=True),
    ),
    "never-back": Mistake(
        sentence="Shows nobody as here again who was shown as gone.",
        patches=((announcing, "visitor_is_back", _never_back),),
        habits=Habits(slow=True),
    ),
    "records-late": Mistake(
        sentence="Records what was done after it is done.", patches=((accessing, "recorded", _records_late),)
    ),
    "covers-everybody": Mistake(
        sentence="Takes anybody's record of a reading for everybody's.",
        patches=((accessing, "covered", _covers_everybody),),
    ),
    "counts-notes": Mistake(
        sentence="Puts a note into the place behind those that were counted, without a condition.",
        services=_notes(_CountsNotes),
        habits=Habits(notes=8),
    ),
    "notes-anew": Mistake(
        sentence="Does not look whether a note of this id is there already.",
        patches=((notes, "written_before", _new_whatever_its_id),),
        habits=Habits(notes=8, lost=6),
    ),
    "keeps-taken-back": Mistake(
        sentence="Says that a note is taken back, and keeps it.", services=_notes(_KeepsWords), habits=Habits(notes=8)
    ),
    "tells-visitor-notes": Mistake(
        sentence="Tells of a note on every socket that follows, and lets the page hide it.",
        patches=((announcing, "_staff_listening", _everybody_listening),),
        habits=Habits(notes=8),
    ),
    "counts-for-visitor": Mistake(
        sentence="Tells the visitor with the facts how many notes there are.",
        patches=((facts, "for_visitor", _facts_with_notes),),
        habits=Habits(notes=8),
    ),
    "helpers-stay": Mistake(
        sentence="Leaves whoever was asked in where they are when the conversation changes hands or ends.",
        patches=(
            (table, "_let_in_after", _let_in_as_before),
            (rules, "standing_in", _in_by_time_alone),
            (access, "standing_in", _in_by_time_alone),
        ),
        habits=Habits(help=4),
    ),
    "lets-go-on-screen": Mistake(
        sentence="Tells everybody that a colleague was let go, and lets them in as before.",
        patches=((rules, "let_go", _tells_of_going),),
        habits=Habits(help=4),
    ),
    "helper-passes-on": Mistake(
        sentence="Has a colleague who was asked in do what a supervisor may: pass it on.",
        patches=((access, "GROUNDS", {**access.GROUNDS, Terms.AS_SUPERVISING: ("invited", "supervising")}),),
        habits=Habits(help=3),
    ),
    "hour-without-end": Mistake(
        sentence="Does not look whether the time is over for which somebody was let in.",
        patches=((rules, "standing_in", _in_for_good), (access, "standing_in", _in_for_good)),
        habits=Habits(help=4),
    ),
    "supervisor-writes": Mistake(
        sentence="Lets a supervisor who looks in write to the visitor.",
        patches=((access, "GROUNDS", {**access.GROUNDS, Terms.AS_INVITED: ("invited", "supervising")}),),
        habits=Habits(help=4),
    ),
    "records-no-ground": Mistake(
        sentence="Records a reading without the ground on which somebody is let in.",
        patches=((accessing, "opened", _without_ground),),
        habits=Habits(help=4),
    ),
    "glass-recorded-late": Mistake(
        sentence="Lets in whoever breaks the glass, and records it then.",
        patches=((accessing, "done", _done_first),),
        habits=Habits(help=8),
    ),
    "restricts-lists-alone": Mistake(
        sentence="Takes what is restricted off the lists, and off no right.",
        patches=((access, "_withheld", _withholds_nothing),),
        habits=Habits(help=8, close=4, restrict=8),
    ),
    "lifts-for-all": Mistake(
        sentence="Ends a restriction in every case with the first that is lifted.",
        services=_conversations(_LiftsForAll),
        habits=Habits(close=4, restrict=8),
    ),
    "corrects-any": Mistake(
        sentence="Corrects what an agent has said whatever they have said since.",
        patches=((rules, "correct", _corrects_any),),
        habits=Habits(correct=6),
    ),
    "rewrites": Mistake(
        sentence="Puts a correction's words into the message that it is about.",
        services=_conversations(_Rewrites),
        habits=Habits(correct=6),
    ),
    "puts-right-as-told": Mistake(
        sentence="Shows of several corrections the one that came last, in whichever order they stand.",
        connection=_PutsRightAsTold,
        habits=Habits(correct=8, frames_twice=4),
    ),
    "undoes-on-screen": Mistake(
        sentence="Takes an end back on the screen, and asks for it all the same.",
        closings=_UndoesOnScreen,
        habits=Habits(undo=6),
    ),
    "goes-without-a-word": Mistake(
        sentence="Asks for no end that waits when its page goes.", closings=_GoesWithoutAWord, habits=Habits(undo=6)
    ),
    "ends-over-a-word": Mistake(
        sentence="Ends a conversation of which its agent has not seen all, without looking what that is.",
        patches=((rules, "close_as_seen", _closes_as_unseen),),
        habits=Habits(undo=6),
    ),
    "drops-queue": Mistake(sentence="Drops what is unsent when the line breaks.", connection=_DropsQueue),
    "new-id": Mistake(sentence="Sends an unanswered message again under a new id.", connection=_NewIdOnResend),
    "shows-with-gap": Mistake(
        sentence="Shows what it is told although something before it is missing.", connection=_IgnoresJump
    ),
    "ignores-jump": Mistake(
        sentence="Does not mind a jump in the places.", connection=_NeverMissesAnything, habits=Habits(crowded_end=True)
    ),
    "many-in-flight": Mistake(sentence="Sends what waits without waiting for answers.", connection=_ManyInFlight),
    "empties-on-error": Mistake(sentence="Shows an empty history when joining is refused.", connection=_EmptiesOnError),
    "calls-it-sent": Mistake(sentence="Takes a message off the queue once it is on the wire.", connection=_CallsItSent),
    "forgets-in-flight": Mistake(
        sentence="Still waits for an answer that went with the line before.", connection=_ForgetsInFlight
    ),
    "always-fine": Mistake(sentence="Says that nothing is missing although the line is gone.", connection=_AlwaysFine),
    "never-beats": Mistake(sentence="Never looks whether a quiet line still lives.", connection=_NeverBeats),
    "early-tick": Mistake(
        sentence="Shows a message as sent before it is acknowledged.", connection=_ShowsBeforeAcknowledged
    ),
}
"""By the names that `--plant` takes."""


def caught(played: Iterable["Played"]) -> Caught | None:
    """Return how the first broken promise was noticed in what was played with a mistake, None when none was."""
    operations = 0
    for each in played:
        operations += sum(each.operations.values())
        if each.verdict.violations:
            return Caught(each.verdict.violations[0].promise, operations)
        if each.failures:
            return Caught(f"failed: {next(iter(each.failures))}", operations)
    return None
