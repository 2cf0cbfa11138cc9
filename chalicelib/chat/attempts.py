"""Who is heard who tries to sign in. Values in, values out; times are whole epoch seconds.

A browser that has signed in before has a counter of its own and is touched by nobody else's failures (OWASP, device
cookies: https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies). All others share, for
each user name, the failures that Cognito takes without locking the account: it locks from the fifth on, and forgets
after 15 minutes without an attempt (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html). So
four are let through and then none until Cognito has forgotten; one network has three of them at most, and whoever comes
too late from a network that has not failed is kept one of the next four.
"""

import math
from collections.abc import Mapping

import msgspec

from chalicelib.chat.limits import Limits


class Attempts(msgspec.Struct, frozen=True, kw_only=True):
    """Failures in a row of one browser, or of whoever has the right password, and when the next is heard."""

    failures: int = 0
    heard_from: int = 0


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """What the browsers that nobody knows have left of one user name. Networks are names under the key of the day."""

    failures: int = 0
    """How many were let through since Cognito has last forgotten, each counted as failed until it has not."""
    last_at: int = 0
    failed: tuple[str, ...] = ()
    """The networks that those came from."""
    waiting: Mapping[str, int] = {}
    """The networks that were refused and had not failed, with when they were told to come again: a place is kept then."""


def wait(attempts: Attempts, now: float) -> int:
    """Return how many whole seconds until the next attempt is heard; 0 when it is heard now."""
    return max(0, math.ceil(attempts.heard_from - now))


def failed(attempts: Attempts, now: float, limits: Limits) -> Attempts:
    """Return the attempts after one more failure: the delay doubles from 1 s to 60 s and never becomes a lockout."""
    doubled = limits.sign_in_delay_seconds * 2 ** min(attempts.failures, 30)
    delay = min(doubled, limits.sign_in_delay_longest_seconds)
    return Attempts(failures=attempts.failures + 1, heard_from=math.ceil(now) + delay)


def knock(door: Door, network: str, now: int, limits: Limits) -> tuple[Door, int]:
    """Return the door after somebody unknown has come from a network, and after how many seconds to come again.

    0: they are heard now, and count as failed until they have not.
    """
    door = _of_now(door, now, limits)
    if _has_place(door, network, now, limits):
        waiting = {each: at for each, at in door.waiting.items() if each != network}
        failed_ = (*door.failed, network)
        return Door(failures=door.failures + 1, last_at=now, failed=failed_, waiting=waiting), 0
    again = comes_again(door, network, now, limits)
    if network not in door.failed and len(door.waiting) < limits.sign_in_waiting_networks:
        door = msgspec.structs.replace(door, waiting={network: now + again, **door.waiting})
    return door, again


def comes_again(door: Door, network: str, now: int, limits: Limits) -> int:
    """Return after how many whole seconds somebody unknown from a network is heard again, at least 1."""
    if _has_place(door, network, now, limits):
        return limits.sign_in_delay_seconds
    at = door.waiting.get(network) or _next_free(door, limits)
    return max(1, at - now)


def not_failed(door: Door, network: str) -> Door:
    """Return the door after it is known that somebody who was heard has not failed."""
    if network not in door.failed:
        return door
    failed_ = list(door.failed)
    failed_.remove(network)
    return msgspec.structs.replace(door, failures=max(0, door.failures - 1), failed=tuple(failed_))


def _of_now(door: Door, now: int, limits: Limits) -> Door:
    """Return the door without the failures that Cognito has forgotten, and without those who have not come again."""
    waiting = {each: at for each, at in door.waiting.items() if now < at + limits.sign_in_quiet_seconds}
    if now >= door.last_at + limits.sign_in_quiet_seconds:
        return Door(last_at=door.last_at, waiting=waiting)
    return msgspec.structs.replace(door, waiting=waiting)


def _has_place(door: Door, network: str, now: int, limits: Limits) -> bool:
    room = limits.sign_in_failures_a_name - door.failures
    kept = [each for each, at in door.waiting.items() if abs(now - at) < limits.sign_in_place_kept_seconds]
    if network in kept:
        return room > 0
    return room > len(kept) and door.failed.count(network) < limits.sign_in_failures_a_network_and_name


def _next_free(door: Door, limits: Limits) -> int:
    """Return when a place is free: as soon as Cognito has forgotten, or as many times later as others have it sooner."""
    at = door.last_at + limits.sign_in_quiet_seconds
    near = limits.sign_in_quiet_seconds // 2
    while sum(abs(each - at) < near for each in door.waiting.values()) >= limits.sign_in_kept_places:
        at += limits.sign_in_quiet_seconds
    return at
