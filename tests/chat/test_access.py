"""Trust rule 5's table, cell by cell: each refusal stands beside the success that shares its set-up."""

import itertools
from typing import get_args

import msgspec
import pytest

from chalicelib.chat import access
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import PURPOSES, TABLE, NotTheirs, Relation, Right, Terms
from chalicelib.chat.conversation import Conversation, LetIn
from chalicelib.chat.errors import CommitmentMissing, NotFound
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.who import Role, Staff, Visitor, Who
from chalicelib.chat.wire import Status

KEY = "k" * 43
NOW = 1_795_600_000_000


def conversation(status: Status, owner: str | None = None) -> Conversation:
    line = rules.said(by="visitor", id="message-1", n=1, text="Hei", masked=(), asks_copy=False, now=1)
    started = rules.start(
        key=KEY,
        site="demo",
        language="fi",
        queue="general",
        line=line,
        now=1,
        expires_at=10,
        expires_on="2027-01-25",
    )
    return msgspec.structs.replace(started, status=status, owner=owner)


WAITING = conversation("waiting")
ACTIVE = conversation("active", "agent.a")
CLOSED = msgspec.structs.replace(conversation("closed", "agent.a"), closed_at=NOW)
LATER = NOW + LIMITS.closed_listed_seconds * 1000
"""When what has just ended stands on nobody's desk any more."""


def letting_in(where: Conversation, person: str, let_in: LetIn) -> Conversation:
    return msgspec.structs.replace(where, let_in={person: let_in})


def staff(person: str, *roles: Role, committed: bool = True) -> Staff:
    return Staff(person=person, alias="A", roles=frozenset(roles), session="s", committed=committed)


WHO: dict[Relation, Who] = {
    Relation.OWN: Visitor(WAITING.id),
    Relation.ASSIGNED: staff("agent.a", "agent"),
    Relation.INVITED: staff("agent.c", "supervisor"),
    Relation.QUEUE: staff("agent.b", "agent"),
    Relation.OTHER: staff("agent.b", "agent"),
    Relation.SUPERVISOR: staff("boss", "supervisor"),
    Relation.REVIEWER: staff("reviewer", "reviewer"),
    Relation.TRAINER: staff("trainer", "trainer"),
    Relation.ADMINISTRATOR: staff("admin", "administrator"),
    Relation.OFFICER: staff("dpo", "data-protection-officer"),
}

WHERE: dict[Relation, tuple[Conversation, ...]] = {
    **dict.fromkeys(Relation, (WAITING, ACTIVE, CLOSED)),
    Relation.ASSIGNED: (ACTIVE, CLOSED),
    Relation.QUEUE: (WAITING,),
    Relation.OTHER: (ACTIVE, CLOSED),
    Relation.INVITED: (letting_in(ACTIVE, "agent.c", LetIn("invited", until=NOW + 1, by="agent.a")),),
}
"""In which conversations somebody can stand so: nobody is assigned to one that waits."""

MET: dict[Terms, set[Status]] = {
    Terms.YES: {"waiting", "active", "closed"},
    Terms.OWN_RECORDS: {"waiting", "active", "closed"},
    Terms.WHILE_OPEN: {"waiting", "active", "closed"},  # the conversation itself answers "closed"
    Terms.WHILE_WAITING: {"waiting"},
    Terms.WHILE_MINE: {"waiting", "active", "closed"},  # it has just ended
    Terms.WHEN_CLOSED: {"closed"},
    Terms.TOLD_WHO: {"active"},
    Terms.PURPOSE: {"active"},
    Terms.AS_INVITED: {"active"},
    Terms.AS_SUPERVISING: set(),  # who is invited here does not; GAINS has those who do
    Terms.MASKED: set(),
    Terms.REASON: set(),
    Terms.CASE: set(),
}
"""In which states a cell of the table lets somebody in who has given no reason; what one gives, GAINS says."""

CELLS = [
    (right, relation, where) for right, relation in itertools.product(Right, Relation) for where in WHERE[relation]
]


@pytest.mark.parametrize(
    ("right", "relation", "where"),
    CELLS,
    ids=[f"{right.name}-{relation.name}-{where.status}" for right, relation, where in CELLS],
)
def test_a_cell_of_the_table_is_kept(right: Right, relation: Relation, where: Conversation) -> None:
    who = WHO[relation]
    terms = TABLE[right].get(relation)

    if terms is not None and where.status in MET[terms]:
        assert access.require(right, who, where, NOW) == (where, relation, terms)
    else:
        # Whoever is invited here is a supervisor, and may look in as every supervisor may.
        looks_in = Relation.SUPERVISOR if (right, relation) == (Right.SUPERVISE, Relation.INVITED) else None
        assert has(right, who, where, NOW) is looks_in


def has(right: Right, who: Who, where: Conversation, now: int) -> Relation | None:
    try:
        return access.require(right, who, where, now)[1]
    except NotFound:
        return None


@pytest.mark.parametrize("relation", Relation)
def test_each_person_stands_where_the_table_says(relation: Relation) -> None:
    stands = access.relations(WHO[relation], WHERE[relation][0], NOW)

    assert stands == ((relation, Relation.SUPERVISOR) if relation is Relation.INVITED else (relation,))
    assert relation in PURPOSES


