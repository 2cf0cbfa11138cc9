"""A conversation from its first message to its close."""

import hmac
from collections.abc import Sequence

import msgspec

from chalicelib.chat import access, asking, masking, presence, retention, trial
from chalicelib.chat import conversation as rules
from chalicelib.chat.access import NotTheirs, Relation, Right
from chalicelib.chat.actions import (
    accessing,
    admitting,
    announcing,
    answering,
    closing,
    connecting,
    contending,
    limiting,
    owing,
    watching,
)
from chalicelib.chat.conversation import OTHER_TOPIC, VISITOR, AtEnd, Conversation, Line, Step
from chalicelib.chat.errors import (
    ChatClosed,
    ConversationClosed,
    NameTooLong,
    NotFound,
    OutOfOrder,
    RightsRefused,
    TooMany,
    Unauthenticated,
    Unavailable,
)
from chalicelib.chat.fitting import fitting
from chalicelib.chat.ports import ATTEMPTS, Conflict, Listener
from chalicelib.chat.services import Services
from chalicelib.chat.site import Topic
from chalicelib.chat.transcript import TranscriptOrder
from chalicelib.chat.who import Staff, Visitor, Who
from chalicelib.chat.wire import (
    AbuseReason,
    Close,
    Entry,
    Facts,
    History,
    Language,
    ReadUpTo,
    Rights,
    Say,
    Side,
    Start,
    Started,
    Taken,
    Ticket,
    Typing,
    TypingNow,
)


def visitor(services: Services, key: str, site: str | None = None) -> tuple[Visitor, Conversation]:
    """Return whoever holds this key, with their conversation.

    `site`: the one whose chat asks, where it has said so; a conversation goes on at the site that started it, and at no
    other of ours. Raises Unauthenticated when it opens none there.
    """
    return _holder(key, services.conversations.get(rules.id_of(key)), site)


def visitor_with_orders(
    services: Services, key: str, site: str | None = None
) -> tuple[Visitor, Conversation, list[TranscriptOrder]]:
    """Return the same with the conversation's transcript orders, in one read: for polls. Raises Unauthenticated."""
    found, orders = services.conversations.with_orders(rules.id_of(key))
    return *_holder(key, found, site), orders


def by_code(services: Services, reference: str, code: str, network: str) -> tuple[Visitor, Conversation]:
    """Return whoever has a conversation's reference and rights code, with the conversation, however they are written.

    The code is the one that the chat shows, or that of a mailed copy. `network` is the asker's network prefix:
    only what is wrong counts against it, and the right code is always heard, so nobody is kept from their own by a
    neighbour. Raises RightsRefused, and TooMany when that was too often.
    """
    conversation, orders = services.conversations.with_orders(rules.as_written(reference))
    mailed = (order.rights_hash for order in orders if order.rights_hash is not None)
    given = rules.rights_hash_of(code)
    if conversation is None or not any(
        hmac.compare_digest(known, given) for known in (conversation.rights_hash, *mailed)
    ):
        services.counters.network("rights", network, services.limits.rights_failures_an_hour, limiting.HOUR)
        raise RightsRefused
    return Visitor(conversation.id), conversation


def rights(services: Services, key: str) -> Rights:
    """Return the reference and the code by which a visitor can use their rights later. Raises Unauthenticated."""
    who, conversation = visitor(services, key)
    access.require(Right.DATA_RIGHTS, who, conversation, services.milliseconds())
    return Rights(reference=rules.grouped(conversation.id), rights_code=rules.rights_code_of(key))


