"""The privacy notice, as it is read and changed in the console: through the service, over the local table."""

import json
from collections.abc import Callable
from typing import Any, get_args

import msgspec
import pytest

from chalicelib.aws import keys
from chalicelib.aws.table.items import Items
from chalicelib.chat.errors import (
    ChangedMeanwhile,
    CommitmentMissing,
    LogUnavailable,
    NotFound,
    SettingsRefused,
    Unavailable,
)
from chalicelib.chat.notice import making
from chalicelib.chat.notice.rows import WrongRow, digest
from chalicelib.chat.retention import ACCESS_LOG_DAYS
from chalicelib.chat.who import Role, Staff
from chalicelib.chat.wire import Language, NoticeVersion
from chalicelib.rooms.notice import actions, rules
from chalicelib.rooms.notice.wire import CheckNotice, NoticePage, NoticeRows, SaveNotice
from chalicelib.settings import read
from operations.notice import store
from tests.chat.notices import changed, leaves
from tests.service.conftest import Desk, staff
from tests.service.test_pages import ORIGIN, register

ADMIN = staff("admin.a", "administrator")
OTHER = staff("admin.b", "administrator")
OFFICER = staff("dpo.d", "data-protection-officer")
BASE = "https://chat.example/api/"
LANGUAGES: tuple[Language, ...] = get_args(Language)


def page(desk: Desk, who: Staff = ADMIN) -> NoticePage:
    return actions.page(desk.services, who, BASE)


def put(rows: NoticeRows, where: str, value: Any) -> NoticeRows:
    """Return rows with another value at a place: `measures[1].fi`."""
    whole: Any = msgspec.to_builtins(rows)
    *path, last = [
        int(each) if each.isdigit() else each for each in where.replace("[", ".").replace("]", "").split(".")
    ]
    table = whole
    for each in path:
        table = table[each]
    table[last] = value
    return msgspec.convert(whole, NoticeRows)


def save(desk: Desk, before: NoticePage, where: str, value: Any, who: Staff = ADMIN) -> NoticePage:
    asked = SaveNotice(rows=put(before.rows, where, value), read=before.read)
    return actions.save(desk.services, who, asked, BASE)


def protected(desk: Desk) -> Desk:
    """Have the service be that of the stage that visitors use."""
    chosen = msgspec.structs.replace(desk.services.settings, stage="prod")  # type: ignore[type-var]
    desk.services = msgspec.structs.replace(desk.services, settings=chosen)
    return desk


# ------------------------------------------------------------------------------------------------- looking


def test_the_notice_is_shown_as_visitors_see_it_with_its_address_on_every_site(desk: Desk) -> None:
    register(desk, privacy_notice={"fi": f"{ORIGIN}/tietosuoja"})
    shown = page(desk)
    current = desk.services.notices.current()

    assert {language: each.title for language, each in shown.documents.items()} == {
        language: current.notice.documents[language].title for language in LANGUAGES
    }
    (version,) = shown.versions
    assert (version.version, version.since, version.now, version.by) == (
        current.notice.version,
        current.versions[current.notice.version],
        True,
        "",
    )
    assert shown.controller == desk.services.settings.controller
    assert [(each.site, each.address, each.own) for each in shown.sites] == [("demo", f"{BASE}notice/demo", True)]
    assert (shown.changed_at, shown.changed_by, shown.seen_within) == (None, "", 300)


def test_every_row_is_there_in_every_language(desk: Desk) -> None:
    shown = page(desk)
    rows = rules.rows_of(shown.rows)

    assert rules.shown(rows) == shown.rows
    assert digest(msgspec.structs.replace(rows, demo=True)) == shown.read
    assert shown.rows.bases.service.law == dict.fromkeys(LANGUAGES, "")


def test_which_rows_are_still_the_demos_is_said(desk: Desk) -> None:
    before = page(desk)
    after = save(desk, before, "contact.phone", "+358 40 1")

    assert {"contact.phone", "measures[2]", "bases.service.balancing"} <= set(before.demo)
    assert set(before.demo) - set(after.demo) == {"contact.phone"}


def test_every_version_that_was_shown_can_be_read_whole(desk: Desk) -> None:
    first = page(desk)
    desk.cloud.clock.advance(60)
    second = save(desk, first, "contact.phone", "+358 40 1")

    now, then = second.versions
    assert (now.now, now.by, then.now, then.by) == (True, "admin.a", False, "")
    assert now.since - then.since == 60_000
    old = actions.version(desk.services, OFFICER, then.version)
    assert (old.row, old.documents) == (then, first.documents)
    assert actions.version(desk.services, ADMIN, now.version).documents == second.documents
    assert (old.rows, first.rows != second.rows) == (first.rows, True)
    with pytest.raises(NotFound):
        actions.version(desk.services, ADMIN, "0" * 10)


