"""Notes for colleagues as rules: whose they are, where they stand, and what is left of one that was taken back."""

import msgspec
import pytest

from chalicelib.chat import notes
from chalicelib.chat.errors import NotFound, TooMany
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.notes import StoredNote

NOTE = StoredNote(
    number=1, after=4, by="agent.a", alias="Aino", at=10, id="note-0001", text="Soitti jo", masked=("identity_code",)
)


def test_the_same_id_is_one_note_of_its_writer_and_no_note_of_anybody_else() -> None:
    theirs = msgspec.structs.replace(NOTE, number=2, by="agent.b")

    assert notes.written_before([NOTE, theirs], "agent.b", "note-0001") == theirs
    assert notes.written_before([NOTE], "agent.b", "note-0001") is None
    assert notes.written_before([NOTE], "agent.a", "note-0002") is None


def test_the_last_place_is_the_limit() -> None:
    notes.check_place(LIMITS.notes_a_conversation, LIMITS)
    with pytest.raises(TooMany) as refused:
        notes.check_place(LIMITS.notes_a_conversation + 1, LIMITS)

    assert refused.value.data == {"of": "conversation"}


def test_of_a_note_that_was_taken_back_is_left_whose_and_when_and_nothing_that_it_said() -> None:
    left = notes.taken_back(NOTE, "agent.a", 99)

    assert left == StoredNote(number=1, after=4, by="agent.a", alias="Aino", at=10, id="note-0001", taken_back_at=99)
    assert notes.taken_back(left, "agent.a", 200) == left


@pytest.mark.parametrize(("note", "by"), [(NOTE, "agent.b"), (None, "agent.a")])
def test_only_its_writer_takes_a_note_back(note: StoredNote | None, by: str) -> None:
    with pytest.raises(NotFound):
        notes.taken_back(note, by, 99)
