"""The access log as it is read: whose records, of what, and that reading them is a record itself."""

import json
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import msgspec
import pytest

from chalicelib.chat.actions import accessing, talking
from chalicelib.chat.errors import CommitmentMissing, ConversationClosed, LogUnavailable, Malformed, NotFound
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Left, reference
from chalicelib.chat.wire import Access
from chalicelib.rooms.access_log import actions, rules
from chalicelib.rooms.access_log.rules import Filter
from tests.service.conftest import Desk, staff
from tests.service.test_recorded import OFFICER, A, B, Talk

T = TypeVar("T")
R = TypeVar("R")
OF_A = reference("agent.a")
OTHERS = [
    A,
    staff("supervisor", "supervisor"),
    staff("reviewer", "reviewer"),
    staff("trainer", "trainer"),
    staff("admin", "administrator"),
]


def told(found: tuple[Access, ...]) -> list[tuple[str, str]]:
    return [(each.action, each.object) for each in found]


def test_the_officer_reads_who_has_opened_a_conversation_and_an_agent_only_their_own_records(desk: Desk) -> None:
    conversation, _, agent = desk.taken()
    officer = staff("dpo", "data-protection-officer")

    seen = actions.accesses(desk.services, officer, conversation.id).accesses
    own = actions.accesses(desk.services, agent, conversation.id).accesses
    others = actions.accesses(desk.services, staff("agent.b"), conversation.id).accesses

    assert {("agent.a", "conversation_taken"), ("agent.a", "conversation_opened")} <= {
        (each.actor, each.action) for each in seen
    }
    assert {each.actor for each in own} == {"agent.a"}
    assert others == ()
    with pytest.raises(NotFound):
        actions.accesses(desk.services, staff("admin", "administrator"), conversation.id)


def test_of_what_was_begun_and_failed_only_that_is_told_whatever_narrows_it(desk: Desk) -> None:
    conversation, _, agent = desk.taken()
    record = accessing.event(desk.services, agent, "conversation_closed", conversation.id, "service")

    def too_late() -> None:
        desk.cloud.clock.advance(0.001)
        raise ConversationClosed

    with pytest.raises(ConversationClosed):
        accessing.done(desk.services, too_late, record)

    def closings(narrow: Filter) -> list[list[str]]:
        by_conversation = actions.accesses(desk.services, OFFICER, conversation.id, narrow=narrow).accesses
        by_person = actions.deeds(desk.services, OFFICER, OF_A, narrow=narrow).accesses
        own = actions.own_deeds(desk.services, agent, narrow=narrow).accesses
        files = [
            actions.file_of_conversation(desk.services, OFFICER, conversation.id, narrow=narrow).csv,
            actions.file_of_person(desk.services, OFFICER, OF_A, narrow=narrow).csv,
        ]
        found = [by_conversation, by_person, own]
        told = [[each.outcome for each in page if each.action == "conversation_closed"] for page in found]
        return [
            *told,
            *([line.split(";")[6].strip('"') for line in file.splitlines() if "_closed" in line] for file in files),
        ]

    assert closings(Filter()) == [["failed"]] * 5
    assert closings(Filter(outcome="failed")) == [["failed"]] * 5
    assert closings(Filter(action="conversation_closed")) == [["failed"]] * 5
    assert closings(Filter(outcome="allowed")) == [[]] * 5
    logged = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    assert [each["outcome"] for each in logged if each["action"] == "conversation_closed"] == ["allowed", "failed"]


def test_the_officer_reads_the_log_of_what_is_erased_or_expired_and_nobody_else_does(talk: Talk) -> None:
    talk.is_answered()
    talk.erase()
    other = talk.desk.start(key="o" * 43).facts.conversation
    talking.take(talk.services, A, other)
    for conversation, last in ((talk.id, "erasure_done"), (other, "conversation_taken")):
        if conversation == other:
            assert actions.accesses(talk.services, A, other).accesses
            talk.desk.cloud.clock.advance_months(3)
        found = actions.accesses(talk.services, OFFICER, conversation).accesses
        assert last in {each.action for each in found}
        for who in (A, staff("reviewer", "reviewer"), staff("administrator", "administrator")):
            with pytest.raises(NotFound):
                actions.accesses(talk.services, who, conversation)
    for malformed in ("", "queue", talk.id + "0", talk.id.lower()):
        with pytest.raises(NotFound):
            actions.accesses(talk.services, OFFICER, malformed)


