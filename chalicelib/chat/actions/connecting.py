"""Sockets: the ticket that opens one, its opening, its end."""

from chalicelib.chat.actions import announcing
from chalicelib.chat.errors import Unauthenticated
from chalicelib.chat.ports import Listener
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Ticket


def ticket(services: Services, listener: Listener, origin: str) -> Ticket:
    """Return a ticket for one socket, opened from this origin within 30 s. Raises TooMany."""
    whose = listener.conversation or listener.session or ""
    services.counters.count("tickets", whose, services.limits.tickets_a_minute, 60)
    expires_at = int(services.now()) + services.limits.ticket_seconds
    return Ticket(ticket=services.sockets.issue(listener, origin, expires_at), socket=services.settings.socket_url)


def connect(services: Services, ticket: str, origin: str, connection: str) -> None:
    """Use a ticket up and remember who listens. Raises Unauthenticated when it lets nobody in."""
    listener = services.sockets.redeem(ticket, origin)
    if listener is None:
        raise Unauthenticated
    staff = None if listener.session is None else services.sessions.check(listener.session)
    services.sockets.open(connection, listener, int(services.now()))
    if staff is None:
        return
    agent = services.agents.listen(staff, connection, services.milliseconds())
    own = sorted((since, each) for each, (_, since) in agent.sockets.items())
    for _, oldest in own[: -services.limits.agent_sockets]:
        services.agents.forget(staff.person, oldest)
        services.end_socket(oldest, "replaced")


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


def revoke(services: Services, staff: Staff) -> None:
    """Close every socket that was opened under a session."""
    agent = services.agents.get(staff.person)
    if agent is None:
        return
    for connection, (session, _) in agent.sockets.items():
        if session == staff.session:
            services.agents.forget(staff.person, connection)
            services.end_socket(connection, "signed_out")
