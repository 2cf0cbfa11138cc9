/** What the console asks of the service over HTTPS, one function a route. Every refusal is a `Refusal`. */
import { type Ask, asking } from "../shared/http";
import type {
  Accesses,
  Close,
  Colleagues,
  Commitment,
  Desk,
  Facts,
  Me,
  SignIn,
  Taken,
  Ticket,
  Transcript,
} from "../shared/wire";

export type About = "conversation" | "log";

export interface Service {
  signIn(user: string, password: string): Promise<SignIn>;
  setPassword(user: string, challenge: string, password: string): Promise<SignIn>;
  giveCode(user: string, challenge: string, code: string): Promise<SignIn>;
  signOut(): Promise<void>;
  me(): Promise<Me>;
  commit(commitment: Commitment): Promise<Me>;
  setAvailable(on: boolean): Promise<Me>;
  ticket(): Promise<Ticket>;
  desk(): Promise<Desk>;
  take(conversation: string): Promise<Taken>;
  close(conversation: string, why: Close["why"]): Promise<Facts>;
  colleagues(): Promise<Colleagues>;
  /** Passes a conversation on to a colleague, or without one back to the queue. */
  passOn(conversation: string, to: string | null): Promise<Facts>;
  offerTranscript(conversation: string): Promise<Transcript>;
  /** A page of the log, before a time; `about` the log: who has read that. */
  accesses(conversation: string, about: About, before?: number): Promise<Accesses>;
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
    signOut: () => ask("POST", "v1/sign-out"),
    me: () => ask("GET", "v1/me"),
    commit: ({ version, hash }) => ask("POST", "v1/me/commitment", { version, hash }),
    setAvailable: (on) => ask("POST", "v1/me/available", { on }),
    ticket: () => ask("POST", "v1/tickets"),
    desk: () => ask("GET", "v1/desk"),
    take: (conversation) => ask("POST", `v1/conversations/${conversation}/take`),
    close: (conversation, why) => ask("POST", `v1/conversations/${conversation}/close`, { why }),
    colleagues: () => ask("GET", "v1/colleagues"),
    passOn: (conversation, to) => ask("POST", `v1/conversations/${conversation}/transfer`, to === null ? {} : { to }),
    offerTranscript: (conversation) => ask("POST", `v1/conversations/${conversation}/transcript/offer`),
    accesses: (conversation, about, before) => {
      const older = before === undefined ? "" : `&before=${before}`;
      return ask("GET", `v1/conversations/${conversation}/accesses?of=${about}${older}`);
    },
  };
}
