/**
 * What a site has of its own: the brand's colour and the opening hours.
 *
 * The service makes the sentences (`chalicelib/chat/hours_told.py`); here is only which of them is true now.
 */
import type { Language } from "../shared/wire";
import type { Words } from "./words";

/** What the service writes into the document. */
export interface Own {
  colour: string;
  hours: {
    /** How far their clocks are from UTC, in minutes. */
    offset: number;
    zone_words: Record<Language, string>;
    week: Record<Language, string>;
    sentences: [until: number, open: boolean, words: Record<Language, string>][];
  } | null;
}

export interface Hours {
  open: boolean;
  /** When `open` or `status` changes, in milliseconds. */
  until: number;
  /** `Avoinna klo 16 asti`, `Suljettu, avautuu ma klo 9`. */
  status: string;
  /** `Avoinna ma–pe 9–16`, and in whose time for whoever is elsewhere; empty where no weekday is open. */
  week: string;
}

/** Returns what is to be shown at a time; nothing without hours, or when the page is older than what is known. */
export function hoursAt(told: Own["hours"], language: Language, now: number, offsetHere: number): Hours | null {
  const sentence = told?.sentences.find(([until]) => until * 1000 > now);
  if (told === null || sentence === undefined) return null;
  const [until, open, words] = sentence;
  const elsewhere = offsetHere !== told.offset ? ` (${told.zone_words[language]})` : "";
  return {
    open,
    until: until * 1000,
    status: words[language],
    week: told.week[language] && told.week[language] + elsewhere,
  };
}

/** Returns the site's hours of this document at this moment. */
export function hoursNow(language: Language): Hours | null {
  const { hours } = read(document.documentElement.dataset["own"] ?? "");
  return hoursAt(hours, language, Date.now(), -new Date().getTimezoneOffset());
}

/**
 * Paints the chat in the brand's colour, and returns what gives words the site's own ones: the hours stand where
 * otherwise the chat says what it is. The same words come back as long as nothing changes; `changed` when it does.
 */
export function ownWords(written: string, fromPage: string | null, changed: () => void) {
  const own = read(written);
  const brand = fromPage ?? own.colour;
  if (CSS.supports("color", brand)) document.documentElement.style.setProperty("--brand", brand);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let given: Words | null = null;
  let made: Words | null = null;
  let status = "";
  return (words: Words): Words => {
    const hours = hoursAt(own.hours, words.language, Date.now(), -new Date().getTimezoneOffset());
    clearTimeout(timer);
    if (hours === null) return words;
    timer = setTimeout(changed, hours.until - Date.now());
    if (given !== words || status !== hours.status || made === null) {
      const week = hours.week && ` ${hours.week}.`;
      const greetingHelp = words.widget.greetingHelp + week;
      made = { ...words, widget: { ...words.widget, statusNew: hours.status, greetingHelp } } as Words;
      given = words;
      status = hours.status;
    }
    return made;
  };
}

function read(written: string): Own {
  return written === "" ? { colour: "", hours: null } : (JSON.parse(written) as Own);
}
