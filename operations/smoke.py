"""`python -m operations smoke --stage prod`: a conversation with oneself over the deployed addresses, with its times.

A visitor and an agent, from this machine: page, sign-in with a second factor, both ways over WebSockets, the access log, erasure.
Nobody is rung, nothing is counted, and what was made for it is gone afterwards, also when something fails.
"""

import asyncio
import base64
import contextlib
import hashlib
import hmac
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import msgspec

from chalicelib import wiring
from chalicelib.aws import calling
from chalicelib.chat import trial
from chalicelib.chat.actions import data_rights, talking
from chalicelib.chat.errors import NotFound, Refusal, Unauthenticated
from chalicelib.chat.people import Administrator
from chalicelib.chat.services import Services
from chalicelib.chat.site import Site
from chalicelib.rooms.people import actions as administering
from chalicelib.rooms.people.wire import CreatePerson
from operations import command, stack, stages
from operations.account import Account
from operations.command import tells_trouble
from operations.trouble import Trouble

PERSON: Final = "trial.agent"
KEY: Final = "trial-of-the-service"
"""The word with which the account is made: only an account that was made with it is deleted again."""
LENT_SECONDS: Final = 900
"""After so long the trial's site is gone, whatever became of the run."""
ANSWER: Final = 30
"""Seconds within which everything has to answer: a cold start, and API Gateway's own limit."""
SHOWN: Final = 45
"""Seconds within which CloudWatch shows a record that it has accepted; some seconds are usual."""
_STEP: Final = 30
"""Seconds for which a code of an authenticator stands."""

Says = Callable[[str], object]
Pause = Callable[[float], Awaitable[object]]
Begins = Callable[[], object]


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """How long each part took, in milliseconds, as seen from this machine."""

    page: int
    sign_in: int
    """With the choice of a password and the enrolment of a second factor."""
    start: int
    """From the first message until it is stored."""
    to_agent: int
    """From the visitor's message until the agent has it."""
    to_visitor: int
    """From the agent's answer until the visitor has it."""
    record: int
    """Until the access log shows that the agent has read."""
    erased: int


class SmokeFailed(Trouble):
    """Raised when something of the conversation failed. Says what, in a sentence."""


@tells_trouble
def main(arguments: Sequence[str] | None = None) -> int:
    """Hold the conversation, say how it went, and return the exit status."""
    parser = command.parser("smoke", "Hold a conversation with oneself over the deployed addresses.")
    asked = parser.parse_args(arguments)
    account = Account(stages.region_of(asked.stage))
    try:
        of_stage(stack.require(account, asked.stage), account, lambda line: print(line, flush=True))
    except SmokeFailed as failed:
        raise Trouble(f"{failed} What is wrong with the stage: `make doctor STAGE={asked.stage}`.") from failed
    return 0


def of_stage(deployed: stack.Stack, account: Account, says: Says) -> Times:
    """Hold the conversation over a stack's addresses, and return its times. Raises SmokeFailed, Trouble."""
    service = deployed.outputs.get("Service") or deployed.outputs["Console"].removesuffix("/console")
    services = stack.services_of(deployed, account)

    def begins() -> None:
        calling.begin(wiring.world, stack.SECONDS, stack.REQUEST)

    return run(service, deployed.outputs.get("Sockets", ""), services, says, begins=begins)


def run(
    service_url: str,
    sockets_url: str,
    services: Services,
    says: Says,
    *,
    pause: Pause = asyncio.sleep,
    begins: Begins = lambda: None,
) -> Times:
    """Hold a conversation with oneself, say how it went, and return its times. Raises SmokeFailed.

    `service_url`: of the REST service, without a slash at its end. `sockets_url`: the address that tickets have to name; empty where that
    does not matter. `services`: over the operator's own credentials, to make and to take away what only operators can. `begins`: gives
    them the time of one use anew, which the whole outlasts.
    """
    return asyncio.run(held(service_url, sockets_url, services, says, pause=pause, begins=begins))


