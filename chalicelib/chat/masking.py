"""Texts as they are stored: in one normal form, without identity codes and card numbers (trust rules, section 2)."""

import re
import unicodedata
from datetime import date
from typing import Final

import msgspec

from chalicelib.chat.wire import Masked

MASK: Final = "••••••"
"""What stands in the place of what was masked, in every language; the screens say in words what it was."""

_BIDI = "\u202a-\u202e\u2066-\u2069"
_REMOVED = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}\ud800-\udfff]")
"""Controls but for tab and line feed, overrides and isolates of the writing direction, and halves of surrogate pairs."""

_INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0"
"""What may stand between two characters without being seen."""

_SIGNS = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
"""Century signs, those that were added in 2023 included (valtioneuvoston asetus 128/2010, 2 §)."""

_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_CODE = re.compile(r"(?<![A-Z0-9])(\d\d)(\d\d)(\d\d)([-+A-FU-Y])(\d{3})([0-9A-Y])(?![A-Z0-9])")
_CARD = re.compile(r"(?<![A-Z0-9])[2-6](?:[ -]?\d){12,18}(?![A-Z0-9])")


class Masking(msgspec.Struct, frozen=True):
    """A text with what was found in it covered, and what that was."""

    text: str
    kinds: tuple[Masked, ...] = ()


def normalize(text: str) -> str:
    """Return a text in NFC with plain line feeds, without what could not be shown or would turn what is around it."""
    unbroken = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _REMOVED.sub("", unbroken))


def mask(text: str) -> Masking:
    """Return a normalized text with every valid Finnish identity code and every payment-card number covered.

    They are looked for as a reader sees them: in capitals, with any script's digits, any dash and any space, and
    without what is invisible in between. A card number is 13 to 19 digits that begin as cards do (2 to 6) and pass
    Luhn's check, in groups or not; one in ten other numbers of that length passes it too, and is better covered once
    too often.
    """
    seen, places = _as_seen(text)
    spans: list[tuple[int, int]] = []
    kinds: list[Masked] = []
    for kind, pattern, is_one in (("identity_code", _CODE, _is_code), ("payment_card", _CARD, _is_card)):
        found = [match.span() for match in _all(pattern, seen) if is_one(match)]
        if found:
            kinds.append(kind)  # type: ignore[arg-type]
            spans += found
    covered: list[str] = []
    at = 0
    for start, end in sorted(spans):
        first, last = places[start], places[end - 1]
        if first < at:
            at = max(at, last + 1)
            continue
        covered += [text[at:first], MASK]
        at = last + 1
    return Masking("".join([*covered, text[at:]]), tuple(kinds))


def _as_seen(text: str) -> tuple[str, list[int]]:
    """Return a text as the patterns know it, and for each of its characters the place that it came from."""
    seen: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if re.match(f"[{_INVISIBLE}]", character):
            continue
        for plain in _plain(character):
            seen.append(plain)
            places.append(place)
    return "".join(seen), places


def _plain(character: str) -> str:
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if character in _DASHES:
        return "-"
    if character != "\n" and character.isspace():
        return " "
    folded = unicodedata.normalize("NFKC", character).upper()
    return folded if folded.isascii() else character


def _all(pattern: re.Pattern[str], seen: str) -> list[re.Match[str]]:
    """Return every match, those that begin within another included: what begins as no card may hold one."""
    found: list[re.Match[str]] = []
    at = 0
    while (match := pattern.search(seen, at)) is not None:
        found.append(match)
        at = match.start() + 1
    return found


def _is_code(match: re.Match[str]) -> bool:
    day, month, year, sign, number, check = match.groups()
    try:
        date(_SIGNS[sign] + int(year), int(month), int(day))
    except ValueError:
        return False
    return _CHECKS[int(day + month + year + number) % 31] == check


def _is_card(match: re.Match[str]) -> bool:
    digits = [int(character) for character in match.group() if character.isdigit()]
    doubled = [digit if place % 2 == 0 else digit * 2 - 9 * (digit > 4) for place, digit in enumerate(digits[::-1])]  # noqa: PLR2004 - Luhn's check
    return sum(doubled) % 10 == 0
