import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { App } from "../app";
import type { LoadWords } from "../room";
import type { Speech } from "../speaking";

export const AppContext = createContext<App | null>(null);

/** Returns the console that a view draws and commands. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("a view was drawn outside the console");
  return app;
}

/** Returns the language and its words; the view is drawn again when they change. */
export function useSpeech(): Speech {
  return useApp().speaking.speech.value;
}

/** Returns the language with a room's words beside the console's. */
export function useSpeechOf<Words extends object>({ words }: { words: LoadWords<Words> }): Speech<Words> {
  return useApp().speaking.in(words);
}
