"""What becomes of a push, by what API Gateway answers."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from chalicelib.aws.push import ApiGatewayPush
from chalicelib.chat.errors import AnswerTooLarge
from chalicelib.chat.wire import Pong


class Management:
    """A client of `@connections` whose every push ends in one way."""

    def __init__(self, failure: Exception | None) -> None:
        self.sent: list[dict[str, Any]] = []
        self._failure = failure

    def post_to_connection(self, **request: Any) -> None:
        self.sent.append(request)
        if self._failure is not None:
            raise self._failure


def refused(code: str, status: int) -> ClientError:
    answer: Any = {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "PostToConnection")


def pushed(failure: Exception | None) -> bool:
    client: Any = Management(failure)
    return ApiGatewayPush(client).send("socket-1", Pong())


def test_a_frame_goes_out_as_json() -> None:
    client: Any = Management(None)

    assert ApiGatewayPush(client).send("socket-1", Pong())
    assert client.sent == [{"ConnectionId": "socket-1", "Data": b'{"is":"pong"}'}]


@pytest.mark.parametrize("code", ["GoneException", "410"])
def test_a_socket_that_is_gone_may_be_forgotten(code: str) -> None:
    assert not pushed(refused(code, 410))


@pytest.mark.parametrize(
    "failure",
    [
        refused("LimitExceededException", 429),
        refused("InternalServerError", 500),
        ReadTimeoutError(endpoint_url="http://127.0.0.1"),
    ],
    ids=["throttled", "failed", "no answer"],
)
def test_a_failure_that_may_pass_forgets_no_socket(failure: Exception) -> None:
    assert pushed(failure)


@pytest.mark.parametrize("code", ["PayloadTooLargeException", "413"])
def test_a_frame_that_is_too_large_is_not_taken_for_sent(code: str) -> None:
    with pytest.raises(AnswerTooLarge):
        pushed(refused(code, 413))
