"""What a member of staff is refused by right leaves a record, of which whoever asked learns nothing.

A conversation that there is and that is not theirs: to whoever looks for a reference it is as if it were missing, and to the officer it is
an attempt. Once for a person and a conversation in ten minutes, so that a page that repeats itself is one record; and no more in an hour
than somebody could mean, so that a flood of refusals fills no log.
"""

import contextlib
from typing import Final

from chalicelib.chat import access
from chalicelib.chat.access import Right
from chalicelib.chat.access_events import Action
from chalicelib.chat.actions import accessing, limiting
from chalicelib.chat.errors import CommitmentMissing, LogUnavailable, NotFound, TooMany, Unavailable
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff

RECORDED: Final[dict[Right, Action]] = {
    Right.READ: "conversation_opened",
    Right.TAKE: "conversation_taken",
    Right.CLOSE: "conversation_closed",
    Right.END_FOR_ABUSE: "conversation_closed",
    Right.TRANSFER: "conversation_transferred",
    Right.LATER: "conversation_opened",
    Right.GLASS: "conversation_opened",
    Right.INVITE: "colleague_invited",
    Right.SUPERVISE: "conversation_opened",
    Right.OFFER_TRANSCRIPT: "transcript_offered",
    Right.HIDE: "message_hidden",
    Right.READ_ACCESSES: "access_log_read",
    Right.READ_NOTES: "conversation_opened",
}
"""As what. Sending is not among them, and writing notes: a page sends by itself what was typed, or that it was seen, while a conversation goes
to somebody else. Nor is leaving: whoever leaves what they are no longer let into wants nothing of it."""


def noted(services: Services, who: Staff, right: Right, conversation_id: str) -> None:
    """Record that somebody was refused a conversation by right, where that is what they were refused for.

    Whoever has read it within the last ten minutes is covered by that record: their page may ask once more for what was
    theirs until just now. A log or table that does not answer changes nothing of the refusal: nothing is shown.
    """
    if right not in RECORDED:
        return
    with contextlib.suppress(TooMany, LogUnavailable, Unavailable):
        conversation = services.conversations.get(conversation_id)
        if conversation is None or accessing.has_read_lately(services, conversation, who.person):
            return
        try:
            access.require(right, who, conversation, services.milliseconds())
        except CommitmentMissing:
            return
        except NotFound:
            _record(services, who, RECORDED[right], conversation.id)


def _record(services: Services, who: Staff, action: Action, conversation: str) -> None:
    limits, about = services.limits, f"{who.person} {conversation}"
    record = accessing.event(services, who, action, conversation, "security", outcome="refused")
    with (
        limiting.counted(services, "refused", about, 1, limits.access_record_covers_seconds),
        limiting.counted(services, "refusals", who.person, limits.refusals_an_hour),
    ):
        services.access_log.record(record)