def test_who_has_read_the_log_stands_beside_it(talk: Talk) -> None:
    talk.is_taken()
    for _ in range(3):
        actions.accesses(talk.services, OFFICER, talk.id)
    of_log = actions.accesses(talk.services, OFFICER, talk.id, about="log").accesses
    own = actions.accesses(talk.services, B, talk.id, about="log").accesses

    assert {each.action for each in actions.accesses(talk.services, OFFICER, talk.id).accesses} == {
        "conversation_taken",
        "conversation_opened",
    }
    assert [(each.actor, each.action) for each in of_log] == [("officer", "access_log_read")] * 4
    assert {each.actor for each in own} == {"agent.b"}


def test_the_officer_narrows_who_has_opened_a_conversation(talk: Talk) -> None:
    talk.is_answered()

    def found(**narrow: object) -> set[tuple[str, str]]:
        page = actions.accesses(talk.services, OFFICER, talk.id, narrow=Filter(**narrow))  # type: ignore[arg-type]
        return {(each.actor, each.action) for each in page.accesses}

    everything = found()
    today = rules.day_of(talk.services.milliseconds(), talk.services.settings.zone)
    assert found(actor=OF_A) == found(since=today) == found(until=today) == everything != set()
    assert found(action="conversation_taken") == {("agent.a", "conversation_taken")}
    assert found(actor="visitor") == found(outcome="refused") == found(purpose="legal") == set()
    assert found(since=date(2026, 11, 26)) == found(until=date(2026, 11, 24)) == set()


# ------------------------------------------------------------------------------------------------- of a person


def test_the_officer_reads_what_somebody_has_done_with_any_conversation_and_otherwise(talk: Talk) -> None:
    talk.is_taken()
    other = talk.desk.start(key="o" * 43).facts.conversation
    talking.take(talk.services, A, other)

    found = actions.deeds(talk.services, OFFICER, OF_A)

    assert found.person == OF_A
    assert {("conversation_taken", talk.id), ("conversation_taken", other), ("conversation_opened", other)} <= set(
        told(found.accesses)
    )
    assert {each.actor for each in found.accesses} == {"agent.a"}
    assert actions.deeds(talk.services, OFFICER, reference("agent.x")).accesses == ()


def test_what_somebody_has_done_is_read_after_erasure_and_expiry_and_after_they_have_left(talk: Talk) -> None:
    talk.is_taken()
    talk.erase()
    gone = Left(person="agent.a", alias="A", left_at=talk.services.milliseconds(), expires_at=2_000_000_000)
    talk.services.people.leave(gone)
    talk.desk.cloud.clock.advance_months(3)

    assert ("conversation_opened", talk.id) in told(actions.deeds(talk.services, OFFICER, OF_A).accesses)


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: who.person)
def test_what_others_have_done_is_for_the_officer_only(talk: Talk, who: object) -> None:
    talk.is_taken()
    for ask in (
        lambda who: actions.deeds(talk.services, who, reference("agent.b")),
        lambda who: actions.file_of_person(talk.services, who, OF_A),
        lambda who: actions.file_of_conversation(talk.services, who, talk.id),
        lambda who: actions.named_people(talk.services, who),
        lambda who: actions.unusual(talk.services, who),
    ):
        with pytest.raises(NotFound):
            ask(who)
        with pytest.raises(CommitmentMissing):
            ask(msgspec.structs.replace(OFFICER, committed=False))
        ask(OFFICER)


