"""A deploy: what it shows, asks, makes and tells; cut off at any of its calls, the next run finishes."""

import contextlib
import dataclasses
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from operations import updating
from operations.artefacts import UNDER_WAY
from operations.deploy import AS_BEFORE, Release, deploy, main, packaged_as, prepared, tried
from operations.findings import Finding, Findings, Level
from operations.package import ROOT
from operations.stack import Stack
from operations.stages import Stage
from operations.trouble import Refused, Trouble
from operations.updating import Operator
from tests.operations import stacks
from tests.operations.aws import Refusal
from tests.operations.desk import BUCKET, OUTPUTS, STAGE, TABLE, Desk, packs, template
from tests.operations.formation import change


@pytest.fixture
def desk() -> Desk:
    return Desk()


# ------------------------------------------------------------------------------------------------- what is made


def test_a_first_deploy_makes_bucket_and_stack_and_protects_what_is_kept(desk: Desk) -> None:
    desk.deploys()

    (zip_key, template_key) = (
        next(key for key in desk.formation.buckets[BUCKET] if key.endswith(suffix)) for suffix in (".zip", ".yaml")
    )
    assert desk.formation.status == "CREATE_COMPLETE"
    assert desk.formation.parameters == {
        "Stage": "prod",
        "Controller": "Your Company Ltd",
        "MailFrom": "chat@your.example",
        "MailDomain": "your.example",
        "TableInUse": "",
    }
    assert desk.formation.tags == {
        "team": "web",
        "juttu:stage": "prod",
        "juttu:version": "1.0.0",
        "juttu:artefact": template_key[:16],
    }
    function = yaml.safe_load(desk.formation.buckets[BUCKET][template_key])["Resources"]["APIHandler"]
    assert function["Properties"]["CodeUri"] == {"Bucket": BUCKET, "Key": zip_key}
    assert desk.formation.protected
    assert json.loads(desk.formation.policy)["Statement"][1] == {
        "Effect": "Deny",
        "Principal": "*",
        "Action": ["Update:Replace", "Update:Delete"],
        "Resource": [f"LogicalResourceId/{name}" for name in ("Table", "UserPool", "AccessLog")],
    }
    assert desk.said == [
        "  … packaging this checkout, which takes a minute or so",
        "✓ Packaged: version 1.0.0, 0.0 MB.",
        "2 to add, 0 to change, 0 to remove.",
        "✓ APIHandler made",
        "✓ Table made",
        f"✓ juttu-prod is {template_key[:16]}, version 1.0.0.",
    ]


