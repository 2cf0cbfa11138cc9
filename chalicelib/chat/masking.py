"""Texts as they are stored: in one normal form, without identity codes and card numbers (trust rules, section 2)."""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import accumulate, cycle, pairwise
from typing import Final

import msgspec

from chalicelib.chat.wire import Masked

MASK: Final = "••••••"
"""What stands in the place of what was masked, in every language; the screens say in words what it was."""

_LINE_ENDS: Final = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_REMOVED: Final = rf"[\x00-\x08\x0e-\x1f\x7f-\x9f{_BIDI}\ud800-\udfff]"
"""Controls but for tab and line feed, overrides and isolates of the writing direction, and halves of surrogate pairs."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})
"""Categories of what stands between two characters without taking a place of its own: joiners, marks of direction,
variation selectors, accents."""
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and symbols that are drawn as nothing."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2796"
_LOOKALIKES: Final = str.maketrans(
    "АВСЕНКМРТХУ" + "ΑΒΕΗΚΜΝΡΤΧΥ" + _DASHES, "ABCEHKMPTXY" + "ABEHKMNPTXY" + "-" * len(_DASHES)
)
"""Every dash, and the capitals of a Cyrillic or Greek keyboard that are read as Latin ones: as good a code to its reader."""

_LIKE_SPACES = "\n./_|:·"
"""What people put between the groups of a number besides spaces and dashes; a comma ends a number of a list."""
_ALONE: Final = str.maketrans(_LIKE_SPACES, " " * len(_LIKE_SPACES))
_RUNS: Final = rf"[ {_LIKE_SPACES}-]{{2,}}"
_SPACES: Final = " +"
_MOST_SEPARATORS = 3
"""So many may stand side by side between two groups, and any number of spaces counts as one: more is a gap."""

_SIGNS = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
"""Century signs, those that were added in 2023 included (valtioneuvoston asetus 128/2010, 2 §)."""
_CENTURIES = (1800, 1900, 2000)
_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"

_CODES: Final = tuple(
    (
        rf"(?<!\d)(?P<day>\d\d)[ -]?(?P<month>\d\d)[ -]?(?P<year>{year})"
        r"(?P<sign>[ -]?[+A-FU-Y][ -]?|[ -]?)(?P<number>\d{3})(?P<gap>[ -]?)(?:(?P<letter>[A-Y])|(?P<digit>\d)(?!\d))"
    )
    for year in (r"\d\d", r"(?:18|19|20)\d\d")
)
"""Letters before and after do not hide a code (`hetu131052-308T`); a digit before it, or after a check digit, makes
it another number."""
_GROUPED_AS_TOLD: Final = r"\d{6} \d{4}"
"""A code without its sign that ends in a digit looks like any other number, unless it stands in just these groups."""

_NUMBER: Final = r"\d+(?:[ -]\d+)*"
"""Groups of digits that belong together."""
_GROUP: Final = r"\d+"

_BRANDS: Final = (
    (r"4", {13, 16, 19}),  # Visa
    (r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", {16}),  # Mastercard
    (r"220[0-4]", {16, 17, 18, 19}),  # Mir
    (r"9792", {16}),  # Troy
    (r"3[47]", {15}),  # American Express
    (r"30[0-59]|3[689]", {14, 16, 19}),  # Diners Club
    (r"352[89]|35[3-8]|60|64[4-9]|65", {16, 19}),  # JCB, Discover, RuPay
    (r"62", {16, 17, 18, 19}),  # UnionPay
    (r"50|5[6-8]|6[37]", {13, 14, 15, 16, 18, 19}),  # Maestro
)
"""How the numbers of each card begin and how long they are (ISO/IEC 7812 ranges as the brands publish them).

