"""`python -m operations people`: who may come in, as what, and who may no longer; for operators, from the command line.

Over a stage on AWS it works with the operator's own credentials and the stack's outputs; with `--local` it asks the
control page of the run on this machine. Either way it is the action that the service itself has.
"""

import argparse
import json
import secrets
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple, NoReturn

from chalicelib.chat.errors import AccountExists, Malformed, NotFound, Refusal
from chalicelib.chat.people import ROLES, Account, Administrator, Created, Profile, user_name
from chalicelib.chat.services import Services
from chalicelib.rooms.people import actions as administering
from chalicelib.rooms.people import rules
from chalicelib.rooms.people.wire import CreatePerson
from chalicelib.rooms.settings import stage
from local.addresses import FIRST_PORT, HOST
from operations.command import in_columns, of_stage, operator, staff, told
from operations.stack import services_of_stage
from operations.trouble import Trouble

CONTROL_PAGE: Final = f"http://{HOST}:{FIRST_PORT + 3}"


class Said(NamedTuple):
    """What a command has to say, and the exit code of the process."""

    code: int
    text: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry a command out and return the exit code of the process."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = _parser().parse_args(given)
    try:
        said = _at_control_page(asked.local, given) if asked.local else run(given, services_of_stage(asked.stage))
    except Trouble as trouble:
        said = Said(1, str(trouble))
    if said.code:
        print(f"✗ {said.text}", file=sys.stderr)
    else:
        print(said.text)
    return said.code


def run(given: Sequence[str], services: Services) -> Said:
    """Carry a command out over these services, and return what it has to say."""
    asked = _parser().parse_args(given)
    try:
        return Said(0, "\n".join(asked.do(services, asked)))
    except NotFound:
        return Said(
            1,
            nobody(
                asked.name,
                ".venv/bin/python -m operations people --local list"
                if asked.local
                else f"make people STAGE={asked.stage}",
            ),
        )
    except Trouble as trouble:
        return Said(1, str(trouble))
    except AccountExists:
        return Said(
            1,
            f"Somebody is called {asked.name}, or was and has left: nobody else gets that name while the access log keeps it. Choose another.",
        )
    except Refusal as refusal:
        return Said(1, told(refusal))


def nobody(name: str, listing: str) -> str:
    """Return in a sentence that there is no account of a name, and which command lists those there are."""
    return f"There is no account {name}: `{listing}` names those there are."


