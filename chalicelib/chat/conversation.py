"""A conversation and the rules of what may happen in it next. Values in, values out.

A rule looks at a conversation and returns a `Step`: the one line that is added and what it changes. Storing a step
is one conditional write that fails when anything the rule relied on has changed meanwhile; then the rule is asked
again with what is there now. Times are milliseconds unless a name says otherwise.
"""

import hashlib
import math
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import msgspec

from chalicelib.chat import masking
from chalicelib.chat.errors import (
    AlreadyTaken,
    ConversationClosed,
    ConversationOpen,
    EmptyMessage,
    MessageTooLong,
    NotFound,
    NotNewest,
    Objected,
    OutOfOrder,
    TooMany,
    VisitorWrote,
)
from chalicelib.chat.limits import LIMITS, Limits
from chalicelib.chat.wire import (
    AbuseReason,
    ClosedFor,
    ClosingTopic,
    Entry,
    EntryKind,
    Ground,
    GuidanceMark,
    HandsFor,
    Language,
    Masked,
    PassOnFor,
    Score,
    Side,
    Status,
    SupervisesFor,
)

VISITOR = "visitor"
SYSTEM = "system"
OTHER_TOPIC = "_other"
"""What an agent says a conversation was about, where it is none of the site's topics."""
PAGE_LINES = 32
"""A page of older lines holds at most so many, so that a reader knows where to start looking."""

_OWN_GROUNDS: Final[frozenset[Ground]] = frozenset(("supervising", "glass"))
"""On which somebody is let in who need not be asked."""
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110")


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry as it is stored: its place is where it stands."""

    kind: EntryKind = "said"
    by: str
    """`visitor`, `system`, or the person."""
    at: int
    text: str | None = None
    id: str | None = None
    n: int | None = None
    masked: tuple[Masked, ...] = ()
    asks_copy: bool = False
    about: int | None = None
    """The place of the line that a correction stands beside."""
    score: Score | None = None
    hidden_by: Side | None = None
    """By which side its text was replaced by dots."""
    hidden_at: int | None = None
    minutes: int | None = None
    """For about how long its agent is checking something."""
    why: HandsFor | None = None
    """Why it changed hands, where it was nobody's command."""


HELD_AGAIN = 30_000
"""Whoever asks for the same hold within so many milliseconds repeats it: its answer was lost, or it was clicked twice."""

IDS_KEPT = 4
"""So many of a sender's newest client ids stay on the head: as many tabs as may have one in flight, and one more."""


class Sent(msgspec.Struct, frozen=True, array_like=True):
    """What one sender has said: how many, when lately (within the last minute), and digests of the newest ids.

    It is stored as a list: the head is written, and paid for, with every message.
    """

    n: int = 0
    times: tuple[int, ...] = ()
    ids: tuple[bytes, ...] = ()
    """`id_digest` of each."""


class OpenSocket(msgspec.Struct, frozen=True, array_like=True):
    """A socket that is told what happens, as it is stored: a list. Times are milliseconds."""

    who: str
    """`visitor`, or the person."""
    since: int
    session: str = ""
    """Of staff: the hash of the session under which it was opened."""
    ends_at: int = 0
    """Of staff: when that session ends unless it is used. It may have been used since this was written."""


class LetIn(msgspec.Struct, frozen=True, array_like=True):
    """That somebody may read a conversation besides whoever has it, as it is stored: a list. Times are milliseconds."""

    as_: Ground
    until: int
    since: int = 0
    why: str = ""
    """What they have chosen from the list of purposes or reasons that their ground has."""
    by: str = ""
    """The agent who has asked them to read and write along, for as long as that one has the conversation: an invitation, or
    one beside another ground of theirs, which stands by itself."""
    alias: str = ""
    """How staff who may read it see them, where visitors see nothing of them."""


class Handed(msgspec.Struct, frozen=True, array_like=True):
    """That its agent has it from a colleague, and why, as it is stored: a list."""

    by: str
    why: PassOnFor


class Reminded(msgspec.Struct, frozen=True, array_like=True):
    """That its agent was reminded that they owe an answer. Times are milliseconds."""

    at: int
    returns_at: int = 0
    """When it goes back to the queue, 0 where it never does."""


class Passed(msgspec.Struct, frozen=True, array_like=True):
    """That its agent has it from a colleague, and has not taken it up yet."""

    by: str
    at: int


