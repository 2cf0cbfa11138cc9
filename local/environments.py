"""Execution environments around the unchanged `app.py`, as Lambda has them.

Each is a module instance of its own and handles one invocation at a time, because Chalice keeps the current request in
one attribute of the app. Events and results pass through JSON, so that nothing crosses which could not cross in AWS.
"""

import asyncio
import importlib.util
import json
import logging
import os
import queue
import sys
import time
import traceback
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

from chalice.app import Chalice

Event = dict[str, Any]

REST = "app"
CONNECT, MESSAGE, DISCONNECT = "websocket_connect", "websocket_message", "websocket_disconnect"

PAYLOAD_BYTES = 6 * 1024 * 1024
"""The largest event and the largest result, from Lambda's quotas."""

_ROUTE_KEYS = {CONNECT: "$connect", MESSAGE: "$default", DISCONNECT: "$disconnect"}
_log = logging.getLogger(__name__)


class FunctionError(Exception):
    """Raised when a function raised, or returned what Lambda cannot pass on. Says the type and words of the failure."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind
        self.message = message


class EventTooLarge(Exception):
    """Raised when an event is over Lambda's limit; the function did not run."""


class Context:
    """What Lambda tells a function about its invocation."""

    function_version = "$LATEST"
    memory_limit_in_mb = 1024

    def __init__(self, function: str, timeout: float) -> None:
        self.function_name = function
        self.invoked_function_arn = f"arn:aws:lambda:local:123456789012:function:{function}"
        self.aws_request_id = str(uuid.uuid4())
        self.log_group_name = f"/aws/lambda/{function}"
        self.log_stream_name = "local"
        self._ends_at = time.monotonic() + timeout

    def get_remaining_time_in_millis(self) -> int:
        """Return how long the function may still run."""
        return max(0, round((self._ends_at - time.monotonic()) * 1000))


class Environments:
    """As many instances of one `app.py` as may run at once. `close` ends them."""

    def __init__(self, path: Path, count: int = 16, *, timeout: float = 20) -> None:
        self._timeout = timeout
        self._idle: queue.LifoQueue[Chalice] = queue.LifoQueue()
        self.instances = tuple(load(path, number) for number in range(count))
        for instance in reversed(self.instances):
            self._idle.put(instance)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="environment")

    @property
    def app(self) -> Chalice:
        """One of them, to read what it declares."""
        return self.instances[0]

    async def invoke(self, function: str, event: Event) -> Any:
        """Return what a function answers to an event. Raises FunctionError, EventTooLarge, LookupError."""
        return await asyncio.wrap_future(self._threads.submit(self._run, function, event))

    def run(self, function: str, event: Event) -> Any:
        """Do what `invoke` does for a caller that is no coroutine."""
        return self._threads.submit(self._run, function, event).result()

    def close(self) -> None:
        """End every environment after what it is doing now."""
        self._threads.shutdown(cancel_futures=True)

    def _run(self, function: str, event: Event) -> Any:
        sent = json.dumps(event)
        if len(sent) > PAYLOAD_BYTES:
            raise EventTooLarge(function)
        # There is a thread for each environment, so one is always free here.
        instance = self._idle.get_nowait()
        try:
            found = handler(instance, function)
            return _through_json(_call(found, function, json.loads(sent), Context(function, self._timeout)))
        finally:
            self._idle.put(instance)


def _call(handler: Any, function: str, event: Event, context: Context) -> Any:
    try:
        return handler(event, context)
    except Exception as error:
        # Like the product's own log: the exception's words may quote what somebody wrote.
        place = traceback.extract_tb(error.__traceback__)[-1]
        _log.warning("%s raised %s at %s:%s", function, type(error).__name__, Path(place.filename).name, place.lineno)
        raise FunctionError(type(error).__name__, str(error)) from error


def _through_json(result: Any) -> Any:
    try:
        answered = json.dumps(result)
    except (TypeError, ValueError) as error:
        raise FunctionError("Runtime.MarshalError", str(error)) from error
    if len(answered) > PAYLOAD_BYTES:
        raise FunctionError("Function.ResponseSizeTooLarge", f"{len(answered)} bytes")
    return json.loads(answered)


def handler(app: Chalice, function: str) -> Any:
    """Return what runs for a function: by its name in the cloud, which for sockets is not the name in the code."""
    if function == REST:
        return app
    declared = app.websocket_handlers.get(_ROUTE_KEYS.get(function, ""))
    name = function if declared is None else declared.name
    if name not in app.handler_map:
        raise LookupError(f"app.py declares no function {function}")
    return app.handler_map[name]


def load(path: Path, number: int) -> Chalice:
    """Return the app of a fresh instance of the module at `path`. Raises LookupError when there is none in it."""
    # Chalice appends itself to this variable each time.
    os.environ.pop("AWS_EXECUTION_ENV", None)
    name = f"{path.stem}_{number}"
    module = _import(path, name)
    app = getattr(module, "app", None)
    if not isinstance(app, Chalice):
        raise LookupError(f"{path} declares no Chalice app")  # noqa: TRY004 - a missing name, whatever stands there
    return app


def _import(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise LookupError(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
