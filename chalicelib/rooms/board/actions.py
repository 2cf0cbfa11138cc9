"""The board: who is there, how much each has, what waits. Nothing of what anybody writes is read out."""

from chalicelib.chat import access, presence
from chalicelib.chat.access import Standing
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.rooms.board import rules
from chalicelib.rooms.board.wire import Board, OnDuty


def board(services: Services, who: Staff) -> Board:
    """Return who is there and what waits.

    A read for each agent who may have something open, at the same time. Raises CommitmentMissing, NotFound for those who
    may not see it.
    """
    access.require_standing(Standing.BOARD, who)
    now, limits = services.milliseconds(), services.limits
    agents = [each for each in services.agents.all() if presence.may_have_open(each, now, limits)]
    most = limits.open_counted
    counts = services.each(lambda agent: len(services.conversations.mine(agent.person, most + 1)), agents)
    profiles = services.people.many([each.person for each in agents])
    shown = [
        OnDuty(
            person=agent.person,
            alias=agent.alias,
            there=presence.is_there(agent, now, limits),
            available=agent.available and presence.is_there(agent, now, limits),
            open=min(count, most),
            open_or_more=count > most,
            languages=profiles[agent.person].languages if agent.person in profiles else (),
            you=agent.person == who.person,
        )
        for agent, count in zip(agents, counts, strict=True)
    ]
    queue, rows = services.settings.queue, limits.desk_rows
    waiting = services.conversations.waiting(queue, rows + 1)
    there = rules.still_there(waiting[:rows])
    left = services.conversations.left_questions(queue, rows + 1)
    return Board(
        agents=rules.in_order(shown),
        waiting=len(there),
        waiting_or_more=len(waiting) > rows,
        waits_since=min((each.started_at for each in there), default=None),
        left=min(len(left), rows),
        left_or_more=len(left) > rows,
        now=now,
    )
