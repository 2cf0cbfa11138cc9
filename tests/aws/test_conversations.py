"""How a conversation lies in the table: one write a message, older lines in pages, whole whatever dies in between."""

import itertools
from typing import Any

import msgspec
import pytest

from chalicelib.aws import keys
from chalicelib.aws.table.conversations import HEADROOM, Conversations, _begins_another_kilobyte, _item
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.people import Sessions
from chalicelib.aws.table.sizes import item_size
from chalicelib.aws.table.sockets import Sockets
from chalicelib.chat import conversation as rules
from chalicelib.chat.conversation import Conversation, LetIn, Line, Step
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Conflict, Listener
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


def test_who_is_let_in_is_stored_whole_and_nothing_of_it_is_left_when_nobody_is(
    store: Conversations, begun: Conversation, items: Items
) -> None:
    one = {"agent.b": LetIn("invited", NOW * 1000 + 60_000, NOW * 1000, "", "agent.a")}
    two = {**one, "boss": LetIn("supervising", NOW * 1000 + 60_000, NOW * 1000, "complaint")}
    assert "let_in" not in (items.get(keys.head(begun.id)) or {})

    first = store.let_in(begun, one)
    assert first.let_in == one
    second = store.let_in(first, two)
    assert second == store.get(begun.id) == msgspec.structs.replace(begun, let_in=two)
    assert store.let_in(store.let_in(second, one), {}) == begun
    assert "let_in" not in (items.get(keys.head(begun.id)) or {})


def test_of_two_who_let_somebody_in_at_once_the_second_looks_again_and_a_lost_answer_is_no_second(
    store: Conversations, begun: Conversation
) -> None:
    one = {"agent.b": LetIn("invited", NOW * 1000 + 60_000, NOW * 1000, "", "agent.a")}
    other = {"agent.c": LetIn("invited", NOW * 1000 + 60_000, NOW * 1000, "", "agent.a")}
    first = store.let_in(begun, one)

    assert store.let_in(begun, one) == first
    for late in (other, {}):
        with pytest.raises(Conflict) as lost:
            store.let_in(msgspec.structs.replace(begun, let_in={**one, **other}), late)
        assert lost.value.now == first
    with pytest.raises(Conflict):
        store.let_in(begun, other)
    with pytest.raises(Conflict) as gone:
        store.let_in(msgspec.structs.replace(begun, id="0" * 16), one)
    assert gone.value.now is None


def test_letting_in_and_a_message_do_not_stand_in_each_others_way(store: Conversations, begun: Conversation) -> None:
    one = {"agent.b": LetIn("invited", NOW * 1000 + 60_000, NOW * 1000, "", "agent.a")}
    store.write(begun, step(begun, 2))
    let_in = store.let_in(begun, one)
    said = store.write(begun, step(let_in, 3))

    assert (said.seq, said.let_in) == (3, one)


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
    begins = cloud.meter.read()
    some = list(store.lines(head, 10, 20 * rules.size_of(line(99))))
    few = cloud.meter.read() - begins
    assert some == list(range(11, 11 + len(some)))
    assert 20 <= len(some) < 190
    assert len(store.lines(head, 10)) == 190
    both = cloud.meter.read() - begins

    assert few.read_units["Query"] * 2 < both.read_units["Query"]


def test_a_short_message_is_one_unit_and_the_lines_before_it_move_when_it_would_be_two(
    store: Conversations, begun: Conversation, cloud: Cloud
) -> None:
    head, moves = begun, 0
    for n in range(2, 41):
        begins, first = cloud.meter.read(), head.first
        short = msgspec.structs.replace(line(n), text="Hei, onko teillä auki lauantaina?")
        head = store.write(head, rules.say(head, short, LIMITS))
        wrote = cloud.meter.read() - begins
        moved = int(head.first > first)

        assert wrote.write_units["UpdateItem"] == 1
        assert (wrote.calls["dynamodb.UpdateItem"], wrote.calls["dynamodb.PutItem"]) == (1, moved)
        assert moved == 0 or len(head.newest) == 1
        moves += moved
    assert 8 <= moves <= 14


