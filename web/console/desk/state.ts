/** The desk without a screen or a socket: what waits, what is mine, what is unread, what comes next. */
import { isClosed, type Screen } from "../../shared/conversation";
import type { Desk, Facts, Language, Mine, Side, Waiting } from "../../shared/wire";

export interface DeskState {
  readonly waiting: readonly Waiting[];
  readonly mine: readonly Mine[];
  /** How far the server's clock is ahead of this machine's, in milliseconds. */
  readonly clockAhead: number;
  /** Whether the service has told it at least once. */
  readonly known: boolean;
  /** Up to which place each conversation has been on this screen. */
  readonly seen: Readonly<Record<string, number>>;
}

export const EMPTY_DESK: DeskState = { waiting: [], mine: [], clockAhead: 0, known: false, seen: {} };

/** From here on, waiting is too long and is said so, in milliseconds. */
export const WAITS_LONG = 3 * 60_000;

export type Group = "mine" | "queue" | "ended";

/** One line of the list. */
export interface Row {
  conversation: string;
  group: Group;
  site: string;
  language: Language;
  startedAt: number;
  /** What was said last, or for a waiting one first. */
  line: { by: Side; text: string; at: number } | null;
  unread: number;
  asksCopy: boolean;
  typing: boolean;
  /** Messages of one's own that could not be sent. */
  notSent: number;
}

// ------------------------------------------------------------------------------------------------ what has happened

export function withDesk(state: DeskState, desk: Desk, now: number): DeskState {
  return { ...state, waiting: desk.waiting, mine: desk.mine, clockAhead: desk.now - now, known: true };
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
  return { ...state, waiting: state.waiting.filter((one) => one.conversation !== conversation) };
}

export function withSeen(state: DeskState, conversation: string, seq: number): DeskState {
  if ((state.seen[conversation] ?? 0) >= seq) return state;
  return { ...state, seen: { ...state.seen, [conversation]: seq } };
}

// ------------------------------------------------------------------------------------------------------- the list

/** Returns every row: mine with the unread first, then the queue with the longest waiting first, then what has ended. */
export function rows(state: DeskState, screens: readonly Screen[]): Row[] {
  const followed = new Map(screens.map((screen) => [screen.conversation, screen]));
  const over = screens.filter((screen) => screen.lost || isClosed(screen));
  const ended = new Set(over.map((screen) => screen.conversation));
  const mine = state.mine
    .filter((one) => !ended.has(one.conversation))
    .map((one) => rowOf("mine", one, followed.get(one.conversation), state));
  // What was passed back to the queue waits there like any other, and is not over.
  const queue = state.waiting.filter((one) => followed.get(one.conversation)?.lost !== false);
  const again = new Set(queue.map((one) => one.conversation));
  const waiting = queue.map(waitingRow);
  const closed = over
    .filter((screen) => screen.facts !== null && !again.has(screen.conversation))
    .map((screen) => endedRow(screen, state));
  const byUnread = (a: Row, b: Row) => Number(b.unread > 0) - Number(a.unread > 0) || a.startedAt - b.startedAt;
  return [
    ...mine.sort(byUnread),
    ...waiting.sort((a, b) => a.startedAt - b.startedAt),
    ...closed.sort((a, b) => (b.line?.at ?? b.startedAt) - (a.line?.at ?? a.startedAt)),
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
    line: said ? { by: said.by, text: said.text ?? "", at: said.at } : null,
    unread: screen ? unread(screen, state.seen[one.conversation] ?? 0) : 0,
    asksCopy: screen !== undefined && asksCopy(screen),
    typing: screen?.typing === true,
    notSent: screen?.pending.filter((pending) => pending.state === "not_sent").length ?? 0,
  };
}

function waitingRow(one: Waiting): Row {
  const line = { by: "visitor" as const, text: one.first_line, at: one.started_at };
  return { ...rowOf("queue", one, undefined, EMPTY_DESK), line };
}

function endedRow(screen: Screen, state: DeskState): Row {
  const { site = "", language = "fi", started_at = 0 } = screen.facts ?? {};
  return rowOf("ended", { conversation: screen.conversation, site, language, started_at }, screen, state);
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

/** Returns the one that a "take" without a choice means: the selected one if it waits, else the longest waiting. */
export function toTake(rows: readonly Row[], selected: string | null): string | null {
  const queue = rows.filter((row) => row.group === "queue");
  return (queue.find((row) => row.conversation === selected) ?? queue[0])?.conversation ?? null;
}

/** Returns how many conversations want something of the agent: the number in the page's title. */
export function calls(rows: readonly Row[]): number {
  return rows.filter((row) => row.group === "queue" || (row.group === "mine" && row.unread > 0)).length;
}

/** Returns how many messages of one's own are on no server yet. */
export function unsent(screens: readonly Screen[]): number {
  return screens.reduce((sum, { pending }) => sum + pending.filter((one) => one.state !== "sent").length, 0);
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
