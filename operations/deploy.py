"""`python -m operations deploy --stage prod`: a stage as its file says, on AWS; the same again brings it up to date.

It looks first and changes nothing, then packages, shows in words what would change, and goes on when it is told to. Cut off or
refused anywhere, it is run again, and finishes.
"""

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
import yaml

from chalicelib.chat.services import Services
from operations import package, seeding, stack, stages, updating
from operations.account import Account
from operations.artefacts import SHOWN, Artefact, Bucket, bucket_name, deployable
from operations.stack import Stack
from operations.stages import FOLDER, Stage
from operations.trouble import Trouble
from operations.updating import Operator, Wanted

AS_BEFORE: Final = ("TableInUse",)
"""Parameters that only other commands change."""
ARTEFACT: Final = "juttu:artefact"
VERSION: Final = "juttu:version"
STAGE: Final = "juttu:stage"
"""The tags by which a stack says what is deployed."""
WITHOUT_DOMAIN: Final = (
    "! Without a domain the chat is at AWS's own names, another site to every browser: most of them then keep apart or block the one"
    " entry by which a conversation goes on after a page is loaded anew. It goes on within a page. `domain` in the stage's file"
    " changes that."
)


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """What is about to be deployed."""

    zip: bytes
    template: str
    version: str


Packages = Callable[[str, Path | None], Release]
"""Packages a stage; the second is the zip that was deployed before, None where there was none."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Deploy, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m operations deploy", description="Deploy a stage, or bring it up to date."
    )
    parser.add_argument("--stage", required=True, help="its name: stages/NAME.toml says what it is to be")
    parser.add_argument(
        "--yes", action="store_true", help="go on unasked, as a pipeline does; never with what endangers data"
    )
    asked = parser.parse_args(arguments)
    try:
        stage = stages.read(asked.stage)
        operator = at_terminal(Account(stage.region), yes=asked.yes)
        deployed = deploy(operator, asked.stage, stage, packaged)
        settled_in(operator, asked.stage, stage, deployed, stack.services_of(deployed, operator.account))
    except Trouble as trouble:
        print(f"✗ {trouble}", file=sys.stderr)
        return 1
    return 0


def deploy(
    operator: Operator, name: str, stage: Stage, packages: Packages, found: Mapping[str, str] | None = None
) -> Stack:
    """Return a stage's stack once it is as its file says and as this checkout is.

    `found`: the template's parameters that were found out by looking. Raises Trouble, Refused.
    """
    bucket = bucket_of(operator.account, name, stage)
    standing = updating.settled(operator, name)
    before = deployed_artefact(bucket, standing)
    with tempfile.TemporaryDirectory(prefix="juttu-deploy-") as scratch:
        previous = None if before is None else bucket.download(before.zip, Path(scratch, "previous.zip"))
        release = packages(name, previous)
    operator.says(f"✓ Packaged: version {release.version}, {len(release.zip) / 1e6:.1f} MB.")
    bucket.make({**stage.tags, STAGE: name})
    artefact = uploaded(operator, bucket, release, {**stages.parameters_of(name, stage), **(found or {})})
    return put_up(operator, name, stage, bucket, artefact)


def put_up(operator: Operator, name: str, stage: Stage, bucket: Bucket, artefact: Artefact) -> Stack:
    """Return a stage's stack once it is as an artefact has it, which then is among those that are kept. Raises Trouble, Refused."""
    tags = {**stage.tags, STAGE: name, VERSION: artefact.version, ARTEFACT: artefact.id}
    wanted = Wanted(
        template=bucket.address_of(artefact.template), parameters=artefact.parameters, as_before=AS_BEFORE, tags=tags
    )
    standing = updating.carried_out(operator, name, wanted)
    bucket.keep(artefact)
    bucket.clear_up(artefact.id)
    operator.says(f"✓ {standing.name} is {artefact.id}, version {artefact.version}.")
    return standing


