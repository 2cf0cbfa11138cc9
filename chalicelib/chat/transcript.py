"""One order of the conversation to the visitor's own e-mail: its states, its code, its limits. Pure rules.

A mail cannot be sent idempotently (SES has no token for it), so an order is never `sending` twice: whoever finds it
`sending` without having put it there knows only that nobody knows.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from chalicelib.chat import masking
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import (
    AddressInvalid,
    CodeExpired,
    NothingToConfirm,
    TranscriptLimit,
    TranscriptTooEarly,
    WrongCode,
)
from chalicelib.chat.limits import Limits
from chalicelib.chat.wire import Transcript, TranscriptState

Outcome = Literal["delivered", "bounced", "bounced_softly", "complained", "failed"]
"""What SES can tell of a mail that it accepted. `bounced_softly`: refused for now (a full mailbox, too large a mail)."""

Letter = Literal["copy", "answer", "unanswered"]
"""What a proved order is sent: the conversation; the conversation as the answer to a question that was left; or, when
nobody has answered that, a mail without anybody's words (trust rule T3)."""

NEXT: Final[dict[TranscriptState, frozenset[TranscriptState]]] = {
    "offered": frozenset({"ordered"}),
    "ordered": frozenset({"ordered", "confirmed", "bounced", "complained", "failed"}),
    "confirmed": frozenset({"sending", "failed"}),
    "sending": frozenset({"sent", "delivered", "bounced", "complained", "failed", "unknown", "confirmed"}),
    "sent": frozenset({"delivered", "bounced", "complained", "failed"}),
    "unknown": frozenset({"sent", "delivered", "bounced", "complained", "failed"}),
    "delivered": frozenset({"bounced", "complained"}),
    "bounced": frozenset({"delivered"}),
    "complained": frozenset(),
    "failed": frozenset(),
}
"""Which state may follow which. `sending` goes back to `confirmed` only when the mail was certainly not accepted and may
be tried again (throttled); an event may overtake whoever is still `sending`; an order that is `unknown` is settled by an
event or by whoever sent it, never by another mail. Of bounces only a soft one is put right by a delivery."""

OPEN: Final[frozenset[TranscriptState]] = frozenset({"offered", "ordered"})
"""An order in these states takes an address."""

LEAVING: Final[frozenset[TranscriptState]] = frozenset({"sending", "sent", "delivered", "unknown"})
"""The mail of an order in these states is made, and may arrive or has."""

TRANSCRIPT: Final = "transcript"
"""The mail that carries the conversation; an order's other mails are named by `code_mail`."""

_BETWEEN_DIGITS = frozenset({"Zs", "Cc", "Cf", "Pd"})
"""Categories of what stands between the digits of a code that was copied: spaces, line ends, hyphens, what is unseen."""

_LONGEST_LOCAL, _LONGEST_ADDRESS = 64, 254
"""RFC 5321, 4.5.3.1: a local part, and a path without its angle brackets."""
_MEANS_ANOTHER = frozenset("ßς\u200c\u200d")
"""Python's IDNA is of 2003 and would take these for other letters: for another domain than the one that was written."""
_DOMAIN: Final = r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
_LOCAL: Final = r"[A-Za-z0-9_+'-]+(?:\.[A-Za-z0-9_+'-]+)*"
"""What people's addresses are made of. RFC 5322 allows more: encoded words (`=?utf-8?…`), which a reader's program
decodes into other addresses, and the routes of old networks (`%`, `!`)."""
_DOTS_MEAN_NOTHING = frozenset({"gmail.com", "googlemail.com"})


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
    rights_hash: bytes | None = None
    """What is kept of the rights code in its mail; void when the mail came back."""
    reaches: int = 0
    """The place of the last line in its mail; 0 until that is written, and where nobody's words are in it."""
    message_id: str | None = None
    bounced_softly: bool = False
    """A delivery that this bounce has overtaken puts it right."""
    version: str = ""
    """Names the write that left it so; the store gives it."""


def may_order(conversation: Conversation) -> None:
    """Return when a transcript may be ordered (T3). Raises TranscriptTooEarly until an agent has answered the visitor."""
    if not conversation.answered:
        raise TranscriptTooEarly


