"""Orders of the transcript, under their conversation and with its expiry."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.aws.calling import Calls, World
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.orders import Orders
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.transcript import TranscriptOrder
from local.cloud.cloud import Cloud
from tests.recorders import Metrics

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


def bare(order: TranscriptOrder) -> TranscriptOrder:
    return changed(order, version="")


def stored(order: TranscriptOrder | None) -> TranscriptOrder:
    assert order is not None
    return order


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
    stored = orders.create(order)

    assert stored is not None
    assert bare(stored) == order
    assert orders.get(CONVERSATION, 1) == stored
    assert orders.all(CONVERSATION) == [stored]


def test_an_order_stands_under_its_conversation_and_ends_with_it(orders: Orders, cloud: Cloud) -> None:
    stored = orders.create(CODED)

    (item,) = cloud.items()
    assert (item["pk"], item["sk"]) == (f"conversation#{CONVERSATION}", "order#1")
    assert item["expires_at"] == CODED.expires_at

    cloud.clock.advance(99)
    assert orders.get(CONVERSATION, 1) == stored
    cloud.clock.advance(1)
    assert orders.get(CONVERSATION, 1) is None
    assert orders.all(CONVERSATION) == []
    assert cloud.delete_expired(late_by=0) == 1


def test_all_orders_of_one_conversation_are_given_oldest_first(orders: Orders) -> None:
    second = orders.create(changed(OFFERED, order=2))
    orders.create(changed(OFFERED, conversation="FEDCBA9876543210"))
    first = orders.create(CODED)

    assert orders.all(CONVERSATION) == [first, second]
    assert orders.all("ZZZZZZZZZZZZZZZZ") == []
    assert orders.get(CONVERSATION, 3) is None


def test_a_number_is_given_once_even_to_two_who_want_the_same_order(orders: Orders) -> None:
    stored = orders.create(ORDERED)

    assert orders.create(ORDERED) is None
    assert orders.create(changed(ORDERED, address="other@example.com")) is None
    assert orders.all(CONVERSATION) == [stored]


def test_what_was_done_and_reported_lost_is_a_success_when_it_is_tried_again(cloud: Cloud) -> None:
    world = World(sleep=lambda _: None)
    calls = Calls(lambda: cloud.client("dynamodb"), world, Metrics(), service="dynamodb", tries=2)
    orders = Orders(Items(calls, cloud.environment["JUTTU_TABLE"], cloud.clock))  # type: ignore[arg-type]
    cloud.fail("dynamodb", "PutItem", error="ReadTimeout", before=False)
    ordered = stored(orders.create(ORDERED))
    cloud.fail("dynamodb", "UpdateItem", error="ReadTimeout", before=False)
    coded = stored(orders.change(ordered, changed(CODED, version=ordered.version)))

    assert orders.all(CONVERSATION) == [coded]


def test_of_two_who_read_the_same_and_want_the_same_only_one_is_told_that_it_is_done(orders: Orders) -> None:
    coded = stored(orders.create(CODED))
    tried = changed(coded, tries=1)

    first, second = orders.change(coded, tried), orders.change(coded, tried)
    assert first is not None
    assert second is None
    assert orders.all(CONVERSATION) == [first]


def test_a_change_is_stored_and_what_is_gone_from_it_is_gone_from_the_table(orders: Orders, cloud: Cloud) -> None:
    coded = stored(orders.create(CODED))
    again = changed(coded, address="other@example.com", code_hash=None, code_at=0, codes=2)

    now = stored(orders.change(coded, again))
    assert orders.get(CONVERSATION, 1) == now
    assert "code_hash" not in cloud.items()[0]

    failed = stored(orders.change(now, changed(now, state="failed", address=None)))
    assert orders.get(CONVERSATION, 1) == failed
    assert "other@example.com" not in str(cloud.items())


def test_a_change_on_top_of_another_is_refused(orders: Orders) -> None:
    coded = stored(orders.create(CODED))
    other = orders.change(coded, changed(coded, address="other@example.com"))

    assert orders.change(coded, changed(coded, state="failed")) is None
    assert orders.get(CONVERSATION, 1) == other


def test_an_order_that_is_gone_or_has_expired_is_not_made_by_a_change(orders: Orders, cloud: Cloud) -> None:
    assert orders.change(changed(ORDERED, version="gone"), CODED) is None
    assert cloud.items() == []

    ordered = stored(orders.create(ORDERED))
    cloud.clock.advance(100)
    assert orders.change(ordered, changed(CODED, expires_at=NOW + 500)) is None
    assert cloud.items()[0]["state"] == "ordered"
    assert cloud.items()[0]["expires_at"] == NOW + 100


@pytest.mark.parametrize("operation", ["GetItem", "Query", "PutItem", "UpdateItem"])
def test_a_failing_table_is_unavailable_and_changes_nothing(orders: Orders, cloud: Cloud, operation: str) -> None:
    ordered = stored(orders.create(ORDERED))
    uses: dict[str, Callable[[], object]] = {
        "GetItem": lambda: orders.get(CONVERSATION, 1),
        "Query": lambda: orders.all(CONVERSATION),
        "PutItem": lambda: orders.create(changed(OFFERED, order=2)),
        "UpdateItem": lambda: orders.change(ordered, CODED),
    }
    fault = cloud.fail("dynamodb", operation, error="ThrottlingException", times=50)
    with pytest.raises(Unavailable):
        uses[operation]()
    fault.cancel()

    assert orders.all(CONVERSATION) == [ordered]
    assert uses[operation]()
