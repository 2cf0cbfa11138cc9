"""Every door is driven to its largest answer, as it leaves: no route and no pushed frame is missing from the tables here.

tests/test_platform.py says how large each type can be and that AWS takes it; here a service full of everything is asked,
and no answer may be larger than its type was said to be.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Final, NamedTuple, get_args

import msgspec
import pytest
from chalice.app import Request, Response

import app as declared
from chalicelib import settings as environment
from chalicelib.aws import access_log, keys
from chalicelib.aws.table.items import Items
from chalicelib.chat import commitment, transcript, wire
from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import accessing, announcing, helping, signing_in, talking
from chalicelib.chat.answers import Answers
from chalicelib.chat.conversation import VISITOR, Conversation
from chalicelib.chat.fitting import as_json, as_lambda_writes, in_an_answer
from chalicelib.chat.limits import LIMITS, SITE_LIMITS, STAGE_LIMITS
from chalicelib.chat.notes import StoredNote
from chalicelib.chat.notice.rows import digest
from chalicelib.chat.people import Dialogue, Profile, Step, reference
from chalicelib.chat.phones import ENDPOINT_CHARACTERS, Phone, Phones
from chalicelib.chat.ports import Listener
from chalicelib.chat.site import LANGUAGES, logo_digest
from chalicelib.chat.stage import plain
from chalicelib.chat.transcript import TranscriptOrder
from chalicelib.chat.who import Role, Staff
from chalicelib.entrypoints import http, sockets
from chalicelib.rooms.access_log import rules as looks
from chalicelib.rooms.answers import rules as answers
from chalicelib.rooms.notice import rules as notice
from chalicelib.rooms.settings import rules as settings
from chalicelib.rooms.settings.rules import CALENDAR_DAYS
from local import costs
from local.refusals import ROOT
from tests.service.conftest import KEY, NOW, Desk, staff
from tests.test_platform import (
    ANSWERED,
    FULL_OWN,
    FULL_ROWS,
    FULL_SHARED,
    FULL_SITE,
    FULL_STAGE,
    PAGED,
    ROUTES,
    SHORT,
    STRUCTS,
    WIDEST,
    largest,
)

HOST: Final = "127.0.0.1:8600"
ORIGIN: Final = f"http://{HOST}"
LONG: Final = WIDEST * LIMITS.message_characters
AGENTS: Final = 200
PEOPLE: Final = 100
SESSIONS: Final = 50
PERSON: Final = "n" * 128
PAGES: Final = 20
"""Messages of the longest: more than one frame holds."""
FACTS: Final = {"hidden": LIMITS.hides_a_conversation, "transcripts": LIMITS.codes_a_conversation + 1}
CODE: Final = "123456"
OFFICER: Final[Role] = "data-protection-officer"
ADDRESS: Final = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.fi"


FILE_OF_SHARED: Final = answers.file(FULL_SHARED)
FILE_OF_ANSWERS: Final = answers.file(FULL_OWN)
FULL_NOTICE: Final = msgspec.to_builtins(notice.shown(FULL_ROWS))
FULL_SETTINGS: Final = msgspec.to_builtins(settings.settings_of(FULL_SITE))
FULL_STAGE_SETTINGS: Final = msgspec.to_builtins(settings.settings_of_stage(FULL_STAGE))


class Drive(NamedTuple):
    """How a door is asked for its largest answer, and of how much that has to be full."""

    state: str = "taken"
    body: Callable[[Any, int], Any] | None = None
    full: Mapping[str, int] = MappingProxyType({})
    """How long the lists of the answer are, by their names."""
    name: str = "demo.js"
    """Of a file."""


def drive(route: str, **parts: Any) -> Drive:
    """Return how a route is asked: with the body that its costs are measured with."""
    sample = costs.SAMPLES[route]
    state = "waiting" if sample.state == "new key each time" else sample.state
    return Drive(**{"state": state, "body": sample.body, **parts})


def long_message(_: object, n: int) -> dict[str, Any]:
    return {"id": f"message-{n + 2}", "n": n + 2, "text": LONG}


LARGEST_FILE: Final = max(
    (ROOT / "chalicelib" / "static" / "static").iterdir(), key=lambda file: file.stat().st_size
).name

DRIVEN: Final[dict[str, Drive]] = {
    **{name: drive(name) for name in ("GET /", "GET /juttu.js", "GET /panel.js", "GET /console")},
    **{name: drive(name) for name in ("GET /console.webmanifest", "GET /worker.js")},
    **{
        name: drive(name)
        for name in (
            "GET /launcher/{name}",
            "GET /logo/{site}",
            "GET /widget/{site}",
            "GET /chat/{site}",
            "GET /notice/{site}",
        )
    },
    "GET /preview/{language}": drive("GET /preview/{language}"),
    "GET /static/{name}": Drive(state="none", name=LARGEST_FILE),
    "POST /v1/conversations": drive("POST /v1/conversations", full=FACTS),
    "POST /v1/tickets": drive("POST /v1/tickets"),
    "GET /v1/conversation": drive("GET /v1/conversation", full=FACTS),
    "POST /v1/conversation/messages": Drive(body=long_message),
    "POST /v1/conversation/seen": drive("POST /v1/conversation/seen"),
    "GET /v1/conversation/rights": drive("GET /v1/conversation/rights"),
    "POST /v1/conversation/close": drive("POST /v1/conversation/close", full=FACTS),
    "POST /v1/conversation/stay": drive("POST /v1/conversation/stay", full=FACTS),
    "POST /v1/conversation/name": Drive(body=lambda *_: {"name": WIDEST * LIMITS.name_characters}, full=FACTS),
    "POST /v1/conversation/rating": drive("POST /v1/conversation/rating", full=FACTS),
    "GET /v1/conversation/copy": drive("GET /v1/conversation/copy", full=FACTS),
    "GET /v1/conversation/copy.html": drive("GET /v1/conversation/copy.html"),
    "GET /v1/conversation/readings": drive(
        "GET /v1/conversation/readings", state="a full log", full={"readings": access_log.PAGE - 1}
    ),
    "POST /v1/conversation/corrections": drive("POST /v1/conversation/corrections", full=FACTS),
    "POST /v1/conversation/hide": drive("POST /v1/conversation/hide", state="taken, one may be hidden", full=FACTS),
    "POST /v1/conversation/objection": drive("POST /v1/conversation/objection", full=FACTS),
    "POST /v1/conversation/erase": drive("POST /v1/conversation/erase"),
    "POST /v1/conversation/transcript": Drive(state="taken, no orders", body=lambda *_: {"address": ADDRESS}),
    "POST /v1/conversation/transcript/confirm": Drive(state="taken, a code", body=lambda *_: {"code": CODE}),
    "POST /v1/sign-in": Drive(state="none", body=lambda *_: {"user": "n" * 128, "password": "p" * 256}),
    "POST /v1/sign-in/password": Drive(
        state="none", body=lambda *_: {"user": "n" * 128, "challenge": "", "password": f"{'åkerbär på myra':p<256}"}
    ),
    "POST /v1/sign-in/code": Drive(state="none", body=lambda *_: {"user": "n" * 128, "challenge": "", "code": CODE}),
    "POST /v1/sign-out": Drive(),
    "GET /v1/me": drive("GET /v1/me", full={"roles": len(get_args(Role))}),
    "POST /v1/me/commitment": Drive(
        body=lambda *_: {"version": commitment.CURRENT.version, "hash": commitment.CURRENT.hash},
        full={"roles": len(get_args(Role))},
    ),
    "POST /v1/me/available": drive("POST /v1/me/available", full={"roles": len(get_args(Role))}),
    "GET /v1/desk": Drive(
        state="a full desk",
        full={**dict.fromkeys(("waiting", "left", "mine"), LIMITS.desk_rows), "closed": LIMITS.closed_rows},
    ),
    "GET /v1/desk/day": drive("GET /v1/desk/day"),
    "GET /v1/desk/veiled": drive("GET /v1/desk/veiled"),
    "GET /v1/colleagues": Drive(state="a full house", full={"colleagues": AGENTS}),
    "GET /v1/board": Drive(state="a full house", full={"agents": AGENTS + 1}),
    "GET /v1/history": Drive(state="a full desk", full={"past": LIMITS.desk_rows}),
    "GET /v1/history/{conversation}": drive("GET /v1/history/{conversation}"),
    "GET /v1/history/{conversation}/readable": drive("GET /v1/history/{conversation}/readable"),
    "GET /v1/conversations/{conversation}": drive("GET /v1/conversations/{conversation}", full=FACTS),
    "POST /v1/conversations/{conversation}/messages": Drive(body=long_message),
    "POST /v1/conversations/{conversation}/seen": drive("POST /v1/conversations/{conversation}/seen"),
    **{
        f"POST /v1/conversations/{{conversation}}/{what}": drive(f"POST /v1/conversations/{{conversation}}/{what}")
        for what in ("invite", "let-go", "stop", "supervise")
    },
    "GET /v1/board/conversations": drive("GET /v1/board/conversations"),
    "POST /v1/conversations/{conversation}/transfer": drive("POST /v1/conversations/{conversation}/transfer"),
    "POST /v1/conversations/{conversation}/purpose": drive("POST /v1/conversations/{conversation}/purpose"),
    "POST /v1/conversations/{conversation}/glass": drive(
        "POST /v1/conversations/{conversation}/glass", state="somebody else's"
    ),
    "POST /v1/conversations/{conversation}/take": drive("POST /v1/conversations/{conversation}/take", full=FACTS),
    "POST /v1/conversations/{conversation}/close": Drive(body=lambda *_: {"topic": "_other"}, full=FACTS),
    "POST /v1/conversations/{conversation}/end-for-abuse": drive(
        "POST /v1/conversations/{conversation}/end-for-abuse", full=FACTS
    ),
    "POST /v1/conversations/{conversation}/hold": drive("POST /v1/conversations/{conversation}/hold", full=FACTS),
    "POST /v1/conversations/{conversation}/corrections": Drive(
        body=lambda *_: {"about": PAGES + 3, "id": "correction-1", "text": LONG}, full=FACTS
    ),
    "POST /v1/conversations/{conversation}/hide": drive(
        "POST /v1/conversations/{conversation}/hide", state="taken, one may be hidden", full=FACTS
    ),
    "GET /v1/conversations/{conversation}/notes": drive(
        "GET /v1/conversations/{conversation}/notes",
        state="taken, many notes",
        full={"notes": LIMITS.notes_a_conversation},
    ),
    "POST /v1/conversations/{conversation}/notes": Drive(body=lambda *_: {"id": "i" * 36, "text": LONG}),
    "POST /v1/conversations/{conversation}/notes/take-back": Drive(
        state="taken, many notes", body=lambda *_: {"number": 1}
    ),
    "POST /v1/conversations/{conversation}/transcript/offer": Drive(state="taken, no orders"),
    "GET /v1/conversations/{conversation}/accesses": drive(
        "GET /v1/conversations/{conversation}/accesses",
        state="a full log, of the officer",
        full={"accesses": access_log.PAGE},
    ),
    "GET /v1/me/notice": drive("GET /v1/me/notice"),
    "POST /v1/people/dialogue": drive("POST /v1/people/dialogue", state="people"),
    "GET /v1/me/sessions": drive("GET /v1/me/sessions", state="many sessions", full={"sessions": SESSIONS}),
    "POST /v1/me/sessions/end": Drive(
        state="many sessions", body=lambda full, _: {"session": full.session}, full={"sessions": SESSIONS - 1}
    ),
    "POST /v1/me/sessions/end-others": drive("POST /v1/me/sessions/end-others", state="many sessions"),
    "POST /v1/me/password": Drive(
        state="own", body=lambda *_: {"current": costs.PHRASE, "password": f"{costs.PHRASE} of my own"}
    ),
    "POST /v1/me/second-factor": Drive(state="none", body=lambda *_: {"password": costs.PHRASE, "code": CODE}),
    "POST /v1/me/second-factor/confirm": Drive(state="none", body=lambda *_: {"challenge": "c" * 2_048, "code": CODE}),
    "POST /v1/me/languages": drive(
        "POST /v1/me/languages",
        state="many sessions",
        body=lambda *_: {"languages": LANGUAGES},
        full={"languages": len(LANGUAGES), "roles": len(get_args(Role))},
    ),
    **{
        name: drive(name, state="phones")
        for name in (
            "GET /v1/me/phones",
            "POST /v1/me/phones",
            "POST /v1/me/phones/remove",
            "POST /v1/me/phones/test",
        )
    },
    "GET /v1/access-log/own": drive("GET /v1/access-log/own"),
    "GET /v1/access-log/people": drive(
        "GET /v1/access-log/people", state="many people, of the officer", full={"people": PEOPLE + 2}
    ),
    "GET /v1/access-log/people/{person}": drive(
        "GET /v1/access-log/people/{person}",
        state="a full log, of the officer",
        full={"accesses": access_log.PAGE},
    ),
    "GET /v1/access-log/people/{person}/csv": drive(
        "GET /v1/access-log/people/{person}/csv", state="a full log, of the officer"
    ),
    "GET /v1/access-log/conversations/{conversation}/csv": drive(
        "GET /v1/access-log/conversations/{conversation}/csv", state="a full log, of the officer"
    ),
    "GET /v1/access-log/glass": drive("GET /v1/access-log/glass"),
    "GET /v1/access-log/unusual": drive(
        "GET /v1/access-log/unusual",
        state="many people, of the officer",
        full={"people": 1, "signs": 1, "conversations": looks.SHOWN},
    ),
    "GET /v1/people": Drive(state="people", full={"people": PEOPLE + 2}),
    **{
        f"{method} /v1/people{rest}": drive(f"{method} /v1/people{rest}", state="people")
        for method, rest in (
            ("POST", ""),
            ("GET", "/{person}"),
            *(
                ("POST", f"/{{person}}/{what}")
                for what in (
                    "details",
                    "roles",
                    "password",
                    "second-factor",
                    "disable",
                    "enable",
                    "sessions/end",
                    "leave",
                )
            ),
        )
    },
    "GET /v1/answers": Drive(
        state="answers",
        full={
            "shared": LIMITS.shared_answers,
            "own": LIMITS.own_answers,
            "sites": LIMITS.sites_a_stage,
        },
    ),
    "POST /v1/answers/own": Drive(state="answers", body=lambda full, _: {"answer": full.answer("o")}),
    "POST /v1/answers/own/delete": Drive(state="answers", body=lambda *_: {"id": f"{0:032}", "changed_at": 10**13}),
    "POST /v1/answers/own/greeting": Drive(state="answers", body=lambda *_: {"answer": f"{0:032}"}),
    "GET /v1/answers/own/csv": Drive(state="answers"),
    "POST /v1/answers/own/csv": Drive(state="none", body=lambda *_: {"csv": FILE_OF_ANSWERS}),
    "POST /v1/answers/own/csv/check": Drive(state="none", body=lambda *_: {"csv": FILE_OF_ANSWERS}),
    "POST /v1/answers/shared": Drive(state="answers", body=lambda full, _: {"answer": full.answer("s")}),
    "POST /v1/answers/shared/delete": Drive(state="answers", body=lambda *_: {"id": f"{0:032}", "changed_at": 10**13}),
    "GET /v1/answers/shared/csv": Drive(state="answers"),
    "POST /v1/answers/shared/csv": Drive(
        state="none", body=lambda *_: {"csv": FILE_OF_SHARED}, full={"added": LIMITS.shared_answers}
    ),
    "POST /v1/answers/shared/csv/check": Drive(
        state="none", body=lambda *_: {"csv": FILE_OF_SHARED}, full={"added": LIMITS.shared_answers}
    ),
    "GET /v1/notice": Drive(state="notice", full={"versions": LIMITS.notice_versions_listed}),
    "POST /v1/notice": Drive(
        state="notice",
        body=lambda full, _: {"rows": FULL_NOTICE, "read": full.read},
        full={"versions": LIMITS.notice_versions_listed},
    ),
    "POST /v1/notice/check": Drive(state="none", body=lambda *_: {"rows": FULL_NOTICE}),
    "GET /v1/notice/versions/{version}": Drive(state="notice"),
    "GET /v1/settings/sites": Drive(state="settings", full={"sites": LIMITS.sites_a_stage}),
    "POST /v1/settings/sites": Drive(
        state="none", body=lambda *_: {"key": "k" * 32, "settings": FULL_SETTINGS}, full={"calendar": CALENDAR_DAYS}
    ),
    "GET /v1/settings/sites/{site}": Drive(state="settings", full={"calendar": CALENDAR_DAYS}),
    "POST /v1/settings/sites/{site}": Drive(
        state="settings",
        body=lambda full, _: {"settings": FULL_SETTINGS, "version": full.version},
        full={"calendar": CALENDAR_DAYS},
    ),
    "POST /v1/settings/sites/{site}/check": Drive(
        state="settings", body=lambda *_: {"settings": FULL_SETTINGS}, full={"calendar": CALENDAR_DAYS}
    ),
    "POST /v1/settings/sites/{site}/preview": Drive(state="settings", body=lambda *_: {"settings": FULL_SETTINGS}),
    "POST /v1/settings/sites/{site}/logo": Drive(
        state="settings",
        body=lambda full, _: {"content": "", "version": full.version},
        full={"calendar": CALENDAR_DAYS},
    ),
    "GET /v1/settings/sites/{site}/versions": Drive(state="settings", full={"versions": LIMITS.versions_listed}),
    "GET /v1/settings/sites/{site}/versions/{at}": Drive(state="settings"),
    "GET /v1/settings/stage": Drive(state="settings", full={"told": STAGE_LIMITS.told}),
    "POST /v1/settings/stage": Drive(
        state="settings",
        body=lambda full, _: {"settings": FULL_STAGE_SETTINGS, "version": full.desk.services.stage.current().version},
        full={"told": STAGE_LIMITS.told},
    ),
    "POST /v1/settings/stage/check": Drive(
        state="settings",
        body=lambda *_: {"settings": {**FULL_STAGE_SETTINGS, "left_question_days": 1}},
        full={"changed": 1},
    ),
    "GET /v1/settings/stage/versions": Drive(state="settings", full={"versions": LIMITS.versions_listed}),
    "GET /v1/settings/stage/versions/{at}": Drive(state="settings", full={"told": STAGE_LIMITS.told}),
}


WRITTEN: Final[dict[str, list[Mapping[str, Mapping[str, Any]]]]] = {}
"""The items of what takes many calls to write, by the name of what writes it."""


class Enrolling:
    """Accounts that are all about to enrol, with the longest challenge that comes back through the doors."""

    def __getattr__(self, _: str) -> Callable[..., Step]:
        return lambda *_: Step(next="enrol", challenge="c" * 2_048, secret="S" * 52)


class Full:
    """A service with one conversation that is full of everything, both of whom listen, and a house as full as its state."""

    def __init__(self, desk: Desk, state: str) -> None:
        self.desk, self.state, self.about = desk, state, rules.id_of(KEY)
        by_state: dict[str, tuple[Role, ...]] = {
            "taken, no orders": ("agent",),
            "a full log, of the officer": (OFFICER,),
            "many people, of the officer": (OFFICER,),
        }
        roles = by_state.get(state, get_args(Role))
        services = desk.services
        logo = "x" * SITE_LIMITS.png_bytes * 2
        services.sites.put(msgspec.structs.replace(FULL_SITE, logo=logo_digest(logo)), logo)
        self.cookie, session = services.sessions.start("agent.a", WIDEST * SHORT, roles, commitment.CURRENT.hash)
        self.session = session.hash
        without_conversation = {
            "none": self._enrolling,
            "people": self._people,
            "many people, of the officer": self._busy_people,
            "many sessions": self._sessions,
            "own": self._own,
            "settings": self._settings,
            "notice": self._notice,
            "phones": self._phones,
            "answers": self._answers,
        }
        if state in without_conversation:
            without_conversation[state]()
            return
        desk.start()
        self.begun = self.stored
        desk.filled(*[LONG] * PAGES)
        agent = staff("agent.b" if state in ("somebody else's", "a supervisor's", "supervising") else "agent.a")
        if state != "waiting":
            talking.take(services, agent, self.about)
            desk.say(agent, self.about, 1)
        self._order()
        for n in range(LIMITS.notes_a_conversation if state == "taken, many notes" else 0):
            note = StoredNote(
                number=n + 1, after=10**6, by="agent.a", alias=WIDEST * SHORT, at=10**13, id="i" * 36, text=LONG
            )
            assert services.notes.add(self.stored, note) == note
        if state == "closed":
            talking.close(services, *talking.visitor(services, KEY))
        self._fill()
        now = services.milliseconds()
        services.sockets.open("visitor-1", Listener(conversation=self.about), now // 1000)
        services.conversations.listen(self.stored, "visitor-1", VISITOR, now)
        services.sockets.open("agent-1", Listener(session=self.session, person="agent.a"), now // 1000)
        services.agents.listen(agent, "agent-1", now)
        if state != "waiting":
            ends = now + 3_600_000
            services.conversations.listen(self.stored, "agent-1", "agent.a", now, session=self.session, ends_at=ends)
            if agent.person != "agent.a":
                services.conversations.listen(self.stored, "agent-2", agent.person, now, session="s", ends_at=ends)
        self._help()
        if state == "a full house":
            for n in range(AGENTS):
                services.agents.seen(staff(f"{n:0128}"), now)
        if state == "a full desk":
            self._desk()
        desk.cloud.clock.advance(5)

    @property
    def stored(self) -> Conversation:
        found = self.desk.services.conversations.get(self.about)
        assert found is not None
        return found

    @property
    def agent(self) -> Staff:
        return self.desk.services.sessions.check(self.session)

    def _help(self) -> None:
        """Have others be let in, as the state says."""
        services = self.desk.services
        if "colleague" in self.state:
            services.agents.listen(staff(costs.COLLEAGUE), "of-colleague", services.milliseconds())
        if "invited" in self.state:
            helping.invite(services, self.agent, self.about, costs.COLLEAGUE)
        if self.state == "supervising":
            helping.supervise(services, self.agent, self.about, "help")

    def _phones(self) -> None:
        """Have phones be called, and as many as one may have, at the longest addresses."""
        chosen = msgspec.structs.replace(environment.read(self.desk.cloud.environment), push_key="alias/push")
        self.desk.services = msgspec.structs.replace(self.desk.services, settings=chosen, web_push=costs.Ringing())
        services = self.desk.services
        stage = services.stage.current()
        services.stage.change(stage, msgspec.structs.replace(plain(stage), phones=True), "admin", NOW * 1000)
        longest = ENDPOINT_CHARACTERS - len(f"{costs.ENDPOINT}0")
        phones = tuple(
            Phone(endpoint=f"{costs.ENDPOINT}{n}{'a' * longest}", made_at=NOW * 1000, until=NOW + 86_400)
            for n in range(LIMITS.phones_a_person)
        )
        services.phones.change(None, Phones(person="agent.a", when="available", phones=phones))

    def _order(self) -> None:
        states: list[wire.TranscriptState] = ["delivered", "failed", "bounced", "offered"]
        if self.state == "taken, no orders":
            states = []
        if self.state == "taken, a code":
            states = ["ordered"]
        for order, state in enumerate(states, 1):
            coded = transcript.code_hash(self.about, order, CODE) if state == "ordered" else None
            made = TranscriptOrder(
                conversation=self.about,
                order=order,
                state=state,
                at=self.desk.services.milliseconds(),
                expires_at=self.stored.expires_at,
                address=None if state == "offered" else ADDRESS,
                codes=int(state != "offered"),
                code_hash=coded,
                code_at=self.desk.services.milliseconds(),
            )
            assert self.desk.services.orders.create(made) is not None

    def _fill(self) -> None:
        """Have what people give and do in a conversation be there as often as it can be."""
        hidden = LIMITS.hides_a_conversation - (self.state == "taken, one may be hidden")
        head = {
            "name": WIDEST * LIMITS.name_characters,
            "hidden": list(range(100, 100 + hidden)),
            "aliases": {"agent.a": WIDEST * SHORT},
        }
        services = self.desk.services
        items = Items(self.desk.cloud.client("dynamodb"), services.settings.table, services.now)  # type: ignore[attr-defined]
        items.update(keys.head(self.about), f"SET {', '.join(f'#{name} = :{name}' for name in head)}", head)
        if "full log" in self.state:
            opened = accessing.event(services, staff("n" * 128), "conversation_opened", self.about, "guidance")
            times = range(opened.at + 1, opened.at + 1 + access_log.PAGE)
            services.access_log.record(*[msgspec.structs.replace(opened, at=at) for at in times])

    def _enrolling(self) -> None:
        self.desk.services = msgspec.structs.replace(self.desk.services, identity=Enrolling())

    def _sessions(self) -> None:
        for _ in range(SESSIONS - 1):
            self.desk.services.sessions.start("agent.a", "A", get_args(Role), commitment.CURRENT.hash)

    def _own(self) -> None:
        self.desk.services.accounts.create("agent.a", "", costs.PHRASE)
        self.desk.services.accounts.set_password("agent.a", costs.PHRASE)

    def _busy_people(self) -> None:
        """Have one of them have opened many conversations within an hour."""
        self._people()
        who, services = staff(f"{0:0128}"), self.desk.services
        opened = [
            accessing.event(services, who, "conversation_opened", f"{n:016}", "guidance")
            for n in range(2 * looks.SHOWN)
        ]
        services.access_log.record(*opened)

    def _once(self, make: Callable[[], None]) -> None:
        """Have what `make` writes, which is the same each time: it is worked out for the first test only."""
        table = self.desk.cloud.table
        if make.__name__ not in WRITTEN:
            before = table.items()
            make()
            WRITTEN[make.__name__] = [item for item in table.items() if item not in before]
        for item in WRITTEN[make.__name__]:
            table.put(item)

    def _settings(self) -> None:
        self._once(self._sites_and_stage)

    def _sites_and_stage(self) -> None:
        """Have as many sites as there may be, one of which was changed more often than is listed."""
        services = self.desk.services
        for n in range(LIMITS.sites_a_stage - 1):
            services.sites.put(msgspec.structs.replace(FULL_SITE, key=f"{n:032}"))
        for n in range(LIMITS.versions_listed + 1):
            site = services.sites.current("demo")
            assert site is not None
            other = msgspec.structs.replace(FULL_SITE, company=f"{n}")
            assert services.sites.change(site, other, PERSON, services.milliseconds() + n + 1) is not None
            stage = services.stage.current()
            many = msgspec.structs.replace(FULL_STAGE, told_after_minutes=15 + LIMITS.versions_listed - n)
            assert services.stage.change(stage, many, PERSON, services.milliseconds() + n + 1) is not None

    def _notice(self) -> None:
        """Have a notice that is full of everything on every site that there may be, and as many versions of it as are listed."""
        self._settings()
        services = self.desk.services
        assert services.notices.change(services.notices.held(), FULL_ROWS, PERSON, services.milliseconds()) is not None
        items = Items(self.desk.cloud.client("dynamodb"), services.settings.table, services.now)  # type: ignore[attr-defined]
        versions = {f"{n:010x}": services.milliseconds() - n - 1 for n in range(LIMITS.notice_versions_listed)}
        shown = dict(services.notices.held().published.versions)
        items.update(keys.notice(), "SET #versions = :versions", {"versions": {**versions, **shown}})

    def _answers(self) -> None:
        """Have as many canned answers as there may be, on as many sites."""
        self._settings()
        self._once(self._canned_answers)

    def _canned_answers(self) -> None:
        for person, full in ((None, FULL_SHARED), ("agent.a", FULL_OWN)):
            assert self.desk.services.answers.change(person, Answers(), full, PERSON) is not None

    def answer(self, begin: str) -> dict[str, Any]:
        """Return a canned answer that says something else, in as many characters."""
        there = next(each for each in (*FULL_SHARED.answers, *FULL_OWN.answers) if each.key.startswith(begin))
        other = msgspec.structs.replace(there, title="u")
        return {**msgspec.to_builtins(other)}

    @property
    def read(self) -> str:
        """The version of the notice's rows."""
        return digest(notice.rows_in(self.desk.services.notices.held().stored))

    @property
    def changed_at(self) -> int:
        """When the site was changed last."""
        found = self.desk.services.sites.current("demo")
        return (found and found.changed_at) or 0

    @property
    def version(self) -> str:
        found = self.desk.services.sites.current("demo")
        assert found is not None
        return found.version

    def _people(self) -> None:
        """Have many people with the longest names, of whom one has sessions and everything else that one can have."""
        services, longest = self.desk.services, WIDEST * LIMITS.name_characters
        services.people.note_dialogue(Dialogue(held_on="2026-11-02", by="n" * 128, at=services.milliseconds()))
        services.accounts.create("agent.a", "", "a password of agent a")
        services.accounts.give("agent.a", "administrator")
        for n in range(PEOPLE):
            services.accounts.create(f"{n:0128}", longest, "a password of theirs")
        services.accounts.create(PERSON, longest, "a password of theirs")
        sites = tuple(f"{n:032}" for n in range(LIMITS.desk_rows))
        services.people.put(Profile(person=PERSON, alias=longest, languages=LANGUAGES, sites=sites))
        for role in get_args(Role):
            services.accounts.give(PERSON, role)
        for _ in range(10):
            services.sessions.start(PERSON, longest, get_args(Role), commitment.CURRENT.hash)

    def _desk(self) -> None:
        services = self.desk.services
        for n in range(4 * LIMITS.desk_rows - 1):  # and the one that the agent has
            key, text = f"{n:043}", WIDEST * LIMITS.first_line_characters
            first = msgspec.structs.replace(self.begun.newest[0], text=text)
            begun = msgspec.structs.replace(self.begun, id=rules.id_of(key), newest=(first,))
            services.conversations.start(begun)
            if n % 4 == 1:
                services.conversations.left(begun, services.milliseconds() + 10**9)
            if n % 4 in (2, 3):
                taken = rules.take(begun, "agent.a", "A", services.milliseconds())
                assert taken is not None
                had = services.conversations.write(begun, taken)
                closed = rules.close(had, "agent.a", services.milliseconds())
                assert closed is not None
                if n % 4 == 2:
                    services.conversations.write(had, closed)

    def ask(self, route: str, drive: Drive) -> Response:
        """Return what a route answers its visitor or agent."""
        method, path = route.split()
        by_visitor = re.match(r"/v1/(tickets|conversations?$|conversation/)", path) is not None
        headers = {"host": HOST, "content-type": "application/json", "origin": ORIGIN, "x-juttu": "1"}
        headers |= {"authorization": f"Bearer {KEY}"} if by_visitor else {"cookie": f"juttu={self.cookie}"}
        body = None if drive.body is None else drive.body(self, PAGES if by_visitor else 0)
        if body is not None and body.get("challenge") == "":  # the step before gives one that proves the password
            began = self.ask("POST /v1/sign-in", DRIVEN["POST /v1/sign-in"])
            body["challenge"] = json.loads(began.body)["challenge"]
        event = {
            "multiValueQueryStringParameters": None,
            "headers": headers,
            "pathParameters": {
                "conversation": self.about,
                "site": "demo",
                "name": drive.name,
                "person": reference(PERSON),
                "at": str(self.changed_at),
                "version": self.desk.services.notices.current().notice.version,
                "language": "fi",
            },
            "requestContext": {
                "httpMethod": method,
                "resourcePath": path,
                "requestId": "request-1",
                "identity": {"sourceIp": "192.0.2.7"},
            },
            "body": None if body is None else json.dumps(body, ensure_ascii=False),
            "isBase64Encoded": False,
            "stageVariables": None,
        }
        door = next(each.door for each in declared.ROUTES if each.name == route)
        answer = http.answer(Request(event), door, lambda _: self.desk.services)
        assert answer.status_code < HTTPStatus.BAD_REQUEST, answer.body
        return answer

    def send(self, **frame: Any) -> wire.ServerFrame | None:
        """Return the answer to a frame of the visitor's."""
        response = sockets.message("visitor-1", json.dumps(frame, ensure_ascii=False), self.desk.services)
        return msgspec.json.decode(response["body"], type=wire.ServerFrame) if "body" in response else None


