"""What a stage is to be: its file, what is asked for, and the parameters that come of it."""

import re
import tomllib
from pathlib import Path

import pytest

from local.cloud.cloud import TEMPLATE
from local.cloud.template import _document
from operations import stages
from operations.trouble import Trouble

WHOLE = """
region = "eu-north-1"
controller = "Your Company Ltd"
mail_from = "chat@mail.your.example"
domain = "your.example"
staff_networks = ["192.0.2.0/24", "2001:db8::/48"]
firewall = true
budget = 40

[sizes]
rest_burst = 500

[seeds]
administrator = "first.admin"
given_name = "Anna"
dialogue = 2026-11-02
site = "site.json"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "prod.toml").write_text(WHOLE, "utf-8")
    return tmp_path


def test_what_a_file_decides_becomes_the_templates_parameters_and_nothing_else_does(folder: Path) -> None:
    assert stages.parameters_of("prod", stages.read("prod", folder)) == {
        "Stage": "prod",
        "Controller": "Your Company Ltd",
        "Firewall": "true",
        "MailDomain": "mail.your.example",
        "MailFrom": "chat@mail.your.example",
        "RestBurst": "500",
        "StaffNetworks": "192.0.2.0/24",
        "StaffNetworks6": "2001:db8::/48",
    }


def test_everything_that_is_wrong_is_said_at_once(folder: Path) -> None:
    wrong = (
        WHOLE.replace('"eu-north-1"', '"north"').replace("rest_burst = 500", "rest_brust = 1").replace("40", '"much"')
    )
    (folder / "prod.toml").write_text(wrong.replace('given_name = "Anna"\n', ""), "utf-8")

    with pytest.raises(Trouble) as refused:
        stages.read("prod", folder)
    assert str(refused.value).splitlines()[1:] == [
        "- seeds.given_name is missing: What is their given name? For example 'Anna'.",
        '- region has to be a region such as eu-north-1, and is "north".',
        '- budget has to be a whole number from 1 to 1,000,000, and is "much".',
        "- sizes.rest_brust is nothing that a stage has.",
    ]


@pytest.mark.parametrize(
    ("controller", "shown"),
    [
        (" ", '" "'),
        ("Your Company Ltd\nBcc: a@b.example", '"Your Company Ltd\\nBcc: a@b.example"'),
        ("\u202ednammoC", '"\N{REPLACEMENT CHARACTER}dnammoC"'),
        ("\u200b", '"\N{REPLACEMENT CHARACTER}"'),
        ("C" * 100_000, '"' + "C" * 79 + "…"),
    ],
    ids=["blank", "lines", "turned", "nothing", "endless"],
)
def test_what_people_read_is_some_words_in_one_line_and_a_wrong_one_does_nothing_to_the_terminal(
    controller: str, shown: str
) -> None:
    asked = next(each for each in stages.QUESTIONS if each.field == "controller")
    kind = stages.kind_of(asked.field)

    assert stages.mistake("controller", controller, kind) == (
        f"controller has to be some words in one line, and is {shown}."
    )
    assert stages.mistake("controller", "Ämmä & Yritys Öy, 2.", kind) == ""


def test_a_size_beyond_all_sense_is_refused_before_aws_does_it_half_way(folder: Path) -> None:
    (folder / "prod.toml").write_text(WHOLE.replace("= 500", "= 5000000"), "utf-8")

    with pytest.raises(
        Trouble, match=r"sizes\.rest_burst has to be a whole number from 1 to 1,000,000, and is 5000000\."
    ):
        stages.read("prod", folder)


def test_a_stage_without_a_file_is_refused_with_the_way_to_one(folder: Path) -> None:
    (folder / "prod.toml").unlink(missing_ok=True)
    with pytest.raises(Trouble, match=r"test\.toml: `make deploy STAGE=test` asks for what it has to say"):
        stages.read("test", folder)


def test_whoever_names_a_stage_without_a_file_is_told_those_that_have_one(folder: Path) -> None:
    for name in ("prod", "dev", "example", "Not-a-stage"):
        (folder / f"{name}.toml").write_text("", "utf-8")

    with pytest.raises(Trouble, match=r"prdo\.toml \(there is a file of dev, prod\): `make deploy STAGE=prdo`"):
        stages.read("prdo", folder)


@pytest.mark.parametrize("name", ["", "Prod", "1st", "../prod", "a" * 17, "prod\n"])
def test_no_stage_is_called_so(name: str, folder: Path) -> None:
    with pytest.raises(Trouble, match="No stage can be called"):
        stages.path_of(name, folder)


def test_an_empty_file_lacks_everything_and_a_whole_one_only_what_may_be_left_out(folder: Path) -> None:
    assert [each.field for each in stages.lacking({})] == [each.field for each in stages.QUESTIONS]
    assert [each.field for each in stages.lacking(stages.written("prod", folder))] == ["alerts_to"]


def test_a_file_that_is_no_toml_is_refused_with_its_place(folder: Path) -> None:
    (folder / "prod.toml").write_text("region = eu", "utf-8")

    with pytest.raises(Trouble, match=r"prod\.toml cannot be read: .*line 1"):
        stages.read("prod", folder)


def test_the_region_is_the_files_else_awss_own_variables_else_stockholm(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_REGION", raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")

    assert stages.region_of("prod", folder) == "eu-north-1"
    assert stages.region_of("test", folder) == "eu-west-1"
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert stages.region_of("test", folder) == "eu-north-1"


@pytest.mark.parametrize("region", ["5", '""', '"eu-west-2"', '"mars 1"'])
def test_a_region_that_cannot_be_is_refused_by_commands_that_need_nothing_else_of_the_file(
    region: str, folder: Path
) -> None:
    (folder / "prod.toml").write_text(f"region = {region}\n", "utf-8")

    with pytest.raises(Trouble, match=r"prod\.toml cannot be used:\n- region has to be "):
        stages.region_of("prod", folder)


def test_the_eu_is_said_by_name_and_london_and_zurich_are_not_in_it() -> None:
    assert stages.outside_of_the_eu("eu-north-1") == ""
    for region in ("us-east-1", "eu-west-2", "eu-central-2"):
        assert stages.outside_of_the_eu(region) == (
            "region has to be one of the EU with every service (eu-central-1 Frankfurt, eu-north-1 Stockholm, eu-south-1 Milan,"
            f" eu-west-1 Ireland, eu-west-3 Paris), and is {region}."
        )


@pytest.mark.parametrize(
    ("key", "is_one"),
    [
        ("0a1b2c3d-0000-1111-2222-333344445555", True),
        ("mrk-0a1b2c3d00001111222233334444555f", True),  # of several regions: each has its own ARN
        ("mrk-it", False),
        ("mrk-mrk-0a1b2c3d", False),
    ],
)
def test_a_key_for_the_table_may_be_one_of_several_regions(key: str, is_one: bool, folder: Path) -> None:
    arn = f"arn:aws:kms:eu-north-1:123456789012:key/{key}"
    (folder / "prod.toml").write_text(f'table_key = "{arn}"{WHOLE}', "utf-8")

    assert list(stages.wrong(stages.written("prod", folder))) == (
        [] if is_one else [f'table_key has to be the ARN of a key of KMS, and is "{arn}".']
    )


def test_a_domain_is_no_longer_than_a_certificate_takes(folder: Path) -> None:
    def wrong(domain: str) -> list[str]:
        (folder / "prod.toml").write_text(WHOLE.replace('"your.example"\nstaff', f'"{domain}"\nstaff'), "utf-8")
        return list(stages.wrong(stages.written("prod", folder)))

    longest = f"{'a' * 51}.example"
    assert wrong(longest) == []
    assert wrong(f"a{longest}") == [
        f"domain is too long: ACM takes 64 characters for a certificate's first name, and chat.a{longest} has 65."
    ]


def test_what_is_written_as_empty_is_decided_and_only_what_may_be_left_out_is(folder: Path) -> None:
    (folder / "prod.toml").write_text(WHOLE.replace('"your.example"', '""') + "[tags]\n", "utf-8")
    assert stages.read("prod", folder).domain is None

    (folder / "prod.toml").write_text(WHOLE.replace('"Your Company Ltd"', '""'), "utf-8")
    with pytest.raises(Trouble, match=r'- controller has to be some words in one line, and is ""\.'):
        stages.read("prod", folder)


EXAMPLE = stages.FOLDER / "example.toml"


def test_the_example_is_a_stage_that_could_be() -> None:
    stage = stages.read("example")

    assert list(stages.mistakes(stages.written("example"))) == []
    assert (stage.region, stage.domain, stage.seeds and stage.seeds.site) == ("eu-north-1", "your.example", "site.json")


def test_the_example_names_everything_that_may_be_said() -> None:
    text = re.sub(r"^# ([a-z_]+ = )", r"\1", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE)
    whole = tomllib.loads(text)

    assert list(stages.mistakes(whole)) == []
    assert set(whole) == set(stages.Stage.__struct_fields__)
    assert set(whole["sizes"]) == set(stages.Sizes.__struct_fields__)
    assert set(whole["seeds"]) == set(stages.Seeds.__struct_fields__)


def test_the_template_takes_what_a_stage_and_a_look_decide_and_the_same_regions() -> None:
    template = _document(TEMPLATE.read_text("utf-8"))

    assert {"ManageMailIdentity", "Domain", "Certificate", *stages.PARAMETERS.values()} <= set(template["Parameters"])
    (rule,) = template["Rules"]["InTheUnion"]["Assertions"]
    assert set(rule["Assert"]["Fn::Contains"][0]) == set(stages.EU)
