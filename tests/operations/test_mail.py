"""Mail before a deploy: what SES lets the account send, whose the sender's domain is, and what proves it."""

from typing import Any

import msgspec
import pytest

from chalicelib.chat.limits import LIMITS
from operations import mail
from operations.findings import Finding
from operations.mail import Domain, Identity, Sending
from operations.records import Record
from operations.stages import Stage
from operations.trouble import Refused
from tests.operations.aws import Answer, Aws, Refusal

STAGE = Stage(region="eu-north-1", controller="Your Company Ltd", mail_from="chat@your.example", domain="your.example")
FORM = "build/ses-request.txt"
SENDS = Sending(production=True, enabled=True, enforcement="HEALTHY", a_day=50_000)
PROVED = Identity(
    name="your.example",
    verified=True,
    dkim="SUCCESS",
    tokens=("a1", "b2", "c3"),
    mail_from="bounce.your.example",
    mail_from_state="SUCCESS",
)
IN_SANDBOX = {
    "ProductionAccessEnabled": False,
    "SendingEnabled": True,
    "EnforcementStatus": "HEALTHY",
    "SendQuota": {"Max24HourSend": 200.0, "MaxSendRate": 1.0, "SentLast24Hours": 3.0},
}


def of_sending(**otherwise: Any) -> list[Finding]:
    return list(mail.of_sending(msgspec.structs.replace(SENDS, **otherwise), STAGE, LIMITS, FORM))


def of_domain(identity: Identity | None, **otherwise: Any) -> list[Finding]:
    found = Domain(**{"identity": identity, "by_address": False, "own": False, **otherwise})
    return list(mail.of_domain(found, STAGE))


# ------------------------------------------------------------------------------------------------------------ sending


def test_what_ses_says_of_the_account_is_read() -> None:
    review = {"ReviewDetails": {"Status": "PENDING", "CaseId": "17"}}
    aws = Aws({"sesv2.GetAccount": {**IN_SANDBOX, "Details": review}})

    assert mail.sending(aws.account()) == Sending(
        production=False, enabled=True, enforcement="HEALTHY", a_day=200, review="PENDING", case="17"
    )


def test_an_account_that_sends_to_anybody_needs_nothing() -> None:
    assert of_sending() == [Finding("ok", "SES sends to anybody, 50,000 mails a day")]


def test_the_sandbox_is_said_with_the_command_that_asks_to_leave_it() -> None:
    assert of_sending(production=False, a_day=200) == [
        Finding(
            "note",
            "SES is in the sandbox: copies by mail fail for visitors. The text for AWS's form is in build/ses-request.txt; read it,"
            " then ask.",
            "aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --contact-language EN"
            " --website-url https://your.example --use-case-description file://build/ses-request.txt --region eu-north-1",
        )
    ]


@pytest.mark.parametrize(
    ("review", "level", "sentence"),
    [
        (
            "PENDING",
            "note",
            "SES is in the sandbox, and AWS looks at the request (case 17): until then copies reach proved addresses only.",
        ),
        (
            "DENIED",
            "do",
            "SES is in the sandbox, and AWS has refused the request (case 17): answer there, with build/ses-request.txt.",
        ),
    ],
)
def test_who_has_asked_already_is_not_told_to_ask_again(review: str, level: str, sentence: str) -> None:
    (finding,) = of_sending(production=False, review=review, case="17")

    assert (finding.level, finding.sentence, finding.command) == (level, sentence, "")


def test_that_sending_is_paused_is_said_with_the_command_that_goes_on() -> None:
    assert of_sending(enabled=False)[1:] == [
        Finding(
            "do",
            "Sending mail is paused in this account and region, so that no copy leaves.",
            "aws sesv2 put-account-sending-attributes --sending-enabled --region eu-north-1",
        )
    ]


@pytest.mark.parametrize(
    ("enforcement", "level", "begins"),
    [
        ("SHUTDOWN", "do", "AWS has stopped this account's mails"),
        ("PROBATION", "note", "AWS has this account's mails under review"),
    ],
)
def test_what_aws_thinks_of_the_accounts_mails_is_said(enforcement: str, level: str, begins: str) -> None:
    (_, finding) = of_sending(enforcement=enforcement)

    assert finding.level == level
    assert finding.sentence.startswith(begins)


