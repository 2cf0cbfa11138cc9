"""`python -m operations restore`: a stage as it was at a moment of the last week, in a table of its own; and the way back.

The stage's own table stays as it is, whatever happens. A restored one serves only after nothing in it would undo what people
have asked for since. Each step may fail and be begun anew: the same command goes on where it stopped.
"""

import argparse
import contextlib
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.aws import keys
from chalicelib.chat.actions import accessing
from chalicelib.chat.ledger import Kind
from chalicelib.chat.people import Administrator
from chalicelib.chat.retention import BACK_UP_DAYS
from operations import command, replay, stages, tables
from operations.account import Account
from operations.command import counted, tells_trouble
from operations.replay import Fit, Missing, Place
from operations.stack import Stack, require
from operations.tables import Table
from operations.trouble import Refused, Trouble

PARAMETER: Final = "TableInUse"
"""The template's parameter that says which table the functions use; empty: the stack's own."""
IN_USE: Final = "TableName"
OWN: Final = "OwnTableName"
"""The outputs that name the two."""
INDEXES: Final = frozenset((keys.DESK_INDEX, keys.EXPIRY_INDEX))
LOOKS_EVERY: Final = 5.0
"""Seconds between two looks at a stack that is being changed."""
HOURS: Final = 2
PROTECTED: Final = "prod"
_ENDED_WELL: Final = "UPDATE_COMPLETE"
RESTORED: Final = re.compile(r"-\d{8}T\d{6}")
"""What the name of a restored table has after the stage's own: the time that it is of."""
_KINDS: Final[dict[Kind, str]] = {
    "erasure": "conversations erased",
    "objection": "objected to",
    "objection-withdrawn": "allowed again",
    "restriction": "restricted",
    "restriction-lifted": "restricted no more",
    "hidden": "lines hidden",
    "note-taken-back": "notes taken back",
}


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever restores: who is told and asked, and how time passes."""

    by: str = "operator"
    says: Callable[[str], None] = print
    agrees: Callable[[str], bool] = lambda _: False
    """Asks whether to go on."""
    pause: Callable[[float], None] = time.sleep


class Stage(msgspec.Struct, frozen=True):
    """A stage's stack, and which tables it has."""

    account: Account
    name: str
    stack: Stack
    own: str
    in_use: str

    def others(self, target: str) -> list[str]:
        """Return the stage's tables beside one, the one in use last: each may know what was done while it served."""
        restored = [
            each for each in tables.names(self.account, f"{self.own}-") if RESTORED.fullmatch(each[len(self.own) :])
        ]
        wanted = dict.fromkeys(each for each in (self.own, *restored) if each not in (target, self.in_use))
        last = [] if self.in_use == target else [self.in_use]
        return [each for each in (*wanted, *last) if tables.find(self.account, each) is not None]


@tells_trouble
def main(arguments: Sequence[str] | None = None) -> int:
    """Carry the command out and return the exit code of the process."""
    asked = _parser().parse_args(arguments)
    if asked.to is None and not (asked.back or asked.tidy):
        raise Trouble(
            f"Say to which time, in the controller's zone: `make restore STAGE={asked.stage} TO=2026-11-30T08:00`. With BACK=1 in its"
            " place the stage uses its own table again, with TIDY=1 the tables that are not in use forget what was erased since."
        )
    operator = Operator(by=asked.by, agrees=(lambda _: True) if asked.yes else _at_terminal)
    found = stage(Account(stages.region_of(asked.stage)), asked.stage)
    if asked.to is not None:
        to(found, operator, moment(asked.to, found.stack.parameters.get("Zone", "UTC")))
    elif asked.back:
        back(found, operator)
    else:
        tidy(found, operator)
    return 0


def stage(account: Account, name: str) -> Stage:
    """Return a stage with its tables. Raises Trouble, Refused."""
    found = require(account, name)
    if OWN not in found.outputs or PARAMETER not in found.parameters:
        raise Trouble(
            f"The stack {found.name} is of a version that cannot use another table: `make deploy STAGE={name}` first, then"
            " this again."
        )
    return Stage(account, name, found, found.outputs[OWN], found.outputs[IN_USE])