class Patience(NamedTuple):
    """How long visitors wait for an agent's answer, in seconds."""

    remind_after: int
    return_after: int
    """0: never."""


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a conversation: everything but its older lines."""

    id: str
    key_hash: bytes
    rights_hash: bytes
    site: str
    language: Language
    queue: str
    status: Status
    started_at: int
    expires_at: int
    """Epoch seconds."""
    expires_on: str
    first: int
    """The place of the first line in `newest`."""
    newest: tuple[Line, ...]
    text_bytes: int = 0
    """Of all messages, in UTF-8."""
    owner: str | None = None
    aliases: Mapping[str, str] = {}
    sent: Mapping[str, Sent] = {}
    sockets: Mapping[str, OpenSocket] = {}
    """Connection → who listens there."""
    unjoined: Mapping[str, int] = {}
    """Connection → since when (milliseconds) a socket of the visitor's is open that has not joined: it is told nothing."""
    let_in: Mapping[str, LetIn] = {}
    """Person → on what ground they may read it; `standing_in` says whether they still may."""
    handed: Handed | None = None
    """Who has passed it on to its agent, where a reason was given."""
    opened: Mapping[str, int] = {}
    """`reading` → when the access log last accepted it."""
    read_by_visitor: int = 0
    read_by_agent: int = 0
    visitor_seen_at: int = 0
    """When the visitor's browser last gave a sign of life, to within a minute."""
    visitor_polled_at: int = 0
    """When that came over HTTPS, since the visitor last had a socket; 0 for those who never needed it."""
    stayed_at: int = 0
    """When the visitor last said, without a message, that they are still there."""
    warned_at: int = 0
    """When the visitor was last warned that silence ends it."""
    held_until: int = 0
    """Until when its agent is checking something; stays until they have said so, or anything."""
    resumed_at: int = 0
    """When they last said so without a message."""
    reminded: Reminded | None = None
    """Absent while its agent owes no answer, or was not reminded of it."""
    answering_at: int = 0
    """When its agent, reminded, last was typing."""
    passed: Passed | None = None
    left_until: int | None = None
    """Until when it stays open for its answer, because nobody was there and the visitor has left the question."""
    announced_at: int | None = None
    """When agents were last told that it waits; absent while they were not told since it began to."""
    gone_at: int | None = None
    """While it waits: since when its visitor is gone, absent while they are here; of a question that was left, never."""
    topic: str | None = None
    """What the visitor has said that it is about: the key of one of the site's topics."""
    objected_at: int | None = None
    """Since when it may be used neither for quality nor for training."""
    restrictions: Mapping[str, int] = {}
    """Number of a case → since when that has its processing restricted (GDPR 18)."""
    notice: str = ""
    """The version of the privacy notice that the visitor was shown."""
    name: str | None = None
    """What the visitor wants to be called."""
    rated: Score | None = None
    hidden: tuple[int, ...] = ()
    """The places of lines that were hidden."""
    hides: int = 0
    """How often that was done: a move of lines that began before is overtaken by it."""
    corrected: tuple[bytes, ...] = ()
    """`id_digest` of each correction of the visitor's."""
    put_right: tuple[bytes, ...] = ()
    """The same of the agents', who use up none of the visitor's."""
    noted: int = 0
    """How often a note for colleagues was written or taken back."""
    closed_at: int | None = None
    closed_by: Side | None = None
    closed_for: ClosedFor | None = None
    closed_topic: ClosingTopic | None = None
    """What it was about, as its agent said at the end."""
    guidance: GuidanceMark | None = None
    """What was the matter with the guidance that its answer needed, as its agent marked at the end."""
    abuse: AbuseReason | None = None
    """For which reason it was ended for abuse; where somebody was faster with the end, `closed_for` does not say so."""

    @property
    def seq(self) -> int:
        """The place of the newest line."""
        return self.first + len(self.newest) - 1

    @property
    def restricted_at(self) -> int | None:
        """Since when it is kept for its visitor, and read and used by nobody else, in whosever case; None when it is not."""
        return min(self.restrictions.values(), default=None)

    @property
    def ends_at(self) -> int:
        """When it ends even if nobody closes it."""
        return self.left_until or self.started_at + LIMITS.conversation_seconds * 1000

    @property
    def messages(self) -> int:
        """How many messages it has, of all senders."""
        return sum(sent.n for sent in self.sent.values())

    @property
    def answered(self) -> bool:
        """Whether an agent has said anything."""
        return any(who != VISITOR for who in self.sent)


class Corrected(msgspec.Struct, frozen=True):
    """What tells a correction from all others, how many a side may have, and what it relies on."""

    digest: bytes
    most: int
    newest: int | None = None
    """Of an agent's: the count of the message that it puts right, while that is their newest."""


