import { describe, expect, test } from "vitest";
import { loader as enLoader } from "./en/loader";
import { widget as en } from "./en/widget";
import { around as enAround } from "./en/widget-around";
import { later as enLater } from "./en/widget-later";
import { more as enMore } from "./en/widget-more";
import { talk as enTalk } from "./en/widget-talk";
import { loader as fiLoader } from "./fi/loader";
import { widget as fi } from "./fi/widget";
import { around as fiAround } from "./fi/widget-around";
import { later as fiLater } from "./fi/widget-later";
import { more as fiMore } from "./fi/widget-more";
import { talk as fiTalk } from "./fi/widget-talk";
import { loader as svLoader } from "./sv/loader";
import { widget as sv } from "./sv/widget";
import { around as svAround } from "./sv/widget-around";
import { later as svLater } from "./sv/widget-later";
import { more as svMore } from "./sv/widget-more";
import { talk as svTalk } from "./sv/widget-talk";

const languages = {
  fi: { loader: fiLoader, widget: fi, talk: fiTalk, around: fiAround, later: fiLater, more: fiMore },
  sv: { loader: svLoader, widget: sv, talk: svTalk, around: svAround, later: svLater, more: svMore },
  en: { loader: enLoader, widget: en, talk: enTalk, around: enAround, later: enLater, more: enMore },
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
