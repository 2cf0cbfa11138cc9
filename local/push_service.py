"""A stand-in for browser makers' push services, on the control page: it gives phones to people, and shows what calls them. Local runs only.

It is as strict as they are: a push without our key's signature, without a time to live or with any content is refused.
"""

import base64
import json
from collections import deque
from collections.abc import Callable, Mapping
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from chalicelib.chat import phones as rules
from chalicelib.chat.phones import Phone, Phones, When
from chalicelib.chat.services import Services

_KEPT: Final = 50
_DAYS: Final = 180


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """A push as it came."""

    at: float
    phone: str
    status: int
    ttl: str
    urgency: str


class PushService:
    """Phones of this machine, and the pushes that called them, newest first."""

    def __init__(self, origin: str, now: Callable[[], float]) -> None:
        self._origin = origin
        self._now = now
        self._given: dict[str, str] = {}
        self.arrived: deque[Arrived] = deque(maxlen=_KEPT)

    @property
    def phones(self) -> Mapping[str, str]:
        """Whose phones there are, by their names here."""
        return self._given

    def give(self, services: Services, person: str, when: When) -> None:
        """Give somebody a phone, as if they had wanted it on their own page."""
        name = f"phone-{len(self._given) + 1}"
        now = services.milliseconds()
        phone = Phone(endpoint=f"{self._origin}/push/{name}", made_at=now, until=now // 1000 + _DAYS * 24 * 3600)
        before = services.phones.of(person)
        there = () if before is None else before.phones
        services.phones.change(before, Phones(person=person, when=when, phones=rules.with_phone(there, phone, now)))
        self._given[name] = person

    def lose(self, name: str) -> None:
        """Have a phone be gone, so that whoever calls it is told."""
        self._given.pop(name, None)

    def receive(self, phone: str, headers: Mapping[str, str], content: bytes) -> int:
        """Return the status that a push is answered with."""
        status = self._status(phone, headers, content)
        self.arrived.appendleft(
            Arrived(
                at=self._now(),
                phone=phone,
                status=status,
                ttl=headers.get("TTL", ""),
                urgency=headers.get("Urgency", ""),
            )
        )
        return status

    def _status(self, phone: str, headers: Mapping[str, str], content: bytes) -> int:
        if not headers.get("TTL", "").isdecimal() or content:
            return 400
        if not self._is_signed(headers.get("Authorization", "")):
            return 403
        return 201 if phone in self._given else 410

    def _is_signed(self, authorization: str) -> bool:
        scheme, _, parts = authorization.partition(" ")
        given = dict(each.strip().partition("=")[::2] for each in parts.split(","))
        try:
            said, _, signature = given["t"].rpartition(".")
            claims = json.loads(_decoded(said.partition(".")[2]))
            raw = _decoded(signature)
            halves = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
            key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _decoded(given["k"]))
            key.verify(utils.encode_dss_signature(*halves), said.encode(), ec.ECDSA(hashes.SHA256()))
        except (KeyError, ValueError, InvalidSignature):
            return False
        in_time = self._now() < claims["exp"] <= self._now() + 24 * 3600
        return scheme == "vapid" and claims["aud"] == self._origin and in_time


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
