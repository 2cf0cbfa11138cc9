"""What a stack is made of: each part by its name in the template, its type, and its name in the account."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from operations.account import Account

FUNCTION: Final = "AWS::Lambda::Function"
QUEUE_OF_FUNCTION: Final = "AWS::Lambda::EventSourceMapping"
SCHEDULE: Final = "AWS::Events::Rule"
ROLE: Final = "AWS::IAM::Role"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One resource of a stack."""

    name: str
    """In the template."""
    type: str
    is_: str
    """What it is called in the account: a function's name, a mapping's id, a queue's URL."""
    drift: str = ""
    """As it was when somebody last looked: `IN_SYNC`, `MODIFIED`, `DELETED`; empty where nobody has."""


def of_stack(account: Account, stack: str) -> list[Part]:
    """Return everything that a stack is made of. Raises Refused, Trouble."""
    found = account.pages("cloudformation", "list_stack_resources", "StackResourceSummaries", StackName=stack)
    return [
        Part(
            name=each["LogicalResourceId"],
            type=each["ResourceType"],
            is_=each.get("PhysicalResourceId", ""),
            drift=each.get("DriftInformation", {}).get("StackResourceDriftStatus", "").replace("NOT_CHECKED", ""),
        )
        for each in found
        if each["ResourceStatus"] not in ("DELETE_COMPLETE", "DELETE_SKIPPED")
    ]


def of_type(parts: Iterable[Part], type_: str) -> Iterator[Part]:
    """Yield the parts of one type."""
    return (each for each in parts if each.type == type_)


def named(parts: Iterable[Part], name: str) -> Part | None:
    """Return the part of a name in the template, None where the stack has none."""
    return next((each for each in parts if each.name == name), None)
