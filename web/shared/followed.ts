/** One followed conversation: its screen, and what is joined, said and told of it on whatever line there is. */
import * as screens from "./conversation";
import { isBehind, lastSeq, type Pending, type Screen } from "./conversation";
import { Joining } from "./joining";
import { ANSWER_WITHIN } from "./line";
import { Saying } from "./saying";
import { Telling, TYPING_LASTS } from "./telling";
import { Timers } from "./timers";
import type { Kept, Voice } from "./voice";
import type { Facts, History, Problem, Refused, ServerFrame } from "./wire";

/** Why an agent's message is not sent once somebody else has the conversation: a code of the browser's own. */
export const HANDED_OVER: Problem = { code: "handed_over", sentence: "The conversation is no longer the agent's." };

export class Followed implements Kept {
  readonly #joining: Joining;
  readonly #saying: Saying;
  readonly #telling: Telling;
  readonly #timers: Timers<"typing">;

  constructor(
    public screen: Screen,
    private readonly voice: Voice,
    /** Has it drawn. */
    private readonly changed: () => void,
  ) {
    const heard: Voice = { ...voice, send: (frame) => this.#send(frame) };
    const joined = () => this.#joining.joined;
    this.#joining = new Joining(this, heard);
    this.#saying = new Saying(this, heard, joined);
    this.#telling = new Telling(this, heard, joined);
    this.#timers = new Timers(voice.later);
  }

  // -------------------------------------------------------------------------------------------------- of the line

  /** Joins on the line that is spoken on now. Returns whether there is something to join. */
  join(patience: number): boolean {
    return this.#joining.begin(patience);
  }

  /** Whether nothing is missing that could be had on this line. */
  get settled(): boolean {
    return this.#joining.joined || this.screen.lost;
  }

  /** Whether an answer is outstanding: a refusal without a name may be meant. */
  get asks(): boolean {
    return this.#joining.isAsked || this.#saying.waitsForAnswer;
  }

  moved(): void {
    this.#saying.moved();
    this.#saying.pump();
  }

  cut(): void {
    this.#joining.cut();
    this.#saying.cut();
    this.#otherTypes(false);
  }

  /** Ends everything that is under way here; `left`: the service is told. */
  end(): void {
    const followed = this.#joining.joined || this.#joining.isAsked;
    this.cut();
    this.#saying.end();
    if (followed) this.voice.send({ do: "leave", conversation: this.screen.conversation });
  }

  // -------------------------------------------------------------------------------------------- what one does here

  say(id: string, text: string): void {
    this.#telling.said();
    const written = screens.withPending(this.screen, id, text, this.voice.now());
    this.show(screens.withoutVainHope(written));
    this.#saying.pump();
  }

  retry(id: string): void {
    this.#saying.retried(id);
    this.show(screens.withRetry(this.screen, id, this.voice.now()));
    this.#saying.pump();
  }

  discard(id: string): void {
    const pending = this.screen.pending.find((one) => one.id === id);
    if (pending?.state === "not_sent") this.show(screens.withoutPending(this.screen, id));
  }

  typing(on: boolean): void {
    this.#telling.typing(on);
  }

  read(seq: number): void {
    this.#telling.read(seq);
  }

  learn(facts: Facts): void {
    const before = this.screen;
    this.screen = screens.withFacts(before, facts);
    this.#mindHands(before.facts);
    this.#mindRest();
    if (this.screen !== before) this.changed();
  }

  /** Somebody follows it once more: from another tab perhaps, with what was written there. */
  followedAgain(pending: readonly Pending[]): void {
    const merged = screens.withPendingOf(this.screen, pending);
    if (this.screen.lost) this.revive();
    if (merged === this.screen) return;
    this.show(screens.withoutVainHope(screens.withPendingOf(this.screen, pending)));
    this.#saying.pump();
  }

  /** It is to be had after all: the desk says so. */
  revive(): void {
    this.screen = screens.withReturn(this.screen);
    this.#joining.begin(ANSWER_WITHIN);
    this.changed();
  }

  show(screen: Screen): void {
    if (this.screen === screen) return;
    this.screen = screen;
    this.changed();
  }

  // ---------------------------------------------------------------------------------------------- what one hears

  /** Applies a frame; `fresh`: it came by the line that is spoken on. */
  heard(frame: ServerFrame, fresh: boolean): void {
    const { screen } = this;
    if (frame.is !== "history") this.#joining.stirred();
    if (frame.is === "history") this.#history(frame, fresh);
    else if (frame.is === "changed") this.screen = screens.withFacts(screen, frame.facts);
    else if (frame.is === "said") this.screen = screens.withEntry(screen, frame.entry);
    else if (frame.is === "told" && frame.entry) this.screen = screens.withEntry(screen, frame.entry);
    else if (frame.is === "told") this.screen = screens.withNewest(screen, frame.seq);
    else if (frame.is === "read") this.screen = screens.withRead(screen, frame.by, frame.seq);
    else if (frame.is === "typing") this.#otherTypes(frame.on);
    else if (frame.is === "erased") return this.#erased();
    if (frame.is === "said") this.#saying.said(frame.entry.id);
    this.#mindHands(screen.facts);
    // A place without its entry has to be fetched, there is nothing to wait for.
    if (frame.is === "told" && !frame.entry && isBehind(this.screen)) this.#joining.ask();
    this.#mindRest();
  }

  refused(refused: Refused): void {
    const { code, of } = refused;
    if (of === "leave") return;
    if (code === "not_found") return this.lose(this.#whyLost(refused));
    if (of === "join") {
      this.screen = screens.withProblem(this.screen, refused);
      this.#joining.refused(refused);
    } else if ((of === "say" || of == null) && this.#saying.isAnswer(refused)) {
      if (this.#saying.refused(refused)) this.#joining.ask();
      this.#saying.pump();
    }
  }

  #erased(): void {
    this.#joining.cut();
    this.#saying.end();
    this.screen = screens.withErasure(this.screen);
  }

  /** It is not to be had any more. */
  lose(problem: Problem): void {
    if (this.screen.lost) return;
    this.#joining.cut();
    this.#saying.end();
    this.screen = screens.withLoss(this.screen, problem);
  }

  // ---------------------------------------------------------------------------------------------------- inside

  #send: Voice["send"] = (frame) => {
    const sent = this.voice.send(frame);
    if (sent && frame.do !== "join") this.#joining.stirred();
    return sent;
  };

  #history(frame: History, fresh: boolean): void {
    const before = lastSeq(this.screen);
    const asked = fresh && this.#joining.isAsked;
    this.screen = screens.withHistory(this.screen, frame);
    if (lastSeq(this.screen) > before) this.#joining.stirred();
    if (!asked || !this.#joining.answered(frame, before)) return;
    this.#saying.caughtUp(frame.facts);
    this.#telling.caughtUp();
  }

  /** An agent's conversation may go to somebody else, and come back. */
  #mindHands(before: Facts | null): void {
    const mine = this.screen.facts?.mine;
    if (before?.mine && mine === false) this.lose(HANDED_OVER);
    if (before?.mine === false && mine && this.screen.lost) this.revive();
  }

  #mindRest(): void {
    if (this.screen.lost) return;
    this.#joining.mindGap();
    this.#saying.pump();
  }

  /** An agent who had it a moment ago is told nothing but that it is not to be had: somebody else has it now. */
  #whyLost(problem: Problem): Problem {
    const facts = this.screen.facts;
    const had = problem.code === "not_found" && facts?.mine === true && facts.status !== "closed";
    return had ? HANDED_OVER : problem;
  }

  #otherTypes(on: boolean): void {
    this.screen = screens.withTyping(this.screen, on);
    this.#timers.cancel("typing");
    if (on) this.#timers.set("typing", TYPING_LASTS, () => this.show(screens.withTyping(this.screen, false)));
  }
}
