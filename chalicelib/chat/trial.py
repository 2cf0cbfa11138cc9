"""A trial of the service: a conversation that its operators hold with themselves, beside everybody else's.

It goes every way that a conversation goes, but it waits in a queue of its own, which nobody sees and nobody is rung for, and how long
it waited is not counted. Its site is there for as long as the trial lasts, and in no list.
"""

from typing import Final

from chalicelib.chat.conversation import Conversation

SITE: Final = "trial"
"""The key of its site, which no other may have."""
QUEUE: Final = "~trial"
"""No operator can call a queue so."""


def queue_of(site: str, queue: str) -> str:
    """Return in which queue a conversation of a site waits, `queue` being everybody's."""
    return QUEUE if site == SITE else queue


def is_trial(conversation: Conversation) -> bool:
    """Return whether a conversation is one."""
    return conversation.queue == QUEUE
