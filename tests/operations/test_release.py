"""What is released, and how long Lambda runs it."""

import json
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from operations import release
from operations.trouble import Trouble

TODAY = date(2026, 12, 1)
OURS = release.Release(version="1.2.3", date=TODAY, runtime="python3.13")
OLD = release.Runtime(name="python3.11", deprecated=date(2027, 6, 30), update_block=date(2027, 8, 31))


def test_lambda_supports_the_declared_runtime_for_a_year_after_the_release() -> None:
    ours = release.read()

    assert release.runtime(ours.runtime).deprecated >= ours.date.replace(year=ours.date.year + 1)


def test_the_ends_of_runtimes_are_those_that_cfn_lint_knows() -> None:
    dates = json.loads(
        resources.files("cfnlint.data.AdditionalSpecs").joinpath("LmbdRuntimeLifecycle.json").read_text("utf-8")
    )

    found = release.runtime("python3.11")

    assert (str(found.deprecated), str(found.update_block)) == (
        dates["python3.11"]["deprecated"],
        dates["python3.11"]["update-block"],
    )
    assert release.runtime(release.runtime_here()).name == release.runtime_here()


def test_a_runtime_of_which_nobody_knows_the_end_is_refused() -> None:
    with pytest.raises(Trouble, match=r"^Lambda has no runtime python3\.99 that cfn-lint knows the end of"):
        release.runtime("python3.99")


def test_packaging_for_another_runtime_is_told_with_that_ones_end_and_the_way_to_the_declared() -> None:
    assert release.warning(OLD, OURS) == (
        "This is packaged for python3.11, because that Python packages it. Lambda deprecates it on 2027-06-30, and lets nobody upgrade"
        " or roll back after 2027-08-31. A release is for python3.13: with Python 3.13 here,"
        " `rm -rf .venv .make/python && make package PYTHON=python3.13`."
    )


def test_packaging_for_the_declared_runtime_is_nothing_to_tell() -> None:
    assert release.warning(release.Runtime(name="python3.13", deprecated=TODAY, update_block=TODAY), OURS) is None


@pytest.mark.parametrize(
    "wrong",
    [
        'version = "1.2"',
        'version = "1.2.3"\ndate = 2026-12-01',
        'version = "1.2.3"\ndate = "soon"\nruntime = "python3.13"',
        'version = "1.2.3"\ndate = 2026-12-01\nruntime = "nodejs20.x"',
        "version",
    ],
)
def test_a_file_that_says_no_release_is_refused(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "release.toml").write_text(wrong)

    with pytest.raises(Trouble, match=r"^release\.toml cannot be read: "):
        release.read(tmp_path / "release.toml")


def test_a_file_that_says_a_release_is_read(tmp_path: Path) -> None:
    (tmp_path / "release.toml").write_text('version = "1.2.3"\ndate = 2026-12-01\nruntime = "python3.13"')

    assert release.read(tmp_path / "release.toml") == OURS
