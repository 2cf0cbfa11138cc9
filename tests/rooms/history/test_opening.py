"""Reading what one had long ago, for a purpose, and what somebody else has or had, by breaking the glass: each refusal beside its success."""

import json
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from chalicelib.chat.actions import data_rights, talking, turns
from chalicelib.chat.errors import (
    CommitmentMissing,
    LogUnavailable,
    NotFound,
    Objected,
    ReasonUnfit,
    TooMany,
    Unavailable,
)
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.who import Role, Staff
from chalicelib.rooms.access_log import actions as access_log
from chalicelib.rooms.history import actions
from chalicelib.rooms.history.wire import Glass, LaterPurpose
from tests.service.conftest import KEY, Desk, staff

OWN, OTHER = staff("agent.a"), staff("agent.b")
DAY, HOUR = 24 * 3600, 3600
WHY = Glass(reason="complaint", words="Asiakas valittaa  saamastaan\nneuvosta.")
OTHERS: list[Role] = ["reviewer", "trainer", "administrator", "data-protection-officer", "supervisor"]
Door = Callable[[Desk, str], Any]


def purpose(who: Staff, purpose: LaterPurpose = "service") -> Door:
    return lambda desk, conversation: actions.give_purpose(desk.services, who, conversation, purpose)


def glass(who: Staff, body: Glass = WHY) -> Door:
    return lambda desk, conversation: actions.break_glass(desk.services, who, conversation, body)


DOORS = [(purpose(OWN), OWN), (glass(OTHER), OTHER)]
"""Each with who comes in by it."""


def of_conversation(parameters: Mapping[str, Any]) -> bool:
    return str(parameters["Key"]["pk"]["S"]).startswith("conversation#")


def read(desk: Desk, who: Staff, conversation: str) -> list[str | None]:
    found = talking.history(desk.services, who, desk.services.conversations.get(conversation), 0)
    return [entry.text for entry in found.entries if entry.text]


@pytest.fixture
def long_ago(desk: Desk) -> str:
    """A conversation of agent A's that ended ten days ago."""
    conversation, visitor, _ = desk.taken()
    talking.close(desk.services, visitor, desk.services.conversations.get(conversation.id))
    desk.cloud.clock.advance(10 * DAY)
    return conversation.id


@pytest.fixture
def going_on(desk: Desk) -> str:
    """A conversation that agent A has."""
    return desk.taken()[0].id


def test_ones_own_of_ten_days_ago_is_read_for_an_hour_once_it_is_said_what_for(desk: Desk, long_ago: str) -> None:
    with pytest.raises(NotFound):
        read(desk, OWN, long_ago)
    given = purpose(OWN, "request")(desk, long_ago)
    assert given.until - given.now == HOUR * 1000
    assert read(desk, OWN, long_ago) == ["Hei"]
    assert actions.find(desk.services, OWN, long_ago).found.until == given.until
    desk.cloud.clock.advance(HOUR - 1)
    assert read(desk, OWN, long_ago) == ["Hei"]

    desk.cloud.clock.advance(1)
    with pytest.raises(NotFound):
        read(desk, OWN, long_ago)
    assert actions.find(desk.services, OWN, long_ago).found.way == "purpose"


def test_a_colleagues_is_read_for_an_hour_once_the_glass_is_broken(desk: Desk, long_ago: str) -> None:
    with pytest.raises(NotFound):
        read(desk, OTHER, long_ago)
    given = glass(OTHER)(desk, long_ago)
    found = actions.find(desk.services, OTHER, long_ago).found
    assert (found.way, found.until, found.whose) == ("read", given.until, "colleague")
    assert read(desk, OTHER, long_ago) == ["Hei"]

    desk.cloud.clock.advance(HOUR)
    with pytest.raises(NotFound):
        read(desk, OTHER, long_ago)
    assert actions.find(desk.services, OTHER, long_ago).found.way == "glass"


def test_an_open_one_is_read_as_it_stands_and_its_agent_keeps_it(desk: Desk, going_on: str) -> None:
    glass(OTHER)(desk, going_on)
    assert read(desk, OTHER, going_on) == ["Hei"]
    desk.say(OWN, going_on, 1, "Päivää")
    assert read(desk, OTHER, going_on) == ["Hei", "Päivää"]

    with pytest.raises(NotFound):
        desk.say(OTHER, going_on, 1, "Minäkin")
    with pytest.raises(NotFound):
        talking.close(desk.services, OTHER, desk.services.conversations.get(going_on))


