"""The conversation to the visitor's own e-mail: offered, ordered, proved, sent, and what became of it (trust rules T1–T6)."""

import contextlib
import secrets
from collections.abc import Iterator

import msgspec

from chalicelib.chat import access, letters, transcript
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Right
from chalicelib.chat.actions import accessing, announcing
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import LogUnavailable, NotFound, NothingToConfirm, TooMany, TranscriptLimit, Unavailable
from chalicelib.chat.ports import ATTEMPTS, Job, MailRefused, MailUnknown
from chalicelib.chat.services import Services
from chalicelib.chat.transcript import Outcome, TranscriptOrder
from chalicelib.chat.who import Staff, Visitor
from chalicelib.chat.wire import Transcript, TranscriptState

NET_SECONDS = 30
"""A job is queued twice: before the order says so, to be done after this time, and after it, to be done at once.

Whoever dies between the order and the queue leaves the first; whoever dies before the order leaves a job that finds
nothing to do. Longer than a function may run (`lambda_timeout`), so that the order is written or never will be."""
_HOUR, _DAY = 3600, 24 * 3600


class MailEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What SES has told of a mail that carried these tags."""

    conversation: str
    order: int
    mail: str
    """Which of the order's mails: `code-1`, `code-2` …, `transcript`."""
    outcome: Outcome
    transient: bool = False
    """A bounce that may be no more than an absent reader's automatic answer."""


def offer(services: Services, who: Staff, conversation_id: str) -> Transcript:
    """Put a card into the visitor's chat. Offering what is offered or under way already changes nothing.

    Raises NotFound, TranscriptLimit (the card could not be used), LogUnavailable.
    """
    conversation, relation, _ = access.require(Right.OFFER_TRANSCRIPT, who, services.conversations.get(conversation_id))
    orders = services.orders.all(conversation.id)
    newest = transcript.latest(orders)
    if newest is not None and newest.state in ("offered", "ordered", "confirmed", "sending"):
        accessing.opened(services, who, conversation, access.PURPOSES[relation])  # an address is content
        return _shown(services, newest, addresses="masked")
    transcript.check_limits(orders, services.limits)
    offered = _new(services, conversation, 1 if newest is None else newest.order + 1)
    purpose = access.PURPOSES[relation]
    record = accessing.event(services, who, "transcript_offered", conversation.id, purpose)
    if accessing.recorded(services, lambda: services.orders.create(offered), record) is not None:
        announcing.facts_changed(services, conversation)
    return _shown(services, offered, addresses="masked")


def order(
    services: Services,
    who: Visitor,
    conversation: Conversation,
    written: str,
    network: str,
    *,
    with_answer: bool = False,
) -> Transcript:
    """Order the conversation to an address, to which a code goes first; ordering again voids the code before.

    `with_answer`: in advance, before anybody has answered; once an agent has, it is as if it had not been said.

    Raises NotFound, AddressInvalid, TranscriptTooEarly, TranscriptLimit (`of`: conversation, address, network or
    site), LogUnavailable, Unavailable.
    """
    allowed, relation, _ = access.require(Right.ORDER_TRANSCRIPT, who, conversation)
    to = transcript.address(written)
    with_answer = with_answer and not allowed.answered
    if with_answer:  # the answer suffices, and it comes only while the conversation is open
        rules.check_open(allowed, services.milliseconds())
    else:
        transcript.may_order(services.conversations.lines(allowed).values())
    transcript.check_limits(services.orders.all(allowed.id), services.limits)
    with _counted(services, allowed, to, network):
        purpose = access.PURPOSES[relation]
        record = accessing.event(services, who, "transcript_ordered", allowed.id, purpose)
        stored = accessing.done(services, lambda: _ordered(services, allowed, to, with_answer=with_answer), record)
    _at_once(services, Job(kind="code", conversation=allowed.id, order=stored.order))
    announcing.facts_changed(services, allowed)
    return _shown(services, stored, addresses="whole")