def test_the_bucket_is_private_encrypted_reached_over_tls_and_known_to_be_ours(desk: Desk) -> None:
    desk.deploys()

    (private,) = desk.aws.said("s3.PutPublicAccessBlock")
    assert set(private["PublicAccessBlockConfiguration"].values()) == {True}
    (policy,) = desk.aws.said("s3.PutBucketPolicy")
    (statement,) = json.loads(policy["Policy"])["Statement"]
    assert (statement["Effect"], statement["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert statement["Resource"] == [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/*"]
    owners = {
        call.parameters.get("ExpectedBucketOwner")
        for call in desk.aws.calls
        if call.operation.startswith("s3.") and call.operation != "s3.CreateBucket"
    }
    assert owners == {"111122223333"}


def test_only_prod_is_kept_from_being_deleted_and_every_stage_from_losing_what_it_keeps() -> None:
    desk = Desk(name="test")

    desk.deploys()

    assert not desk.formation.protected
    assert "LogicalResourceId/Table" in desk.formation.policy


def test_the_same_again_changes_nothing_and_says_so(desk: Desk) -> None:
    desk.deploys()
    before = desk.formation.image()

    desk.deploys()

    assert "✓ The stack is as it is wanted already: nothing changes." in desk.said
    assert desk.formation.image() == before
    assert desk.formation.sets == {}


def test_an_upgrade_packs_the_static_files_of_what_was_deployed(desk: Desk) -> None:
    desk.deploys(packs(b"old zip"))
    seen: list[bytes | None] = []

    def packages(stage: str, previous: Path | None) -> Release:
        seen.append(None if previous is None else previous.read_bytes())
        return Release(zip=b"new zip", template=template(memory=1024), version="1.1.0")

    desk.deploys(packages)

    assert seen == [None, b"old zip"]
    assert desk.formation.status == "UPDATE_COMPLETE"
    assert "0 to add, 1 to change, 0 to remove." in desk.said
    assert desk.formation.tags["juttu:version"] == "1.1.0"


def test_that_a_checkout_is_older_than_what_stands_there_is_said(desk: Desk) -> None:
    desk.deploys(packs(b"new", "1.10.0", memory=256))
    assert not any("newer than this checkout" in line for line in desk.said)

    desk.deploys(packs(b"old", "1.9.3"))
    assert any(
        line.startswith("! juttu-prod has version 1.10.0, which is newer than this checkout") for line in desk.said
    )

    desk.deploys(packs(b"new", "1.10.0", memory=256))
    assert not any("newer than this checkout" in line for line in desk.said)


def test_the_same_release_again_is_packaged_with_what_it_was_packaged_with(desk: Desk) -> None:
    def packages(stage: str, previous: Path | None) -> Release:
        files = b"" if previous is None else previous.read_bytes()[:5]
        return Release(zip=b"new zip with files of " + files, template=template(memory=1024), version="1.1.0")

    desk.deploys(packs(b"old 1"))
    desk.deploys(packages)
    before = desk.formation.image()

    desk.deploys(packages)

    assert "✓ The stack is as it is wanted already: nothing changes." in desk.said
    assert desk.formation.image() == before


def test_what_was_about_to_be_deployed_and_was_not_is_not_kept(desk: Desk) -> None:
    desk.deploys(packs(b"zip 1"))
    with pytest.raises(Trouble, match="Nothing was changed"):
        desk.deploys(packs(b"zip 2", memory=1024), yes=False)

    desk.deploys(packs(b"zip 3", memory=2048))

    zips = sorted(each for key, each in desk.formation.buckets[BUCKET].items() if key.endswith(".zip"))
    assert zips == [b"zip 1", b"zip 3"]


def test_what_only_commands_change_stays_and_what_the_file_says_no_longer_gets_its_default(desk: Desk) -> None:
    desk.deploys()
    desk.formation.parameters["TableInUse"] = "juttu-prod-restored"

    desk.deploys(packs(memory=1024))

    assert desk.formation.parameters["TableInUse"] == "juttu-prod-restored"


def test_five_artefacts_are_kept_and_the_one_that_is_deployed(desk: Desk) -> None:
    for number in range(8):
        desk.deploys(packs(f"zip {number}".encode(), f"1.{number}.0", memory=512 + number))

    kept = [json.loads(each) for key, each in desk.formation.buckets[BUCKET].items() if key.endswith(".json")]
    assert sorted(each["version"] for each in kept) == ["1.3.0", "1.4.0", "1.5.0", "1.6.0", "1.7.0"]
    assert len(desk.formation.buckets[BUCKET]) == 15


def test_what_somebody_else_is_about_to_deploy_is_not_cleared_up(desk: Desk) -> None:
    desk.deploys()
    theirs = {f"{'b' * 64}.zip": b"", f"{'b' * 64}.yaml": b""}
    desk.formation.buckets[BUCKET].update(theirs)
    desk.formation.put_at |= dict.fromkeys(theirs, datetime.fromtimestamp(desk.time - 60, UTC))

    desk.deploys(packs(memory=1024))
    assert theirs.keys() < desk.formation.buckets[BUCKET].keys()

    desk.time += UNDER_WAY
    desk.deploys(packs(memory=256))
    assert theirs.keys().isdisjoint(desk.formation.buckets[BUCKET])


def test_what_somebody_has_put_into_the_bucket_beside_is_neither_read_nor_deleted(desk: Desk) -> None:
    desk.deploys()
    theirs = {"invoices.json": b"not ours", "notes/a.txt": b"", f"{'a' * 15}.json": b""}
    desk.formation.buckets[BUCKET].update(theirs)

    for number in range(8):
        desk.deploys(packs(f"zip {number}".encode(), memory=1024 + number))

    assert theirs.items() < desk.formation.buckets[BUCKET].items()
    assert len(desk.formation.buckets[BUCKET]) == 15 + len(theirs)


def test_what_the_deploy_names_is_in_the_template() -> None:
    written = (ROOT / ".chalice" / "resources.yaml").read_text("utf-8")

    for name in (*updating.LASTING, *AS_BEFORE):
        assert f"\n  {name}:\n" in written, name


def test_a_stage_without_its_file_is_refused_in_a_pipeline_before_anything_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--stage", "nowhere", "--yes"]) == 1
    assert capsys.readouterr().err.startswith("✗ ")


def test_a_stage_of_any_name_is_packaged() -> None:
    assert [packaged_as(name) for name in ("prod", "dev", "test")] == ["prod", "dev", "dev"]


def test_a_setting_that_the_template_does_not_know_is_told(desk: Desk) -> None:
    deploy(desk.operator(), "prod", STAGE, packs(), {"ManageMailIdentity": "false"})

    assert "! The template knows no ManageMailIdentity: what the stage's file says of it has no effect." in desk.said


def test_nothing_is_made_or_brought_back_in_another_account_than_the_stages(desk: Desk) -> None:
    elsewhere = msgspec.structs.replace(STAGE, account="210987654321")

    with pytest.raises(Trouble, match="of the account 111122223333, and the stage's file says account = 210987654321"):
        deploy(desk.operator(), "prod", elsewhere, packs())

    assert [call.operation for call in desk.aws.calls] == ["sts.GetCallerIdentity"]
    deploy(desk.operator(), "prod", msgspec.structs.replace(STAGE, account="111122223333"), packs())
    assert desk.formation.status == "CREATE_COMPLETE"


def test_a_bucket_of_somebody_elses_is_refused_with_the_way_out(desk: Desk) -> None:
    desk.aws.answers["s3.CreateBucket"] = Refusal("BucketAlreadyExists")

    with pytest.raises(
        Trouble, match=r'belongs to another account: name another one in the stage\'s file, artefact_bucket = "…"'
    ):
        desk.deploys()


@pytest.mark.parametrize("tags", [[], [{"Key": "juttu:stage", "Value": "test"}]])
def test_a_bucket_that_holds_something_of_others_is_left_alone(desk: Desk, tags: list[dict[str, str]]) -> None:
    desk.formation.buckets[BUCKET] = {"theirs": b"1"}
    if tags:
        desk.formation.bucket_tags[BUCKET] = tags

    with pytest.raises(
        Trouble, match=rf"^The bucket {BUCKET} is not this stage's, and there is something in it: name another one"
    ):
        desk.deploys()

    assert desk.formation.buckets[BUCKET] == {"theirs": b"1"}
    assert desk.aws.said("s3.PutBucketPolicy") == []
    desk.formation.buckets[BUCKET].clear()
    desk.deploys()
    assert desk.formation.status == "CREATE_COMPLETE"


# ------------------------------------------------------------------------------------------------- what is asked


def test_nothing_is_changed_before_somebody_goes_on(desk: Desk) -> None:
    with pytest.raises(Trouble, match=r"^Nothing was changed\. In a pipeline, --yes \(YES=1\) goes on unasked\.$"):
        desk.deploys(yes=False)

    assert desk.asked == ["Go on? (y) "]
    assert desk.formation.status == "REVIEW_IN_PROGRESS"
    assert desk.formation.sets == {}
    desk.answers["Go on?"] = "y"
    desk.deploys(yes=False)
    assert desk.formation.status == "CREATE_COMPLETE"


def test_what_endangers_data_is_named_and_needs_the_stages_name_even_in_a_pipeline(desk: Desk) -> None:
    desk.deploys()
    desk.formation.changes = [
        change(
            "Table",
            TABLE,
            "Modify",
            Replacement="True",
            PolicyAction="ReplaceAndRetain",
            PhysicalResourceId="juttu-prod",
        )
    ]

    with pytest.raises(Trouble, match=r"^Nothing was changed: Table would go\. Undo what asks for that"):
        desk.deploys(packs(memory=1024), yes=True)

    assert desk.said[4] == (
        "✗ Table (juttu-prod), which keeps conversations, accounts' profiles and settings, is replaced by an empty one: the old one"
        " stays in the account, and nothing uses it."
    )
    assert desk.formation.status == "CREATE_COMPLETE"
    assert "Deny" in desk.formation.policy
    desk.answers["Write the stage's name"] = "prod"
    desk.deploys(packs(memory=1024), yes=True)
    assert desk.formation.status == "UPDATE_COMPLETE"
    policies = [
        len(json.loads(each["StackPolicyBody"])["Statement"]) for each in desk.aws.said("cloudformation.SetStackPolicy")
    ]
    assert policies == [2, 1, 2, 2]


def test_what_was_let_once_is_let_no_more_when_it_has_failed(desk: Desk) -> None:
    desk.deploys()
    desk.formation.changes = [change("Table", TABLE, "Remove")]
    desk.answers["Write the stage's name"] = "prod"
    desk.formation.fails = ("APIHandler", "No.")

    with pytest.raises(Trouble, match=r"^juttu-prod is as it was before"):
        desk.deploys(packs(memory=1024))

    assert "Deny" in desk.formation.policy


# ------------------------------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("reason", "step"),
    [
        (
            "juttu already exists in stack arn:…",
            "look whose that is: delete or rename it only where nobody uses it any more",
        ),
        ("User: a is not authorized to perform: dynamodb:CreateTable", "let these credentials do that"),
        ("Service quota exceeded", "ask AWS for more of it in the Service Quotas console"),
        ("The value is wrong", "mend that, and deploy again"),
    ],
)
def test_a_failed_first_deploy_says_why_with_the_next_step_and_is_deleted_by_the_next_run(
    desk: Desk, reason: str, step: str
) -> None:
    desk.formation.fails = ("Table", reason)
    desk.aws.answers["cloudformation.ListStackResources"] = {"StackResourceSummaries": []}

    with pytest.raises(Trouble) as failed:
        desk.deploys()

    assert str(failed.value).startswith(
        f"juttu-prod could not be created: Table says: {reason}. It holds nothing: {step}"
    )
    desk.formation.fails = None
    desk.deploys()
    assert "! juttu-prod was never whole (ROLLBACK_COMPLETE): deleting what is left of it." in desk.said
    assert desk.formation.status == "CREATE_COMPLETE"


