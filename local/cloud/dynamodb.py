"""Makes true what moto fakes of DynamoDB: keys' sizes, consumed capacity, idempotent transactions, deletion by TTL.

Items lie in moto's table, or `in_memory` in the simulation's, which gives the same answers many times faster.
"""

import copy
import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from botocore.awsrequest import AWSResponse
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType

from local.cloud import capacity
from local.cloud.answers import AwsError, Call
from local.cloud.capacity import Index, Units
from local.cloud.meter import Meter
from local.dynamodb import table as memory

Raw = dict[str, Any]
Key = tuple[Any, Any]

_TOKEN_SECONDS = 600
"""How long a transaction's token makes it idempotent."""

_HASH_BYTES = 2_048
_RANGE_BYTES = 1_024
"""The largest keys; DynamoDB refuses to read larger ones, too, and empty ones. moto refuses only to write them."""
_IN_MEMORY = {
    "BatchGetItem": "batch_get_item",
    "BatchWriteItem": "batch_write_item",
    "DeleteItem": "delete_item",
    "GetItem": "get_item",
    "PutItem": "put_item",
    "Query": "query",
    "Scan": "scan",
    "UpdateItem": "update_item",
}
"""Operations on items, by the simulation's names for them."""

_WRITES = {"PutItem": "Item", "UpdateItem": "Key", "DeleteItem": "Key"}
_IN_TRANSACTION = {"Put": "Item", "Update": "Key", "Delete": "Key", "ConditionCheck": "Key"}
_IN_BATCH = {"PutRequest": "Item", "DeleteRequest": "Key"}


class _Done(NamedTuple):
    at: float
    request: str
    status: int
    body: bytes


