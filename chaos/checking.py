"""Whether a history keeps the delivery contract: one checker for each promise, which knows the history and nothing else.

A checker yields violations, each with the few events that prove it. What nobody can know is allowed both ways, as in
Jepsen: a message or a command that was never answered may have happened or not. The contract is in docs/delivery.md.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from chalicelib.chat.limits import LIMITS
from chaos import helping_each_other, putting_right, restricting
from chaos.history import (
    Acknowledged,
    Did,
    Discarded,
    Event,
    Line,
    Moment,
    Retried,
    Showed,
    Typed,
)
from chaos.talks import SIDES, Checker, Talk, Violation

CLOCKS_DIFFER: Final = 20_000
"""Milliseconds by which those who write lines may differ."""
LOSES_AFTER: Final = (60 + LIMITS.answer_notice_seconds) * 1000
"""Nobody can be reminded sooner than after a minute, nor lose a conversation sooner than so long after that."""
TRIES: Final = 5


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in a history."""

    violations: tuple[Violation, ...]
    conversations: int
    acknowledged: int
    """Messages, each counted once however often it was acknowledged."""
    ambiguous: int
    """Messages and commands of which nobody could know whether they happened."""

    @property
    def broken(self) -> Counter[str]:
        """How often each promise was broken."""
        return Counter(violation.promise for violation in self.violations)


# ------------------------------------------------------------------------------------------------- I1 to I4: messages


def acknowledged_is_durable(talk: Talk) -> Iterator[Violation]:
    """I1: what was acknowledged is stored, in the place and as the text that was told."""
    for told in talk.acknowledged:
        line = talk.at.get(told.seq)
        if line is None or (line.id, line.text) != (told.id, told.text):
            yield talk.violation(
                "lost", f"{told.id} was acknowledged at {told.seq} and is not there.", told, talk.stored
            )


def stored_once(talk: Talk) -> Iterator[Violation]:
    """I2: a message is stored once, and every answer to it is the same."""
    for (by, id_), times in Counter((line.by, line.id) for line in talk.lines if line.id).items():
        if times > 1:
            typed = next((each for each in talk.events if isinstance(each, Typed) and each.id == id_), None)
            yield talk.violation("doubled", f"{id_} of {by} is stored {times} times.", typed, talk.stored)
    first: dict[str, Acknowledged] = {}
    for told in talk.acknowledged:
        before = first.setdefault(told.id, told)
        if (before.seq, before.text) != (told.seq, told.text):
            yield talk.violation("doubled", f"{told.id} was acknowledged in two ways.", before, told)


def one_order(talk: Talk) -> Iterator[Violation]:
    """I3: places are 1, 2, 3 … and whatever any screen ever showed in a place is what stands there."""
    places = [line.seq for line in talk.lines]
    if places != list(range(1, len(places) + 1)):
        yield talk.violation("gap", f"The places stored are {places}.", talk.stored)
    for events in talk.screens.values():
        for shown in (each for each in events if isinstance(each, Showed)):
            for line in shown.added:
                if _as_shown(talk.at.get(line.seq)) != line:
                    sentence = f"A screen showed {line.kind} {line.id} at {line.seq}, where something else stands."
                    yield talk.violation("out of order", sentence, shown, talk.stored)


def in_the_order_typed(talk: Talk) -> Iterator[Violation]:
    """I4: what one person typed first on a screen has the lower place.

    Trying again gives a message another turn, and which of its turns was stored may be unknown: an order is good when
    each message can be given one of its turns so that they grow. Two screens of one person promise nothing of each other.
    """
    for screen, events in talk.screens.items():
        turns: defaultdict[str, list[int]] = defaultdict(list)
        for turn, each in enumerate(events):
            if isinstance(each, Typed | Retried):
                turns[each.id].append(turn)
        before = -1
        for line in talk.lines:
            if line.id is None or line.id not in turns:
                continue
            later = [turn for turn in turns[line.id] if turn > before]
            if not later:
                typed = [each for each in events if isinstance(each, Typed | Retried)]
                sentence = f"{line.id} stands after what was typed later on {screen}."
                yield talk.violation("out of order", sentence, *typed, talk.stored)
                break
            before = later[0]


