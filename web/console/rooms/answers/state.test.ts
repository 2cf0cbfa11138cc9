import { expect, test } from "vitest";
import type { AnswersPage, CannedAnswer } from "../../../shared/wire";
import { words } from "../../../words/en/answers";
import { ALL, answers } from "./room";
import {
  answerOf,
  keyFor,
  mistakesInFile,
  mistakesOf,
  NOTHING,
  newId,
  textOf,
  typedOf,
  withoutDeleted,
  withSaved,
} from "./state";

const HEI: CannedAnswer = {
  id: "answer-000000000",
  key: "hei",
  title: "Hei",
  text: { fi: "Hei!" } as CannedAnswer["text"],
  sites: ["demo"],
  changed_at: 5,
};
const PAGE: AnswersPage = { version: "1", own: [], shared: [HEI], greeting: HEI.id };

test("its places say which answer is open, and never what was typed", () => {
  const { read, write } = answers.places;
  const none = new URLSearchParams();
  for (const place of [ALL, { whose: "own", open: "new" }, { whose: "shared", open: HEI.id }] as const)
    expect(read(write(place).split("/").slice(1), none)).toEqual(place);
  expect(read(["shared", "tilaus"], none)).toEqual(ALL);
  expect(read(["theirs", HEI.id], none)).toEqual(ALL);
});

test("what was saved stands in its order, and what was deleted is nobody's greeting", () => {
  const second = { ...HEI, id: newId(), key: "aamu" };
  const saved = withSaved(PAGE, "shared", second);
  expect(saved.shared?.map(({ key }) => key)).toEqual(["aamu", "hei"]);
  expect(withSaved(saved, "shared", { ...second, key: "ilta" }).shared?.map(({ key }) => key)).toEqual(["hei", "ilta"]);
  expect(withoutDeleted(saved, "shared", HEI.id)).toMatchObject({ shared: [second], greeting: null });
  expect(withoutDeleted(saved, "shared", second.id).greeting).toBe(HEI.id);
});

test("what is typed becomes an answer without the languages in which nothing is said", () => {
  expect(answerOf(typedOf(HEI), HEI.id, 5)).toEqual(HEI);
  expect(answerOf({ ...NOTHING, text: { fi: " ", sv: "Hej", en: "" } }, "x", 0).text).toEqual({ sv: "Hej" });
});

test("a key is made of a title", () => {
  expect(keyFor("Tilauksen tila & toimitusaika pitkästi")).toBe("tilauksen-tila-toimitusa");
  expect(keyFor("?!")).toBe("");
});

test("mistakes are told beside their fields, and of a file with row and column", () => {
  const mistakes = [
    { where: "text.sv", code: "too_long", sentence: "", limit: 2000 },
    { where: "", code: "too_many", sentence: "", limit: 100 },
  ] as const;
  const problem = { code: "settings_refused", sentence: "" };
  expect(mistakesOf({ ...problem, mistakes: [...mistakes] }, words)).toEqual([
    { field: "text.sv", sentence: words.mistakes.too_long(2000) },
    { field: null, sentence: words.tooMany(100) },
  ]);
  const inFile = [
    { where: "rows[3].title", code: "empty", sentence: "" },
    { where: "rows[4]", code: "file", sentence: "" },
    { where: "", code: "too_large", sentence: "", limit: 1 },
  ] as const;
  expect(mistakesInFile({ ...problem, mistakes: [...inFile] }, words)).toEqual([
    words.file.cell(3, "title", words.mistakes.empty(0)),
    words.file.row(4, words.mistakes.file(0)),
    words.tooLarge,
  ]);
});

test("files are read as spreadsheets write them", () => {
  const bytes = (...codes: number[]) => new Uint8Array(codes);
  expect(textOf(new TextEncoder().encode("\ufeffkey;ä"))).toBe("key;ä");
  expect(textOf(bytes(0x68, 0xe4))).toBe("hä");
  expect(textOf(bytes(0xff, 0xfe, 0x68, 0x00, 0xe4, 0x00))).toBe("hä");
  expect(textOf(bytes(0xfe, 0xff, 0x00, 0x68))).toBe("h");
  expect(textOf(bytes(0x50, 0x4b, 0x03, 0x04, 0x00))).toBeNull();
});
