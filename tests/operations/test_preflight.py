"""What is said before a deploy: of whoever deploys, where to, and what they would meet there."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from operations import account, preflight
from operations.account import Account
from operations.boundary import Caller
from operations.findings import Finding, Findings, told
from operations.package import ROOT
from operations.preflight import Around
from operations.records import Placed, Record
from operations.stages import Seeds, Stage
from operations.trouble import Refused
from tests.operations import test_boundary, test_certificate, test_mail, test_stages
from tests.operations.aws import Answer, Aws, Refusal

STAGE = Stage(
    region="eu-north-1",
    controller="Your Company Ltd",
    mail_from="chat@your.example",
    domain="your.example",
    alerts_to="operations@your.example",
    seeds=Seeds(administrator="first.admin", given_name="Anna", dialogue=date(2026, 11, 2), site="site.json"),
)
SITE = {"key": "main", "company": "Your Company Ltd", "origins": ["https://www.your.example"]}
MILAN = "eu-south-1"
CALLER = {
    "UserId": "AROA:anna",
    "Account": "123456789012",
    "Arn": "arn:aws:sts::123456789012:assumed-role/deployer/anna",
}


def test_who_deploys_and_where_to_is_said_first() -> None:
    assert preflight.who(Aws({"sts.GetCallerIdentity": CALLER}).account()) == Finding(
        "ok", "account 123456789012 as role/deployer, eu-north-1 (Stockholm)"
    )


def test_credentials_of_another_account_than_the_stages_stop_everything(around: Around) -> None:
    aws = Aws({"sts.GetCallerIdentity": CALLER})
    elsewhere = msgspec.structs.replace(STAGE, account="210987654321")

    findings = preflight.look("test", elsewhere, aws.account(), around)

    assert said(findings)[0] == (
        "✗ These credentials are of the account 123456789012, and the stage's file says account = 210987654321: choose others, for instance"
        " with AWS_PROFILE."
    )
    assert findings.stops
    assert [call.operation for call in aws.calls] == ["sts.GetCallerIdentity"]
    assert preflight.who(aws.account(), "123456789012").level == "ok"


@pytest.mark.parametrize(
    ("arn", "person"),
    [
        ("arn:aws:sts::123456789012:assumed-role/deployer/anna", "role/deployer"),
        ("arn:aws:iam::123456789012:user/team/anna", "user/team/anna"),
        ("arn:aws:iam::123456789012:root", "root"),
    ],
)
def test_a_person_is_named_without_the_account(arn: str, person: str) -> None:
    assert preflight.person(arn) == person


@pytest.mark.parametrize(
    ("code", "region", "sentence", "command"),
    [
        ("RequestTimeTooSkewed", "eu-north-1", account.WRONG_CLOCK, ""),
        (
            "ExpiredToken",
            "eu-north-1",
            "The AWS credentials here have expired: get new ones, then run this again.",
            "LOGIN",
        ),
        (
            "InvalidClientTokenId",
            "eu-north-1",
            "AWS does not know these credentials (InvalidClientTokenId): get others, then run this again.",
            "LOGIN",
        ),
        (
            "InvalidClientTokenId",
            MILAN,
            (
                f"AWS does not know these credentials in {MILAN} (InvalidClientTokenId): either they are wrong, or the account has"
                f" not switched {MILAN} on, which takes some minutes."
            ),
            "aws account enable-region --region-name eu-south-1",
        ),
        ("Throttling", "eu-north-1", "AWS refused sts get_caller_identity (Throttling): Slow down.", ""),
    ],
)
def test_whoever_is_not_let_in_is_told_the_way_in(code: str, region: str, sentence: str, command: str) -> None:
    refused = Refused("sts", "get_caller_identity", code, "Slow down.")

    assert preflight.not_let_in(refused, region, "LOGIN") == Finding("stop", sentence, command)


@pytest.mark.parametrize(
    "words", ["Signature expired: 20261130T080000Z is now earlier …", "Signature not yet current: …"]
)
def test_a_wrong_clock_is_no_reason_to_get_other_credentials(words: str) -> None:
    refused = Refused("sts", "get_caller_identity", "SignatureDoesNotMatch", words)

    assert preflight.not_let_in(refused, MILAN, "LOGIN") == Finding("stop", account.WRONG_CLOCK)


# ------------------------------------------------------------------------------------------------- the account's quota


def test_enough_functions_at_once_are_said() -> None:
    aws = Aws({"lambda.GetAccountSettings": limit(1000)})

    assert preflight.concurrency(aws.account()) == 1000
    assert preflight.of_concurrency(1000, "eu-north-1") == Finding("ok", "1,000 Lambda functions at once")
    assert preflight.of_concurrency(100, "eu-north-1").level == "ok"


def test_a_new_accounts_few_functions_at_once_are_said_with_the_command_that_asks_for_more() -> None:
    assert preflight.of_concurrency(10, "eu-north-1") == Finding(
        "note",
        "Only 10 Lambda functions run at once in this account, which a few visitors use up; ask for 1,000:",
        "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000"
        " --region eu-north-1",
    )


# ---------------------------------------------------------------------------------------------------------------- DNS


def test_records_are_told_together_what_is_there_what_lacks_and_what_nobody_knows() -> None:
    chat, sockets, key = (Record(f"{name}.your.example", "CNAME", "a.example") for name in ("chat", "ws.chat", "key"))

    placed = [
        Placed(chat, "there"),
        Placed(sockets, "missing"),
        Placed(key, "other", ("b.example",)),
        Placed(key, "unknown"),
    ]

    assert list(preflight.of_records(placed)) == [
        Finding("ok", "DNS has chat.your.example"),
        Finding(
            "do",
            "DNS lacks these 2 records:",
            "→ ws.chat.your.example  CNAME  a.example\n→ key.your.example  CNAME  a.example   (there is b.example instead)",
        ),
        Finding(
            "note",
            "DNS could not be asked for this record:",
            "! key.your.example  CNAME  a.example   (DNS could not be asked)",
        ),
    ]
    assert list(preflight.of_records([])) == []


def test_dmarc_is_there_or_told_as_it_is_put() -> None:
    record = Record("_dmarc.your.example", "TXT", "v=DMARC1; p=none")

    assert [next(preflight.of_dmarc(Placed(record, state))) for state in ("there", "unknown", "missing")] == [
        Finding("ok", "DMARC at _dmarc.your.example"),
        Finding("note", "DNS could not be asked for _dmarc.your.example, where DMARC stands."),
        Finding(
            "do",
            "No DMARC record speaks for your.example; large mailboxes want one:",
            '_dmarc.your.example  TXT  "v=DMARC1; p=none"',
        ),
    ]


# -------------------------------------------------------------------------------------------------------- the whole look


def limit(at_once: int) -> dict[str, Any]:
    return {"AccountLimit": {"ConcurrentExecutions": 1000, "UnreservedConcurrentExecutions": at_once}}


def new_account() -> dict[str, Answer]:
    """Return what AWS answers of an account that was opened today."""
    return {
        "sts.GetCallerIdentity": CALLER,
        "lambda.GetAccountSettings": limit(10),
        "sesv2.GetAccount": test_mail.IN_SANDBOX,
        "cloudformation.DescribeStacks": Refusal("ValidationError"),
        "cloudformation.DescribeStackResource": Refusal("ValidationError"),
        "cloudformation.DescribeStackResources": Refusal("ValidationError"),
        "logs.DescribeLogGroups": {"logGroups": []},
        "sqs.ListQueues": {},
        "dynamodb.DescribeTable": Refusal("ResourceNotFoundException"),
        "sesv2.GetConfigurationSet": Refusal("NotFoundException"),
        "sesv2.GetEmailIdentity": Refusal("NotFoundException"),
        "acm.ListCertificates": {"CertificateSummaryList": []},
        "apigatewayv2.GetDomainName": Refusal("NotFoundException"),
    }


def standing() -> dict[str, Answer]:
    """Return what AWS answers of an account in which the stage was deployed, and all is well."""
    stack = {
        "StackName": "juttu-test",
        "StackStatus": "UPDATE_COMPLETE",
        "CreationTime": "2026-11-30T00:00:00Z",
        "Parameters": [
            {"ParameterKey": "Certificate", "ParameterValue": test_certificate.ARN + "b"},
            {"ParameterKey": "Domain", "ParameterValue": "your.example"},
        ],
        "Outputs": [
            {"OutputKey": "ChatTarget", "OutputValue": "d-a.execute-api.eu-north-1.amazonaws.com"},
            {"OutputKey": "SocketTarget", "OutputValue": "d-b.execute-api.eu-north-1.amazonaws.com"},
        ],
    }
    identity = {"VerifiedForSendingStatus": True, "DkimAttributes": {"SigningEnabled": True, "Status": "SUCCESS"}}

    def identities(asked: Mapping[str, Any]) -> Any:
        return identity if asked["EmailIdentity"] == "your.example" else Refusal("NotFoundException")

    def certificates(asked: Mapping[str, Any]) -> Any:
        return test_certificate.described(asked["CertificateArn"].removeprefix(test_certificate.ARN))

    return {
        **new_account(),
        "lambda.GetAccountSettings": limit(1000),
        "sesv2.GetAccount": {**test_mail.IN_SANDBOX, "ProductionAccessEnabled": True},
        "cloudformation.DescribeStacks": {"Stacks": [stack]},
        "cloudformation.DescribeStackResource": {
            "StackResourceDetail": test_mail.at("LastUpdatedTimestamp", **test_mail.resource("juttu-test"))
        },
        "sesv2.GetEmailIdentity": identities,
        "acm.ListCertificates": {
            "CertificateSummaryList": [test_certificate.listed(which, *test_certificate.NAMES) for which in ("a", "b")]
        },
        "acm.DescribeCertificate": certificates,
    }


@pytest.fixture
def around(tmp_path: Path) -> Around:
    """Return a project with the notice's rows and a site, and a DNS that knows nothing."""
    for name in ("notice.toml", "demo_notice.toml"):
        (tmp_path / "chalicelib").mkdir(exist_ok=True)
        (tmp_path / "chalicelib" / name).write_bytes((ROOT / "chalicelib" / name).read_bytes())
    (tmp_path / "site.json").write_text(json.dumps(SITE), "utf-8")
    return Around(
        root=tmp_path, folder=tmp_path, answers=lambda _name, _kind: (), now=datetime(2026, 11, 30, tzinfo=UTC)
    )


