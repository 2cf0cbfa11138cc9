/**
 * What a site has of its own: the brand's colour and the opening hours.
 *
 * The service makes the sentences (`chalicelib/chat/hours_told.py`); here is only which of them is true now.
 */
import { now } from "../shared/clock";
import type { Language } from "../shared/wire";
import type { Words } from "./words";

/** Words in every language: the chat changes its own without a reload. */
export type InEvery = Record<Language, string>;

/** Another way to reach the company. */
export interface Contact {
  kind: "phone" | "mail" | "page" | "visit";
  value: string;
  words?: InEvery;
}

/** What is said for a time only, until a second. */
interface Remark {
  until: number;
  words: InEvery;
}

/** What the service writes into the document (`Own` in `chalicelib/entrypoints/pages.py`); what is empty is absent. */
export interface Own {
  colour: string;
  /** The chat's first words; a language without any has ours. */
  greeting?: Partial<InEvery>;
  /** The company's own privacy notice; a language without an address has ours. */
  privacy?: Partial<InEvery>;
  /** Other ways to reach the company, the best first; without `words` the value stands alone. */
  contacts?: Contact[];
  /** What one may say beforehand that one writes about. */
  topics?: { key: string; words: InEvery }[];
  /** The notice of the day. */
  today?: Remark;
  /** What the operator says while no conversation can begin. */
  closed?: Remark;
  /** Whether somebody was there whom the queue rings when the document was fetched. */
  there?: boolean;
  /** Within how many minutes four of five were answered in the last days; absent where too little is known. */
  usually?: number;
  hours: {
    /** How far their clocks are from UTC, in minutes. */
    offset: number;
    zone_words: Record<Language, string>;
    week: Record<Language, string>;
    sentences: [until: number, open: boolean, words: Record<Language, string>][];
  } | null;
}

/** What the chat tells before the first message, and does not know itself. */
export interface Told {
  /** The version of the notice. */
  version: string;
  /** Who answers for what is kept. */
  controller: string;
  months: number;
  /** So much longer the back-up has it. */
  days: number;
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

/** Returns the words of what is said for a time only, while that lasts. */
export const wordsNow = (remark: Remark | undefined, language: Language): string | undefined =>
  remark && remark.until * 1000 > now() ? remark.words[language] : undefined;

/** Returns the site's hours of this document at this moment. */
export function hoursNow(language: Language): Hours | null {
  return hoursAt(ownHere().hours, language, now(), -new Date().getTimezoneOffset());
}

/** Whether somebody is there, as it was last heard, and until when that is news. */
let heard: { there: boolean | undefined; until: number } | null = null;

/** Hears whether somebody is there: after this many milliseconds nothing is said of it any more, rather than what is old. */
const NEWS = 5 * 60_000;

export function hearThere(there: boolean | undefined): void {
  heard = { there, until: now() + NEWS };
}

/** Returns what a site has of its own, with what is known now of whether somebody is there. */
const withNews = (own: Own): Own =>
  heard === null ? own : ({ ...own, there: now() < heard.until ? heard.there : undefined } as Own);

/** Returns what the site has of its own, by this document. */
export function ownHere(): Own {
  return withNews(read(document.documentElement.dataset["own"] ?? ""));
}

/** Returns where the privacy notice is in a language: the company's own, or the service's. */
export const noticeOf = (own: Own, site: string, language: Language): string =>
  own.privacy?.[language] ?? `../notice/${site}?language=${language}`;

/** Whether nobody would answer now: the door is shut, or nobody was at the desk. */
export const isAlone = (own: Own, hours: Hours | null) => hours?.open === false || own.there === false;

/** Returns the other ways to reach the company, where somebody answers at once before the rest. */
export function contactsOf({ contacts = [] }: Own): Contact[] {
  const rank = ({ kind }: Contact) => (kind === "phone" ? 0 : 1);
  return contacts.toSorted((one, other) => rank(one) - rank(other));
}

/** Returns where a click on a way to reach the company leads; null for a place in the street. */
export function hrefOf({ kind, value }: Contact): string | null {
  if (kind === "phone") return `tel:${value.replaceAll(/[^+\d]/g, "")}`;
  if (kind === "mail") return `mailto:${value}`;
  return kind === "page" ? value : null;
}

/** Returns words with the site's own ones: whether somebody is there, until when, and what one may expect. */
function withOwn(words: Words, own: Own, hours: Hours | null): Words {
  const { widget, language } = words;
  const alone = isAlone(own, hours);
  const week = hours?.week ? ` ${hours.week}.` : "";
  const soon = own.usually == null ? "" : `${widget.usually(own.usually)} `;
  const there = own.there ? [widget.here] : [];
  const open = hours ? [hours.status] : [];
  const away = own.there === false || wordsNow(own.closed, language);
  const statusNew = hours?.open !== false && away ? widget.away : [...there, ...open].join(" · ");
  return {
    ...words,
    widget: {
      ...widget,
      statusNew: (hours?.open === false ? hours.status : statusNew) || widget.statusNew,
      greeting: alone ? widget.greetingAway : (own.greeting?.[language] ?? widget.greeting),
      greetingHelp: (alone ? widget.greetingAwayHelp : soon + widget.greetingHelp) + week,
    },
  } as Words;
}

/**
 * Paints the chat in the brand's colour, and returns what gives words the site's own ones. The same words come back as
 * long as nothing changes; `changed` when it does.
 */
export function ownWords(written: string, fromPage: string | null, changed: () => void) {
  const own = read(written);
  const brand = fromPage ?? own.colour;
  if (CSS.supports("color", brand)) document.documentElement.style.setProperty("--brand", brand);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let given: Words | null = null;
  let made: Words | null = null;
  let status: string | undefined;
  hearThere(own.there);
  return (words: Words): Words => {
    const hours = hoursAt(own.hours, words.language, now(), -new Date().getTimezoneOffset());
    const known = withNews(own);
    const changes = [hours?.until, heard?.until].filter((at = 0) => at > now()) as number[];
    clearTimeout(timer);
    if (changes.length > 0) timer = setTimeout(changed, Math.min(...changes) - now());
    const shown = `${hours?.status} ${known.there}`;
    if (given !== words || status !== shown || made === null) {
      made = withOwn(words, known, hours);
      given = words;
      status = shown;
    }
    return made;
  };
}

/** Returns what the service wrote into the document. */
export function read(written: string): Own {
  return written === "" ? { colour: "", hours: null } : (JSON.parse(written) as Own);
}
