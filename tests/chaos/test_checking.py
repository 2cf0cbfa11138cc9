"""The checkers: a history that keeps every promise, with all that nobody can know in it, and one mistake at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chaos.checking import Verdict, check
from chaos.grounds import ON_ITS_WAY
from chaos.history import (
    CANARY,
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
    NoteLine,
    Outcome,
    Recorded,
    Retried,
    Showed,
    Stored,
    Typed,
    read,
    tells_of_notes,
    words_in,
    write,
)
from chaos.report import PROMISES

TALK = "0123456789ABCDEF"
LONG_AFTER = 200_000
"""When all has arrived that was on its way when something was restricted, or lifted."""


@dataclass
class Told:
    """A history that is told from event to event, by whoever keeps every promise unless told otherwise."""

    events: list[Event] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    shown: dict[str, int] = field(default_factory=dict)
    owner: str | None = None
    status: str = "waiting"
    ending: dict[str, object] = field(default_factory=dict)
    """What is stored otherwise than whoever keeps every promise would."""
    instead: dict[int, str] = field(default_factory=dict)
    """The words that agents have put right, by place."""

    def typed(self, id_: str, by: str = "visitor", screen: str = "v") -> None:
        self.events.append(Typed(at=0, conversation=TALK, screen=screen, by=by, id=id_, text=f"text of {id_}"))

    def stored(self, id_: str, by: str = "visitor") -> None:
        self.lines.append(Line(len(self.lines) + 1, "said", by, id_, f"text of {id_}"))

    def acknowledged(self, id_: str, by: str = "visitor", screen: str = "v", seq: int | None = None) -> None:
        place = seq or next(line.seq for line in self.lines if line.id == id_)
        self.events.append(
            Acknowledged(at=0, conversation=TALK, screen=screen, by=by, id=id_, seq=place, text=f"text of {id_}")
        )

    def said(self, id_: str, by: str = "visitor", screen: str = "v") -> None:
        self.typed(id_, by, screen)
        self.stored(id_, by)
        self.acknowledged(id_, by, screen)

    def step(self, kind: str, by: str, status: str, owner: str | None) -> None:
        self.lines.append(Line(len(self.lines) + 1, kind, by))  # type: ignore[arg-type]
        self.status, self.owner = status, owner

    def did(self, what: str, by: str, outcome: str = "done", **more: str | int) -> None:
        when = {"began": 0, "at": 1, **more}
        self.events.append(
            Did(conversation=TALK, screen=by, by=by, what=what, outcome=outcome, **when)  # type: ignore[arg-type]
        )

    def taken(self, by: str = "agent.a") -> None:
        self.step("joined", by, "active", by)
        self.did("take", by)

    def asks_in(self, person: str = "agent.b", *, at: int = 0) -> None:
        self.did("invite", self.owner or "", to=person, began=at, at=at + 1)
        self.step("helping", person, self.status, self.owner)

    def lets_go(self, person: str = "agent.b", *, at: int = 10) -> None:
        self.did("let_go", self.owner or "", to=person, began=at, at=at + 1)
        self.step("helped", person, self.status, self.owner)

    def recorded(self, actor: str, action: str, reason: str | None = None, *, at: int = 2) -> None:
        self.events.append(
            Recorded(at=at, conversation=TALK, actor=actor, action=action, outcome="allowed", reason=reason)
        )

    def heard(self, by: str, *, at: int = 5) -> None:
        self.events.append(Heard(at=at, conversation=TALK, screen=by, by=by, newest=len(self.lines)))

    def corrected(self, id_: str, by: str, about: int, *, at: int = 5, shown: bool = True) -> None:
        fields = {"screen": by, "by": by, "id": id_, "about": about, "sent": f"text of {id_}"}
        self.events.append(Corrected(at=at + 1, began=at, conversation=TALK, outcome="done", **fields))  # type: ignore[arg-type]
        self.lines.append(Line(len(self.lines) + 1, "corrected", by, id_, f"text of {id_}", about))
        if by != "visitor" and shown:
            self.instead = {**self.instead, about: f"text of {id_}"}

    def ended(self) -> None:
        """Let its visitor end it."""
        self.step("closed", "visitor", "closed", self.owner)
        self.did("close", "visitor")

    def restricts(self, what: str = "restrict", case: str = "2026-7", *, at: int = 10, outcome: str = "done") -> None:
        reason = case if what == "restrict" else f"{case} told 2026-11-26"
        action = {"restrict": "restriction_placed", "lift": "restriction_lifted"}[what]
        for person in ("first.person", "second.person"):
            self.recorded(person, action, f"case {reason}", at=at)
        self.did(what, "operators", outcome, why=case, began=at, at=at + 1)

    def waits(self, id_: str, *states: str, seen: int | None = None) -> None:
        fields = {"screen": "a", "by": "agent.a", "id": id_, "seen": seen}
        for state in states:
            self.events.append(Ending(at=5, conversation=TALK, state=state, **fields))  # type: ignore[arg-type]

    def shows(self, screen: str = "v", by: str = "visitor", upto: int | None = None, **more: object) -> None:
        lines = [
            msgspec.structs.replace(line, by=line.by if line.by in ("visitor", "system") else "agent")
            for line in self.lines[:upto]
        ]
        kept = self.shown.get(screen, 0)
        self.shown[screen] = len(lines)
        fields = {"up_to_date": upto is None, "status": self.status, "kept": kept, "added": tuple(lines[kept:])}
        fields |= {"instead": tuple(sorted(self.instead.items())), **more}
        self.events.append(Showed(at=2, conversation=TALK, screen=screen, by=by, **fields))  # type: ignore[arg-type]

    def ends(self, **instead: object) -> Verdict:
        fields = {
            "lines": tuple(self.lines),
            "status": self.status,
            "owner": self.owner,
            "in_queue": self.status == "waiting",
            "desks": (self.owner,) if self.status == "active" else (),
            **self.ending,
            **instead,
        }
        self.events.append(Stored(at=3, conversation=TALK, **fields))  # type: ignore[arg-type]
        return check(self.events)


@pytest.fixture
def told() -> Told:
    """A visitor and an agent in the middle of a conversation."""
    told = Told()
    told.said("v1")
    told.taken()
    told.said("a1", "agent.a", "a")
    told.said("v2")
    return told


def broken(verdict: Verdict) -> set[str]:
    return set(verdict.broken)


# ------------------------------------------------------------------------------------------------- what is allowed


@pytest.mark.parametrize(("holds", "after"), [(None, 180), (2, 300), (15, 1_080)])
def test_what_is_not_answered_in_time_may_go_back_once_no_hold_lasts(told: Told, holds: int | None, after: int) -> None:
    goes_back(told, holds=holds, after=after)

    assert broken(told.ends()) <= {"invented"}


def test_what_a_colleague_has_not_taken_up_may_go_back_to_whoever_passed_it_on_and_to_nobody_else(told: Told) -> None:
    told.step("joined", "agent.b", "active", "agent.b")
    told.did("transfer", "agent.a", to="agent.b")
    told.step("joined", "agent.a", "active", "agent.a")
    moments = [*(Moment(0) for _ in told.lines[:-1]), Moment(0, why="not_taken_up")]

    assert "two owners" not in broken(told.ends(moments=tuple(moments)))
    assert "two owners" in broken(told.ends(moments=()))


def test_whoever_has_left_may_be_shown_as_gone(told: Told) -> None:
    told.step("left", "agent.a", "waiting", None)
    told.shows()
    told.events.append(Left(at=2, conversation=TALK, screen="v"))
    told.ending = {"gone": True}

    assert told.ends().violations == ()


def test_a_note_that_was_never_answered_may_be_there_or_not_and_one_may_be_taken_back(told: Told) -> None:
    noted(told, "note-1", number=1)
    noted(told, "note-2", outcome="unknown", number=None)
    noted(told, "note-3", outcome="refused", number=None)
    told.events.append(
        Noted(at=1, began=0, conversation=TALK, screen="a", by="agent.a", id="note-1", outcome="done", number=1)
    )
    stored = (NoteLine(1, "agent.a", "note-1"), NoteLine(2, "agent.a", "note-2", "text of note-2"))

    for notes in (stored, stored[:1]):
        assert told.ends(notes=notes).violations == ()
        told.events.pop()


def test_an_agent_may_be_told_that_there_is_no_such_conversation_any_more(told: Told) -> None:
    told.shows()
    told.shows("a", "agent.a", up_to_date=False, status="lost", trouble=True)

    assert told.ends().violations == ()


def test_a_talk_that_keeps_every_promise_is_good(told: Told) -> None:
    told.shows()
    told.shows("a", "agent.a")
    told.did("order", "visitor")
    told.events.append(Mailed(at=0, conversation=TALK, order=1, mail="code-1"))
    told.events.append(Mailed(at=0, conversation=TALK, order=1, mail="transcript"))
    told.step("left", "agent.a", "waiting", None)
    told.did("transfer", "agent.a")
    told.taken("agent.b")
    told.did("take", "agent.c", "refused", owner="agent.b")
    told.step("joined", "agent.c", "active", "agent.c")
    told.did("transfer", "agent.b", to="agent.c")
    told.step("closed", "visitor", "closed", "agent.c")
    told.did("close", "visitor")
    told.shows()
    told.events.append(Left(at=2, conversation=TALK, screen="a"))

    verdict = told.ends(orders=((1, "delivered"),))

    assert verdict.violations == ()
    assert (verdict.conversations, verdict.acknowledged, verdict.ambiguous) == (1, 3, 0)


def test_a_colleague_who_is_asked_in_may_read_write_and_put_right_until_they_are_let_go(told: Told) -> None:
    told.asks_in()
    told.recorded("agent.a", "colleague_invited")
    told.recorded("agent.b", "conversation_opened", "invited")
    told.said("b1", "agent.b", "b")
    told.heard("agent.b")
    told.corrected("b2", "agent.b", about=len(told.lines))
    told.heard("agent.b", at=12)
    told.lets_go()
    told.said("v3")
    told.shows()
    told.shows("a", "agent.a")
    told.shows("b", "agent.b", upto=-2, up_to_date=False)

    assert told.ends(let_in=(), helps=()).violations == ()


def test_a_colleague_who_is_asked_in_again_is_in_again(told: Told) -> None:
    told.asks_in()
    told.recorded("agent.a", "colleague_invited")
    told.recorded("agent.b", "conversation_opened", "invited", at=30)
    told.lets_go()
    told.asks_in(at=20)
    told.heard("agent.b", at=100_000)

    assert told.ends(let_in=(("agent.b", "invited"),), helps=("agent.b",)).violations == ()


@pytest.mark.parametrize(
    ("what", "action", "ground"),
    [("supervise", "supervision_begun", "supervising"), ("glass", "glass_broken", "glass")],
)
def test_a_supervisor_and_whoever_breaks_the_glass_may_read_for_their_hour(
    told: Told, what: str, action: str, ground: str
) -> None:
    told.did(what, "agent.c", why="complaint", lasts=120_000)
    told.recorded("agent.c", action, "complaint")
    told.recorded("agent.c", "conversation_opened", ground)
    told.heard("agent.c", at=100_000)
    told.step("closed", "agent.a", "closed", "agent.a")
    told.did("close", "agent.a")

    assert told.ends(let_in=(("agent.c", ground),), helps=()).violations == ()


def test_a_supervisor_who_is_asked_in_is_in_on_both_grounds(told: Told) -> None:
    told.did("supervise", "agent.b", why="complaint", lasts=120_000)
    told.asks_in()

    both = (("agent.b", "supervising"), ("agent.b", "invited"))
    assert told.ends(let_in=both, helps=("agent.b",)).violations == ()


def test_a_supervisor_who_looks_in_may_pass_it_on_and_end_it(told: Told) -> None:
    told.did("supervise", "agent.c", why="complaint", lasts=120_000)
    told.did("transfer", "agent.c", to="agent.b")
    told.step("joined", "agent.b", "active", "agent.b")
    told.did("close", "agent.c")
    told.step("closed", "agent.c", "closed", "agent.b")

    assert told.ends().violations == ()


def test_a_visitor_may_put_right_what_they_said_also_after_the_end(told: Told) -> None:
    told.step("closed", "visitor", "closed", "agent.a")
    told.did("close", "visitor")
    told.corrected("v3", "visitor", about=1)
    told.shows()

    assert told.ends().violations == ()


def test_an_end_may_be_undone_taken_back_asked_for_twice_or_lost_with_its_browser(told: Told) -> None:
    told.waits("end-1", "begun", "undone")
    told.waits("end-2", "begun", "taken_back")
    told.waits("end-3", "begun", "lost")
    told.waits("end-4", "begun", "asked", "asked", "answered", seen=len(told.lines))
    told.did("close", "agent.a", seen=len(told.lines))
    told.step("closed", "agent.a", "closed", "agent.a")

    assert told.ends().violations == ()


def test_what_is_restricted_is_so_until_the_last_of_its_cases_is_lifted_and_then_read_again(told: Told) -> None:
    told.ended()
    told.restricts()
    told.restricts(case="2026/8.b", at=20)
    told.restricts("lift", at=70_000)
    assert broken(told.ends(restricted=("2026/8.b",))) == set()
    told.events.pop()

    told.restricts("lift", "2026/8.b", at=80_000)
    told.recorded("agent.a", "conversation_opened", at=LONG_AFTER)
    told.heard("agent.a", at=LONG_AFTER)
    assert told.ends(restricted=(), listed=True).violations == ()


def test_what_was_on_its_way_may_arrive_and_its_visitor_has_what_they_have_while_it_is_restricted(told: Told) -> None:
    told.ended()
    told.restricts()
    told.recorded("agent.a", "conversation_opened")
    told.heard("agent.a", at=ON_ITS_WAY)
    told.did("order", "visitor", at=LONG_AFTER, began=LONG_AFTER - 1)
    told.events.append(Mailed(at=LONG_AFTER, conversation=TALK, order=1, mail="code-1"))
    told.corrected("v3", "visitor", about=1)
    told.shows()

    assert told.ends(restricted=("2026-7",)).violations == ()


@pytest.mark.parametrize("what", ["restrict", "lift"])
def test_a_restriction_or_a_lift_that_was_never_answered_may_be_so_or_not(told: Told, what: str) -> None:
    told.ended()
    if what == "lift":
        told.restricts()
    told.restricts(what, at=100, outcome="unknown")
    told.recorded("agent.a", "conversation_opened", at=LONG_AFTER)
    told.heard("agent.a", at=LONG_AFTER)

    for cases in ((), ("2026-7",)):
        assert told.ends(restricted=cases, listed=not cases).violations == ()
        told.events.pop()


def test_what_was_never_answered_may_have_happened_or_not(told: Told) -> None:
    told.typed("v3")
    told.stored("v3")
    told.typed("v4")
    told.did("take", "agent.b", "unknown")
    told.did("close", "visitor", "unknown")
    told.shows(pending=(("v4", "not_sent"),))

    verdict = told.ends()

    assert verdict.violations == ()
    assert verdict.ambiguous == 3


@pytest.mark.parametrize("first_try_was_stored", [True, False])
def test_of_a_message_that_was_tried_again_either_try_may_be_stored(told: Told, first_try_was_stored: bool) -> None:
    told.typed("v3")
    told.typed("v4")
    told.events.append(Retried(at=0, conversation=TALK, screen="v", by="visitor", id="v3"))
    for id_ in ("v3", "v4") if first_try_was_stored else ("v4", "v3"):
        told.stored(id_)

    assert told.ends().violations == ()


def test_what_is_discarded_is_owed_no_more_and_a_lost_conversation_may_be_behind(told: Told) -> None:
    told.shows()
    told.typed("v3")
    told.shows(pending=(("v3", "not_sent"),))
    told.events.append(Discarded(at=0, conversation=TALK, screen="v", id="v3"))
    told.shows()
    told.shows("b", "agent.b", upto=2, status="lost")

    assert told.ends().violations == ()


def test_a_refusal_on_an_open_line_does_not_bring_what_is_still_on_its_way(told: Told) -> None:
    told.shows()
    told.shows("v/2", upto=2, up_to_date=False, trouble=True)
    told.shows("v/2", upto=2, up_to_date=True)
    told.shows("v/2")

    assert told.ends().violations == ()


def test_a_screen_whose_line_was_lost_may_not_know_what_came_after_that(told: Told) -> None:
    told.shows()
    told.shows(up_to_date=False, trouble=True, cut=True)
    told.said("a2", "agent.a", "a")
    told.shows(upto=4, up_to_date=True)
    told.shows()

    assert told.ends().violations == ()


# ------------------------------------------------------------------------------------------------- one mistake at a time


def loses(told: Told) -> None:
    told.typed("v3")
    told.acknowledged("v3", seq=5)


def loses_the_text(told: Told) -> None:
    told.lines[-1] = msgspec.structs.replace(told.lines[-1], text="another")


def doubles(told: Told) -> None:
    told.stored("v2")


def answers_in_two_ways(told: Told) -> None:
    told.stored("v3")
    told.events.append(
        Acknowledged(at=0, conversation=TALK, screen="w", by="visitor", id="v2", seq=5, text="text of v3")
    )


def leaves_a_hole(told: Told) -> None:
    told.lines.append(Line(6, "said", "visitor", "v3", "text"))


def shows_another_text(told: Told) -> None:
    told.shows()
    told.lines[0] = msgspec.structs.replace(told.lines[0], text="another")


def turns_the_order_round(told: Told) -> None:
    told.typed("v3")
    told.typed("v4")
    told.stored("v4")
    told.stored("v3")


def shows_with_a_gap(told: Told) -> None:
    told.shows(added=(Line(2, "joined", "agent"),))


def claims_to_be_complete(told: Told) -> None:
    told.shows(upto=2, up_to_date=True)


def claims_to_be_complete_before_it_has_fetched(told: Told) -> None:
    told.shows(upto=2, up_to_date=False, trouble=True, cut=True)
    told.shows(upto=2, up_to_date=True)
    told.shows()


def never_catches_up(told: Told) -> None:
    told.shows(upto=2)


def is_shown_as_gone(told: Told) -> None:
    told.step("left", "agent.a", "waiting", None)
    told.shows()
    told.ending = {"gone": True}


def calls_gone_what_is_its_own(told: Told) -> None:
    told.shows()
    told.shows(up_to_date=False, status="lost", trouble=True)


def never_sends(told: Told) -> None:
    told.typed("v3")
    told.shows(pending=(("v3", "sending"),))


def takes_away(told: Told) -> None:
    told.shows()
    told.shows(kept=0, added=(), up_to_date=False, status="unknown")


def loses_what_was_typed(told: Told) -> None:
    told.typed("v3")
    told.shows()


def ticks_too_early(told: Told) -> None:
    told.typed("v3")
    told.shows(pending=(("v3", "sent"),))


def takes_the_tick_back(told: Told) -> None:
    told.typed("v3")
    told.stored("v3")
    told.acknowledged("v3")
    told.shows(upto=4, pending=(("v3", "not_sent"),), status="lost")


def takes_twice(told: Told) -> None:
    told.taken("agent.b")


def lets_another_write(told: Told) -> None:
    told.stored("b1", "agent.b")


def owns_on(told: Told) -> None:
    told.step("left", "agent.a", "active", "agent.a")


def says_taken(told: Told) -> None:
    told.did("take", "agent.b")


def names_nobodys_owner(told: Told) -> None:
    told.did("take", "agent.b", "refused", owner="agent.c")


def goes_on_after_the_close(told: Told) -> None:
    told.step("closed", "agent.a", "closed", "agent.a")
    told.did("close", "agent.a")
    told.said("v3")


def is_open_after_the_close(told: Told) -> None:
    told.did("close", "visitor")


def closes_by_itself(told: Told) -> None:
    told.step("closed", "visitor", "closed", "agent.a")


def makes_a_message_up(told: Told) -> None:
    told.stored("v3")


def mails_twice(told: Told) -> None:
    told.events += [Mailed(at=0, conversation=TALK, order=1, mail="transcript")] * 2


def judges_a_sixth_code(told: Told) -> None:
    told.did("order", "visitor")
    for _ in range(6):
        told.did("confirm", "visitor", "refused", code="wrong_code")


def mails_before_an_answer(told: Told) -> None:
    told.lines = [line for line in told.lines if line.by != "agent.a" or line.kind != "said"]
    told.events.append(Mailed(at=0, conversation=TALK, order=1, mail="transcript"))


def hears_what_is_restricted(told: Told) -> None:
    told.restricts()
    told.heard("agent.a", at=LONG_AFTER)


def is_told_what_they_said_in_what_is_restricted(told: Told) -> None:
    told.restricts()
    fields = {"screen": "a", "by": "agent.a", "id": "a1", "seq": 3, "text": "text of a1"}
    told.events.append(Acknowledged(at=LONG_AFTER, conversation=TALK, **fields))  # type: ignore[arg-type]


def is_given_a_note_of_what_is_restricted(told: Told) -> None:
    told.restricts()
    fields = {"screen": "a", "by": "agent.a", "id": "note-1", "outcome": "done", "sent": "text", "number": 1}
    told.events.append(Noted(at=LONG_AFTER, began=LONG_AFTER, conversation=TALK, **fields))  # type: ignore[arg-type]


def mails_of_what_is_restricted_unordered(told: Told) -> None:
    told.restricts()
    told.events.append(Mailed(at=LONG_AFTER, conversation=TALK, order=1, mail="transcript"))


def forgets_that_it_is_restricted(told: Told) -> None:
    told.restricts()
    told.ending = {"restricted": ()}


def ends_two_cases_with_one_lift(told: Told) -> None:
    told.restricts()
    told.restricts(case="2026-8")
    told.restricts("lift", at=70_000)
    told.ending = {"restricted": ()}


def stays_restricted_when_lifted(told: Told) -> None:
    told.restricts()
    told.restricts("lift", at=70_000)
    told.ending = {"restricted": ("2026-7",)}


def lists_what_is_restricted(told: Told) -> None:
    told.ended()
    told.restricts()
    told.ending = {"restricted": ("2026-7",), "listed": True}


def is_lifted_and_on_no_list(told: Told) -> None:
    told.ended()
    told.restricts()
    told.restricts("lift", at=70_000)
    told.ending = {"restricted": (), "listed": False}


def restricts_with_one_record(told: Told) -> None:
    told.recorded("first.person", "restriction_placed", "case 2026-7")
    told.did("restrict", "operators", why="2026-7", began=1, at=5)


def lifts_without_a_record(told: Told) -> None:
    told.restricts()
    told.did("lift", "operators", why="2026-7", began=100, at=101)


def takes_two_tries_for_a_code(told: Told) -> None:
    told.did("order", "visitor")
    told.did("confirm", "visitor", "refused", code="wrong_code", tries_left=3)


def calls_it_bounced(told: Told) -> None:
    told.events.append(Mailed(at=0, conversation=TALK, order=1, mail="code-1", bounces=True))
    told.events.append(Mailed(at=0, conversation=TALK, order=1, mail="code-2"))
    told.ending = {"orders": ((1, "bounced"),)}


def does_it_before_it_is_recorded(told: Told) -> None:
    told.ending = {"records": ()}


def a_note_is_in_a_frame_of_the_visitors(told: Told) -> None:
    told.events.append(Leaked(at=1, conversation=TALK, where="frame", screen="v"))


def goes_back(told: Told, *, holds: int | None, after: int, closes: bool = False) -> None:
    """Let a conversation go back (or end) so many seconds after its agent said that they are checking something, or after all."""
    moments = [Moment(0) for _ in told.lines]
    if holds is not None:
        told.step("held", "agent.a", "active", "agent.a")
        moments.append(Moment(0, holds))
    if closes:
        told.step("closed", "system", "closed", "agent.a")
        moments.append(Moment(after * 1000))
        told.ending["closed_for"] = "silence"
    else:
        told.step("left", "agent.a", "waiting", None)
        moments.append(Moment(after * 1000, why="unanswered"))
    told.shows()
    told.shows("a", "agent.a")
    told.ending["moments"] = tuple(moments)


def gives_back_what_is_on_hold(told: Told) -> None:
    goes_back(told, holds=5, after=200)


def ends_what_is_on_hold(told: Told) -> None:
    goes_back(told, holds=15, after=800, closes=True)


def gives_back_too_soon(told: Told) -> None:
    goes_back(told, holds=None, after=100)


def gives_back_after_the_answer(told: Told) -> None:
    told.said("a2", "agent.a", "a")
    goes_back(told, holds=None, after=10_000)


def hears_after_being_let_go(told: Told) -> None:
    told.asks_in()
    told.lets_go()
    told.said("v3")
    told.heard("agent.b", at=12)


def hears_for_ever_after_being_let_go(told: Told) -> None:
    told.asks_in()
    told.did("let_go", "agent.a", to="agent.b", began=10, at=11)
    told.heard("agent.b", at=100_000)


def writes_after_being_let_go(told: Told) -> None:
    told.asks_in()
    told.did("let_go", "agent.a", to="agent.b", began=10, at=11)
    told.events.append(Typed(at=12, conversation=TALK, screen="b", by="agent.b", id="b1", text="text of b1"))
    told.stored("b1", "agent.b")


def stays_in_when_let_go(told: Told) -> None:
    told.asks_in()
    told.did("let_go", "agent.a", to="agent.b", began=10, at=11)


def stays_in_when_it_changes_hands(told: Told) -> None:
    told.asks_in()
    told.step("left", "agent.a", "waiting", None)
    told.did("transfer", "agent.a")
    told.ending = {"let_in": (("agent.b", "invited"),)}


def hears_when_the_hour_is_over(told: Told) -> None:
    told.did("supervise", "agent.c", why="complaint", lasts=120_000)
    told.recorded("agent.c", "supervision_begun", "complaint")
    told.recorded("agent.c", "conversation_opened", "supervising")
    told.heard("agent.c", at=240_000)


def hears_without_being_asked(told: Told) -> None:
    told.heard("agent.c")


def is_in_without_having_asked(told: Told) -> None:
    told.ending = {"let_in": (("agent.c", "glass"),)}


def helps_without_being_asked(told: Told) -> None:
    told.step("helping", "agent.b", "active", "agent.a")


def is_let_go_by_nobody(told: Told) -> None:
    told.asks_in()
    told.step("helped", "agent.b", "active", "agent.a")


def is_asked_in_in_vain(told: Told) -> None:
    told.did("invite", "agent.a", to="agent.b")


def is_forgotten(told: Told) -> None:
    told.asks_in()
    told.ending = {"let_in": ()}


def looks_in_and_is_forgotten(told: Told) -> None:
    told.did("supervise", "agent.b", why="complaint", lasts=120_000)
    told.asks_in()
    told.ending = {"let_in": (("agent.b", "supervising"),), "helps": ("agent.b",)}


def finds_no_invitation(told: Told) -> None:
    told.asks_in()
    told.ending = {"let_in": (("agent.b", "invited"),), "helps": ()}


def passes_on_what_they_were_asked_into(told: Told) -> None:
    told.asks_in()
    told.did("transfer", "agent.b", to="agent.c")
    told.step("joined", "agent.c", "active", "agent.c")


def passes_to_the_queue_what_they_were_asked_into(told: Told) -> None:
    told.asks_in()
    told.did("transfer", "agent.b")
    told.step("left", "agent.a", "waiting", None)


def ends_what_they_were_asked_into(told: Told) -> None:
    told.asks_in()
    told.did("close", "agent.b")
    told.step("closed", "agent.b", "closed", "agent.a")


def supervises_and_writes(told: Told) -> None:
    told.did("supervise", "agent.c", why="complaint", lasts=120_000)
    told.stored("c1", "agent.c")


def reads_before_it_is_recorded(told: Told) -> None:
    told.asks_in()
    told.recorded("agent.a", "colleague_invited")
    told.heard("agent.b", at=5)
    told.recorded("agent.b", "conversation_opened", "invited", at=6)


def reads_on_no_ground(told: Told) -> None:
    told.did("glass", "agent.c", why="complaint", lasts=120_000)
    told.recorded("agent.c", "conversation_opened")
    told.heard("agent.c")


def loses_a_correction(told: Told) -> None:
    told.corrected("a2", "agent.a", about=3)
    told.lines.pop()


def puts_right_what_nobody_sent(told: Told) -> None:
    told.lines.append(Line(5, "corrected", "agent.a", "a2", "text of a2", 3))


def puts_right_what_was_followed_by_more(told: Told) -> None:
    told.said("a2", "agent.a", "a")
    told.corrected("a3", "agent.a", about=3)


def puts_right_what_another_said(told: Told) -> None:
    told.corrected("a2", "agent.a", about=4)


def shows_what_was_put_right_before(told: Told) -> None:
    told.corrected("a2", "agent.a", about=3)
    told.corrected("a3", "agent.a", about=3, shown=False)
    told.shows()


def asks_for_an_end_that_was_undone(told: Told) -> None:
    told.waits("end-1", "begun", "undone", "asked")


def asks_for_an_end_in_vain(told: Told) -> None:
    told.waits("end-1", "begun", "asked")


def goes_without_a_word(told: Told) -> None:
    told.waits("end-1", "begun")
    told.events.append(Left(at=6, conversation=TALK, screen="a"))


def ends_over_a_word(told: Told) -> None:
    told.waits("end-1", "begun", "asked", "answered", seen=1)
    told.did("close", "agent.a", seen=1)
    told.step("closed", "agent.a", "closed", "agent.a")


MISTAKES: dict[str, tuple[Callable[[Told], None], ...]] = {
    "lost": (loses, loses_the_text, is_asked_in_in_vain, is_forgotten, looks_in_and_is_forgotten, loses_a_correction),
    "doubled": (doubles, answers_in_two_ways),
    "gap": (leaves_a_hole, shows_with_a_gap, claims_to_be_complete, claims_to_be_complete_before_it_has_fetched),
    "out of order": (shows_another_text, turns_the_order_round),
    "stale": (never_catches_up, never_sends, is_shown_as_gone, calls_gone_what_is_its_own, finds_no_invitation),
    "dishonest": (takes_away, loses_what_was_typed, ticks_too_early, takes_the_tick_back),
    "two owners": (
        takes_twice,
        lets_another_write,
        owns_on,
        says_taken,
        names_nobodys_owner,
        passes_on_what_they_were_asked_into,
        passes_to_the_queue_what_they_were_asked_into,
        ends_what_they_were_asked_into,
        supervises_and_writes,
    ),
    "hold broken": (gives_back_what_is_on_hold, ends_what_is_on_hold),
    "lost too soon": (gives_back_too_soon, gives_back_after_the_answer),
    "after close": (goes_on_after_the_close, is_open_after_the_close),
    "invented": (
        closes_by_itself,
        makes_a_message_up,
        helps_without_being_asked,
        is_let_go_by_nobody,
        puts_right_what_nobody_sent,
    ),
    "not let in": (
        hears_after_being_let_go,
        hears_for_ever_after_being_let_go,
        writes_after_being_let_go,
        stays_in_when_let_go,
        stays_in_when_it_changes_hands,
        hears_when_the_hour_is_over,
        hears_without_being_asked,
        is_in_without_having_asked,
    ),
    "restriction broken": (
        hears_what_is_restricted,
        is_told_what_they_said_in_what_is_restricted,
        is_given_a_note_of_what_is_restricted,
        mails_of_what_is_restricted_unordered,
        forgets_that_it_is_restricted,
        ends_two_cases_with_one_lift,
        stays_restricted_when_lifted,
        lists_what_is_restricted,
        is_lifted_and_on_no_list,
    ),
    "correction broken": (
        puts_right_what_was_followed_by_more,
        puts_right_what_another_said,
        shows_what_was_put_right_before,
    ),
    "end broken": (asks_for_an_end_that_was_undone, asks_for_an_end_in_vain, goes_without_a_word, ends_over_a_word),
    "mailed twice": (mails_twice,),
    "guessed": (judges_a_sixth_code,),
    "miscounted": (takes_two_tries_for_a_code,),
    "mailed unanswered": (mails_before_an_answer,),
    "not bounced": (calls_it_bounced,),
    "unrecorded": (
        does_it_before_it_is_recorded,
        reads_before_it_is_recorded,
        reads_on_no_ground,
        restricts_with_one_record,
        lifts_without_a_record,
    ),
    "seen by a visitor": (a_note_is_in_a_frame_of_the_visitors,),
}


@pytest.mark.parametrize(
    ("promise", "mistake"),
    [pytest.param(promise, each, id=each.__name__) for promise, found in MISTAKES.items() for each in found],
)
def test_a_mistake_is_objected_to_with_what_proves_it(
    told: Told, promise: str, mistake: Callable[[Told], None]
) -> None:
    mistake(told)

    verdict = told.ends()

    assert promise in broken(verdict)
    assert all(violation.proof for violation in verdict.violations)
    proof = next(violation.proof for violation in verdict.violations if violation.promise == promise)
    again = check([*proof, *([] if any(isinstance(each, Stored) for each in proof) else [told.events[-1]])])
    assert promise in broken(again), "the proof alone does not show it"


def test_every_promise_that_a_run_counts_has_a_mistake() -> None:
    assert set(MISTAKES) == set(PROMISES)


def noted(told: Told, id_: str, *, outcome: Outcome = "done", number: int | None = 1) -> None:
    text = f"text of {id_}"
    told.events.append(
        Noted(
            at=1,
            began=0,
            conversation=TALK,
            screen="a",
            by="agent.a",
            id=id_,
            outcome=outcome,
            sent=text,
            number=number,
            text=text if outcome == "done" else None,
        )
    )


@pytest.mark.parametrize(
    ("promise", "stored"),
    [
        ("lost", ()),
        ("gap", (NoteLine(2, "agent.a", "note-1", "text of note-1"),)),
        ("doubled", tuple(NoteLine(n, "agent.a", "note-1", "text of note-1") for n in (1, 2))),
        ("invented", (NoteLine(1, "agent.a", "note-1", "another text"),)),
        ("lost", (NoteLine(1, "agent.a", "note-1"),)),
    ],
)
def test_a_note_that_is_not_kept_once_as_it_was_written_is_objected_to(
    told: Told, promise: str, stored: tuple[NoteLine, ...]
) -> None:
    noted(told, "note-1")

    assert promise in broken(told.ends(notes=stored))
    told.events.pop()
    assert told.ends(notes=(NoteLine(1, "agent.a", "note-1", "text of note-1"),)).violations == ()


def test_a_note_that_was_taken_back_and_is_there_is_objected_to(told: Told) -> None:
    noted(told, "note-1")
    told.events.append(
        Noted(at=1, began=0, conversation=TALK, screen="a", by="agent.a", id="note-1", outcome="done", number=1)
    )

    assert broken(told.ends(notes=(NoteLine(1, "agent.a", "note-1", "text of note-1"),))) == {"dishonest"}


@pytest.mark.parametrize("where", ["answer", "frame", "mail", "log"])
def test_a_note_in_a_visitors_sight_or_in_a_log_is_objected_to(
    told: Told, where: Literal["answer", "frame", "mail", "log"]
) -> None:
    told.events.append(Leaked(at=1, conversation=TALK, where=where))

    assert broken(told.ends()) == {"seen by a visitor"}


@pytest.mark.parametrize(
    ("what", "tells"),
    [
        ({"is": "told", "entry": {"text": "Hei"}}, False),
        ({"is": "changed", "facts": {"noted": 2}}, True),
        ({"is": "told", "entry": {"text": f"{CANARY} 1"}}, True),
        (f"Hei\n{CANARY}", True),
    ],
)
def test_a_note_is_known_wherever_it_is_in_what_arrives(what: object, *, tells: bool) -> None:
    assert tells_of_notes(what) == tells


TOLD = {"is": "told", "conversation": TALK, "entry": {"seq": 7, "text": "Hei"}}
HISTORY = {"is": "history", "facts": {"conversation": TALK}}


@pytest.mark.parametrize(
    ("what", "found"),
    [
        (TOLD, (TALK, 7)),
        ({**TOLD, "entry": {"seq": 7}}, None),
        ({**TOLD, "is": "said"}, None),
        ({**HISTORY, "entries": [{"seq": 7, "text": "Hei"}, {"seq": 8}]}, (TALK, 7)),
        ({**HISTORY, "entries": []}, None),
        ({"is": "noted", "conversation": TALK, "note": {"text": "Hei"}}, (TALK, 0)),
        ({"is": "noted", "conversation": TALK}, None),
        ({"code": "not_found"}, None),
        (None, None),
    ],
)
def test_words_are_known_in_what_arrives(what: object, found: tuple[str, int] | None) -> None:
    assert words_in(what) == found


def test_a_code_costs_one_try_and_another_at_the_same_time_another(told: Told) -> None:
    told.did("order", "visitor")
    for left in (3, 4):
        told.did("confirm", "visitor", "refused", code="wrong_code", tries_left=left)

    assert broken(told.ends()) == set()


@pytest.mark.parametrize(("left", "miscounted"), [(4, False), (3, True)])
def test_ordering_again_gives_all_tries_back(told: Told, left: int, *, miscounted: bool) -> None:
    for began, tries_left in ((0, 4), (10, left)):
        told.did("order", "visitor", began=began, at=began + 1)
        told.did(
            "confirm", "visitor", "refused", code="wrong_code", tries_left=tries_left, began=began + 2, at=began + 3
        )

    assert ("miscounted" in broken(told.ends())) is miscounted


def test_five_codes_may_be_judged_for_each_order(told: Told) -> None:
    for _ in range(2):
        told.did("order", "visitor")
        for _ in range(5):
            told.did("confirm", "visitor", "refused", code="wrong_code")

    assert broken(told.ends()) == set()


@pytest.mark.parametrize("bounces", [True, False])
def test_an_order_is_called_bounced_only_when_a_mail_has_come_back(told: Told, bounces: bool) -> None:
    told.events.append(Mailed(at=0, conversation=TALK, order=1, mail="code-1", bounces=bounces))

    assert broken(told.ends(orders=((1, "bounced"),))) == (set() if bounces else {"not bounced"})


@pytest.mark.parametrize("newest", ["code-10", "transcript"])
def test_the_newest_mail_of_an_order_is_the_one_that_counts(told: Told, newest: str) -> None:
    for mail, bounces in (("code-9", False), (newest, True)):
        told.events.append(Mailed(at=0, conversation=TALK, order=1, mail=mail, bounces=bounces))

    assert broken(told.ends(orders=((1, "bounced"),))) == set()


def test_queue_and_desks_are_what_is_stored(told: Told) -> None:
    assert broken(told.ends(desks=())) == {"stale"}
    assert broken(told.ends(in_queue=True)) == {"stale"}
    assert broken(told.ends(desks=("agent.a", "agent.b"))) == {"stale"}
    assert broken(told.ends(orders=((1, "sending"),))) == {"stale"}


def test_a_conversation_of_which_nothing_is_stored_is_lost(told: Told) -> None:
    assert broken(check(told.events)) >= {"lost"}


TAKEN = ("agent.a", "conversation_taken", "allowed", 1)
OPENED = ("agent.a", "conversation_opened", "allowed", 1)


@pytest.mark.parametrize(
    ("records", "unrecorded"),
    [
        ((TAKEN, OPENED), False),
        ((TAKEN, OPENED, ("agent.b", "conversation_taken", "failed", 1)), True),
        ((TAKEN, OPENED, ("agent.b", "conversation_taken", "allowed", 1)), False),
        ((TAKEN, OPENED, ("agent.a", "conversation_taken", "unknown", 1)), False),
        ((OPENED,), True),
        ((TAKEN,), True),
        ((TAKEN, ("agent.b", "conversation_opened", "allowed", 1)), True),
        (None, False),
    ],
)
def test_a_deed_or_a_reading_without_its_record_is_noticed(
    told: Told, records: tuple[tuple[str, str, str, int], ...] | None, *, unrecorded: bool
) -> None:
    told.shows("a", "agent.a")

    assert ("unrecorded" in broken(told.ends(records=records))) is unrecorded


def test_a_history_comes_back_as_it_was_written(told: Told) -> None:
    told.shows()
    told.ends()

    assert read(write(told.events)) == told.events


# ------------------------------------------------------------------------------------------------- any correct history


@given(st.lists(st.sampled_from(["visitor", "agent.a", "look", "late", "unknown", "never"]), max_size=60))
def test_whatever_a_correct_service_does_is_good(moves: list[str]) -> None:
    told, waits = Told(), list[str]()
    told.said("first")
    told.taken()
    for number, move in enumerate(moves):
        match move:
            case "look":
                told.shows("looks")
            case "late":  # stored, and told at the next move
                waits.append(f"m{number}")
                told.typed(waits[-1])
                told.stored(waits[-1])
            case "unknown":
                told.typed(f"m{number}")
                told.stored(f"m{number}")
            case "never":
                told.typed(f"m{number}")
            case who:
                told.said(f"m{number}", who, "v" if who == "visitor" else "a")
        if move != "late" and waits:
            told.acknowledged(waits.pop())
    told.shows("looks")

    assert told.ends().violations == ()