def lists(value: Any) -> Iterator[tuple[str, int]]:
    """Every list in an answer by its name, with its length; of what stands in lists, the first."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, list):
                yield name, len(inner)
            yield from lists(inner)


def test_no_route_is_missing() -> None:
    missing = sorted(set(ROUTES) - set(DRIVEN))
    assert not missing, f"no line in DRIVEN that says how the answer grows largest: {missing}"
    assert set(DRIVEN) == set(ROUTES)


@pytest.mark.parametrize("route", DRIVEN)
def test_a_route_at_its_largest_answers_no_more_than_its_type_was_said_to(desk: Desk, route: str) -> None:
    drive = DRIVEN[route]

    answer = Full(desk, drive.state).ask(route, drive)

    written = answer.body.decode("latin-1") if isinstance(answer.body, bytes) else str(answer.body)
    size = len(written) if isinstance(answer.body, bytes) else as_lambda_writes(written)
    assert size <= LIMITS.answer_bytes
    named = re.search(r"\[(\w+)\]", ROUTES[route])
    if named is not None:
        kind = STRUCTS[named[1]]
        assert size <= (ANSWERED.get(kind) or in_an_answer(largest(kind)))
        found = dict(lists(json.loads(written)))
        assert {name: found.get(name) for name in drive.full} == drive.full


# ----------------------------------------------------------------------------------------------------- frames


def told(full: Full, to: str) -> list[wire.ServerFrame]:
    return [frame for connection, frame in full.desk.sockets.told if connection == to]


def asked(full: Full, **frame: Any) -> list[wire.ServerFrame]:
    answer = full.send(conversation=full.about, **frame)
    return [*told(full, "agent-1"), *([] if answer is None else [answer])]


def over_https(full: Full, route: str, to: str) -> list[wire.ServerFrame]:
    full.ask(route, DRIVEN[route])
    return told(full, to)


def answered_and_closed(full: Full) -> list[wire.ServerFrame]:
    """A message comes with its text, and what is no message with what the conversation has become by it."""
    over_https(full, "POST /v1/conversations/{conversation}/messages", "visitor-1")
    return over_https(full, "POST /v1/conversations/{conversation}/close", "visitor-1")


def rung(full: Full) -> list[wire.ServerFrame]:
    signing_in.set_available(full.desk.services, full.agent, on=True)
    full.desk.start("w" * 43, LONG, network="198.51.100.0/24")
    full.desk.work()
    return told(full, "agent-1")


def staffed(full: Full) -> list[wire.ServerFrame]:
    signing_in.set_available(full.desk.services, full.agent, on=True)
    announcing.tell_staffed(full.desk.services)
    return told(full, "visitor-1")


def revoked(full: Full) -> list[wire.ServerFrame]:
    signing_in.revoke(full.desk.services, "agent.a")
    return told(full, "agent-1")


PUSHED: Final[dict[Any, tuple[str, Callable[[Full], list[wire.ServerFrame]]]]] = {
    wire.History: ("taken", lambda full: asked(full, do="join", after=0)),
    wire.Said: ("taken", lambda full: asked(full, do="say", **long_message(full, PAGES))),
    wire.Told: ("taken", answered_and_closed),
    wire.Changed: ("taken", lambda full: over_https(full, "POST /v1/conversation/objection", "visitor-1")),
    wire.Placed: ("waiting", staffed),
    wire.Erased: ("taken", lambda full: over_https(full, "POST /v1/conversation/erase", "agent-1")),
    wire.TypingNow: ("taken", lambda full: asked(full, do="typing", on=True)),
    wire.ReadUpTo: ("taken", lambda full: asked(full, do="read", seq=3)),
    wire.QueueChanged: ("taken", rung),
    wire.Noted: (
        "taken",
        lambda full: over_https(full, "POST /v1/conversations/{conversation}/notes", "agent-1"),
    ),
    wire.Pong: ("taken", lambda full: [frame for frame in [full.send(do="ping")] if frame is not None]),
    wire.Ended: ("taken", revoked),
    wire.Refused: ("taken", lambda full: asked(full, do="say", id="i" * 36, n=10**6, text=LONG)),
}


def facts_of(frame: wire.ServerFrame) -> wire.Facts | None:
    return getattr(frame, "facts", None)


def test_no_frame_is_missing() -> None:
    assert set(PUSHED) == set(get_args(wire.ServerFrame))


@pytest.mark.parametrize("kind", PUSHED, ids=lambda kind: kind.__name__)
def test_a_frame_at_its_largest_is_no_more_than_its_type_was_said_to_be(desk: Desk, kind: Any) -> None:
    state, happens = PUSHED[kind]

    frames = [frame for frame in happens(Full(desk, state)) if isinstance(frame, kind)]

    assert frames
    for frame in frames:
        assert as_json(frame) <= (PAGED.get(kind) or as_json(largest(kind)))
        found = dict(lists(json.loads(msgspec.json.encode(frame))))
        assert {name: found[name] for name in FACTS if name in found} == ({} if facts_of(frame) is None else FACTS)
    assert any(facts_of(frame) is not None for frame in frames) == ("facts" in kind.__struct_fields__)
