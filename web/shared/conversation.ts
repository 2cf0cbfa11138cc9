/**
 * What a screen knows about one conversation, without DOM, clock or socket.
 *
 * Each function takes a screen and what has happened and returns the next screen; the same screen when nothing
 * changed. Frames may come late, twice and in any order: entries always stand in their places 1..n without a gap,
 * what lies beyond a gap waits in `ahead`, and no failure ever takes an entry or a pending message away.
 */
import type { Entry, Facts, History, Problem, Side } from "./wire";

/** A message that its writer sees and that is not yet in its place. */
export interface Pending {
  id: string;
  text: string;
  at: number;
  /** `sent`: acknowledged, but an entry before it is still on its way. */
  state: "sending" | "sent" | "not_sent";
  /** Why it is not sent, or why it takes longer. */
  problem?: Problem;
}

export interface Screen {
  readonly conversation: string;
  readonly facts: Facts | null;
  readonly entries: readonly Entry[];
  readonly ahead: readonly Entry[];
  /** The newest place that is known to exist. */
  readonly newest: number;
  readonly pending: readonly Pending[];
  /** How many messages this reader has in it, as far as is known: the next `n` is one more. */
  readonly sent: number;
  /** Whether the other side is typing. */
  readonly typing: boolean;
  /** Why the conversation cannot be brought up to date at the moment. */
  readonly problem: Problem | null;
  /** It is unknown here or deleted: nothing more will come. */
  readonly lost: boolean;
}

export function emptyScreen(conversation: string): Screen {
  return {
    conversation,
    facts: null,
    entries: [],
    ahead: [],
    newest: 0,
    pending: [],
    sent: 0,
    typing: false,
    problem: null,
    lost: false,
  };
}

/** The newest place up to which nothing is missing. */
export const lastSeq = (screen: Screen): number => screen.entries.length;

/** Whether there are entries that this screen has not got. */
export const isBehind = (screen: Screen): boolean => screen.newest > lastSeq(screen);

export const isClosed = (screen: Screen): boolean => screen.facts?.status === "closed";

/** The newest place that the other side has had on screen. */
export function readByOther(screen: Screen, own: Side): number {
  const read = own === "visitor" ? screen.facts?.read_by_agent : screen.facts?.read_by_visitor;
  return read ?? 0;
}

// ------------------------------------------------------------------------------------------------ what is heard

export function withHistory(screen: Screen, history: History): Screen {
  const fresh = withFacts({ ...screen, problem: null }, history.facts);
  return settle(history.entries.reduce(placed, fresh));
}

/** A new entry, told or as the answer to one's own message. */
export function withEntry(screen: Screen, entry: Entry): Screen {
  if (entry.seq <= lastSeq(screen)) return withoutPending(screen, entry.id);
  return settle(placed(screen, entry));
}

/** It is known that there is an entry in this place, and no more. */
export function withNewest(screen: Screen, seq: number): Screen {
  return seq > screen.newest ? { ...screen, newest: seq } : screen;
}

/** Newer facts; older ones, overtaken on their way, change nothing but what only grows. */
export function withFacts(screen: Screen, facts: Facts): Screen {
  const known = screen.facts;
  const newer = known === null || facts.seq >= known.seq;
  const base = newer ? facts : known;
  const next: Facts = {
    ...base,
    read_by_visitor: Math.max(facts.read_by_visitor ?? 0, known?.read_by_visitor ?? 0),
    read_by_agent: Math.max(facts.read_by_agent ?? 0, known?.read_by_agent ?? 0),
  };
  return closedOff({
    ...screen,
    facts: known?.status === "closed" && next.status !== "closed" ? { ...next, ...endOf(known) } : next,
    newest: Math.max(screen.newest, facts.seq),
    sent: Math.max(screen.sent, facts.sent),
  });
}

export function withTyping(screen: Screen, typing: boolean): Screen {
  return screen.typing === typing ? screen : { ...screen, typing };
}

export function withRead(screen: Screen, by: Side, seq: number): Screen {
  const field = by === "visitor" ? "read_by_visitor" : "read_by_agent";
  if (screen.facts === null || seq <= (screen.facts[field] ?? 0)) return screen;
  return { ...screen, facts: { ...screen.facts, [field]: seq } };
}

// ----------------------------------------------------------------------------------------------- what is written

export function withPending(screen: Screen, id: string, text: string, at: number): Screen {
  return { ...screen, pending: [...screen.pending, { id, text, at, state: "sending" }] };
}

