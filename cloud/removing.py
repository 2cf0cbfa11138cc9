"""Each permission is taken away once, and only the scene that needs it is played again: a line of the log names what was refused.

A scene is a part of a day, with people of its own: it is prepared with every permission, and then acted. A first round finds out which
permissions each act asks for; in the second, a permission is taken out of its role's policy, an act that asked for it is played
with fresh people, and the permission is given back.
"""

import contextlib
import fnmatch
import functools
import json
import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from cloud.emulator import Decision
from cloud.hands import Failed
from cloud.walk import Stage

TOLD_WITHIN: Final = 10.0
"""Seconds in which the line has to be there, for a function that nobody waits for."""
QUIET_FOR: Final = 0.3
"""After so many seconds in which no role has asked for anything, and with nothing in a queue, an act is over."""
QUIET_WITHIN: Final = 10.0
ANSWERED_WITHIN: Final = 2.5
"""Seconds, while a permission is missing: the functions are awake then."""
LOOKED_AFTER: Final = 0.05

OPERATIONS: Final[Mapping[str, str]] = {"SendRawEmail": "SendEmail", "ManageConnections": "PostToConnection"}
"""The operation behind an action of IAM's that is called otherwise."""

PART: Final = re.compile(r"/(index/\w+|(?:POST|DELETE)/@connections)|:(identity|configuration-set)/")
"""What of a resource tells it from the others of its statement."""
Policy = dict[str, Any]


class Scene(NamedTuple):
    """A part of a day."""

    name: str
    play: Callable[[], Generator[None]]
    """Prepares what it needs, yields, and acts."""
    lacks: str = ""
    """What no function may do while it is acted."""


class Permission(NamedTuple):
    """That a function may do something with some resource."""

    function: str
    statement: str
    action: str
    resource: str

    @property
    def operation(self) -> str:
        """The operation of AWS's that it allows."""
        name = self.action.partition(":")[2]
        if "/DELETE/@connections/" in self.resource:
            return "DeleteConnection"
        return OPERATIONS.get(name, name)

    @property
    def of_lambda(self) -> bool:
        """Whether no code of ours needs it, but Lambda itself: for its queues, and for what a function prints."""
        return self.statement in {"Queue", "ApplicationLog", "GivenUp"}

    def covers(self, decision: Decision, role: str) -> bool:
        """Return whether it is what somebody was asked for."""
        named = decision.action == self.action and fnmatch.fnmatchcase(decision.resource, self.resource)
        return named and decision.role == role

    def __str__(self) -> str:
        """Return function, action and statement, with what it is about where a statement allows the action more than once."""
        part = PART.search(self.resource)
        about = f", {part[1] or part[2]}" if part else ""
        return f"{self.function} {self.action} ({self.statement}{about})"


class Outcome(NamedTuple):
    """What came of taking a permission away."""

    permission: Permission
    scene: str
    failed: bool
    """Whether who asked was refused; else they got what can be had without."""
    told: bool
    """Whether a line named the operation."""


def permissions(function: str, policy: Policy) -> list[Permission]:
    """Return what a policy allows, each action on each resource apart."""
    return [
        Permission(function, statement["Sid"], action, resource)
        for statement in policy["Statement"]
        if statement["Effect"] == "Allow"
        for action in dict.fromkeys(_listed(statement["Action"]))
        for resource in _listed(statement["Resource"])
    ]


def without(policy: Policy, permission: Permission) -> Policy:
    """Return a policy that allows everything but this."""
    statements: list[dict[str, Any]] = []
    for statement in policy["Statement"]:
        if statement["Effect"] != "Allow" or statement["Sid"] != permission.statement:
            statements.append(statement)
            continue
        actions, resources = list(dict.fromkeys(_listed(statement["Action"]))), _listed(statement["Resource"])
        others = [action for action in actions if action != permission.action]
        left = [resource for resource in resources if resource != permission.resource]
        if others:
            statements.append({**statement, "Action": others})
        if left:
            # No two statements of a policy may have the same name.
            again = {**statement, "Sid": f"{statement['Sid']}Left"} if others else statement
            statements.append({**again, "Action": [permission.action], "Resource": left})
    return {**policy, "Statement": statements}


