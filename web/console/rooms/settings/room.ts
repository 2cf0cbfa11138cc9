/** Settings: the company's sites, and what each of them says to visitors. */
import { Settings } from "lucide";
import { type Sorting, sortingIn, sortOf } from "../../parts/sorting";
import type { Room } from "../../room";
import type { SettingsWords } from "./words";

export const COLUMNS = ["company", "key", "now", "changed_at"] as const;
export type Column = (typeof COLUMNS)[number];
export const BY_COMPANY: Sorting<Column> = { by: "company", down: false };

const PAGES = ["new", "stage"] as const;
/** Pages beside those of the sites: a new one, and what holds for the whole service. */
export type SettingsPage = (typeof PAGES)[number];

export interface SettingsPlace {
  page: SettingsPage | null;
  /** Which site's page is open, by its key. */
  site: string | null;
  sorting: Sorting<Column>;
}

export const SITES: SettingsPlace = { page: null, site: null, sorting: BY_COMPANY };

export const settings: Room<SettingsPlace, SettingsWords> = {
  name: "settings",
  icon: Settings,
  group: "office",
  places: {
    read: ([page = "", site = ""], query) => ({
      page: PAGES.find((one) => one === page) ?? null,
      site: page === "sites" && /^[a-z0-9][a-z0-9-]{0,31}$/.test(site) ? site : null,
      sorting: sortingIn(query, COLUMNS, BY_COMPANY),
    }),
    write: ({ page, site, sorting }) =>
      (page ? `/${page}` : site ? `/sites/${site}` : "") + sortOf(sorting, BY_COMPANY),
  },
  words: {
    fi: () => import("../../../words/fi/settings"),
    sv: () => import("../../../words/sv/settings"),
    en: () => import("../../../words/en/settings"),
  },
  load: () => import("./open"),
};
