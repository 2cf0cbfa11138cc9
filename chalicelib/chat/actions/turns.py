"""What only one at a time may do, because whether it may be done depends on what all others have done before."""

import contextlib
import secrets
from collections.abc import Callable, Iterator
from typing import TypeVar

from chalicelib.chat.errors import Unavailable
from chalicelib.chat.services import Services

T = TypeVar("T")

SECONDS = 60
"""Longer than one invocation or command may take."""
TRIES = 8
"""Of two who act at once one waits for the other: some five seconds in all, and an act takes about one."""


@contextlib.contextmanager
def in_turn(services: Services, what: str) -> Iterator[None]:
    """Have what is done here be done by one at a time; what it depends on is read within, once others are done.

    Raises Unavailable when another is not done in time.
    """
    holder = secrets.token_urlsafe(12)
    for _ in _waited(services, what, holder):
        pass
    try:
        yield
    finally:
        services.leases.give_back(what, holder)


def once(services: Services, what: str, done: Callable[[], T | None], do: Callable[[], T]) -> T:
    """Return what came of doing this, which however many do at once is done by one: the others wait until it is.

    `done`: what came of it, by what is stored now; None while it has not been done. Raises Unavailable when another who does it is
    not done in time, and what both raise.
    """
    holder = secrets.token_urlsafe(12)
    for _ in _waited(services, what, holder):
        there = done()
        if there is not None:
            return there
    try:
        there = done()
        return do() if there is None else there
    finally:
        services.leases.give_back(what, holder)


def _waited(services: Services, what: str, holder: str) -> Iterator[None]:
    """Take a lease, and yield after each pause for which another had it. Raises Unavailable when they are not done in time."""
    tried = 0
    while seconds := services.leases.take(what, holder, SECONDS):
        tried += 1
        if tried == TRIES:
            raise Unavailable(retry_after=seconds)
        services.pause(tried)
        yield
