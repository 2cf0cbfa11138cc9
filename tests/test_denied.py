"""Every permission that a policy allows is taken away in turn, and its function leaves a line that says which it was.

The functions live through a story of visitors and agents. Before a function runs, everything that its policy allows and that it
has not yet been denied is denied to it, once each; it is run again until nothing was denied it. So each operation's first
call is refused by IAM, in the words of its own service, and whoever swallows that in silence is found.
"""

import contextlib
import json
import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import reference
from cloud.scenes import earlier
from local.cloud.faults import Fault
from local.cloud.mail import SentMail
from tests.functions import Functions, functions
from tests.test_policies import FUNCTIONS, allowed

pytestmark = pytest.mark.timeout(600)  # one story for all of them

APIS = {"app": "api_handler"}
SERVICES = {"ses": "sesv2", "execute-api": "apigatewaymanagementapi"}
SOCKETS = {"POST": "PostToConnection", "DELETE": "DeleteConnection"}
OF_STREAMS = {"logs:CreateLogStream", "logs:DescribeLogStreams"}
VISITOR = "k" * 43

QUEUES = "Lambda takes messages off the queue with it, and no code of ours does."
ELSEWHERE: dict[tuple[str, str], str] = {
    ("outbox", "ses:SendRawEmail"): "SES asks for it beside SendEmail, when the mail is raw; there is no such call.",
    **{
        (function, f"sqs:{action}"): QUEUES
        for function in ("outbox", "mail_events")
        for action in ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
    },
}
"""What no function of ours calls, and why a policy allows it."""


class Denied:
    """Functions whose every first call of an operation is refused by IAM, and what they logged."""

    def __init__(self, running: Functions, heard: list[logging.LogRecord]) -> None:
        self.functions = running
        self.cloud = running.cloud
        self._run = running.run
        self._heard = heard
        self.is_queue_down = False
        """Whether jobs cannot be queued, so that what they are about is done at once."""
        self.left = {function: set(allowed(function)) for function in ("api_handler", *FUNCTIONS)}
        """What each function has not been denied yet."""
        self.lines: defaultdict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
        """Service, operation and code of every line that a denial left."""
        self.ticker = self.cloud.ticker(running.running.environments.app, self.run)
        running.run = self.run  # type: ignore[method-assign]

    def run(self, function: str, event: dict[str, Any]) -> Any:
        """Run a function until nothing is denied it, and return what it returns then."""
        policy = APIS.get(function, function)
        while True:
            if self.left[policy] & OF_STREAMS:
                self._empty_the_access_log()
            orders = {action: self._deny(action) for action in sorted(self.left[policy])}
            queue_down = self.cloud.deny("sqs", "SendMessage", times=99 if self.is_queue_down else 0)
            before = len(self._heard)
            try:
                result, failure = self._run(function, event), None
            except Exception as error:  # noqa: BLE001 - what is denied may fail a function
                result, failure = None, error
            met = {action for action, fault in orders.items() if fault.happened}
            for fault in (queue_down, *orders.values()):
                fault.cancel()
            lines = [vars(record) for record in self._heard[before:]]
            told = [(each["service"], each["operation"], each["code"]) for each in lines if each.get("event") == "aws"]
            for action in met:
                self.lines[policy, action] += told
            self.left[policy] -= met
            if met:
                continue
            if failure is not None:
                raise failure
            return result

    def _empty_the_access_log(self) -> None:
        """So that whoever writes to it has to make a stream, and whoever reads finds none."""
        logs, group = self.cloud.client("logs"), self.cloud.environment["JUTTU_ACCESS_LOG_GROUP"]
        with self.cloud.endpoint.own_calls():
            logs.delete_log_group(logGroupName=group)
            logs.create_log_group(logGroupName=group)

    def _deny(self, action: str) -> Fault:
        service, operation, index = called(action)
        wanted = (lambda request: request.get("IndexName") == index) if operation == "Query" else None
        return self.cloud.deny(service, operation, when=wanted)


