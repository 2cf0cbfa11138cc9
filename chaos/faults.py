"""What goes wrong, how often, and how often it has: all of it drawn from the run's one source of chance."""

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal

Trouble = Literal["fails", "throttled", "lost", "late", "dies before", "dies after"]
"""Of a call to AWS. `lost`: done and reported lost; `late`: given up by the caller and done after all, later."""


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Probabilities: of a call to AWS, of a frame, of a socket, of a request."""

    fails: float = 0.012
    throttled: float = 0.012
    lost: float = 0.015
    late: float = 0.003
    dies: float = 0.006
    slow: float = 0.01
    """A call that takes up to as long as its caller waits."""
    spell: float = 0.02
    """A spell of some seconds begins in which everything of one service fails six times as often."""
    clock: float = 0.01
    """A process starts with a clock that is half a minute off, or is put right so far while it runs."""

    refused_start: float = 0.01
    """An invocation for which there is no process (concurrency is used up)."""
    frame_late: float = 0.25
    frame_twice: float = 0.1
    frame_lost: float = 0.02
    """The socket is cut at this frame, in whichever direction it goes."""
    half_open: float = 0.35
    """Of the cuts: nobody hears of it."""
    untold: float = 0.4
    """A `$disconnect` that is never told."""
    gone: float = 0.006
    """410 for a living socket."""
    push_refused: float = 0.02
    connect_refused: float = 0.05
    request_lost: float = 0.02
    answer_lost: float = 0.02
    queue_twice: float = 0.08


_RARE = {"sesv2": 6.0, "sqs": 4.0, "logs": 2.0}
"""Services that are called seldom fail more often, so that what can go wrong there does in a run of this size."""

CALM = Rates(**dict.fromkeys(Rates.__dataclass_fields__, 0.0))
"""Nothing goes wrong."""
SLOW = replace(CALM, slow=0.1, frame_late=0.4, frame_twice=0.1)
"""Nothing is lost, but everything may take its time and overtake everything else."""


def rates(chance: random.Random, *, frames_twice: float = 1.0, lost: float = 1.0) -> Rates:
    """Return how bad it is in one shard: mostly bad, sometimes awful, sometimes nearly well."""
    times = chance.choice((0.3, 1.0, 1.0, 1.5, 2.5))
    usual = Rates(frame_twice=Rates.frame_twice * frames_twice, lost=Rates.lost * lost)
    return replace(
        usual,
        **{name: min(0.5, getattr(usual, name) * times) for name in Rates.__dataclass_fields__ if name != "half_open"},
    )


@dataclass
class Faults:
    """Decides what goes wrong with each thing that happens, and counts it by kind."""

    chance: random.Random
    rates: Rates
    counted: Counter[str] = field(default_factory=Counter)
    _spell: tuple[str, float] = ("", 0.0)

    def stop(self) -> None:
        """Let nothing go wrong from now on."""
        self.rates = CALM

    def happens(self, name: str, rate: float | None = None) -> bool:
        """Return whether something goes wrong now, and count it if it does."""
        if self.chance.random() >= (getattr(self.rates, name) if rate is None else rate):
            return False
        self.counted[name.replace("_", " ")] += 1
        return True

    def of_call(self, service: str, now: float) -> Trouble | None:
        """Return what goes wrong with a call to AWS, None when nothing does."""
        rare = _RARE.get(service, 1.0)
        rates, times = self.rates, rare * self._times(service, now)
        drawn = self.chance.random()
        kinds: tuple[tuple[Trouble, float], ...] = (
            ("dies before", rare * rates.dies / 2),
            ("dies after", rare * rates.dies / 2),
            ("fails", rates.fails * times),
            ("throttled", rates.throttled * times),
            ("lost", rates.lost * times),
            ("late", rates.late * times),
        )
        for kind, rate in kinds:
            if drawn < rate:
                self.counted[f"{service} {kind}" if not kind.startswith("dies") else f"process {kind} a call"] += 1
                return kind
            drawn -= rate
        return None

    def seconds_of_call(self, service: str) -> float:
        """Return how long one way of a call takes."""
        if self.chance.random() < self.rates.slow * _RARE.get(service, 1.0):
            return self.chance.uniform(0.2, 2.0)
        return 0.001 + self.chance.expovariate(1 / 0.003)

    def seconds_of_network(self) -> float:
        """Return how long something is on its way between a browser and the service."""
        return 0.01 + self.chance.expovariate(1 / 0.03)

    def _times(self, service: str, now: float) -> float:
        troubled, until = self._spell
        if now < until:
            return 6.0 if service == troubled else 1.0
        if self.chance.random() < self.rates.spell / 50:
            self._spell = (service, now + self.chance.uniform(2, 15))
            self.counted["spells of failure"] += 1
        return 1.0
