"""A frame's answer is the route's own response: it waits for telling the others, but not for long, and fails with nothing."""

import contextlib
import functools
import json
import re
import time
from typing import Any

import msgspec
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from chalicelib import settings, wiring
from chalicelib.aws import calling
from chalicelib.aws.calling import Calls, World
from chalicelib.aws.push import ApiGatewayPush
from chalicelib.chat.actions import talking
from chalicelib.chat.conversation import VISITOR
from chalicelib.chat.ports import Listener
from chalicelib.chat.who import Visitor
from chalicelib.chat.wire import Say, Told
from chalicelib.entrypoints import sockets
from chalicelib.entrypoints.saying import AFTERWARDS_SECONDS
from local.refusals import ROOT
from tests.service.conftest import Desk


class Hanging:
    """An `@connections` that takes a frame and never answers; only it makes time pass."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.asked: list[str] = []

    def post_to_connection(self, **request: Any) -> Any:
        self.asked.append(request["ConnectionId"])
        self.passed += AFTERWARDS_SECONDS
        raise ReadTimeoutError(endpoint_url="https://socket.example")


class Slow:
    """A store that does what it is asked when the client has given up waiting; only that makes time pass."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.slow = re.compile("nothing")
        self.passed = 0.0

    def __getattr__(self, operation: str) -> Any:
        def call(**request: Any) -> Any:
            if not self.slow.match(operation):
                return getattr(self.client, operation)(**request)
            with contextlib.suppress(ClientError):
                getattr(self.client, operation)(**request)
            self.passed += wiring.TABLE_SECONDS
            raise ReadTimeoutError(endpoint_url="https://dynamodb.example")

        return call


def listening(desk: Desk, own: str, others: list[str]) -> str:
    """Return a conversation whose visitor listens on sockets of their own."""
    conversation, _, _ = desk.taken()
    now = desk.services.milliseconds()
    desk.services.sockets.open(own, Listener(conversation=conversation.id), int(desk.services.now()))
    for each in (own, *others):
        desk.services.conversations.listen(conversation, each, VISITOR, now)
    return conversation.id


def say(desk: Desk, conversation: str, **parts: Any) -> Any:
    """Say something on the socket `own`, and return the frame that answers."""
    frame = {"do": "say", "conversation": conversation, "id": "message-2", "n": 2, "text": "Onko auki?", **parts}
    answer = sockets.message("own", json.dumps(frame), desk.services)
    assert answer["statusCode"] == 200
    return json.loads(answer["body"])


def test_a_message_is_answered_by_the_response_and_pushed_to_the_others_only(desk: Desk) -> None:
    conversation = listening(desk, "own", ["other"])

    answer = say(desk, conversation)

    assert (answer["is"], answer["entry"]["seq"]) == ("said", 3)
    assert [each.seq for each in desk.sockets.heard("other", Told)] == [3]
    assert [to for to, _ in desk.sockets.told if to == "own"] == []


def test_a_refusal_is_the_response_too(desk: Desk) -> None:
    conversation = listening(desk, "own", ["other"])

    answer = say(desk, conversation, n=5)

    assert (answer["is"], answer["code"], answer["expected"]) == ("refused", "out_of_order", 2)
    assert [to for to, _ in desk.sockets.told if to in ("own", "other")] == []


class Mistaken:
    """A port of ours with a mistake in it, whose words may be somebody's."""

    def __getattr__(self, _: str) -> Any:
        raise ValueError("canary-7f3a")


