"""What asks and jobs cost as the queue grows and the house does: calls, units and pushes, counted.

Everything is done at a few lengths of the queue and numbers of agents, seeded straight into the table. Each step has a
promise; where one is broken the program says so and ends with 1 (docs/decisions/ringing.md).

    python -m bench.growth
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from chalicelib import settings, wiring
from chalicelib.aws.calling import World, in_turn
from chalicelib.chat import conversation as rules
from chalicelib.chat import people, retention
from chalicelib.chat.actions import desk, passing, sweeping, talking, watching
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.conversation import OpenSocket
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Session
from chalicelib.chat.services import Services
from chalicelib.chat.site import Site
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import ServerFrame, Start
from chalicelib.entrypoints import jobs
from local.cloud import Cloud
from local.cloud.clock import Clock

NOW = 1_795_600_000
WAITING = (1, 20, 100, 300)
AGENTS = (1, 10, 50, 200)
ZONE = "Europe/Helsinki"

Growth = Literal["flat", "bounded", "each"]
"""`flat`: the same at every size, but for half a unit. `bounded`: no more once there are as many as are looked at. `each`:
so much for each, and only after the answer, unless the answer is about each of them."""


class Figures(NamedTuple):
    """What one step cost."""

    calls: int
    read: float
    write: float
    pushes: int


class Promise(NamedTuple):
    """How a step may grow with those who wait and with the agents."""

    waiting: Growth
    agents: Growth


PROMISES = {
    "start": Promise("flat", "flat"),
    "start, after the answer": Promise("flat", "each"),
    "take": Promise("flat", "flat"),
    "take, after the answer": Promise("bounded", "each"),
    "poll of who waits": Promise("bounded", "flat"),
    "join of who waits": Promise("bounded", "flat"),
    "desk": Promise("bounded", "flat"),
    "colleagues": Promise("flat", "each"),
    "watch": Promise("flat", "each"),
    "sweep": Promise("bounded", "each"),
}
FOR_EACH_AGENT = Figures(calls=2, read=2, write=1, pushes=1)
"""The most that anything costs for one agent more."""
UNIT = 0.5


class Pushes:
    """Sockets that only count."""

    def __init__(self) -> None:
        self.count = 0

    def send(self, _connection: str, _frame: ServerFrame) -> bool:
        self.count += 1
        return True

    def close(self, connection: str) -> bool:
        raise AssertionError(connection)  # everybody has a living session


class House:
    """So many visitors who wait and so many agents, each with one open socket; nobody has told anything yet."""

    def __init__(self, cloud: Cloud, waiting: int, agents: int) -> None:
        cloud.begin_anew()
        self._cloud = cloud
        self._pushes = Pushes()
        clients = lambda service, **_: cloud.client(service)  # noqa: E731 - of this cloud, each made once
        built = wiring.build(settings.read(cloud.environment), World(now=cloud.clock), clients, in_turn)
        self.services: Services = msgspec.structs.replace(built, push=self._pushes, request="request-1")
        self.services.sites.put(Site(key="demo", company="Demo Oy", origins=("https://demo.example",)))
        _, session = self.services.sessions.start("agent.000", "agent.000", ("agent",), CURRENT.hash)
        self.agents = [self._agent(f"agent.{number:03}", session) for number in range(agents)]
        self.services.agents.note_staffed(self.services.milliseconds(), on=True)
        self.line = [self._visitor(number) for number in range(waiting)]
        cloud.clock.advance(1)

    def cost(self, step: Callable[[], object]) -> Figures:
        """Do a step and return what it cost."""
        before, pushed = self._cloud.meter.read(), self._pushes.count
        step()
        cost = self._cloud.meter.read() - before
        return Figures(
            calls=sum(cost.calls.values()),
            read=float(sum(cost.read_units.values())),
            write=float(sum(cost.write_units.values())),
            pushes=self._pushes.count - pushed,
        )

    def work(self) -> None:
        """Do the jobs that are due."""
        for body in self._jobs():
            answered = jobs.outbox({"Records": [{"messageId": "1", "body": body}]}, self.services)
            assert answered == {"batchItemFailures": []}

    def _jobs(self) -> list[str]:
        found: list[str] = []
        url = self._cloud.environment["JUTTU_OUTBOX_QUEUE"]
        with self._cloud.endpoint.own_calls():
            queue = self._cloud.client("sqs")
            while messages := queue.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
                for message in messages:
                    found.append(message["Body"])
                    queue.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return found

    def _agent(self, person: str, session: Session) -> Staff:
        """Let an agent be there, whom the queue rings. That all have one session saves calls and costs the same."""
        services = self.services
        staff = msgspec.structs.replace(people.staff(session, LIMITS), person=person, alias=person)
        services.agents.set_available(person, person, on=True)
        services.agents.listen(staff, f"of-{person}", services.milliseconds())
        return staff

    def _visitor(self, number: int) -> str:
        """Let a visitor wait, of whom everybody knows, and return their conversation."""
        services, now = self.services, self.services.milliseconds() - 1000 * (1000 - number)
        line = rules.said(by=rules.VISITOR, id="message-1", n=1, text="Hei! " * 20, masked=(), asks_copy=False, now=now)
        expires_at = retention.expires_at(now // 1000, ZONE)
        started = rules.start(
            key=key_of(number),
            site="demo",
            language="fi",
            queue=services.settings.queue,
            line=line,
            now=now,
            expires_at=expires_at,
            expires_on=retention.expires_on(expires_at, ZONE),
        )
        sockets = {f"of-{number}": OpenSocket(rules.VISITOR, services.milliseconds())}
        services.conversations.start(msgspec.structs.replace(started, announced_at=now, sockets=sockets))
        return started.id


def key_of(number: int) -> str:
    """Return a visitor's key."""
    return f"{number:043}"


