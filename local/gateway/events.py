"""The events that functions get from API Gateway, in the shapes that they really have.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
"""

import base64
import secrets
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from aiohttp import web

Event = dict[str, Any]

ACCOUNT = "123456789012"
API = "local"

_HOP_BY_HOP = {"connection", "content-length", "expect", "keep-alive", "te", "transfer-encoding", "upgrade"}


class Match(NamedTuple):
    """A declared route: its path as declared, and what stands in the place of its parameters."""

    resource: str
    parameters: dict[str, str]


def rest_event(request: web.Request, body: bytes, match: Match, *, stage: str, now: float, binary: bool) -> Event:
    """Return the proxy event of a REST request. `binary`: the body's type is one of the API's binary media types."""
    path, _, query = request.raw_path.partition("?")
    queried = parse_qsl(query, keep_blank_values=True)
    headers = _headers(request)
    request_id = str(uuid.uuid4())
    return {
        "resource": match.resource,
        "path": path,
        "httpMethod": request.method,
        "headers": dict(headers),
        "multiValueHeaders": _many(headers),
        "queryStringParameters": dict(queried) or None,
        "multiValueQueryStringParameters": _many(queried) or None,
        "pathParameters": match.parameters or None,
        "stageVariables": None,
        "requestContext": {
            "resourceId": "local0",
            "resourcePath": match.resource,
            "httpMethod": request.method,
            "extendedRequestId": short_id(),
            "requestTime": _clf(now),
            "path": path,
            "accountId": ACCOUNT,
            "protocol": "HTTP/1.1",
            "stage": stage,
            "domainPrefix": request.host.partition(".")[0],
            "requestTimeEpoch": round(now * 1000),
            "requestId": request_id,
            "identity": {**dict.fromkeys(_NO_IDENTITY), **_identity(request)},
            "domainName": request.host,
            "deploymentId": "local0",
            "apiId": API,
        },
        "body": _body(body, binary=binary),
        "isBase64Encoded": binary and bool(body),
    }


_NO_IDENTITY = (
    "cognitoIdentityPoolId",
    "accountId",
    "cognitoIdentityId",
    "caller",
    "principalOrgId",
    "accessKey",
    "cognitoAuthenticationType",
    "cognitoAuthenticationProvider",
    "userArn",
    "user",
)


class Socket(NamedTuple):
    """What every event of one WebSocket says about it. `connected_at` in seconds."""

    connection: str
    connected_at: float
    domain: str
    stage: str
    identity: dict[str, str]


def new_socket(request: web.Request, *, stage: str, now: float) -> Socket:
    """Return a socket that is about to connect."""
    return Socket(short_id(), now, request.host, stage, _identity(request))


def connect_event(request: web.Request, socket: Socket, now: float) -> Event:
    """Return the event of `$connect`, the only one that has the request's headers and query."""
    headers = _headers(request)
    queried = parse_qsl(request.raw_path.partition("?")[2], keep_blank_values=True)
    query = {"queryStringParameters": dict(queried), "multiValueQueryStringParameters": _many(queried)}
    return {
        "headers": dict(headers),
        "multiValueHeaders": _many(headers),
        **(query if queried else {}),
        "requestContext": _context(socket, now, "$connect", "CONNECT"),
        "isBase64Encoded": False,
    }


def message_event(socket: Socket, text: str, now: float) -> Event:
    """Return the event of one message from the client."""
    context = _context(socket, now, "$default", "MESSAGE")
    return {"requestContext": {**context, "messageId": short_id()}, "body": text, "isBase64Encoded": False}


def disconnect_event(socket: Socket, now: float, *, code: int, reason: str) -> Event:
    """Return the event of a socket that has ended, with the code and the words of its end."""
    headers = {"Host": socket.domain, "x-api-key": "", "X-Forwarded-For": "", "x-restapi": ""}
    context = _context(socket, now, "$disconnect", "DISCONNECT")
    return {
        "headers": headers,
        "multiValueHeaders": _many(headers.items()),
        "requestContext": {**context, "disconnectStatusCode": code, "disconnectReason": reason},
        "isBase64Encoded": False,
    }


def short_id() -> str:
    """Return an id in the form of API Gateway's: 16 characters, the last one `=`."""
    return base64.urlsafe_b64encode(secrets.token_bytes(11)).decode()


def _context(socket: Socket, now: float, route_key: str, event_type: str) -> Event:
    request_id = short_id()
    return {
        "routeKey": route_key,
        "eventType": event_type,
        "extendedRequestId": request_id,
        "requestTime": _clf(now),
        "messageDirection": "IN",
        "stage": socket.stage,
        "connectedAt": round(socket.connected_at * 1000),
        "requestTimeEpoch": round(now * 1000),
        "identity": socket.identity,
        "requestId": request_id,
        "domainName": socket.domain,
        "connectionId": socket.connection,
        "apiId": API,
    }


def _headers(request: web.Request) -> list[tuple[str, str]]:
    """Return the client's headers with those that API Gateway adds, in order, as often as they were sent."""
    sent = [(name.decode("latin-1"), value.decode("utf-8", "replace")) for name, value in request.raw_headers]
    kept = [(name, value) for name, value in sent if name.lower() not in _HOP_BY_HOP]
    forwarded = ", ".join([value for name, value in kept if name.lower() == "x-forwarded-for"] + [_source(request)])
    own = {
        "X-Amzn-Trace-Id": f"Root=1-{secrets.token_hex(4)}-{secrets.token_hex(12)}",
        "X-Forwarded-For": forwarded,
        "X-Forwarded-Port": request.host.rpartition(":")[2] if ":" in request.host else "80",
        "X-Forwarded-Proto": request.scheme,
    }
    replaced = {name.lower() for name in own}
    return [*((name, value) for name, value in kept if name.lower() not in replaced), *own.items()]


def _many(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _identity(request: web.Request) -> dict[str, str]:
    headers: Mapping[str, str] = request.headers
    return {"userAgent": headers.get("User-Agent", ""), "sourceIp": _source(request)}


def _source(request: web.Request) -> str:
    return request.remote or "127.0.0.1"


def _body(body: bytes, *, binary: bool) -> str | None:
    if not body:
        return None
    return base64.b64encode(body).decode() if binary else body.decode("utf-8", "replace")


def _clf(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")
