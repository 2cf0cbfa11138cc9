"""A conversation from hand to hand: to a colleague, back to the queue, and away from an agent who is no longer there."""

from chalicelib.chat import access, facts, presence
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import NotTheirs, Right, Standing
from chalicelib.chat.actions import accessing, announcing, contending
from chalicelib.chat.actions.closing import Rule
from chalicelib.chat.conversation import Conversation, Line, Step
from chalicelib.chat.errors import AgentAway, ConversationClosed, NotFound, Refusal, Unavailable
from chalicelib.chat.ports import ATTEMPTS, Conflict
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Colleague, Colleagues, Facts, PassOnFor

RELEASED_AT_ONCE = 50


def colleagues(services: Services, who: Staff) -> Colleagues:
    """Return the other agents who are there now: the available first, of these whoever has the fewest open.

    Of each one read tells how many they have open, and of nobody what; one of all, which languages they answer in. Raises NotFound for those who are no agents.
    """
    access.require_standing(Standing.DESK, who)
    now = services.milliseconds()
    others = [each for each in services.agents.all() if each.person != who.person]
    there = [each for each in others if presence.is_there(each, now, services.limits)]
    most = services.limits.open_counted
    found = services.each(lambda agent: len(services.conversations.mine(agent.person, most + 1)), there)
    profiles = services.people.many([agent.person for agent in there], consistent=False)
    shown = (
        Colleague(
            person=agent.person,
            alias=agent.alias,
            available=agent.available,
            open=min(count, most),
            open_or_more=count > most,
            languages=profiles[agent.person].languages if agent.person in profiles else (),
        )
        for agent, count in zip(there, found, strict=True)
    )
    return Colleagues(colleagues=tuple(sorted(shown, key=_who_is_asked_first)))


def pass_on(
    services: Services, who: Staff, conversation_id: str, to: str | None, why: PassOnFor | None = None
) -> Facts:
    """Pass a conversation on to a colleague who is there, or without one back to the queue, in its old place.

    `why`: recorded, and told to the colleague. A supervisor who looks in may do so with what somebody else has.

    Repeating it after its answer was lost returns what it has become. The record comes first. Raises NotFound (also
    when somebody else has it by now), ConversationClosed, AgentAway, LogUnavailable, Unavailable.
    """
    conversation = services.conversations.get(conversation_id)
    try:
        allowed, relation, _ = access.require(Right.TRANSFER, who, conversation, services.milliseconds())
        if _step(services, who, allowed, to, why) is None:
            return announcing.facts(services, allowed, who)
        purpose = access.purpose_of(who.person, allowed, relation, services.milliseconds())
        record = accessing.event(services, who, "conversation_transferred", allowed.id, purpose, reason=why)
        passed = accessing.recorded(services, lambda: _passed(services, who, allowed, to, why), record)
    except NotTheirs as refused:
        return _passed_on(services, who, refused.conversation, to)
    return passed or announcing.facts(services, allowed, who)


def release_all(services: Services, person: str, most: int = RELEASED_AT_ONCE) -> tuple[int, Refusal | None]:
    """Give what an agent who is away has open back to the queue.

    Return how many were given back, and a refusal that one of them met, after all others were tried: it stays with the
    agent then, until the next look of the watch.
    """
    released, refused = 0, None
    own = [each.conversation for each in services.conversations.mine(person)]
    for conversation in services.conversations.heads(own[:most]):
        try:
            released += release(services, conversation, person)
        except Refusal as refusal:
            refused = refusal
    return released, refused


def release(services: Services, conversation: Conversation, person: str) -> bool:
    """Give a conversation back to the queue because its agent is away; return whether that was done.

    Whatever has happened meanwhile (the agent is back, has closed it or passed it on, another run was here) wins.
    Raises LogUnavailable: then it stays, until the log can be written; while it cannot, no colleague could open it
    either.
    """
    now = services.milliseconds()
    try:
        step = rules.leave(conversation, person, now)
    except ConversationClosed:
        return False
    if step is None or presence.is_there(services.agents.get(person), now, services.limits):
        return False
    return given_back(services, conversation, lambda one: step if one is conversation else None)


