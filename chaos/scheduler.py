"""Virtual time: everything that happens does so in one order, on one thread, as fast as this machine can.

What runs is a greenlet, which gives control away only when it waits. So the same seed gives the same run.
"""

import heapq
import random
from collections.abc import Callable
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet

Run = Callable[[], object]


class Timer:
    """Something that is to happen; `cancel` takes it back."""

    __slots__ = ("run",)

    def __init__(self, run: Run) -> None:
        self.run: Run | None = run

    def cancel(self) -> None:
        """Let it not happen; what has happened stays so."""
        self.run = None


class Scheduler:
    """A clock in seconds, and what is to happen at which time. `random` is the run's only source of chance."""

    def __init__(self, seed: str, start: float) -> None:
        self.random = random.Random(seed)
        self.now = start
        self._start = start
        self._waiting: list[tuple[float, int, Timer]] = []
        self._number = 0
        self._hub = getcurrent()

    @property
    def milliseconds(self) -> int:
        """How long the run has lasted."""
        return round((self.now - self._start) * 1000)

    def later(self, seconds: float, run: Run) -> Timer:
        """Let something happen after so many seconds, after all else that is to happen at that time already."""
        timer = Timer(run)
        self._number += 1
        heapq.heappush(self._waiting, (self.now + max(0.0, seconds), self._number, timer))
        return timer

    def spawn(self, run: Run, seconds: float = 0.0) -> "Strand":
        """Run something that may wait, beginning after so many seconds."""
        strand = Strand(run, self._hub)
        strand.wakes = self.later(seconds, strand.switch)
        return strand

    def wait(self, seconds: float) -> None:
        """Return after so many seconds; only what was spawned may wait."""
        strand = getcurrent()
        if not isinstance(strand, Strand):
            raise RuntimeError("only what was spawned may wait")  # noqa: TRY004 - it is about when, not about a type
        strand.wakes = self.later(seconds, strand.switch)
        self._hub.switch()

    def until(self, begin: Callable[[Callable[..., None]], object]) -> tuple[Any, ...]:
        """Let something begin that will tell what came of it, and return what it tells when it does."""
        strand = getcurrent()
        told: list[tuple[Any, ...]] = []

        def tell(*values: Any) -> None:
            if not told:
                told.append(values)
                self.later(0.0, strand.switch)

        begin(tell)
        self._hub.switch()
        return told[0]

    def run(self, seconds: float) -> None:
        """Let so many seconds pass with all that happens in them."""
        until = self.now + seconds
        while self._waiting and self._waiting[0][0] <= until:
            when, _, timer = heapq.heappop(self._waiting)
            if timer.run is not None:
                self.now = when
                timer.run()
        self.now = until


class Strand(greenlet):  # type: ignore[misc]  # greenlet comes without types
    """Something that runs and waits. `owner` is whatever it runs for."""

    def __init__(self, run: Run, hub: greenlet) -> None:
        super().__init__(run, hub)
        self.wakes: Timer | None = None
        self.owner: Any = None

    def end(self, failure: BaseException | None = None) -> None:
        """Let it go no further than where it waits now: `failure` is raised there."""
        if self.wakes is not None:
            self.wakes.cancel()
        if self.dead:
            return
        self.parent = getcurrent()
        self.throw(failure if failure is not None else GreenletExit())
