"""Telling those who listen: new lines, changed facts, a changed queue.

What concerns the two sides of a conversation is told before the request is answered; what grows with the queue or with
the agents is a job for a moment later, so that nobody waits for it (docs/decisions/ringing.md).

Best effort: what is told is stored already, whoever was not told catches up, and no failure here may contradict an
action that was done. So nothing here raises, but for `facts`, which is an answer, and for the jobs, which come again.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import msgspec

from chalicelib.chat import access, notes, presence, trial
from chalicelib.chat import conversation as rules
from chalicelib.chat import facts as rules_of_facts
from chalicelib.chat.actions import accessing, phoning
from chalicelib.chat.conversation import VISITOR, Conversation, LetIn, Line
from chalicelib.chat.errors import AnswerTooLarge, LogUnavailable, Unauthenticated, Unavailable
from chalicelib.chat.notes import StoredNote
from chalicelib.chat.ports import AgentOnDuty, Job, StaffSocket
from chalicelib.chat.services import Services
from chalicelib.chat.transcript import TranscriptOrder
from chalicelib.chat.who import Staff, Visitor, Who
from chalicelib.chat.wire import (
    Changed,
    Erased,
    Facts,
    HandsFor,
    Noted,
    Placed,
    QueueChanged,
    StaffFrame,
    Told,
    VisitorFrame,
    Waiting,
)

CLOCKS_DIFFER = 10
"""Seconds by which it is looked later than the rule says: the clock of whoever looks may be behind."""

# ---------------------------------------------------------------------------------------- the two sides of a conversation


def facts(
    services: Services,
    conversation: Conversation,
    who: Who,
    orders: Sequence[TranscriptOrder] | None = None,
    *,
    covered: bool = False,
) -> Facts:
    """Return a conversation without its words, as this reader may see it; `orders` when they are known already.

    `covered`: their reading has been recorded just now.
    """
    if isinstance(who, Visitor):
        return _facts(services, conversation, VISITOR, orders)
    return _facts(services, conversation, who.person, orders, covered=covered, staff=who)


def facts_changed(services: Services, conversation: Conversation) -> None:
    """Tell everybody who listens to a conversation what it has become."""
    listening = _listening(services, conversation)
    with contextlib.suppress(Unavailable):
        orders = services.orders.all(conversation.id) if listening else ()
        seen = {
            who: Changed(facts=_facts(services, conversation, who, orders)) for who in dict.fromkeys(listening.values())
        }
        _send(services, conversation, {connection: seen[who] for connection, who in listening.items()})


def broadcast_line(
    services: Services, conversation: Conversation, seq: int, line: Line, *, besides: str | None = None
) -> None:
    """Tell everybody who listens of a new line, but for the socket that it came from.

    A text reaches an agent only while the access log has a record of their reading; when the log cannot be
    written, the place alone is told, and reading it by `join` will be refused by the same rule.
    """
    read = rules.read_by(conversation, line.by) if line.kind == "said" else 0
    whole = Told(conversation=conversation.id, seq=seq, entry=rules.entry(conversation, seq, line), read=read)
    bare = Told(conversation=conversation.id, seq=seq)
    others = {each: who for each, who in _listening(services, conversation).items() if each != besides}
    # The visitor first: nothing that is asked of the log may keep them waiting.
    _send(services, conversation, {each: whole for each, who in others.items() if who == VISITOR})
    for person, let_in in _readers(services, conversation).items():
        own = [each for each, who in others.items() if who == person]
        if own:
            covered = line.text is None or _covered(services, conversation, person, let_in)
            _send(services, conversation, dict.fromkeys(own, whole if covered else bare))


def broadcast_change(services: Services, conversation: Conversation, seq: int, line: Line) -> None:
    """Tell everybody who listens of a line that is no message, and in the same frame what the conversation is by it."""
    listening = _listening(services, conversation)
    orders: Sequence[TranscriptOrder] | None = None
    with contextlib.suppress(Unavailable):
        orders = services.orders.all(conversation.id) if listening else ()
    whole = Told(conversation=conversation.id, seq=seq, entry=rules.entry(conversation, seq, line))
    readers = _readers(services, conversation)
    # The visitor first: nothing that is asked of the log may keep them waiting.
    for who in sorted(dict.fromkeys(listening.values()), key=lambda each: each != VISITOR):
        facts = None
        with contextlib.suppress(Unavailable):
            facts = None if orders is None else _facts(services, conversation, who, orders)
        told: VisitorFrame | None = None if facts is None else Changed(facts=facts)
        if who == VISITOR or who in readers:
            covered = who == VISITOR or line.text is None or _covered(services, conversation, who, readers[who])
            told = msgspec.structs.replace(whole, entry=whole.entry if covered else None, facts=facts)
        if told is not None:
            _send(services, conversation, {each: told for each, its in listening.items() if its == who})


def noted(services: Services, conversation: Conversation, note: StoredNote) -> None:
    """Tell those of staff who follow a conversation and may read its notes of one that was written or taken back.

    Words reach only those of whose reading the access log has a record; the others learn that there is something to fetch.
    """
    now = services.milliseconds()
    for who, sockets in _staff_listening(services, conversation).items():
        purpose = access.purpose_of_notes(conversation, who, now)
        if purpose is None:
            continue
        let_in = None if who == conversation.owner else rules.standing_in(conversation, who, now)
        covered = note.text is None or (
            _covered(services, conversation, who, None)
            if let_in is None
            else accessing.covered(services, conversation, who, purpose, let_in.as_)
        )
        told = Noted(
            conversation=conversation.id, noted=conversation.noted, note=notes.shown(note) if covered else None
        )
        _forget(services, conversation, _push_to_staff(services, dict.fromkeys(sockets, told)))


def _staff_listening(services: Services, conversation: Conversation) -> dict[str, list[StaffSocket]]:
    """Return who of staff follows a conversation, each with their sockets: none of the visitor's is among them."""
    found: dict[str, list[StaffSocket]] = {}
    for each, who in _listening(services, conversation).items():
        if who != VISITOR:
            found.setdefault(who, []).append(StaffSocket(each))
    return found