def end_sessions(services: Services, by: str, name: str) -> str:
    """End what somebody has open, also where the account is gone already, and return in a sentence what that was.

    Raises NotFound where nothing was open and nobody is called so: a slip of the key is not to pass for having been done. Raises
    LogUnavailable, Unavailable.
    """
    ended = administering.end_sessions(services, Administrator(by), name)
    if not ended:
        services.accounts.get(user_name(name))
    return _ended(ended)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m operations people",
        description="Who may sign in to the console, as what, and who may no longer.",
    )
    of_stage(parser)
    parser.add_argument(
        "--local",
        nargs="?",
        const=CONTROL_PAGE,
        metavar="ADDRESS",
        help=f"the run on this machine instead, by its control page (default: {CONTROL_PAGE})",
    )
    parser.add_argument(
        "--by", type=operator, default="operator", metavar="YOU", help="your name, as the access log is to have it"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str,
        do: Callable[[Services, Any], Iterator[str]],
        what: str,
        of: str = "NAME",
        help_: str = "a user name",
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.set_defaults(do=do)
        if do not in (_list, _open_networks):
            made.add_argument("name", metavar=of, help=help_, type=str if do in (_create, _dialogue) else staff)
        return made

    roles: dict[str, Any] = {"type": _role, "metavar": "ROLE", "help": ", ".join(sorted(ROLES))}
    command("list", _list, "every account, with its roles")
    command(
        "dialogue",
        _dialogue,
        "when the dialogue with staff was held; before that no account is made",
        "DATE",
        "2026-11-30",
    )
    created = command("create", _create, "an account with a temporary password, which is shown once")
    created.add_argument("--given-name", default="", metavar="NAME", help="visitors see the first of it")
    created.add_argument("--alias", default="", metavar="NAME", help="what visitors see instead")
    created.add_argument("--role", action="append", default=[], **roles)
    command("disable", _disable, "let somebody in no more, and end what they have open at once")
    command("enable", _enable, "let somebody in again")
    command(
        "leave", _leave, "let somebody go for good: the account is deleted, and nobody else gets its name meanwhile"
    )
    command("reset-password", _reset_password, "a temporary password, which is shown once; ends their sessions")
    command("reset-second-factor", _reset_second_factor, "the next sign-in enrols another; ends their sessions")
    command("roles", _roles, "exactly these roles, none without any; ends their sessions").add_argument(
        "role",
        nargs="*",
        **roles,
    )
    command("open-networks", _open_networks, "have every role be used from any network, when nobody can come in")
    command("end-sessions", _end_sessions, "end what somebody has open; they may sign in again")
    return parser


def _list(services: Services, _asked: Any) -> Iterator[str]:
    found = administering.accounts(services)
    profiles = services.people.many([each.person for each in found])
    now = services.milliseconds()
    yield from in_columns(
        [("NAME", "GIVEN NAME", "ROLES", ""), *(_row(each, profiles.get(each.person), now) for each in found)]
    )


def _dialogue(services: Services, asked: Any) -> Iterator[str]:
    try:
        held = administering.hold_dialogue(services, Administrator(asked.by), asked.name)
    except Malformed:
        raise Trouble(
            f"{asked.name} is no day on which a dialogue was held: write one that has been, such as 2026-11-30."
        ) from None
    yield f"It is noted that the dialogue was held on {held.held_on}. Accounts can be made."


def _create(services: Services, asked: Any) -> Iterator[str]:
    by = Administrator(asked.by)
    asked_for = CreatePerson(
        key=secrets.token_urlsafe(12),
        person=asked.name,
        given_name=asked.given_name,
        alias=asked.alias,
        roles=tuple(asked.role),
    )
    yield _password(administering.create(services, by, asked_for))


def _disable(services: Services, asked: Any) -> Iterator[str]:
    yield f"{asked.name} is disabled. {_ended(administering.disable(services, Administrator(asked.by), asked.name))}"


def _enable(services: Services, asked: Any) -> Iterator[str]:
    administering.enable(services, Administrator(asked.by), asked.name)
    yield f"{asked.name} may sign in again."


def _leave(services: Services, asked: Any) -> Iterator[str]:
    ended = administering.leave(services, Administrator(asked.by), asked.name)
    yield f"{asked.name} has left, and the account is deleted. {_ended(ended)}"


def _reset_password(services: Services, asked: Any) -> Iterator[str]:
    yield _password(administering.reset_password(services, Administrator(asked.by), asked.name))


def _reset_second_factor(services: Services, asked: Any) -> Iterator[str]:
    ended = administering.reset_second_factor(services, Administrator(asked.by), asked.name)
    yield f"{asked.name} enrols another second factor at the next sign-in. {_ended(ended)}"


def _roles(services: Services, asked: Any) -> Iterator[str]:
    ended = administering.set_roles(services, Administrator(asked.by), asked.name, asked.role)
    yield f"{asked.name} is {', '.join(sorted(asked.role)) or 'without any role'} from now on. {_ended(ended)}"


def _end_sessions(services: Services, asked: Any) -> Iterator[str]:
    yield end_sessions(services, asked.by, asked.name)


def _open_networks(services: Services, asked: Any) -> Iterator[str]:
    opened = stage.open_networks(services, Administrator(asked.by))
    yield "Every role may be used from anywhere, within a minute." if opened else "No role was kept to networks."


def _row(account: Account, profile: Profile | None, now: int) -> tuple[str, str, str, str]:
    until = rules.password_until(account, profile)
    password = "temporary password" if until is None or until > now else "temporary password, which has run out"
    remarks = ["disabled"] * (not account.enabled) + [password] * (not account.has_signed_in)
    return account.person, account.given_name, ", ".join(account.roles) or "-", ", ".join(remarks)


def _password(created: Created) -> str:
    return (
        f"{created.person} signs in with this temporary password and chooses another. It is shown only here, and is "
        f"good for three days:\n{created.password}"
    )


def _ended(sessions: int) -> str:
    return "No session was open." if not sessions else f"Sessions ended: {sessions}."


def _role(given: str) -> str:
    if given not in ROLES:
        raise argparse.ArgumentTypeError(f"there is no role {given!r}, but {', '.join(sorted(ROLES))}")
    return given


def _at_control_page(address: str, given: Sequence[str]) -> Said:
    """Have the run on this machine carry a command out. Raises Trouble."""
    asked, form = json.dumps({"arguments": given}).encode(), {"Content-Type": "application/json"}
    try:
        request = urllib.request.Request(f"{address}/people", asked, form)  # noqa: S310 - an address that the operator has given
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
            said = json.load(answer)
    except (OSError, ValueError) as error:
        _nothing_runs(address, error)
    return Said(said["code"], said["text"])


def _nothing_runs(address: str, error: Exception) -> NoReturn:
    raise Trouble(f"Nothing answers at {address}: start `make run`, or give its control page's address.") from error
