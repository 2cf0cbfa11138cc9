"""Who the data map says sees an attribute is who gets it: what each role is shown is searched for what was stored."""

import re
import tomllib
from collections import defaultdict
from typing import Any, Final

import msgspec
import pytest

from chalicelib.chat.actions import data_rights, helping, passing, talking, transcripts
from chalicelib.chat.actions import desk as desks
from chalicelib.chat.errors import NotFound
from chalicelib.chat.ports import Job
from chalicelib.chat.who import Staff
from chalicelib.rooms.access_log import actions as access_log
from chalicelib.rooms.history import actions as history
from chalicelib.rooms.history.wire import Glass
from local.cloud import Cloud
from local.refusals import ROOT
from tests.service.conftest import KEY, Desk, new_desk, staff

TABLE: dict[str, Any] = tomllib.loads((ROOT / "docs" / "data_map.toml").read_text("utf-8"))["table"]

CANARIES: Final = {
    ("conversation", "name"): "Canariensis",
    ("conversation", "first_line"): "serinus laulaa ensin",
    ("conversation", "newest[].text"): "serinus laulaa lopuksi",
    ("older_lines", "lines[].text"): "serinus laulaa keskellä",
    ("conversation", "owner"): "agent.b",
    ("conversation", "aliases.*"): "Agent.B",
    ("conversation", "sockets.*[0]"): "connection-of-somebody",
    ("transcript_order", "address"): "serinus@example.com",
    ("transcript_order", "message_id"): "message-of-ses",
}
"""What stands in an attribute and nowhere else; the first line is a message as well."""

REASON: Final = "Asiakas soitti ja kysyi vastausta."
LET_IN: Final = {"invited", "supervisor", "by the glass"}
READERS: Final = {
    "the visitor": {"visitor"},
    "the agent who has taken it, until seven days after its end": {"agent"},
    "the agent who has taken it, until seven days after its end and later for an hour with a purpose": {"agent"},
    "a colleague whom that agent has invited, while they are": {"invited"},
    "a supervisor who looks in, while they do": {"supervisor"},
    "another agent for an hour by breaking the glass": {"by the glass"},
    "every agent while it waits": {"queue"},
    "a reviewer once it is closed": {"reviewer"},
    "the visitor and staff": {"visitor", "agent", "reviewer", "officer", "former", *LET_IN},
    "staff by user name": {"agent", "reviewer", "officer", *LET_IN},
}


def readers(kind: str, attribute: str) -> set[str]:
    """Return the roles that see an attribute, out of the map's words."""
    whole = TABLE[kind]["seen"]
    said = TABLE[kind]["attributes"][attribute].get("seen", whole)
    if "as the newest lines" in said:
        return readers("conversation", "newest[].text")
    found: set[str] = set()
    for clause in re.split("; |, and ", said.partition(":")[0]):
        if clause == "the same":
            found |= readers_of(whole)
        elif "only" not in clause and "masked" not in clause:
            found |= READERS.get(clause, set())
    return found


def readers_of(said: str) -> set[str]:
    return set().union(*(READERS.get(clause, set()) for clause in said.split("; ")))


