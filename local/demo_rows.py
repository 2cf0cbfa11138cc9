"""Which rows of a privacy notice are still the demo's: a company that shows them says what an invented one would say."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from chalicelib.chat.notice.rows import Rows, read

FILE: Final = Path(__file__).with_name("demo_notice.toml")
"""The rows as they are shipped, for comparing with: `chalicelib/notice.toml` is what a company changes."""
MAY_STAY: Final = (
    "contact.name",
    "officer.appointed",
    "register.name",
    "bases.service.basis",
    "bases.improvement.basis",
    "bases.security.basis",
    "processors.1",
    "transfers",
    "premises.2",
    "disclosures",
)
"""What is so for whoever runs this on AWS as the template has it: a role, a kind of register, what binds AWS and what a
law may demand. Everything else is particular to a company: who and where it is, how it has weighed, locked and agreed."""
_NOBODYS: Final = re.compile(r"\.example\b|\b00000\b|\b0000000-0\b")
"""What can belong to nobody: the demo's mail domain, postal code and business id."""
RULE: Final = (
    "a row is the demo's if it says, in any language, what local/demo_notice.toml says of its company,"
    " or has .example, 00000 or 0000000-0 in it"
)
"""The end of the sentence in which somebody is told that rows are still the demo's."""
_LANGUAGE: Final = re.compile(r"\.(?:fi|sv|en)$")


def of_the_demo(rows: Rows) -> list[str]:
    """Return the names of the rows that say, in any language, what only the demo's company can say, or what nobody can."""
    shipped = frozenset(text for name, text in _texts(read(FILE.read_text("utf-8"))) if not _may_stay(name))
    still = [name for name, text in _texts(rows) if text in shipped or _NOBODYS.search(text)]
    return [*(["demo"] if rows.demo else []), *dict.fromkeys(_LANGUAGE.sub("", name) for name in still)]


def _may_stay(name: str) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in MAY_STAY)


def _texts(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield each text that the notice shows, by its row's name; spaces make no other text."""
    for name, text in _strings(msgspec.to_builtins(rows), ""):
        if rows.officer.appointed or not name.startswith("officer."):
            yield name, " ".join(text.split())


def _strings(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _strings(each, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value, 1):
            yield from _strings(each, f"{name}.{number}")
    elif isinstance(value, str) and value:
        yield name, value
