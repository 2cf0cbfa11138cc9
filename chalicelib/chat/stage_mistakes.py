"""What is wrong with values that are to hold for the whole service."""

import ipaddress
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network, IPv6Network
from typing import Final

from chalicelib.chat import transcript
from chalicelib.chat.errors import AddressInvalid
from chalicelib.chat.limits import STAGE_LIMITS, Bounds
from chalicelib.chat.stage import Stage
from chalicelib.chat.wire import Mistake

_LEAST_LETTERS: Final = 2
_MAPPED: Final = ipaddress.IPv6Network("::ffff:0:0/96")


def mistakes(stage: Stage) -> Iterator[Mistake]:
    """Yield all that is wrong with what is to hold for the whole service."""
    for role, networks in stage.networks.items():
        yield from _networks(f"networks.{role}", networks)
    yield from _told(stage.told)
    yield from _between("told_after_minutes", stage.told_after_minutes, STAGE_LIMITS.told_after_minutes)
    yield from _between("left_question_days", stage.left_question_days, STAGE_LIMITS.left_question_days)
    for language, entries in stage.veiled.items():
        yield from _veiled(f"veiled.{language}", entries)
    yield from _between("remind_after_minutes", stage.remind_after_minutes, STAGE_LIMITS.remind_after_minutes)
    if stage.return_after_minutes:
        yield from _return_after(stage)


def _veiled(where: str, entries: Sequence[str]) -> Iterator[Mistake]:
    most, characters = STAGE_LIMITS.veiled_a_language, STAGE_LIMITS.veiled_characters
    if len(entries) > most:
        yield _too_many(where, len(entries), most)
    known: set[str] = set()
    for number, written in enumerate(entries):
        place = f"{where}[{number}]"
        if len(written) > characters:
            sentence = f"{written[:characters]!r} is longer than {characters} characters."
            yield Mistake(where=place, code="too_long", sentence=sentence, limit=characters)
        elif sum(map(str.isalnum, written)) < _LEAST_LETTERS:
            sentence = f"{written!r} has fewer than {_LEAST_LETTERS} letters: it would veil too much."
            yield Mistake(where=place, code="too_few", sentence=sentence, limit=_LEAST_LETTERS)
        elif written.casefold() in known:
            yield Mistake(where=place, code="twice", sentence=f"{written!r} is there twice.")
        known.add(written.casefold())


def network_in(written: str) -> IPv4Network | IPv6Network:
    """Return the network that this text means, whatever bits of a host it has; a mapped one as IPv4. Raises ValueError.

    A zone (`fe80::%eth0/64`) is a name on one machine, of any characters, and says nothing of where somebody comes from.
    """
    if "%" in written:
        raise ValueError
    network = ipaddress.ip_network(written.strip(), strict=False)
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        bits = network.prefixlen - _MAPPED.prefixlen
        return ipaddress.IPv4Network((int(network.network_address) & 0xFFFF_FFFF, bits))
    return network


def _networks(where: str, networks: Sequence[str]) -> Iterator[Mistake]:
    most = STAGE_LIMITS.networks_a_role
    if len(networks) > most:
        yield _too_many(where, len(networks), most)
    known: list[str] = []
    for number, written in enumerate(networks):
        place = f"{where}[{number}]"
        try:
            meant = network_in(written)
        except ValueError:
            sentence = f"{written[:60]!r} is no network; one is 192.0.2.0/24 or 2001:db8::/32."
            yield Mistake(where=place, code="network", sentence=sentence)
            continue
        if meant != _as_written(written):
            sentence = f"{written[:60]!r} is no network, but {meant} is."
            yield Mistake(where=place, code="network_meant", sentence=sentence, meant=str(meant))
        elif str(meant) in known:
            yield Mistake(where=place, code="twice", sentence=f"{meant} is there twice.")
        known.append(str(meant))


def _as_written(written: str) -> IPv4Network | IPv6Network | None:
    try:
        return ipaddress.ip_network(written.strip())
    except ValueError:
        return None


def _told(told: Sequence[str]) -> Iterator[Mistake]:
    if len(told) > STAGE_LIMITS.told:
        yield _too_many("told", len(told), STAGE_LIMITS.told)
    mailboxes: list[str] = []
    for number, written in enumerate(told):
        try:
            address = transcript.address(written)
        except AddressInvalid:
            sentence = f"{written[:60]!r} is no mail address; one is help@your.example."
            yield Mistake(where=f"told[{number}]", code="mail", sentence=sentence)
            continue
        mailboxes.append(transcript.mailbox(address))
        if "xn--" in address and "xn--" not in written.lower():
            sentence = (
                f"{written[:60]!r} has letters after the @ that mail does not carry; as it does, it is {address}."
            )
            yield Mistake(where=f"told[{number}]", code="mail", sentence=sentence, meant=address)
        elif mailboxes[-1] in mailboxes[:-1]:
            yield Mistake(where=f"told[{number}]", code="twice", sentence=f"{written!r} is there twice.")


def _return_after(stage: Stage) -> Iterator[Mistake]:
    """Yield what is wrong with when a conversation goes back: nobody loses it before they were reminded."""
    least, most = STAGE_LIMITS.return_after_minutes
    bounds = Bounds(min(max(least, stage.remind_after_minutes + 1), most), most)
    yield from _between("return_after_minutes", stage.return_after_minutes, bounds)


def _between(where: str, value: int, bounds: Bounds) -> Iterator[Mistake]:
    sentence = f"{value} is not from {bounds.least} to {bounds.most}."
    if value < bounds.least:
        yield Mistake(where=where, code="too_small", sentence=sentence, limit=bounds.least)
    if value > bounds.most:
        yield Mistake(where=where, code="too_large", sentence=sentence, limit=bounds.most)


def _too_many(where: str, there: int, most: int) -> Mistake:
    return Mistake(where=where, code="too_many", sentence=f"{there} are too many; there may be {most}.", limit=most)
