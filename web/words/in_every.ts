import { every } from "words:language";
import type { Language } from "../shared/wire";

/** Returns what tests let be said in every language that there is. */
export function inEvery(say: (language: Language) => string): Record<Language, string> {
  const languages = Object.keys(every) as Language[];
  return Object.fromEntries(languages.map((language) => [language, say(language)])) as Record<Language, string>;
}