def test_a_quota_below_what_a_site_may_have_sent_is_said() -> None:
    assert of_sending(a_day=199)[1:] == [
        Finding(
            "note",
            "SES sends 199 mails a day, and a site may have 200 sent: more wait for the next day.",
            "aws service-quotas request-service-quota-increase --service-code ses --quota-code L-804C8AE8 --desired-value 1000"
            " --region eu-north-1",
        )
    ]
    assert len(of_sending(a_day=200)) == 1


def test_what_ses_would_keep_of_each_mail_is_said() -> None:
    aws = Aws({"sesv2.GetAccount": {**IN_SANDBOX, "VdmAttributes": {"VdmEnabled": "ENABLED"}}})

    assert mail.sending(aws.account()).insights
    (_, finding) = of_sending(insights=True)
    assert (finding.level, finding.command) == (
        "do",
        "aws sesv2 put-account-vdm-attributes --vdm-attributes VdmEnabled=DISABLED --region eu-north-1",
    )
    assert finding.sentence.startswith("Virtual Deliverability Manager is on in this account")


def test_the_text_for_aws_says_what_the_stage_and_its_limits_say() -> None:
    text = mail.request(STAGE, msgspec.structs.replace(LIMITS, transcripts_a_site_a_day=300))

    assert text.startswith(
        "Your Company Ltd runs a customer-service chat for visitors of its web site (https://chat.your.example)."
    )
    for said in (
        "300 copies a day",
        "600 mails a day",
        "2% of a week's mails",
        "0.05% were called",
        "Sender: chat@your.example",
    ):
        assert said in text
    assert len(text) <= 5_000


# -------------------------------------------------------------------------------------------------------- the domain


def aws(**identities: Answer) -> Aws:
    known = {name.replace("_at_", "@").replace("_", "."): answer for name, answer in identities.items()}

    def identity(asked: Any) -> Any:
        return known.get(asked["EmailIdentity"], Refusal("NotFoundException"))

    return Aws(
        {
            "sesv2.GetEmailIdentity": identity,
            "cloudformation.DescribeStackResource": Refusal("ValidationError"),
            "cloudformation.DescribeStackResources": Refusal("ValidationError"),
        }
    )


def resource(stack: str, status: str = "CREATE_COMPLETE", name: str = "your.example") -> dict[str, Any]:
    return {
        "StackName": stack,
        "LogicalResourceId": "MailIdentity",
        "PhysicalResourceId": name,
        "ResourceType": "AWS::SES::EmailIdentity",
        "ResourceStatus": status,
    }


def at(key: str, **made: Any) -> dict[str, Any]:
    return {key: "2026-11-30T00:00:00Z", **made}


def test_a_domain_that_nobody_has_is_made_by_the_stack() -> None:
    found = mail.domain(aws().account(), STAGE, "juttu-prod")

    assert found == Domain(identity=None, by_address=False, own=False)
    assert found.parameters == {"ManageMailIdentity": "true"}
    assert of_domain(None) == [
        Finding("ok", "your.example is not in SES yet: the stack makes it, and its records are told after the deploy")
    ]


def test_a_domain_that_is_in_ses_already_is_used_and_not_created() -> None:
    dkim = {
        "SigningEnabled": True,
        "Status": "SUCCESS",
        "Tokens": ["a1", "b2", "c3"],
        "SigningAttributesOrigin": "AWS_SES",
    }
    mail_from = {
        "MailFromDomain": "bounce.your.example",
        "MailFromDomainStatus": "SUCCESS",
        "BehaviorOnMxFailure": "USE_DEFAULT_VALUE",
    }
    ses = aws(your_example={"VerifiedForSendingStatus": True, "DkimAttributes": dkim, "MailFromAttributes": mail_from})

    found = mail.domain(ses.account(), STAGE, "juttu-prod")

    assert (found.identity, found.parameters) == (PROVED, {"ManageMailIdentity": "false"})
    assert of_domain(PROVED) == [
        Finding("ok", "your.example is verified in SES already: used, not created"),
        Finding("ok", "DKIM signs for your.example"),
        Finding("ok", "MAIL FROM is bounce.your.example"),
    ]


