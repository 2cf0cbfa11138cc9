"""The notice for staff: it tells everything that the data map has of them, in every language, and is kept as it was shown."""

import re
from datetime import date
from typing import get_args

import msgspec
import pytest

from chalicelib import settings
from chalicelib.chat.actions import informing, signing_in
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.errors import Malformed, NotFound
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.notice import of_staff, rows
from chalicelib.chat.notice.making import Notice, sentences
from chalicelib.chat.notice.stored import OF_STAFF
from chalicelib.chat.people import Dialogue, Profile
from chalicelib.chat.wire import AcceptCommitment, Language
from chalicelib.chat.words import STAFF_NOTICE_IN
from chalicelib.wiring import NOTICE
from tests.service.conftest import Desk, staff

ROWS = rows.read(NOTICE.read_text("utf-8"))
HELD = date(2026, 11, 2)


def made(dialogue: date | None = HELD, **changed: int) -> Notice:
    limits = msgspec.structs.replace(LIMITS, **changed)
    return of_staff.made(ROWS, settings.Settings(), limits, dialogue)


def said(notice: Notice, language: Language) -> str:
    return "\n".join(sentences(notice.documents[language]))


@pytest.mark.parametrize("language", get_args(Language))
def test_all_that_is_stored_of_staff_is_told_and_nothing_else(language: Language) -> None:
    assert set(STAFF_NOTICE_IN[language].stored) == set(OF_STAFF)
    data = next(each for each in made().documents[language].sections if each.key == "data")
    assert [len(block) for block in data.blocks] == [len(OF_STAFF)]


def test_every_language_has_the_same_sections_with_no_hole_left() -> None:
    shapes = {
        tuple((each.key, len(each.blocks)) for each in made().documents[language].sections)
        for language in get_args(Language)
    }

    assert len(shapes) == 1
    assert [language for language in get_args(Language) if re.search(r"[{}]", said(made(), language))] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fi",
            [
                "759/2004, 21 §",
                "2.11.2026",
                "2\u00a0vuoden ajan merkinnästä",
                "9\u00a0päivän",
                "12\u00a0tunnin",
                "90\u00a0päivän",
            ],
        ),
        (
            "sv",
            ["759/2004, 21 §", "2.11.2026", "2\u00a0år från varje", "9\u00a0dagar", "12\u00a0timmar", "90\u00a0dagar"],
        ),
        (
            "en",
            [
                "section 21 of Act 759/2004",
                "2 Nov 2026",
                "2\u00a0years from",
                "9\u00a0days",
                "12\u00a0hours",
                "90\u00a0days",
            ],
        ),
    ],
)
def test_it_names_the_law_the_dialogue_and_how_long_each_is_kept(language: Language, words: list[str]) -> None:
    assert [each for each in words if each not in said(made(), language)] == []


def test_another_setting_another_row_or_another_date_is_another_version() -> None:
    versions = {made().version, made(None).version, made(date(2026, 11, 3)).version, made(session_seconds=3600).version}

    assert made().version == made().version
    assert len(versions) == 4


def test_before_the_dialogue_it_says_that_nobody_has_said() -> None:
    for language, words in STAFF_NOTICE_IN.items():
        assert words.no_dialogue in said(made(None), language)
        assert words.no_dialogue not in said(made(), language)


# ------------------------------------------------------------------------------------------------- shown and kept


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A stage in which the dialogue was held, and somebody who has accepted nothing yet."""
    desk.services.people.note_dialogue(Dialogue(held_on="2026-11-02", by="admin.a", at=1))
    desk.services.people.put(Profile(person="agent.a", alias="Aino"))
    return desk


def accepts(desk: Desk, notice: str | None) -> None:
    _, session = desk.services.sessions.start("agent.a", "Aino", ("agent",), "")
    who = desk.services.sessions.check(session.hash)
    accepted = AcceptCommitment(version=CURRENT.version, hash=CURRENT.hash, notice=notice)
    signing_in.accept_commitment(desk.services, who, accepted)


def test_the_version_that_was_shown_is_kept_with_the_acceptance_and_can_be_read_when_it_has_changed(told: Desk) -> None:
    shown = informing.notice_of_staff(told.services)
    accepts(told, shown.version)
    told.services.people.note_dialogue(Dialogue(held_on="2026-11-20", by="admin.a", at=2))

    profile = told.services.people.get("agent.a")
    assert profile is not None
    assert profile.committed_notice == shown.version
    now = informing.notice_of_staff(told.services)
    assert now.version != shown.version
    assert informing.notice_of_staff(told.services, shown.version) == shown
    assert informing.notice_of_staff(told.services, now.version) == now


def test_a_version_that_nobody_was_shown_is_not_there(told: Desk) -> None:
    with pytest.raises(NotFound):
        informing.notice_of_staff(told.services, "0" * 10)


def test_whoever_was_shown_another_notice_accepts_nothing(told: Desk) -> None:
    with pytest.raises(Malformed) as refused:
        accepts(told, "0" * 10)

    assert refused.value.data == {"where": "$.notice"}
    profile = told.services.people.get("agent.a")
    assert profile is not None
    assert profile.committed_hash == ""


def test_whoever_says_nothing_of_a_notice_accepts_the_commitment_all_the_same(told: Desk) -> None:
    accepts(told, None)

    profile = told.services.people.get("agent.a")
    assert profile is not None
    assert (profile.committed_hash, profile.committed_notice) == (CURRENT.hash, "")
    assert staff("agent.a").committed
