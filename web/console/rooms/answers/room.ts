/** Canned answers: those of one's own and those that all share. */
import { MessageSquareQuote } from "lucide";
import type { Room } from "../../room";
import type { AnswersWords } from "./words";

export const WHOSE = ["own", "shared"] as const;
export type Whose = (typeof WHOSE)[number];

export const NEW = "new";
export const FILE = "file";

export interface AnswersPlace {
  whose: Whose | null;
  /** Which answer is open, by its id; or a new one, or the file that brings some. */
  open: string | null;
}

export const ALL: AnswersPlace = { whose: null, open: null };

export const answers: Room<AnswersPlace, AnswersWords> = {
  name: "answers",
  icon: MessageSquareQuote,
  group: "work",
  places: {
    read: ([of = "", open = ""]) => {
      const whose = WHOSE.find((one) => one === of) ?? null;
      const known = open === NEW || open === FILE || /^[0-9A-Za-z_-]{16,32}$/.test(open);
      return whose && known ? { whose, open } : ALL;
    },
    write: ({ whose, open }) => (whose && open ? `/${whose}/${open}` : ""),
  },
  words: {
    fi: () => import("../../../words/fi/answers"),
    sv: () => import("../../../words/sv/answers"),
    en: () => import("../../../words/en/answers"),
  },
  load: () => import("./open"),
};
