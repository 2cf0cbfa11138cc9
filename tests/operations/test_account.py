"""An account as a command has it: its answers, its refusals, its pages, and what tests put in AWS's place."""

from collections.abc import Iterator
from typing import Any

import pytest

from operations import stack
from operations.account import Account
from operations.trouble import Refused, Trouble
from tests.operations.aws import Aws, Refusal

STACK = {
    "StackName": "juttu-prod",
    "StackStatus": "CREATE_COMPLETE",
    "CreationTime": "2026-11-30T00:00:00Z",
    "Outputs": [{"OutputKey": "TableName", "OutputValue": "juttu-prod"}],
}


def test_a_stack_is_found_by_its_stage() -> None:
    aws = Aws({"cloudformation.DescribeStacks": {"Stacks": [STACK]}})

    found = stack.require(aws.account(), "prod")

    assert (found.name, found.outputs) == ("juttu-prod", {"TableName": "juttu-prod"})
    assert aws.said("cloudformation.DescribeStacks") == [{"StackName": "juttu-prod"}]


def test_a_stack_that_is_not_there_is_no_failure_until_it_is_needed() -> None:
    aws = Aws({"cloudformation.DescribeStacks": Refusal("ValidationError", "Stack with id juttu-prod does not exist")})

    assert stack.find(aws.account(), "prod") is None
    with pytest.raises(Trouble, match="deploy it with `make deploy STAGE=prod`"):
        stack.require(aws.account(), "prod")


def test_what_aws_refuses_is_said_with_its_code() -> None:
    aws = Aws({"cloudformation.DescribeStacks": Refusal("AccessDenied", "not authorized")})

    with pytest.raises(Refused, match=r"AWS refused cloudformation describe_stacks \(AccessDenied\): not authorized"):
        stack.find(aws.account(), "prod")


def test_what_is_listed_comes_page_by_page() -> None:
    pages: Iterator[dict[str, Any]] = iter(
        [
            {"StackSummaries": [summary("a")], "NextToken": "more"},
            {"StackSummaries": [summary("b")]},
        ]
    )
    aws = Aws({"cloudformation.ListStacks": lambda _: next(pages)})

    listed = aws.account().pages("cloudformation", "list_stacks", "StackSummaries")

    assert [each["StackName"] for each in listed] == ["a", "b"]


def summary(name: str) -> dict[str, str]:
    return {"StackName": name, "CreationTime": "2026-11-30T00:00:00Z", "StackStatus": "CREATE_COMPLETE"}


def test_without_credentials_the_next_step_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")

    with pytest.raises(Trouble, match="aws configure"):
        stack.find(Account("eu-north-1"), "prod")


def test_an_answer_that_aws_could_not_give_fails_the_test() -> None:
    aws = Aws({"cloudformation.DescribeStacks": {"Stacks": [{"StackName": 1}]}})

    with pytest.raises(AssertionError, match="AWS never answers"):
        stack.find(aws.account(), "prod")


def test_a_call_that_fails_in_passing_fails_once() -> None:
    aws = Aws({"cloudformation.DescribeStacks": {"Stacks": [STACK]}})
    aws.fails_at = 0

    with pytest.raises(Refused, match="ServiceUnavailable"):
        stack.find(aws.account(), "prod")
    assert stack.find(aws.account(), "prod") is not None
