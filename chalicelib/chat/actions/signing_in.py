"""Signing in and out, the confidentiality commitment, and being available."""

import hmac
from collections.abc import Callable, Collection

import msgspec

from chalicelib.chat import access, commitment, people, stage
from chalicelib.chat.access import Standing
from chalicelib.chat.access_events import NOBODY, Outcome
from chalicelib.chat.access_events import access as record_of
from chalicelib.chat.actions import accessing, announcing, connecting, guarding, informing, passing
from chalicelib.chat.actions.guarding import Asker, Attempt
from chalicelib.chat.errors import Malformed, NetworkRefused, NotFound, PasswordUnchanged, Refusal, SignInRefused
from chalicelib.chat.people import Profile, Step
from chalicelib.chat.services import Services
from chalicelib.chat.who import Role, Staff
from chalicelib.chat.wire import AcceptCommitment, Access, Commitment, Credentials, Me, NewPassword, SecondFactor


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """How far somebody has come; with `session`, the id for their cookie, they are in."""

    step: Step
    session: str | None = None
    browser: str | None = None
    """By which name their browser is known from now on, when it was not."""


def password(services: Services, given: Credentials, asker: Asker) -> SignedIn:
    """Return what follows a user name and a password.

    Raises SignInRefused with `retry_after`, NetworkRefused when none of their roles may be used from where they are, told at the last
    step, or before a first one sets anything, LogUnavailable.
    """
    user = people.user_name(given.user)
    typed = people.password_as_kept(given.password)
    attempt = guarding.begin(services, asker, user, proven=False)
    return _attempted(services, asker, user, attempt, lambda: services.identity.password(user, typed), given=typed)


def new_password(services: Services, given: NewPassword, asker: Asker) -> SignedIn:
    """Return what follows the choice of a new password.

    Raises PasswordTooWeak, PasswordTooCommon, PasswordUnchanged, PasswordNotAccepted, SignInRefused with `retry_after`, NetworkRefused,
    Unauthenticated when the challenge is over.
    """
    user = people.user_name(given.user)
    chosen = people.new_password(given.password, services.limits, (user, services.settings.controller))
    challenge, replaced = guarding.proven(services, user, given.challenge)
    if hmac.compare_digest(replaced, guarding.mark_of(services, user, chosen)):
        raise PasswordUnchanged
    _here(services, asker, user, lambda: _roles(services, user))
    attempt = guarding.begin(services, asker, user, proven=True)
    record = _record(services, user, "password_changed")

    def ask() -> Step:
        return accessing.done(services, lambda: services.identity.new_password(user, challenge, chosen), record)

    return _attempted(services, asker, user, attempt, ask)


def code(services: Services, given: SecondFactor, asker: Asker) -> SignedIn:
    """Return what follows the second factor's code.

    Raises SignInRefused with `retry_after`, NetworkRefused, Unauthenticated when the challenge is over.
    """
    user = people.user_name(given.user)
    typed = "".join(given.code.split())
    challenge, _ = guarding.proven(services, user, given.challenge)
    enrols = people.enrols(challenge)
    if enrols:
        _here(services, asker, user, lambda: _roles(services, user))
    attempt = guarding.begin(services, asker, user, proven=True)

    def ask() -> Step:
        return services.identity.code(user, challenge, typed)

    def enrolled() -> Step:
        return accessing.done(services, ask, _record(services, user, "second_factor_enrolled"))

    return _attempted(services, asker, user, attempt, enrolled if enrols else ask)


def sign_out(services: Services, staff: Staff) -> None:
    """End a session with its sockets. Whoever has no other goes: what they have open waits again, and nothing rings.

    It is recorded before it is done, and done also where the log accepts no record: nobody is kept in by a log that does
    not answer. Raises LogUnavailable when it was done without a record, Unavailable.
    """

    def out() -> Refusal | None:
        end(services, staff)
        return None if services.sessions.of(staff.person) else go(services, staff.person)

    record = accessing.event(services, staff, "sign_out", staff.person, "security")
    refused = accessing.done_regardless(services, out, record)
    if refused is not None:
        raise refused


