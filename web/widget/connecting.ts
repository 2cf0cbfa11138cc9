/** The connection of a visitor: one for all tabs that have the same key. */
import { neighboursCalled } from "../shared/browser";
import type { Listener, Surroundings, Talk } from "../shared/connection";
import { talkAmong } from "../shared/tabs";

export async function connect(surroundings: Surroundings, listener: Listener, key: string): Promise<Talk> {
  const name = await nameOf(key);
  return talkAmong(name === null ? null : neighboursCalled(name), surroundings, listener);
}

/** The key itself is shown to nobody, not even as a name; null where the browser cannot hash. */
async function nameOf(key: string): Promise<string | null> {
  if (globalThis.crypto?.subtle === undefined) return null;
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`tabs:${key}`));
  return `juttu ${[...new Uint8Array(hash).slice(0, 10)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
