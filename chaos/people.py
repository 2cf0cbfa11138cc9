"""Visitors and agents, each with a script that chance writes as it goes: what they do, and what befalls them."""

import contextlib
import itertools
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal

from chalicelib.chat.conversation import id_of
from chalicelib.chat.limits import LIMITS
from chaos.browser import Browser
from chaos.client import Connection, Followed, Who
from chaos.helping import Helping
from chaos.history import CANARY, Corrected, Did, Heard, Leaked, Left, Noted, Outcome, tells_of_notes, words_in
from chaos.screen import Json, Pending, Recorder, Screen
from chaos.world import AGENTS, SITE, World

_WORDS = (
    "hei",
    "kiuas",
    "löyly",
    "ei lämpene",
    "miksi",
    "takuu",
    "kivet",
    "vastus",
    "ohje",
    "kiitos",
    "näyttö",
    "ääni",
)
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_PERSONS = {alias: person for person, alias in AGENTS.items()}


class Over(Exception):
    """Raised in a script when the day is over."""


class Person:
    """Somebody before a screen."""

    def __init__(self, world: World, name: str, by: str) -> None:
        self.world = world
        self.chance = world.chance
        self.name = name
        self.by = by
        self._screens = itertools.count(1)
        self._messages = itertools.count(1)

    def pause(self, seconds: float) -> None:
        """Do nothing for a while. Raises Over."""
        self.world.scheduler.wait(seconds * self.world.size.slowness)
        if self.world.over:
            raise Over

    def perhaps(self, probability: float) -> bool:
        """Return whether they feel like it."""
        return self.chance.random() < probability

    def one_of(self, acts: Sequence[tuple[float, Callable[[], object]]]) -> None:
        """Do one of some things, each as likely as it says."""
        ((_, act),) = self.chance.choices(acts, [likely for likely, _ in acts])
        act()

    def new_id(self) -> str:
        """Return a new client id."""
        return f"{self.name.replace('.', '-')}-{next(self._messages):06d}"

    def words(self) -> str:
        """Return something to say; where it is usual, as long as it may be, in letters of three bytes."""
        if self.perhaps(self.world.size.long):
            return "€" * LIMITS.message_characters
        many = self.chance.choice((1, 2, 5, 5, 9, 9, 60))
        return " ".join(self.chance.choice(_WORDS) for _ in range(many))

    def connection(self, browser: Browser, *, is_staff: bool) -> Connection:
        """Return a fresh screen's line to the service."""
        who = Who(f"{self.name}/{next(self._screens)}", self.by, is_staff)
        world = self.world
        made = world.design.connection(browser, who, world.record, lambda: world.milliseconds)
        made.told = world.count
        world.tabs.append(made)
        return made

    def ask(self, browser: Browser, method: str, path: str, body: Any, kind: str) -> tuple[int, Json]:
        """Return status and body of an answer; status 0 when none came."""
        self.world.count(kind)
        status, answer = self.world.scheduler.until(
            lambda tell: browser.fetch(method, path, body, tell, gone=lambda: tell(0, None))
        )
        return status, answer if isinstance(answer, dict) else {}

    def did(
        self, conversation: str, screen: str, what: Any, began: int, answered: tuple[int, Json], **more: Any
    ) -> None:
        """Write down a command and what came of it."""
        status, body = answered
        outcome = outcome_of(status)
        code = None if outcome == "done" else body.get("code")
        owner = _PERSONS.get(body.get("alias", "")) if code == "already_taken" else None
        self.world.record(
            Did(
                at=self.world.milliseconds,
                conversation=conversation,
                screen=screen,
                by=self.by,
                what=what,
                outcome=outcome,
                began=began,
                code=code,
                tries_left=body.get("tries_left"),
                owner=owner,
                **more,
            )
        )

    def correct(self, connection: Connection, conversation: str, about: int) -> None:
        """Put right what they have said at a place, under one id until it is answered."""
        id_, text = self.new_id(), self.words()
        path = connection.who.path(conversation, "/corrections")
        for tries in range(6):
            began = self.world.milliseconds
            body = {"id": id_, "about": about, "text": text}
            status, answer = self.ask(connection.browser, "POST", path, body, "correct")
            self.world.record(
                Corrected(
                    at=self.world.milliseconds,
                    conversation=conversation,
                    screen=connection.name(conversation),
                    by=self.by,
                    id=id_,
                    about=about,
                    sent=text,
                    outcome=outcome_of(status),
                    began=began,
                    code=answer.get("code"),
                )
            )
            if 200 <= status < 300 or (400 <= status < 500 and status != 429):
                return
            self.pause(self.chance.random() * min(30.0, 2.0**tries))

    def last_said(self, screen: Screen) -> int | None:
        """Return the place of the newest message of their own that a screen shows."""
        mine = (line.seq for line in reversed(screen.entries) if line.kind == "said" and self._is_mine(line.id))
        return next(mine, None)

    def _is_mine(self, id_: str | None) -> bool:
        return (id_ or "").startswith(f"{self.name.replace('.', '-')}-")

    def beside(self, run: Callable[[], object], seconds: float = 0.0) -> None:
        """Do something from another window meanwhile; what is not answered when the day is over stays so."""

        def done() -> None:
            with contextlib.suppress(Over):
                run()

        self.world.scheduler.spawn(done, seconds)

    def misfortune(self, browser: Browser) -> None:
        """Let something befall a browser, and pass."""
        kind = self.chance.choice(("cut", "cut", "offline", "sleep", "sleep"))
        self.world.faults.counted[f"browser: {kind}"] += 1
        if kind == "cut":
            browser.cut()
            return
        if kind == "offline":
            browser.go_offline()
        else:
            browser.freeze()
            if self.perhaps(0.6):
                browser.cut()
        try:
            self.pause(self.chance.choice((2.0, 12.0, 40.0, 200.0)))
        finally:
            browser.wake()

    def speak_last_on(self, connection: Connection, everybody: Sequence["Person"]) -> None:
        """Let a screen join anew, and everybody who sees the same write just when it does."""
        for conversation in list(connection.followed):
            connection.browser.later(self.chance.uniform(0, 3), partial(self.say_last, conversation))
        connection.came_back = lambda: self._is_greeted(connection, everybody)
        connection.browser.later(self.chance.uniform(0, 5), connection.broken)

    def _is_greeted(self, connection: Connection, everybody: Sequence["Person"]) -> None:
        for conversation in list(connection.followed):
            for other in everybody:
                if other is not self:
                    wait = self.chance.uniform(0, 1.0)
                    self.world.scheduler.later(wait, partial(other.say_last, conversation))

    def say_last(self, conversation: str) -> None:
        """Say something in a conversation, if they have it open."""
        for connection in self.open_screens():
            followed = connection.followed.get(conversation)
            if followed is not None and _is_open(followed.screen):
                connection.say(conversation, self.new_id(), self.words())
                return

    def open_screens(self) -> Sequence[Connection]:
        """Return the lines of the screens that they sit before."""
        raise NotImplementedError


