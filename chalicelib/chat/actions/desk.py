"""The agent's desk: what waits and what is theirs."""

from collections.abc import Iterable
from typing import Final

from chalicelib.chat import access, hours, stage
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Standing
from chalicelib.chat.actions import accessing, watching
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Closed, Day, Desk, Helping, Language, Mine, Opening, Veiled, Waiting

_DAY: Final = 24 * 3600
_DAYS_AHEAD: Final = 3


def desk(services: Services, who: Staff) -> Desk:
    """Return the oldest of the queue and of the left questions by first lines, of the agent's own, and what they closed lately.

    First lines are a listing, logged as one before they leave, once in ten minutes. Raises NotFound for those who are no agents,
    CommitmentMissing, LogUnavailable.
    """
    access.require_standing(Standing.DESK, who)
    queue, most = services.settings.queue, services.limits.desk_rows
    waiting = services.conversations.waiting(queue, most + 1)
    left = services.conversations.left_questions(queue, most + 1)
    if waiting or left:
        accessing.listed(services, who)
    mine = services.conversations.mine(who.person, most + 1)
    now, shown = services.milliseconds(), services.limits.closed_rows
    since = rules.listed_closed_since(now, services.limits)
    closed = services.conversations.closed(who.person, since, shown + 1)
    helping = _helping(services, who)
    watching.agent_seen(services, who)  # a listing that was just recorded has noted it
    return Desk(
        waiting=tuple(waiting[:most]),
        left=tuple(left[:most]),
        mine=tuple(mine[:most]),
        helping=helping,
        now=now,
        more_waiting=len(waiting) > most,
        more_left=len(left) > most,
        more_mine=len(mine) > most,
        closed=tuple(closed[:shown]),
        more_closed=len(closed) > shown,
        topics=_topics(services, mine[:most], [*helping, *waiting[:most], *left[:most], *closed[:shown]]),
    )


def day(services: Services, who: Staff) -> Day:
    """Return when the sites are open by whose hours an agent's day ends, so that the end of a day can be told before it comes.

    Raises NotFound for those who are no agents, CommitmentMissing, Unavailable.
    """
    access.require_standing(Standing.DESK, who)
    profile = services.people.get(who.person)
    own = () if profile is None else profile.sites
    sites = [site for site in services.sites.all() if not own or site.key in own]
    known = [site.hours for site in sites if site.hours is not None]
    found = hours.together(known, services.now() - _DAY, days=1 + _DAYS_AHEAD)
    return Day(
        openings=tuple(Opening(start=each.start * 1000, end=each.end * 1000) for each in found),
        now=services.milliseconds(),
        always=len(known) < len(sites),
    )


def veiled(services: Services, who: Staff) -> Veiled:
    """Return by which words messages are veiled from agents who want that; the messages themselves are as they were written.

    Raises NotFound for those who are no agents, CommitmentMissing, Unavailable.
    """
    access.require_standing(Standing.DESK, who)
    return Veiled(words=stage.veiled(services.stage.lately()))


def _helping(services: Services, who: Staff) -> tuple[Helping, ...]:
    """Return where colleagues have asked somebody to read and write along, oldest first, and forget what has ended.

    Who was let go may be asked in again at this moment, and stands on the list before the conversation says so.
    """
    agent = services.agents.get(who.person)
    if agent is None or not agent.helps:
        return ()
    now = services.milliseconds()
    asked = list(dict.fromkeys(agent.helps))[-services.limits.desk_rows :]
    found: list[Helping] = []
    heads = services.conversations.heads(asked)
    for head in heads:
        let_in = rules.standing_in(head, who.person, now)
        if let_in is not None and let_in.by:
            found.append(
                Helping(
                    conversation=head.id,
                    site=head.site,
                    language=head.language,
                    started_at=head.started_at,
                    since=let_in.since,
                    alias=head.aliases.get(let_in.by, let_in.by),
                    topic=head.topic,
                )
            )
    over = set(agent.helps) - {head.id for head in heads if head.status != "closed"}
    if over or len(asked) < len(agent.helps):
        services.agents.helps_no_more(agent, over)
    return tuple(sorted(found, key=lambda each: (each.since, each.conversation)))


def _topics(
    services: Services, mine: Iterable[Mine], others: Iterable[Waiting | Helping | Closed]
) -> dict[str, dict[str, dict[Language, str]]]:
    """Return what the topics of some rows are called, by site, key and language; nothing is read where none is needed.

    Of the agent's own all that their sites have: an agent says at the end which of them it was.
    """
    about = sorted({row.site for row in mine} | {row.site for row in others if row.topic is not None})
    found = services.sites.many(about[: services.limits.desk_rows]) if about else []
    return {site.key: {topic.key: site.words_of(topic.words) for topic in site.topics} for site in found}
