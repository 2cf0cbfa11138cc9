"""An account as a command has it: its answers, its refusals, its pages, and what tests put in AWS's place."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from operations import account, stack
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
    missing = Refusal("ValidationError", "Stack with id juttu-prod does not exist")
    aws = Aws({"cloudformation.DescribeStacks": missing, "cloudformation.ListStacks": Refusal("AccessDenied")})

    assert stack.find(aws.account(), "prod") is None
    with pytest.raises(Trouble, match="deploy it with `make deploy STAGE=prod`"):
        stack.require(aws.account(), "prod")


def test_of_a_stage_that_there_is_not_those_are_said_that_there_are(tmp_path: Path) -> None:
    (tmp_path / "test.toml").write_text("", "utf-8")
    names = ("juttu-test", "juttu-prod", "juttu-Other-thing", "another")
    summaries = [
        {"StackName": name, "StackStatus": "CREATE_COMPLETE", "CreationTime": "2026-11-30T00:00:00Z"} for name in names
    ]
    aws = Aws({"cloudformation.ListStacks": {"StackSummaries": summaries}})

    assert stack.none_such(aws.account(), "prdo", tmp_path) == (
        "There is no stage prdo in eu-north-1 of this account (there: prod, test; with a file in"
        f" {tmp_path.name}/: test). Name another with STAGE=, or deploy it with `make deploy STAGE=prdo`."
    )
    aws.answers["cloudformation.ListStacks"] = Refusal("AccessDenied")
    assert "(none that can be seen; with a file in" in stack.none_such(aws.account(), "prdo", tmp_path)


def test_what_aws_refuses_is_said_with_its_code() -> None:
    aws = Aws({"cloudformation.DescribeStacks": Refusal("AccessDenied", "not authorized")})

    with pytest.raises(Refused, match=r"AWS refused cloudformation describe_stacks \(AccessDenied\): not authorized"):
        stack.find(aws.account(), "prod")


@pytest.mark.parametrize("code", ["ExpiredToken", "ExpiredTokenException", "RequestExpired"])
def test_credentials_that_run_out_in_the_middle_are_said_with_the_command_that_renews_them(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    aws = Aws({"cloudformation.DescribeStacks": Refusal(code, "It has expired.")})

    with pytest.raises(
        Refused, match=r"It has expired\. Get new credentials by `aws configure`, then run this again\."
    ):
        stack.find(aws.account(), "prod")


def test_a_wrong_clock_is_said_in_the_middle_too() -> None:
    words = "Signature expired: 20261130T080000Z is now earlier than 20261130T081500Z"
    aws = Aws({"cloudformation.DescribeStacks": Refusal("InvalidSignatureException", words)})

    with pytest.raises(Refused, match=r"The clock of this machine is more than a quarter of an hour wrong"):
        stack.find(aws.account(), "prod")


def test_settings_of_aws_that_cannot_be_read_are_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config").write_text("[default\nregion", "utf-8")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))

    with pytest.raises(
        Trouble, match=r"^The settings of AWS on this machine cannot be used: Unable to parse config file"
    ):
        Account("eu-north-1").ask("sts", "get_caller_identity")


def test_a_client_that_cannot_be_made_is_no_crash_where_pages_are_asked_for_first() -> None:
    with pytest.raises(Trouble, match="cloudformation list_stacks could not be asked"):
        list(Account("not a region").pages("cloudformation", "list_stacks", "StackSummaries"))


def test_a_variable_of_aws_that_cannot_be_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "not an address")

    with pytest.raises(
        Trouble,
        match=r"^sts could not be asked: Invalid endpoint: not an address\. Is one of the variables AWS_… set wrong\?$",
    ):
        Account("eu-north-1").ask("sts", "get_caller_identity")


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


PROFILES = {
    "default": {"sso_session": "company"},
    "console": {"login_session": "arn:aws:sts::123456789012:assumed-role/a/b"},
    "keys": {"aws_access_key_id": "a"},
    "helper": {"credential_process": "give"},
    "deployer": {"role_arn": "arn:aws:iam::123456789012:role/deployer", "source_profile": "console"},
    "round": {"source_profile": "round"},
}


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({}, "aws sso login"),
        ({"AWS_PROFILE": "console"}, "aws login --profile console"),
        ({"AWS_PROFILE": "keys"}, "aws configure --profile keys"),
        ({"AWS_PROFILE": "deployer"}, "aws login --profile console"),
        ({"AWS_PROFILE": "round"}, "aws configure --profile round"),
        ({"AWS_PROFILE": "gone"}, "aws configure --profile gone"),
        (
            {"AWS_PROFILE": "helper"},
            "aws configure export-credentials --profile helper   # shows why its credential_process gives none",
        ),
        (
            {"AWS_PROFILE": "keys", "AWS_ACCESS_KEY_ID": "a"},
            "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN   # then set new ones, from where you have these",
        ),
    ],
)
def test_the_way_to_good_credentials_is_that_of_the_profile_they_come_from(
    environment: dict[str, str], command: str
) -> None:
    assert account.login(PROFILES, environment) == command


def test_credentials_that_have_run_out_are_said_with_the_command_that_renews_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.write_text(
        "[profile company]\nsso_start_url = https://company.example/start\nsso_region = eu-north-1\n"
        "sso_account_id = 123456789012\nsso_role_name = deployer\n",
        "utf-8",
    )
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_PROFILE", "company")
    monkeypatch.setenv("HOME", str(tmp_path))

    with pytest.raises(Trouble, match="cannot be used: run `aws sso login --profile company`, then this again"):
        stack.find(Account("eu-north-1"), "prod")


def test_a_profile_that_there_is_not_is_said_with_the_way_to_those_that_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_PROFILE", "gone")

    with pytest.raises(Trouble, match="`aws configure list-profiles` lists those that there are"):
        Account("eu-north-1").ask("sts", "get_caller_identity")


def test_who_waits_for_long_asks_once() -> None:
    given: list[Any] = []

    def make(*_: Any, **options: Any) -> object:
        given.append(options["config"])
        return object()

    account = Account("eu-north-1", make)
    account.client("lambda")
    account.waiting(900).client("lambda")

    assert [(each.read_timeout, each.retries["total_max_attempts"]) for each in given] == [(60, 6), (900, 1)]
