"""What may be wrong with a stage that runs: each rule, that a well one has nothing to say, and that one look that fails ends no other."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from chalicelib.chat.services import Services
from local import demo
from operations import __main__ as commands
from operations import doctor, parts, tables
from operations.doctor import Here
from operations.figures import Dead
from operations.findings import Finding
from operations.package import ROOT
from operations.parts import Part
from operations.stack import Stack
from operations.trouble import Trouble
from tests.operations.aws import Aws, Refusal
from tests.operations.stacks import resource

NOW = 1_796_000_010.0
PARAMETERS = demo.PARAMETERS
IN_MEMORY = True
UUID = "11111111-2222-3333-4444-555555555555"
TOPIC = "arn:aws:sns:eu-north-1:123456789012:juttu-prod-alarms"
QUEUE = "https://sqs.eu-north-1.amazonaws.com/123456789012/juttu-prod-outbox-dead-letters"
STACK = Stack(
    name="juttu-prod",
    status="UPDATE_COMPLETE",
    outputs={"TableName": "juttu-prod", "AccessLogGroup": "/juttu/prod/access"},
    protected=True,
)
FUNCTION = Part(name="APIHandler", type=parts.FUNCTION, is_="juttu-prod-APIHandler-1")
WELL: dict[str, Any] = {
    "cloudformation.ListStackResources": {
        "StackResourceSummaries": [
            resource("RestAPI", "AWS::ApiGateway::RestApi", "abcdef1234", drift="IN_SYNC"),
            resource("APIHandler", "AWS::Lambda::Function", "juttu-prod-APIHandler-1"),
            resource("Sweep", "AWS::Lambda::Function", "juttu-prod-Sweep-1"),
            resource("Watch", "AWS::Lambda::Function", "juttu-prod-Watch-1"),
            resource("APIHandlerRole", "AWS::IAM::Role", "juttu-prod-role"),
            resource("OutboxOutboxSqsEventSource", "AWS::Lambda::EventSourceMapping", UUID),
            resource("SweepSweepEvent", "AWS::Events::Rule", "juttu-prod-rule"),
            resource("UserPool", "AWS::Cognito::UserPool", "eu-north-1_abc"),
            resource("OutboxDeadLetters", "AWS::SQS::Queue", QUEUE),
            resource("AlarmTopic", "AWS::SNS::Topic", TOPIC),
        ]
    },
    "lambda.GetFunctionConfiguration": {
        "Runtime": "python3.13",
        "Role": "arn:aws:iam::123456789012:role/juttu-prod-role",
        "State": "Active",
        "LastUpdateStatus": "Successful",
    },
    "lambda.GetFunctionConcurrency": {},
    "lambda.GetEventSourceMapping": {"State": "Enabled"},
    "events.DescribeRule": {"State": "ENABLED"},
    "dynamodb.DescribeTimeToLive": {"TimeToLiveDescription": {"TimeToLiveStatus": "ENABLED"}},
    "dynamodb.DescribeTable": {"Table": {"TableStatus": "ACTIVE", "DeletionProtectionEnabled": True}},
    "dynamodb.ListTables": {"TableNames": ["juttu-prod"]},
    "dynamodb.DescribeContinuousBackups": {
        "ContinuousBackupsDescription": {
            "ContinuousBackupsStatus": "ENABLED",
            "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 7},
        }
    },
    "cognito-idp.DescribeUserPool": {"UserPool": {"DeletionProtection": "ACTIVE", "MfaConfiguration": "ON"}},
    "logs.DescribeLogGroups": {
        "logGroups": [
            {"logGroupName": "/juttu/prod/access", "retentionInDays": 731},
            {"logGroupName": "/juttu/prod/access-old"},
        ]
    },
    "sesv2.GetAccount": {"SendingEnabled": True, "ProductionAccessEnabled": True, "EnforcementStatus": "HEALTHY"},
    "sesv2.GetConfigurationSet": {"SendingOptions": {"SendingEnabled": True}},
    "cloudwatch.DescribeAlarms": {
        "MetricAlarms": [{"AlarmName": "juttu-prod-a", "StateValue": "OK", "ActionsEnabled": True}]
    },
    "sns.ListSubscriptionsByTopic": {
        "Subscriptions": [{"SubscriptionArn": f"{TOPIC}:1", "Endpoint": "operations@your.example"}]
    },
    "sqs.GetQueueAttributes": {"Attributes": {"ApproximateNumberOfMessages": "0"}},
    "apigateway.GetRestApi": {"name": "juttu-prod"},
    "cloudwatch.GetMetricData": {
        "MetricDataResults": [
            {"Id": "runs_sweep", "Values": [1.0, 1.0, 1.0], "StatusCode": "Complete"},
            {"Id": "runs_watch", "Values": [60.0, 60.0, 60.0], "StatusCode": "Complete"},
        ]
    },
}

NO_FILES = ROOT / "stages" / "nowhere"
"""Whatever stages the checkout's owner has written: these tests' stages have no file."""


def examined(aws: Aws, services: Services, stack: Stack = STACK) -> list[Finding]:
    account = aws.account()
    return list(doctor.examine(Here(account, stack, services, parts.of_stack(account, stack.name), NOW, NO_FILES)))


def wrong(found: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(each.level, each.sentence) for each in found if each.level != "ok"]


def test_of_a_stage_that_is_well_there_is_nothing_to_say(services: Services) -> None:
    found = examined(Aws(WELL), services)

    assert wrong(found) == []
    assert len(found) > 10


def test_nothing_is_changed_by_looking(services: Services) -> None:
    aws = Aws(WELL)
    examined(aws, services)

    verbs = {call.operation.partition(".")[2] for call in aws.calls}
    assert all(verb.startswith(("Get", "List", "Describe")) for verb in verbs), verbs


@pytest.mark.parametrize(
    ("operation", "what"),
    [
        ("lambda.GetFunctionConcurrency", "the functions"),
        ("lambda.GetEventSourceMapping", "the queues' functions"),
        ("events.DescribeRule", "the schedules"),
        ("dynamodb.DescribeTimeToLive", "the table"),
        ("dynamodb.ListTables", "restored tables"),
        ("cognito-idp.DescribeUserPool", "the user pool"),
        ("logs.DescribeLogGroups", "the access log"),
        ("sesv2.GetAccount", "mail"),
        ("cloudwatch.DescribeAlarms", "alarms"),
        ("sns.ListSubscriptionsByTopic", "whom alarms tell"),
        ("sqs.GetQueueAttributes", "dead letters"),
        ("cloudwatch.GetMetricData", "sweep and watch"),
    ],
)
def test_what_cannot_be_looked_at_is_said_and_all_else_is_looked_at(
    operation: str, what: str, services: Services
) -> None:
    aws = Aws({**WELL, operation: Refusal("AccessDenied", "no")})

    [(level, sentence)] = wrong(examined(aws, services))

    assert (level, sentence.startswith(f"Nothing could be seen of {what}. AWS refused ")) == ("note", True)


def logged(action: str, hour: int, actor: str, outcome: str = "allowed") -> dict[str, Any]:
    at = int(NOW - 86_400 + hour * 3600) * 1000
    record = {"at": at, "actor": actor, "role": "operator", "action": action, "object": "stage", "request": "r"}
    return {"eventId": str(at), "message": json.dumps({**record, "purpose": "security", "outcome": outcome})}


FROZEN: dict[str, Any] = {
    **WELL,
    "lambda.GetFunctionConcurrency": {"ReservedConcurrentExecutions": 0},
    "lambda.GetEventSourceMapping": {"State": "Disabled"},
    "events.DescribeRule": {"State": "DISABLED"},
    "dynamodb.DescribeTimeToLive": {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}},
    "cloudwatch.DescribeAlarms": {
        "MetricAlarms": [
            {"AlarmName": f"juttu-prod-{each}", "StateValue": "ALARM"} for each in ("watch-silent", "throttled")
        ]
    },
    "cloudwatch.GetMetricData": {
        "MetricDataResults": [
            {"Id": f"runs_{each}", "Values": [0.0], "StatusCode": "Complete"} for each in ("sweep", "watch")
        ]
    },
    "logs.FilterLogEvents": {
        "events": [
            logged("stage_frozen", 0, "pekka.o"),
            logged("stage_unfrozen", 1, "pekka.o"),
            logged("dialogue_recorded", 1, "pekka.o"),  # what AWS's filter leaves out, and the emulator does not
            logged("stage_frozen", 2, "maija.o"),
            logged("stage_unfrozen", 3, "anna.o", "failed"),
            logged("stage_frozen", 4, "anna.o"),
        ]
    },
}


def test_a_frozen_stage_is_said_once_since_when_and_by_whom_with_the_way_back(services: Services) -> None:
    [found] = [each for each in examined(Aws(FROZEN), services) if each.level != "ok"]

    assert found.sentence.startswith("The stage is frozen (since 2026-11-29 02:53 UTC, by maija.o): no page is served")
    assert (found.level, found.command) == ("do", "make unfreeze STAGE=prod")


@pytest.mark.parametrize("answer", [{"events": []}, Refusal("AccessDeniedException")])
def test_that_a_stage_is_frozen_is_said_also_where_nobody_knows_since_when(answer: Any, services: Services) -> None:
    [found] = [
        each for each in examined(Aws({**FROZEN, "logs.FilterLogEvents": answer}), services) if each.level != "ok"
    ]

    assert "(the access log does not say since when and by whom)" in found.sentence


@pytest.mark.parametrize(
    ("otherwise", "level", "sentence"),
    [
        ({"events.DescribeRule": {"State": "ENABLED"}}, "stop", "The schedule SweepSweepEvent is on, although the stage is frozen"),
        ({"lambda.GetEventSourceMapping": {"State": "Enabled"}}, "stop", "OutboxOutboxSqsEventSource is on, although"),
        ({"dynamodb.DescribeTimeToLive": WELL["dynamodb.DescribeTimeToLive"]}, "stop", "TTL of juttu-prod is on, although"),
        ({"sqs.GetQueueAttributes": {"Attributes": {"ApproximateNumberOfMessages": "2"}}}, "do", "OutboxDeadLetters has 2"),
        ({"logs.DescribeLogGroups": {"logGroups": []}}, "stop", "There is no log group /juttu/prod/access"),
        ({"cloudwatch.DescribeAlarms": {"MetricAlarms": [{"AlarmName": "juttu-prod-bounces", "StateValue": "ALARM"}]}}, "do", "juttu-prod-bounces rings"),
    ],
)  # fmt: skip
def test_what_no_freeze_does_is_wrong_with_a_frozen_stage_too(
    otherwise: dict[str, Any], level: str, sentence: str, services: Services
) -> None:
    [_, (said, words)] = wrong(examined(Aws({**FROZEN, **otherwise}), services))

    assert (said, words.startswith(sentence)) == (level, True)


def test_of_a_stage_that_is_frozen_by_half_each_part_is_said_and_nothing_that_would_undo_it(services: Services) -> None:
    aws = Aws(
        {
            **FROZEN,
            "lambda.GetFunctionConcurrency": lambda asked: (
                {} if "Watch" in asked["FunctionName"] else {"ReservedConcurrentExecutions": 0}
            ),
        }
    )

    found = [each for each in examined(aws, services) if each.command == "make unfreeze STAGE=prod"]

    assert [(each.level, each.sentence.partition(" is ")[0]) for each in found] == [
        ("stop", "APIHandler"),
        ("stop", "Sweep"),
        ("stop", "OutboxOutboxSqsEventSource"),
        ("stop", "The schedule SweepSweepEvent"),
        ("note", "TTL of juttu-prod"),
    ]


RESTORED = "juttu-prod-20261129T060000"


def listed(*names: str) -> dict[str, Any]:
    at = {"CreationDateTime": datetime(2026, 11, 29, 13, tzinfo=UTC), "TableSizeBytes": 340_000_000}
    about = {
        "TableStatus": "ACTIVE",
        "DeletionProtectionEnabled": True,
        "TableArn": "arn:aws:dynamodb:a:1:table/t",
        **at,
    }
    return {
        "dynamodb.ListTables": {"TableNames": ["juttu-prod", "juttu-production", *names]},
        "dynamodb.DescribeTable": lambda asked: {"Table": {**about, "TableName": asked["TableName"]}},
    }


def test_a_restored_table_that_nobody_uses_is_said_with_its_price_and_the_commands(services: Services) -> None:
    [found] = [
        each for each in examined(Aws({**WELL, **listed(RESTORED, "juttu-prod-x")}), services) if each.level != "ok"
    ]

    assert found.sentence.startswith(
        f"{RESTORED} was restored on 2026-11-29 13:00 UTC, and the stage does not use it. It costs about $0.51 a month for each gigabyte,"
        " and it has 0.34; and what is erased in the stage stays in it until it is tidied"
    )
    assert found.command.splitlines() == [
        "make restore STAGE=prod TIDY=1",
        *tables.deletion(RESTORED, "eu-north-1"),
    ]


def test_a_restored_table_that_serves_is_no_copy(services: Services) -> None:
    stack = msgspec.structs.replace(
        STACK, outputs={**STACK.outputs, "TableName": RESTORED, "OwnTableName": "juttu-prod"}
    )

    assert wrong(examined(Aws({**WELL, **listed(RESTORED)}), services, stack)) == []


def test_what_a_drill_has_left_is_destroyed_by_the_next_one(services: Services) -> None:
    [found] = [
        each for each in examined(Aws({**WELL, **listed("juttu-prod-drill-1796")}), services) if each.level != "ok"
    ]

    assert found.sentence.startswith("A drill that was cut off has left juttu-prod-drill-1796 on 2026-11-29 13:00 UTC")
    assert found.command == "make drill STAGE=prod"


def test_a_table_that_deletes_no_more_by_itself_is_said_with_how_it_does_where_nothing_is_frozen(
    services: Services,
) -> None:
    off = {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}

    [live] = [
        each for each in examined(Aws({**WELL, "dynamodb.DescribeTimeToLive": off}), services) if each.level != "ok"
    ]

    assert (live.level, live.command.partition(" --")[0]) == ("do", "aws dynamodb update-time-to-live")


def test_stopped_mails_that_somebody_forgot_are_said_with_the_way_back(services: Services) -> None:
    services.mail_health.pause(3600)
    aws = Aws({**WELL, "sesv2.GetConfigurationSet": {"SendingOptions": {"SendingEnabled": False}}})

    found = [each for each in examined(aws, services) if each.level != "ok"]

    assert [(each.level, each.command) for each in found] == [
        ("do", "make start-mails STAGE=prod"),
        ("note", "make start-mails STAGE=prod"),
    ]


ACCOUNT = {"SendingEnabled": True, "ProductionAccessEnabled": True, "EnforcementStatus": "HEALTHY"}
RECOVERED = {"PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 7}}
SAFE = {"TableStatus": "ACTIVE", "DeletionProtectionEnabled": True}
ROLE = "arn:aws:iam::1:role/own"
REGION = "eu-north-1"


@pytest.mark.parametrize(
    ("found", "level", "sentence"),
    [
        (doctor.of_stack(Stack(name="juttu-prod", status="UPDATE_ROLLBACK_FAILED", protected=True), "eu-north-1", protected=True), "stop", "juttu-prod is UPDATE_ROLLBACK_FAILED"),
        (doctor.of_stack(Stack(name="juttu-prod", status="CREATE_COMPLETE"), "eu-north-1", protected=True), "do", "its termination protection is off"),
        (doctor.of_stack(Stack(name="juttu-dev", status="CREATE_COMPLETE", parameters={"TableInUse": "juttu-dev-x"}), "eu-north-1", protected=False), "do", "the restored table juttu-dev-x"),
        (doctor.of_drift([Part(name="APIHandlerRole", type="T", is_="x", drift="MODIFIED")]), "do", "Changed by hand since the deploy: APIHandlerRole."),
        (doctor.of_function(FUNCTION, {"Role": "arn:aws:iam::1:role/admin"}, None, ["own"], "prod"), "do", "runs under the role admin"),
        (doctor.of_function(FUNCTION, {"Role": ROLE}, 5, ["own"], "prod"), "note", "at most 5 times at once"),
        (doctor.of_function(FUNCTION, {"Role": ROLE, "State": "Failed", "StateReason": "no role"}, None, ["own"], "prod"), "stop", "cannot run: no role"),
        (doctor.of_runtime("python3.11", date(2027, 6, 30), date(2027, 7, 1)), "do", "gets no security updates since 2027-06-30"),
        (doctor.of_runtime("python3.11", date(2027, 6, 30), date(2027, 6, 1)), "note", "in 29 days"),
        (doctor.of_table("t", SAFE, "ENABLED", {}, REGION, stage="prod", protected=True), "do", "Recovery of t is off"),
        (doctor.of_table("t", SAFE, "ENABLED", {"PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 35}}, REGION, stage="prod", protected=True), "do", "goes 35 days back, and the privacy notice says 7 days"),
        (doctor.of_table("t", {"TableStatus": "ACTIVE"}, "ENABLED", RECOVERED, REGION, stage="prod", protected=True), "do", "its deletion protection is off"),
        (doctor.of_table("t", {**SAFE, "TableStatus": "UPDATING"}, "ENABLED", RECOVERED, REGION, stage="prod", protected=True), "note", "t is UPDATING"),
        (doctor.of_pool({"MfaConfiguration": "ON"}, protected=True), "do", "can delete the user pool"),
        (doctor.of_pool({"MfaConfiguration": "OPTIONAL"}, protected=False), "note", "without a second factor"),
        (doctor.of_access_log("/g", None, REGION), "stop", "There is no log group /g"),
        (doctor.of_access_log("/g", {}, REGION), "do", "keeps its records for ever"),
        (doctor.of_access_log("/g", {"retentionInDays": 30}, REGION), "do", "keeps its records 30 days"),
        (doctor.of_mail({**ACCOUNT, "SendingEnabled": False}, {}, None, "prod"), "stop", "AWS has paused the account's mails"),
        (doctor.of_mail({**ACCOUNT, "EnforcementStatus": "PROBATION"}, {}, None, "prod"), "do", "SES says of this account: PROBATION"),
        (doctor.of_mail({**ACCOUNT, "ProductionAccessEnabled": False}, {}, None, "prod"), "do", "SES is in its sandbox"),
        (doctor.of_closed({"fi": "Palaamme klo 12."}, "prod"), "note", "visitors read “Palaamme klo 12.”"),
        (doctor.of_alarms([], REGION), "do", "There are no alarms"),
        (doctor.of_alarms([{"AlarmName": "a", "StateValue": "ALARM", "AlarmDescription": "Why."}], REGION), "do", "a rings: Why."),
        (doctor.of_alarms([{"AlarmName": "a", "StateValue": "OK", "ActionsEnabled": False}], REGION), "note", "a tells nobody any more"),
        (doctor.of_told(None), "note", "Nobody is told of alarms"),
        (doctor.of_told([]), "do", "Alarms do not reach alerts_to"),
        (doctor.of_told([{"SubscriptionArn": "PendingConfirmation", "Endpoint": "a@your.example"}]), "do", "Alarms do not reach a@your.example"),
        (doctor.of_dead_letters([Dead(name="OutboxDeadLetters", url=QUEUE, count=2)], "eu-north-1", "prod"), "do", "OutboxDeadLetters has 2"),
        (doctor.of_runs({"runs_sweep": 0.0, "errors_sweep": 0.0, "runs_watch": 1.0, "errors_watch": 0.0}, "prod", new=False), "stop", "docs/operations/alarms.md, oldest-expired"),
        (doctor.of_runs({"runs_sweep": 0.0, "errors_sweep": 0.0, "runs_watch": 1.0, "errors_watch": 0.0}, "prod", new=True), "note", "The sweep has not run yet"),
        (doctor.of_runs({"runs_sweep": 3.0, "errors_sweep": 0.0, "runs_watch": 9.0, "errors_watch": 9.0}, "prod", new=False), "stop", "Each watch of the last three hours has failed"),
        (doctor.of_runs({"runs_sweep": 3.0, "errors_sweep": 1.0, "runs_watch": 9.0, "errors_watch": 0.0}, "prod", new=False), "note", "Of 3 runs of the sweep in three hours 1 failed"),
        (doctor.of_runs({"runs_sweep": "CloudWatch does not say (Forbidden)", "errors_sweep": 0.0, "runs_watch": 9.0, "errors_watch": 0.0}, "prod", new=False), "note", "Whether the sweep runs is not known"),
    ],
)  # fmt: skip
def test_each_thing_that_is_wrong_is_one_sentence(found: Iterable[Finding], level: str, sentence: str) -> None:
    [(said, words)] = wrong(found)

    assert said == level
    assert sentence in words


@pytest.mark.parametrize("url", [QUEUE, "http://127.0.0.1:4566/123456789012/juttu-prod-outbox-dead-letters"])
def test_dead_letters_are_tried_again_by_the_command_that_is_said(url: str) -> None:
    [found] = doctor.of_dead_letters([Dead(name="OutboxDeadLetters", url=url, count=1)], "eu-north-1", "test")

    assert found.command == (
        "make logs STAGE=test SINCE=4d\n"
        "aws sqs start-message-move-task --source-arn arn:aws:sqs:eu-north-1:123456789012:juttu-prod-outbox-dead-letters"
        " --region eu-north-1"
    )


def test_a_failed_sweep_is_not_moved_back_to_where_it_never_was() -> None:
    [found] = doctor.of_dead_letters([Dead(name="SweepDeadLetters", url=QUEUE, count=1)], "eu-north-1", "test")

    assert found.command.splitlines()[1] == f"aws sqs purge-queue --queue-url {QUEUE} --region eu-north-1"


def test_cloudformation_is_waited_for_when_it_looks_for_drift() -> None:
    states = iter(["DETECTION_IN_PROGRESS", "DETECTION_COMPLETE"])

    def state(_: object) -> dict[str, Any]:
        about = {"StackId": "s", "StackDriftDetectionId": "d", "Timestamp": "2026-11-30T00:00:00Z"}
        return {**about, "DetectionStatus": next(states)}

    aws = Aws(
        {
            "cloudformation.DetectStackDrift": {"StackDriftDetectionId": "d"},
            "cloudformation.DescribeStackDriftDetectionStatus": state,
        }
    )
    paused: list[float] = []

    assert doctor.detect_drift(aws.account(), "juttu-prod", paused.append) == ""
    assert paused == [5]
    assert list(doctor.of_detection("")) == []


def test_a_look_for_drift_that_could_not_see_everything_is_no_clean_bill() -> None:
    about = {"StackId": "s", "StackDriftDetectionId": "d", "Timestamp": "2026-11-30T00:00:00Z"}
    why = "Failed to detect drift on resource [AccessLog]"
    failed = {**about, "DetectionStatus": "DETECTION_FAILED", "DetectionStatusReason": why}
    aws = Aws(
        {
            "cloudformation.DetectStackDrift": {"StackDriftDetectionId": "d"},
            "cloudformation.DescribeStackDriftDetectionStatus": failed,
        }
    )

    found = list(doctor.of_detection(doctor.detect_drift(aws.account(), "juttu-prod", lambda _: None)))

    assert wrong(found) == [("note", f"CloudFormation could not look everywhere for what was changed by hand: {why}")]


def test_a_look_for_drift_that_does_not_end_is_said() -> None:
    about = {"StackId": "s", "StackDriftDetectionId": "d", "Timestamp": "2026-11-30T00:00:00Z"}
    aws = Aws(
        {
            "cloudformation.DetectStackDrift": {"StackDriftDetectionId": "d"},
            "cloudformation.DescribeStackDriftDetectionStatus": {**about, "DetectionStatus": "DETECTION_IN_PROGRESS"},
        }
    )

    with pytest.raises(Trouble, match="run the same command again"):
        doctor.detect_drift(aws.account(), "juttu-prod", lambda _: None)


def test_without_a_file_of_the_stage_only_the_next_deploy_is_unknown(services: Services) -> None:
    stack = Stack(name="juttu-nowhere", status="CREATE_COMPLETE")

    [found] = doctor.before_a_deploy(Here(Aws().account(), stack, services, (), NOW, NO_FILES))

    assert found.level == "note"
    assert "There is no " in found.sentence


def test_it_is_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        commands.main(["doctor", "--help"])
    assert "usage: python -m operations doctor" in capsys.readouterr().out


def test_what_to_do_where_nothing_runs_stands_where_it_is_said() -> None:
    page = (ROOT / "docs" / "operations" / "alarms.md").read_text("utf-8")

    assert [name for name in doctor.ALARMS.values() if f"\n## {name}\n" not in page] == []
