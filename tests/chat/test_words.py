"""What is said in mails and on a site's pages: one word for one thing, the same as in the browser."""

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest

from chalicelib.chat import retention
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.notice.stored import LONGEST
from chalicelib.chat.wire import Language
from chalicelib.chat.words import IN, NOTICE_IN, SITE_IN, STAFF_NOTICE_IN
from tests import browser_words

GLOSSARY: dict[Language, dict[str, str]] = json.loads((browser_words.WORDS / "glossary.json").read_text())


def sentences(value: Any) -> Iterator[str]:
    """Yield every sentence in a language's words."""
    if isinstance(value, str):
        yield re.sub(r"{[^}]*}", "", value)
    elif isinstance(value, dict):
        yield from sentences(list(value.values()))
    elif isinstance(value, msgspec.Struct):
        yield from sentences(msgspec.structs.asdict(value))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from sentences(each)


@pytest.mark.parametrize(
    ("language", "said", "never"),
    [(language, said, never) for language, terms in GLOSSARY.items() for said, never in terms.items()],
)
def test_one_thing_has_one_name(language: Language, said: str, never: str) -> None:
    everything = [
        *sentences(IN[language]),
        *sentences(SITE_IN[language]),
        *sentences(NOTICE_IN[language]),
        *sentences(STAFF_NOTICE_IN[language]),
    ]

    assert len(everything) > 90
    assert [sentence for sentence in everything if re.search(never, sentence, re.IGNORECASE)] == [], said


def test_every_language_has_a_glossary() -> None:
    assert set(GLOSSARY) == set(get_args(Language))


@pytest.mark.parametrize("language", get_args(Language))
def test_a_score_is_called_in_a_mail_as_it_was_chosen(language: Language) -> None:
    source = browser_words.source(language)
    (chosen,) = re.findall(r"^export const scores = (\[.*\]);$", source, re.MULTILINE)

    assert [score.lower() for score in json.loads(chosen)] == list(IN[language].scores)


AS_IT_IS_SAID: dict[str, tuple[dict[Language, str], bool]] = {
    "the back-up's week": (
        {"fi": "viik(on|koa)", "sv": "en vecka", "en": "a week"},
        retention.BACK_UP_DAYS == 7,
    ),
    "the code's ten minutes": (
        {"fi": "10\u00a0minuuttia", "sv": "10\u00a0minuter", "en": "10\u00a0minutes"},
        LIMITS.code_seconds == 600,
    ),
    "the code's six digits": ({"fi": "kuusinumeroi", "sv": "sexsiffrig", "en": "six-digit"}, LIMITS.code_digits == 6),
    "half an hour of silence, and on the device": (
        {"fi": "puoli tuntia", "sv": "en halvtimme", "en": "half an hour"},
        LIMITS.idle_seconds == 1800 and retention.DEVICE_MINUTES == 30,
    ),
    "about a day": (
        {"fi": "vuorokauden", "sv": "dygn", "en": "a day"},
        LONGEST["limits"] == 24 * 3600,
    ),
}
"""Times and numbers that words have in them, each with how it is said and whether it is so."""


@pytest.mark.parametrize("what", AS_IT_IS_SAID)
def test_a_number_that_words_have_in_them_is_so(what: str) -> None:
    how, so = AS_IT_IS_SAID[what]

    assert so
    for language, pattern in how.items():
        assert re.search(pattern, browser_words.source(language).replace("\\u00a0", "\u00a0"))


BACK_UP: dict[Language, str] = {"fi": "varmuuskopio", "sv": "säkerhetskopi", "en": "back-up"}


@pytest.mark.parametrize("language", get_args(Language))
def test_whatever_is_said_of_deleting_a_conversation_names_the_back_up(language: Language) -> None:
    """In mails and in the notice; `web/words/words.test.ts` has the browser's."""
    notice = NOTICE_IN[language]
    said = [IN[language].deleted_on, notice.summary[0], notice.swept, notice.copy[3], notice.stored["back_up"]]
    remains = [each for each in notice.sections["rights"].blocks if BACK_UP[language] in each]

    assert [each for each in said if BACK_UP[language] not in each.lower()] == []
    assert len(remains) == 1
