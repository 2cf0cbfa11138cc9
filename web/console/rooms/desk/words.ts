import type {
  AbuseReason,
  ClosedFor,
  Ground,
  GuidanceMark,
  HandsFor,
  PassOnFor,
  Status,
  SupervisesFor,
  TranscriptState,
} from "../../../shared/wire";
import type { Variable } from "../../canned/filling";
import type { NoteWords, ReadingWords } from "../../conversation/words";

/** The agent's desk, in one language. */
export interface DeskWords {
  available: string;
  away: string;
  visitor: (reference: string) => string;
  status: Record<Status, string>;
  replaced: string;
  replacedHelp: string;
  continueHere: string;
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
  list: {
    name: string;
    stale: string;
    groups: {
      answer: string;
      mine: string;
      helping: string;
      queue: string;
      left: string;
      handed: string;
      ended: string;
    };
    leftHelp: string;
    invitedBy: (alias: string) => string;
    passedBy: (alias: string) => string;
    /** How many are shown of those that are there. */
    more: (count: number) => string;
    moreEnded: (count: number) => string;
    /** Since when a visitor who waits is gone. */
    gone: (time: string) => string;
    noneMine: string;
    noneWaiting: string;
    noneWaitingAway: string;
    waited: (minutes: number, long: boolean) => string;
    /** One checks something, for so many minutes still; 0: that time is over. */
    onHold: (minutes: number) => string;
    take: string;
    takeName: (visitor: string) => string;
    takeThis: string;
    taking: string;
    you: string;
    unread: (messages: number) => string;
    notSent: (messages: number) => string;
    asksCopy: string;
    isLeft: string;
    /** In the place of what a visitor said last. */
    veiled: string;
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
    /** So many messages more fit into it. */
    nearlyFull: (messages: number) => string;
    toEnd: string;
    /** Draws messages that stand further up. */
    showEarlier: string;
    /** Where one answers: to whom. */
    answer: (visitor: string) => string;
    placeholder: (visitor: string) => string;
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
    putAway: string;
  };
  /** An end that waits to be undone, wherever one is meanwhile. */
  closing: { toast: (visitor: string) => string; undo: string; takenBack: (visitor: string) => string };
  /** A conversation that was mine and is not any more. */
  handed: {
    leftYou: (visitor: string) => string;
    cameToYou: (visitor: string) => string;
    /** A colleague has asked one to help. */
    invited: (visitor: string) => string;
    isYours: (visitor: string) => string;
    severalLeftYou: (count: number) => string;
    show: string;
  };
  offeredNow: string;
  /** A visitor waits for one's answer: as a notification. */
  waits: { reminded: (visitor: string) => string; show: string };
  /** The end of the day: before it and after, with its time; how many wait and are open; as a notification. */
  day: Record<"ending" | "over", (time: string) => string> & {
    open: (waiting: number, mine: number) => string;
    verb: string;
    notice: Record<"ending" | "over", string>;
    noticeBody: string;
  };
  calling: {
    title: string;
    body: string;
    answered: (visitor: string) => string;
    answeredBody: string;
  };
  /** What each command does. */
  commands: Record<
    | "next"
    | "previous"
    | "take"
    | "answer"
    | "note"
    | "passOn"
    | "invite"
    | "offerCopy"
    | "close"
    | "closeNext"
    | "hold"
    | "day",
    string
  > & {
    available: (on: boolean) => string;
  };
  reading: ReadingWords;
}

