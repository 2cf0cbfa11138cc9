"""Doors of the sockets: the ticket in the subprotocol, the frames, the end.

What a frame asks for is answered by the route's own response, as over HTTPS: nothing has to be pushed to whoever asked.
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html
"""

from typing import Any, Literal

import msgspec

from chalicelib.chat import people
from chalicelib.chat.access import Right
from chalicelib.chat.actions import connecting, limiting, refusing, restricting, talking, watching
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import AnswerTooLarge, NetworkRefused, NotFound, Refusal, Unauthenticated, Unavailable
from chalicelib.chat.people import Session
from chalicelib.chat.ports import Listener
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff, Visitor, Who
from chalicelib.chat.wire import (
    ClientFrame,
    History,
    Join,
    Leave,
    Ping,
    Pong,
    Read,
    Refused,
    Said,
    Say,
    Typing,
    VisitorFrame,
)
from chalicelib.entrypoints import http, saying
from chalicelib.entrypoints.decoding import decode, named
from chalicelib.platform import SOCKET_MESSAGE

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
        context = event["requestContext"]
        connecting.connect(services, tickets[0], origin, context["connectionId"], http.source_of(context))
    except Refusal as refusal:
        return {"statusCode": 503 if isinstance(refusal, Unavailable) else 403}
    except Exception as error:  # noqa: BLE001 - the last net: Lambda would log its words, which may be somebody's
        http.failed_unseen(error, services, "connect")
        return {"statusCode": 500}
    return {"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": PROTOCOL}}


def message(connection: str, body: str | None, services: Services, source: str = "") -> dict[str, Any]:
    """Do what a frame asks for and return the route's response: with a body where the frame is answered.

    `source`: the address that it comes from. A refusal is told to its sender and changes nothing. A socket that sends more than any browser does is closed, and
    whatever it has sent still is not looked at: the frames of all sockets go by one stage, and nothing stands before it.
    """
    if services.pace.wait("frames", connection, services.limits.frames_a_minute, limiting.MINUTE):
        if not services.pace.wait("closed", connection, 1, limiting.MINUTE):
            services.push.close(connection)
        return {"statusCode": 200}
    answer = _answered(services, connection, body or "", source)
    if answer is None:
        return {"statusCode": 200}
    encoded = msgspec.json.encode(answer)
    if len(encoded) > SOCKET_MESSAGE.most:
        encoded = msgspec.json.encode(_refused(AnswerTooLarge(), body or ""))
    return {"statusCode": 200, "body": encoded.decode()}


def disconnect(connection: str, services: Services) -> None:
    """Forget a socket; API Gateway promises no call here."""
    try:
        connecting.disconnect(services, connection)
    except Unavailable as error:
        http.failed(error, services.request, "disconnect")
    except Exception as error:  # noqa: BLE001 - the last net, as in `connect`
        http.failed_unseen(error, services, "disconnect")


def _answered(services: Services, connection: str, body: str, source: str) -> VisitorFrame | None:
    try:
        return _do(services, connection, decode(body, ClientFrame, services.limits), source)
    except Unauthenticated:
        _end(services, connection, "signed_out")
        return None
    except NetworkRefused:
        _end(services, connection, "network")
        return None
    except Refusal as refusal:
        return _refused(refusal, body)
    except Exception as error:  # noqa: BLE001 - the last net: what falls through is told without its content
        http.failed_unseen(error, services, "socket")
        return _refused(Unavailable(retry_after=1), body)


def _do(services: Services, connection: str, frame: ClientFrame, source: str) -> VisitorFrame | None:
    if isinstance(frame, Ping):
        pong = _pong(services, connection, source)
        return None if frame.quiet else pong
    if isinstance(frame, Join):
        limiting.paced(services, "joins", f"{connection} {frame.conversation}", services.limits.joins_a_minute)
    # That somebody types decides nothing, and may go by what was a moment ago: half of all reads are for it.
    conversation, listener, session = services.conversations.with_listener(
        frame.conversation, connection, consistent=not isinstance(frame, Typing)
    )
    if listener is None:
        raise Unauthenticated
    who, session = _asker(services, listener, session, source)
    with watching.hearing(services, who, connection):
        match frame:
            case Say():
                entry, after = talking.say(services, who, conversation, frame)
                session = saying.afterwards(services, after, entry, connection, session)
                ends_at = 0 if session is None else people.ends_at(session, services.limits) * 1000
                return Said(conversation=frame.conversation, entry=entry, session_ends_at=ends_at)
            case Join():
                history = _joined(services, who, conversation, frame, connection)
                connecting.follow(services, listener, connection, frame.conversation)
                return history
            case Leave():
                talking.leave(services, conversation, connection)
            case Typing():
                talking.typing(services, who, conversation, frame)
            case Read():
                talking.read(services, who, conversation, connection, frame.seq)
    return None


def _joined(services: Services, who: Who, conversation: Conversation | None, frame: Join, connection: str) -> History:
    try:
        return talking.join(services, who, conversation, frame.after, connection)
    except NotFound:
        if isinstance(who, Staff):
            refusing.noted(services, who, Right.READ, frame.conversation)
        raise


def _pong(services: Services, connection: str, source: str) -> Pong:
    listener = services.sockets.get(connection)
    if listener is None:
        raise Unauthenticated
    if listener.conversation is not None and services.conversations.get(listener.conversation) is None:
        raise Unauthenticated  # it has expired, or was erased: the screen learns it now
    if listener.session is not None:
        staff = services.sessions.check(listener.session, seen=False)
        watching.beat(services, restricting.answering(services, staff, source), connection)
    return Pong()


def _end(services: Services, connection: str, why: Literal["signed_out", "network"]) -> None:
    try:
        connecting.end(services, connection, why)
    except Unavailable as error:
        http.failed(error, services.request, "socket")


def _asker(services: Services, listener: Listener, session: Session | None, source: str) -> tuple[Who, Session | None]:
    """Return who listens on a socket, staff with the session behind it, as it was read for this frame or now is.

    Raises Unauthenticated, NetworkRefused, NotFound.
    """
    if listener.conversation is not None:
        return Visitor(listener.conversation), None
    if listener.session is None:
        raise NotFound
    if session is None:
        session = services.sessions.get(listener.session, seen=False)
    elif not people.alive(session, services.now(), services.limits):
        raise Unauthenticated
    return restricting.answering(services, people.staff(session, services.limits), source), session


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
