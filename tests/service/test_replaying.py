"""Nothing that was undone since comes back with an older state of the table: each kind of the ledger, done again over one."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import msgspec
import pytest

from chalicelib.aws import keys
from chalicelib.aws.table.items import Items
from chalicelib.chat import ledger
from chalicelib.chat.actions import correcting, data_rights, hiding, noting, replaying, talking
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import LogUnavailable, NotFound, Unavailable
from chalicelib.chat.ledger import Again, Kind, Noted, digest_of
from chalicelib.chat.who import InCase
from chalicelib.chat.wire import Correct, Hide, WriteNote
from tests.service.conftest import NOW, Desk

CANARY = "Kanarialintu laulaa"


class Older:
    """A conversation, a state of it that is kept apart, and what is done to it after that."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.services = desk, desk.services
        conversation, self.visitor, self.agent = desk.taken()
        self.id = conversation.id
        desk.say(self.visitor, self.id, 2, CANARY)
        noting.write(self.services, self.agent, self.stored, WriteNote(id="note-0001", text=CANARY))
        self._kept = self._raw()

    @property
    def stored(self) -> Conversation:
        found = self.services.conversations.get(self.id)
        assert found is not None
        return found

    def keep(self) -> None:
        """Keep the state as it is now."""
        self._kept = self._raw()

    def restore(self) -> None:
        """Have the table hold of the conversation what it held; the ledger stays."""
        client, table = self.desk.cloud.client("dynamodb"), self.services.settings.table  # type: ignore[attr-defined]
        Items(client, table, self.services.now).delete_many(
            keys.Key(each["pk"]["S"], each["sk"]["S"]) for each in self._raw()
        )
        for each in self._kept:
            client.put_item(TableName=table, Item=each)

    def replay(self) -> tuple[Kind, ...]:
        again = ledger.again(self.services.ledger.all(self.services.milliseconds()))
        return replaying.replay(self.services, self.id, again.get(digest_of(self.id), Again()))

    def says(self) -> str:
        own = [item for item in self.desk.cloud.items() if self.id in item["pk"]]
        return json.dumps(own, default=str, ensure_ascii=False)

    def _raw(self) -> list[dict[str, Any]]:
        client, table = self.desk.cloud.client("dynamodb"), self.services.settings.table  # type: ignore[attr-defined]
        return [each for each in client.scan(TableName=table)["Items"] if each["pk"]["S"] == keys.conversation(self.id)]


@pytest.fixture
def older(desk: Desk) -> Older:
    return Older(desk)


def _erase(it: Older) -> None:
    data_rights.erase(it.services, it.visitor, it.stored)


def _object(it: Older) -> None:
    data_rights.objects(it.services, it.visitor, it.stored, on=True)


def _withdraw(it: Older) -> None:
    data_rights.objects(it.services, it.visitor, it.stored, on=False)


def _allow_again(it: Older) -> None:
    _object(it)
    it.keep()
    it.desk.cloud.clock.advance(60)
    _withdraw(it)


IN_CASE = ("first.person", "second.person", "2026-7")


def in_case(it: Older) -> InCase:
    by, beside, case = IN_CASE
    return InCase(conversation=it.id, by=by, beside=beside, case=case)


def _close_and_restrict(it: Older) -> None:
    talking.close(it.services, it.visitor, it.stored)
    it.keep()
    data_rights.restrict(it.services, in_case(it), it.stored)


def _end(it: Older) -> None:
    data_rights.lift_restriction(it.services, in_case(it), it.stored, date(2026, 11, 25))


def _lift(it: Older) -> None:
    _close_and_restrict(it)
    it.keep()
    it.desk.cloud.clock.advance(60)
    _end(it)


def _hide(it: Older) -> None:
    hiding.hide(it.services, it.visitor, it.stored, Hide(seq=3))


def _take_back(it: Older) -> None:
    noting.take_back(it.services, it.agent, it.stored, 1)


def _correct(it: Older) -> None:
    it.desk.cloud.clock.advance(120)
    correcting.correct(
        it.services, it.visitor, it.stored, Correct(about=3, id="correction-1", text="Tarkoitin varista")
    )


def _is_there(it: Older) -> bool:
    return it.services.conversations.get(it.id) is not None


def _line(it: Older) -> bool:
    return it.services.conversations.lines(it.stored)[3].text == CANARY


def _note(it: Older) -> bool:
    return it.services.notes.all(it.id)[0].text == CANARY


