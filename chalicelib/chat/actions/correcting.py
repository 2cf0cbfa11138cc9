"""Putting right what one has said: the original stays, and everybody is told.

Visitors do so for as long as a conversation is kept, for it is their right; an agent with their newest message, while the
conversation is open and theirs to answer.
"""

import msgspec

from chalicelib.chat import access
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Right
from chalicelib.chat.actions import accessing, announcing, closing, talking
from chalicelib.chat.conversation import VISITOR, Conversation, Line, Step
from chalicelib.chat.services import Services
from chalicelib.chat.who import Visitor, Who
from chalicelib.chat.wire import Correct, Facts


def correct(services: Services, who: Who, conversation: Conversation | None, body: Correct) -> Facts:
    """Put a correction beside what somebody said, and return what the conversation then is.

    It is recorded before it is done; a visitor's is noted in the ledger too. Repeating it is harmless. Raises NotFound (also
    when there is no such message of theirs, or it is hidden), EmptyMessage, MessageTooLong, TooMany; to an agent
    ConversationClosed and NotNewest; LogUnavailable, Unavailable.
    """
    right = Right.DATA_RIGHTS if isinstance(who, Visitor) else Right.SEND
    allowed, relation, _ = access.require(right, who, conversation, services.milliseconds())
    by = VISITOR if isinstance(who, Visitor) else who.person
    line = Line(kind="corrected", by=by, at=services.milliseconds(), id=body.id, about=body.about)

    def rule(now: Conversation) -> Step | None:
        access.require(right, who, now, services.milliseconds())
        about = services.conversations.lines(now, body.about - 1, 1).get(body.about)
        return rules.correct(now, about, line, services.limits)

    def deed() -> Conversation | None:
        if by == VISITOR:
            services.ledger.note("correction", allowed.id, services.milliseconds())
        return closing.appended(services, allowed, rule)

    if rule(allowed) is None:  # done before; like what is refused, it is neither read nor recorded as done
        return announcing.facts(services, allowed, who)
    said = talking.line_of(services, by, body.id, None, body.text)
    line = msgspec.structs.replace(line, text=said.text, masked=said.masked)
    record = accessing.event(services, who, "correction_made", allowed.id, access.PURPOSES[relation])
    after = accessing.recorded(services, deed, record)
    return announcing.facts(services, after or closing.current(services, allowed), who)
