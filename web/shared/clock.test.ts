import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { now, setClock } from "./clock";

const TOLD = Date.UTC(2026, 10, 29, 12);
const HOUR = 3_600_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([-30, -3, 0, 3, 30])("goes with the service's, on a device whose own is off by %i h", (hours) => {
  vi.setSystemTime(TOLD + hours * HOUR);
  setClock(TOLD);
  expect(now()).toBe(TOLD);

  vi.advanceTimersByTime(5 * HOUR);
  expect(now()).toBe(TOLD + 5 * HOUR);
});

test("stays as it is where the service has told nothing", () => {
  vi.setSystemTime(TOLD - HOUR);
  setClock(TOLD);
  for (const nothing of [Number.NaN, 0]) setClock(nothing);

  expect(now()).toBe(TOLD);
});
