"""One order of the conversation to the visitor's own e-mail: its states, its code, its limits. Pure rules.

A mail cannot be sent idempotently (SES has no token for it), so an order is never `sending` twice: whoever finds it
`sending` without having put it there knows only that nobody knows.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec

from chalicelib.chat.conversation import VISITOR, Line
from chalicelib.chat.errors import (
    AddressInvalid,
    CodeExpired,
    NothingToConfirm,
    TranscriptLimit,
    TranscriptTooEarly,
    WrongCode,
)
from chalicelib.chat.limits import Limits
from chalicelib.chat.wire import Status, Transcript, TranscriptState

Outcome = Literal["delivered", "bounced", "complained", "failed"]
"""What SES can tell of a mail that it accepted."""

NEXT: Final[dict[TranscriptState, frozenset[TranscriptState]]] = {
    "offered": frozenset({"ordered"}),
    "ordered": frozenset({"ordered", "confirmed", "bounced", "complained", "failed"}),
    "confirmed": frozenset({"sending", "failed"}),
    "sending": frozenset({"sent", "delivered", "bounced", "complained", "failed", "unknown", "confirmed"}),
    "sent": frozenset({"delivered", "bounced", "complained", "failed"}),
    "unknown": frozenset({"sent", "delivered", "bounced", "complained", "failed"}),
    "delivered": frozenset({"bounced", "complained"}),
    "bounced": frozenset(),
    "complained": frozenset(),
    "failed": frozenset(),
}
"""Which state may follow which. `sending` goes back to `confirmed` only when the mail was certainly not accepted and may
be tried again (throttled); an event may overtake whoever is still `sending`; an order that is `unknown` is settled by an
event or by whoever sent it, never by another mail."""

OPEN: Final[frozenset[TranscriptState]] = frozenset({"offered", "ordered"})
"""An order in these states takes an address."""

PROVED: Final[frozenset[TranscriptState]] = frozenset({"confirmed", "sending", "sent", "delivered"})
"""Whoever confirms an order in these states has done so before."""

TRANSCRIPT: Final = "transcript"
"""The mail that carries the conversation; an order's other mails are named by `code_mail`."""

_LONGEST_LOCAL, _LONGEST_ADDRESS = 64, 254
"""RFC 5321, 4.5.3.1: a local part, and a path without its angle brackets."""
_MEANS_ANOTHER = frozenset("ßς\u200c\u200d")
"""Python's IDNA is of 2003 and would take these for other letters: for another domain than the one that was written."""
_DOMAIN = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


class TranscriptOrder(msgspec.Struct, frozen=True, kw_only=True):
    """An order as it is stored. Times are milliseconds, `expires_at` is the conversation's, in epoch seconds."""

    conversation: str
    order: int
    state: TranscriptState
    at: int
    expires_at: int
    address: str | None = None
    code_hash: bytes | None = None
    code_at: int = 0
    codes: int = 0
    """How many codes have been ordered in it; a code that was only offered none."""
    tries: int = 0
    confirmed_at: int = 0
    with_answer: bool = False
    """Ordered in advance, for a question that was left: it waits for the answer and the end."""
    message_id: str | None = None
    version: str = ""
    """Names the write that left it so; the store gives it."""


def may_order(lines: Iterable[Line]) -> None:
    """Return when a transcript may be ordered (T3). Raises TranscriptTooEarly before there is a conversation to send."""
    said = [line.by == VISITOR for line in lines if line.kind == "said"]
    if said.count(True) < 2 or said.count(False) < 1:  # noqa: PLR2004 - trust rule T3
        raise TranscriptTooEarly


def address(written: str) -> str:
    """Return one plain address, its domain in lower-case ASCII. Raises AddressInvalid for anything else.

    No display name, no list, no quoted local part, nothing that could end a header; an international domain is
    taken in its IDNA form, a local part has to be ASCII (SES takes no other).
    """
    local, _, domain = unicodedata.normalize("NFC", written).strip().rpartition("@")
    plain = f"{local}@{_ascii(domain.lower())}"
    if len(local) > _LONGEST_LOCAL or len(plain) > _LONGEST_ADDRESS or not _LOCAL.fullmatch(local):
        raise AddressInvalid
    return plain


def _ascii(domain: str) -> str:
    try:
        written = domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise AddressInvalid from error
    if _MEANS_ANOTHER.intersection(domain) or not _DOMAIN.fullmatch(written):
        raise AddressInvalid
    return written


def mailbox(whole: str) -> str:
    """Return whose mailbox an address names, for counting: `Maija+chat@example.com` is `maija@example.com`."""
    local, _, domain = whole.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def masked_address(whole: str) -> str:
    """Return an address as staff see it: `m•••@e•••.com`."""
    local, _, domain = whole.rpartition("@")
    name, _, top = domain.rpartition(".")
    return f"{local[0]}•••@{name[0]}•••.{top}"


def code_hash(conversation: str, order: int, code: str) -> bytes:
    """Return what is stored of a code; its own conversation and order are in it, so it fits nowhere else."""
    return hashlib.sha256(f"juttu:code:{conversation}:{order}:{code}".encode()).digest()


def code_mail(order: TranscriptOrder) -> str:
    """Return the name of the mail with an order's newest code; an older code's mail has another."""
    return f"code-{order.codes}"


