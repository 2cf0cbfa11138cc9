/** Moments as the access log tells them: to the second, with the zone. */
import { ZONE } from "../shared/dates";
import type { Language } from "../shared/wire";

const locales: Record<Language, string> = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" };

/** `24.11.2026 klo 14.05.31 UTC+2`. */
export function moment(language: Language, at: number): string {
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: ZONE,
    day: "numeric",
    month: language === "en" ? "short" : "numeric",
    year: "numeric",
    hour: language === "fi" ? "numeric" : "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  }).format(at);
}
