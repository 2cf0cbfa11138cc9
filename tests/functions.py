"""The functions of `app.py` over the local cloud, called with the events that Lambda has for them."""

import contextlib
import json
import os
import re
import threading
import uuid
from collections.abc import Iterator
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from local.addresses import Addresses
from local.cloud import totp
from local.cloud.clock import Clock
from local.cloud.cloud import Cloud
from local.demo import PEOPLE
from local.gateway import events
from local.running import Running
from operations.package import ROOT

NOW = 1_795_600_000


class Answer(NamedTuple):
    """What a route answers: `body` read as JSON, or as it is."""

    status: int
    body: Any
    headers: dict[str, str]


class Functions:
    """Each method runs one function once, in one environment after another as Lambda does."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.cloud: Cloud = running.cloud
        self.service = running.addresses.service
        self.host = self.service.removeprefix("http://")
        self.page = {"x_juttu": "1", "origin": self.service, "sec_fetch_site": "same-origin"}
        """What our own page sends with a command."""

    @property
    def routes(self) -> list[tuple[str, str]]:
        """Every method and path that the app declares."""
        declared = self.running.environments.app.routes
        return [(method, path) for path, methods in declared.items() for method in methods]

    def run(self, function: str, event: dict[str, Any]) -> Any:
        """Return what a function of the cloud returns."""
        return self.running.environments.run(function, event)

    def rest(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Ask the REST API; the names of headers are written with underscores."""
        named = {"host": self.host, "content-type": "application/json"}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        resource, parameters = self._matching(method, path)
        answered = self.run(
            "app",
            {
                "resource": resource,
                "path": path,
                "httpMethod": method,
                "headers": named,
                "multiValueHeaders": {name: [value] for name, value in named.items()},
                "multiValueQueryStringParameters": None,
                "pathParameters": parameters or None,
                "stageVariables": None,
                "requestContext": {
                    "httpMethod": method,
                    "resourcePath": resource,
                    "requestId": str(uuid.uuid4()),
                    "identity": {"sourceIp": "192.0.2.7"},
                },
                "body": None if body is None else json.dumps(body),
                "isBase64Encoded": False,
            },
        )
        sent = {name.lower(): str(value) for name, value in answered.get("headers", {}).items()}
        for name, values in answered.get("multiValueHeaders", {}).items():
            sent[name.lower()] = str(values[0])
        text = answered.get("body") or ""
        is_json = sent.get("content-type", "").startswith("application/json")
        return Answer(answered["statusCode"], json.loads(text) if is_json and text else text, sent)

    def _matching(self, method: str, path: str) -> tuple[str, dict[str, str]]:
        for declared_method, declared in self.routes:
            pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(declared))
            found = re.fullmatch(pattern, path)
            if found and declared_method == method:
                return declared, found.groupdict()
        raise LookupError(f"{method} {path}")

    def signed_in(self, user: str) -> dict[str, str]:
        """Sign a demo person in who has a second factor, and return the headers of their page's commands.

        Raises AssertionError when they are not let in.
        """
        (person,) = (each for each in PEOPLE if each.user == user)
        step = self.rest("POST", "/v1/sign-in", {"user": user, "password": person.password}, **self.page).body
        assert "challenge" in step, step
        done = self.rest(
            "POST",
            "/v1/sign-in/code",
            {"user": user, "challenge": step["challenge"], "code": self.code(user)},
            **self.page,
        )
        assert done.status == 200, done
        cookie = SimpleCookie(done.headers["set-cookie"])["juttu"]
        return {**self.page, "cookie": f"juttu={cookie.value}"}

    def code(self, user: str) -> str:
        """Return what the person's authenticator shows now."""
        secret = self.cloud.cognito.secret(self.cloud.user_pool, user)
        assert secret is not None
        return totp.code_at(secret, self.cloud.clock())

    def socket(self, kind: str, connection: str, *, body: str = "", **headers: str) -> Any:
        """Run a socket's function: `connect`, `message` or `disconnect`."""
        whose = {"sourceIp": "192.0.2.7", "userAgent": ""}
        event = events.message_event(events.Socket(connection, NOW, self.host, "api", whose), body, self.cloud.clock())
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.run(f"websocket_{kind}", {**event, "headers": named})


class _Gateway(BaseHTTPRequestHandler):
    """The sockets' gateway: it takes every frame, and has every socket."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_DELETE(self) -> None:
        self.do_POST()

    def log_message(self, *_: Any) -> None:
        """Say nothing of requests."""


@contextlib.contextmanager
def functions() -> Iterator[Functions]:
    """Have the functions over an empty cloud with the demo's people and sites, at a moment that stands still."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Gateway) as gateway:
        threading.Thread(target=gateway.serve_forever, daemon=True).start()
        service = f"http://127.0.0.1:{gateway.server_port}"
        addresses = Addresses(service, "http://127.0.0.1:2", "http://127.0.0.1:3", "http://127.0.0.1:4")
        try:
            clock = Clock(stopped_at=NOW)
            with Running.started(ROOT / "app.py", addresses, clock=clock, in_memory=True) as running:
                os.environ["JUTTU_ALERTS_TO"] = "keeper@example.com"  # put back by whoever set the others
                yield Functions(running)
        finally:
            gateway.shutdown()