def test_what_cloudformation_finds_before_it_makes_anything_is_told_by_its_resource(desk: Desk) -> None:
    desk.formation.invalid = {
        "OutboxQueue": "Resource of type 'AWS::SQS::Queue' with identifier 'juttu-prod-outbox' already exists."
    }

    with pytest.raises(
        Trouble,
        match=r"no change set of the template: OutboxQueue says: .*'juttu-prod-outbox' already exists\. Now look whose that is",
    ):
        desk.deploys()

    desk.aws.answers["cloudformation.DescribeEvents"] = Refusal("AccessDenied")
    with pytest.raises(Trouble, match=r"no change set of the template: The following hook\(s\)/validation failed"):
        desk.deploys()
    desk.formation.invalid = {}
    desk.deploys()
    assert desk.formation.status == "CREATE_COMPLETE"


def test_a_failed_update_leaves_the_stack_as_it_was(desk: Desk) -> None:
    desk.deploys()
    desk.formation.fails = ("APIHandler", "Code is too large")

    with pytest.raises(
        Trouble, match=r"^juttu-prod is as it was before: APIHandler says: Code is too large\. Now mend that"
    ):
        desk.deploys(packs(memory=1024))

    assert desk.formation.tags["juttu:version"] == "1.0.0"
    desk.formation.fails = None
    desk.deploys(packs(memory=1024))
    assert desk.formation.status == "UPDATE_COMPLETE"


