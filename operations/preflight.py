"""`python -m operations preflight --stage prod`: whether a deploy would go well, told before anything is changed.

Everything is said at once. What asks AWS only gets, lists and describes; what is said about what was found are pure rules.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from operations import account as accounts
from operations import (
    artefacts,
    asking,
    boundary,
    certificate,
    command,
    dns,
    intended,
    mail,
    package,
    release,
    stages,
    standing,
)
from operations import stack as stacks
from operations.account import Account
from operations.command import tells_trouble
from operations.findings import Finding, Findings, Level, told
from operations.records import Ask, Placed, Record, ask, dmarc, forbidding, place
from operations.records import told as records_told
from operations.stack import Stack
from operations.stages import FOLDER, Stage
from operations.trouble import Refused, Trouble

__all__ = ("Finding", "Findings", "look", "main", "told")

Found = TypeVar("Found")

INVALID: Final = frozenset(
    ("InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch", "AuthFailure")
)
OPTED_INTO: Final = frozenset(("eu-south-1",))
"""The regions of the EU that an account has to switch on before it can use them."""
ENOUGH: Final = 100
"""So many functions at once carry a small company's chat; a new account is let run ten."""
READS: Final = frozenset(
    (
        "acm:DescribeCertificate",
        "acm:ListCertificates",
        "apigateway:GET",
        "cloudformation:DescribeStackResource",
        "cloudformation:DescribeStackResources",
        "cloudformation:DescribeStacks",
        "dynamodb:DescribeTable",
        "iam:GetPolicy",
        "iam:GetPolicyVersion",
        "lambda:GetAccountSettings",
        "logs:DescribeLogGroups",
        "s3:ListBucket",
        "ses:GetAccount",
        "ses:GetConfigurationSet",
        "ses:GetEmailIdentity",
        "sqs:ListQueues",
        "sts:GetCallerIdentity",
    )
)
"""What the operator has to be allowed, in IAM's words; nothing of it changes anything. For a region that is switched on first,
`account:GetRegionOptStatus` as well."""


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What a look depends on beside AWS."""

    root: Path = package.ROOT
    """The project: the privacy notice's rows are read there, and the text that AWS's form wants is left in its `build/`."""
    folder: Path = FOLDER
    """Where the stages' files are, and beside them the first sites'."""
    answers: Ask = ask
    """What DNS answers."""
    now: datetime = msgspec.field(default_factory=lambda: datetime.now(UTC))


@tells_trouble
def main(arguments: Sequence[str] | None = None) -> int:
    """Say what stands in the way of a deploy, and return the exit code of the process: 1 where something does."""
    asked = _parser().parse_args(arguments)
    stage = asking.complete(asked.stage, asked.folder, asking.at_terminal())
    findings = look(asked.stage, stage, Account(stage.region), Around(folder=asked.folder))
    for line in told(findings):
        print(line)
    return 1 if findings.stops else 0


def look(name: str, stage: Stage, account: Account, around: Around | None = None) -> Findings:
    """Return everything that a deploy of a stage would meet, and what it decides of the template's parameters.

    Changes nothing; the text that AWS's form for mail wants is left in `build/`. What AWS does not let one look at is said, too.
    """
    around = around or Around()
    own = tuple(_own(name, stage, around))
    if outside := stages.outside_of_the_eu(stage.region):
        return Findings((Finding("stop", outside), *own, *_without_aws(stage, around)))
    caller = who(account, stage.account)
    if caller.level == "stop":
        return Findings((caller, *own, *_without_aws(stage, around)))
    seen = _Seen([caller, *own])
    if stage.region in OPTED_INTO:
        before = len(seen.found)
        seen.add("the account's regions", "note", lambda: of_region(opted_into(account), stage.region))
        if any(each.level == "stop" for each in seen.found[before:]):
            return Findings((*seen.found, *_without_aws(stage, around)))
    if stage.artefact_bucket is not None:
        bucket = stage.artefact_bucket
        seen.add(
            "artefact_bucket",
            "stop",
            lambda: of_bucket(bucket, artefacts.region_of(account, bucket), stage.region, f"stages/{name}.toml"),
        )
    seen.add("the Lambda quota", "note", lambda: [of_concurrency(concurrency(account), stage.region)])
    seen.add("the account's mail", "note", lambda: _sending(stage, account, around))
    seen.add("the stack", "stop", lambda: _stack(name, stage, account, around, seen))
    return Findings(tuple(seen.found), seen.parameters)


class _Seen:
    """What was found so far, and decided."""

    def __init__(self, found: list[Finding]) -> None:
        self.found = found
        self.parameters: dict[str, str] = {}

    def add(self, what: str, level: Level, find: Callable[[], Iterable[Finding]]) -> None:
        """Add what is found, one by one; where AWS refuses to tell, or does not answer, that is said at a level."""
        try:
            for each in find():
                self.found.append(each)
        except Trouble as trouble:
            self.found.append(Finding(level, f"Nothing could be seen of {what}. {trouble}"))


def _own(name: str, stage: Stage, around: Around) -> Iterator[Finding]:
    try:
        packaged = release.runtime(release.runtime_here())
        yield intended.of_runtime(packaged, release.read(), name, around.now.date())
    except Trouble as trouble:
        yield Finding("stop", str(trouble))
    yield from intended.of_example(name, stage, around.root)
    yield from intended.of_settings(name, stage, around.root)
    yield from intended.of_dialogue(name, stage, around.now.date())


def _without_aws(stage: Stage, around: Around) -> Iterator[Finding]:
    """Yield what is to be said of the first site and of DNS where AWS tells nothing, and that there may be more."""
    # Nobody knows whether the deploy would be the first: only then the site is in its way.
    yield from intended.of_site(stage, around.folder, around.root, "do")
    yield from of_dmarc(dmarc(mail.sender_of(stage), around.answers))
    if stage.domain is not None:
        yield from certificate.of_forbidden(stage.domain, _forbidden(stage.domain, around))
    yield Finding(
        "note",
        "AWS was asked nothing more: quotas, mail, the certificate and what stands already are looked at once that is mended.",
    )


def _sending(stage: Stage, account: Account, around: Around) -> Iterator[Finding]:
    limits = intended.limits_of(stage, around.folder)
    found = mail.sending(account)
    form = around.root / "build" / mail.REQUEST
    if not found.production:
        form.parent.mkdir(parents=True, exist_ok=True)
        form.write_text(mail.request(stage, limits), "utf-8")
    yield from mail.of_sending(found, stage, limits, str(form.relative_to(around.root)))


def _stack(name: str, stage: Stage, account: Account, around: Around, seen: _Seen) -> Iterator[Finding]:
    stack = stacks.find(account, name)
    first = standing.first(stack)
    yield standing.of_stack(stack, name, stage.region)
    yield from intended.of_site(stage, around.folder, around.root, "stop" if first else "note")
    if stack is None or stack.status == standing.UNMADE:  # of what was never whole, everything may still be the stack's
        seen.add(
            "what an earlier stage has left",
            "note",
            lambda: standing.of_leftovers(standing.leftovers(account, name), name, stage.region),
        )
        yield from standing.of_elsewhere(standing.elsewhere(account, name), name, stage.region)
    seen.add("the functions' boundary", "stop", lambda: _boundary(name, stage, account, around, stack))
    seen.add("the sender's domain", "stop", lambda: _domain(name, stage, account, around, seen))
    if stage.domain is not None:
        seen.add("the chat's names", "note", lambda: _names(name, stage.domain or "", account, stack))
        seen.add("certificates", "stop", lambda: _certificate(stage, account, stack, around, seen))
        if stack is not None:
            yield from of_records([place(each, around.answers) for each in dns.names(stage, stack.outputs)])


def _boundary(name: str, stage: Stage, account: Account, around: Around, stack: Stack | None) -> Iterator[Finding]:
    by = boundary.caller(account, name)
    in_use = None if stack is None or standing.first(stack) else stack.parameters.get("PermissionsBoundary", "")
    if stage.permissions_boundary is None:
        yield from boundary.of_none(by, in_use)
    else:
        found = boundary.find(account, stage.permissions_boundary)
        yield from boundary.of(found, boundary.needed(around.root), by, in_use, stage.region)


def _domain(name: str, stage: Stage, account: Account, around: Around, seen: _Seen) -> Iterator[Finding]:
    found = mail.domain(account, stage, stacks.name_of(name))
    seen.parameters.update(found.parameters)
    yield from mail.of_domain(found, stage)
    if found.identity is not None:
        yield from of_records([place(each, around.answers) for each in mail.unproved(found.identity, stage.region)])
    yield from of_dmarc(dmarc(mail.sender_of(stage), around.answers))


def _names(name: str, domain: str, account: Account, stack: Stack | None) -> Iterator[Finding]:
    if stack is None or standing.first(stack) or stack.parameters.get("Domain") != domain:
        whose = {each: standing.whose_name(account, each) for each in certificate.names(domain)}
        yield from standing.of_names(whose, name, domain)


def _certificate(stage: Stage, account: Account, stack: Stack | None, around: Around, seen: _Seen) -> Iterator[Finding]:
    domain = stage.domain or ""
    found = certificate.find(account, domain, "" if stack is None else stack.parameters.get("Certificate", ""))
    if found is not None:
        seen.parameters.update(found.parameters)
    if not (found and found.issued):
        yield from certificate.of_forbidden(domain, _forbidden(domain, around))
    placed = [place(each, around.answers) for each in ([] if found is None or found.issued else found.records)]
    yield from certificate.of(found, domain, around.now, placed)


def _forbidden(domain: str, around: Around) -> dict[str, tuple[str, ...]]:
    found = {name: forbidding(name, around.answers) for name in certificate.names(domain)}
    return {name: caa for name, caa in found.items() if caa}


# ---------------------------------------------------------------------------------------------------- whoever deploys


def who(account: Account, expected: str | None = None) -> Finding:
    """Return who the operator is to AWS; what stops here stops everything. `expected`: the only account that it may be."""
    try:
        caller = account.ask("sts", "get_caller_identity")
    except Refused as refused:
        return not_let_in(refused, account.region, accounts.login_here())
    except Trouble as trouble:
        return Finding("stop", str(trouble))
    if other := stages.other_account(expected, caller["Account"]):
        return Finding("stop", other)
    where = stages.EU.get(account.region, "outside of the EU")
    return Finding("ok", f"account {caller['Account']} as {person(caller['Arn'])}, {account.region} ({where})")


def person(arn: str) -> str:
    """Return who an ARN of STS or IAM names, without the account: `role/deployer`, `user/anna`."""
    named = arn.rpartition(":")[2]
    kind, _, rest = named.partition("/")
    return f"role/{rest.partition('/')[0]}" if kind == "assumed-role" else named


def not_let_in(refused: Refused, region: str, login: str) -> Finding:
    """Return why AWS knows nobody of these credentials, and the way out."""
    if accounts.by_clock(refused.code, refused.words):
        return Finding("stop", accounts.WRONG_CLOCK)
    if refused.code in accounts.EXPIRED:
        return Finding("stop", "The AWS credentials here have expired: get new ones, then run this again.", login)
    if refused.code in INVALID and region in OPTED_INTO:
        return Finding(
            "stop",
            f"AWS does not know these credentials in {region} ({refused.code}): either they are wrong, or the account has not"
            f" switched {region} on, which takes some minutes.",
            f"aws account enable-region --region-name {region}",
        )
    if refused.code in INVALID:
        return Finding(
            "stop", f"AWS does not know these credentials ({refused.code}): get others, then run this again.", login
        )
    return Finding("stop", str(refused))


def opted_into(account: Account) -> str:
    """Return whether the account has its region switched on, in AWS's word. Raises Refused, Trouble."""
    status: str = account.ask("account", "get_region_opt_status", RegionName=account.region)["RegionOptStatus"]
    return status