def may_leave(conversation: Conversation, *, staffed: bool) -> None:
    """Return when a question may be left for its answer: nobody has taken it, and nobody is there whom it would ring.

    `staffed`: as the visitor's facts say it, by which the chat offers to leave it. Raises TranscriptTooEarly.
    """
    if conversation.status != "waiting" or staffed:
        raise TranscriptTooEarly


def address(written: str) -> str:
    """Return one plain address, its domain in lower-case ASCII.

    No display name, no list, no quoted local part, no encoded word, nothing that could end a header. An international
    domain is taken in its IDNA form, a local part has to be ASCII (SES takes no other). Raises AddressInvalid for anything
    else, and with `of` for an address with an identity code or a card's number in it.
    """
    local, _, domain = unicodedata.normalize("NFC", written).strip().rpartition("@")
    plain = f"{local}@{_ascii(domain.lower())}"
    if len(local) > _LONGEST_LOCAL or len(plain) > _LONGEST_ADDRESS or not re.fullmatch(_LOCAL, local):
        raise AddressInvalid
    found = masking.mask(plain).kinds
    if found:
        raise AddressInvalid(of=found[0])
    return plain


def _ascii(domain: str) -> str:
    try:
        written = domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise AddressInvalid from error
    if _MEANS_ANOTHER.intersection(domain) or not re.fullmatch(_DOMAIN, written):
        raise AddressInvalid
    return written


def mailbox(whole: str) -> str:
    """Return whose mailbox an address names, for counting: `Maija+chat@example.com` is `maija@example.com`.

    Where dots mean nothing they are left out: `m.aija@googlemail.com` is `maija@gmail.com`.
    """
    local, _, domain = whole.lower().rpartition("@")
    name = local.partition("+")[0]
    return f"{name.replace('.', '')}@gmail.com" if domain in _DOTS_MEAN_NOTHING else f"{name}@{domain}"


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
    return state in NEXT[order.state] and (order.state != "bounced" or order.bounced_softly)


def moved(order: TranscriptOrder, state: TranscriptState, now: int) -> TranscriptOrder:
    """Return the order in a state that may follow its own. Raises ValueError when it may not.

    An address that was never proved, or is wrong, goes with the order's end: it may be a stranger's.
    """
    if not follows(order, state):
        raise ValueError(f"{order.state} is not followed by {state}")
    after = msgspec.structs.replace(order, state=state, at=now)
    unproved = state in ("complained", "failed") and not order.confirmed_at
    return _without_address(after) if state == "bounced" or unproved else after


def _without_address(order: TranscriptOrder) -> TranscriptOrder:
    return msgspec.structs.replace(order, address=None, code_hash=None, rights_hash=None)


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


def letter(order: TranscriptOrder, conversation: Conversation) -> Letter | None:
    """Return what is to be sent for an order now, None while nothing is.

    What waits for an answer goes when the conversation has ended, whoever ended it; nobody's words leave before an agent
    has answered.
    """
    if order.state != "confirmed":
        return None
    if not order.with_answer:
        return "copy" if conversation.answered else None
    if conversation.status != "closed":
        return None
    return "answer" if conversation.answered else "unanswered"


def awaits_code(order: TranscriptOrder) -> bool:
    """Return whether a code is to be mailed for an order: each code once."""
    return order.state == "ordered" and order.code_at == 0


def waits_until(order: TranscriptOrder, conversation: Conversation, limits: Limits) -> int | None:
    """Return how long an order waits for a queue to mail its code or transcript, or for the visitor to give the code.

    None when it waits for neither.
    """
    if awaits_code(order):
        return order.at + limits.code_waits_seconds * 1000
    if order.state == "ordered" and order.code_hash is not None:
        return order.code_at + limits.code_seconds * 1000
    if letter(order, conversation) is not None:
        # Not since its state began: that is anew with every sending that was not taken.
        since = max(order.confirmed_at, conversation.closed_at or 0) if order.with_answer else order.confirmed_at
        return since + limits.transcript_waits_seconds * 1000
    return None