def broadcast(services: Services, conversation: Conversation, frame: VisitorFrame, *, besides: str | None) -> None:
    """Send a frame without words to the visitor and to whoever of staff may read it on every socket but one."""
    told = {each: frame for each in _of_both_sides(services, conversation) if each != besides}
    _send(services, conversation, told)


def tell_other_side(services: Services, conversation: Conversation, frame: VisitorFrame, *, of: str) -> None:
    """Send a frame without words to the other side: to the visitor, or to whoever of staff may read it."""
    is_visitors = of == VISITOR
    told = {
        each: frame for each, who in _of_both_sides(services, conversation).items() if (who == VISITOR) != is_visitors
    }
    _send(services, conversation, told)


def erased(services: Services, conversation: Conversation) -> None:
    """Tell everybody who listens, and whoever had it on every socket, that a conversation has been erased."""
    connections = dict.fromkeys(_listening(services, conversation))
    with contextlib.suppress(Unavailable):
        owner = services.agents.get(conversation.owner) if conversation.owner else None
        connections |= {} if owner is None else dict.fromkeys(owner.sockets)
    _push(services, dict.fromkeys(connections, Erased(conversation=conversation.id)))


def restricted(services: Services, conversation: Conversation) -> None:
    """Tell whoever of staff follows a conversation, and whoever had it on every socket, that they may see it no more; its visitor, what it is."""
    staff = [each for each, its in conversation.sockets.items() if its.who != VISITOR]
    told = dict.fromkeys(_open(services, {each: conversation.sockets[each] for each in staff}))
    with contextlib.suppress(Unavailable):
        owner = services.agents.get(conversation.owner) if conversation.owner else None
        told |= {} if owner is None else dict.fromkeys(owner.sockets)
    _push(services, dict.fromkeys(told, Erased(conversation=conversation.id, restricted=True)))
    if staff:
        with contextlib.suppress(Unavailable):
            services.conversations.forget(conversation.id, *staff)
    facts_changed(services, conversation)


