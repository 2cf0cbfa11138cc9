import { describe, expect, test } from "vitest";
import { pressed, type Sorting, sorted, sortingIn, sortOf } from "./sorting";

const COLUMNS = ["at", "actor"] as const;
const NEWEST_FIRST: Sorting<"at" | "actor"> = { by: "at", down: true };
const rows = [
  { at: 3, actor: "a" },
  { at: 2, actor: "b" },
  { at: 1, actor: "b" },
];

describe("the order of rows", () => {
  test("is that of a column, either way, and equal ones keep theirs", () => {
    expect(sorted(rows, false, (row) => row.at).map(({ at }) => at)).toEqual([1, 2, 3]);
    expect(sorted(rows, false, (row) => row.actor).map(({ at }) => at)).toEqual([3, 2, 1]);
    expect(sorted(rows, true, (row) => row.actor).map(({ at }) => at)).toEqual([2, 1, 3]);
    expect(rows.map(({ at }) => at)).toEqual([3, 2, 1]);
  });

  test("turns round when the same head is pressed, and begins at a column's natural end", () => {
    expect(pressed(NEWEST_FIRST, "at", NEWEST_FIRST)).toEqual({ by: "at", down: false });
    expect(pressed(NEWEST_FIRST, "actor", NEWEST_FIRST)).toEqual({ by: "actor", down: false });
    expect(pressed({ by: "actor", down: false }, "at", NEWEST_FIRST)).toEqual(NEWEST_FIRST);
  });

  test.each([
    ["", NEWEST_FIRST],
    ["?sort=at", { by: "at", down: false }],
    ["?sort=-actor", { by: "actor", down: true }],
  ] as const)("stands in the address as %j", (query, sorting) => {
    expect(sortOf(sorting, NEWEST_FIRST)).toBe(query);
    expect(sortingIn(new URLSearchParams(query), COLUMNS, NEWEST_FIRST)).toEqual(sorting);
  });

  test.each(["?sort=__proto__", "?sort=", "?sort=-", "?sort=--at"])("is the usual one for %j", (query) => {
    expect(sortingIn(new URLSearchParams(query), COLUMNS, NEWEST_FIRST)).toEqual(NEWEST_FIRST);
  });
});
