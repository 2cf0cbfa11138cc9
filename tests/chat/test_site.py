from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from chalicelib.chat.site import Contact, DayNotice, Site, Topic, contact_address, contact_lines, notice_of

HELSINKI = ZoneInfo("Europe/Helsinki")
SITE = Site(
    key="main",
    company="Demo Oy",
    origins=(),
    language="fi",
    contacts=(
        Contact(kind="phone", value="+358 8 123 456", words={"fi": "Päivystys", "en": "On call"}),
        Contact(kind="mail", value="apu@demo.example"),
        Contact(kind="page", value="https://demo.example/apu", words={"fi": "Ohjeet"}),
        Contact(kind="visit", value="Sepäntie 1"),
    ),
    topics=(Topic(key="orders", words={"fi": "Tilaukset"}),),
    today=(
        DayNotice(since=date(2026, 12, 1), until=date(2026, 12, 2), words={"fi": "Ruuhkaa."}),
        DayNotice(since=date(2026, 12, 4), until=date(2026, 12, 4), words={"fi": "Suljettu."}),
    ),
)


def at(written: str) -> float:
    return datetime.fromisoformat(written).replace(tzinfo=HELSINKI).timestamp()


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-30T23:59:59", None),
        ("2026-12-01T00:00:00", "Ruuhkaa."),
        ("2026-12-02T23:59:59", "Ruuhkaa."),
        ("2026-12-03T12:00:00", None),
        ("2026-12-04T12:00:00", "Suljettu."),
    ],
)
def test_a_notice_of_the_day_is_told_from_its_first_to_its_last_day(moment: str, words: str | None) -> None:
    notice = notice_of(SITE, HELSINKI, at(moment))

    assert (notice and notice.words["fi"]) == words


def test_a_notice_says_when_it_is_over_even_where_the_clock_is_changed_that_night() -> None:
    notice = notice_of(SITE, HELSINKI, at("2026-12-01T12:00:00"))
    summer = DayNotice(since=date(2026, 3, 28), until=date(2026, 3, 29), words={"fi": "Kello siirtyy."})
    changing = notice_of(Site(key="a", company="", origins=(), today=(summer,)), HELSINKI, at("2026-03-28T12:00:00"))

    assert notice is not None
    assert notice.until == at("2026-12-03T00:00:00")
    assert changing is not None
    assert changing.until == at("2026-03-30T00:00:00")


def test_what_a_language_lacks_is_said_in_the_sites_own() -> None:
    assert SITE.words_of(SITE.contacts[0].words) == {"fi": "Päivystys", "sv": "Päivystys", "en": "On call"}
    assert SITE.words_of({}) == {}


def test_contacts_are_lines_for_whoever_has_only_text() -> None:
    assert contact_lines(SITE, "en") == [
        "On call: +358 8 123 456",
        "apu@demo.example",
        "Ohjeet: https://demo.example/apu",
        "Sepäntie 1",
    ]


def test_contacts_lead_somewhere_where_they_can() -> None:
    assert [contact_address(each) for each in SITE.contacts] == [
        "tel:+3588123456",
        "mailto:apu@demo.example",
        "https://demo.example/apu",
        None,
    ]


def test_a_topic_is_found_by_its_key_and_an_unknown_one_is_none() -> None:
    assert SITE.topic("orders") == SITE.topics[0]
    assert SITE.topic("unknown") is None
    assert SITE.topic(None) is None
