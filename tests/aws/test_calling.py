"""Calls that fail in passing: how often they are made again, after which pauses, and when no more."""

import math
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from chalicelib.aws import calling
from chalicelib.aws.calling import Calls, OutOfTime, World
from local.cloud.cloud import Cloud


class Time:
    """A stopwatch that only sleeping moves."""

    def __init__(self, chance: float = 1.0) -> None:
        self.passed = 0.0
        self.slept: list[float] = []
        self.world = World(elapsed=lambda: self.passed, sleep=self.sleep, random=lambda: chance)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.passed += seconds


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
    calls = Calls(lambda: cloud.client("dynamodb"), time.world, tries)
    key = {"pk": {"S": "conversation#X"}, "sk": {"S": "head"}}
    return calls.get_item(TableName=cloud.environment["JUTTU_TABLE"], Key=key)


def begun(time: Time, seconds: float) -> None:
    calling.begin(time.world, seconds)


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
