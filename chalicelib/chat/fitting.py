"""How much of a list goes into one answer: as much as its channel takes, counted in bytes as they are sent.

A frame goes out as it is encoded. An answer over HTTPS goes through Lambda, whose Python runtime writes its body as a
string into another JSON document, with everything beyond ASCII escaped:
https://github.com/aws/aws-lambda-python-runtime-interface-client/issues/87
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TypeVar

import msgspec

T = TypeVar("T")


def as_json(value: object) -> int:
    """Return how many bytes a value takes as JSON."""
    return len(msgspec.json.encode(value))


def fitting(values: Sequence[T], room: int, size: Callable[[T], int] = as_json) -> Sequence[T]:
    """Return as many values from the front as have room in so many bytes, with a byte between them.

    One at least, so that whoever asks for the rest gets on. `size`: what one counts for.
    """
    ends = list(accumulate(size(value) + len(",") for value in values))
    return values[: max(1, bisect_right(ends, room))]


def as_lambda_writes(body: str) -> int:
    """Return how many bytes of an invocation's answer a body, or a part of one, takes."""
    return len(json.dumps(body)) - len('""')


def in_an_answer(value: object) -> int:
    """Return how many bytes a value takes as JSON in an answer over HTTPS."""
    return as_lambda_writes(msgspec.json.encode(value).decode())