class AtEnd(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent notes of a conversation with its end."""

    closed_topic: ClosingTopic | None = None
    guidance: GuidanceMark | None = None
    abuse: AbuseReason | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One line more, and what stands on the head afterwards."""

    line: Line
    status: Status
    owner: str | None
    alias: str | None = None
    """With `owner`: the name that visitors see."""
    sent: Sent | None = None
    read: int = 0
    """How far its sender has read, when that is further than was known; else 0."""
    opened: str | None = None
    """The `reading` that the access log has just accepted."""
    closed_by: Side | None = None
    closed_for: ClosedFor | None = None
    at_end: AtEnd | None = None
    corrected: Corrected | None = None
    """Its line is a correction: it holds while this one is not there yet, nor as many as may be, and what it is about is
    not hidden."""
    held_until: int = 0
    """With `held`: until when."""
    passed: Passed | None = None
    """With `owner`: who has passed it on to them."""
    let_in: Mapping[str, LetIn] | None = None
    """Who is let in afterwards, where the line is about that; else None."""
    handed: Handed | None = None
    """With another `owner`: why they have it."""
    exact: bool = False
    """It holds only while no other line has come, nobody has said that they are still there, or begun to answer, or taken it up."""


# ------------------------------------------------------------------------------------------------------ identity


def id_of(key: str) -> str:
    """Return the id of the conversation that a visitor's key opens: 80 bits of its digest in Crockford base 32."""
    return _crockford(_digest("id", key), 16)


def hash_of(key: str) -> bytes:
    """Return what is stored of a visitor's key: 128 bits, which nobody can find a second key for."""
    return _digest("key", key)[:16]


def rights_code_of(key: str) -> str:
    """Return the code that opens the visitor's rights later: 60 bits, in three groups of four."""
    return grouped(_crockford(_digest("rights", key), 12))


def rights_hash_of(code: str) -> bytes:
    """Return what is stored of a rights code, however it was written down: more bits than it has itself."""
    return _digest("code", as_written(code))[:16]


def id_digest(client_id: str) -> bytes:
    """Return what the head keeps of a client's id of a message: 48 bits, to know the same one again among a few."""
    return _digest("message", client_id)[:6]


def as_written(characters: str) -> str:
    """Return a reference or code as we write it: without groups, in capitals, with what is misread put right.

    Crockford's base 32 has no I, L and O, so that they can be taken for 1 and 0.
    """
    return characters.replace("-", "").replace(" ", "").upper().translate(_MISREAD)


def grouped(characters: str) -> str:
    """Return an id or code in groups of four, as people read it out."""
    return "-".join(characters[at : at + 4] for at in range(0, len(characters), 4))


def _digest(purpose: str, secret: str) -> bytes:
    return hashlib.sha256(f"juttu:{purpose}:{secret}".encode()).digest()


def _crockford(digest: bytes, length: int) -> str:
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - length * 5)
    return "".join(_CROCKFORD[number >> 5 * (length - 1 - at) & 31] for at in range(length))


# --------------------------------------------------------------------------------------------------------- rules


def start(
    *,
    key: str,
    site: str,
    language: Language,
    queue: str,
    line: Line,
    now: int,
    expires_at: int,
    expires_on: str,
    notice: str = "",
    objects: bool = False,
    topic: str | None = None,
) -> Conversation:
    """Return the conversation that a visitor's first message starts.

    `notice`: the version of the privacy notice that they were shown. `objects`: they object to its further use.
    """
    return Conversation(
        id=id_of(key),
        key_hash=hash_of(key),
        rights_hash=rights_hash_of(rights_code_of(key)),
        site=site,
        language=language,
        topic=topic,
        queue=queue,
        status="waiting",
        started_at=now,
        expires_at=expires_at,
        expires_on=expires_on,
        first=1,
        newest=(line,),
        text_bytes=text_bytes(line),
        sent={VISITOR: Sent(1, (now,), (id_digest(line.id or ""),))},
        visitor_seen_at=now,
        notice=notice,
        objected_at=now if objects else None,
    )


def said(*, by: str, id: str, n: int | None, text: str, masked: tuple[Masked, ...], asks_copy: bool, now: int) -> Line:  # noqa: A002 - the wire's word
    """Return a message as a line."""
    return Line(kind="said", by=by, at=now, text=text, id=id, n=n, masked=masked, asks_copy=asks_copy)


def check_text(text: str, limits: Limits) -> None:
    """Refuse a text (normalized already) that is no message. Raises EmptyMessage, MessageTooLong."""
    if not any(map(masking.is_seen, text)):
        raise EmptyMessage
    if len(text) > limits.message_characters:
        raise MessageTooLong(limit=limits.message_characters, length=len(text))