def test_a_version_that_was_shown_is_published_again_from_its_rows_and_one_without_is_only_read(desk: Desk) -> None:
    first = page(desk)
    desk.cloud.clock.advance(60)
    second = save(desk, first, "contact.phone", "+358 40 1")
    then = second.versions[1].version
    old = actions.version(desk.services, ADMIN, then)
    assert old.rows is not None
    again = actions.save(desk.services, ADMIN, SaveNotice(rows=old.rows, read=second.read), BASE)

    assert (again.rows, again.documents) == (first.rows, first.documents)
    assert next(each for each in again.versions if each.now).version == then
    desk.services.notices._items.update(keys.notice_version(then), "REMOVE #rows", {})  # type: ignore[attr-defined]
    assert actions.version(desk.services, ADMIN, then).rows is None


@pytest.mark.parametrize("role", get_args(Role))
def test_the_administrator_changes_the_officer_reads_and_nobody_else_finds_any_of_it(role: Role, desk: Desk) -> None:
    shown = page(desk)
    who = staff("somebody.s", role)
    reads: list[Callable[[], object]] = [
        lambda: page(desk, who),
        lambda: actions.version(desk.services, who, shown.versions[0].version),
    ]
    changes: list[Callable[[], object]] = [
        lambda: actions.check(desk.services, who, CheckNotice(rows=shown.rows)),
        lambda: save(desk, shown, "contact.phone", "+358 40 1", who),
    ]
    may = {"administrator": [*reads, *changes], "data-protection-officer": reads}.get(role, [])

    for each in [*reads, *changes]:
        if each in may:
            each()
        else:
            with pytest.raises(NotFound):
                each()
    assert (page(desk).rows != shown.rows) is (role == "administrator")
    assert len(desk.logged()) == (role == "administrator")


def test_before_the_commitment_there_is_nothing_to_see(desk: Desk) -> None:
    with pytest.raises(CommitmentMissing):
        page(desk, staff("admin.a", "administrator", committed=False))


# ------------------------------------------------------------------------------------------------- changing


def test_a_save_changes_what_visitors_are_told_and_is_recorded(desk: Desk) -> None:
    after = save(desk, page(desk), "bases.service.balancing.sv", "Kunden vill ha svar.")

    said = msgspec.json.encode(desk.services.notices.current().notice.documents["sv"]).decode()
    assert "Kunden vill ha svar." in said
    assert (after.changed_by, after.changed_at) == ("admin.a", desk.services.milliseconds())
    assert after == page(desk)
    assert desk.logged() == [("admin.a", "notice_published", "notice")]


def test_a_check_says_which_sentences_change_in_each_language_and_changes_nothing(desk: Desk) -> None:
    shown = page(desk)
    rows = put(shown.rows, "bases.service.balancing.sv", "Kunden vill ha svar.")

    would = actions.check(desk.services, ADMIN, CheckNotice(rows=rows))

    assert (would.changes["fi"], would.changes["en"]) == ((), ())
    (change,) = would.changes["sv"]
    assert shown.rows.bases.service.balancing["sv"] in change.gone[0]
    assert "Kunden vill ha svar." in change.new[0]
    assert "bases.service.balancing" in would.demo, "in the other languages it says what the demo's does"
    assert page(desk) == shown
    assert desk.logged() == []
    assert not any(actions.check(desk.services, ADMIN, CheckNotice(rows=shown.rows)).changes.values())


def test_a_text_is_one_paragraph_without_what_nobody_sees(desk: Desk) -> None:
    after = save(desk, page(desk), "transfers.fi", "  Ei\n\nEU:n\tulkopuolelle.\u202e ")

    assert after.rows.transfers["fi"] == "Ei EU:n ulkopuolelle."


def test_an_officer_who_is_not_appointed_has_no_name(desk: Desk) -> None:
    nobody = {"appointed": False, "name": dict.fromkeys(LANGUAGES, ""), "phone": "", "email": ""}
    after = save(desk, page(desk), "officer", nobody)

    assert after.rows.officer.appointed is False
    assert not [each for each in after.demo if each.startswith("officer")]


