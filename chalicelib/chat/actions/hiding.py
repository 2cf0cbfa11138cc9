"""Hiding one message of a conversation, for as long as that is kept."""

from collections.abc import Collection, Mapping
from typing import Final

import msgspec

from chalicelib.chat import access, hiding
from chalicelib.chat.access import Right
from chalicelib.chat.actions import accessing, announcing, contending
from chalicelib.chat.conversation import VISITOR, Conversation, Line, corrections_of
from chalicelib.chat.errors import NotFound, TooMany, Unavailable
from chalicelib.chat.ports import ATTEMPTS, Conflict, Job
from chalicelib.chat.services import Services
from chalicelib.chat.who import Visitor, Who
from chalicelib.chat.wire import Facts, Hide

FINISHED_AFTER: Final = 60
"""Seconds after which no invocation that began a hiding is at it any more."""


def hide(services: Services, who: Who, conversation: Conversation | None, body: Hide) -> Facts:
    """Replace a message's text by dots for everybody, with what puts it right, and return what the conversation then is.

    It is recorded and noted in the ledger before it is done; both sides are told by the facts. Repeating it records
    nothing and finishes what was cut off. Once a message is hidden nothing puts it right any more, so none comes between.
    Raises NotFound, Malformed (`where` the ground that an agent's own message needs), TooMany (`hides_a_conversation`),
    LogUnavailable, Unavailable.
    """
    allowed, relation, _ = access.require(Right.HIDE, who, conversation, services.milliseconds())
    lines = _with_it(services, allowed, body.seq)
    first, *corrections = hiding.with_it(lines, body.seq)
    before = lines.get(first)
    line = hiding.hidden(before, _name(who), body.ground, services.milliseconds())
    if line == before and all(lines[seq].hidden_at is not None for seq in corrections):
        return announcing.facts(services, _hidden(services, allowed, first, line), who)
    _check_limit(services, allowed, (first, *corrections))

    def deed() -> Conversation:
        services.ledger.note("hidden", allowed.id, services.milliseconds(), place=first)
        if corrections:
            _finish_later(services, allowed)
        after = _hidden(services, allowed, first, line)
        return _with_corrections(services, after, first, line)

    record = accessing.event(services, who, "message_hidden", allowed.id, access.PURPOSES[relation])
    after = accessing.recorded(services, deed, record) or allowed
    announcing.facts_changed(services, after)
    if first == 1 and after.status == "waiting":
        announcing.row_changed(services, after.id)
    return announcing.facts(services, after, who)


def _with_it(services: Services, conversation: Conversation, seq: int) -> Mapping[int, Line]:
    """Return the lines among which a message and its corrections are: of most conversations, without any, just that one."""
    if conversation.corrected or conversation.put_right:
        # Of a hundred who hide at once each would finish what all others are at: n²/2 writes. Whoever is cut off has their job.
        return services.conversations.lines(conversation, finishes=False)
    line = _line(services, conversation, seq)
    return {} if line is None else {seq: line}


def _line(services: Services, conversation: Conversation, seq: int) -> Line | None:
    return services.conversations.lines(conversation, seq - 1, 1).get(seq)


def finish(services: Services, job: Job) -> None:
    """Hide what goes with what the head calls hidden, should whoever hid it have been cut off. Raises Unavailable."""
    conversation = services.conversations.get(job.conversation)
    if conversation is None:
        return
    lines = services.conversations.lines(conversation)
    before = conversation.hidden
    for seq in (each for each in before if each in lines):
        conversation = _with_corrections(services, conversation, seq, lines[seq])
    if conversation.hidden != before:
        announcing.facts_changed(services, conversation)


def can_be_again(services: Services, conversation: Conversation, seq: int) -> bool:
    """Return whether a place has a text that is to be read. Raises Unavailable."""
    line = _line(services, conversation, seq)
    return line is not None and line.text is not None and line.hidden_at is None


def again(services: Services, conversation: Conversation, seq: int, at: int) -> None:
    """Hide a message as it was hidden before, with what puts it right, in a table that was restored to before that.

    By whom is not known any more; `at`: when. Raises NotFound, TooMany, Unavailable.
    """
    lines = _with_it(services, conversation, seq)
    line = msgspec.structs.replace(hiding.cut_off(lines[seq]), hidden_at=at)
    after = _hidden(services, conversation, seq, line)
    announcing.facts_changed(services, _with_corrections(services, after, seq, line))


def _with_corrections(services: Services, conversation: Conversation, seq: int, as_line: Line) -> Conversation:
    """Hide what has put a message right as that was hidden, by the same and when; none comes to it any more."""
    lines = _with_it(services, conversation, seq)
    for place in corrections_of(lines, seq):
        if lines[place].hidden_at is None:
            services.ledger.note("hidden", conversation.id, services.milliseconds(), place=place)
            line = hiding.hidden_with(lines[place], as_line)
            conversation = _hidden(services, conversation, place, line)
    return conversation


def _finish_later(services: Services, conversation: Conversation) -> None:
    services.outbox.put(Job(kind="hide", conversation=conversation.id), after=FINISHED_AFTER)


def _hidden(services: Services, conversation: Conversation, seq: int, line: Line) -> Conversation:
    netted = False
    for tried in range(1, ATTEMPTS + 1):
        _check_limit(services, conversation, (seq,))
        if seq < conversation.first and not netted:
            # Its place and its text are two writes then: what comes between them is finished by the job.
            _finish_later(services, conversation)
            netted = True
        try:
            return services.conversations.hide(conversation, seq, line, services.limits.hides_a_conversation)
        except Conflict as conflict:
            now = contending.changed(services, tried, conflict)
        if now is None:
            raise NotFound
        there = _line(services, now, seq)
        if there is not None and there.hidden_by is not None:  # somebody else was faster: it is theirs
            line = there
        conversation = now
    raise Unavailable(retry_after=1)


def _check_limit(services: Services, conversation: Conversation, places: Collection[int]) -> None:
    new = sum(seq not in conversation.hidden for seq in places)
    if new and len(conversation.hidden) + new > services.limits.hides_a_conversation:
        raise TooMany(of="conversation")


def _name(who: Who) -> str:
    return VISITOR if isinstance(who, Visitor) else who.person
