"""Who reads whose records, which of them, as a spreadsheet reads them, and what in them is worth a look."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.chat import access, access_events, fitting, people
from chalicelib.chat.access import TABLE, Relation, Right, Terms
from chalicelib.chat.access_events import Action, Outcome, Purpose
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import Malformed, NotFound
from chalicelib.chat.people import Account, Left
from chalicelib.chat.ports import Records
from chalicelib.chat.spreadsheet import FORMULA_BEGINS
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Access
from chalicelib.rooms.access_log.wire import NamedPerson, Sign, UnusualOfPerson, UnusualReason


def require_accesses(
    who: Staff, conversation_id: str, conversation: Conversation | None, now: int
) -> tuple[Relation, Terms]:
    """Return the column and the terms by which somebody reads a conversation's access log. `now` in milliseconds.

    The log outlives the conversation, and the officer's right with it: for them an id of its form is enough. Raises
    CommitmentMissing, NotFound.
    """
    try:
        _, relation, terms = access.require(Right.READ_ACCESSES, who, conversation, now)
    except NotFound:
        is_officer = "data-protection-officer" in who.roles
        if conversation is not None or not is_officer or not access_events.is_conversation(conversation_id):
            raise
        return Relation.OFFICER, TABLE[Right.READ_ACCESSES][Relation.OFFICER]
    return relation, terms


# ------------------------------------------------------------------------------------------------- which


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which records are asked for; what is None does not matter."""

    actor: str | None = None
    """A person's reference, or `visitor` or `system`."""
    action: Action | None = None
    purpose: Purpose | None = None
    outcome: Outcome | None = None
    since: date | None = None
    until: date | None = None
    """Days in the controller's zone, both included."""

    def wants(self, record: Access) -> bool:
        """Return whether a record is one of them, whenever it was."""
        return (
            self.actor in (None, record.actor if record.actor in access_events.WITHOUT_ACCOUNT else _of(record))
            and self.action in (None, record.action)
            and self.purpose in (None, record.purpose)
            and self.outcome in (None, record.outcome)
        )

    @property
    def is_narrow(self) -> bool:
        """Whether it wants some records and not others."""
        return any((self.actor, self.action, self.purpose, self.outcome))

    def span(self, before: int | None, zone: str) -> tuple[int, int | None]:
        """Return from when on and before when its records are, in milliseconds; `before`: of the page."""
        since = 0 if self.since is None else begins(self.since, zone)
        until = None if self.until is None else begins(self.until + timedelta(days=1), zone)
        return since, min((each for each in (before, until) if each is not None), default=None)


def wanted(narrow: Filter, own: str | None) -> Callable[[Access], bool] | None:
    """Return what says of records, newest first, whether each is shown, None when all are that are told (`told`).

    `own`: the only person whose records may be.
    """
    if own is None and not narrow.is_narrow:
        return None
    is_told = access_events.Told()
    return lambda record: is_told(record) and own in (None, record.actor) and narrow.wants(record)


def told(found: Records, wanted: Callable[[Access], bool] | None) -> Records:
    """Return a page without the records that a newer one of it takes back; what was `wanted` is without them already."""
    if wanted is not None:
        return found
    return msgspec.structs.replace(found, records=tuple(filter(access_events.Told(), found.records)))


def begins(day: date, zone: str) -> int:
    """Return when a day begins in a zone, in milliseconds."""
    return int(datetime.combine(day, time(), ZoneInfo(zone)).timestamp() * 1000)


