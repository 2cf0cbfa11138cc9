"""Who asks: a visitor who holds the key to one conversation, or a member of staff who has signed in."""

from typing import Literal

import msgspec

Role = Literal["agent", "supervisor", "reviewer", "trainer", "administrator", "data-protection-officer"]


class Visitor(msgspec.Struct, frozen=True):
    """Somebody who holds the key to exactly this conversation, or its reference and rights code."""

    conversation: str


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody with a personal account and a living session. `person` is the unique user name."""

    person: str
    alias: str
    roles: frozenset[Role]
    session: str
    """The session's hash."""
    committed: bool
    """Whether the current confidentiality commitment is accepted."""
    ends_at: int = 0
    """When the session ends unless it is used, in milliseconds."""


Who = Visitor | Staff
