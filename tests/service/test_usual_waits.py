"""How soon visitors are usually answered: counted with the first answer, summed by the sweep, told by the site."""

from collections.abc import Mapping

import pytest

from chalicelib.chat import waits
from chalicelib.chat.actions import sweeping, talking, transcripts
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.site import Site
from tests.service.conftest import Desk, staff

A = staff("agent.a")
DAY = 24 * 3600
MINUTE = 60


def key_of(number: int) -> str:
    return f"{number:043}"


def counted(desk: Desk) -> Mapping[str, Mapping[int, int]]:
    return desk.services.waits.of_day(waits.day_of(desk.services.now(), desk.services.settings.zone))


def answers(desk: Desk, conversation: str, n: int = 1) -> None:
    """Let agent A say something, and have told what follows."""
    entry = desk.say(A, conversation, n)
    found = desk.services.conversations.get(conversation)
    assert found is not None
    talking.tell_said(desk.services, found, entry, None)


def is_answered(desk: Desk, number: int, after: int, *, left: bool = False) -> str:
    """Let a visitor write, and agent A answer after so many seconds."""
    conversation = desk.start(key_of(number), network=f"192.0.{number % 250}.0/24").facts.conversation
    if left:
        _leave(desk, number)
    desk.cloud.clock.advance(after)
    talking.take(desk.services, A, conversation)
    answers(desk, conversation)
    return conversation


def _leave(desk: Desk, number: int) -> None:
    who, found = talking.visitor(desk.services, key_of(number))
    transcripts.order(desk.services, who, found, "maija@example.com", "192.0.2.0/24", with_answer=True)
    assert _current(desk, number).left_until is not None or desk.services.conversations.left(found, 10**15)


def _current(desk: Desk, number: int) -> Conversation:
    return talking.visitor(desk.services, key_of(number))[1]


def told(desk: Desk) -> int | None:
    """Sweep, and return what the site tells."""
    sweeping.sweep(desk.services)
    site = desk.services.sites.get("demo")
    assert site is not None
    return site.usually


def test_a_first_answer_is_counted_once_by_how_long_it_was_waited_for(desk: Desk) -> None:
    conversation = is_answered(desk, 1, 4 * MINUTE)
    answers(desk, conversation, 2)
    who, found = talking.visitor(desk.services, key_of(1))
    entry = desk.say(who, found.id, 2)
    talking.tell_said(desk.services, _current(desk, 1), entry, None)

    assert counted(desk) == {"demo": {5: 1}}


def test_a_first_answer_costs_one_small_write_and_those_after_it_none(desk: Desk) -> None:
    conversation = is_answered(desk, 1, 1)

    def writes(n: int) -> int:
        before = desk.cloud.meter.calls
        answers(desk, conversation, n)
        return (desk.cloud.meter.calls - before)["dynamodb.UpdateItem"]

    again = writes(2)
    other = desk.start(key_of(2), network="192.0.9.0/24").facts.conversation
    talking.take(desk.services, A, other)
    conversation = other

    assert writes(1) == again + 1


def test_an_answer_to_a_left_question_is_no_wait(desk: Desk) -> None:
    is_answered(desk, 1, MINUTE)
    is_answered(desk, 2, MINUTE, left=True)

    assert counted(desk) == {"demo": {1: 1}}


def test_whoever_is_ended_for_abuse_without_an_answer_has_no_wait(desk: Desk) -> None:
    conversation = desk.start(key_of(1)).facts.conversation
    talking.take(desk.services, A, conversation)
    talking.end_for_abuse(desk.services, A, desk.services.conversations.get(conversation), "threat")

    assert counted(desk) == {}


def test_a_count_that_cannot_be_written_harms_no_answer(desk: Desk) -> None:
    conversation = desk.start(key_of(1)).facts.conversation
    talking.take(desk.services, A, conversation)
    entry = desk.say(A, conversation, 1)
    found = _current(desk, 1)
    desk.cloud.fail("dynamodb", "UpdateItem", times=10)
    talking.tell_said(desk.services, found, entry, None)
    desk.cloud.faults.clear()

    assert counted(desk) == {}


def test_from_ten_waits_on_the_site_tells_what_four_of_five_were_answered_within(desk: Desk) -> None:
    for number in range(9):
        is_answered(desk, number, 30 if number < 7 else 8 * MINUTE)
    assert told(desk) is None
    is_answered(desk, 9, 20 * MINUTE)

    assert told(desk) == 10


def test_a_day_falls_off_after_a_week_and_with_too_few_left_nothing_is_told(desk: Desk) -> None:
    for number in range(10):
        is_answered(desk, number, 1)
    assert told(desk) == 1
    desk.cloud.clock.advance(6 * DAY)
    assert told(desk) == 1
    desk.cloud.clock.advance(DAY)

    assert told(desk) is None


def test_what_has_not_changed_is_not_written_again(desk: Desk) -> None:
    for number in range(10):
        is_answered(desk, number, 1)
    told(desk)
    before = desk.cloud.meter.calls
    told(desk)

    assert (desk.cloud.meter.calls - before)["dynamodb.UpdateItem"] == 0


def test_each_site_tells_of_its_own_visitors_and_one_that_is_gone_is_passed_over(desk: Desk) -> None:
    desk.services.sites.put(Site(key="other", company="Other Oy", origins=("https://other.example",)))
    day = waits.day_of(desk.services.now(), desk.services.settings.zone)
    for site, bound in (("demo", 2), ("other", 30), ("gone", 1)):
        for _ in range(waits.LEAST):
            desk.services.waits.count(site, day, bound)

    assert told(desk) == 2
    other = desk.services.sites.get("other")
    assert other is not None
    assert other.usually == 30
    assert desk.services.sites.get("gone") is None


@pytest.mark.parametrize("days", [9, 10])
def test_counts_are_gone_after_nine_days(desk: Desk, days: int) -> None:
    is_answered(desk, 1, 1)
    day = waits.day_of(desk.services.now(), desk.services.settings.zone)
    assert desk.services.waits.of_day(day)
    desk.cloud.clock.advance(days * DAY)

    assert desk.services.waits.of_day(day) == {}