def end(services: Services, staff: Staff) -> None:
    """End one session with its sockets."""
    services.sessions.end(staff.session)
    agent = services.agents.get(staff.person)
    connecting.end_of_sessions(services, agent, lambda session: session == staff.session)


def end_one(services: Services, person: str, session: str) -> None:
    """End one session of a person with its sockets; with their last one they are gone. Raises Unavailable."""
    services.sessions.end(session)
    connecting.end_of_sessions(services, services.agents.get(person), lambda each: each == session)
    refused = None if services.sessions.of(person) else go(services, person)
    if refused is not None:
        raise refused


def revoke(services: Services, person: str, *, but: str = "") -> int:
    """End every session of a person with all their sockets, and return how many there were: they are gone at once.

    For whoever disables an account or changes its roles; that comes first, so that no new session begins meanwhile. `but`:
    the hash of a session that goes on, and then they are not gone.
    Being cut off anywhere, it can be done again. Raises Unavailable, and what giving conversations back has met.
    """
    ended = services.sessions.revoke(person, but=but)
    connecting.end_of_sessions(services, services.agents.get(person), lambda each: each != but)
    refused = None if but else go(services, person)
    if refused is not None:
        raise refused
    return len(ended)


def go(services: Services, person: str) -> Refusal | None:
    """Have somebody be away from now on, give what they have open back to the queue, and ring them no more.

    Return a refusal that a conversation met: the watch gives that one back, at one of its next looks.
    """
    services.agents.go(person, services.milliseconds())
    _, refused = passing.release_all(services, person)
    announcing.staff_changed(services)
    return refused


def me(services: Services, staff: Staff) -> Me:
    """Return who is signed in, with the commitment as it now reads. Raises Unauthenticated."""
    profile = services.people.get(staff.person) or Profile(person=staff.person, alias=staff.alias)
    agent = services.agents.get(staff.person)
    return Me(
        person=staff.person,
        alias=staff.alias,
        roles=tuple(sorted(staff.roles)),
        may=access.rooms(staff.roles),
        tasks=access.tasks(staff.roles),
        commitment=_commitment(profile),
        available=agent is not None and agent.available,
        languages=profile.languages,
        sites=profile.sites,
        session_ends_at=people.ends_at(services.sessions.get(staff.session, seen=False), services.limits) * 1000,
        now=services.milliseconds(),
    )


def accept_commitment(services: Services, staff: Staff, accepted: AcceptCommitment) -> Me:
    """Remember that this person accepts exactly the text they were shown, and return who is signed in.

    Raises Malformed when it is not the current text, or names another notice than the current one, LogUnavailable. Accepting again changes nothing.
    """
    current = commitment.CURRENT
    if accepted.version != current.version:
        raise Malformed(where="$.version")
    if accepted.hash != current.hash:
        raise Malformed(where="$.hash")
    notice = informing.kept(services, accepted.notice)
    if not staff.committed:
        services.access_log.record(accessing.event(services, staff, "commitment_accepted", staff.person, "legal"))
        services.people.accept(staff.person, current.version, current.hash, services.milliseconds(), notice)
        services.sessions.commit(staff.person, current.hash)
    return me(services, staff)


def set_available(services: Services, staff: Staff, *, on: bool) -> Me:
    """Put an agent on or off the list of those whom the queue rings. Raises NotFound for those who are no agents."""
    access.require_standing(Standing.DESK, staff)
    services.agents.set_available(staff.person, staff.alias, on=on)
    announcing.staff_changed(services)
    return me(services, staff)


