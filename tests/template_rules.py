"""What has to hold of a translated template, as rules that can be asked of any: each says in a sentence what is wrong.

Beside cfn-lint, which knows AWS's own rules (among them of every action of IAM), these are the house's.
"""

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from cfnlint.api import lint

from operations import package
from operations.package import Template
from tests.packaged import of_type

REGIONS: Final = ("eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-3")
"""The regions of the EU that have every type of the template."""
HOSTS: Final = re.compile(
    r"(https|wss)://(\$\{(RestAPI|WebsocketAPI)\}\.execute-api\.\$\{AWS::Region\}\.\$\{AWS::URLSuffix\}|(ws\.)?chat\.\$\{Domain\})"
)
"""Where the service may be, and so what an address in the template may lead to."""
PLACES: Final = 300
"""https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html: resources per API."""
_REGION: Final = re.compile(r"\b(?:af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)(?:-[a-z]+)+-\d\b")


def wrong(template: Template, regions: tuple[str, ...] = REGIONS[1:2]) -> list[str]:
    """Return everything that is wrong with a translated template; `regions`: those that cfn-lint asks about."""
    return [*wrong_by_ours(template), *wrong_by_awss(template, regions)]


def wrong_by_ours(template: Template) -> Iterator[str]:
    """Yield what the house's rules say."""
    for rule in RULES:
        yield from rule(template)


def wrong_by_awss(template: Template, regions: tuple[str, ...] = REGIONS[1:2]) -> Iterator[str]:
    """Yield what cfn-lint says, which takes a few seconds."""
    for match in lint(json.dumps(template), None, [*regions]):
        yield f"{match.rule.id} {match.message}"


# ---------------------------------------------------------------------------------------------------------- rules


def wide_permissions(template: Template) -> Iterator[str]:
    """A function may do what is named, to what is named."""
    for role, statement in allowed(template):
        for action in _listed(statement["Action"]):
            if "*" in action:
                yield f"{role} may do {action}."
        for resource in _listed(statement["Resource"]):
            if resource == "*":
                yield f"{role} may do {', '.join(_listed(statement['Action']))} to everything."


def kept_for_ever(template: Template) -> Iterator[str]:
    """A log ends some day, and no function makes one that does not."""
    for name, group in of_type(template, "AWS::Logs::LogGroup").items():
        if not group.get("Properties", {}).get("RetentionInDays"):
            yield f"{name} keeps its lines for ever."
    for name, function in of_type(template, "AWS::Lambda::Function").items():
        if "LogGroup" not in function["Properties"].get("LoggingConfig", {}):
            yield f"{name} writes into a group of its own, which keeps its lines for ever."


def traced(template: Template) -> Iterator[str]:
    """Nothing that passes through is written down on the way."""
    for name, function in of_type(template, "AWS::Lambda::Function").items():
        if function["Properties"].get("TracingConfig", {}).get("Mode", "PassThrough") != "PassThrough":
            yield f"{name} is traced."
    for name, stage in _stages(template):
        settings = [*stage.get("MethodSettings", ()), *filter(None, [stage.get("DefaultRouteSettings")])]
        logs = {"AccessLogSetting", "AccessLogSettings"} & set(stage)
        if logs or stage.get("TracingEnabled") or not settings:
            yield f"{name} writes down what passes through."
        for each in settings:
            if each.get("DataTraceEnabled") is not False or each.get("LoggingLevel") != "OFF":
                yield f"{name} writes down what passes through."


def outside_the_union(template: Template) -> Iterator[str]:
    """No other region is named than those of the EU, and the rule of the template names them."""
    rule = template.get("Rules", {}).get("InTheUnion", {}).get("Assertions", [{}])
    named, asked = rule[0].get("Assert", {}).get("Fn::Contains", [[], None])
    if asked != {"Ref": "AWS::Region"} or not named:
        yield "Nothing keeps the stack in the EU."
    for region in sorted(set(_REGION.findall(json.dumps(template))) - set(REGIONS)):
        yield f"{region} is named."


