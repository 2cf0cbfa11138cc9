"""Accounts of staff: who may come in, as what, and who may no longer. For administrators and operators.

What is done is recorded first. Where the log takes no record nothing is given: no account, role, password or second
factor; taking away is done all the same. It goes the same way always: Cognito first, so that no new session begins,
then the sessions with their sockets and what is open. Being cut off anywhere, or refused for a table that does not
answer, it can be done again, and is whole then.
"""

import contextlib
from collections.abc import Collection, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.chat import access, people
from chalicelib.chat.access import Standing
from chalicelib.chat.actions import accessing, signing_in, turns
from chalicelib.chat.errors import (
    AccountExists,
    DialogueMissing,
    LastAdministrator,
    NameInvalid,
    NotFound,
    OwnAccount,
)
from chalicelib.chat.people import Account, Administrator, Created, Profile
from chalicelib.chat.services import Services
from chalicelib.chat.who import Role, Staff
from chalicelib.rooms.people import rules
from chalicelib.rooms.people.wire import CreatePerson, DescribePerson, Dialogue, People, PersonPage, TemporaryPassword

# ------------------------------------------------------------------------------------------------- who, and whom


def administrator(who: Staff) -> Administrator:
    """Return somebody of staff as one who administers accounts. Raises CommitmentMissing, NotFound."""
    access.require_standing(Standing.PEOPLE, who)
    return Administrator(who.person, ",".join(sorted(who.roles)), who.session)


def about(services: Services, who: Staff, reference: str) -> tuple[Administrator, str]:
    """Return who administers, and the user name of the person that a reference stands for.

    Raises CommitmentMissing, and NotFound for those who may not and for whoever there is not.
    """
    by = administrator(who)
    profile = services.people.of_reference(reference)
    if profile is not None:
        return by, profile.person
    # Somebody who has left has none any more, and an account that was made elsewhere has none yet.
    names = [gone.person for gone in services.people.all_left()] + [each.person for each in services.accounts.all()]
    person = next((name for name in names if people.reference(name) == reference), None)
    if person is None:
        raise NotFound
    return by, person


# ------------------------------------------------------------------------------------------------- looking


def accounts(services: Services) -> list[Account]:
    """Return every account, by name."""
    return services.accounts.all()


def everybody(services: Services, who: Staff, after: str | None = None) -> People:
    """Return a page of everybody with an account and everybody who has left and is not forgotten yet, by user name.

    `after`: the reference that the page before ended with. Raises CommitmentMissing, NotFound, Malformed.
    """
    administrator(who)
    found = services.accounts.all()
    profiles = services.people.many([each.person for each in found])
    agents = {each.person: each for each in services.agents.all()}
    now, limits = services.milliseconds(), services.limits
    shown = [rules.shown(each, profiles.get(each.person), agents.get(each.person), now, limits) for each in found]
    gone = map(rules.shown_left, services.people.all_left())
    room = limits.answer_bytes - limits.push_bytes
    return rules.page([*shown, *gone], after, room, services.people.dialogue())


def page(services: Services, person: str) -> PersonPage:
    """Return all that is known of somebody here. Raises NotFound."""
    gone = services.people.left(person)
    if gone is not None:
        return PersonPage(person=rules.shown_left(gone))
    account = services.accounts.get(person)
    profile, agent = services.people.get(person), services.agents.get(person)
    return PersonPage(
        person=rules.shown(account, profile, agent, services.milliseconds(), services.limits),
        second_factor=bool(account.second_factor),
        sessions=rules.open_sessions(services.sessions.of(person), services.limits),
    )


# ------------------------------------------------------------------------------------------------- giving


def hold_dialogue(services: Services, by: Administrator, held_on: str) -> Dialogue:
    """Remember when the dialogue with staff was held, or they were heard: what is recorded of them may be collected from then on.

    Section 21 of Act 759/2004 wants it before: so no account is made while nobody has said. Raises Malformed, LogUnavailable,
    Unavailable.
    """
    today = datetime.fromtimestamp(services.now(), ZoneInfo(services.settings.zone)).date()
    held = people.Dialogue(held_on=rules.held_on(held_on, today), by=by.person, at=services.milliseconds())
    record = accessing.by_administrator(services, by, "dialogue_recorded", by.person)
    accessing.done(services, lambda: services.people.note_dialogue(held), record)
    return Dialogue(held_on=held.held_on, by=held.by, at=held.at)


