"""A stage taken down: what is said before, what goes in which order, what stays, and that a run that failed is finished by the next."""

import argparse
import json
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from chalicelib import settings, wiring
from chalicelib.aws.calling import World
from chalicelib.chat.services import Services
from local import demo
from local.cloud import Cloud
from operations import destroy
from operations.account import Account
from operations.destroy import Wanted
from operations.stack import Stack
from operations.trouble import Refused, Trouble
from operations.updating import Operator
from tests.operations.aws import Aws, Refusal
from tests.operations.stacks import resource

NOW = 1_796_000_010.0
PARAMETERS = demo.PARAMETERS
UUID = "11111111-2222-3333-4444-555555555555"
CERTIFICATE = "arn:aws:acm:eu-north-1:123456789012:certificate/1"
WANTED = Wanted(stage="prod", by="maija.o", bucket="juttu-prod-artefacts", owner="123456789012", named="prod")


class Standing:
    """A stage that stands, as AWS's calls change it."""

    def __init__(self) -> None:
        self.stack = True
        self.items = {"juttu-prod": 30, "juttu-prod-restored": 3}
        self.recovered = {"juttu-prod", "juttu-prod-restored"}
        self.protected = {"juttu-prod"}
        self.users = ["agent.a", "admin.a"]
        self.objects: list[str] | None = [f"{'a' * 64}.zip", f"{'a' * 16}.json"]
        self.bucket_of = "prod"
        self.pool_protected = True
        self.terminable = False
        self.purged: list[str] = []
        self.log = self.budget = True
        self.status = "UPDATE_COMPLETE"
        self.manages = "false"
        self.aws = Aws(
            {
                "cloudformation.DescribeStacks": self._describe,
                "cloudformation.DescribeStackEvents": {"StackEvents": []},
                "cloudformation.ListStackResources": {
                    "StackResourceSummaries": [
                        resource("APIHandler", "AWS::Lambda::Function", "juttu-prod-APIHandler-1"),
                        resource("Source", "AWS::Lambda::EventSourceMapping", UUID),
                        resource("Rule", "AWS::Events::Rule", "juttu-prod-rule"),
                        resource("Table", "AWS::DynamoDB::Table", "juttu-prod"),
                        resource("UserPool", "AWS::Cognito::UserPool", "eu-north-1_abc"),
                        resource("OutboxQueue", "AWS::SQS::Queue", "https://sqs.example/outbox"),
                    ]
                },
                "cloudformation.UpdateTerminationProtection": self._terminable,
                "cloudformation.DeleteStack": self._delete_stack,
                "lambda.UpdateEventSourceMapping": {},
                "lambda.PutFunctionConcurrency": {},
                "events.DisableRule": {},
                "dynamodb.ListTables": lambda _: {"TableNames": ["juttu-dev", "juttu-production", *self.items]},
                "dynamodb.DescribeTable": self._table,
                "dynamodb.Scan": self._scan,
                "dynamodb.BatchWriteItem": self._batch,
                "dynamodb.UpdateContinuousBackups": self._recover,
                "dynamodb.UpdateTable": self._unprotect,
                "dynamodb.DeleteTable": self._delete_table,
                "cognito-idp.ListUsers": lambda _: {"Users": [{"Username": each} for each in self.users]},
                "cognito-idp.AdminDeleteUser": self._delete_user,
                "cognito-idp.UpdateUserPool": self._pool,
                "sqs.PurgeQueue": self._purge,
                "s3.ListObjectsV2": self._objects,
                "s3.GetBucketTagging": lambda _: {"TagSet": [{"Key": "juttu:stage", "Value": self.bucket_of}]},
                "s3.DeleteObjects": self._delete_objects,
                "s3.DeleteBucket": self._delete_bucket,
                "logs.DescribeLogGroups": lambda _: {
                    "logGroups": [{"logGroupName": "/juttu/prod/access"}] if self.log else []
                },
                "logs.DeleteLogGroup": self._delete_log,
                "budgets.DeleteBudget": self._delete_budget,
            }
        )
        self.account = self.aws.account()
        self.said: list[str] = []

    def run(self, wanted: Wanted = WANTED, answer: str = "") -> None:
        self.said.clear()
        operator = Operator(
            account=self.account, says=self.said.append, asks=lambda _: answer, sleep=lambda _: None, now=lambda: NOW
        )
        destroy.destroy(operator, wanted, self._no_services)

    @property
    def is_gone(self) -> bool:
        return not self.stack and not self.items and self.objects is None and not self.users and not self.budget

    def _no_services(self, _: Stack) -> Services:
        raise Trouble("no services here")

    def _describe(self, _: Mapping[str, Any]) -> Any:
        if not self.stack:
            return Refusal("ValidationError", "does not exist")
        parameters = {"Certificate": CERTIFICATE, "ManageMailIdentity": self.manages, "MailDomain": "your.example"}
        found = [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]
        about = {"StackName": "juttu-prod", "StackStatus": self.status, "CreationTime": "2026-11-30T00:00:00Z"}
        return {"Stacks": [{**about, "Parameters": found}]}

    def _terminable(self, asked: Mapping[str, Any]) -> Any:
        self.terminable = not asked["EnableTerminationProtection"]
        return {}

    def _delete_stack(self, _: Mapping[str, Any]) -> Any:
        if not self.terminable:
            return Refusal("ValidationError", "TerminationProtection is enabled")
        assert not self.protected
        assert not self.pool_protected
        assert "juttu-prod" not in self.recovered
        assert self.items.pop("juttu-prod") == 0
        return self.stack_goes({})

    def stack_goes(self, _: Mapping[str, Any]) -> Any:
        self.stack = False
        return {}

    def _table(self, asked: Mapping[str, Any]) -> Any:
        name = asked["TableName"]
        return {"Table": {"ItemCount": self.items[name], "DeletionProtectionEnabled": name in self.protected}}

    def _scan(self, asked: Mapping[str, Any]) -> Any:
        count = self.items[asked["TableName"]]
        return {"Items": [{"pk": {"S": str(number)}, "sk": {"S": "head"}} for number in range(count)]}

    def _batch(self, asked: Mapping[str, Any]) -> Any:
        [(name, requests)] = asked["RequestItems"].items()
        done = len(requests) if len(requests) < 25 else 20  # the rest is for another time, as DynamoDB may say
        self.items[name] -= done
        return {"UnprocessedItems": {name: requests[done:]}} if requests[done:] else {}

    def _recover(self, asked: Mapping[str, Any]) -> Any:
        assert asked["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": False}
        self.recovered.discard(asked["TableName"])
        return {}

    def _unprotect(self, asked: Mapping[str, Any]) -> Any:
        assert asked["DeletionProtectionEnabled"] is False
        self.protected.discard(asked["TableName"])
        return {}

    def _delete_table(self, asked: Mapping[str, Any]) -> Any:
        assert asked["TableName"] not in self.recovered
        assert self.items.pop(asked["TableName"]) == 0
        return {}

    def _delete_user(self, asked: Mapping[str, Any]) -> Any:
        self.users.remove(asked["Username"])
        return {}

    def _pool(self, asked: Mapping[str, Any]) -> Any:
        self.pool_protected = asked["DeletionProtection"] == "ACTIVE"
        return {}

    def _purge(self, asked: Mapping[str, Any]) -> Any:
        if asked["QueueUrl"] in self.purged:
            return Refusal("AWS.SimpleQueueService.PurgeQueueInProgress")
        self.purged.append(asked["QueueUrl"])
        return {}

    def _objects(self, _: Mapping[str, Any]) -> Any:
        return Refusal("NoSuchBucket") if self.objects is None else {"Contents": [{"Key": key} for key in self.objects]}

    def _delete_objects(self, asked: Mapping[str, Any]) -> Any:
        assert self.objects is not None
        for each in asked["Delete"]["Objects"]:
            self.objects.remove(each["Key"])
        return {}

    def _delete_bucket(self, _: Mapping[str, Any]) -> Any:
        assert self.objects == []
        self.objects = None
        return {}

    def _delete_budget(self, asked: Mapping[str, Any]) -> Any:
        assert asked == {"AccountId": "123456789012", "BudgetName": "juttu-prod"}
        if not self.budget:
            return Refusal("NotFoundException")
        self.budget = False
        return {}

    def _delete_log(self, _: Mapping[str, Any]) -> Any:
        self.log = False
        return {}


