"""Notes for colleagues: each is kept once and in its place, whoever may reads it, and nothing of it ever reaches a visitor."""

import email
import email.policy
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, get_args

import msgspec
import pytest

import app as declared
from chalicelib.chat import access, notes
from chalicelib.chat.access import TABLE, Relation, Right
from chalicelib.chat.actions import data_rights, noting, passing, talking, transcripts
from chalicelib.chat.conversation import VISITOR, Conversation, LetIn
from chalicelib.chat.errors import (
    ConversationClosed,
    EmptyMessage,
    LogUnavailable,
    MessageTooLong,
    NotFound,
    TooMany,
    Unavailable,
)
from chalicelib.chat.ledger import digest_of
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.notes import StoredNote
from chalicelib.chat.who import Role
from chalicelib.chat.wire import Ground, Note, Noted, WriteNote
from chalicelib.entrypoints.routes import Open, Route
from tests.service.conftest import Desk, staff
from tests.service.test_largest import DRIVEN, Full

CANARY = "Kanarialintu laulaa"
CODE = "131052-308T"


class Beside:
    """A conversation that agent A has, with both sides listening."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.services = desk, desk.services
        conversation, self.visitor, self.agent = desk.taken()
        self.id = conversation.id
        for connection, who in (("visitor-1", VISITOR), ("agent-1", "agent.a")):
            self.services.conversations.listen(self.stored, connection, who, self.services.milliseconds())

    @property
    def stored(self) -> Conversation:
        found = self.services.conversations.get(self.id)
        assert found is not None
        return found

    def writes(self, text: str = CANARY, id: str = "note-0001", *, who: Any = None) -> Note:  # noqa: A002 - the wire's word
        return noting.write(self.services, who or self.agent, self.stored, WriteNote(id=id, text=text))

    def kept(self) -> list[dict[str, Any]]:
        return [item for item in self.desk.cloud.items() if item["sk"].startswith("staff_note#")]

    def told(self, connection: str = "agent-1") -> list[Noted]:
        return self.desk.sockets.heard(connection, Noted)


@pytest.fixture
def beside(desk: Desk) -> Beside:
    return Beside(desk)


# ------------------------------------------------------------------------------------------------- kept, once


def test_a_note_stands_behind_the_newest_entry_with_its_writer_and_its_conversations_expiry(beside: Beside) -> None:
    first = beside.writes()
    beside.desk.say(beside.visitor, beside.id, 2)
    second = beside.writes("Toinen", "note-0002")

    assert (first.number, first.after, first.by, first.alias, first.text) == (1, 2, "agent.a", "Agent.A", CANARY)
    assert (second.number, second.after) == (2, 3)
    found = noting.read(beside.services, beside.agent, beside.stored)
    assert found.notes == (first, second)
    assert found.noted == beside.stored.noted == 2
    assert {int(item["expires_at"]) for item in beside.kept()} == {beside.stored.expires_at}


def test_places_of_entries_are_the_same_with_notes_and_without(beside: Beside) -> None:
    beside.writes()
    entry = beside.desk.say(beside.visitor, beside.id, 2)

    assert entry.seq == 3
    assert [each.seq for each in talking.history(beside.services, beside.visitor, beside.stored, 0).entries] == [
        1,
        2,
        3,
    ]


def test_a_repeated_note_is_one_whatever_text_comes_with_it_and_is_told_again(beside: Beside) -> None:
    first = beside.writes()
    again = beside.writes("Jotain muuta")

    assert again == first
    assert len(beside.kept()) == 1
    assert [each.note for each in beside.told()] == [first, first]


@pytest.mark.parametrize("how", ["passed on", "closed"])
def test_a_repetition_is_answered_with_the_note_also_when_none_could_be_written_any_more(
    beside: Beside, how: str
) -> None:
    first = beside.writes()
    if how == "closed":
        talking.close(beside.services, beside.visitor, beside.stored)
    else:
        passing.pass_on(beside.services, beside.agent, beside.id, None)

    assert beside.writes() == first
    with pytest.raises(ConversationClosed if how == "closed" else NotFound):
        beside.writes("Uusi", "note-0002")
    assert len(beside.kept()) == 1


def test_the_same_note_from_two_windows_at_once_is_one_and_both_are_told_the_same(beside: Beside) -> None:
    seen, together = beside.stored, threading.Barrier(6)

    def writes(n: int) -> Note:
        together.wait()
        return noting.write(beside.services, beside.agent, seen, WriteNote(id="note-0001", text=f"Teksti {n}"))

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(writes, range(6)))

    assert len({msgspec.json.encode(each) for each in answers}) == 1
    assert len(beside.kept()) == 1


def test_at_once_notes_get_places_without_a_gap_and_no_more_than_the_limit_are_written(beside: Beside) -> None:
    few = msgspec.structs.replace(
        beside.services, limits=msgspec.structs.replace(beside.services.limits, notes_a_conversation=5)
    )
    seen, together = beside.stored, threading.Barrier(8)

    def writes(n: int) -> int:
        together.wait()
        try:
            return noting.write(few, beside.agent, seen, WriteNote(id=f"note-000{n}", text="Hei")).number
        except TooMany:
            return 0

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(writes, range(8))) == [0, 0, 0, 1, 2, 3, 4, 5]

    assert [item["sk"] for item in beside.kept()] == [f"staff_note#{n:08}" for n in range(1, 6)]


class Crowded:
    """Places that twenty others take just before somebody's first note comes to one; `among` them perhaps the very same note."""

    def __init__(self, beside: Beside, among: tuple[str, str] | None = None) -> None:
        self._notes, self._among = beside.services.notes, among
        self.tried: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._notes, name)

    def add(self, conversation: Conversation, note: StoredNote) -> StoredNote:
        if not self.tried:
            for number in range(1, 21):
                by, id_ = ("agent.b", f"other-{number:03}")
                if number == 10 and self._among is not None:
                    by, id_ = self._among
                self._notes.add(conversation, msgspec.structs.replace(note, number=number, by=by, id=id_))
        self.tried.append(note.number)
        return self._notes.add(conversation, note)


