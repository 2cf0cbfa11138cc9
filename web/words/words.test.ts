import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { words as logEn } from "./en/access_log";
import * as en from "./en/chat";
import { console as consoleEn } from "./en/console";
import { words as logFi } from "./fi/access_log";
import * as fi from "./fi/chat";
import { console as consoleFi } from "./fi/console";
import glossary from "./glossary.json";
import { words as logSv } from "./sv/access_log";
import * as sv from "./sv/chat";
import { console as consoleSv } from "./sv/console";

const languages = { fi, sv, en };
const consoles = { fi: consoleFi, sv: consoleSv, en: consoleEn };
const accessLogs = { fi: logFi, sv: logSv, en: logEn };
/** All files of a language. */
const filesOf = async (language: string): Promise<object[]> => {
  const names = readdirSync(new URL(`./${language}`, import.meta.url));
  return Promise.all(names.map((name) => import(`./${language}/${name}`)));
};

/** What a rights code is for, in the words of each language: see, correct, object, erase. */
const RIGHTS = {
  fi: [/nähdä|katsoa/, /oikaista/, /kieltää/, /poistaa/],
  sv: [/se/, /rätta/, /invända/, /radera/],
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

/** Where the chat says that a conversation, or a line of it, is deleted; each place is true only with the back-up named. */
const DELETED = [
  "widget.notice.until",
  "later.endDeletedHelp",
  "later.hide.stays",
  "later.gone.erased",
  "more.data.intro",
  "more.erase.stays",
  "more.erase.doneHelp",
];
const BACK_UP = { fi: /varmuuskopio/i, sv: /säkerhetskopi/i, en: /back-up/i };
const NOTHING_LEFT = { fi: /mitään (siitä|ei)|ei ole enää/i, sv: /inget kvar/i, en: /nothing left/i };

test.each(Object.entries(BACK_UP))("in %s no deletion is told without the back-up's week", (language, named) => {
  const all = sentences(languages[language as keyof typeof languages]);
  for (const place of DELETED) {
    const [, sentence] = all.find(([where]) => where.replace(/\(.*/, "") === `.${place}`) ?? [];
    expect(sentence, place).toMatch(named);
  }
  const nothing = NOTHING_LEFT[language as keyof typeof NOTHING_LEFT];
  expect(all.filter(([place, sentence]) => /erase|gone|forget|end/.test(place) && nothing.test(sentence))).toEqual([]);
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

describe.each(Object.keys(languages))("the whole of %s", async (language) => {
  const all = (await filesOf(language)).flatMap((words) => sentences(words));

  test.each(Object.entries(glossary[language as keyof typeof glossary]))("says %s, and never %s", (_said, never) => {
    const pattern = new RegExp(never, "i");

    expect(all.filter(([, sentence]) => pattern.test(sentence))).toEqual([]);
    expect(all.length).toBeGreaterThan(400);
  });
});

describe.each(Object.entries(languages))("in %s", (language, { more }) => {
  const console = consoles[language as keyof typeof consoles];
  const accessLog = accessLogs[language as keyof typeof accessLogs];

  const notice = readFileSync(new URL(`../../chalicelib/chat/words/${language}.py`, import.meta.url), "utf8");
  const [, inNotice = ""] = /^ {4}purposes=\{\n([^}]*)\},$/m.exec(notice) ?? [];

  test("a purpose is called the same in the access log, among one's own data and in the notice", () => {
    const named = [...inNotice.matchAll(/"(\w+)": "([^"]*)"/g)].map(([, purpose = "", name]) => [purpose, name]);
    const both = named.filter(([purpose = ""]) => purpose in accessLog.purposes);

    expect(more.readings.purposes).toEqual(accessLog.purposes);
    expect(both.map(([purpose]) => purpose)).toEqual(["service", "security"]);
    for (const [purpose = "", name] of both) expect(accessLog.purposes[purpose], purpose).toBe(name);
  });

  test("a role is called the same in the console and among one's own data", () => {
    const { roles } = more.readings;
    const inConsole = Object.keys(roles).map((role) => [role, console.roles[role]?.toLowerCase()]);

    expect(roles).toEqual(Object.fromEntries(inConsole));
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
