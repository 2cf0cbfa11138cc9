/** How long to wait, and how fast to send: so that many browsers, or one that is far behind, do no harm. */
import type { Problem } from "./wire";

const SECOND = 1000;
export const LONGEST_PAUSE = 30 * SECOND;
/** Two thousand browsers that are cut at once come back over so long: some 330 in each second. */
export const FIRST_PAUSE = 6 * SECOND;

/** What `chalicelib/chat/limits.py` allows a sender in a conversation, so that catching up is never refused. */
export const ALLOWED = [
  { messages: 5, within: 3 * SECOND },
  { messages: 20, within: 60 * SECOND },
];

/** Returns a pause with full jitter, which grows from try to try; never before the service says it may be. */
export function pauseBefore(tries: number, random: number, problem: Problem | null, first = SECOND): number {
  const longest = Math.min(LONGEST_PAUSE, first * 2 ** tries);
  return (problem?.retry_after ?? 0) * SECOND + random * longest;
}

/** What one sender has sent lately in one conversation. */
export class Pace {
  #sentAt: number[] = [];

  /** Returns how long the next message has to wait. */
  wait(now: number): number {
    // A clock that was put back makes nobody wait for it.
    if (this.#sentAt.some((at) => at > now)) this.#sentAt = [];
    const waits = ALLOWED.map(({ messages, within }) => {
      const first = this.#sentAt.at(-messages);
      return first === undefined ? 0 : first + within + 200 - now;
    });
    return Math.max(0, ...waits);
  }

  sent(now: number): void {
    this.#sentAt = [...this.#sentAt.slice(-19), now];
  }
}
