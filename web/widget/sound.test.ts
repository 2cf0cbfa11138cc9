import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bell, ringOnce } from "./sound";

class Recorder {
  state: AudioContextState = "suspended";
  currentTime = 10;
  destination = {};
  notes: { hertz: number; at: number }[] = [];
  constructor(private readonly silent = false) {}
  resume = async () => {
    if (!this.silent) this.state = "running";
  };
  suspend = async () => {
    this.state = "suspended";
  };
  createGain = () => ({
    gain: { setValueAtTime: () => {}, linearRampToValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} },
    connect: (to: unknown) => to,
  });
  createOscillator = () => {
    const frequency = { value: 0 };
    return {
      frequency,
      connect: (to: unknown) => to,
      start: (at: number) => this.notes.push({ hertz: frequency.value, at }),
      stop: () => {},
    };
  };
}

const made = (recorder: Recorder) => bell(() => recorder as unknown as AudioContext);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("it is two notes, the second higher and later, and then the audio sleeps", async () => {
  const recorder = new Recorder();

  expect(await made(recorder)()).toBe(true);
  const [first, second] = recorder.notes;
  expect(recorder.notes).toHaveLength(2);
  expect(second?.hertz).toBeGreaterThan(first?.hertz ?? 0);
  expect(second?.at).toBeGreaterThan(first?.at ?? 0);
  await vi.advanceTimersByTimeAsync(2000);
  expect(recorder.state).toBe("suspended");
});

test("where the browser keeps it silent nothing rings, and nothing later", async () => {
  const recorder = new Recorder(true);

  expect(await made(recorder)()).toBe(false);
  await vi.advanceTimersByTimeAsync(5000);
  expect(recorder.notes).toEqual([]);
});

/** The turn as the browser gives it: one at a time. */
function turns() {
  let taken = false;
  const request = async (_: string, __: object, run: (turn: object | null) => Promise<void>) => {
    if (taken) return run(null);
    taken = true;
    await run({});
    taken = false;
  };
  vi.stubGlobal("navigator", { locks: { request } });
}

test("of several tabs one rings, and none where one is looked at", async () => {
  turns();
  const ring = vi.fn(async () => true);
  void ringOnce(false, ring);
  void ringOnce(false, ring);
  await vi.advanceTimersByTimeAsync(3000);
  expect(ring).toHaveBeenCalledTimes(1);

  void ringOnce(false, ring);
  void ringOnce(true, ring);
  await vi.advanceTimersByTimeAsync(3000);
  expect(ring).toHaveBeenCalledTimes(1);
});
