import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isBlank, lengthOf, MESSAGE_CHARACTERS } from "./text";

test("characters are code points after composition", () => {
  expect(lengthOf("ä")).toBe(1);
  expect(lengthOf("a\u0308")).toBe(1);
  expect(lengthOf("👋🏽")).toBe(2);
});

test("what has nothing to see is blank", () => {
  const unseen = ["\u200b", "\u2060", "\u3164", "\u2800", "\ufe0f", "\u034f", "\u{e0041}", "\u00ad", "\u0301"];
  for (const text of ["", "  \n\t", "\u00a0", ...unseen, unseen.join(" ")]) expect(isBlank(text)).toBe(true);
  for (const text of ["a", " . ", "👋", "ｱ", "❤\ufe0f", "e\u0301"]) expect(isBlank(text)).toBe(false);
});

test("what is drawn as nothing is what the service takes for it", () => {
  const masking = readFileSync(new URL("../../chalicelib/chat/masking.py", import.meta.url), "utf8");
  const fillers = /_FILLERS = frozenset\("(.+)"\)/.exec(masking)?.[1]?.match(/[0-9a-f]{4}/g) ?? [];

  expect(fillers.length).toBeGreaterThan(5);
  for (const code of fillers) expect(isBlank(String.fromCodePoint(Number.parseInt(code, 16)))).toBe(true);
});

test("the limit is the service's", () => {
  const limits = readFileSync(new URL("../../chalicelib/chat/limits.py", import.meta.url), "utf8");

  expect(Number(/message_characters: int = ([\d_]+)/.exec(limits)?.[1]?.replace("_", ""))).toBe(MESSAGE_CHARACTERS);
});