def test_who_loses_to_many_at_once_waits_and_goes_behind_them_in_one_look(beside: Beside) -> None:
    crowded, waits = Crowded(beside), list[int]()
    services = msgspec.structs.replace(beside.services, notes=crowded, pause=waits.append)

    written = noting.write(services, beside.agent, beside.stored, WriteNote(id="note-0001", text="Hei"))

    assert written.number == 21
    assert crowded.tried == [1, 2, 3, 21]
    assert waits == [1]


def test_the_same_note_is_found_also_among_those_that_were_passed_over(beside: Beside) -> None:
    crowded = Crowded(beside, among=("agent.a", "note-0001"))
    services = msgspec.structs.replace(beside.services, notes=crowded)

    written = noting.write(services, beside.agent, beside.stored, WriteNote(id="note-0001", text="Hei"))

    assert (written.number, written.id) == (10, "note-0001")
    assert len(beside.kept()) == 20


def test_as_many_as_the_limit_are_written_and_one_more_is_refused_also_after_one_was_taken_back(beside: Beside) -> None:
    few = msgspec.structs.replace(
        beside.services, limits=msgspec.structs.replace(beside.services.limits, notes_a_conversation=2)
    )
    beside.services = few
    beside.writes("Yksi", "note-0001")
    beside.writes("Kaksi", "note-0002")
    noting.take_back(few, beside.agent, beside.stored, 1)

    with pytest.raises(TooMany) as refused:
        beside.writes("Kolme", "note-0003")
    assert refused.value.data == {"of": "conversation"}
    assert beside.writes("Kaksi", "note-0002").number == 2


def test_a_note_has_at_most_as_many_characters_as_a_message_and_at_least_one(beside: Beside) -> None:
    assert len(beside.writes("ä" * LIMITS.message_characters).text or "") == LIMITS.message_characters
    with pytest.raises(MessageTooLong):
        beside.writes("ä" * (LIMITS.message_characters + 1), "note-0002")
    with pytest.raises(EmptyMessage):
        beside.writes(" \n ", "note-0003")


def test_codes_and_cards_are_covered_before_a_note_is_stored_or_told(beside: Beside) -> None:
    note = beside.writes(f"Tunnus {CODE} ja kortti 4111 1111 1111 1111")

    assert note.masked == ("identity_code", "payment_card")
    everything = str(beside.kept()) + str(beside.desk.sockets.told)
    for secret in (CODE, "4111"):
        assert secret not in everything


def test_what_was_stored_and_reported_lost_is_found_by_its_repetition(beside: Beside) -> None:
    note = beside.writes()
    there = beside.services.notes.get(beside.id, 1)
    assert there is not None

    assert beside.services.notes.add(beside.stored, there) == there
    assert notes.shown(there) == note
    assert len(beside.kept()) == 1


