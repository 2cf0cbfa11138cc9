"""Calls to AWS: what fails in passing is made again, and what AWS refuses for good leaves a line in the log.

Again a few times, after random pauses, within the invocation's time: botocore's own retries know nothing of the other calls of an invocation: four patient attempts in each of three calls
outlast API Gateway's 29 s, and an answer after that reaches nobody. So its clients try once, and this decides.
Pauses have full jitter: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/

A line, because an adapter makes a Refusal of a failure, or nothing at all, and people hear "a service behind this one does
not answer": which one, and why, is for the operator to read. Service, operation, code and status stand in it; the call's
parameters and AWS's own sentence do not, since both may quote what somebody wrote. What an adapter takes for an answer (a
condition that fails, a socket that is gone, a wrong password) stands in its ORDINARY, and leaves no line.

Some calls are answered with status 200 and were done in part, or not at all. The member of the answer that names the rest is the
code of the line then: at once where it is refused for good, and where it may be asked for again when there is no time for that.
"""

import functools
import math
import random
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Final, TypeVar

import msgspec
from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError  # noqa: A004 - its own name
from botocore.parsers import ResponseParserError

from chalicelib.chat.ports import Metrics

T = TypeVar("T")
R = TypeVar("R")

SIDE_BY_SIDE = 16
"""So many calls of one invocation are under way at once at most."""
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
REJECTED: Final = frozenset({"rejectedLogEventsInfo"})
"""Members of answers with status 200 that name what is refused for good."""

_NO_ANSWER = (ConnectionError, HTTPClientError, ResponseParserError)

_ends_at: ContextVar[float] = ContextVar("ends_at", default=math.inf)
_request: ContextVar[str] = ContextVar("request", default="")

Error = TypeVar("Error", bound=Exception)

Ordinary = Mapping[str, Collection[str]]
"""Error codes that are answers, by the method of the client that gets them."""

Refused = Callable[[str, str], None]
"""Tells of an answer with which an adapter cannot go on although it is a success: the client's method, a code of our own."""


def untold(_operation: str, _code: str) -> None:
    """Tell nobody: for an adapter over a client of its own."""


def side_by_side(do: Callable[[T], R], values: Iterable[T]) -> list[R]:
    """Return what `do` gave for each value, in their order, done by a few threads within the invocation's time.

    All have ended when this returns or raises what one of them raised: Lambda stops a process between invocations.
    """
    wanted = list(values)
    if len(wanted) < 2:  # noqa: PLR2004 - one alone needs no thread
        return [do(value) for value in wanted]
    with ThreadPoolExecutor(min(SIDE_BY_SIDE, len(wanted))) as threads:
        # A thread begins without the context in which the time that is left stands.
        return [done.result() for done in [threads.submit(copy_context().run, do, value) for value in wanted]]


def in_turn(do: Callable[[T], R], values: Iterable[T]) -> list[R]:
    """Return the same, done one after the other: where the order of calls has to be known."""
    return [do(value) for value in values]


class World(msgspec.Struct, frozen=True, kw_only=True):
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


def begin(world: World, seconds: float, request: str = "") -> None:
    """Give the invocation that now begins so many seconds for all its calls to AWS.

    `request`: its id, for the lines of what AWS refuses.
    """
    _ends_at.set(world.elapsed() + seconds)
    _request.set(request)


def hurry(world: World, seconds: float) -> None:
    """Leave the invocation at most so many seconds from now for all its further calls to AWS."""
    _ends_at.set(min(_ends_at.get(), world.elapsed() + seconds))


def pause(world: World, tried: int) -> None:
    """Wait for a random moment, after so many tries; not at all where this invocation has no time for it."""
    seconds = _random_pause(world, tried)
    if world.elapsed() + seconds < _ends_at.get():
        world.sleep(seconds)


def _random_pause(world: World, tried: int) -> float:
    longest: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2**tried)
    return world.random() * longest


def left(world: World) -> float:
    """Return how many seconds the invocation still has for its calls to AWS."""
    return _ends_at.get() - world.elapsed()


