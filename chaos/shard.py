"""One shard: some minutes of trouble, some of peace, perhaps a last crowded moment, and a look at everything stored.

After the peace every screen is complete because its line was proved by then. In the last moment nothing is lost, but
all screens join anew while everybody writes, and it is shorter than the first beat: a screen that is not complete after
it was left behind by a way of catching up that leaves gaps.
"""

from collections import Counter

import msgspec

from chalicelib.chat.conversation import LetIn
from chalicelib.chat.wire import Ground
from chaos.faults import SLOW
from chaos.history import CANARY, Event, Leaked, Line, Moment, NoteLine, Stored
from chaos.operators import Operators
from chaos.people import Agent, Person, Visitor
from chaos.world import AGENTS, START, Design, World

TROUBLE_SECONDS = 600.0
PEACE_SECONDS = 480.0
"""Longer than the slowest beat, a queue's redelivery and an agent's absence together."""
LAST_SECONDS = 44.0
"""Shorter than the first beat."""


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """What one shard was."""

    seed: str
    history: list[Event]
    operations: Counter[str]
    faults: Counter[str]
    failures: Counter[str]
    calls: int
    conversations: int
    connections_a_second: int
    """The most new connections that were opened within one second."""


def seed_of(seed: str, number: int) -> str:
    """Return the seed of one shard of a run."""
    return f"{seed}/{number}"


def play(seed: str, design: Design | None = None) -> Shard:
    """Play a shard and return what happened in it; the same seed and design give the same."""
    world = World(seed, design or Design())
    try:
        return _played(world, seed)
    finally:
        world.leave()


def _played(world: World, seed: str) -> Shard:
    agents = [Agent(world, person) for person in list(AGENTS)[: world.size.agents]]
    visitors = [Visitor(world, number) for number in range(1, world.size.conversations + 1)]
    operators = Operators(world)
    for live in (*(agent.live for agent in agents), *(visitor.live for visitor in visitors), operators.live):
        world.scheduler.spawn(live)
    world.scheduler.run(TROUBLE_SECONDS * world.size.slowness)
    world.over = True
    world.faults.stop()
    for browser in world.browsers:
        if browser.frozen or not browser.online:
            browser.wake()
    for tab in (each for each in world.tabs if each.browser.alive):
        tab.start()  # "continue here", where the service has ended the line
    world.scheduler.run(PEACE_SECONDS)
    if world.size.crowded_end:
        world.faults.rates = SLOW
        everybody: list[Person] = [*agents, *visitors]
        for person in everybody:
            for connection in list(person.open_screens()):
                person.speak_last_on(connection, everybody)
        world.scheduler.run(LAST_SECONDS)
    if world.log.mentions(lambda message: CANARY in str(message)):
        world.record(Leaked(at=world.milliseconds, conversation=visitors[0].conversation, where="log"))
    stored = [found for visitor in visitors if (found := _stored(world, visitor.conversation)) is not None]
    return Shard(
        seed=seed,
        history=[*world.history, *stored],
        operations=world.operations,
        faults=world.faults.counted,
        failures=world.failures,
        calls=sum(world.aws.calls.values()),
        conversations=len(stored),
        connections_a_second=max(world.gateway.opened.values(), default=0),
    )


def _grounds(let_in: LetIn) -> list[Ground]:
    """Return on which grounds somebody is let in, as it is stored: they may be invited beside what they are in for by themselves."""
    return [let_in.as_, "invited"] if let_in.by and let_in.as_ != "invited" else [let_in.as_]


def _helps(world: World, person: str, conversation: str) -> bool:
    agent = world.services.agents.get(person)
    return agent is not None and conversation in agent.helps


def _stored(world: World, conversation: str) -> Stored | None:
    services = world.services
    found = services.conversations.get(conversation)
    if found is None:
        return None
    lines = services.conversations.lines(found)
    stored = services.conversations
    listed = [*stored.waiting(found.queue), *stored.left_questions(found.queue)]
    people = list(AGENTS)[: world.size.agents]
    return Stored(
        at=world.milliseconds,
        conversation=conversation,
        lines=tuple(
            Line(seq=seq, kind=line.kind, by=line.by, id=line.id, text=line.text, about=line.about)
            for seq, line in sorted(lines.items())
        ),
        status=found.status,
        owner=found.owner,
        in_queue=any(each.conversation == conversation for each in listed),
        gone=any(each.conversation == conversation and each.gone_at is not None for each in listed),
        desks=tuple(
            person
            for person in people
            if any(each.conversation == conversation for each in services.conversations.mine(person))
        ),
        orders=tuple((each.order, each.state) for each in services.orders.all(conversation)),
        notes=tuple(NoteLine(each.number, each.by, each.id, each.text) for each in services.notes.all(conversation)),
        records=world.log.of_conversation(conversation),
        moments=tuple(
            Moment(line.at - round(START * 1000), line.minutes, line.why) for _, line in sorted(lines.items())
        ),
        closed_for=found.closed_for,
        restricted=tuple(sorted(found.restrictions)),
        listed=found.owner is not None
        and any(each.conversation == conversation for each in stored.closed(found.owner, 0, 1_000)),
        let_in=tuple((person, ground) for person, its in sorted(found.let_in.items()) for ground in _grounds(its)),
        helps=tuple(person for person in people if _helps(world, person, conversation)),
    )
