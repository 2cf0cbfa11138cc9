"""A table as DynamoDB has it, in this process: what the product asks of one, and nothing more.

moto takes milliseconds a call where this takes a twentieth of one, and is consistent where DynamoDB is not. Here an
index, and a read that does not ask for consistency, may show what was there up to a second ago. That the two answer
alike in everything else is what `tests/chaos/test_engine_table.py` holds. The simulation and most tests of the service
stand on this table; the adapters, the browser's tests and `make run` on moto's.
"""

import bisect
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from local.dynamodb import expressions
from local.dynamodb.expressions import Bound, Item, Value

Key = tuple[str, str]
Request = Mapping[str, Any]
Lag = Callable[[], float]

_PLACEHOLDER = re.compile(r"[#:]\w+")

_READ_AT_ONCE = range(1, 101)
"""So many keys BatchGetItem takes."""

REMEMBERED_SECONDS = 3.0
"""How far back a read that is not consistent may look."""


class Refused(Exception):
    """Raised when the table refuses a request: the code of the service's error, and further members of its answer."""

    def __init__(self, code: str, **members: Any) -> None:
        super().__init__(code)
        self.code = code
        self.members = members


class Index(NamedTuple):
    """A global secondary index: its keys, and which further attributes it holds."""

    partition: str
    sort: str
    holds: tuple[str, ...] = ()


class _Version(NamedTuple):
    until: float
    item: Item | None


