"""What a chaos run writes down, and all that its checker knows.

A history is a list of events in the order in which they happened, as JSON lines. It speaks from the outside only: what
people asked for, what they were answered, what each screen showed, which mails left, and a last strongly consistent
read of everything stored. Whoever writes one, the simulation or the real client under Node, writes these.

`screen` names one screen: a tab of one person's browser from its opening to its end; a reload is a new screen. `by` is
who sits before it: `visitor` or the agent's user name. Times are milliseconds of the run's clock.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec

from chalicelib.chat.wire import ClosedFor, EntryKind, Ground, HandsFor

PendingState = Literal["sending", "sent", "not_sent"]
Outcome = Literal["done", "refused", "unknown"]
"""`refused`: the answer said that nothing was changed; `unknown`: no answer came, it may have happened or not."""


class _Event(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="event", forbid_unknown_fields=True
):
    at: int
    conversation: str


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry as a screen shows it or as it is stored."""

    seq: int
    kind: EntryKind
    by: str
    """On a screen the side: `visitor`, `agent`, `system`; as stored the person, `visitor` or `system`."""
    id: str | None = None
    text: str | None = None
    about: int | None = None
    """Of a correction: the place of the message that it puts right."""


class NoteLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A note for colleagues as it is stored; without a text it was taken back."""

    number: int
    by: str
    id: str
    text: str | None = None


class Typed(_Event, tag="typed"):
    """Somebody pressed "send": from now on the screen owes them an honest word about this message."""

    screen: str
    by: str
    id: str
    text: str


class Retried(_Event, tag="retried"):
    """Somebody pressed "try again" on a message shown as not sent: its turn begins anew, after those that wait."""

    screen: str
    by: str
    id: str


class Discarded(_Event, tag="discarded"):
    """Somebody took a message that was shown as not sent off the screen."""

    screen: str
    id: str


class Acknowledged(_Event, tag="acknowledged"):
    """A browser was told that a message is durable in a place, as this text (`said`, or `Started`)."""

    screen: str
    by: str
    id: str
    seq: int
    text: str


class Did(_Event, tag="did"):
    """A command of one person and what came of it.

    `owner`: for a `take` that was refused because another has it, that other's user name. `tries_left`: for a `confirm`
    with a wrong code. `to`: for `transfer`, the colleague, None is the queue; for `invite` and `let_go`, whom. `seen`: for a
    `close`, up to which place its agent says to have seen it. `why`: of `supervise` and `glass`, the purpose or the reason, of `restrict` and `lift` the case, and
    `lasts` for how many milliseconds they are let in by it. `began`: when it was asked; `at` is when the answer came or
    was given up.
    """

    screen: str
    by: str
    what: Literal[
        "take",
        "transfer",
        "close",
        "order",
        "confirm",
        "invite",
        "let_go",
        "stop",
        "supervise",
        "glass",
        "restrict",
        "lift",
    ]
    outcome: Outcome
    began: int
    code: str | None = None
    owner: str | None = None
    tries_left: int | None = None
    to: str | None = None
    seen: int | None = None
    why: str | None = None
    lasts: int | None = None


class Corrected(_Event, tag="corrected"):
    """Somebody put right what they had said at `about`, and what came of it; tried again it has the same id."""

    screen: str
    by: str
    id: str
    about: int
    sent: str
    outcome: Outcome
    began: int
    code: str | None = None


class Ending(_Event, tag="ending"):
    """What became of an end that waits in an agent's console for some seconds, to be undone.

    `undone`: by its agent. `taken_back`: somebody has said something meanwhile. `asked`: the service was asked for it, perhaps not
    for the first time. `answered`: for good. `forgotten`: it was over, or somebody else's, by itself. `lost`: the browser died.
    """

    screen: str
    by: str
    id: str
    state: Literal["begun", "undone", "taken_back", "asked", "answered", "forgotten", "lost"]
    seen: int | None = None


class Heard(_Event, tag="heard"):
    """Words of a conversation, or of its notes, came to a browser of staff, be they looked at or not.

    `newest`: the furthest place of an entry whose words came, 0 for notes alone.
    """

    screen: str
    by: str
    newest: int


class Recorded(_Event, tag="recorded"):
    """The access log has accepted a record about a conversation."""

    actor: str
    action: str
    outcome: str
    reason: str | None = None


class Showed(_Event, tag="showed"):
    """A screen changed: of the entries it showed before, the first `kept` stand as they were, then come `added`.

    `pending`: the messages shown below them, in their order, with their states. `up_to_date`: the screen claims that
    nothing is missing and the line is good. `trouble`: it says that something is wrong (lost connection, an error);
    `cut`: that the line is lost, so that nothing reaches it before it has been opened again. `instead`: of the messages that
    their agents have put right, by place, the words that stand there now.
    """

    screen: str
    by: str
    kept: int
    added: tuple[Line, ...] = ()
    pending: tuple[tuple[str, PendingState], ...] = ()
    status: Literal["unknown", "waiting", "active", "closed", "lost"] = "unknown"
    up_to_date: bool = False
    trouble: bool = False
    cut: bool = False
    instead: tuple[tuple[int, str], ...] = ()


class Left(_Event, tag="left"):
    """A screen is gone: the tab was closed, the browser died, the person stopped following."""

    screen: str


class Noted(_Event, tag="noted"):
    """An agent wrote a note for colleagues, or took one back, and what came of it: `number` and `text` as they were answered.

    `sent`: the text that was asked for; absent where one is taken back.
    """

    screen: str
    by: str
    id: str
    outcome: Outcome
    began: int
    sent: str | None = None
    number: int | None = None
    text: str | None = None
    code: str | None = None


class Leaked(_Event, tag="leaked"):
    """Something of a note was found where no visitor may see it, or in a log."""

    where: Literal["answer", "frame", "mail", "log"]
    screen: str = ""


class Mailed(_Event, tag="mailed"):
    """SES accepted a mail. `mail`: which of the order's, `code-1`, `code-2` …, `transcript`."""

    order: int
    mail: str
    bounces: bool = False
    """It goes to an address that takes no mail."""


