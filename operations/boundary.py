"""The boundary of a stage's functions: a policy beyond which no policy of their roles reaches, whoever writes it.

Whoever deploys may write the policies of roles that are called after the stage, and so would own the account if nothing bounded those
roles. operations/options/deploy-role.yaml makes the boundary and the role that deploys within it.
"""

import fnmatch
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from operations.account import Account
from operations.findings import Finding
from operations.trouble import Refused


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever deploys a stage."""

    arn: str
    """As STS names them."""
    stage: str

    @property
    def is_its_role(self) -> bool:
        """Return whether it is the role that operations/options/deploy-role.yaml makes for the stage."""
        return f":assumed-role/deployer-of-juttu-{self.stage}/" in self.arn

    @property
    def boundary(self) -> str:
        """Return the ARN of the boundary which that role has to put on every role."""
        _, partition, _, _, account, _ = self.arn.split(":", 5)
        return f"arn:{partition}:iam::{account}:policy/boundary-of-juttu-{self.stage}"


class Boundary(msgspec.Struct, frozen=True, kw_only=True):
    """A boundary that a stage's file, or its stack, names."""

    arn: str
    allows: frozenset[str] | None = None
    """The actions, as the policy has them; None where there is no such policy."""


def caller(account: Account, stage: str) -> Caller:
    """Return who deploys a stage. Raises Refused, Trouble."""
    return Caller(arn=account.ask("sts", "get_caller_identity")["Arn"], stage=stage)


def find(account: Account, arn: str) -> Boundary:
    """Return a boundary as IAM has it. Raises Refused, Trouble."""
    try:
        policy = account.ask("iam", "get_policy", PolicyArn=arn)["Policy"]
    except Refused as refused:
        if refused.code != "NoSuchEntity":
            raise
        return Boundary(arn=arn)
    version = account.ask("iam", "get_policy_version", PolicyArn=arn, VersionId=policy["DefaultVersionId"])
    return Boundary(arn=arn, allows=frozenset(allowed(version["PolicyVersion"]["Document"])))


def needed(root: Path) -> frozenset[str]:
    """Return the actions that the policies of a project's functions allow."""
    policies = (json.loads(each.read_text("utf-8")) for each in (root / ".chalice").glob("policy-*.json"))
    return frozenset(action for each in policies for action in allowed(each))


def allowed(policy: Mapping[str, Any]) -> Iterator[str]:
    """Yield the actions that a policy allows of anything."""
    for statement in _listed(policy["Statement"]):
        if statement["Effect"] == "Allow":
            yield from _listed(statement.get("Action", ()))


def of(boundary: Boundary, calls: Iterable[str], by: Caller, in_use: str | None, region: str) -> Iterator[Finding]:
    """Yield what is to be said of the boundary that a stage's file names: `calls`, what functions call, `in_use`: the stack's, None without one."""
    if by.is_its_role and boundary.arn != by.boundary:
        yield _not_its_roles(by)
    elif boundary.allows is None:
        yield Finding(
            "stop",
            f"There is no policy {boundary.arn}, which stages/{by.stage}.toml names as permissions_boundary: make it first.",
            "docs/operations/options.md says how the boundary and the role that deploys are made",
        )
    elif lacks := sorted(each for each in calls if not _any(boundary.allows, each)):
        yield Finding(
            "stop",
            f"The boundary {boundary.arn} keeps functions of this release from {', '.join(lacks)}: whoever may change it has to do that"
            " first.",
            _again(by.stage, region) if boundary.arn == by.boundary else "",
        )
    elif by.is_its_role and in_use not in (None, boundary.arn):
        yield Finding(
            "stop",
            f"The roles of juttu-{by.stage} are not within {boundary.arn} yet, and the role that deploys may put no boundary on what stands"
            " (nor take it away again where a deploy fails): have a person deploy this once.",
        )
    else:
        yield Finding("ok", f"functions may do no more than {boundary.arn.rpartition('/')[2]} allows")


def of_none(by: Caller, in_use: str | None) -> Iterator[Finding]:
    """Yield what is to be said where a stage's file names no boundary; `in_use`: the stack's, None without a stack."""
    if by.is_its_role:
        yield _not_its_roles(by)
    elif in_use:
        yield Finding(
            "note",
            f"The functions' roles lose the boundary {in_use}, which stages/{by.stage}.toml names no longer as permissions_boundary: then only"
            " people can deploy, and whoever may write their policies may give them everything.",
        )


def _not_its_roles(by: Caller) -> Finding:
    return Finding(
        "stop",
        f"deployer-of-juttu-{by.stage} may make and change roles only within {by.boundary}: name that in stages/{by.stage}.toml.",
        f'permissions_boundary = "{by.boundary}"',
    )


def _again(stage: str, region: str) -> str:
    return (
        "aws cloudformation deploy --template-file operations/options/deploy-role.yaml"
        f" --stack-name deployer-of-juttu-{stage} --region {region} --capabilities CAPABILITY_NAMED_IAM"
    )


def _any(patterns: Iterable[str], action: str) -> bool:
    return any(fnmatch.fnmatchcase(action.lower(), each.lower()) for each in patterns)


def _listed(value: Any) -> list[Any]:
    return [value] if isinstance(value, str | dict) else list(value)
