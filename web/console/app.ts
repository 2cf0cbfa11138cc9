/** The whole console without its views: it joins session, desk, address, notices and keys. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Surroundings } from "../shared/connection";
import type { Screen } from "../shared/conversation";
import { type Ask, problemOf } from "../shared/http";
import type { Neighbours } from "../shared/tabs";
import type { Close, Problem, Ticket } from "../shared/wire";
import { sentenceOf } from "../shared/words";
import { NEWEST_FIRST } from "./access_log/state";
import { type Address, type Room, read, roomsOf, write } from "./address";
import { draftsOf } from "./desk/drafts";
import type { Ringing } from "./desk/ringing";
import { type DeskRoom, deskRoom } from "./desk/room";
import { calls, neighbour, toTake } from "./desk/state";
import type { Speaking } from "./language";
import { type Notices, notices } from "./notices";
import { type Service, serviceOver } from "./service";
import { endsHere, type Session, session } from "./session";

export type Question = "keys" | "close" | "pass-on";

export interface App {
  speaking: Speaking;
  notices: Notices;
  service: Service;
  session: Session;
  address: ReadonlySignal<Address>;
  rooms: ReadonlySignal<Room[]>;
  /** The agent's desk, while somebody who is one is at work. */
  desk: ReadonlySignal<DeskRoom | null>;
  /** This machine's clock, whole seconds, for what counts on the screen. */
  now: ReadonlySignal<number>;
  /** When the session ends if nobody touches anything, by this machine's clock; null where nobody is signed in. */
  sessionEnds: ReadonlySignal<number | null>;
  /** What is asked in a dialog. */
  question: Signal<Question | null>;
  /** Whether the facts are open where there is no room for all three panes. */
  factsOpen: Signal<boolean>;
  sound: ReadonlySignal<boolean>;
  shortcuts: ReadonlySignal<boolean>;
  /** Grows by one each time the input should have the focus. */
  toWrite: Signal<number>;
  /** Grows by one each time the selected row should have the focus. */
  toRow: Signal<number>;
  go(to: Partial<Address>): void;
  next(step: 1 | -1): void;
  take(conversation?: string): void;
  askToPassOn(): void;
  askToClose(): void;
  /** `abuse`: the visitor is told so, civilly. */
  close(why: Close["why"]): void;
  offerCopy(): void;
  setAvailable(on: boolean): void;
  setSound(on: boolean): void;
  setShortcuts(on: boolean): void;
  signOut(): void;
}

export interface Outside {
  ask: Ask;
  speaking: Speaking;
  surroundings: (ticket: () => Promise<Ticket>, ask: Ask) => Surroundings;
  /** The other tabs that share a name, where a browser lets them hear of each other. */
  neighbours: (name: string) => Neighbours | null;
  ringing: Ringing;
  location: Pick<Location, "hash">;
  settings: Storage | null;
  tab: Storage | null;
  now: () => number;
  /** Whether somebody is looking at the page. */
  looking: () => boolean;
  /** Whether the page is on the screen, be it beside another window. */
  visible: () => boolean;
}

/** Left untouched for so long before the session ends, one is warned. */
export const WARNED_BEFORE = 3 * 60_000;
const RINGS_EVERY = 10_000;
/** How old what is known of the session may be while somebody is at work, so that it lasts 20 minutes more at least. */
const GOES_ON_EVERY = 10 * 60_000;
/** After so long it is asked again where no answer came. */
const GOES_ON_AGAIN = 60_000;

