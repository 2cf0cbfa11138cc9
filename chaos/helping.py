"""What people do in a conversation that is a colleague's: asked in, looking in openly, breaking the glass, and when it is over.

Whoever was let in once tries again later, whether or not they still are: by a page of theirs that has heard of nothing.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from chaos.client import Connection
from chaos.history import Acknowledged, Typed
from chaos.screen import Screen
from chaos.world import HOUR_SECONDS, SUPERVISORS

if TYPE_CHECKING:
    from chaos.people import Agent

PURPOSES = ("help", "complaint", "safety", "coaching")
REASONS = ("customer_returned", "complaint", "danger", "misuse", "fault", "other")
WORDS = "Asiakas palasi, ja hänen asiansa jäi kesken."

Act = tuple[float, Callable[[], object]]


class Helping:
    """One member of staff in what is a colleague's, and colleagues in what is theirs."""

    def __init__(self, agent: "Agent") -> None:
        self.asked_in: tuple[str, ...] = ()
        """Where colleagues have asked them in, as their desk lists it."""
        self._agent = agent
        self._looked_into: set[str] = set()
        self._known: list[str] = []
        """What they were let into once, or tried to be."""

    def keeps(self, conversation: str) -> bool:
        """Return whether they follow a conversation that is not theirs."""
        return conversation in self.asked_in or conversation in self._looked_into

    def act(self, console: Connection, own: Sequence[Screen]) -> None:
        """Do one of these things, or mostly none. `own`: what goes on and is theirs."""
        agent, often = self._agent, self._agent.world.habits.help
        asked = [each for each in own if each.invited]
        helped = self._screens(console, self.asked_in)
        looked_into = self._screens(console, self._looked_into)
        choose = agent.chance.choice
        nothing: Act = (1.0, lambda: None)
        acts = [nothing]
        if own:
            acts.append((0.12 * often, lambda: self._invite(console, choose(own))))
        if asked:
            acts.append((0.08 * often, lambda: self._let_go(console, choose(asked))))
        if helped:
            acts.append((1.5, lambda: self._help(console, choose(helped))))
        if looked_into:
            acts.append((0.4, lambda: self._look_in(console, choose(looked_into).conversation)))
        if agent.world.references:
            acts.append((0.03 * often, lambda: self._break_glass(console, choose(agent.world.references))))
            if agent.by in SUPERVISORS:
                acts.append((0.15 * often, lambda: self._supervise(console, choose(agent.world.references))))
        if self._known:
            acts.append((0.1 * often, lambda: self._try_again(console, choose(self._known))))
        agent.one_of(acts)

    @staticmethod
    def _screens(console: Connection, conversations: Sequence[str] | set[str]) -> list[Screen]:
        found = (followed.screen for each, followed in console.followed.items() if each in conversations)
        return [screen for screen in found if screen.status == "active" and not screen.mine and not screen.lost]

    # ------------------------------------------------------------------------------------------------- asking in

    def _invite(self, console: Connection, screen: Screen) -> None:
        agent = self._agent
        if agent.perhaps(0.3):  # two windows at once, with the same colleague or with two
            agent.beside(lambda: self._asks_in(console, screen.conversation), agent.chance.uniform(0, 0.2))
        self._asks_in(console, screen.conversation)

    def _asks_in(self, console: Connection, conversation: str) -> None:
        person = self._agent.chance.choice(self._agent.colleagues)
        self._command(console, conversation, "invite", {"person": person}, to=person)

    def _let_go(self, console: Connection, screen: Screen) -> None:
        person = self._agent.chance.choice(screen.invited)
        self._command(console, screen.conversation, "let_go", {"person": person}, to=person)

    def _help(self, console: Connection, screen: Screen) -> None:
        """Read and write along; now and then go, or try what is not an invited colleague's to do."""
        agent, conversation = self._agent, screen.conversation
        self._knows(conversation)
        console.read(conversation)
        drawn = agent.chance.random()
        if drawn < 0.1:
            self._stop(console, conversation)
        elif drawn < 0.2:
            agent.pass_on(console, conversation)
        elif drawn < 0.24:
            agent.close_at_once(console, conversation, "/close", {})
        elif drawn < 0.32:
            agent.note(console, conversation)
        elif drawn < 0.42:
            agent.put_right(console, screen)
        else:
            console.typing(conversation)
            for _ in range(agent.chance.choice((1, 1, 2))):
                console.say(conversation, agent.new_id(), agent.words())

    # ------------------------------------------------------------------------------------------------- looking in

    def _supervise(self, console: Connection, conversation: str) -> None:
        why = self._agent.chance.choice(PURPOSES)
        more = {"why": why, "lasts": HOUR_SECONDS * 1000}
        if self._command(console, conversation, "supervise", {"why": why}, **more) == 200:
            self._looked_into.add(conversation)
            console.follow(conversation)
        self._knows(conversation)

    def _look_in(self, console: Connection, conversation: str) -> None:
        """Pass it on, end it for abuse, or go; mostly only look."""
        agent = self._agent
        drawn = agent.chance.random()
        if drawn < 0.1:
            agent.pass_on(console, conversation)
        elif drawn < 0.13:
            agent.close_at_once(console, conversation, "/end-for-abuse", {"reason": "threat"})
        elif drawn < 0.25:
            self._stop(console, conversation)
        elif drawn < 0.5:
            self._say(console, conversation)

    def _stop(self, console: Connection, conversation: str) -> None:
        if self._command(console, conversation, "stop", None) not in (200, 204):
            return
        self._looked_into.discard(conversation)
        self.asked_in = tuple(each for each in self.asked_in if each != conversation)
        followed = console.followed.get(conversation)
        if followed is not None and not followed.screen.mine:
            console.leave(conversation)

    # ------------------------------------------------------------------------------------------------- the glass, and later

    def _break_glass(self, console: Connection, conversation: str) -> None:
        agent = self._agent
        reason = agent.chance.choice(REASONS)
        body = {"reason": reason, "words": WORDS}
        status = self._command(console, conversation, "glass", body, why=reason, lasts=HOUR_SECONDS * 1000)
        self._knows(conversation)
        if status not in (0, 200):
            return
        for _ in range(agent.chance.choice((1, 2, 3))):
            self._try_again(console, conversation)
            agent.pause(agent.chance.uniform(0.5, 5))

    def _try_again(self, console: Connection, conversation: str) -> None:
        self._agent.one_of(
            (
                (0.5, lambda: self._read(console, conversation)),
                (0.2, lambda: self._read_notes(console, conversation)),
                (0.3, lambda: self._say(console, conversation)),
            )
        )

    def _read(self, console: Connection, conversation: str) -> None:
        path = console.who.path(conversation, "?after=0")
        self._agent.ask(console.browser, "GET", path, None, "read aside")

    def _read_notes(self, console: Connection, conversation: str) -> None:
        path = console.who.path(conversation, "/notes")
        status, found = self._agent.ask(console.browser, "GET", path, None, "read notes")
        if status == 200 and any(note.get("text") for note in found.get("notes", ())):
            self._agent.hears(console, conversation, 0)

    def _say(self, console: Connection, conversation: str) -> None:
        """Say something from a window of its own."""
        agent = self._agent
        followed = console.followed.get(conversation)
        id_, text = agent.new_id(), agent.words()
        about = {"conversation": conversation, "screen": f"{agent.name}/{id_}", "by": agent.by}
        agent.world.record(Typed(at=agent.world.milliseconds, id=id_, text=text, **about))
        n = 1 if followed is None else followed.screen.sent + 1
        body = {"id": id_, "n": n, "text": text, "read": 0}
        path = console.who.path(conversation, "/messages")
        status, answer = agent.ask(console.browser, "POST", path, body, "say aside")
        if status == 200:
            entry = answer["entry"]
            place, kept = entry["seq"], entry["text"]
            agent.world.record(Acknowledged(at=agent.world.milliseconds, id=id_, seq=place, text=kept, **about))

    def _knows(self, conversation: str) -> None:
        if conversation not in self._known:
            self._known.append(conversation)

    def _command(self, console: Connection, conversation: str, what: str, body: Any, **more: Any) -> int:
        """Do what a command asks, and return the status of its answer."""
        agent = self._agent
        began = agent.world.milliseconds
        path = console.who.path(conversation, f"/{what.replace('_', '-')}")
        answered = agent.ask(console.browser, "POST", path, body, what.replace("_", " "))
        agent.did(conversation, console.name(conversation), what, began, answered, **more)
        if answered[0] == 200 and "conversation" in answered[1]:
            console.learn(answered[1])
        return answered[0]
