"""A whole conversation of twenty messages through the unchanged `app.py` and the local gateway, counted.

A visitor and an agent, each with a real socket, say ten messages each. The clock stands and is moved between messages
at the pace of people who write. Between two steps everything that runs is waited for, so that what a step caused is
counted as its own. Signing in is not counted: an agent does that once a day.
"""

import asyncio
import contextlib
import random
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import aiohttp

from bench.storage import NOW, client_id, text
from local import demo
from local.addresses import Addresses, listening
from local.cloud import Cloud, Ticker
from local.cloud.clock import Clock
from local.cloud.meter import Reading
from local.cloud.ticking import sources_of
from local.running import Running

ROOT = Path(__file__).parents[1]
AGENT = "agent.a"
EACH = 10
"""Messages of each side; the visitor's first one starts the conversation."""

REST = 180
"""Seconds without a word; so few that the gateway cuts no line as an idle one meanwhile."""

PUSH = "apigatewaymanagementapi.PostToConnection"


class Floor(NamedTuple):
    """What no design with one socket for each side could go below, from the plan."""

    socket_messages: int = 62
    runs: int = 23
    write_units: int = 44


class Step(NamedTuple):
    """What one step of the conversation cost."""

    name: str
    calls: Counter[str]
    before_told: tuple[str, ...]
    """Calls before the first push, which for a message over a socket is the other side's."""
    write_units: float
    read_units: float
    runs: int
    socket_in: int
    socket_out: int


class Counted(NamedTuple):
    """A whole conversation, step by step."""

    steps: tuple[Step, ...]

    def named(self, start: str) -> list[Step]:
        """Return the steps whose name begins so."""
        return [step for step in self.steps if step.name.startswith(start)]

    @property
    def calls(self) -> Counter[str]:
        """All AWS calls by service and operation."""
        return sum((step.calls for step in self.steps), Counter())


class Client:
    """One side's socket: what came in is kept until it is asked for."""

    def __init__(self, wire: aiohttp.ClientWebSocketResponse, counter: "Counter_") -> None:
        self._wire = wire
        self._counter = counter
        self._received: list[dict[str, Any]] = []
        self._came = asyncio.Condition()
        self._listening = asyncio.create_task(self._listen())

    async def send(self, frame: dict[str, Any]) -> None:
        """Send one frame."""
        self._counter.socket_in += 1
        await self._wire.send_json(frame)

    async def hears(self, kind: str) -> dict[str, Any]:
        """Return the next frame of a kind and forget those before it. Raises TimeoutError after 5 s."""
        async with asyncio.timeout(5), self._came:
            await self._came.wait_for(lambda: any(frame["is"] in {kind, "refused"} for frame in self._received))
            while True:
                frame = self._received.pop(0)
                assert frame["is"] != "refused", frame
                if frame["is"] == kind:
                    return frame

    async def close(self) -> None:
        """Go."""
        await self._wire.close()
        await self._listening

    async def _listen(self) -> None:
        async for message in self._wire:
            async with self._came:
                self._counter.socket_out += 1
                self._received.append(message.json())
                self._came.notify_all()


class Counter_:  # noqa: N801 - `Counter` is the dictionary
    """Counts what a step causes, and waits for its end."""

    def __init__(self, running: Running) -> None:
        self._cloud = running.cloud
        self.runs = self.socket_in = self.socket_out = 0
        self._inside = 0
        self._order: list[str] = []
        self.steps: list[Step] = []
        invoke: Callable[..., Awaitable[Any]] = running.environments.invoke
        count_call = running.cloud.meter.count_call

        run: Callable[..., Any] = running.environments.run

        async def invoked(function: str, event: dict[str, Any]) -> Any:
            self.runs += 1
            self._inside += 1
            try:
                return await invoke(function, event)
            finally:
                self._inside -= 1

        def ran(function: str, event: dict[str, Any]) -> Any:
            self.runs += 1
            self._inside += 1
            try:
                return run(function, event)
            finally:
                self._inside -= 1

        def called(service: str, operation: str) -> None:
            self._order.append(f"{service}.{operation}")
            count_call(service, operation)

        setattr(running.environments, "invoke", invoked)  # noqa: B010 - to look on without a place made for it
        setattr(running.environments, "run", ran)  # noqa: B010 - as above
        setattr(running.cloud.meter, "count_call", called)  # noqa: B010 - as above
        # What costs by the hour and not by the message (the watch each minute) would fall into any step.
        queues, _ = sources_of(running.environments.app, running.cloud.queues, running.cloud.clock)
        self._ticker = running.ticker = Ticker(running.cloud, running.environments.run, queues)

    @contextlib.asynccontextmanager
    async def step(self, name: str) -> AsyncIterator[None]:
        """Count what happens within as one step, until nothing runs any more."""
        await self._quiet()
        before = self._cloud.meter.read()
        was = self.runs, self.socket_in, self.socket_out
        self._order.clear()
        yield
        await self._quiet()
        cost: Reading = self._cloud.meter.read() - before
        order = tuple(self._order)
        self.steps.append(
            Step(
                name=name,
                calls=+cost.calls,
                before_told=order[: order.index(PUSH)] if PUSH in order else order,
                write_units=float(sum(cost.write_units.values())),
                read_units=float(sum(cost.read_units.values())),
                runs=self.runs - was[0],
                socket_in=self.socket_in - was[1],
                socket_out=self.socket_out - was[2],
            )
        )

    async def _quiet(self) -> None:
        """Return when nothing has run for a moment: a function goes on after its answer has arrived, and leaves jobs."""
        still = 0
        while still < 3:
            worked = await asyncio.to_thread(self._ticker.tick)
            still = 0 if worked or self._inside else still + 1
            await asyncio.sleep(0.01)


