/** The desk without a screen or a socket: what waits, what is mine, what is unread, what comes next. */
import { isClosed, type Screen } from "../../../shared/conversation";
import { wordsOf } from "../../../shared/corrections";
import { isBlank } from "../../../shared/text";
import type {
  Closed,
  Colleague,
  Desk,
  Entry,
  Facts,
  Helping,
  Language,
  LetInNow,
  Mine,
  Side,
  Waiting,
} from "../../../shared/wire";

export interface DeskState {
  readonly waiting: readonly Waiting[];
  /** Questions that were left: their visitors do not wait here. */
  readonly left: readonly Waiting[];
  /** There are more than the service lists. */
  readonly moreWaiting: boolean;
  readonly moreLeft: boolean;
  readonly moreMine: boolean;
  readonly moreClosed: boolean;
  readonly mine: readonly Mine[];
  /** Where colleagues have asked me to read and write along. */
  readonly helping: readonly Helping[];
  /** What was mine when it was closed, in the last days. */
  readonly closed: readonly Closed[];
  /** What the topics of all sites that were listed are called: by site, by key, by language. */
  readonly topics: NonNullable<Desk["topics"]>;
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
  moreMine: false,
  moreClosed: false,
  mine: [],
  helping: [],
  closed: [],
  topics: {},
  clockAhead: 0,
  known: false,
  seen: {},
};

/** From here on, waiting is too long and is said so, in milliseconds. */
export const WAITS_LONG = 3 * 60_000;

/** `answer`: mine, and its visitor waits for my answer; `mine`: I wait for theirs. */
export type Group = "answer" | "mine" | "helping" | "queue" | "left" | "handed" | "ended";

/** One line of the list. */
export interface Row {
  conversation: string;
  group: Group;
  site: string;
  language: Language;
  /** What the visitor wants to be called, where one may know it. */
  name: string | null;
  startedAt: number;
  /** Since when its visitor waits for an answer: in the queue from the start, later for mine; null while none is owed. */
  waitsSince: number | null;
  /** Since when its visitor is gone while it waits: nobody is rung for them; null while they are here, or nobody knows. */
  goneAt: number | null;
  /** What it is about, where the visitor has chosen to say so: the key of one of the site's topics. */
  topic: string | null;
  /** By whom I was asked to help in it, until I have opened it. */
  invitedBy?: string;
  /** Who passed it on to me, while I have not come to it. */
  passedBy?: string;
  /** When it was closed, of what has not been opened here. */
  closedAt?: number;
  /** What was said last, or for a waiting one first. */
  line: { by: Side; alias?: string | null; text: string; at: number } | null;
  unread: number;
  asksCopy: boolean;
  /** The question was left: its answer goes by e-mail. */
  isLeft: boolean;
  typing: boolean;
  /** Messages of one's own that could not be sent. */
  notSent: number;
  /** When what I am checking should be checked, by the server's clock; null while nothing is. */
  holdEndsAt: number | null;
}

// ------------------------------------------------------------------------------------------------ what has happened

export function withDesk(state: DeskState, desk: Desk, now: number): DeskState {
  const { waiting, left, mine, helping = [], closed = [] } = desk;
  const more = {
    moreWaiting: !!desk.more_waiting,
    moreLeft: !!desk.more_left,
    moreMine: !!desk.more_mine,
    moreClosed: !!desk.more_closed,
  };
  // What is no longer listed may still be on the screen.
  const topics = { ...state.topics, ...desk.topics };
  return { ...state, waiting, left, mine, helping, closed, ...more, topics, clockAhead: desk.now - now, known: true };
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
  const { conversation, site, language, started_at, topic = null } = facts;
  const others = state.mine.filter((one) => one.conversation !== conversation);
  return {
    ...withoutWaiting(state, conversation),
    mine: [...others, { conversation, site, language, started_at, topic }].sort((a, b) => a.started_at - b.started_at),
  };
}

/** One of the waiting went to somebody else, or away. */
export function withoutWaiting(state: DeskState, conversation: string): DeskState {
  const others = (list: readonly Waiting[]) => list.filter((one) => one.conversation !== conversation);
  return { ...state, waiting: others(state.waiting), left: others(state.left) };
}

/** One was erased: it is nowhere. */
export function withErased(state: DeskState, conversation: string): DeskState {
  const others = <T extends Mine>(list: readonly T[]) => list.filter((one) => one.conversation !== conversation);
  const lists = { mine: others(state.mine), helping: others(state.helping), closed: others(state.closed) };
  return { ...withoutWaiting(state, conversation), ...lists };
}

