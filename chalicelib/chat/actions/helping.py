"""Helping each other: a colleague who reads and writes along, and a supervisor who looks in openly.

An invitation is its agent's own. It ends when they let the colleague go, when the colleague leaves, when the conversation leaves
the agent's hands by whatever way, and with its end; whoever has it then asks whom they want. A supervisor looks in for an hour
or until they leave, whoever has it meanwhile, and may pass it on. Whoever is both has both: neither takes the other away.
"""

from collections.abc import Callable, Mapping

from chalicelib.chat import access, presence
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Right
from chalicelib.chat.actions import accessing, announcing, closing, contending
from chalicelib.chat.conversation import Conversation, LetIn, Step
from chalicelib.chat.errors import AgentAway, NotFound, Unavailable
from chalicelib.chat.ports import ATTEMPTS, Conflict
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Facts, SupervisesFor


def invite(services: Services, who: Staff, conversation_id: str, person: str) -> Facts:
    """Ask somebody who is there, or looks in, to read and write along; they are rung once. Repeating it returns the same.

    It is recorded before it is done, and the visitor sees it. Raises NotFound, ConversationClosed, AgentAway, TooMany,
    LogUnavailable, Unavailable.
    """
    conversation, relation, _ = access.require(
        Right.INVITE, who, services.conversations.get(conversation_id), services.milliseconds()
    )
    alias = _alias(services, conversation, person)

    def rule(now: Conversation) -> Step | None:
        access.require(Right.INVITE, who, now, services.milliseconds())
        return rules.invite(now, person, alias, services.milliseconds(), services.limits)

    if rule(conversation) is None:
        return announcing.facts(services, conversation, who)
    # First where the colleague's list looks for it: the conversation itself says whether it is so.
    services.agents.helps(person, conversation.id)
    record = accessing.event(services, who, "colleague_invited", conversation.id, access.PURPOSES[relation])
    after = accessing.recorded(services, lambda: closing.appended(services, conversation, rule), record)
    announcing.tell_of_helping(services, conversation.id, person, rings=True)
    return announcing.facts(services, after or closing.current(services, conversation), who)


def let_go(services: Services, who: Staff, conversation_id: str, person: str) -> Facts:
    """Have somebody who was invited read and write along no longer. Repeating it returns the same.

    Raises NotFound, ConversationClosed, LogUnavailable, Unavailable.
    """
    conversation, relation, _ = access.require(
        Right.INVITE, who, services.conversations.get(conversation_id), services.milliseconds()
    )

    def rule(now: Conversation) -> Step | None:
        access.require(Right.INVITE, who, now, services.milliseconds())
        return rules.let_go(now, person, services.milliseconds())

    after = _ended(services, who, conversation, rule, access.PURPOSES[relation])
    return announcing.facts(services, after, who)


def stop(services: Services, who: Staff, conversation_id: str) -> None:
    """Leave what one was invited into, or looks into. Raises NotFound when one does not, LogUnavailable, Unavailable."""
    conversation, relation, _ = access.require(
        Right.STOP, who, services.conversations.get(conversation_id), services.milliseconds()
    )
    now = services.milliseconds()
    purpose = access.purpose_of(who.person, conversation, relation, now)
    let_in = rules.standing_in(conversation, who.person, now)
    if let_in is not None and let_in.by:

        def rule(now: Conversation) -> Step | None:
            return rules.let_go(now, who.person, services.milliseconds())

        conversation = _ended(services, who, conversation, rule, purpose)
    if let_in is None or let_in.as_ != "supervising":
        return

    def without(now: Conversation) -> Mapping[str, LetIn] | None:
        inside = rules.lets_in(now, services.milliseconds())
        there = inside.pop(who.person, None)
        return inside if there is not None and there.as_ == "supervising" else None

    record = accessing.event(services, who, "supervision_ended", conversation.id, purpose)
    accessing.done_regardless(services, lambda: _let_in(services, conversation, without), record)


def supervise(services: Services, who: Staff, conversation_id: str, why: SupervisesFor) -> Facts:
    """Look in openly for an hour; whoever has the conversation sees it at once. Repeating it returns the same.

    It is recorded, with what for, before it is so. Raises NotFound, ConversationClosed, Objected, TooMany, LogUnavailable,
    Unavailable.
    """
    conversation, _, _ = access.require(
        Right.SUPERVISE, who, services.conversations.get(conversation_id), services.milliseconds()
    )

    def looking_in(now: Conversation) -> Mapping[str, LetIn] | None:
        at, limits = services.milliseconds(), services.limits
        return rules.supervise(now, who.person, why, at, limits, alias=who.alias)

    if looking_in(conversation) is None:
        return announcing.facts(services, conversation, who)
    record = accessing.event(services, who, "supervision_begun", conversation.id, access.SUPERVISED[why], reason=why)
    after = accessing.recorded(services, lambda: _let_in(services, conversation, looking_in), record)
    return announcing.facts(services, after or closing.current(services, conversation), who)


def _alias(services: Services, conversation: Conversation, person: str) -> str:
    """Return how visitors see whoever is asked. Raises AgentAway when they are neither there nor look in."""
    let_in = rules.standing_in(conversation, person, services.milliseconds())
    if let_in is not None and (let_in.by or let_in.as_ == "supervising"):
        return conversation.aliases.get(person) or let_in.alias
    colleague = services.agents.get(person)
    if colleague is None or not presence.is_there(colleague, services.milliseconds(), services.limits):
        raise AgentAway
    return colleague.alias


def _ended(
    services: Services, who: Staff, conversation: Conversation, rule: closing.Rule, purpose: str
) -> Conversation:
    """End an invitation, as a rule says, and return the conversation as it is then: done also where nobody can record it."""
    if rule(conversation) is None:
        return conversation
    record = accessing.event(services, who, "colleague_let_go", conversation.id, purpose)
    after = accessing.done_regardless(services, lambda: closing.appended(services, conversation, rule), record)
    return after or closing.current(services, conversation)


def _let_in(
    services: Services, conversation: Conversation, rule: Callable[[Conversation], Mapping[str, LetIn] | None]
) -> Conversation | None:
    """Have others be let in, as often as others are let in meanwhile, and tell everybody; None: nothing was to be done."""
    before: Conversation | None = conversation
    for tried in range(1, ATTEMPTS + 1):
        if before is None:
            raise NotFound
        inside = rule(before)
        if inside is None:
            return None
        try:
            after = services.conversations.let_in(before, inside)
        except Conflict as conflict:
            before = contending.changed(services, tried, conflict)
            continue
        announcing.facts_changed(services, after)
        announcing.let_out(services, before, after)
        return after
    raise Unavailable(retry_after=1)
