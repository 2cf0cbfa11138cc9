"""`python -m bench.counted`: writes into `bench/counted.toml` what a conversation and everything beside it was counted to take.

`operations/cost.py` multiplies it with prices. Everything in it is counted and nothing timed, so every machine writes the same.
"""

import asyncio
import logging
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

from bench import bill, conversation, growth
from operations import cost
from operations.cost import COUNTED, Counted, Part

COMMAND: Final = "python -m bench.counted"
_EACH_MESSAGE: Final = ("reading, and what is sent meanwhile", "typing, and what is sent meanwhile")


def of(paid: bill.Counted, grid: growth.Grid, rest: conversation.Counted, day: date) -> Counted:
    """Return what was counted, as `operations cost` takes it.

    `paid`: a conversation with two browsers. `grid`: a house with one agent who is there and one with more. `rest`: what is asked while nobody
    says anything.
    """
    messages = sum((part for name, part in paid.parts.items() if _is_of_messages(name)), Part())
    others = sum(
        (part for name, part in paid.parts.items() if not _is_of_messages(name) and name != "page view"), Part()
    )
    (beat,) = rest.named("at rest: agent's beat")
    return Counted(
        conversation=others + Part(socket_minutes=bill.MINUTES),
        message=messages.times(1 / (2 * bill.EACH - 1)),
        page_view=paid.parts["page view"],
        ring=_ring(grid),
        beat=Part(
            frames_in=beat.socket_in,
            frames_out=beat.socket_out,
            runs=beat.runs,
            calls=sum(beat.calls.values()),
            write_units=beat.write_units,
            read_units=beat.read_units,
        ),
        watch=paid.watch,
        watch_agent=_each_agent(grid, "watch"),
        sweep=paid.sweep,
        deletion=paid.deletion,
        kept_bytes=paid.kept_bytes,
        date=day,
        command=COMMAND,
    )


def _is_of_messages(name: str) -> bool:
    return name in _EACH_MESSAGE or name.startswith("message by ")


def _ring(grid: growth.Grid) -> Part:
    """Return what a start and a take cost for each further agent: a frame of each, and one look at the desk at most."""
    looked = next(iter(grid.values()))["desk"]
    desk = Part(api=1, runs=1, calls=looked.calls, read_units=looked.read, write_units=looked.write)
    return _each_agent(grid, "start, after the answer") + _each_agent(grid, "take, after the answer") + desk


def _each_agent(grid: growth.Grid, step: str) -> Part:
    """Return what a step costs for one agent more."""
    ((line, few), fewer), ((_, many), more) = min(grid.items()), max(grid.items())
    assert all(size[0] == line for size in grid)
    calls, read, write, pushes = ((b - a) / (many - few) for a, b in zip(fewer[step], more[step], strict=True))
    return Part(frames_out=pushes, calls=calls, read_units=read, write_units=write)


def page(found: Counted) -> Iterator[str]:
    """Yield the lines of the file."""
    yield "# Made by `python -m bench.counted`: what each thing takes, counted and not timed. `operations/cost.py` says what the names mean."
    yield ""
    yield f"date = {found.date}"
    yield f'command = "{found.command}"'
    yield f"kept_bytes = {found.kept_bytes:g}"
    for name, part in found._asdict().items():
        if isinstance(part, Part):
            yield f"\n[{name}]"
            yield from (f"{field} = {round(value, 3):g}" for field, value in part._asdict().items() if value)


async def counted() -> Counted:
    """Return what everything takes. Needs Chromium and the built web part."""
    paid = await bill.counted()
    rest = await conversation.counted(at_rest=True)
    grid = await asyncio.to_thread(growth.counted, waiting=(1,), agents=(1, 11))
    return of(paid, grid, rest, datetime.now(tz=UTC).date())


PARTS: Final = ("conversation", "message", "page_view", "ring", "beat", "watch", "watch_agent", "sweep", "deletion")


def stale(kept: Counted, today: Counted) -> Iterator[str]:
    """Yield of what the file says another figure than is counted today: a whole conversation within 5 %, each part within 10 %."""
    whole, fresh = (each.conversation + each.message.times(19) for each in (kept, today))
    if not math.isclose(whole.dollars(), fresh.dollars(), rel_tol=0.05):
        yield "a whole conversation"
    for name in PARTS:
        before, now = getattr(kept, name).dollars(), getattr(today, name).dollars()
        if not math.isclose(before, now, rel_tol=0.10, abs_tol=1e-8):
            yield name
    if not math.isclose(kept.kept_bytes, today.kept_bytes, rel_tol=0.10):
        yield "bytes kept"


def check() -> int:
    """Say whether the file still says what is counted today, and return 1 when it does not."""
    wrong = list(stale(cost.counted(), asyncio.run(counted())))
    print(f"Another count than kept of {', '.join(wrong)}: python -m bench.counted" if wrong else "As it was kept.")
    return 1 if wrong else 0


def main() -> None:
    """Write the file."""
    # It finds it worth a warning that a client offers its ticket as a subprotocol.
    logging.getLogger("aiohttp.websocket").setLevel(logging.ERROR)
    COUNTED.write_text("\n".join(page(asyncio.run(counted()))) + "\n", "utf-8")


if __name__ == "__main__":
    main()