def create(services: Services, by: Administrator, asked: CreatePerson) -> Created:
    """Make an account with these roles and a temporary password, which is told here and never again.

    Sent again with the same key, because the answer was lost or it was cut off anywhere, it makes whole what is there and
    gives another temporary password, as long as nobody has signed in with the first.

    Raises DialogueMissing, NameInvalid, NameTooLong, NameConfusable, AliasTaken, Malformed, AccountExists, PasswordNotAccepted, LogUnavailable, Unavailable.
    """
    if services.people.dialogue() is None:
        raise DialogueMissing
    try:
        person = people.new_name(asked.person)
    except NameInvalid:
        raise NameInvalid(where="$.person") from None
    details = _details(services, person, asked)
    with _alone(services, by):
        _require_own_alias(services, person, details)
        there = _begun(services, person, asked.key)
        if there is not None and "administrator" in set(there.roles).difference(asked.roles):
            _leave_an_administrator(services, person)
        chosen = rules.temporary_password()

        def made() -> None:
            # The profile first: whoever comes again is known by its key.
            profile = Profile(
                person=person,
                alias=details.alias,
                languages=details.languages,
                sites=details.sites,
                made_with=asked.key,
                password_given_at=services.milliseconds(),
            )
            services.people.put(profile)
            if there is None:
                services.accounts.create(person, details.given_name, chosen)
            else:
                services.accounts.rename(person, details.given_name)
                services.accounts.set_temporary_password(person, chosen)
            _give(services, person, () if there is None else there.roles, asked.roles)

        accessing.done(services, made, accessing.by_administrator(services, by, "account_created", person))
    return Created(person=person, password=chosen)


def describe(services: Services, by: Administrator, name: str, asked: DescribePerson) -> None:
    """Have somebody be called so, and answer in these languages and for these sites.

    Sessions that are open know the new alias at once; what was said under the old one stays under it. Raises NotFound,
    NameTooLong, NameConfusable, AliasTaken, Malformed, LogUnavailable, Unavailable.
    """
    with _alone(services, by):
        account = services.accounts.get(people.user_name(name))
        person = account.person
        before = rules.profile_of(account, services.people.get(person))
        details = _details(services, person, asked, had=(account.given_name, before.alias))
        if (details.alias, details.sites) != (before.alias, before.sites):
            _require_own_alias(services, person, details)

        def changed() -> None:
            if details.given_name != account.given_name:
                services.accounts.rename(person, details.given_name)
            services.people.describe(person, details.alias, details.languages, details.sites)
            services.sessions.call(person, details.alias)

        accessing.done(services, changed, accessing.by_administrator(services, by, "person_changed", person))


def enable(services: Services, by: Administrator, name: str) -> None:
    """Let somebody in again. Raises NotFound, LogUnavailable, Unavailable."""
    with _alone(services, by):
        person = services.accounts.get(people.user_name(name)).person
        record = accessing.by_administrator(services, by, "account_enabled", person)
        accessing.done(services, lambda: services.accounts.enable(person), record)


def reset_password(services: Services, by: Administrator, name: str) -> Created:
    """Put a temporary password in the place of somebody's own, told here and never again, and end their sessions.

    Raises NotFound, OwnAccount, PasswordNotAccepted, LogUnavailable, Unavailable.
    """
    with _alone(services, by):
        account = services.accounts.get(people.user_name(name))
        person = account.person
        _not_ones_own(by, person)
        chosen = rules.temporary_password()

        def put() -> int:
            services.accounts.set_temporary_password(person, chosen)
            alias = people.alias_of(account.given_name, person)
            services.people.given_password(person, alias, services.milliseconds())
            return signing_in.revoke(services, person)

        accessing.done(services, put, accessing.by_administrator(services, by, "password_reset", person))
    return Created(person=person, password=chosen)


def reset_second_factor(services: Services, by: Administrator, name: str) -> int:
    """Take somebody's second factor away, so that the next sign-in enrols another; return how many sessions ended.

    Raises NotFound, OwnAccount, LogUnavailable, Unavailable.
    """
    with _alone(services, by):
        person = services.accounts.get(people.user_name(name)).person
        _not_ones_own(by, person)

        def taken() -> int:
            services.accounts.forget_second_factor(person)
            return signing_in.revoke(services, person)

        return accessing.done(services, taken, accessing.by_administrator(services, by, "second_factor_reset", person))


