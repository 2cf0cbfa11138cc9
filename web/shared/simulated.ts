/**
 * A service, a clock and a network for tests, all in one hand: what API Gateway does, including when it goes wrong.
 *
 * Frames of one socket may overtake each other; a frame may be lost with its socket; a message may be stored and
 * its answer lost. The service keeps its side of the delivery contract: dense `seq`, client ids, the sender's order.
 */
import type { Ears, Surroundings } from "./connection";
import { Refusal } from "./http";
import type {
  ClientFrame,
  Desk,
  Entry,
  Facts,
  History,
  Message,
  Problem,
  Refused,
  Said,
  Say,
  ServerFrame,
  Side,
  Status,
  Ticket,
} from "./wire";

interface Timer {
  at: number;
  order: number;
  run: (() => void) | null;
}

/** A clock that stands still until it is told how much time passes. */
export class Clock {
  /** Timers go by this one, as a browser's do; what people call the time can be set. */
  #time = 0;
  #set = 1_790_000_000_000;
  /** A heap: the earliest first. */
  #timers: Timer[] = [];
  #order = 0;

  /** Milliseconds since 1970, as this device believes. */
  get now(): number {
    return this.#time + this.#set;
  }

  later(milliseconds: number, run: () => void): () => void {
    const timer: Timer = { at: this.#time + milliseconds, order: this.#order++, run };
    this.#put(timer);
    return () => {
      timer.run = null;
    };
  }

  /** Runs all that is due within a time, in order, letting promises settle in between. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.#time + milliseconds;
    await settled();
    for (let next = this.#timers[0]; next !== undefined && next.at <= until; next = this.#timers[0]) {
      this.#takeFirst();
      if (next.run === null) continue;
      this.#time = Math.max(this.#time, next.at);
      next.run();
      await settled();
    }
    this.#time = until;
  }

  /** Time goes by and nothing runs, as on a laptop that is closed. */
  sleep(milliseconds: number): void {
    this.#time += milliseconds;
  }

  /** Somebody sets the clock: forward, or back when negative. */
  set(milliseconds: number): void {
    this.#set += milliseconds;
  }

  #put(timer: Timer): void {
    const heap = this.#timers;
    let place = heap.push(timer) - 1;
    for (let parent = (place - 1) >> 1; place > 0; parent = (place - 1) >> 1) {
      if (!isBefore(timer, heap[parent])) break;
      heap[place] = heap[parent] as Timer;
      place = parent;
    }
    heap[place] = timer;
  }

  #takeFirst(): void {
    const heap = this.#timers;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const child = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
      if (!isBefore(heap[child], last)) break;
      heap[place] = heap[child] as Timer;
      place = child;
    }
    heap[place] = last;
  }
}

