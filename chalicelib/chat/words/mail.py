"""What a language has to say in our mails. Braces are filled in by `chalicelib/chat/letters.py`."""

import msgspec

from chalicelib.chat.wire import TranscriptState


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
    answer_subject: str
    answer_ordered: str
    """The same to a question that was left: `{controller}`."""
    reference: str
    started: str
    deleted_on: str
    """`{date}`."""
    times_in: str
    """`{zone}`."""
    you: str
    joined: str
    """`{alias}`."""
    left: str
    """`{alias}`."""
    corrected: str
    """`{time}`: day and time of what is put right."""
    rated: str
    """`{score}`."""
    scores: tuple[str, str, str, str, str]
    """From poor to very good."""
    unanswered_subject: str
    unanswered: str
    unanswered_ended: str
    """The same, when the visitor has ended the conversation."""
    sent_by: str
    """`{controller}`."""
    contacts: str
    """`{contacts}`."""
    notice: str
    """`{address}`: of the company's privacy notice."""
    name: str
    order: str
    order_states: dict[TranscriptState, str]
    """How far an order of the chat by e-mail has got."""
    objected: str
    closed_by_visitor: str
    closed_by_agent: str
    """`{alias}`."""
    closed_by_system: str
    closed_for_silence: str
    closed_for_full: str
    copy_title: str
    copy_opening: str
    copy_seen: str
    copy_warned: str
    copy_stayed: str
    copy_rights: tuple[str, ...]
    """What the conversation is kept for, who sees it, and what its visitor can do about it: a paragraph each."""
    """`{controller}`."""
    masked: dict[str, str]
    hidden: str
    no_reply: str
    date: str
    """For `datetime.strftime`, with `{day}` and `{month}` as plain numbers."""
    time: str
