/** The lines of a conversation as the visitor sees them: days, events, and messages in runs of one speaker. */

import { correctionOf } from "../shared/corrections";
import { HERE, sameDay } from "../shared/dates";
import { isClosed, readByOther, type Screen } from "../shared/screen";
import type { Entry, Masked, Problem, Transcript, TranscriptState } from "../shared/wire";

export type SendingState = "sending" | "slow" | "sent" | "read" | "not_sent";

export type HiddenBy = "visitor" | "agent" | "somebody";

export interface Message {
  is: "said";
  /** Stays the same from the first showing to the stored entry, so that it is drawn and announced once. */
  key: string;
  /** Its place; null while it is on its way. */
  seq: number | null;
  own: boolean;
  alias: string | null;
  at: number;
  text: string;
  masked: Masked[];
  /** Dots stand in the place of its text; by whom it was hidden, as far as is known. */
  hidden: HiddenBy | null;
  /** What the visitor has put right in it since, which stands beside it. */
  corrections: string[];
  /** What an agent's message was before it was put right: the new words stand in its place. */
  was: string | null;
  /** First and last of a run of one speaker within five minutes. */
  first: boolean;
  last: boolean;
  /** Told in words beside it; only on the newest own message, and on each that has not gone through. */
  state: SendingState | null;
  problem: Problem | null;
}

export interface Happening {
  is: "event";
  key: string;
  entry: Entry;
  /** An agent joins who is not the first: somebody carries on. */
  again: boolean;
}

/** A mail with the conversation has left, or has arrived. */
export interface Mailed {
  is: "mailed";
  key: string;
  at: number;
  transcript: Transcript;
}

export type Row =
  | Message
  | Happening
  | Mailed
  | { is: "day"; key: string; at: number }
  | { is: "left_off"; key: string };

/** What of a long conversation is drawn: entries from one place on, before another or up to the newest. */
export interface View {
  from: number;
  to: number | null;
  /** The place of the first message that came while nobody looked; null where there is none. */
  leftOff: number | null;
}

export const newestView: View = { from: 0, to: null, leftOff: null };

/** No more is drawn at once, whatever is asked for. */
export const MOST_DRAWN = 300;

/** States of a mail in which nothing is to be done or waited for: from then on it is a line in the log. */
export const MAILED: readonly TranscriptState[] = ["sent", "delivered"];

const RUN = 5 * 60_000;

/** `hidHere`: the places of what the visitor has hidden in this window. */
export function rowsOf(
  screen: Screen,
  now: number,
  view: View = newestView,
  hidHere: ReadonlySet<number> = new Set(),
): Row[] {
  const { to, leftOff } = view;
  const from = Math.max(view.from, (to ?? screen.entries.length) - MOST_DRAWN);
  const begins = screen.entries.find((entry) => entry.kind === "joined");
  const corrected = screen.entries.filter(({ kind }) => kind === "corrected");
  const isBeside = ({ kind, by }: Entry) => kind === "corrected" && by === "visitor";
  const entries = screen.entries.slice(from, to ?? undefined).filter((entry) => !isBeside(entry));
  const messages: Row[] = [
    ...entries.map((entry) => rowOf(entry, begins, corrected, hidHere)),
    ...(to === null ? pendingRows(screen) : []),
  ];
  const own = messages.filter((row): row is Message => row.is === "said" && row.own);
  const read = readByOther(screen, "visitor");
  const newest = own.at(-1);
  if (newest !== undefined && newest.state === null && to === null) {
    const seq = screen.entries.findLast((entry) => entry.by === "visitor" && entry.kind === "said")?.seq ?? 0;
    newest.state = seq <= read ? "read" : "sent";
  }
  // Once the end has come, a tick more or less is nobody's concern.
  if (isClosed(screen) && newest?.state === "sent") newest.state = null;
  const key = leftOff === null || leftOff <= from ? undefined : keyOf(screen.entries[leftOff - 1]);
  return withDays(withRuns(withMails(messages, screen, from, to), key), now, from > 0, key);
}

/** By whom a message was hidden: what is told while one looks on is the place and no more, but only agents hide what an agent wrote. */
export function hiddenBy({ seq, by, hidden_at, hidden_by }: Entry, hidHere?: ReadonlySet<number>): HiddenBy | null {
  if (hidden_at == null) return null;
  if (hidden_by === "visitor" || hidden_by === "agent") return hidden_by;
  if (by === "agent") return "agent";
  return hidHere?.has(seq) ? "visitor" : "somebody";
}

/** Since when nobody has had the conversation: since its start, or since its agent left. */
export function waitsSince({ entries, facts }: Screen): number {
  return entries.findLast((entry) => entry.kind === "left")?.at ?? facts?.started_at ?? 0;
}

