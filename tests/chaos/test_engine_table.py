"""The simulation's table answers as moto's does, whatever is asked of both in whichever order."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chaos.world import INDEXES
from local.cloud import Clock, Cloud
from local.dynamodb.table import Refused, Table

Request = tuple[str, dict[str, Any]]
NOW = 1_795_600_000.0

_partitions = st.sampled_from(("conversation#A", "conversation#B"))
_sorts = st.sampled_from(("head", "head", "page#00000001", "page#00000033", "order#1"))
_keys = st.builds(lambda pk, sk: {"pk": {"S": pk}, "sk": {"S": sk}}, _partitions, _sorts)
_numbers = st.integers(0, 4).map(lambda number: {"N": str(number)})
_texts = st.sampled_from(("a", "ä", "queue#general", "agent#agent.a")).map(lambda text: {"S": text})
_lines = st.lists(_texts, max_size=3).map(lambda lines: {"L": lines})
_sockets = st.dictionaries(st.sampled_from(("C1=", "C2=")), _texts, max_size=2).map(lambda sockets: {"M": sockets})

_attributes = st.fixed_dictionaries(
    {},
    optional={
        "seq": _numbers,
        "newest": _lines,
        "sockets": _sockets,
        "desk": _texts,
        "desk_at": _numbers,
        "first_line": _texts,
        "alias": _texts,
        "expires_on": _texts,
        "expires_at": _numbers,
    },
)
_conditions = st.sampled_from(
    (
        None,
        "attribute_exists(#pk)",
        "attribute_not_exists(#pk) OR #expires_at <= :two",
        "(#seq = :number AND attribute_not_exists(#alias)) AND attribute_exists(#pk) AND #expires_at > :two",
        "NOT (#seq < :number) OR #seq <> :two",
        "attribute_not_exists(#sockets.#c) OR #seq >= :number",
        "#seq BETWEEN :number AND :two",
        "contains(#newest, :text)",
        "NOT contains(#desk_of_nobody, :number) AND attribute_not_exists(#newest[3])",
    )
)
_updates = st.sampled_from(
    (
        "SET #newest = list_append(#newest, :lines), #seq = :number",
        "SET #sockets.#c = :text",
        "SET #sockets.#c = if_not_exists(#sockets.#c, :text), #alias = :text REMOVE #desk, #sockets.#d",
        "SET #alias = if_not_exists(#alias, :text)",
        "SET #seq = :two REMOVE #newest[0], #newest[1]",
        "SET #expires_at = :number ADD #seq :two",
        "SET #seq = #seq + :two",
        "REMOVE #sockets.#c, #desk",
    )
)


def _used(texts: str, bound: dict[str, Any]) -> dict[str, Any] | None:
    """Return what a text uses of what could be bound: DynamoDB refuses what is bound and not used."""
    found = {name: value for name, value in bound.items() if f"{name} " in f"{texts} " or f"{name}," in texts}
    found |= {name: value for name, value in bound.items() if any(f"{name}{end}" in texts for end in ").[")}
    return found or None


_NAMES = {
    **{f"#{name}": name for name in ("pk", "seq", "newest", "sockets", "alias", "desk", "expires_at")},
    "#desk_of_nobody": "desk_of_nobody",
    "#c": "C1=",
    "#d": "C2=",
}


@st.composite
def _writes(draw: st.DrawFn) -> Request:
    key, condition = draw(_keys), draw(_conditions)
    operation = draw(st.sampled_from(("put_item", "update_item", "update_item", "delete_item")))
    request: dict[str, Any] = {}
    texts = condition or ""
    if operation == "put_item":
        request["Item"] = {**draw(_attributes), **key}
    else:
        request["Key"] = key
    if operation == "update_item":
        request["UpdateExpression"] = draw(_updates)
        request["ReturnValues"] = "ALL_NEW"
        texts += f" {request['UpdateExpression']}"
    elif operation == "delete_item":
        request["ReturnValues"] = "ALL_OLD"
    if condition is not None:
        request["ConditionExpression"] = condition
        request["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    values = {":number": draw(_numbers), ":two": {"N": "2"}, ":text": draw(_texts), ":lines": draw(_lines)}
    for name, bound in (("ExpressionAttributeNames", _NAMES), ("ExpressionAttributeValues", values)):
        used = _used(texts, bound)
        if used is not None:
            request[name] = used
    return operation, request


@st.composite
def _reads(draw: st.DrawFn) -> Request:
    kind = draw(st.sampled_from(("get", "many", "query", "prefix", "start", "between", "desk", "expiry", "keys")))
    if kind == "get":
        return "get_item", {"Key": draw(_keys), "ConsistentRead": True}
    if kind == "many":
        keys = draw(st.lists(_keys, min_size=1, max_size=3, unique_by=str))
        return "batch_get_item", {"RequestItems": {"juttu": {"Keys": keys, "ConsistentRead": True}}}
    if kind in ("desk", "expiry"):
        attribute = "desk" if kind == "desk" else "expires_on"
        return "query", {
            "IndexName": kind,
            "KeyConditionExpression": "#pk = :pk",
            "ExpressionAttributeNames": {"#pk": attribute},
            "ExpressionAttributeValues": {":pk": draw(_texts)},
        }
    values = {":pk": {"S": draw(_partitions)}}
    if kind == "keys":
        return "query", {
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": values,
            "ProjectionExpression": "pk, sk",
            "ConsistentRead": True,
        }
    condition = {
        "query": "",
        "prefix": " AND begins_with(#sk, :sk)",
        "start": " AND #sk >= :sk",
        "between": " AND #sk BETWEEN :sk AND :stop",
    }[kind]
    names = {"#pk": "pk", **({"#sk": "sk"} if condition else {})}
    values |= {":sk": {"S": "page#" if kind == "prefix" else "order#1"}} if condition else {}
    values |= {":stop": {"S": "page#00000002"}} if kind == "between" else {}
    return "query", {
        "KeyConditionExpression": f"#pk = :pk{condition}",
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
        "ConsistentRead": True,
        **draw(st.sampled_from(({}, {"Limit": 1}, {"Limit": 2}))),
    }


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with Cloud.start(clock=Clock(stopped_at=NOW)) as opened:
        yield opened


def _of_moto(cloud: Cloud, operation: str, request: dict[str, Any]) -> Any:
    table = cloud.environment["JUTTU_TABLE"]
    asked = {"TableName": table, **request}
    if operation == "batch_get_item":
        asked = {"RequestItems": {table: request["RequestItems"]["juttu"]}}
    try:
        answer = getattr(cloud.client("dynamodb"), operation)(**asked)
    except ClientError as error:
        return _plain(error.response["Error"]["Code"], dict(error.response))
    if "Responses" in answer:
        answer = {"Responses": {"juttu": answer["Responses"][table]}}
    return _plain("", answer)


def _of_ours(table: Table, operation: str, request: dict[str, Any]) -> Any:
    try:
        return _plain("", table.answer(operation, request))
    except Refused as refused:
        return _plain(refused.code, refused.members)


def _plain(code: str, answer: dict[str, Any]) -> Any:
    many = answer.get("Responses", {}).get("juttu", [])
    return {
        "code": code,
        "item": answer.get("Item") or None,
        "attributes": answer.get("Attributes") or None,
        "many": sorted(many, key=lambda item: (item["pk"]["S"], item["sk"]["S"])),
        "items": answer.get("Items"),
        "more": (answer.get("LastEvaluatedKey") or {}).get("sk"),
    }


_RICH = {
    "seq": {"N": "1"},
    "newest": {"L": [{"S": "a"}, {"S": "b"}, {"S": "c"}]},
    "sockets": {"M": {"C1=": {"S": "x"}, "C2=": {"S": "y"}}},
    "desk": {"S": "queue#general"},
    "desk_at": {"N": "3"},
    "expires_on": {"S": "a"},
    "expires_at": {"N": "3"},
}
_BEGINNING: list[Request] = [
    ("put_item", {"Item": {**_RICH, "pk": {"S": pk}, "sk": {"S": sk}}})
    for pk, sk in (("conversation#A", "head"), ("conversation#A", "order#1"), ("conversation#B", "head"))
]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(st.one_of(_writes(), _writes(), _reads()), min_size=5, max_size=25))
def test_our_table_answers_every_request_as_moto_does(cloud: Cloud, asked: list[Request]) -> None:
    cloud.begin_anew()
    table = Table(INDEXES, lambda: NOW, lambda: 0.0)

    for operation, request in [*_BEGINNING, *asked]:
        assert _of_ours(table, operation, request) == _of_moto(cloud, operation, request), (operation, request)


def _table(now: list[float], lag: list[float]) -> Table:
    return Table(INDEXES, lambda: now[0], lambda: lag[0])


KEY = {"pk": {"S": "conversation#A"}, "sk": {"S": "head"}}


def test_a_read_that_does_not_ask_for_consistency_may_see_what_was() -> None:
    now, lag = [NOW], [0.5]
    table = _table(now, lag)
    table.answer("put_item", {"Item": {**KEY, "seq": {"N": "1"}}})
    now[0] += 1
    table.answer("put_item", {"Item": {**KEY, "seq": {"N": "2"}}})
    now[0] += 0.1

    assert table.answer("get_item", {"Key": KEY})["Item"]["seq"] == {"N": "1"}
    assert table.answer("get_item", {"Key": KEY, "ConsistentRead": True})["Item"]["seq"] == {"N": "2"}
    now[0] += 0.5
    assert table.answer("get_item", {"Key": KEY})["Item"]["seq"] == {"N": "2"}


def test_an_index_follows_its_table_late() -> None:
    now, lag = [NOW], [0.5]
    table = _table(now, lag)
    asked = {
        "IndexName": "desk",
        "KeyConditionExpression": "#pk = :pk",
        "ExpressionAttributeNames": {"#pk": "desk"},
        "ExpressionAttributeValues": {":pk": {"S": "queue#general"}},
    }
    item = {**KEY, "desk": {"S": "queue#general"}, "desk_at": {"N": "1"}, "newest": {"L": []}}
    table.answer("put_item", {"Item": item})

    assert table.answer("query", asked)["Items"] == []
    now[0] += 1
    assert table.answer("query", asked)["Items"] == [{k: item[k] for k in ("pk", "sk", "desk", "desk_at")}]
    table.answer("delete_item", {"Key": KEY})
    assert len(table.answer("query", asked)["Items"]) == 1
    now[0] += 1
    assert table.answer("query", asked)["Items"] == []
