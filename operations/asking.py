"""What a stage's file lacks is asked once, on a terminal, and written into it; where there is no terminal, it is refused."""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec
import tomlkit
from tomlkit.exceptions import ParseError
from tomlkit.items import Item

from operations import stages
from operations.stages import EXAMPLE, FOLDER, OPTIONAL, Question, Stage
from operations.trouble import Trouble

Ask = Callable[[Question], str]
"""Returns what somebody answers. Raises EOFError when they answer no more."""
Say = Callable[[str], object]

HEAD: Final = """\
# The stage {name}: what it is to be. Kept in git, and free of secrets; edit it by hand as you like.
# stages/example.toml has everything that may be said here.
"""


def complete(name: str, folder: Path = FOLDER, ask: Ask | None = None, say: Say = print) -> Stage:
    """Return a stage, once its file says everything that it has to say.

    What is missing is asked (`ask`; None: nobody is there to answer) and written into the file at once, an answer at a time, so that
    nothing is asked twice. Comments and everything else in the file stay. Raises Trouble with everything that is missing or wrong.
    """
    if name == EXAMPLE:
        raise Trouble(f"{name} is there to be read: choose another name for a stage, such as prod or test.")
    path = stages.path_of(name, folder)
    found = stages.written(name, folder)
    missing = list(stages.lacking(found))
    stages.refuse(path, _unasked(name, found, folder) if ask is None else stages.wrong(found))
    if ask is not None and missing:
        if others := "" if found else stages.others(folder):
            say(f"There is no stage {name} yet{others}: Ctrl-C if one of those was meant.")
        say(f"{path} lacks {len(missing)} {'answers' if len(missing) > 1 else 'answer'}; each is asked once.")
        for question in missing:
            put(path, name, question, _answered(question, path, ask, say))
        say(f"✓ {path} is complete: put it into git.")
    return stages.read(name, folder)


def at_terminal() -> Ask | None:
    """Return what asks whoever started the command; None where that is no person at a terminal."""
    return _at_terminal if sys.stdin.isatty() and sys.stdout.isatty() else None


def answer(question: Question, given: str) -> tuple[Any, str]:
    """Return what an answer is as a value, and in a sentence what is wrong with it; empty when nothing is."""
    value = given.strip()
    if not value and question.field in OPTIONAL:
        return "", ""
    kind = stages.kind_of(question.field)
    wrong = stages.mistake(question.field, value, kind)
    return (value, wrong) if wrong else (msgspec.convert(value, kind), "")


def put(path: Path, name: str, question: Question, value: str | date) -> None:
    """Write an answer into a stage's file, under its question as a comment; makes the file where there is none. Raises Trouble."""
    try:
        text = path.read_text("utf-8") if path.exists() else HEAD.format(name=name)
        document = tomlkit.parse(text)
        table, _, field = question.field.rpartition(".")
        place: Any = document
        if table:
            if table not in document:
                document.add(table, tomlkit.table())
            place = document[table]
        place.add(field, _commented(value, question.asks, apart=not table))
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".toml.new")
        beside.write_text(tomlkit.dumps(document), "utf-8")
        beside.replace(path)
    except (OSError, UnicodeDecodeError, ParseError) as error:
        raise Trouble(f"{path} cannot be written: {error}.") from error


def _unasked(name: str, found: Mapping[str, Any], folder: Path) -> Iterator[str]:
    if not found:
        yield f"There is no such file, or it is empty{stages.others(folder)}."
    yield from stages.mistakes(found)
    if any(each.field not in OPTIONAL for each in stages.lacking(found)):
        yield f"Say what is missing there, or run `make preflight STAGE={name}` on a terminal, which asks for it."


def _answered(question: Question, path: Path, ask: Ask, say: Say) -> str | date:
    while True:
        try:
            given = ask(question)
        except EOFError as end:
            raise Trouble(
                f"Nothing more was answered. What was is in {path}: run the same command again for the rest."
            ) from end
        value, wrong = answer(question, given)
        if not wrong:
            kept: str | date = value
            return kept
        say(f"✗ {wrong}")


def _at_terminal(question: Question) -> str:
    print(f"\n{question.asks}\n(for example {question.example})")
    return input("> ")


def _commented(value: str | date, words: str, *, apart: bool) -> Item:
    """Return a value whose line stands under a comment."""
    item: Item = tomlkit.item(value)
    # What tomlkit writes before the key: so the comment stays with its line, also where that is put before the first table.
    item.trivia.indent = ("\n" if apart else "") + f"# {words}\n"
    return item
