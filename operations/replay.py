"""An older state of a stage's table made fit to serve: nobody is in, nothing has outlived its time, and what has been erased,
objected to, restricted, hidden or taken back since is so again (trust rule R7). Every step may be cut off anywhere and begun anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from chalicelib import wiring
from chalicelib.aws import calling
from chalicelib.aws.access_log import AccessLog
from chalicelib.aws.keys import Key
from chalicelib.aws.table.items import Items
from chalicelib.chat import access_events, ledger
from chalicelib.chat.actions import accessing, replaying, sweeping
from chalicelib.chat.ledger import Kind, Noted, digest_of
from chalicelib.chat.people import Left
from chalicelib.chat.phones import Phones
from chalicelib.chat.ports import Job
from chalicelib.chat.services import Services
from chalicelib.chat.wire import Access, StaffFrame, VisitorFrame
from operations import tables
from operations.account import Account
from operations.stack import REQUEST, Stack, settings_of

SECONDS: Final = 48 * 3600.0
"""What may be spent on one table: as long as it takes."""
SEARCHED: Final[dict[str, Kind]] = {
    "erasure_requested": "erasure",
    "objection_made": "objection",
    "objection_withdrawn": "objection-withdrawn",
    "restriction_placed": "restriction",
    "restriction_lifted": "restriction-lifted",
    "correction_made": "correction",
}
"""What the access log tells as well as the ledger, by its actions."""
WHATEVER_BECAME: Final = frozenset({"erasure_requested", "restriction_placed"})
"""What protects, and so is believed although its first try has failed: all that an operator does is of one "request"."""
IN_CASE: Final = frozenset({"restriction_placed", "restriction_lifted"})
"""What is so in each case by itself."""
WITHOUT_PLACE: Final = ("message_hidden", "note_taken_back")
"""What it tells without saying which line or note it was."""
_ENDED: Final = ("session#", "ticket#", "socket#")


class Place(msgspec.Struct, frozen=True):
    """A table, and the product's services over it."""

    account: Account
    table: str
    services: Services
    items: Items


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """What has happened since an older state of a table, as the other tables of the stage and the access log know it."""

    noted: Sequence[Noted] = ()
    unplaced: Sequence[str] = ()
    """The conversations in which something was hidden or taken back of which only the access log knows, and not where."""
    left: Sequence[Left] = ()
    """Who has left the company."""
    phones: Mapping[str, Phones] | None = None
    """Whose phones may be called, by person; None where no table tells it any more."""


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """What was done to a table to make it fit."""

    ended: int = 0
    """Sessions, tickets and sockets."""
    expired: int = 0
    """Items, of conversations and others."""
    again: Mapping[Kind, int] = {}
    """What was done again, by kind."""
    corrections: Sequence[str] = ()
    """The conversations of which a correction is lost."""
    unplaced: Sequence[str] = ()
    """The conversations in which something may be readable again that was hidden or taken back."""
    left: int = 0
    """Those who have left, of whom something was there again."""


def place(account: Account, stack: Stack, table: str) -> Place:
    """Return a table of a stage with the product's services over it, which have time enough for all of it. Raises Trouble."""
    calling.begin(wiring.world, SECONDS, REQUEST)
    chosen = msgspec.structs.replace(settings_of(stack), table=table)
    services = wiring.build(chosen, wiring.world, account.create).asked_by(REQUEST)
    return Place(account, table, services, Items(account.client("dynamodb"), table, services.now))


def unheard(at: Place) -> Place:
    """Return the same table, of which nobody hears what is done to it: for a copy that is never to serve.

    What is done again is recorded nowhere, no job comes of it for the stage that goes on, and no socket of that is written to.
    """
    silence = Silence()
    log = Unrecorded(at.account.client("logs"), group="")
    services = msgspec.structs.replace(at.services, access_log=log, outbox=silence, push=silence)
    return msgspec.structs.replace(at, services=services)


class Unrecorded(AccessLog):
    """An access log that takes every record that is of its form, and keeps none."""

    def record(self, *accesses: Access) -> None:
        """Return once each was looked at. Raises ValueError as a log that keeps them."""
        for each in accesses:
            access_events.checked(each)


