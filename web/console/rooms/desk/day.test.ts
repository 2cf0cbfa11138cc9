import { expect, test } from "vitest";
import type { Day } from "../../../shared/wire";
import { settled } from "../../for_tests";
import { type DayState, dayAt, watchDay } from "./day";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Nine to twelve and one to four, today and tomorrow. */
const openings = [9, 13, 33, 37].map((hour) => ({ start: hour * HOUR, end: (hour + 3) * HOUR }));
const day = (more: Partial<Day> = {}): Day => ({ openings, now: 0, ...more });

test.each<[string, number, DayState]>([
  ["before the day", 8 * HOUR, { is: "on" }],
  ["in the morning", 10 * HOUR, { is: "on" }],
  ["just before a pause", 12 * HOUR - MINUTE, { is: "on" }],
  ["in a pause", 12 * HOUR + MINUTE, { is: "on" }],
  ["sixteen minutes before the end", 16 * HOUR - 16 * MINUTE, { is: "on" }],
  ["fifteen minutes before the end", 16 * HOUR - 15 * MINUTE, { is: "ending", at: 16 * HOUR }],
  ["at the end", 16 * HOUR, { is: "over", at: 16 * HOUR }],
  ["in the evening", 19 * HOUR, { is: "over", at: 16 * HOUR }],
  ["at night", 20 * HOUR, { is: "on" }],
  ["on the next morning", 33 * HOUR, { is: "on" }],
])("%s", (_when, now, state) => {
  expect(dayAt(day(), now)).toEqual(state);
});

test("no day ends where somebody is to be there always, or no hours are known", () => {
  expect(dayAt(day({ always: true }), 16 * HOUR)).toEqual({ is: "on" });
  expect(dayAt(day({ openings: [] }), 16 * HOUR)).toEqual({ is: "on" });
});

test("the day is by the server's clock, asked for every hour, and after a failure again in five minutes", async () => {
  let now = 100 * HOUR;
  let asked = 0;
  let fails = true;
  const watch = watchDay(
    async () => {
      asked += 1;
      if (fails) throw new Error("no line");
      return day({ now: now - 84 * HOUR - MINUTE });
    },
    () => now,
  );
  const after = async (milliseconds: number) => {
    now += milliseconds;
    watch.tick();
    await settled();
    watch.tick();
  };
  await after(0);
  expect([asked, watch.state.value]).toEqual([1, { is: "on" }]);
  fails = false;
  await after(4 * MINUTE);
  expect(asked).toBe(1);
  await after(MINUTE);
  expect([asked, watch.state.value]).toEqual([2, { is: "over", at: 16 * HOUR }]);
  const told = watch.state.value;
  await after(HOUR - MINUTE);
  expect(asked).toBe(2);
  expect(watch.state.value).toBe(told);
  fails = true;
  await after(MINUTE);
  expect([asked, watch.state.value]).toEqual([3, { is: "over", at: 16 * HOUR }]);
});
