"""What the notice says is what is set, kept and written in its rows; in every language the same."""

import re
from typing import Any, get_args

import msgspec
import pytest

from chalicelib.chat import retention
from chalicelib.chat.limits import LIMITS, Limits
from chalicelib.chat.notice import making, page, rows
from chalicelib.chat.notice.rows import WrongRow
from chalicelib.chat.notice.stored import LONGEST, STORED
from chalicelib.chat.wire import Language
from chalicelib.chat.words import NOTICE_IN
from chalicelib.settings import Settings
from tests.chat.notices import SETTINGS, changed, inside, leaves, notice, section, setting, told, written

LANGUAGES: tuple[Language, ...] = get_args(Language)

NOT_TOLD = {
    "stage",
    "table",
    "user_pool",
    "user_pool_client",
    "access_log_group",
    "outbox_queue",
    "mail_configuration_set",
    "socket_url",
    "connections_endpoint",
    "origins",
    "queue",
    "alerts_to",
    "push_key",
    "push_services",
}
"""Settings of which a visitor needs to know nothing: addresses of parts, and whom the operator has told of what."""

SET: dict[str, Any] = {
    "mail_from": "other@your.example",
    "zone": "Europe/Stockholm",
    "controller": "Another Company Ltd",
    "require_second_factor": False,
    "left_question_days": 3,
    "firewall": False,
    "phones": True,
}
LIMITS_TOLD: dict[str, tuple[str, int, int]] = {
    "password_characters": ("security", 23, 23),
    "session_idle_seconds": ("security", 660, 11),
    "session_seconds": ("security", 5 * 3600, 5),
    "access_record_covers_seconds": ("security", 14 * 60, 14),
    "code_seconds": ("data", 17 * 60, 17),
}
"""The limits that the notice tells: in which section, and another value with the number that it is told by."""
KEPT: dict[str, int] = {
    "MONTHS": 3,
    "BACK_UP_DAYS": 9,
    "ACCESS_LOG_DAYS": 400,
    "APPLICATION_LOG_DAYS": 31,
    "OUTBOX_DAYS": 5,
    "OUTBOX_FAILED_DAYS": 15,
    "MAIL_EVENTS_DAYS": 2,
    "MAIL_EVENTS_FAILED_DAYS": 6,
    "DEVICE_MINUTES": 31,
    "SWEPT_HOURS": 3,
}


# ------------------------------------------------------------------------------------------------------ settings


def test_every_setting_is_told_or_is_none_of_a_visitors() -> None:
    assert {field.name for field in msgspec.structs.fields(Settings)} == NOT_TOLD | set(SET)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SET)
def test_another_setting_is_another_notice(name: str, language: Language) -> None:
    other = notice(settings=setting(**{name: SET[name]}))

    assert told(other, language) != told(notice(), language)
    assert other.version != notice().version


@pytest.mark.parametrize("name", sorted(NOT_TOLD))
def test_what_is_none_of_a_visitors_makes_no_new_version(name: str) -> None:
    value: Any = ("https://chat.your.example",) if name == "origins" else "other"

    assert notice(settings=setting(**{name: value})) == notice()


def limited(name: str) -> Limits:
    """Return the limits with another value in one of them, also when it is told in minutes or in hours."""
    return msgspec.structs.replace(LIMITS, **{name: getattr(LIMITS, name) + 2 * 3600})


@pytest.mark.parametrize("name", [field.name for field in msgspec.structs.fields(Limits)])
def test_another_limit_is_another_notice_if_it_is_told_and_the_same_if_not(name: str) -> None:
    other = notice(limits=limited(name))
    changed_in = [language for language in LANGUAGES if told(other, language) != told(notice(), language)]

    assert changed_in == (list(LANGUAGES) if name in LIMITS_TOLD else [])
    assert (other.version != notice().version) is (name in LIMITS_TOLD)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LIMITS_TOLD)
