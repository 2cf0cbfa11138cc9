"""A change set in words: how much is added, changed and removed, and what endangers something that is kept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

KEEPS: Final = {
    "AWS::DynamoDB::Table": "conversations, accounts' profiles and settings",
    "AWS::Cognito::UserPool": "the accounts of staff",
    "AWS::Logs::LogGroup": "a log",
    "AWS::SQS::Queue": "mails that wait",
    "AWS::KMS::Key": "a key that cannot be made again",
}
"""The kinds of resources that keep something, and what."""
ADDRESSED: Final = frozenset(("AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"))
"""What has an address of its own: another one is another address."""
ELSEWHERE: Final = {
    "AWS::SES::EmailIdentity": "SES forgets its domain, also for whatever else sends mail by it, until it is proved anew",
    "AWS::ApiGateway::DomainName": "its name leads nowhere until your DNS says the new target, which `make dns STAGE=…` prints",
    "AWS::ApiGatewayV2::DomainName": "its name leads nowhere until your DNS says the new target, which `make dns STAGE=…` prints",
}
"""What something outside of the stack depends on, and what that loses."""
_NAMED: Final = 8
"""So many names stand in a line."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one resource."""

    name: str
    kind: str
    does: str
    """Add, Modify, Remove or Import."""
    replaces: str = "False"
    """Whether another takes its place: True, False, or Conditional where CloudFormation finds out while it does it."""
    physical: str = ""
    stays: bool = False
    """Whether the one that goes is left in the account."""
    only_tags: bool = False

    @property
    def goes(self) -> bool:
        """Return whether what is there now goes, or may go."""
        return self.does == "Remove" or (self.does == "Modify" and self.replaces != "False")


def read(found: Sequence[Mapping[str, Any]]) -> list[Change]:
    """Return what `DescribeChangeSet` lists as `Changes`, by name."""
    changes = [_change(each["ResourceChange"]) for each in found if each.get("Type") == "Resource"]
    return sorted(changes, key=lambda each: each.name)


def endangering(changes: Sequence[Change]) -> list[Change]:
    """Return the changes by which something that keeps data goes, or may go."""
    return [each for each in changes if each.goes and each.kind in KEEPS]


def told(changes: Sequence[Change]) -> Iterator[str]:
    """Yield what a change set does, in a few lines."""
    added = [each for each in changes if each.does in ("Add", "Import")]
    gone = [each for each in changes if each.does == "Remove"]
    other = [each for each in changes if each.does not in ("Add", "Import", "Remove")]
    tags = [each for each in other if each.only_tags and not each.goes]
    changed = [each for each in other if each not in tags]
    yield (
        f"{len(added)} to add, {len(changed)} to change, {len(gone)} to remove"
        + (f"; {len(tags)} only get other tags." if tags else ".")
    )
    for verb, several in (("Changes", changed), ("Removes", gone)):
        if several:
            yield f"  {verb} {_names(several)}"
    for each in changes:
        if each.goes and each.kind in KEEPS:
            yield f"✗ {_danger(each)}"
        elif each.goes and each.kind in ADDRESSED:
            yield f"! {each.name} {_fate(each, 'another')}: its address becomes another, and pages that are open lose their line."
        elif each.goes and each.kind in ELSEWHERE:
            yield f"! {each.name} ({each.physical or each.kind}) {_fate(each, 'another')}: {ELSEWHERE[each.kind]}."


def _danger(change: Change) -> str:
    what = f"{change.name} ({change.physical or change.kind}), which keeps {KEEPS[change.kind]},"
    after = "the old one stays in the account, and nothing uses it" if change.stays else "what is in it is lost"
    return f"{what} {_fate(change)}: {after}."


def _fate(change: Change, by: str = "an empty one") -> str:
    if change.does == "Remove":
        return "is removed"
    return f"is replaced by {by}" if change.replaces == "True" else f"may be replaced by {by}"


def _names(changes: Sequence[Change]) -> str:
    shown = ", ".join(each.name for each in changes[:_NAMED])
    return f"{shown} and {len(changes) - _NAMED} more." if len(changes) > _NAMED else f"{shown}."


def _change(found: Mapping[str, Any]) -> Change:
    return Change(
        name=found["LogicalResourceId"],
        kind=found["ResourceType"],
        does=found["Action"],
        replaces=found.get("Replacement", "False"),
        physical=found.get("PhysicalResourceId", ""),
        stays=found.get("PolicyAction", "") in ("Retain", "ReplaceAndRetain"),
        only_tags=found.get("Scope", []) == ["Tags"],
    )