def called(action: str) -> tuple[str, str, str | None]:
    """Return service, operation and index of what an action of IAM allows."""
    name, _, part = action.partition(" ")
    prefix, operation = name.split(":")
    return SERVICES.get(prefix, prefix), SOCKETS.get(part, operation), part if operation == "Query" and part else None


# ------------------------------------------------------------------------------------------------- the story


class Story:
    """What visitors, agents and the clock do, so that each function does everything that it can."""

    def __init__(self, denied: Denied) -> None:
        self.house = denied.functions
        self.denied = denied
        self.cloud = denied.cloud

    def tell(self) -> None:
        """Let it all happen."""
        agent = self.signs_in("agent.a")
        self.denied.is_queue_down = True
        first = self.starts(VISITOR)
        self.waits = self.starts("b" * 43)
        self.listens("visitor-b", authorization=f"Bearer {'b' * 43}")
        self.listens("agent-1", **agent)
        self.frame("visitor-b", {"do": "join", "conversation": self.waits})
        self.denied.is_queue_down = False
        self.ticks()
        self.listens("visitor-1", authorization=f"Bearer {VISITOR}")
        self.frame("visitor-1", {"do": "join", "conversation": first})
        self.talk(agent, first)
        self.copy_by_mail(VISITOR)
        self.ends(agent, first)
        self.falls_silent(agent)
        self.is_given_back(agent)
        self.is_erased_in_part()
        self.comes_and_goes(agent)
        self.is_full()
        self.leaves_a_question()
        self.goes_away()
        self.administers()
        self.leaves_one_of_two_pages()
        self.is_called()
        self.watches()
        self.comes_from_elsewhere()
        self.grows_by_its_end()
        self.expires()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Return what a route answers that must succeed in the end, when nothing is denied it any more."""
        answer = self.house.rest(method, path, body, **headers)
        assert answer.status < 400, (method, path, answer.status, answer.body)
        return answer

    def watches(self) -> None:
        """The officer reads what somebody has done, as a file too, and what is worth a look."""
        officer, of_agent = self.signs_in("dpo"), f"/v1/access-log/people/{reference('agent.a')}"
        for path in ("/v1/access-log/people", of_agent, f"{of_agent}/csv", "/v1/access-log/unusual"):
            self.ask("GET", path, **officer)
        self.ask("GET", f"/v1/access-log/conversations/{self.given}/csv", **officer)
        self.ask("GET", "/v1/access-log/own", **officer)

    def sets(self, admin: dict[str, str]) -> None:
        """A site is looked at, changed, given a logo and gone back over, and another one made."""
        self.ask("GET", "/v1/settings/sites", **admin)
        whose = "/v1/settings/sites/demo"
        shown = self.ask("GET", whose, **admin).body
        wanted = {**shown["settings"], "company": f"Demo {shown['version']}"}
        self.ask("POST", f"{whose}/check", {"settings": wanted}, **admin)
        saved = self.ask("POST", whose, {"settings": wanted, "version": shown["version"]}, **admin).body
        self.ask("POST", f"{whose}/logo", {"content": "", "version": saved["version"]}, **admin)
        kept = self.ask("GET", f"{whose}/versions", **admin).body["versions"]
        self.ask("GET", f"{whose}/versions/{kept[-1]['at']}", **admin)
        self.ask("POST", "/v1/settings/sites", {"key": f"new-{shown['version']}", "settings": wanted}, **admin)

    def publishes(self, admin: dict[str, str]) -> None:
        """The privacy notice is read, changed and read again."""
        shown = self.ask("GET", "/v1/notice", **admin).body
        rows = {**shown["rows"], "transfers": dict.fromkeys(("fi", "sv", "en"), f"Not from {shown['read']}.")}
        self.ask("POST", "/v1/notice/check", {"rows": rows}, **admin)
        self.ask("POST", "/v1/notice", {"rows": rows, "read": shown["read"]}, **admin)
        self.ask("GET", f"/v1/notice/versions/{shown['versions'][0]['version']}", **admin)

    def administers(self) -> None:
        """Somebody comes, is given other roles, loses everything that one can lose, and leaves."""
        admin = self.signs_in("admin")
        whose = f"/v1/people/{reference('agent.tried')}"
        asked = {"key": "key-00001", "person": "agent.tried", "given_name": "Aino", "roles": ["agent", "reviewer"]}
        self.sets(admin)
        self.publishes(admin)
        self.ask("POST", "/v1/people/dialogue", {"held_on": "2026-11-02"}, **admin)
        self.ask("POST", "/v1/people", asked, **admin)
        self.ask("GET", "/v1/people", **admin)
        self.ask("GET", whose, **admin)
        self.ask("POST", f"{whose}/details", {"given_name": "Eila", "languages": ["fi"], "sites": ["demo"]}, **admin)
        self.ask("POST", f"{whose}/roles", {"roles": ["trainer"]}, **admin)
        for what in ("password", "second-factor", "disable", "enable", "sessions/end", "leave"):
            self.ask("POST", f"{whose}/{what}", **admin)

    def is_called(self) -> None:
        """Phones are called from now on: an agent tries theirs, and is called as nobody takes whoever waits."""
        admin = self.signs_in("admin")
        shown = self.ask("GET", "/v1/settings/stage", **admin).body
        wanted = {"settings": {**shown["settings"], "phones": True}, "version": shown["version"]}
        self.ask("POST", "/v1/settings/stage", wanted, **admin)
        agent = self.signs_in("agent.a")
        self.is_new_process()
        phone = {"endpoint": f"{self.house.running.addresses.control}/push/phone-1", "when": "nobody"}
        self.ask("POST", "/v1/me/phones", phone, **agent)
        self.ask("POST", "/v1/me/phones/test", **agent)
        self.is_new_process()
        key = "p" * 43
        waits = self.starts(key)
        self.listens("visitor-p", authorization=f"Bearer {key}")
        self.frame("visitor-p", {"do": "join", "conversation": waits})
        for _ in range(3):
            self.ticks()

    def is_new_process(self) -> None:
        """Whoever runs next knows nothing of what others were told, as the key by which we are known."""
        wiring.provide.cache_clear()  # type: ignore[attr-defined]

    def signs_in(self, user: str) -> dict[str, str]:
        page: dict[str, str] = {}
        while not page:
            with contextlib.suppress(AssertionError):  # a code counts once, and what came after it was denied
                page = self.house.signed_in(user)
            self.cloud.clock.advance(300)
        commitment = self.ask("GET", "/v1/me", **page).body["commitment"]
        accepted = {name: commitment[name] for name in ("version", "hash")}
        self.ask("POST", "/v1/me/commitment", accepted, **page)
        if user.startswith("agent"):
            self.ask("POST", "/v1/me/available", {"on": True}, **page)
        return page

    def starts(self, key: str, site: str = "demo") -> str:
        body = {"site": site, "language": "fi", "id": "message-1", "text": "Hei"}
        started = self.ask("POST", "/v1/conversations", body, authorization=f"Bearer {key}")
        return str(started.body["facts"]["conversation"])

    def listens(self, connection: str, **who: str) -> None:
        asked = {"origin": self.house.service, **who}
        opened = False
        while not opened:  # what is denied on the way may have used the ticket up
            self.cloud.clock.advance(7)
            answer = self.house.rest("POST", "/v1/tickets", **asked)
            if answer.status in (401, 404):
                return  # it is over
            ticket = answer.body["ticket"]
            protocols = f"juttu.v1, ticket.{ticket}"
            shaken = self.house.socket(
                "connect", connection, origin=self.house.service, sec_websocket_protocol=protocols
            )
            opened = shaken["statusCode"] == 200

    def frame(self, connection: str, frame: dict[str, Any]) -> None:
        self.house.socket("message", connection, body=json.dumps(frame))

    def talk(self, agent: dict[str, str], conversation: str) -> None:
        self.ask("GET", "/v1/desk", **agent)
        self.denied.is_queue_down = True
        self.ask("POST", f"/v1/conversations/{conversation}/take", **agent)
        self.denied.is_queue_down = False
        self.frame("agent-1", {"do": "join", "conversation": conversation})
        for n in range(2, 5):
            text = "Kiuas ei lämpene. " * 40
            say = {"do": "say", "conversation": conversation, "id": f"message-{n}", "n": n, "text": text}
            self.frame("visitor-1", say)
            self.cloud.clock.advance(10)
        self.frame("agent-1", {"do": "say", "conversation": conversation, "id": "answer-01", "n": 1, "text": "Hei"})
        self.frame("agent-1", {"do": "read", "conversation": conversation, "seq": 3})
        self.frame("agent-1", {"do": "ping"})

    def copy_by_mail(self, key: str, **order: Any) -> None:
        whose = {"authorization": f"Bearer {key}"}
        before = len(self.cloud.mails)
        for _ in range(3):  # a mail that is denied has failed, and can be ordered again
            if len(self.cloud.mails) == before:
                order = {"address": f"{key[0]}@example.com", **order}
                self.ask("POST", "/v1/conversation/transcript", order, **whose)
                self.ticks()
        assert len(self.cloud.mails) > before
        code = code_in(self.cloud.mails[-1])
        self.ask("POST", "/v1/conversation/transcript/confirm", {"code": code}, **whose)
        self.ticks()

    def ends(self, agent: dict[str, str], conversation: str) -> None:
        whose = {"authorization": f"Bearer {VISITOR}"}
        self.ask("GET", f"/v1/conversations/{conversation}/accesses", **agent)
        self.ask("GET", "/v1/conversation/readings", **whose)
        self.ask("POST", "/v1/conversation/close", **whose)
        self.ask("POST", "/v1/conversation/erase", **whose)
        self.ticks()

    def falls_silent(self, agent: dict[str, str]) -> None:
        key = "s" * 43
        silent = self.starts(key)
        self.ask("POST", f"/v1/conversations/{silent}/take", **agent)
        self.ask("POST", f"/v1/conversations/{silent}/messages", MESSAGE, **agent)
        for _ in range(4):
            self.cloud.clock.advance(600)
            self.ask("POST", "/v1/me/available", {"on": True}, **agent)
            self.frame("agent-1", {"do": "join", "conversation": silent})
            self.ticks()

    def is_given_back(self, agent: dict[str, str]) -> None:
        """So it waits again, and its visitor orders a copy meanwhile."""
        key = "g" * 43
        given = self.given = self.starts(key)
        self.listens("visitor-g", authorization=f"Bearer {key}")
        self.frame("visitor-g", {"do": "join", "conversation": given})
        self.ask("POST", f"/v1/conversations/{given}/take", **agent)
        self.ask("POST", f"/v1/conversations/{given}/messages", MESSAGE, **agent)
        again = {"id": "message-2", "n": 2, "text": "Hei"}
        self.ask("POST", "/v1/conversation/messages", again, authorization=f"Bearer {key}")
        self.ask("POST", f"/v1/conversations/{given}/transfer", {}, **agent)
        self.copy_by_mail(key)
        self.mailed_to_given = self.cloud.mails[-1]

    def is_erased_in_part(self) -> None:
        """While the table deletes nothing, so that the job that comes after has to."""
        key = "e" * 43
        self.starts(key)
        nothing = self.cloud.deny("dynamodb", "BatchWriteItem", times=99)
        self.house.rest("POST", "/v1/conversation/erase", authorization=f"Bearer {key}")
        nothing.cancel()
        self.cloud.clock.advance(900)
        self.ticks()

    def comes_and_goes(self, agent: dict[str, str]) -> None:
        """Each time so long after the agent has opened it that their session and its record are looked at anew."""
        key = "c" * 43
        whose, visited = {"authorization": f"Bearer {key}"}, self.starts(key)
        self.ask("POST", "/v1/conversation/name", {"name": "Maija"}, **whose)
        self.listens("agent-2", **agent)
        self.house.socket("disconnect", "agent-2")  # what its end is denied, no visitor's is
        self.is_attended("agent-3", agent, visited)
        self.ask("POST", f"/v1/conversations/{visited}/messages", MESSAGE, **agent)
        self.ask("POST", "/v1/conversation/messages", {"id": "message-2", "n": 2, "text": "Hei"}, **whose)
        for number in range(8):
            self.comes(f"visitor-c-{number}", visited, agent, **whose)
            self.house.socket("disconnect", f"visitor-c-{number}")
        self.copy_by_mail(key)
        self.is_attended("agent-4", agent, visited)
        for number in range(8, 11):
            self.comes(f"visitor-c-{number}", visited, agent, **whose)
        self.house.run("mail_events", bounce(self.cloud.mails[-1]))
        self.whoever_waits_goes()

    def whoever_waits_goes(self) -> None:
        """Once as a bounce that is told finds their line gone, once as its end is told."""
        for line in ("visitor-g-found-gone", "visitor-g-ends"):
            self.listens(line, authorization=f"Bearer {'g' * 43}")
            self.frame(line, {"do": "join", "conversation": self.given})
            if line == "visitor-g-found-gone":
                gone = self.cloud.fail("apigatewaymanagementapi", "PostToConnection", error="GoneException", times=99)
                self.house.run("mail_events", bounce(self.mailed_to_given))
                gone.cancel()
            self.house.socket("disconnect", line)

    def is_attended(self, connection: str, agent: dict[str, str], conversation: str) -> None:
        """Be taken by an agent, and followed on a new socket of theirs."""
        self.ask("POST", f"/v1/conversations/{conversation}/take", **agent)
        self.listens(connection, **agent)
        self.frame(connection, {"do": "join", "conversation": conversation})

    def comes(self, connection: str, conversation: str, agent: dict[str, str], **whose: str) -> None:
        """Have a visitor join, and stay until whatever was recorded and known of the agent's session is old."""
        self.listens(connection, **whose)
        self.frame(connection, {"do": "join", "conversation": conversation})
        self.cloud.clock.advance(660)
        self.ask("POST", "/v1/me/available", {"on": True}, **agent)

    def is_full(self) -> None:
        """A conversation that waits, and takes one message more."""
        key = "f" * 43
        full = self.starts(key)
        table = self.cloud.client("dynamodb")
        table.update_item(
            TableName=self.cloud.environment["JUTTU_TABLE"],
            Key={"pk": {"S": f"conversation#{full}"}, "sk": {"S": "head"}},
            UpdateExpression="SET text_bytes = :nearly",
            ExpressionAttributeValues={":nearly": {"N": str(LIMITS.text_bytes_a_conversation - LONGEST_MESSAGE)}},
        )
        self.listens("visitor-f", authorization=f"Bearer {key}")
        self.frame("visitor-f", {"do": "join", "conversation": full})
        self.frame("visitor-f", {"do": "say", "conversation": full, "id": "message-2", "n": 2, "text": "Hei"})

    def leaves_a_question(self) -> None:
        """At night, with a copy ordered for the answer that nobody gives."""
        key = "l" * 43
        while self.cloud.clock() % 86_400 < 80_000:
            self.cloud.clock.advance(600)
        left = self.starts(key, site="huolto")
        self.listens("visitor-l", authorization=f"Bearer {key}")
        self.frame("visitor-l", {"do": "join", "conversation": left})
        self.copy_by_mail(key, with_answer=True)

    def goes_away(self) -> None:
        """An agent with something open gives no sign of life; others sign out, open too many sockets, or come too late."""
        agent = self.signs_in("agent.b")
        for number in range(7):
            self.listens(f"agent-b-{number}", **agent)
            self.cloud.clock.advance(10)
        left = self.starts("w" * 43)
        self.ask("POST", f"/v1/conversations/{left}/take", **agent)
        self.listens("visitor-w", authorization=f"Bearer {'w' * 43}")
        self.frame("visitor-w", {"do": "join", "conversation": left})
        for number in (4, 5, 6):
            self.frame(f"agent-b-{number}", {"do": "join", "conversation": left})
        say = {"do": "say", "conversation": left, "id": "message-2", "n": 2, "text": "Hei"}
        self.frame("visitor-w", say)
        self.ask("POST", f"/v1/conversations/{left}/messages", MESSAGE, **agent)
        self.cloud.clock.advance(100)
        for gone in ("agent-b-6", "visitor-w"):  # what the first is denied, it does not do again
            self.house.socket("disconnect", gone)
        self.copy_by_mail("w" * 43)
        self.frame("unheard-of", {"do": "ping"})
        for _ in range(6):
            self.cloud.clock.advance(60)
            self.ticks()
        self.ask("POST", "/v1/sign-out", **agent)

    def comes_from_elsewhere(self) -> None:
        """An agent has a ticket, and may answer from where they are no more when they use it."""
        admin, agent = self.signs_in("admin"), self.signs_in("agent.a")
        asked = {"origin": self.house.service, **agent}
        tickets = [self.ask("POST", "/v1/tickets", **asked).body["ticket"] for _ in range(4)]
        self.keeps_agents(admin, "198.51.100.0/24")
        for number, ticket in enumerate(tickets):  # what is denied on the way uses one up
            protocols = f"juttu.v1, ticket.{ticket}"
            shaken = self.house.socket(
                "connect", f"agent-far-{number}", origin=self.house.service, sec_websocket_protocol=protocols
            )
            assert shaken["statusCode"] == 403
        self.keeps_agents(admin)

    def keeps_agents(self, admin: dict[str, str], *networks: str) -> None:
        """Let agents answer from these networks alone, which whoever runs next knows."""
        shown = self.ask("GET", "/v1/settings/stage", **admin).body
        wanted = {**shown["settings"], "networks": {"agent": list(networks)} if networks else {}}
        self.ask("POST", "/v1/settings/stage", {"settings": wanted, "version": shown["version"]}, **admin)
        self.is_new_process()

    def leaves_one_of_two_pages(self) -> None:
        """Of a visitor who waits again and was thought to be gone, while nothing can be queued: so it is told at once."""
        agent, key = self.signs_in("agent.a"), "o" * 43
        given = self.starts(key)
        self.ask("POST", f"/v1/conversations/{given}/take", **agent)
        self.ask("POST", f"/v1/conversations/{given}/messages", MESSAGE, **agent)
        for page in ("visitor-o-1", "visitor-o-2"):
            self.listens(page, authorization=f"Bearer {key}")
            self.frame(page, {"do": "join", "conversation": given})
        self.ask("POST", f"/v1/conversations/{given}/transfer", {}, **agent)
        with self.cloud.endpoint.own_calls():
            services = wiring.services("story")
            services.conversations.note(given, gone_at=services.milliseconds())
        self.denied.is_queue_down = True
        self.house.socket("disconnect", "visitor-o-1")
        self.denied.is_queue_down = False

    def grows_by_its_end(self) -> None:
        """A conversation has lived its day, and the few bytes of its end begin another KB of its head."""
        agent, full = self.signs_in("agent.a"), self.starts("n" * 43)
        self.ask("POST", f"/v1/conversations/{full}/take", **agent)
        self.ask("POST", f"/v1/conversations/{full}/messages", MESSAGE, **agent)
        with self.cloud.endpoint.own_calls():
            services = wiring.services("story")
            earlier.overdue(services, full)
            head = {"pk": {"S": f"conversation#{full}"}, "sk": {"S": "head"}}
            table, name = self.cloud.client("dynamodb"), self.cloud.environment["JUTTU_TABLE"]
            services.conversations.note(full, name=earlier.filling(table.get_item(TableName=name, Key=head)["Item"]))
        self.denied.ticker.run_scheduled("sweep")

    def expires(self) -> None:
        """Sessions, conversations that have lived their day, and at last everything; the watch looks twice each time."""
        self.cloud.clock.advance(86_400 - 30 - self.cloud.clock() % 86_400)
        for _ in range(2):  # the second is the first of the day to count something: alerts
            self.denied.ticker.run_scheduled("watch")
            self.cloud.clock.advance(60)
        self.cloud.clock.advance(24 * 3600)
        self.listens("visitor-g-late", authorization=f"Bearer {'g' * 43}")
        say = {"do": "say", "conversation": self.given, "id": "message-3", "n": 3, "text": "Hei"}
        self.frame("visitor-g-late", say)
        for hours in range(6):
            self.cloud.clock.advance(2 * 3600)
            self.listens(f"visitor-b-{hours}", authorization=f"Bearer {'b' * 43}")
            self.frame(f"visitor-b-{hours}", {"do": "join", "conversation": self.waits})
            self.denied.is_queue_down = hours == 0  # while what is overdue is closed
            for _ in range(3):
                self.cloud.clock.advance(60)
                self.ticks()
        self.cloud.clock.advance_months(3)
        self.ticks()

    def ticks(self) -> None:
        """Let queues and schedules run until nothing is due; what was put aside for later comes when that has gone by."""
        for _ in range(3):
            self.denied.ticker.settle()
            self.cloud.clock.advance(15)


