"""Doors of the visitor, who shows the key to one conversation, and of both sides' tickets."""

from http import HTTPStatus

from chalice.app import Request, Response

from chalicelib.chat.actions import connecting, talking, transcripts
from chalicelib.chat.errors import WrongOrigin
from chalicelib.chat.ports import Listener
from chalicelib.chat.services import Services
from chalicelib.chat.wire import (
    Confirm,
    Facts,
    History,
    Message,
    Order,
    Rights,
    Said,
    Seen,
    Start,
    Ticket,
    Transcript,
)
from chalicelib.entrypoints import http, saying


def start(request: Request, services: Services) -> Response:
    """`POST /v1/conversations`: the first message starts the conversation."""
    key = http.visitor_key(request)
    started = talking.start(services, key, http.body(request, Start), http.network_prefix(request))
    return http.reply(started, status=HTTPStatus.CREATED)


def ticket(request: Request, services: Services) -> Ticket:
    """`POST /v1/tickets`: one socket for a visitor's key or, without one, for a member of staff's session."""
    if http.shows_key(request):
        visitor, _ = talking.visitor(services, http.visitor_key(request))
        listener = Listener(conversation=visitor.conversation)
    else:
        staff = http.staff(request, services, command=True)
        listener = Listener(session=staff.session, person=staff.person)
    origin = request.headers.get("origin", "")
    if origin not in (http.own_origin(request), *services.settings.origins):
        raise WrongOrigin
    return connecting.ticket(services, listener, origin)


def history(request: Request, services: Services) -> History:
    """`GET /v1/conversation?after=N`: what came after a place, without a socket."""
    visitor, conversation, orders = talking.visitor_with_orders(services, http.visitor_key(request))
    return talking.history(services, visitor, conversation, http.after(request), orders)


def say(request: Request, services: Services) -> Said:
    """`POST /v1/conversation/messages`: say something without a socket."""
    visitor, conversation = talking.visitor(services, http.visitor_key(request))
    return saying.over_https(services, visitor, conversation, http.body(request, Message))


def seen(request: Request, services: Services) -> None:
    """`POST /v1/conversation/seen`: everything up to a place has been on screen."""
    visitor, conversation = talking.visitor(services, http.visitor_key(request))
    talking.read(services, visitor, conversation, None, http.body(request, Seen).seq)


def rights(request: Request, services: Services) -> Rights:
    """`GET /v1/conversation/rights`: the reference and the rights code, for the end screen."""
    return talking.rights(services, http.visitor_key(request))


def close(request: Request, services: Services) -> Facts:
    """`POST /v1/conversation/close`: the visitor ends their conversation."""
    visitor, conversation = talking.visitor(services, http.visitor_key(request))
    return talking.close(services, visitor, conversation)


def order(request: Request, services: Services) -> Transcript:
    """`POST /v1/conversation/transcript`: order the conversation to one's own address."""
    visitor, conversation = talking.visitor(services, http.visitor_key(request))
    address = http.body(request, Order).address
    return transcripts.order(services, visitor, conversation, address, http.network_prefix(request))


def confirm(request: Request, services: Services) -> Transcript:
    """`POST /v1/conversation/transcript/confirm`: prove the address by the code that went there."""
    visitor, conversation = talking.visitor(services, http.visitor_key(request))
    return transcripts.confirm(services, visitor, conversation, http.body(request, Confirm).code)
