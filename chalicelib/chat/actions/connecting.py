"""Sockets: the ticket that opens one, its opening, its end."""

import contextlib
from collections.abc import Callable, Collection
from typing import Literal

from chalicelib.chat import access, stage
from chalicelib.chat.access import Standing
from chalicelib.chat.actions import announcing, limiting, restricting
from chalicelib.chat.errors import Unauthenticated, Unavailable
from chalicelib.chat.ports import AgentOnDuty, Listener
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Ended, Ticket


def ticket(services: Services, listener: Listener, origin: str, *, counted: bool = True) -> Ticket:
    """Return a ticket for one socket, opened from this origin within 30 s. Raises TooMany.

    `counted`: not where it comes with something that happens once and was counted.
    """
    whose, most = listener.conversation or listener.session or "", services.limits.tickets_a_minute
    with limiting.counted(services, "tickets", whose, most, limiting.MINUTE) if counted else contextlib.nullcontext():
        expires_at = int(services.now()) + services.limits.ticket_seconds
        return Ticket(ticket=services.sockets.issue(listener, origin, expires_at), socket=services.settings.socket_url)


def ticket_of_staff(services: Services, staff: Staff, origin: str) -> Ticket:
    """Return the same for a socket of staff: of those alone who answer, for on it the queue is told.

    Raises CommitmentMissing, NotFound for everybody else, TooMany.
    """
    access.require_standing(Standing.DESK, staff)
    return ticket(services, Listener(session=staff.session, person=staff.person), origin)


def connect(services: Services, ticket: str, origin: str, connection: str, source: str = "") -> None:
    """Use a ticket up and remember who listens, from an address.

    Raises Unauthenticated when it lets nobody in, NetworkRefused, NotFound.
    """
    listener = services.sockets.redeem(ticket, origin)
    if listener is None:
        raise Unauthenticated
    staff = None
    if listener.session is not None:
        # That a page opens a socket is no sign of life of the session: it does so by itself.
        held = services.sessions.check(listener.session, seen=False)
        staff = restricting.answering(services, held, source)
        access.require_standing(Standing.DESK, staff)
    services.sockets.open(connection, listener, int(services.now()))
    if listener.conversation is not None:
        await_join(services, listener.conversation, connection)
    if staff is None:
        return
    agent = services.agents.listen(staff, connection, services.milliseconds())
    if not services.sessions.living((staff.session,)):  # ended between the look and the listening
        _forget(services, connection, staff.person)
        raise Unauthenticated
    if agent.available and not services.agents.staffed():
        announcing.staff_changed(services)
    own = sorted((its.since, each) for each, its in agent.sockets.items())
    for _, oldest in own[: -services.limits.agent_sockets]:
        end(services, oldest, "replaced", person=staff.person)


def await_join(services: Services, conversation: str, connection: str) -> None:
    """Note a visitor's socket that has not joined, and close the oldest of such when there are too many.

    They are told nothing, so closing them is all that their browsers have to learn. One that joins meanwhile is no
    longer among them, by the same write, and stays.
    """
    unjoined = services.conversations.await_join(conversation, connection, services.milliseconds())
    newest_last = sorted(unjoined, key=lambda each: (each == connection, unjoined[each]))
    for oldest in newest_last[: -services.limits.unjoined_sockets]:
        if services.conversations.forget_unjoined(conversation, oldest):
            services.sockets.forget(oldest)
            services.push.close(oldest)


def replace(services: Services, conversation: str, connection: str) -> None:
    """End a visitor's socket that has joined, for a newer one. One that is neither gone nor can be closed is told on."""
    if not services.push.send(connection, Ended(why="replaced")) or services.push.close(connection):
        services.sockets.forget(connection)
        services.conversations.forget(conversation, connection)


def follow(services: Services, listener: Listener, connection: str, conversation: str) -> None:
    """Remember that a person's socket is told of a conversation. Raises Unauthenticated when it has been ended.

    So of a socket that is ended while it joins, nothing stays in the conversation either.
    """
    if listener.session is None or conversation in listener.follows:
        return
    if not services.sockets.follow(connection, conversation):
        services.conversations.forget(conversation, connection)
        raise Unauthenticated


def disconnect(services: Services, connection: str) -> None:
    """Forget a socket. What is left of it elsewhere goes when a push finds it gone."""
    listener = services.sockets.forget(connection)
    if listener is None:
        return
    if listener.conversation is not None:
        after = services.conversations.forget(listener.conversation, connection)
        if after is not None:
            announcing.visitor_came_or_went(services, after, was_here=True)
    if listener.person is not None:
        services.agents.forget(listener.person, connection)


def end(
    services: Services, connection: str, why: Literal["signed_out", "replaced", "network"], *, person: str | None = None
) -> None:
    """End a socket: nothing more is told to it, even if it cannot be closed. Raises Unavailable, with that done.

    `person`: of staff, for whom it is listed as on duty, when that is known.
    """
    try:
        _forget(services, connection, person)
    finally:
        services.push.send(connection, Ended(why=why))
        services.push.close(connection)


def end_of_sessions(services: Services, agent: AgentOnDuty | None, over: Callable[[str], bool]) -> None:
    """End somebody's sockets whose session, by its hash, is over. Raises Unavailable after all were tried."""
    failed: Unavailable | None = None
    for connection, its in agent.sockets.items() if agent is not None else ():
        if over(its.session):
            try:
                end(services, connection, "signed_out", person=its.who)
            except Unavailable as unavailable:
                failed = unavailable
    if failed is not None:
        raise failed


def end_of_other_networks(services: Services, agents: Collection[AgentOnDuty]) -> None:
    """End the sockets that were opened before a change of from where agents may answer; whoever still may opens another.

    One that sends nothing would hear on otherwise, as only who sends shows from where. Best effort: the watch looks again.
    People side by side, so that the last of a whole company is out within seconds; of one person one after the other, for
    they stand in one item.
    """
    with contextlib.suppress(Unavailable):
        as_it_is, now = services.stage.current(), services.milliseconds()

        def end_of(agent: AgentOnDuty) -> None:
            for connection, its in agent.sockets.items():
                if stage.let_in_before(as_it_is, its.since, now):
                    with contextlib.suppress(Unavailable):
                        end(services, connection, "network", person=agent.person)

        services.each(end_of, [agent for agent in agents if agent.sockets])


def _forget(services: Services, connection: str, person: str | None) -> None:
    """Forget a socket in every place that tells sockets something; where it is found by, last.

    So whoever is cut off in between, or meets a table that does not answer, can do it again. Raises Unavailable.
    """
    known = services.sockets.get(connection)
    before = () if known is None else known.follows
    for conversation in before:
        services.conversations.forget(conversation, connection)
    last = services.sockets.forget(connection)
    for conversation in () if last is None else last.follows:
        if conversation not in before:  # joined meanwhile
            services.conversations.forget(conversation, connection)
    person = person or (None if known is None else known.person)
    if person is not None:
        services.agents.forget(person, connection)
