/** The desk without a screen or a socket: what waits, what is mine, what is unread, what comes next. */
import { isClosed, type Screen } from "../../shared/conversation";
import { isBlank } from "../../shared/text";
import type { Desk, Facts, Language, Mine, Side, Waiting } from "../../shared/wire";

export interface DeskState {
  readonly waiting: readonly Waiting[];
  /** Questions that were left: their visitors do not wait here. */
  readonly left: readonly Waiting[];
  /** There are more than the service lists. */
  readonly moreWaiting: boolean;
  readonly moreLeft: boolean;
  readonly mine: readonly Mine[];
  /** How far the server's clock is ahead of this machine's, in milliseconds. */
  readonly clockAhead: number;
  /** Whether the service has told it at least once. */
  readonly known: boolean;
  /** Up to which place each conversation has been on this screen. */
  readonly seen: Readonly<Record<string, number>>;
}

export const EMPTY_DESK: DeskState = {
  waiting: [],
  left: [],
  moreWaiting: false,
  moreLeft: false,
  mine: [],
  clockAhead: 0,
  known: false,
  seen: {},
};

/** From here on, waiting is too long and is said so, in milliseconds. */
export const WAITS_LONG = 3 * 60_000;

export type Group = "mine" | "queue" | "left" | "handed" | "ended";

/** One line of the list. */
export interface Row {
  conversation: string;
  group: Group;
  site: string;
  language: Language;
  startedAt: number;
  /** What was said last, or for a waiting one first. */
  line: { by: Side; alias?: string | null; text: string; at: number } | null;
  unread: number;
  asksCopy: boolean;
  /** The question was left: its answer goes by e-mail. */
  isLeft: boolean;
  typing: boolean;
  /** Messages of one's own that could not be sent. */
  notSent: number;
}

// ------------------------------------------------------------------------------------------------ what has happened

export function withDesk(state: DeskState, desk: Desk, now: number): DeskState {
  const { waiting, left, mine, more_waiting: moreWaiting = false, more_left: moreLeft = false } = desk;
  return { ...state, waiting, left, moreWaiting, moreLeft, mine, clockAhead: desk.now - now, known: true };
}

/** One has come into the queue, or among the left questions; its first line comes with the next `withDesk`. */
export function withCome(state: DeskState, came: Waiting): DeskState {
  const known = [...state.waiting, ...state.left].find((one) => one.conversation === came.conversation);
  const others = withoutWaiting(state, came.conversation);
  const group = came.left_until == null ? "waiting" : "left";
  const added = [...others[group], { ...came, first_line: known?.first_line ?? null }];
  return { ...others, [group]: added.sort((a, b) => a.started_at - b.started_at) };
}

/** One of the waiting is mine now; the next `withDesk` will say the same. */
export function withTaken(state: DeskState, facts: Facts): DeskState {
  const { conversation, site, language, started_at } = facts;
  const others = state.mine.filter((one) => one.conversation !== conversation);
  return {
    ...withoutWaiting(state, conversation),
    mine: [...others, { conversation, site, language, started_at }].sort((a, b) => a.started_at - b.started_at),
  };
}

/** One of the waiting went to somebody else, or away. */
export function withoutWaiting(state: DeskState, conversation: string): DeskState {
  const others = (list: readonly Waiting[]) => list.filter((one) => one.conversation !== conversation);
  return { ...state, waiting: others(state.waiting), left: others(state.left) };
}

/** One was erased: it is nowhere. */
export function withErased(state: DeskState, conversation: string): DeskState {
  const mine = state.mine.filter((one) => one.conversation !== conversation);
  return { ...withoutWaiting(state, conversation), mine };
}

export function withSeen(state: DeskState, conversation: string, seq: number): DeskState {
  if ((state.seen[conversation] ?? 0) >= seq) return state;
  return { ...state, seen: { ...state.seen, [conversation]: seq } };
}

// ------------------------------------------------------------------------------------------------------- the list

/**
 * Returns every row: mine (the unread first), the queue (the longest waiting first), the left questions (the oldest
 * first), what others have now, what has ended.
 */
