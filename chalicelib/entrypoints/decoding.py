"""Reading what a browser sent, a body or a frame, into one of the wire's values; strictly, and never more than fits."""

import contextlib
import json
import re
from types import UnionType
from typing import Annotated, Any, Final, NoReturn, TypeVar, overload

import msgspec
from msgspec import Meta

from chalicelib.chat.errors import Malformed, TooLarge
from chalicelib.chat.limits import LIMITS, Limits
from chalicelib.chat.wire import ClientId, ConversationId

T = TypeVar("T")

_REPLACED: Final = "\ufffd".encode()
"""What API Gateway puts in the place of bytes that are no UTF-8 before any function sees them."""
_STRING: Final = rb'(?s)"(?:[^"\\]|\\.)*"?'
_BRACKET: Final = rb"[\[\]{}]"
_LONGEST_PLACE = 64
_PLAIN: Final = r"[A-Za-z_][A-Za-z0-9_-]*"
_FIELD: Final = r"(?s)Object (?:contains unknown|missing required) field `(.*?)`(?: - at `(\$[^`]*)`)?"
_VALUE: Final = r"(?s).* - at `(\$[^`]*)`"
_NAMES: Final = {
    "do": Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,32}$(?!\n)")],
    "conversation": ConversationId,
    "id": ClientId,
    "n": Annotated[int, Meta(ge=-(2**53), le=2**53)],
}
"""What tells one frame from another, each of its form: it is sent back as it came, also when there is no such frame."""


@overload
def decode(raw: bytes | str, kind: type[T], limits: Limits = LIMITS) -> T: ...


@overload
def decode(raw: bytes | str, kind: UnionType, limits: Limits = LIMITS) -> Any: ...


def decode(raw: bytes | str, kind: Any, limits: Limits = LIMITS) -> Any:
    """Return the value of type `kind` (a struct, or a union of tagged ones) that is written in JSON.

    Raises TooLarge beyond the frame's bytes, and Malformed with `where` for everything that is not exactly of the
    form: bad UTF-8, lone surrogates, deep nesting, a name twice in one object, NaN, unknown fields, wrong types. U+FFFD
    as it is counts for bad UTF-8, which it stands for by then; whoever means the sign itself escapes it.
    """
    try:
        data = raw.encode() if isinstance(raw, str) else bytes(raw)
    except UnicodeEncodeError as error:
        raise Malformed(where="$") from error
    if len(data) > limits.frame_bytes:
        raise TooLarge(limit=limits.frame_bytes)
    if _REPLACED in data or _depth(data) > limits.json_depth:
        raise Malformed(where="$")
    _refuse_doubles(data)
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed(where=_place(str(error))) from error


def named(raw: str) -> dict[str, Any]:
    """Return which frame was meant by what is no frame: those of `do`, `conversation`, `id` and `n` that can be read."""
    try:
        fields = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return {}
    found: dict[str, Any] = {}
    for name, kind in _NAMES.items():
        with contextlib.suppress(msgspec.DecodeError, UnicodeError):
            found[name] = msgspec.json.decode(fields.get(name, b""), type=kind)
    return found


def _depth(data: bytes) -> int:
    """Return how deep brackets nest outside strings, without recursing into them."""
    deepest = depth = 0
    for bracket in re.findall(_BRACKET, re.sub(_STRING, b"", data)):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


class _Object(list[tuple[str, Any]]):
    """The names and values of an object, as they stand there."""


def _refuse_doubles(data: bytes) -> None:
    """Return when no name stands twice in one object: two readers could understand two different things."""
    try:
        found = json.loads(data.decode(), object_pairs_hook=_Object, parse_constant=_no_constant)
    except ValueError as error:
        raise Malformed(where="$") from error
    place = _double(found, "$")
    if place is not None:
        raise Malformed(where=_readable(place))


def _double(value: Any, place: str) -> str | None:
    """Return the place of a name that stands a second time in its object, None when none does; as deep as JSON may be."""
    if isinstance(value, _Object):
        seen = set[str]()
        for name, each in value:
            inner = _within(place, name)
            if name in seen:
                return inner
            seen.add(name)
            found = _double(each, inner)
            if found is not None:
                return found
    elif isinstance(value, list):
        return next((found for at, each in enumerate(value) if (found := _double(each, f"{place}[{at}]"))), None)
    return None


def _within(place: str, name: str) -> str:
    """Return the place of a field: `$.check.answer`, or `$["a b"]` where its name is no plain word."""
    return f"{place}.{name}" if re.fullmatch(_PLAIN, name) else f"{place}[{json.dumps(name, ensure_ascii=False)}]"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _place(message: str) -> str:
    """Return the place of which msgspec complains, which of a field too many, or too few, names only what it stands in."""
    field = re.fullmatch(_FIELD, message)
    if field is not None:
        return _readable(_within(field.group(2) or "$", field.group(1)))
    value = re.fullmatch(_VALUE, message)
    return _readable(value.group(1) if value else "$")


def _readable(place: str) -> str:
    """Return a place that is safe to echo: a name in it was chosen by whoever sent it."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in place)
    return shown.encode(errors="replace").decode()[:_LONGEST_PLACE]
