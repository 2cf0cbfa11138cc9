"""`python -m operations status`: how a stage is, on one screen. What cannot be had says why in its place, and the rest stands."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from chalicelib.chat import presence, retention
from chalicelib.chat.errors import Refusal
from chalicelib.chat.services import Services
from operations import copies, cost, figures, parts
from operations.account import Account
from operations.command import Place, counted, over_stage
from operations.figures import Dead
from operations.parts import FUNCTION, Part
from operations.stack import Stack
from operations.trouble import Trouble

VERSION_TAG: Final = "juttu:version"
ARTEFACT_TAG: Final = "juttu:artefact"
PACE_DAYS: Final = 7
MOST_COUNTED: Final = 500
"""So many waiting conversations are counted."""
_WIDTH: Final = 16


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out `status`."""
    return over_stage(
        "status",
        "how a stage is, on one screen",
        lambda at, _: screen(at, time.time()),
        arguments,
    )


def screen(at: Place, now: float) -> Iterator[str]:
    """Yield how a stage is, line by line. Raises nothing for what AWS does not tell: that is said in its place."""
    account, stack, services = at
    zone = stack.parameters.get("Zone", "UTC")
    made_of = _tried(lambda: parts.of_stack(account, stack.name), list[Part]())
    yield headline(stack, zone)
    yield _row("Stack", lambda: f"{stack.status}{restored(stack)}; {drift(made_of, services.settings.stage)}")
    yield _row("Alarms", lambda: alarms(figures.alarms(account, stack)))
    yield from last_day(account, stack, made_of, now, services.settings.stage)
    yield "Now"
    yield _row("  Service", lambda: serving(account, made_of, services.settings.stage))
    yield _row("  Waiting", lambda: waiting(services))
    yield _row("  Under way", lambda: under_way(services))
    yield _row("  New ones", lambda: new_ones(services))
    yield _row("  Mails", lambda: mails(services))
    yield "Ahead"
    yield _row("  Runtime", lambda: runtime(account, made_of, _day(now)))
    yield _row("  Certificate", lambda: certificate(account, stack, now))
    yield _row("  Tables", lambda: copies.in_words(copies.of_stage(account, stack), services.settings.stage, zone))
    yield _row("  Cost", lambda: pace(services, stack))


def headline(stack: Stack, zone: str) -> str:
    """Return which version stands there since when."""
    version = stack.tags.get(VERSION_TAG, "of an unknown version")
    artefact = f" ({stack.tags[ARTEFACT_TAG]})" if ARTEFACT_TAG in stack.tags else ""
    when = (
        ""
        if stack.changed_at is None
        else f", deployed {stack.changed_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M %Z}"
    )
    return f"{stack.name}: {version}{artefact}{when}"


def restored(stack: Stack) -> str:
    """Return that a stage does not work on its own table; empty where it does."""
    table = stack.parameters.get("TableInUse", "")
    return f", on the restored table {table}" if table else ""


def drift(made_of: Iterable[Part], stage: str) -> str:
    """Return whether somebody has changed the stack's parts by hand, as far as anybody has looked."""
    made_of = list(made_of)
    changed = sorted(each.name for each in made_of if each.drift in ("MODIFIED", "DELETED"))
    if changed:
        return f"changed by hand: {', '.join(changed)}"
    if not any(each.drift for each in made_of):
        return f"nobody has looked for changes by hand (`make doctor STAGE={stage} DRIFT=1` does)"
    return "nothing was changed by hand when somebody last looked"


def alarms(found: Sequence[dict[str, Any]]) -> str:
    """Return which alarms ring."""
    ringing = sorted(each["AlarmName"] for each in found if each.get("StateValue") == "ALARM")
    if not found:
        return "there are none: deploy this version"
    return f"{', '.join(ringing)} (docs/operations/alarms.md)" if ringing else f"none of {len(found)} rings"


