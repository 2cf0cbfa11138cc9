"""The confidentiality commitment: whole in every language, and what was accepted can be told for ever."""

import re

import msgspec
import pytest

from chalicelib.chat.commitment import CURRENT, LANGUAGES, VERSIONS

PUBLISHED = {
    "1": "c8f44ac99f41143b5e8f45cf44fed71f8fa57220dc30268997084be57035a70e",
}
"""People have accepted these very texts: a change of the words is a new version beside them."""


def test_a_published_text_is_never_edited() -> None:
    assert {each.version: each.hash for each in VERSIONS} == PUBLISHED


@pytest.mark.parametrize("language", LANGUAGES)
def test_changing_a_letter_in_any_language_changes_the_hash(language: str) -> None:
    changed = msgspec.structs.replace(CURRENT, text={**CURRENT.text, language: CURRENT.text[language] + " "})

    assert changed.hash != CURRENT.hash


def test_changing_the_version_changes_the_hash() -> None:
    assert msgspec.structs.replace(CURRENT, version="next").hash != CURRENT.hash


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_ten_sections(language: str) -> None:
    headings = re.findall(r"(?m)^(\d+)\. ", CURRENT.text[language])

    assert headings == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_the_same_laws(language: str) -> None:
    laws = {"2016/679", "1050/2018", "917/2014", "621/1999", "39/1889", "1171/2022"}

    assert {law for law in laws if law in CURRENT.text[language]} == laws


@pytest.mark.parametrize("language", LANGUAGES)
def test_paragraphs_are_separated_by_one_empty_line_and_nothing_is_cut(language: str) -> None:
    text = CURRENT.text[language]

    assert len(text.split("\n\n")) == 21
    assert text == text.strip()
    assert "\\" not in text
    assert "  " not in text
    assert text.endswith(".")