/** Ended ones were taken off the list of this window. */
export function withPutAway(state: DeskState, putAway: ReadonlySet<string>): DeskState {
  return { ...state, closed: state.closed.filter((one) => !putAway.has(one.conversation)) };
}

export function withSeen(state: DeskState, conversation: string, seq: number): DeskState {
  if ((state.seen[conversation] ?? 0) >= seq) return state;
  return { ...state, seen: { ...state.seen, [conversation]: seq } };
}

// ------------------------------------------------------------------------------------------------------- the list

/** Whether the service has more of a group than it lists: the oldest. */
export function hasMore(state: DeskState, group: Group): boolean {
  const more: Partial<Record<Group, boolean>> = {
    queue: state.moreWaiting,
    left: state.moreLeft,
    mine: state.moreMine,
    ended: state.moreClosed,
  };
  return more[group] === true;
}

/**
 * Returns every row: mine that wait for my answer (the longest first), mine that wait for the visitor's (as they began),
 * the queue (the longest waiting first), the left questions (the oldest first), what others have now, what has ended.
 *
 * No row is moved by being read.
 */
export function rows(state: DeskState, screens: readonly Screen[]): Row[] {
  const followed = new Map(screens.map((screen) => [screen.conversation, screen]));
  const over = screens.filter((screen) => screen.lost || isClosed(screen));
  const ended = new Set(over.map((screen) => screen.conversation));
  const mine = state.mine
    .filter((one) => !ended.has(one.conversation))
    .map((one) => mineRow(one, followed.get(one.conversation), state));
  // What was passed back to the queue waits there like any other, and is not over.
  const free = (list: readonly Waiting[]) => list.filter((one) => followed.get(one.conversation)?.lost !== false);
  const waiting = free(state.waiting).map((one) => waitingRow("queue", one, followed.get(one.conversation)));
  const left = free(state.left).map((one) => waitingRow("left", one, followed.get(one.conversation)));
  const again = new Set([...waiting, ...left].map((row) => row.conversation));
  const gone = over.filter((screen) => screen.facts !== null && !again.has(screen.conversation));
  const newestFirst = (a: Row, b: Row) => (b.line?.at ?? b.startedAt) - (a.line?.at ?? a.startedAt);
  const byWaiting = (a: Row, b: Row) => (a.waitsSince ?? 0) - (b.waitsSince ?? 0) || a.startedAt - b.startedAt;
  return [
    ...mine.filter((row) => row.group === "answer").sort(byWaiting),
    ...mine.filter((row) => row.group === "mine").sort((a, b) => a.startedAt - b.startedAt),
    ...state.helping
      .filter((one) => !ended.has(one.conversation) && !isMineToo(state, one.conversation))
      .map((one) => ({
        ...rowOf("helping", one, followed.get(one.conversation), state),
        // Once it has been opened, what was said last is what one wants to know.
        ...(followed.has(one.conversation) ? {} : { invitedBy: one.alias }),
      })),
    ...waiting.sort((a, b) => a.startedAt - b.startedAt),
    ...left.sort((a, b) => a.startedAt - b.startedAt),
    ...rowsOf("handed", gone.filter(isHandedOver), state).sort(newestFirst),
    ...rowsOf(
      "ended",
      gone.filter((screen) => !isHandedOver(screen)),
      state,
    ).sort(newestFirst),
    // What has been opened here is among the screens; the others are opened by choice, for opening is recorded.
    ...state.closed
      .filter((one) => !followed.has(one.conversation))
      .map((one) => ({ ...rowOf("ended", one, undefined, state), closedAt: one.closed_at })),
  ];
}

/** Who has left the question does not wait here; what is on its way to somebody is an answer. */
function mineRow(one: Mine, screen: Screen | undefined, state: DeskState): Row {
  const passedBy = screen?.facts?.passed_on_by;
  const row = { ...rowOf("mine", one, screen, state), ...(passedBy != null && { passedBy }) };
  const waitsSince = screen === undefined || row.isLeft ? null : (unanswered(screen) ?? heldAt(screen));
  return waitsSince === null ? row : { ...row, group: "answer", waitsSince };
}

/** Returns the line by which one tells that one is checking something, while one is. */
function held({ entries, facts }: Screen): Entry | undefined {
  return facts?.hold_ends_in == null ? undefined : entries.findLast(({ kind }) => kind === "held");
}

function heldAt(screen: Screen): number | null {
  return held(screen)?.at ?? null;
}

