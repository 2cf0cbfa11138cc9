/** The privacy notice: what visitors are told, what it was, and the rows that it is made of. */
import { ShieldCheck } from "lucide";
import type { Room } from "../../room";
import type { NoticeWords } from "./words";

/** What is changed by itself, as the service names it. */
export const PARTS = [
  "controller",
  "contact",
  "officer",
  "register",
  "bases.service",
  "bases.improvement",
  "bases.security",
  "processors",
  "transfers",
  "premises",
  "measures",
  "disclosures",
] as const;
export type Part = (typeof PARTS)[number];

export interface NoticePlace {
  /** Which part is being changed. */
  part: Part | null;
  /** Which version is read; null: the one now. */
  version: string | null;
  /** In which language it is read; null, or one that it is not in: in that of the console. */
  language: string | null;
}

export const NOTICE: NoticePlace = { part: null, version: null, language: null };

export const notice: Room<NoticePlace, NoticeWords> = {
  name: "notice",
  icon: ShieldCheck,
  group: "office",
  places: {
    read: ([page = "", one = ""], query) => ({
      part: (page === "change" && PARTS.find((part) => part === one)) || null,
      version: page === "versions" && /^[0-9a-f]{10}(?:[0-9a-f]{22})?$/.test(one) ? one : null,
      language: /^[a-z]{2}$/.exec(query.get("language") ?? "")?.[0] ?? null,
    }),
    write: ({ part, version, language }) =>
      (part ? `/change/${part}` : version ? `/versions/${version}` : "") + (language ? `?language=${language}` : ""),
  },
  words: {
    fi: () => import("../../../words/fi/notice"),
    sv: () => import("../../../words/sv/notice"),
    en: () => import("../../../words/en/notice"),
  },
  load: () => import("./open"),
};