def test_its_agent_sees_who_has_broken_the_glass_by_their_alias(desk: Desk, going_on: str) -> None:
    glass(OTHER)(desk, going_on)

    facts = talking.history(desk.services, OWN, desk.services.conversations.get(going_on), 0).facts
    assert [(each.person, each.alias, each.ground) for each in facts.let_in] == [("agent.b", "Agent.B", "glass")]


@pytest.mark.parametrize(("door", "who"), DOORS, ids=["purpose", "glass"])
def test_the_record_comes_before_the_reading_and_without_it_there_is_none(
    desk: Desk, long_ago: str, door: Door, who: Staff
) -> None:
    before = desk.services.conversations.get(long_ago)
    fault = desk.cloud.fail("logs", "*", error="ServiceUnavailableException", times=200)
    with pytest.raises(LogUnavailable):
        door(desk, long_ago)
    assert desk.services.conversations.get(long_ago) == before
    fault.cancel()

    door(desk, long_ago)
    assert read(desk, who, long_ago) == ["Hei"]


@pytest.mark.parametrize(("door", "who"), DOORS, ids=["purpose", "glass"])
def test_what_was_recorded_and_could_not_be_done_lets_nobody_in(
    desk: Desk, long_ago: str, door: Door, who: Staff
) -> None:
    fault = desk.cloud.fail("dynamodb", "UpdateItem", times=200, when=of_conversation)
    with pytest.raises(Unavailable):
        door(desk, long_ago)
    fault.cancel()
    with pytest.raises(NotFound):
        read(desk, who, long_ago)
    outcomes = [json.loads(event["message"])["outcome"] for event in desk.cloud.log_events()]
    assert "unknown" in outcomes

    door(desk, long_ago)
    assert read(desk, who, long_ago) == ["Hei"]


def test_every_reading_is_in_the_log_with_its_purpose_and_the_glass_with_its_reason(desk: Desk, long_ago: str) -> None:
    purpose(OWN, "guidance")(desk, long_ago)
    glass(OTHER)(desk, long_ago)
    for _ in range(2):
        read(desk, OWN, long_ago)
        read(desk, OTHER, long_ago)
    desk.cloud.clock.advance(LIMITS.access_record_covers_seconds)
    read(desk, OWN, long_ago)
    read(desk, OTHER, long_ago)

    records = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    lately = [
        (each["actor"], each["action"], each["purpose"], each.get("reason"))
        for each in records
        if each["at"] > records[0]["at"] + DAY * 1000
    ]
    assert [each[:3] for each in lately if each[0] == "agent.a"] == [
        ("agent.a", "conversation_opened", "guidance"),
        ("agent.a", "conversation_opened", "guidance"),
    ]
    assert [each[:3] for each in lately if each[0] == "agent.b"] == [
        ("agent.b", "glass_broken", "security"),
        ("agent.b", "conversation_opened", "security"),
    ]
    assert [each[3] for each in lately if each[1] == "glass_broken"] == [
        "complaint: Asiakas valittaa saamastaan neuvosta."
    ]


def test_the_officer_sees_the_glass_the_same_day_and_the_visitor_who_asks(desk: Desk, long_ago: str) -> None:
    desk.services.accounts.create("agent.b", "", "a password of agent b")
    glass(OTHER)(desk, long_ago)

    unusual = access_log.unusual(desk.services, staff("dpo", "data-protection-officer"))
    who, conversation = talking.visitor(desk.services, KEY)
    told = data_rights.readings(desk.services, who, conversation).readings

    assert [
        (person.person, sign.reason, sign.count, sign.conversations)
        for person in unusual.people
        for sign in person.signs
    ] == [("agent.b", "glass_broken", 1, (long_ago,))]
    assert [(each.purpose, each.glass, each.alias) for each in told] == [
        ("security", "complaint", None),
        ("service", None, "Agent.A"),
    ]
    assert b"valittaa" not in msgspec.json.encode(told)


