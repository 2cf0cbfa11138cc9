/** One way to the service, from its ticket to its end: a socket, or polling where no socket opens. */
import { type Ask, problemOf } from "./http";
import { openPolling } from "./polling";
import type { By } from "./talk";
import { type Later, Timers } from "./timers";
import type { Problem, ServerFrame, Side, Ticket } from "./wire";

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
  later: Later;
  /** Fetches a ticket; rejects with a `Refusal`. */
  ticket: () => Promise<Ticket>;
  open: (address: string, protocols: string[], ears: Ears) => Socket;
  /** Asks over HTTPS where no socket opens; without it there are sockets only. */
  ask?: Ask;
}

export interface ChannelEvents {
  opened(channel: Channel): void;
  heard(channel: Channel, frame: ServerFrame): void;
  /** It ended by itself, once; `problem` is why it got no ticket. */
  closed(channel: Channel, problem: Problem | null): void;
}

export const TICKET_WITHIN = 10_000;
export const OPEN_WITHIN = 6_000;

export class Channel {
  /** Whether a ticket was granted: then HTTPS works. */
  granted = false;
  /** How many frames it has brought. A network may open sockets and let nothing through. */
  frames = 0;
  #over = false;
  #socket: Socket | null = null;
  #timers: Timers<"patience">;

  constructor(
    readonly by: By,
    private readonly side: Side,
    private readonly outside: Surroundings,
    private readonly events: ChannelEvents,
    /** For one conversation beside a line: the desk is the line's. */
    private readonly alone = false,
  ) {
    this.#timers = new Timers(outside.later);
    void this.#begin();
  }

  send(text: string): void {
    this.#socket?.send(text);
  }

  /** Ends it without a word to anybody. */
  close(): void {
    this.#over = true;
    this.#timers.cancelAll();
    this.#socket?.close();
  }

  async #begin(): Promise<void> {
    this.#timers.set("patience", TICKET_WITHIN, () => this.#end(null));
    let ticket: Ticket;
    try {
      // Also before polling: it shows whether the service can be reached, and knows who asks.
      ticket = await this.outside.ticket();
    } catch (failure) {
      return this.#end(problemOf(failure));
    }
    if (this.#over) return;
    this.granted = true;
    this.#timers.set("patience", OPEN_WITHIN, () => this.#end(null));
    this.#socket = this.#open(ticket);
  }

  #open({ socket, ticket }: Ticket): Socket {
    const ears: Ears = {
      opened: () => this.#opened(),
      heard: (text) => this.#heard(text),
      closed: () => this.#end(null),
    };
    const { ask } = this.outside;
    if (this.by === "polling" && ask) return openPolling(ask, this.outside, this.side, ears, this.alone);
    return this.outside.open(socket, ["juttu.v1", `ticket.${ticket}`], ears);
  }

  #opened(): void {
    this.#timers.cancelAll();
    if (!this.#over) this.events.opened(this);
  }

  #heard(text: string): void {
    const frame = this.#over ? null : decoded(text);
    if (frame === null) return;
    this.frames += 1;
    this.events.heard(this, frame);
  }

  #end(problem: Problem | null): void {
    if (this.#over) return;
    this.close();
    this.events.closed(this, problem);
  }
}

function decoded(text: string): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(text);
    return frame !== null && typeof frame === "object" && "is" in frame ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
