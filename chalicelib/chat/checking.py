"""The short wait and the work that let a busy network start one more conversation. Values in, values out.

A challenge is `<issued, seconds>.<nonce>.<seal>`; the seal is an HMAC over it and the network that it was given to, so that
nothing has to be stored before it is used. An answer is any text for which SHA-256 of `<challenge>:<answer>` begins with so
many zero bits: work for a browser, nothing to see, hear or solve for its person.
"""

import hashlib
import hmac
import re

_CHALLENGE = re.compile(r"(\d{1,12})\.([A-Za-z0-9_-]{8,32})\.([0-9a-f]{32})")


def made(key: bytes, network: str, now: int, nonce: str) -> str:
    """Return a challenge for a network, issued now (epoch seconds)."""
    return f"{now}.{nonce}.{_seal(key, network, now, nonce)}"


def issued_at(key: bytes, network: str, challenge: str) -> int | None:
    """Return when a challenge was issued to this network, None when it never was."""
    found = _CHALLENGE.fullmatch(challenge)
    if found is None:
        return None
    now, nonce, seal = int(found[1]), found[2], found[3]
    return now if hmac.compare_digest(seal, _seal(key, network, now, nonce)) else None


def solves(challenge: str, answer: str, bits: int) -> bool:
    """Return whether an answer is one to a challenge."""
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
    return int.from_bytes(digest, "big") >> (len(digest) * 8 - bits) == 0


def _seal(key: bytes, network: str, now: int, nonce: str) -> str:
    return hmac.digest(key, f"check:{now}:{nonce}:{network}".encode(), hashlib.sha256).hex()[:32]
