"""`python -m operations deploy --stage prod`: a stage as its file says, on AWS; the same again brings it up to date.

It looks first and changes nothing, then packages, shows in words what would change, and goes on when it is told to. Cut off or
refused anywhere, it is run again, and finishes.
"""

import functools
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
import yaml

from chalicelib import wiring
from chalicelib.chat.errors import Refusal
from chalicelib.chat.notice.rows import Rows, WrongRow, read
from chalicelib.chat.services import Services
from operations import (
    asking,
    budget,
    certificate,
    command,
    dns,
    notice,
    package,
    preflight,
    records,
    seeding,
    smoke,
    stack,
    stages,
    updating,
)
from operations.account import Account
from operations.artefacts import SHOWN, STAGE, Artefact, Bucket, bucket_name, deployable, key_of
from operations.findings import Findings, told
from operations.records import Ask, ask
from operations.smoke import Says
from operations.stack import Stack
from operations.stages import FOLDER, Stage
from operations.trouble import Trouble
from operations.updating import Operator, Wanted

AS_BEFORE: Final = ("Origins", "TableInUse")
"""Parameters that no stage's file says: other commands change them, or an operator by hand."""
ARTEFACT: Final = "juttu:artefact"
VERSION: Final = "juttu:version"
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
    previous: str = ""
    """The key of the zip whose files it was packaged with."""


Packages = Callable[[str, Path | None], Release]
"""Packages a stage; the second is the zip that was deployed before, None where there was none."""

Looks = Callable[[str, Stage, Account], Findings]
Tries = Callable[[Stack, Account, Says], object]


class Here(msgspec.Struct, frozen=True, kw_only=True):
    """What a deploy has beside AWS: this checkout and this terminal, unless the caller says otherwise."""

    around: preflight.Around = msgspec.field(default_factory=preflight.Around)
    """Where the stages' files are, and what DNS answers."""
    account: Callable[[str], Account] = Account
    """The account, by its region."""
    packages: Packages = msgspec.field(default_factory=lambda: packaged)
    operator: Callable[..., Operator] = msgspec.field(default_factory=lambda: at_terminal)
    """Whoever deploys, as `at_terminal` returns them."""
    tries: Tries = smoke.of_stage


