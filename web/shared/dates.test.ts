import { afterEach, describe, expect, test } from "vitest";
import { clockTime, clockTimeWithSeconds, date, dateOf, dayName, HERE, minutesSince, sameDay } from "./dates";

const at = Date.parse("2026-11-24T07:05:09Z");

test("times are told in the controller's zone, as each language writes them", () => {
  expect([clockTime("fi", at), clockTime("sv", at), clockTime("en", at)]).toEqual(["9.05", "09.05", "09:05"]);
  expect(clockTimeWithSeconds("fi", at)).toBe("9.05.09");
});

test("dates are told as each language writes them", () => {
  expect([date("fi", at), date("sv", at), date("en", at)]).toEqual(["24.11.2026", "24.11.2026", "24 November 2026"]);
  expect(dateOf("fi", "2027-01-25")).toBe("25.1.2027");
  expect(dayName("fi", at)).toBe("tiistai 24.11.");
});

test("days begin at midnight in the controller's zone", () => {
  expect(sameDay(Date.parse("2026-11-24T21:59:00Z"), Date.parse("2026-11-24T22:01:00Z"))).toBe(false);
});

test("a clock that runs behind makes no negative waiting", () => {
  expect(minutesSince(at, at - 60_000)).toBe(0);
  expect(minutesSince(at, at + 119_000)).toBe(1);
});

describe("on a reader's own clock", () => {
  const home = process.env["TZ"];
  afterEach(() => {
    process.env["TZ"] = home;
    if (home === undefined) delete process.env["TZ"];
  });

  test("times are written as they are in the controller's zone", () => {
    process.env["TZ"] = "Europe/Helsinki";
    for (const language of ["fi", "sv", "en"] as const) {
      for (let hour = 0; hour < 24; hour += 1) {
        const then = at + hour * 3_607_000;
        expect(clockTime(language, then, HERE)).toBe(clockTime(language, then));
      }
    }
    process.env["TZ"] = "America/New_York";
    expect(clockTime("fi", at, HERE)).toBe("2.05");
  });

  test("days begin at midnight where one is", () => {
    process.env["TZ"] = "America/New_York";
    const evening = Date.parse("2026-11-25T04:59:00Z");
    const night = Date.parse("2026-11-25T05:01:00Z");

    expect(sameDay(evening, night, HERE)).toBe(false);
    expect(sameDay(evening, night)).toBe(true);
    expect(sameDay(evening, evening - 23 * 3_600_000, HERE)).toBe(true);
  });

  test("the night in which clocks are put back is one day of 25 hours, the one in which they go on of 23", () => {
    process.env["TZ"] = "Europe/Helsinki";
    const back = Date.parse("2026-10-24T21:00:00Z");
    expect(sameDay(back, back + 25 * 3_600_000 - 1, HERE)).toBe(true);
    expect(sameDay(back, back + 25 * 3_600_000, HERE)).toBe(false);

    const on = Date.parse("2026-03-28T22:00:00Z");
    expect(sameDay(on, on + 23 * 3_600_000 - 1, HERE)).toBe(true);
    expect(sameDay(on, on + 23 * 3_600_000, HERE)).toBe(false);
  });
});
