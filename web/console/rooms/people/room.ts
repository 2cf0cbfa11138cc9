/** People: who may sign in to the console, as what, and who no longer. */
import { UsersRound } from "lucide";
import { type Sorting, sortingIn, sortOf } from "../../parts/sorting";
import type { Room } from "../../room";
import type { PeopleWords } from "./words";

export const COLUMNS = ["person", "roles", "state", "signed_in_at", "committed_at"] as const;
export type Column = (typeof COLUMNS)[number];
export const BY_NAME: Sorting<Column> = { by: "person", down: false };

export interface PeoplePlace {
  /** Whose page is open, by their reference; or that of somebody new. */
  open: string | null;
  sorting: Sorting<Column>;
}

export const NEW = "new";

export const people: Room<PeoplePlace, PeopleWords> = {
  name: "people",
  icon: UsersRound,
  group: "office",
  places: {
    read: ([open = ""], query) => ({
      open: open === NEW || /^[0-9a-f]{64}$/.test(open) ? open : null,
      sorting: sortingIn(query, COLUMNS, BY_NAME),
    }),
    write: ({ open, sorting }) => (open ? `/${open}` : "") + sortOf(sorting, BY_NAME),
  },
  words: {
    fi: () => import("../../../words/fi/people"),
    sv: () => import("../../../words/sv/people"),
    en: () => import("../../../words/en/people"),
  },
  load: () => import("./open"),
};
