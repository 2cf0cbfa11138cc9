"""The access log's side of reading: a record is accepted before content is returned."""

from collections.abc import Sequence

from chalicelib.chat import access
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Right, Terms
from chalicelib.chat.access_events import access as record_of
from chalicelib.chat.actions import limiting
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff, Visitor, Who
from chalicelib.chat.wire import Access, Accesses


def opened(services: Services, staff: Staff, conversation: Conversation, purpose: str) -> None:
    """Return once the access log has this person's reading of this conversation, from now or the last ten minutes.

    Raises LogUnavailable when the log does not accept the record: nothing may be shown then.
    """
    if covered(services, conversation, staff.person, purpose):
        return
    now = services.milliseconds()
    services.access_log.record(event(services, staff, "conversation_opened", conversation.id, purpose))
    services.conversations.opened(conversation.id, staff.person, purpose, now)


def covered(services: Services, conversation: Conversation, person: str, purpose: str) -> bool:
    """Return whether the access log has accepted, in the last ten minutes, that this person reads for this purpose."""
    return _lately(services, conversation.opened.get(rules.reading(person, purpose), 0))


def listed(services: Services, staff: Staff) -> None:
    """Return once the access log has this person's listing of the queue, from now or the last ten minutes.

    Raises LogUnavailable when the log does not accept the record: no first line may be shown then.
    """
    agent = services.agents.get(staff.person)
    if agent is not None and _lately(services, agent.listed_at):
        return
    now = services.milliseconds()
    services.access_log.record(event(services, staff, "conversations_listed", "queue", "service"))
    services.agents.listed(staff, now)


def event(services: Services, who: Who, action: str, about: str, purpose: str) -> Access:
    """Return a record that somebody has done something, now."""
    return record_of(
        now=services.now(),
        actor="visitor" if isinstance(who, Visitor) else who.person,
        role="visitor" if isinstance(who, Visitor) else ",".join(sorted(who.roles)),
        action=action,
        object=about,
        purpose=purpose,
        outcome="allowed",
        request=services.request,
    )


def by_system(services: Services, action: str, about: str, outcome: str = "allowed") -> Access:
    """Return a record that the system has done something by itself for the service, now."""
    return record_of(
        now=services.now(),
        actor="system",
        role="system",
        action=action,
        object=about,
        purpose="service",
        outcome=outcome,
        request=services.request,
    )


def accesses(services: Services, who: Staff, conversation_id: str) -> Accesses:
    """Return who has opened a conversation, newest first: all of it, or a person's own records, by their right.

    Reading the log is itself logged. Raises NotFound, TooMany, LogUnavailable.
    """
    conversation, relation, terms = access.require(
        Right.READ_ACCESSES, who, services.conversations.get(conversation_id)
    )
    purpose = access.PURPOSES[relation]
    with limiting.counted(services, "accesses", who.person, services.limits.accesses_an_hour):
        services.access_log.record(event(services, who, "access_log_read", conversation.id, purpose))
    found: Sequence[Access] = services.access_log.of_conversation(conversation.id)
    if terms is Terms.OWN_RECORDS:
        found = [each for each in found if each.actor == who.person]
    return Accesses(conversation=conversation.id, accesses=tuple(found))


def _lately(services: Services, recorded_at: int) -> bool:
    return services.milliseconds() - recorded_at < services.limits.access_record_covers_seconds * 1000
