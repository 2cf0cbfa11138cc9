import fc from "fast-check";
import { expect, test } from "vitest";
import { lengthOf } from "../shared/text";
import { partsOf } from "./parting";

test("a text is parted between paragraphs, then lines, sentences and words", () => {
  expect(partsOf("aaaa bbb.\n\ncccc dd.", 12)).toEqual(["aaaa bbb.", "cccc dd."]);
  expect(partsOf("aaaa bbb\ncccc", 12)).toEqual(["aaaa bbb", "cccc"]);
  expect(partsOf("Aaaaa bb. Ccc dd", 12)).toEqual(["Aaaaa bb.", "Ccc dd"]);
  expect(partsOf("aaaaa bbbbb ccc", 12)).toEqual(["aaaaa bbbbb", "ccc"]);
});

test("what has no seam is cut between characters as people see them", () => {
  expect(partsOf("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
  expect(partsOf("👩🏽‍🚒👩🏽‍🚒👩🏽‍🚒", 9)).toEqual(["👩🏽‍🚒👩🏽‍🚒", "👩🏽‍🚒"]);
});

test("a text that fits is one part", () => {
  expect(partsOf(" Hei \n", 2000)).toEqual(["Hei"]);
});

test("each part fits and is not blank, and nothing but space is lost", () => {
  const text = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.lorem(), fc.constantFrom("\n", "\n\n", " ")));
  const bare = (some: string) => some.replaceAll(/\s/gu, "");
  fc.assert(
    fc.property(text, fc.integer({ min: 8, max: 60 }), (pieces, most) => {
      const whole = pieces.join(" ");
      const parts = partsOf(whole, most);

      expect(bare(parts.join(""))).toBe(bare(whole));
      expect(parts.every((part) => lengthOf(part) <= most)).toBe(true);
      expect(parts.some((part) => part.trim() === "")).toBe(false);
    }),
  );
});

test.each([
  "4111 1111 1111 1111",
  "4111\n1111\n1111\n1111",
  "4111 - 1111 - 1111 - 1111",
  "131052-308T",
  "131052 A 308 T",
  "13. 10. 1952 - 308 T",
  "4111111111111111",
])("no part holds a piece of %j", (secret) => {
  for (let before = 0; before < 60; before += 1) {
    const text = `${"a ".repeat(before)}b ${secret} ${"c ".repeat(60)}`;
    const parts = partsOf(text, 60);

    expect(parts.filter((part) => part.includes(secret))).toHaveLength(1);
    expect(parts.filter((part) => /\d/u.test(part))).toHaveLength(1);
  }
});

test("a number longer than a part is cut all the same", () => {
  expect(partsOf("1".repeat(25), 10)).toEqual(["1".repeat(10), "1".repeat(10), "1".repeat(5)]);
});
