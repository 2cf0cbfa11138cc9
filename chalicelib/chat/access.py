"""Who may do what: trust rule 5's table, and the one function that hands a conversation out.

Missing and forbidden look alike (NotFound). A right with terms that no door can meet yet (a case) is refused: the table is
whole before its rooms are built. A purpose or a reason is given by a command of its own, which lets somebody in until a time
that stands on the conversation (`LetIn`); the rules here only look at that.
"""

from collections.abc import Collection
from enum import Enum
from typing import Final, get_args

from chalicelib.chat.conversation import Conversation, LetIn, listed_closed_since, standing_in
from chalicelib.chat.errors import CommitmentMissing, NotFound
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.who import InCase, Role, Staff, Visitor, Who
from chalicelib.chat.wire import Ground, RoomName, TaskName


class Relation(Enum):
    """How somebody stands to a conversation; the columns of the table."""

    OWN = "visitor, own"
    ASSIGNED = "agent, assigned"
    INVITED = "agent invited or supervising"
    QUEUE = "agent, own queue"
    OTHER = "agent, other"
    SUPERVISOR = "supervisor, not in it"
    REVIEWER = "reviewer"
    TRAINER = "trainer"
    ADMINISTRATOR = "administrator"
    OFFICER = "data-protection officer"


class Right(Enum):
    """What can be done; the rows of the table that touch one conversation."""

    READ = "read messages"
    LIST = "first lines in the queue"
    SEND = "send to the visitor"
    TAKE = "take"
    CLOSE = "close"
    END_FOR_ABUSE = "end for abuse"
    TRANSFER = "transfer"
    LATER = "read one's own later, with a purpose"
    GLASS = "break the glass"
    INVITE = "invite a colleague to read and write along"
    SUPERVISE = "look in openly"
    STOP = "leave what one was let into"
    OFFER_TRANSCRIPT = "offer the transcript"
    ORDER_TRANSCRIPT = "order the transcript"
    DATA_RIGHTS = "download, correct, object, erase"
    READ_ACCESSES = "access log"
    RATE = "rate"
    HIDE = "hide a message"
    NOTE = "write a note for colleagues"
    READ_NOTES = "read notes for colleagues"
    RESTRICT = "restrict the processing, and lift that"


class Standing(Enum):
    """What can be done that touches no one conversation: what stands in a room of the console, by the room's name, or a task."""

    DESK = "desk"
    BOARD = "board"
    HISTORY = "history"
    ANSWERS = "answers"
    ANSWERS_OWN = "answers_own"
    ANSWERS_SHARED = "answers_shared"
    ACCESS_LOG = "access_log"
    PEOPLE = "people"
    SETTINGS = "settings"
    NOTICE = "notice"
    ACCESS_LOG_OF_ALL = "access_log_of_all"
    NOTICE_CHANGE = "notice_change"
    SUPERVISE = "supervise"


class Terms(Enum):
    """Under which terms a right is had."""

    YES = "yes"
    WHILE_OPEN = "while open"
    WHILE_WAITING = "while waiting in one's own queue"
    WHILE_MINE = "while open, for seven days after the end, and later with a purpose that is logged"
    WHEN_CLOSED = "when closed and not objected to"
    MASKED = "masked, in a training case"
    PURPOSE = "while let in, with a purpose that is logged"
    AS_INVITED = "while open, by whoever is invited"
    AS_SUPERVISING = "while open, by whoever supervises"
    REASON = "by breaking the glass, with a reason that is logged"
    CASE = "in a request's case"
    OWN_RECORDS = "own records only"
    TOLD_WHO = "refused, and told who has taken it"