class Silence:
    """An outbox that keeps no job, and sockets all of which are gone."""

    def put(self, job: Job, *, after: int = 0) -> None:
        """Return: nobody does the job."""

    def send(self, connection: str, frame: VisitorFrame | StaffFrame) -> bool:  # noqa: ARG002 - the signature is the port's
        """Return that the socket is gone."""
        return False

    def close(self, connection: str) -> bool:  # noqa: ARG002 - the signature is the port's
        """Return that the socket is closed."""
        return True


def since(others: Iterable[Place], records: Iterable[Access]) -> Since:
    """Return what other tables of the stage, and records of the access log, know to have happened. Raises Unavailable."""
    records = list(records)
    happened = [
        *(each for each in records if each.action in WHATEVER_BECAME and each.outcome == "allowed"),
        *(each for each in access_events.happened(records) if each.action not in WHATEVER_BECAME),
    ]
    noted: list[Noted] = []
    left: dict[str, Left] = {}
    phones: dict[str, Phones] | None = None
    for other in others:
        noted += other.services.ledger.all(other.services.milliseconds())
        left |= {each.person: each for each in other.services.people.all_left()}
        phones = {each.person: each for each in other.services.phones.all()}
    placed = {each.digest for each in noted if each.place is not None}
    unplaced = sorted({each.object for each in happened if each.action in WITHOUT_PLACE})
    return Since(
        noted=(*noted, *logged(happened)),
        unplaced=[each for each in unplaced if digest_of(each) not in placed],
        left=list(left.values()),
        phones=phones,
    )


def logged(records: Iterable[Access]) -> Iterator[Noted]:
    """Yield what the ledger would say of what the access log does; what was only done again is no news."""
    for each in records:
        kind = SEARCHED.get(each.action)
        if kind is not None and each.actor != "system" and (kind != "correction" or each.actor == "visitor"):
            case = access_events.case_of(each) if each.action in IN_CASE else None
            yield Noted(kind=kind, digest=digest_of(each.object), at=each.at, case=case)


def records(account: Account, group: str, start: int) -> list[Access]:
    """Return what the access log says since a time (milliseconds) of what a restore has to know. Raises Refused, Trouble."""
    actions = (*SEARCHED, *WITHOUT_PLACE)
    pattern = " || ".join(f'($.action = "{each}")' for each in actions)
    found = account.pages(
        "logs",
        "filter_log_events",
        "events",
        logGroupName=group,
        startTime=start,
        filterPattern=f"{{ {pattern} }}",
    )
    told = (msgspec.json.decode(event["message"], type=Access) for event in found)
    return [each for each in told if each.action in actions]


def make_fit(at: Place, known: Since) -> Fit:
    """Have a table that does not serve be fit to. Raises Refusal, Refused, Trouble."""
    ended = end_everything(at)
    expired = sweep(at)
    left = forget_left(at, known)
    again, corrections = replay(at, known.noted)
    there = {each for each in known.unplaced if at.services.conversations.get(each) is not None}
    return Fit(
        ended=ended,
        expired=expired,
        again=again,
        corrections=corrections,
        unplaced=sorted(there),
        left=left,
    )


def end_everything(at: Place) -> int:
    """End every session, ticket and socket of a table, and return how many: whoever was in then has to come in anew.

    First of all: what is told to a socket of then might reach somebody who is on the same line still.
    """
    unwanted: list[Key] = []
    sockets = 0
    for item in tables.walk(at.account, at.table, "sockets", "unjoined"):
        key = Key(item["pk"], item["sk"])
        if key.pk.startswith(_ENDED) or (key.pk.startswith("person#") and key.sk.startswith("session#")):
            unwanted.append(key)
        elif key.sk == "head":
            connections = [*item.get("sockets", {}), *item.get("unjoined", {})]
            if connections:
                at.services.conversations.forget(_conversation(key), *connections)
                sockets += len(connections)
    at.items.delete_many(unwanted)
    for agent in at.services.agents.all():
        at.services.agents.forget(agent.person, *agent.sockets)
        at.services.agents.go(agent.person, at.services.milliseconds())
    return sum(not key.pk.startswith("person#") for key in unwanted) + sockets


