"""The WebSocket API: `$connect`, messages, `$disconnect`, and `@connections` for the functions.

Every message is an invocation of its own; what a function returns for it is dropped, unless its route is a two-way one.
Time-outs and limits:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
"""

import asyncio
import contextlib
import json
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web
from multidict import CIMultiDict

from local.environments import CONNECT, DISCONNECT, MESSAGE, Environments, EventTooLarge, FunctionError
from local.gateway import events, rest
from local.gateway.events import Event, Socket
from local.gateway.frames import MESSAGE_BYTES, FrameTap
from local.gateway.moods import Mood

PUSH_SECONDS = 10

_ABNORMAL = 1006
_ENDS = {WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR}
_FAILURES = {401: "Unauthorized", 403: "Forbidden", 429: "Too Many Requests", 502: "Internal server error"}
_INTERNAL_ERROR = "Internal server error"


class Open:
    """A socket after its handshake."""

    def __init__(
        self, socket: Socket, wire: web.WebSocketResponse, transport: asyncio.Transport | None, now: float
    ) -> None:
        self.socket = socket
        self.wire = wire
        self.last_active = now
        self.end: tuple[int, str] | None = None
        """Why we end it; None while we do not."""
        self.is_silenced = False
        """Whether nothing gets through any more, though it looks open from here."""
        self._transport = transport

    def cut(self) -> None:
        """Lose it: no close frame gets through."""
        if self._transport is not None:
            self._transport.abort()

    async def close(self, code: int, reason: str) -> None:
        """Close it from this side."""
        self.end = self.end or (code, reason)
        await self.wire.close(code=code, message=reason.encode())


