/** The access log: who has opened a conversation, what somebody has done, and what is worth a look. */
import { ScrollText } from "lucide";
import { type Filters, filtersIn, queryOf } from "../../parts/filtering";
import { grouped, referenceIn } from "../../parts/reference";
import { type Sorting, sortingIn, sortOf } from "../../parts/sorting";
import type { Room } from "../../room";
import type { AccessLogWords } from "./words";

export const NARROWED_BY = {
  /** Who has read the records, instead of the records. */
  of: { is: "switch", on: "log" },
  actor: { is: "reference", form: /^([0-9a-f]{64}|visitor|system)$/ },
  action: { is: "choice" },
  purpose: { is: "choice" },
  outcome: { is: "choice" },
  from: { is: "day" },
  until: { is: "day" },
  /** Of what is worth a look: so many up to that day, where it is not one. */
  days: { is: "choice", of: ["7"] },
} as const;

export type Narrowed = Filters<typeof NARROWED_BY>;
export type About = "conversation" | "person" | "unusual";

export interface AccessLogPlace {
  about: About;
  /** The conversation whose records are shown. */
  conversation: string | null;
  /** Whose records are shown, by their reference. */
  person: string | null;
  filters: Narrowed;
  sorting: Sorting<Column>;
}

export const COLUMNS = ["at", "actor", "role", "action", "object", "purpose", "outcome"] as const;
export type Column = (typeof COLUMNS)[number];
export const NEWEST_FIRST: Sorting<Column> = { by: "at", down: true };
export const BEGINNING: AccessLogPlace = {
  about: "conversation",
  conversation: null,
  person: null,
  filters: {},
  sorting: NEWEST_FIRST,
};

export const accessLog: Room<AccessLogPlace, AccessLogWords> = {
  name: "access_log",
  icon: ScrollText,
  group: "office",
  // The officer sees the same day that the glass was broken, whichever room they are in.
  always: ({ tasks }) => tasks.includes("access_log_of_all"),
  places: {
    read: ([about = "", which = ""], query) => ({
      about: about === "person" || about === "unusual" ? about : "conversation",
      conversation: about === "conversation" ? referenceIn(which) : null,
      person: about === "person" && /^[0-9a-f]{64}$/.test(which) ? which : null,
      filters: filtersIn(query, NARROWED_BY),
      sorting: sortingIn(query, COLUMNS, NEWEST_FIRST),
    }),
    write: ({ about, conversation, person, filters, sorting }) => {
      const which = { person, conversation: conversation && grouped(conversation), unusual: null }[about];
      const begins = about === "conversation" && !which;
      return (begins ? "" : `/${about}${which ? `/${which}` : ""}`) + queryOf(filters, sortOf(sorting, NEWEST_FIRST));
    },
  },
  words: {
    fi: () => import("../../../words/fi/access_log"),
    sv: () => import("../../../words/sv/access_log"),
    en: () => import("../../../words/en/access_log"),
  },
  load: () => import("./open"),
};
