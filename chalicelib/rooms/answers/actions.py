"""Canned answers: what one may use is asked for, one's own and the shared ones are written.

Somebody's own are seen by nobody else. What is done to the shared ones is recorded first. A save names the version that it was
read at; where that is another by now nothing is changed, and who did is told.
"""

import functools
import itertools
from collections.abc import Callable
from typing import Final

import msgspec

from chalicelib.chat import access
from chalicelib.chat.access import Standing
from chalicelib.chat.access_events import ANSWERS
from chalicelib.chat.actions import accessing
from chalicelib.chat.answers import Answer, Answers
from chalicelib.chat.errors import ChangedMeanwhile, SettingsRefused, Unauthenticated, Unavailable
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.rooms.answers import rules
from chalicelib.rooms.answers.wire import (
    AnswersFile,
    AnswersImport,
    AnswersPage,
    CannedAnswer,
    DeleteAnswer,
    ImportAnswers,
    SaveAnswer,
    Whose,
)

TRIES: Final = 10
"""Of those who change different answers at once each waits for another; the same answer is refused at once."""

# ------------------------------------------------------------------------------------------------- looking


def page(services: Services, who: Staff, known: str | None = None) -> AnswersPage:
    """Return all that somebody may use; only that it is the same where `known` is its version.

    Raises CommitmentMissing, NotFound, Unavailable.
    """
    access.require_standing(Standing.ANSWERS, who)
    shared, own = services.answers.both(who.person)
    own = own if _may_own(who) else Answers()
    sites = tuple(rules.of_site(each) for each in services.sites.all())
    version = rules.version(shared, own, sites)
    if version == known:
        return AnswersPage(version=version, same=True)
    begins = rules.found(own, own.greeting) or rules.found(shared, own.greeting)
    return AnswersPage(
        version=version,
        shared=rules.shown(shared),
        own=rules.shown(own),
        greeting=begins.id if begins else None,
        sites=sites,
        most=rules.most(services.limits),
    )


def file(services: Services, who: Staff, whose: Whose) -> AnswersFile:
    """Return all of them for a spreadsheet. Raises CommitmentMissing, NotFound, Unavailable."""
    return AnswersFile(csv=rules.file(services.answers.kept(_of(who, whose))))


# ------------------------------------------------------------------------------------------------- changing


def save(services: Services, who: Staff, whose: Whose, asked: SaveAnswer) -> CannedAnswer:
    """Have an answer be so from now on.

    Raises SettingsRefused, ChangedMeanwhile, CommitmentMissing, NotFound, LogUnavailable, Unavailable.
    """
    person, answer = _of(who, whose), rules.written(asked.answer)
    wrong = tuple(rules.mistakes(answer, _sites(services, [answer]), services.limits))
    if wrong:
        raise SettingsRefused(mistakes=wrong)
    after = _changed(services, who, person, lambda now, at: rules.saved(now, answer, whose, at, services.limits))
    return next(each for each in rules.shown(after) if each.id == answer.id)


def delete(services: Services, who: Staff, whose: Whose, asked: DeleteAnswer) -> None:
    """Take an answer away; who has just done so may save it anew.

    Raises ChangedMeanwhile, CommitmentMissing, NotFound, LogUnavailable, Unavailable.
    """
    person = _of(who, whose)
    _changed(services, who, person, lambda now, at: rules.deleted(now, asked.id, asked.changed_at, at))


def choose_greeting(services: Services, who: Staff, wanted: str | None) -> None:
    """Have somebody begin with one of the answers, or with none. Raises CommitmentMissing, NotFound, Unavailable."""
    person = _of(who, "own")
    shared = services.answers.kept(None) if wanted else Answers()
    _changed(services, who, person, lambda now, at: rules.greeting(now, shared, wanted, at))


def check_import(services: Services, who: Staff, whose: Whose, asked: ImportAnswers) -> AnswersImport:
    """Return what an import would do; nothing is saved. Raises SettingsRefused, CommitmentMissing, NotFound, Unavailable."""
    before = services.answers.kept(_of(who, whose))
    return _imported(services, before, whose, asked)[1]


def bring(services: Services, who: Staff, whose: Whose, asked: ImportAnswers) -> AnswersImport:
    """Have the answers of a file be among them, all or none.

    Raises SettingsRefused, ChangedMeanwhile, CommitmentMissing, NotFound, LogUnavailable, Unavailable.
    """
    person = _of(who, whose)
    told = AnswersImport(read=0)

    def change(now: Answers, at: int) -> Answers:
        nonlocal told
        after, told = _imported(services, now, whose, asked, at)
        # Where nothing is left to do it was done already, and its answer lost.
        if after is not now and asked.read is not None and asked.read != now.changed_at:
            raise ChangedMeanwhile(at=now.changed_at)
        return after

    after = _changed(services, who, person, change)
    return msgspec.structs.replace(told, read=after.changed_at)


# ------------------------------------------------------------------------------------------------- within


def _of(who: Staff, whose: Whose) -> str | None:
    """Return whose answers these are, where somebody may write them: their own, or nobody's by name."""
    if whose == "own":
        access.require_standing(Standing.ANSWERS_OWN, who)
        return who.person
    access.require_standing(Standing.ANSWERS_SHARED, who)
    return None


def _may_own(who: Staff) -> bool:
    return bool(access.STANDING[Standing.ANSWERS_OWN].intersection(who.roles))


def _sites(services: Services, answers: list[Answer]) -> set[str]:
    wanted = sorted({site for each in answers for site in each.sites})
    return {site.key for site in services.sites.many(wanted)} if wanted else set()


def _imported(
    services: Services, before: Answers, whose: Whose, asked: ImportAnswers, at: int = 0
) -> tuple[Answers, AnswersImport]:
    sites = {each.key for each in services.sites.all()}
    found = rules.rows(asked.csv, before, sites, services.limits)
    return rules.imported(before, found, whose, at, services.limits)


def _changed(services: Services, who: Staff, person: str | None, change: Callable[[Answers, int], Answers]) -> Answers:
    """Return answers after a change, which is tried anew on what somebody else has made of them meanwhile."""

    def deed() -> Answers:
        for tried in itertools.count(1):
            before = services.answers.kept(person)
            after = _told_by(services, person, functools.partial(change, before, services.milliseconds()))
            if after == before:
                return before
            done = services.answers.change(person, before, after, who.person)
            if done is not None:
                _stay_nobodys(services, person, before)
                return done
            if tried == TRIES:
                break
            services.pause(tried)
        raise Unavailable(retry_after=1)

    if person is not None:
        return deed()
    # What is refused is refused before it is recorded; what comes between is refused by the deed.
    before = services.answers.kept(None)
    if _told_by(services, None, functools.partial(change, before, services.milliseconds())) == before:
        return before
    record = accessing.event(services, who, "answers_changed", ANSWERS, "guidance")
    return accessing.done(services, deed, record)


def _told_by(services: Services, person: str | None, change: Callable[[], Answers]) -> Answers:
    """Return what a change makes, or say who was first. Raises ChangedMeanwhile."""
    try:
        return change()
    except ChangedMeanwhile as changed:
        at = changed.data["at"]
        by = services.answers.changed_by(at) if person is None else None
        raise ChangedMeanwhile(by=by or None, at=at) from changed


def _stay_nobodys(services: Services, person: str | None, before: Answers) -> None:
    """Return when somebody whose first answers were just kept is still one of ours; else nothing of theirs stays. Raises Unauthenticated."""
    if person is not None and not before.changed_at and services.people.left(person) is not None:
        services.answers.forget(person)
        raise Unauthenticated