MESSAGE = {"id": "message-9", "n": 1, "text": "Hei"}
LONGEST_MESSAGE = 4 * LIMITS.message_characters
"""Bytes."""


def bounce(mail: SentMail) -> dict[str, Any]:
    """Return SES's late word, out of its queue, that a mail which was delivered came back."""
    told = {
        "eventType": "Bounce",
        "mail": {"tags": {name: [value] for name, value in mail.tags.items()}},
        "bounce": {"bounceType": "Permanent", "bounceSubType": "General"},
    }
    return {"Records": [{"messageId": "message-1", "body": json.dumps(told)}]}


def code_in(mail: SentMail) -> str:
    """Return the code that a mail brings."""
    text = mail.message.get_body(("plain",))
    assert text is not None
    return str(re.findall(r"\b\d{6}\b", text.get_content())[0])


class Heard(logging.Handler):
    """A log that keeps its records."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(scope="module")
def denied() -> Iterator[Denied]:
    handler = Heard()
    log = logging.getLogger("juttu")
    log.addHandler(handler)
    try:
        with functions() as running:
            found = Denied(running, handler.records)
            Story(found).tell()
            yield found
    finally:
        log.removeHandler(handler)


PERMISSIONS = [(function, action) for function in ("api_handler", *FUNCTIONS) for action in sorted(allowed(function))]


@pytest.mark.parametrize(("function", "action"), [each for each in PERMISSIONS if each not in ELSEWHERE])
def test_a_permission_that_is_taken_away_is_named_in_the_log(denied: Denied, function: str, action: str) -> None:
    service, operation, _ = called(action)
    found = denied.lines[function, action]

    assert any(line[:2] == (service, operation) and line[2].startswith("AccessDenied") for line in found)


def test_an_exception_is_a_permission_that_was_indeed_not_met(denied: Denied) -> None:
    assert set(ELSEWHERE) <= set(PERMISSIONS)
    assert {(function, action) for function, action in ELSEWHERE if action not in denied.left[function]} == set()
