"""Telling those who listen: new lines, changed facts, a changed queue.

Best effort: what is told is stored already, whoever was not told catches up, and no failure here may contradict an
action that was done. So nothing here raises, but for `facts`, which is an answer.
"""

import contextlib
from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.chat import access, presence
from chalicelib.chat import conversation as rules
from chalicelib.chat import facts as rules_of_facts
from chalicelib.chat.actions import accessing
from chalicelib.chat.conversation import VISITOR, Conversation, Line
from chalicelib.chat.errors import AnswerTooLarge, LogUnavailable, Unavailable
from chalicelib.chat.ports import AgentOnDuty
from chalicelib.chat.services import Services
from chalicelib.chat.transcript import TranscriptOrder
from chalicelib.chat.who import Staff, Visitor, Who
from chalicelib.chat.wire import Changed, Erased, Facts, QueueChanged, ServerFrame, Told, Waiting

PLACES_TOLD = 20
"""So many visitors at the head of the queue are told their new place at once; the others learn it when they move up."""


def facts(
    services: Services,
    conversation: Conversation,
    who: Who,
    orders: Sequence[TranscriptOrder] | None = None,
    *,
    covered: bool = False,
) -> Facts:
    """Return a conversation without its words, as this reader may see it; `orders` when they are known already.

    `covered`: their reading has been recorded just now.
    """
    name = VISITOR if isinstance(who, Visitor) else who.person
    return _facts(services, conversation, name, orders, covered=covered)


def facts_changed(services: Services, conversation: Conversation, line: "_Line | None" = None) -> None:
    """Tell everybody who listens to a conversation what it has become; `line`: the queue, when it is known already."""
    seen: dict[str, Facts] = {}
    with contextlib.suppress(Unavailable):
        for connection, who in _listening(services, conversation).items():
            if who not in seen:
                seen[who] = _facts(services, conversation, who, line=line)
            _send(services, conversation, connection, Changed(facts=seen[who]))


def broadcast_line(
    services: Services, conversation: Conversation, seq: int, line: Line, *, besides: str | None = None
) -> None:
    """Tell everybody who listens of a new line, but for the socket that it came from.

    A visitor's text reaches an agent only while the access log has a record of their reading; when the log cannot be
    written, the place alone is told, and reading it by `join` will be refused by the same rule.
    """
    whole = Told(conversation=conversation.id, seq=seq, entry=rules.entry(conversation, seq, line))
    bare = Told(conversation=conversation.id, seq=seq)
    for connection, who in _listening(services, conversation).items():
        if connection == besides:
            continue
        if who == VISITOR or (who == conversation.owner and _covered(services, conversation, who)):
            _send(services, conversation, connection, whole)
        elif who == conversation.owner:
            _send(services, conversation, connection, bare)


def broadcast(services: Services, conversation: Conversation, frame: ServerFrame, *, besides: str | None) -> None:
    """Send a frame without words to the visitor and the agent on every socket but one."""
    for connection, who in _listening(services, conversation).items():
        if connection != besides and who in (VISITOR, conversation.owner):
            _send(services, conversation, connection, frame)


def erased(services: Services, conversation: Conversation) -> None:
    """Tell everybody who listens that a conversation has been erased."""
    for connection in _listening(services, conversation):
        _push(services, connection, Erased(conversation=conversation.id))


def visitor_came_or_went(services: Services, conversation: Conversation, *, was_here: bool) -> None:
    """Tell the agent when the visitor is here again, or no longer."""
    is_here = presence.visitor_here(conversation, services.milliseconds(), services.limits)
    if conversation.owner is None or conversation.status == "closed" or is_here == was_here:
        return
    own = [each for each, who in _listening(services, conversation).items() if who == conversation.owner]
    if not own:
        return
    with contextlib.suppress(Unavailable):
        changed = Changed(facts=_facts(services, conversation, conversation.owner))
        for connection in own:
            _send(services, conversation, connection, changed)


def changed_hands(services: Services, before: Conversation | None, after: Conversation) -> None:
    """Tell whoever had a conversation that it is no longer theirs, and whoever has it now that it is.

    The one who had it hears nothing more of it after this. The one who has it does not follow it yet, so every socket
    of theirs is told.
    """
    with contextlib.suppress(Unavailable):
        if before is not None and before.owner is not None:
            lost = Changed(facts=rules_of_facts.for_former(after, before.owner, after.seq))
            for connection, who in _listening(services, before).items():
                if who == before.owner:
                    _push(services, connection, lost)
        if after.owner is not None:
            waiting = QueueChanged(waiting=len(services.conversations.waiting(after.queue)))
            # Words come under a record of their own, when it is opened.
            orders = services.orders.all(after.id)
            covered = accessing.covered(services, after, after.owner, "service")
            now = services.milliseconds()
            new = rules_of_facts.for_staff(after, after.owner, orders, covered=covered, now=now, limits=services.limits)
            _tell_agent(services, services.agents.get(after.owner), waiting, Changed(facts=new))