def last_day(account: Account, stack: Stack, made_of: Sequence[Part], now: float, stage: str) -> Iterator[str]:
    """Yield the figures of the last 24 hours, all of CloudWatch's asked for in one call."""
    yield "Last 24 hours"
    try:
        found = screen_figures(account, stack, made_of, now)
    except Trouble as trouble:
        found = {}
        yield f"{'  Figures':<{_WIDTH}}unknown: {trouble}"
    if found:
        yield _line("  Requests", f"{_number(found['requests'])}, answered with 5xx: {_number(found['failed'])}")
        yield _line("  Answers", answers(found["p95"]))
        where = f" (`make logs STAGE={stage}` says what)" if found["refused"] else ""
        yield _line("  Refused by AWS", f"{_number(found['refused'])}{where}")
        yield _row("  Functions", lambda: functions(account, found))
        yield _line("  Sweep, watch", runs(found))
        yield _line("  Expired", expired(found["expired"]))
    yield _row("  Dead letters", lambda: dead_letters(figures.dead_letters(account, made_of), found))


def screen_figures(account: Account, stack: Stack, made_of: Sequence[Part], now: float) -> dict[str, float | str]:
    """Return the figures of a stage's last 24 hours, by their ids. Raises Refused, Trouble."""
    api, sweep, watch = (parts.named(made_of, name) for name in ("RestAPI", "Sweep", "Watch"))
    if api is None or sweep is None or watch is None:
        raise Trouble("the stack's parts are not known")
    dead = [each for each in parts.of_type(made_of, figures.QUEUE) if each.name.endswith("DeadLetters")]
    name = account.ask("apigateway", "get_rest_api", restApiId=api.is_)["name"]
    asked = figures.of_stage(name, stack.stage, dead, sweep.is_, watch.is_)
    return figures.measured(account, asked, now)


def answers(p95: float | str) -> str:
    """Return how long answers took."""
    return p95 if isinstance(p95, str) else f"95 of 100 within {p95:,.0f} ms in the slowest hour"


def functions(account: Account, found: dict[str, float | str]) -> str:
    """Return how near the account is to what it may run at once. Raises Trouble."""
    limit = account.ask("lambda", "get_account_settings")["AccountLimit"]["ConcurrentExecutions"]
    most = found["at_once"]
    at_once = f"{most} of runs at once" if isinstance(most, str) else f"at most {most:,.0f} at once"
    return f"{at_once}, the account may {limit:,}; not run: {_number(found['throttled'])}"


def runs(found: dict[str, float | str]) -> str:
    """Return whether what runs by itself does, in the last three hours."""
    return ", ".join(
        f"{name} {_number(found[f'runs_{name}'])} times in 3 h, failed {_number(found[f'errors_{name}'])}"
        for name in ("sweep", "watch")
    )


def expired(hours: float | str) -> str:
    """Return how late what has expired was deleted."""
    if isinstance(hours, str):
        return hours
    return "deleted in time" if hours <= 1 else f"the oldest was deleted {_number(hours)} h late"


def dead_letters(found: Sequence[Dead], measured: dict[str, float | str]) -> str:
    """Return how many messages were given up, of each queue, and for how long the oldest has been there."""
    return ", ".join(f"{each.name.removesuffix('DeadLetters')} {each.count}{_age(each, measured)}" for each in found)


def serving(account: Account, made_of: Iterable[Part], stage: str) -> str:
    """Return whether every function may run: none does while the stage is frozen. Raises Trouble."""
    functions = list(parts.of_type(made_of, FUNCTION))
    if not functions:
        raise Trouble("there is no function")
    held = [each.name for each in functions if is_held(account, each)]
    if len(held) == len(functions):
        return f"FROZEN: no page is served, and nothing is changed or deleted (`make unfreeze STAGE={stage}`)"
    if held:
        return f"HALF FROZEN: {', '.join(held)} may not run (`make unfreeze STAGE={stage}`)"
    return "every function may run"


def is_held(account: Account, function: Part) -> bool:
    """Return whether a function may not run at all, as `freeze` has it. Raises Trouble."""
    limit = account.ask("lambda", "get_function_concurrency", FunctionName=function.is_)
    return bool(limit.get("ReservedConcurrentExecutions") == 0)


def waiting(services: Services) -> str:
    """Return how many wait, since when, and how many questions were left. Raises Unavailable."""
    queue = services.settings.queue
    there = [each for each in services.conversations.waiting(queue, MOST_COUNTED) if each.gone_at is None]
    left = services.conversations.left_questions(queue, MOST_COUNTED)
    oldest = min((each.started_at for each in there), default=None)
    since = "" if oldest is None else f", the longest for {(services.milliseconds() - oldest) // 60_000} min"
    return f"{len(there)}{since}; questions left: {len(left)}"


