"""A visitor and an agent before the deployed service, over HTTP and its WebSockets: what a browser does, by hand."""

import contextlib
import hashlib
import itertools
import json
import re
import secrets
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from cloud.deployment import Deployed
from cloud.emulator import Emulator
from local.cloud import totp

SITE: Final = "main"
ANSWERED_WITHIN: Final = 30.0
"""Seconds, on a machine that others use too."""
LISTENED_AT_ONCE: Final = 0.1
KNOWN_FOR: Final = 0.4
"""Seconds in which what is on its way arrives."""
TRIED_AGAIN: Final = 12
"""How often something is asked that is refused because it was asked too often."""

_networks = itertools.count(1)


class Failed(Exception):
    """Raised when the service does not do what was asked of it. Says what it answered."""


class Answer(NamedTuple):
    """What a route answers: `body` read as JSON, or as it is."""

    status: int
    body: Any
    headers: dict[str, str]


class Service:
    """The deployed service as a browser reaches it, and its mailbox."""

    def __init__(self, emulator: Emulator, deployed: Deployed) -> None:
        self.emulator = emulator
        self.deployed = deployed
        self.page = {"X-Juttu": "1", "Origin": deployed.origin, "Sec-Fetch-Site": "same-origin"}
        """What our own page sends with a command."""
        self.patience = ANSWERED_WITHIN
        """So many seconds are waited for what somebody else is to be told."""
        self.is_known: Callable[[], bool] = lambda: False
        """Whether it is known already that it may not come; then it is waited for no longer than a moment."""

    def rest(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """Return what a route answers, whatever that is. Raises Failed where nobody answers."""
        address = urlsplit(self.deployed.service + path)
        connection = HTTPConnection(str(address.hostname), address.port, timeout=60)
        sent = None if body is None else json.dumps(body).encode()
        target = f"{address.path}?{address.query}" if address.query else address.path
        try:
            connection.request(method, target, sent, {"Content-Type": "application/json", **(headers or {})})
            answer = connection.getresponse()
            return _read(answer.status, answer.read(), answer.headers)
        except OSError as error:
            raise Failed(f"{method} {path} was not answered: {error}") from error
        finally:
            connection.close()

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """Return what a route answers that does what it is asked to. Raises Failed.

        Whoever asks too often waits as the service says, and a check is done.
        """
        answer = self.rest(method, path, body, headers)
        for _ in range(TRIED_AGAIN):
            if answer.status < HTTPStatus.BAD_REQUEST:
                return answer
            found = answer.body if isinstance(answer.body, dict) else {}
            if found.get("code") == "check_needed":
                body = {**body, "check": checked(found["challenge"], found["bits"])}
            elif found.get("code") == "too_many":
                time.sleep(found.get("retry_after", 1))
            else:
                break
            answer = self.rest(method, path, body, headers)
        raise Failed(f"{method} {path} was answered {answer.status} {answer.body}")

    @contextlib.contextmanager
    def socket(self, headers: dict[str, str]) -> Iterator["Line"]:
        """Open a socket for a visitor or an agent and close it. Raises Failed."""
        line = self.open(headers)
        try:
            yield line
        finally:
            line.close()

    def open(self, headers: dict[str, str], source: str | None = None) -> "Line":
        """Open a socket for a visitor or an agent, from an address of this machine's. Raises Failed."""
        origin = self.deployed.origin
        ticket = self.ask("POST", "/v1/tickets", None, {"Origin": origin, **headers}).body
        try:
            opened = connect(
                ticket["socket"],
                origin=Origin(origin),
                subprotocols=[Subprotocol("juttu.v1"), Subprotocol(f"ticket.{ticket['ticket']}")],
                open_timeout=ANSWERED_WITHIN,
                ping_interval=None,  # a browser sends none
                close_timeout=1,
                compression=None,
                proxy=None,
                source_address=None if source is None else (source, 0),
            )
        except (WebSocketException, OSError) as error:
            raise Failed(f"The socket did not open: {error}") from error
        return Line(opened, self)

    def mail(self, to: str, after: int) -> str:
        """Return the text of the newest mail to an address, of those beginning with the so-manyth. Raises Failed."""
        for _ in self.waiting():
            sent = [each for each in self.emulator.mails()[after:] if to in json.dumps(each)]
            if sent:
                return _text(sent[-1])
            time.sleep(0.05)
        raise Failed(f"No mail came to {to}")

    def waiting(self) -> Iterator[float]:
        """Yield for how many seconds may be listened at once, as long as it is waited for what somebody else is to be told."""
        ends = time.monotonic() + self.patience
        known = False
        while (left := ends - time.monotonic()) > 0:
            yield min(left, LISTENED_AT_ONCE)
            if not known and self.is_known():
                known, ends = True, min(ends, time.monotonic() + KNOWN_FOR)


class Line:
    """An open socket."""

    def __init__(self, socket: ClientConnection, service: Service) -> None:
        self.socket = socket
        self._service = service
        self.protocol = socket.subprotocol

    def send(self, frame: dict[str, Any]) -> None:
        """Send a frame. Raises Failed."""
        try:
            self.socket.send(json.dumps(frame))
        except WebSocketException as error:
            raise Failed(f"The socket is closed: {error}") from error

    def hear(self, kind: str, where: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """Return the next frame of a kind. Raises Failed when none comes, or a refusal."""
        heard: list[str] = []
        for left in self._service.waiting():
            try:
                frame = json.loads(self.socket.recv(timeout=left))
            except TimeoutError:
                continue
            except (WebSocketException, ValueError) as error:
                raise Failed(f"No {kind} was heard, but {heard}: {type(error).__name__}") from error
            if frame.get("is") == kind and where(frame):
                return dict(frame)
            heard.append(str(frame.get("is", frame)))
            if frame.get("is") == "refused" or "is" not in frame:
                raise Failed(f"{kind} was wanted, and {frame} was heard")
        raise Failed(f"No {kind} was heard, but {heard}")

    def receive(self, seconds: float) -> dict[str, Any]:
        """Return the next frame within so many seconds: an empty one where none comes, and for one that is not the service's own.

        Raises Failed where the socket is closed.
        """
        try:
            frame = json.loads(self.socket.recv(timeout=seconds))
        except (TimeoutError, ValueError):
            return {}
        except WebSocketException as error:
            raise Failed(f"The socket is closed: {error}") from error
        return dict(frame) if "is" in frame else {}

    def asks(self, frame: dict[str, Any], kind: str) -> dict[str, Any]:
        """Send a frame and return its answer of a kind. Raises Failed."""
        self.send(frame)
        return self.hear(kind)

    def close(self) -> None:
        """Close it, whoever is at the other end."""
        with contextlib.suppress(WebSocketException, OSError):
            self.socket.close()


class Visitor:
    """One visitor in one conversation."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.key = secrets.token_urlsafe(32)
        number = next(_networks)
        # Each from a network of its own, as from one only so many begin in an hour: the emulator's gateway believes this header.
        network = f"198.18.{number % 250}.{1 + number // 250}"
        self.headers = {
            "Authorization": f"Bearer {self.key}",
            "Origin": service.deployed.origin,
            "X-Forwarded-For": network,
        }
        self.conversation = ""
        self.said = 0

    def start(self, text: str = "Hei, mikä kiuas?") -> None:
        """Start the conversation. Raises Failed."""
        body = {"site": SITE, "language": "fi", "id": "message-1", "text": text}
        found = self.service.ask("POST", "/v1/conversations", body, self.headers).body
        self.conversation, self.said = found["facts"]["conversation"], 1

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        """Return what a route of the conversation answers. Raises Failed."""
        return self.service.ask(method, f"/v1/conversation{path}", body, self.headers)

    def join(self, line: Line) -> dict[str, Any]:
        """Follow the conversation. Raises Failed."""
        return line.asks({"do": "join", "conversation": self.conversation}, "history")

    def say(self, line: Line, text: str) -> dict[str, Any]:
        """Say the next thing. Raises Failed."""
        number = self.said + 1
        frame = {"do": "say", "conversation": self.conversation, "id": f"message-{number}", "n": number, "text": text}
        said = line.asks(frame, "said")
        self.said = number
        return said

    def code_for(self, address: str) -> str:
        """Order the conversation by mail, and return the code that comes to the address first. Raises Failed."""
        before = len(self.service.emulator.mails())
        self.ask("POST", "/transcript", {"address": address})
        return str(re.findall(r"\b\d{6}\b", self.service.mail(address, before))[0])

    def order_copy(self, address: str) -> None:
        """Order the conversation by mail, and prove the address with the code that comes. Raises Failed."""
        code = self.code_for(address)
        before = len(self.service.emulator.mails())
        self.ask("POST", "/transcript/confirm", {"code": code})
        self.service.mail(address, before)


class Agent:
    """One member of staff who has been given a temporary password."""

    def __init__(self, service: Service, user: str, password: str) -> None:
        self.service = service
        self.user = user
        self.temporary = password
        self.password = "a passphrase of " + secrets.token_hex(8)
        self.secret = ""
        self.headers: dict[str, str] = dict(service.page)
        self._used = 0

    def sign_in_first(self) -> list[str]:
        """Choose a password, enrol a second factor, accept the commitment. Return the steps. Raises Failed."""
        given = {"user": self.user, "password": self.temporary}
        steps = [self._step("", given)]
        chosen = {"user": self.user, "challenge": steps[-1]["challenge"], "password": self.password}
        steps.append(self._step("/password", chosen))
        self.secret = steps[-1]["secret"]
        proved = {"user": self.user, "challenge": steps[-1]["challenge"], "code": self.code()}
        steps.append(self._step("/code", proved))
        commitment = self.ask("GET", "/v1/me").body["commitment"]
        accepted = {name: commitment[name] for name in ("version", "hash")}
        self.ask("POST", "/v1/me/commitment", accepted)
        return [step["next"] for step in steps]

    def sign_in(self) -> None:
        """Sign in with password and code. Raises Failed."""
        step = self._step("", {"user": self.user, "password": self.password})
        self._step("/code", {"user": self.user, "challenge": step["challenge"], "code": self.code()})

    def code(self) -> str:
        """Return a code that was not used yet: one counts once."""
        while (step := totp.step_at(time.time())) + 1 <= self._used:
            time.sleep(0.2)
        self._used = max(step, self._used + 1)
        return totp.code(self.secret, self._used)

    def _step(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self.service.ask("POST", f"/v1/sign-in{path}", body, self.service.page)
        cookies = SimpleCookie(answer.headers.get("set-cookie", ""))
        if "juttu" in cookies:
            self.headers = {**self.service.page, "Cookie": f"juttu={cookies['juttu'].value}"}
        return dict(answer.body)

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        """Return what a route answers the agent. Raises Failed."""
        return self.service.ask(method, path, body, self.headers)

    def take(self, conversation: str) -> None:
        """Take a conversation. Raises Failed."""
        self.ask("POST", f"/v1/conversations/{conversation}/take")

    def answer(self, conversation: str) -> None:
        """Take a conversation and answer it, without a socket. Raises Failed."""
        self.take(conversation)
        said = {"id": "answer-01", "n": 1, "text": "Hei! Se sopii hyvin."}
        self.ask("POST", f"/v1/conversations/{conversation}/messages", said)

    def join(self, line: Line, conversation: str) -> dict[str, Any]:
        """Follow a conversation. Raises Failed."""
        return line.asks({"do": "join", "conversation": conversation}, "history")

    def say(self, line: Line, conversation: str, number: int, text: str) -> dict[str, Any]:
        """Say something in a conversation. Raises Failed."""
        frame = {"do": "say", "conversation": conversation, "id": f"answer-{number:02}", "n": number, "text": text}
        return line.asks(frame, "said")


def checked(challenge: str, bits: int) -> dict[str, str]:
    """Return the answer to the service's check, which takes a moment's work."""
    number = 0
    while int.from_bytes(hashlib.sha256(f"{challenge}:{number}".encode()).digest(), "big") >> (256 - bits):
        number += 1
    return {"challenge": challenge, "answer": str(number)}


def until(found: Callable[[], Any], what: str, seconds: float = ANSWERED_WITHIN) -> Any:
    """Return the first thing that is found. Raises Failed when there is nothing in time."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if (value := found()) is not None:
            return value
        time.sleep(0.05)
    raise Failed(f"There was no {what} in {seconds:.0f} s")


def _read(status: int, content: bytes, headers: Any) -> Answer:
    named = {name.lower(): value for name, value in headers.items()}
    named["set-cookie"] = "; ".join(headers.get_all("set-cookie") or [])
    text = content.decode("utf-8", "replace")
    is_json = named.get("content-type", "").startswith("application/json")
    return Answer(status, json.loads(text) if is_json and text else text, named)


def _text(mail: dict[str, Any]) -> str:
    return "\n".join(mail.get(part) or "" for part in ("Subject", "BodyText", "BodyHtml"))