def outcome_of(status: int) -> Outcome:
    """Return what the status of an answer says about what was asked."""
    return "done" if 200 <= status < 300 else "refused" if 400 <= status < 500 else "unknown"


def _is_open(screen: Screen) -> bool:
    return screen.status in ("waiting", "active") and screen.mine is not False and not screen.lost


class Visitor(Person):
    """A visitor with one conversation, in one tab or two, over reloads."""

    def __init__(self, world: World, number: int) -> None:
        super().__init__(world, f"v{number}", "visitor")
        self.key = "".join(self.chance.choice(_BASE64) for _ in range(43))
        self.conversation = id_of(self.key)
        self._blocked = self.perhaps(0.12) and world.gateway.declares("POST", "/v1/conversation/messages")
        self._source = f"10.{number // 200}.{number % 200}.7"
        self._tabs: list[Connection] = []
        self._ordered = False

    def live(self) -> None:
        """Do all that this visitor does."""
        try:
            self.pause(self.chance.uniform(0, self.chance.choice((120, 480))))
            first = self._open_tab()
            if self._start(first):
                self._talk()
        except Over:
            return

    def open_screens(self) -> Sequence[Connection]:
        """Return the lines of the open tabs."""
        return self._tabs

    # ------------------------------------------------------------------------------------------------- beginning

    def _browser(self) -> Browser:
        world = self.world
        headers = {"authorization": f"Bearer {self.key}"}
        made = Browser(world.scheduler, world.gateway, headers, self._source, blocked=self._blocked)
        made.overheard = self._overheard
        world.browsers.append(made)
        return made

    def _overheard(self, where: Literal["answer", "frame"], what: Any) -> None:
        if tells_of_notes(what):
            self.world.record(Leaked(at=self.world.milliseconds, conversation=self.conversation, where=where))

    def _open_tab(self) -> Connection:
        made = self.connection(self._browser(), is_staff=False)
        self._tabs.append(made)
        return made

    def _start(self, tab: Connection) -> bool:
        """Return whether the first message has started the conversation; it is sent until it has."""
        screen = Screen(self.conversation)
        recorder = Recorder(self.world.record, tab.who.screen, self.by, self.conversation)
        first = Pending(self.new_id(), self.words())
        tab._typed(self.conversation, first.id, first.text)  # noqa: SLF001 - the form before the line is there
        screen.pending.append(first)
        body = {"site": SITE, "language": "fi", "id": first.id, "text": first.text}
        if self.perhaps(min(1.0, 0.05 * self.world.habits.start_twice)):
            self.world.scheduler.spawn(lambda: self._start_elsewhere({**body, "text": self.words()}))
        for tries in itertools.count():
            recorder.show(self.world.milliseconds, screen, up_to_date=False, trouble=tries > 0)
            status, answer = self.ask(tab.browser, "POST", "/v1/conversations", body, "start")
            if status == 201:
                tab.acknowledged(self.conversation, answer["entry"])
                self.world.references.append(self.conversation)
                screen.history({"facts": answer["facts"], "entries": [answer["entry"]]})
                tab.follow(self.conversation, screen, recorder)
                return True
            if 400 <= status < 500 and status != 429:
                first.state = "not_sent"
                recorder.show(self.world.milliseconds, screen, up_to_date=False, trouble=True)
                return False
            self.pause(self.chance.random() * min(30.0, 2.0**tries) + float(answer.get("retry_after") or 0))
        return False

    def _start_elsewhere(self, body: Json) -> None:
        """Send the first message from another tab at the same time, with another text: what is stored answers both."""
        tab = self.connection(self._browser(), is_staff=False)
        status, answer = self.ask(tab.browser, "POST", "/v1/conversations", body, "start")
        if status == 201:
            tab.acknowledged(self.conversation, answer["entry"])
        tab.browser.close(tidily=True)

    # ------------------------------------------------------------------------------------------------- talking

    def _talk(self) -> None:
        for _ in range(self.chance.choice((3, 6, 10, 16, 24))):
            self.pause(self.chance.choice((0.4, 2.0, 5.0, 12.0, 30.0)) * self.chance.uniform(0.5, 1.5))
            if not self._tabs:
                return
            self._act(self.chance.choice(self._tabs))
        if self.perhaps(0.4) and self._tabs:
            self._close(self.chance.choice(self._tabs))
        while True:
            self.pause(self.chance.uniform(20, 60))
            if self.perhaps(0.3) and self._tabs:
                self._act(self.chance.choice(self._tabs))

    def _act(self, tab: Connection) -> None:
        followed = tab.followed.get(self.conversation)
        if followed is None or not tab.browser.alive:
            return
        if tab.link == "ended" and not followed.screen.lost:
            tab.start()  # "continue here"
        habits = self.world.habits
        acts: tuple[tuple[float, Callable[[], object]], ...] = (
            (0.50, lambda: self._write(tab)),
            (0.16, lambda: tab.read(self.conversation)),
            (0.04, lambda: tab.typing(self.conversation)),
            (0.10, lambda: self.misfortune(tab.browser)),
            (0.05, lambda: self._reload(tab)),
            (0.06, self._second_tab),
            (0.02 * habits.both_tabs, self._write_in_both),
            (0.02, lambda: self._leave(tab)),
            (0.03 * habits.close, lambda: self._close(tab)),
            (0.02 * habits.correct, lambda: self._correct(tab)),
            (0.07 * habits.order, lambda: None if self._ordered else self._order(tab)),
        )
        self.one_of(acts)
        self._mind_not_sent(tab)

    def _second_tab(self) -> None:
        if len(self._tabs) < 2:
            self._open_tab().follow(self.conversation)

    def _write_in_both(self) -> None:
        """Write in two tabs by turns, faster than either hears of the other: each sends a count that the other has had."""
        self._second_tab()
        for _ in range(self.chance.choice((2, 4, 6))):
            for tab in list(self._tabs):
                followed = tab.followed.get(self.conversation)
                if followed is not None and _is_open(followed.screen):
                    tab.say(self.conversation, self.new_id(), self.words())
            self.pause(self.chance.uniform(0, 2))

    def _write(self, tab: Connection) -> None:
        others = (each for each in self._tabs if each is not tab)
        if any(
            each.followed[self.conversation].screen.pending for each in others if self.conversation in each.followed
        ):
            return  # one finishes one's sentence in the tab where one began it
        screen = tab.followed[self.conversation].screen
        if screen.lost or screen.status == "closed":
            return
        for _ in range(self.chance.choice((1, 1, 1, 2, 4, 7))):
            tab.say(self.conversation, self.new_id(), self.words())
            if self.perhaps(0.5):
                self.pause(self.chance.uniform(0, 1.5))

    def _correct(self, tab: Connection) -> None:
        screen = tab.followed[self.conversation].screen
        mine = [line.seq for line in screen.entries if line.kind == "said" and line.by == "visitor"]
        if mine and not screen.lost:
            self.correct(tab, self.conversation, self.chance.choice(mine))

    def _mind_not_sent(self, tab: Connection) -> None:
        followed = tab.followed.get(self.conversation)
        for each in list(followed.screen.pending if followed else ()):
            if each.state == "not_sent" and self.perhaps(0.5):
                act = tab.retry if self.perhaps(0.8) else tab.discard
                act(self.conversation, each.id)

    def _reload(self, tab: Connection) -> None:
        if tab.followed[self.conversation].screen.pending and self.perhaps(0.8):
            return  # the browser asks first, and most people stay
        self._leave(tab)
        self.pause(self.chance.uniform(0.3, 3) * (40 if self.world.habits.slow else 1))
        self._open_tab().follow(self.conversation)

    def _leave(self, tab: Connection) -> None:
        self._tabs.remove(tab)
        tab.browser.close(tidily=self.perhaps(0.7))
        self.world.record(
            Left(at=self.world.milliseconds, conversation=self.conversation, screen=tab.name(self.conversation))
        )

    def _close(self, tab: Connection) -> None:
        if self.perhaps(min(1.0, 0.05 * self.world.habits.close)):  # a button that was hit twice
            self.world.scheduler.spawn(lambda: self._close_once(tab))
        self._close_once(tab)

    def _close_once(self, tab: Connection) -> None:
        began = self.world.milliseconds
        answered = self.ask(tab.browser, "POST", "/v1/conversation/close", None, "close")
        self.did(self.conversation, tab.name(self.conversation), "close", began, answered)
        if answered[0] == 200:
            tab.learn(answered[1])

    # ------------------------------------------------------------------------------------------------- the transcript

    def _order(self, tab: Connection) -> None:
        slips = self.world.habits.mistype
        for times in range(self.chance.choice((1, 1, 2))):
            if times and self.perhaps(0.5):
                self.pause(self.chance.uniform(0.5, 10))
            began = self.world.milliseconds
            domain = self.chance.choices(("mail.example", "away.example", "bounce.example"), (8, 1, slips))[0]
            slips = 0.5  # who orders again may be correcting what was typed before
            body = {"address": f"{self.name}@{domain}"}
            answered = self.ask(tab.browser, "POST", "/v1/conversation/transcript", body, "order")
            self.did(self.conversation, tab.name(self.conversation), "order", began, answered)
            if 400 <= answered[0] < 500:
                return
            self._ordered = True
        if self.perhaps(min(1.0, 0.1 * self.world.habits.guess)):
            self.pause(self.chance.uniform(1, 15))
            for _ in range(12):
                self.world.scheduler.spawn(lambda: self._confirm(tab, "000000"), self.chance.uniform(0, 0.1))
        for _ in range(self.chance.choice((1, 3, 6))):
            self.pause(self.chance.uniform(1, 15))
            code = self.world.code(self.conversation)
            if code is not None:
                wrong = self.perhaps(min(1.0, 0.15 * self.world.habits.wrong))
                self._confirm(tab, "000000" if wrong else code)

    def _confirm(self, tab: Connection, code: str) -> None:
        began = self.world.milliseconds
        answered = self.ask(tab.browser, "POST", "/v1/conversation/transcript/confirm", {"code": code}, "confirm")
        self.did(self.conversation, tab.name(self.conversation), "confirm", began, answered)


