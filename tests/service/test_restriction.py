"""What is restricted is its visitor's alone: each thing that staff could do before it was, and again after that is lifted."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

from chalicelib.chat import checking
from chalicelib.chat.actions import (
    announcing,
    correcting,
    data_rights,
    hiding,
    noting,
    passing,
    sweeping,
    talking,
    transcripts,
)
from chalicelib.chat.actions import desk as desks
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import ConversationOpen, NotFound, Refusal, Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.who import InCase, Visitor
from chalicelib.chat.wire import Changed, Correct, Erased, Hide, History, Refused, Say, WriteNote
from chalicelib.rooms.history import actions as history
from chalicelib.rooms.history.wire import Glass
from tests.service.conftest import Desk, Joined, staff

OWN, OTHER = staff("agent.a"), staff("agent.b")
WHY = Glass(reason="complaint", words="Asiakas valittaa saamastaan neuvosta.")
CANARY = "Kanarialintu laulaa"
TOLD = date(2026, 11, 25)
HOUR = 3600


class Talk:
    """A conversation that has ended, with a message of each side and a note, and what two people do with it in a case."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.services = desk, desk.services
        conversation, self.visitor, _ = desk.taken()
        self.id = conversation.id
        desk.say(self.visitor, self.id, 2, CANARY)
        desk.say(OWN, self.id, 1, CANARY, message="answer-01")
        noting.write(self.services, OWN, self.stored, WriteNote(id="note-0001", text=CANARY))

    @property
    def stored(self) -> Conversation:
        found = self.services.conversations.get(self.id)
        assert found is not None
        return found

    @property
    def both(self) -> InCase:
        return InCase(conversation=self.id, by="first.person", beside="second.person", case="2026-7")

    def closes(self) -> None:
        talking.close(self.services, self.visitor, self.stored)

    def restricts(self) -> None:
        data_rights.restrict(self.services, self.both, self.stored)

    def lifts(self) -> None:
        data_rights.lift_restriction(self.services, self.both, self.stored, TOLD)


@pytest.fixture
def talk(desk: Desk) -> Talk:
    made = Talk(desk)
    made.closes()
    return made


def _says_again(talk: Talk) -> Any:
    return talking.say(
        talk.services, OWN, talk.stored, Say(conversation=talk.id, id="answer-01", n=1, text="another text")
    )


def _notes_again(talk: Talk) -> Any:
    return noting.write(talk.services, OWN, talk.stored, WriteNote(id="note-0001", text="another text"))


DEEDS: dict[str, Callable[[Talk], Any]] = {
    "reads": lambda talk: talking.history(talk.services, OWN, talk.stored, 0),
    "follows": lambda talk: talking.join(talk.services, OWN, talk.stored, 0, "agent-1"),
    "reads notes": lambda talk: noting.read(talk.services, OWN, talk.stored),
    "says what was said": _says_again,
    "notes what was noted": _notes_again,
    "hides": lambda talk: hiding.hide(talk.services, OWN, talk.stored, Hide(seq=3)),
    "offers a copy": lambda talk: transcripts.offer(talk.services, OWN, talk.id),
    "ends it for abuse": lambda talk: talking.end_for_abuse(talk.services, OWN, talk.stored, "threat"),
    "breaks the glass": lambda talk: history.break_glass(talk.services, OTHER, talk.id, WHY),
    "reads as a reviewer": lambda talk: talking.history(talk.services, staff("r", "reviewer"), talk.stored, 0),
    "gives a purpose": lambda talk: history.give_purpose(talk.services, OWN, talk.id, "service"),
}
"""What staff can do with a conversation that has ended."""


@pytest.mark.parametrize("deed", DEEDS)
def test_what_staff_can_do_with_what_has_ended_they_cannot_while_it_is_restricted_and_can_again(
    talk: Talk, deed: str
) -> None:
    talk.restricts()
    before = talk.stored
    with pytest.raises(NotFound) as refused:
        DEEDS[deed](talk)
    assert CANARY not in str(refused.value.data)
    assert talk.stored == before

    talk.lifts()
    assert DEEDS[deed](talk) is not None


