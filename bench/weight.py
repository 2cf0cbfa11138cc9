"""What a visitor loads: the built files of `chalicelib/static/`, gzipped as the gateway would send them."""

import gzip
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

STATIC = Path(__file__).parents[1] / "chalicelib" / "static"

_REFERRED = re.compile(r"""(?:\.\./|\./)?static/([\w.-]+)""")
_WORDS = re.compile(r"for-widget-\w+\.js")
_WRITING = re.compile(r"(?:widget-)?talk-\w+\.(?:js|css)")
_AT_ONCE = re.compile(r"""(?:from|import)["']\./([\w.-]+)["']""")
_LATER = re.compile(r"""import\(["']\./([\w.-]+)["']\)""")
_STYLES = re.compile(r"""["']([\w-]+\.css)["']""")


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
    """When the visitor opens the chat, until something is written: in the largest language."""
    writing: tuple[File, ...]
    """When something is written, until it is sent."""
    later: tuple[File, ...]
    """What may follow in one language, when it is needed."""


def weight(static: Path = STATIC) -> Weight:
    """Return what a visitor loads. Raises FileNotFoundError when the web part is not built."""
    document = static / "widget.html"
    files = {path.name: path for path in (static / "static").iterdir()}
    first = _with_imports([files[name] for name in _REFERRED.findall(document.read_text("utf-8"))], files)
    words = [path for path in files.values() if _WORDS.fullmatch(path.name)]
    lazy = [files[name] for path in first for pattern in (_LATER, _STYLES) for name in _found(pattern, path)]
    writing = _with_imports([path for path in lazy if _WRITING.fullmatch(path.name)], files)
    known = {*first, *words}
    return Weight(
        page=(_file(static / "juttu.js", static),),
        opening=(
            _file(static / "panel.js", static),
            _file(document, static),
            *(_file(path, static) for path in first),
            *sorted((_file(path, static) for path in words), key=lambda each: each.gzipped)[-1:],
        ),
        writing=_of_one_language([path for path in writing if path not in known], static),
        later=_of_one_language(
            [path for path in _with_imports(lazy, files) if path not in known and path not in writing], static
        ),
    )


def report(found: Weight) -> Iterator[str]:
    """Return the lines that say what a visitor loads, the largest first."""
    for when, files in (
        ("with the company's page", found.page),
        ("when the chat opens", found.opening),
        ("when something is written", found.writing),
        ("later, when needed", found.later),
    ):
        total = sum(file.gzipped for file in files)
        yield f"{when:<40}{total / 1024:>8.1f} KB gzipped of{sum(file.plain for file in files) / 1024:>7.1f} KB"
        for file in sorted(files, key=lambda each: -each.gzipped):
            yield f"  {file.name:<38}{file.gzipped / 1024:>8.1f}           {file.plain / 1024:>7.1f}"


def _of_one_language(paths: list[Path], static: Path) -> tuple[File, ...]:
    """Return the files that a visitor loads: of those that differ in nothing but the language, the largest."""
    by_kind: dict[str, File] = {}
    for path in paths:
        file = _file(path, static)
        kind = path.name.rpartition("-")[0] + path.suffix
        # Parts that scripts share are called alike, and are not of a language.
        kind = path.name if kind == "chunk.js" else kind
        by_kind[kind] = max(by_kind.get(kind, file), file, key=lambda each: each.gzipped)
    return tuple(by_kind.values())


def _with_imports(paths: list[Path], files: Mapping[str, Path]) -> list[Path]:
    """Return files with all that they import at once."""
    found = list(dict.fromkeys(paths))
    for path in found:
        found += [files[name] for name in _found(_AT_ONCE, path) if files[name] not in found]
    return found


def _found(pattern: re.Pattern[str], path: Path) -> list[str]:
    return pattern.findall(path.read_text("utf-8")) if path.suffix == ".js" else []


def _file(path: Path, static: Path) -> File:
    contents = path.read_bytes()
    return File(str(path.relative_to(static)), len(contents), len(gzip.compress(contents, 9, mtime=0)))