def check_open(conversation: Conversation, now: int) -> None:
    """Refuse whatever only an open conversation allows. Raises ConversationClosed."""
    if conversation.status == "closed" or now >= conversation.ends_at:
        raise ConversationClosed


def standing_in(conversation: Conversation, person: str, now: int) -> LetIn | None:
    """Return on what ground somebody is let in at this moment, None when they are not; with `by` while they are invited, too.

    An invitation is its agent's own: it ends when the conversation leaves their hands, by whatever way, or ends. What
    somebody is let in for besides ends with its own time, and the invitation stays.
    """
    found = conversation.let_in.get(person)
    if found is None:
        return None
    if conversation.status != "active" or conversation.owner != found.by:
        found = msgspec.structs.replace(found, by="")
    is_over = now >= found.until or (found.why == "coaching" and conversation.objected_at is not None)
    if found.as_ == "invited":
        return found if found.by and not is_over else None
    if is_over and found.by:
        return LetIn("invited", until=conversation.ends_at, since=found.since, by=found.by)
    return None if is_over else found


def lets_in(conversation: Conversation, now: int) -> dict[str, LetIn]:
    """Return everybody who is let in at this moment, with their ground."""
    found = ((person, standing_in(conversation, person, now)) for person in conversation.let_in)
    return {person: let_in for person, let_in in found if let_in is not None}


def let_in_too(conversation: Conversation, person: str, let_in: LetIn, now: int, limits: Limits) -> dict[str, LetIn]:
    """Return who is let in when one more is; whose time is over falls away. Raises TooMany."""
    others = {each: its for each, its in lets_in(conversation, now).items() if each != person}
    too_many_invited = let_in.by and sum(bool(its.by) for its in others.values()) >= limits.invited_a_conversation
    if too_many_invited or len(others) >= limits.let_in_a_conversation:
        raise TooMany(of="conversation")
    return {**others, person: let_in}


def invite(conversation: Conversation, person: str, alias: str, now: int, limits: Limits) -> Step | None:
    """Return the step by which whoever has a conversation asks somebody to read and write along, None when they do already.

    Whoever is let in by themselves keeps what they have. Raises ConversationClosed, NotFound while nobody has it, TooMany.
    """
    check_open(conversation, now)
    by = conversation.owner
    if by is None:
        raise NotFound
    there = standing_in(conversation, person, now)
    if person == by or (there is not None and there.by):
        return None
    let_in = LetIn("invited", until=conversation.ends_at, since=now, by=by)
    if there is not None and there.as_ in _OWN_GROUNDS:
        let_in = msgspec.structs.replace(there, by=by)
    return Step(
        line=Line(kind="helping", by=person, at=now),
        status="active",
        owner=by,
        alias=alias,
        let_in=let_in_too(conversation, person, let_in, now, limits),
    )


def let_go(conversation: Conversation, person: str, now: int) -> Step | None:
    """Return the step by which somebody reads and writes along no longer, None when they do not.

    What they are let in for besides stands.
    """
    there = standing_in(conversation, person, now)
    if there is None or not there.by:
        return None
    after = lets_in(conversation, now)
    if there.as_ in _OWN_GROUNDS:
        after[person] = msgspec.structs.replace(there, by="")
    else:
        del after[person]
    line = Line(kind="helped", by=person, at=now)
    return Step(line=line, status=conversation.status, owner=conversation.owner, let_in=after)


def supervise(
    conversation: Conversation, person: str, why: SupervisesFor, now: int, limits: Limits, *, alias: str
) -> dict[str, LetIn] | None:
    """Return who is let in when a supervisor looks in, None when they have it or look in for that already.

    Whoever is invited stays so. Raises ConversationClosed, Objected, TooMany.
    """
    check_open(conversation, now)
    if why == "coaching" and conversation.objected_at is not None:
        raise Objected
    there = standing_in(conversation, person, now)
    if conversation.owner == person or (there is not None and (there.as_, there.why) == ("supervising", why)):
        return None
    by = "" if there is None else there.by
    until = now + limits.supervising_seconds * 1000
    let_in = LetIn("supervising", until=until, since=now, why=why, by=by, alias=alias)
    return let_in_too(conversation, person, let_in, now, limits)


def messages_left(conversation: Conversation, limits: Limits) -> int:
    """Return how many messages more a conversation holds, if each of them is as long as a message may be."""
    longest = 4 * limits.message_characters
    room = (limits.text_bytes_a_conversation - conversation.text_bytes) // longest
    return max(0, min(limits.messages_a_conversation - conversation.messages, room))


