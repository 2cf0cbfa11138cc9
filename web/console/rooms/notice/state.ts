/** The privacy notice without a screen: what is begun and not published, and where in the rows something is. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { GroundRows, NoticeRows } from "../../../shared/wire";
import { valueAt, withAt } from "../../parts/paths";
import { LANGUAGES } from "../../speaking";
import { PARTS, type Part } from "./room";

/** What was typed and is not published, with the rows that were there when it was begun. */
export interface Begun {
  typed: NoticeRows;
  from: NoticeRows;
}

export interface Draft {
  draft: ReadonlySignal<Begun | null>;
  /** Whether anything would be lost. */
  any: ReadonlySignal<boolean>;
  put(typed: NoticeRows, from: NoticeRows): void;
  drop(): void;
}

export function begunWith(kept: Begun | null): Draft {
  const draft = signal<Begun | null>(kept ?? null);
  return {
    draft,
    any: computed(() => changedParts(draft.value).length > 0),
    put: (typed, from) => {
      draft.value = { typed, from };
    },
    drop: () => {
      draft.value = null;
    },
  };
}

/** Returns the parts that are begun and not published. */
export function changedParts(begun: Begun | null): Part[] {
  return begun ? PARTS.filter((part) => written(begun.typed, part) !== written(begun.from, part)) : [];
}

/** Returns the rows that are wanted: what was typed here, and in every other part what is there now. */
export function wantedOf(begun: Begun | null, now: NoticeRows): NoticeRows {
  return changedParts(begun).reduce((rows, part) => withAt(rows, part, valueAt(begun?.typed, part)), now);
}

function written(rows: NoticeRows, part: Part): string {
  return JSON.stringify(valueAt(rows, part));
}

/** Returns rows without what the notice has no place for: the name of an officer who is not appointed, interests where something else is the basis. */
export function tidied(rows: NoticeRows): NoticeRows {
  const none = { fi: "", sv: "", en: "" };
  const { appointed } = rows.officer;
  const officer = appointed ? rows.officer : { appointed, name: none, phone: "", email: "" };
  const bases = Object.fromEntries(
    Object.entries(rows.bases).map(([purpose, ground]) => {
      const weighed = ground.basis === "legitimate_interests";
      const { interests, balancing } = ground;
      return [purpose, { ...ground, interests: weighed ? interests : none, balancing: weighed ? balancing : none }];
    }),
  ) as unknown as NoticeRows["bases"];
  return { ...rows, officer, bases };
}

/** Whether a law is named, or can be: one that was named stays to be seen, for the notice tells it whatever the basis is. */
export function hasLaw({ basis, law }: GroundRows): boolean {
  return basis === "legal_obligation" || basis === "public_task" || Object.values(law).some(Boolean);
}

/** Returns the part that a place is in: `measures[1].fi` is in `measures`. */
export function partOf(where: string): Part | null {
  return (
    PARTS.find((part) => where === part || (/^[.[]/.test(where.replace(part, "")) && where.startsWith(part))) ?? null
  );
}

/** Returns the field that a place is: a text in every language has one for each, and its first stands for all. */
export function fieldOf(where: string, rows: NoticeRows): string {
  const there = valueAt(rows, where);
  const first = there && typeof there === "object" ? LANGUAGES.find((language) => language in there) : undefined;
  return first ? `${where}.${first}` : where;
}