def start(services: Services, key: str, body: Start, network: str, origin: str | None = None) -> Started:
    """Start the conversation that `key` opens with its first message; starting it again returns what was started.

    `network` is the asker's network prefix, only ever counted under the key of the day. `origin`: of ours, from which the
    first socket may be opened; its ticket comes along.
    Raises NotFound (no such site), EmptyMessage, MessageTooLong, CheckNeeded, TooManyWaiting, ChatClosed, TooMany (repeated too
    often), Unauthenticated (another's id, started at another site, or erased: a key is good for one conversation).
    """
    about = rules.id_of(key)
    limiting.paced(services, "starts", about, services.limits.starts_a_minute)
    rules.check_text(masking.normalize(body.text), services.limits)
    site = services.sites.get(body.site)
    if site is None:
        raise NotFound
    there, erased = services.conversations.before_start(about)
    if erased:
        raise Unauthenticated
    if there is None:
        _may_begin(services, body.language)
        with admitting.admitted(services, about, body.check, network, site.limits_over(services.limits)):
            line = line_of(services, VISITOR, body.id, 1, body.text)
            conversation = _begin(services, key, body, line, site.topic(body.topic))
            there = _stored(services, conversation)
        if there is None:
            announcing.queue_changed(services, conversation.id)
            ticket = _ticket(services, about, origin, counted=False)
            return _started(services, conversation, 1, line, ticket=ticket, orders=())
    _holder(key, there, body.site)
    again = Line(kind="said", by=VISITOR, at=services.milliseconds(), id=body.id, n=1)
    original = _original(services, there, again)
    if there.status == "waiting" and there.announced_at is None:  # whoever stored it may have died before that
        announcing.queue_changed(services, there.id)
    return _started(services, there, *original, ticket=_ticket(services, about, origin, counted=True))


def _may_begin(services: Services, language: Language) -> None:
    """Return when conversations may begin, as it was within the last minute. Raises ChatClosed."""
    closed = services.stage.lately().closed
    if closed:
        raise ChatClosed(words=closed.get(language, next(iter(closed.values()))))


def join(services: Services, who: Who, conversation: Conversation | None, after: int, connection: str) -> History:
    """Follow a conversation on a socket and return what came after a place.

    Listening begins before the reading, so nothing falls between. On a socket that follows already this is the slow
    catch-up, and the visitor's sign of life. Raises NotFound, LogUnavailable.
    """
    readable = _reading(services, who, conversation)
    name = _name(who)
    now = services.milliseconds()
    if presence.living(readable.sockets, now, services.limits).get(connection) == name:
        seen = watching.visitor_seen(services, readable, polled=False) if name == VISITOR else readable
        return _history(services, who, seen, after)
    session, ends_at = ("", 0) if isinstance(who, Visitor) else (who.session, who.ends_at)
    listening = services.conversations.listen(readable, connection, name, now, session=session, ends_at=ends_at)
    if listening is None:
        raise NotFound
    try:
        access.require(Right.READ, who, listening, services.milliseconds())
    except NotFound:  # it has gone to somebody else between the look and the listening
        services.conversations.forget(listening.id, connection)
        raise
    _drop_oldest(services, listening, name)
    if name == VISITOR:
        was_here = presence.visitor_here(readable, now, services.limits)
        announcing.visitor_came_or_went(services, listening, was_here=was_here)
    return _history(services, who, listening, after)


def history(
    services: Services,
    who: Who,
    conversation: Conversation | None,
    after: int,
    orders: Sequence[TranscriptOrder] | None = None,
) -> History:
    """Return what came after a place, without following: a poll, and so a sign of life.

    `orders`: the conversation's, when they were read with it. Raises NotFound, LogUnavailable.
    """
    readable = _reading(services, who, conversation)
    if isinstance(who, Visitor):
        readable = watching.visitor_seen(services, readable, polled=True)
    else:
        watching.agent_seen(services, who)
    return _history(services, who, readable, after, orders)


def leave(services: Services, conversation: Conversation | None, connection: str) -> None:
    """Stop following on a socket. Raises NotFound where it does not follow: of what there is, it learns nothing."""
    if conversation is None or connection not in conversation.sockets:
        raise NotFound
    services.conversations.forget(conversation.id, connection)
    if conversation.sockets[connection].who == VISITOR:
        connecting.await_join(services, conversation.id, connection)


