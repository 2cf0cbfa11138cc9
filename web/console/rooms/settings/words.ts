import type { CalendarDay, ContactSettings, MistakeCode, SiteSettings, Weekday } from "../../../shared/wire";
import type { Column } from "./room";

/** The room of settings, in one language. */
export interface SettingsWords {
  title: string;
  lead: string;
  caption: (sites: number) => string;
  columns: Record<Column, string>;
  /** Of a site without hours. */
  alwaysOpen: string;
  notChanged: string;
  changed: (moment: string, by: string) => string;
  none: string;
  noneHelp: string;
  back: string;
  tag: { title: string; lead: string };
  basics: string;
  names: Record<keyof SiteSettings | "key" | "logo", string>;
  themes: Record<SiteSettings["theme"], string>;
  /** What stands where a site has nothing of its own. */
  ours: string;
  nothing: string;
  has: string;
  /** What becomes of the brand's colour. */
  colour: Record<"black" | "white", (contrast: string) => string>;
  /** A line is drawn around it. */
  outlined: string;
  colourUnknown: string;
  kinds: Record<ContactSettings["kind"], string>;
  hours: {
    title: string;
    days: Record<Weekday, string>;
    closed: string;
    holidays: Record<"" | "FI", string>;
    zone: string;
    calendar: string;
    calendarLead: string;
    why: Record<CalendarDay["why"], string>;
  };
  topics: string;
  today: string;
  days: (from: string, until: string) => string;
  versions: {
    title: string;
    lead: string;
    row: (moment: string, by: string) => string;
    unknown: string;
    file: string;
    now: string;
  };
  /** What can be changed on the page. */
  edit: {
    title: string;
    lead: string;
    verb: string;
    busy: string;
    colourHelp: string;
    inLanguage: (name: string, language: string) => string;
    empty: string;
    same: string;
    ask: string;
    /** Before the names of what changes. */
    these: string;
    save: string;
    saving: string;
    keep: string;
    done: string;
    /** That nothing of it changes the privacy notice. */
    notice: string;
  };
  mistakes: Record<MistakeCode, (limit: number) => string>;
  /** How what cannot be changed here is changed. */
  byFile: { title: string; lead: string };
  /** By when every page shows a change. */
  seen: (minutes: number) => string;
}
