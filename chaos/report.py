"""What a chaos run says when it ends."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from chaos.history import write

if TYPE_CHECKING:
    from chaos.run import Played

PROMISES: Final = (
    "lost",
    "doubled",
    "out of order",
    "gap",
    "two owners",
    "hold broken",
    "lost too soon",
    "after close",
    "invented",
    "mailed twice",
    "mailed unanswered",
    "not bounced",
    "guessed",
    "miscounted",
    "not let in",
    "restriction broken",
    "correction broken",
    "end broken",
    "unrecorded",
    "seen by a visitor",
    "stale",
    "dishonest",
)
_SHOWN = 5
_LONGEST = 400


class Caught(NamedTuple):
    """How a planted mistake was noticed: which promise it broke, after how many operations."""

    promise: str
    operations: int


def summary(played: Sequence["Played"], seconds: float) -> str:
    """Return the end of a run: what was done, what was done to it, and what was broken."""
    operations, faults, failures, broken = (sum(counted, Counter[str]()) for counted in _counted(played))
    verdicts = [each.verdict for each in played]
    done = sum(operations.values())
    return "\n".join(
        (
            f"operations {done:,} in {seconds:,.0f} s ({1000 * seconds / max(1, done):.1f} ms each, {len(played)} shards)",
            *_table(operations),
            f"conversations {sum(each.conversations for each in played):,}",
            f"faults injected {sum(faults.values()):,}",
            *_table(faults),
            f"acknowledged {sum(verdict.acknowledged for verdict in verdicts):,}",
            *(f"{promise} {broken[promise]}" for promise in PROMISES),
            f"failures of our own {sum(failures.values())}",
            *_table(failures),
            f"ambiguous {sum(verdict.ambiguous for verdict in verdicts):,} (never answered, either way is right)",
        )
    )


def violations(played: "Played") -> str:
    """Return what one shard broke, each with the events that prove it."""
    found = played.verdict.violations
    lines = [
        f"Shard {played.number} of seed {played.seed}: {len(found)} violations, {sum(played.failures.values())} failures."
    ]
    for each in found[:_SHOWN]:
        lines.append(f"  {each.promise} in {each.conversation}: {each.sentence}")
        lines += [f"    {line[:_LONGEST]}" for line in write(each.proof)]
    lines += [f"  … and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    lines += [f"  failed {times} times: {what}" for what, times in played.failures.items()]
    return "\n".join(lines)


def planted_line(name: str, sentence: str, caught: Caught | None) -> str:
    """Return a row of the table of planted mistakes."""
    how = "NOT CAUGHT" if caught is None else f"{caught.promise}, after {caught.operations:,} operations"
    return f"  {name:20} {how:40} {sentence}"


def planted_summary(caught: Mapping[str, Caught | None]) -> str:
    """Return how many of the planted mistakes were caught."""
    return f"planted bugs caught {sum(each is not None for each in caught.values())} of {len(caught)}"


def _counted(played: Sequence["Played"]) -> tuple[list[Counter[str]], ...]:
    return (
        [each.operations for each in played],
        [each.faults for each in played],
        [each.failures for each in played],
        [each.verdict.broken for each in played],
    )


def _table(counted: Counter[str]) -> list[str]:
    return [f"  {what} {times:,}" for what, times in counted.most_common()]
