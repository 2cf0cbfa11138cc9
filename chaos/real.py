"""The client that ships, under Node, before the local house in a bad mood, by the clock on the wall.

Fewer operations than in the simulation, and no two runs alike: a seed decides who does what and what goes wrong, not
when the machine comes to it. What is real: every line of `web/shared/` and `web/widget/chat.ts`, sockets, HTTPS's
requests, the gateway that `make run` has, the functions in threads. Time runs faster than on the wall, and sockets
live a minute instead of two hours, so that what takes long in earnest happens too. The checkers are the same.
"""

import argparse
import asyncio
import base64
import contextlib
import json
import logging
import os
import random
import secrets
import shutil
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from chalicelib import wiring
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.conversation import id_of
from chalicelib.chat.people import Profile
from chalicelib.chat.services import Services
from chaos import history
from chaos.checking import Verdict, check
from chaos.history import Event, Line, Moment, Stored
from chaos.processes import Failures
from chaos.report import PROMISES
from local import demo
from local.addresses import Addresses, CannotStart, listening
from local.cloud import Clock, Cloud
from local.cloud.faults import Fault
from local.gateway import Contrary, Limits, Ways
from local.running import Running

ROOT: Final = Path(__file__).parents[1]
SPEED: Final = 4
"""So much faster than on the wall does time run in a run."""
AGEING: Final = 120
"""So much sooner than in earnest a socket gets too old: 2 hours are a minute of the run's time."""
AGENTS: Final = {f"agent.{letter}": f"Agent {letter.upper()}" for letter in "abc"}
STARTS_WITHIN: Final = 30.0
"""Seconds on the wall."""

WAYS: Final = Ways(
    late=0.25,
    longest_delay=0.15,
    twice=0.08,
    untold=0.5,
    failed=0.02,
    cut_before=0.015,
    cut_after=0.015,
    silenced=0.012,
    answer_cut=0.01,
    push_gone=0.03,
    push_throttled=0.04,
    push_cut=0.01,
    handshake_refused=0.05,
    refused_in_a_row=3,
    handshake_throttled=0.03,
    handshake_unheard=0.03,
    request_throttled=0.03,
    request_dropped=0.02,
    request_unheard=0.03,
)
_THROTTLES: Final = {
    "dynamodb": "ProvisionedThroughputExceededException",
    "logs": "ThrottlingException",
    "sqs": "RequestThrottled",
}
MISTAKES: Final = ("mixes-keys", "new-ids", "drops-queue")
"""The mistakes that `web/chaos/wrong.ts` knows."""

_NOT_PLAYED: Final = frozenset(
    {"mailed twice", "mailed unanswered", "not bounced", "guessed", "miscounted", "unrecorded"}
)
"""Promises that nothing here could break: nobody orders a copy, and the access log is not read at the end."""
_ARRIVE_IN: Final = 0.7
"""In this part of the trouble visitors arrive; the last of them shall see some of it too."""
_TIMES_LONGER: Final = 6
_ALWAYS: Final = 1_000_000_000
_AT_LAST: Final = 1_000_000_000_000
_LONGEST_LINE: Final = 16 * 1024 * 1024


class CannotPlay(Exception):
    """Raised when the run could not be played to its end. Says why, in the words of whatever ended it."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What to play: a seed, for how many seconds on the wall there is trouble, and how many visitors come."""

    seed: str
    seconds: float = 45.0
    least: int = 50
    """So many messages have to be acknowledged: on a slow machine there is trouble for up to six times as long."""
    patience: float = 60.0
    """So many seconds on the wall everybody has to catch up; a run ends as soon as everybody has."""
    visitors: int = 10
    twice: int = 3
    """So many of them begin in two tabs at once, where each tab may make a key of its own."""
    hasten: bool = False
    """Whether all lines are cut once more when the trouble ends: sooner over than waiting for every beat."""
    mistake: str | None = None
    """A mistake in the client (`web/chaos/wrong.ts`)."""


