"""One tab of somebody's browser: its timers, its requests, its sockets, and what a laptop's lid does to them."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from chaos.gateway import Asked, Ears, Gateway, Heard, Wire
from chaos.scheduler import Scheduler, Timer

PATIENCE_SECONDS = 30.0
"""How long a request is waited for, as in `web/shared/http.ts`."""

Run = Callable[[], object]


class Browser:
    """A tab from its opening to its end."""

    def __init__(
        self, scheduler: Scheduler, gateway: Gateway, headers: Mapping[str, str], source: str, *, blocked: bool = False
    ) -> None:
        self.alive = True
        self.online = True
        self.frozen = False
        self.woken: Run = lambda: None
        self.asked = 0
        """How many requests it has made."""
        self.chance = scheduler.random
        self.overheard: Callable[[Literal["answer", "frame"], Any], None] = lambda *_: None
        """Is told of everything that arrives here, be it looked at or not."""
        self._blocked = blocked
        self._scheduler = scheduler
        self._gateway = gateway
        self._headers = headers
        self._source = source
        self._wires: list[Wire] = []
        self._overdue: list[Run] = []
        self._went: list[Run] = []
        """What is run for those whose answers come too late for this tab."""

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self._scheduler.now

    def declares(self, method: str, path: str) -> bool:
        """Return whether the service takes such requests."""
        return self._gateway.declares(method, path)

    def later(self, seconds: float, run: Run) -> Timer:
        """Run something after so many seconds; while the page is frozen nothing runs."""
        timer = Timer(run)
        self._scheduler.later(seconds, lambda: self._when_awake(lambda: timer.run and timer.run()))
        return timer

    def fetch(self, method: str, path: str, body: Any, heard: Heard, *, gone: Run | None = None) -> None:
        """Make a request; `heard` is told once, or `gone` is run when the tab goes before that. Whoever is gone asks nothing."""
        if not self.alive:
            if gone is not None:
                self._scheduler.later(0.0, gone)
            return
        self.asked += 1
        told: list[bool] = []
        went = [each for each in (gone,) if each is not None]
        self._went += went

        def tell(status: int, answer: Any) -> None:
            if not told:
                told.append(True)
                self.overheard("answer", answer)
                self._when_awake(lambda: hear(status, answer))

        def hear(status: int, answer: Any) -> None:
            self._went = [each for each in self._went if each not in went]
            heard(status, answer)

        if not self.online:
            self._scheduler.later(0.05, lambda: tell(0, None))
            return
        self._scheduler.later(PATIENCE_SECONDS, lambda: tell(0, None))
        self._gateway.request(Asked(method, path, self._headers, body, self._source), tell)

    def open(self, protocols: list[str], ears: Ears) -> Wire | None:
        """Open a socket; None when nothing can be opened from here, which `ears` hear too."""
        if self._blocked or not self.online:
            self._scheduler.later(0.1, lambda: self._when_awake(ears.closed))
            return None
        wire = self._gateway.open(protocols, self._source, _Guarded(self, ears))
        self._wires = [*(each for each in self._wires if each.joined_up), wire]
        return wire

    # ------------------------------------------------------------------------------------------------- what befalls it

    def freeze(self) -> None:
        """Let nothing run here until it is woken."""
        self.frozen = True

    def cut(self) -> None:
        """Lose every socket without a word."""
        for wire in self._wires:
            self._gateway.lose(wire)

    def wake(self) -> None:
        """Let everything run that should have run meanwhile, and tell whoever wants to know."""
        self.frozen, self.online = False, True
        overdue, self._overdue = self._overdue, []
        for run in overdue:
            self._when_awake(run)
        self._when_awake(self.woken)

    def go_offline(self) -> None:
        """Lose every socket, and the way to the service."""
        self.online = False
        self.cut()

    def close(self, *, tidily: bool) -> None:
        """Be gone: with a closed socket, or without a word."""
        self.alive = False
        for wire in self._wires:
            if tidily:
                wire.close()
            else:
                self._gateway.lose(wire)
        went, self._went = self._went, []
        for run in went:
            run()

    def _when_awake(self, run: Run) -> None:
        if not self.alive:
            return
        if self.frozen:
            self._overdue.append(run)
        else:
            run()

    def guarded(self, run: Run) -> None:
        """Run something now, or when the page wakes, or never."""
        self._when_awake(run)


class _Guarded:
    """Ears that hear nothing while the page is frozen."""

    def __init__(self, browser: Browser, ears: Ears) -> None:
        self._browser = browser
        self._ears = ears

    def opened(self) -> None:
        self._browser.guarded(self._ears.opened)

    def heard(self, frame: Any) -> None:
        self._browser.overheard("frame", frame)
        self._browser.guarded(lambda: self._ears.heard(frame))

    def closed(self) -> None:
        self._browser.guarded(self._ears.closed)
