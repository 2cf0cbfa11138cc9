/** What the history's room asks of the service. */
import type { Ask } from "../../../shared/http";
import type {
  FoundConversation,
  Glass,
  History,
  LaterPurpose,
  LetInUntil,
  Notes,
  PastConversations,
  Readable,
} from "../../../shared/wire";
import { queryOf } from "../../parts/filtering";
import type { Narrowed } from "./room";

export interface HistoryService {
  /** A page of what somebody had, closed before a time. */
  past(narrowed: Narrowed, before?: number): Promise<PastConversations>;
  /** The same, asked by the page itself, which keeps no session alive. */
  pastAnew(narrowed: Narrowed, before?: number): Promise<PastConversations>;
  /** A conversation by its reference, without a word of it. */
  find(conversation: string): Promise<FoundConversation>;
  /** Whether one may read it at this moment: that tells nothing of it, and so is no access and no record. */
  readable(conversation: string): Promise<Readable>;
  /** Has one read what one had for an hour more. */
  givePurpose(conversation: string, purpose: LaterPurpose): Promise<LetInUntil>;
  /** Has one read for an hour what somebody else has or had. */
  breakGlass(conversation: string, glass: Glass): Promise<LetInUntil>;
  /** What was said after a place. That it is opened is recorded before it is shown. */
  read(conversation: string, after: number): Promise<History>;
  /** The notes for colleagues beside it. */
  notes(conversation: string): Promise<Notes>;
}

export function serviceOver(ask: Ask): HistoryService {
  return {
    past: (narrowed, before) => ask("GET", `v1/history${queryOf({ ...narrowed, before: String(before ?? "") })}`),
    pastAnew: (narrowed, before) =>
      ask("GET", `v1/history${queryOf({ ...narrowed, before: String(before ?? ""), by: "page" })}`),
    find: (conversation) => ask("GET", `v1/history/${conversation}`),
    readable: (conversation) => ask("GET", `v1/history/${conversation}/readable`),
    givePurpose: (conversation, purpose) => ask("POST", `v1/conversations/${conversation}/purpose`, { purpose }),
    breakGlass: (conversation, glass) => ask("POST", `v1/conversations/${conversation}/glass`, glass),
    read: (conversation, after) => ask("GET", `v1/conversations/${conversation}?after=${after}`),
    notes: (conversation) => ask("GET", `v1/conversations/${conversation}/notes`),
  };
}