def is_nearly_full(conversation: Conversation, limits: Limits) -> bool:
    """Return whether the end of what a conversation holds is so near that both sides are told."""
    few = conversation.messages >= limits.messages_a_conversation - limits.messages_left_told
    return few or conversation.text_bytes >= limits.text_bytes_a_conversation - limits.text_bytes_left_told


def text_bytes(line: Line) -> int:
    """Return how many bytes a line's text has."""
    return len((line.text or "").encode())


def count_of(conversation: Conversation, line: Line) -> int | None:
    """Return under which of its sender's counts a line is stored or must be looked for, None when it is new.

    A browser that was told of another count (its person writes in two tabs) sends the same message under that one, so
    the id decides before the count does. Ids are looked up where a repetition can be: among the newest.
    """
    sent = conversation.sent.get(line.by, Sent())
    digest = id_digest(line.id or "")
    if digest in sent.ids:
        return sent.n - len(sent.ids) + 1 + sent.ids.index(digest)
    return line.n if (line.n or 0) <= sent.n else None


def read_by(conversation: Conversation, by: str) -> int:
    """Return how far somebody's side is known to have read."""
    return conversation.read_by_visitor if by == VISITOR else conversation.read_by_agent


def say(conversation: Conversation, line: Line, limits: Limits, read: int = 0) -> Step:
    """Return the step that adds a message whose count is new. `read`: how far its sender says to have read.

    Raises ConversationClosed (also when it is full), OutOfOrder (a count was left out) and TooMany.
    """
    check_open(conversation, line.at)
    if not messages_left(conversation, limits):
        raise ConversationClosed
    sent = conversation.sent.get(line.by, Sent())
    if line.n != sent.n + 1:
        raise OutOfOrder(expected=sent.n + 1)
    # Clocks of two processes differ, and may be put back: what seems to come from the future must not block anybody.
    lately = tuple(at for at in sent.times if line.at - 60_000 < at <= line.at)
    _must_not_hurry(lately, line.at, (limits.messages_in_a_burst, limits.burst_seconds), (limits.messages_a_minute, 60))
    return Step(
        line=line,
        status=conversation.status,
        owner=conversation.owner,
        sent=Sent(sent.n + 1, (*lately, line.at), (*sent.ids, id_digest(line.id or ""))[-IDS_KEPT:]),
        exact=is_nearly_full(conversation, limits),  # two at once must not both be the last
        read=read if (read := min(read, conversation.seq)) > read_by(conversation, line.by) else 0,
    )


def take(conversation: Conversation, person: str, alias: str, now: int, opened: str | None = None) -> Step | None:
    """Return the step by which an agent takes a waiting conversation, None when it is theirs already.

    `opened`: the reading that the access log has accepted with it.

    Raises AlreadyTaken with the other's alias, ConversationClosed.
    """
    if conversation.owner == person and conversation.status == "active":
        return None
    if conversation.status == "active":
        raise AlreadyTaken(alias=conversation.aliases[conversation.owner or ""])
    check_open(conversation, now)
    line = Line(kind="joined", by=person, at=now)
    return Step(line=line, status="active", owner=person, alias=alias, opened=opened)


def leave(conversation: Conversation, person: str, now: int) -> Step | None:
    """Return the step by which a conversation waits again in its old place, None when this person does not have it.

    Raises ConversationClosed.
    """
    if conversation.owner != person or conversation.status == "waiting":
        return None
    check_open(conversation, now)
    return Step(line=Line(kind="left", by=person, at=now), status="waiting", owner=None)


def pass_on(
    conversation: Conversation, to: str, alias: str, now: int, *, by: str = "", why: PassOnFor | None = None
) -> Step:
    """Return the step by which a colleague has a conversation instead of its owner. Raises ConversationClosed.

    `by` and `why`: what they are told of it.
    """
    check_open(conversation, now)
    passed = None if conversation.owner is None else Passed(conversation.owner, now)
    handed = None if why is None else Handed(by, why)
    return Step(
        line=Line(kind="joined", by=to, at=now), status="active", owner=to, alias=alias, passed=passed, handed=handed
    )


def not_taken_up(conversation: Conversation, now: int, limits: Limits) -> str | None:
    """Return who had a conversation before it was passed on to somebody who has not come to it in time; None for all others."""
    passed = conversation.passed
    if conversation.status != "active" or passed is None or now < passed.at + limits.taken_up_seconds * 1000:
        return None
    return passed.by