# ------------------------------------------------------------------------------------------------- I5, I8, I9: screens


def no_gaps_on_screen(talk: Talk) -> Iterator[Violation]:
    """I5: a screen shows the places 1, 2, 3 … at any time, and at the end, when it says that nothing is missing, all."""
    for events in talk.screens.values():
        entries: tuple[Line, ...] = ()
        for shown in (each for each in events if isinstance(each, Showed)):
            entries = (*entries[: shown.kept], *shown.added)
            if any(line.seq != place for place, line in enumerate(entries, 1)):
                yield talk.violation("gap", f"{shown.screen} shows places {[line.seq for line in entries]}.", shown)
    for shown, entries in talk.last:
        if shown.up_to_date and len(entries) != len(talk.lines) and not talk.grounds.is_out(shown.by):
            sentence = f"{shown.screen} says that nothing is missing and shows {len(entries)} of {len(talk.lines)}."
            yield talk.violation("gap", sentence, shown, talk.stored)


def nothing_is_claimed_before_it_is_fetched(talk: Talk) -> Iterator[Violation]:
    """I5: a screen whose line was lost shows, when it next says that nothing is missing, what was kept before that.

    On a line that is open something kept may be on its way yet, whatever else goes wrong.
    """
    newest: Acknowledged | None = None
    lost: dict[str, tuple[Showed, Acknowledged | None]] = {}
    for each in talk.events:
        if isinstance(each, Acknowledged) and (newest is None or each.seq > newest.seq):
            newest = each
        elif isinstance(each, Showed) and each.cut:
            lost[each.screen] = (each, newest)
        elif isinstance(each, Showed) and each.up_to_date and each.screen in lost:
            cut, told = lost.pop(each.screen)
            places = each.kept + len(each.added)
            if told is not None and told.seq > places:
                sentence = (
                    f"{each.screen} says that nothing is missing, shows {places}, and {told.seq} was there before."
                )
                yield talk.violation("gap", sentence, told, cut, each)


def everybody_catches_up(talk: Talk) -> Iterator[Violation]:
    """I8: who was away finds everything on return, what was written has gone out, queue and desks are what is stored.

    Nobody who is here is shown as gone, and no visitor is told that their conversation is, while it is there.
    """
    stored = talk.stored
    if stored is None:
        return
    for shown, entries in talk.last:
        if shown.status not in ("lost", "unknown") and not shown.up_to_date and not talk.grounds.is_out(shown.by):
            sentence = f"{shown.screen} shows {len(entries)} of {len(stored.lines)} long after the trouble has ended."
            yield talk.violation("stale", sentence, shown, stored)
        if shown.by == "visitor" and shown.status == "lost":
            yield talk.violation("stale", f"{shown.screen} calls gone what is there, and its own.", shown, stored)
        waiting = [id_ for id_, state in shown.pending if state == "sending"]
        if shown.status in ("waiting", "active") and waiting:
            sentence = f"{shown.screen} still has {waiting[0]} on its way long after the trouble has ended."
            yield talk.violation("stale", sentence, shown, stored)
    here = next((shown for shown, _ in talk.last if shown.by == "visitor" and shown.up_to_date), None)
    if stored.gone and here is not None:
        sentence = f"Its visitor is at {here.screen}, and agents are shown that they have gone."
        yield talk.violation("stale", sentence, here, stored)
    desks = (stored.owner,) if stored.status == "active" else ()
    if stored.in_queue != (stored.status == "waiting") or stored.desks != desks:
        sentence = f"It is {stored.status}; in the queue: {stored.in_queue}, on the desks: {stored.desks}."
        yield talk.violation("stale", sentence, stored)


