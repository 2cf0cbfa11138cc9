"""The doors of the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chalice.app import Request

from chalicelib.chat.access import Standing
from chalicelib.chat.services import Services
from chalicelib.entrypoints import http, limits
from chalicelib.entrypoints.lazy import Lazy
from chalicelib.entrypoints.routes import Route

if TYPE_CHECKING:
    from chalicelib.rooms.board import actions, wire
else:
    actions = Lazy("chalicelib.rooms.board.actions")
    wire = Lazy("chalicelib.rooms.board.wire")


def board(request: Request, services: Services) -> wire.Board:
    """`GET /v1/board`: who is there and what waits. The page asks by itself, which keeps no session alive."""
    return actions.board(services, http.staff(request, services, command=False, seen=False))


def conversations(request: Request, services: Services) -> wire.OpenConversations:
    """`GET /v1/board/conversations`: what is open, and who has it, for whoever may look in."""
    return actions.conversations(services, http.staff(request, services, command=False))


# ------------------------------------------------------------------------------------------------- routes

ROUTES: Final = (
    Route("GET", "/v1/board", board, Standing.BOARD, limits.STAFF),
    Route("GET", "/v1/board/conversations", conversations, Standing.SUPERVISE, limits.STAFF),
)
