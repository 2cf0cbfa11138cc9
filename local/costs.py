"""What each route and frame costs in calls to AWS, accepted and refused: asked of the service over the local cloud and counted."""

import dataclasses
import importlib
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

import botocore.session
import msgspec
from chalice.app import Request, Response

import app as declared
from chalicelib import settings, wiring
from chalicelib.aws import calling
from chalicelib.aws.calling import World
from chalicelib.chat import commitment
from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import administering, talking, transcripts
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Administrator, session_hash
from chalicelib.chat.ports import Job, Listener, Site
from chalicelib.chat.services import Services
from chalicelib.chat.who import Role
from chalicelib.chat.wire import Say, ServerFrame, Start
from chalicelib.entrypoints import http, limits, pages, sockets
from local import protocol
from local.cloud import totp
from local.cloud.clock import Clock
from local.cloud.cloud import Cloud
from local.refusals import ROOT, Code

DOCUMENT: Final = ROOT / "docs" / "limits.md"
NOW = 1_795_600_000
HOST = "127.0.0.1:8600"
ORIGIN = f"http://{HOST}"
AGENT = "agent.a"
OWN, WRONG = "correct horse battery", "wrong horse battery"
FILE: Final = next((each.name for each in sorted((pages.STATIC / "static").glob("*.js"))), "")
"""Any file of the release."""
CREDENTIALS: Final = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}

