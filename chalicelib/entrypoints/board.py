"""The doors of the board."""

from typing import Final

from chalice.app import Request

from chalicelib.chat.access import Standing
from chalicelib.chat.services import Services
from chalicelib.entrypoints import http, limits
from chalicelib.entrypoints.routes import Route
from chalicelib.rooms.board import actions
from chalicelib.rooms.board.wire import Board, OpenConversations


def board(request: Request, services: Services) -> Board:
    """`GET /v1/board`: who is there and what waits. The page asks by itself, which keeps no session alive."""
    return actions.board(services, http.staff(request, services, command=False, seen=False))


def conversations(request: Request, services: Services) -> OpenConversations:
    """`GET /v1/board/conversations`: what is open, and who has it, for whoever may look in."""
    return actions.conversations(services, http.staff(request, services, command=False))


# ------------------------------------------------------------------------------------------------- routes

ROUTES: Final = (
    Route("GET", "/v1/board", board, Standing.BOARD, limits.STAFF),
    Route("GET", "/v1/board/conversations", conversations, Standing.SUPERVISE, limits.STAFF),
)
