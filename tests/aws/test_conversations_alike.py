"""moto and the simulation's table hold the same after the same life of a conversation, write by write."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.aws.table.conversations import Conversations
from chalicelib.aws.table.items import Items
from chalicelib.chat import conversation as rules
from chalicelib.chat.conversation import Conversation, LetIn, Line
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Conflict
from local.cloud import Clock, Cloud

NOW = 1_795_600_000


def line(n: int, by: str = "visitor") -> Line:
    text = "Hei, onko teillä auki lauantaina? " * 8
    return rules.said(by=by, id=f"{by}-{n}", n=n, text=text, masked=(), asks_copy=False, now=(NOW + 10 * n) * 1000)


def begun() -> Conversation:
    return rules.start(
        key="k" * 43,
        site="demo",
        language="fi",
        queue="general",
        line=line(1),
        now=NOW * 1000,
        expires_at=NOW + 5_000_000,
        expires_on="2027-01-25",
    )


def lived(cloud: Cloud) -> Iterator[list[dict[str, Any]]]:
    """Live a conversation by the adapter's own writes, and yield all that is in the table after each."""
    store = Conversations(Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock))
    head = begun()
    assert store.start(head) is None
    yield cloud.items()
    head = store.listen(head, "C1=", "visitor", NOW * 1000) or head
    taken = rules.take(head, "agent.a", "Agent A", NOW * 1000)
    assert taken is not None
    head = store.write(head, taken)
    late = rules.take(begun(), "agent.b", "Agent B", NOW * 1000)
    assert late is not None
    with pytest.raises(Conflict):
        store.write(begun(), late)
    yield cloud.items()
    for n in range(1, 9):
        for by in ("visitor", "agent.a"):
            if (by, n) != ("visitor", 1):
                head = store.write(head, rules.say(head, line(n, by), LIMITS))
        yield cloud.items()
    store.read_up_to(head, "agent", head.seq, NOW * 1000)
    one = {"agent.b": LetIn("invited", NOW * 1000 + 60_000, NOW * 1000, "", "agent.a")}
    two = {**one, "agent.c": LetIn("supervising", NOW * 1000)}
    head = store.let_in(store.let_in(head, one), two)
    with pytest.raises(Conflict):
        store.let_in(begun(), {})
    yield cloud.items()
    head = store.let_in(head, {})
    store.note(head.id, name="M.", stayed_at=NOW * 1000)
    store.note(head.id, name=None)
    head = store.forget(head.id, "C1=") or head
    yield cloud.items()
    closed = rules.close(head, "agent.a", (NOW + 300) * 1000)
    assert closed is not None
    cases = {"2026-7": NOW * 1000, "2026/8.b": NOW * 1000 + 1}
    assert store.restrict(head, cases) is None
    head = store.write(head, closed)
    yield cloud.items()
    restricted = store.restrict(head, cases)
    assert restricted is not None
    yield cloud.items()
    with pytest.raises(Conflict):
        store.restrict(head, {"2026-9": NOW * 1000})
    assert store.restrict(restricted, {}) == head
    yield cloud.items()
    assert list(store.lines(head)) == list(range(1, head.seq + 1))
    store.erase(head.id, NOW + 60)
    yield cloud.items()


def told(*, in_memory: bool) -> list[list[dict[str, Any]]]:
    with Cloud.start(clock=Clock(stopped_at=NOW), in_memory=in_memory) as cloud:
        return list(lived(cloud))


def test_a_conversations_life_leaves_the_same_in_both_tables() -> None:
    assert told(in_memory=True) == told(in_memory=False)
