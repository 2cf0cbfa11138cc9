"""How API Gateway treats sockets and requests: honestly, or in all the ways in which it may go wrong.

What it may do is in its documentation: sockets end after two hours or ten quiet minutes; frames of one socket are
invocations of their own, never repeated when they fail; `$disconnect` is best effort; accounts are throttled:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
What a network does on the way, cutting, blocking, falling silent, is told here too, for the gateway is where it shows.
"""

import random
from collections import Counter
from typing import Final, Literal, Protocol, TypeVar

import msgspec

Fate = TypeVar("Fate", bound=str)

IDLE_SECONDS: Final = 10 * 60
LONGEST_SECONDS: Final = 2 * 60 * 60

Handshake = Literal["asked", "refused", "throttled", "unheard"]
"""`asked`: the function decides. `refused`: a network that lets no socket through hangs up, the function hears nothing.
`throttled`: 429, as over 500 new connections a second. `unheard`: the function has let it in, and nobody is there."""

Frame = Literal["handed", "failed", "cut before", "cut after", "silenced"]
"""`handed`: the function gets it. `failed`: it does not, as where Lambda is throttled, and the client is told.
`cut before`, `cut after`: the socket is cut at it, before or after the function has got it. `silenced`: from this frame
on nothing gets through in either direction, and neither side hears of that."""

Push = Literal["sent", "gone", "throttled", "cut"]
"""`gone`: 410 for a socket that lives. `throttled`: 429. `cut`: accepted, and the socket cut before the client has it."""

Answer = Literal["sent", "cut"]
"""`cut`: the function has returned it, and the socket is cut before the client has it."""

Request = Literal["served", "throttled", "dropped", "unheard"]
"""`throttled`: 429 instead of asking the function. `dropped`: the connection is lost before the function is asked;
`unheard`: after it has answered."""


class Limits(msgspec.Struct, frozen=True):
    """How many seconds a socket may be silent, and how many it may live."""

    idle: float = IDLE_SECONDS
    longest: float = LONGEST_SECONDS


class Mood(Protocol):
    """Asked about each handshake, frame, answer to a frame, push, request over HTTPS and end of a socket."""

    limits: Limits

    def handshake(self) -> Handshake:
        """Return what becomes of a client that wants a socket."""

    def frame(self) -> Frame:
        """Return what becomes of a frame from a client, and of its socket."""

    def deliveries(self) -> tuple[float, ...]:
        """Return after how many seconds a frame is handed to the function, once for each time it is."""

    def answer(self) -> Answer:
        """Return what becomes of the answer that a function has returned for a frame."""

    def push(self) -> Push:
        """Return what becomes of a frame from a function to a socket that is open."""

    def request(self) -> Request:
        """Return what becomes of a request over HTTPS."""

    def tells_disconnect(self) -> bool:
        """Return whether the function hears of a socket's end."""


class Honest:
    """Every frame once and at once, every end told, nothing refused that the function would not refuse."""

    limits = Limits()

    def handshake(self) -> Handshake:
        """Return that the function decides."""
        return "asked"

    def frame(self) -> Frame:
        """Return that the function gets it."""
        return "handed"

    def deliveries(self) -> tuple[float, ...]:
        """Return one delivery without delay."""
        return (0.0,)

    def answer(self) -> Answer:
        """Return that the client gets it."""
        return "sent"

    def push(self) -> Push:
        """Return that the client gets it."""
        return "sent"

    def request(self) -> Request:
        """Return that the function is asked and its answer passed on."""
        return "served"

    def tells_disconnect(self) -> bool:
        """Return True."""
        return True


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """How likely each way of going wrong is, from 0 to 1 at each occasion; none of them by default."""

    late: float = 0.0
    """A frame is handed over late, and so perhaps after those that came later."""
    longest_delay: float = 0.2
    """In seconds."""
    twice: float = 0.0
    untold: float = 0.0
    failed: float = 0.0
    cut_before: float = 0.0
    cut_after: float = 0.0
    silenced: float = 0.0
    answer_cut: float = 0.0
    push_gone: float = 0.0
    push_throttled: float = 0.0
    push_cut: float = 0.0
    handshake_refused: float = 0.0
    refused_in_a_row: int = 1
    """So many handshakes are refused once one is: a network that blocks sockets does not change its mind."""
    handshake_throttled: float = 0.0
    handshake_unheard: float = 0.0
    request_throttled: float = 0.0
    request_dropped: float = 0.0
    request_unheard: float = 0.0