def test_a_stack_that_is_stuck_half_way_back_is_refused_with_the_command(desk: Desk) -> None:
    desk.deploys()
    desk.formation.status = "UPDATE_ROLLBACK_FAILED"

    with pytest.raises(
        Trouble, match=r"`aws cloudformation continue-update-rollback --stack-name juttu-prod --region eu-north-1`"
    ):
        desk.deploys()


def test_what_an_earlier_run_has_begun_is_followed_to_its_end(desk: Desk) -> None:
    desk.formation.looks = 3
    real = desk.operator()

    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deploy(
            Operator(account=real.account, says=real.says, asks=real.asks, yes=True, sleep=interrupted, now=real.now),
            "prod",
            STAGE,
            packs(),
        )
    assert desk.formation.status == "CREATE_IN_PROGRESS"

    desk.deploys()

    assert desk.said[0] == "! juttu-prod is being changed already (CREATE_IN_PROGRESS): following it."
    assert desk.said[-1].startswith("✓ juttu-prod is ")


def left_of(desk: Desk, status: str, *, items: int, users: int) -> None:
    """Have a stack stand so, with its table and its pool still there."""
    desk.formation.status, desk.formation.protected = status, desk.name == "prod"
    desk.aws.answers |= {
        "cloudformation.ListStackResources": {
            "StackResourceSummaries": [
                stacks.resource("Table", TABLE, "juttu-prod", status="DELETE_FAILED"),
                stacks.resource("UserPool", "AWS::Cognito::UserPool", "eu-north-1_A", status="DELETE_FAILED"),
                stacks.resource("Gone", TABLE, "juttu-prod-2", status="DELETE_COMPLETE"),
            ]
        },
        "dynamodb.Scan": {"Items": [{"pk": {"S": "conversation#1"}}] * items},
        "dynamodb.UpdateTable": {},
        "cognito-idp.ListUsers": {"Users": [{"Username": "first.admin"}] * users},
        "cognito-idp.UpdateUserPool": {},
    }


