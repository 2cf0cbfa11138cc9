"""What a call to DynamoDB consumes, computed from the sizes of the items as AWS documents it.

A write unit is a started KB of the larger of the item before and after, and as much again for each index whose entry
it changes; a read unit is 4 KB read strongly consistently, half of it eventually. Transactions cost double.
Sizes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

import base64
import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Raw = Mapping[str, Any]
"""An item in DynamoDB's JSON."""


class Index(NamedTuple):
    """A global secondary index: its name, its key attributes, and what it copies (None: everything)."""

    name: str
    keys: tuple[str, ...]
    projected: frozenset[str] | None


class Units(NamedTuple):
    """What was consumed."""

    read: float = 0.0
    write: float = 0.0

    def __add__(self, other: object) -> "Units":
        if not isinstance(other, Units):
            return NotImplemented
        return Units(self.read + other.read, self.write + other.write)


def item_size(item: Raw | None) -> int:
    """Return an item's bytes: names in UTF-8 and values; 0 when there is none."""
    return 0 if item is None else sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def written(before: Raw | None, after: Raw | None, indexes: Iterable[Index] = ()) -> float:
    """Return the write units of one write that found `before` and left `after`; a refused one leaves what it found."""
    units = max(1, _kilobytes(max(item_size(before), item_size(after)), 1))
    return units + sum(_index_units(_entry(index, before), _entry(index, after), index) for index in indexes)


def read(size: int, *, consistent: bool) -> float:
    """Return the read units of that many bytes read together."""
    return max(1, _kilobytes(size, 4)) * (1.0 if consistent else 0.5)


def entry_size(index: Index, item: Raw) -> int:
    """Return the bytes of an item's entry in an index."""
    return item_size(_entry(index, item))


def _kilobytes(size: int, started: int) -> int:
    return math.ceil(size / (started * 1024))


def _entry(index: Index, item: Raw | None) -> Raw | None:
    if item is None or any(key not in item for key in index.keys):
        return None
    if index.projected is None:
        return item
    return {name: value for name, value in item.items() if name in index.projected}


def _index_units(before: Raw | None, after: Raw | None, index: Index) -> float:
    if before == after:
        return 0
    if before is None or after is None:
        return max(1, _kilobytes(item_size(before or after), 1))
    if any(before[key] != after[key] for key in index.keys):
        # The old entry is deleted and a new one is put.
        return max(1, _kilobytes(item_size(before), 1)) + max(1, _kilobytes(item_size(after), 1))
    return max(1, _kilobytes(max(item_size(before), item_size(after)), 1))


def _value_size(value: Mapping[str, Any]) -> int:
    ((kind, held),) = value.items()
    match kind:
        case "S":
            return len(held.encode())
        case "N":
            return _number_size(held)
        case "B":
            return _binary_size(held)
        case "BOOL" | "NULL":
            return 1
        case "L":
            return 3 + sum(1 + _value_size(child) for child in held)
        case "M":
            return 3 + sum(1 + len(name.encode()) + _value_size(child) for name, child in held.items())
        case "SS":
            return sum(len(text.encode()) for text in held)
        case "NS":
            return sum(_number_size(number) for number in held)
        case _:
            return sum(_binary_size(binary) for binary in held)


def _number_size(number: str) -> int:
    digits = str(number).lower().partition("e")[0].lstrip("-").replace(".", "").strip("0")
    return 1 + math.ceil(len(digits) / 2) + str(number).startswith("-")


def _binary_size(binary: str | bytes) -> int:
    return len(base64.b64decode(binary)) if isinstance(binary, str) else len(binary)