async def held(
    service_url: str,
    sockets_url: str,
    services: Services,
    says: Says,
    *,
    pause: Pause = asyncio.sleep,
    begins: Begins = lambda: None,
) -> Times:
    """Do the same, for whoever has a loop already."""
    begins()
    _cleared(services)
    visitor = secrets.token_urlsafe(32)
    try:
        password = _made(services)
        async with _Browser.opened(service_url, pause) as page, _Browser.opened(service_url, pause) as desk:
            times = await _talked(_Trial(services, sockets_url, visitor, password, page, desk, says, pause, begins))
    except (Refusal, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SmokeFailed(f"The trial conversation could not be prepared: {_sentence(error)}.") from error
    finally:
        begins()
        for left in _left(services, visitor):
            says(left)
    return times


def site() -> Site:
    """Return the site of a trial."""
    return Site(key=trial.SITE, company="Trial", origins=("https://trial.invalid",))


def code_at(secret: str, seconds: float) -> str:
    """Return the six digits that an authenticator shows at a time (RFC 6238: SHA-1, 30 s)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    digest = hmac.new(key, int(seconds // _STEP).to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    return f"{(int.from_bytes(digest[offset : offset + 4], 'big') & 0x7FFF_FFFF) % 1_000_000:06}"


def check_of(refusal: dict[str, Any]) -> dict[str, str]:
    """Return the answer to the check that a start was refused for, as docs/protocol.md says."""
    challenge, number, shift = refusal["challenge"], 0, 256 - refusal["bits"]
    while int.from_bytes(hashlib.sha256(f"{challenge}:{number}".encode()).digest(), "big") >> shift:
        number += 1
    return {"challenge": challenge, "answer": f"{number}"}


# ------------------------------------------------------------------------------------------------- what is made and goes


def _made(services: Services) -> str:
    """Have the trial's site and its agent be there, and return the agent's temporary password. Raises Refusal."""
    services.sites.lend(site(), int(services.now()) + LENT_SECONDS)
    services.attempts.open(PERSON)  # trials of this hour have tried wrong passwords
    asked = CreatePerson(key=KEY, person=PERSON, given_name="Trial", roles=("agent",))
    return administering.create(services, Administrator("operator"), asked).password


def _cleared(services: Services) -> None:
    """Take away what a trial has left that was cut off. Raises SmokeFailed where that cannot be done."""
    for left in _left(services, None):
        raise SmokeFailed(left.removeprefix("! "))


def _left(services: Services, visitor: str | None) -> list[str]:
    """Take away what a trial has made, and return a sentence for each thing that is left. `visitor`: their key."""
    said: list[str] = []

    def gone(what: str, do: Callable[[], object]) -> None:
        try:
            do()
        except (NotFound, Unauthenticated):
            pass  # it is not there
        except Refusal as refusal:
            said.append(f"! {what} is left ({refusal.sentence.rstrip('.')}): the next trial takes it away.")

    if visitor is not None:
        gone("The trial's conversation", lambda: data_rights.erase(services, *talking.visitor(services, visitor)))
    gone(f"The account {PERSON}", lambda: administering.discard(services, Administrator("operator"), PERSON, KEY))
    gone("The trial's site", lambda: services.sites.take_back(trial.SITE))
    return said


# ------------------------------------------------------------------------------------------------- the conversation


@dataclass(frozen=True)
class _Trial:
    services: Services
    sockets_url: str
    key: str
    password: str
    page: "_Browser"
    desk: "_Browser"
    says: Says
    pause: Pause
    begins: Begins

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}


async def _talked(its: _Trial) -> Times:
    took: dict[str, int] = {}

    async def step(name: str, what: str, do: Callable[[], Awaitable[Any]], says: str = "") -> Any:
        """Do a part, and remember how long it took. Raises SmokeFailed with what it was."""
        its.begins()
        begun = time.perf_counter()
        try:
            found = await do()
        except (Refusal, _NotSo, aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError) as error:
            raise SmokeFailed(f"{what} failed: {_sentence(error)}.") from error
        took[name] = round((time.perf_counter() - begun) * 1000)
        if says:
            its.says(f"✓ {says} ({took[name]} ms)")
        return found

    await step("page", "Serving the chat's page", lambda: _pages(its), "The chat's page, loader and console are served")
    await step("wrong", "Refusing a wrong password", lambda: _refused(its), "A wrong password is refused")
    await step("sign_in", "Signing in", lambda: _signed_in(its), "An agent signs in, with a second factor")
    about = await step("start", "Starting a conversation", lambda: _started(its), "A visitor's first message is stored")
    async with contextlib.AsyncExitStack() as lines:
        opened = await step("lines", "Opening the sockets", lambda: _lines(its, lines, about), "Both have a socket")
        visitor, agent = opened
        await step("to_agent", "A message to the agent", lambda: _says(visitor, agent, about, 2), "Visitor → agent")
        await step("to_visitor", "A message to the visitor", lambda: _says(agent, visitor, about, 1), "Agent → visitor")
    await step("record", "The access log", lambda: _recorded(its, about), "The access log has who read it")
    await step("erased", "Erasing", lambda: _erased(its, about), "The conversation is erased")
    return msgspec.convert(took, Times)


async def _pages(its: _Trial) -> None:
    for path, part in ((f"/chat/{trial.SITE}", "data-site"), ("/juttu.js", "import"), ("/console", "<html")):
        status, text = await its.page.text(path)
        for _ in range(10):
            if status == 200:  # noqa: PLR2004 - as HTTP has it
                break
            # The site was written just now, and pages read it from whichever copy of the table answers.
            await its.pause(1)
            status, text = await its.page.text(path)
        if status != 200 or part not in text:  # noqa: PLR2004 - as HTTP has it
            raise _NotSo(f"{path} answers {status}")


async def _refused(its: _Trial) -> None:
    given = {"user": PERSON, "password": secrets.token_urlsafe(24)}
    status, answer = await its.desk.call("POST", "/v1/sign-in", given)
    if status != 401 or answer.get("code") != "sign_in_refused":  # noqa: PLR2004 - as HTTP has it
        raise _NotSo(f"it was answered with {status} {answer.get('code', '')}".rstrip())


async def _signed_in(its: _Trial) -> None:
    own = secrets.token_urlsafe(24)
    step = await its.desk.done("POST", "/v1/sign-in", {"user": PERSON, "password": its.password})
    for _ in range(4):
        body = {"user": PERSON, "challenge": step.get("challenge", "")}
        match step["next"]:
            case "new_password":
                step = await its.desk.done("POST", "/v1/sign-in/password", {**body, "password": own})
            case "enrol":
                shown = code_at(step["secret"], its.services.now())
                step = await its.desk.done("POST", "/v1/sign-in/code", {**body, "code": shown})
            case "done":
                break
            case other:
                raise _NotSo(f"signing in asks for {other}")
    me = await its.desk.done("GET", "/v1/me")
    promise = {"version": me["commitment"]["version"], "hash": me["commitment"]["hash"]}
    await its.desk.done("POST", "/v1/me/commitment", promise)


async def _started(its: _Trial) -> str:
    first: dict[str, Any] = {"site": trial.SITE, "language": "fi", "id": secrets.token_hex(8), "text": "Koe 1"}
    status, answer = await its.page.call("POST", "/v1/conversations", first, its.bearer)
    if answer.get("code") == "check_needed":  # this network has started some within the hour
        wait = answer.get("retry_after", 0)
        its.says(f"  … waiting {wait} s, as whoever starts several within an hour from one network has to")
        await its.pause(wait)
        first["check"] = check_of(answer)
        status, answer = await its.page.call("POST", "/v1/conversations", first, its.bearer)
    _require(status, answer)
    return str(answer["facts"]["conversation"])


async def _lines(
    its: _Trial, stack_: contextlib.AsyncExitStack, about: str
) -> tuple[aiohttp.ClientWebSocketResponse, aiohttp.ClientWebSocketResponse]:
    visitor = await stack_.enter_async_context(_line(its, its.page, its.bearer))
    await _asked(visitor, {"do": "join", "conversation": about, "after": 0}, "history")
    await its.desk.done("POST", f"/v1/conversations/{about}/take")
    agent = await stack_.enter_async_context(_line(its, its.desk, {}))
    await _asked(agent, {"do": "join", "conversation": about, "after": 0}, "history")
    return visitor, agent


@contextlib.asynccontextmanager
async def _line(
    its: _Trial, browser: "_Browser", headers: dict[str, str]
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    ticket = await browser.done("POST", "/v1/tickets", None, headers)
    if its.sockets_url and ticket["socket"] != its.sockets_url:
        raise _NotSo(f"the service names {ticket['socket']} for sockets, and the stack {its.sockets_url}")
    async with browser.http.ws_connect(
        ticket["socket"], protocols=("juttu.v1", f"ticket.{ticket['ticket']}"), origin=browser.origin
    ) as socket:
        yield socket


async def _says(
    by: aiohttp.ClientWebSocketResponse, to: aiohttp.ClientWebSocketResponse, about: str, number: int
) -> None:
    text = secrets.token_hex(8)
    say = {"do": "say", "conversation": about, "id": secrets.token_hex(8), "n": number, "text": text}
    await by.send_json(say)
    async with asyncio.timeout(ANSWER):
        while (await _heard(to, "told")).get("entry", {}).get("text") != text:
            pass
    await _heard(by, "said")


async def _recorded(its: _Trial, about: str) -> None:
    async with asyncio.timeout(SHOWN):
        while True:
            found = its.services.access_log.of_conversation(about).records
            if any((each.actor, each.action) == (PERSON, "conversation_opened") for each in found):
                return
            await its.pause(1)


async def _erased(its: _Trial, about: str) -> None:
    await its.page.done("POST", "/v1/conversation/close", None, its.bearer)
    await its.page.done("POST", "/v1/conversation/erase", None, its.bearer)
    status, _ = await its.page.call("GET", "/v1/conversation", None, its.bearer)
    if status != 401 or its.services.conversations.get(about) is not None:  # noqa: PLR2004 - as HTTP has it
        raise _NotSo("it is still there")


async def _asked(socket: aiohttp.ClientWebSocketResponse, frame: dict[str, Any], kind: str) -> None:
    await socket.send_json(frame)
    await _heard(socket, kind)


async def _heard(socket: aiohttp.ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    """Return the next frame of a kind. Raises _NotSo for a refusal, and when the line breaks."""
    async with asyncio.timeout(ANSWER):
        while True:
            message = await socket.receive()
            if message.type is not aiohttp.WSMsgType.TEXT:
                raise _NotSo("the socket was closed")
            frame: dict[str, Any] = message.json()
            if frame.get("is") == kind:
                return frame
            if frame.get("is") == "refused" or "is" not in frame:
                raise _NotSo(str(frame.get("sentence") or frame.get("message") or "the socket answers with an error"))


@dataclass(frozen=True)
class _Browser:
    """A page of the service, with cookies of its own."""

    service: str
    http: aiohttp.ClientSession
    pause: Pause

    @classmethod
    @contextlib.asynccontextmanager
    async def opened(cls, service: str, pause: Pause) -> AsyncIterator["_Browser"]:
        """Have a page of the service at an address."""
        within = aiohttp.ClientTimeout(total=ANSWER)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=within) as http:
            yield cls(service, http, pause)

    @property
    def origin(self) -> str:
        """The service's own origin."""
        parts = urlsplit(self.service)
        return f"{parts.scheme}://{parts.netloc}"

    async def text(self, path: str) -> tuple[int, str]:
        """Return status and text of a file or document."""
        async with self.http.get(self.service + path) as answer:
            return answer.status, await answer.text()

    async def call(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """Return status and body of a request from our own page."""
        sent = {"Origin": self.origin, "X-Juttu": "1", "Content-Type": "application/json", **(headers or {})}
        data = None if body is None else msgspec.json.encode(body)
        async with self.http.request(method, self.service + path, data=data, headers=sent) as answer:
            text = await answer.read()
            return answer.status, msgspec.json.decode(text) if text else {}

    async def done(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        """Return the body of a request that was answered with a success. Waits once as long as it is told. Raises _NotSo."""
        status, answer = await self.call(method, path, body, headers)
        if status == 429 and answer.get("retry_after", ANSWER) < ANSWER:  # noqa: PLR2004 - as HTTP has it
            await self.pause(answer["retry_after"])
            status, answer = await self.call(method, path, body, headers)
        _require(status, answer)
        return answer


class _NotSo(Exception):
    """Raised when an answer is another than it has to be."""


def _require(status: int, answer: dict[str, Any]) -> None:
    if status >= 400:  # noqa: PLR2004 - as HTTP has it
        raise _NotSo(str(answer.get("sentence") or answer.get("message") or f"it was answered with {status}"))


def _sentence(error: BaseException) -> str:
    if isinstance(error, Refusal):
        return error.sentence.rstrip(".")
    if isinstance(error, TimeoutError):
        return "nothing came in time"
    return (str(error) or type(error).__name__).rstrip(".")
