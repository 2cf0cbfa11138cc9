"""The scenes in which `make cloud` takes permissions away: each is listed, and does without a clock what only time brings."""

import inspect
import math
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import msgspec
import pytest

from chalicelib.aws import keys
from chalicelib.aws.table import attribute_values, conversations
from chalicelib.chat import conversation as rules
from chalicelib.chat.conversation import Conversation, Line, Step
from cloud import hands, removing, scenes
from cloud.hands import Failed
from cloud.scenes import by_themselves, earlier, people, sockets, visits

NOW = 1_795_600_000_000


def generators(module: ModuleType) -> Iterator[object]:
    for name, each in inspect.getmembers(module, inspect.isgeneratorfunction):
        if not name.startswith("_") and each.__module__ == module.__name__:
            yield each


def test_every_scene_is_played_under_a_name_of_its_own() -> None:
    written = {each for module in (by_themselves, people, sockets, visits) for each in generators(module)}

    assert set(scenes.SCENES) == written
    assert len({each.__name__ for each in scenes.SCENES}) == len(scenes.SCENES)
    assert set(scenes.QUEUE_DOWN) <= written


PERMISSIONS = removing.permissions(
    "Watch",
    {
        "Statement": [
            {"Sid": "Table", "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "table"},
            {"Sid": "Queue", "Effect": "Allow", "Action": ["sqs:DeleteMessage"], "Resource": "queue"},
        ]
    },
)
_, UNMET, OF_LAMBDA = PERMISSIONS


def test_no_scene_asks_for_what_is_of_lambda() -> None:
    assert removing.of_lambda([OF_LAMBDA]) == [OF_LAMBDA]


def test_another_permission_that_no_scene_asks_for_fails() -> None:
    with pytest.raises(Failed, match=r"dynamodb:Query"):
        removing.of_lambda([OF_LAMBDA, UNMET])


def allows(*actions: str) -> dict[str, Any]:
    return {"Statement": [{"Sid": "Some", "Effect": "Allow", "Action": list(actions), "Resource": "anything"}]}


POLICIES = {
    "Watch": allows("dynamodb:Query", "sqs:SendMessage"),
    "Sweep": allows("sqs:SendMessage"),
    "Outbox": allows("dynamodb:Query"),
}
MISSING = removing.Permission("Watch", "Some", "dynamodb:Query", "anything")


def left(missing: removing.Permission | None, lacks: str) -> dict[str, list[str]]:
    changed = removing.changed_by(POLICIES, missing, lacks)
    return {name: [each.action for each in removing.permissions(name, policy)] for name, policy in changed.items()}


def test_a_permission_is_missing_to_its_function_alone() -> None:
    assert left(MISSING, "") == {"Watch": ["sqs:SendMessage"]}


def test_what_a_scene_lacks_is_missing_to_every_function_beside_the_permission() -> None:
    assert left(MISSING, "sqs:SendMessage") == {"Watch": [], "Sweep": []}
    assert left(None, "sqs:SendMessage") == {"Watch": ["dynamodb:Query"], "Sweep": []}
    assert left(None, "") == {}


class Socket:
    """A socket on which a frame comes after so many looks, if at all."""

    subprotocol = "juttu.v1"

    def __init__(self, after: float) -> None:
        self.looks = 0
        self._after = after

    def recv(self, timeout: float) -> str:
        self.looks += 1
        if self.looks <= self._after:
            raise TimeoutError
        return '{"is": "pong"}'


def listening(socket: Socket, known_after: float) -> hands.Line:
    """A line of whoever would listen for ever."""
    service = hands.Service(SimpleNamespace(), SimpleNamespace(origin=""))  # type: ignore[arg-type]  # nothing is asked of them
    service.patience = math.inf
    service.is_known = lambda: socket.looks >= known_after
    return hands.Line(socket, service)  # type: ignore[arg-type]  # all that a line wants of one


def test_a_frame_is_waited_for_until_it_is_known_that_it_may_not_come() -> None:
    assert listening(Socket(after=50), known_after=math.inf).hear("pong") == {"is": "pong"}

    with pytest.raises(Failed, match="No pong was heard"):
        listening(Socket(after=math.inf), known_after=50).hear("pong")


def test_what_is_on_its_way_is_heard_although_it_is_known_that_it_may_not_come() -> None:
    assert listening(Socket(after=2), known_after=1).hear("pong") == {"is": "pong"}


def conversation(said: str, *, taken: bool) -> Conversation:
    first = rules.said(by=rules.VISITOR, id="message-1", n=1, text=said, masked=(), asks_copy=False, now=NOW)
    begun = rules.start(
        key="k" * 43,
        site="main",
        language="fi",
        queue="general",
        line=first,
        now=NOW,
        expires_at=NOW // 1000 + 3600,
        expires_on="2026-12-31",
        notice="",
    )
    taken_line = Line(kind="joined", by="agent.a", at=NOW)
    owner = {"owner": "agent.a", "status": "active"} if taken else {}
    return msgspec.structs.replace(begun, newest=(first, taken_line), **owner)


def stored(one: Conversation) -> dict[str, attribute_values.Typed]:
    item = conversations._item(one)
    return {name: attribute_values.typed(value) for name, value in item.items() if value is not None}


def begins_another_kilobyte(one: Conversation) -> bool:
    closed = Step(line=Line(kind="closed", by=rules.SYSTEM, at=NOW), status="closed", owner=one.owner)
    return conversations._begins_another_kilobyte(one, closed)


@pytest.mark.parametrize("taken", [True, False])
@pytest.mark.parametrize("said", ["Hei", "Hei, mikä kiuas? " * 7, "Kiuas ei lämpene. " * 40])
def test_a_conversation_that_is_filled_begins_another_kilobyte_with_the_shortest_line(
    said: str, *, taken: bool
) -> None:
    plain = conversation(said, taken=taken)
    assert not begins_another_kilobyte(plain)

    assert begins_another_kilobyte(msgspec.structs.replace(plain, name=earlier.filling(stored(plain))))


def test_a_head_is_filled_whatever_name_it_had() -> None:
    plain = conversation("Hei", taken=True)
    named = msgspec.structs.replace(plain, name="Maija")

    assert earlier.filling(stored(named)) == earlier.filling(stored(plain))
    assert keys.head(plain.id).pk == stored(named)["pk"]["S"]
