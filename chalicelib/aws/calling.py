"""Calls to AWS that fail in passing are made again: a few times, after random pauses, within the invocation's time.

botocore's own retries know nothing of the other calls of an invocation: four patient attempts in each of three calls
outlast API Gateway's 29 s, and an answer after that reaches nobody. So its clients try once, and this decides.
Pauses have full jitter: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
"""

import functools
import math
import random
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError  # noqa: A004 - its own name
from botocore.parsers import ResponseParserError

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 2.0

_IN_PASSING = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "TooManyRequestsException",
        "TransactionConflictException",
        "TransactionInProgressException",
        "OperationAbortedException",
    }
)
_NO_ANSWER = (ConnectionError, HTTPClientError, ResponseParserError)

_ends_at: ContextVar[float] = ContextVar("ends_at", default=math.inf)


@dataclass(frozen=True, kw_only=True)
class World:
    """What a process has of time and chance."""

    now: Callable[[], float] = time.time
    """Seconds since 1970 in UTC."""
    elapsed: Callable[[], float] = time.monotonic
    """Seconds, only ever compared with each other."""
    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random


class OutOfTime(BotoCoreError):
    """Raised instead of a call for which this invocation has no time left."""

    fmt = "no time is left for this call"


class Unreadable(BotoCoreError):
    """Raised when AWS answered in no form that can be read, so that nobody can tell what was done."""

    fmt = "the answer cannot be read"


def begin(world: World, seconds: float) -> None:
    """Give the invocation that now begins so many seconds for all its calls to AWS."""
    _ends_at.set(world.elapsed() + seconds)


class Calls:
    """A client whose calls are made again when they fail in passing; its methods are those of the client.

    What was done and reported lost is done twice then, so whatever is called through this must bear that: writes are
    conditional, or come to the same when repeated. `tries` of 1 is for what cannot bear it.
    """

    def __init__(self, make: Callable[[], Any], world: World, tries: int) -> None:
        self._client = functools.cache(make)
        self._world = world
        self._tries = tries

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        return functools.partial(self._call, operation)

    def _call(self, operation: str, **request: Any) -> Any:
        for tried in range(1, self._tries + 1):
            if self._world.elapsed() >= _ends_at.get():
                raise OutOfTime
            try:
                return getattr(self._client(), operation)(**request)
            except (ClientError, BotoCoreError, ResponseParserError) as error:
                pause = self._world.random() * min(LONGEST_PAUSE, FIRST_PAUSE * 2**tried)
                last = tried == self._tries or self._world.elapsed() + pause >= _ends_at.get()
                if last or not in_passing(error):
                    if isinstance(error, ResponseParserError):
                        raise Unreadable from error
                    raise
            self._world.sleep(pause)
        raise AssertionError("unreachable: the last try returns or raises")


def in_passing(error: Exception) -> bool:
    """Return whether the same call may succeed in a moment: a throttle, a failure of AWS, or no answer at all."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        failed = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
        return failed or error.response["Error"]["Code"] in _IN_PASSING
    return isinstance(error, _NO_ANSWER)
