"""`python -m operations drill`: a stage's table restored, made fit, looked through and destroyed again, while the stage serves on.

It proves that the back-up can be used, and that nothing which was erased would come back with it. It can be run any time and
leaves nothing but its own record in the access log; what a run leaves that is cut off, the next one destroys.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from chalicelib.aws.keys import Key
from chalicelib.chat.actions import accessing
from chalicelib.chat.ledger import digest_of
from chalicelib.chat.people import Administrator
from chalicelib.chat.site_mistakes import STAGE
from operations import command, replay, restore, stages, tables
from operations.account import Account
from operations.command import counted, tells_trouble
from operations.replay import Fit, Missing
from operations.restore import Operator, Stage

MARK: Final = "drill"
"""What the name of a drill's table has after the stage's own."""


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in a table that was made fit."""

    items: int = 0
    conversations: int = 0
    erased: int = 0
    """Conversations that somebody has had erased."""
    expired: int = 0
    """Items that have had their time."""
    open: int = 0
    """Sessions, tickets and sockets."""


@tells_trouble
def main(arguments: Sequence[str] | None = None) -> int:
    """Carry the command out and return the exit code of the process."""
    what = "Restore a stage's newest back-up beside it, look through it, and destroy it again; the stage serves on."
    parser = command.parser("drill", what)
    command.signed(parser)
    asked = parser.parse_args(arguments)
    account = Account(stages.region_of(asked.stage))
    passed = drill(restore.stage(account, asked.stage), Operator(by=asked.by), time.monotonic)
    return 0 if passed else 1


def drill(found: Stage, operator: Operator, elapsed: Callable[[], float]) -> bool:
    """Restore a stage's newest back-up beside it, make it fit, look through it, and destroy it; return whether it could serve.

    The access log has one record of it, before anything is restored: what is then done again, to a copy, is no news of anybody's
    conversation. Raises Trouble, Refused, Refusal; what was made is destroyed even then, as far as AWS lets it.
    """
    began = elapsed()

    def say(line: str) -> None:
        operator.says(f"{line}  ({elapsed() - began:.0f} s)")

    for left in tables.names(found.account, f"{found.own}-{MARK}-"):
        tables.delete(found.account, left, operator.pause)
        say(f"✓ {left} destroyed, which an earlier drill had left.")
    services = replay.place(found.account, found.stack, found.in_use).services
    services.access_log.record(accessing.by_administrator(services, Administrator(operator.by), "drill_done", STAGE))
    name = f"{found.own}-{MARK}-{int(services.now())}"
    try:
        tables.restore(found.account, found.in_use, name)
        tables.wait(found.account, name, operator.says, operator.pause)
        say(f"✓ {found.in_use} restored as {name}.")
        fit = restore.made_fit(found, name, unheard=True)
        for line in (*restore.fit_told(fit), *restore.missing_told(_missing(found, name))):
            say(line)
        looked = look(found, name)
        for line in looked_told(looked, fit):
            say(line)
    finally:
        if tables.find(found.account, name) is not None:
            tables.delete(found.account, name, operator.pause)
            say(f"✓ {name} destroyed; {found.name} uses {found.in_use}, as before.")
    return can_serve(looked)


def look(found: Stage, table: str) -> Looked:
    """Return what is in a table, found by going through all of it rather than by what made it fit. Raises Refused, Trouble."""
    others = [replay.place(found.account, found.stack, each) for each in (*found.others(table), found.in_use)]
    at = replay.place(found.account, found.stack, table)
    noted = replay.since(others, replay.records(found.account, found.stack.outputs["AccessLogGroup"], 0)).noted
    erased = {each.digest: each.at for each in noted if each.kind == "erasure"}
    items = conversations = again = expired = open_ = 0
    for item in tables.walk(found.account, table, tables.EXPIRY, "started_at"):
        key = Key(item["pk"], item["sk"])
        items += 1
        expired += item.get(tables.EXPIRY, float("inf")) <= at.services.now()
        open_ += key.pk.startswith(("session#", "ticket#", "socket#"))
        if key.pk.startswith("conversation#"):
            head = key.sk == "head"
            conversations += head
            digest = digest_of(key.pk.partition("#")[2])
            again += head and item.get("started_at", 0) <= erased.get(digest, -1)
    return Looked(items=items, conversations=conversations, erased=again, expired=expired, open=open_)


def can_serve(looked: Looked) -> bool:
    """Return whether a table holds nothing that must not come back."""
    return not (looked.erased or looked.expired or looked.open)


def looked_told(looked: Looked, fit: Fit) -> Iterator[str]:
    """Yield in lines what was found in a table that was made fit."""
    yield f"✓ Looked through: {counted(looked.items, 'item')}, {counted(looked.conversations, 'conversation')} among them."
    for count, what in (
        (looked.erased, "Conversations in it that were erased"),
        (looked.expired, "Items in it that have expired"),
        (looked.open, "Sessions, tickets and sockets open in it"),
    ):
        yield f"{'✗' if count else '✓'} {what}: {count}."
    if can_serve(looked):
        yield f"✓ It could serve, {sum(fit.again.values())} deeds done again."
    else:
        yield "✗ It could not serve: report this as a fault, with these lines, before anything is restored in earnest."


def _missing(found: Stage, table: str) -> Missing:
    return replay.missing(replay.place(found.account, found.stack, found.in_use), table)
