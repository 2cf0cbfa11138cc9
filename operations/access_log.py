"""`python -m operations access-log`: who has read or changed a conversation, or what somebody of staff has done; for operators.

It reads the log as the console's room does, and is itself recorded under the operator's name.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from chalicelib.chat import people
from chalicelib.chat.people import Administrator
from chalicelib.chat.services import Services
from chalicelib.chat.wire import Access
from chalicelib.rooms.access_log import actions
from operations import command
from operations.command import Place, count, in_columns, over_stage, reference, staff

MOST: Final = 200
"""So many records are shown unless more are asked for."""
SHOWN: Final = 8
"""So many characters of a reference tell it from others."""
HEAD: Final = ("WHEN", "WHO", "AS", "DID", "ABOUT", "FOR", "OUTCOME", "REASON")


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out `access-log`."""

    def add(parser: argparse.ArgumentParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument(
            "--conversation", type=reference, metavar="ID", help="its reference, as the visitor or the console has it"
        )
        whose.add_argument(
            "--person", type=staff, metavar="NAME", help="a user name of staff; also of somebody who has left"
        )
        parser.add_argument("--of-log", action="store_true", help="who has read these records")
        parser.add_argument("--most", type=count, default=MOST, help="so many records (default: %(default)s)")

    def do(at: Place, asked: argparse.Namespace) -> Iterator[str]:
        return shown(
            at.services,
            asked.by,
            conversation_id=asked.conversation,
            person=asked.person,
            of_log=asked.of_log,
            most=asked.most,
        )

    return over_stage("access-log", "who has read or changed a conversation, newest first", do, arguments, add)


def shown(
    services: Services,
    by: str,
    *,
    conversation_id: str | None = None,
    person: str | None = None,
    of_log: bool = False,
    most: int = MOST,
) -> Iterator[str]:
    """Yield the records about a conversation or of a person as a table, newest first. Raises Trouble, LogUnavailable."""
    about = _about(conversation_id, person)
    found: list[Access] = []
    before: int | None = None
    while True:
        page = actions.by_operator(services, Administrator(by), about, before=before, of_log=of_log)
        found += page.records
        before = page.before
        if before is None or len(found) >= most:
            break
    if not found:
        yield f"{'Nobody' if person is None else 'Nothing of theirs'} is recorded. The log keeps records for 731 days, and shows the newest after a few seconds."
        return
    names = _names(services, found[:most], person)
    yield from table(found[:most], services.settings.zone, names)
    if unknown := {each.object for each in found[:most] if people.is_reference(each.object)} - names.keys():
        yield (
            f"! Whom {' and '.join(sorted(f'{each[:SHOWN]}…' for each in unknown))} are of, nobody knows here any more. Think of a name:"
            " PERSON=NAME (--person) shows the same records where it is theirs."
        )
    if before is not None or len(found) > most:
        yield f"! There are older ones: ask for more with MOST={min(most * 10, command.MOST)} (--most)."


def table(records: Iterable[Access], zone: str, names: Mapping[str, str]) -> Iterator[str]:
    """Yield records as lines of a table, times in a zone. `names`: of people, by the reference that stands in the log."""
    yield from in_columns([HEAD, *(_row(each, zone, names) for each in records)])


def _names(services: Services, records: Iterable[Access], asked: str | None) -> dict[str, str]:
    """Return by reference who is meant: staff, those who have left as long as they are known, and whoever was asked for by name.

    The log itself has no name where it says whose records were read, only its hash: nothing is stored to tell it. Raises Unavailable.
    """
    wanted = {each.object for each in records if people.is_reference(each.object)}
    typed = people.user_name(asked or "")
    known = {people.reference(typed): typed} if typed and not people.is_reference(typed) else {}
    if wanted - known.keys():
        known |= {each.reference: each.person for each in actions.everybody(services)}
    return {each: known[each] for each in wanted if each in known}


def _row(record: Access, zone: str, names: Mapping[str, str]) -> tuple[str, ...]:
    at = datetime.fromtimestamp(record.at / 1000, UTC).astimezone(ZoneInfo(zone))
    return (
        at.strftime("%Y-%m-%d %H:%M:%S"),
        record.actor,
        record.role,
        record.action.replace("_", " "),
        _about_whom(record.object, names),
        record.purpose,
        record.outcome,
        record.reason or "",
    )


def _about_whom(about: str, names: Mapping[str, str]) -> str:
    """Return what a record is about as a person reads it; a reference that nobody knows by its beginning."""
    if not people.is_reference(about):
        return about
    return f"records of {names.get(about, f'{about[:SHOWN]}…')}"


def _about(conversation_id: str | None, person: str | None) -> str:
    if conversation_id is None:
        typed = people.user_name(person or "")
        return typed if people.is_reference(typed) else people.reference(typed)
    return reference(conversation_id)
