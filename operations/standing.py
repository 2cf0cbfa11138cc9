"""What stands already where a stage is to be deployed: its stack, or what an earlier one left."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from operations import stack as stacks
from operations import tables
from operations.account import Account
from operations.artefacts import STAGE
from operations.findings import Finding
from operations.stack import Stack, name_of
from operations.stages import EU
from operations.trouble import Refused, Trouble
from operations.updating import NEVER_STOOD

READY: Final = frozenset(
    ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE")
)
UNMADE: Final = "REVIEW_IN_PROGRESS"
"""A change set was made for a stack that was never created: it has no resources."""


class Leftovers(msgspec.Struct, frozen=True, kw_only=True):
    """What has a name that a new stack wants for its own."""

    log_groups: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    table: str = ""
    configuration_set: str = ""


def leftovers(account: Account, stage: str) -> Leftovers:
    """Return what an earlier stack of a stage left. Raises Refused, Trouble."""
    own, prefix = name_of(stage), f"/juttu/{stage}/"
    groups = account.pages("logs", "describe_log_groups", "logGroups", logGroupNamePrefix=prefix)
    queues = account.pages("sqs", "list_queues", "QueueUrls", QueueNamePrefix=f"{own}-")
    return Leftovers(
        log_groups=tuple(
            each["logGroupName"]
            for each in groups
            if each["logGroupName"] in {f"{prefix}access", f"{prefix}application"}
        ),
        queues=tuple(each.rpartition("/")[2] for each in queues),
        table=own if _there(account, "dynamodb", "describe_table", "ResourceNotFoundException", TableName=own) else "",
        configuration_set=own
        if _there(account, "sesv2", "get_configuration_set", "NotFoundException", ConfigurationSetName=own)
        else "",
    )


def elsewhere(account: Account, stage: str) -> str | None:
    """Return in which other region a stage has a stack, as far as it may be looked at; None where there is none."""
    for region in EU:
        if region == account.region:
            continue
        try:
            found = stacks.find(account.elsewhere(region), stage)
        except Trouble:  # a region that the account has not switched on, or these credentials may not use
            continue
        if found is not None and found.status != UNMADE:
            return region
    return None


def whose_name(account: Account, name: str) -> str | None:
    """Return which stage has a domain's name at the gateways; "" where it is none's, None where nobody has it. Raises Refused, Trouble."""
    try:
        found = account.ask("apigatewayv2", "get_domain_name", DomainName=name)
    except Refused as refused:
        if refused.code == "NotFoundException":
            return None
        raise
    return str(found.get("Tags", {}).get(STAGE, ""))


def _there(account: Account, service: str, operation: str, absent: str, /, **parameters: str) -> bool:
    try:
        account.ask(service, operation, **parameters)
    except Refused as refused:
        if refused.code == absent:
            return False
        raise
    return True


def first(stack: Stack | None) -> bool:
    """Return whether a deploy would be the first that creates everything."""
    return stack is None or stack.status == UNMADE or stack.status in NEVER_STOOD


def of_stack(stack: Stack | None, stage: str, region: str) -> Finding:
    """Return how a stage's stack stands, and the way out of where a deploy cannot go on."""
    name = name_of(stage)
    which = f"--stack-name {name} --region {region}"
    if stack is None or stack.status == UNMADE:
        return Finding("ok", f"no stack {name} yet: this is the first deploy")
    if stack.status == "UPDATE_ROLLBACK_COMPLETE":
        return Finding("note", f"The last deploy of {name} went back to what was before; it can be deployed again.")
    if stack.status in READY:
        return Finding("ok", f"stack {name} is there ({stack.status})")
    if stack.status.endswith("_IN_PROGRESS"):
        return Finding(
            "note", f"The stack {name} is being changed ({stack.status}): a deploy follows that to its end first."
        )
    if stack.status in NEVER_STOOD:
        return Finding(
            "note",
            f"The stack {name} was never whole, or not deleted whole ({stack.status}): a deploy deletes what is left of it, as long as"
            " nothing is kept in it, and begins anew.",
        )
    if stack.status == "UPDATE_ROLLBACK_FAILED":
        return Finding(
            "stop",
            f"The stack {name} could not go back to what was before ({stack.status}): its events name the resource and the reason; mend"
            " that, have it go on, then run this again.",
            f"aws cloudformation describe-stack-events {which}"
            " --query \"StackEvents[?ends_with(ResourceStatus, 'FAILED')].[LogicalResourceId,ResourceStatusReason]\" --output text\n"
            f"aws cloudformation continue-update-rollback {which}",
        )
    if stack.status == "UPDATE_FAILED":
        return Finding(
            "stop",
            f"The stack {name} stopped in the middle of an update ({stack.status}): have it go back, then run this again.",
            f"aws cloudformation rollback-stack {which}",
        )
    return Finding(
        "stop",
        f"The stack {name} is {stack.status}: its events say why; mend that, then run this again.",
        f"aws cloudformation describe-stack-events {which} --max-items 20",
    )


