"""How conversations end: the visitor's silence with a warning before it, their age, abuse; and what may follow."""

from typing import Any

import pytest

from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import closing, sweeping, talking, watching
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import (
    ConversationClosed,
    ConversationOpen,
    LogUnavailable,
    MessageTooLong,
    NameTooLong,
    NotFound,
)
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.who import Staff, Visitor
from chalicelib.chat.wire import Changed
from tests.service.conftest import KEY, Desk, staff

A = staff("agent.a")
IDLE = LIMITS.idle_seconds
WARNED = IDLE - LIMITS.idle_warning_seconds


@pytest.fixture
def answered(desk: Desk) -> tuple[Conversation, Visitor, Staff]:
    """A conversation in which the agent has just spoken last, and the visitor listens."""
    conversation, visitor, agent = desk.taken()
    desk.say(agent, conversation.id, 1, "Hei, miten voin auttaa?")
    stored = desk.services.conversations.get(conversation.id)
    assert stored is not None
    desk.services.conversations.listen(stored, "visitor-1", "visitor", desk.services.milliseconds())
    watching.watch(desk.services)
    return stored, visitor, agent


def minutes(desk: Desk, count: float) -> list[watching.Watched]:
    """Let minutes pass, one look after each, while the agent is there."""
    looks = []
    for _ in range(int(count)):
        desk.cloud.clock.advance(60)
        desk.services.agents.listen(A, "socket-a", desk.services.milliseconds())
        looks.append(watching.watch(desk.services))
    return looks


def stored(desk: Desk) -> Conversation:
    found = desk.services.conversations.get(rules.id_of(KEY))
    assert found is not None
    return found


def warnings(desk: Desk) -> list[int]:
    told = [frame.facts.silence_ends_in for frame in desk.sockets.heard("visitor-1", Changed)]
    return [seconds for seconds in told if seconds is not None]


# ---------------------------------------------------------------------------------------------------- silence


