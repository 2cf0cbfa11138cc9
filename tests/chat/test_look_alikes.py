"""Names that are taken for others: what no member of staff may be called, and what looks the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat.look_alikes import is_plain, look_alike

PLAIN = [
    "Agent A",
    "Agent 12",
    "Päivi Äkäslompolo",
    "Jean-Luc O\u2019Neil",
    "J.-P. Mäki",
    "Anna K.",
    "Łukasz Þór Ðað",
    "Nguyễn Ước",
    "Ǥiõr Ǯâ",
    "Işıl Əli",
    "\u0410\u043d\u043d\u0430",  # Anna, Cyrillic
    "\u0406\u0457\u0437\u0430-\u041c\u0430\u0440\u0456\u044f \u0419.",
    "\u0395\u03bb\u03ad\u03bd\u03b7 \u03a0\u03b1\u03c0\u03ac\u03c2 2",  # Greek
    "",
]
CONFUSABLE = {
    "a Cyrillic letter in a Latin word": "\u0430dmin",
    "an old Cyrillic letter": "\u0410\u0463\u0430",
    "a Cyrillic palochka": "\u0410\u04c0\u0430",
    "Greek within Cyrillic": "\u0410\u03bd\u043d\u0430",
    "a Greek symbol": "\u0395\u03d1\u03b1",
    "a Greek vowel of three marks": "\u1f84\u03bd\u03bd\u03b1",
    "a Cyrillic word beside a Latin one": "Agent \u0410",
    "a Greek letter": "\u039fskar",
    "a Greek word beside a Latin one": "Agent \u03bd\u03c5\u03bf",
    "a Lisu word": "\ua4ee\ua4e0\ua4e0\ua4ee",
    "a Cherokee word": "\u13aa\u13d9\u13aa",
    "an Armenian word": "\u0555\u0585",
    "a phonetic letter": "Ann\u0251",
    "a dotless j": "Mai\u0237a",
    "small capitals": "\u1d00\u0274\u0274\u1d00",
    "full width": "\uff21nna",
    "mathematical": "\U0001d400nna",
    "a ligature": "\ufb01nn",
    "a modifier": "Anna\u02bc",
    "a space without width": "An\u200bna",
    "a joiner": "An\u200dna",
    "a turn of direction": "An\u202ena",
    "a soft hyphen": "An\u00adna",
    "a filler": "Anna\u3164",
    "a selector of a form": "Anna\ufe0f",
    "a joiner of marks": "An\u034fna",
    "a vowel that is not drawn": "Anna\u17b4",
    "an iota below": "Anna\u0345",
    "half a mark": "Anna\ufe20",
    "a mark that does not compose": "Anna\u0332",
    "a private letter": "Anna\ue000",
    "another space": "An\u00a0na",
    "a line end": "An\nna",
    "a full stop after a word": "Anna.",
    "a full stop of another look": "A\u2024",
    "a hyphen at the end": "Anna-",
    "an apostrophe at the beginning": "'Anna",
    "a digit in a word": "0lli",
    "another script's digits": "Agent \u0661",
}


@pytest.mark.parametrize("name", PLAIN)
def test_names_as_people_have_them_are_plain(name: str) -> None:
    assert is_plain(unicodedata.normalize("NFC", name))


@pytest.mark.parametrize("name", CONFUSABLE.values(), ids=CONFUSABLE)
def test_what_may_be_taken_for_another_name_is_not(name: str) -> None:
    assert not is_plain(unicodedata.normalize("NFC", name))


@given(st.text("abcxyzåäöÅÄÖéØß", max_size=10), st.characters(), st.text("abcåäö", max_size=10))
def test_one_letter_beyond_latin_is_one_too_many_wherever_it_stands(before: str, other: str, after: str) -> None:
    assert is_plain(f"a{before}{after}")
    if not unicodedata.name(other, "").startswith(
        ("LATIN", "COMBINING", "APOSTROPHE", "RIGHT SINGLE", "HYPHEN-MINUS", "SPACE", "FULL STOP")
    ):
        assert not is_plain(f"a{before}{other}{after}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Agent A", "agent a"),
        ("Strasse", "Straße"),
        ("e\u0301va", "\u00c9VA"),
        ("Ilona", "llona"),
        ("Ilona", "ilona"),
        ("Agent I", "Agent l"),
        ("Agent 1", "Agent l"),
        ("Olli", "0lli"),
        ("Ari", "Ar\u0131"),
        ("Tarmo", "Tarrno"),
        ("Walle", "Vvalle"),
        ("Anna K", "Anna K."),
        ("Anna-Maija", "Anna Maija"),
        ("\u0420\u043e\u0441\u0430", "Poca"),
        ("\u041e\u0441\u043a\u0430\u0440", "OCKAP".title()),
        ("\u039d\u03af\u03bd\u03b1", "N\u00edva"),
        ("\u0412\u0435\u0440\u0430", "\u0392epa"),
        ("\u041f\u043e\u043b", "\u03a0\u03bf\u043b"),
        ("\u0406\u043d\u0430", "l\u043da"),
        ("\u0410", "A"),
        ("\u0451\u0432\u0430", "\u0401\u0432\u0430"),
    ],
)
def test_what_looks_the_same_is_alike(one: str, other: str) -> None:
    assert look_alike(one, other)
    assert look_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna", "Anna K"),
        ("Pia", "Pi\u00e4"),
        ("Anna", "Anne"),
        ("Eila", "Ella"),
        ("Ali", "All"),
        ("\u0410\u043d\u043d\u0430", "Anna"),
        ("\u0415\u0432\u0430", "\u0401\u0432\u0430"),
    ],
)
def test_what_looks_different_is_not(one: str, other: str) -> None:
    assert not look_alike(one, other)
