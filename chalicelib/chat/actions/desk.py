"""The agent's desk: what waits and what is theirs."""

from chalicelib.chat.actions import accessing, watching
from chalicelib.chat.errors import CommitmentMissing, NotFound
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Desk


def desk(services: Services, who: Staff) -> Desk:
    """Return the queue by first lines and the agent's own conversations, oldest first.

    First lines are a listing, logged as one before they leave, once in ten minutes. Raises NotFound for those who are no agents,
    CommitmentMissing, LogUnavailable.
    """
    if not who.committed:
        raise CommitmentMissing
    if "agent" not in who.roles:
        raise NotFound
    watching.agent_seen(services, who)
    waiting = services.conversations.waiting(services.settings.queue)
    if waiting:
        accessing.listed(services, who)
    return Desk(
        waiting=tuple(waiting),
        mine=tuple(services.conversations.mine(who.person)),
        now=services.milliseconds(),
    )
