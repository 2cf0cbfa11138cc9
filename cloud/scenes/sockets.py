"""Over the sockets: opening one, following, saying, going away."""

from collections.abc import Generator

from cloud import walk
from cloud.hands import Failed, Line, Visitor
from cloud.scenes import earlier
from cloud.scenes.staff import ELSEWHERE, Staff
from cloud.scenes.visits import LONG

# ------------------------------------------------------------------------------------------------- opening


def opens_a_socket(staff: Staff) -> Generator[None]:
    made = staff.visitor(answered=True)
    yield
    staff.line(made.headers)


def opens_a_socket_of_staff(staff: Staff) -> Generator[None]:
    """So many that the first has to go."""
    first, *_ = [staff.line(staff.agent.headers) for _ in range(5)]
    yield
    staff.line(staff.agent.headers)
    first.hear("ended")


def comes_when_nobody_is_there(staff: Staff) -> Generator[None]:
    """So whoever waits is told that somebody is there for them."""
    line = staff.joined(staff.visitor())
    staff.services.agents.note_staffed(staff.now(), on=False)
    yield
    staff.line(staff.agent.headers)
    line.hear("placed", lambda frame: frame["staffed"])


def comes_while_nothing_is_queued(staff: Staff) -> Generator[None]:
    """So the socket's own function tells whoever waits."""
    yield from comes_when_nobody_is_there(staff)


def comes_from_elsewhere(staff: Staff) -> Generator[None]:
    """An agent may answer from one network alone, which it is recorded that they have left: once in ten minutes."""
    counted = f"{staff.agent.user} network"
    staff.services.counters.release("refused", counted, 600)
    yield
    try:
        staff.stage.service.open(staff.agent.headers, source=ELSEWHERE).close()
    except Failed as error:
        if "did not open" not in str(error):
            raise
    else:
        raise Failed("An agent's socket was opened from where none may be")


# ------------------------------------------------------------------------------------------------- following


def joins(staff: Staff) -> Generator[None]:
    made = staff.visitor()
    line = staff.line(made.headers)
    yield
    made.join(line)


def is_here_again(staff: Staff) -> Generator[None]:
    """Who waits and was thought to be gone: agents are told."""
    made = staff.visitor()
    line, desk = staff.line(made.headers), staff.line(staff.agent.headers)
    staff.services.conversations.note(made.conversation, gone_at=staff.now())
    yield
    made.join(line)
    desk.hear("queue", lambda frame: frame.get("came", {}).get("conversation") == made.conversation)


def opens_page_after_page(staff: Staff) -> Generator[None]:
    """One more than a visitor may have, so the first has to go."""
    made = staff.visitor()
    first, *_ = [staff.joined(made) for _ in range(3)]
    last = staff.line(made.headers)
    yield
    made.join(last)
    first.hear("ended")


def reads_on_after_long(staff: Staff) -> Generator[None]:
    made = staff.visitor(answered=True)
    desk = staff.line(staff.agent.headers)
    earlier.read_long_ago(staff.services, made.conversation, staff.agent.user)
    yield
    staff.agent.join(desk, made.conversation)


# ------------------------------------------------------------------------------------------------- saying


def _both(staff: Staff) -> tuple[Visitor, Line, Line]:
    made = staff.visitor(answered=True)
    return made, staff.joined(made), staff.at_the_desk(made)


def says(staff: Staff) -> Generator[None]:
    made, theirs, desk = _both(staff)
    yield
    made.say(theirs, LONG)
    desk.hear("told")


def says_what_no_longer_fits(staff: Staff) -> Generator[None]:
    """The lines before it move to a page of their own."""
    made = staff.visitor(answered=True)
    theirs = staff.joined(made)
    earlier.nearly_another_kilobyte(staff, made.conversation)
    yield
    made.say(theirs, "Hei")


def answers(staff: Staff) -> Generator[None]:
    made, theirs, desk = _both(staff)
    yield
    staff.agent.say(desk, made.conversation, 2, LONG)
    theirs.hear("told")


def reads(staff: Staff) -> Generator[None]:
    made, theirs, desk = _both(staff)
    which = {"conversation": made.conversation}
    yield
    desk.send({"do": "typing", "on": True, **which})
    theirs.hear("typing")
    theirs.send({"do": "read", "seq": 2, **which})
    theirs.send({"do": "leave", **which})
    theirs.asks({"do": "ping"}, "pong")


# ------------------------------------------------------------------------------------------------- going away


def leaves(staff: Staff) -> Generator[None]:
    """Its agent is told, with the visitor's name: a record covers that no longer, nor is their session known to live."""
    made, theirs, desk = _both(staff)
    made.ask("POST", "/name", {"name": "Maija"})
    earlier.read_long_ago(staff.services, made.conversation, staff.agent.user)
    earlier.sessions_in_doubt(staff.services, made.conversation)
    yield
    theirs.close()
    desk.hear("changed", lambda frame: frame["facts"].get("visitor_here") is False)


def leaves_while_waiting(staff: Staff) -> Generator[None]:
    """It is looked a little later whether they are gone."""
    theirs = staff.joined(staff.visitor())
    yield
    _closed(staff, theirs)


def leaves_one_page_while_nothing_is_queued(staff: Staff) -> Generator[None]:
    """Who waits anew and was thought to be gone is here on another page: the socket's own function tells everybody."""
    made = staff.visitor(answered=True)
    one, other = staff.joined(made), staff.joined(made)
    staff.agent.ask("POST", f"/v1/conversations/{made.conversation}/transfer", {})
    other.hear("placed")
    staff.services.conversations.note(made.conversation, gone_at=staff.now())
    yield
    one.close()
    other.hear("placed")


def leaves_the_desk(staff: Staff) -> Generator[None]:
    desk = staff.line(staff.agent.headers)
    yield
    _closed(staff, desk)


def _closed(staff: Staff, line: Line) -> None:
    """Close a socket, and wait until the service has begun to do what follows of that."""
    before = len(staff.stage.emulator.decisions())
    line.close()
    walk.ran(staff.stage, "WebsocketDisconnect", before)
