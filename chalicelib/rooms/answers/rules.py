"""What becomes of canned answers that are written, brought in a file, or taken away; and what is wrong with them."""

import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, get_args

import msgspec

from chalicelib.chat import masking
from chalicelib.chat.answers import Answer, Answers, kept_bytes
from chalicelib.chat.errors import ChangedMeanwhile, NotFound, SettingsRefused
from chalicelib.chat.limits import LIMITS, Limits
from chalicelib.chat.site import Site
from chalicelib.chat.spreadsheet import FORMULA_BEGINS
from chalicelib.chat.wire import Language, Mistake, MistakeCode
from chalicelib.rooms.answers.wire import AnswersImport, AnswersOfSite, CannedAnswer, MostAnswers, Whose

VARIABLES: Final = frozenset({"name", "alias", "company", "contact", "reference"})
"""What a conversation fills in: the visitor's name, one's own as visitors see it, the site's company and first contact, the reference."""
LACKING: Final = frozenset({"name", "contact"})
"""Those of which a conversation may have none: what is said without them has to be written."""
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_KEY: Final = r"[a-z0-9åäö][a-z0-9åäö_-]*"
_VARIABLE: Final = r"\{([A-Za-zÅÄÖåäö_]+)(\|[^{}|\n]*)?\}"
"""Braces with anything else in them are braces."""
_FILLED: Final = "\0"
_ALMOST: Final = rf"\{{\s*(?:{_FILLED}|(?:{'|'.join(sorted(VARIABLES))})\b)"
"""What somebody took for a variable, in what is left when those that are some have been filled."""

# ------------------------------------------------------------------------------------------------- one answer


def written(asked: CannedAnswer) -> Answer:
    """Return an answer that was written as it is kept: in plain text, without a language in which it says nothing."""
    said = {language: masking.normalize(text).strip() for language, text in asked.text.items()}
    return Answer(
        id=asked.id,
        key=_plain(asked.key).removeprefix("/").lower(),
        title=_plain(asked.title),
        text={language: said[language] for language in LANGUAGES if said.get(language)},
        sites=tuple(sorted(set(asked.sites))),
        changed_at=asked.changed_at,
    )


def shown(answers: Answers) -> tuple[CannedAnswer, ...]:
    """Return answers as they are told, by key."""
    return tuple(
        CannedAnswer(**msgspec.structs.asdict(each)) for each in sorted(answers.answers, key=lambda one: one.key)
    )


def mistakes(answer: Answer, sites: Collection[str], limits: Limits = LIMITS) -> Iterator[Mistake]:
    """Yield all that is wrong with an answer by itself. `sites`: which there are."""
    if not re.fullmatch(_KEY, answer.key):
        yield _mistake("key", "key" if answer.key else "empty", "a key is of a to z, å, ä, ö, digits, - and _.")
    yield from _line("key", answer.key, limits.answer_key_characters)
    if not answer.title:
        yield _mistake("title", "empty", "an answer has a title.")
    yield from _line("title", answer.title, limits.answer_title_characters)
    if not answer.text:
        yield _mistake(f"text.{LANGUAGES[0]}", "empty", "an answer says something in one language at least.")
    for language, text in answer.text.items():
        yield from _text(f"text.{language}", text, limits)
    for site in answer.sites:
        if site not in sites:
            yield _mistake("sites", "no_site", f"there is no site {site!r}.")


def _line(where: str, text: str, most: int) -> Iterator[Mistake]:
    if "\n" in text:
        yield _mistake(where, "one_line", "it is written on one line.")
    if len(text) > most:
        yield _mistake(where, "too_long", f"at most {most} characters.", limit=most)
    if masking.mask(text).text != text:
        yield _mistake(where, "secret", "an identity code or a card number is nobody's answer.")