@pytest.mark.parametrize("words", ["", "Syy", " \n \t ", "x" * 301])
def test_a_reason_is_a_sentence(desk: Desk, long_ago: str, words: str) -> None:
    with pytest.raises(ReasonUnfit) as refused:
        glass(OTHER, Glass(reason="other", words=words))(desk, long_ago)
    assert refused.value.data["limit"] == LIMITS.written_reason_characters
    assert "glass_broken" not in [action for _, action, _ in desk.logged()]

    for fits in ("x" * LIMITS.written_reason_least, "x" * LIMITS.written_reason_characters):
        assert glass(OTHER, Glass(reason="other", words=fits))(desk, long_ago)


def test_what_is_secret_in_a_reason_is_covered_before_it_is_kept(desk: Desk, long_ago: str) -> None:
    glass(OTHER, Glass(reason="other", words="Asiakas 131052-308T soitti äsken"))(desk, long_ago)

    assert "131052" not in str(desk.cloud.log_events())


def test_what_the_visitor_objects_to_is_no_purpose(desk: Desk, long_ago: str) -> None:
    data_rights.objects(desk.services, *talking.visitor(desk.services, KEY), on=True)
    with pytest.raises(Objected):
        purpose(OWN, "guidance")(desk, long_ago)
    assert actions.find(desk.services, OWN, long_ago).found.objected

    purpose(OWN, "service")(desk, long_ago)
    assert read(desk, OWN, long_ago) == ["Hei"]


def test_the_same_again_within_the_hour_changes_nothing_and_something_else_is_another_record(
    desk: Desk, long_ago: str
) -> None:
    first = purpose(OWN)(desk, long_ago)
    desk.cloud.clock.advance(60)
    assert purpose(OWN)(desk, long_ago).until == first.until
    assert purpose(OWN, "request")(desk, long_ago).until > first.until

    assert desk.purposes("conversation_opened")[1:] == ["service", "request"]


@pytest.mark.parametrize(
    ("right", "wrong"), [(purpose(OWN), purpose(OTHER)), (glass(OTHER), glass(OWN))], ids=["purpose", "glass"]
)
def test_a_purpose_is_for_ones_own_and_the_glass_for_what_is_not(
    desk: Desk, long_ago: str, right: Door, wrong: Door
) -> None:
    with pytest.raises(NotFound):
        wrong(desk, long_ago)

    right(desk, long_ago)


@pytest.mark.parametrize("make", [purpose, glass], ids=["purpose", "glass"])
@pytest.mark.parametrize("role", OTHERS)
def test_by_these_doors_nobody_but_an_agent_gets_anything(
    desk: Desk, long_ago: str, make: Callable[[Staff], Door], role: Role
) -> None:
    person = "agent.a" if make is purpose else "agent.b"
    with pytest.raises(NotFound):
        make(staff(person, role))(desk, long_ago)
    with pytest.raises(CommitmentMissing):
        make(staff(person, committed=False))(desk, long_ago)

    make(staff(person))(desk, long_ago)


def test_what_waits_is_taken_and_not_broken_into(desk: Desk) -> None:
    conversation = desk.start().facts.conversation
    assert actions.find(desk.services, OTHER, conversation).found.way == "take"
    with pytest.raises(NotFound):
        glass(OTHER)(desk, conversation)

    talking.take(desk.services, OWN, conversation)
    assert actions.find(desk.services, OTHER, conversation).found.way == "glass"
    glass(OTHER)(desk, conversation)


def erased(desk: Desk) -> None:
    data_rights.erase(desk.services, *talking.visitor(desk.services, KEY))


def expired(desk: Desk) -> None:
    desk.cloud.clock.advance(62 * DAY)


@pytest.mark.parametrize("ends", [erased, expired])
@pytest.mark.parametrize(("door", "who"), DOORS, ids=["purpose", "glass"])
def test_what_is_erased_or_has_expired_opens_for_nobody(
    desk: Desk, long_ago: str, door: Door, who: Staff, ends: Callable[[Desk], None]
) -> None:
    door(desk, long_ago)
    assert read(desk, who, long_ago) == ["Hei"]
    ends(desk)

    for refused in (
        lambda: read(desk, who, long_ago),
        lambda: door(desk, long_ago),
        lambda: actions.find(desk.services, who, long_ago),
    ):
        with pytest.raises(NotFound):
            refused()