def of_region(status: str, region: str) -> Iterator[Finding]:
    """Yield that an account has not switched a region on; nothing where it has."""
    if status == "ENABLING":
        yield Finding(
            "stop", f"The account's {region} is being switched on, which takes some minutes: run this again then."
        )
    elif status not in {"ENABLED", "ENABLED_BY_DEFAULT"}:
        yield Finding(
            "stop",
            f"The account has not switched {region} on ({status}), which takes some minutes.",
            f"aws account enable-region --region-name {region}",
        )


def of_bucket(name: str, found: str, region: str, file: str) -> Iterator[Finding]:
    """Yield that a bucket of the operator's own is in another region; nothing where it is not, or is not there yet."""
    if found not in ("", region):
        yield Finding(
            "stop",
            f"The bucket {name} is in {found}, and Lambda takes code only out of one in {region}: name another as artefact_bucket in"
            f" {file}, or leave that out, and one is made.",
        )


def concurrency(account: Account) -> int:
    """Return how many functions may run at once in the account and region, without those kept for some. Raises Refused, Trouble."""
    limit = account.ask("lambda", "get_account_settings")["AccountLimit"]
    at_once: int = limit.get("UnreservedConcurrentExecutions", limit["ConcurrentExecutions"])
    return at_once


def of_concurrency(at_once: int, region: str) -> Finding:
    """Return whether so many functions at once suffice."""
    if at_once >= ENOUGH:
        return Finding("ok", f"{at_once:,} Lambda functions at once")
    return Finding(
        "note",
        f"Only {at_once} Lambda functions run at once in this account, which a few visitors use up; ask for 1,000:",
        "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384"
        f" --desired-value 1000 --region {region}",
    )


