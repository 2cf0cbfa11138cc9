/**
 * What a screen learns from the frames of one conversation, without DOM, clock or socket.
 *
 * Frames may come late, twice and in any order: entries always stand in their places 1..n without a gap, what lies
 * beyond a gap waits in `ahead`, and no failure ever takes an entry or a pending message away.
 */
import {
  emptyScreen,
  giveUpPending,
  isBehind,
  isClosed,
  lastSeq,
  type Pending,
  type Screen,
  withoutPending,
} from "./screen";
import type { Entry, Facts, History, Placed, Problem, Side, Started } from "./wire";

export * from "./screen";

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
  const hidden = (facts.hidden?.length ?? 0) > (known?.hidden?.length ?? 0) ? facts.hidden : known?.hidden;
  if (hidden) next.hidden = hidden;
  const orders = new Map(known?.transcripts?.map((one) => [one.order, one]));
  for (const one of facts.transcripts ?? []) if (one.at >= (orders.get(one.order)?.at ?? 0)) orders.set(one.order, one);
  if (orders.size > 0) next.transcripts = [...orders.values()];
  return closedOff({
    ...withoutHidden(screen, next),
    facts: known?.status === "closed" && next.status !== "closed" ? { ...next, ...endOf(known) } : next,
    newest: Math.max(screen.newest, facts.seq),
    sent: Math.max(screen.sent, facts.sent),
  });
}

/** Whether the entry of this place has come. */
export function isPlaced(screen: Screen, seq: number): boolean {
  return seq <= lastSeq(screen) || screen.ahead.some((one) => one.seq === seq);
}

export function withTyping(screen: Screen, typing: boolean): Screen {
  return screen.typing === typing ? screen : { ...screen, typing };
}

export function withRead(screen: Screen, by: Side, seq: number): Screen {
  const field = by === "visitor" ? "read_by_visitor" : "read_by_agent";
  if (screen.facts === null || seq <= (screen.facts[field] ?? 0)) return screen;
  return { ...screen, facts: { ...screen.facts, [field]: seq } };
}

/** Where one stands in the queue by now; whoever waits no longer has no place. */
export function withPlace(screen: Screen, { place = null, place_or_later = false, staffed = null }: Placed): Screen {
  if (screen.facts?.status !== "waiting") return screen;
  return { ...screen, facts: { ...screen.facts, place, place_or_later, staffed } };
}

/** A message of anybody else, which says how far its writer has read. */
export function withTold(screen: Screen, entry: Entry, read: number): Screen {
  const placed = withEntry(screen, entry);
  return entry.by === "system" ? placed : withRead(placed, entry.by, read);
}

/** How many messages of this reader the other side of the wire counts, when it says so. */
export function withSent(screen: Screen, sent: number): Screen {
  return { ...screen, sent };
}

// ------------------------------------------------------------------------------------------- from another screen

/** What was written on another screen of the same conversation, and is neither pending here nor in its place. */
export function withPendingOf(screen: Screen, pending: readonly Pending[]): Screen {
  const known = new Set([...screen.entries, ...screen.ahead, ...screen.pending].map(({ id }) => id));
  const unknown = pending.filter(({ id }) => !known.has(id));
  return unknown.length === 0 ? screen : { ...screen, pending: [...screen.pending, ...unknown] };
}

/** The screen of a conversation that a first message has started; `pending` is what was typed meanwhile. */
export function startedScreen({ facts, entry }: Started, pending: readonly Pending[]): Screen {
  const rest = pending.filter((one) => one.id !== entry.id);
  const heard: History = { is: "history", facts, entries: [entry] };
  return withHistory({ ...emptyScreen(facts.conversation), pending: rest }, heard);
}

// ------------------------------------------------------------------------------------------------------ trouble

export function withProblem(screen: Screen, problem: Problem | null): Screen {
  return { ...screen, problem };
}

/** The conversation is not to be had any more; what is on the screen stays, what was not sent says so. */
export function withLoss(screen: Screen, problem: Problem): Screen {
  const given = giveUpPending(screen, problem);
  return { ...given, problem, lost: true, typing: false, newest: lastSeq(screen) };
}