@pytest.mark.parametrize("right", Right)
def test_what_is_missing_looks_like_what_is_forbidden(right: Right) -> None:
    somebody = WHO[Relation.ADMINISTRATOR]
    for absent_or_not in (None, ACTIVE):
        with pytest.raises(NotFound) as refused:
            access.require(right, somebody, absent_or_not, NOW)
        assert refused.value.data == {}


@pytest.mark.parametrize("right", [Right.SEND, Right.NOTE, Right.TRANSFER, Right.READ])
def test_who_may_have_done_something_in_it_once_is_given_it_only_where_it_is_not_restricted(right: Right) -> None:
    stranger = staff("agent.b", "agent")
    with pytest.raises(NotTheirs) as refused:
        access.require(right, stranger, ACTIVE, NOW)
    assert refused.value.conversation is ACTIVE

    for who, where in (
        (stranger, msgspec.structs.replace(ACTIVE, restrictions={"2026-7": NOW})),
        (Visitor("0" * 16), ACTIVE),
    ):
        with pytest.raises(NotFound) as nothing:
            access.require(right, who, where, NOW)
        assert type(nothing.value) is NotFound


@pytest.mark.parametrize("right", Right)
def test_the_key_to_another_conversation_opens_nothing(right: Right) -> None:
    own, other = Visitor(ACTIVE.id), Visitor("0" * 16)

    with pytest.raises(NotFound):
        access.require(right, other, ACTIVE, NOW)
    if Relation.OWN in TABLE[right]:
        assert access.require(right, own, ACTIVE, NOW)[1] is Relation.OWN


@pytest.mark.parametrize("right", [Right.READ, Right.SEND, Right.CLOSE, Right.OFFER_TRANSCRIPT])
def test_without_the_commitment_nothing_opens_and_the_refusal_says_why(right: Right) -> None:
    assert access.require(right, staff("agent.a", "agent"), ACTIVE, NOW)[0] is ACTIVE
    for where in (ACTIVE, None):
        with pytest.raises(CommitmentMissing):
            access.require(right, staff("agent.a", "agent", committed=False), where, NOW)


def test_of_several_roles_each_right_comes_from_the_one_that_has_it() -> None:
    both = staff("agent.b", "agent", "reviewer")

    assert access.require(Right.READ, both, CLOSED, NOW)[1] is Relation.REVIEWER
    with pytest.raises(NotFound):
        access.require(Right.READ, both, ACTIVE, NOW)
    assert access.require(Right.TAKE, both, WAITING, NOW)[1] is Relation.QUEUE


@pytest.mark.parametrize("right", [Right.READ, Right.CLOSE, Right.HIDE, Right.OFFER_TRANSCRIPT])
def test_an_agents_own_conversation_is_open_to_them_for_seven_days_after_its_end_and_no_longer(right: Right) -> None:
    own, last = staff("agent.a", "agent"), NOW + LIMITS.closed_listed_seconds * 1000 - 1
    assert access.require(right, own, CLOSED, last)[1] is Relation.ASSIGNED
    with pytest.raises(NotFound):
        access.require(right, own, CLOSED, last + 1)

    assert access.require(right, own, ACTIVE, last + 1)[1] is Relation.ASSIGNED
    for later in (last, last + 1):
        assert access.require(Right.READ, staff("agent.a", "agent", "reviewer"), CLOSED, later)
        assert access.require(Right.READ, Visitor(CLOSED.id), CLOSED, later)[1] is Relation.OWN


READS = {Right.READ, Right.OFFER_TRANSCRIPT, Right.READ_NOTES, Right.NOTE, Right.STOP}
GAINS: dict[str, tuple[LetIn, Staff, dict[Status, set[Right]]]] = {
    "invited": (
        LetIn("invited", until=LATER + 1, by="agent.a"),
        staff("agent.c", "agent"),
        {"active": {*READS, Right.SEND}},
    ),
    "supervising": (
        LetIn("supervising", until=LATER + 1),
        staff("boss", "supervisor"),
        {status: {*READS, Right.TRANSFER, Right.END_FOR_ABUSE} for status in ("waiting", "active", "closed")},
    ),
    "glass": (
        LetIn("glass", until=LATER + 1),
        staff("agent.b", "agent"),
        {status: {Right.READ, Right.READ_NOTES} for status in ("active", "closed")},
    ),
    "purpose": (
        LetIn("purpose", until=LATER + 1),
        staff("agent.a", "agent"),
        {
            "closed": {
                Right.READ,
                Right.READ_NOTES,
                Right.CLOSE,
                Right.END_FOR_ABUSE,
                Right.OFFER_TRANSCRIPT,
                Right.HIDE,
            }
        },
    ),
}
"""By each ground on which somebody is let in: who that may be, and what they have by it, while the conversation is in a state."""


