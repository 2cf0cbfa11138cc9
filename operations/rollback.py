"""`python -m operations rollback --stage prod`: what was deployed before, deployed again; `--list` only says what is kept.

The data stays as it is: only the functions and what stands around them go back, with the settings with which they were deployed.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from operations import command, stages, updating
from operations.account import Account
from operations.artefacts import Artefact
from operations.command import tells_trouble
from operations.deploy import ARTEFACT, at_terminal, bucket_of, put_up
from operations.stack import Stack, require
from operations.stages import Stage
from operations.trouble import Trouble
from operations.updating import Operator

LEAST: Final = 4
"""So many characters of a hash are enough to name an artefact."""


@tells_trouble
def main(arguments: Sequence[str] | None = None) -> int:
    """Go back, or list what is kept, and return the exit status."""
    parser = command.parser("rollback", "Deploy again what was deployed before.")
    parser.add_argument("--list", action="store_true", help="only say what is kept")
    parser.add_argument("--to", metavar="HASH", help="its beginning; otherwise the one before what is deployed")
    parser.add_argument("--yes", action="store_true", help="go on unasked; never with what endangers data")
    asked = parser.parse_args(arguments)
    stage = stages.read(asked.stage)
    operator = at_terminal(Account(stage.region), yes=asked.yes)
    if asked.list:
        standing = require(operator.account, asked.stage)
        for line in listed(bucket_of(operator.account, asked.stage, stage).kept(), standing):
            operator.says(line)
    else:
        back(operator, asked.stage, stage, asked.to)
    return 0


def back(operator: Operator, name: str, stage: Stage, to: str | None = None) -> Stack:
    """Return a stage's stack once it is again as a kept artefact has it: the one named, else the one before what is deployed.

    Raises Trouble, Refused.
    """
    require(operator.account, name)
    standing = updating.settled(operator, name)
    if standing is None:
        raise Trouble(f"Nothing of {name} has ever stood: `make deploy STAGE={name}` deploys it.")
    bucket = bucket_of(operator.account, name, stage)
    kept = bucket.kept()
    deployed = standing.tags.get(ARTEFACT, "")
    for line in listed(kept, standing):
        operator.says(line)
    chosen = named(kept, to, name) if to else before(kept, deployed, name)
    operator.says(f"Going back to {chosen.id}, version {chosen.version}. The data stays as it is.")
    done = put_up(operator, name, stage, bucket, chosen)
    operator.says(
        f"! The next `make deploy STAGE={name}` deploys this checkout again: mend it first, or check out what was good."
    )
    return done


def listed(kept: Sequence[Artefact], standing: Stack) -> Iterator[str]:
    """Yield what is kept, the newest first, and which of it is deployed."""
    zone = ZoneInfo(standing.parameters.get("Zone", "UTC"))
    for each in (each for each in kept if each.deployed_at):
        at = datetime.fromtimestamp(each.deployed_at / 1000, zone)
        mark = "  deployed now" if each.id == standing.tags.get(ARTEFACT) else ""
        yield f"  {each.id}  {each.version:<12}  {at:%Y-%m-%d %H:%M %Z}{mark}"


def named(kept: Sequence[Artefact], to: str, stage: str) -> Artefact:
    """Return the kept artefact whose hash begins so. Raises Trouble where there is none, or more than one."""
    found = [each for each in kept if each.id.startswith(to)]
    if len(to) < LEAST or len(found) != 1:
        raise Trouble(
            f"{len(found)} kept artefacts begin with {to!r}: name one by its first {LEAST} characters or more, as"
            f" `make rollback STAGE={stage} LIST=1` shows them."
        )
    return found[0]


def before(kept: Sequence[Artefact], deployed: str, stage: str) -> Artefact:
    """Return what was deployed before what is deployed now; `kept`: the newest first. Raises Trouble where nothing was.

    When something was deployed does not change by going back to it: so going back twice goes back further.
    """
    places = [place for place, each in enumerate(kept) if each.id == deployed]
    older = [each for each in kept[places[0] + 1 if places else 0 :] if each.deployed_at]
    if not older:
        raise Trouble(
            f"Nothing older is kept than what is deployed ({deployed or 'by nobody knows what'}): check out what was good, and `make"
            f" deploy STAGE={stage}`."
        )
    return older[0]
