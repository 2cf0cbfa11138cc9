"""`python -m operations site site.json`: a site's file, checked and written into a stage's table; `site list` names those there are.

Says on standard error what becomes of the brand's colour, how the hours are told and which dates of their own come next,
or all that is wrong with the file. What was changed in the console since a file was registered is not overwritten, but with
`--replace`. `--print` writes nothing, and prints what `aws dynamodb transact-write-items` takes.
`--schema` prints the file's form as JSON Schema instead.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from boto3.dynamodb.types import TypeSerializer

from chalicelib.aws import keys
from chalicelib.chat import colour
from chalicelib.chat.actions import accessing
from chalicelib.chat.hours import WEEKDAYS, Hours, ends_on_the_next_day, local, own_dates
from chalicelib.chat.hours_told import ranges, told
from chalicelib.chat.logo import NoLogo, logo_of
from chalicelib.chat.people import Administrator
from chalicelib.chat.services import Services
from chalicelib.chat.site import (
    LAUNCHER_SECONDS,
    Contact,
    DayNotice,
    OwnLimits,
    ServedSite,
    Site,
    Topic,
    logo_digest,
    version_of,
)
from chalicelib.chat.site_mistakes import ORIGINS, mistakes, twice
from chalicelib.chat.words import SITE_IN
from chalicelib.rooms.settings import rules
from operations import example, stages
from operations.account import Account
from operations.command import in_columns, of_stage, operator, tells_trouble
from operations.stack import require, services_of, settings_of
from operations.trouble import Refused, Trouble

_WRITTEN: Final = {
    "key": '"main"',
    "company": '"Your Company Ltd"',
    "origins": ORIGINS,
    "language": '"fi", "sv" or "en"',
    "privacy_notice": '{"fi": "https://www.your.example/tietosuoja"}',
    "hours": '{"week": {"mon": ["9-16"]}, "dates": {"2026-12-23": ["9-12"], "2026-12-24": []}}',
    "contacts": '[{"kind": "phone", "value": "+358 8 123 456", "words": {"fi": "Päivystys"}}]',
    "colour": '"#0a5c8a"',
    "theme": '"light", "dark" or "system"',
    "greeting": '{"fi": "Hei! Miten voimme auttaa?"}',
    "launcher": '{"fi": "Kysy meiltä"}',
    "topics": '[{"key": "orders", "words": {"fi": "Tilaukset"}}, …]',
    "today": '[{"from": "2026-12-01", "until": "2026-12-03", "words": {"fi": "Vastaamme tänään hitaammin."}}]',
    "logo": '"logo.svg"',
    "limits": '{"conversations_an_hour": 50}',
}
"""How each field is written, for whoever has written it otherwise."""
_DATES_SHOWN: Final = 5
"""So many of the coming dates are shown: enough to see whether they were written as they were meant."""


_KEEPS: Final = (
    "If AWS answers ConditionalCheckFailed, nothing was written: somebody has made or changed this site in the console "
    "since a file was registered, or it was changed after this was printed. To overwrite it with this file, add --replace."
)
_REPLACES: Final = (
    "This overwrites the site, also what was changed in the console since a file was registered. If AWS answers "
    "ConditionalCheckFailed, nothing was written: the site was changed after this was printed, or the clock of this "
    "machine is slow. Look at the site, and print this anew."
)
_CHANGED_SINCE: Final = (
    "Nothing was written: somebody has made or changed this site in the console since a file was registered. Go on in the"
    " console, or overwrite what was changed there with this file: add --replace."
)
_REPLACED_SINCE: Final = (
    "Nothing was written: the site was changed a moment ago, or the clock of this machine is slow. Look at the site in the"
    " console, set the clock, and run this again."
)
LIST: Final = "list"
_UNCHANGED: Final = "attribute_not_exists(#version) OR #version = #registered"
"""The site is not there, or as the file made it that was registered last."""
_LATER: Final = "attribute_not_exists(#changed_at) OR #changed_at <= :changed_at"
"""What the site then is follows what it was: of its versions none is later, which would not be listed."""


class CannotRegister(Exception):
    """Raised when a file describes no site. Says what is wrong, a sentence on each line."""


class Registered(NamedTuple):
    """A site that may be registered, and its logo as it is served; empty without one."""

    site: Site
    logo: str


def main(arguments: Sequence[str] | None = None, clock: Callable[[], float] = time.time) -> int:
    """Register a site, or print what is to be written into the table. Return the exit code of the process."""
    return tells_trouble(lambda given=None: _carried_out(given, clock))(arguments)


def _carried_out(arguments: Sequence[str] | None, clock: Callable[[], float]) -> int:
    given = _parser().parse_args(arguments)
    if given.schema:
        print(json.dumps(msgspec.json.schema(Site), ensure_ascii=False, indent=2))
        return 0
    if given.file is None:
        print(
            f"✗ One file is needed: `make site STAGE={given.stage} FILE=site.json` (docs/site.md shows one); `FILE={LIST}` names"
            " the sites there are.",
            file=sys.stderr,
        )
        return 2
    try:
        if str(given.file) == LIST:
            account = Account(stages.region_of(given.stage))
            print("\n".join(listed(services_of(require(account, given.stage), account))))
            return 0
        registered = read(given.file)
        now = clock()
        for line in remarks(registered.site, now):
            print(line, file=sys.stderr)
        if given.print:
            print(_REPLACES if given.replace else _KEEPS, file=sys.stderr)
            table = given.table or f"juttu-{given.stage}"
            print(json.dumps(writes(registered, table, now, replace=given.replace), ensure_ascii=False))
            return 0
        if left := example.left_over(msgspec.to_builtins(registered.site)):
            raise Trouble(
                "\n".join(
                    (f"{given.file} still says what the examples say: write your own in the place of each.", *left)
                )
            )
        account = Account(stages.region_of(given.stage))
        stack = require(account, given.stage)
        services, table = services_of(stack, account), settings_of(stack).table
        for line in register(account, services, table, registered, now, by=given.by, replace=given.replace):
            print(line)
    except OSError as error:
        raise Trouble(f"{given.file} cannot be read: {error.strerror}. docs/site.md shows a site's file.") from error
    except CannotRegister as wrong:
        print(f"✗ {given.file} describes no site:\n{wrong}", file=sys.stderr)
        return 1
    return 0


def register(
    account: Account,
    services: Services,
    table: str,
    registered: Registered,
    now: float,
    *,
    by: str,
    replace: bool = False,
) -> Iterator[str]:
    """Write a site into a stage's table at this second of the epoch, and yield what that changes. It is in the access log.

    `by`: the operator's name. Raises Trouble where the console has changed the site since, Unavailable, LogUnavailable.
    """
    key = registered.site.key
    before = services.sites.current(key)
    if before is not None and before.version == version_of(registered.site):
        yield f"✓ Nothing changes: {key} is so already."
        return
    if before is None and len(services.sites.all()) >= services.limits.sites_a_stage:
        raise Trouble(f"There may be {services.limits.sites_a_stage} sites in a stage: register it in another stage.")
    action = "site_created" if before is None else "settings_changed"
    record = accessing.by_administrator(services, Administrator(by), action, key, purpose="service")
    services.access_log.record(record)
    items = writes(registered, table, now, replace=replace)
    try:
        account.ask("dynamodb", "transact_write_items", TransactItems=items)
    except Refused as refused:
        services.access_log.record(msgspec.structs.replace(record, at=services.milliseconds(), outcome="failed"))
        if refused.code == "TransactionCanceledException":
            raise Trouble(_REPLACED_SINCE if replace else _CHANGED_SINCE) from refused
        raise
    if before is None:
        yield f"✓ {key} is there now."
    else:
        yield f"✓ {key} is changed: {', '.join(rules.changed(before, registered.site)) or 'as it is stored'}."
    yield f"Launchers show it within {LAUNCHER_SECONDS // 60} minutes, a chat that is opened at once."


def listed(services: Services) -> Iterator[str]:
    """Yield the sites of a stage: the key of each, its company, its pages, who changed it last. Raises Unavailable."""
    found = services.sites.all()
    by = services.sites.changed_by(found)
    if not found:
        yield f"There is no site yet: `make site STAGE={services.settings.stage} FILE=site.json` (docs/site.md) registers one."
        return
    zone = ZoneInfo(services.settings.zone)

    def row(each: ServedSite) -> tuple[str, ...]:
        when = datetime.fromtimestamp((each.changed_at or 0) / 1000, zone)
        changed = f"{when:%Y-%m-%d %H:%M %Z} by {by.get(each.key) or 'a file'}" if each.changed_at else "never"
        return each.key, each.company, ", ".join(each.origins), changed

    yield from in_columns([("KEY", "COMPANY", "PAGES", "CHANGED"), *map(row, found)])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m operations site", description=__doc__)
    parser.add_argument(
        "file", type=Path, nargs="?", help=f"a site, as docs/site.md shows one; or `{LIST}`, for those there are"
    )
    of_stage(parser)
    parser.add_argument(
        "--by", type=operator, default="operator", metavar="YOU", help="your name, as the access log is to have it"
    )
    parser.add_argument("--print", action="store_true", help="write nothing, and print what would be written")
    parser.add_argument("--table", help="with --print: the table's name, where it is not juttu- and the stage's")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="overwrite the site also where it was changed or made in the console since",
    )
    parser.add_argument("--schema", action="store_true", help="print the form of such a file, as JSON Schema")
    return parser


def read(file: Path) -> Registered:
    """Return the site that a file describes, with the logo beside it. Raises CannotRegister, OSError."""
    try:
        written = json.loads(file.read_bytes(), object_pairs_hook=_once)
    except ValueError as error:
        raise CannotRegister(f"The file is no JSON: {error}.") from error
    try:
        if isinstance(written, dict):
            written.pop("$schema", None)  # it is the editor's
        site = msgspec.convert(written, Site)
    except msgspec.ValidationError as error:
        raise CannotRegister(_otherwise(str(error))) from error
    faults = [*_unknown(written), *(f"{each.where}: {each.sentence}" for each in mistakes(site))]
    logo = ""
    if site.logo and Path(site.logo).name != site.logo:
        faults.append(f"logo: {site.logo!r} is no name of a file beside this one.")
    elif site.logo:
        try:
            logo = logo_of(file.with_name(site.logo).read_bytes())
        except FileNotFoundError:
            faults.append(f"logo: there is no {site.logo} beside {file.name}.")
        except NoLogo as error:
            faults.append(f"logo: {site.logo} {error}")
    if faults:
        raise CannotRegister("\n".join(dict.fromkeys(faults)))
    return Registered(msgspec.structs.replace(site, logo=logo_digest(logo) if logo else ""), logo)


def remarks(site: Site, now: float) -> Iterator[str]:
    """Yield what an administrator should know of what was registered, at this second of the epoch."""
    shown = colour.becomes(site.colour)
    if site.colour and shown is None:
        yield f"Colour: {site.colour} is shown as it is, with black or white on it; which, only a browser can tell."
    if shown is not None:
        yield (
            f"Colour: launcher and buttons are {site.colour} with {shown.on} text (contrast {shown.contrast:.1f}:1)"
            f"{', and a line around them on a light page' if shown.outlined else ''};"
            f" text and links are {shown.light}, in the dark {shown.dark}."
        )
    if site.hours is None:
        yield "Hours: none, so the chat counts as always open."
    else:
        yield f"Hours: {told(site.hours, 0).week['en'] or 'no weekday is open'}."
        yield from _own_dates(site.hours, local(site.hours, now).date())
        for day, each in _over_midnight(site.hours):
            yield f"Over midnight: {day} {each} ends on the next day."
    today = datetime.fromtimestamp(now, UTC).date()
    gone = [f"{_numbers(each.since)} to {_numbers(each.until)}" for each in site.today if each.until < today]
    if gone:
        yield f"Notices of days that are over: {', '.join(gone)}."


def _own_dates(hours: Hours, today: date) -> Iterator[str]:
    """Yield how the next dates of their own were understood, and which are over, as a wrong year's are."""
    words = SITE_IN["en"]
    dates = own_dates(hours)
    coming = [
        f"{words.days[WEEKDAYS[day.weekday()]]} {_numbers(day)} {ranges(words, written) or 'closed'}"
        for day, written in dates.items()
        if day >= today
    ]
    if coming:
        more = f", and {len(coming) - _DATES_SHOWN} later" if len(coming) > _DATES_SHOWN else ""
        yield f"Dates of their own: {', '.join(coming[:_DATES_SHOWN])}{more}."
    over = [_numbers(day) for day in dates if day < today]
    if over:
        yield f"Dates that are over: {', '.join(over)}."