class Walk:
    """The steps, in their order."""

    def __init__(self, running: Running, http: aiohttp.ClientSession, counter: Counter_, seed: int) -> None:
        self._service = running.addresses.service
        self._clock = running.cloud.clock
        self._cloud: Cloud = running.cloud
        self._http = http
        self._counter = counter
        self._chance = random.Random(seed)
        self._key = secrets.token_urlsafe(32)
        self._cookies: dict[str, str] = {}

    async def sign_in(self) -> None:
        """Be an agent whom the queue rings."""
        person = next(each for each in demo.PEOPLE if each.user == AGENT)
        given = await self._post("/v1/sign-in", {"user": AGENT, "password": person.password})
        code = next(each.code for each in demo.shown(self._cloud) if each.user == AGENT)
        await self._post("/v1/sign-in/code", {"user": AGENT, "challenge": given["challenge"], "code": code})
        async with self._http.get(f"{self._service}/v1/me", headers=self._console()) as response:
            commitment = (await response.json())["commitment"]
        await self._post("/v1/me/commitment", {"version": commitment["version"], "hash": commitment["hash"]})
        await self._post("/v1/me/available", {"on": True})

    async def talk(self, *, typing_and_reading: bool, at_rest: bool) -> None:
        """Have the whole conversation. `at_rest`: with some minutes in which nobody says anything."""
        step = self._counter.step
        async with step("agent: ticket and socket"):
            agent = await self._socket(self._console())
        async with step("visitor: start (first message)"):
            body = {"site": demo.SITE, "language": "fi", "id": self._id(), "text": text(self._chance)}
            started = await self._post("/v1/conversations", body, self._visitor())
            await agent.hears("queue")
        conversation = started["facts"]["conversation"]
        async with step("visitor: ticket and socket"):
            visitor = await self._socket(self._visitor())
        async with step("visitor: join"):
            await visitor.send({"do": "join", "conversation": conversation})
            await visitor.hears("history")
        async with step("agent: take"):
            await self._post(f"/v1/conversations/{conversation}/take", None)
            await visitor.hears("told")
        async with step("agent: join"):
            await agent.send({"do": "join", "conversation": conversation})
            await agent.hears("history")
        for n in range(1, EACH + 1):
            if n > 1:
                await self._say("visitor", visitor, agent, conversation, n, typing_and_reading=typing_and_reading)
            await self._say("agent", agent, visitor, conversation, n, typing_and_reading=typing_and_reading)
        if at_rest:
            await self._rest(visitor, agent, conversation)
        async with step("visitor: close"):
            await self._post("/v1/conversation/close", None, self._visitor())
            await agent.hears("told")
        async with step("both: sockets closed"):
            await visitor.close()
            await agent.close()

    async def _say(
        self, side: str, sender: Client, other: Client, conversation: str, n: int, *, typing_and_reading: bool
    ) -> None:
        about = {"conversation": conversation}
        if typing_and_reading:
            async with self._counter.step(f"typing by {side}"):
                await sender.send({"do": "typing", **about, "on": True})
                await other.hears("typing")
        self._clock.advance(self._chance.uniform(5, 20))
        async with self._counter.step(f"message by {side}"):
            await sender.send({"do": "say", **about, "id": self._id(), "n": n, "text": text(self._chance)})
            seq = (await sender.hears("said"))["entry"]["seq"]
            told = await other.hears("told")
            assert (told["seq"], "entry" in told) == (seq, True), told
        if typing_and_reading:
            async with self._counter.step(f"read by the other than {side}"):
                await other.send({"do": "read", **about, "seq": seq})
                await sender.hears("read")

    async def _rest(self, visitor: Client, agent: Client, conversation: str) -> None:
        """What is asked while nobody says anything, each after a pause that makes the sign of life worth writing."""
        places = 2 * EACH + 1
        self._clock.advance(REST)
        async with self._counter.step("at rest: visitor's beat"):
            await visitor.send({"do": "join", "conversation": conversation, "after": places})
            await visitor.hears("history")
        self._clock.advance(REST)
        async with self._counter.step("at rest: agent's beat"):
            await agent.send({"do": "ping"})
            await agent.hears("pong")
        self._clock.advance(REST)
        async with self._counter.step("at rest: visitor's poll"):
            await self._get(f"/v1/conversation?after={places}", self._visitor())
        async with self._counter.step("at rest: visitor's next poll"):
            await self._get(f"/v1/conversation?after={places}", self._visitor())
        self._clock.advance(REST)
        async with self._counter.step("at rest: agent's poll, desk"):
            await self._get("/v1/desk", self._console())
        async with self._counter.step("at rest: agent's poll, history"):
            await self._get(f"/v1/conversations/{conversation}?after={places}", self._console())

    async def _get(self, path: str, headers: dict[str, str]) -> None:
        async with self._http.get(self._service + path, headers=headers) as response:
            assert response.status == 200, (path, await response.text())

    async def _socket(self, headers: dict[str, str]) -> Client:
        given = await self._post("/v1/tickets", None, headers)
        wire = await self._http.ws_connect(
            given["socket"],
            protocols=("juttu.v1", f"ticket.{given['ticket']}"),
            headers={"Origin": self._service},
        )
        return Client(wire, self._counter)

    async def _post(self, path: str, body: object, headers: dict[str, str] | None = None) -> Any:
        headers = headers or self._console()
        sent = {} if body is None else {"json": body}
        async with self._http.post(self._service + path, headers=headers, **sent) as response:  # type: ignore[arg-type]
            answered = await response.json()
            assert response.status in {200, 201}, (path, answered)
            self._cookies |= {name: each.value for name, each in response.cookies.items()}
            return answered

    def _visitor(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key}", "Origin": self._service}

    def _console(self) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"X-Juttu": "1", "Origin": self._service, **({"Cookie": cookie} if cookie else {})}

    def _id(self) -> str:
        return client_id(self._chance)


