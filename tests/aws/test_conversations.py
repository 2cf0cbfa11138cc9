"""How a conversation lies in the table: one write a message, older lines in pages, whole whatever dies in between."""

from typing import Any

import msgspec
import pytest

from chalicelib.aws import keys
from chalicelib.aws.table.conversations import LARGEST_HEAD_LINES, Conversations
from chalicelib.aws.table.items import Items
from chalicelib.chat import conversation as rules
from chalicelib.chat.conversation import Conversation, Line, Step
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Conflict
from local.cloud.cloud import Cloud

NOW = 1_795_600_000
IN_MEMORY = True


@pytest.fixture
def items(cloud: Cloud) -> Items:
    return Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)


@pytest.fixture
def store(items: Items) -> Conversations:
    return Conversations(items)


@pytest.fixture
def begun(store: Conversations) -> Conversation:
    conversation = rules.start(
        key="k" * 43,
        site="demo",
        language="fi",
        queue="general",
        line=line(1),
        now=NOW * 1000,
        expires_at=NOW + 5_000_000,
        expires_on="2027-01-25",
        limits=LIMITS,
    )
    assert store.start(conversation) is None
    return conversation


def line(n: int, text: str = "Hei, onko teillä auki lauantaina? " * 8) -> Line:
    return rules.said(
        by="visitor", id=f"message-{n}", n=n, text=text, masked=(), asks_copy=False, now=NOW * 1000 + n * 10_000
    )


def step(before: Conversation, n: int) -> Step:
    return rules.say(before, line(n), LIMITS)


def places(store: Conversations, conversation: Conversation, after: int = 0) -> list[tuple[int, int | None]]:
    return [(seq, each.n) for seq, each in store.lines(conversation, after).items()]


def test_what_is_stored_comes_back_as_it_was(store: Conversations, begun: Conversation) -> None:
    assert store.get(begun.id) == begun


def test_a_conversation_that_is_there_is_not_started_again_but_returned(
    store: Conversations, begun: Conversation
) -> None:
    later = msgspec.structs.replace(begun.newest[0], at=begun.started_at + 1)
    assert store.start(msgspec.structs.replace(begun, newest=(later,))) == begun
    assert store.get(begun.id) == begun


def test_a_start_that_was_done_and_reported_lost_is_a_start(store: Conversations, begun: Conversation) -> None:
    assert store.start(begun) is None


@pytest.mark.parametrize("other", [{"text": "Toinen"}, {"id": "message-9", "text": "Toinen"}], ids=["text", "message"])
def test_of_two_first_messages_in_one_millisecond_the_second_is_told_of_the_first(
    store: Conversations, begun: Conversation, other: dict[str, str]
) -> None:
    line = msgspec.structs.replace(begun.newest[0], **other)

    assert store.start(msgspec.structs.replace(begun, newest=(line,))) == begun
    assert store.get(begun.id) == begun


def test_a_start_that_failed_and_says_not_why_is_no_start(cloud: Cloud, begun: Conversation) -> None:
    class Silent:
        """A store that does not return the item on which a condition failed."""

        def put_item(self, **request: Any) -> Any:
            return cloud.client("dynamodb").put_item(
                **{name: value for name, value in request.items() if name != "ReturnValuesOnConditionCheckFailure"}
            )

    silent = Conversations(Items(Silent(), cloud.environment["JUTTU_TABLE"], cloud.clock))  # type: ignore[arg-type]
    with pytest.raises(Unavailable):
        silent.start(begun)


def test_older_lines_move_to_pages_and_every_place_is_found_from_every_other(
    store: Conversations, begun: Conversation, items: Items
) -> None:
    head = begun
    for n in range(2, 41):
        head = store.write(head, step(head, n))
        store.fold(head)
    found = store.get(begun.id)
    assert found is not None

    assert len(items.query(keys.conversation(begun.id), prefix="page#")) > 2
    for after in range(41):
        assert places(store, found, after) == [(seq, seq) for seq in range(after + 1, 41)]
    for n in range(1, 41):
        assert store.line_of(found, "visitor", n) == (n, line(n))


