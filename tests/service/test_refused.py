"""Staff who ask for a conversation that is not theirs to see: they learn nothing, and the officer learns that they have tried."""

import json
from typing import Any, get_args

import msgspec
import pytest
from chalice.app import Request

import app as declared
from chalicelib.chat import commitment
from chalicelib.chat.access import Right
from chalicelib.chat.actions import data_rights, passing, refusing, talking
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import reference
from chalicelib.chat.who import Role
from chalicelib.entrypoints import http
from chalicelib.entrypoints.routes import Route
from chalicelib.rooms.access_log import actions as access_log
from chalicelib.rooms.access_log.rules import Filter
from local import costs
from tests.service.conftest import Desk, Joined, staff
from tests.service.test_recorded import OFFICER
from tests.service.test_without_sockets import COMMAND, HOST

MISSING = "0123456789ABCDEF"
HAVE: dict[Right, tuple[str, Role]] = {
    Right.GLASS: ("agent.b", "agent"),
    Right.SUPERVISE: ("supervisor.s", "supervisor"),
}
"""Who has a right in a conversation of Agent A's, where that is not Agent A."""
ROUTES = {each.right: each for each in declared.ROUTES if each.right in refusing.RECORDED and "{conv" in each.path}


class Asker:
    """Somebody of staff, before the routes of one conversation."""

    def __init__(self, desk: Desk, person: str, *roles: Role, committed: bool = True) -> None:
        self.desk = desk
        accepted = commitment.CURRENT.hash if committed else ""
        self.cookie, _ = desk.services.sessions.start(person, person.title(), roles or ("agent",), accepted)

    def asks(self, conversation: str, right: Right = Right.READ, **headers: str) -> tuple[int, str]:
        """Return status and body of what the route of a right answers."""
        route: Route = ROUTES[right]
        sample = costs.SAMPLES[route.name]
        event: dict[str, Any] = {
            "multiValueQueryStringParameters": None,
            "headers": {
                "host": HOST,
                "cookie": f"juttu={self.cookie}",
                "content-type": "application/json",
                **COMMAND,
                **headers,
            },
            "pathParameters": {"conversation": conversation},
            "requestContext": {"httpMethod": route.method, "resourcePath": "/", "requestId": "r-1", "identity": {}},
            "body": "" if sample.body is None else json.dumps(sample.body(None, 0)),  # type: ignore[arg-type]
            "isBase64Encoded": False,
            "stageVariables": None,
        }
        answer = http.answer(Request(event), route.door, lambda _: self.desk.services, right)
        return answer.status_code, str(answer.body)


def tries(desk: Desk) -> list[tuple[str, str]]:
    """Return who was refused what, oldest first; each stands in two streams."""
    records = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    fields = ("actor", "action", "object", "at")
    found = {tuple(each[name] for name in fields): each for each in records if each["outcome"] == "refused"}
    return [(each["actor"], each["action"]) for each in found.values()]


def test_every_right_in_one_conversation_that_staff_ask_for_is_recorded_but_sending_and_leaving() -> None:
    asked = {
        each.right for each in declared.ROUTES if "/conversations/{conv" in each.path and isinstance(each.right, Right)
    }

    assert asked - set(refusing.RECORDED) == {Right.SEND, Right.NOTE, Right.STOP}
    assert set(ROUTES) == set(refusing.RECORDED)


