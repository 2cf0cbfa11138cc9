"""Every frame and body that crosses the wire, as one schema.

Times are whole milliseconds since 1970 in UTC; `expires_on` is a date in the controller's zone (ISO 8601).
Decoding refuses unknown fields. `docs/protocol.md` and `web/shared/wire.ts` are made from this page.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

ConversationId = Annotated[str, Meta(pattern=r"^[0-9A-HJKMNP-TV-Z]{16}$(?!\n)", description="Crockford base 32")]
ClientId = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9_-]{8,36}$(?!\n)", description="made by the sender, once a message")
]
Text = Annotated[str, Meta(max_length=16_384)]
Count = Annotated[int, Meta(ge=1, le=1_000_000)]
Seq = Annotated[int, Meta(ge=0, le=1_000_000)]
Language = Literal["fi", "sv", "en"]
TopicKey = Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,24}$(?!\n)")]
Reference = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)", description="a digest of the user name")]
PersonName = Annotated[str, Meta(min_length=1, max_length=128, description="a user name")]
SiteKey = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$(?!\n)")]
NoticeVersion = Annotated[
    str,
    Meta(pattern=r"^[0-9a-f]{10}(?:[0-9a-f]{22})?$(?!\n)", description="a digest of what it says; once it was shorter"),
]
Status = Literal["waiting", "active", "closed"]
Side = Literal["visitor", "agent", "system"]
EntryKind = Literal["said", "joined", "left", "helping", "helped", "closed", "corrected", "rated", "held", "resumed"]
HandsFor = Literal["unanswered", "not_taken_up"]
HoldMinutes = Literal[2, 5, 10, 15]
PassOnFor = Literal["expertise", "language", "busy", "shift_ends", "asked_for", "other"]
"""Why a conversation is passed on: a colleague knows more of it, it is in another language, there is too much to do, the shift
ends, its visitor has asked for somebody, or something else."""
SupervisesFor = Literal["help", "complaint", "safety", "coaching"]
"""What a supervisor looks in for: to help its agent, because of a complaint, because somebody is threatened, to coach the agent."""
Ground = Literal["invited", "supervising", "glass", "purpose"]
"""Why somebody is let in who has a conversation no more, or never had it: its agent has asked them to help, they supervise
openly, they have broken the glass, or it was theirs and they have said what they need it for."""
ClosedFor = Literal["silence", "age", "unanswered", "abuse", "full"]
Score = Annotated[int, Meta(ge=1, le=5)]
HidingGround = Literal["personal_data"]
GlassReason = Literal["customer_returned", "complaint", "danger", "misuse", "fault", "other"]
"""Why the glass was broken: its customer has come back and whoever had it is not to be had, a complaint is looked into, somebody
or something is in danger, misuse is looked into, a fault is, or something else."""
AbuseReason = Literal["threat", "insult", "harassment", "spam", "unlawful"]
"""Why an agent ends a conversation for abuse: a threat, insults, sexual or discriminating harassment, junk, or something else that is
against the law."""
GuidanceMark = Literal["missing", "unclear", "wrong"]
"""What is the matter with the guidance that the answer needed."""
ClosingTopic = Annotated[
    str,
    Meta(
        pattern=r"^(?:[a-z0-9-]{1,24}|_other)$(?!\n)", description="a topic of the site's, or `_other`: something else"
    ),
]
Masked = Literal["identity_code", "payment_card"]
TranscriptState = Literal[
    "offered", "ordered", "confirmed", "sending", "sent", "delivered", "bounced", "complained", "failed", "unknown"
]


class Frozen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How every value on the wire behaves: unchangeable, by keyword, defaults left out, strangers refused."""


# ---------------------------------------------------------------------------------------------- what is shown


