import { expect, test } from "vitest";
import { preferred } from "./speaking";

test.each([
  [null, ["sv-FI", "fi"], "sv"],
  [null, ["de", "en-GB"], "en"],
  [null, ["de"], "fi"],
  [null, [], "fi"],
  ["en", ["fi"], "en"],
  ["xx", ["sv"], "sv"],
] as const)("chosen %j in a browser of %j: %s", (kept, browser, language) => {
  expect(preferred(kept, browser)).toBe(language);
});
