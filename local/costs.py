"""What each route and frame costs in calls to AWS, accepted and refused: asked of the service over the local cloud and counted."""

import contextlib
import functools
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

import botocore.session
import msgspec
from chalice.app import Request

import app as declared
from chalicelib import settings, wiring
from chalicelib.aws import calling
from chalicelib.aws.calling import World
from chalicelib.chat import commitment
from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import connecting, helping, noting, signing_in, talking, transcripts
from chalicelib.chat.actions.guarding import Asker
from chalicelib.chat.answers import Answer, Answers
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.notice.rows import digest
from chalicelib.chat.people import Dialogue, Profile, reference, session_hash
from chalicelib.chat.phones import Phone, Phones, name_of, service_of
from chalicelib.chat.ports import Job, Listener, Pushed
from chalicelib.chat.services import Services
from chalicelib.chat.site import Site, logo_digest
from chalicelib.chat.stage import plain
from chalicelib.chat.who import Role, Staff
from chalicelib.chat.wire import Credentials, Say, ServerFrame, Start, WriteNote
from chalicelib.entrypoints import http, limits, pages, sockets
from chalicelib.rooms.answers.wire import Whose
from chalicelib.rooms.notice import rules as notice_rules
from local.cloud import totp
from local.cloud.clock import Clock
from local.cloud.cloud import Cloud
from local.cloud.mail import SentMail
from local.refusals import ROOT

DOCUMENT: Final = ROOT / "docs" / "limits.md"
NOW = 1_795_600_000
HOST = "127.0.0.1:8600"
ORIGIN = f"http://{HOST}"
AGENT = "agent.a"
PERSON: Final = "person.p"
COLLEAGUE: Final = "colleague.c"
PHRASE: Final = "a passphrase of theirs"
SEED: Final = "JBSWY3DPEHPK3PXP"
ADDRESS: Final = "maija@example.com"
NETWORK: Final = "192.0.2.0/24"
CREDENTIALS: Final = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}

ASSET: Final = next((pages.STATIC / "static").glob("*.js"), pages.STATIC / "static" / "none.js").name
"""A file of the build."""

