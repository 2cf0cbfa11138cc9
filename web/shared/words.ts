/** What languages have to say, where Finnish alone does not give the form; the sentences stand in `words/`. */
import type { ClosedFor, Masked, Problem, Side, Status, TranscriptState } from "./wire";

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

/** Everything that staff read and hear in the console, in one language. The sentences of refusals stand in `errors`. */
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
  noRoom: string;
  noRoomHelp: string;
  replaced: string;
  replacedHelp: string;
  continueHere: string;
  ending: (time: string, minutes: number) => string;
  goOn: string;
  roomsName: string;
  rooms: { desk: string; "access-log": string };
  roles: Record<string, string>;
  available: string;
  away: string;
  sound: string;
  soundOn: string;
  soundOff: string;
  visitor: (reference: string) => string;
  moment: (date: string, time: string) => string;
  status: Record<Status, string>;
  line: {
    open: string;
    /** After the time, while only HTTPS gets through. */
    slow: string;
    /** The same as a sentence, said once for who listens. */
    slowHeard: string;
    connecting: string;
    waiting: (seconds: number) => string;
    ended: string;
    lost: string;
    now: string;
    unsent: (messages: number) => string;
  };
  /** Whether the visitor is there, as far as the service knows. */
  presence: {
    here: string;
    seen: (when: string) => string;
    at: (time: string) => string;
    unknown: string;
  };
  signIn: {
    title: string;
    headings: { password: string; new_password: string; enrol: string; code: string };
    why: { expired: string; signed_out: string; left: string };
    user: string;
    password: string;
    show: string;
    hide: string;
    thePassword: string;
    verb: string;
    busy: string;
    again: string;
    summary: string;
    wait: (seconds: number) => string;
    newPasswordLead: string;
    newPassword: string;
    newPasswordRule: (characters: number) => string;
    setPassword: string;
    enrolLead: string;
    enrolApp: string;
    enrolPicture: string;
    enrolType: string;
    enrolTypeInstead: string;
    enrolCode: string;
    enrolVerb: string;
    pictureName: string;
    codeLead: string;
    code: string;
    codeHelp: (digits: number) => string;
    mistakes: Record<string, string>;
  };
  commitment: { title: string; lead: string; verb: string; version: (version: string, hash: string) => string };
  list: {
    name: string;
    loading: string;
    stale: string;
    groups: { mine: string; queue: string; left: string; handed: string; ended: string };
    leftHelp: string;
    /** How many are shown of those that are there. */
    more: (count: number) => string;
    noneMine: string;
    noneWaiting: string;
    noneWaitingAway: string;
    waited: (minutes: number, long: boolean) => string;
    take: string;
    takeName: (visitor: string) => string;
    takeThis: string;
    taking: string;
    you: string;
    unread: (messages: number) => string;
    notSent: (messages: number) => string;
    asksCopy: string;
    isLeft: string;
  };
  conversation: {
    name: string;
    log: string;
    none: string;
    noneHelp: string;
    noneWaits: string;
    missing: string;
    missingHelp: string;
    toList: string;
    waitsSince: (time: string) => string;
    firstLineOnly: string;
    visitor: string;
    agent: string;
    typing: string;
    joined: (alias: string) => string;
    carriesOn: (alias: string) => string;
    left: (alias: string) => string;
    closedBy: Record<Side, string>;
    closedByName: (alias: string) => string;
    corrected: (text: string) => string;
    rated: (score: number, comment: string) => string;
    masked: Record<Masked, string>;
    hidden: string;
    ticks: { sending: string; sent: string; read: string; not_sent: string };
    discard: string;
    /** So many messages more fit into it. */
    nearlyFull: (messages: number) => string;
    copyAsked: string;
    toEnd: string;
    answer: string;
    placeholder: string;
    send: string;
    enterSends: string;
    counted: (characters: number, limit: number) => string;
    closedAt: (time: string) => string;
    /** Why, where it did not just end. */
    closedFor: Record<ClosedFor, string>;
    gone: string;
    deletedOn: (date: string) => string;
    draftLeft: string;
    unsentLeft: (messages: number) => string;
    copyText: string;
    textCopied: string;
    textNotCopied: string;
    putAway: string;
  };
  /** Passing a conversation on. */
  passOn: {
    verb: string;
    title: string;
    what: string;
    to: string;
    loading: string;
    nobody: string;
    notKnown: string;
    queue: string;
    queueHelp: string;
    choose: string;
    busy: string;
    unsent: (messages: number) => string;
    keep: string;
  };
  /** A conversation that was mine and is not any more. */
  handed: {
    status: string;
    /** By whom, when it was not by me, nobody can tell: the console was away, or another window of mine passed it on. */
    why: string;
    toColleague: (alias: string) => string;
    toQueue: string;
    toQueueGone: string;
    withColleague: (alias: string) => string;
    inQueue: string;
    elsewhere: string;
    seenUntil: string;
    takeBack: string;
    leftYou: (visitor: string) => string;
    cameToYou: (visitor: string) => string;
    show: string;
  };
  close: {
    title: string;
    what: string;
    abuse: string;
    abuseHelp: string;
    verb: string;
    verbShort: string;
    keep: string;
  };
  facts: {
    name: string;
    left: (date: string) => string;
    objected: string;
    visitorsName: string;
    language: string;
    site: string;
    started: string;
    deleted: string;
    reference: string;
    copy: string;
    copied: string;
    notCopied: string;
    transcript: string;
    noTranscript: string;
    asked: string;
    offer: string;
    offerAgain: string;
    offeredNow: string;
    /** Instead of "ordered": nobody gave the code in time, or too often a wrong one. */
    codeOver: readonly [string, string];
    /** A word and what it means for the agent. */
    states: Record<TranscriptState, readonly [string, string]>;
  };
  accessLog: {
    title: string;
    leadOfficer: string;
    leadOwn: string;
    reference: string;
    referenceHelp: string;
    verb: string;
    missing: string;
    malformed: string;
    nothingYet: string;
    nothingYetHelp: string;
    none: string;
    noneHelp: string;
    notFound: string;
    notFoundHelp: string;
    failed: string;
    caption: (reference: string, records: number) => string;
    older: string;
    /** Shows who has read this log, and the way back. */
    aboutLog: string;
    aboutConversation: string;
    kept: string;
    columns: { at: string; actor: string; role: string; action: string; purpose: string; outcome: string };
    actions: Record<string, string>;
    purposes: Record<string, string>;
    outcomes: Record<string, string>;
  };
  ringing: { title: string; body: string; answered: (visitor: string) => string; answeredBody: string };
  keys: {
    title: string;
    what: { j: string; k: string; t: string; r: string; p: string; o: string; c: string; "?": string };
    whileWriting: string;
    writing: readonly (readonly [string, string])[];
    single: string;
    on: string;
    off: string;
  };
  /** Where staff need another sentence than visitors. */
  agentErrors: Record<string, (problem: Problem) => string>;
}
