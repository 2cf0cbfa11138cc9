"""Parts of a day: each prepares what it needs, yields, and acts. Whoever is in one is in no other."""

import contextlib
import functools
import itertools
import json
import secrets
import time
from collections.abc import Callable, Generator, Iterator
from typing import Final

from chalicelib.chat.people import reference
from cloud import walk
from cloud.hands import Agent, Failed, Line, Visitor
from cloud.removing import Scene
from cloud.walk import Stage

ADDRESSES: Final = (f"visitor.{number}@somewhere.example" for number in itertools.count(1))
"""Each is written to once: so much goes to one in a day."""

Played = Generator[None]

_numbers = itertools.count(1)
AGENTS: Final = 4
LONG: Final = "Kiuas ei lämpene. " * 40


class Staff:
    """The people of staff who are in several scenes: each signs in once."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._agents = itertools.cycle([self.signed_in("agent") for _ in range(AGENTS)])
        for _ in range(AGENTS):
            self.next().ask("POST", "/v1/me/available", {"on": True})
        self.administrator = self.signed_in("administrator")
        self.officer = self.signed_in("data-protection-officer")

    def next(self) -> Agent:
        """Have the next agent be the one of the scene that begins, and return them: one may open so many sockets in a minute."""
        self.agent = next(self._agents)
        return self.agent

    def signed_in(self, role: str) -> Agent:
        """Return somebody new in a role. Raises Failed."""
        person = self.new(role)
        person.sign_in_first()
        return person

    def new(self, role: str) -> Agent:
        """Return somebody new in a role, who has a temporary password. Raises Failed."""
        number = next(_numbers)
        user, name = f"person.{number}", named("Anna", number)
        said = walk.commanded(self.stage.services, "create", user, "--role", role, "--given-name", name)
        return Agent(self.stage.service, user, said.splitlines()[-1])


def named(name: str, number: int) -> str:
    """Return a name of its own, of letters alone: no two who answer for a site may have the same."""
    return name + "".join("abcdefghij"[int(digit)] for digit in str(number))


def of(stage: Stage) -> list[Scene]:
    """Return the scenes, with the staff that they share. Raises Failed."""
    staff = Staff(stage)
    return [
        _with(staff, scene)
        for scene in (
            opens_a_page,
            starts,
            comes_back,
            is_on_the_desk,
            is_taken,
            is_answered,
            is_let_go,
            reads_who_has_read,
            orders_a_copy,
            proves_the_address,
            closes,
            erases,
            opens_a_socket,
            opens_a_socket_of_staff,
            joins,
            says,
            answers,
            reads,
            leaves,
            leaves_the_desk,
            signs_in_first,
            signs_out,
            looks_at_people,
            looks_after_somebody,
            forgets_a_second_factor,
            lets_somebody_go,
            reads_the_access_log,
            sets_the_stage,
            bounces,
            watches,
            watches_over_the_left,
            sweeps,
        )
    ]


def _with(staff: Staff, scene: Callable[[Staff], Played]) -> Scene:
    @functools.wraps(scene)
    def played(_: Stage) -> Played:
        staff.next()
        return scene(staff)

    return played


def visitor(staff: Staff, *, answered: bool = False) -> Visitor:
    """Return somebody who has started a conversation."""
    made = Visitor(staff.stage.service)
    made.start()
    if answered:
        staff.agent.answer(made.conversation)
    return made


@contextlib.contextmanager
def over(*visitors: Visitor) -> Iterator[None]:
    """Erase conversations afterwards, so that they are no other's who wait."""
    try:
        yield
    finally:
        for each in visitors:
            with contextlib.suppress(Failed):
                each.ask("POST", "/erase")


# --------------------------------------------------------------------------------------------- over HTTP: the API


def opens_a_page(staff: Staff) -> Played:
    yield
    for path in ("/launcher/main.json", "/chat/main", "/notice/main", "/logo/none"):
        staff.stage.service.rest("GET", path)
    staff.stage.service.ask("GET", "/launcher/main.json")


def starts(staff: Staff) -> Played:
    made = Visitor(staff.stage.service)
    with over(made), staff.stage.service.socket(staff.agent.headers) as desk:
        yield
        made.start()
        desk.hear("queue")


def comes_back(staff: Staff) -> Played:
    made = visitor(staff, answered=True)
    with over(made):
        yield
        made.ask("GET", "?after=0")
        made.ask("POST", "/seen", {"seq": 2})
        made.ask("POST", "/name", {"name": "Maija"})
        made.ask("GET", "/rights")
        made.ask("GET", "/copy")


def is_on_the_desk(staff: Staff) -> Played:
    waits, had = visitor(staff), visitor(staff, answered=True)
    with over(waits, had):
        yield
        staff.agent.ask("GET", "/v1/desk")
        staff.agent.ask("GET", "/v1/board")