CALM: Final = Ways()


class Contrary:
    """Goes wrong in some ways, as chance has it; with the same seed each nth occasion of a kind goes wrong alike.

    `counted`: how often what went wrong. `limits`: a "two hours" and "ten minutes" that a test can wait for.
    """

    def __init__(self, seed: int | str, ways: Ways, *, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.counted: Counter[str] = Counter()
        self._seed = seed
        self._ways = ways
        self._chances: dict[str, random.Random] = {}
        self._still_refused = 0

    def calm_down(self) -> None:
        """Do nothing wrong from now on; what is cut or silenced stays so, and the limits stay what they are."""
        self._ways = CALM
        self._still_refused = 0

    def handshake(self) -> Handshake:
        """Return what becomes of a client that wants a socket."""
        ways = self._ways
        drawn: Handshake = self._one_of(
            "handshake",
            "asked",
            ("refused", ways.handshake_refused),
            ("throttled", ways.handshake_throttled),
            ("unheard", ways.handshake_unheard),
        )
        if self._still_refused:
            self._still_refused -= 1
            drawn = "refused"
        elif drawn == "refused":
            self._still_refused = ways.refused_in_a_row - 1
        return self._count("handshake", drawn, "asked")

    def frame(self) -> Frame:
        """Return what becomes of a frame from a client, and of its socket."""
        ways = self._ways
        drawn: Frame = self._one_of(
            "frame",
            "handed",
            ("failed", ways.failed),
            ("cut before", ways.cut_before),
            ("cut after", ways.cut_after),
            ("silenced", ways.silenced),
        )
        return self._count("frame", drawn, "handed")

    def deliveries(self) -> tuple[float, ...]:
        """Return one delivery or two, each of which may be late."""
        times = 2 if self._happens("frame twice", self._ways.twice) else 1
        return tuple(self._delay() for _ in range(times))

    def answer(self) -> Answer:
        """Return what becomes of the answer that a function has returned for a frame."""
        drawn: Answer = self._one_of("answer", "sent", ("cut", self._ways.answer_cut))
        return self._count("answer", drawn, "sent")

    def push(self) -> Push:
        """Return what becomes of a frame from a function to a socket that is open."""
        ways = self._ways
        drawn: Push = self._one_of(
            "push", "sent", ("gone", ways.push_gone), ("throttled", ways.push_throttled), ("cut", ways.push_cut)
        )
        return self._count("push", drawn, "sent")

    def request(self) -> Request:
        """Return what becomes of a request over HTTPS."""
        ways = self._ways
        drawn: Request = self._one_of(
            "request",
            "served",
            ("throttled", ways.request_throttled),
            ("dropped", ways.request_dropped),
            ("unheard", ways.request_unheard),
        )
        return self._count("request", drawn, "served")

    def tells_disconnect(self) -> bool:
        """Return whether this end is told."""
        return not self._happens("end untold", self._ways.untold)

    def _delay(self) -> float:
        if not self._happens("frame late", self._ways.late):
            return 0.0
        return self._chance("delay").uniform(0, self._ways.longest_delay)

    def _happens(self, kind: str, probability: float) -> bool:
        happens = self._chance(kind).random() < probability
        self.counted.update([kind] if happens else [])
        return happens

    def _one_of(self, kind: str, well: Fate, *wrong: tuple[Fate, float]) -> Fate:
        drawn = self._chance(kind).random()
        for fate, probability in wrong:
            if drawn < probability:
                return fate
            drawn -= probability
        return well

    def _count(self, kind: str, fate: Fate, well: str) -> Fate:
        self.counted.update([] if fate == well else [f"{kind} {fate}"])
        return fate

    def _chance(self, kind: str) -> random.Random:
        # Each kind of occasion has its own: how many frames there were does not change which end is told.
        return self._chances.setdefault(kind, random.Random(f"{self._seed}/{kind}"))
