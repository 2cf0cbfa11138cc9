"""The conversation to the visitor's own e-mail: offered, ordered, proved, sent, and what became of it (trust rules T1–T6)."""

import contextlib
import secrets
from collections.abc import Iterator, Sequence

import msgspec

from chalicelib.chat import access, letters, mail_health, transcript
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import Right
from chalicelib.chat.actions import accessing, announcing
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import LogUnavailable, NotFound, TooMany, TranscriptLimit, Unavailable, WrongCode
from chalicelib.chat.ports import ATTEMPTS, Job, MailRefused, MailUnknown
from chalicelib.chat.services import Services
from chalicelib.chat.transcript import Letter, Outcome, TranscriptOrder
from chalicelib.chat.who import Staff, Visitor
from chalicelib.chat.wire import Transcript, TranscriptState

NET_SECONDS = 30
"""A job is queued twice: before the order says so, to be done after this time, and after it, to be done at once.

Whoever dies between the order and the queue leaves the first, the net; whoever dies before the order leaves a job that
finds nothing to do. Longer than a function may run (`lambda_timeout`), so that the order is written or never will be.
The net comes back until the order waits for nothing more: SES may take no mail for hours."""
_LONGEST_PAUSE = 450
_LONGEST_DELAY = 900
"""SQS keeps a message back no longer."""
_HOUR, _DAY = 3600, 24 * 3600


class MailEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What SES has told of a mail that carried these tags."""

    conversation: str
    order: int
    mail: str
    """Which of the order's mails: `code-1`, `code-2` …, `transcript`."""
    outcome: Outcome