def honest_screens(talk: Talk) -> Iterator[Violation]:
    """I9: entries never go away, a message stays until its place or its writer takes it, and ticks tell the truth.

    A screen may call a message not sent that was stored all the same while it never heard of it.
    """
    for screen, events in talk.screens.items():
        followed = _Followed(talk, screen)
        for each in events:
            yield from followed.goes_on(each)


class _Followed:
    """What one screen owes its person from event to event."""

    def __init__(self, talk: Talk, screen: str) -> None:
        self._talk = talk
        self._screen = screen
        self._entries: tuple[Line, ...] = ()
        self._there: set[str] = set()
        self._owed: dict[str, Typed] = {}
        self._known = {line.id for line in talk.lines}
        self._told: dict[str, Acknowledged] = {}
        self._shown: list[Showed] = []

    def goes_on(self, each: Event) -> Iterator[Violation]:
        """Take one more event of this screen, and yield what is dishonest in it."""
        match each:
            case Typed():
                self._owed[each.id] = each
            case Discarded():
                self._owed.pop(each.id, None)
            case Acknowledged():
                self._told.setdefault(each.id, each)
            case Showed():
                yield from self._shows(each)

    def _shows(self, shown: Showed) -> Iterator[Violation]:
        if shown.kept < len(self._entries):
            yield self._dishonest(f"took away what it had shown after {shown.kept}", *self._shown, shown)
        self._shown.append(shown)
        self._entries = (*self._entries[: shown.kept], *shown.added)
        self._there |= {line.id for line in shown.added if line.id}
        pending = dict(shown.pending)
        self._owed = {id_: typed for id_, typed in self._owed.items() if id_ not in self._there}
        for id_, typed in self._owed.items():
            if id_ not in pending:
                yield self._dishonest(f"has lost {id_}", typed, shown)
        for id_, state in pending.items():
            if state == "sent" and id_ not in self._told and id_ not in self._known:
                yield self._dishonest(f"calls {id_} sent, which nobody has", shown)
            if state != "sent" and id_ in self._told:
                yield self._dishonest(f"calls {id_} {state} after it was acknowledged", self._told[id_], shown)

    def _dishonest(self, what: str, *proof: Event) -> Violation:
        return self._talk.violation("dishonest", f"{self._screen} {what}.", *proof)


# ------------------------------------------------------------------------------------------------- I6, I7: the talk itself


def one_owner(talk: Talk) -> Iterator[Violation]:
    """I6: at most one agent has it at any place. Whoever is asked in does not have it by that; nobody passes on what is not theirs."""
    owner: str | None = None
    for line, moment in talk.timed:
        if line.kind == "joined":
            passed = any(did.to == line.by and _may_pass_on(talk, did, owner) for did in talk.did)
            # Nobody asks for it: what a colleague has not taken up goes back to the one who passed it on to them.
            back = moment is not None and moment.why == "not_taken_up" and _was_passed(talk, line.by, owner)
            if owner is not None and not passed and not back:
                sentence = f"{line.by} has it from {line.seq} on, while {owner} does."
                yield talk.violation("two owners", sentence, *_takes(talk, owner, line.by), talk.stored)
            owner = line.by
        elif line.kind == "left":
            if line.by != owner:
                yield talk.violation("two owners", f"{line.by} left at {line.seq} what {owner} had.", talk.stored)
            owner = None
    for did in talk.did:
        if did.what == "transfer" and did.outcome == "done" and not _may_have_had(talk, did.by):
            yield talk.violation("two owners", f"{did.by} passed on what was never theirs.", did, talk.stored)
    if talk.stored is not None and talk.stored.owner != owner:
        yield talk.violation("two owners", f"{talk.stored.owner} owns what {owner} has taken.", talk.stored)