def say(services: Services, who: Who, conversation: Conversation | None, frame: Say) -> tuple[Entry, Conversation]:
    """Store a message and return it in its place, with the conversation after it.

    A repeated client id returns the original, whatever text comes with it, also to an agent who no longer has the
    conversation. Raises NotFound, EmptyMessage, MessageTooLong, ConversationClosed, OutOfOrder, TooMany, LogUnavailable,
    Unavailable.
    """
    line: Line | None = None
    for tried in range(1, ATTEMPTS + 1):
        try:
            allowed, _, _ = access.require(Right.SEND, who, conversation, services.milliseconds())
        except NotTheirs as refused:
            return _said_before(services, _name(who), refused.conversation, frame)
        # Asked without its text first: to cover what is secret in it costs more than to refuse it.
        unread = Line(kind="said", by=_name(who), at=services.milliseconds(), id=frame.id, n=frame.n)
        if rules.count_of(allowed, unread) is not None:
            return rules.entry(allowed, *_original(services, allowed, unread)), allowed
        _next(services, allowed, unread)
        line = line or line_of(services, _name(who), frame.id, frame.n, frame.text)
        step = _next(services, allowed, line, frame.read)
        try:
            after = services.conversations.write(allowed, step)
        except Conflict as conflict:
            conversation = contending.changed(services, tried, conflict)
            continue
        seq = services.conversations.place_of(after, line, allowed.seq) or after.seq
        return rules.entry(after, seq, line), after
    raise Unavailable(retry_after=1)


def _next(services: Services, conversation: Conversation, line: Line, read: int = 0) -> Step:
    """Return the step that adds a message, as the rule gives it; whoever filled a conversation may have died before its end."""
    try:
        return rules.say(conversation, line, services.limits, read)
    except ConversationClosed:
        closing.close_full(services, conversation)
        raise


def tell_said(services: Services, conversation: Conversation, entry: Entry, connection: str | None) -> None:
    """Tell the others of what `say` has stored.

    What was only repeated is told again while it is among the newest: whoever stored it may have died before telling.
    """
    if entry.by == VISITOR and conversation.status == "waiting":
        announcing.visitor_is_back(services, conversation)
    if entry.seq >= conversation.first:
        line = conversation.newest[entry.seq - conversation.first]
        announcing.broadcast_line(services, conversation, entry.seq, line, besides=connection)
        answering.answered(services, conversation, entry)
    if rules.is_nearly_full(conversation, services.limits) and conversation.status != "closed":
        announcing.facts_changed(services, conversation)
        closing.close_full(services, conversation)


def typing(services: Services, who: Who, conversation: Conversation | None, frame: Typing) -> None:
    """Tell the other side that somebody types, or no longer does, and how far they have read, which is kept nowhere.

    What comes too soon after is dropped. Raises NotFound.
    """
    allowed, _, _ = access.require(Right.SEND, who, conversation, services.milliseconds())
    name = _name(who)
    if services.pace.wait("typing", f"{allowed.id} {name}", 1, services.limits.typing_seconds):
        return
    if isinstance(who, Staff) and frame.on:
        owing.typed(services, who, allowed)
        owing.taken_up(services, who, allowed)
    read = min(frame.read, allowed.seq)
    news = read if read > rules.read_by(allowed, name) else 0
    told = TypingNow(conversation=allowed.id, by=_side(who), on=frame.on, read=news)
    announcing.tell_other_side(services, allowed, told, of=name)


def read(services: Services, who: Who, conversation: Conversation | None, connection: str | None, seq: int) -> None:
    """Remember and tell that everything up to a place has been on screen. Raises NotFound."""
    allowed, _, _ = access.require(Right.SEND, who, conversation, services.milliseconds())
    if isinstance(who, Staff):
        owing.taken_up(services, who, allowed)
    now = services.milliseconds()
    marked = services.conversations.read_up_to(allowed, _side(who), min(seq, allowed.seq), now)
    if marked is not None:
        frame = ReadUpTo(conversation=allowed.id, by=_side(who), seq=min(seq, allowed.seq))
        announcing.broadcast(services, marked, frame, besides=connection)


