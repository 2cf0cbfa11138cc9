"""The REST API: declared routes, proxy events, answers as the function gave them."""

import asyncio
import base64
import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from aiohttp import web
from chalice.app import Chalice
from multidict import CIMultiDict

from local.environments import REST, Environments, EventTooLarge, FunctionError
from local.gateway.answers import GatewayAnswers
from local.gateway.events import Match, rest_event, short_id
from local.gateway.moods import Mood

PAYLOAD_BYTES = 10 * 1024 * 1024
"""The largest request body, from API Gateway's quotas."""

INTEGRATION_SECONDS = 29
"""How long API Gateway waits for a function."""

# https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
_REMAPPED = {"connection", "content-length", "date", "server", "transfer-encoding", "www-authenticate"}


class Malformed(Exception):
    """Raised when what a function returned is no answer that API Gateway can pass on."""


class Answer(NamedTuple):
    """What a function answered."""

    status: int
    headers: CIMultiDict[str]
    body: bytes


class Routes:
    """The declared routes of a Chalice app. A static segment is preferred to a parameter, as in API Gateway."""

    def __init__(self, app: Chalice) -> None:
        self._app = app
        self._patterns = [(_pattern(path), path) for path in sorted(app.routes, key=_by_specificity)]

    def match(self, path: str) -> Match | None:
        """Return the declared route that a path meets; a slash at its end does not count."""
        bare = path.removesuffix("/") or "/"
        for pattern, declared in self._patterns:
            found = pattern.fullmatch(bare)
            if found is not None:
                return Match(declared, found.groupdict())
        return None

    def declares(self, match: Match, method: str) -> bool:
        """Return whether a route has a method."""
        return method in self._app.routes[match.resource]

    def preflight(self, match: Match) -> dict[str, str] | None:
        """Return the headers with which API Gateway itself answers OPTIONS; None where no CORS is declared."""
        # Chalice says of `cors` that it always is something.
        entries: Mapping[str, Any] = self._app.routes[match.resource]
        allowed = [method for method, entry in entries.items() if entry.cors is not None]
        if not allowed:
            return None
        headers: dict[str, str] = entries[allowed[0]].cors.get_access_control_headers()
        return {**headers, "Access-Control-Allow-Methods": ",".join(sorted([*allowed, "OPTIONS"]))}

    def is_binary(self, media_type: str) -> bool:
        """Return whether a media type is one of the API's binary ones."""
        declared = self._app.api.binary_types
        return "*/*" in declared or media_type.partition(";")[0].strip().lower() in declared


