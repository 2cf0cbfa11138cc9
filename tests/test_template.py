"""The template that is deployed: what Chalice gets wrong is cured, and what trust.md asks of the cloud is in it."""

import copy
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
import yaml
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from chalicelib.aws import keys
from chalicelib.aws.metrics import DIMENSION, NAMESPACE
from chalicelib.chat import errors, retention
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Metric
from chalicelib.chat.who import Role
from chalicelib.chat.wire import Problem
from chalicelib.settings import Settings
from local.cloud import TEMPLATE as RESOURCES
from local.cloud.cloud import PARAMETERS as CLOUDS
from local.cloud.template import Template as Parameters
from local.gateway import frames_are_answered
from operations import package, stages
from operations.package import ROOT, Template
from tests import template_rules
from tests.packaged import REGION, bare, complaints, config, deployed, of_type, ours, translated

LOG_GROUP = "AWS::Logs::LogGroup"
FUNCTIONS = {
    "APIHandler",
    "WebsocketConnect",
    "WebsocketMessage",
    "WebsocketDisconnect",
    "Sweep",
    "Watch",
    "Outbox",
    "MailEvents",
}


def resources() -> dict[str, Any]:
    return {name: each.get("Properties", {}) for name, each in ours().template["Resources"].items()}


def functions(template: Template) -> dict[str, Any]:
    return {name: each["Properties"] for name, each in of_type(template, "AWS::Lambda::Function").items()}


def test_no_rule_has_anything_to_say_of_the_translated_template_and_neither_has_cfn_lint_in_any_region() -> None:
    assert template_rules.wrong(deployed(), template_rules.REGIONS) == []


@pytest.mark.parametrize("mistake", template_rules.PLANTED)
def test_a_planted_mistake_is_told(mistake: str) -> None:
    assert template_rules.PLANTED[mistake].noticed(deployed())


def test_app_py_and_the_template_declare_exactly_these_functions() -> None:
    assert set(functions(deployed())) == FUNCTIONS


# ------------------------------------------------------------- Chalice's traps: bare Chalice falls in, we do not


def test_trap_log_group_of_a_function_that_does_not_exist() -> None:
    assert any("refers to ApiHandler," in each for each in package.undeclared(bare()))

    assert list(package.undeclared(ours().template)) == []


def test_trap_socket_routes_added_later_are_never_deployed() -> None:
    assert bare()["Resources"]["WebsocketAPIStage"]["Properties"]["DeploymentId"] == {"Ref": "WebsocketAPIDeployment"}

    stage = resources()["WebsocketAPIStage"]

    assert stage["AutoDeploy"] is True
    assert stage["DeploymentId"] == {"Ref": "AWS::NoValue"}
    assert of_type(ours().template, "AWS::ApiGatewayV2::Deployment") == {}


def test_trap_a_stage_that_deploys_by_itself_waits_for_its_routes() -> None:
    routes = of_type(deployed(), "AWS::ApiGatewayV2::Route")

    assert set(deployed()["Resources"]["WebsocketAPIStage"]["DependsOn"]) >= set(routes)


def test_trap_chalices_outputs_are_nobodys() -> None:
    assert {"RestAPIId", "WebsocketConnectHandlerArn"} <= set(bare()["Outputs"])

    assert set(ours().template["Outputs"]) == {
        *("Service", "Sockets", "Console", "Loader", "Connections"),
        *("TableName", "OwnTableName", "UserPoolId", "AccessLogGroup", "OutboxJobs", "MailConfiguration"),
        *("ChatTarget", "SocketTarget", "DkimRecord1", "DkimRecord2", "DkimRecord3"),
    }


def test_frames_are_answered_only_while_the_template_has_both_the_routes_expression_and_its_response(
    tmp_path: Path,
) -> None:
    written = RESOURCES.read_text("utf-8")
    for left_out in ("RouteResponseSelectionExpression: $default", "RouteId: !Ref WebsocketMessageRoute\n"):
        assert left_out in written
        template = tmp_path / f"without {left_out.partition(':')[0]}.yaml"
        template.write_text(written.replace(left_out, "Left: out\n"), "utf-8")

        assert not frames_are_answered(template)
    assert frames_are_answered(RESOURCES)
    assert resources()["WebsocketMessageRoute"]["RouteKey"] == "$default"


def test_trap_misnamed_function_runs_with_the_defaults_in_silence() -> None:
    assert functions(translated(bare()))["WebsocketConnect"]["Timeout"] == 60  # `connect` had asked for 7

    for name, wanted in config()["lambda_functions"].items():
        function = functions(deployed())[package.resource_name(name)]
        default = config()

        assert function["Timeout"] == wanted.get("lambda_timeout", default["lambda_timeout"])
        assert function["MemorySize"] == wanted.get("lambda_memory_size", default["lambda_memory_size"])


def test_trap_misnamed_function_is_refused_by_packaging() -> None:
    misnamed = config()
    misnamed["lambda_functions"]["connect"] = misnamed["lambda_functions"].pop("websocket_connect")

    said = list(package.unconfigured(ours().template, misnamed))

    assert any("configures connect, which is no function" in each for each in said)
    assert any("WebsocketConnect has no entry" in each for each in said)


def test_trap_generated_policies_are_wide_and_shared() -> None:
    assert json.dumps(bare()["Resources"]["DefaultRole"]).count('"*"') > 0

    roles = [json.dumps(function["Role"]) for function in functions(deployed()).values()]

    assert len(set(roles)) == len(FUNCTIONS)


def test_trap_sam_opens_a_second_stage_without_throttle_and_firewall() -> None:
    def stages_by_deployment(template: Template) -> list[str]:
        deployments = of_type(translated(template), "AWS::ApiGateway::Deployment").values()
        return [each["Properties"]["StageName"] for each in deployments if "StageName" in each["Properties"]]

    assert stages_by_deployment(bare()) == ["Stage"]

    assert stages_by_deployment(ours().template) == []


