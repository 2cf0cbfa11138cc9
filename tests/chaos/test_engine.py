"""The simulation itself: one order of everything, processes that really die, a gateway that keeps to its bad manners."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from chalice.app import Chalice

from chalicelib import wiring
from chalicelib.chat import letters
from chaos import history, shard
from chaos.aws import Aws, Died, Logs
from chaos.client import Connection
from chaos.faults import CALM, Faults, Rates
from chaos.gateway import Asked
from chaos.history import Acknowledged, Corrected, Did, Ending, Mailed, Showed, Stored, Typed
from chaos.processes import Process
from chaos.scheduler import Scheduler
from chaos.talks import Talk
from chaos.world import SITE, START, Design, Habits, World

ROOT = Path(__file__).parents[2]
SEED = "an engine's test/11"
HELPING = Habits(help=3, correct=3, undo=3)
FEW = Design(few=True, habits=HELPING)
CERTAIN = 1.0


def _text(seed: str) -> str:
    return "\n".join(history.write(shard.play(seed, FEW).history))


# ------------------------------------------------------------------------------------------------- the same again


def test_the_same_seed_gives_the_same_history_byte_for_byte_in_another_process_too() -> None:
    program = f"""
from chaos import history, shard
from chaos.world import Design, Habits
design = Design(few=True, habits=Habits(help=3, correct=3, undo=3))
print(chr(10).join(history.write(shard.play({SEED!r}, design).history)))
"""
    other = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    once = _text(SEED)

    assert once == _text(SEED)
    assert once == other.stdout.rstrip("\n")


def test_another_seed_gives_another_history() -> None:
    assert _text("one/1") != _text("another/1")


@pytest.fixture(scope="module")
def full() -> list[shard.Shard]:
    """Some shards in which everything happens that people can do; what of it in which, their seeds decide."""
    return [shard.play(f"full/{number}", Design(habits=HELPING)) for number in range(4)]


def test_a_shard_is_full_of_what_a_checker_looks_at(full: list[shard.Shard]) -> None:
    for each in full:
        kinds = {type(event) for event in each.history}

        assert {Typed, Acknowledged, Showed, Stored} <= kinds
        assert each.operations["say"] > 50
        assert sum(each.faults.values()) > 100
        assert not each.failures


def test_shards_have_all_that_colleagues_do_for_each_other_and_take_back(full: list[shard.Shard]) -> None:
    events = [event for each in full for event in each.history]
    done = {event.what for event in events if isinstance(event, Did) and event.outcome == "done"}
    assert {"invite", "let_go", "stop", "supervise", "glass", "transfer", "close"} <= done
    states = {event.state for event in events if isinstance(event, Ending)}
    assert {"begun", "undone", "taken_back", "asked", "answered"} <= states
    corrected = {event.by for event in events if isinstance(event, Corrected) and event.outcome == "done"}
    assert {"visitor"} < corrected
    assert {ground for each in full for ground in grounds_of(each.history)} >= {
        "own",
        "invited",
        "supervising",
        "glass",
    }


def grounds_of(events: list[history.Event]) -> set[str]:
    """Return on which grounds alone words have reached somebody in these conversations."""
    found: set[str] = set()
    for conversation in {event.conversation for event in events}:
        talk = Talk(conversation, [event for event in events if event.conversation == conversation])
        for heard in talk.heard:
            grounds = set(talk.grounds.of(heard.by, heard.at, heard.newest))
            found |= grounds if len(grounds) == 1 else set()
    return found


def test_a_shard_leaves_the_wiring_as_it_was() -> None:
    before = wiring.world, wiring.provide

    shard.play(SEED, FEW)

    assert (wiring.world, wiring.provide) == before


# ------------------------------------------------------------------------------------------------- time


def test_what_is_due_at_one_time_happens_in_the_order_in_which_it_was_asked_for() -> None:
    scheduler, happened = Scheduler("s", START), []

    def waits() -> None:
        happened.append("begins")
        scheduler.wait(2)
        happened.append("goes on")

    scheduler.spawn(waits)
    scheduler.later(2, lambda: happened.append("after two seconds"))
    scheduler.later(1, lambda: happened.append("after one"))
    scheduler.later(1, lambda: happened.append("never")).cancel()
    scheduler.run(5)

    assert happened == ["begins", "after one", "after two seconds", "goes on"]
    assert scheduler.now == START + 5


def test_only_what_was_spawned_may_wait() -> None:
    with pytest.raises(RuntimeError):
        Scheduler("s", START).wait(1)


# ------------------------------------------------------------------------------------------------- AWS and processes


class _Store:
    """A service that remembers what it was asked to do."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def answer(self, operation: str, _: Any) -> dict[str, Any]:
        self.done.append(operation)
        return {"Answer": operation}


