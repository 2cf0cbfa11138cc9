/** What the board asks of the service. */
import type { Ask } from "../../../shared/http";
import type {
  AbuseReason,
  Board,
  Facts,
  History,
  OpenConversations,
  PassOnFor,
  SupervisesFor,
} from "../../../shared/wire";

export interface BoardService {
  board(): Promise<Board>;
  /** What goes on, without a word of it: for who supervises. */
  ongoing(): Promise<OpenConversations>;
  /** Looks in openly, for an hour. It is recorded before it is so. */
  supervise(conversation: string, why: SupervisesFor): Promise<Facts>;
  /** What was said after a place. That it is opened is recorded before it is shown. */
  read(conversation: string, after: number): Promise<History>;
  /** Looks in no longer. */
  stop(conversation: string): Promise<void>;
  /** Passes it on to an agent, or without one back to the queue. */
  passOn(conversation: string, to: string | null, why: PassOnFor | null): Promise<Facts>;
  endForAbuse(conversation: string, reason: AbuseReason): Promise<Facts>;
}

export function serviceOver(ask: Ask): BoardService {
  return {
    board: () => ask("GET", "v1/board"),
    ongoing: () => ask("GET", "v1/board/conversations"),
    supervise: (conversation, why) => ask("POST", `v1/conversations/${conversation}/supervise`, { why }),
    read: (conversation, after) => ask("GET", `v1/conversations/${conversation}?after=${after}`),
    stop: (conversation) => ask("POST", `v1/conversations/${conversation}/stop`),
    passOn: (conversation, to, why) =>
      ask("POST", `v1/conversations/${conversation}/transfer`, {
        ...(to === null ? {} : { to }),
        ...(why === null ? {} : { why }),
      }),
    endForAbuse: (conversation, reason) => ask("POST", `v1/conversations/${conversation}/end-for-abuse`, { reason }),
  };
}