def test_everybody_of_the_room_reads_what_they_have_done_themselves(talk: Talk) -> None:
    talk.is_taken()

    own = actions.own_deeds(talk.services, A)

    assert own.person == OF_A
    assert ("conversation_taken", talk.id) in told(own.accesses)
    assert ("conversation_taken", talk.id) not in told(actions.own_deeds(talk.services, B).accesses)
    with pytest.raises(NotFound):
        actions.own_deeds(talk.services, staff("admin", "administrator"))


def test_reading_what_somebody_has_done_is_recorded_beside_it_and_with_the_reader(talk: Talk) -> None:
    actions.deeds(talk.services, OFFICER, OF_A)
    actions.file_of_person(talk.services, OFFICER, OF_A)

    beside = actions.deeds(talk.services, OFFICER, OF_A, about="log").accesses
    by_officer = actions.deeds(talk.services, OFFICER, reference("officer")).accesses

    for found in (beside, by_officer):
        assert {("access_log_read", OF_A), ("access_log_exported", OF_A)} <= set(told(found))
        assert {each.actor for each in found} == {"officer"}
    assert actions.deeds(talk.services, OFFICER, OF_A).accesses == ()


READINGS = {
    "what was done": lambda talk: actions.deeds(talk.services, OFFICER, OF_A),
    "one's own": lambda talk: actions.own_deeds(talk.services, OFFICER),
    "a person's file": lambda talk: actions.file_of_person(talk.services, OFFICER, OF_A),
    "a conversation's file": lambda talk: actions.file_of_conversation(talk.services, OFFICER, talk.id),
    "what is worth a look": lambda talk: actions.unusual(talk.services, OFFICER),
}


@pytest.mark.parametrize("ask", READINGS.values(), ids=READINGS)
def test_what_cannot_be_recorded_is_not_read(talk: Talk, ask: object) -> None:
    talk.is_taken()
    fault = talk.desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException", times=2)
    before = talk.desk.cloud.meter.calls["logs.GetLogEvents"]

    with pytest.raises(LogUnavailable):
        ask(talk)  # type: ignore[operator]

    assert talk.desk.cloud.meter.calls["logs.GetLogEvents"] == before
    fault.cancel()
    ask(talk)  # type: ignore[operator]


# ------------------------------------------------------------------------------------------------- as a file


def test_a_file_has_a_page_of_records_and_the_next_page_goes_on_without_names_of_columns(talk: Talk) -> None:
    opened = accessing.event(talk.services, A, "conversation_opened", talk.id, "service")
    records = [at_time(opened, opened.at + number) for number in range(talk.services.limits.access_rows + 5)]
    talk.services.access_log.record(*records)

    first = actions.file_of_conversation(talk.services, OFFICER, talk.id)
    rest = actions.file_of_conversation(talk.services, OFFICER, talk.id, before=first.before)
    lines = (first.csv + rest.csv).split("\r\n")

    assert (first.records, rest.before) == (talk.services.limits.access_rows, None)
    assert first.csv.startswith('\ufeff"time";"actor"')
    assert len(lines) == 1 + first.records + rest.records + 1
    assert sum("conversation_opened" in line for line in lines) == len(records)


def test_a_file_has_what_is_asked_for_and_is_recorded_beside_the_log(talk: Talk) -> None:
    talk.is_taken()

    found = actions.file_of_person(talk.services, OFFICER, OF_A, narrow=Filter(action="conversation_taken"))
    actions.file_of_conversation(talk.services, OFFICER, talk.id)

    assert found.records == 1
    assert talk.id in found.csv
    assert ("access_log_exported", talk.id) in told(
        actions.accesses(talk.services, OFFICER, talk.id, about="log").accesses
    )
    assert "access_log_exported" not in {
        each.action for each in actions.accesses(talk.services, OFFICER, talk.id).accesses
    }


# ------------------------------------------------------------------------------------------------- worth a look


