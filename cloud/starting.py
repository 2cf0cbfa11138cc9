"""The zip under the runtime that Lambda runs it with: every function answers, and what a start costs beside botocore's clients alone."""

import compileall
import json
import math
import os
import random
import resource
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any, Final, NamedTuple

from cloud.hands import Failed
from tests import packaged

BARE: Final = """
import botocore.session

session = botocore.session.get_session()
clients = [session.create_client(name) for name in ("dynamodb", "logs", "apigatewaymanagementapi")]


def handler(event, context):
    return {"statusCode": 200}
"""
"""What any function costs that calls three services of AWS's."""
TIMES: Final = 3
"""So often each function is started."""
PAIRS: Final = 15
GOAL: Final = 1.05
"""A start is to cost at most so many times what botocore's clients cost alone."""
MOST: Final = 1.3
"""More than this is refused. So much is left for what a machine adds that has many things to do; `tests/test_start.py` is exact."""
ANSWERED_WITHIN: Final = 60.0
"""Seconds."""
UNPACKED: Final = "/var/task/"
"""Where Lambda unpacks a zip."""
NEXT: Final = "/2018-06-01/runtime/invocation/next"
REQUEST: Final = "request-of-lambda"

GET: Final = {
    "resource": "/",
    "path": "/",
    "httpMethod": "GET",
    "headers": {"host": "127.0.0.1"},
    "multiValueHeaders": {"host": ["127.0.0.1"]},
    "multiValueQueryStringParameters": None,
    "pathParameters": None,
    "stageVariables": None,
    "requestContext": {
        "httpMethod": "GET",
        "resourcePath": "/",
        "requestId": "request-of-the-gateway",
        "identity": {"sourceIp": "192.0.2.7"},
    },
    "body": None,
    "isBase64Encoded": False,
}
_SOCKET: Final = {
    "requestContext": {
        "apiId": "api",
        "connectionId": "connection-1",
        "requestId": "request-of-the-gateway",
        "domainName": "127.0.0.1",
        "stage": "api",
        "identity": {"sourceIp": "192.0.2.7"},
        "connectedAt": 1,
        "requestTimeEpoch": 1,
    },
    "headers": {},
    "isBase64Encoded": False,
}
_SCHEDULED: Final = {
    "id": "1",
    "source": "aws.events",
    "detail-type": "Scheduled Event",
    "time": "",
    "detail": {},
    "account": "",
    "region": "",
    "resources": [],
    "version": "0",
}
EVENTS: Final[Mapping[str, dict[str, Any]]] = {
    "APIHandler": GET,
    "WebsocketConnect": _SOCKET,
    "WebsocketMessage": {**_SOCKET, "body": '{"do": "ping"}'},
    "WebsocketDisconnect": _SOCKET,
    "Sweep": _SCHEDULED,
    "Watch": _SCHEDULED,
    "Outbox": {"Records": []},
    "MailEvents": {"Records": []},
}
"""An event for each function."""


class Started(NamedTuple):
    """A process that has answered its first event."""

    answer: Any
    cpu: float
    """Seconds of user and system time, from the process's start to its answer."""


class Costs(NamedTuple):
    """CPU time in seconds, the least of several starts each: what else the machine does only ever adds to it."""

    product: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times as much a start of the product's takes."""
        return self.product / self.bare


class Unpacked(NamedTuple):
    """What a function is started from: nothing of this environment but Python itself."""

    zip: Path
    """The folder in which a zip was unpacked, with the bare function beside it."""
    runtime: Path
    """The folder of Lambda's own client."""


def unpacked(zip_: Path, folder: Path) -> Unpacked:
    """Unpack a zip under a folder, and Lambda's client beside it, both with bytecode."""
    found = Unpacked(folder / "unpacked", folder / "runtime")
    with zipfile.ZipFile(zip_) as archive:
        archive.extractall(found.zip)
    (found.zip / "bare.py").write_text(BARE, "utf-8")
    packaged.copy(["awslambdaric"], found.runtime)
    for place in (found.zip / "bare.py", found.runtime):
        compile_ = compileall.compile_file if place.is_file() else compileall.compile_dir
        compile_(place, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    return found


def start(place: Unpacked, handler: str, event: Mapping[str, Any], environment: Mapping[str, str]) -> Started:
    """Return what a function answers first, run from the zip's folder by Lambda's own client. Raises Failed."""
    with _runtime(event) as server:
        process = subprocess.Popen(
            # Without this environment's packages: what the zip lacks is not there.
            [sys.executable, "-S", "-m", "awslambdaric", handler],
            cwd=place.zip,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": f"{place.zip}{os.pathsep}{place.runtime}",
                "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_port}",
                "AWS_LAMBDA_LOG_FORMAT": "JSON",
                "AWS_LAMBDA_FUNCTION_NAME": handler,
                "LAMBDA_TASK_ROOT": str(place.zip),
                **{name: value.replace(UNPACKED, f"{place.zip}/") for name, value in environment.items()},
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        server.answered.wait(ANSWERED_WITHIN)
        process.kill()
        printed = process.stdout.read().decode() if process.stdout else ""
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    if server.answer is None:
        raise Failed(f"{handler} did not answer: {printed[-1000:]}")
    return Started(server.answer, _cpu(used))


def compared(place: Unpacked, environment: Mapping[str, str]) -> Costs:
    """Return what a start costs beside botocore's clients alone, in pairs whose order is drawn."""
    handlers = ("app.app", "bare.handler")
    least = dict.fromkeys(handlers, math.inf)
    for _ in range(PAIRS):
        for handler in random.sample(handlers, 2):
            least[handler] = min(least[handler], start(place, handler, GET, environment).cpu)
    return Costs(least["app.app"], least["bare.handler"])


class _Server(ThreadingHTTPServer):
    """Lambda's Runtime API with one event in it."""

    daemon_threads = True

    def __init__(self, event: Mapping[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), _Runtime)
        self.event = json.dumps(event).encode()
        self.given = False
        self.answer: Any = None
        self.answered = threading.Event()
        self.over = threading.Event()


class _Runtime(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        if self.server.given:
            self.server.over.wait()
            return  # there is no further event
        self.server.given = True
        deadline = str(int((time.time() + ANSWERED_WITHIN) * 1000))
        headers = {"Lambda-Runtime-Deadline-Ms": deadline, "Lambda-Runtime-Aws-Request-Id": REQUEST}
        self._send(200, self.server.event, headers)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._send(202, b"{}", {})
        kind = self.path.rpartition("/")[2]
        self.server.answer = {"answer": json.loads(body)} if kind == "response" else {"error": json.loads(body)}
        self.server.answered.set()

    def log_message(self, *_: Any) -> None:
        """Say nothing of requests."""

    def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def _runtime(event: Mapping[str, Any]) -> Iterator[_Server]:
    server = _Server(event)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()


def _cpu(used: resource.struct_rusage) -> float:
    return float(used.ru_utime + used.ru_stime)