def test_trap_environment_has_to_reach_every_function() -> None:
    assert not any("Environment" in function for function in functions(translated(bare())).values())

    for function in functions(deployed()).values():
        assert set(function["Environment"]["Variables"]) == {*settings_of_a_stage(), ZONES}


def test_trap_address_of_the_rest_api_in_an_environment_is_a_cycle() -> None:
    cyclic = copy.deepcopy(ours().template)
    cyclic["Globals"]["Function"]["Environment"]["Variables"]["HERE"] = {"Ref": "RestAPI"}
    assert any("Circular Dependencies" in each for each in complaints(translated(cyclic)))

    assert "RestAPI" not in json.dumps(ours().template["Globals"])


def test_trap_queues_are_named_when_packaging_so_that_two_stages_would_share_them() -> None:
    def queues(template: Template) -> list[str]:
        consumers = [template["Resources"][name]["Properties"] for name in ("Outbox", "MailEvents")]
        return [event["Properties"]["Queue"]["Fn::Sub"] for each in consumers for event in each["Events"].values()]

    assert all("${" not in queue.rpartition(":")[2] for queue in queues(bare()))

    assert queues(ours().template) == ["${OutboxQueue.Arn}", "${MailEventQueue.Arn}"]


def test_trap_merging_another_intrinsic_leaves_both() -> None:
    broken = copy.deepcopy(ours().template)
    (event,) = broken["Resources"]["Outbox"]["Properties"]["Events"].values()
    event["Properties"]["Queue"]["Fn::GetAtt"] = ["OutboxQueue", "Arn"]
    assert any("Fn::Sub and Fn::GetAtt" in each for each in package.doubled(broken))

    assert list(package.doubled(ours().template)) == []


def test_trap_cdk_takes_no_template_that_refers_to_what_sam_only_makes() -> None:
    """`CfnInclude` refuses `!Ref RestAPI.Stage`, SAM's own, and takes the same within `Fn::Sub`."""
    referred = set(re.findall(r'"Ref": "([^"]+)"', json.dumps(ours().template)))

    assert "Table" in referred
    assert not [name for name in referred if "." in name]


def test_trap_function_log_groups_without_retention() -> None:
    for function in functions(deployed()).values():
        assert function["LoggingConfig"]["LogGroup"] == {"Ref": "ApplicationLog"}
    for role in of_type(deployed(), "AWS::IAM::Role").values():
        assert "logs:CreateLogGroup" not in json.dumps(role)  # else a function could make one that is kept for ever


def test_trap_compression_is_the_gateways_work() -> None:
    (api,) = of_type(deployed(), "AWS::ApiGateway::RestApi").values()

    assert api["Properties"]["MinimumCompressionSize"] == 1024


def test_trap_the_default_endpoint_is_at_the_edge_outside_the_region() -> None:
    (api,) = of_type(deployed(), "AWS::ApiGateway::RestApi").values()

    assert api["Properties"]["EndpointConfiguration"] == {"Types": ["REGIONAL"]}


# -------------------------------------------------------------------------------------------------- settings


NOT_DEPLOYED = {"JUTTU_PHONES", "JUTTU_PUSH_SERVICES"}
"""What an administrator alone decides; and where a local run has its stand-in of push services, which no stage may have."""


ZONES = "PYTHONTZPATH"
"""Python's own: where its zones are."""


def settings_of_a_stage() -> set[str]:
    return {f"JUTTU_{field.name.upper()}" for field in msgspec.structs.fields(Settings)} - NOT_DEPLOYED


def test_every_setting_is_set_and_nothing_else_of_the_products() -> None:
    assert set(ours().template["Globals"]["Function"]["Environment"]["Variables"]) - {ZONES} == settings_of_a_stage()


def test_the_zones_are_those_of_the_zip() -> None:
    root, _, folder = environment()[ZONES].partition("/var/task/")
    with zipfile.ZipFile(ours().built.zip) as archive:
        zones = {name.removeprefix(f"{folder}/") for name in archive.namelist() if name.startswith(f"{folder}/")}

    assert root == ""
    assert {*package.zones()} <= zones


@pytest.mark.parametrize(("stage", "protected"), [("dev", False), ("prod", True)])
def test_the_stage_is_the_packaged_one_and_prod_is_protected(stage: str, *, protected: bool) -> None:
    template = ours(stage).template
    assert template["Parameters"]["Stage"]["Default"] == stage
    assert template["Conditions"]["Protected"] == {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}

    assert protected == (template["Parameters"]["Stage"]["Default"] == "prod")
    assert template["Resources"]["Table"]["Properties"]["DeletionProtectionEnabled"] == {
        "Fn::If": ["Protected", True, False]
    }
    assert template["Resources"]["UserPool"]["Properties"]["DeletionProtection"] == {
        "Fn::If": ["Protected", "ACTIVE", "INACTIVE"]
    }


# ------------------------------------------------------------------------------------------- what an operator says


def declared(parameter: str) -> dict[str, Any]:
    found: dict[str, Any] = ours().template["Parameters"][parameter]
    return found


def test_only_what_nobody_else_can_know_has_to_be_said() -> None:
    assert {name for name, each in ours().template["Parameters"].items() if "Default" not in each} == {
        "Controller",
        "MailFrom",
        "MailDomain",
    }


def test_a_stage_says_no_parameter_that_the_template_does_not_have() -> None:
    assert set(stages.PARAMETERS.values()) <= set(ours().template["Parameters"])


def test_the_stack_stays_in_regions_of_the_eu_that_have_every_type_of_the_template() -> None:
    (assertion,) = ours().template["Rules"]["InTheUnion"]["Assertions"]

    assert assertion["Assert"] == {"Fn::Contains": [list(template_rules.REGIONS), {"Ref": "AWS::Region"}]}
    types = {each["Type"] for each in deployed()["Resources"].values()}
    for region in template_rules.REGIONS:
        assert types <= set(PROVIDER_SCHEMA_MANAGER.get_resource_types(region))
    assert "AWS::SES::EmailIdentity" not in PROVIDER_SCHEMA_MANAGER.get_resource_types("eu-south-2")


