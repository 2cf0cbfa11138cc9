/** Which language the console speaks, and its words in it, fetched when they are first wanted. */

import { load as source } from "words:console";
import { every } from "words:language";
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Language, Problem } from "../shared/wire";
import { type ConsoleWords, type ErrorWords, sentenceOf } from "../shared/words";
import type { LoadWords } from "./room";

export interface Words extends ConsoleWords {
  errors: ErrorWords;
}

/** Says to staff what was refused, which is not always what a visitor is told. */
export function staffSentenceOf({ agentErrors, errors }: Words, problem: Problem): string {
  return agentErrors[problem.code]?.(problem) ?? sentenceOf(errors, problem);
}

export const LANGUAGES = Object.keys(every) as readonly Language[];
const KEY = "juttu.language";

/** A language and its words, which change together. */
export interface Speech<Also = object> {
  language: Language;
  words: Words & Also;
}

export interface Speaking {
  speech: ReadonlySignal<Speech>;
  /** Returns the language with a room's words beside the console's, once they have been learnt. */
  in<Also extends object>(words: LoadWords<Also>): Speech<Also>;
  /** Whether a room's words have been learnt. */
  knows(words: LoadWords<object>): boolean;
  /** Fetches a room's words. Rejects where they cannot be fetched. */
  learn(words: LoadWords<object>): Promise<void>;
  /** Changes the language once its words are here, and remembers it for this browser. */
  speak(language: Language): Promise<void>;
}

/** Returns the language chosen earlier in this browser, else the browser's first that we have, else Finnish. */
export function preferred(kept: string | null, browser: readonly string[]): Language {
  const wanted = [kept ?? "", ...browser].map((one) => one.slice(0, 2).toLowerCase());
  return LANGUAGES.find((language) => language === wanted.find((one) => LANGUAGES.includes(one as Language))) ?? "fi";
}

export async function speaking(
  storage: Storage | null,
  browser: readonly string[],
  root: Pick<HTMLElement, "lang">,
): Promise<Speaking> {
  let known = new Map<LoadWords<object>, Speech>();
  const load = async (language: Language): Promise<Speech> => {
    const { console, errors } = await source[language]();
    return { language, words: { ...console, errors } };
  };
  const beside = async ({ language, words }: Speech, also: LoadWords<object>): Promise<Speech> => ({
    language,
    words: { ...words, ...(await also[language]()).words },
  });
  const speech: Signal<Speech> = signal(await load(preferred(storage?.getItem(KEY) ?? null, browser)));
  root.lang = speech.value.language;
  return {
    speech,
    in<Also extends object>(words: LoadWords<Also>) {
      // Read for whoever draws it again when the language changes.
      const console = speech.value;
      const found = known.get(words);
      if (found?.language !== console.language) throw new Error("words were wanted before they had been learnt");
      return found as Speech<Also>;
    },
    knows: (words) => known.has(words),
    async learn(words) {
      const console = speech.value;
      const learnt = await beside(console, words);
      // The language may have changed meanwhile.
      known.set(words, speech.value === console ? learnt : await beside(speech.value, words));
    },
    async speak(language) {
      const next = await load(language);
      const all = [...known.keys()].map(async (words) => [words, await beside(next, words)] as const);
      known = new Map(await Promise.all(all));
      speech.value = next;
      root.lang = language;
      storage?.setItem(KEY, language);
    },
  };
}
