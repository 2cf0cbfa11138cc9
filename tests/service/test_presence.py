"""Who is there: the watch for agents who are away, passing conversations on, the visitor's signs of life."""

from typing import Any, cast

import msgspec
import pytest
from chalice.app import Request

from chalicelib.chat import presence
from chalicelib.chat.actions import connecting, passing, talking, watching
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import (
    AgentAway,
    CommitmentMissing,
    ConversationClosed,
    NotFound,
    OutOfOrder,
    Refusal,
    Unavailable,
)
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import AgentOnDuty, Listener
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Changed, History, Message, Pong, Refused, Said, Told
from chalicelib.entrypoints import saying, visitor
from tests.service.conftest import KEY, Desk, Joined, staff
from tests.service.test_without_sockets import calls_of

A, B = staff("agent.a"), staff("agent.b")
AWAY = LIMITS.agent_away_seconds
BEAT = LIMITS.agent_beat_seconds


def now(desk: Desk) -> int:
    return desk.services.milliseconds()


def stored(desk: Desk, conversation: str) -> Conversation:
    found = desk.services.conversations.get(conversation)
    assert found is not None
    return found


def join(desk: Desk, conversation: str, connection: str, who: object = None) -> History:
    asks = talking.visitor(desk.services, KEY)[0] if who is None else who
    return talking.join(desk.services, asks, stored(desk, conversation), 0, connection)  # type: ignore[arg-type]


def minute(desk: Desk, *present: object) -> watching.Watched:
    """Let a minute pass, in which some give signs of life, and look for those who are away."""
    desk.cloud.clock.advance(60)
    for who in present:
        desk.services.agents.listen(who, "socket", now(desk))  # type: ignore[arg-type]
    return watching.watch(desk.services)


# ------------------------------------------------------------------------------------------------- agents