def test_a_domain_needs_a_certificate_and_nothing_else_does() -> None:
    rule = ours().template["Rules"]["CertificateOfDomain"]
    named = {"Fn::Not": [{"Fn::Equals": [{"Ref": "Domain"}, ""]}]}

    assert rule["RuleCondition"] == named
    assert rule["Assertions"][0]["Assert"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "Certificate"}, ""]}]}
    assert ours().template["Conditions"]["DomainWanted"] == named
    users = [name for name, each in ours().template["Resources"].items() if '"Certificate"' in json.dumps(each)]
    assert users == ["ChatDomain", "SocketDomain"]


@pytest.mark.parametrize(
    ("parameter", "right", "wrong"),
    [
        ("Domain", ("", "your.example", "a-b.your.example"), ("your", "Your.example", "your.example.", "-a.example")),
        (
            "Certificate",
            ("", "arn:aws:acm:eu-north-1:123456789012:certificate/0a1b2c3d-0000-1111-2222-333344445555"),
            ("certificate", "arn:aws:iam::123456789012:server-certificate/it"),
        ),
        ("TableInUse", ("", "juttu-prod-20261130-0800"), ("a", "arn:aws:dynamodb:eu-north-1:123456789012:table/it")),
        (
            "TableKey",
            (
                "",
                "arn:aws:kms:eu-north-1:123456789012:key/0a1b2c3d-0000-1111-2222-333344445555",
                "arn:aws:kms:eu-north-1:123456789012:key/mrk-0a1b2c3d00001111222233334444555f",
            ),
            (
                "alias/it",
                "arn:aws:kms:eu-north-1:123456789012:alias/it",
                "arn:aws:kms:eu-north-1:123456789012:key/mrk-it",
            ),
        ),
        (
            "PermissionsBoundary",
            (
                "",
                "arn:aws:iam::123456789012:policy/boundary-of-juttu-prod",
                "arn:aws:iam::123456789012:policy/of/your/company",
            ),
            ("boundary-of-juttu-prod", "arn:aws:iam::123456789012:role/boundary-of-juttu-prod"),
        ),
    ],
)
def test_a_parameter_takes_what_it_can_be_and_nothing_else(
    parameter: str, right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    pattern = declared(parameter)["AllowedPattern"]

    assert [each for each in right if not re.fullmatch(pattern, each)] == []
    assert [each for each in wrong if re.fullmatch(pattern, each)] == []


def resolved(value: Any, **parameters: str) -> Any:
    """Return a value of the template as CloudFormation makes it, resources by their names."""
    own = {**CLOUDS, **parameters}
    pseudo = {"AWS::Region": "eu-north-1", "AWS::AccountId": "123456789012", "AWS::Partition": "aws"}
    read = Parameters(ours().template, own, {**pseudo, "AWS::URLSuffix": "amazonaws.com"})
    return read.resolve(value, lambda name, which: name if which == "Ref" else f"{name}.{which}")


def environment(**parameters: str) -> dict[str, str]:
    found: dict[str, str] = resolved(ours().template["Globals"]["Function"]["Environment"]["Variables"], **parameters)
    return found


def output(name: str, **parameters: str) -> Any:
    return resolved(ours().template["Outputs"][name]["Value"], **parameters)


def test_without_a_domain_the_service_is_at_the_gateways_own_names() -> None:
    rest, sockets = (f"{api}.execute-api.eu-north-1.amazonaws.com/api" for api in ("RestAPI", "WebsocketAPI"))

    assert environment()["JUTTU_SOCKET_URL"] == f"wss://{sockets}"
    assert environment()["JUTTU_ORIGINS"] == ""
    assert environment(Origins="https://a.example")["JUTTU_ORIGINS"] == "https://a.example"
    assert [output(name) for name in ("Service", "Console", "Loader", "Sockets")] == [
        f"https://{rest}",
        f"https://{rest}/console",
        f"https://{rest}/juttu.js",
        f"wss://{sockets}",
    ]


def test_with_a_domain_the_service_is_under_it_and_functions_call_sockets_at_the_gateways_own_name() -> None:
    told = environment(Domain="your.example")

    assert told["JUTTU_SOCKET_URL"] == "wss://ws.chat.your.example"
    assert told["JUTTU_CONNECTIONS_ENDPOINT"] == "https://WebsocketAPI.execute-api.eu-north-1.amazonaws.com/api"
    assert told["JUTTU_ORIGINS"] == "https://chat.your.example"
    both = environment(Domain="your.example", Origins="https://a.example")
    assert both["JUTTU_ORIGINS"] == "https://chat.your.example https://a.example"
    assert [output(name, Domain="your.example") for name in ("Service", "Console", "Loader", "Sockets")] == [
        "https://chat.your.example",
        "https://chat.your.example/console",
        "https://chat.your.example/juttu.js",
        "wss://ws.chat.your.example",
    ]


def test_names_of_ones_own_are_the_regions_own_speak_tls_1_2_and_lead_to_the_stages_that_have_throttles() -> None:
    chat, sockets = resources()["ChatDomain"], resources()["SocketDomain"]

    assert (chat["EndpointConfiguration"], chat["SecurityPolicy"]) == ({"Types": ["REGIONAL"]}, "TLS_1_2")
    (configuration,) = sockets["DomainNameConfigurations"]
    assert (configuration["EndpointType"], configuration["SecurityPolicy"]) == ("REGIONAL", "TLS_1_2")
    (stage,) = of_type(deployed(), "AWS::ApiGateway::Stage")
    mapping = deployed()["Resources"]["ChatMapping"]["Properties"]
    assert (mapping["Stage"], mapping["RestApiId"]) == ({"Fn::Sub": f"${{{stage}}}"}, {"Ref": "RestAPI"})
    assert resources()["SocketMapping"]["Stage"] == {"Ref": "WebsocketAPIStage"}
    for name in ("ChatDomain", "ChatMapping", "SocketDomain", "SocketMapping"):
        assert ours().template["Resources"][name]["Condition"] == "DomainWanted"
    for name, domain in (("ChatTarget", "ChatDomain"), ("SocketTarget", "SocketDomain")):
        assert ours().template["Outputs"][name]["Condition"] == "DomainWanted"
        assert ours().template["Outputs"][name]["Value"] == {"Fn::GetAtt": [domain, "RegionalDomainName"]}


def test_a_mail_identity_that_the_account_has_already_is_used_and_not_created() -> None:
    of_identity = [
        ours().template["Resources"]["MailIdentity"],
        *(ours().template["Outputs"][f"DkimRecord{number}"] for number in (1, 2, 3)),
    ]

    assert {each["Condition"] for each in of_identity} == {"MailIdentityManaged"}
    assert declared("ManageMailIdentity") | {"Description": ""} == {
        "Description": "",
        "Type": "String",
        "Default": "true",
        "AllowedValues": ["true", "false"],
    }


def test_what_others_send_from_the_domain_does_not_come_under_the_stages_rules_nor_into_its_queue() -> None:
    assert "ConfigurationSetAttributes" not in resources()["MailIdentity"]


def test_a_restored_table_is_used_instead_of_the_own_one_and_allowed_only_meanwhile() -> None:
    arns = {"Table.Arn", "Table.Arn/index/desk", "Table.Arn/index/expiry"}
    other = "arn:aws:dynamodb:eu-north-1:123456789012:table/juttu-dev-restored"

    assert (environment()["JUTTU_TABLE"], output("TableName"), output("OwnTableName")) == ("Table",) * 3
    used = {"TableInUse": "juttu-dev-restored"}
    assert environment(**used)["JUTTU_TABLE"] == output("TableName", **used) == "juttu-dev-restored"
    assert output("OwnTableName", **used) == "Table"
    for path in POLICIES:
        statements_of_table = [
            each for each in json.loads(path.read_text("utf-8"))["Statement"] if each["Sid"] in {"Table", "Indexes"}
        ]
        assert {arn for each in statements_of_table for arn in resolved(each["Resource"])} <= arns
        for each in statements_of_table:
            own = set(resolved(each["Resource"]))
            assert set(resolved(each["Resource"], **used)) == own | {arn.replace("Table.Arn", other) for arn in own}


def test_a_table_has_awss_own_key_or_the_operators() -> None:
    table = resources()["Table"]["SSESpecification"]
    key = "arn:aws:kms:eu-north-1:123456789012:key/0a1b2c3d"

    assert resolved(table) == {"SSEEnabled": True}
    assert resolved(table, TableKey=key) == {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": key}


def test_every_role_is_within_the_boundary_that_is_named_and_gets_and_loses_it_in_its_place() -> None:
    boundary = "arn:aws:iam::123456789012:policy/boundary-of-juttu-dev"
    roles = of_type(deployed(), "AWS::IAM::Role")

    assert len(roles) == len(FUNCTIONS)
    for role in roles.values():
        assert resolved(role["Properties"], PermissionsBoundary=boundary)["PermissionsBoundary"] == boundary
        assert "PermissionsBoundary" not in resolved(role["Properties"])
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, "AWS::IAM::Role").schema
    assert "/properties/PermissionsBoundary" not in schema["createOnlyProperties"]
    assert "PermissionsBoundary" in schema["properties"]


def test_names_say_the_stage_for_cloudwatch_tells_apis_apart_by_them() -> None:
    for kind, member in (
        ("AWS::ApiGateway::RestApi", "Name"),
        ("AWS::ApiGatewayV2::Api", "Name"),
        ("AWS::Cognito::UserPool", "UserPoolName"),
        ("AWS::DynamoDB::Table", "TableName"),
        ("AWS::SQS::Queue", "QueueName"),
        ("AWS::SNS::Topic", "TopicName"),
        ("AWS::CloudWatch::Alarm", "AlarmName"),
        ("AWS::CloudWatch::Dashboard", "DashboardName"),
    ):
        for name, each in of_type(deployed(), kind).items():
            assert each["Properties"][member]["Fn::Sub"].startswith("juttu-${Stage}"), name
    (api,) = (each["Properties"] for each in of_type(deployed(), "AWS::ApiGateway::RestApi").values())
    assert api["Body"]["info"]["title"] == api["Name"], "what is imported is called as its document says"


UNTAGGED = {
    *("AWS::ApiGateway::Deployment", "AWS::ApiGateway::BasePathMapping", "AWS::ApiGatewayV2::ApiMapping"),
    *("AWS::ApiGatewayV2::Integration", "AWS::ApiGatewayV2::Route", "AWS::ApiGatewayV2::RouteResponse"),
    *("AWS::Cognito::UserPoolClient", "AWS::Cognito::UserPoolGroup", "AWS::KMS::Alias"),
    *("AWS::Lambda::EventInvokeConfig", "AWS::Lambda::Permission", "AWS::Logs::MetricFilter"),
    *("AWS::SES::ConfigurationSetEventDestination", "AWS::SNS::Subscription", "AWS::SNS::TopicPolicy"),
    *("AWS::SQS::QueuePolicy", "AWS::WAFv2::WebACLAssociation"),
}
"""What is a part of something else; the tags of a stack reach all others."""


def test_the_tags_of_a_stack_reach_whatever_can_cost_or_hold_anything() -> None:
    types = {each["Type"] for each in deployed()["Resources"].values()}
    schemas = {kind: PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema for kind in types}

    assert {kind for kind, schema in schemas.items() if not schema.get("tagging", {}).get("taggable")} == UNTAGGED


# ------------------------------------------------------------------------------------------ what trust.md asks


def test_what_expires_is_deleted_by_dynamodb_too_and_no_copy_outlives_seven_days() -> None:
    table = resources()["Table"]

    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["PointInTimeRecoverySpecification"] == {
        "PointInTimeRecoveryEnabled": True,
        "RecoveryPeriodInDays": 7,
    }
    assert "StreamSpecification" not in table


def test_the_indexes_are_those_that_the_keys_name() -> None:
    indexes = {index["IndexName"]: index for index in resources()["Table"]["GlobalSecondaryIndexes"]}

    assert set(indexes) == {keys.DESK_INDEX, keys.EXPIRY_INDEX}
    assert [key["AttributeName"] for key in indexes["desk"]["KeySchema"]] == ["desk", "desk_at"]
    assert sorted(indexes["desk"]["Projection"]["NonKeyAttributes"]) == [
        "closed_at",
        "expires_at",
        "first_line",
        "gone_at",
        "language",
        "left_until",
        "site",
        "started_at",
        "topic",
    ]
    assert [key["AttributeName"] for key in indexes["expiry"]["KeySchema"]] == ["expires_on", "pk"]
    assert indexes["expiry"]["Projection"] == {"ProjectionType": "KEYS_ONLY"}


def test_application_logs_live_30_days_and_the_access_log_731() -> None:
    groups = {name: each["Properties"]["RetentionInDays"] for name, each in of_type(deployed(), LOG_GROUP).items()}

    assert groups == {"ApplicationLog": 30, "AccessLog": 731}
    assert deployed()["Resources"]["AccessLog"]["DeletionPolicy"] == "RetainExceptOnCreate"


def test_neither_gateway_logs_or_traces_what_passes_through() -> None:
    (rest,) = of_type(deployed(), "AWS::ApiGateway::Stage").values()
    (socket,) = of_type(deployed(), "AWS::ApiGatewayV2::Stage").values()

    (method,) = rest["Properties"]["MethodSettings"]
    for settings in (method, socket["Properties"]["DefaultRouteSettings"]):
        assert settings["DataTraceEnabled"] is False
        assert settings["LoggingLevel"] == "OFF"
        assert settings["ThrottlingRateLimit"]
        assert settings["ThrottlingBurstLimit"]
    for stage in (rest, socket):
        assert not set(stage["Properties"]) & {"AccessLogSetting", "AccessLogSettings"}
    for function in functions(deployed()).values():
        assert function["TracingConfig"] == {"Mode": "PassThrough"}


def test_staff_are_created_by_administrators_with_long_passwords_and_a_second_factor() -> None:
    pool = resources()["UserPool"]

    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    policy = pool["Policies"]["PasswordPolicy"]
    assert policy["MinimumLength"] == LIMITS.password_characters
    assert not any(value for name, value in policy.items() if name.startswith("Require"))
    assert pool["MfaConfiguration"] == {"Fn::If": ["SecondFactorRequired", "ON", "OPTIONAL"]}
    assert pool["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]
    assert pool["AccountRecoverySetting"] == {"RecoveryMechanisms": [{"Name": "admin_only", "Priority": 1}]}


def test_only_our_function_can_try_a_password_and_names_are_not_told() -> None:
    client = resources()["UserPoolClient"]

    # By the second nobody can try a password, and Cognito has refused clients without it: https://github.com/aws/aws-cdk/issues/7625.
    assert set(client["ExplicitAuthFlows"]) == {"ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
    assert client["PreventUserExistenceErrors"] == "ENABLED"


def test_each_role_is_a_group() -> None:
    groups = of_type(deployed(), "AWS::Cognito::UserPoolGroup").values()

    assert {group["Properties"]["GroupName"] for group in groups} == set(get_args(Role))


@pytest.mark.parametrize(("consumer", "queue"), [("Outbox", "OutboxQueue"), ("MailEvents", "MailEventQueue")])
def test_a_queue_waits_six_time_outs_and_gives_up_into_dead_letters(consumer: str, queue: str) -> None:
    properties = resources()[queue]

    assert properties["VisibilityTimeout"] >= 6 * functions(deployed())[consumer]["Timeout"]
    dead = properties["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
    assert resources()[dead]["MessageRetentionPeriod"] > properties["MessageRetentionPeriod"]
    for each in (queue, dead):
        assert resources()[each]["SqsManagedSseEnabled"] is True


def test_only_a_function_that_puts_jobs_off_into_its_own_queue_may_run_round_more_often_than_lambda_stops_at() -> None:
    round_and_round = set()
    for name, each in of_type(ours().template, "AWS::Serverless::Function").items():
        (role,) = (part for part in each["Properties"]["Role"]["Fn::GetAtt"] if part != "Arn")
        sends = [
            it["Resource"]
            for it in resources()[role]["Policies"][0]["PolicyDocument"]["Statement"]
            if "sqs:SendMessage" in it["Action"]
        ]
        queues = [event["Properties"].get("Queue") for event in each["Properties"].get("Events", {}).values()]
        if any({"Fn::Sub": f"${{{queue}.Arn}}"} in queues for queue in (it["Fn::GetAtt"][0] for it in sends)):
            round_and_round.add(name)

    assert round_and_round == {"Outbox"}
    for name, function in functions(deployed()).items():
        assert function.get("RecursiveLoop") == ("Allow" if name in round_and_round else None), name


def test_what_became_of_a_mail_comes_back_through_topic_and_queue() -> None:
    destination = resources()["MailEventDestination"]["EventDestination"]

    assert set(destination["MatchingEventTypes"]) == {
        "SEND",
        "DELIVERY",
        "BOUNCE",
        "COMPLAINT",
        "REJECT",
        "RENDERING_FAILURE",
    }
    assert destination["SnsDestination"] == {"TopicARN": {"Ref": "MailEventTopic"}}
    subscription = resources()["MailEventSubscription"]
    assert subscription["RawMessageDelivery"] is True
    assert subscription["Endpoint"] == {"Fn::GetAtt": ["MailEventQueue", "Arn"]}
    for policy in ("MailEventTopicPolicy", "MailEventQueuePolicy"):
        (statement,) = resources()[policy]["PolicyDocument"]["Statement"]
        assert statement["Condition"], f"{policy} must say whose mail events"


@pytest.mark.parametrize("name", ["APIHandler", "WebsocketConnect", "WebsocketMessage", "WebsocketDisconnect"])
def test_a_function_gives_up_before_its_gateway_does(name: str) -> None:
    assert functions(deployed())[name]["Timeout"] < 29


@pytest.mark.parametrize(("name", "rate"), [("Sweep", "rate(1 hour)"), ("Watch", "rate(1 minute)")])
def test_what_runs_by_itself_runs_often_enough(name: str, rate: str) -> None:
    (event,) = resources()[name]["Events"].values()

    assert event["Properties"]["Schedule"] == rate


def test_the_watch_is_not_tried_again_and_what_the_sweep_cannot_do_in_three_runs_leaves_a_letter() -> None:
    watch, sweep = resources()["WatchInvocations"], resources()["SweepInvocations"]

    for name, each in (("Watch", watch), ("Sweep", sweep)):
        assert (each["FunctionName"], each["Qualifier"]) == ({"Ref": name}, "$LATEST")
    assert watch["MaximumRetryAttempts"] == 0
    assert "DestinationConfig" not in watch
    assert sweep["MaximumRetryAttempts"] == 2
    letters = {"Fn::GetAtt": ["SweepDeadLetters", "Arn"]}
    assert sweep["DestinationConfig"] == {"OnFailure": {"Destination": letters}}
    assert resources()["SweepDeadLetters"]["SqsManagedSseEnabled"] is True
    may = [policy for policy, each in statements("Allow") if each["Resource"] == letters]
    assert may == ["policy-sweep"]


def test_every_function_runs_on_the_cheaper_processors() -> None:
    assert {tuple(each["Architectures"]) for each in functions(deployed()).values()} == {("arm64",)}


def test_lambda_reports_how_long_a_start_took_and_how_much_memory_a_run() -> None:
    for function in functions(deployed()).values():
        assert function["LoggingConfig"]["SystemLogLevel"] == "INFO"
        assert function["LoggingConfig"]["LogFormat"] == "JSON"


def test_a_sweep_that_fails_leaves_one_more_within_the_time_that_the_notice_tells() -> None:
    (event,) = resources()["Sweep"]["Events"].values()
    every = re.fullmatch(r"rate\((\d+) hours?\)", event["Properties"]["Schedule"])

    assert every is not None
    assert 2 * int(every[1]) <= retention.SWEPT_HOURS


# ---------------------------------------------------------------------------------------------------------- alarms

MOST_ALARMS = 10
ALARMS_PAGE = ROOT / "docs" / "operations" / "alarms.md"


def alarms() -> dict[str, Any]:
    return {name: each["Properties"] for name, each in of_type(deployed(), "AWS::CloudWatch::Alarm").items()}


def figures(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    """What an alarm looks at, with its statistic and its seconds, whether it is one figure or made of several."""
    if "Metrics" not in alarm:
        return [alarm]
    stats = (each["MetricStat"] for each in alarm["Metrics"] if "MetricStat" in each)
    return [{**each["Metric"], "Statistic": each["Stat"], "Period": each["Period"]} for each in stats]


def test_there_are_at_most_ten_alarms_for_a_person_reads_no_more_and_each_figure_is_paid_for() -> None:
    assert len(alarms()) <= MOST_ALARMS
    assert sum(len(figures(each)) for each in alarms().values()) == 14


def test_each_alarm_has_a_section_of_the_page_that_says_what_it_means_where_to_look_and_what_to_do() -> None:
    written = ALARMS_PAGE.read_text("utf-8")
    sections = dict(re.findall(r"^## ([a-z-]+)$(.*?)(?=^## |\Z)", written, re.MULTILINE | re.DOTALL))

    assert list(sections) == [each["AlarmName"]["Fn::Sub"].removeprefix("juttu-${Stage}-") for each in in_order()]
    for alarm in alarms().values():
        name = alarm["AlarmName"]["Fn::Sub"].removeprefix("juttu-${Stage}-")
        assert alarm["AlarmDescription"].endswith(f" docs/operations/alarms.md#{name}")
        for part in ("**Means**", "**Look**", "**Do**"):
            assert part in sections[name], f"{name} does not say {part}"


def in_order() -> list[dict[str, Any]]:
    """The alarms in the order in which the template has them, which is that of the page."""
    source = RESOURCES.read_text("utf-8")
    return [each for _, each in sorted(alarms().items(), key=lambda pair: source.index(f"\n  {pair[0]}:"))]


def test_what_the_functions_put_for_alarms_has_an_alarm_each() -> None:
    looked_at = [figure for each in alarms().values() for figure in figures(each)]
    own = {each["MetricName"]: each for each in looked_at if each.get("Namespace") == NAMESPACE}
    (counted,) = resources()["AccessLogRefused"]["MetricTransformations"]

    assert set(own) == {*get_args(Metric), counted["MetricName"]}
    assert counted["MetricNamespace"] == NAMESPACE
    assert counted["Dimensions"] == [{"Key": DIMENSION, "Value": f"$.{DIMENSION}"}]
    for alarm in own.values():
        assert alarm["Dimensions"] == [{"Name": DIMENSION, "Value": {"Ref": "Stage"}}]


@pytest.mark.parametrize(
    ("name", "looks_at", "threshold"),
    [
        ("AwsRefused", ("aws_refused", "Sum", 300), (">=", 1)),
        ("Throttled", ("Throttles", "Sum", 300), (">=", 1)),
        ("OldestExpired", ("oldest_expired_hours", "Maximum", 3 * 3600), (">", 12)),
        ("Bounces", ("mails_paused", "Sum", 300), (">=", 1)),
        ("MailsOfSite", ("mails_of_site_percent", "Maximum", 300), (">=", 50)),
        ("QuestionsUnopened", ("questions_unopened", "Maximum", 3600), (">=", 1)),
        ("AccessLog", ("access_log_refused", "Sum", 300), (">=", 1)),
    ],
)
def test_an_alarm_rings_at_once_beyond_its_threshold(
    name: str, looks_at: tuple[str, str, int], threshold: tuple[str, int]
) -> None:
    alarm = alarms()[f"{name}Alarm"]
    beyond = {">=": "GreaterThanOrEqualToThreshold", ">": "GreaterThanThreshold"}

    assert (alarm["MetricName"], alarm["Statistic"], alarm["Period"]) == looks_at
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == (beyond[threshold[0]], threshold[1])
    assert alarm["EvaluationPeriods"] == 1


def test_the_access_logs_alarm_counts_the_lines_of_calls_that_the_log_refused() -> None:
    assert resources()["AccessLogRefused"]["FilterPattern"] == '{ ($.event = "aws") && ($.service = "logs") }'
    assert resources()["AccessLogRefused"]["LogGroupName"] == {"Ref": "ApplicationLog"}


def test_a_watch_that_does_not_do_its_work_three_times_in_five_minutes_rings_also_when_it_does_not_run() -> None:
    alarm = alarms()["WatchSilentAlarm"]

    assert alarm["Metrics"][0]["Expression"] == "FILL(runs, 0) - FILL(errors, 0)"
    assert {each["Id"] for each in alarm["Metrics"]} == {"done", "runs", "errors"}
    for each in figures(alarm):
        assert each["Dimensions"] == [{"Name": "FunctionName", "Value": {"Ref": "Watch"}}]
        assert (each["Statistic"], each["Period"]) == ("Sum", 300)
    assert {each["MetricName"] for each in figures(alarm)} == {"Invocations", "Errors"}
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("LessThanThreshold", 3)
    # Once would ring whenever Lambda's figures come late; all have to be below where DatapointsToAlarm is not said.
    assert (alarm["EvaluationPeriods"], "DatapointsToAlarm" in alarm) == (2, False)


def test_what_fails_rings_over_https_and_over_sockets() -> None:
    alarm = alarms()["ServiceFailsAlarm"]

    assert {(each["Namespace"], each["MetricName"], each["Statistic"], each["Period"]) for each in figures(alarm)} == {
        ("AWS/ApiGateway", "5XXError", "Sum", 300),
        (NAMESPACE, "failed", "Sum", 300),
    }
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanOrEqualToThreshold", 5)
    assert alarm["EvaluationPeriods"] == 1


@pytest.mark.parametrize("name", ["ServiceFailsAlarm", "DeadLettersAlarm"])
def test_a_figure_that_nobody_puts_hides_no_other_in_the_same_alarm(name: str) -> None:
    """`SUM` passes over what is missing, whatever `FILL` makes of a figure that never was."""
    sum_of, *parts = alarms()[name]["Metrics"]

    filled = ", ".join(f"FILL({each['Id']}, 0)" for each in parts)
    assert sum_of["Expression"] == f"SUM([{filled}])"


def test_every_queue_of_dead_letters_is_in_the_one_alarm() -> None:
    alarm = alarms()["DeadLettersAlarm"]

    letters = [name for name in of_type(deployed(), "AWS::SQS::Queue") if name.endswith("DeadLetters")]
    assert len(letters) == 3
    for queue in letters:
        assert [{"Name": "QueueName", "Value": {"Fn::GetAtt": [queue, "QueueName"]}}] in [
            each["Dimensions"] for each in figures(alarm)
        ]


def test_alarms_are_mailed_only_where_the_operator_has_named_an_address() -> None:
    assert resources()["AlarmTopic"]["Subscription"] == [{"Protocol": "email", "Endpoint": {"Ref": "AlertsTo"}}]
    assert ours().template["Resources"]["AlarmTopic"]["Condition"] == "AlertsWanted"
    assert ours().template["Conditions"]["AlertsWanted"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "AlertsTo"}, ""]}]}

    for alarm in alarms().values():
        assert alarm["AlarmActions"] == [{"Fn::If": ["AlertsWanted", {"Ref": "AlarmTopic"}, {"Ref": "AWS::NoValue"}]}]


def test_silence_rings_only_where_something_has_to_be_heard() -> None:
    silent = {name for name, each in alarms().items() if each["TreatMissingData"] == "breaching"}

    assert silent == {"WatchSilentAlarm", "OldestExpiredAlarm"}
    assert {each["TreatMissingData"] for name, each in alarms().items() if name not in silent} == {"notBreaching"}


def test_the_board_shows_every_alarm_the_four_golden_signals_and_every_figure_of_our_own() -> None:
    body = resources()["Dashboard"]["DashboardBody"]["Fn::Sub"]
    widgets = json.loads(body)["widgets"]

    (shown,) = (each["properties"]["alarms"] for each in widgets if each["type"] == "alarm")
    assert set(shown) == {f"${{{name}.Arn}}" for name in alarms()}
    titles = [each["properties"].get("title", "") for each in widgets]
    for signal in ("Latency", "Traffic", "Errors", "Saturation"):
        assert any(title.startswith(signal) for title in titles)
    drawn = {row[1] for each in widgets for row in each["properties"].get("metrics", ()) if row[0] == NAMESPACE}
    assert drawn == {*get_args(Metric), "access_log_refused"}


# ---------------------------------------------------------------------------------- what the gateway says itself


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("DEFAULT_4XX", errors.Malformed),
        ("MISSING_AUTHENTICATION_TOKEN", errors.NotFound),
        ("REQUEST_TOO_LARGE", errors.TooLarge),
        ("THROTTLED", errors.TooMany),
        ("DEFAULT_5XX", errors.Unavailable),
    ],
)
def test_the_gateway_refuses_in_our_words_and_with_our_headers(answer: str, error: type[errors.Refusal]) -> None:
    response = resources()["RestAPI"]["GatewayResponses"][answer]

    problem = msgspec.json.decode(response["ResponseTemplates"]["application/json"], type=Problem)
    assert (problem.code, problem.sentence) == (error.code, error.sentence)
    assert response.get("StatusCode", error.status) == error.status
    # What is too large for the gateway was to be no larger than what the service takes.
    assert problem.limit == (LIMITS.frame_bytes if error is errors.TooLarge else None)
    headers = response["ResponseParameters"]["Headers"]
    assert set(headers) >= {"Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options"}
    for value in headers.values():
        assert re.fullmatch(r"'[^']+'", value), "API Gateway takes a constant in single quotes, without one inside"


