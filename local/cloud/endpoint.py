"""Where every AWS call of this process arrives instead of at AWS.

boto3 asks its handlers before it sends (`before-send`); the answer that this one gives is taken for the service's own.
One call at a time, because moto is not thread-safe. What is addressed to another host than AWS (the gateway's
`@connections`, a DynamoDB of the user's own) goes there; what is addressed to AWS never leaves the process.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from botocore import UNSIGNED
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import EndpointConnectionError
from botocore.handlers import BUILTIN_HANDLERS
from moto.core.models import botocore_stubber

from local.cloud.answers import AwsError, Call
from local.cloud.faults import Faults
from local.cloud.meter import Meter


class Truth(Protocol):
    """A service as it really is: answers a call itself, or has moto `do` it and mends what moto makes of it."""

    def answer(self, call: Call, do: Callable[[], AWSResponse]) -> AWSResponse:
        """Return the service's answer. Raises AwsError for a refusal."""


class Endpoint:
    """All services of the local cloud behind one lock. `is_signed`: whether the table's calls bear a signature, which only moto's reads."""

    def __init__(self, truths: Mapping[str, Truth], meter: Meter, faults: Faults, *, is_signed: bool = True) -> None:
        self.is_signed = is_signed
        self._truths = truths
        self._meter = meter
        self._faults = faults
        self._own = threading.local()
        self._told: dict[tuple[str, str], list[Callable[[], object]]] = {}
        self.lock = threading.RLock()

    @contextmanager
    def own_calls(self) -> Iterator[None]:
        """Within this, this thread's calls are the cloud's own: not counted, and no ordered failure meets them."""
        before = getattr(self._own, "calls", False)
        self._own.calls = True
        try:
            yield
        finally:
            self._own.calls = before

    def when_done(self, service: str, operation: str, tell: Callable[[], object]) -> None:
        """Tell of each call of an operation after it was answered, on the thread that made it."""
        self._told.setdefault((service, operation), []).append(tell)

    def receive(self, call: Call) -> AWSResponse | None:
        """Return the answer to a call; None when it is for another host, and must be sent."""
        call.own = own = getattr(self._own, "calls", False)
        if not own:
            self._meter.count_call(call.service, call.operation)
            refusal = self._faults.next(call, before=True)
            if refusal is not None:
                return call.refuse(refusal)
        if not call.is_for_aws:
            return None
        with self.lock:
            response = self._answer(call)
        for tell in self._told.get((call.service, call.operation), ()):
            tell()
        refusal = None if own else self._faults.next(call, before=False)
        return response if refusal is None else call.refuse(refusal)

    def _answer(self, call: Call) -> AWSResponse:
        def do() -> AWSResponse:
            return _moto(call)

        truth = self._truths.get(call.service)
        if truth is None:
            return do()
        try:
            return truth.answer(call, do)
        except AwsError as error:
            return call.refuse(error)


def _moto(call: Call) -> AWSResponse:
    answered = botocore_stubber.process_request(call.request)
    if answered is None:
        return call.refuse(AwsError("NotImplemented", f"{call.request.url} is not part of the local cloud", 501))
    status, headers, body = answered
    return call.respond(status, body, dict(headers))


class _Door:
    """botocore's handler. While no cloud is open, calls to AWS fail: a straggler must not reach the real one."""

    def __init__(self) -> None:
        self.endpoint: Endpoint | None = None

    def __call__(self, event_name: str, request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
        call = Call(event_name, request)
        if self.endpoint is not None:
            return self.endpoint.receive(call)
        if call.is_for_aws and not botocore_stubber.enabled:
            raise EndpointConnectionError(endpoint_url=request.url)
        return None

    def choose_signer(self, signing_name: str, **_: Any) -> object:
        """Return UNSIGNED for the table's calls where nothing reads a signature: making one takes a fifth of a call."""
        is_signed = self.endpoint is None or self.endpoint.is_signed or signing_name != "dynamodb"
        return None if is_signed else UNSIGNED


_door = _Door()
BUILTIN_HANDLERS.extend((("before-send", _door), ("choose-signer", _door.choose_signer)))


def open_to(endpoint: Endpoint) -> None:
    """Let this endpoint have the AWS calls of every boto3 session that is made from now on, until `close`."""
    if _door.endpoint is not None or botocore_stubber.enabled:
        raise RuntimeError("another local cloud is open in this process")
    _door.endpoint = endpoint


def close() -> None:
    """Answer no more calls; from now on those to AWS fail."""
    _door.endpoint = None