_MADE = re.compile(r"(<!-- made: (limited_\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

Calls = Counter[str]
Body = Callable[[int, str], Any]
"""What is sent the so-manyth time, about a conversation."""


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """Calls to AWS by service and operation; None for what is not measured."""

    accepted: Calls | None = None
    refused: Calls | None = None


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """How a route or frame is asked: in which state of its conversation, with what, and how often until it is refused."""

    body: Body | None = None
    state: str = "taken"
    times: int | None = None
    """By its own limit; None: by the pace of its key, session or socket."""
    refusal: str = "too_many"


def own_message(n: int, _: str) -> dict[str, Any]:
    """Return the next message of either side, which has written one."""
    return {"id": f"message-{n + 2}", "n": n + 2, "text": "Hei"}


SAMPLES: Final[dict[str, Sample]] = {
    **{name: Sample(state="none") for name in ("GET /", "GET /juttu.js", "GET /panel.js", "GET /console")},
    **{name: Sample(state="none") for name in ("GET /launcher/{name}", "GET /widget/{site}", "GET /chat/{site}")},
    "GET /static/{name}": Sample(state="none"),
    "POST /v1/conversations": Sample(
        body=lambda *_: {"site": "demo", "language": "fi", "id": "message-1", "text": "Hei"},
        state="new key each time",
        times=LIMITS.conversations_an_hour,
        refusal="check_needed",
    ),
    "POST /v1/tickets": Sample(times=LIMITS.tickets_a_minute),
    "GET /v1/conversation": Sample(),
    "POST /v1/conversation/messages": Sample(body=own_message, times=LIMITS.messages_in_a_burst),
    "POST /v1/conversation/seen": Sample(body=lambda *_: {"seq": 3}),
    "GET /v1/conversation/rights": Sample(),
    "POST /v1/conversation/close": Sample(),
    "POST /v1/conversation/stay": Sample(),
    "POST /v1/conversation/name": Sample(body=lambda n, _: {"name": f"Nimi {n}"}, times=LIMITS.names_an_hour),
    "POST /v1/conversation/rating": Sample(body=lambda *_: {"score": 5}, state="closed"),
    "GET /v1/conversation/copy": Sample(times=LIMITS.copies_an_hour),
    "GET /v1/conversation/copy.html": Sample(times=LIMITS.copies_an_hour),
    "GET /v1/conversation/readings": Sample(times=LIMITS.readings_an_hour),
    "POST /v1/conversation/corrections": Sample(
        body=lambda n, _: {"about": 1, "id": f"correction-{n}", "text": "Hei"}, times=LIMITS.corrections_a_conversation
    ),
    "POST /v1/conversation/hide": Sample(body=lambda *_: {"seq": 1}),
    "POST /v1/conversation/objection": Sample(body=lambda *_: {"on": True}),
    "POST /v1/conversation/erase": Sample(),
    "POST /v1/conversation/transcript": Sample(
        body=lambda n, _: {"address": f"visitor{n}@example.com"},
        times=LIMITS.codes_a_conversation,
        refusal="transcript_limit",
    ),
    "POST /v1/sign-out": Sample(),
    "GET /v1/me": Sample(),
    "POST /v1/me/commitment": Sample(
        body=lambda *_: {"version": commitment.CURRENT.version, "hash": commitment.CURRENT.hash}, state="uncommitted"
    ),
    "POST /v1/me/available": Sample(body=lambda *_: {"on": True}),
    "GET /v1/desk": Sample(),
    "GET /v1/colleagues": Sample(),
    "GET /v1/conversations/{conversation}": Sample(),
    "POST /v1/conversations/{conversation}/messages": Sample(body=own_message, times=LIMITS.messages_in_a_burst),
    "POST /v1/conversations/{conversation}/seen": Sample(body=lambda *_: {"seq": 1}),
    "POST /v1/conversations/{conversation}/transfer": Sample(body=lambda *_: {"to": None}),
    "POST /v1/conversations/{conversation}/take": Sample(state="waiting"),
    "POST /v1/conversations/{conversation}/close": Sample(body=lambda *_: {}),
    "POST /v1/conversations/{conversation}/hide": Sample(body=lambda *_: {"seq": 1}),
    "POST /v1/conversations/{conversation}/transcript/offer": Sample(),
    "GET /v1/conversations/{conversation}/accesses": Sample(times=LIMITS.accesses_an_hour),
    "join": Sample(body=lambda _, about: {"do": "join", "conversation": about}, times=LIMITS.joins_a_minute),
    "leave": Sample(body=lambda _, about: {"do": "leave", "conversation": about}),
    "say": Sample(
        body=lambda n, about: {"do": "say", "conversation": about, **own_message(n, about)},
        times=LIMITS.messages_in_a_burst,
    ),
    "typing": Sample(body=lambda _, about: {"do": "typing", "conversation": about, "on": True}),
    "read": Sample(body=lambda _, about: {"do": "read", "conversation": about, "seq": 3}),
    "ping": Sample(body=lambda *_: {"do": "ping"}),
}
"""What takes a mail's code, an authenticator's or a ticket has a walk of its own: `_walks`."""


class Silent:
    """Sockets that are open and say nothing: what is pushed is another service's, and counted by who listens."""

    def send(self, connection: str, frame: ServerFrame) -> bool:  # noqa: ARG002 - as the port names them
        """Do nothing."""
        return True

    def close(self, connection: str) -> None:
        """Do nothing."""


class House:
    """A service with one conversation, of a visitor and an agent who both listen."""

    def __init__(self, cloud: Cloud, client: Callable[..., Any], state: str) -> None:
        cloud.begin_anew()
        world = World(now=cloud.clock)
        calling.begin(world, 24 * 3600)
        wired = wiring.build(settings.read(cloud.environment), world, client)
        self.cloud = cloud
        self.services: Services = dataclasses.replace(wired, push=Silent(), request="request-1")
        self.services.sites.put(Site(key="demo", company="Demo Oy", origins=(ORIGIN,)))
        self.key = "k" * 43
        committed = "" if state == "uncommitted" else commitment.CURRENT.hash
        self.services.people.ensure(AGENT, "A")
        self.cookie, _ = self.services.sessions.start(AGENT, "A", ("agent",), committed)
        self.cookie_hash = session_hash(self.cookie)
        self.about = rules.id_of(self.key)
        if state not in ("none", "new key each time", "uncommitted"):
            self._have(state)
        # What a process does once and then remembers is no part of a request's cost.
        self.services.counters.starts("warm")

    def _have(self, state: str) -> None:
        services = self.services
        talking.start(services, self.key, Start(site="demo", language="fi", id="message-1", text="Hei"), "192.0.2.0/24")
        if state == "waiting":
            return
        staff = services.sessions.check(self.cookie_hash, seen=False)
        talking.take(services, staff, self.about)
        frame = Say(conversation=self.about, id="answer-01", n=1, text="Hei")
        talking.say(services, staff, services.conversations.get(self.about), frame)
        services.sockets.open("visitor-1", Listener(conversation=self.about), int(services.now()))
        who, conversation = talking.visitor(services, self.key)
        talking.join(services, who, conversation, 0, "visitor-1")
        if state == "closed":
            talking.close(services, *talking.visitor(services, self.key))
        self.cloud.clock.advance(5)

    def ask(self, name: str, door: http.Door, n: int, body: Any) -> str:
        """Return with which code a route refuses, nothing when it does not."""
        answer = self.answer(name, door, n, body)
        return "" if answer.status_code < HTTPStatus.BAD_REQUEST else str(json.loads(answer.body)["code"])

    def answer(self, name: str, door: http.Door, n: int, body: Any) -> Response:
        """Return what a route answers."""
        method, path = name.split()
        by_visitor = path.startswith(("/v1/conversation/", "/v1/tickets")) or path in (
            "/v1/conversation",
            "/v1/conversations",
        )
        by_visitor = by_visitor and not path.startswith("/v1/conversations/")
        key = f"{n:043}" if name == "POST /v1/conversations" else self.key
        headers = {"host": HOST, "content-type": "application/json", "origin": ORIGIN, "x-juttu": "1"}
        headers |= {"authorization": f"Bearer {key}"} if by_visitor else {"cookie": f"juttu={self.cookie}"}
        event = {
            "multiValueQueryStringParameters": None,
            "headers": headers,
            "pathParameters": {
                "conversation": self.about,
                "site": "demo",
                "name": FILE if "static" in path else "demo.js",
            },
            "requestContext": {
                "httpMethod": method,
                "resourcePath": path,
                "requestId": "request-1",
                "identity": {"sourceIp": "192.0.2.7"},
            },
            "body": None if body is None else json.dumps(body),
            "isBase64Encoded": False,
            "stageVariables": None,
        }
        return http.answer(Request(event), door, lambda _: self.services)

    def send(self, body: Any) -> str:
        """Return with which code a frame is refused, nothing when it is not."""
        answer = sockets.message("visitor-1", json.dumps(body), self.services)
        found = json.loads(answer["body"]) if "body" in answer else {}
        return str(found["code"]) if found.get("is") == "refused" else ""

    def tire(self) -> None:
        """Let the key, the session and the socket have asked as often as they may."""
        most_of, pace = self.services.limits, self.services.pace
        for who, kind, most in (
            (f"Bearer {self.key}", "requests", most_of.visitor_requests_a_minute),
            (self.cookie, "requests", most_of.staff_requests_a_minute),
            ("visitor-1", "frames", most_of.frames_a_minute),
        ):
            while not pace.wait(kind, who, most, 60):
                pass


def document(written: str, costs: Mapping[str, Cost]) -> str:
    """Return the page of limits with its tables made anew."""
    parts = {"limited_routes": limits.ROUTES, "limited_frames": limits.FRAMES}
    return _MADE.sub(lambda part: f"{part[1]}\n{_table(parts[part[2]], costs)}\n\n{part[3]}", written)


def _table(rows: Mapping[str, limits.Row], costs: Mapping[str, Cost]) -> str:
    numbers = {name: f"{value:,}" for name, value in msgspec.structs.asdict(LIMITS).items()}
    lines = [
        "| | limit | kept | accepted | refused | burnt by an attacker, it refuses |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, row in rows.items():
        cost = costs.get(name, Cost())
        cells = (
            f"`{name}`",
            row.limit.format(**numbers),
            limits.KEPT[row.kept],
            _calls(cost.accepted),
            _calls(cost.refused),
        )
        lines.append(f"| {' | '.join(cells)} | {row.burnt.format(**numbers)} |")
    return "\n".join(lines)


def _calls(calls: Calls | None) -> str:
    if calls is None:
        return "–"
    listed = [f"{times} {name.partition('.')[2]}" for name, times in sorted(calls.items())]
    return f"**{calls.total()}**: {', '.join(listed)}" if listed else "**0**"


def measured() -> dict[str, Cost]:
    """Return what each route and frame costs that has a sample."""
    code = Code()
    with Cloud.start(clock=Clock(stopped_at=NOW), in_memory=True) as cloud:
        made = dict[str, Any]()
        session: Any = botocore.session.get_session()

        def client(service: str, **choices: Any) -> Any:
            if service not in made:
                made[service] = session.create_client(service, region_name=cloud.region, **CREDENTIALS, **choices)
            return made[service]

        found = {name: _measured(House(cloud, client, each.state), code, name, each) for name, each in SAMPLES.items()}
        return found | _walks(lambda state: House(cloud, client, state), code)


def _measured(house: House, code: Code, name: str, sample: Sample) -> Cost:
    ask = _asker(house, code, name, sample)
    accepted = _counted(house, lambda: ask(0, ""))
    for n in range(1, sample.times or 1):
        ask(n, "")
    if sample.times is not None:
        return Cost(accepted=accepted, refused=_counted(house, lambda: ask(sample.times or 0, sample.refusal)))
    if sample.state == "none":
        return Cost(accepted=accepted)
    house.tire()
    refusal = "" if name in FRAMES_IN_SILENCE else "too_many"
    return Cost(accepted=accepted, refused=_counted(house, lambda: ask(1, refusal)))


FRAMES_IN_SILENCE: Final = frozenset({"leave", "typing", "read", "ping"})
"""A socket that sends too much is closed, not answered."""


def _walks(open_house: Callable[[str], House], code: Code) -> dict[str, Cost]:
    """Return the same of what is asked with something that came another way."""
    return {
        **_signing_in(open_house("none"), code),
        "POST /v1/conversation/transcript/confirm": Cost(
            accepted=_confirming(open_house("taken"), code, wrong=0),
            refused=_confirming(open_house("taken"), code, wrong=LIMITS.code_tries),
        ),
        **_connecting(open_house("taken")),
    }


def _signing_in(house: House, code: Code) -> dict[str, Cost]:
    """Let somebody sign in for the first time; what is refused was asked before the wait for a failure was over."""
    roles: tuple[Role, ...] = ("agent",)
    made = administering.create(house.services, Administrator("operator"), AGENT, roles)
    names = ("POST /v1/sign-in", "POST /v1/sign-in/password", "POST /v1/sign-in/code")
    answers: list[Any] = []

    def ask(name: str, given: Mapping[str, str], status: int = HTTPStatus.OK) -> Calls:
        def asked() -> None:
            answers.append(house.answer(name, _door(code, name), 0, {"user": AGENT, **given}))

        cost = _counted(house, asked)
        if answers[-1].status_code != status:
            raise AssertionError(f"{name} was answered {answers[-1].body}")
        return cost

    def told() -> dict[str, str]:
        return {"challenge": str(json.loads(answers[-1].body)["challenge"])}

    accepted = {names[0]: ask(names[0], {"password": made.password})}
    accepted[names[1]] = ask(names[1], {"password": OWN, **told()})
    secret, challenge = str(json.loads(answers[-1].body)["secret"]), told()
    ask(names[2], {"code": "000000", **challenge}, HTTPStatus.UNAUTHORIZED)
    refused = {
        names[1]: ask(names[1], {"password": OWN, **challenge}, HTTPStatus.UNAUTHORIZED),
        names[2]: ask(names[2], {"code": "000000", **challenge}, HTTPStatus.UNAUTHORIZED),
    }
    house.cloud.clock.advance(60)
    accepted[names[2]] = ask(names[2], {"code": totp.code_at(secret, house.cloud.clock()), **challenge})
    for _ in range(LIMITS.sign_in_failures_a_network_and_name):
        ask(names[0], {"password": WRONG}, HTTPStatus.UNAUTHORIZED)
    refused[names[0]] = ask(names[0], {"password": WRONG}, HTTPStatus.UNAUTHORIZED)
    return {name: Cost(accepted=accepted[name], refused=refused[name]) for name in names}


def _confirming(house: House, code: Code, *, wrong: int) -> Calls:
    """Return what it costs to give the right code of a mail, after so many wrong ones."""
    who, conversation = talking.visitor(house.services, house.key)
    transcripts.order(house.services, who, conversation, "visitor@example.com", "192.0.2.0/24")
    transcripts.do(house.services, Job(kind="code", conversation=house.about, order=1))
    text = house.cloud.mails[-1].message.get_body(("plain",))
    if text is None:
        raise AssertionError("the mail has no text")
    (right,) = re.findall(r"^ +(\d{6})\s*$", text.get_content(), re.MULTILINE)
    name = "POST /v1/conversation/transcript/confirm"
    given = [f"{(int(right) + 1 + n) % 10**6:06}" for n in range(wrong)]
    for each in given:
        house.ask(name, _door(code, name), 0, {"code": each})
    answers: list[str] = []
    cost = _counted(house, lambda: answers.append(house.ask(name, _door(code, name), 0, {"code": right})))
    if answers != ["code_expired" if wrong else ""]:
        raise AssertionError(f"{name} was answered {answers[0] or 'as asked'}")
    return cost


def _connecting(house: House) -> dict[str, Cost]:
    """Open a visitor's socket with a ticket, try the ticket again, and end the socket."""
    expires_at = int(house.services.now()) + LIMITS.ticket_seconds
    ticket = house.services.sockets.issue(Listener(conversation=house.about), ORIGIN, expires_at)
    headers = {"Origin": ORIGIN, "Sec-WebSocket-Protocol": f"{sockets.PROTOCOL}, ticket.{ticket}"}
    event = {"headers": headers, "requestContext": {"connectionId": "visitor-2"}}
    answers: list[int] = []

    def connect() -> None:
        answers.append(sockets.connect(event, house.services)["statusCode"])

    opened, refused = _counted(house, connect), _counted(house, connect)
    if answers != [HTTPStatus.OK, HTTPStatus.FORBIDDEN]:
        raise AssertionError(f"$connect was answered {answers}")
    ended = _counted(house, lambda: sockets.disconnect("visitor-2", house.services))
    return {"$connect": Cost(accepted=opened, refused=refused), "$disconnect": Cost(accepted=ended)}


def _asker(house: House, code: Code, name: str, sample: Sample) -> Callable[[int, str], None]:
    def ask(n: int, expected: str) -> None:
        body = None if sample.body is None else sample.body(n, house.about)
        found = house.send(body) if " " not in name else house.ask(name, door, n, body)
        if found != expected:
            raise AssertionError(f"{name} was answered {found or 'as asked'} the {n + 1}. time")

    if " " in name:
        door = _door(code, name)
    return ask


def _door(code: Code, name: str) -> http.Door:
    method, path = name.split()
    place = protocol.door_of(code, declared.app.routes[path][method].view_name)
    door: http.Door = getattr(importlib.import_module(place.module), place.name)
    return door


def _counted(house: House, ask: Callable[[], None]) -> Calls:
    before = house.cloud.meter.read()
    ask()
    return Counter({call: times for call, times in (house.cloud.meter.read() - before).calls.items() if times})
