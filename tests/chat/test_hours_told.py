"""What launcher and header say of the opening hours, in three languages, and until when it is true."""

from itertools import pairwise

import pytest

from chalicelib.chat.hours import WEEKDAYS, Hours
from chalicelib.chat.hours_told import DAYS, Sentence, Told, told
from chalicelib.chat.wire import Language
from chalicelib.chat.words import SITE_IN
from tests.chat.test_hours import DAY, OFFICE, at, open_at

LATE = Hours(week={"fri": ("18-24",), "sat": ("20-2",)})


def now(hours: Hours, moment: str) -> Sentence:
    return told(hours, at(moment)).sentences[0]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2060", "")


@pytest.mark.parametrize(
    ("moment", "language", "sentence"),
    [
        ("2026-11-25T12:00", "fi", "Avoinna klo 16 asti"),
        ("2026-11-25T12:00", "sv", "Öppet till kl. 16"),
        ("2026-11-25T12:00", "en", "Open until 16:00"),
        ("2026-11-25T08:00", "fi", "Suljettu, avautuu klo 9"),
        ("2026-11-25T08:00", "sv", "Stängt, öppnar kl. 9"),
        ("2026-11-25T08:00", "en", "Closed, opens at 9:00"),
        ("2026-11-27T20:00", "fi", "Suljettu, avautuu ma klo 9"),
        ("2026-11-27T20:00", "sv", "Stängt, öppnar mån kl. 9"),
        ("2026-11-27T20:00", "en", "Closed, opens Mon at 9:00"),
    ],
)
def test_an_office_says_until_when_it_is_open_or_when_it_opens(moment: str, language: Language, sentence: str) -> None:
    assert plain(now(OFFICE, moment).words[language]) == sentence


def test_on_the_day_itself_the_weekday_is_left_out() -> None:
    sunday, monday = told(OFFICE, at("2026-11-29T12:00")).sentences[:2]

    assert plain(sunday.words["fi"]) == "Suljettu, avautuu ma klo 9"
    assert sunday.until == at("2026-11-30T00:00")
    assert plain(monday.words["fi"]) == "Suljettu, avautuu klo 9"
    assert monday.until == at("2026-11-30T09:00")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fi", "Suljettu, avautuu 7.1. klo 9.30"),
        ("sv", "Stängt, öppnar 7.1. kl. 9.30"),
        ("en", "Closed, opens 7 Jan at 9:30"),
    ],
)
def test_what_opens_in_more_than_a_week_is_told_by_its_date(language: Language, sentence: str) -> None:
    hours = Hours(week={}, dates={"2027-01-07": ("9:30-16",)})

    assert plain(now(hours, "2026-12-20T12:00").words[language]) == sentence


def test_what_is_not_known_to_open_is_closed_and_no_more() -> None:
    assert now(Hours(week={}), "2026-11-25T12:00").words == {"fi": "Suljettu", "sv": "Stängt", "en": "Closed"}


def test_what_closes_at_midnight_closes_at_24() -> None:
    assert plain(now(LATE, "2026-11-27T19:00").words["fi"]) == "Avoinna klo 24 asti"
    assert plain(now(LATE, "2026-11-28T23:00").words["fi"]) == "Avoinna klo 2 asti"


def test_what_is_always_open_says_so_without_a_time() -> None:
    always = Hours(week=dict.fromkeys(WEEKDAYS, ("0-24",)))

    [sentence] = told(always, at("2026-11-25T12:00")).sentences
    assert sentence.words == {"fi": "Avoinna", "sv": "Öppet", "en": "Open"}


def test_what_is_open_for_days_names_the_time_on_the_last_day_only() -> None:
    weekend = Hours(week={"fri": ("16-24",), "sat": ("0-24",), "sun": ("0-18",)})
    first, last = told(weekend, at("2026-11-27T17:00")).sentences[:2]

    assert plain(first.words["fi"]) == "Avoinna"
    assert first.until == at("2026-11-28T18:00")
    assert plain(last.words["fi"]) == "Avoinna klo 18 asti"


@pytest.mark.parametrize("hours", [OFFICE, LATE, Hours(week={}), Hours(week=dict.fromkeys(WEEKDAYS, ("0-24",)))])
@pytest.mark.parametrize("moment", ["2026-11-25T12:00", "2026-11-27T23:59", "2026-03-28T12:00", "2026-10-24T23:00"])
def test_sentences_follow_each_other_and_are_true_to_the_coming_week(hours: Hours, moment: str) -> None:
    start = at(moment)
    sentences = told(hours, start).sentences

    assert start < sentences[0].until
    assert all(one.until < other.until for one, other in pairwise(sentences))
    assert sentences[-1].until >= start + (DAYS - 1) * DAY
    begins = [start, *(each.until for each in sentences)]
    for begin, sentence in zip(begins, sentences, strict=False):
        assert open_at(hours, begin) is sentence.open
        assert open_at(hours, sentence.until - 1) is sentence.open


# ------------------------------------------------------------------------------------------------- a usual week


@pytest.mark.parametrize(
    ("hours", "fi", "en"),
    [
        (OFFICE, "Avoinna ma–pe 9–16", "Open Mon–Fri 9:00–16:00"),
        (
            Hours(week={**OFFICE.week, "sat": ("10-14",)}, holidays="FI"),
            "Avoinna ma–pe 9–16, la 10–14, arkipyhinä suljettu",
            "Open Mon–Fri 9:00–16:00, Sat 10:00–14:00, closed on public holidays",
        ),
        (
            Hours(week={"mon": ("9-12", "13-16:30"), "wed": ("9-12",)}),
            "Avoinna ma 9–12 ja 13–16.30, ke 9–12",
            "Open Mon 9:00–12:00 and 13:00–16:30, Wed 9:00–12:00",
        ),
        (LATE, "Avoinna pe 18–24, la 20–2", "Open Fri 18:00–24:00, Sat 20:00–2:00"),
        (Hours(week={}), "", ""),
    ],
)
def test_a_usual_week_is_told_in_one_line(hours: Hours, fi: str, en: str) -> None:
    week = told(hours, 0).week

    assert plain(week["fi"]) == fi
    assert plain(week["en"]) == en


def test_whoever_is_elsewhere_is_told_in_whose_time() -> None:
    def zone(name: str) -> Told:
        return told(Hours(week={}, zone=name), 0)

    assert zone("Europe/Helsinki").zone_words == {"fi": "Suomen aikaa", "sv": "finländsk tid", "en": "Finnish time"}
    assert zone("America/New_York").zone_words["en"] == "New York"
    assert [zone(name).offset for name in ("Europe/Helsinki", "America/New_York", "Asia/Kolkata")] == [120, -300, 330]


def test_every_language_has_words_of_its_own() -> None:
    everything = [
        [each.words for each in told(hours, at("2026-11-25T12:00")).sentences]
        for hours in (OFFICE, LATE, Hours(week={}))
    ]

    assert set(SITE_IN) == {"fi", "sv", "en"}
    for sentences in everything:
        for words in sentences:
            assert len(set(words.values())) == 3
            assert not any("{" in each for each in words.values())
