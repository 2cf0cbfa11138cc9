"""What every command has in common: its end, and how it says what is in its way."""

import argparse
import ast
import errno
import io
import logging
import re
import sys
from collections.abc import Iterator, Sequence

import pytest

from chalicelib.chat.errors import NotFound, Refusal, TooMany, Unavailable
from operations import command, cost
from operations.__main__ import ended, main, prepare_streams
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


def test_a_file_that_may_not_be_read_or_a_disk_that_is_full_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def denied() -> int:
        raise PermissionError(errno.EACCES, "Permission denied", "/stages")

    def full() -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    assert (ended(denied), ended(full)) == (1, 1)
    assert capsys.readouterr().err == "✗ /stages: Permission denied.\n✗ No space left on device.\n"


def test_closed_streams_and_a_terminal_that_lacks_a_letter_are_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    for name, stream in (("stdin", None), ("stdout", io.TextIOWrapper(written, "ascii")), ("stderr", None)):
        monkeypatch.setattr(sys, name, stream)

    prepare_streams()

    sys.stdout.write("✓ It is so.")
    sys.stdout.flush()
    assert written.getvalue() == b"? It is so."
    assert sys.stdin.read() == ""
    assert sys.stderr.write("✗") == 1
    sys.stdin.close()
    sys.stderr.close()


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        (["statsu"], 2, "\n✗ There is no command 'statsu': is it status?\n"),
        (["xyz"], 2, "\n✗ There is no command 'xyz'.\n"),
        ([], 2, "take a stage down for good, and say what is left\n"),
        (["--help"], 0, ""),
    ],
)
def test_what_is_no_command_is_said_below_those_that_there_are(
    given: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(given) == code

    said = capsys.readouterr()
    assert said.err.endswith(told)
    assert "  rollback " in (said.err or said.out)


def test_what_aws_refuses_a_command_is_heard_as_long_as_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    log, before = logging.getLogger("juttu"), list(logging.getLogger("juttu").handlers)
    heard: list[int] = []

    def carry_out(_: Sequence[str]) -> int:
        heard.append(len(log.handlers))
        return 0

    monkeypatch.setattr(cost, "main", carry_out)

    assert main(["cost"]) == 0
    assert heard == [len(before) + 1]
    assert log.handlers == before


def test_of_two_stages_none_is_taken_silently(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.parser("destroy", "what").parse_args(["--stage", "test", "--stage", "prod"])

    assert "error: --stage is given twice" in capsys.readouterr().err
    assert command.parser("destroy", "what").parse_args(["--stage", "test"]).stage == "test"


@pytest.mark.parametrize(("written", "is_"), [("1", 1), ("200", 200)])
def test_a_number_of_things_is_one_at_least(written: str, is_: int) -> None:
    assert command.count(written) == is_
    for wrong in (f"-{written}", "0", "x", "1000001"):
        with pytest.raises(argparse.ArgumentTypeError, match="from 1 to 1,000,000"):
            command.count(wrong)


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