OF_VISITORS: dict[str, Callable[[Talk], Any]] = {
    "reads": lambda talk: talking.history(talk.services, talk.visitor, talk.stored, 0).entries,
    "copies": lambda talk: data_rights.copy(talk.services, talk.visitor, talk.stored).entries,
    "sees who has read": lambda talk: data_rights.readings(talk.services, talk.visitor, talk.stored).readings,
    "corrects": lambda talk: (
        correcting.correct(
            talk.services, talk.visitor, talk.stored, Correct(about=1, id="correction-1", text="Tarkoitin varista")
        ).seq
    ),
    "hides": lambda talk: hiding.hide(talk.services, talk.visitor, talk.stored, Hide(seq=1)).hidden,
    "objects": lambda talk: data_rights.objects(talk.services, talk.visitor, talk.stored, on=True).objected,
    "rates": lambda talk: talking.rate(talk.services, talk.visitor, talk.stored, 5, "").rated,
    "orders a copy": lambda talk: (
        transcripts.order(talk.services, talk.visitor, talk.stored, "maija@example.com", "192.0.2.0/24").state
    ),
}


@pytest.mark.parametrize("deed", OF_VISITORS)
def test_its_visitor_does_all_that_they_could_and_none_of_it_lifts_the_restriction(talk: Talk, deed: str) -> None:
    talk.restricts()

    assert OF_VISITORS[deed](talk)
    assert talk.stored.restricted_at is not None


def test_its_visitor_erases_it(talk: Talk) -> None:
    talk.restricts()
    data_rights.erase(talk.services, talk.visitor, talk.stored)

    assert talk.services.conversations.get(talk.id) is None


def test_an_open_conversation_is_not_restricted_and_nothing_is_recorded(desk: Desk) -> None:
    talk = Talk(desk)
    records = len(desk.logged())
    with pytest.raises(ConversationOpen):
        talk.restricts()
    assert (talk.stored.restricted_at, len(desk.logged())) == (None, records)

    talk.closes()
    talk.restricts()
    assert talk.stored.restricted_at is not None
    assert desk.logged()[-2:] == [
        (person, "restriction_placed", talk.id) for person in ("first.person", "second.person")
    ]
    assert set(desk.purposes("restriction_placed")) == {"request"}


def test_its_own_rule_keeps_the_table_from_restricting_what_is_open(desk: Desk) -> None:
    talk = Talk(desk)
    assert talk.services.conversations.restrict(talk.stored, {"2026-7": 1}) is None
    assert talk.stored.restricted_at is None

    talk.closes()
    after = talk.services.conversations.restrict(talk.stored, {"2026-7": 1})
    assert after is not None
    assert after.restricted_at == 1


def test_it_is_restricted_until_the_last_of_the_cases_that_restrict_it_is_lifted(talk: Talk) -> None:
    first, second = talk.both, msgspec.structs.replace(talk.both, case="2026/8.b")
    talk.restricts()
    talk.desk.cloud.clock.advance(60)
    data_rights.restrict(talk.services, second, talk.stored)
    since = talk.services.milliseconds()
    history.find(talk.services, OWN, talk.id)

    assert data_rights.lift_restriction(talk.services, first, talk.stored, TOLD).restricted_at == since
    with pytest.raises(NotFound):
        talking.history(talk.services, OWN, talk.stored, 0)
    assert desks.desk(talk.services, OWN).closed == ()
    records = len(talk.desk.logged())
    assert data_rights.lift_restriction(talk.services, first, talk.stored, TOLD).restricted_at == since
    assert len(talk.desk.logged()) == records

    assert data_rights.lift_restriction(talk.services, second, talk.stored, TOLD).restricted_at is None
    assert talking.history(talk.services, OWN, talk.stored, 0).entries
    assert [row.conversation for row in desks.desk(talk.services, OWN).closed] == [talk.id]


def test_of_two_cases_at_one_moment_neither_is_lost_and_a_lift_takes_no_other_with_it(talk: Talk) -> None:
    both, other = talk.both, msgspec.structs.replace(talk.both, case="2026-8")
    seen = talk.stored
    data_rights.restrict(talk.services, other, seen)
    data_rights.restrict(talk.services, both, seen)
    assert set(talk.stored.restrictions) == {both.case, other.case}

    seen = talk.stored
    data_rights.lift_restriction(talk.services, other, seen, TOLD)
    data_rights.lift_restriction(talk.services, both, seen, TOLD)
    assert talk.stored.restrictions == {}