_ = Relation
TABLE: Final[dict[Right, dict[Relation, Terms]]] = {
    Right.READ: {
        _.OWN: Terms.YES,
        _.ASSIGNED: Terms.WHILE_MINE,
        _.INVITED: Terms.PURPOSE,
        _.OTHER: Terms.REASON,
        _.REVIEWER: Terms.WHEN_CLOSED,
        _.TRAINER: Terms.MASKED,
        _.OFFICER: Terms.CASE,
    },
    Right.LIST: {_.ASSIGNED: Terms.YES, _.QUEUE: Terms.WHILE_WAITING},
    Right.SEND: {_.OWN: Terms.WHILE_OPEN, _.ASSIGNED: Terms.WHILE_OPEN, _.INVITED: Terms.AS_INVITED},
    Right.TAKE: {_.ASSIGNED: Terms.YES, _.QUEUE: Terms.WHILE_OPEN, _.OTHER: Terms.TOLD_WHO},
    Right.CLOSE: {_.OWN: Terms.YES, _.ASSIGNED: Terms.WHILE_MINE},
    Right.END_FOR_ABUSE: {_.ASSIGNED: Terms.WHILE_MINE, _.INVITED: Terms.AS_SUPERVISING},
    Right.TRANSFER: {_.ASSIGNED: Terms.WHILE_OPEN, _.INVITED: Terms.AS_SUPERVISING},
    Right.LATER: {_.ASSIGNED: Terms.YES},
    Right.GLASS: {_.OTHER: Terms.YES},
    Right.INVITE: {_.ASSIGNED: Terms.WHILE_OPEN},
    Right.SUPERVISE: {_.INVITED: Terms.AS_SUPERVISING, _.SUPERVISOR: Terms.WHILE_OPEN},
    Right.STOP: {_.INVITED: Terms.PURPOSE},
    Right.OFFER_TRANSCRIPT: {_.ASSIGNED: Terms.WHILE_MINE, _.INVITED: Terms.PURPOSE},
    Right.ORDER_TRANSCRIPT: {_.OWN: Terms.YES},
    Right.DATA_RIGHTS: {_.OWN: Terms.YES, _.OFFICER: Terms.CASE},
    Right.RATE: {_.OWN: Terms.YES},
    Right.HIDE: {_.OWN: Terms.YES, _.ASSIGNED: Terms.WHILE_MINE},
    Right.NOTE: {_.ASSIGNED: Terms.WHILE_OPEN, _.INVITED: Terms.PURPOSE},
    Right.READ_NOTES: {
        _.ASSIGNED: Terms.WHILE_MINE,
        _.INVITED: Terms.PURPOSE,
        _.OTHER: Terms.REASON,
        _.REVIEWER: Terms.WHEN_CLOSED,
        _.OFFICER: Terms.CASE,
    },
    Right.RESTRICT: {_.OFFICER: Terms.CASE},
    Right.READ_ACCESSES: {
        _.OWN: Terms.YES,
        _.ASSIGNED: Terms.OWN_RECORDS,
        _.INVITED: Terms.OWN_RECORDS,
        _.QUEUE: Terms.OWN_RECORDS,
        _.OTHER: Terms.OWN_RECORDS,
        _.SUPERVISOR: Terms.OWN_RECORDS,
        _.REVIEWER: Terms.OWN_RECORDS,
        _.TRAINER: Terms.OWN_RECORDS,
        _.OFFICER: Terms.YES,
    },
}
"""A cell that is not here is a no."""
del _

ROLES: Final[dict[Relation, Role]] = {
    Relation.ASSIGNED: "agent",
    Relation.QUEUE: "agent",
    Relation.OTHER: "agent",
    Relation.SUPERVISOR: "supervisor",
    Relation.REVIEWER: "reviewer",
    Relation.TRAINER: "trainer",
    Relation.ADMINISTRATOR: "administrator",
    Relation.OFFICER: "data-protection-officer",
}
"""By which role somebody stands so to a conversation; who is invited or supervises, by being let in."""

LET_IN_BY: Final[dict[Ground, frozenset[Role]]] = {
    "invited": frozenset({"agent", "supervisor"}),
    "supervising": frozenset({"supervisor"}),
}
"""Which roles those may have who stand in the column of those invited and supervising: whoever loses them all is out."""

