"""Reading the access log, which is itself recorded. What is recorded when a conversation is read or changed: `chat/actions/accessing.py`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from chalicelib.chat import access, access_events, people
from chalicelib.chat.access import Relation, Standing, Terms
from chalicelib.chat.actions import accessing, limiting
from chalicelib.chat.errors import NotFound
from chalicelib.chat.people import Administrator
from chalicelib.chat.ports import About, AboutPerson, Records
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Access
from chalicelib.rooms.access_log import rules
from chalicelib.rooms.access_log.rules import Evidence, Filter, Window
from chalicelib.rooms.access_log.wire import (
    Accesses,
    AccessFile,
    Deeds,
    GlassToday,
    NamedPeople,
    NamedPerson,
    Unusual,
    UnusualOfPerson,
)

ALL: Final = Filter()
AT_ONCE: Final = 5
"""So many people's records are read side by side, before it is looked whether there is time for more."""
PAGES_OF_PERSON: Final = 6
"""So many pages of openings are looked at of one person, in five weeks."""
ENDS_ASKED: Final = 100
FAILED_PAGES: Final = 3


# ------------------------------------------------------------------------------------------------- of a conversation


def accesses(
    services: Services,
    who: Staff,
    conversation_id: str,
    *,
    before: int | None = None,
    about: About = "conversation",
    narrow: Filter = ALL,
) -> Accesses:
    """Return a page of who has opened a conversation, newest first: all records or a person's own, by their right.

    The officer reads them also of what is deleted, for as long as the log is kept. `before`: the time (milliseconds)
    at which the page before ended. `about` the `log`: who has read those records. Reading them is itself recorded.
    Raises NotFound, TooMany, LogUnavailable.
    """
    relation, terms = rules.require_accesses(
        who, conversation_id, services.conversations.get(conversation_id), services.milliseconds()
    )
    own = who.person if terms is Terms.OWN_RECORDS else None
    since, until = narrow.span(before, services.settings.zone)
    with limiting.counted(services, "accesses", who.person, services.limits.accesses_an_hour):
        _record(services, who, "access_log_read", conversation_id, access.PURPOSES[relation])
        wanted = rules.wanted(narrow, own)
        found = services.access_log.of_conversation(
            conversation_id, before=until, since=since, about=about, wanted=wanted
        )
    page = rules.cut(rules.told(found, wanted), _room(services))
    return Accesses(conversation=conversation_id, accesses=page.records, before=page.before)


def file_of_conversation(
    services: Services, who: Staff, conversation_id: str, *, before: int | None = None, narrow: Filter = ALL
) -> AccessFile:
    """Return the same as a page of a spreadsheet's file, for the officer. That is recorded, too.

    Raises CommitmentMissing, NotFound, TooMany, LogUnavailable.
    """
    access.require_standing(Standing.ACCESS_LOG_OF_ALL, who)
    since, until = narrow.span(before, services.settings.zone)
    with limiting.counted(services, "access-files", who.person, services.limits.accesses_an_hour):
        _record(services, who, "access_log_exported", conversation_id, access.PURPOSES[Relation.OFFICER])
        wanted = rules.wanted(narrow, None)
        found = services.access_log.of_conversation(conversation_id, before=until, since=since, wanted=wanted)
    return _file(services, rules.told(found, wanted), begins_file=before is None)


# ------------------------------------------------------------------------------------------------- for an operator


def by_operator(
    services: Services,
    by: Administrator,
    about: str,
    *,
    before: int | None = None,
    of_log: bool = False,
) -> Records:
    """Return a page of the records about a conversation (its id), or of a person's own (their reference), newest first.

    For whoever runs the service, when nobody of staff can look. `of_log`: who has read those records. Reading them is recorded
    first, under the operator's name. Raises NotFound when it is neither, LogUnavailable.
    """
    if not access_events.is_conversation(about) and not people.is_reference(about):
        raise NotFound
    services.access_log.record(accessing.by_administrator(services, by, "access_log_read", about))
    if access_events.is_conversation(about):
        kind: About = "log" if of_log else "conversation"
        return rules.told(services.access_log.of_conversation(about, before=before, about=kind), None)
    kind_of_person: AboutPerson = "log" if of_log else "person"
    return rules.told(services.access_log.of_person(about, before=before, about=kind_of_person), None)


