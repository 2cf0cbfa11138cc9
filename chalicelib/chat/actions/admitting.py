"""Whether a network may start one more conversation: free, after a check, or when some of what it waits for is answered."""

import contextlib
from collections.abc import Iterator, Sequence

from chalicelib.chat import checking
from chalicelib.chat.actions import contending
from chalicelib.chat.checking import Began, Work
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import CheckNeeded, LogUnavailable, TooManyWaiting, Unavailable
from chalicelib.chat.limits import Limits
from chalicelib.chat.ports import ATTEMPTS
from chalicelib.chat.services import Services
from chalicelib.chat.wire import Check

AT_ONCE = 100
"""So many conversations are looked at in one call."""


@contextlib.contextmanager
def admitted(
    services: Services, conversation: str, check: Check | None, network: str, limits: Limits
) -> Iterator[None]:
    """Count a conversation for its network and let it be stored within; when that fails it is not counted.

    `limits`: those of the site on which it is started. Trying the same conversation again counts once. Raises CheckNeeded with a new challenge, TooManyWaiting, Unavailable.
    """
    _admit(services, conversation, check, network, limits)
    try:
        yield
    except (LogUnavailable, Unavailable):
        with contextlib.suppress(Unavailable):
            _give_back(services, conversation, network)
        raise


def _admit(services: Services, conversation: str, check: Check | None, network: str, limits: Limits) -> None:
    begun = services.counters.starts(network)
    marked = _is_marked(services, begun, conversation, limits)
    for tried in range(1, ATTEMPTS + 1):
        if any(each.conversation == conversation for each in begun):
            return
        now = services.milliseconds()
        lately = checking.lately(begun, now)
        asked = checking.work_after_abuse if marked else checking.work
        nonce = _checked(services, check, network, lately, asked(len(lately), limits))
        kept = _mind_waiting(services, begun, lately, limits)
        there = services.counters.note_starts(network, begun, (*kept, Began(now, conversation, nonce)))
        if there is None:
            return
        begun = services.counters.starts(network) if contending.paused(services, tried) else there
    raise Unavailable(retry_after=1)


def _give_back(services: Services, conversation: str, network: str) -> None:
    begun = services.counters.starts(network)
    for tried in range(1, ATTEMPTS + 1):
        others = tuple(each for each in begun if each.conversation != conversation)
        there = services.counters.note_starts(network, begun, others)
        if there is None:
            return
        begun = services.counters.starts(network) if contending.paused(services, tried) else there


def _is_marked(services: Services, begun: Sequence[Began], conversation: str, limits: Limits) -> bool:
    """Return whether a conversation that a network has started today was ended for abuse lately.

    The network's own list of the day knows its conversations, so none of these has to know its network. Of one that was
    erased nothing is known any more.
    """
    if any(each.conversation == conversation for each in begun):
        return False  # it is counted already
    now = services.milliseconds()
    return any(checking.is_marked(head, now, limits) for head in _heads(services, begun))


def _heads(services: Services, begun: Sequence[Began]) -> Iterator[Conversation]:
    ids = [each.conversation for each in begun]
    for at in range(0, len(ids), AT_ONCE):
        yield from services.conversations.heads(ids[at : at + AT_ONCE])


def _checked(services: Services, check: Check | None, network: str, lately: Sequence[Began], work: Work | None) -> str:
    """Return the nonce of the challenge that was answered, nothing when none is needed. Raises CheckNeeded."""
    if work is None:
        return ""
    given = None if check is None else services.counters.challenged(network, check.challenge)
    if check is not None and given is not None and given.nonce not in {each.nonce for each in lately}:
        written, answer = check.challenge, check.answer
        if checking.passes(given, written, answer, services.now(), services.limits):
            return given.nonce
    challenge = services.counters.challenge(network, work)
    raise CheckNeeded(retry_after=work.seconds, challenge=challenge, bits=work.bits)


def _mind_waiting(
    services: Services, begun: Sequence[Began], lately: Sequence[Began], limits: Limits
) -> tuple[Began, ...]:
    """Return what of a network's starts has to be remembered: the last hour's, what still waits, what was ended for abuse.

    They are looked at only when there are as many as may wait. Raises TooManyWaiting when so many do.
    """
    most = limits.unanswered_a_network
    if len(begun) < most:
        return tuple(begun)
    heads, now = list(_heads(services, begun)), services.milliseconds()
    waiting = {head.id for head in heads if head.status == "waiting" and not head.answered}
    if len(waiting) >= most:
        raise TooManyWaiting(retry_after=limits.unanswered_again_seconds)
    kept = waiting | {head.id for head in heads if checking.is_marked(head, now, limits)}
    return tuple(each for each in begun if each.conversation in kept or each in lately)
