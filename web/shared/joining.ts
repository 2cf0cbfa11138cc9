/** Following one conversation: joined on every new line, caught up with after every jump, and proved by the beat. */
import { Answer } from "./answer";
import { isBehind, lastSeq } from "./conversation";
import { ANSWER_WITHIN } from "./line";
import { pauseBefore } from "./pace";
import { Timers } from "./timers";
import type { Kept, Voice } from "./voice";
import type { History, Problem } from "./wire";

const SECOND = 1000;
/** Frames of one socket overtake each other; most gaps close by themselves in this time. */
export const GAP_MAY_LAST = 400;
/**
 * After so much quiet the conversation is joined again: what was not told is fetched, a line that is open at one end
 * only is found out, and the service knows that somebody is here. The last pause goes on, under API Gateway's 10 minutes.
 */
export const BEATS = [45 * SECOND, 120 * SECOND, 240 * SECOND];

export class Joining {
  /** Whether the line follows it and nothing was missing when it began to. */
  joined = false;
  #asked = false;
  #tries = 0;
  #beats = 0;
  #answer: Answer;
  #timers: Timers<"join" | "beat">;

  constructor(
    private readonly kept: Kept,
    private readonly voice: Voice,
  ) {
    this.#answer = new Answer(voice);
    this.#timers = new Timers(voice.later);
  }

  /** Joins on a new line, or on one that has to be proved. Returns whether there is something to join. */
  begin(patience: number): boolean {
    this.cut();
    this.stirred();
    this.ask(patience);
    return this.#asked;
  }

  /** Fetches what came after what is here. */
  ask(patience = ANSWER_WITHIN): void {
    const { conversation, lost } = this.kept.screen;
    if (lost || this.#asked) return;
    this.#timers.cancel("join");
    if (!this.voice.send({ do: "join", conversation, after: lastSeq(this.kept.screen) })) return;
    this.#asked = true;
    this.#answer.expect(patience, this.voice.unanswered);
  }

  get isAsked(): boolean {
    return this.#asked;
  }

  /** A history has been applied that answers the join; `before` was the last place. Returns whether all is here now. */
  answered({ more = false }: History, before: number): boolean {
    this.#closeQuestion();
    const { screen } = this.kept;
    const whole = !more && !isBehind(screen);
    if (whole) {
      this.#tries = 0;
      this.joined = true;
    } else if (lastSeq(screen) > before) this.ask();
    else this.#askLater(null);
    return whole;
  }

  refused(problem: Problem): void {
    this.#closeQuestion();
    this.#askLater(problem);
  }

  /** Fetches what is missing, unless it arrives by itself in a moment. */
  mindGap(): void {
    if (!isBehind(this.kept.screen)) {
      if (this.joined && !this.#asked) this.#timers.cancel("join");
    } else if (this.joined && !this.#asked && !this.#timers.has("join")) {
      this.#timers.set("join", GAP_MAY_LAST, () => this.ask());
    }
  }

  /** Something was said or heard here: the next beat is near. */
  stirred(): void {
    this.#beats = 0;
    this.#beatLater();
  }

  /** What was asked is not answered any more. */
  cut(): void {
    this.joined = false;
    this.#asked = false;
    this.#answer.over();
    this.#timers.cancelAll();
  }

  #closeQuestion(): void {
    this.#asked = false;
    this.#answer.over();
  }

  #askLater(problem: Problem | null): void {
    const pause = pauseBefore(this.#tries, this.voice.random(), problem);
    this.#tries += 1;
    this.#timers.set("join", pause, () => this.ask());
  }

  #beatLater(): void {
    const pause = BEATS[Math.min(this.#beats, BEATS.length - 1)] ?? ANSWER_WITHIN;
    this.#timers.set("beat", pause, () => {
      this.#beats += 1;
      this.#beatLater();
      // Polling is a beat of its own.
      if (this.joined && this.voice.by() === "socket") this.ask();
    });
  }
}
