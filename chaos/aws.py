"""AWS as the functions meet it: every call takes its time, may fail on either side of being done, or be the last one.

The clients have the names and the errors of botocore's. What stands behind them is small and in this process: a table
(`table.py`), a log, a queue, a post office, and the sockets of the gateway.
"""

import itertools
import json
from collections import Counter
from collections.abc import Callable, Mapping
from email import message_from_bytes, policy
from typing import Any, Protocol

from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError, ReadTimeoutError
from greenlet import GreenletExit, getcurrent

from chaos.faults import Faults
from chaos.queues import Queue
from chaos.scheduler import Scheduler
from local.dynamodb.table import Refused

READ_TIMEOUTS = {"dynamodb": 3.0, "logs": 3.0, "sqs": 3.0, "apigatewaymanagementapi": 2.0, "sesv2": 10.0}
"""As `wiring.py` sets them."""

_THROTTLES = {
    "dynamodb": ("ProvisionedThroughputExceededException", 400),
    "logs": ("ThrottlingException", 400),
    "sqs": ("RequestThrottled", 403),
    "sesv2": ("TooManyRequestsException", 429),
    "apigatewaymanagementapi": ("LimitExceededException", 429),
}
_STATUSES = {"GoneException": 410, "PayloadTooLargeException": 413}


class Died(GreenletExit):  # type: ignore[misc]  # greenlet comes without types
    """Raised in a process that is no more: nothing of it catches this, and whatever it still calls raises it again."""


class Service(Protocol):
    """A service of AWS: answers a call, or raises Refused."""

    def answer(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]: ...


class Process(Protocol):
    """What calls AWS: it may have died."""

    dead: bool

    def die(self) -> None: ...


