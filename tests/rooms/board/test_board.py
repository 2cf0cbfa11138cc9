"""The board: who is there and what waits, for those who answer and who lead them, without a word that was written."""

import msgspec
import pytest

from chalicelib.chat.actions import connecting, talking
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.errors import NotFound
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Profile
from chalicelib.chat.ports import Listener
from chalicelib.chat.who import Role, Staff
from chalicelib.entrypoints import board as door
from chalicelib.entrypoints import desk as desk_door
from chalicelib.rooms.board import actions, rules
from chalicelib.rooms.board.wire import Board, OnDuty
from tests.service.conftest import Desk, staff
from tests.service.test_without_sockets import message, signed_in

SUPERVISOR = staff("supervisor", "supervisor")
ORIGIN = "http://127.0.0.1:8601"


def enters(desk: Desk, person: str, alias: str) -> Staff:
    """Return an agent whose console is open."""
    services = desk.services
    _, session = services.sessions.start(person, alias, ("agent",), CURRENT.hash)
    ticket = connecting.ticket(services, Listener(session=session.hash, person=person), ORIGIN)
    connecting.connect(services, ticket.ticket, ORIGIN, f"of-{session.hash}")
    return services.sessions.check(session.hash)


def shown(board: Board) -> list[tuple[str, bool, bool, int]]:
    return [(each.person, each.there, each.available, each.open) for each in board.agents]


def test_an_empty_house_has_an_empty_board(desk: Desk) -> None:
    board = actions.board(desk.services, SUPERVISOR)

    assert board == Board(agents=(), now=desk.services.milliseconds())


def test_it_says_who_is_there_how_much_each_has_and_how_long_somebody_waits(desk: Desk) -> None:
    desk.services.people.put(Profile(person="agent.b", alias="Bertta", languages=("sv",)))
    first = enters(desk, "agent.a", "Aino")
    second = enters(desk, "agent.b", "Bertta")
    desk.services.agents.set_available("agent.b", "Bertta", True)
    taken = desk.start(key="t" * 43).facts.conversation
    talking.take(desk.services, first, taken)
    began = desk.services.milliseconds()
    desk.start(key="w" * 43)

    board = actions.board(desk.services, second)

    assert shown(board) == [("agent.b", True, True, 0), ("agent.a", True, False, 1)]
    assert [each.you for each in board.agents] == [True, False]
    assert board.agents[0].languages == ("sv",)
    assert (board.waiting, board.waiting_or_more, board.left) == (1, False, 0)
    assert board.waits_since is not None
    assert abs(board.waits_since - began) < 1_000
    assert "Hei" not in str(msgspec.json.encode(board))


def test_whoever_is_away_and_has_visitors_stands_last_and_whoever_has_none_does_not(desk: Desk) -> None:
    first = enters(desk, "agent.a", "Aino")
    enters(desk, "agent.b", "Bertta")
    talking.take(desk.services, first, desk.start().facts.conversation)
    desk.cloud.clock.advance(LIMITS.agent_away_seconds + 1)
    enters(desk, "agent.c", "Cecilia")

    assert shown(actions.board(desk.services, SUPERVISOR)) == [
        ("agent.c", True, False, 0),
        ("agent.a", False, False, 1),
    ]


@pytest.mark.parametrize("role", ["reviewer", "trainer", "administrator", "data-protection-officer"])
def test_nobody_else_sees_it(role: Role, desk: Desk) -> None:
    with pytest.raises(NotFound):
        actions.board(desk.services, staff("somebody", role))


def test_the_available_stand_first_of_these_whoever_has_the_fewest_open() -> None:
    def agent(name: str, **more: object) -> OnDuty:
        return msgspec.convert({"person": name, "alias": name, "there": True, **more}, OnDuty)

    agents = [
        agent("away"),
        agent("busy", available=True, open=3),
        agent("free", available=True),
        agent("gone", there=False, open=1),
        agent("out", there=False),
    ]

    assert [each.person for each in rules.in_order(agents)] == ["free", "busy", "away", "gone"]


def test_a_board_that_looks_anew_by_itself_keeps_no_session_alive(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    page = signed_in(desk, "agent.a")
    desk.cloud.clock.advance(LIMITS.session_idle_seconds - 1)
    page.ask(desk_door.say, message(1), conversation.id)
    desk.cloud.clock.advance(LIMITS.session_idle_seconds - 1)
    assert [agent["person"] for agent in page.ask(door.board)["agents"]] == ["agent.a"]

    desk.cloud.clock.advance(1)
    assert page.ask(door.board)["code"] == "unauthenticated"