def take(services: Services, who: Staff, conversation_id: str) -> Taken:
    """Take a waiting conversation: exactly one agent gets it.

    It is recorded as taken and opened before it is. Raises AlreadyTaken (with who did), NotFound, ConversationClosed,
    LogUnavailable, Unavailable.
    """
    conversation, relation, _ = access.require(
        Right.TAKE, who, services.conversations.get(conversation_id), services.milliseconds()
    )
    services.agents.seen(who, services.milliseconds())  # whoever has a conversation is one of those who are watched

    purpose = access.PURPOSES[relation]

    def rule(now: Conversation | None) -> Step | None:
        allowed, _, _ = access.require(Right.TAKE, who, now, services.milliseconds())
        opened = rules.reading(who.person, purpose)
        return rules.take(allowed, who.person, who.alias, services.milliseconds(), opened)

    taken = None
    if rule(conversation) is not None:
        actions = ("conversation_taken", "conversation_opened")
        records = (accessing.event(services, who, action, conversation.id, purpose) for action in actions)
        taken = accessing.recorded(services, lambda: closing.appended(services, conversation, rule), *records)
        if taken is not None:
            announcing.queue_changed(services, taken.id)
        conversation = taken or closing.current(services, conversation)
    return Taken(facts=announcing.facts(services, conversation, who, covered=taken is not None))


def close(services: Services, who: Who, conversation: Conversation | None, body: Close | None = None) -> Facts:
    """Close a conversation; closing it again returns the same. `body`: what an agent has seen of it, and notes.

    It is recorded before it is done. Raises NotFound, VisitorWrote, LogUnavailable, Unavailable.
    """
    allowed, relation, _ = access.require(Right.CLOSE, who, conversation, services.milliseconds())

    noted = None if body is None else _noted(services, allowed, body)

    def rule(now: Conversation) -> Step | None:
        if body is None or body.seen is None:
            return rules.close(now, _name(who), services.milliseconds(), at_end=noted)
        unseen = services.conversations.lines(now, body.seen).values()
        return rules.close_as_seen(now, unseen, _name(who), services.milliseconds(), noted)

    if rule(allowed) is not None:
        record = accessing.event(services, who, "conversation_closed", allowed.id, access.PURPOSES[relation])
        closed = accessing.recorded(services, lambda: closing.closed(services, allowed, rule), record)
        allowed = closed or closing.current(services, allowed)
    return announcing.facts(services, allowed, who)


def end_for_abuse(services: Services, who: Staff, conversation: Conversation | None, reason: AbuseReason) -> Facts:
    """End a conversation for abuse, or note that of one which somebody has ended first; what its visitor was told of the end stays.

    It is recorded with its reason before it is done. The visitor is told civilly, and their network's next starts wait for a
    while (`admitting`). Repeating it changes nothing. Raises NotFound, ConversationClosed when the end is so long ago that no
    start would wait any more, LogUnavailable, Unavailable.
    """
    allowed, relation, _ = access.require(Right.END_FOR_ABUSE, who, conversation, services.milliseconds())

    def rule(now: Conversation) -> Step | None:
        access.require(Right.END_FOR_ABUSE, who, now, services.milliseconds())
        return rules.close(now, who.person, services.milliseconds(), "abuse", AtEnd(abuse=reason))

    if rules.takes_abuse(allowed, services.milliseconds(), services.limits):
        about, purpose = allowed.id, access.purpose_of(who.person, allowed, relation, services.milliseconds())
        record = accessing.event(services, who, "conversation_ended_for_abuse", about, purpose, reason=reason)
        ended = accessing.recorded(services, lambda: _ended_for_abuse(services, allowed, rule, reason), record)
        allowed = ended or closing.current(services, allowed)
    return announcing.facts(services, allowed, who)


def _ended_for_abuse(
    services: Services, conversation: Conversation, rule: closing.Rule, reason: AbuseReason
) -> Conversation | None:
    """End a conversation, or note the reason where that has been done; None when another reason is noted already."""
    closed = closing.closed(services, conversation, rule)
    if closed is not None:
        return closed
    ended = closing.current(services, conversation)
    if not rules.takes_abuse(ended, services.milliseconds(), services.limits):
        return None
    noted = services.conversations.note(ended.id, abuse=reason)
    if noted is not None:
        announcing.facts_changed(services, noted)
    return noted


