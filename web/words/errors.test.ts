import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sentenceOf } from "../shared/words";
import { errors as en } from "./en";
import { errors as fi } from "./fi";
import { errors as sv } from "./sv";

const source = readFileSync(new URL("../../chalicelib/chat/errors.py", import.meta.url), "utf8");
const codes = [...source.matchAll(/^ {4}code = "(\w+)"$/gm)].map((match) => match[1] ?? "");

/** Codes of the browser's own. */
const own = ["handed_over", "offline", "unexpected"];

describe.each(Object.entries({ fi, sv, en }))("errors in %s", (_language, errors) => {
  test("every code of the service has a sentence, and no sentence is left over", () => {
    expect(codes.length).toBeGreaterThan(20);
    expect(Object.keys(errors).sort()).toEqual([...codes, ...own].sort());
  });

  test.each([...codes, ...own])("%s is a whole sentence without and with its data", (code) => {
    const full = { retry_after: 12, expected: 3, limit: 2000, length: 2001, minimum: 15, tries_left: 2, alias: "Anna" };
    for (const data of [{}, full, { ...full, tries_left: 1, retry_after: 600 }]) {
      const sentence = sentenceOf(errors, { code, sentence: "", ...data });

      expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
      expect(sentence).not.toMatch(/undefined|null|NaN|!|Oops/);
    }
  });

  test("a code that is newer than the words has the sentence of the unexpected", () => {
    expect(sentenceOf(errors, { code: "brand_new", sentence: "" })).toBe(errors.unexpected({ code: "", sentence: "" }));
  });
});
