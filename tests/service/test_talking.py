"""A conversation through its actions, over the real adapters and the local cloud."""

import threading
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from chalicelib import settings
from chalicelib.aws.access_log import AccessLog
from chalicelib.chat import commitment
from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import announcing, passing, sweeping, talking
from chalicelib.chat.actions import desk as desks
from chalicelib.chat.errors import (
    AlreadyTaken,
    CommitmentMissing,
    ConversationClosed,
    EmptyMessage,
    LogUnavailable,
    MessageTooLong,
    NotFound,
    OutOfOrder,
    Refusal,
    TooMany,
    Unauthenticated,
    Unavailable,
)
from chalicelib.chat.ports import Conflict
from chalicelib.chat.services import Services
from chalicelib.chat.site import Site
from chalicelib.chat.who import Visitor
from chalicelib.chat.wire import Access, Changed, History, Placed, Say, Start, Told
from tests.service.conftest import KEY, Desk, staff

CODE = "131052-308T"


def history(desk: Desk, who: object, conversation: str, after: int = 0) -> History:
    return talking.history(desk.services, who, desk.services.conversations.get(conversation), after)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------- starting


def test_a_first_message_starts_a_conversation_and_waits(desk: Desk) -> None:
    started = desk.start()

    assert started.facts.status == "waiting"
    assert (started.facts.place, started.facts.seq, started.facts.sent) == (1, 1, 1)
    assert started.facts.expires_on == "2027-01-25"
    assert started.entry.text == "Hei"


def test_starting_again_with_the_same_key_is_the_same_conversation(desk: Desk) -> None:
    first, second = desk.start(), desk.start(text="something else")

    assert second.entry == first.entry
    assert history(desk, Visitor(first.facts.conversation), first.facts.conversation).entries == (first.entry,)


def test_a_site_that_nobody_registered_starts_nothing(desk: Desk) -> None:
    desk.services.sites.put(Site(key="other", company="Other Oy", origins=("http://127.0.0.1:8601",)))
    for site, ends in (("other", None), ("unknown", NotFound)):
        body = Start(site=site, language="fi", id="message-1", text="Hei")
        if ends is None:
            assert talking.start(desk.services, "o" * 43, body, "n").facts.site == site
        else:
            with pytest.raises(ends):
                talking.start(desk.services, "u" * 43, body, "n")


def test_a_key_starts_nothing_at_another_site_than_its_own(desk: Desk) -> None:
    desk.services.sites.put(Site(key="other", company="Other Oy", origins=("http://127.0.0.1:8601",)))
    started = desk.start()
    elsewhere = Start(site="other", language="fi", id="message-2", text="To the other")

    with pytest.raises(Unauthenticated):
        talking.start(desk.services, KEY, elsewhere, "n")
    assert talking.start(desk.services, "o" * 43, elsewhere, "n").facts.site == "other"
    assert desk.start().facts.seq == started.facts.seq


def test_another_key_opens_nothing(desk: Desk) -> None:
    desk.start()

    assert talking.visitor(desk.services, KEY)[1].seq == 1
    with pytest.raises(Unauthenticated):
        talking.visitor(desk.services, "x" * 43)


# ------------------------------------------------------------------------------------------------- saying


