"""Helping each other: who is invited reads and writes along, who supervises looks in openly, and nobody a moment longer."""

import json
from collections.abc import Callable
from typing import Any, cast

import msgspec
import pytest

from chalicelib.chat import wire
from chalicelib.chat.actions import connecting, correcting, data_rights, helping, passing, talking
from chalicelib.chat.actions import desk as desks
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import (
    AgentAway,
    ConversationClosed,
    LogUnavailable,
    NotFound,
    Objected,
    TooMany,
    Unauthenticated,
)
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Profile
from chalicelib.chat.ports import Agents
from chalicelib.chat.who import Staff, Visitor
from chalicelib.chat.wire import Changed, Entry, Facts, History, QueueChanged, Say, Told, Typing, TypingNow
from chalicelib.rooms.history import actions as history
from chalicelib.rooms.history.wire import Glass
from local.cloud.faults import denial
from tests.service.conftest import Desk, staff
from tests.service.test_sessions_over import joins, opens, signs_in

A, B, C = staff("agent.a"), staff("agent.b"), staff("agent.c")
BOSS = staff("boss", "supervisor")
BOSS_TOO = staff("boss", "supervisor", "agent")
"""Who answers visitors as well."""
HOUR = LIMITS.supervising_seconds


def stored(desk: Desk, conversation: str) -> Conversation:
    found = desk.services.conversations.get(conversation)
    assert found is not None
    return found


def there(desk: Desk, *agents: Staff) -> None:
    for agent in agents:
        desk.services.agents.listen(agent, f"of-{agent.person}", desk.services.milliseconds())


def join(desk: Desk, who: Staff | Visitor, conversation: str, connection: str) -> History:
    return talking.join(desk.services, who, stored(desk, conversation), 0, connection)


def tell(desk: Desk, who: Staff | Visitor, conversation: str, n: int, text: str = "Hei") -> Entry:
    frame = Say(conversation=conversation, id=f"message-{n}", n=n, text=text)
    entry, after = talking.say(desk.services, who, stored(desk, conversation), frame)
    talking.tell_said(desk.services, after, entry, None)
    return entry


class LookedAt:
    """Agents one of whom looks at their desk just when a colleague has put them on the list, before the conversation says so."""

    def __init__(self, agents: Agents, look: Callable[[], object]) -> None:
        self._agents = agents
        self._look = look

    def __getattr__(self, name: str) -> Any:
        return getattr(self._agents, name)

    def helps(self, person: str, conversation: str) -> None:
        self._agents.helps(person, conversation)
        self._look()


def invited(desk: Desk) -> tuple[Conversation, Visitor]:
    """Return a conversation of agent A's in which B has been asked to help, with A on a, B on b, the visitor on v."""
    conversation, visitor, _ = desk.taken()
    there(desk, A, B, C)
    helping.invite(desk.services, A, conversation.id, "agent.b")
    for who, connection in ((A, "a"), (B, "b"), (visitor, "v")):
        join(desk, who, conversation.id, connection)
    return conversation, visitor


def records(desk: Desk, person: str, conversation: str) -> list[tuple[str, str, str | None]]:
    found = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    mine = [each for each in found if each["actor"] == person and each["object"] == conversation]
    return [(each["action"], each["purpose"], each.get("reason")) for each in mine]


def entries(desk: Desk, connection: str, since: int = 0) -> list[Entry]:
    told = [frame for to, frame in desk.sockets.told[since:] if to == connection and isinstance(frame, Told)]
    return [each.entry for each in told if each.entry is not None]


# ------------------------------------------------------------------------------------------------------- invited


def test_whoever_is_invited_reads_and_writes_as_themselves_and_nobody_else_does(desk: Desk) -> None:
    conversation, _ = invited(desk)

    said = tell(desk, B, conversation.id, 1, "the colleague")
    assert (said.by, said.alias) == ("agent", "Agent.B")
    assert tell(desk, A, conversation.id, 1).alias == "Agent.A"
    assert stored(desk, conversation.id).owner == "agent.a"
    for other in (C, BOSS):
        with pytest.raises(NotFound):
            tell(desk, other, conversation.id, 1)
        with pytest.raises(NotFound):
            join(desk, other, conversation.id, "other")


