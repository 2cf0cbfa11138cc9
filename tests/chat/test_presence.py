"""Who of those that wait is gone, as a rule."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat import presence
from chalicelib.chat.conversation import Conversation, OpenSocket
from chalicelib.chat.limits import LIMITS
from tests.chat.test_conversation import START, started

AGO = st.integers(0, 3 * LIMITS.socket_seconds * 1000)
NOW = START + 10**8


def waiting(seen: int, polled: int | None = None, line: int | None = None, whose: str = "visitor") -> Conversation:
    """Return a conversation that waits, last heard of, last polled and with a line opened so many milliseconds ago."""
    return msgspec.structs.replace(
        started(),
        visitor_seen_at=NOW - seen,
        visitor_polled_at=0 if polled is None else NOW - polled,
        sockets={} if line is None else {"line": OpenSocket(whose, NOW - line)},
    )


@given(AGO, st.none() | AGO, st.none() | AGO)
def test_whoever_is_here_is_never_gone_and_whoever_is_not_is_after_a_while(
    seen: int, polled: int | None, line: int | None
) -> None:
    one = waiting(seen, polled, line)

    gone = presence.is_gone(one, NOW, LIMITS)

    if presence.visitor_here(one, NOW, LIMITS):
        assert not gone
    else:
        assert gone == (seen >= LIMITS.visitor_gone_seconds * 1000)


@given(AGO, AGO)
def test_nobody_else_s_line_keeps_a_visitor_here(seen: int, line: int) -> None:
    one = waiting(seen, line=line, whose="agent.a")

    assert presence.is_gone(one, NOW, LIMITS) == presence.is_gone(waiting(seen), NOW, LIMITS)


@given(AGO)
def test_nobody_is_gone_who_does_not_wait_here(seen: int) -> None:
    one = waiting(seen)
    others = (
        msgspec.structs.replace(one, status="active", owner="agent.a"),
        msgspec.structs.replace(one, status="closed"),
        msgspec.structs.replace(one, left_until=NOW + 1),
    )

    assert not any(presence.is_gone(each, NOW, LIMITS) for each in others)


@given(AGO, st.none() | AGO, st.none() | AGO, st.integers(0, 10**9))
def test_whoever_is_gone_stays_gone_until_something_is_heard(
    seen: int, polled: int | None, line: int | None, later: int
) -> None:
    one = waiting(seen, polled, line)

    if presence.is_gone(one, NOW, LIMITS):
        assert presence.is_gone(one, NOW + later, LIMITS)
