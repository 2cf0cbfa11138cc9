"""The data map is the truth: a conversation runs, and what is stored is what the map says, both ways."""

import contextlib
import email
import email.policy
import fnmatch
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

from chalicelib import settings, wiring
from chalicelib.aws import keys
from chalicelib.aws.calling import World
from chalicelib.chat import commitment, retention
from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import (
    announcing,
    connecting,
    correcting,
    data_rights,
    desk,
    hiding,
    holding,
    informing,
    noting,
    signing_in,
    sweeping,
    talking,
    transcripts,
    watching,
)
from chalicelib.chat.answers import Answer, Answers
from chalicelib.chat.conversation import Conversation, LetIn, Reminded, Step
from chalicelib.chat.errors import SignInRefused
from chalicelib.chat.hours import Hours
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.notice.stored import OF_STAFF, STORED
from chalicelib.chat.people import Dialogue, Profile
from chalicelib.chat.phones import Phone, Phones
from chalicelib.chat.ports import Job, Listener
from chalicelib.chat.services import Services
from chalicelib.chat.site import Contact, DayNotice, OwnLimits, Site, Topic, plain
from chalicelib.chat.stage import Stage, mark_of
from chalicelib.chat.who import InCase, Staff, Visitor
from chalicelib.chat.wire import (
    AcceptCommitment,
    Access,
    Close,
    Correct,
    Hide,
    Say,
    ServerFrame,
    Start,
    Typing,
    WriteNote,
)
from chalicelib.rooms.access_log import actions as access_log
from chalicelib.rooms.history import actions as history
from chalicelib.rooms.people import rules as people
from local.cloud.clock import Clock
from local.cloud.cloud import Cloud
from local.refusals import ROOT
from operations import smoke
from tests.chat.notices import changed
from tests.clients import client

MAP = tomllib.loads((ROOT / "docs" / "data_map.toml").read_text("utf-8"))
TABLE: dict[str, Any] = MAP["table"]
KEY = "k" * 43
ORIGIN = "https://shop.example"
NETWORK = "192.0.2.0/24"


class Pushes:
    """Sockets that are open and say nothing."""

    def send(self, connection: str, frame: ServerFrame) -> bool:
        return True

    def close(self, connection: str) -> bool:
        return True


class Letters:
    """A way for mails that keeps the code of the first one."""

    code = ""

    def send(self, raw: bytes, *, to: str, conversation: str, order: int, mail: str) -> str:
        text = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))
        assert text is not None
        self.code = self.code or re.findall(r"\b\d{6}\b", text.get_content())[0]
        return "message-1"


