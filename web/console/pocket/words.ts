import type { Language } from "../../shared/wire";

/** What is said while no page of the console is open, in one language. */
export interface WorkerWords {
  lang: Language;
  /** The same for everybody who is called: nothing of who waits, or why. */
  waiting: string;
  open: string;
  offline: { title: string; said: string; again: string };
}

/** Returns the words of the language that an address asks for; Finnish where it asks for none that there is. */
export function wordsIn(words: Record<Language, WorkerWords>, search: string): WorkerWords {
  const wished = new URLSearchParams(search).get("language") ?? "";
  return Object.values(words).find(({ lang }) => lang === wished) ?? words.fi;
}
