/** One tab on somebody's device: its clock, timers, requests and sockets, and what a lid, a tunnel or a network does. */
import { WebSocket } from "ws";
import type { Ears, Socket, Surroundings } from "../shared/channel";
import { type Ask, asking } from "../shared/http";
import type { Chance } from "./chance";

/** The time of the run: `speed` times as fast as the world's, and at `epoch` the same as it. */
export interface Time {
  epoch: number;
  speed: number;
}

export interface DeviceOptions extends Time {
  /** The service's origin, without a slash at its end. */
  service: string;
  headers: Record<string, string>;
  chance: Chance;
  /** A network that lets no socket through. */
  blocked: boolean;
  /** Is told how many milliseconds of the run's time an answer over HTTPS has taken. */
  answered: (milliseconds: number) => void;
}

/** How long an answer over HTTPS may take, as in `shared/http.ts`. */
const PATIENCE = 30_000;

/** Returns the run's time in milliseconds since 1970. */
export function timeOf({ epoch, speed }: Time): number {
  return epoch + (Date.now() - epoch) * speed;
}

/** A socket as it is here: nothing gets through one that is deaf, and nobody is told. */
interface Wire {
  socket: WebSocket;
  ears: Ears;
  deaf: boolean;
}

export class Device {
  alive = true;
  /** Called when the device is back: awake, or on a network again. */
  woken = () => {};
  #frozen = false;
  #overdue: (() => void)[] = [];
  #online = true;
  #network = new AbortController();
  #skew = 0;
  #wires = new Set<Wire>();

  constructor(private readonly options: DeviceOptions) {}

  // ------------------------------------------------------------------------------------- what a page finds there

  now(): number {
    return Math.round(timeOf(this.options) + this.#skew);
  }

  later(milliseconds: number, run: () => void): () => void {
    let cancelled = false;
    const due = () => this.#whenAwake(() => cancelled || run());
    const timer = setTimeout(due, milliseconds / this.options.speed);
    return () => {
      cancelled = true;
      clearTimeout(timer);
    };
  }

  /** Asks over HTTPS with these headers beside the device's own. */
  asking(headers: Record<string, string> = {}): Ask {
    const { service, speed, headers: own } = this.options;
    return asking({
      base: `${service}/`,
      headers: () => ({ Origin: service, ...own, ...headers }),
      fetch: (address, request) => this.#fetch(String(address), request ?? {}),
      patience: PATIENCE / speed,
    });
  }

  open(address: string, protocols: string[], ears: Ears): Socket {
    if (this.options.blocked || !this.#online || !this.alive) {
      this.later(100, ears.closed);
      return { send: () => {}, close: () => {} };
    }
    const socket = new WebSocket(address, protocols, { origin: this.options.service, perMessageDeflate: false });
    const wire: Wire = { socket, ears, deaf: false };
    this.#wires.add(wire);
    const heard = (run: () => void) => wire.deaf || this.#whenAwake(run);
    socket.on("open", () => heard(ears.opened));
    // A browser delivers nothing after `close` either.
    socket.on("message", (data) => heard(() => socket.readyState === WebSocket.OPEN && ears.heard(String(data))));
    socket.on("close", () => heard(() => this.#closed(wire)));
    // A `close` follows it.
    socket.on("error", () => {});
    return {
      send: (text) => {
        if (!wire.deaf && socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => (wire.deaf ? socket.terminate() : socket.close()),
    };
  }

  surroundings(ask: Ask, newId: () => string): Surroundings {
    return {
      now: () => this.now(),
      random: () => this.options.chance.next(),
      newId,
      later: (milliseconds, run) => this.later(milliseconds, run),
      ticket: () => ask("POST", "v1/tickets"),
      open: (address, protocols, ears) => this.open(address, protocols, ears),
      ask,
    };
  }

  // --------------------------------------------------------------------------------------------- what befalls it

  /** Every socket is cut, and the page hears of it. */
  cut(): void {
    for (const { socket } of this.#wires) socket.terminate();
  }

  /** Nothing gets out or in any more, and no socket says so. */
  goOffline(): void {
    this.#online = false;
    this.#network.abort();
    this.#network = new AbortController();
    for (const wire of this.#wires) wire.deaf = true;
  }

  /** The lid is closed: nothing runs. */
  freeze(): void {
    this.#frozen = true;
  }

  /** It is awake and on a network again. `slept`: by so many milliseconds its timers are behind its clock. */
  comeBack(slept = 0): void {
    this.#skew += slept;
    this.#frozen = false;
    this.#online = true;
    for (const wire of this.#wires) {
      // Some devices tell the page that a socket has died, others leave it to find out.
      if (wire.deaf && this.options.chance.perhaps(0.5)) this.#closed(wire);
    }
    const overdue = this.#overdue;
    this.#overdue = [];
    for (const run of overdue) this.#whenAwake(run);
    this.#whenAwake(() => this.woken());
  }

  /** The tab is closed: with its sockets, or without a word to anybody. */
  close(tidily: boolean): void {
    this.alive = false;
    for (const wire of this.#wires) {
      if (tidily) wire.socket.close(1001);
      wire.deaf = true;
    }
  }

  // ---------------------------------------------------------------------------------------------------- inside

  #closed(wire: Wire): void {
    if (!this.#wires.delete(wire)) return;
    wire.deaf = true;
    wire.ears.closed();
  }

  #fetch(address: string, request: RequestInit): Promise<Response> {
    if (!this.#online) return this.#guarded(Promise.reject(new TypeError("no network")));
    const signals = [this.#network.signal, ...(request.signal ? [request.signal] : [])];
    const asked = timeOf(this.options);
    const answer = fetch(address, { ...request, signal: AbortSignal.any(signals) });
    return this.#guarded(answer.finally(() => this.options.answered(timeOf(this.options) - asked)));
  }

  /** Settles as a promise does, once the page runs; never after it was closed. */
  #guarded<Value>(promise: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      promise.then(
        (value) => this.#whenAwake(() => resolve(value)),
        (failure) => this.#whenAwake(() => reject(failure)),
      );
    });
  }

  #whenAwake(run: () => unknown): void {
    if (!this.alive) return;
    if (this.#frozen) this.#overdue.push(run);
    else run();
  }
}