class Entry(Frozen):
    """One line of a conversation, in its place `seq`."""

    seq: int
    kind: EntryKind
    """`left`: the agent no longer has it and it waits again; a colleague who takes over at once is a `joined`. `helping`: its
    agent has asked a colleague to read and write along; `helped`: they no longer do.

    `corrected`: its writer puts right what they said at `about`, which stays as it was: the new words stand in its place, or
    beside it, and are called a correction. Of a message the last one counts. `rated`: the visitor's rating. That, and a
    visitor's correction, may come after `closed`, and nothing else.

    `held`: the agent is checking something, for about so many `minutes`; it is over with an agent's next message, or with
    `resumed`, which says just that.
    """
    by: Side
    at: int
    alias: str | None = None
    """The agent's name as visitors see it; on every entry by an agent."""
    text: str | None = None
    id: str | None = None
    """The sender's client id, so that a pending message and its echo are joined."""
    masked: tuple[Masked, ...] = ()
    """What was masked in the text before it was stored."""
    asks_copy: bool = False
    """The text asks for the conversation by e-mail; lights the agent's offer."""
    about: int | None = None
    """The place of the message that a correction stands beside."""
    score: Score | None = None
    """From 1 (poor) to 5 (very good)."""
    hidden_by: Side | None = None
    """By which side the text was hidden: dots stand in its place, everywhere."""
    hidden_at: int | None = None
    minutes: int | None = None
    """With `held`: for about how long."""
    why: HandsFor | None = None
    """With `left` and `joined`, where it was nobody's command: the agent did not come to answer in time (`unanswered`); the
    colleague to whom it was passed on did not come to it (`not_taken_up`), and whoever joins had it before them."""


class Transcript(Frozen):
    """One order of the conversation by e-mail, in its one state."""

    order: int
    state: TranscriptState
    at: int
    """When this state began."""
    address: str | None = None
    """Whole for the visitor, masked for staff; absent while only offered, and when it was dropped: never proved, or wrong."""
    tries_left: int | None = None
    """How often the code may still be tried, while `ordered`."""
    with_answer: bool = False
    """Ordered for a question that was left: it is sent once an agent has answered and the conversation has ended."""
    reaches: int | None = None
    """The newest entry that is in its mail, once that has left or is about to; absent where nobody's words are in it."""


class LetInNow(Frozen):
    """Somebody of staff besides its agent who may read a conversation at this moment, and why."""

    person: str
    alias: str
    ground: Ground
    since: int
    until: int
    why: str = ""
    """What they have chosen from the list that their ground has: of a supervisor a `SupervisesFor`."""
    writes: bool = False
    """Its agent has asked them to write along: whoever is invited, and a supervisor who is so as well."""


class PassedOnFor(Frozen):
    """That a colleague has passed a conversation on to its agent, and why."""

    alias: str
    why: PassOnFor


class Facts(Frozen):
    """A conversation without its words, as its reader may see it."""

    conversation: ConversationId
    site: str
    language: Language
    status: Status
    started_at: int
    expires_on: str
    """The date on which it is deleted, in the controller's zone: `2027-01-25`."""
    seq: int
    """The newest entry's place."""
    sent: int
    """How many messages this reader has in it: the next `n` is one more."""
    place: int | None = None
    """Place in the queue, from 1, while waiting (visitors only; a question that was left has none)."""
    place_or_later: bool = False
    """More are before them than are counted: this is the place, or one further back."""
    staffed: bool | None = None
    """While waiting: whether any agent is there whom the queue rings (visitors only)."""
    alias: str | None = None
    """Who has taken it."""
    topic: str | None = None
    """What the visitor has said that it is about: the key of one of the site's topics."""
    mine: bool | None = None
    """For staff: whether the reader has taken it."""
    closed_at: int | None = None
    closed_by: Side | None = None
    closed_for: ClosedFor | None = None
    """Why, where it is not just the end: the visitor's silence, its 24 hours, nobody's answer, abuse, or no room for more."""
    messages_left: int | None = None
    """Near the end of what a conversation holds: so many messages more fit into it, or more if they are short."""
    silence_ends_in: int | None = None
    """Seconds until the visitor's silence ends it, from when they are warned."""
    hold_ends_in: int | None = None
    """Seconds until what the agent is checking should be checked; 0 once that is over and nobody has said anything yet."""
    left_until: int | None = None
    """Until when a question that was left stays open for its answer."""
    objected: bool = False
    """Not to be used for quality review, training, development and planning of guidance."""
    restricted: bool = False
    """Its processing is restricted (GDPR 18): it is kept, and nobody but its visitor sees or uses it."""
    name: str | None = None
    """What the visitor wants to be called."""
    rated: Score | None = None
    """The score of the visitor's first rating."""
    closed_topic: ClosingTopic | None = None
    """For staff: what it was about, as its agent said at the end."""
    guidance: GuidanceMark | None = None
    """For staff: what its agent marked at the end."""
    abuse: AbuseReason | None = None
    """For staff: for which reason it was ended for abuse, also where somebody else was faster with the end."""
    hidden: tuple[int, ...] = ()
    """The places whose text was hidden, in the order of hiding: dots stand there, whatever was told of them before."""
    read_by_visitor: int = 0
    read_by_agent: int = 0
    """The newest place that the other side has had on screen."""
    transcripts: tuple[Transcript, ...] = ()
    visitor_here: bool | None = None
    """For staff: whether the visitor has a line to us; a socket that ended unnoticed counts until it is found gone."""
    visitor_seen_at: int | None = None
    """For staff: when the visitor's browser last gave a sign of life, to within a minute."""
    reminded_at: int | None = None
    """For the agent who has it: when they were reminded that its visitor waits for an answer; absent once they have answered."""
    returns_at: int | None = None
    """With that: when it goes back to the queue unless they answer; absent where it never does."""
    passed_on_by: str | None = None
    """For the agent who has it: who has passed it on to them, until they take it up: read it (`read`), answer or hold it."""
    lost_for: HandsFor | None = None
    """For whoever has it no longer, as it leaves them: why, where it was nobody's command."""
    noted: int | None = None
    """For staff who may read its notes: how often one was written or taken back; whoever knows of fewer fetches them."""
    let_in: tuple[LetInNow, ...] = ()
    """For staff who may read it: who else may, besides the agent who has it, and why; the longest first."""
    passed_on: PassedOnFor | None = None
    """For the agent who has it: who has passed it on to them, where a reason was given."""


