"""Who may still read: what ends with a session, everywhere it was known, and what whoever leaves leaves behind."""

import json

import msgspec
import pytest

from chalicelib.chat.actions import connecting, passing, signing_in, talking, watching
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import LogUnavailable, Unauthenticated, Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Listener
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Changed, Ended, Join, Refused, Said, Say, ServerFrame
from chalicelib.entrypoints import sockets
from tests.service.conftest import Desk, staff

ORIGIN = "http://127.0.0.1:8601"
B = staff("agent.b")


def signs_in(desk: Desk, person: str = "agent.a") -> Staff:
    """Return an agent with a session of their own."""
    _, session = desk.services.sessions.start(person, person.title(), ("agent",), CURRENT.hash)
    return desk.services.sessions.check(session.hash)


def opens(desk: Desk, who: Staff, connection: str) -> None:
    """Open a socket under somebody's session."""
    listener = Listener(session=who.session, person=who.person)
    ticket = connecting.ticket(desk.services, listener, ORIGIN)
    connecting.connect(desk.services, ticket.ticket, ORIGIN, connection)


def joins(desk: Desk, connection: str, conversation: str) -> None:
    frame = msgspec.json.encode(Join(conversation=conversation)).decode()
    sockets.message(connection, frame, desk.services)
    assert desk.sockets.heard(connection, Refused) == []


def has(desk: Desk, who: Staff, key: str = "k" * 43) -> Conversation:
    """Return a conversation that an agent has taken."""
    started = desk.start(key)
    talking.take(desk.services, who, started.facts.conversation)
    return head(desk, started.facts.conversation)


def head(desk: Desk, conversation: str) -> Conversation:
    found = desk.services.conversations.get(conversation)
    assert found is not None
    return found


def said(desk: Desk, connection: str, conversation: str) -> Said:
    frame = msgspec.json.encode(Say(conversation=conversation, id="message-of-one", n=1, text="Hei")).decode()
    return msgspec.json.decode(sockets.message(connection, frame, desk.services)["body"], type=Said)


def visitor_says(desk: Desk, key: str = "k" * 43, n: int = 2) -> None:
    visitor, conversation = talking.visitor(desk.services, key)
    desk.say(visitor, conversation.id, n)
    after = head(desk, conversation.id)
    talking.tell_said(desk.services, after, desk.say(visitor, conversation.id, n), None)


def told_since(desk: Desk, connection: str, so_far: int) -> list[ServerFrame]:
    return [frame for to, frame in desk.sockets.told[so_far:] if to == connection]


def outcomes(desk: Desk, action: str) -> list[str]:
    """Return how each record of an action says that it ended, oldest first."""
    records = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    return [each["outcome"] for each in records if each["action"] == action]


# ------------------------------------------------------------------------------------------------- sockets


def test_an_entry_of_a_socket_of_staff_says_under_which_session_and_until_when(desk: Desk) -> None:
    agent = signs_in(desk)
    conversation = has(desk, agent)
    opens(desk, agent, "a")

    joins(desk, "a", conversation.id)

    entry = head(desk, conversation.id).sockets["a"]
    assert (entry.who, entry.session) == ("agent.a", agent.session)
    assert entry.ends_at == (int(desk.services.now()) + LIMITS.session_idle_seconds) * 1000


@pytest.mark.parametrize("closed", [False, True])
def test_a_session_that_ends_takes_its_sockets_out_of_every_place(closed: bool, desk: Desk) -> None:
    agent = signs_in(desk)
    conversation = has(desk, agent)
    for connection in ("a", "b"):
        opens(desk, agent, connection)
        joins(desk, connection, conversation.id)
    if closed:
        talking.close(desk.services, agent, head(desk, conversation.id))
    other = signs_in(desk)
    opens(desk, other, "other")
    joins(desk, "other", conversation.id)

    signing_in.end(desk.services, agent)

    assert set(head(desk, conversation.id).sockets) == {"other"}
    on_duty = desk.services.agents.get("agent.a")
    assert on_duty is not None
    assert set(on_duty.sockets) == {"other"}
    assert [desk.services.sockets.get(each) for each in ("a", "b")] == [None, None]
    assert desk.services.sockets.get("other") is not None
    assert (desk.sockets.heard("a", Ended), desk.sockets.closed) == ([Ended(why="signed_out")], ["a", "b"])


def test_whoever_is_revoked_hears_nothing_more_though_the_sockets_stay_open(desk: Desk) -> None:
    agent = signs_in(desk)
    conversation = has(desk, agent)
    opens(desk, agent, "a")
    joins(desk, "a", conversation.id)
    visitor_says(desk)
    assert told_since(desk, "a", 0)

    assert signing_in.revoke(desk.services, "agent.a") == 1

    so_far = len(desk.sockets.told)
    visitor_says(desk, n=3)
    talking.call_me(desk.services, *talking.visitor(desk.services, "k" * 43), "Maija")
    assert told_since(desk, "a", so_far) == []


