"""Sentences as people write them to a company: what is secret in them is covered and nothing else, but for what is named here."""

from collections import Counter

import pytest

from bench.masking import LANGUAGES, Sentence, corpus, judged
from chalicelib.chat.masking import MASK

SENTENCES = corpus()

KNOWN_MISSES = {
    "synttärit ⟦210598 ja loppuosa 9063⟧ kai riittää": "words in between",
}

KNOWN_FALSE_ALARMS = {
    # These begin, are as long and are grouped as a card's number, and pass its check: only a reader tells them apart, and
    # the word before is no proof ("tilaus" stands before cards too). One in ten such numbers passes by chance.
    "tilausnumero 4532123456789014 näkyy vahvistuksessa": "passes as a card's",
    "tracking 6011123456789019 sanoo ettei löydy": "passes as a card's",
    "lukemat 4512 4620 4733 4854 neljältä kuulta": "passes as a card's",
    "order 4539123412341 har inte kommit": "passes as a card's",
    "kollinr 4000123456789017 står stilla i Åbo": "passes as a card's",
    "confirmation 5100123456789013 no email": "passes as a card's",
    "parcel 6212345678901232 says delivered, it wasnt": "passes as a card's",
    "readings 5312 5398 5467 5518 kWh": "passes as a card's",
}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.marked)
def test_a_sentence_loses_its_secrets_and_nothing_else_but_where_it_is_known(sentence: Sentence) -> None:
    judgement = judged(sentence)

    assert (judgement.missed > 0) == (sentence.marked in KNOWN_MISSES)
    assert judgement.false_alarm == (sentence.marked in KNOWN_FALSE_ALARMS)
    if not judgement.missed and not judgement.false_alarm:
        assert judgement.masked == sentence.expected


def test_there_are_300_sentences_and_a_third_has_secrets() -> None:
    assert Counter(sentence.language for sentence in SENTENCES) == dict(zip(LANGUAGES, (150, 75, 75), strict=True))
    assert len({sentence.marked for sentence in SENTENCES}) == 300
    assert sum(bool(sentence.secrets) for sentence in SENTENCES) == 100


def test_what_is_known_is_about_sentences_that_are_there() -> None:
    assert KNOWN_MISSES.keys() | KNOWN_FALSE_ALARMS.keys() <= {sentence.marked for sentence in SENTENCES}


@pytest.mark.parametrize(
    ("marked", "missed", "false_alarm"),
    [
        ("⟦131052-308T⟧, 10 €", 0, False),
        ("⟦131052-308T ja 308T⟧, 10 €", 1, False),
        ("⟦131052-308T⟧ ⟦131052-308U⟧, 10 €", 1, False),
        ("131052-308T, 10 €", 0, True),
        ("⟦131052-30⟧8T, 10 €", 0, True),
        ("⟦10 €⟧ 131052-308T", 1, True),
        ("10 €", 0, False),
    ],
)
def test_a_miss_leaves_any_of_a_secret_and_an_alarm_covers_any_of_the_rest(
    marked: str, missed: int, *, false_alarm: bool
) -> None:
    judgement = judged(Sentence("fi", "identity_code", marked))

    assert (judgement.missed, judgement.false_alarm) == (missed, false_alarm)


def test_where_secrets_stand_is_counted_without_their_marks() -> None:
    sentence = Sentence("fi", "both", "a ⟦12⟧ b ⟦345⟧.")

    assert [sentence.written[span.start : span.stop] for span in sentence.secrets] == ["12", "345"]
    assert sentence.expected == f"a {MASK} b {MASK}."
