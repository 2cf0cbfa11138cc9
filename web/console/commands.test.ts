import { describe, expect, test } from "vitest";
import { type Command, found, listener, QUIET } from "./commands";

const press = (key: string, more = {}) => listener().press({ key, modified: false, typing: false, at: 0, ...more });

test("single keys are ours in either case", () => {
  expect(press("j")).toBe("j");
  expect(press("K")).toBe("k");
  expect(press("?")).toBe("?");
  expect(press("Enter")).toBeNull();
});

test("keys belong to the text while one types, and to the browser with a modifier", () => {
  expect(press("c", { typing: true })).toBeNull();
  expect(press("c", { modified: true })).toBeNull();
});

test("who writes on after Escape, or when the field has gone, gives no commands until they have paused", () => {
  const { press: heard } = listener();
  const typed = (key: string, typing: boolean, at: number) => heard({ key, modified: false, typing, at });
  typed("Escape", true, 1000);

  // "ok tarkistan", a letter each 200 ms: o would offer a copy, t take somebody, r move the caret.
  const letters = [..."ok tarkistan"].map((key, n) => typed(key, false, 1200 + 200 * n));

  expect(new Set(letters)).toEqual(new Set([null]));
  expect(typed("t", false, 1200 + 200 * 11 + QUIET - 1)).toBeNull();
  expect(typed("t", false, 1200 + 200 * 11 + 2 * QUIET)).toBe("t");
});

test("who had paused to think when the field went gives no commands by writing on", () => {
  const { press: heard, gone } = listener();
  const typed = (key: string, typing: boolean, at: number) => heard({ key, modified: false, typing, at });
  typed("x", true, 1000);
  gone(9000);

  expect([..."otan t"].map((key, n) => typed(key, false, 9300 + 200 * n))).toEqual(Array(6).fill(null));
  expect(typed("t", false, 9300 + 200 * 5 + QUIET)).toBe("t");
});

test("arrows and Tab make no pause necessary", () => {
  const { press: heard } = listener();
  heard({ key: "ArrowDown", modified: false, typing: false, at: 0 });

  expect(heard({ key: "j", modified: false, typing: false, at: 10 })).toBe("j");
});

describe("what is typed in the palette", () => {
  const command = (name: string, said: string, may = true): Command => ({
    name,
    says: () => said,
    may: () => may,
    run() {},
  });
  const all = [
    command("take", "Ota keskustelu"),
    command("away", "Siirry tauolle"),
    command("pass", "Siirrä keskustelu", false),
  ];
  const names = (typed: string) => found(all, typed).map(({ name }) => name);

  test("finds what has all of its words, in any order, without accents and capitals", () => {
    expect(names("")).toEqual(["take", "away"]);
    expect(names("KESKUSTELU ota")).toEqual(["take"]);
    expect(names("siirry")).toEqual(["away"]);
    expect(names("tauölle")).toEqual(["away"]);
    expect(names("poista")).toEqual([]);
  });

  test("does not find what cannot be done now", () => {
    expect(names("siirrä")).toEqual([]);
  });
});