/** The same, with the words of what is fetched after the list: a conversation that is open, its facts, and what is asked in dialogs. */
export interface DeskLaterWords extends DeskWords {
  /** Whether the visitor is there, as far as the service knows. */
  presence: {
    here: string;
    seen: (when: string) => string;
    at: (time: string) => string;
    unknown: string;
  };
  /** Putting right what one said last. */
  correct: {
    /** Where the new words are written: to whom. */
    label: (visitor: string) => string;
    help: string;
    verb: string;
    keep: string;
    done: string;
    noMore: string;
    notFound: string;
  };
  /** One checks something, and has; and what is told of an answer that one owes. */
  hold: {
    verb: string;
    title: string;
    what: string;
    minutes: (minutes: number) => string;
    still: (minutes: number) => string;
    over: string;
    back: string;
  };
  waits: DeskWords["waits"] & { owed: string; returns: (minutes: number) => string };
  /** What is put where one writes: canned answers. */
  inserting: {
    title: string;
    /** What `/` does, beside what Enter does. */
    slash: string;
    find: string;
    groups: { own: string; shared: string };
    count: (answers: number, language: string) => string;
    none: string;
    empty: string;
    languages: string;
    nextLanguage: string;
    preview: string;
    /** In which language it is, where it is not in the chosen one. */
    onlyIn: (language: string) => string;
    lacking: (names: string) => string;
    names: Record<Variable, string>;
    greeted: string;
    /** It could not be fetched. */
    notGreeted: string;
  };
  /** While an end waits to be undone. */
  undoing: {
    waits: string;
    seconds: (seconds: number) => string;
    asked: string;
    /** No answer comes. */
    stuck: string;
    undo: string;
    now: string;
  };
  handed: DeskWords["handed"] & {
    status: string;
    toColleague: (alias: string) => string;
    toQueue: string;
    toQueueGone: string;
    withColleague: (alias: string) => string;
    inQueue: string;
    elsewhere: string;
    seenUntil: string;
    takeBack: string;
    /** By whom, when it was not by me, nobody can tell: the console was away, or another window of mine passed it on. */
    why: string;
    /** Or the service gave it back. */
    lostFor: Record<HandsFor, string>;
  };
  /** Passing a conversation on. */
  passOn: {
    verb: string;
    title: string;
    what: string;
    to: string;
    /** How many chats a colleague has open, or more than that. */
    open: (count: number, orMore: boolean) => string;
    loading: string;
    nobody: string;
    notKnown: string;
    queue: string;
    queueHelp: string;
    choose: string;
    busy: string;
    unsent: (messages: number) => string;
    keep: string;
    why: string;
    whyHelp: string;
    noReason: string;
    note: string;
    noteHelp: string;
    reasons: Record<PassOnFor, string>;
    /** Who has passed it on, and why. */
    from: (alias: string, why: string) => string;
    speaksNot: (language: string) => string;
  };
  /** Who else is in a conversation, and asking a colleague in. */
  helping: {
    here: string;
    has: (alias: string) => string;
    grounds: Record<Ground, (alias: string, since: string, purpose: string) => string>;
    purposes: Record<SupervisesFor, string>;
    ask: string;
    letGo: (alias: string) => string;
    letWrite: (alias: string) => string;
    leave: string;
    /** One helps no longer, and why. */
    over: string;
    overFor: Record<"closed" | "let_go" | "moved", string>;
    /** Who was asked in and has said nothing yet. */
    asked: (alias: string, at: string) => string;
    title: string;
    what: string;
    whom: string;
    nobody: string;
    choose: string;
    verb: string;
    busy: string;
    keep: string;
  };
  /** Going away or signing out while conversations of one's own are open. */
  leaving: {
    awayTitle: string;
    away: (count: number) => string;
    outTitle: string;
    out: (count: number) => string;
    /** What is typed and not sent is forgotten with it. */
    draftsGo: string;
    outVerb: string;
    stay: string;
    keepThem: string;
    giveBack: string;
    /** How many wait in the queue. */
    waiting: (count: number) => string;
  };
  /** Who goes on being rung when one goes. */
  stays: {
    asked: string;
    unknown: string;
    nobody: string;
    there: (names: string, count: number) => string;
  };
  /** The last look of a day. */
  dayEnd: Record<"ending" | "over", (time: string) => string> & {
    title: string;
    done: string;
    mine: (count: number) => string;
    waitsForYou: (minutes: number) => string;
    waitsForVisitor: string;
    open: string;
    waiting: (count: number) => string;
    take: string;
    /** How many questions were left, and by which day the first of them is to be answered. */
    left: (count: number, until: string) => string;
    notSent: (count: number) => string;
    drafts: (count: number) => string;
    goOn: string;
  };
  /** Notes for colleagues: as they are read, where they are written, and taking one back. */
  notes: NoteWords & {
    /** What one writes: the two of which one is chosen. */
    what: string;
    answer: string;
    note: string;
    label: string;
    placeholder: string;
    save: string;
    enterSaves: string;
    /** That the customer is given it who asks for their data. */
    asked: string;
    draftLeft: string;
    asking: { title: string; what: string; takeBack: string; busy: string; keep: string; done: string };
  };
  /** Hiding a message. */
  hide: {
    verb: string;
    title: string;
    what: string;
    stays: string;
    /** When one's own may be hidden, the ground as a choice, and that it has not been chosen. */
    own: string;
    ground: string;
    groundMissing: string;
    busy: string;
    keep: string;
    done: string;
    /** The conversation may have no more hidden messages. */
    noMore: string;
    notFound: string;
  };
  close: {
    title: string;
    what: string;
    /** Where the visitor has asked for the answer by e-mail: it goes now, or there is none yet. */
    answer: string;
    noAnswer: string;
    /** Before what is written and not sent. */
    draft: string;
    /** How many messages are still on their way. */
    unsent: (count: number) => string;
    topic: string;
    noTopic: string;
    otherTopic: string;
    /** Asks what was the matter with our guidance. */
    guidance: string;
    marks: Record<GuidanceMark, string>;
    /** That it can be undone. */
    undone: string;
    /** Leads to ending it for abuse. */
    abuse: string;
    abuseTitle: string;
    abuseReason: string;
    reasons: Record<AbuseReason, string>;
    reasonMissing: string;
    abuseHelp: string;
    abuseVerb: string;
    back: string;
    verb: string;
    verbShort: string;
    /** Ends it and goes on to the next. */
    verbNext: string;
    keep: string;
  };
  facts: {
    name: string;
    left: (date: string) => string;
    objected: string;
    visitorsName: string;
    topic: string;
    language: string;
    site: string;
    started: string;
    /** Which agents have answered, where there were several. */
    answered: string;
    deleted: string;
    reference: string;
    copy: string;
    copied: string;
    notCopied: string;
    transcript: string;
    noTranscript: string;
    asked: string;
    offer: string;
    offerTitle: string;
    offerWhat: string;
    keep: string;
    offerAgain: string;
    /** Instead of "confirmed": it goes when the conversation ends. */
    answerWaits: readonly [string, string];
    /** Instead of "ordered": nobody gave the code in time, or too often a wrong one. */
    codeOver: readonly [string, string];
    /** A word and what it means for the agent. */
    states: Record<TranscriptState, readonly [string, string]>;
  };
}
