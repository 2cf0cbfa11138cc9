"""What settings say, and what becomes of what is written into them. What is wrong with values: `chat/site_mistakes.py`."""

import base64
import binascii
import html
import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar, get_args
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.chat import colour, hours_told, stage_mistakes, transcript
from chalicelib.chat.errors import SettingsRefused
from chalicelib.chat.hours import WEEKDAYS, Hours, ends_on_the_next_day, local
from chalicelib.chat.limits import LIMITS, SITE_LIMITS, Limits
from chalicelib.chat.logo import NoLogo, logo_of
from chalicelib.chat.site import ServedSite, Site
from chalicelib.chat.site_mistakes import is_date, mistakes, mistakes_of_hours
from chalicelib.chat.stage import ServedStage, Stage, roles_at
from chalicelib.chat.stage import veiled as veiled_words
from chalicelib.chat.versions import Version
from chalicelib.chat.who import Role
from chalicelib.chat.wire import Mistake
from chalicelib.chat.words import SITE_IN, VEILED_IN
from chalicelib.rooms.settings.wire import (
    CalendarDay,
    ClosedChat,
    ContactSettings,
    DayNoticeSettings,
    Doubt,
    HoursSettings,
    ShownColour,
    SiteLimitSettings,
    SiteMost,
    SiteRow,
    SiteSettings,
    SiteTold,
    StageSettings,
    TopicSettings,
    VersionRow,
)

S = TypeVar("S", bound=msgspec.Struct)
CALENDAR_DAYS: Final = 28
"""Four weeks: as far as whoever plans a holiday looks."""
MOST: Final = SiteMost(
    origins=SITE_LIMITS.origins,
    contacts=SITE_LIMITS.contacts,
    topics_least=SITE_LIMITS.topics_least,
    topics=SITE_LIMITS.topics,
    today=SITE_LIMITS.day_notices,
    dates=SITE_LIMITS.dates,
    svg_bytes=SITE_LIMITS.svg_bytes,
    png_bytes=SITE_LIMITS.png_bytes,
)


# ------------------------------------------------------------------------------------------------- read


def settings_of(site: Site) -> SiteSettings:
    """Return what a site has of its own, as it is changed: every weekday is there."""
    hours = site.hours
    return SiteSettings(
        company=site.company,
        origins=site.origins,
        language=site.language,
        privacy_notice=dict(site.privacy_notice),
        hours=None
        if hours is None
        else HoursSettings(
            week={day: hours.week.get(day, ()) for day in WEEKDAYS},
            dates=dict(hours.dates),
            holidays=hours.holidays,
            zone=hours.zone,
        ),
        contacts=tuple(
            ContactSettings(kind=each.kind, value=each.value, words=dict(each.words)) for each in site.contacts
        ),
        colour=site.colour,
        theme=site.theme,
        greeting=dict(site.greeting),
        launcher=dict(site.launcher),
        topics=tuple(TopicSettings(key=each.key, words=dict(each.words)) for each in site.topics),
        today=tuple(
            DayNoticeSettings(since=str(each.since), until=str(each.until), words=dict(each.words))
            for each in site.today
        ),
        limits=_limits_of(site.limits_over(LIMITS)),
    )


def _limits_of(limits: Limits) -> SiteLimitSettings:
    return SiteLimitSettings(**{name: getattr(limits, name) for name in SiteLimitSettings.__struct_fields__})


def site_of(settings: SiteSettings, key: str, logo: str) -> Site:
    """Return the site that settings make. Raises SettingsRefused with everything that is wrong with them."""
    found: list[Mistake] = []
    hours = settings.hours
    if hours is not None:
        found += mistakes_of_hours(hours.week, hours.dates, hours.zone)
    for number, each in enumerate(settings.today):
        for name in ("since", "until"):
            written = getattr(each, name)
            if not is_date(written):
                sentence = f"{written!r} is no date; one is 2026-12-23."
                found.append(Mistake(where=f"today[{number}].{name}", code="date", sentence=sentence))
    wrong = {each.where.partition(".")[0].partition("[")[0] for each in found}
    written = msgspec.to_builtins(settings)
    usual = msgspec.to_builtins(_limits_of(LIMITS))
    # A site has of its own only what is not everybody's.
    limits = written.get("limits") or {}
    written["limits"] = {name: most for name, most in limits.items() if most != usual[name]}
    for name in wrong:
        del written[name]
    if "today" in written:
        written["today"] = [
            {"from": each["since"], "until": each["until"], "words": each["words"]} for each in written["today"]
        ]
    site = msgspec.convert({**written, "key": key, "logo": logo}, Site)
    found += mistakes(site)
    if found:
        raise SettingsRefused(mistakes=tuple(found[: LIMITS.mistakes_told]))
    return site


