"""What the product needs from the world, as protocols; `chalicelib/aws/` fulfils them."""

from collections.abc import Sequence
from typing import Literal, Protocol

import msgspec

from chalicelib.chat.conversation import Conversation
from chalicelib.chat.wire import Access, ServerFrame


class Clock(Protocol):
    """Seconds since 1970 in UTC, as `time.time` gives them."""

    def __call__(self) -> float: ...


class AccessLog(Protocol):
    """The append-only record of who read or changed personal data, outside the table."""

    def record(self, *accesses: Access) -> None:
        """Return once every record has been accepted. Raises LogUnavailable when one was not."""

    def of_conversation(self, conversation: str) -> Sequence[Access]:
        """Return every record about a conversation, newest first. Raises LogUnavailable."""


class Push(Protocol):
    """Sending to open sockets."""

    def send(self, connection: str, frame: ServerFrame) -> bool:
        """Send one frame. Return False when the socket is gone (410); any other failure is swallowed and True."""

    def close(self, connection: str) -> None:
        """Close a socket; one that is gone is closed already."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A mail to send: the code that proves an address, or the transcript. Carries no personal data."""

    kind: Literal["code", "transcript"]
    conversation: str
    order: int


class Outbox(Protocol):
    """The queue of mails to send; each job is done at least once."""

    def put(self, job: Job) -> None:
        """Return once the job is durable. Raises Unavailable."""


class MailRefused(Exception):
    """Raised when the mail was certainly not accepted and will not be."""


class MailUnknown(Exception):
    """Raised when nobody can tell whether the mail was accepted; it must not be sent again."""


class Mail(Protocol):
    """Sending one mail to one address."""

    def send(self, raw: bytes, *, to: str, conversation: str, order: int) -> str:
        """Return the provider's id of the accepted mail. Raises MailRefused or MailUnknown; never tries twice.

        `conversation` and `order` travel as tags, so that delivery events find their order.
        """


class Moved(Exception):
    """Raised when a conversation has changed since it was looked at. `now`: as it stands, None when gone."""

    def __init__(self, now: Conversation | None) -> None:
        super().__init__("the conversation has changed")
        self.now = now
