"""API Gateway before the functions, as little to be relied on as it may be.

Frames of one socket are invocations of their own, late, twice, in another order, never repeated when they fail. A
socket may be cut at any frame without anybody hearing of it; its end may never be told; the living may be called gone.
"""

import functools
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

from chalice.app import Chalice

from chalicelib.platform import SOCKET_MESSAGE
from chaos.faults import Faults
from chaos.queues import Answered, Event
from chaos.scheduler import Scheduler
from local.cloud import TEMPLATE
from local.dynamodb.table import Refused
from local.environments import CONNECT, DISCONNECT, MESSAGE, REST
from local.gateway import frames_are_answered

HOST = "chat.example"
ORIGIN = f"https://{HOST}"
IDLE_SECONDS = 600.0
LONGEST_SECONDS = 7200.0
PATIENCE_SECONDS = 29.0

Heard = Callable[[int, Any], None]
"""Status and body of an answer over HTTPS; status 0 when none came."""


class Asked(NamedTuple):
    """A request over HTTPS, and from which address it comes."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any
    source: str


class Ears(Protocol):
    """The browser's end of a socket."""

    def opened(self) -> None: ...
    def heard(self, frame: Any) -> None: ...
    def closed(self) -> None: ...


class Invoke(Protocol):
    """Runs a function."""

    def invoke(self, function: str, event: Event, answered: Answered) -> None: ...


class Wire:
    """One socket, from the browser's handshake to its end on both sides, which may come at different times."""

    def __init__(self, gateway: "Gateway", ears: Ears, connection: str, source: str) -> None:
        self.connection = connection
        self.source = source
        self.ears: Ears | None = ears
        self.open_here = False
        """Whether the gateway holds it open."""
        self.joined_up = True
        """Whether anything still gets from one end to the other."""
        self.connected_at = 0.0
        self.active_at = 0.0
        self._gateway = gateway

    def send(self, frame: Mapping[str, Any]) -> None:
        """Send a frame from the browser."""
        self._gateway.from_browser(self, json.dumps(frame))

    def close(self) -> None:
        """Close it from the browser's side; it hears nothing more."""
        self.ears = None
        self._gateway.closed_by_browser(self)


