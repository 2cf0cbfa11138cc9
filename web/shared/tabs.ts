/**
 * One line for all tabs of one visitor, or of one agent: the leader has it, the others show what it shows.
 *
 * Whoever holds the lock leads. A tab that dies gives it up at once, and the next in the queue leads; one that is
 * frozen keeps it and answers nobody, so it is robbed. What another tab wrote is kept by that tab until it has been
 * seen on the leader's screen, and given to whoever leads next. A message may thereby be sent by two tabs: it has one
 * client id, and the service stores it once.
 */
import type { Surroundings } from "./channel";
import { Connection, type ConnectionOptions } from "./connection";
import { emptyScreen, type Pending, type Screen, startedScreen, withPendingOf } from "./conversation";
import type { Link, Listener, Talk } from "./talk";
import { Timers } from "./timers";
import type { Facts, ServerFrame, Started } from "./wire";

/** What the tabs of one browser share. */
export interface Neighbours {
  /** Hears what the other tabs say, never what one says oneself. Returns how to say something, and how to leave. */
  room(heard: (said: unknown) => void): { say(what: unknown): void; close(): void };
  /**
   * Calls `held` when the lock is one's own, and `lost` when another tab has taken it away; `rob` takes it from
   * whoever has it. Returns what gives it back, or stops waiting for it.
   */
  lock(held: () => void, lost: () => void, rob: boolean): () => void;
}

/** What one tab asks of another: the names and arguments of `Talk`. */
type Command =
  | ["start"]
  | ["wake"]
  | ["follow", Screen]
  | ["leave", string]
  | ["say", string, string, string]
  | ["retry", string, string]
  | ["discard", string, string]
  | ["typing", string, boolean]
  | ["read", string, number]
  | ["learn", Facts];

type Said =
  /** Is anybody leading? And: tell me everything, for `anew`. */
  | { is: "asked"; anew: boolean }
  /** From the leader: the link, the followed conversations, and those of their screens that have changed. */
  | { is: "shown"; leader: string; link: Link; followed: string[]; screens: Screen[] }
  | { is: "heard"; frame: ServerFrame }
  | { is: "command"; command: Command };

/** Returns one line for all tabs; a line of one's own where tabs cannot hear of each other. */
export function talkAmong(
  neighbours: Neighbours | null,
  outside: Surroundings,
  listener: Listener,
  options: ConnectionOptions = {},
): Talk {
  return neighbours ? new Tabs(outside, listener, options, neighbours) : new Connection(outside, listener, options);
}

const ASK_EVERY = 500;
/** A leader that answers nothing for so long is robbed of the lock. */
export const SILENT_FOR = 1500;
const SPREAD = 400;

export class Tabs implements Talk {
  #connection: Connection | null = null;
  #link: Link = { is: "idle" };
  /** By conversation what the leader shows. */
  #shown = new Map<string, Screen>();
  /** By conversation what was written here and has not been seen on the leader's screen. */
  #unseen = new Map<string, readonly Pending[]>();
  /** What the other tabs have been shown, while one leads. */
  #told = new Map<string, Screen>();
  #leader = "";
  #wanted = false;
  #room: ReturnType<Neighbours["room"]> | null = null;
  #release = () => {};
  #timers: Timers<"ask" | "silent">;
  readonly #name: string;

  constructor(
    private readonly outside: Surroundings,
    private readonly listener: Listener,
    private readonly options: ConnectionOptions,
    private readonly neighbours: Neighbours,
  ) {
    this.#timers = new Timers(outside.later);
    this.#name = outside.newId();
  }

  // --------------------------------------------------------------------------------------------- what one asks

  get leads(): boolean {
    return this.#connection !== null;
  }

  get link(): Link {
    return this.#connection?.link ?? this.#link;
  }

