"""What a company has to say of itself, row by row, as `chalicelib/notice.toml` shows it. A missing row is refused by its name."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal, get_args

import msgspec
from msgspec import Meta

from chalicelib.chat.wire import Language

Basis = Literal["contract", "legitimate_interests", "legal_obligation", "public_task"]
Purpose = Literal["service", "improvement", "security"]

PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)
OBJECTED_TO: Final[frozenset[Basis]] = frozenset({"legitimate_interests", "public_task"})
"""What Article 21 lets people object to, as the chat lets them object to improving."""

InEvery = Mapping[Language, str]
"""A text in each language."""
Line = Annotated[str, Meta(min_length=1, max_length=200)]

_MISSING = re.compile(r"missing required field `(\w+)`")
_UNKNOWN = re.compile(r"unknown field `(\w+)`")
_WHERE = re.compile(r" - at `\$\.?([^`]*)`")
_CHECK: Final = (7, 9, 10, 5, 8, 4, 2)
"""The weights of a Finnish business id's digits."""
_MEANT_AS_FINNISH: Final = re.compile(r"(?:FI)?\s*[0-9]{6,7}\s*[-–−]\s*[0-9]|FI\s*[0-9]{8}", re.IGNORECASE)
"""A Finnish business id, right or wrong, also by its older six digits, with another dash or as VAT number."""


class WrongRow(ValueError):
    """Raised when a notice cannot be made of what was written. Its sentence names the row."""


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row that nobody has named does not say anything."""


class Controller(_Strict, frozen=True, kw_only=True):
    """Who answers for the data. The name is the setting of that name, which the mails have, too."""

    business_id: Line
    """A Finnish one, or the registration number of another country as it is written there."""
    postal_address: Line
    visiting_address: Line


class Contact(_Strict, frozen=True, kw_only=True):
    """Who answers questions about the register."""

    name: InEvery
    phone: Line
    email: Line


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

    name: Line
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
    for row in (*_blank(rows.controller), *_untold(rows), *_empty(rows)):
        raise WrongRow(f"The row {row} of the notice is missing.")
    number = rows.controller.business_id.strip()
    if _MEANT_AS_FINNISH.fullmatch(number) and not is_business_id(number):
        raise WrongRow(
            f"The row controller.business_id is no business id: {number!r} is not seven digits, a hyphen and the check digit"
            " that belongs to them, as in 1234567-1. A registration number of another country is taken as it is written."
        )
    if rows.bases.improvement.basis not in OBJECTED_TO:
        raise WrongRow(
            "The row bases.improvement.basis has to be legitimate_interests or public_task: the chat lets visitors object."
        )
    return rows


def is_business_id(written: str) -> bool:
    """Return whether this is a Finnish business id, with the check digit that belongs to it: `1234567-1`."""
    if not re.fullmatch(r"[0-9]{7}-[0-9]", written):
        return False
    left = sum(weight * int(digit) for weight, digit in zip(_CHECK, written, strict=False)) % 11
    return left != 1 and int(written[-1]) == (11 - left) % 11


def _untold(rows: Rows) -> Iterator[str]:
    """Yield the rows that others make necessary."""
    if rows.officer.appointed:
        for name in ("name", "phone", "email"):
            if not getattr(rows.officer, name):
                yield f"officer.{name}"
    for purpose in PURPOSES:
        ground: Ground = getattr(rows.bases, purpose)
        needed = {"legitimate_interests": ("interests", "balancing"), "legal_obligation": ("law",)}
        for name in needed.get(ground.basis, ()):
            if not getattr(ground, name):
                yield f"bases.{purpose}.{name}"
    for name in ("processors", "premises", "measures"):
        if not getattr(rows, name):
            yield name


def _blank(controller: Controller) -> Iterator[str]:
    """Yield the company's rows that say nothing."""
    for name, line in msgspec.structs.asdict(controller).items():
        if not line.strip():
            yield f"controller.{name}"


def _empty(rows: Rows) -> Iterator[str]:
    """Yield the texts that lack a language, or say nothing in it."""
    for name, text in _in_every(rows, ""):
        for language in get_args(Language):
            if not text.get(language, "").strip():
                yield f"{name}.{language}"


def _in_every(value: Any, name: str) -> Iterator[tuple[str, InEvery]]:
    if isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(type(value)):
            yield from _in_every(getattr(value, field.name), f"{name}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, each in enumerate(value, 1):
            yield from _in_every(each, f"{name}.{number}")
    elif isinstance(value, Mapping) and (value or not name.startswith(("officer.", "bases."))):
        yield name, value


def _sentence(said: str) -> str:
    """Return what msgspec says of a row, as a sentence for whoever fills it in."""
    found = _WHERE.search(said)
    where = re.sub(r"\[(\d+|\.\.\.)\]", "", found[1] if found else "")
    missing, unknown = _MISSING.search(said), _UNKNOWN.search(said)
    if missing:
        return f"The row {f'{where}.{missing[1]}'.lstrip('.')} of the notice is missing."
    if unknown:
        return f"The notice has no row {f'{where}.{unknown[1]}'.lstrip('.')}."
    return f"The row {where or 'at the top'} of the notice cannot be read: {_WHERE.sub('', said)}."
