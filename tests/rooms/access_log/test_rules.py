"""Which records are asked for, how they become a file, and what in them is worth a look."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat.access_events import access
from chalicelib.chat.errors import Malformed
from chalicelib.chat.people import Account, Left, reference
from chalicelib.chat.ports import Records
from chalicelib.chat.wire import Access
from chalicelib.rooms.access_log import rules
from chalicelib.rooms.access_log.rules import Evidence, Filter

ZONE = "Europe/Helsinki"
DAY = date(2026, 11, 25)
WITHIN = rules.window(DAY, 1, ZONE)
MINUTE, HOUR = 60_000, 3_600_000
DAYS = 24 * HOUR
NOON = WITHIN.since + 12 * HOUR


def conversation(number: int) -> str:
    return f"{number:016}"


def record(at: int = NOON, number: int = 1, **other: str) -> Access:
    fields = {
        "actor": "agent.a",
        "role": "agent",
        "action": "conversation_opened",
        "object": conversation(number),
        "purpose": "service",
        "outcome": "allowed",
        "request": f"r-{at}-{number}",
        **other,
    }
    return access(now=at / 1000, **fields)


# ------------------------------------------------------------------------------------------------- which


WANTS = [
    (Filter(), True, True),
    (Filter(actor=reference("agent.a")), True, False),
    (Filter(actor="visitor"), False, True),
    (Filter(actor="system"), False, False),
    (Filter(action="conversation_opened"), True, False),
    (Filter(purpose="request"), False, True),
    (Filter(outcome="failed"), False, True),
    (Filter(actor="visitor", action="erasure_done", purpose="request", outcome="failed"), False, True),
    (Filter(actor="visitor", action="conversation_opened"), False, False),
]


@pytest.mark.parametrize(("narrow", "of_agent", "of_visitor"), WANTS)
def test_a_record_is_wanted_when_all_that_is_asked_for_fits(
    narrow: Filter, *, of_agent: bool, of_visitor: bool
) -> None:
    visitors = record(actor="visitor", role="visitor", action="erasure_done", purpose="request", outcome="failed")

    assert (narrow.wants(record()), narrow.wants(visitors)) == (of_agent, of_visitor)
    assert narrow.is_narrow == (narrow != Filter())


def test_a_person_who_is_called_as_our_own_words_are_is_not_meant_by_them() -> None:
    assert not Filter(actor="visitor").wants(record(actor="visitor.a"))
    assert not Filter(actor=reference("visitor")).wants(record(actor="visitor", role="visitor"))


def test_whose_own_records_are_shown_sees_no_others_whatever_is_asked_for() -> None:
    own = rules.wanted(Filter(), "agent.a")
    others = rules.wanted(Filter(actor=reference("agent.b")), "agent.a")
    assert own is not None
    assert others is not None

    assert [own(record()), own(record(actor="agent.b"))] == [True, False]
    assert [others(record()), others(record(actor="agent.b"))] == [False, False]
    assert rules.wanted(Filter(), None) is None


@pytest.mark.parametrize(
    ("narrow", "before", "span"),
    [
        (Filter(), None, (0, None)),
        (Filter(), 5, (0, 5)),
        (Filter(since=DAY, until=DAY), None, (WITHIN.since, WITHIN.until)),
        (Filter(until=DAY), NOON, (0, NOON)),
        (Filter(until=DAY), WITHIN.until + 1, (0, WITHIN.until)),
        # The day on which the clocks are put back has twenty-five hours.
        (Filter(since=date(2026, 10, 25), until=date(2026, 10, 25)), None, (1792875600000, 1792875600000 + 25 * HOUR)),
    ],
)
def test_days_are_whole_days_of_the_zone(narrow: Filter, before: int | None, span: tuple[int, int | None]) -> None:
    assert narrow.span(before, ZONE) == span


@given(
    times=st.lists(st.integers(1, 8), min_size=1, max_size=30).map(lambda found: sorted(found, reverse=True)),
    room=st.integers(1, 5_000),
)
def test_what_is_cut_by_its_bytes_is_found_whole_with_the_next_pages(times: Sequence[int], room: int) -> None:
    everything = tuple(record(at, number) for number, at in enumerate(times))
    most = max(times.count(at) for at in times)
    room += most * 400  # what was recorded within one millisecond is not torn apart

    found: list[Access] = []
    before: int | None = None
    for _ in range(len(times) + 1):
        rest = tuple(each for each in everything if before is None or each.at < before)
        page = rules.cut(Records(records=rest, before=None), room)
        found += page.records
        before = page.before
        if before is None:
            break

    assert found == list(everything)


def test_everybody_is_named_once_by_name_and_a_page_goes_on_after_a_reference() -> None:
    account = Account(person="agent.b", given_name="Bo", roles=(), enabled=True, has_signed_in=True)
    gone = Left(person="agent.a", alias="A", left_at=5, expires_at=9)
    everybody = rules.named([account], [gone])

    found = [(each.person, each.name, each.left_at) for each in everybody]
    assert found == [("agent.a", "A", 5), ("agent.b", "Bo", None)]
    assert list(rules.after(everybody, None)) == everybody
    assert list(rules.after(everybody, reference("agent.a"))) == everybody[1:]
    with pytest.raises(Malformed):
        rules.after(everybody, reference("agent.x"))


# ------------------------------------------------------------------------------------------------- as a file


def test_a_file_is_what_a_spreadsheet_in_finland_opens() -> None:
    written = rules.csv([record()], ZONE, begins_file=True)

    assert written == (
        '\ufeff"time";"actor";"role";"action";"object";"purpose";"outcome";"request";"reason"\r\n'
        '"2026-11-25 12:00:00";"agent.a";"agent";"conversation_opened";"0000000000000001";"service";"allowed";'
        f'"r-{NOON}-1";""\r\n'
    )
    assert rules.csv([record()], ZONE, begins_file=False) == written.split("\r\n")[1] + "\r\n"


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff20", "\ufeff=", "\u200b\u2060+"]
)
def test_no_cell_begins_as_a_formula_does(start: str) -> None:
    assert rules.cell(f"{start}1+1") == f'"\'{start}1+1"'
    assert rules.cell(f"1{start}1") == f'"1{start}1"'


@given(text=st.text(max_size=20))
def test_a_cell_is_read_back_as_it_was_whatever_stands_in_it(text: str) -> None:
    (row,) = csv.reader(io.StringIO(f"{rules.cell(text)};{rules.cell('next')}\r\n", newline=""), delimiter=";")

    assert row[1] == "next"
    assert row[0].removeprefix("'") == text.removeprefix("'")
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


# ------------------------------------------------------------------------------------------------- worth a look


def signs(
    records: Sequence[Access], *, ended: dict[str, int] | None = None, failed: Sequence[int] = ()
) -> list[tuple[str, int, int | None]]:
    found = rules.signs(Evidence(records, ended or {}, failed), WITHIN, ZONE)
    return [(each.reason, each.count, each.compared) for each in found]


def a_day(count: int, days_ago: int = 0) -> list[Access]:
    """So many conversations of a day, an hour and more between any sixteen of them."""
    begins = WITHIN.since - days_ago * DAYS
    return [record(begins + 5 * MINUTE * number, 1000 * days_ago + number) for number in range(count)]


def history(count: int, days: int = rules.HISTORY_LEAST) -> list[Access]:
    return [each for day in range(1, days + 1) for each in a_day(count, day)]


def test_records_as_they_usually_are_give_no_sign() -> None:
    assert signs([]) == []
    assert signs([*history(20), *a_day(20)], ended={conversation(1): NOON}, failed=[NOON]) == []


@pytest.mark.parametrize(
    ("before", "today", "usual"), [(5, 20, None), (5, 21, 5), (10, 30, None), (10, 31, 10), (100, 300, None)]
)
def test_many_are_more_than_three_times_ones_own_days_and_than_twenty(
    before: int, today: int, usual: int | None
) -> None:
    found = [each for each in signs([*history(before), *a_day(today)]) if each[0] == "many_in_a_day"]

    assert found == ([] if usual is None else [("many_in_a_day", today, usual)])


def test_a_day_is_compared_with_the_middle_of_days_that_had_any_and_with_none_where_there_are_few() -> None:
    uneven = [each for day, count in enumerate((1, 2, 7, 90, 90), 1) for each in a_day(count, day)]

    assert signs([*uneven, *a_day(22)]) == [("many_in_a_day", 22, 7)]
    assert signs([*history(7, rules.HISTORY_LEAST - 1), *a_day(22)]) == []


def test_a_conversation_that_is_opened_often_counts_once() -> None:
    again = [record(NOON + MINUTE * number) for number in range(50)]

    assert signs([*history(5), *again]) == []


def test_many_in_an_hour_are_told_wherever_the_hour_begins() -> None:
    least = [record(NOON - 30 * MINUTE + 4 * MINUTE * number, number) for number in range(rules.MANY_AN_HOUR)]
    more = [*least, record(NOON + 29 * MINUTE, 99)]
    spread = [*least, record(NOON + 30 * MINUTE, 99)]

    assert signs(least) == []
    assert signs(more) == [("many_in_an_hour", rules.MANY_AN_HOUR + 1, rules.MANY_AN_HOUR)]
    assert signs(spread) == []
    (sign,) = rules.signs(Evidence(more, {}, ()), WITHIN, ZONE)
    assert (sign.since, sign.until) == (NOON - 30 * MINUTE, NOON + 29 * MINUTE + 1)
    assert len(sign.conversations) == rules.SHOWN


def test_what_ended_long_ago_is_told_when_it_is_opened_for_service_only() -> None:
    long_ago, lately = NOON - 73 * HOUR, NOON - 72 * HOUR

    assert signs([record()], ended={conversation(1): lately}) == []
    assert signs([record()], ended={conversation(1): long_ago}) == [("long_ended", 1, rules.LONG_ENDED_HOURS)]
    assert signs([record(purpose="quality")], ended={conversation(1): long_ago}) == []
    assert signs([record(action="conversation_taken")], ended={conversation(1): long_ago}) == []


def test_the_end_is_asked_of_what_was_opened_for_service_and_not_taken_lately() -> None:
    taken = record(NOON - DAYS, 2, action="conversation_taken")
    earlier = record(NOON - 2 * DAYS, 4)

    asked = rules.to_be_asked([record(), record(number=2), record(number=3, purpose="quality"), taken, earlier], WITHIN)

    assert asked == [conversation(1)]


def test_what_was_read_without_assignment_and_failed_sign_ins_are_told() -> None:
    glass = access(
        now=NOON / 1000,
        actor="agent.a",
        role="agent",
        action="glass_broken",
        object=conversation(1),
        purpose="security",
        outcome="allowed",
        request="r",
        reason="a reason",
    )
    failed = [NOON + number for number in range(rules.SIGN_INS_FAILED + 1)]

    assert signs([glass]) == [("glass_broken", 1, None)]
    assert signs([], failed=failed) == [("sign_in_failed", rules.SIGN_INS_FAILED + 1, rules.SIGN_INS_FAILED)]
    assert signs([], failed=failed[1:]) == []
    assert signs([], failed=[at - DAYS for at in failed]) == []


def test_what_failed_is_no_opening() -> None:
    taken = [record(NOON + number, number, action="conversation_taken") for number in range(16)]
    failed = [record(NOON + number, number, action="conversation_taken", outcome="failed") for number in range(16)]

    assert signs(taken) == [("many_in_an_hour", 16, 15)]
    assert signs([*taken, *failed]) == []
