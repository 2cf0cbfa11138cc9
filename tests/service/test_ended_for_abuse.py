"""Ending a conversation for abuse: for a reason that is recorded, and with a wait for the next of that network, never a refusal."""

import json
from collections.abc import Callable

import pytest

from chalicelib.chat import checking
from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import data_rights, talking
from chalicelib.chat.conversation import Conversation, LetIn
from chalicelib.chat.errors import CheckNeeded, ConversationClosed, LogUnavailable, NotFound
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import AbuseReason, Facts
from tests.service.conftest import Desk, staff
from tests.service.test_checks import NETWORK, OTHER, answered, challenged, key, start

A = staff("agent.a")
HOUR = 3600


def stored(desk: Desk, number: int = 0) -> Conversation:
    found = desk.services.conversations.get(rules.id_of(key(number)))
    assert found is not None
    return found


def ended(desk: Desk, number: int = 0) -> Conversation:
    """Return a conversation that was taken and ended for abuse."""
    start(desk, number)
    talking.take(desk.services, A, stored(desk, number).id)
    talking.end_for_abuse(desk.services, A, stored(desk, number), "threat")
    return stored(desk, number)


def test_its_reason_is_recorded_and_kept_and_the_visitor_is_told_civilly(desk: Desk) -> None:
    conversation = ended(desk)

    assert (conversation.status, conversation.closed_for, conversation.abuse) == ("closed", "abuse", "threat")
    records = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    found = [each for each in records if each["action"] == "conversation_ended_for_abuse"]
    assert [(each["actor"], each["object"], each["reason"]) for each in found] == [
        ("agent.a", conversation.id, "threat")
    ]
    visitor, _ = talking.visitor(desk.services, key(0))
    facts = talking.history(desk.services, visitor, conversation, 0).facts
    assert (facts.closed_for, facts.abuse) == ("abuse", None)
    assert data_rights.copy(desk.services, visitor, conversation).abuse == "threat"


def test_without_its_record_nothing_is_ended(desk: Desk) -> None:
    start(desk, 0)
    talking.take(desk.services, A, stored(desk).id)
    desk.cloud.fail("logs", "PutLogEvents", times=20)

    with pytest.raises(LogUnavailable):
        talking.end_for_abuse(desk.services, A, stored(desk), "spam")
    assert stored(desk).status == "active"


ENDED: dict[str, Callable[[Desk], object]] = {
    "by its visitor": lambda desk: talking.close(desk.services, *talking.visitor(desk.services, key(0))),
    "by its agent": lambda desk: talking.close(desk.services, A, stored(desk)),
}


@pytest.mark.parametrize("ends", ENDED.values(), ids=ENDED)
def test_whoever_ends_it_first_keeps_nobody_from_noting_it(desk: Desk, ends: Callable[[Desk], object]) -> None:
    start(desk, 0)
    talking.take(desk.services, A, stored(desk).id)
    ends(desk)
    before, seen = stored(desk), told(desk)
    desk.cloud.clock.advance(60)

    facts = talking.end_for_abuse(desk.services, A, before, "spam")

    assert (facts.abuse, stored(desk).abuse) == ("spam", "spam")
    assert (stored(desk).closed_for, stored(desk).closed_at) == (before.closed_for, before.closed_at)
    assert (stored(desk).seq, told(desk)) == (before.seq, seen)
    assert reasons(desk) == [("spam", "allowed")]
    challenged(desk, 1)


def test_the_first_reason_stays_and_is_recorded_once(desk: Desk) -> None:
    start(desk, 0)
    talking.take(desk.services, A, stored(desk).id)
    ENDED["by its visitor"](desk)
    noted: tuple[AbuseReason, ...] = ("spam", "threat")
    for reason in noted:
        talking.end_for_abuse(desk.services, A, stored(desk), reason)

    assert stored(desk).abuse == "spam"
    assert reasons(desk) == [("spam", "allowed")]


def test_a_visitor_who_ends_it_in_the_same_moment_is_noted_all_the_same(desk: Desk) -> None:
    start(desk, 0)
    talking.take(desk.services, A, stored(desk).id)
    looked_at = stored(desk)
    ENDED["by its visitor"](desk)

    talking.end_for_abuse(desk.services, A, looked_at, "spam")

    assert (stored(desk).closed_by, stored(desk).abuse) == ("visitor", "spam")
    assert reasons(desk) == [("spam", "allowed")]


@pytest.mark.parametrize("late", [0, 1], ids=["within", "after"])
def test_it_can_be_noted_for_as_long_as_its_network_would_wait(desk: Desk, late: int) -> None:
    start(desk, 0)
    talking.take(desk.services, A, stored(desk).id)
    ENDED["by its visitor"](desk)
    desk.cloud.clock.advance(LIMITS.abuse_marked_seconds - 1 + late)

    if late:
        with pytest.raises(ConversationClosed):
            talking.end_for_abuse(desk.services, A, stored(desk), "spam")
        assert (stored(desk).abuse, reasons(desk)) == (None, [])
    else:
        talking.end_for_abuse(desk.services, A, stored(desk), "spam")
        challenged(desk, 1)


