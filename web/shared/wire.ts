/**
 * Every frame and body that crosses the wire: one interface per struct of `chalicelib/chat/wire.py` and of the rooms'
 * `wire.py`, same names.
 *
 * Made by `python -m local.protocol`; change those pages and make it anew.
 *
 * Times are whole milliseconds since 1970 in UTC; `expires_on` is a date in the controller's zone (ISO 8601).
 * A field with a default is left out when it has that default, so every such field is optional here.
 */

export type Language = "fi" | "sv" | "en";
export type Status = "waiting" | "active" | "closed";
export type Side = "visitor" | "agent" | "system";
export type EntryKind =
  | "said"
  | "joined"
  | "left"
  | "helping"
  | "helped"
  | "closed"
  | "corrected"
  | "rated"
  | "held"
  | "resumed";
export type HandsFor = "unanswered" | "not_taken_up";
export type HoldMinutes = 2 | 5 | 10 | 15;
export type PassOnFor = "expertise" | "language" | "busy" | "shift_ends" | "asked_for" | "other";
export type SupervisesFor = "help" | "complaint" | "safety" | "coaching";
export type Ground = "invited" | "supervising" | "glass" | "purpose";
export type ClosedFor = "silence" | "age" | "unanswered" | "abuse" | "full";
export type HidingGround = "personal_data";
export type GlassReason = "customer_returned" | "complaint" | "danger" | "misuse" | "fault" | "other";
export type AbuseReason = "threat" | "insult" | "harassment" | "spam" | "unlawful";
export type GuidanceMark = "missing" | "unclear" | "wrong";
export type Masked = "identity_code" | "payment_card";
export type TranscriptState =
  | "offered"
  | "ordered"
  | "confirmed"
  | "sending"
  | "sent"
  | "delivered"
  | "bounced"
  | "complained"
  | "failed"
  | "unknown";
export type RoomName = "desk" | "board" | "answers" | "history" | "access_log" | "people" | "settings" | "notice";
export type TaskName = "answers_own" | "answers_shared" | "access_log_of_all" | "notice_change" | "supervise";
export type MistakeCode =
  | "empty"
  | "one_line"
  | "too_long"
  | "too_few"
  | "too_many"
  | "too_small"
  | "too_large"
  | "own_language"
  | "key"
  | "origin"
  | "origin_unmatched"
  | "page"
  | "phone"
  | "mail"
  | "topic_key"
  | "twice"
  | "range"
  | "overlaps"
  | "date"
  | "zone"
  | "ends_before"
  | "same_day"
  | "logo_kind"
  | "logo_size"
  | "logo_content"
  | "business_id"
  | "objected_to"
  | "demo"
  | "network"
  | "network_meant"
  | "shut_out"
  | "variable"
  | "fallback"
  | "secret"
  | "no_site"
  | "column"
  | "file";
export type UnusualReason = "glass_broken" | "sign_in_failed" | "many_in_a_day" | "many_in_an_hour" | "long_ended";
export type Whose = "own" | "colleague" | "nobody";
export type Way = "read" | "purpose" | "glass" | "take" | "restricted";
export type LaterPurpose = "service" | "request" | "guidance" | "security";
export type NoticeBasis = "contract" | "legitimate_interests" | "legal_obligation" | "public_task";
export type Role = "agent" | "supervisor" | "reviewer" | "trainer" | "administrator" | "data-protection-officer";
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** One line of a conversation, in its place `seq`. */
export interface Entry {
  seq: number;
  /** `left`: the agent no longer has it and it waits again; a colleague who takes over at once is a `joined`. `helping`: its agent has asked a colleague to read and write along; `helped`: they no longer do. `corrected`: its writer puts right what they said at `about`, which stays as it was: the new words stand in its place, or beside it, and are called a correction. Of a message the last one counts. `rated`: the visitor's rating. That, and a visitor's correction, may come after `closed`, and nothing else. `held`: the agent is checking something, for about so many `minutes`; it is over with an agent's next message, or with `resumed`, which says just that. */
  kind: EntryKind;
  by: Side;
  at: number;
  /** The agent's name as visitors see it; on every entry by an agent. */
  alias?: string | null;
  text?: string | null;
  /** The sender's client id, so that a pending message and its echo are joined. */
  id?: string | null;
  /** What was masked in the text before it was stored. */
  masked?: Masked[];
  /** The text asks for the conversation by e-mail; lights the agent's offer. */
  asks_copy?: boolean;
  /** The place of the message that a correction stands beside. */
  about?: number | null;
  /** From 1 (poor) to 5 (very good). */
  score?: number | null;
  /** By which side the text was hidden: dots stand in its place, everywhere. */
  hidden_by?: Side | null;
  hidden_at?: number | null;
  /** With `held`: for about how long. */
  minutes?: number | null;
  /** With `left` and `joined`, where it was nobody's command: the agent did not come to answer in time (`unanswered`); the colleague to whom it was passed on did not come to it (`not_taken_up`), and whoever joins had it before them. */
  why?: HandsFor | null;
}

/** One order of the conversation by e-mail, in its one state. */
export interface Transcript {
  order: number;
  state: TranscriptState;
  /** When this state began. */
  at: number;
  /** Whole for the visitor, masked for staff; absent while only offered, and when it was dropped: never proved, or wrong. */
  address?: string | null;
  /** How often the code may still be tried, while `ordered`. */
  tries_left?: number | null;
  /** Ordered for a question that was left: it is sent once an agent has answered and the conversation has ended. */
  with_answer?: boolean;
  /** The newest entry that is in its mail, once that has left or is about to; absent where nobody's words are in it. */
  reaches?: number | null;
}

/** Somebody of staff besides its agent who may read a conversation at this moment, and why. */
export interface LetInNow {
  person: string;
  alias: string;
  ground: Ground;
  since: number;
  until: number;
  /** What they have chosen from the list that their ground has: of a supervisor a `SupervisesFor`. */
  why?: string;
  /** Its agent has asked them to write along: whoever is invited, and a supervisor who is so as well. */
  writes?: boolean;
}

/** That a colleague has passed a conversation on to its agent, and why. */
export interface PassedOnFor {
  alias: string;
  why: PassOnFor;
}

