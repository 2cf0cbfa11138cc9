"""What an empty stage begins with: when the dialogue with staff was held, the first administrator, the first site.

A stage that has them is left alone. Everything goes through the product's own actions, and is in the access log.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from chalicelib.chat.errors import Refusal
from chalicelib.chat.people import Administrator
from chalicelib.chat.services import Services
from chalicelib.rooms.people import actions as administering
from chalicelib.rooms.people.wire import CreatePerson
from operations import command, sites
from operations.account import Account
from operations.sites import CannotRegister
from operations.stages import Seeds
from operations.trouble import Trouble

OPERATOR: Final = Administrator("operator")
FIRST: Final = "first-administrator"
"""The word that comes with the making of the first account: a run that was cut off before it had its role makes it whole."""


def seeded(
    account: Account, services: Services, seeds: Seeds, *, table: str, stage: str, folder: Path
) -> Iterator[str]:
    """Give an empty stage what it begins with, and yield what was done and what was there. Raises Trouble.

    `folder`: where the stage's file is, and the site's beside it.
    """
    try:
        yield from _dialogue(services, seeds)
        yield from _administrator(services, stage, seeds)
        yield from _site(account, services, table, folder / seeds.site)
    except Refusal as refusal:
        raise Trouble(
            f"The stage could not be given what it begins with: {refusal.sentence} Deploy again{command.waiting(refusal)}."
        ) from refusal


def _dialogue(services: Services, seeds: Seeds) -> Iterator[str]:
    held = services.people.dialogue()
    if held is None:
        administering.hold_dialogue(services, OPERATOR, seeds.dialogue.isoformat())
        yield f"✓ It is noted that the dialogue with staff was held on {seeds.dialogue}."


def _administrator(services: Services, stage: str, seeds: Seeds) -> Iterator[str]:
    there = services.accounts.enabled_in("administrator")
    if any(each.has_signed_in for each in there):
        return
    if there:
        name = there[0].person
        yield f"! {name} has been made and has not signed in yet. Does nobody have its temporary password, which is shown once? Then:"
        yield f'    make people STAGE={stage} DO="reset-password {name}"'
        return
    asked = CreatePerson(key=FIRST, person=seeds.administrator, given_name=seeds.given_name, roles=("administrator",))
    created = administering.create(services, OPERATOR, asked)
    yield f"✓ {created.person} is the first administrator, and signs in with this temporary password, good for three days."
    yield "→ Note it now, it is shown only here:"
    yield f"    {created.password}"


def _site(account: Account, services: Services, table: str, file: Path) -> Iterator[str]:
    if services.sites.all():
        return
    try:
        registered = sites.read(file)
    except (OSError, CannotRegister) as error:
        raise Trouble(f"The first site cannot be registered, mend {file} and deploy again: {error}") from error
    now = services.milliseconds() / 1000
    yield from sites.register(account, services, table, registered, now, by=OPERATOR.person)