def _call(rates: Rates, *, calls: int = 1) -> tuple[_Store, list[Any], Process]:
    """Let a process make calls to AWS at these rates; return the service, what came of each call, and the process."""
    scheduler = Scheduler("aws", START)
    store = _Store()
    aws = Aws(scheduler, Faults(scheduler.random, rates), {"dynamodb": store})
    process = Process(Chalice(app_name="none"), scheduler, 0.0)
    came: list[Any] = []

    def run() -> None:
        try:
            for number in range(calls):
                try:
                    came.append(aws.client("dynamodb").put_item(number=number))
                except Exception as error:  # noqa: BLE001 - whatever a process gets to see
                    came.append(error)
        finally:
            if process.dead:  # does nothing more, whatever its code would do on its way out
                came.append("its finally")
                aws.client("dynamodb").cleaning_up()
                came.append("never reached")

    scheduler.spawn(run).owner = process
    scheduler.run(60)
    return store, came, process


def test_a_call_that_is_lost_was_done_and_is_reported_failed() -> None:
    rates = Rates(**{**_calm(), "lost": CERTAIN})
    store, came, _ = _call(rates)

    assert store.done[0] == "put_item"
    assert isinstance(came[0], Exception)


def test_a_call_that_fails_was_not_done() -> None:
    store, came, _ = _call(Rates(**{**_calm(), "throttled": CERTAIN}))

    assert store.done == []
    assert isinstance(came[0], ClientError)


def test_a_call_that_is_late_is_given_up_and_done_after_all() -> None:
    store, came, _ = _call(Rates(**{**_calm(), "late": CERTAIN}))

    assert isinstance(came[0], ReadTimeoutError)
    assert "put_item" in store.done


@pytest.mark.parametrize("seed", range(3))
def test_a_process_that_dies_does_nothing_more_not_even_on_its_way_out(seed: int) -> None:
    store, came, process = _call(Rates(**{**_calm(), "dies": CERTAIN}), calls=3)

    assert process.dead
    assert came == ["its finally"]
    assert store.done in ([], ["put_item"])


def test_what_dies_is_no_exception_that_the_product_could_catch() -> None:
    assert not issubclass(Died, Exception)


def _calm() -> dict[str, float]:
    return dict.fromkeys(Rates.__dataclass_fields__, 0.0)


# ------------------------------------------------------------------------------------------------- the whole house


@pytest.fixture
def world() -> Any:
    made = World("a calm day", Design())
    made.faults.rates = CALM
    made.scheduler.run(5)  # until an eventually consistent read sees the site
    yield made
    made.leave()


def _ask(world: World, asked: Asked) -> tuple[int, Any]:
    heard: list[tuple[int, Any]] = []
    world.gateway.request(asked, lambda *answer: heard.append(answer))
    world.scheduler.run(20)
    (answer,) = heard
    return answer


def _start(world: World, key: str = "k" * 43) -> tuple[int, Any]:
    body = {"site": SITE, "language": "fi", "id": "message-1", "text": "Hei"}
    return _ask(world, Asked("POST", "/v1/conversations", {"authorization": f"Bearer {key}"}, body, "192.0.2.7"))


def test_a_request_goes_through_the_real_app(world: World) -> None:
    status, body = _start(world)

    assert status == 201
    assert body["entry"]["text"] == "Hei"
    assert world.services.conversations.get(body["facts"]["conversation"]) is not None


def test_a_function_that_dies_is_answered_for_by_the_gateway(world: World) -> None:
    world.faults.rates = Rates(**{**_calm(), "dies": CERTAIN})

    assert _start(world) == (502, None)


