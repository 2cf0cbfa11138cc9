"""Each kind of call that a deploy makes is refused once: it says so and ends, the next run goes on, and what stands at the end is what any deploy leaves.

One stage meets them all: each run is refused whatever no run before it was, so that it gets no further than to the next call of a new kind that it
cannot do without. That one refusal alone, anywhere, is made good by the next run is seen in tests/operations, where a run takes no time.
"""

import contextlib
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from botocore.model import OperationModel

from cloud import deployment
from cloud.emulator import REGION, Emulator
from cloud.hands import Failed
from operations import budget, deploy, parts, stack, stages
from operations.account import Account
from operations.deploy import Here, Release
from tests.operations.aws import Refusal, refused

REFUSAL: Final = Refusal("ServiceUnavailable", "Refused once, to see what comes of it.")

TURN: Final = 120.0
"""Seconds within which a deploy goes on whose predecessor had to leave a turn of its own behind, that of whoever changes people."""
PAUSE: Final = 5.0

NOW_AND_THEN: Final = frozenset(
    ("apigatewaymanagementapi.DeleteConnection", "apigatewaymanagementapi.PostToConnection")
)
"""Asked for only where a socket of the trial's is still open to the service when its account goes."""


class Outcome(NamedTuple):
    """What came of refusing a kind of call."""

    call: str
    """`sesv2.GetAccount`."""
    said: str
    """What the deploy said when it stopped; empty where it did without."""


class Refusing:
    """Deploys stages on an emulator, to one of which everything is refused once."""

    def __init__(self, emulator: Emulator, release: Release, folder: Path) -> None:
        self._emulator = emulator
        self._host = f"127.0.0.1:{emulator.port}"
        self._release = release
        self._folder = folder
        self._clients: dict[str, Any] = {}
        self._asked: set[str] = set()
        self._refused: dict[str, None] = {}
        """The kinds of calls that were refused, in their order."""
        self._refuses = False

    def go(self) -> Iterator[Outcome]:
        """Refuse each kind of call, and yield what came of it. Raises Trouble, and Failed where the last deploy leaves anything else."""
        deployment.deployed(self._here("whole"), "whole")
        here = self._here("refused")
        self._refuses = True
        ends = time.monotonic() + TURN
        while (outcomes := self._run(here, "refused")) is not None:
            yield from outcomes
            ends = time.monotonic() + TURN if outcomes else ends
            if time.monotonic() > ends:
                raise Failed("A deploy that is refused nothing any more does not go on")
            time.sleep(0 if outcomes else PAUSE)
        if unmet := sorted(self._asked - self._refused.keys() - NOW_AND_THEN):
            raise Failed(f"A deploy in which all is refused once does not ask for {', '.join(unmet)}")
        wanted, found = self._image("whole"), self._image("refused")
        if other := ", ".join(key for key in wanted if wanted[key] != found[key]):
            raise Failed(f"After all was refused once, a deploy leaves another {other}")

    def _run(self, here: Here, name: str) -> list[Outcome] | None:
        """Return what came of each kind of call that a run was refused; None once a run has been refused nothing and is through. Raises Failed."""
        before, said = len(self._refused), io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            status = deploy.main(["--stage", name, "--yes"], here)
        calls = [*self._refused][before:]
        _, mark, sentence = said.getvalue().partition("✗ ")
        if status and not mark:
            raise Failed(f"A deploy that was refused {calls} says {said.getvalue()!r}")
        if not status and not calls:
            return None
        return [Outcome(call, sentence.strip() if call == calls[-1] else "") for call in calls]

    def _here(self, name: str) -> Here:
        folder = deployment.written(self._folder, self._host, name, f"{name}.example")
        return deployment.here(Account(REGION, self._client), folder, self._release)

    def _client(self, service: str, **options: Any) -> Any:
        """Return the one client of a service: whatever else is asked of it, it makes each call once."""
        if service not in self._clients:
            client = self._clients[service] = self._emulator.client(service, **options)
            client.meta.events.register_first("before-call", self._called)
        return self._clients[service]

    def _called(self, model: OperationModel, **_: Any) -> tuple[Any, Any] | None:
        call = f"{model.service_model.service_name}.{model.name}"
        if not self._refuses:
            self._asked.add(call)
        elif call not in self._refused:
            self._refused[call] = None
            return refused(REFUSAL)
        return None

    def _image(self, name: str) -> dict[str, Any]:
        """Return what a deploy has left of a stage, by what it is, without what is its own alone."""
        account = self._emulator.account()
        found = stack.require(account, name)
        services = stack.services_of(found, account)
        bucket = deploy.bucket_of(account, name, stages.read(name, self._folder))
        held = services.people.dialogue()
        owner = account.ask("sts", "get_caller_identity")["Account"]
        which = {"AccountId": owner, "BudgetName": budget.budget_of(name, 1)["BudgetName"]}
        image = {
            "stack": (found.status, found.parameters, found.protected),
            "tags": {key: each for key, each in found.tags.items() if key != deploy.ARTEFACT},
            "policy": account.ask("cloudformation", "get_stack_policy", StackName=found.name)["StackPolicyBody"],
            "resources": sorted((each.name, each.type) for each in parts.of_stack(account, found.name)),
            "bucket": (bucket.stage(), len(bucket.kept())),
            "accounts": [(each.person, each.given_name, each.roles, each.enabled) for each in services.accounts.all()],
            "dialogue": held and held.held_on,
            "sites": [(each.key, each.origins) for each in services.sites.all()],
            "budget": account.ask("budgets", "describe_budget", **which)["Budget"]["BudgetLimit"],
        }
        plain: dict[str, Any] = json.loads(json.dumps(image).replace(name, "STAGE"))
        return plain
