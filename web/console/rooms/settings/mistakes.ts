import type { Problem } from "../../../shared/wire";
import type { Mistake } from "../../parts/form";
import type { SettingsWords } from "./words";

/** Returns what is wrong with settings, each beside its field, in words. */
export function mistakesIn(
  { mistakes = [] }: Problem,
  words: SettingsWords,
  placeOf: (where: string) => string | null,
): readonly Mistake[] {
  return mistakes.map(({ where, code, limit }) => ({
    field: placeOf(where),
    sentence: words.mistakes[code](limit ?? 0),
  }));
}
