"""When many want to change the same thing at once: whoever has lost to others waits for a random moment."""

from chalicelib.chat.conversation import Conversation
from chalicelib.chat.ports import Conflict
from chalicelib.chat.services import Services

AT_ONCE = 2
"""So often what a lost write was told of is tried upon without a pause: it is a call less, and two people need no more."""


def paused(services: Services, tried: int) -> bool:
    """Wait after losing so many times, from 1, and return whether one has: what was seen before is old then.

    Without pauses each of n who come at once would lose to all others, and pay for it: n²/2 writes.
    """
    if tried <= AT_ONCE:
        return False
    services.pause(tried - AT_ONCE)
    return True


def changed(services: Services, tried: int, conflict: Conflict) -> Conversation | None:
    """Return the conversation to ask the rule about next, after losing so many times; None when it is gone.

    Raises Unavailable.
    """
    if conflict.now is None or not paused(services, tried):
        return conflict.now
    return services.conversations.get(conflict.now.id)