  get screens(): Screen[] {
    if (this.#connection) return this.#connection.screens;
    const conversations = new Set([...this.#shown.keys(), ...this.#unseen.keys()]);
    return [...conversations].map((conversation) => this.#view(conversation));
  }

  start(): void {
    this.#wanted = true;
    this.#enter();
    this.#do(["start"]);
  }

  stop(): void {
    this.#wanted = false;
    if (this.#connection) this.#become(this.#connection.screens);
    this.#release();
    this.#timers.cancelAll();
    this.#room?.close();
    this.#room = null;
    this.#leader = "";
    this.#link = { is: "idle" };
    this.listener.changed();
  }

  wake(): void {
    if (this.#room && !this.leads) this.#ask();
    this.#do(["wake"]);
  }

  screen(conversation: string): Screen | undefined {
    if (this.#connection) return this.#connection.screen(conversation);
    return this.#shown.has(conversation) || this.#unseen.has(conversation) ? this.#view(conversation) : undefined;
  }

  follow(conversation: string, screen: Screen = emptyScreen(conversation)): void {
    this.#wanted = true;
    this.#enter();
    if (!this.leads && !this.#shown.has(conversation)) this.#shown.set(conversation, screen);
    this.#do(["follow", screen]);
    if (!this.leads) this.listener.changed();
  }

  followStarted(started: Started, pending: Screen["pending"] = []): void {
    this.follow(started.facts.conversation, startedScreen(started, pending));
  }

  leave(conversation: string): void {
    this.#shown.delete(conversation);
    this.#unseen.delete(conversation);
    this.#do(["leave", conversation]);
    if (!this.leads) this.listener.changed();
  }

  say(conversation: string, text: string, id: string = this.outside.newId()): string {
    if (!this.leads) {
      const pending: Pending = { id, text, at: this.outside.now(), state: "sending" };
      this.#unseen.set(conversation, [...(this.#unseen.get(conversation) ?? []), pending]);
    }
    this.#do(["say", conversation, text, id]);
    if (!this.leads) this.listener.changed();
    return id;
  }

  retry(conversation: string, id: string): void {
    this.#do(["retry", conversation, id]);
  }

  discard(conversation: string, id: string): void {
    this.#do(["discard", conversation, id]);
  }

  typing(conversation: string, on: boolean): void {
    this.#do(["typing", conversation, on]);
  }

  read(conversation: string, seq: number): void {
    this.#do(["read", conversation, seq]);
  }

  learn(facts: Facts): void {
    this.#do(["learn", facts]);
  }

  // -------------------------------------------------------------------------------------------- among the tabs

  #enter(): void {
    if (this.#room) return;
    this.#room = this.neighbours.room((said) => this.#heard(said as Said));
    this.#link = { is: "connecting", tries: 0 };
    this.#queue(false);
    this.#ask(true);
  }

  #queue(rob: boolean): void {
    this.#release();
    this.#release = this.neighbours.lock(
      () => this.#lead(),
      () => this.#robbed(),
      rob,
    );
  }

  /** Asks whether anybody leads, again and again: whoever leads and says nothing to it is robbed. */
  #ask(anew = false): void {
    if (this.leads) return;
    this.#say({ is: "asked", anew });
    this.#timers.set("ask", ASK_EVERY, () => this.#ask());
    if (this.#timers.has("silent")) return;
    const asked = this.outside.now();
    this.#timers.set("silent", SILENT_FOR + SPREAD * this.outside.random(), () => {
      // A tab that has slept itself has heard nobody, whoever spoke.
      if (this.outside.now() - asked > 2 * SILENT_FOR) this.#ask();
      else this.#queue(true);
    });
  }

  #lead(): void {
    this.#timers.cancelAll();
    const screens = this.screens;
    this.#leader = this.#name;
    this.#told.clear();
    this.#unseen.clear();
    this.#connection = new Connection(
      this.outside,
      {
        changed: () => {
          this.#show();
          this.listener.changed();
        },
        heard: (frame) => {
          this.#say({ is: "heard", frame });
          this.listener.heard?.(frame);
        },
      },
      this.options,
    );
    for (const screen of screens) this.#connection.follow(screen.conversation, { ...screen, typing: false });
    if (this.#wanted) this.#connection.start();
    this.#show();
    this.listener.changed();
  }

  #robbed(): void {
    if (this.#connection) this.#become(this.#connection.screens);
    if (this.#room === null) return;
    this.#link = { is: "connecting", tries: 0 };
    this.#queue(false);
    this.#ask(true);
    this.listener.changed();
  }

  /** One no longer leads, and keeps what was on the screens. */
  #become(screens: readonly Screen[]): void {
    const connection = this.#connection;
    this.#connection = null;
    this.#shown = new Map(screens.map((screen) => [screen.conversation, screen]));
    connection?.stop();
  }

  #say(said: Said): void {
    this.#room?.say(said);
  }

  /** Shows the other tabs what has changed; `anew`, everything. */
  #show(anew = false): void {
    const connection = this.#connection;
    if (connection === null) return;
    const { screens, link } = connection;
    const changed = screens.filter((screen) => anew || this.#told.get(screen.conversation) !== screen);
    this.#told = new Map(screens.map((screen) => [screen.conversation, screen]));
    const followed = screens.map(({ conversation }) => conversation);
    this.#say({ is: "shown", leader: this.#name, link, followed, screens: changed });
  }

  #heard(said: Said): void {
    if (said.is === "asked") this.#show(said.anew);
    else if (said.is === "command" && this.leads) this.#do(said.command);
    else if (said.is === "heard" && !this.leads) this.listener.heard?.(said.frame);
    else if (said.is === "shown" && !this.leads) this.#mirror(said);
  }

  #mirror({ leader, link, followed, screens }: Extract<Said, { is: "shown" }>): void {
    this.#timers.cancel("silent");
    if (leader !== this.#leader) {
      this.#leader = leader;
      this.#introduce();
    }
    this.#link = link;
    for (const screen of screens) this.#shown.set(screen.conversation, screen);
    for (const conversation of [...this.#shown.keys()]) {
      const known = followed.includes(conversation) || this.#unseen.has(conversation);
      if (!known) this.#shown.delete(conversation);
    }
    for (const screen of screens) this.#see(screen);
    this.listener.changed();
  }

  /** A new leader is given what one has on screen: what was not sent before it led is sent by it. */
  #introduce(): void {
    for (const screen of this.screens) {
      this.#unseen.set(screen.conversation, screen.pending);
      this.#say({ is: "command", command: ["follow", screen] });
    }
    if (this.#wanted) this.#say({ is: "command", command: ["start"] });
  }

  /** What is on the leader's screen need not be kept here. */
  #see(screen: Screen): void {
    const unseen = this.#unseen.get(screen.conversation);
    if (unseen === undefined) return;
    const left = withPendingOf(screen, unseen).pending.slice(screen.pending.length);
    if (left.length > 0) this.#unseen.set(screen.conversation, left);
    else this.#unseen.delete(screen.conversation);
  }