def test_who_gives_no_sign_of_life_loses_the_conversation_to_the_queue_and_everybody_is_told(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    join(desk, conversation.id, "visitor")
    desk.services.agents.listen(A, "socket", now(desk))
    assert [minute(desk).released for _ in range(2)] == [0, 0]

    assert minute(desk).released == 1

    after = stored(desk, conversation.id)
    assert (after.status, after.owner) == ("waiting", None)
    assert (after.newest[-1].kind, after.newest[-1].by) == ("left", "agent.a")
    assert [each.conversation for each in desk.services.conversations.waiting("general")] == [conversation.id]
    assert desk.services.conversations.mine("agent.a") == []
    assert desk.sockets.heard("visitor", Told)[-1].seq == after.seq
    assert desk.sockets.heard("visitor", Changed)[-1].facts.place == 1
    assert ("system", "conversation_released", conversation.id) in desk.logged()
    assert minute(desk).released == 0


def test_who_beats_keeps_it_whatever_became_of_the_sockets(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    for _ in range(6):
        assert minute(desk, A).released == 0
    connecting.disconnect(desk.services, "socket")
    assert minute(desk, A).released == 0
    assert stored(desk, conversation.id).owner == "agent.a"


def test_whoever_could_not_look_concludes_nothing_from_it(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    minute(desk, A)
    desk.cloud.clock.advance(AWAY * 4)

    assert watching.watch(desk.services).released == 0
    assert stored(desk, conversation.id).owner == "agent.a"
    assert minute(desk).released == 1


def test_who_came_back_between_the_look_and_the_write_keeps_it(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    seen = stored(desk, conversation.id)
    desk.cloud.clock.advance(AWAY)
    desk.services.agents.listen(A, "socket", now(desk))

    assert not passing.release(desk.services, seen, "agent.a")
    assert stored(desk, conversation.id).owner == "agent.a"


def test_two_looks_at_once_release_once(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    seen = stored(desk, conversation.id)
    desk.cloud.clock.advance(AWAY)

    assert passing.release(desk.services, seen, "agent.a")
    desk.cloud.clock.advance(1)
    assert not passing.release(desk.services, seen, "agent.a")
    assert [line.kind for line in stored(desk, conversation.id).newest].count("left") == 1


def test_a_beat_restores_a_socket_that_was_forgotten(desk: Desk) -> None:
    desk.services.agents.listen(A, "socket", now(desk))
    desk.services.agents.forget("agent.a", "socket")

    after = desk.services.agents.listen(A, "socket", now(desk))

    assert set(after.sockets) == {"socket"}


def test_sockets_older_than_any_can_be_are_forgotten(desk: Desk) -> None:
    desk.services.agents.listen(A, "old", now(desk))
    desk.cloud.clock.advance(LIMITS.socket_seconds)
    desk.services.agents.listen(A, "new", now(desk))

    agent = desk.services.agents.get("agent.a")
    assert agent is not None
    assert set(agent.sockets) == {"new"}


# ------------------------------------------------------------------------------------------------- frames

NOTED = LIMITS.agent_noted_seconds
FRAMES: dict[str, dict[str, Any]] = {
    "ping": {},
    "join": {},
    "leave": {},
    "typing": {"on": True},
    "read": {"seq": 1},
    "say": {"id": "message-1", "n": 1, "text": "Hei"},
}


def agent_of(desk: Desk) -> AgentOnDuty:
    found = desk.services.agents.get("agent.a")
    assert found is not None
    return found


@pytest.mark.parametrize("do", FRAMES)
def test_every_frame_of_an_agent_is_a_sign_of_life_and_restores_the_socket(joined: Joined, do: str) -> None:
    desk = joined.desk
    desk.cloud.clock.advance(NOTED)
    desk.services.agents.forget("agent.a", "agent-1")
    joined.sends(do, "agent-1", **FRAMES[do])

    assert agent_of(desk).seen_at == now(desk)
    assert "agent-1" in agent_of(desk).sockets


def test_frames_alone_keep_an_agent_there_and_a_visitors_do_not(joined: Joined) -> None:
    desk = joined.desk
    for _ in range(5):
        desk.cloud.clock.advance(60)
        joined.sends("typing", "agent-1", on=True)
        assert watching.watch(desk.services).released == 0
    released = []
    for _ in range(3):
        desk.cloud.clock.advance(60)
        joined.sends("typing", "visitor-1", on=True)
        released.append(watching.watch(desk.services).released)

    assert released == [0, 0, 1]


def test_a_beat_that_is_lost_and_one_more_lose_nothing_wherever_the_last_sign_fell(joined: Joined) -> None:
    desk = joined.desk
    desk.cloud.clock.advance(NOTED)
    joined.sends("typing", "agent-1", on=True)
    desk.cloud.clock.advance(NOTED - 1)
    joined.sends("read", "agent-1", seq=1)
    assert agent_of(desk).seen_at == now(desk) - (NOTED - 1) * 1000

    assert NOTED - 1 + 2 * BEAT < AWAY


def test_a_sign_is_written_twice_a_minute_at_most_and_a_ping_always(joined: Joined) -> None:
    desk = joined.desk
    desk.cloud.clock.advance(NOTED)
    joined.sends("typing", "agent-1", on=True)
    desk.cloud.clock.advance(NOTED - 1)
    sends = {
        "typing": lambda: joined.sends("typing", "agent-1", on=True),
        "ping": lambda: joined.sends("ping", "agent-1"),
    }
    assert calls_of(desk, sends["typing"]) == {"BatchGetItem": 1}
    assert calls_of(desk, sends["ping"])["UpdateItem"] == 1
    desk.cloud.clock.advance(1)
    desk.services.stage.lately()  # asked once a minute, whatever comes then

    assert calls_of(desk, sends["typing"]) == {"BatchGetItem": 1, "UpdateItem": 1}


def test_a_ping_is_a_sign_whether_or_not_it_is_answered_and_what_follows_it_needs_no_other(joined: Joined) -> None:
    desk = joined.desk
    for more, answers in (({}, 1), ({"quiet": True}, 0)):
        desk.cloud.clock.advance(NOTED)
        before = len(desk.sockets.heard("agent-1", Pong))
        joined.sends("ping", "agent-1", **more)

        assert len(desk.sockets.heard("agent-1", Pong)) - before == answers
        assert agent_of(desk).seen_at == now(desk)
        assert calls_of(desk, lambda: joined.sends("typing", "agent-1", on=False)) == {"BatchGetItem": 1}


def test_a_ping_on_a_socket_that_has_been_ended_is_no_sign_however_quiet(joined: Joined) -> None:
    desk = joined.desk
    connecting.end(desk.services, "agent-1", "signed_out", person="agent.a")
    seen_at = agent_of(desk).seen_at
    desk.cloud.clock.advance(NOTED)
    joined.sends("ping", "agent-1", quiet=True)

    assert agent_of(desk).seen_at == seen_at


def test_a_frame_that_is_refused_is_a_sign_too_but_not_of_a_socket_that_has_been_ended(joined: Joined) -> None:
    desk = joined.desk
    desk.cloud.clock.advance(NOTED)
    joined.sends("say", "agent-1", id="message-9", n=9, text="Hei")
    assert [each.code for each in desk.sockets.heard("agent-1", Refused)] == ["out_of_order"]
    assert agent_of(desk).seen_at == now(desk)

    desk.cloud.clock.advance(NOTED)
    connecting.end(desk.services, "agent-1", "signed_out", person="agent.a")
    joined.sends("typing", "agent-1", on=True)
    assert agent_of(desk).seen_at == now(desk) - NOTED * 1000
    assert "agent-1" not in agent_of(desk).sockets


def test_a_table_that_notes_no_sign_refuses_no_frame(joined: Joined) -> None:
    class Deaf:
        def listen(self, *_: object) -> None:
            raise Unavailable(retry_after=1)

    desk = joined.desk
    desk.cloud.clock.advance(NOTED)
    there, desk.services = desk.services, msgspec.structs.replace(desk.services, agents=cast("Any", Deaf()))
    joined.sends("say", "agent-1", **FRAMES["say"])
    desk.services = there

    assert desk.sockets.heard("agent-1", Refused) == []
    assert [each.entry.text for each in desk.sockets.heard("agent-1", Said)] == ["Hei"]


# ------------------------------------------------------------------------------------------------- passing on


def test_a_conversation_is_passed_to_a_colleague_who_is_there(desk: Desk) -> None:
    conversation, _, agent = desk.taken()
    join(desk, conversation.id, "a", agent)
    desk.services.agents.listen(B, "b", now(desk))

    facts = passing.pass_on(desk.services, agent, conversation.id, "agent.b")

    after = stored(desk, conversation.id)
    assert (facts.mine, facts.alias) == (False, "Agent.B")
    assert (after.owner, after.newest[-1].kind, after.newest[-1].by) == ("agent.b", "joined", "agent.b")
    assert desk.sockets.heard("b", Changed)[-1].facts.mine
    assert desk.sockets.heard("a", Changed)[-1].facts.mine is False
    assert "a" not in after.sockets
    assert ("agent.a", "conversation_transferred", conversation.id) in desk.logged()
    with pytest.raises(NotFound):
        desk.say(agent, conversation.id, 1)
    assert desk.say(B, conversation.id, 1).alias == "Agent.B"


@pytest.mark.parametrize("ago", [AWAY, AWAY + 60])
def test_nobody_who_is_away_or_was_never_there_is_passed_a_conversation(desk: Desk, ago: int) -> None:
    conversation, _, agent = desk.taken()
    desk.services.agents.listen(B, "b", now(desk))
    desk.cloud.clock.advance(ago)

    for to in ("agent.b", "agent.c"):
        with pytest.raises(AgentAway):
            passing.pass_on(desk.services, agent, conversation.id, to)
    assert stored(desk, conversation.id).owner == "agent.a"
    assert passing.colleagues(desk.services, agent).colleagues == ()
    desk.services.agents.listen(B, "b", now(desk))
    assert [each.person for each in passing.colleagues(desk.services, agent).colleagues] == ["agent.b"]
    assert passing.pass_on(desk.services, agent, conversation.id, "agent.b").mine is False


def there(desk: Desk, person: str, *, available: bool, open_: int = 0) -> None:
    """Let an agent be there, whom the queue rings or not, with so many conversations open."""
    who = staff(person)
    desk.services.agents.set_available(person, who.alias, on=available)
    desk.services.agents.listen(who, f"of-{person}", now(desk))
    for number in range(open_):
        key = f"{person}{number}".ljust(43, "k")
        talking.take(desk.services, who, desk.start(key, network=f"{person}{number}").facts.conversation)


def told_of(desk: Desk) -> list[tuple[str, bool, int, bool]]:
    shown = passing.colleagues(desk.services, A).colleagues
    return [(each.person, each.available, each.open, each.open_or_more) for each in shown]


def test_of_colleagues_the_available_come_first_and_of_these_whoever_has_the_fewest_open(desk: Desk) -> None:
    there(desk, "agent.gone", available=True, open_=1)
    desk.cloud.clock.advance(AWAY)
    there(desk, "agent.a", available=True, open_=1)
    there(desk, "agent.busy", available=True, open_=2)
    there(desk, "agent.away", available=False)
    there(desk, "agent.free", available=True)

    assert told_of(desk) == [
        ("agent.free", True, 0, False),
        ("agent.busy", True, 2, False),
        ("agent.away", False, 0, False),
    ]
    # Whoever has closed, passed on or lost one has it open no longer.
    for row in desk.services.conversations.mine("agent.busy"):
        talking.close(desk.services, staff("agent.busy"), stored(desk, row.conversation))
    assert told_of(desk)[0] == ("agent.busy", True, 0, False)


@pytest.mark.parametrize(("open_", "told"), [(2, (2, False)), (3, (2, True))])
def test_what_a_colleague_has_open_is_counted_up_to_a_limit(desk: Desk, open_: int, told: tuple[int, bool]) -> None:
    there(desk, "agent.b", available=True, open_=open_)
    desk.services = msgspec.structs.replace(desk.services, limits=msgspec.structs.replace(LIMITS, open_counted=2))

    assert [each[2:] for each in told_of(desk)] == [told]


def test_colleagues_cost_one_read_one_of_their_profiles_and_one_for_each_of_them_who_is_there(desk: Desk) -> None:
    costs = []
    for person in ("agent.b", "agent.c", "agent.d"):
        there(desk, person, available=True, open_=2)
        before = desk.cloud.meter.read()
        passing.colleagues(desk.services, A)
        cost = desk.cloud.meter.read() - before
        costs.append((sum(cost.calls.values()), float(sum(cost.read_units.values()))))

    assert costs == [(3, 2.0), (4, 3.0), (5, 4.0)]


@pytest.mark.parametrize(
    ("who", "refusal"),
    [(staff("r", "reviewer"), NotFound), (staff("agent.a", committed=False), CommitmentMissing), (A, None)],
)
def test_only_agents_learn_who_is_there_and_how_busy(desk: Desk, who: Staff, refusal: type[Refusal] | None) -> None:
    there(desk, "agent.b", available=True)
    if refusal is None:
        assert len(passing.colleagues(desk.services, who).colleagues) == 1
        return
    with pytest.raises(refusal):
        passing.colleagues(desk.services, who)


def test_back_to_the_queue_it_has_its_old_place_and_repeating_that_changes_nothing(desk: Desk) -> None:
    conversation, _, agent = desk.taken()
    desk.cloud.clock.advance(1)
    desk.start("y" * 43)

    passing.pass_on(desk.services, agent, conversation.id, None)
    passing.pass_on(desk.services, agent, conversation.id, None)

    waiting = [each.conversation for each in desk.services.conversations.waiting("general")]
    assert waiting[0] == conversation.id
    assert [line.kind for line in stored(desk, conversation.id).newest].count("left") == 1
    assert talking.take(desk.services, B, conversation.id).facts.alias == "Agent.B"
    with pytest.raises(NotFound):
        passing.pass_on(desk.services, agent, conversation.id, None)


def test_only_who_has_it_passes_it_on_and_only_while_it_is_open(desk: Desk) -> None:
    conversation, visitor_, agent = desk.taken()
    desk.services.agents.listen(A, "a", now(desk))
    with pytest.raises(NotFound):
        passing.pass_on(desk.services, B, conversation.id, None)
    talking.close(desk.services, visitor_, stored(desk, conversation.id))
    for to in (None, "agent.a", "agent.b"):
        with pytest.raises(ConversationClosed):
            passing.pass_on(desk.services, agent, conversation.id, to)


# ------------------------------------------------------------------------------------------------- visitors


def test_the_agent_sees_whether_the_visitor_is_there_and_the_visitor_does_not(desk: Desk) -> None:
    conversation, _, agent = desk.taken()
    desk.services.sockets.open("v", Listener(conversation=conversation.id), int(desk.services.now()))
    join(desk, conversation.id, "a", agent)
    facts = join(desk, conversation.id, "v").facts
    assert (facts.visitor_here, facts.visitor_seen_at) == (None, None)
    told = desk.sockets.heard("a", Changed)[-1].facts
    assert (told.visitor_here, told.visitor_seen_at) == (True, now(desk))

    connecting.disconnect(desk.services, "v")

    assert desk.sockets.heard("a", Changed)[-1].facts.visitor_here is False


def test_joining_again_is_a_sign_of_life_once_a_minute_and_follows_once(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    join(desk, conversation.id, "v")
    first = stored(desk, conversation.id)
    desk.cloud.clock.advance(LIMITS.visitor_seen_seconds - 1)
    join(desk, conversation.id, "v")
    assert stored(desk, conversation.id) == first
    desk.cloud.clock.advance(1)
    join(desk, conversation.id, "v")

    after = stored(desk, conversation.id)
    assert after.visitor_seen_at == now(desk)
    assert after.sockets == first.sockets


def test_a_poll_says_that_somebody_is_there_for_a_while(desk: Desk) -> None:
    conversation, visitor_, _ = desk.taken()
    desk.cloud.clock.advance(LIMITS.visitor_seen_seconds)
    assert not presence.visitor_here(stored(desk, conversation.id), now(desk), LIMITS)
    talking.history(desk.services, visitor_, stored(desk, conversation.id), 0)

    polled = stored(desk, conversation.id)
    assert presence.visitor_here(polled, now(desk), LIMITS)
    later = now(desk) + LIMITS.visitor_here_seconds * 1000
    assert presence.visitor_here(polled, later - 1, LIMITS)
    assert not presence.visitor_here(polled, later, LIMITS)


# ------------------------------------------------------------------------------------------------- without sockets


def test_a_message_over_https_is_stored_told_and_repeated_like_any_other(desk: Desk) -> None:
    conversation, visitor_, agent = desk.taken()
    join(desk, conversation.id, "a", agent)
    message = Message(id="message-2", n=2, text="Hei taas")

    first = saying.over_https(desk.services, visitor_, stored(desk, conversation.id), message)
    again = saying.over_https(desk.services, visitor_, stored(desk, conversation.id), message)

    assert isinstance(first, Said)
    assert again == first
    assert desk.sockets.heard("a", Told)[0].entry == first.entry
    with pytest.raises(OutOfOrder):
        saying.over_https(
            desk.services,
            visitor_,
            stored(desk, conversation.id),
            msgspec.structs.replace(message, id="message-9", n=9),
        )


def asked(body: str = "", key: str = KEY, **query: str) -> Request:
    return Request(
        {
            "multiValueQueryStringParameters": {name: [value] for name, value in query.items()} or None,
            "headers": {"authorization": f"Bearer {key}", "content-type": "application/json"},
            "pathParameters": {},
            "requestContext": {"httpMethod": "POST", "resourcePath": "/", "requestId": "r", "identity": {}},
            "body": body,
            "isBase64Encoded": False,
            "stageVariables": None,
        }
    )


def test_the_visitors_doors_without_a_socket_open_to_the_key_only(desk: Desk) -> None:
    conversation, _, agent = desk.taken()
    desk.say(agent, conversation.id, 1, "Vastaus")

    said = visitor.say(asked('{"id": "message-2", "n": 2, "text": "Kiitos"}'), desk.services)
    visitor.seen(asked('{"seq": 3}'), desk.services)

    found = visitor.history(asked(after="3"), desk.services)
    assert [entry.text for entry in found.entries] == ["Kiitos"]
    assert said.entry == found.entries[0]
    assert stored(desk, conversation.id).read_by_visitor == 3
    stranger = asked('{"seq": 3}', key="x" * 43)
    for door in (visitor.say, visitor.seen, visitor.history):
        with pytest.raises(Refusal):
            door(stranger, desk.services)
