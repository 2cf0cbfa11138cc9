"""Answers that agents owe: reminding them, and giving back what they do not come to, or what nobody has taken up."""

import contextlib
from collections.abc import Iterable

from chalicelib.chat import conversation as rules
from chalicelib.chat import presence
from chalicelib.chat.actions import announcing, passing
from chalicelib.chat.conversation import Conversation, Patience
from chalicelib.chat.errors import Refusal, Unavailable
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff

NOTED_AGAIN = 20_000
"""That an agent is typing is noted again after so many milliseconds."""


def remind_or_return(services: Services, conversations: Iterable[Conversation]) -> tuple[int, int, Refusal | None]:
    """Remind the agents of these who owe an answer, and give back what they were reminded of or have not taken up.

    Return how many were reminded and given back, and a refusal that one of them met, after all others were tried: it stays
    with its agent until the next look.
    """
    reminded, returned, refused = 0, 0, None
    patience = _patience(services)
    for conversation in conversations:
        try:
            if _handed_back(services, conversation) or _given_back(services, conversation):
                returned += 1
            elif _reminded(services, conversation, patience):
                reminded += 1
        except Refusal as refusal:
            refused = refusal
    return reminded, returned, refused


def taken_up(services: Services, who: Staff, conversation: Conversation) -> None:
    """Note that somebody has come to what was passed on to them, if that is news; best effort."""
    if conversation.passed is None or conversation.owner != who.person:
        return
    with contextlib.suppress(Unavailable):
        after = services.conversations.taken_up(conversation)
        if after is not None:
            announcing.facts_changed(services, after)


def typed(services: Services, who: Staff, conversation: Conversation) -> None:
    """Note that an answer is under way in what its agent was reminded of, so that it stays with them; best effort."""
    now = services.milliseconds()
    if conversation.reminded is None or conversation.owner != who.person:
        return
    if abs(now - conversation.answering_at) >= NOTED_AGAIN:
        with contextlib.suppress(Unavailable):
            services.conversations.note(conversation.id, answering_at=now)


def _patience(services: Services) -> Patience:
    found = services.stage.lately()
    return Patience(60 * found.remind_after_minutes, 60 * found.return_after_minutes)


def _reminded(services: Services, conversation: Conversation, patience: Patience) -> bool:
    now, limits = services.milliseconds(), services.limits
    earliest = rules.may_owe_since(conversation)
    if rules.remind(conversation, earliest, now, patience, limits) is None:
        return False
    lines = dict(enumerate(conversation.newest, conversation.first))
    if not rules.tells_what_is_owed(lines):
        lines = services.conversations.lines(conversation)
    reminder = rules.remind(conversation, rules.owed_since(conversation, lines), now, patience, limits)
    after = None if reminder is None else services.conversations.reminded(conversation, reminder)
    if after is None:
        return False
    announcing.facts_changed(services, after)
    return True


def _given_back(services: Services, conversation: Conversation) -> bool:
    return passing.given_back(
        services, conversation, lambda now: rules.give_back(now, services.milliseconds(), services.limits)
    )


def _handed_back(services: Services, conversation: Conversation) -> bool:
    now, limits = services.milliseconds(), services.limits
    by = rules.not_taken_up(conversation, now, limits)
    if by is None:
        return False
    agent = services.agents.get(by)
    there = agent is not None and agent.available and presence.is_there(agent, now, limits)
    return passing.given_back(
        services,
        conversation,
        lambda one: rules.hand_back(one, services.milliseconds(), limits, there=there),
        action="conversation_transferred" if there else "conversation_released",
    )