  #view(conversation: string): Screen {
    const shown = this.#shown.get(conversation) ?? emptyScreen(conversation);
    return withPendingOf(shown, this.#unseen.get(conversation) ?? []);
  }

  // ---------------------------------------------------------------------------------------------------- doing

  #do(command: Command): void {
    const connection = this.#connection;
    if (connection === null) return this.#say({ is: "command", command });
    if (command[0] === "start") return connection.start();
    if (command[0] === "wake") return connection.wake();
    if (command[0] === "follow") return connection.follow(command[1].conversation, command[1]);
    if (command[0] === "leave") return connection.leave(command[1]);
    if (command[0] === "learn") return connection.learn(command[1]);
    // A conversation that another tab has left meanwhile is not there to be talked in; what is said brings it back.
    if (command[0] === "say") return this.#sayOnce(connection, command[1], command[2], command[3]);
    if (connection.screen(command[1]) === undefined) return;
    if (command[0] === "retry") connection.retry(command[1], command[2]);
    else if (command[0] === "discard") connection.discard(command[1], command[2]);
    else if (command[0] === "typing") connection.typing(command[1], command[2]);
    else connection.read(command[1], command[2]);
  }

  #sayOnce(connection: Connection, conversation: string, text: string, id: string): void {
    const screen = connection.screen(conversation);
    const pending: Pending = { id, text, at: this.outside.now(), state: "sending" };
    if (screen === undefined)
      return connection.follow(conversation, { ...emptyScreen(conversation), pending: [pending] });
    if (withPendingOf(screen, [pending]) !== screen) connection.say(conversation, text, id);
  }
}
