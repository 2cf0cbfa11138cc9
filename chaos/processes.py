"""Lambda around the unchanged `app.py`: processes that handle one event at a time, keep their memory, and die."""

import itertools
import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chalice.app import Chalice
from greenlet import getcurrent

from chalicelib import wiring
from chalicelib.aws.calling import Calls, World, in_turn
from chalicelib.chat import errors
from chalicelib.chat.services import Services
from chalicelib.settings import Settings
from chaos.aws import Aws, Died
from chaos.faults import Faults
from chaos.queues import Answered, Event
from chaos.scheduler import Scheduler, Strand
from local.environments import handler, load

APP = Path(__file__).parents[1] / "app.py"
_CONFIG = APP.with_name(".chalice") / "config.json"

MakeClient = Callable[[str, int], Any]
"""Gives a client of AWS by boto3's name of the service, which tries so many times, as the wiring does."""
Change = Callable[[Services, MakeClient], Services]
"""What a planted mistake makes of a process's services."""


def unchanged(services: Services, _: MakeClient) -> Services:
    """Return the services as they are."""
    return services


class Context:
    """What Lambda tells a function of its invocation."""

    function_version = "$LATEST"
    memory_limit_in_mb = 1024

    def __init__(self, function: str, request: str) -> None:
        self.function_name = function
        self.aws_request_id = request

    def get_remaining_time_in_millis(self) -> int:
        """Return a time that the product does not ask for."""
        return 10_000


class Process:
    """One execution environment: an instance of `app.py`, services with a memory of their own, a clock."""

    services: Services

    def __init__(self, app: Chalice, scheduler: Scheduler, skew: float) -> None:
        self.app = app
        self.dead = False
        self._skew = skew
        self._scheduler = scheduler

    def now(self) -> float:
        """Return what this process thinks it is: seconds since 1970."""
        return self._scheduler.now + self._skew

    def die(self) -> None:
        """Be no more: what runs here runs no further, what was in memory is gone."""
        self.dead = True
        raise Died


class Processes:
    """As many processes as there are events at once."""

    def __init__(
        self,
        scheduler: Scheduler,
        faults: Faults,
        settings: Settings,
        change: Change = unchanged,
    ) -> None:
        self._scheduler = scheduler
        self._faults = faults
        self._settings = settings
        self._change = change
        self._idle: list[Process] = []
        self._numbers = itertools.count(1)
        self._requests = itertools.count(1)
        self._timeouts = _timeouts()
        self.aws: Aws
        self.app = load(APP, 0)
        """An instance that only tells what it declares."""

    def invoke(self, function: str, event: Event, answered: Answered) -> None:
        """Run a function; tell `answered` once: what it returned, or that it failed, timed out, died or never began."""
        if self._faults.happens("refused_start"):
            answered(False, "throttled")  # noqa: FBT003 - what Answered is
            return
        process = self._idle.pop() if self._idle else self._new()
        strand = self._scheduler.spawn(lambda: finish(*self._run(process, function, event)))
        strand.owner = process
        timeout = self._timeouts.get(function, self._timeouts[""])
        timer = self._scheduler.later(timeout, lambda: give_up())  # noqa: PLW0108 - it is defined below
        over: list[bool] = []

        def finish(succeeded: bool, result: Any) -> None:  # noqa: FBT001 - what Answered is
            if over:
                return
            over.append(True)
            timer.cancel()
            if not process.dead:
                self._idle.append(process)
            answered(succeeded, result)

        def give_up() -> None:
            self._faults.counted["invocation timed out"] += 1
            over.append(True)
            process.dead = True
            strand.end(Died())
            answered(False, "timed out")  # noqa: FBT003 - what Answered is

    def operate(self, deed: Callable[[Services], object], answered: Callable[[int, str], None]) -> None:
        """Run what an operator does from the command line, in a process of its own to which the same happens.

        Tell `answered` the status and code of what came of it: 0 where it died.
        """
        process = self._new()
        services = process.services.asked_by(f"operator-{next(self._requests)}")
        strand = self._scheduler.spawn(lambda: answered(*_done(deed, services)))
        strand.owner = process

    def calm(self) -> Services:
        """Return services to which nothing happens when they are used by the run itself."""
        return self._new().services

    def _run(self, process: Process, function: str, event: Event) -> tuple[bool, Any]:
        context = Context(function, f"request-{next(self._requests)}")
        try:
            result = handler(process.app, function)(json.loads(json.dumps(event)), context)
            return True, json.loads(json.dumps(result))
        except Died:
            process.dead = True
            return False, "died"
        except Exception as error:  # noqa: BLE001 - whatever a function raises is its failure
            return False, type(error).__name__

    def _new(self) -> Process:
        off = self._faults.happens("clock")
        skew = self._faults.chance.uniform(-30, 30) if off else self._faults.chance.gauss(0, 0.05)
        process = Process(load(APP, next(self._numbers)), self._scheduler, skew)
        world = World(
            now=process.now,
            elapsed=lambda: self._scheduler.now,
            sleep=self._sleep(process),
            random=self._faults.chance.random,
        )
        built = wiring.build(self._settings, world, lambda service, **_: self.aws.client(service), in_turn)
        process.services = self._change(
            built,
            lambda service, tries: Calls(
                lambda: self.aws.client(service), world, built.metrics, service=service, tries=tries
            ),
        )
        return process

    def _sleep(self, process: Process) -> Callable[[float], None]:
        def sleep(seconds: float) -> None:
            if process.dead:
                raise Died
            self._scheduler.wait(seconds)

        return sleep


