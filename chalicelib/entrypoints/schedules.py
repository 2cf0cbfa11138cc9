"""Doors of what runs by itself, at its times. Whatever fails of it is the next run's."""

from collections.abc import Callable

import msgspec

from chalicelib.chat.actions import sweeping, watching
from chalicelib.chat.services import Services
from chalicelib.entrypoints import http


class RunFailed(Exception):
    """Raised in the place of whatever a run has met, so that Lambda counts it as failed and has no words to log."""


def sweep(services: Services) -> dict[str, int]:
    """Delete what has expired, close what has lived its time, and return how much of each. Raises RunFailed."""
    return _run(services, sweeping.sweep, "sweep")


def watch(services: Services) -> dict[str, int]:
    """Look after who is away, silent, or waits, and return how many were met. Raises RunFailed."""
    return _run(services, watching.watch, "watch")


def _run(services: Services, do: Callable[[Services], msgspec.Struct], where: str) -> dict[str, int]:
    try:
        done = do(services)
    except Exception as error:  # noqa: BLE001 - the last net: Lambda would log its words, which may be somebody's
        http.failed(error, services.request, where)
        raise RunFailed from None
    return {field: getattr(done, field) for field in done.__struct_fields__}
