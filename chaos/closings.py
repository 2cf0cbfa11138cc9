"""An end waits in its agent's console for ten seconds to be undone, as `web/console/rooms/desk/closings.ts` keeps it.

Nothing is told to anybody before. The service is asked when the time is over, when another end comes and when the page goes;
from then on it cannot be undone, and is asked again until it has answered. Whoever says something meanwhile takes it back.
"""

import itertools
from collections.abc import Callable
from typing import Any, Literal

from chaos.client import Connection
from chaos.history import Ending
from chaos.scheduler import Timer

UNDONE_WITHIN = 10.0
AGAIN_AFTER = 4.0
MAY_PASS = frozenset({"unavailable", "log_unavailable", "too_many"})
"""Refusals after which it is asked again."""

Answered = Callable[[int, Any], None]
Ask = Callable[[str, int, Answered], None]
"""Asks the service to close a conversation that is seen up to a place, and tells what came of it."""
State = Literal["begun", "undone", "taken_back", "asked", "answered", "forgotten", "lost"]


class Closing:
    """One end: of which conversation, as far as its agent has seen it."""

    def __init__(self, id_: str, conversation: str, seen: int) -> None:
        self.id = id_
        self.conversation = conversation
        self.seen = seen
        self.asked = False
        self.under_way = False
        self.timer: Timer | None = None


class Closings:
    """What is being ended in one console, by conversation."""

    def __init__(self, console: Connection, ask: Ask) -> None:
        self.all: dict[str, Closing] = {}
        self._console = console
        self._ask = ask
        self._numbers = itertools.count(1)

    def begin(self, conversation: str, seen: int) -> None:
        """End a conversation in ten seconds, and whatever waits already at once."""
        if conversation in self.all:
            return
        self.flush()
        closing = Closing(f"{self._console.who.screen}-{next(self._numbers)}", conversation, seen)
        self.all[conversation] = closing
        self._became(closing, "begun")
        self._in(closing, UNDONE_WITHIN)

    def undo(self, conversation: str) -> None:
        """Take an end back that nobody has been asked for."""
        self._take_back(conversation, "undone")

    def said(self, conversation: str) -> None:
        """Mind that somebody has said something."""
        self._take_back(conversation, "taken_back")

    def forget(self, conversation: str) -> None:
        """Mind that there is nothing to end any more: it is over, or somebody else's."""
        closing = self.all.get(conversation)
        if closing is not None:
            self._drop(closing, "forgotten")

    def flush(self) -> None:
        """Ask for whatever waits now."""
        for closing in list(self.all.values()):
            self._asks(closing)

    def leave(self) -> None:
        """Mind that the page goes, in good order."""
        self.flush()

    def die(self) -> None:
        """Mind that the browser has died: what waited here is lost."""
        for closing in list(self.all.values()):
            self._drop(closing, "lost")

    def _take_back(self, conversation: str, state: State) -> None:
        closing = self.all.get(conversation)
        if closing is not None and not closing.asked:
            self._drop(closing, state)

    def _drop(self, closing: Closing, state: State) -> None:
        del self.all[closing.conversation]
        if closing.timer is not None:
            closing.timer.cancel()
        self._became(closing, state)

    def _in(self, closing: Closing, seconds: float) -> None:
        closing.timer = self._console.browser.later(seconds, lambda: self._asks(closing))

    def _asks(self, closing: Closing) -> None:
        if self.all.get(closing.conversation) is not closing or closing.under_way:
            return
        if closing.timer is not None:
            closing.timer.cancel()
        closing.asked = closing.under_way = True
        self._became(closing, "asked")
        self._ask(closing.conversation, closing.seen, lambda status, body: self._answered(closing, status, body))

    def _answered(self, closing: Closing, status: int, body: Any) -> None:
        closing.under_way = False
        if self.all.get(closing.conversation) is not closing:
            return
        answer = body if isinstance(body, dict) else {}
        if status == 0 or status >= 500 or answer.get("code") in MAY_PASS:
            self._in(closing, max(AGAIN_AFTER, float(answer.get("retry_after") or 0)))
        else:
            self._drop(closing, "answered")

    def _became(self, closing: Closing, state: State) -> None:
        console = self._console
        console.record(
            Ending(
                at=console.milliseconds(),
                conversation=closing.conversation,
                screen=console.name(closing.conversation),
                by=console.who.by,
                id=closing.id,
                state=state,
                seen=closing.seen,
            )
        )
