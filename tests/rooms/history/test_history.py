"""The history: one's own for as long as they are kept, and any other by its reference only, without a word of either."""

import json
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from chalice.app import Request

from chalicelib.chat import commitment
from chalicelib.chat import conversation as conversations
from chalicelib.chat.actions import data_rights, talking
from chalicelib.chat.errors import CommitmentMissing, LogUnavailable, NotFound, TooMany
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import session_hash
from chalicelib.chat.who import Role, Staff
from chalicelib.entrypoints import history as doors
from chalicelib.entrypoints import http
from chalicelib.rooms.history import actions
from chalicelib.rooms.history.rules import Narrowing
from chalicelib.rooms.history.wire import Past
from tests.service.conftest import Desk, staff

OWN, OTHER = staff("agent.a"), staff("agent.b")
DAY = 24 * 3600
NOT_THEIRS: list[Role] = ["reviewer", "trainer", "administrator", "data-protection-officer", "supervisor"]


def ended(desk: Desk, n: int = 0, *, by: str = "agent.a", score: int | None = None) -> str:
    """Return a conversation that somebody had and its visitor ended."""
    key = f"{n:043}"
    conversation = desk.start(key, text="Saunan salaisuus", network=f"10.0.{n}.0/24").facts.conversation
    talking.take(desk.services, staff(by), conversation)
    talking.close(desk.services, *talking.visitor(desk.services, key))
    if score is not None:
        talking.rate(desk.services, *talking.visitor(desk.services, key), score, "")
    desk.cloud.clock.advance(60)
    return conversation


def listed(desk: Desk, **narrow: object) -> list[str]:
    found = actions.history(desk.services, OWN, narrow=Narrowing(**narrow))  # type: ignore[arg-type]
    return [each.conversation for each in found.past]


def test_ones_own_are_listed_the_last_closed_first_and_nobody_elses(desk: Desk) -> None:
    first, second = ended(desk, 1), ended(desk, 2, score=4)
    ended(desk, 3, by="agent.b")
    desk.start("w" * 43)
    desk.cloud.clock.advance(8 * DAY)

    found = actions.history(desk.services, OWN)

    assert [each.conversation for each in found.past] == [second, first]
    assert [each.rated for each in found.past] == [4, None]
    assert {each.way for each in found.past} == {"purpose"}
    assert (found.before, found.looked_at) == (None, 2)
    assert found.topics == {"demo": {}}
    assert b"salaisuus" not in msgspec.json.encode(found)


def test_whether_one_may_still_read_it_is_told_without_a_record_and_no_more_than_that(desk: Desk) -> None:
    own, others = ended(desk, 1), ended(desk, 2, by="agent.b")
    records = len(desk.logged())

    def told(person: Staff = OWN) -> tuple[bool, ...]:
        return tuple(actions.readable(desk.services, person, each) for each in (own, others, "0" * 16))

    assert (told(), told(OTHER)) == ((True, False, False), (False, True, False))
    desk.cloud.clock.advance(7 * DAY)
    assert told() == (False, False, False)
    actions.give_purpose(desk.services, OWN, own, "service")
    records += 1
    assert told() == (True, False, False)
    stored = desk.services.conversations.get(own)
    assert stored is not None
    desk.services.conversations.restrict(stored, {"2026-7": 1})
    assert told() == (False, False, False)
    assert len(desk.logged()) == records
    for role in NOT_THEIRS:
        with pytest.raises(NotFound):
            told(staff("agent.a", role))
    with pytest.raises(CommitmentMissing):
        told(msgspec.structs.replace(OWN, committed=False))


