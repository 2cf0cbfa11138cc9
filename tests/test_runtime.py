"""What stands in the log once Lambda's own runtime has written it: the runtime's client, given an event on loopback."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from operations.package import ROOT

NEXT = "/2018-06-01/runtime/invocation/next"
REFUSED = {"__type": "com.amazon.coral.service#AccessDeniedException", "Message": "User: canary-7f3a may not"}
OURS, LAMBDAS, AWSS = "request-of-the-gateway", "request-of-lambda", "request-of-dynamodb"

EVENT = {
    "resource": "/launcher/{name}",
    "path": "/launcher/demo.json",
    "httpMethod": "GET",
    "headers": {"host": "127.0.0.1"},
    "multiValueHeaders": {"host": ["127.0.0.1"]},
    "multiValueQueryStringParameters": None,
    "pathParameters": {"name": "demo.json"},
    "stageVariables": None,
    "requestContext": {
        "httpMethod": "GET",
        "resourcePath": "/launcher/{name}",
        "requestId": OURS,
        "identity": {"sourceIp": "192.0.2.7"},
    },
    "body": None,
    "isBase64Encoded": False,
}


class Lambda(BaseHTTPRequestHandler):
    """Lambda's Runtime API with one event in it, and a DynamoDB that denies everything; both on one port."""

    def do_GET(self) -> None:
        assert self.path == NEXT
        if self.server.given:  # type: ignore[attr-defined]
            self.server.over.wait()  # type: ignore[attr-defined]
            return  # there is no further event
        self.server.given = True  # type: ignore[attr-defined]
        deadline = {"Lambda-Runtime-Deadline-Ms": "9999999999999", "Lambda-Runtime-Aws-Request-Id": LAMBDAS}
        self._send(200, EVENT, **deadline)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "X-Amz-Target" in self.headers:
            return self._send(400, REFUSED, **{"x-amzn-RequestId": AWSS})
        self._send(202, {})
        if self.path.endswith(f"/{LAMBDAS}/response"):
            self.server.answer = json.loads(body)  # type: ignore[attr-defined]
            self.server.answered.set()  # type: ignore[attr-defined]
        return None

    def log_message(self, *_: Any) -> None:
        """Say nothing of requests."""

    def _send(self, status: int, body: Any, **headers: str) -> None:
        text = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(text)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)


class Ran:
    """What one run of `app.py` under the runtime answered and printed."""

    def __init__(self, answer: Any, printed: str) -> None:
        self.answer = answer
        self.printed = printed
        written = map(json.loads, printed.splitlines())
        self.lines: list[dict[str, Any]] = [line for line in written if line["logger"] == "juttu"]
        """Ours; botocore says where it found its credentials."""


def run(**environment: str) -> Ran:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Lambda)
    server.given = False  # type: ignore[attr-defined]
    server.over = threading.Event()  # type: ignore[attr-defined]
    server.answered = threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"127.0.0.1:{server.server_port}"
    own = {
        "AWS_LAMBDA_RUNTIME_API": here,
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_LAMBDA_LOG_LEVEL": "INFO",
        "AWS_ENDPOINT_URL_DYNAMODB": f"http://{here}",
        "JUTTU_STAGE": "prod",
        **environment,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "awslambdaric", "app.app"],
        cwd=ROOT,
        env=os.environ | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.answered.wait(60)  # type: ignore[attr-defined]
    finally:
        process.kill()
        printed, _ = process.communicate()
        server.over.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
    return Ran(server.answer, printed)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def denied() -> Ran:
    return run()


def test_a_call_that_aws_denied_is_one_line_with_its_fields_at_the_top(denied: Ran) -> None:
    assert denied.answer["statusCode"] == 503

    (line,) = denied.lines
    assert {name: line.get(name) for name in ("event", "service", "operation", "code", "status", "tries")} == {
        "event": "aws",
        "service": "dynamodb",
        "operation": "GetItem",
        "code": "AccessDeniedException",
        "status": 400,
        "tries": 1,
    }
    assert line["level"] == "ERROR"


def test_the_line_names_our_request_lambdas_and_that_of_aws(denied: Ran) -> None:
    (line,) = denied.lines

    assert (line["request"], line["requestId"], line["aws_request"]) == (OURS, LAMBDAS, AWSS)


def test_the_same_line_is_a_figure_for_cloudwatch(denied: Ran) -> None:
    (line,) = denied.lines
    (directive,) = line["_aws"]["CloudWatchMetrics"]

    assert directive == {"Namespace": "Juttu", "Dimensions": [["Stage"]], "Metrics": [{"Name": "aws_refused"}]}
    assert (line["Stage"], line["aws_refused"]) == ("prod", 1)


def test_awss_own_words_are_nowhere(denied: Ran) -> None:
    assert "canary-7f3a" not in denied.printed + json.dumps(denied.answer)


def test_a_failure_of_our_own_is_a_line_with_its_fields_at_the_top() -> None:
    failed = run(JUTTU_ZONE="Europe/Helsinky")

    (line,) = failed.lines
    assert (failed.answer["statusCode"], line["event"], line["error"]) == (500, "failed", "WrongSetting")
    assert (line["request"], line["where"]) == (OURS, "/launcher/{name}")
    assert isinstance(line["steps"], list)
    assert line["sentence"].startswith("JUTTU_ZONE has to be")
