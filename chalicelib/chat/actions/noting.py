"""Notes for colleagues: written, read and taken back. Nothing of it is told to a visitor, by any way."""

import msgspec

from chalicelib.chat import access, masking, notes
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import NotTheirs, Right
from chalicelib.chat.actions import accessing, announcing, contending
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import NotFound
from chalicelib.chat.notes import StoredNote
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Note, Notes, WriteNote


def read(services: Services, who: Staff, conversation: Conversation | None) -> Notes:
    """Return all notes of a conversation; it is recorded as its reading. Raises NotFound, LogUnavailable."""
    readable, relation, _ = access.require(Right.READ_NOTES, who, conversation, services.milliseconds())
    accessing.opened_by(services, who, readable, relation)
    # Counted before they are read: what comes between is fetched once more, and never missed.
    return Notes(notes=tuple(map(notes.shown, services.notes.all(readable.id))), noted=readable.noted)


def write(services: Services, who: Staff, conversation: Conversation | None, body: WriteNote) -> Note:
    """Store a note behind the newest entry, tell those who may read it, and return it.

    A repeated client id returns the original, whatever text comes with it, also to whoever no longer has the conversation.
    Raises NotFound, EmptyMessage, MessageTooLong, ConversationClosed, TooMany (`notes_a_conversation`), Unavailable.
    """
    try:
        allowed, _, _ = access.require(Right.NOTE, who, conversation, services.milliseconds())
    except NotTheirs as refused:
        return notes.shown(_written_before(services, who, refused.conversation, body))
    there = services.notes.all(allowed.id)
    before = notes.written_before(there, who.person, body.id)
    return notes.shown(_told(services, allowed, before or _stored(services, who, allowed, body, len(there) + 1)))


def take_back(services: Services, who: Staff, conversation: Conversation | None, number: int) -> Note:
    """Take the words of a note of one's own away, for everybody, and return what is left of it.

    It is recorded and noted in the ledger before it is done. Repeating it records nothing. Raises NotFound (also for
    another's note), ConversationClosed, LogUnavailable, Unavailable.
    """
    allowed, relation, _ = access.require(Right.NOTE, who, conversation, services.milliseconds())
    before = services.notes.get(allowed.id, number)
    note = notes.taken_back(before, who.person, services.milliseconds())
    if note == before:
        return notes.shown(_told(services, allowed, note))
    rules.check_open(allowed, services.milliseconds())

    def deed() -> StoredNote | None:
        services.ledger.note("note-taken-back", allowed.id, services.milliseconds(), place=number)
        return services.notes.take_back(allowed.id, note)

    record = accessing.event(services, who, "note_taken_back", allowed.id, access.PURPOSES[relation])
    after = accessing.recorded(services, deed, record)
    if after is None:
        raise NotFound
    return notes.shown(_told(services, allowed, after))


def _written_before(services: Services, who: Staff, conversation: Conversation, body: WriteNote) -> StoredNote:
    """Return what somebody wrote while the conversation was theirs. Raises NotFound for everybody and everything else."""
    there = services.notes.all(conversation.id)
    before = notes.written_before(there, who.person, body.id)
    if before is None:
        raise NotFound
    return before


def _stored(services: Services, who: Staff, conversation: Conversation, body: WriteNote, number: int) -> StoredNote:
    """Return a note in the first free place from `number` on."""
    now = services.milliseconds()
    rules.check_open(conversation, now)
    notes.check_place(number, services.limits)
    normal = masking.normalize(body.text)
    rules.check_text(normal, services.limits)
    masked = masking.mask(normal)
    note = StoredNote(
        number=number,
        after=conversation.seq,
        by=who.person,
        alias=who.alias,
        at=now,
        id=body.id,
        text=masked.text,
        masked=masked.kinds,
    )
    # No place is passed over, so the same id is found wherever another request has just put it.
    tried = 0
    while True:
        tried += 1
        stands = services.notes.add(conversation, note)
        if notes.is_same(stands, who.person, body.id):
            return stands
        passed = services.notes.behind(conversation.id, note.number) if contending.paused(services, tried) else []
        before = notes.written_before(passed, who.person, body.id)
        if before is not None:
            return before
        number = note.number + len(passed) + 1
        notes.check_place(number, services.limits)
        note = msgspec.structs.replace(note, number=number)


def _told(services: Services, conversation: Conversation, note: StoredNote) -> StoredNote:
    """Tell of a note; of one that was only repeated again, for whoever has stored it may have died before that."""
    after = services.conversations.noted(conversation.id)
    if after is None:
        raise NotFound
    announcing.noted(services, after, note)
    return note
