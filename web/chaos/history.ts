/**
 * The history of a run in the form of `chaos/history.py`: what people asked for, what they were answered, and what
 * each screen showed whenever that changed.
 */
import { isBehind, type Screen } from "../shared/screen";
import type { Link } from "../shared/talk";
import type { Entry } from "../shared/wire";

type Write = (event: object) => void;

/** An entry as a screen shows it. */
interface Line {
  seq: number;
  kind: Entry["kind"];
  by: Entry["by"];
  id?: string;
  text?: string;
}

export interface Did {
  what: "take" | "transfer" | "close";
  outcome: "done" | "refused" | "unknown";
  began: number;
  code?: string | undefined;
  owner?: string | undefined;
  to?: string | undefined;
}

/** Whether a screen may say that nothing is missing: the line is good and proved, and every known place is filled. */
export function isUpToDate(screen: Screen, link: Link): boolean {
  const proved = link.is === "open" && !link.doubted;
  return proved && screen.facts !== null && !screen.problem && !screen.lost && !isBehind(screen);
}

/**
 * Writes down what happens on one screen with one conversation; a reload is a new screen.
 *
 * What comes before it is known which conversation that is, is written once it is; if it never is, nothing has begun.
 */
export class Recorder {
  #lines: Line[] = [];
  #rest = "";
  #conversation: string | null;
  #kept: object[] = [];

  constructor(
    private readonly write: Write,
    private readonly now: () => number,
    private readonly of: { conversation: string | null; screen: string; by: string },
  ) {
    this.#conversation = of.conversation;
  }

  /** Tells which conversation it is; the first that is told counts. */
  isOf(conversation: string): void {
    if (this.#conversation !== null) return;
    this.#conversation = conversation;
    for (const event of this.#kept) this.write({ ...event, conversation });
    this.#kept = [];
  }

  typed(id: string, text: string): void {
    this.#record("typed", { by: this.of.by, id, text });
  }

  retried(id: string): void {
    this.#record("retried", { by: this.of.by, id });
  }

  discarded(id: string): void {
    this.#record("discarded", { id });
  }

  acknowledged({ id, seq, text }: Entry): void {
    this.#record("acknowledged", { by: this.of.by, id, seq, text });
  }

  did(did: Did): void {
    this.#record("did", { by: this.of.by, ...did });
  }

  left(): void {
    this.#record("left", {});
  }

  /** Writes down what is shown now, if it is not what was shown before. */
  show(screen: Screen, link: Link): void {
    const lines = screen.entries.map(lineOf);
    const rest = {
      pending: screen.pending.map(({ id, state }) => [id, state]),
      status: screen.lost ? "lost" : (screen.facts?.status ?? "unknown"),
      up_to_date: isUpToDate(screen, link),
      trouble: isCut(link) || screen.problem !== null,
      cut: isCut(link),
    };
    const kept = keptOf(this.#lines, lines);
    const same = kept === lines.length && kept === this.#lines.length && JSON.stringify(rest) === this.#rest;
    if (same) return;
    this.#lines = lines;
    this.#rest = JSON.stringify(rest);
    this.#record("showed", { by: this.of.by, kept, added: lines.slice(kept), ...rest });
  }

  #record(event: string, told: object): void {
    const conversation = this.#conversation;
    const whole = { event, at: this.now(), conversation, screen: this.of.screen, ...told };
    if (conversation === null) this.#kept.push(whole);
    else this.write(whole);
  }
}

function lineOf({ seq, kind, by, id, text }: Entry): Line {
  return { seq, kind, by, ...(id == null ? {} : { id }), ...(text == null ? {} : { text }) };
}

/** How many of the lines shown before stand as they were. */
function keptOf(before: readonly Line[], after: readonly Line[]): number {
  const changed = before.findIndex((line, index) => JSON.stringify(line) !== JSON.stringify(after[index]));
  return changed < 0 ? before.length : changed;
}

/** Whether nothing reaches the screen before the line has been opened again. */
function isCut(link: Link): boolean {
  return link.is === "waiting" || link.is === "ended";
}
