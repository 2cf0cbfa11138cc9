"""Phones in the pocket: whom a push calls when somebody waits, and at which push services. Values in, values out.

A push carries nothing. Whoever may be called is *on duty*: an agent who has chosen to be called, within the opening hours of the
site on which somebody waits, and either switched to *Available*, or having said that they are to be called when nobody is there.
Whoever sits at an open console with a conversation of theirs is answering, and is not called.
"""

import hashlib
import re
from collections.abc import Collection, Iterable
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from chalicelib.chat import presence
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import PushServiceUnknown
from chalicelib.chat.hours import Hours, openings
from chalicelib.chat.limits import Limits
from chalicelib.chat.ports import AgentOnDuty

When = Literal["available", "nobody"]
"""`available`: while their switch says so, also with the console shut; `nobody`: besides that, when no agent is there."""

HOSTS: Final = ("fcm.googleapis.com", "updates.push.services.mozilla.com")
"""Push services by their whole names: of Chrome and what is made of it, and of Firefox."""
DOMAINS: Final = ("push.apple.com", "notify.windows.com")
"""Those whose names differ from browser to browser, by what they end with: of Safari, and of Edge on Windows."""
ENDPOINT_CHARACTERS: Final = 1_000
_ENDPOINT: Final = r"[\x21-\x7e]+"
_LABEL: Final = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_NAME: Final = rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})+"
"""Of a host, as the DNS takes it (RFC 1035, 2.3.4)."""


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    """A browser on somebody's device that may be called."""

    endpoint: str
    """The address that its push service gave it: whoever knows it and has our key can have it ring."""
    made_at: int
    """In milliseconds."""
    until: int
    """In epoch seconds: then it is forgotten, unless it was given again."""
    till_sign_out: bool = False
    """It is forgotten as well when its person signs out on it."""


class Phones(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's phones, and when they may be called."""

    person: str
    when: When
    phones: tuple[Phone, ...]


def name_of(endpoint: str) -> str:
    """Return by which name a phone can be taken away; it opens nothing."""
    return hashlib.sha256(f"juttu:phone:{endpoint}".encode()).hexdigest()[:32]


def service_of(endpoint: str, also: Collection[str] = ()) -> str:
    """Return the origin of the push service that an endpoint belongs to. Raises PushServiceUnknown for any that is not one of ours.

    `also`: origins that are taken besides; a local run has its own.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        raise PushServiceUnknown from None
    if len(endpoint) > ENDPOINT_CHARACTERS or not re.fullmatch(_ENDPOINT, endpoint) or "\\" in endpoint:
        raise PushServiceUnknown
    if parts.username is not None or parts.password is not None or parts.fragment or not parts.path.strip("/"):
        raise PushServiceUnknown
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin in also:
        return origin
    host = parts.hostname or ""
    if not re.fullmatch(_NAME, host):
        raise PushServiceUnknown
    known = host in HOSTS or host.endswith(tuple(f".{domain}" for domain in DOMAINS))
    if (
        parts.scheme != "https"
        or port not in (None, 443)
        or not known
        or parts.netloc.lower() not in (host, f"{host}:443")
    ):
        raise PushServiceUnknown
    return f"https://{host}"


def living(phones: Iterable[Phone], now: int) -> tuple[Phone, ...]:
    """Return those whose time is not over. `now`: in milliseconds."""
    return tuple(each for each in phones if each.until * 1000 > now)


def with_phone(phones: Iterable[Phone], new: Phone, now: int) -> tuple[Phone, ...]:
    """Return phones with one more; one that was there already is given again, and keeps since when it is there."""
    others = living(phones, now)
    before = next((each for each in others if each.endpoint == new.endpoint), None)
    if before is not None:
        new = msgspec.structs.replace(new, made_at=before.made_at)
    return (*(each for each in others if each.endpoint != new.endpoint), new)


def without(phones: Iterable[Phone], names: Collection[str], now: int) -> tuple[Phone, ...]:
    """Return phones without those of these names, and without those whose time is over."""
    return tuple(each for each in living(phones, now) if name_of(each.endpoint) not in names)


def waits_for_call(conversation: Conversation | None, now: int, limits: Limits) -> bool:
    """Return whether somebody waits for an answer here whom nobody has taken: no left question, and nobody who has gone."""
    if conversation is None or conversation.status != "waiting" or conversation.left_until is not None:
        return False
    return conversation.gone_at is None and not presence.is_gone(conversation, now, limits)


def is_open(hours: Hours | None, now: float) -> bool:
    """Return whether a site is open; one without hours always is. `now`: in epoch seconds."""
    if hours is None:
        return True
    return any(each.start <= now < each.end for each in openings(hours, now, days=1))


def on_duty(
    everybody: Iterable[Phones], agents: Iterable[AgentOnDuty], now: int, limits: Limits
) -> list[tuple[Phones, bool]]:
    """Return whose phones may ring, each with whether their console is open: then they are not called while they answer somebody."""
    there = {each.person: each for each in agents}
    somebody = any(each.available and presence.is_there(each, now, limits) for each in there.values())
    found = []
    for its in everybody:
        agent = there.get(its.person)
        available = agent is not None and agent.available
        if living(its.phones, now) and (available or (its.when == "nobody" and not somebody)):
            found.append((its, presence.is_there(agent, now, limits)))
    return found