def _text(where: str, text: str, limits: Limits) -> Iterator[Mistake]:
    if len(text) > limits.message_characters:
        most = limits.message_characters
        yield _mistake(where, "too_long", f"at most {most} characters.", limit=most)
    if masking.mask(text).text != text:
        yield _mistake(where, "secret", "an identity code or a card number is nobody's answer.")
    if not any(map(masking.is_seen, text)):
        yield _mistake(where, "empty", "nothing is seen of it.")
    almost = re.search(_ALMOST, re.sub(_VARIABLE, _FILLED, text))
    if almost is not None:
        meant = almost.group().replace(_FILLED, "…")
        yield _mistake(where, "variable", f"{meant!r} begins no variable: one is written {{name|…}}.", meant=meant)
    for variable, fallback in dict.fromkeys(re.findall(_VARIABLE, text)):
        if variable not in VARIABLES:
            known = ", ".join(sorted(VARIABLES))
            yield _mistake(where, "variable", f"{{{variable}}} is no variable: {known}.", meant=f"{{{variable}}}")
        elif variable in LACKING and not fallback:
            sentence = f"what stands there where there is none? {{{variable}|…}}"
            yield _mistake(where, "fallback", sentence, meant=f"{{{variable}|…}}")


# ------------------------------------------------------------------------------------------------- all of them


def most(limits: Limits = LIMITS) -> MostAnswers:
    """Return how many there may be, and how long."""
    return MostAnswers(
        shared=limits.shared_answers,
        own=limits.own_answers,
        key=limits.answer_key_characters,
        title=limits.answer_title_characters,
        text=limits.message_characters,
    )


def same(one: Answer, other: Answer) -> bool:
    """Return whether two answers say the same, whenever they were written."""
    return msgspec.structs.replace(one, changed_at=0) == msgspec.structs.replace(other, changed_at=0)


def found(answers: Answers, wanted: str) -> Answer | None:
    """Return the answer of this id."""
    return next((each for each in answers.answers if each.id == wanted), None)


def saved(before: Answers, answer: Answer, whose: Whose, at: int, limits: Limits = LIMITS) -> Answers:
    """Return answers with this one among them, at this time; as they were where it is there already.

    Raises ChangedMeanwhile where it was changed since it was read, NotFound where it was deleted, SettingsRefused.
    """
    there = found(before, answer.id)
    if there is not None and same(there, answer):
        return before
    if there is None and answer.changed_at:
        raise NotFound
    if there is not None and there.changed_at != answer.changed_at:
        raise ChangedMeanwhile(at=there.changed_at)
    others = [each for each in before.answers if each.id != answer.id]
    if any(each.key == answer.key for each in others):
        raise SettingsRefused(mistakes=(_mistake("key", "twice", "another answer has this key."),))
    return _fitting(_kept([*others, answer], [answer.id], before, at), whose, limits)


def deleted(before: Answers, wanted: str, read: int, at: int) -> Answers:
    """Return answers without one; as they were where it is gone already. Raises ChangedMeanwhile."""
    there = found(before, wanted)
    if there is None:
        return before
    if there.changed_at != read:
        raise ChangedMeanwhile(at=there.changed_at)
    left = tuple(each for each in before.answers if each.id != wanted)
    return msgspec.structs.replace(before, answers=left, changed_at=_later(before, at))


def greeting(before: Answers, shared: Answers, wanted: str | None, at: int) -> Answers:
    """Return somebody's own answers with the one with which they begin. Raises NotFound where there is none such."""
    if wanted is not None and found(before, wanted) is None and found(shared, wanted) is None:
        raise NotFound
    if before.greeting == (wanted or ""):
        return before
    return msgspec.structs.replace(before, greeting=wanted or "", changed_at=_later(before, at))


def _kept(answers: Sequence[Answer], changed: Collection[str], before: Answers, at: int) -> Answers:
    """Return answers as they are kept from now on, the changed ones with when that is."""
    now = _later(before, at)
    dated = [msgspec.structs.replace(each, changed_at=now) if each.id in changed else each for each in answers]
    return msgspec.structs.replace(before, answers=tuple(sorted(dated, key=lambda each: each.key)), changed_at=now)


