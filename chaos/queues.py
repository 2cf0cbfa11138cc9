"""SQS before a function: at least once, in no order, and again when the function failed."""

import itertools
from collections.abc import Callable
from typing import Any

from chaos.faults import Faults
from chaos.scheduler import Scheduler

VISIBLE_AGAIN_SECONDS = 180.0
RECEIVED_AT_MOST = 5
"""As `.chalice/resources.yaml` sets them."""

Event = dict[str, Any]
Answered = Callable[[bool, Any], None]
"""Whether the function answered, and what."""
Invoke = Callable[[str, Event, Answered], None]


class Queue:
    """One queue and the function that takes its messages one at a time."""

    def __init__(self, function: str, scheduler: Scheduler, faults: Faults, invoke: Invoke) -> None:
        self._function = function
        self._scheduler = scheduler
        self._faults = faults
        self._invoke = invoke
        self._numbers = itertools.count(1)
        self.put_aside = 0
        """How many messages went to the dead letters."""

    def put(self, body: str, seconds: float = 0) -> str:
        """Take a message, give it out after so many seconds, and return its id."""
        identifier = f"{self._function}-{next(self._numbers)}"
        self._give_out(identifier, body, 1, seconds)
        return identifier

    def _give_out(self, identifier: str, body: str, times: int, seconds: float) -> None:
        wait = seconds + self._faults.chance.uniform(0.01, 0.3)
        self._scheduler.later(wait, lambda: self._deliver(identifier, body, times))
        if self._faults.happens("queue_twice"):
            self._scheduler.later(wait + self._faults.chance.uniform(0, 2), lambda: self._deliver(identifier, body, 99))

    def _deliver(self, identifier: str, body: str, times: int) -> None:
        record = {"messageId": identifier, "receiptHandle": identifier, "body": body, "eventSource": "aws:sqs"}

        def answered(succeeded: bool, result: Any) -> None:  # noqa: FBT001 - what Answered is
            if times > RECEIVED_AT_MOST or (succeeded and not (result or {}).get("batchItemFailures")):
                return
            if times == RECEIVED_AT_MOST:
                self.put_aside += 1
                return
            self._give_out(identifier, body, times + 1, VISIBLE_AGAIN_SECONDS)

        self._invoke(self._function, {"Records": [record]}, answered)
