"""The client that ships, under Node, before the local house in a bad mood: a short run, and one in which it is wrong."""

import re
from collections import Counter

from chaos import real
from chaos.real import ROOT, Plan, Played


def told(run: Played) -> list[str]:
    return [f"{each.promise}: {each.sentence}" for each in run.verdict.violations]


def kinds(faults: Counter[str]) -> set[str]:
    """Return of what kinds faults were, by the first word of each."""
    return {what.partition(" ")[0] for what in faults}


def test_the_real_client_loses_and_doubles_nothing_whatever_goes_wrong() -> None:
    run = real.play(Plan(seed="always the same", seconds=8, least=20, visitors=6, hasten=True))

    assert told(run) == []
    assert run.failures == {}
    assert run.verdict.acknowledged + run.verdict.ambiguous >= 20
    assert run.verdict.conversations > 3
    assert sum(run.faults.values()) > 20
    assert {"dynamodb", "frame", "device"} <= kinds(run.faults)
    assert run.operations["connect"] > run.verdict.conversations


def test_a_client_that_forgets_what_is_unsent_when_its_line_breaks_is_objected_to() -> None:
    plan = Plan(seed="always the same", seconds=5, least=10, patience=2, visitors=4, hasten=True, mistake="drops-queue")
    run = real.play(plan)

    assert run.verdict.broken["dishonest"] > 0


def test_a_client_whose_tabs_take_each_others_key_when_they_begin_at_once_is_objected_to() -> None:
    plan = Plan(seed="always the same", seconds=8, least=30, patience=2, visitors=8, twice=8, mistake="mixes-keys")
    run = real.play(plan)

    # Which of them it is depends on what the tab asks for with the other's key: its ticket, its page, or both in turn.
    # Where it is the ticket, its message stands in the other's conversation, in which nobody typed it.
    assert {"stale", "dishonest", "lost", "invented"} & set(run.verdict.broken)


def test_the_mistakes_that_can_be_asked_for_are_those_of_the_client() -> None:
    source = (ROOT / "web" / "chaos" / "wrong.ts").read_text("utf-8")

    assert set(real.MISTAKES) == set(re.findall(r'^  "([\w-]+)": ', source, re.MULTILINE))
