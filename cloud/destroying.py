"""The stage taken down as an operator does it, and the emulated account looked through for what is left, list by list."""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from cloud.deployment import STAGE
from cloud.emulator import ACCOUNT, REGION
from cloud.hands import Failed
from cloud.walk import Say, Stage, services_of
from operations import destroy, tables
from operations.account import Account
from operations.artefacts import bucket_name
from operations.destroy import Wanted
from operations.updating import Operator

BY: Final = "first.operator"


class Listed(NamedTuple):
    """What an operation of AWS's lists."""

    service: str
    operation: str
    list: str
    name: str = ""
    """The attribute by which one of it is told; nothing where it is a name itself."""
    asked: Mapping[str, Any] = {}
    stays: Callable[[Account, str], bool] = lambda *_: True
    """Whether one of it is there to stay."""


def _stays(account: Account, key: str) -> bool:
    """Return whether a key is not about to be deleted: KMS keeps it for some days more."""
    state: str = account.ask("kms", "describe_key", KeyId=key)["KeyMetadata"]["KeyState"]
    return state != "PendingDeletion"


LISTS: Final[Mapping[str, Listed]] = {
    "stacks": Listed("cloudformation", "describe_stacks", "Stacks", "StackName"),
    "tables": Listed("dynamodb", "list_tables", "TableNames"),
    "functions": Listed("lambda", "list_functions", "Functions", "FunctionName"),
    "queues of functions": Listed("lambda", "list_event_source_mappings", "EventSourceMappings", "EventSourceArn"),
    "roles": Listed("iam", "list_roles", "Roles", "RoleName"),
    "schedules": Listed("events", "list_rules", "Rules", "Name"),
    "queues": Listed("sqs", "list_queues", "QueueUrls"),
    "topics": Listed("sns", "list_topics", "Topics", "TopicArn"),
    "user pools": Listed("cognito-idp", "list_user_pools", "UserPools", "Name", {"MaxResults": 60}),
    "log groups": Listed("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "buckets": Listed("s3", "list_buckets", "Buckets", "Name"),
    "REST APIs": Listed("apigateway", "get_rest_apis", "items", "name"),
    "socket APIs": Listed("apigatewayv2", "get_apis", "Items", "Name"),
    "alarms": Listed("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    "boards": Listed("cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"),
    "mail identities": Listed("sesv2", "list_email_identities", "EmailIdentities", "IdentityName"),
    "mail configurations": Listed("sesv2", "list_configuration_sets", "ConfigurationSets"),
    "firewalls": Listed("wafv2", "list_web_acls", "WebACLs", "Name", {"Scope": "REGIONAL"}),
    "budgets": Listed("budgets", "describe_budgets", "Budgets", "BudgetName", {"AccountId": ACCOUNT}),
    "keys": Listed("kms", "list_keys", "Keys", "KeyId", stays=_stays),
    "parameters": Listed("ssm", "describe_parameters", "Parameters", "Name"),
    "secrets": Listed("secretsmanager", "list_secrets", "SecretList", "Name"),
}
"""Everything that a stage can be made of. The emulated account has nothing else in it."""
NEVER: Final = frozenset(("parameters", "secrets"))
"""What this stage never has, looked for all the same."""


def destroyed(stage: Stage, say: Say) -> tuple[int, int]:
    """Take the stage down, and return how many items and how many things went. Raises Failed where anything but the access log is left."""
    account, log = stage.emulator.account(), stage.deployed.stack.outputs["AccessLogGroup"]
    before = there_is(account)
    items = sum(1 for table in before["tables"] for _ in tables.walk(account, table))
    unseen = [what for what, names in before.items() if not names and what not in NEVER]
    if unseen or not items:
        raise Failed(f"It could not be seen that these go, for there are none: {', '.join(unseen) or 'items'}")
    _destroy(stage, account)
    _left(account, {"log groups": [log]})
    if not _recorded(account, log):
        raise Failed("The access log does not say that the stage was taken down")
    say(f"  ✓ taken down: {items} items and {sum(map(len, before.values())) - 1} things; what is left is {log}")
    _destroy(stage, account, access_log=True)
    _left(account, {})
    say("  ✓ taken down again, the access log too: nothing is left")
    return items, sum(map(len, before.values()))


def there_is(account: Account) -> dict[str, list[str]]:
    """Return what there is in an account, list by list."""
    return {what: sorted(_listed(account, each)) for what, each in LISTS.items()}


def _listed(account: Account, listed: Listed) -> Iterator[str]:
    answer = account.ask(listed.service, listed.operation, **listed.asked)
    for each in answer.get(listed.list, ()):
        name = str(each[listed.name] if listed.name else each)
        if listed.stays(account, name):
            yield name


def _left(account: Account, kept: Mapping[str, list[str]]) -> None:
    left = {what: names for what, names in there_is(account).items() if names}
    if left != kept:
        raise Failed(f"What is left of a stage that was taken down is {left}, and not {kept or 'nothing'}")


def _destroy(stage: Stage, account: Account, *, access_log: bool = False) -> None:
    operator = Operator(account=account, says=lambda _: None, asks=lambda _: "", sleep=lambda _: time.sleep(0.1))
    wanted = Wanted(
        stage=STAGE,
        by=BY,
        bucket=bucket_name(STAGE, ACCOUNT, REGION),
        owner=ACCOUNT,
        access_log=access_log,
        named=STAGE,
    )
    destroy.destroy(operator, wanted, lambda _: services_of(stage.emulator, stage.deployed))


def _recorded(account: Account, log: str) -> bool:
    events = account.pages("logs", "filter_log_events", "events", logGroupName=log)
    return any(f'"actor":"{BY}"' in each["message"] and "stage_destroyed" in each["message"] for each in events)