def day_of(at: int, zone: str) -> date:
    """Return the day of a time (milliseconds) in a zone."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).date()


def cut(found: Records, room: int, size: Callable[[Access], int] = fitting.in_an_answer) -> Records:
    """Return as many records of a page as have room in so many bytes; the page then ends between two milliseconds, too."""
    fit = fitting.fitting(found.records, room, size) if found.records else ()
    if len(fit) == len(found.records):
        return found
    left_out = found.records[len(fit)].at
    return Records(records=tuple(each for each in fit if each.at > left_out), before=left_out + 1)


def named(accounts: Iterable[Account], gone: Iterable[Left]) -> list[NamedPerson]:
    """Return everybody with an account and everybody who has left, by user name."""
    known = [
        NamedPerson(reference=people.reference(each.person), person=each.person, name=each.given_name)
        for each in accounts
    ]
    left = [
        NamedPerson(reference=people.reference(each.person), person=each.person, name=each.alias, left_at=each.left_at)
        for each in gone
    ]
    return sorted([*known, *left], key=lambda each: each.person)


def after(everybody: Sequence[NamedPerson], reference: str | None) -> Sequence[NamedPerson]:
    """Return those who come after somebody. Raises Malformed when nobody has that reference: the list begins anew."""
    if reference is None:
        return everybody
    place = next((place for place, each in enumerate(everybody, 1) if each.reference == reference), None)
    if place is None:
        raise Malformed(where="after")
    return everybody[place:]


def _of(record: Access) -> str:
    return people.reference(record.actor)


# ------------------------------------------------------------------------------------------------- as a file


COLUMNS: Final = ("time", "actor", "role", "action", "object", "purpose", "outcome", "request", "reason")
_ORDER_MARK: Final = "\ufeff"
"""By which Excel knows UTF-8; semicolons because that is what it separates by in Finland."""


def csv(records: Iterable[Access], zone: str, *, begins_file: bool) -> str:
    """Return records as lines of a spreadsheet's file, with what such a file begins with where it does."""
    rows = [_cells(each, zone) for each in records]
    lines = "".join(f"{';'.join(map(cell, row))}\r\n" for row in ([COLUMNS, *rows] if begins_file else rows))
    return _ORDER_MARK + lines if begins_file else lines


def cell(text: str) -> str:
    """Return a cell in quotes, of which no spreadsheet makes a formula."""
    harmless = f"'{text}" if re.match(FORMULA_BEGINS, text) else text
    quoted = harmless.replace('"', '""')
    return f'"{quoted}"'


def _cells(record: Access, zone: str) -> tuple[str, ...]:
    at = datetime.fromtimestamp(record.at / 1000, UTC).astimezone(ZoneInfo(zone))
    return (
        f"{at:%Y-%m-%d %H:%M:%S}",
        record.actor,
        record.role,
        record.action,
        record.object,
        record.purpose,
        record.outcome,
        record.request,
        record.reason or "",
    )


# ------------------------------------------------------------------------------------------------- worth a look


HISTORY_DAYS: Final = 28
"""So many days before are looked at to know what somebody's days are like."""
HISTORY_LEAST: Final = 5
"""On fewer days with openings than this nobody's middle says anything."""
TIMES_OWN: Final = 3
MANY_A_DAY: Final = 20
"""A day with so many conversations or fewer is never told, whatever the days before were like."""
MANY_AN_HOUR: Final = 15
LONG_ENDED_HOURS: Final = 72
"""Whoever closed something on a Friday may look at it on the Monday."""
SIGN_INS_FAILED: Final = 5
SHOWN: Final = 10
"""So many conversations are named with a sign."""

_HOUR: Final = 3_600_000
_OPENED: Final = frozenset({"conversation_opened", "conversation_taken", "glass_broken"})
_IN_SERVICE: Final = frozenset({"service", "security", "legal"})
"""Of what ended long ago. For quality, training, guidance and requests it is read then, of course."""


class Window(NamedTuple):
    """Which days are looked at, in milliseconds: from when on what is compared with, and from when to when."""

    history: int
    since: int
    until: int


class Evidence(NamedTuple):
    """What is known of one person, for the rules below."""

    records: Sequence[Access]
    """Of the window and its history, in any order."""
    ended: Mapping[str, int]
    """When conversations ended, in milliseconds, of those that can still be asked."""
    failed: Sequence[int]
    """When somebody failed to sign in under their name."""


def window(last: date, days: int, zone: str) -> Window:
    """Return the window of so many days up to one."""
    first = last - timedelta(days=days - 1)
    return Window(
        begins(first - timedelta(days=HISTORY_DAYS), zone),
        begins(first, zone),
        begins(last + timedelta(days=1), zone),
    )


def is_opening(record: Access) -> bool:
    """Return whether a record tells that a conversation was opened."""
    return record.action in _OPENED and access_events.is_conversation(record.object)