class Shown:
    """What each role was given, as it leaves the service."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.given: defaultdict[str, list[str]] = defaultdict(list)

    def show(self, role: str, answer: Any) -> None:
        self.given[role].append(answer if isinstance(answer, str) else msgspec.json.encode(answer).decode())

    def frames(self, role: str, connection: str) -> None:
        for to, frame in self.desk.sockets.told:
            if to == connection:
                self.show(role, frame)
        self.desk.sockets.told = [each for each in self.desk.sockets.told if each[0] != connection]

    def to(self, role: str, canary: str) -> bool:
        return any(canary in each for each in self.given[role])


@pytest.fixture(scope="module")
def shown(_opened: Cloud) -> Shown:
    """A conversation from the queue to its end, with everybody looking at all that they can look at: lived once, read by all."""
    desk = new_desk(_opened)
    shown, services = Shown(desk), desk.services
    a, b, c, d = (staff(f"agent.{letter}") for letter in "abcd")
    supervisor = staff("supervisor.s", "supervisor")
    conversation = desk.start(text=CANARIES["conversation", "first_line"]).facts.conversation
    visitor, _ = talking.visitor(services, KEY)

    def stored() -> Any:
        return services.conversations.get(conversation)

    def listen(who: str, connection: str) -> None:
        services.conversations.listen(
            stored(), connection, who, services.milliseconds(), session="s" * (who != "visitor")
        )

    def look(role: str, who: Staff) -> None:
        for ask in (
            lambda: talking.history(services, who, stored(), 0),
            lambda: access_log.accesses(services, who, conversation),
            lambda: desks.desk(services, who),
        ):
            try:
                shown.show(role, ask())
            except NotFound:
                continue

    services.agents.seen(b, services.milliseconds())
    listen("visitor", "connection-of-somebody")
    talking.call_me(services, visitor, stored(), CANARIES["conversation", "name"])
    look("queue", b)
    shown.show("agent", talking.take(services, a, conversation))
    listen("agent.a", "agent-1")
    desk.say(a, conversation, 1, "Hei")
    desk.say(visitor, conversation, 2, CANARIES["older_lines", "lines[].text"])
    for n in range(3, 8):
        desk.cloud.clock.advance(10)
        desk.say(visitor, conversation, n, "täytettä " * 60)
    desk.say(visitor, conversation, 8, CANARIES["conversation", "newest[].text"])
    transcripts.order(services, visitor, stored(), CANARIES["transcript_order", "address"], "192.0.2.0/24")
    transcripts.send_code(services, Job(kind="code", conversation=conversation, order=1))
    look("agent", a)
    shown.frames("agent", "agent-1")
    for role, who in (("invited", d), ("supervisor", supervisor), ("by the glass", c)):
        look("nobody yet", who)
        services.agents.seen(who, services.milliseconds())
        if role == "invited":
            helping.invite(services, a, conversation, who.person)
        elif role == "supervisor":
            shown.show(role, helping.supervise(services, who, conversation, "help"))
        else:
            shown.show(role, history.break_glass(services, who, conversation, Glass(reason="complaint", words=REASON)))
        look(role, who)
    helping.let_go(services, a, conversation, d.person)
    helping.stop(services, supervisor, conversation)
    look("no longer", d)
    look("no longer", supervisor)
    shown.show("former", passing.pass_on(services, a, conversation, "agent.b"))
    shown.frames("former", "agent-1")
    look("former", a)
    talking.close(services, b, stored())
    shown.frames("visitor", "connection-of-somebody")
    shown.show("visitor", talking.history(services, visitor, stored(), 0))
    shown.show("visitor", data_rights.copy(services, visitor, stored()))
    shown.show("visitor", data_rights.page(services, visitor, stored(), "fi"))
    shown.show("visitor", data_rights.readings(services, visitor, stored()))
    look("reviewer", staff("reviewer", "reviewer"))
    look("officer", staff("officer", "data-protection-officer"))
    look("administrator", staff("administrator", "administrator"))
    return shown


@pytest.mark.parametrize(("kind", "attribute"), CANARIES, ids=[f"{kind} {name}" for kind, name in CANARIES])
def test_nobody_is_shown_what_the_map_does_not_say_they_see(shown: Shown, kind: str, attribute: str) -> None:
    canary, allowed = CANARIES[kind, attribute], readers(kind, attribute)
    if attribute == "first_line":
        allowed |= readers("conversation", "newest[].text")
    roles = {role for role in shown.given if shown.to(role, canary)}

    assert set(shown.given) >= {"visitor", "queue", "agent", "former", "reviewer", "officer", *LET_IN}
    assert roles <= allowed


@pytest.mark.parametrize(
    ("kind", "attribute"),
    [
        ("conversation", "name"),
        ("conversation", "first_line"),
        ("conversation", "newest[].text"),
        ("older_lines", "lines[].text"),
        ("transcript_order", "address"),
    ],
)
def test_whoever_the_map_says_sees_content_is_shown_it(shown: Shown, kind: str, attribute: str) -> None:
    canary, allowed = CANARIES[kind, attribute], readers(kind, attribute)

    assert allowed
    assert {role for role in allowed if not shown.to(role, canary)} == set()
