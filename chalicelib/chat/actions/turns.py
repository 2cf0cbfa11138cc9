"""What only one at a time may do, because whether it may be done depends on what all others have done before."""

import contextlib
import secrets
from collections.abc import Iterator

from chalicelib.chat.errors import Unavailable
from chalicelib.chat.services import Services

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
    tried = 0
    while seconds := services.leases.take(what, holder, SECONDS):
        tried += 1
        if tried == TRIES:
            raise Unavailable(retry_after=seconds)
        services.pause(tried)
    try:
        yield
    finally:
        services.leases.give_back(what, holder)