def undeclared_hosts(template: Template) -> Iterator[str]:
    """An address leads to the stack's own gateways, or under the operator's own domain."""
    told = json.dumps({part: template.get(part, {}) for part in ("Resources", "Outputs")})
    for address in sorted(set(re.findall(r"\w+://[^/\"'\\ ]+", told))):
        if not HOSTS.fullmatch(address):
            yield f"{address} is nobody's here."


def dangling(template: Template) -> Iterator[str]:
    """What is referred to is declared."""
    yield from package.undeclared(template)


def routes_without_permission(template: Template) -> Iterator[str]:
    """Whatever calls a function may: each route of both gateways and each schedule."""
    permitted = {
        name
        for each in of_type(template, "AWS::Lambda::Permission").values()
        if each["Properties"]["Action"] == "lambda:InvokeFunction" and each["Properties"].get("SourceArn")
        for name in functions_in(template, each["Properties"]["FunctionName"])
    }
    for kind in ("AWS::ApiGatewayV2::Integration", "AWS::Events::Rule", "AWS::ApiGateway::RestApi"):
        for caller, each in of_type(template, kind).items():
            for called in sorted(functions_in(template, each["Properties"]) - permitted):
                yield f"{caller} calls {called}, which it may not."


def without_throttle(template: Template) -> Iterator[str]:
    """Each stage lets only so much through."""
    for name, stage in _stages(template):
        settings = [*stage.get("MethodSettings", ()), *filter(None, [stage.get("DefaultRouteSettings")])]
        if not settings or not all(
            each.get("ThrottlingRateLimit") and each.get("ThrottlingBurstLimit") for each in settings
        ):
            yield f"{name} lets everything through."


def unroutable(template: Template) -> Iterator[str]:
    """A variable part of a path has one name, whatever follows it, and an API has no more parts than API Gateway takes."""
    for api, each in of_type(template, "AWS::ApiGateway::RestApi").items():
        places = {"/"}
        variables: dict[str, set[str]] = {}
        for path in each["Properties"]["Body"]["paths"]:
            parts = path.strip("/").split("/")
            places.update("/".join(parts[: count + 1]) for count in range(len(parts)))
            for count, part in enumerate(parts):
                if part.startswith("{"):
                    variables.setdefault("/".join(parts[:count]), set()).add(part)
        for before, names in variables.items():
            if len(names) > 1:
                yield f"{api} calls what follows /{before} {' and '.join(sorted(names))}."
        if len(places) > PLACES:
            yield f"{api} has {len(places)} parts of paths."


RULES: Final[tuple[Callable[[Template], Iterator[str]], ...]] = (
    wide_permissions,
    kept_for_ever,
    traced,
    outside_the_union,
    undeclared_hosts,
    dangling,
    routes_without_permission,
    without_throttle,
    unroutable,
)


# -------------------------------------------------------------------------------------------------- planted mistakes


def _wildcard(template: Template) -> None:
    _first_statement(template, "WatchRole")["Action"] = ["dynamodb:*"]


def _everything(template: Template) -> None:
    _first_statement(template, "WatchRole")["Resource"] = "*"


def _misspelt(template: Template) -> None:
    _first_statement(template, "WatchRole")["Action"] = ["dynamodb:GetItm"]


def _no_retention(template: Template) -> None:
    del template["Resources"]["ApplicationLog"]["Properties"]["RetentionInDays"]


def _own_group(template: Template) -> None:
    del template["Resources"]["Watch"]["Properties"]["LoggingConfig"]


def _tracing(template: Template) -> None:
    template["Resources"]["Watch"]["Properties"]["TracingConfig"] = {"Mode": "Active"}


def _bodies_in_the_log(template: Template) -> None:
    template["Resources"]["WebsocketAPIStage"]["Properties"]["DefaultRouteSettings"]["DataTraceEnabled"] = True


def _other_region(template: Template) -> None:
    (assertion,) = template["Rules"]["InTheUnion"]["Assertions"]
    assertion["Assert"]["Fn::Contains"][0].append("us-east-1")


def _no_region(template: Template) -> None:
    del template["Rules"]["InTheUnion"]


def _other_host(template: Template) -> None:
    variables = template["Resources"]["APIHandler"]["Properties"]["Environment"]["Variables"]
    variables["JUTTU_ORIGINS"] = "https://collector.example"


