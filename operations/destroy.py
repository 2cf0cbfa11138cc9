"""`python -m operations destroy`: a stage taken down: emptied first, then its stack, its tables and its artefacts, and at the end what is left.

Safe to run again at any point: what is gone already is passed over.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, ParamSpec, TypeVar

import msgspec

from chalicelib.chat.actions import accessing
from chalicelib.chat.errors import LogUnavailable
from chalicelib.chat.people import Administrator
from chalicelib.chat.services import Services
from chalicelib.chat.site_mistakes import STAGE
from operations import artefacts, budget, command, parts, stack, stages, updating
from operations.account import Account
from operations.command import counted, tells_trouble
from operations.deploy import at_terminal
from operations.incident import queues_and_schedules
from operations.parts import FUNCTION, Part
from operations.stack import Stack, name_of, services_of
from operations.trouble import Refused, Trouble
from operations.updating import Operator

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

GONE: Final = frozenset(
    (
        "AWS.SimpleQueueService.NonExistentQueue",
        "QueueDoesNotExist",
        "ResourceNotFoundException",
        "TableNotFoundException",
        "UserNotFoundException",
    )
)
"""What services say of what is not there."""
_NO_BUCKET: Final = ("NoSuchBucket", "404")
_DELETABLE: Final = ("DELETE_IN_PROGRESS", "REVIEW_IN_PROGRESS")
TABLE: Final = "AWS::DynamoDB::Table"
POOL: Final = "AWS::Cognito::UserPool"
QUEUE: Final = "AWS::SQS::Queue"
AT_ONCE: Final = 25
"""So many items `BatchWriteItem` deletes in one call."""
OBJECTS_AT_ONCE: Final = 1000
TRIES: Final = 50
PAUSE: Final = 3
"""Seconds between two looks at a table that is being deleted."""

KEPT_BY_AWS: Final = (
    (
        "Of the table nothing is kept: recovery is turned off first, which ends its seven days at once. With recovery on, DynamoDB would"
        " keep a back-up of it for 35 days. Back-ups that somebody has made by hand stay."
    ),
    (
        "CloudWatch keeps figures for 15 months, and CloudTrail what was called; neither holds what anybody wrote. SES keeps counts of"
        " mails; mails that were sent are with their readers. Where pushes were on, KMS deletes the key after 7 days."
    ),
)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to go."""

    stage: str
    by: str
    bucket: str
    """The bucket of artefacts."""
    owner: str
    """The account's number."""
    access_log: bool = False
    """Whether the access log goes, too."""
    named: str = ""
    """The stage's name, where it was written already."""


class There(msgspec.Struct, frozen=True, kw_only=True):
    """What there is of a stage."""

    stack: Stack | None
    made_of: Sequence[Part]
    tables: Sequence[str]
    """Those that no stack has: restored ones, and what a stack has left."""
    access_log: str | None


@tells_trouble
def main(arguments: Sequence[str] | None = None) -> int:
    """Take a stage down, and return the exit status."""
    asked = _parser().parse_args(arguments)
    account = Account(stages.region_of(asked.stage))
    owner = account.ask("sts", "get_caller_identity")["Account"]
    wanted = wanted_by(asked, stages.written(asked.stage), owner, account.region)
    destroy(at_terminal(account, yes=False), wanted, lambda found: services_of(found, account))
    return 0


def wanted_by(asked: argparse.Namespace, said: Mapping[str, Any], owner: str, region: str) -> Wanted:
    """Return what an operator wants gone; `said`: by the stage's file. Raises Trouble where the credentials are of another account."""
    if other := stages.other_account(said.get("account"), owner):
        raise Trouble(other)
    return Wanted(
        stage=asked.stage,
        by=asked.by,
        bucket=said.get("artefact_bucket") or artefacts.bucket_name(asked.stage, owner, region),
        owner=owner,
        access_log=asked.access_log,
        named=asked.named,
    )


def destroy(operator: Operator, wanted: Wanted, services_of_: Callable[[Stack], Services]) -> None:
    """Take a stage down and say so. Raises Trouble where it is not wanted after all, or something is in the way, Refused."""
    account = operator.account
    there = found_of(account, wanted.stage)
    _require_something(account, wanted, there)
    _at_rest(there.stack)
    for line in intended(account, wanted, there):
        operator.says(line)
    question = f"Write the stage's name to take it down for good ({wanted.stage}): "
    if (wanted.named or operator.asks(question)) != wanted.stage:
        raise Trouble(
            f"Nothing was changed. Run this at a terminal and write the stage's name, or give it: `.venv/bin/python -m operations destroy --stage {wanted.stage} --name {wanted.stage}`."
        )
    if there.stack is not None:
        if there.stack.status != "DELETE_IN_PROGRESS":
            recorded(operator, there.stack, wanted.by, services_of_)
            _stop(account, there.made_of)
            _empty(operator, there.made_of)
        _delete_stack(operator, there.stack, there.made_of)
    for table in there.tables:
        _delete_table(operator, table)
    _delete_budget(operator, wanted)
    _delete_bucket(operator, wanted)  # after all but the log: as long as it is there, another run goes on
    if there.access_log is not None and wanted.access_log:
        log = there.access_log
        _unless_gone(account.ask, "logs", "delete_log_group", logGroupName=log)
        operator.says(f"✓ The access log {log} is deleted.")
    for line in left(wanted, there, account.region):
        operator.says(line)


