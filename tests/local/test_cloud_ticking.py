import asyncio
import json
from contextlib import suppress
from typing import Any

import pytest
from chalice.app import Chalice

from local.cloud import Cloud, Ticker
from local.cloud.ticking import seconds_of

OUTBOX = "juttu-dev-outbox"
DEAD = "juttu-dev-outbox-dead-letters"


class Functions:
    """Functions that remember what they were called with, and fail when told to."""

    def __init__(self) -> None:
        self.called: list[tuple[str, dict[str, Any]]] = []
        self.failing = False
        self.ran = asyncio.Event()
        self.loop: asyncio.AbstractEventLoop | None = None

    def __call__(self, name: str, event: dict[str, Any]) -> None:
        self.called.append((name, event))
        if self.failing:
            raise RuntimeError("told to fail")
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self.ran.set)

    @property
    def bodies(self) -> list[str]:
        return [record["body"] for _, event in self.called for record in event["Records"]]


def app() -> Chalice:
    made = Chalice("demo")

    @made.on_sqs_message(queue=OUTBOX, batch_size=2)
    def send_mail(event: Any) -> None:
        """Never runs: the invoker of the test does."""

    @made.schedule("rate(1 hour)")
    def sweep(event: Any) -> None:
        """Never runs."""

    return made


NOW = 1_796_000_000.0


@pytest.fixture
def functions() -> Functions:
    return Functions()


@pytest.fixture
def ticker(cloud: Cloud, functions: Functions) -> Ticker:
    return cloud.ticker(app(), functions)


def put(cloud: Cloud, *bodies: str) -> None:
    for body in bodies:
        cloud.client("sqs").send_message(QueueUrl=cloud.queues[OUTBOX][0], MessageBody=body)


def lying_in(cloud: Cloud, queue: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    url = cloud.queues[queue][0]
    found = cloud.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(count) for count in found.values())


# ------------------------------------------------------------------------------------------------------- queues


def test_messages_reach_their_function_in_batches_and_are_done(
    cloud: Cloud, functions: Functions, ticker: Ticker
) -> None:
    put(cloud, "a", "b", "c")

    ticker.settle()

    assert functions.bodies == ["a", "b", "c"]
    assert [len(event["Records"]) for _, event in functions.called] == [2, 1]
    assert lying_in(cloud, OUTBOX) == 0


def test_the_event_has_lambdas_shape(cloud: Cloud, functions: Functions, ticker: Ticker) -> None:
    put(cloud, json.dumps({"kind": "code"}))
    ticker.tick()

    name, event = functions.called[0]

    assert name == "send_mail"
    record = event["Records"][0]
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"] == cloud.queues[OUTBOX][1]
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    assert record.keys() >= {"messageId", "receiptHandle", "body", "md5OfBody", "messageAttributes", "awsRegion"}


def test_a_failed_message_comes_again_after_the_visibility_time_out_and_at_last_is_put_aside(
    cloud: Cloud, functions: Functions, ticker: Ticker
) -> None:
    functions.failing = True
    put(cloud, "a")
    for attempt in range(5):
        ticker.tick()
        ticker.tick()
        assert len(functions.called) == attempt + 1
        cloud.clock.advance(181)

    ticker.tick()

    assert functions.bodies == ["a"] * 5
    assert lying_in(cloud, DEAD) == 1
    assert lying_in(cloud, OUTBOX) == 0


def test_only_what_a_function_names_as_failed_comes_again(cloud: Cloud) -> None:
    put(cloud, "a", "b")

    def invoke(_name: str, event: dict[str, Any]) -> Any:
        return {"batchItemFailures": [{"itemIdentifier": event["Records"][0]["messageId"]}]}

    cloud.ticker(app(), invoke).tick()

    assert lying_in(cloud, OUTBOX) == 1


def test_a_mails_outcome_reaches_its_function(cloud: Cloud, functions: Functions) -> None:
    made = Chalice("demo")

    @made.on_sqs_message(queue="juttu-dev-mail-events")
    def mail_events(event: Any) -> None:
        """Never runs."""

    raw = b"From: chat@example.com\r\nTo: visitor@bounce.example\r\nSubject: x\r\n\r\nx\r\n"
    cloud.client("sesv2").send_email(
        Content={"Raw": {"Data": raw}},
        Destination={"ToAddresses": ["visitor@bounce.example"]},
        ConfigurationSetName=cloud.environment["JUTTU_MAIL_CONFIGURATION_SET"],
    )

    cloud.ticker(made, functions).settle()

    assert {json.loads(body)["eventType"] for body in functions.bodies} == {"Send", "Bounce"}


