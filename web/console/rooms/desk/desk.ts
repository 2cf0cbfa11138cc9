/** The desk without its views: what an agent does with conversations, from whichever room it is seen. */
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from "@preact/signals";
import { randomToken } from "../../../shared/browser";
import { lastSaidBy } from "../../../shared/conversation";
import { wordsOf } from "../../../shared/corrections";
import { problemOf } from "../../../shared/http";
import { hasUnsent } from "../../../shared/leaving";
import type { Screen } from "../../../shared/screen";
import { isBlank } from "../../../shared/text";
import type { Close, HoldMinutes, Problem } from "../../../shared/wire";
import { sentenceOf } from "../../../shared/words";
import type { App } from "../../app";
import type { Command } from "../../commands";
import { type Shield, shieldOf } from "../../conversation/shield";
import type { Canned } from "./canned";
import { type Closings, closings, UNDONE_WITHIN } from "./closings";
import { type DayState, watchDay } from "./day";
import { draftsOf, noteOf } from "./drafts";
import { type DeskPlace, desk as room } from "./room";
import { serviceOver } from "./service";
import {
  afterClosing,
  calls,
  correctable,
  isCalling,
  isMine as isMyRow,
  mayHide,
  mayOfferCopy,
  neighbour,
  type Row,
  toTake,
} from "./state";
import type { DeskWords } from "./words";
import { type Work, work } from "./work";

/** Taking back the note with a number; `run` does it, or raises a Refusal. */
export interface TakingBack {
  takeBack: number;
  run: () => Promise<void>;
}

/** `hide`: the place of the message in the conversation that is open. */
export type Question =
  | "close"
  | "close-next"
  | "abuse"
  | "hold"
  | "pass-on"
  | "offer"
  | "invite"
  | "away"
  | "sign-out"
  | "day"
  | { hide: number }
  | TakingBack;

/** What an agent puts right, in the words as far as they are typed. */
export interface Correcting {
  seq: number;
  /** The same for every try. */
  id: string;
  before: string;
  text: string;
}

export interface Desk {
  work: Work;
  /** What is said often, fetched when it is first wanted. */
  answers(): Promise<Canned>;
  /** The open conversation. */
  conversation: ReadonlySignal<string | null>;
  /** What is asked in a dialog. */
  question: Signal<Question | null>;
  /** Beside which conversations one writes a note for colleagues, instead of an answer. */
  noting: Signal<ReadonlySet<string>>;
  /** Whether the facts are open where there is no room for all three panes. */
  factsOpen: Signal<boolean>;
  /** How many conversations of mine are open. */
  mine: ReadonlySignal<number>;
  /** How many wait in the queue who are here: they are left alone by whoever goes as the last. */
  waiting: ReadonlySignal<number>;
  /** What veils messages from this agent, who wants it; null: nothing does. */
  shield: ReadonlySignal<Shield | null>;
  /** How far the day is, while this agent is on duty. */
  day: ReadonlySignal<DayState>;
  commands: readonly Command[];
  /** How many visitors call. */
  calling: ReadonlySignal<number>;
  /** Whether something is begun or under way that no visitor has. */
  unsaved: ReadonlySignal<boolean>;
  go(conversation: string | null): void;
  /** Opens a conversation, with the focus where one answers. */
  answer(conversation: string): void;
  /** Has the focus go where one answers, or where one writes a note, in the conversation that is open. */
  writes(what: "answer" | "note"): void;
  next(step: 1 | -1): void;
  take(conversation?: string): void;
  askToPassOn(): void;
  askToInvite(): void;
  askToClose(): void;
  /** The same, with the end for abuse at once. */
  askToEndForAbuse(): void;
  /** Asks for how long one checks something, or tells that one has. */
  hold(): void;
  holdFor(minutes: HoldMinutes): void;
  /** Shows what waits and what is left, as one looks once more before one goes. */
  askAboutDay(): void;
  askToHide(seq: number): void;
  correct: {
    /** What is being put right, by conversation. */
    under: ReadonlySignal<Readonly<Record<string, Correcting>>>;
    /** Begins with one's newest message in the open conversation, where it may be put right, or goes on. */
    begin(): void;
    typed(conversation: string, text: string): void;
    /** Leaves it as it is. */
    end(conversation: string): void;
  };
  /** Ends the open conversation in ten seconds, of which its visitor learns nothing before. */
  close(noted: Omit<Close, "seen">): void;
  /** What is being ended. */
  closing: Closings;
  undoClosing(conversation: string): void;
  askToOfferCopy(): void;
  offerCopy(): void;
  /** Going away is asked about while conversations of mine are open. */
  setAvailable(on: boolean): void;
  /** Is away from now on, and goes on with what is open. */
  setAway(): void;
  /** The same, and gives what is open back to the queue. */
  giveAllBack(): void;
  /** Goes on with signing out, which was asked about. */
  leave(): void;
  holds(leave: () => void): boolean;
  tick(): void;
  wake(): void;
  shown(): void;
  stop(left: boolean): readonly Screen[];
}