def _dangling(template: Template) -> None:
    template["Outputs"]["Lost"] = {"Value": {"Ref": "NoSuchTable"}}


def _socket_without_permission(template: Template) -> None:
    del template["Resources"]["WebsocketMessageInvokePermission"]


def _rest_without_permission(template: Template) -> None:
    del template["Resources"]["APIHandlerInvokePermission"]


def _schedule_without_permission(template: Template) -> None:
    (name,) = (
        name
        for name, each in of_type(template, "AWS::Lambda::Permission").items()
        if functions_in(template, each["Properties"]["FunctionName"]) == {"Sweep"}
    )
    del template["Resources"][name]


def _no_throttle(template: Template) -> None:
    del template["Resources"]["WebsocketAPIStage"]["Properties"]["DefaultRouteSettings"]["ThrottlingRateLimit"]


def _two_names(template: Template) -> None:
    template["Resources"]["RestAPI"]["Properties"]["Body"]["paths"]["/chat/{page}/again"] = {}


class Planted:
    """A mistake, and what has to be said of it: by a rule of ours, or by cfn-lint where that is one of its codes."""

    def __init__(self, plant: Callable[[Template], None], said: str) -> None:
        self._plant = plant
        self._said = said

    def noticed(self, template: Template) -> bool:
        """Return whether the mistake is told of once it is in a template of which nothing is wrong."""
        planted = copy.deepcopy(template)
        self._plant(planted)
        asked = wrong_by_awss if re.match(r"[EW]\d{4}", self._said) else wrong_by_ours
        return any(self._said in sentence for sentence in asked(planted))


PLANTED: Final[Mapping[str, Planted]] = {
    "a wildcard among the actions": Planted(_wildcard, "WatchRole may do dynamodb:*."),
    "actions on everything": Planted(_everything, "to everything."),
    "an action that IAM does not know": Planted(_misspelt, "W3037"),
    "a log without an end": Planted(_no_retention, "ApplicationLog keeps its lines for ever."),
    "a function's own log": Planted(_own_group, "Watch writes into a group of its own"),
    "tracing": Planted(_tracing, "Watch is traced."),
    "bodies in a gateway's log": Planted(_bodies_in_the_log, "WebsocketAPIStage writes down"),
    "a region outside the EU": Planted(_other_region, "us-east-1 is named."),
    "no rule about regions": Planted(_no_region, "Nothing keeps the stack in the EU."),
    "a host that is not declared": Planted(_other_host, "https://collector.example is nobody's here."),
    "a dangling reference": Planted(_dangling, "refers to NoSuchTable, which nothing declares."),
    "a socket's route without a permission": Planted(
        _socket_without_permission, "calls WebsocketMessage, which it may not."
    ),
    "the REST API without a permission": Planted(_rest_without_permission, "calls APIHandler, which it may not."),
    "a schedule without a permission": Planted(_schedule_without_permission, "calls Sweep, which it may not."),
    "a stage without a throttle": Planted(_no_throttle, "WebsocketAPIStage lets everything through."),
    "two names for one part of a path": Planted(_two_names, "calls what follows /chat {page} and {site}."),
}


# ------------------------------------------------------------------------------------------------------ a template's


def allowed(template: Template) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each statement that allows something, with the role that it is of."""
    for name, role in of_type(template, "AWS::IAM::Role").items():
        for policy in role["Properties"].get("Policies", ()):
            for statement in policy["PolicyDocument"]["Statement"]:
                if statement["Effect"] == "Allow":
                    yield name, statement


def _first_statement(template: Template, role: str) -> dict[str, Any]:
    return next(statement for name, statement in allowed(template) if name == role)


def _stages(template: Template) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in ("AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Stage"):
        yield from ((name, each["Properties"]) for name, each in of_type(template, kind).items())


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def functions_in(template: Template, value: Any) -> set[str]:
    """Return which functions of a template a part of it refers to."""
    named = {name.split(".")[0] for _, name in package.references({"Resources": {"Asked": value}})}
    return named & set(of_type(template, "AWS::Lambda::Function"))