class Waiting(Frozen):
    """A conversation in the queue, by its first line only."""

    conversation: ConversationId
    site: str
    language: Language
    started_at: int
    first_line: str | None = None
    """On the desk; pushes carry no words."""
    topic: str | None = None
    """As in the facts."""
    left_until: int | None = None
    """Its visitor has left the question: the answer goes by e-mail."""
    gone_at: int | None = None
    """Since when its visitor is gone: nobody is rung for them, and they have their place when they are back.

    Noticed half a minute after their last line to us has ended, or a minute and a half after their last poll. Absent while they
    are here, as far as is known: a line whose end nobody tells us of counts until it is found gone.
    """


# ------------------------------------------------------------------------------- frames, from the browser to us


class Join(Frozen, tag_field="do", tag="join"):
    """Follow a conversation on this socket and get what came after `after`. Answered by `history`."""

    conversation: ConversationId
    after: Seq = 0


class Leave(Frozen, tag_field="do", tag="leave"):
    """Stop following a conversation on this socket. Not answered."""

    conversation: ConversationId


class Say(Frozen, tag_field="do", tag="say"):
    """Say something. Answered by `said` once it is durable; sent again with its `n`, it gets the original answer."""

    conversation: ConversationId
    id: ClientId
    n: Count
    """This sender's count in this conversation, from 1 without gaps: what was typed first is sent first."""
    text: Text
    read: Seq = 0
    """Everything up to here has been on screen, as `read` says it: whoever answers need not say it apart."""


class Typing(Frozen, tag_field="do", tag="typing"):
    """Tell the other side that one is, or no longer is, typing: at most once in 3 s. Not answered."""

    conversation: ConversationId
    on: bool
    read: Seq = 0
    """Everything up to here has been on screen: told at once and kept nowhere, so `say` or `read` says it again."""


class Read(Frozen, tag_field="do", tag="read"):
    """Tell that everything up to `seq` has been on screen. Not answered."""

    conversation: ConversationId
    seq: Seq


class Ping(Frozen, tag_field="do", tag="ping"):
    """Keep the socket from idling out, and give a sign of life where nothing else is sent. Answered by `pong`, unless `quiet`."""

    quiet: bool = False
    """No answer is wanted: the line has just shown that it is alive."""


ClientFrame = Join | Leave | Say | Typing | Read | Ping


# ------------------------------------------------------------------------------- frames, from us to the browser


class History(Frozen, tag_field="is", tag="history"):
    """Answers `join`: the facts and the entries after the place that was asked for, at most a page of them."""

    facts: Facts
    entries: tuple[Entry, ...]
    more: bool = False
    """There are more entries after these: join again after the last."""


class Said(Frozen, tag_field="is", tag="said"):
    """Answers `say`: the message is durable in this place, as this text."""

    conversation: ConversationId
    entry: Entry
    session_ends_at: int = 0
    """To staff on a socket: when the session ends that the message came under, for it is a sign of work."""


class Told(Frozen, tag_field="is", tag="told"):
    """A new entry. Without `entry` it only names the newest place: fetch by `join` (see the access log)."""

    conversation: ConversationId
    seq: int
    entry: Entry | None = None
    read: int = 0
    """With a message: how far its writer is known to have read."""
    facts: Facts | None = None
    """With what is no message: what the conversation has become by it."""


