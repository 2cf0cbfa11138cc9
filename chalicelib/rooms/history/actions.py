"""Looking back: what an agent had when it was closed, and one conversation by its reference. Both are recorded."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from chalicelib.chat import access, access_events
from chalicelib.chat.access import Right, Standing
from chalicelib.chat.actions import accessing, announcing, contending, limiting, turns
from chalicelib.chat.conversation import Conversation, LetIn
from chalicelib.chat.conversation import reading as reading_of
from chalicelib.chat.errors import NotFound, Unavailable
from chalicelib.chat.ports import ATTEMPTS, Conflict
from chalicelib.chat.services import Services
from chalicelib.chat.site import ServedSite
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Access, Closed, Language
from chalicelib.rooms.history import rules
from chalicelib.rooms.history.rules import Given, Narrowing
from chalicelib.rooms.history.wire import FoundConversation, Glass, LaterPurpose, LetInUntil, Past, PastConversations

ALL = Narrowing()
_BY: Final = {"purpose": Right.LATER, "glass": Right.GLASS}
"""By which right somebody is let in on what they give."""


def history(services: Services, who: Staff, *, before: int | None = None, narrow: Narrowing = ALL) -> PastConversations:
    """Return a page of what somebody had when it was closed, the last closed first; `before`: the time at which the page before ended.

    So many are looked at for it at most, whatever is found among them. The listing is recorded, once in ten minutes.
    Raises CommitmentMissing, NotFound, TooMany, LogUnavailable.
    """
    access.require_standing(Standing.HISTORY, who)
    limits, now = services.limits, services.milliseconds()
    limiting.paced(services, "history", who.person, limits.history_pages_a_minute)
    accessing.looked_back(services, who)
    since, until = narrow.span(before, services.settings.zone)
    found: list[Past] = []
    looked_at = 0
    while True:
        rows, until = _closed(services, who, since, until)
        wanted = [row.conversation for row in rows if narrow.may_be(row)]
        heads = services.conversations.heads(wanted, consistent=False)
        own = (head for head in heads if head.owner == who.person and head.restricted_at is None)  # the index may lag
        found += [rules.past(who, head, now) for head in own if narrow.wants(head)]
        looked_at += len(rows)
        if until is None or len(found) >= limits.history_rows or looked_at >= limits.history_looked_at:
            break
    sites = {each.key: _topics(each) for each in services.sites.all()} if before is None else None
    return PastConversations(past=tuple(found), now=now, looked_at=looked_at, before=until, topics=sites)


def find(services: Services, who: Staff, conversation_id: str) -> FoundConversation:
    """Return a conversation by its reference, whoever has it or had it, without a word of it.

    Of one's own that is a listing, of anybody else's a record of its own. Raises CommitmentMissing, NotFound, TooMany, LogUnavailable.
    """
    access.require_standing(Standing.HISTORY, who)
    with limiting.counted(services, "found", who.person, services.limits.found_an_hour):
        conversation = services.conversations.get(conversation_id)
        if conversation is None:
            raise NotFound
        if conversation.owner == who.person:
            accessing.looked_back(services, who)
        else:
            record = accessing.event(services, who, "conversations_searched", conversation.id, "service")
            services.access_log.record(record)
    site = services.sites.get(conversation.site)
    now = services.milliseconds()
    return FoundConversation(
        found=rules.past(who, conversation, now),
        now=now,
        topics={} if site is None else {site.key: _topics(site)},
    )


def readable(services: Services, who: Staff, conversation_id: str) -> bool:
    """Return whether somebody may read a conversation at this moment. What is not there they may not.

    It says nothing of the conversation, so that it is no access and is not recorded. Raises CommitmentMissing, NotFound.
    """
    access.require_standing(Standing.HISTORY, who)
    conversation = services.conversations.get(conversation_id)
    return conversation is not None and rules.way(who, conversation, services.milliseconds()) == "read"


def give_purpose(services: Services, who: Staff, conversation_id: str, purpose: LaterPurpose) -> LetInUntil:
    """Have somebody read what they had for an hour more, for a purpose. It is recorded before it is so, as the reading that it is.

    Repeating it within the hour changes nothing. Raises CommitmentMissing, NotFound, Objected, TooMany, LogUnavailable, Unavailable.
    """
    conversation, _, _ = access.require(
        Right.LATER, who, services.conversations.get(conversation_id), services.milliseconds()
    )

    def record() -> Access:
        return accessing.event(services, who, "conversation_opened", conversation.id, purpose)

    return _let_in(
        services, who, conversation, Given("purpose", purpose), record, most=services.limits.purposes_an_hour
    )


def break_glass(services: Services, who: Staff, conversation_id: str, body: Glass) -> LetInUntil:
    """Have somebody read for an hour what somebody else has or had. It is recorded with the reason before it is so.

    Repeating it for the same reason within the hour changes nothing. Raises CommitmentMissing, NotFound, ReasonUnfit, TooMany,
    LogUnavailable, Unavailable.
    """
    conversation, relation, _ = access.require(
        Right.GLASS, who, services.conversations.get(conversation_id), services.milliseconds()
    )
    reason = access_events.glass_reason(body.reason, rules.reason(body.words, services.limits))

    def record() -> Access:
        purpose = access.PURPOSES[relation]
        return accessing.event(services, who, "glass_broken", conversation.id, purpose, reason=reason)

    return _let_in(services, who, conversation, Given("glass", body.reason), record, most=services.limits.glass_an_hour)


def _let_in(
    services: Services, who: Staff, conversation: Conversation, given: Given, record: Callable[[], Access], *, most: int
) -> LetInUntil:
    """Have somebody be let in, once the access log has the record of it, and return until when they are.

    However often they ask at once, it is one record, and counts as one of the `most` within an hour.
    """

    def lets_in(now: Conversation) -> Mapping[str, LetIn] | None:
        access.require(_BY[given.ground], who, now, services.milliseconds())  # others were waited for
        return rules.let_in(now, who.person, given, services.milliseconds(), services.limits, alias=who.alias)

    def inside() -> Conversation | None:
        now = services.conversations.get(conversation.id)
        if now is None:
            raise NotFound
        return now if lets_in(now) is None else None

    def let_in() -> Conversation:
        with limiting.counted(services, given.ground, who.person, most):
            accepted = record()
            after = accessing.done(services, lambda: _written(services, conversation, lets_in), accepted)
            reading = reading_of(who.person, accepted.purpose, given.ground)
            services.conversations.opened(after.id, reading, services.milliseconds())
        if after.status != "closed":
            announcing.facts_changed(services, after)
        return after

    # Under a hash, so that a lease tells nobody who reads what.
    what = hashlib.sha256(f"let-in:{conversation.id}:{who.person}".encode()).hexdigest()
    after = conversation if lets_in(conversation) is None else turns.once(services, what, inside, let_in)
    return LetInUntil(until=after.let_in[who.person].until, now=services.milliseconds())


def _written(
    services: Services, conversation: Conversation, rule: Callable[[Conversation], Mapping[str, LetIn] | None]
) -> Conversation:
    """Have people be let in as a rule says, asked anew whenever others are let in meanwhile. Raises NotFound, Unavailable."""
    before: Conversation | None = conversation
    for tried in range(1, ATTEMPTS + 1):
        if before is None:
            raise NotFound
        after = rule(before)
        if after is None:  # another tab of theirs was faster
            return before
        try:
            return services.conversations.let_in(before, after)
        except Conflict as conflict:
            before = contending.changed(services, tried, conflict)
    raise Unavailable(retry_after=1)


def _closed(services: Services, who: Staff, since: int, until: int | None) -> tuple[Sequence[Closed], int | None]:
    """Return the next so many that somebody had when they were closed, and before when those after them were."""
    size = services.limits.history_at_once
    while True:
        rows = services.conversations.closed(who.person, since, size + 1, until)
        found, left = rules.page(rows, size)
        if found or left is None:
            return found, left
        size *= 2  # more than a page of one millisecond


def _topics(site: ServedSite) -> dict[str, dict[Language, str]]:
    return {topic.key: site.words_of(topic.words) for topic in site.topics}
