"""Doors of the sockets: the ticket in the subprotocol, the frames, the end."""

from typing import Any

from chalicelib.chat.actions import connecting, talking, watching
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import NotFound, Refusal, Unauthenticated, Unavailable
from chalicelib.chat.ports import Listener
from chalicelib.chat.services import Services
from chalicelib.chat.who import Visitor, Who
from chalicelib.chat.wire import ClientFrame, Join, Leave, Ping, Pong, Read, Refused, Said, Say, Typing
from chalicelib.entrypoints import http, saying
from chalicelib.entrypoints.decoding import decode, named

PROTOCOL = "juttu.v1"
_TICKET = "ticket."


def connect(event: dict[str, Any], services: Services) -> dict[str, Any]:
    """Return 200 with our subprotocol for a good ticket from its own origin, else 401 or 403.

    Refusing is answering: whoever raises here gives the browser a 502, and whoever returns nothing opens the socket.
    """
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    offered = [each.strip() for each in headers.get("sec-websocket-protocol", "").split(",")]
    tickets = [each.removeprefix(_TICKET) for each in offered if each.startswith(_TICKET)]
    origin = headers.get("origin")
    if not origin:
        return {"statusCode": 403}
    if PROTOCOL not in offered or len(tickets) != 1:
        return {"statusCode": 401}
    try:
        connecting.connect(services, tickets[0], origin, event["requestContext"]["connectionId"])
    except Refusal as refusal:
        return {"statusCode": 503 if isinstance(refusal, Unavailable) else 403}
    return {"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": PROTOCOL}}


def message(connection: str, body: str | None, services: Services) -> None:
    """Do what a frame asks for; a refusal is told to its sender and changes nothing."""
    try:
        _do(services, connection, decode(body or "", ClientFrame, services.limits))
    except Unauthenticated:
        _end(services, connection)
    except Refusal as refusal:
        services.push.send(connection, _refused(refusal, body or ""))
    except Exception as error:  # noqa: BLE001 - the last net: what falls through is told without its content
        http.failed(error, services.request, "socket")
        services.push.send(connection, _refused(Unavailable(retry_after=1), body or ""))


def disconnect(connection: str, services: Services) -> None:
    """Forget a socket; API Gateway promises no call here."""
    try:
        connecting.disconnect(services, connection)
    except Unavailable as error:
        http.failed(error, services.request, "disconnect")


def _do(services: Services, connection: str, frame: ClientFrame) -> None:
    if isinstance(frame, Ping):
        pinging = services.sockets.get(connection)
        if pinging is None:
            raise Unauthenticated
        if pinging.conversation is not None and services.conversations.get(pinging.conversation) is None:
            raise Unauthenticated  # it has expired, or was erased: the screen learns it now
        watching.beat(services, pinging, connection)
        services.push.send(connection, Pong())
        return
    conversation, listener = services.conversations.with_listener(frame.conversation, connection)
    who = _who(services, listener)
    _answer(services, connection, frame, who, conversation)
    if isinstance(frame, Join) and listener is not None:
        connecting.follow(services, listener, connection, frame.conversation)


def _answer(
    services: Services, connection: str, frame: ClientFrame, who: Who, conversation: Conversation | None
) -> None:
    match frame:
        case Say():
            entry, after = talking.say(services, who, conversation, frame)
            services.push.send(connection, Said(conversation=frame.conversation, entry=entry))
            saying.afterwards(services, who, after, entry, connection)
        case Join():
            services.push.send(connection, talking.join(services, who, conversation, frame.after, connection))
        case Leave():
            talking.leave(services, conversation, connection)
        case Typing():
            talking.typing(services, who, conversation, connection, on=frame.on)
        case Read():
            talking.read(services, who, conversation, connection, frame.seq)


def _end(services: Services, connection: str) -> None:
    try:
        connecting.end(services, connection, "signed_out")
    except Unavailable as error:
        http.failed(error, services.request, "socket")


def _who(services: Services, listener: Listener | None) -> Who:
    if listener is None:
        raise Unauthenticated
    if listener.conversation is not None:
        return Visitor(listener.conversation)
    if listener.session is None:
        raise NotFound
    return services.sessions.check(listener.session, seen=False)


def _refused(refusal: Refusal, body: str) -> Refused:
    """Return a refusal with the names of the frame that it is about, as far as the frame can be read."""
    frame = named(body)
    fields = ("retry_after", "expected", "limit", "length", "where")
    return Refused(
        code=refusal.code,
        sentence=refusal.sentence,
        of=frame.get("do"),
        conversation=frame.get("conversation"),
        id=frame.get("id"),
        n=frame.get("n"),
        **{name: refusal.data[name] for name in fields if name in refusal.data},
    )
