"""Who had a conversation or was let into it, and when, as far as the history can tell.

Where it stands between lines, an invitation is known exactly: from its line to the one by which the colleague is let go, it
changes hands or ends. Supervision and the glass have no lines: they may hold from when they were asked for until their time is
over. What was never answered may hold, and may not.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from chaos.history import Did

if TYPE_CHECKING:
    from chaos.talks import Talk

HasIt = Literal["own", "invited", "supervising", "glass"]

ON_ITS_WAY: Final = 40_000
"""Milliseconds after which nothing is on its way any more that was sent, or allowed, before."""
LATE: Final = 60_000
"""Milliseconds within which a command that was never answered may take effect."""
CLOCKS: Final = 60_000
"""Milliseconds by which the clocks may differ of whoever lets somebody in and whoever looks whether they are."""

_GRANTS: Final[Mapping[str, HasIt]] = {"invite": "invited", "supervise": "supervising", "glass": "glass"}
_ENDS: Final[Mapping[HasIt, frozenset[str]]] = {
    "invited": frozenset({"let_go", "stop"}),
    "supervising": frozenset({"stop"}),
}


class Inside(NamedTuple):
    """Between which places somebody had it or was asked in, and when that was over."""

    begins: int
    ends: float
    over_at: float


class Grounds:
    """What the history of one conversation says of who may read it."""

    def __init__(self, talk: "Talk") -> None:
        self._talk = talk
        self.had: dict[str, list[Inside]] = defaultdict(list)
        """By person, when the conversation was theirs."""
        self.asked_in: dict[str, list[Inside]] = defaultdict(list)
        """By person, when its agent had asked them in."""
        self._read_lines()
        self._grants = [did for did in talk.did if did.what in _GRANTS and did.outcome != "refused"]

    def of(self, person: str, at: int, newest: int) -> Iterator[HasIt]:
        """Yield on which grounds words up to a place may have reached somebody at a time."""
        may_have_it = any(did.began <= at and _gives_it_to(did, person) for did in self._talk.did)
        if may_have_it and any(_reaches(each, at, newest) for each in self.had.get(person, ())):
            yield "own"
        asked = any(did.what == "invite" and did.began <= at for did in self._of(person))
        asked_in = asked and any(_reaches(each, at, newest) for each in self.asked_in.get(person, ()))
        if asked_in and not self._has_gone(person, "invited", at, at - ON_ITS_WAY):
            yield "invited"
        for did in self._of(person):
            lasts = did.lasts or 0
            is_over = at > _latest(did) + lasts + CLOCKS + ON_ITS_WAY
            if did.what != "invite" and did.began <= at and not is_over:
                ground = _GRANTS[did.what]
                if not self._has_gone(person, ground, at, at - ON_ITS_WAY):
                    yield ground

    def was_let_go(self, person: str, at: int) -> bool:
        """Return whether somebody was let go, or has gone, and was not asked in again before a time."""
        return self._has_gone(person, "invited", at, at)

    def may_supervise(self, person: str) -> bool:
        """Return whether somebody may have looked in openly at some time."""
        return any(did.what == "supervise" for did in self._of(person))

    def is_out(self, person: str) -> bool:
        """Return whether somebody was let in once, and may not be any more; all of staff where it may have been restricted."""
        if person != "visitor" and any(did.what == "restrict" and did.outcome != "refused" for did in self._talk.did):
            return True
        inside = [*self.had.get(person, ()), *self.asked_in.get(person, ())]
        return any(True for _ in self._of(person)) and all(each.ends < math.inf for each in inside)

    def _of(self, person: str) -> Iterator[Did]:
        return (did for did in self._grants if (did.to if did.what == "invite" else did.by) == person)

    def _has_gone(self, person: str, ground: HasIt, at: int, before: int) -> bool:
        """Return whether what ends a ground was answered before a time, and nothing may have given it again until `at`."""
        begun = [did for did in self._of(person) if _GRANTS[did.what] == ground and did.began <= at]
        for did in self._talk.did:
            ends = did.what in _ENDS.get(ground, ()) and did.outcome == "done" and did.at < before
            is_theirs = (did.to if did.what == "let_go" else did.by) == person
            if ends and is_theirs and all(_latest(grant) < did.began for grant in begun):
                return True
        return False

    def _read_lines(self) -> None:
        owner: tuple[str, int] | None = None
        asked: dict[str, int] = {}
        for line, moment in self._talk.timed:
            at = math.inf if moment is None else moment.at
            if line.kind == "helping":
                asked.setdefault(line.by, line.seq)
            gone = {line.by} & asked.keys() if line.kind == "helped" else set[str]()
            if line.kind in ("joined", "left"):
                if owner is not None:
                    self.had[owner[0]].append(Inside(owner[1], line.seq, at))
                owner = (line.by, line.seq) if line.kind == "joined" else None
            if line.kind in ("joined", "left", "closed"):
                gone = set(asked)
            for person in sorted(gone):
                self.asked_in[person].append(Inside(asked.pop(person), line.seq, at))
        if owner is not None:
            self.had[owner[0]].append(Inside(owner[1], math.inf, math.inf))
        for person, begins in asked.items():
            self.asked_in[person].append(Inside(begins, math.inf, math.inf))


def _reaches(inside: Inside, at: int, newest: int) -> bool:
    return newest < inside.ends and at <= inside.over_at + CLOCKS + ON_ITS_WAY


def _gives_it_to(did: Did, person: str) -> bool:
    return (did.what == "take" and did.by == person) or (did.what == "transfer" and did.to == person)


def _latest(did: Did) -> int:
    """Return until when a command may have taken effect."""
    return did.at if did.outcome == "done" else max(did.at, did.began + LATE)


def still_inside(inside: Mapping[str, Sequence[Inside]]) -> set[str]:
    """Return for whom it is not over."""
    return {person for person, found in inside.items() if any(each.ends == math.inf for each in found)}
