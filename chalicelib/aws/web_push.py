"""Pushes without any content to browser makers' push services (RFC 8030), which know us by our key (VAPID, RFC 8292).

The key stays in KMS, which is only asked to sign. These are the only hosts beside AWS that are called, so this is narrow: only services that `chat/phones.py` knows, looked at again at each push;
over HTTPS, to a public address, no redirect followed, a short time, and of the answer only its status. An endpoint is a secret of
its person's and stands in no log.
"""

import base64
import ipaddress
import json
import logging
import socket
import ssl
import threading
from collections.abc import Callable, Collection
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.chat.errors import PushServiceUnknown, Unavailable
from chalicelib.chat.phones import service_of
from chalicelib.chat.ports import Clock, Pushed

SECONDS: Final = 3.0
"""So long each step of a push may take: it is one of several, and nobody is called by what comes late."""
TTL_SECONDS: Final = 120
"""So long a push service keeps what it cannot deliver: whoever has waited for longer has been answered, or is told of anew."""
TOKEN_SECONDS: Final = 12 * 3600
"""So long a token is good; RFC 8292 allows a day."""
_POINT: Final = 65
"""Bytes of a public key on P-256 as it stands at the end of its DER: 4, x and y."""
_HALF: Final = 32
_RENEWED_BEFORE: Final = 3600
_GONE: Final = (404, 410)
_LATER: Final = (408, 425, 429)
Resolve = Callable[..., list[Any]]

_log = logging.getLogger("juttu")


class WebPush:
    """Calls phones at their push services. Every method that needs the key raises Unavailable when KMS fails."""

    def __init__(
        self,
        client: Any,
        key: str,
        contact: str,
        now: Clock,
        *,
        also: Collection[str] = (),
        resolve: Resolve = socket.getaddrinfo,
    ) -> None:
        """`client`: of KMS. `key`: the name of its key there, on P-256; empty where there is none. `contact`: a mail address at which push services reach the operator. `also`: origins that are taken besides, on loopback."""
        self._client = client
        self._key = key
        self._contact = contact
        self._now = now
        self._also = frozenset(also)
        self._resolve = resolve
        self._tokens: dict[str, tuple[float, str]] = {}
        self._public = ""
        self._asking = threading.Lock()

    def key(self) -> str | None:
        """Return the public key in base64url, with which a browser asks its push service, asked of KMS once a process; None
        where the operator has made none.
        """
        if not self._key:
            return None
        with self._asking:
            if not self._public:
                try:
                    answer = self._client.get_public_key(KeyId=self._key)
                except (ClientError, BotoCoreError) as error:
                    raise Unavailable(retry_after=1) from error
                self._public = _encoded(answer["PublicKey"][-_POINT:])
            return self._public

    def require_known(self, endpoint: str) -> None:
        """Return when an endpoint belongs to a push service that is called. Raises PushServiceUnknown."""
        service_of(endpoint, self._also)

    def call(self, endpoint: str) -> Pushed:
        """Have a phone ring, and return what its push service said: `taken`, `gone` for good, `later`, or `refused`."""
        try:
            service = service_of(endpoint, self._also)
        except PushServiceUnknown:
            return self._told("unknown service", "refused")
        key = self.key()
        if key is None:
            return "refused"
        authorization = f"vapid t={self._token(service)}, k={key}"
        try:
            status = self._post(service, endpoint, authorization)
        except _NotPublicError:
            return self._told("not public", "refused")
        except (OSError, HTTPException):
            return self._told("no answer", "later")
        except ValueError:  # a name that cannot be looked up, an address that cannot be asked for
            return self._told("no address", "refused")
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return "taken"
        if status in _GONE:
            return "gone"
        passing = status in _LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR
        return self._told(str(status), "later" if passing else "refused")

    def _told(self, why: str, pushed: Pushed) -> Pushed:
        """Leave a line of what went wrong, without whose phone that was."""
        _log.warning("push", extra={"event": "push", "outcome": pushed, "why": why})
        return pushed

    def _post(self, service: str, endpoint: str, authorization: str) -> int:
        """Return the status of the answer; nothing of it is read but its head. Raises OSError, HTTPException, _NotPublicError."""
        parts = urlsplit(endpoint)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection = self._connected(service)
        try:
            headers = {
                "Authorization": authorization,
                "TTL": str(TTL_SECONDS),
                "Urgency": "high",
                "Topic": "waiting",
                "Content-Length": "0",
            }
            connection.request("POST", path, headers=headers)
            return connection.getresponse().status
        finally:
            connection.close()

    def _connected(self, service: str) -> HTTPConnection:
        """Return a connection to a service at an address that was looked at; no other is looked up after that."""
        parts = urlsplit(service)
        host, port = parts.hostname or "", parts.port or 443
        address = self._resolve(host, port, type=socket.SOCK_STREAM)[0][4][0]
        if service in self._also:
            connection = HTTPConnection(host, port, timeout=SECONDS)
            connection.sock = socket.create_connection((address, port), SECONDS)
            return connection
        if not ipaddress.ip_address(address).is_global:
            raise _NotPublicError
        secure = HTTPSConnection(host, port, timeout=SECONDS)
        plain = socket.create_connection((address, port), SECONDS)
        try:
            secure.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise
        return secure

    def _token(self, service: str) -> str:
        """Return a token for a service; KMS signs one in eleven hours, for each service and process."""
        with self._asking:
            until, token = self._tokens.get(service, (0.0, ""))
            now = self._now()
            if not now < until <= now + TOKEN_SECONDS:
                claims = {"aud": service, "exp": int(now) + TOKEN_SECONDS, "sub": f"mailto:{self._contact}"}
                said = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
                token = f"{said}.{_encoded(self._sign(said.encode()))}"
                self._tokens[service] = (now + TOKEN_SECONDS - _RENEWED_BEFORE, token)
            return token

    def _sign(self, message: bytes) -> bytes:
        """Return the signature of a message (ES256): r and s, 32 bytes each."""
        try:
            answer = self._client.sign(
                KeyId=self._key, Message=message, MessageType="RAW", SigningAlgorithm="ECDSA_SHA_256"
            )
        except (ClientError, BotoCoreError) as error:
            raise Unavailable(retry_after=1) from error
        return raw(answer["Signature"])


class _NotPublicError(Exception):
    """Raised when a push service's name leads to an address that is not public."""


def _part(value: dict[str, Any]) -> str:
    return _encoded(json.dumps(value, separators=(",", ":")).encode())


def _encoded(data: bytes) -> str:
    """Return bytes in base64url without padding, as JSON Web Tokens have them."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(der: bytes) -> bytes:
    """Return a signature on P-256 as JSON Web Signatures have it, from how KMS gives it: a sequence of two integers in DER.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html, RFC 7518, section 3.4.
    """
    at = 2
    halves = []
    for _ in range(2):
        size = der[at + 1]
        number = int.from_bytes(der[at + 2 : at + 2 + size], "big")
        halves.append(number.to_bytes(_HALF, "big"))
        at += 2 + size
    return b"".join(halves)
