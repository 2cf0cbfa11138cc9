/** Settings without a screen: what of a site stands in each form, and what of it a form changes. */
import type {
  ContactSettings,
  DayNoticeSettings,
  HoursSettings,
  Language,
  SiteLimitSettings,
  SiteSettings,
  Weekday,
} from "../../../shared/wire";
import { LANGUAGES } from "../../speaking";

export const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Words in each language; nothing where there are none. */
export type Words = Record<Language, string>;

// ------------------------------------------------------------------------------------------------ what is typed

export interface Basics {
  company: string;
  language: Language;
  origins: readonly string[];
  privacy_notice: Words;
}

export interface Saying {
  greeting: Words;
  launcher: Words;
}

export interface Looks {
  colour: string;
  theme: SiteSettings["theme"];
}

/** Of hours the ranges of a day stand in one line, with commas between. */
export interface TypedHours {
  always: "always" | "hours";
  week: Record<Weekday, string>;
  dates: readonly { date: string; ranges: string }[];
  holidays: HoursSettings["holidays"];
  zone: string;
}

export interface Contacts {
  contacts: readonly { kind: ContactSettings["kind"]; value: string; words: Words }[];
}

export interface Topics {
  topics: readonly { key: string; words: Words }[];
}

export interface Today {
  today: readonly { since: string; until: string; words: Words }[];
}

export const basicsOf = ({ company, language, origins, privacy_notice }: SiteSettings): Basics => ({
  company,
  language,
  origins,
  privacy_notice: inEach(privacy_notice),
});

export const fromBasics = ({ company, language, origins, privacy_notice }: Basics): Partial<SiteSettings> => ({
  company,
  language,
  origins: origins.map(originOf),
  privacy_notice: said(privacy_notice),
});

export const sayingOf = ({ greeting, launcher }: SiteSettings): Saying => ({
  greeting: inEach(greeting),
  launcher: inEach(launcher),
});

export const fromSaying = ({ greeting, launcher }: Saying): Partial<SiteSettings> => ({
  greeting: said(greeting),
  launcher: said(launcher),
});

export const looksOf = ({ colour, theme }: SiteSettings): Looks => ({ colour, theme });

export const fromLooks = ({ colour, theme }: Looks): Partial<SiteSettings> => ({ colour: colour.trim(), theme });

const OFFICE: HoursSettings = {
  week: { mon: ["9–16"], tue: ["9–16"], wed: ["9–16"], thu: ["9–16"], fri: ["9–16"], sat: [], sun: [] },
  dates: {},
  holidays: "FI",
  zone: "Europe/Helsinki",
};

/** Whoever has had none begins with an office's. */
export function hoursOf({ hours }: SiteSettings): TypedHours {
  const { week, dates, holidays, zone } = hours ?? OFFICE;
  return {
    always: hours === null ? "always" : "hours",
    week: eachDay((day) => inLine(week[day])),
    dates: Object.entries(dates)
      .map(([date, ranges]) => ({ date, ranges: inLine(ranges) }))
      .sort((one, other) => one.date.localeCompare(other.date)),
    holidays,
    zone,
  };
}

export function fromHours({ always, week, dates, holidays, zone }: TypedHours): Partial<SiteSettings> {
  if (always === "always") return { hours: null };
  return {
    hours: {
      week: eachDay((day) => ranges(week[day])),
      dates: Object.fromEntries(dates.map(({ date, ranges: line }) => [date, ranges(line)])),
      holidays,
      zone,
    },
  };
}

/** Returns which of the dates stand there a second time: an object would silently take the last. */
export function datesTwice({ dates }: TypedHours): number[] {
  return dates.flatMap(({ date }, index) => (dates.findIndex((other) => other.date === date) < index ? [index] : []));
}

export const contactsOf = ({ contacts }: SiteSettings): Contacts => ({
  contacts: contacts.map((each) => ({ ...each, words: inEach(each.words) })),
});

export const fromContacts = ({ contacts }: Contacts): Partial<SiteSettings> => ({
  contacts: contacts.map((each) => ({ ...each, value: each.value.trim(), words: said(each.words) })),
});

export const topicsOf = ({ topics }: SiteSettings): Topics => ({
  topics: topics.map(({ key, words }) => ({ key, words: inEach(words) })),
});

/** A new topic gets its key from its words: it is what conversations and reports know it by, whatever it is called later. */
export function fromTopics({ topics }: Topics, own: Language): Partial<SiteSettings> {
  const taken = topics.map(({ key }) => key).filter(Boolean);
  return {
    topics: topics.map(({ key, words }) => {
      const made = key || keyFrom(words[own], taken);
      if (!key) taken.push(made);
      return { key: made, words: said(words) };
    }),
  };
}

export const todayOf = ({ today }: SiteSettings): Today => ({
  today: today.map(({ since, until, words }) => ({ since, until, words: inEach(words) })),
});