/** A conversation without its words, as its reader may see it. */
export interface Facts {
  conversation: string;
  site: string;
  language: Language;
  status: Status;
  started_at: number;
  /** The date on which it is deleted, in the controller's zone: `2027-01-25`. */
  expires_on: string;
  /** The newest entry's place. */
  seq: number;
  /** How many messages this reader has in it: the next `n` is one more. */
  sent: number;
  /** Place in the queue, from 1, while waiting (visitors only; a question that was left has none). */
  place?: number | null;
  /** More are before them than are counted: this is the place, or one further back. */
  place_or_later?: boolean;
  /** While waiting: whether any agent is there whom the queue rings (visitors only). */
  staffed?: boolean | null;
  /** Who has taken it. */
  alias?: string | null;
  /** What the visitor has said that it is about: the key of one of the site's topics. */
  topic?: string | null;
  /** For staff: whether the reader has taken it. */
  mine?: boolean | null;
  closed_at?: number | null;
  closed_by?: Side | null;
  /** Why, where it is not just the end: the visitor's silence, its 24 hours, nobody's answer, abuse, or no room for more. */
  closed_for?: ClosedFor | null;
  /** Near the end of what a conversation holds: so many messages more fit into it, or more if they are short. */
  messages_left?: number | null;
  /** Seconds until the visitor's silence ends it, from when they are warned. */
  silence_ends_in?: number | null;
  /** Seconds until what the agent is checking should be checked; 0 once that is over and nobody has said anything yet. */
  hold_ends_in?: number | null;
  /** Until when a question that was left stays open for its answer. */
  left_until?: number | null;
  /** Not to be used for quality review, training, development and planning of guidance. */
  objected?: boolean;
  /** Its processing is restricted (GDPR 18): it is kept, and nobody but its visitor sees or uses it. */
  restricted?: boolean;
  /** What the visitor wants to be called. */
  name?: string | null;
  /** The score of the visitor's first rating. */
  rated?: number | null;
  /** For staff: what it was about, as its agent said at the end. */
  closed_topic?: string | null;
  /** For staff: what its agent marked at the end. */
  guidance?: GuidanceMark | null;
  /** For staff: for which reason it was ended for abuse, also where somebody else was faster with the end. */
  abuse?: AbuseReason | null;
  /** The places whose text was hidden, in the order of hiding: dots stand there, whatever was told of them before. */
  hidden?: number[];
  read_by_visitor?: number;
  /** The newest place that the other side has had on screen. */
  read_by_agent?: number;
  transcripts?: Transcript[];
  /** For staff: whether the visitor has a line to us; a socket that ended unnoticed counts until it is found gone. */
  visitor_here?: boolean | null;
  /** For staff: when the visitor's browser last gave a sign of life, to within a minute. */
  visitor_seen_at?: number | null;
  /** For the agent who has it: when they were reminded that its visitor waits for an answer; absent once they have answered. */
  reminded_at?: number | null;
  /** With that: when it goes back to the queue unless they answer; absent where it never does. */
  returns_at?: number | null;
  /** For the agent who has it: who has passed it on to them, until they take it up: read it (`read`), answer or hold it. */
  passed_on_by?: string | null;
  /** For whoever has it no longer, as it leaves them: why, where it was nobody's command. */
  lost_for?: HandsFor | null;
  /** For staff who may read its notes: how often one was written or taken back; whoever knows of fewer fetches them. */
  noted?: number | null;
  /** For staff who may read it: who else may, besides the agent who has it, and why; the longest first. */
  let_in?: LetInNow[];
  /** For the agent who has it: who has passed it on to them, where a reason was given. */
  passed_on?: PassedOnFor | null;
}

/** A conversation in the queue, by its first line only. */
export interface Waiting {
  conversation: string;
  site: string;
  language: Language;
  started_at: number;
  /** On the desk; pushes carry no words. */
  first_line?: string | null;
  /** As in the facts. */
  topic?: string | null;
  /** Its visitor has left the question: the answer goes by e-mail. */
  left_until?: number | null;
  /** Since when its visitor is gone: nobody is rung for them, and they have their place when they are back. Noticed half a minute after their last line to us has ended, or a minute and a half after their last poll. Absent while they are here, as far as is known: a line whose end nobody tells us of counts until it is found gone. */
  gone_at?: number | null;
}

/** Follow a conversation on this socket and get what came after `after`. Answered by `history`. */
export interface Join {
  do: "join";
  conversation: string;
  after?: number;
}

/** Stop following a conversation on this socket. Not answered. */
export interface Leave {
  do: "leave";
  conversation: string;
}

/** Say something. Answered by `said` once it is durable; sent again with its `n`, it gets the original answer. */
export interface Say {
  do: "say";
  conversation: string;
  id: string;
  /** This sender's count in this conversation, from 1 without gaps: what was typed first is sent first. */
  n: number;
  text: string;
  /** Everything up to here has been on screen, as `read` says it: whoever answers need not say it apart. */
  read?: number;
}

/** Tell the other side that one is, or no longer is, typing: at most once in 3 s. Not answered. */
export interface Typing {
  do: "typing";
  conversation: string;
  on: boolean;
  /** Everything up to here has been on screen: told at once and kept nowhere, so `say` or `read` says it again. */
  read?: number;
}

/** Tell that everything up to `seq` has been on screen. Not answered. */
export interface Read {
  do: "read";
  conversation: string;
  seq: number;
}

/** Keep the socket from idling out, and give a sign of life where nothing else is sent. Answered by `pong`, unless `quiet`. */
export interface Ping {
  do: "ping";
  /** No answer is wanted: the line has just shown that it is alive. */
  quiet?: boolean;
}

export type ClientFrame = Join | Leave | Say | Typing | Read | Ping;

/** Answers `join`: the facts and the entries after the place that was asked for, at most a page of them. */
export interface History {
  is: "history";
  facts: Facts;
  entries: Entry[];
  /** There are more entries after these: join again after the last. */
  more?: boolean;
}

/** Answers `say`: the message is durable in this place, as this text. */
export interface Said {
  is: "said";
  conversation: string;
  entry: Entry;
  /** To staff on a socket: when the session ends that the message came under, for it is a sign of work. */
  session_ends_at?: number;
}

/** A new entry. Without `entry` it only names the newest place: fetch by `join` (see the access log). */
export interface Told {
  is: "told";
  conversation: string;
  seq: number;
  entry?: Entry | null;
  /** With a message: how far its writer is known to have read. */
  read?: number;
  /** With what is no message: what the conversation has become by it. */
  facts?: Facts | null;
}

/** The facts have changed without a new entry: another place in the queue, a name, a transcript's state. */
export interface Changed {
  is: "changed";
  facts: Facts;
}

/** The other side is, or no longer is, typing. */
export interface TypingNow {
  is: "typing";
  conversation: string;
  by: Side;
  on: boolean;
  /** How far they have read, where that is news. */
  read?: number;
}

/** The other side has had everything up to `seq` on screen. */
export interface ReadUpTo {
  is: "read";
  conversation: string;
  by: Side;
  seq: number;
}

/** For whoever waits: their place in the queue, or whether anybody is there, has changed. */
export interface Placed {
  is: "placed";
  conversation: string;
  place?: number | null;
  place_or_later?: boolean;
  /** These are as in the facts. */
  staffed?: boolean | null;
}

/** For agents: what has come into the queue or gone from it. Carries no words of a visitor. Frames may be lost and come in another order than the changes: the desk, when it is fetched, is what counts. */
export interface QueueChanged {
  is: "queue";
  /** It waits now, without its first line: that is a reading, and stands in the desk. Told again when that was hidden, when its visitor has gone (`gone_at`), and when they are back. */
  came?: Waiting | null;
  /** It waits no longer. */
  went?: string | null;
  /** It waits no longer, for it is this agent's own now, in every window of theirs. */
  mine?: string | null;
  /** Somebody waits anew, or is here again, and whoever hears this is available. */
  rings?: boolean;
  /** This agent is asked to read and write along in it, or no longer. */
  helping?: string | null;
}

/** The visitor has had the conversation erased: it is to be taken off the screen at once. To staff also when its processing is restricted: it is there, and none of them may see it. */
export interface Erased {
  is: "erased";
  conversation: string;
  restricted?: boolean;
}

/** Answers `ping`. */
export interface Pong {
  is: "pong";
}

/** This socket is about to be closed by us: signed out, revoked, replaced by a newer one, or on a network from which its agent may be none. */
export interface Ended {
  is: "ended";
  why: "signed_out" | "replaced" | "network";
}

/** A frame was refused and changed nothing. */
export interface Refused {
  is: "refused";
  code: string;
  sentence: string;
  /** What was asked: the frame's `do`. */
  of?: string | null;
  conversation?: string | null;
  id?: string | null;
  /** With `id`: the count under which it was sent, so that a late answer to an earlier try is known as such. */
  n?: number | null;
  retry_after?: number | null;
  expected?: number | null;
  limit?: number | null;
  length?: number | null;
  where?: string | null;
}

