"""Frames to open sockets, through API Gateway's `@connections`."""

from typing import TYPE_CHECKING, ClassVar

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws.calling import Ordinary
from chalicelib.chat.errors import AnswerTooLarge
from chalicelib.chat.wire import ServerFrame

if TYPE_CHECKING:
    from mypy_boto3_apigatewaymanagementapi.client import ApiGatewayManagementApiClient

_GONE = frozenset({"GoneException", "410"})


class ApiGatewayPush:
    """Push over a client whose endpoint is the WebSocket API's stage.

    A push is best effort: what it carries is stored already, and whoever missed it catches up by `join`. But what is
    too large now is too large the next time, so that is told.
    """

    ORDINARY: ClassVar[Ordinary] = {"post_to_connection": _GONE, "delete_connection": _GONE}

    def __init__(self, client: "ApiGatewayManagementApiClient") -> None:
        self._client = client

    def send(self, connection: str, frame: ServerFrame) -> bool:
        """Send one frame. Return False only when the socket is gone (410) and may be forgotten.

        Raises AnswerTooLarge when API Gateway takes no frame of this size (413).
        """
        try:
            self._client.post_to_connection(ConnectionId=connection, Data=msgspec.json.encode(frame))
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in ("PayloadTooLargeException", "413"):
                raise AnswerTooLarge from error
            return code not in _GONE
        except BotoCoreError:
            return True
        return True

    def close(self, connection: str) -> bool:
        """Close a socket, and return whether it is closed; one that is gone is closed already."""
        try:
            self._client.delete_connection(ConnectionId=connection)
        except ClientError as error:
            return error.response["Error"]["Code"] in _GONE
        except BotoCoreError:
            return False
        return True
