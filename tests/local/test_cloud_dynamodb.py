from collections.abc import Callable, Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.addresses import CannotStart
from local.cloud import Cloud
from local.cloud.capacity import Index, Units, item_size, read, written
from local.cloud.provision import probe

TABLE = "juttu-dev"


NOW = 1_796_000_000.0


def item(pk: str, size: int = 0, **more: dict[str, Any]) -> dict[str, Any]:
    """Return an item of exactly this many bytes, or as small as can be."""
    made = {"pk": {"S": pk}, "sk": {"S": "head"}, **more}
    padding = size - item_size(made) - len("text")
    return {**made, "text": {"S": "x" * padding}} if size else made


def consumed(cloud: Cloud, operation: str, **request: Any) -> Units:
    before = cloud.meter.units
    getattr(cloud.client("dynamodb"), operation)(**request)
    after = cloud.meter.units
    return Units(after.read - before.read, after.write - before.write)


def put(cloud: Cloud, one: dict[str, Any]) -> Units:
    return consumed(cloud, "put_item", TableName=TABLE, Item=one)


# ------------------------------------------------------------------------------------------------------- sizes


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": "ä"}, 2),
        ({"N": "12345"}, 4),
        ({"N": "-12345"}, 5),
        ({"N": "1796000000"}, 3),
        ({"B": "AAAA"}, 3),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"L": [{"S": "ab"}, {"S": "c"}]}, 3 + 1 + 2 + 1 + 1),
        ({"M": {"ab": {"S": "c"}}}, 3 + 1 + 2 + 1),
        ({"SS": ["ab", "c"]}, 3),
    ],
)
def test_an_items_size_is_its_names_and_values(value: dict[str, Any], size: int) -> None:
    assert item_size({"v": value}) == 1 + size


@pytest.mark.parametrize(("size", "units"), [(0, 1), (1024, 1), (1025, 2), (4096, 4)])
def test_a_write_unit_is_a_started_kilobyte_of_the_larger_side(size: int, units: int) -> None:
    large = {"v": {"S": "x" * (size - 1)}} if size else {}

    assert written(None, large) == written(large, None) == written(large, {}) == units


@pytest.mark.parametrize(("size", "units"), [(0, 1), (4096, 1), (4097, 2)])
def test_a_read_unit_is_four_kilobytes_and_half_when_eventually_consistent(size: int, units: int) -> None:
    assert read(size, consistent=True) == units
    assert read(size, consistent=False) == units / 2


def test_an_index_is_charged_only_for_what_changes_in_its_entry() -> None:
    index = Index("desk", ("desk",), frozenset({"desk", "line"}))
    absent: dict[str, Any] = {}
    waiting = {"desk": {"S": "queue#general"}, "line": {"S": "a"}}

    def charge(before: dict[str, Any], after: dict[str, Any]) -> float:
        return written(before, after, [index]) - 1

    assert charge(absent, absent) == 0
    assert charge(absent, waiting) == 1
    assert charge(waiting, absent) == 1
    assert charge(waiting, {**waiting, "text": {"S": "not in the index"}}) == 0
    assert charge(waiting, {**waiting, "line": {"S": "b"}}) == 1
    assert charge(waiting, {**waiting, "desk": {"S": "agent#a"}}) == 2


# ------------------------------------------------------------------------------------------------------- calls


def test_calls_are_charged_by_what_they_touch(cloud: Cloud) -> None:
    key = {"pk": {"S": "a"}, "sk": {"S": "head"}}

    assert put(cloud, item("a", 1500)) == Units(write=2)
    assert consumed(cloud, "get_item", TableName=TABLE, Key=key, ConsistentRead=True) == Units(read=1)
    assert consumed(cloud, "get_item", TableName=TABLE, Key=key) == Units(read=0.5)
    assert consumed(
        cloud,
        "update_item",
        TableName=TABLE,
        Key=key,
        UpdateExpression="SET #t = :t",
        ExpressionAttributeNames={"#t": "text"},
        ExpressionAttributeValues={":t": {"S": "short"}},
    ) == Units(write=2)
    assert consumed(cloud, "delete_item", TableName=TABLE, Key=key) == Units(write=1)