def test_what_the_page_asks_by_itself_keeps_no_session_alive_and_what_its_reader_asks_does(desk: Desk) -> None:
    conversation = ended(desk)
    cookie, _ = desk.services.sessions.start("agent.a", "Agent.A", ("agent",), commitment.CURRENT.hash)
    begun = desk.services.sessions.check(session_hash(cookie), seen=False).ends_at
    desk.cloud.clock.advance(600)

    def ends_after(door: http.Door, **query: str) -> int:
        event = {
            "multiValueQueryStringParameters": {name: [each] for name, each in query.items()},
            "headers": {"host": "127.0.0.1:8600", "cookie": f"juttu={cookie}"},
            "pathParameters": {"conversation": conversation},
            "requestContext": {"httpMethod": "GET", "resourcePath": "/", "requestId": "request-1", "identity": {}},
            "body": None,
            "isBase64Encoded": False,
            "stageVariables": None,
        }
        assert http.answer(Request(event), door, desk.services.asked_by).status_code == 200
        return desk.services.sessions.check(session_hash(cookie), seen=False).ends_at

    assert (ends_after(doors.readable), ends_after(doors.history, by="page")) == (begun, begun)
    assert ends_after(doors.history) > begun


def test_what_narrows_is_asked_of_the_whole_list(desk: Desk) -> None:
    first, second = ended(desk, 1, score=1), ended(desk, 2)
    desk.cloud.clock.advance(DAY)
    third = ended(desk, 3, score=5)
    today = datetime.fromtimestamp(desk.cloud.clock(), UTC).date()

    assert listed(desk, rating="1") == [first]
    assert listed(desk, rating="none") == [second]
    assert listed(desk, since=today) == [third]
    assert listed(desk, until=today - timedelta(days=1)) == [second, first]
    assert listed(desk, ended="visitor") == [third, second, first]
    assert listed(desk, ended="silence") == listed(desk, site="other") == listed(desk, topic="orders") == []


def test_a_page_looks_at_so_many_and_says_how_far_it_looked(desk: Desk) -> None:
    few = msgspec.structs.replace(LIMITS, history_at_once=2, history_rows=2, history_looked_at=4)
    desk.services = msgspec.structs.replace(desk.services, limits=few)
    every = [ended(desk, n, score=1 if n == 0 else None) for n in range(7)]

    first = actions.history(desk.services, OWN, narrow=Narrowing(rating="1"))
    assert (first.past, first.looked_at) == ((), 4)
    assert first.before is not None
    second = actions.history(desk.services, OWN, narrow=Narrowing(rating="1"), before=first.before)
    assert [each.conversation for each in second.past] == [every[0]]
    assert (second.looked_at, second.before, second.topics) == (3, None, None)

    pages = [actions.history(desk.services, OWN)]
    while pages[-1].before is not None:
        pages.append(actions.history(desk.services, OWN, before=pages[-1].before))
    assert [each.conversation for page in pages for each in page.past] == every[::-1]
    assert [len(page.past) for page in pages] == [2, 2, 2, 1]


def test_a_page_reads_its_own_and_nothing_of_a_busy_house(desk: Desk) -> None:
    own = ended(desk, 0)
    for n in range(1, 12):
        ended(desk, n, by="agent.b")
    actions.history(desk.services, OWN)
    before = desk.cloud.meter.read()

    found = actions.history(desk.services, OWN)

    calls = (desk.cloud.meter.read() - before).calls
    assert [each.conversation for each in found.past] == [own]
    assert {call: times for call, times in calls.items() if times} == {
        "dynamodb.GetItem": 1,
        "dynamodb.Query": 2,
        "dynamodb.BatchGetItem": 2,
    }


def test_listing_ones_own_is_one_record_in_ten_minutes_and_comes_before_the_list(desk: Desk) -> None:
    ended(desk)
    for _ in range(3):
        actions.history(desk.services, OWN)
    assert desk.logged().count(("agent.a", "conversations_listed", "history")) == 1
    desk.cloud.clock.advance(LIMITS.access_record_covers_seconds)
    fault = desk.cloud.fail("logs", "*", error="ServiceUnavailableException", times=200)
    with pytest.raises(LogUnavailable):
        actions.history(desk.services, OWN)
    fault.cancel()

    actions.history(desk.services, OWN)
    assert desk.logged().count(("agent.a", "conversations_listed", "history")) == 2


