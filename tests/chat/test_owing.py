"""What an agent owes a visitor, and what a hold puts off, whatever happens in whatever order."""

from collections.abc import Callable

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat import conversation as rules
from chalicelib.chat.conversation import VISITOR, Conversation, Line, Patience, Reminded, Step
from chalicelib.chat.limits import LIMITS
from tests.chat.test_conversation import START, started

PATIENCE = Patience(180, 600)
Happens = Callable[[Conversation, int], Step | None]


def said(by: str) -> Happens:
    def happens(now: Conversation, at: int) -> Step:
        n = now.sent[by].n + 1 if by in now.sent else 1
        line = rules.said(by=by, id=f"{by}-{n:08}", n=n, text="Hei", masked=(), asks_copy=False, now=at)
        return rules.say(now, line, LIMITS)

    return happens


def after(before: Conversation, step: Step) -> Conversation:
    """Return the conversation after a step, as the table has it then."""
    line = step.line
    over = (
        step.owner != before.owner
        or line.kind in ("held", "resumed", "closed")
        or (line.kind == "said" and line.by != VISITOR)
    )
    known = {
        "held_until": step.held_until,
        "resumed_at": line.at if line.kind == "resumed" else 0,
        "reminded": None,
        "answering_at": 0,
        "passed": step.passed,
    }
    return msgspec.structs.replace(
        before,
        newest=(*before.newest, line),
        status=step.status,
        owner=step.owner,
        aliases=before.aliases if step.owner is None else {**before.aliases, step.owner: step.owner},
        sent=before.sent if step.sent is None else {**before.sent, line.by: step.sent},
        **(known if over else {}),
    )


ACTS: dict[str, Happens] = {
    "the visitor says something": said(VISITOR),
    "the agent says something": said("agent.a"),
    "the agent leaves": lambda now, at: rules.leave(now, "agent.a", at),
    "the agent takes it": lambda now, at: None if now.owner else rules.take(now, "agent.a", "A", at),
    "the agent holds it": lambda now, at: rules.hold(now, "agent.a", 5, at) if now.owner == "agent.a" else None,
    "the agent resumes": lambda now, at: rules.resume(now, "agent.a", at) if now.owner == "agent.a" else None,
    "it is passed on": lambda now, at: rules.pass_on(now, "agent.b", "B", at) if now.owner == "agent.a" else None,
    "it goes back": lambda now, at: rules.hand_back(now, at, LIMITS, there=True),
}
lives = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(4, 400)), max_size=25)


def lived(life: list[tuple[str, int]]) -> tuple[Conversation, int]:
    """Return a conversation after so many acts, each so many seconds after the one before, and the time of the last."""
    now, at = started(), START
    for act, seconds in life:
        at += seconds * 1000
        step = None if act == "the agent says something" and now.owner != "agent.a" else ACTS[act](now, at)
        if step is not None:
            now = after(now, step)
    return now, at


def lines(now: Conversation) -> dict[int, Line]:
    return dict(enumerate(now.newest, now.first))


@given(lives)
def test_either_the_visitor_is_waited_for_or_an_answer_is_owed_and_never_both(life: list[tuple[str, int]]) -> None:
    now, at = lived(life)
    owed, quiet = rules.owed_since(now, lines(now)), rules.quiet_since(now)

    assert (now.status == "active") == ((owed is None) != (quiet is None))
    if owed is not None:
        assert owed <= max(at, now.held_until)


@given(lives)
def test_an_answer_is_owed_since_the_first_thing_that_is_unanswered_and_since_nobody_had_it_before(
    life: list[tuple[str, int]],
) -> None:
    now, _ = lived(life)
    owed = rules.owed_since(now, lines(now))
    if owed is None or now.held_until:
        return
    answered = max((seq for seq, line in lines(now).items() if line.kind == "said" and line.by != VISITOR), default=0)
    first = next(line.at for seq, line in lines(now).items() if seq > answered and line.kind == "said")
    joined = max(line.at for line in now.newest if line.kind == "joined")
    assert owed == max(first, joined, now.resumed_at)


