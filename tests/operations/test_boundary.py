"""The boundary of a stage's functions: what stands in the way where stage, role and boundary do not agree."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from operations import boundary
from operations.boundary import Boundary, Caller
from operations.findings import Finding
from operations.package import ROOT
from tests.operations.aws import Answer, Aws, Refusal

ITS = "arn:aws:iam::123456789012:policy/boundary-of-juttu-test"
COMPANYS = "arn:aws:iam::123456789012:policy/company"
ROLE = Caller(arn="arn:aws:sts::123456789012:assumed-role/deployer-of-juttu-test/GitHubActions", stage="test")
PERSON = Caller(arn="arn:aws:sts::123456789012:assumed-role/administrator/anna", stage="test")
CALLS = ("dynamodb:GetItem", "sqs:SendMessage")


def of(arn: str = ITS, by: Caller = PERSON, in_use: str | None = None, allows: tuple[str, ...] = CALLS) -> Finding:
    """Return the one thing that is found of a boundary."""
    (found,) = boundary.of(Boundary(arn=arn, allows=frozenset(allows)), CALLS, by, in_use, "eu-north-1")
    return found


def test_it_is_known_whether_the_stages_own_role_deploys() -> None:
    assert (ROLE.is_its_role, PERSON.is_its_role) == (True, False)
    assert not Caller(arn=ROLE.arn, stage="prod").is_its_role
    assert ROLE.boundary == PERSON.boundary == ITS


@pytest.mark.parametrize("by", [ROLE, PERSON], ids=["its role", "a person"])
@pytest.mark.parametrize("in_use", [None, ITS], ids=["first", "again"])
def test_a_boundary_that_suffices_is_said(by: Caller, in_use: str | None) -> None:
    assert of(by=by, in_use=in_use) == Finding("ok", "functions may do no more than boundary-of-juttu-test allows")


def test_the_stages_role_deploys_nothing_that_is_not_within_its_boundary() -> None:
    refused = Finding(
        "stop",
        f"deployer-of-juttu-test may make and change roles only within {ITS}: name that in stages/test.toml.",
        f'permissions_boundary = "{ITS}"',
    )

    assert of(COMPANYS, ROLE) == refused
    assert list(boundary.of_none(ROLE, None)) == [refused]
    assert of(COMPANYS, PERSON).level == "ok"
    assert list(boundary.of_none(PERSON, None)) == list(boundary.of_none(PERSON, "")) == []


def test_a_release_that_calls_more_than_the_boundary_allows_is_not_deployed() -> None:
    assert of(allows=("dynamodb:GetItem",)) == Finding(
        "stop",
        f"The boundary {ITS} keeps functions of this release from sqs:SendMessage: whoever may change it has to do that first.",
        "aws cloudformation deploy --template-file operations/options/deploy-role.yaml --stack-name deployer-of-juttu-test"
        " --region eu-north-1 --capabilities CAPABILITY_NAMED_IAM",
    )
    assert of(COMPANYS, allows=()).command == ""
    assert of(allows=("dynamodb:*", "SQS:Send*")).level == "ok"


@pytest.mark.parametrize("in_use", ["", COMPANYS])
def test_a_stage_that_stands_gets_its_boundary_from_a_person(in_use: str) -> None:
    assert of(by=ROLE, in_use=in_use).level == "stop"
    assert "have a person deploy this once" in of(by=ROLE, in_use=in_use).sentence
    assert of(by=PERSON, in_use=in_use).level == "ok"


def test_a_stage_that_loses_its_boundary_is_told() -> None:
    (found,) = boundary.of_none(PERSON, ITS)

    assert found.level == "note"
    assert found.sentence.startswith(f"The functions' roles lose the boundary {ITS}")


def test_a_boundary_that_is_not_there_is_made_first() -> None:
    (found,) = boundary.of(Boundary(arn=ITS), CALLS, PERSON, None, "eu-north-1")

    assert found.level == "stop"
    assert (
        found.sentence
        == f"There is no policy {ITS}, which stages/test.toml names as permissions_boundary: make it first."
    )


def policy(*statements: dict[str, Any]) -> dict[str, Answer]:
    """Return what IAM answers of the boundary."""
    document = quote(json.dumps({"Version": "2012-10-17", "Statement": statements}))
    return {
        "iam.GetPolicy": {"Policy": {"DefaultVersionId": "v3"}},
        "iam.GetPolicyVersion": lambda _asked: {"PolicyVersion": {"Document": document}},
    }


def test_a_boundary_is_read_as_it_holds_now() -> None:
    aws = Aws(
        policy(
            {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"},
            {"Effect": "Allow", "Action": ["dynamodb:GetItem"], "Resource": "*"},
            {"Effect": "Deny", "Action": "logs:DeleteLogGroup", "Resource": "*"},
        )
    )

    assert boundary.find(aws.account(), ITS) == Boundary(arn=ITS, allows=frozenset(CALLS))
    assert aws.said("iam.GetPolicyVersion") == [{"PolicyArn": ITS, "VersionId": "v3"}]
    aws.answers["iam.GetPolicy"] = Refusal("NoSuchEntity")
    assert boundary.find(aws.account(), ITS) == Boundary(arn=ITS)


def test_what_functions_call_is_what_their_policies_allow(tmp_path: Path) -> None:
    assert {"dynamodb:GetItem", "ses:SendEmail", "execute-api:ManageConnections"} < boundary.needed(ROOT)
    assert "logs:DeleteLogGroup" not in boundary.needed(ROOT)  # which they deny
    assert boundary.needed(tmp_path) == frozenset()
