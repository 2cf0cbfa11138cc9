from collections import Counter
from datetime import date

import msgspec
import pytest

from chalicelib.chat import conversation as rules
from chalicelib.chat import waits
from chalicelib.chat.conversation import VISITOR, Conversation, Line, Sent
from chalicelib.chat.wire import Entry

START = 1_795_600_000_000
MINUTE = 60_000


def conversation(**changes: object) -> Conversation:
    line = Line(kind="said", by=VISITOR, at=START, text="Hei", id="message-1", n=1)
    begun = rules.start(
        key="k" * 43, site="demo", language="fi", queue="q", line=line, now=START, expires_at=0, expires_on="2027-01-25"
    )
    return msgspec.structs.replace(begun, **changes)


def said(by: str, at: int) -> Entry:
    return Entry(seq=3, kind="said", by=by, at=at, text="Hei")  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------- what a wait is


def test_a_wait_is_from_the_first_message_to_an_agents_first_answer() -> None:
    answered = conversation(sent={VISITOR: Sent(3), "agent.a": Sent(1)})

    assert waits.first_wait(answered, said("agent", START + 90_000)) == 90_000


@pytest.mark.parametrize(
    ("sent", "by"),
    [
        ({VISITOR: Sent(2)}, "visitor"),
        ({VISITOR: Sent(2), "agent.a": Sent(1)}, "visitor"),
        ({VISITOR: Sent(1), "agent.a": Sent(2)}, "agent"),
        ({VISITOR: Sent(1), "agent.a": Sent(1), "agent.b": Sent(1)}, "agent"),
    ],
)
def test_nothing_else_that_is_said_ends_a_wait(sent: dict[str, Sent], by: str) -> None:
    assert waits.first_wait(conversation(sent=sent), said(by, START + 90_000)) is None


def test_whoever_has_left_the_question_does_not_wait() -> None:
    answered = {VISITOR: Sent(1), "agent.a": Sent(1)}
    left = conversation(sent=answered, left_until=START + 7 * 86_400_000)

    assert waits.first_wait(conversation(sent=answered), said("agent", START + 1)) == 1
    assert waits.first_wait(left, said("agent", START + 1)) is None


@pytest.mark.parametrize(
    ("wait", "bound"),
    [(0, 1), (MINUTE, 1), (MINUTE + 1, 2), (4 * MINUTE, 5), (60 * MINUTE, 60), (60 * MINUTE + 1, waits.LONGER)],
)
def test_a_wait_is_counted_under_the_minutes_within_which_it_ended(wait: int, bound: int) -> None:
    assert waits.bound_of(wait) == bound


# ------------------------------------------------------------------------------------------------- what is told


def test_told_is_within_how_many_minutes_four_of_five_were_answered() -> None:
    assert waits.usually({1: 8, 45: 2}) == 1
    assert waits.usually({1: 7, 5: 1, 45: 2}) == 5
    assert waits.usually({1: 7, 45: 3}) == 45
    assert waits.usually({1: 79, 2: 1, 60: 20}) == 2
    assert waits.usually({1: 78, 2: 1, 60: 21}) == 60


def test_of_fewer_than_ten_nothing_is_told() -> None:
    assert waits.usually({}) is None
    assert waits.usually({1: waits.LEAST - 1}) is None
    assert waits.usually({1: waits.LEAST}) == 1


def test_where_more_than_one_of_five_waited_longer_than_an_hour_nothing_is_told() -> None:
    assert waits.usually({1: 8, waits.LONGER: 2}) == 1
    assert waits.usually({1: 7, waits.LONGER: 3}) is None


def test_the_number_never_flatters_any_four_of_five() -> None:
    for quick in range(101):
        counts = Counter({2: quick, 10: 100 - quick})
        told = waits.usually(counts)

        assert told is not None
        assert sum(count for bound, count in counts.items() if bound <= told) >= 80


# ------------------------------------------------------------------------------------------------- days


def test_a_wait_is_counted_on_the_day_of_the_controllers_calendar() -> None:
    late = 1_795_600_000 + 13 * 3600

    assert waits.day_of(late, "Europe/Helsinki") == date(2026, 11, 26)
    assert waits.day_of(late, "Pacific/Honolulu") == date(2026, 11, 25)


def test_a_week_is_the_day_that_runs_and_the_six_before() -> None:
    assert waits.days_until(date(2026, 3, 2), 3) == [date(2026, 3, 2), date(2026, 3, 1), date(2026, 2, 28)]