def test_a_colleagues_is_found_by_its_reference_with_whose_it_is_and_that_is_recorded(desk: Desk) -> None:
    conversation = ended(desk, score=2)

    found = actions.find(desk.services, OTHER, conversation).found

    assert found == Past(
        conversation=conversation,
        site="demo",
        status="closed",
        whose="colleague",
        way="glass",
        started_at=found.started_at,
        closed_at=found.closed_at,
        expires_on=found.expires_on,
        alias="Agent.A",
    )
    assert ("agent.b", "conversations_searched", conversation) in desk.logged()
    assert desk.purposes("conversations_searched") == ["service"]
    actions.find(desk.services, OWN, conversation)
    assert ("agent.a", "conversations_listed", "history") in desk.logged()
    assert len(desk.purposes("conversations_searched")) == 1


def test_what_was_never_there_was_erased_or_has_expired_is_one_and_the_same(desk: Desk) -> None:
    expiring, erased = ended(desk, 1), ended(desk, 2)
    refused = []
    for gone in ("0" * 16, erased):
        if gone == erased:
            actions.find(desk.services, OTHER, erased)
            who, conversation = talking.visitor(desk.services, f"{2:043}")
            data_rights.erase(desk.services, who, conversation)
        with pytest.raises(NotFound) as found:
            actions.find(desk.services, OTHER, gone)
        refused.append(str(found.value))
    assert listed(desk) == [expiring]
    actions.find(desk.services, OTHER, expiring)
    desk.cloud.clock.advance(62 * DAY)
    with pytest.raises(NotFound) as found:
        actions.find(desk.services, OTHER, expiring)

    assert {*refused, str(found.value)} == {"not_found"}
    assert listed(desk) == []


def test_without_the_record_no_reference_is_looked_up(desk: Desk) -> None:
    conversation = ended(desk)
    fault = desk.cloud.fail("logs", "*", error="ServiceUnavailableException", times=200)
    with pytest.raises(LogUnavailable):
        actions.find(desk.services, OTHER, conversation)
    fault.cancel()

    assert actions.find(desk.services, OTHER, conversation).found.conversation == conversation


@pytest.mark.parametrize("role", NOT_THEIRS)
def test_nobody_but_an_agent_looks_back(role: Role, desk: Desk) -> None:
    conversation = ended(desk)
    actions.find(desk.services, OWN, conversation)
    assert actions.history(desk.services, OWN).past
    for who, refusal in ((staff("agent.a", role), NotFound), (staff("agent.a", committed=False), CommitmentMissing)):
        with pytest.raises(refusal):
            actions.find(desk.services, who, conversation)
        with pytest.raises(refusal):
            actions.history(desk.services, who)


def test_references_are_asked_for_so_often_and_no_more(desk: Desk) -> None:
    conversation = ended(desk)
    for _ in range(LIMITS.found_an_hour):
        actions.find(desk.services, OTHER, conversation)

    with pytest.raises(TooMany) as refused:
        actions.find(desk.services, OTHER, conversation)
    desk.cloud.clock.advance(refused.value.data["retry_after"])
    actions.find(desk.services, OTHER, conversation)


def test_the_visitor_is_told_of_no_reading_where_nothing_was_read(desk: Desk) -> None:
    conversation = ended(desk)
    actions.find(desk.services, OTHER, conversation)
    actions.history(desk.services, OWN)
    who, stored = talking.visitor(desk.services, f"{0:043}")

    told = data_rights.readings(desk.services, who, stored).readings

    assert [each.purpose for each in told] == ["service"]  # the agent's, when it was taken
    records = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    assert "salaisuus" not in str(records)
    assert conversations.grouped(conversation) not in str(records)
