import { describe, expect, test } from "vitest";
import type { Person } from "../../../shared/wire";
import { BY_NAME } from "./room";
import { actsOf, inOrder, stateOf } from "./state";

const person = (name: string, more: Partial<Person> = {}): Person => ({
  reference: name.repeat(64).slice(0, 64),
  person: name,
  enabled: true,
  has_signed_in: true,
  ...more,
});

describe("how an account stands", () => {
  test.each([
    [{}, "enabled"],
    [{ available: true }, "available"],
    [{ has_signed_in: false }, "new"],
    [{ has_signed_in: false, password_over: true }, "over"],
    [{ has_signed_in: false, password_over: true, enabled: false }, "disabled"],
    [{ enabled: false, available: true }, "disabled"],
    [{ enabled: false, left_at: 1 }, "left"],
  ] as const)("%j is %s", (more, state) => {
    expect(stateOf(person("a", more))).toBe(state);
  });

  test("decides what can be done: nobody who has left comes back, and only who is shut out is let in", () => {
    expect(actsOf(person("a", { left_at: 1 }))).toEqual([]);
    expect(actsOf(person("a", { enabled: false }))).toContain("enable");
    expect(actsOf(person("a", { enabled: false }))).not.toContain("disable");
    expect(actsOf(person("a"))).toContain("disable");
    expect(actsOf(person("a"))).not.toContain("enable");
    expect(actsOf(person("a"))).toContain("password");
    expect(actsOf(person("a"), true)).toEqual(["sessions/end", "disable", "leave"]);
  });
});

describe("the order of people", () => {
  const gone = person("aa", { left_at: 1 });
  const all = [person("c", { signed_in_at: 5 }), gone, person("b"), person("d", { available: true, signed_in_at: 3 })];
  const names = (by: Parameters<typeof inOrder>[1]) => inOrder(all, by).map((one) => one.person);

  test("is by name, and who has left is last whichever way it goes", () => {
    expect(names(BY_NAME)).toEqual(["b", "c", "d", "aa"]);
    expect(names({ by: "person", down: true })).toEqual(["d", "c", "b", "aa"]);
  });

  test("is by the last sign-in, equal ones by name", () => {
    expect(names({ by: "signed_in_at", down: true })).toEqual(["c", "d", "b", "aa"]);
    expect(names({ by: "state", down: false })).toEqual(["d", "b", "c", "aa"]);
  });
});
