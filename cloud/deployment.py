"""The stack on the emulator: the template that is deployed on AWS, translated, less what the emulator does not know."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from operations.account import Account
from operations.package import Template
from operations.stack import Stack, described, name_of
from operations.trouble import Trouble

BUCKET: Final = "juttu-artefacts"
KEY: Final = "deployment.zip"
STAGE: Final = "dev"
CREATED_WITHIN: Final = 120.0
"""Seconds."""

PARAMETERS: Final[Mapping[str, str]] = {
    "Controller": "Your Company Ltd",
    "MailFrom": "chat@your.example",
    "MailDomain": "your.example",
    "AlertsTo": "operations@your.example",
}

LACKING: Final[Mapping[str, str]] = {
    "AWS::ApiGatewayV2::Deployment": "The stage deploys by itself; nothing refers to it.",
    "AWS::ApiGatewayV2::RouteResponse": "The emulator sends back what a function returns for a frame without being told to.",
    "AWS::WAFv2::IPSet": "The firewall's list of the staff's networks.",
    "AWS::WAFv2::WebACLAssociation": "There is a firewall, and nothing goes through it.",
}
"""Types that the emulator does not know, and what is not proved there for the want of them."""

UNDERSTOOD_IN_PART: Final[Mapping[tuple[str, str], str]] = {
    ("AWS::CloudWatch::Alarm", "Metrics"): "Alarms over several figures; the emulator rings none anyway.",
}
"""Types, with the property that the emulator does not take: those that have it are left out."""

UNANSWERED: Final[Mapping[str, str]] = {
    "DkimDNSToken": "The emulator makes no DKIM records, and takes every mail domain for proved.",
}
"""Attributes, by the beginning of their name, that the emulator does not know: outputs that name one are left out."""

ADDRESSES: Final[Mapping[str, str]] = {
    "JUTTU_SOCKET_URL": "ws://{host}/_aws/execute-api/${{WebsocketAPI}}/api",
    "JUTTU_CONNECTIONS_ENDPOINT": "http://{host}/_aws/execute-api/${{WebsocketAPI}}/api",
}
"""Where the two gateways are that have names of AWS's in the template."""


class Deployed(NamedTuple):
    """A stack that stands on the emulator."""

    stack: Stack
    service: str
    """Base URL of the REST API, without a slash at its end."""
    sockets: str
    origin: str
    functions: Mapping[str, str]
    """Name of each function by its name in the template."""
    roles: Mapping[str, str]
    """Name of each function's role, likewise."""
    resources: int


def prepared(template: Template, host: str) -> Template:
    """Return a translated template as the emulator can create it, with the gateways at `host`."""
    made: Template = json.loads(json.dumps(template))
    for name in [name for name, each in made["Resources"].items() if lacks(each)]:
        del made["Resources"][name]
    for name in [
        name for name, each in made["Outputs"].items() if any(part in json.dumps(each) for part in UNANSWERED)
    ]:
        del made["Outputs"][name]
    for resource in made["Resources"].values():
        if isinstance(resource.get("DependsOn"), list):
            resource["DependsOn"] = [name for name in resource["DependsOn"] if name in made["Resources"]]
        elif resource.get("DependsOn") not in made["Resources"]:
            resource.pop("DependsOn", None)
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"]["Code"] = {"S3Bucket": BUCKET, "S3Key": KEY}
            variables = resource["Properties"]["Environment"]["Variables"]
            variables |= {name: {"Fn::Sub": address.format(host=host)} for name, address in ADDRESSES.items()}
    return made


def lacks(resource: Mapping[str, Any]) -> bool:
    """Return whether the emulator cannot create a resource."""
    kind, properties = resource["Type"], resource.get("Properties", {})
    return kind in LACKING or any(kind == each and name in properties for each, name in UNDERSTOOD_IN_PART)


def deploy(account: Account, template: Template, zip_: Path, host: str) -> Deployed:
    """Create the stack and return it when it is complete. Raises Trouble with what the emulator said of it."""
    made = prepared(template, host)
    body = json.dumps(made)
    account.ask("s3", "create_bucket", Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": account.region})
    account.ask("s3", "put_object", Bucket=BUCKET, Key=KEY, Body=zip_.read_bytes())
    account.ask("s3", "put_object", Bucket=BUCKET, Key="template.json", Body=body.encode())
    stack = name_of(STAGE)
    account.ask(
        "cloudformation",
        "create_stack",
        StackName=stack,
        TemplateURL=f"http://{host}/{BUCKET}/template.json",
        Parameters=[
            {"ParameterKey": name, "ParameterValue": value}
            for name, value in PARAMETERS.items()
            if name in made["Parameters"]
        ],
        Capabilities=["CAPABILITY_IAM"],
    )
    found = _created(account, stack)
    listed = list(account.pages("cloudformation", "list_stack_resources", "StackResourceSummaries", StackName=stack))
    ids = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in listed}
    of_type = {name: each["Type"] for name, each in made["Resources"].items()}
    functions = {name: ids[name] for name, kind in of_type.items() if kind == "AWS::Lambda::Function"}
    (rest,) = (ids[name] for name, kind in of_type.items() if kind == "AWS::ApiGateway::RestApi")
    (socket,) = (ids[name] for name, kind in of_type.items() if kind == "AWS::ApiGatewayV2::Api")
    return Deployed(
        stack=found,
        service=f"http://{host}/_aws/execute-api/{rest}/api",
        sockets=f"ws://{host}/_aws/execute-api/{socket}/api",
        origin=f"http://{host}",
        functions=functions,
        roles={name: ids[made["Resources"][name]["Properties"]["Role"]["Fn::GetAtt"][0]] for name in functions},
        resources=len(listed),
    )


def _created(account: Account, stack: str) -> Stack:
    until = time.monotonic() + CREATED_WITHIN
    while True:
        (found,) = account.ask("cloudformation", "describe_stacks", StackName=stack)["Stacks"]
        if found["StackStatus"] == "CREATE_COMPLETE":
            return described(found)
        if "FAILED" in found["StackStatus"] or "ROLLBACK" in found["StackStatus"] or time.monotonic() > until:
            events = account.pages("cloudformation", "describe_stack_events", "StackEvents", StackName=stack)
            failed = [each for each in events if "FAILED" in each["ResourceStatus"]]
            said = "\n".join(f"- {each['LogicalResourceId']}: {each.get('ResourceStatusReason')}" for each in failed)
            raise Trouble(f"The stack is {found['StackStatus']} on the emulator:\n{said}")
        time.sleep(0.1)