class Table:
    """One table with string keys `pk` and `sk`. `now` in seconds; `lag` says how old an inconsistent read is."""

    def __init__(self, indexes: Mapping[str, Index], now: Callable[[], float], lag: Lag) -> None:
        self._indexes = indexes
        self._now = now
        self._lag = lag
        self._items: dict[Key, Item] = {}
        self._sorts: defaultdict[str, list[str]] = defaultdict(list)
        self._before: dict[Key, deque[_Version]] = {}
        """What stood under a key until lately, oldest first."""
        self._indexed: dict[str, defaultdict[str, dict[Key, None]]] = {name: defaultdict(dict) for name in indexes}
        """Whatever has been under a partition of an index, now or earlier."""

    def answer(self, operation: str, request: Request) -> dict[str, Any]:
        """Return the service's answer to a call, by boto3's name of it. Raises Refused."""
        try:
            _refuse_unused(request)
            found: dict[str, Any] = getattr(self, f"_{operation}")(request)
        except (expressions.Unreadable, expressions.InvalidPath) as error:
            raise Refused("ValidationException") from error
        return found

    def items(self) -> list[Item]:
        """Return everything in the table, in the order of its keys."""
        return [self._items[key] for key in sorted(self._items)]

    def item(self, key: Key) -> Item | None:
        """Return what stands under a key now."""
        return self._items.get(key)

    def put(self, item: Item) -> None:
        """Have an item stand under its key: asked by nobody, so that a test's beginning takes no calls."""
        self._write(_key(item), item, {}, None)

    def delete(self, key: Key) -> None:
        """Delete what stands under a key, as the table's own expiry does: asked by nobody."""
        self._write(key, None, {}, None)

    def clear(self) -> None:
        """Be as new: nothing is here, and nothing ever was."""
        self._items.clear()
        self._sorts.clear()
        self._before.clear()
        for indexed in self._indexed.values():
            indexed.clear()

    # ------------------------------------------------------------------------------------------------- reading

    def _get_item(self, request: Request) -> dict[str, Any]:
        found = self._as_of(_key(request["Key"]), self._moment(request))
        return {} if found is None else {"Item": found}

    def _batch_get_item(self, request: Request) -> dict[str, Any]:
        if sum(len(wanted["Keys"]) for wanted in request["RequestItems"].values()) not in _READ_AT_ONCE:
            raise Refused("ValidationException")
        answers: dict[str, list[Item]] = {}
        for table, wanted in request["RequestItems"].items():
            found = (self._as_of(_key(key), self._moment(wanted)) for key in wanted["Keys"])
            answers[table] = [item for item in found if item is not None]
        return {"Responses": answers, "UnprocessedKeys": {}}

    def _query(self, request: Request) -> dict[str, Any]:
        bound = _bound(request)
        pleases = expressions.condition(request["KeyConditionExpression"])
        name = request.get("IndexName")
        partition = list(self._candidates(name, request, bound))
        if not request.get("ScanIndexForward", True):
            partition.reverse()
        start = request.get("ExclusiveStartKey")
        if start is not None:
            place = next((number for number, item in enumerate(partition) if _key(item) == _key(start)), -1)
            partition = partition[place + 1 :]
        places = [number for number, item in enumerate(partition) if pleases(item, bound)]
        limit = request.get("Limit", len(partition))
        passes = expressions.condition(request.get("FilterExpression", "attribute_exists(pk)"))
        shown = [item for item in (partition[number] for number in places[:limit]) if passes(item, bound)]
        answer: dict[str, Any] = {"Items": [_projected(item, request) for item in shown]}
        # A key to go on from says that the limit was reached before the partition's end, not that anything follows.
        if len(places) >= limit > 0 and places[limit - 1] < len(partition) - 1:
            answer["LastEvaluatedKey"] = {part: partition[places[limit - 1]][part] for part in ("pk", "sk")}
        return answer

    def _scan(self, request: Request) -> dict[str, Any]:
        return {"Items": [_projected(item, request) for item in self.items()]}

    def _candidates(self, name: str | None, request: Request, bound: Bound) -> Iterator[Item]:
        attribute = "pk" if name is None else self._indexes[name].partition
        partition = _partition(request["KeyConditionExpression"], attribute, bound)
        moment = self._now() - self._lag() if name is not None else self._moment(request)
        if name is None:
            for sort in tuple(self._sorts.get(partition, ())):
                item = self._as_of((partition, sort), moment)
                if item is not None:
                    yield item
            return
        index = self._indexes[name]
        current = (self._as_of(key, moment) for key in self._indexed[name][partition])
        held = [item for item in current if item is not None and index.sort in item and attribute in item]
        kept = {"pk", "sk", index.partition, index.sort, *index.holds}
        for item in sorted(held, key=lambda item: _ordered(item[index.sort])):
            yield {attribute: value for attribute, value in item.items() if attribute in kept}

    def _moment(self, request: Request) -> float:
        return self._now() if request.get("ConsistentRead") else self._now() - self._lag()

    def _as_of(self, key: Key, moment: float) -> Item | None:
        for version in self._before.get(key, ()):
            if moment < version.until:
                return version.item
        return self._items.get(key)

    # ------------------------------------------------------------------------------------------------- writing

    def _batch_write_item(self, request: Request) -> dict[str, Any]:
        for actions in request["RequestItems"].values():
            for action in actions:
                self._write(_key(action["DeleteRequest"]["Key"]), None, {}, None)
        return {"UnprocessedItems": {}}

    def _put_item(self, request: Request) -> dict[str, Any]:
        item: Item = request["Item"]
        self._check(request, _key(item))
        return self._write(_key(item), item, request, None)

    def _update_item(self, request: Request) -> dict[str, Any]:
        key = _key(request["Key"])
        before = self._items.get(key)
        self._check(request, key)
        after = expressions.updated(before or request["Key"], request["UpdateExpression"], _bound(request))
        return self._write(key, after, request, after)

    def _delete_item(self, request: Request) -> dict[str, Any]:
        key = _key(request["Key"])
        self._check(request, key)
        return self._write(key, None, request, None)

    def _check(self, request: Request, key: Key) -> None:
        text = request.get("ConditionExpression")
        item = self._items.get(key)
        if text is None or expressions.condition(text)(item or {}, _bound(request)):
            return
        shown = item is not None and request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
        raise Refused("ConditionalCheckFailedException", **({"Item": item} if shown else {}))

    def _write(self, key: Key, item: Item | None, request: Request, after: Item | None) -> dict[str, Any]:
        before = self._items.get(key)
        self._remember(key, before)
        if item is None:
            self._forget(key)
        else:
            self._keep(key, item)
        wanted = request.get("ReturnValues", "NONE")
        returned = {"ALL_OLD": before, "ALL_NEW": after}.get(wanted)
        return {} if returned is None else {"Attributes": returned}

    def _remember(self, key: Key, before: Item | None) -> None:
        versions = self._before.setdefault(key, deque())
        while versions and versions[0].until < self._now() - REMEMBERED_SECONDS:
            versions.popleft()
        versions.append(_Version(self._now(), before))

    def _keep(self, key: Key, item: Item) -> None:
        if key not in self._items:
            sorts = self._sorts[key[0]]
            place = bisect.bisect_left(sorts, key[1])
            if place == len(sorts) or sorts[place] != key[1]:
                sorts.insert(place, key[1])
        self._items[key] = item
        for name, index in self._indexes.items():
            if index.partition in item:
                self._indexed[name][item[index.partition]["S"]][key] = None

    def _forget(self, key: Key) -> None:
        # The place in the order stays: a read that looks back may still find something there.
        self._items.pop(key, None)


def _refuse_unused(request: Request) -> None:
    """Refuse what is bound and used nowhere, as DynamoDB does."""
    texts = " ".join(str(text) for name, text in request.items() if name.endswith("Expression"))
    used = set(_PLACEHOLDER.findall(texts))
    for bound in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
        if not used.issuperset(request.get(bound) or ()):
            raise Refused("ValidationException")


def _bound(request: Request) -> Bound:
    return Bound(request.get("ExpressionAttributeNames") or {}, request.get("ExpressionAttributeValues") or {})


def _key(item: Mapping[str, Any]) -> Key:
    return item["pk"]["S"], item["sk"]["S"]


def _ordered(value: Value) -> Any:
    return expressions.number(value) if "N" in value else next(iter(value.values()))


def _partition(condition: str, attribute: str, bound: Bound) -> str:
    for path, placeholder in expressions.equalities(condition):
        if expressions.resolved(path, bound.names) == (attribute,):
            return str(bound.values[placeholder]["S"])
    raise Refused("ValidationException")


def _projected(item: Item, request: Request) -> Item:
    text = request.get("ProjectionExpression")
    if text is None:
        return item
    names = [expressions.resolved((name.strip(),), _bound(request).names)[0] for name in text.split(",")]
    return {str(name): item[str(name)] for name in names if str(name) in item}
