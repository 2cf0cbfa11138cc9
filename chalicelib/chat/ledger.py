"""The ledger: what must be done again when an older state of the table is restored (trust rule R7). Values in, values out.

It knows a conversation by a digest of its id only, so that what was erased is named nowhere. Times are milliseconds.
"""

import hashlib
from collections.abc import Iterable
from typing import Literal

import msgspec

Kind = Literal[
    "erasure",
    "objection",
    "objection-withdrawn",
    "restriction",
    "restriction-lifted",
    "hidden",
    "note-taken-back",
    "correction",
]
"""What can be noted. All but a correction is done again; what somebody wrote is not in the ledger, so that can only be told."""


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """That something was done to a conversation."""

    kind: Kind
    digest: str
    """`digest_of` the conversation."""
    at: int
    """When, the last time on its day."""
    place: int | None = None
    """Of the line or note that it was done to."""
    case: str | None = None
    """Of a restriction and its end, the number of the case: each case has its own."""


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """What is noted of one conversation: what it has to be, whatever an older state of it was."""

    erased_at: int | None = None
    objection: tuple[int, bool] | None = None
    """When it was last objected to or allowed again, and whether it is objected to since."""
    restrictions: dict[str, tuple[int, bool]] = {}
    """By case, when its processing was last restricted in it or that was lifted, and whether it is restricted in it since."""
    hidden: dict[int, int] = {}
    """The places of hidden lines, and when each was hidden."""
    taken_back: dict[int, int] = {}
    """The numbers of notes that were taken back, and when."""
    corrected_at: int | None = None
    """When its visitor last corrected something."""


def digest_of(conversation: str) -> str:
    """Return the name under which a conversation stands in the ledger."""
    return hashlib.sha256(f"juttu:ledger:{conversation}".encode()).hexdigest()


def again(noted: Iterable[Noted]) -> dict[str, Again]:
    """Return what has to be done again, by the digest of the conversation; the order of what is noted does not matter."""
    of_each: dict[str, list[Noted]] = {}
    for each in noted:
        of_each.setdefault(each.digest, []).append(each)
    return {digest: _of_one(found) for digest, found in of_each.items()}


def _of_one(noted: list[Noted]) -> Again:
    return Again(
        erased_at=_last(noted, "erasure"),
        objection=_stands(noted, "objection", "objection-withdrawn"),
        restrictions=_by_case(noted, "restriction", "restriction-lifted"),
        hidden=_places(noted, "hidden"),
        taken_back=_places(noted, "note-taken-back"),
        corrected_at=_last(noted, "correction"),
    )


def _stands(noted: Iterable[Noted], made: Kind, taken_back: Kind) -> tuple[int, bool] | None:
    """Return when the last of two was noted, and whether that was the first: of one moment it is, for it is the one which protects."""
    return max(((each.at, each.kind == made) for each in noted if each.kind in (made, taken_back)), default=None)


def _by_case(noted: list[Noted], made: Kind, taken_back: Kind) -> dict[str, tuple[int, bool]]:
    """Return the same of each case by itself."""
    cases = sorted({each.case for each in noted if each.case is not None})
    found = {case: _stands((each for each in noted if each.case == case), made, taken_back) for case in cases}
    return {case: stands for case, stands in found.items() if stands is not None}


def _last(noted: Iterable[Noted], kind: Kind) -> int | None:
    return max((each.at for each in noted if each.kind == kind), default=None)


def _places(noted: Iterable[Noted], kind: Kind) -> dict[int, int]:
    """Return the places that are noted, with when each was first: what is hidden is hidden once."""
    ordered = sorted((each for each in noted if each.kind == kind), key=lambda each: -each.at)
    return {each.place: each.at for each in ordered if each.place is not None}