def sweep(at: Place) -> int:
    """Delete everything that has expired, also what the hourly sweep would look back to no more; return how many items."""
    swept = sweeping.delete(at.services)
    overdue = [
        Key(item["pk"], item["sk"])
        for item in tables.walk(at.account, at.table, tables.EXPIRY)
        if tables.EXPIRY in item and item[tables.EXPIRY] <= at.services.now()
    ]
    # Heads last: by its head the sweep finds what a crash anywhere between has left.
    rest = sum(map(at.items.delete_expired, sorted(overdue, key=lambda key: key.sk == "head")))
    at.services.access_log.record(accessing.by_system(at.services, "sweep_done", "sweep", purpose="legal"))
    return swept.items + swept.leftovers + rest


def forget_left(at: Place, known: Since) -> int:
    """Keep of those who have left only what is kept of them, and call no phone that is not to be called any more.

    Return of how many more was there.
    """
    people = at.services.people.many([each.person for each in known.left])
    for each in known.left:
        at.services.phones.forget(each.person)
        at.services.people.leave(each)
        at.services.answers.forget(each.person)
    if known.phones is not None:
        for phones in at.services.phones.all():
            now = known.phones.get(phones.person)
            if now is None:
                at.services.phones.forget(phones.person)
            elif now != phones:
                at.services.phones.change(phones, now)
    return len(people)


def replay(at: Place, noted: Sequence[Noted]) -> tuple[dict[Kind, int], list[str]]:
    """Do again what is noted, which then stands in the table's own ledger too.

    Return how much of each kind that was, and of which conversations a correction is lost.
    """
    at.services.ledger.carry(noted)
    again = ledger.again(at.services.ledger.all(at.services.milliseconds()))
    done: Counter[Kind] = Counter()
    lost: list[str] = []
    for conversation in list(conversations(at)):
        wanted = again.get(digest_of(conversation))
        if wanted is not None:
            kinds = replaying.replay(at.services, conversation, wanted)
            done.update(each for each in kinds if each != "correction")
            lost += [conversation] if "correction" in kinds else []
    return dict(done), sorted(lost)


def conversations(at: Place) -> Iterator[str]:
    """Yield the id of every conversation of a table, expired or not."""
    return (_conversation(key) for key in _keys(at.account, at.table) if key.sk == "head")


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """What one table has and another has not."""

    conversations: int = 0
    """Started since."""
    went_on: int = 0
    messages: int = 0
    """In those that went on."""
    settings: int = 0
    """How many of the settings, the sites, the notice and the shared answers were changed."""


def missing(newer: Place, older: str) -> Missing:
    """Return in numbers what a newer table has beyond an older state of it; nothing that is written there is read.

    Raises Refused, Trouble.
    """
    now = newer.services.now()
    has, had = (_counted(newer.account, each, now) for each in (newer.table, older))
    both = {each: has.messages[each] - had.messages[each] for each in has.messages if each in had.messages}
    return Missing(
        conversations=len(has.messages) - len(both),
        went_on=sum(more > 0 for more in both.values()),
        messages=sum(more for more in both.values() if more > 0),
        settings=len({key.pk for key in has.versions - had.versions}),
    )


class _Count(msgspec.Struct):
    messages: dict[str, int]
    versions: set[Key]


def _counted(account: Account, table: str, now: float) -> _Count:
    count = _Count({}, set())
    for item in tables.walk(account, table, "sent", tables.EXPIRY):
        key = Key(item["pk"], item["sk"])
        if key.sk == "head" and item.get(tables.EXPIRY, 0) > now:
            count.messages[_conversation(key)] = sum(int(sent[0]) for sent in item.get("sent", {}).values())
        elif key.sk.startswith(("version#", "change#")):
            count.versions.add(key)
    return count


def _keys(account: Account, table: str) -> Iterator[Key]:
    return (Key(item["pk"], item["sk"]) for item in tables.walk(account, table))


def _conversation(key: Key) -> str:
    return key.pk.partition("#")[2]
