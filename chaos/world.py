"""One small world: a cloud with nothing in it, the functions, the gateway, a company with its agents."""

import random
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec

from chalicelib import settings
from chalicelib.aws.keys import DESK_INDEX, EXPIRY_INDEX
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.people import Profile
from chalicelib.chat.services import Services
from chalicelib.chat.site import Site
from chalicelib.chat.stage import Stage
from chalicelib.chat.who import Role
from chaos.aws import Aws, Letter, Logs, Ses, Sqs
from chaos.browser import Browser
from chaos.client import Connection
from chaos.closings import Closings
from chaos.faults import Faults, rates
from chaos.gateway import Gateway
from chaos.history import Event, Leaked, Mailed, Recorded, Showed, tells_of_notes
from chaos.processes import Change, MakeClient, Processes, enter, unchanged
from chaos.queues import Queue
from chaos.scheduler import Scheduler
from local.dynamodb.table import Index, Table

START = 1_795_600_000.0
SITE = "demo"
OUTBOX = "https://sqs.example/outbox"
AGENTS = {f"agent.{letter}": f"Agent {letter.upper()}" for letter in "abcdef"}
"""User names and aliases."""
SUPERVISORS = frozenset({"agent.b"})
"""Who of them supervises as well."""
HOUR_SECONDS = 120
"""How long somebody is let in by a purpose or a reason, here: a shard has no hour to be over."""

INDEXES = {
    DESK_INDEX: Index(
        "desk",
        "desk_at",
        ("site", "language", "topic", "first_line", "started_at", "left_until", "gone_at", "closed_at", "expires_at"),
    ),
    EXPIRY_INDEX: Index("expires_on", "pk"),
}
"""As `.chalice/resources.yaml` declares them."""


IMPATIENT = 12
"""In shards of so many conversations agents lose what they do not answer as soon as may be."""


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """How much more often than usual people do what a planted mistake is about."""

    both_tabs: float = 1.0
    order: float = 1.0
    guess: float = 1.0
    """Many wrong codes at once."""
    wrong: float = 1.0
    """A wrong code, one at a time."""
    mistype: float = 1.0
    """An address that takes no mail, put right when the copy is ordered again."""
    start_twice: float = 1.0
    """A first message from two places at once, with another text in each."""
    close: float = 1.0
    long: bool = False
    """Whether all messages are as long as may be."""
    notes: float = 1.0
    """Notes for colleagues: written, written twice at once, taken back."""
    frames_twice: float = 1.0
    lost: float = 1.0
    """Calls to AWS that are done and reported lost."""
    crowded_end: bool = False
    """Whether the last moment is crowded in every shard."""
    hold: float = 1.0
    impatient: bool = False
    """Whether agents who do not answer are reminded and lose it as soon as may be; in some shards they are anyway."""
    help: float = 1.0
    """Colleagues asked in and let go, supervisors who look in, the glass broken; and whoever is in no more and tries all the same."""
    correct: float = 1.0
    restrict: float = 1.0
    """How much faster two people restrict what has ended, and lift that."""
    undo: float = 1.0
    """Ends that wait to be undone, and what comes between: undoing, writing, going."""
    slow: bool = False
    """Whether agents mostly leave the queue alone, and a visitor who turns a page takes a minute or two for it."""


