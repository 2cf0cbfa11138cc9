/** The board without a screen: it is looked at anew while somebody looks at it. */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { problemOf } from "../../../shared/http";
import type { Board, OnDuty, Problem } from "../../../shared/wire";

/** So often, in milliseconds. */
export const LOOKS_EVERY = 15_000;

export interface Looking<Found> {
  found: ReadonlySignal<Found | null>;
  /** Why it could not be looked at last. */
  problem: ReadonlySignal<Problem | null>;
  busy: ReadonlySignal<boolean>;
  /** By this machine's clock. */
  lookedAt: ReadonlySignal<number>;
  look(): Promise<void>;
  /** Looks anew when it is time. */
  tick(): void;
}

/** Returns what is asked for, looked at anew while it is shown. */
export function looking<Found>(ask: () => Promise<Found>, now: () => number, isShown: () => boolean): Looking<Found> {
  const found: Signal<Found | null> = signal(null);
  const problem: Signal<Problem | null> = signal(null);
  const busy = signal(false);
  const lookedAt = signal(0);
  let askedAt = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    askedAt = now();
    try {
      found.value = await ask();
      problem.value = null;
      lookedAt.value = now();
    } catch (failure) {
      problem.value = problemOf(failure);
    } finally {
      busy.value = false;
    }
  }

  return {
    found,
    problem,
    busy,
    lookedAt,
    look,
    tick() {
      if (isShown() && now() - askedAt >= LOOKS_EVERY) void look();
    },
  };
}

/** Returns how somebody stands to the queue, in a word. */
export function stateOf({ available, there }: OnDuty): "available" | "there" | "gone" {
  if (!there) return "gone";
  return available ? "available" : "there";
}

/** Returns for how many whole minutes the one who has waited longest waits, by the service's clock. */
export function longestWait({ waits_since, now }: Board): number | null {
  return waits_since == null ? null : Math.max(0, Math.floor((now - waits_since) / 60_000));
}