def said(findings: Findings) -> list[str]:
    """Return what is said, but for the Python that runs the tests."""
    return [line for line in told(findings) if not line.startswith((" ", "! Python", "✓ Python"))]


def test_the_python_that_packages_is_looked_at(around: Around) -> None:
    findings = preflight.look("test", STAGE, Aws(new_account()).account(), around)

    assert [each.sentence.startswith("Python 3.") for each in findings.found].count(True) == 1


def test_a_new_account_is_told_everything_at_once(around: Around) -> None:
    findings = preflight.look("test", STAGE, Aws(new_account()).account(), around)

    assert said(findings) == [
        "✓ account 123456789012 as role/deployer, eu-north-1 (Stockholm)",
        "! Only 10 Lambda functions run at once in this account, which a few visitors use up; ask for 1,000:",
        (
            "! SES is in the sandbox: copies by mail fail for visitors. The text for AWS's form is in build/ses-request.txt; read it,"
            " then ask."
        ),
        "✓ no stack juttu-test yet: this is the first deploy",
        "✓ your.example is not in SES yet: the stack makes it, and its records are told after the deploy",
        "→ No DMARC record speaks for your.example; large mailboxes want one:",
        (
            "→ There is no certificate for chat.your.example and ws.chat.your.example yet: the deploy asks for it before anything else"
            " is made"
        ),
    ]
    assert (findings.stops, findings.parameters) == (False, {"ManageMailIdentity": "true"})
    assert (around.root / "build" / "ses-request.txt").read_text("utf-8").startswith("Your Company Ltd runs")


