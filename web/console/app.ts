/** The console without its views and without a room: session, address, notices, language, clock, commands. */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Surroundings } from "../shared/connection";
import { type Ask, problemOf } from "../shared/http";
import type { Neighbours } from "../shared/tabs";
import type { Language, Ticket } from "../shared/wire";
import { type Address, read, write } from "./address";
import { type Command, KEYS_KEY } from "./commands";
import { type Notices, notices } from "./notices";
import type { Ringing } from "./ringing";
import type { Opened, Room } from "./room";
import { type Service, serviceOver } from "./service";
import { type Session, session } from "./session";
import { LANGUAGES, type Speaking } from "./speaking";

/** How far a room is that somebody has gone to. */
export type Opening = { is: "loading" } | { is: "refused" } | { is: "open"; opened: Opened };

export interface App {
  speaking: Speaking;
  notices: Notices;
  ask: Ask;
  service: Service;
  session: Session;
  /** What the browser gives the rooms. */
  outside: Outside;
  /** The rooms that somebody may open. */
  rooms: ReadonlySignal<readonly Room[]>;
  /** The one on the screen. */
  room: ReadonlySignal<Room>;
  /** Those that are open or on their way, by name. */
  openings: ReadonlySignal<Readonly<Record<string, Opening>>>;
  /** This machine's clock, whole seconds, for what counts on the screen. */
  now: ReadonlySignal<number>;
  /** When the session ends if nobody touches anything, by this machine's clock; null where nobody is signed in. */
  sessionEnds: ReadonlySignal<number | null>;
  /** Which of the console's own dialogs is open. */
  dialog: Signal<"keys" | "leave" | "palette" | null>;
  /** What can be done here and now, by key or from the palette. */
  commands: ReadonlySignal<readonly Command[]>;
  ringing: Ringing;
  /** Whether messages with words of abuse are veiled until one wants to see them. */
  veiling: ReadonlySignal<boolean>;
  sound: ReadonlySignal<boolean>;
  shortcuts: ReadonlySignal<boolean>;
  /** Where the focus should be by the key or click of this moment, until it is there; the next one ends the wish. */
  wished: Signal<string | null>;
  /** Counts keys, clicks and what is typed: what was asked for before the last of them moves nobody any more. */
  moment(): number;
  /** Returns where one is in a room, or was last. */
  placeOf<Place>(room: Room<Place>): ReadonlySignal<Place>;
  /** Goes to a room: to a place in it, or to where one was last. */
  go<Place>(room: Room<Place>, place?: Place): void;
  /** The session is over for this reason; what was on the screen waits for its owner. */
  over(why: "expired" | "signed_out"): void;
  speak(language: Language): void;
  setSound(on: boolean): void;
  setShortcuts(on: boolean): void;
  setVeiling(on: boolean): void;
  askToSignOut(): void;
  signOut(): void;
  /** Rings and notifies as for somebody who waits. */
  tryRinging(): void;
}

