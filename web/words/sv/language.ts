/** Swedish itself. */
import type { LanguageItself } from "../../shared/words";

export const language: LanguageItself = {
  name: "Svenska",
  locale: "sv-FI",
  hour: "2-digit",
  beforeMinutes: ".",
  monthInDate: "numeric",
  monthOfDay: "long",
};
