"""Mail by SES: whether the account may send, whose the sender's domain is, and which records prove it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from chalicelib.chat.limits import Limits
from operations.account import Account
from operations.findings import Finding
from operations.records import Record
from operations.stages import Stage
from operations.trouble import Refused

MAILS_AN_ORDER: Final = 2
"""The code, and then what it was for."""
REQUEST: Final = "ses-request.txt"
DKIM_ZONE: Final = "dkim.amazonses.com"
"""Where SES keeps its keys in most regions; it says where it is another."""
NOT_FOUND: Final = "NotFoundException"


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """What SES lets an account send in a region."""

    production: bool
    """Whether it may send to anybody; otherwise to proved addresses only, which AWS calls the sandbox."""
    enabled: bool
    enforcement: str
    """HEALTHY, PROBATION or SHUTDOWN."""
    a_day: int
    review: str = ""
    """How a request for production access stands: PENDING, FAILED, GRANTED, DENIED; empty without one."""
    case: str = ""
    insights: bool = False
    """Whether SES keeps of each mail to whom it went, and its subject (Virtual Deliverability Manager)."""


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """A domain or an address as SES knows it."""

    name: str
    verified: bool
    dkim: str = "NOT_STARTED"
    """PENDING, SUCCESS, FAILED, TEMPORARY_FAILURE or NOT_STARTED."""
    signs: bool = True
    own_keys: bool = False
    """Whether somebody brought a key along, so that SES names no records."""
    tokens: tuple[str, ...] = ()
    zone: str = DKIM_ZONE
    mail_from: str = ""
    mail_from_state: str = ""
    forwards: bool = False
    """Whether SES mails to the sender what bounces, with what was in it."""


class Domain(msgspec.Struct, frozen=True, kw_only=True):
    """What SES and CloudFormation know of the domain that a stage sends from."""

    identity: Identity | None
    by_address: bool
    """Whether the sender's address is an identity of its own, which SES takes before its domain's."""
    own: bool
    """Whether this stage's stack made the identity."""
    owner: str = ""
    """The other stack that made it; empty where it was made by hand, or nobody knows."""

    @property
    def parameters(self) -> dict[str, str]:
        """Return the template's parameter: a stack makes only what it made, or what nobody has."""
        return {"ManageMailIdentity": "true" if self.own or self.identity is None else "false"}


# ------------------------------------------------------------------------------------------------ what AWS is asked


def sending(account: Account) -> Sending:
    """Return what SES lets the account send. Raises Refused, Trouble."""
    found = account.ask("sesv2", "get_account")
    review = found.get("Details", {}).get("ReviewDetails", {})
    return Sending(
        production=found.get("ProductionAccessEnabled", False),
        enabled=found.get("SendingEnabled", False),
        enforcement=found.get("EnforcementStatus", ""),
        a_day=int(found.get("SendQuota", {}).get("Max24HourSend", 0)),
        review=review.get("Status", ""),
        case=review.get("CaseId", ""),
        insights=found.get("VdmAttributes", {}).get("VdmEnabled") == "ENABLED",
    )


def domain(account: Account, stage: Stage, stack: str) -> Domain:
    """Return what is known of the domain that a stage sends from. Raises Refused, Trouble."""
    name = sender_of(stage)
    found = identity(account, name)
    own = found is not None and _made_by(account, stack, name)
    return Domain(
        identity=found,
        by_address=identity(account, stage.mail_from) is not None,
        own=own,
        owner="" if found is None or own else _owner(account, name),
    )


def identity(account: Account, name: str) -> Identity | None:
    """Return a domain or an address as SES knows it, None where it does not. Raises Refused, Trouble."""
    try:
        return identified(name, account.ask("sesv2", "get_email_identity", EmailIdentity=name))
    except Refused as refused:
        if refused.code == NOT_FOUND:
            return None
        raise


def identified(name: str, found: Mapping[str, Any]) -> Identity:
    """Return what `GetEmailIdentity` says."""
    dkim, mail_from = found.get("DkimAttributes", {}), found.get("MailFromAttributes", {})
    return Identity(
        name=name,
        verified=found.get("VerifiedForSendingStatus", False),
        dkim=dkim.get("Status", "NOT_STARTED"),
        signs=dkim.get("SigningEnabled", False),
        own_keys=dkim.get("SigningAttributesOrigin") == "EXTERNAL",
        tokens=tuple(dkim.get("Tokens", ())),
        zone=dkim.get("SigningHostedZone") or DKIM_ZONE,
        mail_from=mail_from.get("MailFromDomain", ""),
        mail_from_state=mail_from.get("MailFromDomainStatus", ""),
        forwards=found.get("FeedbackForwardingStatus", False),
    )


def _made_by(account: Account, stack: str, name: str) -> bool:
    try:
        answer = account.ask(
            "cloudformation", "describe_stack_resource", StackName=stack, LogicalResourceId="MailIdentity"
        )
    except Refused as refused:
        if refused.code == "ValidationError":  # no such stack, or nothing of it is called so
            return False
        raise
    found = answer["StackResourceDetail"]
    return bool(found.get("PhysicalResourceId") == name and found["ResourceStatus"] != "DELETE_COMPLETE")


