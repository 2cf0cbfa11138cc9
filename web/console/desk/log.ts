/** A conversation as it is read: days, runs of one speaker, and quiet lines between them. */
import { type Pending, readByOther, type Screen } from "../../shared/conversation";
import type { Entry, Masked, Problem, Side } from "../../shared/wire";

/** How far a message of one's own has come. */
export type Tick = "sending" | "sent" | "read" | "not_sent";

export interface Line {
  /** The same before and after it is stored, so that it stays the same node. */
  key: string;
  id: string | null;
  text: string;
  masked: readonly Masked[];
  /** Dots stand in the place of its text. */
  hidden: boolean;
  asksCopy: boolean;
  /** Only on the last own one and on those that are not sent. */
  tick: Tick | null;
  problem: Problem | null;
}

export type Item =
  | { is: "day"; key: string; at: number }
  /** `again`: an agent joins who is not the first, and carries on. */
  | { is: "event"; key: string; entry: Entry; again: boolean }
  | { is: "run"; key: string; by: Side; alias: string | null; at: number; lines: Line[] };

/** A pause after which the same speaker begins a new run, so that its time is seen. */
const RUN_ENDS_AFTER = 5 * 60_000;

/** Returns what is read, oldest first. `dayOf` names the day of a time in the reader's zone. */
export function log(screen: Screen, dayOf: (at: number) => string): Item[] {
  const items: Item[] = [];
  let day = "";
  const newDay = (at: number) => {
    if (dayOf(at) === day) return;
    day = dayOf(at);
    items.push({ is: "day", key: `day-${day}`, at });
  };
  const begins = screen.entries.find((entry) => entry.kind === "joined");
  for (const entry of screen.entries) {
    const again = entry.kind === "joined" && entry !== begins;
    newDay(entry.at);
    if (entry.kind === "said") append(items, entry.by, entry.alias ?? null, entry.at, said(entry));
    else items.push({ is: "event", key: `event-${entry.seq}`, entry, again });
  }
  for (const pending of screen.pending) {
    newDay(pending.at);
    append(items, "agent", screen.facts?.alias ?? null, pending.at, typed(pending));
  }
  markLast(items, screen);
  return items;
}

function append(items: Item[], by: Side, alias: string | null, at: number, line: Line): void {
  const last = items.at(-1);
  if (last?.is === "run" && last.by === by && last.alias === alias && at - last.at < RUN_ENDS_AFTER) {
    last.lines.push(line);
    last.at = at;
  } else {
    items.push({ is: "run", key: `run-${line.key}`, by, alias, at, lines: [line] });
  }
}

function said(entry: Entry): Line {
  return {
    key: entry.id ?? String(entry.seq),
    id: entry.id ?? null,
    text: entry.text ?? "",
    masked: entry.masked ?? [],
    hidden: entry.hidden_at != null,
    asksCopy: entry.asks_copy === true,
    tick: null,
    problem: null,
  };
}

function typed({ id, text, state, problem = undefined }: Pending): Line {
  return { key: id, id, text, masked: [], hidden: false, asksCopy: false, tick: state, problem: problem ?? null };
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
