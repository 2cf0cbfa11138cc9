"""`python -m bench.binding`: what is used of each of AWS's quotas and of our own throttles, by how many conversations are under way at once.

Arithmetic over what was counted (`bench/counted.toml`) and, for times, over what is taken as given in `bench/memory.py`: nobody has put
such a load on it. `--write` puts the table into docs/operations/limits.md.
"""

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from bench.memory import WAITS
from operations.cost import Counted, counted

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "operations" / "limits.md"
SIZES: Final = (10, 100, 1_000, 10_000)
LASTS: Final = 600
"""Seconds of a conversation of 20 messages."""
EACH_AGENT: Final = 3
"""So many conversations an agent has open."""
FEWEST: Final = 5
SPREAD: Final = 2.0
"""Within so many seconds a console looks at the desk after it was told of somebody new, at random, once for all it was told meanwhile."""
RUN: Final = 0.040
"""Seconds of an ordinary run."""
HOURS_A_DAY: Final = 10
SIDE_BY_SIDE: Final = 16
AGENTS_IN_A_UNIT: Final = 32
"""So many agents are read with one unit (bench.growth: 2.5 units with one agent, 3.5 with 33)."""
CALLS_OF_A_DELETION: Final = 6
_MOST = 1_000_000


class Load(NamedTuple):
    """What so many conversations at once take, a second where nothing else is said."""

    conversations: float
    found: Counted

    @property
    def agents(self) -> float:
        return max(FEWEST, self.conversations / EACH_AGENT)

    @property
    def starts(self) -> float:
        return self.conversations / LASTS

    @property
    def looks(self) -> float:
        """Looks at the desk by all consoles, where every agent has the list on the screen."""
        return self.agents / (SPREAD / 2 + 1 / self.starts)

    @property
    def requests(self) -> float:
        each = self.found.conversation
        return self.starts * (each.static + each.api) + self.looks

    @property
    def from_an_office(self) -> float:
        """Requests within five minutes from one address, where all agents have it: looks, takes, tickets and joins."""
        return 300 * (self.looks + 3 * self.starts)

    @property
    def frames_in(self) -> float:
        return self.starts * (self.found.conversation.frames_in + 19 * self.found.message.frames_in)

    @property
    def pushes(self) -> float:
        """Frames by `@connections`: half of what is told, the other half is answers, and what all agents are told."""
        told = (self.found.conversation.frames_out + 19 * self.found.message.frames_out) / 2
        return self.starts * (told + self.found.ring.frames_out * self.agents)

    @property
    def runs(self) -> float:
        return self.starts * (self.found.conversation.runs + 19 * self.found.message.runs) + self.looks

    @property
    def ringing(self) -> float:
        """Rings under way at once: of a start and of a take, each a push to every agent, some side by side."""
        lasts = 0.06 + self.agents / SIDE_BY_SIDE * WAITS["apigatewaymanagementapi"] / 1000
        return 2 * self.starts * lasts

    @property
    def read_of_agents(self) -> float:
        return 2 * self.starts * (1 + self.agents / AGENTS_IN_A_UNIT)

    @property
    def watched(self) -> float:
        """Seconds that a look at all agents and their conversations takes, one call after the other."""
        return (self.agents + self.conversations) * WAITS["dynamodb"] / 1000

    @property
    def deleted(self) -> float:
        """Seconds that an hour's sweep works on what a day has left for it, in which all of a date are due at once."""
        return self.starts * 3600 * HOURS_A_DAY * CALLS_OF_A_DELETION * WAITS["dynamodb"] / 1000 / 24


class Limit(NamedTuple):
    """Something that is used up: how much of it there is, who notices first, and what helps."""

    name: str
    what: str
    most: float
    used: Callable[[Load], float]
    notices: str
    helps: str