function isBefore(one: Timer | undefined, other: Timer | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.at - other.at < 0 || (one.at === other.at && one.order < other.order);
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

interface OpenSocket {
  ears: Ears;
  side: Side;
  open: boolean;
  /** Open at one end only: nothing passes, nobody is told. */
  dead: boolean;
  stopIdle: () => void;
  follows: Set<string>;
}

export interface Faults {
  /** Milliseconds a frame takes, asked for each frame anew. */
  delay: () => number;
  /** What becomes of a message: stored and answered; stored, the answer lost; lost before; refused; not answered. */
  fate: () => "well" | "answer_lost" | "lost" | "refused" | "silence";
  /** How often the service gets a frame that was sent once. */
  copies: () => number;
}

export const noFaults: Faults = { delay: () => 5, fate: () => "well", copies: () => 1 };
export const IDLE_CUT = 10 * 60_000;
export const AGE_CUT = 120 * 60_000;

interface Stored {
  entries: Entry[];
  status: Status;
  mine: boolean;
  read: number;
}

/** A request over HTTPS, as the service has seen it. */
interface Request {
  at: number;
  method: string;
  path: string;
}

const offline = () => new Refusal({ code: "offline", sentence: "" });

export class SimulatedService {
  readonly clock = new Clock();
  faults: Faults = noFaults;
  /** Every frame that came from the browser by a socket. */
  heard: ClientFrame[] = [];
  /** Every request over HTTPS but for tickets. */
  asked: Request[] = [];
  /** Next refusals of tickets. */
  ticketProblems: Problem[] = [];
  ticketsGiven = 0;
  /** How many sockets were cut because they were quiet for ten minutes. */
  idleCuts = 0;
  opened: { address: string; protocols: string[]; at: number }[] = [];
  page = 100;
  /** The place in the queue while waiting. */
  place = 2;
  /** Seconds after which a refused message may come again. */
  retryAfter = 1;
  /** What is stored of a text. */
  masking: (text: string) => Pick<Entry, "text" | "masked"> = (text) => ({ text });
  /**
   * By the id alone; or only where a message was stored under this count, and refusals do not name the count: then
   * more depends on the sender.
   */
  knowsRepeatsBy: "id" | "count" = "id";
  /** While false, nothing reaches the service, neither sockets nor HTTPS. */
  reachable = true;
  /** What the network does to sockets: refuse them, leave them waiting, or open them and let nothing through. */
  blocked: "refused" | "waiting" | "deaf" | null = null;
  /** The conversations of which sockets answer and tell nothing, as when each answer is too large for them. */
  mute = new Set<string>();
  /** The next refusals of what is asked over HTTPS. */
  askProblems: Problem[] = [];
  desk: Desk = { waiting: [], left: [], mine: [], now: 0 };
  #conversations = new Map<string, Stored>();
  #sockets = new Set<OpenSocket>();
  #ids = 0;

  /** The world of one browser. */
  surroundings(random: () => number = () => 0.5, side: Side = "visitor"): Surroundings {
    return {
      now: () => this.clock.now,
      random,
      newId: () => `client-${this.#ids++}`,
      later: (milliseconds, run) => this.clock.later(milliseconds, run),
      ticket: () => this.#ticket(),
      open: (address, protocols, ears) => this.#open(address, protocols, ears, side),
      ask: (method, path, body) => this.#ask(side, method, path, body) as Promise<never>,
    };
  }

  begin(conversation: string, ...texts: string[]): void {
    this.#conversations.set(conversation, { entries: [], status: "waiting", mine: true, read: 0 });
    for (const text of texts) this.store(conversation, { kind: "said", by: "visitor", text, id: `first-${text}` });
  }

  entries(conversation: string): Entry[] {
    return this.#stored(conversation).entries;
  }

  /** How far the visitor has told to have read. */
  read(conversation: string): number {
    return this.#stored(conversation).read;
  }

  /** Puts an entry into its place and tells nobody. */
  store(conversation: string, entry: Omit<Entry, "seq" | "at">): Entry {
    const stored = this.#stored(conversation);
    const placed: Entry = { ...entry, seq: stored.entries.length + 1, at: this.clock.now };
    stored.entries.push(placed);
    if (entry.kind === "joined") stored.status = "active";
    if (entry.kind === "left") stored.status = "waiting";
    if (entry.kind === "closed") stored.status = "closed";
    return placed;
  }

  /** Stores an entry and tells all who follow. */
  tell(conversation: string, entry: Omit<Entry, "seq" | "at">, withEntry = true): Entry {
    const placed = this.store(conversation, entry);
    this.push(conversation, { is: "told", conversation, seq: placed.seq, ...(withEntry ? { entry: placed } : {}) });
    return placed;
  }

  /** From now on the agent who speaks here has it, or has not. */
  hand(conversation: string, mine: boolean): void {
    this.#stored(conversation).mine = mine;
  }

  push(conversation: string, frame: ServerFrame): void {
    for (const socket of this.#sockets) if (socket.follows.has(conversation)) this.#send(socket, frame);
  }

  /** Sends to every open socket, whatever it follows. */
  broadcast(frame: ServerFrame): void {
    for (const socket of this.#sockets) this.#send(socket, frame);
  }

  /** Tells the oldest open socket that it is ended by the service. */
  endOldest(why: "signed_out" | "replaced"): void {
    const [oldest] = this.#sockets;
    if (oldest) this.#send(oldest, { is: "ended", why });
  }

  /** Cuts every open socket. */
  cut(): void {
    for (const socket of [...this.#sockets]) this.#drop(socket);
  }

  /** Every open socket is dead from now on, and nobody is told. */
  deafen(): void {
    for (const socket of this.#sockets) socket.dead = true;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  framesThat(does: ClientFrame["do"]): ClientFrame[] {
    return this.heard.filter((frame) => frame.do === does);
  }

  facts(conversation: string, side: Side = "visitor"): Facts {
    const { entries, status, mine, read } = this.#stored(conversation);
    const end = entries.find((entry) => entry.kind === "closed");
    return {
      conversation,
      site: "demo",
      language: "fi",
      status,
      ...(side === "agent" ? { mine, alias: "Anna" } : status === "waiting" ? { place: this.place } : {}),
      started_at: 1_790_000_000_000,
      expires_on: "2026-11-21",
      seq: entries.length,
      sent: entries.filter((entry) => entry.by === side && entry.kind === "said").length,
      read_by_visitor: read,
      ...(end ? { closed_at: end.at, closed_by: end.by } : {}),
    };
  }

  // ------------------------------------------------------------------------------------------------------ HTTPS

  async #ticket(): Promise<Ticket> {
    const problem = this.ticketProblems.shift();
    if (problem) throw new Refusal(problem);
    if (!this.reachable) throw offline();
    this.ticketsGiven += 1;
    return { ticket: `t${this.ticketsGiven}`, socket: "wss://chat.example/socket" };
  }

  #ask(side: Side, method: string, path: string, body?: object): Promise<unknown> {
    this.asked.push({ at: this.clock.now, method, path });
    return new Promise((resolve, reject) => {
      const problem = this.askProblems.shift();
      if (problem) return reject(new Refusal(problem, 400));
      const passes = (run: () => void) =>
        this.clock.later(this.faults.delay(), () => (this.reachable ? run() : reject(offline())));
      passes(() => {
        const answer = this.#respond(side, method, path, body);
        if (answer === "lost") reject(offline());
        else if (answer !== "silence") passes(() => (answer instanceof Refusal ? reject(answer) : resolve(answer)));
      });
    });
  }

  #respond(side: Side, method: string, path: string, body: object = {}): unknown {
    if (path === "v1/desk") return { ...this.desk, now: this.clock.now };
    const [address = "", after = "0"] = path.split("?after=");
    const conversation = address.match(/^v1\/conversations\/(\w+)/)?.[1] ?? this.#only(address);
    if (!this.#grants(conversation, side)) return new Refusal({ code: "not_found", sentence: "" }, 404);
    if (method === "GET") return this.#history(conversation, Number(after), side);
    if (address.endsWith("/seen")) return this.#seen(conversation, (body as { seq: number }).seq);
    const answer = this.#store(side, { do: "say", conversation, ...(body as Message) });
    if (answer === "lost" || answer === "silence") return answer;
    return answer.is === "refused" ? new Refusal(answer, 400) : answer;
  }

  /** A visitor's key opens one conversation. */
  #only(address: string): string {
    const [first] = this.#conversations.keys();
    if (first === undefined || !/^v1\/conversation(\/|$)/.test(address)) throw new Error(`no ${address}`);
    return first;
  }

  // ---------------------------------------------------------------------------------------------------- sockets

  #open(address: string, protocols: string[], ears: Ears, side: Side) {
    this.opened.push({ address, protocols, at: this.clock.now });
    const dead = this.blocked === "deaf";
    const socket: OpenSocket = { ears, side, open: false, dead, stopIdle: () => {}, follows: new Set() };
    let given = false;
    this.clock.later(this.faults.delay(), () => {
      if (given || this.blocked === "waiting") return;
      if (!this.reachable || this.blocked === "refused") return ears.closed();
      socket.open = true;
      this.#sockets.add(socket);
      this.#mindIdle(socket);
      this.clock.later(AGE_CUT, () => this.#drop(socket));
      ears.opened();
    });
    return {
      send: (text: string) => this.#receive(socket, JSON.parse(text)),
      close: () => {
        given = true;
        socket.open = false;
        this.#sockets.delete(socket);
      },
    };
  }

  #mindIdle(socket: OpenSocket): void {
    socket.stopIdle();
    socket.stopIdle = this.clock.later(IDLE_CUT, () => {
      if (socket.open && !socket.dead) this.idleCuts += 1;
      this.#drop(socket);
    });
  }

  #receive(socket: OpenSocket, frame: ClientFrame): void {
    if (!socket.open || socket.dead || !this.reachable) return;
    this.heard.push(frame);
    this.#mindIdle(socket);
    for (let copies = this.faults.copies(); copies > 0; copies -= 1) {
      this.clock.later(this.faults.delay(), () => this.#answer(socket, frame));
    }
  }

  #answer(socket: OpenSocket, frame: ClientFrame): void {
    if (frame.do === "ping") return frame.quiet ? undefined : this.#send(socket, { is: "pong" });
    if (this.mute.has(frame.conversation)) return;
    if (frame.do === "join") this.#joined(socket, frame.conversation, frame.after ?? 0);
    if (frame.do === "read") this.#seen(frame.conversation, frame.seq);
    if (frame.do === "say") this.#said(socket, frame);
  }

  #joined(socket: OpenSocket, conversation: string, after: number): void {
    if (!this.#grants(conversation, socket.side)) {
      return this.#send(socket, { is: "refused", code: "not_found", sentence: "", of: "join", conversation });
    }
    socket.follows.add(conversation);
    this.#send(socket, this.#history(conversation, after, socket.side));
  }

  #said(socket: OpenSocket, frame: Say): void {
    const answer = this.#store(socket.side, frame, socket);
    if (answer === "lost") this.#drop(socket);
    else if (answer !== "silence") this.#send(socket, answer);
  }

  #drop(socket: OpenSocket): void {
    if (!socket.open) return;
    socket.open = false;
    this.#sockets.delete(socket);
    // The end of a dead one reaches nobody.
    if (!socket.dead) socket.ears.closed();
  }

  #send(socket: OpenSocket, frame: ServerFrame): void {
    this.clock.later(this.faults.delay(), () => {
      if (socket.open && !socket.dead && this.reachable) socket.ears.heard(JSON.stringify(frame));
    });
  }

  // --------------------------------------------------------------------------------------------------- the store

  #grants(conversation: string, side: Side): boolean {
    const stored = this.#conversations.get(conversation);
    return stored !== undefined && (side === "visitor" || stored.mine);
  }

  #history(conversation: string, after: number, side: Side): History {
    const rest = this.entries(conversation).slice(after);
    const entries = rest.slice(0, this.page);
    return { is: "history", facts: this.facts(conversation, side), entries, more: rest.length > entries.length };
  }

  #seen(conversation: string, seq: number): null {
    const stored = this.#stored(conversation);
    stored.read = Math.max(stored.read, seq);
    return null;
  }

  /** Keeps a message as the contract says; returns the answer, or what became of it instead. */
  #store(
    side: Side,
    { conversation, id, n, text, read = 0 }: Say,
    socket: OpenSocket | null = null,
  ): Said | Refused | "lost" | "silence" {
    const named = { of: "say", conversation, id, ...(this.knowsRepeatsBy === "id" ? { n } : {}) };
    const refused = (code: string, data: Partial<Refused> = {}): Refused => {
      return { is: "refused", code, sentence: code, ...named, ...data };
    };
    const fate = this.faults.fate();
    if (fate === "silence" || fate === "lost") return fate;
    if (fate === "refused") return refused("unavailable", { retry_after: this.retryAfter });
    if (!this.#grants(conversation, side)) return refused("not_found");
    const { status, entries } = this.#stored(conversation);
    const own = entries.filter((entry) => entry.by === side && entry.kind === "said");
    const repeated = this.knowsRepeatsBy === "id" ? own.find((entry) => entry.id === id) : own[n - 1];
    const original = repeated?.id === id ? repeated : undefined;
    const expected = own.length + 1;
    if (original === undefined && status === "closed") return refused("conversation_closed");
    if (original === undefined && n !== expected) return refused("out_of_order", { expected });
    const entry = original ?? this.store(conversation, { kind: "said", by: side, id, ...this.masking(text) });
    if (original === undefined) {
      this.#seen(conversation, read);
      this.#tellOthers(conversation, entry, socket);
    }
    return fate === "answer_lost" ? "lost" : { is: "said", conversation, entry };
  }

  #tellOthers(conversation: string, entry: Entry, besides: OpenSocket | null): void {
    for (const socket of this.#sockets) {
      if (socket === besides || !socket.follows.has(conversation)) continue;
      this.#send(socket, { is: "told", conversation, seq: entry.seq, entry });
    }
  }

  #stored(conversation: string): Stored {
    const stored = this.#conversations.get(conversation);
    if (stored === undefined) throw new Error(`no conversation ${conversation}`);
    return stored;
  }
}
