"""Doors of the visitor, who shows the key to one conversation, and of both sides' tickets."""

from http import HTTPStatus
from typing import Final

from chalice.app import Request, Response

from chalicelib.chat.access import Right
from chalicelib.chat.actions import connecting, correcting, data_rights, hiding, talking, transcripts
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import WrongOrigin
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
from chalicelib.entrypoints import http, limits, saying
from chalicelib.entrypoints.limits import Row
from chalicelib.entrypoints.routes import Open, Route


def start(request: Request, services: Services) -> Response:
    """`POST /v1/conversations`: the first message starts the conversation."""
    key = http.visitor_key(request)
    body, network = http.body(request, Start), http.network_prefix(request)
    # From an origin that is none of ours it starts too; why it gets no socket, the next ticket tells.
    origin = _origin_of(request, services)
    return http.reply(talking.start(services, key, body, network, origin), status=HTTPStatus.CREATED)


def ticket(request: Request, services: Services) -> Ticket:
    """`POST /v1/tickets`: one socket for a visitor's key or, without one, for the session of a member of staff who answers."""
    if http.shows_key(request):
        visitor, _ = talking.visitor(services, http.visitor_key(request), http.site(request))
        return connecting.ticket(services, Listener(conversation=visitor.conversation), _origin(request, services))
    staff = http.staff(request, services, command=True)
    return connecting.ticket_of_staff(services, staff, _origin(request, services))


def history(request: Request, services: Services) -> History:
    """`GET /v1/conversation?after=N`: what came after a place, without a socket."""
    key, site = http.visitor_key(request), http.site(request)
    visitor, conversation, orders = talking.visitor_with_orders(services, key, site)
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
    """`GET /v1/conversation/copy.html?language=fi&after=N`: the same as a page to save, in parts.

    `?language=` says in which language, otherwise it is the conversation's.
    """
    visitor, conversation = _holder(request, services)
    language = http.asked_language(request, conversation.language)
    document = data_rights.page(services, visitor, conversation, language, http.after(request))
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Disposition": 'attachment; filename="juttu.html"'}
    return Response(document, headers={**http.headers(), **headers})


def readings(request: Request, services: Services) -> Readings:
    """`GET /v1/conversation/readings?before=T`: who has read the conversation."""
    return data_rights.readings(services, *_holder(request, services), before=http.before(request))


def correct(request: Request, services: Services) -> Facts:
    """`POST /v1/conversation/corrections`: put right what one has said; the original stays."""
    visitor, conversation = _holder(request, services)
    return correcting.correct(services, visitor, conversation, http.body(request, Correct))


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


# ------------------------------------------------------------------------------------------------- routes

_START = Row(
    limit="{conversations_an_hour} an hour free of one network (/24, /56), then each after a wait and some work that grow "
    "to {check_seconds_most} s and {check_bits_most} bits; {unanswered_a_network} unanswered at once of one network; the same "
    "first message {starts_a_minute} times a minute; of those of a network a site may set more",
    pays="the operator, for anybody; beyond the free ones the asker too, by waiting and working",
    kept="both",
    burnt="neighbours behind the same network wait and work; with {unanswered_a_network} unanswered, until one is answered",
)
_TICKET = Row(
    limit="{tickets_a_minute} a minute of one conversation or session, with those that a repeated start brings",
    pays=limits.FOR_BOTH,
    kept="both",
    burnt=limits.ITSELF,
)
_SAY = limits.of_key(f"{limits.SAYING}; {limits.KEY}")
_CLOSE = limits.of_key(f"once; {limits.KEY}")
_STAY = Row(
    limit=f"noted and told once in {{visitor_seen_seconds}} s, and after each warning; {limits.KEY}",
    pays=limits.FOR_KEYS,
    kept="process",
    burnt=limits.ITSELF,
)
_CALL_ME = limits.of_key("{names_an_hour} an hour of one conversation, when it changes")
_RATE = limits.of_key(f"once; {limits.KEY}")
_COPY = limits.of_key("{copies_an_hour} an hour of one conversation, with the page below")
_PAGE = limits.of_key("{copies_an_hour} an hour of one conversation, with the one above")
_READINGS = limits.of_key("{readings_an_hour} an hour of one conversation")
_CORRECT = limits.of_key("{corrections_a_conversation} a conversation, besides those of its agents")
_HIDE = limits.of_key("{hides_a_conversation} a conversation")
_OBJECTS = limits.of_key("{withdrawals_an_hour} withdrawals an hour of one conversation; objecting is never refused")
_ERASE = Row(limit=f"once; {limits.KEY}", pays=limits.FOR_KEYS, kept="both")
_ORDER = Row(
    limit="{codes_a_conversation} codes and {transcripts_a_conversation} sendings a conversation, {transcripts_an_address_a_day} a "
    "day of one address, {transcripts_a_network_an_hour} an hour of one network, {transcripts_a_site_a_day} a "
    "day of one site, which may set another number",
    pays="the operator, for whoever has started a conversation; whoever reads the address, by a mail with a code",
    kept="both",
    burnt="neighbours behind the same network for an hour; with a site's used up, everybody there until the day (UTC) ends",
)
_CONFIRM = limits.of_key("{code_tries} tries of one code")

ROUTES: Final = (
    Route("POST", "/v1/conversations", start, Open.ANYBODY, _START),
    Route("POST", "/v1/tickets", ticket, Open.EITHER, _TICKET),
    Route("GET", "/v1/conversation", history, Right.READ, limits.VISITOR),
    Route("POST", "/v1/conversation/messages", say, Right.SEND, _SAY),
    Route("POST", "/v1/conversation/seen", seen, Right.SEND, limits.VISITOR),
    Route("GET", "/v1/conversation/rights", rights, Right.DATA_RIGHTS, limits.VISITOR),
    Route("POST", "/v1/conversation/close", close, Right.CLOSE, _CLOSE),
    Route("POST", "/v1/conversation/stay", stay, Right.SEND, _STAY),
    Route("POST", "/v1/conversation/name", call_me, Right.SEND, _CALL_ME),
    Route("POST", "/v1/conversation/rating", rate, Right.RATE, _RATE),
    Route("GET", "/v1/conversation/copy", copy, Right.DATA_RIGHTS, _COPY),
    Route("GET", "/v1/conversation/copy.html", page, Right.DATA_RIGHTS, _PAGE),
    Route("GET", "/v1/conversation/readings", readings, Right.DATA_RIGHTS, _READINGS),
    Route("POST", "/v1/conversation/corrections", correct, Right.DATA_RIGHTS, _CORRECT),
    Route("POST", "/v1/conversation/hide", hide, Right.HIDE, _HIDE),
    Route("POST", "/v1/conversation/objection", objects, Right.DATA_RIGHTS, _OBJECTS),
    Route("POST", "/v1/conversation/erase", erase, Right.DATA_RIGHTS, _ERASE),
    Route("POST", "/v1/conversation/transcript", order, Right.ORDER_TRANSCRIPT, _ORDER),
    Route("POST", "/v1/conversation/transcript/confirm", confirm, Right.ORDER_TRANSCRIPT, _CONFIRM),
)
