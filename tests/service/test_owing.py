"""An agent who owes an answer is reminded and then loses the conversation; what nobody takes up goes back; holds."""

from typing import Any

import msgspec
import pytest

from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import announcing, holding, owing, passing, talking, watching
from chalicelib.chat.conversation import VISITOR, Conversation, Reminded
from chalicelib.chat.errors import ConversationClosed, LogUnavailable, NotFound, Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.who import Staff, Visitor
from chalicelib.chat.wire import Changed, Facts, Told, Typing
from tests.service.conftest import Desk, staff

A, B, C = staff("agent.a"), staff("agent.b"), staff("agent.c")
REMIND, RETURN = 3, 10


class Day:
    """A conversation that agent A has taken, both sides on a socket, and a watch that looks every minute."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.patience(REMIND, RETURN)
        desk.cloud.clock.advance(60)
        conversation, self.visitor, _ = desk.taken()
        self.id = conversation.id
        self.said = {VISITOR: 1}
        desk.services.conversations.listen(self.now, "visitor", VISITOR, desk.services.milliseconds())
        self.follows(A)
        watching.watch(desk.services)

    @property
    def now(self) -> Conversation:
        found = self.desk.services.conversations.get(self.id)
        assert found is not None
        return found

    def follows(self, who: Staff) -> None:
        talking.join(self.desk.services, who, self.now, 0, f"of-{who.person}")

    def minutes(self, count: int, *there: Staff) -> list[watching.Watched]:
        """Let minutes pass, with a look after each, while agent A and others are there."""
        looks = []
        for _ in range(count):
            self.desk.cloud.clock.advance(60)
            for agent in (A, *there):
                self.desk.services.agents.listen(agent, f"of-{agent.person}", self.desk.services.milliseconds())
            looks.append(watching.watch(self.desk.services))
        return looks

    def says(self, who: Visitor | Staff) -> Any:
        name = VISITOR if isinstance(who, Visitor) else who.person
        self.said[name] = self.said.get(name, 0) + 1
        return self.desk.say(who, self.id, self.said[name])

    def types(self, who: Visitor | Staff) -> None:
        talking.typing(self.desk.services, who, self.now, Typing(conversation=self.id, on=True))

    def reads(self, who: Staff) -> None:
        talking.read(self.desk.services, who, self.now, None, self.now.seq)

    def holds(self, minutes: Any) -> Facts:
        return holding.hold(self.desk.services, A, self.id, minutes)

    def passes(self, to: Staff) -> None:
        self.desk.services.agents.listen(to, f"of-{to.person}", self.desk.services.milliseconds())
        passing.pass_on(self.desk.services, A, self.id, to.person)

    def reminders(self) -> list[int]:
        """Return the times at which agent A was told that they were reminded, each once."""
        told = [frame.facts.reminded_at for frame in self.desk.sockets.heard("of-agent.a", Changed)]
        return list(dict.fromkeys(each for each in told if each is not None))


@pytest.fixture
def day(desk: Desk) -> Day:
    return Day(desk)


# ---------------------------------------------------------------------------------------------------- an answer that is owed


def test_an_agent_who_does_not_answer_is_reminded_once_and_then_loses_it_with_a_line_for_both(day: Day) -> None:
    assert sum(look.reminded for look in day.minutes(REMIND - 1)) == 0
    assert day.minutes(1)[0].reminded == 1
    facts = day.desk.sockets.facts("of-agent.a")
    assert (facts.reminded_at, facts.returns_at) == (
        day.desk.services.milliseconds(),
        day.desk.services.milliseconds() + 60_000 * (RETURN - REMIND),
    )
    assert day.desk.sockets.facts("visitor").reminded_at is None

    assert sum(look.returned for look in day.minutes(RETURN - REMIND - 1)) == 0
    assert len(day.reminders()) == 1
    assert day.minutes(1)[0].returned == 1

    assert (day.now.status, day.now.owner, day.now.reminded) == ("waiting", None, None)
    line = day.now.newest[-1]
    assert (line.kind, line.by, line.why) == ("left", "agent.a", "unanswered")
    assert ("system", "conversation_released", day.id) in day.desk.logged()
    told = day.desk.sockets.heard("visitor", Told)[-1].entry
    assert told is not None
    assert (told.kind, told.why) == ("left", "unanswered")
    lost = day.desk.sockets.facts("of-agent.a")
    assert (lost.mine, lost.status, lost.lost_for) == (False, "waiting", "unanswered")


def test_what_went_back_waits_in_its_old_place_and_whoever_takes_it_has_as_long_again(day: Day) -> None:
    later = day.desk.start("l" * 43)
    day.minutes(RETURN)
    waiting = day.desk.services.conversations.waiting("general")
    assert [each.conversation for each in waiting] == [day.id, later.facts.conversation]
    day.desk.work()

    talking.take(day.desk.services, A, day.id)
    assert sum(look.returned for look in day.minutes(RETURN - 1)) == 0
    assert day.now.reminded is not None
    assert day.minutes(1)[0].returned == 1


def test_whoever_answers_in_time_keeps_it_and_is_reminded_of_the_next_that_is_owed(day: Day) -> None:
    day.minutes(RETURN - 1)
    day.says(A)
    assert day.now.reminded is None
    day.minutes(RETURN)
    assert (day.now.owner, len(day.reminders())) == ("agent.a", 1)

    day.says(day.visitor)
    day.minutes(REMIND)
    assert len(day.reminders()) == 2


def test_whoever_has_just_typed_keeps_it_until_they_no_longer_do(day: Day) -> None:
    day.minutes(RETURN - 1)
    for _ in range(5):
        day.types(A)
        assert day.minutes(1)[0].returned == 0
    day.minutes(1)
    assert day.now.status == "waiting"


def test_typing_is_noted_only_of_whoever_owes_an_answer_and_no_more_than_needed(day: Day) -> None:
    day.types(A)
    assert day.now.answering_at == 0
    day.minutes(REMIND)
    day.types(day.visitor)
    assert day.now.answering_at == 0
    day.types(A)
    noted = day.now.answering_at
    assert noted == day.desk.services.milliseconds()
    day.desk.cloud.clock.advance(owing.NOTED_AGAIN // 1000 - 1)
    day.types(A)
    assert day.now.answering_at == noted


def test_an_answer_that_comes_while_it_goes_back_keeps_it(day: Day) -> None:
    day.minutes(RETURN - 1)
    day.desk.cloud.clock.advance(60)
    seen = day.now
    day.says(A)

    assert owing.remind_or_return(day.desk.services, [seen]) == (0, 0, None)
    assert day.now.owner == "agent.a"


def test_typing_that_is_noted_while_it_goes_back_keeps_it(day: Day) -> None:
    day.minutes(RETURN - 1)
    day.desk.cloud.clock.advance(60)
    seen = day.now
    day.types(A)

    assert owing.remind_or_return(day.desk.services, [seen]) == (0, 0, None)
    assert day.now.owner == "agent.a"


def test_what_the_visitor_says_while_it_goes_back_stops_nothing(day: Day) -> None:
    day.minutes(RETURN - 1)
    day.desk.cloud.clock.advance(60)
    seen = day.now
    day.says(day.visitor)

    assert owing.remind_or_return(day.desk.services, [seen]) == (0, 1, None)


def test_of_two_watches_one_reminds_and_one_gives_back(day: Day) -> None:
    day.minutes(REMIND - 1)
    day.desk.cloud.clock.advance(60)
    seen = day.now
    assert [owing.remind_or_return(day.desk.services, [seen])[:2] for _ in range(2)] == [(1, 0), (0, 0)]
    assert len(day.reminders()) == 1

    day.desk.cloud.clock.advance(60 * (RETURN - REMIND))
    seen = day.now
    owing.remind_or_return(day.desk.services, [seen])
    day.desk.cloud.clock.advance(1)
    assert owing.remind_or_return(day.desk.services, [seen]) == (0, 0, None)
    assert [line.kind for line in day.now.newest].count("left") == 1


def test_nobody_loses_it_sooner_than_two_minutes_after_the_reminder(day: Day) -> None:
    day.desk.cloud.clock.advance(60 * 60)  # the service could not look for long
    watching.watch(day.desk.services)
    day.minutes(1)
    assert day.now.reminded is not None
    assert day.desk.sockets.facts("of-agent.a").returns_at == day.now.reminded.at + 1000 * LIMITS.answer_notice_seconds
    assert sum(look.returned for look in day.minutes(1)) == 0
    assert day.minutes(1)[0].returned == 1


def test_where_it_is_switched_off_an_agent_is_reminded_and_keeps_it(desk: Desk) -> None:
    day = Day(desk)
    desk.patience(REMIND, 0)
    day.minutes(24)
    assert len(day.reminders()) == 1
    facts = desk.sockets.facts("of-agent.a")
    assert (facts.returns_at, day.now.owner) == (None, "agent.a")


def test_a_question_that_was_left_is_neither_reminded_of_nor_given_back(day: Day) -> None:
    assert day.desk.services.conversations.left(day.now, day.desk.services.milliseconds() + 10**9) is not None
    day.minutes(2 * RETURN)
    assert (day.now.owner, day.reminders()) == ("agent.a", [])


def test_an_agent_who_has_gone_loses_it_as_ever(day: Day) -> None:
    for _ in range(LIMITS.agent_away_seconds // 60 + 1):
        day.desk.cloud.clock.advance(60)
        watching.watch(day.desk.services)
    line = day.now.newest[-1]
    assert (line.kind, line.why, day.now.status) == ("left", None, "waiting")


def test_what_cannot_be_recorded_stays_until_it_can_and_silence_is_looked_at_all_the_same(day: Day) -> None:
    day.minutes(RETURN - 1)
    fault = day.desk.cloud.fail("logs", "*", error="ServiceUnavailableException", times=1_000)
    with pytest.raises(LogUnavailable):
        day.minutes(1)
    fault.cancel()
    assert day.now.owner == "agent.a"
    day.minutes(1)
    assert day.now.owner is None


def test_a_long_wait_is_known_from_lines_that_have_moved_to_pages(day: Day) -> None:
    for minute in range(RETURN):
        day.said[VISITOR] += 1
        day.desk.say(day.visitor, day.id, day.said[VISITOR], f"{minute} " + "Oletteko siellä? " * 60)
        day.minutes(1)
    assert day.now.first > 1
    assert (day.now.status, len(day.reminders())) == ("waiting", 1)


def test_an_answer_without_a_reminder_costs_the_head_nothing(day: Day) -> None:
    day.says(A)
    day.says(day.visitor)
    head = next(item for item in day.desk.cloud.items() if item["sk"] == "head" and day.id in item["pk"])
    assert not {"held_until", "resumed_at", "reminded", "answering_at", "passed"} & set(head)


# ---------------------------------------------------------------------------------------------------- passed on


def test_what_a_colleague_does_not_take_up_goes_back_to_whoever_passed_it_on(day: Day) -> None:
    day.desk.services.agents.set_available("agent.a", "Agent.A", True)
    day.passes(B)
    assert announcing.facts(day.desk.services, day.now, B).passed_on_by == "Agent.A"
    assert day.minutes(1, B)[0].returned == 0
    day.desk.cloud.clock.advance(60)
    day.desk.services.agents.listen(A, "of-agent.a", day.desk.services.milliseconds())
    assert owing.remind_or_return(day.desk.services, [day.now]) == (0, 1, None)

    assert (day.now.owner, day.now.passed) == ("agent.a", None)
    line = day.now.newest[-1]
    assert (line.kind, line.by, line.why) == ("joined", "agent.a", "not_taken_up")
    assert day.desk.logged()[-1] == ("system", "conversation_transferred", day.id)
    assert ("system", "conversation_released", day.id) not in day.desk.logged()
    told = [frame.facts for frame in day.desk.sockets.heard("of-agent.a", Changed)]
    assert told[-1].mine is True


def test_whoever_passed_it_on_and_is_not_available_does_not_get_it_back(day: Day) -> None:
    day.passes(B)
    day.minutes(2, B)
    line = day.now.newest[-1]
    assert (line.kind, line.by, line.why) == ("left", "agent.b", "not_taken_up")
    assert (day.now.status, day.now.owner) == ("waiting", None)
    assert ("system", "conversation_released", day.id) in day.desk.logged()


@pytest.mark.parametrize("how", ["reads", "says", "types"])
def test_whoever_comes_to_what_was_passed_on_to_them_keeps_it(day: Day, how: str) -> None:
    day.passes(B)
    day.follows(B)
    assert day.now.passed is not None  # a console follows what it has by itself: that is nobody's reading
    getattr(day, how)(B)
    now = day.now
    assert now.passed is None
    day.minutes(2, B)
    assert day.now.owner == "agent.b"
    assert announcing.facts(day.desk.services, day.now, B).passed_on_by is None


def test_whoever_comes_to_it_while_it_goes_back_keeps_it(day: Day) -> None:
    day.passes(B)
    day.desk.cloud.clock.advance(LIMITS.taken_up_seconds)
    seen = day.now
    day.reads(B)

    assert owing.remind_or_return(day.desk.services, [seen]) == (0, 0, None)
    assert day.now.owner == "agent.b"


def test_what_others_read_of_it_is_not_its_being_taken_up(day: Day) -> None:
    day.passes(B)
    owing.taken_up(day.desk.services, C, day.now)
    talking.read(day.desk.services, day.visitor, day.now, None, day.now.seq)
    assert day.now.passed is not None


# ---------------------------------------------------------------------------------------------------- hold


def test_a_hold_is_a_line_for_both_and_ends_with_the_agents_next_message(day: Day) -> None:
    facts = day.holds(5)
    assert facts.hold_ends_in == 300
    line = day.now.newest[-1]
    assert (line.kind, line.by, line.minutes) == ("held", "agent.a", 5)
    told = day.desk.sockets.heard("visitor", Told)[-1]
    assert told.entry is not None
    assert told.facts is not None
    assert (told.entry.kind, told.entry.minutes, told.entry.alias) == ("held", 5, "Agent.A")
    assert told.facts.hold_ends_in == 300

    day.desk.cloud.clock.advance(60)
    assert announcing.facts(day.desk.services, day.now, day.visitor).hold_ends_in == 240
    day.says(day.visitor)
    assert announcing.facts(day.desk.services, day.now, A).hold_ends_in == 240
    day.says(A)
    assert announcing.facts(day.desk.services, day.now, A).hold_ends_in is None
    assert day.now.held_until == 0


def test_a_hold_that_the_agent_ends_says_so_and_once(day: Day) -> None:
    assert day.holds(None).hold_ends_in is None
    day.holds(10)
    assert day.holds(None).hold_ends_in is None
    day.holds(None)
    assert [line.kind for line in day.now.newest][-2:] == ["held", "resumed"]


def test_the_same_hold_twice_is_one_and_another_later_is_another(day: Day) -> None:
    day.holds(5)
    day.desk.cloud.clock.advance(10)
    day.holds(5)
    assert [line.kind for line in day.now.newest].count("held") == 1
    day.holds(15)
    day.desk.cloud.clock.advance(10 * 60)
    day.holds(5)
    assert [line.minutes for line in day.now.newest if line.kind == "held"] == [5, 15]  # the end is the same
    day.desk.cloud.clock.advance(4 * 60)
    day.holds(5)
    assert [line.minutes for line in day.now.newest if line.kind == "held"] == [5, 15, 5]


@pytest.mark.parametrize("minutes", [2, 5, 10, 15])
def test_on_hold_nothing_is_reminded_of_given_back_or_ended_until_the_hold_is(day: Day, minutes: Any) -> None:
    day.minutes(RETURN - 1)
    day.holds(minutes)
    assert day.now.reminded is None
    looks = day.minutes(minutes - 1)
    assert [(look.reminded, look.returned, look.silent) for look in looks] == [(0, 0, 0)] * (minutes - 1)
    assert day.minutes(1)[0].reminded == 1  # as soon as it has ended
    assert announcing.facts(day.desk.services, day.now, A).hold_ends_in == 0
    assert day.desk.sockets.facts("of-agent.a").returns_at == day.now.held_until + 60_000 * RETURN
    day.minutes(RETURN)
    assert (day.now.status, day.now.held_until, day.now.newest[-1].why) == ("waiting", 0, "unanswered")


def test_silence_never_ends_what_is_on_hold_and_is_counted_anew_from_its_end(day: Day) -> None:
    day.desk.patience(REMIND, 0)
    day.says(A)
    day.minutes(10)
    day.holds(15)
    day.minutes((LIMITS.idle_seconds + 600) // 60)
    assert (day.now.status, day.now.warned_at) == ("active", 0)

    day.holds(None)
    day.minutes((LIMITS.idle_seconds - LIMITS.idle_warning_seconds) // 60 - 1)
    assert day.now.warned_at == 0
    day.minutes(1)
    assert day.now.warned_at > 0
    day.minutes(LIMITS.idle_warning_seconds // 60)
    assert day.now.closed_for == "silence"


def test_a_hold_puts_off_the_end_of_which_silence_was_warned(day: Day) -> None:
    day.says(A)
    day.minutes((LIMITS.idle_seconds - LIMITS.idle_warning_seconds) // 60)
    assert announcing.facts(day.desk.services, day.now, day.visitor).silence_ends_in is not None
    day.holds(2)
    assert announcing.facts(day.desk.services, day.now, day.visitor).silence_ends_in is None


def test_a_hold_ends_when_another_has_it(day: Day) -> None:
    day.holds(15)
    day.passes(B)
    assert (day.now.held_until, day.now.owner) == (0, "agent.b")


def test_nobody_but_the_agent_who_has_it_can_put_it_on_hold(day: Day) -> None:
    for other in (B, staff("rev", "reviewer"), staff("sup", "supervisor")):
        with pytest.raises(NotFound):
            holding.hold(day.desk.services, other, day.id, 5)
    with pytest.raises(NotFound):
        holding.hold(day.desk.services, A, "0" * 16, 5)
    talking.close(day.desk.services, A, day.now)
    for minutes in (5, None):
        with pytest.raises(ConversationClosed):
            day.holds(minutes)


def test_a_hold_that_meets_a_message_is_asked_anew_and_a_message_that_meets_a_hold_ends_it(day: Day) -> None:
    seen = day.now
    day.holds(5)
    step = rules.say(
        seen,
        rules.said(
            by="agent.a",
            id="message-1",
            n=1,
            text="Hei",
            masked=(),
            asks_copy=False,
            now=day.desk.services.milliseconds(),
        ),
        LIMITS,
    )
    after = day.desk.services.conversations.write(seen, step)
    assert (after.held_until, [line.kind for line in after.newest][-2:]) == (0, ["held", "said"])


def test_a_reminder_that_is_noted_while_something_is_said_is_none(day: Day) -> None:
    seen = day.now
    day.says(A)
    reminder = Reminded(day.desk.services.milliseconds())
    assert day.desk.services.conversations.reminded(seen, reminder) is None
    assert day.now.reminded is None


def test_signs_of_coming_to_it_may_be_lost_and_refuse_nothing(day: Day) -> None:
    day.passes(B)
    fault = day.desk.cloud.fail("dynamodb", "UpdateItem", error="AccessDeniedException", times=1_000)
    owing.taken_up(day.desk.services, B, day.now)
    owing.typed(day.desk.services, B, msgspec.structs.replace(day.now, reminded=Reminded(1)))
    with pytest.raises(Unavailable):
        holding.hold(day.desk.services, B, day.id, 5)
    fault.cancel()
    assert day.now.passed is not None
