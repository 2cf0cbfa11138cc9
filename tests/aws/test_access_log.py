"""The access log over CloudWatch Logs: accepted or refused, never in between; one stream a conversation."""

import json
import re
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.aws.access_log import AccessLog, streams_of
from chalicelib.chat import access_events
from chalicelib.chat.access_events import access
from chalicelib.chat.errors import LogUnavailable
from chalicelib.chat.people import reference
from chalicelib.chat.ports import Records
from chalicelib.chat.wire import Access
from local.cloud.cloud import Cloud
from tests.recorders import Refusals

NOW = 1_795_600_000
FIRST = "0000000000000001"
OTHER = "0000000000000002"
A = reference("agent.a")


def group(cloud: Cloud) -> str:
    return cloud.environment["JUTTU_ACCESS_LOG_GROUP"]


@pytest.fixture
def log(cloud: Cloud) -> AccessLog:
    return AccessLog(cloud.client("logs"), group(cloud))


def opened(conversation: str = FIRST, *, actor: str = "agent.a", after: float = 0) -> Access:
    return access(
        now=NOW + after,
        actor=actor,
        role="agent",
        action="conversation_opened",
        object=conversation,
        purpose="service",
        outcome="allowed",
        request="r-1",
    )


def signed_in(*, after: float = 0) -> Access:
    return access(
        now=NOW + after,
        actor="agent.a",
        role="agent",
        action="sign_in",
        object="agent.a",
        purpose="security",
        outcome="allowed",
        request="r-2",
    )


def read_log(*, after: float = 0) -> Access:
    return msgspec.structs.replace(opened(after=after), action="access_log_read")


def failed_sign_in(name: str) -> Access:
    return msgspec.structs.replace(signed_in(), actor=name, object=name, action="sign_in_failed", outcome="refused")


def puts(cloud: Cloud) -> int:
    return cloud.meter.calls["logs.PutLogEvents"]


# ------------------------------------------------------------------------------------------------- recording


def test_a_record_is_the_fields_and_nothing_else(cloud: Cloud, log: AccessLog) -> None:
    log.record(opened())

    (event,) = cloud.log_events()
    assert (event["stream"], event["at"]) == (f"conversation/{FIRST}", NOW * 1000)
    assert json.loads(event["message"]) == {
        "at": NOW * 1000,
        "actor": "agent.a",
        "role": "agent",
        "action": "conversation_opened",
        "object": FIRST,
        "purpose": "service",
        "outcome": "allowed",
        "request": "r-1",
    }


def test_what_somebody_of_staff_does_with_a_conversation_stands_under_both(cloud: Cloud, log: AccessLog) -> None:
    log.record(opened())

    events = cloud.log_events(copies=True)
    assert sorted(event["stream"] for event in events) == [f"conversation/{FIRST}", f"person/{A}"]
    assert len({event["message"] for event in events}) == 1


@pytest.mark.parametrize("actor", sorted(access_events.WITHOUT_ACCOUNT))
def test_what_a_visitor_or_the_system_does_with_a_conversation_stands_there_only(
    cloud: Cloud, log: AccessLog, actor: str
) -> None:
    log.record(msgspec.structs.replace(opened(actor=actor), role=actor))

    assert [event["stream"] for event in cloud.log_events(copies=True)] == [f"conversation/{FIRST}"]


def test_what_is_not_about_a_conversation_stands_under_the_person_who_did_it(cloud: Cloud, log: AccessLog) -> None:
    log.record(signed_in(), msgspec.structs.replace(signed_in(), action="account_disabled", object="agent.b"))

    assert [event["stream"] for event in cloud.log_events()] == [f"person/{A}"] * 2


def test_a_record_that_one_of_its_streams_does_not_take_is_refused(cloud: Cloud, log: AccessLog) -> None:
    log.record(opened())
    for kind in ("conversation/", "person/"):
        fault = cloud.fail(
            "logs",
            "PutLogEvents",
            error="ServiceUnavailableException",
            when=lambda request, kind=kind: request["logStreamName"].startswith(kind),
        )
        with pytest.raises(LogUnavailable):
            log.record(opened(after=1))
        assert fault.happened == 1
    log.record(opened(after=1))


