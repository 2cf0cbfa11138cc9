"""What a company has to say of itself, row by row, as `chalicelib/notice.toml` shows it. A missing row is refused by its name."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple, get_args

import msgspec

from chalicelib.chat import transcript
from chalicelib.chat.errors import AddressInvalid
from chalicelib.chat.wire import Language, Mistake, MistakeCode

Basis = Literal["contract", "legitimate_interests", "legal_obligation", "public_task"]
Purpose = Literal["service", "improvement", "security"]

PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)
OBJECTED_TO: Final[frozenset[Basis]] = frozenset({"legitimate_interests", "public_task"})
"""What Article 21 lets people object to, as the chat lets them object to improving."""

InEvery = Mapping[Language, str]
"""A text in each language."""


class RowLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How long a text of the rows may be, in characters, and how many there may be of what there are several."""

    line: int = 200
    """Of an address, a phone number, a processor's name."""
    name: int = 120
    """In each language, as all that follow."""
    interests: int = 300
    balancing: int = 600
    law: int = 300
    task: int = 120
    secrecy: int = 300
    transfers: int = 1_000
    disclosures: int = 500
    safeguard: int = 300
    """Of the premises, or one of the measures."""
    processors: int = 6
    premises: int = 6
    measures: int = 12


ROW_LIMITS: Final = RowLimits()
_CHARACTERS: Final[Mapping[str, int]] = {
    "register.name": ROW_LIMITS.name,
    "contact.name": ROW_LIMITS.name,
    "officer.name": ROW_LIMITS.name,
    **{
        f"bases.{purpose}.{name}": getattr(ROW_LIMITS, name)
        for purpose in PURPOSES
        for name in ("interests", "balancing", "law")
    },
    "processors.task": ROW_LIMITS.task,
    "processors.place": ROW_LIMITS.task,
    "processors.secrecy": ROW_LIMITS.secrecy,
    "transfers": ROW_LIMITS.transfers,
    "premises": ROW_LIMITS.safeguard,
    "measures": ROW_LIMITS.safeguard,
    "disclosures": ROW_LIMITS.disclosures,
}
"""By the name of a row without its number; what is not here is a line."""

DIGEST_CHARACTERS: Final = 32
"""Of four bits each: nobody can make two texts of one name."""
_SEVERAL: Final = ("processors", "premises", "measures")
LANGUAGE: Final = rf"\.(?:{'|'.join(get_args(Language))})$"
_MISSING: Final = r"missing required field `(\w+)`"
_UNKNOWN: Final = r"unknown field `(\w+)`"
_WHERE: Final = r" - at `\$\.?([^`]*)`"
_CHECK: Final = (7, 9, 10, 5, 8, 4, 2)
"""The weights of a Finnish business id's digits."""
_MEANT_AS_FINNISH: Final = r"(?i)(?:FI)?\s*[0-9]{6,7}\s*[-–−]\s*[0-9]|FI\s*[0-9]{8}"
"""A Finnish business id, right or wrong, also by its older six digits, with another dash or as VAT number."""


class WrongRow(ValueError):
    """Raised when a notice cannot be made of what was written. Its sentence names the row."""


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row that nobody has named does not say anything."""


class Controller(_Strict, frozen=True, kw_only=True):
    """Who answers for the data. The name is the setting of that name, which the mails have, too."""

    business_id: str
    """A Finnish one, or the registration number of another country as it is written there."""
    postal_address: str
    visiting_address: str


class Contact(_Strict, frozen=True, kw_only=True):
    """Who answers questions about the register."""

    name: InEvery
    phone: str
    email: str


class Officer(_Strict, frozen=True, kw_only=True):
    """The data-protection officer, or that none is appointed."""

    appointed: bool
    name: InEvery = {}
    phone: str = ""
    email: str = ""


class Register(_Strict, frozen=True, kw_only=True):
    """The register that the conversations are."""

    name: InEvery


class Ground(_Strict, frozen=True, kw_only=True):
    """On what a purpose rests."""

    basis: Basis
    interests: InEvery = {}
    balancing: InEvery = {}
    """Why the interests of whoever writes do not outweigh them."""
    law: InEvery = {}


class Grounds(_Strict, frozen=True, kw_only=True):
    """On what each purpose rests."""

    service: Ground
    improvement: Ground
    security: Ground


class Processor(_Strict, frozen=True, kw_only=True):
    """Who processes the data for the controller, and what binds them to secrecy."""

    name: str
    task: InEvery
    place: InEvery
    secrecy: InEvery


class Rows(_Strict, frozen=True, kw_only=True):
    """All of it."""

    demo: bool = False
    """These are the demo's rows, of a company that does not exist."""
    controller: Controller
    contact: Contact
    officer: Officer
    register: Register
    bases: Grounds
    processors: tuple[Processor, ...]
    transfers: InEvery
    premises: tuple[InEvery, ...]
    measures: tuple[InEvery, ...]
    disclosures: InEvery


def read(text: str) -> Rows:
    """Return the rows that a file has. Raises WrongRow with one sentence that names the row."""
    import tomllib

    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongRow(f"The notice's rows are no TOML: {error}.") from error
    return of(written)


def of(written: Any) -> Rows:
    """Return rows that were read already. Raises WrongRow."""
    try:
        rows = msgspec.convert(written, Rows)
    except msgspec.ValidationError as error:
        raise WrongRow(_sentence(str(error))) from error
    for wrong in _wrong(rows):
        raise WrongRow(wrong.sentence)
    return rows


