"""Signs of life: noting them, and looking every minute for agents and visitors who give none any more."""

import contextlib
from collections.abc import Collection, Iterator

import msgspec

from chalicelib.chat import presence
from chalicelib.chat.actions import alerting, announcing, closing, connecting, owing, passing
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import Refusal, Unauthenticated, Unavailable
from chalicelib.chat.ports import AgentOnDuty
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff, Who


class Watched(msgspec.Struct, frozen=True):
    """What a look did; holds no content and no ids."""

    away: int
    """Agents who were found away and may have had something open."""
    released: int
    silent: int = 0
    """Conversations that their visitors' silence has ended."""
    alerted: int = 0
    """Left questions that somebody was told of by mail."""
    reminded: int = 0
    """Agents' conversations in which an answer is owed, told of anew."""
    returned: int = 0
    """Conversations that went back because they were not answered, or not taken up."""


def beat(services: Services, who: Staff, connection: str) -> None:
    """Note that a socket of staff is alive.

    Presence may be lost, so a table that does not answer refuses nothing here: the next beat is soon.
    """
    if _is_alive(services, who, connection):
        _is_noted(services, connection)


@contextlib.contextmanager
def hearing(services: Services, who: Who, connection: str) -> Iterator[None]:
    """Do what a frame asks, and then note that its socket is alive: of staff, and twice a minute; best effort.

    A frame that is refused is a sign of life too, but not one on a socket that has been ended meanwhile.
    """
    try:
        yield
    except Unauthenticated:
        raise
    except Refusal:
        _heard(services, who, connection)
        raise
    _heard(services, who, connection)


def _heard(services: Services, who: Who, connection: str) -> None:
    if isinstance(who, Staff) and _is_noted(services, connection):
        _is_alive(services, who, connection)


def _is_noted(services: Services, connection: str) -> bool:
    """Count that a sign of life of a socket is written down; False within 30 s of the last, as far as this process knows."""
    return not services.pace.wait("heard", connection, 1, services.limits.agent_noted_seconds)


def _is_alive(services: Services, who: Staff, connection: str) -> bool:
    """Write a sign of life down, and return whether the table took it."""
    try:
        services.agents.listen(who, connection, services.milliseconds())
    except Unavailable:
        return False
    return True


def agent_seen(services: Services, who: Staff) -> None:
    """Note that an agent's console is there without a socket; best effort."""
    with contextlib.suppress(Unavailable):
        services.agents.seen(who, services.milliseconds())


def visitor_seen(services: Services, conversation: Conversation, *, polled: bool) -> Conversation:
    """Note that the visitor's browser is there, once a minute, and return the conversation as it then is; best effort.

    `polled`: over HTTPS, which is all that tells of a visitor without sockets.
    """
    now = services.milliseconds()
    last = conversation.visitor_polled_at if polled else conversation.visitor_seen_at
    if abs(now - last) < services.limits.visitor_seen_seconds * 1000:
        return conversation
    try:
        after = services.conversations.visitor_seen(conversation.id, now, polled=polled)
    except Unavailable:
        return conversation
    if after is None:
        return conversation
    was_here = presence.visitor_here(conversation, now, services.limits)
    announcing.visitor_came_or_went(services, after, was_here=was_here)
    if polled and after.status == "waiting":
        # Nothing tells of the end of polls; each that is noted, one a minute, has somebody look when it counts no more.
        announcing.look_whether_gone(services, after, services.limits.visitor_here_seconds)
    return after


def watch(services: Services, most: int = passing.RELEASED_AT_ONCE) -> Watched:
    """Give what agents who are away have open back to the queue, at most so many a run; warn and end the silent; remind agents
    who owe an answer, and give back what they do not come to.

    Sockets whose session is over, or that were opened under other networks of agents, are ended too, and once in a quarter of an hour it is told of left questions that nobody opens.

    A look that comes long after the one before does nothing: what kept us from looking may have kept the agents'
    signs of life from us. Safe to run twice at once and to be cut off anywhere: the next look finds what is left.
    Raises the last refusal that a conversation met, after all others were tried.
    """
    now = services.milliseconds()
    longest = services.limits.agent_away_seconds - services.limits.agent_beat_seconds
    before = services.agents.watched(now)
    if abs(now - before) >= longest * 1000:
        return Watched(0, 0)
    away, released, refused = 0, 0, None
    everybody = services.agents.all()
    announcing.tell_staffed(services, everybody)
    agents = [each for each in everybody if presence.may_have_open(each, now, services.limits)]
    for agent in agents:
        if released >= most:
            break
        if presence.is_there(agent, now, services.limits):
            continue
        given_back, refusal = passing.release_all(services, agent.person, most - released)
        away, released, refused = away + 1, released + given_back, refusal or refused
    _end_sockets_of_sessions_that_are_over(services, everybody)
    connecting.end_of_other_networks(services, everybody)
    had = closing.had_by(services, agents)
    reminded, returned, refusal = owing.remind_or_return(services, had)
    refused = refused or refusal
    silent = closing.warn_or_close_silent(services, had)
    quarter = alerting.EVERY_SECONDS * 1000
    alerted = alerting.left_questions(services) if now // quarter != before // quarter else 0
    if refused is not None:
        raise refused
    return Watched(away, released, silent, alerted, reminded, returned)


def _end_sockets_of_sessions_that_are_over(services: Services, agents: Collection[AgentOnDuty]) -> None:
    """End the sockets of staff whose session is over: nothing else tells a console that sends nothing."""
    sessions = {its.session for agent in agents for its in agent.sockets.values()}
    living = services.sessions.living(sessions)
    for agent in agents:
        with contextlib.suppress(Unavailable):  # the next look tries again
            connecting.end_of_sessions(services, agent, lambda session: session not in living)
