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


def fitting(values: Sequence[T], room: int, size: Callable[[bytes], int] = len) -> Sequence[T]:
    """Return as many values from the front as have room in so many bytes as members of a JSON list.

    One at least, so that whoever asks for the rest gets on. `size`: what a member's JSON counts for.
    """
    ends = list(accumulate(size(msgspec.json.encode(value)) + len(",") for value in values))
    return values[: max(1, bisect_right(ends, room))]


def as_lambda_writes(body: bytes) -> int:
    """Return how many bytes of an invocation's answer a body, or a part of one, takes."""
    return len(json.dumps(body.decode())) - len('""')