def visitor_came_or_went(services: Services, conversation: Conversation, *, was_here: bool) -> None:
    """Tell the agent when the visitor is here again, or no longer; of one who waits, all agents, but only after a while."""
    is_here = presence.visitor_here(conversation, services.milliseconds(), services.limits)
    if conversation.status == "waiting":
        if is_here:
            visitor_is_back(services, conversation)
        elif was_here:
            look_whether_gone(services, conversation, services.limits.visitor_gone_seconds)
        return
    if conversation.owner is None or conversation.status == "closed" or is_here == was_here:
        return
    own = [each for each, who in _listening(services, conversation).items() if who == conversation.owner]
    if not own:
        return
    with contextlib.suppress(Unavailable):
        changed = Changed(facts=_facts(services, conversation, conversation.owner))
        _send(services, conversation, dict.fromkeys(own, changed))


def let_out(services: Services, before: Conversation, after: Conversation) -> None:
    """Tell whoever was let in and is so no longer that it is over, on the sockets on which they followed and at their desks.

    Whoever only helps no longer learns that at their desk. Whoever has it by now learns that by itself.
    """
    now = services.milliseconds()
    was, still = rules.lets_in(before, now), rules.lets_in(after, now)
    gone = set(was) - set(still) - {after.owner}
    helped = {person for person, its in was.items() if person in still and its.by and not still[person].by}
    for person in sorted(helped - {after.owner}):
        tell_of_helping(services, after.id, person)
    if not gone:
        return
    with contextlib.suppress(Unavailable):
        open_ = _open(services, before.sockets)
        for person in sorted(gone):
            over = Changed(facts=rules_of_facts.for_former(after, person, after.seq))
            _push(services, dict.fromkeys((each for each, who in open_.items() if who == person), over))
            tell_of_helping(services, after.id, person)


def tell_of_helping(services: Services, conversation: str, person: str, *, rings: bool = False) -> None:
    """Tell somebody on every socket that they are asked to help in a conversation, or no longer; best effort."""
    with contextlib.suppress(Unavailable):
        agent = services.agents.get(person)
        if agent is not None:
            _tell_agents(services, [(agent, QueueChanged(helping=conversation, rings=rings))])


def changed_hands(
    services: Services, before: Conversation | None, after: Conversation, why: HandsFor | None = None
) -> None:
    """Tell whoever had a conversation that it is no longer theirs, and whoever has it now that it is.

    `why`: where it was nobody's command.

    The one who had it hears nothing more of it after this. The one who has it does not follow it yet, so every socket
    of theirs is told.
    """
    with contextlib.suppress(Unavailable):
        if before is not None and before.owner is not None:
            lost = Changed(facts=rules_of_facts.for_former(after, before.owner, after.seq, why))
            had = [each for each, who in _listening(services, before).items() if who == before.owner]
            _push(services, dict.fromkeys(had, lost))
        agent = services.agents.get(after.owner) if after.owner else None
        if agent is not None:
            # Words come under a record of their own, when it is opened.
            orders, now, limits = services.orders.all(after.id), services.milliseconds(), services.limits
            new = rules_of_facts.for_staff(after, agent.person, orders, covered=False, now=now, limits=limits)
            _tell_agents(services, [(agent, Changed(facts=new))])


# --------------------------------------------------------------------------------------------------------- the queue


def queue_changed(services: Services, conversation: str) -> None:
    """Have everybody told soon what a conversation has become to the queue: come, gone, or left for its answer."""
    _soon(services, Job(kind="queue", conversation=conversation))


def row_changed(services: Services, conversation: str) -> None:
    """Have agents fetch anew soon what they see of a conversation that waits: its first line has been hidden."""
    _soon(services, Job(kind="row", conversation=conversation))


def look_whether_gone(services: Services, conversation: Conversation, seconds: int) -> None:
    """Have somebody look after so many seconds whether whoever waits is gone; best effort, and nothing for a left question.

    Most are there again by then: a page was left for the next one. That costs no write, and nobody is told.
    """
    if conversation.left_until is None:
        with contextlib.suppress(Unavailable):
            services.outbox.put(Job(kind="gone", conversation=conversation.id), after=seconds + CLOCKS_DIFFER)


def visitor_is_back(services: Services, conversation: Conversation) -> None:
    """Have agents told that whoever had gone is here again, and rung as by somebody new; best effort."""
    if conversation.gone_at is None:
        return
    with contextlib.suppress(Unavailable):
        if services.conversations.back(conversation.id) is not None:
            queue_changed(services, conversation.id)


def staff_changed(services: Services) -> None:
    """Have those who wait told soon, if somebody is there for them now, or nobody any more."""
    _soon(services, Job(kind="staff"))


