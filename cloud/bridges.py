"""The emulator's own faults that are bridged: what AWS does instead, and a probe of each that sees the fault without the bridge.

The bridges themselves are in `cloud/bridged.py`, which runs inside the emulator. A probe uses the emulator alone, so that it says
something about the emulator, and nothing about the product: what it gets without the bridge has to differ from what it gets with it,
else the bridge is no longer needed.
"""

import contextlib
import io
import json
import time
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from botocore.exceptions import ClientError
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from cloud.emulator import ACCOUNT, REGION, Emulator
from local.cloud import totp

FUNCTION: Final = """
import logging

def handler(event, context):
    logging.getLogger("probe").error("said", extra={"named": 7})
    return {"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": "probe.v1"}}
"""
GROUP: Final = "/probe"
TABLE: Final[Mapping[str, Any]] = {
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "BillingMode": "PAY_PER_REQUEST",
}
RECOVERY: Final = {"PointInTimeRecoveryEnabled": True}


class Bridge(NamedTuple):
    """A fault of the emulator's, and how it is seen."""

    fault: str
    aws: str
    probe: Callable[[Emulator], bool]
    """Whether the emulator does as AWS does."""


def _log_streams(emulator: Emulator) -> bool:
    emulator.client("logs").create_log_group(logGroupName=GROUP)
    resource = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{GROUP}:*"
    logs = _as_role(emulator, "logs", {"Effect": "Allow", "Action": "logs:CreateLogStream", "Resource": resource})
    return _allowed(lambda: logs.create_log_stream(logGroupName=GROUP, logStreamName="stream"))


def _mail_senders(emulator: Emulator) -> bool:
    emulator.client("sesv2").create_email_identity(EmailIdentity="probe.example")
    statement = {
        "Effect": "Allow",
        "Action": ["ses:SendEmail", "ses:SendRawEmail"],
        "Resource": f"arn:aws:ses:{REGION}:{ACCOUNT}:identity/*",
        "Condition": {"StringEquals": {"ses:FromAddress": "chat@probe.example"}},
    }
    mail = _as_role(emulator, "sesv2", statement)

    def sends(sender: str) -> bool:
        content = {"Raw": {"Data": b"From: chat@probe.example\r\nTo: a@probe.example\r\n\r\nHei"}}
        to = {"ToAddresses": ["a@probe.example"]}
        return _allowed(lambda: mail.send_email(FromEmailAddress=sender, Destination=to, Content=content))

    return sends("chat@probe.example") and not sends("other@probe.example")


def _second_factors(emulator: Emulator) -> bool:
    cognito = emulator.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="probe", MfaConfiguration="OFF")["UserPool"]["Id"]
    cognito.set_user_pool_mfa_config(
        UserPoolId=pool, SoftwareTokenMfaConfiguration={"Enabled": True}, MfaConfiguration="ON"
    )
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    made = cognito.create_user_pool_client(UserPoolId=pool, ClientName="probe", ExplicitAuthFlows=flows)
    client = {"UserPoolId": pool, "ClientId": made["UserPoolClient"]["ClientId"]}
    cognito.admin_create_user(UserPoolId=pool, Username="probe", MessageAction="SUPPRESS")
    password = "A passphrase of the probe's, 1"  # noqa: S105 - of nobody
    cognito.admin_set_user_password(UserPoolId=pool, Username="probe", Password=password, Permanent=True)

    def signs_in() -> dict[str, Any]:
        parameters = {"USERNAME": "probe", "PASSWORD": password}
        return dict(
            cognito.admin_initiate_auth(**client, AuthFlow="ADMIN_USER_PASSWORD_AUTH", AuthParameters=parameters)
        )

    first = signs_in()
    if first.get("ChallengeName") != "MFA_SETUP":
        return False
    enrolled = cognito.associate_software_token(Session=first["Session"])
    code = totp.code_at(enrolled["SecretCode"], time.time())
    proved = cognito.verify_software_token(Session=enrolled["Session"], UserCode=code)
    responses = {"USERNAME": "probe"}
    let_in = cognito.admin_respond_to_auth_challenge(
        **client, ChallengeName="MFA_SETUP", Session=proved["Session"], ChallengeResponses=responses
    )
    return "AuthenticationResult" in let_in and signs_in().get("ChallengeName") == "SOFTWARE_TOKEN_MFA"


