"""`make cloud`: the packaged artefact on an emulator that enforces IAM; `python -m cloud --walk` is the conversation alone.

Nothing here needs an AWS account, and nothing leaves this machine but what pip asks for. What is proved by which part, and what
no emulator can prove, is in docs/operations/proved.md.
"""

import argparse
import contextlib
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cloud import artefact, bridges, deployment, destroying, emulator, ending, lacking, practice, scenes, starting, walk
from cloud.artefact import Artefact
from cloud.emulator import Emulator
from cloud.hands import Failed
from cloud.refusing import Outcome, Refusing
from cloud.removing import Removing, of_lambda
from cloud.restoring import Restoring
from cloud.upgrading import Upgrading
from cloud.walk import Stage, Walk
from operations.trouble import Trouble
from tests import template_rules

_counts: dict[str, int] = {}
_took: dict[str, float] = {}
"""Seconds, by the name of a part."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prove, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m cloud", description=__doc__)
    parser.add_argument("--walk", action="store_true", help="only the conversation, over the packaged artefact")
    parser.add_argument("--practise", type=int, metavar="MINUTES", help="only keep a stage for the operators' commands")
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    try:
        with ending.cleared_up(), tempfile.TemporaryDirectory(prefix="juttu-cloud-") as scratch:
            if asked.practise:
                practice.held(_packaged(Path(scratch)), asked.practise)
                return 0
            _prove(Path(scratch), only_walk=asked.walk)
    except (Trouble, Failed) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n✗ Ended; nothing is left of it.", file=sys.stderr)
        return 128 + signal.SIGINT
    print("\n".join(times(_took)))
    print(f"{', '.join(f'{count} {what}' for what, count in _counts.items())} in {time.monotonic() - began:.0f} s.")
    return 0


def _prove(scratch: Path, *, only_walk: bool) -> None:
    with _part("package"):
        made = _packaged(scratch)
    if not only_walk:
        with _part("ask the template's rules"):
            _rules(made)
        with _part("see each bridged fault"):
            _bridges()
        with _part("refuse each call of a deploy"):
            _refused(made, scratch)
    with emulator.running() as running:
        with _part("deploy"):
            stage = _deployed(running, made, scratch)
        with _part("walk a conversation"):
            _walked(stage)
        if not only_walk:
            with _part("start each function"):
                _started(made, stage, scratch)
            with _part("upgrade and go back"):
                _upgraded(stage, made, scratch / "stages")
            with _part("restore"):
                _restored(stage)
            with _part("take each permission away"):
                _removed(stage)
            with _part("take the stage down"):
                _destroyed(stage)


@contextlib.contextmanager
def _part(name: str) -> Iterator[None]:
    """Note how long a part takes."""
    began = time.monotonic()
    yield
    _took[name] = time.monotonic() - began


def times(took: Mapping[str, float]) -> Iterator[str]:
    """Yield the lines of a table: how many seconds each part took, and their sum."""
    width = max(map(len, [*took, "together"]))
    for name, seconds in {**took, "together": sum(took.values())}.items():
        yield f"  {name:{width}}{seconds:6.0f} s"


def _packaged(scratch: Path) -> Artefact:
    made = artefact.made(scratch)
    size = made.zip.stat().st_size / 1_000_000
    print(f"✓ packaged for {made.architecture}, {size:.1f} MB")
    if made.architecture != made.declared:
        print(f"! A release is packaged for {made.declared}; the emulator runs functions on this machine's processor.")
    return made


def _rules(made: Artefact) -> None:
    """Ask the rules of the template. Raises Failed with what they say, or where a planted mistake is not noticed."""
    if said := template_rules.wrong(made.template):
        raise Failed("The template is wrong:\n" + "\n".join(f"- {each}" for each in said))
    missed = [name for name, planted in template_rules.PLANTED.items() if not planted.noticed(made.template)]
    if missed:
        raise Failed(f"Nothing is said of a planted mistake: {', '.join(missed)}")
    _counts["planted mistakes caught"] = len(template_rules.PLANTED)
    print(
        f"✓ cfn-lint and the house's rules have nothing to say, and notice {len(template_rules.PLANTED)} planted mistakes"
    )


def _bridges() -> None:
    """See every fault that is bridged. Raises Trouble where one is no longer there, or the bridge does not hold."""
    names = tuple(bridges.BRIDGES)
    with emulator.running(without=names) as bare:
        faults = bridges.probed(bare)
    with emulator.running() as bridged:
        holds = bridges.probed(bridged)
    for name in names:
        if faults[name]:
            raise Trouble(f"The emulator does as AWS does without the bridge {name}: take it out of cloud/bridges.py.")
        if not holds[name]:
            raise Trouble(
                f"The bridge {name} does not hold: compare cloud/bridged.py with this version of the emulator."
            )
        print(f"  bridged: {bridges.BRIDGES[name].fault}")
    _counts["bridges, each over a fault that was seen"] = len(names)


def _refused(made: Artefact, scratch: Path) -> None:
    """Refuse each kind of call of a deploy once. Raises Trouble, and Failed where the last deploy leaves anything else."""
    with emulator.running() as running:
        release = deployment.release(made)
        outcomes: list[Outcome] = []
        for outcome in Refusing(running, release, scratch / "refused").go():
            outcomes.append(outcome)
            print(f"  ✓ {outcome.call}: {[*outcome.said.splitlines(), 'done without'][0]}", flush=True)
    stops = sum(1 for each in outcomes if each.said)
    print(f"✓ each call of a deploy refused once: {stops} stop it, and the last run leaves what any deploy leaves")
    _counts["calls of a deploy refused once"] = len(outcomes)


def _deployed(running: Emulator, made: Artefact, scratch: Path) -> Stage:
    """Return a stage, deployed as the operators' command does it."""
    for kind in lacking.LACKING.keys() & {each["Type"] for each in made.template["Resources"].values()}:
        print(f"  not on the emulator: {kind}. {lacking.LACKING[kind]}")
    account, host = running.account(), f"127.0.0.1:{running.port}"
    folder = deployment.written(scratch / "stages", host)
    said = deployment.deployed(deployment.here(account, folder, deployment.release(made)))
    deployed = deployment.standing(account, host)
    print("".join(f"  {line}\n" for line in said.splitlines() if not line.endswith(" made")), end="")
    print(f"✓ deployed: {deployed.resources} resources, {len(deployed.functions)} functions, IAM enforced")
    _counts["resources"] = deployed.resources
    _counts["functions"] = len(deployed.functions)
    return walk.opened(running, deployed)