def test_a_stage_that_is_well_is_told_in_a_few_lines(around: Around) -> None:
    well = {
        ("chat.your.example", "CNAME"): ("d-a.execute-api.eu-north-1.amazonaws.com",),
        ("ws.chat.your.example", "CNAME"): ("d-b.execute-api.eu-north-1.amazonaws.com",),
        ("_dmarc.your.example", "TXT"): ("v=DMARC1; p=reject",),
    }
    around = msgspec.structs.replace(around, answers=lambda name, kind: well.get((name, kind), ()))

    findings = preflight.look("test", STAGE, Aws(standing()).account(), around)

    assert said(findings) == [
        "✓ account 123456789012 as role/deployer, eu-north-1 (Stockholm)",
        "✓ 1,000 Lambda functions at once",
        "✓ SES sends to anybody, 200 mails a day",
        "✓ stack juttu-test is there (UPDATE_COMPLETE)",
        "✓ your.example is in SES, made by this stage's stack",
        "✓ DKIM signs for your.example",
        "! Bounces of your.example go under SES's own name, so that SPF does not speak for it; DKIM does. To have both:",
        "✓ DMARC at _dmarc.your.example",
        "✓ certificate for chat.your.example and ws.chat.your.example",
        "✓ DNS has chat.your.example, ws.chat.your.example",
    ]
    assert findings.parameters == {
        "ManageMailIdentity": "true",
        "Domain": "your.example",
        "Certificate": test_certificate.ARN + "b",
    }
    assert not (around.root / "build").exists()


