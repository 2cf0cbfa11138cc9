"""What holds for the whole service and an administrator may set: from which networks each role may be used, who is told of
questions that wait, for how long one waits, and when an agent who does not answer is reminded and loses the conversation.
"""

import functools
import hashlib
import ipaddress
from collections.abc import Collection, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import TYPE_CHECKING, Final

import msgspec

from chalicelib.chat.versions import digest_of
from chalicelib.chat.who import Role
from chalicelib.chat.wire import Language
from chalicelib.chat.words import VEILED_IN

if TYPE_CHECKING:
    from chalicelib.chat.ports import Choices

WITHIN_SECONDS: Final = 60
"""So long a process takes what it has read for what is there: by then a change holds everywhere."""
_CLOCKS_DIFFER: Final = 10
"""Seconds by which the clocks of two processes may differ."""


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """What is set for the whole service."""

    networks: Mapping[Role, tuple[str, ...]] = {}
    """From which networks each role may be used, as `ipaddress` writes them; a role without any, from anywhere."""
    told: tuple[str, ...] = ()
    """Mail addresses that are told of left questions which nobody has opened."""
    told_after_minutes: int = 60
    left_question_days: int = 7
    """How long a question that was left while nobody was there stays open for its answer."""
    remind_after_minutes: int = 3
    """An agent whose visitor has waited so long for an answer is reminded."""
    return_after_minutes: int = 10
    """After so long the conversation goes back to the queue; 0: it never does."""
    phones: bool = False
    """Whether phones in pockets are called when nobody takes whoever waits."""
    veiled: Mapping[Language, tuple[str, ...]] = {}
    """Words and phrases by which messages are veiled from agents who want that; a language that is not there has ours."""
    closed: Mapping[Language, str] = {}
    """What visitors read, in every language, instead of starting a conversation; nothing while they may. The operator's."""


class ServedStage(Stage, frozen=True, kw_only=True):
    """The same as it is served."""

    version: str = ""
    """The digest that stands with it; nothing while nobody has saved any."""
    changed_at: int | None = None
    """When it was last changed, in milliseconds."""
    agent_networks_changed_at: int | None = None
    """When it was last changed from where agents may answer, in milliseconds."""


def seeded(settings: "Choices") -> ServedStage:
    """Return what holds while nobody has saved anything: what the operator has deployed."""
    told = (settings.alerts_to,) if settings.alerts_to else ()
    return ServedStage(told=told, left_question_days=settings.left_question_days)


def plain(stage: Stage) -> Stage:
    """Return what is set, without what the service knows of it."""
    return Stage(**{name: getattr(stage, name) for name in Stage.__struct_fields__})


def veiled(stage: Stage) -> dict[Language, tuple[str, ...]]:
    """Return by which words and phrases messages are veiled, in every language."""
    return {language: stage.veiled.get(language, ours) for language, ours in VEILED_IN.items()}


def version_of(stage: Stage) -> str:
    """Return the digest of what is set."""
    return digest_of(plain(stage))


def mark_of(address: str) -> str:
    """Return what a mail to one of those who are told carries, by which it is known whose mail came back."""
    return hashlib.sha256(f"juttu:told:{address}".encode()).hexdigest()[:32]


# ------------------------------------------------------------------------------------------------- networks


def let_in_before(stage: ServedStage, since: int, now: int) -> bool:
    """Return whether a socket of staff that is open since a moment was let in by other networks of agents than there now are.

    For a minute a process may go on letting in by those that it has read; once that is over, what was opened in it counts, too.
    Times are milliseconds.
    """
    changed_at = stage.agent_networks_changed_at
    if changed_at is None:
        return False
    everywhere_at = changed_at + (WITHIN_SECONDS + _CLOCKS_DIFFER) * 1000
    return since <= changed_at or since < everywhere_at <= now


def roles_at(networks: Mapping[Role, tuple[str, ...]], roles: Collection[Role], source: str) -> frozenset[Role]:
    """Return those of somebody's roles that may be used from an address; one that is no address is in no network."""
    address = address_of(source)
    return frozenset(role for role in roles if not networks.get(role) or _is_in(address, networks[role]))


def address_of(source: str) -> IPv4Address | IPv6Address | None:
    """Return the address that this text is, one that is mapped into IPv6 as the IPv4 address that it stands for."""
    try:
        address = ipaddress.ip_address(source)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_in(address: IPv4Address | IPv6Address | None, networks: Collection[str]) -> bool:
    return address is not None and any(address in _network(each) for each in networks)


@functools.lru_cache(maxsize=512)
def _network(written: str) -> IPv4Network | IPv6Network:
    return ipaddress.ip_network(written)
