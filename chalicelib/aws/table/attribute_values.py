"""Values in the form in which DynamoDB's API takes and gives them, each under the letters of its type.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html. boto3 has the like, and would ship for it alone.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Any, Final

Typed = dict[str, Any]
"""A value under its type: `{"S": "a"}`."""


def typed(value: Any) -> Typed:
    """Return a value as DynamoDB takes it: text, a whole number, bytes, a truth, None, a list or mapping of these, a set of one of the first three.

    Raises TypeError for anything else. An empty set is among that: DynamoDB stores none.
    """
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case str() | int() | bytes():
            return {_letter(value): _scalar(value)}
        case list() | tuple():
            return {"L": [typed(each) for each in value]}
        case Mapping():
            return {"M": {name: typed(each) for name, each in value.items()}}
        case AbstractSet():
            return _typed_set(value)
    raise TypeError(f"DynamoDB stores no {type(value).__name__}")


def plain(value: Typed) -> Any:
    """Return what DynamoDB gave, numbers as ints, as it was before `typed`; a tuple comes back as a list. Raises KeyError for a type that it has not."""
    ((letters, inner),) = value.items()
    return _PLAIN[letters](inner)


def _letter(value: Any) -> str:
    match value:
        case str():
            return "S"
        case int() if not isinstance(value, bool):
            return "N"
        case bytes():
            return "B"
    raise TypeError(f"DynamoDB has no set of {type(value).__name__}")


def _scalar(value: str | int | bytes) -> str | bytes:
    return str(value) if isinstance(value, int) else value


def _typed_set(values: AbstractSet[Any]) -> Typed:
    letters = {_letter(each) for each in values}
    if len(letters) != 1:
        raise TypeError(f"DynamoDB stores no set of {len(letters)} types")
    return {f"{letters.pop()}S": [_scalar(each) for each in values]}


def _number(value: str) -> int:
    return int(Decimal(value))


_PLAIN: Final[Mapping[str, Callable[[Any], Any]]] = {
    "NULL": lambda _: None,
    "BOOL": bool,
    "S": str,
    "N": _number,
    "B": bytes,
    "L": lambda values: [plain(each) for each in values],
    "M": lambda values: {name: plain(each) for name, each in values.items()},
    "SS": set,
    "NS": lambda values: set(map(_number, values)),
    "BS": lambda values: set(map(bytes, values)),
}
