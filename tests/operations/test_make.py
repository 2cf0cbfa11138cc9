"""What `make` hands to an operator's command: what was said to it, and nothing that the shell happens to have."""

import os
import subprocess

import pytest

from operations.package import ROOT


def handed(*words: str, **environment: str) -> list[str]:
    """Return the words that a command of the operators' gets when make carries it out, within another make as well."""
    run = subprocess.run(
        ["make", "--no-print-directory", "--assume-old=.make/python", "OPERATE=printf '%s|'", *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split("|")[:-1]


def test_what_a_request_needs_is_said_to_make() -> None:
    asked = ("request", "STAGE=test", "BY=first.person", "WITH=second.person", "CASE=2026-7", "REFERENCE=0123-4567")
    begins = ["request", "--stage", "test", "--by", "first.person"]
    begins += ["--with", "second.person", "--case", "2026-7"]

    assert handed(*asked, "DO=bundle", "OUT=a folder") == [*begins, "bundle", "0123-4567", "--out", "a folder"]
    lifting = handed(*asked, "DO=restrict", "LIFT=1", "TOLD=2026-11-30")
    assert lifting == [*begins, "restrict", "0123-4567", "--lift", "--told", "2026-11-30"]
    assert handed("request", "STAGE=test", "BY=a") == [*begins[:4], "a"]


@pytest.mark.parametrize(
    ("target", "name", "otherwise", "said"),
    [("end-sessions", "NAME", "--all", "agent.a"), ("people", "DO", "list", "disable"), ("restore", "TO", "a", "now")],
)
def test_what_a_command_is_about_is_never_the_shells(target: str, name: str, otherwise: str, said: str) -> None:
    """Windows' Linux has a NAME of its own: the machine's."""
    of_shell = {name: "of-the-shell", "STAGE": "test", "BY": "a"}

    assert handed(target, **of_shell)[-1] == otherwise
    assert handed(target, f"{name}={said}", **of_shell)[-1] == said


def test_nobody_has_agreed_to_anything_by_what_their_shell_has() -> None:
    asked = ("restore", "STAGE=test", "BY=a", "BACK=1")

    assert handed(*asked, YES="1")[-1] == "--back"
    assert handed(*asked, "YES=1")[-1] == "--yes"


def test_more_of_the_access_log_is_asked_for_as_the_command_says() -> None:
    words = handed("access-log", "STAGE=test", "BY=a", "PERSON=agent.a", "MOST=2000")

    assert words[-4:] == ["--person", "agent.a", "--most", "2000"]


@pytest.mark.parametrize(("given", "whose"), [(["NAME=agent.a"], "agent.a"), (["NAME="], ""), ([], "--all")])
def test_sessions_of_all_end_only_where_nobody_is_named(given: list[str], whose: str) -> None:
    words = handed("end-sessions", "STAGE=test", "BY=a", *given, NAME="this-machine")

    assert words == ["end-sessions", "--stage", "test", "--by", "a", whose]


@pytest.mark.parametrize("stage", ["", "two words", "Ä"])
def test_a_stages_name_is_handed_on_as_it_is_written(stage: str) -> None:
    assert handed("status", f"STAGE={stage}", "BY=a b") == ["status", "--stage", stage, "--by", "a b"]


@pytest.mark.parametrize(
    "sentence", ['Back at "12".', "It's $5, $(HOME) and `date`.", "- later -", "Suljettu; avaamme klo 12"]
)
def test_a_sentence_for_visitors_reaches_them_as_it_is_written(sentence: str) -> None:
    words = handed("close-chat", "STAGE=test", "BY=a", f"SENTENCE={sentence}")

    assert words == ["close-chat", "--stage", "test", "--by", "a", "--", sentence]


def test_it_is_the_same_within_another_make() -> None:
    within = {"MAKELEVEL": "1", "MAKEFLAGS": "w"}

    assert handed("status", "STAGE=test", "BY=a", **within) == ["status", "--stage", "test", "--by", "a"]