def test_the_glass_is_broken_so_often_and_no_more(desk: Desk, long_ago: str) -> None:
    for n in range(LIMITS.glass_an_hour):
        glass(OTHER, Glass(reason=("complaint", "fault")[n % 2], words=WHY.words))(desk, long_ago)

    with pytest.raises(TooMany) as refused:
        glass(OTHER)(desk, long_ago)
    desk.cloud.clock.advance(refused.value.data["retry_after"])
    glass(OTHER)(desk, long_ago)


@pytest.mark.parametrize(("door", "action"), [(glass(OTHER), "glass_broken"), (purpose(OWN), "conversation_opened")])
def test_the_same_asked_for_often_at_once_is_one_record_and_one_of_the_hour(
    desk: Desk, long_ago: str, door: Door, action: str
) -> None:
    together, before = threading.Barrier(6), desk.purposes(action)

    def asks(_: int) -> int:
        together.wait()
        until: int = door(desk, long_ago).until
        return until

    with ThreadPoolExecutor(6) as threads:
        untils = set(threads.map(asks, range(6)))

    assert len(untils) == 1
    assert len(desk.purposes(action)) == len(before) + 1


def test_what_nobody_else_does_in_time_is_refused_with_when_to_come_again(desk: Desk, long_ago: str) -> None:
    waits: list[int] = []
    hasty = msgspec.structs.replace(desk.services, pause=waits.append)
    (taken,) = leases(desk, lambda: glass(OTHER)(desk, long_ago))
    desk.cloud.clock.advance(HOUR)
    desk.services.leases.take(taken, "somebody", turns.SECONDS)

    with pytest.raises(Unavailable) as refused:
        actions.break_glass(hasty, OTHER, long_ago, WHY)
    assert refused.value.data == {"retry_after": turns.SECONDS}
    assert waits == list(range(1, turns.TRIES))
    desk.cloud.clock.advance(turns.SECONDS)
    assert glass(OTHER)(desk, long_ago).until > desk.services.milliseconds()


def test_who_waits_for_others_is_not_let_in_where_it_is_restricted_meanwhile(desk: Desk, long_ago: str) -> None:
    (taken,) = leases(desk, lambda: glass(OTHER)(desk, long_ago))
    desk.cloud.clock.advance(HOUR)
    desk.services.leases.take(taken, "somebody", turns.SECONDS)

    def restricts(cases: dict[str, int]) -> None:
        there = desk.services.conversations.get(long_ago)
        assert there is not None
        desk.services.conversations.restrict(there, cases)

    def restricted(_: int) -> None:
        restricts({"2026-7": desk.services.milliseconds()})
        desk.services.leases.give_back(taken, "somebody")

    before = desk.purposes("glass_broken")
    with pytest.raises(NotFound):
        actions.break_glass(msgspec.structs.replace(desk.services, pause=restricted), OTHER, long_ago, WHY)
    assert desk.purposes("glass_broken") == before

    restricts({})
    assert glass(OTHER)(desk, long_ago).until > desk.services.milliseconds()


def leases(desk: Desk, do: Callable[[], object]) -> set[str]:
    """Return for what leases were taken while something was done."""
    before = {item["pk"] for item in desk.cloud.items()}
    do()
    new = {item["pk"] for item in desk.cloud.items()} - before
    return {pk.removeprefix("lease#") for pk in new if pk.startswith("lease#")}


def test_two_at_once_are_both_let_in(desk: Desk, long_ago: str) -> None:
    stale = desk.services.conversations.get(long_ago)
    assert stale is not None
    glass(staff("agent.c"))(desk, long_ago)
    glass(OTHER)(desk, long_ago)
    purpose(OWN)(desk, long_ago)

    assert [read(desk, who, long_ago) for who in (OWN, OTHER, staff("agent.c"))] == [["Hei"]] * 3
    desk.cloud.clock.advance(HOUR)
    glass(OTHER)(desk, long_ago)
    found = desk.services.conversations.get(long_ago)
    assert found is not None
    assert set(found.let_in) == {"agent.b"}