def test_the_firewall_stands_before_the_stage_that_is_open_and_keeps_no_sample() -> None:
    association = deployed()["Resources"]["RestFirewallAssociation"]["Properties"]
    (stage,) = of_type(deployed(), "AWS::ApiGateway::Stage")

    assert association["ResourceArn"]["Fn::Sub"].endswith(f"/restapis/${{RestAPI}}/stages/${{{stage}}}")
    firewall = resources()["RestFirewall"]
    (rule,) = firewall["Rules"]
    for each in (firewall, rule):
        assert each["VisibilityConfig"]["SampledRequestsEnabled"] is False
    body = firewall["CustomResponseBodies"]["too_many"]["Content"]
    assert msgspec.json.decode(body, type=Problem).code == errors.TooMany.code


def test_the_firewall_does_not_count_the_networks_of_staff_and_knows_nothing_of_cookies() -> None:
    (rule,) = resources()["RestFirewall"]["Rules"]
    counted = rule["Statement"]["RateBasedStatement"]["ScopeDownStatement"]

    assert resolved(counted) is None
    office = {"StaffNetworks": "192.0.2.0/24"}
    assert resolved(counted, **office) == {
        "NotStatement": {
            "Statement": {
                "OrStatement": {
                    "Statements": [
                        {"IPSetReferenceStatement": {"Arn": "OfficesOfStaff.Arn"}},
                        {"IPSetReferenceStatement": {"Arn": "OfficesOfStaff6.Arn"}},
                    ]
                }
            }
        }
    }
    assert resolved(counted, StaffNetworks6="2001:db8::/48") == resolved(counted, **office)
    assert resolved(counted, **office, Firewall="false") is None
    assert "cookie" not in json.dumps(resources()["RestFirewall"]).lower()