def _attempted(
    services: Services, asker: Asker, user: str, attempt: Attempt, ask: Callable[[], Step], *, given: str = ""
) -> SignedIn:
    """Return how far an attempt has got; each step of it counts as failed until it has not. `given`: the password, with which it began."""
    try:
        ending = services.sessions.last_ending(user)
        step = ask()
    except SignInRefused:
        # Looked up for every name alike and only now; names that no account has do not enter the log.
        known = services.people.get(user) is not None
        _record_failure(services, user if known else NOBODY)
        raise SignInRefused(retry_after=attempt.failed()) from None
    except Exception:
        attempt.went_on()
        raise
    if step.next != "done":
        attempt.went_on()
        if step.next in ("new_password", "enrol"):
            _here(services, asker, user, lambda: _roles(services, user))
        replaced = given if step.next == "new_password" else ""
        challenge = guarding.with_proof(services, user, step.challenge or "", replaced)
        return SignedIn(step=msgspec.structs.replace(step, challenge=challenge))
    attempt.succeeded()
    _here(services, asker, step.person, lambda: step.roles)
    session = _start(services, step, ending)
    known_already = bool(asker.browser) and services.attempts.knows(asker.browser, user)
    return SignedIn(step=step, session=session, browser=None if known_already else services.attempts.know(user))


def _here(services: Services, asker: Asker, person: str, roles_of: Callable[[], Collection[Role]]) -> None:
    """Return when somebody who has proved to be this person may use one of their roles from where they are, or has none.

    Their roles are asked only where any role is kept to networks. Raises NetworkRefused, which is recorded, LogUnavailable.
    """
    networks = services.stage.lately().networks
    roles = roles_of() if networks else ()
    if roles and not stage.roles_at(networks, roles, asker.source):
        _record_failure(services, person, "sign_in_network_refused")
        raise NetworkRefused


def _roles(services: Services, user: str) -> tuple[Role, ...]:
    """Return the roles of an account whose password was just given. Raises SignInRefused when it has gone meanwhile."""
    try:
        return services.accounts.get(user).roles
    except NotFound:
        raise SignInRefused(retry_after=1) from None


def _start(services: Services, step: Step, ending: str | None) -> str:
    """Return the id of a new session; its beginning is in the log before it begins.

    `ending`: the last ending of all the person's sessions, as it was before Cognito was asked. Raises SignInRefused when
    there has been another since, NameInvalid for an account that has a name which stands for something else here.
    """
    people.own_name(step.person)
    record = record_of(
        now=services.now(),
        actor=step.person,
        role=",".join(step.roles) or "none",
        action="sign_in",
        object=step.person,
        purpose="security",
        outcome="allowed",
        request=services.request,
    )
    return accessing.done(services, lambda: _session(services, step, ending), record)


def _session(services: Services, step: Step, ending: str | None) -> str:
    profile = services.people.signed_in(
        step.person, people.alias_of(step.given_name, step.person), services.milliseconds()
    )
    session_id, session = services.sessions.start(step.person, profile.alias, step.roles, profile.committed_hash)
    # Whoever ends all sessions notes that before looking for them: so they have found this one, or it is seen here.
    if services.sessions.last_ending(step.person) not in (None, ending):
        services.sessions.end(session.hash)
        raise SignInRefused(retry_after=1)
    return session_id


def _record_failure(services: Services, actor: str, action: str = "sign_in_failed") -> None:
    services.access_log.record(_record(services, actor, action, "refused"))


def _record(services: Services, actor: str, action: str, outcome: Outcome = "allowed") -> Access:
    """Return a record of what somebody does to themselves who is not in yet."""
    return record_of(
        now=services.now(),
        actor=actor,
        role="none",
        action=action,
        object=actor,
        purpose="security",
        outcome=outcome,
        request=services.request,
    )


def _commitment(profile: Profile) -> Commitment:
    current = commitment.CURRENT
    accepted = profile.committed_hash == current.hash
    return Commitment(
        version=current.version,
        hash=current.hash,
        text=current.text,
        accepted_at=profile.committed_at if accepted else None,
    )