def settled(order: TranscriptOrder, conversation: Conversation, now: int, limits: Limits) -> TranscriptOrder:
    """Return the order as it stands by now, whether or not somebody has stored that.

    What has waited too long in a queue has failed, and a code that never left is not counted. When a code is over, the
    address that nobody has proved is dropped.
    """
    until = waits_until(order, conversation, limits)
    if until is None or now < until:
        return order
    if awaits_code(order):
        return moved(msgspec.structs.replace(order, codes=order.codes - 1), "failed", until)
    return _without_address(order) if order.state == "ordered" else moved(order, "failed", until)


def coded(order: TranscriptOrder, code: str, now: int) -> TranscriptOrder:
    """Return the order with the code that is about to be mailed."""
    return msgspec.structs.replace(
        order, code_hash=code_hash(order.conversation, order.order, code), code_at=now, tries=0
    )


def standing(
    orders: Sequence[TranscriptOrder], conversation: Conversation, now: int, limits: Limits
) -> list[TranscriptOrder]:
    """Return a conversation's orders as they stand by now."""
    return [settled(order, conversation, now, limits) for order in orders]


def code(written: str, limits: Limits) -> str:
    """Return the digits of a code, without what stands between them. Raises WrongCode when it cannot be one: no try of it."""
    normal = unicodedata.normalize("NFKC", written)
    digits = "".join(each for each in normal if unicodedata.category(each) not in _BETWEEN_DIGITS)
    if not (digits.isascii() and digits.isdigit() and len(digits) == limits.code_digits):
        raise WrongCode
    return digits


def counted(order: TranscriptOrder | None, given: str, now: int, limits: Limits) -> TranscriptOrder:
    """Return the order one try poorer, to be stored before a code is judged by its digits: what was not counted never is.

    The address that nobody has proved goes with the last try, unless that is right: it serves nothing any more. Also of an
    order that is confirmed, of which a repetition must show the same code: else it would tell which that was.
    Raises NothingToConfirm, and CodeExpired when the code is too old or was tried too often.
    """
    if order is None or awaits_code(order) or not (order.state == "ordered" or is_proved(order)):
        raise nothing_to_confirm(order, now, limits)
    over = order.code_hash is None or order.tries >= limits.code_tries
    if is_proved(order):
        if over:
            raise nothing_to_confirm(order, now, limits)
    elif over or now >= order.code_at + limits.code_seconds * 1000:
        raise CodeExpired
    after = msgspec.structs.replace(order, tries=order.tries + 1)
    used_up = after.tries >= limits.code_tries and not is_proved(order) and not _is_code(order, given)
    return _without_address(after) if used_up else after


def nothing_to_confirm(order: TranscriptOrder | None, now: int, limits: Limits) -> NothingToConfirm:
    """Return the refusal that says why the newest order waits for no code, or not for the one that was given."""
    if order is not None and is_proved(order):
        return NothingToConfirm(of="confirmed")
    if order is not None and awaits_code(order) and now < order.at + limits.code_waits_seconds * 1000:
        return NothingToConfirm(of="code")
    return NothingToConfirm()


def check_code(order: TranscriptOrder, given: str, now: int, limits: Limits) -> None:
    """Return when a code, by its digits, is the one that was mailed; its try is counted already.

    Raises WrongCode, of an order that is confirmed NothingToConfirm.
    """
    if _is_code(order, given):
        return
    if is_proved(order):
        raise nothing_to_confirm(order, now, limits)
    raise WrongCode(tries_left=_tries_left(order, limits))


def _is_code(order: TranscriptOrder, given: str) -> bool:
    return hmac.compare_digest(order.code_hash or b"", code_hash(order.conversation, order.order, given))


def is_proved(order: TranscriptOrder) -> bool:
    """Return whether somebody has given an order's code: whatever has become of its mail since."""
    return order.confirmed_at > 0


def was_right(order: TranscriptOrder) -> TranscriptOrder:
    """Return the order with a try given back: a right code costs none."""
    return msgspec.structs.replace(order, tries=max(0, order.tries - 1))


def is_same_code(order: TranscriptOrder, counted: TranscriptOrder) -> bool:
    """Return whether an order still waits for, or was proved by, the code of a try that was counted before.

    That its address has gone meanwhile, with the last wrong try, takes nothing from a right one.
    """
    is_over = order.state == "ordered" and order.address is None and order.codes == counted.codes
    return is_over or order.code_hash == counted.code_hash


