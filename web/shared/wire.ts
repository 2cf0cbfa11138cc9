/**
 * Every frame and body that crosses the wire: one interface per struct of `chalicelib/chat/wire.py`, same names.
 *
 * Made by `python -m local.protocol`; change wire.py and make it anew.
 *
 * Times are whole milliseconds since 1970 in UTC; `expires_on` is a date in the controller's zone (ISO 8601).
 * A field with a default is left out when it has that default, so every such field is optional here.
 */

export type Language = "fi" | "sv" | "en";
export type Status = "waiting" | "active" | "closed";
export type Side = "visitor" | "agent" | "system";
export type EntryKind = "said" | "joined" | "left" | "closed" | "corrected" | "rated";
export type ClosedFor = "silence" | "age" | "unanswered" | "abuse" | "full";
export type HidingGround = "personal_data";
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

/** One line of a conversation, in its place `seq`. */
export interface Entry {
  seq: number;
  /** `left`: the agent no longer has it and it waits again; a colleague who takes over at once is a `joined`. `corrected`: the visitor puts right what they said at `about`, which stays as it was. `rated`: their rating. Both may come after `closed`, and nothing else. */
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
  /** Until when a question that was left stays open for its answer. */
  left_until?: number | null;
  /** Not to be used for quality and training. */
  objected?: boolean;
  /** What the visitor wants to be called. */
  name?: string | null;
  rated?: number | null;
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
}

/** A conversation in the queue, by its first line only. */
export interface Waiting {
  conversation: string;
  site: string;
  language: Language;
  started_at: number;
  /** On the desk; pushes carry no words. */
  first_line?: string | null;
  /** Its visitor has left the question: the answer goes by e-mail. */
  left_until?: number | null;
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

/** Keep the socket from idling out, and give a sign of life where nothing else is sent. Answered by `pong`. */
export interface Ping {
  do: "ping";
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
}

/** The facts have changed: taken, closed, another place in the queue, a transcript's state. */
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
  /** It waits now, without its first line: that is a reading, and stands in the desk. Told again when that was hidden. */
  came?: Waiting | null;
  /** It waits no longer. */
  went?: string | null;
  /** It waits no longer, for it is this agent's own now, in every window of theirs. */
  mine?: string | null;
  /** Somebody new is waiting, and whoever hears this is available. */
  rings?: boolean;
}

/** The visitor has had the conversation erased: it is to be taken off the screen at once. */
export interface Erased {
  is: "erased";
  conversation: string;
}

/** Answers `ping`. */
export interface Pong {
  is: "pong";
}

/** This socket is about to be closed by us: signed out, revoked, or replaced by a newer one. */
export interface Ended {
  is: "ended";
  why: "signed_out" | "replaced";
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

export type ServerFrame =
  | History
  | Said
  | Told
  | Changed
  | Placed
  | Erased
  | TypingNow
  | ReadUpTo
  | QueueChanged
  | Pong
  | Ended
  | Refused;

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
  /** Only where a try before was refused with `check_needed`. */
  check?: Check | null;
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
  /** Before anybody has answered: leave the question, and get the conversation with its answer once it has one. */
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

/** `POST /v1/conversation/rating`: the visitor's rating, once, after the end. */
export interface Rate {
  score: number;
  comment?: string;
}

/** `POST /v1/conversation/corrections`: put right what the visitor said at `about`; the original stays. */
export interface Correct {
  about: number;
  id: string;
  text: string;
}

/** `POST /v1/conversation/hide` and, for staff, `POST /v1/conversations/{id}/hide`: replace one text by dots. Visitors hide what is theirs; the agent who has the conversation what the visitor wrote, and of their own only with a `ground`. Allowed for as long as the conversation is kept. Repeating it is harmless. */
export interface Hide {
  seq: number;
  /** Why an agent hides a message of their own: somebody's personal data stands in it. */
  ground?: HidingGround | null;
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
  commitment: Commitment;
  available?: boolean;
  session_ends_at?: number;
}

/** `POST /v1/me/commitment`: accepts exactly the text with this hash. */
export interface AcceptCommitment {
  version: string;
  hash: string;
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
}

/** `GET /v1/desk`: what waits, the questions that were left, and what is mine; each oldest first. */
export interface Desk {
  /** Whoever waits for an answer here. */
  waiting: Waiting[];
  /** Whoever does not wait here: the answer goes by e-mail. In nobody's way, and never rung. */
  left: Waiting[];
  mine: Mine[];
  /** The server's clock, so that waiting times are right on a desk whose clock is not. */
  now: number;
  more_waiting?: boolean;
  /** There are more than these: the desk shows the oldest. */
  more_left?: boolean;
}

/** `POST /v1/conversations/{id}/take`. */
export interface Taken {
  facts: Facts;
}

/** `POST /v1/conversations/{id}/close`: end a conversation; `abuse` is told the visitor civilly. */
export interface Close {
  why?: "abuse" | null;
}

/** `POST /v1/conversations/{id}/transfer`: to a colleague who is there, or without `to` back to the queue. */
export interface PassOn {
  to?: string | null;
}

/** An agent who is there to take a conversation over. */
export interface Colleague {
  person: string;
  alias: string;
}

/** `GET /v1/colleagues`: who else is there, by alias. */
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

/** `GET /v1/conversations/{id}/accesses`: who has opened this conversation, newest first. With `of=log`: who has read those records, which the others therefore never crowd out. */
export interface Accesses {
  conversation: string;
  accesses: Access[];
  /** There are older records: ask again with this `before`; the reader may see all of them, some or none. */
  before?: number | null;
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
}