class Sockets:
    """All sockets of one API."""

    def __init__(
        self,
        environments: Environments,
        *,
        stage: str,
        now: Callable[[], float],
        mood: Mood,
        patience: float,
        answers_frames: bool,
    ) -> None:
        self._environments = environments
        self._stage = stage
        self._now = now
        self._mood = mood
        self._patience = patience
        self._answers_frames = answers_frames
        self._open: dict[str, Open] = {}
        self._tasks: set[asyncio.Task[object]] = set()

    @property
    def connections(self) -> tuple[str, ...]:
        """The ids of the sockets that are open, oldest first."""
        return tuple(self._open)

    # ------------------------------------------------------------------------------------------------- for clients

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Ask the function whether a client may connect, and serve it until it goes; else return the refusal."""
        socket = events.new_socket(request, stage=self._stage, now=self._now())
        event = events.connect_event(request, socket, self._now())
        fate = self._mood.handshake()
        if fate == "refused":
            return rest.hang_up(request)
        status, headers = (429, CIMultiDict()) if fate == "throttled" else await self._connect(event)
        if status not in range(200, 300):
            return _refusal(status, event)
        if fate == "unheard":
            self._tell_end(socket, _ABNORMAL, "Going away")
            return rest.hang_up(request)
        protocol = headers.get("Sec-WebSocket-Protocol")
        wire = web.WebSocketResponse(
            protocols=() if protocol is None else (protocol,),
            max_msg_size=MESSAGE_BYTES + 1,  # aiohttp refuses from there on
            compress=False,
            timeout=PUSH_SECONDS,
        )
        if protocol is not None:
            # API Gateway passes on what the function says, asked for or not.
            wire.headers["Sec-WebSocket-Protocol"] = protocol
        try:
            await wire.prepare(request)
        except ConnectionResetError:
            # Gone while the function was asked.
            self._tell_end(socket, _ABNORMAL, "Going away")
            return rest.hang_up(request)
        await self._serve(Open(socket, wire, request.transport, self._now()), request)
        return wire

    async def close_overdue(self) -> None:
        """Close the sockets that have been silent too long or open too long."""
        now, limits = self._now(), self._mood.limits
        for each in tuple(self._open.values()):
            idle = now - each.last_active >= limits.idle
            if idle or now - each.socket.connected_at >= limits.longest:
                self._start(self._close_overdue(each, "Idle timeout" if idle else "Going away"))

    async def close_all(self) -> None:
        """Close every socket and wait for what is still running."""
        await asyncio.gather(*(each.close(WSCloseCode.GOING_AWAY, "Going away") for each in tuple(self._open.values())))
        if self._tasks:
            await asyncio.wait(self._tasks)

    # ------------------------------------------------------------------------------------------------ for functions

    async def push(self, request: web.Request) -> web.StreamResponse:
        """`POST /@connections/{id}`: send the body to a client."""
        refused, found = self._asked(request)
        if found is None:
            return refused
        body = await _body(request)
        if body is None:
            return _problem(413, "PayloadTooLargeException", "Message too long")
        fate = self._mood.push()
        if fate == "gone":
            return _problem(410, "GoneException", "Gone")
        if fate == "throttled":
            return _problem(429, "LimitExceededException", "Too Many Requests")
        if fate == "cut":
            found.cut()
        if fate == "cut" or found.is_silenced:
            return self._pushed(found)
        try:
            text = body.decode()
            async with asyncio.timeout(PUSH_SECONDS):
                await found.wire.send_str(text)
        except UnicodeDecodeError:
            return _problem(400, "BadRequestException", "The data is not text")
        except (ConnectionError, TimeoutError):
            return _problem(410, "GoneException", "Gone")
        return self._pushed(found)

    async def describe(self, request: web.Request) -> web.StreamResponse:
        """`GET /@connections/{id}`: tell since when a client is connected and when it was last active."""
        refused, found = self._asked(request)
        if found is None:
            return refused
        return web.json_response(
            {
                "connectedAt": _iso(found.socket.connected_at),
                "identity": found.socket.identity,
                "lastActiveAt": _iso(found.last_active),
            }
        )

    async def disconnect(self, request: web.Request) -> web.StreamResponse:
        """`DELETE /@connections/{id}`: close a client's socket."""
        refused, found = self._asked(request)
        if found is None:
            return refused
        self._forget(found)
        self._start(found.close(WSCloseCode.OK, "Connection Closed Normally"))
        return web.Response(status=204)

    # ------------------------------------------------------------------------------------------------- one socket

    async def _serve(self, each: Open, request: web.Request) -> None:
        self._open[each.socket.connection] = each
        _tap(request, lambda: self._start(self._too_large(each)))
        try:
            code, reason = await self._receive(each)
        finally:
            # Nobody hears the end of a silenced one: it stays open for us until it is overdue.
            if not each.is_silenced or each.end is not None:
                self._forget(each)
        if not each.is_silenced or each.end is not None:
            self._tell_end(each.socket, code, reason)

    def _tell_end(self, socket: Socket, code: int, reason: str) -> None:
        if self._mood.tells_disconnect():
            event = events.disconnect_event(socket, self._now(), code=code, reason=reason)
            self._start(self._invoke_quietly(DISCONNECT, event))

    async def _close_overdue(self, each: Open, reason: str) -> None:
        was_left = each.is_silenced and each.wire.closed
        await each.close(WSCloseCode.GOING_AWAY, reason)
        if was_left:
            self._forget(each)
            self._tell_end(each.socket, WSCloseCode.GOING_AWAY, reason)

    def _pushed(self, each: Open) -> web.Response:
        each.last_active = self._now()
        return web.Response(headers={"x-amzn-RequestId": events.short_id()})

    async def _receive(self, each: Open) -> tuple[int, str]:
        """Hand over what the client sends until the socket ends; return why it did."""
        while True:
            received = await each.wire.receive()
            if each.end is not None:
                return each.end
            if received.type in _ENDS:
                return _end(received)
            if each.is_silenced:
                continue
            each.last_active = self._now()
            if received.type is WSMsgType.BINARY:
                await each.close(WSCloseCode.UNSUPPORTED_DATA, "Binary frames are not supported")
                continue
            self._take(each, received.data)

    def _take(self, each: Open, text: str) -> None:
        """Do with a frame, and with its socket, what the mood wants."""
        fate = self._mood.frame()
        if fate == "silenced":
            each.is_silenced = True
        if fate == "failed":
            self._start(_tell(each, _INTERNAL_ERROR, events.message_event(each.socket, text, self._now())))
        if fate in ("handed", "cut after"):
            for delay in self._mood.deliveries():
                self._start(self._deliver(each, text, delay))
        if fate in ("cut before", "cut after"):
            each.cut()

    async def _deliver(self, each: Open, text: str, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        event = events.message_event(each.socket, text, self._now())
        try:
            async with asyncio.timeout(self._patience):
                given = rest.read(await self._environments.invoke(MESSAGE, event), decode=False)
        except TimeoutError:
            await _tell(each, "Endpoint request timed out", event)
        except (FunctionError, EventTooLarge, rest.Malformed):
            await _tell(each, _INTERNAL_ERROR, event)
        else:
            await self._answer(each, given.body, event)

    async def _answer(self, each: Open, body: bytes, event: Event) -> None:
        """Send what the function returned, if this route has answers and the client can still be reached."""
        if not self._answers_frames or not body:
            return
        if len(body) > MESSAGE_BYTES:
            await _tell(each, _INTERNAL_ERROR, event)
            return
        if self._mood.answer() == "cut":
            each.cut()
            return
        if each.is_silenced or each.end is not None:
            return
        with contextlib.suppress(ConnectionError, TimeoutError):
            async with asyncio.timeout(PUSH_SECONDS):
                await each.wire.send_str(body.decode())
            each.last_active = self._now()

    async def _too_large(self, each: Open) -> None:
        await each.close(WSCloseCode.MESSAGE_TOO_BIG, "Frame too large")

    def _forget(self, each: Open) -> None:
        self._open.pop(each.socket.connection, None)

    # ------------------------------------------------------------------------------------------------- functions

    async def _connect(self, event: Event) -> tuple[int, CIMultiDict[str]]:
        """Return the status and headers that `$connect` answers; 502 when it fails or answers in no known form."""
        try:
            async with asyncio.timeout(self._patience):
                given = rest.read(await self._environments.invoke(CONNECT, event), decode=False)
        except (FunctionError, rest.Malformed, TimeoutError, EventTooLarge):
            return 502, CIMultiDict()
        return given.status, given.headers

    async def _invoke_quietly(self, function: str, event: Event) -> None:
        with contextlib.suppress(TimeoutError, FunctionError, EventTooLarge):
            async with asyncio.timeout(self._patience):
                await self._environments.invoke(function, event)

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _asked(self, request: web.Request) -> tuple[web.Response, Open | None]:
        """Return the socket that a function asks for, or how it is refused: only signed calls, only open sockets."""
        if not request.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 "):
            return _problem(403, "MissingAuthenticationTokenException", "Missing Authentication Token"), None
        found = self._open.get(request.match_info["connection"])
        if found is None or found.end is not None or (found.wire.closed and not found.is_silenced):
            return _problem(410, "GoneException", "Gone"), None
        return web.Response(), found


def _tap(request: web.Request, exceeded: Callable[[], None]) -> None:
    # aiohttp has no limit for frames and no place to put one.
    protocol: Any = request.protocol
    protocol._payload_parser = FrameTap(protocol._payload_parser, exceeded)  # noqa: SLF001


def _end(received: WSMessage) -> tuple[int, str]:
    if received.type is WSMsgType.CLOSE:
        return int(received.data or WSCloseCode.OK), received.extra or ""
    if received.type is WSMsgType.ERROR:
        return int(getattr(received.data, "code", _ABNORMAL)), ""
    return _ABNORMAL, "Going away"


async def _tell(each: Open, message: str, event: Event) -> None:
    if each.is_silenced:
        return
    context = event["requestContext"]
    told = {"message": message, "connectionId": context["connectionId"], "requestId": context["requestId"]}
    try:
        await each.wire.send_str(json.dumps(told))
    except ConnectionError:
        return


async def _body(request: web.Request) -> bytes | None:
    """Return the body, None when it is longer than a message may be."""
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        return None
    return body if len(body) <= MESSAGE_BYTES else None


def _refusal(status: int, event: Event) -> web.Response:
    context = event["requestContext"]
    body = {
        "message": _FAILURES.get(status, "Refused"),
        "connectionId": context["connectionId"],
        "requestId": context["requestId"],
    }
    return web.json_response(body, status=status, headers={"x-amzn-RequestId": context["requestId"]})


def _problem(status: int, kind: str, message: str) -> web.Response:
    headers = {"x-amzn-ErrorType": kind, "x-amzn-RequestId": events.short_id()}
    return web.json_response({"message": message}, status=status, headers=headers)


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