def _forgotten_factors(emulator: Emulator) -> bool:
    cognito = emulator.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="probe")["UserPool"]["Id"]
    cognito.admin_create_user(UserPoolId=pool, Username="probe", MessageAction="SUPPRESS")
    try:
        cognito.admin_delete_software_token(UserPoolId=pool, Username="probe")
    except ClientError as error:
        if error.response["Error"]["Code"] != "InvalidAction":
            raise
        return False
    return True


def _subprotocols(emulator: Emulator) -> bool:
    gateway, function = emulator.client("apigatewayv2"), _function(emulator)
    api = gateway.create_api(Name="probe", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")[
        "ApiId"
    ]
    uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{function}/invocations"
    made = gateway.create_integration(ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=uri)["IntegrationId"]
    gateway.create_route(ApiId=api, RouteKey="$connect", Target=f"integrations/{made}")
    gateway.create_stage(ApiId=api, StageName="api", AutoDeploy=True)
    address = f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api}/api"
    with (
        contextlib.suppress(WebSocketException, OSError),
        connect(
            address,
            subprotocols=[Subprotocol("probe.v1")],
            open_timeout=30,
            close_timeout=1,
            proxy=None,
        ) as socket,
    ):
        return str(socket.subprotocol) == "probe.v1"
    return False


def _log_lines(emulator: Emulator) -> bool:
    before = len(emulator.lines())
    emulator.client("lambda").invoke(FunctionName=_function(emulator), Payload=b"{}")
    return any(line.get("named") == 7 for _, line in emulator.lines(before))  # noqa: PLR2004 - FUNCTION's


def _point_in_time(emulator: Emulator) -> bool:
    dynamodb = emulator.client("dynamodb")
    dynamodb.create_table(TableName="probe-recovery", **TABLE)
    dynamodb.update_continuous_backups(TableName="probe-recovery", PointInTimeRecoverySpecification=RECOVERY)
    dynamodb.put_item(TableName="probe-recovery", Item={"pk": {"S": "before"}})
    time.sleep(1.1)  # it is restored to a whole second
    at = int(time.time())
    dynamodb.delete_item(TableName="probe-recovery", Key={"pk": {"S": "before"}})
    dynamodb.put_item(TableName="probe-recovery", Item={"pk": {"S": "after"}})

    def restored(target: str, when: int) -> list[str]:
        dynamodb.restore_table_to_point_in_time(
            SourceTableName="probe-recovery", TargetTableName=target, RestoreDateTime=when
        )
        return [item["pk"]["S"] for item in dynamodb.scan(TableName=target)["Items"]]

    with contextlib.suppress(dynamodb.exceptions.InvalidRestoreTimeException):
        restored("probe-earlier", at - 3600)
        return False
    return restored("probe-restored", at) == ["before"]