def set_roles(services: Services, by: Administrator, name: str, roles: Collection[Role]) -> int:
    """Give somebody exactly these roles, and return how many sessions ended: nobody works on under what they had.

    Raises NotFound, LastAdministrator, LogUnavailable, Unavailable.
    """
    with _alone(services, by):
        account = services.accounts.get(people.user_name(name))
        person = account.person
        if "administrator" not in roles:
            _leave_an_administrator(services, person)

        def changed() -> int:
            services.people.settle(person)
            _give(services, person, account.roles, roles)
            ended = signing_in.revoke(services, person)
            if "agent" not in roles:
                services.phones.forget(person)  # after their sessions: whoever adds one at this moment sees that
            return ended

        return accessing.done(services, changed, accessing.by_administrator(services, by, "roles_changed", person))


def told_once(services: Services, created: Created) -> TemporaryPassword:
    """Return a temporary password with whose it is and until when it is good, for whoever hands it over. Raises NotFound."""
    found = page(services, created.person)
    until = rules.valid_until(services.milliseconds())
    return TemporaryPassword(person=found.person, password=created.password, valid_until=until)


# ------------------------------------------------------------------------------------------------- taking away


def disable(services: Services, by: Administrator, name: str) -> int:
    """Shut somebody out: their account, every session, every socket. Return how many sessions that ended.

    Raises NotFound, LastAdministrator, LogUnavailable, Unavailable.
    """
    with _alone(services, by):
        person = services.accounts.get(people.user_name(name)).person
        _leave_an_administrator(services, person)

        def shut_out() -> int:
            services.accounts.disable(person)
            services.people.settle(person)
            ended = signing_in.revoke(services, person)
            services.phones.forget(person)  # after their sessions: whoever adds one at this moment sees that
            return ended

        return accessing.done_regardless(
            services, shut_out, accessing.by_administrator(services, by, "account_disabled", person)
        )


def end_sessions(services: Services, by: Administrator, name: str) -> int:
    """End every session of somebody, who may sign in again, and return how many there were.

    Also for an account that is no more. Raises LogUnavailable, Unavailable.
    """
    person = people.user_name(name)
    with contextlib.suppress(NotFound):
        person = services.accounts.get(person).person
    # It waits for nobody: two who end each other's are both out.
    _still_administers(services, by)
    record = accessing.by_administrator(services, by, "sessions_revoked", person)
    return accessing.done_regardless(services, lambda: signing_in.revoke(services, person), record)


def leave(services: Services, by: Administrator, name: str) -> int:
    """Let somebody go for good: out at once, the account deleted, and of all that is known here only the name kept.

    The name, because the access log may name them for as long: nobody else is called so meanwhile. Return how many sessions
    that ended. Being cut off anywhere, it can be done again.

    Raises NotFound, LastAdministrator, LogUnavailable, Unavailable.
    """
    person = people.user_name(name)
    with _alone(services, by):
        profile = _who_leaves(services, person)
        _leave_an_administrator(services, profile.person)

        def gone() -> int:
            with contextlib.suppress(NotFound):
                services.accounts.disable(profile.person)
            ended = signing_in.revoke(services, profile.person)
            services.phones.forget(profile.person)
            services.people.leave(rules.left(profile, services.milliseconds()))
            # After it is known who has left: whoever saves one at this moment sees that, and takes it back.
            services.answers.forget(profile.person)
            with contextlib.suppress(NotFound):
                services.accounts.delete(profile.person)
            return ended

        record = accessing.by_administrator(services, by, "person_left", profile.person)
        return accessing.done_regardless(services, gone, record)


def discard(services: Services, by: Administrator, name: str, key: str) -> int:
    """Delete an account that was made with this key for a trial, and keep nothing of it but the access log; return its sessions.

    Nobody's account is deleted so: of one that was made otherwise, or has been changed since, it is as if there were none.
    Being cut off anywhere, it can be done again. Raises NotFound, LogUnavailable, Unavailable.
    """
    person = people.user_name(name)
    with _alone(services, by):
        profile = services.people.get(person)
        if profile is None or profile.made_with != key:
            raise NotFound

        def gone() -> int:
            with contextlib.suppress(NotFound):
                services.accounts.disable(person)
            ended = signing_in.revoke(services, person)
            services.agents.leave(person)
            with contextlib.suppress(NotFound):
                services.accounts.delete(person)
            services.people.forget(person)  # at the end: whoever comes again knows by it whose it was
            return ended

        return accessing.done_regardless(
            services, gone, accessing.by_administrator(services, by, "person_left", person)
        )


