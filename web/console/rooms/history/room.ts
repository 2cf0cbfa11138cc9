/** The history: what somebody had when it was closed, and one conversation by its reference. */
import { History } from "lucide";
import { type Filters, filtersIn, queryOf } from "../../parts/filtering";
import { grouped, referenceIn } from "../../parts/reference";
import type { Room } from "../../room";
import type { HistoryWords } from "./words";

export const NARROWED_BY = {
  from: { is: "day" },
  until: { is: "day" },
  site: { is: "reference", form: /^[a-z0-9][a-z0-9-]{0,31}$/ },
  topic: { is: "reference", form: /^[a-z0-9-]{1,24}$/ },
  ended: { is: "choice" },
  rating: { is: "choice", of: ["none", "1", "2", "3", "4", "5"] },
} as const;

export type Narrowed = Filters<typeof NARROWED_BY>;

export interface HistoryPlace {
  /** The conversation that was asked for by its reference. */
  conversation: string | null;
  filters: Narrowed;
}

export const BEGINNING: HistoryPlace = { conversation: null, filters: {} };

export const history: Room<HistoryPlace, HistoryWords> = {
  name: "history",
  icon: History,
  group: "work",
  places: {
    read: ([reference = ""], query) => ({
      conversation: referenceIn(reference),
      filters: filtersIn(query, NARROWED_BY),
    }),
    write: ({ conversation, filters }) => (conversation ? `/${grouped(conversation)}` : "") + queryOf(filters),
  },
  words: {
    fi: () => import("../../../words/fi/history"),
    sv: () => import("../../../words/sv/history"),
    en: () => import("../../../words/en/history"),
  },
  load: () => import("./open"),
};
