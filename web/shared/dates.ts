/**
 * Dates and times as each language writes them: in the controller's zone, and in the reader's own where that is asked.
 *
 * The sentences around them stand in `words/`; here is only what `Intl` knows.
 */
import { every } from "words:language";
import type { Language } from "./wire";

/** The zone of the company that owns the conversations; what is said about deletion is said in it. */
export const ZONE = "Europe/Helsinki";

/** The zone of whoever reads: a visitor's own clock. */
export const HERE = null;

type Zone = typeof ZONE | typeof HERE;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + zone + JSON.stringify(options);
  const all = zone === HERE ? options : { timeZone: zone, ...options };
  const known = formats.get(key) ?? new Intl.DateTimeFormat(every[language].locale, all);
  formats.set(key, known);
  return known;
}

/** `9.05` in Finnish, `09.05` in Swedish, `09:05` in English. */
export function clockTime(language: Language, at: number, zone: Zone = ZONE): string {
  return zone === HERE
    ? ownClock(language, new Date(at))
    : format(language, zone, { hour: every[language].hour, minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** The same without `Intl`, whose first word takes a phone a tenth of a second: in the middle of the first message. */
function ownClock(language: Language, at: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const { hour, beforeMinutes } = every[language];
  return `${hour === "numeric" ? at.getHours() : two(at.getHours())}${beforeMinutes}${two(at.getMinutes())}`;
}

/** `14.05.31`: for telling how fresh something is. */
export function clockTimeWithSeconds(language: Language, at: number): string {
  const options = { hour: every[language].hour, minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return format(language, ZONE, options).format(at);
}

/** `24.11.2026`, in English `24 November 2026`. */
export function date(language: Language, at: number): string {
  return format(language, ZONE, {
    day: "numeric",
    month: every[language].monthInDate,
    year: "numeric",
  }).format(at);
}

/** A date without a time of day, as the wire writes it: `2027-01-25`. */
export function dateOf(language: Language, iso: string): string {
  return date(language, Date.parse(`${iso}T12:00:00Z`));
}

/** `tiistai 24.11.`, `tisdag 24 november`, for the line between two days. */
export function dayName(language: Language, at: number, zone: Zone = ZONE): string {
  // Asked for together, Finnish would say `tiistaina`: on Tuesday.
  const weekday = format(language, zone, { weekday: "long" }).format(at);
  const options = { day: "numeric", month: every[language].monthOfDay } as const;
  return `${weekday} ${format(language, zone, options).format(at)}`;
}

/** Whether two times fall on the same day in the zone. */
export function sameDay(one: number, other: number, zone: Zone = ZONE): boolean {
  // Asked of thousands of messages, and `Intl` is slow.
  if (zone === HERE) return new Date(one).toDateString() === new Date(other).toDateString();
  return date("fi", one) === date("fi", other);
}

/** Whole minutes gone by since a time, never less than none. */
export function minutesSince(at: number, now: number): number {
  return Math.max(0, Math.floor((now - at) / 60_000));
}
