"""Whether whoever helps, supervises or breaks the glass reads and writes while they are let in, under a record, and no longer.

The promises are those of docs/decisions/helping.md and history.md.
"""

from collections.abc import Iterator
from typing import Final

from chaos.grounds import CLOCKS, ON_ITS_WAY, HasIt, still_inside
from chaos.history import Did, Heard, Recorded, Typed
from chaos.talks import SIDES, Checker, Talk, Violation

COVERS: Final = 600_000 + CLOCKS + ON_ITS_WAY
"""Milliseconds for which a record of a reading stands for those that follow."""

_OPENS: Final[dict[HasIt, str]] = {
    "invited": "colleague_invited",
    "supervising": "supervision_begun",
    "glass": "glass_broken",
}
"""By which record each ground begins."""


def only_who_is_let_in_hears(talk: Talk) -> Iterator[Violation]:
    """Words reach nobody of staff but whoever has it or is let in, before a colleague is let go, before an hour is over.

    On whichever ground it is, the access log has it before the words are given: that it began, and the reading.
    """
    if talk.stored is None:
        return
    for heard in talk.heard:
        grounds = set(talk.grounds.of(heard.by, heard.at, heard.newest))
        if not grounds:
            sentence = f"{heard.by} got words up to {heard.newest}, and was not let in."
            yield talk.violation("not let in", sentence, heard, *_about(talk, heard.by), talk.stored)
        elif not any(_is_recorded(talk, heard, ground) for ground in grounds):
            sentence = f"{heard.by} got words up to {heard.newest} ({', '.join(sorted(grounds))}), without a record."
            proof = [each for each in talk.recorded if each.at <= heard.at]
            yield talk.violation("unrecorded", sentence, heard, *_about(talk, heard.by), *proof, talk.stored)


def _is_recorded(talk: Talk, heard: Heard, ground: HasIt) -> bool:
    before = [each for each in talk.recorded if each.at <= heard.at and each.outcome == "allowed"]
    lately = [each for each in before if each.actor == heard.by and each.at >= heard.at - COVERS]
    if ground == "own":
        return any(each.action == "conversation_opened" for each in lately)
    begun = any(each.action == _OPENS[ground] and _begins_for(talk, each, heard.by) for each in before)
    reads = any(each.action == "conversation_opened" and each.reason == ground for each in lately)
    return begun and (reads or (ground == "glass" and any(each.action == "glass_broken" for each in lately)))


def _begins_for(talk: Talk, record: Recorded, person: str) -> bool:
    """Return whether a record is of somebody's being let in: a colleague by whoever has asked them, others by themselves."""
    asked_by = {did.by for did in talk.did if did.what == "invite" and did.to == person}
    return record.actor in (asked_by if record.action == "colleague_invited" else {person})


def nobody_writes_who_was_let_go(talk: Talk) -> Iterator[Violation]:
    """Nothing is kept that a colleague has written after they were let go, or have gone."""
    owners = {line.seq: owner for line, owner in talk.owned}
    kept = {(line.by, line.id): line for line in talk.lines if line.id and line.by not in SIDES}
    begun = {(each.by, each.id): each.at for each in talk.events if isinstance(each, Typed)}
    for each in talk.corrected:  # the first try counts: it may have been kept, and not answered
        begun.setdefault((each.by, each.id), each.began)
    for (by, id_), at in begun.items():
        line = kept.get((by, id_))
        if line is not None and owners.get(line.seq) != by and talk.grounds.was_let_go(by, at):
            sentence = f"{by} wrote {id_} after they were let go, and it stands at {line.seq}."
            written = (each for each in talk.events if isinstance(each, Typed) and each.id == id_)
            yield talk.violation("not let in", sentence, *written, *_about(talk, by), talk.stored)


def invitations_are_its_agents_own(talk: Talk) -> Iterator[Violation]:
    """Whoever has it asks a colleague in and lets them go, or the colleague goes; what was answered so is so."""
    for line, owner in talk.owned:
        if line.kind == "helping" and not _was_asked(talk, line.by, owner, "invite"):
            yield talk.violation("invented", f"Nobody who had it has asked {line.by} in at {line.seq}.", talk.stored)
        if line.kind == "helped":
            went = any(did.what == "stop" and did.by == line.by and did.outcome != "refused" for did in talk.did)
            if not went and not _was_asked(talk, line.by, owner, "let_go"):
                yield talk.violation("invented", f"Nobody has let {line.by} go at {line.seq}.", talk.stored)
    asked_in = {line.by for line in talk.lines if line.kind == "helping"}
    for did in talk.did:
        if did.what == "invite" and did.outcome == "done" and did.to not in asked_in:
            yield talk.violation("lost", f"{did.to} was said to be asked in, and never was.", did, talk.stored)
    for person in sorted(still_inside(talk.grounds.asked_in)):
        if talk.grounds.was_let_go(person, 1 << 62):
            yield talk.violation("not let in", f"{person} was let go, and is in.", *_about(talk, person), talk.stored)


def let_in_as_it_stands(talk: Talk) -> Iterator[Violation]:
    """At last just those are in as colleagues who were asked in and not let go, by whoever has it still; their desks say so.

    Nobody is in as a supervisor, or through the glass, who has not asked to be.
    """
    stored = talk.stored
    if stored is None or stored.let_in is None:
        return
    asked_in = still_inside(talk.grounds.asked_in)
    invited = {person for person, ground in stored.let_in if ground == "invited"}
    for person in sorted(invited - asked_in):
        yield talk.violation("not let in", f"{person} is in as a colleague whom nobody has asked.", stored)
    for person in sorted(asked_in - invited):
        yield talk.violation("lost", f"{person} was asked in, and is not let in.", stored)
    for person in sorted(asked_in - set(stored.helps or ())):
        yield talk.violation("stale", f"{person} was asked in, and it does not stand on their desk.", stored)
    for person, ground in stored.let_in:
        wanted = {"supervising": "supervise", "glass": "glass"}.get(ground)
        if wanted and not any(did.what == wanted and did.by == person and did.outcome != "refused" for did in talk.did):
            yield talk.violation("not let in", f"{person} is in as {ground} and never asked to be.", stored)


def _about(talk: Talk, person: str) -> Iterator[Did]:
    """Yield what bears upon whether somebody is let in."""
    return (did for did in talk.did if did.what not in {"order", "confirm"} and person in (did.by, did.to))


def _was_asked(talk: Talk, person: str, owner: str | None, what: str) -> bool:
    return any(
        did.what == what and did.to == person and did.by == owner and did.outcome != "refused" for did in talk.did
    )


CHECKERS: Final[tuple[Checker, ...]] = (
    only_who_is_let_in_hears,
    nobody_writes_who_was_let_go,
    invitations_are_its_agents_own,
    let_in_as_it_stands,
)
