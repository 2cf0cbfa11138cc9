"""Notes for colleagues: what staff write beside a conversation, and no visitor is ever told. Values in, values out.

They are counted apart from the entries, so that a visitor sees no gap where one stands. Times are milliseconds.
"""

from collections.abc import Sequence

import msgspec

from chalicelib.chat.errors import NotFound, TooMany
from chalicelib.chat.limits import Limits
from chalicelib.chat.wire import Masked, Note


class StoredNote(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A note as it is stored: `number` is where it stands."""

    number: int
    after: int
    """The newest entry's place when it was written."""
    by: str
    """The person."""
    alias: str
    at: int
    id: str
    """The writer's client id: it is one note, however often it comes."""
    text: str | None = None
    """Absent once it was taken back."""
    masked: tuple[Masked, ...] = ()
    taken_back_at: int | None = None


def is_same(note: StoredNote, by: str, client_id: str) -> bool:
    """Return whether a note is the one that its writer named so."""
    return (note.by, note.id) == (by, client_id)


def written_before(notes: Sequence[StoredNote], by: str, client_id: str) -> StoredNote | None:
    """Return the note that a person has written under a client id, None when it is new."""
    return next((note for note in notes if is_same(note, by, client_id)), None)


def check_place(number: int, limits: Limits) -> None:
    """Refuse the place behind the last that a conversation has. Raises TooMany."""
    if number > limits.notes_a_conversation:
        raise TooMany(of="conversation")


def taken_back(note: StoredNote | None, by: str, now: int) -> StoredNote:
    """Return a note as it stands once its writer has taken it back: who and when, and nothing of what it said.

    What was taken back stays as it was. Raises NotFound for whoever has not written it.
    """
    if note is None or note.by != by:
        raise NotFound
    if note.taken_back_at is not None:
        return note
    return msgspec.structs.replace(note, text=None, masked=(), taken_back_at=now)


def shown(note: StoredNote) -> Note:
    """Return a note as staff see it who may."""
    return Note(**msgspec.structs.asdict(note))