/** What staff have written to each other beside a conversation: its visitor is never told of it. */
export interface Note {
  /** Its place among the notes of the conversation, from 1 without gaps; entries are counted apart. */
  number: number;
  /** The newest entry's place when it was written: behind that it is read. */
  after: number;
  /** Who has written it: the user name. */
  by: string;
  alias: string;
  at: number;
  /** Its writer's client id, so that what is under way and what is stored are known as one. */
  id: string;
  /** Absent once it was taken back. */
  text?: string | null;
  /** What was masked in the text before it was stored. */
  masked?: Masked[];
  /** Since when nothing stands there any more but that there was a note, whose, and when. */
  taken_back_at?: number | null;
}

/** For staff alone: a note was written or taken back. Without `note` it only says how many changes there are: fetch them (see the access log). */
export interface Noted {
  is: "noted";
  conversation: string;
  /** As in the facts. */
  noted: number;
  /** As it now is. */
  note?: Note | null;
}

export type VisitorFrame =
  | History
  | Said
  | Told
  | Changed
  | Placed
  | Erased
  | TypingNow
  | ReadUpTo
  | Pong
  | Ended
  | Refused;

export type StaffFrame =
  | History
  | Said
  | Told
  | Changed
  | Erased
  | TypingNow
  | ReadUpTo
  | QueueChanged
  | Noted
  | Pong
  | Ended
  | Refused;

export type ServerFrame =
  | History
  | Said
  | Told
  | Changed
  | Placed
  | Erased
  | TypingNow
  | ReadUpTo
  | Pong
  | Ended
  | Refused
  | QueueChanged
  | Noted;

/** The answer to the challenge of a `check_needed`. */
export interface Check {
  challenge: string;
  answer: string;
}

/** `POST /v1/conversations`: the first message starts the conversation. Repeating it is harmless. */
export interface Start {
  site: string;
  language: Language;
  id: string;
  text: string;
  /** One of the site's topics, as the visitor has chosen it; one that the site does not have any more says nothing. */
  topic?: string | null;
  /** Only where a try before was refused with `check_needed`. */
  check?: Check | null;
  /** Which version of the privacy notice the visitor was shown; whatever is unknown counts as the current one. */
  notice?: string | null;
  /** From the first message on it may be used for the visitor's own matter only, not for quality and training. */
  objects?: boolean;
}

/** `POST /v1/tickets`: opens one socket, once, within 30 s. */
export interface Ticket {
  ticket: string;
  /** The address to open, without anything secret in it. */
  socket: string;
}

/** The conversation that the visitor's key now opens. */
export interface Started {
  facts: Facts;
  entry: Entry;
  /** As `POST /v1/tickets` would answer now, and counted as one of its own; None where it would refuse. */
  ticket?: Ticket | null;
}

/** `POST /v1/conversation/messages` and, for staff, `POST /v1/conversations/{id}/messages`: `say` without a socket. Answered by `said` once it is durable; sent again with its `n`, it gets the original answer. */
export interface Message {
  id: string;
  n: number;
  text: string;
  read?: number;
}

/** `POST /v1/conversation/seen` and, for staff, `POST /v1/conversations/{id}/seen`: `read` without a socket. */
export interface Seen {
  seq: number;
}

/** `GET /v1/conversation/rights`: what the end screen shows; derived from the visitor's key, kept nowhere. */
export interface Rights {
  /** The id in groups, for people: `7K3M-9QWX-0A1B-C2D3`. */
  reference: string;
  /** With the reference it opens the visitor's rights from another device until the conversation is deleted. The first 60 bits of the SHA-256 of `juttu:rights:` and the key, in Crockford's base 32 and groups of four: whoever can hash need not ask. */
  rights_code: string;
}

/** `POST /v1/conversation/transcript`: order this conversation to one's own address. A code goes there first. */
export interface Order {
  address: string;
  /** Before anybody has answered, and while the facts do not say `staffed`: ask for the answer by e-mail, and get the conversation with it once there is one. Once an agent has answered, the answer that it asks for is there: the order is one of the conversation as it stands, and `with_answer` in what comes back is `false`. */
  with_answer?: boolean;
}

/** `POST /v1/conversation/transcript/confirm`: the code proves the address. */
export interface Confirm {
  code: string;
}

/** `POST /v1/conversation/name`: what the visitor wants to be called, or nothing; nobody has to say it. */
export interface CallMe {
  name: string;
}

/** `POST /v1/conversation/rating`: the visitor's rating, once, after the end. Another one changes nothing: `rated` in the answer is the score of the first. */
export interface Rate {
  score: number;
  comment?: string;
}

/** `POST /v1/conversation/corrections` and, for staff, `POST /v1/conversations/{id}/corrections`: put right what one said at `about`; the original stays. Repeating it with its `id` is harmless. Visitors correct whatever is theirs for as long as the conversation is kept; an agent their newest message, while it is open. */
export interface Correct {
  about: number;
  id: string;
  text: string;
}

/** `POST /v1/conversation/hide` and, for staff, `POST /v1/conversations/{id}/hide`: replace one text by dots. Visitors hide what is theirs; the agent who has the conversation what the visitor wrote, and of their own only with a `ground`. What has put the message right is hidden with it. Allowed for as long as the conversation is kept. Repeating it is harmless. */
export interface Hide {
  seq: number;
  /** Why an agent hides a message of their own: somebody's personal data stands in it. */
  ground?: HidingGround | null;
}

/** `POST /v1/conversations/{id}/notes`: a note for colleagues, while the conversation is open. Repeating it is harmless. */
export interface WriteNote {
  id: string;
  text: string;
}

/** `POST /v1/conversations/{id}/notes/take-back`: take back a note of one's own, while the conversation is open. Its text is gone; that there was a note, whose and when, stays. Repeating it is harmless. */
export interface TakeBackNote {
  number: number;
}

/** `GET /v1/conversations/{id}/notes`: all notes of a conversation, in the order in which they were written. */
export interface Notes {
  notes: Note[];
  /** As in the facts: what is told with a higher number has come since. */
  noted?: number;
}

/** `POST /v1/conversation/objection`: not for quality and training, or allowed again. */
export interface Object {
  on: boolean;
}

/** One reading of a conversation by staff, as its visitor sees it. */
export interface Reading {
  at: number;
  /** As the visitor knows them; None for those who never wrote in it. */
  alias: string | null;
  role: string;
  purpose: string;
  /** Of somebody who never had it and has broken the glass: why, as they have chosen it. */
  glass?: GlassReason | null;
}

/** `GET /v1/conversation/readings`: who has read this conversation, newest first. */
export interface Readings {
  readings: Reading[];
  /** There may be older ones: ask again with this `before`. */
  before?: number | null;
}

/** `GET /v1/conversation/copy`: all that is kept of a conversation, for its visitor, in pages. */
export interface Copy {
  made_at: number;
  controller: string;
  reference: string;
  facts: Facts;
  entries: Entry[];
  /** There are more entries after these: ask again `after` the last. */
  more?: boolean;
  /** When the visitor's browser last gave a sign of life, to within a minute. */
  seen_at?: number | null;
  /** When the visitor last said that they were still there. */
  stayed_at?: number | null;
  /** When the visitor was last warned that silence ends it. */
  warned_at?: number | null;
  /** Which version of the privacy notice the visitor was shown. */
  notice?: string | null;
  closed_topic?: string | null;
  guidance?: GuidanceMark | null;
  /** What the agent noted at the end: what it was about, what was the matter with our guidance, for which reason it was ended. */
  abuse?: AbuseReason | null;
}

/** `POST /v1/sign-in`. */
export interface Credentials {
  user: string;
  password: string;
}

/** `POST /v1/sign-in/password`: answers the challenge `new_password`. */
export interface NewPassword {
  user: string;
  challenge: string;
  password: string;
}

