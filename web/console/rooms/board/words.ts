import type { AbuseReason, Ground, PassOnFor, SupervisesFor } from "../../../shared/wire";
import type { ReadingWords } from "../../conversation/words";

/** The board, in one language. */
export interface BoardWords {
  title: string;
  waiting: string;
  longest: string;
  nobodyWaits: string;
  left: string;
  there: string;
  /** So many, or more than that. */
  orMore: (count: number) => string;
  minutes: (minutes: number) => string;
  caption: (agents: number) => string;
  columns: { agent: string; state: string; open: string; languages: string };
  states: { available: string; there: string; gone: string };
  you: string;
  allLanguages: string;
  none: string;
  noneHelp: string;
  /** When it was looked at last, and how often it is. */
  asOf: (time: string, seconds: number) => string;
}

/** What only who supervises fetches, in one language. */
export interface BoardLaterWords {
  supervising: {
    title: string;
    none: string;
    noneHelp: string;
    caption: (conversations: number, orMore: boolean) => string;
    columns: {
      reference: string;
      who: string;
      since: string;
      site: string;
      language: string;
      topic: string;
      look: string;
    };
    noTopic: string;
    you: string;
    /** In the place of whoever has it. */
    waits: string;
    listHelp: string;
    lookIn: string;
    /** Where one looks in already. */
    goOn: string;
    toDesk: string;
    /** A link with what it leads to. */
    ofOne: (says: string, reference: string) => string;
    back: string;
    choose: string;
    notFound: string;
    notFoundHelp: string;
    about: string;
    asking: {
      title: string;
      /** What follows from it. */
      what: readonly string[];
      why: string;
      purposes: Record<SupervisesFor, string>;
      missing: string;
      objected: string;
      busy: string;
    };
    there: string;
    grounds: Record<Ground, string>;
    /** Somebody else who is in it: on what ground and since when; and what for, where that is known. */
    inIt: (alias: string, ground: string, since: string) => string;
    whatFor: (purpose: string) => string;
    until: (purpose: string, time: string, minutes: number) => string;
    isYours: string;
    /** One has been asked in by its agent. */
    invited: string;
    leave: string;
    leaving: string;
    ended: string;
    endedHelp: (time: string) => string;
    over: string;
    overHelp: string;
    lost: string;
    lostHelp: string;
    again: string;
    text: string;
    called: (name: string) => string;
    asOfConversation: (time: string, seconds: number) => string;
    passOn: {
      verb: string;
      title: string;
      what: string;
      to: string;
      agent: (alias: string, available: boolean, open: number) => string;
      queue: string;
      nobody: string;
      missing: string;
      why: string;
      whyHelp: string;
      noReason: string;
      reasons: Record<PassOnFor, string>;
      busy: string;
      keep: string;
      done: string;
    };
    abuse: {
      /** Opens the question. */
      open: string;
      title: string;
      what: string;
      reason: string;
      reasons: Record<AbuseReason, string>;
      missing: string;
      verb: string;
      busy: string;
      keep: string;
    };
    reading: ReadingWords;
  };
}