def _done(deed: Callable[[Services], object], services: Services) -> tuple[int, str]:
    try:
        deed(services)
    except Died:
        return 0, "died"
    except errors.Refusal as refusal:
        return refusal.status, refusal.code
    return 200, ""


class Failures(logging.Handler):
    """Takes the product's log of failures: whatever is no refusal should not happen, whatever befalls AWS."""

    def __init__(self, failed: Callable[[str], None]) -> None:
        super().__init__()
        self._failed = failed

    def emit(self, record: logging.LogRecord) -> None:
        logged = vars(record)
        if logged.get("event") != "failed":
            return
        if not issubclass(getattr(errors, logged["error"], Exception), errors.Refusal):
            self._failed(f"{logged['error']} in {logged['where']} at {logged['steps'][-1]}")


def enter(scheduler: Scheduler, failed: Callable[[str], None]) -> Callable[[], None]:
    """Let `app.py` ask the process that it runs in for its services; returns what puts the wiring back.

    `failed`: is told of every failure in the product's log that is no refusal.
    """
    before = wiring.world, wiring.provide
    log = logging.getLogger("juttu")
    before_log = log.handlers, log.propagate
    log.handlers, log.propagate = [Failures(failed)], False
    os.environ.setdefault("AWS_REGION", "eu-north-1")  # Chalice asks for it when a frame comes

    def provide() -> Services:
        strand = getcurrent()
        if not isinstance(strand, Strand) or strand.owner is None:
            raise RuntimeError("only a process has services")
        found: Services = strand.owner.services
        return found

    def leave() -> None:
        wiring.world, wiring.provide = before
        log.handlers, log.propagate = before_log

    wiring.world = World(elapsed=lambda: scheduler.now)
    wiring.provide = provide
    return leave


def _timeouts() -> dict[str, float]:
    """Return after how many seconds Lambda ends each function; under "" for those that say nothing."""
    config = json.loads(_CONFIG.read_text(encoding="utf-8"))
    default = float(config["lambda_timeout"])
    own = {name: float(each.get("lambda_timeout", default)) for name, each in config["lambda_functions"].items()}
    own["app"] = own.pop("api_handler", default)
    return {"": default, **own}