def logo_in(content: str) -> str:
    """Return the logo in what was uploaded, in base 64; nothing where nothing was. Raises SettingsRefused."""
    try:
        return logo_of(base64.b64decode(content, validate=True)) if content else ""
    except binascii.Error as error:
        sentence = "is not written in base 64."
        raise SettingsRefused(mistakes=(Mistake(where="logo", code="logo_kind", sentence=sentence),)) from error
    except NoLogo as error:
        raise SettingsRefused(mistakes=(error.mistake,)) from error


def changed(before: Site, after: Site) -> tuple[str, ...]:
    """Return the names of the settings in which two sites differ."""
    was, becomes = settings_of(before), settings_of(after)
    return tuple(name for name in SiteSettings.__struct_fields__ if getattr(was, name) != getattr(becomes, name))


def doubts(before: Site, after: Site, now: float, zone: ZoneInfo) -> Iterator[Doubt]:
    """Yield what was changed to something that may be meant and rarely is, at this second of the epoch.

    `zone`: in which days are counted where hours have none of their own.
    """
    hours = after.hours
    if hours is not None:
        was = before.hours
        yield from _over_midnight("hours.week", {} if was is None else was.week, hours.week)
        yield from _over_midnight("hours.dates", {} if was is None else was.dates, hours.dates)
        today = str(local(hours, now).date())
        for date, ranges in hours.dates.items():
            if date < today and (was is None or was.dates.get(date) != ranges):
                yield Doubt(where=f"hours.dates.{date}", code="over")
    for number, notice in enumerate(after.today):
        if notice.until < datetime.fromtimestamp(now, zone).date() and notice not in before.today:
            yield Doubt(where=f"today[{number}]", code="over")


def _over_midnight(
    where: str, before: Mapping[Any, Sequence[str]], after: Mapping[Any, Sequence[str]]
) -> Iterator[Doubt]:
    for day, ranges in after.items():
        for number, written in enumerate(ranges):
            if ends_on_the_next_day(written) and written not in before.get(day, ()):
                yield Doubt(where=f"{where}.{day}[{number}]", code="over_midnight")


# ------------------------------------------------------------------------------------------------- shown


def row(site: ServedSite, by: str, now: float) -> SiteRow:
    """Return a site in the list of them, at this second of the epoch. `by`: who changed it last."""
    said = None if site.hours is None else hours_told.told(site.hours, now).sentences[0]
    return SiteRow(
        key=site.key,
        company=site.company,
        language=site.language,
        changed_at=site.changed_at,
        changed_by=by,
        open=None if said is None else said.open,
        now={} if said is None else said.words,
    )


def told(site: Site, now: float) -> SiteTold:
    """Return what a site's settings say to visitors, at this second of the epoch."""
    shown = colour.becomes(site.colour)
    return SiteTold(
        week={} if site.hours is None else hours_told.told(site.hours, now).week,
        calendar=() if site.hours is None else tuple(_calendar(site.hours, now)),
        colour=None
        if shown is None
        else ShownColour(
            on=shown.on,
            contrast=f"{shown.contrast:.1f}",
            light=shown.light,
            dark=shown.dark,
            outlined=shown.outlined,
        ),
    )


def _calendar(hours: Hours, now: float) -> list[CalendarDay]:
    return [
        CalendarDay(date=str(each.date), why=each.why, words=each.words)
        for each in hours_told.calendar(hours, now, CALENDAR_DAYS)
    ]


def tag(site: Site, base: str) -> str:
    """Return what is put into the company's pages. `base`: where the service is, with a slash at its end."""
    words = SITE_IN[site.language]
    at = html.escape(base, quote=True)
    return (
        f'<script async src="{at}juttu.js?site={site.key}" data-site="{site.key}"></script>\n'
        f"<noscript>{html.escape(words.no_script)} "
        f'<a href="{at}chat/{site.key}">{html.escape(site.company)}</a></noscript>'
    )