def test_a_queue_that_the_template_does_not_have_is_named(cloud: Cloud, functions: Functions) -> None:
    made = Chalice("demo")

    @made.on_sqs_message(queue="no-such-queue")
    def lost(event: Any) -> None:
        """Never runs."""

    with pytest.raises(LookupError, match="no-such-queue for lost"):
        cloud.ticker(made, functions)


# ------------------------------------------------------------------------------------------------------- schedules


def test_a_schedule_runs_by_the_clock(cloud: Cloud, functions: Functions, ticker: Ticker) -> None:
    cloud.clock.advance(3599)
    assert ticker.tick() == 0
    cloud.clock.advance(1)
    assert ticker.tick() == 1
    assert ticker.tick() == 0

    assert [name for name, _ in functions.called] == ["sweep"]
    assert functions.called[0][1]["detail-type"] == "Scheduled Event"


def test_after_a_jump_a_schedule_runs_once_and_then_in_its_rhythm(
    cloud: Cloud, functions: Functions, ticker: Ticker
) -> None:
    cloud.clock.advance_months(2)
    assert ticker.tick() == 1
    assert ticker.tick() == 0
    cloud.clock.advance(3600)

    assert ticker.tick() == 1


def test_a_failing_schedule_does_not_stop_the_others(cloud: Cloud, functions: Functions, ticker: Ticker) -> None:
    functions.failing = True
    cloud.clock.advance(3600)
    ticker.tick()
    functions.failing = False
    cloud.clock.advance(3600)

    assert ticker.tick() == 1


def test_a_tick_deletes_by_ttl_what_is_long_over_and_keeps_the_rest(cloud: Cloud, ticker: Ticker) -> None:
    for name, expires_in in (("old", 60), ("new", 7 * 86400)):
        expiry = {"N": str(int(cloud.clock()) + expires_in)}
        item = {"pk": {"S": name}, "sk": {"S": "head"}, "expires_at": expiry}
        cloud.client("dynamodb").put_item(TableName=cloud.environment["JUTTU_TABLE"], Item=item)

    cloud.clock.advance(3 * 86400)
    ticker.tick()

    assert [item["pk"] for item in cloud.items()] == ["new"]


@pytest.mark.parametrize(
    ("rate", "seconds"), [("rate(1 hour)", 3600), ("rate(5 minutes)", 300), ("rate(2 days)", 172800)]
)
def test_rates_are_read(rate: str, seconds: int) -> None:
    assert seconds_of(rate) == seconds


def test_another_kind_of_schedule_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="by rate only"):
        seconds_of("cron(0 * * * ? *)")


async def test_in_the_background_a_moved_clock_is_noticed_at_once(
    cloud: Cloud, functions: Functions, ticker: Ticker
) -> None:
    functions.loop = asyncio.get_running_loop()
    running = asyncio.create_task(ticker.run())
    async with asyncio.timeout(10):
        cloud.clock.advance(3600)
        await functions.ran.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running

    assert [name for name, _ in functions.called] == ["sweep"]


@pytest.mark.parametrize("turns", range(6))
async def test_it_ends_also_when_the_clock_moves_just_then(
    cloud: Cloud, ticker: Ticker, monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    monkeypatch.setattr(ticker, "tick", lambda: 0)
    running = asyncio.create_task(ticker.run())
    await asyncio.sleep(0.05)
    cloud.clock.advance(1)
    for _ in range(turns):
        await asyncio.sleep(0)

    running.cancel()
    ended, _ = await asyncio.wait({running}, timeout=2)
    running.cancel()

    assert ended == {running}


def test_a_message_that_was_sent_is_told_of_so_that_nobody_waits_for_the_next_look(cloud: Cloud) -> None:
    told: list[int] = []
    cloud.endpoint.when_done("sqs", "SendMessage", lambda: told.append(lying_in(cloud, OUTBOX)))

    put(cloud, "a")
    cloud.client("sqs").receive_message(QueueUrl=cloud.queues[OUTBOX][0])

    assert told == [1]