def test_lines_stay_where_a_message_pays_no_less_without_them(
    store: Conversations, begun: Conversation, cloud: Cloud
) -> None:
    long = line(2, "x" * 1_500)
    begins = cloud.meter.read()
    head = store.write(begun, rules.say(begun, long, LIMITS))

    assert (head.first, len(head.newest)) == (1, 2)
    assert (cloud.meter.read() - begins).calls["dynamodb.PutItem"] == 0


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
    first = rules.say(begun, line(2, "Hei"), LIMITS)
    after = store.write(begun, first)
    newest = store.write(after, rules.say(after, line(3, "Hei"), LIMITS))

    again = store.write(begun, first)

    assert again == newest
    assert store.place_of(again, first.line, begun.seq) == 2
    assert places(store, again) == [(1, 1), (2, 2), (3, 3)]


def test_a_write_that_was_done_and_reported_lost_is_a_success_also_when_its_line_has_moved_to_a_page(
    store: Conversations, begun: Conversation
) -> None:
    took = rules.take(begun, "agent.a", "A", NOW * 1000)
    assert took is not None
    head = store.write(begun, took)
    while head.first <= begun.seq + 1:
        head = store.write(head, step(head, head.sent["visitor"].n + 1))

    again = store.write(begun, took)

    assert again == head
    assert store.place_of(again, took.line, begun.seq) == begun.seq + 1


def test_a_line_that_nobody_wrote_is_found_nowhere(store: Conversations, begun: Conversation) -> None:
    took, other = (rules.take(begun, person, "A", NOW * 1000) for person in ("agent.a", "agent.b"))
    assert took is not None
    assert other is not None
    head = store.write(begun, took)
    while head.first <= begun.seq + 1:
        head = store.write(head, step(head, head.sent["visitor"].n + 1))

    assert store.place_of(head, other.line, begun.seq) is None
    with pytest.raises(Conflict):
        store.write(begun, other)


def until_the_next_moves(store: Conversations, head: Conversation) -> Conversation:
    """Return a conversation in which the visitor has said so much that their next message moves lines."""
    while True:
        following = step(head, head.sent["visitor"].n + 1)
        if _begins_another_kilobyte(head, following):
            return head
        head = store.write(head, following)


def test_lines_move_also_when_what_has_grown_between_messages_took_the_room_that_was_left_for_it(
    store: Conversations, begun: Conversation
) -> None:
    """Beyond it the head is in its second KB, which is filled before anything moves."""
    agents = rules.take(begun, "agent.a", "A", NOW * 1000)
    assert agents is not None
    head = store.write(begun, agents)

    def saying(text: str) -> Conversation:
        return msgspec.structs.replace(head, newest=(*head.newest, line(2, text)))

    def grown_to(size: int) -> Conversation:
        grown = saying("a" * (1 + size - item_size(_item(saying("a")))))
        assert item_size(_item(grown)) == size
        return grown

    def moves(grown: Conversation) -> bool:
        return _begins_another_kilobyte(grown, step(grown, grown.sent["visitor"].n + 1))

    assert [moves(grown_to(size)) for size in (1024 - HEADROOM, 1024, 1025)] == [True, True, False]


def test_an_append_is_not_overtaken_by_a_move_nor_by_another_append(store: Conversations, begun: Conversation) -> None:
    agents = rules.take(begun, "agent.a", "A", NOW * 1000)
    assert agents is not None
    seen = until_the_next_moves(store, store.write(begun, agents))
    short = rules.said(by="agent.a", id="agents-1", n=1, text="Hei", masked=(), asks_copy=False, now=NOW * 1000)
    moved = store.write(seen, step(seen, seen.sent["visitor"].n + 1))
    assert moved.first > seen.first

    after = store.write(seen, rules.say(seen, short, LIMITS))  # decided before the move

    assert after.seq == moved.seq + 1
    assert list(store.lines(after)) == list(range(1, after.seq + 1))