# ------------------------------------------------------------------------------------------------- within


def _who_leaves(services: Services, person: str) -> Profile:
    """Return the profile of somebody with an account, or of whoever has left already. Raises NotFound."""
    try:
        account = services.accounts.get(person)
    except NotFound:
        gone = services.people.left(person)
        if gone is None:
            raise
        return Profile(person=gone.person, alias=gone.alias)
    alias = people.alias_of(account.given_name, account.person)
    return services.people.get(account.person) or Profile(person=account.person, alias=alias)


def _details(
    services: Services, person: str, asked: CreatePerson | DescribePerson, *, had: Collection[str] = ()
) -> DescribePerson:
    """Return a person's details as they are kept. Raises NameTooLong, NameConfusable, Malformed."""
    given = DescribePerson(given_name=asked.given_name, alias=asked.alias, languages=asked.languages, sites=asked.sites)
    details = rules.described(given, person, services.limits, had=had)
    if details.sites:
        rules.require_sites(asked.sites, {site.key for site in services.sites.many(list(details.sites))})
    return details


def _require_own_alias(services: Services, person: str, details: DescribePerson) -> None:
    """Return when visitors of no site see somebody else under a name that looks the same. Raises AliasTaken."""
    found = [each for each in services.accounts.all() if each.person != person]
    profiles = services.people.many([each.person for each in found])
    others = [rules.profile_of(each, profiles.get(each.person)) for each in found]
    rules.require_own_alias(details.alias, details.sites, others)


def _begun(services: Services, person: str, key: str) -> Account | None:
    """Return an account that was begun with this key and that nobody has used yet, None when there is no account.

    Raises AccountExists for everybody else's, and for the name of somebody who has left.
    """
    if services.people.left(person) is not None:
        raise AccountExists(where="$.person")
    try:
        account = services.accounts.get(person)
    except NotFound:
        return None
    profile = services.people.get(person)
    if account.has_signed_in or profile is None or profile.made_with != key:
        raise AccountExists(where="$.person")
    return account


def _give(services: Services, person: str, before: Collection[Role], roles: Collection[Role]) -> None:
    """Give somebody exactly these roles, in place of those that they had."""
    for role in sorted(set(before).difference(roles)):
        services.accounts.take(person, role)
    for role in sorted(set(roles).difference(before)):
        services.accounts.give(person, role)


def _not_ones_own(by: Administrator, person: str) -> None:
    """A session alone is what somebody finds on a desk that was left: one's own account asks who one is. Raises OwnAccount."""
    if person == by.person:
        raise OwnAccount


def _leave_an_administrator(services: Services, person: str) -> None:
    """Return when an administrator remains without this one. Raises LastAdministrator.

    In the place of somebody who has signed in only another one counts who has: a temporary password may be over, or lost.
    """
    administrators = {each.person: each for each in services.accounts.enabled_in("administrator")}
    leaver = administrators.pop(person, None)
    if leaver is not None and not any(
        each.has_signed_in or not leaver.has_signed_in for each in administrators.values()
    ):
        raise LastAdministrator


@contextlib.contextmanager
def _alone(services: Services, by: Administrator) -> Iterator[None]:
    """Have what is done here be done by one at a time, so that the last two administrators cannot dismiss each other.

    Whoever was waited for may have dismissed the one who waits: so it is asked again who that is. Raises Unavailable when
    another is not done in time, Unauthenticated, CommitmentMissing, NotFound.
    """
    with turns.in_turn(services, "administrators"):
        _still_administers(services, by)
        yield


def _still_administers(services: Services, by: Administrator) -> None:
    """Return when an operator asks, or an administrator whose session lives and whose account has the role.

    The account is asked, too: of whoever took the role and was cut off the session is left. Raises Unauthenticated,
    CommitmentMissing, NotFound.
    """
    if not by.session:
        return
    access.require_standing(Standing.PEOPLE, services.sessions.check(by.session, seen=False))
    account = services.accounts.get(by.person)
    if not account.enabled or not access.STANDING[Standing.PEOPLE].intersection(account.roles):
        raise NotFound
