/**
 * The line to the service: opened, kept open, proved, changed over, and opened again whenever it breaks.
 *
 * At most two channels are open, and only for the moment of a change-over: what is said goes to the newer one, both
 * are heard, and the older one is closed when everything has been caught up with on the newer.
 */
import { Channel, type Surroundings } from "./channel";
import { FIRST_PAUSE, pauseBefore } from "./pace";
import type { By, Link } from "./talk";
import { Timers } from "./timers";
import type { ClientFrame, Problem, ServerFrame, Side } from "./wire";

export interface LineEvents {
  /** The link has changed. */
  changed(): void;
  /** Everything has to be joined on the channel that is spoken on now, within this time. */
  join(patience: number): void;
  /** What was asked on another channel than the one that is spoken on now is not answered any more. */
  moved(): void;
  /** There is no channel: nothing that was asked is answered any more. */
  cut(): void;
  /** `fresh`: on the channel that is spoken on. */
  heard(frame: ServerFrame, fresh: boolean): void;
  /** The service does not know who asks. */
  refused(problem: Problem): void;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const ANSWER_WITHIN = 10 * SECOND;
/** After a sleep, and for a channel that has yet to show that it lets anything through. */
export const PROOF_WITHIN = 4 * SECOND;
/** API Gateway closes a socket that was quiet for 10 minutes: a line without a beat of its own is asked before that. */
export const PING_AFTER = 8 * MINUTE;
/** API Gateway closes every socket after 2 hours: the next one is opened up to 10 minutes before this. */
export const CHANGE_AFTER = 110 * MINUTE;
const CHANGE_SPREAD = 10 * MINUTE;
/** A network that lets no socket through today may do so later. */
export const SOCKET_AGAIN_AFTER = [1, 2, 5, 10].map((minutes) => minutes * MINUTE);
/** So many sockets in a row that do not open, although tickets are granted, and HTTPS takes over. */
const UNOPENED_AT_MOST = 2;
/** Tickets are ten a minute; whoever types while the service is away need not use them up. */
const HURRY_EVERY = 6 * SECOND;
const WAKE_EVERY = SECOND;
/** What was heard so lately needs no proof. */
const HEARD_LATELY = 5 * SECOND;
const TICK = 20 * SECOND;
/** Hidden pages' timers run once a minute; what is later than that has slept. */
const SLEPT = 75 * SECOND;

export class Line {
  link: Link = { is: "idle" };
  /** Spoken on, and heard. */
  #channel: Channel | null = null;
  /** Heard until everything is joined on the other. */
  #previous: Channel | null = null;
  /** Opening while the other is in use. */
  #coming: Channel | null = null;
  #tries = 0;
  #unopened = 0;
  #socketTries = 0;
  #attemptedAt = 0;
  #mustWait = false;
  /** Whether something that was asked has been answered since it was last only said that one is here. */
  #answered = false;
  #timers: Timers<"retry" | "heard" | "sent" | "pong" | "change" | "tick">;

  constructor(
    private readonly outside: Surroundings,
    private readonly side: Side,
    /** Within how many milliseconds a sign of life is due, in both directions. */
    private readonly beat: number,
    private readonly events: LineEvents,
  ) {
    this.#timers = new Timers(outside.later);
  }

  // --------------------------------------------------------------------------------------------- what one asks

  start(): void {
    if (this.link.is === "idle" || this.link.is === "ended") this.#connect();
  }

  stop(): void {
    this.#hangUp();
    this.#become({ is: "idle" });
  }