def test_a_page_of_history_reads_no_further_than_it_goes(
    store: Conversations, begun: Conversation, cloud: Cloud
) -> None:
    head = begun
    for n in range(2, 201):
        head = store.write(head, step(head, n))
        store.fold(head)
    begins = cloud.meter.read()
    some = list(store.lines(head, 10, 20 * rules.size_of(line(99))))
    few = cloud.meter.read() - begins
    assert some == list(range(11, 11 + len(some)))
    assert 20 <= len(some) < 190
    assert len(store.lines(head, 10)) == 190
    both = cloud.meter.read() - begins

    assert few.read_units["Query"] * 2 < both.read_units["Query"]


def test_lines_that_nobody_moved_for_long_move_in_pages_that_readers_can_find(
    store: Conversations, begun: Conversation
) -> None:
    head = begun
    for n in range(2, 81):
        head = store.write(head, step(head, n))
    while rules.folds(head, LARGEST_HEAD_LINES):
        store.fold(head)
        head = store.get(begun.id) or head

    for after in range(80):
        assert places(store, head, after) == [(seq, seq) for seq in range(after + 1, 81)]


def test_of_two_writes_that_relied_on_the_same_count_one_is_told_what_is_there_now(
    store: Conversations, begun: Conversation
) -> None:
    won = store.write(begun, step(begun, 2))

    with pytest.raises(Conflict) as lost:
        store.write(begun, rules.say(begun, line(2, "Toisesta välilehdestä"), LIMITS))
    assert lost.value.now == won


def test_a_write_that_was_done_and_reported_lost_is_a_success_wherever_it_stands(
    store: Conversations, begun: Conversation
) -> None:
    first = step(begun, 2)
    after = store.write(begun, first)
    newest = store.write(after, step(after, 3))

    again = store.write(begun, first)

    assert again == newest
    assert rules.place_of(again, first.line) == 2
    assert places(store, again) == [(1, 1), (2, 2), (3, 3)]


def test_writers_who_moved_lines_meanwhile_do_not_hinder_each_other(store: Conversations, begun: Conversation) -> None:
    seen = begun
    for n in range(2, 12):
        seen = store.write(seen, step(seen, n))
    store.fold(seen)
    store.fold(seen)  # whoever was slower

    after = store.write(seen, step(seen, 12))  # decided before the move

    assert after.seq == 12
    assert places(store, after) == [(seq, seq) for seq in range(1, 13)]


def test_a_process_that_dies_between_page_and_head_leaves_nothing_doubled_and_the_next_finishes(
    store: Conversations, begun: Conversation, cloud: Cloud
) -> None:
    head = begun
    for n in range(2, 12):
        head = store.write(head, step(head, n))
    fault = cloud.fail("dynamodb", "UpdateItem", error="InternalServerError", times=10, before=True)
    with pytest.raises(Unavailable):
        store.fold(head)
    fault.cancel()
    assert places(store, head) == [(seq, seq) for seq in range(1, 12)]

    head = store.write(head, step(head, 12))
    store.fold(head)
    found = store.get(begun.id)

    assert found is not None
    assert found.first == 12
    assert places(store, found) == [(seq, seq) for seq in range(1, 13)]


def test_deleting_leaves_the_head_for_last_so_that_the_rest_stays_findable(
    store: Conversations, begun: Conversation, cloud: Cloud
) -> None:
    head = begun
    for n in range(2, 20):
        head = store.write(head, step(head, n))
        store.fold(head)
    cloud.fail("dynamodb", "BatchWriteItem", error="ValidationException", times=1, before=False)
    with pytest.raises(Unavailable):
        store.delete(begun.id)
    assert store.expiring_on("2027-01-25") == [begun.id]

    store.delete(begun.id)

    assert cloud.items() == []


def test_a_desk_shows_what_waits_and_what_is_taken_and_nothing_that_is_closed(
    store: Conversations, begun: Conversation
) -> None:
    assert [each.conversation for each in store.waiting("general")] == [begun.id]
    taking = rules.take(begun, "agent.a", "A", NOW * 1000)
    assert taking is not None
    taken = store.write(begun, taking)
    assert (store.waiting("general"), [each.conversation for each in store.mine("agent.a")]) == ([], [begun.id])
    closing = rules.close(taken, "agent.a", NOW * 1000)
    assert closing is not None

    closed = store.write(taken, closing)

    assert (store.waiting("general"), store.mine("agent.a")) == ([], [])
    assert msgspec.structs.asdict(closed)["status"] == "closed"
