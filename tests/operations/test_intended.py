"""What a stage's file intends, against what the template and AWS take."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from operations import intended, stages
from operations.findings import Finding, Level
from operations.package import ROOT
from operations.release import Release, Runtime
from tests.operations.test_preflight import SITE, STAGE


def of_settings(name: str = "test", **otherwise: Any) -> list[Finding]:
    return list(intended.of_settings(name, msgspec.structs.replace(STAGE, **otherwise), ROOT))


def test_of_a_stage_that_is_well_nothing_is_said() -> None:
    assert of_settings() == []
    assert of_settings(mail_from="chat@mail.your.example", mail_domain="your.example") == []
    assert of_settings(zone="Europe/Stockholm") == []


@pytest.mark.parametrize("mail_domain", ["other.example", "our.example", "mail.your.example"])
def test_the_sender_is_of_the_mail_domain_or_under_it(mail_domain: str) -> None:
    assert of_settings(mail_domain=mail_domain) == [
        Finding(
            "stop",
            f"mail_from is chat@your.example, which is not under mail_domain {mail_domain}: make them agree in stages/test.toml.",
        )
    ]


def test_a_zone_is_one_that_the_template_takes() -> None:
    assert of_settings(zone="Europe/Helsinky") == [
        Finding(
            "stop",
            "zone is Europe/Helsinky, which is no time zone: name one such as Europe/Helsinki in stages/test.toml, or leave it out.",
        )
    ]


OLD = Runtime(name="python3.11", deprecated=date(2027, 6, 30), update_block=date(2027, 8, 31))
NEW = Runtime(name="python3.13", deprecated=date(2029, 6, 30), update_block=date(2029, 8, 31))
RELEASED = Release(version="0.1.0", date=date(2026, 12, 15), runtime="python3.13")
OTHERWISE = "rm -rf .venv .make/python && make deploy STAGE=test PYTHON=python3.13"


@pytest.mark.parametrize(
    ("packaged", "today", "finding"),
    [
        (NEW, date(2029, 6, 29), Finding("ok", "Python 3.13, which Lambda runs until 2029-06-30")),
        (
            OLD,
            date(2027, 6, 29),
            Finding(
                "note",
                (
                    "Python 3.11 is packaged for python3.11, which Lambda deprecates on 2027-06-30 and lets nobody change after"
                    " 2027-08-31; a release is for Python 3.13."
                ),
                OTHERWISE,
            ),
        ),
        (
            OLD,
            date(2027, 9, 1),
            Finding(
                "stop",
                (
                    "Python 3.11 is packaged for python3.11, of which Lambda has let nobody deploy anything since 2027-08-31: use Python"
                    " 3.13."
                ),
                OTHERWISE,
            ),
        ),
    ],
)
def test_the_python_that_packages_is_said_with_its_end_on_lambda(
    packaged: Runtime, today: date, finding: Finding
) -> None:
    assert intended.of_runtime(packaged, RELEASED, "test", today) == finding


def test_a_runtime_without_support_is_something_to_do_while_it_can_still_be_left() -> None:
    assert [intended.of_runtime(each, RELEASED, "test", each.deprecated).level for each in (OLD, NEW)] == ["do", "do"]


@pytest.mark.parametrize(
    ("network", "wrong"),
    [
        ("192.0.2.0/24", ""),
        ("192.0.2.7/32", ""),
        ("2001:db8::/48", ""),
        ("192.0.2.66/29", "whose network is 192.0.2.64/29: write that"),
        ("2001:db8:0::/48", "whose network is 2001:db8::/48: write that"),
        ("0.0.0.0/0", "which is everybody: name your own networks"),
        ("::/0", "which is everybody: name your own networks"),
        ("192.0.2.0/33", "which is no network: write one such as 192.0.2.0/24"),
    ],
)
def test_a_network_of_staff_is_one_that_the_firewall_takes(network: str, wrong: str) -> None:
    assert intended.of_network(network) == wrong
    sentence = f"staff_networks has {network}, {wrong} in stages/test.toml."
    assert of_settings(staff_networks=(network,)) == ([Finding("stop", sentence)] if wrong else [])


@pytest.mark.parametrize(
    ("key", "value", "taken"),
    [
        ("owner", "web", True),
        ("cost centre", "Käyttö/42 = web_1.0+x@y:z-1", True),
        ("owner", "", False),  # CloudFormation takes no tag without a value
        ("owner", "R&D", False),  # IAM refuses it, in the middle of a creation
        ("owner", "a,b", False),
        ("owner", "😀", False),
        ("own(er)", "web", False),
        ("aws:owner", "web", False),
        ("AWS:owner", "web", False),
        ("juttu:stage", "x", False),
        ("", "x", False),
        ("k" * 129, "x", False),
        ("k", "v" * 257, False),
    ],
)
def test_a_tag_is_one_that_aws_takes_and_no_other_is_written_over(key: str, value: str, taken: bool) -> None:
    assert [each.level for each in of_settings(tags={key: value})] == ([] if taken else ["stop"])


def test_tags_are_no_more_than_aws_takes() -> None:
    assert of_settings(tags={f"tag {each}": "x" for each in range(45)}) == []
    assert [each.level for each in of_settings(tags={f"tag {each}": "x" for each in range(46)})] == ["stop"]


def test_a_key_for_the_table_is_of_its_region() -> None:
    key = "arn:aws:kms:{}:123456789012:key/11111111-2222-3333-4444-555555555555"

    assert of_settings(table_key=key.format("eu-north-1")) == []
    assert of_settings(table_key=key.format("eu-west-1")) == [
        Finding(
            "stop",
            "table_key is a key of another region than eu-north-1, where the table is: name one of it in stages/test.toml.",
        )
    ]


def test_the_demos_notice_is_in_the_way_of_prod_and_of_no_other_stage() -> None:
    (finding,) = of_settings("prod")

    assert finding.level == "stop"
    assert "are still the demo's, and prod needs the company's own" in finding.sentence
    assert of_settings("test") == []


@pytest.mark.parametrize(
    ("otherwise", "begins"),
    [
        ({"domain": None}, "Without a domain the chat is at AWS's own names"),
        ({"domain": "chat.your.example"}, "domain is chat.your.example, so the chat will be at chat.chat.your.example"),
        ({"alerts_to": None}, "Nobody is told of alarms: say alerts_to in stages/test.toml."),
        (
            {"alerts_to": None, "budget": 40},
            "Nobody is told of alarms, nor of the budget: say alerts_to in stages/test.toml.",
        ),
    ],
)
def test_what_may_be_meant_otherwise_is_said(otherwise: dict[str, Any], begins: str) -> None:
    (finding,) = of_settings(**otherwise)

    assert finding.level == "note"
    assert finding.sentence.startswith(begins)


def test_a_site_that_cannot_be_read_is_in_the_way_of_the_first_deploy_only(tmp_path: Path) -> None:
    def said(level: Level) -> list[Finding]:
        return list(intended.of_site(STAGE, tmp_path, tmp_path, level))

    words = "The first site cannot be read from site.json beside the stage's file: there is no such file."
    (missing,) = said("stop")
    assert (missing.level, missing.sentence) == ("stop", words)
    assert [each.level for each in said("note")] == ["note"]
    (tmp_path / "site.json").mkdir()
    (folder,) = said("stop")
    assert folder.sentence.endswith("beside the stage's file: Is a directory.")
    (tmp_path / "site.json").rmdir()
    (tmp_path / "site.json").write_text("{", "utf-8")
    (wrong,) = said("stop")
    assert "The file is no JSON" in wrong.sentence
    (tmp_path / "site.json").write_text(json.dumps(SITE), "utf-8")
    assert said("stop") == []


def test_what_a_copy_of_the_example_still_says_of_somebody_else_is_named_and_all_else_is_let_be() -> None:
    copied = stages.read("example")
    own = msgspec.structs.replace(
        copied,
        controller="Our Company Ltd",
        domain="ours.example",
        mail_from="chat@ours.example",
        alerts_to="us@ours.example",
    )

    (finding,) = intended.of_example("prod", copied, ROOT)

    assert finding == Finding(
        "stop",
        "stages/prod.toml still says what stages/example.toml says: write your own in the place of each.",
        'controller = "Your Company Ltd"\nmail_from = "chat@your.example"\ndomain = "your.example"\n'
        'alerts_to = "operations@your.example"',
    )
    assert list(intended.of_example("prod", own, ROOT)) == []


@pytest.mark.parametrize(
    ("otherwise", "left"),
    [
        ({"mail_from": "info@your.example"}, 'mail_from = "info@your.example"'),
        ({"controller": "YOUR COMPANY LTD"}, 'controller = "YOUR COMPANY LTD"'),
        ({"account": "123456789012"}, 'account = "123456789012"'),
        ({"artefact_bucket": "your-company-artefacts"}, 'artefact_bucket = "your-company-artefacts"'),
        ({"tags": {"mail": "a@your.example"}}, 'tags.mail = "a@your.example"'),
    ],
)
def test_what_was_changed_by_half_or_stood_there_as_a_comment_is_named_too(
    otherwise: dict[str, Any], left: str
) -> None:
    own = {
        "controller": "Our Ltd",
        "domain": "ours.example",
        "mail_from": "a@ours.example",
        "alerts_to": "b@ours.example",
    }

    (finding,) = intended.of_example("prod", msgspec.structs.replace(STAGE, **{**own, **otherwise}), ROOT)

    assert finding.command == left


def test_without_the_example_nothing_is_compared(tmp_path: Path) -> None:
    assert list(intended.of_example("prod", stages.read("example"), tmp_path)) == []


def test_a_site_that_still_is_the_examples_is_named(tmp_path: Path) -> None:
    (tmp_path / "site.json").write_text(json.dumps(SITE), "utf-8")
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "site.json").write_text(
        json.dumps({**SITE, "company": "Our Company Ltd", "origins": ["https://ours.example"]}), "utf-8"
    )

    (finding,) = intended.of_site(STAGE, tmp_path, ROOT, "stop")

    assert (finding.level, finding.command) == (
        "stop",
        'company = "Your Company Ltd"\norigins[0] = "https://www.your.example"',
    )
    assert list(intended.of_site(STAGE, ours, ROOT, "stop")) == []


def test_a_dialogue_that_is_still_to_come_is_no_dialogue_that_was_held() -> None:
    held = STAGE.seeds.dialogue if STAGE.seeds else date.max

    assert list(intended.of_dialogue("test", STAGE, held)) == []
    assert list(intended.of_dialogue("test", msgspec.structs.replace(STAGE, seeds=None), date.min)) == []
    assert [each.level for each in intended.of_dialogue("test", STAGE, held - timedelta(days=1))] == ["stop"]


def test_the_examples_day_is_one_that_nobody_can_have_meant() -> None:
    copied = stages.read("example")

    assert [each.level for each in intended.of_dialogue("prod", copied, datetime.now(UTC).date())] == ["stop"]


def test_the_limits_of_the_first_site_count(tmp_path: Path) -> None:
    (tmp_path / "site.json").write_text(json.dumps({**SITE, "limits": {"transcripts_a_site_a_day": 300}}), "utf-8")

    assert intended.limits_of(STAGE, tmp_path).transcripts_a_site_a_day == 300
    assert intended.limits_of(STAGE, tmp_path / "gone").transcripts_a_site_a_day == 100
