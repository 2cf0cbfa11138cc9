"""Doors of the console, open to whoever has signed in and accepted the commitment."""

import msgspec
from chalice.app import Request

from chalicelib.chat.actions import accessing, desk, hiding, passing, talking, transcripts
from chalicelib.chat.errors import Malformed
from chalicelib.chat.ports import About
from chalicelib.chat.services import Services
from chalicelib.chat.wire import (
    Accesses,
    Close,
    Colleagues,
    ConversationId,
    Desk,
    Facts,
    Hide,
    History,
    Message,
    PassOn,
    Said,
    Seen,
    Taken,
    Transcript,
)
from chalicelib.entrypoints import http, saying


def show_desk(request: Request, services: Services) -> Desk:
    """`GET /v1/desk`: what waits and what is mine."""
    return desk.desk(services, http.staff(request, services, command=False, seen=False))


def history(request: Request, services: Services) -> History:
    """`GET /v1/conversations/{conversation}?after=N`: what came after a place, without a socket."""
    staff = http.staff(request, services, command=False, seen=False)
    conversation, orders = services.conversations.with_orders(_conversation(request))
    return talking.history(services, staff, conversation, http.after(request), orders)


def say(request: Request, services: Services) -> Said:
    """`POST /v1/conversations/{conversation}/messages`: say something without a socket."""
    staff = http.staff(request, services, command=True)
    conversation = services.conversations.get(_conversation(request))
    return saying.over_https(services, staff, conversation, http.body(request, Message))


def seen(request: Request, services: Services) -> None:
    """`POST /v1/conversations/{conversation}/seen`: everything up to a place has been on screen."""
    staff = http.staff(request, services, command=True, seen=False)
    conversation = services.conversations.get(_conversation(request))
    talking.read(services, staff, conversation, None, http.body(request, Seen).seq)


def colleagues(request: Request, services: Services) -> Colleagues:
    """`GET /v1/colleagues`: who else is there to take a conversation over."""
    return passing.colleagues(services, http.staff(request, services, command=False))


def transfer(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/transfer`: to a colleague, or back to the queue."""
    staff = http.staff(request, services, command=True)
    return passing.pass_on(services, staff, _conversation(request), http.body(request, PassOn).to)


def take(request: Request, services: Services) -> Taken:
    """`POST /v1/conversations/{conversation}/take`: one agent gets it."""
    return talking.take(services, http.staff(request, services, command=True), _conversation(request))


def close(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/close`: the agent ends the conversation."""
    staff = http.staff(request, services, command=True)
    why = http.body(request, Close).why
    return talking.close(services, staff, services.conversations.get(_conversation(request)), why)


def hide(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/hide`: replace the text of a message by dots."""
    staff = http.staff(request, services, command=True)
    return hiding.hide(services, staff, services.conversations.get(_conversation(request)), http.body(request, Hide))


def offer_transcript(request: Request, services: Services) -> Transcript:
    """`POST /v1/conversations/{conversation}/transcript/offer`: a card in the visitor's chat."""
    return transcripts.offer(services, http.staff(request, services, command=True), _conversation(request))


def accesses(request: Request, services: Services) -> Accesses:
    """`GET /v1/conversations/{conversation}/accesses?before=T&of=log`: who has opened it, or has read that."""
    staff = http.staff(request, services, command=False)
    try:
        about: About = msgspec.convert(http.query(request, "of") or "conversation", About)
    except msgspec.ValidationError as error:
        raise Malformed(where="of") from error
    before = http.before(request)
    return accessing.accesses(services, staff, _conversation(request), before=before, about=about)


def _conversation(request: Request) -> str:
    return http.in_path(request, "conversation", ConversationId)
