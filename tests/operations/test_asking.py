"""What a stage's file lacks is asked once: what is asked, what is taken, and what is left as somebody wrote it."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from operations import asking, stages
from operations.stages import Question
from operations.trouble import Trouble

ANSWERS = {each.field: each.example for each in stages.QUESTIONS}
BEGUN = """\
# Ours.
region = "eu-west-1"  # near to the office
staff_networks = [
  "192.0.2.0/24",
]

[sizes]
rest_burst = 500  # as measured
"""


class Person:
    """Somebody who answers what they are asked; each of `tries` once, before the answer that stays."""

    def __init__(self, **tries: str) -> None:
        self.tries = tries
        self.asked: list[str] = []
        self.said: list[str] = []

    def answer(self, question: Question) -> str:
        self.asked.append(question.field)
        return self.tries.pop(question.field.replace(".", "_"), ANSWERS[question.field])


def test_a_new_stage_is_asked_everything_and_never_again(tmp_path: Path) -> None:
    person = Person()

    stage = asking.complete("prod", tmp_path, person.answer, person.said.append)

    assert person.asked == [each.field for each in stages.QUESTIONS]
    assert (stage.region, stage.domain, stage.alerts_to) == ("eu-north-1", "your.example", "operations@your.example")
    assert person.said == [
        f"{tmp_path}/prod.toml lacks 9 answers; each is asked once.",
        f"✓ {tmp_path}/prod.toml is complete: put it into git.",
    ]
    assert asking.complete("prod", tmp_path, person.answer, person.said.append) == stage
    assert len(person.asked) == 9


def test_only_what_is_missing_is_asked_and_what_somebody_wrote_stays(tmp_path: Path) -> None:
    file = tmp_path / "prod.toml"
    file.write_text(BEGUN, "utf-8")
    person = Person()

    stage = asking.complete("prod", tmp_path, person.answer, person.said.append)

    assert "region" not in person.asked
    written = file.read_text("utf-8")
    assert written.startswith(BEGUN.partition("\n[sizes]")[0])
    assert "rest_burst = 500  # as measured\n" in written
    assert (stage.region, stage.sizes.rest_burst, stage.controller) == ("eu-west-1", 500, "Your Company Ltd")


def test_every_answer_stands_under_its_question(tmp_path: Path) -> None:
    asking.complete("prod", tmp_path, Person().answer, list[str]().append)

    lines = (tmp_path / "prod.toml").read_text("utf-8").splitlines()
    for each in stages.QUESTIONS:
        assert lines[lines.index(f"# {each.asks}") + 1].startswith(f"{each.field.rpartition('.')[2]} = ")


def test_a_wrong_answer_is_asked_again_with_a_sentence(tmp_path: Path) -> None:
    person = Person(region="us-east-1", mail_from="chat", seeds_dialogue="yesterday", controller="")

    asking.complete("prod", tmp_path, person.answer, person.said.append)

    assert person.said[1:-1] == [
        "✗ " + stages.outside_of_the_eu("us-east-1"),
        '✗ controller has to be some words in one line, and is "".',
        '✗ mail_from has to be an address such as chat@your.example, and is "chat".',
        '✗ seeds.dialogue has to be a date such as 2026-11-02, and is "yesterday".',
    ]
    assert person.asked.count("region") == 2


def test_no_domain_is_an_answer_too(tmp_path: Path) -> None:
    person = Person(domain="", alerts_to=" ")

    stage = asking.complete("prod", tmp_path, person.answer, person.said.append)

    assert (stage.domain, stage.alerts_to) == (None, None)
    assert "Domain" not in stages.parameters_of("prod", stage)
    assert tomllib.loads((tmp_path / "prod.toml").read_text("utf-8"))["domain"] == ""
    asked = len(person.asked)
    asking.complete("prod", tmp_path, person.answer, person.said.append)
    assert len(person.asked) == asked


def test_what_was_answered_before_somebody_left_is_kept(tmp_path: Path) -> None:
    def leave(question: Question) -> str:
        if question.field == "mail_from":
            raise EOFError
        return ANSWERS[question.field]

    with pytest.raises(
        Trouble, match=r"Nothing more was answered\. What was is in .*prod\.toml: run the same command again"
    ):
        asking.complete("prod", tmp_path, leave, list[str]().append)
    person = Person()
    asking.complete("prod", tmp_path, person.answer, person.said.append)
    assert person.asked[0] == "mail_from"


def test_where_nobody_can_answer_everything_that_is_missing_is_said(tmp_path: Path) -> None:
    (tmp_path / "prod.toml").write_text(BEGUN + 'rest_brust = 1\n[seeds]\nadministrator = "first.admin"\n', "utf-8")

    with pytest.raises(Trouble) as refused:
        asking.complete("prod", tmp_path)
    assert [line.partition(" is ")[0] for line in str(refused.value).splitlines()[1:]] == [
        "- controller",
        "- mail_from",
        "- seeds.given_name",
        "- seeds.dialogue",
        "- seeds.site",
        "- sizes.rest_brust",
        "- Say what",
    ]
    assert str(refused.value).endswith("or run `make preflight STAGE=prod` on a terminal, which asks for it.")


def test_where_nobody_can_answer_what_may_be_left_out_is_left_out(tmp_path: Path) -> None:
    asking.complete("prod", tmp_path, Person(domain="").answer, list[str]().append)
    file = tmp_path / "prod.toml"
    file.write_text("\n".join(line for line in file.read_text("utf-8").splitlines() if "alerts" not in line), "utf-8")

    assert asking.complete("prod", tmp_path).alerts_to is None


def test_whoever_names_a_stage_that_there_is_not_is_told_those_that_there_are(tmp_path: Path) -> None:
    asking.complete("prod", tmp_path, Person().answer, list[str]().append)
    person = Person()

    with pytest.raises(Trouble, match=r"- There is no such file, or it is empty \(there is a file of prod\)\."):
        asking.complete("prdo", tmp_path)
    asking.complete("prdo", tmp_path, person.answer, person.said.append)
    assert person.said[0] == "There is no stage prdo yet (there is a file of prod): Ctrl-C if one of those was meant."


def test_nobody_deploys_the_example() -> None:
    with pytest.raises(Trouble, match="choose another name for a stage, such as prod or test"):
        asking.complete("example")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('region = "eu-north-1"\nzoom = 1\n', "- zoom is nothing that a stage has."),
        ('seeds = "none"\n', '- seeds has to be a table, and is "none".'),
    ],
)
def test_what_is_wrong_already_is_said_before_anything_is_asked(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "prod.toml").write_text(text, "utf-8")
    person = Person()

    with pytest.raises(Trouble) as refused:
        asking.complete("prod", tmp_path, person.answer, person.said.append)
    assert str(refused.value).splitlines()[1:] == [sentence]
    assert person.asked == []


def test_nobody_is_asked_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    def terminal(*, there: bool) -> Callable[[], bool]:
        return lambda: there

    for stdin, stdout in ((False, True), (True, False)):
        monkeypatch.setattr("sys.stdin.isatty", terminal(there=stdin), raising=False)
        monkeypatch.setattr("sys.stdout.isatty", terminal(there=stdout), raising=False)
        assert asking.at_terminal() is None