export function app(outside: Outside): App & { tick(): void; moved(): void; touched(): void; wake(): void } {
  const { speaking, ringing, settings } = outside;
  const words = () => speaking.speech.value.words;
  const told = notices();
  const service = serviceOver(watched(outside.ask));
  const here = session({ service, now: outside.now, failed: told.fail });
  const address = signal(read(outside.location.hash));
  const now = signal(outside.now());
  const desk: Signal<DeskRoom | null> = signal(null);
  const question: Signal<Question | null> = signal(null);
  const factsOpen = signal(false);
  const toWrite = signal(0);
  const toRow = signal(0);
  const sound = signal(settings?.getItem("juttu.sound") !== "off");
  const shortcuts = signal(settings?.getItem("juttu.shortcuts") !== "off");
  const rooms = computed(() => roomsOf(here.me.value?.roles ?? []));
  const sessionEnds = computed(() => {
    const ends = here.me.value?.session_ends_at;
    const list = desk.value?.state.value;
    return ends ? endsHere(ends, here.heardAt.value, list?.known ? list.clockAhead : null) : null;
  });
  let leaving = false;
  let kept: { person: string; screens: readonly Screen[] } | null = null;
  let rangAt = 0;
  let askedAt = 0;

  /** Wherever the session or the commitment turns out to be missing, the way leads back to it. */
  function watched(ask: Ask): Ask {
    return async (method, path, body) => {
      try {
        return await ask(method, path, body);
      } catch (failure) {
        const { code } = problemOf(failure);
        if (code === "unauthenticated" && here.stage.value.is !== "starting") sessionOver("expired");
        if (code === "commitment_missing") here.commitmentMissing();
        throw failure;
      }
    };
  }

  function sessionOver(why: "expired" | "signed_out"): void {
    // Who leaves is told that they have left, not that they were signed out.
    if (here.stage.value.is === "signing_in" || leaving) return;
    told.clear();
    question.value = null;
    here.over(why);
  }

  function failed(problem: Problem, again?: () => void): void {
    if (problem.code !== "unauthenticated" && problem.code !== "commitment_missing") told.fail(problem, again);
  }

  function isListShown(): boolean {
    return address.peek().room === "desk" && outside.visible();
  }

  // What changed while another room was open is fetched on the way back.
  effect(() => {
    if (address.value.room === "desk") desk.value?.shown();
  });

  function openDesk(): void {
    const person = here.me.value?.person ?? "";
    const room = deskRoom({
      service,
      surroundings: outside.surroundings(service.ticket, outside.ask),
      neighbours: outside.neighbours(`juttu desk ${person}`),
      drafts: draftsOf(person, outside.tab),
      isShown: isListShown,
      earlier: kept?.person === person ? kept.screens : [],
      events: {
        rang: () => call(true),
        worked: here.lastsUntil,
        answered,
        lost: (_, problem) => told.tell(sentenceOf(words().errors, problem)),
        handedOver,
        received,
        failed,
      },
    });
    kept = null;
    desk.value = room;
    room.start();
  }

  function closeDesk(): void {
    const person = here.me.value?.person;
    const screens = desk.peek()?.stop() ?? [];
    if (person) kept = { person, screens };
    else kept = null;
    desk.value = null;
  }

  // The desk is there exactly while an agent is at work.
  effect(() => {
    const wanted = here.stage.value.is === "working" && rooms.value.includes("desk");
    if (wanted && desk.peek() === null) openDesk();
    if (!wanted && desk.peek() !== null) closeDesk();
  });

  // A room that the roles do not reach is not there.
  effect(() => {
    const first = rooms.value[0];
    if (here.stage.value.is === "working" && first && !rooms.value.includes(address.value.room))
      go({ room: first, conversation: null });
  });

  // The socket says that the session is over before any answer does.
  effect(() => {
    const link = desk.value?.link.value;
    if (link?.is === "ended" && link.why !== "replaced")
      sessionOver(link.why === "signed_out" ? "signed_out" : "expired");
  });

  function waits(): boolean {
    return here.me.value?.available === true && desk.value?.rows.value.some((row) => row.group === "queue") === true;
  }

  function call(fresh: boolean): void {
    if (here.me.value?.available !== true) return;
    rangAt = outside.now();
    if (sound.value) ringing.ring();
    if (fresh) ringing.notify(words().ringing.title, words().ringing.body, () => go({ room: "desk" }));
  }

  function answered(conversation: string): void {
    if (isOpen(conversation) && outside.looking()) return;
    if (sound.value) ringing.knock();
    const name = words().visitor(conversation.slice(0, 4));
    ringing.notify(words().ringing.answered(name), words().ringing.answeredBody, () =>
      go({ room: "desk", conversation }),
    );
  }

  function isOpen(conversation: string): boolean {
    return address.value.room === "desk" && address.value.conversation === conversation;
  }

  /** Where it is open, its pane says the same. */
  function handedOver(conversation: string): void {
    if (isOpen(conversation)) return;
    const { leftYou, show } = words().handed;
    told.tell(leftYou(words().visitor(conversation.slice(0, 4))), {
      verb: show,
      run: () => go({ room: "desk", conversation }),
    });
  }

  function received(conversation: string): void {
    const open = () => go({ room: "desk", conversation });
    const { cameToYou, show } = words().handed;
    const sentence = cameToYou(words().visitor(conversation.slice(0, 4)));
    if (sound.value) ringing.ring();
    ringing.notify(sentence, words().ringing.answeredBody, open);
    told.tell(sentence, { verb: show, run: open });
  }

  function go(to: Partial<Address>): void {
    const moved = { ...address.peek(), sorting: NEWEST_FIRST, ...to };
    outside.location.hash = write(moved);
    address.value = moved;
    factsOpen.value = false;
  }

  function selected() {
    return desk.value?.screenOf(address.value.conversation);
  }

  function isMine(): boolean {
    const screen = selected();
    return screen?.facts?.status === "active" && !screen.lost;
  }

  // What is asked about a conversation is past asking once it is no longer mine.
  effect(() => {
    if ((question.value === "close" || question.value === "pass-on") && !isMine()) question.value = null;
  });

  async function take(conversation?: string): Promise<void> {
    const wanted = conversation ?? toTake(desk.value?.rows.value ?? [], address.value.conversation);
    if (!wanted || !desk.value) return;
    if (await desk.value.take(wanted)) {
      go({ room: "desk", conversation: wanted });
      toWrite.value += 1;
    } else if (
      address.value.conversation === wanted &&
      !desk.value.rows.value.some((row) => row.conversation === wanted)
    ) {
      go({ conversation: null });
    }
  }

  return {
    speaking,
    notices: told,
    service,
    session: here,
    address,
    rooms,
    desk,
    now,
    sessionEnds,
    question,
    factsOpen,
    sound,
    shortcuts,
    toWrite,
    toRow,
    go,
    next(step) {
      const room = desk.value;
      if (!room || address.value.room !== "desk") return;
      const conversation = neighbour(room.rows.value, address.value.conversation, step);
      if (!conversation) return;
      go({ conversation });
      toRow.value += 1;
    },
    take: (conversation) => void take(conversation),
    askToPassOn() {
      if (isMine()) question.value = "pass-on";
    },
    askToClose() {
      if (isMine()) question.value = "close";
    },
    close(why) {
      question.value = null;
      const { conversation } = address.value;
      if (conversation) void desk.value?.close(conversation, why);
    },
    offerCopy() {
      const { conversation } = address.value;
      if (!conversation || !selected()) return;
      void desk.value?.offerCopy(conversation).then((done) => done && told.tell(words().facts.offeredNow));
    },
    setAvailable(on) {
      if (on) {
        ringing.prime();
        ringing.askToNotify();
      }
      void here.setAvailable(on);
    },
    setSound(on) {
      if (on) ringing.prime();
      sound.value = on;
      settings?.setItem("juttu.sound", on ? "on" : "off");
      if (on) ringing.knock();
    },
    setShortcuts(on) {
      shortcuts.value = on;
      settings?.setItem("juttu.shortcuts", on ? "on" : "off");
    },
    signOut() {
      leaving = true;
      void here.leave().then(() => {
        leaving = false;
        if (here.stage.value.is !== "signing_in") return;
        draftsOf("", outside.tab).forget();
        kept = null;
        told.clear();
      });
    },
    /** Call it every second. */
    tick() {
      now.value = outside.now();
      if (waits() && now.value - rangAt >= RINGS_EVERY) call(false);
      const ends = sessionEnds.value;
      if (here.stage.value.is === "working" && ends !== null && now.value >= ends) {
        void service.signOut().catch(() => {});
        sessionOver("expired");
      }
    },
    /** Call it when the address has changed by itself. */
    moved() {
      const there = read(outside.location.hash);
      if (write(there) !== write(address.value)) address.value = there;
    },
    /** Call it on every key and click: a session goes on while somebody is at work. */
    touched() {
      if (sound.value && here.me.value?.available) ringing.prime();
      if (here.stage.value.is !== "working" || outside.now() - here.heardAt.value < GOES_ON_EVERY) return;
      if (outside.now() - askedAt < GOES_ON_AGAIN) return;
      askedAt = outside.now();
      void here.goOn();
    },
    wake() {
      desk.value?.wake();
      desk.value?.shown();
    },
  };
}

/** Returns the page's title: how many call, the room, the product. */
export function titleOf({ desk, address, speaking, session: { stage } }: App): string {
  const { words } = speaking.speech.value;
  if (stage.value.is !== "working") return `${words.signIn.title} – ${words.product}`;
  const calling = calls(desk.value?.rows.value ?? []);
  const room = words.rooms[address.value.room];
  return `${calling > 0 ? `(${calling}) ` : ""}${room} – ${words.product}`;
}
