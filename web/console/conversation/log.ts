/** A conversation as it is read: days, runs of one speaker, and quiet lines between them. */

import { type Pending, readByOther, type Screen } from "../../shared/conversation";
import { correctionOf } from "../../shared/corrections";
import { date } from "../../shared/dates";
import type { Entry, Masked, Problem, Side } from "../../shared/wire";
import type { NoteLine } from "./notes";

/** How far a message of one's own has come. */
export type Tick = "sending" | "sent" | "read" | "not_sent";

export interface Line {
  /** The same before and after it is stored, so that it stays the same node. */
  key: string;
  id: string | null;
  /** Its place, once it is stored. */
  seq: number | null;
  text: string;
  /** What it was before its agent put it right: the new words stand in its place. */
  was: string | null;
  masked: readonly Masked[];
  /** Dots stand in the place of its text; by whom it was hidden, as far as is known. */
  hidden: "visitor" | "agent" | "somebody" | null;
  mayHide: boolean;
  asksCopy: boolean;
  /** Only on the last own one and on those that are not sent. */
  tick: Tick | null;
  problem: Problem | null;
}

export type Item =
  | { is: "day"; key: string; at: number }
  /** `again`: an agent joins who is not the first, and carries on. */
  | { is: "event"; key: string; entry: Entry; again: boolean }
  | { is: "note"; key: string; note: NoteLine }
  /** `own`: by the reader, whatever their side. */
  | { is: "run"; key: string; by: Side; alias: string | null; own: boolean; at: number; lines: Line[] };

/** A pause after which the same speaker begins a new run, so that its time is seen. */
const RUN_ENDS_AFTER = 5 * 60_000;

/** The reader. */
export interface Reader {
  /** The name under which they write. */
  alias: string | undefined;
  /** Names the day of a time in the reader's zone. */
  dayOf: (at: number) => string;
  /** Whether they may hide what stands there. */
  mayHide: (entry: Entry) => boolean;
  /** The places of what was hidden in this window. */
  hidHere: readonly number[];
}

/** Returns somebody who reads and hides nothing, by the name under which they write. */
export function readerOf(alias: string | undefined): Reader {
  return { alias, dayOf: (at) => date("fi", at), mayHide: () => false, hidHere: [] };
}

/** Returns what is read, oldest first; `notes` stand behind the entries after which they were written. */
export function log(screen: Screen, reader: Reader, notes: readonly NoteLine[] = []): Item[] {
  const { dayOf } = reader;
  const items: Item[] = [];
  let day = "";
  const newDay = (at: number) => {
    if (dayOf(at) === day) return;
    day = dayOf(at);
    items.push({ is: "day", key: `day-${day}`, at });
  };
  const rest = [...notes];
  const notesUpTo = (seq: number) => {
    while (rest[0] !== undefined && rest[0].after <= seq) {
      const [note] = rest.splice(0, 1) as [NoteLine];
      newDay(note.at);
      items.push({ is: "note", key: note.key, note });
    }
  };
  const begins = screen.entries.find((entry) => entry.kind === "joined");
  for (const entry of screen.entries) {
    const again = entry.kind === "joined" && entry !== begins;
    newDay(entry.at);
    // What an agent has put right is seen where it stands.
    if (entry.kind === "corrected" && entry.by === "agent") continue;
    if (entry.kind === "said") append(items, speakerOf(entry, reader), entry.at, said(entry, screen, reader));
    else items.push({ is: "event", key: `event-${entry.seq}`, entry, again });
    notesUpTo(entry.seq);
  }
  notesUpTo(Number.POSITIVE_INFINITY);
  for (const pending of screen.pending) {
    newDay(pending.at);
    append(items, { by: "agent", alias: reader.alias ?? null, own: true }, pending.at, typed(pending));
  }
  markLast(items, screen);
  return items;
}

type Speaker = Pick<Item & { is: "run" }, "by" | "alias" | "own">;

function speakerOf({ by, alias = null }: Entry, reader: Reader): Speaker {
  return { by, alias, own: by === "agent" && alias !== null && alias === reader.alias };
}

function append(items: Item[], speaker: Speaker, at: number, line: Line): void {
  const last = items.at(-1);
  const goesOn = last?.is === "run" && last.by === speaker.by && last.alias === speaker.alias;
  if (goesOn && at - last.at < RUN_ENDS_AFTER) {
    last.lines.push(line);
    last.at = at;
  } else {
    items.push({ is: "run", key: `run-${line.key}`, ...speaker, at, lines: [line] });
  }
}

function said(entry: Entry, { entries }: Screen, { hidHere, mayHide }: Reader): Line {
  const right = correctionOf(entries, entry);
  return {
    key: entry.id ?? String(entry.seq),
    id: entry.id ?? null,
    seq: entry.seq,
    text: (right ?? entry).text ?? "",
    was: right ? (entry.text ?? "") : null,
    masked: (right ?? entry).masked ?? [],
    hidden: hiddenBy(entry, hidHere),
    mayHide: mayHide(entry),
    asksCopy: entry.asks_copy === true,
    tick: null,
    problem: null,
  };
}

/** What is told while one looks on is the place and no more: but only agents hide what an agent wrote. */
function hiddenBy({ seq, by, hidden_at, hidden_by }: Entry, hidHere: readonly number[]): Line["hidden"] {
  if (hidden_at == null) return null;
  const whose = hidden_by ?? (by === "agent" || hidHere.includes(seq) ? "agent" : "somebody");
  return whose === "system" ? "somebody" : whose;
}

function typed({ id, text, state, problem = undefined }: Pending): Line {
  const stored = { seq: null, was: null, masked: [], hidden: null, mayHide: false, asksCopy: false };
  return { ...stored, key: id, id, text, tick: state, problem: problem ?? null };
}

/** Puts a tick on the last own message that is stored, when none is under way after it. */
function markLast(items: Item[], screen: Screen): void {
  const last = screen.entries.findLast((entry) => entry.kind === "said" && entry.by === "agent");
  if (last === undefined || screen.pending.length > 0) return;
  const line = items
    .flatMap((item) => (item.is === "run" ? item.lines : []))
    .findLast(({ key }) => key === (last.id ?? String(last.seq)));
  if (line) line.tick = readByOther(screen, "agent") >= last.seq ? "read" : "sent";
}
