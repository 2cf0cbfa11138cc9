import { describe, expect, test } from "vitest";
import * as en from "./en";
import * as fi from "./fi";
import * as sv from "./sv";

const partsOf = ({ loader, panel, widget, talk, around, later, more }: typeof fi) => ({
  loader,
  panel,
  widget,
  talk,
  around,
  later,
  more,
});
const languages = { fi: partsOf(fi), sv: partsOf(sv), en: partsOf(en) };

/** What a rights code is for, in the words of each language: see, correct, object, erase. */
const RIGHTS = {
  fi: [/nähdä|katsoa/, /oikaista/, /kieltää/, /poistaa/],
  sv: [/se/, /rätta/, /neka/, /radera/],
  en: [/see/, /correct/, /object/, /erase/],
};

/** Every sentence with its place; functions are called with 1 and with 3. */
function sentences(words: object, place = ""): [string, string][] {
  return Object.entries(words).flatMap(([name, value]): [string, string][] => {
    const here = `${place}.${name}`;
    if (typeof value === "string") return [[here, value]];
    if (typeof value !== "function") return sentences(value, here);
    const call = value as (...values: unknown[]) => string;
    return [1, 3].map((count) => [`${here}(${count})`, call(count, count)]);
  });
}

test.each(Object.entries(RIGHTS))("in %s a rights code is said to be for all that it opens", (language, rights) => {
  const { later, more } = languages[language as keyof typeof languages];
  for (const right of rights) {
    expect(later.endRightsHelp).toMatch(right);
    expect(more.earlier.help).toMatch(right);
  }
});

describe.each(Object.entries(languages))("the words in %s", (_language, words) => {
  const all = sentences(words);

  test("are whole, calm and without leftovers", () => {
    for (const [place, sentence] of all) {
      expect(sentence.trim(), place).toBe(sentence);
      expect(sentence, place).not.toBe("");
      expect(sentence, place).not.toMatch(/undefined|NaN|\[object|!|Oops|TODO/);
    }
  });

  test("keep a number and its unit on one line", () => {
    const counted = all.filter(([, sentence]) =>
      /\d (merkki|minuut|kerta|tecken|minut|gång|character|time)/.test(sentence),
    );

    expect(counted).toEqual([]);
  });
});

test("every language says the same things", () => {
  const places = (words: object) => sentences(words).map(([place]) => place);

  expect(places(languages.sv)).toEqual(places(languages.fi));
  expect(places(languages.en)).toEqual(places(languages.fi));
});

test("no sentence was left in another language", () => {
  const fiSentences = new Map(sentences(languages.fi));
  const same = [...sentences(languages.sv), ...sentences(languages.en)].filter(
    ([place, sentence]) => fiSentences.get(place) === sentence,
  );

  expect(same).toEqual([]);
});
