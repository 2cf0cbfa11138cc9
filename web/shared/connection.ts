/**
 * One socket to the service and the conversations that are followed on it.
 *
 * A state machine without DOM, clock or socket of its own: all of them come in as `Surroundings`. It keeps the
 * delivery contract on the browser's side: one message in flight a conversation, in the order typed, under an id
 * that never changes; what is acknowledged is in its place, what is not is on the screen and says so; after every
 * break and every jump in `seq` the missing entries are fetched.
 */
import * as screens from "./conversation";
import { emptyScreen, isBehind, isClosed, lastSeq, type Screen } from "./conversation";
import { problemOf } from "./http";
import type { Link, Listener, Talk } from "./talk";
import type { ClientFrame, Facts, History, Problem, Refused, ServerFrame, Started, Ticket } from "./wire";

export interface Ears {
  opened: () => void;
  heard: (text: string) => void;
  /** Called once, also when the socket never opened. */
  closed: () => void;
}

export interface Socket {
  send: (text: string) => void;
  close: () => void;
}

export interface Surroundings {
  /** Milliseconds since 1970. */
  now: () => number;
  /** At least 0, less than 1. */
  random: () => number;
  /** A new client id, never given before. */
  newId: () => string;
  /** Runs something later; returns what cancels it. */
  later: (milliseconds: number, run: () => void) => () => void;
  /** Fetches a ticket; rejects with a `Refusal`. */
  ticket: () => Promise<Ticket>;
  open: (address: string, protocols: string[], ears: Ears) => Socket;
}

export type { By, Link, Listener, Talk } from "./talk";

const SECOND = 1000;
export const ANSWER_WITHIN = 10 * SECOND;
/** API Gateway closes a socket that was quiet for 10 minutes. */
export const PING_AFTER = 8 * 60 * SECOND;
export const LONGEST_PAUSE = 30 * SECOND;
/** Frames of one socket overtake each other; most gaps close by themselves in this time. */
export const GAP_MAY_LAST = 400;
export const TYPING_EVERY = 10 * SECOND;
export const TYPING_LASTS = 15 * SECOND;
export const TYPING_AT_MOST_EVERY = 3 * SECOND;
/** A message that was sent this often on a good line and never answered is given back to its writer. */
const UNANSWERED_AT_MOST = 3;
/** What `chalicelib/chat/limits.py` allows a sender, so that catching up after a break is never refused. */
const PACE = [
  { messages: 5, within: 3 * SECOND },
  { messages: 20, within: 60 * SECOND },
];

/** What is known about one followed conversation beside its screen. */
interface Followed {
  screen: Screen;
  /** Whether this socket follows it and nothing was missing when it began to. */
  joined: boolean;
  joinAsked: boolean;
  joinTries: number;
  inFlight: { id: string; n: number } | null;
  unanswered: Map<string, number>;
  sayNotBefore: number;
  sayTries: number;
  typingTold: boolean;
  typingToldAt: number;
  readTold: number;
  cancels: Map<"join" | "say" | "typing" | "answer_join" | "answer_say", () => void>;
}

export class Connection implements Talk {
  link: Link = { is: "idle" };
  #followed = new Map<string, Followed>();
  #socket: Socket | null = null;
  /** Counts attempts, so that a late ticket or event of an earlier one is not heard. */
  #attempt = 0;
  #tries = 0;
  #quietSince = 0;
  #sentAt: number[] = [];
  #cancelRetry = () => {};
  #cancelPing = () => {};
  #cancelPong = () => {};

  constructor(
    private readonly outside: Surroundings,
    private readonly listener: Listener,
  ) {}

  // --------------------------------------------------------------------------------------------- what one asks

  /** Opens the socket, if it is not open or opening. */
  start(): void {
    if (this.link.is === "idle" || this.link.is === "ended") this.#connect();
  }

  /** Closes the socket. Screens and unsent messages are kept. */
  stop(): void {
    this.#hangUp();
    this.#become({ is: "idle" });
  }

