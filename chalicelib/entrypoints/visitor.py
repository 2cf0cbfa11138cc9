"""Doors of the visitor, who shows the key to one conversation, and of both sides' tickets."""

from http import HTTPStatus

import msgspec
from chalice.app import Request, Response

from chalicelib.chat.actions import connecting, data_rights, hiding, talking, transcripts
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import Malformed, WrongOrigin
from chalicelib.chat.ports import Listener
from chalicelib.chat.services import Services
from chalicelib.chat.who import Visitor
from chalicelib.chat.wire import (
    CallMe,
    Confirm,
    Copy,
    Correct,
    Facts,
    Hide,
    History,
    Language,
    Message,
    Object,
    Order,
    Rate,
    Readings,
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
    body, network = http.body(request, Start), http.network_prefix(request)
    # From an origin that is none of ours it starts too; why it gets no socket, the next ticket tells.
    origin = _origin_of(request, services)
    return http.reply(talking.start(services, key, body, network, origin), status=HTTPStatus.CREATED)


def ticket(request: Request, services: Services) -> Ticket:
    """`POST /v1/tickets`: one socket for a visitor's key or, without one, for a member of staff's session."""
    if http.shows_key(request):
        visitor, _ = talking.visitor(services, http.visitor_key(request))
        listener = Listener(conversation=visitor.conversation)
    else:
        staff = http.staff(request, services, command=True)
        listener = Listener(session=staff.session, person=staff.person)
    return connecting.ticket(services, listener, _origin(request, services))


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


def stay(request: Request, services: Services) -> Facts:
    """`POST /v1/conversation/stay`: a silent visitor is still there."""
    visitor, conversation = talking.visitor(services, http.visitor_key(request))
    return talking.stay(services, visitor, conversation)


def call_me(request: Request, services: Services) -> Facts:
    """`POST /v1/conversation/name`: what the visitor wants to be called."""
    visitor, conversation = talking.visitor(services, http.visitor_key(request))
    return talking.call_me(services, visitor, conversation, http.body(request, CallMe).name)


def rate(request: Request, services: Services) -> Facts:
    """`POST /v1/conversation/rating`: the visitor's rating, once, after the end."""
    visitor, conversation = talking.visitor(services, http.visitor_key(request))
    rating = http.body(request, Rate)
    return talking.rate(services, visitor, conversation, rating.score, rating.comment)


def copy(request: Request, services: Services) -> Copy:
    """`GET /v1/conversation/copy?after=N`: all that is kept of the conversation, in pages."""
    return data_rights.copy(services, *_holder(request, services), http.after(request))


def page(request: Request, services: Services) -> Response:
    """`GET /v1/conversation/copy.html?language=fi&after=N`: the same as a page to save, in parts; in the conversation's language, or another."""
    visitor, conversation = _holder(request, services)
    asked = str((request.query_params or {"language": ""}).get("language", "")) or conversation.language
    try:
        language = msgspec.convert(asked, Language)
    except msgspec.ValidationError as error:
        raise Malformed(where="language") from error
    document = data_rights.page(services, visitor, conversation, language, http.after(request))
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Disposition": 'attachment; filename="juttu.html"'}
    return Response(document, headers={**http.headers(), **headers})


def readings(request: Request, services: Services) -> Readings:
    """`GET /v1/conversation/readings?before=T`: who has read the conversation."""
    return data_rights.readings(services, *_holder(request, services), before=http.before(request))


def correct(request: Request, services: Services) -> Facts:
    """`POST /v1/conversation/corrections`: put right what one has said; the original stays."""
    visitor, conversation = _holder(request, services)
    return data_rights.correct(services, visitor, conversation, http.body(request, Correct))


def hide(request: Request, services: Services) -> Facts:
    """`POST /v1/conversation/hide`: replace the text of a message of one's own by dots."""
    visitor, conversation = _holder(request, services)
    return hiding.hide(services, visitor, conversation, http.body(request, Hide))


def objects(request: Request, services: Services) -> Facts:
    """`POST /v1/conversation/objection`: not for quality and training, or allowed again."""
    visitor, conversation = _holder(request, services)
    return data_rights.objects(services, visitor, conversation, on=http.body(request, Object).on)


def erase(request: Request, services: Services) -> None:
    """`POST /v1/conversation/erase`: erase the conversation with all that belongs to it."""
    data_rights.erase(services, *_holder(request, services))


def close(request: Request, services: Services) -> Facts:
    """`POST /v1/conversation/close`: the visitor ends their conversation."""
    visitor, conversation = talking.visitor(services, http.visitor_key(request))
    return talking.close(services, visitor, conversation)


def order(request: Request, services: Services) -> Transcript:
    """`POST /v1/conversation/transcript`: order the conversation to one's own address."""
    visitor, conversation = talking.visitor(services, http.visitor_key(request))
    asked = http.body(request, Order)
    network = http.network_prefix(request)
    return transcripts.order(services, visitor, conversation, asked.address, network, with_answer=asked.with_answer)


def confirm(request: Request, services: Services) -> Transcript:
    """`POST /v1/conversation/transcript/confirm`: prove the address by the code that went there."""
    visitor, conversation = talking.visitor(services, http.visitor_key(request))
    return transcripts.confirm(services, visitor, conversation, http.body(request, Confirm).code)


def _origin(request: Request, services: Services) -> str:
    """Return the origin that a socket may be opened from. Raises WrongOrigin when it is none of ours."""
    origin = _origin_of(request, services)
    if origin is None:
        raise WrongOrigin
    return origin


def _origin_of(request: Request, services: Services) -> str | None:
    """Return the origin of the page that asks, None when it is none of ours."""
    origin = str(request.headers.get("origin", ""))
    return origin if origin in (http.own_origin(request), *services.settings.origins) else None


def _holder(request: Request, services: Services) -> tuple[Visitor, Conversation]:
    """Return whose rights are asked for: of the holder of the key, or of the reference and the rights code."""
    shown = http.rights_code(request)
    if shown is None:
        return talking.visitor(services, http.visitor_key(request))
    return talking.by_code(services, *shown, http.network_prefix(request))
