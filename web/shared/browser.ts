/** The browser's clock, chance, sockets and, with `ask`, HTTPS, as the connection wants them. */
import { now } from "./clock";
import type { Surroundings } from "./connection";
import { type Ask, escaped } from "./http";
import type { Neighbours } from "./tabs";
import type { Ticket } from "./wire";

export function browserSurroundings(ticket: () => Promise<Ticket>, ask?: Ask): Surroundings {
  return {
    ...(ask && { ask }),
    now,
    random: () => Math.random(),
    newId: () => randomToken(15),
    later: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    ticket,
    open: (address, protocols, ears) => {
      const socket = new WebSocket(address, protocols);
      socket.onopen = ears.opened;
      socket.onmessage = ({ data }) => ears.heard(String(data));
      socket.onclose = ears.closed;
      return { send: (text) => socket.send(escaped(text)), close: () => socket.close() };
    },
  };
}

/** Returns so many random bytes in base64url: 15 make an id of 20 characters, 32 a visitor's key of 43. */
export function randomToken(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...random))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Calls `wake` when the network, the reader or the device comes back. */
export function wakeOnReturn(wake: () => void): void {
  for (const event of ["online", "focus", "pageshow"]) window.addEventListener(event, wake);
  for (const event of ["visibilitychange", "resume"]) {
    document.addEventListener(event, () => {
      if (document.visibilityState === "visible") wake();
    });
  }
}

/** How long one waits for another tab's turn to end, in milliseconds: it may be frozen. */
const TURN_WITHIN = 10_000;

/** Acts while no other tab acts under this name; after a while, or where tabs do not hear of each other, all the same. */
export async function inTurn(name: string, act: () => Promise<void>): Promise<void> {
  let begun = false;
  const begin = () => {
    begun = true;
    return act();
  };
  const waits = AbortSignal.timeout(TURN_WITHIN);
  const turn = "locks" in navigator ? navigator.locks.request(name, { signal: waits }, begin) : begin();
  await turn.catch((failure) => {
    if (begun) throw failure;
    return begin();
  });
}

/** The tabs of this browser that share a name; null where a browser lets them not hear of each other. */
export function neighboursCalled(name: string): Neighbours | null {
  if (typeof BroadcastChannel === "undefined" || !("locks" in navigator)) return null;
  return {
    room: (heard) => {
      const channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }) => heard(data);
      return { say: (what) => channel.postMessage(what), close: () => channel.close() };
    },
    lock: (held, lost, rob) => lockCalled(name, held, lost, rob),
  };
}

function lockCalled(name: string, held: () => void, lost: () => void, rob: boolean): () => void {
  const waiting = new AbortController();
  let release = () => {};
  let state: "waits" | "has" | "over" = "waits";
  const kept = new Promise<void>((resolve) => {
    release = resolve;
  });
  navigator.locks
    .request(name, rob ? { steal: true } : { signal: waiting.signal }, () => {
      if (state === "over") return undefined;
      state = "has";
      held();
      return kept;
    })
    .catch(() => {
      if (state === "has") lost();
      // Refused, as in a sandbox: then each tab is on its own.
      else if (state === "waits") held();
    });
  return () => {
    if (state === "waits") waiting.abort();
    state = "over";
    release();
  };
}
