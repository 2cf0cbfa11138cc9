/** Canned answers without a screen: what is known of them, how one is begun and written, how a file is read. */
import type { AnswersPage, CannedAnswer, Language, Mistake, Problem } from "../../../shared/wire";
import { found } from "../../canned/finding";
import type { Mistake as Told } from "../../parts/form";
import { LANGUAGES } from "../../speaking";
import { WHOSE, type Whose } from "./room";
import type { AnswersWords } from "./words";

export function of(page: AnswersPage, whose: Whose): readonly CannedAnswer[] {
  return page[whose] ?? [];
}

export function answerIn(page: AnswersPage, whose: Whose, id: string): CannedAnswer | null {
  return of(page, whose).find((one) => one.id === id) ?? null;
}

/** Returns what is known after an answer was saved. */
export function withSaved(page: AnswersPage, whose: Whose, answer: CannedAnswer): AnswersPage {
  const others = of(page, whose).filter(({ id }) => id !== answer.id);
  const all = [...others, answer].sort((one, other) => (one.key < other.key ? -1 : 1));
  return { ...page, [whose]: all };
}

/** Returns what is known after one was deleted. */
export function withoutDeleted(page: AnswersPage, whose: Whose, id: string): AnswersPage {
  const left = of(page, whose).filter((one) => one.id !== id);
  return { ...page, [whose]: left, greeting: page.greeting === id ? null : (page.greeting ?? null) };
}

/** Returns how many answers are shown of each, where some are looked for. */
export function shown(page: AnswersPage, whose: Whose, typed: string): readonly CannedAnswer[] {
  return found(of(page, whose), typed);
}

export function any(page: AnswersPage): boolean {
  return WHOSE.some((whose) => of(page, whose).length > 0);
}

// ------------------------------------------------------------------------------------------------------- writing

/** What is typed into the form of one answer. */
export interface Typed {
  key: string;
  title: string;
  text: Record<Language, string>;
  sites: readonly string[];
}

export const NOTHING: Typed = { key: "", title: "", text: { fi: "", sv: "", en: "" }, sites: [] };

export function typedOf({ key, title, text, sites = [] }: CannedAnswer): Typed {
  return { key, title, text: { ...NOTHING.text, ...text }, sites };
}

/** Returns the answer that was typed. */
export function answerOf({ key, title, text, sites }: Typed, id: string, changedAt: number): CannedAnswer {
  const said = Object.fromEntries(LANGUAGES.filter((one) => text[one].trim()).map((one) => [one, text[one]]));
  return { id, key, title, text: said as Record<Language, string>, sites: [...sites], changed_at: changedAt };
}

/** Returns a name that no other answer has. */
export function newId(): string {
  return crypto.randomUUID().replaceAll("-", "").slice(0, 24);
}

/** Returns a key for a title: what one would type. */
export function keyFor(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9åäö]+/g) ?? [];
  return words.join("-").slice(0, 24).replace(/-$/, "");
}

/** Returns what is wrong with one answer, each beside its field. */
export function mistakesOf({ mistakes = [] }: Problem, words: AnswersWords): Told[] {
  return mistakes.map((mistake) => ({ field: mistake.where || null, sentence: sentenceOf(mistake, words) }));
}

function sentenceOf({ where, code, limit, meant }: Mistake, words: AnswersWords): string {
  if (where === "" && code === "too_many") return words.tooMany(limit ?? 0);
  if (where === "" && code === "too_large") return words.tooLarge;
  return words.mistakes[code](limit ?? 0, meant ?? undefined);
}

// ------------------------------------------------------------------------------------------------------- files

/** Returns what is wrong with a file, each with its row and column. */
export function mistakesInFile({ mistakes = [] }: Problem, words: AnswersWords): string[] {
  return mistakes.map((mistake) => {
    const sentence = sentenceOf(mistake, words);
    const [, row = "", column = ""] = /^rows\[(\d+)\](?:\.(.+))?$/.exec(mistake.where) ?? [];
    if (row === "") return sentence;
    return column ? words.file.cell(Number(row), column, sentence) : words.file.row(Number(row), sentence);
  });
}

/**
 * Returns the text of a spreadsheet's file: in UTF-8, in UTF-16 where its mark says so, else as Windows writes in western Europe;
 * null for what is no text.
 */
export function textOf(bytes: Uint8Array): string | null {
  const starts = (...mark: number[]) => mark.every((byte, place) => bytes[place] === byte);
  if (starts(0xff, 0xfe)) return new TextDecoder("utf-16le").decode(bytes);
  if (starts(0xfe, 0xff)) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
