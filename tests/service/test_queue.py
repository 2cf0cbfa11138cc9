"""The queue, told after the answer: once, to whoever it concerns, and at a cost that does not grow with it."""

from collections.abc import Callable

import msgspec
import pytest

from chalicelib.aws.table.agents import KEPT_DAYS
from chalicelib.chat.actions import announcing, data_rights, hiding, passing, sweeping, talking
from chalicelib.chat.actions import desk as desks
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import AlreadyTaken, NotFound, Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.ports import Job
from chalicelib.chat.site import Site, Topic
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Closed, Erased, Hide, Placed, QueueChanged, Start, Started, Waiting
from tests.service.conftest import KEY, Desk, staff

A, B = staff("agent.a"), staff("agent.b")


def stored(desk: Desk, conversation: str) -> Conversation:
    found = desk.services.conversations.get(conversation)
    assert found is not None
    return found


def has_console(desk: Desk, person: str, *, available: bool) -> str:
    """Let an agent have the console open, and return their socket."""
    desk.services.agents.set_available(person, person, on=available)
    desk.services.agents.listen(staff(person), f"of-{person}", desk.services.milliseconds())
    return f"of-{person}"


def heard(desk: Desk, socket: str) -> list[QueueChanged]:
    return desk.sockets.heard(socket, QueueChanged)


def listens(desk: Desk, conversation: str) -> str:
    """Let the visitor of a conversation follow it, and return their socket."""
    desk.services.conversations.listen(
        stored(desk, conversation), f"of-{conversation}", "visitor", desk.services.milliseconds()
    )
    return f"of-{conversation}"


def line_of(desk: Desk, count: int) -> list[str]:
    """Let so many visitors wait, one after the other, and return their conversations."""
    line = []
    for number in range(count):
        desk.cloud.clock.advance(1)
        line.append(desk.start(f"{number:043}", network=f"192.0.{number}.0/24").facts.conversation)
    return line


# ------------------------------------------------------------------------------------------------- ringing


def test_a_start_is_answered_before_anybody_is_told_and_then_rings_whoever_is_available(desk: Desk) -> None:
    on, off = has_console(desk, "agent.a", available=True), has_console(desk, "agent.b", available=False)

    started = desk.start(text="unique-canary").facts
    assert desk.sockets.told == []
    desk.work()

    came = Waiting(conversation=started.conversation, site="demo", language="fi", started_at=started.started_at)
    assert heard(desk, on) == [QueueChanged(came=came, rings=True)]
    assert heard(desk, off) == [QueueChanged(came=came)]
    assert "unique-canary" not in str(desk.sockets.told)


# ------------------------------------------------------------------------------------------------- topics

TOPICS = tuple(Topic(key=key, words={"fi": f"{key} suomeksi", "sv": f"{key} på svenska"}) for key in ("a", "b", "c"))


def starts_about(desk: Desk, topic: str | None, key: str = KEY, network: str = "192.0.2.0/24") -> Started:
    desk.services.sites.put(Site(key="demo", company="Demo Oy", origins=("http://127.0.0.1:8601",), topics=TOPICS))
    body = Start(site="demo", language="fi", id="message-1", text="Hei", topic=topic)
    return talking.start(desk.services, key, body, network)


def test_a_topic_is_told_the_visitor_the_queue_and_whoever_takes_it(desk: Desk) -> None:
    on = has_console(desk, "agent.a", available=True)

    started = starts_about(desk, "b")
    desk.work()
    shown = desks.desk(desk.services, A)
    taken = talking.take(desk.services, A, started.facts.conversation)

    assert started.facts.topic == "b"
    assert [told.came.topic for told in heard(desk, on) if told.came] == ["b"]
    assert [row.topic for row in shown.waiting] == ["b"]
    assert taken.facts.topic == "b"
    assert [row.topic for row in desks.desk(desk.services, A).mine] == ["b"]


def test_the_desk_says_what_the_topics_of_its_rows_are_called_in_every_language(desk: Desk) -> None:
    starts_about(desk, "b")
    names = desks.desk(desk.services, A).topics

    assert set(names) == {"demo"}
    assert names["demo"]["b"] == {"fi": "b suomeksi", "sv": "b på svenska", "en": "b suomeksi"}


