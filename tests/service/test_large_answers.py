"""Answers of the largest conversations: in pages by bytes, each within what its channel takes."""

import dataclasses
import json
from itertools import pairwise

import msgspec
import pytest

from chalicelib.chat.actions import talking
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Listener
from chalicelib.chat.who import Staff, Visitor
from chalicelib.chat.wire import History
from chalicelib.entrypoints import sockets
from tests.service.conftest import Desk, staff

TEXTS = {"ascii": "a" * 2_000, "quotes": '"' * 2_000, "euro": "€" * 2_000, "emoji": "😀" * 2_000, "short": "ok"}
"""One byte a character, two as JSON, three and four in UTF-8; and as many as fit of the small ones."""


def pages(desk: Desk, who: Visitor | Staff, conversation: Conversation) -> list[History]:
    """Return a conversation as a client fetches it: page after page."""
    found: list[History] = []
    while not found or found[-1].more:
        after = found[-1].entries[-1].seq if found else 0
        found.append(talking.history(desk.services, who, conversation, after))
    return found


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_history_comes_in_pages_as_full_as_a_push_may_be(desk: Desk, text: str) -> None:
    conversation = desk.filled(*[text] * (1_200 if text == "ok" else 80))

    found = pages(desk, Visitor(conversation.id), conversation)

    assert len(found) > 1
    assert [entry.seq for page in found for entry in page.entries] == list(range(1, conversation.seq + 1))
    assert all(len(msgspec.json.encode(page)) <= LIMITS.push_bytes for page in found)
    for page, following in pairwise(found):
        one_more = msgspec.structs.replace(page, entries=(*page.entries, following.entries[0]))
        assert len(msgspec.json.encode(one_more)) > LIMITS.push_bytes


def test_a_page_reads_little_more_than_it_shows(desk: Desk) -> None:
    conversation = desk.filled(*["€" * 2_000] * 80)
    begins = desk.cloud.meter.read()
    lines = desk.services.conversations.lines(conversation, 0, LIMITS.push_bytes)
    one = (desk.cloud.meter.read() - begins).read_units["Query"]
    desk.services.conversations.lines(conversation)
    all_of_them = (desk.cloud.meter.read() - begins).read_units["Query"] - one

    assert len(lines) < 40
    assert one * 2 <= all_of_them


def test_whoever_joins_is_pushed_no_more_than_api_gateway_takes(desk: Desk) -> None:
    conversation = desk.filled(*["😀" * 2_000] * 60)
    agent = staff("agent.a")
    talking.take(desk.services, agent, conversation.id)

    taken = desk.services.conversations.get(conversation.id)
    history = talking.join(desk.services, agent, taken, 0, "agent-1")

    assert history.more
    assert desk.services.push.send("agent-1", history)


@pytest.mark.parametrize(("most", "kind"), [(LIMITS.push_bytes, "history"), (10**6, "refused")])
def test_an_answer_that_is_too_large_for_its_socket_is_refused_by_name(desk: Desk, most: int, kind: str) -> None:
    conversation = desk.filled(*["€" * 2_000] * 60)
    ticket = desk.services.sockets.issue(
        Listener(conversation=conversation.id), "http://127.0.0.1", desk.services.milliseconds() // 1000 + 30
    )
    listener = desk.services.sockets.redeem(ticket, "http://127.0.0.1")
    assert listener is not None
    desk.services.sockets.open("visitor-1", listener, desk.services.milliseconds())
    limits = msgspec.structs.replace(LIMITS, push_bytes=most)
    services = dataclasses.replace(desk.services, limits=limits)

    response = sockets.message("visitor-1", json.dumps({"do": "join", "conversation": conversation.id}), services)

    answer = json.loads(response["body"])
    assert answer["is"] == kind
    if kind == "refused":
        named = (answer["code"], answer["of"], answer["conversation"])
        assert named == ("answer_too_large", "join", conversation.id)