@given(lives, st.integers(1, 40))
def test_fewer_lines_tell_the_same_as_all_once_they_reach_back_to_an_answer(
    life: list[tuple[str, int]], count: int
) -> None:
    now, _ = lived(life)
    newest = dict(list(lines(now).items())[-count:])
    if rules.tells_what_is_owed(newest):
        assert rules.owed_since(now, newest) == rules.owed_since(now, lines(now))


@given(lives)
def test_what_the_head_alone_says_is_never_later_than_what_is_so(life: list[tuple[str, int]]) -> None:
    now, _ = lived(life)
    owed, earliest = rules.owed_since(now, lines(now)), rules.may_owe_since(now)
    assert (owed is None) == (earliest is None)
    assert owed is None or earliest is None or earliest <= owed


@given(lives, st.integers(0, 3_600))
def test_on_hold_nothing_is_warned_of_ended_reminded_of_or_given_back_before_its_end(
    life: list[tuple[str, int]], later: int
) -> None:
    now, at = lived(life)
    looked_at = at + later * 1000
    if looked_at >= now.held_until:
        return
    assert not rules.warns(now, looked_at, LIMITS)
    assert rules.close_silent(now, looked_at, LIMITS) is None
    assert rules.remind(now, rules.owed_since(now, lines(now)), looked_at, PATIENCE, LIMITS) is None
    assert rules.give_back(now, looked_at, LIMITS) is None


@given(lives, st.integers(0, 7_200), st.integers(0, 7_200), st.integers(0, 7_200))
def test_nobody_loses_a_conversation_before_they_were_reminded_in_time_and_typed_no_more(
    life: list[tuple[str, int]], reminded_later: int, typed_later: int, looked_later: int
) -> None:
    now, at = lived(life)
    since = rules.owed_since(now, lines(now))
    reminder = rules.remind(now, since, at + reminded_later * 1000, PATIENCE, LIMITS)
    if reminder is None or since is None:
        return
    typed_at = reminder.at + typed_later * 1000
    reminded = msgspec.structs.replace(now, reminded=reminder, answering_at=typed_at)
    looked_at = typed_at + looked_later * 1000
    step = rules.give_back(reminded, looked_at, LIMITS)

    late = looked_at >= since + PATIENCE.return_after * 1000
    noticed = looked_at >= reminder.at + LIMITS.answer_notice_seconds * 1000
    assert (step is not None) == (late and noticed and looked_later >= LIMITS.answering_seconds)
    if step is not None:
        assert (step.owner, step.status, step.exact) == (None, "waiting", True)
    never = Patience(PATIENCE.remind_after, 0)
    kept = rules.remind(now, since, at + reminded_later * 1000, never, LIMITS)
    assert kept == Reminded(reminder.at)
    assert rules.give_back(msgspec.structs.replace(now, reminded=kept), looked_at, LIMITS) is None


@given(lives, st.integers(0, 600))
def test_what_was_passed_on_goes_back_to_whoever_did_only_while_nobody_has_come_to_it(
    life: list[tuple[str, int]], later: int
) -> None:
    now, at = lived(life)
    looked_at = at + later * 1000
    home, queue = (rules.hand_back(now, looked_at, LIMITS, there=there) for there in (True, False))
    due = now.passed is not None and looked_at >= now.passed.at + LIMITS.taken_up_seconds * 1000

    assert (home is not None, queue is not None) == (due, due)
    if home is not None and queue is not None:
        assert (home.owner, home.line.by, home.passed) == ("agent.a", "agent.a", None)
        assert (queue.owner, queue.line.by) == (None, "agent.b")
        assert (home.line.why, home.exact, queue.exact) == ("not_taken_up", True, True)