class Changed(Frozen, tag_field="is", tag="changed"):
    """The facts have changed without a new entry: another place in the queue, a name, a transcript's state."""

    facts: Facts


class TypingNow(Frozen, tag_field="is", tag="typing"):
    """The other side is, or no longer is, typing."""

    conversation: ConversationId
    by: Side
    on: bool
    read: int = 0
    """How far they have read, where that is news."""


class ReadUpTo(Frozen, tag_field="is", tag="read"):
    """The other side has had everything up to `seq` on screen."""

    conversation: ConversationId
    by: Side
    seq: int


class Placed(Frozen, tag_field="is", tag="placed"):
    """For whoever waits: their place in the queue, or whether anybody is there, has changed."""

    conversation: ConversationId
    place: int | None = None
    place_or_later: bool = False
    staffed: bool | None = None
    """These are as in the facts."""


class QueueChanged(Frozen, tag_field="is", tag="queue"):
    """For agents: what has come into the queue or gone from it. Carries no words of a visitor.

    Frames may be lost and come in another order than the changes: the desk, when it is fetched, is what counts.
    """

    came: Waiting | None = None
    """It waits now, without its first line: that is a reading, and stands in the desk. Told again when that was hidden, when its
    visitor has gone (`gone_at`), and when they are back."""
    went: ConversationId | None = None
    """It waits no longer."""
    mine: ConversationId | None = None
    """It waits no longer, for it is this agent's own now, in every window of theirs."""
    rings: bool = False
    """Somebody waits anew, or is here again, and whoever hears this is available."""
    helping: ConversationId | None = None
    """This agent is asked to read and write along in it, or no longer."""


class Erased(Frozen, tag_field="is", tag="erased"):
    """The visitor has had the conversation erased: it is to be taken off the screen at once.

    To staff also when its processing is restricted: it is there, and none of them may see it.
    """

    conversation: ConversationId
    restricted: bool = False


class Pong(Frozen, tag_field="is", tag="pong"):
    """Answers `ping`."""


class Ended(Frozen, tag_field="is", tag="ended"):
    """This socket is about to be closed by us: signed out, revoked, replaced by a newer one, or on a network from which its
    agent may be none.
    """

    why: Literal["signed_out", "replaced", "network"]


class Refused(Frozen, tag_field="is", tag="refused"):
    """A frame was refused and changed nothing."""

    code: str
    sentence: str
    of: str | None = None
    """What was asked: the frame's `do`."""
    conversation: str | None = None
    id: str | None = None
    n: int | None = None
    """With `id`: the count under which it was sent, so that a late answer to an earlier try is known as such."""
    retry_after: int | None = None
    expected: int | None = None
    limit: int | None = None
    length: int | None = None
    where: str | None = None


class Note(Frozen):
    """What staff have written to each other beside a conversation: its visitor is never told of it."""

    number: int
    """Its place among the notes of the conversation, from 1 without gaps; entries are counted apart."""
    after: int
    """The newest entry's place when it was written: behind that it is read."""
    by: str
    """Who has written it: the user name."""
    alias: str
    at: int
    id: str
    """Its writer's client id, so that what is under way and what is stored are known as one."""
    text: str | None = None
    """Absent once it was taken back."""
    masked: tuple[Masked, ...] = ()
    """What was masked in the text before it was stored."""
    taken_back_at: int | None = None
    """Since when nothing stands there any more but that there was a note, whose, and when."""


class Noted(Frozen, tag_field="is", tag="noted"):
    """For staff alone: a note was written or taken back. Without `note` it only says how many changes there are: fetch them
    (see the access log).
    """

    conversation: ConversationId
    noted: int
    """As in the facts."""
    note: Note | None = None
    """As it now is."""


VisitorFrame = History | Said | Told | Changed | Placed | Erased | TypingNow | ReadUpTo | Pong | Ended | Refused
"""What a visitor's socket may be sent, and so anybody's: what sends to one takes nothing else."""
StaffFrame = (
    History | Said | Told | Changed | Erased | TypingNow | ReadUpTo | QueueChanged | Noted | Pong | Ended | Refused
)
"""What a socket may be sent that is known to be of staff."""
ServerFrame = VisitorFrame | StaffFrame


# --------------------------------------------------------------------------- bodies over HTTPS, by the visitor