@pytest.fixture
def standing() -> Standing:
    return Standing()


def test_what_is_wanted_is_of_the_account_and_the_bucket_that_the_stages_file_says() -> None:
    asked = argparse.Namespace(stage="prod", by="maija.o", access_log=False, named="prod")

    def wanted(**said: str) -> Wanted:
        return destroy.wanted_by(asked, said, "123456789012", "eu-north-1")

    assert wanted() == msgspec.structs.replace(WANTED, bucket="juttu-prod-artefacts-123456789012-eu-north-1")
    assert wanted(account="123456789012", artefact_bucket="juttu-prod-artefacts") == WANTED
    with pytest.raises(Trouble, match="of the account 123456789012, and the stage's file says account = 210987654321"):
        wanted(account="210987654321")


def test_everything_of_a_stage_goes_and_only_of_this_stage(standing: Standing) -> None:
    standing.run()

    assert standing.is_gone
    assert standing.log
    assert standing.purged == ["https://sqs.example/outbox"]
    touched = {str(call.parameters.get("TableName", "")) for call in standing.aws.calls}
    assert touched == {"", "juttu-prod", "juttu-prod-restored"}


def test_what_goes_and_what_aws_keeps_is_said_before_and_nothing_is_changed_without_the_stages_name(
    standing: Standing,
) -> None:
    with pytest.raises(
        Trouble, match=r"Nothing was changed\..* `.venv/bin/python -m operations destroy --stage prod --name prod`"
    ):
        standing.run(msgspec.structs.replace(WANTED, named=""), answer="yes")

    assert standing.said == [
        "juttu-prod in eu-north-1 goes, for good: 6 resources, UPDATE_COMPLETE.",
        "  table juttu-prod: some 30 items, every conversation among them",
        "  table juttu-prod-restored: some 3 items, every conversation among them",
        "  2 accounts of staff",
        "  the bucket juttu-prod-artefacts with all artefacts: no rollback after that",
        "The access log /juttu/prod/access stays, each record for 731 days; ACCESS_LOG=1 (--access-log) has it go, too.",
        *destroy.KEPT_BY_AWS,
    ]
    assert {call.operation.partition(".")[2] for call in standing.aws.calls} == {
        "DescribeStacks",
        "ListStackResources",
        "ListTables",
        "DescribeLogGroups",
        "DescribeTable",
        "ListUsers",
    }

    standing.run(msgspec.structs.replace(WANTED, named=""), answer="prod")
    assert standing.is_gone


