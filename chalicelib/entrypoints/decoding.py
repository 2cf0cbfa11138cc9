"""Reading what a browser sent, a body or a frame, into one of the wire's values; strictly, and never more than fits."""

import contextlib
import json
import re
from types import UnionType
from typing import Annotated, Any, Final, Literal, NoReturn, TypeVar, overload

import msgspec
from msgspec import Meta

from chalicelib.chat.errors import Malformed, TooLarge
from chalicelib.chat.limits import LIMITS, Limits
from chalicelib.chat.wire import ClientId, ConversationId

T = TypeVar("T")

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_LONGEST_PLACE = 64
_NAMES: Final = {
    "do": Literal["join", "leave", "say", "typing", "read", "ping"],
    "conversation": ConversationId,
    "id": ClientId,
    "n": Annotated[int, Meta(ge=-(2**53), le=2**53)],
}
"""What tells one frame from another, each of its form: it is sent back as it came."""


@overload
def decode(raw: bytes | str, kind: type[T], limits: Limits = LIMITS) -> T: ...


@overload
def decode(raw: bytes | str, kind: UnionType, limits: Limits = LIMITS) -> Any: ...


def decode(raw: bytes | str, kind: Any, limits: Limits = LIMITS) -> Any:
    """Return the value of type `kind` (a struct, or a union of tagged ones) that is written in JSON.

    Raises TooLarge beyond the frame's bytes, and Malformed with `where` for everything that is not exactly of the
    form: bad UTF-8, lone surrogates, deep nesting, a name twice in one object, NaN, unknown fields, wrong types.
    """
    try:
        data = raw.encode() if isinstance(raw, str) else bytes(raw)
    except UnicodeEncodeError as error:
        raise Malformed(where="$") from error
    if len(data) > limits.frame_bytes:
        raise TooLarge(limit=limits.frame_bytes)
    if _depth(data) > limits.json_depth:
        raise Malformed(where="$")
    _refuse_doubles(data)
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # msgspec names the place ("… - at `$.text`") but not where an unknown field stands ("… field `x`").
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
    for bracket in _BRACKET.findall(_STRING.sub(b"", data)):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


class _Double(ValueError):
    """A name stands twice in one object: two readers could understand two different things."""


def _refuse_doubles(data: bytes) -> None:
    try:
        json.loads(data.decode(), object_pairs_hook=_object, parse_constant=_no_constant)
    except _Double as double:
        raise Malformed(where=str(double)) from double
    except ValueError as error:
        raise Malformed(where="$") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Double(_readable(f"$..{name}"))
        found[name] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _place(message: str) -> str:
    at = re.search(r" - at `(.+)`$", message, re.DOTALL)
    place = at.group(1) if at else "$"
    field = re.search(r"unknown field `(.*?)`", message, re.DOTALL)
    return _readable(f"{place}.{field.group(1)}" if field else place)


def _readable(place: str) -> str:
    """Return a place that is safe to echo: a name in it was chosen by whoever sent it."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in place)
    return shown.encode(errors="replace").decode()[:_LONGEST_PLACE]
