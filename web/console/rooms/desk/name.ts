import type { DeskWords } from "./words";

/** Returns what a visitor is called: as they want to be, where one may know it, else by their reference. */
export function nameOf(
  words: Pick<DeskWords, "visitor">,
  conversation: string,
  name: string | null | undefined,
): string {
  return name || words.visitor(conversation.slice(0, 4));
}
