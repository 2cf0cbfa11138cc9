import { describe, expect, test } from "vitest";
import { grouped, referenceIn } from "./reference";

const ID = "7K3M9QWX0A1BC2D3";

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
