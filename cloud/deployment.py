"""A stage on the emulator: put there by the operators' own deploy, from the packaged template less what the emulator does not know."""

import contextlib
import io
import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from chalicelib.chat.hours import WEEKDAYS
from cloud.artefact import Artefact
from operations import deploy, parts, smoke, stack
from operations.account import Account
from operations.deploy import Here, Release, Tries
from operations.package import Template
from operations.preflight import Around
from operations.stack import Stack
from operations.trouble import Trouble
from operations.updating import Operator

STAGE: Final = "dev"
PAUSE: Final = 0.1
"""Seconds between two looks: the emulator makes a stack within some."""

DOMAIN: Final = "practice.example"
"""Which mails come from."""
STAGE_FILE: Final = """\
region = "eu-north-1"
controller = "The Practising Company Ltd"
domain = ""
mail_from = "chat@{domain}"
alerts_to = "operations@practice.example"
pushes = true
budget = 40
[seeds]
administrator = "first.admin"
given_name = "Anna"
dialogue = 2026-11-02
site = "{name}.json"
"""

LACKING: Final[Mapping[str, str]] = {
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

_OF_AWS: Final = ".execute-api.${AWS::Region}.${AWS::URLSuffix}/"
ADDRESSES: Final[Mapping[str, str]] = {
    "https://${RestAPI}" + _OF_AWS: "http://{host}/_aws/execute-api/${RestAPI}/",
    "https://${WebsocketAPI}" + _OF_AWS: "http://{host}/_aws/execute-api/${WebsocketAPI}/",
    "wss://${WebsocketAPI}" + _OF_AWS: "ws://{host}/_aws/execute-api/${WebsocketAPI}/",
}
"""What the template calls the two gateways, and where they are on the emulator."""

PUSH_SERVICE: Final = "http://127.0.0.1:9"
"""Where phones are called: nobody answers there, and browser makers' push services would be beyond this machine."""


class Deployed(NamedTuple):
    """A stack that stands on the emulator."""

    stack: Stack
    service: str
    """Base URL of the REST API, without a slash at its end."""
    origin: str
    functions: Mapping[str, str]
    """Name of each function by its name in the template."""
    roles: Mapping[str, str]
    """Name of each function's role, likewise."""
    resources: int


def prepared(template: Template, host: str) -> Template:
    """Return a packaged template as the emulator can create it, with the gateways at `host`, and phones called on this machine."""
    text = json.dumps(template)
    for ours, theirs in ADDRESSES.items():
        text = text.replace(ours, theirs.replace("{host}", host))
    made: Template = json.loads(text)
    made["Globals"]["Function"]["Environment"]["Variables"]["JUTTU_PUSH_SERVICES"] = PUSH_SERVICE
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
    return made


def lacks(resource: Mapping[str, Any]) -> bool:
    """Return whether the emulator cannot create a resource."""
    kind, properties = resource["Type"], resource.get("Properties", {})
    return kind in LACKING or any(kind == each and name in properties for each, name in UNDERSTOOD_IN_PART)


def release(made: Artefact, host: str) -> Release:
    """Return an artefact as a deploy packages it, for the emulator at `host`."""
    template = json.dumps(prepared(made.packaged, host))
    return Release(zip=made.zip.read_bytes(), template=template, version=made.version)


def stage_file(name: str, domain: str = DOMAIN) -> str:
    """Return what the file of a stage on the emulator says."""
    return STAGE_FILE.format(name=name, domain=domain)


def written(folder: Path, host: str, name: str = STAGE, domain: str = DOMAIN) -> Path:
    """Write a stage's file, and that of its first site, whose pages are the emulator's own, into a folder, and return that.

    `domain`: which mails come from, and which one stack only has.
    """
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(stage_file(name, domain), "utf-8")
    site = {
        "key": "main",
        "company": "The Practising Company Ltd",
        "origins": [f"http://{host}"],
        "language": "fi",
        "hours": {"week": {day: ["0-24"] for day in WEEKDAYS}},
        "limits": {"transcripts_a_site_a_day": 1000},
    }
    (folder / f"{name}.json").write_text(json.dumps(site), "utf-8")
    return folder


def here(account: Account, folder: Path, made: Release, tries: Tries = smoke.of_stage) -> Here:
    """Return what a deploy has that goes to the emulator: a release that is packaged already, and a DNS that knows nothing."""
    return Here(
        around=Around(folder=folder, answers=lambda *_: ()),
        account=lambda _: account,
        packages=lambda *_: made,
        operator=operator,
        tries=tries,
    )


def operator(account: Account, *, yes: bool = True) -> Operator:
    """Return whoever deploys to the emulator: at a terminal at which nobody is."""
    return Operator(account=account, says=print, asks=lambda _: "", yes=yes, sleep=lambda _: time.sleep(PAUSE))


def deployed(its: Here, name: str = STAGE) -> str:
    """Deploy a stage as the command does, and return what that says. Raises Trouble with it where the command fails."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = deploy.main(["--stage", name, "--yes"], its)
    if status:
        raise Trouble(f"The deploy fails:\n{said.getvalue()}")
    return said.getvalue()


def standing(account: Account, host: str, name: str = STAGE) -> Deployed:
    """Return the stack of a stage that stands on the emulator at `host`. Raises Trouble."""
    found = stack.require(account, name)
    made_of = parts.of_stack(account, found.name)
    functions = {each.name: each.is_ for each in parts.of_type(made_of, parts.FUNCTION)}
    return Deployed(
        stack=found,
        service=found.outputs["Service"],
        origin=f"http://{host}",
        functions=functions,
        roles=dict(_roles(account, functions)),
        resources=len(made_of),
    )


def _roles(account: Account, functions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, function in functions.items():
        role: str = account.ask("lambda", "get_function_configuration", FunctionName=function)["Role"]
        yield name, role.rpartition("/")[2]
