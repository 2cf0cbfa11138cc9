/** Where texts come from that can be put where one writes: canned answers, and whatever else can be found by its words. */
import type { Facts, Language, Problem } from "../../../shared/wire";
import { type Piece, pieces } from "../../canned/filling";
import { forSite, found, saidIn } from "../../canned/finding";
import { type Canned, valuesOf } from "./canned";

/** A text that can be put in. */
export interface Found {
  /** Another for each of a source. */
  key: string;
  title: string;
  /** What finds it first. */
  short: string;
  /** Under which heading it stands. */
  group: string;
  /** In which it is, which is not always the wanted one. */
  language: Language;
  /** What would stand in the field. */
  pieces: readonly Piece[];
}

export interface Source {
  /** Another for each. */
  name: string;
  /** Why it has nothing yet, or nothing newer. */
  state(): "loading" | "ready" | Problem;
  /** Returns what is meant by what was typed, best first within each group. */
  find(typed: string, language: Language): readonly Found[];
  /** Whether it has anything at all. */
  any(): boolean;
  again(): void;
}

interface Groups {
  own: string;
  shared: string;
}

/** Returns the canned answers for a conversation. What comes while it is looked at waits for the next time: nothing moves under the hand. */
export function cannedAnswers(canned: Canned, facts: Facts, alias: string, groups: Groups): Source {
  let seen = canned.page.peek();
  const page = () => {
    seen ??= canned.page.value;
    return seen;
  };
  const all = (whose: "own" | "shared") => forSite(page()?.[whose] ?? [], facts.site);
  return {
    name: "canned",
    state: () => (page() ? "ready" : (canned.problem.value ?? "loading")),
    any: () => all("own").length + all("shared").length > 0,
    find: (typed, language) =>
      (["own", "shared"] as const).flatMap((whose) =>
        found(all(whose), typed).map((answer) => {
          const said = saidIn(answer, language);
          const values = valuesOf(facts, page() ?? { version: "" }, alias);
          return {
            key: answer.id,
            title: answer.title,
            short: `/${answer.key}`,
            group: groups[whose],
            language: said.language,
            pieces: pieces(said.text, values),
          };
        }),
      ),
    again: () => void canned.look(),
  };
}