class Played(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a run."""

    plan: Plan
    events: list[Event]
    operations: Counter[str]
    faults: Counter[str]
    failures: Counter[str]
    """What the product logged and should never have met."""
    unsettled: list[str]
    """Who had not caught up when patience was over."""
    seconds: float
    verdict: Verdict

    @property
    def is_good(self) -> bool:
        """Whether nothing was violated and the product met nothing that it should not."""
        return not self.verdict.violations and not self.failures


def play(plan: Plan) -> Played:
    """Play a run and check its history. Raises CannotPlay, CannotStart."""
    began = time.monotonic()
    failures: Counter[str] = Counter()
    clock = _Quick(SPEED)
    mood = Contrary(plan.seed, WAYS, limits=Limits(idle=100, longest=7200 / AGEING))
    with (
        _logged(failures),
        listening() as sockets,
        Running.started(ROOT / "app.py", Addresses.of(sockets), clock=clock, mood=mood) as house,
    ):
        told, faults, stored = asyncio.run(_play(plan, house, sockets, mood))
    counted = told[-1]["counted"]
    # What a tab did before it was known in which conversation is told late.
    lived = sorted((each for each in told if "event" in each), key=lambda each: int(each["at"]))
    events = [*history.read(map(json.dumps, lived)), *stored]
    return Played(
        plan=plan,
        events=events,
        operations=Counter(counted["operations"]),
        faults=Counter(counted["faults"]) + mood.counted + faults,
        failures=failures,
        unsettled=told[-1]["unsettled"],
        seconds=time.monotonic() - began,
        verdict=check(events),
    )


def shown(plan: Plan) -> bool:
    """Play a run, print what came of it, and return whether nothing was wrong."""
    try:
        played = play(plan)
    except (CannotPlay, CannotStart) as trouble:
        print(trouble)
        return False
    print(summary(played))
    if not played.is_good:
        print(f"Alike, though not the same: python -m chaos.real --seed {plan.seed}")
    return played.is_good


def summary(played: Played) -> str:
    """Return the end of a run: what was done, what was done to it, what was broken, and how."""
    verdict, operations, faults = played.verdict, played.operations, played.faults
    lines = [
        f"The real client: {sum(operations.values()):,} operations in {played.seconds:.0f} s (seed {played.plan.seed})",
        *(f"  {what} {times:,}" for what, times in operations.most_common()),
        f"conversations {verdict.conversations:,}",
        f"faults injected {sum(faults.values()):,}",
        *(f"  {what} {times:,}" for what, times in faults.most_common()),
        f"acknowledged {verdict.acknowledged:,}",
        *(f"{promise} {verdict.broken[promise]}" for promise in PROMISES if promise not in _NOT_PLAYED),
        f"failures of our own {sum(played.failures.values())}",
        *(f"  {what} {times:,}" for what, times in played.failures.most_common()),
        f"ambiguous {verdict.ambiguous:,} (never answered, either way is right)",
    ]
    for each in verdict.violations[:5]:
        lines.append(f"  {each.promise} in {each.conversation}: {each.sentence}")
        lines += [f"    {line[:400]}" for line in history.write(each.proof)]
    lines += [f"  not caught up: {line}" for line in played.unsettled[:10]]
    return "\n".join(lines)


# ------------------------------------------------------------------------------------------------- the house


class _Quick(Clock):
    """A clock that goes `speed` times as fast as the one on the wall, from now on."""

    def __init__(self, speed: int) -> None:
        super().__init__()
        self.began = time.time()
        self._speed = speed

    def __call__(self) -> float:
        return self.began + (time.time() - self.began) * self._speed + self.ahead


async def _play(
    plan: Plan, house: Running, sockets: Sequence[Any], mood: Contrary
) -> tuple[list[dict[str, Any]], Counter[str], list[Stored]]:
    """Return what Node told, the faults that AWS had, and everything stored at the end."""
    cloud = house.cloud
    with cloud.endpoint.own_calls():
        services = _generous()
        written = _written(plan, house, services)
    async with house.listening(sockets), _node() as node:
        faults = _trouble(cloud, plan.seed)
        node.tell(written)
        await node.ended(within=plan.seconds)
        last = time.monotonic() + (_TIMES_LONGER - 1) * plan.seconds
        while node.acknowledged < plan.least and time.monotonic() < last and not await node.ended(within=1):
            pass
        mood.calm_down()
        for fault in faults.values():
            fault.cancel()
        node.tell({"hasten": plan.hasten, "patience": plan.patience * SPEED * 1000})
        told = await node.all_told(within=plan.patience + STARTS_WITHIN)
    with cloud.endpoint.own_calls():
        stored = [_stored(services, id_of(key)) for key in (*_keys(plan), *_keys(plan, "seconds")[: plan.twice])]
    counted = Counter({f"{kind}": fault.happened for kind, fault in faults.items() if fault.happened})
    return told, counted, [each for each in stored if each is not None]


def _generous() -> Services:
    """Let all visitors come from this machine; return the services that are used from now on."""
    provided = wiring.provide()
    limits = msgspec.structs.replace(provided.limits, conversations_an_hour=1_000)
    services = msgspec.structs.replace(provided, limits=limits)
    wiring.provide = lambda: services
    return services


def _written(plan: Plan, house: Running, services: Services) -> dict[str, Any]:
    """Return what Node has to know; its agents are signed in and available."""
    clock = house.cloud.clock
    return {
        "seed": plan.seed,
        "service": house.addresses.service,
        "site": demo.SITE,
        "epoch": (clock.began if isinstance(clock, _Quick) else clock()) * 1000,
        "speed": SPEED,
        "ageing": AGEING,
        "arrivals": plan.seconds * SPEED * 1000 * _ARRIVE_IN,
        "visitors": [
            {**_opening(key), "second": _opening(second) if number < plan.twice else None}
            for number, (key, second) in enumerate(zip(_keys(plan), _keys(plan, "seconds"), strict=True))
        ],
        "agents": [_employed(services, person, alias) for person, alias in AGENTS.items()],
        "mistake": plan.mistake,
    }


def _employed(services: Services, person: str, alias: str) -> dict[str, str]:
    services.people.put(Profile(person=person, alias=alias))
    cookie, _ = services.sessions.start(person, alias, ("agent",), CURRENT.hash)
    services.agents.set_available(person, alias, on=True)
    return {"person": person, "alias": alias, "cookie": cookie}


def _opening(key: str) -> dict[str, str]:
    return {"key": key, "conversation": id_of(key)}


def _keys(plan: Plan, which: str = "keys") -> list[str]:
    """Return a key for each visitor; of `seconds`, the one that another tab of theirs makes at the same moment."""
    chance = random.Random(f"{plan.seed}/{which}")
    return [base64.urlsafe_b64encode(chance.randbytes(32)).decode().rstrip("=") for _ in range(plan.visitors)]


def _trouble(cloud: Cloud, seed: str) -> dict[str, Fault]:
    """Order that calls to AWS fail before they are done, are done and reported lost, and are throttled."""

    def sometimes(service: str, kind: str, probability: float, **trouble: Any) -> tuple[str, Fault]:
        chance = random.Random(f"{seed}/{service}/{kind}")
        when: Callable[[Mapping[str, Any]], bool] = lambda _: chance.random() < probability  # noqa: E731 - it has a type
        return f"{service} {kind}", cloud.fail(service, "*", times=_ALWAYS, when=when, **trouble)

    return dict(
        [
            sometimes("apigatewaymanagementapi", "failed", 0.01, error="ConnectionClosed"),
            *(
                sometimes(service, *trouble[:2], **trouble[2])
                for service, throttled in _THROTTLES.items()
                for trouble in (
                    ("failed", 0.01, {"error": "ServiceUnavailable"}),
                    ("throttled", 0.01, {"error": throttled}),
                    ("done and reported lost", 0.01, {"error": "ReadTimeout", "before": False}),
                    ("done and reported failed", 0.01, {"error": "ServiceUnavailable", "before": False}),
                )
            ),
        ]
    )


def _stored(services: Services, conversation: str) -> Stored | None:
    """Return the last strongly consistent read of a conversation, None when it never began."""
    found = services.conversations.get(conversation)
    if found is None:
        return None
    lines = services.conversations.lines(found)
    stored = services.conversations
    listed = [*stored.waiting(found.queue), *stored.left_questions(found.queue)]
    return Stored(
        at=_AT_LAST,
        conversation=conversation,
        lines=tuple(
            Line(seq=seq, kind=line.kind, by=line.by, id=line.id, text=line.text) for seq, line in sorted(lines.items())
        ),
        status=found.status,
        owner=found.owner,
        in_queue=any(each.conversation == conversation for each in listed),
        gone=any(each.conversation == conversation and each.gone_at is not None for each in listed),
        moments=tuple(Moment(line.at, line.minutes, line.why) for _, line in sorted(lines.items())),
        closed_for=found.closed_for,
        desks=tuple(
            person
            for person in AGENTS
            if any(each.conversation == conversation for each in services.conversations.mine(person))
        ),
    )


# ------------------------------------------------------------------------------------------------- the client


class _Node:
    """The process in which the people live. What it tells is collected as it comes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.acknowledged = 0
        self._told: list[dict[str, Any]] = []
        self._complaints: list[str] = []
        self._readers = asyncio.gather(self._hear(), self._hear_complaints())

    def tell(self, document: object) -> None:
        """Send a line."""
        if self._process.stdin is not None and not self._process.stdin.is_closing():
            self._process.stdin.write(json.dumps(document).encode() + b"\n")

    async def ended(self, within: float) -> bool:
        """Return whether the process has ended, as soon as it has, and after so many seconds at the latest."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), within)
        return self._process.returncode is not None

    async def all_told(self, within: float) -> list[dict[str, Any]]:
        """Return everything that was told, once the process has ended well. Raises CannotPlay."""
        try:
            await asyncio.wait_for(self._process.wait(), within)
        except TimeoutError:
            raise CannotPlay(f"The client's people did not come to an end within {within:.0f} s.") from None
        await self._readers
        if self._process.returncode or not self._told or "counted" not in self._told[-1]:
            complaints = "\n".join(self._complaints[-20:])
            raise CannotPlay(f"The client's process ended with {self._process.returncode}.\n{complaints}")
        return self._told

    async def kill(self) -> None:
        """End the process, if it has not ended by itself."""
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        await self._readers

    async def _hear(self) -> None:
        async for line in _lines(self._process.stdout):
            self._told.append(json.loads(line))
            self.acknowledged += self._told[-1].get("event") == "acknowledged"

    async def _hear_complaints(self) -> None:
        async for line in _lines(self._process.stderr):
            self._complaints.append(line.decode(errors="replace").rstrip())


async def _lines(stream: asyncio.StreamReader | None) -> AsyncIterator[bytes]:
    while stream is not None and (line := await stream.readline()):
        yield line


@contextlib.asynccontextmanager
async def _node() -> AsyncIterator[_Node]:
    """Have the process for as long as this lasts. Raises CannotPlay when there is no Node."""
    # The project's own environment first: where the machine has no Node, it holds one.
    places = (str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath))
    found = shutil.which("node", path=os.pathsep.join(places))
    if found is None or not (ROOT / "web" / "node_modules" / "ws").exists():
        raise CannotPlay("The real client needs Node and its packages: `make test` and `make chaos` install them.")
    node = _Node(
        await asyncio.create_subprocess_exec(
            found,
            str(ROOT / "web" / "chaos" / "start.mjs"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
        )
    )
    try:
        yield node
    finally:
        await node.kill()


# ------------------------------------------------------------------------------------------------- what is logged


@contextlib.contextmanager
def _logged(failures: Counter[str]) -> Iterator[None]:
    """Count the product's failures, and keep quiet of what belongs to the trouble."""
    handlers = {
        "juttu": Failures(lambda failure: failures.update([failure])),
        "local": logging.NullHandler(),
        "aiohttp": logging.NullHandler(),
    }
    before = {name: (logging.getLogger(name).handlers, logging.getLogger(name).propagate) for name in handlers}
    for name, handler in handlers.items():
        log = logging.getLogger(name)
        log.handlers, log.propagate = [handler], False
    try:
        yield
    finally:
        for name, (own, propagate) in before.items():
            log = logging.getLogger(name)
            log.handlers, log.propagate = own, propagate


# ------------------------------------------------------------------------------------------------- by itself


def main(arguments: Sequence[str] | None = None) -> int:
    """Play one run of the real client alone, and return 0 when nothing is wrong."""
    parser = argparse.ArgumentParser(prog="python -m chaos.real", description=__doc__)
    parser.add_argument("--seed", help="decides who does what and what goes wrong; a new one when left out")
    parser.add_argument("--seconds", type=float, default=45.0, help="for how long there is trouble")
    parser.add_argument("--visitors", type=int, default=10)
    parser.add_argument("--hasten", action="store_true", help="cut every line once more at the end")
    parser.add_argument("--mistake", choices=MISTAKES, help="with this mistake in the client")
    parser.add_argument("--write", type=Path, help="write the history here, as JSON lines")
    asked = parser.parse_args(arguments)
    plan = Plan(
        seed=asked.seed or secrets.token_hex(4),
        seconds=asked.seconds,
        visitors=asked.visitors,
        hasten=asked.hasten,
        mistake=asked.mistake,
    )
    played = play(plan)
    if asked.write is not None:
        asked.write.write_text("\n".join(history.write(played.events)) + "\n", encoding="utf-8")
    print(summary(played))
    return 0 if played.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
