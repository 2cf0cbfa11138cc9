"""Names that are taken for others: what no member of staff may be called, and what looks the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat.look_alikes import is_plain, shape

PLAIN = [
    "Agent A",
    "Päivi Äkäslompolo",
    "Jean-Luc O\u2019Neil",
    "Ka\u02bbiulani",
    "\u0410\u043d\u043d\u0430 \u041f\u0435\u0442\u0440\u043e\u0432\u0430",
    "\u5c71\u7530 \u305f\u308d\u3046",
    "\u5c71\u7530\u30e4\u30de\u3005",
    "\uae40 \u91d1",
    "\u0915\u094d\u0937\u093f\u0924\u093f\u091c",
    "\u0645\u062d\u0645\u062f",
    "St. \u00c5ke 2",
    "",
]
CONFUSABLE = {
    "a Cyrillic letter in a Latin word": "\u0430dmin",
    "a Cyrillic word beside a Latin one": "Agent \u0410",
    "a Greek letter": "\u039fskar",
    "full width": "\uff21nna",
    "mathematical": "\U0001d400nna",
    "a ligature": "\ufb01nn",
    "a space without width": "An\u200bna",
    "a joiner": "An\u200dna",
    "a turn of direction": "An\u202ena",
    "a soft hyphen": "An\u00adna",
    "a filler": "Anna\u3164",
    "a selector of a form": "Anna\ufe0f",
    "a joiner of marks": "An\u034fna",
    "a private letter": "Anna\ue000",
    "a line end": "An\nna",
    "Latin among kana": "\u30e4n",
}


@pytest.mark.parametrize("name", PLAIN)
def test_names_as_people_have_them_are_plain(name: str) -> None:
    assert is_plain(name)


@pytest.mark.parametrize("name", CONFUSABLE.values(), ids=CONFUSABLE)
def test_what_may_be_taken_for_another_name_is_not(name: str) -> None:
    assert not is_plain(name)


@given(st.text("abcxyzåäöÅÄÖéØß' -.", max_size=10), st.integers(0x0410, 0x044F), st.text("abcåäö -", max_size=10))
def test_one_letter_of_another_script_is_one_too_many_wherever_it_stands(before: str, letter: int, after: str) -> None:
    assert is_plain(f"a{before}{after}")
    assert not is_plain(f"a{before}{chr(letter)}{after}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Agent A", "agent a"),
        ("Strasse", "Straße"),
        ("\uff21nna", "Anna"),
        ("\u0410\u041d\u041d\u0410", "AHHA"),
        ("\u0430\u0441\u0435", "ACE"),
        ("\u0391\u039d\u039d\u0391", "Anna"),
        ("e\u0301va", "\u00c9VA"),
    ],
)
def test_what_looks_the_same_has_one_shape(one: str, other: str) -> None:
    assert shape(one) == shape(other)


@pytest.mark.parametrize(("one", "other"), [("Anna", "Anna K"), ("Pia", "Pi\u00e4"), ("Anna", "Anne")])
def test_what_looks_different_has_another(one: str, other: str) -> None:
    assert shape(one) != shape(other)
