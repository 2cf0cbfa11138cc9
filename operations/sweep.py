"""`python -m operations sweep`: delete now what has expired, by the stage's own sweep, run again until nothing is left."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from operations import parts
from operations.account import Account
from operations.command import counted, over_stage
from operations.parts import FUNCTION, Part
from operations.status import is_held
from operations.trouble import Trouble

NAME: Final = "Sweep"
LONGEST: Final = 900
"""Seconds: no function runs longer, and this one ten minutes."""
EVENT: Final = {
    "id": "operators-command",
    "version": "0",
    "source": "juttu.operations",
    "detail-type": "Scheduled Event",
    "account": "",
    "time": "",
    "region": "",
    "resources": [],
    "detail": {},
}
"""What a schedule hands to its function, as Chalice reads it: without one of these the function fails."""


class Swept(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of the sweep says of itself."""

    closed: int
    conversations: int
    items: int
    leftovers: int
    oldest_expired_hours: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out `sweep`."""
    return over_stage(
        "sweep",
        "delete now what has expired",
        lambda at, asked: swept(at.account, at.stack.name, asked.stage),
        arguments,
    )


def swept(account: Account, stack: str, stage: str) -> Iterator[str]:
    """Run a stack's sweep until it finds nothing, and yield what each run has deleted. Raises Trouble, Refused."""
    found = [each for each in parts.of_type(parts.of_stack(account, stack), FUNCTION) if each.name == NAME]
    if not found:
        raise Trouble(f"{stack} has no function {NAME}: `make deploy STAGE={stage}` first, then this again.")
    if is_held(account, found[0]):
        raise Trouble(f"{stage} is frozen, so that nothing is deleted: `make unfreeze STAGE={stage}` first.")
    patient = account.waiting(LONGEST)
    while True:
        yield "  … the sweep runs, for ten minutes at most"
        run = _run(patient, found[0], stage)
        if not (run.conversations or run.items or run.leftovers):
            yield "✓ Nothing that has expired is left."
            return
        yield (
            f"✓ Deleted: {counted(run.conversations, 'conversation')} with {counted(run.items, 'item')}, and"
            f" {counted(run.leftovers, 'other item')}; the oldest had expired {counted(run.oldest_expired_hours, 'hour')} before."
        )


def _run(account: Account, function: Part, stage: str) -> Swept:
    answer = account.ask("lambda", "invoke", FunctionName=function.is_, Payload=json.dumps(EVENT).encode())
    said = answer["Payload"].read()
    if "FunctionError" in answer:
        raise Trouble(
            f"The sweep failed. Why: `make logs STAGE={stage}`. What it has deleted is deleted; run this again then."
        )
    return msgspec.json.decode(said, type=Swept)