STANDING: Final[dict[Standing, frozenset[Role]]] = {
    Standing.DESK: frozenset({"agent"}),
    Standing.BOARD: frozenset({"agent", "supervisor"}),
    Standing.HISTORY: frozenset({"agent"}),
    Standing.ANSWERS: frozenset({"agent", "reviewer", "supervisor"}),
    Standing.ANSWERS_OWN: frozenset({"agent"}),
    Standing.ANSWERS_SHARED: frozenset({"reviewer", "supervisor"}),
    # Of which conversation somebody reads it, the table above decides.
    Standing.ACCESS_LOG: frozenset(ROLES[each] for each in TABLE[Right.READ_ACCESSES] if each in ROLES),
    Standing.PEOPLE: frozenset({"administrator"}),
    Standing.ACCESS_LOG_OF_ALL: frozenset({"data-protection-officer"}),
    Standing.SETTINGS: frozenset({"administrator"}),
    Standing.NOTICE: frozenset({"administrator", "data-protection-officer"}),
    Standing.NOTICE_CHANGE: frozenset({"administrator"}),
    Standing.SUPERVISE: frozenset({"supervisor"}),
}
"""Who has a right that touches no one conversation: any of these roles."""

WHILE_RESTRICTED: Final = frozenset({Right.READ_ACCESSES})
"""What staff still have while the processing of a conversation is restricted (GDPR 18), whatever the table gives them: who has
read it holds nothing of it. Its visitor keeps every right, for what they do is done with their consent (18(2)), and so do two
people who answer their request in a case."""

GROUNDS: Final[dict[Terms, tuple[Ground, ...]]] = {
    Terms.PURPOSE: ("invited", "supervising"),
    Terms.AS_INVITED: ("invited",),
    Terms.AS_SUPERVISING: ("supervising",),
    Terms.REASON: ("glass",),
}
"""On which grounds somebody must be let in to meet the terms."""

PURPOSES: Final[dict[Relation, str]] = {
    Relation.OWN: "request",
    Relation.ASSIGNED: "service",
    Relation.INVITED: "service",
    Relation.QUEUE: "service",
    Relation.OTHER: "security",
    Relation.SUPERVISOR: "service",
    Relation.REVIEWER: "quality",
    Relation.TRAINER: "training",
    Relation.ADMINISTRATOR: "security",
    Relation.OFFICER: "request",
}
"""For which purpose somebody acts, as the access log records it."""

SUPERVISED: Final[dict[str, str]] = {
    "help": "service",
    "complaint": "service",
    "safety": "security",
    "coaching": "quality",
}
"""For which purpose a supervisor reads, by what they have chosen."""


class NotTheirs(NotFound):
    """Raised when staff are refused what is not theirs, or not any more, and is not restricted. To whoever asked it is NotFound.

    Who has to answer them all the same, with what they did while it was theirs, catches this and has the conversation from it.
    """

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self.conversation = conversation


def relations(who: Who, conversation: Conversation, now: int) -> tuple[Relation, ...]:
    """Return every column in which somebody stands to a conversation now, the closest first."""
    if isinstance(who, Visitor):
        return (Relation.OWN,) if who.conversation == conversation.id else ()
    found: list[Relation] = []
    if conversation.owner == who.person and "agent" in who.roles:
        found.append(Relation.ASSIGNED)
    if grounds(who, conversation, now).intersection(LET_IN_BY):
        found.append(Relation.INVITED)
    if conversation.owner != who.person and "agent" in who.roles:
        if conversation.status == "waiting":
            found.append(Relation.QUEUE)
        else:
            found.append(Relation.OTHER)
    others = (relation for relation, role in ROLES.items() if role != "agent" and role in who.roles)
    return (*found, *others)


def grounds(who: Staff, conversation: Conversation, now: int) -> frozenset[Ground]:
    """Return on which grounds somebody is let in at this moment, as far as their roles allow."""
    let_in = standing_in(conversation, who.person, now)
    if let_in is None:
        return frozenset()
    found: set[Ground] = {let_in.as_, "invited"} if let_in.by else {let_in.as_}
    return frozenset(each for each in found if LET_IN_BY.get(each, who.roles).intersection(who.roles))


def purpose_of(person: str, conversation: Conversation, relation: Relation, now: int) -> str:
    """Return for which purpose somebody acts who stands so to a conversation now, as the access log records it."""
    let_in = standing_in(conversation, person, now)
    if relation is Relation.ASSIGNED and let_in is not None and let_in.as_ == "purpose":
        return let_in.why
    return purpose_of_let_in(let_in) if relation is Relation.INVITED and let_in is not None else PURPOSES[relation]


