"""What the board's door answers."""

from chalicelib.chat.wire import ConversationId, Frozen, Language, TopicKey


class OnDuty(Frozen):
    """An agent who is there, or has visitors."""

    person: str
    alias: str
    there: bool
    """Whether their console has given a sign of life lately."""
    available: bool = False
    """Whether the queue rings them."""
    open: int = 0
    """How many conversations they have open; nothing is told of what these are."""
    open_or_more: bool = False
    """They have more than are counted: so many, or more."""
    languages: tuple[Language, ...] = ()
    """In which they answer; none stands for all."""
    you: bool = False


class Board(Frozen):
    """`GET /v1/board`: who is there and what waits, without a word of any conversation."""

    agents: tuple[OnDuty, ...]
    """The available first, then those who are there, then whoever has visitors and is not."""
    now: int
    """The service's clock."""
    waiting: int = 0
    """How many visitors wait who have not gone."""
    waiting_or_more: bool = False
    waits_since: int | None = None
    """Since when the one who has waited longest waits."""
    left: int = 0
    """How many questions are to be answered by e-mail."""
    left_or_more: bool = False


class OpenConversation(Frozen):
    """A conversation that goes on, without a word of it."""

    conversation: ConversationId
    site: str
    language: Language
    started_at: int
    topic: TopicKey | None = None
    """As in the facts."""
    person: str | None = None
    """Who has it; absent while it waits."""
    alias: str | None = None


class OpenConversations(Frozen):
    """`GET /v1/board/conversations`: for supervisors, what waits and what each agent has, the oldest first."""

    ongoing: tuple[OpenConversation, ...]
    now: int
    topics: dict[str, dict[str, dict[Language, str]]]
    """What the topics of their sites are called: by site, by key, by language."""
    more: bool = False
    """There are more than these."""
