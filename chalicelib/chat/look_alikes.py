"""Names that are taken for others: of letters of several scripts, of what nobody sees, or of the same look.

In the spirit of Unicode's identifier profiles (https://www.unicode.org/reports/tr39/, "Restriction-Level Detection"), and stricter: a name
is of one script, so that no letter stands in for another beside its own. What is whole of another script may still look like a
word of this one (`shape`).
"""

import unicodedata
from typing import Final

from chalicelib.chat import masking

_TOGETHER: Final = (
    frozenset({"CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}),
    frozenset({"CJK", "IDEOGRAPHIC", "HANGUL"}),
    frozenset({"CJK", "IDEOGRAPHIC", "BOPOMOFO"}),
)
"""Scripts that one language writes in one word."""

_LIKE: Final = str.maketrans(
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u050c\u051a\u051c"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "ABESIJKMHOPCTYXGQWABEZHIKMNOPTYX",
)
"""Capitals of Cyrillic and Greek, and the Latin ones that they look like."""

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LETTERS: Final = frozenset({"Lu", "Ll", "Lt", "Lo"})
"""Without modifiers, which stand as apostrophes do."""


def is_plain(name: str) -> bool:
    """Return whether a name, in NFC and in one line, has letters of one script only, and nothing that nobody sees."""
    if not all(map(_is_seen, name)):
        return False
    letters = [each for each in name if unicodedata.category(each) in _LETTERS]
    # Letters that are only another form of some: mathematical, in circles, full width.
    if any(unicodedata.normalize("NFKC", each) != each for each in letters):
        return False
    scripts = {_script(each) for each in letters}
    return len(scripts) <= 1 or any(scripts <= each for each in _TOGETHER)


def shape(name: str) -> str:
    """Return how a name looks: two that differ only in capitals, in their forms, or in letters that look the same, look alike."""
    return unicodedata.normalize("NFKC", name).casefold().upper().translate(_LIKE)


def _is_seen(character: str) -> bool:
    if unicodedata.category(character) == "Mn":
        return not _chooses_a_form(character)
    return character == " " or (masking.is_seen(character) and unicodedata.category(character) not in _UNSEEN)


def _chooses_a_form(mark: str) -> bool:
    """Return whether a mark is none that is drawn: a joiner, or a selector of another mark's form."""
    return unicodedata.name(mark, "").startswith(("VARIATION SELECTOR", "COMBINING GRAPHEME JOINER", "MONGOLIAN FREE"))


def _script(letter: str) -> str:
    """Return the script of a letter: its name begins with it."""
    return unicodedata.name(letter, "").partition(" ")[0]