export function rows(state: DeskState, screens: readonly Screen[]): Row[] {
  const followed = new Map(screens.map((screen) => [screen.conversation, screen]));
  const over = screens.filter((screen) => screen.lost || isClosed(screen));
  const ended = new Set(over.map((screen) => screen.conversation));
  const mine = state.mine
    .filter((one) => !ended.has(one.conversation))
    .map((one) => rowOf("mine", one, followed.get(one.conversation), state));
  // What was passed back to the queue waits there like any other, and is not over.
  const free = (list: readonly Waiting[]) => list.filter((one) => followed.get(one.conversation)?.lost !== false);
  const waiting = free(state.waiting).map((one) => waitingRow("queue", one, followed.get(one.conversation)));
  const left = free(state.left).map((one) => waitingRow("left", one, followed.get(one.conversation)));
  const again = new Set([...waiting, ...left].map((row) => row.conversation));
  const gone = over.filter((screen) => screen.facts !== null && !again.has(screen.conversation));
  const newestFirst = (a: Row, b: Row) => (b.line?.at ?? b.startedAt) - (a.line?.at ?? a.startedAt);
  const byUnread = (a: Row, b: Row) => Number(b.unread > 0) - Number(a.unread > 0) || a.startedAt - b.startedAt;
  return [
    ...mine.sort(byUnread),
    ...waiting.sort((a, b) => a.startedAt - b.startedAt),
    ...left.sort((a, b) => a.startedAt - b.startedAt),
    ...rowsOf("handed", gone.filter(isHandedOver), state).sort(newestFirst),
    ...rowsOf(
      "ended",
      gone.filter((screen) => !isHandedOver(screen)),
      state,
    ).sort(newestFirst),
  ];
}

function rowOf(group: Group, one: Mine, screen: Screen | undefined, state: DeskState): Row {
  const said = screen?.entries.findLast((entry) => entry.kind === "said");
  return {
    conversation: one.conversation,
    group,
    site: one.site,
    language: one.language,
    startedAt: one.started_at,
    line: said ? { by: said.by, alias: said.alias ?? null, text: said.text ?? "", at: said.at } : null,
    unread: screen ? unread(screen, state.seen[one.conversation] ?? 0) : 0,
    asksCopy: screen !== undefined && asksCopy(screen),
    isLeft: screen?.facts?.left_until != null,
    typing: screen?.typing === true,
    notSent: screen?.pending.filter((pending) => pending.state === "not_sent").length ?? 0,
  };
}

/** Of one that was mine before, only what I could not send is told: the rest is for whoever takes it. */
function waitingRow(group: Group, one: Waiting, before: Screen | undefined): Row {
  const line = { by: "visitor" as const, text: one.first_line ?? "", at: one.started_at };
  const { notSent } = rowOf(group, one, before, EMPTY_DESK);
  return { ...rowOf(group, one, undefined, EMPTY_DESK), line, notSent, isLeft: one.left_until != null };
}

function rowsOf(group: Group, screens: readonly Screen[], state: DeskState): Row[] {
  return screens.map((screen) => {
    const { site = "", language = "fi", started_at = 0 } = screen.facts ?? {};
    return rowOf(group, { conversation: screen.conversation, site, language, started_at }, screen, state);
  });
}

/** Returns how many of the visitor's messages have not been on an agent's screen. */
export function unread(screen: Screen, seen: number): number {
  const read = Math.max(seen, screen.facts?.read_by_agent ?? 0);
  return screen.entries.filter((entry) => entry.seq > read && entry.kind === "said" && entry.by === "visitor").length;
}

/** Whether the visitor has asked for a copy in words, and nothing has been offered or ordered since. */
export function asksCopy(screen: Screen): boolean {
  const asked = screen.entries.findLast((entry) => entry.asks_copy);
  const last = screen.facts?.transcripts?.at(-1);
  return asked !== undefined && (last === undefined || last.at < asked.at);
}

/** Whether a copy can be offered: not while an offer or an order is on its way. */
export function mayOfferCopy(facts: Facts): boolean {
  const last = facts.transcripts?.at(-1);
  return last === undefined || !["offered", "ordered", "confirmed", "sending"].includes(last.state);
}