def is_taken(staff: Staff) -> Played:
    made = visitor(staff)
    with over(made), staff.stage.service.socket(made.headers) as line:
        made.join(line)
        yield
        staff.agent.take(made.conversation)
        line.hear("told")


def is_answered(staff: Staff) -> Played:
    made = visitor(staff)
    with over(made), staff.stage.service.socket(made.headers) as line:
        made.join(line)
        staff.agent.take(made.conversation)
        line.hear("told")
        yield
        said = {"id": "answer-01", "n": 1, "text": LONG}
        staff.agent.ask("POST", f"/v1/conversations/{made.conversation}/messages", said)
        line.hear("told")


def is_let_go(staff: Staff) -> Played:
    made = visitor(staff, answered=True)
    with over(made), staff.stage.service.socket(made.headers) as line:
        made.join(line)
        yield
        staff.agent.ask("POST", f"/v1/conversations/{made.conversation}/notes", {"id": "note-0001", "text": "Hei"})
        staff.agent.ask("POST", f"/v1/conversations/{made.conversation}/transfer", {})


def reads_who_has_read(staff: Staff) -> Played:
    made = visitor(staff, answered=True)
    with over(made):
        yield
        made.ask("GET", "/readings")
        staff.agent.ask("GET", f"/v1/conversations/{made.conversation}/accesses")


def orders_a_copy(staff: Staff) -> Played:
    made = visitor(staff, answered=True)
    with over(made):
        yield
        before, address = len(staff.stage.emulator.mails()), next(ADDRESSES)
        made.ask("POST", "/transcript", {"address": address})
        staff.stage.service.mail(address, before)


def proves_the_address(staff: Staff) -> Played:
    made = visitor(staff, answered=True)
    with over(made), staff.stage.service.socket(made.headers) as line:
        made.join(line)
        address = next(ADDRESSES)
        code = made.code_for(address)
        yield
        before = len(staff.stage.emulator.mails())
        made.ask("POST", "/transcript/confirm", {"code": code})
        staff.stage.service.mail(address, before)
        line.hear("changed", lambda frame: "sent" in json.dumps(frame))


def closes(staff: Staff) -> Played:
    made = visitor(staff, answered=True)
    with over(made), staff.stage.service.socket(made.headers) as line:
        made.join(line)
        yield
        staff.agent.ask("POST", f"/v1/conversations/{made.conversation}/close", {"seen": 2})
        line.hear("told")
        made.ask("POST", "/rating", {"score": 5})


def erases(staff: Staff) -> Played:
    made = visitor(staff, answered=True)
    with staff.stage.service.socket(made.headers) as line:
        made.join(line)
        yield
        made.ask("POST", "/erase")
        line.hear("erased")


# ------------------------------------------------------------------------------------------------------- sockets


def opens_a_socket(staff: Staff) -> Played:
    made = visitor(staff, answered=True)
    with over(made):
        yield
        staff.stage.service.open(made.headers).close()


def opens_a_socket_of_staff(staff: Staff) -> Played:
    """So many that the first has to go."""
    lines: list[Line] = [staff.stage.service.open(staff.agent.headers) for _ in range(5)]
    try:
        yield
        lines.append(staff.stage.service.open(staff.agent.headers))
    finally:
        for line in lines:
            line.close()


def joins(staff: Staff) -> Played:
    made = visitor(staff)
    with over(made), staff.stage.service.socket(made.headers) as line:
        yield
        made.join(line)


def _both(staff: Staff, stack: contextlib.ExitStack) -> tuple[Visitor, Line, Line]:
    made = visitor(staff, answered=True)
    stack.enter_context(over(made))
    theirs = stack.enter_context(staff.stage.service.socket(made.headers))
    desk = stack.enter_context(staff.stage.service.socket(staff.agent.headers))
    made.join(theirs)
    staff.agent.join(desk, made.conversation)
    return made, theirs, desk


def says(staff: Staff) -> Played:
    with contextlib.ExitStack() as stack:
        made, theirs, desk = _both(staff, stack)
        yield
        made.say(theirs, LONG)
        desk.hear("told")


def answers(staff: Staff) -> Played:
    with contextlib.ExitStack() as stack:
        made, theirs, desk = _both(staff, stack)
        yield
        staff.agent.say(desk, made.conversation, 2, LONG)
        theirs.hear("told")


def reads(staff: Staff) -> Played:
    with contextlib.ExitStack() as stack:
        made, theirs, desk = _both(staff, stack)
        yield
        which = {"conversation": made.conversation}
        desk.send({"do": "typing", "on": True, **which})
        theirs.hear("typing")
        theirs.send({"do": "read", "seq": 2, **which})
        theirs.send({"do": "leave", **which})
        theirs.asks({"do": "ping"}, "pong")


