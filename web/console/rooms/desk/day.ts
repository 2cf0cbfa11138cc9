/** The end of the day: by the hours of one's sites, told before it comes and for a while after. */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Day } from "../../../shared/wire";

/** `ending`: in a moment; `over`: lately, and nobody is to be there now. */
export type DayState = { is: "on" } | { is: "ending" | "over"; at: number };

export interface DayWatch {
  state: ReadonlySignal<DayState>;
  /** Call it every second: the hours are asked for anew now and then, for they may be changed. */
  tick(): void;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WARNED_BEFORE = 15 * MINUTE;
/** After that, nothing is said of it any more. */
const SAID_FOR = 4 * HOUR;
/** What opens again so soon has paused. */
const PAUSE = 3 * HOUR;
const KNOWN_FOR = HOUR;
const ASKED_AGAIN_AFTER = 5 * MINUTE;

/** Returns how far the day is at a moment of the server's clock. */
export function dayAt({ openings, always = false }: Day, now: number): DayState {
  if (always) return { is: "on" };
  const last = openings.findLast(({ start }) => start <= now);
  const next = openings.find(({ start }) => start > now);
  if (last === undefined || (next !== undefined && next.start - last.end < PAUSE)) return { is: "on" };
  if (now >= last.end) return now < last.end + SAID_FOR ? { is: "over", at: last.end } : { is: "on" };
  return now >= last.end - WARNED_BEFORE ? { is: "ending", at: last.end } : { is: "on" };
}

/** Watches over the day; what cannot be found out is not said, and asked for again. */
export function watchDay(ask: () => Promise<Day>, now: () => number): DayWatch {
  const state: Signal<DayState> = signal({ is: "on" });
  let known: { day: Day; ahead: number } | null = null;
  let askAt = 0;
  const fetch = async () => {
    askAt = now() + ASKED_AGAIN_AFTER;
    try {
      const day = await ask();
      known = { day, ahead: day.now - now() };
      askAt = now() + KNOWN_FOR;
    } catch {
      // It stands as it was known.
    }
  };
  return {
    state,
    tick() {
      if (now() >= askAt) void fetch();
      const is: DayState = known ? dayAt(known.day, now() + known.ahead) : { is: "on" };
      // The same for as long as nothing has changed, so that nobody draws it again with every second.
      if (JSON.stringify(is) !== JSON.stringify(state.peek())) state.value = is;
    },
  };
}
