/** What languages have to say, where Finnish alone does not give the form; the sentences stand in `words/`. */
import type { Language, Problem, RoomName } from "./wire";

/** A language itself: how it is called, and how it writes times. */
export interface LanguageItself {
  /** As it calls itself. */
  name: string;
  /** For `Intl`. */
  locale: string;
  /** Whether nine o'clock is `9` or `09`. */
  hour: "numeric" | "2-digit";
  /** Between hours and minutes. */
  beforeMinutes: string;
  /** How a month stands in a date with its year. */
  monthInDate: "numeric" | "long";
  /** How it stands after the name of a weekday. */
  monthOfDay: "numeric" | "long";
}

/** A sentence a code of `chalicelib/chat/errors.py`, and for the browser's own: `offline`, `unexpected`, `handed_over`. */
export interface ErrorWords {
  [code: string]: (problem: Problem) => string;
  unexpected: (problem: Problem) => string;
}

/** Says in words what was refused; a code that is newer than these words has a sentence too. */
export function sentenceOf(words: ErrorWords, problem: Problem): string {
  return (words[problem.code] ?? words.unexpected)(problem);
}

/** What all staff read and hear in the console, in one language. The sentences of refusals stand in `errors`; a room has words of its own. */
export interface ConsoleWords {
  product: string;
  language: string;
  skip: string;
  starting: string;
  unreachable: string;
  again: string;
  dismiss: string;
  shut: string;
  menu: string;
  signOut: string;
  /** Asked where something is typed and not saved. */
  leave: { title: string; lost: string; keep: string };
  noRoom: string;
  noRoomHelp: string;
  ending: (time: string, minutes: number) => string;
  goOn: string;
  roomsName: string;
  /** How each room is called. */
  rooms: Record<RoomName | "own", string>;
  roles: Record<string, string>;
  sound: string;
  soundOn: string;
  soundOff: string;
  moment: (date: string, time: string) => string;
  signInTitle: string;
  summary: string;
  loading: string;
  /** Of a list in a form; each followed by what it is done to. */
  several: { remove: string; up: string; down: string };
  copying: {
    verb: string;
    done: string;
    failed: string;
  };
  ringing: {
    /** Said while the browser lets no sound through. */
    silenced: string;
    notifying: Record<NotificationPermission | "missing", string>;
    try: string;
    test: string;
    testBody: string;
    /** The session is about to end. */
    ending: string;
    endingBody: string;
  };
  keys: {
    title: string;
    single: string;
    on: string;
    off: string;
  };
  /** Where staff need another sentence than visitors. */
  agentErrors: Record<string, (problem: Problem) => string>;
  /** Of what was asked of the service. */
  asked: { failed: string; stale: string };
  loadAgain: string;
  roomNotLoaded: string;
  /** To who came by a link to a room that their role does not open. */
  notYourRoom: string;
  /** Beside a number in the rail. */
  callingCount: (count: number) => string;
  palette: { title: string; label: string; none: string; count: (options: number) => string };
  does: { go: (room: string) => string; speak: Record<Language, string>; sound: (on: boolean) => string };
}
