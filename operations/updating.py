"""A stage's stack created or changed: a change set that is shown first, carried out, followed to its end, and protected after it."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from operations import changes, stack
from operations.account import Account
from operations.changes import Change
from operations.stack import Stack, name_of
from operations.trouble import Refused, Trouble

PROTECTED: Final = "prod"
"""The stage whose stack CloudFormation refuses to delete."""
PAUSE: Final = 3
"""Seconds between two looks."""
UNSEEN: Final = 20
"""So many looks at a stack in which nothing goes on wait for the events of an operation: they may come a little later."""
OTHERS: Final = 1000
"""So many newer events of others are passed over in search of an operation's own."""
QUIET: Final = 60
"""Seconds without news after which it is said what is still being made."""
FINDS: Final = 200
"""So many looks wait for something that CloudFormation has accepted to show: ten minutes."""
LASTING: Final = ("Table", "UserPool", "AccessLog")
"""What a stack's policy keeps from being replaced or removed."""
ENDED_WELL: Final = frozenset(("CREATE_COMPLETE", "UPDATE_COMPLETE"))
NEVER_STOOD: Final = frozenset(("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"))
"""How a stack stands whose first creation failed: it can only be deleted."""
_OVERTAKEN: Final = frozenset(("ChangeSetNotFound", "InvalidChangeSetStatus", "ValidationError"))
"""What CloudFormation says of a change set after another was carried out, which deletes all others of the stack, and while one is:
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html"""
_STACK: Final = "AWS::CloudFormation::Stack"
_TABLE: Final = "AWS::DynamoDB::Table"
_POOL: Final = "AWS::Cognito::UserPool"
_IN: Final = {_TABLE: "items", _POOL: "accounts"}
_GONE: Final = ("DELETE_COMPLETE", "DELETE_SKIPPED")


@dataclass(frozen=True, kw_only=True)
class Operator:
    """Whoever deploys: with which account, who is told and asked, and how time passes."""

    account: Account
    says: Callable[[str], None]
    asks: Callable[[str], str]
    """Returns what is answered to a question; nothing where nobody is there to answer."""
    yes: bool = False
    """Whether "Go on?" is answered already; what endangers data is asked all the same."""
    watched: bool = True
    """Whether what is told is read by a person alone; a pipeline, or a file, keeps it, so that no secret may be shown."""
    sleep: Callable[[float], object] = time.sleep
    now: Callable[[], float] = time.time


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a stage's stack is to be."""

    template: str
    """The address of its template."""
    parameters: Mapping[str, str]
    as_before: Sequence[str] = ()
    """Parameters that stay as they are, which only commands change."""
    tags: Mapping[str, str] = {}


def carried_out(operator: Operator, stage: str, wanted: Wanted) -> Stack:
    """Return a stage's stack as it is wanted, after its change set was shown and accepted; the same again changes nothing.

    Raises Trouble where it is not accepted or fails, Refused.
    """
    name, account = name_of(stage), operator.account
    standing = settled(operator, stage)
    token = f"juttu-{datetime.fromtimestamp(operator.now(), UTC):%Y%m%d-%H%M%S-%f}"
    with _overtaken(account, stage):
        account.ask("cloudformation", "create_change_set", **_asked(name, standing, wanted, token))
        found = _ready(operator, name, token)
    if found is None:
        account.ask("cloudformation", "delete_change_set", StackName=name, ChangeSetName=token)
        operator.says("✓ The stack is as it is wanted already: nothing changes.")
    else:
        _accepted(operator, stage, found, lambda: _withdrawn(account, name, token))
        with _let(account, name, danger=bool(changes.endangering(found))):
            with _overtaken(account, stage):
                account.ask(
                    "cloudformation",
                    "execute_change_set",
                    StackName=name,
                    ChangeSetName=token,
                    ClientRequestToken=token,
                )
            ended = followed(operator, name, token)
        _ended_well(operator, stage, ended, token)
    protect(account, stage)
    return stack.require(account, stage)


