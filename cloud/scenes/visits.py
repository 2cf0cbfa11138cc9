"""Over HTTP: what a visitor's and an agent's page ask of the API."""

import itertools
import json
from collections.abc import Generator
from typing import Final

from cloud.scenes.staff import Staff

ADDRESSES: Final = (f"visitor.{number}@somewhere.example" for number in itertools.count(1))
"""Each is written to once: so much goes to one in a day."""
LONG: Final = "Kiuas ei lämpene. " * 40


def opens_a_page(staff: Staff) -> Generator[None]:
    yield
    for path in ("/launcher/main.json", "/chat/main", "/notice/main", "/logo/none"):
        staff.stage.service.rest("GET", path)
    staff.stage.service.ask("GET", "/launcher/main.json")


def starts(staff: Staff) -> Generator[None]:
    made = staff.starting()
    desk = staff.line(staff.agent.headers)
    yield
    made.start()
    desk.hear("queue")


def comes_back(staff: Staff) -> Generator[None]:
    made = staff.visitor(answered=True)
    yield
    made.ask("GET", "?after=0")
    made.ask("POST", "/seen", {"seq": 2})
    made.ask("POST", "/name", {"name": "Maija"})
    made.ask("GET", "/rights")
    made.ask("GET", "/copy")


def is_on_the_desk(staff: Staff) -> Generator[None]:
    staff.visitor()
    staff.visitor(answered=True)
    yield
    staff.agent.ask("GET", "/v1/desk")
    staff.agent.ask("GET", "/v1/board")


def is_taken(staff: Staff) -> Generator[None]:
    made = staff.visitor()
    line = staff.joined(made)
    yield
    staff.agent.take(made.conversation)
    line.hear("told")


def is_answered(staff: Staff) -> Generator[None]:
    made = staff.visitor()
    line = staff.joined(made)
    staff.agent.take(made.conversation)
    line.hear("told")
    yield
    said = {"id": "answer-01", "n": 1, "text": LONG}
    staff.agent.ask("POST", f"/v1/conversations/{made.conversation}/messages", said)
    line.hear("told")


def is_let_go(staff: Staff) -> Generator[None]:
    """It waits again, and so stands before whoever has come since: the places are told anew."""
    made = staff.visitor(answered=True)
    line = staff.joined(made)
    yield
    staff.agent.ask("POST", f"/v1/conversations/{made.conversation}/notes", {"id": "note-0001", "text": "Hei"})
    staff.agent.ask("POST", f"/v1/conversations/{made.conversation}/transfer", {})
    line.hear("placed")


def reads_who_has_read(staff: Staff) -> Generator[None]:
    made = staff.visitor(answered=True)
    yield
    made.ask("GET", "/readings")
    staff.agent.ask("GET", f"/v1/conversations/{made.conversation}/accesses")


def orders_a_copy(staff: Staff) -> Generator[None]:
    made = staff.visitor(answered=True)
    yield
    before, address = len(staff.stage.emulator.mails()), next(ADDRESSES)
    made.ask("POST", "/transcript", {"address": address})
    staff.stage.service.mail(address, before)


def proves_the_address(staff: Staff) -> Generator[None]:
    made = staff.visitor(answered=True)
    line = staff.joined(made)
    address = next(ADDRESSES)
    code = made.code_for(address)
    yield
    before = len(staff.stage.emulator.mails())
    made.ask("POST", "/transcript/confirm", {"code": code})
    staff.stage.service.mail(address, before)
    line.hear("changed", lambda frame: "sent" in json.dumps(frame))


def closes(staff: Staff) -> Generator[None]:
    made = staff.visitor(answered=True)
    line = staff.joined(made)
    yield
    staff.agent.ask("POST", f"/v1/conversations/{made.conversation}/close", {"seen": 2})
    line.hear("told")
    made.ask("POST", "/rating", {"score": 5})


def erases(staff: Staff) -> Generator[None]:
    made = staff.visitor(answered=True)
    line = staff.joined(made)
    yield
    made.ask("POST", "/erase")
    line.hear("erased")
