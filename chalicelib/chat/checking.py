"""The short wait and the work that let a busy network start one more conversation. Values in, values out.

Nobody is refused for what others behind the same network have started: what is asked of them grows, to a wait of a minute
and some seconds of a phone's work, and no further. What must not grow is what waits unanswered; that has a bound of its own.

A challenge is `<issued, seconds>.<wait, seconds>.<bits>.<nonce>.<seal>`; the seal is an HMAC over it and the network that it
was given to, so that nothing has to be stored before it is used, and whoever does what they were told is let in whatever
others have started meanwhile. An answer is any text for which SHA-256 of `<challenge>:<answer>` begins with so many zero
bits: work for a browser, nothing to see, hear or solve for its person.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable
from typing import Final

import msgspec

from chalicelib.chat.conversation import Conversation
from chalicelib.chat.limits import Limits

HOUR = 3600
_CHALLENGE: Final = r"(?a)(\d{1,12})\.(\d{1,4})\.(\d{1,2})\.([A-Za-z0-9_-]{8,32})\.([0-9a-f]{32})"


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a network before it may start one more conversation."""

    seconds: int
    """So long it waits."""
    bits: int
    """So many zero bits its answer has."""


class Challenge(msgspec.Struct, frozen=True, kw_only=True):
    """A challenge that was given to a network."""

    issued_at: int
    """Epoch seconds."""
    nonce: str
    work: Work


class Began(msgspec.Struct, frozen=True, array_like=True):
    """A conversation that a network has started today."""

    at: int
    """Milliseconds."""
    conversation: str
    nonce: str = ""
    """Of the challenge that was answered for it: each serves once."""


def lately(begun: Iterable[Began], now: int) -> list[Began]:
    """Return what was started within the last hour. `now` in milliseconds."""
    return [each for each in begun if each.at > now - HOUR * 1000]


def work(started: int, limits: Limits) -> Work | None:
    """Return what a network that has started so many within an hour does for one more, None while that is free."""
    if started < limits.conversations_an_hour:
        return None
    steps = (started - limits.conversations_an_hour) // limits.check_step
    return Work(
        seconds=min(limits.check_seconds + steps * limits.check_step_seconds, limits.check_seconds_most),
        bits=min(limits.check_bits + steps, limits.check_bits_most),
    )


def work_after_abuse(started: int, limits: Limits) -> Work | None:
    """Return what a network does for one more while a conversation of its was ended for abuse: the least check, at least."""
    return work(max(started, limits.conversations_an_hour), limits)


def is_marked(conversation: Conversation, now: int, limits: Limits) -> bool:
    """Return whether a conversation of abuse has ended so lately that starts of its network wait. `now` in milliseconds.

    What is restricted is used for nothing, and so not for that.
    """
    if conversation.abuse is None or conversation.closed_at is None or conversation.restricted_at is not None:
        return False
    return now < conversation.closed_at + limits.abuse_marked_seconds * 1000


def passes(challenge: Challenge, written: str, answer: str, now: float, limits: Limits) -> bool:
    """Return whether a challenge was waited for, is not too old, and is answered. `now` in epoch seconds."""
    age = now - challenge.issued_at
    return challenge.work.seconds <= age < limits.check_lasts_seconds and solves(written, answer, challenge.work.bits)


def made(key: bytes, network: str, challenge: Challenge) -> str:
    """Return a challenge for a network as it travels."""
    shown = f"{challenge.issued_at}.{challenge.work.seconds}.{challenge.work.bits}.{challenge.nonce}"
    return f"{shown}.{_seal(key, network, shown)}"


def read(key: bytes, network: str, written: str) -> Challenge | None:
    """Return the challenge that was given to this network, None when it never was."""
    found = re.fullmatch(_CHALLENGE, written)
    if found is None or not hmac.compare_digest(found[5], _seal(key, network, written.rpartition(".")[0])):
        return None
    return Challenge(issued_at=int(found[1]), nonce=found[4], work=Work(seconds=int(found[2]), bits=int(found[3])))


def solves(challenge: str, answer: str, bits: int) -> bool:
    """Return whether an answer is one to a challenge."""
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
    return int.from_bytes(digest, "big") >> (len(digest) * 8 - bits) == 0


def _seal(key: bytes, network: str, shown: str) -> str:
    return hmac.digest(key, f"check:{shown}:{network}".encode(), hashlib.sha256).hex()[:32]
