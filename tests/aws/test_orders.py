"""Orders of the transcript, under their conversation and with its expiry."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.aws.table.items import Items
from chalicelib.aws.table.orders import Orders
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.transcript import TranscriptOrder
from local.cloud.cloud import Cloud

NOW = 1_795_600_000
CONVERSATION = "0123456789ABCDEF"
OFFERED = TranscriptOrder(conversation=CONVERSATION, order=1, state="offered", at=NOW * 1000, expires_at=NOW + 100)
ORDERED = msgspec.structs.replace(OFFERED, state="ordered", address="visitor@example.com", codes=1)
CODED = msgspec.structs.replace(ORDERED, code_hash=b"\x00\xff" * 16, code_at=NOW * 1000 + 1)


@pytest.fixture
def orders(cloud: Cloud) -> Orders:
    return Orders(Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock))


def changed(order: TranscriptOrder, /, **changes: Any) -> TranscriptOrder:
    return msgspec.structs.replace(order, **changes)


@pytest.mark.parametrize(
    "order",
    [
        OFFERED,
        ORDERED,
        CODED,
        changed(CODED, state="confirmed", tries=4, confirmed_at=NOW * 1000 + 2),
        changed(CODED, state="delivered", message_id="0100018f-1"),
    ],
)
def test_an_order_comes_back_as_it_went_in(orders: Orders, order: TranscriptOrder) -> None:
    assert orders.create(order)

    assert orders.get(CONVERSATION, 1) == order
    assert orders.all(CONVERSATION) == [order]


def test_an_order_stands_under_its_conversation_and_ends_with_it(orders: Orders, cloud: Cloud) -> None:
    orders.create(CODED)

    (item,) = cloud.items()
    assert (item["pk"], item["sk"]) == (f"conversation#{CONVERSATION}", "order#1")
    assert item["expires_at"] == CODED.expires_at

    cloud.clock.advance(99)
    assert orders.get(CONVERSATION, 1) == CODED
    cloud.clock.advance(1)
    assert orders.get(CONVERSATION, 1) is None
    assert orders.all(CONVERSATION) == []
    assert cloud.delete_expired(late_by=0) == 1


def test_all_orders_of_one_conversation_are_given_oldest_first(orders: Orders) -> None:
    second = changed(OFFERED, order=2)
    orders.create(second)
    orders.create(changed(OFFERED, conversation="FEDCBA9876543210"))
    orders.create(CODED)

    assert orders.all(CONVERSATION) == [CODED, second]
    assert orders.all("ZZZZZZZZZZZZZZZZ") == []
    assert orders.get(CONVERSATION, 3) is None


def test_a_number_is_given_once(orders: Orders) -> None:
    assert orders.create(ORDERED)

    assert not orders.create(changed(ORDERED, address="other@example.com"))
    assert orders.all(CONVERSATION) == [ORDERED]


def test_what_was_done_and_reported_lost_is_a_success_when_it_is_tried_again(orders: Orders) -> None:
    assert orders.create(ORDERED)
    assert orders.create(ORDERED)
    assert orders.change(ORDERED, CODED)
    assert orders.change(ORDERED, CODED)
    assert orders.all(CONVERSATION) == [CODED]


def test_a_change_is_stored_and_what_is_gone_from_it_is_gone_from_the_table(orders: Orders, cloud: Cloud) -> None:
    orders.create(CODED)
    again = changed(CODED, address="other@example.com", code_hash=None, code_at=0, codes=2)

    assert orders.change(CODED, again)
    assert orders.get(CONVERSATION, 1) == again
    assert "code_hash" not in cloud.items()[0]

    bare = changed(again, state="failed", address=None)
    assert orders.change(again, bare)
    assert orders.get(CONVERSATION, 1) == bare
    assert "other@example.com" not in str(cloud.items())


@pytest.mark.parametrize(
    "meanwhile",
    [{"state": "confirmed"}, {"at": NOW * 1000 + 5}, {"codes": 2}, {"code_at": NOW * 1000 + 9}, {"tries": 1}],
    ids=lambda it: next(iter(it)),
)
def test_a_change_on_top_of_another_is_refused(orders: Orders, meanwhile: dict[str, Any]) -> None:
    orders.create(CODED)
    other = changed(CODED, **meanwhile)
    assert orders.change(CODED, other)

    assert not orders.change(CODED, changed(CODED, state="failed", message_id="late"))
    assert orders.get(CONVERSATION, 1) == other


def test_only_one_of_two_begins_to_send(orders: Orders) -> None:
    confirmed = changed(CODED, state="confirmed", confirmed_at=NOW * 1000 + 2)
    sending = changed(confirmed, state="sending", at=NOW * 1000 + 3)
    orders.create(confirmed)

    mine, other = changed(sending, writer="run-1"), changed(sending, writer="run-2")
    assert orders.change(confirmed, mine)
    assert not orders.change(confirmed, other)
    assert orders.get(CONVERSATION, 1) == mine


def test_an_order_that_is_gone_or_has_expired_is_not_made_by_a_change(orders: Orders, cloud: Cloud) -> None:
    assert not orders.change(ORDERED, CODED)
    assert cloud.items() == []

    orders.create(ORDERED)
    cloud.clock.advance(100)
    assert not orders.change(ORDERED, changed(CODED, expires_at=NOW + 500))
    assert cloud.items()[0]["state"] == "ordered"
    assert cloud.items()[0]["expires_at"] == NOW + 100


@pytest.mark.parametrize("operation", ["GetItem", "Query", "PutItem", "UpdateItem"])
def test_a_failing_table_is_unavailable_and_changes_nothing(orders: Orders, cloud: Cloud, operation: str) -> None:
    orders.create(ORDERED)
    uses: dict[str, Callable[[], object]] = {
        "GetItem": lambda: orders.get(CONVERSATION, 1),
        "Query": lambda: orders.all(CONVERSATION),
        "PutItem": lambda: orders.create(changed(OFFERED, order=2)),
        "UpdateItem": lambda: orders.change(ORDERED, CODED),
    }
    fault = cloud.fail("dynamodb", operation, error="ThrottlingException", times=50)
    with pytest.raises(Unavailable):
        uses[operation]()
    fault.cancel()

    assert orders.all(CONVERSATION) == [ORDERED]
    assert uses[operation]()
