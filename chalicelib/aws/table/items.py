"""The only door to the table: expired items are absent, and an item without an expiry cannot be written."""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws import keys
from chalicelib.aws.calling import Ordinary
from chalicelib.aws.keys import Key
from chalicelib.aws.table import attribute_values
from chalicelib.aws.table.attribute_values import Typed
from chalicelib.chat.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

Item = dict[str, Any]

_CONDITION_FAILED = "ConditionalCheckFailedException"
_EXPIRES_AT = "#expires_at = :expires_at"
_READ_AT_ONCE = 100
"""As many as BatchGetItem takes."""
_DELETED_AT_ONCE = 25
"""As many as BatchWriteItem takes."""


class ConditionFailed(Exception):
    """A write's condition did not hold. `item` is what stood there instead, None when nothing (or only expired) did."""

    def __init__(self, item: Item | None) -> None:
        super().__init__("condition failed")
        self.item = item


class Items:
    """Items of the one table by key; numbers are ints, sets are sets, binaries are bytes.

    Every method raises Unavailable when DynamoDB fails or throttles after the client's own retries.
    """

    ORDINARY: ClassVar[Ordinary] = {
        operation: {_CONDITION_FAILED} for operation in ("put_item", "update_item", "delete_item")
    }

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        now: Callable[[], float],
        pause: Callable[[str, int, str], None] = lambda _operation, _tried, _left: None,
    ) -> None:
        """`pause` waits after a try of an operation that did only a part; within an invocation it is that of its `Calls`."""
        self._client = client
        self._table = table
        self._now = now
        self._pause = pause

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        """Return the item, None when it is absent or has expired. Strongly consistent unless asked otherwise."""
        answer = self._call("get_item", TableName=self._table, Key=_typed(key._asdict()), ConsistentRead=consistent)
        return self._living(answer.get("Item"))

    def get_many(self, wanted: Iterable[Key], *, consistent: bool = True) -> dict[Key, Item]:
        """Return the living items among these keys, in one call for each 100 where it fits, strongly consistent if wanted.

        What DynamoDB had no capacity for is asked for again after a pause, as it wants to be:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
        """
        found: dict[Key, Item] = {}
        typed = [_typed(key._asdict()) for key in wanted]
        for first in range(0, len(typed), _READ_AT_ONCE):
            batch = typed[first : first + _READ_AT_ONCE]
            request: Any = {self._table: {"Keys": batch, "ConsistentRead": consistent}}
            for tried in itertools.count(1):
                answer = self._call("batch_get_item", RequestItems=request)
                for raw in answer["Responses"].get(self._table, ()):
                    item = self._living(raw)
                    if item is not None:
                        found[Key(item["pk"], item["sk"])] = item
                request = answer.get("UnprocessedKeys")
                if not request:
                    break
                self._wait("batch_get_item", tried, "UnprocessedKeys")
        return found

    def query(
        self,
        pk: str,
        *,
        start: str | int | None = None,
        stop: str | int | None = None,
        prefix: str | None = None,
        index: str | None = None,
        limit: int | None = None,
        newest_first: bool = False,
    ) -> list[Item]:
        """Return the living items of a partition in the order of their sort key, all pages of them.

        `start`: from this sort key on; `stop`: up to that one. `prefix`: only sort keys that begin so. `index`: a
        secondary index, which is eventually consistent; the table itself is read strongly consistent. `limit`: no more
        items than these, and no more read than that needs. `newest_first`: in the opposite order.
        """
        partition = {None: "pk", keys.DESK_INDEX: "desk", keys.EXPIRY_INDEX: "expires_on"}[index]
        sort = {None: "sk", keys.DESK_INDEX: "desk_at", keys.EXPIRY_INDEX: "pk"}[index]
        values: Item = {":pk": pk}
        names = {"#pk": partition}
        condition = "#pk = :pk"
        if prefix is not None:
            condition += " AND begins_with(#sk, :sk)"
            names["#sk"], values[":sk"] = sort, prefix
        elif start is not None:
            condition += " AND #sk >= :sk" if stop is None else " AND #sk BETWEEN :sk AND :stop"
            names["#sk"], values[":sk"] = sort, start
            values |= {} if stop is None else {":stop": stop}
        elif stop is not None:
            condition += " AND #sk <= :stop"
            names["#sk"], values[":stop"] = sort, stop
        request: Any = {
            "TableName": self._table,
            "KeyConditionExpression": condition,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": _typed(values),
            "ConsistentRead": index is None,
        }
        if index is not None:
            request["IndexName"] = index
        if limit is not None:
            request["Limit"] = limit
        if newest_first:
            request["ScanIndexForward"] = False
        found: list[Item] = []
        while True:
            answer = self._call("query", **request)
            found += [item for item in map(self._living, answer["Items"]) if item is not None]
            if "LastEvaluatedKey" not in answer or (limit is not None and len(found) >= limit):
                return found[:limit]
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def put(
        self, key: Key, item: Mapping[str, Any], *, unless_exists: bool = False, or_below: str | None = None
    ) -> None:
        """Write a whole item.

        `or_below`: also over one that stands there, if this attribute of it is smaller than this item's. Raises ConditionFailed with the living item that stands there when `unless_exists` (an expired one is replaced), and
        ValueError when the item has no `expires_at` and is none of the standing kinds.
        """
        if not isinstance(item.get("expires_at"), int) and not _standing(key):
            raise ValueError(f"an item without expires_at: {key.pk.partition('#')[0]}")
        listed = _listed(key, item)
        request: Any = {"TableName": self._table, "Item": _typed({**key._asdict(), **item, **listed})}
        if unless_exists:
            request |= {
                "ConditionExpression": "attribute_not_exists(pk) OR expires_at <= :now",
                "ExpressionAttributeValues": _typed({":now": int(self._now())}),
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            }
        if or_below is not None:
            request["ConditionExpression"] += " OR #below < :below"
            request["ExpressionAttributeNames"] = {"#below": or_below}
            request["ExpressionAttributeValues"] |= _typed({":below": item[or_below]})
        self._call("put_item", **request)

    def update(
        self,
        key: Key,
        expression: str,
        values: Mapping[str, Any],
        *,
        names: Mapping[str, str] | None = None,
        when: str | None = None,
        creates: bool = False,
    ) -> Item:
        """Change one item in one conditional write and return it as it is afterwards.

        A `#word` in the expressions stands for the attribute `word` unless `names` says otherwise; `:word` for
        `values["word"]`. The item must exist and live, unless it `creates`: then `expires_at` must be set by it.

        Raises ConditionFailed with the item as it stands when the condition does not hold.
        """
        conditions = [f"({when})"] if when else []
        listed = _listed(key, values)
        if listed:
            expression = expression.replace(_EXPIRES_AT, f"{_EXPIRES_AT}, #expires_on = :expires_on")
        bound = {f":{name}": value for name, value in {**values, **listed}.items()}
        if creates:
            if ":expires_at" not in bound and not _standing(key):
                raise ValueError(f"an item without expires_at: {key.pk.partition('#')[0]}")
        else:
            conditions.append("attribute_exists(#pk)")
            if not _standing(key):
                conditions.append("#expires_at > :now_")
                bound[":now_"] = int(self._now())
        condition = " AND ".join(conditions)
        words = set(re.findall(r"#(\w+)", f"{expression} {condition}"))
        request: Any = {
            "TableName": self._table,
            "Key": _typed(key._asdict()),
            "UpdateExpression": expression,
            "ReturnValues": "ALL_NEW",
        }
        if words:
            request["ExpressionAttributeNames"] = {f"#{word}": (names or {}).get(word, word) for word in words}
        if bound:
            request["ExpressionAttributeValues"] = _typed(bound)
        if condition:
            request["ConditionExpression"] = condition
            request["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        answer = self._call("update_item", **request)
        return _plain(answer["Attributes"])

    def delete(self, key: Key) -> Item | None:
        """Delete an item and return it as it was; None when it was absent or had expired: one caller gets it."""
        answer = self._call("delete_item", TableName=self._table, Key=_typed(key._asdict()), ReturnValues="ALL_OLD")
        return self._living(answer.get("Attributes"))

    def delete_expired(self, key: Key) -> bool:
        """Delete an item if it has expired, and return whether it had: what was written anew meanwhile stays."""
        request = {"TableName": self._table, "Key": _typed(key._asdict()), "ConditionExpression": "expires_at <= :now"}
        try:
            self._call("delete_item", **request, ExpressionAttributeValues=_typed({":now": int(self._now())}))
        except ConditionFailed:
            return False
        return True

    def delete_many(self, unwanted: Iterable[Key]) -> None:
        """Delete items, 25 a call; what is absent is deleted already. Those in later calls go after those in earlier ones."""
        left = list(unwanted)
        for at in range(0, len(left), _DELETED_AT_ONCE):
            deletes = [{"DeleteRequest": {"Key": _typed(key._asdict())}} for key in left[at : at + _DELETED_AT_ONCE]]
            request: Any = {self._table: deletes}
            for tried in itertools.count(1):
                request = self._call("batch_write_item", RequestItems=request).get("UnprocessedItems")
                if not request:
                    break
                self._wait("batch_write_item", tried, "UnprocessedItems")

    def keys_of_partition(self, pk: str, *, expired: bool = False) -> list[Key]:
        """Return the keys of everything under a partition, expired or not, or only of what has: to delete them."""
        request: Any = {
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": _typed({":pk": pk}),
            "ProjectionExpression": "pk, sk",
            "ConsistentRead": True,
        }
        if expired:
            request["FilterExpression"] = "expires_at <= :now"
            request["ExpressionAttributeValues"] |= _typed({":now": int(self._now())})
        return self._keys(**request)

    def keys_expiring_on(self, listed: str) -> list[Key]:
        """Return the keys that the expiry index lists under a date or an hour, expired or not."""
        return self._keys(
            IndexName=keys.EXPIRY_INDEX,
            KeyConditionExpression="expires_on = :listed",
            ExpressionAttributeValues=_typed({":listed": listed}),
            ProjectionExpression="pk, sk",
        )

    def _keys(self, **request: Any) -> list[Key]:
        found: list[Key] = []
        while True:
            answer = self._call("query", TableName=self._table, **request)
            found += [Key(item["pk"]["S"], item["sk"]["S"]) for item in answer["Items"]]
            if "LastEvaluatedKey" not in answer:
                return found
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def _living(self, raw: Any) -> Item | None:
        if raw is None:
            return None
        item = _plain(raw)
        return item if item.get("expires_at", float("inf")) > self._now() else None

    def _wait(self, operation: str, tried: int, left: str) -> None:
        try:
            self._pause(operation, tried, left)
        except BotoCoreError as error:
            raise Unavailable(retry_after=1) from error

    def _call(self, operation: str, **request: Any) -> Any:
        try:
            return getattr(self._client, operation)(**request)
        except ClientError as error:
            if error.response["Error"]["Code"] == _CONDITION_FAILED:
                raise ConditionFailed(self._living(error.response.get("Item"))) from error
            raise Unavailable(retry_after=1) from error
        except BotoCoreError as error:
            raise Unavailable(retry_after=1) from error


def _listed(key: Key, item: Mapping[str, Any]) -> Item:
    """Return where the expiry index lists an item that is written; a conversation's head says so itself."""
    expires_at = item.get("expires_at")
    return {} if expires_at is None or keys.is_of_conversation(key) else {"expires_on": keys.expiry_hour(expires_at)}


def _standing(key: Key) -> bool:
    return key.pk.startswith(keys.STANDING) and not key.sk.startswith("session")


def _typed(values: Mapping[str, Any]) -> dict[str, Typed]:
    return {name: attribute_values.typed(value) for name, value in values.items() if value is not None}


def _plain(raw: Mapping[str, Any]) -> Item:
    return {name: attribute_values.plain(value) for name, value in raw.items()}
