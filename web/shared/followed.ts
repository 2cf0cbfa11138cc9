/** One followed conversation: its screen, and what is joined, said and told of it on whatever line there is. */
import type { Channel, ChannelEvents } from "./channel";
import * as screens from "./conversation";
import { isBehind, lastSeq, type Pending, type Screen } from "./conversation";
import { Joining } from "./joining";
import { ANSWER_WITHIN, SOCKET_AGAIN_AFTER } from "./line";
import { pauseBefore } from "./pace";
import { Saying } from "./saying";
import { Telling, TYPING_LASTS } from "./telling";
import { Timers } from "./timers";
import type { Kept, Voice } from "./voice";
import type { ClientFrame, Facts, History, Problem, Refused, ServerFrame, TypingNow } from "./wire";

/** Why an agent's message is not sent once somebody else has the conversation: a code of the browser's own. */
export const HANDED_OVER: Problem = { code: "handed_over", sentence: "The conversation is no longer the agent's." };

/** The line, as one of its conversations needs it. */
export interface LineVoice extends Omit<Voice, "unanswered"> {
  /** The line does not answer. */
  broken: () => void;
  /** Opens a way over HTTPS for one conversation, where there is one; what it brings is heard as if by the line. */
  aside: (events: Omit<ChannelEvents, "heard">) => Channel | undefined;
}

export class Followed implements Kept {
  readonly #joining: Joining;
  readonly #saying: Saying;
  readonly #telling: Telling;
  readonly #timers: Timers<"typing" | "back">;
  /** What this conversation goes by instead of the line, which is alive and left it without an answer. */
  #aside: Channel | null = null;
  #asideOpen = false;
  #asides = 0;

