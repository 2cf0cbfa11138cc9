"""Time-based one-time passwords (RFC 6238) as Cognito has them: SHA-1, 6 digits, 30 s."""

import base64
import hashlib
import hmac
import secrets

STEP_SECONDS = 30
_DIGITS = 6


def new_secret() -> str:
    """Return a fresh secret of 256 bits in base 32 without padding, 52 characters as Cognito's."""
    return base64.b32encode(secrets.token_bytes(32)).decode().rstrip("=")


def step_at(seconds: float) -> int:
    """Return the number of the 30 s step that a time falls in."""
    return int(seconds // STEP_SECONDS)


def code(secret: str, step: int) -> str:
    """Return the six digits of one step (RFC 4226 with the step as its counter)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    digest = hmac.new(key, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}}"


def code_at(secret: str, seconds: float) -> str:
    """Return the six digits that an authenticator shows at a time."""
    return code(secret, step_at(seconds))


def matching_step(secret: str, given: str, seconds: float) -> int | None:
    """Return the step whose code this is, at most one step away from now; None when it is none of theirs."""
    now = step_at(seconds)
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(code(secret, step).encode(), given.encode()):
            return step
    return None
