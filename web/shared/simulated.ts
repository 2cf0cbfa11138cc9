/**
 * A service, a clock and a network for tests, all in one hand: what API Gateway does, including when it goes wrong.
 *
 * Frames of one socket may overtake each other; a frame may be lost with its socket; a message may be stored and
 * its answer lost. The service keeps its side of the delivery contract: dense `seq`, client ids, the sender's order.
 */
import type { Ears, Surroundings } from "./connection";
import { Refusal } from "./http";
import type { ClientFrame, Entry, Facts, Problem, Refused, ServerFrame, Status, Ticket } from "./wire";

interface Timer {
  at: number;
  order: number;
  run: () => void;
}

export class Clock {
  now = 1_790_000_000_000;
  #timers: Timer[] = [];
  #order = 0;

  later(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.now + milliseconds, order: this.#order++, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Runs all that is due within a time, in order, letting promises settle in between. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    await settled();
    for (;;) {
      const next = this.#timers
        .filter((timer) => timer.at <= until)
        .sort((one, other) => one.at - other.at || one.order - other.order)[0];
      if (next === undefined) break;
      this.now = Math.max(this.now, next.at);
      this.#timers = this.#timers.filter((one) => one !== next);
      next.run();
      await settled();
    }
    this.now = until;
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

interface OpenSocket {
  ears: Ears;
  open: boolean;
  follows: Set<string>;
}

export interface Faults {
  /** Milliseconds a frame takes, asked for each frame anew. */
  delay: () => number;
  /** What becomes of a message: stored and answered; stored, the answer lost; lost before; refused; not answered. */
  fate: () => "well" | "answer_lost" | "lost" | "refused" | "silence";
}

export const noFaults: Faults = { delay: () => 5, fate: () => "well" };

interface Stored {
  entries: Entry[];
  status: Status;
  sent: Map<string, number>;
}

export class SimulatedService {
  readonly clock = new Clock();
  faults: Faults = noFaults;
  /** Every frame that came from the browser. */
  heard: ClientFrame[] = [];
  /** Next refusals of tickets. */
  ticketProblems: Problem[] = [];
  ticketsGiven = 0;
  opened: { address: string; protocols: string[] }[] = [];
  page = 100;
  /** The place in the queue while waiting. */
  place = 2;
  /** Seconds after which a refused message may come again. */
  retryAfter = 1;
  /** What is stored of a text. */
  masking: (text: string) => Pick<Entry, "text" | "masked"> = (text) => ({ text });
  /** While false, sockets do not open. */
  reachable = true;
  #conversations = new Map<string, Stored>();
  #sockets: OpenSocket[] = [];
  #ids = 0;

  /** The world of one browser. */
  surroundings(random: () => number = () => 0.5): Surroundings {
    return {
      now: () => this.clock.now,
      random,
      newId: () => `client-${this.#ids++}`,
      later: (milliseconds, run) => this.clock.later(milliseconds, run),
      ticket: () => this.#ticket(),
      open: (address, protocols, ears) => this.#open(address, protocols, ears),
    };
  }

  begin(conversation: string, ...texts: string[]): void {
    this.#conversations.set(conversation, { entries: [], status: "waiting", sent: new Map() });
    for (const text of texts) this.store(conversation, { kind: "said", by: "visitor", text, id: `first-${text}` });
  }

  entries(conversation: string): Entry[] {
    return this.#stored(conversation).entries;
  }

  /** Puts an entry into its place and tells nobody. */
  store(conversation: string, entry: Omit<Entry, "seq" | "at">): Entry {
    const stored = this.#stored(conversation);
    const placed: Entry = { ...entry, seq: stored.entries.length + 1, at: this.clock.now };
    stored.entries.push(placed);
    if (entry.kind === "joined") stored.status = "active";
    if (entry.kind === "closed") stored.status = "closed";
    return placed;
  }

  /** Stores an entry and tells all who follow. */
  tell(conversation: string, entry: Omit<Entry, "seq" | "at">, withEntry = true): Entry {
    const placed = this.store(conversation, entry);
    this.push(conversation, { is: "told", conversation, seq: placed.seq, ...(withEntry ? { entry: placed } : {}) });
    return placed;
  }

  push(conversation: string, frame: ServerFrame): void {
    for (const socket of this.#sockets) if (socket.follows.has(conversation)) this.#send(socket, frame);
  }

  /** Sends to every open socket, whatever it follows. */
  broadcast(frame: ServerFrame): void {
    for (const socket of this.#sockets) this.#send(socket, frame);
  }

  /** Cuts every open socket. */
  cut(): void {
    for (const socket of this.#sockets.splice(0)) {
      socket.open = false;
      socket.ears.closed();
    }
  }

  get openSockets(): number {
    return this.#sockets.filter((socket) => socket.open).length;
  }

  framesThat(does: ClientFrame["do"]): ClientFrame[] {
    return this.heard.filter((frame) => frame.do === does);
  }

  facts(conversation: string): Facts {
    const { entries, status } = this.#stored(conversation);
    return {
      conversation,
      site: "demo",
      language: "fi",
      status,
      ...(status === "waiting" ? { place: this.place } : {}),
      started_at: 1_790_000_000_000,
      expires_on: "2026-11-21",
      seq: entries.length,
      sent: entries.filter((entry) => entry.by === "visitor" && entry.kind === "said").length,
    };
  }

  async #ticket(): Promise<Ticket> {
    const problem = this.ticketProblems.shift();
    if (problem) throw new Refusal(problem);
    this.ticketsGiven += 1;
    return { ticket: `t${this.ticketsGiven}`, socket: "wss://chat.example/socket" };
  }

  #open(address: string, protocols: string[], ears: Ears) {
    this.opened.push({ address, protocols });
    const socket: OpenSocket = { ears, open: false, follows: new Set() };
    this.clock.later(this.faults.delay(), () => {
      if (!this.reachable) return ears.closed();
      socket.open = true;
      this.#sockets.push(socket);
      ears.opened();
    });
    return {
      send: (text: string) => this.#receive(socket, JSON.parse(text)),
      close: () => {
        socket.open = false;
        this.#sockets = this.#sockets.filter((one) => one !== socket);
      },
    };
  }

  #receive(socket: OpenSocket, frame: ClientFrame): void {
    if (!socket.open) return;
    this.heard.push(frame);
    this.clock.later(this.faults.delay(), () => this.#answer(socket, frame));
  }

  #answer(socket: OpenSocket, frame: ClientFrame): void {
    if (frame.do === "ping") this.#send(socket, { is: "pong" });
    if (frame.do === "join") this.#joined(socket, frame.conversation, frame.after ?? 0);
    if (frame.do === "say") this.#said(socket, frame);
  }

  #joined(socket: OpenSocket, conversation: string, after: number): void {
    if (!this.#conversations.has(conversation)) return this.#refuse(socket, "not_found", { of: "join", conversation });
    socket.follows.add(conversation);
    const rest = this.entries(conversation).slice(after);
    const entries = rest.slice(0, this.page);
    this.#send(socket, { is: "history", facts: this.facts(conversation), entries, more: rest.length > entries.length });
  }

  #said(socket: OpenSocket, frame: ClientFrame & { do: "say" }): void {
    const { conversation, id, n, text } = frame;
    const named = { of: "say", conversation, id };
    const fate = this.faults.fate();
    if (fate === "silence") return;
    if (fate === "lost") return this.#drop(socket);
    if (fate === "refused") return this.#refuse(socket, "unavailable", { ...named, retry_after: this.retryAfter });
    const { status, entries } = this.#stored(conversation);
    const original = entries.find((entry) => entry.id === id);
    const expected = this.facts(conversation).sent + 1;
    if (original === undefined && status === "closed") return this.#refuse(socket, "conversation_closed", named);
    if (original === undefined && n !== expected) return this.#refuse(socket, "out_of_order", { ...named, expected });
    const entry = original ?? this.store(conversation, { kind: "said", by: "visitor", id, ...this.masking(text) });
    if (fate === "answer_lost") return this.#drop(socket);
    this.#send(socket, { is: "said", conversation, entry });
  }

  #drop(socket: OpenSocket): void {
    if (!socket.open) return;
    socket.open = false;
    this.#sockets = this.#sockets.filter((one) => one !== socket);
    socket.ears.closed();
  }

  #refuse(socket: OpenSocket, code: string, data: Partial<Refused>): void {
    this.#send(socket, { is: "refused", code, sentence: code, ...data });
  }

  #send(socket: OpenSocket, frame: ServerFrame): void {
    this.clock.later(this.faults.delay(), () => {
      if (socket.open) socket.ears.heard(JSON.stringify(frame));
    });
  }

  #stored(conversation: string): Stored {
    const stored = this.#conversations.get(conversation);
    if (stored === undefined) throw new Error(`no conversation ${conversation}`);
    return stored;
  }
}
