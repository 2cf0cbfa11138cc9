"""The smoke conversation: everything that a visitor and an agent do in a day, over the data planes of the deployed stack."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from chalicelib.chat.services import Services
from cloud.deployment import Deployed
from cloud.emulator import Emulator
from cloud.hands import Agent, Failed, Service, Visitor, until
from operations import people
from operations import stack as stacks

AGENT: Final = "first.agent"
ADDRESS: Final = "visitor@somewhere.example"
Say = Callable[[str], None]


class Stage(NamedTuple):
    """A deployed stage that has a site and somebody who may sign in."""

    emulator: Emulator
    deployed: Deployed
    service: Service
    agent: Agent

    @property
    def services(self) -> Services:
        """The product's own, over the operator's credentials, for the next minute."""
        return services_of(self.emulator, self.deployed)


def opened(emulator: Emulator, deployed: Deployed) -> Stage:
    """Give a stage its first agent, as an operator's command does. Raises Failed."""
    service = Service(emulator, deployed)
    said = commanded(services_of(emulator, deployed), "create", AGENT, "--role", "agent", "--given-name", "Eeva")
    return Stage(emulator, deployed, service, Agent(service, AGENT, said.splitlines()[-1]))


def commanded(services: Services, *command: str) -> str:
    """Return what `python -m operations people` says to a command. Raises Failed."""
    said = people.run(command, services)
    if said.code:
        raise Failed(said.text)
    return said.text


def services_of(emulator: Emulator, deployed: Deployed) -> Services:
    """Return the product's services over the operator's credentials."""
    return stacks.services_of(deployed.stack, emulator.account())


class Step(NamedTuple):
    """Something that was done, and how long it took in seconds."""

    what: str
    seconds: float


