"""The access log's side of reading and doing: a record is accepted before content is returned or anything is done."""

import contextlib
from collections.abc import Callable
from typing import TypeVar

import msgspec

from chalicelib.chat import access
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Relation
from chalicelib.chat.access_events import HISTORY, Outcome
from chalicelib.chat.access_events import access as record_of
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import LogUnavailable, Refusal, Unavailable
from chalicelib.chat.people import Administrator
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff, Visitor, Who
from chalicelib.chat.wire import Access, Ground

T = TypeVar("T")


def opened(
    services: Services, staff: Staff, conversation: Conversation, purpose: str, ground: Ground | None = None
) -> None:
    """Return once the access log has this person's reading of this conversation, from now or the last ten minutes.

    `ground`: on which they are let in, where they are. A reading on another ground, or when it was theirs, does not cover it.
    Raises LogUnavailable when the log does not accept the record: nothing may be shown then.
    """
    if covered(services, conversation, staff.person, purpose, ground):
        return
    now = services.milliseconds()
    services.access_log.record(event(services, staff, "conversation_opened", conversation.id, purpose, reason=ground))
    services.conversations.opened(conversation.id, rules.reading(staff.person, purpose, ground), now)


def opened_by(services: Services, staff: Staff, conversation: Conversation, relation: Relation) -> None:
    """Return once the access log has this person's reading, with the purpose and the ground by which they stand so to it.

    Raises LogUnavailable.
    """
    now = services.milliseconds()
    let_in = rules.standing_in(conversation, staff.person, now)
    is_theirs = relation is Relation.ASSIGNED and (let_in is None or let_in.as_ != "purpose")
    ground = None if let_in is None or is_theirs else let_in.as_
    opened(services, staff, conversation, access.purpose_of(staff.person, conversation, relation, now), ground)


def covered(
    services: Services, conversation: Conversation, person: str, purpose: str, ground: Ground | None = None
) -> bool:
    """Return whether the access log has accepted, in the last ten minutes, that this person reads for this purpose on this ground."""
    return _lately(services, conversation.opened.get(rules.reading(person, purpose, ground), 0))


def has_read_lately(services: Services, conversation: Conversation, person: str) -> bool:
    """Return whether the access log has accepted in the last ten minutes that this person reads, whatever for."""
    return any(_lately(services, at) for at in rules.readings_of(conversation, person))


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


def looked_back(services: Services, staff: Staff) -> None:
    """Return once the access log has this person's listing of what they had when it was closed, from now or the last ten minutes.

    Raises LogUnavailable when the log does not accept the record: nothing may be listed then.
    """
    agent = services.agents.get(staff.person)
    if agent is not None and _lately(services, agent.looked_back_at):
        return
    now = services.milliseconds()
    services.access_log.record(event(services, staff, "conversations_listed", HISTORY, "service"))
    services.agents.looked_back(staff, now)


def done(services: Services, deed: Callable[[], T], *records: Access) -> T:
    """Do something that is done or raises, after the access log has accepted what is done, and return what that gives.

    What then was not done is recorded once more, as `failed`, and what nobody can tell as `unknown`. So no deed is
    without a record, and repeating after any failure records what the repetition does. Raises what the deed raises, and
    LogUnavailable before anything is done.
    """
    services.access_log.record(*records)
    return _amended(services, deed, records)


def done_regardless(services: Services, deed: Callable[[], T], *records: Access) -> T:
    """Do the same with what only takes access away, and so is done also where the log accepts no record.

    Raises what the deed raises, and LogUnavailable after it was done without a record.
    """
    try:
        services.access_log.record(*records)
    except LogUnavailable:
        deed()
        raise
    return _amended(services, deed, records)


def recorded(services: Services, deed: Callable[[], T | None], *records: Access) -> T | None:
    """Do the same with something that may find nothing to do: None says so, and is recorded as `failed`."""
    found = done(services, deed, *records)
    if found is None:
        _amend(services, records, "failed")
    return found


def event(
    services: Services,
    who: Who,
    action: str,
    about: str,
    purpose: str,
    *,
    outcome: Outcome = "allowed",
    reason: str | None = None,
) -> Access:
    """Return a record that somebody has done something, now, or was refused it. `reason`: where the action wants one."""
    return record_of(
        now=services.now(),
        actor="visitor" if isinstance(who, Visitor) else who.person,
        role="visitor" if isinstance(who, Visitor) else ",".join(sorted(who.roles)) or "none",
        action=action,
        object=about,
        purpose=purpose,
        outcome=outcome,
        request=services.request,
        reason=reason,
    )


def by_administrator(
    services: Services,
    by: Administrator,
    action: str,
    about: str,
    *,
    purpose: str = "security",
    reason: str | None = None,
) -> Access:
    """Return a record that whoever administers, or runs the service, does something, now."""
    return record_of(
        now=services.now(),
        actor=by.person,
        role=by.role,
        action=action,
        object=about,
        purpose=purpose,
        outcome="allowed",
        request=services.request,
        reason=reason,
    )


def by_system(
    services: Services, action: str, about: str, outcome: Outcome = "allowed", purpose: str = "service"
) -> Access:
    """Return a record that the system has done something by itself, now."""
    return record_of(
        now=services.now(),
        actor="system",
        role="system",
        action=action,
        object=about,
        purpose=purpose,
        outcome=outcome,
        request=services.request,
    )


def _amended(services: Services, deed: Callable[[], T], records: tuple[Access, ...]) -> T:
    try:
        return deed()
    except Refusal as refusal:
        _amend(services, records, "unknown" if isinstance(refusal, Unavailable) else "failed")
        raise


def _amend(services: Services, records: tuple[Access, ...], outcome: Outcome) -> None:
    now = services.milliseconds()
    # The log took the records a moment ago; should it fail now, what is reported is why the deed was not done.
    with contextlib.suppress(LogUnavailable):
        services.access_log.record(*(msgspec.structs.replace(each, at=now, outcome=outcome) for each in records))


def _lately(services: Services, recorded_at: int) -> bool:
    return services.milliseconds() - recorded_at < services.limits.access_record_covers_seconds * 1000
