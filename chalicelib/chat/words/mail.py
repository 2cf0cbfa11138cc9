"""What a language has to say in our mails. Braces are filled in by `chalicelib/chat/letters.py`."""

import msgspec

from chalicelib.chat.wire import AbuseReason, GuidanceMark, TranscriptState


class MailWords(msgspec.Struct, frozen=True, kw_only=True):
    """One language's sentences, and how it writes a time."""

    code_subject: str
    code_answer_subject: str
    """The same for the answer to a question that was left."""
    code_is: str
    """The first words, which inboxes show: `{code}`."""
    code_write: str
    """`{company}`."""
    code_write_answer: str
    """The same for an answer: `{company}`."""
    code_lasts: str
    """`{minutes}`."""
    code_not_you: str
    transcript_subject: str
    transcript_opening: str
    """`{time}`: when the conversation began; `{until}`: when its newest line was written, for later ones are not in it."""
    answer_subject: str
    answer_opening: str
    """Where the answer does not come first, since the two talked: `{time}`."""
    question_title: str
    """Above the visitor's own words, after the answer."""
    reference: str
    rights_code: str
    """As the chat calls it."""
    rights_help: str
    """What both are for, and where: the chat's own words for it."""
    started: str
    deleted_on: str
    """`{date}`."""
    times_in: str
    """`{zone}`: as a site's words call it, or as below."""
    zone_elsewhere: str
    """`{zone}`: one that has no name in this language."""
    you: str
    joined: str
    """`{alias}`."""
    left: str
    """`{alias}`."""
    delayed: str
    """It went back to the queue because its answer was long in coming: nobody is named."""
    held: str
    """`{alias}`, `{minutes}`."""
    resumed: str
    """`{alias}`."""
    helping: str
    """`{alias}`."""
    helped: str
    """`{alias}`."""
    corrected: str
    """`{time}`: day and time of what is put right."""
    corrected_by_agent: str
    """The same of what an agent puts right, whose name stands before it."""
    rated: str
    """`{score}`."""
    scores: tuple[str, str, str, str, str]
    """From badly to very well, in the words of `web/words/` in which it was chosen."""
    unanswered_subject: str
    unanswered: str
    """`{date}`: when it was asked."""
    unanswered_ended: str
    """The same, when the visitor has ended the conversation."""
    alert_subject: tuple[str, str]
    """To staff, of one question that nobody has opened, and of several."""
    alert_said: tuple[str, str]
    """`{n}`."""
    alert_waits: str
    """`{time}`."""
    alert_times: tuple[str, str, str]
    """How long: minutes `{n}`, one hour, hours `{n}`."""
    contacts: str
    """Above the company's contacts, a line each."""
    notice: str
    """`{address}`: of the company's privacy notice."""
    name: str
    topic: str
    """What the visitor has said that it is about."""
    order: str
    order_states: dict[TranscriptState, str]
    """How far an order of the chat by e-mail has got."""
    objected: str
    restricted: str
    closed_topic: str
    """Before what the agent says it was about."""
    other_topic: str
    guidance: dict[GuidanceMark, str]
    """What the agent marked our guidance to lack."""
    abuse: dict[AbuseReason, str]
    """For which reason it was ended."""
    closed_by_visitor: str
    closed_by_agent: str
    """`{alias}`."""
    closed_by_system: str
    closed_for_silence: str
    closed_for_full: str
    copy_title: str
    copy_opening: str
    """`{controller}`."""
    copy_seen: str
    copy_warned: str
    copy_stayed: str
    copy_notice: str
    """`{version}`: of the privacy notice."""
    masked: dict[str, str]
    hidden: dict[str, str]
    """By whom."""
    no_reply: str
    write_here: str
    """Follows it: `{address}`."""
    date: str
    """For `datetime.strftime`, with `{day}` and `{month}` as plain numbers."""
    time: str
    summer_time: str
    winter_time: str
    """Follow the time in the hour that comes twice, when summer time ends."""