def test_a_look_changes_nothing_and_needs_no_more_than_it_says(around: Around) -> None:
    called = set()
    for stage, answers in (
        (STAGE, new_account()),
        (STAGE, standing()),
        (STAGE, {**standing(), "cloudformation.DescribeStackResource": Refusal("ValidationError")}),
        (OWN_BUCKET, {**standing(), "s3.HeadBucket": {"BucketRegion": "eu-north-1"}}),
        (BOUNDED, {**standing(), **test_boundary.policy()}),
    ):
        aws = Aws(answers)
        preflight.look("test", stage, aws.account(), around)
        called |= {call.operation for call in aws.calls}

    names = {operation.partition(".")[2] for operation in called}
    assert {name for name in names if not name.startswith(("Get", "List", "Describe", "Head"))} == set()
    reads = {operation.replace("sesv2.", "ses.").replace(".", ":") for operation in called}
    reads = {CALLED_OTHERWISE.get(each, each) for each in reads}
    assert {"apigateway:GET" if each.startswith("apigatewayv2:") else each for each in reads} == preflight.READS


BOUNDED = msgspec.structs.replace(STAGE, permissions_boundary=test_boundary.ITS)
OWN_BUCKET = msgspec.structs.replace(STAGE, artefact_bucket="your-company-artefacts")
CALLED_OTHERWISE = {"s3:HeadBucket": "s3:ListBucket"}
"""Operations that IAM has other names for."""


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"BucketRegion": "eu-north-1"}, ""),
        (Refusal("404", "Not Found"), ""),  # the deploy makes it
        (
            {"BucketRegion": "eu-west-1"},
            (
                "✗ The bucket your-company-artefacts is in eu-west-1, and Lambda takes code only out of one in eu-north-1: name another"
                " as artefact_bucket in stages/test.toml, or leave that out, and one is made."
            ),
        ),
        (
            Refusal("403", "Forbidden"),
            "✗ Nothing could be seen of artefact_bucket. AWS refused s3 head_bucket (403): Forbidden",
        ),
    ],
)
def test_a_bucket_of_ones_own_is_in_the_stages_region(answer: Answer, sentence: str, around: Around) -> None:
    findings = preflight.look("test", OWN_BUCKET, Aws({**standing(), "s3.HeadBucket": answer}).account(), around)

    assert [each for each in said(findings) if "bucket" in each] == ([sentence] if sentence else [])
    assert findings.stops == bool(sentence)