def test_records_of_one_stream_go_in_one_call(cloud: Cloud, log: AccessLog) -> None:
    log.record(opened(), opened(OTHER), signed_in())

    before = puts(cloud)
    log.record(opened(after=2), opened(after=1), opened(OTHER, after=1))

    assert puts(cloud) == before + 3
    assert len(log.of_conversation(FIRST).records) == 3


def test_the_first_record_makes_its_stream(cloud: Cloud, log: AccessLog) -> None:
    before = puts(cloud)
    log.record(opened())
    first = puts(cloud) - before
    log.record(opened())

    assert (first, puts(cloud) - before - first) == (4, 2)
    assert [event["stream"] for event in cloud.log_events()] == [f"conversation/{FIRST}"] * 2


def test_a_stream_that_somebody_else_just_made_is_as_good(cloud: Cloud, log: AccessLog) -> None:
    for stream in streams_of(opened()):
        cloud.client("logs").create_log_stream(logGroupName=group(cloud), logStreamName=stream)
    cloud.fail("logs", "PutLogEvents", error="ResourceNotFoundException")

    log.record(opened())

    assert len(cloud.log_events()) == 1


def test_recording_nothing_asks_nothing(cloud: Cloud, log: AccessLog) -> None:
    before = puts(cloud)
    log.record()

    assert puts(cloud) == before


TROUBLE = [
    ("PutLogEvents", "ThrottlingException"),
    ("PutLogEvents", "ServiceUnavailableException"),
    ("PutLogEvents", "AccessDeniedException"),
    ("PutLogEvents", "ReadTimeout"),
    ("PutLogEvents", "ConnectionClosed"),
    ("CreateLogStream", "ThrottlingException"),
    ("CreateLogStream", "LimitExceededException"),
    ("CreateLogStream", "ReadTimeout"),
]


@pytest.mark.parametrize(("operation", "error"), TROUBLE, ids=str)
def test_a_record_that_was_not_accepted_is_refused_and_the_next_try_succeeds(
    cloud: Cloud, log: AccessLog, operation: str, error: str
) -> None:
    fault = cloud.fail("logs", operation, error=error)

    with pytest.raises(LogUnavailable):
        log.record(opened())
    assert fault.happened == 1
    assert cloud.log_events() == []
    log.record(opened())

    assert len(cloud.log_events()) == 1


@pytest.mark.parametrize("after", [-15 * 24 * 3600, 3 * 3600], ids=["too old", "too new"])
def test_a_record_that_cloudwatch_rejects_inside_a_success_is_refused(log: AccessLog, after: int) -> None:
    log.record(opened())
    with pytest.raises(LogUnavailable):
        log.record(opened(after=after))

    assert len(log.of_conversation(FIRST).records) == 1


def test_without_the_group_nothing_is_recorded_and_nothing_read(cloud: Cloud) -> None:
    nowhere = AccessLog(cloud.client("logs"), "/nowhere")

    with pytest.raises(LogUnavailable):
        nowhere.record(opened())
    with pytest.raises(LogUnavailable):
        nowhere.of_conversation(FIRST)


def test_a_record_with_words_in_it_is_sent_nowhere_nor_are_those_beside_it(cloud: Cloud, log: AccessLog) -> None:
    canary = "kanarialintu on häkissä"
    with pytest.raises(ValueError, match="object"):
        log.record(opened(), Access(**{**_fields(opened()), "object": canary}))

    assert cloud.log_events() == []


def _fields(record: Access) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


# ------------------------------------------------------------------------------------------------- reading


def test_who_has_opened_a_conversation_is_told_newest_first(log: AccessLog) -> None:
    log.record(opened(actor="agent.a"), opened(OTHER, actor="agent.x"))
    log.record(opened(actor="agent.b", after=60))
    log.record(opened(actor="agent.c", after=30))

    assert [record.actor for record in log.of_conversation(FIRST).records] == ["agent.b", "agent.c", "agent.a"]


def test_what_is_read_is_what_was_recorded(log: AccessLog) -> None:
    log.record(opened())

    assert log.of_conversation(FIRST) == Records(records=(opened(),), before=None)