def moment(text: str, zone: str) -> datetime:
    """Return a time that was written in a zone, or with an offset of its own. Raises Trouble."""
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Trouble(f"{text!r} is no time: write it as 2026-11-30T08:00, in {zone}, or with its offset.") from None


def to(found: Stage, operator: Operator, at: datetime) -> None:
    """Restore a stage to a time in a table of its own, make it fit, and have the stage use it.

    Raises Trouble, Refused, Refusal.
    """
    target = f"{found.own}-{at:%Y%m%dT%H%M%S}"
    zone = found.stack.parameters.get("Zone", "UTC")
    operator.says(f"To {at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S} {zone}, {at:%H:%M:%S} UTC, as table {target}.")
    if target != found.in_use and tables.find(found.account, target) is None:
        source = source_of(found, at)
        tables.restore(found.account, source, target, at)
        operator.says(
            f"✓ DynamoDB is restoring it from {source}. This may take from minutes to hours; {found.in_use} serves on."
        )
    ready = tables.wait(found.account, target, operator.says, operator.pause)
    _use(found, operator, ready, at)


def back(found: Stage, operator: Operator) -> None:
    """Have a stage use its own table again, after all that was done elsewhere meanwhile is done to it too.

    Raises Trouble, Refused, Refusal.
    """
    own = tables.find(found.account, found.own)
    if own is None:
        raise Trouble(f"The stage's own table {found.own} is gone: restore to a time with --to instead.")
    if found.in_use == found.own:
        question = (
            f"{found.name} uses its own table already. Was that restored from a back-up of AWS's, so that it has to be made fit?"
            " Everybody has to sign in again."
        )
        if operator.agrees(question):
            _check(own)
            _prepare(found, operator, own, None)
        else:
            operator.says(f"→ Nothing was done: {found.name} uses its own table.")
        return
    _use(found, operator, own, None)


def tidy(found: Stage, operator: Operator) -> None:
    """Have the stage's tables that are not in use forget what has been erased, hidden or has expired since.

    Raises Trouble, Refused, Refusal.
    """
    others = found.others(found.in_use)
    if not others:
        operator.says(f"✓ {found.name} has no table but {found.in_use}: there is nothing to tidy.")
    for other in others:
        operator.says(f"{other}:")
        _say(operator, *fit_told(made_fit(found, other)))


def source_of(found: Stage, at: datetime) -> str:
    """Return from which table a time can be restored: from the one in use, or else the stage's own. Raises Trouble, Refused."""
    zone = found.stack.parameters.get("Zone", "UTC")
    windows = {each: tables.window(found.account, each) for each in dict.fromkeys((found.in_use, found.own))}
    for name, window in windows.items():
        if window is not None and window.has(at):
            return name
    can = [
        f"{name} from {_written(each.earliest, zone)} to {_written(each.latest, zone)}"
        for name, each in windows.items()
        if each
    ]
    if can:
        raise Trouble(
            f"There is no back-up of {_written(at, zone)}: there is one of {', and of '.join(can)}, in {zone}. Name a time in between."
        )
    raise Trouble(
        f"{found.own} has no back-up to restore from. Was it deleted, DynamoDB keeps one for 35 days: find it with `aws dynamodb"
        f" list-backups --table-name {found.own} --backup-type SYSTEM --region {found.account.region}`, have it be the table again with"
        f" `aws dynamodb restore-table-from-backup --target-table-name {found.own} --backup-arn ARN --region {found.account.region}`, and"
        f" when that is done run `make restore STAGE={found.name} BACK=1`."
    )


