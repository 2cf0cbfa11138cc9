import type { LoadWords } from "../room";
import type { KeysWords } from "./words";

export const keysWords: LoadWords<KeysWords> = {
  fi: () => import("../../words/fi/keys"),
  sv: () => import("../../words/sv/keys"),
  en: () => import("../../words/en/keys"),
};
