"""A budget: made where there is none, made anew where it is another, and left alone where it is right."""

from typing import Any

import pytest

from operations import budget
from operations.stages import Stage
from operations.trouble import Refused
from tests.operations.aws import Aws, Refusal

STAGE = Stage(
    region="eu-north-1",
    controller="Your Company Ltd",
    mail_from="chat@your.example",
    alerts_to="operations@your.example",
    budget=40,
)
OWNER = "123456789012"


def aws(dollars: str | None = "40.0", told: str = "operations@your.example") -> Aws:
    """Return an account with a budget of so many dollars, None for none."""
    none = Refusal("NotFoundException")
    found: Any = {
        "Budget": {
            "BudgetName": "juttu-prod",
            "BudgetLimit": {"Amount": dollars or "", "Unit": "USD"},
            "TimeUnit": "MONTHLY",
            "BudgetType": "COST",
        }
    }
    subscribers: Any = {"Subscribers": [{"SubscriptionType": "EMAIL", "Address": told}]}
    return Aws(
        {
            "sts.GetCallerIdentity": {"Account": OWNER},
            "budgets.DescribeBudget": none if dollars is None else found,
            "budgets.DescribeSubscribersForNotification": none if dollars is None else subscribers,
            "budgets.DeleteBudget": none if dollars is None else {},
            "budgets.CreateBudget": {},
        }
    )


def test_where_there_is_none_one_is_made_that_tells_at_80_percent_of_what_was_spent() -> None:
    there = aws(dollars=None)

    assert budget.kept(there.account(), "prod", STAGE) == (
        "✓ From now on AWS tells operations@your.example when the account's month has cost 80 % of $40."
    )
    (made,) = there.said("budgets.CreateBudget")
    assert made == {
        "AccountId": OWNER,
        "Budget": {
            "BudgetName": "juttu-prod",
            "BudgetLimit": {"Amount": "40", "Unit": "USD"},
            "TimeUnit": "MONTHLY",
            "BudgetType": "COST",
        },
        "NotificationsWithSubscribers": [
            {
                "Notification": {
                    "NotificationType": "ACTUAL",
                    "ComparisonOperator": "GREATER_THAN",
                    "Threshold": 80.0,
                    "ThresholdType": "PERCENTAGE",
                },
                "Subscribers": [{"SubscriptionType": "EMAIL", "Address": "operations@your.example"}],
            }
        ],
    }


def test_one_that_is_right_is_left_alone() -> None:
    there = aws()

    assert budget.kept(there.account(), "prod", STAGE) == (
        "✓ AWS tells operations@your.example when the account's month has cost 80 % of $40."
    )
    assert not there.said("budgets.CreateBudget")
    assert not there.said("budgets.DeleteBudget")


@pytest.mark.parametrize("other", [{"dollars": "20.0"}, {"told": "left@your.example"}])
def test_another_is_made_anew(other: dict[str, str]) -> None:
    there = aws(**other)

    assert str(budget.kept(there.account(), "prod", STAGE)).startswith("✓ From now on")
    assert there.said("budgets.DeleteBudget") == [{"AccountId": OWNER, "BudgetName": "juttu-prod"}]
    assert len(there.said("budgets.CreateBudget")) == 1


def test_a_stage_without_one_asks_nothing_of_aws_and_without_an_address_none_is_made() -> None:
    nothing = Aws()
    plain = Stage(region="eu-north-1", controller="Your Company Ltd", mail_from="chat@your.example")
    untold = Stage(region="eu-north-1", controller="Your Company Ltd", mail_from="chat@your.example", budget=40)

    assert budget.kept(nothing.account(), "prod", plain) is None
    assert str(budget.kept(nothing.account(), "prod", untold)).startswith("! The budget tells nobody")
    assert nothing.calls == []


@pytest.mark.parametrize("number", range(5))
def test_whichever_call_fails_the_next_run_makes_it(number: int) -> None:
    there = aws(dollars="20.0")
    there.fails_at = number

    with pytest.raises(Refused):
        budget.kept(there.account(), "prod", STAGE)
    assert str(budget.kept(there.account(), "prod", STAGE)).startswith("✓ From now on")
