"""What holds for the whole service: looked at, tried, changed. For administrators, and the networks for operators."""

from collections.abc import Mapping

import msgspec

from chalicelib.chat import access, stage
from chalicelib.chat.access import Standing
from chalicelib.chat.actions import accessing, connecting
from chalicelib.chat.errors import NotFound
from chalicelib.chat.notice.differing import differences
from chalicelib.chat.people import Administrator
from chalicelib.chat.services import Services
from chalicelib.chat.site_mistakes import STAGE
from chalicelib.chat.stage import WITHIN_SECONDS, ServedStage, Stage, version_of
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Access, Language
from chalicelib.rooms.settings import rules, saving
from chalicelib.rooms.settings.wire import (
    CheckStage,
    ClosedChat,
    EarlierStage,
    SaveStage,
    StageCheck,
    StagePage,
    StageSettings,
    StageVersions,
)


def page(services: Services, who: Staff, source: str) -> StagePage:
    """Return what holds for the whole service. `source`: the asker's address. Raises CommitmentMissing, NotFound, Unavailable."""
    access.require_standing(Standing.SETTINGS, who)
    return _page(services, services.stage.current(), source)


def check(services: Services, who: Staff, asked: CheckStage, source: str) -> StageCheck:
    """Return what saving would change, the privacy notice's sentences included.

    Raises SettingsRefused, CommitmentMissing, NotFound, Unavailable.
    """
    access.require_standing(Standing.SETTINGS, who)
    before, after = _asked(services, asked.settings, source)
    rows = services.notices.shown_rows()
    was, becomes = services.notices.make(rows, before), services.notices.make(rows, after)
    told = {language: changes for language, changes in differences(was, becomes).items() if changes}
    return StageCheck(changed=rules.changed_of_stage(before, after), notice=told)


def save(services: Services, who: Staff, asked: SaveStage, source: str) -> StagePage:
    """Have this hold for the whole service from now on, within a minute everywhere.

    Raises SettingsRefused, ChangedMeanwhile, CommitmentMissing, NotFound, LogUnavailable, Unavailable.
    """
    access.require_standing(Standing.SETTINGS, who)
    before, after = _asked(services, asked.settings, source)
    record = accessing.event(services, who, "settings_changed", STAGE, "service")
    return _page(services, _saved(services, who.person, before, after, read=asked.version, record=record), source)


def versions(services: Services, who: Staff) -> StageVersions:
    """Return what it was, the newest first. Raises CommitmentMissing, NotFound, Unavailable."""
    access.require_standing(Standing.SETTINGS, who)
    kept = services.stage.versions(services.limits.versions_listed)
    return StageVersions(versions=rules.versions(services.stage.current().changed_at, kept))


def earlier(services: Services, who: Staff, at: int) -> EarlierStage:
    """Return what it was since a moment (milliseconds). Raises CommitmentMissing, NotFound, Unavailable."""
    access.require_standing(Standing.SETTINGS, who)
    now, kept = services.stage.current(), services.stage.version(at)
    if kept is None or not rules.versions(now.changed_at, [kept]):
        raise NotFound
    return EarlierStage(
        row=rules.version_row(kept, now.changed_at),
        settings=rules.settings_of_stage(kept.settings),
        changed=rules.changed_of_stage(now, kept.settings),
    )


def closed_chat(services: Services, found: ServedStage) -> ClosedChat | None:
    """Return that the operator lets no conversation begin, None while they can. Raises Unavailable."""
    kept = services.stage.versions(services.limits.versions_listed) if found.closed else []
    return rules.closed_chat(found, kept)


def close_chat(services: Services, by: Administrator, words: Mapping[Language, str]) -> None:
    """Let no new conversation begin: visitors read these words, in every language, within a minute. For an operator.

    Those that have begun go on. Raises ChangedMeanwhile, LogUnavailable, Unavailable.
    """
    _closed(services, by, words, "chat_closed")


def open_chat(services: Services, by: Administrator) -> bool:
    """Let conversations begin again, and return whether none could. Raises ChangedMeanwhile, LogUnavailable, Unavailable."""
    if not services.stage.current().closed:
        return False
    _closed(services, by, {}, "chat_opened")
    return True


def open_networks(services: Services, by: Administrator) -> bool:
    """Have every role be used from anywhere, and return whether any was not: for an operator, when nobody can come in.

    Raises ChangedMeanwhile, LogUnavailable, Unavailable.
    """
    before = services.stage.current()
    if not before.networks:
        return False
    after = msgspec.structs.replace(stage.plain(before), networks={})
    record = accessing.by_administrator(services, by, "settings_changed", STAGE)
    _saved(services, by.person, before, after, read=before.version, record=record)
    return True


# ------------------------------------------------------------------------------------------------- within


def _asked(services: Services, settings: StageSettings, source: str) -> tuple[ServedStage, Stage]:
    """Return what holds and what is asked for, which leaves what is the operator's as it is. Raises SettingsRefused, Unavailable."""
    before = services.stage.current()
    return before, msgspec.structs.replace(rules.stage_of(settings, source), closed=before.closed)


def _closed(services: Services, by: Administrator, words: Mapping[Language, str], action: str) -> None:
    before = services.stage.current()
    record = accessing.by_administrator(services, by, action, STAGE)
    after = msgspec.structs.replace(stage.plain(before), closed=words)
    _saved(services, by.person, before, after, read=before.version, record=record)


def _page(services: Services, found: ServedStage, source: str) -> StagePage:
    came_back = services.stage.came_back(found)
    return StagePage(
        settings=rules.settings_of_stage(found),
        version=found.version,
        own_address=str(stage.address_of(source) or source),
        controller=services.settings.controller,
        seen_within=WITHIN_SECONDS,
        changed_at=found.changed_at,
        changed_by=services.stage.changed_by(found),
        phones_possible=bool(services.settings.push_key),
        came_back=tuple(each for each in found.told if each in came_back),
        closed=closed_chat(services, found),
    )


def _saved(
    services: Services, person: str, before: ServedStage, after: Stage, *, read: str, record: Access
) -> ServedStage:
    def then() -> None:
        connecting.end_of_other_networks(services, services.agents.all())
        if not after.phones:
            services.phones.forget_all()

    def write(at: int) -> ServedStage | None:
        return services.stage.change(before, after, person, at)

    return saving.save(
        services,
        before,
        read,
        version_of(after),
        record,
        write=write,
        now=services.stage.current,
        by=services.stage.changed_by,
        then=then,
    )