def _written(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%S")


def _use(found: Stage, operator: Operator, target: Table, at: datetime | None) -> None:
    """Make a table fit to serve, have the stage use it, and do again what came between."""
    _check(target)
    if found.in_use != target.name:
        _prepare(found, operator, target, at)
        question = f"Have {found.name} use {target.name} instead of {found.in_use}? Everybody has to sign in again."
        if not operator.agrees(question):
            operator.says(
                "→ Nothing was switched. To do that, run the same command at a terminal, or with --yes (YES=1)."
            )
            if target.name != found.own:
                _say(operator, *_costs(found, target.name))
            return
        _record(found, operator)
        operator.says(f"  … CloudFormation has the functions use {target.name}")
        switch(found, operator, "" if target.name == found.own else target.name)
    # What was asked for between the first look and the switch; it serves by now, so nobody is sent away.
    after = msgspec.structs.replace(found, in_use=target.name)
    again = _done_again(after, target.name)
    if again != Fit():
        _say(operator, *fit_told(again))
    operator.says(f"✓ {found.name} uses {target.name}.")
    _say(operator, *_what_now(after, found.in_use))


def _prepare(found: Stage, operator: Operator, target: Table, at: datetime | None) -> None:
    """Make a table fit to serve, with all that a restored one lacks, and say what is not in it."""
    before = tables.find(found.account, found.in_use)
    tables.expire(found.account, target.name)
    _say(operator, *fit_told(made_fit(found, target.name, at)))
    # Only now: what is erased must not be in a back-up of this table that reaches further back than the other's.
    tables.back_up(found.account, target.name, operator.pause)
    tables.protect(found.account, target, on=found.name == PROTECTED if before is None else before.protected)
    wanted = found.stack.tags if before is None else {**found.stack.tags, **tables.tags(found.account, before)}
    tables.tag(found.account, target, wanted)
    operator.says(
        f"✓ It deletes by itself what has expired, has a back-up of {BACK_UP_DAYS} days, and tags and protection as {found.in_use}."
    )
    if before is None:
        operator.says(f"! {found.in_use} is gone: what is missing cannot be counted.")
    elif before.name != target.name:
        _say(operator, *missing_told(replay.missing(_place(found, before.name), target.name)))


def switch(found: Stage, operator: Operator, table: str) -> None:
    """Have the functions of a stage use a table, "" for its own, by the stack's parameter. Raises Trouble, Refused."""
    kept = [
        {"ParameterKey": each, "UsePreviousValue": True} for each in sorted(found.stack.parameters) if each != PARAMETER
    ]
    try:
        found.account.ask(
            "cloudformation",
            "update_stack",
            StackName=found.stack.name,
            UsePreviousTemplate=True,
            Parameters=[*kept, {"ParameterKey": PARAMETER, "ParameterValue": table}],
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        )
    except Refused as refused:
        if "No updates are to be performed" not in str(refused):
            raise
    now = require(found.account, found.name)
    for _ in range(int(HOURS * 3600 / LOOKS_EVERY)):
        if not now.status.endswith("_IN_PROGRESS"):
            break
        operator.pause(LOOKS_EVERY)
        now = require(found.account, found.name)
    if not (now.status == _ENDED_WELL and now.parameters.get(PARAMETER, "") == table):
        raise Trouble(
            f"{now.name} did not change over ({now.status}), and goes on as it was: look for the first failed resource with `aws"
            f" cloudformation describe-stack-events --stack-name {now.name} --region {found.account.region}`, and run the same command again."
        )


def fit_told(fit: Fit) -> Iterator[str]:
    """Yield in lines what was done to a table to make it fit."""
    yield f"✓ Sessions, tickets and sockets ended: {fit.ended}; items deleted that had expired: {fit.expired}."
    again = ", ".join(f"{_KINDS[kind]}: {count}" for kind, count in sorted(fit.again.items()) if count)
    yield f"✓ Done again, as was asked for since: {again or 'nothing'}."
    if fit.left:
        yield f"✓ Forgotten again, of those who have left: {fit.left}."
    if fit.corrections:
        lacking = counted(len(fit.corrections), "conversation")
        yield f"! A correction of the visitor's is not in {lacking}: tell the data-protection officer these references."
        yield from (f"    {each}" for each in fit.corrections)
    if fit.unplaced:
        yield (
            f"! In {counted(len(fit.unplaced), 'conversation')} a line was hidden or a note taken back, and nobody knows any more which: tell the"
            " data-protection officer these references."
        )
        yield from (f"    {each}" for each in fit.unplaced)


def missing_told(missing: Missing) -> Iterator[str]:
    """Yield in lines what is not in a table that was restored."""
    yield (
        f"! Written since and not in it: {counted(missing.conversations, 'conversation')}, {counted(missing.messages, 'message')} in"
        f" {counted(missing.went_on, 'other')},"
        f" and what was changed in {missing.settings} of the settings, sites, notice and shared answers."
    )


def _check(target: Table) -> None:
    """Refuse a table that is not as the service needs it. Raises Trouble."""
    lacking = sorted(INDEXES - target.indexes)
    if lacking:
        raise Trouble(
            f"{target.name} has no index {' and no '.join(lacking)}: delete it, and restore it with its indexes."
        )


def made_fit(found: Stage, table: str, since: datetime | None = None, *, unheard: bool = False) -> Fit:
    """Make a table of a stage fit to serve, by all that its other tables and the access log know, and return what that was.

    `unheard`: nothing of it is recorded, or goes out, as the table is never to serve. Raises Refusal, Refused, Trouble.
    """
    at = _place(found, table)
    return replay.make_fit(replay.unheard(at) if unheard else at, _since(found, table, since))


def _done_again(found: Stage, table: str) -> Fit:
    """Do again what came while a table was made fit; it serves by now, so nobody is sent away, and nothing swept."""
    at = _place(found, table)
    known = _since(found, table, None)
    left = replay.forget_left(at, msgspec.structs.replace(known, phones=None))
    again, corrections = replay.replay(at, known.noted)
    return Fit(again=again, corrections=corrections, left=left)


def _since(found: Stage, table: str, since: datetime | None) -> replay.Since:
    """Return what all other tables of a stage and its access log know: as far back as a table can be restored."""
    others = [_place(found, each) for each in found.others(table)]
    now = _place(found, table).services.now()
    start = now - (BACK_UP_DAYS + 1) * 24 * 3600 if since is None else since.timestamp() - 3600  # clocks differ
    group = found.stack.outputs["AccessLogGroup"]
    return replay.since(others, replay.records(found.account, group, int(start * 1000)))


def _place(found: Stage, table: str) -> Place:
    return replay.place(found.account, found.stack, table)


def _record(found: Stage, operator: Operator) -> None:
    """Have the access log say who has changed the table that a stage uses."""
    services = _place(found, found.in_use).services
    record = accessing.by_administrator(services, Administrator(operator.by), "settings_changed", "stage")
    services.access_log.record(record)


def _what_now(found: Stage, before: str) -> Iterator[str]:
    if before != found.in_use:
        yield f"→ {before} is kept as it was."
    if found.in_use != found.own:
        yield f"→ The way back to {found.own}: `make restore STAGE={found.name} BACK=1`."
        yield (
            f"→ What is erased from now on is not erased there: within {BACK_UP_DAYS} days, and then every day, run `make restore"
            f" STAGE={found.name} TIDY=1`, for as long as there are two."
        )
    elif before != found.in_use:
        yield (
            f"→ When {before} is needed no more, these delete it, and leave no back-up of it: "
            + ", then ".join(f"`{each}`" for each in tables.deletion(before, found.account.region))
            + "."
        )


def _costs(found: Stage, table: str) -> Iterator[str]:
    yield (
        f"→ Until it is deleted, {table} costs its storage and back-up each month, and remembers what is erased from now on: within"
        f" {BACK_UP_DAYS} days, and then every day, run `make restore STAGE={found.name} TIDY=1`. `make doctor STAGE={found.name}` names it"
        " as long as it is there, with the commands that delete it."
    )


def _say(operator: Operator, *lines: str) -> None:
    for line in lines:
        operator.says(line)


def _at_terminal(question: str) -> bool:
    with contextlib.suppress(EOFError):  # Ctrl-D is no yes
        return sys.stdin.isatty() and input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    return False


def _parser() -> argparse.ArgumentParser:
    parser = command.parser("restore", "A stage as it was at a moment of the last week, and the way back.")
    command.signed(parser)
    parser.add_argument("--yes", action="store_true", help="switch without asking")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--to", metavar="TIME", help="restore to this time (2026-11-30T08:00, in the controller's zone) and use that"
    )
    what.add_argument("--back", action="store_true", help="use the stage's own table again")
    what.add_argument(
        "--tidy",
        action="store_true",
        help="do again in the tables that are not in use what was done in the one that is",
    )
    return parser
