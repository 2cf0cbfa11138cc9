/** People without a screen: how an account stands, in which order they are read. */
import type { Person } from "../../../shared/wire";
import { type Sorting, sorted } from "../../parts/sorting";
import type { Column } from "./room";
import type { Act } from "./words";

/** How an account stands: nobody has signed in yet, or in time, on duty, free to sign in, shut out, gone. */
export type State = "new" | "over" | "available" | "enabled" | "disabled" | "left";

export function stateOf({ left_at, enabled, has_signed_in, password_over, available }: Person): State {
  if (left_at != null) return "left";
  if (enabled === false || enabled === undefined) return "disabled";
  if (available) return "available";
  if (has_signed_in) return "enabled";
  return password_over ? "over" : "new";
}

const ORDER: readonly State[] = ["available", "enabled", "new", "over", "disabled", "left"];

/** Returns people as a column has them, those who have left last. */
export function inOrder(people: readonly Person[], { by, down }: Sorting<Column>): Person[] {
  const value: Record<Column, (person: Person) => string | number> = {
    person: ({ person }) => person,
    roles: ({ roles = [] }) => roles.join(","),
    state: (person) => ORDER.indexOf(stateOf(person)),
    signed_in_at: ({ signed_in_at }) => signed_in_at ?? 0,
    committed_at: ({ committed_at }) => committed_at ?? 0,
  };
  const named = sorted(people, false, value.person);
  return sorted(sorted(named, down, value[by]), false, (person) => (stateOf(person) === "left" ? 1 : 0));
}

/** Returns what can be done to somebody's account; what asks who one is, one does about one's `own` on one's own page. */
export function actsOf(person: Person, own = false): readonly Act[] {
  const state = stateOf(person);
  if (state === "left") return [];
  if (state === "disabled") return ["enable", "password", "second-factor", "leave"];
  return [...(own ? [] : (["password", "second-factor"] as const)), "sessions/end", "disable", "leave"];
}