def test_a_mistake_of_ours_is_told_in_words_and_counted_for_the_alarm_which_no_status_would_tell(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    conversation = listening(desk, "own", [])
    headers = {"Origin": "https://chat.example", "Sec-WebSocket-Protocol": "juttu.v1, ticket.abc"}
    event = {"headers": headers, "requestContext": {"connectionId": "new", "identity": {"sourceIp": "192.0.2.1"}}}
    assert (say(desk, conversation)["is"], sockets.connect(event, desk.services)) == ("said", {"statusCode": 403})
    assert desk.metrics.of("failed") == []

    well = desk.services
    desk.services = msgspec.structs.replace(well, conversations=Mistaken())
    refused = say(desk, conversation, id="message-3", n=3)
    mistaken = msgspec.structs.replace(well, sockets=Mistaken())
    opened = sockets.connect(event, mistaken)
    sockets.disconnect("own", mistaken)

    assert (refused["is"], refused["code"], opened) == ("refused", "unavailable", {"statusCode": 500})
    assert desk.metrics.of("failed") == [1, 1, 1]
    assert "canary-7f3a" not in caplog.text
    assert [vars(each)["where"] for each in caplog.records] == ["socket", "connect", "disconnect"]


@pytest.mark.parametrize("frame", [{"do": "typing", "on": True}, {"do": "read", "seq": 1}, {"do": "leave"}])
def test_a_frame_that_is_not_answered_has_a_response_without_a_body(desk: Desk, frame: dict[str, Any]) -> None:
    conversation = listening(desk, "own", [])

    answer = sockets.message("own", json.dumps({**frame, "conversation": conversation}), desk.services)

    assert answer == {"statusCode": 200}


def test_how_far_one_has_read_is_written_and_told_with_the_message(desk: Desk) -> None:
    conversation = listening(desk, "own", ["other"])
    before = desk.cloud.meter.read()

    say(desk, conversation, read=2)

    stored = desk.services.conversations.get(conversation)
    assert stored is not None
    assert stored.read_by_visitor == 2
    assert [each.read for each in desk.sockets.heard("other", Told)] == [2]
    assert (desk.cloud.meter.read() - before).calls["dynamodb.UpdateItem"] == 1


@pytest.mark.parametrize(("known", "said", "then"), [(1, 0, 1), (2, 1, 2), (0, 99, 2)])
def test_a_mark_goes_with_a_message_forward_only_and_no_further_than_there_is_something(
    desk: Desk, known: int, said: int, then: int
) -> None:
    conversation = listening(desk, "own", [])
    desk.services.conversations.note(conversation, read_by_visitor=known)

    assert say(desk, conversation, read=said)["is"] == "said"

    stored = desk.services.conversations.get(conversation)
    assert stored is not None
    assert stored.read_by_visitor == then


def test_a_message_loses_to_a_mark_that_came_meanwhile_and_is_stored_all_the_same(desk: Desk) -> None:
    conversation = listening(desk, "own", [])
    seen = desk.services.conversations.get(conversation)
    desk.services.conversations.note(conversation, read_by_visitor=2)
    frame = Say(conversation=conversation, id="message-2", n=2, text="Hei", read=1)

    entry, after = talking.say(desk.services, Visitor(conversation), seen, frame)

    assert (entry.seq, after.read_by_visitor) == (3, 2)


def test_sockets_that_hang_hold_the_answer_back_for_a_moment_only(desk: Desk) -> None:
    conversation = listening(desk, "own", ["slow-1", "slow-2", "slow-3"])
    hanging = Hanging()
    world = World(elapsed=lambda: time.monotonic() + hanging.passed, sleep=lambda _: None)
    calls = Calls(lambda: hanging, world, desk.services.metrics, service="apigatewaymanagementapi", tries=2)
    push = ApiGatewayPush(calls)  # type: ignore[arg-type] # it has the one method that is called
    hurry = functools.partial(calling.hurry, world)
    desk.services = msgspec.structs.replace(desk.services, push=push, hurry=hurry)
    calling.begin(world, 12)

    answer = say(desk, conversation)

    assert (answer["is"], answer["entry"]["seq"]) == ("said", 3)
    assert hanging.asked == ["slow-1"]


LAMBDA_SECONDS = json.loads((ROOT / ".chalice" / "config.json").read_text("utf-8"))["lambda_timeout"]


SAY = {"do": "say", "id": "message-2", "n": 2, "text": "Hei"}


@pytest.mark.parametrize(
    ("frame", "slow", "said"),
    [({"do": "join"}, ".", 1), (SAY, ".", 2), (SAY, "update", 2)],
    ids=["join", "say", "say, when it was written"],
)
def test_while_the_store_is_slow_a_frame_is_refused_in_time_and_its_repetition_is_answered(
    desk: Desk, frame: dict[str, Any], slow: str, said: int
) -> None:
    conversation = listening(desk, "own", [])
    store = Slow(desk.cloud.client("dynamodb"))
    world = World(now=desk.cloud.clock, elapsed=lambda: store.passed, sleep=lambda _: None)

    def create(service: str, **_: Any) -> Any:
        return store if service == "dynamodb" else desk.cloud.client(service)

    wired = wiring.build(settings.read(desk.cloud.environment), world, create)
    services = msgspec.structs.replace(wired, push=desk.sockets, request="request-1")

    def ask() -> Any:
        calling.begin(world, wiring.INVOCATION_SECONDS)
        answer = sockets.message("own", json.dumps({**frame, "conversation": conversation}), services)
        return json.loads(answer["body"])

    store.slow = re.compile(slow)
    refused = ask()
    assert (refused["code"], refused["of"], refused["conversation"]) == ("unavailable", frame["do"], conversation)
    assert (refused.get("id"), refused.get("n")) == (frame.get("id"), frame.get("n"))
    assert 0 < store.passed < LAMBDA_SECONDS

    store.slow = re.compile("nothing")
    answer = ask()
    assert answer["is"] in ("said", "history")
    stored = services.conversations.get(conversation)
    assert stored is not None
    assert [line.text for line in stored.newest if line.by == VISITOR] == ["Hei"] * said