def confirm(services: Services, who: Visitor, conversation: Conversation, code: str) -> Transcript:
    """Prove the address of the newest order by the code that went there; the transcript then goes by itself.

    Confirming what is confirmed queues its mail once more and changes nothing else. Raises NotFound, NothingToConfirm,
    CodeExpired, WrongCode (with `tries_left`), LogUnavailable, Unavailable.
    """
    allowed, relation, _ = access.require(Right.ORDER_TRANSCRIPT, who, conversation)
    counted = _counted_try(services, allowed.id)
    job = Job(kind="transcript", conversation=allowed.id, order=counted.order)
    if counted.state in transcript.PROVED:
        _at_once(services, job)
        return _shown(services, counted, addresses="whole")
    transcript.check_code(counted, code, services.limits)

    def prove() -> tuple[Conversation, TranscriptOrder]:
        after = _left(services, allowed) if counted.with_answer else allowed
        services.outbox.put(job, after=NET_SECONDS)
        return after, _proved(services, counted)

    record = accessing.event(services, who, "transcript_confirmed", allowed.id, access.PURPOSES[relation])
    try:
        after, confirmed = accessing.done(services, prove, record)
    except (LogUnavailable, Unavailable):
        _give_try_back(services, counted)
        raise
    _at_once(services, job)
    announcing.facts_changed(services, after)
    return _shown(services, confirmed, addresses="whole")


def send_code(services: Services, job: Job) -> None:
    """Mail a fresh code to the address of an order, once an order. Raises Unavailable when the job should come again.

    The code is made here and stored, hashed, before it leaves: no queue ever holds it. An order that has a code
    already has been here before; whoever got none orders another.
    """
    conversation, before = _found(services, job)
    for _ in range(ATTEMPTS):
        if conversation is None or before is None or not transcript.awaits_code(before):
            return
        code = "".join(secrets.choice("0123456789") for _ in range(services.limits.code_digits))
        coded = services.orders.change(before, transcript.coded(before, code, services.milliseconds()))
        if coded is not None:
            _send_code(services, conversation, before, coded, code)
            return
        before = services.orders.get(job.conversation, job.order)
    raise Unavailable(retry_after=1)


def send_transcript(services: Services, job: Job) -> None:
    """Mail the transcript of a confirmed order, once. Raises Unavailable or LogUnavailable when it should come again.

    What is found `sending` was left by a process that died, or is being sent elsewhere: it becomes `unknown` and is
    never sent from here; whoever is sending it, or an event from SES, settles it.
    """
    conversation, before = _found(services, job)
    if conversation is None or before is None or before.address is None:
        return
    if before.state == "sending":
        _become(services, before, "unknown")
    if not transcript.due(before, conversation.status):
        return
    # Everything that can fail without harm comes before `sending`: after it, only an answer from SES tells.
    lines = services.conversations.lines(conversation)
    site = services.sites.get(conversation.site) if conversation.closed_for == "unanswered" else None
    contacts = "" if site is None else site.contacts.get(conversation.language, "")
    raw = letters.transcript(conversation, lines, to=before.address, settings=services.settings, contacts=contacts)
    sending = services.orders.change(before, transcript.moved(before, "sending", services.milliseconds()))
    if sending is None:
        return
    try:
        services.access_log.record(accessing.by_system(services, "transcript_sent", job.conversation))
        message_id = _send(services, sending, raw, transcript.TRANSCRIPT)
    except MailRefused:
        _become(services, sending, "failed")
        services.access_log.record(accessing.by_system(services, "transcript_failed", job.conversation, "failed"))
    except MailUnknown:
        _become(services, sending, "unknown")
    except (Unavailable, LogUnavailable):
        # Nothing has left. Whoever found it `sending` meanwhile has given it up: then it has failed.
        _become(services, sending, "confirmed", "failed")
        raise
    else:
        _become(services, sending, "sent", message_id=message_id)


