"""Who is heard who tries to sign in: an attempt is counted as failed before it is made, and no stranger's failures keep
anybody out of the browser that they have signed in with before (docs/decisions/signing-in.md).
"""

import hmac
import re
from typing import Final, NamedTuple, Protocol

import msgspec

from chalicelib.chat import attempts
from chalicelib.chat.actions.limiting import HOUR
from chalicelib.chat.attempts import Attempts
from chalicelib.chat.errors import SignInRefused, TooMany, Unauthenticated, Unavailable
from chalicelib.chat.services import Services

PROOF_SECONDS = 15 * 60
"""So long after the right password the next step is still taken; Cognito's own challenge ends after ten minutes."""


_SECONDS: Final = r"[0-9]{1,12}"


class Asker(msgspec.Struct, frozen=True):
    """What can be seen of whoever tries to sign in."""

    network: str
    """The prefix, /24 or /56."""
    browser: str = ""
    """The name that this browser was given at a sign-in before."""
    source: str = ""
    """The address itself: compared with the networks of their roles once they have proved who they are, and kept nowhere."""


class Attempt(Protocol):
    """An attempt that was counted as failed. One of the three is called when it is known how it went."""

    def failed(self) -> int:
        """Return after how many whole seconds the next one is heard."""

    def went_on(self) -> None:
        """Take the failure back: it was none, but nobody is in yet."""

    def succeeded(self) -> None:
        """Forget all failures: somebody is in."""


def begin(services: Services, asker: Asker, user: str, *, proven: bool) -> Attempt:
    """Count an attempt as failed and return it. Every name costs the same calls, whether or not it is an account's.

    `proven`: whoever asks has given the right password a moment ago. Raises SignInRefused with `retry_after` when it
    is not heard.
    """
    if asker.browser and services.attempts.knows(asker.browser, user):
        return _InARow(services, f"browser:{asker.browser}", asker.browser)
    if proven:
        return _InARow(services, f"code:{user}")
    return _AtTheDoor(services, user, asker.network)


def again(services: Services, asker: Asker, user: str) -> "_InARow":
    """Count an attempt of somebody who is in, and proves again who they are, as failed and return it.

    Their failures in a row are their browser's, or else the account's own: no stranger comes to them, and they keep nobody
    from signing in. Raises SignInRefused with `retry_after` when it is not heard.
    """
    if asker.browser and services.attempts.knows(asker.browser, user):
        return _InARow(services, f"browser:{asker.browser}", asker.browser)
    return _InARow(services, f"again:{user}")


class Proven(NamedTuple):
    """What came with a good proof that the right password was given a moment ago."""

    challenge: str
    replaced: str
    """The mark of the password that the next step replaces (`mark_of`), empty where it replaces none."""


def with_proof(services: Services, user: str, challenge: str, replaced: str = "") -> str:
    """Return a challenge with the proof that the right password was given for this user name.

    `replaced`: the password, where the next step replaces it. It is compared with the new one then, and kept nowhere meanwhile:
    Cognito takes the same one again (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html,
    `PasswordHistorySize`).
    """
    mark = mark_of(services, user, replaced) if replaced else ""
    return f"{challenge}~{_proof(services, user, int(services.now()), mark)}"


def proven(services: Services, user: str, challenge: str) -> Proven:
    """Return the challenge that a proof was added to. Raises Unauthenticated when it proves nothing, or no longer.

    So nobody can use up what is left to those who have the right password; and whoever had a password that was replaced, or was
    shut out meanwhile, does not come in by what they had begun before.
    """
    inner, _, proof = challenge.rpartition("~")
    written, _, rest = proof.partition(".")
    mark = rest.partition(".")[0]
    given_at = int(written) if re.fullmatch(_SECONDS, written) else 0
    if not 0 <= services.now() - given_at < PROOF_SECONDS:
        raise Unauthenticated
    if not hmac.compare_digest(proof.encode(), _proof(services, user, given_at, mark).encode()):
        raise Unauthenticated
    ended_at = services.sessions.ended_at(user)
    if ended_at is not None and given_at < ended_at:
        raise Unauthenticated
    return Proven(inner, mark)


def mark_of(services: Services, user: str, password: str) -> str:
    """Return by what a password is known again today, and by nobody without the key of the day."""
    return services.counters.name_of("replaced", f"{user} {password}")


def _proof(services: Services, user: str, given_at: int, mark: str) -> str:
    return f"{given_at}.{mark}.{services.counters.name_of('password', f'{given_at} {mark} {user}')}"


class _InARow:
    """An attempt of a known browser, or after the right password: failures in a row, with a delay that doubles."""

    def __init__(self, services: Services, whose: str, browser: str = "") -> None:
        self._services = services
        self._whose = whose
        self._browser = browser
        self.failures = 0
        """In a row, once this one has failed."""
        self._before: Attempts = services.attempts.begin(whose)

    def failed(self) -> int:
        now, limits = self._services.now(), self._services.limits
        after = attempts.failed(self._before, now, limits)
        self.failures = after.failures
        if self._browser and after.failures >= limits.known_browser_failures:
            self._services.attempts.forget_browser(self._browser)
        return attempts.wait(after, now)

    def went_on(self) -> None:
        self._services.attempts.restore(self._whose, self._before)

    def succeeded(self) -> None:
        self._services.attempts.forget(self._whose)


class _AtTheDoor:
    """A password from a browser that nobody knows: counted for its network over all names, and at the name's door."""

    def __init__(self, services: Services, user: str, network: str) -> None:
        self._services = services
        self._user = user
        self._network = network
        self._name = services.counters.name_of("sign-in", f"{network} {user}")
        try:
            services.counters.network("sign-in", network, services.limits.sign_in_failures_a_network, HOUR)
        except TooMany as many:
            raise SignInRefused(**many.data) from many
        try:
            services.attempts.knock(user, self._name)
        except (SignInRefused, Unavailable):
            self._give_back()
            raise

    def failed(self) -> int:
        return self._services.attempts.comes_again(self._user, self._name)

    def went_on(self) -> None:
        self._services.attempts.not_failed(self._user, self._name)
        self._give_back()

    def succeeded(self) -> None:
        self._services.attempts.open(self._user)
        self._give_back()

    def _give_back(self) -> None:
        self._services.counters.release("network-sign-in", self._network, HOUR)
