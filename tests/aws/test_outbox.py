"""The queue of mails to send."""

import msgspec
import pytest

from chalicelib.aws.outbox import SqsOutbox
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.ports import Job
from local.cloud.cloud import Cloud

NOW = 1_795_600_000
CODE = Job(kind="code", conversation="0123456789ABCDEF", order=1)
TRANSCRIPT = Job(kind="transcript", conversation="0123456789ABCDEF", order=2)


@pytest.fixture
def outbox(cloud: Cloud) -> SqsOutbox:
    return SqsOutbox(cloud.client("sqs"), cloud.environment["JUTTU_OUTBOX_QUEUE"])


def waiting(cloud: Cloud) -> list[str]:
    """Return the bodies that wait in the queue; they are not given out again for a while."""
    answer = cloud.client("sqs").receive_message(
        QueueUrl=cloud.environment["JUTTU_OUTBOX_QUEUE"], MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )
    assert all("MessageAttributes" not in message for message in answer.get("Messages", ()))
    return [message["Body"] for message in answer.get("Messages", ())]


@pytest.mark.parametrize("job", [CODE, TRANSCRIPT])
def test_a_job_comes_out_as_it_went_in(outbox: SqsOutbox, cloud: Cloud, job: Job) -> None:
    outbox.put(job)

    assert [msgspec.json.decode(body, type=Job) for body in waiting(cloud)] == [job]


def test_a_job_says_what_to_send_and_nothing_about_anybody(outbox: SqsOutbox, cloud: Cloud) -> None:
    outbox.put(TRANSCRIPT)

    assert [msgspec.json.decode(body) for body in waiting(cloud)] == [
        {"kind": "transcript", "conversation": "0123456789ABCDEF", "order": 2}
    ]


def test_every_job_is_kept(outbox: SqsOutbox, cloud: Cloud) -> None:
    outbox.put(CODE)
    outbox.put(TRANSCRIPT)

    assert {msgspec.json.decode(body, type=Job) for body in waiting(cloud)} == {CODE, TRANSCRIPT}


@pytest.mark.parametrize("error", ["ServiceUnavailable", "RequestThrottled", "ReadTimeout", "ConnectionClosed"])
def test_a_queue_that_fails_is_said_and_holds_nothing(outbox: SqsOutbox, cloud: Cloud, error: str) -> None:
    cloud.fail("sqs", "SendMessage", error=error)
    with pytest.raises(Unavailable) as refused:
        outbox.put(CODE)
    assert refused.value.data == {"retry_after": 1}
    assert waiting(cloud) == []

    outbox.put(CODE)
    assert len(waiting(cloud)) == 1


def test_a_job_whose_answer_was_lost_is_said_to_have_failed_although_it_is_there(
    outbox: SqsOutbox, cloud: Cloud
) -> None:
    cloud.fail("sqs", "SendMessage", error="ReadTimeout", before=False)
    with pytest.raises(Unavailable):
        outbox.put(CODE)

    outbox.put(CODE)

    assert [msgspec.json.decode(body, type=Job) for body in waiting(cloud)] == [CODE, CODE]