def test_of_two_that_move_the_same_lines_one_is_told_what_is_there_now(
    store: Conversations, begun: Conversation
) -> None:
    agents = rules.take(begun, "agent.a", "A", NOW * 1000)
    assert agents is not None
    seen = until_the_next_moves(store, store.write(begun, agents))
    n = seen.sent["visitor"].n + 1
    long = rules.said(by="agent.a", id="agents-1", n=1, text="Hei " * 60, masked=(), asks_copy=False, now=NOW * 1000)
    won = store.write(seen, step(seen, n))
    with pytest.raises(Conflict) as lost:
        store.write(seen, rules.say(seen, long, LIMITS))
    assert lost.value.now == won

    after = store.write(won, rules.say(won, long, LIMITS))

    assert after.seq == won.seq + 1
    assert list(store.lines(after)) == list(range(1, after.seq + 1))


def test_a_process_that_dies_between_page_and_head_leaves_nothing_doubled_and_the_next_finishes(
    store: Conversations, begun: Conversation, cloud: Cloud
) -> None:
    head = until_the_next_moves(store, begun)
    last = head.seq
    fault = cloud.fail("dynamodb", "UpdateItem", error="InternalServerError", times=10, before=True)
    with pytest.raises(Unavailable):
        store.write(head, step(head, last + 1))
    fault.cancel()
    assert store.get(begun.id) == head
    assert places(store, head) == [(seq, seq) for seq in range(1, last + 1)]

    found = store.write(head, step(head, last + 1))

    assert found.first == last + 1
    assert places(store, found) == [(seq, seq) for seq in range(1, last + 2)]


def test_the_queue_is_shown_the_first_line_again_and_an_agents_conversation_carries_none(
    store: Conversations, begun: Conversation, items: Items
) -> None:
    taking = rules.take(begun, "agent.a", "A", NOW * 1000)
    assert taking is not None
    taken = store.write(begun, taking)
    assert "first_line" not in (items.get(keys.head(begun.id)) or {})
    for n in range(2, 12):  # it has moved to a page by then
        taken = store.write(taken, step(taken, n))

    leaving = rules.leave(taken, "agent.a", NOW * 1000)
    assert leaving is not None
    store.write(taken, leaving)

    assert [each.first_line for each in store.waiting("general")] == [(line(1).text or "")[:120]]


def test_what_was_hidden_while_it_went_back_to_the_queue_is_not_shown_there(
    store: Conversations, begun: Conversation
) -> None:
    taking = rules.take(begun, "agent.a", "A", NOW * 1000)
    assert taking is not None
    taken = store.write(begun, taking)
    leaving = rules.leave(taken, "agent.a", NOW * 1000)
    assert leaving is not None
    hidden = msgspec.structs.replace(line(1), text="••••••", hidden_by="visitor", hidden_at=NOW * 1000)

    after = store.hide(taken, 1, hidden, 2)
    with pytest.raises(Conflict):
        store.write(taken, leaving)
    waiting = store.write(after, leaving)
    assert [each.first_line for each in store.waiting("general")] == ["••••••"]
    with pytest.raises(Conflict):
        store.hide(taken, 1, hidden, 2)  # as it was seen, with its agent
    assert store.hide(waiting, 1, hidden, 2).status == "waiting"


def test_lines_are_hidden_upon_what_was_seen_before_others_were_but_no_more_than_may_be_nor_one_twice(
    store: Conversations, begun: Conversation
) -> None:
    for n in (2, 3):
        begun = store.write(begun, step(begun, n))
    dots = [
        msgspec.structs.replace(line(n), text="••••••", hidden_by="visitor", hidden_at=NOW * 1000) for n in (1, 2, 3)
    ]

    store.hide(begun, 1, dots[0], 2)
    with pytest.raises(Conflict):
        store.hide(begun, 1, dots[0], 2)
    after = store.hide(begun, 2, dots[1], 2)
    with pytest.raises(Conflict):
        store.hide(begun, 3, dots[2], 2)

    assert after.hidden == (1, 2)
    assert [each.text for each in store.lines(after).values()] == ["••••••", "••••••", line(3).text]


def test_corrections_are_added_upon_what_was_seen_before_others_were_but_no_more_than_may_be_nor_one_twice(
    store: Conversations, begun: Conversation
) -> None:
    limits = msgspec.structs.replace(LIMITS, corrections_a_conversation=2)

    times = itertools.count(NOW * 1000)

    def correct(number: int) -> Conversation:
        correction = Line(kind="corrected", by="visitor", at=next(times), id=f"correction-{number}", about=1)
        adding = rules.correct(begun, begun.newest[0], correction, limits)
        assert adding is not None
        return store.write(begun, adding)

    correct(1)
    with pytest.raises(Conflict):
        correct(1)
    after = correct(2)
    with pytest.raises(Conflict):
        correct(3)

    assert [each.id for each in after.newest] == [begun.newest[0].id, "correction-1", "correction-2"]


