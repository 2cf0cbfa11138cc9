"""The certificate for the chat's two names: made before the stack, which would wait for it otherwise, and once only."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from operations.account import Account
from operations.findings import Finding
from operations.records import Placed, Record, told
from operations.stages import Stage
from operations.trouble import Trouble

KEY_TYPES: Final = ("RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1")
"""ACM lists no others than RSA to 2,048 bits unless they are named."""
USABLE: Final = ("ISSUED", "PENDING_VALIDATION")
TAG: Final = "juttu:stage"
TRIES: Final = 15
SECONDS: Final = 2.0
"""ACM needs some seconds until it can say which records it looks for."""
SOON: Final = 45
"""Days before its end from which a certificate that does not renew itself is something to do."""


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate for the chat's names, as ACM describes it."""

    arn: str
    domain: str
    """The domain under which the names are: `your.example`."""
    status: str
    records: tuple[Record, ...] = ()
    """Those by which ACM sees whose domain it is; they have to stay, since it looks again at every renewal."""
    ends: datetime | None = None
    renews: bool = True
    imported: bool = False
    why: str = ""
    """Why it was not issued, or not renewed, in ACM's words; empty otherwise."""

    @property
    def issued(self) -> bool:
        """Return whether a stack can use it."""
        return self.status == "ISSUED"

    @property
    def parameters(self) -> dict[str, str]:
        """Return the template's parameters that it decides; none until it is issued."""
        return {"Domain": self.domain, "Certificate": self.arn} if self.issued else {}


def names(domain: str) -> tuple[str, str]:
    """Return the chat's two names under a domain: the service's, and its sockets'."""
    return f"chat.{domain}", f"ws.chat.{domain}"


def wanted(
    account: Account, name: str, stage: Stage, in_use: str = "", pause: Callable[[float], object] = time.sleep
) -> Certificate | None:
    """Return the certificate of a stage, asked of ACM where there is none yet; None for a stage without a domain.

    `in_use`: the ARN that the stack has already, which is kept as long as it serves. The same again makes no second one. Raises
    Trouble, Refused.
    """
    if stage.domain is None:
        return None
    listed = list(_listed(account, stage.domain))
    best = _best(listed, in_use)
    if best is not None:
        return describe(account, best["CertificateArn"], stage.domain)
    chat, sockets = names(stage.domain)
    # For an hour ACM takes the same token for the same request, also after that has failed.
    token = f"{name} {chat} {len(listed)}"
    made = account.ask(
        "acm",
        "request_certificate",
        DomainName=chat,
        SubjectAlternativeNames=[sockets],
        ValidationMethod="DNS",
        IdempotencyToken=hashlib.sha256(token.encode()).hexdigest()[:32],
        Tags=[{"Key": TAG, "Value": name}, *({"Key": key, "Value": value} for key, value in stage.tags.items())],
    )
    for _ in range(TRIES):
        found = describe(account, made["CertificateArn"], stage.domain)
        if found.status not in USABLE:
            raise Trouble(
                f"ACM gives no certificate for {chat} and {sockets} ({found.status}{f', {found.why}' if found.why else ''}): mend"
                " that, and run the same command again, which asks for another."
            )
        if len(found.records) == len(names(stage.domain)):
            return found
        pause(SECONDS)
    raise Trouble(
        f"ACM has a certificate for {chat} under way and does not yet say which DNS records prove it: run the same command again."
    )


def find(account: Account, domain: str, in_use: str = "") -> Certificate | None:
    """Return the certificate that serves a domain's names: the one in use, else an issued one, else one that waits; None without."""
    best = _best(list(_listed(account, domain)), in_use)
    return None if best is None else describe(account, best["CertificateArn"], domain)


def serves(certified: Sequence[str], domain: str) -> bool:
    """Return whether certified names, wildcards among them, are those of a domain's chat. A wildcard stands for one label."""
    return all(name in certified or f"*.{name.partition('.')[2]}" in certified for name in names(domain))


def describe(account: Account, arn: str, domain: str) -> Certificate:
    """Return a certificate as ACM describes it. Raises Refused, Trouble."""
    return described(account.ask("acm", "describe_certificate", CertificateArn=arn)["Certificate"], domain)


def described(found: Mapping[str, Any], domain: str) -> Certificate:
    """Return what `DescribeCertificate` says of one."""
    renewal = found.get("RenewalSummary", {})
    failing = renewal.get("RenewalStatus") in {"FAILED", "PENDING_VALIDATION"}
    return Certificate(
        arn=found["CertificateArn"],
        domain=domain,
        status=found["Status"],
        records=tuple(dict.fromkeys(_records(found))),
        ends=found.get("NotAfter"),
        renews=found.get("Type") != "IMPORTED" and not failing,
        imported=found.get("Type") == "IMPORTED",
        why=found.get("FailureReason") or renewal.get("RenewalStatusReason") or "",
    )


