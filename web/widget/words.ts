import type { load as LoadLater } from "words:later";
import type { load as LoadTalk } from "words:talk";
import { load } from "words:widget";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../shared/wire";
import type { ErrorWords } from "../shared/words";
import type { AroundWords, LaterWords, TalkWords, WidgetWords } from "../words/fi/chat";

/** The parts in which the chat is loaded, each with the one before: at once, when one writes, when something is said. */
export type Part = "first" | "talk" | "later";

/** The words that have been loaded. */
export interface Words {
  language: Language;
  /** Up to which part. */
  up: Part;
  widget: WidgetWords & Partial<TalkWords & AroundWords>;
  errors: ErrorWords | null;
  later: LaterWords | null;
}

/** The words of parts that come with the first writing. */
export interface WordsOfTalk extends Words {
  widget: WidgetWords & TalkWords & Partial<AroundWords>;
}

/** The words of parts that come with the first message. */
export interface WordsOfLater extends WordsOfTalk {
  widget: WidgetWords & TalkWords & AroundWords;
  errors: ErrorWords;
  later: LaterWords;
}

/** Returns the words of one language, up to those of a part, which brings them; others stay where they are. */
export async function wordsIn(language: Language): Promise<Words>;
export async function wordsIn(
  language: Language,
  talk: typeof LoadTalk,
  later: typeof LoadLater,
): Promise<WordsOfLater>;
export async function wordsIn(language: Language, talk?: typeof LoadTalk, later?: typeof LoadLater): Promise<Words>;
export async function wordsIn(language: Language, talk?: typeof LoadTalk, later?: typeof LoadLater): Promise<Words> {
  const [first, second, third] = await Promise.all([load[language](), talk?.[language](), later?.[language]()]);
  return {
    language,
    up: third ? "later" : second ? "talk" : "first",
    widget: { ...first.widget, ...second?.talk, ...third?.around },
    errors: third?.errors ?? null,
    later: third?.later ?? null,
  };
}

const WordsContext = createContext<Words | null>(null);

export const WordsProvider = WordsContext.Provider;

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error("drawn outside of WordsProvider");
  return words;
}

/** The words for parts that are loaded when one writes: they have come with them. */
export function useTalkWords(): WordsOfTalk {
  const words = useWords();
  if (words.up === "first") throw new Error("drawn before its words were loaded");
  return words as WordsOfTalk;
}

/** The words for parts that are loaded with the first message: they have come with them. */
export function useLaterWords(): WordsOfLater {
  const words = useTalkWords();
  if (words.later === null) throw new Error("drawn before its words were loaded");
  return words as WordsOfLater;
}
