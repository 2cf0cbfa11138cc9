"""`python -m operations logs`: what has failed, in words, out of the application's log: by what it was, and the newest."""

import argparse
import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from operations.account import Account
from operations.command import Place, over_stage
from operations.stack import Stack

PATTERN: Final = '{ $.event = "aws" || $.event = "failed" }'
NEWEST: Final = 10
FOLLOWED_EVERY: Final = 5
"""Seconds. CloudWatch shows a line some seconds after it was written."""
LOOKED_BACK: Final = 60
"""So many seconds are asked for anew each time, for lines that CloudWatch shows late."""
_UNITS: Final = {"m": 60, "h": 3600, "d": 24 * 3600}
_ADVICE: Final = {
    "AccessDeniedException": "a policy: was a role changed? `make doctor STAGE={stage} DRIFT=1` looks for that",
    "AccessDenied": "a policy: was a role changed? `make doctor STAGE={stage} DRIFT=1` looks for that",
    "ResourceNotFoundException": "a name in the functions' environment, or something that was deleted",
    "EndpointConnectionError": "an address, or AWS's network",
    "MessageRejected": "SES refuses the sender, or is in its sandbox: `make doctor STAGE={stage}` says which",
    "SendingPausedException": "mails are stopped: `make start-mails STAGE={stage}`, or AWS has paused the account",
    "OutOfTime": "no time was left to ask: look for what was slow before it",
    "TooManyRequestsException": "a limit of AWS's: see docs/operations/limits.md",
}
"""What a code mostly means, and where to look in a stage."""


class Line(NamedTuple):
    """One line of the log, in words."""

    at: int
    """Milliseconds."""
    what: str
    about: str
    """By which one finds the same elsewhere: request ids."""
    code: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out `logs`."""

    def add(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--since", type=seconds, default=2 * 3600, metavar="TIME", help="such as 30m, 2h, 7d (2h)")
        parser.add_argument("--follow", action="store_true", help="go on with each line as it comes, until Ctrl-C")

    def do(at: Place, asked: argparse.Namespace) -> Iterator[str]:
        zone = at.stack.parameters.get("Zone", "UTC")
        since = max(0, int((time.time() - asked.since) * 1000))
        found = list(lines(at.account, group_of(at.stack), since))
        yield from told(found, zone, at.services.settings.stage)
        if asked.follow:
            try:
                yield from followed(at.account, group_of(at.stack), zone)
            except KeyboardInterrupt:
                return

    return over_stage(
        "logs", "what has failed, and what AWS has refused, out of the application's log", do, arguments, add
    )


def group_of(stack: Stack) -> str:
    """Return the log group in which the functions of a stack write."""
    return f"/juttu/{stack.parameters.get('Stage') or stack.stage}/application"


def lines(account: Account, group: str, since: int, seen: set[str] | None = None) -> Iterator[Line]:
    """Yield what the log has of failures since a time (milliseconds), oldest first, each once. Raises Refused, Trouble.

    `seen`: the ids of those that were told already, which is kept up.
    """
    known = set[str]() if seen is None else seen
    found = account.pages(
        "logs", "filter_log_events", "events", logGroupName=group, startTime=since, filterPattern=PATTERN
    )
    for event in found:
        if event["eventId"] not in known:
            known.add(event["eventId"])
            yield of_event(event["timestamp"], event["message"])


def followed(
    account: Account,
    group: str,
    zone: str,
    *,
    now: Callable[[], float] = time.time,
    pause: Callable[[float], object] = time.sleep,
) -> Iterator[str]:
    """Yield each line as it comes, for ever. Raises Refused, Trouble."""
    seen: set[str] = set()
    begun = int(now() * 1000)
    while True:
        since = max(begun, int((now() - LOOKED_BACK) * 1000))
        for each in lines(account, group, since, seen):
            yield _line(each, zone)
        pause(FOLLOWED_EVERY)


def of_event(at: int, message: str) -> Line:
    """Return a line in words. One that is not of ours is shown as it is, cut."""
    try:
        fields: dict[str, Any] = json.loads(message)
    except ValueError:
        fields = {}
    match fields.get("event"):
        case "aws":
            code = str(fields.get("code", "?"))
            what = refused(fields)
            about = _ids(request=fields.get("request"), aws=fields.get("aws_request"), tries=fields.get("tries"))
        case "failed":
            steps = fields.get("steps") or ["?"]
            code = str(fields.get("error", "?"))
            sentence = f" “{fields['sentence']}”" if fields.get("sentence") else ""
            what = f"failed in {fields.get('where')}: {code}{sentence} at {steps[-1]}"
            about = _ids(request=fields.get("request"))
        case _:
            what, about, code = message.strip()[:200], "", ""
    return Line(at, what, about, code)


def refused(fields: Mapping[str, Any]) -> str:
    """Return in words what AWS has refused, of the fields of its line."""
    status = f" ({fields['status']})" if fields.get("status") else ""
    return f"AWS refused {fields.get('service')} {fields.get('operation')}: {fields.get('code', '?')}{status}"


def told(found: Iterable[Line], zone: str, stage: str) -> Iterator[str]:
    """Yield what there is: the commonest first, with what each mostly means, then the newest."""
    found = sorted(found, key=lambda each: each.at)
    if not found:
        yield "✓ Nothing has failed, and AWS has refused nothing."
        return
    groups: dict[str, list[Line]] = {}
    for each in found:
        groups.setdefault(each.what, []).append(each)
    for what, of_it in sorted(groups.items(), key=lambda group: -len(group[1])):
        times = "once" if len(of_it) == 1 else f"{len(of_it)} times"
        yield f"! {what}, {times}, last at {_time(of_it[-1].at, zone)}"
        advice = _ADVICE.get(of_it[-1].code)
        if advice:
            yield f"  → {advice.format(stage=stage)}."
    yield "The newest:"
    yield from (f"  {_line(each, zone)}" for each in reversed(found[-NEWEST:]))


class Spoken(logging.Handler):
    """Says on standard error what AWS refuses the operator's own commands: for a function that would be a line of the log."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say what was refused."""
        if getattr(record, "event", "") == "aws":
            print(f"! {refused(vars(record))}", file=sys.stderr, flush=True)


def seconds(written: str) -> int:
    """Return how long `30m`, `2h` or `7d` is. Raises argparse.ArgumentTypeError."""
    found = re.fullmatch(r"([1-9]\d{0,4})([mhd])", written)
    if not found:
        raise argparse.ArgumentTypeError("a time such as 30m, 2h or 7d is needed")
    return int(found[1]) * _UNITS[found[2]]


def _line(each: Line, zone: str) -> str:
    return f"{_time(each.at, zone)}  {each.what}{f'  [{each.about}]' if each.about else ''}"


def _time(at: int, zone: str) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S")


def _ids(**ids: object) -> str:
    return ", ".join(f"{name} {value}" for name, value in ids.items() if value)