def stay(services: Services, who: Visitor, conversation: Conversation) -> Facts:
    """Note that a silent visitor is still there: silence is counted anew. Raises NotFound, ConversationClosed.

    What is said again within the minute is neither noted nor told, unless they have been warned since.
    """
    allowed, _, _ = access.require(Right.SEND, who, conversation, services.milliseconds())
    rules.check_open(allowed, services.milliseconds())
    if rules.has_just_stayed(allowed, services.milliseconds(), services.limits):
        return announcing.facts(services, allowed, who)
    after = services.conversations.note(allowed.id, stayed_at=services.milliseconds())
    if after is None:
        raise NotFound
    rules.check_open(after, services.milliseconds())  # silence may have ended it a moment before
    announcing.facts_changed(services, after)
    return announcing.facts(services, after, who)


def call_me(services: Services, who: Visitor, conversation: Conversation, written: str) -> Facts:
    """Note what the visitor wants to be called, or that they want to be called nothing any more.

    Raises NotFound, ConversationClosed, NameTooLong, TooMany.
    """
    allowed, _, _ = access.require(Right.SEND, who, conversation, services.milliseconds())
    rules.check_open(allowed, services.milliseconds())
    name = _name_of_visitor(services, written)
    if name == allowed.name:
        return announcing.facts(services, allowed, who)
    with limiting.counted(services, "names", allowed.id, services.limits.names_an_hour):
        after = services.conversations.note(allowed.id, name=name)
    if after is None:
        raise NotFound
    announcing.facts_changed(services, after)
    return announcing.facts(services, after, who)


def rate(services: Services, who: Visitor, conversation: Conversation, score: int, comment: str) -> Facts:
    """Add the visitor's rating after the end, and return what the conversation then is; only the first one counts.

    Raises NotFound, ConversationOpen, MessageTooLong, Unavailable.
    """
    allowed, _, _ = access.require(Right.RATE, who, conversation, services.milliseconds())
    normal = masking.normalize(comment).strip()
    if normal:
        rules.check_text(normal, services.limits)
    masked = masking.mask(normal)
    line = Line(
        kind="rated",
        by=VISITOR,
        at=services.milliseconds(),
        score=score,
        text=masked.text or None,
        masked=masked.kinds,
    )
    after = closing.appended(services, allowed, lambda now: rules.rate(now, line))
    return announcing.facts(services, after or closing.current(services, allowed), who)


def _noted(services: Services, conversation: Conversation, body: Close) -> AtEnd | None:
    """Return what an agent notes with the end, None for nothing. A page may know topics that the company has not any more."""
    topic = body.topic
    if topic not in (None, OTHER_TOPIC):
        site = services.sites.get(conversation.site)
        topic = None if site is None or site.topic(topic) is None else topic
    return AtEnd(closed_topic=topic, guidance=body.guidance) if topic or body.guidance else None


def _holder(key: str, conversation: Conversation | None, site: str | None) -> tuple[Visitor, Conversation]:
    if conversation is None or site not in (None, conversation.site):
        raise Unauthenticated
    if not hmac.compare_digest(conversation.key_hash, rules.hash_of(key)):
        raise Unauthenticated
    return Visitor(conversation.id), conversation


def line_of(services: Services, by: str, client_id: str, n: int | None, text: str) -> Line:
    """Return a text as it is stored: normal, masked. Raises EmptyMessage, MessageTooLong."""
    normal = masking.normalize(text)
    rules.check_text(normal, services.limits)
    masked = masking.mask(normal)
    return rules.said(
        by=by,
        id=client_id,
        n=n,
        text=masked.text,
        masked=masked.kinds,
        asks_copy=by == VISITOR and asking.asks_for_copy(masked.text),
        now=services.milliseconds(),
    )