@pytest.mark.parametrize("name", ["prod", "test"])
@pytest.mark.parametrize(
    ("items", "users", "what"), [(1, 0, "juttu-prod has items"), (0, 1, "eu-north-1_A has accounts")]
)
def test_what_is_left_of_a_stage_is_never_deleted_while_there_is_something_in_it(
    name: str, items: int, users: int, what: str
) -> None:
    desk = Desk(name=name)
    left_of(desk, "DELETE_FAILED", items=items, users=users)

    with pytest.raises(
        Trouble, match=rf"not deleted whole, and yet {what}: nothing was deleted.*`make destroy STAGE={name}`"
    ):
        desk.deploys()

    assert desk.aws.said("cloudformation.DeleteStack") == []
    assert desk.formation.protected == (name == "prod")


def test_what_is_left_of_a_stage_is_deleted_while_it_is_empty(desk: Desk) -> None:
    left_of(desk, "ROLLBACK_FAILED", items=0, users=0)

    desk.deploys()

    assert [dict(each) for each in desk.aws.said("dynamodb.UpdateTable")] == [
        {"TableName": "juttu-prod", "DeletionProtectionEnabled": False}
    ]
    assert [each["UserPoolId"] for each in desk.aws.said("cognito-idp.UpdateUserPool")] == ["eu-north-1_A"]
    assert desk.formation.status == "CREATE_COMPLETE"


def test_a_table_that_was_deleted_by_hand_keeps_nobody_from_beginning_anew(desk: Desk) -> None:
    left_of(desk, "DELETE_FAILED", items=0, users=0)
    desk.aws.answers["dynamodb.Scan"] = Refusal("ResourceNotFoundException")

    desk.deploys()

    assert desk.aws.said("dynamodb.UpdateTable") == []
    assert desk.formation.status == "CREATE_COMPLETE"


def counted(prepare: Callable[[Desk], Any], then: Callable[[Desk], Any]) -> Iterator[tuple[int, Desk]]:
    """Yield a desk for each call of a deploy, at which that call is about to be refused once."""
    whole = Desk()
    prepare(whole)
    before = len(whole.aws.calls)
    then(whole)
    for number in range(before, len(whole.aws.calls)):
        desk = Desk()
        prepare(desk)
        desk.aws.fails_at = number
        yield number - before, desk


@pytest.mark.parametrize(
    "prepare",
    [lambda desk: None, lambda desk: desk.deploys(packs(b"old", "0.9.0", memory=256))],
    ids=["first", "upgrade"],
)
def test_a_deploy_that_is_refused_at_any_call_is_finished_by_the_next_and_leaves_the_same(
    prepare: Callable[[Desk], Any],
) -> None:
    whole = Desk()
    prepare(whole)
    whole.deploys()
    refused = 0

    for _, desk in counted(prepare, lambda desk: desk.deploys()):
        with pytest.raises(Refused, match="ServiceUnavailable"):
            desk.deploys()
        refused += 1
        desk.deploys()
        assert desk.formation.image() == whole.formation.image()

    assert refused > 15


def away(desk: Desk, theirs: Callable[[str, Path | None], Release]) -> Operator:
    """Return who looks away while their deploy is under way, until somebody else's that came after it is over."""
    mine = desk.operator()
    begun: list[float] = []

    def sleep(seconds: float) -> None:
        mine.sleep(seconds)
        if desk.formation.status == "UPDATE_IN_PROGRESS" and not begun:
            begun.append(seconds)
            with contextlib.suppress(Trouble):
                deploy(dataclasses.replace(mine, says=lambda _: None), "prod", STAGE, theirs)

    return dataclasses.replace(mine, sleep=sleep)


