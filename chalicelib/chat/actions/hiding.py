"""Hiding one message of a conversation, for as long as that is kept."""

from typing import Final

from chalicelib.chat import access, hiding
from chalicelib.chat.access import Right
from chalicelib.chat.actions import accessing, announcing, contending
from chalicelib.chat.conversation import VISITOR, Conversation, Line
from chalicelib.chat.errors import NotFound, TooMany, Unavailable
from chalicelib.chat.ports import ATTEMPTS, Conflict, Job
from chalicelib.chat.services import Services
from chalicelib.chat.who import Visitor, Who
from chalicelib.chat.wire import Facts, Hide

FINISHED_AFTER: Final = 60
"""Seconds after which no invocation that began a hiding is at it any more."""


def hide(services: Services, who: Who, conversation: Conversation | None, body: Hide) -> Facts:
    """Replace a message's text by dots for everybody, and return what the conversation then is.

    It is recorded and noted in the ledger before it is done; both sides are told by the facts. Repeating it records
    nothing and finishes what was cut off. Raises NotFound, Malformed (`where` the ground that an agent's own message
    needs), TooMany (`hides_a_conversation`), LogUnavailable, Unavailable.
    """
    allowed, relation, _ = access.require(Right.HIDE, who, conversation, services.milliseconds())
    before = _line(services, allowed, body.seq)
    line = hiding.hidden(before, _name(who), body.ground, services.milliseconds())
    if line == before:
        return announcing.facts(services, _hidden(services, allowed, body.seq, line), who)
    _check_limit(services, allowed, body.seq)

    def deed() -> Conversation:
        services.ledger.note("hidden", allowed.id, services.milliseconds(), place=body.seq)
        return _hidden(services, allowed, body.seq, line)

    record = accessing.event(services, who, "message_hidden", allowed.id, access.PURPOSES[relation])
    after = accessing.recorded(services, deed, record) or allowed
    announcing.facts_changed(services, after)
    if body.seq == 1 and after.status == "waiting":
        announcing.row_changed(services, after.id)
    return announcing.facts(services, after, who)


def _line(services: Services, conversation: Conversation, seq: int) -> Line | None:
    return services.conversations.lines(conversation, seq - 1, 1).get(seq)


def finish(services: Services, job: Job) -> None:
    """Hide in its page what the head calls hidden, should whoever hid it have been cut off. Raises Unavailable."""
    conversation = services.conversations.get(job.conversation)
    if conversation is not None:
        services.conversations.lines(conversation)


def _hidden(services: Services, conversation: Conversation, seq: int, line: Line) -> Conversation:
    netted = False
    for tried in range(1, ATTEMPTS + 1):
        _check_limit(services, conversation, seq)
        if seq < conversation.first and not netted:
            # Its place and its text are two writes then: what comes between them is finished by the job.
            services.outbox.put(Job(kind="hide", conversation=conversation.id), after=FINISHED_AFTER)
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


def _check_limit(services: Services, conversation: Conversation, seq: int) -> None:
    if seq not in conversation.hidden and len(conversation.hidden) >= services.limits.hides_a_conversation:
        raise TooMany(of="conversation")


def _name(who: Who) -> str:
    return VISITOR if isinstance(who, Visitor) else who.person
