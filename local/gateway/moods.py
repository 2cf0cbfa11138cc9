"""How the WebSocket API treats frames: honestly, or in all the ways in which it is allowed to go wrong."""

import random
from typing import Protocol


class Mood(Protocol):
    """Asked about each frame from a client and about each socket that ends."""

    def deliveries(self) -> tuple[float, ...]:
        """Return after how many seconds a frame is handed to the function, once for each time it is."""

    def tells_disconnect(self) -> bool:
        """Return whether the function hears of a socket's end."""


class Honest:
    """Every frame once and at once, every end told."""

    def deliveries(self) -> tuple[float, ...]:
        """Return one delivery without delay."""
        return (0.0,)

    def tells_disconnect(self) -> bool:
        """Return True."""
        return True


class Contrary:
    """Frames late (and so in another order) or twice, ends untold; the same seed goes wrong in the same way.

    `late`, `twice` and `untold` are probabilities, `longest` is the longest delay in seconds.
    """

    def __init__(
        self, seed: int, *, late: float = 0.3, longest: float = 0.2, twice: float = 0.1, untold: float = 0.5
    ) -> None:
        self._random = random.Random(seed)
        self._late = late
        self._longest = longest
        self._twice = twice
        self._untold = untold

    def deliveries(self) -> tuple[float, ...]:
        """Return one delivery or two, each of which may be late."""
        times = 2 if self._random.random() < self._twice else 1
        return tuple(self._delay() for _ in range(times))

    def tells_disconnect(self) -> bool:
        """Return whether this end is told."""
        return self._random.random() >= self._untold

    def _delay(self) -> float:
        return self._random.uniform(0, self._longest) if self._random.random() < self._late else 0.0