  /** Tries at once instead of later: the browser is online again, the page visible again, or somebody asked. */
  wake(): void {
    if (this.link.is === "waiting" && !mustWait(this.link, this.outside.now())) this.#connect();
    else if (this.link.is === "open" && this.outside.now() - this.#quietSince > 20 * SECOND) this.#ping();
  }

  screen(conversation: string): Screen | undefined {
    return this.#followed.get(conversation)?.screen;
  }

  get screens(): Screen[] {
    return [...this.#followed.values()].map((followed) => followed.screen);
  }

  /** Follows a conversation; `screen` is what is already known about it. Opens the socket if need be. */
  follow(conversation: string, screen: Screen = emptyScreen(conversation)): void {
    if (this.#followed.has(conversation)) return;
    const followed = newlyFollowed(screen);
    this.#followed.set(conversation, followed);
    this.listener.changed();
    if (this.link.is === "open") this.#join(followed);
    else this.start();
  }

  /** Follows the conversation that a first message has started; `pending` is what was typed meanwhile. */
  followStarted({ facts, entry }: Started, pending: Screen["pending"] = []): void {
    const heard: History = { is: "history", facts, entries: [entry] };
    const rest = pending.filter((one) => one.id !== entry.id);
    this.follow(facts.conversation, screens.withHistory({ ...emptyScreen(facts.conversation), pending: rest }, heard));
  }

  /** Stops following and forgets the screen with all that was not sent. */
  leave(conversation: string): void {
    const followed = this.#followed.get(conversation);
    if (followed === undefined) return;
    if (followed.joined || followed.joinAsked) this.#send({ do: "leave", conversation });
    cancelAll(followed);
    this.#followed.delete(conversation);
    this.listener.changed();
  }

  /** Puts a message on the screen and sends it as soon as may be. Returns its client id. */
  say(conversation: string, text: string, id: string = this.outside.newId()): string {
    const followed = this.#mustFollow(conversation);
    // A message ends the typing for the other side without a word.
    followed.typingTold = false;
    this.#show(followed, screens.withPending(followed.screen, id, text, this.outside.now()));
    this.#pump(followed);
    return id;
  }

  /** Sends a message that was not sent once more. */
  retry(conversation: string, id: string): void {
    const followed = this.#mustFollow(conversation);
    followed.unanswered.delete(id);
    this.#show(followed, screens.withRetry(followed.screen, id, this.outside.now()));
    this.#pump(followed);
  }

  /** Takes a message that was not sent off the screen. */
  discard(conversation: string, id: string): void {
    const followed = this.#mustFollow(conversation);
    const pending = followed.screen.pending.find((one) => one.id === id);
    if (pending?.state === "not_sent") this.#show(followed, screens.withoutPending(followed.screen, id));
  }

  /** Tells that one is typing (call it on every key) or no longer is; the other side hears of it rarely. */
  typing(conversation: string, on: boolean): void {
    const followed = this.#mustFollow(conversation);
    const since = this.outside.now() - followed.typingToldAt;
    const told = followed.typingTold && since < TYPING_LASTS;
    const needless = on ? told && since < TYPING_EVERY : !told;
    if (needless || since < TYPING_AT_MOST_EVERY || !followed.joined || isClosed(followed.screen)) return;
    if (!this.#send({ do: "typing", conversation, on })) return;
    followed.typingTold = on;
    followed.typingToldAt = this.outside.now();
  }

  /** Tells that everything up to `seq` has been on screen. */
  read(conversation: string, seq: number): void {
    const followed = this.#mustFollow(conversation);
    if (seq <= followed.readTold || !followed.joined || isClosed(followed.screen)) return;
    if (this.#send({ do: "read", conversation, seq })) followed.readTold = seq;
  }

  /** Applies facts that came another way, as the answer of a command over HTTPS. */
  learn(facts: Facts): void {
    const followed = this.#followed.get(facts.conversation);
    if (followed === undefined) return;
    this.#show(followed, screens.withFacts(followed.screen, facts));
    this.#mindGap(followed);
  }

  // --------------------------------------------------------------------------------------------------- the line

  async #connect(): Promise<void> {
    this.#hangUp();
    const attempt = this.#attempt;
    this.#become({ is: "connecting", tries: this.#tries });
    let ticket: Ticket;
    try {
      ticket = await this.outside.ticket();
    } catch (failure) {
      if (attempt === this.#attempt) this.#ticketRefused(problemOf(failure));
      return;
    }
    if (attempt !== this.#attempt) return;
    this.#openSocket(ticket, attempt);
  }

  #openSocket(ticket: Ticket, attempt: number): void {
    const current = (act: () => void) => () => {
      if (attempt === this.#attempt) act();
    };
    const cancel = this.outside.later(
      ANSWER_WITHIN,
      current(() => this.#broken()),
    );
    this.#cancelRetry = cancel;
    this.#socket = this.outside.open(ticket.socket, ["juttu.v1", `ticket.${ticket.ticket}`], {
      opened: current(() => {
        cancel();
        this.#opened();
      }),
      heard: (text) => {
        if (attempt === this.#attempt) this.#heard(text);
      },
      closed: current(() => this.#broken()),
    });
  }

  #opened(): void {
    this.#quietSince = this.outside.now();
    this.#become({ is: "open", by: "socket", heardAt: this.outside.now(), doubted: false });
    this.#pingLater();
    for (const followed of this.#followed.values()) this.#join(followed);
  }

  #ticketRefused(problem: Problem): void {
    if (problem.code !== "unauthenticated" && problem.code !== "not_found") return this.#tryLater(problem);
    for (const followed of this.#followed.values()) followed.screen = screens.withLoss(followed.screen, problem);
    this.#become({ is: "ended", why: "unauthenticated" });
  }

  #broken(): void {
    this.#hangUp();
    this.#tryLater(null);
  }

  /** Full jitter, so that a thousand browsers do not come back in step; never before we are told to. */
  #tryLater(problem: Problem | null): void {
    const longest = Math.min(LONGEST_PAUSE, SECOND * 2 ** this.#tries);
    const pause = (problem?.retry_after ?? 0) * SECOND + this.outside.random() * longest;
    this.#tries += 1;
    this.#cancelRetry = this.outside.later(pause, () => this.#connect());
    this.#become({ is: "waiting", until: this.outside.now() + pause, tries: this.#tries, problem });
  }

  #hangUp(): void {
    this.#attempt += 1;
    this.#cancelRetry();
    this.#cancelPing();
    this.#cancelPong();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    for (const followed of this.#followed.values()) {
      cancelAll(followed);
      Object.assign(followed, { joined: false, joinAsked: false, inFlight: null });
      followed.screen = screens.withTyping(followed.screen, false);
    }
  }

  #become(link: Link): void {
    this.link = link;
    this.listener.changed();
  }

  /** Returns whether the frame went to an open socket. */
  #send(frame: ClientFrame): boolean {
    if (this.link.is !== "open" || this.#socket === null) return false;
    this.#quietSince = this.outside.now();
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #pingLater(): void {
    const due = this.#quietSince + PING_AFTER - this.outside.now();
    this.#cancelPing = this.outside.later(Math.max(due, SECOND), () => {
      if (this.outside.now() - this.#quietSince >= PING_AFTER) this.#ping();
      this.#pingLater();
    });
  }

  #ping(): void {
    if (!this.#send({ do: "ping" })) return;
    this.#cancelPong();
    this.#cancelPong = this.outside.later(ANSWER_WITHIN, () => this.#broken());
  }

  // --------------------------------------------------------------------------------------------- what one hears

  #heard(text: string): void {
    const frame = decoded(text);
    if (frame === null) return;
    this.#tries = 0;
    this.#quietSince = this.outside.now();
    this.#cancelPong();
    this.link = { is: "open", by: "socket", heardAt: this.outside.now(), doubted: false };
    this.#apply(frame);
    this.listener.heard?.(frame);
    this.listener.changed();
  }

  #apply(frame: ServerFrame): void {
    if (frame.is === "ended") return this.#endedByService(frame.why);
    if (frame.is === "refused") return this.#refused(frame);
    const followed = this.#followed.get(conversationOf(frame) ?? "");
    if (followed === undefined) return;
    const { screen } = followed;
    if (frame.is === "history") this.#history(followed, frame);
    else if (frame.is === "said") this.#said(followed, screens.withEntry(screen, frame.entry), frame.entry.id);
    else if (frame.is === "told" && frame.entry) followed.screen = screens.withEntry(screen, frame.entry);
    else if (frame.is === "told") followed.screen = screens.withNewest(screen, frame.seq);
    else if (frame.is === "changed") followed.screen = screens.withFacts(screen, frame.facts);
    else if (frame.is === "read") followed.screen = screens.withRead(screen, frame.by, frame.seq);
    else if (frame.is === "typing") this.#otherTypes(followed, frame.on);
    // A place without its entry has to be fetched, there is nothing to wait for.
    if (frame.is === "told" && !frame.entry && isBehind(followed.screen)) this.#join(followed);
    else this.#mindGap(followed);
  }