class DynamoDb:
    """DynamoDB in this process; every method is called under the cloud's lock."""

    def __init__(self, region: str, now: Callable[[], float], meter: Meter, *, in_memory: bool = False) -> None:
        self._region = region
        self._now = now
        self._meter = meter
        self._done: dict[str, _Done] = {}
        self._in_memory = in_memory
        self._memory: dict[str, memory.Table] = {}

    def answer(self, call: Call, do: Callable[[], AWSResponse]) -> AWSResponse:
        """Return what DynamoDB answers, and count what that consumed, but for the cloud's own calls."""
        if self._in_memory and call.operation in _IN_MEMORY:
            do = functools.partial(self._from_memory, call)
        if call.own:
            return do()
        _check_keys(call)
        token = call.parameters.get("ClientRequestToken") if call.operation == "TransactWriteItems" else None
        if token is not None and (earlier := self._earlier(token, call)) is not None:
            return call.respond(earlier.status, earlier.body, {"content-type": "application/x-amz-json-1.0"})
        before = {place: self._item(*place) for place in self._written(call)}
        response = do()
        units = self._units(call, before, response)
        self._meter.count_units(call.operation, units)
        response = _with_capacity(call, response, units)
        if token is not None and response.status_code == HTTPStatus.OK:
            self._done[token] = _Done(self._now(), _canonical(call), 200, response.content)
        return response

    def delete_expired(self, late_by: float) -> int:
        """Delete what expired at least `late_by` seconds ago, free of charge. Return how many items that was."""
        deleted = 0
        for table in self._tables().values():
            attribute = table.ttl.get("AttributeName") if table.ttl["TimeToLiveStatus"] == "ENABLED" else None
            if attribute is None:
                continue
            for item in self._items(table.name):
                expiry = item.get(attribute, {}).get("N")
                if expiry is not None and float(expiry) <= self._now() - late_by:
                    self._delete(table.name, self._key(table.name, item))
                    deleted += 1
        return deleted

    def clear(self) -> None:
        """Forget every item; the tables stay."""
        self._done.clear()
        for table in self._tables().values():
            table.items.clear()
        for remembered in self._memory.values():
            remembered.clear()

    # ------------------------------------------------------------------------------------------------- in memory

    def _from_memory(self, call: Call) -> AWSResponse:
        asked = call.parameters
        names = asked["RequestItems"] if "RequestItems" in asked else (asked["TableName"],)
        (name,) = names
        try:
            return call.succeed(self.memory_of(name).answer(_IN_MEMORY[call.operation], asked))
        except memory.Refused as refused:
            raise AwsError(refused.code, "The request was refused.", **refused.members) from refused

    def memory_of(self, table_name: str) -> memory.Table:
        """Return the simulation's table of a name. Raises AwsError where the cloud has none."""
        if table_name not in self._tables():
            raise AwsError("ResourceNotFoundException", "Requested resource not found")
        if table_name not in self._memory:
            indexes = {
                index.name: memory.Index(index.keys[0], index.keys[-1], tuple(index.projected or ()))
                for index in self._indexes(table_name)
            }
            self._memory[table_name] = memory.Table(indexes, self._now, lambda: 0.0)
        return self._memory[table_name]

    # ------------------------------------------------------------------------------------------------- tokens

    def _earlier(self, token: str, call: Call) -> _Done | None:
        self._done = {name: done for name, done in self._done.items() if done.at > self._now() - _TOKEN_SECONDS}
        done = self._done.get(token)
        if done is not None and done.request != _canonical(call):
            raise AwsError("IdempotentParameterMismatchException", "The token was used with other parameters.")
        return done

    # ------------------------------------------------------------------------------------------------- capacity

    def _written(self, call: Call) -> Iterator[tuple[str, Key]]:
        """Yield table and key of every item that a call may write."""
        asked = call.parameters
        if call.operation in _WRITES:
            yield asked["TableName"], self._key(asked["TableName"], asked[_WRITES[call.operation]])
        elif call.operation == "TransactWriteItems":
            for action in asked["TransactItems"]:
                ((kind, one),) = action.items()
                yield one["TableName"], self._key(one["TableName"], one[_IN_TRANSACTION[kind]])
        elif call.operation == "BatchWriteItem":
            for table, actions in asked["RequestItems"].items():
                for action in actions:
                    ((kind, one),) = action.items()
                    yield table, self._key(table, one[_IN_BATCH[kind]])

    def _units(self, call: Call, before: Mapping[tuple[str, Key], Raw | None], response: AWSResponse) -> Units:
        if before:
            double = 2 if call.operation == "TransactWriteItems" else 1
            written = (
                capacity.written(was, self._item(table, key), self._indexes(table))
                for (table, key), was in before.items()
            )
            return Units(write=double * sum(written))
        if response.status_code != HTTPStatus.OK:
            return Units()
        return Units(read=self._read_units(call, json.loads(response.content)))

    def _read_units(self, call: Call, answered: Raw) -> float:
        asked = call.parameters
        match call.operation:
            case "GetItem":
                return self._read_one(asked["TableName"], asked["Key"], consistent=asked.get("ConsistentRead", False))
            case "BatchGetItem":
                return sum(
                    self._read_one(table, key, consistent=wanted.get("ConsistentRead", False))
                    for table, wanted in asked["RequestItems"].items()
                    for key in wanted["Keys"]
                )
            case "TransactGetItems":
                gets = (action["Get"] for action in asked["TransactItems"])
                return 2 * sum(self._read_one(get["TableName"], get["Key"], consistent=True) for get in gets)
            case "Query" | "Scan":
                size = self._size_read(asked["TableName"], asked.get("IndexName"), answered)
                return capacity.read(size, consistent=asked.get("ConsistentRead", False))
            case _:
                return 0

    def _read_one(self, table: str, key: Raw, *, consistent: bool) -> float:
        return capacity.read(capacity.item_size(self._item(table, self._key(table, key))), consistent=consistent)

    def _size_read(self, table: str, index_name: str | None, answered: Raw) -> int:
        """Return the bytes that a query went through, whatever it projected and filtered away.

        Items that a filter left out are taken to be as large as those it let through.
        """
        index = next((index for index in self._indexes(table) if index.name == index_name), None)
        sizes = [self._entry_size(table, index, item) for item in answered.get("Items", ())]
        scanned = answered.get("ScannedCount", len(sizes))
        return sum(sizes) * scanned // len(sizes) if sizes else 0

    def _entry_size(self, table: str, index: Index | None, item: Raw) -> int:
        try:
            whole = self._item(table, self._key(table, item)) or item
        except KeyError:
            whole = item
        return capacity.item_size(whole) if index is None else capacity.entry_size(index, whole)

    # ------------------------------------------------------------------------------------------------- moto's table

    def _tables(self) -> Mapping[str, Any]:
        tables: Mapping[str, Any] = dynamodb_backends[DEFAULT_ACCOUNT_ID][self._region].tables
        return tables

    def _key(self, table_name: str, attributes: Raw) -> Key:
        table = self._tables().get(table_name)
        if table is None:
            return None, None
        partition = attributes[table.hash_key_attr]
        return _frozen(partition), None if table.range_key_attr is None else _frozen(attributes[table.range_key_attr])

    def _items(self, table_name: str) -> list[Raw]:
        if self._in_memory:
            return [dict(item) for item in self.memory_of(table_name).items()]
        return [item.to_json()["Attributes"] for item in self._tables()[table_name].all_items()]

    def _delete(self, table_name: str, key: Key) -> None:
        partition, sort = key
        if self._in_memory:
            self.memory_of(table_name).delete((partition[1], sort[1]))
        else:
            self._tables()[table_name].delete_item(DynamoType(dict([partition])), sort and DynamoType(dict([sort])))

    def _item(self, table_name: str, key: Key) -> Raw | None:
        table = self._tables().get(table_name)
        if table is None or key[0] is None:
            return None
        if self._in_memory:
            remembered = self.memory_of(table_name).item((key[0][1], key[1][1]))
            return None if remembered is None else dict(remembered)
        partition, sort = (None if part is None else DynamoType(dict([part])) for part in key)
        if partition not in table.items:
            # Asking moto for an absent partition would leave an empty one behind.
            return None
        item = table.get_item(partition, sort)
        found: Raw | None = None if item is None else copy.deepcopy(item.to_json()["Attributes"])
        return found

    def _indexes(self, table_name: str) -> Iterable[Index]:
        table = self._tables().get(table_name)
        if table is None:
            return ()
        own = {table.hash_key_attr, table.range_key_attr} - {None}
        return [_index(found, own) for found in table.global_indexes]