def _walked(stage: Stage) -> None:
    """Walk the conversation. Raises Failed where a step fails, a role did nothing, or anything was denied."""
    walked = Walk(stage, print)
    walked.go()
    _counts["steps walked"] = len(walked.steps)
    _roles(stage.emulator, stage)


def _roles(running: Emulator, stage: Stage) -> None:
    asked = Counter(decision.role for decision in running.decisions())
    idle = [name for name, role in stage.deployed.roles.items() if not asked[role]]
    if idle:
        raise Failed(f"Nothing was asked under the role of {', '.join(sorted(idle))}")
    denied = sorted(
        {f"{decision.action} on {decision.resource}" for decision in running.decisions() if not decision.allowed}
    )
    if denied:
        raise Failed(f"A policy denied what the walk needs: {'; '.join(denied)}")
    print(
        f"✓ every one of {len(stage.deployed.roles)} functions called AWS under its own role, {asked.total()} times, and nothing was denied"
    )
    _counts["roles exercised"] = len(stage.deployed.roles)


def _started(made: Artefact, stage: Stage, scratch: Path) -> None:
    """Start every function from the zip alone under Lambda's runtime. Raises Failed where one does not answer, or starts dearly."""
    account = {
        "AWS_REGION": emulator.REGION,
        "AWS_DEFAULT_REGION": emulator.REGION,
        "AWS_ACCESS_KEY_ID": emulator.KEY,
        "AWS_SECRET_ACCESS_KEY": emulator.SECRET,
        "AWS_ENDPOINT_URL": stage.emulator.address,
    }
    place = starting.unpacked(made.zip, scratch)
    for name, function in sorted(stage.deployed.functions.items()):
        found = stage.emulator.client("lambda").get_function_configuration(FunctionName=function)
        environment = {**found["Environment"]["Variables"], **account}
        starts = [
            starting.start(place, found["Handler"], starting.EVENTS[name], environment) for _ in range(starting.TIMES)
        ]
        if failed := [each.answer["error"] for each in starts if "error" in each.answer]:
            raise Failed(f"{name} failed under Lambda's runtime: {failed[0]}")
        print(
            f"  {name}: {statistics.median(each.cpu for each in starts) * 1000:.0f} ms of CPU time to its first answer"
        )
    print(f"✓ {len(stage.deployed.functions)} functions answer under Lambda's own runtime, from the zip alone")
    costs = starting.compared(place, account)
    print(
        f"{'✓' if costs.ratio <= starting.GOAL else '!'} a start takes {costs.product * 1000:.0f} ms of CPU time, botocore's clients alone"
        f" {costs.bare * 1000:.0f} ms: {costs.ratio:.2f} times as much (goal: {starting.GOAL})"
    )
    if costs.ratio > starting.MOST:
        raise Failed(f"A start costs more than {starting.MOST} times what botocore's clients cost")


