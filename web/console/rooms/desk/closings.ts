/**
 * What an agent ends waits here for ten seconds to be undone: the visitor is told nothing before. Then, or as soon as its
 * agent goes on to something that it would not outlive, the service is asked, and asked again until it has answered.
 *
 * The visitor's word is stronger: whoever writes meanwhile takes the end back, be it heard here or found by the service.
 */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Close, Problem } from "../../../shared/wire";

/** So long an end can be undone, in milliseconds. */
export const UNDONE_WITHIN = 10_000;
/** So long after an answer that did not come it is asked again. */
const AGAIN_AFTER = 4_000;
/** What may pass: the service did not say that it will not. */
const MAY_PASS: readonly string[] = ["offline", "unavailable", "log_unavailable", "too_many", "unexpected"];

export interface Closing {
  readonly body: Close;
  /** `asked`: the service has been asked, and it cannot be undone here any more. */
  readonly state: "waits" | "asked";
  /** When the service is asked, or asked again. */
  readonly due: number;
  /** Why it takes longer. */
  readonly problem: Problem | null;
}

export interface ClosingsOf {
  now: () => number;
  /** Asks the service; returns why not, or null when it is done. */
  close: (conversation: string, body: Close) => Promise<Problem | null>;
  /** It was taken back, for somebody has written. */
  takenBack: (conversation: string) => void;
  /** The service refused it for good. */
  failed: (problem: Problem) => void;
}

export interface Closings {
  /** What is being ended, by conversation. */
  all: ReadonlySignal<Readonly<Record<string, Closing>>>;
  /** Ends one in ten seconds, and whatever waits already at once. `atOnce`: nothing is left to wait for. */
  begin(conversation: string, body: Close, atOnce?: boolean): void;
  undo(conversation: string): void;
  /** Somebody else than this window has said something. */
  said(conversation: string): void;
  /** It is over, or somebody else's: there is nothing to end. */
  forget(conversation: string): void;
  /** Asks for whatever waits now, of one or of all; done once each has been answered, or could not be. */
  flush(conversation?: string): Promise<void>;
  /** Call it every second. */
  tick(): void;
}

export function closings({ now, close, takenBack, failed }: ClosingsOf): Closings {
  const all: Signal<Readonly<Record<string, Closing>>> = signal({});
  const under = new Map<string, Promise<void>>();

  function put(conversation: string, closing: Closing | null): void {
    const { [conversation]: _, ...others } = all.value;
    all.value = closing ? { ...others, [conversation]: closing } : others;
  }

  function ask(conversation: string): Promise<void> {
    const asked = under.get(conversation) ?? asking(conversation).finally(() => under.delete(conversation));
    under.set(conversation, asked);
    return asked;
  }

  async function asking(conversation: string): Promise<void> {
    const closing = all.value[conversation];
    if (closing === undefined) return;
    put(conversation, { ...closing, state: "asked", due: Number.POSITIVE_INFINITY });
    const problem = await close(conversation, closing.body);
    const still = all.value[conversation];
    if (still === undefined) return;
    if (problem !== null && MAY_PASS.includes(problem.code)) {
      const wait = Math.max(AGAIN_AFTER, (problem.retry_after ?? 0) * 1000);
      return put(conversation, { ...still, due: now() + wait, problem });
    }
    put(conversation, null);
    if (problem?.code === "visitor_wrote") takenBack(conversation);
    else if (problem !== null) failed(problem);
  }

  async function flush(only?: string): Promise<void> {
    await Promise.all(
      Object.entries(all.value)
        .filter(([conversation]) => only === undefined || conversation === only)
        .map(([conversation]) => ask(conversation)),
    );
  }

  return {
    all,
    begin(conversation, body, atOnce = false) {
      if (all.value[conversation]) return;
      void flush();
      put(conversation, { body, state: "waits", due: now() + UNDONE_WITHIN, problem: null });
      if (atOnce) void ask(conversation);
    },
    undo(conversation) {
      if (all.value[conversation]?.state === "waits") put(conversation, null);
    },
    said(conversation) {
      if (all.value[conversation]?.state !== "waits") return;
      put(conversation, null);
      takenBack(conversation);
    },
    forget: (conversation) => {
      if (all.value[conversation]) put(conversation, null);
    },
    flush,
    tick() {
      for (const [conversation, { due }] of Object.entries(all.value)) if (now() >= due) void ask(conversation);
    },
  };
}
