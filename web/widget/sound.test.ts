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

const belled = (recorder: Recorder) => bell(() => recorder as unknown as AudioContext);
const made = (recorder: Recorder) => belled(recorder).ring;

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

test("is woken in a key or a click, once, so that it may ring later; and sleeps until then", async () => {
  const recorder = new Recorder();
  const resumed = vi.spyOn(recorder, "resume");
  const { prime, ring } = belled(recorder);
  prime();
  expect(resumed).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10);
  expect(recorder.state).toBe("suspended");
  expect(recorder.notes).toEqual([]);

  prime();
  expect(resumed).toHaveBeenCalledTimes(1);
  expect(await ring()).toBe(true);
});

test("a key while it rings does not silence it", async () => {
  const recorder = new Recorder();
  const { prime, ring } = belled(recorder);
  prime();
  void ring();
  await vi.advanceTimersByTimeAsync(10);

  expect(recorder.state).toBe("running");
  expect(recorder.notes).toHaveLength(2);
});

/** The turn as the browser gives it: of each name one at a time. */
function turns() {
  const taken = new Set<string>();
  const request = async (name: string, _: object, run: (turn: object | null) => Promise<void>) => {
    if (taken.has(name)) return run(null);
    taken.add(name);
    await run({});
    taken.delete(name);
  };
  vi.stubGlobal("navigator", { locks: { request } });
}

test("of several tabs one rings, and none where one is looked at", async () => {
  turns();
  const ring = vi.fn(async () => true);
  void ringOnce("demo", false, ring);
  void ringOnce("demo", false, ring);
  await vi.advanceTimersByTimeAsync(3000);
  expect(ring).toHaveBeenCalledTimes(1);

  void ringOnce("demo", false, ring);
  void ringOnce("demo", true, ring);
  await vi.advanceTimersByTimeAsync(3000);
  expect(ring).toHaveBeenCalledTimes(1);
});

test("a tab of another site's keeps none silent", async () => {
  turns();
  const ring = vi.fn(async () => true);
  void ringOnce("demo", false, ring);
  void ringOnce("toinen", false, ring);
  await vi.advanceTimersByTimeAsync(3000);
  expect(ring).toHaveBeenCalledTimes(2);
});