def test_a_function_that_takes_too_long_is_ended_as_lambda_ends_it() -> None:
    class NeverAnswers:
        """Conversations of a table that does not answer."""

        def get(self, _: str) -> None:
            made.scheduler.wait(1000)

    made = World(
        "slow", Design(services=lambda services, _: msgspec.structs.replace(services, conversations=NeverAnswers()))
    )
    made.faults.rates = CALM
    job = '{"kind": "code", "conversation": "0123456789ABCDEF", "order": 1}'
    answered: list[tuple[bool, Any]] = []
    made.processes.invoke(
        "outbox", {"Records": [{"messageId": "1", "body": job}]}, lambda *answer: answered.append(answer)
    )
    made.scheduler.run(29)
    assert answered == []
    made.scheduler.run(2)
    made.leave()

    assert answered == [(False, "timed out")]


class _Ears:
    """A browser's end of a socket that remembers."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def opened(self) -> None:
        self.told.append("opened")

    def heard(self, frame: Any) -> None:
        self.told.append(frame)

    def closed(self) -> None:
        self.told.append("closed")


def _socket(world: World) -> tuple[Any, _Ears, str]:
    _, started = _start(world)
    asked = Asked("POST", "/v1/tickets", {"authorization": f"Bearer {'k' * 43}"}, None, "192.0.2.7")
    _, ticket = _ask(world, asked)
    ears = _Ears()
    wire = world.gateway.open(["juttu.v1", f"ticket.{ticket['ticket']}"], "192.0.2.7", ears)
    world.scheduler.run(5)
    return wire, ears, started["facts"]["conversation"]


def test_a_socket_opens_with_a_ticket_and_answers_frames(world: World) -> None:
    wire, ears, conversation = _socket(world)
    wire.send({"do": "join", "conversation": conversation, "after": 0})
    world.scheduler.run(5)

    assert ears.told[0] == "opened"
    assert [frame["is"] for frame in ears.told[1:]] == ["history"]


def test_a_socket_without_a_ticket_is_closed(world: World) -> None:
    ears = _Ears()
    world.gateway.open(["juttu.v1", "ticket.none"], "192.0.2.7", ears)
    world.scheduler.run(5)

    assert ears.told == ["closed"]


@pytest.mark.parametrize(
    ("befalls", "told"),
    [
        (lambda world, wire: world.gateway.lose(wire), []),
        (lambda world, wire: world.scheduler.run(601), ["closed"]),
    ],
)
def test_a_lost_socket_is_silent_and_an_idle_one_is_closed(
    world: World, befalls: Callable[[World, Any], None], told: list[str]
) -> None:
    wire, ears, conversation = _socket(world)
    befalls(world, wire)
    wire.send({"do": "join", "conversation": conversation, "after": 0})
    world.scheduler.run(5)

    assert ears.told[1:] == told


def test_a_frame_may_be_delivered_twice(world: World) -> None:
    wire, ears, conversation = _socket(world)
    world.faults.rates = Rates(**{**_calm(), "frame_twice": CERTAIN})
    wire.send({"do": "join", "conversation": conversation, "after": 0})
    world.scheduler.run(5)

    assert [frame["is"] for frame in ears.told[1:]] == ["history", "history"]


def test_a_mail_that_leaves_is_in_the_history_and_its_code_in_the_mail(world: World) -> None:
    raw = letters.code("fi", None, code="123456", to="v1@mail.example", settings=world.services.settings)
    world.services.mail.send(raw, to="v1@mail.example", conversation="0123456789ABCDEF", order=1, mail="code-1")

    assert [event for event in world.history if isinstance(event, Mailed)] == [
        Mailed(at=world.milliseconds, conversation="0123456789ABCDEF", order=1, mail="code-1")
    ]
    assert world.code("0123456789ABCDEF") == "123456"
    assert world.code("another") is None


def test_a_record_that_is_written_again_is_one_record() -> None:
    log = Logs()
    stream = {"logStreamName": "conversation/A"}
    log.answer("create_log_stream", stream)
    for at in (1, 1, 2):
        record = {"at": at, "actor": "agent.a", "action": "conversation_taken", "outcome": "failed"}
        log.answer("put_log_events", {**stream, "logEvents": [{"message": json.dumps(record)}]})

    assert log.of_conversation("A") == (("agent.a", "conversation_taken", "failed", 2),)


def test_a_client_is_what_the_design_says() -> None:
    class Other(Connection):
        """Another client."""

    made = World("design", Design(connection=Other))
    made.leave()

    assert made.design.connection is Other
