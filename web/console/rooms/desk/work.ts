/** The desk at work: one socket, the conversations on it, and what an agent does with them. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { AGENT_BEAT, type Link, type Surroundings } from "../../../shared/connection";
import { lastSaidBy, lastSeq, type Screen } from "../../../shared/conversation";
import { problemOf } from "../../../shared/http";
import { type Neighbours, talkAmong } from "../../../shared/tabs";
import { isBlank } from "../../../shared/text";
import { Timers } from "../../../shared/timers";
import type {
  AbuseReason,
  Close,
  Colleague,
  Correct,
  Facts,
  Helping,
  Hide,
  OnHold,
  PassOnFor,
  Problem,
  ServerFrame,
} from "../../../shared/wire";
import { type Drafts, noteOf } from "./drafts";
import type { DeskService } from "./service";
import {
  type DeskState,
  EMPTY_DESK,
  isHandedOver,
  isNewHere,
  type Row,
  revived,
  rows,
  withCome,
  withDesk,
  withErased,
  withoutWaiting,
  withPutAway,
  withSeen,
  withTaken,
} from "./state";

/** What the desk tells the rest of the console. */
export interface DeskEvents {
  /** Somebody new waits. */
  rang(): void;
  /** A message of mine was taken, which is a sign of work: the session lasts until then, by the server's clock. */
  worked(endsAt: number): void;
  /** Somebody has said something in a conversation of mine, and not in this window. */
  said(conversation: string): void;
  /** A visitor has written in a conversation of mine. */
  answered(conversation: string): void;
  /** Somebody else took the conversation first. */
  lost(conversation: string, problem: Problem): void;
  /** Conversations of mine are no longer mine, and it was not I who passed them on here. */
  handedOver(conversations: readonly string[]): void;
  /** Somebody has passed a conversation on to me. */
  received(conversation: string): void;
  /** The service reminds me that a visitor waits for my answer. */
  reminded(conversation: string): void;
  /** A colleague has asked me to help in a conversation. */
  invited(conversation: string): void;
  /** What I was asked into is over: whatever offers it has to go. */
  helpOver(conversation: string): void;
  /** A command failed; `again` tries it once more. */
  failed(problem: Problem, again: () => void): void;
}

/** What is left of a conversation in which I helped. */
export interface HelpOver {
  /** Who had it and asked me. */
  askedBy: string | undefined;
  /** Without a word of what was said, but with what I could not send. */
  screen: Screen;
}

