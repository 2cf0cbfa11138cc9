/** What the desk asks of the service over HTTPS. */
import type { Ask } from "../../../shared/http";
import type {
  AbuseReason,
  Close,
  Colleagues,
  Correct,
  Day,
  Desk,
  Facts,
  Hide,
  OnHold,
  PassOnFor,
  Taken,
  Ticket,
  Transcript,
  Veiled,
} from "../../../shared/wire";

export interface DeskService {
  ticket(): Promise<Ticket>;
  desk(): Promise<Desk>;
  /** When the sites are open by whose hours one's day ends. */
  day(): Promise<Day>;
  /** By which words messages are veiled from those who want that. */
  veiled(): Promise<Veiled>;
  take(conversation: string): Promise<Taken>;
  close(conversation: string, body: Close): Promise<Facts>;
  endForAbuse(conversation: string, reason: AbuseReason): Promise<Facts>;
  colleagues(): Promise<Colleagues>;
  /** Passes a conversation on to a colleague, or without one back to the queue. */
  passOn(conversation: string, to: string | null, why: PassOnFor | null): Promise<Facts>;
  /** Asks somebody to read and write along. */
  invite(conversation: string, person: string): Promise<Facts>;
  /** They do no longer. */
  letGo(conversation: string, person: string): Promise<Facts>;
  /** Leaves what one was asked into. */
  stop(conversation: string): Promise<void>;
  offerTranscript(conversation: string): Promise<Transcript>;
  /** Tells the visitor that one is checking something, for about so many minutes; or, without them, that one has. */
  hold(conversation: string, minutes: OnHold["minutes"]): Promise<Facts>;
  /** Tells that everything up to a place has been on screen, without a socket. */
  seen(conversation: string, seq: number): Promise<void>;
  /** Replaces a message's text by dots for everybody; `ground`: why, where the message is one's own. */
  hide(conversation: string, seq: number, ground: Hide["ground"]): Promise<Facts>;
  /** Puts right what one said last; the original stays. */
  correct(conversation: string, correction: Correct): Promise<Facts>;
}

export function serviceOver(ask: Ask): DeskService {
  return {
    ticket: () => ask("POST", "v1/tickets"),
    desk: () => ask("GET", "v1/desk"),
    day: () => ask("GET", "v1/desk/day"),
    veiled: () => ask("GET", "v1/desk/veiled"),
    take: (conversation) => ask("POST", `v1/conversations/${conversation}/take`),
    close: (conversation, body) => ask("POST", `v1/conversations/${conversation}/close`, body, "outlives"),
    endForAbuse: (conversation, reason) => ask("POST", `v1/conversations/${conversation}/end-for-abuse`, { reason }),
    colleagues: () => ask("GET", "v1/colleagues"),
    passOn: (conversation, to, why) =>
      ask("POST", `v1/conversations/${conversation}/transfer`, {
        ...(to === null ? {} : { to }),
        ...(why === null ? {} : { why }),
      }),
    hold: (conversation, minutes) => ask("POST", `v1/conversations/${conversation}/hold`, { minutes }),
    seen: (conversation, seq) => ask("POST", `v1/conversations/${conversation}/seen`, { seq }),
    invite: (conversation, person) => ask("POST", `v1/conversations/${conversation}/invite`, { person }),
    letGo: (conversation, person) => ask("POST", `v1/conversations/${conversation}/let-go`, { person }),
    stop: (conversation) => ask("POST", `v1/conversations/${conversation}/stop`),
    offerTranscript: (conversation) => ask("POST", `v1/conversations/${conversation}/transcript/offer`),
    correct: (conversation, correction) => ask("POST", `v1/conversations/${conversation}/corrections`, correction),
    hide: (conversation, seq, ground) => ask("POST", `v1/conversations/${conversation}/hide`, { seq, ground }),
  };
}