def desk_changed(services: Services, conversation: Conversation) -> None:
    """Tell the agent who had a conversation that their desk is another one, without words."""
    with contextlib.suppress(Unavailable):
        waiting = QueueChanged(waiting=len(services.conversations.waiting(conversation.queue)))
        _tell_agent(services, services.agents.get(conversation.owner or ""), waiting)


def queue_changed(services: Services, queue: str, *, rings: bool = False, moves: bool = False) -> None:
    """Tell available agents that the queue has changed, and the first in it their places. Carries no words.

    `rings`: somebody waits who did not. They are the last, so nobody's place has changed, unless it also `moves` others.
    """
    with contextlib.suppress(Unavailable):  # the queue is a query: whoever was not told sees it at the next look
        line = _line(services, queue)
        frame = QueueChanged(waiting=len(line.waiting), rings=rings)
        for agent in line.agents:
            if agent.available:
                _tell_agent(services, agent, frame)
        if moves or not rings:
            _tell_places(services, line)


def staff_changed(services: Services, queue: str) -> None:
    """Tell the first in the queue that an agent has come, or that none is there any more."""
    with contextlib.suppress(Unavailable):
        _tell_places(services, _line(services, queue))


class _Line(NamedTuple):
    """A queue, oldest first, and the agents who may be there for it."""

    waiting: list[Waiting]
    agents: list[AgentOnDuty]


def _line(services: Services, queue: str) -> _Line:
    return _Line(services.conversations.waiting(queue), services.agents.all())


def _tell_places(services: Services, line: _Line) -> None:
    for conversation in services.conversations.heads([each.conversation for each in line.waiting[:PLACES_TOLD]]):
        facts_changed(services, conversation, line)


def _facts(
    services: Services,
    conversation: Conversation,
    who: str,
    orders: Sequence[TranscriptOrder] | None = None,
    line: _Line | None = None,
    *,
    covered: bool = False,
) -> Facts:
    found = services.orders.all(conversation.id) if orders is None else orders
    now, limits = services.milliseconds(), services.limits
    if who == VISITOR:
        waits = conversation.status == "waiting"
        line = line or (_line(services, conversation.queue) if waits else _Line([], []))
        return rules_of_facts.for_visitor(
            conversation,
            found,
            now=now,
            limits=limits,
            place=_place(conversation, line.waiting) if waits else None,
            staffed=_staffed(services, line.agents) if waits else None,
        )
    if rules_of_facts.has_content(conversation, found) and not covered:
        if who == conversation.owner:
            covered = _covered(services, conversation, who)
        else:  # a reviewer, who has it open
            covered = accessing.covered(services, conversation, who, access.PURPOSES[access.Relation.REVIEWER])
    return rules_of_facts.for_staff(conversation, who, found, covered=covered, now=now, limits=limits)


def _place(conversation: Conversation, waiting: list[Waiting]) -> int:
    return 1 + sum(
        (each.started_at, each.conversation) < (conversation.started_at, conversation.id) for each in waiting
    )


def _staffed(services: Services, agents: list[AgentOnDuty]) -> bool:
    now = services.milliseconds()
    return any(each.available and presence.is_there(each, now, services.limits) for each in agents)


def _covered(services: Services, conversation: Conversation, person: str) -> bool:
    if accessing.covered(services, conversation, person, "service"):
        return True
    alias = conversation.aliases.get(person, person)
    staff = Staff(person=person, alias=alias, roles=frozenset({"agent"}), session="", committed=True)
    try:
        accessing.opened(services, staff, conversation, "service")
    except (LogUnavailable, Unavailable):
        return False
    return True


def _listening(services: Services, conversation: Conversation) -> dict[str, str]:
    return presence.living(conversation.sockets, services.milliseconds(), services.limits)


def _tell_agent(services: Services, agent: AgentOnDuty | None, *frames: ServerFrame) -> None:
    if agent is None:
        return
    sockets = presence.living(agent.sockets, services.milliseconds(), services.limits)
    gone = [each for each in sockets if False in [_push(services, each, frame) for frame in frames]]
    services.agents.forget(agent.person, *gone)


def _send(services: Services, conversation: Conversation, connection: str, frame: ServerFrame) -> None:
    if _push(services, connection, frame):
        return
    with contextlib.suppress(Unavailable):
        after = services.conversations.forget(conversation.id, connection)
        if after is not None and conversation.sockets[connection].who == VISITOR:
            was_here = presence.visitor_here(conversation, services.milliseconds(), services.limits)
            visitor_came_or_went(services, after, was_here=was_here)


def _push(services: Services, connection: str, frame: ServerFrame) -> bool:
    """Send a frame that nobody waits for. Return False when the socket is gone; what was too large is fetched by `join`."""
    try:
        return services.push.send(connection, frame)
    except AnswerTooLarge:
        return True