WRONG: list[tuple[str, Any, list[tuple[str, str]]]] = [
    ("controller.business_id", "1234567-2", [("controller.business_id", "business_id")]),
    ("controller.postal_address", " ", [("controller.postal_address", "empty")]),
    ("officer.phone", "", [("officer.phone", "empty")]),
    ("officer.name", dict.fromkeys(LANGUAGES, ""), [("officer.name", "empty")]),
    ("contact.name.sv", "", [("contact.name.sv", "empty")]),
    ("transfers", {}, [(f"transfers.{language}", "empty") for language in LANGUAGES]),
    ("bases.service.interests.en", "", [("bases.service.interests.en", "empty")]),
    ("bases.security.basis", "legal_obligation", [("bases.security.law", "empty")]),
    ("bases.improvement.basis", "contract", [("bases.improvement.basis", "objected_to")]),
    ("processors", [], [("processors", "empty")]),
    ("measures[1].fi", "", [("measures[1].fi", "empty")]),
    ("contact.email", "a" * 201, [("contact.email", "too_long")]),
    ("contact.email", "javascript:alert(1) Bcc: x", [("contact.email", "mail")]),
    ("officer.email", "Maija <maija@your.example>", [("officer.email", "mail")]),
]


@pytest.mark.parametrize(("where", "value", "told"), WRONG, ids=lambda each: each if isinstance(each, str) else "")
def test_what_is_wrong_is_told_at_its_place_and_nothing_is_saved(
    desk: Desk, where: str, value: Any, told: list[tuple[str, str]]
) -> None:
    before = page(desk)
    rows = put(before.rows, where, value)
    tries: tuple[Callable[[], object], ...] = (
        lambda: actions.check(desk.services, ADMIN, CheckNotice(rows=rows)),
        lambda: actions.save(desk.services, ADMIN, SaveNotice(rows=rows, read=before.read), BASE),
    )
    for each in tries:
        with pytest.raises(SettingsRefused) as refused:
            each()
        assert [(mistake.where, mistake.code) for mistake in refused.value.data["mistakes"]] == told
    assert (page(desk), desk.logged()) == (before, [])


def test_what_could_not_be_seen_is_not_saved(desk: Desk) -> None:
    after = save(desk, page(desk), "controller.postal_address", "Pajatie\u200b\u200e\u2060 1\u00ad2")

    assert after.rows.controller.postal_address == "Pajatie 1\u00ad2"
    assert save(desk, after, "contact.email", "a@\u200byour.example").rows.contact.email == "a@your.example"


def test_everything_that_is_wrong_is_told_at_once(desk: Desk) -> None:
    rows = put(put(page(desk).rows, "contact.phone", ""), "premises", [])

    with pytest.raises(SettingsRefused) as refused:
        actions.check(desk.services, ADMIN, CheckNotice(rows=rows))

    assert [each.where for each in refused.value.data["mistakes"]] == ["premises", "contact.phone"]


# ------------------------------------------------------------------------------------------------- two at once


def test_who_read_rows_that_others_have_changed_loses_and_is_told_by_whom_and_when(desk: Desk) -> None:
    before = page(desk)
    desk.cloud.clock.advance(5)
    first = save(desk, before, "contact.phone", "+358 40 1")

    with pytest.raises(ChangedMeanwhile) as lost:
        save(desk, before, "contact.phone", "+358 40 2", OTHER)

    assert lost.value.data == {"by": "admin.a", "at": first.changed_at}
    assert page(desk).rows.contact.phone == "+358 40 1"
    assert desk.logged() == [("admin.a", "notice_published", "notice")]
    assert save(desk, first, "contact.phone", "+358 40 2", OTHER).changed_by == "admin.b"


def test_what_an_operator_publishes_by_command_is_nobodys_and_is_not_written_over(desk: Desk) -> None:
    before = page(desk)
    desk.cloud.clock.advance(5)
    items = Items(desk.cloud.client("dynamodb"), desk.services.settings.table, desk.services.now)  # type: ignore[attr-defined]
    by_command = store(items, read(desk.cloud.environment))
    by_command.publish(changed("contact.phone", "+358 40 1"))

    with pytest.raises(ChangedMeanwhile) as lost:
        save(desk, before, "contact.phone", "+358 40 2")

    after = page(desk)
    assert (after.rows.contact.phone, after.changed_by) == ("+358 40 1", "")
    assert lost.value.data == {"by": None, "at": after.changed_at}


