"""What a stage's file and the project intend, against what the template and AWS take: pure, but for the files that are read."""

import ipaddress
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from chalicelib.chat.limits import LIMITS, Limits
from operations import example, mail, package, sites
from operations.findings import Finding, Level
from operations.release import Release, Runtime
from operations.stages import Stage
from operations.trouble import Trouble

TAG_KEY: Final = 128
TAG_VALUE: Final = 256
TAG_SIGNS: Final = "_.:/=+-@"
TAGS: Final = 45
"""So many of one's own: a stack takes 50, and the deploy and the functions have some."""
TAKEN: Final = ("aws:", "juttu:")
"""How tags begin that AWS and the deploy write themselves."""


def of_settings(name: str, stage: Stage, root: Path) -> Iterator[Finding]:
    """Yield what is wrong, or worth knowing, of what a stage's file and the project say; nothing where all is well."""
    file = f"stages/{name}.toml"
    sender = mail.sender_of(stage)
    if (at := mail.domain_of(stage.mail_from)) != sender and not at.endswith(f".{sender}"):
        yield Finding(
            "stop",
            f"mail_from is {stage.mail_from}, which is not under mail_domain {sender}: make them agree in {file}.",
        )
    if stage.zone is not None and stage.zone not in package.zones():
        yield Finding(
            "stop",
            f"zone is {stage.zone}, which is no time zone: name one such as Europe/Helsinki in {file}, or leave it out.",
        )
    yield from _unusable(stage, file)
    try:
        package.check_notice(root, name)
    except Trouble as trouble:
        yield Finding("stop", str(trouble), "docs/notice.md says what each row is")
    if stage.domain is None:
        yield Finding(
            "note",
            "Without a domain the chat is at AWS's own names: another site than yours to browsers, most of which then forget a"
            f" visitor's conversation when the page is left; say domain in {file} to change that.",
        )
    elif stage.domain.startswith("chat."):
        yield Finding(
            "note", f"domain is {stage.domain}, so the chat will be at chat.{stage.domain}: leave out chat. in {file}."
        )
    if stage.alerts_to is None:
        budget = "" if stage.budget is None else ", nor of the budget"
        yield Finding("note", f"Nobody is told of alarms{budget}: say alerts_to in {file}.")


def of_example(name: str, stage: Stage, root: Path) -> Iterator[Finding]:
    """Yield which fields of a stage's file still say what the example that it was copied from says; nothing where none does."""
    if left := example.left_over(msgspec.to_builtins(stage), root):
        yield Finding(
            "stop",
            f"stages/{name}.toml still says what {example.FILE} says: write your own in the place of each.",
            "\n".join(left),
        )


def of_dialogue(name: str, stage: Stage, today: date) -> Iterator[Finding]:
    """Yield that a dialogue with staff is still to come, of which no stage takes that it was held; nothing where it is not."""
    if stage.seeds is not None and stage.seeds.dialogue > today:
        yield Finding(
            "stop",
            f"seeds.dialogue is {stage.seeds.dialogue}, which is still to come: say in stages/{name}.toml when the dialogue with staff was"
            " held, and deploy after that.",
        )


def of_runtime(packaged: Runtime, released: Release, stage: str, today: date) -> Finding:
    """Return for which runtime of Lambda this Python packages, and for how long that one runs."""
    python = packaged.name.removeprefix("python")
    if packaged.name == released.runtime and today < packaged.deprecated:
        return Finding("ok", f"Python {python}, which Lambda runs until {packaged.deprecated}")
    better = released.runtime.removeprefix("python")
    command = f"rm -rf .venv .make/python && make deploy STAGE={stage} PYTHON=python{better}"
    if today > packaged.update_block:
        return Finding(
            "stop",
            f"Python {python} is packaged for {packaged.name}, of which Lambda has let nobody deploy anything since"
            f" {packaged.update_block}: use Python {better}.",
            command,
        )
    return Finding(
        "note" if today < packaged.deprecated else "do",
        f"Python {python} is packaged for {packaged.name}, which Lambda deprecates on {packaged.deprecated} and lets nobody change"
        f" after {packaged.update_block}; a release is for Python {better}.",
        command if packaged.name != released.runtime else "",
    )


def of_network(network: str) -> str:
    """Return what is wrong with a network, which WAF takes as RFC 4632 writes it; empty when nothing is."""
    try:
        found = ipaddress.ip_network(network, strict=False)
    except ValueError:
        return "which is no network: write one such as 192.0.2.0/24"
    if found.prefixlen == 0:
        return "which is everybody: name your own networks"
    return "" if str(found) == network else f"whose network is {found}: write that"


def of_site(stage: Stage, folder: Path, root: Path, level: Level) -> Iterator[Finding]:
    """Yield at a level what is wrong with the file of the first site: the first deploy needs it, and no other."""
    if stage.seeds is None:
        return
    file = folder / stage.seeds.site
    try:
        site = sites.read(file).site
    except (OSError, sites.CannotRegister) as error:
        why = f"{error.strerror}." if isinstance(error, OSError) else "; ".join(str(error).splitlines())
        why = "there is no such file." if isinstance(error, FileNotFoundError) else why
        yield Finding(
            level,
            f"The first site cannot be read from {stage.seeds.site} beside the stage's file: {why}",
            "docs/site.md says what it has to say",
        )
        return
    if left := example.left_over(msgspec.to_builtins(site), root):
        yield Finding(
            level,
            f"The first site's file {stage.seeds.site} still says what the examples say: write your own in the place of each.",
            "\n".join(left),
        )


def limits_of(stage: Stage, folder: Path) -> Limits:
    """Return the limits of the stage's first site, as far as its file can be read; else those of every site."""
    if stage.seeds is not None:
        try:
            return sites.read(folder / stage.seeds.site).site.limits_over(LIMITS)
        except (OSError, sites.CannotRegister):
            pass
    return LIMITS


def _unusable(stage: Stage, file: str) -> Iterator[Finding]:
    if stage.table_key is not None and f":kms:{stage.region}:" not in stage.table_key:
        yield Finding(
            "stop",
            f"table_key is a key of another region than {stage.region}, where the table is: name one of it in {file}.",
        )
    for network in stage.staff_networks:
        if wrong := of_network(network):
            yield Finding("stop", f"staff_networks has {network}, {wrong} in {file}.")
    for key, value in stage.tags.items():
        if not _is_tag(key, value):
            yield Finding(
                "stop",
                f"The tag {key!r} is none that may be chosen: 1 to {TAG_KEY} characters that begin with neither {' nor '.join(TAKEN)},"
                f" and a value of 1 to {TAG_VALUE}, of letters, digits, spaces and {' '.join(TAG_SIGNS)} only; change it in {file}.",
            )
    if len(stage.tags) > TAGS:
        yield Finding(
            "stop",
            f"There are {len(stage.tags)} tags, and AWS takes {TAGS} beside those of the deploy: take some out of {file}.",
        )


def _is_tag(key: str, value: str) -> bool:
    """Return whether every service that the stack has takes a tag: the strictest decide, which refuse in the middle of a creation."""
    return (
        1 <= len(key) <= TAG_KEY
        and 1 <= len(value) <= TAG_VALUE
        and not key.lower().startswith(TAKEN)
        and all(unicodedata.category(each)[0] in "LNZ" or each in TAG_SIGNS for each in key + value)
    )