class Rest:
    """Answers every request that is no WebSocket. `compress_from`: bytes; None never compresses."""

    def __init__(
        self,
        environments: Environments,
        answers: GatewayAnswers,
        *,
        stage: str,
        now: Callable[[], float],
        mood: Mood,
        compress_from: int | None = None,
        patience: float,
    ) -> None:
        self._environments = environments
        self._answers = answers
        self._routes = Routes(environments.app)
        self._stage = stage
        self._now = now
        self._mood = mood
        self._compress_from = compress_from
        self._patience = patience

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Return the answer to a request."""
        match = self._routes.match(request.raw_path.partition("?")[0])
        if match is None:
            return self._own("MISSING_AUTHENTICATION_TOKEN")
        if not self._routes.declares(match, request.method):
            return self._undeclared(request, match)
        try:
            body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return self._own("REQUEST_TOO_LARGE")
        except (web.RequestPayloadError, zlib.error):
            return self._own("BAD_REQUEST_BODY")
        fate = self._mood.request()
        if fate == "throttled":
            return self._own("THROTTLED")
        if fate == "dropped":
            return hang_up(request)
        answered = await self._invoke(request, match, body)
        return hang_up(request) if fate == "unheard" else answered

    async def _invoke(self, request: web.Request, match: Match, body: bytes) -> web.StreamResponse:
        binary = self._routes.is_binary(request.headers.get("Content-Type", "application/json"))
        event = rest_event(request, body, match, stage=self._stage, now=self._now(), binary=binary)
        request_id = event["requestContext"]["requestId"]
        try:
            async with asyncio.timeout(self._patience):
                result = await self._environments.invoke(REST, event)
            given = read(result, decode=self._wants_binary(request))
        except TimeoutError:
            return self._answers.answer("INTEGRATION_TIMEOUT", request_id)
        except EventTooLarge:
            return self._answers.answer("REQUEST_TOO_LARGE", request_id)
        except (FunctionError, Malformed):
            return self._answers.answer("DEFAULT_5XX", request_id)
        return self._send(request, given, request_id)

    def _send(self, request: web.Request, given: Answer, request_id: str) -> web.Response:
        headers = CIMultiDict((remapped(name), value) for name, value in given.headers.items())
        headers.setdefault("Content-Type", "application/json")
        headers.update({"x-amzn-RequestId": request_id, "x-amz-apigw-id": short_id()})
        body = given.body
        encoding = self._encoding(request, given)
        if encoding is not None:
            body = gzip.compress(body, 6, mtime=0) if encoding == "gzip" else zlib.compress(body, 6)
            headers["Content-Encoding"] = encoding
        return web.Response(status=given.status, headers=headers, body=body)

    def _encoding(self, request: web.Request, given: Answer) -> str | None:
        if self._compress_from is None or len(given.body) < self._compress_from or "Content-Encoding" in given.headers:
            return None
        accepted = acceptable(request.headers.getall("Accept-Encoding", []))
        return next((encoding for encoding in ("gzip", "deflate") if encoding in accepted), None)

    def _wants_binary(self, request: web.Request) -> bool:
        """Return whether a Base64 body is decoded: API Gateway looks at the first media type of Accept only."""
        return self._routes.is_binary(request.headers.get("Accept", "").partition(",")[0])

    def _undeclared(self, request: web.Request, match: Match) -> web.StreamResponse:
        preflight = self._routes.preflight(match) if request.method == "OPTIONS" else None
        if preflight is None:
            return self._own("MISSING_AUTHENTICATION_TOKEN")
        return web.Response(headers={**preflight, "Content-Type": "application/json"})

    def _own(self, kind: str) -> web.StreamResponse:
        return self._answers.answer(kind, short_id())


def read(result: Any, *, decode: bool) -> Answer:
    """Return what a function answered. `decode`: a body in Base64 is decoded. Raises Malformed."""
    if not isinstance(result, dict):
        raise Malformed("no object")
    headers: CIMultiDict[str] = CIMultiDict()
    for name, value in _mapping(result, "headers").items():
        headers[name] = _line(value)
    for name, values in _mapping(result, "multiValueHeaders").items():
        if not isinstance(values, list):
            raise Malformed(f"{name} is no list")
        headers.popall(name, None)
        for value in values:
            headers.add(name, _line(value))
    return Answer(status(result), headers, _body(result, decode=decode))


def hang_up(request: web.Request) -> web.Response:
    """Lose the connection that a request came by, and return the answer that nobody gets."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def status(result: Any) -> int:
    """Return a result's status code. Raises Malformed."""
    try:
        code = int(result["statusCode"])
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed("no status code") from error
    if code not in range(100, 600):
        raise Malformed(f"{code} is no status code")
    return code


def remapped(name: str) -> str:
    """Return the name under which API Gateway passes a header on."""
    return f"x-amzn-Remapped-{name}" if name.lower() in _REMAPPED else name


def acceptable(accept_encoding: Iterable[str]) -> set[str]:
    """Return the encodings that a client takes; one with `q=0` is not among them."""
    found = set()
    for offered in ",".join(accept_encoding).lower().split(","):
        encoding, _, weight = offered.partition(";")
        if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight):
            found.add(encoding.strip())
    return found


def _body(result: Mapping[str, Any], *, decode: bool) -> bytes:
    body = result.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        raise Malformed("the body is no text")
    if not (result.get("isBase64Encoded") is True and decode):
        return body.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except ValueError as error:
        raise Malformed("the body is not in Base64") from error


def _mapping(result: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = result.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Malformed(f"{name} is no object")
    return found


def _line(value: Any) -> str:
    if isinstance(value, dict | list) or value is None or re.search(r"[\r\n\0]", str(value)):
        raise Malformed("a header's value is no line of text")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", path)
    return re.compile(
        "".join(f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
    )


def _by_specificity(path: str) -> list[bool]:
    return [segment.startswith("{") for segment in path.split("/")]
