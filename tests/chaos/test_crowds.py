"""Many at once: as many as the limits let through are all done within a function's time, in virtual time."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.chat import checking
from chalicelib.chat.limits import LIMITS
from chaos.faults import CALM
from chaos.gateway import Asked
from chaos.world import SITE, Design, World

KEY = "k" * 43
NETWORK = "192.0.2.7"


class Crowd:
    """A cloud in which nothing goes wrong, and whoever asks it for many things at the same moment."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.is_slow(0.005)
        world.scheduler.run(5)  # until an eventually consistent read sees the site

    def is_slow(self, seconds: float) -> None:
        """Let each call to AWS take about twice so long: there and back."""
        chance = self.world.chance
        self.world.faults.seconds_of_call = lambda service: seconds * chance.uniform(0.5, 1.5)  # type: ignore[method-assign]

    def asks(self, *asked: Asked) -> list[tuple[int, Any]]:
        """Return status and body of the answers to what is asked at once, in the order in which they came."""
        heard: list[tuple[int, Any]] = []
        for each in asked:
            self.world.gateway.request(each, lambda *answer: heard.append(answer))
        self.world.scheduler.run(30)
        assert len(heard) == len(asked)
        return heard

    def talks(self, messages: int) -> None:
        """Let the visitor start a conversation, of so many messages."""
        assert self.asks(start(KEY))[0][0] == 201
        for n in range(2, messages + 1):
            said = post("/v1/conversation/messages", {"id": f"message-{n}", "n": n, "text": f"Hei {n} " * 9})
            assert self.asks(said)[0][0] == 200


def post(path: str, body: dict[str, Any], key: str = KEY) -> Asked:
    return Asked("POST", path, {"authorization": f"Bearer {key}"}, body, NETWORK)


def start(key: str, **more: Any) -> Asked:
    return post("/v1/conversations", {"site": SITE, "language": "fi", "id": "message-1", "text": "Hei", **more}, key)


def hide(seq: int) -> Asked:
    return post("/v1/conversation/hide", {"seq": seq})


def correct(number: int, about: int = 1) -> Asked:
    body = {"id": f"correction-{number}", "about": about, "text": f"Korjaus {number} " * 100}
    return post("/v1/conversation/corrections", body)


def refusals(answers: list[tuple[int, Any]]) -> Counter[str]:
    return Counter(body["code"] for status, body in answers if status >= 400)


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    world = World("a crowd", Design())
    world.faults.rates = CALM
    yield Crowd(world)
    world.leave()


@pytest.mark.parametrize("seconds", [0.005, 0.1], ids=["a quick table", "a slow one"])
def test_as_many_hides_and_corrections_at_once_as_the_limits_let_through_are_all_done(
    crowd: Crowd, seconds: float
) -> None:
    hides, corrections = LIMITS.hides_a_conversation, LIMITS.corrections_a_conversation
    shown = hides + 1  # what is hidden takes what puts it right with it, and nothing puts it right any more
    crowd.talks(shown)
    crowd.is_slow(seconds)
    before = crowd.world.aws.calls["dynamodb.update_item"]
    answers = crowd.asks(*map(hide, range(1, hides + 1)), *(correct(number, shown) for number in range(corrections)))

    assert refusals(answers) == {}
    # Nobody loses to more than a few who move lines: a write each for the line, one for the sign of life.
    assert crowd.world.aws.calls["dynamodb.update_item"] - before < 3 * (hides + corrections)


def test_of_more_at_once_than_the_limit_just_those_beyond_it_are_refused_and_for_good(crowd: Crowd) -> None:
    crowd.talks(2)
    crowd.is_slow(0.1)
    answers = crowd.asks(*map(correct, range(LIMITS.corrections_a_conversation + 20)))

    assert refusals(answers) == {"too_many": 20}
    assert {body.get("of") for status, body in answers if status >= 400} == {"conversation"}


@pytest.mark.parametrize("seconds", [0.005, 0.05], ids=["a quick table", "one that answers within 100 ms"])
def test_as_many_conversations_as_a_network_may_have_unanswered_start_at_once(crowd: Crowd, seconds: float) -> None:
    free, most = LIMITS.conversations_an_hour, LIMITS.unanswered_a_network
    keys = [f"{number:043d}" for number in range(most)]
    assert refusals(crowd.asks(*map(start, keys[:free]))) == {}
    challenges = [body["challenge"] for _, body in crowd.asks(*map(start, keys[free:]))]
    crowd.world.scheduler.run(LIMITS.check_seconds_most)
    checks = [{"challenge": challenge, "answer": solved(challenge)} for challenge in challenges]
    crowd.is_slow(seconds)
    answers = crowd.asks(*(start(key, check=check) for key, check in zip(keys[free:], checks, strict=True)))

    assert refusals(answers) == {}


def solved(challenge: str) -> str:
    bits = int(challenge.split(".")[2])
    return next(f"{n}" for n in range(10_000_000) if checking.solves(challenge, f"{n}", bits))
