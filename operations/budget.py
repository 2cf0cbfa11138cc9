"""A budget: whom AWS tells before a month gets dear.

It is made beside the stack, since CloudFormation knows no budgets in Stockholm, Milan and Spain. It is of the whole account: costs of a tag are
counted only once somebody has switched that on for the organisation.
"""

from collections.abc import Sequence
from typing import Any, Final

from operations import command, stages
from operations.account import Account
from operations.command import tells_trouble
from operations.stages import Stage
from operations.trouble import Refused

PERCENT: Final = 80
"""From how much of it on AWS tells."""


def kept(account: Account, name: str, stage: Stage) -> str | None:
    """Have AWS keep the budget that a stage's file asks for, and return in a line what it does; None where it asks for none.

    Raises Refused, Trouble.
    """
    if stage.budget is None:
        return None
    if stage.alerts_to is None:
        return "! The budget tells nobody, so none is made: say alerts_to in the stage's file."
    told = f"{stage.alerts_to} when the account's month has cost {PERCENT} % of ${stage.budget}"
    owner = account.ask("sts", "get_caller_identity")["Account"]
    wanted, notices = budget_of(name, stage.budget), notices_to(stage.alerts_to)
    if _stands(account, owner, wanted["BudgetName"], stage.budget, stage.alerts_to):
        return f"✓ AWS tells {told}."
    try:
        # Limit and addressee are changed by calls of their own, in an order that can break off: made anew, it is whole or it is not there.
        account.ask("budgets", "delete_budget", AccountId=owner, BudgetName=wanted["BudgetName"])
    except Refused as refused:
        if refused.code != "NotFoundException":
            raise
    account.ask("budgets", "create_budget", AccountId=owner, Budget=wanted, NotificationsWithSubscribers=notices)
    return f"✓ From now on AWS tells {told}."


def budget_of(name: str, dollars: int) -> dict[str, Any]:
    """Return the budget of a stage, as Budgets takes it."""
    limit = {"Amount": str(dollars), "Unit": "USD"}
    return {"BudgetName": f"juttu-{name}", "BudgetLimit": limit, "TimeUnit": "MONTHLY", "BudgetType": "COST"}


def notices_to(address: str) -> list[dict[str, Any]]:
    """Return whom Budgets tells of what."""
    return [{"Notification": _NOTICE, "Subscribers": [{"SubscriptionType": "EMAIL", "Address": address}]}]


_NOTICE: Final = {
    "NotificationType": "ACTUAL",
    "ComparisonOperator": "GREATER_THAN",
    "Threshold": float(PERCENT),
    "ThresholdType": "PERCENTAGE",
}


def _stands(account: Account, owner: str, budget: str, dollars: int, address: str) -> bool:
    """Return whether AWS keeps just this budget."""
    which = {"AccountId": owner, "BudgetName": budget}
    try:
        found = account.ask("budgets", "describe_budget", **which)["Budget"]
        told = account.ask("budgets", "describe_subscribers_for_notification", **which, Notification=_NOTICE)
    except Refused as refused:
        if refused.code == "NotFoundException":
            return False
        raise
    right = float(found.get("BudgetLimit", {}).get("Amount", "0")) == dollars
    return right and [each["Address"] for each in told.get("Subscribers", ())] == [address]


@tells_trouble
def main(arguments: Sequence[str] | None = None) -> int:
    """Have AWS keep a stage's budget, and print what it does. Return the exit status."""
    parser = command.parser("budget", "Have AWS tell before a month gets dear.")
    asked = parser.parse_args(arguments)
    stage = stages.read(asked.stage)
    told = kept(Account(stage.region), asked.stage, stage)
    print(told or f"! stages/{asked.stage}.toml asks for no budget: say for instance budget = 40, in US dollars.")
    return 0