def only_they_write(talk: Talk) -> Iterator[Violation]:
    """I6: of staff only its owner writes in it, and whoever is asked in at that place; its owner ends it, or a supervisor."""
    for line, owner in talk.owned:
        if line.by in (*SIDES, owner):
            continue
        asked_in = any(each.begins < line.seq < each.ends for each in talk.grounds.asked_in.get(line.by, ()))
        if line.kind in ("said", "corrected") and not asked_in:
            yield talk.violation("two owners", f"{line.by} wrote at {line.seq} while {owner} had it.", talk.stored)
        if line.kind == "closed" and not talk.grounds.may_supervise(line.by):
            yield talk.violation("two owners", f"{line.by} ended what {owner} had.", talk.stored)


def _may_pass_on(talk: Talk, did: Did, owner: str | None) -> bool:
    return did.what == "transfer" and (did.by == owner or talk.grounds.may_supervise(did.by))


def _may_have_had(talk: Talk, person: str) -> bool:
    return talk.stored is None or person in talk.grounds.had or talk.grounds.may_supervise(person)


def _was_passed(talk: Talk, by: str, to: str | None) -> bool:
    """Return whether somebody, or a supervisor with what they had, may have passed it on to whoever has it."""
    return any(
        did.to == to and (did.by == by or talk.grounds.may_supervise(did.by))
        for did in talk.did
        if did.what == "transfer"
    )


def holds_hold(talk: Talk) -> Iterator[Violation]:
    """While an agent is checking something, it is neither ended for silence nor given back for want of an answer."""
    for line, moment, held_until in _moments(talk):
        ended = line.kind == "closed" and talk.stored is not None and talk.stored.closed_for == "silence"
        if (ended or moment.why == "unanswered") and moment.at < held_until - CLOCKS_DIFFER:
            sentence = f"It went at {line.seq}, {(held_until - moment.at) // 1000} s before the end of a hold."
            yield talk.violation("hold broken", sentence, talk.stored)


def nobody_loses_it_too_soon(talk: Talk) -> Iterator[Violation]:
    """An agent loses what they do not answer only while they owe an answer, after they could have been reminded in time."""
    owed: int | None = None
    begun = 0
    for line, moment, held_until in _moments(talk):
        if line.kind == "said":
            owed = None if line.by not in SIDES else moment.at if owed is None else owed
        elif line.kind in ("joined", "resumed"):
            begun = moment.at
        elif moment.why == "unanswered":
            since = [held_until] if held_until else []
            since += [] if owed is None else [max(owed, begun)]
            if not since or moment.at < max(since) + LOSES_AFTER - CLOCKS_DIFFER:
                yield talk.violation(
                    "lost too soon", f"{line.by} lost it at {line.seq}, owing nothing yet.", talk.stored
                )


_ENDS_HOLD: Final = frozenset({"resumed", "joined", "left", "closed"})


def _moments(talk: Talk) -> Iterator[tuple[Line, Moment, int]]:
    """Yield each stored line with when it was written and until when there then is a hold that nothing has ended; 0: none."""
    held_until = 0
    moments = () if talk.stored is None else talk.stored.moments
    for line, moment in zip(talk.lines, moments, strict=False):
        yield line, moment, held_until
        if line.kind == "held":
            held_until = moment.at + 60_000 * (moment.minutes or 0)
        elif line.kind in _ENDS_HOLD or (line.kind == "said" and line.by not in SIDES):
            held_until = 0


def takers_are_told_the_truth(talk: Talk) -> Iterator[Violation]:
    """I6: who was told to have it had it, and who came second was told of somebody who did."""
    joined = {line.by for line in talk.lines if line.kind == "joined"}
    for did in (each for each in talk.did if each.what == "take"):
        if did.outcome == "done" and did.by not in joined:
            yield talk.violation("two owners", f"{did.by} was told to have it and never had.", did, talk.stored)
        if did.owner is not None and did.owner not in joined:
            yield talk.violation("two owners", f"{did.by} was told that {did.owner} has it.", did, talk.stored)