def test_a_limit_is_told_where_it_belongs_as_the_limits_have_it(name: str, language: Language) -> None:
    section_of, value, said = LIMITS_TOLD[name]
    limits = msgspec.structs.replace(LIMITS, **{name: value})

    assert re.search(rf"\b{said}\b", section(notice(limits=limits), language, section_of))
    assert not re.search(rf"\b{said}\b", section(notice(), language, section_of))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_saved_copy_tells_of_times_is_what_is_set(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = [notice().copy[language], notice(limits=limited("access_record_covers_seconds")).copy[language]]
    for name in ("MONTHS", "BACK_UP_DAYS", "ACCESS_LOG_DAYS"):
        monkeypatch.setattr(retention, name, KEPT[name])
        copies.append(notice().copy[language])

    assert len(set(copies)) == len(copies)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_a_time_of_its_own_in_the_table_is_told_until_it_is_gone_also_from_the_back_up(
    language: Language,
) -> None:
    words = NOTICE_IN[language]
    hours, days = words.units["hours"][1].format(n=2), words.units["days"][1].format(n=7)
    gone = words.swept.format(swept=hours, back_up=days)
    (items,) = [
        block
        for each in notice().documents[language].sections
        if each.key == "data"
        for block in each.blocks
        if not isinstance(block, str)
    ]
    told_to_the_end = [kind for kind, item in zip(words.stored, items, strict=True) if item.endswith(gone)]
    assert set(told_to_the_end) == set(LONGEST)
    assert hours in gone
    assert days in gone


def test_every_time_that_is_kept_stands_where_the_rest_of_the_code_has_it() -> None:
    times = {name for name, value in vars(retention).items() if name.isupper() and isinstance(value, int)}

    assert times == set(KEPT)


_OF_DATA_MAP = {kind: (making, "LONGEST", {**LONGEST, kind: LONGEST[kind] + 2 * 24 * 3600}) for kind in LONGEST}
_OF_RETENTION = {name: (retention, name, other) for name, other in KEPT.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "changed", [*_OF_DATA_MAP.values(), *_OF_RETENTION.values()], ids=[*_OF_DATA_MAP, *_OF_RETENTION]
)
def test_another_time_of_keeping_is_another_notice(
    changed: tuple[Any, str, Any], language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told(notice(), language)
    monkeypatch.setattr(*changed)

    assert told(notice(), language) != before


@pytest.mark.parametrize(
    ("days", "said"),
    [(731, "2\u00a0years"), (730, "2\u00a0years"), (365, "1\u00a0year"), (400, "400\u00a0days"), (1, "1\u00a0day")],
)
def test_years_are_called_years(days: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "ACCESS_LOG_DAYS", days)

    assert f"For {said} from each record" in told(notice(), "en")


# ---------------------------------------------------------------------------------------------------------- rows


ROWS = [name for name, value in leaves(written()) if isinstance(value, str) and not name.endswith(".basis")]
OPTIONAL = {"demo"}


@pytest.mark.parametrize("name", ROWS)
def test_another_row_is_another_notice(name: str) -> None:
    other = "other@your.example" if name.endswith("email") else "Something else."
    assert notice(changed(name, other)).version != notice().version


@pytest.mark.parametrize("name", [name for name, _ in leaves(written()) if name not in OPTIONAL])
def test_a_missing_row_is_refused_in_one_sentence_that_names_it(name: str) -> None:
    whole = written()
    table, last = inside(whole, name)
    del table[last]

    with pytest.raises(WrongRow) as refused:
        rows.of(whole)
    row = re.sub(r"\.\d+\.", ".", name)
    assert re.sub(r"\.\d+\.", ".", str(refused.value)) == f"The row {row} of the notice is missing."


@pytest.mark.parametrize(
    "table",
    [
        "controller",
        "contact",
        "officer",
        "register",
        "bases",
        "processors",
        "transfers",
        "premises",
        "measures",
        "disclosures",
    ],
)
def test_a_missing_table_is_refused_by_its_name(table: str) -> None:
    whole = written()
    del whole[table]

    with pytest.raises(WrongRow, match=f"^The row {table} of the notice is missing.$"):
        rows.of(whole)


@pytest.mark.parametrize(
    ("row", "value", "sentence"),
    [
        ("controller.fax", "08", "The notice has no row controller.fax."),
        ("controller.postal_address", " ", "The row controller.postal_address of the notice is missing."),
        ("controller.business_id", " ", "The row controller.business_id of the notice is missing."),
        ("bases.improvement.basis", "contract", "The row bases.improvement.basis has to be legitimate_interests or"),
        ("bases.service.basis", "consent", "The row bases.service.basis of the notice cannot be read"),
        ("bases.service.basis", "legal_obligation", "The row bases.service.law of the notice is missing."),
        ("contact.name.sv", "  ", "The row contact.name.sv of the notice is missing."),
        ("premises", [], "The row premises of the notice is missing."),
    ],
)
def test_what_cannot_be_so_is_refused_in_one_sentence(row: str, value: Any, sentence: str) -> None:
    with pytest.raises(WrongRow) as refused:
        changed(row, value)

    assert str(refused.value).startswith(sentence)


def test_what_is_no_toml_is_refused_in_a_sentence() -> None:
    with pytest.raises(WrongRow, match="no TOML"):
        rows.read("= 1")


@pytest.mark.parametrize(
    ("written_id", "good"),
    [("1572860-0", True), ("0112038-9", True), ("0112038-8", False), ("112038-9", False), ("", False)],
)
def test_a_business_id_proves_itself(written_id: str, good: bool) -> None:
    assert rows.is_business_id(written_id) is good


@pytest.mark.parametrize(
    "number", ["1234567-8", "1234567 - 8", "1234567–1", "112038-9", "FI12345671", "FI 12345678", "FI 1234567-1"]
)
def test_what_was_meant_as_a_finnish_business_id_is_refused_with_one_that_is_right(number: str) -> None:
    with pytest.raises(WrongRow) as refused:
        changed("controller.business_id", number)
    said = str(refused.value)
    shown = re.search(r"as in (\S+)\.", said)

    assert said.startswith(
        f"The row controller.business_id is no business id: {number!r} is not seven digits, a hyphen"
    )
    assert "check digit" in said
    assert shown is not None
    assert changed("controller.business_id", shown[1]).controller.business_id == shown[1]


@pytest.mark.parametrize("number", ["556016-0680", "12345678", "HRB 12345 B", "76123456-7", "{x}"])
def test_a_company_elsewhere_is_told_by_its_registration_number_as_it_is_written(number: str) -> None:
    abroad = notice(changed("controller.business_id", number))

    assert f"Rekisterinumero: {number}" in told(abroad, "fi")
    assert f"Registreringsnummer: {number}" in told(abroad, "sv")
    assert f"Registration number: {number}" in told(abroad, "en")
    assert "Y-tunnus" not in told(abroad, "fi")
    assert "Y-tunnus: 0000000-0" in told(notice(), "fi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_officer_the_notice_says_so(language: Language) -> None:
    whole = written()
    whole["officer"] = {"appointed": False}

    assert NOTICE_IN[language].no_officer in told(notice(rows.of(whole)), language)
    assert NOTICE_IN[language].no_officer not in told(notice(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_data_that_rest_on_a_contract_can_be_taken_elsewhere(language: Language) -> None:
    whole = written()
    whole["bases"]["service"] = {"basis": "contract"}

    assert NOTICE_IN[language].portability in section(notice(rows.of(whole)), language, "rights")
    assert NOTICE_IN[language].portability not in told(notice(), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("purpose", "basis"),
    [
        (purpose, basis)
        for purpose in get_args(rows.Purpose)
        for basis in get_args(rows.Basis)
        if purpose != "improvement" or basis in rows.OBJECTED_TO
    ],
)
def test_what_a_purpose_rests_on_is_told(purpose: str, basis: str, language: Language) -> None:
    whole = written()
    whole["bases"][purpose] |= {"basis": basis, "law": dict.fromkeys(LANGUAGES, "Act 1 §")}
    said = section(notice(rows.of(whole)), language, "purposes")
    demos = section(notice(), language, "purposes")

    words = NOTICE_IN[language].bases
    others = {each: demos.count(text) - said.count(text) for each, text in words.items()}
    moved = {basis: -1, "legitimate_interests": 1} if basis != "legitimate_interests" else {}
    assert others == {each: moved.get(each, 0) for each in words}


def test_a_law_behind_a_purpose_is_named() -> None:
    law = {language: f"Act 1 § in {language}" for language in LANGUAGES}
    whole = written()
    whole["bases"]["security"] = {"basis": "legal_obligation", "law": law}

    for language in LANGUAGES:
        assert law[language] in section(notice(rows.of(whole)), language, "purposes")


# ----------------------------------------------------------------------------------------------------- languages


def test_every_language_has_the_same_sections_and_as_many_paragraphs_and_items() -> None:
    shapes = [
        [
            (each.key, [1 if isinstance(block, str) else len(block) for block in each.blocks])
            for each in document.sections
        ]
        for document in notice().documents.values()
    ]

    assert len(shapes) == len(LANGUAGES)
    assert shapes == [shapes[0]] * len(shapes)


def test_every_language_tells_the_same_numbers() -> None:
    def numbers(language: Language) -> list[list[str]]:
        said = {each.key: section(notice(), language, each.key) for each in notice().documents[language].sections}
        # The authority's own number is written as whoever is abroad needs it.
        said["complaint"] = ""
        article = r"GDPR 6 artikla 1 kohta|artikel 6\.1|Article 6\(1\)|GDPR:n 28|artikel 28|Article 28"
        return [sorted(re.findall(r"\d+", re.sub(article, "", text))) for text in said.values()]

    assert numbers("fi") == numbers("sv") == numbers("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hole_is_left_in_what_is_said(language: Language) -> None:
    said = told(notice(), language) + "\n".join(notice().copy[language])

    assert re.findall(r"[{}]|\bNone\b|  ", said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_stored_of_visitors_is_told(language: Language) -> None:
    """What stands in the browser has a section of its own."""
    assert set(NOTICE_IN[language].stored) == set(STORED) - {"device"}
    items = [
        block
        for each in notice().documents[language].sections
        if each.key == "data"
        for block in each.blocks
        if not isinstance(block, str)
    ]
    assert [len(each) for each in items] == [len(STORED) - 1]


# ---------------------------------------------------------------------------------------------------- the version


def test_the_same_is_the_same_version_and_one_language_changed_is_another() -> None:
    documents = dict(notice().documents)
    assert making.version_of(documents) == notice().version == notice().version
    documents["sv"] = msgspec.structs.replace(documents["sv"], title="Annat")

    assert making.version_of(documents) != notice().version
    assert re.fullmatch("[0-9a-f]{32}", notice().version)


# ------------------------------------------------------------------------------------------------------- the page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_everything_and_needs_nothing_from_elsewhere(language: Language) -> None:
    made = page.page(notice(), language, {notice().version: 1_795_600_000_000}, SETTINGS.zone)

    assert f'<html lang="{language}">' in made
    assert "<script" not in made
    assert re.findall(r'(?:src|href)="(?!\?language=)', made) == []
    assert made.count("<h1>") == 1
    assert made.count("<h2 ") == len(notice().documents[language].sections)
    for other in set(LANGUAGES) - {language}:
        assert f'<a href="?language={other}&amp;version={notice().version}" lang="{other}" hreflang="{other}">' in made
    assert "@media print" in made
    assert "color-scheme:light dark" in made
    assert notice().version in made


def test_the_page_lists_the_newest_versions_and_says_that_there_are_more() -> None:
    shown = notice()
    versions = {f"{number:032x}": number for number in range(page.LISTED)}
    more = NOTICE_IN["fi"].earlier_still.format(n=page.LISTED)
    made = page.page(shown, "fi", {**versions, shown.version: 99}, SETTINGS.zone)
    assert (made.count('<li><a href="?language=fi&amp;version='), more in made) == (page.LISTED, False)

    oldest = page.page(shown, "fi", {**versions, "f" * 32: 98, shown.version: 99}, SETTINGS.zone)
    assert (oldest.count('<li><a href="?language=fi&amp;version='), more in oldest) == (page.LISTED, True)
    assert "f" * 32 in oldest
    assert f"{0:032x}" not in oldest


def test_what_a_company_writes_is_no_markup() -> None:
    made = page.page(notice(changed("controller.postal_address", '<b>"1"')), "fi", {}, SETTINGS.zone)

    assert "&lt;b&gt;&quot;1&quot;" in made
    assert "<b>" not in made