def test_a_domain_that_this_very_stack_made_stays_its_own() -> None:
    ses = aws(your_example={"VerifiedForSendingStatus": True})
    ses.answers["cloudformation.DescribeStackResource"] = {
        "StackResourceDetail": at("LastUpdatedTimestamp", **resource("juttu-prod"))
    }

    found = mail.domain(ses.account(), STAGE, "juttu-prod")

    assert (found.own, found.parameters) == (True, {"ManageMailIdentity": "true"})
    assert ses.said("cloudformation.DescribeStackResources") == []
    assert of_domain(PROVED, own=True)[0] == Finding("ok", "your.example is in SES, made by this stage's stack")


@pytest.mark.parametrize(
    "made", [{"status": "DELETE_COMPLETE"}, {"name": "old.example"}], ids=["deleted since", "another domain"]
)
def test_what_the_stack_has_no_more_is_not_its_own(made: dict[str, str]) -> None:
    ses = aws(your_example={"VerifiedForSendingStatus": True})
    ses.answers["cloudformation.DescribeStackResource"] = {
        "StackResourceDetail": at("LastUpdatedTimestamp", **resource("juttu-prod", **made))
    }

    assert mail.domain(ses.account(), STAGE, "juttu-prod").parameters == {"ManageMailIdentity": "false"}


def test_a_domain_that_another_stack_made_is_said_with_what_that_means() -> None:
    ses = aws(your_example={"VerifiedForSendingStatus": True})
    other = at("Timestamp", **resource("juttu-test"))
    ses.answers["cloudformation.DescribeStackResources"] = {"StackResources": [other]}

    found = mail.domain(ses.account(), STAGE, "juttu-prod")

    assert (found.owner, found.parameters) == ("juttu-test", {"ManageMailIdentity": "false"})
    assert of_domain(PROVED, owner="juttu-test")[0] == Finding(
        "note",
        "your.example is in SES already, made by the stack juttu-test: used, not created. Taking that stack down takes this stage's"
        " mail away.",
    )


def test_that_aws_does_not_say_whose_it_is_is_not_taken_for_nobodys() -> None:
    ses = aws(your_example={"VerifiedForSendingStatus": True})
    ses.answers["cloudformation.DescribeStackResource"] = Refusal("AccessDenied")

    with pytest.raises(Refused, match="AccessDenied"):
        mail.domain(ses.account(), STAGE, "juttu-prod")


def test_an_address_that_is_an_identity_of_its_own_goes_before_its_domain() -> None:
    found = mail.domain(aws(chat_at_your_example={"VerifiedForSendingStatus": True}).account(), STAGE, "juttu-prod")

    assert found.by_address
    assert of_domain(None, by_address=True)[1:] == [
        Finding(
            "do",
            "chat@your.example is in SES as an address of its own, whose settings go before those of your.example: delete it there,"
            " unless something else needs it.",
            "aws sesv2 delete-email-identity --email-identity chat@your.example --region eu-north-1",
        )
    ]


