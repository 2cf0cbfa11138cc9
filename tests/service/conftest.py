"""The service as it is wired, over the local cloud, with sockets that only remember."""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
import pytest

from chalicelib import settings, wiring
from chalicelib.aws import keys
from chalicelib.aws.access_log import AccessLog
from chalicelib.aws.calling import World, in_turn
from chalicelib.aws.table.conversations import _stored
from chalicelib.aws.table.items import Items
from chalicelib.chat import commitment
from chalicelib.chat import conversation as rules
from chalicelib.chat.actions import talking
from chalicelib.chat.conversation import VISITOR, Conversation, Line, Sent
from chalicelib.chat.errors import AnswerTooLarge
from chalicelib.chat.people import session_hash
from chalicelib.chat.ports import Listener
from chalicelib.chat.services import Services
from chalicelib.chat.site import Site
from chalicelib.chat.stage import Stage
from chalicelib.chat.who import Role, Staff, Visitor
from chalicelib.chat.wire import Changed, Facts, Say, ServerFrame, Start, Started, Told
from chalicelib.entrypoints import jobs, sockets
from local.cloud.clock import Clock
from local.cloud.cloud import Cloud
from tests.clients import client
from tests.recorders import Metrics

T = TypeVar("T", bound=ServerFrame)
NOW = 1_795_600_000
KEY = "k" * 43
PAGE_BYTES = 1_500
"""Bytes of lines in a page that a test writes itself."""
LONGEST_DELAY = 900
"""Of SQS, in seconds."""
NOTHING_AGAIN: dict[str, list[Any]] = {"batchItemFailures": []}


MOST_PUSHED = 128 * 1024
"""Bytes that API Gateway takes in a push."""


class Sockets:
    """Sockets that remember what they were told; those in `gone` answer 410, and no frame may be larger than AWS allows."""

    def __init__(self) -> None:
        self.told: list[tuple[str, ServerFrame]] = []
        self.gone: set[str] = set()
        self.closed: list[str] = []
        self.unclosable: set[str] = set()
        """Those that API Gateway does not close, for now."""

    def send(self, connection: str, frame: ServerFrame) -> bool:
        if len(msgspec.json.encode(frame)) > MOST_PUSHED:
            raise AnswerTooLarge
        self.told.append((connection, frame))
        return connection not in self.gone

    def close(self, connection: str) -> bool:
        self.closed.append(connection)
        return connection not in self.unclosable

    def heard(self, connection: str, kind: type[T]) -> list[T]:
        """Return the frames of one kind that a socket was told, in their order."""
        return [frame for to, frame in self.told if to == connection and isinstance(frame, kind)]

    def facts(self, connection: str) -> Facts:
        """Return what a socket was told last that the conversation is."""
        told = (frame for to, frame in reversed(self.told) if to == connection and isinstance(frame, Changed | Told))
        return next(frame.facts for frame in told if frame.facts is not None)


