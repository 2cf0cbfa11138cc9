"""A stage's tables: its own, and those that were restored beside it, each as DynamoDB has it."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from chalicelib.aws.table import attribute_values
from chalicelib.chat.retention import BACK_UP_DAYS
from operations.account import Account
from operations.trouble import Refused, Trouble

EXPIRY: Final = "expires_at"
"""The attribute by which DynamoDB deletes what the sweep has left."""
LOOKS_EVERY: Final = 15.0
"""Seconds between two looks at a table that is being restored."""
SAYS_EVERY: Final = 4
"""So many looks are told of once."""
HOURS: Final = 24
"""After so long a table that is still being restored is left to itself."""

_BACK_UP_LOOKS: Final = 40

Pause = Callable[[float], None]
Say = Callable[[str], None]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table as DynamoDB describes it."""

    name: str
    arn: str
    ready: bool
    """It, and each of its indexes, may be used."""
    indexes: frozenset[str] = frozenset()
    encrypted: bool = False
    protected: bool = False
    made_at: datetime | None = None
    gigabytes: float = 0
    """As DynamoDB counts them every six hours or so."""


class Window(msgspec.Struct, frozen=True):
    """From when to when a table can be restored to any second."""

    earliest: datetime
    latest: datetime

    def has(self, at: datetime) -> bool:
        """Return whether a time lies within."""
        return self.earliest <= at <= self.latest


def find(account: Account, name: str) -> Table | None:
    """Return a table, None where there is none of this name. Raises Refused, Trouble."""
    try:
        return _described(account.ask("dynamodb", "describe_table", TableName=name)["Table"])
    except Refused as refused:
        if refused.code == "ResourceNotFoundException":
            return None
        raise


def window(account: Account, name: str) -> Window | None:
    """Return to when a table can be restored, None where it cannot be or is not there. Raises Refused, Trouble."""
    try:
        told = account.ask("dynamodb", "describe_continuous_backups", TableName=name)["ContinuousBackupsDescription"]
    except Refused as refused:
        if refused.code in ("TableNotFoundException", "ResourceNotFoundException"):
            return None
        raise
    found = told.get("PointInTimeRecoveryDescription", {})
    if "EarliestRestorableDateTime" not in found or "LatestRestorableDateTime" not in found:
        return None
    return Window(_utc(found["EarliestRestorableDateTime"]), _utc(found["LatestRestorableDateTime"]))


def restore(account: Account, source: str, target: str, at: datetime | None = None) -> None:
    """Have DynamoDB begin a table as another was at a time, the newest there is without one; one that is there stays.

    Raises Refused, Trouble.
    """
    if find(account, target) is not None:
        return
    when: dict[str, Any] = {"UseLatestRestorableTime": True} if at is None else {"RestoreDateTime": at}
    account.ask("dynamodb", "restore_table_to_point_in_time", SourceTableName=source, TargetTableName=target, **when)


def wait(account: Account, name: str, say: Say, pause: Pause = time.sleep) -> Table:
    """Return a table once it can be used, having said now and then that it cannot yet. Raises Refused, Trouble."""
    for look in range(int(HOURS * 3600 / LOOKS_EVERY)):
        found = find(account, name)
        if found is None:
            raise Trouble(f"The table {name} is gone while it was being restored: run the same command again.")
        if found.ready:
            return found
        if look % SAYS_EVERY == 0:
            say(f"  {name} is being restored, since {int(look * LOOKS_EVERY / 60)} min …")
        pause(LOOKS_EVERY)
    raise Trouble(
        f"{name} is still being restored after {HOURS} hours: run the same command again, it goes on waiting."
    )


def expire(account: Account, name: str) -> None:
    """Have a table delete by itself what has expired. Raises Refused, Trouble."""
    told = account.ask("dynamodb", "describe_time_to_live", TableName=name)["TimeToLiveDescription"]
    if told.get("TimeToLiveStatus") not in ("ENABLED", "ENABLING"):
        wanted = {"Enabled": True, "AttributeName": EXPIRY}
        account.ask("dynamodb", "update_time_to_live", TableName=name, TimeToLiveSpecification=wanted)


