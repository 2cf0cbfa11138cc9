"""What the product needs from the world, as protocols; `chalicelib/aws/` fulfils them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NewType, Protocol, TypeVar, overload

import msgspec

from chalicelib.chat.answers import Answers
from chalicelib.chat.checking import Began, Challenge, Work
from chalicelib.chat.conversation import Conversation, LetIn, Line, OpenSocket, Reminded, Step
from chalicelib.chat.ledger import Kind, Noted
from chalicelib.chat.mail_health import MailHealth
from chalicelib.chat.notes import StoredNote
from chalicelib.chat.notice.making import Notice
from chalicelib.chat.notice.rows import Rows
from chalicelib.chat.people import Session
from chalicelib.chat.site import ServedSite, Site
from chalicelib.chat.stage import ServedStage, Stage
from chalicelib.chat.transcript import TranscriptOrder
from chalicelib.chat.versions import Version
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import Access, Closed, Mine, StaffFrame, VisitorFrame, Waiting

if TYPE_CHECKING:
    from chalicelib.chat.phones import Phones

T = TypeVar("T")
R = TypeVar("R")


class Clock(Protocol):
    """Seconds since 1970 in UTC, as `time.time` gives them."""

    def __call__(self) -> float: ...


class Pause(Protocol):
    """Waiting before something is tried again that others want at the same moment."""

    def __call__(self, tried: int, /) -> None:
        """Wait for a random moment, on average the longer the more often it was tried; not at all when no time is left for it."""


class Hurry(Protocol):
    """Shortening what is left of an invocation's time."""

    def __call__(self, seconds: float) -> None:
        """Let no call begin later than so many seconds from now in this invocation; an earlier end stays."""


About = Literal["conversation", "log"]
"""Whether records tell of a conversation, or of who has read those."""
AboutPerson = Literal["person", "log"]
"""Whether records tell of what somebody has done, or of who has read those."""
Wanted = Callable[[Access], bool]
"""Whether a record is one that is asked for."""


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the access log, newest first."""

    records: tuple[Access, ...]
    before: int | None
    """There are older ones, before this time (milliseconds); None: these are the last."""


class AccessLog(Protocol):
    """The append-only record of who read or changed personal data, outside the table."""

    def record(self, *accesses: Access) -> None:
        """Return once every record has been accepted. Raises LogUnavailable when one was not."""

    def of_conversation(
        self,
        conversation: str,
        *,
        before: int | None = ...,
        since: int = ...,
        about: About = ...,
        wanted: Wanted | None = ...,
    ) -> Records:
        """Return a page of the records about a conversation, or about its log, newest first. Raises LogUnavailable."""

    def of_person(
        self,
        reference: str,
        *,
        before: int | None = ...,
        since: int = ...,
        about: AboutPerson = ...,
        wanted: Wanted | None = ...,
    ) -> Records:
        """Return a page of what somebody of staff has done, or of who has read that, newest first. Raises LogUnavailable."""

    def failed_sign_ins(self, day: date, *, before: int | None = ...) -> Records:
        """Return a page of the failed attempts to sign in of a day (UTC), newest first. Raises LogUnavailable."""

    def glass_broken(self, day: date, *, since: int = ...) -> Records:
        """Return a page of how the glass was broken on a day (UTC), newest first. Raises LogUnavailable."""


class Each(Protocol):
    """Doing the same with several values, in any order and perhaps at once."""

    def __call__(self, do: Callable[[T], R], values: Iterable[T]) -> list[R]:
        """Return what `do` gave for each value, in their order. Raises what one of them raised, after all were done."""


StaffSocket = NewType("StaffSocket", str)
"""A connection that is known to be of staff. `actions/announcing.py` alone says of one that it is."""


class Push(Protocol):
    """Sending to open sockets. What no visitor may be sent goes to a `StaffSocket` or nowhere: the type checker holds that.

    `send` sends one frame and returns False when the socket is gone (410); a failure that may pass is swallowed and True. It
    raises AnswerTooLarge.
    """

    @overload
    def send(self, connection: str, frame: VisitorFrame) -> bool: ...
    @overload
    def send(self, connection: StaffSocket, frame: StaffFrame) -> bool: ...

    def close(self, connection: str) -> bool:
        """Close a socket, and return whether it is closed; one that is gone is. A failure that may pass is swallowed."""


class Job(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something to do a moment later. Carries no personal data.

    A mail to send, an erasure or a hiding to finish; `queue`: telling agents and those who wait what a conversation is to the queue
    by then; `row`: telling agents that what they see of it is out of date; `gone`: looking whether whoever waits is here still,
    and telling agents if not; `staff`: telling those who wait whether anybody is there; `phone`: calling
    those on duty if nobody has taken it.
    """

    kind: Literal["code", "transcript", "erase", "hide", "alert", "queue", "row", "gone", "staff", "phone"]
    conversation: str = ""
    order: int = 0
    net: bool = False
    """It comes back until its order waits for nothing more."""
    tries: int = 0
    """How often it has come back."""