async def counted(seed: int = 5, *, typing_and_reading: bool = False, at_rest: bool = False) -> Counted:
    """Return what a whole conversation costs."""
    with (
        listening() as sockets,
        Running.started(ROOT / "app.py", Addresses.of(sockets), clock=Clock(stopped_at=NOW)) as running,
    ):
        counter = Counter_(running)
        async with (
            running.listening(sockets),
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), skip_auto_headers=("Content-Type",)) as http,
        ):
            walk = Walk(running, http, counter, seed)
            await walk.sign_in()
            await walk.talk(typing_and_reading=typing_and_reading, at_rest=at_rest)
    return Counted(tuple(counter.steps))


# ------------------------------------------------------------------------------------------------- in words


def report(plain: Counted, lively: Counted) -> Iterator[str]:
    """Return the lines that say what a conversation costs. `lively`: the same with typing and reading told."""
    yield f"{'':32}{'runs':>6}{'in':>6}{'out':>6}{'frames':>8}{'calls':>7}{'write':>8}{'read':>8}"
    for name, steps in _grouped(plain):
        yield _row(name, steps)
    yield _row("all", plain.steps)
    yield _row("all, with typing and read marks", lively.steps)
    floor = Floor()
    yield f"{'floor':32}{floor.runs:>6}{'':12}{floor.socket_messages:>8}{'':7}{floor.write_units:>8}"
    yield "  (frames on both sockets, from the browsers and to them; write and read are capacity units)"
    yield ""
    yield "AWS calls of the whole conversation"
    for operation, count in plain.calls.most_common():
        yield f"  {operation:<44}{count:>5}"
    yield ""
    yield "AWS calls before the other side is told of a message (at most 3 wanted)"
    for side in ("visitor", "agent"):
        ways = Counter(step.before_told for step in plain.named(f"message by {side}"))
        for way, times in sorted(ways.items(), key=lambda pair: len(pair[0])):
            over = "   TOO MANY" if len(way) > 3 else ""
            short = ", ".join(call.partition(".")[2] for call in way)
            yield f"  {side:<8}{len(way):>3}  {times:>3} times: {short}{over}"


def report_at_rest(quiet: Counted) -> Iterator[str]:
    """Return the lines that say what it costs that nobody says anything."""
    yield f"{'':32}{'runs':>6}{'in':>6}{'out':>6}{'frames':>8}{'calls':>7}{'write':>8}{'read':>8}"
    for step in quiet.named("at rest"):
        yield _row(step.name.removeprefix("at rest: "), [step])


def _grouped(plain: Counted) -> Iterator[tuple[str, list[Step]]]:
    for name in dict.fromkeys(step.name for step in plain.steps):
        steps = [step for step in plain.steps if step.name == name]
        yield (name if len(steps) == 1 else f"{len(steps)} × {name}"), steps


def _row(name: str, steps: Sequence[Step]) -> str:
    runs = sum(step.runs for step in steps)
    came, went = sum(step.socket_in for step in steps), sum(step.socket_out for step in steps)
    calls = sum(sum(step.calls.values()) for step in steps)
    write, read = sum(step.write_units for step in steps), sum(step.read_units for step in steps)
    return f"{name:32}{runs:>6}{came:>6}{went:>6}{came + went:>8}{calls:>7}{write:>8g}{read:>8g}"
