"""The four places of a local run, on loopback."""

import contextlib
import socket
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

HOST: Final = "127.0.0.1"
FIRST_PORT: Final = 8600
_PLACES: Final = ("service", "demo site", "mailbox", "control page")


class CannotStart(Exception):
    """Raised when something is in the way of a start. Says what, and the way out, in one sentence."""


class Addresses(NamedTuple):
    """Where everything is: origins, without a slash at the end."""

    service: str
    site: str
    mailbox: str
    control: str

    @classmethod
    def of(cls, sockets: Sequence[socket.socket]) -> "Addresses":
        """Return the addresses of four listening sockets."""
        return cls(*(f"http://{HOST}:{each.getsockname()[1]}" for each in sockets))


@contextlib.contextmanager
def listening(first_port: int = 0) -> Iterator[tuple[socket.socket, ...]]:
    """Have four sockets that listen on this port and the three after it; 0: on whichever are free.

    Raises CannotStart when one cannot be had.
    """
    if not 0 <= first_port <= 65535 - len(_PLACES) + 1:
        raise CannotStart(f"{first_port} is no port to start from: choose one from 1024 on, as in make run PORT=9000.")
    ports = [first_port and first_port + number for number in range(len(_PLACES))]
    with contextlib.ExitStack() as stack:
        yield tuple(stack.enter_context(_listening(port, place)) for port, place in zip(ports, _PLACES, strict=True))


def _listening(port: int, place: str) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except PermissionError as error:
        raise CannotStart(f"Port {port} needs more rights: choose higher ones, as in make run PORT=9000.") from error
    except OSError as error:
        raise CannotStart(
            f"Port {port} (for the {place}) is taken: end what uses it, or choose others, as in make run PORT=9000."
        ) from error
