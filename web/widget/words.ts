import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../shared/wire";
import type { ErrorWords } from "../shared/words/errors";
import type { WidgetWords } from "../shared/words/fi/widget";
import type { LaterWords } from "../shared/words/fi/widget-later";

export interface Words {
  language: Language;
  widget: WidgetWords;
  errors: ErrorWords;
  later: LaterWords | null;
}

/** How each language calls itself. */
export const languageNames: Record<Language, string> = { fi: "Suomi", sv: "Svenska", en: "English" };

const load = {
  fi: () => import("../shared/words/fi/for-widget"),
  sv: () => import("../shared/words/sv/for-widget"),
  en: () => import("../shared/words/en/for-widget"),
};

const loadLater = {
  fi: () => import("../shared/words/fi/widget-later"),
  sv: () => import("../shared/words/sv/widget-later"),
  en: () => import("../shared/words/en/widget-later"),
};

/** Fetches the words of one language; the others stay where they are. `later`: also those after the first message. */
export async function wordsIn(language: Language, later: boolean): Promise<Words> {
  const [now, then] = await Promise.all([load[language](), later ? loadLater[language]() : null]);
  return { language, errors: now.errors, widget: now.widget, later: then?.later ?? null };
}

const WordsContext = createContext<Words | null>(null);

export const WordsProvider = WordsContext.Provider;

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error("drawn outside of WordsProvider");
  return words;
}

/** The words for parts that are loaded later: they have come with them. */
export function useLaterWords(): Words & { later: LaterWords } {
  const words = useWords();
  if (words.later === null) throw new Error("drawn before its words were loaded");
  return { ...words, later: words.later };
}
