/** What the access log's room asks of the service. */
import type { Ask } from "../../../shared/http";
import type { Access, Accesses, AccessFile, Deeds, GlassToday, NamedPeople, Unusual } from "../../../shared/wire";
import { queryOf } from "../../parts/filtering";
import type { Narrowed } from "./room";

export interface Records {
  /** Whose, by their reference; a conversation's are of many. */
  person?: string;
  accesses: Access[];
  before?: number | null;
}

/** Whose records: a conversation's, somebody's, or (`own`) those of who asks. */
export type Of = { conversation: string } | { person: string } | "own";

export interface AccessLogService {
  /** A page of records, before a time. */
  records(of: Of, narrowed: Narrowed, before?: number): Promise<Records>;
  /** All of them as a spreadsheet's file. */
  file(of: Exclude<Of, "own">, narrowed: Narrowed): Promise<string>;
  /** Whose records can be asked for. */
  people(): Promise<NamedPeople>;
  /** How often the glass was broken today. */
  glassToday(): Promise<GlassToday>;
  /** A page of what is worth a look, after somebody. */
  unusual(narrowed: Narrowed, after?: string): Promise<Unusual>;
}

export function serviceOver(ask: Ask): AccessLogService {
  return {
    records(of, narrowed, before) {
      const query = queryOf({ ...narrowed, days: "", before: String(before ?? "") });
      if (of === "own") return ask<Deeds>("GET", `v1/access-log/own${query}`);
      if ("person" in of) return ask<Deeds>("GET", `v1/access-log/people/${of.person}${query}`);
      return ask<Accesses>("GET", `v1/conversations/${of.conversation}/accesses${query}`);
    },
    async file(of, narrowed) {
      const about = "person" in of ? `people/${of.person}` : `conversations/${of.conversation}`;
      const pages: string[] = [];
      let before: number | null | undefined;
      do {
        const query = queryOf({ ...narrowed, days: "", of: "", before: String(before ?? "") });
        const page = await ask<AccessFile>("GET", `v1/access-log/${about}/csv${query}`);
        pages.push(page.csv);
        before = page.before;
      } while (before != null);
      return pages.join("");
    },
    glassToday: () => ask("GET", "v1/access-log/glass"),
    people: () => ask("GET", "v1/access-log/people"),
    unusual: ({ until = "", days = "" }, after = "") =>
      ask("GET", `v1/access-log/unusual${queryOf({ until, days, after })}`),
  };
}