def test_messages_of_both_sides_have_one_dense_order(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()

    desk.say(visitor, conversation.id, 2)
    desk.say(agent, conversation.id, 1)

    entries = history(desk, visitor, conversation.id).entries
    assert [(entry.seq, entry.kind, entry.by) for entry in entries] == [
        (1, "said", "visitor"),
        (2, "joined", "agent"),
        (3, "said", "visitor"),
        (4, "said", "agent"),
    ]


def test_a_visitor_never_sees_a_user_name(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    desk.say(agent, conversation.id, 1)

    seen = msgspec.json.encode(history(desk, visitor, conversation.id)).decode()

    assert "Agent.A" in seen
    assert "agent.a" not in seen


def test_a_repeated_message_gets_its_original_whatever_text_comes_with_it_also_long_after(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    original = desk.say(visitor, conversation.id, 2, "the original")
    for n in range(3, 13):
        desk.cloud.clock.advance(30)
        desk.say(visitor, conversation.id, n, "something longer that moves the older lines to pages " * 3)

    assert desk.say(visitor, conversation.id, 2, "another text") == original
    assert history(desk, visitor, conversation.id).facts.seq == 13


def test_another_message_under_a_used_count_is_told_the_next_one(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()

    for n, message in ((1, "another-id"), (5, "message-5")):
        with pytest.raises(OutOfOrder) as refused:
            desk.say(visitor, conversation.id, n, message=message)
        assert refused.value.data == {"expected": 2}
    assert desk.say(visitor, conversation.id, 2).seq == 3


def test_a_message_is_durable_although_its_success_was_reported_as_a_failure(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    desk.cloud.fail("dynamodb", "UpdateItem", error="InternalServerError", times=1, before=False)

    said = desk.say(visitor, conversation.id, 2)

    assert said.seq == 3
    assert history(desk, visitor, conversation.id).facts.seq == 3


def test_what_was_written_before_the_process_died_is_in_the_history(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()

    desk.say(visitor, conversation.id, 2, "written, never pushed")  # `tell_said` was not reached

    assert desk.sockets.heard("any", Told) == []
    assert history(desk, visitor, conversation.id, after=2).entries[0].text == "written, never pushed"


def test_a_failing_table_is_a_refusal_and_the_conversation_goes_on(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    fault = desk.cloud.fail("dynamodb", "UpdateItem", error="ThrottlingException", times=50, before=True)

    with pytest.raises(Unavailable):
        desk.say(visitor, conversation.id, 2)
    fault.cancel()
    assert desk.say(visitor, conversation.id, 2).seq == 3


@pytest.mark.parametrize(("length", "ends"), [(0, EmptyMessage), (1, None), (2_000, None), (2_001, MessageTooLong)])
def test_a_message_has_1_to_2000_characters(desk: Desk, length: int, ends: type[Refusal] | None) -> None:
    conversation, visitor, _ = desk.taken()

    if ends is None:
        assert desk.say(visitor, conversation.id, 2, "ä" * length).seq == 3
    else:
        with pytest.raises(ends):
            desk.say(visitor, conversation.id, 2, "ä" * length)


def test_five_messages_in_three_seconds_and_twenty_in_a_minute_pass_and_the_next_waits(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    desk.cloud.clock.advance(60)
    for n in range(2, 7):
        desk.say(visitor, conversation.id, n)
    with pytest.raises(TooMany) as burst:
        desk.say(visitor, conversation.id, 7)
    assert burst.value.data == {"retry_after": 3}
    for n in range(7, 22):
        desk.cloud.clock.advance(3)
        desk.say(visitor, conversation.id, n)
    desk.cloud.clock.advance(3)

    with pytest.raises(TooMany) as minute:
        desk.say(visitor, conversation.id, 22)
    desk.cloud.clock.advance(minute.value.data["retry_after"])
    assert desk.say(visitor, conversation.id, 22).seq == 23


def test_an_identity_code_and_a_card_never_reach_table_push_or_log(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    talking.join(desk.services, agent, desk.services.conversations.get(conversation.id), 0, "agent")
    frame = Say(conversation=conversation.id, id="message-2", n=2, text=f"tunnus {CODE} kortti 4111 1111 1111 1111")

    entry, after = talking.say(desk.services, visitor, desk.services.conversations.get(conversation.id), frame)
    talking.tell_said(desk.services, after, entry, None)

    assert entry.masked == ("identity_code", "payment_card")
    told = desk.sockets.heard("agent", Told)[-1]
    assert told.entry == entry
    everywhere = f"{desk.cloud.items()}{desk.sockets.told}{desk.cloud.log_events()}"
    assert "308T" not in everywhere
    assert "4111" not in everywhere


def test_a_visitor_who_asks_for_a_copy_in_words_lights_the_offer(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()

    assert desk.say(visitor, conversation.id, 2, "Saisinko tämän sähköpostiin?").asks_copy
    assert not desk.say(visitor, conversation.id, 3, "Kiitos").asks_copy
    assert not desk.say(agent, conversation.id, 1, "Saisinko tämän sähköpostiin?").asks_copy


def test_fifty_concurrent_senders_get_a_dense_order_that_keeps_each_ones_own(desk: Desk) -> None:
    conversation, _, _ = desk.taken()
    store, limits = desk.services.conversations, desk.services.limits
    gate = threading.Barrier(50)
    acknowledged: list[tuple[str, int, int]] = []

    def send(sender: str) -> None:
        gate.wait()
        for n in (1, 1, 2, 2):  # repeated at random moments of the others
            line = rules.said(by=sender, id=f"{sender}-{n}", n=n, text="x" * 40, masked=(), asks_copy=False, now=1)
            looked = store.get(conversation.id)
            for _ in range(60):
                assert looked is not None
                if rules.count_of(looked, line) is not None:
                    found = store.line_of(looked, sender, n)
                    assert found is not None
                    acknowledged.append((sender, n, found[0]))
                    break
                try:
                    looked = store.write(looked, rules.say(looked, line, limits))
                except Conflict as conflict:
                    looked = conflict.now
                    continue
                acknowledged.append((sender, n, looked.seq))
                break
            else:
                raise AssertionError("never stored")

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(send, [f"sender-{number:02}" for number in range(50)]))

    head = store.get(conversation.id)
    assert head is not None
    lines = store.lines(head)
    assert list(lines) == list(range(1, 2 + 100 + 1))
    for sender in {line.by for line in lines.values() if line.id and line.id.startswith("sender")}:
        assert [line.n for line in lines.values() if line.by == sender] == [1, 2]
    assert {(line.by, line.n, seq) for seq, line in lines.items() if line.by.startswith("sender")} == set(acknowledged)


# ------------------------------------------------------------------------------------------------- following


def test_who_follows_is_told_and_the_sender_is_not_told_twice(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    for who, socket in ((visitor, "here"), (visitor, "other-tab"), (agent, "agent")):
        talking.join(desk.services, who, desk.services.conversations.get(conversation.id), 0, socket)

    frame = Say(conversation=conversation.id, id="message-2", n=2, text="Hei")
    entry, after = talking.say(desk.services, visitor, desk.services.conversations.get(conversation.id), frame)
    talking.tell_said(desk.services, after, entry, "here")

    assert [len(desk.sockets.heard(socket, Told)) for socket in ("here", "other-tab", "agent")] == [0, 1, 1]


def test_a_socket_that_is_gone_is_forgotten_by_use(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    talking.join(desk.services, visitor, desk.services.conversations.get(conversation.id), 0, "ghost")
    desk.sockets.gone.add("ghost")

    announcing.facts_changed(desk.services, desk.services.conversations.get(conversation.id))  # type: ignore[arg-type]

    assert desk.services.conversations.get(conversation.id).sockets == {}  # type: ignore[union-attr]


def test_three_sockets_of_a_visitor_stay_and_a_fourth_replaces_the_oldest(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    for number in range(1, 5):
        desk.cloud.clock.advance(1)
        talking.join(desk.services, visitor, desk.services.conversations.get(conversation.id), 0, f"socket-{number}")
        if number == 3:
            assert desk.sockets.closed == []

    assert desk.sockets.closed == ["socket-1"]
    assert set(desk.services.conversations.get(conversation.id).sockets) == {"socket-2", "socket-3", "socket-4"}  # type: ignore[union-attr]


# ------------------------------------------------------------------------------------------------- taking and closing


DOUBLE_TAKES = 200


class Together(AccessLog):
    """The access log, which accepts what is to be done once two are about to do it: each has looked by then, and none done it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.cloud.client("logs"), settings.read(desk.cloud.environment).access_log_group)
        self._both = threading.Barrier(2)

    def record(self, *accesses: Access) -> None:
        if all(each.outcome == "allowed" for each in accesses):
            self._both.wait(timeout=10)
        super().record(*accesses)


def test_of_two_agents_who_take_at_once_exactly_one_gets_it_and_the_other_reads_who_200_times(desk: Desk) -> None:
    as_it_comes, together = desk.services, msgspec.structs.replace(desk.services, access_log=Together(desk))
    gate = threading.Barrier(2)

    def take(services: Services, person: str, conversation: str) -> str:
        gate.wait(timeout=10)
        try:
            talking.take(services, staff(person), conversation)
        except AlreadyTaken as refused:
            return f"{refused.code} by {refused.data['alias']}"
        return "won"

    with ThreadPoolExecutor(2) as pool:
        for number in range(DOUBLE_TAKES):
            services = together if number % 2 else as_it_comes
            conversation = desk.start(f"{number:043}", network=f"10.0.{number}.0/24").facts.conversation
            a, b = pool.map(take, [services] * 2, ("agent.a", "agent.b"), [conversation] * 2)

            assert (a, b) in {("won", "already_taken by Agent.A"), ("already_taken by Agent.B", "won")}
            stored = desk.services.conversations.get(conversation)
            assert stored is not None
            assert stored.owner == ("agent.a" if a == "won" else "agent.b")
            assert [line.kind for line in stored.newest] == ["said", "joined"]


def test_taking_again_what_is_ones_own_changes_nothing(desk: Desk) -> None:
    conversation, _, agent = desk.taken()

    assert talking.take(desk.services, agent, conversation.id).facts.seq == 2


def test_the_next_in_the_queue_learns_the_new_place_and_everybody_who_joined(desk: Desk) -> None:
    first, second = desk.start("a" * 43), None
    desk.cloud.clock.advance(1)
    second = desk.start("b" * 43)
    for started, socket in ((first, "first"), (second, "second")):
        who = Visitor(started.facts.conversation)
        talking.join(desk.services, who, desk.services.conversations.get(who.conversation), 0, socket)
    assert second.facts.place == 2
    desk.work()

    talking.take(desk.services, staff("agent.a"), first.facts.conversation)

    desk.work()
    assert [each.place for each in desk.sockets.heard("second", Placed)] == [1]
    assert [frame.facts and frame.facts.alias for frame in desk.sockets.heard("first", Told)] == ["Agent.A"]
    assert desk.sockets.heard("first", Told)[-1].entry.kind == "joined"  # type: ignore[union-attr]
    assert desk.sockets.heard("first", Changed) == [], "one frame says both"


def test_nothing_is_said_after_the_close_but_what_was_said_is_still_acknowledged(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    said = desk.say(visitor, conversation.id, 2)

    closed = talking.close(desk.services, agent, desk.services.conversations.get(conversation.id))

    assert (closed.status, closed.closed_by) == ("closed", "agent")
    for who, n in ((visitor, 3), (agent, 1)):
        with pytest.raises(ConversationClosed):
            desk.say(who, conversation.id, n)
    assert desk.say(visitor, conversation.id, 2) == said
    assert talking.close(desk.services, visitor, desk.services.conversations.get(conversation.id)).closed_by == "agent"


def test_a_conversation_ends_after_24_hours_and_the_sweep_says_so(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    desk.services.agents.set_available(agent.person, agent.alias, on=True)
    desk.cloud.clock.advance(24 * 3600 - 1)
    desk.say(visitor, conversation.id, 2)
    desk.cloud.clock.advance(1)

    with pytest.raises(ConversationClosed):
        desk.say(visitor, conversation.id, 3)
    assert sweeping.sweep(desk.services).closed == 1
    assert history(desk, visitor, conversation.id).facts.closed_by == "system"


# ------------------------------------------------------------------------------------------------- the access log


def test_a_taken_conversation_is_logged_as_opened_once_in_ten_minutes(desk: Desk) -> None:
    conversation, _, agent = desk.taken()
    history(desk, agent, conversation.id)
    opened = ("agent.a", "conversation_opened", conversation.id)
    assert desk.logged().count(opened) == 1

    desk.cloud.clock.advance(600)
    history(desk, agent, conversation.id)

    assert desk.logged().count(opened) == 2


def test_a_reading_for_another_purpose_has_a_record_of_its_own(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    talking.close(desk.services, visitor, desk.services.conversations.get(conversation.id))
    desk.services.agents.listen(staff("agent.b"), "b", desk.services.milliseconds())
    both = staff("agent.a", "agent", "reviewer")
    for who in (agent, both):
        history(desk, who, conversation.id)
    assert desk.purposes("conversation_opened") == ["service"]

    other = desk.start(key="o" * 43)
    talking.take(desk.services, agent, other.facts.conversation)
    passing.pass_on(desk.services, agent, other.facts.conversation, "agent.b")
    talking.close(desk.services, staff("agent.b"), desk.services.conversations.get(other.facts.conversation))
    for _ in range(2):
        history(desk, both, other.facts.conversation)

    assert desk.purposes("conversation_opened") == ["service", "service", "quality"]


def test_a_reading_that_cannot_be_logged_is_refused_and_a_message_is_pushed_by_its_place_only(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    _, session = desk.services.sessions.start("agent.a", "Agent.A", ("agent",), commitment.CURRENT.hash)
    agent = desk.services.sessions.check(session.hash)
    talking.join(desk.services, agent, desk.services.conversations.get(conversation.id), 0, "agent")
    desk.services.agents.listen(agent, "agent", desk.services.milliseconds())
    desk.cloud.clock.advance(600)
    desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException", times=2, before=True)

    with pytest.raises(LogUnavailable):
        history(desk, agent, conversation.id)
    frame = Say(conversation=conversation.id, id="message-2", n=2, text="stored all the same")
    entry, after = talking.say(desk.services, visitor, desk.services.conversations.get(conversation.id), frame)
    talking.tell_said(desk.services, after, entry, None)

    assert desk.sockets.heard("agent", Told)[-1] == Told(conversation=conversation.id, seq=3)
    assert history(desk, agent, conversation.id, after=2).entries == (entry,)  # the log answers again


def test_first_lines_are_listed_only_when_the_listing_is_logged(desk: Desk) -> None:
    started = desk.start(text="Ensimmäinen rivi")
    agent = staff("agent.a")

    assert [each.first_line for each in desks.desk(desk.services, agent).waiting] == ["Ensimmäinen rivi"]
    assert ("agent.a", "conversations_listed", "queue") in desk.logged()
    desk.cloud.clock.advance(600)
    desk.cloud.fail("logs", "PutLogEvents", error="ServiceUnavailableException", times=1, before=True)
    with pytest.raises(LogUnavailable):
        desks.desk(desk.services, agent)
    assert len(desks.desk(desk.services, agent).waiting) == 1  # the log answers again
    with pytest.raises(NotFound):
        desks.desk(desk.services, staff("dpo", "data-protection-officer"))
    with pytest.raises(CommitmentMissing):
        desks.desk(desk.services, staff("agent.a", committed=False))
    assert started.facts.place == 1


def test_a_listing_of_the_queue_is_recorded_once_in_ten_minutes_and_for_each_person(desk: Desk) -> None:
    desk.start()

    def listings(person: str) -> int:
        desks.desk(desk.services, staff(person))
        return desk.logged().count((person, "conversations_listed", "queue"))

    assert [listings("agent.a"), listings("agent.a"), listings("agent.b")] == [1, 1, 1]
    desk.cloud.clock.advance(599)
    assert listings("agent.a") == 1
    desk.cloud.clock.advance(1)
    assert listings("agent.a") == 2


# ------------------------------------------------------------------------------------------------- forgetting


def test_after_two_months_a_conversation_is_gone_for_everyone_and_the_sweep_leaves_no_item(desk: Desk) -> None:
    conversation, visitor, agent = desk.taken()
    for n in range(2, 30):
        desk.cloud.clock.advance(10)
        desk.say(visitor, conversation.id, n, "long enough to move older lines into pages " * 3)
    assert any("page#" in item["sk"] for item in desk.cloud.items())
    desk.cloud.clock.advance_months(2)

    for who in (visitor, agent, staff("dpo", "data-protection-officer")):
        with pytest.raises(NotFound):
            history(desk, who, conversation.id)
    with pytest.raises(Unauthenticated):
        talking.visitor(desk.services, KEY)
    assert desks.desk(desk.services, agent).mine == ()
    swept = sweeping.sweep(desk.services)

    assert swept.conversations == 1
    assert [item["sk"] for item in desk.cloud.items() if conversation.id in item["pk"]] == []
    assert sweeping.sweep(desk.services).conversations == 0


def test_a_sweep_that_was_cut_off_is_finished_by_the_next(desk: Desk) -> None:
    conversation, visitor, _ = desk.taken()
    for n in range(2, 30):
        desk.cloud.clock.advance(10)
        desk.say(visitor, conversation.id, n, "long enough to move older lines into pages " * 3)
    desk.cloud.clock.advance_months(2)
    desk.cloud.fail("dynamodb", "BatchWriteItem", error="ThrottlingException", times=20, before=True)
    with pytest.raises(Unavailable):
        sweeping.sweep(desk.services)
    desk.cloud.faults.clear()

    sweeping.sweep(desk.services)

    assert [item["sk"] for item in desk.cloud.items() if conversation.id in item["pk"]] == []
