"""A stage on the emulator: put there by the operators' own deploy."""

import contextlib
import io
import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from chalicelib.chat.hours import WEEKDAYS
from cloud.artefact import Artefact
from operations import deploy, parts, smoke, stack
from operations.account import Account
from operations.deploy import Here, Release, Tries
from operations.preflight import Around
from operations.stack import Stack
from operations.trouble import Trouble
from operations.updating import Operator

STAGE: Final = "dev"
PAUSE: Final = 0.1
"""Seconds between two looks: the emulator makes a stack within some."""

DOMAIN: Final = "practice.example"
"""Which mails come from."""
STAGE_FILE: Final = """\
region = "eu-north-1"
controller = "The Practising Company Ltd"
domain = ""
mail_from = "chat@{domain}"
alerts_to = "operations@practice.example"
pushes = true
budget = 40
[seeds]
administrator = "first.admin"
given_name = "Anna"
dialogue = 2026-11-02
site = "{name}.json"
"""


class Deployed(NamedTuple):
    """A stack that stands on the emulator."""

    stack: Stack
    service: str
    """Base URL of the REST API, without a slash at its end."""
    origin: str
    functions: Mapping[str, str]
    """Name of each function by its name in the template."""
    roles: Mapping[str, str]
    """Name of each function's role, likewise."""
    resources: int


def release(made: Artefact) -> Release:
    """Return an artefact as a deploy packages it."""
    return Release(zip=made.zip.read_bytes(), template=json.dumps(made.packaged), version=made.version)


def stage_file(name: str, domain: str = DOMAIN) -> str:
    """Return what the file of a stage on the emulator says."""
    return STAGE_FILE.format(name=name, domain=domain)


def written(folder: Path, host: str, name: str = STAGE, domain: str = DOMAIN) -> Path:
    """Write a stage's file, and that of its first site, whose pages are the emulator's own, into a folder, and return that.

    `domain`: which mails come from, and which one stack only has.
    """
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(stage_file(name, domain), "utf-8")
    site = {
        "key": "main",
        "company": "The Practising Company Ltd",
        "origins": [f"http://{host}"],
        "language": "fi",
        "hours": {"week": {day: ["0-24"] for day in WEEKDAYS}},
        "limits": {"transcripts_a_site_a_day": 1000},
    }
    (folder / f"{name}.json").write_text(json.dumps(site), "utf-8")
    return folder


def here(account: Account, folder: Path, made: Release, tries: Tries = smoke.of_stage) -> Here:
    """Return what a deploy has that goes to the emulator: a release that is packaged already, and a DNS that knows nothing."""
    return Here(
        around=Around(folder=folder, answers=lambda *_: ()),
        account=lambda _: account,
        packages=lambda *_: made,
        operator=operator,
        tries=tries,
    )


def operator(account: Account, *, yes: bool = True) -> Operator:
    """Return whoever deploys to the emulator: at a terminal at which nobody is."""
    return Operator(account=account, says=print, asks=lambda _: "", yes=yes, sleep=lambda _: time.sleep(PAUSE))


def deployed(its: Here, name: str = STAGE) -> str:
    """Deploy a stage as the command does, and return what that says. Raises Trouble with it where the command fails."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = deploy.main(["--stage", name, "--yes"], its)
    if status:
        raise Trouble(f"The deploy fails:\n{said.getvalue()}")
    return said.getvalue()


def standing(account: Account, host: str, name: str = STAGE) -> Deployed:
    """Return the stack of a stage that stands on the emulator at `host`. Raises Trouble."""
    found = stack.require(account, name)
    made_of = parts.of_stack(account, found.name)
    functions = {each.name: each.is_ for each in parts.of_type(made_of, parts.FUNCTION)}
    return Deployed(
        stack=found,
        service=found.outputs["Service"],
        origin=f"http://{host}",
        functions=functions,
        roles=dict(_roles(account, functions)),
        resources=len(made_of),
    )


def _roles(account: Account, functions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, function in functions.items():
        role: str = account.ask("lambda", "get_function_configuration", FunctionName=function)["Role"]
        yield name, role.rpartition("/")[2]
