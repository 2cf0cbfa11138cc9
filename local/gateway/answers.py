"""What API Gateway answers by itself, as the template's `GatewayResponses` say it.

https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from aiohttp import web


class _Default(NamedTuple):
    """What API Gateway says when the template says nothing."""

    status: int
    message: str
    error_type: str


_DEFAULTS = {
    "MISSING_AUTHENTICATION_TOKEN": _Default(
        403, "Missing Authentication Token", "MissingAuthenticationTokenException"
    ),
    "BAD_REQUEST_BODY": _Default(400, "Invalid request body", "BadRequestException"),
    "THROTTLED": _Default(429, "Too Many Requests", "TooManyRequestsException"),
    "REQUEST_TOO_LARGE": _Default(413, "Request Too Long", "RequestTooLargeException"),
    "INTEGRATION_TIMEOUT": _Default(504, "Endpoint request timed out", "InternalServerErrorException"),
    # A function that failed or answered in no known form has no type of its own.
    "DEFAULT_5XX": _Default(502, "Internal server error", "InternalServerErrorException"),
}


class GatewayAnswers:
    """The answers that API Gateway gives itself. `declared`: the template's `GatewayResponses`."""

    def __init__(self, declared: Mapping[str, Any] | None = None) -> None:
        self._declared = declared or {}

    @classmethod
    def read(cls, template: Path) -> "GatewayAnswers":
        """Return the answers that a template declares."""
        return cls(_read(template)["Resources"]["RestAPI"]["Properties"].get("GatewayResponses"))

    def answer(self, kind: str, request_id: str) -> web.Response:
        """Return one answer, by its type: its own declaration, else that of its class, else API Gateway's words."""
        default = _DEFAULTS[kind]
        declared = self._declared.get(kind) or self._declared.get(f"DEFAULT_{default.status // 100}XX") or {}
        template = declared.get("ResponseTemplates", {}).get(
            "application/json", '{"message":$context.error.messageString}'
        )
        text = template.replace("$context.error.messageString", f'"{default.message}"')
        text = text.replace("$context.requestId", request_id)
        headers = {
            # A static value stands in quotes of its own.
            name: value.removeprefix("'").removesuffix("'")
            for name, value in declared.get("ResponseParameters", {}).get("Headers", {}).items()
        }
        return web.Response(
            status=int(declared.get("StatusCode", default.status)),
            body=text.encode(),
            headers={
                "Content-Type": "application/json",
                "x-amzn-RequestId": request_id,
                "x-amzn-ErrorType": default.error_type,
                **headers,
            },
        )


def frames_are_answered(template: Path) -> bool:
    """Return whether a template makes the route of frames a two-way one: what the function returns is sent back.

    It takes both, the route's selection expression and a response of the route:
    https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html
    """
    resources = _read(template)["Resources"]
    route = resources.get(_MESSAGE_ROUTE, {}).get("Properties", {})
    responses = [each["Properties"] for each in resources.values() if each.get("Type") == _ROUTE_RESPONSE]
    wanted = {"RouteId": _MESSAGE_ROUTE, "RouteResponseKey": "$default"}
    return route.get("RouteResponseSelectionExpression") == "$default" and any(
        wanted.items() <= response.items() for response in responses
    )


_MESSAGE_ROUTE = "WebsocketMessageRoute"
_ROUTE_RESPONSE = "AWS::ApiGatewayV2::RouteResponse"


@functools.cache
def _read(template: Path) -> Any:
    return yaml.load(template.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader


class _Loader(yaml.SafeLoader):
    """YAML in which a reference is the name that it refers to, and CloudFormation's other tags are let through."""


_Loader.add_constructor("!Ref", lambda _loader, node: node.value)
_Loader.add_multi_constructor("!", lambda _loader, _suffix, _node: None)
