"""Talking without a socket: the doors over HTTPS, who may open them, and what a poll costs."""

import json
from typing import Any

import msgspec
import pytest
from chalice.app import Request

from chalicelib.chat import commitment
from chalicelib.chat.actions import talking
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.wire import Changed, ReadUpTo, ServerFrame, Told
from chalicelib.entrypoints import desk as doors
from chalicelib.entrypoints import http, visitor
from tests.service.conftest import KEY, Desk

HOST = "127.0.0.1:8600"
COMMAND = {"x-juttu": "1", "origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}


class Page:
    """A browser without sockets, for a visitor with a key or staff with a session's cookie."""

    def __init__(self, desk: Desk, **headers: str) -> None:
        self.desk = desk
        self.headers = {"host": HOST, "content-type": "application/json", **headers}

    def ask(self, door: http.Door, body: Any = None, conversation: str = "", after: int | None = None) -> Any:
        """Return the answer of a door as its JSON; a refusal's has a `code`, nothing at all is None."""
        event = {
            "multiValueQueryStringParameters": None if after is None else {"after": [str(after)]},
            "headers": self.headers,
            "pathParameters": {"conversation": conversation},
            "requestContext": {"httpMethod": "POST", "resourcePath": "/", "requestId": "request-1", "identity": {}},
            "body": json.dumps(body),
            "isBase64Encoded": False,
            "stageVariables": None,
        }
        answer = http.answer(Request(event), door, lambda _: self.desk.services)
        return json.loads(answer.body) if answer.body else None


class Broken:
    """Fails in the middle of telling."""

    def __init__(self, failure: Exception) -> None:
        self.failure = failure

    def send(self, connection: str, frame: ServerFrame) -> bool:
        raise self.failure

    def close(self, connection: str) -> bool:
        raise self.failure


def visitors(desk: Desk, key: str = KEY) -> Page:
    return Page(desk, authorization=f"Bearer {key}")


def signed_in(desk: Desk, person: str, *, committed: bool = True, command: bool = True) -> Page:
    accepted = commitment.CURRENT.hash if committed else ""
    cookie, _ = desk.services.sessions.start(person, person.title(), ("agent",), accepted)
    return Page(desk, cookie=f"juttu={cookie}", **(COMMAND if command else {}))


def message(n: int, text: str = "Hei") -> dict[str, Any]:
    return {"id": f"message-{n}", "n": n, "text": text}


def calls_of(desk: Desk, ask: Any) -> dict[str, int]:
    """Return what a question costs, by the operations of AWS."""
    before = desk.cloud.meter.read()
    ask()
    return {name.partition(".")[2]: count for name, count in (desk.cloud.meter.read() - before).calls.items() if count}


# ------------------------------------------------------------------------------------------------- both sides


@pytest.mark.parametrize("door", [visitor.ticket, visitor.history])
def test_a_conversation_goes_on_at_the_site_that_started_it_and_at_no_other(desk: Desk, door: http.Door) -> None:
    desk.start()
    key = {"authorization": f"Bearer {KEY}", "origin": f"http://{HOST}"}

    assert Page(desk, **key, **{"juttu-site": "other"}).ask(door)["code"] == "unauthenticated"
    for headers in (key, {**key, "juttu-site": "demo"}):  # a client that names none is not held to one
        assert "code" not in Page(desk, **headers).ask(door)


def test_both_sides_talk_and_a_repeated_message_gets_its_original(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    here, there = visitors(desk), signed_in(desk, "agent.a")

    asked = here.ask(visitor.say, message(2, "Onko auki?"))
    answered = there.ask(doors.say, message(1, "On"), conversation.id)

    assert (asked["is"], asked["entry"]["seq"], answered["entry"]["seq"]) == ("said", 3, 4)
    assert here.ask(visitor.say, message(2, "another text")) == asked
    assert there.ask(doors.say, message(1, "another text"), conversation.id) == answered
    assert [each["text"] for each in here.ask(visitor.history, after=2)["entries"]] == ["Onko auki?", "On"]
    assert there.ask(doors.history, conversation=conversation.id, after=3)["entries"] == [answered["entry"]]


def test_what_is_said_and_seen_without_a_socket_is_told_to_whoever_has_one(desk: Desk) -> None:
    conversation, asks, agent = desk.taken()
    for who, socket in ((asks, "visitor"), (agent, "agent")):
        talking.join(desk.services, who, desk.services.conversations.get(conversation.id), 0, socket)
    here, there = visitors(desk), signed_in(desk, "agent.a")

    here.ask(visitor.say, message(2))
    there.ask(doors.seen, {"seq": 3}, conversation.id)
    there.ask(doors.say, message(1), conversation.id)
    here.ask(visitor.seen, {"seq": 4})

    assert [frame.seq for frame in desk.sockets.heard("agent", Told)] == [3, 4]
    assert [frame.seq for frame in desk.sockets.heard("visitor", Told)] == [3, 4]
    assert [(each.by, each.seq) for each in desk.sockets.heard("visitor", ReadUpTo)][:1] == [("agent", 3)]
    assert [(each.by, each.seq) for each in desk.sockets.heard("agent", ReadUpTo)][-1:] == [("visitor", 4)]


@pytest.mark.parametrize(("failure", "counted"), [(RuntimeError(), [1]), (Unavailable(), [])])
def test_nothing_that_fails_after_the_write_contradicts_it_and_what_is_a_mistake_of_ours_is_counted(
    desk: Desk, failure: Exception, counted: list[int]
) -> None:
    conversation, asks, _ = desk.taken()
    talking.join(desk.services, asks, desk.services.conversations.get(conversation.id), 0, "visitor")
    desk.services = msgspec.structs.replace(desk.services, push=Broken(failure))

    said = visitors(desk).ask(visitor.say, message(2))

    assert said["entry"]["seq"] == 3
    assert visitors(desk).ask(visitor.history, after=2)["entries"] == [said["entry"]]
    assert desk.metrics.of("failed") == counted


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"id": "message-2", "n": 2}, "malformed"),
        ({**message(2), "conversation": "0" * 16}, "malformed"),
        (message(2, " "), "message_empty"),
        (message(2, "x" * 2_001), "message_too_long"),
        (message(3), "out_of_order"),
        ({**message(1), "id": "another-1"}, "out_of_order"),
    ],
)
def test_a_bad_message_is_refused_by_its_code_and_a_good_one_goes(desk: Desk, body: Any, code: str) -> None:
    desk.taken()

    assert visitors(desk).ask(visitor.say, body)["code"] == code
    assert visitors(desk).ask(visitor.say, message(2))["entry"]["seq"] == 3


