"""The one door to the table."""

import pytest

from chalicelib.aws.keys import Key
from chalicelib.aws.table.items import ConditionFailed, Items
from chalicelib.chat.errors import Unavailable
from local.cloud.cloud import Cloud

KEY = Key("conversation#1", "head")
NOW = 1_795_600_000


@pytest.fixture
def items(cloud: Cloud) -> Items:
    return Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)


def test_an_item_without_expiry_cannot_be_written(items: Items, cloud: Cloud) -> None:
    with pytest.raises(ValueError, match="without expires_at: conversation"):
        items.put(KEY, {"text": "kept for ever"})
    with pytest.raises(ValueError, match="without expires_at: conversation"):
        items.update(KEY, "SET #text = :text", {"text": "kept for ever"}, creates=True)
    assert cloud.items() == []

    items.put(KEY, {"text": "forgotten", "expires_at": NOW + 10})
    assert items.get(KEY) is not None


def test_standing_items_need_none_but_a_persons_sessions_do(items: Items) -> None:
    items.put(Key("person#a", "profile"), {"alias": "A"})
    with pytest.raises(ValueError, match="without expires_at: person"):
        items.put(Key("person#a", "session#1"), {})


def test_what_has_expired_is_absent_on_every_path_although_it_is_still_there(items: Items, cloud: Cloud) -> None:
    items.put(KEY, {"text": "Hei", "expires_at": NOW + 1, "desk": "queue#q", "desk_at": 1, "n": 1})
    for path in (items.get(KEY), items.get_many([KEY]), items.query(KEY.pk), items.query("queue#q", index="desk")):
        assert path

    cloud.clock.advance(1)

    assert cloud.items() != []
    for path in (items.get(KEY), items.get_many([KEY]), items.query(KEY.pk), items.query("queue#q", index="desk")):
        assert not path
    with pytest.raises(ConditionFailed) as refused:
        items.update(KEY, "SET #n = :n", {"n": 2})
    assert refused.value.item is None
    assert items.delete(KEY) is None


def test_an_expired_item_gives_way_and_a_living_one_does_not(items: Items, cloud: Cloud) -> None:
    items.put(KEY, {"n": 1, "expires_at": NOW + 1}, unless_exists=True)
    with pytest.raises(ConditionFailed) as refused:
        items.put(KEY, {"n": 2, "expires_at": NOW + 5}, unless_exists=True)
    assert refused.value.item is not None
    assert refused.value.item["n"] == 1

    cloud.clock.advance(1)
    items.put(KEY, {"n": 2, "expires_at": NOW + 5}, unless_exists=True)


def test_an_update_tells_what_stands_there_when_its_condition_does_not_hold(items: Items) -> None:
    items.put(KEY, {"n": 1, "expires_at": NOW + 1})

    assert items.update(KEY, "SET #n = :n", {"n": 2, "was": 1}, when="#n = :was")["n"] == 2
    with pytest.raises(ConditionFailed) as refused:
        items.update(KEY, "SET #n = :n", {"n": 3, "was": 1}, when="#n = :was")
    assert refused.value.item is not None
    assert refused.value.item["n"] == 2


def test_values_come_back_as_they_went_in(items: Items) -> None:
    values = {
        "n": 2**53,
        "text": "ä😀",
        "raw": b"\x00\xff",
        "list": [1, "a", {"b": []}],
        "on": True,
        "expires_at": NOW + 1,
    }
    items.put(KEY, values)

    assert items.get(KEY) == {**values, "pk": KEY.pk, "sk": KEY.sk}


def test_more_keys_than_are_read_at_once_are_read_in_more_calls(items: Items, cloud: Cloud) -> None:
    wanted = [Key("sites", f"{number}") for number in range(201)]
    for key in wanted:
        items.put(key, {})

    before = cloud.meter.read()
    assert list(items.get_many(wanted)) == wanted
    assert (cloud.meter.read() - before).calls == {"dynamodb.BatchGetItem": 3}
    assert items.get_many([]) == {}


@pytest.mark.parametrize("operation", ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"])
def test_a_failing_table_is_unavailable(items: Items, cloud: Cloud, operation: str) -> None:
    def use() -> None:
        items.put(KEY, {"n": 1, "expires_at": NOW + 1})
        items.get(KEY)
        items.get_many([KEY])
        items.query(KEY.pk)
        items.update(KEY, "SET #n = :n", {"n": 2})
        items.delete(KEY)

    use()
    cloud.fail("dynamodb", operation, error="ThrottlingException", times=50, before=True)
    with pytest.raises(Unavailable):
        use()