def test_nothing_is_written_any_more_before_it_is_emptied_and_recovery_is_off_before_it_goes(
    standing: Standing,
) -> None:
    standing.run()
    order = [call.operation for call in standing.aws.calls]

    for before, after in (
        ("lambda.PutFunctionConcurrency", "dynamodb.BatchWriteItem"),
        ("events.DisableRule", "dynamodb.BatchWriteItem"),
        ("dynamodb.BatchWriteItem", "dynamodb.UpdateContinuousBackups"),
        ("dynamodb.UpdateContinuousBackups", "cloudformation.DeleteStack"),
        ("cognito-idp.AdminDeleteUser", "cloudformation.DeleteStack"),
        ("cloudformation.DeleteStack", "s3.DeleteBucket"),
    ):
        assert order.index(before) < order.index(after)


def test_what_is_left_is_said_at_the_end_with_how_it_goes(standing: Standing) -> None:
    standing.run()

    at = standing.said.index("✓ juttu-prod is gone. What is left:")
    left = "\n".join(standing.said[at:])
    assert (
        "the access log /juttu/prod/access: read it with `aws logs tail /juttu/prod/access --region eu-north-1`" in left
    )
    assert "delete it with `make destroy STAGE=prod ACCESS_LOG=1`" in left
    assert f"aws acm delete-certificate --certificate-arn {CERTIFICATE} --region eu-north-1" in left
    assert "the SES identity your.example, which the stack has not made" in left
    assert "what you have put into your DNS" in left


def test_the_access_log_goes_only_when_it_is_named(standing: Standing) -> None:
    standing.run(msgspec.structs.replace(WANTED, access_log=True))

    assert not standing.log
    assert "✓ The access log /juttu/prod/access is deleted." in standing.said
    assert not any("read it with" in line for line in standing.said)


