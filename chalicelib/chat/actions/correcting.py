"""Putting right what one has said: the original stays, and everybody is told.

Visitors do so for as long as a conversation is kept, for it is their right, and two people do it for them in their request's
case; an agent with their newest message, while the conversation is open and theirs to answer.
"""

import msgspec

from chalicelib.chat import access
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Right
from chalicelib.chat.actions import accessing, announcing, closing, data_rights, talking
from chalicelib.chat.conversation import VISITOR, Conversation, Line, Step
from chalicelib.chat.services import Services
from chalicelib.chat.who import InCase, Staff, Visitor, Who
from chalicelib.chat.wire import Access, Correct, Facts


def correct(services: Services, who: Who | InCase, conversation: Conversation | None, body: Correct) -> Facts:
    """Put a correction beside what somebody said, and return what the conversation then is.

    It is recorded before it is done; a visitor's is noted in the ledger too. Repeating it is harmless. Raises NotFound (also
    when there is no such message of theirs, or it is hidden), EmptyMessage, MessageTooLong, TooMany; to an agent
    ConversationClosed and NotNewest; LogUnavailable, Unavailable.
    """
    allowed, records = _required(services, who, conversation)
    by = who.person if isinstance(who, Staff) else VISITOR
    reader = Visitor(allowed.id) if isinstance(who, InCase) else who
    line = Line(kind="corrected", by=by, at=services.milliseconds(), id=body.id, about=body.about)

    def rule(now: Conversation) -> Step | None:
        _required(services, who, now)
        about = services.conversations.lines(now, body.about - 1, 1).get(body.about)
        return rules.correct(now, about, line, services.limits)

    def deed() -> Conversation | None:
        if by == VISITOR:
            services.ledger.note("correction", allowed.id, services.milliseconds())
        return closing.appended(services, allowed, rule)

    if rule(allowed) is None:  # done before; like what is refused, it is neither read nor recorded as done
        return announcing.facts(services, allowed, reader)
    said = talking.line_of(services, by, body.id, None, body.text)
    line = msgspec.structs.replace(line, text=said.text, masked=said.masked)
    after = accessing.recorded(services, deed, *records)
    return announcing.facts(services, after or closing.current(services, allowed), reader)


def _required(
    services: Services, who: Who | InCase, conversation: Conversation | None
) -> tuple[Conversation, tuple[Access, ...]]:
    """Return the conversation in which somebody may put right what they said, with what records that they do. Raises NotFound."""
    if isinstance(who, Staff):
        allowed, relation, _ = access.require(Right.SEND, who, conversation, services.milliseconds())
        return allowed, (accessing.event(services, who, "correction_made", allowed.id, access.PURPOSES[relation]),)
    allowed = data_rights.required(services, who, conversation)
    return allowed, data_rights.recorded(services, who, allowed, "correction_made")
