"""Looking back: what an agent had when it was closed, and one conversation by its reference. Both are recorded."""

from collections.abc import Sequence

from chalicelib.chat import access
from chalicelib.chat.access import Standing
from chalicelib.chat.actions import accessing, limiting
from chalicelib.chat.errors import NotFound
from chalicelib.chat.services import Services
from chalicelib.chat.site import ServedSite
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Closed, Language
from chalicelib.rooms.history import rules
from chalicelib.rooms.history.rules import Narrowing
from chalicelib.rooms.history.wire import FoundConversation, Past, PastConversations

ALL = Narrowing()


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
        found += [rules.past(who, head, now) for head in heads if head.owner == who.person and narrow.wants(head)]
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
    return FoundConversation(
        found=rules.past(who, conversation, services.milliseconds()),
        topics={} if site is None else {site.key: _topics(site)},
    )


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
