"""Each function's policy allows exactly the operations that its code can reach, followed from app.py to the clients.

The code is read, not run: references to functions of chalicelib by name, `services.<port>.<method>` to the adapter that
the wiring puts there, and from an adapter to the operations of its client. So a call that nobody tried is found too.
"""

import ast
import functools
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import botocore.session
import pytest
from botocore import xform_name

import app as declared
from chalicelib.aws import keys
from operations.package import ROOT

FUNCTIONS = (
    "websocket_connect",
    "websocket_message",
    "websocket_disconnect",
    "sweep",
    "watch",
    "outbox",
    "mail_events",
)
SOCKETS = {"websocket_connect": "connect", "websocket_message": "message", "websocket_disconnect": "disconnect"}
"""A socket's function is named by Chalice, and its handler in app.py by us."""

PREFIXES = {
    "dynamodb": "dynamodb",
    "cognito-idp": "cognito-idp",
    "kms": "kms",
    "logs": "logs",
    "sesv2": "ses",
    "sqs": "sqs",
}
WITHOUT_PERMISSION = {"cognito-idp:AssociateSoftwareToken", "cognito-idp:VerifySoftwareToken"}
"""Cognito lets whoever holds the sign-in's session call these."""
BY_LAMBDA_ITSELF = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
ALSO_ASKED_FOR = {"ses:SendRawEmail"}
"""By SESv2's SendEmail, when the mail is raw."""
FOR_THE_APPLICATION_LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}

PART = re.compile(r"/index/(\w+)$|/(GET|POST|DELETE)/@connections/")

Place = tuple[str, str]
"""A module and the name of a function in it, `Class.method` for methods."""


@functools.cache
def operations() -> dict[str, str]:
    """IAM's action by the name of a client's method; for sockets with the HTTP method that the resource names."""
    session = botocore.session.Session()
    found = {
        xform_name(operation): f"{prefix}:{operation}"
        for service, prefix in PREFIXES.items()
        for operation in session.get_service_model(service).operation_names
    }
    managed = session.get_service_model("apigatewaymanagementapi")
    for operation in managed.operation_names:
        method = managed.operation_model(operation).http["method"]
        found[xform_name(operation)] = f"execute-api:ManageConnections {method}"
    return found