# ------------------------------------------------------------------------------------------------------------- DNS


def of_records(placed: Sequence[Placed]) -> Iterator[Finding]:
    """Yield which records the operator has to put; one thing for all that are there."""
    there = [each for each in placed if each.state == "there"]
    open_ = [each for each in placed if each.state in {"missing", "other"}]
    unknown = [each for each in placed if each.state == "unknown"]
    if there:
        yield Finding("ok", "DNS has " + ", ".join(each.record.name for each in there))
    if open_:
        yield Finding("do", f"DNS lacks {_many(open_)}:", "\n".join(records_told(open_)))
    if unknown:
        yield Finding("note", f"DNS could not be asked for {_many(unknown)}:", "\n".join(records_told(unknown)))


def of_dmarc(placed: Placed) -> Iterator[Finding]:
    """Yield what is to be said of a domain's DMARC record."""
    record: Record = placed.record
    if placed.state == "there":
        yield Finding("ok", f"DMARC at {record.name}")
    elif placed.state == "unknown":
        yield Finding("note", f"DNS could not be asked for {record.name}, where DMARC stands.")
    else:
        yield Finding(
            "do",
            f"No DMARC record speaks for {record.name.removeprefix('_dmarc.')}; large mailboxes want one:",
            str(record),
        )


def _many(records: Sequence[object]) -> str:
    return "this record" if len(records) == 1 else f"these {len(records)} records"


def _parser() -> argparse.ArgumentParser:
    parser = command.parser("preflight", (__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the stages' files are, instead of stages/")
    return parser
