"""`python -m operations cost --conversations 3000 --agents 5`: what a month costs on AWS, by service, and what it costs when nobody comes.

It multiplies what was counted (`bench/counted.toml`: requests, frames, runs, units of a conversation with two real browsers) with AWS's
prices (`operations/prices.toml`). Nothing of it was measured on AWS; what is taken as given is said.
"""

import argparse
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from operations import prices as price_table
from operations.prices import Prices

ROOT: Final = Path(__file__).resolve().parents[1]
COUNTED: Final = ROOT / "bench" / "counted.toml"
PRICES: Final = price_table.read()

LOG_RECORD_BYTES: Final = 600
"""A record of the access log, with what CloudWatch adds to each."""
REPORT_BYTES: Final = 400
"""What Lambda itself logs of a run."""
ACCESS_LOG_MONTHS: Final = 24
KEPT_MONTHS: Final = 2
"""For so long a conversation is in the table."""
MESSAGES: Final = 20
PAGE_VIEWS: Final = 30
"""So many first page views there are to one conversation, where nobody says otherwise. A guess: a shop has more, a bank's chat fewer."""
COPIED: Final = 0.2
"""The share of conversations of which a copy is mailed. A guess."""
MAILS: Final = 2
"""Of a copy: the code, and the copy."""
MAILING: Final = {"run": 2 * MAILS, "queue_call": 6 * MAILS, "mail": MAILS}
"""What a copy takes: of each mail the job and SES's answer, a run and three calls to a queue each. Its few units of the table are left out."""
HOURS_A_DAY: Final = 8
DAYS_A_MONTH: Final = 21
BEAT_SECONDS: Final = 55
"""An agent's console shows so often that it is there (`chat/limits.py`: `agent_beat_seconds`)."""
DAYS: Final = 30
ARTEFACTS_GIGABYTES: Final = 0.03
"""Five artefacts that are kept."""
POLLS_A_MONTH: Final = 5 * 3 * 60 * 24 * DAYS
"""Of one queue by Lambda, which asks with five pollers, each waiting for 20 s."""
QUEUES: Final = 2
METRICS: Final = 1
"""Figures that are written each hour, also when nobody comes: for how long something has been expired."""


class _Template(yaml.SafeLoader):
    """Reads a template, and none of its functions."""


_Template.add_multi_constructor("!", lambda _loader, _suffix, _node: None)


class Standing(NamedTuple):
    """What the template makes of things that are paid by the month."""

    alarm_metrics: int
    dashboards: int
    firewall_rules: int


def standing(template: Path = ROOT / ".chalice" / "resources.yaml") -> Standing:
    """Return what the template makes of things that are paid by the month, whether anybody comes or not."""
    made = yaml.load(template.read_text("utf-8"), _Template)["Resources"].values()  # noqa: S506 - a SafeLoader
    of = {kind: [each["Properties"] for each in made if each.get("Type") == f"AWS::{kind}"] for kind in _PAID}
    alarms = [
        sum("MetricStat" in metric for metric in each.get("Metrics", ())) or 1 for each in of["CloudWatch::Alarm"]
    ]
    rules = [len(each["Rules"]) for each in of["WAFv2::WebACL"]]
    return Standing(sum(alarms), len(of["CloudWatch::Dashboard"]), sum(rules))


_PAID: Final = ("CloudWatch::Alarm", "CloudWatch::Dashboard", "WAFv2::WebACL")


def second_of(config: Path = ROOT / ".chalice" / "config.json") -> str:
    """Return by which price a gigabyte's second is paid, on the processors that functions are packaged for."""
    architecture = json.loads(config.read_text("utf-8")).get("lambda_architecture", "x86_64")
    return "gigabyte_second_arm64" if architecture == "arm64" else "gigabyte_second"


SECOND: Final = second_of()


class Part(NamedTuple):
    """What something was counted to take."""

    static: float = 0
    """Requests for pages, scripts, styles and words."""
    api: float = 0
    frames_in: float = 0
    frames_out: float = 0
    runs: float = 0
    calls: float = 0
    write_units: float = 0
    read_units: float = 0
    log_records: float = 0
    queue_calls: float = 0
    bytes_out: float = 0
    """To the browsers: answers with their headers, as the stage compresses them, and frames, which nothing compresses.

    Of what carries them, TCP and TLS, nothing is counted.
    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html
    """
    socket_minutes: float = 0

    def __add__(self, other: "Part") -> "Part":  # type: ignore[override]
        """Return what both take."""
        return Part(*(a + b for a, b in zip(self, other, strict=True)))

    def __sub__(self, other: "Part") -> "Part":
        """Return what this takes more."""
        return Part(*(a - b for a, b in zip(self, other, strict=True)))

    def times(self, count: float) -> "Part":
        """Return what it takes so many times."""
        return Part(*(each * count for each in self))

    def quantities(self, prices: Prices = PRICES, *, firewall: bool = True) -> dict[str, float]:
        """Return how many of each priced thing it takes."""
        requests = self.static + self.api
        return {
            "rest_request": requests,
            "firewall_request": requests if firewall else 0,
            "frame": self.frames_in + self.frames_out,
            "socket_minute": self.socket_minutes,
            "run": self.runs,
            SECOND: self.runs * prices.assumed.run_gigabyte_seconds,
            "write_unit": self.write_units,
            "read_unit": self.read_units,
            "logged_gigabyte": self.log_records * LOG_RECORD_BYTES / 1e9,
            "queue_call": self.queue_calls,
            "gigabyte_out": self.bytes_out / 1e9,
        }

    def dollars(self, prices: Prices = PRICES) -> float:
        """Return what it costs."""
        return dollars_of(self.quantities(prices), prices)


