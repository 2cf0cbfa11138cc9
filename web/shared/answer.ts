/**
 * The wait for an answer in one conversation. When it stays away, either the line is dead or this conversation alone
 * is not answered: a ping halfway asks the line for a sign of life.
 */
import { Timers } from "./timers";
import type { Voice } from "./voice";

export class Answer {
  #timers: Timers<"proof" | "answer">;

  constructor(private readonly voice: Voice) {
    this.#timers = new Timers(voice.later);
  }

  /** Calls `missing` unless it is over within the time; `alive`: the line has brought something else meanwhile. */
  expect(within: number, missing: (alive: boolean) => void): void {
    const on = this.voice.on();
    const frames = this.voice.frames();
    this.#timers.set("proof", within / 2, () => this.voice.ping());
    this.#timers.set("answer", within, () => missing(this.voice.on() === on && this.voice.frames() > frames));
  }

  over(): void {
    this.#timers.cancelAll();
  }
}
