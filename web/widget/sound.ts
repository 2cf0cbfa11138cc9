/** The sound of a message: two soft notes, made by the browser itself; no file is loaded. */

import { play } from "../shared/tone";

/** Hertz of the two notes: a fourth upwards. */
const NOTES = [587.33, 783.99];
const BETWEEN = 0.14;
const LASTS = 0.6;
const LOUD = 0.06;
/** What could not ring within this time, in milliseconds, does not ring later. */
const LATE = 300;

export interface Bell {
  /** Lets it ring from now on: call it in each key and click, for in one alone WebKit lets audio begin. */
  prime: () => void;
  /** Returns whether it could: before one has touched the chat the browser keeps it silent. */
  ring: () => Promise<boolean>;
}

/** The browser's audio is made when it is primed, or with the first ring, and sleeps between two. */
export function bell(make: () => AudioContext): Bell {
  let audio: AudioContext | null = null;
  let rings = 0;
  let primed = false;
  const prime = async () => {
    if (primed) return;
    audio ??= make();
    const before = rings;
    await audio.resume();
    primed = true;
    if (rings === before) void audio.suspend();
  };
  const ring = async () => {
    rings += 1;
    const mine = rings;
    audio ??= make();
    await Promise.race([audio.resume(), new Promise((late) => setTimeout(late, LATE))]);
    if (audio.state !== "running") return false;
    for (const [place, hertz] of NOTES.entries()) {
      play(audio, { hertz, at: audio.currentTime + place * BETWEEN, lasts: LASTS, loudness: LOUD });
    }
    setTimeout(() => mine === rings && audio?.suspend(), (BETWEEN + LASTS) * 1000 + 200);
    return true;
  };
  return { prime: () => void prime(), ring };
}

/** One of a site's tabs rings for a message, or none where one of them is looked at. */
const TURN = "juttu sound";
const TURN_LASTS = 1500;
/** A tab that is looked at takes the turn before the others try. */
const AFTER_LOOKERS = 150;

/** Rings once for a message in all tabs together; `looked`: somebody sees it in this one. */
export async function ringOnce(site: string, looked: boolean, ring: () => Promise<boolean>): Promise<void> {
  if (!looked) await new Promise((go) => setTimeout(go, AFTER_LOOKERS));
  const act = async () => {
    if (!looked) await ring();
  };
  if (!("locks" in navigator)) return act();
  await navigator.locks.request(`${TURN} ${site}`, { ifAvailable: true }, async (turn) => {
    if (turn === null) return;
    await act();
    await new Promise((over) => setTimeout(over, TURN_LASTS));
  });
}