/** `POST /v1/sign-in/code`: answers the challenges `code` and `enrol`. */
export interface SecondFactor {
  user: string;
  challenge: string;
  code: string;
}

/** What signing in needs next, or `done`. */
export interface SignIn {
  next: "new_password" | "enrol" | "code" | "done";
  challenge?: string | null;
  /** While enrolling: the secret in base 32, for typing into an authenticator. */
  secret?: string | null;
  /** While enrolling: the same as a QR code, an SVG document. */
  picture?: string | null;
}

/** The confidentiality commitment as it now reads, and whether this person has accepted it. */
export interface Commitment {
  version: string;
  hash: string;
  /** By language. */
  text: Record<string, string>;
  accepted_at?: number | null;
}

/** `GET /v1/me`: who is signed in. */
export interface Me {
  person: string;
  alias: string;
  roles: string[];
  /** The rooms that these roles open, the one to begin in first. */
  may: RoomName[];
  /** What these roles may do in them beyond what everybody in there does. */
  tasks: TaskName[];
  commitment: Commitment;
  session_ends_at: number;
  /** By the service's clock, as the end of the session is: a device's own may be wrong, or be put right meanwhile. */
  now: number;
  available?: boolean;
  /** In which they answer; none stands for all. */
  languages?: Language[];
  /** By whose hours their day ends, and where nobody else has a name like theirs; none stands for all. The queue is that of all sites. */
  sites?: string[];
}

/** `POST /v1/me/commitment`: accepts exactly the text with this hash. */
export interface AcceptCommitment {
  version: string;
  hash: string;
  /** Which version of the notice for staff was shown with it; it is kept with the acceptance. */
  notice?: string | null;
}

/** A paragraph, or a list's items. */
export interface NoticeBlock {
  text?: string | null;
  items?: string[];
}

/** A section of a notice. Its key is the same in every language. */
export interface NoticeSection {
  key: string;
  title: string;
  blocks: NoticeBlock[];
}

/** A notice in one language. */
export interface NoticeDocument {
  title: string;
  summary: string[];
  sections: NoticeSection[];
}

/** `GET /v1/me/notice`: what is stored of staff, why, how long and who sees it. */
export interface StaffNotice {
  version: string;
  /** By language. */
  documents: Record<Language, NoticeDocument>;
}

/** Sentences of the privacy notice that become others, in one language and one place. */
export interface NoticeChange {
  /** The title of the section that they stand in. */
  section: string;
  /** What is said no longer. */
  gone: string[];
  new: string[];
}

/** `POST /v1/sign-out`, which needs no body. */
export interface SignOut {
  /** Of this browser at its push service, so that it is called no more where its person wanted that. */
  endpoint?: string;
}

/** `POST /v1/me/available`. */
export interface Available {
  on: boolean;
}

/** A conversation that the signed-in agent has taken. */
export interface Mine {
  conversation: string;
  site: string;
  language: Language;
  started_at: number;
  /** As in the facts. */
  topic?: string | null;
}

/** A closed conversation that the signed-in agent had last: theirs to read, as it was while it was open. */
export interface Closed {
  conversation: string;
  site: string;
  language: Language;
  started_at: number;
  closed_at: number;
  /** As in the facts. */
  topic?: string | null;
}

/** A conversation of a colleague's in which they have asked the signed-in agent to read and write along. */
export interface Helping {
  conversation: string;
  site: string;
  language: Language;
  started_at: number;
  since: number;
  /** Of whoever has it. */
  alias: string;
  /** As in the facts. */
  topic?: string | null;
}

/** `GET /v1/desk`: what waits, the questions that were left, and what is mine, each oldest first; what was mine. */
export interface Desk {
  /** Whoever waits for an answer here. */
  waiting: Waiting[];
  /** Whoever does not wait here: the answer goes by e-mail. In nobody's way, and never rung. */
  left: Waiting[];
  mine: Mine[];
  /** The server's clock, so that waiting times are right on a desk whose clock is not. */
  now: number;
  more_waiting?: boolean;
  more_left?: boolean;
  /** There are more than these: the desk shows the oldest. */
  more_mine?: boolean;
  /** Where a colleague has asked this agent to read and write along. */
  helping?: Helping[];
  /** What this agent had when it was closed, in the last seven days: the last closed first. */
  closed?: Closed[];
  /** There are more of these days than are shown. */
  more_closed?: boolean;
  /** What the topics of their sites are called: by site, by key, by language. */
  topics?: Record<string, Record<string, Record<Language, string>>>;
}

/** A time without a break in which a site is open; `end` is not in it any more. */
export interface Opening {
  start: number;
  end: number;
}

/** `GET /v1/desk/day`: when the sites are open by whose hours this agent's day ends. */
export interface Day {
  /** Those that ended less than a day ago and begin within the next three days, in order; of several sites, whenever any is open. */
  openings: Opening[];
  /** The server's clock. */
  now: number;
  /** One of the sites has no hours: somebody is to be there always, and no day ends. */
  always?: boolean;
}

/** `GET /v1/desk/veiled`: by which words and phrases messages are veiled from agents who want that, in the browser. */
export interface Veiled {
  /** With a `*` behind it, by every word that begins so. */
  words: Record<Language, string[]>;
}

/** `POST /v1/conversations/{id}/take`. */
export interface Taken {
  facts: Facts;
}

/** `POST /v1/conversations/{id}/close`: end a conversation. Closing it again changes nothing. */
export interface Close {
  /** The newest message of the visitor's that the agent has had on screen. Where there is a newer one nothing is closed (`visitor_wrote`): a close that has waited for its undoing says with this that it still stands. */
  seen?: number | null;
  /** What it was about, as the agent sees it; one that the site does not have any more says nothing. */
  topic?: string | null;
  guidance?: GuidanceMark | null;
}

/** `POST /v1/conversations/{id}/end-for-abuse`: end a conversation at once; the visitor is told so civilly. For some hours of that day conversations from the same network begin after a wait and a check, and none is refused. What has ended first, by its visitor say, stays ended as it was: in those hours the reason is noted of it all the same, and after them it is refused (`conversation_closed`). Repeating it changes nothing. */
export interface EndForAbuse {
  reason: AbuseReason;
}

/** `POST /v1/conversations/{id}/transfer`: to a colleague who is there, or without `to` back to the queue. */
export interface PassOn {
  to?: string | null;
  /** Told to whoever has it next, and recorded; visitors are not told. */
  why?: PassOnFor | null;
}

/** `POST /v1/conversations/{id}/invite`: ask a colleague who is there, or looks in, to read and write along. Whoever is let in by themselves keeps what they have. Repeating it is harmless. */
export interface Invite {
  person: string;
}

/** `POST /v1/conversations/{id}/let-go`: whoever was invited is so no longer. Repeating it is harmless. Whoever looks in, or has broken the glass, reads on by that. */
export interface LetGo {
  person: string;
}

/** `POST /v1/conversations/{id}/supervise`: look in openly, for an hour. Repeating it is harmless. */
export interface Supervise {
  why: SupervisesFor;
}

/** `POST /v1/conversations/{id}/hold`: tell the visitor that one is checking something, for about so many minutes. Without `minutes` the hold is over. The same again within half a minute is the same hold. */
export interface OnHold {
  minutes?: HoldMinutes | null;
}

/** An agent who is there to take a conversation over. */
export interface Colleague {
  person: string;
  alias: string;
  /** Whether the queue rings them; whoever has switched themselves away is there all the same. */
  available?: boolean;
  /** How many conversations they have open; nothing is told of what these are. */
  open?: number;
  /** They have more than are counted: so many, or more. */
  open_or_more?: boolean;
  /** In which they answer; none stands for all. */
  languages?: Language[];
}

