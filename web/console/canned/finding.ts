/** Which canned answers are meant by what was typed, and in which language one says what. */
import type { CannedAnswer, Language } from "../../shared/wire";
import { plain } from "../commands";
import { LANGUAGES } from "../speaking";

/** Returns what an answer says in a language; where it says nothing in it, what it says in the first that it has. */
export function saidIn({ text }: CannedAnswer, language: Language): { language: Language; text: string } {
  const found = [language, ...LANGUAGES].find((one) => text[one]) ?? language;
  return { language: found, text: text[found] ?? "" };
}

/** Returns the answers that are meant for a site. */
export function forSite(answers: readonly CannedAnswer[], site: string): CannedAnswer[] {
  return answers.filter(({ sites = [] }) => sites.length === 0 || sites.includes(site));
}

/**
 * Returns the answers in which every word that was typed is found, best first: those whose key begins so, then by title, then
 * by text. Nothing typed finds all, as they are.
 */
export function found(answers: readonly CannedAnswer[], typed: string): CannedAnswer[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...answers];
  const ranked = answers.map((answer) => ({ answer, rank: rankOf(answer, words) }));
  return ranked
    .filter(({ rank }) => rank !== null)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
    .map(({ answer }) => answer);
}

function rankOf({ key, title, text }: CannedAnswer, words: readonly string[]): number | null {
  const [named, called] = [plain(key), plain(title)];
  const all = [named, called, ...Object.values(text).map(plain)].join("\n");
  if (!words.every((word) => all.includes(word))) return null;
  const first = words[0] ?? "";
  if (named === words.join("-") || named === first) return 0;
  if (named.startsWith(first)) return 1;
  if (called.split(/\s+/).some((word) => word.startsWith(first))) return 2;
  return words.every((word) => `${named}\n${called}`.includes(word)) ? 3 : 4;
}