  /** Somebody is back, or asked: a pause is skipped, an open line has to prove itself. */
  wake(): void {
    this.#skipPause(WAKE_EVERY);
    if (this.link.is !== "open") return;
    if (this.outside.now() - this.link.heardAt > HEARD_LATELY) this.#doubt();
    if (this.link.by === "polling" && !this.#attemptedWithin(MINUTE)) this.#changeOver();
  }

  /** Somebody writes: a pause is skipped. */
  hurry(): void {
    this.#skipPause(HURRY_EVERY);
  }

  /** The channel that is spoken on now: what was asked on another may not be answered. */
  get on(): unknown {
    return this.#channel;
  }

  /** How many frames it has brought: whether it is alive. */
  get frames(): number {
    return this.#channel?.frames ?? 0;
  }

  /** Returns whether the frame went to an open channel. */
  send(frame: ClientFrame): boolean {
    if (this.link.is !== "open" || this.#channel === null) return false;
    this.#pingUnless("sent");
    this.#channel.send(JSON.stringify(frame));
    return true;
  }

  /** Asks for a sign of life where there is nothing to join. */
  ping(patience = ANSWER_WITHIN): void {
    this.#answered = false;
    if (this.send({ do: "ping" })) this.#timers.set("pong", patience, () => this.broken());
  }

  /** The channel that is spoken on does not answer. */
  broken(): void {
    const channel = this.#channel;
    channel?.close();
    if (channel) this.#closed(channel, null);
  }

  /** Everything is joined on the channel that is spoken on: it is up to date, and the older one can go. */
  joined(): void {
    if (this.link.is !== "open") return;
    if (this.#previous) {
      this.#previous.close();
      this.#previous = null;
      this.#changeLater();
      this.events.moved();
    }
    const by = this.#channel?.by ?? this.link.by;
    if (this.link.doubted || this.link.by !== by) this.#become({ ...this.link, by, doubted: false });
  }

  // -------------------------------------------------------------------------------------------- opening, closing

  #connect(): void {
    this.#hangUp();
    this.#attemptedAt = this.outside.now();
    this.#become({ is: "connecting", tries: this.#tries });
    this.#channel = this.#dial(this.#blocked ? "polling" : "socket");
  }

  get #blocked(): boolean {
    return this.#unopened >= UNOPENED_AT_MOST && this.outside.ask !== undefined;
  }

  #dial(by: By): Channel {
    return new Channel(by, this.side, this.outside, {
      opened: (channel) => this.#opened(channel),
      heard: (channel, frame) => this.#heard(channel, frame),
      closed: (channel, problem) => this.#closed(channel, problem),
    });
  }