def test_a_socket_that_joins_while_it_is_ended_stays_nowhere(desk: Desk) -> None:
    agent = signs_in(desk)
    conversation = has(desk, agent)
    opens(desk, agent, "a")
    before = desk.services.sockets.get("a")
    assert before is not None
    talking.join(desk.services, agent, head(desk, conversation.id), 0, "a")
    signing_in.end(desk.services, agent)

    with pytest.raises(Unauthenticated):
        connecting.follow(desk.services, before, "a", conversation.id)

    assert head(desk, conversation.id).sockets == {}
    assert desk.services.sockets.get("a") is None


def test_a_socket_that_opens_while_its_session_ends_stays_nowhere(desk: Desk) -> None:
    agent = signs_in(desk)

    class EndsMeanwhile:
        def listen(self, who: Staff, connection: str, now: int) -> object:
            signing_in.end(desk.services, who)
            return agents.listen(who, connection, now)

        def __getattr__(self, name: str) -> object:
            return getattr(agents, name)

    agents = desk.services.agents
    ticket = connecting.ticket(desk.services, Listener(session=agent.session, person="agent.a"), ORIGIN)
    with pytest.raises(Unauthenticated):
        connecting.connect(
            msgspec.structs.replace(desk.services, agents=EndsMeanwhile()),
            ticket.ticket,
            ORIGIN,
            "a",
        )

    on_duty = agents.get("agent.a")
    assert on_duty is not None
    assert (dict(on_duty.sockets), desk.services.sockets.get("a")) == ({}, None)


def test_what_a_failing_table_left_of_a_revocation_is_done_by_the_next(desk: Desk) -> None:
    agent = signs_in(desk)
    conversation = has(desk, agent)
    opens(desk, agent, "a")
    joins(desk, "a", conversation.id)

    class Failing:
        def forget(self, *_: str) -> None:
            raise Unavailable

        def __getattr__(self, name: str) -> object:
            return getattr(desk.services.conversations, name)

    with pytest.raises(Unavailable):
        signing_in.revoke(msgspec.structs.replace(desk.services, conversations=Failing()), "agent.a")
    assert set(head(desk, conversation.id).sockets) == {"a"}

    assert signing_in.revoke(desk.services, "agent.a") == 0
    assert head(desk, conversation.id).sockets == {}


