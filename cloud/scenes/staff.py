"""Who is in the scenes: the people of staff who are in several of them, and the visitors and sockets of the one that is played."""

import contextlib
import itertools
import time
from collections.abc import Callable
from typing import Any, Final

import msgspec

from chalicelib import wiring
from chalicelib.aws import calling
from chalicelib.chat.phones import Phone, Phones
from chalicelib.chat.services import Services
from chalicelib.chat.stage import plain
from chalicelib.chat.who import Staff as Person
from cloud import walk
from cloud.hands import Agent, Line, Visitor
from cloud.lacking import PUSH_SERVICE
from cloud.walk import Stage
from operations.stack import REQUEST, SECONDS

AGENTS: Final = 8
"""So many take turns: one session opens so many sockets in a minute."""
HOME: Final = "127.0.0.1"
"""From where agents may answer: from where the emulator has every request and socket come that does not say otherwise."""
ELSEWHERE: Final = "127.0.0.2"

_numbers = itertools.count(1)


class Staff:
    """The people of staff who are in several scenes: each signs in once. Whatever a scene leaves is cleared up before the next."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._services = stage.services
        self._lines: list[Line] = []
        self._left = contextlib.ExitStack()
        agents = [self.signed_in("agent") for _ in range(AGENTS)]
        self._agents = itertools.cycle(agents)
        for each in agents:
            each.ask("POST", "/v1/me/available", {"on": True})
        self.administrator = self.signed_in("administrator")
        self.officer = self.signed_in("data-protection-officer")
        self._keep_agents_home()

    @property
    def services(self) -> Services:
        """The product's own, over the operator's credentials, for the next minute."""
        calling.begin(wiring.world, SECONDS, REQUEST)
        return self._services

    def now(self) -> int:
        """Return the time in milliseconds."""
        return int(time.time() * 1000)

    def begin(self) -> None:
        """Clear up after the scene before, with every permission, and have the next agent be the one of this scene."""
        calling.side_by_side(Line.close, self._lines)  # the emulator lets each wait for half a second
        self._lines.clear()
        self._left.close()
        self.services.mail_health.resume()  # so many mails come back here that no more could be ordered
        self.agent = next(self._agents)

    def afterwards(self, clear_up: Callable[[], Any]) -> None:
        """Have something be done before the next scene."""
        self._left.callback(clear_up)

    # ------------------------------------------------------------------------------------------------- of one scene

    def visitor(self, *, answered: bool = False) -> Visitor:
        """Return somebody who has started a conversation, which is no other's who waits. Raises Failed."""
        made = Visitor(self.stage.service)
        made.start()
        self._left.callback(self._erase, made.conversation)
        if answered:
            self.agent.answer(made.conversation)
        return made

    def starting(self) -> Visitor:
        """Return somebody who is about to start a conversation, which they have to do in this scene."""
        made = Visitor(self.stage.service)
        self._left.callback(lambda: self._erase(made.conversation))
        return made

    def line(self, headers: dict[str, str]) -> Line:
        """Open a socket for a visitor or an agent. Raises Failed."""
        opened = self.stage.service.open(headers)
        self._lines.append(opened)
        return opened

    def joined(self, visitor: Visitor) -> Line:
        """Open a socket for a visitor on which they follow their conversation. Raises Failed."""
        opened = self.line(visitor.headers)
        visitor.join(opened)
        return opened

    def at_the_desk(self, visitor: Visitor) -> Line:
        """Open a socket for the agent on which they follow a conversation. Raises Failed."""
        opened = self.line(self.agent.headers)
        self.agent.join(opened, visitor.conversation)
        return opened

    # ------------------------------------------------------------------------------------------------- people

    def signed_in(self, role: str) -> Agent:
        """Return somebody new in a role. Raises Failed."""
        person = self.new(role)
        person.sign_in_first()
        return person

    def new(self, role: str) -> Agent:
        """Return somebody new in a role, who has a temporary password. Raises Failed."""
        user, name = self.name(), self.given_name("Anna")
        said = walk.commanded(self.services, "create", user, "--role", role, "--given-name", name)
        return Agent(self.stage.service, user, said.splitlines()[-1])

    def name(self) -> str:
        """Return a user name that nobody has."""
        return f"person.{next(_numbers)}"

    def given_name(self, name: str) -> str:
        """Return a name of its own, of letters alone: no two who answer for a site may have the same."""
        return name + "".join("abcdefghij"[int(digit)] for digit in str(next(_numbers)))

    def known(self, agent: Agent, session: str = "") -> Person:
        """Return an agent as the product knows them, in a session of this hash."""
        return Person(person=agent.user, alias=agent.user, roles=frozenset({"agent"}), session=session, committed=True)

    def _erase(self, conversation: str) -> None:
        if conversation:
            self.services.conversations.erase(conversation, int(time.time()) + 60)

    def _keep_agents_home(self) -> None:
        """Let agents answer from home alone, and have whoever opens their sockets read that anew: else it holds within a minute."""
        settings = self.services.stage
        before = settings.current()
        kept = msgspec.structs.replace(plain(before), networks={**before.networks, "agent": (f"{HOME}/32",)})
        settings.change(before, kept, self.administrator.user, self.now())
        self.start_anew("WebsocketConnect")

    def has_a_phone(self) -> None:
        """Let phones be called in this scene, the agent's among them, who was not called lately."""
        settings, services = self._services.stage, self.services
        before = settings.current()
        settings.change(
            before, msgspec.structs.replace(plain(before), phones=True), self.administrator.user, self.now()
        )
        self.afterwards(self._calls_nobody)
        days = services.limits.phone_days
        phone = Phone(endpoint=f"{PUSH_SERVICE}/phone", made_at=self.now(), until=self.now() // 1000 + days * 24 * 3600)
        services.phones.change(
            services.phones.of(self.agent.user), Phones(person=self.agent.user, when="available", phones=(phone,))
        )

    def _calls_nobody(self) -> None:
        settings = self.services.stage
        before = settings.current()
        settings.change(
            before, msgspec.structs.replace(plain(before), phones=False), self.administrator.user, self.now()
        )
        self.services.phones.forget(self.agent.user)

    def start_anew(self, function: str) -> None:
        """Have a function's next event begin a new process, which has read nothing yet."""
        name, client = self.stage.deployed.functions[function], self.stage.emulator.client("lambda")
        seconds = client.get_function_configuration(FunctionName=name)["Timeout"]
        client.update_function_configuration(FunctionName=name, Timeout=seconds)
