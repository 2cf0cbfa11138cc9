"""What visitors may do with what is kept of them: see it, object to its use, erase it, ask who has read it; they correct it
in `correcting`.

With the key to the conversation, or from another device with its reference and rights code; or two people do it for them in the
case of their request. Each is recorded in the access log before it is done.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

import msgspec

from chalicelib.chat import access, access_events, letters
from chalicelib.chat import conversation as rules
from chalicelib.chat import notes as rules_of_notes
from chalicelib.chat.access import PURPOSES, Right
from chalicelib.chat.access_events import Action
from chalicelib.chat.actions import accessing, announcing, contending, limiting
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import ConversationOpen, NotFound, Unavailable
from chalicelib.chat.fitting import as_lambda_writes, fitting, in_an_answer
from chalicelib.chat.people import Administrator
from chalicelib.chat.ports import ATTEMPTS, Conflict, Job
from chalicelib.chat.services import Services
from chalicelib.chat.who import InCase, Visitor
from chalicelib.chat.wire import Access, Copy, Facts, Language, Note, Reading, Readings

ERASED_AGAIN_SECONDS = 30
"""Longer than a function may run (`lambda_timeout`): whoever was writing when the erasure came has ended by then."""
_MORE: Final = "<!-- more: {place} -->"
Asker = Visitor | InCase
READ: Final = frozenset({"conversation_opened", "glass_broken", "export_made", "disclosure_made"})
"""The actions by which somebody has seen what a conversation says."""


def copy(services: Services, who: Asker, conversation: Conversation, after: int = 0) -> Copy:
    """Return all that is kept of a conversation, of its entries those after a place, as many as fit into one answer.

    Raises NotFound, TooMany, LogUnavailable.
    """
    allowed = required(services, who, conversation)
    with _counted(services, who, allowed, "copies", services.limits.copies_an_hour):
        return _copy(services, allowed, after)


def _copy(services: Services, allowed: Conversation, after: int) -> Copy:
    lines = services.conversations.lines(allowed, after)
    empty = Copy(
        made_at=services.milliseconds(),
        controller=services.settings.controller,
        reference=rules.grouped(allowed.id),
        facts=announcing.facts(services, allowed, Visitor(allowed.id)),
        entries=(),
        more=True,
        seen_at=allowed.visitor_seen_at or None,
        stayed_at=allowed.stayed_at or None,
        warned_at=allowed.warned_at or None,
        notice=allowed.notice or None,
        closed_topic=allowed.closed_topic,
        guidance=allowed.guidance,
        abuse=allowed.abuse,
    )
    room = services.limits.answer_bytes - in_an_answer(empty)
    entries = fitting(rules.entries(allowed, lines), room, in_an_answer)
    more = bool(entries) and entries[-1].seq < allowed.seq
    return msgspec.structs.replace(empty, entries=tuple(entries), more=more)


def page(services: Services, who: Asker, conversation: Conversation, language: Language, after: int = 0) -> str:
    """Return the same as an HTML page to save, as much of it after a place as fits into one answer.

    A part that is not the last ends with the place after which the next one begins, `<!-- more: 123 -->`; all parts one
    after the other are the page. Raises NotFound, TooMany, LogUnavailable.
    """
    allowed = required(services, who, conversation)
    with _counted(services, who, allowed, "copies", services.limits.copies_an_hour):
        return _page(services, allowed, language, after)


def _page(services: Services, allowed: Conversation, language: Language, after: int) -> str:
    lines = services.conversations.lines(allowed)
    site = services.sites.get(allowed.site) if allowed.topic is not None or allowed.closed_topic is not None else None
    rights = services.notices.current().notice.copy[language]
    orders = services.orders.all(allowed.id)
    pieces = letters.page(allowed, lines, orders, language, services.settings, site=site, rights=rights)
    rest = [(place, piece) for place, piece in pieces if place > after or after == 0]
    most = services.limits.answer_bytes - len(_MORE.format(place=allowed.seq))
    part = fitting(rest, most, lambda each: as_lambda_writes(each[1]))
    more = _MORE.format(place=part[-1][0]) if len(part) < len(rest) else ""
    return "\n".join(piece for _, piece in part) + "\n" + more


def readings(services: Services, who: Asker, conversation: Conversation, *, before: int | None = None) -> Readings:
    """Return when staff have read a conversation, and for which purpose, newest first; a page, `before` a time.

    CloudWatch shows a record some seconds after it was accepted. Raises NotFound, TooMany, LogUnavailable.
    """
    allowed = required(services, who, conversation)
    with _counted(services, who, allowed, "readings", services.limits.readings_an_hour):
        page = services.access_log.of_conversation(allowed.id, before=before)
    found = (each for each in access_events.happened(page.records) if each.action in READ)
    return Readings(readings=tuple(_reading(allowed, each) for each in found), before=page.before)


def notes(services: Services, who: InCase, conversation: Conversation) -> tuple[Note, ...]:
    """Return what staff have noted for colleagues, for who answers a request: to be looked through before it is handed over.

    Raises NotFound, LogUnavailable.
    """
    allowed = access.require_in_case(Right.READ_NOTES, who, conversation)
    services.access_log.record(*recorded(services, who, allowed, "conversation_opened"))
    return tuple(rules_of_notes.shown(each) for each in services.notes.all(allowed.id))


def objects(services: Services, who: Asker, conversation: Conversation, *, on: bool) -> Facts:
    """Take a conversation out of quality review and training, or allow it again.

    Objecting is never refused; allowing it again is, when that was done too often. Raises NotFound, TooMany, LogUnavailable.
    """
    allowed = required(services, who, conversation)
    if (allowed.objected_at is not None) == on:
        return announcing.facts(services, allowed, Visitor(allowed.id))
    if on:
        return _objected(services, who, allowed, on=True)
    with limiting.counted(services, "withdrawals", allowed.id, services.limits.withdrawals_an_hour):
        return _objected(services, who, allowed, on=False)


def _objected(services: Services, who: Asker, conversation: Conversation, *, on: bool) -> Facts:
    now = services.milliseconds()

    def made() -> Conversation | None:
        services.ledger.note("objection", conversation.id, now)
        return services.conversations.note(conversation.id, objected_at=now)

    def withdrawn() -> Conversation | None:
        after = services.conversations.note(conversation.id, objected_at=None)
        # What protects is noted first and its end last: cut off between, it protects.
        services.ledger.note("objection-withdrawn", conversation.id, now)
        return after

    records = recorded(services, who, conversation, "objection_made" if on else "objection_withdrawn")
    after = accessing.recorded(services, made if on else withdrawn, *records)
    if after is None:
        raise NotFound
    announcing.facts_changed(services, after)
    return announcing.facts(services, after, Visitor(after.id))


def restrict(services: Services, who: InCase, conversation: Conversation) -> None:
    """Have a conversation be kept for its visitor and for nobody else, as its person has asked two people to (GDPR 18).

    Whoever of staff has it open is told that they may see it no more. It is deleted when it would have been. Each case restricts it by
    itself, until that is lifted in the same case. Repeating it changes nothing, is recorded, and tells once more, for whoever did it may
    have died before that. Raises NotFound, ConversationOpen, LogUnavailable, Unavailable.
    """
    allowed = access.require_in_case(Right.RESTRICT, who, conversation)
    if allowed.status != "closed":
        raise ConversationOpen
    records = recorded(services, who, allowed, "restriction_placed")
    if who.case in allowed.restrictions:
        services.access_log.record(*records)
        announcing.restricted(services, allowed)
        return
    restrict_as(services, allowed, who.case, services.milliseconds(), records)


def restrict_as(
    services: Services, conversation: Conversation, case: str, at: int, records: tuple[Access, ...]
) -> Conversation:
    """Restrict a closed conversation in a case from a time on, under records of it, and return it as it then is.

    Raises NotFound, LogUnavailable, Unavailable.
    """

    def deed() -> Conversation | None:
        services.ledger.note("restriction", conversation.id, at, case=case)
        return _restricted(services, conversation, lambda cases: {case: at, **cases})

    after = accessing.recorded(services, deed, *records)
    if after is None:
        raise NotFound
    announcing.restricted(services, after)
    return after


def lift_restriction(services: Services, who: InCase, conversation: Conversation, told: date) -> Conversation:
    """Have a conversation be restricted no more in a case, of which its person was told on a day before (GDPR 18(3)): that is recorded
    with it. Return it as it then is: where other cases have it restricted, it stays so.

    Repeating it records nothing. Raises NotFound, LogUnavailable, Unavailable.
    """
    allowed = access.require_in_case(Right.RESTRICT, who, conversation)
    if who.case not in allowed.restrictions:
        return allowed
    records = recorded(services, who, allowed, "restriction_lifted", told=told)
    return lift_restriction_as(services, allowed, who.case, services.milliseconds(), records)


def lift_restriction_as(
    services: Services, conversation: Conversation, case: str, at: int, records: tuple[Access, ...]
) -> Conversation:
    """Restrict a conversation no more in a case from a time on, under records of it, and return it as it then is.

    Raises NotFound, LogUnavailable, Unavailable.
    """

    def deed() -> Conversation | None:
        after = _restricted(
            services, conversation, lambda cases: {each: since for each, since in cases.items() if each != case}
        )
        services.ledger.note(
            "restriction-lifted", conversation.id, at, case=case
        )  # last, as the end of an objection is
        return after

    after = accessing.recorded(services, deed, *records)
    if after is None:
        raise NotFound
    announcing.facts_changed(services, after)
    return after


def _restricted(
    services: Services, conversation: Conversation, rule: Callable[[Mapping[str, int]], dict[str, int]]
) -> Conversation | None:
    """Have it be restricted in the cases that a rule says, asked anew whenever other cases come between; None when it is absent.

    Raises Unavailable.
    """
    before: Conversation | None = conversation
    for tried in range(1, ATTEMPTS + 1):
        if before is None:
            return None
        after = rule(before.restrictions)
        if after == before.restrictions:  # somebody else was faster
            return before
        try:
            return services.conversations.restrict(before, after)
        except Conflict as conflict:
            before = contending.changed(services, tried, conflict)
    raise Unavailable(retry_after=1)


def erase(services: Services, who: Asker, conversation: Conversation) -> None:
    """Erase a conversation with all that belongs to it, at once and for everybody.

    What remains is the access log with its opaque id, which has the request now and the erasure when it is done: by the
    job that comes after every erasure, finishes what somebody died over, and takes what others were just writing.
    Raises NotFound, LogUnavailable, Unavailable.
    """
    allowed = _allowed(services, who, conversation, "erasure_requested")
    services.outbox.put(Job(kind="erase", conversation=allowed.id), after=ERASED_AGAIN_SECONDS)
    services.ledger.note("erasure", allowed.id, services.milliseconds())
    _erase(services, allowed)


def finish_erasing(services: Services, job: Job) -> None:
    """Delete whatever is left of a conversation that was to be erased, and record that it is.

    Raises Unavailable or LogUnavailable when the job should come again.
    """
    conversation = services.conversations.get(job.conversation)
    if conversation is not None:
        _erase(services, conversation)
    else:
        services.conversations.erase(job.conversation, _remembered_until(services))
    done = accessing.by_system(services, "erasure_done", job.conversation, purpose="request")
    services.access_log.record(done)


def _erase(services: Services, conversation: Conversation) -> None:
    before = services.conversations.get(conversation.id) or conversation
    services.conversations.erase(conversation.id, _remembered_until(services))
    announcing.erased(services, before)
    if before.status == "waiting":
        announcing.queue_changed(services, before.id)


def _remembered_until(services: Services) -> int:
    """Return when it may be forgotten that a conversation was erased: nobody repeats a start a day later."""
    return int(services.now()) + services.limits.erased_seconds


@contextlib.contextmanager
def _counted(services: Services, who: Asker, conversation: Conversation, kind: str, limit: int) -> Iterator[None]:
    """Count what is shown within to a visitor, with the record that it was asked for. Raises TooMany, LogUnavailable."""
    if isinstance(who, InCase):  # who answers a request uses up none of the visitor's, and has read what they copy
        action: Action = "conversation_opened" if kind == "copies" else "rights_requested"
        services.access_log.record(*recorded(services, who, conversation, action))
        yield
        return
    with limiting.counted(services, kind, conversation.id, limit):
        services.access_log.record(*recorded(services, who, conversation, "rights_requested"))
        yield


def _allowed(services: Services, who: Asker, conversation: Conversation, action: Action) -> Conversation:
    allowed = required(services, who, conversation)
    services.access_log.record(*recorded(services, who, allowed, action))
    return allowed


def required(services: Services, who: Asker, conversation: Conversation | None) -> Conversation:
    """Return the conversation when somebody has the rights of its visitor. Raises NotFound."""
    if isinstance(who, InCase):
        return access.require_in_case(Right.DATA_RIGHTS, who, conversation)
    return access.require(Right.DATA_RIGHTS, who, conversation, services.milliseconds())[0]


def recorded(
    services: Services, who: Asker, conversation: Conversation, action: Action, *, told: date | None = None
) -> tuple[Access, ...]:
    """Return the records that a visitor does something about their conversation, or two people for them.

    `told`: on which day their person was told of it before.
    """
    purpose = PURPOSES[access.Relation.OWN]
    if isinstance(who, Visitor):
        return (accessing.event(services, who, action, conversation.id, purpose),)
    return tuple(
        accessing.by_administrator(
            services,
            Administrator(person),
            action,
            conversation.id,
            purpose=purpose,
            reason=access_events.in_case(who.case, told),
        )
        for person in (who.by, who.beside)
    )


def _reading(conversation: Conversation, record: Access) -> Reading:
    return Reading(
        at=record.at,
        alias=conversation.aliases.get(record.actor),
        role=record.role,
        purpose=record.purpose,
        glass=access_events.glass_chosen(record),
    )