def _fitting(after: Answers, whose: Whose, limits: Limits) -> Answers:
    """Return answers that are not too many. Raises SettingsRefused."""
    number = limits.shared_answers if whose == "shared" else limits.own_answers
    room = limits.shared_answers_bytes if whose == "shared" else limits.own_answers_bytes
    if len(after.answers) > number:
        raise SettingsRefused(mistakes=(_mistake("", "too_many", f"there may be {number}.", limit=number),))
    if kept_bytes(after) > room:
        sentence = f"all of them may have {room} bytes."
        raise SettingsRefused(mistakes=(_mistake("", "too_large", sentence, limit=room),))
    return after


def _later(before: Answers, at: int) -> int:
    """Clocks differ: what follows is never earlier than what was before, nor at the same moment."""
    return max(at, before.changed_at + 1)


# ------------------------------------------------------------------------------------------------- what is filled in


def of_site(site: Site) -> AnswersOfSite:
    """Return what a site gives to the variables of answers."""
    first = site.contacts[0].value if site.contacts else ""
    return AnswersOfSite(site=site.key, company=site.company, contact=first)


def version(*parts: object) -> str:
    """Return what is told apart by: the same where all of it is."""
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()[:16]


# ------------------------------------------------------------------------------------------------- as a file

COLUMNS: Final = ("key", "title", "sites", *LANGUAGES)
_NEEDED: Final = frozenset({"key", "title"})
_ORDER_MARK: Final = "\ufeff"
"""By which Excel knows UTF-8; semicolons because that is what it separates by in Finland."""
_SEPARATORS: Final = (";", ",", "\t")
_FORMULA: Final = f"'*{FORMULA_BEGINS}"
"""What a spreadsheet takes for a formula, or once did before it was protected."""
_PROTECTED: Final = f"'+{FORMULA_BEGINS}"
_LINES: Final = r"[^\n]*\n|[^\n]+"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An answer of a file, with the number of its row as a spreadsheet counts."""

    number: int
    answer: Answer


def file(answers: Answers) -> str:
    """Return answers as a spreadsheet's file, by key; read in again it is what it was."""
    rows = [
        (each.key, each.title, " ".join(each.sites), *(each.text.get(language, "") for language in LANGUAGES))
        for each in sorted(answers.answers, key=lambda one: one.key)
    ]
    lines = (";".join(map(_cell, row)) for row in [COLUMNS, *rows])
    return _ORDER_MARK + "".join(f"{line}\r\n" for line in lines)


def _cell(text: str) -> str:
    """Return a cell in quotes, of which no spreadsheet makes a formula."""
    harmless = f"'{text}" if re.match(_FORMULA, text) else text
    quoted = harmless.replace('"', '""')
    return f'"{quoted}"'


def _uncovered(cell: str) -> str:
    return cell[1:] if re.match(_PROTECTED, cell) else cell