def _owner(account: Account, name: str) -> str:
    """Return which other stack made an identity, as far as it can be known: nothing depends on it but a warning."""
    try:
        answer = account.ask("cloudformation", "describe_stack_resources", PhysicalResourceId=name)
    except Refused:
        return ""
    return next(
        (
            str(each["StackName"])
            for each in answer["StackResources"]
            if each["ResourceType"] == "AWS::SES::EmailIdentity" and each["ResourceStatus"] != "DELETE_COMPLETE"
        ),
        "",
    )


# ---------------------------------------------------------------------------------------------------------- rules


def domain_of(address: str) -> str:
    """Return the domain of an address."""
    return address.partition("@")[2]


def sender_of(stage: Stage) -> str:
    """Return the domain that SES has to know for a stage's mails."""
    return stage.mail_domain or domain_of(stage.mail_from)


def of_sending(found: Sending, stage: Stage, limits: Limits, form: str) -> Iterator[Finding]:
    """Yield what SES lets an account send, against what a site's limits let it have sent. `form`: the file with the text for AWS."""
    if found.production:
        yield Finding("ok", f"SES sends to anybody, {found.a_day:,} mails a day")
    else:
        yield _sandbox(found, stage, form)
    if found.enforcement == "SHUTDOWN":
        yield Finding(
            "do",
            "AWS has stopped this account's mails because too many came back or were called junk: answer the case that they opened.",
            f"https://console.aws.amazon.com/ses/home?region={stage.region}#/reputation",
        )
    elif not found.enabled:
        yield Finding(
            "do",
            "Sending mail is paused in this account and region, so that no copy leaves.",
            f"aws sesv2 put-account-sending-attributes --sending-enabled --region {stage.region}",
        )
    elif found.enforcement == "PROBATION":
        yield Finding(
            "note", "AWS has this account's mails under review, since too many came back or were called junk."
        )
    if found.insights:
        yield Finding(
            "do",
            "Virtual Deliverability Manager is on in this account, so that SES keeps to whom each mail went and its subject, which the"
            " privacy notice does not tell: switch it off, unless something else needs it.",
            f"aws sesv2 put-account-vdm-attributes --vdm-attributes VdmEnabled=DISABLED --region {stage.region}",
        )
    mails = limits.transcripts_a_site_a_day * MAILS_AN_ORDER
    if found.production and found.a_day < mails:
        yield Finding(
            "note",
            f"SES sends {found.a_day:,} mails a day, and a site may have {mails:,} sent: more wait for the next day.",
            "aws service-quotas request-service-quota-increase --service-code ses --quota-code L-804C8AE8"
            f" --desired-value {max(mails * 2, 1000)} --region {stage.region}",
        )


def _sandbox(found: Sending, stage: Stage, form: str) -> Finding:
    case = f" (case {found.case})" if found.case else ""
    if found.review == "PENDING":
        return Finding(
            "note",
            f"SES is in the sandbox, and AWS looks at the request{case}: until then copies reach proved addresses only.",
        )
    if found.review == "DENIED":
        return Finding(
            "do", f"SES is in the sandbox, and AWS has refused the request{case}: answer there, with {form}."
        )
    website = f"https://{stage.domain or domain_of(stage.mail_from)}"
    return Finding(
        "note",
        f"SES is in the sandbox: copies by mail fail for visitors. The text for AWS's form is in {form}; read it, then ask.",
        f"aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --contact-language EN"
        f" --website-url {website} --use-case-description file://{form} --region {stage.region}",
    )


def request(stage: Stage, limits: Limits) -> str:
    """Return what AWS wants to know of whoever asks for production access, for a stage. At most 5,000 characters."""
    sender = sender_of(stage)
    orders = limits.transcripts_a_site_a_day
    site = f"https://chat.{stage.domain}" if stage.domain else f"the web site of {stage.controller}"
    return f"""\
{stage.controller} runs a customer-service chat for visitors of its web site ({site}). Mail is transactional only.

What is sent, and to whom: a visitor who has talked with our staff may order a copy of that conversation, or the answer to a question
that they left. They type their own address in the chat. We mail a code to it first, and send the copy only after the code was typed
back into the same conversation, so that every recipient has asked for the mail and has proved the address minutes before. Some members
of staff are mailed when questions wait unanswered, at addresses that an administrator has entered. There are no mailing lists, no
newsletters and no marketing, and no address is bought, rented or kept for later: a visitor's address is deleted with the conversation after
about two months at the latest.

How much: at most {orders:,} copies a day and site, each with one mail for its code, so {orders * MAILS_AN_ORDER:,} mails a day at the very
most. At most {limits.transcripts_an_address_a_day} copies a day go to one address, {limits.transcripts_a_conversation} of one conversation, \
and {limits.transcripts_a_network_an_hour} an hour to orders of one network.

Bounces and complaints: SES reports both through an event destination (SNS and SQS). A copy that bounced is not sent again by itself. When more
than {limits.bounce_share:.0%} of a week's mails bounced, or more than {limits.complaint_share:.2%} were called junk, no mail can be ordered for a day, by itself, and our operators
are alarmed. Whoever wants no mail orders none; nothing is ever sent without being asked for.

Sender: {stage.mail_from}, with DKIM for {sender} and DMARC. Mails are sent over TLS only.
"""