def test_what_is_worth_a_look_is_told_of_whoever_has_it_and_is_recorded(talk: Talk) -> None:
    talk.services.accounts.create("agent.a", "", "a password of agent a")
    opens(talk, "agent.a", 17)

    found = actions.unusual(talk.services, OFFICER)

    assert [(each.person, each.signs[0].reason, each.signs[0].count) for each in found.people] == [
        ("agent.a", "many_in_an_hour", 17)
    ]
    assert (found.looked_at, found.more) == (1, None)
    assert ("access_log_read", "everybody") in told(actions.own_deeds(talk.services, OFFICER).accesses)
    yesterday = rules.day_of(talk.services.milliseconds() - 24 * 3_600_000, talk.services.settings.zone)
    assert actions.unusual(talk.services, OFFICER, last=yesterday).people == ()
    tomorrow = rules.day_of(talk.services.milliseconds() + 24 * 3_600_000, talk.services.settings.zone)
    assert len(actions.unusual(talk.services, OFFICER, last=tomorrow, days=7).people) == 1


def test_whoever_has_left_is_looked_at_too(talk: Talk) -> None:
    opens(talk, "agent.a", 17)
    assert actions.unusual(talk.services, OFFICER).people == ()
    gone = Left(person="agent.a", alias="A", left_at=talk.services.milliseconds(), expires_at=2_000_000_000)
    talk.services.people.leave(gone)

    assert [each.person for each in actions.unusual(talk.services, OFFICER).people] == ["agent.a"]
    assert actions.named_people(talk.services, OFFICER).people[0].left_at == gone.left_at


def test_what_ended_long_ago_is_told_while_the_conversation_is_there(talk: Talk) -> None:
    talk.services.accounts.create("agent.a", "", "a password of agent a")
    talk.is_taken()
    talking.close(talk.services, A, talk.living)
    talk.desk.cloud.clock.advance(40 * 24 * 3600)
    talk.services.access_log.record(accessing.event(talk.services, A, "conversation_opened", talk.id, "service"))

    assert [each.signs[0].reason for each in actions.unusual(talk.services, OFFICER).people] == ["long_ended"]
    talk.erase()
    assert actions.unusual(talk.services, OFFICER).people == ()


def test_failed_attempts_to_sign_in_are_told_by_the_name(talk: Talk) -> None:
    talk.services.accounts.create("agent.a", "", "a password of agent a")
    tried = accessing.event(talk.services, A, "sign_in_failed", "agent.a", "security")
    talk.services.access_log.record(*(at_time(tried, tried.at + number) for number in range(6)))

    (found,) = actions.unusual(talk.services, OFFICER).people

    assert (found.signs[0].reason, found.signs[0].count) == ("sign_in_failed", 6)


def test_people_are_looked_at_a_few_at_a_time_until_time_is_up(talk: Talk) -> None:
    for number in range(LIMITS.looked_at_people + 2):
        talk.services.accounts.create(f"agent.{number:02}", "", "a password of theirs")

    first = actions.unusual(talk.services, OFFICER)
    rest = actions.unusual(talk.services, OFFICER, after=first.more)
    slow = msgspec.structs.replace(talk.services, each=lambda do, values: [slowly(talk, do, value) for value in values])
    hurried = actions.unusual(slow, OFFICER)

    assert (first.looked_at, rest.looked_at, rest.more) == (LIMITS.looked_at_people, 2, None)
    assert hurried.looked_at == 2 * actions.AT_ONCE
    assert hurried.more == reference(f"agent.{hurried.looked_at - 1:02}")
    with pytest.raises(Malformed):
        actions.unusual(talk.services, OFFICER, after=reference("nobody"))


def slowly(talk: Talk, do: Callable[[T], R], value: T) -> R:
    talk.desk.cloud.clock.advance(1)
    return do(value)


def opens(talk: Talk, person: str, count: int) -> None:
    """Have somebody open so many conversations within a few seconds."""
    events = [
        accessing.event(talk.services, staff(person), "conversation_opened", f"{number:016}", "service")
        for number in range(count)
    ]
    talk.services.access_log.record(*events)


def at_time(record: Access, at: int) -> Access:
    return msgspec.structs.replace(record, at=at)