def _objected(it: Older) -> bool:
    return it.stored.objected_at is not None


def _restricted(it: Older) -> bool:
    return it.stored.restricted_at is not None


KINDS: dict[Kind, tuple[Callable[[Older], None], Callable[[Older], bool], bool, str]] = {
    "erasure": (_erase, _is_there, True, "erasure_done"),
    "objection": (_object, _objected, False, "objection_made"),
    "objection-withdrawn": (_allow_again, _objected, True, "objection_withdrawn"),
    "restriction": (_close_and_restrict, _restricted, False, "restriction_placed"),
    "restriction-lifted": (_lift, _restricted, True, "restriction_lifted"),
    "hidden": (_hide, _line, True, "message_hidden"),
    "note-taken-back": (_take_back, _note, True, "note_taken_back"),
}
"""By kind: what is done, what shows it, what an older state shows, and what the access log says when it is done again."""


def test_every_kind_that_can_be_noted_is_done_again_or_told() -> None:
    assert set(get_args(Kind)) == {*KINDS, "correction"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_older_state_undoes_it_and_replaying_does_it_again_once(older: Older, kind: Kind) -> None:
    do, shows, in_older, action = KINDS[kind]
    do(older)
    assert shows(older) is not in_older
    older.restore()
    # Without the replay it is back: so this test would notice a kind that is not done again.
    assert shows(older) is in_older

    assert older.replay() == (kind,)

    assert shows(older) is not in_older
    assert older.desk.logged()[-1] == ("system", action, older.id)
    records = len(older.desk.logged())
    assert older.replay() == ()
    assert len(older.desk.logged()) == records


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "erasure"])
def test_nothing_is_done_again_that_the_access_log_does_not_take(older: Older, kind: Kind) -> None:
    do, shows, in_older, _ = KINDS[kind]
    do(older)
    older.restore()
    older.desk.cloud.fail("logs", "PutLogEvents", times=1)

    with pytest.raises(LogUnavailable):
        older.replay()

    assert shows(older) is in_older
    assert older.replay() == (kind,)


def test_a_hidden_message_takes_what_puts_it_right_with_it(older: Older) -> None:
    _correct(older)
    older.keep()
    _hide(older)
    older.restore()
    assert "varista" in older.says()

    assert older.replay() == ("hidden",)

    assert "varista" not in older.says()
    assert older.stored.hidden == (3, 4)


def test_a_line_that_has_moved_to_a_page_is_hidden_there(older: Older) -> None:
    for n in range(3, 8):
        older.desk.cloud.clock.advance(10)
        older.desk.say(older.visitor, older.id, n, "täytettä " * 60)
    assert older.stored.first > 3
    older.keep()
    _hide(older)
    older.restore()

    assert older.replay() == ("hidden",)
    assert older.services.conversations.lines(older.stored)[3].text == "••••••"


def test_a_correction_that_the_older_state_lacks_is_told(older: Older) -> None:
    _correct(older)
    assert older.replay() == ()
    older.restore()

    assert older.replay() == ("correction",)
    assert "varista" not in older.says()


def test_an_erasure_takes_nothing_that_was_started_under_the_same_id_later(older: Older) -> None:
    at = older.stored.started_at
    noted = [Noted(kind="erasure", digest=digest_of(older.id), at=at - 1)]

    assert replaying.replay(older.services, older.id, ledger.again(noted)[digest_of(older.id)]) == ()
    assert _is_there(older)


def _objection(again: ledger.Again) -> tuple[int, bool] | None:
    return again.objection


def _restriction(again: ledger.Again) -> tuple[int, bool] | None:
    return again.restrictions.get("2026-7")


@pytest.mark.parametrize(
    ("made", "undone", "which"),
    [
        ("objection", "objection-withdrawn", _objection),
        ("restriction", "restriction-lifted", _restriction),
    ],
)
def test_of_what_protects_and_its_end_the_later_holds_and_what_protects_of_one_moment(
    made: Kind, undone: Kind, which: Callable[[ledger.Again], tuple[int, bool] | None]
) -> None:
    def of(*noted: tuple[Kind, int]) -> tuple[int, bool] | None:
        case = None if which is _objection else "2026-7"
        return which(ledger.again(Noted(kind=kind, digest="d", at=at, case=case) for kind, at in noted)["d"])

    assert of((made, 1), (undone, 2)) == (2, False)
    assert of((undone, 1), (made, 2)) == (2, True)
    assert of((undone, 2), (made, 2)) == (2, True)
    assert of(("hidden", 2)) is None


