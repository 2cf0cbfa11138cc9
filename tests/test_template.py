"""The template that is deployed: what Chalice gets wrong is cured, and what trust.md asks of the cloud is in it."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
import yaml

from chalicelib.aws import keys
from chalicelib.aws.metrics import DIMENSION, NAMESPACE
from chalicelib.chat import errors, retention
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Metric
from chalicelib.chat.who import Role
from chalicelib.chat.wire import Problem
from chalicelib.settings import Settings
from local.cloud import TEMPLATE as RESOURCES
from local.gateway import frames_are_answered
from operations import package
from operations.package import ROOT, Template
from tests.packaged import bare, complaints, config, deployed, of_type, ours, translated

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


def test_the_translated_template_has_nothing_that_cfn_lint_would_say() -> None:
    assert complaints(deployed()) == []


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
        assert len(function["Environment"]["Variables"]) == len(msgspec.structs.fields(Settings)) - len(NOT_DEPLOYED)


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


def test_every_setting_is_set_and_nothing_else() -> None:
    wanted = {f"JUTTU_{field.name.upper()}" for field in msgspec.structs.fields(Settings)} - NOT_DEPLOYED

    assert set(ours().template["Globals"]["Function"]["Environment"]["Variables"]) == wanted


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


def test_an_address_is_of_our_own_gateways_or_there_is_none() -> None:
    addresses = re.findall(r"\w+://[^/\"' ]+", json.dumps(ours().template["Globals"]))
    addresses += re.findall(r"\w+://[^/\"' ]+", json.dumps(ours().template["Resources"]))
    addresses += re.findall(r"\w+://[^/\"' ]+", json.dumps(ours().template["Outputs"]))

    assert addresses
    for address in addresses:
        assert re.fullmatch(
            r"(https|wss)://\$\{(RestAPI|WebsocketAPI)\}\.execute-api\.\$\{AWS::Region\}\.\$\{AWS::URLSuffix\}", address
        )


# ------------------------------------------------------------------------------------------ what trust.md asks


def test_what_expires_is_deleted_by_dynamodb_too_and_no_copy_outlives_seven_days() -> None:
    table = resources()["Table"]

    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["PointInTimeRecoverySpecification"] == {
        "PointInTimeRecoveryEnabled": True,
        "RecoveryPeriodInDays": 7,
    }
    assert table["SSESpecification"] == {"SSEEnabled": True}
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

    assert client["ExplicitAuthFlows"] == ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
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


def test_a_sweep_that_fails_leaves_one_more_within_the_time_that_the_notice_tells() -> None:
    (event,) = resources()["Sweep"]["Events"].values()
    every = re.fullmatch(r"rate\((\d+) hours?\)", event["Properties"]["Schedule"])

    assert every is not None
    assert 2 * int(every[1]) <= retention.SWEPT_HOURS


def alarms() -> dict[str, Any]:
    return {name: each["Properties"] for name, each in of_type(deployed(), "AWS::CloudWatch::Alarm").items()}


def test_what_the_functions_put_for_alarms_has_an_alarm_each() -> None:
    own = {each["MetricName"]: each for each in alarms().values() if each["Namespace"] == NAMESPACE}

    assert set(own) == set(get_args(Metric))
    for alarm in own.values():
        assert alarm["Dimensions"] == [{"Name": DIMENSION, "Value": {"Ref": "Stage"}}]


@pytest.mark.parametrize(
    ("metric", "statistic", "seconds", "comparison", "threshold"),
    [
        ("aws_refused", "Sum", 300, "GreaterThanOrEqualToThreshold", 1),
        ("oldest_expired_hours", "Maximum", 3600, "GreaterThanThreshold", 12),
        ("mails_of_site_percent", "Maximum", 300, "GreaterThanOrEqualToThreshold", 50),
        ("mails_paused", "Sum", 300, "GreaterThanOrEqualToThreshold", 1),
    ],
)
def test_an_alarm_rings_at_once_beyond_its_threshold(
    metric: str, statistic: str, seconds: int, comparison: str, threshold: int
) -> None:
    (alarm,) = (each for each in alarms().values() if each["MetricName"] == metric)

    assert (alarm["Statistic"], alarm["Period"], alarm["EvaluationPeriods"]) == (statistic, seconds, 1)
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == (comparison, threshold)


def test_what_runs_by_itself_and_what_is_given_up_have_alarms() -> None:
    watched = [value for each in alarms().values() for value in each["Dimensions"]]

    for function in ("Sweep", "Watch"):
        assert {"Name": "FunctionName", "Value": {"Ref": function}} in watched
    for queue in (name for name in of_type(deployed(), "AWS::SQS::Queue") if name.endswith("DeadLetters")):
        assert {"Name": "QueueName", "Value": {"Fn::GetAtt": [queue, "QueueName"]}} in watched


def test_alarms_are_mailed_only_where_the_operator_has_named_an_address() -> None:
    assert resources()["AlarmTopic"]["Subscription"] == [{"Protocol": "email", "Endpoint": {"Ref": "AlertsTo"}}]
    assert ours().template["Resources"]["AlarmTopic"]["Condition"] == "AlertsWanted"
    assert ours().template["Conditions"]["AlertsWanted"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "AlertsTo"}, ""]}]}

    for alarm in alarms().values():
        assert alarm["AlarmActions"] == [{"Fn::If": ["AlertsWanted", {"Ref": "AlarmTopic"}, {"Ref": "AWS::NoValue"}]}]
        silence = "breaching" if alarm["MetricName"] == "Invocations" else "notBreaching"
        assert alarm["TreatMissingData"] == silence


def test_a_sweep_that_does_not_run_has_an_alarm_for_its_failures_are_then_none() -> None:
    (alarm,) = (each for each in alarms().values() if each["MetricName"] == "Invocations")

    assert alarm["Dimensions"] == [{"Name": "FunctionName", "Value": {"Ref": "Sweep"}}]
    assert (alarm["Statistic"], alarm["Period"], alarm["EvaluationPeriods"]) == ("Sum", 3 * 3600, 1)
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("LessThanThreshold", 1)


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
            text = resource.get("Fn::Sub", "")
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