def waiting_for_answer(services: Services, conversation: Conversation) -> Job | None:
    """Return the job that sends what was ordered for a left question; None when nothing was."""
    if conversation.left_until is None:
        return None
    newest = transcript.latest(services.orders.all(conversation.id))
    if newest is None or not newest.with_answer or newest.state != "confirmed":
        return None
    return Job(kind="transcript", conversation=conversation.id, order=newest.order)


def send_later(services: Services, job: Job | None) -> None:
    """Queue a job, if there is one, for after what is about to be done, should its doer die. Raises Unavailable."""
    if job is not None:
        services.outbox.put(job, after=NET_SECONDS)


def send_now(services: Services, job: Job | None) -> None:
    """Queue a job, if there is one, for now; best effort, for it is queued already."""
    if job is not None:
        _at_once(services, job)


def mail_event(services: Services, event: MailEvent) -> None:
    """Note what became of a mail; an event that changes nothing is no error.

    Raises LogUnavailable or Unavailable when the event should come again.
    """
    for _ in range(ATTEMPTS):
        conversation, order = _found(services, event)
        if conversation is None or order is None:
            return
        state = transcript.told(order, event.mail, event.outcome, transient=event.transient)
        if state is None:
            return
        if event.mail == transcript.TRANSCRIPT and state in ("bounced", "failed"):
            services.access_log.record(accessing.by_system(services, "transcript_failed", order.conversation, "failed"))
        after = transcript.moved(order, state, services.milliseconds())
        if services.orders.change(order, after):
            announcing.facts_changed(services, conversation)
            return
    raise Unavailable(retry_after=1)


def _ordered(services: Services, conversation: Conversation, to: str, *, with_answer: bool) -> TranscriptOrder:
    """Store an order to an address, asking the rule again when the newest has changed; the job of its code is queued."""
    for _ in range(ATTEMPTS):
        orders = services.orders.all(conversation.id)
        transcript.check_limits(orders, services.limits)
        newest = transcript.latest(orders)
        before = newest if newest is not None and newest.state in transcript.OPEN else None
        base = before or _new(services, conversation, 1 if newest is None else newest.order + 1)
        after = transcript.ordered(base, to, services.milliseconds(), with_answer=with_answer)
        services.outbox.put(Job(kind="code", conversation=conversation.id, order=after.order), after=NET_SECONDS)
        stored = services.orders.create(after) if before is None else services.orders.change(before, after)
        if stored is not None:
            return stored
    raise Unavailable(retry_after=1)


def _counted_try(services: Services, conversation: str) -> TranscriptOrder:
    """Return the newest order with one try more counted, or as it is when it has been confirmed before.

    Raises NothingToConfirm, CodeExpired, Unavailable.
    """
    for _ in range(ATTEMPTS):
        newest = transcript.latest(services.orders.all(conversation))
        if newest is not None and newest.state in transcript.PROVED:
            return newest
        after = transcript.counted(newest, services.milliseconds(), services.limits)
        stored = newest and services.orders.change(newest, after)
        if stored is not None:
            return stored
    raise Unavailable(retry_after=1)


def _proved(services: Services, counted: TranscriptOrder) -> TranscriptOrder:
    """Store that an order's address is proved, whoever else tries codes meanwhile. Raises NothingToConfirm, Unavailable."""
    current: TranscriptOrder | None = counted
    for _ in range(ATTEMPTS):
        if current is None or current.code_hash != counted.code_hash:
            raise NothingToConfirm  # another was ordered
        if current.state in transcript.PROVED:
            return current
        stored = services.orders.change(current, transcript.confirmed(current, services.milliseconds()))
        if stored is not None:
            return stored
        current = services.orders.get(counted.conversation, counted.order)
    raise Unavailable(retry_after=1)