class Moment(msgspec.Struct, frozen=True, omit_defaults=True):
    """When a stored line was written (milliseconds of the run, by the clock of whoever wrote it), for how long it holds, and why it is there."""

    at: int
    minutes: int | None = None
    why: HandsFor | None = None


class Stored(_Event, tag="stored"):
    """The last read: a conversation as the table holds it, after everybody has had time to catch up.

    `in_queue`: whether the desk's query lists it as waiting, and as one whose visitor is `gone`; `desks`: on whose desks it
    stands as theirs.
    `orders`: number and state of each transcript order. `records`: what the access log has of it, each as actor, action,
    outcome and how often; None where nobody has looked. `moments`: of each line; none where nobody has looked. `let_in`: who may
    read it besides its agent, and on what ground, or grounds: who looks in may be invited, too; `helps`: on whose desks it stands
    as one that they were asked into; None for both where nobody has looked. `restricted`: in which cases, None where nobody has looked; `listed`: whether
    it is among what whoever had it last has closed.
    """

    lines: tuple[Line, ...]
    status: Literal["waiting", "active", "closed"]
    owner: str | None = None
    in_queue: bool = False
    gone: bool = False
    desks: tuple[str, ...] = ()
    orders: tuple[tuple[int, str], ...] = ()
    notes: tuple[NoteLine, ...] = ()
    records: tuple[tuple[str, str, str, int], ...] | None = None
    moments: tuple[Moment, ...] = ()
    closed_for: ClosedFor | None = None
    restricted: tuple[str, ...] | None = None
    listed: bool = False
    let_in: tuple[tuple[str, Ground], ...] | None = None
    helps: tuple[str, ...] | None = None


Event = (
    Typed
    | Retried
    | Discarded
    | Acknowledged
    | Did
    | Corrected
    | Ending
    | Heard
    | Recorded
    | Showed
    | Left
    | Noted
    | Leaked
    | Mailed
    | Stored
)

CANARY = "muistiolintu"
"""Every note begins so: whoever finds it anywhere has found a note."""


def tells_of_notes(what: object) -> bool:
    """Return whether anything that was sent, mailed or logged has something of a note in it."""
    found = str(what)
    return CANARY in found or "'noted'" in found


def words_in(what: Any) -> tuple[str, int] | None:
    """Return of which conversation something that arrived has words, and the furthest place of them; None where it has none.

    Of a note for colleagues that is 0. What is acknowledged to its writer is not news.
    """
    kind = what.get("is") if isinstance(what, dict) else None
    if kind == "noted":
        return (what["conversation"], 0) if (what.get("note") or {}).get("text") else None
    if kind not in ("history", "told"):
        return None
    entries = what["entries"] if kind == "history" else [what.get("entry")]
    places: list[int] = [each["seq"] for each in entries if each and each.get("text")]
    conversation: str = what["facts"]["conversation"] if kind == "history" else what["conversation"]
    return (conversation, max(places)) if places else None


def write(events: Iterable[Event]) -> Iterator[str]:
    """Return each event as a line of JSON, without its end."""
    return (msgspec.json.encode(event).decode() for event in events)


def read(lines: Iterable[str]) -> list[Event]:
    """Return the events in lines of JSON. Raises msgspec.ValidationError for a line that is none."""
    return [msgspec.json.decode(line, type=Event) for line in lines if line.strip()]
