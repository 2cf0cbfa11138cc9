/** What the history's room asks of the service. */
import type { Ask } from "../../../shared/http";
import type { FoundConversation, History, PastConversations } from "../../../shared/wire";
import { queryOf } from "../../parts/filtering";
import type { Narrowed } from "./room";

export interface HistoryService {
  /** A page of what somebody had, closed before a time. */
  past(narrowed: Narrowed, before?: number): Promise<PastConversations>;
  /** A conversation by its reference, without a word of it. */
  find(conversation: string): Promise<FoundConversation>;
  /** What was said after a place. That it is opened is recorded before it is shown. */
  read(conversation: string, after: number): Promise<History>;
}

export function serviceOver(ask: Ask): HistoryService {
  return {
    past: (narrowed, before) => ask("GET", `v1/history${queryOf({ ...narrowed, before: String(before ?? "") })}`),
    find: (conversation) => ask("GET", `v1/history/${conversation}`),
    read: (conversation, after) => ask("GET", `v1/conversations/${conversation}?after=${after}`),
  };
}