def found_of(account: Account, stage: str) -> There:
    """Return what there is of a stage. Raises Refused, Trouble."""
    found = stack.find(account, stage)
    made_of = parts.of_stack(account, found.name) if found else []
    own = name_of(stage)
    listed = account.pages("dynamodb", "list_tables", "TableNames")
    tables = [each for each in listed if each == own or each.startswith(f"{own}-")]
    return There(
        stack=found,
        made_of=made_of,
        tables=[each for each in tables if each not in _names(made_of, TABLE)],
        access_log=_access_log(account, stage),
    )


def intended(account: Account, wanted: Wanted, there: There) -> Iterator[str]:
    """Yield what will go and what stays. Raises Refused, Trouble."""
    name, log = name_of(wanted.stage), there.access_log
    if there.stack is None:
        yield f"! There is no stack {name} in {account.region} any more. What is left of the stage goes."
    else:
        yield f"{name} in {account.region} goes, for good: {counted(len(there.made_of), 'resource')}, {there.stack.status}."
    for table in (*_names(there.made_of, TABLE), *there.tables):
        about = _unless_gone(account.ask, "dynamodb", "describe_table", TableName=table)
        items = (
            "is gone already"
            if about is None
            else f"some {counted(about['Table'].get('ItemCount', 0), 'item')}, every conversation among them"
        )
        yield f"  table {table}: {items}"
    for pool in _names(there.made_of, POOL):
        users = _unless_gone(_users, account, pool)
        yield f"  {counted(len(users or ()), 'account')} of staff"
    if domain := _own_domain(there.stack):
        yield f"  {domain} in SES, which the stack has made: nothing else sends by it any more, until it is proved anew"
    yield f"  the bucket {wanted.bucket} with all artefacts: no rollback after that"
    if log is None:
        yield "  no access log is there"
    elif wanted.access_log:
        yield f"  the access log {log}: nobody can be told any more who has read what"
    else:
        yield f"The access log {log} stays, each record for 731 days; ACCESS_LOG=1 (--access-log) has it go, too."
    yield from KEPT_BY_AWS


def left(wanted: Wanted, there: There, region: str) -> Iterator[str]:
    """Yield what is left when a stage is gone, and how each of it goes."""
    found, log = there.stack, there.access_log
    yield f"✓ {name_of(wanted.stage)} is gone. What is left:"
    if log is not None and not wanted.access_log:
        yield (
            f"  the access log {log}: read it with `aws logs tail {log} --region {region}`, and delete it with `make destroy STAGE={wanted.stage}"
            f" ACCESS_LOG=1` when nobody may ask any more. How a new stage of this name takes it over, `make preflight STAGE={wanted.stage}` says then."
        )
    certificate = "" if found is None else found.parameters.get("Certificate", "")
    if certificate:
        yield f"  the certificate, which costs nothing: `aws acm delete-certificate --certificate-arn {certificate} --region {region}`"
    if found is not None and found.parameters.get("ManageMailIdentity", "true") == "false":
        yield f"  the SES identity {found.parameters.get('MailDomain', '')}, which the stack has not made"
    yield "  what you have put into your DNS: the names of the chat, DKIM, MAIL FROM, the certificate's records"
    yield f"  stages/{wanted.stage}.toml in git, and the script tag on your pages: take that away"
    yield f"  back-ups that somebody has made by hand: `aws dynamodb list-backups --region {region}` names them"
    yield from (f"  {each}" for each in KEPT_BY_AWS)


def emptied(account: Account, table: str, pause: Callable[[float], object]) -> int:
    """Delete every item of a table, expired or not, and return how many there were. Raises Trouble where some stay, Refused."""
    count = 0
    for batch in _batches(_keys(account, table)):
        requests: Any = [{"DeleteRequest": {"Key": key}} for key in batch]
        for tried in range(TRIES):
            answer = account.ask("dynamodb", "batch_write_item", RequestItems={table: requests})
            requests = answer.get("UnprocessedItems", {}).get(table)
            if not requests:
                break
            pause(min(0.05 * 2**tried, 5))
        else:
            raise Trouble(f"DynamoDB is too busy to have {table} emptied: run this again.")
        count += len(batch)
    return count