def _begin(services: Services, key: str, body: Start, line: Line, topic: Topic | None) -> Conversation:
    # A page that has been open since before the company changed its topics may know another: the message counts.
    expires_at = retention.expires_at(line.at // 1000, services.settings.zone)
    return rules.start(
        key=key,
        site=body.site,
        language=body.language,
        queue=trial.queue_of(body.site, services.settings.queue),
        line=line,
        now=line.at,
        expires_at=expires_at,
        expires_on=retention.expires_on(expires_at, services.settings.zone),
        notice=services.notices.current().shown(body.notice),
        objects=body.objects,
        topic=None if topic is None else topic.key,
    )


def _stored(services: Services, conversation: Conversation) -> Conversation | None:
    """Return what stood there already, None when the conversation is stored.

    An objection that comes with it is recorded and noted before, as a later one is.
    """
    if conversation.objected_at is None:
        return services.conversations.start(conversation)

    def store() -> Conversation | None:
        services.ledger.note("objection", conversation.id, conversation.started_at)
        return services.conversations.start(conversation)

    visitor = Visitor(conversation.id)
    record = accessing.event(services, visitor, "objection_made", conversation.id, access.PURPOSES[Relation.OWN])
    return accessing.done(services, store, record)


def _original(services: Services, conversation: Conversation, line: Line) -> tuple[int, Line]:
    found = services.conversations.line_of(conversation, line.by, rules.count_of(conversation, line) or 0)
    if found is None or found[1].id != line.id:
        raise OutOfOrder(expected=conversation.sent[line.by].n + 1)
    return found


def _said_before(services: Services, by: str, conversation: Conversation, frame: Say) -> tuple[Entry, Conversation]:
    """Return what an agent said while the conversation was theirs. Raises NotFound for everybody and everything else."""
    line = Line(kind="said", by=by, at=services.milliseconds(), id=frame.id, n=frame.n)
    if rules.count_of(conversation, line) is None:
        raise NotFound
    try:
        return rules.entry(conversation, *_original(services, conversation, line)), conversation
    except OutOfOrder:
        raise NotFound from None


def _started(
    services: Services,
    conversation: Conversation,
    seq: int,
    line: Line,
    *,
    ticket: Ticket | None,
    orders: Sequence[TranscriptOrder] | None = None,
) -> Started:
    facts = announcing.facts(services, conversation, Visitor(conversation.id), orders)
    return Started(facts=facts, entry=rules.entry(conversation, seq, line), ticket=ticket)


def _ticket(services: Services, conversation: str, origin: str | None, *, counted: bool) -> Ticket | None:
    """Return the ticket of a conversation's first socket; the conversation has started also where there is none."""
    if origin is None:
        return None
    try:
        return connecting.ticket(services, Listener(conversation=conversation), origin, counted=counted)
    except (TooMany, Unavailable):
        return None


def _reading(services: Services, who: Who, conversation: Conversation | None) -> Conversation:
    readable, relation, _ = access.require(Right.READ, who, conversation, services.milliseconds())
    if isinstance(who, Staff):
        accessing.opened_by(services, who, readable, relation)
    return readable


def _history(
    services: Services,
    who: Who,
    conversation: Conversation,
    after: int,
    orders: Sequence[TranscriptOrder] | None = None,
) -> History:
    most = services.limits.push_bytes
    lines = services.conversations.lines(conversation, after, most)
    empty = History(facts=announcing.facts(services, conversation, who, orders, covered=True), entries=(), more=True)
    entries = fitting(rules.entries(conversation, lines), most - len(msgspec.json.encode(empty)))
    more = bool(entries) and entries[-1].seq < conversation.seq
    return msgspec.structs.replace(empty, entries=tuple(entries), more=more)


def _drop_oldest(services: Services, conversation: Conversation, name: str) -> None:
    own = sorted((its.since, each) for each, its in conversation.sockets.items() if its.who == name)
    most = services.limits.visitor_sockets if name == VISITOR else services.limits.agent_sockets
    for _, connection in own[:-most]:
        if name == VISITOR:
            connecting.replace(services, conversation.id, connection)
        else:
            services.conversations.forget(conversation.id, connection)


def _name_of_visitor(services: Services, written: str) -> str | None:
    """Return what a visitor wants to be called, in one line and masked like everything else; None for nothing.

    Raises NameTooLong.
    """
    name, most = " ".join(masking.normalize(written).split()), services.limits.name_characters
    if len(name) > most:
        raise NameTooLong(limit=most, length=len(name))
    return masking.mask(name).text.strip() if any(map(masking.is_seen, name)) else None


def _name(who: Who) -> str:
    return VISITOR if isinstance(who, Visitor) else who.person


def _side(who: Who) -> Side:
    return "visitor" if isinstance(who, Visitor) else "agent"