LIMITS: Final = (
    Limit(
        "a new account's Lambda",
        "runs at once",
        10,
        lambda load: load.runs * RUN,
        "everybody: requests are refused, frames late; in bursts and cold starts far earlier",
        "ask for 1,000 (`make deploy` says how)",
    ),
    Limit(
        "the firewall",
        "requests from one address in five minutes, with all agents in one office",
        3_000,
        lambda load: load.from_an_office,
        "the office is shut out for some minutes",
        "`staff_networks` in the stage's file",
    ),
    Limit(
        "REST throttle",
        "requests a second",
        200,
        lambda load: load.requests,
        "consoles' lists, then visitors who come: 429, and they ask again",
        "`rest_requests_per_second`",
    ),
    Limit(
        "the outbox",
        "functions at once",
        5,
        lambda load: load.ringing,
        "agents are rung late, mails leave late; messages are not touched",
        "`MaximumConcurrency` in the template",
    ),
    Limit(
        "the account's API Gateway",
        "requests and frames a second (2,500 in Milan, Spain, Zurich)",
        10_000,
        lambda load: load.requests + load.frames_in + load.pushes,
        "everybody",
        "AWS raises it",
    ),
    Limit(
        "the watch",
        "seconds a minute",
        60,
        lambda load: load.watched,
        "warnings of silence and chats of agents who are away come late",
        "a change of the code",
    ),
    Limit(
        "sockets' throttle",
        "frames from browsers a second",
        500,
        lambda load: load.frames_in,
        "whoever writes: frames are refused and sent again",
        "`socket_requests_per_second`",
    ),
    Limit(
        "the table's partition of agents",
        "read units a second",
        3_000,
        lambda load: load.read_of_agents,
        "agents are rung late",
        "a change of the code",
    ),
    Limit(
        "the account's Lambda, once raised",
        "runs at once",
        1_000,
        lambda load: load.runs * RUN,
        "everybody",
        "AWS raises it",
    ),
    Limit(
        "the sweep",
        "seconds an hour",
        540,
        lambda load: load.deleted,
        "deletion is late: the alarm comes after 12 hours, the table's own expiry takes it within days",
        "a change of the code",
    ),
)


def reached(limit: Limit, found: Counted) -> float:
    """Return with how many conversations at once a limit is used up; infinite beyond a million."""
    low, high = 1.0, float(_MOST)
    if limit.used(Load(high, found)) < limit.most:
        return float("inf")
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if limit.used(Load(middle, found)) >= limit.most else (middle, high)
    return high


def table(found: Counted) -> Iterator[str]:
    """Yield the rows of the document's tables, each limit with what is used of it, the first to bind first."""
    heads = " | ".join(f"{size:,}" for size in SIZES)
    yield f"| what | there is | used at {heads} at once | used up at | who notices | what helps |"
    yield "| --- | --- " + "| --- " * (len(SIZES) + 3) + "|"
    in_order = sorted(LIMITS, key=lambda each: reached(each, found))
    for limit in in_order:
        used = " | ".join(_share(limit.used(Load(size, found)) / limit.most) for size in SIZES)
        at = f"about {_round(reached(limit, found)):,}"
        yield f"| {limit.name} | {limit.most:,} {limit.what} | {used} | {at} | {limit.notices} | {limit.helps} |"
    yield ""
    yield "| conversations at once | agents | starts a second | requests a second | frames in and pushes a second | a day of ten hours | first to bind |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for size in SIZES:
        load = Load(size, found)
        shares = sorted(((limit.used(load) / limit.most, limit.name) for limit in LIMITS), reverse=True)
        over = [limit.name for limit in in_order if limit.used(load) >= limit.most]
        nearest = f"nothing; nearest is {shares[0][1]} ({_share(shares[0][0])})"
        first = f"**{over[0]}**, then {', '.join(over[1:])}" if over else nearest
        yield (
            f"| {size:,} | {load.agents:,.0f} | {load.starts:.2g} | {load.requests:,.1f} | {load.frames_in:,.0f} and"
            f" {load.pushes:,.0f} | {load.starts * 3600 * HOURS_A_DAY:,.0f} | {first} |"
        )


def _share(share: float) -> str:
    return f"{share:.0%}" if share < 10 else f"{share:.0f} times"


def _round(count: float) -> int:
    """Return a count with two digits that say something."""
    return int(float(f"{count:.1e}"))


def document(page: str, found: Counted) -> str:
    """Return the page with the tables as they are now."""
    rows = "\n".join(table(found))
    return re.sub(
        r"(<!-- made: binding -->\n).*?(<!-- end -->)",
        lambda mark: f"{mark[1]}\n{rows}\n\n{mark[2]}",
        page,
        flags=re.DOTALL,
    )


def main() -> None:
    """Print the tables, or write them."""
    parser = argparse.ArgumentParser(prog="python -m bench.binding", description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="put them into docs/operations/limits.md")
    if parser.parse_args().write:
        DOCUMENT.write_text(document(DOCUMENT.read_text("utf-8"), counted()), "utf-8")
    else:
        print("\n".join(table(counted())))


if __name__ == "__main__":
    main()