export interface Work {
  state: ReadonlySignal<DeskState>;
  screens: ReadonlySignal<readonly Screen[]>;
  rows: ReadonlySignal<readonly Row[]>;
  link: ReadonlySignal<Link>;
  /** Why the list could not be fetched, while it could not. */
  trouble: ReadonlySignal<Problem | null>;
  /** Conversations with a command under way, so that a button says so. */
  busy: ReadonlySignal<ReadonlySet<string>>;
  /** What I passed on here: by conversation the alias of whoever carries on, null for the queue. */
  passedOn: ReadonlySignal<Readonly<Record<string, string | null>>>;
  /** The places of the messages that were hidden in this window, by conversation. */
  hidHere: ReadonlySignal<Readonly<Record<string, readonly number[]>>>;
  /** Where I was asked to help and am no longer, by conversation. */
  helpOver: ReadonlySignal<Readonly<Record<string, HelpOver>>>;
  drafts: Drafts;
  /** Whether a note for colleagues is typed and not stored. */
  unsavedNotes: Signal<boolean>;
  /** Tells somebody of every frame that comes. */
  hears(listener: (frame: ServerFrame) => void): void;
  screenOf(conversation: string | null): Screen | undefined;
  start(): void;
  /** Ends the socket for good; returns what was on the screens, for whoever goes on after signing in again. */
  stop(): readonly Screen[];
  wake(): void;
  refresh(): Promise<void>;
  /** Call it when the list has come on the screen: what was told meanwhile is fetched. */
  shown(): void;
  take(conversation: string): Promise<boolean>;
  say(conversation: string, text: string): void;
  typed(conversation: string, text: string): void;
  seen(conversation: string): void;
  retry(conversation: string, id: string): void;
  discard(conversation: string, id: string): void;
  /** Ends a conversation; returns why not, or null when it was done. */
  close(conversation: string, body: Close): Promise<Problem | null>;
  endForAbuse(conversation: string, reason: AbuseReason): Promise<Problem | null>;
  offerCopy(conversation: string): Promise<boolean>;
  /** Tells the visitor that I am checking something, for about so many minutes; or, with null, that I have. */
  hold(conversation: string, minutes: OnHold["minutes"]): Promise<boolean>;
  /** Returns the other agents who are there now. Raises a Refusal. */
  colleagues(): Promise<readonly Colleague[]>;
  /** Passes a conversation on to a colleague, or to the queue; returns why not, or null when it was done. */
  passOn(conversation: string, to: Colleague | null, why?: PassOnFor | null): Promise<Problem | null>;
  /** Asks somebody to read and write along; returns why not, or null when it was done. */
  invite(conversation: string, person: string): Promise<Problem | null>;
  /** Has whoever was asked in write along no longer. */
  letGo(conversation: string, person: string): Promise<boolean>;
  /** Leaves what I was asked into. */
  stopHelping(conversation: string): Promise<boolean>;
  /** Hides a message, of one's own for a ground; returns why not, or null when it was done. */
  hide(conversation: string, seq: number, ground: Hide["ground"]): Promise<Problem | null>;
  /** Puts right what one said last; returns why not, or null when it was done. */
  correct(conversation: string, correction: Correct): Promise<Problem | null>;
  /** Opens one of those that were mine when they were closed: its reading is recorded. */
  look(conversation: string): void;
  /** Takes an ended conversation off the list of this window. */
  putAway(conversation: string): void;
}

interface WorkOf {
  service: DeskService;
  surroundings: Surroundings;
  /** The other tabs of the same agent, where a browser lets them hear of each other. */
  neighbours?: Neighbours | null;
  drafts: Drafts;
  events: DeskEvents;
  /** Whether the list is on the screen. */
  isShown?: () => boolean;
  /** Screens from before somebody signed in again. */
  earlier?: readonly Screen[];
}

/** The list is read from an index that may lag behind: for so long it may still call mine what has just left. */
const LIST_LAGS = 5000;
/** All consoles hear of a change in one moment; they fetch the list spread over so long, once for whatever came. */
export const SPREAD = 2000;
/** The list is fetched once one listens, so that nothing falls between; without a line, after so long. */
export const LINE_WITHIN = 2500;

/** An open line is never quiet for so long: twice the time in which the service answers a sign of life. */
const QUIET = 2 * AGENT_BEAT;

/** Whether it is known that I was not reminded of an answer in it. */
const owesNothing = ({ facts }: Screen): boolean => facts !== null && facts.reminded_at == null;

/** What is answered to a command while another of the same conversation is under way. */
const UNDER_WAY: Problem = { code: "too_many", sentence: "Another command is under way." };

