import type { LoadWords } from "../../room";
import type { DeskLaterWords } from "./words";

/** The words of what the desk fetches after its list, with the desk's own. */
export const laterWords: LoadWords<DeskLaterWords> = {
  fi: () => import("../../../words/fi/desk_later"),
  sv: () => import("../../../words/sv/desk_later"),
  en: () => import("../../../words/en/desk_later"),
};