  #endedByService(why: "signed_out" | "replaced"): void {
    this.#hangUp();
    this.#become({ is: "ended", why });
  }

  #otherTypes(followed: Followed, on: boolean): void {
    followed.screen = screens.withTyping(followed.screen, on);
    const stop = () => this.#show(followed, screens.withTyping(followed.screen, false));
    this.#schedule(followed, "typing", on ? TYPING_LASTS : null, stop);
  }

  // --------------------------------------------------------------------------------------- joining, catching up

  #join(followed: Followed): void {
    if (followed.joinAsked || followed.screen.lost) return;
    this.#schedule(followed, "join", null);
    const { conversation } = followed.screen;
    if (!this.#send({ do: "join", conversation, after: lastSeq(followed.screen) })) return;
    followed.joinAsked = true;
    this.#schedule(followed, "answer_join", ANSWER_WITHIN, () => this.#broken());
  }

  #history(followed: Followed, frame: History): void {
    const before = lastSeq(followed.screen);
    followed.joinAsked = false;
    this.#schedule(followed, "answer_join", null);
    followed.screen = screens.withHistory(followed.screen, frame);
    const incomplete = frame.more === true || isBehind(followed.screen);
    if (!incomplete) {
      followed.joinTries = 0;
      followed.joined = true;
      this.#pump(followed);
    } else if (lastSeq(followed.screen) > before) this.#join(followed);
    else this.#joinLater(followed, null);
  }

  #joinLater(followed: Followed, problem: Problem | null): void {
    const longest = Math.min(LONGEST_PAUSE, SECOND * 2 ** followed.joinTries);
    followed.joinTries += 1;
    const pause = (problem?.retry_after ?? 0) * SECOND + this.outside.random() * longest;
    this.#schedule(followed, "join", pause, () => this.#join(followed));
  }

  /** Fetches what is missing, unless it arrives by itself in a moment. */
  #mindGap(followed: Followed): void {
    if (!isBehind(followed.screen)) return followed.joinAsked ? undefined : this.#schedule(followed, "join", null);
    if (!followed.joined || followed.joinAsked || followed.cancels.has("join")) return;
    this.#schedule(followed, "join", GAP_MAY_LAST, () => this.#join(followed));
  }

  // ----------------------------------------------------------------------------------------------------- saying

  /** Sends the next waiting message, if none is in flight and the pace allows it. */
  #pump(followed: Followed): void {
    const next = followed.screen.pending.find((one) => one.state === "sending");
    if (next === undefined || !followed.joined || followed.inFlight !== null) return;
    const now = this.outside.now();
    const notBefore = Math.max(followed.sayNotBefore, this.#paceAllowsAt(now));
    if (notBefore > now) return this.#schedule(followed, "say", notBefore - now, () => this.#pump(followed));
    const { conversation, sent } = followed.screen;
    const n = sent + 1;
    if (!this.#send({ do: "say", conversation, id: next.id, n, text: next.text })) return;
    this.#sentAt = [...this.#sentAt.slice(-19), now];
    followed.inFlight = { id: next.id, n };
    this.#schedule(followed, "answer_say", ANSWER_WITHIN, () => this.#unanswered(followed, next.id));
  }

  #paceAllowsAt(now: number): number {
    const allowed = PACE.map(({ messages, within }) => {
      const first = this.#sentAt.at(-messages);
      return first === undefined ? now : first + within + 200;
    });
    return Math.max(...allowed);
  }

  #said(followed: Followed, screen: Screen, id: string | null | undefined): void {
    followed.screen = screen;
    if (followed.inFlight?.id !== id) return;
    followed.screen = screens.withSent(screen, Math.max(screen.sent, followed.inFlight?.n ?? 0));
    followed.sayTries = 0;
    this.#answered(followed);
    this.#pump(followed);
  }

  #answered(followed: Followed): void {
    if (followed.inFlight !== null) followed.unanswered.delete(followed.inFlight.id);
    followed.inFlight = null;
    this.#schedule(followed, "answer_say", null);
  }

  /** The line is good for nothing, or this message never gets an answer: then its writer must know. */
  #unanswered(followed: Followed, id: string): void {
    const times = (followed.unanswered.get(id) ?? 0) + 1;
    followed.unanswered.set(id, times);
    if (times >= UNANSWERED_AT_MOST) {
      const problem = { code: "unexpected", sentence: "The message was not answered." };
      followed.screen = screens.withNotSent(followed.screen, id, problem);
    }
    this.#broken();
  }

  // -------------------------------------------------------------------------------------------------- refusals

  #refused(refused: Refused): void {
    const followed = this.#followed.get(refused.conversation ?? "") ?? this.#onlyOneAsking();
    if (followed === undefined) return;
    const { code } = refused;
    const mine = refused.id == null || refused.id === followed.inFlight?.id;
    if (code === "unauthenticated" || code === "not_found") this.#lose(followed, refused);
    else if (refused.of === "join") this.#joinRefused(followed, refused);
    else if ((refused.of === "say" || refused.of == null) && followed.inFlight !== null && mine) {
      this.#sayRefused(followed, followed.inFlight.id, refused);
    }
  }

  /** A frame that could not even be read is refused without a name; it was the one question that is open. */
  #onlyOneAsking(): Followed | undefined {
    const asking = [...this.#followed.values()].filter((one) => one.inFlight !== null || one.joinAsked);
    return asking.length === 1 ? asking[0] : undefined;
  }

  #lose(followed: Followed, problem: Problem): void {
    cancelAll(followed);
    Object.assign(followed, { joined: false, joinAsked: false, inFlight: null });
    followed.screen = screens.withLoss(followed.screen, problem);
  }

  #joinRefused(followed: Followed, problem: Problem): void {
    followed.joinAsked = false;
    this.#schedule(followed, "answer_join", null);
    followed.screen = screens.withProblem(followed.screen, problem);
    this.#joinLater(followed, problem);
  }

  #sayRefused(followed: Followed, id: string, refused: Refused): void {
    this.#answered(followed);
    if (refused.code === "out_of_order" && refused.expected != null && followed.sayTries < UNANSWERED_AT_MOST) {
      followed.sayTries += 1;
      followed.screen = screens.withSent(followed.screen, refused.expected - 1);
    } else if (willPass(refused.code)) {
      this.#sayLater(followed, id, refused);
    } else {
      followed.sayTries = 0;
      followed.screen = screens.withNotSent(followed.screen, id, refused);
      if (refused.code === "conversation_closed") return this.#join(followed);
    }
    this.#pump(followed);
  }

  #sayLater(followed: Followed, id: string, problem: Problem): void {
    const longest = Math.min(LONGEST_PAUSE, SECOND * 2 ** followed.sayTries);
    followed.sayTries += 1;
    const pause = (problem.retry_after ?? 1) * SECOND + this.outside.random() * longest;
    followed.sayNotBefore = this.outside.now() + pause;
    followed.screen = screens.withDelayed(followed.screen, id, problem);
  }

  // ---------------------------------------------------------------------------------------------------- inside

  #mustFollow(conversation: string): Followed {
    const followed = this.#followed.get(conversation);
    if (followed === undefined) throw new Error(`conversation ${conversation} is not followed`);
    return followed;
  }

  #show(followed: Followed, screen: Screen): void {
    if (followed.screen === screen) return;
    followed.screen = screen;
    this.listener.changed();
  }

  /** Keeps one timer of a kind a conversation: sets it anew, or with null takes it away. */
  #schedule(
    followed: Followed,
    kind: "join" | "say" | "typing" | "answer_join" | "answer_say",
    after: number | null,
    run: () => void = () => {},
  ): void {
    followed.cancels.get(kind)?.();
    followed.cancels.delete(kind);
    if (after === null) return;
    const cancel = this.outside.later(after, () => {
      followed.cancels.delete(kind);
      run();
    });
    followed.cancels.set(kind, cancel);
  }
}

function newlyFollowed(screen: Screen): Followed {
  return {
    screen,
    joined: false,
    joinAsked: false,
    joinTries: 0,
    inFlight: null,
    unanswered: new Map(),
    sayNotBefore: 0,
    sayTries: 0,
    typingTold: false,
    typingToldAt: 0,
    readTold: 0,
    cancels: new Map(),
  };
}

function cancelAll(followed: Followed): void {
  for (const cancel of followed.cancels.values()) cancel();
  followed.cancels.clear();
}

function mustWait(link: Link & { is: "waiting" }, now: number): boolean {
  return (link.problem?.retry_after ?? 0) > 0 && link.until > now;
}

/** Whether the same request may be granted later. */
function willPass(code: string): boolean {
  return code === "too_many" || code === "unavailable" || code === "log_unavailable";
}

function conversationOf(frame: ServerFrame): string | null {
  if ("facts" in frame) return frame.facts.conversation;
  if ("conversation" in frame) return frame.conversation ?? null;
  return null;
}

function decoded(text: string): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(text);
    return frame !== null && typeof frame === "object" && "is" in frame ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