class Counted(NamedTuple):
    """What the bench has counted, each as a part."""

    conversation: Part
    """From the opening of the chat to leaving it, with the first message and no other."""
    message: Part
    """A further message, with what is read, typed and sent meanwhile."""
    page_view: Part
    ring: Part
    """What a conversation takes for each further agent who is available, with the list on the screen."""
    beat: Part
    watch: Part
    watch_agent: Part
    """What a watch takes for each agent."""
    sweep: Part
    deletion: Part
    """What deleting a conversation takes."""
    kept_bytes: float
    """What a conversation weighs in the table, with its indexes."""
    date: date
    command: str


class Line(NamedTuple):
    """One service's part of a month's bill, in US dollars."""

    service: str
    dollars: float


class Bill(NamedTuple):
    """What a month costs, in US dollars before tax, free allowances left out."""

    lines: tuple[Line, ...]
    """By service, the dearest first."""
    idle: float
    """What a month costs in which nobody comes, with the firewall or without it as asked."""
    free: float
    """So much of `dollars` AWS would not charge an account in which nothing else runs."""
    idle_free: float
    """The same of `idle`."""
    conversations: int
    agents: int
    messages: int
    page_views: int
    firewall: bool

    @property
    def dollars(self) -> float:
        """The whole month."""
        return sum(line.dollars for line in self.lines)

    @property
    def a_conversation(self) -> float:
        """What one conversation costs beyond an idle month, with the page views that lead to it and its share of open consoles."""
        return (self.dollars - self.idle) / self.conversations if self.conversations else 0.0


def counted(path: Path = COUNTED) -> Counted:
    """Return what the bench has counted."""
    found = tomllib.loads(path.read_text("utf-8"))
    fields: dict[str, Any] = {name: Part(**each) if isinstance(each, dict) else each for name, each in found.items()}
    return Counted(**fields)


def monthly(
    conversations: int,
    agents: int,
    *,
    messages: int = MESSAGES,
    page_views: int | None = None,
    firewall: bool = True,
    prices: Prices = PRICES,
) -> Bill:
    """Return what a month costs with so many conversations and agents.

    `messages`: of both sides in one conversation. `page_views`: first ones in five minutes, by default 30 a conversation.
    """
    views = conversations * PAGE_VIEWS if page_views is None else page_views
    found = counted()
    still = _idle(found, agents, firewall=firewall)
    used = _all(still, _used(found, conversations, agents, messages, views, firewall=firewall))
    by_service = _all(*({prices.price[name].service: quantity * prices[name]} for name, quantity in used.items()))
    return Bill(
        lines=tuple(Line(*line) for line in sorted(by_service.items(), key=lambda line: -line[1]) if line[1] > 0),
        idle=dollars_of(still, prices),
        free=_free(used, prices),
        idle_free=_free(still, prices),
        conversations=conversations,
        agents=agents,
        messages=messages,
        page_views=views,
        firewall=firewall,
    )


def dollars_of(quantities: Mapping[str, float], prices: Prices = PRICES) -> float:
    """Return what so many of each priced thing cost."""
    return sum(quantity * prices[name] for name, quantity in quantities.items())


def _all(*each: Mapping[str, float]) -> dict[str, float]:
    """Return the sums by name."""
    names = dict.fromkeys(name for one in each for name in one)
    return {name: sum(one.get(name, 0) for one in each) for name in names}


def _idle(found: Counted, agents: int, *, firewall: bool) -> dict[str, float]:
    """Return what a month takes in which nobody comes."""
    watches, sweeps = 60 * 24 * DAYS, 24 * DAYS
    ran = found.watch.times(watches) + found.watch_agent.times(watches * agents) + found.sweep.times(sweeps)
    there = standing()
    stands = {
        "queue_call": QUEUES * POLLS_A_MONTH,
        "alarm": there.alarm_metrics,
        "metric": METRICS,
        "dashboard": there.dashboards,
        "artefact_gigabyte": ARTEFACTS_GIGABYTES,
        **({"firewall_list": 1, "firewall_rule": there.firewall_rules} if firewall else {}),
    }
    return _all(_logged(ran, firewall=firewall), stands)