@pytest.mark.parametrize("topic", [None, "gone"])
def test_a_topic_that_the_site_does_not_have_says_nothing_and_loses_no_message(desk: Desk, topic: str | None) -> None:
    started = starts_about(desk, topic)
    before = desk.cloud.meter.calls
    shown = desks.desk(desk.services, A)

    assert started.facts.topic is None
    assert started.entry.text == "Hei"
    assert [row.topic for row in shown.waiting] == [None]
    assert shown.topics == {}
    assert (desk.cloud.meter.calls - before)["dynamodb.BatchGetItem"] == 0


def test_a_first_message_that_is_repeated_keeps_the_topic_it_came_with(desk: Desk) -> None:
    starts_about(desk, "b")

    assert starts_about(desk, "c").facts.topic == "b"


def test_the_page_that_the_visitor_saves_says_what_it_is_about(desk: Desk) -> None:
    starts_about(desk, "b")
    who, conversation = talking.visitor(desk.services, KEY)

    assert "Ämne: b på svenska" in data_rights.page(desk.services, who, conversation, "sv")


# ------------------------------------------------------------------------------------------------- ringing again


def test_as_many_repeats_of_a_first_message_as_are_allowed_ring_once(desk: Desk) -> None:
    on = has_console(desk, "agent.a", available=True)

    for _ in range(LIMITS.starts_a_minute // 2):
        desk.start()
    desk.work()
    for _ in range(LIMITS.starts_a_minute // 2):
        desk.start()

    assert [told.rings for told in heard(desk, on)] == [True]
    assert desk.jobs() == []


def test_who_died_between_storing_and_queueing_is_made_up_for_by_the_repetition(desk: Desk) -> None:
    on = has_console(desk, "agent.a", available=True)
    started = desk.start()
    desk.jobs()  # never put, as if its process had died

    assert desk.start() == started
    desk.work()

    assert [told.rings for told in heard(desk, on)] == [True]


def test_where_no_job_can_be_queued_it_is_done_at_once(desk: Desk) -> None:
    on = has_console(desk, "agent.a", available=True)
    desk.cloud.fail("sqs", "SendMessage", times=10)

    desk.start()

    assert [told.rings for told in heard(desk, on)] == [True]


def test_a_ring_that_ran_out_of_time_comes_again(desk: Desk) -> None:
    """Whatever is asked of the table after the time has ended is refused: so is noting that everybody was told."""
    has_console(desk, "agent.a", available=True)
    job = Job(kind="queue", conversation=desk.start().facts.conversation)
    desk.cloud.fail("dynamodb", "UpdateItem", times=10)

    with pytest.raises(Unavailable):
        announcing.tell_queue(desk.services, job)
    assert stored(desk, job.conversation).announced_at is None
    desk.cloud.faults.clear()
    announcing.tell_queue(desk.services, job)
    assert stored(desk, job.conversation).announced_at == desk.services.milliseconds()


def test_jobs_may_come_in_any_order_and_twice(desk: Desk) -> None:
    on = has_console(desk, "agent.b", available=True)
    conversation = desk.start().facts.conversation
    talking.take(desk.services, A, conversation)

    waiting = [msgspec.json.decode(body, type=Job) for body in desk.jobs()]
    assert waiting == [Job(kind="queue", conversation=conversation)] * 2
    for job in waiting * 2:
        announcing.tell_queue(desk.services, job)

    assert {(told.went, told.came, told.rings) for told in heard(desk, on)} == {(conversation, None, False)}


def test_whoever_takes_it_learns_in_every_window_that_it_is_theirs_and_the_others_that_it_has_gone(desk: Desk) -> None:
    own, other = has_console(desk, "agent.a", available=True), has_console(desk, "agent.b", available=True)
    conversation = desk.start().facts.conversation
    desk.work()
    talking.take(desk.services, A, conversation)
    with pytest.raises(AlreadyTaken):
        talking.take(desk.services, B, conversation)
    desk.work()

    assert heard(desk, own)[1:] == [QueueChanged(mine=conversation)]
    assert heard(desk, other)[1:] == [QueueChanged(went=conversation)]


def test_what_comes_back_rings_anew_each_time(desk: Desk) -> None:
    on = has_console(desk, "agent.b", available=True)
    conversation = desk.start().facts.conversation
    for _ in range(2):
        talking.take(desk.services, A, conversation)
        passing.pass_on(desk.services, A, conversation, None)
        desk.work()
    passing.pass_on(desk.services, A, conversation, None)
    desk.work()

    assert [told.rings for told in heard(desk, on)] == [True, True]


def test_a_socket_that_is_gone_is_forgotten_by_the_ringing(desk: Desk) -> None:
    on = has_console(desk, "agent.a", available=True)
    desk.sockets.gone.add(on)

    desk.start()
    desk.work()

    agent = desk.services.agents.get("agent.a")
    assert agent is not None
    assert agent.sockets == {}


def test_what_is_erased_leaves_every_window_of_its_agent(desk: Desk) -> None:
    own = has_console(desk, "agent.a", available=True)
    conversation, visitor, _ = desk.taken()

    data_rights.erase(desk.services, visitor, stored(desk, conversation.id))

    assert desk.sockets.heard(own, Erased) == [Erased(conversation=conversation.id)]


# ------------------------------------------------------------------------------------------------- places


def test_a_place_is_counted_no_further_than_the_limit(desk: Desk) -> None:
    line = line_of(desk, LIMITS.places_counted + 3)
    places = []
    for number in range(len(line)):
        visitor, conversation = talking.visitor(desk.services, f"{number:043}")
        facts = announcing.facts(desk.services, conversation, visitor)
        places.append((facts.place, facts.place_or_later))

    counted = LIMITS.places_counted
    assert places[: counted + 1] == [(place, False) for place in range(1, counted + 2)]
    assert places[counted + 1 :] == [(counted + 2, True)] * 2


def test_only_those_behind_it_learn_that_one_has_gone(desk: Desk) -> None:
    line = line_of(desk, 3)
    sockets = [listens(desk, each) for each in line]
    desk.work()
    assert desk.sockets.told == []  # whoever is new stands in nobody's way

    talking.take(desk.services, A, line[1])
    desk.sockets.told.clear()
    desk.work()

    assert [desk.sockets.heard(socket, Placed) for socket in sockets] == [
        [],
        [],
        [Placed(conversation=line[2], place=2, staffed=False)],
    ]


@pytest.mark.parametrize("waiting", [2, 40])
def test_what_a_waiting_visitor_asks_reads_the_same_however_many_wait(desk: Desk, waiting: int) -> None:
    desk.start(KEY)
    line_of(desk, waiting)
    visitor, conversation, orders = talking.visitor_with_orders(desk.services, KEY)
    talking.history(desk.services, visitor, conversation, 0, orders)
    before = desk.cloud.meter.read()

    talking.history(desk.services, *talking.visitor_with_orders(desk.services, KEY)[:2], 0, orders)

    cost = desk.cloud.meter.read() - before
    assert sum(cost.calls.values()) == 3
    assert sum(cost.read_units.values()) <= 3


# ------------------------------------------------------------------------------------------------- the desk


def test_the_desk_shows_the_oldest_and_says_that_there_are_more(desk: Desk) -> None:
    line = line_of(desk, 3)
    rows = [
        msgspec.structs.replace(desk.services, limits=msgspec.structs.replace(LIMITS, desk_rows=rows))
        for rows in (3, 2)
    ]
    assert desks.desk(rows[0], A).more_waiting is False

    shown = desks.desk(rows[1], A)

    assert ([each.conversation for each in shown.waiting], shown.more_waiting) == (line[:2], True)
    assert (shown.left, shown.more_left) == ((), False)

    for conversation in line:
        talking.take(desk.services, A, conversation)
    assert (len(desks.desk(rows[0], A).mine), desks.desk(rows[0], A).more_mine) == (3, False)
    shown = desks.desk(rows[1], A)
    assert ([each.conversation for each in shown.mine], shown.more_mine) == (line[:2], True)
    assert (shown.waiting, shown.more_waiting) == ((), False)


def test_what_the_desk_reads_is_the_same_however_many_wait(desk: Desk) -> None:
    few = msgspec.structs.replace(desk.services, limits=msgspec.structs.replace(LIMITS, desk_rows=2))
    costs = []
    for waiting in (3, 60):
        line_of(desk, waiting)
        desks.desk(few, A)  # the listing is recorded with the first
        before = desk.cloud.meter.read()
        desks.desk(few, A)
        costs.append((desk.cloud.meter.read() - before).read_units)

    assert costs[0] == costs[1]


def test_a_left_question_stands_apart_is_in_nobodys_way_and_never_rings(desk: Desk) -> None:
    on = has_console(desk, "agent.a", available=True)
    first, second = line_of(desk, 2)
    behind = listens(desk, second)
    desk.work()
    until = stored(desk, first).started_at + 7 * 24 * 3600 * 1000
    left = desk.services.conversations.left(stored(desk, first), until)
    assert left is not None
    announcing.queue_changed(desk.services, first)
    desk.work()

    told = heard(desk, on)[-1]
    assert told.came is not None
    assert (told.came.conversation, told.came.left_until, told.rings) == (first, until, False)
    assert [each.place for each in desk.sockets.heard(behind, Placed)] == [1]
    shown = desks.desk(desk.services, A)
    assert [each.conversation for each in shown.waiting] == [second]
    assert [each.conversation for each in shown.left] == [first]

    talking.take(desk.services, A, first)
    passing.pass_on(desk.services, A, first, None)
    desk.work()
    assert [each.conversation for each in desks.desk(desk.services, A).left] == [first]
    assert [told.rings for told in heard(desk, on)] == [True, True, False, False]


def test_a_question_that_is_left_while_an_agent_has_it_stays_on_their_desk(desk: Desk) -> None:
    conversation, _, _ = desk.taken()

    after = desk.services.conversations.left(conversation, 1)

    assert after is not None
    assert (after.left_until, after.owner) == (1, "agent.a")
    assert [each.conversation for each in desk.services.conversations.mine("agent.a")] == [conversation.id]
    assert desk.services.conversations.left_questions("general") == []


# ------------------------------------------------------------------------------------------------- what was theirs

WEEK = LIMITS.closed_listed_seconds


def closed_by(desk: Desk, agent: Staff, number: int = 0, topic: str | None = None) -> Conversation:
    """Let an agent take and close a conversation of its own visitor, and return it."""
    key = f"{number:043}"
    conversation = starts_about(desk, topic, key, f"192.0.{number}.0/24").facts.conversation
    talking.take(desk.services, agent, conversation)
    talking.close(desk.services, agent, stored(desk, conversation))
    return stored(desk, conversation)


def test_what_an_agent_has_closed_stays_on_their_desk_and_is_read_as_before_and_recorded(desk: Desk) -> None:
    conversation = closed_by(desk, A, topic="b")
    assert desks.desk(desk.services, B).closed == ()
    shown = desks.desk(desk.services, A)

    assert shown.closed == (
        Closed(
            conversation=conversation.id,
            site="demo",
            language="fi",
            started_at=conversation.started_at,
            closed_at=desk.services.milliseconds(),
            topic="b",
        ),
    )
    assert (shown.mine, shown.waiting, shown.more_closed) == ((), (), False)
    assert shown.topics["demo"]["b"]["sv"] == "b på svenska"
    desk.cloud.clock.advance(LIMITS.access_record_covers_seconds)
    before = len(desk.logged())
    assert [each.kind for each in talking.history(desk.services, A, conversation, 0).entries][-1] == "closed"
    assert desk.logged()[before:] == [("agent.a", "conversation_opened", conversation.id)]
    with pytest.raises(NotFound):
        talking.history(desk.services, B, conversation, 0)


@pytest.mark.parametrize("who", ["visitor", "system"])
def test_it_stays_whoever_has_closed_it(desk: Desk, who: str) -> None:
    conversation, visitor, _ = desk.taken()
    if who == "visitor":
        talking.close(desk.services, visitor, conversation)
    else:
        desk.cloud.clock.advance(LIMITS.conversation_seconds)
        assert sweeping.sweep(desk.services).closed == 1

    assert [each.conversation for each in desks.desk(desk.services, A).closed] == [conversation.id]


def test_it_is_the_last_owners_alone_and_nobodys_where_nobody_had_it(desk: Desk) -> None:
    passed, _, _ = desk.taken()
    has_console(desk, "agent.b", available=True)
    passing.pass_on(desk.services, A, passed.id, "agent.b")
    talking.close(desk.services, B, stored(desk, passed.id))
    given_up = desk.start("y" * 43, network="198.51.100.0/24").facts.conversation
    talking.close(desk.services, *talking.visitor(desk.services, "y" * 43))

    shown = [desks.desk(desk.services, who) for who in (A, B)]
    assert [[each.conversation for each in one.closed] for one in shown] == [[], [passed.id]]
    assert [one.waiting for one in shown] == [(), ()]
    assert stored(desk, given_up).status == "closed"


def test_the_last_closed_comes_first_whenever_it_was_started_and_no_more_than_a_list_holds(desk: Desk) -> None:
    old = starts_about(desk, None, "o" * 43).facts.conversation
    talking.take(desk.services, A, old)
    newer = []
    for number in range(3):
        desk.cloud.clock.advance(60)
        newer.append(closed_by(desk, A, number).id)
    desk.cloud.clock.advance(60)
    talking.close(desk.services, A, stored(desk, old))
    rows = [
        msgspec.structs.replace(desk.services, limits=msgspec.structs.replace(LIMITS, closed_rows=rows))
        for rows in (4, 2)
    ]

    shown = [desks.desk(services, A) for services in rows]
    assert [each.conversation for each in shown[0].closed] == [old, *reversed(newer)]
    assert [each.conversation for each in shown[1].closed] == [old, newer[-1]]
    assert [each.more_closed for each in shown] == [False, True]


def test_it_leaves_the_desk_after_seven_days_and_with_its_erasure_and_an_objection_changes_nothing(desk: Desk) -> None:
    conversation = closed_by(desk, A)
    visitor, _ = talking.visitor(desk.services, f"{0:043}")
    data_rights.objects(desk.services, visitor, conversation, on=True)
    desk.cloud.clock.advance(WEEK - 1)
    assert [each.conversation for each in desks.desk(desk.services, A).closed] == [conversation.id]
    erased = closed_by(desk, A, 1)
    desk.cloud.clock.advance(1)
    assert [each.conversation for each in desks.desk(desk.services, A).closed] == [erased.id]

    data_rights.erase(desk.services, *talking.visitor(desk.services, f"{1:043}"))
    assert desks.desk(desk.services, A).closed == ()


def test_what_an_agent_has_closed_is_theirs_to_read_for_seven_days_and_no_longer(desk: Desk) -> None:
    conversation = closed_by(desk, A).id
    visitor, _ = talking.visitor(desk.services, f"{0:043}")
    asked: tuple[Callable[[], object], ...] = (
        lambda: talking.history(desk.services, A, stored(desk, conversation), 0),
        lambda: talking.join(desk.services, A, stored(desk, conversation), 0, "agent-9"),
        lambda: talking.close(desk.services, A, stored(desk, conversation)),
        lambda: hiding.hide(desk.services, A, stored(desk, conversation), Hide(seq=1)),
    )
    desk.cloud.clock.advance(WEEK - 1)
    for ask in asked:
        ask()
    recorded = desk.logged()
    desk.cloud.clock.advance(1)
    for ask in asked:
        with pytest.raises(NotFound):
            ask()

    assert desk.logged() == recorded
    assert talking.history(desk.services, visitor, stored(desk, conversation), 0).entries


def test_closing_what_an_agent_has_costs_one_write_unit_more_than_what_nobody_has(desk: Desk) -> None:
    """Its row in the index is written under another name, which is a deletion and a put; where nobody had it, only the first."""
    costs = []
    for number, takes in enumerate((False, True)):
        conversation = starts_about(desk, None, f"{number:043}").facts.conversation
        if takes:
            talking.take(desk.services, A, conversation)
        visitor, head = talking.visitor(desk.services, f"{number:043}")
        before = desk.cloud.meter.read()
        talking.close(desk.services, visitor, head)
        costs.append(float(sum((desk.cloud.meter.read() - before).write_units.values())))

    assert costs == [2.0, 3.0]


def test_what_was_closed_costs_the_desk_one_call_however_much_it_was(desk: Desk) -> None:
    few = msgspec.structs.replace(desk.services, limits=msgspec.structs.replace(LIMITS, closed_rows=2))
    costs = []
    for number in range(6):
        closed_by(desk, A, number)
        before = desk.cloud.meter.read()
        desks.desk(few, A)
        cost = desk.cloud.meter.read() - before
        costs.append((sum(cost.calls.values()), float(sum(cost.read_units.values()))))

    assert set(costs[3:]) == {costs[3]}


# ------------------------------------------------------------------------------------------------- who is on duty


def on_duty(desk: Desk) -> dict[str, bool]:
    """Return who is on duty, and whether the queue rings them."""
    return {each.person: each.available for each in desk.services.agents.all()}


def test_choosing_to_be_rung_outlives_a_weekend_and_nobody_is_on_duty_nine_days_after_they_left(desk: Desk) -> None:
    has_console(desk, "agent.a", available=True)
    has_console(desk, "agent.b", available=True)
    desk.cloud.clock.advance((KEPT_DAYS - 1) * 24 * 3600)
    assert on_duty(desk) == {"agent.a": True, "agent.b": True}
    desk.services.agents.seen(A, desk.services.milliseconds())
    desk.cloud.clock.advance(24 * 3600)

    assert on_duty(desk) == {"agent.a": True}
    assert desk.services.agents.get("agent.b") is None
    desk.cloud.clock.advance(3600)
    desk.services.agents.seen(A, desk.services.milliseconds())
    assert sweeping.sweep(desk.services).leftovers > 0
    assert [item["sk"] for item in desk.cloud.items() if item["pk"] == "agents"] == ["agent.a"]


@pytest.mark.parametrize("swept", [False, True])
def test_who_comes_back_after_long_is_not_rung_unless_they_choose_it_anew(desk: Desk, swept: bool) -> None:
    has_console(desk, "agent.a", available=True)
    desk.cloud.clock.advance(KEPT_DAYS * 24 * 3600)
    if swept:
        desk.cloud.clock.advance(3600)
        sweeping.sweep(desk.services)

    desk.services.agents.seen(A, desk.services.milliseconds())

    assert on_duty(desk) == {"agent.a": False}


# ------------------------------------------------------------------------------------------------- who may hear


def test_what_happens_is_told_only_under_a_session_that_lives(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    now = desk.services.milliseconds()
    _, session = desk.services.sessions.start("agent.a", "Agent.A", ("agent",), "")
    for socket, digest, ends_at in (
        ("not over yet", "any", now + 1),
        ("used since", session.hash, now),
        ("over", "any", now),
    ):
        listening = stored(desk, conversation.id)
        desk.services.conversations.listen(listening, socket, "agent.a", now, session=digest, ends_at=ends_at)

    announcing.facts_changed(desk.services, stored(desk, conversation.id))

    assert {to for to, _ in desk.sockets.told} == {"not over yet", "used since"}


def test_whoever_only_looked_at_it_hears_nothing_once_its_visitor_has_objected(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    now = desk.services.milliseconds()
    for socket, who in (("own", "agent.a"), ("other", "reviewer"), ("visitor", "visitor")):
        desk.services.conversations.listen(stored(desk, conversation.id), socket, who, now)
    heard: list[set[str]] = []
    for objected_at in (None, now):
        desk.services.conversations.note(conversation.id, objected_at=objected_at)
        desk.sockets.told.clear()
        announcing.facts_changed(desk.services, stored(desk, conversation.id))
        heard.append({to for to, _ in desk.sockets.told})

    assert heard == [{"own", "other", "visitor"}, {"own", "visitor"}]