/** The visitor has had it erased, or staff may read it no more: nothing of it is shown, here as everywhere. */
export function withErasure(screen: Screen): Screen {
  const facts = screen.facts && {
    ...screen.facts,
    name: null,
    topic: null,
    objected: false,
    noted: 0,
    transcripts: [],
  };
  const problem = { code: "not_found", sentence: "The conversation has been erased." };
  return { ...emptyScreen(screen.conversation), facts, problem, lost: true };
}

/** It is to be had after all, as by an agent who gets back what was passed on; what was not sent stays so. */
export function withReturn(screen: Screen): Screen {
  return screen.lost ? { ...screen, problem: null, lost: false } : screen;
}

/** Gives up what was just written to a conversation to which nothing can be sent. */
export function withoutVainHope(screen: Screen): Screen {
  return screen.lost && screen.problem ? giveUpPending(screen, screen.problem) : closedOff(screen);
}

// ------------------------------------------------------------------------------------------------------- inside

/** What stands in the place of a hidden text, here as with us. */
const DOTS = "••••••";

/** Whatever was shown of a message that has been hidden since is taken off the screen. */
function withoutHidden(screen: Screen, facts: Facts): Screen {
  const places = new Set(facts.hidden);
  const covered = (entry: Entry): Entry =>
    places.has(entry.seq) && entry.hidden_at == null
      ? { ...entry, text: DOTS, masked: [], asks_copy: false, hidden_at: entry.at }
      : entry;
  if (places.size === 0) return screen;
  return { ...screen, entries: screen.entries.map(covered), ahead: screen.ahead.map(covered) };
}

function placed(screen: Screen, entry: Entry): Screen {
  const newest = Math.max(screen.newest, entry.seq);
  return isPlaced(screen, entry.seq) ? { ...screen, newest } : { ...screen, newest, ahead: [...screen.ahead, entry] };
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

/** An entry says by itself who has joined or left, that the end has come, that the other side types no more. */
function withConsequences(screen: Screen, entry: Entry): Screen {
  const facts = screen.facts;
  const typing = screen.typing && isOwn(entry, facts) && (entry.kind === "said" || entry.kind === "joined");
  if (facts === null || entry.seq <= facts.seq) return { ...screen, typing };
  const next: Facts = { ...facts, seq: entry.seq };
  if (entry.kind === "joined") Object.assign(next, takenBy(entry.alias ?? null, facts));
  if (entry.kind === "left") Object.assign(next, { status: "waiting", alias: null, ...notMine(facts) });
  if (entry.kind === "closed") Object.assign(next, { status: "closed", closed_at: entry.at, closed_by: entry.by });
  if (entry.kind === "rated") next.rated = entry.score ?? null;
  // What was owed or held is over with whatever the agent does, but for another hold; the facts that come with it say the same.
  if (entry.by === "agent") {
    next.hold_ends_in = entry.kind === "held" ? 60 * (entry.minutes ?? 0) : null;
    next.reminded_at = next.returns_at = next.passed_on_by = null;
  }
  // Whoever speaks lets the silence begin anew.
  if (entry.kind === "said" || entry.kind === "closed" || entry.kind === "held") next.silence_ends_in = null;
  return { ...screen, facts: next, typing };
}

/** Somebody else who joins while it is one's own has taken it over. */
function takenBy(alias: string | null, facts: Facts): Partial<Facts> {
  const byOther = facts.mine === true && facts.alias !== alias;
  return { status: "active", alias, place: null, ...(byOther ? notMine(facts) : {}) };
}

/** Whether an entry comes from this reader's side: only staff's facts say whose the conversation is. */
function isOwn({ by }: Entry, facts: Facts | null): boolean {
  return by === (facts?.mine == null ? "visitor" : "agent");
}

/** For staff only: visitors' facts say nothing of it. */
function notMine(facts: Facts): Partial<Facts> {
  return facts.mine == null ? {} : { mine: false };
}

function endOf({ closed_at = null, closed_by = null, closed_for = null }: Facts): Partial<Facts> {
  return { status: "closed", closed_at, closed_by, closed_for };
}

/** Nothing is sent after the close: what was still waiting says so, once nothing is missing any more. */
function closedOff(screen: Screen): Screen {
  if (!isClosed(screen) || isBehind(screen)) return screen;
  return giveUpPending(screen, { code: "conversation_closed", sentence: "The conversation has ended." });
}