class Design(msgspec.Struct, frozen=True, kw_only=True):
    """What is built, and where it is built wrongly: everything that a planted mistake may change."""

    services: Change = unchanged
    connection: type[Connection] = Connection
    closings: type[Closings] = Closings
    habits: Habits = Habits()
    few: bool = False
    """Whether few people come: a third of the work of a usual shard, for whoever needs to see one thing only."""


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How many people there are, and how much longer they pause than the busiest do."""

    conversations: int
    agents: int
    slowness: int
    crowded_end: bool
    """Whether everybody joins anew and writes in the last moment."""
    long: float
    """Of their messages, so many are as long as may be: sixteen of those are a page of a history."""


class World:
    """Everything of one shard. `leave` gives the process back."""

    def __init__(self, seed: str, design: Design) -> None:
        self.design = design
        self.scheduler = Scheduler(seed, START)
        self.chance = self.scheduler.random
        self.size = _size(self.chance, design)
        self.habits = design.habits
        habits = design.habits
        self.faults = Faults(self.chance, rates(self.chance, frames_twice=habits.frames_twice, lost=habits.lost))
        self.history: list[Event] = []
        self.operations: Counter[str] = Counter()
        self.letters: list[Letter] = []
        self.browsers: list[Browser] = []
        self.tabs: list[Connection] = []
        self.references: list[str] = []
        """Of every conversation that has begun, as their visitors would read it out."""
        self.ended: set[str] = set()
        """Those that any screen has shown as closed."""
        self.over = False
        self.failures: Counter[str] = Counter()
        """What the product logged and should never have met."""
        self._leave = enter(self.scheduler, lambda failure: self.failures.update([failure]))
        self.processes = Processes(self.scheduler, self.faults, _settings(), _with_short_hours(design.services))
        self.table = Table(INDEXES, lambda: self.scheduler.now, self._lag)
        self.log = Logs(self._recorded)
        invoke = self.processes.invoke
        self.outbox = Queue("outbox", self.scheduler, self.faults, invoke)
        self.mail_events = Queue("mail_events", self.scheduler, self.faults, invoke)
        self.gateway = Gateway(self.scheduler, self.faults, self.processes, self.processes.app)
        self.aws = Aws(
            self.scheduler,
            self.faults,
            {
                "dynamodb": self.table,
                "logs": self.log,
                "sqs": Sqs({OUTBOX: self.outbox}),
                "sesv2": Ses(self._accepted),
                "apigatewaymanagementapi": self.gateway,
            },
        )
        self.processes.aws = self.aws
        self.services = self.processes.calm()
        self._schedule("watch", 60.0)
        self._schedule("sweep", 3600.0)
        if self.habits.impatient or self.size.conversations == IMPATIENT:
            stage = Stage(remind_after_minutes=1, return_after_minutes=2)
            self.services.stage.change(self.services.stage.current(), stage, "admin", self.services.milliseconds())
        self.services.sites.put(Site(key=SITE, company="Demo Oy", origins=("https://demo.example",)))

    def leave(self) -> None:
        """Put back what was in this world's place."""
        self._leave()

    @property
    def milliseconds(self) -> int:
        """How long the run has lasted."""
        return self.scheduler.milliseconds

    def record(self, event: Event) -> None:
        """Write down what happened."""
        self.history.append(event)
        if isinstance(event, Showed) and event.status == "closed":
            self.ended.add(event.conversation)

    def count(self, kind: str) -> None:
        """Count one operation: something that a person or their browser has asked for through a door.

        Polls are no operations: where sockets are blocked there is one every few seconds, mostly for nothing.
        """
        if kind != "poll":
            self.operations[kind] += 1

    def employ(self, person: str) -> str:
        """Let an agent be signed in and available, and return their cookie."""
        alias = AGENTS[person]
        self.services.people.put(Profile(person=person, alias=alias))
        roles: tuple[Role, ...] = ("agent", "supervisor") if person in SUPERVISORS else ("agent",)
        cookie, _ = self.services.sessions.start(person, alias, roles, CURRENT.hash)
        self.services.agents.set_available(person, alias, on=True)
        return f"__Host-juttu={cookie}"

    def code(self, conversation: str) -> str | None:
        """Return the newest code that somebody finds in their mail, None when there is none yet."""
        mine = [each for each in self.letters if each.tags["conversation"] == conversation]
        codes = [each for each in mine if each.tags["mail"].startswith("code")]
        found = re.search(r"\b(\d{6})\b", codes[-1].text) if codes else None
        return found.group(1) if found else None

    def _recorded(self, stream: str, record: Mapping[str, Any]) -> None:
        kind, _, conversation = stream.partition("/")
        if kind == "conversation":
            self.record(
                Recorded(
                    at=self.milliseconds,
                    conversation=conversation,
                    actor=record["actor"],
                    action=record["action"],
                    outcome=record["outcome"],
                    reason=record.get("reason"),
                )
            )

    def _accepted(self, letter: Letter) -> None:
        self.letters.append(letter)
        tags = letter.tags
        if tells_of_notes(letter.text):
            self.record(Leaked(at=self.milliseconds, conversation=tags["conversation"], where="mail"))
        self.record(
            Mailed(
                at=self.milliseconds,
                conversation=tags["conversation"],
                order=int(tags["order"]),
                mail=tags["mail"],
                bounces=letter.to.endswith("@bounce.example"),
            )
        )
        if letter.to.endswith("@bounce.example"):
            self._tell_of(letter, "Bounce", "Permanent")
            return
        self._tell_of(letter, "Delivery")
        if letter.to.endswith("@away.example"):  # an automatic answer, of which SES tells as of a bounce
            self._tell_of(letter, "Bounce", "Transient")

    def _tell_of(self, letter: Letter, kind: str, bounce: str = "") -> None:
        body = {
            "eventType": kind,
            "mail": {"tags": {name: [value] for name, value in letter.tags.items()}},
            "bounce": {"bounceType": bounce, "bounceSubType": "General"} if bounce else None,
        }
        envelope = {"Type": "Notification", "Message": msgspec.json.encode(body).decode()}
        self.mail_events.put(msgspec.json.encode(envelope).decode(), self.chance.uniform(0.2, 8))

    def _lag(self) -> float:
        if self.faults.rates.slow == 0:
            return 0.02
        return self.chance.uniform(0, 1.0) if self.chance.random() < 0.2 else 0.02

    def _schedule(self, function: str, seconds: float) -> None:
        if function not in self.processes.app.handler_map:
            return
        event = {
            "version": "0",
            "id": f"{function}-{self.milliseconds}",
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "account": "123456789012",
            "time": "2026-11-25T06:26:40Z",
            "region": "eu-north-1",
            "resources": [],
            "detail": {},
        }

        def run() -> None:
            self.processes.invoke(function, event, lambda *_: None)
            if self.faults.happens("queue_twice"):
                self.processes.invoke(function, event, lambda *_: None)
            self.scheduler.later(seconds, run)

        self.scheduler.later(seconds * self.chance.random(), run)