# ------------------------------------------------------------------------------------------------- who may


STAFF_DOORS = [
    (doors.history, None),
    (doors.say, message(1)),
    (doors.seen, {"seq": 1}),
    (doors.transfer, {}),
]


@pytest.mark.parametrize(("door", "body"), STAFF_DOORS, ids=lambda each: getattr(each, "__name__", ""))
def test_only_the_agent_who_has_it_gets_anything_out_of_a_conversation(desk: Desk, door: Any, body: Any) -> None:
    conversation, _, _ = desk.taken()

    def code(page: Page, about: str = conversation.id) -> str | None:
        return (page.ask(door, body, about) or {}).get("code")

    assert code(signed_in(desk, "agent.b")) == "not_found"
    assert code(signed_in(desk, "agent.a"), "0" * 16) == "not_found"
    assert code(signed_in(desk, "agent.a", committed=False)) == "commitment_missing"
    assert code(Page(desk, **COMMAND)) == "unauthenticated"
    assert code(visitors(desk)) in ("unauthenticated", "wrong_origin")
    assert code(signed_in(desk, "agent.a")) is None


@pytest.mark.parametrize(("door", "body"), STAFF_DOORS[1:], ids=lambda each: getattr(each, "__name__", ""))
def test_what_changes_something_comes_from_our_own_page(desk: Desk, door: Any, body: Any) -> None:
    conversation, _, _ = desk.taken()
    plain, commanding = signed_in(desk, "agent.a", command=False), signed_in(desk, "agent.a")

    assert plain.ask(door, body, conversation.id)["code"] == "wrong_origin"
    assert "code" not in (commanding.ask(door, body, conversation.id) or {})
    assert "code" not in plain.ask(doors.colleagues)


