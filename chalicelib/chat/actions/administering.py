"""Accounts of staff: who may come in, as what, and who may no longer. For administrators and operators.

What is done is recorded first. Where the log takes no record nothing is given: no account, role, password or second
factor; taking away is done all the same. It goes the same way always: Cognito first, so that no new session begins,
then the sessions with their sockets and what is open. Being cut off anywhere, or refused for a table that does not
answer, it can be done again, and is whole then.
"""

import contextlib
import secrets
from collections.abc import Collection, Iterator

from chalicelib.chat import people
from chalicelib.chat.access_events import access as record_of
from chalicelib.chat.actions import accessing, signing_in
from chalicelib.chat.errors import LastAdministrator, NotFound
from chalicelib.chat.people import Account, Administrator, Created
from chalicelib.chat.services import Services
from chalicelib.chat.who import Role
from chalicelib.chat.wire import Access

LEASE_SECONDS = 60
"""Longer than one invocation or command may take: of two who dismiss each other at once, one waits for the other."""


def accounts(services: Services) -> list[Account]:
    """Return every account, by name."""
    return services.accounts.all()


def create(
    services: Services, by: Administrator, name: str, roles: Collection[Role], *, given_name: str = ""
) -> Created:
    """Make an account with these roles and a temporary password, which is told here and never again.

    `given_name`: what visitors see. Being cut off after the account is made, giving roles and password is left to do.

    Raises NameInvalid, AccountExists, PasswordNotAccepted, LogUnavailable, Unavailable.
    """
    person = people.new_name(name)
    chosen = _temporary_password()

    def made() -> None:
        services.accounts.create(person, given_name.strip(), chosen)
        for role in sorted(roles):
            services.accounts.give(person, role)

    accessing.done(services, made, _event(services, by, "account_created", person))
    return Created(person=person, password=chosen)


def disable(services: Services, by: Administrator, name: str) -> int:
    """Shut somebody out: their account, every session, every socket. Return how many sessions that ended.

    Raises NotFound, LastAdministrator, LogUnavailable, Unavailable.
    """
    with _alone(services):
        person = services.accounts.get(people.user_name(name)).person
        _leave_an_administrator(services, person)

        def shut_out() -> int:
            services.accounts.disable(person)
            return signing_in.revoke(services, person)

        return accessing.done_regardless(services, shut_out, _event(services, by, "account_disabled", person))


def enable(services: Services, by: Administrator, name: str) -> None:
    """Let somebody in again. Raises NotFound, LogUnavailable, Unavailable."""
    person = services.accounts.get(people.user_name(name)).person
    record = _event(services, by, "account_enabled", person)
    accessing.done(services, lambda: services.accounts.enable(person), record)


def reset_password(services: Services, by: Administrator, name: str) -> Created:
    """Put a temporary password in the place of somebody's own, told here and never again, and end their sessions.

    Raises NotFound, PasswordNotAccepted, LogUnavailable, Unavailable.
    """
    person = services.accounts.get(people.user_name(name)).person
    chosen = _temporary_password()

    def put() -> int:
        services.accounts.set_temporary_password(person, chosen)
        return signing_in.revoke(services, person)

    accessing.done(services, put, _event(services, by, "password_reset", person))
    return Created(person=person, password=chosen)


def reset_second_factor(services: Services, by: Administrator, name: str) -> int:
    """Take somebody's second factor away, so that the next sign-in enrols another; return how many sessions ended.

    Raises NotFound, LogUnavailable, Unavailable.
    """
    person = services.accounts.get(people.user_name(name)).person

    def taken() -> int:
        services.accounts.forget_second_factor(person)
        return signing_in.revoke(services, person)

    return accessing.done(services, taken, _event(services, by, "second_factor_reset", person))


def set_roles(services: Services, by: Administrator, name: str, roles: Collection[Role]) -> int:
    """Give somebody exactly these roles, and return how many sessions ended: nobody works on under what they had.

    Raises NotFound, LastAdministrator, LogUnavailable, Unavailable.
    """
    with _alone(services):
        account = services.accounts.get(people.user_name(name))
        person = account.person
        if "administrator" not in roles:
            _leave_an_administrator(services, person)

        def changed() -> int:
            for role in sorted(set(account.roles).difference(roles)):
                services.accounts.take(person, role)
            for role in sorted(set(roles).difference(account.roles)):
                services.accounts.give(person, role)
            return signing_in.revoke(services, person)

        return accessing.done(services, changed, _event(services, by, "roles_changed", person))


def end_sessions(services: Services, by: Administrator, name: str) -> int:
    """End every session of somebody, who may sign in again, and return how many there were.

    Also for an account that is no more. Raises LogUnavailable, Unavailable.
    """
    person = people.user_name(name)
    with contextlib.suppress(NotFound):
        person = services.accounts.get(person).person
    record = _event(services, by, "sessions_revoked", person)
    return accessing.done_regardless(services, lambda: signing_in.revoke(services, person), record)


def _leave_an_administrator(services: Services, person: str) -> None:
    administrators = services.accounts.names_in("administrator", enabled=True)
    if administrators == [person]:
        raise LastAdministrator


@contextlib.contextmanager
def _alone(services: Services) -> Iterator[None]:
    """Have what is done here be done by one at a time, so that the last two administrators cannot dismiss each other."""
    holder = secrets.token_urlsafe(12)
    services.leases.take("administrators", holder, LEASE_SECONDS)
    try:
        yield
    finally:
        services.leases.give_back("administrators", holder)


def _event(services: Services, by: Administrator, action: str, person: str) -> Access:
    return record_of(
        now=services.now(),
        actor=by.person,
        role=by.role,
        action=action,
        object=person,
        purpose="security",
        outcome="allowed",
        request=services.request,
    )


def _temporary_password() -> str:
    """Return twenty characters that nobody mistakes for others when they are read out, in groups of five."""
    characters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(characters) for _ in range(5)) for _ in range(4))