def offer(services: Services, who: Staff, conversation_id: str) -> Transcript:
    """Put a card into the visitor's chat. Offering what is offered or under way already changes nothing.

    Raises NotFound, TranscriptTooEarly and TranscriptLimit (the card could not be used), LogUnavailable.
    """
    conversation, relation, _ = access.require(
        Right.OFFER_TRANSCRIPT, who, services.conversations.get(conversation_id), services.milliseconds()
    )
    transcript.may_order(conversation)
    orders = _orders(services, conversation)
    newest = transcript.latest(orders)
    if newest is not None and newest.state in ("offered", "ordered", "confirmed", "sending"):
        accessing.opened_by(services, who, conversation, relation)  # an address is content
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

    `with_answer`: in advance, while nobody is there whom the queue rings; once an agent has, it is as if it had not been said.

    Raises NotFound, AddressInvalid, TranscriptTooEarly, TranscriptLimit (`of`: conversation, address, network, site or
    pause), LogUnavailable, Unavailable.
    """
    allowed, relation, _ = access.require(Right.ORDER_TRANSCRIPT, who, conversation, services.milliseconds())
    to = transcript.address(written)
    with_answer = with_answer and not allowed.answered
    if with_answer:
        rules.check_open(allowed, services.milliseconds())
        transcript.may_leave(allowed, staffed=services.agents.staffed())
    else:
        transcript.may_order(allowed)
    orders = _orders(services, allowed)
    transcript.check_limits(orders, services.limits)
    _check_pause(services)
    with _counted(services, allowed, orders, to, network):
        purpose = access.PURPOSES[relation]
        record = accessing.event(services, who, "transcript_ordered", allowed.id, purpose)
        stored = accessing.done(services, lambda: _ordered(services, allowed, to, with_answer=with_answer), record)
    _at_once(services, Job(kind="code", conversation=allowed.id, order=stored.order))
    announcing.facts_changed(services, allowed)
    return _shown(services, stored, addresses="whole")


def confirm(services: Services, who: Visitor, conversation: Conversation, code: str) -> Transcript:
    """Prove the address of the newest order by the code that went there; the transcript then goes by itself.

    The same code once more changes nothing; if its mail should have left by now, it is queued once more. Raises NotFound,
    NothingToConfirm (`of`: code, while that is yet to leave, or confirmed), CodeExpired, WrongCode (with `tries_left`, but
    for what cannot be a code and so is no try), LogUnavailable, Unavailable.
    """
    allowed, relation, _ = access.require(Right.ORDER_TRANSCRIPT, who, conversation, services.milliseconds())
    given = transcript.code(code, services.limits)
    counted = _counted_try(services, allowed.id, given)
    try:
        transcript.check_code(counted, given, services.milliseconds(), services.limits)
    except WrongCode:
        if counted.address is None:  # with the last try it has gone, which its agent sees
            announcing.facts_changed(services, allowed)
        raise
    job = Job(kind="transcript", conversation=allowed.id, order=counted.order)
    if transcript.is_proved(counted):
        _give_try_back(services, counted)
        if counted.state == "confirmed" and services.milliseconds() - counted.confirmed_at > NET_SECONDS * 1000:
            _at_once(services, job)
        return _shown(services, counted, addresses="whole")

    def prove() -> tuple[Conversation, TranscriptOrder]:
        after = _left(services, allowed) if counted.with_answer else allowed
        _put_net(services, job)
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


def do(services: Services, job: Job) -> None:
    """Do what an order waits for, and have the net come back while it still does. Raises Unavailable when this job should.

    What cannot be done now is done when the net comes back, after pauses that grow; what has waited too long has failed,
    and both sides are told.
    """
    with contextlib.suppress(LogUnavailable, Unavailable):
        (send_code if job.kind == "code" else send_transcript)(services, job)
    if not job.net:
        return
    conversation, order = _found(services, job)
    if conversation is None or order is None or (order.state == "ordered") != (job.kind == "code"):
        return
    order = _settled(services, conversation, order)
    until = transcript.waits_until(order, conversation, services.limits)
    if until is None:
        return
    left = max(1, (until - services.milliseconds()) // 1000 + 1)
    pause = (
        left if order.code_hash and order.state == "ordered" else min(left, NET_SECONDS * 2**job.tries, _LONGEST_PAUSE)
    )
    services.outbox.put(msgspec.structs.replace(job, tries=job.tries + 1), after=min(pause, _LONGEST_DELAY))


def send_code(services: Services, job: Job) -> None:
    """Mail a fresh code to the address of an order, once an order. Raises Unavailable when it was not mailed but may be.

    The code is made here and stored, hashed, before it leaves: no queue ever holds it. An order that has a code
    already has been here before; whoever got none orders another.
    """
    conversation, before = _found(services, job)
    for _ in range(ATTEMPTS):
        if conversation is None or before is None or not transcript.awaits_code(before):
            return
        if _settled(services, conversation, before).state == "failed":
            return
        code = "".join(secrets.choice("0123456789") for _ in range(services.limits.code_digits))
        coded = services.orders.change(before, transcript.coded(before, code, services.milliseconds()))
        if coded is not None:
            _send_code(services, conversation, before, coded, code)
            return
        before = services.orders.get(job.conversation, job.order)
    raise Unavailable(retry_after=1)


def send_transcript(services: Services, job: Job) -> None:
    """Mail what a confirmed order is to be sent, once. Raises Unavailable or LogUnavailable when it may be later.

    What is found `sending` was left by a process that died, or is being sent elsewhere: it becomes `unknown` and is
    never sent from here; whoever is sending it, or an event from SES, settles it.
    """
    conversation, before = _found(services, job)
    if conversation is None or before is None or before.address is None:
        return
    if before.state == "sending":
        _become(services, before, "unknown")
        return
    before = _settled(services, conversation, before)
    letter = transcript.letter(before, conversation)
    if letter is None:
        return
    # Everything that can fail without harm comes before `sending`: after it, only an answer from SES tells.
    rights_code = rules.rights_code_of(secrets.token_urlsafe())  # of no key: it opens by its hash at this order
    raw = _written(services, conversation, letter, before.address or "", rights_code)
    rights_hash = rules.rights_hash_of(rights_code)
    reaches = 0 if letter == "unanswered" else conversation.seq
    sending = _sending(services, before, rights_hash, reaches)
    if sending is None:
        return
    try:
        message_id = _send_recorded(services, sending, raw)
    except MailRefused:
        _become(services, sending, "failed")
    except MailUnknown:
        _become(services, sending, "unknown")
    except (Unavailable, LogUnavailable):
        # Nothing has left. Whoever found it `sending` meanwhile has given it up: then it has failed.
        _become(services, sending, "confirmed", "failed")
        raise
    else:
        _become(services, sending, "sent", message_id=message_id)


def _sending(services: Services, before: TranscriptOrder, rights_hash: bytes, reaches: int) -> TranscriptOrder | None:
    """Let a confirmed order become `sending`, also when its code is given again meanwhile; None when it is somebody else's."""
    current: TranscriptOrder | None = before
    for _ in range(ATTEMPTS):
        if current is None or current.state != "confirmed":
            return None
        after = transcript.sending(current, rights_hash, services.milliseconds(), reaches=reaches)
        stored = services.orders.change(current, after)
        if stored is not None:
            return stored
        current = services.orders.get(before.conversation, before.order)
    return None


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
        _put_net(services, job)


