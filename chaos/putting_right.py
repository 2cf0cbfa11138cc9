"""Whether what people put right keeps what it was, and whether an end that was undone ends nothing.

The promises are those of docs/decisions/corrections.md and closing.md.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from chaos.history import Ending, Line
from chaos.talks import SIDES, Checker, Talk, Violation

# ------------------------------------------------------------------------------------------------- corrections


def corrections_stand_beside(talk: Talk) -> Iterator[Violation]:
    """A correction is what its writer sent, beside a message of their own, and stands there once it was acknowledged.

    An agent's is about their newest message of that moment. What it is about is as it was: `acknowledged_is_durable` says so.
    """
    sent = {(each.by, each.id): each for each in talk.corrected}
    stands = {(line.by, line.id) for line in talk.lines if line.kind == "corrected"}
    for each in talk.corrected:
        if each.outcome == "done" and (each.by, each.id) not in stands:
            yield talk.violation("lost", f"Correction {each.id} was acknowledged, and is not there.", each, talk.stored)
    newest: dict[str, Line] = {}
    for line in talk.lines:
        if line.kind == "said":
            newest[line.by] = line
        if line.kind != "corrected":
            continue
        asked = sent.get((line.by, line.id or ""))
        if asked is None or (asked.about, asked.sent) != (line.about, line.text):
            yield talk.violation("invented", f"Nobody has put right so what stands at {line.seq}.", asked, talk.stored)
        about = talk.at.get(line.about or 0)
        if about is None or (about.kind, about.by) != ("said", line.by):
            sentence = f"{line.by} put right at {line.seq} what they have not said."
            yield talk.violation("correction broken", sentence, asked, talk.stored)
        elif line.by not in SIDES and newest[line.by] != about:
            sentence = f"{line.by} put right at {line.seq} what they had said more after."
            yield talk.violation("correction broken", sentence, asked, talk.stored)


def both_sides_see_the_newest(talk: Talk) -> Iterator[Violation]:
    """Whoever sees everything sees of what an agent has put right the last words, in the place of the first."""
    places: dict[int, str] = {}
    for line in talk.lines:
        if line.kind == "corrected" and line.by not in SIDES and line.about is not None:
            places[line.about] = line.text or ""
    wanted = tuple(sorted(places.items()))
    for shown, entries in talk.last:
        if shown.up_to_date and len(entries) == len(talk.lines) and shown.instead != wanted:
            wrong = sorted({place for place, _ in set(shown.instead) ^ set(wanted)})
            sentence = f"{shown.screen} shows other words at {wrong} than those put right last."
            yield talk.violation("correction broken", sentence, shown, talk.stored)


# ------------------------------------------------------------------------------------------------- ends that can be undone


def an_end_can_be_undone(talk: Talk) -> Iterator[Violation]:
    """What was undone, or taken back by whoever wrote, is never asked for; what nobody took back is, until it is answered."""
    found: defaultdict[str, list[Ending]] = defaultdict(list)
    for each in talk.endings:
        found[each.id].append(each)
    for ending in found.values():
        states = [each.state for each in ending]
        back = next((at for at, state in enumerate(states) if state in ("undone", "taken_back", "forgotten")), None)
        if back is not None and "asked" in states[back:]:
            yield talk.violation("end broken", f"{ending[0].by} was asked for an end that was {states[back]}.", *ending)
        if states[-1] in ("begun", "asked") and ending[-1].screen not in talk.gone:
            yield talk.violation(
                "end broken", f"{ending[0].by} still waits for an end that was never answered.", *ending
            )
        if states[-1] == "begun" and ending[-1].screen in talk.gone:
            yield talk.violation("end broken", f"{ending[0].by} went, and the end was never asked for.", *ending)


def no_end_goes_over_a_visitors_word(talk: Talk) -> Iterator[Violation]:
    """An end that says how far its agent has seen ends nothing of which the visitor has said more."""
    closed = next((line for line in talk.lines if line.kind == "closed"), None)
    if closed is None or closed.by in SIDES:
        return
    asked = [each for each in talk.endings if each.state == "asked" and each.by == closed.by]
    at_once = [
        did
        for did in talk.did
        if did.what == "close" and did.by == closed.by and did.seen is None and did.outcome != "refused"
    ]
    said = [line.seq for line in talk.lines if (line.kind, line.by) == ("said", "visitor") and line.seq < closed.seq]
    if asked and not at_once and all(max(said, default=0) > (each.seen or 0) for each in asked):
        sentence = f"{closed.by} ended at {closed.seq} over what the visitor said at {max(said)}."
        yield talk.violation("end broken", sentence, *asked, talk.stored)


CHECKERS: Final[tuple[Checker, ...]] = (
    corrections_stand_beside,
    both_sides_see_the_newest,
    an_end_can_be_undone,
    no_end_goes_over_a_visitors_word,
)
