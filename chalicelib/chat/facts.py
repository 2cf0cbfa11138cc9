"""What each reader is told of a conversation besides its lines. Values in, values out; times are milliseconds.

The name that a visitor gave and the masked address of their copy are content, as the lines are: they are told to staff
only while the access log has a record of that person's reading (`covered`). Whoever no longer has a conversation learns
whose it is, and nothing that has happened since.
"""

from collections.abc import Sequence

import msgspec

from chalicelib.chat import conversation as rules
from chalicelib.chat import presence, transcript
from chalicelib.chat.conversation import VISITOR, Conversation
from chalicelib.chat.limits import Limits
from chalicelib.chat.transcript import Addresses, TranscriptOrder
from chalicelib.chat.wire import Facts, HandsFor, LetInNow, PassedOnFor, Transcript


def for_visitor(
    conversation: Conversation,
    orders: Sequence[TranscriptOrder],
    *,
    now: int,
    limits: Limits,
    ahead: int | None = None,
    staffed: bool | None = None,
) -> Facts:
    """Return what the visitor is told. `ahead` and `staffed`: while it waits, behind how many, and whether for anybody.

    `ahead` is counted no further than one more than `limits.places_counted`.
    """
    return msgspec.structs.replace(
        _for_reader(conversation, VISITOR, now, limits),
        place=None if ahead is None else ahead + 1,
        place_or_later=ahead is not None and ahead > limits.places_counted,
        staffed=staffed,
        name=conversation.name,
        transcripts=_transcripts(conversation, orders, "whole", now, limits),
    )


def for_staff(
    conversation: Conversation,
    person: str,
    orders: Sequence[TranscriptOrder],
    *,
    covered: bool,
    now: int,
    limits: Limits,
) -> Facts:
    """Return what somebody who may read a conversation is told: its agent, or (without any address) another reader.

    `covered`: the access log has a record of this person's reading, so that content may be told.
    """
    mine = conversation.owner == person
    return msgspec.structs.replace(
        _for_reader(conversation, person, now, limits),
        mine=mine,
        closed_topic=conversation.closed_topic,
        guidance=conversation.guidance,
        abuse=conversation.abuse,
        name=conversation.name if covered else None,
        transcripts=_transcripts(conversation, orders, "masked" if mine and covered else "none", now, limits),
        visitor_here=presence.visitor_here(conversation, now, limits) if mine else None,
        visitor_seen_at=conversation.visitor_seen_at if mine else None,
        reminded_at=conversation.reminded.at if mine and conversation.reminded else None,
        returns_at=_returns_at(conversation) if mine else None,
        passed_on_by=conversation.aliases.get(conversation.passed.by) if mine and conversation.passed else None,
        noted=conversation.noted or None,
        let_in=_let_in(conversation, now),
        passed_on=_passed_on(conversation) if mine else None,
    )


def for_former(conversation: Conversation, person: str, seq: int, why: HandsFor | None = None) -> Facts:
    """Return what somebody is told who no longer has a conversation: who has it, and whether it goes on.

    `seq`: the place where it left their hands; what came after it is not theirs to know. `why`: where it was nobody's command.
    """
    return msgspec.structs.replace(_outline(conversation, person, seq), mine=False, lost_for=why)


def _let_in(conversation: Conversation, now: int) -> tuple[LetInNow, ...]:
    inside = sorted(rules.lets_in(conversation, now).items(), key=lambda each: (each[1].since, each[0]))
    return tuple(
        LetInNow(
            person=person,
            alias=conversation.aliases.get(person) or its.alias or person,
            ground=its.as_,
            since=its.since,
            until=its.until,
            why=its.why,
            writes=bool(its.by),
        )
        for person, its in inside
    )


def _passed_on(conversation: Conversation) -> PassedOnFor | None:
    handed = conversation.handed
    if handed is None:
        return None
    return PassedOnFor(alias=conversation.aliases.get(handed.by, handed.by), why=handed.why)


def has_content(conversation: Conversation, orders: Sequence[TranscriptOrder]) -> bool:
    """Return whether a conversation's facts hold anything that staff may be told under a record only."""
    return conversation.name is not None or any(order.address is not None for order in orders)


def _outline(conversation: Conversation, who: str, seq: int) -> Facts:
    """Return what everybody is told who has, or once had, to do with a conversation."""
    return Facts(
        conversation=conversation.id,
        site=conversation.site,
        language=conversation.language,
        status=conversation.status,
        started_at=conversation.started_at,
        expires_on=conversation.expires_on,
        seq=seq,
        sent=_sent(conversation, who),
        alias=_alias(conversation),
        topic=conversation.topic,
    )


def _for_reader(conversation: Conversation, who: str, now: int, limits: Limits) -> Facts:
    """Return what everybody is told who may read a conversation; nothing of it is content."""
    return msgspec.structs.replace(
        _outline(conversation, who, conversation.seq),
        closed_at=conversation.closed_at,
        closed_by=conversation.closed_by,
        closed_for=conversation.closed_for,
        messages_left=_messages_left(conversation, limits),
        silence_ends_in=_silence_ends_in(conversation, now, limits),
        hold_ends_in=_hold_ends_in(conversation, now),
        left_until=conversation.left_until,
        objected=conversation.objected_at is not None,
        restricted=conversation.restricted_at is not None,
        rated=conversation.rated,
        read_by_visitor=conversation.read_by_visitor,
        read_by_agent=conversation.read_by_agent,
        hidden=conversation.hidden,
    )


def _transcripts(
    conversation: Conversation, orders: Sequence[TranscriptOrder], addresses: Addresses, now: int, limits: Limits
) -> tuple[Transcript, ...]:
    standing = transcript.standing(orders, conversation, now, limits)
    return transcript.shown(standing, addresses=addresses, limits=limits)


def _sent(conversation: Conversation, who: str) -> int:
    sent = conversation.sent.get(who)
    return sent.n if sent else 0


def _alias(conversation: Conversation) -> str | None:
    return conversation.aliases.get(conversation.owner or "")


def _silence_ends_in(conversation: Conversation, now: int, limits: Limits) -> int | None:
    ends_at = rules.silence_ends_at(conversation, limits)
    return None if ends_at is None else max(0, ends_at - now) // 1000


def _hold_ends_in(conversation: Conversation, now: int) -> int | None:
    if conversation.status != "active" or not conversation.held_until:
        return None
    return max(0, conversation.held_until - now) // 1000


def _returns_at(conversation: Conversation) -> int | None:
    return (conversation.reminded.returns_at or None) if conversation.reminded else None


def _messages_left(conversation: Conversation, limits: Limits) -> int | None:
    told = conversation.status != "closed" and rules.is_nearly_full(conversation, limits)
    return rules.messages_left(conversation, limits) if told else None
