import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isBlank, lengthOf, MESSAGE_CHARACTERS } from "./text";

test("characters are code points after composition", () => {
  expect(lengthOf("ä")).toBe(1);
  expect(lengthOf("a\u0308")).toBe(1);
  expect(lengthOf("👋🏽")).toBe(2);
});

test("what has nothing to see is blank", () => {
  for (const text of ["", "  \n\t", "\u200b\u2060", "\u00a0", "\u3164"]) expect(isBlank(text)).toBe(true);
  for (const text of ["a", " . ", "👋", "ｱ"]) expect(isBlank(text)).toBe(false);
});

test("the limit is the service's", () => {
  const limits = readFileSync(new URL("../../chalicelib/chat/limits.py", import.meta.url), "utf8");

  expect(Number(/message_characters: int = ([\d_]+)/.exec(limits)?.[1]?.replace("_", ""))).toBe(MESSAGE_CHARACTERS);
});
