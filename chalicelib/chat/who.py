"""Who asks: a visitor who holds the key to one conversation, a member of staff who has signed in, or two people in a request's case."""

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


class InCase(msgspec.Struct, frozen=True, kw_only=True):
    """Two people who act for the data-protection officer in the case of somebody's request about exactly this conversation.

    Neither reads, hands over or erases alone; the access log has both, with the case.
    """

    conversation: str
    by: str
    beside: str
    case: str
    """Its number: letters, digits, full stops, hyphens and slashes."""


Who = Visitor | Staff