def test_an_erasure_and_the_expiry_take_the_notes(beside: Beside) -> None:
    beside.writes()
    data_rights.erase(beside.services, beside.visitor, beside.stored)
    assert beside.kept() == []

    with pytest.raises(NotFound):
        noting.write(
            beside.services,
            beside.agent,
            beside.services.conversations.get(beside.id),
            WriteNote(id="note-0001", text="Hei"),
        )


def test_after_the_expiry_nobody_reads_one(beside: Beside) -> None:
    beside.writes()
    beside.desk.cloud.clock.advance(70 * 24 * 3600)

    with pytest.raises(NotFound):
        noting.read(beside.services, beside.agent, beside.services.conversations.get(beside.id))
    assert beside.services.notes.all(beside.id) == []


def test_while_the_table_fails_a_note_is_not_acknowledged_and_its_repetition_is_one_note(beside: Beside) -> None:
    beside.desk.cloud.fail("dynamodb", "UpdateItem", times=20)
    with pytest.raises(Unavailable):
        beside.writes()
    beside.desk.cloud.faults.clear()

    assert beside.writes().number == 1
    assert len(beside.kept()) == 1


# ------------------------------------------------------------------------------------------------- taken back


def test_its_writer_takes_a_note_back_and_only_that_there_was_one_is_left(beside: Beside) -> None:
    beside.writes()
    beside.desk.cloud.clock.advance(5)
    left = noting.take_back(beside.services, beside.agent, beside.stored, 1)

    assert (left.text, left.masked, left.number, left.alias) == (None, (), 1, "Agent.A")
    assert left.taken_back_at == beside.services.milliseconds()
    assert noting.read(beside.services, beside.agent, beside.stored).notes == (left,)
    assert CANARY not in str(beside.kept())
    assert beside.told()[-1].note == left
    assert beside.told()[-1].noted == beside.stored.noted == 2


def test_it_is_recorded_before_and_noted_in_the_ledger_and_repeating_it_is_neither(beside: Beside) -> None:
    beside.writes()
    beside.desk.cloud.fail("logs", "PutLogEvents", times=20)
    with pytest.raises(LogUnavailable):
        noting.take_back(beside.services, beside.agent, beside.stored, 1)
    assert CANARY in str(beside.kept())
    beside.desk.cloud.faults.clear()

    first = noting.take_back(beside.services, beside.agent, beside.stored, 1)
    beside.desk.cloud.clock.advance(60)

    assert noting.take_back(beside.services, beside.agent, beside.stored, 1) == first
    assert beside.desk.logged().count(("agent.a", "note_taken_back", beside.id)) == 1
    (noted,) = (item for item in beside.desk.cloud.items() if item["sk"].startswith("note-taken-back#"))
    assert (noted["sk"], int(noted["place"])) == (f"note-taken-back#{digest_of(beside.id)}#00000001", 1)


def test_nobody_else_takes_it_back_and_after_the_end_nobody_does(beside: Beside) -> None:
    beside.writes()
    passing.pass_on(beside.services, beside.agent, beside.id, None)
    talking.take(beside.services, staff("agent.b"), beside.id)
    for who, number in ((staff("agent.b"), 1), (staff("agent.b"), 2), (beside.agent, 1)):
        with pytest.raises(NotFound):
            noting.take_back(beside.services, who, beside.stored, number)
    own = beside.writes("Omani", "note-0002", who=staff("agent.b"))
    talking.close(beside.services, beside.visitor, beside.stored)
    with pytest.raises(ConversationClosed):
        noting.take_back(beside.services, staff("agent.b"), beside.stored, own.number)

    assert CANARY in str(beside.kept())


# ------------------------------------------------------------------------------------------------- who may


@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("closed", [False, True])
def test_a_role_reads_notes_as_the_table_says(beside: Beside, role: Role, *, closed: bool) -> None:
    beside.writes()
    if closed:
        talking.close(beside.services, beside.visitor, beside.stored)
    other = staff("other.o", role)

    def reads(who: Any) -> bool:
        try:
            return [each.text for each in noting.read(beside.services, who, beside.stored).notes] == [CANARY]
        except NotFound:
            return False

    assert reads(beside.agent)
    assert reads(other) == (role == "reviewer" and closed)
    with pytest.raises(NotFound):
        beside.writes("Hei", "note-0002", who=other)