def _size(chance: random.Random, design: Design) -> Size:
    """Return a size: mostly a busy quarter of an hour, now and then a quiet morning with sockets as old as can be."""
    habits = design.habits
    usual = Size(
        conversations=chance.choice((4, 12, 24, 24, 40)),
        agents=chance.choice((2, 3, 4, 6)),
        slowness=15 if chance.random() < 0.08 else 1,
        crowded_end=chance.random() < 0.6 or habits.crowded_end,
        long=1.0 if habits.long else chance.choice((0.0, 0.0, 0.0, 0.02, 0.5)),
    )
    return msgspec.structs.replace(usual, conversations=6, agents=3, slowness=1) if design.few else usual


def _with_short_hours(change: Change) -> Change:
    def changed(services: Services, client: MakeClient) -> Services:
        hour = {"supervising_seconds": HOUR_SECONDS, "opened_again_seconds": HOUR_SECONDS}
        return change(
            msgspec.structs.replace(services, limits=msgspec.structs.replace(services.limits, **hour)), client
        )

    return changed


def _settings() -> settings.Settings:
    return settings.Settings(
        table="juttu-chaos",
        access_log_group="/juttu/chaos/access",
        outbox_queue=OUTBOX,
        mail_configuration_set="chaos",
        socket_url="wss://socket.example/api",
        connections_endpoint="https://socket.example/api",
    )