def confirmed(order: TranscriptOrder, counted: TranscriptOrder, now: int) -> TranscriptOrder:
    """Return the order with its address proved by a code whose try was `counted`."""
    right = was_right(moved(order, "confirmed", now))
    return msgspec.structs.replace(right, address=counted.address, code_hash=counted.code_hash, confirmed_at=now)


def sending(order: TranscriptOrder, rights_hash: bytes, now: int, *, reaches: int) -> TranscriptOrder:
    """Return the order as its mail is about to leave.

    `rights_hash`: of the rights code that is in this mail only. `reaches`: the place of the last line in it.
    """
    return msgspec.structs.replace(moved(order, "sending", now), rights_hash=rights_hash, reaches=reaches)


def told(order: TranscriptOrder, mail: str, outcome: Outcome, now: int) -> TranscriptOrder | None:
    """Return what an order becomes when it is told what became of one of its mails; None when nothing changes.

    An event may come late, twice, out of order, or before whoever sent the mail has said so. The mail with the newest
    code can only end an order that waits for it, and not softly: the code's ten minutes are short enough. A soft bounce
    takes nothing back from what was delivered.
    """
    softly = outcome == "bounced_softly"
    state: TranscriptState = "bounced" if outcome == "bounced_softly" else outcome
    if mail == TRANSCRIPT:
        changes = order.state not in ("offered", "ordered", "confirmed") and not (softly and order.state == "delivered")
    else:
        newest = order.state == "ordered" and mail == code_mail(order)
        changes = newest and outcome not in ("delivered", "bounced_softly")
    if not changes or not follows(order, state):
        return None
    after = msgspec.structs.replace(moved(order, state, now), bounced_softly=softly)
    if not softly:
        return after
    # It may well be right, and the mail may arrive yet.
    return msgspec.structs.replace(after, address=order.address, rights_hash=order.rights_hash)


def check_limits(orders: Sequence[TranscriptOrder], limits: Limits) -> None:
    """Return when a conversation may have another code and another sending (T4). Raises TranscriptLimit."""
    if codes(orders) >= limits.codes_a_conversation:
        raise TranscriptLimit(of="conversation")
    if sendings(orders) >= limits.transcripts_a_conversation:
        raise TranscriptLimit(of="conversation")


def codes_left(orders: Sequence[TranscriptOrder], since: int, limits: Limits) -> int:
    """Return how many codes a conversation may have had from some time on, as far as its orders tell."""
    return limits.codes_a_conversation - codes([order for order in orders if order.at < since])


def codes(orders: Sequence[TranscriptOrder]) -> int:
    """Return how many codes a conversation has used."""
    return sum(order.codes for order in orders)


def sendings(orders: Sequence[TranscriptOrder]) -> int:
    """Return how many transcripts of a conversation have been confirmed, but for those that could not be sent."""
    return sum(order.confirmed_at > 0 and order.state != "failed" for order in orders)


def latest(orders: Sequence[TranscriptOrder]) -> TranscriptOrder | None:
    """Return the newest order, None when there is none."""
    return max(orders, key=lambda order: order.order, default=None)


Addresses = Literal["whole", "masked", "none"]
"""How much of an order's address is shown: the visitor's own is whole, to their agent it is masked."""


def shown(orders: Sequence[TranscriptOrder], *, addresses: Addresses, limits: Limits) -> tuple[Transcript, ...]:
    """Return the orders as somebody may see them, by their numbers."""
    return tuple(
        Transcript(
            order=order.order,
            state=order.state,
            at=order.at,
            address=_shown_address(order.address, addresses),
            tries_left=_tries_left(order, limits) if order.state == "ordered" else None,
            with_answer=order.with_answer,
            reaches=order.reaches or None if order.state in LEAVING else None,
        )
        for order in sorted(orders, key=lambda order: order.order)
    )


def _shown_address(address: str | None, addresses: Addresses) -> str | None:
    if address is None or addresses == "none":
        return None
    return address if addresses == "whole" else masked_address(address)


def _tries_left(order: TranscriptOrder, limits: Limits) -> int:
    return max(0, limits.code_tries - order.tries) if order.address else 0
