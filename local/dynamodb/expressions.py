"""DynamoDB's expressions: conditions and updates, read once each and then only evaluated.

Values are in DynamoDB's JSON. What the product does not use (sets, DELETE, IN, size) is not read here.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html
"""

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

Value = Mapping[str, Any]
Item = Mapping[str, Value]
Path = tuple[str | int, ...]


class Bound(NamedTuple):
    """What an expression's placeholders stand for."""

    names: Mapping[str, str]
    values: Mapping[str, Value]


Condition = Callable[[Item, Bound], bool]
Operand = Callable[[Item, Bound], Value | None]
Written = tuple[str | int, ...]
"""A path as it is written, with `#` in front of what is a placeholder."""


class Unreadable(Exception):
    """Raised for an expression that is none, or that needs what is not here."""


class InvalidPath(Exception):
    """Raised when an update goes to a place whose surroundings do not exist."""


class Change(NamedTuple):
    """One action of an update: `set`, `remove` or `add`."""

    does: str
    path: Written
    value: Operand | None = None


@functools.cache
def condition(text: str) -> Condition:
    """Return what tells whether an item pleases a condition. Raises Unreadable."""
    reader = _Reader(text)
    found = _either(reader)
    reader.end()
    return found


@functools.cache
def equalities(text: str) -> tuple[tuple[Written, str], ...]:
    """Return path and placeholder of every `path = :value` in a key condition."""
    found = re.findall(r"(#?\w+)\s*=\s*(:\w+)", text)
    return tuple(((name,), placeholder) for name, placeholder in found)


def resolved(path: Written, names: Mapping[str, str]) -> Path:
    """Return a path with its placeholders replaced. Raises Unreadable for one that is not bound."""
    try:
        return tuple(names[step] if isinstance(step, str) and step.startswith("#") else step for step in path)
    except KeyError as error:
        raise Unreadable(f"{error} stands for nothing") from error


def updated(item: Item, text: str, bound: Bound) -> dict[str, Value]:
    """Return an item after an update; the item itself stays as it was. Raises Unreadable, InvalidPath."""
    changes = [
        (change, resolved(change.path, bound.names), None if change.value is None else change.value(item, bound))
        for change in _changes(text)
    ]
    after: dict[str, Value] = dict(item)
    for change, path, value in changes:
        if change.does == "set":
            if value is None:
                raise InvalidPath
            _put(after, path, value)
        elif change.does == "add" and value is not None:
            _put(after, path, _sum(at(item, path), value))
    # Places in a list are those before the update: the last goes first.
    for _, path, _ in sorted((each for each in changes if each[0].does == "remove"), key=_last_step, reverse=True):
        _remove(after, path)
    return after


def at(item: Item, path: Path) -> Value | None:
    """Return what stands at a path, None when nothing does."""
    found: Any = {"M": item}
    for step in path:
        inside = found.get("L" if isinstance(step, int) else "M")
        if inside is None:
            return None
        found = inside.get(step) if isinstance(step, str) else next(iter(inside[step : step + 1]), None)
        if found is None:
            return None
    value: Value = found
    return value


def number(value: Value) -> int | float:
    """Return a number's value."""
    written = value["N"]
    return int(written) if str(written).lstrip("-").isdigit() else float(written)


# ------------------------------------------------------------------------------------------------- changing


def _last_step(change: tuple[Change, Path, Any]) -> tuple[int, int]:
    last = change[1][-1]
    return (1, last) if isinstance(last, int) else (0, 0)


def _put(item: dict[str, Value], path: Path, value: Value) -> None:
    parent, last = _parent(item, path)
    if isinstance(last, int):
        parent[last : last + 1] = [value]
    else:
        parent[last] = value


def _remove(item: dict[str, Value], path: Path) -> None:
    parent, last = _parent(item, path)
    if isinstance(last, str):
        parent.pop(last, None)
    elif last < len(parent):
        del parent[last]


def _parent(item: dict[str, Value], path: Path) -> tuple[Any, str | int]:
    """Return a fresh copy of what holds the last step, put in the place of the old one all the way down."""
    here: Any = item
    for step in path[:-1]:
        inside = here[step] if isinstance(step, int) and step < len(here) else None
        inside = here.get(step) if isinstance(step, str) else inside
        kind = "M" if inside is not None and "M" in inside else "L"
        if inside is None or kind not in inside:
            raise InvalidPath
        copy = dict(inside["M"]) if kind == "M" else list(inside["L"])
        here[step] = {kind: copy}
        here = copy
    if isinstance(path[-1], int) is not isinstance(here, list):
        raise InvalidPath
    return here, path[-1]


def _sum(before: Value | None, more: Value) -> Value:
    return {"N": str((0 if before is None else number(before)) + number(more))}


# ------------------------------------------------------------------------------------------------- reading


_TOKEN = re.compile(r"\s*(?:(\[\d+\])|([:#]?\w+)|(<>|<=|>=|[=<>(),.+-]))")
_CLAUSES = ("SET", "REMOVE", "ADD")


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens: list[str] = []
        place = 0
        while text[place:].strip():
            found = _TOKEN.match(text, place)
            if found is None:
                raise Unreadable(text)
            self.tokens.append(found.group().strip())
            place = found.end()
        self._next = 0
        self._text = text

    @property
    def next(self) -> str:
        return self.tokens[self._next] if self._next < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        token = self.next
        if not token or (wanted and token not in wanted):
            raise Unreadable(self._text)
        self._next += 1
        return token

    def takes(self, wanted: str) -> bool:
        if self.next != wanted:
            return False
        self._next += 1
        return True

    def end(self) -> None:
        if self.next:
            raise Unreadable(self._text)