_MADE = re.compile(r"(<!-- made: (limited_\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

SETTINGS: Final[dict[str, Any]] = {
    "company": "Demo Oy",
    "origins": [ORIGIN],
    "language": "fi",
    "privacy_notice": {},
    "hours": None,
    "contacts": [],
    "colour": "",
    "theme": "system",
    "greeting": {"fi": "Hei"},
    "launcher": {},
    "topics": [],
    "today": [],
    "limits": {
        name: getattr(LIMITS, name)
        for name in ("transcripts_a_site_a_day", "conversations_an_hour", "unanswered_a_network")
    },
}
"""Of a site, as they are sent."""
STAGE: Final[dict[str, Any]] = {
    "networks": {"administrator": ["192.0.2.0/24"]},
    "told": ["keeper@example.com"],
    "told_after_minutes": 60,
    "left_question_days": 3,
    "remind_after_minutes": 3,
    "return_after_minutes": 10,
    "veiled": {"fi": ["hölmö*"]},
}
"""Of the whole service, likewise."""

Calls = Counter[str]
Body = Callable[["House", int], Any]
"""What is sent the so-manyth time."""


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """Calls to AWS by service and operation; None for what is not measured."""

    accepted: Calls | None = None
    refused: Calls | None = None
    stranger: Calls | None = None
    """Of whoever shows no key, no session and no ticket that is known, or a wrong password."""


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """How a route or frame is asked: in which state of its conversation, with what, and how often until it is refused."""

    body: Body | None = None
    state: str = "taken"
    times: int | None = None
    """By its own limit; None: by the pace of its key, session or socket."""
    refusal: str = "too_many"
    use_up: Callable[["House"], object] | None = None
    """Uses the limit up in a house of its own, where asking so often would not."""
    is_open: bool = False
    """Whether it asks for no key, session or ticket: whoever asks is as good as everybody."""


def file_of_answers(n: int) -> str:
    """Return a file with one canned answer, which says something else each time."""
    return f"key;title;fi\r\nk;Hei;Hei {n}\r\n"


def own_message(_: "House", n: int) -> dict[str, Any]:
    """Return the next message of either side, which has written one."""
    return {"id": f"message-{n + 2}", "n": n + 2, "text": "Hei"}


SAMPLES: Final[dict[str, Sample]] = {
    **{
        name: Sample(state="none", is_open=True) for name in ("GET /", "GET /juttu.js", "GET /panel.js", "GET /console")
    },
    "GET /static/{name}": Sample(state="none", is_open=True),
    "GET /console.webmanifest": Sample(state="none", is_open=True),
    "GET /worker.js": Sample(state="none", is_open=True),
    "GET /preview/{language}": Sample(state="none", is_open=True),
    **{
        name: Sample(state="none")
        for name in (
            "GET /launcher/{name}",
            "GET /logo/{site}",
            "GET /widget/{site}",
            "GET /chat/{site}",
            "GET /notice/{site}",
        )
    },
    "POST /v1/conversations": Sample(
        body=lambda *_: {"site": "demo", "language": "fi", "id": "message-1", "text": "Hei"},
        state="new key each time",
        times=LIMITS.conversations_an_hour,
        refusal="check_needed",
        is_open=True,
    ),
    "POST /v1/tickets": Sample(times=LIMITS.tickets_a_minute),
    "GET /v1/conversation": Sample(),
    "POST /v1/conversation/messages": Sample(body=own_message, times=LIMITS.messages_in_a_burst),
    "POST /v1/conversation/seen": Sample(body=lambda *_: {"seq": 3}),
    "GET /v1/conversation/rights": Sample(),
    "POST /v1/conversation/close": Sample(),
    "POST /v1/conversation/stay": Sample(),
    "POST /v1/conversation/name": Sample(body=lambda _, n: {"name": f"Nimi {n}"}, times=LIMITS.names_an_hour),
    "POST /v1/conversation/rating": Sample(body=lambda *_: {"score": 5}, state="closed"),
    "GET /v1/conversation/copy": Sample(times=LIMITS.copies_an_hour),
    "GET /v1/conversation/copy.html": Sample(times=LIMITS.copies_an_hour),
    "GET /v1/conversation/readings": Sample(times=LIMITS.readings_an_hour),
    "POST /v1/conversation/corrections": Sample(
        body=lambda _, n: {"about": 1, "id": f"correction-{n}", "text": "Hei"}, times=LIMITS.corrections_a_conversation
    ),
    "POST /v1/conversation/hide": Sample(body=lambda *_: {"seq": 1}),
    "POST /v1/conversation/objection": Sample(body=lambda *_: {"on": True}),
    "POST /v1/conversation/erase": Sample(),
    "POST /v1/conversation/transcript": Sample(
        body=lambda *_: {"address": ADDRESS}, times=LIMITS.codes_a_conversation, refusal="transcript_limit"
    ),
    "POST /v1/conversation/transcript/confirm": Sample(
        body=lambda house, _: {"code": house.code},
        state="ordered",
        refusal="code_expired",
        use_up=lambda house: house.try_codes(),
    ),
    "POST /v1/sign-in": Sample(
        body=lambda house, _: {"user": PERSON, "password": house.phrase},
        state="has chosen",
        refusal="sign_in_refused",
        use_up=lambda house: house.knock(),
    ),
    "POST /v1/sign-in/password": Sample(
        body=lambda house, _: {"user": PERSON, "challenge": house.challenge, "password": f"{PHRASE} of my own"},
        state="is new",
        refusal="sign_in_refused",
        use_up=lambda house: house.services.attempts.begin(f"code:{PERSON}"),
    ),
    "POST /v1/sign-in/code": Sample(
        body=lambda house, _: {"user": PERSON, "challenge": house.challenge, "code": house.code},
        state="has chosen",
        refusal="sign_in_refused",
        use_up=lambda house: house.services.attempts.begin(f"code:{PERSON}"),
    ),
    "POST /v1/sign-out": Sample(),
    "POST /v1/me/commitment": Sample(
        body=lambda *_: {"version": commitment.CURRENT.version, "hash": commitment.CURRENT.hash}, state="uncommitted"
    ),
    "GET /v1/me": Sample(),
    "POST /v1/me/available": Sample(body=lambda *_: {"on": True}),
    "GET /v1/desk": Sample(),
    "GET /v1/desk/day": Sample(),
    "GET /v1/me/phones": Sample(state="phones"),
    "POST /v1/me/phones": Sample(body=lambda *_: {"endpoint": ENDPOINT, "when": "nobody"}, state="phones"),
    "POST /v1/me/phones/remove": Sample(body=lambda *_: {"phone": name_of(ENDPOINT)}, state="phones"),
    "POST /v1/me/phones/test": Sample(times=LIMITS.phone_tests_an_hour, state="phones"),
    "GET /v1/desk/veiled": Sample(),
    "GET /v1/colleagues": Sample(),
    "GET /v1/board": Sample(),
    "GET /v1/history": Sample(state="closed", times=LIMITS.history_pages_a_minute),
    "GET /v1/history/{conversation}": Sample(times=LIMITS.found_an_hour),
    "GET /v1/history/{conversation}/readable": Sample(),
    "GET /v1/board/conversations": Sample(state="a supervisor's"),
    "GET /v1/conversations/{conversation}": Sample(),
    "POST /v1/conversations/{conversation}/messages": Sample(body=own_message, times=LIMITS.messages_in_a_burst),
    "POST /v1/conversations/{conversation}/seen": Sample(body=lambda *_: {"seq": 1}),
    "POST /v1/conversations/{conversation}/transfer": Sample(body=lambda *_: {"to": None}),
    "POST /v1/conversations/{conversation}/purpose": Sample(
        body=lambda _, n: {"purpose": ("service", "request")[n % 2]}, state="closed", times=LIMITS.purposes_an_hour
    ),
    "POST /v1/conversations/{conversation}/glass": Sample(
        body=lambda _, n: {
            "reason": ("complaint", "fault")[n % 2],
            "words": "Asiakas soitti ja kysyi vastausta.",
        },
        state="somebody else's",
        times=LIMITS.glass_an_hour,
    ),
    "POST /v1/conversations/{conversation}/invite": Sample(
        body=lambda *_: {"person": COLLEAGUE}, state="taken, a colleague is there"
    ),
    "POST /v1/conversations/{conversation}/let-go": Sample(
        body=lambda *_: {"person": COLLEAGUE}, state="taken, a colleague is invited"
    ),
    "POST /v1/conversations/{conversation}/stop": Sample(state="supervising"),
    "POST /v1/conversations/{conversation}/supervise": Sample(body=lambda *_: {"why": "help"}, state="a supervisor's"),
    "POST /v1/conversations/{conversation}/take": Sample(state="waiting"),
    "POST /v1/conversations/{conversation}/close": Sample(body=lambda *_: {"seen": 3, "guidance": "missing"}),
    "POST /v1/conversations/{conversation}/end-for-abuse": Sample(body=lambda *_: {"reason": "spam"}),
    "POST /v1/conversations/{conversation}/hold": Sample(
        body=lambda _, n: {"minutes": (2, 5, 10, 15)[n % 4]}, times=LIMITS.holds_an_hour
    ),
    "POST /v1/conversations/{conversation}/corrections": Sample(
        body=lambda _, n: {"about": 3, "id": f"correction-{n}", "text": "Hei"}, times=LIMITS.corrections_a_conversation
    ),
    "POST /v1/conversations/{conversation}/hide": Sample(body=lambda *_: {"seq": 1}),
    "GET /v1/conversations/{conversation}/notes": Sample(),
    "POST /v1/conversations/{conversation}/notes": Sample(
        body=lambda _, n: {"id": f"note-{n:04}", "text": "Hei"}, times=LIMITS.notes_a_conversation
    ),
    "POST /v1/conversations/{conversation}/notes/take-back": Sample(body=lambda house, _: {"number": house.noted()}),
    "POST /v1/conversations/{conversation}/transcript/offer": Sample(),
    "GET /v1/conversations/{conversation}/accesses": Sample(times=LIMITS.accesses_an_hour),
    "GET /v1/me/sessions": Sample(state="own"),
    "POST /v1/me/sessions/end": Sample(body=lambda house, _: {"session": house.other_session()}, state="own"),
    "POST /v1/me/sessions/end-others": Sample(state="own"),
    "POST /v1/me/password": Sample(
        body=lambda house, _: {"current": house.phrase, "password": f"{PHRASE} of my own"},
        state="own",
        refusal="sign_in_refused",
        use_up=lambda house: house.services.attempts.begin(f"again:{house.person}"),
    ),
    "POST /v1/me/second-factor": Sample(
        body=lambda house, _: {"password": house.phrase, "code": house.code_now()},
        state="own",
        refusal="sign_in_refused",
        use_up=lambda house: house.services.attempts.begin(f"again:{house.person}"),
    ),
    "POST /v1/me/second-factor/confirm": Sample(
        body=lambda house, _: house.enrolling(),
        state="own",
        refusal="sign_in_refused",
        use_up=lambda house: house.services.attempts.begin(f"again:{house.person}"),
    ),
    "POST /v1/me/languages": Sample(body=lambda *_: {"languages": ["fi", "sv"]}, state="own"),
    "GET /v1/me/notice": Sample(),
    "POST /v1/people/dialogue": Sample(body=lambda *_: {"held_on": "2026-11-02"}, state="people"),
    "GET /v1/access-log/own": Sample(times=LIMITS.accesses_an_hour),
    **{
        f"GET /v1/access-log/{what}": Sample(state="the officer's", times=times)
        for what, times in (
            ("people", None),
            ("glass", None),
            ("people/{person}", LIMITS.accesses_an_hour),
            ("people/{person}/csv", LIMITS.accesses_an_hour),
            ("conversations/{conversation}/csv", LIMITS.accesses_an_hour),
            ("unusual", LIMITS.accesses_an_hour),
        )
    },
    "GET /v1/people": Sample(state="people"),
    "POST /v1/people": Sample(
        body=lambda *_: {"key": "key-00001", "person": "person.new", "given_name": "Aino", "roles": ["agent"]},
        state="people",
    ),
    "GET /v1/people/{person}": Sample(state="people"),
    "POST /v1/people/{person}/details": Sample(
        body=lambda *_: {"given_name": "Aino", "alias": "Eila", "languages": ["fi"], "sites": ["demo"]}, state="people"
    ),
    "POST /v1/people/{person}/roles": Sample(body=lambda *_: {"roles": ["reviewer"]}, state="people"),
    **{
        f"POST /v1/people/{{person}}/{what}": Sample(state="people")
        for what in ("password", "second-factor", "disable", "enable", "sessions/end", "leave")
    },
    "GET /v1/answers": Sample(),
    "POST /v1/answers/own": Sample(body=lambda house, n: {"answer": house.answer(n, "own")}),
    "POST /v1/answers/own/delete": Sample(body=lambda house, n: house.answered(n, "own")),
    "POST /v1/answers/own/greeting": Sample(body=lambda house, n: {"answer": house.answered(n, "own")["id"]}),
    "GET /v1/answers/own/csv": Sample(),
    "POST /v1/answers/own/csv": Sample(body=lambda _, n: {"csv": file_of_answers(n)}),
    "POST /v1/answers/own/csv/check": Sample(body=lambda _, n: {"csv": file_of_answers(n)}),
    "POST /v1/answers/shared": Sample(body=lambda house, n: {"answer": house.answer(n, "shared")}, state="reviewing"),
    "POST /v1/answers/shared/delete": Sample(body=lambda house, n: house.answered(n, "shared"), state="reviewing"),
    "GET /v1/answers/shared/csv": Sample(state="reviewing"),
    "POST /v1/answers/shared/csv": Sample(body=lambda _, n: {"csv": file_of_answers(n)}, state="reviewing"),
    "POST /v1/answers/shared/csv/check": Sample(body=lambda _, n: {"csv": file_of_answers(n)}, state="reviewing"),
    "GET /v1/notice": Sample(state="people"),
    "POST /v1/notice": Sample(body=lambda house, n: house.notice(n), state="people"),
    "POST /v1/notice/check": Sample(body=lambda house, n: {"rows": house.notice(n)["rows"]}, state="people"),
    "GET /v1/notice/versions/{version}": Sample(state="people"),
    "GET /v1/settings/sites": Sample(state="settings"),
    "POST /v1/settings/sites": Sample(
        body=lambda house, n: {"key": f"{house.new_site}-{n}", "settings": SETTINGS}, state="settings"
    ),
    "GET /v1/settings/sites/{site}": Sample(state="settings"),
    "POST /v1/settings/sites/{site}": Sample(
        body=lambda house, n: {"settings": {**SETTINGS, "company": f"Demo {n} Oy"}, "version": house.version()},
        state="settings",
    ),
    "POST /v1/settings/sites/{site}/check": Sample(body=lambda *_: {"settings": SETTINGS}, state="settings"),
    "POST /v1/settings/sites/{site}/preview": Sample(body=lambda *_: {"settings": SETTINGS}, state="settings"),
    "POST /v1/settings/sites/{site}/logo": Sample(
        body=lambda house, _: {"content": "", "version": house.version()}, state="settings"
    ),
    "GET /v1/settings/sites/{site}/versions": Sample(state="settings"),
    "GET /v1/settings/sites/{site}/versions/{at}": Sample(state="settings"),
    "GET /v1/settings/stage": Sample(state="settings"),
    "POST /v1/settings/stage": Sample(
        body=lambda house, n: {
            "settings": {**STAGE, "told_after_minutes": 60 + n},
            "version": house.services.stage.current().version,
        },
        state="settings",
    ),
    "POST /v1/settings/stage/check": Sample(body=lambda *_: {"settings": STAGE}, state="settings"),
    "GET /v1/settings/stage/versions": Sample(state="settings"),
    "GET /v1/settings/stage/versions/{at}": Sample(state="settings"),
    "$connect": Sample(
        body=lambda house, _: house.ticket(), refusal="403", use_up=lambda house: house.tickets.append("used-ticket")
    ),
    "$disconnect": Sample(),
    "join": Sample(body=lambda house, _: {"do": "join", "conversation": house.about}, times=LIMITS.joins_a_minute),
    "leave": Sample(body=lambda house, _: {"do": "leave", "conversation": house.about}),
    "say": Sample(
        body=lambda house, n: {"do": "say", "conversation": house.about, **own_message(house, n)},
        times=LIMITS.messages_in_a_burst,
    ),
    "typing": Sample(body=lambda house, _: {"do": "typing", "conversation": house.about, "on": True}),
    "read": Sample(body=lambda house, _: {"do": "read", "conversation": house.about, "seq": 3}),
    "ping": Sample(body=lambda *_: {"do": "ping"}),
}
"""A row without a sample fails a test."""


class Silent:
    """Sockets that are open and say nothing: what is pushed is another service's, and counted by who listens."""

    def send(self, connection: str, frame: ServerFrame) -> bool:  # noqa: ARG002 - as the port names them
        """Do nothing."""
        return True

    def close(self, connection: str) -> bool:  # noqa: ARG002 - as the port names it
        """Do nothing."""
        return True


ENDPOINT: Final = "https://fcm.googleapis.com/fcm/send/one"


class Ringing:
    """Push services that take everything."""

    def key(self) -> str:
        return "B" * 87

    def require_known(self, endpoint: str) -> None:
        service_of(endpoint)

    def call(self, _: str) -> Pushed:
        return "taken"


class House:
    """A service with one conversation, of a visitor and an agent who both listen."""

    about: str
    """The conversation."""
    person: str = AGENT
    """Whose own account it is about."""
    phrase: str
    """The password of somebody who signs in."""
    challenge: str
    """What the next step of a sign-in has to bring along."""
    changed_at: int = 0
    """When the site's settings were changed, in milliseconds."""
    code: str
    """A mail's, or an authenticator's."""
    new_site: str = "new"
    """How the keys of sites that are made begin."""
    tickets: list[str]
    """What tickets are taken from before new ones are made."""

    def __init__(self, cloud: Cloud, client: Callable[..., Any], state: str) -> None:
        cloud.begin_anew()
        world = World(now=cloud.clock)
        calling.begin(world, 24 * 3600)
        wired = wiring.build(settings.read(cloud.environment), world, client)
        self.cloud = cloud
        self.services: Services = msgspec.structs.replace(wired, push=Silent(), request="request-1")
        logo = "<svg/>"
        self.services.sites.put(
            Site(key="demo", company="Demo Oy", origins=(ORIGIN,), logo=logo_digest(logo)), logo=logo
        )
        # Each process asks for the notice once in five minutes and for what holds everywhere once a minute, whoever comes then;
        # here it has.
        self.services.notices.current()
        self.key = "k" * 43
        committed = "" if state == "uncommitted" else commitment.CURRENT.hash
        self.services.people.put(Profile(person=AGENT, alias="A"))
        by_state: dict[str, Role] = {
            "people": "administrator",
            "settings": "administrator",
            "reviewing": "reviewer",
            "the officer's": "data-protection-officer",
            "a supervisor's": "supervisor",
            "supervising": "supervisor",
        }
        roles: tuple[Role, ...] = (by_state.get(state, "agent"),)
        self.cookie, _ = self.services.sessions.start(AGENT, "A", roles, committed)
        self.cookie_hash = session_hash(self.cookie)
        self.about = rules.id_of(self.key)
        self.site, self.connection, self.phrase = "demo", "visitor-1", PHRASE
        self.challenge = self.code = ""
        self.tickets = []
        if state in ("has chosen", "is new"):
            self._have_account(has_chosen=state == "has chosen")
        elif state == "settings":
            self._have_changed()
        elif by_state.get(state) == "supervisor":
            self._have_supervised(looks_in=state == "supervising")
        elif state in by_state and state != "reviewing":
            self._have_people()
        elif state == "own":
            self.have_own(AGENT)
        elif state == "phones":
            self._have_phones()
        elif state not in ("none", "new key each time", "uncommitted", "reviewing"):
            self._have(state)
        # What a process does once and then remembers is no part of a request's cost.
        self.services.counters.starts("warm")
        self.services.stage.lately()

    def _have(self, state: str) -> None:
        services = self.services
        talking.start(services, self.key, Start(site="demo", language="fi", id="message-1", text="Hei"), NETWORK)
        if state == "waiting":
            return
        staff = services.sessions.check(self.cookie_hash, seen=False)
        if state == "somebody else's":
            staff = msgspec.structs.replace(staff, person=COLLEAGUE)
        talking.take(services, staff, self.about)
        frame = Say(conversation=self.about, id="answer-01", n=1, text="Hei")
        talking.say(services, staff, services.conversations.get(self.about), frame)
        services.sockets.open("visitor-1", Listener(conversation=self.about), int(services.now()))
        who, conversation = talking.visitor(services, self.key)
        talking.join(services, who, conversation, 0, "visitor-1")
        if state == "closed":
            talking.close(services, *talking.visitor(services, self.key))
        if "colleague" in state:
            self._have_colleague(invited="invited" in state)
        if state == "ordered":
            who, conversation = talking.visitor(services, self.key)
            transcripts.order(services, who, conversation, ADDRESS, NETWORK)
            transcripts.send_code(services, Job(kind="code", conversation=self.about, order=1))
            self.code = _code_in(self.cloud.mails[-1])
        self.cloud.clock.advance(5)

    def _have_supervised(self, *, looks_in: bool) -> None:
        """Have a conversation that waits, and perhaps a supervisor who looks in."""
        self._have("waiting")
        if looks_in:
            helping.supervise(self.services, self.services.sessions.check(self.cookie_hash), self.about, "help")

    def _have_colleague(self, *, invited: bool) -> None:
        """Have a colleague who is there, and perhaps is invited."""
        services, now = self.services, self.services.milliseconds()
        roles: frozenset[Role] = frozenset({"agent"})
        colleague = Staff(person=COLLEAGUE, alias="C", roles=roles, session="s", committed=True)
        services.agents.listen(colleague, "of-colleague", now)
        if invited:
            helping.invite(services, services.sessions.check(self.cookie_hash), self.about, COLLEAGUE)

    def _have_account(self, *, has_chosen: bool) -> None:
        """Have somebody who has given the password that they have chosen, or the one they were given."""
        cognito, whose = self.cloud.client("cognito-idp"), {"UserPoolId": self.cloud.user_pool, "Username": PERSON}
        with contextlib.suppress(cognito.exceptions.UserNotFoundException):  # of the house before
            cognito.admin_delete_user(**whose)
        self.services.accounts.create(PERSON, "", PHRASE)
        if has_chosen:
            cognito.admin_set_user_password(**whose, Password=PHRASE, Permanent=True)
            self.cloud.cognito.enrol(self.cloud.user_pool, PERSON, SEED)
        given = Credentials(user=PERSON, password=PHRASE)
        step = signing_in.password(self.services, given, Asker(NETWORK)).step
        self.challenge, self.code = step.challenge or "", totp.code_at(SEED, self.cloud.clock())

    def _have_people(self) -> None:
        """Have somebody with an account and a session, and an administrator beside them."""
        people: tuple[tuple[str, Role], ...] = ((PERSON, "agent"), (AGENT, "administrator"))
        for name, role in people:
            self.services.accounts.create(name, "", PHRASE)
            self.services.accounts.give(name, role)
        self.services.people.put(Profile(person=PERSON, alias="P"))
        self.services.people.note_dialogue(Dialogue(held_on="2026-11-02", by=AGENT, at=NOW * 1000))
        self.services.sessions.start(PERSON, "P", ("agent",), commitment.CURRENT.hash)

    def _have_changed(self) -> None:
        """Have a site and a stage whose settings were changed once."""
        sites, now = self.services.sites, self.services.milliseconds()
        site = sites.current("demo")
        if site is not None:
            sites.change(site, msgspec.structs.replace(site, company="Demo"), AGENT, now)
        stage = self.services.stage.current()
        self.services.stage.change(stage, msgspec.structs.replace(plain(stage), told_after_minutes=30), AGENT, now)
        self.changed_at = now
        self.cloud.clock.advance(1)

    def _have_phones(self) -> None:
        """Have phones be called in the whole service, one of the agent's among them."""
        chosen = msgspec.structs.replace(settings.read(self.cloud.environment), push_key="alias/push")
        self.services = msgspec.structs.replace(self.services, settings=chosen, web_push=Ringing())
        stage = self.services.stage.current()
        wanted = msgspec.structs.replace(plain(stage), phones=True)
        self.services.stage.change(stage, wanted, AGENT, self.services.milliseconds())
        phone = Phone(endpoint=ENDPOINT, made_at=NOW * 1000, until=NOW + 24 * 3600)
        self.services.phones.change(None, Phones(person=AGENT, when="nobody", phones=(phone,)))

    def version(self) -> str:
        """Return the version of the site's settings."""
        site = self.services.sites.current("demo")
        return "" if site is None else site.version

    def notice(self, n: int) -> dict[str, Any]:
        """Return rows of the notice of which one is another each time, to be saved."""
        rows = notice_rules.rows_in(self.services.notices.held().stored)
        contact = msgspec.structs.replace(rows.contact, phone=f"+358 8 {n:06}")
        other = notice_rules.shown(msgspec.structs.replace(rows, contact=contact))
        return {"rows": msgspec.to_builtins(other), "read": digest(rows)}

    def answer(self, n: int, whose: Whose) -> dict[str, Any]:
        """Return a canned answer, as it may be saved, that says something else each time."""
        kept = self.services.answers.kept(self.person if whose == "own" else None)
        at = max((each.changed_at for each in kept.answers if each.key == "hei"), default=0)
        return {"id": "a" * 20, "key": "hei", "title": "Hei", "text": {"fi": f"Hei {n}"}, "changed_at": at}

    def answered(self, n: int, whose: Whose) -> dict[str, Any]:
        """Have a canned answer, and return by what it is deleted."""
        person = self.person if whose == "own" else None
        before, at = self.services.answers.kept(person), self.services.milliseconds() + n
        kept = msgspec.convert({**self.answer(n, whose), "changed_at": at}, Answer)
        self.services.answers.change(person, before, Answers(answers=(kept,), changed_at=at), AGENT)
        return {"id": kept.id, "changed_at": at}

    def have_own(self, person: str) -> None:
        """Have somebody ask about their own account, who has chosen a password and a second factor."""
        self.person = person
        self.services.accounts.create(person, "", PHRASE)
        self.services.accounts.set_password(person, PHRASE)
        self.cloud.cognito.enrol(self.cloud.user_pool, person, SEED)

    def noted(self) -> int:
        """Return the place of a note that the agent has written."""
        agent = Staff(person=AGENT, alias="A", roles=frozenset({"agent"}), session="", committed=True)
        conversation = self.services.conversations.get(self.about)
        note = WriteNote(id="note-to-take-back", text="Hei")
        return noting.write(self.services, agent, conversation, note).number

    def other_session(self) -> str:
        """Return the name of another session of whoever asks."""
        _, session = self.services.sessions.start(self.person, "A", ("agent",), commitment.CURRENT.hash)
        return session.hash

    def code_now(self) -> str:
        """Return what their authenticator shows."""
        return totp.code_at(SEED, self.cloud.clock())

    def enrolling(self) -> dict[str, str]:
        """Return what confirms the new second factor of whoever asks, who has given the old one up."""
        if self.phrase != PHRASE:
            return {"challenge": self.challenge, "code": self.code}
        self.services.accounts.forget_second_factor(self.person)
        step = self.services.identity.password(self.person, PHRASE)
        return {
            "challenge": step.challenge or "",
            "code": totp.code_at(step.secret or "", self.cloud.clock()),
        }

    def try_codes(self) -> None:
        """Use up the tries of the code that was mailed."""
        (order,) = self.services.orders.all(self.about)
        self.services.orders.change(order, msgspec.structs.replace(order, tries=LIMITS.code_tries))

    def knock(self) -> None:
        """Use up what the door of a user name lets through to browsers that nobody knows."""
        for number in range(LIMITS.sign_in_failures_a_name):
            self.services.attempts.knock(PERSON, f"network-{number}")

    def ticket(self) -> str:
        """Return a ticket for a visitor's socket."""
        listener = Listener(conversation=self.about)
        return self.tickets.pop() if self.tickets else connecting.ticket(self.services, listener, ORIGIN).ticket

    def forget(self) -> None:
        """Be asked from now on by somebody who has no key, no session, no ticket, no password and no site of ours."""
        self.key, self.cookie, self.connection, self.site = "s" * 43, "stranger", "stranger-1", "unknown"
        self.challenge = self.code = self.phrase = "wrong"
        self.tickets.append("unknown-ticket")

    def ask(self, name: str, door: http.Door, n: int, body: Any) -> str:
        """Return with which code a route refuses, nothing when it does not."""
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
                "site": self.site,
                "person": reference(PERSON),
                "at": str(self.changed_at),
                "version": self.services.notices.current().notice.version if self.site == "demo" else "0" * 10,
                "language": "fi",
                "name": ASSET if path == "/static/{name}" else f"{self.site}.js",
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
        answer = http.answer(Request(event), door, lambda _: self.services)
        return "" if answer.status_code < HTTPStatus.BAD_REQUEST else str(json.loads(answer.body)["code"])

    def send(self, name: str, body: Any) -> str:
        """Return with which code or status a frame is refused, nothing when it is not."""
        if name == "$disconnect":
            sockets.disconnect(self.connection, self.services)
            return ""
        if name == "$connect":
            headers = {"Origin": ORIGIN, "Sec-WebSocket-Protocol": f"{sockets.PROTOCOL}, ticket.{body}"}
            event = {"headers": headers, "requestContext": {"connectionId": "visitor-2"}}
            status = sockets.connect(event, self.services)["statusCode"]
            return "" if status == HTTPStatus.OK else str(status)
        answer = sockets.message(self.connection, json.dumps(body), self.services)
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
    parts = {"limited_routes": {each.name: each.limit for each in declared.ROUTES}, "limited_frames": limits.FRAMES}
    return _MADE.sub(lambda part: f"{part[1]}\n{_table(parts[part[2]], costs)}\n\n{part[3]}", written)


def _table(rows: Mapping[str, limits.Row], costs: Mapping[str, Cost]) -> str:
    numbers = {name: f"{value:,}" for name, value in msgspec.structs.asdict(LIMITS).items()}
    heads = ("", "limit", "kept", "accepted", "refused", "a stranger", "who pays", "whom else it refuses")
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for name, row in rows.items():
        cost = costs.get(name, Cost())
        cells = (
            f"`{name}`",
            row.limit.format(**numbers),
            limits.KEPT[row.kept],
            _calls(cost.accepted),
            _calls(cost.refused),
            _calls(cost.stranger),
            row.pays.format(**numbers),
            row.burnt.format(**numbers),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _calls(calls: Calls | None) -> str:
    if calls is None:
        return "–"
    listed = [f"{times} {name.partition('.')[2]}" for name, times in sorted(calls.items())]
    return f"**{calls.total()}**: {', '.join(listed)}" if listed else "**0**"


def measured() -> dict[str, Cost]:
    """Return what each route and frame costs that has a sample."""
    with Cloud.start(clock=Clock(stopped_at=NOW), in_memory=True) as cloud:
        make = houses(cloud)
        return {name: _measured(functools.partial(make, each.state), name, each) for name, each in SAMPLES.items()}


def houses(cloud: Cloud) -> Callable[[str], House]:
    """Return what makes a house in a state, one after another: each empties the cloud of the one before."""
    made = dict[str, Any]()
    session: Any = botocore.session.get_session()

    def client(service: str, **choices: Any) -> Any:
        if service not in made:
            made[service] = session.create_client(service, region_name=cloud.region, **CREDENTIALS, **choices)
        return made[service]

    return functools.partial(House, cloud, client)


def _measured(make: Callable[[], House], name: str, sample: Sample) -> Cost:
    """Return what it costs."""
    house = make()
    ask = _asker(house, name, sample)
    accepted, refused = _counted(house, ask(0, "")), None
    if sample.use_up is not None:
        house = make()
        sample.use_up(house)
        refused = _counted(house, _asker(house, name, sample)(0, sample.refusal))
    elif sample.times is not None:
        for n in range(1, sample.times):
            ask(n, "")()
        refused = _counted(house, ask(sample.times, sample.refusal))
    elif sample.state != "none" and name != "$disconnect":
        house.tire()
        refused = _counted(house, ask(1, "" if name in FRAMES_IN_SILENCE else "too_many"))
    stranger = None
    if not sample.is_open:
        house = make()
        house.forget()
        stranger = _counted(house, _asker(house, name, sample)(0, None))
    return Cost(accepted=accepted, refused=refused, stranger=stranger)


FRAMES_IN_SILENCE: Final = frozenset({"leave", "typing", "read", "ping"})
"""A socket that sends too much is closed, not answered."""
STRANGERS_IN_SILENCE: Final = frozenset({*limits.FRAMES, "POST /v1/sign-out"})
"""A socket of nobody's is closed, and whoever is out already is told that they are."""


def _asker(house: House, name: str, sample: Sample) -> Callable[[int, str | None], Callable[[], None]]:
    """Return what prepares a request and returns what makes it, and raises unless it is answered as expected.

    None expects a refusal, whatever it is called.
    """

    def ask(n: int, expected: str | None) -> Callable[[], None]:
        body = None if sample.body is None else sample.body(house, n)

        def asked() -> None:
            found = house.send(name, body) if " " not in name else house.ask(name, door, n, body)
            if found != expected and not (expected is None and (found or name in STRANGERS_IN_SILENCE)):
                raise AssertionError(
                    f"{name} was answered {found or 'as asked'} the {n + 1}. time: the `state` of its sample says who asks, and of what"
                )

        return asked

    if " " in name:
        door = next(each.door for each in declared.ROUTES if each.name == name)
    return ask


def _code_in(mail: SentMail) -> str:
    text = mail.message.get_body(("plain",))
    return "" if text is None else str(re.findall(r"\b\d{6}\b", text.get_content())[0])


def _counted(house: House, ask: Callable[[], None]) -> Calls:
    before = house.cloud.meter.read()
    ask()
    return Counter({call: times for call, times in (house.cloud.meter.read() - before).calls.items() if times})