def main(arguments: Sequence[str] | None = None, here: Here | None = None) -> int:
    """Deploy, and return the exit status."""
    here = here or Here()
    parser = command.parser("deploy", "Deploy a stage, or bring it up to date.")
    parser.add_argument(
        "--yes", action="store_true", help="go on unasked, as a pipeline does; never with what endangers data"
    )
    asked = parser.parse_args(arguments)
    name: str = asked.stage
    try:
        stage = asking.complete(name, here.around.folder, None if asked.yes else asking.at_terminal())
        operator = here.operator(here.account(stage.region), yes=asked.yes)
        found = prepared(operator, name, stage, functools.partial(preflight.look, around=here.around))
        deployed = deploy(operator, name, stage, here.packages, found)
        services = stack.services_of(deployed, operator.account)
        rows = notice.on_aws(operator.account, name).notices.rows()
        settled_in(operator, name, stage, deployed, services, rows=rows, folder=here.around.folder)
        tried(operator, name, stage, deployed, answers=here.around.answers, tries=here.tries)
        if told := budget.kept(operator.account, name, stage):
            operator.says(told)
    except Trouble as trouble:
        print(f"✗ {trouble}", file=sys.stderr)
        return 1
    except WrongRow as wrong:
        print(f"✗ The stage is deployed, and its privacy notice cannot be made any more: {wrong}", file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(
            f"✗ The stage is deployed, and its table does not answer: {refusal.sentence} Run this again.",
            file=sys.stderr,
        )
        return 1
    return 0


def prepared(operator: Operator, name: str, stage: Stage, looks: Looks = preflight.look) -> dict[str, str]:
    """Return the template's parameters that are found out by looking, once nothing is in the way of a deploy.

    Only the certificate is made here, where there is none. Raises Trouble while something is in the way, Refused.
    """
    account = operator.account
    findings = looks(name, stage, account)
    for line in told(findings):
        operator.says(line)
    if findings.stops:
        raise Trouble("Nothing was changed: what is marked ✗ is in the way. Run this again when it is mended.")
    standing = stack.find(account, name)
    in_use = "" if standing is None else standing.parameters.get("Certificate", "")
    wanted = certificate.wanted(account, name, stage, in_use, operator.sleep)
    if wanted is None:
        return dict(findings.parameters)
    if not wanted.issued:
        operator.says("→ The certificate is issued once these records are in your DNS, and they have to stay there:")
        for record in wanted.records:
            operator.says(f"    {record}")
        raise Trouble(
            "The certificate waits for its DNS records: put them, wait some minutes, and run this again. Nothing else was made."
        )
    return {**findings.parameters, **wanted.parameters}


def deploy(
    operator: Operator, name: str, stage: Stage, packages: Packages, found: Mapping[str, str] | None = None
) -> Stack:
    """Return a stage's stack once it is as its file says and as this checkout is.

    `found`: the template's parameters that were found out by looking. Raises Trouble, Refused.
    """
    bucket = bucket_of(operator.account, name, stage)
    standing = updating.settled(operator, name)
    before = deployed_artefact(bucket, standing)
    operator.says("  … packaging this checkout, which takes a minute or so")
    release = released(name, bucket, before, packages)
    operator.says(f"✓ Packaged: version {release.version}, {len(release.zip) / 1e6:.1f} MB.")
    if standing is not None and is_older(release.version, standing.tags.get(VERSION, "")):
        operator.says(
            f"! {standing.name} has version {standing.tags[VERSION]}, which is newer than this checkout: is it up to date? The data is as"
            " the newer one has left it."
        )
    bucket.make({**stage.tags, STAGE: name})
    artefact = uploaded(operator, bucket, release, {**stages.parameters_of(name, stage), **(found or {})})
    return put_up(operator, name, stage, bucket, artefact)


def is_older(version: str, than: str) -> bool:
    """Return whether a version is older than another, as far as both are of three numbers."""

    def numbers(written: str) -> tuple[int, ...]:
        return tuple(int(each) for each in written.split(".") if each.isdecimal())

    return bool(numbers(version) and numbers(than)) and numbers(version) < numbers(than)


def released(name: str, bucket: Bucket, before: Artefact | None, packages: Packages) -> Release:
    """Return this checkout as a release, with the files of the one before it. Raises Trouble, Refused.

    What is deployed may be this very checkout, from a run that was cut off or just again: so it is first packaged with what that was
    packaged with, and only when something else comes of that, with what is deployed.
    """
    with tempfile.TemporaryDirectory(prefix="juttu-deploy-") as scratch:

        def with_files_of(key: str) -> Release:
            previous = bucket.download(key, Path(scratch, "previous.zip")) if key else None
            return msgspec.structs.replace(packages(name, previous), previous=key)

        if before is not None and (not before.previous or bucket.has(before.previous)):
            again = with_files_of(before.previous)
            if key_of(again.zip, ".zip") == before.zip:
                return again
        return with_files_of("" if before is None else before.zip)


def put_up(operator: Operator, name: str, stage: Stage, bucket: Bucket, artefact: Artefact) -> Stack:
    """Return a stage's stack once it is as an artefact has it, which then is among those that are kept. Raises Trouble, Refused."""
    tags = {**stage.tags, STAGE: name, VERSION: artefact.version, ARTEFACT: artefact.id}
    wanted = Wanted(
        template=bucket.address_of(artefact.template), parameters=artefact.parameters, as_before=AS_BEFORE, tags=tags
    )
    if not bucket.has(f"{artefact.id}.json"):
        bucket.keep(artefact)  # a run that is cut off is known by it
    standing = updating.carried_out(operator, name, wanted)
    bucket.keep(msgspec.structs.replace(artefact, deployed_at=artefact.deployed_at or int(operator.now() * 1000)))
    bucket.clear_up(artefact.id, operator.now())
    since = standing.tags.get(ARTEFACT, artefact.id)
    if since == artefact.id:
        operator.says(f"✓ {standing.name} is {artefact.id}, version {artefact.version}.")
    else:
        operator.says(
            f"! {artefact.id}, version {artefact.version}, was deployed, and somebody else has deployed {since} since: that is what"
            f" {standing.name} is, or becomes, now."
        )
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
        previous=release.previous,
    )


