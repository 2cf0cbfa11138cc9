"""One's own account, for everybody of staff: sessions, password, second factor, languages. Roles and names are an administrator's.

Whoever asks has a session, and proves again who they are where more is at stake than that session. Failures of this are
counted by browser or account, as those of signing in are (docs/decisions/signing-in.md).
"""

import contextlib
from collections.abc import Callable, Collection
from typing import TypeVar

from chalicelib.chat import people
from chalicelib.chat.actions import accessing, guarding, signing_in
from chalicelib.chat.actions.guarding import Asker
from chalicelib.chat.errors import Malformed, NotFound, PasswordUnchanged, SignInRefused, Unauthenticated
from chalicelib.chat.people import Profile, Step
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Language, Me
from chalicelib.rooms.people import rules
from chalicelib.rooms.people.wire import ChangePassword, ChangeSecondFactor, ConfirmSecondFactor, OwnSessions

T = TypeVar("T")


def sessions(services: Services, who: Staff) -> OwnSessions:
    """Return the sessions that let somebody in."""
    found = services.sessions.of(who.person)
    return OwnSessions(sessions=rules.open_sessions(found, services.limits, who.session))


def end_session(services: Services, who: Staff, session: str) -> OwnSessions:
    """End one of somebody's sessions with its sockets, and return those that are left.

    Ending one that has ended is as good. Raises NotFound for anybody else's, LogUnavailable when it was ended without a
    record.
    """
    own = [each.hash for each in services.sessions.of(who.person)]
    if session in own:
        record = accessing.event(services, who, "sessions_revoked", who.person, "security")
        accessing.done_regardless(services, lambda: signing_in.end_one(services, who.person, session), record)
    elif services.sessions.living((session,)):
        raise NotFound
    return sessions(services, who)


def end_others(services: Services, who: Staff) -> OwnSessions:
    """End every session of somebody but the one that asks. Raises LogUnavailable when it was done without a record."""
    record = accessing.event(services, who, "sessions_revoked", who.person, "security")
    accessing.done_regardless(services, lambda: signing_in.revoke(services, who.person, but=who.session), record)
    return sessions(services, who)


def change_password(services: Services, who: Staff, given: ChangePassword, asker: Asker) -> OwnSessions:
    """Put another password in the place of one's own, and end every other session.

    Raises SignInRefused with `retry_after` when the current one is not that, PasswordTooWeak, PasswordTooCommon,
    PasswordUnchanged, PasswordNotAccepted, LogUnavailable, Unavailable.
    """
    names = (who.person, who.alias, services.settings.controller)
    chosen = people.new_password(given.password, services.limits, names)
    current = people.password_as_kept(given.current)
    if chosen == current:
        raise PasswordUnchanged

    def changed() -> None:
        services.accounts.set_password(who.person, chosen)
        signing_in.revoke(services, who.person, but=who.session)

    _proved(services, who, asker, lambda: services.identity.password(who.person, current), of="password_changed")
    _done(services, who, "password_changed", changed)
    return sessions(services, who)


def change_second_factor(services: Services, who: Staff, given: ChangeSecondFactor, asker: Asker) -> Step:
    """Take one's own second factor away and return what enrols another; every other session ends.

    Whoever stops here, or is cut off, begins again with the password alone, or enrols at the next sign-in. Raises
    SignInRefused with `retry_after`, NotFound where the stage asks for no second factor, LogUnavailable, Unavailable.
    """
    current = people.password_as_kept(given.password)

    def proved() -> bool:
        step = services.identity.password(who.person, current)
        if step.next == "code":
            with contextlib.suppress(Unauthenticated):  # gone meanwhile: as for whoever stopped after that
                services.identity.code(who.person, step.challenge or "", "".join(given.code.split()))
                return True
        elif step.next != "enrol":
            raise NotFound
        return False

    def taken() -> Step:
        if has_one:
            services.accounts.forget_second_factor(who.person)
            signing_in.revoke(services, who.person, but=who.session)
        return services.identity.password(who.person, current)

    has_one = _proved(services, who, asker, proved, of="second_factor_reset")
    return _done(services, who, "second_factor_reset", taken)


def confirm_second_factor(services: Services, who: Staff, given: ConfirmSecondFactor, asker: Asker) -> None:
    """Have the new second factor be one's own, proved by its first code.

    Raises SignInRefused with `retry_after`, Malformed when the challenge is over: then begin again.
    """

    def enrolled() -> None:
        try:
            services.identity.code(who.person, given.challenge, "".join(given.code.split()))
        except Unauthenticated:
            raise Malformed(where="$.challenge") from None

    _proved(services, who, asker, lambda: _done(services, who, "second_factor_enrolled", enrolled))


def answer_in(services: Services, who: Staff, languages: Collection[Language]) -> Me:
    """Say in which languages one answers; none stands for all. Raises LogUnavailable, Unavailable."""
    profile = services.people.get(who.person) or Profile(person=who.person, alias=who.alias)
    wanted = rules.in_order(languages)

    def said() -> None:
        services.people.describe(who.person, profile.alias, wanted, profile.sites)

    accessing.done(services, said, accessing.event(services, who, "person_changed", who.person, "security"))
    return signing_in.me(services, who)


def _proved(services: Services, who: Staff, asker: Asker, prove: Callable[[], T], *, of: str = "") -> T:
    """Return what proves who one is, as an attempt that is counted as failed until it has not.

    `of`: the action that is recorded as refused when it does not; none where the proof is what is done, and has its record.
    What is not heard is refused without one. Raises what the proof raises, SignInRefused with `retry_after`, LogUnavailable.
    """
    attempt = guarding.again(services, asker, who.person)
    try:
        proof = prove()
    except SignInRefused:
        retry_after = attempt.failed()
        if attempt.failures >= services.limits.own_failures:
            # Before Cognito would shut the account for everybody: whoever has only found a session guesses no further.
            signing_in.end_one(services, who.person, who.session)
        if of:
            services.access_log.record(accessing.event(services, who, of, who.person, "security", outcome="refused"))
        raise SignInRefused(retry_after=retry_after) from None
    except Exception:
        attempt.went_on()
        raise
    attempt.succeeded()
    return proof


def _done(services: Services, who: Staff, action: str, deed: Callable[[], T]) -> T:
    return accessing.done(services, deed, accessing.event(services, who, action, who.person, "security"))