/** Returns when what I am checking should be checked, by the server's clock; null while nothing is. */
export function holdEndsAt(screen: Screen): number | null {
  const entry = held(screen);
  return entry === undefined ? null : entry.at + 60_000 * (entry.minutes ?? 0);
}

/** Returns since when a visitor waits for an answer: the first they said after staff's last word; null while none is owed. */
export function unanswered({ entries, pending }: Screen): number | null {
  if (pending.some((one) => one.state !== "not_sent")) return null;
  const last = entries.findLastIndex((entry) => entry.kind === "said" && entry.by === "agent");
  return entries.slice(last + 1).find((entry) => entry.kind === "said" && entry.by === "visitor")?.at ?? null;
}

/**
 * Returns fresh rows in the order of those before, so that none moves under a pointer: mine keep their group too, and
 * what is new there, or has changed hands, stands last in its group.
 */
export function heldOrder(before: readonly Row[], fresh: readonly Row[]): Row[] {
  const known = new Map(fresh.map((row) => [row.conversation, row]));
  const stayed = before.flatMap(({ conversation, group }) => {
    const row = known.get(conversation);
    const stays =
      row !== undefined && (row.group === group || (isMine(row) && (group === "answer" || group === "mine")));
    return stays ? [{ ...row, group }] : [];
  });
  const there = new Set(stayed.map((row) => row.conversation));
  return [...stayed, ...fresh.filter((row) => !there.has(row.conversation))];
}

function rowOf(group: Group, one: Mine, screen: Screen | undefined, state: DeskState): Row {
  const said = screen?.entries.findLast((entry) => entry.kind === "said");
  return {
    conversation: one.conversation,
    group,
    site: one.site,
    language: one.language,
    name: screen?.facts?.name ?? null,
    startedAt: one.started_at,
    waitsSince: null,
    goneAt: null,
    topic: one.topic ?? null,
    line: said
      ? { by: said.by, alias: said.alias ?? null, text: wordsOf(screen?.entries ?? [], said), at: said.at }
      : null,
    unread: screen ? unread(screen, state.seen[one.conversation] ?? 0) : 0,
    asksCopy: screen !== undefined && asksCopy(screen),
    isLeft: screen?.facts?.left_until != null,
    typing: screen?.typing === true,
    notSent: screen?.pending.filter((pending) => pending.state === "not_sent").length ?? 0,
    holdEndsAt: screen === undefined ? null : holdEndsAt(screen),
  };
}

/** Of one that was mine before, only what I could not send is told: the rest is for whoever takes it. */
function waitingRow(group: Group, one: Waiting, before: Screen | undefined): Row {
  const line = { by: "visitor" as const, text: one.first_line ?? "", at: one.started_at };
  const { notSent } = rowOf(group, one, before, EMPTY_DESK);
  const waitsSince = group === "queue" ? one.started_at : null;
  const goneAt = one.gone_at ?? null;
  const isLeft = one.left_until != null;
  return { ...rowOf(group, one, undefined, EMPTY_DESK), line, notSent, waitsSince, goneAt, isLeft };
}

function rowsOf(group: Group, screens: readonly Screen[], state: DeskState): Row[] {
  return screens.map((screen) => {
    const { site = "", language = "fi", started_at = 0, topic = null } = screen.facts ?? {};
    return rowOf(group, { conversation: screen.conversation, site, language, started_at, topic }, screen, state);
  });
}

/** Returns what a topic is called; its key where no desk has said it yet, nothing without one. */
export function topicOf({ topics }: DeskState, of: { site: string; topic?: string | null }, language: Language) {
  return of.topic == null ? null : (topics[of.site]?.[of.topic]?.[language] ?? of.topic);
}

/** Returns how many of the visitor's messages have not been on an agent's screen. */
export function unread(screen: Screen, seen: number): number {
  const read = Math.max(seen, screen.facts?.read_by_agent ?? 0);
  return screen.entries.filter((entry) => entry.seq > read && entry.kind === "said" && entry.by === "visitor").length;
}

