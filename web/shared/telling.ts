/** What one tells the other side beside messages: that one is typing, and how far one has read. It may be lost. */
import { isClosed } from "./conversation";
import { Timers } from "./timers";
import type { Kept, Voice } from "./voice";

const SECOND = 1000;
/** So long without a key, and one types no longer: the other side is told, and need not guess it. */
export const TYPING_PAUSE = 12 * SECOND;
/** Only for what is lost on the way: it is told at the beginning of a burst and at a pause, and a message ends it. */
export const TYPING_EVERY = 45 * SECOND;
export const TYPING_LASTS = 60 * SECOND;
export const TYPING_AT_MOST_EVERY = 3 * SECOND;
/** How far one has read goes with one's next message; alone only when none comes: whoever types is about to send one. */
export const READ_ALONE_AFTER = 15 * SECOND;

export class Telling {
  #typingTold = false;
  #typingToldAt = 0;
  #readWanted = 0;
  #readTold = 0;
  #timers: Timers<"read" | "typing">;

  constructor(
    private readonly kept: Kept,
    private readonly voice: Voice,
    /** Whether the line follows the conversation. */
    private readonly joined: () => boolean,
  ) {
    this.#timers = new Timers(voice.later);
  }

  typing(on: boolean): void {
    this.#timers.cancel("typing");
    if (on) this.#timers.set("typing", TYPING_PAUSE, () => this.typing(false));
    const since = this.#since(this.#typingToldAt);
    const needless = on ? this.#types && since < TYPING_EVERY : !this.#types;
    if (needless || since < TYPING_AT_MOST_EVERY || !this.#heardThere()) return;
    if (!this.voice.send({ do: "typing", conversation: this.kept.screen.conversation, on })) return;
    this.#typingTold = on;
    this.#typingToldAt = this.voice.now();
  }

  /** What a message takes along: how far one has read, 0 when that is known. */
  get unread(): number {
    return this.#readWanted > this.#readTold ? this.#readWanted : 0;
  }

  /** A message ends the typing for the other side without a word. */
  said(): void {
    this.#timers.cancel("typing");
    this.#typingTold = false;
  }

  /** A message that took this along is stored. */
  took(read: number): void {
    this.#readTold = Math.max(this.#readTold, read);
  }

  read(seq: number): void {
    this.#readWanted = Math.max(this.#readWanted, seq);
    if (!this.#timers.has("read")) this.#tellReadLater();
  }

  end(): void {
    this.#timers.cancelAll();
  }

  /** A history says how far the service knows one to have read; what was lost on the way is told again. */
  caughtUp(): void {
    const { facts } = this.kept.screen;
    this.#readTold = (this.voice.side === "visitor" ? facts?.read_by_visitor : facts?.read_by_agent) ?? 0;
    if (!this.#timers.has("read")) this.#tellReadLater();
  }

  #tellReadLater(): void {
    if (this.unread === 0) return;
    this.#timers.set("read", READ_ALONE_AFTER, () => {
      if (this.#types) this.#tellReadLater();
      else this.#tellRead();
    });
  }

  #tellRead(): void {
    const seq = this.unread;
    if (seq === 0 || !this.#heardThere()) return;
    const { conversation } = this.kept.screen;
    if (this.voice.send({ do: "read", conversation, seq })) this.#readTold = seq;
  }

  get #types(): boolean {
    return this.#typingTold && this.#since(this.#typingToldAt) < TYPING_LASTS;
  }

  #heardThere(): boolean {
    return this.joined() && !isClosed(this.kept.screen);
  }

  /** A clock that was put back makes nobody wait for it. */
  #since(at: number): number {
    const since = this.voice.now() - at;
    return since < 0 ? Number.POSITIVE_INFINITY : since;
  }
}
