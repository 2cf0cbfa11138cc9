import type { CalendarDay, ContactSettings, SiteLimitSettings, SiteSettings, Weekday } from "../../../shared/wire";
import type { SettingsMistake } from "../../canned/words";
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
  /** That the operator lets no new chat begin; since when, where that is known, and what visitors read. */
  closed: {
    title: string;
    since: (moment: string) => string;
    what: string;
    by: (name: string) => string;
    read: string;
  };
  /** `see`: how to see that it works; `unseen`: what to do when it does not. */
  tag: {
    title: string;
    lead: string;
    see: string;
    seeHelp: string;
    open: (host: string) => string;
    unseen: string;
  };
  create: { begin: string; title: string; lead: string; origin: string; keyHelp: string; verb: string; busy: string };
  basics: string;
  saying: string;
  looks: string;
  names: Record<keyof SiteSettings | "key" | "logo", string>;
  themes: Record<SiteSettings["theme"], string>;
  /** What stands where a site has nothing of its own. */
  ours: string;
  nothing: string;
  logo: {
    help: string;
    /** What the pictures are to whoever does not see them. */
    now: string;
    next: string;
    choose: string;
    ask: string;
    remove: string;
    askRemove: string;
  };
  /** What becomes of the brand's colour. */
  colour: Record<"black" | "white", (contrast: string) => string>;
  /** A line is drawn around it. */
  outlined: string;
  colourUnknown: string;
  kinds: Record<ContactSettings["kind"], string>;
  hours: {
    /** That there are hours. */
    set: string;
    week: string;
    weekHelp: string;
    dates: string;
    datesHelp: string;
    addDate: string;
    date: (number: number) => string;
    day: string;
    open: string;
    openHelp: string;
    days: Record<Weekday, string>;
    closed: string;
    holidaysName: string;
    holidays: Record<"" | "FI", string>;
    zone: string;
    calendar: string;
    calendarLead: string;
    /** That it is closed on every day. */
    never: string;
    /** Before what visitors are told. */
    told: string;
    why: Record<CalendarDay["why"], string>;
  };
  contacts: string;
  topics: string;
  today: string;
  limits: {
    lead: string;
    names: Record<keyof SiteLimitSettings, string>;
    help: Record<keyof SiteLimitSettings, string>;
    number: string;
  };
  /** What may be meant, and rarely is. */
  doubts: {
    title: string;
    overMidnight: (day: string, range: string) => string;
    date: (date: string) => string;
    notice: (days: string) => string;
    /** Of days, where they are read. */
    over: string;
  };
  days: (from: string, until: string) => string;
  /** The chat as it would be. */
  preview: {
    title: string;
    language: string;
    presence: string;
    there: string;
    nobody: string;
  };
  versions: {
    title: string;
    lead: string;
    row: (moment: string, by: string) => string;
    unknown: string;
    file: string;
    now: string;
    look: string;
    ask: (version: string) => string;
    restore: string;
    keep: string;
    /** That it is not restored. */
    logo: string;
  };
  edit: {
    change: string;
    lead: string;
    verb: string;
    busy: string;
    /** Shuts a form and forgets what is typed into it. */
    leave: string;
    companyHelp: string;
    originsHelp: string;
    addOrigin: string;
    origin: (number: number) => string;
    languageHelp: string;
    privacyHelp: string;
    noColour: string;
    colourHelp: string;
    addContact: string;
    contact: (number: number) => string;
    kind: string;
    contactName: string;
    contactNameHelp: string;
    topicsHelp: (least: number, most: number) => string;
    addTopic: string;
    topic: (number: number) => string;
    addToday: string;
    notices: (number: number) => string;
    since: string;
    until: string;
    words: string;
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
  /** What holds for the whole service. */
  stage: {
    title: string;
    lead: string;
    link: string;
    controller: { title: string; lead: string; deployed: string };
    networks: {
      title: string;
      lead: string;
      help: string;
      /** From where one comes. */
      own: (address: string) => string;
      within: (minutes: number) => string;
      /** From how many networks a role may be used; none stands for everywhere. */
      from: (networks: number) => string;
    };
    told: {
      title: string;
      lead: string;
      addresses: string;
      help: string;
      cameBack: (addresses: string) => string;
      after: string;
      afterHelp: string;
      minutes: (minutes: number) => string;
      to: (addresses: number) => string;
    };
    /** When an agent who does not answer is reminded, and the chat goes back to the queue. */
    answer: { title: string; lead: string; remind: string; back: string; help: string; never: string };
    /** By which words messages are veiled from agents who want that. */
    veiled: {
      title: string;
      lead: string;
      help: string;
      /** In a language so many come and so many go. */
      changes: (language: string, added: number, removed: number) => string;
    };
    left: { title: string; lead: string; days: string; help: string; number: (days: number) => string };
    phones: { title: string; lead: string; noKey: string; label: string };
    /** A mistake in a line of a field. */
    line: (name: string, number: number, sentence: string) => string;
    notice: { changes: string; inLanguage: (language: string, places: number) => string; gone: string; new: string };
    /** What held before anybody changed anything. */
    deployed: string;
  };
  mistakes: Record<SettingsMistake, (limit: number, meant?: string) => string>;
  /** By when every page shows a change. */
  seen: (minutes: number) => string;
}
