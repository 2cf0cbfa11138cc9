import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { useSpeechOf } from "../../parts/context";
import type { Speech } from "../../speaking";
import type { Desk } from "./desk";
import { laterWords } from "./later_words";
import { desk } from "./room";
import type { DeskLaterWords, DeskWords } from "./words";

export const DeskContext = createContext<Desk | null>(null);

/** Returns the desk that a view draws and commands. */
export function useDesk(): Desk {
  const found = useContext(DeskContext);
  if (found === null) throw new Error("a view of the desk was drawn outside it");
  return found;
}

export function useSpeech(): Speech<DeskWords> {
  return useSpeechOf(desk);
}

/** Returns the same for what is fetched after the list. */
export function useLaterSpeech(): Speech<DeskLaterWords> {
  return useSpeechOf({ words: laterWords });
}