def back_up(account: Account, name: str, pause: Pause = time.sleep) -> None:
    """Have a table be restorable for the week that the notice tells, and no longer. Raises Refused, Trouble."""
    wanted = {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": BACK_UP_DAYS}
    for look in range(_BACK_UP_LOOKS):
        try:
            account.ask(
                "dynamodb", "update_continuous_backups", TableName=name, PointInTimeRecoverySpecification=wanted
            )
        except Refused as refused:
            # Of a table that was restored just now it takes DynamoDB some minutes until it can be asked for that.
            if refused.code != "ContinuousBackupsUnavailableException" or look == _BACK_UP_LOOKS - 1:
                raise
            pause(LOOKS_EVERY)
        else:
            return


def protect(account: Account, table: Table, *, on: bool) -> None:
    """Have nobody delete a table by accident, or let it be deleted. Raises Refused, Trouble."""
    if table.protected != on:
        account.ask("dynamodb", "update_table", TableName=table.name, DeletionProtectionEnabled=on)


def tags(account: Account, table: Table) -> dict[str, str]:
    """Return a table's tags but for AWS's own. Raises Refused, Trouble."""
    found = account.pages("dynamodb", "list_tags_of_resource", "Tags", ResourceArn=table.arn)
    return {each["Key"]: each["Value"] for each in found if not each["Key"].startswith("aws:")}


def tag(account: Account, table: Table, wanted: Mapping[str, str]) -> None:
    """Give a table tags. Raises Refused, Trouble."""
    if wanted:
        told = [{"Key": key, "Value": value} for key, value in sorted(wanted.items())]
        account.ask("dynamodb", "tag_resource", ResourceArn=table.arn, Tags=told)


def names(account: Account, prefix: str) -> list[str]:
    """Return the names of the account's tables that begin so, in order. Raises Refused, Trouble."""
    return sorted(each for each in account.pages("dynamodb", "list_tables", "TableNames") if each.startswith(prefix))


def delete(account: Account, name: str, pause: Pause = time.sleep) -> None:
    """Delete a table for good, without any back-up that AWS would keep of it; one that is gone is gone.

    Raises Refused, Trouble.
    """
    found = find(account, name)
    if found is None:
        return
    protect(account, found, on=False)
    # Of a table with recovery on, DynamoDB keeps a back-up for 35 days.
    off = {"PointInTimeRecoveryEnabled": False}
    if window(account, name) is not None:
        account.ask("dynamodb", "update_continuous_backups", TableName=name, PointInTimeRecoverySpecification=off)
    for _ in range(int(HOURS * 3600 / LOOKS_EVERY)):
        if find(account, name) is None:
            return
        try:
            account.ask("dynamodb", "delete_table", TableName=name)
        except Refused as refused:  # it is being restored still, or deleted already
            if refused.code not in ("ResourceInUseException", "ResourceNotFoundException"):
                raise
        pause(LOOKS_EVERY)
    raise Trouble(f"{name} is still being deleted after {HOURS} hours: run the same command again.")


def deletion(name: str, region: str) -> Iterator[str]:
    """Yield the commands that delete a table so that no back-up of it outlives the seven days: of one with recovery on DynamoDB keeps one
    for 35 days.
    """
    which = f"--table-name {name} --region {region}"
    off = "--point-in-time-recovery-specification PointInTimeRecoveryEnabled=false"
    yield f"aws dynamodb update-continuous-backups {which} {off}"
    yield f"aws dynamodb update-table {which} --no-deletion-protection-enabled"
    yield f"aws dynamodb delete-table {which}"


def walk(account: Account, name: str, *attributes: str) -> Iterator[dict[str, Any]]:
    """Yield every item of a table, expired or not, with its key and these attributes alone. Raises Refused, Trouble."""
    wanted = ("pk", "sk", *attributes)
    items = account.pages(
        "dynamodb",
        "scan",
        "Items",
        TableName=name,
        ConsistentRead=True,
        ProjectionExpression=", ".join(f"#{each}" for each in wanted),
        ExpressionAttributeNames={f"#{each}": each for each in wanted},
    )
    return ({key: attribute_values.plain(value) for key, value in item.items()} for item in items)


def _described(told: Mapping[str, Any]) -> Table:
    indexes = {each["IndexName"]: each.get("IndexStatus") for each in told.get("GlobalSecondaryIndexes", ())}
    busy = told.get("RestoreSummary", {}).get("RestoreInProgress", False)
    return Table(
        name=told["TableName"],
        arn=told["TableArn"],
        ready=told["TableStatus"] == "ACTIVE" and not busy and set(indexes.values()) <= {"ACTIVE"},
        indexes=frozenset(indexes),
        encrypted=told.get("SSEDescription", {}).get("Status") == "ENABLED",
        protected=told.get("DeletionProtectionEnabled", False),
        made_at=told.get("CreationDateTime"),
        gigabytes=told.get("TableSizeBytes", 0) / 1e9,
    )


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