export function work({
  service,
  surroundings,
  neighbours = null,
  drafts,
  events,
  isShown = () => true,
  earlier = [],
}: WorkOf): Work {
  const state: Signal<DeskState> = signal(EMPTY_DESK);
  const screens: Signal<readonly Screen[]> = signal([]);
  const link: Signal<Link> = signal({ is: "idle" });
  const trouble: Signal<Problem | null> = signal(null);
  const busy: Signal<ReadonlySet<string>> = signal(new Set());
  const passedOn: Signal<Readonly<Record<string, string | null>>> = signal({});
  const hidHere: Signal<Readonly<Record<string, readonly number[]>>> = signal({});
  const helpOver: Signal<Readonly<Record<string, HelpOver>>> = signal({});
  const unsavedNotes = signal(false);
  const listeners: ((frame: ServerFrame) => void)[] = [];
  const leftAt = new Map<string, number>();
  const putAway = new Set<string>();
  const timers = new Timers<"fetch">(surroundings.later);
  let asked = 0;
  /** Whether something has changed that is not on the list, while nobody sees it. */
  let stale = false;

  const connection = talkAmong(neighbours, surroundings, { changed, heard }, { side: "agent" });

  function changed(): void {
    const opened = connection.link.is === "open" && link.value.is !== "open";
    const before = new Set(screens.value.filter(isHandedOver).map((screen) => screen.conversation));
    const owed = new Set(screens.value.filter(owesNothing).map((screen) => screen.conversation));
    batch(() => {
      link.value = connection.link;
      screens.value = connection.screens;
    });
    const gone = screens.value.filter((screen) => isHandedOver(screen) && !before.has(screen.conversation));
    const anew = screens.value.filter((screen) => owed.has(screen.conversation) && !owesNothing(screen));
    for (const { conversation, lost } of anew) if (!lost) events.reminded(conversation);
    for (const { conversation } of gone) leftAt.set(conversation, surroundings.now());
    const lost = gone.map((screen) => screen.conversation).filter((one) => !(one in passedOn.value));
    if (lost.length > 0) events.handedOver(lost);
    if (opened || gone.length > 0) void refresh();
  }

  /** Somebody has passed a conversation on to me: it is followed, and its agent is told. */
  function received(conversation: string): void {
    connection.follow(conversation);
    events.received(conversation);
  }

  function hasJustLeft(conversation: string): boolean {
    const since = surroundings.now() - (leftAt.get(conversation) ?? Number.NEGATIVE_INFINITY);
    return since >= 0 && since < LIST_LAGS;
  }

  function isNew(conversation: string): boolean {
    const known = screens.value.find((screen) => screen.conversation === conversation);
    return !busy.value.has(conversation) && isNewHere(state.value, known, conversation);
  }

  /** Whether it was taken in this window, or is being taken. */
  function isMineHere(conversation: string): boolean {
    return busy.value.has(conversation) || state.value.mine.some((one) => one.conversation === conversation);
  }

  function heard(frame: ServerFrame): void {
    for (const listener of listeners) listener(frame);
    if (frame.is === "queue") {
      const { came = null, went = null, mine = null } = frame;
      if (came) state.value = withCome(state.value, came);
      if (went) state.value = withoutWaiting(state.value, went);
      // Who has gone is off the list, and what was taken in this window is on it. A first line, and whoever stands where
      // the list ended, has to be fetched.
      const known = went !== null || (mine !== null && isMineHere(mine));
      if (!known || state.value.moreWaiting || state.value.moreLeft) refreshSoon();
      if (frame.helping) {
        void refresh();
        if (frame.rings) events.invited(frame.helping);
      } else if (frame.rings) events.rang();
    }
    if (frame.is === "erased") state.value = withErased(state.value, frame.conversation);
    if (frame.is === "changed" && frame.facts.mine && frame.facts.status === "active") {
      const { conversation } = frame.facts;
      const isReceived = isNew(conversation);
      forgetPassing(conversation);
      if (isReceived) {
        state.value = withTaken(state.value, frame.facts);
        received(conversation);
      }
    }
    // What stands where the list of one's own ended has to be fetched as well, when one of them is over.
    const told = frame.is === "changed" || frame.is === "told" ? frame.facts : null;
    const isOver = frame.is === "erased" || (told != null && told.status !== "active");
    if (isOver && state.value.moreMine) refreshSoon();
    // What was typed answers what is no more, and may quote it.
    if (frame.is === "erased") {
      forgetDrafts(frame.conversation);
      forget(helpOver, frame.conversation);
    }
    if (frame.is === "said" && frame.session_ends_at) events.worked(frame.session_ends_at);
    if (frame.is === "told" && frame.entry?.kind === "said") {
      events.said(frame.conversation);
      if (frame.entry.by === "visitor") events.answered(frame.conversation);
    }
  }

  function refreshSoon(): void {
    if (!isShown()) stale = true;
    else if (!timers.has("fetch")) timers.set("fetch", surroundings.random() * SPREAD, () => void refresh());
  }

  /** Fetches the list and follows what is mine. Of two answers on their way the later question's counts. */
  async function refresh(): Promise<void> {
    timers.cancel("fetch");
    stale = false;
    asked += 1;
    const question = asked;
    try {
      const desk = await service.desk();
      if (question !== asked) return;
      const fresh = desk.mine.filter((one) => isNew(one.conversation));
      const { helping } = state.value;
      batch(() => {
        trouble.value = null;
        state.value = withPutAway(withDesk(state.value, desk, surroundings.now()), putAway);
        leaveWhatIsOver(helping);
        for (const { conversation } of desk.mine) if (!hasJustLeft(conversation)) connection.follow(conversation);
      });
      for (const one of fresh) received(one.conversation);
      const still = new Set(desk.helping?.map((one) => one.conversation));
      for (const { conversation } of helping) if (!still.has(conversation)) events.helpOver(conversation);
    } catch (failure) {
      if (question === asked) trouble.value = problemOf(failure);
    }
  }

  /** What I was asked into, and am no longer, is off the screen: nothing of it is mine to see but what I have not sent. */
  function leaveWhatIsOver(helped: readonly Helping[]): void {
    const { closed, helping, mine } = state.value;
    const known = new Set([...closed, ...helping, ...mine].map((one) => one.conversation));
    const over = Object.entries(helpOver.value).filter(([conversation]) => !known.has(conversation));
    for (const screen of screens.value) {
      const { conversation, facts, lost } = screen;
      if (facts?.mine !== false || lost || known.has(conversation)) continue;
      const askedBy = helped.find((one) => one.conversation === conversation)?.alias;
      over.push([conversation, { askedBy, screen: { ...screen, entries: [] } }]);
      connection.leave(conversation);
    }
    helpOver.value = Object.fromEntries(over);
  }

  /** Runs one command on a conversation at a time; returns whether it was done. */
  async function command(
    conversation: string,
    run: () => Promise<void>,
    refused?: (problem: Problem) => boolean,
  ): Promise<boolean> {
    if (busy.value.has(conversation)) return false;
    busy.value = new Set([...busy.value, conversation]);
    try {
      await run();
      return true;
    } catch (failure) {
      const problem = problemOf(failure);
      if (!refused?.(problem)) events.failed(problem, () => void command(conversation, run, refused));
      return false;
    } finally {
      busy.value = new Set([...busy.value].filter((one) => one !== conversation));
    }
  }

  /** Runs one command whose refusal is told beside where it was given; returns that, or null when it was done. */
  async function answered(conversation: string, run: () => Promise<void>): Promise<Problem | null> {
    if (busy.value.has(conversation)) return UNDER_WAY;
    let refusal: Problem | null = null;
    await command(conversation, run, (problem) => {
      refusal = problem;
      return true;
    });
    return refusal;
  }

  function forgetDrafts(conversation: string): void {
    drafts.keep(conversation, "");
    drafts.keep(noteOf(conversation), "");
  }

  function forget<T>(all: Signal<Readonly<Record<string, T>>>, conversation: string): void {
    const { [conversation]: _, ...others } = all.value;
    if (conversation in all.value) all.value = others;
  }

  const forgetPassing = (conversation: string) => forget(passedOn, conversation);

  function learned(facts: Facts): void {
    connection.follow(facts.conversation);
    connection.learn(facts);
  }

  return {
    state,
    screens,
    link,
    trouble,
    busy,
    passedOn,
    hidHere,
    helpOver,
    drafts,
    unsavedNotes,
    hears: (listener) => void listeners.push(listener),
    rows: computed(() => rows(state.value, screens.value)),
    screenOf: (conversation) => screens.value.find((screen) => screen.conversation === conversation),
    start() {
      for (const screen of earlier) connection.follow(screen.conversation, revived(screen));
      connection.start();
      if (asked === 0) timers.set("fetch", LINE_WITHIN, () => void refresh());
    },
    stop() {
      timers.cancelAll();
      const last = connection.screens;
      connection.stop();
      return last;
    },
    wake() {
      if (connection.link.is === "ended") connection.start();
      else connection.wake();
      // A line that was quiet for longer than it ever is may be dead and not know it for seconds: the list is not to wait for that.
      const { link: line } = connection;
      if (line.is !== "open" || surroundings.now() - line.heardAt > QUIET) void refresh();
    },
    refresh,
    shown() {
      if (stale) refreshSoon();
    },
    take: (conversation) =>
      command(
        conversation,
        async () => {
          const { facts } = await service.take(conversation);
          forgetPassing(conversation);
          state.value = withTaken(state.value, facts);
          learned(facts);
        },
        (problem) => {
          if (!["already_taken", "not_found", "conversation_closed"].includes(problem.code)) {
            // It may have been done all the same, and what told of it was passed over.
            refreshSoon();
            return false;
          }
          state.value = withoutWaiting(state.value, conversation);
          events.lost(conversation, problem);
          return true;
        },
      ),
    say(conversation, text) {
      if (isBlank(text)) return;
      connection.say(conversation, text);
      drafts.keep(conversation, "");
    },
    typed(conversation, text) {
      drafts.keep(conversation, text);
      connection.typing(conversation, !isBlank(text));
    },
    seen(conversation) {
      const screen = connection.screen(conversation);
      if (screen === undefined) return;
      state.value = withSeen(state.value, conversation, lastSeq(screen));
      // Whoever passed it on may have read all of it: that I have it on the screen is news all the same.
      if (screen.facts?.passed_on_by) void service.seen(conversation, lastSeq(screen)).catch(() => {});
      connection.read(conversation, lastSaidBy(screen, "visitor"));
    },
    retry: (conversation, id) => connection.retry(conversation, id),
    discard: (conversation, id) => connection.discard(conversation, id),
    close: (conversation, body) => answered(conversation, async () => learned(await service.close(conversation, body))),
    endForAbuse: (conversation, reason) =>
      answered(conversation, async () => learned(await service.endForAbuse(conversation, reason))),
    hold: (conversation, minutes) =>
      command(conversation, async () => {
        learned(await service.hold(conversation, minutes));
      }),
    offerCopy: (conversation) =>
      command(conversation, async () => {
        const transcript = await service.offerTranscript(conversation);
        const facts = connection.screen(conversation)?.facts;
        if (!facts) return;
        connection.learn({ ...facts, transcripts: [transcript] });
      }),
    colleagues: async () => (await service.colleagues()).colleagues,
    invite: (conversation, person) =>
      answered(conversation, async () => connection.learn(await service.invite(conversation, person))),
    letGo: (conversation, person) =>
      command(conversation, async () => connection.learn(await service.letGo(conversation, person))),
    stopHelping: (conversation) =>
      command(conversation, async () => {
        await service.stop(conversation);
        connection.leave(conversation);
        // That it is over is told on the line too, and may have been heard first.
        forget(helpOver, conversation);
        state.value = {
          ...state.value,
          helping: state.value.helping.filter((one) => one.conversation !== conversation),
        };
      }),
    async passOn(conversation, to, why = null) {
      if (busy.value.has(conversation)) return UNDER_WAY;
      // Said before it is asked: that it is no longer mine may be told before the answer is here.
      passedOn.value = { ...passedOn.value, [conversation]: to?.alias ?? null };
      const refusal = await answered(conversation, async () =>
        connection.learn(await service.passOn(conversation, to?.person ?? null, why)),
      );
      const screen = connection.screen(conversation);
      // An answer that was lost leaves open whether it was done; that it is no longer mine then tells.
      if (refusal && !(screen && isHandedOver(screen))) forgetPassing(conversation);
      return refusal;
    },
    hide: (conversation, seq, ground) =>
      answered(conversation, async () => {
        const facts = await service.hide(conversation, seq, ground);
        batch(() => {
          hidHere.value = { ...hidHere.value, [conversation]: [...(hidHere.value[conversation] ?? []), seq] };
          connection.learn(facts);
        });
      }),
    correct: (conversation, correction) =>
      answered(conversation, async () => connection.learn(await service.correct(conversation, correction))),
    look(conversation) {
      const { closed, helping } = state.value;
      if ([...closed, ...helping].some((one) => one.conversation === conversation)) connection.follow(conversation);
    },
    putAway(conversation) {
      putAway.add(conversation);
      state.value = withPutAway(state.value, putAway);
      forgetPassing(conversation);
      forgetDrafts(conversation);
      connection.leave(conversation);
    },
  };
}