def of_domain(found: Domain, stage: Stage) -> Iterator[Finding]:
    """Yield whose the domain is that a stage sends from, and how it is proved."""
    name = sender_of(stage)
    if found.identity is None:
        yield Finding("ok", f"{name} is not in SES yet: the stack makes it, and its records are told after the deploy")
    elif found.own:
        yield Finding("ok", f"{name} is in SES, made by this stage's stack")
    elif found.owner:
        yield Finding(
            "note",
            f"{name} is in SES already, made by the stack {found.owner}: used, not created. Taking that stack down takes this"
            " stage's mail away.",
        )
    elif found.identity.verified:
        yield Finding("ok", f"{name} is verified in SES already: used, not created")
    else:
        yield Finding("ok", f"{name} is in SES already: used, not created")
    if found.identity is not None:
        yield from _proved(found.identity, stage.region)
        if found.identity.forwards:
            yield Finding(
                "do",
                f"SES mails to the sender's own mailbox whatever bounces of {name}, where it would outlive the conversation: switch that"
                " off, unless other mails of the domain need it.",
                f"aws sesv2 put-email-identity-feedback-attributes --no-email-forwarding-enabled --email-identity {name}"
                f" --region {stage.region}",
            )
    if found.by_address:
        yield Finding(
            "do",
            f"{stage.mail_from} is in SES as an address of its own, whose settings go before those of {name}: delete it there, unless"
            " something else needs it.",
            f"aws sesv2 delete-email-identity --email-identity {stage.mail_from} --region {stage.region}",
        )


def _proved(found: Identity, region: str) -> Iterator[Finding]:
    if found.dkim == "SUCCESS" and found.verified and found.signs:
        yield Finding("ok", f"DKIM signs for {found.name}")
    elif found.dkim == "SUCCESS" and not found.signs:
        yield Finding(
            "do",
            f"DKIM is proved for {found.name}, and switched off: mails end as junk.",
            f"aws sesv2 put-email-identity-dkim-attributes --email-identity {found.name} --signing-enabled --region {region}",
        )
    elif found.dkim == "FAILED":
        yield Finding(
            "do",
            f"SES has looked for the DKIM records of {found.name} for three days and given up: put them, then have it look again.",
            f"aws ses verify-domain-dkim --domain {found.name} --region {region}",
        )
    elif found.own_keys and not found.verified:
        yield Finding(
            "do",
            f"{found.name} has a DKIM key of its own in SES, which is not proved ({found.dkim}): whoever put it knows its record.",
        )
    elif found.dkim == "TEMPORARY_FAILURE":
        yield Finding("note", f"SES could not read the DKIM records of {found.name} lately, and tries again by itself.")
    elif found.dkim == "PENDING":
        yield Finding("do", f"SES looks for the DKIM records of {found.name}, and no mail leaves until it finds them.")
    else:
        yield Finding(
            "do",
            f"{found.name} is in SES without DKIM: no mail leaves unless it is proved, and unsigned mail ends as junk.",
            "aws sesv2 put-email-identity-dkim-signing-attributes --signing-attributes-origin AWS_SES"
            f" --email-identity {found.name} --region {region}",
        )
    if found.mail_from and found.mail_from_state != "SUCCESS":
        yield Finding(
            "do",
            f"The MAIL FROM domain {found.mail_from} is not proved ({found.mail_from_state}): SES uses its own meanwhile.",
        )
    elif not found.mail_from:
        yield Finding(
            "note",
            f"Bounces of {found.name} go under SES's own name, so that SPF does not speak for it; DKIM does. To have both:",
            "aws sesv2 put-email-identity-mail-from-attributes --behavior-on-mx-failure USE_DEFAULT_VALUE"
            f" --email-identity {found.name} --mail-from-domain bounce.{found.name} --region {region}",
        )
    else:
        yield Finding("ok", f"MAIL FROM is {found.mail_from}")


def unproved(found: Identity, region: str) -> Iterator[Record]:
    """Yield those of a domain's records that SES does not see yet."""
    for each in records(found, region):
        if (found.dkim if each.why == "DKIM" else found.mail_from_state) != "SUCCESS":
            yield each


def records(found: Identity, region: str) -> Iterator[Record]:
    """Yield the records by which SES sees whose a domain is, and those of its MAIL FROM domain where it has one."""
    if not found.own_keys:
        for token in found.tokens:
            yield Record(f"{token}._domainkey.{found.name}", "CNAME", f"{token}.{found.zone}", "DKIM")
    if found.mail_from:
        yield Record(found.mail_from, "MX", f"10 feedback-smtp.{region}.amazonses.com", "MAIL FROM")
        yield Record(found.mail_from, "TXT", "v=spf1 include:amazonses.com ~all", "MAIL FROM, SPF")
