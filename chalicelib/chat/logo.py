"""A company's logo, from a picture of theirs to the text that the service serves: always an SVG, and one that can do nothing.

Text because API Gateway sends bytes to whoever names their type first, which browsers do not; so a PNG travels within one.
"""

import base64
import re
import struct
from collections.abc import Iterator
from typing import Final

from chalicelib.chat.limits import SITE_LIMITS
from chalicelib.chat.wire import Mistake, MistakeCode

_SVG: Final = "http://www.w3.org/2000/svg"
_DRAWS: Final = frozenset(
    [
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "style",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
    ]
)
"""All that a logo is drawn with: nothing that runs, moves, links, brings in something else, or draws one thing many times."""
_ELSEWHERE: Final = frozenset({"clipPath", "mask", "pattern"})
"""What is drawn wherever it is referred to: each tenfold within the next would be drawn without end."""
_GRADIENTS: Final = frozenset({"linearGradient", "radialGradient"})
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_END: Final = b"IEND\xaeB`\x82"
_PIXELS: Final = range(1, 2049)
# What CSS and presentation attributes refer to others with; an escape could spell either.
_REFERS: Final = r"(?i)url\((?!\s*['\"]?#)|@|\\|//|http|image\(|image-set\(|cross-fade\(|src\("
_WITHIN: Final = r"(?i)url\(\s*['\"]?#([^'\")\s]*)"

_OUTSIDE: Final = "refers to something outside itself, which would not be shown"


class NoLogo(Exception):
    """Raised when a picture cannot be a logo. `mistake` says why, in a sentence whose subject is the picture."""

    def __init__(self, code: MistakeCode, sentence: str, limit: int | None = None) -> None:
        super().__init__(sentence)
        self.mistake = Mistake(where="logo", code=code, sentence=sentence, limit=limit)


def logo_of(content: bytes) -> str:
    """Return a picture as the SVG that is served. Raises NoLogo."""
    if content.startswith(_PNG):
        _fits(content, SITE_LIMITS.png_bytes, "PNG")
        return _around_png(content)
    _fits(content, SITE_LIMITS.svg_bytes, "SVG")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise NoLogo("logo_kind", "is neither a PNG nor an SVG in UTF-8.") from error
    for code, fault in _Look(text).faults:
        raise NoLogo(code, f"{fault}.")
    return text


def _fits(content: bytes, most: int, kind: str) -> None:
    if len(content) > most:
        raise NoLogo("logo_size", f"has {len(content):,} bytes; a {kind} may have {most:,}.", most)


def _around_png(content: bytes) -> str:
    # Its first chunk, of 13 bytes, begins with width and height (https://www.w3.org/TR/png-3/#11IHDR).
    header = content[len(_PNG) : len(_PNG) + 16]
    if len(header) < struct.calcsize(">I4sII") or header[4:8] != b"IHDR" or not content.endswith(_PNG_END):
        raise NoLogo("logo_kind", "is no whole PNG.")
    width, height = struct.unpack(">8xII", header)
    if width not in _PIXELS or height not in _PIXELS:
        most = _PIXELS[-1]
        raise NoLogo("logo_content", f"is {width} by {height} pixels; up to {most} each way is enough.")
    picture = base64.b64encode(content).decode()
    return (
        f'<svg xmlns="{_SVG}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{picture}"/></svg>'
    )


class _Look:
    """Reads an SVG once, and collects why it can be no logo."""

    def __init__(self, content: str) -> None:
        from xml.parsers import expat

        self.faults: list[tuple[MistakeCode, str]] = []
        self._open: list[str] = []
        self._style = ""
        self._gradients: set[str] = set()
        self._others: set[str] = set()
        self._wanted: set[str] = set()
        """What is referred to from a style, or from within what is drawn elsewhere."""
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._element
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = lambda *_: self._content("has a DOCTYPE, which it does not need")
        parser.ProcessingInstructionHandler = lambda *_: self._content(
            "has a processing instruction, which it does not need"
        )
        try:
            parser.Parse(content, True)  # noqa: FBT003 - the parameter has no name
        except expat.ExpatError as error:
            self.faults.append(("logo_kind", f"is neither a PNG nor an SVG ({expat.ErrorString(error.code)})"))
        # Of two with one id browsers take the first.
        if not self._wanted <= self._gradients - self._others:
            self._content("refers from a style, a mask, a clip or a pattern to something else than a gradient")

    def _content(self, fault: str) -> None:
        self.faults.append(("logo_content", fault))

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self._open and (space, local) != (_SVG, "svg"):
            self._content("is no SVG: its outermost element is another")
        elif not self._open and "viewBox" not in attributes:
            self._content("has no viewBox, so that nobody knows its shape")
        elif space != _SVG or local not in _DRAWS:
            self._content(f"has <{local}> in it, which no logo needs: export it as a plain SVG")
        elif self._open and self._open[-1] == "style":
            self._content(f"has <{local}> within its style, which only text can be")
        if "id" in attributes:
            (self._gradients if local in _GRADIENTS else self._others).add(attributes["id"])
        self._open.append(local)
        for fault in _wrong_in(attributes):
            self._content(fault)
        if _ELSEWHERE.intersection(self._open):
            self._wanted.update(re.findall(_WITHIN, " ".join(attributes.values())))

    def _ended(self, _: str) -> None:
        if self._open.pop() != "style":
            return
        # Whole: comments and sections cut it for the parser, and for no browser.
        if re.search(_REFERS, self._style):
            self._content(_OUTSIDE)
        self._wanted.update(re.findall(_WITHIN, self._style))
        self._style = ""

    def _text(self, text: str) -> None:
        if self._open[-1] == "style":
            self._style += text


def _wrong_in(attributes: dict[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        local = name.rpartition(" ")[2]
        if local.lower().startswith("on"):
            yield f"has a script in its {local}, which would never run"
        elif local == "base" or (local == "href" and not value.startswith("#")) or re.search(_REFERS, value):
            yield _OUTSIDE
