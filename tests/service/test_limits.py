"""What the service lets through and what not: as many as the limit pass, one more is refused in words, and waiting helps."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from chalicelib.chat.actions import connecting, data_rights, holding, talking
from chalicelib.chat.errors import LogUnavailable, TooMany, Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Listener
from chalicelib.chat.wire import Ended, History, HoldMinutes, Pong, Refused, TypingNow
from chalicelib.entrypoints import desk as doors
from chalicelib.entrypoints import sockets, visitor
from chalicelib.rooms.access_log import actions as access_log
from tests.service.conftest import KEY, Desk, Joined, staff
from tests.service.test_without_sockets import calls_of, signed_in, visitors

Ask = Callable[[Desk], Any]
OFFICER = staff("officer", "data-protection-officer")


def own(desk: Desk) -> tuple[Any, Any]:
    return talking.visitor(desk.services, KEY)


def named(desk: Desk) -> Any:
    """Take a name that one had not."""
    who, conversation = own(desk)
    return talking.call_me(desk.services, who, conversation, "B" if conversation.name == "A" else "A")


def held(desk: Desk) -> Any:
    """Tell that one checks something, for another time than one has told."""
    minutes: HoldMinutes = 5 if own(desk)[1].newest[-1].minutes == 2 else 2
    return holding.hold(desk.services, staff("agent.a"), own(desk)[1].id, minutes)


COUNTED: dict[str, tuple[Ask, int]] = {
    "name": (named, LIMITS.names_an_hour),
    "copy": (lambda desk: data_rights.copy(desk.services, *own(desk)), LIMITS.copies_an_hour),
    "page": (lambda desk: data_rights.page(desk.services, *own(desk), "fi"), LIMITS.copies_an_hour),
    "readings": (lambda desk: data_rights.readings(desk.services, *own(desk)), LIMITS.readings_an_hour),
    "accesses": (
        lambda desk: access_log.accesses(desk.services, staff("agent.a"), own(desk)[1].id),
        LIMITS.accesses_an_hour,
    ),
    "own deeds": (lambda desk: access_log.own_deeds(desk.services, staff("agent.a")), LIMITS.accesses_an_hour),
    "file of the access log": (
        lambda desk: access_log.file_of_conversation(desk.services, OFFICER, own(desk)[1].id),
        LIMITS.accesses_an_hour,
    ),
    "unusual": (lambda desk: access_log.unusual(desk.services, OFFICER), LIMITS.accesses_an_hour),
    "hold": (held, LIMITS.holds_an_hour),
    "ticket": (
        lambda desk: connecting.ticket(desk.services, Listener(conversation=own(desk)[1].id), "https://chat.example"),
        LIMITS.tickets_a_minute,
    ),
}


@pytest.fixture
def taken(desk: Desk) -> Desk:
    desk.taken()
    return desk


@pytest.mark.parametrize("what", COUNTED)
def test_as_many_as_the_limit_pass_and_one_more_waits_as_told(taken: Desk, what: str) -> None:
    ask, limit = COUNTED[what]
    for _ in range(limit):
        ask(taken)

    with pytest.raises(TooMany) as refused:
        ask(taken)
    taken.cloud.clock.advance(refused.value.data["retry_after"])
    ask(taken)


@pytest.mark.parametrize("what", ["copy", "ticket"])
def test_at_once_too_no_more_than_the_limit_pass(taken: Desk, what: str) -> None:
    ask, limit = COUNTED[what]

    def passes(_: int) -> bool:
        try:
            ask(taken)
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(passes, range(limit + 8))) == limit


def test_the_name_that_one_has_is_no_change_and_costs_nothing(taken: Desk) -> None:
    talking.call_me(taken.services, *own(taken), "Maija")
    before, records = taken.cloud.items(), taken.logged()

    for _ in range(LIMITS.names_an_hour + 1):
        talking.call_me(taken.services, *own(taken), " Maija ")

    assert (taken.cloud.items(), taken.logged()) == (before, records)


def test_what_the_log_does_not_take_is_not_counted(taken: Desk) -> None:
    fault = taken.cloud.fail("logs", "*", error="ServiceUnavailableException", times=200)
    for _ in range(LIMITS.copies_an_hour):
        with pytest.raises(LogUnavailable):
            data_rights.copy(taken.services, *own(taken))
    fault.cancel()

    for _ in range(LIMITS.copies_an_hour):
        data_rights.copy(taken.services, *own(taken))


def allowed_again(desk: Desk) -> Any:
    """Allow what was objected to."""
    if own(desk)[1].objected_at is None:
        desk.services.conversations.note(own(desk)[1].id, objected_at=1)
    return data_rights.objects(desk.services, *own(desk), on=False)


DONE: dict[str, tuple[Ask, str, str]] = {
    "name": (named, "dynamodb", "UpdateItem"),
    "copy": (COUNTED["copy"][0], "dynamodb", "Query"),
    "page": (COUNTED["page"][0], "dynamodb", "Query"),
    "readings": (COUNTED["readings"][0], "logs", "GetLogEvents"),
    "accesses": (COUNTED["accesses"][0], "logs", "GetLogEvents"),
    "own deeds": (COUNTED["own deeds"][0], "logs", "GetLogEvents"),
    "file of the access log": (COUNTED["file of the access log"][0], "logs", "GetLogEvents"),
    "unusual": (COUNTED["unusual"][0], "logs", "GetLogEvents"),
    "hold": (held, "dynamodb", "UpdateItem"),
    "ticket": (COUNTED["ticket"][0], "dynamodb", "PutItem"),
    "withdrawal": (allowed_again, "logs", "PutLogEvents"),
}
"""Each action that is counted, and a call without which it cannot be done."""


@pytest.mark.parametrize("what", DONE)
def test_what_could_not_be_done_is_given_back(taken: Desk, what: str) -> None:
    ask, service, operation = DONE[what]
    one = msgspec.structs.replace(
        LIMITS,
        names_an_hour=1,
        copies_an_hour=1,
        readings_an_hour=1,
        accesses_an_hour=1,
        tickets_a_minute=1,
        holds_an_hour=1,
        withdrawals_an_hour=1,
    )
    taken.services = msgspec.structs.replace(taken.services, limits=one)
    taken.services.counters.name_of("key", "of the day")
    for _ in range(3):
        fault = taken.cloud.fail(
            service,
            operation,
            error="AccessDeniedException",
            times=100,
            when=lambda call: "counter#" not in str(call),
        )
        with pytest.raises((LogUnavailable, Unavailable)):
            ask(taken)
        fault.cancel()
        assert fault.happened

    ask(taken)
    with pytest.raises(TooMany):
        ask(taken)


# ------------------------------------------------------------------------------------------------- frames


def test_is_typing_is_passed_on_once_in_three_seconds_and_dropped_without_a_word_or_a_write(joined: Joined) -> None:
    for _ in range(20):
        joined.sends("typing", on=True)
    heard = joined.desk.sockets.heard("agent-1", TypingNow)
    cost = calls_of(joined.desk, lambda: joined.sends("typing", on=True))

    assert len(heard) == 1
    assert cost == {"BatchGetItem": 1}
    assert joined.desk.sockets.heard("visitor-1", Refused) == []
    joined.desk.cloud.clock.advance(LIMITS.typing_seconds)
    joined.sends("typing", on=False)
    assert [each.on for each in joined.desk.sockets.heard("agent-1", TypingNow)] == [True, False]


def test_a_socket_catches_up_sixty_times_a_minute_and_then_waits_as_told_at_no_cost(joined: Joined) -> None:
    for _ in range(LIMITS.joins_a_minute - 1):
        joined.sends("join", after=1)
    heard = len(joined.desk.sockets.heard("visitor-1", History))
    cost = calls_of(joined.desk, lambda: joined.sends("join", after=1))

    (refused,) = joined.desk.sockets.heard("visitor-1", Refused)
    assert (refused.of, refused.code, cost) == ("join", "too_many", {})
    joined.desk.cloud.clock.advance(refused.retry_after or 0)
    joined.sends("join", after=1)
    assert len(joined.desk.sockets.heard("visitor-1", History)) == heard + 1


def test_a_new_socket_catches_up_although_the_one_before_asked_too_often(joined: Joined) -> None:
    for _ in range(LIMITS.joins_a_minute):
        joined.sends("join", after=1)
    joined.desk.services.sockets.open("visitor-2", Listener(conversation=joined.id), int(joined.desk.services.now()))
    joined.sends("join", "visitor-2")

    assert len(joined.desk.sockets.heard("visitor-2", History)) == 1


def test_a_socket_that_sends_more_than_any_browser_does_is_closed_and_not_listened_to(joined: Joined) -> None:
    for _ in range(LIMITS.frames_a_minute - 1):
        sockets.message("visitor-1", "nonsense", joined.desk.services)
    assert joined.desk.sockets.closed == []
    heard = len(joined.desk.sockets.told)

    def go_on() -> None:
        for _ in range(10):
            joined.sends("ping")

    cost = calls_of(joined.desk, go_on)

    assert (joined.desk.sockets.closed, len(joined.desk.sockets.told), cost) == (["visitor-1"], heard, {})
    joined.sends("ping", "agent-1")
    assert len(joined.desk.sockets.heard("agent-1", Pong)) == 1


# ------------------------------------------------------------------------------------------------- sockets


def connects(desk: Desk, conversation: str, name: str) -> None:
    ticket = connecting.ticket(desk.services, Listener(conversation=conversation), "https://chat.example")
    connecting.connect(desk.services, ticket.ticket, "https://chat.example", name)
    desk.cloud.clock.advance(0.1)


def joins(desk: Desk, name: str) -> None:
    visitor, conversation = own(desk)
    talking.join(desk.services, visitor, conversation, 0, name)


def open_sockets(desk: Desk, *names: str) -> list[str]:
    return [name for name in names if desk.services.sockets.get(name) is not None]


NAMES = [f"v{n}" for n in range(LIMITS.unjoined_sockets + 1)]


def test_of_sockets_that_have_not_joined_so_many_are_open_and_the_oldest_is_closed(taken: Desk) -> None:
    _, conversation = own(taken)
    for name in NAMES[:-1]:
        connects(taken, conversation.id, name)
    assert open_sockets(taken, *NAMES) == NAMES[:-1]
    connects(taken, conversation.id, NAMES[-1])

    assert open_sockets(taken, *NAMES) == NAMES[1:]
    assert taken.sockets.closed == ["v0"]
    assert set(own(taken)[1].unjoined) == set(NAMES[1:])


def test_one_that_has_joined_is_not_among_them_however_many_come_after_it(taken: Desk) -> None:
    _, conversation = own(taken)
    connects(taken, conversation.id, "joined")
    joins(taken, "joined")
    for name in NAMES:
        connects(taken, conversation.id, name)

    assert taken.sockets.closed == ["v0"]
    assert "joined" in own(taken)[1].sockets
    assert open_sockets(taken, "joined") == ["joined"]


def test_one_that_joins_while_it_is_found_the_oldest_stays(taken: Desk) -> None:
    _, conversation = own(taken)
    for name in NAMES[:-1]:
        connects(taken, conversation.id, name)

    class JoinsMeanwhile:
        def await_join(self, *given: Any) -> object:
            unjoined = conversations.await_join(*given)
            joins(taken, "v0")
            return unjoined

        def __getattr__(self, name: str) -> object:
            return getattr(conversations, name)

    conversations = taken.services.conversations
    meanwhile = msgspec.structs.replace(taken.services, conversations=JoinsMeanwhile())
    ticket = connecting.ticket(taken.services, Listener(conversation=conversation.id), "https://chat.example")
    connecting.connect(meanwhile, ticket.ticket, "https://chat.example", NAMES[-1])

    assert taken.sockets.closed == []
    assert open_sockets(taken, *NAMES) == NAMES
    assert "v0" in own(taken)[1].sockets


def test_one_that_has_ended_or_joined_makes_room(taken: Desk) -> None:
    _, conversation = own(taken)
    for n in range(8):
        connects(taken, conversation.id, f"v{n}")
        if n % 2:
            connecting.disconnect(taken.services, f"v{n}")
        elif n < 2 * LIMITS.visitor_sockets:
            joins(taken, f"v{n}")

    assert taken.sockets.closed == []
    assert set(own(taken)[1].unjoined) == {"v6"}


def test_one_that_leaves_has_not_joined_any_more(taken: Desk) -> None:
    _, conversation = own(taken)
    for name in NAMES:
        connects(taken, conversation.id, name)
        joins(taken, name)
        talking.leave(taken.services, own(taken)[1], name)

    assert taken.sockets.closed == ["v0"]
    assert open_sockets(taken, *NAMES) == NAMES[1:]
    assert own(taken)[1].sockets == {}


def test_at_once_too_no_more_stay_open(taken: Desk) -> None:
    _, conversation = own(taken)
    names = [f"v{n}" for n in range(8)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda name: connects(taken, conversation.id, name), names))

    assert len(open_sockets(taken, *names)) == LIMITS.unjoined_sockets
    assert len(own(taken)[1].unjoined) == LIMITS.unjoined_sockets


@pytest.mark.parametrize("unclosable", [False, True])
def test_a_joined_socket_that_cannot_be_closed_for_a_newer_one_is_told_on(unclosable: bool, taken: Desk) -> None:
    _, conversation = own(taken)
    taken.sockets.unclosable = {"j0"} if unclosable else set()
    for n in range(LIMITS.visitor_sockets + 1):
        connects(taken, conversation.id, f"j{n}")
        joins(taken, f"j{n}")

    assert taken.sockets.closed == ["j0"]
    assert [frame.why for frame in taken.sockets.heard("j0", Ended)] == ["replaced"]
    assert ("j0" in own(taken)[1].sockets) is unclosable
    assert bool(open_sockets(taken, "j0")) is unclosable


# ------------------------------------------------------------------------------------------------- requests


def test_a_key_asks_as_often_as_a_browser_may_and_is_then_refused_at_no_cost(taken: Desk) -> None:
    page, other = visitors(taken, "n" * 43), visitors(taken)
    for _ in range(LIMITS.visitor_requests_a_minute):
        assert page.ask(visitor.rights)["code"] == "unauthenticated"
    answers: list[Any] = []
    cost = calls_of(taken, lambda: answers.append(page.ask(visitor.rights)))

    assert (answers[0]["code"], cost) == ("too_many", {})
    assert "reference" in other.ask(visitor.rights)
    taken.cloud.clock.advance(answers[0]["retry_after"])
    assert page.ask(visitor.rights)["code"] == "unauthenticated"


def test_a_session_asks_as_often_as_a_console_may_and_a_colleague_is_not_concerned(taken: Desk) -> None:
    page, other = signed_in(taken, "agent.a", command=False), signed_in(taken, "agent.b", command=False)
    for _ in range(LIMITS.staff_requests_a_minute):
        taken.services.pace.wait("requests", page.headers["cookie"].removeprefix("juttu="), 1_200, 60)
    refused = page.ask(doors.show_desk)

    assert refused["code"] == "too_many"
    assert "waiting" in other.ask(doors.show_desk)
    taken.cloud.clock.advance(refused["retry_after"])
    assert "waiting" in page.ask(doors.show_desk)