/** The message was refused for good; it stays on the screen with the reason. */
export function withNotSent(screen: Screen, id: string, problem: Problem): Screen {
  return changePending(screen, id, (pending) => ({ ...pending, state: "not_sent", problem }));
}

/** The message is still to be sent, but something stands in its way. */
export function withDelayed(screen: Screen, id: string, problem: Problem): Screen {
  return changePending(screen, id, (pending) => ({ ...pending, problem }));
}

/** The message is to be sent once more, after those that are waiting now. */
export function withRetry(screen: Screen, id: string, at: number): Screen {
  const pending = screen.pending.find((one) => one.id === id && one.state === "not_sent");
  if (pending === undefined || isClosed(screen) || screen.lost) return screen;
  const others = screen.pending.filter((one) => one.id !== id);
  return { ...screen, pending: [...others, { id, text: pending.text, at, state: "sending" }] };
}

export function withoutPending(screen: Screen, id: string | null | undefined): Screen {
  if (!screen.pending.some((one) => one.id === id)) return screen;
  return { ...screen, pending: screen.pending.filter((one) => one.id !== id) };
}

/** How many messages of this reader the other side of the wire counts, when it says so. */
export function withSent(screen: Screen, sent: number): Screen {
  return { ...screen, sent };
}

// ------------------------------------------------------------------------------------------------------ trouble

export function withProblem(screen: Screen, problem: Problem | null): Screen {
  return { ...screen, problem };
}

/** The conversation is not to be had any more; what is on the screen stays, what was not sent says so. */
export function withLoss(screen: Screen, problem: Problem): Screen {
  return { ...giveUpPending(screen, problem), problem, lost: true, typing: false };
}

// ------------------------------------------------------------------------------------------------------- inside

function placed(screen: Screen, entry: Entry): Screen {
  const known = entry.seq <= lastSeq(screen) || screen.ahead.some((one) => one.seq === entry.seq);
  const newest = Math.max(screen.newest, entry.seq);
  return known ? { ...screen, newest } : { ...screen, newest, ahead: [...screen.ahead, entry] };
}

/** Moves what has reached its place from `ahead` to the entries, with what that means for the rest. */
function settle(screen: Screen): Screen {
  const entries = [...screen.entries];
  const ahead = new Map(screen.ahead.map((entry) => [entry.seq, entry]));
  let next = screen;
  for (let entry = ahead.get(entries.length + 1); entry !== undefined; entry = ahead.get(entries.length + 1)) {
    entries.push(entry);
    ahead.delete(entry.seq);
    next = withConsequences(next, entry);
  }
  const stored = new Set(entries.map((entry) => entry.id));
  const acknowledged = new Set([...ahead.values()].map((entry) => entry.id));
  const pending = next.pending
    .filter((one) => !stored.has(one.id))
    .map((one): Pending => (acknowledged.has(one.id) ? { ...one, state: "sent" } : one));
  return closedOff({ ...next, entries, ahead: [...ahead.values()], pending });
}

/** An entry says by itself that somebody joined, that the end has come, that nobody types any more. */
function withConsequences(screen: Screen, entry: Entry): Screen {
  const facts = screen.facts;
  const typing = entry.kind === "said" || entry.kind === "closed" ? false : screen.typing;
  if (facts === null || entry.seq <= facts.seq) return { ...screen, typing };
  const next: Facts = { ...facts, seq: entry.seq };
  if (entry.kind === "joined") Object.assign(next, { status: "active", alias: entry.alias ?? null, place: null });
  if (entry.kind === "closed") Object.assign(next, { status: "closed", closed_at: entry.at, closed_by: entry.by });
  return { ...screen, facts: next, typing };
}

function endOf(facts: Facts): Partial<Facts> {
  return { status: "closed", closed_at: facts.closed_at ?? null, closed_by: facts.closed_by ?? null };
}

/** Nothing is sent after the close: what was still waiting says so, once nothing is missing any more. */
function closedOff(screen: Screen): Screen {
  if (!isClosed(screen) || isBehind(screen)) return screen;
  return giveUpPending(screen, { code: "conversation_closed", sentence: "The conversation has ended." });
}

function giveUpPending(screen: Screen, problem: Problem): Screen {
  if (!screen.pending.some((one) => one.state === "sending")) return screen;
  const pending = screen.pending.map(
    (one): Pending => (one.state === "sending" ? { ...one, state: "not_sent", problem } : one),
  );
  return { ...screen, pending };
}

function changePending(screen: Screen, id: string, change: (pending: Pending) => Pending): Screen {
  return { ...screen, pending: screen.pending.map((one) => (one.id === id ? change(one) : one)) };
}
