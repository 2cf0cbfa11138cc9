import type { MostRows, NoticeBasis } from "../../../shared/wire";
import type { SettingsMistake } from "../../canned/words";
import type { Part } from "./room";

/** The room of the privacy notice, in one language. */
export interface NoticeWords {
  title: string;
  lead: string;
  /** For whoever only reads. */
  leadRead: string;
  back: string;
  /** That rows are still the demo's; what it means on the stage that visitors use. */
  demo: { title: string; lead: string; here: string };
  /** That this version of the service needs rows that are not there. */
  lacking: { title: string; lead: string };
  /** What is changed and not published. */
  draft: { title: string; lead: string; drop: string; dropped: string };
  now: {
    title: string;
    version: string;
    since: (moment: string, by: string) => string;
    where: string;
    opens: string;
    /** Of a site whose chat links to the company's own notice. */
    own: string;
    seen: (minutes: number) => string;
    languages: string;
  };
  versions: {
    title: string;
    lead: string;
    row: (moment: string, by: string) => string;
    now: string;
    heading: (version: string) => string;
    none: string;
    noneHelp: string;
    /** What a version is begun from again by. */
    from: { verb: string; title: string; what: string; instead: string; busy: string; keep: string; done: string };
  };
  rows: { change: string; nothing: string };
  /** Of the controller's name: where it comes from. */
  deployed: string;
  parts: Record<Part, string>;
  /** What is said to whoever changes it; nothing where its fields say enough. */
  helps: Partial<Record<Part, string>>;
  fields: Record<
    | "business_id"
    | "postal_address"
    | "visiting_address"
    | "name"
    | "phone"
    | "email"
    | "appointed"
    | "basis"
    | "interests"
    | "balancing"
    | "law"
    | "processor"
    | "task"
    | "place"
    | "secrecy"
    | "text",
    string
  >;
  yes: string;
  no: string;
  businessIdHelp: string;
  bases: Record<NoticeBasis, string>;
  inLanguage: (name: string, language: string) => string;
  lists: Record<keyof MostRows, { add: string; one: (place: number) => string }>;
  edit: {
    title: (part: string) => string;
    verb: string;
    busy: string;
    same: string;
    ask: string;
    gone: string;
    new: string;
    /** Of one language: how many places change. */
    inLanguage: (language: string, places: number) => string;
    save: string;
    saving: string;
    keep: string;
    done: (minutes: number) => string;
    /** Before a mistake in another part. */
    elsewhere: (part: string, sentence: string) => string;
    stillDemo: (parts: string) => string;
  };
  mistakes: Record<SettingsMistake, (limit: number) => string>;
}
