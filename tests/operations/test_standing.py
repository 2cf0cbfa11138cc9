"""What stands already: each state of a stack with its way out, and what an earlier stage left in the way of a new one."""

import json
import shlex
from typing import Any

import pytest

from local.cloud.cloud import TEMPLATE
from local.cloud.template import _document
from operations import standing
from operations.account import Account
from operations.findings import Finding
from operations.stack import Stack
from operations.standing import Leftovers
from operations.trouble import Refused
from tests.operations.aws import Aws, Refusal

WHICH = "--stack-name juttu-prod --region eu-north-1"


def said(status: str) -> Finding:
    return standing.of_stack(Stack(name="juttu-prod", status=status), "prod", "eu-north-1")


def test_without_a_stack_it_is_the_first_deploy() -> None:
    first = Finding("ok", "no stack juttu-prod yet: this is the first deploy")

    assert standing.of_stack(None, "prod", "eu-north-1") == said("REVIEW_IN_PROGRESS") == first


@pytest.mark.parametrize("status", ["CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"])
def test_a_stack_that_is_whole_is_in_nobodys_way(status: str) -> None:
    assert said(status) == Finding("ok", f"stack juttu-prod is there ({status})")


def test_that_the_last_deploy_went_back_is_said() -> None:
    assert said("UPDATE_ROLLBACK_COMPLETE") == Finding(
        "note", "The last deploy of juttu-prod went back to what was before; it can be deployed again."
    )


@pytest.mark.parametrize("status", ["CREATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "DELETE_IN_PROGRESS"])
def test_what_goes_on_is_followed_to_its_end(status: str) -> None:
    assert said(status) == Finding(
        "note", f"The stack juttu-prod is being changed ({status}): a deploy follows that to its end first."
    )


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"])
def test_what_never_stood_is_begun_anew(status: str) -> None:
    assert said(status) == Finding(
        "note",
        f"The stack juttu-prod was never whole, or not deleted whole ({status}): a deploy deletes what is left of it, as long as"
        " nothing is kept in it, and begins anew.",
    )


@pytest.mark.parametrize(
    ("status", "command"),
    [
        ("UPDATE_ROLLBACK_FAILED", f"aws cloudformation continue-update-rollback {WHICH}"),
        ("UPDATE_FAILED", f"aws cloudformation rollback-stack {WHICH}"),
        ("IMPORT_ROLLBACK_FAILED", f"aws cloudformation describe-stack-events {WHICH} --max-items 20"),
    ],
)
def test_what_cannot_go_on_by_itself_is_in_the_way_and_the_way_out_is_a_command(status: str, command: str) -> None:
    finding = said(status)

    assert finding.level == "stop"
    assert status in finding.sentence
    assert finding.command.splitlines()[-1] == command


# ---------------------------------------------------------------------------------------------------------- left over


def account(**otherwise: Any) -> Account:
    nothing: dict[str, Any] = {
        "logs.DescribeLogGroups": {"logGroups": []},
        "sqs.ListQueues": {},
        "dynamodb.DescribeTable": Refusal("ResourceNotFoundException"),
        "sesv2.GetConfigurationSet": Refusal("NotFoundException"),
    }
    return Aws({**nothing, **{name.replace("_", "."): answer for name, answer in otherwise.items()}}).account()


def test_nothing_left_is_nothing_found() -> None:
    assert standing.leftovers(account(), "prod") == Leftovers()


def test_what_an_earlier_stage_left_is_found_by_its_names() -> None:
    groups = [{"logGroupName": f"/juttu/prod/{name}"} for name in ("access", "application", "own")]
    found = standing.leftovers(
        account(
            logs_DescribeLogGroups={"logGroups": groups},
            sqs_ListQueues={"QueueUrls": ["https://sqs.eu-north-1.amazonaws.com/123456789012/juttu-prod-outbox"]},
            dynamodb_DescribeTable={"Table": {"TableName": "juttu-prod"}},
            sesv2_GetConfigurationSet={"ConfigurationSetName": "juttu-prod"},
        ),
        "prod",
    )

    assert found == Leftovers(
        log_groups=("/juttu/prod/access", "/juttu/prod/application"),
        queues=("juttu-prod-outbox",),
        table="juttu-prod",
        configuration_set="juttu-prod",
    )


def test_that_aws_lets_nobody_look_is_not_taken_for_nothing_there() -> None:
    with pytest.raises(Refused, match="AccessDenied"):
        standing.leftovers(account(dynamodb_DescribeTable=Refusal("AccessDeniedException")), "prod")


def test_each_is_in_the_way_with_what_to_do_about_it() -> None:
    found = Leftovers(
        log_groups=("/juttu/prod/access", "/juttu/prod/application"),
        queues=("juttu-prod-outbox",),
        table="juttu-prod",
        configuration_set="juttu-prod",
    )

    findings = list(standing.of_leftovers(found, "prod", "eu-north-1"))

    assert {each.level for each in findings} == {"stop"}
    assert [each.sentence for each in findings] == [
        (
            "The access log /juttu/prod/access of an earlier stage prod is there, and is kept for two years: have the new stack take it"
            " over with these three commands, or choose another stage name than prod."
        ),
        "The log group /juttu/prod/application of an earlier stage is there: delete it, or choose another stage name than prod.",
        (
            "A table juttu-prod of an earlier stage is there, and may hold conversations: choose another stage name than prod, or delete"
            " it if nobody needs them."
        ),
        "The queue juttu-prod-outbox of an earlier stage is there: delete it, or choose another stage name than prod.",
        "The configuration set juttu-prod of SES of an earlier stage is there: delete it, or choose another stage name than prod.",
    ]
    assert [each.command.splitlines()[-1].split()[1:3] for each in findings] == [
        ["cloudformation", "execute-change-set"],
        ["logs", "delete-log-group"],
        ["dynamodb", "delete-table"],
        ["sqs", "delete-queue"],
        ["sesv2", "delete-configuration-set"],
    ]


def test_the_access_log_is_taken_over_as_the_template_has_it() -> None:
    words = shlex.split(standing.taking_over("prod", "eu-north-1")[0])
    given = {name: words[at + 1] for at, name in enumerate(words) if name.startswith("--")}

    begun = json.loads(given["--template-body"])
    assert begun["Resources"]["AccessLog"] == _document(TEMPLATE.read_text("utf-8"))["Resources"]["AccessLog"]
    assert begun["Parameters"]["Stage"]["Default"] == "prod"
    (imported,) = json.loads(given["--resources-to-import"])
    assert (imported["LogicalResourceId"], imported["ResourceIdentifier"]) == (
        "AccessLog",
        {"LogGroupName": "/juttu/prod/access"},
    )
    assert given["--change-set-type"] == "IMPORT"