def _upgraded(stage: Stage, made: Artefact, folder: Path) -> None:
    """Deploy another release over conversations, and go back. Raises Failed where they do not go on."""
    upgrading = Upgrading(stage, made, folder, print)
    upgrading.go()
    print(
        f"✓ upgraded and rolled back, and conversations went on through it: {upgrading.lines} lines, each there once and in order"
    )
    _counts["lines through an upgrade and back"] = upgrading.lines


def _restored(stage: Stage) -> None:
    """Restore the table to a moment, and go back. Raises Failed where what was erased is there, or anything is left behind."""
    restoring = Restoring(stage, print)
    restoring.go()
    print("✓ restored to a moment and back, nothing that was erased ever served")
    _counts["steps of a restore"] = restoring.steps


def _destroyed(stage: Stage) -> None:
    """Take the stage down. Raises Failed where anything of it is left."""
    items, things = destroying.destroyed(stage, print)
    print("✓ taken down: no item and nothing else of the stage is left")
    _counts["items and things destroyed"] = items + things


def _removed(stage: Stage) -> None:
    """Take each permission away once. Raises Failed where no line says which operation was refused."""
    removing = Removing(stage, scenes.of(stage))
    removing.look()
    _counts["statements read"] = removing.statements
    print(
        f"  {removing.statements} statements allow {len(removing.permissions)} things; each that an act asks for is taken away:"
    )
    outcomes = []
    for outcome in removing.take_away():
        outcomes.append(outcome)
        mark, how = "✓" if outcome.told else "✗", "refused" if outcome.failed else "done without"
        print(f"  {mark} {outcome.permission}: {outcome.scene} is {how}", flush=True)
    untold = [str(each.permission) for each in outcomes if not each.told]
    if untold:
        raise Failed(f"No line says that it was refused: {', '.join(untold)}")
    print("✓ each is named by a line of the log")
    by_lambda = of_lambda(removing.unmet)
    print(f"  {len(by_lambda)} are Lambda's own, for queues and its log: the emulator does not ask for them")
    _counts["permissions removed and noticed"] = len(outcomes)
    _counts["Lambda's own"] = len(by_lambda)


if __name__ == "__main__":
    sys.exit(main())
