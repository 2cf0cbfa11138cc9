"""The board: who is there, how much each has, what waits. Nothing of what anybody writes is read out."""

from chalicelib.chat import access, presence
from chalicelib.chat.access import Standing
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Mine, Waiting
from chalicelib.rooms.board import rules
from chalicelib.rooms.board.wire import Board, OnDuty, OpenConversation, OpenConversations


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


def conversations(services: Services, who: Staff) -> OpenConversations:
    """Return what goes on and who has it, without a word of it: the first step of whoever looks in.

    Raises CommitmentMissing, NotFound for those who do not supervise.
    """
    access.require_standing(Standing.SUPERVISE, who)
    now, limits = services.milliseconds(), services.limits
    agents = [each for each in services.agents.all() if presence.may_have_open(each, now, limits)]
    most = limits.desk_rows
    of_agents = services.each(lambda agent: services.conversations.mine(agent.person, most + 1), agents)
    waiting = services.conversations.waiting(services.settings.queue, most + 1)
    found = [_open(each) for each in waiting]
    for agent, mine in zip(agents, of_agents, strict=True):
        found += [_open(each, agent.person, agent.alias) for each in mine]
    found.sort(key=lambda each: (each.started_at, each.conversation))
    shown = found[:most]
    about = sorted({each.site for each in shown if each.topic is not None})
    sites = services.sites.many(about) if about else []
    return OpenConversations(
        ongoing=tuple(shown),
        now=now,
        more=len(found) > most,
        topics={site.key: {topic.key: site.words_of(topic.words) for topic in site.topics} for site in sites},
    )


def _open(row: Waiting | Mine, person: str | None = None, alias: str | None = None) -> OpenConversation:
    return OpenConversation(
        conversation=row.conversation,
        site=row.site,
        language=row.language,
        started_at=row.started_at,
        topic=row.topic,
        person=person,
        alias=alias,
    )
