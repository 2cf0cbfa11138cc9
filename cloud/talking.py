"""Somebody who talks through whatever happens, as the product's clients do: sent again until it is answered, and what was missed is asked for."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from cloud.hands import Failed

TRIES: Final = 8
UNANSWERED_AFTER: Final = 10.0
"""Seconds, as in `web/shared/line.ts`."""
TOLD_WITHIN: Final = 5.0
"""Seconds in which a line is told on an open socket; then it is asked for. A browser asks later."""
PASSING: Final = ("too_many", "unavailable", "log_unavailable")
"""Codes of refusals that pass, as in `web/shared/saying.ts`."""
_LISTENED_AT_ONCE: Final = 0.2

T = TypeVar("T")


class Clock(NamedTuple):
    """What passes while somebody waits."""

    now: Callable[[], float]
    sleep: Callable[[float], None]


CLOCK: Final = Clock(time.monotonic, time.sleep)


class Line(Protocol):
    """What is talked over: an open socket."""

    def send(self, frame: dict[str, Any]) -> None:
        """Send a frame. Raises Failed."""

    def receive(self, seconds: float) -> dict[str, Any]:
        """Return the next frame of the service's within so many seconds, else an empty one. Raises Failed."""

    def close(self) -> None:
        """Close it."""


class Talker:
    """One side of a conversation, over one socket at a time. A socket that closes by itself raises Failed."""

    def __init__(
        self, conversation: str, opened: Callable[[], Line], name: str, said: int = 0, clock: Clock = CLOCK
    ) -> None:
        """`name`: what the ids of their messages begin with. `said`: how many they have in it already."""
        self.entries: dict[int, dict[str, Any]] = {}
        """What their screen has, by its place."""
        self.acknowledged: list[str] = []
        """What they have said and know to be stored, in its order."""
        self.repeated = 0
        """How often something was asked once more."""
        self._conversation = conversation
        self._opened = opened
        self._name = name
        self._clock = clock
        self._said = said
        self._asked: dict[str, Any] = {}
        self._newest = 0
        self._line: Line | None = None

    @property
    def seq(self) -> int:
        """The last place up to which nothing is missing."""
        return next(seq for seq in range(len(self.entries) + 1) if seq + 1 not in self.entries)

    @property
    def texts(self) -> list[str]:
        """What both have said, as far as the screen has it, in its order."""
        return [each["text"] for _, each in sorted(self.entries.items()) if each.get("text")]

    def opens(self) -> None:
        """Have a new socket, and everything that was missed. Raises Failed."""
        self.leaves()
        self._line = self.again(self._opened)
        self.catches_up()

    def leaves(self) -> None:
        """Close the socket, if there is one."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def says(self, text: str) -> None:
        """Send the next message; whether it is stored is not waited for. Raises Failed."""
        n = self._said + 1
        message = {"id": f"{self._name}-{n:03}", "n": n, "text": text}
        self._asked = {"do": "say", "conversation": self._conversation, **message}
        self._over.send(self._asked)

    def is_answered(self) -> None:
        """Return once the message is stored: it is sent as it was until that is said. Raises Failed."""
        for _ in range(TRIES):
            answer = self._answer()
            if answer.get("is") == "said":
                self._said += 1
                self.acknowledged.append(self._asked["text"])
                return
            if answer and answer["code"] not in PASSING:
                raise Failed(f"{self._asked} was refused: {answer}")
            self._clock.sleep(answer.get("retry_after", 0))
            self.repeated += 1
            self._over.send(self._asked)
        raise Failed(f"{self._asked} was sent {TRIES} times and never answered")

    def hears(self, texts: Sequence[str]) -> None:
        """Return once their screen has some texts, and all before them: what is not told is asked for. Raises Failed."""
        ends = self._clock.now() + TOLD_WITHIN
        while self._newest > self.seq or not set(texts) <= set(self.texts):
            if self._clock.now() > ends or self._newest > self.seq:
                self.catches_up()
                break
            self._receive()
        if missing := set(texts).difference(self.texts):
            raise Failed(f"{', '.join(sorted(missing))} is not in the conversation")

    def catches_up(self) -> None:
        """Ask for everything that the screen does not have. Raises Failed."""
        more = True
        while more:
            more = self.again(self._joined)["more"]

    def again(self, act: Callable[[], T]) -> T:
        """Return what an act does, done again where it fails: it may have met a function that was just being changed. Raises Failed."""
        for _ in range(TRIES - 1):
            try:
                return act()
            except Failed:
                self.repeated += 1
                self._clock.sleep(1)
        return act()

    def _joined(self) -> dict[str, Any]:
        self._over.send({"do": "join", "conversation": self._conversation, "after": self.seq})
        ends = self._clock.now() + UNANSWERED_AFTER
        while self._clock.now() < ends:
            frame = self._receive()
            if frame.get("is") == "history":
                return {"more": False, **frame}
        raise Failed("No history came")

    def _answer(self) -> dict[str, Any]:
        """Return the answer to what was said last, an empty one where none comes in time. Raises Failed."""
        ends = self._clock.now() + UNANSWERED_AFTER
        while self._clock.now() < ends:
            frame = self._receive()
            about = frame.get("entry", {}) if frame.get("is") == "said" else frame
            if frame.get("is") in {"said", "refused"} and about.get("id") == self._asked["id"]:
                return frame
        return {}

    def _receive(self) -> dict[str, Any]:
        """Return the next frame, and have on the screen what it tells of this conversation. Raises Failed where a place has two entries."""
        frame = self._over.receive(_LISTENED_AT_ONCE)
        facts = frame.get("facts") or {}
        if self._conversation not in {frame.get("conversation"), facts.get("conversation")}:
            return frame
        for entry in [*frame.get("entries", ()), *filter(None, [frame.get("entry")])]:
            known = self.entries.setdefault(entry["seq"], entry)
            if known.get("id") != entry.get("id"):
                raise Failed(f"Two entries have one place: {known} and {entry}")
        self._newest = max(self._newest, frame.get("seq", 0), facts.get("seq", 0))
        return frame

    @property
    def _over(self) -> Line:
        if self._line is None:
            raise Failed(f"{self._name} has no socket")
        return self._line