def versions(changed_at: int | None, kept: Sequence[Version[S]]) -> tuple[VersionRow, ...]:
    """Return what settings were that were last changed at this time in milliseconds, the newest first.

    What is newer than that was about to be saved when the table did not answer, and never was.
    """
    return tuple(version_row(each, changed_at) for each in kept if each.at <= (changed_at or 0))


def version_row(version: Version[S], changed_at: int | None) -> VersionRow:
    """Return a version in the list of them."""
    return VersionRow(at=version.at, by=version.by, now=version.at == (changed_at or 0))


# ------------------------------------------------------------------------------------------------- the whole service


def closed_chat(stage: ServedStage, kept: Sequence[Version[Stage]]) -> ClosedChat | None:
    """Return that no conversation can begin, since when and by whom; None while one can.

    `kept`: the newest of what was set, the newest first. The words may have been changed since it was closed, and so may all else.
    """
    if not stage.closed:
        return None
    known = [each for each in kept if each.at <= (stage.changed_at or 0)]  # what is newer never was
    closed = list(itertools.takewhile(lambda each: each.settings.closed, known))
    words = dict(stage.closed)
    if len(closed) in (0, len(known)):  # it was closed before all that is kept
        return ClosedChat(words=words)
    return ClosedChat(words=words, since=closed[-1].at, by=closed[-1].by)


def settings_of_stage(stage: Stage) -> StageSettings:
    """Return what is set for the whole service, as it is changed: every role is there."""
    return StageSettings(
        networks={role: tuple(stage.networks.get(role, ())) for role in get_args(Role)},
        told=stage.told,
        told_after_minutes=stage.told_after_minutes,
        left_question_days=stage.left_question_days,
        remind_after_minutes=stage.remind_after_minutes,
        return_after_minutes=stage.return_after_minutes,
        phones=stage.phones,
        veiled=veiled_words(stage),
    )


def stage_of(settings: StageSettings, source: str) -> Stage:
    """Return what settings make for the whole service. Raises SettingsRefused with everything that is wrong with them.

    `source`: the address of the administrator who saves them, who may not shut themselves out.
    """
    written = Stage(
        networks=settings.networks,
        told=tuple(each.strip() for each in settings.told),
        told_after_minutes=settings.told_after_minutes,
        left_question_days=settings.left_question_days,
        remind_after_minutes=settings.remind_after_minutes,
        return_after_minutes=settings.return_after_minutes,
        phones=settings.phones,
        veiled={language: tuple(map(str.strip, entries)) for language, entries in settings.veiled.items()},
    )
    found = list(stage_mistakes.mistakes(written))
    if found:
        raise SettingsRefused(mistakes=tuple(found[: LIMITS.mistakes_told]))
    networks = {
        role: tuple(str(stage_mistakes.network_in(each)) for each in of_role)
        for role, of_role in written.networks.items()
        if of_role
    }
    administrator: Role = "administrator"
    if not roles_at(networks, (administrator,), source):
        sentence = (
            f"{source or 'The address that this comes from'} is in none of them: whoever saves this would be shut out."
        )
        raise SettingsRefused(mistakes=(Mistake(where="networks.administrator", code="shut_out", sentence=sentence),))
    # As they were checked: what is in the header is then what the mail goes to.
    told = tuple(transcript.address(each) for each in written.told)
    # What is ours anyhow is not kept: it may become better.
    own = {language: entries for language, entries in written.veiled.items() if entries != VEILED_IN[language]}
    return msgspec.structs.replace(written, networks=networks, told=told, veiled=own)


def changed_of_stage(before: Stage, after: Stage) -> tuple[str, ...]:
    """Return the names of the settings in which the whole service differs; of networks, each role's: `networks.agent`."""
    was, becomes = settings_of_stage(before), settings_of_stage(after)
    roles = tuple(f"networks.{role}" for role in get_args(Role) if was.networks[role] != becomes.networks[role])
    others = [name for name in StageSettings.__struct_fields__ if name != "networks"]
    return (*roles, *(name for name in others if getattr(was, name) != getattr(becomes, name)))