@pytest.mark.parametrize("right", refusing.RECORDED)
def test_whoever_is_refused_a_conversation_learns_nothing_and_leaves_a_record(right: Right, desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    admin = Asker(desk, "admin.a", "administrator")

    assert admin.asks(conversation.id, right) == admin.asks(MISSING, right)
    assert admin.asks(conversation.id, right)[0] == 404
    assert tries(desk) == [("admin.a", refusing.RECORDED[right])]
    person, role = HAVE.get(right, ("agent.a", "agent"))
    assert Asker(desk, person, role).asks(conversation.id, right)[0] in (200, 204, 409)
    assert tries(desk) == [("admin.a", refusing.RECORDED[right])]


def test_a_person_and_a_conversation_are_one_record_in_ten_minutes(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    other = desk.start(key="o" * 43).facts.conversation
    talking.take(desk.services, staff("agent.c"), other)
    agents = [Asker(desk, "agent.b"), Asker(desk, "agent.d")]
    for _ in range(3):
        for agent in agents:
            agent.asks(conversation.id)
            agent.asks(conversation.id, Right.CLOSE)
    assert tries(desk) == [("agent.b", "conversation_opened"), ("agent.d", "conversation_opened")]

    agents[0].asks(other)
    assert len(tries(desk)) == 3
    desk.cloud.clock.advance(LIMITS.access_record_covers_seconds - 1)
    agents[0].asks(conversation.id)
    assert len(tries(desk)) == 3
    desk.cloud.clock.advance(1)
    agents[0].asks(conversation.id)
    assert len(tries(desk)) == 4


def test_the_officer_finds_it_with_the_conversation_and_with_the_person_and_the_visitor_does_not(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    Asker(desk, "agent.b").asks(conversation.id)
    narrow = Filter(outcome="refused")

    tried = access_log.accesses(desk.services, OFFICER, conversation.id, narrow=narrow).accesses
    did = access_log.deeds(desk.services, OFFICER, reference("agent.b"), narrow=narrow).accesses

    assert [(each.actor, each.action, each.purpose) for each in tried] == [
        ("agent.b", "conversation_opened", "security")
    ]
    assert [(each.object, each.outcome) for each in did] == [(conversation.id, "refused")]
    found = desk.services.conversations.get(conversation.id)
    assert found is not None
    assert len(data_rights.readings(desk.services, visitor, found).readings) == 1


@pytest.mark.parametrize(("most", "recorded"), [(3, 3), (4, 4)])
def test_a_flood_of_refusals_fills_no_log(most: int, recorded: int, desk: Desk) -> None:
    desk.services = msgspec.structs.replace(
        desk.services, limits=msgspec.structs.replace(LIMITS, refusals_an_hour=most)
    )
    conversations = [desk.start(key=str(n) * 43).facts.conversation for n in range(5)]
    for each in conversations:
        talking.take(desk.services, staff("agent.a"), each)
    agent = Asker(desk, "agent.b")
    for each in conversations:
        assert agent.asks(each)[0] == 404
    assert len(tries(desk)) == recorded

    desk.cloud.clock.advance(3600)
    assert Asker(desk, "agent.b").asks(conversations[4])[0] == 404
    assert len(tries(desk)) == recorded + 1


def test_a_log_that_takes_no_record_changes_nothing_of_the_refusal_and_the_next_try_is_recorded(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    agent = Asker(desk, "agent.b")
    missing = agent.asks(MISSING)
    desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException", times=1)

    assert agent.asks(conversation.id) == missing
    assert tries(desk) == []
    assert agent.asks(conversation.id) == missing
    assert tries(desk) == [("agent.b", "conversation_opened")]


def test_whoever_had_it_until_just_now_is_covered_by_their_own_reading(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    colleague = staff("agent.b")
    desk.services.agents.set_available("agent.b", "Agent.B", on=True)
    desk.services.agents.seen(colleague, desk.services.milliseconds())
    passing.pass_on(desk.services, staff("agent.a"), conversation.id, "agent.b")
    agent = Asker(desk, "agent.a")

    assert agent.asks(conversation.id)[0] == 404
    assert tries(desk) == []
    desk.cloud.clock.advance(LIMITS.access_record_covers_seconds)
    agent.asks(conversation.id)
    assert tries(desk) == [("agent.a", "conversation_opened")]


def test_a_socket_that_may_not_follow_leaves_a_record_too_and_a_visitors_does_not(joined: Joined) -> None:
    joined.opens("agent-2", "agent.b")
    joined.sends("join", "agent-2")
    assert tries(joined.desk) == [("agent.b", "conversation_opened")]

    other = joined.desk.start(key="o" * 43).facts.conversation
    joined.sends("join", "visitor-1", conversation=other)
    assert len(tries(joined.desk)) == 1


@pytest.mark.parametrize("role", get_args(Role))
def test_without_the_commitment_or_a_session_nothing_is_recorded(role: Role, desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    uncommitted, gone = Asker(desk, "somebody.s", role, committed=False), Asker(desk, "somebody.g", role)
    desk.services.sessions.revoke("somebody.g")

    assert uncommitted.asks(conversation.id)[0] == 403
    assert gone.asks(conversation.id)[0] == 401
    assert tries(desk) == []


def test_a_visitors_key_beside_the_session_hides_nobody(desk: Desk) -> None:
    conversation, _, _ = desk.taken()

    assert Asker(desk, "agent.b").asks(conversation.id, authorization=f"Bearer {'x' * 43}")[0] == 404
    assert tries(desk) == [("agent.b", "conversation_opened")]


def test_what_is_not_there_is_no_refusal_by_right(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    desk.say(agent, conversation.id, 1)
    admin = Asker(desk, "admin.a", "administrator")
    head = desk.services.conversations.get(conversation.id)
    assert head is not None
    data_rights.erase(desk.services, visitor, head)

    assert admin.asks(conversation.id)[0] == 404
    assert admin.asks("no reference")[0] == 404
    assert tries(desk) == []
