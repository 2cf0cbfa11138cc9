"""`python -m chaos`: play until so many operations, say what was violated, let the real client live, plant mistakes."""

import argparse
import secrets
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from chaos import history, planted, real, report, shard
from chaos.run import Plan, Played, many, one

_PLANTED_OPERATIONS = 100_000
"""A planted mistake that nobody has objected to after so many operations counts as not caught."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks, and return 0 when nothing is wrong."""
    asked = _parser().parse_args(arguments)
    seed = asked.seed or secrets.token_hex(4)
    if asked.shard is not None:
        return _repeat(seed, asked.shard, asked.plant, asked.write)
    plan = Plan(seed=seed, operations=asked.operations, plant=asked.plant, processes=asked.processes)
    print(f"Seed {seed}: {asked.operations:,} operations{'' if asked.plant is None else f', planted: {asked.plant}'}.")
    began = time.monotonic()
    played = list(_told(many(plan), plan))
    print(report.summary(played, time.monotonic() - began))
    good = all(each.is_good for each in played)
    if asked.plant is None and not asked.without_real:
        good = real.shown(real.Plan(seed=seed)) and good
    if asked.plant is None and not asked.without_planted:
        good = _planted(seed, asked.processes) and good
    return 0 if good else 1


def _planted(seed: str, processes: int) -> bool:
    """Plant every mistake, print which checker caught it when, and return whether all were caught.

    Few people come in each shard, so that a mistake which strikes in every shard is caught in seconds.
    """
    caught = {}
    for name in planted.MISTAKES:
        plan = Plan(seed=seed, operations=_PLANTED_OPERATIONS, plant=name, processes=processes, few=True)
        caught[name] = planted.caught(many(plan))
        print(report.planted_line(name, planted.MISTAKES[name].sentence, caught[name]))
    print(report.planted_summary(caught))
    return all(each is not None for each in caught.values())


def _repeat(seed: str, number: int, plant: str | None, write: Path | None) -> int:
    """Play one shard again, print what was violated in it, and write its history if that is wanted."""
    if write is not None:
        with planted.planting(plant) as design:
            played = shard.play(shard.seed_of(seed, number), design)
        write.write_text("\n".join(history.write(played.history)) + "\n", encoding="utf-8")
        print(f"{len(played.history):,} events written to {write}.")
    again = one(seed, number, plant)
    print(report.violations(again))
    return 0 if again.is_good else 1


def _told(played: Iterator[Played], plan: Plan) -> Iterator[Played]:
    """Yield what was played, and tell on the side how far it is and how what went wrong is repeated."""
    done = 0
    for each in played:
        done += sum(each.operations.values())
        if sys.stderr.isatty():
            print(f"\r{done:,} of {plan.operations:,} operations", end="", file=sys.stderr, flush=True)
        if not each.is_good and plan.plant is None:
            print(report.violations(each))
            print(f"Again: python -m chaos --seed {plan.seed} --shard {each.number}")
        yield each
    if sys.stderr.isatty():
        print(file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    parser.add_argument("--operations", type=int, default=100_000, help="at least so many")
    parser.add_argument("--seed", help="the same seed gives the same run; a new one when left out")
    parser.add_argument("--shard", type=int, help="play only this shard of the run, again")
    parser.add_argument("--write", type=Path, help="with --shard: write its history here, as JSON lines")
    parser.add_argument("--plant", choices=sorted(planted.MISTAKES), help="with this mistake in it")
    parser.add_argument("--without-planted", action="store_true", help="leave the planted mistakes out")
    parser.add_argument("--without-real", action="store_true", help="leave the real client under Node out")
    parser.add_argument("--processes", type=int, default=2)
    return parser


if __name__ == "__main__":
    sys.exit(main())