@pytest.mark.parametrize(
    ("stage", "by", "answers", "sign"),
    [
        (STAGE, test_boundary.PERSON, new_account(), ""),
        (STAGE, test_boundary.ROLE, new_account(), "✗"),
        (BOUNDED, test_boundary.ROLE, new_account(), "✓"),
        (BOUNDED, test_boundary.PERSON, standing(), "✓"),
        (BOUNDED, test_boundary.ROLE, standing(), "✗"),  # a person's once: the stack has none
    ],
)
def test_stage_and_whoever_deploys_agree_about_the_functions_boundary(
    stage: Stage, by: Caller, answers: dict[str, Answer], sign: str, around: Around
) -> None:
    asked = {**answers, **test_boundary.policy(), "sts.GetCallerIdentity": {**CALLER, "Arn": by.arn}}

    findings = preflight.look("test", stage, Aws(asked).account(), around)

    assert [line[0] for line in said(findings) if "boundary" in line] == [*sign]
    assert findings.stops == (sign == "✗")


def test_a_boundary_that_nobody_lets_one_see_is_in_the_way(around: Around) -> None:
    aws = Aws({**new_account(), "iam.GetPolicy": Refusal("AccessDenied")})

    findings = preflight.look("test", BOUNDED, aws.account(), around)

    assert any(each.startswith("✗ Nothing could be seen of the functions' boundary.") for each in said(findings))


def test_a_domain_that_another_stage_has_is_refused_before_anything_is_made(around: Around) -> None:
    answers = {**new_account(), "apigatewayv2.GetDomainName": {"Tags": {"juttu:stage": "prod"}}}

    findings = preflight.look("test", STAGE, Aws(answers).account(), around)

    assert (
        "✗ The stage prod has chat.your.example and ws.chat.your.example already, and a name leads to one place only: choose another domain"
        " in stages/test.toml, such as test.your.example, or leave it out."
    ) in said(findings)
    assert findings.stops
    of_an_earlier_try = preflight.look("prod", STAGE, Aws(answers).account(), around)
    assert [each for each in said(of_an_earlier_try) if "a name leads to one place only" in each] == []


def test_a_stage_that_gets_another_domain_may_not_take_somebody_elses(around: Around) -> None:
    moved = msgspec.structs.replace(STAGE, domain="other.example")
    aws = Aws({**standing(), "apigatewayv2.GetDomainName": {}})

    findings = preflight.look("test", moved, aws.account(), around)

    assert any(each.startswith("✗ Something else in this account has chat.other.example") for each in said(findings))
    aws.answers["apigatewayv2.GetDomainName"] = Refusal("AccessDeniedException")
    unknown = preflight.look("test", moved, aws.account(), around)
    assert any(each.startswith("! Nothing could be seen of the chat's names.") for each in said(unknown))


def test_a_stage_that_stands_in_another_region_is_not_made_a_second_time(around: Around) -> None:
    here, there = Aws(new_account()), Aws(standing())
    closed = Aws({"cloudformation.DescribeStacks": Refusal("UnrecognizedClientException")})
    regions = {"eu-north-1": here, "eu-west-1": there, MILAN: closed}

    def make(service: str, *, region_name: str, **options: Any) -> Any:
        return regions.get(region_name, here).account(region_name).create(service, **options)

    findings = preflight.look("test", STAGE, Account("eu-north-1", make), around)

    assert (
        "✗ The stage test stands in eu-west-1 (Ireland), and its file says eu-north-1, where an empty one would be made: a stage cannot be"
        ' moved. Say region = "eu-west-1" in stages/test.toml, or choose another stage name.'
    ) in said(findings)
    assert findings.stops
    regions["eu-west-1"] = here
    assert not preflight.look("test", STAGE, Account("eu-north-1", make), around).stops


def test_another_region_than_one_of_the_eu_is_refused_before_anything_is_asked(around: Around) -> None:
    aws = Aws()

    findings = preflight.look(
        "test", msgspec.structs.replace(STAGE, region="eu-west-2"), aws.account("eu-west-2"), around
    )

    assert said(findings)[0] == (
        "✗ region has to be one of the EU with every service (eu-central-1 Frankfurt, eu-north-1 Stockholm, eu-south-1 Milan, eu-west-1"
        " Ireland, eu-west-3 Paris), and is eu-west-2."
    )
    assert findings.stops
    assert aws.calls == []


