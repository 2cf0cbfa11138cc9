"""An agent tells the visitor that they are checking something, and that they have."""

from chalicelib.chat import access
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Right
from chalicelib.chat.actions import announcing, closing, limiting
from chalicelib.chat.conversation import Conversation, Step
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Facts, HoldMinutes


def hold(services: Services, who: Staff, conversation_id: str, minutes: HoldMinutes | None) -> Facts:
    """Put a conversation on hold for about so many minutes, or without them end its hold; return what it then is.

    What is so already stays so. Raises NotFound, ConversationClosed, TooMany, Unavailable.
    """
    conversation = services.conversations.get(conversation_id)
    allowed, _, _ = access.require(Right.SEND, who, conversation, services.milliseconds())

    def rule(now: Conversation) -> Step | None:
        if minutes is None:
            return rules.resume(now, who.person, services.milliseconds())
        return rules.hold(now, who.person, minutes, services.milliseconds())

    if rule(allowed) is None:
        return announcing.facts(services, allowed, who)
    if minutes is None:
        after = closing.appended(services, allowed, rule)
    else:
        with limiting.counted(services, "holds", allowed.id, services.limits.holds_an_hour):
            after = closing.appended(services, allowed, rule)
    return announcing.facts(services, after or closing.current(services, allowed), who)
