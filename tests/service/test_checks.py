"""Five conversations an hour from a network, and then a kind way on: a wait and some work that grow to a bound.

What is bounded is how many of a network's may wait unanswered: then the message waits too, and goes by itself.
"""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from chalicelib.chat import checking, commitment
from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import talking
from chalicelib.chat.checking import Began
from chalicelib.chat.errors import CheckNeeded, LogUnavailable, TooMany, TooManyWaiting, Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import session_hash
from chalicelib.chat.site import OwnLimits, Site, plain
from chalicelib.chat.wire import Check, QueueChanged, Start, Started
from tests.service.conftest import Desk, staff
from tests.service.test_without_sockets import calls_of

NETWORK, OTHER = "192.0.2.0/24", "198.51.100.0/24"


def key(number: int) -> str:
    return f"{number:043}"


def start(desk: Desk, number: int, check: Check | None = None, network: str = NETWORK) -> Started:
    body = Start(site="demo", language="fi", id="message-1", text="Hei", check=check)
    return talking.start(desk.services, key(number), body, network)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A network that has started as many conversations as it may without a check."""
    for number in range(LIMITS.conversations_an_hour):
        start(desk, number)
    return desk


def challenged(desk: Desk, number: int = 9, network: str = NETWORK) -> CheckNeeded:
    with pytest.raises(CheckNeeded) as refused:
        start(desk, number, network=network)
    return refused.value


def answered(refusal: CheckNeeded) -> Check:
    challenge, bits = str(refusal.data["challenge"]), int(refusal.data["bits"])
    answer = next(f"{n}" for n in range(10_000_000) if checking.solves(challenge, f"{n}", bits))
    return Check(challenge=challenge, answer=answer)


def test_the_sixth_is_asked_to_wait_and_to_work_and_then_starts(busy: Desk) -> None:
    refused = challenged(busy)
    assert refused.data["retry_after"] == LIMITS.check_seconds
    check = answered(refused)
    busy.cloud.clock.advance(LIMITS.check_seconds)

    assert start(busy, 9, check).facts.status == "waiting"


def test_other_networks_are_asked_for_nothing(busy: Desk) -> None:
    assert start(busy, 9, network=OTHER).facts.status == "waiting"


def test_whoever_does_not_wait_is_asked_again(busy: Desk) -> None:
    check = answered(challenged(busy))
    busy.cloud.clock.advance(LIMITS.check_seconds - 1)

    with pytest.raises(CheckNeeded) as again:
        start(busy, 9, check)
    assert again.value.data["challenge"] != check.challenge


def test_a_check_does_not_last_for_ever_and_serves_once(busy: Desk) -> None:
    late, check = answered(challenged(busy)), answered(challenged(busy))
    busy.cloud.clock.advance(LIMITS.check_seconds)
    start(busy, 9, check)
    with pytest.raises(CheckNeeded):
        start(busy, 10, check)
    busy.cloud.clock.advance(LIMITS.check_lasts_seconds)
    with pytest.raises(CheckNeeded):
        start(busy, 10, late)


@pytest.mark.parametrize("answer", ["", "x", "-1"])
def test_a_wrong_answer_starts_nothing(busy: Desk, answer: str) -> None:
    challenge = str(challenged(busy).data["challenge"])
    busy.cloud.clock.advance(LIMITS.check_seconds)
    if checking.solves(challenge, answer, LIMITS.check_bits):  # one in sixteen thousand
        return

    with pytest.raises(CheckNeeded):
        start(busy, 9, Check(challenge=challenge, answer=answer))


def test_a_check_of_another_network_is_none(busy: Desk) -> None:
    for number in range(20, 20 + LIMITS.conversations_an_hour):
        start(busy, number, network=OTHER)
    check = answered(challenged(busy, network=OTHER))
    busy.cloud.clock.advance(LIMITS.check_seconds)

    with pytest.raises(CheckNeeded):
        start(busy, 9, check)


def test_the_same_conversation_again_needs_no_check(busy: Desk) -> None:
    assert start(busy, 0).facts.seq == 1


def test_as_the_hour_goes_on_the_first_are_free_again(busy: Desk) -> None:
    busy.cloud.clock.advance(3599)
    challenged(busy)
    busy.cloud.clock.advance(1)

    assert start(busy, 9).facts.status == "waiting"


def test_what_is_asked_grows_with_what_was_started_and_what_was_told_before_still_counts(busy: Desk) -> None:
    told = challenged(busy)
    began(busy, *range(20, 20 + LIMITS.check_step))
    grown = challenged(busy, 10)
    busy.cloud.clock.advance(int(told.data["retry_after"]))

    assert (grown.data["retry_after"], grown.data["bits"]) == (30, 15)
    assert start(busy, 9, answered(told)).facts.status == "waiting"


def began(desk: Desk, *numbers: int, waiting: bool = True) -> None:
    """Have a network start conversations, all at once and without the work."""
    for number in numbers:
        before = desk.services.counters.starts(NETWORK)
        started = start(desk, number, network=f"of its own {number}").facts
        began = Began(desk.services.milliseconds(), started.conversation)
        assert desk.services.counters.note_starts(NETWORK, before, (*before, began)) is None
        if not waiting:
            talking.take(desk.services, staff("agent.a"), started.conversation)


def test_nobody_is_refused_however_many_were_started_while_they_are_answered(busy: Desk) -> None:
    began(busy, *range(20, 20 + LIMITS.unanswered_a_network), waiting=False)
    check = answered(challenged(busy))
    busy.cloud.clock.advance(LIMITS.check_seconds_most)

    assert start(busy, 9, check).facts.status == "waiting"


def test_with_as_many_unanswered_as_may_wait_one_more_is_told_so_until_one_is_answered(busy: Desk) -> None:
    numbers = range(20, 20 + LIMITS.unanswered_a_network - LIMITS.conversations_an_hour - 1)
    began(busy, *numbers)
    checks = [answered(challenged(busy, number)) for number in (9, 10)]
    busy.cloud.clock.advance(LIMITS.check_seconds_most)
    start(busy, 9, checks[0])

    with pytest.raises(TooManyWaiting) as refused:
        start(busy, 10, checks[1])
    assert refused.value.data == {"retry_after": LIMITS.unanswered_again_seconds}
    assert start(busy, 50, network=OTHER).facts.status == "waiting"

    talking.take(busy.services, staff("agent.a"), rules.id_of(key(0)))
    busy.cloud.clock.advance(LIMITS.unanswered_again_seconds)
    assert start(busy, 10, checks[1]).facts.status == "waiting"


def free_at_once(desk: Desk, tries: int) -> int:
    """Return how many of so many that a network starts at the same time need no check."""

    def starts(number: int) -> bool:
        for _ in range(20):
            try:
                start(desk, number)
            except CheckNeeded:
                return False
            except Unavailable:  # as many others at the same item: asked again, as told
                continue
            return True
        raise AssertionError("never heard")

    with ThreadPoolExecutor(6) as threads:
        return sum(threads.map(starts, range(tries)))


def test_at_once_too_no_more_are_free_than_may_be(desk: Desk) -> None:
    assert free_at_once(desk, LIMITS.conversations_an_hour + 4) == LIMITS.conversations_an_hour


# ------------------------------------------------------------------------------------------------- of a site


def sets(desk: Desk, **limits: int) -> None:
    """Have the site set limits for itself."""
    site = desk.services.sites.current("demo")
    assert site is not None
    own = OwnLimits(**limits)
    desk.services.sites.put(msgspec.structs.replace(plain(site), limits=own))


def test_a_site_may_let_a_network_start_more_without_a_check(desk: Desk) -> None:
    sets(desk, conversations_an_hour=7)
    for number in range(7):
        assert start(desk, number).facts.status == "waiting"

    assert challenged(desk).data["retry_after"] == LIMITS.check_seconds


def test_another_site_asks_what_it_asks_of_a_network_that_starts_on_both(desk: Desk) -> None:
    sets(desk, conversations_an_hour=7)
    desk.services.sites.put(Site(key="other", company="Other Oy", origins=("https://b.example",)))
    for number in range(LIMITS.conversations_an_hour):
        start(desk, number)

    with pytest.raises(CheckNeeded):
        talking.start(desk.services, key(9), Start(site="other", language="fi", id="message-1", text="Hei"), NETWORK)
    assert start(desk, 9).facts.status == "waiting"


def test_at_once_too_a_site_s_own_number_is_free_and_no_more(desk: Desk) -> None:
    sets(desk, conversations_an_hour=7)

    assert free_at_once(desk, 11) == 7


def test_a_site_may_let_more_of_a_network_wait_unanswered(desk: Desk) -> None:
    most = LIMITS.unanswered_a_network + 1
    sets(desk, conversations_an_hour=200, unanswered_a_network=most)
    began(desk, *range(20, 20 + LIMITS.unanswered_a_network))
    assert start(desk, 9).facts.status == "waiting"

    with pytest.raises(TooManyWaiting):
        start(desk, 10)
    sets(desk, conversations_an_hour=200, unanswered_a_network=most + 1)
    assert start(desk, 10).facts.status == "waiting"


# ------------------------------------------------------------------------------------------------- at once


def test_one_answer_starts_one_conversation_also_when_it_is_used_at_once(busy: Desk) -> None:
    check = answered(challenged(busy))
    busy.cloud.clock.advance(LIMITS.check_seconds)

    def starts(number: int) -> bool:
        try:
            start(busy, number, check)
        except CheckNeeded:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(starts, range(9, 13))) == 1


def test_a_start_that_could_not_be_stored_is_not_counted_for_its_network(desk: Desk) -> None:
    desk.services.counters.starts(NETWORK)  # the key of the day is there
    fault = desk.cloud.fail("dynamodb", "PutItem", error="ThrottlingException", times=1_000)
    for number in range(LIMITS.conversations_an_hour + 1):
        with pytest.raises(Unavailable):
            start(desk, number)
    fault.cancel()

    for number in range(LIMITS.conversations_an_hour):
        assert start(desk, number).facts.status == "waiting"
    challenged(desk)


def test_a_start_whose_objection_the_log_does_not_take_is_not_counted_for_its_network(desk: Desk) -> None:
    body = Start(site="demo", language="fi", id="message-1", text="Hei", objects=True)
    fault = desk.cloud.fail("logs", "PutLogEvents", times=1_000)
    for number in range(LIMITS.conversations_an_hour + 1):
        with pytest.raises(LogUnavailable):
            talking.start(desk.services, f"{number:043d}", body, NETWORK)
    fault.cancel()

    assert desk.services.counters.starts(NETWORK) == ()
    assert talking.start(desk.services, "0" * 43, body, NETWORK).facts.objected


def test_a_first_message_that_is_tried_again_counts_once(desk: Desk) -> None:
    for _ in range(LIMITS.conversations_an_hour + 1):
        start(desk, 0)

    for number in range(1, LIMITS.conversations_an_hour):
        start(desk, number)
    challenged(desk)


def test_what_is_refused_or_repeated_is_not_read_for_secrets(busy: Desk) -> None:
    """Covering what is secret in a text is the dearest thing that a start does; whoever is refused does not cause it."""
    cost = calls_of(busy, lambda: challenged(busy))

    assert cost == {"GetItem": 2, "BatchGetItem": 2}


# ---------------------------------------------------------------------------------------------------- repeated


@pytest.fixture
def rung(desk: Desk) -> Desk:
    """An agent whom the queue rings."""
    desk.services.agents.set_available("agent.a", "A", on=True)
    who = staff("agent.a")
    cookie, _ = desk.services.sessions.start(who.person, who.alias, ("agent",), commitment.CURRENT.hash)
    who = msgspec.structs.replace(who, session=session_hash(cookie))
    desk.services.agents.listen(who, "agent-1", desk.services.milliseconds())
    return desk


def rings(desk: Desk) -> int:
    return sum(frame.rings for frame in desk.sockets.heard("agent-1", QueueChanged))


def test_a_first_message_that_is_repeated_a_hundred_times_rings_once(rung: Desk) -> None:
    for _ in range(50):
        with contextlib.suppress(TooMany):
            start(rung, 0)
    rung.work()
    rung.cloud.clock.advance(60)
    for _ in range(50):
        with contextlib.suppress(TooMany):
            start(rung, 0)
    rung.work()

    assert rings(rung) == 1


def test_it_rings_when_whoever_stored_it_died_before_anybody_was_told(rung: Desk) -> None:
    start(rung, 0)
    assert len(rung.jobs()) == 1  # and nobody does it
    start(rung, 0)
    rung.work()

    assert rings(rung) == 1


def test_a_first_message_is_repeated_twenty_times_a_minute_and_then_waits_as_told_at_no_cost(desk: Desk) -> None:
    for _ in range(LIMITS.starts_a_minute):
        start(desk, 0)
    refused: list[TooMany] = []

    def again() -> None:
        with pytest.raises(TooMany) as raised:
            start(desk, 0)
        refused.append(raised.value)

    assert calls_of(desk, again) == {}
    start(desk, 1)
    desk.cloud.clock.advance(refused[0].data["retry_after"])
    assert start(desk, 0).facts.seq == 1