@pytest.mark.parametrize(
    ("status", "sentence", "command"),
    [
        (
            "DISABLED",
            "The account has not switched eu-south-1 on (DISABLED), which takes some minutes.",
            "aws account enable-region --region-name eu-south-1",
        ),
        (
            "ENABLING",
            "The account's eu-south-1 is being switched on, which takes some minutes: run this again then.",
            "",
        ),
    ],
)
def test_a_region_that_the_account_has_not_switched_on_is_said_before_anything_is_asked_of_it(
    status: str, sentence: str, command: str, around: Around
) -> None:
    aws = Aws(
        {
            "sts.GetCallerIdentity": CALLER,
            "account.GetRegionOptStatus": {"RegionName": MILAN, "RegionOptStatus": status},
        }
    )

    findings = preflight.look("test", msgspec.structs.replace(STAGE, region=MILAN), aws.account(MILAN), around)

    assert Finding("stop", sentence, command) in findings.found
    assert said(findings)[-1] == NOTHING_MORE
    assert len(aws.calls) == 2


def test_a_region_that_is_on_is_gone_on_with_and_so_where_nobody_may_look(around: Around) -> None:
    for answer in ({"RegionOptStatus": "ENABLED"}, Refusal("AccessDeniedException")):
        aws = Aws({**new_account(), "account.GetRegionOptStatus": answer})

        wrong = msgspec.structs.replace(STAGE, region=MILAN, zone="Europe/Helsinky")
        findings = preflight.look("test", wrong, aws.account(MILAN), around)

        assert [each.sentence[:4] for each in findings.found if each.level == "stop"] == ["zone"]
        assert aws.said("acm.ListCertificates")


def test_where_nobody_is_let_in_nothing_more_is_asked(around: Around) -> None:
    aws = Aws({"sts.GetCallerIdentity": Refusal("ExpiredToken")})

    findings = preflight.look("test", STAGE, aws.account(), around)

    assert said(findings) == [
        "✗ The AWS credentials here have expired: get new ones, then run this again.",
        "→ No DMARC record speaks for your.example; large mailboxes want one:",
        NOTHING_MORE,
    ]
    assert findings.stops
    assert len(aws.calls) == 1


NOTHING_MORE = "! AWS was asked nothing more: quotas, mail, the certificate and what stands already are looked at once that is mended."


@pytest.mark.parametrize(
    ("stage", "aws"),
    [
        (STAGE, Aws({"sts.GetCallerIdentity": Refusal("ExpiredToken")})),
        (msgspec.structs.replace(STAGE, account="210987654321"), Aws({"sts.GetCallerIdentity": CALLER})),
        (msgspec.structs.replace(STAGE, region="eu-west-2"), Aws()),
    ],
)
def test_where_nobody_is_let_in_everything_that_needs_no_aws_is_said_at_once(
    stage: Stage, aws: Aws, around: Around
) -> None:
    (around.root / "stages").mkdir()
    (around.root / "stages" / "example.toml").write_bytes((ROOT / "stages" / "example.toml").read_bytes())
    (around.folder / "site.json").write_text("{", "utf-8")
    caa = ('0 issue "letsencrypt.org"',)
    around = msgspec.structs.replace(
        around,
        answers=lambda name, kind: caa if (name, kind) == ("your.example", "CAA") else (),
        now=datetime(2026, 11, 1, tzinfo=UTC),
    )

    findings = preflight.look("prod", stage, aws.account(stage.region), around)

    assert [line.partition(" ")[0] + " " + " ".join(line.split()[1:5]) for line in said(findings)[1:]] == [
        "✗ stages/prod.toml still says what",
        "✗ The rows demo, controller.business_id,",
        "✗ seeds.dialogue is 2026-11-02, which",
        "→ The first site cannot",
        "→ No DMARC record speaks",
        "✗ A CAA record lets",
        "✗ A CAA record lets",
        " ".join(NOTHING_MORE.split()[:5]),
    ]