class Story:
    """A service over the local cloud, and everything that was ever in its table."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.letters = Letters()
        self.services: Services = msgspec.structs.replace(
            wiring.build(settings.read(cloud.environment), World(now=cloud.clock), client),
            push=Pushes(),
            mail=self.letters,
        )
        self.conversation = rules.id_of(KEY)
        self.stored: defaultdict[str, set[str]] = defaultdict(set)
        """Every path that was stored, by the kind of its item."""
        self.strangers: set[str] = set()
        self.values: list[Any] = []

    def look(self, seconds: float = 4) -> None:
        """Note what is in the table now, and let time go by."""
        for item in self.cloud.items():
            kind = kind_of(item)
            if kind is None:
                self.strangers.add(f"{item['pk']} {item['sk']}")
                continue
            rest = {name: value for name, value in item.items() if name not in ("pk", "sk")}
            self.stored[kind] |= {path for path, _ in leaves(rest)}
            self.values += [value for _, value in leaves(item)]
        self.cloud.clock.advance(seconds)

    def tell(self) -> None:
        """Let everything happen that stores something."""
        staff_session = self.somebody_signs_in()
        self.visitor_starts()
        self.both_speak(staff_session)
        self.copy_by_mail(staff_session)
        self.it_ends(staff_session)
        self.rights_are_used()
        self.question_is_left(staff_session)

    def somebody_signs_in(self) -> str:
        services = self.services
        services.sites.put(
            Site(
                key="demo",
                company="Demo Oy",
                origins=(ORIGIN,),
                language="fi",
                privacy_notice={"fi": f"{ORIGIN}/privacy"},
                hours=Hours(week={"mon": ("9-16",)}, dates={"2026-12-23": ("9-12",)}, holidays="FI"),
                contacts=(Contact(kind="phone", value="08 123 456", words={"fi": "Päivystys"}),),
                colour="#0a5c8a",
                greeting={"fi": "Hei!"},
                launcher={"fi": "Kysy"},
                topics=(Topic(key="orders", words={"fi": "Tilaukset"}),),
                today=(DayNotice(since=date(2026, 12, 1), until=date(2026, 12, 3), words={"fi": "Ruuhkaa."}),),
                logo="5f0c",
                limits=OwnLimits(conversations_an_hour=6),
            ),
            logo="<svg/>",
        )
        services.sites.note_usually("demo", 5)
        services.sites.lend(smoke.site(), int(services.now()) + smoke.LENT_SECONDS)
        site = services.sites.current("demo")
        assert site is not None
        other = msgspec.structs.replace(plain(site), company="Demo")
        assert services.sites.change(site, other, "admin.a", services.milliseconds()) is not None
        own = Stage(
            networks={"trainer": ("203.0.113.0/24",)},
            told=("keeper@example.com",),
            veiled={"fi": ("kiuas",)},
            closed={"fi": "Palaamme klo 12."},
        )
        for later, stage in enumerate((Stage(networks={"agent": ("203.0.113.0/24",)}), own)):
            at = services.milliseconds() + later
            assert services.stage.change(services.stage.current(), stage, "admin.a", at) is not None
        services.stage.note_came_back(mark_of("keeper@example.com"), services.milliseconds())
        phone = Phone(
            endpoint="https://web.push.apple.com/one",
            made_at=services.milliseconds(),
            until=int(services.now()) + services.limits.phone_days * 86_400,
        )
        assert services.phones.change(None, Phones(person="agent.a", when="nobody", phones=(phone,)))
        services.attempts.begin("browser:b")
        self.strangers_knock()
        services.attempts.know("agent.a")
        services.leases.take("administrators", "holder", 60)
        services.agents.alerting_since(int(services.now()), 60)
        self.look()
        opened = msgspec.structs.replace(own, closed={})
        assert services.stage.change(services.stage.current(), opened, "admin.a", services.milliseconds()) is not None
        services.attempts.forget("browser:b")
        held = services.notices.held()
        rows = changed("contact.phone", "+358 40 1")
        assert services.notices.change(held, rows, "admin.a", services.milliseconds()) is not None
        mine = Profile(person="agent.a", alias="A", languages=("fi", "sv"), sites=("demo",), made_with="key-00001")
        services.people.put(mine)
        services.people.signed_in("agent.a", "A", services.milliseconds())
        said = Answer(id="answer-000000000", key="hei", title="Hei", text={"fi": "Hei {name|}!"}, changed_at=1)
        for person, greeting in ((None, ""), ("agent.a", said.id)):
            kept = Answers(answers=(said,), greeting=greeting, changed_at=services.milliseconds())
            assert services.answers.change(person, Answers(), kept, "reviewer.a") is not None
        _, session = services.sessions.start("agent.a", "Agent A", ("agent",), "")
        staff = services.sessions.check(session.hash)
        current = commitment.CURRENT
        services.people.note_dialogue(Dialogue(held_on="2026-11-02", by="admin.a", at=services.milliseconds()))
        notice = informing.current(services).version
        accepted = AcceptCommitment(version=current.version, hash=current.hash, notice=notice)
        signing_in.accept_commitment(services, staff, accepted)
        staff = services.sessions.check(session.hash)
        signing_in.set_available(services, staff, on=True)
        ticket = connecting.ticket(services, Listener(session=session.hash, person="agent.a"), ORIGIN)
        self.look()
        connecting.connect(services, ticket.ticket, ORIGIN, "connection-agent")
        announcing.tell_staffed(services)
        self.look()
        return session.hash

    def strangers_knock(self) -> None:
        """More come than are let through."""
        for number in range(self.services.limits.sign_in_failures_a_name + 1):
            network = self.services.counters.name_of("sign-in", f"192.0.2.{number}")
            with contextlib.suppress(SignInRefused):
                self.services.attempts.knock("agent.a", network)

    def visitor_starts(self) -> None:
        services = self.services
        body = Start(
            site="demo",
            language="fi",
            topic="orders",
            id="client-001",
            text="Hei, kiuas ei lämpene. Tunnus 131052-308T.",
        )
        talking.start(services, KEY, body, NETWORK)
        announcing.tell_queue(services, Job(kind="queue", conversation=self.conversation))
        talking.call_me(services, *talking.visitor(services, KEY), "Maija")
        self.cloud.clock.advance(services.limits.visitor_gone_seconds)
        announcing.tell_gone(services, Job(kind="gone", conversation=self.conversation))
        ticket = connecting.ticket(services, Listener(conversation=self.conversation), ORIGIN)
        self.look()
        connecting.connect(services, ticket.ticket, ORIGIN, "connection-visitor")
        self.look()
        visitor, conversation = talking.visitor(services, KEY)
        talking.join(services, visitor, conversation, 0, "connection-visitor")
        watching.watch(services)
        self.look()
        self.cloud.clock.advance(60)
        talking.history(services, *talking.visitor(services, KEY), 0)
        self.look()

    def both_speak(self, session: str) -> None:
        services = self.services
        staff = services.sessions.check(session)
        desk.desk(services, staff)
        talking.take(services, staff, self.conversation)
        talking.join(services, staff, services.conversations.get(self.conversation), 0, "connection-agent")
        listener = Listener(session=session, person="agent.a")
        connecting.follow(services, listener, "connection-agent", self.conversation)
        self.agent_checks_something_and_is_late(staff)
        self.say(Visitor(self.conversation), 2, "Saisinko tämän keskustelun sähköpostiin?")
        for n in range(1, 5):
            self.say(staff, n, f"Vastaus {n}: " + "katsotaan yhdessä. " * 20)
        newest = services.conversations.get(self.conversation)
        assert newest is not None
        correcting.correct(services, staff, newest, Correct(about=newest.seq, id="correction-0", text="Vastaus viisi"))
        talking.read(services, staff, services.conversations.get(self.conversation), "connection-agent", 2)
        head, now = services.conversations.get(self.conversation), services.milliseconds()
        assert head is not None
        services.agents.helps("agent.a", self.conversation)
        services.conversations.let_in(head, {"agent.b": LetIn("invited", now + 60_000, now, "help", "agent.a", "B")})
        self.look()
        for by, to in (("agent.a", "agent.b"), ("agent.b", "agent.a")):
            head = services.conversations.get(self.conversation)
            assert head is not None
            handed = rules.pass_on(head, to, to.title(), now, by=by, why="busy")
            services.conversations.write(head, handed)
        visitor, conversation = talking.visitor(services, KEY)
        talking.read(services, visitor, conversation, "connection-visitor", 5)
        self.look()
        self.colleagues_are_told(staff)

    def colleagues_are_told(self, staff: Staff) -> None:
        conversation = self.services.conversations.get(self.conversation)
        for n in (1, 2):
            note = WriteNote(id=f"note-000{n}", text="Soitti myös, tunnus 131052-308T.")
            noting.write(self.services, staff, conversation, note)
            self.look()
        noting.take_back(self.services, staff, conversation, 1)
        self.look()

    def agent_checks_something_and_is_late(self, staff: Staff) -> None:
        """As the watch has it happen, minutes later than it is here."""
        services, conversations = self.services, self.services.conversations
        holding.hold(services, staff, self.conversation, 5)
        self.look()
        holding.hold(services, staff, self.conversation, None)
        self.look()
        for goes in (False, True):
            head = conversations.get(self.conversation)
            assert head is not None
            assert conversations.reminded(head, Reminded(services.milliseconds(), services.milliseconds())) is not None
            if goes:
                self.write(lambda one, now: rules.give_back(one, now, LIMITS))
                talking.take(services, staff, self.conversation)
            else:
                talking.typing(
                    services,
                    staff,
                    conversations.get(self.conversation),
                    Typing(conversation=self.conversation, on=True),
                )
                self.look(LIMITS.answering_seconds)
                self.write(lambda one, now: rules.pass_on(one, "agent.b", "B", now))
                self.look(LIMITS.taken_up_seconds)
                self.write(lambda one, now: rules.hand_back(one, now, LIMITS, there=True))
        talking.join(services, staff, conversations.get(self.conversation), 0, "connection-agent")

    def write(self, rule: Callable[[Conversation, int], Step | None]) -> None:
        head = self.services.conversations.get(self.conversation)
        assert head is not None
        step = rule(head, self.services.milliseconds())
        assert step is not None
        self.services.conversations.write(head, step)
        self.look()

    def say(self, who: Any, n: int, text: str) -> None:
        frame = Say(conversation=self.conversation, id=f"client-{n:03}", n=n, text=text)
        before = self.services.conversations.get(self.conversation)
        entry, after = talking.say(self.services, who, before, frame)
        talking.tell_said(self.services, after, entry, None)
        self.look()

    def copy_by_mail(self, session: str) -> None:
        services = self.services
        staff = services.sessions.check(session)
        visitor, conversation = talking.visitor(services, KEY)
        transcripts.offer(services, staff, self.conversation)
        self.look()
        transcripts.order(services, visitor, conversation, "maija@example.com", NETWORK)
        transcripts.send_code(services, Job(kind="code", conversation=self.conversation, order=1))
        self.look()
        transcripts.confirm(services, visitor, conversation, self.letters.code)
        transcripts.send_transcript(services, Job(kind="transcript", conversation=self.conversation, order=1))
        self.look()

    def it_ends(self, session: str) -> None:
        # As the watch notes it of a silent visitor, half an hour later than it is here.
        self.services.conversations.note(self.conversation, warned_at=self.services.milliseconds())
        talking.stay(self.services, *talking.visitor(self.services, KEY))
        self.look()
        body = Close(seen=1_000, topic="_other", guidance="missing")
        staff = self.services.sessions.check(session)
        talking.close(self.services, staff, self.services.conversations.get(self.conversation), body)
        access_log.accesses(self.services, self.services.sessions.check(session), self.conversation)
        history.history(self.services, self.services.sessions.check(session))
        self.look()

    def rights_are_used(self) -> None:
        services = self.services
        correction = Correct(
            about=1, id="correction-1", text="Tarkoitin patteria, en kiuasta. Kortti 4111 1111 1111 1111."
        )
        correcting.correct(services, *talking.visitor(services, KEY), correction)
        data_rights.objects(services, *talking.visitor(services, KEY), on=True)
        visitor, conversation = talking.visitor(services, KEY)
        for seq in (1, conversation.seq):
            hiding.hide(services, visitor, services.conversations.get(conversation.id), Hide(seq=seq))
        self.look()
        talking.rate(services, *talking.visitor(services, KEY), 4, "Kiitos avusta")
        self.look()
        # What moves to a page only when more lines have come.
        said = services.conversations.lines(talking.visitor(services, KEY)[1])
        about = next(seq for seq, line in said.items() if line.kind == "said" and line.by == "visitor" and seq > 1)
        for n in range(2, 6):
            text = f"Korjaus {n}: " + "tarkemmin sanottuna näin. " * 20
            body = Correct(about=about, id=f"correction-{n}", text=text)
            correcting.correct(services, *talking.visitor(services, KEY), body)
        self.look()
        in_case = InCase(conversation=conversation.id, by="first.person", beside="second.person", case="2026-7")
        data_rights.restrict(services, in_case, talking.visitor(services, KEY)[1])
        self.look()

    def question_is_left(self, session: str) -> None:
        services, key = self.services, "l" * 43
        self.letters.code = ""
        started = talking.start(services, key, Start(site="demo", language="fi", id="client-001", text="Hei"), NETWORK)
        visitor, conversation = talking.visitor(services, key)
        signing_in.set_available(services, services.sessions.check(session), on=False)
        announcing.tell_staffed(services)
        transcripts.order(services, visitor, conversation, "maija@example.com", NETWORK, with_answer=True)
        transcripts.send_code(services, Job(kind="code", conversation=conversation.id, order=1))
        transcripts.confirm(services, visitor, conversation, self.letters.code)
        self.look()
        staff = services.sessions.check(session)
        talking.take(services, staff, started.facts.conversation)
        talking.end_for_abuse(services, staff, services.conversations.get(conversation.id), "threat")
        self.look()
        data_rights.erase(services, *talking.visitor(services, key))
        services.mail_health.count("bounced")
        services.mail_health.count("complained")
        services.mail_health.pause(60)
        services.sessions.revoke("agent.a")
        mine = services.people.get("agent.a")
        assert mine is not None
        services.people.leave(people.left(mine, services.milliseconds()))
        services.answers.forget("agent.a")
        self.look()


def kind_of(item: dict[str, Any]) -> str | None:
    """Return the map's name for an item, by its keys: where they stand there in full, that one."""
    named = [kind for kind, said in TABLE.items() if (item["pk"], item["sk"]) == (said["pk"], said["sk"])]
    found = named or [
        kind
        for kind, said in TABLE.items()
        if fnmatch.fnmatchcase(item["pk"], said["pk"]) and fnmatch.fnmatchcase(item["sk"], said["sk"])
    ]
    return found[0] if len(found) == 1 else None


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of an item with its path: `sent.visitor.n`, `newest[0].text`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple | set):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{place}]")
    else:
        yield path, value