def hand_back(conversation: Conversation, now: int, limits: Limits, *, there: bool) -> Step | None:
    """Return the step by which what nobody has taken up goes back to whoever passed it on, None while that may not be.

    `there`: they are there to have it; else it waits again in its old place. Whoever takes it up meanwhile keeps it.
    """
    by = not_taken_up(conversation, now, limits)
    if by is None:
        return None
    if not there:
        return _given_back(conversation, now, "not_taken_up")
    line = Line(kind="joined", by=by, at=now, why="not_taken_up")
    return Step(line=line, status="active", owner=by, alias=conversation.aliases[by], exact=True)


def hold(conversation: Conversation, person: str, minutes: int, now: int) -> Step | None:
    """Return the step by which an agent tells that they are checking something, None when they have told so just now.

    Raises NotFound for everybody but the agent who has it, ConversationClosed.
    """
    _must_have(conversation, person, now)
    until = now + minutes * 60_000
    if abs(until - conversation.held_until) < HELD_AGAIN:
        return None
    line = Line(kind="held", by=person, at=now, minutes=minutes)
    return Step(line=line, status="active", owner=person, held_until=until, exact=True)


def resume(conversation: Conversation, person: str, now: int) -> Step | None:
    """Return the step by which an agent tells that they have checked it, None while they are checking nothing.

    Raises NotFound for everybody but the agent who has it, ConversationClosed.
    """
    _must_have(conversation, person, now)
    if not conversation.held_until:
        return None
    return Step(line=Line(kind="resumed", by=person, at=now), status="active", owner=person, exact=True)


def _must_have(conversation: Conversation, person: str, now: int) -> None:
    check_open(conversation, now)
    if conversation.owner != person or conversation.status != "active":
        raise NotFound


def _given_back(conversation: Conversation, now: int, why: HandsFor) -> Step:
    line = Line(kind="left", by=conversation.owner or SYSTEM, at=now, why=why)
    return Step(line=line, status="waiting", owner=None, exact=True)


def passed_on_at(lines: Mapping[int, Line], by: str, to: str | None) -> int | None:
    """Return the place of the last change of hands if it was this one: from a person to a colleague, or to the queue."""
    hands = [(line.kind, line.by, seq) for seq, line in sorted(lines.items()) if line.kind in ("joined", "left")]
    wanted = [("left", by)] if to is None else [("joined", by), ("joined", to)]
    last = hands[-len(wanted) :]
    return last[-1][2] if [(kind, who) for kind, who, _ in last] == wanted else None


def close(
    conversation: Conversation, by: str, now: int, why: ClosedFor | None = None, at_end: AtEnd | None = None
) -> Step | None:
    """Return the step that closes a conversation, None when it is closed: closing twice is closing once."""
    if conversation.status == "closed":
        return None
    return Step(
        line=Line(kind="closed", by=by, at=now),
        status="closed",
        owner=conversation.owner,
        closed_by=side_of(by),
        closed_for=why,
        at_end=at_end,
    )


def close_as_seen(
    conversation: Conversation, unseen: Iterable[Line], by: str, now: int, at_end: AtEnd | None = None
) -> Step | None:
    """Return the step that closes a conversation exactly as its agent has seen it, None when it is closed.

    `unseen`: the lines that came after. Raises VisitorWrote when the visitor has said something there.
    """
    step = close(conversation, by, now, at_end=at_end)
    if step is None:
        return None
    if any(line.kind == "said" and line.by == VISITOR for line in unseen):
        raise VisitorWrote
    return msgspec.structs.replace(step, exact=True)


def takes_abuse(conversation: Conversation, now: int, limits: Limits) -> bool:
    """Return whether it is still to be noted that a conversation, open or ended, was one of abuse; False when it is.

    Whoever abuses and ends it first keeps nobody from that: for as long as the next of their network would wait for it.
    Raises ConversationClosed after that.
    """
    if conversation.abuse is not None:
        return False
    if conversation.closed_at is not None and now >= conversation.closed_at + limits.abuse_marked_seconds * 1000:
        raise ConversationClosed
    return True


def listed_closed_since(now: int, limits: Limits) -> int:
    """Return the earliest end of a conversation that still stands on the desk of whoever had it."""
    return now - limits.closed_listed_seconds * 1000 + 1


def close_full(conversation: Conversation, now: int, limits: Limits) -> Step | None:
    """Return the step that ends a conversation into which no further message fits, None while one does."""
    return None if messages_left(conversation, limits) else close(conversation, SYSTEM, now, "full")


