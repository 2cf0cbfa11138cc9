"""Templates of their own, for what is off: cfn-lint passes them, and whoever deploys may do what a deploy does and little beside."""

import fnmatch
import importlib.resources
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from cfnlint.api import lint
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from chalicelib.chat import retention
from local.cloud.template import Template
from operations import preflight
from operations.artefacts import KEPT
from operations.package import ROOT
from operations.trouble import Trouble
from tests.operations.desk import Desk, packs
from tests.packaged import REGION, deployed
from tests.template_rules import REGIONS

OPTIONS: Final = sorted((ROOT / "operations" / "options").glob("*.yaml"))
PAGE: Final = ROOT / "docs" / "operations" / "options.md"
PSEUDO: Final = {
    "AWS::Region": REGION,
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
}
GIVEN: Final = {
    "deploy-role": {"Stage": "prod", "Repository": "your-company@1234/chat@5678", "Environment": "prod"},
    "table-key": {"Stage": "prod"},
    "data-events": {"Stage": "prod"},
}


def resources(option: str, kind: str, **parameters: str) -> dict[str, Any]:
    """Return an option's resources of one type as CloudFormation makes them, their properties by name."""
    path = ROOT / "operations" / "options" / f"{option}.yaml"
    template = Template.read(path, {**GIVEN[option], **parameters}, PSEUDO)
    found = template.resources(kind)
    return {
        name: template.resolve(each["Properties"], lambda owner, which: f"{owner}.{which}")
        for name, each in found.items()
    }


@pytest.mark.parametrize("path", OPTIONS, ids=lambda path: path.stem)
def test_cfn_lint_has_nothing_to_say_of_an_option_in_any_region(path: Path) -> None:
    assert path.stem in GIVEN

    assert [f"{each.rule.id} {each.message}" for each in lint(path.read_text("utf-8"), None, [*REGIONS])] == []


@pytest.mark.parametrize("path", OPTIONS, ids=lambda path: path.stem)
def test_the_page_says_of_an_option_how_it_is_made_and_what_it_costs(path: Path) -> None:
    sections = [each for each in PAGE.read_text("utf-8").split("\n## ") if f"operations/options/{path.name}" in each]

    assert len(sections) == 1
    assert "**Costs**" in sections[0]
    assert "**Trap**" in sections[0]


def test_who_read_the_table_is_known_as_long_as_the_notice_says() -> None:
    (bucket,) = resources("data-events", "AWS::S3::Bucket").values()

    (rule,) = bucket["LifecycleConfiguration"]["Rules"]
    assert rule["ExpirationInDays"] == retention.ACCESS_LOG_DAYS


