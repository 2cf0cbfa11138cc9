"""Two people who have conversations restricted in the cases of requests, and lift that, from the command line: they see none of them."""

from collections.abc import Callable
from datetime import UTC, datetime

from chalicelib.chat.actions import data_rights
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import NotFound
from chalicelib.chat.services import Services
from chalicelib.chat.who import InCase
from chaos.people import Over, Person
from chaos.world import World

CASES = ("2026-7", "2026/8.b")
LASTS = (60.0, 90.0, 180.0)
"""Seconds for which they leave it so, mostly: longer than anything is on its way."""

Deed = Callable[[Services, InCase, Conversation], object]


class Operators(Person):
    """Two people at one command line. What was done under their hands and not answered they do again, or leave."""

    def __init__(self, world: World) -> None:
        super().__init__(world, "operators", "operators")
        self._placed: dict[tuple[str, str], float] = {}
        """By conversation and case, from when on they lift it."""

    def live(self) -> None:
        """Do all that they do."""
        try:
            while True:
                self.pause(self.chance.uniform(10, 40) / self.world.habits.restrict)
                due = [each for each, at in self._placed.items() if at <= self.world.scheduler.now]
                if due and self.perhaps(0.5):
                    self._lift(*self.chance.choice(due))
                elif self.world.references:
                    self._restrict(self.chance.choice(self._chosen()), self.chance.choice(CASES))
        except Over:
            return

    def _chosen(self) -> list[str]:
        """Return what they choose from: mostly what has ended, for what is open they are refused."""
        world = self.world
        ended = [each for each in world.references if each in world.ended]
        return world.references if not ended or self.perhaps(0.1) else ended

    def _restrict(self, conversation: str, case: str) -> None:
        status = self._does("restrict", conversation, case, data_rights.restrict)
        if not 400 <= status < 500:
            self._placed[conversation, case] = self.world.scheduler.now + self.chance.choice(LASTS)

    def _lift(self, conversation: str, case: str) -> None:
        told = datetime.fromtimestamp(self.world.scheduler.now, UTC).date()

        def lift(services: Services, who: InCase, there: Conversation) -> object:
            return data_rights.lift_restriction(services, who, there, told)

        if 200 <= self._does("lift", conversation, case, lift) < 300:
            del self._placed[conversation, case]

    def _does(self, what: str, conversation: str, case: str, deed: Deed) -> int:
        """Do something in a case, as the command does it, and return the status of what came of it; 0: nobody knows."""

        def command(services: Services) -> None:
            there = services.conversations.get(conversation)
            if there is None:
                raise NotFound
            deed(
                services, InCase(conversation=conversation, by="first.person", beside="second.person", case=case), there
            )

        self.world.count(what)
        began = self.world.milliseconds
        status, code = self.world.scheduler.until(lambda tell: self.world.processes.operate(command, tell))
        self.did(conversation, "", what, began, (status, {"code": code}), why=case)
        return int(status)
