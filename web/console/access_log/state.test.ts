import { describe, expect, test } from "vitest";
import type { Access } from "../../shared/wire";
import { grouped, NEWEST_FIRST, pressed, referenceIn, sorted } from "./state";

const ID = "7K3M9QWX0A1BC2D3";

function access(at: number, actor: string): Access {
  return {
    at,
    actor,
    role: "agent",
    action: "conversation_opened",
    object: ID,
    purpose: "service",
    outcome: "allowed",
    request: `r${at}`,
  };
}

describe("a reference", () => {
  test.each([
    ["7K3M-9QWX-0A1B-C2D3"],
    ["7k3m9qwx0a1bc2d3"],
    [" 7K3M 9QWX\u00a00A1B\tC2D3 "],
    ["7K3M–9QWX—OAIB‑C2D3"],
    ["7k3m9qwxoalbc2d3"],
  ])("is found in %j", (typed) => {
    expect(referenceIn(typed)).toBe(ID);
  });

  test.each([[""], ["7K3M"], [`${ID}0`], ["7K3M9QWX0A1BC2DU"], ["7K3M9QWX0A1BC2D/"]])("is not found in %j", (typed) => {
    expect(referenceIn(typed)).toBeNull();
  });

  test("is read out in groups of four", () => {
    expect(grouped(ID)).toBe("7K3M-9QWX-0A1B-C2D3");
  });
});

describe("the order of records", () => {
  const records = [access(1, "b"), access(3, "a"), access(2, "b")];

  test("is newest first", () => {
    expect(sorted(records, NEWEST_FIRST).map(({ at }) => at)).toEqual([3, 2, 1]);
  });

  test("within equal ones stays newest first, whichever way the column goes", () => {
    expect(sorted(records, { by: "actor", down: false }).map(({ at }) => at)).toEqual([3, 2, 1]);
    expect(sorted(records, { by: "actor", down: true }).map(({ at }) => at)).toEqual([2, 1, 3]);
  });

  test("turns round when the same head is pressed, and begins at a column's natural end", () => {
    expect(pressed(NEWEST_FIRST, "at")).toEqual({ by: "at", down: false });
    expect(pressed(NEWEST_FIRST, "actor")).toEqual({ by: "actor", down: false });
    expect(pressed({ by: "actor", down: false }, "at")).toEqual(NEWEST_FIRST);
  });

  test("leaves what it was given as it was", () => {
    sorted(records, NEWEST_FIRST);

    expect(records.map(({ at }) => at)).toEqual([1, 3, 2]);
  });
});