class Code:
    """Every function of app.py and chalicelib, and what each refers to."""

    def __init__(self) -> None:
        self.functions: dict[Place, ast.AST] = {}
        self.names: dict[str, dict[str, Place]] = {}
        for path in (ROOT / "app.py", *sorted((ROOT / "chalicelib").rglob("*.py"))):
            self._read(path)
        self.adapters = {
            keyword.arg: self.names["chalicelib.wiring"][keyword.value.func.id]
            for node in ast.walk(self.functions["chalicelib.wiring", "build"])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Services"
            for keyword in node.keywords
            if isinstance(keyword.value, ast.Call) and isinstance(keyword.value.func, ast.Name)
        }
        self.adapters["_items"] = ("chalicelib.aws.table.items", "Items")

    def _read(self, path: Path) -> None:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        names = self.names.setdefault(module, {})
        for node in _top(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names |= {each.asname or each.name: (node.module or "", each.name) for each in node.names}
            elif isinstance(node, ast.FunctionDef):
                self.functions[module, node.name] = node
                names[node.name] = (module, node.name)
            elif isinstance(node, ast.ClassDef):
                names[node.name] = (module, node.name)
                for method in node.body:
                    if isinstance(method, ast.FunctionDef):
                        self.functions[module, f"{node.name}.{method.name}"] = method

    def reachable(self, start: Place) -> set[str]:
        """The IAM actions behind every client operation that can be reached from a function."""
        waiting, seen, actions = [start], {start}, set[str]()
        while waiting:
            place = waiting.pop()
            actions.update(self._actions(place))
            new = {each for each in self._references(place) if each in self.functions} - seen
            seen |= new
            waiting += new
        return actions

    def _references(self, place: Place) -> Iterator[Place]:
        module, name = place
        own_class = name.partition(".")[0]
        own = set(_own_names(self.functions[place]))
        for node in ast.walk(self.functions[place]):
            match node:
                case ast.Name(id=used) if used in self.names[module] and used not in own:
                    yield self.names[module][used]
                case ast.Attribute(value=ast.Name(id="self"), attr=method):
                    yield module, f"{own_class}.{method}"
                case ast.Attribute(value=ast.Name(id="services"), attr=method):
                    yield "chalicelib.chat.services", f"Services.{method}"
                case ast.Attribute(value=ast.Name(id=used), attr=function) if used in self.names[module]:
                    parent, child = self.names[module][used]
                    yield f"{parent}.{child}", function
                case ast.Attribute(value=ast.Attribute(attr=port), attr=method) if port in self.adapters:
                    where, adapter = self.adapters[port]
                    yield where, f"{adapter}.{method}"
                case _:
                    pass

    def _actions(self, place: Place) -> Iterator[str]:
        if not place[0].startswith("chalicelib.aws"):
            return
        for node in ast.walk(self.functions[place]):
            match node:
                case ast.Attribute(value=ast.Attribute(attr="_client"), attr=operation):
                    yield operations()[operation]
                case ast.Call(
                    func=ast.Attribute(attr="_call" | "_asked" | "_pages"),
                    args=[ast.Constant(value=str(operation)), *_],
                ):
                    yield operations()[operation]
                case ast.keyword(value=ast.Attribute(attr="DESK_INDEX" | "EXPIRY_INDEX" as index)):
                    yield f"dynamodb:Query {getattr(keys, index)}"
                case _:
                    pass


def _top(module: ast.Module) -> Iterator[ast.stmt]:
    """What stands at the top of a module, and what the type checker alone reads there: by those names rooms are called."""
    for node in module.body:
        yield from node.body if isinstance(node, ast.If) else (node,)


def _own_names(function: ast.AST) -> Iterator[str]:
    """Parameters and variables of a function, which hide what its module calls by the same name."""
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


@functools.cache
def code() -> Code:
    return Code()


def allowed(function: str) -> set[str]:
    """The actions that a policy allows, with the index or the socket's method where the resource is one."""
    policy = json.loads((ROOT / ".chalice" / f"policy-{function}.json").read_text("utf-8"))
    found: set[str] = set()
    for statement in policy["Statement"]:
        named = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        for action, resource in itertools.product(statement["Action"], named):
            if statement["Effect"] == "Allow":
                part = PART.search(resource.get("Fn::Sub", ""))
                found.add(action if part is None else f"{action} {part[1] or part[2]}")
    return found


def called(*places: Place) -> set[str]:
    return {action for place in places for action in code().reachable(place)} - WITHOUT_PERMISSION


def handler(function: str) -> Place:
    return "app", SOCKETS.get(function, function)


def beside(function: str) -> set[str]:
    """What a policy allows to nobody's code: Lambda's own log and queue, and SES's second permission."""
    more = FOR_THE_APPLICATION_LOG
    if function in {"outbox", "mail_events"}:
        more = more | BY_LAMBDA_ITSELF
    return more | ALSO_ASKED_FOR if function == "outbox" else more


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_policy_allows_what_its_function_can_call_and_nothing_more(function: str) -> None:
    reached = called(handler(function))
    assert reached

    assert allowed(function) == reached | beside(function)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_that_records_may_write_the_access_log_and_no_other_may(function: str) -> None:
    policy = json.loads((ROOT / ".chalice" / f"policy-{function}.json").read_text("utf-8"))
    writes = [each for each in policy["Statement"] if "logs:PutLogEvents" in each["Action"]]
    logs = {each["Resource"]["Fn::GetAtt"][0] for each in writes if each["Effect"] == "Allow"}

    assert ("AccessLog" in logs) == ("logs:PutLogEvents" in called(handler(function)))


def test_the_apis_policy_allows_what_its_routes_can_call_and_nothing_more() -> None:
    doors = {(each.door.__module__, each.door.__name__) for each in declared.ROUTES}

    assert doors <= set(code().functions)
    assert allowed("api_handler") == called(*doors) | beside("api_handler")
