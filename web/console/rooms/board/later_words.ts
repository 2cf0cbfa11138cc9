import type { LoadWords } from "../../room";
import type { BoardLaterWords } from "./words";

/** The words of what only who supervises fetches. */
export const laterWords: LoadWords<BoardLaterWords> = {
  fi: () => import("../../../words/fi/board_later"),
  sv: () => import("../../../words/sv/board_later"),
  en: () => import("../../../words/en/board_later"),
};