  #opened(channel: Channel): void {
    const isComing = channel === this.#coming;
    if (isComing) {
      this.#previous = this.#channel;
      this.#channel = channel;
      this.#coming = null;
      this.#timers.cancel("pong");
    } else {
      // An open socket proves nothing yet: what came meanwhile has to be fetched first.
      this.#become({ is: "open", by: channel.by, heardAt: this.outside.now(), doubted: true });
      this.#changeLater();
      this.#tickLater();
    }
    this.#pingUnless("heard");
    this.#pingUnless("sent");
    this.events.join(isComing ? PROOF_WITHIN : ANSWER_WITHIN);
  }

  #closed(channel: Channel, problem: Problem | null): void {
    const before = this.#blocked;
    if (channel.by === "socket" && channel.granted && channel.frames === 0) this.#unopened += 1;
    if (channel === this.#coming) {
      this.#coming = null;
      this.#changeAgain();
    } else if (channel === this.#previous) {
      this.#previous = null;
      this.#changeLater();
      this.events.moved();
    } else if (this.#previous) this.#goBack(this.#previous);
    else this.#lost(problem, this.#blocked && !before);
  }

  /** The new channel is no good: the older one still is. */
  #goBack(previous: Channel): void {
    this.#channel = previous;
    this.#previous = null;
    this.#timers.cancel("pong");
    this.#changeAgain();
    this.events.moved();
    this.events.join(ANSWER_WITHIN);
  }

  /** `toPolling`: sockets do not open here, and HTTPS does: nobody is kept waiting for long. */
  #lost(problem: Problem | null, toPolling: boolean): void {
    this.#hangUp();
    if (problem?.code === "unauthenticated" || problem?.code === "not_found") {
      this.events.refused(problem);
      return this.#become({ is: "ended", why: "unauthenticated" });
    }
    const { random, now } = this.outside;
    const pause = toPolling
      ? pauseBefore(0, random(), problem)
      : pauseBefore(this.#tries, random(), problem, FIRST_PAUSE);
    this.#mustWait = (problem?.retry_after ?? 0) > 0;
    this.#tries += 1;
    this.#timers.set("retry", pause, () => this.#connect());
    this.#become({ is: "waiting", until: now() + pause, tries: this.#tries, problem });
  }

  #hangUp(): void {
    const channels = [this.#channel, this.#previous, this.#coming];
    this.#channel = null;
    this.#previous = null;
    this.#coming = null;
    this.#timers.cancelAll();
    for (const channel of channels) channel?.close();
    this.events.cut();
  }

  #skipPause(spacing: number): void {
    if (this.link.is === "waiting" && !this.#mustWait && !this.#attemptedWithin(spacing)) this.#connect();
  }

  #attemptedWithin(milliseconds: number): boolean {
    const since = this.outside.now() - this.#attemptedAt;
    return since >= 0 && since < milliseconds;
  }

  #become(link: Link): void {
    this.link = link;
    this.events.changed();
  }

  // --------------------------------------------------------------------------------------------------- hearing

  #heard(channel: Channel, frame: ServerFrame): void {
    if (frame.is !== "refused") this.#tries = 0;
    if (channel.by === "socket") {
      this.#unopened = 0;
      this.#socketTries = 0;
    }
    if (frame.is === "ended") return this.#ended(channel, frame.why);
    const fresh = channel === this.#channel;
    if (fresh) {
      this.#timers.cancel("pong");
      this.#pingUnless("heard");
    }
    if (/^(said|history|pong)$/.test(frame.is)) this.#answered = true;
    if (this.link.is === "open") this.link = { ...this.link, heardAt: this.outside.now() };
    this.events.heard(frame, fresh);
  }

  #ended(channel: Channel, why: "signed_out" | "replaced" | "network"): void {
    if (channel !== this.#channel || why === "network") {
      // The service makes room for the newer one; or from here one may not answer, which can change again.
      channel.close();
      return this.#closed(channel, null);
    }
    this.#hangUp();
    this.#become({ is: "ended", why });
  }

  // ----------------------------------------------------------------------------------- keeping open, changing over

  /**
   * Asks for a sign of life where nothing is heard for a beat, so that a line which is open at one end only is found
   * out, and where nothing is sent, so that the service knows that somebody is here. Whatever comes or goes is a sign. The
   * latter wants no answer where the other side is just writing, but not twice in a row: nothing goes out unproved for long.
   */
  #pingUnless(sign: "heard" | "sent"): void {
    this.#timers.set(sign, this.beat, () => {
      if (this.#timers.has("pong")) return;
      const heardAt = this.link.is === "open" ? this.link.heardAt : 0;
      const soonDue = this.outside.now() - heardAt > this.beat / 2;
      if (sign === "heard" || soonDue || !this.#answered) return this.ping();
      this.#answered = false;
      this.send({ do: "ping", quiet: true });
    });
  }

  #tickLater(): void {
    const due = this.outside.now() + TICK;
    this.#timers.set("tick", TICK, () => {
      const slept = this.outside.now() - due > SLEPT;
      this.#tickLater();
      if (slept) this.#doubt();
    });
  }

  /** Nothing is up to date any more until it has been joined again. */
  #doubt(): void {
    if (this.link.is !== "open" || this.link.doubted) return;
    this.#become({ ...this.link, doubted: true });
    this.events.join(PROOF_WITHIN);
  }

  /** Sets when the next socket is opened: before this one is too old, or to see whether sockets go through now. */
  #changeLater(): void {
    if (this.#channel?.by === "polling") return this.#changeAgain();
    this.#changeIn(CHANGE_AFTER - CHANGE_SPREAD * this.outside.random());
  }

  /** A socket that did not open is tried again: soon for one that is getting old, ever more seldom while polling. */
  #changeAgain(): void {
    const polling = this.#channel?.by === "polling";
    const tries = polling ? Math.min(this.#socketTries, SOCKET_AGAIN_AFTER.length - 1) : 0;
    this.#changeIn((SOCKET_AGAIN_AFTER[tries] ?? MINUTE) * (0.8 + 0.4 * this.outside.random()));
  }

  #changeIn(milliseconds: number): void {
    this.#timers.set("change", milliseconds, () => this.#changeOver());
  }

  #changeOver(): void {
    if (this.link.is !== "open" || this.#coming || this.#previous) return;
    this.#attemptedAt = this.outside.now();
    this.#socketTries += 1;
    this.#coming = this.#dial("socket");
  }
}