def nothing_after_the_close(talk: Talk) -> Iterator[Violation]:
    """I7: nothing stands after the close or was acknowledged there, and what was closed for one is closed.

    Its visitor may put right what they have said all the same.
    """
    closed = next((line.seq for line in talk.lines if line.kind == "closed"), None)
    for did in talk.did:
        if did.what == "close" and did.outcome == "done" and closed is None:
            yield talk.violation("after close", f"{did.by} closed it and it is open.", did, talk.stored)
    if closed is None:
        return
    after = [line for line in talk.lines[closed:] if (line.kind, line.by) != ("corrected", "visitor")]
    if talk.stored is not None and (after or talk.stored.status != "closed"):
        yield talk.violation("after close", f"It was closed at {closed} and goes on.", talk.stored)
    for told in talk.acknowledged:
        if told.seq > closed:
            yield talk.violation("after close", f"{told.id} was acknowledged at {told.seq}.", told, talk.stored)


def nothing_comes_from_nowhere(talk: Talk) -> Iterator[Violation]:
    """What is stored was typed, and what is closed was closed by whoever it says; the system closes after 24 hours."""
    typed = {(each.by, each.id) for each in talk.events if isinstance(each, Typed)}
    closed = {did.by for did in talk.did if did.what == "close" and did.outcome != "refused"} | {"system"}
    closed |= {each.by for each in talk.endings if each.state == "asked"}
    for line in talk.lines:
        if line.kind == "said" and (line.by, line.id) not in typed:
            yield talk.violation("invented", f"Nobody typed {line.id} of {line.by} at {line.seq}.", talk.stored)
        if line.kind == "closed" and line.by not in closed:
            yield talk.violation("invented", f"{line.by} never closed what ends at {line.seq}.", talk.stored)


def mailed_once(talk: Talk) -> Iterator[Violation]:
    """T6: each mail of an order leaves once, and no confirmed order waits for ever."""
    for (order, mail), times in Counter((each.order, each.mail) for each in talk.mailed).items():
        if times > 1:
            twice = [each for each in talk.mailed if (each.order, each.mail) == (order, mail)]
            yield talk.violation("mailed twice", f"{mail} of order {order} left {times} times.", *twice)
    for order, state in () if talk.stored is None else talk.stored.orders:
        if state in ("confirmed", "sending"):
            yield talk.violation("stale", f"Order {order} is {state} long after the trouble has ended.", talk.stored)


def codes_are_judged_five_times(talk: Talk) -> Iterator[Violation]:
    """T2: of the codes that are given for an order, however many at once, no more than five are judged."""
    judged = [each for each in talk.did if each.what == "confirm" and each.code == "wrong_code"]
    ordered = sum(each.what == "order" and each.outcome != "refused" for each in talk.did)
    if len(judged) > TRIES * ordered:
        sentence = f"{len(judged)} wrong codes were judged for what was ordered {ordered} times."
        yield talk.violation("guessed", sentence, *judged)


def a_code_costs_one_try(talk: Talk) -> Iterator[Violation]:
    """T2: whoever gives a code loses one try by it, however often a write that counts it is repeated.

    Ordering again gives all tries back. What was never answered may still have been under way then.
    """
    given = [each for each in talk.did if each.what == "confirm"]
    ordered = [each for each in talk.did if each.what == "order" and each.outcome == "done"]
    for did in given:
        since = max((each.began for each in ordered if each.at <= did.began), default=0)
        begun = [each for each in given if each.began <= did.at and (each.at >= since or each.outcome == "unknown")]
        if did.tries_left is not None and did.tries_left < TRIES - len(begun):
            sentence = f"{did.tries_left} tries were left after {len(begun)} codes."
            yield talk.violation("miscounted", sentence, *begun)


