/** Moments as the access log tells them: to the second, with the zone. */
import { every } from "words:language";
import { ZONE } from "../shared/dates";
import type { Language } from "../shared/wire";

/** `24.11.2026 klo 14.05.31 UTC+2`. */
export function moment(language: Language, at: number): string {
  const { locale, hour, monthInDate } = every[language];
  return new Intl.DateTimeFormat(locale, {
    timeZone: ZONE,
    day: "numeric",
    month: monthInDate === "long" ? "short" : "numeric",
    year: "numeric",
    hour,
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  }).format(at);
}