def measured(cloud: Cloud, waiting: int, agents: int) -> dict[str, Figures]:
    """Return what each step costs in a house of this size."""
    house = House(cloud, waiting, agents)
    services, agent = house.services, house.agents[0]
    last = key_of(waiting - 1)
    new = Start(site="demo", language="fi", id="message-1", text="Hei! " * 20)

    def poll() -> None:
        visitor, conversation, orders = talking.visitor_with_orders(services, last)
        talking.history(services, visitor, conversation, 1, orders)

    def join() -> None:
        talking.join(services, *talking.visitor(services, last), 1, "another")

    watching.watch(services)  # the first look only notes that it was
    cloud.clock.advance(60)
    steps: dict[str, Callable[[], object]] = {
        "poll of who waits": poll,
        "join of who waits": join,
        "desk": lambda: desk.desk(services, agent),
        "colleagues": lambda: passing.colleagues(services, agent),
        "start": lambda: talking.start(services, "n" * 43, new, "192.0.2.0/24"),
        "start, after the answer": house.work,
        "take": lambda: talking.take(services, agent, house.line[0]),
        "take, after the answer": house.work,
        "watch": lambda: watching.watch(services),
        "sweep": lambda: sweeping.sweep(services),
    }
    poll()  # a sign of life is written once a minute, and the first of them is not a poll's cost
    return {name: house.cost(step) for name, step in steps.items()}


Grid = dict[tuple[int, int], dict[str, Figures]]
"""What each step costs, by how many wait and how many agents there are."""


def counted(waiting: Sequence[int] = WAITING, agents: Sequence[int] = AGENTS) -> Grid:
    """Return what everything costs at every size."""
    with Cloud.start(clock=Clock(stopped_at=NOW), in_memory=True) as cloud:
        return {(line, staff): measured(cloud, line, staff) for line in waiting for staff in agents}


def broken(grid: Grid, promises: dict[str, Promise] = PROMISES) -> Iterator[str]:
    """Return a sentence for each promise that these figures break."""
    waiting, agents = (sorted({size[axis] for size in grid}) for axis in (0, 1))
    for name, promise in promises.items():
        for staff in agents:
            line = [(size, grid[size, staff][name]) for size in waiting]
            yield from _broken(f"{name} with {staff} agents, by those who wait", promise.waiting, line)
        for size in waiting:
            line = [(staff, grid[size, staff][name]) for staff in agents]
            yield from _broken(f"{name} with {size} waiting, by agents", promise.agents, line)


def _broken(what: str, growth: Growth, line: Sequence[tuple[int, Figures]]) -> Iterator[str]:
    """`bounded` is held from the last size but one on; by then everything that is looked at is there."""
    (before, earlier), (largest, last) = line[0 if growth != "bounded" else -2], line[-1]
    more = largest - before if growth == "each" else 0
    for field, least, most, each in zip(Figures._fields, earlier, last, FOR_EACH_AGENT, strict=True):
        allowed = least + more * each + UNIT
        if most > allowed:
            yield f"{what}: {field} grow from {least:g} ({before}) to {most:g} ({largest}), promised {growth}"


def report(grid: Grid) -> Iterator[str]:
    """Return the lines that show the corners of a grid, and what was promised."""
    waiting, agents = (sorted({size[axis] for size in grid}) for axis in (0, 1))
    corners = [(line, staff) for staff in (agents[0], agents[-1]) for line in (waiting[0], waiting[-1])]
    heads = "".join(f"{f'W={line} A={staff}':>25}" for line, staff in corners)
    yield f"{'':26}{heads}   grows with W, A"
    for name, promise in PROMISES.items():
        figures = "".join(f"{_words(grid[corner][name]):>25}" for corner in corners)
        yield f"{name:26}{figures}   {promise.waiting}, {promise.agents}"
    yield f"{'':26}{'calls / read / write units / pushes':>100}"


def _words(figures: Figures) -> str:
    return " / ".join(f"{each:g}" for each in figures)


def main() -> int:
    """Print everything, and return 1 when a promise is broken."""
    grid = counted()
    print("\n".join(report(grid)))
    wrong = list(broken(grid))
    print("\n".join(wrong) or "Every promise is held.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
