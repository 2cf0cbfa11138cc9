"""What CloudWatch, SQS and Lambda have counted of a stage: every figure with its value, or why there is none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import msgspec

from operations import parts, release
from operations.account import Account
from operations.parts import Part
from operations.stack import Stack

HOUR: Final = 3600
HOURS: Final = 24
QUEUE: Final = "AWS::SQS::Queue"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One figure that CloudWatch is asked for, hour by hour."""

    id: str
    namespace: str
    name: str
    statistic: str
    dimensions: Mapping[str, str] = {}
    together: Callable[[Sequence[float]], float] = sum
    """What one value makes of the hours'."""


class Dead(msgspec.Struct, frozen=True, kw_only=True):
    """A queue of dead letters."""

    name: str
    """In the template: `OutboxDeadLetters`."""
    url: str
    count: int


def of_stage(api: str, stage: str, queues: Iterable[Part], sweep: str, watch: str) -> list[Asked]:
    """Return what CloudWatch is asked for. `api`: the REST API's name; `sweep`, `watch`: the functions' names."""
    own = {"Stage": stage}
    gateway = {"ApiName": api}
    return [
        Asked(id="requests", namespace="AWS/ApiGateway", name="Count", statistic="Sum", dimensions=gateway),
        Asked(id="failed", namespace="AWS/ApiGateway", name="5XXError", statistic="Sum", dimensions=gateway),
        Asked(id="p95", namespace="AWS/ApiGateway", name="Latency", statistic="p95", dimensions=gateway, together=max),
        Asked(id="refused", namespace="Juttu", name="aws_refused", statistic="Sum", dimensions=own),
        Asked(
            id="expired",
            namespace="Juttu",
            name="oldest_expired_hours",
            statistic="Maximum",
            dimensions=own,
            together=_first,
        ),
        Asked(id="throttled", namespace="AWS/Lambda", name="Throttles", statistic="Sum"),
        Asked(id="at_once", namespace="AWS/Lambda", name="ConcurrentExecutions", statistic="Maximum", together=max),
        *(
            Asked(
                id=f"{what}_{name}",
                namespace="AWS/Lambda",
                name=metric,
                statistic="Sum",
                dimensions={"FunctionName": function},
                together=lambda hours: sum(hours[:3]),
            )
            for name, function in (("sweep", sweep), ("watch", watch))
            for what, metric in (("runs", "Invocations"), ("errors", "Errors"))
        ),
        *(
            Asked(
                id=f"age_{each.name}",
                namespace="AWS/SQS",
                name="ApproximateAgeOfOldestMessage",
                statistic="Maximum",
                dimensions={"QueueName": each.is_.rpartition("/")[2]},
                together=_first,
            )
            for each in queues
        ),
    ]


def measured(account: Account, asked: Sequence[Asked], now: float) -> dict[str, float | str]:
    """Return each figure of the last 24 hours by its id; a sentence says why there is none. Raises Refused, Trouble."""
    until = datetime.fromtimestamp(now, UTC)
    queries = [
        {
            "Id": each.id,
            "MetricStat": {
                "Metric": {
                    "Namespace": each.namespace,
                    "MetricName": each.name,
                    "Dimensions": [{"Name": name, "Value": value} for name, value in each.dimensions.items()],
                },
                "Period": HOUR,
                "Stat": each.statistic,
            },
        }
        for each in asked
    ]
    found = account.pages(
        "cloudwatch",
        "get_metric_data",
        "MetricDataResults",
        MetricDataQueries=queries,
        StartTime=until - timedelta(hours=HOURS),
        EndTime=until,
        ScanBy="TimestampDescending",
    )
    values: dict[str, list[float]] = {}
    why: dict[str, str] = {}
    for result in found:
        values.setdefault(result["Id"], []).extend(result.get("Values", ()))
        if result.get("StatusCode") in ("Forbidden", "InternalError"):
            why[result["Id"]] = f"CloudWatch does not say ({result['StatusCode']})"
    answer: dict[str, float | str] = {}
    for each in asked:
        hours = values.get(each.id, [])
        none: float | str = 0.0 if each.together is sum or each.statistic == "Sum" else "nothing was measured"
        answer[each.id] = why.get(each.id) or (each.together(hours) if hours else none)
    return answer


def dead_letters(account: Account, made_of: Iterable[Part]) -> list[Dead]:
    """Return the queues of dead letters, each with how many there are. Raises Refused, Trouble."""
    return [
        Dead(
            name=each.name,
            url=each.is_,
            count=int(
                account.ask(
                    "sqs",
                    "get_queue_attributes",
                    QueueUrl=each.is_,
                    AttributeNames=["ApproximateNumberOfMessages"],
                )["Attributes"]["ApproximateNumberOfMessages"]
            ),
        )
        for each in parts.of_type(made_of, QUEUE)
        if each.name.endswith("DeadLetters")
    ]


def alarms(account: Account, stack: Stack) -> list[dict[str, Any]]:
    """Return the stage's alarms as CloudWatch describes them. Raises Refused, Trouble."""
    return list(account.pages("cloudwatch", "describe_alarms", "MetricAlarms", AlarmNamePrefix=f"{stack.name}-"))


def runtime_ends(runtime: str) -> date:
    """Return until when Lambda keeps a runtime safe. Raises Trouble where that is not known."""
    return release.runtime(runtime).deprecated


def _first(hours: Sequence[float]) -> float:
    """Return the newest."""
    return hours[0]