def test_of_two_who_save_at_once_one_wins_and_the_others_record_says_that_it_failed(desk: Desk) -> None:
    before = page(desk)
    notices = desk.services.notices
    desk.services = msgspec.structs.replace(
        desk.services, notices=Overtaken(notices, lambda: save(desk, before, "contact.phone", "1"))
    )

    with pytest.raises(ChangedMeanwhile) as lost:
        save(desk, before, "contact.phone", "2", OTHER)

    assert lost.value.data["by"] == "admin.a"
    assert page(desk).rows.contact.phone == "1"
    records = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    outcomes = {who: [each["outcome"] for each in records if each["actor"] == who] for who in ("admin.a", "admin.b")}
    assert outcomes == {"admin.a": ["allowed"], "admin.b": ["allowed", "failed"]}
    assert [each.by for each in desk.services.notices.changes(9)] == ["admin.a"]


def test_a_version_names_who_published_it_last_and_nobody_whose_attempt_failed(desk: Desk) -> None:
    seeded = page(desk)
    desk.cloud.clock.advance(10)
    first = save(desk, seeded, "contact.phone", "+358 40 1")
    desk.cloud.clock.advance(10)
    second = save(desk, first, "contact.phone", "+358 40 2", OTHER)
    desk.cloud.clock.advance(10)
    fault = desk.cloud.fail("dynamodb", "UpdateItem", times=20)
    with pytest.raises(Unavailable):
        save(desk, second, "contact.phone", "+358 40 1", ADMIN)
    fault.cancel()
    assert {each.by for each in page(desk).versions if not each.now} == {"", "admin.a"}
    desk.cloud.clock.advance(10)

    again = save(desk, second, "contact.phone", "+358 40 1", OTHER)
    (now,) = (each for each in again.versions if each.now)
    assert (now.version, now.by, again.changed_by) == (first.versions[0].version, "admin.b", "admin.b")
    desk.cloud.clock.advance(10)
    fault = desk.cloud.fail("dynamodb", "UpdateItem", times=20)
    with pytest.raises(Unavailable):
        save(desk, again, "contact.phone", "+358 40 2", ADMIN)
    fault.cancel()

    (then,) = (each for each in page(desk).versions if each.version == second.versions[0].version)
    assert (then.now, then.by) == (False, "admin.b")


