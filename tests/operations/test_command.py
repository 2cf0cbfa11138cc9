"""What every command has in common: its end, and how it says what is in its way."""

from collections.abc import Sequence

import pytest

from chalicelib.chat.errors import NotFound, Refusal, TooMany, Unavailable
from operations import command
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