def test_nested_values_and_binaries_are_weighed_as_they_are_stored(cloud: Cloud) -> None:
    lines = {"L": [{"M": {"text": {"S": "x" * 1000}, "key": {"B": b"\xff" * 1000}}}] * 2}
    before = cloud.meter.units

    cloud.client("dynamodb").put_item(TableName=TABLE, Item=item("a", lines=lines, keys={"BS": [b"\xff" * 200]}))

    assert cloud.meter.units.write - before.write == 5


def test_a_transaction_costs_double(cloud: Cloud) -> None:
    puts = [{"Put": {"TableName": TABLE, "Item": item(pk, 1500)}} for pk in ("a", "b")]

    assert consumed(cloud, "transact_write_items", TransactItems=puts) == Units(write=8)


def test_a_query_is_charged_for_all_it_went_through_together(cloud: Cloud) -> None:
    for number in range(4):
        put(cloud, {**item("a", 1500), "sk": {"S": f"hea{number}"}})
    wanted = {
        "TableName": TABLE,
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "a"}},
        "ConsistentRead": True,
    }

    assert consumed(cloud, "query", **wanted) == Units(read=2)
    assert consumed(cloud, "query", **wanted, ProjectionExpression="pk, sk") == Units(read=2)
    assert consumed(cloud, "query", **{**wanted, "ConsistentRead": False}) == Units(read=1)


def test_an_item_that_enters_an_index_pays_for_it(cloud: Cloud) -> None:
    waiting = item("a", desk={"S": "queue#general"}, desk_at={"N": "1"})

    assert put(cloud, waiting) == Units(write=2)
    assert put(cloud, item("b")) == Units(write=1)


def test_a_refused_write_is_charged_for_what_stood_there(cloud: Cloud) -> None:
    put(cloud, item("a", 1500))
    before = cloud.meter.units

    put_new = {"TableName": TABLE, "Item": item("a"), "ConditionExpression": "attribute_not_exists(pk)"}

    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        cloud.client("dynamodb").put_item(**put_new)

    assert cloud.meter.units.write - before.write == 2


def test_the_figure_is_also_in_the_answer_where_it_was_asked_for(cloud: Cloud) -> None:
    request = {"TableName": TABLE, "Item": item("a", 5000)}
    answer = cloud.client("dynamodb").put_item(**request, ReturnConsumedCapacity="TOTAL")

    assert answer["ConsumedCapacity"] == {"TableName": TABLE, "CapacityUnits": 5}


def test_units_and_calls_are_counted_by_operation_and_between_two_readings(cloud: Cloud) -> None:
    put(cloud, item("a"))
    before = cloud.meter.read()
    put(cloud, item("b"))
    cloud.client("dynamodb").get_item(TableName=TABLE, Key={"pk": {"S": "b"}, "sk": {"S": "head"}})

    between = cloud.meter.read() - before

    assert between.calls == {"dynamodb.PutItem": 1, "dynamodb.GetItem": 1}
    assert between.write_units == {"PutItem": 1}
    assert between.read_units == {"GetItem": 0.5}


def test_the_clouds_own_calls_are_not_counted(cloud: Cloud) -> None:
    before = cloud.meter.read()

    cloud.items()

    assert cloud.meter.read() == before


# ------------------------------------------------------------------------------------------------------- tokens


def transaction(cloud: Cloud, pk: str, token: str) -> None:
    absent = {"ConditionExpression": "attribute_not_exists(pk)"}
    action = {"Put": {"TableName": TABLE, "Item": item(pk), **absent}}
    cloud.client("dynamodb").transact_write_items(TransactItems=[action], ClientRequestToken=token)


def test_a_transaction_repeated_under_its_token_succeeds_without_being_done_again(cloud: Cloud) -> None:
    transaction(cloud, "a", "token")
    transaction(cloud, "a", "token")

    assert [found["pk"] for found in cloud.items()] == ["a"]
    with pytest.raises(ClientError, match="TransactionCanceled"):
        transaction(cloud, "a", "another")


def test_a_token_is_not_for_another_transaction(cloud: Cloud) -> None:
    transaction(cloud, "a", "token")

    with pytest.raises(ClientError, match="IdempotentParameterMismatch"):
        transaction(cloud, "b", "token")