def _index(found: Any, own: set[str]) -> Index:
    keys = tuple(key["AttributeName"] for key in found.schema)
    if found.projection["ProjectionType"] == "ALL":
        return Index(found.name, keys, None)
    return Index(found.name, keys, frozenset({*keys, *own, *found.projection.get("NonKeyAttributes", ())}))


def _frozen(value: Raw) -> Any:
    ((kind, held),) = value.items()
    return kind, held


def _canonical(call: Call) -> str:
    return json.dumps(call.parameters, sort_keys=True)


def _with_capacity(call: Call, response: AWSResponse, units: Units) -> AWSResponse:
    """Return the response with the real figure, where one was asked for, in place of moto's constant."""
    if call.parameters.get("ReturnConsumedCapacity", "NONE") == "NONE" or response.status_code != HTTPStatus.OK:
        return response
    body = json.loads(response.content)
    reported = body.get("ConsumedCapacity")
    if isinstance(reported, list) and reported:
        body["ConsumedCapacity"] = [{"TableName": reported[0].get("TableName"), "CapacityUnits": sum(units)}]
    else:
        body["ConsumedCapacity"] = {"TableName": call.parameters.get("TableName"), "CapacityUnits": sum(units)}
    return call.respond(200, json.dumps(body), {"content-type": "application/x-amz-json-1.0"})


def _check_keys(call: Call) -> None:
    """Return when no key that is read by is too large, or empty. Raises AwsError in DynamoDB's words."""
    asked = call.parameters
    match call.operation:
        case "GetItem" | "UpdateItem" | "DeleteItem":
            read = [asked["Key"]]
        case "BatchGetItem":
            read = [key for wanted in asked["RequestItems"].values() for key in wanted["Keys"]]
        case "Query":
            read = [{"pk": value} for value in asked.get("ExpressionAttributeValues", {}).values()]
        case _:
            return
    for key in read:
        for name, value in key.items():
            if value == {"S": ""} and call.operation != "Query":  # a query has other values, too
                raise AwsError(
                    "ValidationException",
                    "One or more parameter values are not valid. "
                    f"The AttributeValue for a key attribute cannot contain an empty string value. Key: {name}",
                )
            kind, most = ("hashkey", _HASH_BYTES) if name == "pk" else ("rangekey", _RANGE_BYTES)
            if len(str(value.get("S", "")).encode()) > most:
                raise AwsError(
                    "ValidationException",
                    "One or more parameter values were invalid: "
                    f"Size of {kind} has exceeded the maximum size limit of {most} bytes",
                )