def everybody(services: Services) -> list[NamedPerson]:
    """Return everybody whose records there may be and who is still known by name. Raises Unavailable."""
    return rules.named(services.accounts.all(), services.people.all_left())


# ------------------------------------------------------------------------------------------------- of a person


def own_deeds(
    services: Services, who: Staff, *, before: int | None = None, about: AboutPerson = "person", narrow: Filter = ALL
) -> Deeds:
    """Return a page of what somebody has done themselves, newest first, or of who has read that. It is recorded.

    Raises CommitmentMissing, NotFound, TooMany, LogUnavailable.
    """
    access.require_standing(Standing.ACCESS_LOG, who)
    return _deeds(services, who, people.reference(who.person), before=before, about=about, narrow=narrow)


def deeds(
    services: Services,
    who: Staff,
    reference: str,
    *,
    before: int | None = None,
    about: AboutPerson = "person",
    narrow: Filter = ALL,
) -> Deeds:
    """Return the same of anybody, for the officer: also of those who have left, and of what is erased since.

    Nobody is looked up: under a reference of which there are no records, there are none.
    Raises CommitmentMissing, NotFound, TooMany, LogUnavailable.
    """
    access.require_standing(Standing.ACCESS_LOG_OF_ALL, who)
    return _deeds(services, who, reference, before=before, about=about, narrow=narrow)


def file_of_person(
    services: Services, who: Staff, reference: str, *, before: int | None = None, narrow: Filter = ALL
) -> AccessFile:
    """Return what somebody has done as a page of a spreadsheet's file, for the officer. That is recorded, too.

    Raises CommitmentMissing, NotFound, TooMany, LogUnavailable.
    """
    access.require_standing(Standing.ACCESS_LOG_OF_ALL, who)
    since, until = narrow.span(before, services.settings.zone)
    with limiting.counted(services, "access-files", who.person, services.limits.accesses_an_hour):
        _record(services, who, "access_log_exported", reference, "security")
        wanted = rules.wanted(narrow, None)
        found = services.access_log.of_person(reference, before=until, since=since, wanted=wanted)
    return _file(services, rules.told(found, wanted), begins_file=before is None)


def named_people(services: Services, who: Staff) -> NamedPeople:
    """Return whose records can be asked for. Raises CommitmentMissing, NotFound."""
    access.require_standing(Standing.ACCESS_LOG_OF_ALL, who)
    return NamedPeople(people=tuple(everybody(services)))


def _deeds(
    services: Services, who: Staff, reference: str, *, before: int | None, about: AboutPerson, narrow: Filter
) -> Deeds:
    since, until = narrow.span(before, services.settings.zone)
    with limiting.counted(services, "deeds", who.person, services.limits.accesses_an_hour):
        _record(services, who, "access_log_read", reference, "security")
        wanted = rules.wanted(narrow, None)
        found = services.access_log.of_person(reference, before=until, since=since, about=about, wanted=wanted)
    page = rules.cut(rules.told(found, wanted), _room(services))
    return Deeds(person=reference, accesses=page.records, before=page.before)


# ------------------------------------------------------------------------------------------------- worth a look


