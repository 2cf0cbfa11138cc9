"""What every command has in common: its end, and how it says what is in its way."""

import ast
import re
import subprocess
from collections.abc import Iterator, Sequence

import pytest

from chalicelib.chat.errors import NotFound, Refusal, TooMany, Unavailable
from operations import command
from operations.__main__ import ended
from operations.package import ROOT
from operations.trouble import Trouble


@command.tells_trouble
def done(arguments: Sequence[str] | None = None) -> int:
    return len(arguments or ())


def test_a_command_that_nothing_hinders_ends_as_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert (done([]), done(["a"])) == (0, 1)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("hinders", "told"),
    [
        (Trouble("The stage is not there: deploy it."), "✗ The stage is not there: deploy it.\n"),
        (NotFound(), f"✗ {NotFound.sentence}\n"),
        (TooMany(retry_after=7), f"✗ {TooMany.sentence} Try again in 7 s.\n"),
        (Unavailable(), f"✗ {Unavailable.sentence} Run the same command again: it goes on where it stopped.\n"),
        (
            Unavailable(retry_after=55),
            f"✗ {Unavailable.sentence} Run the same command again in 55 s: it goes on where it stopped.\n",
        ),
    ],
)
def test_what_is_in_its_way_is_one_sentence_and_the_exit_status(
    hinders: Trouble | Refusal, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    @command.tells_trouble
    def hindered(arguments: Sequence[str] | None = None) -> int:
        raise hinders

    assert hindered([]) == 1
    assert capsys.readouterr().err == told


@pytest.mark.parametrize(("given", "by"), [([], "operator"), (["--by", "maija.o"], "maija.o")])
def test_who_carries_it_out_is_said_for_the_access_log(given: list[str], by: str) -> None:
    made = command.parser("status", "how a stage is")
    command.signed(made)

    assert (made.parse_args(given).by, made.parse_args(given).stage) == (by, "prod")
    with pytest.raises(SystemExit):
        made.parse_args(["--by", "two words"])


def test_a_command_that_is_ended_says_what_goes_on_and_nothing_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    assert (ended(interrupted), ended(lambda: 3)) == (130, 3)
    assert capsys.readouterr().err == (
        "\n✗ Ended. What AWS was asked for goes on there; the same command again goes on where this one was.\n"
    )


@pytest.mark.parametrize(
    "sentence", ['Back at "12".', "It's $5, $(HOME) and `date`.", "- later -", "Suljettu; avaamme klo 12"]
)
def test_a_sentence_for_visitors_reaches_them_as_it_is_written(sentence: str) -> None:
    done = subprocess.run(
        [
            "make",
            "-o",
            ".make/python",
            "close-chat",
            "OPERATE=printf '%s|'",
            "STAGE=test",
            "BY=a",
            f"SENTENCE={sentence}",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == f"close-chat|--stage|test|--by|a|--|{sentence}|"


# ------------------------------------------------------------------------------------------------- what operators copy

OF_NO_REGION = re.compile(r"aws (account|configure|login|sso)\b")
"""In `which` is what a command is about, with its region."""


def written(tree: ast.AST) -> Iterator[str]:
    """Yield every text of a module as it is written, with the names of what is put into it."""
    if isinstance(tree, ast.JoinedStr):
        yield "".join(
            f"{{{ast.unparse(each.value)}}}" if isinstance(each, ast.FormattedValue) else ast.literal_eval(each)
            for each in tree.values
        )
    elif isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        yield tree.value
    else:
        for child in ast.iter_child_nodes(tree):
            yield from written(child)


def commands(text: str) -> list[str]:
    """Return the commands of AWS's that a text has operators copy."""
    found = re.findall(r"aws [a-z][a-z0-9-]+ [a-z][a-z-]+ [^`\n]*--[^`\n]*", text)
    return [each for each in found if not OF_NO_REGION.match(each)]


def test_every_command_of_awss_that_is_told_names_its_region() -> None:
    """Without it the command goes to the region of whoever copies it, and makes or deletes something there."""
    told = [
        each
        for path in sorted((ROOT / "operations").glob("*.py"))
        for text in written(ast.parse(path.read_text("utf-8")))
        for each in commands(text)
    ]

    assert len(told) > 25
    assert [each for each in told if "--region " not in each and "{which}" not in each] == []
    assert commands("`aws sqs purge-queue --queue-url URL`") == ["aws sqs purge-queue --queue-url URL"]
