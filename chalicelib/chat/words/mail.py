"""What a language has to say in our mails. Braces are filled in by `chalicelib/chat/letters.py`."""

import msgspec


class MailWords(msgspec.Struct, frozen=True, kw_only=True):
    """One language's sentences, and how it writes a time."""

    code_subject: str
    code_asked: str
    """Why this mail came: `{controller}`."""
    code_is: str
    code_lasts: str
    """`{minutes}`."""
    code_not_you: str
    transcript_subject: str
    transcript_ordered: str
    """`{controller}`."""
    reference: str
    started: str
    deleted_on: str
    """`{date}`."""
    times_in: str
    """`{zone}`."""
    you: str
    joined: str
    """`{alias}`."""
    closed_by_visitor: str
    closed_by_agent: str
    """`{alias}`."""
    closed_by_system: str
    masked: dict[str, str]
    no_reply: str
    date: str
    """For `datetime.strftime`, with `{day}` and `{month}` as plain numbers."""
    time: str