def uploaded(operator: Operator, bucket: Bucket, release: Release, parameters: Mapping[str, str]) -> Artefact:
    """Return a release as an artefact that CloudFormation can fetch. Raises Trouble, Refused."""
    zip_key = bucket.upload(release.zip, ".zip")
    template = deployable(release.template, bucket.name, zip_key).encode()
    known = set(yaml.safe_load(template).get("Parameters", {}))
    for unknown in sorted(set(parameters) - known):
        operator.says(f"! The template knows no {unknown}: what the stage's file says of it has no effect.")
    return Artefact(
        id=hashlib.sha256(template).hexdigest()[:SHOWN],
        version=release.version,
        zip=zip_key,
        template=bucket.upload(template, ".yaml"),
        parameters={key: value for key, value in parameters.items() if key in known},
        deployed_at=int(operator.now()),
    )


def settled_in(
    operator: Operator, name: str, stage: Stage, deployed: Stack, services: Services, *, folder: Path = FOLDER
) -> None:
    """Tell what is left to do, and give an empty stage what it begins with. Raises Trouble."""
    for line in _places(stage, deployed):
        operator.says(line)
    if stage.seeds is not None:
        for line in seeding.seeded(services, name, stage.seeds, folder):
            operator.says(line)
    for line in _to_embed(services, deployed):
        operator.says(line)


def bucket_of(account: Account, name: str, stage: Stage) -> Bucket:
    """Return the bucket in which a stage's artefacts are, which need not be there yet. Raises Trouble, Refused."""
    owner = account.ask("sts", "get_caller_identity")["Account"]
    return Bucket(account, stage.artefact_bucket or bucket_name(name, owner, account.region), owner)


def deployed_artefact(bucket: Bucket, standing: Stack | None) -> Artefact | None:
    """Return which artefact a stack is, None where there is none, or it is kept no longer. Raises Trouble, Refused."""
    if standing is None:
        return None
    return next((each for each in bucket.kept() if each.id == standing.tags.get(ARTEFACT)), None)


def packaged(name: str, previous: Path | None) -> Release:  # noqa: ARG001 - until packaging takes it
    """Return this checkout packaged for a stage. Raises PackagingError."""
    with tempfile.TemporaryDirectory(prefix="juttu-deploy-") as scratch:
        built = package.build(package.ROOT, Path(scratch), name)
        return Release(zip=built.zip.read_bytes(), template=built.template.read_text("utf-8"), version="unreleased")


def at_terminal(account: Account, *, yes: bool) -> Operator:
    """Return whoever started the command, who is asked only where there is a terminal."""

    def asks(question: str) -> str:
        if not sys.stdin.isatty():
            return ""
        try:
            return input(question)
        except EOFError:
            return ""

    return Operator(account=account, says=lambda line: print(line, flush=True), asks=asks, yes=yes)


def _places(stage: Stage, deployed: Stack) -> Iterator[str]:
    if stage.domain is None:
        yield WITHOUT_DOMAIN
    if stage.domain is not None and {"ChatTarget", "SocketTarget"} <= set(deployed.outputs):
        yield "→ The two names lead to the stack by these records of your DNS, if they are not there yet:"
        yield f"    chat.{stage.domain} CNAME {deployed.outputs['ChatTarget']}"
        yield f"    ws.chat.{stage.domain} CNAME {deployed.outputs['SocketTarget']}"
    dkim = [value for key, value in sorted(deployed.outputs.items()) if key.startswith("DkimRecord")]
    if dkim:
        yield "→ By these records the mail domain is proved, if they are not there yet:"
        yield from (f"    {each}" for each in dkim)
    yield f"✓ Staff sign in at {deployed.outputs['Console']}"


def _to_embed(services: Services, deployed: Stack) -> Iterator[str]:
    loader = deployed.outputs["Loader"]
    for site in services.sites.all():
        yield f"✓ The pages of {', '.join(site.origins)} show the chat by this line:"
        yield f'    <script async src="{loader}?site={site.key}" data-site="{site.key}"></script>'


if __name__ == "__main__":
    sys.exit(main())
