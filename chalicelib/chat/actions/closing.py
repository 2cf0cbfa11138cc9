"""Adding a line that is no message, and the ends of conversations: asked for, by silence, by age."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import accessing, announcing, contending, transcripts
from chalicelib.chat.conversation import Conversation, Step
from chalicelib.chat.errors import NotFound, Refusal, Unavailable
from chalicelib.chat.ports import ATTEMPTS, AgentOnDuty, Conflict
from chalicelib.chat.services import Services
from chalicelib.chat.wire import ClosedFor, Mine, Waiting

CLOSED_AT_ONCE = 100
BATCH = 100
Rule = Callable[[Conversation], Step | None]
"""What is to be done with a conversation as it stands; None when nothing is."""


def added(services: Services, conversation: Conversation, step: Step) -> Conversation:
    """Store a step, tell everybody, and return the conversation after it. Raises Conflict."""
    after = services.conversations.write(conversation, step)
    seq = services.conversations.place_of(after, step.line, conversation.seq) or after.seq
    announcing.broadcast_change(services, after, seq, step.line)
    if conversation.let_in:
        announcing.let_out(services, conversation, after)
    return after


def appended(services: Services, conversation: Conversation, rule: Rule) -> Conversation | None:
    """Do what a rule says, as often as the conversation changes under it, and return the conversation after it.

    None when nothing was to be done. Raises what the rule raises, NotFound when the conversation has gone, Unavailable.
    """
    for tried in range(1, ATTEMPTS + 1):
        step = rule(conversation)
        if step is None:
            return None
        try:
            return added(services, conversation, step)
        except Conflict as conflict:
            now = contending.changed(services, tried, conflict)
        if now is None:
            raise NotFound
        conversation = now
    raise Unavailable(retry_after=1)


def current(services: Services, before: Conversation) -> Conversation:
    """Return a conversation as it stands, where somebody else has done what was to be done. Raises NotFound."""
    now = services.conversations.get(before.id)
    if now is None:
        raise NotFound
    return now


def closed(services: Services, conversation: Conversation, rule: Rule) -> Conversation | None:
    """Close a conversation as a rule says, and return it, None when there was nothing to close.

    What was ordered for a left question goes now: its job is queued before the end, to be done after it, and again.
    """
    for tried in range(1, ATTEMPTS + 1):
        step = rule(conversation)
        if step is None:
            return None
        was_waiting = conversation.status == "waiting"
        ordered = transcripts.waiting_for_answer(services, conversation)
        transcripts.send_later(services, ordered)
        try:
            after = added(services, conversation, step)
        except Conflict as conflict:
            now = contending.changed(services, tried, conflict)
            if now is None:
                return None
            conversation = now
            continue
        transcripts.send_now(services, ordered)
        if was_waiting:
            announcing.queue_changed(services, after.id)
        return after
    raise Unavailable(retry_after=1)


def close_full(services: Services, conversation: Conversation) -> None:
    """Close a conversation into which no further message fits. Raises LogUnavailable, Unavailable: it is tried again."""
    if rules.close_full(conversation, services.milliseconds(), services.limits) is not None:
        _closed_by_system(services, conversation, "full")


def close_overdue(services: Services) -> int:
    """Close every open conversation that has lived its time, and return how many that were: a batch at most.

    That is 24 hours, and for a question that was left the days that it waits for an answer. Raises the last refusal
    that one of them met, after all others were tried.
    """
    now = services.milliseconds()
    conversations, queue = services.conversations, services.settings.queue
    # The lists are oldest first, so whatever is overdue stands in their beginnings.
    listed: list[Waiting | Mine] = [*conversations.waiting(queue), *conversations.left_questions(queue)]
    listed += [each for agent in services.agents.all() for each in conversations.mine(agent.person)]
    oldest = now - services.limits.conversation_seconds * 1000
    heads = _heads(services, [each.conversation for each in listed if each.started_at <= oldest])
    overdue = (each for each in heads if now >= each.ends_at)
    return _each(islice(overdue, CLOSED_AT_ONCE), lambda one: _closed_by_system(services, one, _why_overdue(one)))


def close_again(services: Services, conversation: Conversation) -> None:
    """Close a conversation in a table that was restored to before its end; why it ended is not known any more.

    Raises LogUnavailable, Unavailable.
    """
    _closed_by_system(services, conversation, None)


def had_by(services: Services, agents: Iterable[AgentOnDuty]) -> list[Conversation]:
    """Return the open conversations that these agents have taken."""
    return list(_heads(services, _taken(services, agents)))


def warn_or_close_silent(services: Services, conversations: Iterable[Conversation]) -> int:
    """Warn visitors who leave the agent of one of these without an answer, end what stays silent, and return how many ended.

    Raises the last refusal that one of them met, after all others were tried.
    """
    return _each(conversations, lambda one: _warned_or_closed(services, one))


def _warned_or_closed(services: Services, conversation: Conversation) -> bool:
    now = services.milliseconds()
    if rules.warns(conversation, now, services.limits):
        warned = services.conversations.note(conversation.id, warned_at=now)
        if warned is not None:
            announcing.facts_changed(services, warned)
        return False
    if rules.close_silent(conversation, now, services.limits) is None:
        return False
    return _closed_by_system(services, conversation, "silence")


def _each(conversations: Iterable[Conversation], closes: Callable[[Conversation], bool]) -> int:
    """Return how many of these were closed. Raises the last refusal that one of them met, after all others were tried."""
    count, refused = 0, None
    for conversation in conversations:
        try:
            count += closes(conversation)
        except Refusal as refusal:
            refused = refusal
    if refused is not None:
        raise refused
    return count


def _closed_by_system(services: Services, conversation: Conversation, why: ClosedFor | None) -> bool:
    """Close by the system, recorded first: what cannot be recorded is closed at the next look."""

    def rule(now: Conversation) -> Step | None:
        if why == "silence":
            return rules.close_silent(now, services.milliseconds(), services.limits)
        if why == "full":
            return rules.close_full(now, services.milliseconds(), services.limits)
        return rules.close(now, rules.SYSTEM, services.milliseconds(), why)

    record = accessing.by_system(services, "conversation_closed", conversation.id)
    return accessing.recorded(services, lambda: closed(services, conversation, rule), record) is not None


def _why_overdue(conversation: Conversation) -> ClosedFor:
    return "age" if conversation.left_until is None or conversation.answered else "unanswered"


def _taken(services: Services, agents: Iterable[AgentOnDuty]) -> list[str]:
    return [each.conversation for agent in agents for each in services.conversations.mine(agent.person)]


def _heads(services: Services, ids: list[str]) -> Iterator[Conversation]:
    """Return conversations as they now stand, a batch at a time."""
    for at in range(0, len(ids), BATCH):
        yield from services.conversations.heads(ids[at : at + BATCH])
