"""What the two sides tell each other beside messages: that somebody types, and how far they have read."""

import pytest

from chalicelib.chat.limits import LIMITS
from chalicelib.chat.wire import History, ReadUpTo, Refused, Side, Told, TypingNow
from tests.service.conftest import Joined


@pytest.mark.parametrize(
    ("typist", "other", "by"), [("visitor-1", "agent-1", "visitor"), ("agent-1", "visitor-1", "agent")]
)
def test_whoever_types_tells_the_other_side_how_far_they_have_read_and_nothing_of_it_is_kept(
    joined: Joined, typist: str, other: str, by: Side
) -> None:
    before = joined.stored()
    joined.sends("typing", typist, on=True, read=2)

    assert joined.desk.sockets.heard(other, TypingNow) == [TypingNow(conversation=joined.id, by=by, on=True, read=2)]
    assert joined.desk.sockets.heard(typist, TypingNow) == []
    assert joined.stored() == before


def test_nobody_is_told_of_a_place_that_there_is_not_or_that_is_known(joined: Joined) -> None:
    for read, told in ((999_999, joined.stored().seq), (0, 0)):
        joined.sends("typing", on=True, read=read)
        joined.desk.cloud.clock.advance(LIMITS.typing_seconds)
        assert joined.desk.sockets.heard("agent-1", TypingNow)[-1].read == told
    joined.sends("read", seq=2)
    joined.sends("typing", on=True, read=2)

    assert joined.desk.sockets.heard("agent-1", TypingNow)[-1].read == 0
    joined.sends("typing", on=True, read=-1)
    assert [each.of for each in joined.desk.sockets.heard("visitor-1", Refused)] == ["typing"]


def test_what_typing_told_is_stored_by_the_message_that_follows_or_alone(joined: Joined) -> None:
    joined.sends("typing", "agent-1", on=True, read=1)
    joined.sends("say", "agent-1", id="message-1", n=1, text="Hei", read=1)
    assert joined.stored().read_by_agent == 1
    assert joined.desk.sockets.heard("visitor-1", Told)[-1].read == 1
    assert joined.desk.sockets.heard("visitor-1", ReadUpTo) == []

    joined.sends("typing", on=True, read=3)
    joined.sends("read", seq=3)
    assert joined.stored().read_by_visitor == 3
    assert joined.desk.sockets.heard("agent-1", ReadUpTo)[-1].seq == 3


def test_only_the_other_side_is_told_that_somebody_types_whatever_windows_one_has(joined: Joined) -> None:
    for window in ("visitor-2", "agent-2"):
        joined.opens(window)
        joined.sends("join", window)
        assert joined.desk.sockets.heard(window, History)
    joined.sends("typing", "agent-1", on=True)

    assert {each for each, frame in joined.desk.sockets.told if isinstance(frame, TypingNow)} == {
        "visitor-1",
        "visitor-2",
    }


def test_who_does_not_have_the_conversation_types_to_nobody(joined: Joined) -> None:
    joined.opens("agent-9", person="agent.b")
    joined.sends("typing", "agent-9", on=True, read=1)

    assert [each.code for each in joined.desk.sockets.heard("agent-9", Refused)] == ["not_found"]
    assert [frame for _, frame in joined.desk.sockets.told if isinstance(frame, TypingNow)] == []
    joined.sends("typing", "agent-1", on=True, read=1)
    assert joined.desk.sockets.heard("visitor-1", TypingNow)