# ------------------------------------------------------------------------------------------------- step by step


def _require_something(account: Account, wanted: Wanted, there: There) -> None:
    """Return where something of a stage that is to go is there. Raises Trouble where nothing is, Refused."""
    if (
        there.stack is not None
        or there.tables
        or (there.access_log and wanted.access_log)
        or _has_bucket(account, wanted)
    ):
        return
    if there.access_log is not None:
        raise Trouble(
            f"Of the stage {wanted.stage} there is nothing any more in {account.region} but its access log {there.access_log}, which stays:"
            " ACCESS_LOG=1 (--access-log) has it go, too."
        )
    raise Trouble(stack.none_such(account, wanted.stage))


def _has_bucket(account: Account, wanted: Wanted) -> bool:
    try:
        account.ask("s3", "list_objects_v2", Bucket=wanted.bucket, ExpectedBucketOwner=wanted.owner, MaxKeys=1)
    except Refused as refused:
        if refused.code not in _NO_BUCKET:
            raise
        return False
    return True


def _at_rest(found: Stack | None) -> None:
    """Return where nobody else changes the stack. Raises Trouble: CloudFormation would not delete it, and everything would be emptied."""
    if found is not None and found.status.endswith("_IN_PROGRESS") and found.status not in _DELETABLE:
        raise Trouble(
            f"{found.name} is being changed ({found.status}): nothing was touched. Wait until that has ended, and run this again."
        )


def recorded(operator: Operator, found: Stack, by: str, services_of_: Callable[[Stack], Services]) -> None:
    """Record that a stage is taken down; where the log does not take it, say so."""
    try:
        services = services_of_(found)
        services.access_log.record(accessing.by_administrator(services, Administrator(by), "stage_destroyed", STAGE))
    except (LogUnavailable, Trouble):
        operator.says("! The access log does not take the record of this: write down who did it and when.")


def _stop(account: Account, made_of: Sequence[Part]) -> None:
    """Have nothing be written any more, so that what is emptied stays empty."""
    for deed in queues_and_schedules(account, made_of, on=False):
        _unless_gone(deed.do)
    for function in _names(made_of, FUNCTION):
        _unless_gone(
            account.ask, "lambda", "put_function_concurrency", FunctionName=function, ReservedConcurrentExecutions=0
        )


def _empty(operator: Operator, made_of: Sequence[Part]) -> None:
    account = operator.account
    for table in _names(made_of, TABLE):
        count = _unless_gone(emptied, account, table, operator.sleep)
        if count is None:
            operator.says(f"✓ {table} is gone already.")
            continue
        operator.says(f"✓ {table} is empty: {count} items deleted.")
        if any(True for _ in _keys(account, table)):
            raise Trouble(f"Something was written to {table} meanwhile: run this again in a minute.")
    for queue in _names(made_of, QUEUE):
        try:
            _unless_gone(account.ask, "sqs", "purge_queue", QueueUrl=queue)
        except Refused as refused:
            if not refused.code.endswith("PurgeQueueInProgress"):  # once a minute, and it is at it
                raise
    for pool in _names(made_of, POOL):
        users = _unless_gone(_users, account, pool) or []
        for user in users:
            _unless_gone(account.ask, "cognito-idp", "admin_delete_user", UserPoolId=pool, Username=user)
        operator.says(f"✓ Deleted: {counted(len(users), 'account')} of staff.")


def _delete_stack(operator: Operator, found: Stack, made_of: Sequence[Part]) -> None:
    account, name = operator.account, found.name
    if found.status != "DELETE_IN_PROGRESS":
        for table in _names(made_of, TABLE):
            _unless_gone(_let_go, account, table)
        for pool in _names(made_of, POOL):
            # Everything that is not said gets its default, which matters no more.
            _unless_gone(account.ask, "cognito-idp", "update_user_pool", UserPoolId=pool, DeletionProtection="INACTIVE")
        account.ask(
            "cloudformation", "update_termination_protection", StackName=name, EnableTerminationProtection=False
        )
        account.ask("cloudformation", "delete_stack", StackName=name)
    ended = updating.followed(operator, name, None)
    if ended.status != "DELETE_COMPLETE":
        raise Trouble(
            f"{name} has ended as {ended.status}: look at what CloudFormation could not delete (`aws cloudformation"
            f" describe-stack-events --stack-name {name} --region {account.region}`), mend that, and run this again."
        )
    operator.says(f"✓ The stack {name} is deleted.")


def _let_go(account: Account, table: str) -> None:
    """Take recovery and protection from a table, so that it can be deleted and DynamoDB keeps no back-up of it."""
    account.ask(
        "dynamodb",
        "update_continuous_backups",
        TableName=table,
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False},
    )
    about = account.ask("dynamodb", "describe_table", TableName=table)["Table"]
    if about.get("DeletionProtectionEnabled"):
        account.ask("dynamodb", "update_table", TableName=table, DeletionProtectionEnabled=False)