export interface Outside {
  ask: Ask;
  speaking: Speaking;
  rooms: readonly Room[];
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
/** How old what is known of the session may be while somebody is at work, so that it lasts 20 minutes more at least. */
const GOES_ON_EVERY = 10 * 60_000;
/** So often a console without a line looks whether its person is still let in: whoever is shut out is out in five seconds. */
const LOOKS_EVERY = 4_000;
/** After so long it is asked again where no answer came. */
const GOES_ON_AGAIN = 60_000;

export function app(
  outside: Outside,
): App & { tick(): void; moved(): void; touched(): void; wake(): void; gone(): void } {
  const { speaking, ringing, settings, rooms: house } = outside;
  const words = () => speaking.speech.value.words;
  const told = notices();
  const ask = watched(outside.ask);
  const service = serviceOver(ask);
  const here = session({ service, now: outside.now, failed: told.fail });
  const start = read(house, outside.location.hash);
  /** Whether the address names a room: else one begins in the first of one's own. */
  let named = start !== null;
  const [first] = house;
  if (first === undefined) throw new Error("a house has rooms");
  const room: Signal<Room> = signal(start?.room ?? first);
  const places = new Map(house.map((one) => [one, signal(one === start?.room ? start.place : beginning(one))]));
  const openings: Signal<Readonly<Record<string, Opening>>> = signal({});
  const now = signal(outside.now());
  const dialog: App["dialog"] = signal(null);
  const wished: App["wished"] = signal(null);
  const sound = signal(settings?.getItem("juttu.sound") !== "off");
  const shortcuts = signal(settings?.getItem("juttu.shortcuts") !== "off");
  const veiling = signal(settings?.getItem("juttu.veiling") === "on");
  const rooms = computed(() => house.filter((one) => mayOpen(one)));
  const atWork = computed(() => here.stage.value.is === "working");
  const sessionEnds = here.endsAt;
  let leaving = false;
  let kept: { person: string; rooms: Readonly<Record<string, unknown>> } | null = null;
  /** Of which end of the session has been warned. */
  let warnedOf: number | null = null;
  let askedAt = 0;
  let lookedAt = outside.now();
  /** Of which end it is being found out whether it is one. */
  let ending: number | null = null;
  let moments = 0;

  function beginning(one: Room): unknown {
    return one.places.read([], new URLSearchParams());
  }

  function mayOpen(one: Room): boolean {
    const me = here.me.value;
    return me !== null && (one.opens?.(me) ?? me.may.some((name) => name === one.name));
  }

  function isAlwaysOpen({ always }: Room): boolean {
    const me = here.me.value;
    return typeof always === "function" ? me !== null && always(me) : always === true;
  }

  /** Wherever the session or the commitment turns out to be missing, the way leads back to it. */
  function watched(ask: Ask): Ask {
    return async (method, path, body, as) => {
      try {
        return await ask(method, path, body, as);
      } catch (failure) {
        const { code } = problemOf(failure);
        if (code === "unauthenticated" && here.stage.value.is !== "starting") over("expired");
        if (code === "commitment_missing") here.commitmentMissing();
        if (code === "network") here.elsewhere();
        throw failure;
      }
    };
  }

  function over(why: "expired" | "signed_out"): void {
    // Who leaves is told that they have left, not that they were signed out.
    if (here.stage.value.is === "signing_in" || leaving) return;
    told.clear();
    dialog.value = null;
    here.over(why);
  }

  // ------------------------------------------------------------------------------------------------ rooms

  const allOpened = () => Object.values(openings.value).flatMap((one) => (one.is === "open" ? [one.opened] : []));

  async function open(one: Room): Promise<void> {
    if (openings.peek()[one.name]) return;
    const put = (opening: Opening) => {
      openings.value = { ...openings.peek(), [one.name]: opening };
    };
    const mine: Opening = { is: "loading" };
    put(mine);
    try {
      const [loaded] = await Promise.all([one.load(), speaking.learn(one.words)]);
      // Whoever has gone meanwhile finds nothing that works on behind them.
      if (openings.peek()[one.name] !== mine) return;
      const of = kept?.person === here.me.peek()?.person ? kept?.rooms[one.name] : undefined;
      put({ is: "open", opened: loaded.open(whole, placeOf(one), of) });
    } catch {
      if (openings.peek()[one.name] === mine) put({ is: "refused" });
    }
  }

  function shut(): void {
    const person = here.me.peek()?.person;
    const open = Object.entries(openings.peek());
    openings.value = {};
    const ended = open.map(([name, one]) => [name, one.is === "open" ? one.opened.stop(leaving) : undefined]);
    kept = person && !leaving ? { person, rooms: { ...Object.fromEntries(ended) } } : null;
  }

  /** Ends a room that its person may open no more. */
  function leave(name: string): void {
    const { [name]: ended, ...others } = openings.peek();
    openings.value = others;
    if (ended?.is === "open") ended.opened.stop(false);
  }

  function placeOf<Place>(one: Room<Place>): Signal<Place> {
    const place = places.get(one);
    if (place === undefined) throw new Error(`${one.name} is no room of this house`);
    return place as Signal<Place>;
  }

  function go<Place>(to: Room<Place>, place: Place = placeOf(to).peek()): void {
    outside.location.hash = write({ room: to, place });
    arrive({ room: to, place });
  }

  function arrive({ room: to, place }: Address): void {
    named = true;
    batch(() => {
      placeOf(to).value = place;
      room.value = to;
    });
  }

  // A room that the roles do not reach is not there; who came by a link to it is told.
  effect(() => {
    const [mine] = rooms.value;
    if (!atWork.value || !mine || rooms.value.includes(room.value)) return;
    const wasNamed = named;
    go(mine);
    if (wasNamed) told.tell(words().notYourRoom);
  });

  // Rooms are open exactly while somebody is at work: the one on the screen, and those that always are.
  effect(() => {
    if (!atWork.value) {
      if (Object.keys(openings.peek()).length > 0) shut();
      return;
    }
    for (const [name, opening] of Object.entries(openings.peek())) {
      // What could not be had stays so on the screen, whatever is told of its person meanwhile; who comes back tries again.
      const wasLeft = opening.is === "refused" && name !== room.value.name;
      if (wasLeft || !rooms.value.some((one) => one.name === name)) leave(name);
    }
    for (const one of rooms.value) if (isAlwaysOpen(one) || one === room.value) void open(one);
  });

  // What changed while another room was on the screen is fetched on the way back.
  effect(() => {
    const opening = openings.value[room.value.name];
    if (opening?.is === "open") opening.opened.shown?.();
  });

  // ------------------------------------------------------------------------------------------------ commands

  const own: readonly Command[] = [
    { name: "keys", says: () => words().keys.title, key: KEYS_KEY, run: () => (dialog.value = "keys") },
    ...LANGUAGES.map((language) => ({
      name: `speak.${language}`,
      says: () => words().does.speak[language],
      may: () => speaking.speech.value.language !== language,
      run: () => speak(language),
    })),
    { name: "sound", says: () => words().does.sound(!sound.value), run: () => setSound(!sound.value) },
    { name: "sign_out", says: () => words().signOut, run: askToSignOut },
  ];
  const commands = computed((): readonly Command[] => {
    const opening = openings.value[room.value.name];
    const ways = rooms.value.map((one) => ({
      name: `go.${one.name}`,
      says: () => words().does.go(words().rooms[one.name]),
      may: () => room.value !== one,
      run: () => go(one),
    }));
    return [...((opening?.is === "open" && opening.opened.commands) || []), ...ways, ...own];
  });

  // ------------------------------------------------------------------------------------------------ the rest

  function speak(language: Language): void {
    speaking.speak(language).catch((failure) => told.fail(problemOf(failure), () => speak(language)));
  }

  function setSound(on: boolean): void {
    if (on) void ringing.prime().then(ringing.knock);
    sound.value = on;
    settings?.setItem("juttu.sound", on ? "on" : "off");
  }

  function askToSignOut(): void {
    const opened = allOpened();
    if (opened.some((one) => one.holds?.(signOut))) return;
    // A room that holds its person has asked about what is its own.
    if (opened.some((one) => !one.holds && one.unsaved?.peek())) dialog.value = "leave";
    else signOut();
  }

  function signOut(): void {
    leaving = true;
    void here.leave().then(() => {
      leaving = false;
      if (here.stage.value.is === "signing_in") told.clear();
    });
  }

  /** Whether no room has a line on which the service would say that the session is over. */
  function isAlone(): boolean {
    return !allOpened().some((one) => one.hears);
  }

  /** Ends a session that nobody touched: in another tab somebody may have been at work, and the service knows. */
  async function end(at: number): Promise<void> {
    if (ending === at) return;
    ending = at;
    await here.look();
    if (!atWork.peek() || (sessionEnds.peek() ?? 0) > outside.now()) return;
    void service.signOut().catch(() => {});
    over("expired");
  }

  const whole: ReturnType<typeof app> = {
    speaking,
    notices: told,
    ask,
    service,
    session: here,
    outside,
    rooms,
    room,
    openings,
    now,
    sessionEnds,
    dialog,
    commands,
    ringing,
    sound,
    veiling,
    shortcuts,
    wished,
    moment: () => moments,
    placeOf,
    go,
    over,
    speak,
    setSound,
    setVeiling(on) {
      veiling.value = on;
      settings?.setItem("juttu.veiling", on ? "on" : "off");
    },
    setShortcuts(on) {
      shortcuts.value = on;
      settings?.setItem("juttu.shortcuts", on ? "on" : "off");
    },
    askToSignOut,
    signOut,
    tryRinging() {
      void ringing.prime().then(ringing.ring);
      ringing.askToNotify();
      ringing.notify(words().ringing.test, words().ringing.testBody, () => {}, true);
    },
    /** Call it every second. */
    tick() {
      now.value = outside.now();
      for (const one of allOpened()) one.tick?.();
      const ends = sessionEnds.value;
      if (ends !== null && ends !== warnedOf && ends - now.value < WARNED_BEFORE) {
        warnedOf = ends;
        if (sound.value) ringing.knock();
        ringing.notify(words().ringing.ending, words().ringing.endingBody, () => void here.goOn());
      }
      if (!atWork.value) return;
      if (ends !== null && now.value >= ends) void end(ends);
      else if (isAlone() && outside.visible() && now.value - lookedAt >= LOOKS_EVERY) {
        lookedAt = now.value;
        void here.look();
      }
    },
    /** Call it when the address has changed by itself. */
    moved() {
      const there = read(house, outside.location.hash);
      if (there === null) go(room.value);
      else if (write(there) !== write({ room: room.value, place: placeOf(room.value).value })) arrive(there);
    },
    /** Call it on every key, click and input, before anything else hears of it: a session goes on while somebody is at work. */
    touched() {
      moments += 1;
      wished.value = null;
      if (sound.value && here.me.value?.available) void ringing.prime();
      if (!atWork.value || outside.now() - here.seenAt.value < GOES_ON_EVERY) return;
      if (outside.now() - askedAt < GOES_ON_AGAIN) return;
      askedAt = outside.now();
      void here.goOn();
    },
    /** Call it when the page goes. */
    gone() {
      for (const one of allOpened()) one.gone?.();
    },
    wake() {
      for (const one of allOpened()) one.wake?.();
      const opening = openings.value[room.value.name];
      if (opening?.is === "open") opening.opened.shown?.();
    },
  };
  return whole;
}

/** Returns the page's title: how many call, the room, the product. */
export function titleOf({ openings, room, speaking, session: { stage } }: App): string {
  const { words } = speaking.speech.value;
  if (stage.value.is !== "working") return `${words.signInTitle} – ${words.product}`;
  const counts = Object.values(openings.value).map((one) => (one.is === "open" && one.opened.count?.value) || 0);
  const calling = counts.reduce((sum, count) => sum + count, 0);
  const name = words.rooms[room.value.name];
  return `${calling > 0 ? `(${calling}) ` : ""}${name} – ${words.product}`;
}