class Aws:
    """All services, with everything that can happen on the way to them and back."""

    def __init__(self, scheduler: Scheduler, faults: Faults, services: Mapping[str, Service]) -> None:
        self._scheduler = scheduler
        self._faults = faults
        self._services = services
        self.calls: Counter[str] = Counter()

    def client(self, service: str) -> "Client":
        """Return a client by boto3's name of its service."""
        return Client(self, service)

    def call(self, service: str, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return a service's answer. Raises what botocore raises, and Died when it is the process's last call."""
        self.calls[f"{service}.{operation}"] += 1
        process = getattr(getcurrent(), "owner", None)
        if process is None:  # the run's own: nothing happens to it
            return self._done(service, operation, request)
        self._must_live(process)
        trouble = self._faults.of_call(service, self._scheduler.now)
        self._wait(process, self._faults.seconds_of_call(service))
        if trouble == "dies before":
            process.die()
        elif trouble in ("fails", "throttled"):
            raise self._failure(service, operation, trouble)
        elif trouble == "late":
            seconds = READ_TIMEOUTS[service] + self._faults.chance.uniform(0, 4)
            self._scheduler.later(seconds, lambda: self._done_unheard(service, operation, request))
            self._wait(process, READ_TIMEOUTS[service])
            raise ReadTimeoutError(endpoint_url=service)
        self._must_live(process)
        answer, refusal = None, None
        try:
            answer = self._done(service, operation, request)
        except ClientError as error:
            refusal = error
        if trouble == "dies after":
            process.die()
        self._must_live(process)
        self._wait(process, self._faults.seconds_of_call(service))
        if trouble == "lost":
            raise self._lost(process, service, operation)
        if refusal is not None:
            raise refusal
        return answer or {}

    def _done(self, service: str, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return self._services[service].answer(operation, request)
        except Refused as refused:
            raise _error(refused.code, operation, _STATUSES.get(refused.code, 400), **refused.members) from None

    def _done_unheard(self, service: str, operation: str, request: Mapping[str, Any]) -> None:
        try:
            self._done(service, operation, request)
        except ClientError:
            return

    def _wait(self, process: Process, seconds: float) -> None:
        self._scheduler.wait(seconds)
        self._must_live(process)

    def _must_live(self, process: Process) -> None:
        if process.dead:
            raise Died

    def _failure(self, service: str, operation: str, trouble: str) -> Exception:
        if trouble == "throttled":
            code, status = _THROTTLES[service]
            return _error(code, operation, status)
        if self._faults.chance.random() < 0.3:
            return EndpointConnectionError(endpoint_url=service)
        return _error("InternalServerError", operation, 500)

    def _lost(self, process: Process, service: str, operation: str) -> Exception:
        kind = self._faults.chance.choice(("timeout", "closed", "500"))
        if kind == "timeout":
            self._wait(process, READ_TIMEOUTS[service])
            return ReadTimeoutError(endpoint_url=service)
        if kind == "closed":
            return ConnectionClosedError(endpoint_url=service)
        return _error("InternalServerError", operation, 500)


class Client:
    """A client as botocore makes it: a method for each operation."""

    def __init__(self, aws: Aws, service: str) -> None:
        self._aws = aws
        self._service = service

    def close(self) -> None:
        """Close the connections that it keeps: there are none."""

    def __getattr__(self, operation: str) -> Callable[..., dict[str, Any]]:
        def call(**request: Any) -> dict[str, Any]:
            return self._aws.call(self._service, operation, request)

        return call


def _error(code: str, operation: str, status: int, **members: Any) -> ClientError:
    response: Any = {"Error": {"Code": code, "Message": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response | members, operation)


# ------------------------------------------------------------------------------------------------- services


class Logs:
    """CloudWatch Logs: streams that have to be made before they take events, of which `accepted` is told."""

    def __init__(self, accepted: Callable[[str, Mapping[str, Any]], None] = lambda *_: None) -> None:
        self._streams: dict[str, list[str]] = {}
        self._accepted = accepted

    def answer(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to a call. Raises Refused."""
        stream = request["logStreamName"]
        if operation == "create_log_stream":
            if stream in self._streams:
                raise Refused("ResourceAlreadyExistsException")
            self._streams[stream] = []
            return {}
        if operation != "put_log_events":
            raise NotImplementedError(operation)
        if stream not in self._streams:
            raise Refused("ResourceNotFoundException")
        for event in request["logEvents"]:
            self._streams[stream].append(event["message"])
            self._accepted(stream, json.loads(event["message"]))
        return {}

    def mentions(self, found: Callable[[object], bool]) -> bool:
        """Return whether any record is one."""
        return any(found(message) for messages in self._streams.values() for message in messages)

    def of_conversation(self, conversation: str) -> tuple[tuple[str, str, str, int], ...]:
        """Return actor, action and outcome of the records about a conversation, each with how often it is there.

        A record whose call was done and reported lost is written again: the same line twice is one record.
        """
        records = map(json.loads, dict.fromkeys(self._streams.get(f"conversation/{conversation}", ())))
        counted = Counter((each["actor"], each["action"], each["outcome"]) for each in records)
        return tuple((*record, times) for record, times in sorted(counted.items()))


class Sqs:
    """SQS: sends to queues by their URLs."""

    def __init__(self, queues: Mapping[str, Queue]) -> None:
        self._queues = queues

    def answer(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to a call."""
        if operation != "send_message":
            raise NotImplementedError(operation)
        return {
            "MessageId": self._queues[request["QueueUrl"]].put(request["MessageBody"], request.get("DelaySeconds", 0))
        }


class Letter:
    """A mail that SES has accepted: whose, which, and what its reader sees."""

    def __init__(self, request: Mapping[str, Any]) -> None:
        self.tags = {tag["Name"]: tag["Value"] for tag in request["EmailTags"]}
        self.to: str = request["Destination"]["ToAddresses"][0]
        self._raw: bytes = request["Content"]["Raw"]["Data"]

    @property
    def text(self) -> str:
        """The mail's plain text."""
        message = message_from_bytes(self._raw, policy=policy.default)
        body = message.get_body(("plain",))
        return "" if body is None else str(body.get_content())


class Ses:
    """SES: accepts every mail and tells `accepted` of it."""

    def __init__(self, accepted: Callable[[Letter], None]) -> None:
        self._accepted = accepted
        self._numbers = itertools.count(1)

    def answer(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to a call."""
        if operation != "send_email":
            raise NotImplementedError(operation)
        self._accepted(Letter(request))
        return {"MessageId": f"mail-{next(self._numbers)}"}
