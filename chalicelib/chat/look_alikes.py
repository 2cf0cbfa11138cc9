"""Names that are taken for others: of what nobody here writes names with, or of the same look as a colleague's.

A name is of one script, as Unicode's technical standard 39 has it: Latin, or the everyday letters of the Greek and Cyrillic
alphabets. So no letter of one stands among those of another, nor what phonetics and mathematics made of any. Scripts whose
letters join or turn need characters that nobody sees, and are not taken. What still looks alike as a whole, in one script or in
two, `look_alike` tells.
"""

import re
import string
import unicodedata
from typing import Final

_OF_THEIR_OWN: Final = frozenset("æøœßþðđħłŋŧǥəʒı")
"""Small letters of everyday alphabets that are none of a to z with a mark above, below or through it which Unicode takes off."""

_GREEK: Final = frozenset(
    "\u03b1\u03b2\u03b3\u03b4\u03b5\u03b6\u03b7\u03b8\u03b9\u03ba\u03bb\u03bc\u03bd\u03be\u03bf\u03c0\u03c1\u03c3\u03c2\u03c4\u03c5\u03c6\u03c7\u03c8\u03c9\u03ac\u03ad\u03ae\u03af\u03cc\u03cd\u03ce\u03ca\u03cb\u0390\u03b0"
)
_CYRILLIC: Final = frozenset(
    (
        *map(chr, range(0x430, 0x450)),
        *"\u0451\u0452\u0453\u0454\u0455\u0456\u0457\u0458\u0459\u045a\u045b\u045c\u045e\u045f\u0491",
    )
)
"""Small letters of Russian, Ukrainian, Belarusian, Bulgarian, Macedonian and Serbian."""

_PART: Final = "(?:a+(?:['\u2019]a+)*|1+|(?:a[.])+)"
_FORM: Final = f"{_PART}(?:[ -]{_PART})*"
"""Words, numbers and initials, where `a` is any letter and `1` any digit: `Jean-Luc O'Neil`, `Agent 1`, `J.-P. Mäki`."""

_JOINS: Final = str.maketrans("", "", " -.'\u2019")
_READ_AS: Final = str.maketrans(
    dict(
        zip(
            "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1\u03b3\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03c9"
            "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u042c"
            "\u0430\u0433\u0435\u0455\u0456\u0458\u043a\u043e\u043f\u0440\u0441\u0443\u0445\u044c\u03c0",
            "ABEZHIKMNOPTYXaynikvoptuxwABESIJKMHOPCTYXbaresijkonpcyxbn",
            strict=True,
        )
    )
    | {"\u0393": "\u0413", "\u039b": "\u041b", "\u03a0": "\u041f", "\u03a6": "\u0424", "\u03c6": "\u0444"}
)
"""Letters of Greek and Cyrillic as whoever reads Latin reads them, and of Greek as whoever reads Cyrillic does."""
_SEEN_AS: Final = str.maketrans({"I": "l", "1": "l", "0": "o"})


def is_plain(name: str) -> bool:
    """Return whether a name, in NFC and in one line, is of one script's letters, whole numbers, and what stands between words."""
    scripts = {script for script in map(_script, name) if script}
    return not name or (len(scripts) <= 1 and re.fullmatch(_FORM, "".join(map(_kind, name))) is not None)


def look_alike(one: str, other: str) -> bool:
    """Return whether two names are the same but for capitals and what stands between words, or but for what is drawn alike.

    That is l, I and 1, O and 0, i with and without its dot, rn and m, vv and w, and letters of two scripts. An accent tells two
    names apart.
    """
    return _folded(one) == _folded(other) or _seen(one) == _seen(other)


def _kind(character: str) -> str:
    if character in string.digits:
        return "1"
    return "a" if _script(character) else character


def _script(character: str) -> str:
    """Return which script a letter is of; nothing for what is no letter of names."""
    if character.lower() in _GREEK:
        return "Greek"
    if character.lower() in _CYRILLIC:
        return "Cyrillic"
    # A letter with a mark in one character: what does not compose with its letter stands as itself, and is refused.
    letter = unicodedata.normalize("NFD", character)[0]
    if letter in string.ascii_letters or letter in _OF_THEIR_OWN or letter.lower() in _OF_THEIR_OWN:
        return "Latin"
    return ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).translate(_JOINS).casefold()


def _seen(name: str) -> str:
    # Before capitals are folded: only as one is an I an l. A mark is the same on letters of any script.
    read = unicodedata.normalize("NFD", name).translate(_READ_AS)
    return (
        _folded(unicodedata.normalize("NFC", read).translate(_SEEN_AS))
        .replace("\u0131", "i")
        .replace("rn", "m")
        .replace("vv", "w")
    )
