"""What a screen knows of one conversation, as `web/shared/conversation.ts` keeps it, and the record of what it shows."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from chaos.history import Event, Line, PendingState, Showed

Json = Mapping[str, Any]
Record = Callable[[Event], None]


class Pending(msgspec.Struct):
    """A message that its writer sees and that is not yet in its place."""

    id: str
    text: str
    state: PendingState = "sending"


class Screen:
    """One conversation on one screen. Frames may come late, twice and in any order."""

    def __init__(self, conversation: str) -> None:
        self.conversation = conversation
        self.entries: list[Line] = []
        self.ahead: dict[int, Line] = {}
        self.newest = 0
        self.pending: list[Pending] = []
        self.sent = 0
        self.status: Literal["unknown", "waiting", "active", "closed"] = "unknown"
        self.lost = False
        self.mine: bool | None = None
        self.problem = False
        self.facts_seq = -1
        self.transcripts: tuple[Json, ...] = ()
        self.invited: tuple[str, ...] = ()
        """Whom its agent has asked to read and write along, as this reader is told."""
        self.instead: dict[int, str] = {}
        """By place, the words that stand there because an agent has put theirs right: of several corrections the last one counts."""

    @property
    def last(self) -> int:
        """The newest place up to which nothing is missing."""
        return len(self.entries)

    @property
    def is_behind(self) -> bool:
        """Whether there are entries that this screen has not got."""
        return self.newest > self.last

    # ------------------------------------------------------------------------------------------------- what is heard

    def history(self, frame: Json) -> None:
        """Take facts and entries."""
        self.problem = False
        self.facts(frame["facts"])
        for entry in frame["entries"]:
            self._place(_line(entry))
        self._settle()

    def entry(self, entry: Json) -> None:
        """Take one entry, told or as the answer to one's own message."""
        if entry["seq"] <= self.last:
            self.drop(entry.get("id"))
            return
        self._place(_line(entry))
        self._settle()

    def facts(self, facts: Json) -> None:
        """Take newer facts; older ones, overtaken on their way, change nothing but what only grows."""
        if facts["seq"] >= self.facts_seq:
            self.status = self.status if self.status == "closed" else facts["status"]
            self.mine = facts.get("mine")
            self.facts_seq = facts["seq"]
            self.transcripts = tuple(facts.get("transcripts", ()))
            inside = facts.get("let_in", ())
            self.invited = tuple(each["person"] for each in inside if each["ground"] == "invited")
        self.newest = max(self.newest, facts["seq"])
        self.sent = max(self.sent, facts["sent"])
        self._close_off()

    def _place(self, line: Line) -> None:
        self.newest = max(self.newest, line.seq)
        if line.seq > self.last and line.seq not in self.ahead:
            self.ahead[line.seq] = line

    def _settle(self) -> None:
        while self.last + 1 in self.ahead:
            line = self.ahead.pop(self.last + 1)
            self.entries.append(line)
            self._mind(line)
            if line.kind == "corrected" and line.by == "agent" and line.about is not None:
                self.instead[line.about] = line.text or ""
        stored = {line.id for line in self.entries if line.id}
        acknowledged = {line.id for line in self.ahead.values() if line.id}
        self.pending = [each for each in self.pending if each.id not in stored]
        for each in self.pending:
            if each.id in acknowledged:
                each.state = "sent"
        self._close_off()

    def _mind(self, line: Line) -> None:
        if line.seq <= self.facts_seq:
            return
        self.facts_seq = line.seq
        becomes = {"joined": "active", "left": "waiting", "closed": "closed"}.get(line.kind)
        if becomes is not None:
            self.status = becomes  # type: ignore[assignment]

    def _close_off(self) -> None:
        if self.lost or (self.status == "closed" and not self.is_behind):
            self.give_up()

    # ------------------------------------------------------------------------------------------------- what is written

    def find(self, identifier: str | None) -> Pending | None:
        """Return a pending message."""
        return next((each for each in self.pending if each.id == identifier), None)

    def drop(self, identifier: str | None) -> None:
        """Take a pending message off the screen."""
        self.pending = [each for each in self.pending if each.id != identifier]

    def write(self, identifier: str, text: str) -> None:
        """Take a message that is to be sent; one to a conversation that has ended is given up at once."""
        self.pending.append(Pending(identifier, text))
        self._close_off()

    def not_sent(self, identifier: str) -> None:
        """Say that a message was not sent."""
        found = self.find(identifier)
        if found is not None:
            found.state = "not_sent"

    def give_up(self) -> None:
        """Say of everything that waits that it was not sent."""
        for each in self.pending:
            if each.state == "sending":
                each.state = "not_sent"

    def lose(self) -> None:
        """Be not to be had any more; what is shown stays."""
        self.give_up()
        self.problem = self.lost = True
        self.newest = self.last

    def come_back(self) -> None:
        """Be to be had after all; what was not sent stays so."""
        self.problem = self.lost = False


class Recorder:
    """Writes down what one screen shows of one conversation, whenever that has changed."""

    def __init__(self, record: Record, screen: str, by: str, conversation: str) -> None:
        self._record = record
        self._screen = screen
        self._by = by
        self._conversation = conversation
        self._lines: tuple[Line, ...] = ()
        self._rest: tuple[Any, ...] = ()

    def show(self, at: int, screen: Screen, *, up_to_date: bool, trouble: bool, cut: bool = False) -> None:
        """Write down what is shown now, if it is not what was shown before."""
        lines = tuple(screen.entries)
        pending = tuple((each.id, each.state) for each in screen.pending)
        status = "lost" if screen.lost else screen.status
        instead = tuple(sorted(screen.instead.items()))
        rest = (pending, status, up_to_date, trouble, cut, instead)
        if lines == self._lines and rest == self._rest:
            return
        kept = _kept(self._lines, lines)
        self._lines, self._rest = lines, rest
        self._record(
            Showed(
                at=at,
                conversation=self._conversation,
                screen=self._screen,
                by=self._by,
                kept=kept,
                added=lines[kept:],
                pending=pending,
                status=status,
                up_to_date=up_to_date,
                trouble=trouble,
                cut=cut,
                instead=instead,
            )
        )


def _kept(before: tuple[Line, ...], after: tuple[Line, ...]) -> int:
    same = 0
    for one, other in zip(before, after, strict=False):
        if one is not other and one != other:
            break
        same += 1
    return same


def _line(entry: Json) -> Line:
    return Line(
        seq=entry["seq"],
        kind=entry["kind"],
        by=entry["by"],
        id=entry.get("id"),
        text=entry.get("text"),
        about=entry.get("about"),
    )