def _either(reader: _Reader) -> Condition:
    parts = [_both(reader)]
    while reader.takes("OR"):
        parts.append(_both(reader))
    return parts[0] if len(parts) == 1 else lambda item, bound: any(part(item, bound) for part in parts)


def _both(reader: _Reader) -> Condition:
    parts = [_one(reader)]
    while reader.takes("AND"):
        parts.append(_one(reader))
    return parts[0] if len(parts) == 1 else lambda item, bound: all(part(item, bound) for part in parts)


def _one(reader: _Reader) -> Condition:
    if reader.takes("NOT"):
        refused = _one(reader)
        return lambda item, bound: not refused(item, bound)
    if reader.takes("("):
        inside = _either(reader)
        reader.take(")")
        return inside
    if reader.next in ("attribute_exists", "attribute_not_exists"):
        wanted = reader.take() == "attribute_exists"
        reader.take("(")
        there = _operand(reader)
        reader.take(")")
        return lambda item, bound: (there(item, bound) is not None) is wanted
    if reader.takes("begins_with"):
        reader.take("(")
        whole = _operand(reader)
        reader.take(",")
        start = _operand(reader)
        reader.take(")")
        return lambda item, bound: _begins(whole(item, bound), start(item, bound))
    if reader.takes("contains"):
        reader.take("(")
        held = _operand(reader)
        reader.take(",")
        wanted_in = _operand(reader)
        reader.take(")")
        return lambda item, bound: wanted_in(item, bound) in (held(item, bound) or {}).get("L", ())
    left = _operand(reader)
    if reader.takes("BETWEEN"):
        least = _operand(reader)
        reader.take("AND")
        most = _operand(reader)
        return lambda item, bound: (
            _compared(left(item, bound), least(item, bound), _COMPARISONS[">="])
            and _compared(left(item, bound), most(item, bound), _COMPARISONS["<="])
        )
    compare = _COMPARISONS[reader.take(*_COMPARISONS)]
    right = _operand(reader)
    return lambda item, bound: _compared(left(item, bound), right(item, bound), compare)


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def _compared(left: Value | None, right: Value | None, compare: Callable[[Any, Any], bool]) -> bool:
    if left is None or right is None:
        return False
    ((kind, held),), ((other_kind, other),) = left.items(), right.items()
    if kind != other_kind:
        return compare is _COMPARISONS["<>"]
    return compare(number(left), number(right)) if kind == "N" else compare(held, other)


def _begins(whole: Value | None, start: Value | None) -> bool:
    return whole is not None and start is not None and str(whole.get("S", "")).startswith(str(start["S"]))


def _operand(reader: _Reader) -> Operand:
    if reader.next.startswith(":"):
        placeholder = reader.take()
        return lambda _, bound: _bound(bound, placeholder)
    if reader.takes("if_not_exists"):
        reader.take("(")
        present = _operand(reader)
        reader.take(",")
        otherwise = _operand(reader)
        reader.take(")")
        return lambda item, bound: present(item, bound) or otherwise(item, bound)
    if reader.takes("list_append"):
        reader.take("(")
        first = _operand(reader)
        reader.take(",")
        second = _operand(reader)
        reader.take(")")
        return lambda item, bound: _appended(first(item, bound), second(item, bound))
    path = _path(reader)
    return lambda item, bound: at(item, resolved(path, bound.names))


def _bound(bound: Bound, placeholder: str) -> Value:
    if placeholder not in bound.values:
        raise Unreadable(f"{placeholder} stands for nothing")
    return bound.values[placeholder]


def _appended(first: Value | None, second: Value | None) -> Value | None:
    if first is None or second is None or "L" not in first or "L" not in second:
        return None
    return {"L": [*first["L"], *second["L"]]}


def _path(reader: _Reader) -> Written:
    steps: list[str | int] = [reader.take()]
    while True:
        if reader.takes("."):
            steps.append(reader.take())
        elif reader.next.startswith("["):
            steps.append(int(reader.take()[1:-1]))
        else:
            return tuple(steps)


@functools.cache
def _changes(text: str) -> Sequence[Change]:
    reader = _Reader(text)
    found: list[Change] = []
    while reader.next:
        clause = reader.take(*_CLAUSES)
        while True:
            found.append(_change(reader, clause))
            if not reader.takes(","):
                break
    return found


def _change(reader: _Reader, clause: str) -> Change:
    path = _path(reader)
    if clause == "REMOVE":
        return Change("remove", path)
    if clause == "ADD":
        return Change("add", path, _operand(reader))
    reader.take("=")
    value = _operand(reader)
    if reader.next in ("+", "-"):
        sign = 1 if reader.take() == "+" else -1
        return Change("set", path, _plus(value, _operand(reader), sign))
    return Change("set", path, value)


def _plus(left: Operand, right: Operand, sign: int) -> Operand:
    def value(item: Item, bound: Bound) -> Value | None:
        one, other = left(item, bound), right(item, bound)
        return None if one is None or other is None else {"N": str(number(one) + sign * number(other))}

    return value
