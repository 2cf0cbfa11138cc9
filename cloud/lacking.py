"""What the emulator has not of what a template asks for, and the template as the emulator can create it.

Imported by the emulator's own Python as well, so that nothing of the product's is needed here.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

Template = dict[str, Any]

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


def prepared(template: Template, host: str) -> Template:
    """Return a packaged template as the emulator can create it, with the gateways at `host`, and phones called on this machine."""
    text = json.dumps(template)
    for ours, theirs in ADDRESSES.items():
        text = text.replace(ours, theirs.replace("{host}", host))
    made: Template = json.loads(text)
    if "Globals" in made:
        made["Globals"]["Function"]["Environment"]["Variables"]["JUTTU_PUSH_SERVICES"] = PUSH_SERVICE
    for name in [name for name, each in made["Resources"].items() if lacks(each)]:
        del made["Resources"][name]
    outputs = made.get("Outputs", {})
    for name in [name for name, each in outputs.items() if any(part in json.dumps(each) for part in UNANSWERED)]:
        del outputs[name]
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
