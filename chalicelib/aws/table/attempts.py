"""Attempts to sign in, and the browsers that have signed in before: who is heard, by the rules of `chat/attempts.py`."""

import contextlib
import hashlib
import secrets
from collections.abc import Callable

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.keys import Key
from chalicelib.aws.table.items import ConditionFailed, Item, Items
from chalicelib.chat import attempts as rules
from chalicelib.chat import people
from chalicelib.chat.attempts import Attempts, Door
from chalicelib.chat.errors import SignInRefused, Unavailable
from chalicelib.chat.limits import Limits
from chalicelib.chat.ports import ATTEMPTS

ATTEMPTS_SECONDS = 24 * 3600
"""After so long without another failure an account's failures are forgotten."""


class SignInAttempts:
    """Failures by a hash of whose they are, whether such an account exists or not. Raises Unavailable."""

    def __init__(self, items: Items, limits: Limits, now: Callable[[], float]) -> None:
        self._items = items
        self._limits = limits
        self._now = now

    # ------------------------------------------------------------------------------------------------- in a row

    def begin(self, whose: str) -> Attempts:
        """Count an attempt as failed before it is made, and return how things stood.

        So of two attempts at once only one is heard, and whoever sends a hundred in parallel has sent one.
        Raises SignInRefused with `retry_after` when it is too early to try again.
        """
        now = self._now()
        before = self._read(whose)
        waiting = rules.wait(before, now)
        if waiting:
            raise SignInRefused(retry_after=waiting)
        after = rules.failed(before, now, self._limits)
        try:
            self._write(whose, after, when="attribute_not_exists(#failures) OR #heard_from <= :now", now=int(now))
        except ConditionFailed as failed:
            raise SignInRefused(retry_after=self._limits.sign_in_delay_seconds) from failed
        return before

    def restore(self, whose: str, before: Attempts) -> None:
        """Take back an attempt that did not fail, but did not end in a session either."""
        self._write(whose, Attempts(failures=before.failures))

    def forget(self, whose: str) -> None:
        """Forget the failures of somebody who has signed in."""
        self._items.delete(keys.attempts(people.attempts_hash(whose)))

    # ------------------------------------------------------------------------------------------------- at the door

    def knock(self, user: str, network: str) -> None:
        """Count an attempt of a browser that nobody knows as failed before it is made.

        `network`: its name under the key of the day. Raises SignInRefused with `retry_after` when it is not heard.
        """
        now = int(self._now())
        waiting = 0

        def knocked(door: Door) -> Door:
            nonlocal waiting
            after, waiting = rules.knock(door, network, now, self._limits)
            return after

        self._change(user, knocked)
        if waiting:
            raise SignInRefused(retry_after=waiting)

    def comes_again(self, user: str, network: str) -> int:
        """Return after how many whole seconds such a browser is heard again."""
        door = _door(self._items.get(_door_key(user)))
        return rules.comes_again(door, network, int(self._now()), self._limits)

    def not_failed(self, user: str, network: str) -> None:
        """Take back an attempt of such a browser that has not failed."""
        self._change(user, lambda door: rules.not_failed(door, network))

    def open(self, user: str) -> None:
        """Forget the failures of a user name whose owner has signed in, as Cognito does."""
        self._items.delete(_door_key(user))

    # ------------------------------------------------------------------------------------------------- known browsers

    def know(self, user: str) -> str:
        """Return a name for a browser in which somebody has signed in, by which it is known from now on: 256 bits."""
        browser = secrets.token_urlsafe(32)
        expires_at = int(self._now()) + self._limits.known_browser_seconds
        self._items.put(_browser_key(browser), {"of": people.attempts_hash(user), "expires_at": expires_at})
        return browser

    def knows(self, browser: str, user: str) -> bool:
        """Return whether somebody has signed in under this user name in this browser."""
        item = self._items.get(_browser_key(browser))
        return item is not None and item["of"] == people.attempts_hash(user)

    def forget_browser(self, browser: str) -> None:
        """Know a browser no more."""
        self._items.delete(_browser_key(browser))

    def _change(self, user: str, rule: Callable[[Door], Door]) -> None:
        """Do what a rule says with a door as it stands. Raises Unavailable when too many come at once."""
        key, there = _door_key(user), self._items.get(_door_key(user))
        for _ in range(ATTEMPTS):
            after = rule(_door(there))
            if after == _door(there):
                return
            item = {**msgspec.to_builtins(after), "expires_at": int(self._now()) + ATTEMPTS_SECONDS}
            with contextlib.suppress(ConditionFailed):
                self._replace(key, there, item)
                return
            there = self._items.get(key)
        raise Unavailable(retry_after=1)

    def _replace(self, key: Key, there: Item | None, item: Item) -> None:
        """Write a door, if it is still as it was seen. Raises ConditionFailed.

        Each write makes up a version, by which it knows itself when it was done, reported lost and tried again.
        """
        written = {**item, "version": secrets.token_urlsafe(9)}
        expression = f"SET {', '.join(f'#{name} = :{name}' for name in written)}"
        if there is None:
            when, seen = "attribute_not_exists(#version) OR #expires_at <= :second", {"second": int(self._now())}
        else:
            when, seen = "#version = :seen", {"seen": there["version"]}
        try:
            self._items.update(key, expression, {**written, **seen}, when=when, creates=True)
        except ConditionFailed as failed:
            if failed.item is None or failed.item["version"] != written["version"]:
                raise

    def _read(self, whose: str) -> Attempts:
        item = self._items.get(keys.attempts(people.attempts_hash(whose)))
        return Attempts() if item is None else Attempts(failures=item["failures"], heard_from=item["heard_from"])

    def _write(self, whose: str, attempts: Attempts, *, when: str | None = None, **values: int) -> None:
        written = {
            "failures": attempts.failures,
            "heard_from": attempts.heard_from,
            "expires_at": int(self._now()) + ATTEMPTS_SECONDS,
            **values,
        }
        expression = "SET #failures = :failures, #heard_from = :heard_from, #expires_at = :expires_at"
        self._items.update(keys.attempts(people.attempts_hash(whose)), expression, written, when=when, creates=True)


def _door(item: Item | None) -> Door:
    return Door() if item is None else msgspec.convert(item, Door)


def _door_key(user: str) -> Key:
    return keys.door(people.attempts_hash(user))


def _browser_key(browser: str) -> Key:
    return keys.browser(hashlib.sha256(f"browser:{browser}".encode()).hexdigest())