function keyOf(entry: Entry): string;
function keyOf(entry: Entry | undefined): string | undefined;
function keyOf(entry: Entry | undefined): string | undefined {
  return entry && (entry.id ?? `entry ${entry.seq}`);
}

function correctionsOf(corrected: Entry[], { seq, hidden_at }: Entry): string[] {
  return hidden_at == null ? corrected.filter(({ about }) => about === seq).map(({ text }) => text ?? "") : [];
}

function rowOf(entry: Entry, begins: Entry | undefined, corrected: Entry[], hidHere: ReadonlySet<number>): Row {
  if (entry.kind !== "said") {
    const again = entry.kind === "joined" && entry !== begins;
    return { is: "event", key: `event ${entry.seq}`, entry, again };
  }
  const right = correctionOf(corrected, entry);
  return {
    is: "said",
    key: keyOf(entry),
    seq: entry.seq,
    own: entry.by === "visitor",
    alias: entry.alias ?? null,
    at: entry.at,
    text: (right ?? entry).text ?? "",
    masked: entry.masked ?? [],
    hidden: hiddenBy(entry, hidHere),
    corrections: entry.by === "visitor" ? correctionsOf(corrected, entry) : [],
    was: right ? (entry.text ?? "") : null,
    first: true,
    last: true,
    state: null,
    problem: null,
  };
}

function pendingRows(screen: Screen): Message[] {
  const newest = screen.pending.at(-1);
  return screen.pending.map(({ id, text, at, state, problem }) => {
    const waiting = problem ? "slow" : "sending";
    const shown = state === "sending" ? waiting : state;
    const quiet = shown === "sending" && id !== newest?.id;
    return {
      is: "said",
      key: id,
      seq: null,
      own: true,
      alias: null,
      at,
      text,
      masked: [],
      hidden: null,
      corrections: [],
      was: null,
      first: true,
      last: true,
      state: quiet ? null : shown,
      problem: problem ?? null,
    };
  });
}

/** Each mail that has left stands below the newest entry that is in it; at the end, where nobody's words are in it. */
function withMails(rows: Row[], { facts, entries }: Screen, from: number, to: number | null): Row[] {
  const mailed = (facts?.transcripts ?? []).filter(({ state }) => MAILED.includes(state));
  return mailed.reduce((drawn, transcript) => {
    const { order, state } = transcript;
    const reaches = transcript.reaches ?? Number.POSITIVE_INFINITY;
    if (reaches <= from || reaches > (to ?? Number.POSITIVE_INFINITY)) return drawn;
    const place = drawn.findLastIndex((row) => seqOf(row) <= reaches) + 1;
    const at = entries[reaches - 1]?.at ?? transcript.at;
    return drawn.toSpliced(place, 0, { is: "mailed", key: `mail ${order} ${state}`, at, transcript });
  }, rows);
}

/** The place up to which everything is above a row or in it; what is on its way comes after all. */
function seqOf(row: Row): number {
  if (row.is === "said") return row.seq ?? Number.POSITIVE_INFINITY;
  if (row.is === "event") return row.entry.seq;
  return row.is === "mailed" ? (row.transcript.reaches ?? 0) : 0;
}

function timeOf(row: Row): number {
  if (row.is === "left_off") return 0;
  return row.is === "event" ? row.entry.at : row.at;
}

/** `breaks`: the message before which the line of what is new stands. */
function withRuns(rows: Row[], breaks: string | undefined): Row[] {
  const goesOn = (one: Row | undefined, next: Row | undefined) => next?.key !== breaks && sameRun(one, next);
  return rows.map((row, index) => {
    if (row.is !== "said") return row;
    return { ...row, first: !goesOn(rows[index - 1], row), last: !goesOn(row, rows[index + 1]) };
  });
}

function sameRun(one: Row | undefined, next: Row | undefined): boolean {
  if (one?.is !== "said" || next?.is !== "said") return false;
  const together = one.own === next.own && one.alias === next.alias;
  return together && next.at - one.at < RUN && sameDay(one.at, next.at, HERE) && one.state !== "not_sent";
}

/** A line between two days, and before the first unless it is today; and one before the first new message. */
function withDays(rows: Row[], now: number, cut: boolean, breaks: string | undefined): Row[] {
  let before = cut ? Number.NaN : now;
  return rows.flatMap((row): Row[] => {
    if (row.is === "day" || row.is === "left_off") return [row];
    const at = timeOf(row);
    const day: Row[] = sameDay(before, at, HERE) ? [] : [{ is: "day", key: `day ${row.key}`, at }];
    const news: Row[] = row.key === breaks ? [{ is: "left_off", key: "left off" }] : [];
    before = at;
    return [...day, ...news, row];
  });
}
