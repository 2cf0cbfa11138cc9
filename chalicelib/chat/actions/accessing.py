"""The access log's side of reading: a record is accepted before content is returned."""

from collections.abc import Sequence

from chalicelib.chat import access
from chalicelib.chat.access import Right, Terms
from chalicelib.chat.access_events import access as record_of
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff, Visitor, Who
from chalicelib.chat.wire import Access, Accesses


def opened(services: Services, staff: Staff, conversation: Conversation, purpose: str) -> None:
    """Return once the access log has this person's reading of this conversation, from now or the last ten minutes.

    Raises LogUnavailable when the log does not accept the record: nothing may be shown then.
    """
    if covered(services, conversation, staff.person):
        return
    now = services.milliseconds()
    services.access_log.record(event(services, staff, "conversation_opened", conversation.id, purpose))
    services.conversations.opened(conversation.id, staff.person, now)


def covered(services: Services, conversation: Conversation, person: str) -> bool:
    """Return whether the access log has accepted a record of this person's reading in the last ten minutes."""
    age = services.milliseconds() - conversation.opened.get(person, 0)
    return age < services.limits.access_record_covers_seconds * 1000


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

    Reading the log is itself logged. Raises NotFound, LogUnavailable.
    """
    conversation, relation, terms = access.require(
        Right.READ_ACCESSES, who, services.conversations.get(conversation_id)
    )
    purpose = access.PURPOSES[relation]
    services.access_log.record(event(services, who, "access_log_read", conversation.id, purpose))
    found: Sequence[Access] = services.access_log.of_conversation(conversation.id)
    if terms is Terms.OWN_RECORDS:
        found = [each for each in found if each.actor == who.person]
    return Accesses(conversation=conversation.id, accesses=tuple(found))
