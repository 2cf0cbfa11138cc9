"""`python -m operations preflight --stage prod`: whether a deploy would go well, told before anything is changed.

Everything is said at once. What asks AWS only gets, lists and describes; what is said about what was found are pure rules.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from operations import account as accounts
from operations import asking, certificate, stack, stages
from operations.account import Account
from operations.findings import Finding, Findings, told
from operations.stages import FOLDER, Stage
from operations.trouble import Refused, Trouble

__all__ = ("Finding", "Findings", "look", "main", "told")

EXPIRED: Final = frozenset(("ExpiredToken", "ExpiredTokenException", "RequestExpired"))
INVALID: Final = frozenset(
    ("InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch", "AuthFailure")
)
OPTED_INTO: Final = frozenset(("eu-south-1", "eu-south-2"))
"""The regions of the EU that an account has to switch on before it can use them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Say what stands in the way of a deploy, and return the exit code of the process: 1 where something does."""
    asked = _parser().parse_args(sys.argv[1:] if arguments is None else arguments)
    try:
        stage = asking.complete(asked.stage, asked.folder, asking.at_terminal())
        findings = look(asked.stage, stage, Account(stage.region))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    for line in told(findings):
        print(line)
    return 1 if findings.stops else 0


def look(name: str, stage: Stage, account: Account) -> Findings:
    """Return everything that a deploy of a stage would meet. Changes nothing."""
    if outside := stages.outside_of_the_eu(stage.region):
        return Findings((Finding("stop", outside),))
    caller = who(account)
    if caller.level == "stop":
        return Findings((caller,))
    standing = stack.find(account, name)
    in_use = "" if standing is None else standing.parameters.get("Certificate", "")
    found = None if stage.domain is None else certificate.find(account, stage.domain, in_use)
    return Findings((caller,), {} if found is None else found.parameters)


def who(account: Account) -> Finding:
    """Return who the operator is to AWS; what stops here stops everything."""
    try:
        caller = account.ask("sts", "get_caller_identity")
    except Refused as refused:
        return not_let_in(refused, account.region, accounts.login_here())
    except Trouble as trouble:
        return Finding("stop", str(trouble))
    return Finding(
        "ok", f"account {caller['Account']} as {person(caller['Arn'])}, {account.region} ({stages.EU[account.region]})"
    )


def person(arn: str) -> str:
    """Return who an ARN of STS or IAM names, without the account: `role/deployer`, `user/anna`."""
    kind, _, rest = arn.rpartition(":")[2].partition("/")
    return f"role/{rest.partition('/')[0]}" if kind == "assumed-role" else arn.rpartition(":")[2]


def not_let_in(refused: Refused, region: str, login: str) -> Finding:
    """Return why AWS knows nobody of these credentials, and the way out."""
    if refused.code in EXPIRED:
        return Finding("stop", "The AWS credentials here have expired.", login)
    if refused.code in INVALID and region in OPTED_INTO:
        return Finding(
            "stop",
            f"AWS does not know these credentials in {region} ({refused.code}): either they are wrong, or the account has not"
            f" switched {region} on, which takes some minutes.",
            f"aws account enable-region --region-name {region}",
        )
    if refused.code in INVALID:
        return Finding("stop", f"AWS does not know these credentials ({refused.code}).", login)
    return Finding("stop", str(refused))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m operations preflight", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--stage", required=True, help="the stage, whose file is stages/STAGE.toml")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the stages' files are, instead of stages/")
    return parser