@pytest.mark.parametrize(
    ("protects", "ends", "is_so", "fact"),
    [(_object, _withdraw, _objected, "objected_at"), (_close_and_restrict, _end, _restricted, "#restrictions")],
)
def test_what_protects_is_done_again_where_its_end_was_cut_off_and_not_where_that_was_done(
    older: Older,
    protects: Callable[[Older], None],
    ends: Callable[[Older], None],
    is_so: Callable[[Older], bool],
    fact: str,
) -> None:
    protects(older)
    older.desk.cloud.clock.advance(60)
    older.desk.cloud.fail("dynamodb", "UpdateItem", times=20, when=lambda given: fact in str(given))
    with pytest.raises(Unavailable):
        ends(older)
    older.desk.cloud.faults.clear()
    assert is_so(older)
    older.restore()
    older.replay()
    assert is_so(older)

    ends(older)
    older.restore()
    older.replay()
    assert not is_so(older)


def test_each_case_is_done_again_by_itself_and_it_is_free_at_no_moment_between(older: Older) -> None:
    other = msgspec.structs.replace(in_case(older), case="2026-8")
    _close_and_restrict(older)
    older.keep()
    older.desk.cloud.clock.advance(60)
    data_rights.restrict(older.services, other, older.stored)
    _end(older)
    assert set(older.stored.restrictions) == {"2026-8"}
    older.restore()
    assert set(older.stored.restrictions) == {"2026-7"}

    assert older.replay() == ("restriction", "restriction-lifted")

    assert older.stored.restrictions == {"2026-8": (NOW + 60) * 1000}
    assert older.replay() == ()


def test_two_cases_of_one_day_are_both_done_again(older: Older) -> None:
    _close_and_restrict(older)
    data_rights.restrict(older.services, msgspec.structs.replace(in_case(older), case="2026-8"), older.stored)
    older.restore()

    assert older.replay() == ("restriction", "restriction")

    assert set(older.stored.restrictions) == {"2026-7", "2026-8"}


def test_an_older_state_in_which_it_was_open_is_closed_before_it_is_restricted_again(older: Older) -> None:
    talking.close(older.services, older.visitor, older.stored)
    data_rights.restrict(older.services, in_case(older), older.stored)
    older.restore()
    assert (older.stored.status, older.stored.restricted_at) == ("active", None)

    assert older.replay() == ("restriction",)

    assert (older.stored.status, older.stored.closed_by) == ("closed", "system")
    assert older.stored.restricted_at == NOW * 1000
    assert older.desk.logged()[-2:] == [
        ("system", "conversation_closed", older.id),
        ("system", "restriction_placed", older.id),
    ]
    with pytest.raises(NotFound):
        talking.history(older.services, older.agent, older.stored, 0)


def test_the_ledger_gives_what_was_noted_for_as_long_as_a_table_can_be_restored_to_before_it(desk: Desk) -> None:
    now = NOW * 1000
    desk.services.ledger.note("hidden", "C", now, place=12)
    desk.services.ledger.note("erasure", "C", now)
    noted = [
        Noted(kind="erasure", digest=digest_of("C"), at=now),
        Noted(kind="hidden", digest=digest_of("C"), at=now, place=12),
    ]

    desk.cloud.clock.advance(7 * 24 * 3600)
    assert desk.services.ledger.all(desk.services.milliseconds()) == noted
    desk.cloud.clock.advance(24 * 3600)
    assert desk.services.ledger.all(desk.services.milliseconds()) == []


def test_what_is_carried_into_a_ledger_is_in_it_unless_the_same_is_there_of_later(desk: Desk) -> None:
    now = NOW * 1000
    later, earlier = (Noted(kind="objection", digest="d", at=at) for at in (now + 5, now))

    for _ in range(2):
        desk.services.ledger.carry([earlier])
    assert desk.services.ledger.all(now) == [earlier]
    desk.services.ledger.carry([later])
    desk.services.ledger.carry([earlier])
    assert desk.services.ledger.all(now) == [later]


def test_a_conversation_that_is_not_there_is_left_alone(desk: Desk) -> None:
    again = Again(erased_at=1, hidden={1: 1})

    assert replaying.replay(desk.services, "0" * 16, again) == ()
    assert desk.logged() == []
