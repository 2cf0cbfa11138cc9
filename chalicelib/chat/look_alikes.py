"""Names that are taken for others: of what nobody here writes names with, or of the same look as a colleague's.

Visitors read a name between Finnish, Swedish and English words, and the population register of Finland writes everybody's in Latin
letters. So these are all that there is: other scripts have letters that look like them, and so has what phonetics and
mathematics made of Latin. What of these letters still looks alike, `look_alike` tells.
"""

import re
import string
import unicodedata
from typing import Final

_OF_THEIR_OWN: Final = frozenset("æøœßþðđħłŋŧǥəʒı")
"""Small letters of everyday alphabets that are none of a to z with a mark above, below or through it which Unicode takes off."""

_PART: Final = "(?:a+(?:['\u2019]a+)*|1+|(?:a[.])+)"
_FORM: Final = re.compile(f"{_PART}(?:[ -]{_PART})*")
"""Words, numbers and initials, where `a` is any letter and `1` any digit: `Jean-Luc O'Neil`, `Agent 1`, `J.-P. Mäki`."""

_JOINS: Final = str.maketrans("", "", " -.'\u2019")
_SEEN_AS: Final = str.maketrans({"I": "l", "1": "l", "0": "o"})


def is_plain(name: str) -> bool:
    """Return whether a name, in NFC and in one line, is of Latin letters, whole numbers, and what stands between words."""
    return not name or _FORM.fullmatch("".join(map(_kind, name))) is not None


def look_alike(one: str, other: str) -> bool:
    """Return whether two names are the same but for capitals and what stands between words, or but for what is drawn alike.

    That is l, I and 1, O and 0, i with and without its dot, rn and m, vv and w. An accent tells two names apart.
    """
    return _folded(one) == _folded(other) or _seen(one) == _seen(other)


def _kind(character: str) -> str:
    if character in string.digits:
        return "1"
    # A letter with a mark in one character: what does not compose with its letter stands as itself, and is refused.
    letter = unicodedata.normalize("NFD", character)[0]
    if letter in string.ascii_letters or letter in _OF_THEIR_OWN or letter.lower() in _OF_THEIR_OWN:
        return "a"
    return character


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).translate(_JOINS).casefold()


def _seen(name: str) -> str:
    # Before capitals are folded: only as one is an I an l.
    return _folded(name.translate(_SEEN_AS)).replace("\u0131", "i").replace("rn", "m").replace("vv", "w")
