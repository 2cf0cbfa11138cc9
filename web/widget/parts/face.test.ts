import { expect, test } from "vitest";
import { initialsOf } from "./face";

test.each([
  ["Anna", "A"],
  ["Agent B", "AB"],
  ["anna-liisa virtanen", "AL"],
  ["Åsa (Östersund)", "Å"],
  ["👩 Maija", "M"],
  ["𐐨𐐨 X", "𐐀X"],
  ["", ""],
])("the initials of %j are %j", (alias, initials) => {
  expect(initialsOf(alias)).toBe(initials);
});
