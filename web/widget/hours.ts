/**
 * The site's opening hours as the chat shows them. The service makes the sentences (`chalicelib/chat/hours_told.py`);
 * here is only which of them is true now.
 */
import type { Language } from "../shared/wire";

/** What the service writes into the document. */
export interface Told {
  /** How far their clocks are from UTC, in minutes. */
  offset: number;
  zone_words: Record<Language, string>;
  week: Record<Language, string>;
  sentences: [until: number, open: boolean, words: Record<Language, string>][];
}

export interface Hours {
  open: boolean;
  /** While it is closed: when it opens, in milliseconds; null when that is not known. */
  opensAt: number | null;
  /** When `open` or `status` changes, in milliseconds. */
  until: number;
  /** `Avoinna klo 16 asti`, `Suljettu, avautuu ma klo 9`. */
  status: string;
  /** `Avoinna ma–pe 9–16`, and in whose time for whoever is elsewhere. */
  week: string;
}

/** Reads what the service has written; nothing where the site has no hours. */
export function readHours(written: string): Told | null {
  return written === "" ? null : (JSON.parse(written) as Told);
}

/** What is to be shown at a time; nothing without hours, or when the page is older than what is known. */
export function hoursAt(told: Told | null, language: Language, now: number, offsetHere: number): Hours | null {
  const coming = told?.sentences.filter(([until]) => until * 1000 > now) ?? [];
  const [sentence] = coming;
  if (told === null || sentence === undefined) return null;
  const [until, open, words] = sentence;
  const opens = coming.findIndex(([, isOpen]) => isOpen);
  const elsewhere = offsetHere !== told.offset ? ` (${told.zone_words[language]})` : "";
  return {
    open,
    opensAt: open || opens < 1 ? null : (coming[opens - 1]?.[0] ?? 0) * 1000,
    until: until * 1000,
    status: words[language],
    week: told.week[language] + elsewhere,
  };
}
