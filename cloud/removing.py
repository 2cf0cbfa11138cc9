"""Each permission is taken away once, and only the scene that needs it is played again: a line of the log names what was refused.

A scene is a part of a day, with people of its own: it is prepared with every permission, and then acted. A first round finds out which
permissions each act asks for; in the second, a permission is taken out of its role's policy, an act that asked for it is played
with fresh people, and the permission is given back.
"""

import fnmatch
import json
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from cloud.emulator import Decision
from cloud.hands import Failed
from cloud.walk import Stage

TOLD_WITHIN: Final = 4.0
"""Seconds in which the line has to be there, for a function that nobody waits for."""
SETTLED_WITHIN: Final = 1.0
ANSWERED_WITHIN: Final = 2.5
"""Seconds, while a permission is missing: the functions are awake then."""
TRIES: Final = 3
"""So many acts are played for a permission until one asks for it."""

OPERATIONS: Final[Mapping[str, str]] = {"SendRawEmail": "SendEmail", "ManageConnections": "PostToConnection"}
"""The operation behind an action of IAM's that is called otherwise."""

Scene = Callable[[Stage], Generator[None]]
"""Prepares what it needs, yields, and acts."""
Policy = dict[str, Any]


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
        return f"{self.function} {self.action} ({self.statement})"


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


class Removing:
    """Takes the permissions of a stage's functions away, one at a time."""

    def __init__(self, stage: Stage, scenes: Sequence[Scene]) -> None:
        self.stage = stage
        self._iam = stage.emulator.client("iam")
        self._scenes = {scene.__name__: scene for scene in scenes}
        self._policies = {function: self._policy(role) for function, role in stage.deployed.roles.items()}
        self._asked: dict[Permission, list[str]] = {}
        self.permissions = [
            each for function, (_, policy) in self._policies.items() for each in permissions(function, policy)
        ]
        self.statements = sum(len(policy["Statement"]) for _, policy in self._policies.values())

    def look(self) -> None:
        """Play every scene with every permission, and note what it asks for. Raises Failed where one does not work."""
        for name in self._scenes:
            acting = self._prepared(name)
            before = len(self.stage.emulator.decisions())
            for _ in acting:
                pass
            self._settle()
            for decision in self.stage.emulator.decisions(before):
                for each in self._behind(decision):
                    scenes = self._asked.setdefault(each, [])
                    if name not in scenes:
                        scenes.append(name)

    @property
    def unmet(self) -> list[Permission]:
        """The permissions that no act asks for."""
        return [each for each in self.permissions if each not in self._asked]

    def take_away(self) -> Iterator[Outcome]:
        """Take each permission away that an act asks for, and yield what came of it."""
        for permission in self.permissions:
            for name in self._asked.get(permission, ())[:TRIES]:
                outcome = self._played_without(permission, name)
                if outcome is not None:
                    yield outcome
                    break
            else:
                self._asked.pop(permission, None)

    def _played_without(self, permission: Permission, name: str) -> Outcome | None:
        """Return what came of an act, None where it did not ask for the permission this time."""
        emulator, role = self.stage.emulator, self.stage.deployed.roles[permission.function]
        acting = self._prepared(name)
        decisions, lines = len(emulator.decisions()), len(emulator.lines())
        policy_name, policy = self._policies[permission.function]
        failed, patience = False, self.stage.service.patience
        self.stage.service.patience = ANSWERED_WITHIN
        self._put(role, policy_name, without(policy, permission))
        try:
            for _ in acting:
                pass
        except Failed:
            failed = True
        finally:
            told = self._told(permission, lines, lambda: self._denied(permission, role, decisions))
            self._put(role, policy_name, policy)
            self.stage.service.patience = patience
            acting.close()
        if not self._denied(permission, role, decisions):
            return None
        return Outcome(permission, name, failed, told)

    def _prepared(self, name: str) -> Generator[None]:
        """Return a scene that only has to be acted. Raises Failed."""
        acting = self._scenes[name](self.stage)
        try:
            next(acting)
        except Failed as error:
            raise Failed(f"{name} could not be prepared: {error}") from error
        return acting

    def _told(self, permission: Permission, lines: int, denied: Callable[[], bool]) -> bool:
        """Return whether a line names the operation, as soon as there is one."""
        ends = time.monotonic() + TOLD_WITHIN
        while time.monotonic() < ends:
            if any(self._names(permission, *each) for each in self.stage.emulator.lines(lines)):
                return True
            if not denied() and time.monotonic() > ends - TOLD_WITHIN + SETTLED_WITHIN:
                return False
            time.sleep(0.05)
        return False

    def _names(self, permission: Permission, function: str, line: Mapping[str, Any]) -> bool:
        return (
            function == self.stage.deployed.functions[permission.function]
            and line.get("event") == "aws"
            and line.get("operation") == permission.operation
            and str(line.get("code")).startswith(("AccessDenied", "Forbidden"))
        )

    def _denied(self, permission: Permission, role: str, after: int) -> bool:
        found = self.stage.emulator.decisions(after)
        return any(not each.allowed and permission.covers(each, role) for each in found)

    def _behind(self, decision: Decision) -> Iterator[Permission]:
        for each in self.permissions:
            if each.covers(decision, self.stage.deployed.roles[each.function]):
                yield each

    def _settle(self) -> None:
        """Wait until nobody asks for anything any more: for those for whom nobody waits."""
        known = -1
        while (now := len(self.stage.emulator.decisions())) != known:
            known = now
            time.sleep(SETTLED_WITHIN)

    def _policy(self, role: str) -> tuple[str, Policy]:
        (name,) = self._iam.list_role_policies(RoleName=role)["PolicyNames"]
        found = self._iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        return name, found

    def _put(self, role: str, name: str, policy: Policy) -> None:
        self._iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(policy))


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