def given_back(
    services: Services, conversation: Conversation, rule: Rule, *, action: str = "conversation_released"
) -> bool:
    """Take a conversation from its agent, recorded first as the system's deed, as a rule says; return whether that was done.

    The rule is asked again whenever it has changed meanwhile. Raises LogUnavailable, Unavailable: it stays then.
    """
    if rule(conversation) is None:
        return False

    def give() -> tuple[Conversation, Conversation, Line] | None:
        before: Conversation | None = conversation
        for tried in range(1, ATTEMPTS + 1):
            step = None if before is None else rule(before)
            if before is None or step is None:
                return None
            try:
                return before, services.conversations.write(before, step), step.line
            except Conflict as conflict:
                before = contending.changed(services, tried, conflict)
        raise Unavailable(retry_after=1)

    given = accessing.recorded(services, give, accessing.by_system(services, action, conversation.id))
    if given is None:
        return False
    before, after, line = given
    seq = services.conversations.place_of(after, line, before.seq) or after.seq
    _tell(services, before, after, seq, line)
    if after.owner is None:
        announcing.queue_changed(services, after.id)
    return True


def _who_is_asked_first(colleague: Colleague) -> tuple[bool, int, bool, str, str]:
    return (not colleague.available, colleague.open, colleague.open_or_more, colleague.alias, colleague.person)


def _step(
    services: Services, who: Staff, conversation: Conversation, to: str | None, why: PassOnFor | None
) -> Step | None:
    now = services.milliseconds()
    if to is None:
        return rules.leave(conversation, conversation.owner or who.person, now)
    rules.check_open(conversation, now)
    if to == conversation.owner:
        return None
    colleague = services.agents.get(to)
    if colleague is None or not presence.is_there(colleague, now, services.limits):
        raise AgentAway
    return rules.pass_on(conversation, to, colleague.alias, now, by=who.person, why=why)


def _passed(
    services: Services, who: Staff, conversation: Conversation, to: str | None, why: PassOnFor | None
) -> Facts | None:
    """Pass it on as often as it changes meanwhile, tell everybody, and return whose it is; None: nothing was to be done."""
    for tried in range(1, ATTEMPTS + 1):
        step = _step(services, who, conversation, to, why)
        if step is None:
            return None
        try:
            after = services.conversations.write(conversation, step)
        except Conflict as conflict:
            now = contending.changed(services, tried, conflict)
            conversation, _, _ = access.require(Right.TRANSFER, who, now, services.milliseconds())
            continue
        seq = services.conversations.place_of(after, step.line, conversation.seq) or after.seq
        _tell(services, conversation, after, seq, step.line)
        if None in (conversation.owner, after.owner):
            announcing.queue_changed(services, after.id)
        if conversation.owner != who.person:  # a supervisor, who looks in as before
            return announcing.facts(services, after, who)
        return facts.for_former(after, who.person, seq)
    raise Unavailable(retry_after=1)


def _passed_on(services: Services, who: Staff, conversation: Conversation, to: str | None) -> Facts:
    """Return whose a conversation is when this person has passed it on so already, and nothing else of it.

    Raises NotFound.
    """
    if who.person not in conversation.aliases:
        raise NotFound
    lines = services.conversations.lines(conversation)
    seq = rules.passed_on_at(lines, who.person, to)
    if seq is None:
        raise NotFound
    # Whoever stored it may have died before telling.
    _tell(services, None, conversation, seq, lines[seq])
    if conversation.status == "waiting" and conversation.announced_at is None:
        announcing.queue_changed(services, conversation.id)
    return facts.for_former(conversation, who.person, seq)


def _tell(services: Services, before: Conversation | None, after: Conversation, seq: int, line: Line) -> None:
    announcing.broadcast_line(services, after, seq, line)
    announcing.facts_changed(services, after)
    announcing.changed_hands(services, before, after, line.why)
    if before is not None and before.let_in:
        announcing.let_out(services, before, after)
