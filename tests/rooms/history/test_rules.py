"""Which of an agent's closed conversations a page holds, and what is told of one: values in, values out."""

from collections.abc import Sequence
from datetime import date
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat.errors import ReasonUnfit
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.wire import Closed, ClosedFor, Side
from chalicelib.rooms.history import rules
from chalicelib.rooms.history.rules import Narrowing
from tests.chat.test_access import ACTIVE, CLOSED, NOW, WAITING, staff

ZONE = "Europe/Helsinki"
OWN, OTHER = staff("agent.a", "agent"), staff("agent.b", "agent")
DAY = 24 * 3_600_000


def closed(at: int, place: int = 0, **more: str) -> Closed:
    return msgspec.convert(
        {
            "conversation": f"{place:016}",
            "site": "demo",
            "language": "fi",
            "started_at": at - 1,
            "closed_at": at,
            **more,
        },
        Closed,
    )


@given(st.lists(st.integers(1, 12), max_size=40), st.integers(1, 6))
def test_pages_one_after_another_hold_each_conversation_once_whichever_were_closed_in_the_same_moment(
    times: list[int], size: int
) -> None:
    everything = [closed(at, place) for place, at in enumerate(sorted(times, reverse=True))]
    found: list[Closed] = []
    before: int | None = None
    while True:
        rest = [each for each in everything if before is None or each.closed_at < before]
        page, left = page_of(rest, size)
        found += page
        assert left is None or page
        if left is None:
            break
        before = left

    assert found == everything


def page_of(rest: Sequence[Closed], size: int) -> tuple[Sequence[Closed], int | None]:
    """Return a page as whoever reads gets it: with more rows where those of one moment fill it."""
    page, left = rules.page(rest[: size + 1], size)
    return (page, left) if page or left is None else page_of(rest, 2 * size)


def test_a_day_is_one_of_the_controllers_zone_and_both_ends_are_meant() -> None:
    narrow = Narrowing(since=date(2026, 11, 24), until=date(2026, 11, 24))

    since, until = narrow.span(None, ZONE)

    assert until is not None
    assert until - since == DAY
    assert narrow.span(since + 5, ZONE) == (since, since + 5)
    assert narrow.span(until + 5, ZONE) == (since, until)
    assert Narrowing().span(None, ZONE) == (0, None)


@pytest.mark.parametrize("end", [*get_args(Side), *get_args(ClosedFor)])
def test_every_end_that_there_is_can_be_asked_for(end: str) -> None:
    by = {"closed_by": end} if end in get_args(Side) else {"closed_by": "system", "closed_for": end}
    found = msgspec.structs.replace(CLOSED, **by)

    assert end in rules.ENDS
    assert Narrowing(ended=end).wants(found)
    assert [other for other in sorted(rules.ENDS) if Narrowing(ended=other).wants(found)] == [end]


@pytest.mark.parametrize(("rated", "asked"), [(None, "none"), (1, "1"), (5, "5")])
def test_every_rating_that_there_is_can_be_asked_for(rated: int | None, asked: str) -> None:
    found = msgspec.structs.replace(CLOSED, rated=rated)

    assert [each for each in sorted(rules.RATINGS) if Narrowing(rating=each).wants(found)] == [asked]


@pytest.mark.parametrize(
    ("meant", "other"),
    [
        (Narrowing(site="demo"), Narrowing(site="other")),
        (Narrowing(topic="orders"), Narrowing(topic="other")),
    ],
)
def test_what_is_listed_decides_before_anything_is_read(meant: Narrowing, other: Narrowing) -> None:
    row, found = closed(5, topic="orders"), msgspec.structs.replace(CLOSED, topic="orders")

    assert (meant.may_be(row), meant.wants(found)) == (True, True)
    assert (other.may_be(row), other.wants(found)) == (False, False)


def test_of_ones_own_it_is_told_how_it_ended_and_of_a_colleagues_only_whose_it_is() -> None:
    found = msgspec.structs.replace(
        CLOSED, closed_by="visitor", rated=2, objected_at=1, aliases={"agent.a": "Aino"}, name="Maija"
    )

    own, others = rules.past(OWN, found, NOW), rules.past(OTHER, found, NOW)

    assert (own.whose, own.closed_by, own.rated, own.objected, own.alias) == ("own", "visitor", 2, True, None)
    assert (others.whose, others.closed_by, others.rated, others.objected) == ("colleague", None, None, False)
    assert others.alias == "Aino"
    for told in (own, others):
        assert "Maija" not in str(told)
        assert "Hei" not in str(told)


def test_of_what_is_restricted_it_is_told_that_it_is_and_nothing_that_it_was() -> None:
    found = msgspec.structs.replace(
        CLOSED, closed_by="visitor", rated=2, objected_at=1, topic="orders", aliases={"agent.a": "Aino"}
    )
    restricted = msgspec.structs.replace(found, restrictions={"2026-7": 1})

    for who in (OWN, OTHER):
        told = rules.past(who, restricted, NOW)
        assert told.way == "restricted"
        assert (told.topic, told.closed_by, told.rated, told.objected, told.until) == (None, None, None, False, None)
        assert rules.past(who, found, NOW).topic == "orders"
    assert rules.past(OTHER, restricted, NOW).alias == "Aino"


def test_the_way_to_read_one_is_what_the_table_of_rights_says() -> None:
    last = NOW + LIMITS.closed_listed_seconds * 1000 - 1
    unowned = msgspec.structs.replace(CLOSED, owner=None)

    assert rules.way(OWN, ACTIVE, NOW) == "read"
    assert rules.way(OWN, CLOSED, last) == "read"
    assert rules.way(OWN, CLOSED, last + 1) == "purpose"
    assert rules.way(OTHER, ACTIVE, NOW) == "glass"
    assert rules.way(OTHER, CLOSED, NOW) == "glass"
    assert rules.way(OTHER, unowned, NOW) == "glass"
    assert rules.way(OTHER, WAITING, NOW) == "take"
    assert rules.past(OTHER, unowned, NOW).whose == "nobody"


@pytest.mark.parametrize(
    "words", ["\u200b" * 20, "\ufeff" * 20, "\u2060a" * 9, "lyhyt\u00ad\u00ad\u00ad\u00ad\u00ad\u00ad"]
)
def test_a_reason_of_which_nothing_is_seen_says_nothing(words: str) -> None:
    with pytest.raises(ReasonUnfit):
        rules.reason(words, LIMITS)


def test_a_reason_is_kept_in_one_line_as_it_is_read() -> None:
    assert rules.reason("Asiakas\u200b valittaa\n \u2060 neuvosta\ufeff", LIMITS) == "Asiakas valittaa neuvosta"
