"""What arrives from boto3 and what goes back to it, in the services' own forms."""

import base64
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from moto.core.botocore_stubber import MockRawResponse

SERVICES = {
    "cognito-identity-provider": "cognito-idp",
    "cloudwatch-logs": "logs",
}
"""Names that boto3 clients have, by the hyphenated service id that botocore's events carry."""

_QUERY_PROTOCOL = {"sns", "sts", "cloudwatch"}


class AwsError(Exception):
    """A refusal by a service: its code, its sentence, its status and further members of its body."""

    def __init__(self, code: str, message: str = "", status: int = 400, **members: Any) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.members = members


class Call:
    """One attempt of one call, as boto3 sends it. `service` and `operation` are boto3's names."""

    def __init__(self, event_name: str, request: AWSPreparedRequest) -> None:
        _, service, self.operation = event_name.split(".")
        self.service = SERVICES.get(service, service)
        self.request = request
        self.own = False
        """Whether the local cloud makes it for itself: then it is not counted."""
        self.is_for_aws = (urlsplit(request.url).hostname or "").endswith(".amazonaws.com")
        self.parameters = _parameters(request)

    def succeed(self, body: Mapping[str, Any]) -> AWSResponse:
        """Return a success of a JSON service."""
        return self.respond(200, json.dumps(body), {"content-type": "application/x-amz-json-1.1"})

    def refuse(self, error: AwsError) -> AWSResponse:
        """Return a refusal in the form that the service's protocol has."""
        if self.service in _QUERY_PROTOCOL:
            kind = "Sender" if error.status < HTTPStatus.INTERNAL_SERVER_ERROR else "Receiver"
            body = (
                f"<ErrorResponse><Error><Type>{kind}</Type><Code>{escape(error.code)}</Code>"
                f"<Message>{escape(error.message)}</Message></Error><RequestId>local</RequestId></ErrorResponse>"
            )
            return self.respond(error.status, body, {"content-type": "text/xml"})
        members = {"__type": error.code, "message": error.message, **error.members}
        headers = {"content-type": "application/x-amz-json-1.1", "x-amzn-errortype": error.code}
        return self.respond(error.status, json.dumps(members), headers)

    def respond(self, status: int, body: str | bytes, headers: Mapping[str, str]) -> AWSResponse:
        """Return a response with exactly these parts."""
        named = HTTPHeaders()
        for name, value in headers.items():
            named[name] = value
        return AWSResponse(self.request.url, status, named, MockRawResponse(body))


def _parameters(request: AWSPreparedRequest) -> dict[str, Any]:
    """Return the members of the request's body; empty when it is neither JSON nor a form."""
    body = request.body
    if isinstance(body, str):
        body = body.encode()
    if not isinstance(body, (bytes, bytearray)) or not body:
        return {}
    if body[:1] == b"{":
        try:
            found = json.loads(body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}
    try:
        return dict(parse_qsl(body.decode()))
    except UnicodeDecodeError:
        return {}


def plain(value: Mapping[str, Any]) -> Any:
    """Return a value of DynamoDB's JSON as Python's own: numbers as int or float, binaries as bytes, sets as lists."""
    ((kind, held),) = value.items()
    match kind:
        case "N":
            return float(held) if "." in held or "e" in held.lower() else int(held)
        case "B":
            return base64.b64decode(held) if isinstance(held, str) else bytes(held)
        case "NULL":
            return None
        case "M":
            return {name: plain(child) for name, child in held.items()}
        case "L":
            return [plain(child) for child in held]
        case "NS":
            return [plain({"N": number}) for number in held]
        case _:
            return held