def purpose_of_let_in(let_in: LetIn) -> str:
    """Return for which purpose somebody reads by the ground on which they are let in."""
    match let_in.as_:
        case "supervising":
            return SUPERVISED.get(let_in.why, PURPOSES[Relation.INVITED])
        case "glass":
            return PURPOSES[Relation.OTHER]
        case "purpose":
            return let_in.why or PURPOSES[Relation.ASSIGNED]
        case _:
            return PURPOSES[Relation.INVITED]


def rooms(roles: Collection[Role]) -> tuple[RoomName, ...]:
    """Return the rooms of the console that somebody with these roles may open, in the order in which they stand there."""
    return tuple(room for room in get_args(RoomName) if STANDING[Standing(room)].intersection(roles))


def tasks(roles: Collection[Role]) -> tuple[TaskName, ...]:
    """Return what somebody with these roles may do in rooms beyond what everybody in there does."""
    return tuple(task for task in get_args(TaskName) if STANDING[Standing(task)].intersection(roles))


def require_standing(right: Standing, who: Staff) -> None:
    """Return when somebody has a right that touches no one conversation.

    Raises CommitmentMissing for those who have not accepted the commitment, NotFound for everybody else.
    """
    if not who.committed:
        raise CommitmentMissing
    if not STANDING[right].intersection(who.roles):
        raise NotFound


def require(
    right: Right, who: Who, conversation: Conversation | None, now: int
) -> tuple[Conversation, Relation, Terms]:
    """Return the conversation, with the column and the terms by which the right is had. `now` in milliseconds.

    Raises CommitmentMissing for staff who have not accepted the commitment, NotTheirs for staff whom the table does not give it,
    and NotFound for everything else: whatever is not there, or is restricted.
    """
    if isinstance(who, Staff) and not who.committed:
        raise CommitmentMissing
    if conversation is None or _withheld(right, who, conversation):
        raise NotFound
    on = frozenset[Ground]() if isinstance(who, Visitor) else grounds(who, conversation, now)
    for relation in relations(who, conversation, now):
        terms = TABLE[right].get(relation)
        if terms is not None and _met(terms, conversation, on, now):
            return conversation, relation, terms
    raise NotTheirs(conversation) if isinstance(who, Staff) else NotFound


def _withheld(right: Right, who: Who, conversation: Conversation) -> bool:
    """Return whether somebody is kept from a conversation because its processing is restricted."""
    return isinstance(who, Staff) and conversation.restricted_at is not None and right not in WHILE_RESTRICTED


def require_in_case(right: Right, who: InCase, conversation: Conversation | None) -> Conversation:
    """Return the conversation that a request is about, where the officer has the right in its case. Raises NotFound."""
    by_case = TABLE[right].get(Relation.OFFICER) is Terms.CASE
    if conversation is None or conversation.id != who.conversation or who.by == who.beside or not by_case:
        raise NotFound
    return conversation


def purpose_of_notes(conversation: Conversation, person: str, now: int) -> str | None:
    """Return for which purpose somebody of staff who follows an open conversation reads its notes, None when they may not.

    Their roles are looked at whenever they ask; what is told to those who follow goes by whose it is, and who is let in.
    """
    if person == conversation.owner:
        return PURPOSES[Relation.ASSIGNED]
    let_in = standing_in(conversation, person, now)
    if let_in is None or let_in.as_ not in ("invited", "supervising", "glass"):
        return None
    return purpose_of_let_in(let_in)


def _met(terms: Terms, conversation: Conversation, on: frozenset[Ground], now: int) -> bool:
    match terms:
        case Terms.YES | Terms.OWN_RECORDS | Terms.WHILE_OPEN:
            # A closed conversation answers "closed" to whoever was in it: the rules of the conversation say so.
            return True
        case Terms.WHILE_WAITING:
            return conversation.status == "waiting"
        case Terms.TOLD_WHO:
            return conversation.status == "active"
        case Terms.WHILE_MINE:
            listed = (conversation.closed_at or 0) >= listed_closed_since(now, LIMITS)
            return conversation.status != "closed" or listed or "purpose" in on
        case Terms.WHEN_CLOSED:
            return conversation.status == "closed" and conversation.objected_at is None
        case Terms.PURPOSE | Terms.AS_INVITED | Terms.AS_SUPERVISING | Terms.REASON:
            return not on.isdisjoint(GROUNDS[terms])
        case Terms.MASKED | Terms.CASE:
            return False
