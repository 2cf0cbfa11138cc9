"""Many shards, one after another in several processes, until there were as many operations as were wanted."""

import concurrent.futures
import itertools
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator

import msgspec

from chaos import planted, shard
from chaos.checking import Verdict, check


class Played(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one shard, without its history."""

    number: int
    seed: str
    operations: Counter[str]
    faults: Counter[str]
    failures: Counter[str]
    conversations: int
    connections_a_second: int
    seconds: float
    verdict: Verdict

    @property
    def is_good(self) -> bool:
        """Whether nothing was violated and the product met nothing that it should not."""
        return not self.verdict.violations and not self.failures


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What to play: a seed, how many operations, with which planted mistake, in how many processes."""

    seed: str
    operations: int
    plant: str | None = None
    processes: int = 2
    few: bool = False
    """Whether few people come in each shard."""


def one(seed: str, number: int, plant: str | None = None, *, few: bool = False) -> Played:
    """Play and check one shard; the same seed, number, plant and `few` give the same."""
    began = time.monotonic()
    with planted.planting(plant) as design:
        played = shard.play(shard.seed_of(seed, number), msgspec.structs.replace(design, few=few))
    return Played(
        number=number,
        seed=seed,
        operations=played.operations,
        faults=played.faults,
        failures=played.failures,
        conversations=played.conversations,
        connections_a_second=played.connections_a_second,
        seconds=time.monotonic() - began,
        verdict=check(played.history),
    )


def many(plan: Plan) -> Iterator[Played]:
    """Play shard after shard and yield what came of each, in their order, until there were operations enough."""
    if plan.processes == 1:
        played = (one(plan.seed, number, plan.plant, few=plan.few) for number in itertools.count(1))
        yield from _enough(played, plan.operations)
        return
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(plan.processes, mp_context=context) as pool:
        yield from _enough(_in(pool, plan), plan.operations)
        pool.shutdown(wait=False, cancel_futures=True)


def _in(pool: concurrent.futures.Executor, plan: Plan) -> Iterator[Played]:
    numbers = itertools.count(1)
    begun = [_begun(pool, plan, next(numbers)) for _ in range(2 * plan.processes)]
    while True:
        yield begun.pop(0).result()
        begun.append(_begun(pool, plan, next(numbers)))


def _begun(pool: concurrent.futures.Executor, plan: Plan, number: int) -> concurrent.futures.Future[Played]:
    return pool.submit(one, plan.seed, number, plan.plant, few=plan.few)


def _enough(played: Iterator[Played], operations: int) -> Iterator[Played]:
    done = 0
    for each in played:
        yield each
        done += sum(each.operations.values())
        if done >= operations:
            return
