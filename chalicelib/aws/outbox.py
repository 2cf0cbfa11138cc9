"""The queue of mails to send, in SQS."""

from typing import TYPE_CHECKING

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.chat.errors import Unavailable
from chalicelib.chat.ports import Job

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient


class SqsOutbox:
    """An outbox over an SQS client; the queue's redrive puts aside what keeps failing."""

    def __init__(self, client: "SQSClient", queue: str) -> None:
        self._client = client
        self._queue = queue

    def put(self, job: Job, *, after: int = 0) -> None:
        """Return once SQS has accepted the job, to be given out after at most 900 seconds. Raises Unavailable."""
        body = msgspec.json.encode(job).decode()
        try:
            self._client.send_message(QueueUrl=self._queue, MessageBody=body, DelaySeconds=after)
        except (ClientError, BotoCoreError) as error:
            raise Unavailable(retry_after=1) from error
