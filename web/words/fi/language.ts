/** Finnish itself. */
import type { LanguageItself } from "../../shared/words";

export const language: LanguageItself = {
  name: "Suomi",
  locale: "fi-FI",
  hour: "numeric",
  beforeMinutes: ".",
  monthInDate: "numeric",
  monthOfDay: "numeric",
};
