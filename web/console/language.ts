/** Which language the console speaks, and its words in it, fetched when they are first wanted. */

import { load as source } from "words:console";
import { every } from "words:language";
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Language } from "../shared/wire";
import type { ConsoleWords, ErrorWords } from "../shared/words";

export interface Words extends ConsoleWords {
  errors: ErrorWords;
}

export const LANGUAGES = Object.keys(every) as readonly Language[];
const KEY = "juttu.language";

/** A language and its words, which change together. */
export interface Speech {
  language: Language;
  words: Words;
}

export interface Speaking {
  speech: ReadonlySignal<Speech>;
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
  root: HTMLElement,
): Promise<Speaking> {
  const load = async (language: Language): Promise<Speech> => {
    const { console, errors } = await source[language]();
    return { language, words: { ...console, errors } };
  };
  const speech: Signal<Speech> = signal(await load(preferred(storage?.getItem(KEY) ?? null, browser)));
  root.lang = speech.value.language;
  return {
    speech,
    async speak(language) {
      speech.value = await load(language);
      root.lang = language;
      storage?.setItem(KEY, language);
    },
  };
}
