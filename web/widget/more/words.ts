import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { MoreWords } from "../../words/fi/chat";
import { useLaterWords, type WordsOfLater } from "../words";

const MoreWordsContext = createContext<MoreWords | null>(null);

export const MoreWordsProvider = MoreWordsContext.Provider;

/** The words of this part, beside those that were there before. */
export function useMoreWords(): WordsOfLater & { more: MoreWords } {
  const more = useContext(MoreWordsContext);
  if (more === null) throw new Error("drawn outside of MoreWordsProvider");
  return { ...useLaterWords(), more };
}