@pytest.mark.parametrize(
    ("otherwise", "sentence", "command"),
    [
        (
            {"dkim": "PENDING", "verified": False},
            "SES looks for the DKIM records of your.example, and no mail leaves until it finds them.",
            "",
        ),
        (
            {"dkim": "FAILED", "verified": False},
            "SES has looked for the DKIM records of your.example for three days and given up: put them, then have it look again.",
            "aws ses verify-domain-dkim --domain your.example --region eu-north-1",
        ),
        (
            {"signs": False},
            "DKIM is proved for your.example, and switched off: mails end as junk.",
            "aws sesv2 put-email-identity-dkim-attributes --email-identity your.example --signing-enabled --region eu-north-1",
        ),
        (
            {"dkim": "NOT_STARTED"},
            "your.example is in SES without DKIM: no mail leaves unless it is proved, and unsigned mail ends as junk.",
            (
                "aws sesv2 put-email-identity-dkim-signing-attributes --signing-attributes-origin AWS_SES --email-identity your.example"
                " --region eu-north-1"
            ),
        ),
        (
            {"dkim": "PENDING", "verified": False, "own_keys": True},
            "your.example has a DKIM key of its own in SES, which is not proved (PENDING): whoever put it knows its record.",
            "",
        ),
        (
            {"mail_from_state": "PENDING"},
            "The MAIL FROM domain bounce.your.example is not proved (PENDING): SES uses its own meanwhile.",
            "",
        ),
    ],
)
def test_what_is_not_proved_is_said_with_what_to_do(otherwise: dict[str, Any], sentence: str, command: str) -> None:
    findings = of_domain(msgspec.structs.replace(PROVED, **otherwise))

    assert Finding("do", sentence, command) in findings


def test_a_passing_trouble_of_dns_is_nothing_to_do() -> None:
    assert of_domain(msgspec.structs.replace(PROVED, dkim="TEMPORARY_FAILURE"))[1] == Finding(
        "note", "SES could not read the DKIM records of your.example lately, and tries again by itself."
    )


def test_that_bounces_go_to_a_mailbox_is_said() -> None:
    assert mail.identified("your.example", {"FeedbackForwardingStatus": True}).forwards
    assert of_domain(msgspec.structs.replace(PROVED, forwards=True))[-1] == Finding(
        "do",
        (
            "SES mails to the sender's own mailbox whatever bounces of your.example, where it would outlive the conversation: switch"
            " that off, unless other mails of the domain need it."
        ),
        (
            "aws sesv2 put-email-identity-feedback-attributes --no-email-forwarding-enabled --email-identity your.example"
            " --region eu-north-1"
        ),
    )


def test_without_a_domain_for_bounces_the_way_to_one_is_told() -> None:
    assert of_domain(msgspec.structs.replace(PROVED, mail_from=""))[-1] == Finding(
        "note",
        "Bounces of your.example go under SES's own name, so that SPF does not speak for it; DKIM does. To have both:",
        "aws sesv2 put-email-identity-mail-from-attributes --behavior-on-mx-failure USE_DEFAULT_VALUE --email-identity your.example"
        " --mail-from-domain bounce.your.example --region eu-north-1",
    )


def test_the_records_are_those_that_ses_looks_for() -> None:
    assert list(mail.records(PROVED, "eu-north-1")) == [
        Record("a1._domainkey.your.example", "CNAME", "a1.dkim.amazonses.com", "DKIM"),
        Record("b2._domainkey.your.example", "CNAME", "b2.dkim.amazonses.com", "DKIM"),
        Record("c3._domainkey.your.example", "CNAME", "c3.dkim.amazonses.com", "DKIM"),
        Record("bounce.your.example", "MX", "10 feedback-smtp.eu-north-1.amazonses.com", "MAIL FROM"),
        Record("bounce.your.example", "TXT", "v=spf1 include:amazonses.com ~all", "MAIL FROM, SPF"),
    ]
    assert list(mail.records(msgspec.structs.replace(PROVED, own_keys=True, mail_from=""), "eu-north-1")) == []


def test_where_ses_keeps_its_keys_elsewhere_the_records_lead_there() -> None:
    dkim = {"Tokens": ["a1"], "SigningHostedZone": "dkim.eu-south-1.amazonses.com"}

    (record,) = mail.records(mail.identified("your.example", {"DkimAttributes": dkim}), "eu-south-1")

    assert record.value == "a1.dkim.eu-south-1.amazonses.com"


def test_what_ses_sees_already_is_not_looked_up_again() -> None:
    waits = msgspec.structs.replace(PROVED, mail_from_state="PENDING")

    assert list(mail.unproved(PROVED, "eu-north-1")) == []
    assert [each.type for each in mail.unproved(waits, "eu-north-1")] == ["MX", "TXT"]
