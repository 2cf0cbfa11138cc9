"""`python -m bench.masking`: what the mask misses, what it covers wrongly, and what its worst text costs.

`bench/masking.toml` holds the sentences and what has to be covered in them.
"""

import random
import re
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from chalicelib.chat.limits import LIMITS
from chalicelib.chat.masking import MASK, mask, normalize

LANGUAGES: Final = ("fi", "sv", "en")
TARGET_MS: Final = 20
"""CPU that the worst text may take."""

_SECRET: Final = re.compile("⟦([^⟧]*)⟧")


class Sentence(msgspec.Struct, frozen=True):
    """What somebody wrote, with what has to be covered between ⟦ and ⟧."""

    language: str
    kind: str
    marked: str

    @property
    def written(self) -> str:
        return normalize(_SECRET.sub(r"\1", self.marked))

    @property
    def expected(self) -> str:
        return _SECRET.sub(MASK, normalize(self.marked))

    @property
    def secrets(self) -> list[range]:
        """Where they stand in what was written."""
        marks = 2  # of every secret before it
        return [
            range(found.start(1) - 1 - marks * before, found.end(1) - 1 - marks * before)
            for before, found in enumerate(_SECRET.finditer(normalize(self.marked)))
        ]


class Judgement(msgspec.Struct, frozen=True):
    """What was masked of one sentence, beside what had to be."""

    sentence: Sentence
    masked: str
    missed: int
    """Secrets of which a letter or digit is left."""
    false_alarm: bool
    """Whether a letter or digit of anything else is covered."""

    @property
    def is_right(self) -> bool:
        return self.masked == self.sentence.expected


def corpus() -> list[Sentence]:
    languages: dict[str, dict[str, list[str]]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return [
        Sentence(language, kind, marked)
        for language, kinds in languages.items()
        for kind, sentences in kinds.items()
        for marked in sentences
    ]


def judged(sentence: Sentence) -> Judgement:
    written = sentence.written
    masked = mask(written).text
    telling = {place for place, character in enumerate(written) if character.isalnum()}
    covered = set(_covered(written, masked)) & telling
    secret = {place for span in sentence.secrets for place in span}
    missed = sum(not telling.intersection(span) <= covered for span in sentence.secrets)
    return Judgement(sentence, masked, missed, not covered <= secret)


def _covered(written: str, masked: str) -> Iterator[int]:
    """The places of what was written that the mask stands for."""
    around = re.fullmatch("(.+?)".join(map(re.escape, masked.split(MASK))), written, re.DOTALL)
    assert around is not None, "The mask changed something that it did not cover"
    for group in range(1, around.re.groups + 1):
        yield from range(*around.span(group))


def report(judgements: Sequence[Judgement]) -> list[str]:
    """A table by kind and language, then every sentence that came out otherwise than it had to."""
    lines = [f"{'':15}" + "".join(f"{language:^30}" for language in LANGUAGES)]
    lines.append(f"{'':15}" + f"{'sentences':>11}{'misses':>8}{'alarms':>8}   " * len(LANGUAGES))
    lines += [
        f"{kind:15}" + "".join(_counts(_of(judgements, language, kind)) for language in LANGUAGES)
        for kind in dict.fromkeys(judgement.sentence.kind for judgement in judgements)
    ]
    lines.append(f"{'all':15}" + "".join(_counts(_of(judgements, language)) for language in LANGUAGES))
    secrets = sum(len(judgement.sentence.secrets) for judgement in judgements)
    lines.append(
        f"{sum(judgement.missed for judgement in judgements)} of {secrets} secrets missed, "
        f"{sum(judgement.false_alarm for judgement in judgements)} false alarms in {len(judgements)} sentences",
    )
    wrong = [judgement for judgement in judgements if not judgement.is_right]
    return lines + [f"  {judgement.sentence.marked!r} → {judgement.masked!r}" for judgement in wrong]


def _of(judgements: Iterable[Judgement], language: str, kind: str | None = None) -> list[Judgement]:
    return [
        judgement
        for judgement in judgements
        if judgement.sentence.language == language and kind in {None, judgement.sentence.kind}
    ]


def _counts(judgements: Sequence[Judgement]) -> str:
    missed = sum(judgement.missed for judgement in judgements)
    alarms = sum(judgement.false_alarm for judgement in judgements)
    return f"{len(judgements):>11}{missed:>8}{alarms:>8}   "


HOSTILE: Final = (
    "4",
    "37",
    "4 ",
    "4  -",
    "0 ",
    "6\n",
    "010190",
    "010190-",
    "010190 - 90",
    "01.01.1990 ",
    "01011990-901",
    "0101 90 - ",
    "4111 1111 1111 111 ",
    "4111-1111-1111-1112-",
    "411111111111111101 0190-901R ",
    "3782 822463 1000 ",
    "6 22 333 4444 55555 ",
    "FI21",
    "FI21 1234 5600 0007 8 ",
    "FI",
    "DE89 A1B2 ",
    "RF18",
    "RF18 5390 ",
    "viite 4111 1111 ",
    "123456-",
    "529002-223343 ",
    "4006381333931 ",
    " ",
    "-",
    "\n",
    "４１\u200b",
    "e\u0301",
    "a",
)
"""What a text of nothing else is made of: pieces that begin something which never ends as it began."""


def worst(steps: int = 150, seed: int = 1) -> tuple[str, float]:
    """The text that took the most CPU, and its milliseconds: the dearest hostile text, made dearer by changes that cost more."""
    draw = random.Random(seed)
    dearest, cost = max(((text, milliseconds(text)) for text in map(_filled, HOSTILE)), key=lambda found: found[1])
    for _ in range(steps):
        piece = draw.choice(HOSTILE) * draw.choice((1, 3, 20))
        place = draw.randrange(LIMITS.message_characters)
        changed = _filled(dearest[:place] + piece + dearest[place + draw.choice((0, len(piece))) :])
        costs = milliseconds(changed)
        if costs > cost:
            dearest, cost = changed, costs
    return dearest, milliseconds(dearest, times=15)  # again: of many it was the dearest by the machine's noise too


def _filled(text: str) -> str:
    return (text * LIMITS.message_characters)[: LIMITS.message_characters]


def milliseconds(text: str, times: int = 3) -> float:
    """CPU of normalizing and masking it, the least of some times: what the machine adds is not the rule's."""
    return min(_once(text) for _ in range(times))


def _once(text: str) -> float:
    before = time.process_time()
    mask(normalize(text))
    return (time.process_time() - before) * 1000


def report_of_cost(text: str, cost: float) -> str:
    return f"Worst {len(text):,} characters: {cost:.1f} ms of CPU (target {TARGET_MS}): {text[:40]!r}…"


def main() -> None:
    print("\n".join(report([judged(sentence) for sentence in corpus()])))
    print(report_of_cost(*worst()))


if __name__ == "__main__":
    main()
