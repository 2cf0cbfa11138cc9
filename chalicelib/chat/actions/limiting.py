"""Limits as actions ask for them: in the table where they have to hold exactly, in a process's memory against floods."""

import contextlib
from collections.abc import Iterator

from chalicelib.chat.errors import LogUnavailable, TooMany, Unavailable
from chalicelib.chat.services import Services

MINUTE, HOUR = 60, 3600


@contextlib.contextmanager
def counted(services: Services, kind: str, who: str, limit: int, seconds: int = HOUR) -> Iterator[None]:
    """Count what is done within; what could not be done, because a service failed, is not counted. Raises TooMany."""
    services.counters.count(kind, who, limit, seconds)
    try:
        yield
    except (Unavailable, LogUnavailable):
        services.counters.release(kind, who, seconds)
        raise


def paced(services: Services, kind: str, who: str, most: int, seconds: int = MINUTE) -> None:
    """Return while somebody asks no faster than this, as far as this process remembers. Raises TooMany, at no cost."""
    wait = services.pace.wait(kind, who, most, seconds)
    if wait:
        raise TooMany(retry_after=wait)