def test_the_watch_ends_the_sockets_of_sessions_that_are_over(desk: Desk) -> None:
    agent = signs_in(desk)
    conversation = has(desk, agent)
    opens(desk, agent, "a")
    joins(desk, "a", conversation.id)
    watching.watch(desk.services)
    for _ in range(LIMITS.session_idle_seconds // 60 - 1):
        desk.cloud.clock.advance(60)
        watching.watch(desk.services)
    assert desk.sockets.closed == []

    desk.cloud.clock.advance(60)
    watching.watch(desk.services)

    assert desk.sockets.closed == ["a"]
    assert head(desk, conversation.id).sockets == {}


# ------------------------------------------------------------------------------------------------- whoever leaves


def test_whoever_signs_out_gives_back_what_they_have_open_at_once(desk: Desk) -> None:
    agent, colleague = signs_in(desk), signs_in(desk, "agent.b")
    mine, hers = has(desk, agent), has(desk, colleague, "l" * 43)
    desk.services.agents.set_available("agent.a", "Agent.A", on=True)

    signing_in.sign_out(desk.services, agent)

    assert (head(desk, mine.id).status, head(desk, mine.id).owner) == ("waiting", None)
    assert head(desk, hers.id).owner == "agent.b"
    on_duty = desk.services.agents.get("agent.a")
    assert on_duty is not None
    assert not on_duty.available
    released = ("system", "conversation_released", mine.id)
    assert {released, ("agent.a", "sign_out", "agent.a")} <= set(desk.logged())
    assert passing.colleagues(desk.services, colleague).colleagues == ()


def test_whoever_is_signed_in_elsewhere_keeps_what_they_have(desk: Desk) -> None:
    agent, _elsewhere = signs_in(desk), signs_in(desk)
    conversation = has(desk, agent)

    signing_in.sign_out(desk.services, agent)

    assert head(desk, conversation.id).owner == "agent.a"


def test_a_session_left_idle_elsewhere_keeps_nothing(desk: Desk) -> None:
    signs_in(desk)
    desk.cloud.clock.advance(LIMITS.session_idle_seconds)
    agent = signs_in(desk)
    conversation = has(desk, agent)

    signing_in.sign_out(desk.services, agent)

    assert head(desk, conversation.id).owner is None


def test_signing_out_while_the_log_fails_ends_the_session_and_the_watch_gives_back(desk: Desk) -> None:
    agent = signs_in(desk)
    conversation = has(desk, agent)
    watching.watch(desk.services)
    desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException", times=2)

    with pytest.raises(LogUnavailable):
        signing_in.sign_out(desk.services, agent)

    with pytest.raises(Unauthenticated):
        desk.services.sessions.check(agent.session)
    assert head(desk, conversation.id).owner == "agent.a"
    desk.cloud.clock.advance(60)
    assert watching.watch(desk.services).released == 1
    assert head(desk, conversation.id).owner is None


def test_signing_out_is_in_the_log_before_it_is_done_and_after_a_failing_table_too(desk: Desk) -> None:
    agent = signs_in(desk)
    table = desk.cloud.fail("dynamodb", "DeleteItem", times=99)

    with pytest.raises(Unavailable):
        signing_in.sign_out(desk.services, agent)
    assert outcomes(desk, "sign_out") == ["allowed", "unknown"]
    assert desk.services.sessions.check(agent.session).person == "agent.a"
    table.cancel()

    signing_in.sign_out(desk.services, agent)
    assert outcomes(desk, "sign_out") == ["allowed", "unknown", "allowed"]
    with pytest.raises(Unauthenticated):
        desk.services.sessions.check(agent.session)


# ------------------------------------------------------------------------------------------------- a former agent


@pytest.mark.parametrize("to", ["agent.b", None])
def test_whoever_repeats_a_transfer_learns_nothing_that_came_after(to: str | None, desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    desk.services.agents.listen(B, "of-b", desk.services.milliseconds())
    first = passing.pass_on(desk.services, agent, conversation.id, to)
    talking.call_me(desk.services, *talking.visitor(desk.services, "k" * 43), "Maija Meikäläinen")
    desk.say(visitor, conversation.id, 2)
    talking.read(desk.services, visitor, head(desk, conversation.id), None, 3)
    records = desk.logged()

    again = passing.pass_on(desk.services, agent, conversation.id, to)

    assert again == first
    assert (again.name, again.transcripts, again.read_by_visitor, again.mine) == (None, (), 0, False)
    assert desk.logged() == records


def test_the_one_who_lost_it_is_told_whose_it_is_and_no_name(desk: Desk) -> None:
    agent = signs_in(desk)
    conversation = has(desk, agent)
    opens(desk, agent, "a")
    joins(desk, "a", conversation.id)
    talking.call_me(desk.services, *talking.visitor(desk.services, "k" * 43), "Maija")
    desk.services.agents.listen(B, "of-b", desk.services.milliseconds())
    assert desk.sockets.heard("a", Changed)[-1].facts.name == "Maija"

    passing.pass_on(desk.services, agent, conversation.id, "agent.b")

    lost, new = desk.sockets.heard("a", Changed)[-1].facts, desk.sockets.heard("of-b", Changed)[-1].facts
    assert (lost.mine, lost.alias, lost.name) == (False, "Agent.B", None)
    assert (new.mine, new.name) == (True, None)
    history = talking.history(desk.services, B, head(desk, conversation.id), 0)
    assert history.facts.name == "Maija"
    assert ("agent.b", "conversation_opened", conversation.id) in desk.logged()


def test_while_the_log_fails_no_name_reaches_an_agent(desk: Desk) -> None:
    agent = signs_in(desk)
    conversation = has(desk, agent)
    opens(desk, agent, "a")
    joins(desk, "a", conversation.id)
    desk.cloud.clock.advance(LIMITS.access_record_covers_seconds)
    desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException", times=1)

    talking.call_me(desk.services, *talking.visitor(desk.services, "k" * 43), "Maija")
    assert desk.sockets.heard("a", Changed)[-1].facts.name is None

    talking.call_me(desk.services, *talking.visitor(desk.services, "k" * 43), "Maija M")
    assert desk.sockets.heard("a", Changed)[-1].facts.name == "Maija M"


def test_a_message_is_work_and_tells_how_long_its_session_lasts_now_but_nothing_to_a_visitor(desk: Desk) -> None:
    who = signs_in(desk)
    conversation = has(desk, who)
    opens(desk, who, "agent-1")
    joins(desk, "agent-1", conversation.id)
    ticket = connecting.ticket(desk.services, Listener(conversation=conversation.id), ORIGIN)
    connecting.connect(desk.services, ticket.ticket, ORIGIN, "visitor-1")
    desk.cloud.clock.advance(LIMITS.session_idle_seconds - 60)

    answer = said(desk, "agent-1", conversation.id)
    desk.cloud.clock.advance(LIMITS.session_idle_seconds - 60)

    assert answer.session_ends_at == (int(desk.services.now()) + 60) * 1000
    assert desk.services.sessions.check(who.session, seen=False).person == who.person
    frame = Say(conversation=conversation.id, id="message-of-two", n=2, text="Hei")
    body = sockets.message("visitor-1", msgspec.json.encode(frame).decode(), desk.services)["body"]
    assert "session_ends_at" not in body
