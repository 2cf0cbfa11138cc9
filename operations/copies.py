"""What a restore that serves no more, or never did, has left beside a stage's table, and a drill that was cut off: each costs money."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.chat.retention import BACK_UP_DAYS
from operations import drill, prices, restore, tables
from operations.account import Account
from operations.findings import Finding
from operations.stack import Stack


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A table of a stage that it does not use."""

    name: str
    made_at: datetime
    gigabytes: float
    """As DynamoDB has counted some hours ago."""
    of_drill: bool = False


def of_stage(account: Account, stack: Stack) -> list[Copy]:
    """Return a stage's restored tables that it does not use, and those of drills. Raises Refused, Trouble."""
    own = stack.outputs.get(restore.OWN, stack.name)
    in_use = stack.outputs.get(restore.IN_USE, own)
    found = []
    for name in tables.names(account, f"{own}-"):
        of_drill = name.startswith(f"{own}-{drill.MARK}-")
        is_one = of_drill or restore.RESTORED.fullmatch(name.removeprefix(own)) is not None
        if name != in_use and is_one and (table := tables.find(account, name)) is not None:
            made_at = table.made_at or datetime.fromtimestamp(0, UTC)
            found.append(Copy(name=name, made_at=made_at, gigabytes=table.gigabytes, of_drill=of_drill))
    return found


def told(found: Iterable[Copy], stage: str, region: str, zone: str) -> Iterator[Finding]:
    """Yield since when each copy is there, what it costs, and how it forgets and goes."""
    known = prices.read()
    each_month = known["stored_gigabyte"] + known["recoverable_gigabyte"]
    found = list(found)
    if not found:
        yield Finding("ok", "There is no restored table beside the one in use.")
    for each in found:
        since = f"{each.made_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M %Z}"
        costs = f"about ${each_month:.2f} a month for each gigabyte, and it has {each.gigabytes:.2f}"
        if each.of_drill:
            yield Finding(
                "do",
                f"A drill that was cut off has left {each.name} on {since}, which costs {costs}: the next drill destroys it.",
                f"make drill STAGE={stage}",
            )
        else:
            yield Finding(
                "do",
                f"{each.name} was restored on {since}, and the stage does not use it. It costs {costs}; and what is erased in the stage stays in"
                f" it until it is tidied: within {BACK_UP_DAYS} days, and then every day, as long as it is there. The first command does"
                " that; when you need it no more, the others delete it.",
                "\n".join((f"make restore STAGE={stage} TIDY=1", *tables.deletion(each.name, region))),
            )


def in_words(found: Iterable[Copy], stage: str, zone: str) -> str:
    """Return in a line which copies there are, and since when."""
    listed = ", ".join(f"{each.name} since {each.made_at.astimezone(ZoneInfo(zone)):%Y-%m-%d}" for each in found)
    if not listed:
        return "no copy"
    return f"NOT IN USE and paid for each month: {listed} (`make doctor STAGE={stage}` says how each forgets and goes)"
