"""Who may do what: trust rule 5's table, and the one function that hands a conversation out.

Missing and forbidden look alike (NotFound). A right with terms that no door can meet yet (a case, a reason) is
refused: the table is whole before its rooms are built.
"""

from enum import Enum
from typing import Final

from chalicelib.chat import access_events
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import CommitmentMissing, NotFound
from chalicelib.chat.who import Staff, Visitor, Who


class Relation(Enum):
    """How somebody stands to a conversation; the columns of the table."""

    OWN = "visitor, own"
    ASSIGNED = "agent, assigned"
    INVITED = "agent invited or supervising"
    QUEUE = "agent, own queue"
    OTHER = "agent, other"
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
    TRANSFER = "transfer"
    OFFER_TRANSCRIPT = "offer the transcript"
    ORDER_TRANSCRIPT = "order the transcript"
    DATA_RIGHTS = "download, correct, object, erase"
    READ_ACCESSES = "access log"
    RATE = "rate"
    HIDE = "hide a message"


class Terms(Enum):
    """Under which terms a right is had."""

    YES = "yes"
    WHILE_OPEN = "while open"
    WHILE_WAITING = "while waiting in one's own queue"
    WHEN_CLOSED = "when closed and not objected to"
    MASKED = "masked, in a training case"
    PURPOSE = "with a purpose that is logged"
    REASON = "by breaking the glass, with a written reason"
    CASE = "in a request's case"
    OWN_RECORDS = "own records only"
    TOLD_WHO = "refused, and told who has taken it"


_ = Relation
TABLE: Final[dict[Right, dict[Relation, Terms]]] = {
    Right.READ: {
        _.OWN: Terms.YES,
        _.ASSIGNED: Terms.YES,
        _.INVITED: Terms.PURPOSE,
        _.OTHER: Terms.REASON,
        _.REVIEWER: Terms.WHEN_CLOSED,
        _.TRAINER: Terms.MASKED,
        _.OFFICER: Terms.CASE,
    },
    Right.LIST: {_.ASSIGNED: Terms.YES, _.QUEUE: Terms.WHILE_WAITING},
    Right.SEND: {_.OWN: Terms.WHILE_OPEN, _.ASSIGNED: Terms.WHILE_OPEN, _.INVITED: Terms.PURPOSE},
    Right.TAKE: {_.ASSIGNED: Terms.YES, _.QUEUE: Terms.WHILE_OPEN, _.OTHER: Terms.TOLD_WHO},
    Right.CLOSE: {_.OWN: Terms.YES, _.ASSIGNED: Terms.YES},
    Right.TRANSFER: {_.ASSIGNED: Terms.WHILE_OPEN, _.INVITED: Terms.PURPOSE},
    Right.OFFER_TRANSCRIPT: {_.ASSIGNED: Terms.YES, _.INVITED: Terms.PURPOSE},
    Right.ORDER_TRANSCRIPT: {_.OWN: Terms.YES},
    Right.DATA_RIGHTS: {_.OWN: Terms.YES, _.OFFICER: Terms.CASE},
    Right.RATE: {_.OWN: Terms.YES},
    Right.HIDE: {_.OWN: Terms.YES, _.ASSIGNED: Terms.YES},
    Right.READ_ACCESSES: {
        _.OWN: Terms.YES,
        _.ASSIGNED: Terms.OWN_RECORDS,
        _.INVITED: Terms.OWN_RECORDS,
        _.QUEUE: Terms.OWN_RECORDS,
        _.OTHER: Terms.OWN_RECORDS,
        _.REVIEWER: Terms.OWN_RECORDS,
        _.TRAINER: Terms.OWN_RECORDS,
        _.OFFICER: Terms.YES,
    },
}
"""A cell that is not here is a no."""
del _

PURPOSES: Final[dict[Relation, str]] = {
    Relation.OWN: "request",
    Relation.ASSIGNED: "service",
    Relation.INVITED: "service",
    Relation.QUEUE: "service",
    Relation.OTHER: "security",
    Relation.REVIEWER: "quality",
    Relation.TRAINER: "training",
    Relation.ADMINISTRATOR: "security",
    Relation.OFFICER: "request",
}
"""For which purpose somebody acts, as the access log records it."""


def relations(who: Who, conversation: Conversation) -> tuple[Relation, ...]:
    """Return every column in which somebody stands to a conversation, the closest first."""
    if isinstance(who, Visitor):
        return (Relation.OWN,) if who.conversation == conversation.id else ()
    found: list[Relation] = []
    if "agent" in who.roles:
        if conversation.owner == who.person:
            found.append(Relation.ASSIGNED)
        elif conversation.status == "waiting":
            found.append(Relation.QUEUE)
        else:
            found.append(Relation.OTHER)
    by_role = {
        "supervisor": Relation.INVITED,
        "reviewer": Relation.REVIEWER,
        "trainer": Relation.TRAINER,
        "administrator": Relation.ADMINISTRATOR,
        "data-protection-officer": Relation.OFFICER,
    }
    return (*found, *(relation for role, relation in by_role.items() if role in who.roles))


def require(right: Right, who: Who, conversation: Conversation | None) -> tuple[Conversation, Relation, Terms]:
    """Return the conversation, with the column and the terms by which the right is had.

    Raises CommitmentMissing for staff who have not accepted the commitment, and NotFound for everything else.
    """
    if isinstance(who, Staff) and not who.committed:
        raise CommitmentMissing
    if conversation is not None:
        for relation in relations(who, conversation):
            terms = TABLE[right].get(relation)
            if terms is not None and _met(terms, conversation):
                return conversation, relation, terms
    raise NotFound


def require_accesses(who: Staff, conversation_id: str, conversation: Conversation | None) -> tuple[Relation, Terms]:
    """Return the column and the terms by which somebody reads a conversation's access log.

    The log outlives the conversation, and the officer's right with it: for them an id of its form is enough. Raises
    CommitmentMissing, NotFound.
    """
    try:
        _, relation, terms = require(Right.READ_ACCESSES, who, conversation)
    except NotFound:
        is_officer = "data-protection-officer" in who.roles
        if conversation is not None or not is_officer or not access_events.is_conversation(conversation_id):
            raise
        return Relation.OFFICER, TABLE[Right.READ_ACCESSES][Relation.OFFICER]
    return relation, terms


def _met(terms: Terms, conversation: Conversation) -> bool:
    match terms:
        case Terms.YES | Terms.OWN_RECORDS | Terms.WHILE_OPEN:
            # A closed conversation answers "closed" to whoever was in it: the rules of the conversation say so.
            return True
        case Terms.WHILE_WAITING:
            return conversation.status == "waiting"
        case Terms.TOLD_WHO:
            return conversation.status == "active"
        case Terms.WHEN_CLOSED:
            return conversation.status == "closed" and conversation.objected_at is None
        case Terms.PURPOSE | Terms.MASKED | Terms.REASON | Terms.CASE:
            return False