class Agent(Person):
    """An agent at a console: takes what waits, answers, passes on, closes, and sometimes vanishes."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world, name, name)
        self._cookie = world.employ(name)
        self._waiting: list[str] = []
        self._dirty = True
        self._asking = False
        self._checking: dict[str, int] = {}
        """What this agent has said to be checking, until when: they mostly leave it alone for so long, and some time more."""
        self.helping = Helping(self)
        self.console: Connection = self._open()

    def live(self) -> None:
        """Do all that this agent does."""
        try:
            while True:
                self.pause(self.chance.uniform(0.5, 6))
                if not self.console.browser.alive:
                    self.pause(self.chance.choice((5.0, 60.0, 300.0)))
                    self.console = self._open()
                if self.console.link == "ended":
                    self.console.start()  # "continue here"
                self._act()
        except Over:
            return

    def _open(self) -> Connection:
        world = self.world
        headers = {"cookie": self._cookie, "x-juttu": "1"}
        browser = Browser(world.scheduler, world.gateway, headers, "192.0.2.9")
        world.browsers.append(browser)
        console = self.connection(browser, is_staff=True)
        browser.overheard = lambda _, what: self._overheard(console, what)
        self.closings = world.design.closings(console, partial(self._close_as_seen, console))
        console.hear = lambda frame: self._heard(console, frame)
        console.start()
        self._dirty, self._asking = True, False
        self._look(console)
        self._look_again(console)
        return console

    @property
    def colleagues(self) -> list[str]:
        """The other agents' user names."""
        return [person for person in list(AGENTS)[: self.world.size.agents] if person != self.by]

    def open_screens(self) -> Sequence[Connection]:
        """Return the line of the console, if that is open."""
        return [self.console] if self.console.browser.alive else []

    # ------------------------------------------------------------------------------------------------- the desk

    def _overheard(self, console: Connection, what: object) -> None:
        found = words_in(what)
        if found is not None:
            self.hears(console, *found)

    def hears(self, console: Connection, conversation: str, newest: int) -> None:
        """Write down that words have come here, up to a place; 0: of notes."""
        at, name = self.world.milliseconds, console.name(conversation)
        self.world.record(Heard(at=at, conversation=conversation, screen=name, by=self.by, newest=newest))

    def _heard(self, console: Connection, frame: Json) -> None:
        self._mind_closings(console, frame)
        if frame["is"] == "queue" and frame.get("rings") and self.perhaps(0.4):
            self.world.scheduler.spawn(lambda: self._rush(console), self.chance.uniform(0.1, 0.8))
        if frame["is"] == "queue" or (frame["is"] == "changed" and frame["facts"].get("mine") is False):
            self._look(console)

    def _mind_closings(self, console: Connection, frame: Json) -> None:
        if frame["is"] == "told" and (frame.get("entry") or {}).get("kind") == "said":
            self.closings.said(frame["conversation"])
        for conversation in list(self.closings.all):
            followed = console.followed.get(conversation)
            if followed is None or followed.screen.lost or followed.screen.status == "closed":
                self.closings.forget(conversation)

    def _look_again(self, console: Connection) -> None:
        def due() -> None:
            self._look(console)
            self._look_again(console)

        console.browser.later(30.0, due)

    def _look(self, console: Connection) -> None:
        """Fetch the desk: one request at a time, and once more if something has changed meanwhile."""
        if self._asking:
            self._dirty = True
            return
        self._asking, self._dirty = True, False

        def heard(status: int, body: Any) -> None:
            if console is not self.console:
                return
            self._asking = False
            if status == 200:
                self._seen(console, body)
            if self._dirty:
                self._look(console)

        self.world.count("desk")
        console.browser.fetch("GET", "/v1/desk", None, heard)

    def _seen(self, console: Connection, desk: Json) -> None:
        self._waiting = [each["conversation"] for each in (*desk["waiting"], *desk["left"])]
        mine = [each["conversation"] for each in desk["mine"]]
        self.helping.asked_in = tuple(each["conversation"] for each in desk.get("helping", ()))
        for conversation in (*mine, *self.helping.asked_in):
            console.follow(conversation)
        for conversation, followed in list(console.followed.items()):
            kept = followed.screen.status == "closed" or followed.screen.pending or followed.screen.mine
            if conversation not in mine and not kept and not self.helping.keeps(conversation):
                console.leave(conversation)

    # ------------------------------------------------------------------------------------------------- what they do

    def _act(self) -> None:
        console = self.console
        active = [each.screen for each in console.followed.values() if self._goes_on(each)]
        drawn = self.chance.random()
        if self._waiting and not self._leaves_it() and (drawn < 0.5 or not active) and len(active) < 6:
            self._take(console, self.chance.choice(self._waiting[:3]))
        elif active and drawn < 0.8:
            self._answer(console, self.chance.choice(active))
        elif active and 0.93 <= drawn < 0.93 + min(0.06, 0.02 * self.world.habits.hold):
            self._hold(console, self.chance.choice(active).conversation)
        elif active and drawn < 0.8 + min(0.04, 0.03 * self.world.habits.close):
            self._close(console, self.chance.choice(active))
        elif active and 0.84 <= drawn < 0.87:
            self.pass_on(console, self.chance.choice(active).conversation)
        elif drawn < 0.9:
            self.misfortune(console.browser)
        elif drawn < 0.907:
            self._vanish(console)
        elif drawn < 0.93:
            self._look(console)
        if console.browser.alive:
            self.helping.act(console, active)
            self._mind_ends(console)
            self._tidy(console)

    def _goes_on(self, followed: Followed) -> bool:
        screen = followed.screen
        return screen.status == "active" and bool(screen.mine) and screen.conversation not in self.closings.all

    def _leaves_it(self) -> bool:
        return self.world.habits.slow and self.perhaps(0.97)

    def _rush(self, console: Connection) -> None:
        """Take what has just rung, as the others do who heard it."""
        if (
            self._waiting
            and not self._leaves_it()
            and console is self.console
            and not self.world.over
            and console.browser.alive
        ):
            self._take(console, self._waiting[-1])

    def _take(self, console: Connection, conversation: str) -> None:
        began = self.world.milliseconds
        answered = self.ask(console.browser, "POST", f"/v1/conversations/{conversation}/take", None, "take")
        self.did(conversation, console.name(conversation), "take", began, answered)
        self._waiting = [each for each in self._waiting if each != conversation]
        if answered[0] == 200 and console is self.console and console.browser.alive:
            console.follow(conversation)
            console.learn(answered[1]["facts"])
        self._look(console)

    def _answer(self, console: Connection, screen: Screen) -> None:
        if self.world.milliseconds < self._checking.get(screen.conversation, 0):
            return
        console.read(screen.conversation)
        if self.perhaps(min(0.6, 0.06 * self.world.habits.correct)):
            self.put_right(console, screen)
            return
        if self.perhaps(0.3):
            console.typing(screen.conversation)
            self.pause(self.chance.uniform(0.5, 2))
        if screen.conversation not in console.followed or screen.lost or screen.status == "closed":
            return
        for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
            console.say(screen.conversation, self.new_id(), self.words())
        if self.perhaps(min(0.6, 0.08 * self.world.habits.notes)):
            self.note(console, screen.conversation)

    def put_right(self, console: Connection, screen: Screen) -> None:
        """Correct one's newest message, perhaps from two windows at once, or while one writes another."""
        about = self.last_said(screen)
        if about is None:
            return
        if self.perhaps(0.3):
            self.beside(lambda: self.correct(console, screen.conversation, about), self.chance.uniform(0, 0.3))
        if self.perhaps(0.2) and screen.conversation in console.followed:
            console.say(screen.conversation, self.new_id(), self.words())
        self.correct(console, screen.conversation, about)

    def note(self, console: Connection, conversation: str) -> None:
        """Write a note for colleagues, perhaps two from two windows at once, and perhaps take it back."""
        if self.perhaps(0.3):
            self.beside(lambda: self._write_note(console, conversation), self.chance.uniform(0, 0.2))
        number = self._write_note(console, conversation)
        if number is not None and self.perhaps(0.25):
            began = self.world.milliseconds
            path = f"/v1/conversations/{conversation}/notes/take-back"
            answered = self.ask(console.browser, "POST", path, {"number": number}, "take back a note")
            self._noted(console, conversation, "", began, answered)

    def _write_note(self, console: Connection, conversation: str) -> int | None:
        """Return the number of a new note, which goes out under one id until it is answered; None when it was refused."""
        id_ = self.new_id()
        text = f"{CANARY} {id_} {self.words()}"[: LIMITS.message_characters]
        for tries in range(6):
            began = self.world.milliseconds
            body = {"id": id_, "text": text}
            answered = self.ask(console.browser, "POST", f"/v1/conversations/{conversation}/notes", body, "note")
            self._noted(console, conversation, id_, began, answered, sent=text)
            if 200 <= answered[0] < 300:
                return int(answered[1]["number"])
            if 400 <= answered[0] < 500 and answered[0] != 429:
                return None
            self.pause(self.chance.random() * min(30.0, 2.0**tries))
        return None

    def _noted(
        self,
        console: Connection,
        conversation: str,
        id_: str,
        began: int,
        answered: tuple[int, Json],
        *,
        sent: str | None = None,
    ) -> None:
        status, body = answered
        outcome = outcome_of(status)
        self.world.record(
            Noted(
                at=self.world.milliseconds,
                conversation=conversation,
                screen=console.name(conversation),
                by=self.by,
                id=id_ or body.get("id", ""),
                outcome=outcome,
                began=began,
                sent=sent,
                number=body.get("number"),
                text=body.get("text"),
                code=None if outcome == "done" else body.get("code"),
            )
        )

    def _close(self, console: Connection, screen: Screen) -> None:
        """End a conversation so that it can be undone, for abuse, or as a client does that waits for nothing."""
        drawn = self.chance.random()
        if drawn < 0.3:
            self._begin_end(screen)
        elif drawn < 0.5:
            self.close_at_once(console, screen.conversation, "/end-for-abuse", {"reason": "insult"})
        else:
            self.close_at_once(console, screen.conversation, "/close", {})

    def close_at_once(self, console: Connection, conversation: str, path: str, body: Json) -> None:
        """End a conversation, or try to."""
        began = self.world.milliseconds
        answered = self.ask(console.browser, "POST", console.who.path(conversation, path), body, "close")
        self.did(conversation, console.name(conversation), "close", began, answered)
        if answered[0] == 200:
            console.learn(answered[1])

    def _close_as_seen(
        self, console: Connection, conversation: str, seen: int, tell: Callable[[int, Any], None]
    ) -> None:
        began, name = self.world.milliseconds, console.name(conversation)

        def heard(status: int, body: Any) -> None:
            self.did(conversation, name, "close", began, (status, body if isinstance(body, dict) else {}), seen=seen)
            if status == 200:
                console.learn(body)
            tell(status, body)

        self.world.count("close")
        path = console.who.path(conversation, "/close")
        console.browser.fetch("POST", path, {"seen": seen}, heard, gone=lambda: heard(0, None))

    def _hold(self, console: Connection, conversation: str) -> None:
        """Say that this agent is checking something, or that they have."""
        path = f"/v1/conversations/{conversation}/hold"
        if not console.browser.declares("POST", path):
            return
        minutes = self.chance.choice((2, 5, 10, 15, None))
        status, facts = self.ask(console.browser, "POST", path, {} if minutes is None else {"minutes": minutes}, "hold")
        if status == 200:
            console.learn(facts)
            self._checking[conversation] = self.world.milliseconds + 90_000 * (minutes or 0)

    def pass_on(self, console: Connection, conversation: str) -> None:
        """Pass a conversation on to a colleague or back to the queue, or try to."""
        path = f"/v1/conversations/{conversation}/transfer"
        if not console.browser.declares("POST", path):
            return
        to = self.chance.choice([*self.colleagues, None])
        began = self.world.milliseconds
        answered = self.ask(console.browser, "POST", path, {} if to is None else {"to": to}, "transfer")
        self.did(conversation, console.name(conversation), "transfer", began, answered, to=to)
        if answered[0] == 200:
            console.learn(answered[1])
        self._look(console)

    def _vanish(self, console: Connection) -> None:
        self.world.faults.counted["agent vanished"] += 1
        for conversation in list(console.followed):
            self.world.record(
                Left(at=self.world.milliseconds, conversation=conversation, screen=console.name(conversation))
            )
        tidily = self.perhaps(0.3)
        if tidily:
            self.closings.leave()
        else:
            self.closings.die()
        console.browser.close(tidily=tidily)

    def _mind_ends(self, console: Connection) -> None:
        """End something so that it can be undone, undo what waits, or go while it does."""
        often = self.world.habits.undo
        going_on = [each.screen for each in console.followed.values() if self._goes_on(each)]
        if going_on and self.perhaps(min(0.3, 0.05 * often)):
            self._begin_end(self.chance.choice(going_on))
        for conversation in list(self.closings.all):
            if self.perhaps(0.15):
                self.closings.undo(conversation)
        if self.closings.all and self.perhaps(min(0.2, 0.02 * often)):
            self._vanish(console)

    def _begin_end(self, screen: Screen) -> None:
        said = [line.seq for line in screen.entries if line.kind == "said" and line.by == "visitor"]
        self.closings.begin(screen.conversation, max(said, default=0))

    def _tidy(self, console: Connection) -> None:
        for conversation, followed in list(console.followed.items()):
            for each in list(followed.screen.pending):
                if each.state == "not_sent" and self.perhaps(0.4):
                    act = console.retry if self.perhaps(0.7) else console.discard
                    act(conversation, each.id)
            if (followed.screen.lost or followed.screen.status == "closed") and self.perhaps(0.05):
                console.leave(conversation)