def _give_try_back(services: Services, counted: TranscriptOrder) -> None:
    """Let a right code that could not be acted upon cost no try; best effort."""
    with contextlib.suppress(Unavailable):
        services.orders.change(counted, msgspec.structs.replace(counted, tries=counted.tries - 1))


def _send_code(
    services: Services, conversation: Conversation, before: TranscriptOrder, coded: TranscriptOrder, code: str
) -> None:
    raw = letters.code(conversation.language, code=code, to=coded.address or "", settings=services.settings)
    try:
        _send(services, coded, raw, transcript.code_mail(coded))
    except MailRefused:
        _become(services, coded, "failed")
    except MailUnknown:
        # The visitor can order another code; nobody can tell whether this one is under way.
        return
    except Unavailable:
        services.orders.change(coded, before)
        raise


def _left(services: Services, conversation: Conversation) -> Conversation:
    """Keep a left question open for its answer, from its start on, and return it. Raises NotFound."""
    until = conversation.started_at + services.settings.left_question_days * _DAY * 1000
    after = services.conversations.left(conversation, until)
    if after is None:
        raise NotFound
    announcing.queue_changed(services, after.id)
    return after


def _at_once(services: Services, job: Job) -> None:
    with contextlib.suppress(Unavailable):  # then the job that was queued before comes half a minute later
        services.outbox.put(job)


def _send(services: Services, order: TranscriptOrder, raw: bytes, mail: str) -> str:
    return services.mail.send(
        raw, to=order.address or "", conversation=order.conversation, order=order.order, mail=mail
    )


def _become(
    services: Services, order: TranscriptOrder, *wanted: TranscriptState, message_id: str | None = None
) -> None:
    """Let an order become the first of these states that may follow its own, whatever it has become meanwhile."""
    current: TranscriptOrder | None = order
    for _ in range(ATTEMPTS):
        state = next((each for each in wanted if current and transcript.follows(current, each)), None)
        if current is None or state is None:
            return
        after = transcript.moved(current, state, services.milliseconds())
        if services.orders.change(current, msgspec.structs.replace(after, message_id=message_id)):
            _announce(services, order.conversation)
            return
        current = services.orders.get(order.conversation, order.order)
    raise Unavailable(retry_after=1)


def _announce(services: Services, conversation_id: str) -> None:
    conversation = services.conversations.get(conversation_id)
    if conversation is not None:
        announcing.facts_changed(services, conversation)


def _found(services: Services, about: Job | MailEvent) -> tuple[Conversation | None, TranscriptOrder | None]:
    return services.conversations.get(about.conversation), services.orders.get(about.conversation, about.order)


@contextlib.contextmanager
def _counted(services: Services, conversation: Conversation, to: str, network: str) -> Iterator[None]:
    """Have an order counted against its address, network and site while it is stored; what was not is given back.

    Raises TranscriptLimit, and then nothing is counted.
    """
    limits = services.limits
    with contextlib.ExitStack() as counted:
        for of, who, most, seconds in (
            ("address", transcript.mailbox(to), limits.transcripts_an_address_a_day, _DAY),
            ("network", network, limits.transcripts_a_network_an_hour, _HOUR),
            ("site", conversation.site, limits.transcripts_a_site_a_day, _DAY),
        ):
            kind = f"transcript-{of}"
            try:
                services.counters.count(kind, who, most, seconds)
            except TooMany as refusal:
                raise TranscriptLimit(of=of, **refusal.data) from refusal
            counted.callback(services.counters.release, kind, who, seconds)
        yield
        counted.pop_all()


def _new(services: Services, conversation: Conversation, number: int) -> TranscriptOrder:
    return TranscriptOrder(
        conversation=conversation.id,
        order=number,
        state="offered",
        at=services.milliseconds(),
        expires_at=conversation.expires_at,
    )


def _shown(services: Services, order: TranscriptOrder, *, addresses: transcript.Addresses) -> Transcript:
    return transcript.shown((order,), addresses=addresses, limits=services.limits)[0]