def test_a_key_of_ones_own_outlives_its_stack_and_turns() -> None:
    path = ROOT / "operations" / "options" / "table-key.yaml"
    key = Template.read(path, GIVEN["table-key"], PSEUDO).resources("AWS::KMS::Key")["Key"]

    assert (key["DeletionPolicy"], key["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert (key["Properties"]["EnableKeyRotation"], key["Properties"]["PendingWindowInDays"]) == (True, 30)


# --------------------------------------------------------------------------------------------------- the deploy's role

UNUSED: Final = re.compile(
    r"(amplify|apprunner|appsync|bedrock-agentcore|ec2|elasticfilesystem|elasticloadbalancing|firehose|kinesis|payments|s3files):.*"
    r"|s3:.*"  # code and imports out of other buckets
    r"|apigateway:(Untag|Tag)Resource"  # nothing that IAM knows: tags are PUT and DELETE
    r"|apigateway:UpdateRestApiPolicy|cloudwatch:ListDashboards|events:ListRules|sqs:ListQueues"
    r"|cognito-idp:(\w*WebACL\w*|AddCustomAttributes|ListUserPools)"
    r"|dynamodb:(\w*(Replica|ResourcePolicy|Import\w*|Kinesis\w*|ContributorInsights)|\w*Item|Query|Scan|ListTables)"
    r"|iam:(\w*PermissionsBoundary|AttachRolePolicy|DetachRolePolicy|ListRoles)"
    r"|kms:(\w*Encrypt\w*|ReEncrypt\w*|Generate\w*|Decrypt|\w*Grant|\w*Rotation\w*|(Dis|En)ableKey|ListKeys|Update\w*)"
    r"|lambda:(\w*(CodeSigningConfig|CapacityProvider|ScalingConfig|RuntimeManagementConfig|FunctionConcurrency))"
    r"|lambda:(AssociateRuntimeAlias|PublishVersion|GetLayerVersion|ListFunctions)"
    r"|logs:(\w*(KmsKey|DataProtectionPolicy|Index\w*|ResourcePolic\w*)|CreateLogDelivery|PutBearer\w*|PutLogGroup\w*)"
    r"|logs:(DeleteRetentionPolicy|CreateLogStream|PutLogEvents|DescribeLogStreams)"
    r"|ses:(\w*(Archiving|Tracking|Vdm)Options|ListConfigurationSets|ListEmailIdentities|DescribeConfigurationSet)"
    r"|ses:PutEmailIdentityMailFromAttributes|sns:(\w*DataProtectionPolicy|ListTopics|ListSubscriptions)"
    r"|wafv2:(\w*PermissionPolicy|list\w*)"
)
"""What CloudFormation would ask for parts of the types that the template does not use."""


BOUNDARY: Final = "Boundary.Ref"
"""What `!Ref Boundary` is here."""


def statements(effect: str = "Allow", **parameters: str) -> Iterator[dict[str, Any]]:
    """Yield what the role's own policies allow, or deny."""
    for policy in resources("deploy-role", "AWS::IAM::ManagedPolicy", **parameters).values():
        if "Roles" in policy:
            yield from (each for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == effect)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def covers(statement: dict[str, Any], action: str, resource: str) -> bool:
    """Return whether a statement speaks of doing something to something."""
    return action in statement["Action"] and any(
        fnmatch.fnmatchcase(resource, pattern) for pattern in listed(statement["Resource"])
    )


def may(action: str, resource: str, boundary: str = BOUNDARY) -> bool:
    """Return whether the role may do something to something, conditions aside but for that of the boundary."""

    def holds(statement: dict[str, Any]) -> bool:
        condition = statement.get("Condition", {}).get("StringEquals", {})
        return bool(condition.get("iam:PermissionsBoundary", boundary) == boundary)

    return any(covers(each, action, resource) and holds(each) for each in statements(Pushes="true")) and not any(
        covers(each, action, resource) for each in statements("Deny", Pushes="true")
    )


def test_what_iam_knows_no_resource_of_is_allowed_on_all_or_is_not_allowed() -> None:
    """Narrowed to an ARN, it is refused always: https://docs.aws.amazon.com/service-authorization/latest/reference/."""
    told = importlib.resources.files("cfnlint.data.AdditionalSpecs").joinpath("Policies.json").read_text("utf-8")
    known = {service: each["Actions"] for service, each in json.loads(told).items()}
    allowed = (*statements(Pushes="true"), *needed())
    asked = [(each, action.lower().split(":")) for each in allowed for action in listed(each["Action"])]
    never = {
        f"{service}:{action}"
        for each, (service, action) in asked
        if "*" not in listed(each["Resource"]) and not known[service][action].get("Resources")
    }

    assert len(asked) > 200
    assert never == set()


def test_whoever_deploys_may_do_what_cloudformation_asks_for_every_type_of_the_template_and_nothing_else_of_those() -> (
    None
):
    kinds = {each["Type"] for each in deployed()["Resources"].values()}
    handlers = [PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema["handlers"] for kind in kinds]
    asked = {each for found in handlers for handler in found.values() for each in handler.get("permissions", ())}
    granted = {action for each in statements(Pushes="true") for action in listed(each["Action"])}

    assert {each for each in asked if not UNUSED.fullmatch(each)} - granted == set()
    beside = {each for each in granted if UNUSED.fullmatch(each) and not each.startswith("s3:")}
    assert beside == {  # an empty stage's first site and people, and the conversation by which a deploy is tried
        *("dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:GetItem"),
        *("dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"),
        *("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
        "sqs:ListQueues",  # the look before a deploy
    }


def test_whoever_deploys_may_look_first_at_all_that_a_deploy_depends_on() -> None:
    granted = {action for each in statements() for action in listed(each["Action"])}

    assert (
        preflight.READS - granted
        == {
            "sts:GetCallerIdentity",  # which nobody can be refused
            "cloudformation:DescribeStackResources",  # by which other stack a domain was made: a warning, of stacks that are not theirs
        }
    )


CALLED_OTHERWISE: Final = {
    "s3:ListObjectsV2": "s3:ListBucket",
    "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
    "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
}
"""Operations that IAM has other names for."""


def test_whoever_deploys_may_ask_everything_that_a_deploy_asks_itself() -> None:
    desk = Desk()
    desk.deploys()  # a person's
    desk.aws.calls.clear()
    desk.deploys()
    for number in range(KEPT + 1):
        desk.deploys(packs(str(number).encode(), memory=1024 + number))
    desk.formation.fails = ("APIHandler", "Code is too large")
    with pytest.raises(Trouble, match="is as it was before"):
        desk.deploys(packs(b"other", memory=256))
    desk.formation.invalid = {"APIHandler": "It already exists."}
    with pytest.raises(Trouble, match="makes no change set"):
        desk.deploys(packs(b"other", memory=256))

    called = {operation.replace(".", ":") for operation, _ in desk.aws.calls} - {"sts:GetCallerIdentity"}
    granted = {action for each in statements() for action in listed(each["Action"])}
    assert {"s3:DeleteObject", "cloudformation:DescribeStackEvents", "cloudformation:DescribeEvents"} < called
    assert {CALLED_OTHERWISE.get(each, each) for each in called} - granted == set()


def test_no_action_of_whoever_deploys_is_a_wildcard_and_a_policy_is_no_longer_than_iam_takes() -> None:
    for policy in resources("deploy-role", "AWS::IAM::ManagedPolicy", Pushes="true").values():
        assert len(re.sub(r"\s", "", json.dumps(policy["PolicyDocument"]))) <= 6_144
    assert [action for each in statements(Pushes="true") for action in listed(each["Action"]) if "*" in action] == []


@pytest.mark.parametrize(
    ("action", "its", "others"),
    [
        ("lambda:UpdateFunctionCode", "lambda:{}:function:juttu-prod-Watch-1", "lambda:{}:function:juttu-test-Watch-1"),
        ("dynamodb:UpdateTable", "dynamodb:{}:table/juttu-prod", "dynamodb:{}:table/juttu-test"),
        ("dynamodb:PutItem", "dynamodb:{}:table/juttu-prod", "dynamodb:{}:table/invoices"),
        ("sqs:DeleteQueue", "sqs:{}:juttu-prod-outbox", "sqs:{}:juttu-test-outbox"),
        ("cloudformation:ExecuteChangeSet", "cloudformation:{}:stack/juttu-prod/1", "cloudformation:{}:stack/other/1"),
        ("logs:DeleteLogGroup", "logs:{}:log-group:/juttu/prod/application", "logs:{}:log-group:/juttu/prod/access"),
    ],
)
def test_whoever_deploys_a_stage_changes_nothing_of_another_and_deletes_no_access_log(
    action: str, its: str, others: str
) -> None:
    place = f"{REGION}:123456789012"

    assert may(action, f"arn:aws:{its.format(place)}")
    assert not may(action, f"arn:aws:{others.format(place)}")


def test_whoever_deploys_cannot_give_themselves_more() -> None:
    (role,) = resources("deploy-role", "AWS::IAM::Role").values()

    assert not may("iam:PutRolePolicy", f"arn:aws:iam::123456789012:role/{role['RoleName']}")
    assert may("iam:PutRolePolicy", STAGES_ROLE)
    (passed,) = (each for each in statements() if "iam:PassRole" in each["Action"])
    assert passed["Condition"] == {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}


STAGES_ROLE: Final = "arn:aws:iam::123456789012:role/juttu-prod-WatchRole-1"


@pytest.mark.parametrize("action", ["iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy"])
@pytest.mark.parametrize("boundary", ["", "arn:aws:iam::aws:policy/AdministratorAccess"])
def test_whoever_deploys_makes_and_changes_no_role_outside_of_the_boundary(action: str, boundary: str) -> None:
    assert may(action, STAGES_ROLE)
    assert not may(action, STAGES_ROLE, boundary)


def test_whoever_deploys_changes_no_boundary_and_attaches_no_policy() -> None:
    granted = {action for each in statements(Pushes="true") for action in listed(each["Action"])}
    (denied,) = statements("Deny", Pushes="true")

    assert {each for each in granted if each.startswith("iam:")} - {"iam:GetPolicy", "iam:GetPolicyVersion"} == {
        *("iam:CreateRole", "iam:DeleteRole", "iam:GetRole", "iam:UpdateRole", "iam:UpdateRoleDescription"),
        *("iam:DeleteRolePolicy", "iam:GetRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"),
        *("iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:TagRole", "iam:UntagRole"),
        *("iam:PassRole", "iam:CreateServiceLinkedRole"),
    }
    assert denied["Resource"] == ["*"]
    assert set(denied["Action"]) >= {
        *("iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"),
        *("iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion"),
    }


# ---------------------------------------------------------------------------------------------- the functions' boundary

ARNS: Final = {
    "AWS::DynamoDB::Table": ("TableName", "arn:aws:dynamodb:{place}:table/{name}"),
    "AWS::Logs::LogGroup": ("LogGroupName", "arn:aws:logs:{place}:log-group:{name}:*"),
    "AWS::SQS::Queue": ("QueueName", "arn:aws:sqs:{place}:{name}"),
    "AWS::Cognito::UserPool": ("UserPoolName", "arn:aws:cognito-idp:{place}:userpool/eu-north-1_AbC"),
}
"""By which property something has its name, and what its ARN is."""
PLACE: Final = f"{REGION}:123456789012"
KNOWN: Final = {"UserPool": "eu-north-1_AbC", "SocketApi": "a1b2c3", "MailFrom": "chat@your.example"}


def needed() -> Iterator[dict[str, Any]]:
    """Yield what the functions' roles allow, as CloudFormation makes them for the stage prod with a restored table in use."""
    parts = deployed()["Resources"]
    given = {**GIVEN["data-events"], "Controller": "x", "MailFrom": KNOWN["MailFrom"], "MailDomain": "your.example"}
    read = Template(deployed(), {**given, "TableInUse": "juttu-prod-20261130"}, PSEUDO)

    def attribute(name: str, which: str) -> str:
        part = parts[name]
        if which == "Arn":
            named, arn = ARNS[part["Type"]]
            return arn.format(place=PLACE, name=read.resolve(part["Properties"][named], attribute))
        if name == "WebsocketAPI":
            return KNOWN["SocketApi"]
        return str(read.resolve(part["Properties"]["Name"], attribute))

    for role in read.resources("AWS::IAM::Role").values():
        for policy in read.resolve(role["Properties"]["Policies"], attribute):
            yield from (each for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == "Allow")


def within(statement: dict[str, Any], **parameters: str) -> list[str]:
    """Return what of a statement the boundary does not let through."""
    (bound,) = (
        each["PolicyDocument"]["Statement"]
        for each in resources("deploy-role", "AWS::IAM::ManagedPolicy", **parameters).values()
        if "Roles" not in each
    )
    return [
        f"{action} {resource}"
        for action, resource in itertools.product(listed(statement["Action"]), listed(statement["Resource"]))
        if not any(covers(each, action, resource) and no_narrower(each, statement) for each in bound)
    ]


def no_narrower(bound: dict[str, Any], statement: dict[str, Any]) -> bool:
    """Return whether what a statement wants beside is at least what the boundary wants."""

    def wanted(each: dict[str, Any]) -> dict[str, str]:
        return {key: value for found in each.get("Condition", {}).values() for key, value in found.items()}

    own = wanted(statement)
    return all(fnmatch.fnmatchcase(own.get(key, ""), value) for key, value in wanted(bound).items())


@pytest.mark.parametrize("known", [{}, KNOWN], ids=["the first", "once the stage is there"])
def test_the_boundary_lets_everything_through_that_the_functions_policies_allow(known: dict[str, str]) -> None:
    allowed = list(needed())

    assert len(allowed) > len(deployed()["Resources"]["WatchRole"]["Properties"]["Policies"])
    assert [outside for each in allowed for outside in within(each, **known)] == []


def test_the_boundary_lets_nothing_through_that_no_function_needs() -> None:
    (bound,) = (
        each["PolicyDocument"]["Statement"]
        for each in resources("deploy-role", "AWS::IAM::ManagedPolicy").values()
        if "Roles" not in each
    )
    by_dynamodb = {"StringEquals": {"kms:ViaService": f"dynamodb.{REGION}.amazonaws.com"}}
    own = {action for each in bound if each.get("Condition") != by_dynamodb for action in each["Action"]}

    assert own == {action for each in needed() for action in listed(each["Action"])}
    assert {action.partition(":")[0] for each in bound for action in each["Action"]} == {
        *("cognito-idp", "dynamodb", "execute-api", "kms", "logs", "ses", "sqs")
    }
    assert "*" not in {resource for each in bound for resource in each["Resource"]}


@pytest.mark.parametrize(
    ("action", "its", "others"),
    [
        ("dynamodb:GetItem", "dynamodb:{}:table/juttu-prod", "dynamodb:{}:table/juttu-test"),
        ("dynamodb:Query", "dynamodb:{}:table/juttu-prod/index/desk", "dynamodb:{}:table/juttu-test/index/desk"),
        ("logs:GetLogEvents", "logs:{}:log-group:/juttu/prod/access:*", "logs:{}:log-group:/juttu/test/access:*"),
        ("sqs:SendMessage", "sqs:{}:juttu-prod-outbox", "sqs:{}:juttu-test-outbox"),
        ("cognito-idp:AdminGetUser", "cognito-idp:{}:userpool/eu-north-1_AbC", "cognito-idp:{}:userpool/eu-north-1_X"),
        (
            "execute-api:ManageConnections",
            "execute-api:{}:a1b2c3/api/POST/@connections/1",
            "execute-api:{}:x/api/POST/@connections/1",
        ),
    ],
)
def test_the_boundary_lets_nothing_through_to_another_stage(action: str, its: str, others: str) -> None:
    def outside(resource: str) -> list[str]:
        return within({"Action": action, "Resource": f"arn:aws:{resource.format(PLACE)}"}, **KNOWN)

    assert outside(its) == []
    assert outside(others) == [f"{action} arn:aws:{others.format(PLACE)}"]


def test_the_boundary_lets_mails_and_signatures_through_only_as_the_stage() -> None:
    def outside(action: str, service: str, resource: str, condition: str, value: str) -> list[str]:
        asked = {"Action": action, "Resource": f"arn:aws:{service}:{PLACE}:{resource}"}
        return within({**asked, "Condition": {"StringEquals": {condition: value}}}, **KNOWN)

    mail = ("ses:SendEmail", "ses", "identity/your.example", "ses:FromAddress")
    sign = ("kms:Sign", "kms", "key/1", "kms:ResourceAliases")
    assert outside(*mail, "chat@your.example") == outside(*sign, "alias/juttu-prod-push") == []
    assert outside(*mail, "director@your.example") != []
    assert outside(*sign, "alias/juttu-test-push") != []


@pytest.mark.parametrize(
    ("repository", "is_one"),
    [
        ("your-company@1234/chat@5678", True),  # as GitHub's tokens name what was made since 15 July 2026
        ("your-company/chat", True),
        ("your-company@1234/chat", False),
        ("your-company/chat@5678", False),
        ("your-company/*", False),
        ("your-company@*/chat@*", False),
        ("your-company/chat:environment:prod", False),
    ],
)
def test_a_repository_is_named_as_its_tokens_name_it(repository: str, is_one: bool) -> None:
    written = (ROOT / "operations" / "options" / "deploy-role.yaml").read_text("utf-8")
    (pattern,) = re.findall(r"\n  Repository:\n.*?AllowedPattern: \"(.*?)\"\n", written, re.DOTALL)

    assert bool(re.fullmatch(pattern, repository)) == is_one


def test_only_the_job_that_deploys_can_get_credentials_and_it_runs_no_test() -> None:
    (written,) = re.findall(r"```yaml\n(name: Deploy\n.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    workflow = yaml.safe_load(written)
    proved, deploys = workflow["jobs"]["proved"], workflow["jobs"]["deploy"]

    assert workflow["permissions"] == {"contents": "read"}
    assert ("permissions" in proved, "environment" in proved) == (False, False)
    assert deploys["permissions"] == {"contents": "read", "id-token": "write"}
    assert (deploys["needs"], deploys["environment"]) == ("proved", "prod")
    assert [each["run"] for each in deploys["steps"] if "run" in each] == ["make deploy STAGE=prod YES=1"]
    assert [each["run"] for each in proved["steps"] if "run" in each] == [".ci/run"]


def test_only_workflows_of_one_environment_of_one_repository_deploy() -> None:
    (role,) = resources("deploy-role", "AWS::IAM::Role").values()
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]

    assert statement["Condition"] == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": "repo:your-company@1234/chat@5678:environment:prod",
        }
    }
    assert statement["Principal"] == {"Federated": "Provider.Ref"}
    known = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
    (role,) = resources("deploy-role", "AWS::IAM::Role", GitHub=known).values()
    assert role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Federated": known}
