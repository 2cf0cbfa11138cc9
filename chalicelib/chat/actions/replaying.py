"""Doing again, over an older state of a conversation, what has been done to it since: a table that was restored may serve
only after that (trust rule R7). Each deed is recorded in the access log, as the system's.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from chalicelib.chat.access_events import Action
from chalicelib.chat.actions import accessing, announcing, closing, data_rights, hiding
from chalicelib.chat.conversation import VISITOR, Conversation
from chalicelib.chat.ledger import Again, Kind
from chalicelib.chat.ports import Job
from chalicelib.chat.services import Services
from chalicelib.chat.wire import Access

_LATER: Final = 60_000
"""Milliseconds by which what is noted may be later than the line that it is about: they are of one request."""


def replay(services: Services, conversation: str, again: Again) -> tuple[Kind, ...]:
    """Do again whatever is noted of a conversation and is not so any more, and return what that was.

    A `correction` among it is one that is lost: what its visitor wrote is nowhere any more. Doing it twice is doing it once, and
    being cut off anywhere it can be begun anew. Raises LogUnavailable, Unavailable.
    """
    there = services.conversations.get(conversation)
    if there is None:
        return ()
    if again.erased_at is not None and there.started_at <= again.erased_at:
        data_rights.finish_erasing(services, Job(kind="erase", conversation=conversation))
        return ("erasure",)
    return tuple(_done(services, there, again))


def _done(services: Services, there: Conversation, again: Again) -> Iterator[Kind]:
    if again.objection is not None:
        at, objects = again.objection
        if (there.objected_at is not None) != objects:
            _object(services, there, at if objects else None)
            yield "objection" if objects else "objection-withdrawn"
    # What protects first: it is never open between one case's restriction and another's.
    for case, (at, restricts) in sorted(again.restrictions.items(), key=lambda each: not each[1][1]):
        if (case in there.restrictions) != restricts:
            there = _restrict(services, there, case, at, on=restricts)
            yield "restriction" if restricts else "restriction-lifted"
    for place, at in sorted(again.hidden.items()):
        if _hide(services, there.id, place, at):
            yield "hidden"
    for number, at in sorted(again.taken_back.items()):
        if _take_back(services, there, number, at):
            yield "note-taken-back"
    if again.corrected_at is not None and _last_correction(services, there) < again.corrected_at - _LATER:
        yield "correction"


def _object(services: Services, there: Conversation, at: int | None) -> None:
    def deed() -> Conversation | None:
        return services.conversations.note(there.id, objected_at=at)

    done = _recorded(services, "objection_withdrawn" if at is None else "objection_made", there.id)
    after = accessing.recorded(services, deed, done)
    if after is not None:
        announcing.facts_changed(services, after)


def _restrict(services: Services, there: Conversation, case: str, at: int, *, on: bool) -> Conversation:
    record = _recorded(services, "restriction_placed" if on else "restriction_lifted", there.id)
    if not on:
        return data_rights.lift_restriction_as(services, there, case, at, (record,))
    if there.status != "closed":  # it was, when it was restricted
        closing.close_again(services, there)
    return data_rights.restrict_as(services, there, case, at, (record,))


def _hide(services: Services, conversation: str, place: int, at: int) -> bool:
    there = services.conversations.get(conversation)  # each hiding changes it
    if there is None or not hiding.can_be_again(services, there, place):
        return False
    record = _recorded(services, "message_hidden", conversation)
    accessing.done(services, lambda: hiding.again(services, there, place, at), record)
    return True


def _take_back(services: Services, there: Conversation, number: int, at: int) -> bool:
    note = services.notes.get(there.id, number)
    if note is None or note.taken_back_at is not None:
        return False
    taken = msgspec.structs.replace(note, text=None, masked=(), taken_back_at=at)
    record = _recorded(services, "note_taken_back", there.id)
    accessing.recorded(services, lambda: services.notes.take_back(there.id, taken), record)
    return True


def _last_correction(services: Services, there: Conversation) -> int:
    lines = services.conversations.lines(there).values()
    return max((each.at for each in lines if each.kind == "corrected" and each.by == VISITOR), default=0)


def _recorded(services: Services, action: Action, conversation: str) -> Access:
    return accessing.by_system(services, action, conversation, purpose="request")