def changed_by(policies: Mapping[str, Policy], missing: Permission | None, lacks: str) -> dict[str, Policy]:
    """Return the functions' policies that are others without a permission, and without whatever allows the action that all of them lack."""
    changed: dict[str, Policy] = {}
    for function, policy in policies.items():
        for each in permissions(function, policy):
            if each == missing or each.action == lacks:
                changed[function] = without(changed.get(function, policy), each)
    return changed


def of_lambda(unmet: Sequence[Permission]) -> list[Permission]:
    """Return the permissions that no act asks for: they are Lambda's own. Raises Failed where another is among them."""
    if left := [str(each) for each in unmet if not each.of_lambda]:
        raise Failed(f"No scene asks for {', '.join(left)}")
    return list(unmet)


class Removing:
    """Takes the permissions of a stage's functions away, one at a time."""

    def __init__(self, stage: Stage, scenes: Sequence[Scene]) -> None:
        self.stage = stage
        self._emulator = stage.emulator
        self._iam, self._sqs, self._logs, self._dynamodb = (
            stage.emulator.client(name) for name in ("iam", "sqs", "logs", "dynamodb")
        )
        self._queues = self._sqs.list_queues()["QueueUrls"]
        self._scenes = {scene.name: scene for scene in scenes}
        self._policies = {function: self._policy(role) for function, role in stage.deployed.roles.items()}
        self._asked: dict[Permission, list[str]] = {}
        self._took: dict[str, float] = {}
        """Seconds, by the name of a scene."""
        self.permissions = [
            each for function, (_, policy) in self._policies.items() for each in permissions(function, policy)
        ]
        self.statements = sum(len(policy["Statement"]) for _, policy in self._policies.values())

    def look(self) -> None:
        """Play every scene with every permission, and note what it asks for. Raises Failed where one does not work."""
        self._stop_schedules()
        for scene in self._scenes.values():
            began = time.monotonic()
            with self._acting(scene) as acting:
                before = len(self._emulator.decisions())
                _act(acting)
                self._settle()
                asked = {each for found in self._emulator.decisions(before) for each in self._behind(found)}
            self._took[scene.name] = time.monotonic() - began
            for each in asked:
                if each.action != scene.lacks:
                    self._asked.setdefault(each, []).append(scene.name)

    @property
    def unmet(self) -> list[Permission]:
        """The permissions that no act asks for."""
        return [each for each in self.permissions if each not in self._asked]

    def take_away(self) -> Iterator[Outcome]:
        """Take each permission away that an act asks for, and yield what came of it: of those acts the shortest is played.

        Raises Failed where none asks for it that did so at first: then what a scene does is not what it says.
        """
        for permission in self.permissions:
            names = sorted(self._asked.get(permission, ()), key=self._took.__getitem__)
            outcomes = (self._played_without(permission, self._scenes[name]) for name in names)
            outcome = next((each for each in outcomes if each is not None), None)
            if outcome is not None:
                yield outcome
            elif names:
                raise Failed(f"{permission} was asked for in {', '.join(names)} once, and then no more")

    def _played_without(self, permission: Permission, scene: Scene) -> Outcome | None:
        """Return what came of an act, None where it did not ask for the permission this time."""
        role, failed = self.stage.deployed.roles[permission.function], False
        service = self.stage.service
        with self._acting(scene, permission) as acting:
            decisions, lines = len(self._emulator.decisions()), len(self._emulator.lines())
            told = functools.partial(self._told, permission, lines)
            patience, known = service.patience, service.is_known
            service.patience, service.is_known = ANSWERED_WITHIN, told
            try:
                _act(acting)
            except Failed:
                failed = True
            finally:
                service.patience, service.is_known = patience, known
            denied = functools.partial(self._denied, permission, role, decisions)
            if not told() and not self._settle(until=denied):
                return None
            return Outcome(permission, scene.name, failed, _soon(told))

    @contextlib.contextmanager
    def _acting(self, scene: Scene, missing: Permission | None = None) -> Iterator[Generator[None]]:
        """Give a scene that only has to be acted, while a permission is missing. Raises Failed.

        Nothing is under way then, nothing waits in a queue for later, and no stream of the access log is there yet: whatever is asked
        for is asked for by the act.
        """
        self._empty_queues()
        self._end_leases()
        acting = scene.play()
        try:
            next(acting)
        except Failed as error:
            raise Failed(f"{scene.name} could not be prepared: {error}") from error
        self._settle()
        self._empty_queues()
        self._empty_the_access_log()
        changed = changed_by({name: policy for name, (_, policy) in self._policies.items()}, missing, scene.lacks)
        for function, policy in changed.items():
            self._put(function, policy)
        try:
            yield acting
        finally:
            for function in changed:
                self._put(function, self._policies[function][1])
            acting.close()

    def _told(self, permission: Permission, lines: int) -> bool:
        """Return whether a line names the operation."""
        return any(self._names(permission, *each) for each in self._emulator.lines(lines))

    def _names(self, permission: Permission, function: str, line: Mapping[str, Any]) -> bool:
        return (
            function == self.stage.deployed.functions[permission.function]
            and line.get("event") == "aws"
            and line.get("operation") == permission.operation
            and str(line.get("code")).startswith(("AccessDenied", "Forbidden"))
        )

    def _denied(self, permission: Permission, role: str, after: int) -> bool:
        found = self._emulator.decisions(after)
        return any(not each.allowed and permission.covers(each, role) for each in found)

    def _behind(self, decision: Decision) -> Iterator[Permission]:
        for each in self.permissions:
            if each.covers(decision, self.stage.deployed.roles[each.function]):
                yield each

    def _settle(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Wait until nobody asks for anything any more, also those for whom nobody waits; return whether something held before."""
        ends, known, since = time.monotonic() + QUIET_WITHIN, -1, 0.0
        while time.monotonic() < ends:
            if until():
                return True
            now = len(self._emulator.decisions())
            if now != known:
                known, since = now, time.monotonic()
            elif time.monotonic() - since > QUIET_FOR and not any(map(self._is_under_way, self._queues)):
                break
            time.sleep(LOOKED_AFTER)
        return until()

    def _is_under_way(self, queue: str) -> bool:
        """Return whether something stands in a queue that is to be done now, or is being done."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self._sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
        return any(found.get(name, "0") != "0" for name in names)

    def _empty_queues(self) -> None:
        for queue in self._queues:
            self._sqs.purge_queue(QueueUrl=queue)

    def _end_leases(self) -> None:
        """Let nobody wait for an act that was refused what it needs to give its lease back."""
        table, leases = self.stage.deployed.stack.outputs["TableName"], {":lease": {"S": "lease#"}}
        pages = self._dynamodb.get_paginator("scan").paginate(
            TableName=table,
            FilterExpression="begins_with(pk, :lease)",
            ExpressionAttributeValues=leases,
            ProjectionExpression="pk, sk",
        )
        for page in pages:
            for key in page["Items"]:
                self._dynamodb.delete_item(TableName=table, Key=key)

    def _empty_the_access_log(self) -> None:
        """So that whoever writes to it has to make a stream, and whoever reads it finds none."""
        group = self.stage.deployed.stack.outputs["AccessLogGroup"]
        for page in self._logs.get_paginator("describe_log_streams").paginate(logGroupName=group):
            for stream in page["logStreams"]:
                self._logs.delete_log_stream(logGroupName=group, logStreamName=stream["logStreamName"])

    def _stop_schedules(self) -> None:
        """Have watch and sweep run only where a scene has them run."""
        events = self._emulator.client("events")
        for rule in events.list_rules()["Rules"]:
            events.disable_rule(Name=rule["Name"])

    def _policy(self, role: str) -> tuple[str, Policy]:
        (name,) = self._iam.list_role_policies(RoleName=role)["PolicyNames"]
        found = self._iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        return name, found

    def _put(self, function: str, policy: Policy) -> None:
        role, name = self.stage.deployed.roles[function], self._policies[function][0]
        self._iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(policy))


def _act(acting: Generator[None]) -> None:
    for _ in acting:
        pass


def _soon(holds: Callable[[], bool]) -> bool:
    """Return whether something holds, as soon as it does."""
    ends = time.monotonic() + TOLD_WITHIN
    while time.monotonic() < ends:
        if holds():
            return True
        time.sleep(LOOKED_AFTER)
    return False


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
