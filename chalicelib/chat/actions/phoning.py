"""Calling phones in pockets: when nobody has taken somebody who waits. What is pushed carries nothing, and is counted, not logged."""

import functools
from collections.abc import Callable, Sequence

import msgspec

from chalicelib.chat import phones as rules
from chalicelib.chat.actions import accessing, contending
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import LogUnavailable, TooMany, Unavailable
from chalicelib.chat.phones import Phone, Phones
from chalicelib.chat.ports import ATTEMPTS, Job
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff


class Called(msgspec.Struct, frozen=True):
    """What a look did; holds no ids."""

    rang: int = 0
    """Phones that were called."""
    gone: int = 0
    """Phones that are there no more, and were forgotten."""


def is_on(services: Services) -> bool:
    """Return whether anybody is called here: an administrator has wanted it, and the operator has made a key."""
    return services.stage.lately().phones and bool(services.settings.push_key)


def call_later(services: Services, conversation: Conversation, seconds: int) -> None:
    """Have it be looked after so many seconds whether somebody still waits; nothing where nobody is called. Raises Unavailable."""
    if is_on(services):
        services.outbox.put(Job(kind="phone", conversation=conversation.id), after=seconds)


def call(services: Services, job: Job) -> Called:
    """Call those who are on duty, if somebody still waits whom nobody has taken, and look again some minutes later. Return how many were.

    Nobody is called twice within these minutes, however many wait and however often this job comes, and whoever cannot be called
    keeps nobody else from it. Raises Unavailable when it should come again.
    """
    if not is_on(services):
        return Called()
    conversation = services.conversations.get(job.conversation)
    if conversation is None or not rules.waits_for_call(conversation, services.milliseconds(), services.limits):
        return Called()
    everybody = services.phones.all()
    if not everybody or not _is_open(services, conversation):
        return Called()
    called: list[tuple[int, int]] = []
    refused: Unavailable | None = None
    for its in _free(services, everybody):
        try:
            called.append(_called(services, its))
        except Unavailable as error:
            refused = error
    if refused is not None:
        raise refused
    call_later(services, conversation, services.limits.phone_again_seconds)
    return Called(sum(rang for rang, _ in called), sum(gone for _, gone in called))


def ring(services: Services, its: Phones) -> tuple[int, int]:
    """Call every phone of somebody, and return how many of them rang, and how many are gone for good, which are forgotten.

    Raises Unavailable.
    """
    phones = rules.living(its.phones, services.milliseconds())
    told = services.each(services.web_push.call, [each.endpoint for each in phones])
    gone = [rules.name_of(each.endpoint) for each, said in zip(phones, told, strict=True) if said == "gone"]
    if gone:
        _forget_gone(services, its.person, gone)
    return told.count("taken"), len(gone)


def changed(
    services: Services, person: str, step: Callable[[Sequence[Phone]], tuple[Phone, ...]], when: rules.When | None
) -> Phones:
    """Change somebody's phones by a rule, as they are at that moment, and when they are called. Raises Unavailable."""
    for tried in range(1, ATTEMPTS + 1):
        before = services.phones.of(person)
        its = before or Phones(person=person, when="available", phones=())
        after = Phones(person=person, when=when or its.when, phones=step(its.phones))
        if services.phones.change(before, after):
            return after
        contending.paused(services, tried)
    raise Unavailable(retry_after=1)


def without(services: Services, who: Staff, phone: str) -> Phones:
    """Have one of somebody's phones be called no more, and return those that are left.

    Raises LogUnavailable after it was done without a record, Unavailable.
    """
    step = functools.partial(rules.without, names=(phone,), now=services.milliseconds())
    record = accessing.event(services, who, "phone_removed", who.person, "security")
    return accessing.done_regardless(services, lambda: changed(services, who.person, step, None), record)


def signing_out(services: Services, who: Staff, endpoint: str) -> None:
    """Forget the phone on which somebody signs out, where they have wanted that. Raises LogUnavailable, Unavailable."""
    its = services.phones.of(who.person)
    if its is not None and any(each.till_sign_out and each.endpoint == endpoint for each in its.phones):
        without(services, who, rules.name_of(endpoint))


def _called(services: Services, its: Phones) -> tuple[int, int]:
    """Call somebody, unless they were called a few minutes ago; whom nothing reached counts as not called."""
    seconds = services.limits.phone_again_seconds
    try:
        services.counters.count("phone", its.person, 1, seconds)
    except TooMany:
        return 0, 0
    rang, gone = 0, 0
    try:
        rang, gone = ring(services, its)
    finally:
        if not rang:
            services.counters.release("phone", its.person, seconds)
    return rang, gone


def _free(services: Services, everybody: Sequence[Phones]) -> list[Phones]:
    """Return those on duty who are not answering somebody at an open console: that one rings by itself."""
    on_duty = rules.on_duty(everybody, services.agents.all(), services.milliseconds(), services.limits)
    return [its for its, at_console in on_duty if not (at_console and services.conversations.mine(its.person, 1))]


def _is_open(services: Services, conversation: Conversation) -> bool:
    site = services.sites.get(conversation.site)
    return site is not None and rules.is_open(site.hours, services.now())


def _forget_gone(services: Services, person: str, gone: Sequence[str]) -> None:
    def forgotten() -> None:
        changed(services, person, lambda there: rules.without(there, gone, services.milliseconds()), None)

    record = accessing.by_system(services, "phone_removed", person, purpose="security")
    try:
        accessing.done_regardless(services, forgotten, record)
    except LogUnavailable:  # it is done, and the next to be forgotten is recorded again
        return