def test_what_was_lifted_by_others_a_moment_ago_takes_nobody_out_who_was_let_in_since(talk: Talk) -> None:
    talk.restricts()
    other = msgspec.structs.replace(talk.both, case="2026-8")
    data_rights.restrict(talk.services, other, talk.stored)
    seen = talk.stored
    data_rights.lift_restriction(talk.services, other, talk.stored, TOLD)
    talk.lifts()
    history.break_glass(talk.services, OTHER, talk.id, WHY)
    data_rights.lift_restriction(talk.services, talk.both, seen, TOLD)

    assert talking.history(talk.services, OTHER, talk.stored, 0).entries


def test_it_stands_on_no_list_and_by_its_reference_says_only_that_it_is_restricted(talk: Talk) -> None:
    def listed() -> tuple[list[str], list[str]]:
        on_desk = [row.conversation for row in desks.desk(talk.services, OWN).closed]
        return on_desk, [row.conversation for row in history.history(talk.services, OWN).past]

    assert listed() == ([talk.id], [talk.id])
    talk.services.conversations.note(talk.id, topic="b", rated=1)
    talk.restricts()
    assert listed() == ([], [])

    for who, whose, alias in ((OWN, "own", None), (OTHER, "colleague", "Agent.A")):
        found = history.find(talk.services, who, talk.id).found
        assert (found.way, found.whose, found.alias, found.status) == ("restricted", whose, alias, "closed")
        assert found.expires_on == talk.stored.expires_on
        assert (found.topic, found.closed_by, found.rated, found.objected, found.until) == (
            None,
            None,
            None,
            False,
            None,
        )

    talk.lifts()
    assert listed() == ([talk.id], [talk.id])
    assert history.find(talk.services, OWN, talk.id).found.rated == 1


def test_what_nobody_had_is_restricted_and_lifted_too(desk: Desk) -> None:
    id_ = desk.start().facts.conversation
    visitor = Visitor(id_)
    talking.close(desk.services, visitor, desk.services.conversations.get(id_))
    both = InCase(conversation=id_, by="first.person", beside="second.person", case="2026-7")
    before = desk.services.conversations.get(id_)
    assert before is not None
    data_rights.restrict(desk.services, both, before)
    restricted = desk.services.conversations.get(id_)
    assert restricted is not None
    assert restricted.restricted_at is not None
    data_rights.lift_restriction(desk.services, both, restricted, TOLD)

    assert desk.services.conversations.get(id_) == before


def test_whoever_broke_the_glass_before_has_to_do_so_again_when_it_is_lifted(talk: Talk) -> None:
    history.break_glass(talk.services, OTHER, talk.id, WHY)
    assert talking.history(talk.services, OTHER, talk.stored, 0).entries
    talk.restricts()
    talk.lifts()

    assert talk.services.milliseconds() < talk.stored.started_at + HOUR * 1000
    with pytest.raises(NotFound):
        talking.history(talk.services, OTHER, talk.stored, 0)
    history.break_glass(talk.services, OTHER, talk.id, WHY)
    assert talking.history(talk.services, OTHER, talk.stored, 0).entries


def test_its_time_is_neither_longer_nor_shorter(talk: Talk) -> None:
    expires_at = talk.stored.expires_at
    talk.restricts()
    assert talk.stored.expires_at == expires_at

    talk.desk.cloud.clock.advance(expires_at - int(talk.services.now()) - 1)
    assert talk.services.conversations.get(talk.id) is not None
    talk.desk.cloud.clock.advance(1)
    assert talk.services.conversations.get(talk.id) is None
    sweeping.delete(talk.services)
    assert [item for item in talk.desk.cloud.items() if talk.id in item["pk"]] == []


def test_nobodys_network_waits_for_what_is_restricted(talk: Talk) -> None:
    marked = msgspec.structs.replace(talk.stored, abuse="threat")
    now = talk.services.milliseconds()

    assert checking.is_marked(marked, now, LIMITS)
    assert not checking.is_marked(msgspec.structs.replace(marked, restrictions={"2026-7": 1}), now, LIMITS)


# --------------------------------------------------------------------------------------------------------- on sockets


def restricted(joined: Joined) -> InCase:
    """Restrict the conversation of two sockets, and return by whom."""
    both = InCase(conversation=joined.id, by="first.person", beside="second.person", case="2026-7")
    data_rights.restrict(joined.desk.services, both, joined.stored())
    return both


def closed(joined: Joined) -> None:
    talking.close(joined.desk.services, Visitor(joined.id), joined.stored())
    joined.desk.sockets.told.clear()


