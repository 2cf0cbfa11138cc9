import { clockTime, HERE } from "../../shared/dates";
import type { Entry, Transcript } from "../../shared/wire";
import { MAILED } from "../rows";
import type { WordsOfLater } from "../words";

/** Whether the visitor is to give the code that was mailed; one that is over, or was tried too often, cannot be given. */
export const awaitsCode = ({ state, tries_left }: Transcript) => state === "ordered" && tries_left !== 0;

/**
 * Returns what is said of an order: of a copy, with up to when it reaches once it is made; or of the answer to a question
 * that was left, which is whole, as it goes after the end.
 */
export function orderWords(
  order: Transcript,
  { later: { copy, leave }, language }: Pick<WordsOfLater, "later" | "language">,
  entries: readonly Pick<Entry, "at">[],
): string {
  const { state, address, with_answer, reaches } = order;
  if (state === "ordered" && !awaitsCode(order)) return copy.codeOver;
  if (with_answer && reaches == null && MAILED.includes(state)) return leave.unanswered(address ?? "");
  const states: (typeof copy)["states"] = with_answer ? { ...copy.states, ...leave.states } : copy.states;
  const said = states[state](address ?? "");
  const last = with_answer ? undefined : entries[(reaches ?? 0) - 1];
  return last ? `${said} ${copy.until(clockTime(language, last.at, HERE))}` : said;
}