def send_now(services: Services, job: Job | None) -> None:
    """Queue a job, if there is one, for now; best effort, for it is queued already."""
    if job is not None:
        _at_once(services, job)


def mail_event(services: Services, event: MailEvent) -> None:
    """Note what became of a mail; an event that changes nothing is no error.

    Raises LogUnavailable or Unavailable when the event should come again.
    """
    _note_event(services, event)
    if event.outcome in ("bounced", "complained"):
        health = services.mail_health.count(event.outcome)
        if mail_health.pauses(health, services.limits):
            services.mail_health.pause(services.limits.mail_pause_seconds)


def _note_event(services: Services, event: MailEvent) -> None:
    for _ in range(ATTEMPTS):
        conversation, order = _found(services, event)
        if conversation is None or order is None:
            return
        after = transcript.told(order, event.mail, event.outcome, services.milliseconds())
        if after is None:
            return
        if event.mail == transcript.TRANSCRIPT and after.state in ("bounced", "failed"):
            services.access_log.record(accessing.by_system(services, "transcript_failed", order.conversation, "failed"))
        if services.orders.change(order, after):
            announcing.facts_changed(services, conversation)
            return
    raise Unavailable(retry_after=1)


def _ordered(services: Services, conversation: Conversation, to: str, *, with_answer: bool) -> TranscriptOrder:
    """Store an order to an address, asking the rule again when the newest has changed; the net of its code is queued."""
    for _ in range(ATTEMPTS):
        orders = services.orders.all(conversation.id)
        newest = transcript.latest(orders)
        if newest is not None:
            stands = _settled(services, conversation, newest)
            orders, newest = [*(each for each in orders if each is not newest), stands], stands
        transcript.check_limits(orders, services.limits)
        before = newest if newest is not None and newest.state in transcript.OPEN else None
        base = before or _new(services, conversation, 1 if newest is None else newest.order + 1)
        after = transcript.ordered(base, to, services.milliseconds(), with_answer=with_answer)
        _put_net(services, Job(kind="code", conversation=conversation.id, order=after.order))
        stored = services.orders.create(after) if before is None else services.orders.change(before, after)
        if stored is not None:
            return stored
    raise Unavailable(retry_after=1)


def _counted_try(services: Services, conversation: str, given: str) -> TranscriptOrder:
    """Return the newest order with one try more counted. Raises NothingToConfirm, CodeExpired, Unavailable."""
    for _ in range(ATTEMPTS):
        newest = transcript.latest(services.orders.all(conversation))
        after = transcript.counted(newest, given, services.milliseconds(), services.limits)
        stored = newest and services.orders.change(newest, after)
        if stored is not None:
            return stored
    raise Unavailable(retry_after=1)


def _proved(services: Services, counted: TranscriptOrder) -> TranscriptOrder:
    """Store that an order's address is proved, whoever else tries codes meanwhile. Raises NothingToConfirm, Unavailable."""
    current: TranscriptOrder | None = counted
    for _ in range(ATTEMPTS):
        if current is None or not transcript.is_same_code(current, counted):
            raise transcript.nothing_to_confirm(current, services.milliseconds(), services.limits)
        if transcript.is_proved(current):
            _give_try_back(services, current)
            return current
        stored = services.orders.change(current, transcript.confirmed(current, counted, services.milliseconds()))
        if stored is not None:
            return stored
        current = services.orders.get(counted.conversation, counted.order)
    raise Unavailable(retry_after=1)


def _give_try_back(services: Services, counted: TranscriptOrder) -> None:
    """Let a right code that could not be acted upon, or was given before, cost no try; best effort."""
    current: TranscriptOrder | None = counted
    with contextlib.suppress(Unavailable):
        for _ in range(ATTEMPTS):
            if current is None or current.code_hash != counted.code_hash:
                return
            if services.orders.change(current, transcript.was_right(current)) is not None:
                return
            current = services.orders.get(counted.conversation, counted.order)


def _send_code(
    services: Services, conversation: Conversation, before: TranscriptOrder, coded: TranscriptOrder, code: str
) -> None:
    site = services.sites.get(conversation.site)
    raw = letters.code(
        conversation.language,
        site,
        code=code,
        to=coded.address or "",
        settings=services.settings,
        answers=coded.with_answer,
    )
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
    """Keep a left question open for its answer, from its start on, and return it. Raises NotFound.

    While nobody is there whom the queue rings that is for days; as soon as somebody is, no longer than any conversation.
    """
    away = conversation.status == "waiting" and not services.agents.staffed()
    seconds = services.stage.lately().left_question_days * _DAY if away else services.limits.conversation_seconds
    after = services.conversations.left(conversation, conversation.started_at + seconds * 1000)
    if after is None:
        raise NotFound
    announcing.queue_changed(services, after.id)
    return after


