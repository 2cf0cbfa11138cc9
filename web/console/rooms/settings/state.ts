/** Settings without a screen: what is typed into the form, and what of a site it changes. */
import type { Language, SiteSettings } from "../../../shared/wire";
import { LANGUAGES } from "../../speaking";

type Worded = "greeting" | "launcher";
const WORDED: readonly Worded[] = ["greeting", "launcher"];

/** Each under the place by which the service names it. */
export type Typed = { company: string; colour: string } & Record<`${Worded}.${Language}`, string>;

export function typedOf(site: SiteSettings): Typed {
  const words = WORDED.flatMap((name) =>
    LANGUAGES.map((language) => [`${name}.${language}`, site[name][language] ?? ""] as const),
  );
  return { company: site.company, colour: site.colour, ...Object.fromEntries(words) } as Typed;
}

/** Returns the settings in which what was typed is another than what was there at the start; without words in a language, it has ours. */
export function changedIn(typed: Typed, start: Typed, site: SiteSettings): Partial<SiteSettings> {
  const change: Partial<SiteSettings> = {};
  if (typed.company !== start.company) change.company = typed.company;
  if (typed.colour !== start.colour) change.colour = typed.colour.trim();
  for (const name of WORDED) {
    const others = LANGUAGES.filter((each) => typed[`${name}.${each}`] !== start[`${name}.${each}`]);
    if (others.length === 0) continue;
    const words: Partial<Record<Language, string>> = { ...site[name] };
    for (const language of others) {
      const said = typed[`${name}.${language}`];
      if (said.trim()) words[language] = said;
      else delete words[language];
    }
    change[name] = words as Record<Language, string>;
  }
  return change;
}

/** Returns the field of the form that a place of the service's is; words that are missing belong to the site's own language. */
export function placeOf(where: string, typed: Typed, own: Language): string | null {
  return [where, `${where}.${own}`].find((each) => each in typed) ?? null;
}