def _recovery_on(emulator: Emulator) -> bool:
    table = {"Type": "AWS::DynamoDB::Table", "Properties": {**TABLE, "PointInTimeRecoverySpecification": RECOVERY}}
    cloudformation = emulator.client("cloudformation")
    cloudformation.create_stack(StackName="probe", TemplateBody=json.dumps({"Resources": {"Table": table}}))
    cloudformation.get_waiter("stack_create_complete").wait(StackName="probe", WaiterConfig={"Delay": 1})
    (made,) = cloudformation.list_stack_resources(StackName="probe")["StackResourceSummaries"]
    told = emulator.client("dynamodb").describe_continuous_backups(TableName=made["PhysicalResourceId"])
    recovery = told["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    return bool(recovery["PointInTimeRecoveryStatus"] == "ENABLED")


def _event_ids(emulator: Emulator) -> bool:
    emulator.client("lambda").invoke(FunctionName=_function(emulator), Payload=b"{}")
    found = emulator.client("logs").filter_log_events(logGroupName="/aws/lambda/probe")["events"]
    return bool(found) and len({each.get("eventId", "") for each in found}) == len(found)


def _one_by_one(emulator: Emulator) -> bool:
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    emulator.client("iam").create_role(RoleName="probe-one", AssumeRolePolicyDocument=_policy(trust))
    properties = {
        "Runtime": "python3.11",
        "Handler": "index.handler",
        "Role": f"arn:aws:iam::{ACCOUNT}:role/probe-one",
        "Code": {"ZipFile": FUNCTION},
    }
    resources = {name: {"Type": "AWS::Lambda::Function", "Properties": properties} for name in ("First", "Second")}
    cloudformation = emulator.client("cloudformation")
    with emulator.held() as changes:
        cloudformation.create_stack(StackName="probe-one", TemplateBody=json.dumps({"Resources": resources}))
        waited = changes.next(within=10)
        (stack,) = cloudformation.describe_stacks(StackName="probe-one")["Stacks"]
        made = cloudformation.list_stack_resources(StackName="probe-one")["StackResourceSummaries"]
    cloudformation.get_waiter("stack_create_complete").wait(StackName="probe-one", WaiterConfig={"Delay": 1})
    return waited is not None and stack["StackStatus"] == "CREATE_IN_PROGRESS" and len(made) < len(resources)


def _key_aliases(emulator: Emulator) -> bool:
    kms = emulator.client("kms")
    for alias in ("alias/probe-ours", "alias/probe-another"):
        key = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName=alias, TargetKeyId=key)
    statement = {
        "Effect": "Allow",
        "Action": "kms:GetPublicKey",
        "Resource": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/*",
        "Condition": {"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/probe-ours"}},
    }
    role = _as_role(emulator, "kms", statement)

    def has(alias: str) -> bool:
        return _allowed(lambda: role.get_public_key(KeyId=alias))

    return has("alias/probe-ours") and not has("alias/probe-another")


def _log_patterns(emulator: Emulator) -> bool:
    logs, stream = emulator.client("logs"), {"logGroupName": "/probe/patterns", "logStreamName": "stream"}
    logs.create_log_group(logGroupName=stream["logGroupName"])
    logs.create_log_stream(**stream)
    now = int(time.time() * 1000)
    lines = ["START RequestId: 1", '{"event": "aws"}', '{"event": "other"}']
    logs.put_log_events(**stream, logEvents=[{"timestamp": now, "message": each} for each in lines])
    pattern = '{ ($.event = "failed") || $.event = "aws" }'
    found = logs.filter_log_events(logGroupName=stream["logGroupName"], filterPattern=pattern)["events"]
    return [each["message"] for each in found] == lines[1:2]


def _replacements(emulator: Emulator) -> bool:
    cloudformation, stack = emulator.client("cloudformation"), "probe-replaced"

    def made(description: str, days: int) -> str:
        api = {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "probe", "Description": description}}
        log = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/probe/log", "RetentionInDays": days}}
        return json.dumps({"Resources": {"Api": api, "Log": log}})

    cloudformation.create_stack(StackName=stack, TemplateBody=made("one", 7))
    cloudformation.get_waiter("stack_create_complete").wait(StackName=stack, WaiterConfig={"Delay": 1})
    cloudformation.create_change_set(StackName=stack, ChangeSetName="probe", TemplateBody=made("another", 30))
    waiter = cloudformation.get_waiter("change_set_create_complete")
    waiter.wait(StackName=stack, ChangeSetName="probe", WaiterConfig={"Delay": 1})
    changes = cloudformation.describe_change_set(StackName=stack, ChangeSetName="probe")["Changes"]
    return [each["ResourceChange"]["Replacement"] for each in changes] == ["False", "False"]


def _asked_for(emulator: Emulator) -> bool:
    cloudformation = emulator.client("cloudformation")
    topic = json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})
    stack = cloudformation.create_stack(StackName="probe-asked", TemplateBody=topic)["StackId"]
    cloudformation.get_waiter("stack_create_complete").wait(StackName=stack, WaiterConfig={"Delay": 1})
    cloudformation.delete_stack(StackName=stack)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig={"Delay": 1})
    events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    of_stack = (each for each in events if each["ResourceType"] == "AWS::CloudFormation::Stack")
    begun = [each for each in of_stack if each["ResourceStatus"] == "DELETE_IN_PROGRESS"]
    return [each.get("ResourceStatusReason") for each in begun] == ["User Initiated"]


BRIDGES: Final[Mapping[str, Bridge]] = {
    "log_streams": Bridge(
        "An operation on a log stream is one on `log-group:NAME`, so that a policy for `log-group:NAME:*` allows none.",
        "The ARN of a log group ends in `:*` in policies (CloudWatch Logs' page of its resources in the Service Authorization Reference).",
        _log_streams,
    ),
    "mail_senders": Bridge(
        "Whether a mail may be sent is asked for resource `*` and without `ses:FromAddress`, so that any narrow statement allows nothing.",
        "SES asks on the identity and the configuration set, with the sender as condition key, and for SendRawEmail where the mail is raw.",
        _mail_senders,
    ),
    "second_factors": Bridge(
        "A pool that demands a second factor gives tokens to whoever has none.",
        "Whoever has none is answered with the challenge MFA_SETUP, and has one once that is met.",
        _second_factors,
    ),
    "forgotten_factors": Bridge(
        "A second factor cannot be forgotten: AdminDeleteSoftwareToken is no operation.",
        "Whoever had one has none afterwards, and sets up another at the next sign-in.",
        _forgotten_factors,
    ),
    "subprotocols": Bridge(
        "A socket opens without the subprotocol that `$connect` has answered, and a browser closes it at once.",
        "The header Sec-WebSocket-Protocol of that answer is the handshake's.",
        _subprotocols,
    ),
    "log_lines": Bridge(
        "Fields of log records are dropped, and what functions log that run for a socket is kept nowhere.",
        "Lambda's runtime writes each record as JSON with its fields (LogFormat JSON), whatever the function runs for.",
        _log_lines,
    ),
    "event_ids": Bridge(
        "What functions have logged is found without an id, so that whoever follows one cannot tell what was told before.",
        "Each event of FilterLogEvents has an `eventId` of its own.",
        _event_ids,
    ),
    "log_patterns": Bridge(
        "A pattern of JSON finds every line of a log.",
        "FilterLogEvents finds the lines that are JSON and whose fields are as the pattern says.",
        _log_patterns,
    ),
    "replacements": Bridge(
        "A change set says of a REST API and of a log group, whatever is changed of them, that they may be replaced.",
        "A REST API is changed in its place, and a log group but for its name (`Update requires` on their types' pages).",
        _replacements,
    ),
    "asked_for": Bridge(
        "The events of a stack do not say that somebody has asked for its deletion.",
        "The stack's own event, with which an operation begins, has the reason `User Initiated`.",
        _asked_for,
    ),
    "point_in_time": Bridge(
        "A table that is restored to a time, be it of long ago, is as it is now.",
        "It is as it was at that second; a time outside of the table's window is refused (InvalidRestoreTimeException).",
        _point_in_time,
    ),
    "recovery_on": Bridge(
        "A table of a template that gives it recovery has none.",
        "PointInTimeRecoverySpecification turns it on.",
        _recovery_on,
    ),
    "one_by_one": Bridge(
        "A stack is changed at one go, in which nobody is served.",
        "Resources are changed one after another, which takes minutes, and whoever asks meanwhile is served by what is there by then.",
        _one_by_one,
    ),
    "key_aliases": Bridge(
        "A key that is named by its alias is asked for by that, and `kms:ResourceAliases` is not known, so that a condition on it allows nothing.",
        "KMS asks on the key's own ARN, with the key's aliases as a condition key of several values (its developer guide, Condition keys for AWS KMS).",
        _key_aliases,
    ),
}


def probed(emulator: Emulator) -> dict[str, bool]:
    """Return by the name of each bridge whether the emulator does there as AWS does."""
    return {name: bridge.probe(emulator) for name, bridge in BRIDGES.items()}


def _as_role(emulator: Emulator, service: str, statement: Mapping[str, Any]) -> Any:
    """Return a client that may do what a statement allows."""
    iam, name = emulator.client("iam"), f"probe-{service}"
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=_policy(trust))
    iam.put_role_policy(RoleName=name, PolicyName="probe", PolicyDocument=_policy(statement))
    role = f"arn:aws:iam::{ACCOUNT}:role/{name}"
    given = emulator.client("sts").assume_role(RoleArn=role, RoleSessionName="probe")["Credentials"]
    return emulator.client(
        service,
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )


def _function(emulator: Emulator) -> str:
    """Return the ARN of a function that logs, and answers as `$connect` does."""
    client = emulator.client("lambda")
    with contextlib.suppress(ClientError):
        return str(client.get_function(FunctionName="probe")["Configuration"]["FunctionArn"])
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    emulator.client("iam").create_role(RoleName="probe-function", AssumeRolePolicyDocument=_policy(trust))
    made = client.create_function(
        FunctionName="probe",
        Runtime="python3.11",
        Handler="probe.handler",
        Role=f"arn:aws:iam::{ACCOUNT}:role/probe-function",
        Code={"ZipFile": _zipped("probe.py", FUNCTION)},
        Timeout=30,
    )
    return str(made["FunctionArn"])


def _zipped(name: str, text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, text)
    return content.getvalue()


def _policy(*statements: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def _allowed(call: Callable[[], object]) -> bool:
    try:
        call()
    except ClientError as error:
        if not error.response["Error"]["Code"].startswith("AccessDenied"):
            raise
        return False
    return True
