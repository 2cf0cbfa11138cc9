"""Which of an agent's closed conversations are asked for, how far one looks for them at a time, and what is told of one."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.chat import access, masking
from chalicelib.chat.access import NotTheirs, Right
from chalicelib.chat.conversation import Conversation, LetIn, lets_in, standing_in
from chalicelib.chat.errors import NotFound, Objected, ReasonUnfit
from chalicelib.chat.limits import Limits
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Closed, ClosedFor, GlassReason, Side
from chalicelib.rooms.history.wire import LaterPurpose, Past, Way, Whose

ENDS: Final[frozenset[str]] = frozenset((*get_args(Side), *get_args(ClosedFor)))
"""How a conversation can have ended: by which side, or for which reason where there is one."""
RATINGS: Final[frozenset[str]] = frozenset(("none", "1", "2", "3", "4", "5"))
"""How it can have been rated, as the address has it."""


class Narrowing(msgspec.Struct, frozen=True, kw_only=True):
    """Which conversations are asked for; what is None does not matter."""

    site: str | None = None
    topic: str | None = None
    ended: str | None = None
    """One of `ENDS`."""
    rating: str | None = None
    """One of `RATINGS`."""
    since: date | None = None
    until: date | None = None
    """Days in the controller's zone, both included, in which it was closed."""

    def span(self, before: int | None, zone: str) -> tuple[int, int | None]:
        """Return from when on and before when they were closed, in milliseconds; `before`: of the page."""
        since = 0 if self.since is None else _begins(self.since, zone)
        until = None if self.until is None else _begins(self.until + timedelta(days=1), zone)
        return since, min((each for each in (before, until) if each is not None), default=None)

    def may_be(self, row: Closed) -> bool:
        """Return whether what is listed of a conversation lets it be one of them."""
        return self.site in (None, row.site) and self.topic in (None, row.topic)

    def wants(self, conversation: Conversation) -> bool:
        """Return whether a conversation is one of them, whenever it was closed."""
        rated = "none" if conversation.rated is None else str(conversation.rated)
        return (
            self.site in (None, conversation.site)
            and self.topic in (None, conversation.topic)
            and self.ended in (None, ended(conversation))
            and self.rating in (None, rated)
        )


def ended(conversation: Conversation) -> str | None:
    """Return how a conversation ended: why, where it is not just the end, else by which side; None while it has not."""
    return conversation.closed_for or conversation.closed_by


def page(rows: Sequence[Closed], size: int) -> tuple[Sequence[Closed], int | None]:
    """Return about so many of the rows, the last closed first, and before when the next ones were closed, None when none are left.

    `rows`: one more than `size`, where there is one. A page ends between two milliseconds, so that its end is a time. It
    is empty when all rows are of one: then more have to be read.
    """
    if len(rows) <= size:
        return rows, None
    left_out = rows[size].closed_at
    return [each for each in rows if each.closed_at > left_out], left_out + 1


USES: Final[frozenset[LaterPurpose]] = frozenset(("guidance",))
"""What visitors may object to."""


def reason(words: str, limits: Limits) -> str:
    """Return a written reason as the access log keeps it: in one line, with what is secret in it covered. Raises ReasonUnfit."""
    shown = "".join(each for each in masking.normalize(words) if each.isspace() or each.isprintable())
    line = " ".join(shown.split())
    least, most = limits.written_reason_least, limits.written_reason_characters
    if sum(map(masking.is_seen, line)) < least or len(line) > most:
        raise ReasonUnfit(minimum=least, limit=most, length=len(line))
    return masking.mask(line).text


class Given(NamedTuple):
    """What somebody gives to read a conversation."""

    ground: Literal["purpose", "glass"]
    why: LaterPurpose | GlassReason


def let_in(
    conversation: Conversation, person: str, given: Given, now: int, limits: Limits, *, alias: str
) -> dict[str, LetIn] | None:
    """Return who is let in when somebody is who has given a purpose or a reason; None when they are, for the same, already.

    `alias`: how other staff who read it see them. Whose time is over falls away. Raises Objected where the visitor objects to that purpose, and NotFound to whoever supervises,
    who reads it already and would do no more than that afterwards.
    """
    if given.why in USES and conversation.objected_at is not None:
        raise Objected
    there = standing_in(conversation, person, now)
    if there is not None and there.as_ == "supervising" and given.ground == "glass":
        raise NotFound
    if there is not None and (there.as_, there.why) == given:
        return None
    until = now + limits.opened_again_seconds * 1000
    by = "" if there is None else there.by  # whoever is invited stays so
    its = LetIn(given.ground, until=until, since=now, why=given.why, by=by, alias=alias)
    return {**lets_in(conversation, now), person: its}


def way(who: Staff, conversation: Conversation, now: int) -> Way:
    """Return how an agent gets to read a conversation. `now` in milliseconds."""
    if conversation.restricted_at is not None:
        return "restricted"
    try:
        access.require(Right.READ, who, conversation, now)
    except NotTheirs:
        if conversation.owner == who.person:
            return "purpose"
        return "take" if conversation.status == "waiting" else "glass"
    return "read"


def past(who: Staff, conversation: Conversation, now: int) -> Past:
    """Return what an agent is told of a conversation: of what is not theirs no more than what finds it and whom to ask.

    Of what is restricted, that it is (recital 67: the system says so clearly), whose it was and until when it is kept: whoever is asked about a
    reference has to know that it is no mistake, and needs nothing else for that.
    """
    whose = _whose(who, conversation)
    found = Past(
        conversation=conversation.id,
        site=conversation.site,
        status=conversation.status,
        whose=whose,
        way=way(who, conversation, now),
        started_at=conversation.started_at,
        expires_on=conversation.expires_on,
        closed_at=conversation.closed_at,
        alias=None if whose == "own" else conversation.aliases.get(conversation.owner or ""),
    )
    if found.way == "restricted":
        return found
    row = msgspec.structs.replace(found, topic=conversation.topic, until=_until(who, conversation, now))
    if whose != "own":
        return row
    return msgspec.structs.replace(
        row,
        closed_by=conversation.closed_by,
        closed_for=conversation.closed_for,
        rated=conversation.rated,
        objected=conversation.objected_at is not None,
    )


def _whose(who: Staff, conversation: Conversation) -> Whose:
    if conversation.owner is None:
        return "nobody"
    return "own" if conversation.owner == who.person else "colleague"


def _until(who: Staff, conversation: Conversation, now: int) -> int | None:
    """Return until when somebody may read, where it is by a purpose or the glass alone: they may no more when that is taken away."""
    there = standing_in(conversation, who.person, now)
    without = {each: its for each, its in conversation.let_in.items() if each != who.person}
    if there is None or way(who, msgspec.structs.replace(conversation, let_in=without), now) == "read":
        return None
    return there.until


def _begins(day: date, zone: str) -> int:
    return int(datetime.combine(day, time(), ZoneInfo(zone)).timestamp() * 1000)