def under_way(services: Services) -> str:
    """Return how many conversations agents have, and how many of those are there. Raises Unavailable."""
    now, limits = services.milliseconds(), services.limits
    agents = [each for each in services.agents.all() if presence.may_have_open(each, now, limits)]
    counts = services.each(lambda agent: len(services.conversations.mine(agent.person)), agents)
    there = sum(1 for each in agents if presence.is_there(each, now, limits))
    return f"{sum(counts)}; agents there: {there}"


def new_ones(services: Services) -> str:
    """Return whether conversations may begin. Raises Unavailable."""
    closed = services.stage.current().closed
    if closed:
        return f"REFUSED with “{next(iter(closed.values()))}” (`make open-chat STAGE={services.settings.stage}`)"
    return "may begin"


def mails(services: Services) -> str:
    """Return what became of this week's mails, and whether any can be ordered. Raises Unavailable."""
    week, until = services.mail_health.week(), services.mail_health.paused_until()
    zone = ZoneInfo(services.settings.zone)
    paused = (
        "" if until is None else f"; NONE CAN BE ORDERED until {datetime.fromtimestamp(until, zone):%Y-%m-%d %H:%M %Z}"
    )
    return f"this week {week.sent} sent, {week.bounced} came back, {week.complained} called junk{paused}"


def runtime(account: Account, made_of: Iterable[Part], today: date) -> str:
    """Return for how long the functions' runtime is kept. Raises Trouble."""
    function = next(parts.of_type(made_of, FUNCTION), None)
    if function is None:
        raise Trouble("there is no function")
    name = account.ask("lambda", "get_function_configuration", FunctionName=function.is_)["Runtime"]
    ends = figures.runtime_ends(name)
    return f"{name} until {ends}: {(ends - today).days} days"


def certificate(account: Account, stack: Stack, now: float) -> str:
    """Return for how long the certificate holds, and whether it renews. Raises Trouble."""
    arn = stack.parameters.get("Certificate", "")
    if not arn:
        return "none, at the gateways' own names"
    found = account.ask("acm", "describe_certificate", CertificateArn=arn)["Certificate"]
    if "NotAfter" not in found:
        return str(found.get("Status", "of an unknown state"))
    days = (found["NotAfter"] - datetime.fromtimestamp(now, UTC)).days
    renews = "renews by itself" if found.get("RenewalEligibility") == "ELIGIBLE" else "does NOT renew by itself"
    return f"{days} days, {renews}"


def pace(services: Services, stack: Stack) -> str:
    """Return what a month costs at the pace of the last days. Raises Unavailable."""
    zone, now = services.settings.zone, int(services.now())
    started = [now - number * 86_400 for number in range(1, PACE_DAYS + 1)]
    days = {retention.expires_on(retention.expires_at(each, zone), zone) for each in started}
    counts = [len(services.conversations.expiring_on(each)) for each in sorted(days)]
    conversations = round(sum(counts) * 30 / PACE_DAYS)
    agents = max(1, len(services.agents.all()))
    bill = cost.monthly(conversations, agents, firewall=stack.parameters.get("Firewall", "true") == "true")
    return (
        f"about ${bill.dollars:.2f} a month at the pace of the last week ({counted(conversations, 'conversation')} a month,"
        f" {counted(agents, 'agent')});"
        " AWS's bill is what counts"
    )


# ------------------------------------------------------------------------------------------------- within


def _age(dead: Dead, measured: dict[str, float | str]) -> str:
    age = measured.get(f"age_{dead.name}")
    return f" (the oldest {age / 3600:.0f} h)" if dead.count and age is not None and not isinstance(age, str) else ""


def _row(label: str, find: Callable[[], str]) -> str:
    try:
        return _line(label, find())
    except Trouble as trouble:
        return _line(label, f"unknown: {trouble}")
    except Refusal as refusal:
        return _line(label, f"unknown: {refusal.sentence}")


def _line(label: str, words: str) -> str:
    return f"{label:<{_WIDTH}} {words}"


def _tried(find: Callable[[], list[Part]], otherwise: list[Part]) -> list[Part]:
    try:
        return find()
    except Trouble:
        return otherwise


def _number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:,.0f}"


def _day(now: float) -> date:
    return datetime.fromtimestamp(now, UTC).date()
