"""A change set in words: how much is added, changed, removed; what keeps data is named, and in the way."""

import pytest

from operations import changes
from tests.operations.formation import change


def told(*found: dict[str, object]) -> list[str]:
    return list(changes.told(changes.read(found)))


def test_it_is_counted_and_what_changes_and_goes_is_named() -> None:
    said = told(
        change("A", "AWS::SNS::Topic"),
        change("B", "AWS::Lambda::Function", "Modify", Replacement="False", Scope=["Properties", "Tags"]),
        change("C", "AWS::CloudWatch::Alarm", "Remove"),
        change("D", "AWS::SQS::Queue", "Modify", Replacement="False", Scope=["Tags"]),
    )

    assert said == ["1 to add, 1 to change, 1 to remove; 1 only get other tags.", "  Changes B.", "  Removes C."]


def test_of_many_the_first_are_named() -> None:
    many = [change(f"F{n}", "AWS::Lambda::Function", "Modify", Replacement="False") for n in range(10)]

    assert told(*many)[1] == "  Changes F0, F1, F2, F3, F4, F5, F6, F7 and 2 more."


@pytest.mark.parametrize("kind", changes.KEEPS)
@pytest.mark.parametrize(
    ("does", "replaces", "fate"),
    [
        ("Remove", "False", "is removed"),
        ("Modify", "True", "is replaced by an empty one"),
        ("Modify", "Conditional", "may be replaced by an empty one"),
    ],
)
def test_what_keeps_something_is_in_the_way_when_it_goes_or_may_go(
    kind: str, does: str, replaces: str, fate: str
) -> None:
    found = changes.read(
        [change("It", kind, does, Replacement=replaces, PhysicalResourceId="it-1", PolicyAction="Delete")]
    )

    assert [each.name for each in changes.endangering(found)] == ["It"]
    assert list(changes.told(found))[-1] == (
        f"✗ It (it-1), which keeps {changes.KEEPS[kind]}, {fate}: what is in it is lost."
    )


def test_what_stays_in_the_account_is_said_to() -> None:
    found = [change("It", "AWS::Logs::LogGroup", "Remove", PhysicalResourceId="/it", PolicyAction="Retain")]

    assert (
        told(*found)[-1]
        == "✗ It (/it), which keeps a log, is removed: the old one stays in the account, and nothing uses it."
    )


@pytest.mark.parametrize(("does", "replaces"), [("Add", "False"), ("Modify", "False")])
def test_what_is_made_or_changed_in_its_place_endangers_nothing(does: str, replaces: str) -> None:
    assert changes.endangering(changes.read([change("It", "AWS::DynamoDB::Table", does, Replacement=replaces)])) == []


def test_another_address_is_worth_knowing_and_in_nobodys_way() -> None:
    found = [change("RestAPI", "AWS::ApiGateway::RestApi", "Modify", Replacement="True")]

    assert told(*found)[-1].startswith("! RestAPI is replaced by another: its address becomes another")
    assert changes.endangering(changes.read(found)) == []


@pytest.mark.parametrize("kind", changes.ELSEWHERE)
def test_what_something_outside_depends_on_is_told_when_it_goes_and_is_in_nobodys_way(kind: str) -> None:
    gone = change("It", kind, "Remove", PhysicalResourceId="your.example")
    stays = change("It", kind, "Modify", Replacement="False", Scope=["Properties"])

    assert told(gone)[-1] == f"! It (your.example) is removed: {changes.ELSEWHERE[kind]}."
    assert changes.endangering(changes.read([gone])) == []
    assert not any(line.startswith("! ") for line in told(stays))