/** `GET /v1/colleagues`: who else is there; first whoever is available, of these whoever has the fewest open. */
export interface Colleagues {
  colleagues: Colleague[];
}

/** One record of the access log. */
export interface Access {
  at: number;
  actor: string;
  role: string;
  action: string;
  object: string;
  purpose: string;
  outcome: string;
  request: string;
  reason?: string | null;
}

/** One value that cannot be taken. */
export interface Mistake {
  /** The place of the field: `contacts[1].value`. */
  where: string;
  code: MistakeCode;
  sentence: string;
  /** How many characters, bytes or things there may be, or which number; of what is too few or too small, the least. */
  limit?: number | null;
  /** What was probably meant: `192.0.2.0/24`. */
  meant?: string | null;
}

/** The body of every refusal over HTTPS: the same fields as the frame `refused`. */
export interface Problem {
  code: string;
  sentence: string;
  retry_after?: number | null;
  expected?: number | null;
  limit?: number | null;
  length?: number | null;
  minimum?: number | null;
  challenge?: string | null;
  bits?: number | null;
  tries_left?: number | null;
  alias?: string | null;
  of?: string | null;
  where?: string | null;
  /** The user name of whoever changed it meanwhile. */
  by?: string | null;
  at?: number | null;
  /** The operator's own, where they say why. */
  words?: string | null;
  /** All that cannot be taken, each with its place. */
  mistakes?: Mistake[];
}

/** `GET /v1/conversations/{id}/accesses`: who has opened this conversation, newest first. With `of=log`: who has read those records, which the others therefore never crowd out. */
export interface Accesses {
  conversation: string;
  accesses: Access[];
  /** A page has `access_rows` records, and those of its oldest's millisecond. There are older ones: ask again with this `before`; the reader may see all of them, some or none. */
  before?: number | null;
}

/** `GET /v1/access-log/own` and `GET /v1/access-log/people/{person}`: what somebody has done, newest first. With `of=log`: who has read those records. */
export interface Deeds {
  person: string;
  accesses: Access[];
  /** As in `Accesses`. */
  before?: number | null;
}

/** Somebody whose records can be asked for. */
export interface NamedPerson {
  reference: string;
  /** The user name. */
  person: string;
  /** What they are called, nothing where that is not known; of somebody who has left, what visitors saw. */
  name?: string;
  /** When they left. */
  left_at?: number | null;
}

/** `GET /v1/access-log/people`: everybody with an account and everybody who has left and is not forgotten yet, by user name. Whoever is missing here, because the account was deleted elsewhere, is found by their records all the same. */
export interface NamedPeople {
  people: NamedPerson[];
}

/** A page of records as a file of values separated by semicolons, for a spreadsheet: newest first, times as in the zone of the house. The first page has a byte order mark and the names of the columns; put the pages behind one another as they come. */
export interface AccessFile {
  csv: string;
  records: number;
  /** As in `Accesses`. */
  before?: number | null;
}

/** What somebody's records have that is worth a look. It says nothing of why. */
export interface Sign {
  reason: UnusualReason;
  /** So many conversations, or attempts to sign in. */
  count: number;
  since: number;
  /** In which time. */
  until: number;
  /** With `many_in_a_day`: the middle of their own days before. With the others: more than so many an hour, attempts, or hours after the end are told. */
  compared?: number | null;
  /** Some of them. */
  conversations?: string[];
  /** With `glass_broken`: what was chosen as the reason, each once; what was written stands in the records. */
  glass?: GlassReason[];
}

/** Somebody with at least one sign. */
export interface UnusualOfPerson {
  reference: string;
  person: string;
  signs: Sign[];
}

/** `GET /v1/access-log/glass`: how often the glass was broken today, without who or what: a page may look by itself. */
export interface GlassToday {
  count: number;
  /** There are more than were counted. */
  count_or_more?: boolean;
}

/** `GET /v1/access-log/unusual`: what is worth a look in a day, or the days up to it, a few people at a time. */
export interface Unusual {
  since: number;
  until: number;
  /** Without those in whose records is nothing of the kind. */
  people: UnusualOfPerson[];
  /** The records of so many people were looked at for this. */
  looked_at: number;
  /** Of these people there are more records than were looked at: counts are too small. */
  cut?: string[];
  /** There are more people after this one: ask again `after` it. */
  more?: string | null;
}

/** An answer that is written once and used often. */
export interface CannedAnswer {
  id: string;
  /** What is typed after `/` to find it first, of a to z, å, ä, ö, digits, `-` and `_`. */
  key: string;
  title: string;
  /** In at least one language. `{name|there}` stands for the visitor's name, or `there` where they gave none. */
  text: Record<Language, string>;
  /** For which it is meant; none stands for all. */
  sites?: string[];
  /** When it was changed last; 0: it is not kept yet. */
  changed_at?: number;
}

/** What a site gives to the variables of canned answers. */
export interface AnswersOfSite {
  site: string;
  company: string;
  /** Its first contact; nothing where it has none. */
  contact?: string;
}

/** How many there may be, and how long. */
export interface MostAnswers {
  shared: number;
  own: number;
  key: number;
  title: number;
  /** Characters, in each language. */
  text: number;
}

/** `GET /v1/answers`: every canned answer that one may use, by key. */
export interface AnswersPage {
  version: string;
  shared?: CannedAnswer[];
  own?: CannedAnswer[];
  /** With which one begins. */
  greeting?: string | null;
  sites?: AnswersOfSite[];
  most?: MostAnswers | null;
  /** All is as it was at the version that was named: nothing of it is told again. */
  same?: boolean;
}

/** `POST /v1/answers/own` and `/shared`: an answer is so from now on, or there is one more. */
export interface SaveAnswer {
  /** With `changed_at` as it was read: if it is another by then, nothing is saved. */
  answer: CannedAnswer;
}

/** `POST /v1/answers/own/delete` and `/shared/delete`. */
export interface DeleteAnswer {
  id: string;
  /** As it was read. */
  changed_at: number;
}

/** `POST /v1/answers/own/greeting`: with which answer one begins. */
export interface ChooseGreeting {
  /** One's own or a shared one; null: with none. */
  answer?: string | null;
}

/** `GET /v1/answers/own/csv` and `/shared/csv`: all of them for a spreadsheet, whose formulas they cannot be. */
export interface AnswersFile {
  csv: string;
}

/** `POST /v1/answers/own/csv` and `/shared/csv`, and before it `/csv/check`, which saves nothing. */
export interface ImportAnswers {
  /** As it was exported: a row with a key that there is changes that answer, one with another adds one; none is taken away. */
  csv: string;
  /** When they were changed last, as the check said: if that is another by then, nothing is saved. */
  read?: number | null;
}

/** What an import would do, or has done. */
export interface AnswersImport {
  /** When they were changed last. */
  read: number;
  /** By key. */
  added?: string[];
  changed?: string[];
  /** How many rows say what is there already. */
  same?: number;
}

/** An agent who is there, or has visitors. */
export interface OnDuty {
  person: string;
  alias: string;
  /** Whether their console has given a sign of life lately. */
  there: boolean;
  /** Whether the queue rings them. */
  available?: boolean;
  /** How many conversations they have open; nothing is told of what these are. */
  open?: number;
  /** They have more than are counted: so many, or more. */
  open_or_more?: boolean;
  /** In which they answer; none stands for all. */
  languages?: Language[];
  you?: boolean;
}

/** `GET /v1/board`: who is there and what waits, without a word of any conversation. */
export interface Board {
  /** The available first, then those who are there, then whoever has visitors and is not. */
  agents: OnDuty[];
  /** The service's clock. */
  now: number;
  /** How many visitors wait who have not gone. */
  waiting?: number;
  waiting_or_more?: boolean;
  /** Since when the one who has waited longest waits. */
  waits_since?: number | null;
  /** How many questions are to be answered by e-mail. */
  left?: number;
  left_or_more?: boolean;
}