  constructor(
    public screen: Screen,
    private readonly voice: LineVoice,
    /** Has it drawn. */
    private readonly changed: () => void,
  ) {
    const heard: Voice = {
      ...voice,
      send: (frame) => this.#send(frame),
      on: () => this.#aside ?? voice.on(),
      by: () => (this.#aside ? "polling" : voice.by()),
      frames: () => (this.#aside ? this.#aside.frames : voice.frames()),
      ping: () => this.#aside ?? voice.ping(),
      unanswered: (alive) => this.#unanswered(alive),
    };
    const joined = () => this.#joining.joined;
    this.#joining = new Joining(this, heard);
    this.#telling = new Telling(this, heard, joined);
    this.#saying = new Saying(this, heard, joined, this.#telling);
    this.#timers = new Timers(voice.later);
  }

  // -------------------------------------------------------------------------------------------------- of the line

  /** Joins on the line that is spoken on now. Returns whether there is something to join. */
  join(patience: number): boolean {
    this.#comeBack();
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
    this.#comeBack();
    this.#joining.cut();
    this.#saying.cut();
    this.#otherTypes(false);
  }

  /** Ends everything that is under way here; `left`: the service is told. */
  end(): void {
    const followed = this.#joining.joined || this.#joining.isAsked;
    this.cut();
    this.#saying.end();
    this.#telling.end();
    if (followed) this.#leave();
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
    if (seq > this.screen.looked) this.show({ ...this.screen, looked: seq });
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
    this.join(ANSWER_WITHIN);
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
    else if (frame.is === "placed") this.screen = screens.withPlace(screen, frame);
    else if (frame.is === "said") this.screen = screens.withEntry(screen, frame.entry);
    else if (frame.is === "told" && frame.entry) this.screen = screens.withTold(screen, frame.entry, frame.read ?? 0);
    else if (frame.is === "told") this.screen = screens.withNewest(screen, frame.seq);
    else if (frame.is === "read") this.screen = screens.withRead(screen, frame.by, frame.seq);
    else if (frame.is === "typing") this.#typingNow(frame);
    else if (frame.is === "erased") return this.#erased();
    if (frame.is === "told" && frame.facts) this.screen = screens.withFacts(this.screen, frame.facts);
    if (frame.is === "said") this.#saying.said(frame.entry.id);
    this.#mindHands(screen.facts);
    // A place without its entry has to be fetched, there is nothing to wait for.
    if (frame.is === "told" && !frame.entry && isBehind(this.screen)) this.#joining.ask();
    this.#mindRest();
  }

  refused(refused: Refused): void {
    const { code, of } = refused;
    if (of === "leave") return;
    if (code === "not_found") {
      // Of what has ended staff keep nothing on the screen: it was erased or restricted while they were away.
      const { facts } = this.screen;
      if (facts?.mine != null && facts.status === "closed") return this.#erased();
      return this.lose(this.#whyLost(refused));
    }
    if (of === "join") {
      this.screen = screens.withProblem(this.screen, refused);
      this.#joining.refused(refused);
    } else if ((of === "say" || of == null) && this.#saying.isAnswer(refused)) {
      if (this.#saying.refused(refused)) this.#joining.ask();
      this.#saying.pump();
    }
  }

  #erased(): void {
    this.#comeBack();
    this.#joining.cut();
    this.#saying.end();
    this.screen = screens.withErasure(this.screen);
  }

  /** It is not to be had any more. */
  lose(problem: Problem): void {
    if (this.screen.lost) return;
    this.#comeBack();
    this.#joining.cut();
    this.#saying.end();
    this.screen = screens.withLoss(this.screen, problem);
  }

  // ---------------------------------------------------------------------------------------------------- inside

  #send: Voice["send"] = (frame) => {
    const sent = this.#aside ? this.#sendAside(frame) : this.voice.send(frame);
    if (sent && frame.do !== "join") this.#joining.stirred();
    return sent;
  };

  #sendAside(frame: ClientFrame): boolean {
    if (this.#asideOpen) this.#aside?.send(JSON.stringify(frame));
    return this.#asideOpen;
  }

  #leave(): void {
    this.voice.send({ do: "leave", conversation: this.screen.conversation });
  }

  /** One conversation's silence is not the others': it goes on over HTTPS, and they on the line. */
  #unanswered(alive: boolean): void {
    if (this.#aside) {
      this.#saying.cut();
      return this.#saying.pump();
    }
    const aside = alive && this.voice.aside({ opened: () => this.#besides(), closed: () => this.#backLater() });
    if (!aside) return this.voice.broken();
    this.#leave();
    this.#joining.cut();
    this.#saying.cut();
    this.#aside = aside;
  }

  #besides(): void {
    this.#asideOpen = true;
    this.#joining.begin(ANSWER_WITHIN);
    const pause = SOCKET_AGAIN_AFTER[Math.min(this.#asides, SOCKET_AGAIN_AFTER.length - 1)] ?? ANSWER_WITHIN;
    this.#asides += 1;
    this.#timers.set("back", pause * (0.8 + 0.4 * this.voice.random()), () => this.join(ANSWER_WITHIN));
  }

  /** HTTPS goes no further either. */
  #backLater(): void {
    this.#comeBack();
    this.#joining.cut();
    this.#saying.cut();
    const pause = pauseBefore(this.#asides, this.voice.random(), null);
    this.#asides += 1;
    this.#timers.set("back", pause, () => this.join(ANSWER_WITHIN));
  }

  #comeBack(): void {
    this.#timers.cancel("back");
    this.#aside?.close();
    this.#aside = null;
    this.#asideOpen = false;
  }

  #history(frame: History, fresh: boolean): void {
    const before = lastSeq(this.screen);
    const asked = fresh && this.#joining.isAsked;
    this.screen = screens.withHistory(this.screen, frame);
    if (lastSeq(this.screen) > before) this.#joining.stirred();
    if (!asked || !this.#joining.answered(frame, before)) return;
    if (this.#aside === null) this.#asides = 0;
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

  #typingNow({ by, on, read = 0 }: TypingNow): void {
    this.screen = screens.withRead(this.screen, by, read);
    this.#otherTypes(on);
  }

  #otherTypes(on: boolean): void {
    this.screen = screens.withTyping(this.screen, on);
    this.#timers.cancel("typing");
    if (on) this.#timers.set("typing", TYPING_LASTS, () => this.show(screens.withTyping(this.screen, false)));
  }
}