def tell(services: Services, job: Job) -> None:
    """Do a job that tells somebody something. Raises Unavailable when it should come again."""
    match job.kind:
        case "queue":
            tell_queue(services, job)
        case "row":
            tell_row(services, job)
        case "gone":
            tell_gone(services, job)
        case "staff":
            tell_staffed(services)


def tell_queue(services: Services, job: Job) -> None:
    """Tell every agent with a console open what a conversation is to the queue, and ring those who are available.

    It is what it is by now, so jobs may come in any order. That it waits is told once for each time that it begins to:
    what is repeated, tells nobody anything. Raises Unavailable when the job should come again, also when the time of
    this invocation ended before everybody was told.
    """
    conversation = services.conversations.get(job.conversation)
    if conversation is not None and trial.is_trial(conversation):
        return
    if conversation is None or conversation.status != "waiting":
        owner = None if conversation is None else conversation.owner
        _tell_of_queue(services, QueueChanged(went=job.conversation), owner=owner)
        _tell_places(services, gone=job.conversation, since=conversation.started_at if conversation else 0)
    elif conversation.announced_at is None:
        is_left = conversation.left_until is not None
        has_gone = conversation.gone_at is not None
        _tell_of_queue(services, QueueChanged(came=_waiting(conversation)), rings=not is_left and not has_gone)
        if not has_gone and not presence.visitor_here(conversation, services.milliseconds(), services.limits):
            # It began without a line, or comes back to the queue without its visitor; most have one a moment later.
            look_whether_gone(services, conversation, services.limits.visitor_gone_seconds)
        if not is_left:
            phoning.call_later(services, conversation, services.limits.phone_after_seconds)
        services.conversations.announced(conversation.id, services.milliseconds())
        if is_left or conversation.aliases:  # it has been in others' way, or is again: who is new is behind everybody
            _tell_places(services, gone=conversation.id if is_left else None, since=conversation.started_at)


def tell_row(services: Services, job: Job) -> None:
    """Tell every agent with a console open of a conversation that still waits, without ringing. Raises Unavailable."""
    conversation = services.conversations.get(job.conversation)
    if conversation is not None and conversation.status == "waiting" and not trial.is_trial(conversation):
        _tell_of_queue(services, QueueChanged(came=_waiting(conversation)))


def tell_gone(services: Services, job: Job) -> None:
    """Note that whoever waits is gone, if they are by now, and tell every agent with a console open, without ringing.

    Where they have been heard of since this look, they are here. Raises Unavailable when the job should come again: whoever
    has noted it may have died before telling, so it is told then although it is noted.
    """
    conversation = services.conversations.get(job.conversation)
    if conversation is None or not presence.is_gone(conversation, services.milliseconds(), services.limits):
        return
    gone = services.conversations.gone(conversation, services.milliseconds())
    if gone is not None and not trial.is_trial(gone):
        _tell_of_queue(services, QueueChanged(came=_waiting(gone)))


def tell_staffed(services: Services, agents: Iterable[AgentOnDuty] | None = None) -> None:
    """Note whether anybody is there whom the queue rings, and tell the first who wait when that has changed.

    `agents`: all, when they were just read. Raises Unavailable.
    """
    now = services.milliseconds()
    there = services.agents.all() if agents is None else agents
    on = any(each.available and presence.is_there(each, now, services.limits) for each in there)
    if services.agents.note_staffed(now, on=on):
        _tell_places(services)


def _soon(services: Services, job: Job) -> None:
    """Queue a job; where the queue fails, do it now: a visitor whom nobody rings for waits for nothing."""
    try:
        services.outbox.put(job)
    except Unavailable:
        with contextlib.suppress(Unavailable):
            tell(services, job)


def _tell_of_queue(services: Services, frame: QueueChanged, *, rings: bool = False, owner: str | None = None) -> None:
    """Tell every agent; `owner` has it now, and learns it in every window."""
    ringing = msgspec.structs.replace(frame, rings=rings)

    def to(agent: AgentOnDuty) -> QueueChanged:
        if agent.person == owner:
            return QueueChanged(mine=frame.went)
        return ringing if agent.available else frame

    _tell_agents(services, [(agent, to(agent)) for agent in services.agents.all()])