class Walk:
    """The conversation. Each step says what it did; the first that fails raises Failed."""

    def __init__(self, stage: Stage, say: Say) -> None:
        self.stage = stage
        self.steps: list[Step] = []
        self._say = say

    @contextlib.contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Do one thing, and say so."""
        began = time.monotonic()
        yield
        self.steps.append(Step(what, time.monotonic() - began))
        self._say(f"  ✓ {what} ({self.steps[-1].seconds * 1000:.0f} ms)")

    def go(self) -> None:
        """Walk. Raises Failed."""
        with self.step("an agent chooses a password, enrols a second factor, and accepts the commitment"):
            self.signs_in()
        with self.step("a wrong code is refused, the right one lets the agent in again"):
            self.signs_in_again()
        self.talk()
        with self.step("the watch of each minute looks"):
            run(self.stage, "Watch")
        with self.step("what came back of a mail is noted"):
            self.is_told_of_a_bounce()
        with self.step("a conversation that has expired is swept away"):
            self.is_swept()
        with self.step("the agent signs out"):
            self.stage.agent.ask("POST", "/v1/sign-out")

    def signs_in(self) -> None:
        """Sign in for the first time."""
        asked = self.stage.agent.sign_in_first()
        if asked != ["new_password", "enrol", "done"]:
            raise Failed(f"Signing in asked for {asked}")

    def signs_in_again(self) -> None:
        """Sign in as on any day."""
        agent = self.stage.agent
        given = {"user": agent.user, "password": agent.password}
        step = self.stage.service.ask("POST", "/v1/sign-in", given, self.stage.service.page).body
        wrong = {"user": agent.user, "challenge": step["challenge"], "code": "000000"}
        refused = self.stage.service.rest("POST", "/v1/sign-in/code", wrong, self.stage.service.page)
        if refused.status < 400:  # noqa: PLR2004 - HTTP's
            raise Failed("A wrong code let somebody in")
        time.sleep(refused.body["retry_after"] + 0.5)
        agent.sign_in()
        agent.ask("POST", "/v1/me/available", {"on": True})

    def talk(self) -> None:
        """Have visitor and agent talk, and erase what was said."""
        service, agent, visitor = self.stage.service, self.stage.agent, Visitor(self.stage.service)
        with service.socket(agent.headers) as desk:
            with self.step("a visitor starts a conversation, and the agent's desk is told"):
                visitor.start()
                desk.hear("queue")
            with service.socket(visitor.headers) as line:
                if line.protocol != "juttu.v1":
                    raise Failed(f"The socket speaks {line.protocol}")
                with self.step("the visitor's socket opens, and has the conversation so far"):
                    visitor.join(line)
                with self.step("the agent takes the conversation, and the visitor is told"):
                    agent.ask("GET", "/v1/desk")
                    agent.take(visitor.conversation)
                    line.hear("told")
                with self.step("what the visitor says reaches the agent"):
                    agent.join(desk, visitor.conversation)
                    visitor.say(line, "Havu 20, kiitos.")
                    desk.hear("told", lambda frame: frame["entry"].get("text") == "Havu 20, kiitos.")
                with self.step("what the agent says reaches the visitor"):
                    agent.say(desk, visitor.conversation, 1, "Hei! Se sopii hyvin.")
                    line.hear("told", lambda frame: frame["entry"].get("text") == "Hei! Se sopii hyvin.")
                with self.step("a copy is ordered: the code comes by mail, and proved, the transcript"):
                    visitor.order_copy(ADDRESS)
                with self.step("the visitor closes the conversation"):
                    visitor.ask("POST", "/close")
        with self.step("who has opened the conversation stands in the access log"):
            read = agent.ask("GET", f"/v1/conversations/{visitor.conversation}/accesses").body
            if not read:
                raise Failed("Nobody has opened the conversation")
        with self.step("the visitor erases it, and nothing of it is in the table"):
            visitor.ask("POST", "/erase")
            until(
                lambda: None if items_of(self.stage, visitor.conversation) else True, "table without the conversation"
            )

    def is_told_of_a_bounce(self) -> None:
        """Have a mail come back of which somebody is told."""
        visitor = Visitor(self.stage.service)
        visitor.start()
        self.stage.agent.answer(visitor.conversation)
        visitor.ask("POST", "/transcript", {"address": ADDRESS})
        put_bounce(self.stage, visitor)
        ran(self.stage, "MailEvents", 0)
        visitor.ask("POST", "/erase")

    def is_swept(self) -> None:
        """Have a conversation expire, and be swept away."""
        visitor = Visitor(self.stage.service)
        visitor.start()
        expire(self.stage, visitor.conversation)
        run(self.stage, "Sweep")
        if items_of(self.stage, visitor.conversation):
            raise Failed("The sweep has left something that had expired")


def put_bounce(stage: Stage, visitor: Visitor) -> None:
    """Put SES's word that the first mail of a conversation came back into its queue, as SNS does: the emulator's SES says none."""
    tags = {"conversation": [visitor.conversation], "order": ["1"], "mail": ["code"]}
    told = {
        "eventType": "Bounce",
        "mail": {"tags": tags},
        "bounce": {"bounceType": "Permanent", "bounceSubType": "General"},
    }
    queue = next(url for url in queues(stage) if url.endswith("-mail-events"))
    stage.emulator.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(told))


def ran(stage: Stage, function: str, after: int) -> None:
    """Wait until a function has asked for something, of what was asked from a place on. Raises Failed."""
    role = stage.deployed.roles[function]
    until(
        lambda: True if any(each.role == role for each in stage.emulator.decisions(after)) else None,
        f"call of {function}'s",
        stage.service.patience,
    )


def run(stage: Stage, function: str) -> Any:
    """Run a function that a schedule runs, and return what it returns. Raises Failed."""
    event = {"id": "run-by-hand", "source": "aws.events", "detail-type": "Scheduled Event", "time": "", "detail": {}}
    event |= {"account": "", "region": "", "resources": [], "version": "0"}
    client = stage.emulator.client("lambda")
    name = stage.deployed.functions[function]
    answer = client.invoke(FunctionName=name, Payload=json.dumps(event).encode())
    said = json.loads(answer["Payload"].read() or b"null")
    if "FunctionError" in answer:
        raise Failed(f"{function} failed: {said}")
    return said


def queues(stage: Stage) -> list[str]:
    """Return the address of each queue."""
    return list(stage.emulator.client("sqs").list_queues()["QueueUrls"])


def items_of(stage: Stage, conversation: str) -> list[dict[str, Any]]:
    """Return everything that the table has under a conversation."""
    found = stage.emulator.client("dynamodb").query(
        TableName=stage.deployed.stack.outputs["TableName"],
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"conversation#{conversation}"}},
    )
    return list(found["Items"])


def expire(stage: Stage, conversation: str) -> None:
    """Let a conversation have lived its time, a day ago: the emulator's clock is this machine's."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    client = stage.emulator.client("dynamodb")
    for item in items_of(stage, conversation):
        expired = {**item, "expires_at": {"N": str(int(yesterday.timestamp()))}}
        if "expires_on" in item:
            expired["expires_on"] = {"S": yesterday.date().isoformat()}
        client.put_item(TableName=stage.deployed.stack.outputs["TableName"], Item=expired)