def test_a_reviewer_reads_none_of_what_its_visitor_objects_to(beside: Beside) -> None:
    beside.writes()
    talking.close(beside.services, beside.visitor, beside.stored)
    data_rights.objects(beside.services, beside.visitor, beside.stored, on=True)

    with pytest.raises(NotFound):
        noting.read(beside.services, staff("reviewer.r", "reviewer"), beside.stored)


@pytest.mark.parametrize(
    ("ground", "roles", "writes"),
    [("invited", "agent", True), ("supervising", "supervisor", True), ("glass", "agent", False)],
)
def test_whoever_is_let_in_reads_notes_and_writes_them_unless_the_glass_was_broken(
    beside: Beside, ground: Ground, roles: Role, *, writes: bool
) -> None:
    beside.writes()
    other, now = staff("other.o", roles), beside.services.milliseconds()
    with pytest.raises(NotFound):
        noting.read(beside.services, other, beside.stored)
    let_in = LetIn(ground, until=now + 60_000, since=now, by="agent.a" if ground == "invited" else "")
    beside.services.conversations.let_in(beside.stored, {"other.o": let_in})
    beside.services.conversations.listen(beside.stored, "other-1", "other.o", now)

    beside.writes("Toinen", "note-0002")
    assert [each.note for each in beside.told("other-1")] == [None]
    assert len(noting.read(beside.services, other, beside.stored).notes) == 2
    beside.writes("Kolmas", "note-0003")
    assert [each.note is not None for each in beside.told("other-1")] == [False, True]
    if writes:
        assert beside.writes("Omani", "note-0004", who=other).number == 4
        noting.take_back(beside.services, other, beside.stored, 4)
    else:
        with pytest.raises(NotFound):
            beside.writes("Omani", "note-0004", who=other)
    beside.desk.cloud.clock.advance(60)
    with pytest.raises(NotFound):
        noting.read(beside.services, other, beside.stored)
    told = len(beside.told("other-1"))
    beside.writes("Viides", "note-0005")
    assert len(beside.told("other-1")) == told


def test_reading_notes_is_recorded_for_what_one_looks_in_and_then_their_words_are_told(beside: Beside) -> None:
    beside.writes()
    other, now = staff("other.o", "supervisor"), beside.services.milliseconds()
    let_in = LetIn("supervising", until=now + 60_000, since=now, why="coaching")
    beside.services.conversations.let_in(beside.stored, {"other.o": let_in})
    beside.services.conversations.listen(beside.stored, "other-1", "other.o", now)

    noting.read(beside.services, other, beside.stored)

    records = [json.loads(event["message"]) for event in beside.desk.cloud.log_events()]
    (record,) = [each for each in records if each["actor"] == "other.o"]
    assert (record["action"], record["purpose"], record["reason"]) == ("conversation_opened", "quality", "supervising")
    beside.writes("Toinen", "note-0002")
    assert [each.note is not None for each in beside.told("other-1")] == [True]


def test_a_visitor_has_no_cell() -> None:
    for right in (Right.NOTE, Right.READ_NOTES):
        assert Relation.OWN not in TABLE[right]
        assert Relation.TRAINER not in TABLE[right]


def test_a_visitor_is_refused_by_the_rule_itself(beside: Beside) -> None:
    for right in (Right.NOTE, Right.READ_NOTES):
        with pytest.raises(NotFound):
            access.require(right, beside.visitor, beside.stored, beside.services.milliseconds())
    assert access.require(Right.SEND, beside.visitor, beside.stored, beside.services.milliseconds())


def test_reading_is_recorded_before_and_once_in_ten_minutes(beside: Beside) -> None:
    beside.writes()
    talking.close(beside.services, beside.visitor, beside.stored)
    reviewer = staff("reviewer.r", "reviewer")
    beside.desk.cloud.fail("logs", "PutLogEvents", times=20)
    with pytest.raises(LogUnavailable):
        noting.read(beside.services, reviewer, beside.stored)
    beside.desk.cloud.faults.clear()

    for _ in range(2):
        noting.read(beside.services, reviewer, beside.stored)

    assert beside.desk.logged().count(("reviewer.r", "conversation_opened", beside.id)) == 1
    assert beside.desk.purposes("conversation_opened")[-1] == "quality"


def test_while_the_log_takes_no_record_a_note_is_stored_and_only_its_number_is_told(beside: Beside) -> None:
    beside.desk.cloud.clock.advance(LIMITS.access_record_covers_seconds)
    beside.desk.cloud.fail("logs", "PutLogEvents", times=20)
    beside.writes()
    beside.desk.cloud.faults.clear()

    assert [(each.note, each.noted) for each in beside.told()] == [(None, 1)]
    assert len(beside.kept()) == 1