const RINGS_EVERY = 10_000;

export function desk(app: App, place: ReadonlySignal<DeskPlace>, kept: readonly Screen[]): Desk {
  const { notices: told, outside, ringing, session, sound, wished } = app;
  const speech = () => app.speaking.in(room.words);
  const conversation = computed(() => place.value.conversation);
  const question: Desk["question"] = signal(null);
  const noting: Desk["noting"] = signal(new Set());
  const factsOpen = signal(false);
  const under: Signal<Readonly<Record<string, Correcting>>> = signal({});
  const shield: Signal<Shield | null> = signal(null);
  let leave = () => {};
  let rangAt = 0;
  /** What offers to undo the last end, while it can be. */
  let offered: string | null = null;

  const service = serviceOver(app.ask);
  const person = session.me.peek()?.person ?? "";
  const drafts = draftsOf(person, outside.tab);
  const now = work({
    service,
    surroundings: outside.surroundings(service.ticket, outside.ask),
    neighbours: outside.neighbours(`juttu desk ${person}`),
    drafts,
    isShown: () => app.room.peek() === room && outside.visible(),
    earlier: kept,
    events: {
      rang: () => call(true),
      worked: session.lastsUntil,
      said: (one) => closing.said(one),
      answered,
      lost: (_, problem) => told.tell(sentenceOf(speech().words.errors, problem)),
      handedOver,
      received,
      reminded,
      invited,
      helpOver,
      failed,
    },
  });
  const closing = closings({ now: outside.now, close: now.close, takenBack, failed: (problem) => failed(problem) });
  /** What is being ended is left to nobody. */
  const isStaying = (row: Row) => isMyRow(row) && closing.all.value[row.conversation] === undefined;
  const mine = computed(() => now.rows.value.filter(isStaying).length);
  const waiting = computed(() => now.rows.value.filter(isCalling).length);
  const unsaved = computed(
    () =>
      now.unsavedNotes.value ||
      Object.values(under.value).some((one) => one.text !== one.before) ||
      now.screens.value.some(isBegun) ||
      Object.values(now.helpOver.value).some((one) => isBegun(one.screen)),
  );
  const hours = watchDay(service.day, outside.now);
  /** Whoever is neither rung nor has a conversation has gone already. */
  const isOnDuty = computed(() => session.me.value?.available === true || mine.value > 0);
  const day = computed<DayState>(() => (isOnDuty.value ? hours.state.value : { is: "on" }));
  let toldOfDay: DayState["is"] = "on";

  let canned: Promise<Canned> | null = null;
  function answers(): Promise<Canned> {
    canned ??= import("./canned").then((it) => it.canned(app, now));
    canned.catch(() => {
      canned = null;
    });
    return canned;
  }

  function takenBack(one: string): void {
    const { closing: words, handed } = speech().words;
    forgetOffer();
    told.tell(words.takenBack(visitorOf(one)), isOpen(one) ? undefined : { verb: handed.show, run: () => go(one) });
  }

  /** The offer to undo goes with what it undoes. */
  function forgetOffer(): void {
    if (offered !== null && told.toast.value?.sentence === offered) told.toast.value = null;
    offered = null;
  }

  function close(noted: Omit<Close, "seen">): void {
    const [one, screen] = [conversation.value, selected()];
    const isToGoOn = question.value === "close-next";
    question.value = null;
    if (!one || !screen) return;
    // Where the session ends first there is no time to wait: what is not done by then could not be done any more.
    const ends = app.sessionEnds.value;
    const atOnce = ends !== null && ends - outside.now() < 2 * UNDONE_WITHIN;
    closing.begin(one, { seen: lastSaidBy(screen, "visitor"), ...noted }, atOnce);
    if (!atOnce) {
      const { closing: words } = speech().words;
      offered = words.toast(visitorOf(one));
      told.tell(offered, { verb: words.undo, run: () => undoClosing(one) });
    }
    if (isToGoOn) goOn(one);
  }

  function undoClosing(one: string): void {
    closing.undo(one);
    forgetOffer();
    if (isOpen(one)) wished.value = "answer";
  }

  function failed(problem: Problem, again?: () => void): void {
    if (problem.code !== "unauthenticated" && problem.code !== "commitment_missing") told.fail(problem, again);
  }

  // ------------------------------------------------------------------------------------------------ calling

  function waits(): boolean {
    return session.me.value?.available === true && now.rows.value.some(isCalling);
  }

  function call(fresh: boolean): void {
    if (session.me.value?.available !== true) return;
    rangAt = outside.now();
    const { calling } = speech().words;
    if (sound.value) ringing.ring();
    if (fresh) ringing.notify(calling.title, calling.body, () => app.go(room));
  }

  function visitorOf(reference: string): string {
    return speech().words.visitor(reference.slice(0, 4));
  }

  function answered(one: string): void {
    if (isOpen(one) && outside.looking()) return;
    if (sound.value) ringing.knock();
    const { calling } = speech().words;
    ringing.notify(calling.answered(visitorOf(one)), calling.answeredBody, () => go(one));
  }

  /** Where it is open, its pane says the same. */
  function handedOver(conversations: readonly string[]): void {
    const [first, ...others] = conversations.filter((one) => !isOpen(one));
    if (first === undefined) return;
    const { leftYou, severalLeftYou, show } = speech().words.handed;
    const several = others.length > 0;
    told.tell(several ? severalLeftYou(1 + others.length) : leftYou(visitorOf(first)), {
      verb: show,
      run: () => go(several ? null : first),
    });
  }

  function received(one: string): void {
    const { calling, handed } = speech().words;
    const sentence = handed.cameToYou(visitorOf(one));
    if (sound.value) ringing.ring();
    ringing.notify(sentence, calling.answeredBody, () => go(one));
    told.tell(sentence, { verb: handed.show, run: () => answer(one) });
  }

  /** Once before the end and once at it, also where the list is not on the screen. */
  function tellOfDay(): void {
    const { is } = day.value;
    if (is === toldOfDay) return;
    toldOfDay = is;
    if (is === "on") return;
    const { day: says } = speech().words;
    if (sound.value) ringing.knock();
    ringing.notify(says.notice[is], says.noticeBody, () => app.go(room));
    if (app.room.value !== room) told.tell(says.notice[is], { verb: says.verb, run: askAboutDay });
  }

  /** Where it is open and looked at, its pane says the same. */
  function reminded(one: string): void {
    const { reminded, show } = speech().words.waits;
    if (sound.value) ringing.knock();
    if (isOpen(one) && outside.looking()) return;
    const sentence = reminded(visitorOf(one));
    ringing.notify(sentence, speech().words.calling.answeredBody, () => go(one));
    told.tell(sentence, { verb: show, run: () => answer(one) });
  }

  function invited(one: string): void {
    const { handed } = speech().words;
    if (sound.value) ringing.knock();
    told.tell(handed.invited(visitorOf(one)), { verb: handed.show, run: () => go(one) });
  }

  /** The offer to come in goes with what it offers. Where it is not open, whoever has written something there is told. */
  function helpOver(one: string): void {
    const { handed } = speech().words;
    if (told.toast.value?.sentence === handed.invited(visitorOf(one))) told.toast.value = null;
    const { screen } = now.helpOver.value[one] ?? {};
    if (screen && isBegun(screen)) handedOver([one]);
  }

  // ------------------------------------------------------------------------------------------------ where one is

  function isOpen(one: string): boolean {
    return app.room.value === room && conversation.value === one;
  }

  function go(to: string | null): void {
    app.go(room, { conversation: to });
  }

  /** Opens a conversation to answer in it. */
  function answer(one: string): void {
    go(one);
    write(one, "answer");
  }

  function write(one: string, what: "answer" | "note"): void {
    const others = [...noting.value].filter((each) => each !== one);
    noting.value = new Set(what === "note" ? [...others, one] : others);
    wished.value = what;
  }

  function writes(what: "answer" | "note"): void {
    const open = conversation.value;
    if (open && mayWrite()) write(open, what);
  }

  function selected() {
    return now.screenOf(conversation.value);
  }

  function isMine(): boolean {
    return mayWrite() && selected()?.facts?.mine !== false;
  }

  /** Also where I was asked in to write along. */
  function mayWrite(): boolean {
    if (closing.all.value[conversation.value ?? ""]) return false;
    const screen = selected();
    return screen?.facts?.status === "active" && !screen.lost;
  }

  function isToHide(seq: number): boolean {
    const screen = selected();
    return screen !== undefined && mayHide(screen, screen.entries[seq - 1], session.me.value?.alias);
  }

  function rowOf(one: string): Row | undefined {
    return now.rows.value.find((row) => row.conversation === one);
  }

  /** Until the words are here, everything is veiled: whoever wants a shield is not to see first. */
  async function raiseShield(): Promise<void> {
    shield.value = () => true;
    try {
      const { words } = await service.veiled();
      // Visitors write in whichever language they like.
      if (app.veiling.peek()) shield.value = shieldOf(Object.values(words).flat());
    } catch (failure) {
      shield.value = null;
      failed(problemOf(failure), () => void raiseShield());
    }
  }

  const ends = [
    effect(() => {
      if (app.veiling.value) void untracked(raiseShield);
      else shield.value = null;
    }),
    // Another place has facts of its own.
    effect(() => {
      void place.value;
      factsOpen.value = false;
    }),
    // What was mine is opened by its address, be it chosen, kept or gone back to.
    effect(() => {
      const open = conversation.value;
      const { closed, helping } = now.state.value;
      if (open && [...closed, ...helping].some((one) => one.conversation === open)) now.look(open);
    }),
    // The socket says that the session is over before any answer does.
    effect(() => {
      const link = now.link.value;
      if (link.is === "ended" && link.why !== "replaced")
        app.over(link.why === "signed_out" ? "signed_out" : "expired");
    }),
    // A line that broke may have been cut because one may not answer from here any more.
    effect(() => {
      if (now.link.value.is === "waiting") void untracked(() => session.look());
    }),
    // What has ended meanwhile, or is somebody else's, needs no end of ours.
    effect(() => {
      for (const one of Object.keys(closing.all.value)) {
        const screen = now.screenOf(one);
        if (screen?.lost || screen?.facts?.status === "closed") closing.forget(one);
      }
    }),
    // What is asked about a conversation is past asking once it is no longer mine, and about a message once it is hidden.
    effect(() => {
      const asked = question.value;
      if (asked === null) return;
      if (asked === "day") return;
      if (asked === "away" || asked === "sign-out") {
        if (!(leavesSomebody() || (asked === "sign-out" && unsaved.value))) question.value = null;
        return;
      }
      const holds = typeof asked === "string" || "takeBack" in asked ? isMine() : isToHide(asked.hide);
      if (!holds) question.value = null;
    }),
  ];
  now.start();

  // ------------------------------------------------------------------------------------------------ what can be done

  /** Whoever has gone on meanwhile is told, and not moved: what they type must not reach another visitor. */
  async function take(wanted = toTake(now.rows.value, conversation.value)): Promise<void> {
    if (!wanted) return;
    const asked = app.moment();
    const done = await now.take(wanted);
    const isStill = app.moment() === asked;
    if (done)
      void answers().then(
        (it) => it.greet(wanted),
        () => {},
      );
    if (done && isStill) answer(wanted);
    else if (done && !isOpen(wanted)) {
      const { isYours, show } = speech().words.handed;
      told.tell(isYours(visitorOf(wanted)), { verb: show, run: () => answer(wanted) });
    } else if (!done && isStill && isOpen(wanted) && !rowOf(wanted)) go(null);
  }

  function next(step: 1 | -1): void {
    const found = neighbour(now.rows.value, conversation.value, step);
    if (!found) return;
    go(found);
    wished.value = "row";
  }

  function askToPassOn(): void {
    if (isMine()) question.value = "pass-on";
  }

  function askToInvite(): void {
    if (isMine()) question.value = "invite";
  }

  /** Asked once more while it waits to be undone, it is ended now. */
  function askToClose(): void {
    const one = conversation.value;
    if (one && closing.all.value[one]) void closing.flush(one);
    else if (isMine()) question.value = "close";
  }

  function mayClose(): boolean {
    return isMine() || closing.all.value[conversation.value ?? ""]?.state === "waits";
  }

  function askAboutDay(): void {
    question.value = "day";
  }

  /** Whether somebody would be left by whoever goes: with an open conversation, or in the queue that rings them. */
  function leavesSomebody(): boolean {
    return mine.value > 0 || (session.me.value?.available === true && waiting.value > 0);
  }

  /** Asks for how long one checks something; whoever is checking it already, has. */
  function hold(): void {
    const { conversation: one, facts } = selected() ?? {};
    if (!one || !isMine()) return;
    if (facts?.hold_ends_in == null) question.value = "hold";
    else void now.hold(one, null);
  }

  /** Goes on to whoever waits for my answer, else shows who waits in the queue; nobody who has gone on meanwhile is moved. */
  function goOn(closed: string): void {
    const next = afterClosing(now.rows.value, closed);
    if (next === null) return;
    if (rowOf(next)?.group === "answer") answer(next);
    else {
      go(next);
      wished.value = "row";
    }
  }

  function mayOffer(): boolean {
    const facts = selected()?.facts;
    return isMine() && facts != null && mayOfferCopy(facts);
  }

  function toCorrect(): number | null {
    const screen = selected();
    return screen ? correctable(screen, session.me.value?.alias) : null;
  }

  function correcting(one: string, now: Correcting | null): void {
    const { [one]: _, ...others } = under.value;
    under.value = now ? { ...others, [one]: now } : others;
  }

  const correct: Desk["correct"] = {
    under,
    begin() {
      const [screen, seq] = [selected(), toCorrect()];
      const entry = screen?.entries[(seq ?? 0) - 1];
      if (screen === undefined || seq === null || !entry) return;
      const before = wordsOf(screen.entries, entry);
      const begun = under.value[screen.conversation];
      if (begun?.seq !== seq) correcting(screen.conversation, { seq, id: randomToken(12), before, text: before });
      wished.value = "correct";
    },
    typed(one, text) {
      const begun = under.value[one];
      if (begun) correcting(one, { ...begun, text });
    },
    end: (one) => correcting(one, null),
  };

  function askToOfferCopy(): void {
    if (mayOffer()) question.value = "offer";
  }

  function setAvailable(on: boolean): void {
    if (!on) void closing.flush();
    if (!on && leavesSomebody()) {
      question.value = "away";
      return;
    }
    if (on) {
      void ringing.prime();
      ringing.askToNotify();
    }
    void session.setAvailable(on);
  }

  type Named = Exclude<keyof DeskWords["commands"], "available">;
  const says = (what: Named) => () => speech().words.commands[what];
  const commands: readonly Command[] = [
    { name: "next", key: "j", says: says("next"), run: () => next(1) },
    { name: "previous", key: "k", says: says("previous"), run: () => next(-1) },
    { name: "take", key: "t", says: says("take"), may: canTake, run: () => void take() },
    {
      name: "answer",
      key: "r",
      says: says("answer"),
      may: mayWrite,
      run: () => writes("answer"),
    },
    { name: "note", key: "n", says: says("note"), may: mayWrite, run: () => writes("note") },
    { name: "pass_on", key: "p", says: says("passOn"), may: isMine, run: askToPassOn },
    { name: "invite", key: "a", says: says("invite"), may: isMine, run: askToInvite },
    { name: "offer_copy", key: "o", says: says("offerCopy"), may: mayOffer, run: askToOfferCopy },
    { name: "hold", key: "h", says: says("hold"), may: isMine, run: hold },
    {
      name: "close_next",
      key: "e",
      says: says("closeNext"),
      may: mayClose,
      run: () => {
        if (mayClose()) question.value = "close-next";
      },
    },
    { name: "close", key: "c", says: says("close"), may: mayClose, run: askToClose },
    { name: "day", says: says("day"), run: askAboutDay },
    {
      name: "available",
      says: () => speech().words.commands.available(session.me.value?.available !== true),
      run: () => setAvailable(session.me.value?.available !== true),
    },
  ];

  /** Whether something stands there that neither the visitor nor a colleague has. */
  function isBegun(one: Screen): boolean {
    return hasUnsent(one) || [one.conversation, noteOf(one.conversation)].some((of) => !isBlank(drafts.of(of)));
  }

  function canTake(): boolean {
    return toTake(now.rows.value, conversation.value) !== null;
  }

  return {
    work: now,
    answers,
    conversation,
    question,
    noting,
    factsOpen,
    mine,
    waiting,
    shield,
    day,
    commands,
    calling: computed(() => calls(now.rows.value)),
    unsaved,
    go,
    answer,
    writes,
    next,
    take: (wanted) => void take(wanted),
    askToPassOn,
    askToInvite,
    askToClose,
    askToEndForAbuse() {
      if (isMine()) question.value = "abuse";
    },
    askAboutDay,
    correct,
    askToHide(seq) {
      if (isToHide(seq)) question.value = { hide: seq };
    },
    close,
    closing,
    undoClosing,
    hold,
    holdFor(minutes) {
      question.value = null;
      if (conversation.value) void now.hold(conversation.value, minutes);
    },
    askToOfferCopy,
    offerCopy() {
      if (!conversation.value || !selected()) return;
      void now.offerCopy(conversation.value).then((done) => done && told.tell(speech().words.offeredNow));
    },
    setAvailable,
    setAway() {
      question.value = null;
      void session.setAvailable(false);
    },
    giveAllBack() {
      question.value = null;
      // Away first: what is given back is not to ring here.
      void session.setAvailable(false).then(() => {
        const me = session.me.value;
        if (!me || me.available) return; // which has been told
        for (const row of now.rows.value.filter(isStaying)) {
          void now.passOn(row.conversation, null).then((problem) => problem && failed(problem));
        }
      });
    },
    leave() {
      question.value = null;
      leave();
    },
    holds(goOn) {
      const isClosing = Object.keys(closing.all.value).length > 0;
      // What is being ended is ended first: the service lets go of everything of whoever signs out.
      leave = () => void closing.flush().then(goOn);
      const asks = leavesSomebody() || unsaved.peek();
      if (asks) question.value = "sign-out";
      else if (isClosing) leave();
      return isClosing || asks;
    },
    tick() {
      closing.tick();
      if (offered !== null && !Object.values(closing.all.value).some(({ state }) => state === "waits")) forgetOffer();
      if (waits() && outside.now() - rangAt >= RINGS_EVERY) call(false);
      hours.tick();
      tellOfDay();
    },
    wake: now.wake,
    shown: now.shown,
    stop(left) {
      for (const end of ends) end();
      void canned?.then((it) => it.stop());
      if (left) drafts.forget();
      return now.stop();
    },
  };
}
