"""Who is there: by signs of life and by age, never by what API Gateway did not tell. Values in, values out.

`$disconnect` is best effort, so a socket counts until a push finds it gone or until it is older than any can be.
Times are milliseconds. A time from the future was written before a clock was put back and is as old as one from the past.
"""

from collections.abc import Mapping

from chalicelib.chat.conversation import VISITOR, Conversation, OpenSocket
from chalicelib.chat.limits import Limits
from chalicelib.chat.ports import AgentOnDuty

Sockets = Mapping[str, OpenSocket]
"""Connection → whose it is, and since when."""


def living(sockets: Sockets, now: int, limits: Limits) -> dict[str, str]:
    """Return the sockets that may still be open, with whose they are."""
    return {each: its.who for each, its in sockets.items() if not _past(its.since, now, limits.socket_seconds)}


def ghosts(sockets: Sockets, now: int, limits: Limits) -> tuple[str, ...]:
    """Return the sockets that are too old to be any."""
    return tuple(each for each, its in sockets.items() if _past(its.since, now, limits.socket_seconds))


def visitor_here(conversation: Conversation, now: int, limits: Limits) -> bool:
    """Return whether the visitor has a line to us: a socket that may be open, or polls over HTTPS."""
    if VISITOR in living(conversation.sockets, now, limits).values():
        return True
    return not _past(conversation.visitor_polled_at, now, limits.visitor_here_seconds)


def is_gone(conversation: Conversation, now: int, limits: Limits) -> bool:
    """Return whether a conversation waits for an answer here, and its visitor is here no longer.

    Where the next page is about to open a line, the one before has only just been heard of: then nobody is gone yet.
    """
    if conversation.status != "waiting" or conversation.left_until is not None:
        return False
    heard_lately = not _past(conversation.visitor_seen_at, now, limits.visitor_gone_seconds)
    return not heard_lately and not visitor_here(conversation, now, limits)


def is_there(agent: AgentOnDuty | None, now: int, limits: Limits) -> bool:
    """Return whether an agent's console has given a sign of life lately."""
    return agent is not None and not _past(agent.seen_at, now, limits.agent_away_seconds)


def may_have_open(agent: AgentOnDuty, now: int, limits: Limits) -> bool:
    """Return whether a conversation that an agent took can still be open, by when they were last seen."""
    return not _past(agent.seen_at, now, limits.conversation_seconds + limits.agent_away_seconds)


def _past(at: int, now: int, seconds: int) -> bool:
    return abs(now - at) >= seconds * 1000
