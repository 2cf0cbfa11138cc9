import { expect, test } from "vitest";
import { keyOf } from "./keys";

const press = (key: string, more = {}) => keyOf({ key, modified: false, typing: false, ...more });

test("single keys are ours in either case", () => {
  expect(press("j")).toBe("j");
  expect(press("K")).toBe("k");
  expect(press("?")).toBe("?");
  expect(press("x")).toBeNull();
});

test("keys belong to the text while one types, and to the browser with a modifier", () => {
  expect(press("c", { typing: true })).toBeNull();
  expect(press("c", { modified: true })).toBeNull();
});
