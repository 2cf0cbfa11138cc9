"""One conversation in a history, and a promise that was broken in it."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

import msgspec

from chaos.grounds import Grounds
from chaos.history import (
    Acknowledged,
    Corrected,
    Did,
    Discarded,
    Ending,
    Event,
    Heard,
    Leaked,
    Left,
    Line,
    Mailed,
    Moment,
    Noted,
    Recorded,
    Retried,
    Showed,
    Stored,
    Typed,
)

SIDES: Final = {"visitor": "visitor", "system": "system"}
"""On which side somebody stands as stored; everybody else is an agent."""


class Violation(msgspec.Struct, frozen=True, kw_only=True):
    """A promise that was broken, in one sentence, with the events that prove it."""

    promise: str
    conversation: str
    sentence: str
    proof: tuple[Event, ...]


class Talk:
    """The events of one conversation, sorted by what they tell."""

    def __init__(self, conversation: str, events: Iterable[Event]) -> None:
        self.conversation = conversation
        self.events = tuple(events)
        self.acknowledged = [each for each in self.events if isinstance(each, Acknowledged)]
        self.did = [each for each in self.events if isinstance(each, Did)]
        self.corrected = [each for each in self.events if isinstance(each, Corrected)]
        self.endings = [each for each in self.events if isinstance(each, Ending)]
        self.heard = [each for each in self.events if isinstance(each, Heard)]
        self.recorded = [each for each in self.events if isinstance(each, Recorded)]
        self.noted = [each for each in self.events if isinstance(each, Noted)]
        self.leaked = [each for each in self.events if isinstance(each, Leaked)]
        self.mailed = [each for each in self.events if isinstance(each, Mailed)]
        self.stored = next((each for each in reversed(self.events) if isinstance(each, Stored)), None)
        self.gone = {each.screen for each in self.events if isinstance(each, Left)}

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything stored, in the order in which it was read."""
        return () if self.stored is None else self.stored.lines

    @property
    def timed(self) -> Iterator[tuple[Line, Moment | None]]:
        """Everything stored, each with when it was written where that is known."""
        moments = () if self.stored is None else self.stored.moments
        return zip(self.lines, itertools.chain(moments, itertools.repeat(None)), strict=False)

    @property
    def owned(self) -> Iterator[tuple[Line, str | None]]:
        """Everything stored, each with whose the conversation was just before."""
        owner: str | None = None
        for line in self.lines:
            yield line, owner
            if line.kind in ("joined", "left"):
                owner = line.by if line.kind == "joined" else None

    @cached_property
    def grounds(self) -> Grounds:
        """Who had it or was let in, and when."""
        return Grounds(self)

    @cached_property
    def at(self) -> Mapping[int, Line]:
        """What is stored, by its place."""
        return {line.seq: line for line in self.lines}

    @cached_property
    def screens(self) -> Mapping[str, tuple[Event, ...]]:
        """What was typed on, discarded from, acknowledged to and shown by each screen, in its order."""
        found: defaultdict[str, list[Event]] = defaultdict(list)
        for each in self.events:
            if isinstance(each, Typed | Retried | Discarded | Acknowledged | Showed):
                found[each.screen].append(each)
        return {screen: tuple(events) for screen, events in found.items()}

    @property
    def last(self) -> Iterator[tuple[Showed, tuple[Line, ...]]]:
        """What each screen that is still there showed last, with all its entries."""
        for screen, events in self.screens.items():
            shown = [each for each in events if isinstance(each, Showed)]
            if shown and screen not in self.gone:
                yield shown[-1], entries(shown)

    def violation(self, promise: str, sentence: str, *proof: Event | None) -> Violation:
        """Return a violation in this conversation."""
        return Violation(
            promise=promise,
            conversation=self.conversation,
            sentence=sentence,
            proof=tuple(each for each in proof if each is not None),
        )


Checker = Callable[[Talk], Iterator[Violation]]
"""Yields what one promise has been broken by in a conversation."""


def entries(shown: Iterable[Showed]) -> tuple[Line, ...]:
    """Return all that a screen shows after these changes of it."""
    found: tuple[Line, ...] = ()
    for each in shown:
        found = (*found[: each.kept], *each.added)
    return found
