/** How often the glass was broken today, without a screen: looked at by itself, and told until somebody has looked. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { AccessLogService } from "./service";

/** So often, in milliseconds. */
export const LOOKS_EVERY = 10 * 60_000;

export interface Glass {
  /** How often since somebody looked at what is worth a look. */
  count: ReadonlySignal<number>;
  /** How often today, as far as it was seen; of a room that is opened again the same day it is known. */
  seen(): number;
  /** Looks anew when it is time. */
  tick(): void;
  /** What is worth a look is on the screen. */
  looked(): void;
}

export function glass(service: Pick<AccessLogService, "glassToday">, now: () => number, before = 0): Glass {
  const today = signal(before);
  const count = signal(0);
  let askedAt = Number.NEGATIVE_INFINITY;
  let seen = before;

  async function look(): Promise<void> {
    askedAt = now();
    const found = await service.glassToday().then(
      (found) => found.count,
      () => today.peek(), // it is looked again soon; what the page asks for itself says why it cannot be had
    );
    // Another day has begun.
    if (found < seen) seen = 0;
    today.value = found;
    count.value = found - seen;
  }

  return {
    count,
    seen: () => seen,
    tick() {
      if (now() - askedAt >= LOOKS_EVERY) void look();
    },
    looked() {
      seen = today.peek();
      count.value = 0;
    },
  };
}
