import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sentenceOf } from "../shared/words";
import { errors as en } from "./en/errors";
import { errors as fi } from "./fi/errors";
import { errors as sv } from "./sv/errors";

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
      expect(sentence).not.toMatch(/undefined|\bnull\b|NaN|!|Oops/);
    }
  });

  test("a closed chat says what the operator has written, and something of ours where nothing was", () => {
    const said = (words?: string) => sentenceOf(errors, { code: "chat_closed", sentence: "", ...(words && { words }) });

    expect(said("Palaamme klo 12.")).toBe("Palaamme klo 12.");
    expect(said()).toMatch(/^\p{Lu}.*\.$/u);
  });

  test("what is not confirmed says whether its code is under way, or another has confirmed it", () => {
    const sentences = ["code", "confirmed", undefined].map((of) =>
      sentenceOf(errors, { code: "nothing_to_confirm", sentence: "", ...(of && { of }) }),
    );

    expect(new Set(sentences).size).toBe(3);
    for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
  });

  test("a code that was tried as often as may be leaves nothing to try, and is to be ordered anew", () => {
    const said = (tries_left: number) => sentenceOf(errors, { code: "wrong_code", sentence: "", tries_left });
    const [, orderAnew] = sentenceOf(errors, { code: "code_expired", sentence: "" }).split(". ");

    expect(said(0)).not.toMatch(/\d/);
    expect(said(0).endsWith(orderAnew ?? "?")).toBe(true);
    expect(said(1).endsWith(orderAnew ?? "?")).toBe(false);
  });

  test("a code that is newer than the words has the sentence of the unexpected", () => {
    expect(sentenceOf(errors, { code: "brand_new", sentence: "" })).toBe(errors.unexpected({ code: "", sentence: "" }));
  });
});