def test_a_bucket_that_does_not_say_that_it_is_this_stages_is_left(standing: Standing) -> None:
    standing.bucket_of, before = "test", list(standing.objects or ())

    standing.run()

    assert standing.objects == before
    assert any(line.endswith("does not say that it is this stage's: it is left as it is.") for line in standing.said)


def test_what_somebody_has_put_into_the_bucket_beside_is_left(standing: Standing) -> None:
    assert standing.objects is not None
    standing.objects.append("invoices.json")

    standing.run()

    assert standing.objects == ["invoices.json"]
    assert any(line.endswith("Other things are in it, too: they are left, and so is it.") for line in standing.said)


def test_a_bucket_that_keeps_versions_is_said_and_the_rest_goes(standing: Standing) -> None:
    standing.aws.answers["s3.DeleteBucket"] = Refusal("BucketNotEmpty")

    standing.run()

    assert any("keeps earlier versions of what was in it" in line for line in standing.said)
    assert not standing.stack
    assert not standing.budget


def test_whichever_call_fails_the_next_run_finishes() -> None:
    whole = Standing()
    wanted = msgspec.structs.replace(WANTED, access_log=True)
    whole.run(wanted)
    account, aws = whole.account, whole.aws
    for number in range(len(aws.calls)):
        anew = Standing()
        aws.answers, anew.aws, anew.account = anew.aws.answers, aws, account  # its clients are made already
        aws.calls.clear()
        aws.fails_at = number

        with pytest.raises(Refused):
            anew.run(wanted)
        anew.run(wanted)

        assert anew.is_gone, number
        assert not anew.log, number


@pytest.mark.parametrize(
    ("operations", "code"),
    [
        (("lambda.PutFunctionConcurrency",), "ResourceNotFoundException"),
        (("lambda.UpdateEventSourceMapping",), "ResourceNotFoundException"),
        (("events.DisableRule",), "ResourceNotFoundException"),
        (("sqs.PurgeQueue",), "AWS.SimpleQueueService.NonExistentQueue"),
        (("cognito-idp.ListUsers", "cognito-idp.UpdateUserPool"), "ResourceNotFoundException"),
    ],
    ids=lambda each: each if isinstance(each, str) else each[0],
)
def test_what_somebody_has_deleted_by_hand_is_passed_over(
    standing: Standing, operations: tuple[str, ...], code: str
) -> None:
    standing.users, standing.pool_protected = [], "cognito-idp.UpdateUserPool" not in operations
    standing.aws.answers |= dict.fromkeys(operations, Refusal(code))

    standing.run()

    assert standing.is_gone


def test_a_table_that_somebody_has_deleted_by_hand_is_passed_over(standing: Standing) -> None:
    del standing.items["juttu-prod"]
    for name in (*standing.recovered,):
        standing.recovered.discard(name)
    standing.protected.clear()

    def of_what_is_there(answer: Any) -> Any:
        return lambda asked: (
            answer(asked) if asked["TableName"] in standing.items else Refusal("ResourceNotFoundException")
        )

    for operation in ("DescribeTable", "Scan", "UpdateContinuousBackups"):
        standing.aws.answers[f"dynamodb.{operation}"] = of_what_is_there(standing.aws.answers[f"dynamodb.{operation}"])
    standing.aws.answers["cloudformation.DeleteStack"] = standing.stack_goes

    standing.run()

    assert standing.is_gone
    assert "  table juttu-prod: is gone already" in standing.said


def test_that_others_can_send_by_its_domain_no_more_is_said_before(standing: Standing) -> None:
    standing.manages = "true"

    with pytest.raises(Trouble, match="Nothing was changed"):
        standing.run(msgspec.structs.replace(WANTED, named=""))

    assert any(
        line.startswith("  your.example in SES, which the stack has made: nothing else") for line in standing.said
    )


@pytest.mark.parametrize("status", ["UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS", "CREATE_IN_PROGRESS"])
def test_a_stage_that_somebody_deploys_just_now_is_touched_by_nothing(standing: Standing, status: str) -> None:
    standing.status = status

    with pytest.raises(Trouble, match=rf"^juttu-prod is being changed \({status}\): nothing was touched"):
        standing.run()

    assert {call.operation.partition(".")[2][:4] for call in standing.aws.calls} == {"Desc", "List"}