@pytest.mark.usefixtures("without_credentials")
def test_a_profile_that_is_not_there_is_in_the_way_and_all_else_is_said(around: Around) -> None:
    findings = preflight.look("test", STAGE, Account("eu-north-1"), around)

    assert said(findings)[0].startswith(
        "✗ The config profile (nobody) could not be found: `aws configure list-profiles`"
    )
    assert said(findings)[-1] == NOTHING_MORE


@pytest.mark.parametrize("answers", [new_account, standing])
def test_what_nobody_may_look_at_is_said_and_the_rest_stands(answers: Any, around: Around) -> None:
    aws = Aws(answers())
    account = aws.account()
    preflight.look("test", STAGE, account, around)
    operations = dict.fromkeys(call.operation for call in aws.calls if not call.operation.startswith("sts."))

    for operation in operations:
        if operation == "cloudformation.DescribeStackResources":
            continue  # only a warning depends on it
        aws.answers = {**answers(), operation: Refusal("AccessDenied", "not authorized")}
        findings = preflight.look("test", STAGE, account, around)
        unseen = [each for each in findings.found if each.sentence.startswith("Nothing could be seen of")]
        assert [each.level for each in unseen] == [UNSEEN.get(operation, "note")], operation
        assert "(AccessDenied): not authorized" in unseen[0].sentence


UNSEEN = {
    "cloudformation.DescribeStacks": "stop",
    "cloudformation.DescribeStackResource": "stop",
    "sesv2.GetEmailIdentity": "stop",
    "acm.ListCertificates": "stop",
    "acm.DescribeCertificate": "stop",
}
"""On these it depends what is deployed, so that a deploy does not go on without them."""


def test_a_forbidden_certificate_is_in_the_way_until_one_is_there(around: Around) -> None:
    caa = ('0 issue "letsencrypt.org"',)
    around = msgspec.structs.replace(
        around, answers=lambda name, kind: caa if (name, kind) == ("your.example", "CAA") else ()
    )

    forbidden = preflight.look("test", STAGE, Aws(new_account()).account(), around)
    issued = preflight.look("test", STAGE, Aws(standing()).account(), around)

    assert [each for each in forbidden.found if each.level == "stop"] == [
        Finding(
            "stop",
            f'A CAA record lets Amazon issue no certificate for {name} (there is 0 issue "letsencrypt.org"): put this beside it.',
            'your.example  CAA  0 issue "amazon.com"',
        )
        for name in test_certificate.NAMES
    ]
    assert not issued.stops


def test_what_lasts_of_an_earlier_stage_is_in_the_way(around: Around) -> None:
    left = {"logs.DescribeLogGroups": {"logGroups": [{"logGroupName": "/juttu/test/access"}]}}

    findings = preflight.look("test", STAGE, Aws({**new_account(), **left}).account(), around)

    (stopping,) = (each for each in findings.found if each.level == "stop")
    assert stopping.sentence.startswith("The access log /juttu/test/access of an earlier stage test is there")


def test_a_stage_without_a_domain_needs_no_certificate(around: Around) -> None:
    aws = Aws(new_account())

    findings = preflight.look("test", msgspec.structs.replace(STAGE, domain=None), aws.account(), around)

    assert aws.said("acm.ListCertificates") == []
    assert findings.parameters == {"ManageMailIdentity": "true"}


# --------------------------------------------------------------------------------------------------------- the command


def test_the_command_says_what_is_missing_where_nobody_can_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert preflight.main(["--stage", "prod", "--folder", str(tmp_path)]) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[0] == f"✗ {tmp_path}/prod.toml cannot be used:"
    assert said.err.splitlines()[1] == "- There is no such file, or it is empty."
    assert len(said.err.splitlines()) == 10


def test_the_command_ends_with_1_where_something_is_in_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    (tmp_path / "test.toml").write_text(test_stages.WHOLE, "utf-8")

    assert preflight.main(["--stage", "test", "--folder", str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith("✗ There are no AWS credentials here: run `aws configure sso`")