def test_a_token_is_forgotten_after_ten_minutes(cloud: Cloud) -> None:
    transaction(cloud, "a", "token")
    cloud.clock.advance(600)

    with pytest.raises(ClientError, match="TransactionCanceled"):
        transaction(cloud, "a", "token")


# ------------------------------------------------------------------------------------------------------- expiry


def test_ttl_deletes_what_has_expired_some_time_after_and_nothing_else(cloud: Cloud) -> None:
    now = int(cloud.clock())
    put(cloud, item("a", expires_at={"N": str(now + 60)}))
    put(cloud, item("b", expires_at={"N": str(now + 86400)}))
    put(cloud, item("c"))

    cloud.clock.advance(60)
    assert cloud.delete_expired() == 0
    cloud.clock.advance(48 * 3600 - 1)
    assert cloud.delete_expired() == 0
    cloud.clock.advance(1)
    assert cloud.delete_expired() == 1

    assert [found["pk"] for found in cloud.items()] == ["b", "c"]
    assert cloud.delete_expired(late_by=0) == 1
    assert [found["pk"] for found in cloud.items()] == ["c"]


# --------------------------------------------------------------------------------------------- a server of one's own


def test_a_server_that_says_what_stands_there_when_a_condition_fails_is_taken(cloud: Cloud) -> None:
    probe(cloud.client("dynamodb"), TABLE)

    assert cloud.items() == []


def test_a_server_that_does_not_is_refused_in_a_sentence(cloud: Cloud) -> None:
    def second(request: Mapping[str, Any]) -> bool:
        return "ConditionExpression" in request

    cloud.fail("dynamodb", "PutItem", error="ConditionalCheckFailedException", when=second)
    with pytest.raises(CannotStart, match="when a condition fails, it does not say what stands there"):
        probe(cloud.client("dynamodb"), TABLE)

    assert cloud.items() == []


# --------------------------------------------------------------------------------------------------- keys' sizes


@pytest.mark.parametrize(("name", "most"), [("pk", 2_048), ("sk", 1_024)])
def test_a_key_may_be_so_long_and_no_longer_even_where_nothing_is_written(cloud: Cloud, name: str, most: int) -> None:
    def get(characters: int) -> Any:
        key = {"pk": {"S": "a"}, "sk": {"S": "head"}, name: {"S": "x" * characters}}
        return cloud.client("dynamodb").get_item(TableName=TABLE, Key=key)

    assert "Item" not in get(most)
    with pytest.raises(ClientError, match=f"exceeded the maximum size limit of {most} bytes"):
        get(most + 1)


def test_a_query_and_a_batch_refuse_a_long_key_as_well(cloud: Cloud) -> None:
    def query(characters: int) -> Any:
        values = {":pk": {"S": "x" * characters}}
        return cloud.client("dynamodb").query(
            TableName=TABLE, KeyConditionExpression="pk = :pk", ExpressionAttributeValues=values
        )

    def batch(characters: int) -> Any:
        keys = [{"pk": {"S": "x" * characters}, "sk": {"S": "head"}}]
        return cloud.client("dynamodb").batch_get_item(RequestItems={TABLE: {"Keys": keys}})

    for ask in (query, batch):
        ask(2_048)
        with pytest.raises(ClientError, match="2048 bytes"):
            ask(2_049)


@pytest.mark.parametrize("name", ["pk", "sk"])
def test_an_empty_key_is_refused_even_where_nothing_is_written(cloud: Cloud, name: str) -> None:
    key = {"pk": {"S": "a"}, "sk": {"S": "head"}}
    client = cloud.client("dynamodb")
    client.get_item(TableName=TABLE, Key=key)

    asks: tuple[Callable[[Any], Any], ...] = (
        lambda key: client.get_item(TableName=TABLE, Key=key),
        lambda key: client.batch_get_item(RequestItems={TABLE: {"Keys": [key]}}),
        lambda key: client.delete_item(TableName=TABLE, Key=key),
    )
    for ask in asks:
        with pytest.raises(ClientError, match="cannot contain an empty string value"):
            ask({**key, name: {"S": ""}})