def test_silence_is_warned_of_and_then_ends_the_conversation(desk: Desk, answered: object) -> None:
    looks = minutes(desk, WARNED // 60)
    assert warnings(desk) == [LIMITS.idle_warning_seconds]
    assert sum(look.silent for look in looks) == 0

    looks = minutes(desk, LIMITS.idle_warning_seconds // 60 - 1)
    assert sum(look.silent for look in looks) == 0
    assert minutes(desk, 1)[0].silent == 1

    ended = stored(desk)
    assert (ended.status, ended.closed_by, ended.closed_for) == ("closed", "system", "silence")
    assert ("system", "conversation_closed", ended.id) in desk.logged()
    assert len(warnings(desk)) == 1


def test_nobody_is_closed_out_sooner_than_two_minutes_after_the_warning(desk: Desk, answered: object) -> None:
    desk.cloud.clock.advance(IDLE + 3600)  # the service could not look for long
    watching.watch(desk.services)
    minutes(desk, 1)

    assert warnings(desk) == [LIMITS.idle_notice_seconds]
    assert stored(desk).status == "active"
    assert sum(look.silent for look in minutes(desk, 2)) == 1


def test_a_message_or_one_click_counts_the_silence_anew(
    desk: Desk, answered: tuple[Conversation, Visitor, Staff]
) -> None:
    conversation, visitor, agent = answered
    desk.patience(3, 0)
    minutes(desk, WARNED // 60)
    facts = talking.stay(desk.services, visitor, stored(desk))

    assert facts.silence_ends_in is None
    minutes(desk, WARNED // 60 - 1)
    assert stored(desk).status == "active"
    assert len(warnings(desk)) == 1
    minutes(desk, 1)
    assert len(warnings(desk)) == 2

    desk.say(visitor, conversation.id, 2, "Olen täällä")
    assert rules.quiet_since(stored(desk)) is None
    minutes(desk, 2 * IDLE // 60)
    assert stored(desk).status == "active"
    desk.say(agent, conversation.id, 2, "Hyvä")
    minutes(desk, IDLE // 60)
    assert stored(desk).status == "closed"


def test_being_there_is_noted_and_told_once_a_minute_and_always_after_a_warning(
    desk: Desk, answered: tuple[Conversation, Visitor, Staff]
) -> None:
    _, visitor, _ = answered
    talking.stay(desk.services, visitor, stored(desk))
    noted, told = stored(desk), len(desk.sockets.told)
    assert told > 0
    desk.cloud.clock.advance(LIMITS.visitor_seen_seconds - 1)
    for _ in range(20):
        assert talking.stay(desk.services, visitor, stored(desk)).status == "active"
    assert (stored(desk), len(desk.sockets.told)) == (noted, told)

    desk.cloud.clock.advance(1)
    talking.stay(desk.services, visitor, stored(desk))
    assert stored(desk).stayed_at == desk.services.milliseconds()
    assert len(desk.sockets.told) == 2 * told

    desk.cloud.clock.advance(1)
    desk.services.conversations.note(stored(desk).id, warned_at=desk.services.milliseconds())
    desk.cloud.clock.advance(1)
    talking.stay(desk.services, visitor, stored(desk))
    assert stored(desk).stayed_at == desk.services.milliseconds()


def test_who_waits_for_an_answer_or_in_the_queue_is_never_silent(desk: Desk) -> None:
    desk.patience(3, 0)
    conversation, _, agent = desk.taken()
    minutes(desk, 2 * IDLE // 60)
    assert stored(desk).status == "active"

    desk.say(agent, conversation.id, 1, "Hei")
    desk.services.conversations.write(stored(desk), rules.leave(stored(desk), "agent.a", desk.services.milliseconds()))  # type: ignore[arg-type]
    minutes(desk, 2 * IDLE // 60)
    assert stored(desk).status == "waiting"


def test_a_message_that_comes_while_silence_ends_it_goes_first(
    desk: Desk, answered: tuple[Conversation, Visitor, Staff]
) -> None:
    conversation, visitor, _ = answered
    minutes(desk, IDLE // 60 - 1)
    desk.cloud.clock.advance(60)
    seen = stored(desk)
    desk.say(visitor, conversation.id, 2, "Anteeksi, olin poissa")

    step = rules.close_silent(seen, desk.services.milliseconds(), LIMITS)
    assert step is not None
    closed = closing.closed(
        desk.services, seen, lambda now: rules.close_silent(now, desk.services.milliseconds(), LIMITS)
    )

    assert closed is None
    assert stored(desk).status == "active"


def test_one_click_that_comes_while_silence_ends_it_goes_first(
    desk: Desk, answered: tuple[Conversation, Visitor, Staff]
) -> None:
    _, visitor, _ = answered
    minutes(desk, IDLE // 60 - 1)
    desk.cloud.clock.advance(60)
    seen = stored(desk)
    talking.stay(desk.services, visitor, seen)

    closed = closing.closed(
        desk.services, seen, lambda now: rules.close_silent(now, desk.services.milliseconds(), LIMITS)
    )

    assert closed is None
    assert stored(desk).status == "active"


def test_staying_in_what_has_ended_is_refused(desk: Desk, answered: tuple[Conversation, Visitor, Staff]) -> None:
    _, visitor, _ = answered
    talking.close(desk.services, visitor, stored(desk))

    with pytest.raises(ConversationClosed):
        talking.stay(desk.services, visitor, stored(desk))
    with pytest.raises(NotFound):
        talking.stay(desk.services, Visitor("0" * 16), stored(desk))


def test_what_cannot_be_recorded_is_not_ended_until_it_can(desk: Desk, answered: object) -> None:
    minutes(desk, IDLE // 60 - 1)
    desk.cloud.fail("logs", "PutLogEvents")
    with pytest.raises(LogUnavailable):
        minutes(desk, 1)
    assert stored(desk).status == "active"

    desk.cloud.faults.clear()
    assert minutes(desk, 1)[0].silent == 1


def test_one_that_cannot_be_ended_keeps_no_other_waiting(
    desk: Desk, answered: tuple[Conversation, Visitor, Staff]
) -> None:
    first, _, agent = answered
    second = desk.start(key="s" * 43).facts.conversation
    talking.take(desk.services, agent, second)
    desk.say(agent, second, 1, "Hei")
    minutes(desk, IDLE // 60 - 1)

    def of_the_first(asked: Any) -> bool:
        return bool(asked["logStreamName"] == f"conversation/{first.id}")

    desk.cloud.fail("logs", "PutLogEvents", times=20, when=of_the_first)
    desk.cloud.clock.advance(60)
    desk.services.agents.listen(A, "socket-a", desk.services.milliseconds())
    with pytest.raises(LogUnavailable):
        watching.watch(desk.services)

    statuses = [each.status for each in desk.services.conversations.heads([first.id, second])]
    assert statuses == ["active", "closed"]


# -------------------------------------------------------------------------------------------------------- age


def test_a_conversation_ends_after_its_24_hours(desk: Desk) -> None:
    desk.taken()
    desk.cloud.clock.advance(24 * 3600 - 1)
    assert sweeping.sweep(desk.services).closed == 0
    desk.cloud.clock.advance(1)
    assert sweeping.sweep(desk.services).closed == 1

    assert (stored(desk).closed_by, stored(desk).closed_for) == ("system", "age")


def test_what_has_expired_is_deleted_even_while_nothing_can_be_recorded(desk: Desk) -> None:
    desk.taken()
    desk.cloud.clock.advance_months(2)
    desk.cloud.clock.advance(24 * 3600)
    desk.start(key="n" * 43)
    desk.cloud.clock.advance(24 * 3600)
    desk.cloud.fail("logs", "PutLogEvents", times=20)
    with pytest.raises(LogUnavailable):
        sweeping.sweep(desk.services)

    left = [item["pk"] for item in desk.cloud.items() if item["pk"].startswith("conversation#")]
    assert left == [f"conversation#{rules.id_of('n' * 43)}"]


# ------------------------------------------------------------------------------------------------------ abuse


def test_an_agent_ends_it_for_abuse_and_the_visitor_is_told_why(
    desk: Desk, answered: tuple[Conversation, Visitor, Staff]
) -> None:
    _, visitor, agent = answered
    talking.end_for_abuse(desk.services, agent, stored(desk), "threat")

    assert stored(desk).closed_for == "abuse"
    assert desk.sockets.facts("visitor-1").closed_for == "abuse"
    assert talking.history(desk.services, visitor, stored(desk), 0).facts.closed_for == "abuse"


# ----------------------------------------------------------------------------------------------------- rating


def test_a_rating_follows_the_end_once_with_its_comment_masked(
    desk: Desk, answered: tuple[Conversation, Visitor, Staff]
) -> None:
    _, visitor, _ = answered
    talking.close(desk.services, visitor, stored(desk))
    facts = talking.rate(desk.services, visitor, stored(desk), 5, "Kiitos! Tunnukseni on 131052-308T.")

    assert facts.rated == 5
    rating = stored(desk).newest[-1]
    assert (rating.kind, rating.score, rating.text) == ("rated", 5, "Kiitos! Tunnukseni on ••••••.")
    assert talking.rate(desk.services, visitor, stored(desk), 1, "").rated == 5
    assert [line.kind for line in stored(desk).newest].count("rated") == 1


def test_a_rating_needs_no_comment_and_none_that_is_too_long(
    desk: Desk, answered: tuple[Conversation, Visitor, Staff]
) -> None:
    _, visitor, _ = answered
    talking.close(desk.services, visitor, stored(desk))
    with pytest.raises(MessageTooLong):
        talking.rate(desk.services, visitor, stored(desk), 3, "x" * 2001)

    talking.rate(desk.services, visitor, stored(desk), 3, "  \n ")
    assert stored(desk).newest[-1].text is None


def test_before_the_end_there_is_nothing_to_rate(desk: Desk, answered: tuple[Conversation, Visitor, Staff]) -> None:
    _, visitor, _ = answered
    with pytest.raises(ConversationOpen):
        talking.rate(desk.services, visitor, stored(desk), 5, "")
    with pytest.raises(NotFound):
        talking.rate(desk.services, Visitor("0" * 16), stored(desk), 5, "")


# ------------------------------------------------------------------------------------------------------- name


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Maija", "Maija"),
        ("  Maija \n Meikäläinen ", "Maija Meikäläinen"),
        ("131052-308T", "••••••"),
        (" " + "x" * 30 + "  " + "x" * 29 + " ", "x" * 30 + " " + "x" * 29),
        ("e\u0301" * 60, "é" * 60),
    ],
)
def test_a_visitor_may_say_what_they_want_to_be_called(desk: Desk, written: str, kept: str | None) -> None:
    conversation, visitor, agent = desk.taken()
    desk.services.conversations.listen(stored(desk), "agent-1", agent.person, desk.services.milliseconds())
    facts = talking.call_me(desk.services, visitor, stored(desk), written)

    assert facts.name == stored(desk).name == kept
    assert desk.sockets.heard("agent-1", Changed)[-1].facts.name == kept
    assert conversation.name is None


@pytest.mark.parametrize(
    "written", ["x" * 61, "x" * 60 + "\u0323", "👩\u200d🚀" * 21], ids=["letter", "accent", "emoji"]
)
def test_a_name_that_is_too_long_is_refused_with_the_limit_and_never_cut(desk: Desk, written: str) -> None:
    _, visitor, _ = desk.taken()
    with pytest.raises(NameTooLong) as refused:
        talking.call_me(desk.services, visitor, stored(desk), written)
    assert refused.value.data == {"limit": 60, "length": len(written)}
    assert stored(desk).name is None

    shorter = written[: -len(written) // 20]
    assert talking.call_me(desk.services, visitor, stored(desk), shorter).name == shorter


@pytest.mark.parametrize("written", ["\u202e", "   ", "", "\u200b\u2060", "\u3164\u2800 \u00ad"])
def test_a_name_of_which_nothing_is_seen_is_none_and_changes_nothing(desk: Desk, written: str) -> None:
    _, visitor, agent = desk.taken()
    desk.services.conversations.listen(stored(desk), "agent-1", agent.person, desk.services.milliseconds())
    assert talking.call_me(desk.services, visitor, stored(desk), written).name is None
    assert desk.sockets.heard("agent-1", Changed) == []

    talking.call_me(desk.services, visitor, stored(desk), "Maija")
    assert talking.call_me(desk.services, visitor, stored(desk), written).name is None
    assert [frame.facts.name for frame in desk.sockets.heard("agent-1", Changed)] == ["Maija", None]


def test_a_name_is_taken_back_and_changed_and_not_after_the_end(desk: Desk) -> None:
    _, visitor, _ = desk.taken()
    for written in ("Maija", "Pekka"):
        assert talking.call_me(desk.services, visitor, stored(desk), written).name == written
    assert talking.call_me(desk.services, visitor, stored(desk), "").name is None
    talking.close(desk.services, visitor, stored(desk))

    with pytest.raises(ConversationClosed):
        talking.call_me(desk.services, visitor, stored(desk), "Maija")
    with pytest.raises(NotFound):
        talking.call_me(desk.services, Visitor("0" * 16), stored(desk), "Maija")