class Check(Frozen):
    """The answer to the challenge of a `check_needed`."""

    challenge: Annotated[str, Meta(max_length=128)]
    answer: Annotated[str, Meta(max_length=32)]


class Start(Frozen):
    """`POST /v1/conversations`: the first message starts the conversation. Repeating it is harmless."""

    site: SiteKey
    language: Language
    id: ClientId
    text: Text
    topic: TopicKey | None = None
    """One of the site's topics, as the visitor has chosen it; one that the site does not have any more says nothing."""
    check: Check | None = None
    """Only where a try before was refused with `check_needed`."""
    notice: NoticeVersion | None = None
    """Which version of the privacy notice the visitor was shown; whatever is unknown counts as the current one."""
    objects: bool = False
    """From the first message on it may be used for the visitor's own matter only, not for quality and training."""


class Ticket(Frozen):
    """`POST /v1/tickets`: opens one socket, once, within 30 s."""

    ticket: str
    socket: str
    """The address to open, without anything secret in it."""


class Started(Frozen):
    """The conversation that the visitor's key now opens."""

    facts: Facts
    entry: Entry
    ticket: Ticket | None = None
    """As `POST /v1/tickets` would answer now, and counted as one of its own; None where it would refuse."""


class Message(Frozen):
    """`POST /v1/conversation/messages` and, for staff, `POST /v1/conversations/{id}/messages`: `say` without a socket.

    Answered by `said` once it is durable; sent again with its `n`, it gets the original answer.
    """

    id: ClientId
    n: Count
    text: Text
    read: Seq = 0


class Seen(Frozen):
    """`POST /v1/conversation/seen` and, for staff, `POST /v1/conversations/{id}/seen`: `read` without a socket."""

    seq: Seq


class Rights(Frozen):
    """`GET /v1/conversation/rights`: what the end screen shows; derived from the visitor's key, kept nowhere."""

    reference: str
    """The id in groups, for people: `7K3M-9QWX-0A1B-C2D3`."""
    rights_code: str
    """With the reference it opens the visitor's rights from another device until the conversation is deleted.

    The first 60 bits of the SHA-256 of `juttu:rights:` and the key, in Crockford's base 32 and groups of four: whoever
    can hash need not ask.
    """


class Order(Frozen):
    """`POST /v1/conversation/transcript`: order this conversation to one's own address. A code goes there first."""

    address: Annotated[str, Meta(max_length=320)]
    with_answer: bool = False
    """Before anybody has answered, and while the facts do not say `staffed`: ask for the answer by e-mail, and get the conversation with it once there is one.

    Once an agent has answered, the answer that it asks for is there: the order is one of the conversation as it stands, and
    `with_answer` in what comes back is `false`.
    """


class Confirm(Frozen):
    """`POST /v1/conversation/transcript/confirm`: the code proves the address."""

    code: Annotated[str, Meta(max_length=16)]


class CallMe(Frozen):
    """`POST /v1/conversation/name`: what the visitor wants to be called, or nothing; nobody has to say it."""

    name: Annotated[str, Meta(max_length=1024)]


class Rate(Frozen):
    """`POST /v1/conversation/rating`: the visitor's rating, once, after the end.

    Another one changes nothing: `rated` in the answer is the score of the first.
    """

    score: Score
    comment: Text = ""


class Correct(Frozen):
    """`POST /v1/conversation/corrections` and, for staff, `POST /v1/conversations/{id}/corrections`: put right what one said at
    `about`; the original stays. Repeating it with its `id` is harmless.

    Visitors correct whatever is theirs for as long as the conversation is kept; an agent their newest message, while it is
    open.
    """

    about: Count
    id: ClientId
    text: Text


class Hide(Frozen):
    """`POST /v1/conversation/hide` and, for staff, `POST /v1/conversations/{id}/hide`: replace one text by dots.

    Visitors hide what is theirs; the agent who has the conversation what the visitor wrote, and of their own only with
    a `ground`. What has put the message right is hidden with it. Allowed for as long as the conversation is kept. Repeating
    it is harmless.
    """

    seq: Count
    ground: HidingGround | None = None
    """Why an agent hides a message of their own: somebody's personal data stands in it."""


class WriteNote(Frozen):
    """`POST /v1/conversations/{id}/notes`: a note for colleagues, while the conversation is open. Repeating it is harmless."""

    id: ClientId
    text: Text


