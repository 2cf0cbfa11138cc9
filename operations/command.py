"""What every command has in common: how it is written, where it works, and what it says when something is in the way."""

import argparse
import functools
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, Protocol

from chalicelib.chat.access_events import is_conversation, is_name
from chalicelib.chat.conversation import as_written
from chalicelib.chat.errors import LogUnavailable, Refusal, Unavailable
from chalicelib.chat.people import user_name
from chalicelib.chat.services import Services
from operations import stages
from operations.account import Account
from operations.stack import Stack, require, services_of
from operations.trouble import Refused, Trouble

MOST: Final = 1_000_000
"""So much is asked for at most: a slip of the key is no number."""


class Main(Protocol):
    """A command, by the words behind its name; None: those of this process."""

    def __call__(self, arguments: Sequence[str] | None = None) -> int: ...


def parser(name: str, what: str) -> argparse.ArgumentParser:
    """Return what reads the words behind a command that is for a stage."""
    made = argparse.ArgumentParser(prog=f"python -m operations {name}", description=what)
    of_stage(made)
    return made


class Once(argparse.Action):
    """Takes an option once: of two, the last would silently count."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, _: str | None = None
    ) -> None:
        """Take a value. Ends the process where there is one already."""
        taken: set[str] = namespace.__dict__.setdefault("_taken", set())
        if self.dest in taken:
            parser.error(f"{self.option_strings[0]} is given twice")
        taken.add(self.dest)
        setattr(namespace, self.dest, values)


def of_stage(made: argparse.ArgumentParser) -> None:
    """Have a command be for one stage."""
    made.add_argument("--stage", action=Once, default="prod", help="the stage on AWS (default: %(default)s)")


def staff(given: str) -> str:
    """Return the user name of somebody of staff, as accounts have it. Raises argparse.ArgumentTypeError."""
    if not is_name(name := user_name(given)):
        raise argparse.ArgumentTypeError(f"{given!r} is no user name: one is first.admin")
    return name


def count(given: str) -> int:
    """Return a number from 1 on. Raises argparse.ArgumentTypeError."""
    if not given.isdecimal() or not 0 < int(given) <= MOST:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {MOST:,} is needed")
    return int(given)


def signed(made: argparse.ArgumentParser, *, required: bool = False) -> None:
    """Have a command take who carries it out, for the access log."""
    made.add_argument(
        "--by",
        type=operator,
        required=required,
        default=None if required else "operator",
        metavar="YOU",
        help="your name, as the access log is to have it",
    )


def counted(number: int, thing: str) -> str:
    """Return so many of a thing in words: `1 note`, `2 notes`, `1,234 notes`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def in_columns(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield rows of as many cells each, the first of them the heads, as lines whose cells stand under each other."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def reference(given: str) -> str:
    """Return a conversation's reference as it is stored, of what somebody has typed. Raises Trouble where it can be none."""
    about = as_written(given)
    if not is_conversation(about):
        raise Trouble(
            f"{given!r} is no conversation's reference: it has 16 letters and digits, such as 0123-4567-89AB-CDEF."
        )
    return about


def operator(given: str) -> str:
    """Return an operator's name as the access log takes it. Raises argparse.ArgumentTypeError."""
    if not is_name(given):
        raise argparse.ArgumentTypeError("a name without spaces is needed")
    return given


def tells_trouble(main: Main) -> Main:
    """Return a command that says on standard error what is in its way, and returns 1 then."""

    @functools.wraps(main)
    def telling(arguments: Sequence[str] | None = None) -> int:
        try:
            return main(arguments)
        except Trouble as trouble:
            print(f"✗ {trouble}", file=sys.stderr)
        except Refusal as refusal:
            print(f"✗ {told(refusal)}", file=sys.stderr)
        return 1

    return telling


def told(refusal: Refusal) -> str:
    """Return a refusal of the product's as an operator reads it."""
    wait = waiting(refusal)
    if isinstance(refusal, Unavailable | LogUnavailable):
        return f"{refusal.sentence} Run the same command again{wait}: it goes on where it stopped."
    return f"{refusal.sentence} Try again{wait}." if wait else refusal.sentence


def waiting(refusal: Refusal) -> str:
    """Return after how long something may be tried again, as the end of a sentence: nothing where a refusal says nothing of it."""
    again = refusal.data.get("retry_after")
    return f" in {again} s" if again else ""


class Place(NamedTuple):
    """Where a command works: a stage's stack in an account, and its services."""

    account: Account
    stack: Stack
    services: Services


def place(account: Account, stage: str) -> Place:
    """Return where a stage's commands work. Raises Trouble, which says how the stack stands where it has no services, Refused."""
    stack = require(account, stage)
    try:
        return Place(account, stack, services_of(stack, account))
    except Refused:
        raise
    except Trouble as trouble:
        raise Trouble(f"{stack.name} is {stack.status}. {trouble}") from trouble


def over_stage(
    name: str,
    what: str,
    do: Callable[[Place, argparse.Namespace], Iterator[str]],
    arguments: Sequence[str] | None,
    add: Callable[[argparse.ArgumentParser], object] = lambda _: None,
) -> int:
    """Carry out a command over a stage that runs, print what it says as it says it, and return the exit status."""

    @tells_trouble
    def main(arguments: Sequence[str] | None = None) -> int:
        made = parser(name, what)
        signed(made)
        add(made)
        asked = made.parse_args(arguments)
        for line in do(place(Account(stages.region_of(asked.stage)), asked.stage), asked):
            print(line, flush=True)
        return 0

    return main(arguments)
