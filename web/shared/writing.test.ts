// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from "vitest";
import { growToFit, isComposed, sends } from "./writing";

const key = (name: string, more: KeyboardEventInit & { keyCode?: number } = {}) => {
  const event = new KeyboardEvent("keydown", { key: name, ...more });
  return more.keyCode ? Object.defineProperty(event, "keyCode", { value: more.keyCode }) : event;
};
const on = (pointer: "fine" | "coarse") =>
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: query.includes(pointer) }));

afterEach(() => void vi.unstubAllGlobals());

describe("a key that belongs to an input method", () => {
  test.each([
    ["while it composes", { isComposing: true }],
    ["as Safari tells the one that ends the word", { keyCode: 229 }],
  ])("is none of ours: %s", (_, more) => {
    on("fine");
    for (const name of ["Enter", "Escape"]) expect(isComposed(key(name, more))).toBe(true);
    expect(sends(key("Enter", more))).toBe(false);
    expect(sends(key("Enter", { keyCode: 13 }))).toBe(true);
  });
});

test("Enter sends where there are keys, and breaks the line with Shift", () => {
  on("fine");
  expect(sends(key("Enter"))).toBe(true);
  expect(sends(key("Enter", { shiftKey: true }))).toBe(false);
  expect(sends(key("a"))).toBe(false);
});

test("on a touch device Enter breaks the line, for a button sends; with a real keyboard's Control it sends", () => {
  on("coarse");
  expect(sends(key("Enter"))).toBe(false);
  expect(sends(key("Enter", { ctrlKey: true }))).toBe(true);
});

test("a field is as high as its text, and an empty one as its line", () => {
  const field = document.createElement("textarea");
  Object.defineProperty(field, "scrollHeight", { value: 116 });
  field.value = "1\n2\n3\n4\n5";
  growToFit(field);
  expect(field.style.height).toBe("116px");
  field.value = "";
  growToFit(field);
  expect(field.style.height).toBe("auto");
});