@pytest.mark.parametrize("where", [WAITING, ACTIVE, CLOSED], ids=lambda each: each.status)
@pytest.mark.parametrize("ground", GAINS)
@pytest.mark.parametrize("right", Right)
def test_whoever_is_let_in_has_what_their_ground_gives_until_its_time_and_nothing_else(
    right: Right, ground: str, where: Conversation
) -> None:
    let_in, who, gains = GAINS[ground]
    inside = letting_in(where, who.person, let_in)
    without = has(right, who, where, LATER)

    if right in gains.get(where.status, set()):
        assert without is None
        assert has(right, who, inside, LATER) is not None
    else:
        assert has(right, who, inside, LATER) in (without, Relation.INVITED if without is not None else None)
    assert has(right, who, inside, let_in.until) == without
    other = staff("agent.d", *who.roles)
    assert has(right, other, inside, LATER) == has(right, other, where, LATER)


@pytest.mark.parametrize("ground", GAINS)
def test_whoever_has_lost_their_roles_is_let_in_by_nothing(ground: str) -> None:
    let_in, who, _ = GAINS[ground]
    where = letting_in(CLOSED if ground == "purpose" else ACTIVE, who.person, let_in)

    assert has(Right.READ, who, where, LATER) is not None
    for without in (staff(who.person), staff(who.person, "administrator")):
        assert has(Right.READ, without, where, LATER) is None
    with pytest.raises(CommitmentMissing):
        has(Right.READ, staff(who.person, *who.roles, committed=False), where, LATER)


def test_an_invitation_is_its_agents_and_ends_with_their_having_it() -> None:
    let_in, who, _ = GAINS["invited"]
    assert has(Right.SEND, who, letting_in(ACTIVE, who.person, let_in), NOW) is Relation.INVITED

    passed_on = msgspec.structs.replace(ACTIVE, owner="agent.b")
    for where in (passed_on, CLOSED, WAITING):
        assert has(Right.READ, who, letting_in(where, who.person, let_in), NOW) is None


RESTRICTED_FOR: dict[str, tuple[Conversation, Who]] = {
    **{relation.name: (WHERE[relation][-1], WHO[relation]) for relation in Relation},
    **{
        f"let in, {ground}": (letting_in(where, who.person, let_in), who)
        for ground, (let_in, who, _) in GAINS.items()
        for where in [ACTIVE if ground == "invited" else CLOSED]
    },
    "all roles": (CLOSED, staff("agent.a", *get_args(Role))),
}
"""Everybody who may be near a conversation, with the conversation: each column of the table, and each ground."""


def rights_of(who: Who, where: Conversation) -> set[Right]:
    return {right for right in Right if has(right, who, where, NOW) is not None}


@pytest.mark.parametrize("near", RESTRICTED_FOR)
def test_while_it_is_restricted_its_visitor_has_what_they_had_and_staff_nothing_but_who_has_read_it(near: str) -> None:
    where, who = RESTRICTED_FOR[near]
    restricted = msgspec.structs.replace(where, restrictions={"2026-7": 1})

    had = rights_of(who, where)
    assert rights_of(who, restricted) == (had if isinstance(who, Visitor) else had & {Right.READ_ACCESSES})


def test_a_rule_that_forgot_the_restriction_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted mistake: staff keep every right. The rights that would be open are all that the table knows for them."""
    monkeypatch.setattr(access, "WHILE_RESTRICTED", frozenset(Right))

    open_again = {
        right
        for where, who in RESTRICTED_FOR.values()
        if isinstance(who, Staff)
        for right in rights_of(who, msgspec.structs.replace(where, restrictions={"2026-7": 1}))
    }

    of_visitors_and_cases = {Right.ORDER_TRANSCRIPT, Right.DATA_RIGHTS, Right.RATE, Right.RESTRICT, Right.LIST}
    assert open_again >= set(Right) - of_visitors_and_cases


def test_a_supervisor_reads_nothing_before_they_say_what_for() -> None:
    boss = staff("boss", "supervisor")

    assert {right for right in Right if has(right, boss, ACTIVE, NOW)} == {Right.READ_ACCESSES, Right.SUPERVISE}


def test_an_administrator_reads_nothing() -> None:
    assert all(Relation.ADMINISTRATOR not in TABLE[right] for right in Right)


def test_every_room_has_its_roles() -> None:
    missing = sorted(each.name for each in set(access.Standing) - set(access.STANDING))

    assert not missing, f"no roles in STANDING: {missing}"


@pytest.mark.parametrize(
    ("roles", "rooms"),
    [
        (["agent"], ("desk", "board", "answers", "history", "access_log")),
        (["data-protection-officer"], ("access_log", "notice")),
        (["agent", "data-protection-officer"], ("desk", "board", "answers", "history", "access_log", "notice")),
        (["reviewer"], ("answers", "access_log")),
        (["administrator"], ("people", "settings", "notice")),
        (
            ["administrator", "agent"],
            ("desk", "board", "answers", "history", "access_log", "people", "settings", "notice"),
        ),
        ([], ()),
    ],
)
def test_roles_open_rooms_the_one_to_begin_in_first(roles: list[Role], rooms: tuple[str, ...]) -> None:
    assert access.rooms(roles) == rooms