def test_whoever_of_staff_has_it_open_is_told_to_take_it_off_and_its_visitor_what_it_is(joined: Joined) -> None:
    sockets, services = joined.desk.sockets, joined.desk.services
    services.agents.listen(OWN, "agent-at-the-desk", services.milliseconds())
    closed(joined)
    restricted(joined)

    over = [Erased(conversation=joined.id, restricted=True)]
    assert sockets.heard("agent-1", Erased) == over
    assert sockets.heard("agent-at-the-desk", Erased) == over
    assert sockets.heard("visitor-1", Erased) == []
    assert sockets.heard("visitor-1", Changed)[-1].facts.restricted
    assert {each.who for each in joined.stored().sockets.values()} == {"visitor"}


def test_after_it_nobody_of_staff_hears_what_its_visitor_does_until_they_come_back_to_it(joined: Joined) -> None:
    sockets, services = joined.desk.sockets, joined.desk.services
    closed(joined)
    both = restricted(joined)
    sockets.told.clear()
    # As if somebody had begun to listen in the moment before the rule was looked at again.
    services.conversations.listen(joined.stored(), "agent-1", "agent.a", services.milliseconds())
    correcting.correct(services, Visitor(joined.id), joined.stored(), Correct(about=1, id="correction-1", text=CANARY))
    announcing.facts_changed(services, joined.stored())
    assert {to for to, _ in sockets.told} == {"visitor-1"}

    data_rights.lift_restriction(services, both, joined.stored(), TOLD)
    announcing.facts_changed(services, joined.stored())
    assert {to for to, _ in sockets.told} == {"visitor-1", "agent-1"}
    assert not sockets.heard("visitor-1", Changed)[-1].facts.restricted


def test_a_socket_that_asks_for_it_is_refused_and_follows_nothing(joined: Joined) -> None:
    closed(joined)
    restricted(joined)
    joined.sends("join", "agent-1")

    assert [each.code for each in joined.desk.sockets.heard("agent-1", Refused)] == ["not_found"]
    joined.sends("join", "visitor-1")
    assert joined.desk.sockets.heard("visitor-1", History)[-1].facts.restricted
    assert {each.who for each in joined.stored().sockets.values()} == {"visitor"}


def test_who_was_cut_off_before_telling_tells_when_it_is_repeated(joined: Joined) -> None:
    closed(joined)
    cloud = joined.desk.cloud
    cloud.fail("dynamodb", "UpdateItem", times=20, before=False, when=lambda given: "#restrictions" in str(given))
    with pytest.raises(Unavailable):
        restricted(joined)
    assert joined.stored().restricted_at is not None
    assert joined.desk.sockets.heard("agent-1", Erased) == []
    cloud.faults.clear()
    records = len(joined.desk.logged())

    restricted(joined)

    assert joined.desk.sockets.heard("agent-1", Erased) == [Erased(conversation=joined.id, restricted=True)]
    assert [action for _, action, _ in joined.desk.logged()[records:]] == ["restriction_placed"] * 2


def test_without_the_log_it_is_neither_restricted_nor_lifted(talk: Talk) -> None:
    for do, is_restricted in ((Talk.restricts, False), (Talk.lifts, True)):
        talk.desk.cloud.fail("logs", "PutLogEvents", times=1)
        with pytest.raises(Refusal):
            do(talk)
        assert (talk.stored.restricted_at is not None) is is_restricted
        do(talk)
        assert (talk.stored.restricted_at is not None) is not is_restricted


def test_who_has_passed_it_on_and_does_so_again_learns_nothing_of_it_and_tells_nobody(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    services, id_ = desk.services, conversation.id
    services.agents.listen(OTHER, "agent-2", services.milliseconds())
    passing.pass_on(services, OWN, id_, "agent.b")
    talking.close(services, visitor, services.conversations.get(id_))
    both = InCase(conversation=id_, by="first.person", beside="second.person", case="2026-7")
    before = services.conversations.get(id_)
    assert before is not None
    data_rights.restrict(services, both, before)
    restricted = services.conversations.get(id_)
    assert restricted is not None
    desk.sockets.told.clear()
    with pytest.raises(NotFound):
        passing.pass_on(services, OWN, id_, "agent.b")
    assert desk.sockets.told == []

    data_rights.lift_restriction(services, both, restricted, TOLD)
    assert passing.pass_on(services, OWN, id_, "agent.b").mine is False
    assert desk.sockets.heard("agent-2", Changed)