export const fromToday = ({ today }: Today): Partial<SiteSettings> => ({
  today: today.map((each): DayNoticeSettings => ({ ...each, words: said(each.words) })),
});

/** What a site may set of the limits, in the order in which it is asked. */
export const LIMITS: readonly (keyof SiteLimitSettings)[] = [
  "conversations_an_hour",
  "unanswered_a_network",
  "transcripts_a_site_a_day",
];

/** Numbers, as they are typed. */
export interface TypedLimits {
  limits: Record<keyof SiteLimitSettings, string>;
}

export const limitsOf = ({ limits }: SiteSettings): TypedLimits => ({
  limits: Object.fromEntries(LIMITS.map((name) => [name, `${limits?.[name] ?? ""}`])) as TypedLimits["limits"],
});

export const fromLimits = ({ limits }: TypedLimits): Partial<SiteSettings> => ({
  limits: Object.fromEntries(LIMITS.map((name) => [name, Number(limits[name])])) as unknown as SiteLimitSettings,
});

/** Returns where no whole number was typed. */
export function noNumbers({ limits }: TypedLimits): (keyof SiteLimitSettings)[] {
  return LIMITS.filter((name) => !/^\d{1,6}$/.test(limits[name].trim()));
}

// ------------------------------------------------------------------------------------------------ what it changes

/**
 * Returns what settings are to be: as they are now, with what was changed since `start` in a form. So what others have
 * changed meanwhile stays theirs.
 */
export function merged<Values>(start: unknown, typed: unknown, now: Values): Values {
  if (same(start, typed)) return now;
  if (!isPlain(start) || !isPlain(typed) || !isPlain(now)) return typed as Values;
  const result: Record<string, unknown> = { ...now };
  for (const name of new Set([...Object.keys(start), ...Object.keys(typed)])) {
    if (same(start[name], typed[name])) continue;
    if (name in typed) result[name] = merged(start[name], typed[name], now[name]);
    else delete result[name];
  }
  return result as Values;
}

/** Returns which settings are others. */
export function changedIn(before: SiteSettings, after: SiteSettings): (keyof SiteSettings)[] {
  const names = Object.keys(before) as (keyof SiteSettings)[];
  return names.filter((name) => !same(before[name], after[name]));
}

/** Returns the field of a form that a place of the service's is; words that are missing belong to the site's own language. */
export function placeOf(where: string, typed: object, own: Language): string | null {
  const [name = ""] = where.split(/[.[]/);
  if (!(name in typed)) return null;
  if (/^today\[\d+\]$/.test(where)) return `${where}.until`;
  return /^(greeting|launcher)$|\.words$/.test(where) ? `${where}.${own}` : where;
}

/** The same for hours, whose ranges stand in one line. */
export function hoursPlaceOf(where: string, { dates }: TypedHours): string | null {
  const [, part, rest = ""] = /^hours\.(\w+)(?:\.(.*))?$/.exec(where) ?? [];
  // A date that is not given yet is nothing after the dot.
  if (part === "dates" && where !== "hours.dates") {
    const [, date, ranges] = /^(.*?)(\[\d+\])?$/.exec(rest) ?? [];
    const index = dates.findIndex((each) => each.date === date);
    return index < 0 ? "dates" : `dates[${index}].${ranges ? "ranges" : "date"}`;
  }
  if (part === "week") return `week.${rest.slice(0, 3)}`;
  return part ?? null;
}

// ------------------------------------------------------------------------------------------------ within

export function inEach(words: Partial<Words>): Words {
  return Object.fromEntries(LANGUAGES.map((language) => [language, words[language] ?? ""])) as Words;
}

/** Returns the words of those languages that have any. */
export function said(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).flatMap(([language, text]) => (text.trim() ? [[language, text.trim()]] : [])),
  ) as Words;
}

/** Returns an address as it was copied, without the slash at its end. */
export const originOf = (typed: string) => typed.trim().replace(/\/+$/, "");

function eachDay<Value>(of: (day: Weekday) => Value): Record<Weekday, Value> {
  return Object.fromEntries(WEEKDAYS.map((day) => [day, of(day)])) as Record<Weekday, Value>;
}

const inLine = (ranges: readonly string[]) => ranges.join(", ");

function ranges(line: string): string[] {
  return line
    .split(/[,;]/)
    .map((each) => each.trim())
    .filter(Boolean);
}

const KEY_CHARACTERS = 24;

/** Returns a key that is not taken, of the letters and digits of words. */
export function keyFrom(words: string, taken: readonly string[]): string {
  const letters = words
    .normalize("NFD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-");
  const key = letters.slice(0, KEY_CHARACTERS - 3).replace(/^-|-$/g, "") || "topic";
  for (let number = 2, next = key; ; number += 1) {
    if (!taken.includes(next)) return next;
    next = `${key}-${number}`;
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
