import type { Problem } from "../../../shared/wire";
import type { SettingsMistake } from "../../canned/words";
import type { Mistake } from "../../parts/form";
import type { SettingsWords } from "./words";

/** Returns what is wrong with settings, each beside its field, in words. */
export function mistakesIn(
  { mistakes = [] }: Problem,
  words: SettingsWords,
  placeOf: (where: string) => string | null,
): readonly Mistake[] {
  return mistakes.map(({ where, code, limit }) => {
    const field = placeOf(where);
    const sentence = words.mistakes[code as SettingsMistake](limit ?? 0);
    // What was there before may be refused by now: in which part, where its fields are not on the screen.
    const part = words.names[where.split(/[.[]/)[0] as keyof SettingsWords["names"]];
    return { field, sentence: field === null && part ? `${part}: ${sentence}` : sentence };
  });
}
