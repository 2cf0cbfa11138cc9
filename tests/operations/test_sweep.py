"""Deleting now: the stage's own sweep is run with what a schedule hands it, again until it finds nothing."""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from chalice.app import CloudWatchEvent

from operations import sweep
from operations.trouble import Trouble
from tests.operations.aws import Aws
from tests.operations.stacks import resource

SWEEP = resource("Sweep", "AWS::Lambda::Function", "juttu-prod-Sweep-1")
OTHER = resource("Watch", "AWS::Lambda::Function", "juttu-prod-Watch-1")


def said(conversations: int, hours: int = 0) -> dict[str, int]:
    found = {"closed": 0, "conversations": conversations, "items": 9 * conversations, "leftovers": 0}
    return {**found, "oldest_expired_hours": hours}


def at(runs: Iterator[Mapping[str, Any]], *, resources: Any = (OTHER, SWEEP), limit: int | None = None) -> Aws:
    return Aws(
        {
            "cloudformation.ListStackResources": {"StackResourceSummaries": list(resources)},
            "lambda.GetFunctionConcurrency": {} if limit is None else {"ReservedConcurrentExecutions": limit},
            "lambda.Invoke": lambda _: {"StatusCode": 200, **next(runs)},
        }
    )


def run(**found: Any) -> dict[str, Any]:
    return {"Payload": io.BytesIO(json.dumps(found).encode())}


def test_the_sweep_runs_until_it_finds_nothing() -> None:
    aws = at(iter([run(**said(1, 30)), run(**said(2, 1)), run(**said(0))]))

    lines = list(sweep.swept(aws.account(), "juttu-prod", "prod"))

    assert [line for line in lines if not line.startswith("  …")] == [
        "✓ Deleted: 1 conversation with 9 items, and 0 other items; the oldest had expired 30 hours before.",
        "✓ Deleted: 2 conversations with 18 items, and 0 other items; the oldest had expired 1 hour before.",
        "✓ Nothing that has expired is left.",
    ]
    assert {each["FunctionName"] for each in aws.said("lambda.Invoke")} == {"juttu-prod-Sweep-1"}


def test_it_is_handed_what_chalice_reads_of_a_schedules_event() -> None:
    aws = at(iter([run(**said(0))]))
    list(sweep.swept(aws.account(), "juttu-prod", "prod"))

    (asked,) = aws.said("lambda.Invoke")
    event = json.loads(asked["Payload"])
    assert CloudWatchEvent(event, None).event_id == "operators-command"
    with pytest.raises(KeyError):
        CloudWatchEvent({}, None)


def test_a_run_that_fails_is_no_success() -> None:
    aws = at(iter([{**run(errorMessage="Task timed out"), "FunctionError": "Unhandled"}]))

    with pytest.raises(Trouble, match=r"The sweep failed\. Why: `make logs STAGE=prod`"):
        list(sweep.swept(aws.account(), "juttu-prod", "prod"))


def test_nothing_is_deleted_while_a_stage_is_frozen() -> None:
    aws = at(iter([]), limit=0)

    with pytest.raises(Trouble, match=r"prod is frozen, .* `make unfreeze STAGE=prod` first"):
        list(sweep.swept(aws.account(), "juttu-prod", "prod"))
    assert aws.said("lambda.Invoke") == []


def test_a_stack_without_a_sweep_is_said() -> None:
    with pytest.raises(Trouble, match="juttu-prod has no function Sweep"):
        list(sweep.swept(at(iter([]), resources=[OTHER]).account(), "juttu-prod", "prod"))