/** A conversation that goes on, without a word of it. */
export interface OpenConversation {
  conversation: string;
  site: string;
  language: Language;
  started_at: number;
  /** As in the facts. */
  topic?: string | null;
  /** Who has it; absent while it waits. */
  person?: string | null;
  alias?: string | null;
}

/** `GET /v1/board/conversations`: for supervisors, what waits and what each agent has, the oldest first. */
export interface OpenConversations {
  ongoing: OpenConversation[];
  now: number;
  /** What the topics of their sites are called: by site, by key, by language. */
  topics: Record<string, Record<string, Record<Language, string>>>;
  /** There are more than these. */
  more?: boolean;
}

/** `POST /v1/conversations/{id}/purpose`: read one's own for an hour, long after its end. Repeating it is harmless. */
export interface Later {
  purpose: LaterPurpose;
}

/** `POST /v1/conversations/{id}/glass`: read what somebody else has or had, for an hour. It is recorded with the reason; the data-protection officer sees it the same day, and the visitor who asks. */
export interface Glass {
  reason: GlassReason;
  /** Why, in a sentence without anybody's personal data: it outlives the conversation. */
  words: string;
}

/** That somebody may read a conversation from now on, by the service's clock. */
export interface LetInUntil {
  until: number;
  now: number;
}

/** A conversation without a word of it and without its visitor's name. */
export interface Past {
  conversation: string;
  site: string;
  status: Status;
  whose: Whose;
  way: Way;
  started_at: number;
  /** The date on which it is deleted, in the controller's zone. */
  expires_on: string;
  closed_at?: number | null;
  /** The key of one of the site's topics. */
  topic?: string | null;
  closed_by?: Side | null;
  /** How it ended: told of one's own. */
  closed_for?: ClosedFor | null;
  /** The visitor's rating: told of one's own. */
  rated?: number | null;
  /** Its visitor objects to quality, training and guidance: told of one's own. */
  objected?: boolean;
  /** Until when whoever asks may read it, where they have given a purpose or broken the glass. */
  until?: number | null;
  /** Which colleague had it last, as visitors see them. */
  alias?: string | null;
}

/** `GET /v1/history`: what one had when it was closed, the last closed first. A page is what was found among so many; `before` says how far was looked, be it that nothing was found there. */
export interface PastConversations {
  past: Past[];
  /** The service's clock. */
  now: number;
  /** Among so many was looked for it. */
  looked_at: number;
  /** Everything that was closed at this time or later has been looked at; there is more: ask again with this `before`. */
  before?: number | null;
  /** With the first page: every site, with what its topics are called, by key and language. */
  topics?: Record<string, Record<string, Record<Language, string>>> | null;
}

/** `GET /v1/history/{conversation}/readable`: whether whoever asks may read a conversation at this moment, and nothing else of it. */
export interface Readable {
  readable: boolean;
}

/** `GET /v1/history/{conversation}`: a conversation by its reference, whoever has it or had it. */
export interface FoundConversation {
  found: Past;
  /** The service's clock. */
  now: number;
  /** What the topics of its site are called, by site, key and language. */
  topics: Record<string, Record<string, Record<Language, string>>>;
}

/** Who answers for the data; the name is a setting of the stage. */
export interface ControllerRows {
  business_id: string;
  postal_address: string;
  visiting_address: string;
}

/** Who answers questions about the register. */
export interface ContactRows {
  name: Record<Language, string>;
  phone: string;
  email: string;
}

/** The data-protection officer, or that none is appointed. */
export interface OfficerRows {
  appointed: boolean;
  name: Record<Language, string>;
  phone: string;
  email: string;
}

/** What the register is called. */
export interface RegisterRows {
  name: Record<Language, string>;
}

/** On what a purpose rests. */
export interface GroundRows {
  basis: NoticeBasis;
  interests: Record<Language, string>;
  balancing: Record<Language, string>;
  law: Record<Language, string>;
}

/** On what each purpose rests. */
export interface GroundsRows {
  service: GroundRows;
  improvement: GroundRows;
  security: GroundRows;
}

/** Who processes the data for the company. */
export interface ProcessorRows {
  name: string;
  task: Record<Language, string>;
  place: Record<Language, string>;
  secrecy: Record<Language, string>;
}

/** What the company says of itself in its privacy notice, row by row. */
export interface NoticeRows {
  controller: ControllerRows;
  contact: ContactRows;
  officer: OfficerRows;
  register: RegisterRows;
  bases: GroundsRows;
  processors: ProcessorRows[];
  transfers: Record<Language, string>;
  premises: Record<Language, string>[];
  measures: Record<Language, string>[];
  disclosures: Record<Language, string>;
}

/** How many there may be of what there are several. */
export interface MostRows {
  processors: number;
  premises: number;
  measures: number;
}

/** A version of the privacy notice that was shown. */
export interface ShownVersion {
  version: string;
  since: number;
  /** The user name of whoever published it; nothing where a setting or an operator's command made it, or it is no longer known. */
  by?: string;
  /** Whether it is shown still. */
  now?: boolean;
}

/** Where the notice is read on a site. */
export interface NoticeOfSite {
  site: string;
  company: string;
  address: string;
  /** Whether the site's chat links to a notice of the company's own instead, in one language at least. */
  own?: boolean;
}

/** `GET /v1/notice`: the privacy notice as visitors see it, and what it is made of. */
export interface NoticePage {
  rows: NoticeRows;
  /** Goes back with what is saved: if it is another by then, nothing is. */
  read: string;
  documents: Record<Language, NoticeDocument>;
  /** The newest first. */
  versions: ShownVersion[];
  sites: NoticeOfSite[];
  most: MostRows;
  /** The controller's name, which the notice and the mails have from the deployment. */
  controller: string;
  /** After so many seconds every page shows what was changed. */
  seen_within: number;
  /** When the rows became these; null where nobody has changed them. */
  changed_at?: number | null;
  changed_by?: string;
  /** The places of the rows that still say what the demo's company says. */
  demo?: string[];
  /** What this version of the service needs and the rows do not have: until they do, the version before is shown. */
  lacking?: Mistake[];
}

/** `GET /v1/notice/versions/{version}`: what a version has said. */
export interface NoticeText {
  row: ShownVersion;
  documents: Record<Language, NoticeDocument>;
  /** Of which it was made; null where an older release showed it first. */
  rows?: NoticeRows | null;
}

/** What saving would change, where nothing of it is refused. */
export interface NoticeCheck {
  changes: Record<Language, NoticeChange[]>;
  /** The places of the rows that would still say what the demo's company says. */
  demo?: string[];
}

/** `POST /v1/notice/check`: nothing is saved. */
export interface CheckNotice {
  rows: NoticeRows;
}

/** `POST /v1/notice`: the notice is made of these rows from now on. */
export interface SaveNotice {
  rows: NoticeRows;
  /** The version of the rows that they were changed from. */
  read: string;
}

