/** What one tells the other side beside messages: that one is typing, and how far one has read. It may be lost. */
import { isClosed } from "./conversation";
import type { Kept, Voice } from "./voice";

const SECOND = 1000;
export const TYPING_EVERY = 10 * SECOND;
export const TYPING_LASTS = 15 * SECOND;
export const TYPING_AT_MOST_EVERY = 3 * SECOND;

export class Telling {
  #typingTold = false;
  #typingToldAt = 0;
  #readWanted = 0;
  #readTold = 0;

  constructor(
    private readonly kept: Kept,
    private readonly voice: Voice,
    /** Whether the line follows the conversation. */
    private readonly joined: () => boolean,
  ) {}

  typing(on: boolean): void {
    const since = this.#since(this.#typingToldAt);
    const told = this.#typingTold && since < TYPING_LASTS;
    const needless = on ? told && since < TYPING_EVERY : !told;
    if (needless || since < TYPING_AT_MOST_EVERY || !this.#heardThere()) return;
    if (!this.voice.send({ do: "typing", conversation: this.kept.screen.conversation, on })) return;
    this.#typingTold = on;
    this.#typingToldAt = this.voice.now();
  }

  /** A message ends the typing for the other side without a word. */
  said(): void {
    this.#typingTold = false;
  }

  read(seq: number): void {
    this.#readWanted = Math.max(this.#readWanted, seq);
    this.#tellRead();
  }

  /** A history says how far the service knows one to have read; what was lost on the way is told again. */
  caughtUp(): void {
    const { facts } = this.kept.screen;
    this.#readTold = (this.voice.side === "visitor" ? facts?.read_by_visitor : facts?.read_by_agent) ?? 0;
    this.#tellRead();
  }

  #tellRead(): void {
    if (this.#readWanted <= this.#readTold || !this.#heardThere()) return;
    const { conversation } = this.kept.screen;
    if (this.voice.send({ do: "read", conversation, seq: this.#readWanted })) this.#readTold = this.#readWanted;
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
