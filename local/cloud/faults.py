"""Trouble on order: the next calls of an operation fail, before or after they were done."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from local.cloud.answers import AwsError, Call

_STATUSES = {
    "InternalServerError": 500,
    "InternalError": 500,
    "InternalErrorException": 500,
    "InternalFailure": 500,
    "ServiceUnavailable": 503,
    "ServiceUnavailableException": 503,
    "GoneException": 410,
    "LimitExceededException": 429,
    "TooManyRequestsException": 429,
}
_DENIED = {
    "sesv2": ("AccessDeniedException", 403),
    "apigatewaymanagementapi": ("AccessDeniedException", 403),
    "sqs": ("AccessDenied", 403),
}
"""What IAM's refusal is called where it is not AccessDeniedException with 400."""

_NO_ANSWER = {"ReadTimeout": ReadTimeoutError, "ConnectionClosed": ConnectionClosedError}


class Fault(msgspec.Struct, kw_only=True, eq=False):
    """An ordered failure. `happened` counts how often it has been served."""

    service: str
    operation: str
    error: str = "InternalServerError"
    """An error code of the service, or `ReadTimeout` / `ConnectionClosed` for no answer at all."""
    message: str = "ordered by a test"
    times: int = 1
    before: bool = True
    """Fail instead of doing; otherwise do it and then report the failure."""
    when: Callable[[Mapping[str, Any]], bool] | None = None
    """Only calls whose parameters please this."""
    members: Mapping[str, Any] = {}
    status: int | None = None
    """With which it is answered, when that is not the error's usual one."""
    happened: int = 0

    def cancel(self) -> None:
        """Serve this failure no more."""
        self.times = self.happened

    def meets(self, call: Call, *, before: bool) -> bool:
        """Return whether this failure is for this call, and for this side of doing it."""
        return (
            self.happened < self.times
            and self.before is before
            and self.service == call.service
            and self.operation in ("*", call.operation)
            and (self.when is None or self.when(call.parameters))
        )

    def strike(self, call: Call) -> AwsError:
        """Return the refusal to answer with. Raises the transport's own exception for no answer at all."""
        self.happened += 1
        if self.error in _NO_ANSWER:
            raise _NO_ANSWER[self.error](endpoint_url=call.request.url)
        return AwsError(self.error, self.message, self.status or _STATUSES.get(self.error, 400), **self.members)


def denial(service: str, operation: str, **trouble: Any) -> Fault:
    """Return the failure of an operation that a role may not call, as the service words it: it quotes role and resource."""
    error, status = _DENIED.get(service, ("AccessDeniedException", 400))
    words = f"User: arn:aws:sts::123456789012:assumed-role/role is not authorized to perform: {service}:{operation}"
    return Fault(service=service, operation=operation, error=error, status=status, message=words, **trouble)


class Faults:
    """The failures that are still to come, in the order they were ordered."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []
        self._lock = threading.Lock()

    def order(self, fault: Fault) -> Fault:
        """Add a failure and return it."""
        self._ordered.append(fault)
        return fault

    def clear(self) -> None:
        """Forget every failure that has not happened yet."""
        self._ordered.clear()

    def next(self, call: Call, *, before: bool) -> AwsError | None:
        """Return the refusal that this call must get, None when it may succeed."""
        with self._lock:
            for fault in self._ordered:
                if fault.meets(call, before=before):
                    return fault.strike(call)
        return None
