"""What nobody asks for: the watch of each minute, the sweep of each hour, and what comes from queues."""

import json
from collections.abc import Generator
from typing import Any

import msgspec

from chalicelib.chat.ports import Job
from cloud import walk
from cloud.hands import Failed, Visitor
from cloud.scenes import earlier
from cloud.scenes.staff import Staff
from cloud.scenes.visits import ADDRESSES

# ------------------------------------------------------------------------------------------------- the watch


def watches(staff: Staff) -> Generator[None]:
    staff.visitor()
    staff.visitor(answered=True)
    _has_just_looked(staff)
    yield
    walk.run(staff.stage, "Watch")


def watches_over_the_left(staff: Staff) -> Generator[None]:
    """An agent has given no sign of life for long, so what they have goes back."""
    made, agent = staff.visitor(answered=True), staff.agent
    line = staff.joined(made)
    earlier.nearly_another_kilobyte(staff, made.conversation)
    staff.services.agents.go(agent.user, staff.now())
    staff.afterwards(lambda: _is_back(staff, agent.user))
    _has_just_looked(staff)
    yield
    walk.run(staff.stage, "Watch")
    line.hear("told", lambda frame: frame["entry"].get("kind") == "left")


def watches_over_sessions(staff: Staff) -> Generator[None]:
    """A session is over, and its console sends nothing."""
    line, agents = staff.line(staff.agent.headers), staff.services.agents
    on_duty = agents.get(staff.agent.user)
    for connection in {} if on_duty is None else on_duty.sockets:
        agents.forget(staff.agent.user, connection)
        agents.listen(staff.known(staff.agent, session="one-that-is-over"), connection, staff.now())
    _has_just_looked(staff)
    yield
    walk.run(staff.stage, "Watch")
    line.hear("ended")


def _has_just_looked(staff: Staff) -> None:
    """Let the watch have looked a moment ago: one that comes long after the one before does nothing."""
    staff.services.agents.watched(staff.now())


def _is_back(staff: Staff, person: str) -> None:
    agents = staff.services.agents
    on_duty = agents.get(person)
    if on_duty is not None:
        agents.set_available(person, on_duty.alias, on=True)


# ------------------------------------------------------------------------------------------------- the sweep


def sweeps(staff: Staff) -> Generator[None]:
    """What has expired goes, and so does a ticket of long ago."""
    made = staff.visitor(answered=True)
    walk.expire(staff.stage, made.conversation)
    earlier.ticket_over(staff.services)
    yield
    walk.run(staff.stage, "Sweep")
    if walk.items_of(staff.stage, made.conversation):
        raise Failed("The sweep has left something that had expired")


def ends_what_has_lived_its_day(staff: Staff) -> Generator[None]:
    """Of one that waits all agents are told; of one that is theirs they learn under a new record, on a socket whose session is in doubt."""
    waits, theirs = staff.visitor(), staff.visitor(answered=True)
    line, desk = staff.joined(waits), staff.at_the_desk(theirs)
    earlier.overdue(staff.services, waits.conversation)
    earlier.overdue(staff.services, theirs.conversation)
    earlier.read_long_ago(staff.services, theirs.conversation, staff.agent.user)
    earlier.sessions_in_doubt(staff.services, theirs.conversation)
    earlier.nearly_another_kilobyte(staff, theirs.conversation)
    yield
    walk.run(staff.stage, "Sweep")
    line.hear("told", lambda frame: frame["entry"].get("kind") == "closed")
    desk.hear("told", lambda frame: frame["entry"].get("kind") == "closed")


# ------------------------------------------------------------------------------------------------- queues


def erases_what_is_left(staff: Staff) -> Generator[None]:
    """Whoever began to erase was cut off."""
    made = staff.visitor()
    line = staff.joined(made)
    yield
    _does(staff, Job(kind="erase", conversation=made.conversation))
    line.hear("erased")


def calls_a_phone(staff: Staff) -> Generator[None]:
    """Of whoever is on duty, as somebody waits; in a process that has not yet asked for the key, nor signed anything."""
    made = staff.visitor()
    staff.joined(made)
    staff.has_a_phone()
    staff.start_anew("Outbox")
    yield
    _does(staff, Job(kind="phone", conversation=made.conversation))


def bounces(staff: Staff) -> Generator[None]:
    """Both sides are told: the agent under a new record, on a socket whose session is in doubt."""
    made = staff.visitor(answered=True)
    line, _ = staff.joined(made), staff.at_the_desk(made)
    made.ask("POST", "/name", {"name": "Maija"})
    made.code_for(next(ADDRESSES))
    earlier.read_long_ago(staff.services, made.conversation, staff.agent.user)
    earlier.sessions_in_doubt(staff.services, made.conversation)
    yield
    _came_back(staff, made)
    line.hear("changed", lambda frame: "bounced" in json.dumps(frame))


def bounces_of_who_is_gone(staff: Staff) -> Generator[None]:
    """It waits anew meanwhile, and only now it shows that its visitor is there no more."""
    made = staff.visitor(answered=True)
    staff.agent.ask("POST", f"/v1/conversations/{made.conversation}/transfer", {})
    made.code_for(next(ADDRESSES))
    earlier.gone_unheard(staff.services, made.conversation)
    yield
    _came_back(staff, made)


def _came_back(staff: Staff, visitor: Visitor) -> None:
    """Put SES's word that a code's mail came back into its queue, as SNS does, and wait until somebody reads it."""
    tags = {"conversation": [visitor.conversation], "order": ["1"], "mail": ["code-1"]}
    bounce = {"bounceType": "Permanent", "bounceSubType": "General"}
    told = {"eventType": "Bounce", "mail": {"tags": tags}, "bounce": bounce}
    before = len(staff.stage.emulator.decisions())
    queue = next(url for url in walk.queues(staff.stage) if url.endswith("-mail-events"))
    staff.stage.emulator.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(told))
    walk.ran(staff.stage, "MailEvents", before)


def _does(staff: Staff, job: Job) -> None:
    """Have a job be done now that would come out of its queue a while later. Raises Failed."""
    record = {"messageId": "by-hand", "body": msgspec.json.encode(job).decode()}
    client = staff.stage.emulator.client("lambda")
    name = staff.stage.deployed.functions["Outbox"]
    answer = client.invoke(FunctionName=name, Payload=json.dumps({"Records": [record]}).encode())
    said: Any = json.loads(answer["Payload"].read() or b"null")
    if "FunctionError" in answer or said["batchItemFailures"]:
        raise Failed(f"{job.kind} was not done: {said}")
