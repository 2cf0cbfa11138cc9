"""What is said before a deploy: of whoever deploys, where to, and what they would meet there."""

import pytest

from operations import preflight
from operations.findings import Finding
from operations.stages import Stage
from operations.trouble import Refused
from tests.operations.aws import Aws, Refusal

STAGE = Stage(region="eu-north-1", controller="Your Company Ltd", mail_from="chat@your.example", domain="your.example")
MILAN = "eu-south-1"
CALLER = {
    "UserId": "AROA:anna",
    "Account": "123456789012",
    "Arn": "arn:aws:sts::123456789012:assumed-role/deployer/anna",
}


def test_who_deploys_and_where_to_is_said_first() -> None:
    assert preflight.who(Aws({"sts.GetCallerIdentity": CALLER}).account()) == Finding(
        "ok", "account 123456789012 as role/deployer, eu-north-1 (Stockholm)"
    )


@pytest.mark.parametrize(
    ("arn", "person"),
    [
        ("arn:aws:sts::123456789012:assumed-role/deployer/anna", "role/deployer"),
        ("arn:aws:iam::123456789012:user/team/anna", "user/team/anna"),
        ("arn:aws:iam::123456789012:root", "root"),
    ],
)
def test_a_person_is_named_without_the_account(arn: str, person: str) -> None:
    assert preflight.person(arn) == person


@pytest.mark.parametrize(
    ("code", "region", "sentence", "command"),
    [
        ("ExpiredToken", "eu-north-1", "The AWS credentials here have expired.", "LOGIN"),
        (
            "InvalidClientTokenId",
            "eu-north-1",
            "AWS does not know these credentials (InvalidClientTokenId).",
            "LOGIN",
        ),
        (
            "InvalidClientTokenId",
            MILAN,
            (
                f"AWS does not know these credentials in {MILAN} (InvalidClientTokenId): either they are wrong, or the account has"
                f" not switched {MILAN} on, which takes some minutes."
            ),
            "aws account enable-region --region-name eu-south-1",
        ),
        ("Throttling", "eu-north-1", "AWS refused sts get_caller_identity (Throttling): Slow down.", ""),
    ],
)
def test_whoever_is_not_let_in_is_told_the_way_in(code: str, region: str, sentence: str, command: str) -> None:
    refused = Refused("sts", "get_caller_identity", code, "Slow down.")

    assert preflight.not_let_in(refused, region, "LOGIN") == Finding("stop", sentence, command)


def test_where_nobody_is_let_in_nothing_more_is_asked() -> None:
    aws = Aws({"sts.GetCallerIdentity": Refusal("ExpiredToken")})

    findings = preflight.look("prod", STAGE, aws.account())

    assert findings.stops
    assert len(findings.found) == len(aws.calls) == 1