class Calls:
    """A client whose calls are made again when they fail in passing; its methods are those of the client.

    What was done and reported lost is done twice then, so whatever is called through this must bear that: writes are
    conditional, or come to the same when repeated. `tries` of 1 is for what cannot bear it.

    A function stands still between two events, and what it has kept open may be dead when it goes on. Where a call may
    not be repeated and is lost with its connection, it gets one of its own: without `keeps_connections`.

    Every failure that the caller is told of, and that is not `ordinary`, leaves a line and counts as `aws_refused`.
    """

    def __init__(
        self,
        make: Callable[[], Any],
        world: World,
        metrics: Metrics,
        *,
        service: str,
        tries: int,
        ordinary: Ordinary = MappingProxyType({}),
        keeps_connections: bool = True,
    ) -> None:
        self._client = functools.cache(make)
        self._world = world
        self._metrics = metrics
        self._service = service
        self._tries = tries
        self._ordinary = ordinary
        self._keeps_connections = keeps_connections

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        return functools.partial(self._call, operation)

    def pause(self, operation: str, tried: int, left: str) -> None:
        """Wait as before another try, after one that did only a part of what it was asked: `left` names the rest.

        Raises OutOfTime instead of a pause that would outlast the invocation.
        """
        seconds = self._pause(tried)
        if seconds is None:
            self._tell(operation, {"code": left, "status": HTTPStatus.OK.value}, tried)
            raise OutOfTime
        self._world.sleep(seconds)

    def refused(self, operation: str, code: str) -> None:
        """Tell the log of an answer of success that the adapter cannot go on with, or of a call that it did not make."""
        self._tell(operation, {"code": code}, None)

    def _call(self, operation: str, **request: Any) -> Any:
        for tried in range(1, self._tries + 1):
            if self._world.elapsed() >= _ends_at.get():
                raise self._told(operation, OutOfTime(), tried - 1)
            try:
                answer = self._asked(operation, request)
            except (ClientError, BotoCoreError, ResponseParserError) as error:
                seconds = self._pause(tried) if tried < self._tries and in_passing(error) else None
                if seconds is None:
                    self._told(operation, error, tried)
                    if isinstance(error, ResponseParserError):
                        raise Unreadable from error
                    raise
            else:
                for rejected in (each for each in REJECTED if answer and answer.get(each)):
                    self._tell(operation, {"code": rejected, **_about(answer["ResponseMetadata"])}, tried)
                return answer
            self._world.sleep(seconds)
        raise AssertionError("unreachable: the last try returns or raises")

    def _asked(self, operation: str, request: dict[str, Any]) -> Any:
        client = self._client()
        try:
            return getattr(client, operation)(**request)
        finally:
            if not self._keeps_connections:
                client.close()

    def _pause(self, tried: int) -> float | None:
        """Return how long to wait after a try, None when the invocation has no time for it."""
        seconds = _random_pause(self._world, tried)
        return seconds if self._world.elapsed() + seconds < _ends_at.get() else None

    def _told(self, operation: str, error: Error, tries: int) -> Error:
        """Return an error of which the log has been told, unless it is an ordinary answer."""
        found = _answer(error)
        if found["code"] not in self._ordinary.get(operation, ()):
            self._tell(operation, found, tries)
        return error

    def _tell(self, operation: str, found: Mapping[str, str | int | None], tries: int | None) -> None:
        name = "".join(word.capitalize() for word in operation.split("_"))
        where = {"event": "aws", "service": self._service, "operation": name}
        self._metrics.put("aws_refused", 1, **where, **found, tries=tries, request=_request.get())


def _answer(error: Exception) -> dict[str, str | int | None]:
    """Return what may be told of an answer of AWS's, or of having none: no words of AWS's, no parameter of ours.

    AWS's request id is `aws_request`: as `aws_request_id` Lambda's runtime writes its own over it.
    """
    if not isinstance(error, ClientError):
        return {"code": type(error).__name__}
    about = error.response.get("ResponseMetadata", {})
    return {"code": str(error.response["Error"]["Code"]), **_about(about)}


def _about(metadata: Mapping[str, Any]) -> dict[str, str | int | None]:
    return {"status": metadata.get("HTTPStatusCode"), "aws_request": metadata.get("RequestId")}


def in_passing(error: Exception) -> bool:
    """Return whether the same call may succeed in a moment: a throttle, a failure of AWS, or no answer at all."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        failed = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
        return failed or error.response["Error"]["Code"] in _IN_PASSING
    return isinstance(error, _NO_ANSWER)