class TakeBackNote(Frozen):
    """`POST /v1/conversations/{id}/notes/take-back`: take back a note of one's own, while the conversation is open.

    Its text is gone; that there was a note, whose and when, stays. Repeating it is harmless.
    """

    number: Count


class Notes(Frozen):
    """`GET /v1/conversations/{id}/notes`: all notes of a conversation, in the order in which they were written."""

    notes: tuple[Note, ...]
    noted: int = 0
    """As in the facts: what is told with a higher number has come since."""


class Object(Frozen):
    """`POST /v1/conversation/objection`: not for quality and training, or allowed again."""

    on: bool


class Reading(Frozen):
    """One reading of a conversation by staff, as its visitor sees it."""

    at: int
    alias: str | None
    """As the visitor knows them; None for those who never wrote in it."""
    role: str
    purpose: str
    glass: GlassReason | None = None
    """Of somebody who never had it and has broken the glass: why, as they have chosen it."""


class Readings(Frozen):
    """`GET /v1/conversation/readings`: who has read this conversation, newest first."""

    readings: tuple[Reading, ...]
    before: int | None = None
    """There may be older ones: ask again with this `before`."""


class Copy(Frozen):
    """`GET /v1/conversation/copy`: all that is kept of a conversation, for its visitor, in pages."""

    made_at: int
    controller: str
    reference: str
    facts: Facts
    entries: tuple[Entry, ...]
    more: bool = False
    """There are more entries after these: ask again `after` the last."""
    seen_at: int | None = None
    """When the visitor's browser last gave a sign of life, to within a minute."""
    stayed_at: int | None = None
    """When the visitor last said that they were still there."""
    warned_at: int | None = None
    """When the visitor was last warned that silence ends it."""
    notice: str | None = None
    """Which version of the privacy notice the visitor was shown."""
    closed_topic: ClosingTopic | None = None
    guidance: GuidanceMark | None = None
    abuse: AbuseReason | None = None
    """What the agent noted at the end: what it was about, what was the matter with our guidance, for which reason it was ended."""


# --------------------------------------------------------------------------- bodies over HTTPS, in the console


class Credentials(Frozen):
    """`POST /v1/sign-in`."""

    user: Annotated[str, Meta(max_length=128)]
    password: Annotated[str, Meta(max_length=256)]


class NewPassword(Frozen):
    """`POST /v1/sign-in/password`: answers the challenge `new_password`."""

    user: Annotated[str, Meta(max_length=128)]
    challenge: Annotated[str, Meta(max_length=4096)]
    password: Annotated[str, Meta(max_length=256)]


class SecondFactor(Frozen):
    """`POST /v1/sign-in/code`: answers the challenges `code` and `enrol`."""

    user: Annotated[str, Meta(max_length=128)]
    challenge: Annotated[str, Meta(max_length=4096)]
    code: Annotated[str, Meta(max_length=16)]


class SignIn(Frozen):
    """What signing in needs next, or `done`."""

    next: Literal["new_password", "enrol", "code", "done"]
    challenge: str | None = None
    secret: str | None = None
    """While enrolling: the secret in base 32, for typing into an authenticator."""
    picture: str | None = None
    """While enrolling: the same as a QR code, an SVG document."""


class Commitment(Frozen):
    """The confidentiality commitment as it now reads, and whether this person has accepted it."""

    version: str
    hash: str
    text: dict[str, str]
    """By language."""
    accepted_at: int | None = None


RoomName = Literal["desk", "board", "answers", "history", "access_log", "people", "settings", "notice"]
"""A room of the console."""
TaskName = Literal["answers_own", "answers_shared", "access_log_of_all", "notice_change", "supervise"]
"""What only some of those may do who are in a room: having canned answers of one's own, writing those that all share, reading what
others have done, changing what others only read, looking into what others have.
"""


class Me(Frozen):
    """`GET /v1/me`: who is signed in."""

    person: str
    alias: str
    roles: tuple[str, ...]
    may: tuple[RoomName, ...]
    """The rooms that these roles open, the one to begin in first."""
    tasks: tuple[TaskName, ...]
    """What these roles may do in them beyond what everybody in there does."""
    commitment: Commitment
    session_ends_at: int
    now: int
    """By the service's clock, as the end of the session is: a device's own may be wrong, or be put right meanwhile."""
    available: bool = False
    languages: tuple[Language, ...] = ()
    """In which they answer; none stands for all."""
    sites: tuple[SiteKey, ...] = ()
    """By whose hours their day ends, and where nobody else has a name like theirs; none stands for all. The queue is that of all sites."""