class Desk:
    """What a test does in one line: a visitor who starts and says, agents, and a look at what is stored and logged."""

    def __init__(self, cloud: Cloud, wired: Services) -> None:
        self.cloud = cloud
        self.sockets = Sockets()
        self.metrics = Metrics()
        chosen = settings.read(cloud.environment)
        # A client that tries once, so that an ordered failure is one failure.
        log = AccessLog(cloud.client("logs"), chosen.access_log_group)
        self.services = msgspec.structs.replace(
            wired, push=self.sockets, access_log=log, metrics=self.metrics, each=in_turn, request="request-1"
        )

    def start(self, key: str = KEY, text: str = "Hei", network: str = "192.0.2.0/24") -> Started:
        """Start a conversation as the holder of a key."""
        return talking.start(self.services, key, Start(site="demo", language="fi", id="message-1", text=text), network)

    def patience(self, remind_after: int, return_after: int) -> None:
        """Have agents who do not answer reminded, and lose the conversation, after so many minutes; 0: they never do."""
        now, stage = self.services.stage.current(), self.services.stage
        wanted = Stage(remind_after_minutes=remind_after, return_after_minutes=return_after)
        assert stage.change(now, wanted, "admin.a", self.services.milliseconds()) is not None

    def taken(self, key: str = KEY) -> tuple[Conversation, Visitor, Staff]:
        """Return a conversation that agent A has taken, with both sides."""
        started = self.start(key)
        agent = staff("agent.a")
        talking.take(self.services, agent, started.facts.conversation)
        visitor, conversation = talking.visitor(self.services, key)
        return conversation, visitor, agent

    def say(self, who: Visitor | Staff, conversation: str, n: int, text: str = "Hei", message: str = "") -> Any:
        """Say something as somebody's n-th, and return its entry."""
        frame = Say(conversation=conversation, id=message or f"message-{n}", n=n, text=text)
        stored = self.services.conversations.get(conversation)
        entry, _ = talking.say(self.services, who, stored, frame)
        return entry

    def filled(self, *texts: str, key: str = KEY) -> Conversation:
        """Return a conversation in which its visitor has said all this after their first message.

        Its pages are written straight into the table, of as many lines as stay on a head.
        """
        begun = self.services.conversations.get(self.start(key).facts.conversation)
        assert begun is not None
        at = begun.started_at
        lines = [
            rules.said(by=VISITOR, id=f"message-{n}", n=n, text=text, masked=(), asks_copy=False, now=at + n)
            for n, text in enumerate(texts, 2)
        ]
        items = Items(self.cloud.client("dynamodb"), self.services.settings.table, self.services.now)  # type: ignore[attr-defined]
        older, page = [*begun.newest, *lines[:-1]], list[Line]()
        for seq, line in enumerate(older, 1):
            page.append(line)
            if seq == len(older) or len(page) == rules.PAGE_LINES or sum(map(rules.size_of, page)) > PAGE_BYTES:
                stored = {"lines": [_stored(each) for each in page], "expires_at": begun.expires_at}
                items.put(keys.page(begun.id, seq + 1 - len(page)), stored)
                page.clear()
        sent = Sent(len(texts) + 1, (lines[-1].at,), (rules.id_digest(lines[-1].id or ""),))
        head = {
            "first": len(texts) + 1,
            "newest": [_stored(lines[-1])],
            "text_bytes": sum(map(rules.text_bytes, [*begun.newest, *lines])),
            "sent": {VISITOR: msgspec.to_builtins(sent, builtin_types=(bytes,))},
        }
        items.update(keys.head(begun.id), f"SET {', '.join(f'#{name} = :{name}' for name in head)}", head)
        filled = self.services.conversations.get(begun.id)
        assert filled is not None
        return filled

    def work(self) -> None:
        """Do the jobs that are due in the outbox."""
        for body in self.jobs():
            assert jobs.outbox({"Records": [{"messageId": "1", "body": body}]}, self.services) == NOTHING_AGAIN

    def jobs(self) -> list[str]:
        """Take every job that is due in the outbox."""
        queue, url = self.cloud.client("sqs"), self.cloud.environment["JUTTU_OUTBOX_QUEUE"]
        found: list[str] = []
        while messages := queue.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            for message in messages:
                found.append(message["Body"])
                queue.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return found

    def logged(self) -> list[tuple[str, str, str]]:
        """Return actor, action and object of every record of the access log, oldest first."""
        records = [json.loads(event["message"]) for event in self.cloud.log_events()]
        return [(record["actor"], record["action"], record["object"]) for record in records]

    def purposes(self, action: str) -> list[str]:
        """Return the purpose of every record of an action, oldest first."""
        records = [json.loads(event["message"]) for event in self.cloud.log_events()]
        return [record["purpose"] for record in records if record["action"] == action]


class Joined:
    """A visitor and an agent on sockets of one taken conversation, which send frames and remember what they get."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.id = desk.taken()[0].id
        for connection in ("visitor-1", "agent-1"):
            self.opens(connection)
            self.sends("join", connection)

    def opens(self, connection: str, person: str = "agent.a") -> None:
        """Open a socket: the visitor's by its name, else one of a member of staff with a session of its own."""
        services = self.desk.services
        if connection.startswith("visitor"):
            return services.sockets.open(connection, Listener(conversation=self.id), int(services.now()))
        cookie, _ = services.sessions.start(person, person.title(), ("agent",), commitment.CURRENT.hash)
        listener = Listener(session=session_hash(cookie), person=person)
        return services.sockets.open(connection, listener, int(services.now()))

    def sends(self, do: str, connection: str = "visitor-1", **more: Any) -> None:
        """Send a frame, about the conversation if it is about any."""
        fields = {"do": do, **({} if do == "ping" else {"conversation": self.id}), **more}
        answer = sockets.message(connection, json.dumps(fields), self.desk.services)
        if "body" in answer:
            self.desk.sockets.told.append((connection, msgspec.json.decode(answer["body"], type=ServerFrame)))

    def stored(self) -> Conversation:
        """Return the conversation as it is stored."""
        found = self.desk.services.conversations.get(self.id)
        assert found is not None
        return found


def staff(person: str, *roles: Role, committed: bool = True) -> Staff:
    """Return a member of staff, whose session ends when no test does; an agent unless other roles are given."""
    return Staff(
        person=person,
        alias=person.title(),
        roles=frozenset(roles or ("agent",)),
        session="s",
        committed=committed,
        ends_at=2**53,
    )


@pytest.fixture(scope="module")
def _opened() -> Iterator[Cloud]:
    """A cloud for the module's tests."""
    with Cloud.start(clock=Clock(stopped_at=NOW), in_memory=True) as cloud:
        yield cloud


@pytest.fixture
def desk(_opened: Cloud) -> Desk:
    """A service of a process of its own, with an empty table and an empty access log, and the site `demo`."""
    return new_desk(_opened)


def new_desk(cloud: Cloud) -> Desk:
    """Return the service as `desk` has it, in a cloud from which everything else is gone."""
    cloud.begin_anew()
    made = Desk(cloud, wiring.build(settings.read(cloud.environment), World(now=cloud.clock), client))
    made.services.sites.put(Site(key="demo", company="Demo Oy", origins=("http://127.0.0.1:8601",)))
    return made


@pytest.fixture
def joined(desk: Desk) -> Joined:
    """Both sides of a conversation, on sockets."""
    return Joined(desk)