def mailed_when_answered(talk: Talk) -> Iterator[Violation]:
    """T3: no transcript leaves before an agent has written."""
    answered = any(line.kind == "said" and line.by not in SIDES for line in talk.lines)
    for mailed in talk.mailed:
        if mailed.mail == "transcript" and not answered:
            yield talk.violation(
                "mailed unanswered", "A transcript left, and no agent has written.", mailed, talk.stored
            )


def bounced_only_where_it_did(talk: Talk) -> Iterator[Violation]:
    """T6: an order is called bounced only when its newest mail has come back.

    An absent reader's answer is no bounce, and the mail to an address that was put right since ends nothing.
    """
    newest = {each.order: each for each in sorted(talk.mailed, key=lambda each: _turn(each.mail))}
    bounced = {order for order, mailed in newest.items() if mailed.bounces}
    for order, state in () if talk.stored is None else talk.stored.orders:
        if state == "bounced" and order not in bounced:
            yield talk.violation("not bounced", f"Order {order} is called bounced, and no mail came back.", talk.stored)


# ------------------------------------------------------------------------------------------------- the access log

_RECORDED: Final = {
    frozenset({"conversation_taken", "conversation_transferred", "conversation_released"}): frozenset(
        {"joined", "left"}
    ),
    frozenset({"conversation_closed", "conversation_ended_for_abuse"}): frozenset({"closed"}),
    frozenset({"colleague_invited"}): frozenset({"helping"}),
    frozenset({"correction_made"}): frozenset({"corrected"}),
}
"""By which actions the lines of which kinds come to be. That somebody is let go is done where the log takes no record, too."""


def no_deed_without_a_record(talk: Talk) -> Iterator[Violation]:
    """The access log has a record of every change of hands, invitation, correction and end, besides those of what then failed.

    Of whatever died between its record and its deed, and of what nobody could tell, there may be more.
    """
    if talk.stored is None or talk.stored.records is None:
        return
    for actions, kinds in _RECORDED.items():
        done = sum(line.kind in kinds for line in talk.lines)
        recorded = sum(
            times if outcome == "allowed" else -times
            for _, action, outcome, times in talk.stored.records
            if action in actions and outcome in ("allowed", "failed")
        )
        if done > recorded:
            sentence = f"{done} of {sorted(kinds)} were done, and {recorded} recorded."
            yield talk.violation("unrecorded", sentence, talk.stored)


def no_reading_without_a_record(talk: Talk) -> Iterator[Violation]:
    """Whoever of the staff has had a visitor's words on a screen is in the access log with a reading, or as who broke the glass."""
    if talk.stored is None or talk.stored.records is None:
        return
    opens = {"conversation_opened", "glass_broken"}
    readers = {actor for actor, action, *_ in talk.stored.records if action in opens}
    for events in talk.screens.values():
        shown = (each for each in events if isinstance(each, Showed) and each.by != "visitor")
        read = next((each for each in shown if any(line.by == "visitor" and line.text for line in each.added)), None)
        if read is not None and read.by not in readers:
            yield talk.violation("unrecorded", f"{read.by} has read it, without a record.", read, talk.stored)


# ------------------------------------------------------------------------------------------------- notes for colleagues


def a_note_is_kept_once(talk: Talk) -> Iterator[Violation]:
    """I1, I2: a note that was acknowledged stands in its place, once, in places without a gap."""
    if talk.stored is None:
        return
    stored = {note.number: note for note in talk.stored.notes}
    places = [note.number for note in talk.stored.notes]
    if places != list(range(1, len(places) + 1)):
        yield talk.violation("gap", f"The places of its notes are {places}.", talk.stored)
    for (by, id_), times in Counter((note.by, note.id) for note in talk.stored.notes).items():
        if times > 1:
            yield talk.violation("doubled", f"Note {id_} of {by} is stored {times} times.", talk.stored)
    for each in talk.noted:
        note = stored.get(each.number or 0)
        if each.outcome == "done" and (note is None or (note.by, note.id) != (each.by, each.id)):
            yield talk.violation("lost", f"Note {each.id} was acknowledged as {each.number}, and is not there.", each)