def _over_midnight(hours: Hours) -> Iterator[tuple[str, str]]:
    """Yield which day has a range that goes on after midnight, and the range."""
    for day, written in (*hours.week.items(), *hours.dates.items()):
        for each in written:
            if ends_on_the_next_day(each):
                yield day, each


def _numbers(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def writes(registered: Registered, table: str, now: float, *, replace: bool = False) -> list[dict[str, Any]]:
    """Return the items of a site as DynamoDB's own JSON: at once, so that no page asks for a logo that is another.

    `replace`: also in the place of what the console has made of the site since a file was registered; else all of it is
    refused then. It is always refused where the site was changed after `now`.
    """
    site, logo = registered
    picture = {**keys.logo(site.key, site.logo)._asdict(), "svg": logo}
    version = version_of(site)
    known = {"version": version, "registered": version, "changed_at": int(now * 1000)}
    built = {**keys.site(site.key)._asdict(), **msgspec.to_builtins(site), **known}
    listed = {**keys.listed_site(site.key)._asdict(), "key": site.key}
    when = _LATER if replace else f"({_UNCHANGED}) AND ({_LATER})"
    condition = {
        "ConditionExpression": when,
        "ExpressionAttributeNames": {f"#{name}": name for name in known if f"#{name}" in when},
        "ExpressionAttributeValues": {":changed_at": _typed(known["changed_at"])},
    }
    return [
        {"Put": {"TableName": table, "Item": {name: _typed(value) for name, value in built.items()}, **condition}},
        *(
            {"Put": {"TableName": table, "Item": {name: _typed(value) for name, value in item.items()}}}
            for item in (picture, listed)
            if item is listed or logo
        ),
    ]


def _typed(value: Any) -> Any:
    return TypeSerializer().serialize(_listed(value))


def _listed(value: Any) -> Any:
    """Return a value whose tuples are lists, which alone DynamoDB's types know."""
    if isinstance(value, Mapping):
        return {name: _listed(each) for name, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, list | tuple) else value


# ------------------------------------------------------------------------------------------------- what is wrong


def _otherwise(error: str) -> str:
    """Return why something is not of its type, with how it is written; msgspec says the first of these."""
    said = error.partition(" - at ")[0]
    where = "".join(re.findall(r"`\$\.?(.*)`$", error))
    missing = re.search(r"missing required field `(\w+)`", said)
    if missing:
        where = f"{where}.{missing[1]}".lstrip(".")
        said = "it is missing"
    elif "encoded date" in said:
        said = "it is no date"
    field = re.split(r"[.\[]", where)[0]
    how = f" It is written {_WRITTEN[field]}." if field in _WRITTEN else ""
    return f"{where or 'the file'}: {said[:1].lower()}{said[1:]}.{how}"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands twice in one object: JSON would silently take the last."""
    for name in twice(name for name, _ in pairs):
        raise CannotRegister(f"{name}: it stands there twice.")
    return dict(pairs)


def _unknown(written: dict[str, Any]) -> Iterator[str]:
    """Yield every field that nothing reads: most of them are misspelt."""
    kinds: dict[str, type[msgspec.Struct]] = {"contacts": Contact, "topics": Topic, "today": DayNotice}
    yield from _strangers(written, Site, "")
    yield from _strangers(written.get("hours") or {}, Hours, "hours.")
    yield from _strangers(written.get("limits", {}), OwnLimits, "limits.")
    for name, kind in kinds.items():
        for number, each in enumerate(written.get(name, ())):
            yield from _strangers(each, kind, f"{name}[{number}].")


def _strangers(written: Mapping[str, Any], kind: type[msgspec.Struct], within: str) -> Iterator[str]:
    known = [field.encode_name for field in msgspec.structs.fields(kind)]
    for name in sorted(set(written) - set(known)):
        yield f"{within}{name}: there is no such field; there are {', '.join(known)}."