def close_silent(conversation: Conversation, now: int, limits: Limits) -> Step | None:
    """Return the step that ends a conversation for the visitor's silence, None while it may go on.

    Only the conversation exactly as it was looked at is ended: whatever is said meanwhile comes first.
    """
    ends_at = silence_ends_at(conversation, limits)
    if ends_at is None or now < ends_at:
        return None
    step = close(conversation, SYSTEM, now, "silence")
    return None if step is None else msgspec.structs.replace(step, exact=True)


def has_just_stayed(conversation: Conversation, now: int, limits: Limits) -> bool:
    """Return whether it was noted a moment ago that the visitor is still there, and nobody has warned them since."""
    lately = abs(now - conversation.stayed_at) < limits.visitor_seen_seconds * 1000
    return lately and conversation.warned_at <= conversation.stayed_at


def quiet_since(conversation: Conversation) -> int | None:
    """Return since when an agent has been waiting for the visitor, None while the visitor waits or it is over.

    A visitor in the queue, on hold or without an answer is never silent (trust rule R1). A hold that has ended without a
    word has them wait on.
    """
    if conversation.status != "active" or conversation.held_until:
        return None
    last = {who: sent.times[-1] for who, sent in conversation.sent.items() if sent.times}
    newest = next((line.by for line in reversed(conversation.newest) if line.kind == "said"), None)
    spoke_last = newest or max(last, key=lambda who: last[who])
    if spoke_last == VISITOR:
        return None
    # What was put right is to be read anew.
    corrected = [line.at for line in conversation.newest if line.kind == "corrected" and line.by == spoke_last]
    return max(last[spoke_last], conversation.stayed_at, conversation.resumed_at, *corrected)


def warns(conversation: Conversation, now: int, limits: Limits) -> bool:
    """Return whether it is time to warn a silent visitor, which is not done yet."""
    since = quiet_since(conversation)
    if since is None or conversation.warned_at > since:
        return False
    return now >= since + (limits.idle_seconds - limits.idle_warning_seconds) * 1000


def silence_ends_at(conversation: Conversation, limits: Limits) -> int | None:
    """Return when silence ends it, None before the visitor was warned: at least `idle_notice_seconds` after that."""
    since = quiet_since(conversation)
    if since is None or conversation.warned_at <= since:
        return None
    return max(since + limits.idle_seconds * 1000, conversation.warned_at + limits.idle_notice_seconds * 1000)


def tells_what_is_owed(lines: Mapping[int, Line]) -> bool:
    """Return whether these newest lines reach back to the last answer, or to the beginning."""
    return 1 in lines or any(line.kind == "said" and line.by != VISITOR for line in lines.values())


def owed_since(conversation: Conversation, lines: Mapping[int, Line]) -> int | None:
    """Return since when an agent owes the visitor an answer, None while they owe none.

    That is since what the visitor said first after the last answer, since the agent has it if that was later, and after a
    hold since its end, which may be still to come. Whoever has left the question does not wait here.
    `lines`: its newest, at least as many as `tells_what_is_owed`.
    """
    if conversation.status != "active" or conversation.left_until is not None:
        return None
    if conversation.held_until:
        return conversation.held_until
    asked, begun = None, conversation.resumed_at
    for seq in sorted(lines, reverse=True):
        line = lines[seq]
        if line.kind == "said" and line.by != VISITOR:
            break
        if line.kind == "said":
            asked = line.at
        if line.kind == "joined":
            begun = max(begun, line.at)
    return None if asked is None else max(asked, begun)


def may_owe_since(conversation: Conversation) -> int | None:
    """Return the earliest that `owed_since` can give, by what is on the head; None when no answer is owed."""
    if conversation.status != "active" or conversation.left_until is not None:
        return None
    if conversation.held_until:
        return conversation.held_until
    if quiet_since(conversation) is not None:
        return None
    answers = [sent.times[-1] for who, sent in conversation.sent.items() if who != VISITOR and sent.times]
    return max(answers, default=conversation.started_at)


def remind(
    conversation: Conversation, since: int | None, now: int, patience: Patience, limits: Limits
) -> Reminded | None:
    """Return that an agent is to be reminded now that an answer is owed since then, None while they need not be.

    Once for each time that one is owed, and after a hold as soon as it has ended. They keep it for `answer_notice_seconds`
    at least.
    """
    if since is None or conversation.reminded is not None:
        return None
    if now < since + (0 if conversation.held_until else patience.remind_after * 1000):
        return None
    returns_at = max(since + patience.return_after * 1000, now + limits.answer_notice_seconds * 1000)
    return Reminded(now, returns_at if patience.return_after else 0)


