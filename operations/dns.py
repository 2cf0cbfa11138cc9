"""`python -m operations dns --stage prod`: every DNS record that an operator has to put for a stage, and which are there."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from operations import certificate as certificates
from operations import command, stages
from operations import mail as mails
from operations import stack as stacks
from operations.account import Account
from operations.certificate import Certificate
from operations.command import tells_trouble
from operations.mail import Identity
from operations.records import Ask, Placed, Record, ask, dmarc, place, told
from operations.stages import FOLDER, Stage

TARGETS: Final = ("ChatTarget", "SocketTarget")
"""The outputs that say to where the chat's two names have to point."""


@tells_trouble
def main(arguments: Sequence[str] | None = None) -> int:
    """Print every record with whether it is there, and return the exit code of the process."""
    parser = command.parser("dns", (__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the stages' files are, instead of stages/")
    asked = parser.parse_args(arguments)
    stage = stages.read(asked.stage, asked.folder)
    for line in told(records(Account(stage.region), asked.stage, stage)):
        print(line)
    return 0


def records(account: Account, name: str, stage: Stage, answers: Ask = ask) -> list[Placed]:
    """Return every record that is needed for a stage as it stands, and what DNS answers of each. Raises Refused, Trouble."""
    stack = stacks.find(account, name)
    outputs: Mapping[str, str] = {} if stack is None else stack.outputs
    in_use = "" if stack is None else stack.parameters.get("Certificate", "")
    certificate = None if stage.domain is None else certificates.find(account, stage.domain, in_use)
    sender = mails.sender_of(stage)
    needed = wanted(stage, certificate, outputs, mails.identity(account, sender))
    return [*(place(each, answers) for each in needed), dmarc(sender, answers)]


def wanted(
    stage: Stage, certificate: Certificate | None, outputs: Mapping[str, str], identity: Identity | None
) -> Iterator[Record]:
    """Yield the records for the certificate, the chat's two names and the mails, as far as there is something to point to."""
    if certificate is not None:
        yield from certificate.records
    yield from names(stage, outputs)
    if identity is not None:
        yield from mails.records(identity, stage.region)


def names(stage: Stage, outputs: Mapping[str, str]) -> Iterator[Record]:
    """Yield where the chat's two names have to point, once a stack says it."""
    if stage.domain is not None:
        for name, target, why in zip(
            certificates.names(stage.domain), TARGETS, ("the chat", "its sockets"), strict=True
        ):
            if outputs.get(target):
                yield Record(name, "CNAME", outputs[target], why)
