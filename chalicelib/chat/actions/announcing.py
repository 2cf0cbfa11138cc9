"""Telling those who listen: new lines, changed facts, a changed queue. Best effort; what is told is stored already."""

from chalicelib.chat import conversation as rules
from chalicelib.chat import transcript
from chalicelib.chat.actions import accessing
from chalicelib.chat.conversation import VISITOR, Conversation, Line
from chalicelib.chat.errors import LogUnavailable, Unavailable
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff, Visitor, Who
from chalicelib.chat.wire import Changed, Facts, QueueChanged, ServerFrame, Told

PLACES_TOLD = 20
"""So many visitors at the head of the queue are told their new place at once; the others learn it when they move up."""


def facts(services: Services, conversation: Conversation, who: Who) -> Facts:
    """Return a conversation without its words, as this reader may see it."""
    return _facts(services, conversation, VISITOR if isinstance(who, Visitor) else who.person)


def facts_changed(services: Services, conversation: Conversation) -> None:
    """Tell everybody who listens to a conversation what it has become."""
    seen: dict[str, Facts] = {}
    for connection, (who, _) in conversation.sockets.items():
        if who not in seen:
            seen[who] = _facts(services, conversation, who)
        _send(services, conversation, connection, Changed(facts=seen[who]))


def told(services: Services, conversation: Conversation, seq: int, line: Line, *, besides: str | None = None) -> None:
    """Tell everybody who listens of a new line, but for the socket that it came from.

    A visitor's text reaches an agent only while the access log has a record of their reading; when the log cannot be
    written, the place alone is told, and reading it by `join` will be refused by the same rule.
    """
    whole = Told(conversation=conversation.id, seq=seq, entry=rules.entry(conversation, seq, line))
    bare = Told(conversation=conversation.id, seq=seq)
    for connection, (who, _) in conversation.sockets.items():
        if connection == besides:
            continue
        if who == VISITOR or (who == conversation.owner and _covered(services, conversation, who)):
            _send(services, conversation, connection, whole)
        elif who == conversation.owner:
            _send(services, conversation, connection, bare)


def others(services: Services, conversation: Conversation, frame: ServerFrame, *, besides: str) -> None:
    """Send a frame without words to everybody who listens but one socket."""
    for connection in conversation.sockets:
        if connection != besides:
            _send(services, conversation, connection, frame)


def queue_changed(services: Services, queue: str, *, rings: bool = False) -> None:
    """Tell available agents that the queue has changed, and the first in it their places. Carries no words."""
    try:
        waiting = services.conversations.waiting(queue)
        frame = QueueChanged(waiting=len(waiting), rings=rings)
        for agent in services.agents.all():
            if agent.available:
                gone = [each for each in agent.sockets if not services.push.send(each, frame)]
                services.agents.forget(agent.person, *gone)
        if not rings:
            for conversation in services.conversations.heads([each.conversation for each in waiting[:PLACES_TOLD]]):
                facts_changed(services, conversation)
    except Unavailable:
        # The queue is a query, not a memory: whoever was not told now sees it at the next look.
        return


def _facts(services: Services, conversation: Conversation, who: str) -> Facts:
    is_visitor = who == VISITOR
    sent = conversation.sent.get(who)
    waiting = is_visitor and conversation.status == "waiting"
    return Facts(
        conversation=conversation.id,
        site=conversation.site,
        language=conversation.language,
        status=conversation.status,
        started_at=conversation.started_at,
        expires_on=conversation.expires_on,
        seq=conversation.seq,
        sent=sent.n if sent else 0,
        place=_place(services, conversation) if waiting else None,
        alias=conversation.aliases.get(conversation.owner or ""),
        mine=None if is_visitor else conversation.owner == who,
        closed_at=conversation.closed_at,
        closed_by=conversation.closed_by,
        read_by_visitor=conversation.read_by_visitor,
        read_by_agent=conversation.read_by_agent,
        transcripts=transcript.shown(services.orders.all(conversation.id), whole=is_visitor),
    )


def _place(services: Services, conversation: Conversation) -> int:
    queue = services.conversations.waiting(conversation.queue)
    return 1 + sum((each.started_at, each.conversation) < (conversation.started_at, conversation.id) for each in queue)


def _covered(services: Services, conversation: Conversation, person: str) -> bool:
    if accessing.covered(services, conversation, person):
        return True
    agent = services.agents.get(person)
    alias = agent.alias if agent else person
    staff = Staff(person=person, alias=alias, roles=frozenset({"agent"}), session="", committed=True)
    try:
        accessing.opened(services, staff, conversation, "service")
    except (LogUnavailable, Unavailable):
        return False
    return True


def _send(services: Services, conversation: Conversation, connection: str, frame: ServerFrame) -> None:
    if not services.push.send(connection, frame):
        services.conversations.forget(conversation.id, connection)