def test_it_is_told_to_whoever_has_the_conversation_and_to_nobody_else(beside: Beside) -> None:
    for connection, who in (("reviewer-1", "reviewer.r"), ("other-1", "agent.b")):
        beside.services.conversations.listen(beside.stored, connection, who, beside.services.milliseconds())
    beside.writes()

    assert [each.note is not None for each in beside.told("agent-1")] == [True]
    for connection in ("visitor-1", "reviewer-1", "other-1"):
        assert beside.told(connection) == []


def test_staff_are_told_in_the_facts_how_often_one_was_written_or_taken_back_and_the_visitor_is_not(
    beside: Beside,
) -> None:
    def noted(who: Any) -> int | None:
        return talking.history(beside.services, who, beside.stored, 0).facts.noted

    assert noted(beside.agent) is None
    beside.writes()
    noting.take_back(beside.services, beside.agent, beside.stored, 1)

    assert noted(beside.agent) == 2
    assert noted(beside.visitor) is None


# ------------------------------------------------------------------------------------------------- never to a visitor


def shown_to_visitors(route: Route) -> bool:
    return route.right in (Open.ANYBODY, Open.EITHER) or (
        isinstance(route.right, Right) and Relation.OWN in TABLE[route.right] and "{conversation}" not in route.path
    )


def touches_one(route: Route) -> bool:
    return isinstance(route.right, Right) and "/notes" not in route.path


@pytest.mark.parametrize(
    "route",
    [each for each in declared.ROUTES if shown_to_visitors(each) or touches_one(each)],
    ids=lambda route: route.name,
)
def test_whatever_is_asked_no_visitor_is_shown_a_note_and_no_log_has_one(
    desk: Desk, route: Route, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over every door that a visitor may open or that concerns a conversation: answer, frames, mails, logs."""
    drive = DRIVEN[route.name]
    full = Full(desk, drive.state)
    conversation = desk.services.conversations.get(full.about)
    if conversation is not None:
        _noted(desk, conversation)

    answer = full.ask(route.name, drive)
    desk.work()

    if shown_to_visitors(route):
        assert CANARY not in str(answer.body)
    to_visitors = [frame for connection, frame in desk.sockets.told if connection.startswith("visitor")]
    assert CANARY not in str(to_visitors)
    assert not any(isinstance(frame, Noted) for frame in to_visitors)
    assert CANARY not in "".join(str(mail) for mail in desk.cloud.mails)
    assert CANARY not in json.dumps(desk.cloud.log_events(), ensure_ascii=False, default=str)
    assert CANARY not in capsys.readouterr().out


def _noted(desk: Desk, conversation: Conversation) -> None:
    """Have a note of whoever has a conversation, or had it."""
    if conversation.owner is not None and conversation.status == "active":
        noting.write(desk.services, staff(conversation.owner), conversation, WriteNote(id="note-0001", text=CANARY))
        assert CANARY in str(desk.sockets.told)
    else:
        note = StoredNote(number=1, after=1, by="agent.a", alias="A", at=1, id="note-0001", text=CANARY)
        desk.services.notes.add(conversation, note)
        desk.services.conversations.noted(conversation.id)
    assert CANARY in str(desk.cloud.items())


def test_a_note_is_in_no_copy_page_or_mail_and_the_rest_of_the_conversation_is(beside: Beside) -> None:
    beside.desk.say(beside.agent, beside.id, 1, "Vastaus")
    beside.writes()
    talking.close(beside.services, beside.visitor, beside.stored)
    transcripts.order(beside.services, beside.visitor, beside.stored, "maija@example.com", "192.0.2.0/24")
    beside.desk.work()
    (code,) = re.findall(r"\b\d{6}\b", _text(beside.desk.cloud.mails[-1].raw))
    transcripts.confirm(beside.services, beside.visitor, beside.stored, code)
    beside.desk.work()
    shown = (
        str(data_rights.copy(beside.services, beside.visitor, beside.stored)),
        data_rights.page(beside.services, beside.visitor, beside.stored, "fi"),
        _text(beside.desk.cloud.mails[-1].raw),
    )

    for each in shown:
        assert "Vastaus" in each
        assert CANARY not in each


def _text(raw: bytes) -> str:
    text = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))
    assert text is not None
    return str(text.get_content())
