"""Whoever waits and has gone: agents are shown it and rung no longer, and are rung again when they are back."""

from collections.abc import Callable

import msgspec
import pytest

from chalicelib.chat import presence
from chalicelib.chat.actions import announcing, connecting, passing, talking, watching
from chalicelib.chat.actions import desk as desks
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Job, Listener
from chalicelib.chat.wire import QueueChanged, Waiting
from tests.service.conftest import KEY, Desk, staff

A = staff("agent.a")
LOOKS_AFTER = LIMITS.visitor_gone_seconds + announcing.CLOCKS_DIFFER
POLLS_COUNT = LIMITS.visitor_here_seconds + announcing.CLOCKS_DIFFER


class Waits:
    """A visitor in the queue, on one line if any, of whom two agents know: the queue rings A, and B is away."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        for person, available in (("agent.a", True), ("agent.b", False)):
            desk.services.agents.set_available(person, person, on=available)
        self.beat()
        self.id = desk.start(text="unique-canary").facts.conversation

    def beat(self) -> None:
        for person in ("agent.a", "agent.b"):
            self.desk.services.agents.listen(staff(person), f"of-{person}", self.desk.services.milliseconds())

    def opens(self, line: str) -> None:
        services = self.desk.services
        services.sockets.open(line, Listener(conversation=self.id), int(services.now()))
        visitor, conversation = talking.visitor(services, KEY)
        talking.join(services, visitor, conversation, 0, line)

    def closes(self, line: str) -> None:
        connecting.disconnect(self.desk.services, line)

    def polls(self) -> None:
        visitor, conversation, orders = talking.visitor_with_orders(self.desk.services, KEY)
        talking.history(self.desk.services, visitor, conversation, 0, orders)

    def later(self, seconds: int) -> None:
        """Let time go by, and do what is due."""
        self.desk.cloud.clock.advance(seconds)
        self.desk.work()

    def leaves(self) -> None:
        """Go for good, and be found gone."""
        self.opens("line")
        self.desk.work()
        self.closes("line")
        self.later(LOOKS_AFTER)
        self.desk.sockets.told.clear()

    @property
    def stored(self) -> Conversation:
        found = self.desk.services.conversations.get(self.id)
        assert found is not None
        return found

    @property
    def row(self) -> Waiting:
        (row,) = desks.desk(self.desk.services, A).waiting
        return row

    def told(self, person: str = "agent.a") -> list[tuple[int | None, bool]]:
        """Return what an agent was told of it: since when its visitor is gone, and whether it rang."""
        frames = self.desk.sockets.heard(f"of-{person}", QueueChanged)
        return [(each.came.gone_at, each.rings) for each in frames if each.came is not None]


@pytest.fixture
def waits(desk: Desk) -> Waits:
    return Waits(desk)


# ------------------------------------------------------------------------------------------------- gone


def test_whoever_closes_the_page_is_gone_half_a_minute_later_and_agents_are_told_without_ringing(waits: Waits) -> None:
    waits.opens("line")
    waits.desk.work()
    assert waits.told() == [(None, True)]
    waits.closes("line")
    waits.later(LOOKS_AFTER - 1)
    assert waits.told("agent.b") == [(None, False)]
    waits.later(1)

    gone_at = waits.desk.services.milliseconds()
    assert waits.told() == [(None, True), (gone_at, False)]
    assert waits.told("agent.b") == [(None, False), (gone_at, False)]
    assert (waits.row.gone_at, waits.row.first_line) == (gone_at, "unique-canary")
    assert "unique-canary" not in str(waits.desk.sockets.told)


def test_a_page_that_is_left_for_the_next_one_costs_no_write_and_is_told_nobody(waits: Waits) -> None:
    waits.opens("first")
    waits.desk.work()
    waits.closes("first")
    waits.desk.cloud.clock.advance(2)
    waits.opens("second")
    waits.desk.sockets.told.clear()
    before = waits.desk.cloud.meter.read()
    waits.later(LOOKS_AFTER)

    cost = waits.desk.cloud.meter.read() - before
    assert waits.told() == []
    assert (sum(cost.write_units.values()), sum(cost.read_units.values())) == (0, 1)
    assert waits.stored.gone_at is None


def test_a_look_that_falls_between_two_pages_takes_nobody_for_gone(waits: Waits) -> None:
    for second in range(0, 2 * LOOKS_AFTER, 10):
        waits.opens(f"line-{second}")
        waits.desk.cloud.clock.advance(9)
        waits.closes(f"line-{second}")
        waits.later(1)

    assert waits.told() == [(None, True)]


def test_whoever_has_another_page_open_is_here(waits: Waits) -> None:
    waits.opens("one")
    waits.opens("two")
    waits.desk.work()
    waits.closes("one")
    assert waits.desk.jobs() == []
    waits.later(LOOKS_AFTER)

    assert waits.told() == [(None, True)]


def test_whoever_never_had_a_line_is_gone_as_soon(waits: Waits) -> None:
    waits.desk.work()
    waits.later(LOOKS_AFTER)

    assert waits.told() == [(None, True), (waits.desk.services.milliseconds(), False)]


def test_a_line_that_a_push_finds_gone_counts_as_ended(waits: Waits) -> None:
    waits.opens("line")
    waits.desk.work()
    waits.desk.cloud.clock.advance(60)
    waits.desk.sockets.gone.add("line")
    announcing.tell_staffed(waits.desk.services)
    assert waits.stored.sockets == {}
    waits.later(LOOKS_AFTER)

    assert waits.told()[-1] == (waits.desk.services.milliseconds(), False)


def test_whoever_polls_is_here_while_they_do_and_gone_soon_after_the_last_poll(waits: Waits) -> None:
    for _ in range(12):
        waits.polls()
        waits.later(30)
    assert waits.told() == [(None, True)]
    waits.later(POLLS_COUNT - 30)

    assert waits.told() == [(None, True), (waits.desk.services.milliseconds(), False)]


def test_where_no_look_can_be_queued_the_end_of_a_line_is_noted_all_the_same(waits: Waits) -> None:
    waits.opens("line")
    waits.desk.work()
    waits.desk.cloud.fail("sqs", "SendMessage", times=10)
    waits.closes("line")
    waits.later(LOOKS_AFTER)

    assert waits.stored.sockets == {}
    assert waits.told() == [(None, True)]


# ------------------------------------------------------------------------------------------------- back


@pytest.mark.parametrize("how", ["a line", "a poll", "a message"])
def test_whoever_is_back_is_rung_for_once_and_has_their_old_place(waits: Waits, how: str) -> None:
    waits.leaves()
    behind = waits.desk.start("b" * 43, network="198.51.100.0/24").facts.conversation
    waits.desk.work()
    waits.desk.sockets.told.clear()
    for _ in range(2):
        waits.desk.cloud.clock.advance(5)
        if how == "a line":
            waits.opens("again")
        elif how == "a poll":
            waits.polls()
        else:
            visitor, conversation = talking.visitor(waits.desk.services, KEY)
            n = conversation.sent["visitor"].n + 1
            entry = waits.desk.say(visitor, waits.id, n)
            talking.tell_said(waits.desk.services, waits.stored, entry, None)
        waits.desk.work()

    own = [each.came for each in waits.desk.sockets.heard("of-agent.a", QueueChanged)]
    assert [each.conversation for each in own if each] == [waits.id]
    assert waits.told() == [(None, True)]
    assert waits.told("agent.b") == [(None, False)]
    shown = desks.desk(waits.desk.services, A).waiting
    assert [(each.conversation, each.gone_at) for each in shown] == [(waits.id, None), (behind, None)]


def test_a_beat_on_a_line_that_was_wrongly_called_gone_brings_them_back(waits: Waits) -> None:
    waits.opens("line")
    waits.desk.work()
    waits.desk.services.conversations.forget(waits.id, "line")
    waits.desk.cloud.clock.advance(LIMITS.visitor_gone_seconds)
    announcing.tell_gone(waits.desk.services, Job(kind="gone", conversation=waits.id))
    assert waits.row.gone_at is not None
    waits.desk.sockets.told.clear()
    waits.opens("line")
    waits.desk.work()

    assert waits.told() == [(None, True)]
    assert waits.row.gone_at is None


def test_it_goes_and_comes_as_often_as_its_visitor_does(waits: Waits) -> None:
    for _ in range(2):
        waits.leaves()
        assert waits.row.gone_at is not None
        waits.opens("line")
        waits.desk.work()

    assert waits.told() == [(None, True)]
    assert waits.row.gone_at is None


# ------------------------------------------------------------------------------------------------- races


def test_who_is_back_between_the_look_and_the_write_is_not_gone(waits: Waits) -> None:
    waits.opens("line")
    waits.desk.work()
    waits.closes("line")
    waits.desk.cloud.clock.advance(LOOKS_AFTER)
    seen, now = waits.stored, waits.desk.services.milliseconds()
    assert presence.is_gone(seen, now, LIMITS)
    waits.opens("again")

    assert waits.desk.services.conversations.gone(seen, now) is None
    assert waits.stored.gone_at is None


def test_of_two_looks_at_once_the_first_note_counts_and_both_may_tell(waits: Waits) -> None:
    waits.desk.work()
    waits.desk.cloud.clock.advance(LOOKS_AFTER)
    seen, now = waits.stored, waits.desk.services.milliseconds()

    found = [waits.desk.services.conversations.gone(seen, at) for at in (now, now + 1)]

    assert [each.gone_at for each in found if each is not None] == [now, now]


def test_whoever_noted_it_and_died_before_telling_is_made_up_for(waits: Waits) -> None:
    waits.desk.work()
    waits.desk.cloud.clock.advance(LOOKS_AFTER)
    waits.desk.cloud.fail("dynamodb", "Query", times=10)
    job = Job(kind="gone", conversation=waits.id)
    with pytest.raises(Unavailable):
        announcing.tell_gone(waits.desk.services, job)
    waits.desk.cloud.faults.clear()
    assert waits.told() == [(None, True)]

    announcing.tell_gone(waits.desk.services, job)

    assert waits.told() == [(None, True), (waits.stored.gone_at, False)]


def test_a_ring_that_comes_after_its_visitor_has_gone_does_not_ring(waits: Waits) -> None:
    (ring,) = waits.desk.jobs()
    waits.desk.cloud.clock.advance(LOOKS_AFTER)
    announcing.tell_gone(waits.desk.services, Job(kind="gone", conversation=waits.id))
    announcing.tell(waits.desk.services, msgspec.json.decode(ring, type=Job))

    gone_at = waits.stored.gone_at
    assert gone_at is not None
    assert waits.told() == [(gone_at, False)] * 2


# ------------------------------------------------------------------------------------------------- what waits no longer


def test_whoever_is_taken_is_gone_to_the_queue_no_more_and_anew_when_they_wait_again(waits: Waits) -> None:
    waits.leaves()
    talking.take(waits.desk.services, A, waits.id)
    assert waits.stored.gone_at is None
    waits.later(LOOKS_AFTER)
    waits.desk.sockets.told.clear()

    passing.pass_on(waits.desk.services, A, waits.id, None)
    waits.desk.work()
    assert waits.told() == [(None, True)]
    waits.later(LOOKS_AFTER)
    assert waits.told() == [(None, True), (waits.desk.services.milliseconds(), False)]


def test_a_question_that_was_left_has_nobody_gone(waits: Waits) -> None:
    waits.leaves()
    left = waits.desk.services.conversations.left(waits.stored, waits.desk.services.milliseconds() + 10**9)
    assert left is not None
    assert left.gone_at is None
    announcing.tell_gone(waits.desk.services, Job(kind="gone", conversation=waits.id))
    waits.polls()
    waits.later(POLLS_COUNT)

    assert waits.stored.gone_at is None
    assert [each.gone_at for each in desks.desk(waits.desk.services, A).left] == [None]
    assert waits.told() == []


def test_what_was_closed_or_erased_before_the_look_is_told_nobody(waits: Waits) -> None:
    waits.opens("line")
    waits.desk.work()
    waits.closes("line")
    talking.close(waits.desk.services, *talking.visitor(waits.desk.services, KEY))
    waits.desk.work()
    waits.desk.sockets.told.clear()
    waits.later(LOOKS_AFTER)
    announcing.tell_gone(waits.desk.services, Job(kind="gone", conversation="0" * 16))

    assert waits.desk.sockets.told == []
    assert waits.stored.gone_at is None


def test_the_watch_and_the_places_of_others_go_on_as_before(waits: Waits) -> None:
    waits.leaves()
    waits.desk.start("b" * 43, network="198.51.100.0/24")
    visitor, conversation = talking.visitor(waits.desk.services, "b" * 43)

    assert announcing.facts(waits.desk.services, conversation, visitor).place == 2
    assert watching.watch(waits.desk.services).released == 0


# ------------------------------------------------------------------------------------------------- costs


def test_what_going_and_coming_back_costs(waits: Waits) -> None:
    """Going: a read, the head with its row in the index, and the agents. Coming back: beside the join the same once more."""

    def cost(do: Callable[[], None]) -> tuple[dict[str, int], float]:
        before = waits.desk.cloud.meter.read()
        do()
        spent = waits.desk.cloud.meter.read() - before
        calls = {name.partition(".")[2]: times for name, times in spent.calls.items() if times}
        return calls, float(sum(spent.write_units.values()))

    def joins() -> None:
        visitor, conversation = talking.visitor(waits.desk.services, KEY)
        talking.join(waits.desk.services, visitor, conversation, 0, "line")

    waits.opens("line")
    waits.desk.work()
    ended = cost(lambda: waits.closes("line"))
    waits.desk.cloud.clock.advance(LOOKS_AFTER)
    (look,) = waits.desk.jobs()
    gone = cost(lambda: announcing.tell(waits.desk.services, msgspec.json.decode(look, type=Job)))
    here = cost(joins)
    again = cost(joins)

    assert ended == ({"DeleteItem": 1, "UpdateItem": 1, "SendMessage": 1}, 3.0)
    assert gone == ({"GetItem": 1, "UpdateItem": 1, "Query": 1}, 2.0)
    assert here[0]["UpdateItem"] - again[0].get("UpdateItem", 0) == 2
    assert here[0]["SendMessage"] == 1
