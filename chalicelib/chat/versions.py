"""Settings that are changed only as they were read, and what they once were."""

import hashlib
from typing import Generic, TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)


class Version(msgspec.Struct, Generic[S], frozen=True, kw_only=True):
    """Settings as they once were."""

    settings: S
    at: int
    """Since when, in milliseconds; 0 where that is not known."""
    by: str = ""
    """The user name of whoever made them so; nothing where that was done from outside the console."""
    version: str


def digest_of(settings: msgspec.Struct) -> str:
    """Return what settings are told apart by."""
    return hashlib.sha256(msgspec.json.encode(settings, order="deterministic")).hexdigest()[:16]
