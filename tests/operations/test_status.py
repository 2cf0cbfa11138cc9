"""A stage on one screen: every figure in its place, and where one cannot be had, why."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from chalicelib.chat.services import Services
from local.cloud import Cloud
from operations import __main__ as commands
from operations import figures, incident, status
from operations.command import Place
from operations.figures import Asked, Dead
from operations.parts import Part
from operations.stack import Stack
from operations.trouble import Trouble
from tests.operations.aws import Aws, Refusal
from tests.operations.stacks import resource

NOW = 1_796_000_010.0
DEMO = True
IN_MEMORY = True
CERTIFICATE = "arn:aws:acm:eu-north-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
STACK = Stack(
    name="juttu-prod",
    status="UPDATE_COMPLETE",
    outputs={"TableName": "juttu-prod"},
    parameters={"Zone": "Europe/Helsinki", "Certificate": CERTIFICATE, "Firewall": "false"},
    tags={"juttu:version": "1.2.0", "juttu:artefact": "0123456789abcdef"},
    changed_at=datetime(2026, 11, 29, 10, 12, tzinfo=UTC),
)
RESOURCES = [
    resource("RestAPI", "AWS::ApiGateway::RestApi", "abcdef1234", drift="IN_SYNC"),
    resource("APIHandler", "AWS::Lambda::Function", "juttu-prod-APIHandler-1"),
    resource("Sweep", "AWS::Lambda::Function", "juttu-prod-Sweep-1"),
    resource("Watch", "AWS::Lambda::Function", "juttu-prod-Watch-1"),
    resource("OutboxQueue", "AWS::SQS::Queue", "https://sqs.example/1/juttu-prod-outbox"),
    resource("OutboxDeadLetters", "AWS::SQS::Queue", "https://sqs.example/1/juttu-prod-outbox-dead-letters"),
    resource("MailEventDeadLetters", "AWS::SQS::Queue", "https://sqs.example/1/juttu-prod-mail-events-dead-letters"),
]
MEASURED: dict[str, list[float]] = {
    "requests": [1000, 234],
    "failed": [0, 2, 1],
    "p95": [80, 120.4],
    "refused": [0, 4],
    "expired": [1, 30],
    "throttled": [],
    "at_once": [3, 12],
    "runs_sweep": [1, 1, 1, 1],
    "errors_sweep": [0, 0, 0, 7],
    "runs_watch": [60, 60, 60, 60],
    "age_OutboxDeadLetters": [7200, 3600],
}


def letters(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {"Attributes": {"ApproximateNumberOfMessages": "2" if "outbox" in asked["QueueUrl"] else "0"}}


ANSWERS: dict[str, Any] = {
    "cloudformation.ListStackResources": {"StackResourceSummaries": RESOURCES},
    "cloudwatch.DescribeAlarms": {
        "MetricAlarms": [
            {"AlarmName": "juttu-prod-dead-letters", "StateValue": "ALARM"},
            {"AlarmName": "juttu-prod-aws-refused", "StateValue": "OK"},
        ]
    },
    "cloudwatch.GetMetricData": {
        "MetricDataResults": [
            {"Id": name, "Values": values, "StatusCode": "Complete"} for name, values in MEASURED.items()
        ]
    },
    "apigateway.GetRestApi": {"name": "juttu-prod"},
    "lambda.GetAccountSettings": {"AccountLimit": {"ConcurrentExecutions": 1000}},
    "lambda.GetFunctionConcurrency": {},
    "dynamodb.ListTables": {"TableNames": ["juttu-prod"]},
    "lambda.GetFunctionConfiguration": {"Runtime": "python3.13"},
    "sqs.GetQueueAttributes": letters,
    "acm.DescribeCertificate": {
        "Certificate": {
            "NotAfter": datetime(2027, 6, 1, tzinfo=UTC),
            "RenewalEligibility": "ELIGIBLE",
            "Status": "ISSUED",
        }
    },
}


@pytest.fixture
def aws() -> Aws:
    return Aws(ANSWERS)


def screen(aws: Aws, services: Services, stack: Stack = STACK) -> list[str]:
    return list(status.screen(Place(aws.account(), stack, services), NOW))


def test_one_screen_says_how_a_stage_is(aws: Aws, services: Services) -> None:
    *lines, cost = screen(aws, services)

    assert lines == [
        "juttu-prod: 1.2.0 (0123456789abcdef), deployed 2026-11-29 12:12 EET",
        "Stack            UPDATE_COMPLETE; nothing was changed by hand when somebody last looked",
        "Alarms           juttu-prod-dead-letters (docs/operations/alarms.md)",
        "Last 24 hours",
        "  Requests       1,234, answered with 5xx: 3",
        "  Answers        95 of 100 within 120 ms in the slowest hour",
        "  Refused by AWS 4 (`make logs STAGE=dev` says what)",
        "  Functions      at most 12 at once, the account may 1,000; not run: 0",
        "  Sweep, watch   sweep 3 times in 3 h, failed 0, watch 180 times in 3 h, failed 0",
        "  Expired        deleted in time",
        "  Dead letters   Outbox 2 (the oldest 2 h), MailEvent 0",
        "Now",
        "  Service        every function may run",
        "  Waiting        0; questions left: 0",
        "  Under way      0; agents there: 0",
        "  New ones       may begin",
        "  Mails          this week 0 sent, 0 came back, 0 called junk",
        "Ahead",
        "  Runtime        python3.13 until 2029-06-30: 943 days",
        "  Certificate    182 days, renews by itself",
        "  Tables         no copy",
    ]
    assert cost.startswith("  Cost           about $")
    assert "(0 conversations a month, 1 agent)" in cost


def test_the_figures_are_asked_for_in_one_call(aws: Aws, services: Services) -> None:
    screen(aws, services)

    [asked] = aws.said("cloudwatch.GetMetricData")
    assert {each["Id"] for each in asked["MetricDataQueries"]} == {
        *MEASURED,
        "errors_watch",
        "age_MailEventDeadLetters",
    }
    assert (asked["EndTime"] - asked["StartTime"]).total_seconds() == 24 * 3600
    by_id = {each["Id"]: each["MetricStat"]["Metric"] for each in asked["MetricDataQueries"]}
    assert by_id["refused"]["Dimensions"] == [{"Name": "Stage", "Value": "prod"}]
    assert by_id["age_OutboxDeadLetters"]["Dimensions"] == [
        {"Name": "QueueName", "Value": "juttu-prod-outbox-dead-letters"}
    ]


@pytest.mark.parametrize(
    ("refused", "place"),
    [
        ("cloudwatch.DescribeAlarms", "Alarms"),
        ("cloudwatch.GetMetricData", "  Figures"),
        ("apigateway.GetRestApi", "  Figures"),
        ("lambda.GetAccountSettings", "  Functions"),
        ("sqs.GetQueueAttributes", "  Dead letters"),
        ("lambda.GetFunctionConfiguration", "  Runtime"),
        ("acm.DescribeCertificate", "  Certificate"),
        ("cloudformation.ListStackResources", "  Figures"),
    ],
)
def test_what_aws_does_not_tell_says_why_in_its_place_and_the_rest_stands(
    refused: str, place: str, aws: Aws, services: Services
) -> None:
    aws.answers[refused] = Refusal("AccessDenied", "not authorized")

    lines = screen(aws, services)

    [said] = [line for line in lines if line.startswith(place)]
    assert said[len(place) :].strip().startswith("unknown: ")
    assert any(line.startswith("  Waiting        0") for line in lines)
    assert any(line.startswith("  Cost           about $") for line in lines)


def test_a_table_that_does_not_answer_is_said_where_it_was_asked(aws: Aws, services: Services, cloud: Cloud) -> None:
    cloud.deny("dynamodb", "*", times=999)

    lines = screen(aws, services)

    unknown = [line.split()[0] for line in lines if "unknown: A service behind this one" in line]
    assert unknown == ["Waiting", "Under", "New", "Mails", "Cost"]
    assert "  Requests       1,234, answered with 5xx: 3" in lines


def test_one_figure_that_cloudwatch_keeps_to_itself_is_said_alone() -> None:
    answer = {
        "MetricDataResults": [
            {"Id": "a", "Values": [], "StatusCode": "Forbidden"},
            {"Id": "b", "Values": [5.0], "StatusCode": "Complete"},
        ]
    }
    asked = [
        Asked(id="a", namespace="N", name="A", statistic="Sum"),
        Asked(id="b", namespace="N", name="B", statistic="Sum"),
        Asked(id="c", namespace="N", name="C", statistic="p95", together=max),
        Asked(id="d", namespace="N", name="D", statistic="Sum"),
    ]

    assert figures.measured(Aws({"cloudwatch.GetMetricData": answer}).account(), asked, NOW) == {
        "a": "CloudWatch does not say (Forbidden)",
        "b": 5.0,
        "c": "nothing was measured",
        "d": 0.0,
    }


def test_stopped_mails_are_seen(aws: Aws, services: Services) -> None:
    services.mail_health.count("sent")
    services.mail_health.count("bounced")
    services.mail_health.pause(3600)

    assert (
        "  Mails          this week 1 sent, 1 came back, 0 called junk; NONE CAN BE ORDERED until 2026-11-30 03:53 EET"
        in (screen(aws, services))
    )


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (
            ["APIHandler", "Sweep", "Watch"],
            "FROZEN: no page is served, and nothing is changed or deleted (`make unfreeze STAGE=dev`)",
        ),
        (["Sweep"], "HALF FROZEN: Sweep may not run (`make unfreeze STAGE=dev`)"),
        ([], "every function may run"),
    ],
)
def test_a_frozen_stage_is_seen(held: list[str], said: str, aws: Aws, services: Services) -> None:
    def limit(asked: Mapping[str, Any]) -> dict[str, Any]:
        name = asked["FunctionName"].split("-")[2]
        return {"ReservedConcurrentExecutions": 0} if name in held else {"ReservedConcurrentExecutions": 20}

    aws.answers["lambda.GetFunctionConcurrency"] = limit

    assert f"  Service        {said}" in screen(aws, services)


def test_a_closed_chat_is_seen(aws: Aws, services: Services) -> None:
    list(incident.close_chat(services, "o", {"fi": "Palaamme klo 12."}))

    assert "  New ones       REFUSED with “Palaamme klo 12.” (`make open-chat STAGE=dev`)" in screen(aws, services)


def test_a_restored_table_in_use_is_seen(aws: Aws, services: Services) -> None:
    table = "juttu-prod-20261130T080000"
    stack = msgspec.structs.replace(STACK, parameters={**STACK.parameters, "TableInUse": table})

    assert screen(aws, services, stack)[1].startswith(
        f"Stack            UPDATE_COMPLETE, on the restored table {table}; "
    )


def test_a_restored_table_that_nobody_uses_is_seen(aws: Aws, services: Services) -> None:
    left = "juttu-prod-20261129T060000"
    about = {"TableName": left, "TableArn": "arn:aws:dynamodb:a:1:table/t", "TableStatus": "ACTIVE"}
    aws.answers |= {
        "dynamodb.ListTables": {"TableNames": ["juttu-prod", left]},
        "dynamodb.DescribeTable": {"Table": {**about, "CreationDateTime": datetime(2026, 11, 30, 8, tzinfo=UTC)}},
    }

    assert (
        f"  Tables         NOT IN USE and paid for each month: {left} since 2026-11-30 (`make doctor STAGE=dev` says how each forgets and goes)"
        in screen(aws, services)
    )


def test_a_stage_without_a_domain_has_no_certificate(aws: Aws, services: Services) -> None:
    stack = Stack(name="juttu-prod", status="CREATE_COMPLETE")

    lines = screen(aws, services, stack)

    assert lines[0] == "juttu-prod: of an unknown version"
    assert "  Certificate    none, at the gateways' own names" in lines


@pytest.mark.parametrize(
    ("drifts", "said"),
    [
        ([""], "nobody has looked for changes by hand (`make doctor STAGE=dev DRIFT=1` does)"),
        (["IN_SYNC", "MODIFIED"], "changed by hand: R1"),
        (["IN_SYNC", ""], "nothing was changed by hand when somebody last looked"),
    ],
)
def test_drift_is_said_as_far_as_somebody_has_looked(drifts: list[str], said: str) -> None:
    made_of = [Part(name=f"R{at}", type="T", is_="x", drift=each) for at, each in enumerate(drifts)]

    assert status.drift(made_of, "dev") == said


@pytest.mark.parametrize(
    ("p95", "at_once", "answers", "functions"),
    [
        (
            1234.4,
            12,
            "95 of 100 within 1,234 ms in the slowest hour",
            "at most 12 at once, the account may 1,000; not run: 0",
        ),
        (
            "nothing was measured",
            "nothing was measured",
            "nothing was measured",
            "nothing was measured of runs at once, the account may 1,000; not run: 0",
        ),
    ],
)
def test_a_figure_that_was_not_measured_is_no_number_of_a_sentence(
    p95: float | str, at_once: float | str, answers: str, functions: str
) -> None:
    may = {"lambda.GetAccountSettings": {"AccountLimit": {"ConcurrentExecutions": 1000}}}

    assert status.answers(p95) == answers
    assert status.functions(Aws(may).account(), {"at_once": at_once, "throttled": 0.0}) == functions


def test_late_deletion_is_said_with_its_hours() -> None:
    assert status.expired(30) == "the oldest was deleted 30 h late"
    assert status.expired("nothing was measured") == "nothing was measured"


def test_an_empty_queue_of_dead_letters_has_no_age() -> None:
    dead = [Dead(name="OutboxDeadLetters", url="u", count=0)]

    assert status.dead_letters(dead, {"age_OutboxDeadLetters": 7200.0}) == "Outbox 0"


def test_no_alarms_at_all_is_no_good_news() -> None:
    assert status.alarms([]) == "there are none: deploy this version"
    assert status.alarms([{"AlarmName": "a", "StateValue": "OK"}]) == "none of 1 rings"


def test_the_end_of_a_runtime_is_known_or_said_not_to_be() -> None:
    assert figures.runtime_ends("python3.11") == date(2027, 6, 30)
    with pytest.raises(Trouble, match=r"no runtime python9\.9 that cfn-lint knows the end of"):
        figures.runtime_ends("python9.9")


def test_it_is_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        commands.main(["status", "--help"])
    assert "usage: python -m operations status" in capsys.readouterr().out
