"""Texts as they are stored: in one normal form, without identity codes and card numbers (trust rules, section 2)."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from chalicelib.chat.wire import Masked

MASK: Final = "••••••"
"""What stands in the place of what was masked, in every language; the screens say in words what it was."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BIDI = "\u202a-\u202e\u2066-\u2069"
_REMOVED = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f-\x9f{_BIDI}\ud800-\udfff]")
"""Controls but for tab and line feed, overrides and isolates of the writing direction, and halves of surrogate pairs."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})
"""Categories of what stands between two characters without taking a place of its own: joiners, marks of direction,
variation selectors, accents."""
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and symbols that are drawn as nothing."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212"
_LOOKALIKES: Final = str.maketrans("АВСЕНКМРТХУ" + _DASHES, "ABCEHKMPTXY" + "-" * len(_DASHES))
"""Every dash, and the capitals of a Cyrillic keyboard that are read as Latin ones: as good a code to its reader."""

_SIGNS = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
"""Century signs, those that were added in 2023 included (valtioneuvoston asetus 128/2010, 2 §)."""
_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"

_CODE = re.compile(r"(?<!\d)(\d\d)[. ]?(\d\d)[. ]?(\d\d) ?([-+A-FU-Y]) ?(\d{3}) ?(?:([A-Y])|(\d)(?!\d))")
"""Letters before and after do not hide a code (`hetu131052-308T`); a digit before it, or after a check digit, makes
it another number."""

_CARD_STARTS = re.compile(r"(?<!\d)(?<!\bFI)(?<!\b[A-Z][A-Z]\d\d )[2-6]")
"""Where a card's number may begin. Not within an account number in IBAN form: that one people do give an agent."""
_CARD_GROUP = re.compile(r"[ .-]{0,3}(\d+)")

_BRANDS: Final = (
    (re.compile(r"4"), {13, 16, 19}),  # Visa
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), {16}),  # Mastercard
    (re.compile(r"3[47]"), {15}),  # American Express
    (re.compile(r"30[0-59]|3[689]"), {14, 16, 19}),  # Diners Club
    (re.compile(r"352[89]|35[3-8]|60|64[4-9]|65"), {16, 19}),  # JCB, Discover, RuPay
    (re.compile(r"62"), {16, 17, 18, 19}),  # UnionPay
    (re.compile(r"50|5[6-8]|6[37]"), {13, 14, 15, 16, 18, 19}),  # Maestro
)
"""How the numbers of each card begin and how long they are (ISO/IEC 7812 ranges as the brands publish them).

Only these, because one in ten numbers of any kind passes Luhn's check: an order, a tracking or a reference number that
begins as no card does reaches the agent as it was written.
"""
_LONGEST = 19


class Masking(msgspec.Struct, frozen=True):
    """A text with what was found in it covered, and what that was."""

    text: str
    kinds: tuple[Masked, ...] = ()


def normalize(text: str) -> str:
    """Return a text in NFC with plain line feeds, without what could not be shown or would turn what is around it."""
    return unicodedata.normalize("NFC", _REMOVED.sub("", _LINE_ENDS.sub("\n", text)))


def mask(text: str) -> Masking:
    """Return a normalized text with every valid Finnish identity code and every payment-card number covered.

    They are looked for as a reader sees them: in capitals, with any script's digits, any dash and any space, and
    without what is unseen in between. A card number is 13 to 19 digits that begin as a known brand's do, are as many
    as that brand's, and pass Luhn's check, in groups or not; a number that does by chance is covered once too often.
    """
    kinds: set[Masked] = set()
    while found := _found(text):
        kinds |= {kind for kind, _, _ in found}
        # What was covered no longer stands beside the next: it is looked at again until nothing is left.
        text = _covered(text, [(start, end) for _, start, end in found])
    return Masking(text, tuple(kind for kind in _KINDS if kind in kinds))


_KINDS: Final[tuple[Masked, ...]] = ("identity_code", "payment_card")


def _found(text: str) -> list[tuple[Masked, int, int]]:
    """Return what is to be covered: what it is, its first place in the text and the place after its last."""
    if not any(character.isnumeric() for character in text):
        return []
    seen, places = _as_seen(text)
    codes: list[tuple[Masked, int, int]] = [("identity_code", *span) for span in _codes(seen)]
    cards: list[tuple[Masked, int, int]] = [("payment_card", *span) for span in _cards(seen)]
    return [(kind, places[start], places[end - 1] + 1) for kind, start, end in (*codes, *cards)]


def _covered(text: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start >= at:
            parts += [text[at:start], MASK]
        at = max(at, end)
    return "".join([*parts, text[at:]])


def _as_seen(text: str) -> tuple[str, list[int]]:
    """Return a text as the patterns know it, and for each of its characters the place that it came from."""
    seen: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for plain in _plain(character):
            seen.append(plain)
            places.append(place)
    return "".join(seen), places


def _plain(character: str) -> str:
    """Return what a character is to its reader: a digit, a dash, a space, capitals, nothing; or itself."""
    if "0" <= character <= "9" or character == "\n":
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if character.isspace():
        return " "
    if character in _FILLERS or unicodedata.category(character) in _UNSEEN:
        return ""
    bare = "".join(each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each))
    folded = bare.upper().translate(_LOOKALIKES)
    return folded if folded.isascii() else character


def _codes(seen: str) -> Iterator[tuple[int, int]]:
    """Yield where each valid identity code stands, those that begin within another included."""
    at = 0
    while (match := _CODE.search(seen, at)) is not None:
        if _is_code(match):
            yield match.span()
        at = match.start() + 1


def _is_code(match: re.Match[str]) -> bool:
    day, month, year, sign, number, letter, digit = match.groups()
    try:
        date(_SIGNS[sign] + int(year), int(month), int(day))
    except ValueError:
        return False
    return _CHECKS[int(day + month + year + number) % 31] == (letter or digit)


def _cards(seen: str) -> Iterator[tuple[int, int]]:
    """Yield where each card number stands: the longest at each beginning, so that what follows it (`12/27`) is not it."""
    for start in _CARD_STARTS.finditer(seen):
        ends = [end for digits, end in _runs(seen, start.start()) if _is_card(digits)]
        if ends:
            yield start.start(), ends[-1]


def _runs(seen: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the digits from a place to the end of each of their groups, with where that is."""
    groups: list[str] = []
    at = start
    while (match := _CARD_GROUP.match(seen, at)) is not None:
        groups.append(match[1])
        at = match.end()
        if sum(map(len, groups)) > _LONGEST:
            return
        if _could_be_a_cards([len(group) for group in groups]):
            yield "".join(groups), at


def _could_be_a_cards(groups: list[int]) -> bool:
    """Return whether a number may be written in groups of these sizes: dates and telephone numbers are not."""
    *but_last, last = groups
    return min(but_last, default=3) >= 3 or (len(set(but_last)) == 1 and last <= but_last[0])  # noqa: PLR2004 - as long as groups on cards are


def _is_card(digits: str) -> bool:
    return any(len(digits) in lengths and brand.match(digits) for brand, lengths in _BRANDS) and _luhn(digits)


def _luhn(digits: str) -> bool:
    """Return whether Luhn's check holds: every second digit from the right doubled, their sum divisible by ten."""
    singles = digits[-1::-2]
    doubles = (str(int(digit) * 2) for digit in digits[-2::-2])
    return sum(int(digit) for digit in (*singles, *"".join(doubles))) % 10 == 0
