/** The sound of a message: two soft notes, made by the browser itself; no file is loaded. */

import { play } from "../shared/tone";

/** Hertz of the two notes: a fourth upwards. */
const NOTES = [587.33, 783.99];
const BETWEEN = 0.14;
const LASTS = 0.6;
const LOUD = 0.06;
/** What could not ring within this time, in milliseconds, does not ring later. */
const LATE = 300;

/**
 * Returns what rings, and says whether it could: before one has touched the chat the browser keeps it silent.
 *
 * The browser's audio is made with the first ring and sleeps between two.
 */
export function bell(make: () => AudioContext): () => Promise<boolean> {
  let audio: AudioContext | null = null;
  let rings = 0;
  return async () => {
    audio ??= make();
    await Promise.race([audio.resume(), new Promise((late) => setTimeout(late, LATE))]);
    if (audio.state !== "running") return false;
    for (const [place, hertz] of NOTES.entries()) {
      play(audio, { hertz, at: audio.currentTime + place * BETWEEN, lasts: LASTS, loudness: LOUD });
    }
    rings += 1;
    const mine = rings;
    setTimeout(() => mine === rings && audio?.suspend(), (BETWEEN + LASTS) * 1000 + 200);
    return true;
  };
}

/** One of this browser's tabs rings for a message, or none where one of them is looked at. */
const TURN = "juttu sound";
const TURN_LASTS = 1500;
/** A tab that is looked at takes the turn before the others try. */
const AFTER_LOOKERS = 150;

/** Rings once for a message in all tabs together; `looked`: somebody sees it in this one. */
export async function ringOnce(looked: boolean, ring: () => Promise<boolean>): Promise<void> {
  if (!looked) await new Promise((go) => setTimeout(go, AFTER_LOOKERS));
  const act = async () => {
    if (!looked) await ring();
  };
  if (!("locks" in navigator)) return act();
  await navigator.locks.request(TURN, { ifAvailable: true }, async (turn) => {
    if (turn === null) return;
    await act();
    await new Promise((over) => setTimeout(over, TURN_LASTS));
  });
}