@pytest.mark.parametrize(
    "status", ["REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED", "DELETE_FAILED", "IMPORT_COMPLETE"]
)
def test_a_stage_in_any_other_state_can_be_taken_down(standing: Standing, status: str) -> None:
    standing.status = status

    standing.run()

    assert standing.is_gone


def test_a_stage_that_is_gone_already_is_only_tidied_up(standing: Standing) -> None:
    standing.stack, standing.items = False, {}

    standing.run()

    assert standing.said[0] == (
        "! There is no stack juttu-prod in eu-north-1 any more. What is left of the stage goes."
    )
    assert standing.objects is None
    assert not standing.budget


def test_a_budget_that_could_not_be_deleted_goes_by_the_next_run(standing: Standing) -> None:
    deletes = standing.aws.answers["budgets.DeleteBudget"]
    standing.aws.answers["budgets.DeleteBudget"] = Refusal("ThrottlingException")
    with pytest.raises(Refused):
        standing.run()
    standing.aws.answers["budgets.DeleteBudget"] = deletes

    standing.run()

    assert standing.is_gone


def test_of_a_stage_of_which_only_the_access_log_is_left_that_is_said_and_nothing_is_asked(standing: Standing) -> None:
    standing.run()

    with pytest.raises(
        Trouble, match=r"nothing any more in eu-north-1 but its access log /juttu/prod/access, which stays"
    ):
        standing.run()
    assert standing.said == []
    standing.run(msgspec.structs.replace(WANTED, access_log=True))
    assert not standing.log


def test_a_stage_that_there_never_was_is_no_stage_and_no_bucket_of_it_is_named(standing: Standing) -> None:
    standing.run(msgspec.structs.replace(WANTED, access_log=True))
    standing.aws.answers["cloudformation.ListStacks"] = {
        "StackSummaries": [
            {"StackName": name, "StackStatus": "CREATE_COMPLETE", "CreationTime": "2026-11-30T00:00:00Z"}
            for name in ("juttu-test", "juttu-Other-thing", "another")
        ]
    }

    with pytest.raises(Trouble, match=r"^There is no stage prod in eu-north-1 of this account \(there: test; ") as told:
        standing.run()
    assert "bucket" not in str(told.value)
    assert standing.said == []


def test_a_stack_that_cloudformation_cannot_delete_is_said_with_where_to_look(standing: Standing) -> None:
    def fails(_: Mapping[str, Any]) -> Any:
        status = (
            "DELETE_FAILED"
            if "cloudformation.DeleteStack" in {each.operation for each in standing.aws.calls}
            else "CREATE_COMPLETE"
        )
        return {"Stacks": [{"StackName": "juttu-prod", "StackStatus": status, "CreationTime": "2026-11-30T00:00:00Z"}]}

    event = {"StackId": "a", "EventId": "1", "StackName": "juttu-prod", "Timestamp": "2026-11-30T00:00:00Z"}
    standing.aws.answers["cloudformation.DescribeStackEvents"] = {"StackEvents": [event]}
    standing.aws.answers["cloudformation.DescribeStacks"] = fails

    with pytest.raises(Trouble, match="has ended as DELETE_FAILED: look at what CloudFormation could not delete"):
        standing.run()


# ------------------------------------------------------------------------------------------------- over a real table


def test_a_stages_table_and_pool_are_emptied_of_everything_and_it_is_recorded_who_did(cloud: Cloud) -> None:
    demo.seed(cloud, ["http://127.0.0.1:8601"])
    assert len(cloud.items()) > 10
    services = wiring.build(settings.read(cloud.environment), World(now=cloud.clock)).asked_by("operator")
    account = Account("eu-north-1", lambda service, **_: cloud.client(service))

    said: list[str] = []
    operator = Operator(account=account, says=said.append, asks=lambda _: "", sleep=lambda _: None, now=cloud.clock)
    before = len(cloud.items())
    assert destroy.emptied(account, "juttu-dev", operator.sleep) == before
    assert cloud.items() == []

    destroy.recorded(operator, Stack(name="juttu-dev", status=""), "maija.o", lambda _: services)
    [event] = cloud.log_events()
    record = json.loads(event["message"])
    assert (record["actor"], record["action"], record["object"]) == ("maija.o", "stage_destroyed", "stage")
