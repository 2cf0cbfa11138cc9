"""Doors of the console, open to whoever has signed in and accepted the commitment."""

from chalice.app import Request

from chalicelib.chat.actions import accessing, desk, talking, transcripts
from chalicelib.chat.services import Services
from chalicelib.chat.wire import Accesses, Desk, Facts, Taken, Transcript
from chalicelib.entrypoints import http


def show_desk(request: Request, services: Services) -> Desk:
    """`GET /v1/desk`: what waits and what is mine."""
    return desk.desk(services, http.staff(request, services, command=False))


def take(request: Request, services: Services) -> Taken:
    """`POST /v1/conversations/{conversation}/take`: one agent gets it."""
    return talking.take(services, http.staff(request, services, command=True), _conversation(request))


def close(request: Request, services: Services) -> Facts:
    """`POST /v1/conversations/{conversation}/close`: the agent ends the conversation."""
    staff = http.staff(request, services, command=True)
    return talking.close(services, staff, services.conversations.get(_conversation(request)))


def offer_transcript(request: Request, services: Services) -> Transcript:
    """`POST /v1/conversations/{conversation}/transcript/offer`: a card in the visitor's chat."""
    return transcripts.offer(services, http.staff(request, services, command=True), _conversation(request))


def accesses(request: Request, services: Services) -> Accesses:
    """`GET /v1/conversations/{conversation}/accesses`: who has opened it."""
    return accessing.accesses(services, http.staff(request, services, command=False), _conversation(request))


def _conversation(request: Request) -> str:
    return str((request.uri_params or {})["conversation"])
