"""The demo's notice, and what is changed in it or in its settings for a test."""

import tomllib
from typing import Any

import msgspec

from chalicelib import wiring
from chalicelib.chat.limits import LIMITS, Limits
from chalicelib.chat.notice import rows
from chalicelib.chat.notice.making import Document, Notice, made, sentences
from chalicelib.chat.notice.rows import Rows
from chalicelib.chat.wire import Language
from chalicelib.settings import Settings

WRITTEN = wiring.DEMO_NOTICE.read_text("utf-8")
SETTINGS = Settings(controller="Kiuaspaja Havukka Oy", mail_from="paja@kiuaspaja.example")


def written() -> dict[str, Any]:
    """Return the file's rows, to be changed."""
    return tomllib.loads(WRITTEN)


def leaves(value: Any, name: str = "") -> list[tuple[str, Any]]:
    """Return each value that a part of the rows has, by its name."""
    if isinstance(value, dict):
        return [each for key, part in value.items() for each in leaves(part, f"{name}.{key}".lstrip("."))]
    if isinstance(value, list):
        return [each for number, part in enumerate(value, 1) for each in leaves(part, f"{name}.{number}")]
    return [(name, value)]


def inside(whole: dict[str, Any], row: str) -> tuple[Any, Any]:
    """Return the table or list of the rows that a row stands in, and by what it is found there."""
    *path, last = row.split(".")
    table: Any = whole
    for each in path:
        table = table[int(each) - 1] if isinstance(table, list) else table[each]
    return table, int(last) - 1 if isinstance(table, list) else last


def changed(row: str, value: Any) -> Rows:
    """Return the demo's rows with another value in one of them."""
    whole = written()
    table, last = inside(whole, row)
    table[last] = value
    return rows.of(whole)


def notice(given: Rows | None = None, settings: Settings = SETTINGS, limits: Limits = LIMITS) -> Notice:
    """Return the notice of these rows and settings."""
    return made(rows.read(WRITTEN) if given is None else given, settings, limits)


def setting(**values: Any) -> Settings:
    """Return the settings with other values."""
    return msgspec.structs.replace(SETTINGS, **values)


def told(given: Notice, language: Language) -> str:
    """Return everything that a notice says in a language."""
    return "\n".join(sentences(given.documents[language]))


def section(given: Notice, language: Language, key: str) -> str:
    """Return what one section says."""
    found = next(each for each in given.documents[language].sections if each.key == key)
    return "\n".join(sentences(Document(title="", summary=(), sections=(found,))))
