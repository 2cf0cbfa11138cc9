"""Whether what is restricted is kept from staff and for its visitor, in whichever case it is, and comes back with the last lift.

The promises are those of docs/decisions/restriction.md. What its visitor has meanwhile, and that nothing is lost by it, is theirs
as ever: the other checkers ask no less of a restricted conversation.
"""

from collections.abc import Iterator
from typing import Final

from chaos.grounds import LATE, ON_ITS_WAY
from chaos.history import Did, Event
from chaos.talks import Checker, Talk, Violation

BOTH: Final = 2
"""People who restrict and lift together."""


def nobody_of_staff_has_what_is_restricted(talk: Talk) -> Iterator[Violation]:
    """No word of it reaches anybody of staff, nothing is acknowledged to them, and they write no note; no mail leaves unordered."""
    for heard in talk.heard:
        yield from _met(talk, heard.at, f"{heard.by} got words up to {heard.newest}", heard)
    for told in talk.acknowledged:
        if told.by != "visitor":
            yield from _met(talk, told.at, f"{told.by} was told what stands at {told.seq}", told)
    for noted in talk.noted:
        if noted.outcome == "done":
            yield from _met(talk, noted.at, f"{noted.by} was given a note", noted)
    for mailed in talk.mailed:
        ordered = (did for did in talk.did if did.what == "order" and did.by == "visitor")
        if not any(did.outcome != "refused" and did.began <= mailed.at for did in ordered):
            yield from _met(talk, mailed.at, "a mail left that its visitor has not ordered", mailed)


def it_is_restricted_in_the_cases_that_have_it_so(talk: Talk) -> Iterator[Violation]:
    """At last it is so in each case that restricted it and was not lifted, and in no other; then alone it is on nobody's list."""
    stored = talk.stored
    if stored is None or stored.restricted is None:
        return
    for case in sorted({did.why or "" for did in talk.did if did.what == "restrict"} | {*stored.restricted}):
        proof = [did for did in talk.did if did.what in ("restrict", "lift") and did.why == case]
        if case not in stored.restricted and any(_stands(talk, did, None) for did in proof):
            yield _broken(talk, f"It was restricted in {case}, never lifted there, and is not.", *proof, stored)
        if case in stored.restricted and not any(_may_stand(talk, did) for did in proof):
            yield _broken(talk, f"It was lifted in {case}, and is restricted.", *proof, stored)
    if stored.status == "closed" and stored.owner is not None and bool(stored.restricted) == stored.listed:
        so = "stands on a list" if stored.listed else "is on the list of nobody"
        yield _broken(talk, f"It {so}, and is restricted in {[*stored.restricted]}.", stored)


def it_is_recorded_first(talk: Talk) -> Iterator[Violation]:
    """Both people are in the access log with the case before it is restricted or lifted; who lifts what is not there records nothing."""
    for did in talk.did:
        if did.outcome == "done" and did.what == "restrict":
            yield from _unrecorded(talk, did, "restriction_placed")
        elif did.outcome == "done" and did.what == "lift":
            before = [each for each in talk.did if each.why == did.why and each.at < did.began]
            there = [each for each in before if _stands(talk, each, did.began - 1)]
            if there:
                yield from _unrecorded(talk, did, "restriction_lifted", *there)


def _unrecorded(talk: Talk, did: Did, action: str, *proof: Did) -> Iterator[Violation]:
    records = (each for each in talk.recorded if each.action == action and each.at <= did.at)
    people = {each.actor for each in records if (each.reason or "").split(" ")[1:2] == [did.why]}
    if len(people) < BOTH:
        yield talk.violation(
            "unrecorded", f"A {did.what} in {did.why} has the records of {sorted(people)}.", *proof, did
        )


CHECKERS: Final[tuple[Checker, ...]] = (
    nobody_of_staff_has_what_is_restricted,
    it_is_restricted_in_the_cases_that_have_it_so,
    it_is_recorded_first,
)


def _met(talk: Talk, at: int, what: str, event: Event) -> Iterator[Violation]:
    """Yield that something came to staff, or left, where all that was allowed before has long arrived."""
    for did in talk.did:
        if did.at + ON_ITS_WAY < at and _stands(talk, did, at):
            yield _broken(talk, f"{what}, {(at - did.at) // 1000} s after it was restricted in {did.why}.", did, event)
            return


def _stands(talk: Talk, did: Did, at: int | None) -> bool:
    """Return whether this has restricted it, and no lift of the same case may have taken that back until a time; None: ever."""
    if did.what != "restrict" or did.outcome != "done":
        return False
    lifts = (each for each in talk.did if each.what == "lift" and each.why == did.why and each.outcome != "refused")
    return not any(_latest(each) >= did.began and (at is None or each.began <= at) for each in lifts)


def _may_stand(talk: Talk, did: Did) -> bool:
    """Return whether this may have restricted it, and no lift of the same case that was done came for certain after it."""
    if did.what != "restrict" or did.outcome == "refused":
        return False
    lifts = (each for each in talk.did if each.what == "lift" and each.why == did.why and each.outcome == "done")
    return not any(each.began > _latest(did) for each in lifts)


def _latest(did: Did) -> int:
    return did.at if did.outcome == "done" else max(did.at, did.began + LATE)


def _broken(talk: Talk, sentence: str, *proof: Event) -> Violation:
    return talk.violation("restriction broken", sentence, *proof)