def settled(operator: Operator, stage: str) -> Stack | None:
    """Return a stage's stack once nothing goes on in it, None where there is none or only what never stood.

    What an earlier run has begun is followed to its end. Raises Trouble where the stack can be changed by nobody, Refused.
    """
    account, name = operator.account, name_of(stage)
    found = stack.find(account, stage)
    if found is not None and _goes_on(found):
        operator.says(f"! {name} is being changed already ({found.status}): following it.")
        followed(operator, name, None)
        found = stack.find(account, stage)
    if found is not None and found.status in NEVER_STOOD:
        _begun_anew(operator, stage, found)
        return None
    if found is None or found.status == "REVIEW_IN_PROGRESS":
        return None
    if found.status == "UPDATE_ROLLBACK_FAILED":
        raise Trouble(
            f"{name} is stuck half-way back after an update (UPDATE_ROLLBACK_FAILED): mend what {_why(account, name, None)}, then"
            f" `aws cloudformation continue-update-rollback --stack-name {name} --region {account.region}`, wait until it says"
            " UPDATE_ROLLBACK_COMPLETE, and run this again."
        )
    return found


def followed(operator: Operator, name: str, token: str | None) -> Stack:
    """Return a stack once an operation on it has ended, each resource told as it is done.

    `token`: the operation's, whose end the stack's status then is, whatever others have begun since; None for the newest. Raises
    Trouble where it does not end within two hours, or nobody can tell any more how it has, Refused.
    """
    told: set[str] = set()
    news = operator.now()
    unseen = 0
    for _ in range(FINDS * 12):
        found = stack.find(operator.account, name.removeprefix(stack.PREFIX))
        if found is None:
            return Stack(name=name, status="DELETE_COMPLETE")
        # Each once: pages are listed while more comes, and what stood at the end of one may stand on the next again.
        events = list({each["EventId"]: each for each in _events(operator.account, name, token)}.values())
        fresh = [each for each in events if each["EventId"] not in told]
        told |= {each["EventId"] for each in fresh}
        for line in filter(None, map(event_told, fresh)):
            operator.says(line)
            news = operator.now()
        unseen = 0 if _goes_on(found) else unseen + 1
        if token is None and unseen and (events or unseen > UNSEEN):
            return found
        if token is not None and (end := _end(events)):
            return msgspec.structs.replace(found, status=end)
        if unseen > UNSEEN:
            raise Trouble(
                f"Its own events do not say how this has ended: somebody else has cancelled it, or deployed since, and {name} is"
                f" {found.status}. Run this again, which says what is left to change."
            )
        if operator.now() - news >= QUIET:
            operator.says(f"  … still {', '.join(under_way(events)) or 'at it'}")
            news = operator.now()
        operator.sleep(PAUSE)
    raise Trouble(
        f"{name} has not ended within two hours: look at it in the CloudFormation console, and run this again."
    )


def event_told(event: Mapping[str, Any]) -> str | None:
    """Return an event of a stack as a line, None for what is not worth one: only what is done, or has failed, is."""
    status, name = event.get("ResourceStatus", ""), event.get("LogicalResourceId", "")
    if event.get("ResourceType") == _STACK:
        return None
    if status.endswith("_FAILED"):
        return f"✗ {name}: {event.get('ResourceStatusReason', status)}"
    does = _DONE.get(status)
    return f"✓ {name} {does}" if does else None


_DONE: Final = {
    "CREATE_COMPLETE": "made",
    "UPDATE_COMPLETE": "changed",
    "DELETE_COMPLETE": "removed",
    "DELETE_SKIPPED": "left in the account",
}