class Outbox(Protocol):
    """The queue of jobs; each is done at least once."""

    def put(self, job: Job, *, after: int = 0) -> None:
        """Return once the job is durable; it is done no sooner than `after` seconds from now. Raises Unavailable."""


class MailRefused(Exception):
    """Raised when the mail was certainly not accepted and will not be."""


class MailUnknown(Exception):
    """Raised when nobody can tell whether the mail was accepted; it must not be sent again."""


class Mail(Protocol):
    """Sending one mail to one address."""

    def send(self, raw: bytes, *, to: str, conversation: str, order: int, mail: str) -> str:
        """Return the provider's id of the accepted mail. Never tries twice.

        `conversation`, `order` and `mail` (which of the order's) travel as tags, so that delivery events find them.
        Raises MailRefused, MailUnknown, and Unavailable when it was certainly not accepted but may be later.
        """


ATTEMPTS = 24
"""How often a rule is asked again when what it is about changes under it; two people seldom need more than two.

With pauses from the third time on (`contending.py`) forty who start behind one network at once, the most that limits let
change one item, need about ten; the invocation's time ends it sooner where the table is slow.
"""


class Conflict(Exception):
    """Raised when a conversation has changed since it was looked at. `now`: as it stands, None when gone."""

    def __init__(self, now: Conversation | None) -> None:
        super().__init__("the conversation has changed")
        self.now = now


class Listener(msgspec.Struct, frozen=True, kw_only=True):
    """Who listens on a socket: the holder of a conversation's key, or a person under a session."""

    conversation: str | None = None
    session: str | None = None
    person: str | None = None
    follows: Collection[str] = ()
    """The conversations that a person's socket was ever told of: where to look for it when its session ends."""