def rows(text: str, before: Answers, sites: Collection[str], limits: Limits = LIMITS) -> list[Row]:
    """Return the answers of a file; one with a key that there is has its id.

    Raises SettingsRefused with everything that is wrong, each with its row and column: `rows[3].title`.
    """
    read = _read(text)
    names = [cell.strip().lower() for cell in read[0]] if read else []
    wrong = list(_head(names))
    if wrong:
        raise SettingsRefused(mistakes=tuple(wrong[: limits.mistakes_told]))
    ids = {each.key: each.id for each in before.answers}
    found: list[Row] = []
    for number, cells in enumerate(read[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            wrong.append(
                _mistake(f"rows[{number}]", "column", f"more cells than columns: {len(names)}.", limit=len(names))
            )
            continue
        answer = _answer(dict(zip(names, map(_uncovered, cells), strict=False)), ids)
        for each in mistakes(answer, sites, limits):
            column = each.where.removeprefix("text.")
            wrong.append(msgspec.structs.replace(each, where=f"rows[{number}].{column}"))
        found.append(Row(number=number, answer=answer))
    wrong += _twice(found)
    if not found and not wrong:
        wrong.append(_mistake("rows[2]", "empty", "there is no answer in it."))
    if wrong:
        in_order = sorted(wrong, key=lambda each: int(re.sub(r"\D", "", each.where.partition(".")[0]) or 0))
        raise SettingsRefused(mistakes=tuple(in_order[: limits.mistakes_told]))
    return found


def imported(
    before: Answers, found: Iterable[Row], whose: Whose, at: int, limits: Limits = LIMITS
) -> tuple[Answers, AnswersImport]:
    """Return answers after an import, and what it did. Raises SettingsRefused where they are too many."""
    there = {each.id: each for each in before.answers}
    added: list[Answer] = []
    changed: list[Answer] = []
    unchanged = 0
    for row in found:
        old = there.get(row.answer.id)
        if old is not None and same(old, row.answer):
            unchanged += 1
            continue
        (added if old is None else changed).append(row.answer)
        there[row.answer.id] = row.answer
    new = [*added, *changed]
    after = before
    if new:
        after = _fitting(_kept(list(there.values()), {each.id for each in new}, before, at), whose, limits)
    told = AnswersImport(
        read=before.changed_at,
        added=tuple(each.key for each in added),
        changed=tuple(each.key for each in changed),
        same=unchanged,
    )
    return after, told


def _read(text: str) -> list[list[str]]:
    """Return a file's cells. Raises SettingsRefused where it is none."""
    import csv

    plain = re.sub("\r\n?", "\n", text.removeprefix(_ORDER_MARK))
    first = plain.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    found: list[list[str]] = []
    try:
        found += csv.reader(re.findall(_LINES, plain), delimiter=separator, strict=True)
    except csv.Error as error:
        where = f"rows[{len(found) + 1}]"
        raise SettingsRefused(
            mistakes=(_mistake(where, "file", "its quotes or its length cannot be read."),)
        ) from error
    return found


def _head(names: Sequence[str]) -> Iterator[Mistake]:
    known = ", ".join(COLUMNS)
    for place, name in enumerate(names, 1):
        if name and name not in COLUMNS:
            yield _mistake(f"rows[1].{place}", "column", f"there is no column {name!r}: {known}.", meant=name)
    for name, times in Counter(names).items():
        if name and times > 1:
            yield _mistake(f"rows[1].{name}", "twice", f"there are {times} columns {name!r}.")
    lacking = [name for name in COLUMNS if name in _NEEDED and name not in names]
    if not any(language in names for language in LANGUAGES):
        lacking.append(LANGUAGES[0])
    for name in lacking:
        yield _mistake(f"rows[1].{name}", "column", f"the column {name!r} is not there.", meant=name)


def _answer(cells: dict[str, str], ids: dict[str, str]) -> Answer:
    found = written(
        CannedAnswer(
            id="",
            key=cells.get("key", ""),
            title=cells.get("title", ""),
            text={language: cells.get(language, "") for language in LANGUAGES},
            sites=tuple(re.findall(r"[^\s,;]+", cells.get("sites", ""))),
        )
    )
    return msgspec.structs.replace(found, id=ids.get(found.key) or _new_id(found.key, set(ids.values())))


def _new_id(key: str, taken: Collection[str]) -> str:
    """Return an id that no other answer has, not even one that was imported under this key and then given another."""
    made = (hashlib.sha256(f"answer:{key}:{n}".encode()).hexdigest()[:24] for n in itertools.count())
    return next(each for each in made if each not in taken)


def _twice(found: Sequence[Row]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for row in found:
        if row.answer.key and row.answer.key in seen:
            yield _mistake(f"rows[{row.number}].key", "twice", "another row has this key.")
        seen.add(row.answer.key)


def _plain(text: str) -> str:
    return masking.normalize(text).strip()


def _mistake(
    where: str, code: MistakeCode, sentence: str, *, limit: int | None = None, meant: str | None = None
) -> Mistake:
    return Mistake(where=where, code=code, sentence=sentence, limit=limit, meant=meant)