def a_note_says_what_was_written(talk: Talk) -> Iterator[Violation]:
    """What stands as a note is what its writer sent, until they take it back; then nothing of it is left."""
    if talk.stored is None:
        return
    sent = {each.id: each.sent for each in talk.noted if each.sent is not None}
    back = {each.number for each in talk.noted if each.outcome == "done" and each.sent is None}
    may_be_back = {each.by for each in talk.noted if each.sent is None}
    for note in talk.stored.notes:
        if note.id not in sent or note.text not in (sent[note.id], None):
            yield talk.violation("invented", f"Note {note.number} is none that was written.", talk.stored)
        elif note.text is None and note.by not in may_be_back:
            yield talk.violation("lost", f"The words of note {note.number} are gone unasked.", talk.stored)
        elif note.text is not None and note.number in back:
            yield talk.violation("dishonest", f"Note {note.number} was taken back, and is there.", talk.stored)


def no_visitor_sees_a_note(talk: Talk) -> Iterator[Violation]:
    """A note for colleagues reaches no visitor, by whatever way, and no log."""
    for each in talk.leaked:
        yield talk.violation(
            "seen by a visitor", f"Something of a note is in a visitor's {each.where}, or a log.", each
        )


CHECKERS: Final[tuple[Checker, ...]] = (
    acknowledged_is_durable,
    stored_once,
    one_order,
    in_the_order_typed,
    no_gaps_on_screen,
    nothing_is_claimed_before_it_is_fetched,
    everybody_catches_up,
    honest_screens,
    one_owner,
    only_they_write,
    holds_hold,
    nobody_loses_it_too_soon,
    takers_are_told_the_truth,
    nothing_after_the_close,
    nothing_comes_from_nowhere,
    mailed_once,
    codes_are_judged_five_times,
    a_code_costs_one_try,
    mailed_when_answered,
    bounced_only_where_it_did,
    no_deed_without_a_record,
    no_reading_without_a_record,
    a_note_is_kept_once,
    a_note_says_what_was_written,
    no_visitor_sees_a_note,
    *helping_each_other.CHECKERS,
    *putting_right.CHECKERS,
    *restricting.CHECKERS,
)


def check(events: Iterable[Event]) -> Verdict:
    """Return what a history breaks, and what was counted in it."""
    by_conversation: defaultdict[str, list[Event]] = defaultdict(list)
    for each in events:
        by_conversation[each.conversation].append(each)
    talks = [Talk(conversation, found) for conversation, found in by_conversation.items()]
    violations = itertools.chain.from_iterable(checker(talk) for talk in talks for checker in CHECKERS)
    return Verdict(
        violations=tuple(violations),
        conversations=len(talks),
        acknowledged=sum(len({told.id for told in talk.acknowledged}) for talk in talks),
        ambiguous=sum(_ambiguous(talk) for talk in talks),
    )


def _ambiguous(talk: Talk) -> int:
    told = {each.id for each in talk.acknowledged} | {line.id for line in talk.lines}
    typed = {each.id for each in talk.events if isinstance(each, Typed)}
    return len(typed - told) + sum(did.outcome == "unknown" for did in talk.did)


def _turn(mail: str) -> int:
    """Return a number that grows with an order's mails: its codes by theirs, then the copy."""
    return int(mail.removeprefix("code-")) if mail.startswith("code-") else 1_000_000


def _takes(talk: Talk, *people: str) -> Iterator[Did]:
    return (did for did in talk.did if did.what in ("take", "transfer") and did.by in people)


def _as_shown(line: Line | None) -> Line | None:
    """Return a stored line as both sides see it."""
    return None if line is None else msgspec.structs.replace(line, by=SIDES.get(line.by, "agent"))