def give_back(conversation: Conversation, now: int, limits: Limits) -> Step | None:
    """Return the step by which a conversation waits again because its agent was reminded and has not answered.

    None while it stays with them. Whatever is said, held or typed meanwhile wins.
    """
    reminded = conversation.reminded
    if conversation.status != "active" or reminded is None or not reminded.returns_at or now < reminded.returns_at:
        return None
    if now < conversation.answering_at + limits.answering_seconds * 1000:
        return None
    return _given_back(conversation, now, "unanswered")


def correct(conversation: Conversation, about: Line | None, line: Line, limits: Limits) -> Step | None:
    """Return the step that puts a correction beside what its writer said; None when it is there already.

    `about`: the line that it is about. Nothing is rewritten. Visitors correct whatever is theirs for as long as the
    conversation is kept, for that is their right; an agent their newest message, while it is open.
    Raises NotFound when there is no such message of theirs, or it is hidden; of an agent ConversationClosed, and
    NotNewest when they have said more since; TooMany when there are as many corrections of their side as may be.
    """
    is_visitors = line.by == VISITOR
    digest = id_digest(line.id or "")
    known = conversation.corrected if is_visitors else conversation.put_right
    most = limits.corrections_a_conversation
    if about is None or about.kind != "said" or about.by != line.by:
        raise NotFound
    if digest in known:
        return None
    if about.hidden_at is not None:
        raise NotFound
    newest = None
    if not is_visitors:
        check_open(conversation, line.at)
        newest = conversation.sent[line.by].n
        if about.n != newest:
            raise NotNewest
    if len(known) >= most:
        raise TooMany(of="conversation")
    return Step(
        line=line,
        status=conversation.status,
        owner=conversation.owner,
        corrected=Corrected(digest, most, newest),
    )


def corrections_of(lines: Mapping[int, Line], about: int) -> list[int]:
    """Return the places of what puts a message right, the oldest first."""
    return [seq for seq, line in sorted(lines.items()) if line.kind == "corrected" and line.about == about]


def rate(conversation: Conversation, line: Line) -> Step | None:
    """Return the step that adds the visitor's rating after the end; None when it was rated: the first counts.

    Raises ConversationOpen before the end.
    """
    if conversation.status != "closed":
        raise ConversationOpen
    if conversation.rated is not None:
        return None
    return Step(line=line, status="closed", owner=conversation.owner, exact=True)


def size_of(line: Line) -> int:
    """Return how large a line is in bytes, as JSON."""
    return len(msgspec.json.encode(line))


def entries(conversation: Conversation, lines: Mapping[int, Line]) -> tuple[Entry, ...]:
    """Return lines as both sides see them, in their order: a person is shown by alias only."""
    return tuple(entry(conversation, seq, lines[seq]) for seq in sorted(lines))


def entry(conversation: Conversation, seq: int, line: Line) -> Entry:
    """Return one line as both sides see it."""
    return Entry(
        seq=seq,
        kind=line.kind,
        by=side_of(line.by),
        at=line.at,
        alias=conversation.aliases.get(line.by),
        text=line.text,
        id=line.id,
        masked=line.masked,
        asks_copy=line.asks_copy,
        about=line.about,
        score=line.score,
        hidden_by=line.hidden_by,
        hidden_at=line.hidden_at,
        minutes=line.minutes,
        why=line.why,
    )


def reading(person: str, purpose: str, ground: Ground | None = None) -> str:
    """Return under which name the head remembers that a person reads it for a purpose, and on which ground where they are let in."""
    return f"{purpose}/{person}" if ground is None else f"{purpose}.{ground}/{person}"


def readings_of(conversation: Conversation, person: str) -> list[int]:
    """Return when the access log last accepted that a person reads it, for each purpose and ground on which they have."""
    return [at for name, at in conversation.opened.items() if name.partition("/")[2] == person]


def side_of(by: str) -> Side:
    """Return on which side somebody stands."""
    return "visitor" if by == VISITOR else "system" if by == SYSTEM else "agent"


def _must_not_hurry(times: tuple[int, ...], now: int, *windows: tuple[int, int]) -> None:
    """Refuse what is too much for any of the windows (how many, within how many seconds).

    Raises TooMany with the longest of their waits: whoever waits so long is within all of them.
    """
    latest = sorted(times)
    free_at = [latest[-most] + seconds * 1000 for most, seconds in windows if len(latest) >= most]
    wait = max(free_at, default=now) - now
    if wait > 0:
        raise TooMany(retry_after=math.ceil(wait / 1000))
