"""Answers of the largest conversations: in pages by bytes, each within what its channel takes."""

import json
import re
from itertools import pairwise

import msgspec
import pytest

from chalicelib.chat.actions import data_rights, talking
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.fitting import as_lambda_writes, in_an_answer
from chalicelib.chat.limits import LIMITS, Limits
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
    desk.services.sockets.open("visitor-1", listener, desk.services.milliseconds() // 1000)
    limits = msgspec.structs.replace(LIMITS, push_bytes=most)
    services = msgspec.structs.replace(desk.services, limits=limits)

    response = sockets.message("visitor-1", json.dumps({"do": "join", "conversation": conversation.id}), services)

    answer = json.loads(response["body"])
    assert answer["is"] == kind
    if kind == "refused":
        named = (answer["code"], answer["of"], answer["conversation"])
        assert named == ("answer_too_large", "join", conversation.id)


FULL = {
    "quotes": ['"' * 524] * (LIMITS.messages_a_conversation - 1),
    "emoji": [TEXTS["emoji"]] * (LIMITS.text_bytes_a_conversation // 8_000 - 1),
}
"""The largest conversations there are: what takes most bytes in an answer, and what takes most for a character."""


def cut(desk: Desk, limits: Limits, conversation: Conversation) -> tuple[list[str], list[int]]:
    """Return the parts of the page to save, and the sizes of the copy's pages, as a client fetches them."""
    services = msgspec.structs.replace(desk.services, limits=limits)
    visitor = Visitor(conversation.id)
    parts = [data_rights.page(services, visitor, conversation, "fi")]
    while more := re.search(r"<!-- more: (\d+) -->$", parts[-1]):
        parts.append(data_rights.page(services, visitor, conversation, "fi", int(more[1])))
    copies = [data_rights.copy(services, visitor, conversation)]
    while copies[-1].more:
        copies.append(data_rights.copy(services, visitor, conversation, copies[-1].entries[-1].seq))
    places = [entry.seq for each in copies for entry in each.entries]
    assert places == list(range(1, conversation.seq + 1))
    return parts, [in_an_answer(each) for each in copies]


@pytest.mark.parametrize("texts", FULL.values(), ids=FULL)
def test_the_copy_of_the_largest_conversation_comes_whole_within_what_lambda_answers(
    desk: Desk, texts: list[str]
) -> None:
    conversation = desk.filled(*texts)
    many = msgspec.structs.replace(LIMITS, copies_an_hour=1_000)
    parts, sizes = cut(desk, many, conversation)
    whole, one = cut(desk, msgspec.structs.replace(many, answer_bytes=10**9), conversation)

    assert max(*sizes, *map(as_lambda_writes, parts)) <= LIMITS.answer_bytes
    assert (len(parts) > 1) == (as_lambda_writes(whole[0]) > LIMITS.answer_bytes)
    assert (len(sizes) > 1) == (one[0] > LIMITS.answer_bytes)
    assert "".join(re.sub(r"<!-- more: \d+ -->$", "", part) for part in parts) == whole[0]
    assert whole[0].startswith("<!doctype html>")
    assert whole[0].rstrip().endswith("</html>")
    assert len(parts) + len(sizes) <= LIMITS.copies_an_hour