def test_the_invitation_is_recorded_and_each_reading_by_it_before_a_word_is_shown(desk: Desk) -> None:
    conversation, _ = invited(desk)

    assert records(desk, "agent.b", conversation.id) == [("conversation_opened", "service", "invited")]
    assert ("colleague_invited", "service", None) in records(desk, "agent.a", conversation.id)
    desk.cloud.faults.order(denial("logs", "PutLogEvents"))
    desk.cloud.clock.advance(LIMITS.access_record_covers_seconds)
    there(desk, C)
    with pytest.raises(LogUnavailable):
        join(desk, B, conversation.id, "b-2")
    desk.cloud.faults.order(denial("logs", "PutLogEvents"))
    with pytest.raises(LogUnavailable):
        helping.invite(desk.services, A, conversation.id, "agent.c")
    assert set(stored(desk, conversation.id).let_in) == {"agent.b"}


def test_a_reading_on_one_ground_covers_none_on_another(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    there(desk, A, B)
    join(desk, A, conversation.id, "a")
    passing.pass_on(desk.services, A, conversation.id, "agent.b")
    helping.invite(desk.services, B, conversation.id, "agent.a")
    join(desk, A, conversation.id, "a")

    opened = [each for each in records(desk, "agent.a", conversation.id) if each[0] == "conversation_opened"]
    assert opened == [("conversation_opened", "service", None), ("conversation_opened", "service", "invited")]


def test_an_invitation_is_in_the_list_of_who_looked_at_it_while_it_was_made(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    there(desk, A, B)

    meanwhile = LookedAt(desk.services.agents, lambda: desk_of(desk, B))
    looked = msgspec.structs.replace(desk.services, agents=cast("Agents", meanwhile))
    helping.invite(looked, A, conversation.id, "agent.b")

    assert [each.conversation for each in desk_of(desk, B).helping] == [conversation.id]


def test_the_visitor_and_the_agent_see_who_was_asked_in_and_who_no_longer_helps(desk: Desk) -> None:
    conversation, _ = invited(desk)
    begins = len(desk.sockets.told)

    helping.invite(desk.services, A, conversation.id, "agent.c")
    helping.let_go(desk.services, A, conversation.id, "agent.c")

    for connection in ("v", "a", "b"):
        told = [(each.kind, each.alias) for each in entries(desk, connection, begins)]
        assert told == [("helping", "Agent.C"), ("helped", "Agent.C")]
    assert desk.sockets.facts("v").let_in == ()
    assert [each.person for each in desk.sockets.facts("a").let_in] == ["agent.b"]


def test_who_is_invited_is_rung_once_and_has_it_in_a_list_of_their_own(desk: Desk) -> None:
    conversation, _ = invited(desk)

    rung = [each for each in desk.sockets.heard("of-agent.b", QueueChanged) if each.helping is not None]
    assert [(each.helping, each.rings) for each in rung] == [(conversation.id, True)]
    helping.invite(desk.services, A, conversation.id, "agent.b")
    again = [each for each in desk.sockets.heard("of-agent.b", QueueChanged) if each.helping is not None]
    assert len(again) == 1
    shown = desk_of(desk, B)
    assert [(each.conversation, each.alias) for each in shown.helping] == [(conversation.id, "Agent.A")]
    assert not shown.mine
    assert not desk_of(desk, C).helping


def desk_of(desk: Desk, who: Staff) -> wire.Desk:
    return desks.desk(desk.services, who)


def test_who_is_invited_hears_what_is_said_and_that_the_visitor_types(desk: Desk) -> None:
    conversation, visitor = invited(desk)
    begins = len(desk.sockets.told)

    entry = tell(desk, visitor, conversation.id, 2, "a word")
    talking.typing(desk.services, visitor, stored(desk, conversation.id), Typing(conversation=conversation.id, on=True))

    for connection in ("a", "b"):
        assert entries(desk, connection, begins) == [entry]
        assert len(desk.sockets.heard(connection, TypingNow)) == 1
    desk.cloud.faults.order(denial("logs", "PutLogEvents"))
    desk.cloud.clock.advance(LIMITS.access_record_covers_seconds)
    begins = len(desk.sockets.told)
    later = tell(desk, visitor, conversation.id, 3, "unseen")
    bare = [frame for to, frame in desk.sockets.told[begins:] if to == "b" and isinstance(frame, Told)]
    assert [(each.seq, each.entry) for each in bare] == [(later.seq, None)]


ENDS: dict[str, Callable[[Desk, str], object]] = {
    "the agent lets them go": lambda desk, about: helping.let_go(desk.services, A, about, "agent.b"),
    "they leave": lambda desk, about: helping.stop(desk.services, B, about),
    "it is passed on": lambda desk, about: passing.pass_on(desk.services, A, about, "agent.c"),
    "it goes back to the queue": lambda desk, about: passing.pass_on(desk.services, A, about, None),
    "it ends": lambda desk, about: talking.close(desk.services, A, stored(desk, about)),
}


@pytest.mark.parametrize("ends", ENDS.values(), ids=ENDS)
def test_an_invitation_ends_and_from_then_on_they_hear_and_read_nothing(
    desk: Desk, ends: Callable[[Desk, str], object]
) -> None:
    conversation, visitor = invited(desk)
    tell(desk, B, conversation.id, 1)
    begins = len(desk.sockets.told)

    ends(desk, conversation.id)

    over = [frame.facts for to, frame in desk.sockets.told[begins:] if to == "b" and isinstance(frame, Changed)]
    assert over
    assert (over[-1].mine, over[-1].let_in, over[-1].name) == (False, (), None)
    assert "b" not in stored(desk, conversation.id).sockets
    assert not desk_of(desk, B).helping
    with pytest.raises(NotFound):
        join(desk, B, conversation.id, "b")
    with pytest.raises(NotFound):
        tell(desk, B, conversation.id, 2)
    begins = len(desk.sockets.told)
    if stored(desk, conversation.id).status != "closed":
        tell(desk, visitor, conversation.id, 2)
    assert "b" not in {to for to, _ in desk.sockets.told[begins:]}


def test_what_a_colleague_writes_just_while_they_are_let_go_does_not_stand_behind_that(desk: Desk) -> None:
    conversation, _ = invited(desk)
    tell(desk, B, conversation.id, 1)
    before = stored(desk, conversation.id)
    frame = Say(conversation=conversation.id, id="message-2", n=2, text="Hei")
    correction = wire.Correct(id="correction-1", about=before.seq, text="Hei taas")
    helping.let_go(desk.services, A, conversation.id, "agent.b")

    with pytest.raises(NotFound):
        talking.say(desk.services, B, before, frame)
    with pytest.raises(NotFound):
        correcting.correct(desk.services, B, before, correction)
    assert stored(desk, conversation.id).newest[-1].kind == "helped"
    helping.invite(desk.services, A, conversation.id, "agent.b")
    assert talking.say(desk.services, B, stored(desk, conversation.id), frame)


def test_an_invitation_does_not_come_back_with_the_conversation(desk: Desk) -> None:
    conversation, _ = invited(desk)

    passing.pass_on(desk.services, A, conversation.id, "agent.c")
    passing.pass_on(desk.services, C, conversation.id, "agent.a")

    with pytest.raises(NotFound):
        join(desk, B, conversation.id, "b")


def test_of_those_who_are_not_there_and_beyond_the_limit_nobody_is_invited(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    many = [staff(f"agent.{each}") for each in range(LIMITS.invited_a_conversation + 1)]
    there(desk, A, *many)

    with pytest.raises(AgentAway):
        helping.invite(desk.services, A, conversation.id, "agent.b")
    for each in many[:-1]:
        helping.invite(desk.services, A, conversation.id, each.person)
    with pytest.raises(TooMany):
        helping.invite(desk.services, A, conversation.id, many[-1].person)
    helping.let_go(desk.services, A, conversation.id, many[0].person)
    helping.invite(desk.services, A, conversation.id, many[-1].person)
    assert len(stored(desk, conversation.id).let_in) == LIMITS.invited_a_conversation


def test_nobody_but_the_agent_who_has_it_invites_and_lets_go(desk: Desk) -> None:
    conversation, _ = invited(desk)
    helping.supervise(desk.services, BOSS, conversation.id, "help")

    for who in (B, C, BOSS):
        with pytest.raises(NotFound):
            helping.invite(desk.services, who, conversation.id, "agent.c")
        with pytest.raises(NotFound):
            helping.let_go(desk.services, who, conversation.id, "agent.b")
    talking.close(desk.services, A, stored(desk, conversation.id))
    with pytest.raises(ConversationClosed):
        helping.invite(desk.services, A, conversation.id, "agent.c")


def revoked(desk: Desk, person: str) -> None:
    """End all of somebody's sessions, as disabling their account does."""
    desk.services.sessions.revoke(person)
    connecting.end_of_sessions(desk.services, desk.services.agents.get(person), lambda _: True)


OVER: dict[str, Callable[[Desk], object]] = {
    "all sessions are ended": lambda desk: revoked(desk, "agent.b"),
    "the session runs out": lambda desk: desk.cloud.clock.advance(LIMITS.session_idle_seconds),
}


@pytest.mark.parametrize("ends", OVER.values(), ids=OVER)
def test_whoever_is_disabled_or_whose_session_is_over_hears_nothing_more(
    desk: Desk, ends: Callable[[Desk], object]
) -> None:
    conversation, visitor, _ = desk.taken()
    there(desk, A)
    held = signs_in(desk, "agent.b")
    opens(desk, held, "b")
    helping.invite(desk.services, A, conversation.id, "agent.b")
    joins(desk, "b", conversation.id)
    entry = tell(desk, visitor, conversation.id, 2)
    assert entries(desk, "b")[-1] == entry

    ends(desk)
    begins = len(desk.sockets.told)
    tell(desk, visitor, conversation.id, 3)

    assert "b" not in {to for to, _ in desk.sockets.told[begins:]}
    with pytest.raises(Unauthenticated):
        desk.services.sessions.check(held.session)


# --------------------------------------------------------------------------------------------------- supervising


def test_a_supervisor_looks_in_with_a_purpose_and_the_agent_sees_it_at_once(desk: Desk) -> None:
    conversation, visitor = invited(desk)
    before = stored(desk, conversation.id).seq
    with pytest.raises(NotFound):
        join(desk, BOSS, conversation.id, "s")

    helping.supervise(desk.services, BOSS, conversation.id, "complaint")

    for connection in ("a", "b"):
        inside = desk.sockets.facts(connection).let_in
        assert [(each.alias, each.ground, each.why) for each in inside if each.ground == "supervising"] == [
            ("Boss", "supervising", "complaint")
        ]
    assert stored(desk, conversation.id).seq == before
    assert desk.sockets.facts("v").let_in == ()
    assert join(desk, BOSS, conversation.id, "s").facts.seq == before
    assert records(desk, "boss", conversation.id) == [
        ("supervision_begun", "service", "complaint"),
        ("conversation_opened", "service", "supervising"),
    ]
    read = data_rights.readings(desk.services, visitor, stored(desk, conversation.id))
    assert ("supervisor", "service") in [(each.role, each.purpose) for each in read.readings]


def test_a_supervisor_hears_along_for_an_hour_and_writes_nothing(desk: Desk) -> None:
    conversation, visitor = invited(desk)
    helping.supervise(desk.services, BOSS, conversation.id, "help")
    join(desk, BOSS, conversation.id, "s")

    entry = tell(desk, visitor, conversation.id, 2)
    assert entries(desk, "s")[-1] == entry
    with pytest.raises(NotFound):
        tell(desk, BOSS, conversation.id, 1)
    desk.cloud.clock.advance(HOUR)
    begins = len(desk.sockets.told)
    tell(desk, visitor, conversation.id, 3)
    talking.call_me(desk.services, visitor, stored(desk, conversation.id), "Maija")

    assert "s" not in {to for to, _ in desk.sockets.told[begins:]}
    with pytest.raises(NotFound):
        join(desk, BOSS, conversation.id, "s")
    helping.supervise(desk.services, BOSS, conversation.id, "help")
    assert join(desk, BOSS, conversation.id, "s").entries


def test_what_is_pushed_is_recorded_with_every_role_of_its_reader_and_to_no_session_that_is_over(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    _, session = desk.services.sessions.start("boss", "Boss", ("reviewer", "supervisor"), CURRENT.hash)
    boss = desk.services.sessions.check(session.hash)
    helping.supervise(desk.services, boss, conversation.id, "help")
    join(desk, boss, conversation.id, "s")
    desk.cloud.clock.advance(LIMITS.access_record_covers_seconds)

    heard = tell(desk, visitor, conversation.id, 2)
    desk.services.sessions.end(session.hash)
    desk.cloud.clock.advance(LIMITS.access_record_covers_seconds)
    tell(desk, visitor, conversation.id, 3)

    assert entries(desk, "s") == [heard]
    found = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    opened = [each["role"] for each in found if (each["actor"], each["action"]) == ("boss", "conversation_opened")]
    assert opened == ["reviewer,supervisor"] * 2


def test_a_supervisor_leaves_and_is_gone(desk: Desk) -> None:
    conversation, _ = invited(desk)
    helping.supervise(desk.services, BOSS, conversation.id, "help")
    join(desk, BOSS, conversation.id, "s")

    helping.stop(desk.services, BOSS, conversation.id)

    assert [each.ground for each in desk.sockets.facts("a").let_in] == ["invited"]
    assert "s" not in stored(desk, conversation.id).sockets
    assert ("supervision_ended", "service", None) in records(desk, "boss", conversation.id)
    for again in (
        lambda: join(desk, BOSS, conversation.id, "s"),
        lambda: helping.stop(desk.services, BOSS, conversation.id),
    ):
        with pytest.raises(NotFound):
            again()


def test_an_agent_does_not_supervise_and_nobody_what_is_over_or_objected_to(desk: Desk) -> None:
    conversation, visitor = invited(desk)
    with pytest.raises(NotFound):
        helping.supervise(desk.services, C, conversation.id, "help")
    helping.supervise(desk.services, BOSS, conversation.id, "coaching")
    assert join(desk, BOSS, conversation.id, "s").entries
    assert records(desk, "boss", conversation.id)[-1] == ("conversation_opened", "quality", "supervising")

    data_rights.objects(desk.services, visitor, stored(desk, conversation.id), on=True)
    begins = len(desk.sockets.told)
    tell(desk, visitor, conversation.id, 2)

    assert "s" not in {to for to, _ in desk.sockets.told[begins:]}
    with pytest.raises(NotFound):
        join(desk, BOSS, conversation.id, "s")
    with pytest.raises(Objected):
        helping.supervise(desk.services, BOSS, conversation.id, "coaching")
    helping.supervise(desk.services, BOSS, conversation.id, "safety")
    assert join(desk, BOSS, conversation.id, "s").entries
    talking.close(desk.services, A, stored(desk, conversation.id))
    helping.stop(desk.services, BOSS, conversation.id)
    with pytest.raises(ConversationClosed):
        helping.supervise(desk.services, BOSS, conversation.id, "help")


def test_the_agent_has_a_supervisor_who_looks_in_write_along(desk: Desk) -> None:
    conversation, _ = invited(desk)
    with pytest.raises(AgentAway):
        helping.invite(desk.services, A, conversation.id, "boss")
    helping.supervise(desk.services, BOSS, conversation.id, "help")

    helping.invite(desk.services, A, conversation.id, "boss")

    assert tell(desk, BOSS, conversation.id, 1).alias == "Boss"


@pytest.mark.parametrize("asked_first", [True, False], ids=["asked in first", "looking in first"])
def test_who_looks_in_and_is_asked_in_has_both_and_neither_takes_the_other_away(
    desk: Desk, *, asked_first: bool
) -> None:
    conversation, _ = invited(desk)
    there(desk, BOSS_TOO)
    steps: list[Callable[[], object]] = [
        lambda: helping.invite(desk.services, A, conversation.id, "boss"),
        lambda: helping.supervise(desk.services, BOSS, conversation.id, "complaint"),
    ]
    for step in steps if asked_first else reversed(steps):
        step()
    begun = desk.services.milliseconds()
    join(desk, BOSS, conversation.id, "s")

    (both,) = (each for each in desk.sockets.facts("a").let_in if each.person == "boss")
    assert (both.ground, both.why, both.writes, both.alias) == ("supervising", "complaint", True, "Boss")
    assert both.until == begun + HOUR * 1000
    assert ("supervision_begun", "service", "complaint") in records(desk, "boss", conversation.id)
    assert tell(desk, BOSS, conversation.id, 1).alias == "Boss"
    assert [each.conversation for each in desk_of(desk, BOSS_TOO).helping] == [conversation.id]
    helping.let_go(desk.services, A, conversation.id, "boss")
    with pytest.raises(NotFound):
        tell(desk, BOSS, conversation.id, 2)
    assert not desk_of(desk, BOSS_TOO).helping
    assert join(desk, BOSS, conversation.id, "s").entries
    assert passing.pass_on(desk.services, BOSS, conversation.id, "agent.c").alias == "Agent.C"
    talking.end_for_abuse(desk.services, BOSS, stored(desk, conversation.id), "insult")
    assert stored(desk, conversation.id).abuse == "insult"


def test_letting_go_of_who_only_looks_in_changes_nothing(desk: Desk) -> None:
    conversation, _ = invited(desk)
    helping.supervise(desk.services, BOSS, conversation.id, "help")
    before = stored(desk, conversation.id)

    helping.let_go(desk.services, A, conversation.id, "boss")

    assert stored(desk, conversation.id) == before
    assert join(desk, BOSS, conversation.id, "s").entries


def test_the_hour_ends_and_who_is_asked_in_besides_writes_on(desk: Desk) -> None:
    conversation, visitor = invited(desk)
    helping.supervise(desk.services, BOSS, conversation.id, "help")
    helping.invite(desk.services, A, conversation.id, "boss")
    join(desk, BOSS, conversation.id, "s")
    desk.cloud.clock.advance(HOUR)

    assert tell(desk, BOSS, conversation.id, 1).alias == "Boss"
    join(desk, BOSS, conversation.id, "s")
    entry = tell(desk, visitor, conversation.id, 2)
    assert entries(desk, "s")[-1] == entry
    assert records(desk, "boss", conversation.id)[-1] == ("conversation_opened", "service", "invited")
    with pytest.raises(NotFound):
        passing.pass_on(desk.services, BOSS, conversation.id, "agent.c")
    helping.supervise(desk.services, BOSS, conversation.id, "help")
    helping.stop(desk.services, BOSS, conversation.id)
    with pytest.raises(NotFound):
        join(desk, BOSS, conversation.id, "s")


@pytest.mark.parametrize("ends", [ENDS["it is passed on"], ENDS["it goes back to the queue"], ENDS["it ends"]])
def test_the_invitation_ends_with_its_agents_having_it_and_the_looking_in_goes_on(
    desk: Desk, ends: Callable[[Desk, str], object]
) -> None:
    conversation, _ = invited(desk)
    helping.supervise(desk.services, BOSS, conversation.id, "help")
    helping.invite(desk.services, A, conversation.id, "boss")
    there(desk, BOSS)
    begins = len(desk.sockets.told)

    ends(desk, conversation.id)

    with pytest.raises(NotFound):
        tell(desk, BOSS, conversation.id, 1)
    assert join(desk, BOSS, conversation.id, "s").entries
    own = [frame for to, frame in desk.sockets.told[begins:] if to == "of-boss" and isinstance(frame, QueueChanged)]
    assert conversation.id in [each.helping for each in own]


def test_leaving_leaves_both_and_each_is_recorded_and_the_help_told_to_the_visitor(desk: Desk) -> None:
    conversation, _ = invited(desk)
    helping.supervise(desk.services, BOSS, conversation.id, "help")
    helping.invite(desk.services, A, conversation.id, "boss")

    helping.stop(desk.services, BOSS, conversation.id)

    assert "boss" not in stored(desk, conversation.id).let_in
    assert [(each.kind, each.alias) for each in entries(desk, "v")][-1] == ("helped", "Boss")
    actions = [action for action, *_ in records(desk, "boss", conversation.id)]
    assert actions == ["supervision_begun", "colleague_let_go", "supervision_ended"]


def test_whoever_has_broken_the_glass_keeps_it_when_they_are_asked_in_and_let_go(desk: Desk) -> None:
    conversation, _ = invited(desk)
    opened = Glass(reason="complaint", words="Asiakas valittaa saamastaan neuvosta.")
    until = history.break_glass(desk.services, C, conversation.id, opened).until
    helping.invite(desk.services, A, conversation.id, "agent.c")
    assert tell(desk, C, conversation.id, 1).alias == "Agent.C"

    helping.let_go(desk.services, A, conversation.id, "agent.c")

    with pytest.raises(NotFound):
        tell(desk, C, conversation.id, 2)
    assert stored(desk, conversation.id).let_in["agent.c"].until == until
    assert join(desk, C, conversation.id, "c").entries


def test_who_helps_goes_on_helping_when_they_break_the_glass_and_who_looks_in_need_not(desk: Desk) -> None:
    conversation, _ = invited(desk)
    opened = Glass(reason="complaint", words="Asiakas valittaa saamastaan neuvosta.")
    history.break_glass(desk.services, B, conversation.id, opened)
    assert tell(desk, B, conversation.id, 1).alias == "Agent.B"

    helping.supervise(desk.services, BOSS_TOO, conversation.id, "complaint")
    with pytest.raises(NotFound):
        history.break_glass(desk.services, BOSS_TOO, conversation.id, opened)
    assert stored(desk, conversation.id).let_in["boss"].as_ == "supervising"


def test_a_complaint_looked_into_by_the_glass_is_no_supervision_yet(desk: Desk) -> None:
    conversation, _ = invited(desk)
    opened = Glass(reason="complaint", words="Asiakas valittaa saamastaan neuvosta.")
    history.break_glass(desk.services, BOSS_TOO, conversation.id, opened)

    helping.supervise(desk.services, BOSS_TOO, conversation.id, "complaint")

    assert ("supervision_begun", "service", "complaint") in records(desk, "boss", conversation.id)
    assert stored(desk, conversation.id).let_in["boss"].as_ == "supervising"


def test_a_supervisor_who_looks_in_passes_on_what_somebody_else_has_and_what_waits(desk: Desk) -> None:
    conversation, _ = invited(desk)
    with pytest.raises(NotFound):
        passing.pass_on(desk.services, BOSS, conversation.id, "agent.c")
    helping.supervise(desk.services, BOSS, conversation.id, "help")

    facts = passing.pass_on(desk.services, BOSS, conversation.id, "agent.c", "busy")

    assert (stored(desk, conversation.id).owner, facts.alias, facts.mine) == ("agent.c", "Agent.C", False)
    assert desk.sockets.facts("a").mine is False
    assert ("conversation_transferred", "service", "busy") in records(desk, "boss", conversation.id)
    assert set(stored(desk, conversation.id).let_in) == {"boss"}
    passing.pass_on(desk.services, BOSS, conversation.id, None)
    assert stored(desk, conversation.id).status == "waiting"
    passing.pass_on(desk.services, BOSS, conversation.id, "agent.b")
    assert stored(desk, conversation.id).owner == "agent.b"


# -------------------------------------------------------------------------------------------------- passing on


def test_why_it_is_passed_on_is_told_to_whoever_has_it_next_and_to_no_visitor(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    there(desk, A, B, C)
    join(desk, visitor, conversation.id, "v")

    passing.pass_on(desk.services, A, conversation.id, "agent.b", "language")

    told: Facts = join(desk, B, conversation.id, "b").facts
    assert told.passed_on is not None
    assert (told.passed_on.alias, told.passed_on.why) == ("Agent.A", "language")
    assert ("conversation_transferred", "service", "language") in records(desk, "agent.a", conversation.id)
    assert desk.sockets.facts("v").passed_on is None
    passing.pass_on(desk.services, B, conversation.id, "agent.c")
    assert join(desk, C, conversation.id, "c").facts.passed_on is None


def test_colleagues_are_shown_with_the_languages_in_which_they_answer(desk: Desk) -> None:
    there(desk, A, B, C)
    known = desk.services.people.get("agent.b")
    desk.services.people.put(known or Profile(person="agent.b", alias="Agent.B", languages=("fi", "sv")))

    shown = {each.person: each.languages for each in passing.colleagues(desk.services, A).colleagues}
    assert shown == {"agent.b": ("fi", "sv"), "agent.c": ()}
