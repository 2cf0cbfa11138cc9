"""The agent's desk: what waits and what is theirs."""

from chalicelib.chat.actions import accessing, watching
from chalicelib.chat.errors import CommitmentMissing, NotFound
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Desk


def desk(services: Services, who: Staff) -> Desk:
    """Return the oldest of the queue and of the left questions by first lines, and the agent's own conversations.

    First lines are a listing, logged as one before they leave, once in ten minutes. Raises NotFound for those who are no agents,
    CommitmentMissing, LogUnavailable.
    """
    if not who.committed:
        raise CommitmentMissing
    if "agent" not in who.roles:
        raise NotFound
    queue, most = services.settings.queue, services.limits.desk_rows
    waiting = services.conversations.waiting(queue, most + 1)
    left = services.conversations.left_questions(queue, most + 1)
    if waiting or left:
        accessing.listed(services, who)
    watching.agent_seen(services, who)  # a listing that was just recorded has noted it
    return Desk(
        waiting=tuple(waiting[:most]),
        left=tuple(left[:most]),
        mine=tuple(services.conversations.mine(who.person)),
        now=services.milliseconds(),
        more_waiting=len(waiting) > most,
        more_left=len(left) > most,
    )
