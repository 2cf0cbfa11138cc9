"""A part of the chaos run that always runs: a seed of its own, every seed that ever failed, and some planted mistakes."""

import tomllib
from pathlib import Path

import pytest

from chaos import planted, run
from chaos.run import Plan, Played

SEEDS = tomllib.loads(Path(__file__).with_name("seeds.toml").read_text("utf-8"))["failed"]
SOONER = {"id-not-asked": "b", "forgets-hold": "d", "ends-over-a-word": "d"}
"""Seeds with which a mistake that needs luck is met in seconds; with another it takes a minute."""


def told(played: Played) -> list[str]:
    return [f"{each.promise}: {each.sentence}" for each in played.verdict.violations] + list(played.failures)


@pytest.mark.parametrize("number", [1, 2])
def test_nothing_is_lost_doubled_or_out_of_order_whatever_goes_wrong(number: int) -> None:
    played = run.one("always the same", number)

    assert told(played) == []
    assert played.verdict.acknowledged > 50
    assert sum(played.faults.values()) > 100


@pytest.mark.parametrize("failed", SEEDS, ids=lambda failed: f"{failed['seed']}/{failed['shard']}")
def test_a_seed_that_once_failed_fails_no_more(failed: dict[str, str | int]) -> None:
    assert told(run.one(str(failed["seed"]), int(failed["shard"]))) == []


@pytest.mark.parametrize(
    ("name", "few"),
    [
        ("acknowledges-early", False),
        ("ids-in-memory", False),
        ("id-not-asked", True),
        ("records-late", False),
        ("never-back", True),
        ("forgets-hold", False),
        ("loses-unreminded", True),
        ("counts-by-state", True),
        ("counts-again", True),
        ("start-is-own", False),
        ("closes-twice", True),
        ("sends-unanswered", True),
        ("answer-is-bounce", True),
        ("any-mail-bounces", True),
        ("page-by-number", False),
        ("page-is-all", True),
        ("pushes-history", True),
        ("notes-anew", True),
        ("tells-visitor-notes", True),
        ("counts-for-visitor", True),
        ("keeps-taken-back", True),
        ("counts-notes", True),
        ("helpers-stay", True),
        ("lets-go-on-screen", True),
        ("records-no-ground", True),
        ("glass-recorded-late", True),
        ("restricts-lists-alone", True),
        ("lifts-for-all", True),
        ("corrects-any", True),
        ("puts-right-as-told", True),
        ("undoes-on-screen", True),
        ("goes-without-a-word", False),
        ("ends-over-a-word", True),
    ],
)
def test_a_planted_mistake_is_objected_to(name: str, *, few: bool) -> None:
    plan = Plan(seed=SOONER.get(name, "planted"), operations=15_000, plant=name, processes=1, few=few)

    assert planted.caught(run.many(plan)) is not None
