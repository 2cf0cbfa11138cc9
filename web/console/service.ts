/** What the console itself asks of the service over HTTPS, one function a route; a room has its own. Every refusal is a `Refusal`. */
import { type Ask, asking } from "../shared/http";
import type { Commitment, Me, SignIn, StaffNotice } from "../shared/wire";

export interface Service {
  signIn(user: string, password: string): Promise<SignIn>;
  setPassword(user: string, challenge: string, password: string): Promise<SignIn>;
  giveCode(user: string, challenge: string, code: string): Promise<SignIn>;
  signOut(): Promise<void>;
  me(): Promise<Me>;
  /** The same, asked by the page itself: it keeps no session alive. */
  look(): Promise<Me>;
  /** `notice`: the version of the notice for staff that was shown with it. */
  commit(commitment: Commitment, notice: string): Promise<Me>;
  /** What is recorded of staff. */
  notice(): Promise<StaffNotice>;
  setAvailable(on: boolean): Promise<Me>;
}

/** Returns how the console asks what is behind `base`. Commands carry the header that no form can send. */
export function askingAt(base: string, fetch: typeof globalThis.fetch): Ask {
  return asking({ base, headers: () => ({ "X-Juttu": "1" }), fetch });
}

export function serviceOver(ask: Ask): Service {
  return {
    signIn: (user, password) => ask("POST", "v1/sign-in", { user, password }),
    setPassword: (user, challenge, password) => ask("POST", "v1/sign-in/password", { user, challenge, password }),
    giveCode: (user, challenge, code) => ask("POST", "v1/sign-in/code", { user, challenge, code }),
    signOut: () =>
      isCalled() ? calledHere().then((body) => ask("POST", "v1/sign-out", body)) : ask("POST", "v1/sign-out"),
    me: () => ask("GET", "v1/me"),
    look: () => ask("GET", "v1/me?by=page"),
    commit: ({ version, hash }, notice) => ask("POST", "v1/me/commitment", { version, hash, notice }),
    notice: () => ask("GET", "v1/me/notice"),
    setAvailable: (on) => ask("POST", "v1/me/available", { on }),
  };
}

/** Whether this browser may be called: the worker that is beside the page would show it. */
function isCalled(): boolean {
  return Boolean(globalThis.navigator?.serviceWorker?.controller);
}

/** Returns at which address this browser is called, where it is: signing out may take that away. */
async function calledHere(): Promise<{ endpoint: string } | undefined> {
  try {
    const { calledAt } = await import("./pocket/home");
    const endpoint = await calledAt();
    return endpoint ? { endpoint } : undefined;
  } catch {
    return undefined; // what could not be fetched keeps nobody in
  }
}