def mistakes(rows: Rows) -> Iterator[Mistake]:
    """Yield all that is wrong with rows, each at its place: `measures[1].fi`."""
    for wrong in _wrong(rows):
        yield Mistake(where=place(wrong.row), code=wrong.code, sentence=wrong.sentence, limit=wrong.limit)


def place(row: str) -> str:
    """Return the place of a row as the wire writes it: `measures[1]` for `measures.2`."""
    return re.sub(r"\.(\d+)", lambda number: f"[{int(number[1]) - 1}]", row)


def digest(rows: Rows) -> str:
    """Return the name of what rows say, of as many characters as that of what the notice then says."""
    return hashlib.sha256(msgspec.json.encode(rows, order="deterministic")).hexdigest()[:DIGEST_CHARACTERS]


def is_business_id(written: str) -> bool:
    """Return whether this is a Finnish business id, with the check digit that belongs to it: `1234567-1`."""
    if not re.fullmatch(r"[0-9]{7}-[0-9]", written):
        return False
    left = sum(weight * int(digit) for weight, digit in zip(_CHECK, written, strict=False)) % 11
    return left != 1 and int(written[-1]) == (11 - left) % 11


def _is_address(written: str) -> bool:
    try:
        transcript.address(written)
    except AddressInvalid:
        return False
    return True


class _Wrong(NamedTuple):
    """What is wrong with one row, by its name."""

    row: str
    code: MistakeCode
    sentence: str
    limit: int | None = None


def _wrong(rows: Rows) -> Iterator[_Wrong]:
    for row in (*_untold(rows), *_empty(rows)):
        yield _Wrong(row, "empty", f"The row {row} of the notice is missing.")
    yield from _too_much(rows)
    number = rows.controller.business_id.strip()
    if re.fullmatch(_MEANT_AS_FINNISH, number) and not is_business_id(number):
        yield _Wrong(
            "controller.business_id",
            "business_id",
            f"The row controller.business_id is no business id: {number!r} is not seven digits, a hyphen and the check digit"
            " that belongs to them, as in 1234567-1. A registration number of another country is taken as it is written.",
        )
    for row, written in (("contact.email", rows.contact.email), ("officer.email", rows.officer.email)):
        if written.strip() and len(written) <= ROW_LIMITS.line and not _is_address(written):
            yield _Wrong(row, "mail", f"The row {row} is no mail address: {written!r}; one is help@your.example.")
    if rows.bases.improvement.basis not in OBJECTED_TO:
        yield _Wrong(
            "bases.improvement.basis",
            "objected_to",
            "The row bases.improvement.basis has to be legitimate_interests or public_task: the chat lets visitors object.",
        )


def _untold(rows: Rows) -> Iterator[str]:
    """Yield the rows that others make necessary, and those of which there has to be one at least."""
    if rows.officer.appointed and not rows.officer.name:
        yield "officer.name"
    for purpose in PURPOSES:
        ground: Ground = getattr(rows.bases, purpose)
        needed = {"legitimate_interests": ("interests", "balancing"), "legal_obligation": ("law",)}
        for name in needed.get(ground.basis, ()):
            if not getattr(ground, name):
                yield f"bases.{purpose}.{name}"
    for name in _SEVERAL:
        if not getattr(rows, name):
            yield name


def _empty(rows: Rows) -> Iterator[str]:
    """Yield the texts that say nothing, and those that lack a language or say nothing in it."""
    for name, text in texts(rows):
        if not text.strip() and (rows.officer.appointed or not name.startswith("officer.")):
            yield name


def _too_much(rows: Rows) -> Iterator[_Wrong]:
    for name in _SEVERAL:
        count, most = len(getattr(rows, name)), getattr(ROW_LIMITS, name)
        if count > most:
            yield _Wrong(name, "too_many", f"The notice has {count} rows {name}; there may be {most}.", most)
    for name, text in texts(rows):
        most = _CHARACTERS.get(re.sub(LANGUAGE, "", re.sub(r"\.\d+", "", name)), ROW_LIMITS.line)
        if len(text) > most:
            sentence = f"The row {name} of the notice has {len(text)} characters; there may be {most}."
            yield _Wrong(name, "too_long", sentence, most)


def texts(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield each text by its row's name, as `measures.2.fi`; where a language is missing an empty one."""
    yield from _texts(rows, "")


def _texts(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(type(value)):
            if field.name != "basis":
                yield from _texts(getattr(value, field.name), f"{name}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, each in enumerate(value, 1):
            yield from _texts(each, f"{name}.{number}")
    elif isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping) and (value or not name.startswith(("officer.", "bases."))):
        for language in get_args(Language):
            yield f"{name}.{language}", value.get(language, "")


def _sentence(said: str) -> str:
    """Return what msgspec says of a row, as a sentence for whoever fills it in."""
    found = re.search(_WHERE, said)
    where = re.sub(r"\[(\d+|\.\.\.)\]", "", found[1] if found else "")
    missing, unknown = re.search(_MISSING, said), re.search(_UNKNOWN, said)
    if missing:
        return f"The row {f'{where}.{missing[1]}'.lstrip('.')} of the notice is missing."
    if unknown:
        return f"The notice has no row {f'{where}.{unknown[1]}'.lstrip('.')}."
    return f"The row {where or 'at the top'} of the notice cannot be read: {re.sub(_WHERE, '', said)}."