def test_a_colleague_is_named_and_gets_it_through_the_doors(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    own, other = signed_in(desk, "agent.a"), signed_in(desk, "agent.b")
    assert own.ask(doors.transfer, {"to": "agent.b"}, conversation.id)["code"] == "agent_away"
    other.ask(doors.show_desk)
    assert own.ask(doors.colleagues) == {"colleagues": [{"person": "agent.b", "alias": "Agent.B"}]}
    desk.services.agents.set_available("agent.b", "Agent.B", on=True)
    taken = desk.start("l" * 43, network="198.51.100.0/24").facts.conversation
    assert other.ask(doors.take, {}, taken)["facts"]["mine"] is True
    assert own.ask(doors.colleagues)["colleagues"] == [
        {"person": "agent.b", "alias": "Agent.B", "available": True, "open": 1}
    ]

    facts = own.ask(doors.transfer, {"to": "agent.b"}, conversation.id)

    assert (facts["mine"], facts["alias"]) == (False, "Agent.B")
    assert other.ask(doors.history, conversation=conversation.id)["facts"]["mine"] is True
    assert own.ask(doors.history, conversation=conversation.id)["code"] == "not_found"


# ------------------------------------------------------------------------------------------------- what a poll is


def test_a_poll_of_the_visitor_is_one_call(desk: Desk) -> None:
    desk.taken()
    page = visitors(desk)
    assert calls_of(desk, lambda: page.ask(visitor.history, after=2)) == {"Query": 1, "UpdateItem": 1}

    assert calls_of(desk, lambda: page.ask(visitor.history, after=2)) == {"Query": 1}
    desk.cloud.clock.advance(LIMITS.visitor_seen_seconds)
    assert calls_of(desk, lambda: page.ask(visitor.history, after=2)) == {"Query": 1, "UpdateItem": 1}


def test_a_poll_in_the_queue_is_one_call_and_the_looks_at_its_place_and_at_whether_anybody_is_there(desk: Desk) -> None:
    desk.start()
    page = visitors(desk)
    page.ask(visitor.history)

    assert calls_of(desk, lambda: page.ask(visitor.history, after=1)) == {"GetItem": 1, "Query": 2}


def test_a_poll_of_the_agent_is_the_session_and_one_call(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    page = signed_in(desk, "agent.a")
    page.ask(doors.history, conversation=conversation.id)

    assert calls_of(desk, lambda: page.ask(doors.history, conversation=conversation.id, after=2)) == {
        "GetItem": 1,
        "Query": 1,
    }
    desk.cloud.clock.advance(20)
    assert calls_of(desk, lambda: page.ask(doors.history, conversation=conversation.id, after=2)) == {
        "GetItem": 1,
        "Query": 1,
        "UpdateItem": 1,
    }


def test_polls_keep_the_agent_present_but_not_the_session_alive(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    page = signed_in(desk, "agent.a")
    seconds = LIMITS.session_idle_seconds
    for _ in range(seconds // 60 - 1):
        desk.cloud.clock.advance(60)
        page.ask(doors.show_desk)
        page.ask(doors.history, conversation=conversation.id)
        page.ask(doors.seen, {"seq": 2}, conversation.id)

    agent = desk.services.agents.get("agent.a")
    assert agent is not None
    assert agent.seen_at == desk.services.milliseconds()
    assert page.ask(doors.show_desk).get("code") is None
    desk.cloud.clock.advance(60)
    assert page.ask(doors.show_desk)["code"] == "unauthenticated"


def test_what_a_person_does_keeps_the_session_alive(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    page = signed_in(desk, "agent.a")
    desk.cloud.clock.advance(LIMITS.session_idle_seconds - 1)
    page.ask(doors.say, message(1), conversation.id)
    desk.cloud.clock.advance(LIMITS.session_idle_seconds - 1)

    assert page.ask(doors.show_desk).get("code") is None


def test_a_poll_that_cannot_be_noted_is_answered_all_the_same(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    here, there = visitors(desk), signed_in(desk, "agent.a")
    there.ask(doors.history, conversation=conversation.id)  # the access log's record is noted
    desk.cloud.clock.advance(LIMITS.visitor_seen_seconds)
    desk.cloud.fail("dynamodb", "UpdateItem", error="ValidationException", times=2, before=True)

    assert here.ask(visitor.history, after=1)["entries"][0]["kind"] == "joined"
    assert there.ask(doors.history, conversation=conversation.id, after=1)["entries"][0]["kind"] == "joined"


def test_the_agent_is_told_when_a_visitor_comes_back_by_polling(desk: Desk) -> None:
    conversation, _, agent = desk.taken()
    talking.join(desk.services, agent, desk.services.conversations.get(conversation.id), 0, "agent")
    assert not desk.sockets.heard("agent", Changed)

    visitors(desk).ask(visitor.history)
    visitors(desk).ask(visitor.history)

    assert [frame.facts.visitor_here for frame in desk.sockets.heard("agent", Changed)] == [True]
