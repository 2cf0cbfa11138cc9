/** The access log, in one language. */
import type { AbuseReason, GlassReason, Ground, PassOnFor, SupervisesFor, UnusualReason } from "../../../shared/wire";
import type { FiltersWords } from "../../parts/filters";

export interface AccessLogWords {
  title: string;
  /** What the links to a conversation's, a person's and all people's records are called together. */
  tabsName: string;
  tabs: { conversation: string; person: string; unusual: string };
  ownTabs: { conversation: string; person: string };
  leads: { conversation: string; person: string; unusual: string };
  leadOwn: string;
  reference: string;
  referenceHelp: string;
  verb: string;
  missing: string;
  malformed: string;
  nothingYet: string;
  nothingYetHelp: string;
  person: string;
  choose: string;
  missingPerson: string;
  /** How one of many is found. */
  find: string;
  nobodyFound: string;
  /** How many are offered of all who were found. */
  peopleFound: (offered: number, all: number) => string;
  /** In the place of the one who is shown. */
  another: string;
  keep: string;
  hasLeft: (person: string) => string;
  /** Somebody whose name is not known, by the beginning of their reference. */
  unnamed: (reference: string) => string;
  nobodyYet: string;
  nobodyYetHelp: string;
  narrowing: FiltersWords;
  fields: {
    anybody: string;
    anything: string;
    any: string;
    from: string;
    until: string;
    days: string;
    on: string;
    off: string;
  };
  none: string;
  noneHelp: string;
  /** Where something narrows. */
  noneSuch: string;
  /** Where there are older ones that were not looked at. */
  noneAmongNewest: string;
  notFound: string;
  notFoundHelp: string;
  failed: string;
  /** `called`: the reference or the name; null for one's own. */
  caption: (of: "conversation" | "person", called: string | null, records: number) => string;
  older: string;
  saveFile: string;
  saved: string;
  /** Without the day and the ending. */
  fileName: string;
  /** Shows who has read this log. */
  aboutLog: string;
  kept: string;
  columns: {
    at: string;
    actor: string;
    role: string;
    action: string;
    object: string;
    purpose: string;
    outcome: string;
  };
  objects: Record<string, string>;
  actions: Record<string, string>;
  /** What was chosen as the reason for breaking the glass. */
  glassReasons: Record<GlassReason, string>;
  /** Every other reason that is chosen from a list. */
  reasons: Record<Ground | PassOnFor | SupervisesFor | AbuseReason, string>;
  /** For the rail: how often since one looked. */
  glassToday: (count: number) => string;
  purposes: Record<string, string>;
  outcomes: Record<string, string>;
  unusual: {
    day: string;
    days: string;
    oneDay: string;
    week: string;
    looked: (people: number, since: string, until: string) => string;
    none: string;
    noneHelp: string;
    more: string;
    cut: string;
    reasonsWere: (reasons: string) => string;
    help: string;
    toRecords: string;
    toRecordsOf: (person: string, days: string) => string;
    reasons: Record<UnusualReason, (count: number, compared: number) => string>;
  };
}
