"""What a release is called, when it is, and the Lambda runtime that it is for: `release.toml`, and AWS's dates of its runtimes."""

import datetime as dt
import json
import sys
import tomllib
from importlib import resources
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from operations.trouble import Trouble

FILE: Final = Path(__file__).resolve().parents[1] / "release.toml"


class Release(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `release.toml` says."""

    version: Annotated[str, Meta(pattern=r"^\d+\.\d+\.\d+$(?!\n)")]
    date: dt.date
    runtime: Annotated[str, Meta(pattern=r"^python3\.\d+$(?!\n)")]


class Runtime(msgspec.Struct, frozen=True, kw_only=True):
    """A runtime of Lambda and its end, on whose days AWS does what they are called after.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, as cfn-lint has it in the version that is installed here.
    """

    name: str
    deprecated: dt.date
    """From here on without AWS's security updates and support."""
    update_block: dt.date
    """From here on no function of it can be changed: neither upgraded nor rolled back."""


def read(path: Path = FILE) -> Release:
    """Return what is released next. Raises Trouble."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Release)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Trouble(f"{path.name} cannot be read: {error}.") from error


def runtime_here() -> str:
    """Return the runtime that a package made by this Python is for."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def runtime(name: str) -> Runtime:
    """Return a runtime of Lambda. Raises Trouble when cfn-lint knows of none, or of no end."""
    known = json.loads(
        resources.files("cfnlint.data.AdditionalSpecs").joinpath("LmbdRuntimeLifecycle.json").read_text("utf-8")
    )
    try:
        dates = known[name]
        return Runtime(
            name=name,
            deprecated=dt.date.fromisoformat(dates["deprecated"]),
            update_block=dt.date.fromisoformat(dates["update-block"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Trouble(
            f"Lambda has no runtime {name} that cfn-lint knows the end of: package with the Python of release.toml, or with a newer cfn-lint."
        ) from error


def warning(packaged: Runtime, release: Release) -> str | None:
    """Return what is worth knowing about a package for another runtime than the release's; None for that one itself."""
    if packaged.name == release.runtime:
        return None
    python = release.runtime.removeprefix("python")
    return (
        f"This is packaged for {packaged.name}, because that Python packages it. Lambda deprecates it on {packaged.deprecated}, and lets"
        f" nobody upgrade or roll back after {packaged.update_block}. A release is for {release.runtime}: with Python {python} here,"
        f" `rm -rf .venv .make/python && make package PYTHON=python{python}`."
    )
