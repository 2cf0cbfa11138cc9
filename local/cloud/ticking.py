"""Brings queues and schedules to the functions that wait for them, as Lambda's event sources do."""

import asyncio
import contextlib
import logging
import math
import re
from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from local.cloud.clock import Clock

if TYPE_CHECKING:
    from local.cloud.cloud import Cloud

Invoke = Callable[[str, dict[str, Any]], Any]
"""Runs a function by its name with an event and returns what it returns; raises what it raises."""

_POLL_SECONDS = 0.25
_EXPIRY_SECONDS = 60
_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_log = logging.getLogger(__name__)


class EventSource(Protocol):
    """What a Chalice app declares about a function that is not called over HTTP."""

    name: str


class QueueSource(NamedTuple):
    """A function that takes a queue's messages, at most `batch` at once."""

    function: str
    url: str
    arn: str
    batch: int = 10


class Schedule:
    """A function that runs every so many seconds of the clock; after a jump it runs once, as soon as can be."""

    def __init__(self, function: str, every: float, now: float) -> None:
        self.function = function
        self._every = every
        self._next = now + every

    def due(self, now: float) -> bool:
        """Return whether it should run now, and count that as having run."""
        if now < self._next:
            return False
        self._next += self._every * math.ceil((now - self._next + 1) / self._every)
        return True


class Ticker:
    """Runs what is due. Everything is told to `invoke`, and whatever that raises is the function's failure."""

    def __init__(
        self, cloud: "Cloud", invoke: Invoke, queues: Iterable[QueueSource] = (), schedules: Iterable[Schedule] = ()
    ) -> None:
        self._cloud = cloud
        self._invoke = invoke
        self.queues = tuple(queues)
        self._schedules = tuple(schedules)
        self._expiry = Schedule("", _EXPIRY_SECONDS, cloud.clock())

    def tick(self) -> int:
        """Publish mail events, bring each queue's next batch, run due schedules, and delete by TTL what is long over.

        Returns how many functions ran.
        """
        self._cloud.publish_mail_events()
        ran = sum(self._deliver(source) for source in self.queues)
        for schedule in self._schedules:
            if schedule.due(self._cloud.clock()):
                self.run_scheduled(schedule.function)
                ran += 1
        if self._expiry.due(self._cloud.clock()):
            self._cloud.delete_expired()
        return ran

    def run_scheduled(self, function: str) -> None:
        """Run a function as its schedule does, whenever that is due."""
        self._run(function, _scheduled(function, self._cloud.region, self._cloud.clock()))

    def settle(self, *, most: int = 50) -> None:
        """Tick until nothing runs any more: until every mail has had its outcome. Raises TimeoutError after `most`."""
        for _ in range(most):
            if self.tick() == 0:
                return
        raise TimeoutError(f"still something to run after {most} ticks")

    async def run(self) -> None:
        """Tick for as long as the task lives; after the clock was moved or a message was sent to a queue, at once."""
        stirred = asyncio.Event()
        loop = asyncio.get_running_loop()

        def stir() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(stirred.set)

        self._cloud.clock.when_moved(stir)
        self._cloud.endpoint.when_done("sqs", "SendMessage", stir)
        while True:
            stirred.clear()
            await _whole(asyncio.to_thread(self.tick))
            # Not wait_for: before Python 3.12 it forgets that it was cancelled when what it waits for comes just then.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_POLL_SECONDS):
                    await stirred.wait()

    def _run(self, function: str, event: dict[str, Any]) -> tuple[bool, Any]:
        try:
            return True, self._invoke(function, event)
        except Exception:  # noqa: BLE001 - whatever a function raises is its failure, not ours
            _log.warning("%s failed; what it had stays in its queue", function)
            return False, None

    def _deliver(self, source: QueueSource) -> int:
        with self._cloud.endpoint.own_calls():
            sqs = self._cloud.client("sqs")
            received = sqs.receive_message(
                QueueUrl=source.url,
                MaxNumberOfMessages=source.batch,
                WaitTimeSeconds=0,
                MessageSystemAttributeNames=["All"],
                MessageAttributeNames=["All"],
            ).get("Messages", [])
        if not received:
            return 0
        event = {"Records": [_record(message, source.arn, self._cloud.region) for message in received]}
        succeeded, result = self._run(source.function, event)
        if succeeded:
            self._delete(source, received, _failed(result))
        # What failed stays invisible for the queue's visibility time-out, and is then tried again or put aside.
        return 1

    def _delete(self, source: QueueSource, received: Iterable[Mapping[str, Any]], failed: set[str]) -> None:
        with self._cloud.endpoint.own_calls():
            sqs = self._cloud.client("sqs")
            for message in received:
                if message["MessageId"] not in failed:
                    sqs.delete_message(QueueUrl=source.url, ReceiptHandle=message["ReceiptHandle"])


def seconds_of(rate: str) -> int:
    """Return the seconds of a schedule's `rate(1 hour)`. Raises ValueError for anything else."""
    found = re.fullmatch(r"rate\((\d+) (second|minute|hour|day)s?\)", rate)
    if found is None:
        raise ValueError(f"the local run knows schedules by rate only, not {rate}")
    return int(found[1]) * _UNITS[found[2]]


def sources_of(
    app: Any, queues: Mapping[str, tuple[str, str]], clock: Clock
) -> tuple[list[QueueSource], list[Schedule]]:
    """Return what a Chalice app waits for. `queues`: URL and ARN of each queue by its name.

    Raises LookupError when the app waits for a queue that the template does not have.
    """
    taken, scheduled = [], []
    for source in app.event_sources:
        if hasattr(source, "schedule_expression"):
            rate = source.schedule_expression
            scheduled.append(
                Schedule(source.name, seconds_of(rate if isinstance(rate, str) else rate.to_string()), clock())
            )
        elif hasattr(source, "queue"):
            name = source.queue or str(source.queue_arn).rpartition(":")[2]
            if name not in queues:
                raise LookupError(f"the template has no queue {name} for {source.name}")
            taken.append(QueueSource(source.name, *queues[name], source.batch_size or 10))
    return taken, scheduled


async def _whole(tick: Coroutine[Any, Any, int]) -> None:
    """Return when a tick is over, also when this is cancelled meanwhile: its thread must not outlive the cloud."""
    ticking = asyncio.ensure_future(tick)
    try:
        await asyncio.shield(ticking)
    except asyncio.CancelledError:
        await ticking
        raise


def _failed(result: Any) -> set[str]:
    failures = result.get("batchItemFailures", ()) if isinstance(result, dict) else ()
    return {failure["itemIdentifier"] for failure in failures}


def _record(message: Mapping[str, Any], arn: str, region: str) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message.get("Attributes", {})),
        "messageAttributes": dict(message.get("MessageAttributes", {})),
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": arn,
        "awsRegion": region,
    }


def _scheduled(function: str, region: str, now: float) -> dict[str, Any]:
    return {
        "version": "0",
        "id": f"{int(now):032x}",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "time": datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "region": region,
        "resources": [f"arn:aws:events:{region}:123456789012:rule/{function}"],
        "detail": {},
    }