Only these, because one in ten numbers of any kind passes Luhn's check: an order, a tracking or a reference number that
begins as no card does reaches the agent as it was written.
"""
_SHORTEST, _LONGEST = 13, 19
_LONGEST_TELEPHONE = 15
"""Digits after a `+` (ITU-T E.164)."""
_MONTH: Final = r"(?:0[1-9]|1[0-2])(?:\d\d)?"

_ACCOUNT: Final = r"(?<![A-Z\d])([A-Z]{2})[ -]?(?=\d\d)"
_ACCOUNTS: Final = (
    "AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FO18 FR27 GB22 GL18 GR27 HR21 HU28 IE22 IS26 IT27 LI21 "
    "LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27 TR26 UA29"
)
_ACCOUNT_LENGTHS: Final = {written[:2]: int(written[2:]) for written in _ACCOUNTS.split()}
"""Characters of an account number in each country (the IBAN registry; Europe's, which is where its readers pay from)."""
_CREDITOR_REFERENCE: Final = r"(?<![A-Z\d])RF[ -]?\d\d(?:[ -]?\d){1,21}(?![ -]?\d)"
"""ISO 11649, of digits only, as Finnish invoices have it."""
_FINNISH_ACCOUNT: Final = r"(?<![\d-])(?<!\d )(\d{6})-(\d{2,8})(?![ -]?\d)"
_SAYS_REFERENCE: Final = (
    r"\b(?:VIITE|VIITTE|REFERENS|REFERENCE|REF\b)[A-Z]*[^A-Z\d]{0,3}(?:(?:ON|AR|IS|NRO|NR|NO|NUMBER)\b[^A-Z\d]{0,3})?$"
)
_WORDS_BEFORE = 40
"""So many characters before a number are looked at for what it is called."""


class Masking(msgspec.Struct, frozen=True):
    """A text with what was found in it covered, and what that was."""

    text: str
    kinds: tuple[Masked, ...] = ()


def is_seen(character: str) -> bool:
    """Return whether a reader sees anything of a character that stands alone."""
    return not (character.isspace() or character in _FILLERS or unicodedata.category(character) in _UNSEEN)


def normalize(text: str) -> str:
    """Return a text in NFC with plain line feeds, without what could not be shown or would turn what is around it."""
    return unicodedata.normalize("NFC", re.sub(_REMOVED, "", re.sub(_LINE_ENDS, "\n", text)))


def mask(text: str) -> Masking:
    """Return a normalized text with every valid Finnish identity code and every payment-card number covered.

    They are looked for as a reader sees them: in capitals, with any script's digits, any dash and any space, without
    what is unseen in between, and with up to three separators or line ends between their groups. A code may be without
    its sign and have a year of four digits. A card number is 13 to 19 digits that begin as a known brand's do, are as
    many as that brand's, and pass Luhn's check, in groups or not; what proves by a check of its own to be an account, a
    reference or a product, or counts up as sizes do, is none. A number that passes by chance is covered once too often.
    """
    kinds: set[Masked] = set()
    while found := _found(text):
        kinds |= {kind for kind, _, _ in found}
        # What was covered no longer stands beside the next: it is looked at again until nothing is left.
        text = _covered(text, [(start, end) for _, start, end in found])
    return Masking(text, tuple(kind for kind in _KINDS if kind in kinds))


_KINDS: Final[tuple[Masked, ...]] = ("identity_code", "payment_card")


class _Seen(msgspec.Struct, frozen=True):
    """A text as the patterns know it: a separator of any kind is a space, or a dash where one is in it.

    `starts` and `ends` say for each of its characters where in the text that begins and ends.
    """

    text: str
    starts: list[int]
    ends: list[int]


def _found(text: str) -> list[tuple[Masked, int, int]]:
    """Return what is to be covered: what it is, its first place in the text and the place after its last."""
    if not any(character.isnumeric() for character in text):
        return []
    seen = _as_seen(text)
    codes: list[tuple[Masked, int, int]] = [("identity_code", *span) for span in _codes(seen.text)]
    cards: list[tuple[Masked, int, int]] = [("payment_card", *span) for span in _cards(seen.text)]
    return [(kind, seen.starts[start], seen.ends[end - 1]) for kind, start, end in (*codes, *cards)]


def _covered(text: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start >= at:
            parts += [text[at:start], MASK]
        at = max(at, end)
    return "".join([*parts, text[at:]])


def _as_seen(text: str) -> _Seen:
    plain = [_plain(character) for character in text]
    joined = "".join(plain)
    places = [place for place, each in enumerate(plain) for _ in each]
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for run in re.finditer(_RUNS, joined):
        parts += [joined[at : run.start()].translate(_ALONE), _separator(run.group())]
        starts += [*places[at : run.start()], places[run.start()]]
        ends += [*(place + 1 for place in places[at : run.start()]), places[run.end() - 1] + 1]
        at = run.end()
    ends += [place + 1 for place in places[at:]]
    return _Seen("".join([*parts, joined[at:].translate(_ALONE)]), [*starts, *places[at:]], ends)


def _separator(run: str) -> str:
    """Return what a run of separators is to a number: a dash, a space, or with too many of them a gap."""
    if len(re.sub(_SPACES, " ", run)) > _MOST_SEPARATORS and len(run.replace(" ", "")) > 1:
        return "\n"
    return "-" if "-" in run else " "


@functools.cache
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
    for pattern in map(re.compile, _CODES):
        at = 0
        while (match := pattern.search(seen, at)) is not None:
            if _is_code(match) and _ends_as_one(seen, match):
                yield match.span()
            at = match.start() + 1


def _is_code(match: re.Match[str]) -> bool:
    year, sign = match["year"], match["sign"].strip(" ").strip("-") or match["sign"].strip(" ")
    if len(year) == len("1952"):
        years = {int(year)}
    else:
        years = {century + int(year) for century in ((_SIGNS[sign],) if sign else _CENTURIES)}
    if not any(_is_date(each, int(match["month"]), int(match["day"])) for each in years):
        return False
    digits = f"{match['day']}{match['month']}{year[-2:]}{match['number']}"
    return _CHECKS[int(digits) % 31] == (match["letter"] or match["digit"])


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _ends_as_one(seen: str, match: re.Match[str]) -> bool:
    """Return whether what ends a code is its check, not the beginning of a word (`510 eur`) or part of another number."""
    if match["letter"]:
        return not match["gap"] or not seen[match.end() : match.end() + 1].isalpha()
    return bool(match["sign"].strip(" ")) or re.fullmatch(_GROUPED_AS_TOLD, match.group()) is not None


def _cards(seen: str) -> Iterator[tuple[int, int]]:
    """Yield where each card number stands: the longest at each beginning, so that what follows it (`12/27`) is not it."""
    for start, end in list(_accounts(seen)):
        seen = seen[:start] + "\n" * (end - start) + seen[end:]  # as a gap: what stands beside an account may be a card
    for number in re.finditer(_NUMBER, seen):
        if number.end() - number.start() >= _SHORTEST:
            yield from _cards_in(seen, number)


class _Group(msgspec.Struct, frozen=True):
    """A group of digits: where it stands, and how many digits of its number come before it and are there with its own."""

    start: int
    end: int
    before: int
    after: int


def _cards_in(seen: str, number: re.Match[str]) -> Iterator[tuple[int, int]]:
    groups: list[_Group] = []
    before = 0
    for match in re.compile(_GROUP).finditer(seen, *number.span()):
        start, end = match.span()
        groups.append(_Group(start, end, before, before := before + end - start))
    digits = "".join(seen[group.start : group.end] for group in groups)
    places = _ends(seen, groups)
    passes = _luhn_of_spans(digits)
    for first, group in enumerate(groups):
        ends = [
            places[after]
            for length in _lengths(digits[group.before : group.before + 4])
            if (after := group.before + length) in places
            and passes(group.before, after)
            and not _is_another(seen, groups[first : first + _LONGEST], length, places[after], number.end())
        ]
        if ends:
            yield group.start, max(ends)


@functools.cache
def _lengths(beginning: str) -> frozenset[int]:
    """Return how long numbers may be that begin with these four digits."""
    return frozenset(length for brand, lengths in _BRANDS if re.match(brand, beginning) for length in lengths)


def _ends(seen: str, groups: Sequence[_Group]) -> dict[int, int]:
    """Return each place where a card number may end, by how many digits of these groups come before it.

    It ends with a group, or within one where the last month of a card begins (`…111112/27`).
    """
    ends: dict[int, int] = {}
    for group in groups:
        ends[group.after] = group.end
        size = group.end - group.start
        for more in (2, 4):
            if more < size and re.fullmatch(_MONTH, seen[group.end - more : group.end]):
                ends[group.after - more] = group.end - more
    return ends


def _is_another(seen: str, groups: Sequence[_Group], length: int, end: int, last: int) -> bool:
    """Return whether digits that a card could have are written as no card's are, or prove to be something else.

    They begin with the first of these groups; `last` is where the row of groups ends that they are of.
    """
    own = [group for group in groups if group.start < end]
    sizes = [min(group.end, end) - group.start for group in own]
    texts = [seen[group.start : min(group.end, end)] for group in own]
    is_last = end == last
    digits = "".join(texts)
    if seen[groups[0].start - 1 : groups[0].start] == "+" and length <= _LONGEST_TELEPHONE:
        return True
    if not _could_be_a_cards(sizes) or _counts_up(texts):
        return True
    if is_last and digits.startswith("5") and sizes == [4, 4, 4, 2]:  # an account of OP's, in the groups of its IBAN
        return True
    if is_last and _is_finnish_reference(digits) and (_fives(sizes) or _is_called_reference(seen, own[0])):
        return True
    return len(own) == 1 and is_last and length == _SHORTEST and _is_product(digits)


def _is_called_reference(seen: str, group: _Group) -> bool:
    before = seen[max(0, group.start - _WORDS_BEFORE) : group.start]
    return re.search(_SAYS_REFERENCE, before) is not None


def _could_be_a_cards(groups: list[int]) -> bool:
    """Return whether a number may be written in groups of these sizes: dates and telephone numbers are not."""
    *but_last, last = groups
    if min(but_last, default=3) >= 3 or (len(set(but_last)) == 1 and last <= but_last[0]):  # noqa: PLR2004 - as long as groups on cards are
        return True
    return groups.count(4) >= 3  # noqa: PLR2004 - most of it is in the groups of a card


def _counts_up(groups: list[str]) -> bool:
    """Return whether groups are a row of sizes or years: `41 42 43 44`."""
    numbers = [int(group) for group in groups]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(numbers) > 2 and len(steps) == 1 and steps != {0}  # noqa: PLR2004 - two have always one step


def _fives(groups: list[int]) -> bool:
    return len(groups) > 1 and set(groups[1:]) == {5} and groups[0] <= 5  # noqa: PLR2004 - as banks print references


_DOUBLED: Final = tuple(sum(divmod(2 * digit, 10)) for digit in range(10))


def _luhn_of_spans(digits: str) -> Callable[[int, int], bool]:
    """Return what tells whether Luhn's check holds from one digit to another: every second from the right is doubled,
    and their sum divisible by ten. Sums from the beginning make it the same work for any span.
    """
    singles = [int(digit) for digit in digits]
    doubles = [_DOUBLED[digit] for digit in singles]
    sums: list[list[int]] = []
    for parity in (0, 1):
        chosen = singles.copy()
        chosen[1 - parity :: 2] = doubles[1 - parity :: 2]
        sums.append(list(accumulate(chosen, initial=0)))
    return lambda start, end: (sums[(end - 1) % 2][end] - sums[(end - 1) % 2][start]) % 10 == 0


# ------------------------------------------------------------------------------------------------- what proves to be else


def _accounts(seen: str) -> Iterator[tuple[int, int]]:
    """Yield where an account number or a creditor reference stands that passes its own check."""
    for match in re.finditer(_ACCOUNT, seen):
        end = _place_after(seen, match.start(), _ACCOUNT_LENGTHS.get(match[1], 0))
        if end is not None and _is_account(seen[match.start() : end]):
            yield match.start(), end
    for match in re.finditer(_CREDITOR_REFERENCE, seen):
        if _is_account(match.group()):
            yield match.span()
    for match in re.finditer(_FINNISH_ACCOUNT, seen):
        if _is_finnish_account(match[1], match[2]):
            yield match.span()


def _place_after(seen: str, start: int, count: int) -> int | None:
    """Return the place after so many letters and digits, with at most one separator between two; None when there are fewer."""
    match = _alphanumeric(count).match(seen, start) if count else None
    return None if match is None else match.end()


@functools.cache
def _alphanumeric(count: int) -> re.Pattern[str]:
    return re.compile(rf"[A-Z\d](?:[ -]?[A-Z\d]){{{count - 1}}}")


def _is_account(written: str) -> bool:
    """Return whether ISO 7064's check of an IBAN or a creditor reference holds."""
    plain = "".join(character for character in written if character.isalnum())
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _is_finnish_account(bank: str, rest: str) -> bool:
    """Return whether Luhn's check holds for an account number as it was written before IBAN: `500094-20028730`."""
    zeros = "0" * (8 - len(rest))
    whole = f"{bank}{rest[0]}{zeros}{rest[1:]}" if bank[0] in "45" else f"{bank}{zeros}{rest}"
    return _luhn_of_spans(whole)(0, len(whole))


def _is_finnish_reference(digits: str) -> bool:
    """Return whether a number's last digit is the check of a Finnish reference: weights 7, 3, 1 from the right."""
    total = sum(int(digit) * weight for digit, weight in zip(reversed(digits[:-1]), cycle((7, 3, 1))))
    return (-total) % 10 == int(digits[-1])


def _is_product(digits: str) -> bool:
    """Return whether the check of a product's number holds (EAN-13)."""
    return sum(int(digit) * weight for digit, weight in zip(digits, cycle((1, 3)))) % 10 == 0
