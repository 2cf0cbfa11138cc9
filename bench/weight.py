"""What a visitor loads: the built files of `chalicelib/static/`, gzipped as the gateway would send them."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

STATIC = Path(__file__).parents[1] / "chalicelib" / "static"

_REFERRED = re.compile(r"""(?:\.\./|\./)?static/([\w.-]+)""")
_WORDS = re.compile(r"for-widget-\w+\.js")
_LATER = re.compile(r"""import\(["']\./([\w.-]+)["']\)""")


class File(NamedTuple):
    """A file that travels: its bytes, plain and gzipped."""

    name: str
    plain: int
    gzipped: int


class Weight(NamedTuple):
    """What a visitor loads, and when."""

    page: tuple[File, ...]
    """With the company's page."""
    opening: tuple[File, ...]
    """When the visitor opens the chat, until the first message can be written: in the largest language."""
    later: tuple[File, ...]
    """What may follow in one language, when it is needed."""


def weight(static: Path = STATIC) -> Weight:
    """Return what a visitor loads. Raises FileNotFoundError when the web part is not built."""
    document = static / "widget.html"
    first = [static / "static" / name for name in _REFERRED.findall(document.read_text("utf-8"))]
    words = [path for path in (static / "static").iterdir() if _WORDS.fullmatch(path.name)]
    lazy = {
        static / "static" / name
        for path in first
        if path.suffix == ".js"
        for name in _LATER.findall(path.read_text("utf-8"))
    }
    # Of files that differ in nothing but the language, a visitor loads one.
    by_kind: dict[str, File] = {}
    for path in lazy - set(words) - set(first):
        file = _file(path, static)
        kind = path.name.rsplit("-", 1)[0]
        by_kind[kind] = max(by_kind.get(kind, file), file, key=lambda each: each.gzipped)
    return Weight(
        page=(_file(static / "juttu.js", static),),
        opening=(
            _file(document, static),
            *(_file(path, static) for path in first),
            *sorted((_file(path, static) for path in words), key=lambda each: each.gzipped)[-1:],
        ),
        later=tuple(by_kind.values()),
    )


def report(found: Weight) -> Iterator[str]:
    """Return the lines that say what a visitor loads, the largest first."""
    for when, files in (
        ("with the company's page", found.page),
        ("when the chat opens", found.opening),
        ("later, when needed", found.later),
    ):
        total = sum(file.gzipped for file in files)
        yield f"{when:<40}{total / 1024:>8.1f} KB gzipped of{sum(file.plain for file in files) / 1024:>7.1f} KB"
        for file in sorted(files, key=lambda each: -each.gzipped):
            yield f"  {file.name:<38}{file.gzipped / 1024:>8.1f}           {file.plain / 1024:>7.1f}"


def _file(path: Path, static: Path) -> File:
    contents = path.read_bytes()
    return File(str(path.relative_to(static)), len(contents), len(gzip.compress(contents, 9, mtime=0)))
