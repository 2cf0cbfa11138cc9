"""What each reader is told of a conversation besides its lines."""

import msgspec
import pytest

from chalicelib.chat import conversation as rules
from chalicelib.chat import facts
from chalicelib.chat.conversation import Conversation, Line, Sent
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.transcript import TranscriptOrder
from chalicelib.chat.wire import Facts

NOW = 1_795_600_000_000
ORDER = TranscriptOrder(conversation="c", order=1, state="ordered", at=NOW, expires_at=1, address="maija@example.com")


def taken(**more: object) -> Conversation:
    """A conversation that agent A has, of a visitor who gave a name."""
    started = rules.start(
        key="k" * 43,
        site="demo",
        language="fi",
        queue="general",
        line=Line(kind="said", by="visitor", at=NOW, text="Hei", id="message-1", n=1),
        now=NOW,
        expires_at=NOW // 1000 + 86_400,
        expires_on="2027-01-25",
    )
    joined = Line(kind="joined", by="agent.a", at=NOW)
    with_agent = {
        "newest": (*started.newest, joined),
        "status": "active",
        "owner": "agent.a",
        "aliases": {"agent.a": "Aino", "agent.b": "Bo"},
        "sent": {**started.sent, "agent.a": Sent(2)},
        "name": "Maija",
        "rated": 4,
        "read_by_visitor": 2,
        "visitor_seen_at": NOW,
    }
    return msgspec.structs.replace(started, **{**with_agent, **more})


def told(conversation: Conversation, person: str, *, covered: bool) -> Facts:
    return facts.for_staff(conversation, person, [ORDER], covered=covered, now=NOW, limits=LIMITS)


@pytest.mark.parametrize(("covered", "name", "address"), [(True, "Maija", "m•••@e•••.com"), (False, None, None)])
def test_its_agent_is_told_name_and_outlined_address_under_a_record_only(
    covered: bool, name: str | None, address: str | None
) -> None:
    found = told(taken(), "agent.a", covered=covered)

    assert (found.name, found.transcripts[0].address) == (name, address)
    assert (found.transcripts[0].state, found.mine, found.rated, found.visitor_seen_at) == ("ordered", True, 4, NOW)


def test_a_reader_who_is_not_its_agent_is_told_no_address_whatever_is_recorded() -> None:
    found = told(taken(status="closed"), "reviewer.a", covered=True)

    assert (found.name, found.mine, found.transcripts[0].address) == ("Maija", False, None)
    assert (found.transcripts[0].state, found.visitor_here, found.visitor_seen_at) == ("ordered", None, None)


def test_whoever_had_it_is_told_whose_it_is_and_nothing_since() -> None:
    before = taken(owner="agent.b", aliases={"agent.a": "Aino", "agent.b": "Bo"})
    since = taken(
        owner="agent.b",
        newest=(*before.newest, Line(kind="said", by="visitor", at=NOW + 1, text="Lisää", id="message-2", n=2)),
        name="Maija Meikäläinen",
        rated=1,
        read_by_visitor=3,
        read_by_agent=3,
        objected_at=NOW,
        closed_at=NOW + 2,
        closed_by="visitor",
        visitor_polled_at=NOW,
    )

    found = facts.for_former(since, "agent.a", 2)

    assert found == facts.for_former(before, "agent.a", 2)
    assert (found.alias, found.mine, found.status, found.sent) == ("Bo", False, "active", 2)


@pytest.mark.parametrize("at", [None, NOW])
def test_the_visitor_is_told_whether_it_is_restricted(at: int | None) -> None:
    found = facts.for_visitor(taken(status="closed", restrictions={"2026-7": at}), [], now=NOW, limits=LIMITS)

    assert found.restricted is (at is not None)


def test_the_visitor_is_told_their_own_address_whole_and_their_place() -> None:
    found = facts.for_visitor(taken(), [ORDER], now=NOW, limits=LIMITS, ahead=2, staffed=True)

    assert (found.transcripts[0].address, found.name, found.place, found.staffed) == (ORDER.address, "Maija", 3, True)
    assert (found.mine, found.alias, found.visitor_here) == (None, "Aino", None)


@pytest.mark.parametrize(
    ("name", "address", "has"), [("Maija", None, True), (None, "m@example.com", True), (None, None, False)]
)
def test_a_name_and_an_address_are_content(name: str | None, address: str | None, has: bool) -> None:
    order = msgspec.structs.replace(ORDER, address=address)

    assert facts.has_content(taken(name=name), [order]) is has
