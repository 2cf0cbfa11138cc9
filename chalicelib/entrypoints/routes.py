"""A route of the REST API as one line: what the cloud calls, which door does the work, who may, and what limits it."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Literal, NamedTuple

from chalice.app import Chalice, Response

from chalicelib.chat.access import Right, Standing
from chalicelib.chat.services import Services
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import Door
from chalicelib.entrypoints.limits import Row


class Open(Enum):
    """For whom a route is there that asks for no right, or for one of only some of them."""

    ANYBODY = "anybody"
    EITHER = "a visitor by their key, or staff with the desk by their session"
    STAFF = "staff, whatever their roles"


class Route(NamedTuple):
    """One line of a module of doors."""

    method: Literal["GET", "POST"]
    path: str
    door: Door
    right: Right | Standing | Open
    """What the door asks for: `chat/access.py` decides who has it."""
    limit: Row

    @property
    def name(self) -> str:
        """As the pages call it: `GET /v1/me`."""
        return f"{self.method} {self.path}"


def declare(app: Chalice, routes: Iterable[Route], services: Callable[[str], Services]) -> None:
    """Have an app answer these routes, each by its door."""
    for route in routes:
        module = route.door.__module__.rpartition(".")[2]
        view = _view(app, route, services)
        app.route(route.path, methods=[route.method], name=f"{module}_{route.door.__name__}")(view)


def _view(app: Chalice, route: Route, services: Callable[[str], Services]) -> Callable[..., Response]:
    right = route.right if isinstance(route.right, Right) else None

    def view(**_: str) -> Response:  # Chalice passes what stands in the path
        return http.answer(app.current_request, route.door, services, right)

    return view
