"""Five conversations an hour from a network, and then a kind way on: a short wait and some work, never a dead end."""

import pytest

from chalicelib.chat import checking
from chalicelib.chat.actions import talking
from chalicelib.chat.errors import CheckNeeded, TooMany
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.wire import Check, Start, Started
from tests.service.conftest import Desk

NETWORK, OTHER = "192.0.2.0/24", "198.51.100.0/24"


def key(number: int) -> str:
    return f"{number:043}"


def start(desk: Desk, number: int, check: Check | None = None, network: str = NETWORK) -> Started:
    body = Start(site="demo", language="fi", id="message-1", text="Hei", check=check)
    return talking.start(desk.services, key(number), body, network)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A network that has started as many conversations as it may without a check."""
    desk.cloud.clock.advance(3600 - desk.cloud.clock() % 3600)
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


def test_with_checks_too_there_is_an_end_that_says_when(busy: Desk) -> None:
    for _ in range(LIMITS.checked_conversations_an_hour):
        busy.services.counters.network("conversations-checked", NETWORK, LIMITS.checked_conversations_an_hour, 3600)
    check = answered(challenged(busy))
    busy.cloud.clock.advance(LIMITS.check_seconds)

    with pytest.raises(TooMany) as refused:
        start(busy, 9, check)
    assert 0 < refused.value.data["retry_after"] <= 3600