/** Returns the neighbour of the selected row, `step` rows further; from nowhere it is the first or last. */
export function neighbour(rows: readonly Row[], selected: string | null, step: 1 | -1): string | null {
  const at = rows.findIndex((row) => row.conversation === selected);
  if (at === -1) return (step === 1 ? rows[0] : rows.at(-1))?.conversation ?? null;
  return rows[at + step]?.conversation ?? selected;
}

/** Whether it can be taken: its visitor waits here, or has left the question. */
export function isFree(row: Row): boolean {
  return row.group === "queue" || row.group === "left";
}

/**
 * Returns the one that a "take" without a choice means: the selected one if it waits, else the longest waiting. A
 * question that was left is taken by choice only: whoever waits here goes first.
 */
export function toTake(rows: readonly Row[], selected: string | null): string | null {
  const chosen = rows.find((row) => isFree(row) && row.conversation === selected);
  return (chosen ?? rows.find((row) => row.group === "queue"))?.conversation ?? null;
}

/** Returns how many conversations want something of the agent: the number in the page's title. */
export function calls(rows: readonly Row[]): number {
  return rows.filter((row) => row.group === "queue" || (row.group === "mine" && row.unread > 0)).length;
}

/** Returns how many messages of one's own are on no server yet. */
export function unsent(screens: readonly Screen[]): number {
  return screens.reduce((sum, { pending }) => sum + pending.filter((one) => one.state !== "sent").length, 0);
}

// --------------------------------------------------------------------------------------------------- who is there

export type Presence = { is: "here" } | { is: "seen"; at: number } | { is: "unknown" };

/**
 * Returns whether the visitor is there, as the service told it; null where it does not tell.
 *
 * `upToDate`: whether the line to the service is good. What was true before it broke may not be true any more.
 */
export function presenceOf(facts: Facts, upToDate: boolean): Presence | null {
  if (facts.status === "closed" || facts.mine !== true || facts.visitor_here == null) return null;
  if (!upToDate) return { is: "unknown" };
  if (facts.visitor_here) return { is: "here" };
  return facts.visitor_seen_at ? { is: "seen", at: facts.visitor_seen_at } : null;
}

// -------------------------------------------------------------------------------------------------- other hands

/** Whether it was mine, is open, and somebody else has it or may take it. */
export function isHandedOver(screen: Screen): boolean {
  return screen.lost && !isClosed(screen) && screen.problem?.code === "handed_over";
}

/** Where a conversation is that was mine, as far as is known. */
export type Whereabouts = { is: "queue" } | { is: "colleague"; alias: string } | { is: "elsewhere" };

export function whereIs({ conversation, facts }: Screen, state: DeskState): Whereabouts {
  if ([...state.waiting, ...state.left].some((one) => one.conversation === conversation)) return { is: "queue" };
  // While the facts still call it mine, nobody has told whose it is.
  const alias = facts?.mine === false ? facts.alias : null;
  return alias ? { is: "colleague", alias } : { is: "elsewhere" };
}

/** Returns the texts that did not reach the visitor and now cannot: messages, and what was being written. */
export function leftover(screen: Screen, draft: string): string[] {
  const messages = screen.pending.filter((one) => one.state !== "sent").map(({ text }) => text);
  return isBlank(draft) ? messages : [...messages, draft.trim()];
}

/** Whether a conversation is new on this desk without having been taken from the queue here: somebody passed it on. */
export function isNewHere(state: DeskState, screen: Screen | undefined, conversation: string): boolean {
  const listed = [...state.mine, ...state.waiting, ...state.left].some((one) => one.conversation === conversation);
  return state.known && !listed && (screen === undefined || screen.lost);
}

// ---------------------------------------------------------------------------------------------- signing in again

/**
 * Returns a screen as it goes on after its reader has signed in again.
 *
 * What the end of the session gave up is waiting to be sent again; what was refused for a reason of its own is not.
 */
export function revived(screen: Screen): Screen {
  const pending = screen.pending.map((one) => {
    if (one.problem?.code !== "unauthenticated") return one;
    const { problem: _, ...rest } = one;
    return { ...rest, state: "sending" as const };
  });
  return screen.problem?.code === "unauthenticated" ? { ...screen, pending, lost: false, problem: null } : screen;
}