class AgentOnDuty(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who has had the console open, and whether the queue rings them. Times are milliseconds."""

    person: str
    alias: str
    available: bool
    sockets: Mapping[str, OpenSocket]
    """Connection → under which session it was opened."""
    listed_at: int = 0
    """When the access log last accepted that they listed the queue."""
    looked_back_at: int = 0
    """When it last accepted that they listed what they had when it was closed."""
    seen_at: int = 0
    """When their console last gave a sign of life; only agents have one."""
    helps: tuple[str, ...] = ()
    """The conversations in which colleagues have asked them to read and write along; each of them says whether that is so still."""


class Conversations(Protocol):
    """Stored conversations; `chalicelib/aws/table/conversations.py` says what each method gives."""

    def get(self, conversation: str) -> Conversation | None: ...
    def with_listener(
        self, conversation: str, connection: str, *, consistent: bool = ...
    ) -> tuple[Conversation | None, Listener | None, Session | None]: ...
    def before_start(self, conversation: str) -> tuple[Conversation | None, bool]: ...
    def start(self, conversation: Conversation) -> Conversation | None: ...
    def write(self, before: Conversation, step: Step) -> Conversation: ...
    def place_of(self, conversation: Conversation, line: Line, after: int) -> int | None: ...
    def hide(self, conversation: Conversation, seq: int, line: Line, most: int) -> Conversation: ...
    def lines(
        self, conversation: Conversation, after: int = 0, size: int | None = None, *, finishes: bool = True
    ) -> dict[int, Line]: ...
    def line_of(self, conversation: Conversation, by: str, n: int) -> tuple[int, Line] | None: ...
    def with_orders(self, conversation: str) -> tuple[Conversation | None, list[TranscriptOrder]]: ...
    def listen(
        self, conversation: Conversation, connection: str, who: str, now: int, *, session: str = "", ends_at: int = 0
    ) -> Conversation | None: ...
    def await_join(self, conversation: str, connection: str, now: int) -> Mapping[str, int]: ...
    def forget_unjoined(self, conversation: str, connection: str) -> bool: ...
    def forget(self, conversation: str, *connections: str) -> Conversation | None: ...
    def visitor_seen(self, conversation: str, now: int, *, polled: bool) -> Conversation | None: ...
    def opened(self, conversation: str, reading: str, now: int) -> None: ...
    def read_up_to(self, conversation: Conversation, side: str, seq: int, now: int) -> Conversation | None: ...
    def note(self, conversation: str, **attributes: int | str | None) -> Conversation | None: ...
    def restrict(self, before: Conversation, after: Mapping[str, int]) -> Conversation | None: ...
    def let_in(self, before: Conversation, after: Mapping[str, LetIn]) -> Conversation: ...
    def reminded(self, conversation: Conversation, reminded: Reminded) -> Conversation | None: ...
    def taken_up(self, conversation: Conversation) -> Conversation | None: ...
    def noted(self, conversation: str) -> Conversation | None: ...
    def left(self, conversation: Conversation, until: int) -> Conversation | None: ...
    def announced(self, conversation: str, now: int) -> None: ...
    def gone(self, conversation: Conversation, now: int) -> Conversation | None: ...
    def back(self, conversation: str) -> Conversation | None: ...
    def waiting(self, queue: str, most: int = ...) -> list[Waiting]: ...
    def left_questions(self, queue: str, most: int = ...) -> list[Waiting]: ...
    def ahead(self, conversation: Conversation, most: int) -> int: ...
    def mine(self, person: str, most: int | None = ...) -> list[Mine]: ...
    def closed(self, person: str, since: int, most: int, before: int | None = ...) -> list[Closed]: ...
    def heads(self, conversations: list[str], *, consistent: bool = ...) -> list[Conversation]: ...
    def expiring_on(self, date: str) -> list[str]: ...
    def erase(self, conversation: str, expires_at: int) -> int: ...
    def delete_expired(self, conversations: list[str]) -> tuple[int, int]: ...


class Sockets(Protocol):
    """Tickets and open sockets; `chalicelib/aws/table/sockets.py` says what each method gives."""

    def issue(self, listener: Listener, origin: str, expires_at: int) -> str: ...
    def redeem(self, ticket: str, origin: str) -> Listener | None: ...
    def open(self, connection: str, listener: Listener, now: int) -> None: ...
    def get(self, connection: str) -> Listener | None: ...
    def follow(self, connection: str, conversation: str) -> bool: ...
    def forget(self, connection: str) -> Listener | None: ...


class Agents(Protocol):
    """Agents on duty; `chalicelib/aws/table/agents.py` says what each method gives."""

    def get(self, person: str) -> AgentOnDuty | None: ...
    def all(self) -> list[AgentOnDuty]: ...
    def set_available(self, person: str, alias: str, on: bool) -> None: ...  # noqa: FBT001 - a switch is a boolean
    def listen(self, who: Staff, connection: str, now: int) -> AgentOnDuty: ...
    def seen(self, who: Staff, now: int) -> None: ...
    def listed(self, who: Staff, now: int) -> None: ...
    def looked_back(self, who: Staff, now: int) -> None: ...
    def helps(self, person: str, conversation: str) -> None: ...
    def helps_no_more(self, agent: AgentOnDuty, conversations: Collection[str]) -> None: ...
    def go(self, person: str, now: int) -> None: ...
    def forget(self, person: str, *connections: str) -> None: ...
    def leave(self, person: str) -> None: ...
    def watched(self, now: int) -> int: ...
    def alerting_since(self, now: int, window: int) -> int: ...
    def staffed(self) -> bool: ...
    def note_staffed(self, at: int, *, on: bool) -> bool: ...


class Sites(Protocol):
    """Registered websites; `chalicelib/aws/table/sites.py` says what each method gives."""

    def get(self, key: str) -> ServedSite | None: ...
    def many(self, sites: list[str]) -> list[ServedSite]: ...
    def all(self) -> list[ServedSite]: ...
    def put(self, site: Site, logo: str = "") -> None: ...
    def lend(self, site: Site, until: int) -> None: ...
    def take_back(self, key: str) -> None: ...
    def create(self, site: Site, by: str, at: int) -> ServedSite | None: ...
    def change(self, before: ServedSite, after: Site, by: str, at: int) -> ServedSite | None: ...
    def current(self, key: str) -> ServedSite | None: ...
    def versions(self, key: str, most: int) -> list[Version[Site]]: ...
    def version(self, key: str, at: int) -> Version[Site] | None: ...
    def changed_by(self, sites: Sequence[ServedSite]) -> dict[str, str]: ...
    def put_logo(self, key: str, logo: str) -> None: ...
    def logo_of(self, site: ServedSite) -> str | None: ...
    def logo(self, key: str) -> str | None: ...
    def note_usually(self, key: str, minutes: int | None) -> None: ...


class StageSettings(Protocol):
    """What holds for the whole service; `chalicelib/aws/table/stage.py` says what each method gives."""

    def lately(self) -> ServedStage: ...
    def current(self) -> ServedStage: ...
    def change(self, before: ServedStage, after: Stage, by: str, at: int) -> ServedStage | None: ...
    def versions(self, most: int) -> list[Version[Stage]]: ...
    def version(self, at: int) -> Version[Stage] | None: ...
    def note_came_back(self, mark: str, at: int) -> None: ...
    def came_back(self, stage: ServedStage) -> frozenset[str]: ...
    def changed_by(self, stage: ServedStage) -> str: ...


class PhoneBook(Protocol):
    """Whose phones may be called; `chalicelib/aws/table/phones.py` says what each method gives."""

    def of(self, person: str) -> "Phones | None": ...
    def all(self) -> "list[Phones]": ...
    def change(self, before: "Phones | None", after: "Phones") -> bool: ...
    def forget(self, person: str) -> bool: ...
    def forget_all(self) -> None: ...


Pushed = Literal["taken", "gone", "later", "refused"]
"""What a push service says of a push: it takes it; there is no such phone any more; perhaps later; never."""


class WebPush(Protocol):
    """Calling phones at their push services; `chalicelib/aws/web_push.py` says what each method gives."""

    def key(self) -> str | None: ...
    def require_known(self, endpoint: str) -> None: ...
    def call(self, endpoint: str) -> Pushed: ...


class Waits(Protocol):
    """How long visitors waited; `chalicelib/aws/table/waits.py` says what each method gives."""

    def count(self, site: str, day: date, bound: int) -> None: ...
    def of_day(self, day: date) -> Mapping[str, Mapping[int, int]]: ...


class PublishedNotice(msgspec.Struct, frozen=True, kw_only=True):
    """The notice that is shown, and every version that was."""

    notice: Notice
    versions: Mapping[str, int]
    """Version → since when it was shown, in milliseconds."""

    def shown(self, version: str | None) -> str:
        """Return the version that somebody was shown, by the name that they give: the one now when it is unknown."""
        return version if version is not None and version in self.versions else self.notice.version


class HeldRows(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of the notice as the table has them."""

    stored: str
    """JSON, as it was written."""
    published: PublishedNotice
    """What is shown of them."""
    changed_at: int | None = None
    """When the rows became these, in milliseconds; None: they are those that the stage was seeded with."""
    published_at: Mapping[str, int] = {}
    """By version: when somebody published it last, in milliseconds, where no operator has since."""


class NoticeChanged(msgspec.Struct, frozen=True, kw_only=True):
    """That somebody has changed the rows of the notice."""

    at: int
    by: str


class Notices(Protocol):
    """The privacy notice; `chalicelib/aws/table/notices.py` says what each method gives."""

    @property
    def shipped(self) -> Callable[[], Rows]: ...
    def held(self) -> HeldRows: ...
    def change(self, before: HeldRows, rows: Rows, by: str, at: int) -> PublishedNotice | None: ...
    def changes(self, most: int) -> list[NoticeChanged]: ...
    def require_own_name(self, made: Notice) -> None: ...
    def changed_by(self, at: int) -> str: ...
    def current(self) -> PublishedNotice: ...
    def version(self, version: str) -> Notice | None: ...
    def rows_of(self, version: str) -> str | None: ...
    def shown_rows(self) -> Rows: ...
    def make(self, rows: Rows, stage: Stage | None = ...) -> Notice: ...
    def keep_of_staff(self, notice: Notice) -> None: ...
    def of_staff(self, version: str) -> Notice | None: ...


class CannedAnswers(Protocol):
    """Canned answers; `chalicelib/aws/table/answers.py` says what each method gives. Without a person: those that all share."""

    def both(self, person: str) -> tuple[Answers, Answers]: ...
    def kept(self, person: str | None) -> Answers: ...
    def change(self, person: str | None, before: Answers, after: Answers, by: str) -> Answers | None: ...
    def changed_by(self, at: int) -> str: ...
    def forget(self, person: str) -> None: ...


class Counters(Protocol):
    """Counts within sliding windows; `chalicelib/aws/table/counters.py` says what each method gives."""

    def count(self, kind: str, who: str, limit: int, seconds: int) -> int: ...
    def release(self, kind: str, who: str, seconds: int) -> None: ...
    def network(self, kind: str, prefix: str, limit: int, seconds: int) -> None: ...
    def name_of(self, kind: str, who: str) -> str: ...
    def challenge(self, prefix: str, work: Work) -> str: ...
    def challenged(self, prefix: str, challenge: str) -> Challenge | None: ...
    def starts(self, prefix: str) -> tuple[Began, ...]: ...
    def note_starts(self, prefix: str, before: Sequence[Began], after: Sequence[Began]) -> tuple[Began, ...] | None: ...


class Orders(Protocol):
    """Orders of the transcript; `chalicelib/aws/table/orders.py` says what each method gives."""

    def all(self, conversation: str) -> list[TranscriptOrder]: ...
    def get(self, conversation: str, order: int) -> TranscriptOrder | None: ...
    def create(self, order: TranscriptOrder) -> TranscriptOrder | None: ...
    def change(self, before: TranscriptOrder, after: TranscriptOrder) -> TranscriptOrder | None: ...


class Notes(Protocol):
    """Notes for colleagues; `chalicelib/aws/table/notes.py` says what each method gives."""

    def all(self, conversation: str) -> list[StoredNote]: ...
    def behind(self, conversation: str, number: int) -> list[StoredNote]: ...
    def get(self, conversation: str, number: int) -> StoredNote | None: ...
    def add(self, conversation: Conversation, note: StoredNote) -> StoredNote: ...
    def take_back(self, conversation: str, note: StoredNote) -> StoredNote | None: ...


class Leftovers(Protocol):
    """What is no conversation's and has had its time; `chalicelib/aws/table/leftovers.py` says what each method gives."""

    def delete_of_hour(self, at: int) -> Iterator[bool]: ...


class MailHealths(Protocol):
    """What has become of our mails; `chalicelib/aws/table/mail_health.py` says what each method gives."""

    def count(self, what: Literal["sent", "bounced", "complained"]) -> MailHealth: ...
    def week(self) -> MailHealth: ...
    def pause(self, seconds: int) -> None: ...
    def resume(self) -> None: ...
    def paused_until(self) -> int | None: ...


class Ledger(Protocol):
    """What a restored back-up must be told again; `chalicelib/aws/table/ledger.py` says what each method gives."""

    def note(
        self, kind: Kind, conversation: str, now: int, *, place: int | None = None, case: str | None = None
    ) -> None: ...
    def all(self, now: int) -> list[Noted]: ...
    def carry(self, noted: Iterable[Noted]) -> None: ...


Metric = Literal[
    "aws_refused", "failed", "oldest_expired_hours", "mails_of_site_percent", "mails_paused", "questions_unopened"
]
"""Every figure that alarms can be made of: at most ten, because each is paid for, a month and stage.

`aws_refused`: 1 for each call that AWS refused for good. `failed`: 1 for each mistake of ours that no status over HTTPS tells: of a
socket, or after an answer. `oldest_expired_hours`: how long the oldest conversation that the
sweep still found has been expired. `mails_of_site_percent`: how much of a site's mails of the day is used, whenever one is
counted. `mails_paused`: 1 for each mail that is not sent because too many came back.
`questions_unopened`: how many left questions have waited for long and nobody has opened, when there are any.
"""


class Metrics(Protocol):
    """Figures for the operator's alarms and graphs; never about a person."""

    def put(self, name: Metric, value: float, **fields: str | int | None) -> None:
        """Note one figure. `fields` stand beside it in the log, to be searched; nothing personal among them."""


class Choices(Protocol):
    """What the operator has chosen; `chalicelib/settings.py` says what each means."""

    @property
    def stage(self) -> str: ...
    @property
    def mail_from(self) -> str: ...
    @property
    def socket_url(self) -> str: ...
    @property
    def origins(self) -> tuple[str, ...]: ...
    @property
    def zone(self) -> str: ...
    @property
    def controller(self) -> str: ...
    @property
    def queue(self) -> str: ...
    @property
    def left_question_days(self) -> int: ...
    @property
    def alerts_to(self) -> str: ...
    @property
    def require_second_factor(self) -> bool: ...
    @property
    def firewall(self) -> bool: ...
    @property
    def push_key(self) -> str: ...
    @property
    def phones(self) -> bool: ...
