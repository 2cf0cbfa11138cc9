"""What is ended from outside ends as by hand: emulators, files and folders are cleared up first."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def cleared_up() -> Iterator[None]:
    """Have SIGTERM and SIGHUP raise SystemExit within, once, with the status that shells give it."""
    before = {each: signal.signal(each, _end) for each in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: FrameType | None) -> None:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)  # a second one would cut off what clears up
    raise SystemExit(128 + number)
