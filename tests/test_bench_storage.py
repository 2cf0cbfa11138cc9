"""What the figures of the storage's candidates may be trusted for: each keeps a conversation whole, and is counted exactly."""

import random

import pytest

from bench import storage
from bench.storage import CANDIDATES, CONNECTION, NOW, PlaceThenLine
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.sockets import Sockets
from chalicelib.chat import conversation as rules
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Listener
from local.cloud import Cloud


@pytest.mark.parametrize("writers", [1, 2, 5])
@pytest.mark.parametrize("candidate", CANDIDATES)
def test_every_candidate_keeps_a_conversation_whole(cloud: Cloud, candidate: str, writers: int) -> None:
    figures = storage.measure(cloud, candidate, CANDIDATES[candidate], messages=5, writers=writers)

    storage.check(figures, storage.scripts_of(5, 5, writers))
    assert list(figures.lines) == [1, 2, 3, 4, 5, 6, 7]
    assert figures.items > 0
    assert cloud.items() == []


def test_one_writer_alone_costs_exactly_this(cloud: Cloud) -> None:
    a, after, b, c = (storage.measure(cloud, name, make, messages=5, writers=1) for name, make in CANDIDATES.items())

    assert [each.most_before_answer for each in (a, after, b, c)] == [3, 2, 3, 3]
    assert [each.write_units for each in (a, after, b, c)] == [11, 13, 20, 10]
    assert [each.lost for each in (a, after, b, c)] == [0, 0, 0, 0]


def test_appending_alone_is_never_overtaken(cloud: Cloud) -> None:
    for name in ("A after", "C"):
        figures = storage.measure(cloud, name, CANDIDATES[name], messages=20, writers=5)

        storage.check(figures, storage.scripts_of(5, 20, 5))
        assert (figures.lost, figures.most_before_answer) == (0, 3 if name == "C" else 2)


def test_a_gap_and_a_lost_order_are_noticed(cloud: Cloud) -> None:
    figures = storage.measure(cloud, "A", CANDIDATES["A"], messages=5, writers=1)
    scripts = storage.scripts_of(5, 5, 1)
    gap = figures._replace(lines={seq: line for seq, line in figures.lines.items() if seq != 4})
    swapped = figures._replace(lines={**figures.lines, 4: figures.lines[5], 5: figures.lines[4]})

    with pytest.raises(AssertionError, match="not dense"):
        storage.check(gap, scripts)
    with pytest.raises(AssertionError, match="order"):
        storage.check(swapped, scripts)


def test_c_is_healed_by_its_sender_only(cloud: Cloud) -> None:
    """A crash between the place and the line leaves a gap, which lasts until the sender repeats the message."""
    client, table = cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"]
    store = PlaceThenLine(client, table)
    begun = storage.conversation_of(random.Random(5), 2)
    line = storage.scripts_of(5, 1, 1)[0][0]
    Sockets(Items(client, table, lambda: NOW)).open(CONNECTION, Listener(conversation=begun.id), NOW)
    store.start(begun)
    store.take_place(store.look(begun.id), rules.say(store.look(begun.id), line, LIMITS))

    assert (store.look(begun.id).seq, sorted(store.read(begun.id))) == (3, [1, 2])
    assert store.again(begun.id, line) == 3
    assert store.read(begun.id)[3] == line
    storage.emptied(cloud, begun.id)