@pytest.mark.parametrize("mine_fails", [True, False])
def test_each_of_two_deploys_tells_its_own_end(desk: Desk, *, mine_fails: bool) -> None:
    desk.deploys()
    desk.formation.looks = 2
    refused = ("APIHandler", "no such memory")
    desk.formation.fails = refused if mine_fails else None

    def theirs(stage: str, previous: Path | None) -> Release:
        desk.formation.fails = None if mine_fails else refused
        return packs(b"theirs", memory=2048)(stage, previous)

    expected = r"as it was before: APIHandler says: no such memory"
    with pytest.raises(Trouble, match=expected) if mine_fails else contextlib.nullcontext():
        deploy(away(desk, theirs), "prod", STAGE, packs(b"mine", memory=1024))

    assert desk.formation.status == ("UPDATE_COMPLETE" if mine_fails else "UPDATE_ROLLBACK_COMPLETE")


def test_what_somebody_else_has_deployed_since_is_told(desk: Desk) -> None:
    desk.deploys()
    desk.formation.looks = 2

    deploy(away(desk, packs(b"theirs", "1.0.1", memory=2048)), "prod", STAGE, packs(b"mine", memory=1024))

    theirs = desk.formation.tags["juttu:artefact"]
    assert f" was deployed, and somebody else has deployed {theirs} since: " in desk.said[-1]


@pytest.mark.parametrize("still", [True, False], ids=["goes on", "has ended"])
def test_who_is_overtaken_while_they_are_asked_is_told_so_and_changes_nothing(desk: Desk, *, still: bool) -> None:
    desk.deploys()
    theirs = dataclasses.replace(desk.operator(), says=lambda _: None)

    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    def asks(_: str) -> str:
        desk.formation.looks = 9 if still else 1
        other = dataclasses.replace(theirs, sleep=interrupted) if still else theirs
        with contextlib.suppress(KeyboardInterrupt):
            deploy(other, "prod", STAGE, packs(b"theirs", memory=2048))
        return "y"

    expected = "is changing juttu-prod just now" if still else "has changed juttu-prod in the meantime"
    with pytest.raises(Trouble, match=f"Somebody else {expected}.*, and this run has changed nothing: run it again"):
        deploy(dataclasses.replace(desk.operator(yes=False), asks=asks), "prod", STAGE, packs(b"mine", memory=1024))
    desk.deploys(packs(b"mine", memory=1024))

    assert desk.formation.resources["APIHandler"]["Properties"]["MemorySize"] == 1024


def test_an_event_that_two_pages_have_is_told_once(desk: Desk) -> None:
    desk.deploys()
    desk.formation.events = [each for each in desk.formation.events for _ in range(2)]
    desk.said.clear()

    updating.followed(desk.operator(), "juttu-prod", None)

    assert desk.said.count("✓ Table made") == 1


def test_an_operation_after_which_others_have_deployed_is_not_waited_for(desk: Desk) -> None:
    desk.deploys()
    token = next(each["ClientRequestToken"] for each in desk.formation.events if each.get("ClientRequestToken"))
    desk.deploys(packs(memory=1024))
    desk.said.clear()
    begun = desk.time

    ended = updating.followed(desk.operator(), "juttu-prod", token)

    assert ended.status == "CREATE_COMPLETE"
    assert "✓ Table made" in desk.said
    assert desk.time - begun < 10
    desk.formation.events = [each for each in desk.formation.events if each.get("ClientRequestToken") != token]
    with pytest.raises(
        Trouble, match=r"Its own events do not say how this has ended: .* juttu-prod is UPDATE_COMPLETE"
    ):
        updating.followed(desk.operator(), "juttu-prod", token)
    assert desk.time - begun < 120


def test_a_line_is_worth_only_what_is_done_or_has_failed() -> None:
    def told(status: str, **more: str) -> str | None:
        return updating.event_told(
            {"LogicalResourceId": "Table", "ResourceType": TABLE, "ResourceStatus": status, **more}
        )

    assert told("CREATE_IN_PROGRESS") is None
    assert told("CREATE_COMPLETE") == "✓ Table made"
    assert told("DELETE_SKIPPED") == "✓ Table left in the account"
    assert told("UPDATE_FAILED", ResourceStatusReason="No.") == "✗ Table: No."


# ------------------------------------------------------------------------------------------- before, and after it

WITH_DOMAIN = msgspec.structs.replace(STAGE, domain="your.example")
CERTIFICATE = "arn:aws:acm:eu-north-1:111122223333:certificate/1"