def to_be_asked(records: Sequence[Access], within: Window) -> list[str]:
    """Return the conversations of which it matters when they ended: opened, for service, and not taken within the time."""
    within_reach = {each.object for each in records if each.action == "conversation_taken"}
    opened = [each for each in _within(records, within) if _in_service(each)]
    return list(dict.fromkeys(each.object for each in opened if each.object not in within_reach))


def signs(evidence: Evidence, within: Window, zone: str) -> tuple[Sign, ...]:
    """Return what of somebody's records is worth a look."""
    done = [each for each in access_events.happened(evidence.records) if is_opening(each)]
    opened = _within(done, within)
    glass = [each for each in opened if each.action == "glass_broken"]
    long_ended = [
        each
        for each in opened
        if _in_service(each) and each.at - evidence.ended.get(each.object, each.at) > LONG_ENDED_HOURS * _HOUR
    ]
    failed = [at for at in evidence.failed if within.since <= at < within.until]
    return (
        *([_with_reasons(_sign("glass_broken", glass, None), glass)] if glass else []),
        *_many_in_a_day(done, within, zone),
        *_many_in_an_hour(opened),
        *([_sign("long_ended", long_ended, LONG_ENDED_HOURS)] if long_ended else []),
        *(
            [
                Sign(
                    reason="sign_in_failed",
                    count=len(failed),
                    compared=SIGN_INS_FAILED,
                    since=min(failed),
                    until=max(failed) + 1,
                )
            ]
            if len(failed) > SIGN_INS_FAILED
            else []
        ),
    )


def of_person(who: NamedPerson, evidence: Evidence, within: Window, zone: str) -> UnusualOfPerson | None:
    """Return somebody with their signs, None when there are none."""
    found = signs(evidence, within, zone)
    return UnusualOfPerson(reference=who.reference, person=who.person, signs=found) if found else None


def _many_in_a_day(opened: Sequence[Access], within: Window, zone: str) -> list[Sign]:
    days: defaultdict[date, list[Access]] = defaultdict(list)
    for each in opened:
        days[day_of(each.at, zone)].append(each)
    first = day_of(within.since, zone)
    before = [_count(each) for day, each in days.items() if day < first]
    if len(before) < HISTORY_LEAST:
        return []
    usual = sorted(before)[len(before) // 2]
    most = max(MANY_A_DAY, TIMES_OWN * usual)
    return [
        _sign("many_in_a_day", each, usual)
        for day, each in sorted(days.items())
        if day >= first and _count(each) > most
    ]


def _many_in_an_hour(opened: Sequence[Access]) -> list[Sign]:
    """Return the busiest hour, wherever it begins, when it has too many."""
    ordered = sorted(opened, key=lambda each: each.at)
    seen: Counter[str] = Counter()
    oldest, busiest, most = 0, slice(0), MANY_AN_HOUR
    for place, each in enumerate(ordered):
        seen[each.object] += 1
        while each.at - ordered[oldest].at >= _HOUR:
            seen[ordered[oldest].object] -= 1
            seen = +seen
            oldest += 1
        if len(seen) > most:
            busiest, most = slice(oldest, place + 1), len(seen)
    return [_sign("many_in_an_hour", ordered[busiest], MANY_AN_HOUR)] if busiest.stop else []


def _sign(reason: UnusualReason, opened: Sequence[Access], compared: int | None) -> Sign:
    about = tuple(dict.fromkeys(each.object for each in opened))
    times = [each.at for each in opened]
    return Sign(
        reason=reason,
        count=len(about),
        compared=compared,
        since=min(times),
        until=max(times) + 1,
        conversations=about[:SHOWN],
    )


def _with_reasons(sign: Sign, glass: Sequence[Access]) -> Sign:
    chosen = (access_events.glass_chosen(each) for each in glass)
    return msgspec.structs.replace(sign, glass=tuple(dict.fromkeys(each for each in chosen if each is not None)))


def _within(records: Sequence[Access], within: Window) -> list[Access]:
    return [each for each in records if within.since <= each.at < within.until]


def _in_service(record: Access) -> bool:
    return record.action == "conversation_opened" and record.purpose in _IN_SERVICE


def _count(opened: Sequence[Access]) -> int:
    return len({each.object for each in opened})
