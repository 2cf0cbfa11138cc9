"""From hand to hand while others act at the same time, the log does not answer, or an answer is lost."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import announcing, passing, talking, watching
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import ConversationClosed, LogUnavailable, NotFound
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Conflict, Listener
from chalicelib.chat.wire import Changed, Ended, Entry, Placed, QueueChanged, Say, Told, Typing
from chalicelib.entrypoints import sockets
from tests.service.conftest import Desk, staff

A, B, C = staff("agent.a"), staff("agent.b"), staff("agent.c")
AWAY = LIMITS.agent_away_seconds


def stored(desk: Desk, conversation: str) -> Conversation:
    found = desk.services.conversations.get(conversation)
    assert found is not None
    return found


def kinds(desk: Desk, conversation: str) -> list[str]:
    return [line.kind for line in stored(desk, conversation).newest]


def join(desk: Desk, who: object, conversation: str, connection: str) -> None:
    talking.join(desk.services, who, stored(desk, conversation), 0, connection)  # type: ignore[arg-type]


def tell(desk: Desk, who: object, conversation: str, n: int) -> Entry:
    frame = Say(conversation=conversation, id=f"message-{n}", n=n, text="Hei")
    entry, after = talking.say(desk.services, who, stored(desk, conversation), frame)  # type: ignore[arg-type]
    talking.tell_said(desk.services, after, entry, None)
    return entry


def there(desk: Desk, *agents: object) -> None:
    for agent in agents:
        desk.services.agents.listen(agent, f"of-{agent.person}", desk.services.milliseconds())  # type: ignore[arg-type,attr-defined]


def look(desk: Desk, seconds: int = 60, most: int = passing.RELEASED_AT_ONCE) -> watching.Watched:
    desk.cloud.clock.advance(seconds)
    return watching.watch(desk.services, most)


def away(desk: Desk) -> None:
    """Let so much time pass that everybody is away at the next look, with a watch that looks all the time."""
    for _ in range(AWAY // 60):
        assert look(desk).released == 0


# ------------------------------------------------------------------------------------------------- what was said


def test_who_no_longer_has_it_is_still_told_what_was_stored_and_says_nothing_new(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    said = desk.say(agent, conversation.id, 1, "the original")
    there(desk, B)
    passing.pass_on(desk.services, agent, conversation.id, "agent.b")

    assert desk.say(agent, conversation.id, 1, "another text") == said
    for n, message in ((1, "another-id"), (2, "message-2")):
        with pytest.raises(NotFound):
            desk.say(agent, conversation.id, n, message=message)
    with pytest.raises(NotFound):
        desk.say(C, conversation.id, 1)
    assert desk.say(B, conversation.id, 1, "from the colleague").alias == "Agent.B"
    assert desk.say(visitor, conversation.id, 2).seq == said.seq + 3


def test_who_no_longer_has_it_hears_no_word_more(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    join(desk, agent, conversation.id, "a")
    there(desk, B)
    passing.pass_on(desk.services, agent, conversation.id, "agent.b")
    heard = len(desk.sockets.told)
    join(desk, B, conversation.id, "b")

    entry = tell(desk, visitor, conversation.id, 2)
    talking.typing(desk.services, visitor, stored(desk, conversation.id), Typing(conversation=conversation.id, on=True))
    talking.close(desk.services, visitor, stored(desk, conversation.id))

    assert {socket for socket, _ in desk.sockets.told[heard:]} == {"b"}
    assert desk.sockets.heard("b", Told)[0].entry == entry


def test_who_joins_while_it_goes_to_somebody_else_reads_nothing(desk: Desk) -> None:
    conversation, _, agent = desk.taken()
    seen = stored(desk, conversation.id)
    there(desk, B)
    passing.pass_on(desk.services, agent, conversation.id, "agent.b")

    with pytest.raises(NotFound):
        talking.join(desk.services, agent, seen, 0, "late")
    assert stored(desk, conversation.id).sockets == {}
    join(desk, B, conversation.id, "b")
    assert set(stored(desk, conversation.id).sockets) == {"b"}


# ------------------------------------------------------------------------------------------------- at the same time


def test_of_two_who_are_given_it_at_once_one_gets_it(desk: Desk) -> None:
    conversation, _, agent = desk.taken()
    there(desk, B, C)
    gate = threading.Barrier(2)

    def give(to: str) -> str:
        gate.wait()
        try:
            passing.pass_on(desk.services, agent, conversation.id, to)
        except NotFound:
            return "lost"
        return to

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(give, ("agent.b", "agent.c")))

    assert sorted(outcomes)[1] == "lost"
    assert stored(desk, conversation.id).owner == min(outcomes)
    assert kinds(desk, conversation.id).count("joined") == 2


def test_what_was_decided_on_an_older_look_does_not_happen(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    seen = stored(desk, conversation.id)
    there(desk, B)
    passing.pass_on(desk.services, agent, conversation.id, "agent.b")
    step = rules.leave(seen, "agent.a", desk.services.milliseconds())
    assert step is not None

    with pytest.raises(Conflict) as conflict:
        desk.services.conversations.write(seen, step)
    assert conflict.value.now == stored(desk, conversation.id)
    talking.close(desk.services, visitor, stored(desk, conversation.id))
    with pytest.raises(ConversationClosed):
        passing.pass_on(desk.services, B, conversation.id, None)
    assert kinds(desk, conversation.id) == ["said", "joined", "joined", "closed"]


def test_messages_of_the_visitor_do_not_hinder_passing_on(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    seen = stored(desk, conversation.id)
    desk.say(visitor, conversation.id, 2)
    desk.cloud.clock.advance(AWAY)

    assert passing.release(desk.services, seen, "agent.a")
    assert kinds(desk, conversation.id) == ["said", "joined", "said", "left"]


def test_a_release_that_came_too_late_is_logged_as_failed(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    seen = stored(desk, conversation.id)
    talking.close(desk.services, visitor, seen)
    desk.cloud.clock.advance(AWAY)

    assert not passing.release(desk.services, seen, "agent.a")
    assert kinds(desk, conversation.id)[-1] == "closed"
    assert desk.logged().count(("system", "conversation_released", conversation.id)) == 2


# ------------------------------------------------------------------------------------------------- what fails


def test_a_passing_on_that_cannot_be_logged_has_changed_nothing(desk: Desk) -> None:
    conversation, _, agent = desk.taken()
    there(desk, B)
    before = stored(desk, conversation.id)
    desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException", times=1, before=True)

    with pytest.raises(LogUnavailable):
        passing.pass_on(desk.services, agent, conversation.id, "agent.b")
    assert stored(desk, conversation.id) == before
    assert passing.pass_on(desk.services, agent, conversation.id, "agent.b").alias == "Agent.B"


@pytest.mark.parametrize("to", ["agent.b", None])
def test_a_write_that_was_done_and_reported_lost_is_done_once(desk: Desk, to: str | None) -> None:
    conversation, _, agent = desk.taken()
    there(desk, B)
    desk.cloud.fail("dynamodb", "UpdateItem", error="InternalServerError", times=1, before=False)

    facts = passing.pass_on(desk.services, agent, conversation.id, to)
    again = passing.pass_on(desk.services, agent, conversation.id, to)

    assert facts == again
    assert kinds(desk, conversation.id) == ["said", "joined", "left" if to is None else "joined"]


def test_whoever_died_before_telling_is_made_up_for_by_the_repetition(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    join(desk, visitor, conversation.id, "visitor")
    there(desk, B)
    seen = stored(desk, conversation.id)
    step = rules.pass_on(seen, "agent.b", "Agent.B", desk.services.milliseconds())
    desk.services.conversations.write(seen, step)
    assert not desk.sockets.heard("of-agent.b", Changed)

    passing.pass_on(desk.services, agent, conversation.id, "agent.b")

    assert desk.sockets.heard("of-agent.b", Changed)[-1].facts.mine
    assert desk.sockets.heard("visitor", Told)[-1].seq == 3


def test_one_that_cannot_be_logged_stays_until_the_next_look_and_holds_up_no_other(desk: Desk) -> None:
    first, _, _ = desk.taken("a" * 43)
    second, _, _ = desk.taken("b" * 43)
    away(desk)
    desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException", times=1, before=True)

    with pytest.raises(LogUnavailable):
        look(desk)
    assert sorted(stored(desk, each.id).status for each in (first, second)) == ["active", "waiting"]
    assert look(desk).released == 1
    assert {stored(desk, each.id).status for each in (first, second)} == {"waiting"}


def test_a_look_gives_back_only_so_many_and_the_next_goes_on(desk: Desk) -> None:
    for number in range(3):
        desk.taken(f"{number}" * 43)
    away(desk)

    assert [look(desk, most=2).released for _ in range(3)] == [2, 1, 0]
    assert len(desk.services.conversations.waiting("general")) == 3


def test_agents_are_rung_when_something_comes_back_and_those_behind_it_learn_their_place(desk: Desk) -> None:
    back, _, _ = desk.taken("a" * 43)
    desk.cloud.clock.advance(1)
    behind = desk.start("b" * 43)
    assert behind.facts.place == 1
    visitor, _ = talking.visitor(desk.services, "b" * 43)
    join(desk, visitor, behind.facts.conversation, "behind")
    desk.services.agents.set_available("agent.b", "Agent.B", on=True)
    away(desk)
    desk.work()
    there(desk, B)
    assert not desk.sockets.heard("of-agent.b", QueueChanged)
    desk.sockets.told.clear()

    assert look(desk).released == 1
    there(desk, B)  # whose session is none, so that the look has ended the socket
    desk.work()

    (told,) = desk.sockets.heard("of-agent.b", QueueChanged)
    assert told.came is not None
    assert (told.came.conversation, told.came.first_line, told.rings) == (back.id, None, True)
    assert desk.sockets.heard("behind", Placed)[-1].place == 2


# ------------------------------------------------------------------------------------------------- sockets


def test_a_ghost_is_not_told_and_goes_with_the_next_write(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    join(desk, visitor, conversation.id, "ghost")
    desk.cloud.clock.advance(LIMITS.socket_seconds - 1)
    announcing.facts_changed(desk.services, stored(desk, conversation.id))
    assert len(desk.sockets.heard("ghost", Changed)) == 1
    desk.cloud.clock.advance(1)

    announcing.facts_changed(desk.services, stored(desk, conversation.id))
    assert len(desk.sockets.heard("ghost", Changed)) == 1
    assert "ghost" in stored(desk, conversation.id).sockets
    desk.say(agent, conversation.id, 1)
    assert stored(desk, conversation.id).sockets == {}


def test_the_agent_learns_that_the_visitor_is_gone_when_a_push_finds_the_last_socket_gone(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    join(desk, agent, conversation.id, "a")
    for socket in ("one", "two"):
        join(desk, visitor, conversation.id, socket)
    here = len(desk.sockets.heard("a", Changed))

    desk.sockets.gone.add("one")
    tell(desk, agent, conversation.id, 1)
    assert len(desk.sockets.heard("a", Changed)) == here
    desk.sockets.gone.add("two")
    tell(desk, agent, conversation.id, 2)

    assert [each.facts.visitor_here for each in desk.sockets.heard("a", Changed)[here:]] == [False]


def test_a_socket_that_was_wrongly_forgotten_follows_again_with_its_next_beat(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    join(desk, visitor, conversation.id, "v")
    desk.services.conversations.forget(conversation.id, "v")

    join(desk, visitor, conversation.id, "v")

    assert set(stored(desk, conversation.id).sockets) == {"v"}


def test_a_ping_says_who_is_there_only_of_those_who_answer_visitors(desk: Desk) -> None:
    for person, roles in (("agent.a", ("agent",)), ("reviewer", ("reviewer",))):
        _, session = desk.services.sessions.start(person, person, roles, "")  # type: ignore[arg-type]
        listener = Listener(session=session.hash, person=person)
        desk.services.sockets.open(person, listener, int(desk.services.now()))

        answer = sockets.message(person, '{"do": "ping"}', desk.services)

        assert json.loads(answer["body"]) == {"is": "pong"}

    seen = {each.person: (each.seen_at, set(each.sockets)) for each in desk.services.agents.all()}

    assert seen == {"agent.a": (desk.services.milliseconds(), {"agent.a"}), "reviewer": (0, {"reviewer"})}


def test_a_ping_under_a_session_that_has_ended_ends_the_socket_and_says_nothing_of_its_agent(desk: Desk) -> None:
    _, session = desk.services.sessions.start("agent.a", "Agent.A", ("agent",), "")
    desk.services.sockets.open("s", Listener(session=session.hash, person="agent.a"), int(desk.services.now()))
    desk.services.sessions.end(session.hash)

    answer = sockets.message("s", '{"do": "ping"}', desk.services)

    assert "body" not in answer
    assert desk.sockets.heard("s", Ended) == [Ended(why="signed_out")]
    assert desk.services.agents.get("agent.a") is None
    assert desk.sockets.closed == ["s"]


def test_a_clock_that_is_put_back_makes_nobody_present_for_long(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    look(desk)
    earlier = msgspec.structs.replace(desk.services, now=lambda: desk.services.now() - 3600)

    assert watching.watch(earlier).released == 0  # whoever could not look concludes nothing
    desk.cloud.clock.advance(60)
    assert watching.watch(earlier).released == 1
    assert stored(desk, conversation.id).status == "waiting"