class AcceptCommitment(Frozen):
    """`POST /v1/me/commitment`: accepts exactly the text with this hash."""

    version: str
    hash: str
    notice: NoticeVersion | None = None
    """Which version of the notice for staff was shown with it; it is kept with the acceptance."""


class NoticeBlock(Frozen):
    """A paragraph, or a list's items."""

    text: str | None = None
    items: tuple[str, ...] = ()


class NoticeSection(Frozen):
    """A section of a notice. Its key is the same in every language."""

    key: str
    title: str
    blocks: tuple[NoticeBlock, ...]


class NoticeDocument(Frozen):
    """A notice in one language."""

    title: str
    summary: tuple[str, ...]
    sections: tuple[NoticeSection, ...]


class StaffNotice(Frozen):
    """`GET /v1/me/notice`: what is stored of staff, why, how long and who sees it."""

    version: NoticeVersion
    documents: dict[Language, NoticeDocument]
    """By language."""


class NoticeChange(Frozen):
    """Sentences of the privacy notice that become others, in one language and one place."""

    section: str
    """The title of the section that they stand in."""
    gone: tuple[str, ...]
    """What is said no longer."""
    new: tuple[str, ...]


class SignOut(Frozen):
    """`POST /v1/sign-out`, which needs no body."""

    endpoint: Annotated[str, Meta(max_length=1000)] = ""
    """Of this browser at its push service, so that it is called no more where its person wanted that."""


class Available(Frozen):
    """`POST /v1/me/available`."""

    on: bool


class Mine(Frozen):
    """A conversation that the signed-in agent has taken."""

    conversation: ConversationId
    site: str
    language: Language
    started_at: int
    topic: str | None = None
    """As in the facts."""


class Closed(Frozen):
    """A closed conversation that the signed-in agent had last: theirs to read, as it was while it was open."""

    conversation: ConversationId
    site: str
    language: Language
    started_at: int
    closed_at: int
    topic: str | None = None
    """As in the facts."""


class Helping(Frozen):
    """A conversation of a colleague's in which they have asked the signed-in agent to read and write along."""

    conversation: ConversationId
    site: str
    language: Language
    started_at: int
    since: int
    alias: str
    """Of whoever has it."""
    topic: str | None = None
    """As in the facts."""


class Desk(Frozen):
    """`GET /v1/desk`: what waits, the questions that were left, and what is mine, each oldest first; what was mine."""

    waiting: tuple[Waiting, ...]
    """Whoever waits for an answer here."""
    left: tuple[Waiting, ...]
    """Whoever does not wait here: the answer goes by e-mail. In nobody's way, and never rung."""
    mine: tuple[Mine, ...]
    now: int
    """The server's clock, so that waiting times are right on a desk whose clock is not."""
    more_waiting: bool = False
    more_left: bool = False
    more_mine: bool = False
    """There are more than these: the desk shows the oldest."""
    helping: tuple[Helping, ...] = ()
    """Where a colleague has asked this agent to read and write along."""
    closed: tuple[Closed, ...] = ()
    """What this agent had when it was closed, in the last seven days: the last closed first."""
    more_closed: bool = False
    """There are more of these days than are shown."""
    topics: dict[str, dict[str, dict[Language, str]]] = {}
    """What the topics of their sites are called: by site, by key, by language."""


class Opening(Frozen):
    """A time without a break in which a site is open; `end` is not in it any more."""

    start: int
    end: int


class Day(Frozen):
    """`GET /v1/desk/day`: when the sites are open by whose hours this agent's day ends."""

    openings: tuple[Opening, ...]
    """Those that ended less than a day ago and begin within the next three days, in order; of several sites, whenever any is open."""
    now: int
    """The server's clock."""
    always: bool = False
    """One of the sites has no hours: somebody is to be there always, and no day ends."""


class Veiled(Frozen):
    """`GET /v1/desk/veiled`: by which words and phrases messages are veiled from agents who want that, in the browser."""

    words: dict[Language, tuple[str, ...]]
    """With a `*` behind it, by every word that begins so."""


class Taken(Frozen):
    """`POST /v1/conversations/{id}/take`."""

    facts: Facts


class Close(Frozen):
    """`POST /v1/conversations/{id}/close`: end a conversation. Closing it again changes nothing."""

    seen: Seq | None = None
    """The newest message of the visitor's that the agent has had on screen. Where there is a newer one nothing is closed
    (`visitor_wrote`): a close that has waited for its undoing says with this that it still stands."""
    topic: ClosingTopic | None = None
    """What it was about, as the agent sees it; one that the site does not have any more says nothing."""
    guidance: GuidanceMark | None = None