def _written(services: Services, conversation: Conversation, letter: Letter, to: str, rights_code: str) -> bytes:
    site, settings = services.sites.get(conversation.site), services.settings
    if letter == "unanswered":
        return letters.unanswered(conversation, site, to=to, settings=settings, rights_code=rights_code)
    return letters.transcript(
        conversation,
        services.conversations.lines(conversation),
        site,
        to=to,
        settings=settings,
        rights_code=rights_code,
        answers=letter == "answer",
    )


def _orders(services: Services, conversation: Conversation) -> list[TranscriptOrder]:
    """Return a conversation's orders as they stand by now."""
    stored = services.orders.all(conversation.id)
    return transcript.standing(stored, conversation, services.milliseconds(), services.limits)


def _settled(services: Services, conversation: Conversation, order: TranscriptOrder) -> TranscriptOrder:
    """Store how an order stands by now, tell both sides, and return it; as it was when somebody else has changed it."""
    after = transcript.settled(order, conversation, services.milliseconds(), services.limits)
    if after == order:
        return order
    if order.confirmed_at:
        services.access_log.record(accessing.by_system(services, "transcript_failed", order.conversation, "failed"))
    stored = services.orders.change(order, after)
    if stored is None:
        return order
    announcing.facts_changed(services, conversation)
    return stored


def _put_net(services: Services, job: Job) -> None:
    services.outbox.put(msgspec.structs.replace(job, net=True), after=NET_SECONDS)


def _at_once(services: Services, job: Job) -> None:
    with contextlib.suppress(Unavailable):  # then the job that was queued before comes half a minute later
        services.outbox.put(job)


def _send_recorded(services: Services, order: TranscriptOrder, raw: bytes) -> str:
    """Send a transcript, recorded before; that it was refused is recorded before its order says so."""
    services.access_log.record(accessing.by_system(services, "transcript_sent", order.conversation))
    try:
        return _send(services, order, raw, transcript.TRANSCRIPT)
    except MailRefused:
        services.access_log.record(accessing.by_system(services, "transcript_failed", order.conversation, "failed"))
        raise


def _send(services: Services, order: TranscriptOrder, raw: bytes, mail: str) -> str:
    message_id = services.mail.send(
        raw, to=order.address or "", conversation=order.conversation, order=order.order, mail=mail
    )
    with contextlib.suppress(Unavailable):  # it has left: nothing may say otherwise
        services.mail_health.count("sent")
    return message_id


def _check_pause(services: Services) -> None:
    """Return when mails can be ordered. Raises TranscriptLimit while too many have come back."""
    until = services.mail_health.paused_until()
    if until is not None:
        services.metrics.put("mails_paused", 1)
        raise TranscriptLimit(of="pause", retry_after=max(1, until - int(services.now())))


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
def _counted(
    services: Services, conversation: Conversation, orders: Sequence[TranscriptOrder], to: str, network: str
) -> Iterator[None]:
    """Have an order counted against its address, network and site while it is stored; what was not is given back.

    First against its conversation, for as long as others may be at it: of many at once none uses up what another
    conversation could have, and none is told of a limit that ends where the conversation's does not. Raises
    TranscriptLimit, and then nothing is counted.
    """
    site = services.sites.get(conversation.site)
    limits = services.limits if site is None else site.limits_over(services.limits)
    codes = transcript.codes_left(orders, services.milliseconds() - NET_SECONDS * 1000, limits)
    with contextlib.ExitStack() as counted:
        for of, who, most, seconds in (
            ("conversation", conversation.id, codes, NET_SECONDS),
            ("address", transcript.mailbox(to), limits.transcripts_an_address_a_day, _DAY),
            ("network", network, limits.transcripts_a_network_an_hour, _HOUR),
            ("site", conversation.site, limits.transcripts_a_site_a_day, _DAY),
        ):
            kind = f"transcript-{of}"
            try:
                count = services.counters.count(kind, who, most, seconds)
            except TooMany as refusal:
                ends = {} if of == "conversation" else refusal.data
                raise TranscriptLimit(of=of, **ends) from refusal
            counted.callback(services.counters.release, kind, who, seconds)
            if of == "site":
                services.metrics.put("mails_of_site_percent", 100 * count / most, site=who)
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