def _delete_table(operator: Operator, table: str) -> None:
    """Delete a table that no stack has: one that was restored, or that a stack has left."""
    account = operator.account
    try:
        emptied(account, table, operator.sleep)
        _let_go(account, table)
        account.ask("dynamodb", "delete_table", TableName=table)
    except Refused as refused:
        if refused.code == "ResourceInUseException":
            raise Trouble(f"{table} is being made, changed or deleted: run this again in some minutes.") from refused
        if refused.code != "ResourceNotFoundException":
            raise
    operator.says(f"✓ {table} is deleted.")


def _delete_bucket(operator: Operator, wanted: Wanted) -> None:
    account = operator.account
    mine = {"Bucket": wanted.bucket, "ExpectedBucketOwner": wanted.owner}
    try:
        listed = [each["Key"] for each in account.pages("s3", "list_objects_v2", "Contents", **mine)]
        if listed and artefacts.Bucket(account, wanted.bucket, wanted.owner).stage() != wanted.stage:
            operator.says(f"! The bucket {wanted.bucket} does not say that it is this stage's: it is left as it is.")
            return
        own = [key for key in listed if artefacts.is_own(key)]
        for at in range(0, len(own), OBJECTS_AT_ONCE):
            objects = [{"Key": key} for key in own[at : at + OBJECTS_AT_ONCE]]
            answer = account.ask("s3", "delete_objects", Delete={"Objects": objects, "Quiet": True}, **mine)
            if answer.get("Errors"):
                raise Trouble(f"S3 has not deleted everything in {wanted.bucket}: run this again.")
        if len(own) < len(listed):
            operator.says(
                f"! The artefacts in {wanted.bucket} are deleted. Other things are in it, too: they are left, and so is it."
            )
            return
        account.ask("s3", "delete_bucket", **mine)
    except Refused as refused:
        if refused.code == "BucketNotEmpty":
            operator.says(
                f"! {wanted.bucket} keeps earlier versions of what was in it: empty and delete it in the S3 console."
            )
            return
        if refused.code not in _NO_BUCKET:
            raise
        operator.says(f"✓ There is no bucket {wanted.bucket}.")
        return
    operator.says(f"✓ The bucket {wanted.bucket} is deleted, with {counted(len(listed), 'object')}.")


def _delete_budget(operator: Operator, wanted: Wanted) -> None:
    name = budget.budget_of(wanted.stage, 1)["BudgetName"]
    try:
        operator.account.ask("budgets", "delete_budget", AccountId=wanted.owner, BudgetName=name)
    except Refused as refused:
        if refused.code != "NotFoundException":
            raise
        return
    operator.says(f"✓ The budget {name} is deleted.")


# ------------------------------------------------------------------------------------------------- within


def _access_log(account: Account, stage: str) -> str | None:
    name = f"/juttu/{stage}/access"
    groups = account.pages("logs", "describe_log_groups", "logGroups", logGroupNamePrefix=name)
    return next((each["logGroupName"] for each in groups if each["logGroupName"] == name), None)


def _keys(account: Account, table: str) -> Iterator[Mapping[str, Any]]:
    yield from account.pages(
        "dynamodb", "scan", "Items", TableName=table, ProjectionExpression="pk, sk", ConsistentRead=True
    )


def _batches(keys: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    batch: list[Mapping[str, Any]] = []
    for key in keys:
        batch.append(key)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _names(made_of: Iterable[Part], type_: str) -> list[str]:
    return [each.is_ for each in parts.of_type(made_of, type_) if each.is_]


def _users(account: Account, pool: str) -> list[str]:
    return [each["Username"] for each in account.pages("cognito-idp", "list_users", "Users", UserPoolId=pool)]


def _own_domain(found: Stack | None) -> str:
    """Return the domain that a stack has made in SES, empty where it has made none."""
    parameters = {} if found is None else found.parameters
    return parameters.get("MailDomain", "") if parameters.get("ManageMailIdentity") == "true" else ""


def _unless_gone(call: Callable[Asked, Answer], *asked: Asked.args, **named: Asked.kwargs) -> Answer | None:
    """Return what a call does, None where what it is about is gone already: by another run, or by somebody's hand."""
    try:
        return call(*asked, **named)
    except Refused as refused:
        if refused.code not in GONE:
            raise
        return None


def _parser() -> argparse.ArgumentParser:
    parser = command.parser("destroy", "Take a stage down for good: emptied first, then everything that it is made of.")
    command.signed(parser)
    parser.add_argument("--access-log", action="store_true", help="the access log, too")
    parser.add_argument(
        "--name", dest="named", default="", help="the stage's name again, where no terminal is there to ask"
    )
    return parser
