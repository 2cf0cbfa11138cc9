"""The privacy notice: read by the administrator and the data-protection officer, changed by the administrator.

What is done is recorded first. A save names the version of the rows that it was read at; where that is another by now
nothing is changed, and who did is told.
"""

from chalicelib.chat import access
from chalicelib.chat.access import Standing
from chalicelib.chat.access_events import NOTICE
from chalicelib.chat.actions import accessing, informing
from chalicelib.chat.errors import ChangedMeanwhile, NotFound, SettingsRefused
from chalicelib.chat.notice.differing import differences
from chalicelib.chat.notice.making import Notice
from chalicelib.chat.notice.page import KEPT_SECONDS
from chalicelib.chat.notice.rows import ROW_LIMITS, Rows, WrongRow, digest, mistakes
from chalicelib.chat.ports import HeldRows
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Mistake
from chalicelib.rooms.notice import rules
from chalicelib.rooms.notice.wire import (
    CheckNotice,
    MostRows,
    NoticeCheck,
    NoticePage,
    NoticeText,
    SaveNotice,
    ShownVersion,
)

# ------------------------------------------------------------------------------------------------- looking


def page(services: Services, who: Staff, base: str) -> NoticePage:
    """Return the notice and its rows. `base`: where the service is. Raises CommitmentMissing, NotFound, Unavailable."""
    access.require_standing(Standing.NOTICE, who)
    return _page(services, services.notices.held(), base)


def version(services: Services, who: Staff, wanted: str) -> NoticeText:
    """Return what a version has said. Raises CommitmentMissing, NotFound, Unavailable."""
    access.require_standing(Standing.NOTICE, who)
    held = services.notices.held()
    row = next((each for each in _versions(services, held) if each.version == wanted), None)
    notice = services.notices.version(wanted) if row else None
    if row is None or notice is None:
        raise NotFound
    stored = services.notices.rows_of(wanted)
    rows = None if stored is None else rules.shown(rules.rows_in(stored))
    return NoticeText(row=row, documents=informing.documents(notice), rows=rows)


# ------------------------------------------------------------------------------------------------- changing


def check(services: Services, who: Staff, asked: CheckNotice) -> NoticeCheck:
    """Return which sentences saving would change. Raises SettingsRefused, CommitmentMissing, NotFound, Unavailable."""
    access.require_standing(Standing.NOTICE_CHANGE, who)
    rows, shipped = rules.rows_of(asked.rows), services.notices.shipped()
    rules.require_right(rows, shipped, services.settings.stage)
    before = services.notices.held().published.notice
    made = _made(services, rows)
    return NoticeCheck(changes=dict(differences(before, made)), demo=rules.demo(rows, shipped))


def save(services: Services, who: Staff, asked: SaveNotice, base: str) -> NoticePage:
    """Have the notice be made of these rows from now on.

    Raises SettingsRefused, ChangedMeanwhile, CommitmentMissing, NotFound, LogUnavailable, Unavailable.
    """
    access.require_standing(Standing.NOTICE_CHANGE, who)
    rows = rules.rows_of(asked.rows)
    rules.require_right(rows, services.notices.shipped(), services.settings.stage)
    held = services.notices.held()
    there = digest(rules.rows_in(held.stored))
    # Already as it is to be: sent again after a lost answer.
    if asked.read != there != digest(rows):
        raise _changed_meanwhile(services, held)
    _made(services, rows)

    def deed() -> None:
        if there == digest(rows):
            return
        # Clocks differ: what follows is never earlier than what was before.
        at = max(services.milliseconds(), (held.changed_at or 0) + 1)
        if services.notices.change(held, rows, who.person, at) is None:
            raise _changed_meanwhile(services, services.notices.held())

    accessing.done(services, deed, accessing.event(services, who, "notice_published", NOTICE, "service"))
    return _page(services, services.notices.held(), base)


# ------------------------------------------------------------------------------------------------- within


def _made(services: Services, rows: Rows) -> Notice:
    """Return the notice of these rows. Raises SettingsRefused when another is kept as the version that it would be."""
    made = services.notices.make(rows)
    try:
        services.notices.require_own_name(made)
    except WrongRow as wrong:
        raise SettingsRefused(mistakes=(Mistake(where="", code="twice", sentence=str(wrong)),)) from wrong
    return made


def _page(services: Services, held: HeldRows, base: str) -> NoticePage:
    rows = rules.rows_in(held.stored)
    return NoticePage(
        rows=rules.shown(rows),
        read=digest(rows),
        documents=informing.documents(held.published.notice),
        versions=_versions(services, held),
        sites=rules.sites(services.sites.all(), base),
        most=MostRows(processors=ROW_LIMITS.processors, premises=ROW_LIMITS.premises, measures=ROW_LIMITS.measures),
        controller=services.settings.controller,
        seen_within=KEPT_SECONDS,
        changed_at=held.changed_at,
        changed_by=_changed_by(services, held),
        demo=rules.demo(rows, services.notices.shipped()),
        lacking=tuple(mistakes(rows)),
    )


def _versions(services: Services, held: HeldRows) -> tuple[ShownVersion, ...]:
    changes = services.notices.changes(services.limits.versions_listed)
    return rules.versions(held, changes)


def _changed_by(services: Services, held: HeldRows) -> str:
    return services.notices.changed_by(held.changed_at) if held.changed_at else ""


def _changed_meanwhile(services: Services, held: HeldRows) -> ChangedMeanwhile:
    return ChangedMeanwhile(by=_changed_by(services, held) or None, at=held.changed_at)