def unusual(
    services: Services, who: Staff, *, last: date | None = None, days: int = 1, after: str | None = None
) -> Unusual:
    """Return what is worth a look in the days up to `last` (today when none is named), a few people at a time.

    `after`: the reference that the page before ended with. Raises CommitmentMissing, NotFound, Malformed, TooMany,
    LogUnavailable, Unavailable.
    """
    access.require_standing(Standing.ACCESS_LOG_OF_ALL, who)
    limits, zone, begun = services.limits, services.settings.zone, services.now()
    within = rules.window(last or rules.day_of(services.milliseconds(), zone), days, zone)
    wanted = rules.after(everybody(services), after)
    found: list[UnusualOfPerson | None] = []
    short: list[str] = []
    with limiting.counted(services, "unusual", who.person, services.limits.accesses_an_hour):
        _record(services, who, "access_log_read", access_events.EVERYBODY, "security")
        failed = _failed_sign_ins(services, within)
        for place in range(0, min(len(wanted), limits.looked_at_people), AT_ONCE):
            some = wanted[place : min(place + AT_ONCE, limits.looked_at_people)]
            read = services.each(lambda person: _evidence(services, person, within, failed), some)
            for person, (evidence, is_cut) in zip(some, read, strict=True):
                found.append(rules.of_person(person, evidence, within, zone))
                short += [person.reference] if is_cut else []
            if services.now() - begun > limits.looked_at_seconds:
                break
    is_all = len(found) == len(wanted)
    return Unusual(
        since=within.since,
        until=within.until,
        people=tuple(each for each in found if each is not None),
        looked_at=len(found),
        cut=tuple(short),
        more=None if is_all else wanted[len(found) - 1].reference,
    )


def glass_today(services: Services, who: Staff) -> GlassToday:
    """Return how often the glass was broken today, in the controller's zone, and no more of it. Raises CommitmentMissing, NotFound, LogUnavailable."""
    access.require_standing(Standing.ACCESS_LOG_OF_ALL, who)
    zone = services.settings.zone
    since = rules.begins(rules.day_of(services.milliseconds(), zone), zone)
    first, last = (datetime.fromtimestamp(at / 1000, UTC).date() for at in (since, services.milliseconds()))
    pages = [services.access_log.glass_broken(day, since=since) for day in sorted({first, last})]
    broken = access_events.happened([each for page in pages for each in page.records])
    return GlassToday(count=len(broken), count_or_more=any(page.before is not None for page in pages))


def _evidence(
    services: Services, person: NamedPerson, within: Window, failed: Mapping[str, Sequence[int]]
) -> tuple[Evidence, bool]:
    """Return what is known of somebody, and whether there are more records than were looked at."""
    records: list[Access] = []
    before: int | None = within.until
    for _ in range(PAGES_OF_PERSON):
        page = services.access_log.of_person(
            person.reference, before=before, since=within.history, wanted=rules.is_opening
        )
        records += page.records
        before = page.before
        if before is None:
            break
    asked = rules.to_be_asked(records, within)
    heads = services.conversations.heads(asked[:ENDS_ASKED])
    ended = {each.id: each.closed_at for each in heads if each.closed_at is not None}
    is_cut = before is not None or len(asked) > ENDS_ASKED
    return Evidence(records, ended, failed.get(person.person, ())), is_cut


def _failed_sign_ins(services: Services, within: Window) -> Mapping[str, Sequence[int]]:
    """Return when somebody failed to sign in, by the user name; of a day with very many only the newest."""
    first, last = (datetime.fromtimestamp(at / 1000, UTC).date() for at in (within.since, within.until))
    found: defaultdict[str, list[int]] = defaultdict(list)
    for offset in range((last - first).days + 1):
        before: int | None = None
        for _ in range(FAILED_PAGES):
            page = services.access_log.failed_sign_ins(first + timedelta(days=offset), before=before)
            for each in page.records:
                found[each.actor].append(each.at)
            before = page.before
            if before is None:
                break
    return found


# ------------------------------------------------------------------------------------------------- within


def _file(services: Services, found: Records, *, begins_file: bool) -> AccessFile:
    # Quotes are doubled in the file, and each is written as two signs more on its way.
    page = rules.cut(found, _room(services) // 2)
    csv = rules.csv(page.records, services.settings.zone, begins_file=begins_file)
    return AccessFile(csv=csv, records=len(page.records), before=page.before)


def _room(services: Services) -> int:
    return services.limits.answer_bytes - services.limits.push_bytes


def _record(services: Services, who: Staff, action: str, about: str, purpose: str) -> None:
    services.access_log.record(accessing.event(services, who, action, about, purpose))
