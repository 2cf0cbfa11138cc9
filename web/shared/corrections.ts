/** What an agent has put right stands in the place of what it was. */
import type { Entry } from "./wire";

/** Returns the newest correction of an agent's message; nothing where there is none, or the message is hidden. */
export function correctionOf(entries: readonly Entry[], { seq, by, hidden_at }: Entry): Entry | undefined {
  if (by !== "agent" || hidden_at != null) return undefined;
  return entries.findLast(({ kind, about }) => kind === "corrected" && about === seq);
}

/** Returns the words of a message as they now are. */
export const wordsOf = (entries: readonly Entry[], entry: Entry): string =>
  (correctionOf(entries, entry) ?? entry).text ?? "";