def test_nobody_has_opened_a_conversation_without_records(log: AccessLog) -> None:
    assert log.of_conversation(FIRST) == Records(records=(), before=None)


@pytest.mark.parametrize(("of_one_millisecond", "sizes"), [(1, [100, 100, 51]), (3, [100, 102, 49])])
def test_a_log_of_many_pages_is_read_whole_a_page_at_a_time(
    cloud: Cloud, of_one_millisecond: int, sizes: list[int]
) -> None:
    log = AccessLog(cloud.client("logs"), group(cloud), page=100)
    log.record(opened())
    events = [
        {"timestamp": NOW * 1000 + number // of_one_millisecond, "message": _message(number, of_one_millisecond)}
        for number in range(250)
    ]
    stream = streams_of(opened())[0]
    cloud.client("logs").put_log_events(logGroupName=group(cloud), logStreamName=stream, logEvents=events)

    pages = [log.of_conversation(FIRST)]
    while (before := pages[-1].before) is not None:
        pages.append(log.of_conversation(FIRST, before=before))

    found = [record for page in pages for record in page.records]
    assert [len(page.records) for page in pages] == sizes
    assert len({record.request for record in found}) == len(found) == 251
    assert [record.at for record in found] == sorted((record.at for record in found), reverse=True)


def test_a_page_that_holds_all_says_so(cloud: Cloud) -> None:
    log = AccessLog(cloud.client("logs"), group(cloud), page=2)
    log.record(opened(), opened(after=1))
    assert log.of_conversation(FIRST).before is None

    log.record(opened(after=2))
    assert log.of_conversation(FIRST).before == (NOW + 1) * 1000


def test_readings_of_the_log_crowd_no_reading_of_the_conversation_out(cloud: Cloud) -> None:
    log = AccessLog(cloud.client("logs"), group(cloud), page=2)
    log.record(opened())
    readings = [read_log(after=1 + number) for number in range(9)]
    log.record(*readings)

    assert log.of_conversation(FIRST).records == (opened(),)
    assert log.of_conversation(FIRST, about="log").records == (readings[8], readings[7])
    assert log.of_conversation(OTHER, about="log") == Records(records=(), before=None)


def test_failed_sign_ins_of_known_and_unknown_names_cost_the_same_calls(cloud: Cloud, log: AccessLog) -> None:
    log.record(failed_sign_in("agent.x"))

    costs = []
    for name in ("agent.a", "unknown", "agent.a"):
        before = cloud.meter.calls.copy()
        log.record(failed_sign_in(name))
        costs.append(cloud.meter.calls - before)

    assert costs[0] == costs[1] == costs[2]
    assert {event["stream"] for event in cloud.log_events()} == {"sign-in-failed/2026-11-25"}


def test_what_somebody_has_done_is_told_newest_first_a_page_at_a_time(cloud: Cloud) -> None:
    log = AccessLog(cloud.client("logs"), group(cloud), page=2)
    deeds = [opened(), signed_in(after=1), opened(OTHER, after=2)]
    log.record(*deeds, opened(actor="agent.b", after=3))

    first = log.of_person(A)
    rest = log.of_person(A, before=first.before)

    assert first == Records(records=(deeds[2], deeds[1]), before=deeds[1].at)
    assert rest == Records(records=(deeds[0],), before=None)
    assert log.of_person(reference("agent.c")) == Records(records=(), before=None)


def test_who_has_read_what_somebody_has_done_stands_beside_it_and_with_the_reader(log: AccessLog) -> None:
    for action in ("access_log_read", "access_log_exported"):
        reading = msgspec.structs.replace(signed_in(), actor="officer", object=A, action=action)
        log.record(reading)

        assert log.of_person(A).records == ()
        assert reading in log.of_person(A, about="log").records
        assert reading in log.of_person(reference("officer")).records


def test_records_are_told_from_a_time_on_and_before_another(log: AccessLog) -> None:
    deeds = [opened(after=number) for number in range(4)]
    log.record(*deeds)

    found = log.of_person(A, since=deeds[1].at, before=deeds[3].at)

    assert found == Records(records=(deeds[2], deeds[1]), before=None)
    assert log.of_conversation(FIRST, since=deeds[3].at).records == (deeds[3],)


@pytest.mark.parametrize("of_one_millisecond", [1, 4])
@pytest.mark.parametrize("looked_at", [5, 10, 1_000])
def test_wanted_records_are_all_found_once_however_few_are_looked_at_for_a_page(
    cloud: Cloud, looked_at: int, of_one_millisecond: int
) -> None:
    log = AccessLog(cloud.client("logs"), group(cloud), page=3, looked_at=looked_at)
    log.record(opened())
    events = [
        {"timestamp": NOW * 1000 + number // of_one_millisecond, "message": _message(number, of_one_millisecond)}
        for number in range(60)
    ]
    cloud.client("logs").put_log_events(
        logGroupName=group(cloud), logStreamName=streams_of(opened())[0], logEvents=events
    )
    wanted = {f"number-{number}" for number in (0, 1, 2, 3, 20, 41, 42, 59)}

    pages, before = list[Records](), None
    while not pages or before is not None:
        pages.append(log.of_conversation(FIRST, before=before, wanted=lambda each: each.request in wanted))
        assert before is None or pages[-1].before is None or pages[-1].before < before
        before = pages[-1].before

    found = [record.request for page in pages for record in page.records]
    assert sorted(found) == sorted(wanted)
    assert any(not page.records for page in pages) or looked_at > 5


def test_failed_sign_ins_are_told_by_their_day(log: AccessLog) -> None:
    log.record(failed_sign_in("agent.a"), signed_in())

    assert log.failed_sign_ins(date(2026, 11, 25)).records == (failed_sign_in("agent.a"),)
    assert log.failed_sign_ins(date(2026, 11, 24)).records == ()
    assert log.of_person(A).records == (signed_in(),)


def _message(number: int, of_one_millisecond: int) -> str:
    record = {**_fields_set(opened()), "at": NOW * 1000 + number // of_one_millisecond, "request": f"number-{number}"}
    return json.dumps(record)


def _fields_set(record: Access) -> dict[str, Any]:
    return {name: value for name, value in _fields(record).items() if value is not None}


@pytest.mark.parametrize("error", ["ThrottlingException", "ReadTimeout", "ServiceUnavailableException"])
def test_a_log_that_cannot_be_read_is_not_an_empty_one(cloud: Cloud, log: AccessLog, error: str) -> None:
    log.record(opened())
    cloud.fail("logs", "GetLogEvents", error=error)

    with pytest.raises(LogUnavailable):
        log.of_conversation(FIRST)
    assert len(log.of_conversation(FIRST).records) == 1


def test_a_strange_line_in_the_log_is_not_left_out_in_silence(cloud: Cloud) -> None:
    told = Refusals()
    log = AccessLog(cloud.client("logs"), group(cloud), refused=told)
    log.record(opened())
    assert len(log.of_conversation(FIRST).records) == 1
    cloud.client("logs").put_log_events(
        logGroupName=group(cloud),
        logStreamName=streams_of(opened())[0],
        logEvents=[{"timestamp": NOW * 1000, "message": "hello"}],
    )

    with pytest.raises(LogUnavailable):
        log.of_conversation(FIRST)
    assert told == [("get_log_events", "UnreadableRecord")]


def test_two_months_ahead_records_are_accepted(cloud: Cloud, log: AccessLog) -> None:
    cloud.clock.advance(62 * 24 * 3600)
    log.record(opened(after=62 * 24 * 3600))

    assert len(log.of_conversation(FIRST).records) == 1


@given(name=st.text(st.characters(categories=("L", "M", "S", "N", "P")), min_size=1, max_size=128))
def test_any_name_that_cognito_takes_has_a_stream_of_its_own(name: str) -> None:
    assume(not access_events.is_conversation(name))
    event = access(
        now=1_795_600_000,
        actor=name,
        role="none",
        action="sign_in",
        object=name,
        purpose="security",
        outcome="allowed",
        request="",
    )

    (stream,) = streams_of(event)

    assert stream == f"person/{reference(name)}"
    assert re.fullmatch(r"[^:*]{1,512}", stream)