def follows(order: TranscriptOrder, state: TranscriptState) -> bool:
    """Return whether an order may become this. What may not is an event that came late, twice or out of order."""
    return state in NEXT[order.state]


def moved(order: TranscriptOrder, state: TranscriptState, now: int) -> TranscriptOrder:
    """Return the order in a state that may follow its own. Raises ValueError when it may not."""
    if not follows(order, state):
        raise ValueError(f"{order.state} is not followed by {state}")
    return msgspec.structs.replace(order, state=state, at=now)


def ordered(order: TranscriptOrder, to: str, now: int, *, with_answer: bool = False) -> TranscriptOrder:
    """Return the order with an address to prove; the code before, if any, is void."""
    return msgspec.structs.replace(
        moved(order, "ordered", now),
        address=to,
        code_hash=None,
        code_at=0,
        codes=order.codes + 1,
        tries=0,
        with_answer=with_answer,
    )


def due(order: TranscriptOrder, status: Status) -> bool:
    """Return whether a proved order is to be sent: one that waits for an answer goes when the conversation has ended."""
    return order.state == "confirmed" and (not order.with_answer or status == "closed")


def awaits_code(order: TranscriptOrder) -> bool:
    """Return whether a code is to be mailed for an order: each code once."""
    return order.state == "ordered" and order.address is not None and order.code_hash is None


def coded(order: TranscriptOrder, code: str, now: int) -> TranscriptOrder:
    """Return the order with the code that is about to be mailed."""
    return msgspec.structs.replace(
        order, code_hash=code_hash(order.conversation, order.order, code), code_at=now, tries=0
    )


def counted(order: TranscriptOrder | None, now: int, limits: Limits) -> TranscriptOrder:
    """Return the order one try poorer, to be stored before a code is compared: what was not counted is not judged.

    Raises NothingToConfirm, and CodeExpired when the code is too old or was tried too often.
    """
    if order is None or order.state != "ordered" or order.code_hash is None:
        raise NothingToConfirm
    if now >= order.code_at + limits.code_seconds * 1000 or order.tries >= limits.code_tries:
        raise CodeExpired
    return msgspec.structs.replace(order, tries=order.tries + 1)


def check_code(order: TranscriptOrder, code: str, limits: Limits) -> None:
    """Return when a code is the one that was mailed; its try is counted already. Raises WrongCode."""
    given = "".join(character for character in unicodedata.normalize("NFKC", code) if character.isdigit())
    if not hmac.compare_digest(order.code_hash or b"", code_hash(order.conversation, order.order, given)):
        raise WrongCode(tries_left=max(0, limits.code_tries - order.tries))


def confirmed(order: TranscriptOrder, now: int) -> TranscriptOrder:
    """Return the order with its address proved."""
    return msgspec.structs.replace(moved(order, "confirmed", now), confirmed_at=now)


def told(order: TranscriptOrder, mail: str, outcome: Outcome, *, transient: bool = False) -> Outcome | None:
    """Return what an order becomes when it is told what became of one of its mails; None when nothing changes.

    An event may come late, twice, out of order, or before whoever sent the mail has said so. The mail with the newest
    code can only end an order that waits for it. `transient`: a bounce that may be an absent reader's own answer, so
    that it takes nothing back from what was delivered.
    """
    if mail != TRANSCRIPT:
        ends = order.state == "ordered" and mail == code_mail(order) and outcome != "delivered"
        return outcome if ends and follows(order, outcome) else None
    begun = order.state not in ("offered", "ordered", "confirmed")
    answered = transient and order.state == "delivered"
    return outcome if begun and not answered and follows(order, outcome) else None


def check_limits(orders: Sequence[TranscriptOrder], limits: Limits) -> None:
    """Return when a conversation may have another code and another sending (T4). Raises TranscriptLimit."""
    if codes(orders) >= limits.codes_a_conversation:
        raise TranscriptLimit(of="conversation")
    if sendings(orders) >= limits.transcripts_a_conversation:
        raise TranscriptLimit(of="conversation")


def codes(orders: Sequence[TranscriptOrder]) -> int:
    """Return how many codes a conversation has used."""
    return sum(order.codes for order in orders)


def sendings(orders: Sequence[TranscriptOrder]) -> int:
    """Return how many transcripts of a conversation have been confirmed, whatever became of them."""
    return sum(order.confirmed_at > 0 for order in orders)


def latest(orders: Sequence[TranscriptOrder]) -> TranscriptOrder | None:
    """Return the newest order, None when there is none."""
    return max(orders, key=lambda order: order.order, default=None)


Addresses = Literal["whole", "masked", "none"]
"""How much of an order's address is shown: the visitor's own is whole, to their agent it is masked."""


def shown(
    orders: Sequence[TranscriptOrder], *, addresses: Addresses, limits: Limits | None = None
) -> tuple[Transcript, ...]:
    """Return the orders as somebody may see them, by their numbers."""
    tries = (limits or Limits()).code_tries
    return tuple(
        Transcript(
            order=order.order,
            state=order.state,
            at=order.at,
            address=_shown_address(order.address, addresses),
            tries_left=max(0, tries - order.tries) if order.state == "ordered" else None,
            with_answer=order.with_answer,
        )
        for order in sorted(orders, key=lambda order: order.order)
    )


def _shown_address(address: str | None, addresses: Addresses) -> str | None:
    if address is None or addresses == "none":
        return None
    return address if addresses == "whole" else masked_address(address)