def of_elsewhere(region: str | None, stage: str, here: str) -> Iterator[Finding]:
    """Yield that a stage stands in another region, where its conversations are; nothing where it does not."""
    if region is not None:
        yield Finding(
            "stop",
            f"The stage {stage} stands in {region} ({EU[region]}), and its file says {here}, where an empty one would be made: a stage cannot"
            f' be moved. Say region = "{region}" in stages/{stage}.toml, or choose another stage name.',
        )


def of_names(whose: Mapping[str, str | None], stage: str, domain: str) -> Iterator[Finding]:
    """Yield that the names of a domain's chat lead somewhere else already: by name, the stage that has it, "" or None."""
    taken = {name: owner for name, owner in whose.items() if owner not in (None, stage)}
    if taken:
        owner = next(iter(taken.values()))
        by = f"The stage {owner}" if owner else "Something else in this account"
        yield Finding(
            "stop",
            f"{by} has {' and '.join(taken)} already, and a name leads to one place only: choose another domain in stages/{stage}.toml,"
            f" such as {stage}.{domain}, or leave it out.",
        )


def of_leftovers(found: Leftovers, stage: str, region: str) -> Iterator[Finding]:
    """Yield what would make the creation of a stack fail, and the way round each."""
    name, other = name_of(stage), f"choose another stage name than {stage}"
    for group in found.log_groups:
        if group.endswith("/access"):
            yield Finding(
                "stop",
                f"The access log {group} of an earlier stage {stage} is there, and is kept for two years: have the new stack take it"
                f" over with these three commands, or {other}.",
                "\n".join(taking_over(stage, region)),
            )
        else:
            yield _in_the_way(
                f"log group {group}", f"aws logs delete-log-group --log-group-name {group} --region {region}", other
            )
    if found.table:
        yield Finding(
            "stop",
            f"A table {name} of an earlier stage is there, and may hold conversations: {other}, or delete it if nobody needs them.",
            "\n".join(tables.deletion(name, region)),
        )
    for queue in found.queues:
        yield _in_the_way(
            f"queue {queue}",
            f"aws sqs delete-queue --region {region} --queue-url"
            f" $(aws sqs get-queue-url --queue-name {queue} --region {region} --output text)",
            other,
        )
    if found.configuration_set:
        yield _in_the_way(
            f"configuration set {name} of SES",
            f"aws sesv2 delete-configuration-set --configuration-set-name {name} --region {region}",
            other,
        )


def taking_over(stage: str, region: str) -> tuple[str, str, str]:
    """Return the commands by which a stack of a stage begins with the access log that an earlier one left.

    CloudFormation imports by itself only what has no name made of parameters, so the stack is begun with this one resource. It is written as
    in the template: with its name in letters, the deploy after that would be told that another one takes its place.
    """
    name, group = name_of(stage), f"/juttu/{stage}/access"
    kind = "AWS::Logs::LogGroup"
    resource = {
        "Type": kind,
        "DeletionPolicy": "RetainExceptOnCreate",
        "UpdateReplacePolicy": "Retain",
        "Properties": {"LogGroupName": {"Fn::Sub": "/juttu/${Stage}/access"}, "RetentionInDays": 731},
    }
    imported = [
        {"ResourceType": kind, "LogicalResourceId": "AccessLog", "ResourceIdentifier": {"LogGroupName": group}},
    ]
    which = f"--stack-name {name} --change-set-name access-log --region {region}"
    parameters = {"Stage": {"Type": "String", "Default": stage}}
    template = _compact({"Parameters": parameters, "Resources": {"AccessLog": resource}})
    return (
        f"aws cloudformation create-change-set {which} --change-set-type IMPORT --template-body '{template}' --resources-to-import '{_compact(imported)}'",
        f"aws cloudformation wait change-set-create-complete {which}",
        f"aws cloudformation execute-change-set {which}",
    )


def _in_the_way(what: str, command: str, other: str) -> Finding:
    return Finding("stop", f"The {what} of an earlier stage is there: delete it, or {other}.", command)


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