def test_without_its_record_nothing_is_noted_of_what_has_ended(desk: Desk) -> None:
    start(desk, 0)
    talking.take(desk.services, A, stored(desk).id)
    ENDED["by its visitor"](desk)
    desk.cloud.fail("logs", "PutLogEvents", times=20)

    with pytest.raises(LogUnavailable):
        talking.end_for_abuse(desk.services, A, stored(desk), "spam")
    assert stored(desk).abuse is None


def told(desk: Desk) -> Facts:
    """Return what the visitor is told of it."""
    return talking.history(desk.services, talking.visitor(desk.services, key(0))[0], stored(desk), 0).facts


def reasons(desk: Desk) -> list[tuple[str, str]]:
    records = [json.loads(event["message"]) for event in desk.cloud.log_events()]
    return [(each["reason"], each["outcome"]) for each in records if each["action"] == "conversation_ended_for_abuse"]


def test_who_supervises_ends_it_too_and_nobody_else_does(desk: Desk) -> None:
    start(desk, 0)
    talking.take(desk.services, A, stored(desk).id)
    supervisor = staff("supervisor", "supervisor")
    others: tuple[Staff, ...] = (staff("agent.b"), supervisor, staff("reviewer", "reviewer"))
    for other in others:
        with pytest.raises(NotFound):
            talking.end_for_abuse(desk.services, other, stored(desk), "insult")

    until = desk.services.milliseconds() + 60_000
    desk.services.conversations.let_in(stored(desk), {"supervisor": LetIn(as_="supervising", until=until)})
    with pytest.raises(NotFound):
        talking.close(desk.services, supervisor, stored(desk))
    talking.end_for_abuse(desk.services, supervisor, stored(desk), "insult")
    assert stored(desk).abuse == "insult"


# ------------------------------------------------------------------------------------------------- the network


def test_the_next_of_that_network_waits_and_does_the_check_and_an_honest_neighbour_gets_in(desk: Desk) -> None:
    ended(desk)

    refused = challenged(desk, 1)
    assert (refused.data["retry_after"], refused.data["bits"]) == (LIMITS.check_seconds, LIMITS.check_bits)
    desk.cloud.clock.advance(LIMITS.check_seconds)
    assert start(desk, 1, answered(refused)).facts.status == "waiting"


def test_other_networks_and_what_is_started_already_are_asked_for_nothing(desk: Desk) -> None:
    start(desk, 5)
    ended(desk)

    assert start(desk, 1, network=OTHER).facts.status == "waiting"
    assert start(desk, 5).facts.seq == 1


def test_the_mark_ends_after_some_hours(desk: Desk) -> None:
    ended(desk)
    desk.cloud.clock.advance(LIMITS.abuse_marked_seconds - 1)
    challenged(desk, 1)
    desk.cloud.clock.advance(1)

    assert start(desk, 1).facts.status == "waiting"


def test_the_mark_ends_with_the_key_of_the_day(desk: Desk) -> None:
    day = 24 * HOUR
    desk.cloud.clock.advance(day - int(desk.services.now()) % day - 60)
    ended(desk)
    challenged(desk, 1)
    desk.cloud.clock.advance(60)

    assert start(desk, 1).facts.status == "waiting"


def test_erasing_the_conversation_takes_the_mark(desk: Desk) -> None:
    ended(desk)
    challenged(desk, 1)
    data_rights.erase(desk.services, *talking.visitor(desk.services, key(0)))

    assert start(desk, 1).facts.status == "waiting"


def test_nothing_is_stored_that_says_from_which_network_a_conversation_came(desk: Desk) -> None:
    conversation = ended(desk)

    own = [item for item in desk.cloud.items() if item["pk"] == f"conversation#{conversation.id}"]
    name = desk.services.counters.name_of("starts", NETWORK)
    assert name not in str(own)
    assert NETWORK not in str(desk.cloud.items())


def test_an_office_is_never_locked_out_however_often_it_happens_and_grows_no_dearer_by_it(desk: Desk) -> None:
    for number in range(3):
        if number == 0:
            ended(desk)
            continue
        refused = challenged(desk, number)
        desk.cloud.clock.advance(LIMITS.check_seconds)
        start(desk, number, answered(refused))
        talking.take(desk.services, A, stored(desk, number).id)
        talking.end_for_abuse(desk.services, A, stored(desk, number), "spam")

    refused = challenged(desk, 9)
    assert (refused.data["retry_after"], refused.data["bits"]) == (LIMITS.check_seconds, LIMITS.check_bits)


def test_a_busy_network_keeps_its_mark_though_what_has_ended_is_forgotten(desk: Desk) -> None:
    limits, conversation, now = LIMITS, ended(desk), desk.services.milliseconds()
    begun = desk.services.counters.starts(NETWORK)
    many = tuple(
        checking.Began(now - 2 * HOUR * 1000, rules.id_of(key(100 + n))) for n in range(limits.unanswered_a_network)
    )
    aged = tuple(checking.Began(now - 2 * HOUR * 1000, each.conversation) for each in begun)
    assert desk.services.counters.note_starts(NETWORK, begun, (*aged, *many)) is None
    refused = challenged(desk, 1)
    desk.cloud.clock.advance(limits.check_seconds)
    start(desk, 1, answered(refused))

    kept = {each.conversation for each in desk.services.counters.starts(NETWORK)}
    assert kept == {conversation.id, rules.id_of(key(1))}
    with pytest.raises(CheckNeeded):
        start(desk, 2)
