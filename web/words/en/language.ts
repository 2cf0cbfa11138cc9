/** English itself. */
import type { LanguageItself } from "../../shared/words";

export const language: LanguageItself = {
  name: "English",
  locale: "en-GB",
  hour: "2-digit",
  beforeMinutes: ":",
  monthInDate: "long",
  monthOfDay: "long",
};
