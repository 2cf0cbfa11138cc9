"""What the access log's doors answer."""

from typing import Literal

from chalicelib.chat.wire import Access, ConversationId, Frozen, GlassReason, Reference

UnusualReason = Literal["glass_broken", "sign_in_failed", "many_in_a_day", "many_in_an_hour", "long_ended"]


class Accesses(Frozen):
    """`GET /v1/conversations/{id}/accesses`: who has opened this conversation, newest first.

    With `of=log`: who has read those records, which the others therefore never crowd out.
    """

    conversation: ConversationId
    accesses: tuple[Access, ...]
    before: int | None = None
    """A page has `access_rows` records, and those of its oldest's millisecond. There are older ones: ask again with this `before`; the reader may see all of them, some or none."""


class Deeds(Frozen):
    """`GET /v1/access-log/own` and `GET /v1/access-log/people/{person}`: what somebody has done, newest first.

    With `of=log`: who has read those records.
    """

    person: Reference
    accesses: tuple[Access, ...]
    before: int | None = None
    """As in `Accesses`."""


class NamedPerson(Frozen):
    """Somebody whose records can be asked for."""

    reference: Reference
    person: str
    """The user name."""
    name: str = ""
    """What they are called, nothing where that is not known; of somebody who has left, what visitors saw."""
    left_at: int | None = None
    """When they left."""


class NamedPeople(Frozen):
    """`GET /v1/access-log/people`: everybody with an account and everybody who has left and is not forgotten yet, by user name.

    Whoever is missing here, because the account was deleted elsewhere, is found by their records all the same.
    """

    people: tuple[NamedPerson, ...]


class AccessFile(Frozen):
    """A page of records as a file of values separated by semicolons, for a spreadsheet: newest first, times as in the zone of the house.

    The first page has a byte order mark and the names of the columns; put the pages behind one another as they come.
    """

    csv: str
    records: int
    before: int | None = None
    """As in `Accesses`."""


class Sign(Frozen):
    """What somebody's records have that is worth a look. It says nothing of why."""

    reason: UnusualReason
    count: int
    """So many conversations, or attempts to sign in."""
    since: int
    until: int
    """In which time."""
    compared: int | None = None
    """With `many_in_a_day`: the middle of their own days before. With the others: more than so many an hour, attempts, or hours
    after the end are told."""
    conversations: tuple[ConversationId, ...] = ()
    """Some of them."""
    glass: tuple[GlassReason, ...] = ()
    """With `glass_broken`: what was chosen as the reason, each once; what was written stands in the records."""


class UnusualOfPerson(Frozen):
    """Somebody with at least one sign."""

    reference: Reference
    person: str
    signs: tuple[Sign, ...]


class GlassToday(Frozen):
    """`GET /v1/access-log/glass`: how often the glass was broken today, without who or what: a page may look by itself."""

    count: int
    count_or_more: bool = False
    """There are more than were counted."""


class Unusual(Frozen):
    """`GET /v1/access-log/unusual`: what is worth a look in a day, or the days up to it, a few people at a time."""

    since: int
    until: int
    people: tuple[UnusualOfPerson, ...]
    """Without those in whose records is nothing of the kind."""
    looked_at: int
    """The records of so many people were looked at for this."""
    cut: tuple[Reference, ...] = ()
    """Of these people there are more records than were looked at: counts are too small."""
    more: Reference | None = None
    """There are more people after this one: ask again `after` it."""