@pytest.mark.parametrize(
    ("name", "version", "parameter"),
    [("OfficesOfStaff", "IPV4", "StaffNetworks"), ("OfficesOfStaff6", "IPV6", "StaffNetworks6")],
)
def test_a_set_holds_networks_of_one_version_and_may_be_empty(name: str, version: str, parameter: str) -> None:
    offices = resources()[name]

    assert ours().template["Resources"][name]["Condition"] == "StaffNetworksKnown"
    assert (offices["IPAddressVersion"], offices["Scope"]) == (version, "REGIONAL")
    assert resolved(offices["Addresses"]) == []
    assert offices["Addresses"]["Fn::If"][1] == {"Ref": parameter}
    assert declared(parameter)["Type"] == "CommaDelimitedList"


# --------------------------------------------------------------------------------------------------- policies

POLICIES = sorted((ROOT / ".chalice").glob("policy-*.json"))


def statements(effect: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in POLICIES:
        for statement in json.loads(path.read_text("utf-8"))["Statement"]:
            if statement["Effect"] == effect:
                yield path.stem, statement


def test_there_is_one_policy_for_each_function() -> None:
    used = {each["iam_policy_file"] for each in config()["lambda_functions"].values()}

    assert used == {path.name for path in POLICIES}
    assert len(used) == len(FUNCTIONS)


def test_no_policy_allows_anything_on_everything() -> None:
    for policy, statement in statements("Allow"):
        for action in statement["Action"]:
            assert "*" not in action, policy
        named = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        for resource in named:
            assert isinstance(resource, dict), f"{policy} names {resource} and not something of this stack"
            chosen = resource["Fn::If"][1] if "Fn::If" in resource else resource
            text = chosen.get("Fn::Sub", "")
            # A connection's id is not known. In its sandbox SES asks for the recipient's identity as well.
            # A key that is there only where it is wanted is named by its alias, in a condition.
            by_alias = "kms:ResourceAliases" in json.dumps(statement.get("Condition", {}))
            known = "@connections" in text or ":identity/" in text or (":key/" in text and by_alias)
            assert text.count("*") == (1 if known else 0), policy


def test_nothing_may_read_the_whole_table() -> None:
    granted = {action for _, statement in statements("Allow") for action in statement["Action"]}

    assert "dynamodb:Scan" not in granted
    assert not {action for action in granted if action.startswith("dynamodb:PartiQL")}


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_no_function_may_delete_or_alter_a_log(path: Any) -> None:
    (denial,) = [each for each in json.loads(path.read_text("utf-8"))["Statement"] if each["Effect"] == "Deny"]

    assert denial["Resource"] == "*"
    assert set(denial["Action"]) >= {
        "logs:DeleteLogGroup",
        "logs:DeleteLogStream",
        "logs:DeleteRetentionPolicy",
        "logs:PutRetentionPolicy",
    }


def test_only_the_outbox_may_send_mail_and_only_from_our_address() -> None:
    senders = [(policy, each) for policy, each in statements("Allow") if "ses:SendEmail" in each["Action"]]

    ((policy, statement),) = senders
    assert policy == "policy-outbox"
    assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}}
    identities = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/*"
    assert {"Fn::Sub": identities} in statement["Resource"]


def test_only_the_api_may_try_passwords_and_read_the_access_log() -> None:
    for action in ("cognito-idp:AdminInitiateAuth", "logs:GetLogEvents"):
        assert [policy for policy, each in statements("Allow") if action in each["Action"]] == ["policy-api_handler"]


def test_the_template_that_the_local_run_reads_is_the_one_that_is_merged() -> None:
    source = (ROOT / ".chalice" / "resources.yaml").read_text("utf-8")
    loaded = yaml.load(source, Loader=_Intrinsics)  # noqa: S506 - a SafeLoader that knows `!Ref`

    for name, resource in loaded["Resources"].items():
        if "Type" in resource:
            assert ours().template["Resources"][name]["Type"] == resource["Type"]


class _Intrinsics(yaml.SafeLoader):
    pass


_Intrinsics.add_multi_constructor("!", lambda _loader, suffix, _node: {suffix: ""})
