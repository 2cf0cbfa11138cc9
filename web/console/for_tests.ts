/** A console whose service, socket and clock are in a test's hands. */
import { signal } from "@preact/signals";
import { vi } from "vitest";
import type { Ears } from "../shared/connection";
import { Refusal } from "../shared/http";
import type { Screen } from "../shared/screen";
import type { ClientFrame, Desk as DeskList, Facts, Me, Problem, ServerFrame } from "../shared/wire";
import { console as words } from "../words/en/console";
import { words as deskWords } from "../words/en/desk";
import { errors } from "../words/en/errors";
import { app } from "./app";
import { accessLog } from "./rooms/access_log/room";
import { type Desk, desk } from "./rooms/desk/desk";
import { desk as deskRoom } from "./rooms/desk/room";
import type { Speaking } from "./speaking";

/** Speaks English, with a room's words when they are given. */
export function inEnglish(also: object = {}): Speaking {
  const speech = { language: "en" as const, words: { ...words, errors } };
  const beside = { language: "en" as const, words: { ...speech.words, ...also } };
  return {
    speech: signal(speech),
    in: () => beside as never,
    knows: () => true,
    learn: async () => {},
    speak: async () => {},
  };
}

export const START = 1_800_000_000_000;
export const A = "7K3M9QWX0A1BC2D3";

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  } as Storage;
}

export const me = (more: Partial<Me> = {}): Me => ({
  person: "agent.a",
  alias: "Anna",
  roles: ["agent"],
  may: ["desk", "access_log"],
  tasks: [],
  commitment: { version: "1", hash: "h", text: { en: "Keep it." }, accepted_at: START },
  available: true,
  session_ends_at: START + 30 * 60_000,
  now: START,
  ...more,
});

/** The same while away: the service leaves out what is not so. */
export function away(): Me {
  const { available: _, ...others } = me();
  return others;
}

/** A conversation that is mine. */
export const factsOf = (conversation: string, more: Partial<Facts> = {}): Facts => ({
  conversation,
  site: "demo",
  language: "fi",
  status: "active",
  started_at: START,
  expires_on: "2027-01-25",
  seq: 0,
  sent: 0,
  mine: true,
  ...more,
});

export function bench() {
  const answers: Record<string, unknown> = {
    "v1/me": me(),
    "v1/desk": { waiting: [], left: [], mine: [], now: START } satisfies DeskList,
  };
  const asked: string[] = [];
  const sent: ClientFrame[] = [];
  const rung: string[] = [];
  const ears: Ears[] = [];
  /** The machine's, and by how much the service's is ahead of it. */
  const clock = { now: START, ahead: 0 };
  const location = { hash: "" };
  const tab = storage();
  let made: Desk | null = null;
  let stopped = false;
  vi.spyOn(deskRoom, "load").mockImplementation(async () => ({
    open(app, place, kept) {
      const one = desk(app, place, (kept as readonly Screen[] | undefined) ?? []);
      made = one;
      stopped = false;
      const stop = (left: boolean) => {
        stopped = true;
        return one.stop(left);
      };
      return { ...one, View: () => null, count: one.calling, hears: true, stop };
    },
  }));
  const it = app({
    ask: async (method, path) => {
      asked.push(`${method} ${path}`);
      const answer = path === "v1/tickets" ? { ticket: "t", socket: "wss://x" } : answers[path.replace("?by=page", "")];
      if (answer instanceof Refusal) throw answer;
      if (answer === answers["v1/me"]) return { ...(answer as Me), now: clock.now + clock.ahead } as never;
      return answer as never;
    },
    speaking: inEnglish(deskWords),
    rooms: [deskRoom, accessLog],
    neighbours: () => null,
    surroundings: (ticket) => ({
      now: () => clock.now,
      random: () => 0,
      newId: () => `id-${sent.length}-12345`,
      later: () => () => {},
      ticket,
      open: (_address, _protocols, given) => {
        ears.push(given);
        return { send: (text) => void sent.push(JSON.parse(text)), close: () => {} };
      },
    }),
    ringing: {
      silenced: signal(false),
      notifying: signal("granted"),
      prime: async () => void rung.push("prime"),
      ring: () => void rung.push("ring"),
      knock: () => void rung.push("knock"),
      askToNotify: () => void rung.push("ask"),
      notify: (title) => void rung.push(`notify ${title}`),
    },
    location,
    settings: storage(),
    tab,
    now: () => clock.now,
    looking: () => true,
    visible: () => true,
  });
  return {
    it,
    /** The desk, which is there while an agent is at work. */
    desk: () => {
      if (made === null || stopped) throw new Error("nobody is at a desk");
      return made;
    },
    hasDesk: () => made !== null && !stopped,
    answers,
    asked,
    sent,
    rung,
    clock,
    location,
    tab,
    refuse: (path: string, code: string, more: Partial<Problem> = {}) => {
      answers[path] = new Refusal({ code, sentence: "", ...more });
    },
    begin: async () => {
      await it.session.begin();
      await settled();
      await settled();
      ears.at(-1)?.opened();
      await settled();
    },
    /** Breaks the desk's line. */
    cut: async () => {
      ears.at(-1)?.closed();
      for (let turn = 0; turn < 10; turn += 1) await settled();
    },
    hear: async (frame: ServerFrame) => {
      ears.at(-1)?.heard(JSON.stringify(frame));
      await settled();
    },
  };
}

/** Lets whatever is on its way arrive. */
export const settled = () => new Promise((resolve) => setTimeout(resolve));
