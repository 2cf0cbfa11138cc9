import type { GlassReason, LaterPurpose } from "../../../shared/wire";
import type { NoteWords, ReadingWords } from "../../conversation/words";
import type { FiltersWords } from "../../parts/filters";

/** The history, in one language. */
export interface HistoryWords {
  title: string;
  lead: string;
  reference: string;
  referenceHelp: string;
  verb: string;
  missing: string;
  malformed: string;
  narrowing: FiltersWords;
  fields: {
    from: string;
    until: string;
    site: string;
    anySite: string;
    topic: string;
    anyTopic: string;
    ended: string;
    anyEnd: string;
    rating: string;
    anyRating: string;
    notRated: string;
  };
  caption: (conversations: number) => string;
  columns: {
    reference: string;
    closed: string;
    site: string;
    topic: string;
    ended: string;
    rated: string;
  };
  /** How it ended, in the columns' few words. */
  ends: Record<string, string>;
  scores: readonly string[];
  notRated: string;
  noTopic: string;
  none: string;
  noneHelp: string;
  noneSuch: string;
  noneSoFar: string;
  /** Until which day was looked. */
  looked: (day: string) => string;
  lookedAtAll: string;
  older: string;
  back: string;
  notFound: string;
  notFoundHelp: string;
  about: {
    title: string;
    started: string;
    closed: string;
    status: Record<"waiting" | "active" | "closed", string>;
    whose: string;
    own: string;
    nobody: string;
    deleted: string;
  };
  /** What stands there where one may not read it at once. */
  /** Whom to ask before one breaks the glass. */
  others: (alias: string | null) => string;
  choose: string;
  later: {
    title: string;
    help: string;
    purpose: string;
    purposes: Record<LaterPurpose, string>;
    missing: string;
    /** Why one purpose is not offered. */
    objected: string;
    verb: string;
    busy: string;
  };
  glass: {
    title: string;
    /** What follows from it. */
    what: readonly string[];
    reason: string;
    reasons: Record<GlassReason, string>;
    missing: string;
    words: string;
    wordsHelp: string;
    verb: string;
    busy: string;
  };
  until: (time: string) => string;
  over: string;
  overHelp: string;
  openAgain: string;
  restricted: string;
  restrictedHelp: string;
  waits: string;
  toDesk: string;
  text: string;
  called: (name: string) => string;
  lookAgain: string;
  lookedAgain: (time: string) => string;
  /** Why what was just read is there no more. */
  taken: string;
  gone: string;
  goneHelp: string;
  notes: NoteWords;
  reading: ReadingWords;
}