def settled_in(
    operator: Operator,
    name: str,
    stage: Stage,
    deployed: Stack,
    services: Services,
    *,
    rows: Rows | None,
    folder: Path = FOLDER,
) -> None:
    """Tell what is left to do, and give an empty stage what it begins with. Raises Trouble, Refusal.

    `rows`: of the privacy notice that the stage shows, None where it shows none yet and will show the file's.
    """
    if stage.domain is None:
        operator.says(WITHOUT_DOMAIN)
    operator.says(f"✓ Staff sign in at {deployed.outputs['Console']}")
    if rows is not None and rows != read(wiring.NOTICE.read_text("utf-8")):
        operator.says(
            "→ The stage goes on showing its privacy notice, and chalicelib/notice.toml says another. What differs:"
        )
        operator.says(f"    .venv/bin/python -m operations notice --stage {name} --diff")
        operator.says(f"    .venv/bin/python -m operations notice --stage {name} --publish")
    if stage.seeds is not None and not (operator.watched or services.accounts.enabled_in("administrator")):
        operator.says(
            "→ Nobody can sign in yet. Who may is shown a password once, which a pipeline would keep: run"
            f" `make deploy STAGE={name}` at a terminal."
        )
    elif stage.seeds is not None:
        table = deployed.outputs["TableName"]
        for line in seeding.seeded(operator.account, services, stage.seeds, table=table, stage=name, folder=folder):
            operator.says(line)
    loader = deployed.outputs["Loader"]
    for site in services.sites.all():
        operator.says(f"✓ The pages of {', '.join(site.origins)} show the chat by this line:")
        operator.says(f'    <script async src="{loader}?site={site.key}" data-site="{site.key}"></script>')


def tried(
    operator: Operator,
    name: str,
    stage: Stage,
    deployed: Stack,
    *,
    answers: Ask = ask,
    tries: Tries = smoke.of_stage,
) -> None:
    """Tell which DNS records are there and which not, and try the stage once its names lead to it. Raises Trouble."""
    placed = dns.records(operator.account, name, stage, answers)
    for line in records.told(placed):
        operator.says(line)
    leads = {each.record.name for each in placed if each.state == "there"}
    if stage.domain is not None and not leads.issuperset(certificate.names(stage.domain)):
        operator.says(f"→ Once the chat's two names lead to the stage, try it with `make smoke STAGE={name}`.")
        return
    operator.says("A trial conversation, which rings nobody and is counted nowhere:")
    tries(deployed, operator.account, operator.says)


def bucket_of(account: Account, name: str, stage: Stage) -> Bucket:
    """Return the bucket in which a stage's artefacts are, which need not be there yet. Raises Trouble, Refused."""
    owner = account.ask("sts", "get_caller_identity")["Account"]
    if other := stages.other_account(stage.account, owner):
        raise Trouble(other)
    return Bucket(account, stage.artefact_bucket or bucket_name(name, owner, account.region), owner)


def deployed_artefact(bucket: Bucket, standing: Stack | None) -> Artefact | None:
    """Return which artefact a stack is, None where there is none, or it is kept no longer. Raises Trouble, Refused."""
    if standing is None:
        return None
    return next((each for each in bucket.kept() if each.id == standing.tags.get(ARTEFACT)), None)


def packaged(name: str, previous: Path | None) -> Release:
    """Return this checkout packaged for a stage, with the files of an earlier zip. Raises PackagingError, Trouble."""
    if not all((package.ROOT / "chalicelib" / "static" / each).exists() for each in package.WEB):
        raise Trouble(f"The pages are not built: `make deploy STAGE={name}` builds them first.")
    with tempfile.TemporaryDirectory(prefix="juttu-deploy-") as scratch:
        built = package.build(package.ROOT, Path(scratch), packaged_as(name), previous)
        return Release(zip=built.zip.read_bytes(), template=built.template.read_text("utf-8"), version=built.version)


def packaged_as(name: str) -> str:
    """Return as which stage of `.chalice/config.json` a stage is packaged: any name is one, and most have nothing of their own there."""
    config = json.loads((package.ROOT / ".chalice" / "config.json").read_text("utf-8"))
    return name if name in config["stages"] else "dev"


def at_terminal(account: Account, *, yes: bool) -> Operator:
    """Return whoever started the command, who is asked only where there is a terminal."""

    def asks(question: str) -> str:
        if not sys.stdin.isatty():
            return ""
        try:
            return input(question)
        except EOFError:
            return ""

    return Operator(
        account=account, says=lambda line: print(line, flush=True), asks=asks, yes=yes, watched=sys.stdout.isatty()
    )
