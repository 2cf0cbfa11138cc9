"""The certificate for the chat's names: which is taken, which is asked for, and that there is never a second one."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from moto import mock_aws

from operations import certificate
from operations.account import Account
from operations.certificate import Certificate
from operations.findings import Finding
from operations.records import Placed, Record
from operations.stages import Stage
from operations.trouble import Trouble
from tests.operations.aws import Aws

ARN = "arn:aws:acm:eu-north-1:123456789012:certificate/"
STAGE = Stage(
    region="eu-north-1",
    controller="Your Company Ltd",
    mail_from="chat@your.example",
    domain="your.example",
    tags={"owner": "web"},
)
NAMES = ("chat.your.example", "ws.chat.your.example")
RECORDS = tuple(Record(f"_a.{name}", "CNAME", "_b.acm-validations.aws", f"certificate for {name}") for name in NAMES)


def listed(which: str, *names: str, status: str = "ISSUED", more: bool = False) -> dict[str, Any]:
    return {
        "CertificateArn": ARN + which,
        "DomainName": names[0],
        "SubjectAlternativeNameSummaries": list(names),
        "HasAdditionalSubjectAlternativeNames": more,
        "Status": status,
    }


def described(which: str = "made", status: str = "ISSUED", *, records: bool = True, **more: Any) -> dict[str, Any]:
    options: list[dict[str, Any]] = [{"DomainName": name} for name in NAMES]
    if records:
        for option, name in zip(options, NAMES, strict=True):
            option["ResourceRecord"] = {"Name": f"_a.{name}.", "Type": "CNAME", "Value": "_b.acm-validations.aws."}
    return {
        "Certificate": {
            "CertificateArn": ARN + which,
            "Status": status,
            "Type": "AMAZON_ISSUED",
            "DomainValidationOptions": options,
            **more,
        }
    }


def aws(*summaries: Mapping[str, Any], **describe: Any) -> Aws:
    def answer(asked: Mapping[str, Any]) -> dict[str, Any]:
        return described(asked["CertificateArn"].removeprefix(ARN), **describe)

    return Aws(
        {
            "acm.ListCertificates": {"CertificateSummaryList": list(summaries)},
            "acm.DescribeCertificate": answer,
            "acm.RequestCertificate": {"CertificateArn": ARN + "made"},
        }
    )


def waits(_: float) -> None:
    """Wait no moment."""


def test_where_there_is_none_one_is_asked_for_and_its_records_are_told() -> None:
    acm = aws(status="PENDING_VALIDATION")

    made = certificate.wanted(acm.account(), "prod", STAGE, pause=waits)

    assert made is not None
    assert (made.issued, made.records, made.parameters) == (False, RECORDS, {})
    (asked,) = acm.said("acm.RequestCertificate")
    assert (asked["DomainName"], asked["SubjectAlternativeNames"], asked["ValidationMethod"]) == (
        *NAMES[:1],
        [NAMES[1]],
        "DNS",
    )
    assert asked["Tags"] == [{"Key": "juttu:stage", "Value": "prod"}, {"Key": "owner", "Value": "web"}]


def test_asking_twice_at_once_makes_no_second_one() -> None:
    acm = aws(status="PENDING_VALIDATION")

    for _ in range(2):
        certificate.wanted(acm.account(), "prod", STAGE, pause=waits)

    first, second = (asked["IdempotencyToken"] for asked in acm.said("acm.RequestCertificate"))
    assert first == second
    assert len(first) == 32
    assert first.isalnum()


@pytest.mark.parametrize("status", ["ISSUED", "PENDING_VALIDATION"])
def test_one_that_there_is_already_is_used(status: str) -> None:
    acm = aws(listed("there", *NAMES, status=status), status=status)

    found = certificate.wanted(acm.account(), "prod", STAGE, pause=waits)

    assert found is not None
    assert (found.arn, found.issued) == (ARN + "there", status == "ISSUED")
    assert acm.said("acm.RequestCertificate") == []


def test_an_issued_one_decides_the_templates_parameters() -> None:
    found = certificate.wanted(aws(listed("there", *NAMES)).account(), "prod", STAGE)

    assert found is not None
    assert found.parameters == {"Domain": "your.example", "Certificate": ARN + "there"}


def test_the_one_that_the_stack_has_goes_before_an_issued_one_and_that_before_one_that_waits() -> None:
    acm = aws(listed("a", *NAMES, status="PENDING_VALIDATION"), listed("b", *NAMES), listed("c", *NAMES))

    taken = [certificate.find(acm.account(), "your.example", in_use) for in_use in ("", ARN + "c", ARN + "gone")]

    assert [each and each.arn for each in taken] == [ARN + "b", ARN + "c", ARN + "b"]


def test_every_kind_of_key_is_listed() -> None:
    acm = aws()

    assert certificate.find(acm.account(), "your.example") is None
    assert acm.said("acm.ListCertificates") == [
        {"Includes": {"keyTypes": ["RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1"]}}
    ]


@pytest.mark.parametrize("status", ["FAILED", "VALIDATION_TIMED_OUT", "EXPIRED", "REVOKED", "INACTIVE"])
def test_what_has_failed_or_ended_is_used_no_more_and_another_is_asked_for(status: str) -> None:
    before, after = (
        aws(status="PENDING_VALIDATION"),
        aws(listed("old", *NAMES, status=status), status="PENDING_VALIDATION"),
    )

    for acm in (before, after):
        made = certificate.wanted(acm.account(), "prod", STAGE, pause=waits)
        assert made is not None
        assert made.arn == ARN + "made"

    (first,), (second,) = before.said("acm.RequestCertificate"), after.said("acm.RequestCertificate")
    assert first["IdempotencyToken"] != second["IdempotencyToken"]


def test_one_that_fails_at_once_is_said_with_the_reason() -> None:
    with pytest.raises(Trouble, match=r"\(FAILED, CAA_ERROR\): mend that, and run the same command again"):
        certificate.wanted(aws(status="FAILED", FailureReason="CAA_ERROR").account(), "prod", STAGE, pause=waits)


@pytest.mark.parametrize(
    ("certified", "serves"),
    [
        (NAMES, True),
        (("*.your.example", "*.chat.your.example"), True),
        (("*.your.example",), False),
        (("chat.your.example",), False),
        (("*.example", "your.example"), False),
        (("chat.other.example", "ws.chat.other.example"), False),
    ],
)
def test_a_certificate_has_to_name_both_and_a_wildcard_stands_for_one_label(
    certified: tuple[str, ...], serves: bool
) -> None:
    assert certificate.serves(certified, "your.example") is serves


def test_names_beyond_those_that_are_listed_are_looked_up() -> None:
    acm = aws(listed("many", "a.your.example", more=True), SubjectAlternativeNames=list(NAMES))

    found = certificate.find(acm.account(), "your.example")

    assert found is not None
    assert found.arn == ARN + "many"


def test_a_stage_without_a_domain_needs_none_and_asks_nothing() -> None:
    nothing = Aws()
    without = Stage(region="eu-north-1", controller="Your Company Ltd", mail_from="chat@your.example")

    assert certificate.wanted(nothing.account(), "dev", without) is None
    assert nothing.calls == []


def test_acm_is_given_time_to_say_its_records() -> None:
    answers = iter([described(status="PENDING_VALIDATION", records=False), described(status="PENDING_VALIDATION")])
    acm = aws()
    acm.answers["acm.DescribeCertificate"] = lambda _: next(answers)
    paused: list[float] = []

    made = certificate.wanted(acm.account(), "prod", STAGE, pause=paused.append)

    assert made is not None
    assert (made.records, paused) == (RECORDS, [2.0])


def test_where_acm_says_no_records_in_time_it_is_to_be_run_again() -> None:
    with pytest.raises(Trouble, match="does not yet say which DNS records prove it: run the same command again"):
        certificate.wanted(aws(status="PENDING_VALIDATION", records=False).account(), "prod", STAGE, pause=waits)


def test_one_that_was_brought_along_or_is_not_renewed_says_so() -> None:
    renewal = {
        "RenewalStatus": "FAILED",
        "RenewalStatusReason": "CAA_ERROR",
        "DomainValidationOptions": [{"DomainName": NAMES[0]}],
        "UpdatedAt": "2026-11-30T00:00:00Z",
    }

    found = [
        certificate.described(described(**more)["Certificate"], "your.example")
        for more in ({}, {"Type": "IMPORTED"}, {"RenewalSummary": renewal})
    ]

    assert [(each.renews, each.why) for each in found] == [(True, ""), (False, ""), (False, "CAA_ERROR")]


# ---------------------------------------------------------------------------------------------------- what is said of it

NOW = datetime(2026, 11, 30, tzinfo=UTC)
BOTH = "chat.your.example and ws.chat.your.example"


def said(found: Certificate | None) -> list[Finding]:
    return list(certificate.of(found, "your.example", NOW))


def one(**otherwise: Any) -> Certificate:
    made = Certificate(
        arn=ARN + "a", domain="your.example", status="ISSUED", records=RECORDS, ends=NOW + timedelta(days=150)
    )
    return msgspec.structs.replace(made, **otherwise)


def test_where_there_is_none_the_deploy_asks_for_it_first() -> None:
    assert said(None) == [
        Finding("do", f"There is no certificate for {BOTH} yet: the deploy asks for it before anything else is made")
    ]


def test_one_that_waits_is_told_with_its_records_and_which_of_them_are_there() -> None:
    placed = [Placed(RECORDS[0], "there"), Placed(RECORDS[1], "missing")]

    (finding,) = certificate.of(one(status="PENDING_VALIDATION", ends=None), "your.example", NOW, placed)

    assert finding == Finding(
        "do",
        f"The certificate for {BOTH} waits for these records in your DNS, which stay there for its renewals; then run this again.",
        "✓ _a.chat.your.example  CNAME  _b.acm-validations.aws   (certificate for chat.your.example)\n"
        "→ _a.ws.chat.your.example  CNAME  _b.acm-validations.aws   (certificate for ws.chat.your.example)",
    )


def test_one_whose_records_are_all_there_waits_for_acm_only() -> None:
    placed = [Placed(each, "there") for each in RECORDS]

    (finding,) = certificate.of(one(status="PENDING_VALIDATION", ends=None), "your.example", NOW, placed)

    assert finding == Finding(
        "do",
        f"The certificate for {BOTH} has its records in your DNS, and ACM has not looked since: run this again in some minutes.",
    )


def test_one_that_is_issued_is_told_with_its_end() -> None:
    assert said(one()) == [Finding("ok", f"certificate for {BOTH}, until 2027-04-29")]


def test_one_that_was_refused_is_in_the_way() -> None:
    assert said(one(status="FAILED", ends=None, why="CAA_ERROR")) == [
        Finding(
            "stop",
            f"The certificate for {BOTH} is FAILED (CAA_ERROR): delete it, and the next deploy asks for another.",
            f"aws acm delete-certificate --certificate-arn {ARN}a --region eu-north-1",
        )
    ]


@pytest.mark.parametrize(("days", "level"), [(45, "note"), (44, "do")])
def test_one_that_was_brought_along_ends_unless_somebody_brings_another(days: int, level: str) -> None:
    (finding,) = said(one(imported=True, renews=False, ends=NOW + timedelta(days=days)))

    assert finding.level == level
    assert f"in {days} days: import its successor under the same ARN before" in finding.sentence
    assert finding.command.startswith(f"aws acm import-certificate --certificate-arn {ARN}a ")


def test_one_that_is_not_renewed_is_told_with_the_records_it_lacks() -> None:
    (finding,) = said(one(renews=False, why="CAA_ERROR", ends=NOW + timedelta(days=30)))

    assert (finding.level, finding.command.count("CNAME")) == ("do", 2)
    assert finding.sentence == (
        f"The certificate for {BOTH} is not renewed (CAA_ERROR) and ends on 2026-12-30, in 30 days: put these records back into your"
        " DNS."
    )


def test_what_forbids_it_matters_only_until_there_is_one() -> None:
    forbidden = {"chat.your.example": ('0 issue ";"',)}

    assert [each.level for each in certificate.of_forbidden("your.example", forbidden)] == ["stop"]
    assert list(certificate.of_forbidden("your.example", {})) == []


def test_over_acm_as_moto_plays_it_the_second_run_finds_what_the_first_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        account = Account("eu-north-1")

        first, second = (certificate.wanted(account, "prod", STAGE, pause=waits) for _ in range(2))

        assert first is not None
        assert first == second == certificate.find(account, "your.example")
        assert (first.status, len(first.records)) == ("PENDING_VALIDATION", 2)
        listed = account.ask("acm", "list_certificates")["CertificateSummaryList"]
        assert [each["CertificateArn"] for each in listed] == [first.arn]