def _used(
    found: Counted, conversations: int, agents: int, messages: int, page_views: int, *, firewall: bool
) -> dict[str, float]:
    """Return what people take in a month, visitors and agents."""
    beats = agents * HOURS_A_DAY * 3600 / BEAT_SECONDS * DAYS_A_MONTH
    each = (
        found.conversation + found.message.times(messages - 1) + found.ring.times(max(0, agents - 1)) + found.deletion
    )
    consoles = Part(socket_minutes=agents * HOURS_A_DAY * 60 * DAYS_A_MONTH)
    took = each.times(conversations) + found.page_view.times(page_views) + found.beat.times(beats) + consoles
    kept = conversations * KEPT_MONTHS * found.kept_bytes / 1e9
    records = conversations * each.log_records * LOG_RECORD_BYTES / 1e9
    besides = {
        "stored_gigabyte": kept,
        "recoverable_gigabyte": kept,
        "kept_log_gigabyte": records * ACCESS_LOG_MONTHS,
        "signed_in": agents,
        **{name: count * COPIED * conversations for name, count in MAILING.items()},
    }
    return _all(_logged(took, firewall=firewall), besides)


def _logged(part: Part, *, firewall: bool) -> dict[str, float]:
    """Return what a part takes, with what Lambda itself logs of its runs."""
    return _all(part.quantities(firewall=firewall), {"logged_gigabyte": part.runs * REPORT_BYTES / 1e9})


def _free(quantities: Mapping[str, float], prices: Prices) -> float:
    """Return what of it an account would get for nothing in which nothing else runs."""
    return sum(min(quantity, prices.price[name].free) * prices[name] for name, quantity in quantities.items())


# ------------------------------------------------------------------------------------------------- in words


_TOLD_FROM: Final = 0.005
"""What is less than half a cent has no line of its own."""


def told(bill: Bill, prices: Prices = PRICES) -> Iterator[str]:
    """Yield the lines of a bill."""
    yield (
        f"A month with {bill.conversations:,} conversations of {bill.messages} messages, {bill.agents} agents"
        f" and {bill.page_views:,} page views, {'with' if bill.firewall else 'without'} the firewall"
    )
    yield from (f"  {service:<14}{_money(dollars):>10}" for service, dollars in bill.lines if dollars >= _TOLD_FROM)
    yield f"  {'all':<14}{_money(bill.dollars):>10}   {_money(bill.a_conversation * 1000)} for each 1,000 conversations, beyond an idle month"
    yield f"  {'when idle':<14}{_money(bill.idle):>10}   nobody comes; it is in the above"
    yield (
        f"  {'billed alone':<14}{_money(bill.dollars - bill.free):>10}   {_money(bill.idle - bill.idle_free)} when idle: where nothing else"
        " runs in the account, less what AWS gives every account each month without end"
    )
    yield "  ! What AWS gives for the first twelve months is left out."
    for seat in prices.seat if bill.agents else ():
        whole = seat.dollars * bill.agents
        yield f"  beside it: {bill.agents} seats of {seat.name}: {_money(whole)} (list price of {seat.date}, {seat.source})"
    assumed = prices.assumed
    yield (
        f"  Counted by the bench on {counted().date}, prices of {prices.region} as known on {prices.date}. Taken as given: a run of"
        f" {assumed.run_milliseconds:g} ms at {assumed.run_megabytes:g} MB, a copy mailed of {COPIED:.0%} of conversations, consoles open"
        f" {HOURS_A_DAY} hours on {DAYS_A_MONTH} days. Nothing was measured on AWS."
    )


def _money(dollars: float) -> str:
    return f"${dollars:,.2f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what a month costs, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m operations cost", description=__doc__)
    parser.add_argument("--conversations", type=_count, default=3000, help="in a month")
    parser.add_argument("--agents", type=_count, default=5, help="who work in the chat")
    parser.add_argument("--messages", type=_count, default=MESSAGES, help="of both sides in one conversation")
    parser.add_argument("--page-views", type=_count, help=f"in a month; {PAGE_VIEWS} a conversation if left out")
    parser.add_argument("--no-firewall", action="store_true", help="with the parameter Firewall=false")
    parser.add_argument("--json", action="store_true", help="the same for programs")
    given = parser.parse_args(arguments)
    bill = monthly(
        given.conversations,
        given.agents,
        messages=max(1, given.messages),
        page_views=given.page_views,
        firewall=not given.no_firewall,
    )
    print(json.dumps(as_json(bill), indent=2) if given.json else "\n".join(told(bill)))
    return 0


def as_json(bill: Bill) -> dict[str, Any]:
    """Return a bill as programs take it: dollars to the hundredth of a cent."""
    lines = {line.service: round(line.dollars, 4) for line in bill.lines}
    said = {name: getattr(bill, name) for name in ("conversations", "agents", "messages", "page_views", "firewall")}
    sums = {name: round(getattr(bill, name), 4) for name in ("dollars", "idle", "free", "idle_free")}
    return {**said, "services": lines, **sums, "a_conversation": round(bill.a_conversation, 6)}


def _count(written: str) -> int:
    if not written.isdecimal():
        raise argparse.ArgumentTypeError("a whole number from 0 on is wanted")
    return int(written)