/** Returns the agents who have answered in a conversation, as visitors see them, the first first. */
export function answerers({ entries }: Screen): string[] {
  const named = entries.flatMap(({ kind, by, alias }) => (kind === "said" && by === "agent" && alias ? [alias] : []));
  return [...new Set(named)];
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

/**
 * Whether the agent of this alias may hide what stands there: what the visitor wrote and, for a reason, what they wrote
 * themselves, in a conversation that they have, be it ended. The service has the last word.
 */
export function mayHide({ facts, lost }: Screen, entry: Entry | undefined, alias: string | undefined): boolean {
  if (facts?.mine !== true || lost || entry?.kind !== "said" || entry.hidden_at != null) return false;
  return entry.by === "visitor" || (entry.by === "agent" && entry.alias === alias);
}

/**
 * Returns the place of what the agent of this alias may put right: what they said last in a conversation that is open and
 * theirs, with nothing of theirs on its way after it; null where nothing may. The service has the last word.
 */
export function correctable({ facts, lost, entries, pending }: Screen, alias: string | undefined): number | null {
  if (facts?.mine !== true || facts.status !== "active" || lost || pending.length > 0) return null;
  const last = entries.findLast(({ kind, by, alias: whose }) => kind === "said" && by === "agent" && whose === alias);
  return last && last.hidden_at == null ? last.seq : null;
}

/**
 * Returns the neighbour of the selected row, `step` rows further; from nowhere it is the first or last. What was closed
 * earlier is passed over: opening it is recorded, so it is opened by choice only.
 */
export function neighbour(all: readonly Row[], selected: string | null, step: 1 | -1): string | null {
  const rows = all.filter((row) => row.closedAt === undefined || row.conversation === selected);
  const at = rows.findIndex((row) => row.conversation === selected);
  if (at === -1) return (step === 1 ? rows[0] : rows.at(-1))?.conversation ?? null;
  return rows[at + step]?.conversation ?? selected;
}

function isMineToo({ mine }: DeskState, conversation: string): boolean {
  return mine.some((one) => one.conversation === conversation);
}

/** Who of staff is in a conversation besides its reader: whoever has it first, where that is somebody else. */
export function othersIn(facts: Facts, me: string | undefined): readonly LetInNow[] {
  return (facts.let_in ?? []).filter(({ person }) => person !== me);
}

/** Whether somebody has said something since they were let in. */
export function hasSpoken({ entries }: Screen, { alias, since }: LetInNow): boolean {
  return entries.some((entry) => entry.kind === "said" && entry.alias === alias && entry.at >= since);
}

/** Whether its reader has been asked to write along. */
export function isInvited(facts: Facts, me: string | undefined): boolean {
  return (facts.let_in ?? []).some(({ person, writes }) => person === me && writes);
}

/** Whether a colleague answers in the language of a conversation; whoever has chosen none answers in all. */
export function speaks({ languages = [] }: Pick<Colleague, "languages">, language: Language | undefined): boolean {
  return languages.length === 0 || language === undefined || languages.includes(language);
}

/** Whether somebody waits who is here: they ring. */
export function isCalling(row: Row): boolean {
  return row.group === "queue" && row.goneAt === null;
}

export function isMine(row: Row): boolean {
  return row.group === "answer" || row.group === "mine";
}

/** Whether it can be taken: its visitor waits here, or has left the question. */
export function isFree(row: Row): boolean {
  return row.group === "queue" || row.group === "left";
}

/**
 * Returns the one that a "take" without a choice means: the selected one if it waits, else the longest waiting of those
 * who are here. A question that was left is taken by choice only: whoever waits here goes first.
 */
export function toTake(rows: readonly Row[], selected: string | null): string | null {
  const chosen = rows.find((row) => isFree(row) && row.conversation === selected);
  return (chosen ?? rows.find(isCalling) ?? rows.find((row) => row.group === "queue"))?.conversation ?? null;
}

/**
 * Returns what comes after one is done with a conversation: the next that waits for my answer, else the one that waits longest in
 * the queue, to be looked at and taken; null when nobody waits.
 */
export function afterClosing(rows: readonly Row[], closed: string): string | null {
  const others = rows.filter((row) => row.conversation !== closed);
  const mine = others.find((row) => row.group === "answer" && row.holdEndsAt === null);
  return (mine ?? others.find(isCalling))?.conversation ?? null;
}

/** Returns how many conversations want something of the agent: the number in the page's title. */
export function calls(rows: readonly Row[]): number {
  return rows.filter((row) => isCalling(row) || (isMine(row) && row.unread > 0)).length;
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

/** Whether it is not to be had any more: its visitor has had it erased or restricted, or the time is over in which it may be read. */
export function isGone(screen: Screen): boolean {
  return screen.lost && screen.problem?.code === "not_found";
}

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
  // Of more of one's own than are listed, one that is followed is none that came.
  return state.known && !listed && (screen === undefined || screen.lost || !state.moreMine);
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
