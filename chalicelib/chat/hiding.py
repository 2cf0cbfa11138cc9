"""Hiding a message: one line's text is replaced by dots, wherever it is kept. Values in, values out (trust rule 2)."""

from collections.abc import Mapping
from typing import Final

import msgspec

from chalicelib.chat.conversation import VISITOR, Line, corrections_of, side_of
from chalicelib.chat.errors import Malformed, NotFound
from chalicelib.chat.wire import HidingGround

DOTS: Final = "••••••"


def hidden(line: Line | None, by: str, ground: HidingGround | None, now: int) -> Line:
    """Return a line as it stands once somebody (`visitor`, or the agent who has the conversation) has hidden it.

    Visitors hide what is theirs. An agent hides what the visitor wrote, and of their own only somebody's personal data,
    which `ground` states: a wrong answer is corrected, not hidden. What is hidden stays as it was, but for `cut_off`.

    Raises NotFound when there is no such text for them to hide, Malformed for one of their own without a ground.
    """
    if line is None or line.text is None or line.by not in (VISITOR, by):
        raise NotFound
    if line.hidden_at is not None and line.hidden_by is not None:
        return line
    if by != VISITOR and line.by == by and ground is None:
        raise Malformed(where="$.ground")
    return msgspec.structs.replace(line, text=DOTS, masked=(), asks_copy=False, hidden_by=side_of(by), hidden_at=now)


def hidden_with(line: Line, other: Line) -> Line:
    """Return what puts a message right as it stands once that is hidden: by the same side, at the same time."""
    return msgspec.structs.replace(
        line, text=DOTS, masked=(), asks_copy=False, hidden_by=other.hidden_by, hidden_at=other.hidden_at
    )


def with_it(lines: Mapping[int, Line], seq: int) -> list[int]:
    """Return all places that are hidden with one: a message and what has put it right since, the message first.

    Whoever hides sees them as one, the new words in the place of the old or beside them. Half of it left would show what
    was to go, or bring back what had been put right.
    """
    line = lines.get(seq)
    first = line.about if line is not None and line.kind == "corrected" and line.about in lines else seq
    return [first or seq, *corrections_of(lines, first or seq)]


def cut_off(line: Line) -> Line:
    """Return a line whose place is among the hidden ones and whose text is not: whoever hid it was cut off between.

    By whom and when is not known any more; it was not before it was written.
    """
    return msgspec.structs.replace(line, text=DOTS, masked=(), asks_copy=False, hidden_at=line.at)