def _tell_places(services: Services, *, gone: str | None = None, since: int = 0) -> None:
    """Tell the first in the queue their places, those who have waited since then; one that is gone counts no longer."""
    line = services.conversations.waiting(services.settings.queue, services.limits.places_counted)
    line = [each for each in line if each.conversation != gone]  # the index may lag behind
    places = {each.conversation: place for place, each in enumerate(line, 1) if each.started_at >= since}
    heads = [each for each in services.conversations.heads(list(places)) if each.status == "waiting"]
    if not heads:
        return
    staffed = services.agents.staffed()
    told: dict[str, VisitorFrame] = {}
    for head in heads:
        placed = Placed(conversation=head.id, place=places[head.id], staffed=staffed)
        told |= {each: placed for each, who in _listening(services, head).items() if who == VISITOR}
    gone_sockets = _push(services, told)
    for head in heads:
        _forget(services, head, [each for each in gone_sockets if each in head.sockets])


def _waiting(conversation: Conversation) -> Waiting:
    return Waiting(
        conversation=conversation.id,
        site=conversation.site,
        language=conversation.language,
        started_at=conversation.started_at,
        left_until=conversation.left_until,
        gone_at=conversation.gone_at,
        topic=conversation.topic,
    )


# ------------------------------------------------------------------------------------------------------------- facts


def _facts(
    services: Services,
    conversation: Conversation,
    who: str,
    orders: Sequence[TranscriptOrder] | None = None,
    *,
    covered: bool = False,
    staff: Staff | None = None,
) -> Facts:
    """Return what they are told. `staff`: where it is somebody of staff who asks."""
    found = services.orders.all(conversation.id) if orders is None else orders
    now, limits = services.milliseconds(), services.limits
    if who == VISITOR:
        waits = conversation.status == "waiting"
        return rules_of_facts.for_visitor(
            conversation,
            found,
            now=now,
            limits=limits,
            ahead=_ahead(services, conversation) if waits else None,
            staffed=services.agents.staffed() if waits else None,
        )
    if rules_of_facts.has_content(conversation, found) and not covered:
        readers = _readers(services, conversation)
        if who in readers:
            covered = _covered(services, conversation, who, readers[who], staff)
        else:  # a reviewer, who has it open
            covered = accessing.covered(services, conversation, who, access.PURPOSES[access.Relation.REVIEWER])
    return rules_of_facts.for_staff(conversation, who, found, covered=covered, now=now, limits=limits)


def _ahead(services: Services, conversation: Conversation) -> int | None:
    """Return how many stand before whoever waits, counted one further than is told; None for a question that was left."""
    if conversation.left_until is not None:
        return None
    return services.conversations.ahead(conversation, services.limits.places_counted + 1)


def _readers(services: Services, conversation: Conversation) -> dict[str, LetIn | None]:
    """Return who of staff hears what is said: whoever has it, and whoever is let in at this moment, with their ground."""
    inside: dict[str, LetIn | None] = {} if conversation.owner is None else {conversation.owner: None}
    return {**rules.lets_in(conversation, services.milliseconds()), **inside}


def _covered(
    services: Services, conversation: Conversation, person: str, let_in: LetIn | None, who: Staff | None = None
) -> bool:
    """Return whether the access log has their reading, recorded now where it had none. `who`: where they ask themselves.

    Of whoever is only told, the session of a socket of theirs says with which roles they read; where none lives, they read no more.
    """
    purpose = "service" if let_in is None else access.purpose_of_let_in(let_in)
    ground = None if let_in is None else let_in.as_
    if accessing.covered(services, conversation, person, purpose, ground):
        return True
    try:
        staff = who or _on_a_socket(services, conversation, person)
        if staff is None:
            return False
        accessing.opened(services, staff, conversation, purpose, ground)
    except (LogUnavailable, Unavailable):
        return False
    return True


def _on_a_socket(services: Services, conversation: Conversation, person: str) -> Staff | None:
    """Return somebody as a session says that one of their sockets was opened under. Raises Unavailable."""
    for digest in dict.fromkeys(each.session for each in conversation.sockets.values() if each.who == person):
        with contextlib.suppress(Unauthenticated):
            return services.sessions.check(digest, seen=False)
    return None


# ---------------------------------------------------------------------------------------------------------- sockets