class Gateway:
    """The REST and the WebSocket API."""

    def __init__(self, scheduler: Scheduler, faults: Faults, functions: Invoke, app: Chalice) -> None:
        self._scheduler = scheduler
        self._faults = faults
        self._functions = functions
        self._routes = [(_pattern(path), path, frozenset(methods)) for path, methods in sorted(app.routes.items())]
        self._numbers = itertools.count(1)
        self._wires: dict[str, Wire] = {}
        self._answers_frames = _frames_are_answered(TEMPLATE)
        self.opened: Counter[int] = Counter()
        """New connections by second."""

    def declares(self, method: str, path: str) -> bool:
        """Return whether the app has a route for this."""
        return self._match(method, path) is not None

    # ------------------------------------------------------------------------------------------------- over HTTPS

    def request(self, asked: Asked, heard: Heard) -> None:
        """Bring a request to the function and its answer back, if nothing goes wrong on either way."""
        if self._faults.happens("request_lost"):
            self._after_network(lambda: heard(0, None), self._faults.chance.choice((0.1, 5.0, 29.0)))
            return
        self._after_network(lambda: self._ask(asked, heard))

    def _ask(self, asked: Asked, heard: Heard) -> None:
        told: list[bool] = []

        def tell(status: int, answer: Any) -> None:
            if told:
                return
            told.append(True)
            if self._faults.happens("answer_lost"):
                status, answer = 0, None
            self._after_network(lambda: heard(status, answer))

        def answered(succeeded: bool, result: Any) -> None:  # noqa: FBT001 - what Answered is
            if not succeeded:
                tell(502, None)
                return
            text = result.get("body")
            tell(int(result["statusCode"]), json.loads(text) if text else None)

        self._scheduler.later(PATIENCE_SECONDS, lambda: tell(504, None))
        self._functions.invoke(REST, self._rest_event(asked), answered)

    def _rest_event(self, asked: Asked) -> Event:
        method, path, headers, body, source = asked
        bare, _, query = path.partition("?")
        found = self._match(method, bare)
        if found is None:
            raise LookupError(f"app.py has no {method} {bare}")
        resource, parameters = found
        sent = {"host": HOST, "origin": ORIGIN, "sec-fetch-site": "same-origin", **headers}
        if body is not None:
            sent["content-type"] = "application/json"
        queried = dict(pair.split("=", 1) for pair in query.split("&")) if query else None
        return {
            "resource": resource,
            "path": bare,
            "httpMethod": method,
            "headers": sent,
            "multiValueHeaders": {name: [value] for name, value in sent.items()},
            "queryStringParameters": queried,
            "multiValueQueryStringParameters": {k: [v] for k, v in queried.items()} if queried else None,
            "pathParameters": parameters or None,
            "stageVariables": None,
            "requestContext": {
                "resourcePath": resource,
                "httpMethod": method,
                "path": bare,
                "stage": "api",
                "requestId": f"rest-{next(self._numbers)}",
                "identity": {"sourceIp": source},
                "domainName": HOST,
            },
            "body": None if body is None else json.dumps(body),
            "isBase64Encoded": False,
        }

    def _match(self, method: str, path: str) -> tuple[str, dict[str, str]] | None:
        for pattern, declared, methods in self._routes:
            found = pattern.fullmatch(path)
            if found is not None and method in methods:
                return declared, found.groupdict()
        return None

    # ------------------------------------------------------------------------------------------------- sockets

    def open(self, protocols: list[str], source: str, ears: Ears) -> Wire:
        """Begin a socket's handshake; the browser's end hears `opened` or `closed`."""
        wire = Wire(self, ears, f"C{next(self._numbers):08d}=", source)
        self._after_network(lambda: self._connect(wire, protocols))
        return wire

    def _connect(self, wire: Wire, protocols: list[str]) -> None:
        if self._faults.happens("connect_refused"):
            self._hang_up(wire)
            return
        self.opened[int(self._scheduler.now)] += 1

        def answered(succeeded: bool, result: Any) -> None:  # noqa: FBT001 - what Answered is
            if not succeeded or result["statusCode"] != 200 or wire.ears is None:
                self._hang_up(wire)
                return
            wire.open_here = True
            wire.connected_at = wire.active_at = self._scheduler.now
            self._wires[wire.connection] = wire
            self._scheduler.later(LONGEST_SECONDS, lambda: self._end(wire))
            self._watch_idle(wire)
            self._after_network(lambda: self._tell(wire, lambda ears: ears.opened()))

        headers = {"Host": HOST, "Origin": ORIGIN, "Sec-WebSocket-Protocol": ", ".join(protocols)}
        event = {"headers": headers, "requestContext": self._context(wire, "$connect", "CONNECT")}
        self._functions.invoke(CONNECT, {**event, "isBase64Encoded": False}, answered)

    def from_browser(self, wire: Wire, text: str) -> None:
        """Take a frame from a browser's end."""
        if self._faults.happens("frame_lost"):
            self._cut(wire)
        if not wire.joined_up:
            return
        for _ in range(2 if self._faults.happens("frame_twice") else 1):
            late = self._faults.chance.uniform(0, 1.5) if self._faults.happens("frame_late") else 0.0
            self._after_network(lambda: self._message(wire, text), late)

    def _message(self, wire: Wire, text: str) -> None:
        # A frame that is on its way is handed over although its socket has ended meanwhile.
        wire.active_at = self._scheduler.now

        def answered(succeeded: bool, result: Any) -> None:  # noqa: FBT001 - what Answered is
            if not succeeded:
                self._to_browser(wire, {"message": "Internal server error", "connectionId": wire.connection})
            elif self._answers_frames and 0 < len(result.get("body", "").encode()) <= SOCKET_MESSAGE.most:
                self._to_browser(wire, json.loads(result["body"]))

        context = {**self._context(wire, "$default", "MESSAGE"), "messageId": f"message-{next(self._numbers)}"}
        self._functions.invoke(MESSAGE, {"requestContext": context, "body": text, "isBase64Encoded": False}, answered)

    def closed_by_browser(self, wire: Wire) -> None:
        """Let a socket end that the browser has closed; what does not get through is not heard of."""
        if wire.joined_up:
            self._after_network(lambda: self._end(wire))

    def lose(self, wire: Wire) -> None:
        """Cut a socket because its browser is gone, asleep or offline: here nobody hears of it."""
        wire.joined_up = False

    def answer(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a function's call of `@connections`.

        Raises Refused for a socket that is gone, or said to be, and for a frame that is too large.
        """
        wire = self._wires.get(request["ConnectionId"])
        if wire is None or not wire.open_here or self._faults.happens("gone"):
            raise Refused("GoneException")
        if operation == "delete_connection":
            self._end(wire)
        elif len(request["Data"]) > SOCKET_MESSAGE.most:
            raise Refused("PayloadTooLargeException")
        elif self._faults.happens("push_refused"):
            raise Refused("LimitExceededException")
        else:
            self._to_browser(wire, json.loads(request["Data"]))
        return {}

    def _to_browser(self, wire: Wire, frame: Any) -> None:
        if self._faults.happens("frame_lost"):
            self._cut(wire)
        if not wire.open_here or not wire.joined_up:
            return
        wire.active_at = self._scheduler.now
        late = self._faults.chance.uniform(0, 1.0) if self._faults.happens("frame_late") else 0.0
        self._after_network(lambda: self._tell(wire, lambda ears: ears.heard(frame)), late)

    # ------------------------------------------------------------------------------------------------- ends

    def _cut(self, wire: Wire) -> None:
        """Cut a socket: nothing gets through any more, and perhaps one end hears of it, or both, or none."""
        wire.joined_up = False
        if self._faults.chance.random() < self._faults.rates.half_open:
            if self._faults.chance.random() < 0.5:
                self._gone(wire)
            return
        self._gone(wire)
        self._tell_browser(wire)

    def _end(self, wire: Wire) -> None:
        """End a socket from here; the browser hears of it if anything gets through."""
        through = wire.joined_up
        self._gone(wire)
        if through:
            self._tell_browser(wire)
        wire.joined_up = False

    def _hang_up(self, wire: Wire) -> None:
        wire.joined_up = False
        self._tell_browser(wire)

    def _tell_browser(self, wire: Wire) -> None:
        self._after_network(lambda: None if wire.ears is None else wire.ears.closed())

    @staticmethod
    def _tell(wire: Wire, what: Callable[[Ears], None]) -> None:
        if wire.ears is not None and wire.joined_up:
            what(wire.ears)

    def _gone(self, wire: Wire) -> None:
        if not wire.open_here:
            return
        wire.open_here = False
        del self._wires[wire.connection]
        if self._faults.happens("untold"):
            return
        context = self._context(wire, "$disconnect", "DISCONNECT")
        event = {"headers": {"Host": HOST}, "requestContext": context, "isBase64Encoded": False}
        late = self._faults.chance.choice((0.0, 0.0, 1.0, 20.0)) if self._faults.happens("frame_late") else 0.0
        self._scheduler.later(late, lambda: self._functions.invoke(DISCONNECT, event, _ignore))

    def _watch_idle(self, wire: Wire) -> None:
        quiet = self._scheduler.now - wire.active_at
        if not wire.open_here:
            return
        if quiet >= IDLE_SECONDS:
            self._end(wire)
        else:
            self._scheduler.later(IDLE_SECONDS - quiet + 0.001, lambda: self._watch_idle(wire))

    def _after_network(self, run: Callable[[], object], seconds: float = 0.0) -> None:
        self._scheduler.later(seconds + self._faults.seconds_of_network(), run)

    def _context(self, wire: Wire, route: str, kind: str) -> Event:
        return {
            "routeKey": route,
            "eventType": kind,
            "stage": "api",
            "connectedAt": round(wire.connected_at * 1000),
            "identity": {"sourceIp": wire.source},
            "requestId": f"socket-{next(self._numbers)}",
            "domainName": HOST,
            "connectionId": wire.connection,
            "apiId": "chaos",
        }


_frames_are_answered = functools.cache(frames_are_answered)


def _ignore(_: bool, __: Any) -> None:  # noqa: FBT001 - what Answered is
    return


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", path)
    return re.compile(
        "".join(f"(?P<{part}>[^/]+)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
    )
