/** What one tells the other side beside messages: that one is typing, and how far one has read. It may be lost. */
import { isClosed } from "./conversation";
import { Timers } from "./timers";
import type { Kept, Voice } from "./voice";

const SECOND = 1000;
/** Only who has typed for so long is told of: a changed mind and a word or two cost nobody anything. */
export const TYPING_AFTER = 1.5 * SECOND;
/** So long without a key, and one types no longer: the other side is told, and need not guess it. */
export const TYPING_PAUSE = 12 * SECOND;
/** Only for what is lost on the way: it is told at the beginning of a burst and at a pause, and a message ends it. */
export const TYPING_EVERY = 45 * SECOND;
export const TYPING_LASTS = 60 * SECOND;
export const TYPING_AT_MOST_EVERY = 3 * SECOND;
/** How far one has read goes along with what one writes; alone only after so long in which one has not begun to write. */
export const READ_ALONE_AFTER = 25 * SECOND;

export class Telling {
  /** Since when one types, in one burst. */
  #typingSince: number | null = null;
  #typingTold = false;
  #typingToldAt = 0;
  #readWanted = 0;
  /** What the other side has been told, and of that what is stored: what only "is typing" took along is not. */
  #readTold = 0;
  #readStored = 0;
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
    if (!on) return this.#stopped();
    this.#timers.cancel("read");
    this.#timers.set("typing", TYPING_PAUSE, () => this.#stopped());
    this.#typingSince ??= this.voice.now();
    const isNew = !this.#typingTold || this.#since(this.#typingToldAt) >= TYPING_EVERY;
    if (isNew && this.#since(this.#typingSince) >= TYPING_AFTER && this.#typingGoesIn() <= 0) this.#tellTyping(true);
  }

  /** How far one has read, for a message to take along; 0 when that is stored. */
  get unread(): number {
    return this.#readWanted > this.#readStored ? this.#readWanted : 0;
  }

  /** A message ends the typing for the other side without a word. */
  said(): void {
    this.#typingTold = false;
    this.#stopped();
  }

  /** A message that took this along is stored. */
  took(read: number): void {
    this.#readStored = Math.max(this.#readStored, read);
    this.#readTold = Math.max(this.#readTold, read);
    if (this.unread === 0) this.#timers.cancel("read");
  }

  read(seq: number): void {
    this.#readWanted = Math.max(this.#readWanted, seq);
    this.#tellReadLater();
  }

  end(): void {
    this.#timers.cancelAll();
  }

  /** A history says how far the service knows one to have read; what was lost on the way is told again. */
  caughtUp(): void {
    const { facts } = this.kept.screen;
    this.#readStored = (this.voice.side === "visitor" ? facts?.read_by_visitor : facts?.read_by_agent) ?? 0;
    this.#readTold = this.#readStored;
    this.#tellReadLater();
  }

  #stopped(): void {
    this.#timers.cancel("typing");
    this.#typingSince = null;
    this.#tellReadLater();
    if (!this.#typingTold || this.#since(this.#typingToldAt) >= TYPING_LASTS) return;
    const pause = this.#typingGoesIn();
    if (pause > 0) this.#timers.set("typing", pause, () => this.#stopped());
    else this.#tellTyping(false);
  }

  /** How long it is until the service passes the next "is typing" on. */
  #typingGoesIn(): number {
    return TYPING_AT_MOST_EVERY - this.#since(this.#typingToldAt);
  }

  #tellTyping(on: boolean): void {
    const { conversation } = this.kept.screen;
    const read = on && this.#readWanted > this.#readTold ? this.#readWanted : 0;
    const told = this.#seenThere() && this.voice.send({ do: "typing", conversation, on, ...(read ? { read } : {}) });
    this.#typingTold = on && told;
    if (!told) return;
    this.#typingToldAt = this.voice.now();
    this.#readTold = Math.max(this.#readTold, read);
  }

  /** Whoever types is about to say it with a message. */
  #tellReadLater(): void {
    if (this.unread === 0 || this.#typingSince !== null || this.#timers.has("read")) return;
    this.#timers.set("read", READ_ALONE_AFTER, () => this.#tellRead());
  }

  #tellRead(): void {
    const seq = this.unread;
    if (seq === 0 || !this.#heardThere()) return;
    const { conversation } = this.kept.screen;
    if (this.voice.send({ do: "read", conversation, seq })) this.took(seq);
  }

  #heardThere(): boolean {
    return this.joined() && !isClosed(this.kept.screen);
  }

  /** Whether anybody is there before whose eyes it would come: while one waits there is not, nor once a visitor has gone. */
  #seenThere(): boolean {
    const { facts } = this.kept.screen;
    return this.joined() && facts?.status === "active" && facts.visitor_here !== false;
  }

  /** A clock that was put back makes nobody wait for it. */
  #since(at: number): number {
    const since = this.voice.now() - at;
    return since < 0 ? Number.POSITIVE_INFINITY : since;
  }
}