def test_a_frame_of_staff_finds_its_session_in_the_same_call_once_the_process_knows_where_it_is(
    store: Conversations, begun: Conversation, items: Items, cloud: Cloud
) -> None:
    sessions = Sessions(items, LIMITS, cloud.clock)
    _, session = sessions.start("agent.a", "Agent A", ("agent",), "")
    Sockets(items).open("agent-1", Listener(session=session.hash, person="agent.a"), NOW)
    listening = Listener(session=session.hash, person="agent.a")

    assert store.with_listener(begun.id, "agent-1") == (begun, listening, None)
    before = cloud.meter.read()
    assert store.with_listener(begun.id, "agent-1") == (begun, listening, session)
    assert (cloud.meter.read() - before).calls == {"dynamodb.BatchGetItem": 1}
    sessions.end(session.hash)
    assert store.with_listener(begun.id, "agent-1") == (begun, listening, None)


def test_what_may_be_a_moment_old_is_read_for_half_the_price_and_anew_where_the_socket_is_too_new_for_it(
    store: Conversations, begun: Conversation, items: Items, cloud: Cloud
) -> None:
    Sockets(items).open("visitor-1", Listener(conversation=begun.id), NOW)

    before = cloud.meter.read()
    assert store.with_listener(begun.id, "visitor-1", consistent=False)[:2] == (begun, Listener(conversation=begun.id))
    old = cloud.meter.read() - before
    before = cloud.meter.read()
    assert store.with_listener(begun.id, "visitor-1") == (begun, Listener(conversation=begun.id), None)
    new = cloud.meter.read() - before
    assert sum(new.read_units.values()) == 2 * sum(old.read_units.values())

    before = cloud.meter.read()
    assert store.with_listener(begun.id, "unknown", consistent=False) == (begun, None, None)
    assert (cloud.meter.read() - before).calls == {"dynamodb.BatchGetItem": 2}


def test_a_visitors_socket_has_no_session_and_a_strangers_is_nobodys(
    store: Conversations, begun: Conversation, items: Items
) -> None:
    Sockets(items).open("visitor-1", Listener(conversation=begun.id), NOW)

    for _ in range(2):
        assert store.with_listener(begun.id, "visitor-1") == (begun, Listener(conversation=begun.id), None)
        assert store.with_listener(begun.id, "unknown") == (begun, None, None)


def test_deleting_leaves_the_head_for_last_so_that_the_rest_stays_findable(
    store: Conversations, begun: Conversation, cloud: Cloud
) -> None:
    head = begun
    for n in range(2, 20):
        head = store.write(head, step(head, n))
    cloud.fail("dynamodb", "BatchWriteItem", error="ValidationException", times=1, before=False)
    with pytest.raises(Unavailable):
        store.erase(begun.id, NOW + 60)
    assert store.expiring_on("2027-01-25") == [begun.id]

    store.erase(begun.id, NOW + 60)

    assert {item["sk"] for item in cloud.items()} == {"erased"}


def test_a_desk_shows_what_waits_and_what_is_taken_and_nothing_that_is_closed(
    store: Conversations, begun: Conversation
) -> None:
    assert [(each.conversation, each.first_line) for each in store.waiting("general")] == [
        (begun.id, (line(1).text or "")[: LIMITS.first_line_characters])
    ]
    taking = rules.take(begun, "agent.a", "A", NOW * 1000)
    assert taking is not None
    taken = store.write(begun, taking)
    assert (store.waiting("general"), [each.conversation for each in store.mine("agent.a")]) == ([], [begun.id])
    closing = rules.close(taken, "agent.a", NOW * 1000)
    assert closing is not None

    closed = store.write(taken, closing)

    assert (store.waiting("general"), store.mine("agent.a")) == ([], [])
    assert msgspec.structs.asdict(closed)["status"] == "closed"
