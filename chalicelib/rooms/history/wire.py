"""What the history's doors take and answer."""

from typing import Literal

from chalicelib.chat.wire import ClosedFor, ConversationId, Frozen, GlassReason, Language, Score, Side, Status, Text

Whose = Literal["own", "colleague", "nobody"]
"""Who had it last: whoever asks, somebody else, or nobody ever."""
Way = Literal["read", "purpose", "glass", "take", "restricted"]
"""How whoever asks gets to read it: at once, by saying for which purpose, by breaking the glass, or by taking it at the desk; not at
all while its processing is restricted."""


LaterPurpose = Literal["service", "request", "guidance", "security"]
"""What an agent reads a conversation of their own for, more than seven days after its end."""


class Later(Frozen):
    """`POST /v1/conversations/{id}/purpose`: read one's own for an hour, long after its end. Repeating it is harmless."""

    purpose: LaterPurpose


class Glass(Frozen):
    """`POST /v1/conversations/{id}/glass`: read what somebody else has or had, for an hour.

    It is recorded with the reason; the data-protection officer sees it the same day, and the visitor who asks.
    """

    reason: GlassReason
    words: Text
    """Why, in a sentence without anybody's personal data: it outlives the conversation."""


class LetInUntil(Frozen):
    """That somebody may read a conversation from now on, by the service's clock."""

    until: int
    now: int


class Past(Frozen):
    """A conversation without a word of it and without its visitor's name."""

    conversation: ConversationId
    site: str
    status: Status
    whose: Whose
    way: Way
    started_at: int
    expires_on: str
    """The date on which it is deleted, in the controller's zone."""
    closed_at: int | None = None
    topic: str | None = None
    """The key of one of the site's topics."""
    closed_by: Side | None = None
    closed_for: ClosedFor | None = None
    """How it ended: told of one's own."""
    rated: Score | None = None
    """The visitor's rating: told of one's own."""
    objected: bool = False
    """Its visitor objects to quality, training and guidance: told of one's own."""
    until: int | None = None
    """Until when whoever asks may read it, where they have given a purpose or broken the glass."""
    alias: str | None = None
    """Which colleague had it last, as visitors see them."""


class PastConversations(Frozen):
    """`GET /v1/history`: what one had when it was closed, the last closed first.

    A page is what was found among so many; `before` says how far was looked, be it that nothing was found there.
    """

    past: tuple[Past, ...]
    now: int
    """The service's clock."""
    looked_at: int
    """Among so many was looked for it."""
    before: int | None = None
    """Everything that was closed at this time or later has been looked at; there is more: ask again with this `before`."""
    topics: dict[str, dict[str, dict[Language, str]]] | None = None
    """With the first page: every site, with what its topics are called, by key and language."""


class Readable(Frozen):
    """`GET /v1/history/{conversation}/readable`: whether whoever asks may read a conversation at this moment, and nothing else of it."""

    readable: bool


class FoundConversation(Frozen):
    """`GET /v1/history/{conversation}`: a conversation by its reference, whoever has it or had it."""

    found: Past
    now: int
    """The service's clock."""
    topics: dict[str, dict[str, dict[Language, str]]]
    """What the topics of its site are called, by site, key and language."""