/** Somebody with an account, or who had one and has left. */
export interface Person {
  /** Stands in addresses where the user name must not. */
  reference: string;
  /** The user name. */
  person: string;
  given_name?: string;
  /** How visitors see them. */
  alias?: string;
  roles?: Role[];
  /** In which they answer; none stands for all. */
  languages?: Language[];
  /** By whose hours their day ends, and where nobody else has a name like theirs; none stands for all. The queue is that of all sites. */
  sites?: string[];
  /** Whether they may sign in. */
  enabled?: boolean;
  /** Whether they have chosen a password since they were last given one. */
  has_signed_in?: boolean;
  /** Until when they come in with the one that they were given; left out when they have, or when it was given elsewhere. */
  password_until?: number | null;
  /** It opens nothing any more: they need another. */
  password_over?: boolean;
  /** When they were last let in. */
  signed_in_at?: number | null;
  /** Which confidentiality commitment they accepted. */
  committed_version?: string | null;
  committed_at?: number | null;
  /** Whether it is the one that is asked for now. */
  committed?: boolean;
  /** They are there, and the queue rings them. */
  available?: boolean;
  /** How many of their consoles are on line. */
  sockets?: number;
  /** When they left. Then nothing of the account is there any more. */
  left_at?: number | null;
  /** Until when their name is kept after that, because the access log may name them. */
  kept_until?: number | null;
}

/** When the dialogue with staff about what is recorded of them was held, or they were heard, as an administrator has said. */
export interface Dialogue {
  held_on: string;
  by: string;
  at: number;
}

/** `POST /v1/people/dialogue`: no account is made before this was said once. Saying it again puts it right. */
export interface HoldDialogue {
  held_on: string;
}

/** `GET /v1/people`: everybody with an account and everybody who has left and is not forgotten yet, by user name. */
export interface People {
  people: Person[];
  /** There are more after the last of these: ask again `after` this. */
  more?: string | null;
  /** Left out, nobody has said yet, and creating is refused as `dialogue_missing`. */
  dialogue?: Dialogue | null;
}

/** A session that lets somebody in. */
export interface OpenSession {
  /** By which name it can be ended; it opens nothing. */
  session: string;
  started_at: number;
  /** When it was last used, to within three minutes. */
  seen_at: number;
  /** When it ends unless it is used. */
  ends_at: number;
  /** It is the one that asks. */
  this?: boolean;
}

/** `GET /v1/people/{person}`, and what has become of somebody after a command: all that is known of them here. */
export interface PersonPage {
  person: Person;
  /** Whether the account has one. */
  second_factor?: boolean;
  /** The last begun first. */
  sessions?: OpenSession[];
}

/** An account with a temporary password, which is told here and never again. */
export interface TemporaryPassword {
  person: Person;
  password: string;
  /** Whoever has not signed in by then needs another. */
  valid_until: number;
}

/** `POST /v1/people`: an account. No mail is sent: the temporary password in the answer is for the administrator to hand over. */
export interface CreatePerson {
  /** Sent again with what has not been answered: the account is there once, and the answer has a new temporary password. */
  key: string;
  /** The user name: letters from a to z, digits, `.`, `-`, `_` and `@`, taken in small letters. */
  person: string;
  given_name?: string;
  /** Left out, it is the first of the given names. */
  alias?: string;
  roles?: Role[];
  languages?: Language[];
  sites?: string[];
}

/** `POST /v1/people/{person}/details`: all of this is as it is given here from now on. */
export interface DescribePerson {
  given_name?: string;
  /** Left out, it is the first of the given names. */
  alias?: string;
  languages?: Language[];
  sites?: string[];
}

/** `POST /v1/people/{person}/roles`: exactly these. */
export interface ChangeRoles {
  roles: Role[];
}

/** `GET /v1/me/sessions`, and what is left of them after a command. */
export interface OwnSessions {
  /** The last begun first. */
  sessions: OpenSession[];
}

/** `POST /v1/me/sessions/end`: one of one's own. */
export interface EndSession {
  session: string;
}

/** `POST /v1/me/password`. */
export interface ChangePassword {
  current: string;
  password: string;
}

/** `POST /v1/me/second-factor`: proves who one is by the password and the second factor that is to go. */
export interface ChangeSecondFactor {
  password: string;
  /** Of the second factor that is to go; left out by whoever has begun before and has none. */
  code?: string;
}

/** A browser of one's own that may be called. */
export interface OwnPhone {
  /** By which name it can be taken away; it opens nothing. */
  phone: string;
  /** Whose push service calls it, by its host. */
  service: string;
  made_at: number;
  /** Then it is forgotten, unless it is given again. */
  until: number;
  till_sign_out?: boolean;
}

/** `GET /v1/me/phones`, and what they are after a command. */
export interface OwnPhones {
  /** Whether phones are called in this service. */
  on: boolean;
  /** With which a browser asks its push service, in base64url; left out while none are called. */
  key?: string | null;
  when?: "available" | "nobody";
  phones?: OwnPhone[];
}

/** `POST /v1/me/phones`: this browser may be called; given again, it is changed. */
export interface AddPhone {
  /** As its push service has given it; only those of browser makers are taken. */
  endpoint: string;
  /** While one is available; or also when nobody is there. For all of one's phones. */
  when: "available" | "nobody";
  /** Signing out on it takes it away. */
  till_sign_out?: boolean;
}

/** `POST /v1/me/phones/remove`: one of one's own. */
export interface RemovePhone {
  phone: string;
}

/** `POST /v1/me/phones/test`: how many of one's phones were called. */
export interface PhonesRang {
  rang: number;
  page: OwnPhones;
}

/** `POST /v1/me/second-factor/confirm`: the first code of the new one. */
export interface ConfirmSecondFactor {
  /** As it came with the secret, for ten minutes. */
  challenge: string;
  code: string;
}

/** `POST /v1/me/languages`: in which one answers; none stands for all. */
export interface OwnLanguages {
  languages: Language[];
}

/** When somebody is there to answer. */
export interface HoursSettings {
  /** The ranges of each weekday, `9-16` or `9:30-16:00`; without any it is closed. */
  week: Record<Weekday, string[]>;
  /** Dates with ranges of their own, `2026-12-23`; without any the date is closed. */
  dates: Record<string, string[]>;
  /** Whose public holidays are closed. */
  holidays: "" | "FI";
  zone: string;
}

/** Another way to reach the company. */
export interface ContactSettings {
  kind: "phone" | "mail" | "page" | "visit";
  value: string;
  /** What it is called. */
  words: Record<Language, string>;
}

/** Something that visitors write about. */
export interface TopicSettings {
  key: string;
  words: Record<Language, string>;
}

/** What the chat says on some days; both days belong to it. */
export interface DayNoticeSettings {
  since: string;
  until: string;
  words: Record<Language, string>;
}

/** What a site may set of the limits; whatever it has not set is what everybody has. */
export interface SiteLimitSettings {
  /** So many mailed copies may be ordered on the site within any 24 hours; 10 to 1,000. */
  transcripts_a_site_a_day: number;
  /** So many one network may start within any hour without a check; 5 to 200. */
  conversations_an_hour: number;
  /** So many of one network may wait for their first answer at once; 40 to 400. */
  unanswered_a_network: number;
}

/** All that a site has of its own but its logo, which is uploaded by itself. */
export interface SiteSettings {
  company: string;
  /** The origins whose pages may show the chat. */
  origins: string[];
  language: Language;
  /** Addresses of the company's own privacy notice; a language without one gets ours. */
  privacy_notice: Record<Language, string>;
  /** Without any it is always open. */
  hours: HoursSettings | null;
  contacts: ContactSettings[];
  colour: string;
  theme: "light" | "dark" | "system";
  greeting: Record<Language, string>;
  launcher: Record<Language, string>;
  topics: TopicSettings[];
  today: DayNoticeSettings[];
  /** Null, in what is sent: what everybody has. */
  limits?: SiteLimitSettings | null;
}

/** A site in the list of them. */
export interface SiteRow {
  key: string;
  company: string;
  language: Language;
  /** What its hours say now: `Avoinna klo 16 asti`; nothing where it has none and is always open. */
  now: Record<Language, string>;
  changed_at?: number | null;
  /** The user name of whoever did; nothing where a file was registered, or it is no longer known. */
  changed_by?: string;
  /** Whether it is open now; null where it has no hours. */
  open?: boolean | null;
}

