"""`python -m operations notice`: the privacy notice's rows, looked at before they are shown to anybody.

Alone it says what is wrong with `chalicelib/notice.toml`, and fails while a row is still the demo's. `--diff` shows which sentences change: from what a stage shows
(`--stage`) to the file, or with other settings (`--set`). `--publish` has the stage show what the file says; nothing else
does: a file that is deployed seeds an empty stage and changes no other. `--version` prints what a version has said.
"""

import argparse
import functools
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from chalicelib import settings, wiring
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.notices import Notices
from chalicelib.aws.table.stage import StageSettings
from chalicelib.chat.errors import Unavailable
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.notice.demo import RULE, of_the_demo
from chalicelib.chat.notice.differing import differences
from chalicelib.chat.notice.making import Notice, made, sentences
from chalicelib.chat.notice.rows import Rows, WrongRow, read
from chalicelib.chat.stage import seeded
from chalicelib.settings import Settings, WrongSetting
from operations import stages
from operations.account import Account
from operations.stack import require, settings_of
from operations.trouble import Trouble

TOLD: Final = {
    "Controller": "controller",
    "Zone": "zone",
    "MailFrom": "mail_from",
    "LeftQuestionDays": "left_question_days",
    "RequireSecondFactor": "require_second_factor",
    "Firewall": "firewall",
}
"""The template's parameters of which the notice tells, with the settings that they become."""
PROTECTED: Final = "prod"


class Stage(NamedTuple):
    """A stage with its table."""

    name: str
    settings: Settings
    notices: Notices


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry a command out and return the exit code of the process."""
    asked = _parser().parse_args(sys.argv[1:] if arguments is None else arguments)
    try:
        stage = on_aws(Account(stages.region_of(asked.stage)), asked.stage) if asked.stage else None
        for line in run(asked, stage):
            print(line)
    except OSError as error:
        print(f"✗ {error.filename} cannot be read: {error.strerror}. docs/notice.md says what it is.", file=sys.stderr)
        return 1
    except UnicodeDecodeError:
        print(f"✗ {asked.file} cannot be read: it is not in UTF-8.", file=sys.stderr)
        return 1
    except (Trouble, WrongRow, WrongSetting) as trouble:
        print(f"✗ {trouble}", file=sys.stderr)
        return 1
    except Unavailable:
        print("✗ The stage's table does not answer: nothing was changed that it did not confirm.", file=sys.stderr)
        return 1
    return 0


def run(asked: argparse.Namespace, stage: Stage | None) -> Iterator[str]:
    """Carry a command out over a stage, or over the file alone, and yield what it has to say.

    Raises Trouble, WrongRow, WrongSetting, Unavailable.
    """
    if asked.version:
        yield from _version(asked.version, stage)
        return
    written = read(asked.file.read_text("utf-8"))
    chosen = Settings() if stage is None else stage.settings
    after = made(written, _changed(chosen, asked.set), LIMITS)
    if asked.publish:
        yield from _published(written, stage)
    elif asked.diff:
        shown = stage.notices.rows() if stage else written
        before = None if shown is None else made(shown, chosen, LIMITS)
        yield from _told(before, after)
    else:
        yield f"{asked.file.name} makes version {after.version} in {len(after.documents)} languages."
        demo = of_the_demo(written, shipped())
        if demo:
            raise Trouble(f"Still the demo's: {', '.join(demo)}; {RULE}.")


def _told(before: Notice | None, after: Notice) -> Iterator[str]:
    """Yield the sentences that change, language by language: `-` is said no longer, `+` is new."""
    if before is not None and before.documents == after.documents:
        yield f"Nothing changes: version {after.version}."
        return
    yield f"Version {before.version if before else '(none)'} becomes {after.version}."
    for language, changes in differences(before, after).items():
        yield f"{language}:"
        for change in changes:
            yield from (f"  - {each}" for each in change.gone)
            yield from (f"  + {each}" for each in change.new)


def on_aws(account: Account, name: str) -> Stage:
    """Return a stage on AWS. Raises Trouble."""
    found = require(account, name)
    chosen = settings_of(found)
    items = Items(account.client("dynamodb"), chosen.table, time.time)
    # What an administrator has saved in the console stands for what was deployed.
    saved = StageSettings(items, time.time, seeded(chosen)).current()
    chosen = msgspec.structs.replace(chosen, left_question_days=saved.left_question_days)
    return Stage(chosen.stage, chosen, store(items, chosen))


def store(items: Items, chosen: Settings) -> Notices:
    """Return a stage's notices, made with its settings."""
    return Notices(
        items,
        time.time,
        functools.partial(wiring.notice, chosen),
        lambda: read(wiring.NOTICE.read_text("utf-8")),
        shipped,
        stage=StageSettings(items, time.time, seeded(chosen)),
    )


def shipped() -> Rows:
    """Return the demo's rows, to compare with."""
    return read(wiring.DEMO_NOTICE.read_text("utf-8"))


def _published(written: Rows, stage: Stage | None) -> Iterator[str]:
    if stage is None:
        raise Trouble("Publishing needs a stage: name it with --stage.")
    demo = of_the_demo(written, shipped())
    if demo and stage.name == PROTECTED:
        raise Trouble(
            f"The rows {', '.join(demo)} are still the demo's, and {PROTECTED} needs the company's own: {RULE}."
        )
    published = stage.notices.publish(written)
    yield f"Published: version {published.notice.version}. Every process shows it within five minutes."


def _version(version: str, stage: Stage | None) -> Iterator[str]:
    if stage is None:
        raise Trouble("Versions are kept by a stage: name it with --stage.")
    found = stage.notices.version(version)
    if found is None:
        raise Trouble(f"No version {version} was ever shown there.")
    for language, document in found.documents.items():
        yield f"{language}:"
        yield from (f"  {each}" for each in sentences(document))


def _changed(chosen: Settings, changes: Sequence[str]) -> Settings:
    given = dict(each.partition("=")[::2] for each in changes)
    unknown = sorted(set(given) - set(TOLD))
    if unknown:
        raise Trouble(f"The notice tells nothing of {', '.join(unknown)}: --set takes {', '.join(TOLD)}.")
    other = settings.read({f"JUTTU_{TOLD[key].upper()}": value for key, value in given.items()})
    return msgspec.structs.replace(chosen, **{TOLD[key]: getattr(other, TOLD[key]) for key in given})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m operations notice", description="The privacy notice's rows.")
    parser.add_argument("--file", type=Path, default=wiring.NOTICE, help="the rows (chalicelib/notice.toml)")
    parser.add_argument("--stage", help="the stage on AWS")
    parser.add_argument("--diff", action="store_true", help="show the sentences that change")
    parser.add_argument("--set", action="append", default=[], metavar="PARAMETER=VALUE", help="with another setting")
    parser.add_argument("--publish", action="store_true", help="have the stage show what the file says")
    parser.add_argument("--version", help="print what a version has said")
    return parser
