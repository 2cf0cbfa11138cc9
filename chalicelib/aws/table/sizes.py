"""How large an item is as DynamoDB counts it, which charges a write by the started KB of the whole item.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

import math
from collections.abc import Mapping
from typing import Any


def item_size(item: Mapping[str, Any]) -> int:
    """Return the bytes of an item, the names of its attributes included; what is None is not stored."""
    return sum(len(name.encode()) + value_size(value) for name, value in item.items() if value is not None)


def value_size(value: Any) -> int:
    """Return the bytes of a value. Raises TypeError for what no item of ours holds."""
    match value:
        case bool():
            return 1
        case int():
            return 1 + math.ceil(len(str(abs(value)).strip("0")) / 2) + (value < 0)
        case str():
            return len(value.encode())
        case bytes():
            return len(value)
        case list() | tuple():
            return 3 + sum(1 + value_size(each) for each in value)
        case dict():
            return 3 + sum(1 + len(name.encode()) + value_size(each) for name, each in value.items())
        case _:
            raise TypeError(type(value).__name__)


def kilobytes(size: int) -> int:
    """Return the started KB of so many bytes."""
    return math.ceil(size / 1024)