# ---------------------------------------------------------------------------------------------------------- rules


def of_forbidden(domain: str, forbidden: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Yield that Amazon may issue no certificate for some of a domain's names: by name, the CAA records that forbid it."""
    for name, caa in forbidden.items():
        yield Finding(
            "stop",
            f"A CAA record lets Amazon issue no certificate for {name} (there is {', '.join(caa)}): put this beside it.",
            f'{domain}  CAA  0 issue "amazon.com"',
        )


def of(found: Certificate | None, domain: str, now: datetime, placed: Sequence[Placed] = ()) -> Iterator[Finding]:
    """Yield what is to be said of the certificate for a domain's names. `placed`: what DNS answers of its records."""
    both = " and ".join(names(domain))
    if found is None:
        yield Finding(
            "do", f"There is no certificate for {both} yet: the deploy asks for it before anything else is made"
        )
    elif found.status == "PENDING_VALIDATION" and placed and all(each.state == "there" for each in placed):
        yield Finding(
            "do",
            f"The certificate for {both} has its records in your DNS, and ACM has not looked since: run this again in some minutes.",
        )
    elif found.status == "PENDING_VALIDATION":
        yield Finding(
            "do",
            f"The certificate for {both} waits for these records in your DNS, which stay there for its renewals; then run this again.",
            "\n".join(told(placed)),
        )
    elif not found.issued:
        why = f" ({found.why})" if found.why else ""
        yield Finding(
            "stop",
            f"The certificate for {both} is {found.status}{why}: delete it, and the next deploy asks for another.",
            f"aws acm delete-certificate --certificate-arn {found.arn} --region {_region_of(found.arn)}",
        )
    else:
        yield _issued(found, both, now)


def _issued(found: Certificate, both: str, now: datetime) -> Finding:
    if found.ends is None:
        return Finding("ok", f"certificate for {both}")
    days = (found.ends - now).days
    until = f"{found.ends:%Y-%m-%d}"
    if found.renews:
        return Finding("ok", f"certificate for {both}, until {until}")
    if found.imported:
        return Finding(
            "note" if days >= SOON else "do",
            f"The certificate for {both} was brought along and ends on {until}, in {days} days: import its successor under the same"
            " ARN before, or delete it and let the deploy ask for one that renews itself.",
            f"aws acm import-certificate --certificate-arn {found.arn} --certificate fileb://CERTIFICATE --private-key fileb://KEY"
            f" --certificate-chain fileb://CHAIN --region {_region_of(found.arn)}",
        )
    why = f" ({found.why})" if found.why else ""
    return Finding(
        "do",
        f"The certificate for {both} is not renewed{why} and ends on {until}, in {days} days: put these records back into your DNS.",
        "\n".join(str(each) for each in found.records),
    )


def _region_of(arn: str) -> str:
    return arn.split(":")[3]


def _records(found: Mapping[str, Any]) -> Iterator[Record]:
    for each in found.get("DomainValidationOptions", ()):
        if record := each.get("ResourceRecord"):  # a moment after the request there are none yet
            yield Record(
                record["Name"].rstrip("."),
                record["Type"],
                record["Value"].rstrip("."),
                f"certificate for {each['DomainName']}",
            )


def _listed(account: Account, domain: str) -> Iterator[Mapping[str, Any]]:
    """Yield everything that ACM lists for a domain's names, also what has failed or ended."""
    for each in account.pages(
        "acm", "list_certificates", "CertificateSummaryList", Includes={"keyTypes": list(KEY_TYPES)}
    ):
        if serves(_names_in(account, each), domain):
            yield each


def _best(listed: Sequence[Mapping[str, Any]], in_use: str) -> Mapping[str, Any] | None:
    usable = [each for each in listed if each.get("Status") in USABLE]
    return min(usable, key=lambda each: _rank(each, in_use), default=None)


def _names_in(account: Account, listed: Mapping[str, Any]) -> Sequence[str]:
    found: Sequence[str] = (listed["DomainName"], *listed.get("SubjectAlternativeNameSummaries", ()))
    if listed.get("HasAdditionalSubjectAlternativeNames", True):  # not said: what is listed may not be all
        answer = account.ask("acm", "describe_certificate", CertificateArn=listed["CertificateArn"])
        found = answer["Certificate"].get("SubjectAlternativeNames", found)
    return found


def _rank(listed: Mapping[str, Any], in_use: str) -> tuple[bool, bool, str]:
    return (
        listed["CertificateArn"] != in_use,
        listed.get("Status") != "ISSUED",
        listed["CertificateArn"],
    )