/** That the operator lets no new conversation begin, on any site; those under way go on. */
export interface ClosedChat {
  /** What visitors read instead of beginning. */
  words: Record<Language, string>;
  /** Since when, in milliseconds; null where that is known no longer. */
  since?: number | null;
  /** The name that the operator gave who closed it then; nothing where that is known no longer. */
  by?: string;
}

/** `GET /v1/settings/sites`: every site of the stage, by key. */
export interface Sites {
  sites: SiteRow[];
  /** Null while conversations can begin; a minute later than the whole service's settings know it. */
  closed?: ClosedChat | null;
}

/** A date as the hours have it. */
export interface CalendarDay {
  date: string;
  /** What says so: the usual week, hours of its own, or that it is a public holiday. */
  why: "week" | "own" | "holiday";
  /** `9–12 ja 13–16`; nothing where it is closed. */
  words: Record<Language, string>;
}

/** What becomes of the brand's colour. */
export interface ShownColour {
  /** The colour of the text on it. */
  on: "black" | "white";
  /** Between the two: `4.5`. */
  contrast: string;
  /** Of text and links on a light page. */
  light: string;
  dark: string;
  /** Whether a line is drawn around it on a light page. */
  outlined?: boolean;
}

/** What settings say to visitors, in words. */
export interface SiteTold {
  /** `Avoinna ma–pe 9–16`; nothing where no day is open, or every day is. */
  week: Record<Language, string>;
  /** The coming four weeks. */
  calendar?: CalendarDay[];
  /** Null without a colour, or for one whose shades only a browser knows. */
  colour?: ShownColour | null;
}

/** How many of each there may be. */
export interface SiteMost {
  origins: number;
  contacts: number;
  /** None, or so many at least. */
  topics_least: number;
  topics: number;
  today: number;
  dates: number;
  /** Of a logo, like the following. */
  svg_bytes: number;
  png_bytes: number;
}

/** `GET /v1/settings/sites/{site}`, and what a site is after a command. */
export interface SitePage {
  row: SiteRow;
  settings: SiteSettings;
  /** Goes back with what is saved: if it is another by then, nothing is. */
  version: string;
  told: SiteTold;
  /** The script tag to put into the company's pages. */
  tag: string;
  /** After so many seconds every page shows what was changed. */
  seen_within: number;
  most: SiteMost;
  /** The digest of its picture; nothing without one. */
  logo?: string;
}

/** What may be meant, and rarely is: it is asked before it is saved. */
export interface Doubt {
  /** The place of the value: `hours.week.mon[0]`, `today[1]`. */
  where: string;
  /** That a day's range ends on the next day; that the days are over, and nobody is ever shown it. */
  code: "over_midnight" | "over";
}

/** What saving would change, where nothing of it is refused. */
export interface SiteCheck {
  /** Which of the settings: `greeting`. */
  changed: string[];
  told: SiteTold;
  /** The first of what changes. */
  doubts?: Doubt[];
}

/** `POST /v1/settings/sites/{site}/check`, and its `/preview`: nothing is saved. */
export interface CheckSite {
  settings: SiteSettings;
}

/** `POST /v1/settings/sites/{site}/preview`: what the chat's document would say, by its `data-` attributes, with settings that are not saved. */
export interface SitePreview {
  company: string;
  theme: string;
  /** Its address, or the picture itself. */
  logo: string;
  /** What is the site's own, as the chat's document has it; like the following in JSON. */
  own: string;
  notice: string;
  now: string;
}

/** `POST /v1/settings/sites/{site}`: all settings are as they are given here from now on. */
export interface SaveSite {
  settings: SiteSettings;
  /** That they were read at. */
  version: string;
}

/** `POST /v1/settings/sites`: a site under a key that no other has. */
export interface CreateSite {
  /** A key of a site; what is wrong with it is told with all else that is. */
  key: string;
  settings: SiteSettings;
}

/** `POST /v1/settings/sites/{site}/logo`. */
export interface PutLogo {
  /** A PNG or SVG in base 64; nothing takes the logo away. */
  content: string;
  version: string;
}

/** What a site was since a moment. */
export interface VersionRow {
  /** 0 where it is not known since when. */
  at: number;
  /** The user name of whoever made it so; nothing where a file was registered. */
  by?: string;
  /** Whether it is so still. */
  now?: boolean;
}

/** `GET /v1/settings/sites/{site}/versions`: the newest first. */
export interface SiteVersions {
  versions: VersionRow[];
}

/** `GET /v1/settings/sites/{site}/versions/{at}`: to be looked at, and saved anew. The logo stays what it is. */
export interface EarlierSite {
  row: VersionRow;
  settings: SiteSettings;
  /** In which settings it is another than the site is now. */
  changed: string[];
}

/** What holds for the whole service. */
export interface StageSettings {
  /** From which networks each role may be used, `192.0.2.0/24` or `2001:db8::/32`, 50 a role at most; a role without any, from anywhere. */
  networks: Record<Role, string[]>;
  /** Mail addresses that are told, without any content, of questions that were left and that nobody has opened; 5 at most. */
  told: string[];
  /** Of that, after so many minutes: 15 to 1,440. */
  told_after_minutes: number;
  /** How long a question that was left stays open for its answer: 1 to 7. */
  left_question_days: number;
  /** An agent whose visitor has waited so long for an answer is reminded: 1 to 60. */
  remind_after_minutes: number;
  /** After so long the conversation goes back to the queue: more than `remind_after_minutes`, 240 at most; 0: never. */
  return_after_minutes: number;
  /** By which words and phrases messages are veiled from agents who want that, 150 a language at most; with a `*` behind it, by every word that begins so. */
  veiled: Record<Language, string[]>;
  /** Whether phones in pockets are called, without any content, when nobody takes whoever waits. */
  phones?: boolean;
}

/** `GET /v1/settings/stage`, and what holds after a command. */
export interface StagePage {
  settings: StageSettings;
  /** Goes back with what is saved: if it is another by then, nothing is. Empty while nobody has saved any. */
  version: string;
  /** The address that the asker comes from; it is kept nowhere. */
  own_address: string;
  /** The name of the company that is responsible, as it was deployed. */
  controller: string;
  /** After so many seconds a change holds everywhere. */
  seen_within: number;
  changed_at?: number | null;
  /** The user name of whoever did; nothing where nobody has, or it is no longer known. */
  changed_by?: string;
  /** Whether the operator has made the key without which no phone is called, whatever is set. */
  phones_possible?: boolean;
  /** Those of `told` from whom a mail came back: they are mailed no more until this is saved anew. */
  came_back?: string[];
  /** Null while conversations can begin. */
  closed?: ClosedChat | null;
}

/** `POST /v1/settings/stage/check`: nothing is saved. */
export interface CheckStage {
  settings: StageSettings;
}

/** What saving would change, where nothing of it is refused. */
export interface StageCheck {
  /** Which of the settings: `networks.agent`, `told`. */
  changed: string[];
  /** Which sentences of the privacy notice; nothing in a language in which it stays what it is. */
  notice: Record<Language, NoticeChange[]>;
}

/** `POST /v1/settings/stage`: all settings are as they are given here from now on. */
export interface SaveStage {
  settings: StageSettings;
  /** That they were read at. */
  version: string;
}

/** `GET /v1/settings/stage/versions`: the newest first; the oldest is what was deployed. */
export interface StageVersions {
  versions: VersionRow[];
}

/** `GET /v1/settings/stage/versions/{at}`: to be looked at, and saved anew. */
export interface EarlierStage {
  row: VersionRow;
  settings: StageSettings;
  /** In which settings it is another than what holds now. */
  changed: string[];
}