def under_way(events: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return which resources are being worked on, by the events of an operation, the oldest first."""
    last = {each["LogicalResourceId"]: each for each in events if each.get("ResourceType") != _STACK}
    return sorted(name for name, each in last.items() if each.get("ResourceStatus", "").endswith("_IN_PROGRESS"))


def first_failure(events: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the event with which an operation began to fail, the oldest first; what was only cancelled with it is none."""
    failed = (each for each in events if each.get("ResourceStatus", "").endswith("_FAILED"))
    own = (each for each in failed if "cancelled" not in each.get("ResourceStatusReason", ""))
    return next((each for each in own if each.get("ResourceType") != _STACK), None)


def next_step(reason: str) -> str:
    """Return what an operator does about the reason for which a resource has failed."""
    lower = reason.lower()
    if "not authorized" in lower or "accessdenied" in lower or "access denied" in lower:
        return "let these credentials do that (operations/options/ has the policy of a role that deploys), and deploy again"
    if "already exists" in lower:
        return (
            "look whose that is: delete or rename it only where nobody uses it any more, choose another stage's name or domain otherwise, and"
            " deploy again"
        )
    if "limit" in lower or "quota" in lower:
        return "ask AWS for more of it in the Service Quotas console, and deploy again"
    return "mend that, and deploy again"


def protect(account: Account, stage: str) -> None:
    """Have CloudFormation refuse to delete `prod`'s stack, and to replace or remove what any stage keeps. Raises Refused."""
    name = name_of(stage)
    _policy(account, name, LASTING)
    if stage == PROTECTED:
        account.ask("cloudformation", "update_termination_protection", StackName=name, EnableTerminationProtection=True)


def policy(lasting: Sequence[str]) -> dict[str, Any]:
    """Return a stack's policy: everything may be updated, and what lasts neither replaced nor removed."""
    allowed = {"Effect": "Allow", "Principal": "*", "Action": "Update:*", "Resource": "*"}
    kept = [f"LogicalResourceId/{name}" for name in lasting]
    denied = {"Effect": "Deny", "Principal": "*", "Action": ["Update:Replace", "Update:Delete"], "Resource": kept}
    return {"Statement": [allowed, *([denied] if kept else [])]}


# ------------------------------------------------------------------------------------------------- within


def _asked(name: str, standing: Stack | None, wanted: Wanted, token: str) -> dict[str, Any]:
    before = () if standing is None else [each for each in wanted.as_before if each in standing.parameters]
    given = {key: value for key, value in wanted.parameters.items() if key not in before}
    return {
        "StackName": name,
        "ChangeSetName": token,
        "ChangeSetType": "CREATE" if standing is None else "UPDATE",
        "TemplateURL": wanted.template,
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        "Parameters": [
            *({"ParameterKey": key, "ParameterValue": given[key]} for key in sorted(given)),
            *({"ParameterKey": key, "UsePreviousValue": True} for key in sorted(before)),
        ],
        "Tags": [{"Key": key, "Value": wanted.tags[key]} for key in sorted(wanted.tags)],
    }


def _ready(operator: Operator, name: str, token: str) -> list[Change] | None:
    """Return what a change set does once CloudFormation has made it, None where it does nothing. Raises Trouble."""
    for _ in range(FINDS):
        answer = operator.account.ask("cloudformation", "describe_change_set", StackName=name, ChangeSetName=token)
        if answer["Status"] == "FAILED":
            reason = answer.get("StatusReason", "")
            if "didn't contain changes" in reason or "No updates are to be performed" in reason:
                return None
            found = _invalid(operator.account, answer) or reason
            raise Trouble(f"CloudFormation makes no change set of the template: {found}. Now {next_step(found)}.")
        if answer["Status"] == "CREATE_COMPLETE":
            found = list(answer.get("Changes", ()))
            while "NextToken" in answer:
                answer = operator.account.ask(
                    "cloudformation",
                    "describe_change_set",
                    StackName=name,
                    ChangeSetName=token,
                    NextToken=answer["NextToken"],
                )
                found += answer.get("Changes", ())
            return changes.read(found)
        operator.sleep(PAUSE)
    raise Trouble("CloudFormation has made no change set within ten minutes: run this again.")


def _invalid(account: Account, change_set: Mapping[str, Any]) -> str:
    """Return what CloudFormation found in the template before it made anything; empty where that is not it, or nobody may know.

    What a change set itself says of it is only that something was found:
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html
    """
    which = {"ChangeSetName": change_set["ChangeSetId"], "Filters": {"FailedEvents": True}}
    try:
        events = list(account.pages("cloudformation", "describe_events", "OperationEvents", **which))
    except Refused:  # older credentials may not: then what the change set says has to do
        return ""
    found = [each for each in events if each.get("EventType") == "VALIDATION_ERROR"]
    return "; ".join(
        f"{each.get('LogicalResourceId', 'it')} says: {each.get('ValidationStatusReason', 'nothing')}".rstrip(". ")
        for each in found
    )


def _accepted(operator: Operator, stage: str, found: Sequence[Change], withdraw: Callable[[], None]) -> None:
    """Return when the operator goes on with a change set, which else is withdrawn. Raises Trouble."""
    for line in changes.told(found):
        operator.says(line)
    danger = changes.endangering(found)
    if danger:
        names = ", ".join(each.name for each in danger)
        if operator.asks(f"That endangers what {names} keeps. Write the stage's name to go on all the same: ") != stage:
            withdraw()
            raise Trouble(
                f"Nothing was changed: {names} would go. Undo what asks for that in .chalice/resources.yaml or the stage's file; or"
                " run this at a terminal, and write the stage's name when you are asked."
            )
    elif not operator.yes and operator.asks("Go on? (y) ").strip().lower() not in ("y", "yes"):
        withdraw()
        raise Trouble("Nothing was changed. In a pipeline, --yes (YES=1) goes on unasked.")


def _withdrawn(account: Account, name: str, token: str) -> None:
    account.ask("cloudformation", "delete_change_set", StackName=name, ChangeSetName=token)


@contextlib.contextmanager
def _overtaken(account: Account, stage: str) -> Iterator[None]:
    """Say in words what CloudFormation refuses because somebody else changes the stack, or has since its change was shown."""
    try:
        yield
    except Refused as refused:
        if refused.code not in _OVERTAKEN:
            raise
        name, now = name_of(stage), stack.find(account, stage)
        if now is not None and _goes_on(now):
            raise Trouble(
                f"Somebody else is changing {name} just now ({now.status}), and this run has changed nothing: run it again, which follows"
                " that to its end first."
            ) from refused
        if refused.code != "ValidationError":
            raise Trouble(
                f"Somebody else has changed {name} in the meantime, and this run has changed nothing: run it again, which shows what is"
                " left to change."
            ) from refused
        raise


def _end(events: Sequence[Mapping[str, Any]]) -> str | None:
    """Return how an operation has ended, by its own events, the oldest first; None while it goes on."""
    own = [each["ResourceStatus"] for each in events if each.get("ResourceType") == _STACK]
    return own[-1] if own and not own[-1].endswith("_IN_PROGRESS") else None


def _ended_well(operator: Operator, stage: str, ended: Stack, token: str) -> None:
    if ended.status in ENDED_WELL:
        return
    name = name_of(stage)
    reason = _why(operator.account, name, token)
    if ended.status in NEVER_STOOD:
        raise Trouble(
            f"{name} could not be created: {reason}. It holds nothing: {next_step(reason)}, which first deletes what is left of it."
        )
    if ended.status == "UPDATE_ROLLBACK_COMPLETE":
        raise Trouble(f"{name} is as it was before: {reason}. Now {next_step(reason)}.")
    raise Trouble(f"{name} has ended as {ended.status}: {reason}. Run this again, which says how to go on.")


def _why(account: Account, name: str, token: str | None) -> str:
    """Return why the newest operation on a stack has failed, as the first resource that did says."""
    event = first_failure(list(_events(account, name, token)))
    if event is None:
        return "CloudFormation does not say why"
    return f"{event['LogicalResourceId']} says: {event.get('ResourceStatusReason', 'nothing')}".rstrip(". ")


def _events(account: Account, name: str, token: str | None) -> Iterator[Mapping[str, Any]]:
    """Yield the events of an operation, the oldest first: of the one with a token, else of the newest that somebody asked for."""
    found: list[Mapping[str, Any]] = []
    others = 0  # such as of whoever has deployed since, while this machine slept
    for event in account.pages("cloudformation", "describe_stack_events", "StackEvents", StackName=name):
        if token is not None and event.get("ClientRequestToken") != token:
            others += 1
            if found or others > OTHERS:
                break
            continue
        found.append(event)
        asked_for = event.get("ResourceStatusReason", "") == "User Initiated"
        if token is None and asked_for and event.get("ResourceType") == _STACK:
            break
    yield from reversed(found)


def _begun_anew(operator: Operator, stage: str, found: Stack) -> None:
    """Delete what is left of a stack that never stood. Raises Trouble where it keeps something after all, Refused."""
    account, name = operator.account, name_of(stage)
    kept = list(_unused(account, name))
    operator.says(f"! {name} was never whole ({found.status}): deleting what is left of it.")
    if stage == PROTECTED:
        account.ask(
            "cloudformation", "update_termination_protection", StackName=name, EnableTerminationProtection=False
        )
        _unprotected(account, kept)
    account.ask("cloudformation", "delete_stack", StackName=name)
    ended = followed(operator, found.name, None)
    if ended.status != "DELETE_COMPLETE":
        reason = _why(account, name, None)
        raise Trouble(
            f"What is left of {name} could not be deleted: {reason}. Delete that by hand, and run this again."
        )


def _unused(account: Account, name: str) -> Iterator[tuple[str, str]]:
    """Yield the table and the pool that a stack still has, where there is nothing in them: the type of each, and its name.

    Raises Trouble where there is something: a stage that served, and was not deleted whole, still has all of its conversations. Raises
    Refused.
    """
    for each in account.pages("cloudformation", "list_stack_resources", "StackResourceSummaries", StackName=name):
        kind, is_ = each["ResourceType"], each.get("PhysicalResourceId", "")
        if kind not in _IN or not is_ or each["ResourceStatus"] in _GONE:
            continue
        try:
            something = _has_something(account, kind, is_)
        except Refused as refused:
            if refused.code != "ResourceNotFoundException":  # was deleted, which its stack does not know
                raise
            continue
        if something:
            raise Trouble(
                f"{name} was never whole, or not deleted whole, and yet {is_} has {_IN[kind]}: nothing was deleted. Look at that by"
                f" hand, or take the stage down with `make destroy STAGE={name.removeprefix('juttu-')}`, which deletes them, too."
            )
        yield kind, is_


def _has_something(account: Account, kind: str, is_: str) -> bool:
    if kind == _TABLE:
        return bool(account.ask("dynamodb", "scan", TableName=is_, Limit=1).get("Items"))
    return bool(account.ask("cognito-idp", "list_users", UserPoolId=is_, Limit=1).get("Users"))


def _unprotected(account: Account, kept: Sequence[tuple[str, str]]) -> None:
    """Take the protections of `prod` from a table and a pool in which there is nothing. Raises Refused, Trouble."""
    for kind, is_ in kept:
        if kind == _TABLE:
            account.ask("dynamodb", "update_table", TableName=is_, DeletionProtectionEnabled=False)
        else:
            # Everything that is not said gets its default, which matters no more: it is about to be deleted.
            account.ask("cognito-idp", "update_user_pool", UserPoolId=is_, DeletionProtection="INACTIVE")


@contextlib.contextmanager
def _let(account: Account, name: str, *, danger: bool) -> Iterator[None]:
    """Let a stack's policy allow what was accepted, and nothing of it afterwards, however that ends."""
    if danger:
        _policy(account, name, ())
    try:
        yield
    finally:
        if danger:
            _policy(account, name, LASTING)


def _policy(account: Account, name: str, lasting: Sequence[str]) -> None:
    account.ask("cloudformation", "set_stack_policy", StackName=name, StackPolicyBody=json.dumps(policy(lasting)))


def _goes_on(found: Stack) -> bool:
    return found.status.endswith("_IN_PROGRESS") and found.status != "REVIEW_IN_PROGRESS"
