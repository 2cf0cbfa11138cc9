"""What AWS takes at most, in bytes, with the page that says so. Nothing of ours may come near; a test compares.

Ours are smaller and stand in `chalicelib/chat/limits.py`. Where two of AWS's pages differ, the smaller counts.
"""

from typing import Final, NamedTuple

KB: Final = 1024
MB: Final = 1024 * KB


class Quota(NamedTuple):
    """A limit of AWS's that no request can raise."""

    most: int
    source: str


_WEBSOCKETS: Final = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html"
_REST: Final = (
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html"
)
_DYNAMODB: Final = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"

SOCKET_MESSAGE: Final = Quota(128 * KB, _WEBSOCKETS)
"""A frame to a browser, as the route's response or by `@connections`: beyond it 413, and nothing comes."""
SOCKET_FRAME: Final = Quota(32 * KB, _WEBSOCKETS)
"""A frame from a browser: beyond it the socket is closed (1009)."""
REST_PAYLOAD: Final = Quota(10 * MB, _REST)
REST_HEADERS: Final = Quota(10_240, _REST)
"""All headers of a request or an answer together."""
LAMBDA_ANSWER: Final = Quota(6 * MB, "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html")
"""An invocation's answer as the runtime writes it: beyond it 502, and nothing comes."""
TABLE_ITEM: Final = Quota(400 * KB, _DYNAMODB)
TABLE_QUERY: Final = Quota(1 * MB, _DYNAMODB)
"""One page of a query; the door to the table asks for the next by itself."""
TABLE_PARTITION_KEY: Final = Quota(2_048, _DYNAMODB)
TABLE_SORT_KEY: Final = Quota(1_024, _DYNAMODB)
QUEUE_MESSAGE: Final = Quota(
    256 * KB, "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html"
)
"""1 MB where a queue has been told so."""
MAIL: Final = Quota(40 * MB, "https://docs.aws.amazon.com/ses/latest/dg/quotas.html")
"""Of the v2 API, after base 64; above 10 MB SES takes its time."""
LOG_EVENT: Final = Quota(
    256 * KB, "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html"
)
"""1 MB where the region has it by now."""
LOG_BATCH: Final = Quota(1_048_576, LOG_EVENT.source)
"""All events of one `PutLogEvents`, with 26 bytes for each."""
LOG_ANSWER: Final = Quota(
    1 * MB, "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html"
)
"""All events of one `GetLogEvents`; what is over comes with the next token."""