def test_no_version_is_reused_for_another_text(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest that two texts share is refused by whoever would publish the second, and what was shown stays."""
    before = page(desk)
    name = before.versions[0].version
    assert len(name) == len(before.read) == 32
    text = desk.services.notices.version(name)
    monkeypatch.setattr(making, "version_of", lambda documents: name)
    rows = put(before.rows, "contact.phone", "+358 40 9")
    tries: tuple[Callable[[], object], ...] = (
        lambda: actions.check(desk.services, ADMIN, CheckNotice(rows=rows)),
        lambda: actions.save(desk.services, ADMIN, SaveNotice(rows=rows, read=before.read), BASE),
    )
    for each in tries:
        with pytest.raises(SettingsRefused) as refused:
            each()
        assert [mistake.code for mistake in refused.value.data["mistakes"]] == ["twice"]
    items = Items(desk.cloud.client("dynamodb"), desk.services.settings.table, desk.services.now)  # type: ignore[attr-defined]
    with pytest.raises(WrongRow, match=name):
        store(items, read(desk.cloud.environment)).publish(changed("contact.phone", "+358 40 9"))

    assert page(desk) == before
    assert desk.services.notices.version(name) == text
    same = actions.check(desk.services, ADMIN, CheckNotice(rows=before.rows))
    assert not any(same.changes.values())


def test_a_text_that_is_kept_and_was_never_listed_is_not_written_over(desk: Desk) -> None:
    """Two processes may keep at once what they show first; what another has kept under this name is never another text."""
    before = page(desk)
    made = desk.services.notices.make(changed("contact.phone", "+358 40 9"))
    items = Items(desk.cloud.client("dynamodb"), desk.services.settings.table, desk.services.now)  # type: ignore[attr-defined]
    kept = desk.services.notices.version(before.versions[0].version)
    other = msgspec.structs.replace(kept, version=made.version) if kept else None
    items.put(keys.notice_version(made.version), {"text": msgspec.json.encode(other).decode()})
    values = {"rows": msgspec.json.encode(changed("contact.phone", "+358 40 9")).decode()}
    items.update(keys.notice(), "SET #rows = :rows", values)

    with pytest.raises(Unavailable):
        page(desk)
    assert desk.services.notices.version(made.version) == other


def test_an_older_version_of_ten_characters_is_read_still(desk: Desk) -> None:
    before = page(desk)
    kept = desk.services.notices.version(before.versions[0].version)
    assert kept is not None
    items = Items(desk.cloud.client("dynamodb"), desk.services.settings.table, desk.services.now)  # type: ignore[attr-defined]
    old = msgspec.structs.replace(kept, version="0123456789")
    items.put(keys.notice_version(old.version), {"text": msgspec.json.encode(old).decode()})
    items.update(keys.notice(), "SET #versions.#old = :at", {"at": 1}, names={"old": old.version})

    assert page(desk).versions[-1].version == old.version
    shown = actions.version(desk.services, ADMIN, msgspec.convert(old.version, NoticeVersion))
    assert shown.documents == before.documents


class Overtaken:
    """Notices that somebody else changes between another's reading and writing, once."""

    def __init__(self, notices: Any, first: Callable[[], object]) -> None:
        self._notices, self._first = notices, first

    def change(self, *arguments: Any) -> Any:
        first, self._first = self._first, lambda: None
        first()
        return self._notices.change(*arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._notices, name)


def test_the_same_sent_again_after_a_lost_answer_is_done_once(desk: Desk) -> None:
    before = page(desk)
    first = save(desk, before, "contact.phone", "+358 40 1")

    assert save(desk, before, "contact.phone", "+358 40 1") == first
    assert len(desk.services.notices.changes(9)) == 1


def test_what_the_log_does_not_take_is_not_done(desk: Desk) -> None:
    before = page(desk)
    fault = desk.cloud.fail("logs", "PutLogEvents", times=20)
    with pytest.raises(LogUnavailable):
        save(desk, before, "contact.phone", "+358 40 1")
    fault.cancel()

    assert page(desk) == before


def test_who_changed_it_is_forgotten_when_the_log_forgets_it_and_the_notice_stays(desk: Desk) -> None:
    after = save(desk, page(desk), "contact.phone", "+358 40 1")
    desk.cloud.clock.advance(ACCESS_LOG_DAYS * 24 * 3600 - 1)
    assert page(desk).changed_by == "admin.a"
    desk.cloud.clock.advance(2)

    later = page(desk)
    assert (later.changed_by, later.versions[0].by) == ("", "")
    assert (later.rows, later.changed_at) == (after.rows, after.changed_at)


# ------------------------------------------------------------------------------------------------- the demo's, and older rows


def test_the_stage_of_visitors_is_never_told_what_the_demos_company_says(desk: Desk) -> None:
    protected(desk)
    before = page(desk)

    with pytest.raises(SettingsRefused) as refused:
        save(desk, before, "contact.phone", "+358 40 1")

    told = {(each.where, each.code) for each in refused.value.data["mistakes"]}
    assert {("controller.business_id", "demo"), ("measures[0]", "demo")} <= told
    assert ("contact.phone", "demo") not in told
    assert (page(desk), desk.logged()) == (before, [])
    asked = SaveNotice(rows=own(before.rows), read=before.read)
    assert actions.save(desk.services, ADMIN, asked, BASE).demo == ()


def own(rows: NoticeRows) -> NoticeRows:
    """Return rows that are a company's own, as far as anybody can tell."""
    whole = rows
    for name, value in leaves(msgspec.json.decode(msgspec.json.encode(rows))):
        where = ".".join(f"{int(each) - 1}" if each.isdigit() else each for each in name.split("."))
        if isinstance(value, str) and value and not name.endswith("basis"):
            mine = value if name.endswith("email") else f"{value} (own)"
            mine = "1572860-0" if name.endswith("business_id") else mine
            whole = put(whole, where, mine.replace("00000", "90100").replace(".example", ".fi"))
    return whole


def test_rows_that_lack_what_this_version_needs_are_shown_with_what_is_missing_and_can_be_saved(desk: Desk) -> None:
    before = page(desk)
    items = Items(desk.cloud.client("dynamodb"), desk.services.settings.table, desk.services.now)  # type: ignore[attr-defined]
    written: Any = {**msgspec.to_builtins(before.rows), "unknown": 1}
    del written["premises"], written["register"]
    items.update(keys.notice(), "SET #rows = :rows", {"rows": msgspec.json.encode(written).decode()})

    lacking = page(desk)
    assert {each.where for each in lacking.lacking} == {"premises", *(f"register.name.{each}" for each in LANGUAGES)}
    assert lacking.documents == before.documents, "the version before is shown on"
    asked = SaveNotice(rows=before.rows, read=lacking.read)
    after = actions.save(desk.services, ADMIN, asked, BASE)
    assert (after.lacking, after.rows) == ((), before.rows)


def test_while_the_table_fails_nothing_is_said_to_be_saved(desk: Desk) -> None:
    before = page(desk)
    fault = desk.cloud.fail("dynamodb", "UpdateItem", times=20)
    with pytest.raises(Unavailable):
        save(desk, before, "contact.phone", "+358 40 1")
    fault.cancel()

    assert page(desk).rows == before.rows
