/**
 * The messages of one writer in one conversation: in the order typed, one in flight, under ids that never change.
 *
 * A message is sent until it is answered. How many the service has of this writer is only believed when nothing is
 * missing from the screen: else a message that is stored already could be counted anew.
 */
import { Answer } from "./answer";
import * as screens from "./conversation";
import { isBehind } from "./conversation";
import { ANSWER_WITHIN } from "./line";
import { Pace, pauseBefore } from "./pace";
import { Timers } from "./timers";
import type { Kept, Voice } from "./voice";
import type { Facts, Problem, Refused } from "./wire";

/** A message that was sent this often on a good line and never answered is given back to its writer. */
const UNANSWERED_AT_MOST = 3;
/** So often another count is tried in a row: others write in the same name, in another window. */
const RECOUNTS_AT_MOST = 8;

export class Saying {
  #inFlight: { id: string; n: number; on: unknown; read: number } | null = null;
  #unanswered = new Map<string, number>();
  #tries = 0;
  #recounts = 0;
  /** Whether the count was wrong and has to be learned from a history first. */
  #countLost = false;
  #pace = new Pace();
  #answer: Answer;
  #timers: Timers<"again">;

  constructor(
    private readonly kept: Kept,
    private readonly voice: Voice,
    /** Whether the line follows the conversation. */
    private readonly joined: () => boolean,
    /** What goes along with a message, and hears when it is stored. */
    private readonly along: { readonly unread: number; took(read: number): void },
  ) {
    this.#answer = new Answer(voice);
    this.#timers = new Timers(voice.later);
  }

  get waitsForAnswer(): boolean {
    return this.#inFlight !== null;
  }

  /** Sends the next waiting message, if none is in flight, nothing is missing and the pace allows it. */
  pump(): void {
    const { screen } = this.kept;
    const next = screen.pending.find((one) => one.state === "sending");
    if (next === undefined || this.#inFlight !== null || this.#countLost) return;
    if (!this.joined() || isBehind(screen) || this.#timers.has("again")) return;
    const now = this.voice.now();
    const wait = this.#pace.wait(now);
    if (wait > 0) return this.#timers.set("again", wait, () => this.pump());
    const n = screen.sent + 1;
    const { conversation } = screen;
    const { id, text } = next;
    const read = this.along.unread;
    if (!this.voice.send({ do: "say", conversation, id, n, text, ...(read ? { read } : {}) })) return;
    this.#pace.sent(now);
    this.#inFlight = { id, n, on: this.voice.on(), read };
    this.#answer.expect(ANSWER_WITHIN, (alive) => this.#notAnswered(next.id, alive));
  }

  /** A message of this id is stored and on the screen. */
  said(id: string | null | undefined): void {
    if (this.#inFlight === null || this.#inFlight.id !== id) return;
    const { screen } = this.kept;
    this.kept.screen = screens.withSent(screen, Math.max(screen.sent, this.#inFlight.n));
    this.along.took(this.#inFlight.read);
    this.#tries = 0;
    this.#recounts = 0;
    this.#answered();
  }

  /** A history has been applied and nothing is missing: these facts count. */
  caughtUp({ sent }: Facts): void {
    if (this.#countLost) this.kept.screen = screens.withSent(this.kept.screen, sent);
    this.#countLost = false;
    // What was in flight may stand there already.
    const { pending } = this.kept.screen;
    if (this.#inFlight && !pending.some((one) => one.id === this.#inFlight?.id)) this.said(this.#inFlight.id);
  }

  /** Returns whether what is missing has to be fetched before anything else is sent. */
  refused(refused: Refused): boolean {
    const { id } = this.#inFlight ?? { id: "" };
    this.#answered();
    if (refused.code === "out_of_order" && this.#recounts < RECOUNTS_AT_MOST) {
      this.#recounts += 1;
      this.#countLost = true;
      return true;
    }
    if (willPass(refused.code)) {
      this.#again(id, refused);
      return false;
    }
    this.#tries = 0;
    this.#recounts = 0;
    this.kept.screen = screens.withNotSent(this.kept.screen, id, refused);
    return refused.code === "conversation_closed";
  }

  /** Whether a refusal is the answer to what is in flight; one to an earlier try of the same message is not. */
  isAnswer({ id, n }: Refused): boolean {
    if (this.#inFlight === null) return false;
    return (id == null || id === this.#inFlight.id) && (n == null || n === this.#inFlight.n);
  }

  /** Its writer wants it sent once more. */
  retried(id: string): void {
    this.#unanswered.delete(id);
  }

  /** What was sent by anything else than what is in use now goes out once more. */
  moved(): void {
    if (this.#inFlight?.on !== this.voice.on()) this.cut();
  }

  /** What was sent is not answered any more; a pause that the service asked for goes on. */
  cut(): void {
    this.#inFlight = null;
    this.#answer.over();
  }

  end(): void {
    this.cut();
    this.#timers.cancelAll();
  }

  #answered(): void {
    if (this.#inFlight !== null) this.#unanswered.delete(this.#inFlight.id);
    this.cut();
  }

  /** The line is good for nothing, or this message never gets an answer: then its writer must know. */
  #notAnswered(id: string, alive: boolean): void {
    const times = (this.#unanswered.get(id) ?? 0) + 1;
    this.#unanswered.set(id, times);
    if (times >= UNANSWERED_AT_MOST) {
      const problem = { code: "unexpected", sentence: "The message was not answered." };
      this.kept.screen = screens.withNotSent(this.kept.screen, id, problem);
    }
    this.voice.unanswered(alive);
  }

  #again(id: string, problem: Problem): void {
    const pause = pauseBefore(this.#tries, this.voice.random(), { ...problem, retry_after: problem.retry_after ?? 1 });
    this.#tries += 1;
    this.kept.screen = screens.withDelayed(this.kept.screen, id, problem);
    this.#timers.set("again", pause, () => this.pump());
  }
}

/** Whether the same request may be granted later. */
function willPass(code: string): boolean {
  return code === "too_many" || code === "unavailable" || code === "log_unavailable";
}