class EndForAbuse(Frozen):
    """`POST /v1/conversations/{id}/end-for-abuse`: end a conversation at once; the visitor is told so civilly.

    For some hours of that day conversations from the same network begin after a wait and a check, and none is refused.
    What has ended first, by its visitor say, stays ended as it was: in those hours the reason is noted of it all the same,
    and after them it is refused (`conversation_closed`). Repeating it changes nothing.
    """

    reason: AbuseReason


class PassOn(Frozen):
    """`POST /v1/conversations/{id}/transfer`: to a colleague who is there, or without `to` back to the queue."""

    to: PersonName | None = None
    why: PassOnFor | None = None
    """Told to whoever has it next, and recorded; visitors are not told."""


class Invite(Frozen):
    """`POST /v1/conversations/{id}/invite`: ask a colleague who is there, or looks in, to read and write along.

    Whoever is let in by themselves keeps what they have. Repeating it is harmless.
    """

    person: PersonName


class LetGo(Frozen):
    """`POST /v1/conversations/{id}/let-go`: whoever was invited is so no longer. Repeating it is harmless.

    Whoever looks in, or has broken the glass, reads on by that.
    """

    person: PersonName


class Supervise(Frozen):
    """`POST /v1/conversations/{id}/supervise`: look in openly, for an hour. Repeating it is harmless."""

    why: SupervisesFor


class OnHold(Frozen):
    """`POST /v1/conversations/{id}/hold`: tell the visitor that one is checking something, for about so many minutes.

    Without `minutes` the hold is over. The same again within half a minute is the same hold.
    """

    minutes: HoldMinutes | None = None


class Colleague(Frozen):
    """An agent who is there to take a conversation over."""

    person: str
    alias: str
    available: bool = False
    """Whether the queue rings them; whoever has switched themselves away is there all the same."""
    open: int = 0
    """How many conversations they have open; nothing is told of what these are."""
    open_or_more: bool = False
    """They have more than are counted: so many, or more."""
    languages: tuple[Language, ...] = ()
    """In which they answer; none stands for all."""


class Colleagues(Frozen):
    """`GET /v1/colleagues`: who else is there; first whoever is available, of these whoever has the fewest open."""

    colleagues: tuple[Colleague, ...]


class Access(Frozen):
    """One record of the access log."""

    at: int
    actor: str
    role: str
    action: str
    object: str
    purpose: str
    outcome: str
    request: str
    reason: str | None = None


MistakeCode = Literal[
    "empty",
    "one_line",
    "too_long",
    "too_few",
    "too_many",
    "too_small",
    "too_large",
    "own_language",
    "key",
    "origin",
    "origin_unmatched",
    "page",
    "phone",
    "mail",
    "topic_key",
    "twice",
    "range",
    "overlaps",
    "date",
    "zone",
    "ends_before",
    "same_day",
    "logo_kind",
    "logo_size",
    "logo_content",
    "business_id",
    "objected_to",
    "demo",
    "network",
    "network_meant",
    "shut_out",
    "variable",
    "fallback",
    "secret",
    "no_site",
    "column",
    "file",
]
"""What can be wrong with a value of a site's settings or of the whole service's, with a row of the privacy notice, or with a canned answer."""


class Mistake(Frozen):
    """One value that cannot be taken."""

    where: str
    """The place of the field: `contacts[1].value`."""
    code: MistakeCode
    sentence: str
    limit: int | None = None
    """How many characters, bytes or things there may be, or which number; of what is too few or too small, the least."""
    meant: str | None = None
    """What was probably meant: `192.0.2.0/24`."""


class Problem(Frozen):
    """The body of every refusal over HTTPS: the same fields as the frame `refused`."""

    code: str
    sentence: str
    retry_after: int | None = None
    expected: int | None = None
    limit: int | None = None
    length: int | None = None
    minimum: int | None = None
    challenge: str | None = None
    bits: int | None = None
    tries_left: int | None = None
    alias: str | None = None
    of: str | None = None
    where: str | None = None
    by: str | None = None
    """The user name of whoever changed it meanwhile."""
    at: int | None = None
    words: str | None = None
    """The operator's own, where they say why."""
    mistakes: tuple[Mistake, ...] = ()
    """All that cannot be taken, each with its place."""
