/** The question before a page is left that has something on it which nobody has got yet. */
import { useLayoutEffect } from "preact/hooks";
import type { Screen } from "./screen";

/** Whether a message stands on the screen that is not stored. */
export const hasUnsent = (screen: Screen): boolean => screen.pending.some(({ state }) => state !== "sent");

/** Has the browser ask before the page is closed or left, while there is unsent text. It asks in words of its own. */
export function useQuestionBeforeLeaving(unsent: boolean): void {
  // Before anything else can happen: an effect may come only after the page was left, on a busy machine.
  useLayoutEffect(() => {
    if (!unsent) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsent]);
}