def _listening(services: Services, conversation: Conversation) -> dict[str, str]:
    """Return the sockets that may hear of a conversation, with whose they are.

    Whoever has only looked at it hears nothing more once its visitor has objected to that, and whoever was let in nothing
    once their time is over; nobody of staff anything while it is restricted.
    """
    found = _open(services, conversation.sockets)
    if conversation.restricted_at is not None:
        return {each: who for each, who in found.items() if who == VISITOR}
    sides = {VISITOR, *_readers(services, conversation)}
    if conversation.objected_at is None:
        return {each: who for each, who in found.items() if who in sides or who not in conversation.let_in}
    return {each: who for each, who in found.items() if who in sides}


def _of_both_sides(services: Services, conversation: Conversation) -> dict[str, str]:
    """Return the sockets of the visitor and of whoever of staff hears what is said, with whose they are."""
    sides = {VISITOR, *_readers(services, conversation)}
    return {each: who for each, who in _listening(services, conversation).items() if who in sides}


def _open(services: Services, sockets: presence.Sockets) -> dict[str, str]:
    """Return the sockets that may be open, with whose they are: of staff only those whose session lives.

    Only where a session may have ended by what was known of it, it is looked at; where it cannot be, it has ended.
    """
    now = services.milliseconds()
    found = presence.living(sockets, now, services.limits)
    doubtful = {each: sockets[each].session for each in found if sockets[each].session and sockets[each].ends_at <= now}
    if not doubtful:
        return found
    living: set[str] = set()
    with contextlib.suppress(Unavailable):
        living = services.sessions.living(set(doubtful.values()))
    return {each: who for each, who in found.items() if each not in doubtful or doubtful[each] in living}


def _tell_agents(services: Services, told: Iterable[tuple[AgentOnDuty, StaffFrame]]) -> None:
    """Send each agent a frame without words on every socket of theirs, and forget the sockets that are gone.

    The sessions are not looked at, which would be a read for each agent; the watch ends sockets whose session is over.
    """
    now, limits = services.milliseconds(), services.limits
    frames: dict[StaffSocket, StaffFrame] = {}
    whose: dict[str, str] = {}
    for agent, frame in told:
        for connection in presence.living(agent.sockets, now, limits):
            frames[StaffSocket(connection)], whose[connection] = frame, agent.person
    gone = _push_to_staff(services, frames)
    for person in dict.fromkeys(whose[each] for each in gone):
        services.agents.forget(person, *(each for each in gone if whose[each] == person))


def _send(services: Services, conversation: Conversation, told: Mapping[str, VisitorFrame]) -> None:
    """Send frames to sockets that follow a conversation, and forget those that are gone."""
    _forget(services, conversation, _push(services, told))


def _forget(services: Services, conversation: Conversation, gone: Sequence[str]) -> None:
    if not gone:
        return
    with contextlib.suppress(Unavailable):
        after = services.conversations.forget(conversation.id, *gone)
        if after is not None and VISITOR in {conversation.sockets[each].who for each in gone}:
            was_here = presence.visitor_here(conversation, services.milliseconds(), services.limits)
            visitor_came_or_went(services, after, was_here=was_here)


def _push(services: Services, told: Mapping[str, VisitorFrame]) -> list[str]:
    """Send each connection, be it a visitor's, its frame, and return the connections that are gone."""
    return _side_by_side(services, {each: partial(services.push.send, each, frame) for each, frame in told.items()})


def _push_to_staff(services: Services, told: Mapping[StaffSocket, StaffFrame]) -> list[str]:
    """Do the same with what may be for staff alone."""
    return _side_by_side(services, {each: partial(services.push.send, each, frame) for each, frame in told.items()})


def _side_by_side(services: Services, sendings: Mapping[str, Callable[[], bool]]) -> list[str]:
    """Send to each connection, side by side, and return the connections that are gone.

    What is too large to be sent is fetched by `join`. Only the sending is done side by side: what is read from the table
    is read by one thread, for msgspec must learn a form in one.
    """

    def is_there(send: Callable[[], bool]) -> bool:
        try:
            return send()
        except AnswerTooLarge:
            return True

    sent = services.each(is_there, sendings.values())
    return [connection for connection, there in zip(sendings, sent, strict=True) if not there]
