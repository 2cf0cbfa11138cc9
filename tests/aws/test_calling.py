"""Calls that fail in passing: how often they are made again, after which pauses, and when no more; and what is told of them."""

import contextlib
import math
import re
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import botocore.session
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError, ReadTimeoutError
from botocore.parsers import ResponseParserError

from chalicelib.aws import calling
from chalicelib.aws.access_log import AccessLog
from chalicelib.aws.accounts import Accounts
from chalicelib.aws.calling import Calls, Ordinary, OutOfTime, Unreadable, World
from chalicelib.aws.identity import Cognito
from chalicelib.aws.keys import Key
from chalicelib.aws.push import ApiGatewayPush
from chalicelib.aws.table.items import Items
from chalicelib.chat.access_events import access as record_of
from chalicelib.chat.errors import LogUnavailable, Unavailable
from local.cloud.cloud import Cloud
from operations.package import ROOT
from tests.recorders import Metrics

RECORD = record_of(
    now=1_795_600_000,
    actor="system",
    role="system",
    action="sweep_done",
    object="sweep",
    purpose="legal",
    outcome="allowed",
    request="request-1",
)


class Time:
    """A stopwatch that only sleeping moves."""

    def __init__(self, chance: float = 1.0) -> None:
        self.passed = 0.0
        self.slept: list[float] = []
        self.world = World(elapsed=lambda: self.passed, sleep=self.sleep, random=lambda: chance)
        self.metrics = Metrics()

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.passed += seconds

    def calls(self, make: Any, service: str = "dynamodb", tries: int = 4, **choices: Any) -> Calls:
        return Calls(make, self.world, self.metrics, service=service, tries=tries, **choices)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What was told of each call that was refused for good."""
        assert self.metrics.of("aws_refused") == [1] * len(self.metrics.fields)
        return self.metrics.fields


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with Cloud.start() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _nothing_left_behind(cloud: Cloud) -> Iterator[None]:
    yield
    cloud.faults.clear()
    calling.begin(World(), math.inf)


def get(cloud: Cloud, time: Time, tries: int = 4) -> Any:
    calls = time.calls(lambda: cloud.client("dynamodb"), tries=tries, ordinary=Items.ORDINARY)
    key = {"pk": {"S": "conversation#X"}, "sk": {"S": "head"}}
    return calls.get_item(TableName=cloud.environment["JUTTU_TABLE"], Key=key)


def begun(time: Time, seconds: float) -> None:
    calling.begin(time.world, seconds, "request-1")


@pytest.mark.parametrize(("seconds", "calls"), [(0.5, 1), (0, 0)])
def test_an_invocation_in_a_hurry_begins_nothing_after_so_long(cloud: Cloud, seconds: float, calls: int) -> None:
    time = Time()
    begun(time, 10)
    calling.hurry(time.world, seconds)
    for _ in range(calls):
        get(cloud, time)
    time.passed = 0.5

    with pytest.raises(OutOfTime):
        get(cloud, time)


def test_a_hurry_prolongs_nothing(cloud: Cloud) -> None:
    time = Time()
    begun(time, 10)
    calling.hurry(time.world, 20)
    time.passed = 10

    with pytest.raises(OutOfTime):
        get(cloud, time)


@pytest.mark.parametrize("error", ["InternalServerError", "ThrottlingException", "ReadTimeout", "ConnectionClosed"])
def test_what_fails_in_passing_is_tried_again_after_growing_pauses(cloud: Cloud, error: str) -> None:
    time = Time()
    begun(time, 10)
    cloud.fail("dynamodb", "GetItem", error=error, times=3)
    assert get(cloud, time)["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert time.slept == [0.2, 0.4, 0.8]


def test_pauses_have_full_jitter(cloud: Cloud) -> None:
    time = Time(chance=0.25)
    begun(time, 10)
    cloud.fail("dynamodb", "GetItem", times=2)
    get(cloud, time)
    assert time.slept == [0.05, 0.1]


def test_the_fourth_failure_is_told(cloud: Cloud) -> None:
    time = Time()
    begun(time, 10)
    cloud.fail("dynamodb", "GetItem", times=4)
    with pytest.raises(ClientError):
        get(cloud, time)
    assert len(time.slept) == 3


def test_no_answer_at_all_is_told_as_such(cloud: Cloud) -> None:
    time = Time()
    begun(time, 10)
    cloud.fail("dynamodb", "GetItem", error="ReadTimeout", times=4)
    with pytest.raises(ReadTimeoutError):
        get(cloud, time)


def test_what_may_not_be_repeated_is_tried_once(cloud: Cloud) -> None:
    time = Time()
    begun(time, 10)
    fault = cloud.fail("dynamodb", "GetItem", times=2)
    with pytest.raises(ClientError):
        get(cloud, time, tries=1)
    assert fault.happened == 1
    assert time.slept == []


def test_what_is_refused_for_good_is_not_tried_again(cloud: Cloud) -> None:
    time = Time()
    begun(time, 10)
    fault = cloud.fail("dynamodb", "GetItem", error="ValidationException", times=2)
    with pytest.raises(ClientError):
        get(cloud, time)
    assert fault.happened == 1


def test_a_pause_that_would_outlast_the_invocation_is_not_begun(cloud: Cloud) -> None:
    time = Time()
    begun(time, 0.3)
    fault = cloud.fail("dynamodb", "GetItem", times=4)
    with pytest.raises(ClientError):
        get(cloud, time)
    assert time.slept == [0.2]
    assert fault.happened == 2


def test_whoever_has_lost_to_others_pauses_as_long_as_before_a_call_and_not_beyond_the_invocation() -> None:
    time = Time(chance=0.5)
    begun(time, 2)
    for tried in range(1, 7):
        calling.pause(time.world, tried)
    assert time.slept == [0.1, 0.2, 0.4, 0.8]


def test_without_time_left_no_call_is_made_and_with_some_it_is(cloud: Cloud) -> None:
    time = Time()
    begun(time, 1)
    time.passed = 0.9
    get(cloud, time)
    time.passed = 1.0
    before = cloud.meter.calls
    with pytest.raises(OutOfTime):
        get(cloud, time)
    assert cloud.meter.calls == before


def test_each_invocation_has_its_own_time(cloud: Cloud) -> None:
    time = Time()
    begun(time, 1)
    time.passed = 5
    begun(time, 1)
    get(cloud, time)


# ------------------------------------------------------------------------------------------------- what is told


def test_a_refusal_for_good_is_one_line_of_service_operation_code_status_and_both_requests(cloud: Cloud) -> None:
    time = Time()
    begun(time, 10)
    cloud.fail("dynamodb", "GetItem", error="AccessDeniedException", message="canary-7f3a may not conversation#X")
    with pytest.raises(ClientError):
        get(cloud, time)

    (line,) = time.lines
    assert line == {
        "event": "aws",
        "service": "dynamodb",
        "operation": "GetItem",
        "code": "AccessDeniedException",
        "status": 400,
        "aws_request": line["aws_request"],
        "tries": 1,
        "request": "request-1",
    }


def test_neither_awss_own_words_nor_a_parameter_stand_in_the_line(cloud: Cloud) -> None:
    time = Time()
    begun(time, 10)
    cloud.fail("dynamodb", "GetItem", error="ValidationException", message="canary-7f3a")
    with pytest.raises(ClientError):
        get(cloud, time)

    assert "canary-7f3a" not in str(time.lines)
    assert "conversation#X" not in str(time.lines)


def test_what_succeeds_in_the_end_is_told_to_nobody_and_what_does_not_once_with_its_tries(cloud: Cloud) -> None:
    time = Time()
    begun(time, 10)
    cloud.fail("dynamodb", "GetItem", times=3)
    get(cloud, time)
    assert time.lines == []

    cloud.fail("dynamodb", "GetItem", error="ThrottlingException", times=4)
    with pytest.raises(ClientError):
        get(cloud, time)
    assert [(line["code"], line["tries"]) for line in time.lines] == [("ThrottlingException", 4)]


def test_no_answer_at_all_is_a_line_with_the_kind_of_silence(cloud: Cloud) -> None:
    time = Time()
    begun(time, 10)
    cloud.fail("dynamodb", "GetItem", error="ReadTimeout")
    with pytest.raises(ReadTimeoutError):
        get(cloud, time, tries=1)

    (line,) = time.lines
    assert (line["code"], line.get("status"), line.get("aws_request")) == ("ReadTimeoutError", None, None)


def test_a_call_for_which_no_time_is_left_is_a_line(cloud: Cloud) -> None:
    time = Time()
    begun(time, 1)
    time.passed = 1.0
    with pytest.raises(OutOfTime):
        get(cloud, time)

    assert [(line["operation"], line["code"], line["tries"]) for line in time.lines] == [("GetItem", "OutOfTime", 0)]


def test_an_answer_that_cannot_be_read_is_a_line() -> None:
    class Garbled:
        def get_item(self, **_: Any) -> Any:
            raise ResponseParserError("canary-7f3a")

    time = Time()
    begun(time, 10)
    with pytest.raises(Unreadable):
        time.calls(Garbled, tries=1).get_item()

    assert [line["code"] for line in time.lines] == ["ResponseParserError"]


def test_what_only_an_adapter_can_see_is_a_line_like_any_other(cloud: Cloud) -> None:
    time = Time()
    begun(time, 10)
    time.calls(lambda: cloud.client("logs"), "logs").refused("get_log_events", "UnreadableRecord")

    where = {"event": "aws", "service": "logs", "operation": "GetLogEvents"}
    assert time.lines == [{**where, "code": "UnreadableRecord", "tries": None, "request": "request-1"}]


EXPECTED = (
    ("dynamodb", Items.ORDINARY),
    ("apigatewaymanagementapi", ApiGatewayPush.ORDINARY),
    ("logs", AccessLog.ORDINARY),
    ("cognito-idp", Cognito.ORDINARY),
    ("cognito-idp", Accounts.ORDINARY),
)


class Refusing:
    """A client that refuses every operation with one code."""

    def __init__(self, code: str) -> None:
        self._code = code

    def __getattr__(self, operation: str) -> Any:
        def refuse(**_: Any) -> Any:
            raise ClientError({"Error": {"Code": self._code, "Message": ""}}, operation)

        return refuse


@pytest.mark.parametrize(
    ("service", "ordinary", "operation", "code"),
    [
        (service, ordinary, operation, code)
        for service, ordinary in EXPECTED
        for operation, codes in ordinary.items()
        for code in sorted(codes)
    ],
)
def test_what_an_adapter_expects_as_an_answer_is_no_line_and_the_same_call_denied_is(
    service: str, ordinary: Ordinary, operation: str, code: str
) -> None:
    time = Time()
    begun(time, 10)
    for refusal in (code, "AccessDeniedException"):
        calls = time.calls(lambda code=refusal: Refusing(code), service, ordinary=ordinary)
        with pytest.raises(ClientError):
            getattr(calls, operation)()

    (line,) = time.lines
    assert (line["service"], line["code"]) == (service, "AccessDeniedException")


def test_a_code_that_one_operation_expects_is_a_line_of_another() -> None:
    """A condition cannot fail where there is none, and a stream cannot be made in a group that is gone."""
    time = Time()
    begun(time, 10)
    for service, adapter, operation, code in (
        ("dynamodb", Items, "get_item", "ConditionalCheckFailedException"),
        ("logs", AccessLog, "create_log_stream", "ResourceNotFoundException"),
        ("logs", AccessLog, "describe_log_streams", "ResourceNotFoundException"),
    ):
        calls = time.calls(lambda code=code: Refusing(code), service, ordinary=adapter.ORDINARY)
        with pytest.raises(ClientError):
            getattr(calls, operation)()

    assert [line["operation"] for line in time.lines] == ["GetItem", "CreateLogStream", "DescribeLogStreams"]


# ------------------------------------------------------------------------------------------------- done in part


class Busy:
    """A table that has capacity for one key of each call, `parts` times, and then for the rest."""

    def __init__(self, parts: int) -> None:
        self._parts = parts
        self.asked: list[int] = []

    def batch_get_item(self, *, RequestItems: Any) -> Any:  # noqa: N803 - botocore's own name
        ((table, request),) = RequestItems.items()
        wanted = request["Keys"]
        self.asked.append(len(wanted))
        self._parts -= 1
        done = wanted if self._parts < 0 else wanted[:1]
        rest = wanted[len(done) :]
        return {
            "Responses": {table: done},
            "UnprocessedKeys": {table: {**request, "Keys": rest}} if rest else {},
        }


KEYS = [Key(f"conversation#{number}", "head") for number in range(4)]


def many(time: Time, busy: Busy) -> Any:
    calls: Any = time.calls(lambda: busy)
    return Items(calls, "juttu-dev", lambda: 0.0, calls.pause).get_many(KEYS)


def test_keys_that_there_was_no_capacity_for_are_asked_for_again_after_growing_pauses() -> None:
    time = Time()
    begun(time, 10)
    busy = Busy(parts=2)

    assert list(many(time, busy)) == KEYS
    assert busy.asked == [4, 3, 2]
    assert time.slept == [0.2, 0.4]


def test_keys_that_come_at_once_are_not_waited_for() -> None:
    time = Time()
    begun(time, 10)

    assert list(many(time, Busy(parts=0))) == KEYS
    assert time.slept == []


def test_pauses_for_keys_have_full_jitter() -> None:
    time = Time(chance=0.25)
    begun(time, 10)
    many(time, Busy(parts=2))

    assert time.slept == [0.05, 0.1]


def test_keys_are_given_up_before_a_pause_that_would_outlast_the_invocation() -> None:
    time = Time()
    begun(time, 0.5)
    busy = Busy(parts=3)
    with pytest.raises(Unavailable):
        many(time, busy)

    assert (time.slept, busy.asked) == ([0.2], [4, 3])
    assert [(line["operation"], line["code"], line["tries"]) for line in time.lines] == [
        ("BatchGetItem", "UnprocessedKeys", 2)
    ]


class Full:
    """A table that deletes nothing more, and says so with status 200."""

    def batch_write_item(self, *, RequestItems: Any) -> Any:  # noqa: N803 - botocore's own name
        return {"UnprocessedItems": RequestItems, "ResponseMetadata": {"HTTPStatusCode": 200}}


def test_what_is_not_deleted_after_all_tries_leaves_a_line() -> None:
    time = Time()
    begun(time, 1)
    calls: Any = time.calls(Full)
    with pytest.raises(Unavailable):
        Items(calls, "juttu-dev", lambda: 0.0, calls.pause).delete_many(KEYS)

    assert time.lines == [
        {
            "event": "aws",
            "service": "dynamodb",
            "operation": "BatchWriteItem",
            "code": "UnprocessedItems",
            "status": 200,
            "tries": 3,
            "request": "request-1",
        }
    ]


class Log:
    """A log that takes every stream, and rejects records or does not."""

    def __init__(self, *, rejects: bool) -> None:
        self._rejects = rejects

    def put_log_events(self, **_: Any) -> Any:
        rejected = {"rejectedLogEventsInfo": {"tooOldLogEventEndIndex": 1}} if self._rejects else {}
        return {**rejected, "ResponseMetadata": {"HTTPStatusCode": 200, "RequestId": "aws-1"}}


@pytest.mark.parametrize("rejects", [False, True])
def test_a_record_that_is_rejected_with_status_200_leaves_a_line(rejects: bool) -> None:
    time = Time()
    begun(time, 10)
    calls: Any = time.calls(lambda: Log(rejects=rejects), "logs", ordinary=AccessLog.ORDINARY)
    log = AccessLog(calls, "group")

    with pytest.raises(LogUnavailable) if rejects else contextlib.nullcontext():
        log.record(RECORD)

    assert [(line["operation"], line["code"], line["status"], line["aws_request"]) for line in time.lines] == (
        [("PutLogEvents", "rejectedLogEventsInfo", 200, "aws-1")] if rejects else []
    )


NO_FAILURE = {"rejectedEntityInfo"}
"""Says that an entity was not taken, which no record of ours names; the records were."""


def test_every_answer_that_can_say_that_a_part_was_not_done_is_known() -> None:
    session = botocore.session.get_session()
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "chalicelib" / "aws").rglob("*.py"))
    found = set[str]()
    for service in ("dynamodb", "logs", "sqs", "sesv2", "cognito-idp", "apigatewaymanagementapi"):
        model = session.get_service_model(service)
        for operation in model.operation_names:
            shape, name = model.operation_model(operation).output_shape, xform_name(operation)
            if shape is not None and re.search(rf"\b{name}\b", code):
                found |= {member for member in shape.members if re.match("Unprocessed|[Rr]eject|Fail|Error", member)}

    assert {"UnprocessedKeys", "UnprocessedItems"} | calling.REJECTED == found - NO_FAILURE
    assert {member for member in found - NO_FAILURE if f'"{member}"' not in code} == set()


# ------------------------------------------------------------------------------------------------- side by side


def test_what_concerns_many_is_done_side_by_side_and_answered_in_its_order() -> None:
    all_at_once = threading.Barrier(calling.SIDE_BY_SIDE)

    def double(number: int) -> int:
        all_at_once.wait(timeout=60)  # raises unless as many wait here
        return 2 * number

    numbers = range(2 * calling.SIDE_BY_SIDE)
    assert calling.side_by_side(double, numbers) == calling.in_turn(lambda number: 2 * number, numbers)
    assert calling.side_by_side(double, []) == []


def test_what_is_done_side_by_side_has_the_time_of_its_invocation_and_no_other() -> None:
    time, asked = Time(), []
    calling.begin(time.world, 10)

    def ask(number: int) -> None:
        asked.append(number)
        time.passed = 10

    calls = time.calls(lambda: SimpleNamespace(ask=ask))
    with pytest.raises(OutOfTime):
        calling.side_by_side(lambda number: calls.ask(number=number), range(200))
    assert 0 < len(asked) <= calling.SIDE_BY_SIDE


def test_all_have_ended_when_one_has_failed() -> None:
    ended: list[int] = []

    def fail(number: int) -> None:
        if number == 0:
            raise ValueError("first")
        ended.append(number)

    with pytest.raises(ValueError, match="first"):
        calling.side_by_side(fail, range(50))
    assert sorted(ended) == [*range(1, 50)]