def matches(path: str, mapped: str) -> bool:
    """Return whether a path is one of those that the map means; user names may have a dot in them."""
    pattern = re.escape(mapped).replace(r"\[\]", r"\[\d+\]").replace(r"\*", r"[^.\[\]]+(?:\.[^.\[\]]+)?")
    return re.fullmatch(pattern, path) is not None


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    with Cloud.start(clock=Clock(stopped_at=1_795_600_000), in_memory=True) as cloud:
        story = Story(cloud)
        story.tell()
        yield story


def test_every_item_that_is_stored_is_of_a_kind_in_the_map(story: Story) -> None:
    assert story.strangers == set()
    assert set(story.stored) == set(TABLE)


@pytest.mark.parametrize("kind", TABLE)
def test_every_attribute_that_is_stored_is_in_the_map(story: Story, kind: str) -> None:
    unmapped = {
        path for path in story.stored[kind] if not any(matches(path, each) for each in TABLE[kind]["attributes"])
    }

    assert story.stored[kind]
    assert unmapped == set()


@pytest.mark.parametrize("kind", TABLE)
def test_every_attribute_in_the_map_is_stored(story: Story, kind: str) -> None:
    absent = {each for each in TABLE[kind]["attributes"] if not any(matches(path, each) for path in story.stored[kind])}

    assert absent == set()