def of_certificate(status: str) -> dict[str, Any]:
    return {
        "acm.DescribeCertificate": {
            "Certificate": {
                "CertificateArn": CERTIFICATE,
                "DomainName": "chat.your.example",
                "SubjectAlternativeNames": ["chat.your.example", "ws.chat.your.example"],
                "Status": status,
                "Type": "AMAZON_ISSUED",
                "DomainValidationOptions": [
                    {
                        "DomainName": f"{name}.your.example",
                        "ResourceRecord": {
                            "Name": f"_{name}.your.example.",
                            "Type": "CNAME",
                            "Value": "_a.acm-validations.aws.",
                        },
                    }
                    for name in ("chat", "ws.chat")
                ],
            }
        },
        "acm.RequestCertificate": {"CertificateArn": CERTIFICATE},
        "acm.ListCertificates": {"CertificateSummaryList": []},
    }


def found(level: Level = "ok") -> Callable[..., Findings]:
    return lambda *_: Findings((Finding(level, "Something was found."),), {"ManageMailIdentity": "true"})


def test_what_is_in_the_way_is_told_and_nothing_is_made(desk: Desk) -> None:
    with pytest.raises(Trouble, match=r"^Nothing was changed: what is marked ✗ is in the way\."):
        prepared(desk.operator(), "prod", WITH_DOMAIN, found("stop"))

    assert desk.said == ["✗ Something was found."]
    assert desk.aws.calls == []


def test_a_certificate_that_waits_stops_a_deploy_with_its_records_and_nothing_else_is_made(desk: Desk) -> None:
    desk.aws.answers |= of_certificate("PENDING_VALIDATION")

    with pytest.raises(Trouble, match=r"put them, wait some minutes, and run this again\. Nothing else was made\.$"):
        prepared(desk.operator(), "prod", WITH_DOMAIN, found())

    assert desk.said[2:] == [
        "    _chat.your.example  CNAME  _a.acm-validations.aws",
        "    _ws.chat.your.example  CNAME  _a.acm-validations.aws",
    ]
    changing = {call.operation for call in desk.aws.calls} - {"cloudformation.DescribeStacks"}
    assert changing == {"acm.ListCertificates", "acm.RequestCertificate", "acm.DescribeCertificate"}


def test_a_certificate_that_is_issued_decides_two_parameters(desk: Desk) -> None:
    desk.aws.answers |= of_certificate("ISSUED")

    assert prepared(desk.operator(), "prod", WITH_DOMAIN, found()) == {
        "ManageMailIdentity": "true",
        "Domain": "your.example",
        "Certificate": CERTIFICATE,
    }
    assert prepared(desk.operator(), "prod", STAGE, found("do")) == {"ManageMailIdentity": "true"}


def tried_with(desk: Desk, stage: Stage, targets: dict[str, str]) -> list[str]:
    desk.aws.answers |= of_certificate("ISSUED") | {"sesv2.GetEmailIdentity": Refusal("NotFoundException")}
    desk.formation.status, desk.formation.outputs = "CREATE_COMPLETE", {**OUTPUTS, **targets}
    trials: list[str] = []
    deployed = Stack(name="juttu-prod", status="CREATE_COMPLETE", outputs=desk.formation.outputs)

    def answers(name: str, kind: str) -> tuple[str, ...]:
        leads = {"chat.your.example": "chat.aws.example", "ws.chat.your.example": "ws.aws.example"}
        return (
            (leads[name],) if kind == "CNAME" and name in leads and targets["ChatTarget"] == "chat.aws.example" else ()
        )

    tried(
        desk.operator(),
        "prod",
        stage,
        deployed,
        answers=answers,
        tries=lambda stack, _account, _says: trials.append(stack.name),
    )
    return trials


def test_a_stage_is_tried_once_its_names_lead_to_it(desk: Desk) -> None:
    assert tried_with(desk, WITH_DOMAIN, {"ChatTarget": "other.aws.example", "SocketTarget": "ws.aws.example"}) == []
    assert desk.said[-1] == "→ Once the chat's two names lead to the stage, try it with `make smoke STAGE=prod`."

    targets = {"ChatTarget": "chat.aws.example", "SocketTarget": "ws.aws.example"}
    assert tried_with(desk, WITH_DOMAIN, targets) == ["juttu-prod"]


def test_without_a_domain_it_is_tried_at_once(desk: Desk) -> None:
    assert tried_with(desk, STAGE, {"ChatTarget": ""}) == ["juttu-prod"]
