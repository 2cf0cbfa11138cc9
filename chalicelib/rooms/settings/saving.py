"""How settings are saved: recorded first, and only as they were read."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from chalicelib.chat.actions import accessing
from chalicelib.chat.errors import ChangedMeanwhile
from chalicelib.chat.services import Services
from chalicelib.chat.wire import Access


class Served(Protocol):
    """Settings as they are served."""

    @property
    def version(self) -> str: ...
    @property
    def changed_at(self) -> int | None: ...


S = TypeVar("S", bound=Served)


def save(
    services: Services,
    before: S,
    read: str,
    becomes: str,
    record: Access,
    *,
    write: Callable[[int], S | None],
    now: Callable[[], S],
    by: Callable[[S], str],
    then: Callable[[], None] = lambda: None,
) -> S:
    """Return settings after `write` put them in the place of those before; where they are so already, only `then` is done.

    `read`, `becomes`: the versions that they were read at and then have; they may be so already, sent again after a lost
    answer. `write`: at a time in milliseconds; None says that they are others by now, which `now` gives, and `by` who made them
    so. Raises ChangedMeanwhile, LogUnavailable, and what the four raise.
    """

    def deed() -> S:
        saved = before
        if not before.version or before.version != becomes:
            # Clocks differ: what follows is never earlier than what was before.
            found = write(max(services.milliseconds(), (before.changed_at or 0) + 1))
            if found is None:
                there = now()
                raise ChangedMeanwhile(by=by(there) or None, at=there.changed_at)
            saved = found
        then()
        return saved

    if before.version not in (read, becomes):
        raise ChangedMeanwhile(by=by(before) or None, at=before.changed_at)
    return accessing.done(services, deed, record)
