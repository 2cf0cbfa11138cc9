"""`make cloud`: the packaged artefact on an emulator that enforces IAM; `python -m cloud --walk` is the conversation alone.

Nothing here needs an AWS account, and nothing leaves this machine but what pip asks for. What is proved by which part, and what
no emulator can prove, is in docs/operations/proved.md.
"""

import argparse
import contextlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from cloud import artefact, bridges, deployment, emulator, walk
from cloud.artefact import Artefact
from cloud.emulator import Emulator
from cloud.hands import Failed
from cloud.walk import Stage, Walk
from operations.trouble import Trouble

_counts: dict[str, int] = {}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prove, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m cloud", description=__doc__)
    parser.add_argument("--walk", action="store_true", help="only the conversation, over the packaged artefact")
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="juttu-cloud-") as scratch:
            _prove(Path(scratch), only_walk=asked.walk)
    except (Trouble, Failed) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    print(f"{', '.join(f'{count} {what}' for what, count in _counts.items())} in {time.monotonic() - began:.0f} s.")
    return 0


def _prove(scratch: Path, *, only_walk: bool) -> None:
    made = _packaged(scratch)
    if not only_walk:
        _bridges()
    with _stage(made) as stage:
        _walked(stage)


def _packaged(scratch: Path) -> Artefact:
    made = artefact.made(scratch)
    size = made.zip.stat().st_size / 1_000_000
    print(f"✓ packaged for {made.architecture}, {size:.1f} MB")
    if made.architecture != made.declared:
        print(f"! A release is packaged for {made.declared}; the emulator runs functions on this machine's processor.")
    return made


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


@contextlib.contextmanager
def _stage(made: Artefact) -> Iterator[Stage]:
    """Give a deployed stage on an emulator of its own."""
    with emulator.running() as running:
        host = f"127.0.0.1:{running.port}"
        deployed = deployment.deploy(running.account(), made.template, made.zip, host)
        left_out = Counter(each["Type"] for each in made.template["Resources"].values())
        for kind in deployment.LACKING.keys() & left_out.keys():
            print(f"  not on the emulator: {kind}. {deployment.LACKING[kind]}")
        print(f"✓ deployed: {deployed.resources} resources, {len(deployed.functions)} functions, IAM enforced")
        _counts["resources"] = deployed.resources
        _counts["functions"] = len(deployed.functions)
        yield walk.opened(running, deployed)


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


if __name__ == "__main__":
    sys.exit(main())