@pytest.mark.parametrize(
    ("said", "kind"),
    [(said, kind) for section in ("table", "elsewhere") for kind, said in MAP[section].items()],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_everything_says_what_it_is_why_how_long_and_who_sees_it(said: dict[str, Any], kind: str) -> None:
    assert said["what"].endswith(".")
    assert said["kept"]
    assert said["seen"]
    assert said["told"] in {*STORED, "staff", "nobody"}
    assert said["told"] != "staff" or said["of_staff"] in OF_STAFF
    for name, each in said.get("attributes", {}).items():
        assert each["why"], name
        assert set(each) <= {"why", "kept", "seen"}, name


def test_the_map_has_every_kind_of_the_page_of_keys() -> None:
    rows = re.findall(r"^\| [\w' ]+ \| `([^`]+)` \| `([^`]+)` \|", keys.__doc__ or "", re.MULTILINE)
    rows = [(pk, sk) for pk, sk in rows if pk != "desk"]
    kinds = {kind_of({"pk": re.sub("<.*>", "x", pk), "sk": re.sub("<.*>", "1", sk)}) for pk, sk in rows}

    assert len(rows) >= 12
    assert None not in kinds
    assert len(kinds) == len(rows) == len(TABLE)


def test_what_should_not_be_stored_is_not(story: Story) -> None:
    """Neither the visitor's key, nor a code, nor a network, nor what was masked; the address in its one place."""
    everything = "\n".join(map(str, story.values))
    for secret in (
        KEY,
        "131052-308T",
        "192.0.2",
        rules.rights_code_of(KEY),
        rules.rights_code_of(KEY).replace("-", ""),
    ):
        assert secret not in everything
    places = {path for item in story.cloud.items() for path, value in leaves(item) if "maija@example.com" in str(value)}

    assert story.letters.code
    assert story.letters.code not in story.values
    assert places == {"address"}


def test_the_access_log_holds_what_the_map_says(story: Story) -> None:
    mapped = set(MAP["elsewhere"]["access_log"]["attributes"])
    logged = {name for event in story.cloud.log_events() for name in json.loads(event["message"])}

    assert mapped == {field.name for field in msgspec.structs.fields(Access)}
    assert logged
    assert logged <= mapped


def test_the_outbox_holds_what_the_map_says() -> None:
    mapped = set(MAP["elsewhere"]["outbox"]["attributes"])

    assert mapped == {field.name for field in msgspec.structs.fields(Job)}


def test_the_visitors_device_holds_what_the_map_says() -> None:
    source = (ROOT / "web" / "widget" / "keeping.ts").read_text("utf-8")
    kept = source.partition("export interface Kept {")[2].partition("\n}")[0]

    assert set(re.findall(r"^  (\w+): ", kept, re.MULTILINE)) == set(MAP["elsewhere"]["visitors_device"]["attributes"])


def test_the_mark_in_the_tab_is_what_the_map_says() -> None:
    written = (ROOT / "web" / "loader" / "panel.ts").read_text("utf-8")
    looked_for = (ROOT / "web" / "loader" / "launch.ts").read_text("utf-8")
    (mapped,) = MAP["elsewhere"]["mark_in_the_tab"]["attributes"]

    assert f"const name = `{mapped.replace('*', '${view.site}')}`;" in written
    assert re.findall(r"(?:session|local)Storage\[(.*?)\]", looked_for) == [f"`{mapped.replace('*', '${site}')}`"]
    for script in (written, looked_for):
        assert not re.search(r"localStorage|indexedDB|cookie|(?:set|get)Item", script)


def test_what_is_unsent_in_the_tab_is_what_the_map_says() -> None:
    widget = ROOT / "web" / "widget"
    (mapped,) = MAP["elsewhere"]["unsent_in_the_tab"]["attributes"]
    named = "const NAME = `{}`;".format(mapped.replace("*", '${written("site")}'))
    stores = [path.name for path in widget.rglob("*.ts*") if "sessionStorage." in path.read_text("utf-8")]

    assert named in (widget / "index.tsx").read_text("utf-8")
    assert set(stores) == {"renewal.ts", "unsent.ts", "unsent.test.ts"}
    scripts = [(widget / name).read_text("utf-8") for name in ("renewal.ts", "unsent.ts")]
    assert [re.findall(r"sessionStorage\.setItem\((.*?)\)", script) for script in scripts] == [[], ["name, text"]]


def test_nothing_is_kept_longer_than_the_map_says(story: Story) -> None:
    """What has had its time is gone when the sweep has run, within two hours; last, because the story's time goes by."""
    clock, began = story.cloud.clock, story.cloud.clock()
    there = {(item["pk"], item["sk"]): kind_of(item) for item in story.cloud.items()}
    longest = {kind: said["longest"] for kind, said in TABLE.items() if "longest" in said}

    def left() -> set[str | None]:
        sweeping.sweep(story.services)
        return {there.get((item["pk"], item["sk"])) for item in story.cloud.items()}

    for seconds in sorted(set(longest.values())):
        clock.advance(began + seconds + retention.SWEPT_HOURS * 3600 - clock())
        assert not left() & {kind for kind, most in longest.items() if most <= seconds}, seconds
    assert {"conversation", "older_lines", "transcript_order"} <= set(there.values())
    clock.advance(62 * 24 * 3600)
    assert left() <= {
        "person",
        "site",
        "site_listed",
        "logo",
        "stage",
        "shared_answers",
        "notice",
        "notice_version",
        "staff_notice",
        "dialogue",
        None,
    }
    assert {kind for kind, said in TABLE.items() if "expires_at" in said["attributes"]} == {
        *longest,
        *(kind for kind, said in TABLE.items() if said["kept"] == "conversation"),
    }