def leaves(staff: Staff) -> Played:
    with contextlib.ExitStack() as stack:
        _, theirs, desk = _both(staff, stack)
        yield
        theirs.close()
        desk.hear("changed")


def leaves_the_desk(staff: Staff) -> Played:
    made = visitor(staff)
    with over(made), staff.stage.service.socket(made.headers) as line:
        made.join(line)
        desk = staff.stage.service.open(staff.agent.headers)
        yield
        desk.close()


# --------------------------------------------------------------------------------------------------------- people


def signs_in_first(staff: Staff) -> Played:
    person = staff.new("agent")
    yield
    person.sign_in_first()


def signs_out(staff: Staff) -> Played:
    person = staff.signed_in("agent")
    with staff.stage.service.socket(person.headers):
        yield
        person.ask("POST", "/v1/sign-out")


def looks_at_people(staff: Staff) -> Played:
    yield
    staff.administrator.ask("GET", "/v1/people")
    staff.administrator.ask("GET", f"/v1/people/{reference(staff.agent.user)}")


def looks_after_somebody(staff: Staff) -> Played:
    number = next(_numbers)
    user = f"person.{number}"
    yield
    ask = staff.administrator.ask
    made = {"key": secrets.token_urlsafe(9), "person": user, "given_name": named("Aino", number), "roles": ["agent"]}
    ask("POST", "/v1/people", made)
    whose = f"/v1/people/{reference(user)}"
    ask("POST", f"{whose}/details", {"given_name": named("Eila", number), "languages": ["fi"], "sites": ["main"]})
    ask("POST", f"{whose}/roles", {"roles": ["trainer"]})
    for what in ("password", "disable", "enable", "sessions/end"):
        ask("POST", f"{whose}/{what}")


def forgets_a_second_factor(staff: Staff) -> Played:
    """The emulator knows no AdminDeleteSoftwareToken, and asks whether one may all the same."""
    person = staff.signed_in("agent")
    yield
    staff.stage.service.rest(
        "POST", f"/v1/people/{reference(person.user)}/second-factor", None, staff.administrator.headers
    )


def lets_somebody_go(staff: Staff) -> Played:
    person = staff.signed_in("agent")
    with staff.stage.service.socket(person.headers):
        yield
        staff.administrator.ask("POST", f"/v1/people/{reference(person.user)}/leave")


def reads_the_access_log(staff: Staff) -> Played:
    yield
    whose = f"/v1/access-log/people/{reference(staff.agent.user)}"
    for path in ("/v1/access-log/own", "/v1/access-log/people", whose):
        staff.officer.ask("GET", path)


def sets_the_stage(staff: Staff) -> Played:
    yield
    ask = staff.administrator.ask
    shown = ask("GET", "/v1/settings/stage").body
    wanted = {**shown["settings"], "left_question_days": 1 + next(_numbers) % 7}
    ask("POST", "/v1/settings/stage", {"settings": wanted, "version": shown["version"]})
    ask("GET", "/v1/settings/sites/main")
    staff.agent.ask("GET", "/v1/answers")
    ask("GET", "/v1/notice")


# ------------------------------------------------------------------------------------------------- by themselves


def bounces(staff: Staff) -> Played:
    made = visitor(staff, answered=True)
    with over(made), staff.stage.service.socket(made.headers) as line:
        made.join(line)
        made.code_for(next(ADDRESSES))
        yield
        before = len(staff.stage.emulator.decisions())
        walk.put_bounce(staff.stage, made)
        walk.ran(staff.stage, "MailEvents", before)


def watches(staff: Staff) -> Played:
    waits, had = visitor(staff), visitor(staff, answered=True)
    with over(waits, had):
        yield
        walk.run(staff.stage, "Watch")


def watches_over_the_left(staff: Staff) -> Played:
    """An agent has given no sign of life for long, so what they have goes back."""
    person = staff.signed_in("agent")
    person.ask("POST", "/v1/me/available", {"on": True})
    made = Visitor(staff.stage.service)
    made.start()
    with over(made), staff.stage.service.socket(made.headers) as line:
        made.join(line)
        with staff.stage.service.socket(person.headers):
            person.answer(made.conversation)
        staff.stage.services.agents.go(person.user, int(time.time() * 1000))
        yield
        walk.run(staff.stage, "Watch")
        line.hear("told", lambda frame: frame["entry"].get("kind") == "left")


def sweeps(staff: Staff) -> Played:
    made = visitor(staff, answered=True)
    walk.expire(staff.stage, made.conversation)
    yield
    walk.run(staff.stage, "Sweep")
    if walk.items_of(staff.stage, made.conversation):
        raise Failed("The sweep has left something that had expired")
